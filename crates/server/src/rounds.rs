//! Rounds and the board.

use crate::input::{At, Body, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{BoardView, OpenRound, RoundsView};
use axum::Json;
use axum::extract::State;
use model::RoundId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(rounds, open_round)).routes(routes!(board))
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

/// Who has sent and who has not.
#[utoipa::path(get, path = "/api/rounds/{round}", tag = "rounds", params(("round" = String, Path)),
    responses((status = 200, body = BoardView), (status = 404, body = Sentence)))]
async fn board(State(app): State<App>, SignedIn(who): SignedIn, At(round): At<RoundId>) -> Answer<BoardView> {
    Ok(Json(app.board(&who, &round).await?))
}
