//! Figures over time: series of an indicator, profiles of units, history from files.

use crate::Options;
use crate::input::{Ask, At, SignedIn};
use crate::no::{Answer, No, Sentence};
use crate::workbooks::{Sent, WorkbookUpload, parsed};
use app::App;
use app::view::{
    AskOutliers, AskProfile, AskSeries, HistoryPreview, HistoryTaken, OutlierPage, ProfileView, SayHistory,
    SeriesBasis, SeriesView,
};
use axum::Json;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use model::{Code, Cut, UnitId};
use tower_http::timeout::TimeoutLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(series))
        .routes(routes!(series_basis))
        .routes(routes!(profile))
        .routes(routes!(outliers))
        .routes(routes!(history))
        .routes(routes!(take_history_back))
}

/// Sending files has limits of its own.
pub(crate) fn upload_routes(options: Options) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(preview_history))
        .routes(routes!(take_history))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, options.upload_patience))
        .layer(DefaultBodyLimit::max(options.upload))
}

/// An indicator of an area over time.
#[utoipa::path(get, path = "/api/indicators/{code}/series", tag = "series",
    params(("code" = String, Path), AskSeries),
    responses((status = 200, body = SeriesView), (status = 404, body = Sentence)))]
async fn series(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(code): At<Code>,
    Ask(ask): Ask<AskSeries>,
) -> Answer<SeriesView> {
    Ok(Json(app.series(&who, &code, &ask).await?))
}

/// Where a figure of a series comes from.
#[utoipa::path(get, path = "/api/indicators/{code}/series/basis", tag = "series",
    params(("code" = String, Path), AskSeries),
    responses((status = 200, body = SeriesBasis), (status = 404, body = Sentence)))]
async fn series_basis(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(code): At<Code>,
    Ask(ask): Ask<AskSeries>,
) -> Answer<SeriesBasis> {
    Ok(Json(app.series_basis(&who, &code, &ask).await?))
}

/// All figures of a unit at a period.
#[utoipa::path(get, path = "/api/units/{unit}/profile", tag = "series",
    params(("unit" = String, Path), AskProfile),
    responses((status = 200, body = ProfileView), (status = 404, body = Sentence)))]
async fn profile(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(unit): At<UnitId>,
    Ask(ask): Ask<AskProfile>,
) -> Answer<ProfileView> {
    Ok(Json(app.profile(&who, &unit, &ask).await?))
}

/// Figures of a unit and of those below it that do not fit their own past.
#[utoipa::path(get, path = "/api/units/{unit}/outliers", tag = "series",
    params(("unit" = String, Path), AskOutliers),
    responses((status = 200, body = OutlierPage), (status = 404, body = Sentence)))]
async fn outliers(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(unit): At<UnitId>,
    Ask(ask): Ask<AskOutliers>,
) -> Answer<OutlierPage> {
    Ok(Json(app.outliers(&who, &unit, &ask).await?))
}

/// What was taken from files of history.
#[utoipa::path(get, path = "/api/history", tag = "series", responses((status = 200, body = [HistoryTaken])))]
async fn history(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<Vec<HistoryTaken>> {
    Ok(Json(app.history(&who).await?))
}

/// Takes back what was taken from a file of history.
#[utoipa::path(delete, path = "/api/history/{cut}", tag = "series", params(("cut" = u64, Path)),
    responses((status = 200, body = [HistoryTaken]), (status = 404, body = Sentence)))]
async fn take_history_back(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(cut): At<u64>,
) -> Answer<Vec<HistoryTaken>> {
    Ok(Json(app.take_history_back(&who, Cut(cut)).await?))
}

/// What taking a file of history would change.
#[utoipa::path(post, path = "/api/history/preview", tag = "series",
    request_body(content = WorkbookUpload<SayHistory>, content_type = "multipart/form-data"),
    responses((status = 200, body = HistoryPreview), (status = 422, body = Sentence)))]
async fn preview_history(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    form: Option<Multipart>,
) -> Answer<HistoryPreview> {
    let sent = Sent::read(form).await?;
    let says = said(&sent)?;
    Ok(Json(app.preview_history(&who, sent.one()?, says).await?))
}

/// Takes a file of history.
#[utoipa::path(post, path = "/api/history", tag = "series",
    request_body(content = WorkbookUpload<SayHistory>, content_type = "multipart/form-data"),
    responses((status = 200, body = HistoryTaken), (status = 422, body = Sentence)))]
async fn take_history(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    form: Option<Multipart>,
) -> Answer<HistoryTaken> {
    let sent = Sent::read(form).await?;
    let says = said(&sent)?;
    Ok(Json(app.take_history(&who, sent.one()?, says).await?))
}

/// What is said of a file; nothing said leaves everything as the file has it.
fn said(sent: &Sent) -> Result<SayHistory, No> {
    match sent.says() {
        "" => Ok(SayHistory::default()),
        says => parsed(says),
    }
}
