//! Reading and adopting old reports.

use crate::Options;
use crate::input::{At, Body, SignedIn, bad};
use crate::no::{Answer, Door, No, Sentence};
use app::App;
use app::view::{AdoptInput, ReadingRow, ReadingView};
use axum::Json;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use model::{Decision, ReportId};
use tower_http::timeout::TimeoutLayer;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(readings))
        .routes(routes!(reading))
        .routes(routes!(decide))
        .routes(routes!(adopt))
}

/// Sending a file has limits of its own.
pub(crate) fn upload_routes(options: Options) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(read))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, options.upload_patience))
        .layer(DefaultBodyLimit::max(options.upload))
}

/// Reports that were read.
#[utoipa::path(get, path = "/api/readings", tag = "readings", responses((status = 200, body = [ReadingRow])))]
async fn readings(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<Vec<ReadingRow>> {
    Ok(Json(app.readings(&who).await?))
}

/// A file, as a form sends it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the multipart body")]
struct Upload {
    /// The report.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

/// Reads a report.
#[utoipa::path(post, path = "/api/readings", tag = "readings",
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses((status = 200, body = ReadingRow), (status = 413, body = Sentence), (status = 422, body = Sentence)))]
async fn read(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    form: Option<Multipart>,
) -> Answer<ReadingRow> {
    let mut form = form.ok_or_else(|| bad("thiếu tệp"))?;
    while let Some(field) = form.next_field().await.map_err(broken_off)? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or("báo cáo").to_owned();
            let bytes = field.bytes().await.map_err(broken_off)?;
            return Ok(Json(app.read_file(&who, &name, bytes.into()).await?));
        }
    }
    Err(bad("thiếu tệp"))
}

/// A reading with its proposals.
#[utoipa::path(get, path = "/api/readings/{id}", tag = "readings", params(("id" = String, Path)),
    responses((status = 200, body = ReadingView), (status = 404, body = Sentence)))]
async fn reading(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(id): At<ReportId>,
) -> Answer<ReadingView> {
    Ok(Json(app.reading(&who, &id).await?))
}

/// Decides about a proposal.
#[utoipa::path(put, path = "/api/readings/{id}/proposals/{proposal}", tag = "readings",
    params(("id" = String, Path), ("proposal" = String, Path)), request_body = Decision,
    responses((status = 200, body = ReadingView), (status = 409, body = Sentence)))]
async fn decide(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((id, proposal)): At<(ReportId, String)>,
    Body(decision): Body<Decision>,
) -> Answer<ReadingView> {
    Ok(Json(app.decide(&who, &id, &proposal, decision).await?))
}

/// Turns a reading into the system.
#[utoipa::path(post, path = "/api/readings/{id}/adopt", tag = "readings", params(("id" = String, Path)),
    request_body = AdoptInput, responses((status = 200, body = ReadingView), (status = 409, body = Sentence)))]
async fn adopt(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(id): At<ReportId>,
    Body(input): Body<AdoptInput>,
) -> Answer<ReadingView> {
    Ok(Json(app.adopt(&who, &id, input).await?))
}

fn broken_off(error: MultipartError) -> No {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Door::TooLarge.into(),
        _ => bad("tệp không đến đủ"),
    }
}
