//! Truth before issue: reasons for places of the living report, typed numbers bound.

use crate::input::{At, Body, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{BindNumber, ExplainNotice, LivingView, WithdrawReason};
use axum::Json;
use axum::extract::State;
use model::Period;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(explain_notice))
        .routes(routes!(withdraw_reason))
        .routes(routes!(bind_number))
}

/// Says why a place of the report stands as it does.
#[utoipa::path(post, path = "/api/living/{period}/notices/explain", tag = "living", request_body = ExplainNotice,
    params(("period" = String, Path)), responses((status = 200, body = LivingView), (status = 409, body = Sentence)))]
async fn explain_notice(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<ExplainNotice>,
) -> Answer<LivingView> {
    Ok(Json(app.explain_notice(&who, period, input).await?))
}

/// Takes a reason back.
#[utoipa::path(post, path = "/api/living/{period}/notices/withdraw", tag = "living", request_body = WithdrawReason,
    params(("period" = String, Path)), responses((status = 200, body = LivingView), (status = 409, body = Sentence)))]
async fn withdraw_reason(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<WithdrawReason>,
) -> Answer<LivingView> {
    Ok(Json(app.withdraw_reason(&who, period, input).await?))
}

/// Binds a typed number to a datum.
#[utoipa::path(post, path = "/api/living/{period}/bind", tag = "living", request_body = BindNumber,
    params(("period" = String, Path)), responses((status = 200, body = LivingView), (status = 409, body = Sentence)))]
async fn bind_number(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<BindNumber>,
) -> Answer<LivingView> {
    Ok(Json(app.bind_number(&who, period, input).await?))
}
