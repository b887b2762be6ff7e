//! Files beside figures, and who has a form open.

use crate::input::{At, Body, SignedIn, bad};
use crate::no::{Answer, No, Sentence};
use crate::readings::{broken_off, shown_or_saved};
use app::App;
use app::view::{FormChanges, HereInput, PresentView, SwitchAttachment};
use axum::Json;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::response::Response;
use model::{BlobId, CellSpec, Flaw, RoundId, UnitId};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Room for the parts of the body around a file.
const AROUND: usize = 64 << 10;

pub(crate) fn routes() -> OpenApiRouter<App> {
    let upload = OpenApiRouter::new()
        .routes(routes!(attach))
        .layer(DefaultBodyLimit::max(app::LARGEST_ATTACHMENT + AROUND));
    OpenApiRouter::new()
        .routes(routes!(attachment))
        .routes(routes!(switch_attachment))
        .routes(routes!(here))
        .merge(upload)
}

/// A file beside a figure, as a form sends it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the multipart body")]
struct AttachmentUpload {
    /// Which cell, as JSON: `{"indicator": "GS01", "measure": "actual"}`.
    says: String,
    /// The file.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

/// Puts a file beside a figure.
#[utoipa::path(post, path = "/api/rounds/{round}/forms/{unit}/files", tag = "rounds",
    params(("round" = String, Path), ("unit" = String, Path)),
    request_body(content = AttachmentUpload, content_type = "multipart/form-data"),
    responses((status = 200, body = FormChanges), (status = 409, body = Sentence), (status = 413, body = Sentence)))]
async fn attach(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
    form: Option<Multipart>,
) -> Answer<FormChanges> {
    let mut form = form.ok_or(Flaw::FileMissing)?;
    let (mut cell, mut file) = (None::<CellSpec>, None);
    while let Some(field) = form.next_field().await.map_err(broken_off)? {
        match field.name() {
            Some("says") => {
                let text = field.text().await.map_err(broken_off)?;
                cell = Some(serde_json::from_str(&text).map_err(bad)?);
            }
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                file = Some((name, field.bytes().await.map_err(broken_off)?));
            }
            _ => {}
        }
    }
    let (name, bytes) = file.ok_or(Flaw::FileMissing)?;
    let cell = cell.ok_or(Flaw::CellMissing)?;
    Ok(Json(app.attach(&who, &round, &unit, cell, &name, &bytes).await?))
}

/// A file beside a figure.
#[utoipa::path(get, path = "/api/rounds/{round}/forms/{unit}/files/{file}", tag = "rounds",
    params(("round" = String, Path), ("unit" = String, Path), ("file" = String, Path)),
    responses((status = 200, body = [u8], content_type = "application/octet-stream"), (status = 404, body = Sentence)))]
async fn attachment(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit, file)): At<(RoundId, UnitId, BlobId)>,
) -> Result<Response, No> {
    let (name, bytes) = app.attachment(&who, &round, &unit, &file).await?;
    Ok(shown_or_saved(&name, bytes))
}

/// Takes a file away, or puts it back.
#[utoipa::path(put, path = "/api/rounds/{round}/forms/{unit}/files/{file}", tag = "rounds",
    params(("round" = String, Path), ("unit" = String, Path), ("file" = String, Path)),
    request_body = SwitchAttachment,
    responses((status = 200, body = FormChanges), (status = 404, body = Sentence), (status = 409, body = Sentence)))]
async fn switch_attachment(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit, file)): At<(RoundId, UnitId, BlobId)>,
    Body(input): Body<SwitchAttachment>,
) -> Answer<FormChanges> {
    Ok(Json(app.switch_attachment(&who, &round, &unit, &file, input).await?))
}

/// Tells that a page shows this form; answers who else has it open.
#[utoipa::path(post, path = "/api/rounds/{round}/forms/{unit}/here", tag = "rounds", request_body = HereInput,
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = [PresentView]), (status = 404, body = Sentence)))]
async fn here(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
    Body(input): Body<HereInput>,
) -> Answer<Vec<PresentView>> {
    Ok(Json(app.here(&who, &round, &unit, input).await?))
}
