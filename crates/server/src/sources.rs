//! Second sources of figures.

use crate::input::{At, Body, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{ChooseSource, ChosenFigure, DeclareSource, SourcesView};
use axum::Json;
use axum::extract::State;
use model::{Code, UnitId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sources))
        .routes(routes!(declare, withdraw))
        .routes(routes!(choose))
        .routes(routes!(take_back))
}

/// Second sources, and what two sources said of the newest periods.
#[utoipa::path(get, path = "/api/sources", tag = "sources",
    responses((status = 200, body = SourcesView), (status = 403, body = Sentence)))]
async fn sources(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<SourcesView> {
    Ok(Json(app.sources(&who).await?))
}

/// Declares a second source of an indicator.
#[utoipa::path(put, path = "/api/sources/{code}/{unit}", tag = "sources", request_body = DeclareSource,
    params(("code" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = SourcesView), (status = 422, body = Sentence)))]
async fn declare(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((indicator, source)): At<(Code, UnitId)>,
    Body(input): Body<DeclareSource>,
) -> Answer<SourcesView> {
    Ok(Json(app.declare_source(&who, &indicator, &source, input).await?))
}

/// Asks a second source no longer.
#[utoipa::path(delete, path = "/api/sources/{code}/{unit}", tag = "sources",
    params(("code" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = SourcesView), (status = 404, body = Sentence)))]
async fn withdraw(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((indicator, source)): At<(Code, UnitId)>,
) -> Answer<SourcesView> {
    Ok(Json(app.withdraw_source(&who, &indicator, &source).await?))
}

/// Says which of two statements about a figure counts.
#[utoipa::path(post, path = "/api/sources/choices", tag = "sources", request_body = ChooseSource,
    responses((status = 200, body = SourcesView), (status = 409, body = Sentence)))]
async fn choose(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<ChooseSource>,
) -> Answer<SourcesView> {
    Ok(Json(app.choose_source(&who, input).await?))
}

/// Takes the last word on a figure back.
#[utoipa::path(post, path = "/api/sources/choices/undo", tag = "sources", request_body = ChosenFigure,
    responses((status = 200, body = SourcesView), (status = 404, body = Sentence)))]
async fn take_back(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<ChosenFigure>,
) -> Answer<SourcesView> {
    Ok(Json(app.take_source_choice_back(&who, &input.key).await?))
}
