//! Signing in and out, one-time links, the sign-in service; what waits for me.

use crate::input::{Ask, Body, COOKIE_NAME, SignedIn, named, token};
use crate::no::{Answer, No, Sentence, code};
use crate::visitor::Knocks;
use app::view::{ChoosePassword, Forgot, LinkHolder, LinkInput, SessionView, SignIn, SignInView, WorkItem};
use app::{App, Token, Trouble};
use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Redirect};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Seconds that the browser keeps the cookie; the server ends a session earlier.
const KEEP: u32 = 30 * 24 * 3600;
/// Seconds that the browser keeps the secret of a sign-in through the service.
const AWAY: u32 = 600;
/// Name of the cookie with that secret.
const AWAY_COOKIE: &str = "solieu_oidc";

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sign_in, session, sign_out))
        .routes(routes!(ways))
        .routes(routes!(look_at_link))
        .routes(routes!(choose_password))
        .routes(routes!(forgot))
        .routes(routes!(service_begins))
        .routes(routes!(service_ends))
        .routes(routes!(work))
}

/// Signs in.
#[utoipa::path(post, path = "/api/session", tag = "session", request_body = SignIn,
    responses((status = 200, body = SessionView), (status = 401, body = Sentence)))]
async fn sign_in(
    State(app): State<App>,
    headers: HeaderMap,
    Knocks(visitor): Knocks,
    Body(input): Body<SignIn>,
) -> Result<impl IntoResponse, No> {
    Ok(signed_in(app.sign_in(input, visitor).await?, &headers))
}

fn signed_in((view, token): (SessionView, Token), headers: &HeaderMap) -> impl IntoResponse + use<> {
    (AppendHeaders([(SET_COOKIE, cookie(&token.0, KEEP, headers))]), Json(view))
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

/// The ways to sign in.
#[utoipa::path(get, path = "/api/sign-in", tag = "session", responses((status = 200, body = SignInView)))]
async fn ways(State(app): State<App>) -> Json<SignInView> {
    Json(app.sign_in_view().await)
}

/// Whom a one-time link is for.
#[utoipa::path(post, path = "/api/link", tag = "session", request_body = LinkInput,
    responses((status = 200, body = LinkHolder), (status = 404, body = Sentence)))]
async fn look_at_link(State(app): State<App>, Body(input): Body<LinkInput>) -> Answer<LinkHolder> {
    Ok(Json(app.look_at_link(&input.token).await?))
}

/// Chooses a password through a link, and signs in.
#[utoipa::path(post, path = "/api/link/password", tag = "session", request_body = ChoosePassword,
    responses((status = 200, body = SessionView), (status = 404, body = Sentence)))]
async fn choose_password(
    State(app): State<App>,
    headers: HeaderMap,
    Knocks(visitor): Knocks,
    Body(input): Body<ChoosePassword>,
) -> Result<impl IntoResponse, No> {
    Ok(signed_in(app.choose_password(input, visitor).await?, &headers))
}

/// Somebody forgot a password; the answer tells nothing.
#[utoipa::path(post, path = "/api/forgot", tag = "session", request_body = Forgot, responses((status = 204)))]
async fn forgot(State(app): State<App>, Body(input): Body<Forgot>) -> Result<StatusCode, No> {
    app.forgot(&input.name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The page that asked for a sign-in.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct From {
    /// Its path; none = the first page.
    to: Option<String>,
}

/// Sends the browser to the sign-in service.
#[utoipa::path(get, path = "/api/oidc/begin", tag = "session", params(From), responses((status = 303)))]
async fn service_begins(
    State(app): State<App>,
    headers: HeaderMap,
    Ask(from): Ask<From>,
) -> Result<impl IntoResponse, No> {
    match app.begin_service(from.to.as_deref().unwrap_or("/")).await {
        Ok(sent) => {
            let kept = away_cookie(&sent.browser, AWAY, &headers);
            Ok((AppendHeaders([(SET_COOKIE, kept)]), Redirect::to(&sent.address)).into_response())
        }
        Err(trouble) => turned_back(trouble),
    }
}

/// What the sign-in service answers with.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ServiceAnswer {
    /// To be exchanged for the token.
    code: Option<String>,
    /// As it was sent.
    state: Option<String>,
    /// Why there is no code.
    error: Option<String>,
}

/// The browser comes back from the sign-in service.
#[utoipa::path(get, path = "/api/oidc/back", tag = "session", params(ServiceAnswer), responses((status = 303)))]
async fn service_ends(
    State(app): State<App>,
    Knocks(visitor): Knocks,
    Ask(answer): Ask<ServiceAnswer>,
    parts: Parts,
) -> Result<impl IntoResponse, No> {
    if let Some(error) = &answer.error {
        tracing::warn!("the sign-in service refused: {error:.100}");
    }
    let browser = named(&parts, AWAY_COOKIE).unwrap_or_default();
    let (state, code) = (answer.state.unwrap_or_default(), answer.code.unwrap_or_default());
    match app.finish_service(&browser, &state, &code, visitor).await {
        Ok((_, token, target)) => {
            let cookies = [cookie(&token.0, KEEP, &parts.headers), away_cookie("", 0, &parts.headers)];
            Ok((AppendHeaders(cookies.map(|c| (SET_COOKIE, c))), Redirect::to(&target)).into_response())
        }
        Err(trouble) => turned_back(trouble),
    }
}

/// A browser under way gets a page, not a sentence of JSON: sign-in says what the matter is.
fn turned_back(trouble: Trouble) -> Result<axum::response::Response, No> {
    match trouble {
        Trouble::Refused(no) => {
            let mut detail = String::new();
            for byte in no.detail.bytes() {
                match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => {
                        detail.push(char::from(byte))
                    }
                    _ => detail.push_str(&format!("%{byte:02X}")),
                }
            }
            Ok(Redirect::to(&format!("/?no={}&about={detail}", code(no.code))).into_response())
        }
        broken => Err(broken.into()),
    }
}

/// What waits for me.
#[utoipa::path(get, path = "/api/work", tag = "session", responses((status = 200, body = [WorkItem])))]
async fn work(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<Vec<WorkItem>> {
    Ok(Json(app.work(&who).await?))
}

/// Scripts cannot read it, other sites cannot send it, and behind https it never leaves https.
fn cookie(value: &str, seconds: u32, headers: &HeaderMap) -> String {
    format!("{COOKIE_NAME}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{}", secure(headers))
}

/// The service's page sends the browser here, so this one must come along; it opens nothing by itself.
fn away_cookie(value: &str, seconds: u32, headers: &HeaderMap) -> String {
    format!(
        "{AWAY_COOKIE}={value}; Path=/api/oidc; HttpOnly; SameSite=Lax; Max-Age={seconds}{}",
        secure(headers)
    )
}

fn secure(headers: &HeaderMap) -> &'static str {
    let https = headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    if https { "; Secure" } else { "" }
}
