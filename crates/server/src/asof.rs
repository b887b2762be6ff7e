//! As of a day: what was known, what changed since.

use crate::input::{Ask, At, SignedIn};
use crate::no::{Answer, Sentence};
use app::view::{ReportThen, RestatedHow, RestatedPage};
use app::{App, RestatedQuery};
use axum::Json;
use axum::extract::State;
use model::Period;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(restated)).routes(routes!(report_then))
}

/// As of when.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AsOf {
    /// A day (`2026-03-20`: what was known at its end), or a ledger position.
    as_of: String,
}

/// What of the list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Of {
    /// Words, with or without diacritics.
    search: Option<String>,
    /// One kind alone.
    how: Option<RestatedHow>,
    /// From one.
    page: Option<usize>,
}

/// Figures that say something else than they did.
#[utoipa::path(get, path = "/api/restated", tag = "figures", params(AsOf, Of),
    responses((status = 200, body = RestatedPage), (status = 400, body = Sentence)))]
async fn restated(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(AsOf { as_of }): Ask<AsOf>,
    Ask(Of { search, how, page }): Ask<Of>,
) -> Answer<RestatedPage> {
    Ok(Json(app.restated(&who, &as_of, RestatedQuery { search, how, page }).await?))
}

/// A living report as it stood.
#[utoipa::path(get, path = "/api/living/{period}/then", tag = "living", params(("period" = String, Path), AsOf),
    responses((status = 200, body = ReportThen), (status = 404, body = Sentence)))]
async fn report_then(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Ask(AsOf { as_of }): Ask<AsOf>,
) -> Answer<ReportThen> {
    Ok(Json(app.report_then(&who, period, &as_of).await?))
}
