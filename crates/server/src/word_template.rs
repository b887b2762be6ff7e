//! The office's own Word template.

use crate::Options;
use crate::input::SignedIn;
use crate::no::{Answer, No, Sentence};
use crate::readings::named;
use crate::workbooks::Sent;
use app::App;
use app::view::WordTemplateView;
use axum::Json;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use tower_http::timeout::TimeoutLayer;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(word_template, remove_word_template))
        .routes(routes!(word_template_file))
}

/// Sending files has limits of its own.
pub(crate) fn upload_routes(options: Options) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(keep_word_template))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, options.upload_patience))
        .layer(DefaultBodyLimit::max(options.upload))
}

/// A Word file with fields.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the multipart body")]
struct WordTemplateUpload {
    /// The file.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

/// The office's own Word template with its fields.
#[utoipa::path(get, path = "/api/word-template", tag = "issued", responses((status = 200, body = WordTemplateView)))]
async fn word_template(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<WordTemplateView> {
    Ok(Json(app.word_template(&who).await?))
}

/// Puts a template in, in place of the one before.
#[utoipa::path(post, path = "/api/word-template", tag = "issued",
    request_body(content = WordTemplateUpload, content_type = "multipart/form-data"),
    responses((status = 200, body = WordTemplateView), (status = 422, body = Sentence)))]
async fn keep_word_template(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    form: Option<Multipart>,
) -> Answer<WordTemplateView> {
    let sent = Sent::read(form).await?.one()?;
    Ok(Json(app.keep_word_template(&who, &sent.name, &sent.bytes).await?))
}

/// Takes the template out.
#[utoipa::path(delete, path = "/api/word-template", tag = "issued",
    responses((status = 200, body = WordTemplateView), (status = 404, body = Sentence)))]
async fn remove_word_template(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<WordTemplateView> {
    Ok(Json(app.remove_word_template(&who).await?))
}

/// The template itself.
#[utoipa::path(get, path = "/api/word-template/file", tag = "issued",
    responses((status = 200, body = [u8], content_type = "application/octet-stream"), (status = 404, body = Sentence)))]
async fn word_template_file(State(app): State<App>, SignedIn(who): SignedIn) -> Result<Response, No> {
    let (name, bytes) = app.word_template_file(&who).await?;
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, named("attachment", &name)),
    ];
    Ok((headers, bytes).into_response())
}
