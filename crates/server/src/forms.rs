//! Forms: see, type, send, return, approve, correct.

use crate::input::{At, Body, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{CorrectCell, FormChanges, FormView, Reason, SaveCells, SendForm, VersionsView};
use axum::Json;
use axum::extract::State;
use model::{Cut, RoundId, UnitId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(form))
        .routes(routes!(save_cells))
        .routes(routes!(form_changes))
        .routes(routes!(send_form))
        .routes(routes!(return_form))
        .routes(routes!(approve_within))
        .routes(routes!(approve_form))
        .routes(routes!(form_versions))
        .routes(routes!(correct_cell))
}

/// A unit's form.
#[utoipa::path(get, path = "/api/rounds/{round}/forms/{unit}", tag = "rounds",
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = FormView), (status = 404, body = Sentence)))]
async fn form(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
) -> Answer<FormView> {
    Ok(Json(app.form(&who, &round, &unit).await?))
}

/// Keeps typed cells.
#[utoipa::path(put, path = "/api/rounds/{round}/forms/{unit}/cells", tag = "rounds", request_body = SaveCells,
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = FormChanges), (status = 409, body = Sentence)))]
async fn save_cells(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
    Body(input): Body<SaveCells>,
) -> Answer<FormChanges> {
    Ok(Json(app.save_cells(&who, &round, &unit, input).await?))
}

/// What changed on a form since the position that a page shows.
#[utoipa::path(get, path = "/api/rounds/{round}/forms/{unit}/since/{cut}", tag = "rounds",
    params(("round" = String, Path), ("unit" = String, Path), ("cut" = u64, Path)),
    responses((status = 200, body = FormChanges), (status = 404, body = Sentence)))]
async fn form_changes(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit, cut)): At<(RoundId, UnitId, Cut)>,
) -> Answer<FormChanges> {
    Ok(Json(app.form_changes(&who, &round, &unit, cut).await?))
}

/// Sends a form.
#[utoipa::path(post, path = "/api/rounds/{round}/forms/{unit}/send", tag = "rounds", request_body = SendForm,
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = FormView), (status = 409, body = Sentence)))]
async fn send_form(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
    Body(input): Body<SendForm>,
) -> Answer<FormView> {
    Ok(Json(app.send_form(&who, &round, &unit, input).await?))
}

/// Returns a form with a reason.
#[utoipa::path(post, path = "/api/rounds/{round}/forms/{unit}/return", tag = "rounds", request_body = Reason,
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = FormView), (status = 409, body = Sentence)))]
async fn return_form(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
    Body(input): Body<Reason>,
) -> Answer<FormView> {
    Ok(Json(app.return_form(&who, &round, &unit, &input.reason, input.parts).await?))
}

/// Approves a form within its unit.
#[utoipa::path(post, path = "/api/rounds/{round}/forms/{unit}/approve-within", tag = "rounds",
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = FormView), (status = 409, body = Sentence)))]
async fn approve_within(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
) -> Answer<FormView> {
    Ok(Json(app.approve_within(&who, &round, &unit).await?))
}

/// What a unit sent each time, what is kept now, and what was printed.
#[utoipa::path(get, path = "/api/rounds/{round}/forms/{unit}/versions", tag = "rounds",
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = VersionsView), (status = 404, body = Sentence)))]
async fn form_versions(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
) -> Answer<VersionsView> {
    Ok(Json(app.form_versions(&who, &round, &unit).await?))
}

/// Approves a form.
#[utoipa::path(post, path = "/api/rounds/{round}/forms/{unit}/approve", tag = "rounds",
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = FormView), (status = 409, body = Sentence)))]
async fn approve_form(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
) -> Answer<FormView> {
    Ok(Json(app.approve_form(&who, &round, &unit).await?))
}

/// Corrects a figure of an approved form.
#[utoipa::path(post, path = "/api/rounds/{round}/forms/{unit}/correct", tag = "rounds", request_body = CorrectCell,
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = FormView), (status = 409, body = Sentence)))]
async fn correct_cell(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
    Body(input): Body<CorrectCell>,
) -> Answer<FormView> {
    Ok(Json(app.correct_cell(&who, &round, &unit, input).await?))
}
