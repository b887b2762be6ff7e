//! Indicators.

use crate::input::{Ask, At, Body, Search, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{IndicatorView, Page};
use axum::Json;
use axum::extract::State;
use model::{Code, Indicator};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(indicators)).routes(routes!(set_indicator))
}

/// Indicators.
#[utoipa::path(get, path = "/api/indicators", tag = "catalogue", params(Search),
    responses((status = 200, body = Page<IndicatorView>)))]
async fn indicators(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(ask): Ask<Search>,
) -> Answer<Page<IndicatorView>> {
    Ok(Json(app.indicators(&who, ask.search.as_deref(), ask.page).await?))
}

/// Changes an indicator.
#[utoipa::path(put, path = "/api/indicators/{code}", tag = "catalogue", params(("code" = String, Path)),
    request_body = Indicator, responses((status = 200, body = IndicatorView), (status = 404, body = Sentence)))]
async fn set_indicator(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(code): At<Code>,
    Body(input): Body<Indicator>,
) -> Answer<IndicatorView> {
    Ok(Json(app.set_indicator(&who, &code, input).await?))
}
