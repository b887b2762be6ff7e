//! Signing in and out; what waits for me.

use crate::input::{Body, COOKIE_NAME, SignedIn, token};
use crate::no::{Answer, No, Sentence};
use app::App;
use app::view::{SessionView, SignIn, WorkItem};
use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Seconds that the browser keeps the cookie; the server ends a session earlier if it must.
const KEEP: u32 = 12 * 3600;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(sign_in, session, sign_out)).routes(routes!(work))
}

/// Signs in.
#[utoipa::path(post, path = "/api/session", tag = "session", request_body = SignIn,
    responses((status = 200, body = SessionView), (status = 401, body = Sentence)))]
async fn sign_in(
    State(app): State<App>,
    headers: HeaderMap,
    Body(input): Body<SignIn>,
) -> Result<impl IntoResponse, No> {
    let (view, token) = app.sign_in(input).await?;
    Ok((AppendHeaders([(SET_COOKIE, cookie(&token.0, KEEP, &headers))]), Json(view)))
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/session", tag = "session",
    responses((status = 200, body = SessionView), (status = 401, body = Sentence)))]
async fn session(State(app): State<App>, SignedIn(who): SignedIn) -> Json<SessionView> {
    Json(app.session_view(&who).await)
}

/// Signs out.
#[utoipa::path(delete, path = "/api/session", tag = "session",
    responses((status = 204), (status = 401, body = Sentence)))]
async fn sign_out(State(app): State<App>, _: SignedIn, parts: Parts) -> Result<impl IntoResponse, No> {
    if let Some(token) = token(&parts) {
        app.sign_out(&token).await?;
    }
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(SET_COOKIE, cookie("", 0, &parts.headers))])))
}

/// What waits for me.
#[utoipa::path(get, path = "/api/work", tag = "session", responses((status = 200, body = [WorkItem])))]
async fn work(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<Vec<WorkItem>> {
    Ok(Json(app.work(&who).await?))
}

/// Scripts cannot read it, other sites cannot send it, and behind https it never leaves https.
fn cookie(value: &str, seconds: u32, headers: &HeaderMap) -> String {
    let secure = headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    let secure = if secure { "; Secure" } else { "" };
    format!("{COOKIE_NAME}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}")
}
