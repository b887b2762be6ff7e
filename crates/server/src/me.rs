//! The own account: password, second factor, sessions.

use crate::input::{At, Body, SignedIn, token};
use crate::no::{Answer, No, Sentence};
use crate::visitor::Knocks;
use app::App;
use app::view::{
    ChangePassword, ConfirmFactor, FactorProposal, MeView, OpenSession, ProvePassword, RecoveryCodes,
};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(me))
        .routes(routes!(change_password))
        .routes(routes!(propose_factor, confirm_factor))
        .routes(routes!(remove_factor))
        .routes(routes!(renew_codes))
        .routes(routes!(sessions, end_sessions))
        .routes(routes!(end_session))
}

/// The own account.
#[utoipa::path(get, path = "/api/me", tag = "me", responses((status = 200, body = MeView)))]
async fn me(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<MeView> {
    Ok(Json(app.me(&who).await?))
}

/// Changes the own password.
#[utoipa::path(put, path = "/api/me/password", tag = "me", request_body = ChangePassword,
    responses((status = 204), (status = 422, body = Sentence)))]
async fn change_password(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Knocks(visitor): Knocks,
    parts: Parts,
    Body(input): Body<ChangePassword>,
) -> Result<StatusCode, No> {
    app.change_password(&who, &token(&parts).unwrap_or_default(), input, &visitor).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A secret for the person's device.
#[utoipa::path(post, path = "/api/me/factor", tag = "me", responses((status = 200, body = FactorProposal)))]
async fn propose_factor(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<FactorProposal> {
    Ok(Json(app.propose_factor(&who).await?))
}

/// The device has the secret.
#[utoipa::path(put, path = "/api/me/factor", tag = "me", request_body = ConfirmFactor,
    responses((status = 200, body = RecoveryCodes), (status = 422, body = Sentence)))]
async fn confirm_factor(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Knocks(visitor): Knocks,
    Body(input): Body<ConfirmFactor>,
) -> Answer<RecoveryCodes> {
    Ok(Json(app.confirm_factor(&who, &input.code, &visitor).await?))
}

/// Takes the second factor away.
#[utoipa::path(post, path = "/api/me/factor/remove", tag = "me", request_body = ProvePassword,
    responses((status = 204), (status = 422, body = Sentence)))]
async fn remove_factor(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Knocks(visitor): Knocks,
    Body(input): Body<ProvePassword>,
) -> Result<StatusCode, No> {
    app.remove_factor(&who, input.password, &visitor).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// New recovery codes.
#[utoipa::path(post, path = "/api/me/recovery-codes", tag = "me", request_body = ProvePassword,
    responses((status = 200, body = RecoveryCodes), (status = 422, body = Sentence)))]
async fn renew_codes(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Knocks(visitor): Knocks,
    Body(input): Body<ProvePassword>,
) -> Answer<RecoveryCodes> {
    Ok(Json(app.renew_recovery_codes(&who, input.password, &visitor).await?))
}

/// Own open sessions.
#[utoipa::path(get, path = "/api/me/sessions", tag = "me", responses((status = 200, body = [OpenSession])))]
async fn sessions(State(app): State<App>, SignedIn(who): SignedIn, parts: Parts) -> Answer<Vec<OpenSession>> {
    Ok(Json(app.my_sessions(&who, &token(&parts).unwrap_or_default()).await?))
}

/// Ends all other own sessions.
#[utoipa::path(delete, path = "/api/me/sessions", tag = "me", responses((status = 200, body = [OpenSession])))]
async fn end_sessions(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    parts: Parts,
) -> Answer<Vec<OpenSession>> {
    Ok(Json(app.end_my_sessions(&who, &token(&parts).unwrap_or_default(), None).await?))
}

/// Ends one own session.
#[utoipa::path(delete, path = "/api/me/sessions/{id}", tag = "me", params(("id" = String, Path)),
    responses((status = 200, body = [OpenSession])))]
async fn end_session(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(id): At<String>,
    parts: Parts,
) -> Answer<Vec<OpenSession>> {
    Ok(Json(app.end_my_sessions(&who, &token(&parts).unwrap_or_default(), Some(&id)).await?))
}
