//! The prose of the living report: saving, parts of departments, history, remarks and proposals.

use crate::input::{At, Body, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{
    AssignProse, CompareView, EditionView, LivingChart, LivingView, LockProse, MakeRemark, MakeSuggestion,
    NumberProse, ProseAnswer, RemarksView, ReturnDoclet, SettleRemark, SettleSuggestion, TriedFigures,
    TryFigures, WriteProse, WriterView, WritingInput,
};
use axum::Json;
use axum::extract::State;
use model::{Chart, Cut, PassageId, Period, UnitId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(write_prose))
        .routes(routes!(writing))
        .routes(routes!(try_figures))
        .routes(routes!(try_chart))
        .routes(routes!(prose_history))
        .routes(routes!(compare_prose))
        .routes(routes!(remarks, make_remark))
        .routes(routes!(settle_remark))
        .routes(routes!(make_suggestion))
        .routes(routes!(settle_suggestion))
        .routes(routes!(assign_prose))
        .routes(routes!(lock_prose))
        .routes(routes!(number_prose))
        .routes(routes!(send_doclet))
        .routes(routes!(accept_doclet))
        .routes(routes!(return_doclet))
}

/// Saves prose, merged with what others wrote meanwhile.
#[utoipa::path(put, path = "/api/living/{period}/prose", tag = "living", request_body = WriteProse,
    params(("period" = String, Path)), responses((status = 200, body = ProseAnswer), (status = 409, body = Sentence)))]
async fn write_prose(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<WriteProse>,
) -> Answer<ProseAnswer> {
    Ok(Json(app.write_prose(&who, period, input).await?))
}

/// Tells where in the report a page writes; answers who else writes.
#[utoipa::path(post, path = "/api/living/{period}/here", tag = "living", request_body = WritingInput,
    params(("period" = String, Path)), responses((status = 200, body = [WriterView]), (status = 404, body = Sentence)))]
async fn writing(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<WritingInput>,
) -> Answer<Vec<WriterView>> {
    Ok(Json(app.writing(&who, period, input).await?))
}

/// What figures would print now.
#[utoipa::path(post, path = "/api/living/{period}/figures/try", tag = "living", request_body = TryFigures,
    params(("period" = String, Path)), responses((status = 200, body = TriedFigures), (status = 404, body = Sentence)))]
async fn try_figures(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<TryFigures>,
) -> Answer<TriedFigures> {
    Ok(Json(app.try_figures(&who, period, input).await?))
}

/// A chart as it would be drawn now.
#[utoipa::path(post, path = "/api/living/{period}/charts/try", tag = "living", request_body = Chart,
    params(("period" = String, Path)), responses((status = 200, body = LivingChart), (status = 404, body = Sentence)))]
async fn try_chart(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<Chart>,
) -> Answer<LivingChart> {
    Ok(Json(app.try_chart(&who, period, input).await?))
}

/// The editions of a paragraph, newest first.
#[utoipa::path(get, path = "/api/living/{period}/passages/{passage}/history", tag = "living",
    params(("period" = String, Path), ("passage" = String, Path)),
    responses((status = 200, body = [EditionView]), (status = 404, body = Sentence)))]
async fn prose_history(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((period, passage)): At<(Period, PassageId)>,
) -> Answer<Vec<EditionView>> {
    Ok(Json(app.prose_history(&who, period, &passage).await?))
}

/// The report beside the one before.
#[utoipa::path(get, path = "/api/living/{period}/compare", tag = "living", params(("period" = String, Path)),
    responses((status = 200, body = CompareView), (status = 404, body = Sentence)))]
async fn compare_prose(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
) -> Answer<CompareView> {
    Ok(Json(app.compare_prose(&who, period).await?))
}

/// Remarks and proposals.
#[utoipa::path(get, path = "/api/living/{period}/remarks", tag = "living", params(("period" = String, Path)),
    responses((status = 200, body = RemarksView), (status = 404, body = Sentence)))]
async fn remarks(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
) -> Answer<RemarksView> {
    Ok(Json(app.remarks(&who, period).await?))
}

/// Makes a remark, or answers one.
#[utoipa::path(post, path = "/api/living/{period}/remarks", tag = "living", request_body = MakeRemark,
    params(("period" = String, Path)), responses((status = 200, body = RemarksView), (status = 409, body = Sentence)))]
async fn make_remark(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<MakeRemark>,
) -> Answer<RemarksView> {
    Ok(Json(app.remark(&who, period, input).await?))
}

/// Marks a remark as dealt with, or as open again.
#[utoipa::path(post, path = "/api/living/{period}/remarks/{cut}/settle", tag = "living", request_body = SettleRemark,
    params(("period" = String, Path), ("cut" = u64, Path)),
    responses((status = 200, body = RemarksView), (status = 409, body = Sentence)))]
async fn settle_remark(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((period, cut)): At<(Period, Cut)>,
    Body(input): Body<SettleRemark>,
) -> Answer<RemarksView> {
    Ok(Json(app.settle_remark(&who, period, cut, input.settled).await?))
}

/// Proposes a change.
#[utoipa::path(post, path = "/api/living/{period}/suggestions", tag = "living", request_body = MakeSuggestion,
    params(("period" = String, Path)), responses((status = 200, body = RemarksView), (status = 409, body = Sentence)))]
async fn make_suggestion(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<MakeSuggestion>,
) -> Answer<RemarksView> {
    Ok(Json(app.suggest(&who, period, input).await?))
}

/// Accepts or refuses a proposal.
#[utoipa::path(post, path = "/api/living/{period}/suggestions/{cut}/settle", tag = "living",
    request_body = SettleSuggestion, params(("period" = String, Path), ("cut" = u64, Path)),
    responses((status = 200, body = RemarksView), (status = 409, body = Sentence)))]
async fn settle_suggestion(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((period, cut)): At<(Period, Cut)>,
    Body(input): Body<SettleSuggestion>,
) -> Answer<RemarksView> {
    Ok(Json(app.settle_suggestion(&who, period, cut, input.accepted).await?))
}

/// Gives paragraphs to a department.
#[utoipa::path(post, path = "/api/living/{period}/assign", tag = "living", request_body = AssignProse,
    params(("period" = String, Path)), responses((status = 200, body = LivingView), (status = 409, body = Sentence)))]
async fn assign_prose(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<AssignProse>,
) -> Answer<LivingView> {
    Ok(Json(app.assign_prose(&who, period, input).await?))
}

/// Locks paragraphs, or opens them.
#[utoipa::path(post, path = "/api/living/{period}/lock", tag = "living", request_body = LockProse,
    params(("period" = String, Path)), responses((status = 200, body = LivingView), (status = 409, body = Sentence)))]
async fn lock_prose(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<LockProse>,
) -> Answer<LivingView> {
    Ok(Json(app.lock_prose(&who, period, input).await?))
}

/// Chooses how headings are numbered.
#[utoipa::path(post, path = "/api/living/{period}/numbering", tag = "living", request_body = NumberProse,
    params(("period" = String, Path)), responses((status = 200, body = LivingView), (status = 409, body = Sentence)))]
async fn number_prose(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<NumberProse>,
) -> Answer<LivingView> {
    Ok(Json(app.number_prose(&who, period, input).await?))
}

/// Sends a department's part.
#[utoipa::path(post, path = "/api/living/{period}/doclets/{unit}/send", tag = "living",
    params(("period" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = LivingView), (status = 409, body = Sentence)))]
async fn send_doclet(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((period, unit)): At<(Period, UnitId)>,
) -> Answer<LivingView> {
    Ok(Json(app.send_doclet(&who, period, &unit).await?))
}

/// Accepts a department's part.
#[utoipa::path(post, path = "/api/living/{period}/doclets/{unit}/accept", tag = "living",
    params(("period" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = LivingView), (status = 409, body = Sentence)))]
async fn accept_doclet(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((period, unit)): At<(Period, UnitId)>,
) -> Answer<LivingView> {
    Ok(Json(app.accept_doclet(&who, period, &unit).await?))
}

/// Gives a department's part back.
#[utoipa::path(post, path = "/api/living/{period}/doclets/{unit}/return", tag = "living", request_body = ReturnDoclet,
    params(("period" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = LivingView), (status = 409, body = Sentence)))]
async fn return_doclet(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((period, unit)): At<(Period, UnitId)>,
    Body(input): Body<ReturnDoclet>,
) -> Answer<LivingView> {
    Ok(Json(app.return_doclet(&who, period, &unit, input).await?))
}
