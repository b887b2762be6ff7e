//! Rounds and the board.

use crate::input::{At, Body, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{BoardView, ExtendDeadline, OpenRound, PlanView, Reason, RoundsView};
use axum::Json;
use axum::extract::State;
use model::{RoundId, UnitId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(rounds, open_round))
        .routes(routes!(plan_round))
        .routes(routes!(exclude_unit))
        .routes(routes!(bring_back_unit))
        .routes(routes!(extend_deadline))
        .routes(routes!(close_round))
}

/// All rounds.
#[utoipa::path(get, path = "/api/rounds", tag = "rounds", responses((status = 200, body = RoundsView)))]
async fn rounds(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<RoundsView> {
    Ok(Json(app.rounds(&who).await?))
}

/// Opens a round.
#[utoipa::path(post, path = "/api/rounds", tag = "rounds", request_body = OpenRound,
    responses((status = 200, body = BoardView), (status = 409, body = Sentence)))]
async fn open_round(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<OpenRound>,
) -> Answer<BoardView> {
    Ok(Json(app.open_round(&who, input).await?))
}

/// A round as it would be opened.
#[utoipa::path(post, path = "/api/rounds/plan", tag = "rounds", request_body = OpenRound,
    responses((status = 200, body = PlanView), (status = 409, body = Sentence)))]
async fn plan_round(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<OpenRound>,
) -> Answer<PlanView> {
    Ok(Json(app.plan_round(&who, input).await?))
}

/// Leaves a unit out of a round.
#[utoipa::path(post, path = "/api/rounds/{round}/units/{unit}/exclude", tag = "rounds", request_body = Reason,
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = BoardView), (status = 409, body = Sentence)))]
async fn exclude_unit(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
    Body(input): Body<Reason>,
) -> Answer<BoardView> {
    Ok(Json(app.exclude_unit(&who, &round, &unit, &input.reason).await?))
}

/// Brings a unit back into a round.
#[utoipa::path(post, path = "/api/rounds/{round}/units/{unit}/bring-back", tag = "rounds",
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = BoardView), (status = 409, body = Sentence)))]
async fn bring_back_unit(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
) -> Answer<BoardView> {
    Ok(Json(app.bring_back_unit(&who, &round, &unit).await?))
}

/// Gives a unit more time.
#[utoipa::path(post, path = "/api/rounds/{round}/units/{unit}/extend", tag = "rounds", request_body = ExtendDeadline,
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = BoardView), (status = 409, body = Sentence)))]
async fn extend_deadline(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
    Body(input): Body<ExtendDeadline>,
) -> Answer<BoardView> {
    Ok(Json(app.extend_deadline(&who, &round, &unit, input).await?))
}

/// Closes a round.
#[utoipa::path(post, path = "/api/rounds/{round}/close", tag = "rounds",
    params(("round" = String, Path)),
    responses((status = 200, body = BoardView), (status = 409, body = Sentence)))]
async fn close_round(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(round): At<RoundId>,
) -> Answer<BoardView> {
    Ok(Json(app.close_round(&who, &round).await?))
}
