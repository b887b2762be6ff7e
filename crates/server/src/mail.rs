//! The mail server and the outbox.

use crate::input::{Ask, At, Body, Search, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{MailView, Page, PostedView, SetMail, TestMail};
use axum::Json;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(mail, set_mail))
        .routes(routes!(test_mail))
        .routes(routes!(outbox))
        .routes(routes!(retry_mail))
}

/// The mail server.
#[utoipa::path(get, path = "/api/mail", tag = "admin", responses((status = 200, body = MailView)))]
async fn mail(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<MailView> {
    Ok(Json(app.mail(&who).await?))
}

/// Sets the mail server.
#[utoipa::path(put, path = "/api/mail", tag = "admin", request_body = SetMail,
    responses((status = 200, body = MailView), (status = 422, body = Sentence)))]
async fn set_mail(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<SetMail>,
) -> Answer<MailView> {
    Ok(Json(app.set_mail(&who, input).await?))
}

/// Sends a test letter at once.
#[utoipa::path(post, path = "/api/mail/test", tag = "admin", request_body = TestMail,
    responses((status = 200), (status = 502, body = Sentence)))]
async fn test_mail(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<TestMail>,
) -> Answer<()> {
    Ok(Json(app.test_mail(&who, input).await?))
}

/// Letters and what became of them.
#[utoipa::path(get, path = "/api/mail/outbox", tag = "admin", params(Search),
    responses((status = 200, body = Page<PostedView>)))]
async fn outbox(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(ask): Ask<Search>,
) -> Answer<Page<PostedView>> {
    Ok(Json(app.outbox(&who, ask.page).await?))
}

/// Tries a letter again at once.
#[utoipa::path(post, path = "/api/mail/outbox/{letter}/retry", tag = "admin", params(("letter" = String, Path)),
    responses((status = 200), (status = 404, body = Sentence)))]
async fn retry_mail(State(app): State<App>, SignedIn(who): SignedIn, At(letter): At<String>) -> Answer<()> {
    Ok(Json(app.retry_mail(&who, &letter).await?))
}
