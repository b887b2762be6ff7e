//! Tables that people lay out themselves.

use crate::input::{Ask, At, Body, Search, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{AskPivot, AskPivotMap, KeepPivot, PivotMap, PivotRow, PivotView, PlacePivot, PlacedPivot};
use axum::Json;
use axum::extract::State;
use model::PivotId;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(answer_pivot))
        .routes(routes!(pivots, keep_pivot))
        .routes(routes!(keep_pivot_anew, switch_pivot))
        .routes(routes!(pivot_map))
        .routes(routes!(place_pivot))
}

/// Whether a kept table is in the list.
#[derive(Deserialize, ToSchema)]
struct SwitchPivot {
    /// Taken out.
    removed: bool,
}

/// A table, answered.
#[utoipa::path(post, path = "/api/pivot", tag = "figures", request_body = AskPivot,
    responses((status = 200, body = PivotView), (status = 400, body = Sentence)))]
async fn answer_pivot(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(ask): Body<AskPivot>,
) -> Answer<PivotView> {
    Ok(Json(app.pivot(&who, ask).await?))
}

/// A column of a table on the map.
#[utoipa::path(post, path = "/api/pivot/map", tag = "figures", request_body = AskPivotMap,
    responses((status = 200, body = PivotMap), (status = 400, body = Sentence)))]
async fn pivot_map(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(ask): Body<AskPivotMap>,
) -> Answer<PivotMap> {
    Ok(Json(app.pivot_map(&who, ask).await?))
}

/// Kept tables.
#[utoipa::path(get, path = "/api/pivots", tag = "figures", params(Search),
    responses((status = 200, body = [PivotRow])))]
async fn pivots(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(search): Ask<Search>,
) -> Answer<Vec<PivotRow>> {
    Ok(Json(app.pivots(&who, search.search.as_deref()).await?))
}

/// Keeps a new table.
#[utoipa::path(post, path = "/api/pivots", tag = "figures", request_body = KeepPivot,
    responses((status = 200, body = [PivotRow]), (status = 400, body = Sentence)))]
async fn keep_pivot(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<KeepPivot>,
) -> Answer<Vec<PivotRow>> {
    Ok(Json(app.keep_pivot(&who, None, input).await?))
}

/// Lays a kept table out anew.
#[utoipa::path(put, path = "/api/pivots/{pivot}", tag = "figures", request_body = KeepPivot,
    params(("pivot" = String, Path)), responses((status = 200, body = [PivotRow]), (status = 404, body = Sentence)))]
async fn keep_pivot_anew(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(pivot): At<PivotId>,
    Body(input): Body<KeepPivot>,
) -> Answer<Vec<PivotRow>> {
    Ok(Json(app.keep_pivot(&who, Some(&pivot), input).await?))
}

/// Takes a kept table out of the list, or puts it back.
#[utoipa::path(post, path = "/api/pivots/{pivot}", tag = "figures", request_body = SwitchPivot,
    params(("pivot" = String, Path)), responses((status = 200, body = [PivotRow]), (status = 404, body = Sentence)))]
async fn switch_pivot(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(pivot): At<PivotId>,
    Body(SwitchPivot { removed }): Body<SwitchPivot>,
) -> Answer<Vec<PivotRow>> {
    Ok(Json(app.switch_pivot(&who, &pivot, removed).await?))
}

/// Puts a table into a living report.
#[utoipa::path(post, path = "/api/pivot/report", tag = "figures", request_body = PlacePivot,
    responses((status = 200, body = PlacedPivot), (status = 400, body = Sentence)))]
async fn place_pivot(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<PlacePivot>,
) -> Answer<PlacedPivot> {
    Ok(Json(app.place_pivot(&who, input).await?))
}
