//! Outlines, beginning a report, and what the last report left open.

use crate::input::{Ask, At, Body, SignedIn};
use crate::no::{Answer, No, Sentence};
use app::App;
use app::view::{
    AnswerOffer, KeepReport, LivingView, OffersView, OutlineKept, OutlineRow, OutlineText, OutlineView,
    RemoveOutline, StartReport, StartView,
};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use model::{OutlineId, Period, PeriodKind, UnitKind};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(outlines, hand_in_outline))
        .routes(routes!(outline, change_outline))
        .routes(routes!(outline_text))
        .routes(routes!(remove_outline))
        .routes(routes!(start_choices, start_report, take_back_start))
        .routes(routes!(keep_report))
        .routes(routes!(offers, answer_offer))
}

/// Which outlines.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Words, with or without diacritics.
    search: Option<String>,
    /// Only of this level.
    level: Option<UnitKind>,
    /// Only for this kind of period.
    kind: Option<PeriodKind>,
}

/// For which kind of period.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct For {
    /// None = the first that it is for.
    kind: Option<PeriodKind>,
}

/// Outlines: those of the office, then those that come with the program.
#[utoipa::path(get, path = "/api/outlines", tag = "outlines", params(Which), responses((status = 200, body = [OutlineRow])))]
async fn outlines(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(which): Ask<Which>,
) -> Answer<Vec<OutlineRow>> {
    Ok(Json(app.outlines(&who, which.search.as_deref(), which.level, which.kind).await?))
}

/// Keeps an outline that is handed in as text; what is wrong is said line by line, and nothing is kept then.
#[utoipa::path(post, path = "/api/outlines", tag = "outlines", request_body = OutlineText,
    responses((status = 200, body = OutlineKept), (status = 422, body = Sentence)))]
async fn hand_in_outline(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<OutlineText>,
) -> Answer<OutlineKept> {
    Ok(Json(app.keep_outline(&who, None, input).await?))
}

/// An outline for a kind of period.
#[utoipa::path(get, path = "/api/outlines/{outline}", tag = "outlines", params(("outline" = String, Path), For),
    responses((status = 200, body = OutlineView), (status = 404, body = Sentence)))]
async fn outline(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(outline): At<OutlineId>,
    Ask(which): Ask<For>,
) -> Answer<OutlineView> {
    Ok(Json(app.outline(&who, &outline, which.kind).await?))
}

/// Writes an outline of the office anew.
#[utoipa::path(put, path = "/api/outlines/{outline}", tag = "outlines", params(("outline" = String, Path)),
    request_body = OutlineText, responses((status = 200, body = OutlineKept), (status = 404, body = Sentence)))]
async fn change_outline(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(outline): At<OutlineId>,
    Body(input): Body<OutlineText>,
) -> Answer<OutlineKept> {
    Ok(Json(app.keep_outline(&who, Some(&outline), input).await?))
}

/// An outline as a text file.
#[utoipa::path(get, path = "/api/outlines/{outline}/text", tag = "outlines", params(("outline" = String, Path)),
    responses((status = 200, body = String, content_type = "text/plain"), (status = 404, body = Sentence)))]
async fn outline_text(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(outline): At<OutlineId>,
) -> Result<Response, No> {
    let (name, text) = app.outline_text(&who, &outline).await?;
    let named = format!("attachment; filename=\"{name}\"");
    let head = [(CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, named)];
    Ok((head, text).into_response())
}

/// Takes an outline of the office out of the list, or puts it back.
#[utoipa::path(put, path = "/api/outlines/{outline}/removed", tag = "outlines", params(("outline" = String, Path)),
    request_body = RemoveOutline, responses((status = 200, body = OutlineRow), (status = 404, body = Sentence)))]
async fn remove_outline(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(outline): At<OutlineId>,
    Body(input): Body<RemoveOutline>,
) -> Answer<OutlineRow> {
    Ok(Json(app.switch_outline(&who, &outline, input.removed).await?))
}

/// What the report of a period may begin from.
#[utoipa::path(get, path = "/api/living/{period}/start", tag = "outlines", params(("period" = String, Path)),
    responses((status = 200, body = StartView)))]
async fn start_choices(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
) -> Answer<StartView> {
    Ok(Json(app.start_choices(&who, period).await?))
}

/// Begins the report of a period.
#[utoipa::path(post, path = "/api/living/{period}/start", tag = "outlines", params(("period" = String, Path)),
    request_body = StartReport, responses((status = 200, body = LivingView), (status = 409, body = Sentence)))]
async fn start_report(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<StartReport>,
) -> Answer<LivingView> {
    Ok(Json(app.start_report(&who, period, input).await?))
}

/// Takes back how a report began.
#[utoipa::path(delete, path = "/api/living/{period}/start", tag = "outlines", params(("period" = String, Path)),
    responses((status = 204), (status = 409, body = Sentence)))]
async fn take_back_start(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
) -> Result<StatusCode, No> {
    app.take_back_start(&who, period).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Keeps the living report as an outline of the office.
#[utoipa::path(post, path = "/api/living/{period}/outline", tag = "outlines", params(("period" = String, Path)),
    request_body = KeepReport, responses((status = 200, body = OutlineKept), (status = 422, body = Sentence)))]
async fn keep_report(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<KeepReport>,
) -> Answer<OutlineKept> {
    Ok(Json(app.keep_report(&who, period, input).await?))
}

/// What the last report left open.
#[utoipa::path(get, path = "/api/living/{period}/offers", tag = "outlines", params(("period" = String, Path)),
    responses((status = 200, body = OffersView), (status = 404, body = Sentence)))]
async fn offers(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
) -> Answer<OffersView> {
    Ok(Json(app.offers(&who, period).await?))
}

/// Takes an offer into the report, leaves it aside, or opens it again.
#[utoipa::path(post, path = "/api/living/{period}/offers", tag = "outlines", params(("period" = String, Path)),
    request_body = AnswerOffer, responses((status = 200, body = OffersView), (status = 409, body = Sentence)))]
async fn answer_offer(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<AnswerOffer>,
) -> Answer<OffersView> {
    Ok(Json(app.answer_offer(&who, period, input).await?))
}
