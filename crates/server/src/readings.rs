//! Reading and adopting old reports.

use crate::Options;
use crate::input::{At, Body, SignedIn};
use crate::no::{Answer, Door, No, Sentence};
use app::App;
use app::view::{AdoptInput, ReadDiagnosis, ReadingRow, ReadingView, ReviewInput, ReviewedView, SwitchStep};
use axum::Json;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use model::{Cut, Flaw, ReportId};
use tower_http::timeout::TimeoutLayer;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(readings))
        .routes(routes!(reading))
        .routes(routes!(reading_contradictions))
        .routes(routes!(original))
        .routes(routes!(review))
        .routes(routes!(switch_step))
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
    let mut form = form.ok_or(Flaw::FileMissing)?;
    while let Some(field) = form.next_field().await.map_err(broken_off)? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or("báo cáo").to_owned();
            let bytes = field.bytes().await.map_err(broken_off)?;
            return Ok(Json(app.read_file(&who, &name, bytes.into()).await?));
        }
    }
    Err(Flaw::FileMissing.into())
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

/// Broken relations of a reading, and the fewest facts that explain them.
#[utoipa::path(get, path = "/api/readings/{id}/contradictions", tag = "readings", params(("id" = String, Path)),
    responses((status = 200, body = [ReadDiagnosis]), (status = 404, body = Sentence)))]
async fn reading_contradictions(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(id): At<ReportId>,
) -> Answer<Vec<ReadDiagnosis>> {
    Ok(Json(app.reading_contradictions(&who, &id).await?))
}

/// The file that was read, as it came.
#[utoipa::path(get, path = "/api/readings/{id}/file", tag = "readings", params(("id" = String, Path)),
    responses((status = 200, body = [u8], content_type = "application/octet-stream"), (status = 404, body = Sentence)))]
async fn original(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(id): At<ReportId>,
) -> Result<Response, No> {
    let (name, bytes) = app.original(&who, &id).await?;
    Ok(shown_or_saved(&name, bytes))
}

/// What a browser shows by itself and cannot run: first bytes -> media type.
const PICTURES: [(&[u8], &str); 5] = [
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
];

/// A page as a picture is shown in a frame of ours; any other file is saved, for it may hold anything.
pub(crate) fn shown_or_saved(name: &str, bytes: Vec<u8>) -> Response {
    const POLICY: &str = "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; \
        frame-ancestors 'self'";
    let picture = PICTURES.iter().find(|(first, _)| bytes.starts_with(first)).map(|(_, media)| *media);
    let named = named(if picture.is_some() { "inline" } else { "attachment" }, name);
    let media = picture.unwrap_or("application/octet-stream");
    ([(CONTENT_TYPE, media), (CONTENT_DISPOSITION, &named), (CONTENT_SECURITY_POLICY, POLICY)], bytes)
        .into_response()
}

/// How a file is to be shown or saved, under any name.
pub(crate) fn named(disposition: &str, name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let escape = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    let escaped: String = name.bytes().map(escape).collect();
    format!("{disposition}; filename*=UTF-8''{escaped}")
}

/// Keeps one step of the review.
#[utoipa::path(post, path = "/api/readings/{id}/review", tag = "readings", params(("id" = String, Path)),
    request_body = ReviewInput,
    responses((status = 200, body = ReviewedView), (status = 409, body = Sentence)))]
async fn review(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(id): At<ReportId>,
    Body(input): Body<ReviewInput>,
) -> Answer<ReviewedView> {
    Ok(Json(app.review(&who, &id, input).await?))
}

/// Takes a step of the review back, or does it again.
#[utoipa::path(put, path = "/api/readings/{id}/review/{step}", tag = "readings",
    params(("id" = String, Path), ("step" = u64, Path)), request_body = SwitchStep,
    responses((status = 200, body = ReadingView), (status = 409, body = Sentence)))]
async fn switch_step(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((id, step)): At<(ReportId, Cut)>,
    Body(input): Body<SwitchStep>,
) -> Answer<ReadingView> {
    Ok(Json(app.switch_step(&who, &id, step, input.undone).await?))
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

pub(crate) fn broken_off(error: MultipartError) -> No {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Door::TooLarge.into(),
        _ => No::from(Flaw::FileCut),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_of_pages_are_shown_and_only_in_our_frames() {
        let table: [(&str, &[u8], &str, &str); 5] = [
            ("quét.pdf", b"%PDF-1.7", "application/pdf", "inline; filename*=UTF-8''qu%C3%A9t.pdf"),
            ("a.png", b"\x89PNG\r\n", "image/png", "inline; filename*=UTF-8''a.png"),
            ("a.docx", b"PK\x03\x04", "application/octet-stream", "attachment; filename*=UTF-8''a.docx"),
            // What a file is, its bytes say.
            ("a.pdf", b"<script>", "application/octet-stream", "attachment; filename*=UTF-8''a.pdf"),
            ("\"\r\nx", b"", "application/octet-stream", "attachment; filename*=UTF-8''%22%0D%0Ax"),
        ];
        for (name, bytes, media, named) in table {
            let response = shown_or_saved(name, bytes.to_vec());
            let header = |name| response.headers()[name].to_str().unwrap_or_default().to_owned();
            assert_eq!((header(CONTENT_TYPE).as_str(), header(CONTENT_DISPOSITION).as_str()), (media, named));
            let policy = header(CONTENT_SECURITY_POLICY);
            assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'self'"));
        }
    }
}
