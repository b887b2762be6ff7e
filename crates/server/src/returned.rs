//! A Word file of the living report that comes back.

use crate::Options;
use crate::input::{At, SignedIn};
use crate::no::{Answer, Sentence};
use crate::workbooks::{Sent, parsed};
use app::App;
use app::view::{ProseAnswer, ReturnedPreview, TakeReturned};
use axum::Json;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use model::Period;
use tower_http::timeout::TimeoutLayer;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn upload_routes(options: Options) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(preview_returned))
        .routes(routes!(take_returned))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, options.upload_patience))
        .layer(DefaultBodyLimit::max(options.upload))
}

/// A file that comes back, and which of its changes are taken.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the multipart body")]
struct ReturnedUpload {
    /// The Word file.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
    /// The choice, as JSON; nothing where it is only looked at.
    says: Option<TakeReturned>,
}

/// What a Word file that comes back changes. Nothing is taken.
#[utoipa::path(post, path = "/api/living/{period}/returned/preview", tag = "living", params(("period" = String, Path)),
    request_body(content = ReturnedUpload, content_type = "multipart/form-data"),
    responses((status = 200, body = ReturnedPreview), (status = 422, body = Sentence)))]
async fn preview_returned(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    form: Option<Multipart>,
) -> Answer<ReturnedPreview> {
    let sent = Sent::read(form).await?.one()?;
    Ok(Json(app.preview_returned(&who, period, &sent.bytes).await?))
}

/// Merges chosen changes of a Word file into the report; `says` is a `TakeReturned`.
#[utoipa::path(post, path = "/api/living/{period}/returned", tag = "living", params(("period" = String, Path)),
    request_body(content = ReturnedUpload, content_type = "multipart/form-data"),
    responses((status = 200, body = ProseAnswer), (status = 422, body = Sentence)))]
async fn take_returned(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    form: Option<Multipart>,
) -> Answer<ProseAnswer> {
    let sent = Sent::read(form).await?;
    let input: TakeReturned = parsed(sent.says())?;
    Ok(Json(app.take_returned(&who, period, &sent.one()?.bytes, input).await?))
}
