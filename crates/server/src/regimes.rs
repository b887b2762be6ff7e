//! Regimes, working days, reporting routes.

use crate::input::{At, Body, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{DayView, MarkDay, RegimeView, RoutesView, SetRoutes};
use axum::Json;
use axum::extract::State;
use model::{Date, Regime, RegimeId, UnitId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(regimes))
        .routes(routes!(set_regime))
        .routes(routes!(days))
        .routes(routes!(mark_day, unmark_day))
        .routes(routes!(reporting_routes))
        .routes(routes!(set_routes))
}

/// Every regime.
#[utoipa::path(get, path = "/api/regimes", tag = "regimes",
    responses((status = 200, body = [RegimeView]), (status = 403, body = Sentence)))]
async fn regimes(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<Vec<RegimeView>> {
    Ok(Json(app.regimes(&who).await?))
}

/// Writes or changes a regime.
#[utoipa::path(put, path = "/api/regimes/{regime}", tag = "regimes", request_body = Regime,
    params(("regime" = String, Path)),
    responses((status = 200, body = RegimeView), (status = 422, body = Sentence)))]
async fn set_regime(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(regime): At<RegimeId>,
    Body(input): Body<Regime>,
) -> Answer<RegimeView> {
    Ok(Json(app.set_regime(&who, &regime, input).await?))
}

/// The days of a year that are not what their weekday says.
#[utoipa::path(get, path = "/api/days/{year}", tag = "regimes",
    params(("year" = String, Path)),
    responses((status = 200, body = [DayView]), (status = 403, body = Sentence)))]
async fn days(State(app): State<App>, SignedIn(who): SignedIn, At(year): At<i16>) -> Answer<Vec<DayView>> {
    Ok(Json(app.days(&who, year).await?))
}

/// Marks a day as worked or off.
#[utoipa::path(put, path = "/api/days/on/{day}", tag = "regimes", request_body = MarkDay,
    params(("day" = String, Path)),
    responses((status = 200, body = [DayView]), (status = 422, body = Sentence)))]
async fn mark_day(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(day): At<Date>,
    Body(input): Body<MarkDay>,
) -> Answer<Vec<DayView>> {
    Ok(Json(app.mark_day(&who, day, Some(input)).await?))
}

/// Takes the mark of the place off a day.
#[utoipa::path(delete, path = "/api/days/on/{day}", tag = "regimes",
    params(("day" = String, Path)),
    responses((status = 200, body = [DayView]), (status = 403, body = Sentence)))]
async fn unmark_day(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(day): At<Date>,
) -> Answer<Vec<DayView>> {
    Ok(Json(app.mark_day(&who, day, None).await?))
}

/// Whom each unit reports to.
#[utoipa::path(get, path = "/api/reporting-routes", tag = "regimes",
    responses((status = 200, body = [RoutesView]), (status = 403, body = Sentence)))]
async fn reporting_routes(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<Vec<RoutesView>> {
    Ok(Json(app.routes(&who).await?))
}

/// Says whom a unit reports to.
#[utoipa::path(put, path = "/api/reporting-routes/{unit}", tag = "regimes", request_body = SetRoutes,
    params(("unit" = String, Path)),
    responses((status = 200, body = RoutesView), (status = 422, body = Sentence)))]
async fn set_routes(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(unit): At<UnitId>,
    Body(input): Body<SetRoutes>,
) -> Answer<RoutesView> {
    Ok(Json(app.set_routes(&who, &unit, input).await?))
}
