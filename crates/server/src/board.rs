//! The board and its export, reminders, outages, the league table.

use crate::input::{Ask, At, Body, SignedIn};
use crate::no::{Answer, No, Sentence};
use app::App;
use app::view::{
    BoardAsk, BoardView, ExcuseInput, LeagueAsk, LeagueView, MatrixView, NoticeView, OutageInput, OutageView,
    Page, PreviewInput, PreviewView, RemindInput, RemindedView, ReminderAsk, ReminderPlanView, ReminderRow,
    ReturnView, ScoringInput,
};
use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use model::{Contact, Cut, ReminderPlan, RoundId, UnitId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(board))
        .routes(routes!(board_csv))
        .routes(routes!(matrix))
        .routes(routes!(remind))
        .routes(routes!(preview_reminder))
        .routes(routes!(reminders))
        .routes(routes!(reminder_plan, set_reminder_plan))
        .routes(routes!(notices, see_notices))
        .routes(routes!(set_contact))
        .routes(routes!(outages, record_outage))
        .routes(routes!(withdraw_outage))
        .routes(routes!(returns, excuse_return))
        .routes(routes!(league))
        .routes(routes!(league_csv))
        .routes(routes!(set_scoring))
}

/// Who has sent and who has not.
#[utoipa::path(get, path = "/api/rounds/{round}", tag = "rounds", params(("round" = String, Path), BoardAsk),
    responses((status = 200, body = BoardView), (status = 404, body = Sentence)))]
async fn board(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(round): At<RoundId>,
    Ask(ask): Ask<BoardAsk>,
) -> Answer<BoardView> {
    Ok(Json(app.board(&who, &round, &ask).await?))
}

/// The whole board as text that a spreadsheet opens.
#[utoipa::path(get, path = "/api/rounds/{round}/board.csv", tag = "rounds", params(("round" = String, Path), BoardAsk),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 404, body = Sentence)))]
async fn board_csv(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(round): At<RoundId>,
    Ask(ask): Ask<BoardAsk>,
) -> Result<Response, No> {
    Ok(csv(&format!("theo-doi-{round}"), app.board_csv(&who, &round, &ask).await?))
}

/// Several rounds beside each other.
#[utoipa::path(get, path = "/api/board", tag = "rounds", params(BoardAsk),
    responses((status = 200, body = MatrixView)))]
async fn matrix(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(ask): Ask<BoardAsk>,
) -> Answer<MatrixView> {
    Ok(Json(app.matrix(&who, &ask).await?))
}

/// Reminds units of a round.
#[utoipa::path(post, path = "/api/rounds/{round}/reminders", tag = "reminders", params(("round" = String, Path)),
    request_body = RemindInput,
    responses((status = 200, body = RemindedView), (status = 422, body = Sentence)))]
async fn remind(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(round): At<RoundId>,
    Body(input): Body<RemindInput>,
) -> Answer<RemindedView> {
    Ok(Json(app.remind(&who, &round, input).await?))
}

/// Words of a reminder as a unit would get them.
#[utoipa::path(post, path = "/api/rounds/{round}/reminders/preview", tag = "reminders",
    params(("round" = String, Path)), request_body = PreviewInput,
    responses((status = 200, body = PreviewView), (status = 422, body = Sentence)))]
async fn preview_reminder(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(round): At<RoundId>,
    Body(input): Body<PreviewInput>,
) -> Answer<PreviewView> {
    Ok(Json(app.preview_reminder(&who, &round, input).await?))
}

/// Who was reminded when, by whom, how.
#[utoipa::path(get, path = "/api/reminders", tag = "reminders", params(ReminderAsk),
    responses((status = 200, body = Page<ReminderRow>)))]
async fn reminders(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(ask): Ask<ReminderAsk>,
) -> Answer<Page<ReminderRow>> {
    Ok(Json(app.reminders(&who, &ask).await?))
}

/// How the place reminds.
#[utoipa::path(get, path = "/api/reminders/plan", tag = "reminders", responses((status = 200, body = ReminderPlanView)))]
async fn reminder_plan(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<ReminderPlanView> {
    Ok(Json(app.reminder_plan(&who).await?))
}

/// Sets how the place reminds.
#[utoipa::path(put, path = "/api/reminders/plan", tag = "reminders", request_body = ReminderPlan,
    responses((status = 200, body = ReminderPlanView), (status = 422, body = Sentence)))]
async fn set_reminder_plan(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(plan): Body<ReminderPlan>,
) -> Answer<ReminderPlanView> {
    Ok(Json(app.set_reminder_plan(&who, plan).await?))
}

/// What a unit is reminded of on the page of its form.
#[utoipa::path(get, path = "/api/rounds/{round}/forms/{unit}/notices", tag = "reminders",
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = NoticeView), (status = 404, body = Sentence)))]
async fn notices(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
) -> Answer<NoticeView> {
    Ok(Json(app.notices(&who, &round, &unit).await?))
}

/// Marks the reminders about a form as seen.
#[utoipa::path(post, path = "/api/rounds/{round}/forms/{unit}/notices", tag = "reminders",
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = NoticeView), (status = 403, body = Sentence)))]
async fn see_notices(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
) -> Answer<NoticeView> {
    Ok(Json(app.see_notices(&who, &round, &unit).await?))
}

/// Sets whom to write to or phone at a unit.
#[utoipa::path(put, path = "/api/units/{unit}/contact", tag = "reminders", params(("unit" = String, Path)),
    request_body = Contact, responses((status = 200, body = Contact), (status = 422, body = Sentence)))]
async fn set_contact(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(unit): At<UnitId>,
    Body(contact): Body<Contact>,
) -> Answer<Contact> {
    Ok(Json(app.set_contact(&who, &unit, contact).await?))
}

/// Recorded outages.
#[utoipa::path(get, path = "/api/outages", tag = "rounds", responses((status = 200, body = [OutageView])))]
async fn outages(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<Vec<OutageView>> {
    Ok(Json(app.outages(&who).await?))
}

/// Records an outage.
#[utoipa::path(post, path = "/api/outages", tag = "rounds", request_body = OutageInput,
    responses((status = 200, body = [OutageView]), (status = 422, body = Sentence)))]
async fn record_outage(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<OutageInput>,
) -> Answer<Vec<OutageView>> {
    Ok(Json(app.record_outage(&who, input).await?))
}

/// Takes the record of an outage back.
#[utoipa::path(delete, path = "/api/outages/{cut}", tag = "rounds", params(("cut" = u64, Path)),
    responses((status = 200, body = [OutageView]), (status = 404, body = Sentence)))]
async fn withdraw_outage(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(cut): At<String>,
) -> Answer<Vec<OutageView>> {
    let cut = cut.parse().map_or(Cut::default(), Cut);
    Ok(Json(app.withdraw_outage(&who, cut).await?))
}

/// The returns of a form.
#[utoipa::path(get, path = "/api/rounds/{round}/forms/{unit}/returns", tag = "rounds",
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = [ReturnView]), (status = 403, body = Sentence)))]
async fn returns(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
) -> Answer<Vec<ReturnView>> {
    Ok(Json(app.returns(&who, &round, &unit).await?))
}

/// Says of a return whether the office caused it.
#[utoipa::path(put, path = "/api/rounds/{round}/forms/{unit}/returns", tag = "rounds", request_body = ExcuseInput,
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = [ReturnView]), (status = 403, body = Sentence)))]
async fn excuse_return(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
    Body(input): Body<ExcuseInput>,
) -> Answer<Vec<ReturnView>> {
    Ok(Json(app.excuse_return(&who, &round, &unit, input).await?))
}

/// The league table over periods.
#[utoipa::path(get, path = "/api/league", tag = "rounds", params(LeagueAsk),
    responses((status = 200, body = LeagueView), (status = 403, body = Sentence)))]
async fn league(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(ask): Ask<LeagueAsk>,
) -> Answer<LeagueView> {
    Ok(Json(app.league(&who, &ask).await?))
}

/// The whole league table as text that a spreadsheet opens.
#[utoipa::path(get, path = "/api/league.csv", tag = "rounds", params(LeagueAsk),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 403, body = Sentence)))]
async fn league_csv(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(ask): Ask<LeagueAsk>,
) -> Result<Response, No> {
    Ok(csv("xep-hang", app.league_csv(&who, &ask).await?))
}

/// Writes the formula of the league table.
#[utoipa::path(put, path = "/api/league/scoring", tag = "rounds", request_body = ScoringInput,
    responses((status = 200), (status = 422, body = Sentence)))]
async fn set_scoring(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<ScoringInput>,
) -> Answer<()> {
    Ok(Json(app.set_scoring(&who, input).await?))
}

fn csv(name: &str, bytes: Vec<u8>) -> Response {
    let named = format!("attachment; filename=\"{name}.csv\"");
    ([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, named)], bytes)
        .into_response()
}
