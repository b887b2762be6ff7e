//! Truth before issue: reasons for places of the living report, typed numbers bound.

use crate::input::{At, Body, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{BindNumber, ExplainNotices, LivingView, WithdrawReasons};
use axum::Json;
use axum::extract::State;
use model::Period;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(explain_notices))
        .routes(routes!(withdraw_reasons))
        .routes(routes!(bind_number))
}

/// Says why places of the report stand as they do.
#[utoipa::path(post, path = "/api/living/{period}/notices/explain", tag = "living", request_body = ExplainNotices,
    params(("period" = String, Path)), responses((status = 200, body = LivingView), (status = 409, body = Sentence)))]
async fn explain_notices(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<ExplainNotices>,
) -> Answer<LivingView> {
    Ok(Json(app.explain_notices(&who, period, input).await?))
}

/// Takes reasons back.
#[utoipa::path(post, path = "/api/living/{period}/notices/withdraw", tag = "living", request_body = WithdrawReasons,
    params(("period" = String, Path)), responses((status = 200, body = LivingView), (status = 409, body = Sentence)))]
async fn withdraw_reasons(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<WithdrawReasons>,
) -> Answer<LivingView> {
    Ok(Json(app.withdraw_reasons(&who, period, input).await?))
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
