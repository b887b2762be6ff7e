//! Forms as workbooks: given out, looked at, taken; one or all of a round.

use crate::Options;
use crate::input::{At, SignedIn, bad};
use crate::no::{Answer, No, Sentence};
use crate::readings::{broken_off, named};
use app::view::{TakeWorkbook, TakeWorkbooks, TakenView, WorkbookPreview, WorkbooksPreview, WorkbooksTaken};
use app::{App, Bundle, Given};
use axum::Json;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, StreamExt};
use model::{Flaw, RoundId, SheetMapping, UnitId};
use serde::de::DeserializeOwned;
use tower_http::timeout::TimeoutLayer;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(workbook)).routes(routes!(workbooks)).routes(routes!(forget_mapping))
}

/// Sending files has limits of its own.
pub(crate) fn upload_routes(options: Options) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(preview_workbook))
        .routes(routes!(take_workbook))
        .routes(routes!(preview_workbooks))
        .routes(routes!(take_workbooks))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, options.upload_patience))
        .layer(DefaultBodyLimit::max(options.upload))
}

/// A unit's form as a workbook.
#[utoipa::path(get, path = "/api/rounds/{round}/forms/{unit}/workbook", tag = "workbooks",
    params(("round" = String, Path), ("unit" = String, Path)),
    responses((status = 200, body = [u8], content_type = "application/octet-stream"), (status = 404, body = Sentence)))]
async fn workbook(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
) -> Result<Response, No> {
    let Given { name, bytes } = app.workbook(&who, &round, &unit).await?;
    Ok(([(CONTENT_TYPE, XLSX.to_owned()), (CONTENT_DISPOSITION, named("attachment", &name))], bytes)
        .into_response())
}

/// All forms of a round in one zip, sent as it is made; who stops listening stops the work. The header `x-forms` counts
/// the forms, `x-bytes-about` says how long the whole will be if all are as long as the first.
#[utoipa::path(get, path = "/api/rounds/{round}/workbooks", tag = "workbooks",
    params(("round" = String, Path)),
    responses((status = 200, body = [u8], content_type = "application/octet-stream"), (status = 404, body = Sentence)))]
async fn workbooks(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(round): At<RoundId>,
) -> Result<Response, No> {
    let mut bundle = app.workbooks(&who, &round).await?;
    let first = bundle.next().await?.unwrap_or_default();
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, named("attachment", &bundle.name)),
        (HeaderName::from_static("x-forms"), bundle.forms.to_string()),
        (HeaderName::from_static("x-bytes-about"), (first.len() * bundle.forms).to_string()),
    ];
    let rest = stream::try_unfold(bundle, async |mut bundle: Bundle| {
        Ok::<_, app::Trouble>(bundle.next().await?.map(|bytes| (bytes, bundle)))
    });
    let whole = stream::once(async move { Ok(first) }).chain(rest);
    Ok((headers, Body::from_stream(whole)).into_response())
}

/// A workbook, and a word on it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the multipart body")]
pub(crate) struct WorkbookUpload<T: ToSchema> {
    /// The workbook; several where many are taken.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
    /// What else there is to say, as JSON.
    says: Option<T>,
}

/// What taking a workbook would change. `says` may hold a mapping.
#[utoipa::path(post, path = "/api/rounds/{round}/forms/{unit}/workbook/preview", tag = "workbooks",
    params(("round" = String, Path), ("unit" = String, Path)),
    request_body(content = WorkbookUpload<SheetMapping>, content_type = "multipart/form-data"),
    responses((status = 200, body = WorkbookPreview), (status = 422, body = Sentence)))]
async fn preview_workbook(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
    form: Option<Multipart>,
) -> Answer<WorkbookPreview> {
    let sent = Sent::read(form).await?;
    let mapping: Option<SheetMapping> = sent.says.as_deref().map(parsed).transpose()?;
    Ok(Json(app.preview_workbook(&who, &round, &unit, sent.one()?, mapping).await?))
}

/// Takes chosen cells of a workbook; `says` is a `TakeWorkbook`.
#[utoipa::path(post, path = "/api/rounds/{round}/forms/{unit}/workbook", tag = "workbooks",
    params(("round" = String, Path), ("unit" = String, Path)),
    request_body(content = WorkbookUpload<TakeWorkbook>, content_type = "multipart/form-data"),
    responses((status = 200, body = TakenView), (status = 409, body = Sentence)))]
async fn take_workbook(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((round, unit)): At<(RoundId, UnitId)>,
    form: Option<Multipart>,
) -> Answer<TakenView> {
    let sent = Sent::read(form).await?;
    let input: TakeWorkbook = parsed(sent.says.as_deref().unwrap_or_default())?;
    Ok(Json(app.take_workbook(&who, &round, &unit, sent.one()?, input).await?))
}

/// Takes the last word on how a unit's own sheet is read back.
#[utoipa::path(delete, path = "/api/units/{unit}/sheets/{shape}", tag = "workbooks",
    params(("unit" = String, Path), ("shape" = String, Path)),
    responses((status = 200), (status = 404, body = Sentence)))]
async fn forget_mapping(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((unit, shape)): At<(UnitId, String)>,
) -> Answer<()> {
    Ok(Json(app.forget_mapping(&who, &unit, &shape).await?))
}

/// What taking many workbooks, or zips of them, would change.
#[utoipa::path(post, path = "/api/rounds/{round}/workbooks/preview", tag = "workbooks",
    params(("round" = String, Path)),
    request_body(content = WorkbookUpload<TakeWorkbooks>, content_type = "multipart/form-data"),
    responses((status = 200, body = WorkbooksPreview), (status = 422, body = Sentence)))]
async fn preview_workbooks(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(round): At<RoundId>,
    form: Option<Multipart>,
) -> Answer<WorkbooksPreview> {
    Ok(Json(app.preview_workbooks(&who, &round, Sent::read(form).await?.files).await?))
}

/// Takes many workbooks; `says` is a `TakeWorkbooks`.
#[utoipa::path(post, path = "/api/rounds/{round}/workbooks", tag = "workbooks",
    params(("round" = String, Path)),
    request_body(content = WorkbookUpload<TakeWorkbooks>, content_type = "multipart/form-data"),
    responses((status = 200, body = WorkbooksTaken), (status = 422, body = Sentence)))]
async fn take_workbooks(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(round): At<RoundId>,
    form: Option<Multipart>,
) -> Answer<WorkbooksTaken> {
    let sent = Sent::read(form).await?;
    let input: TakeWorkbooks = parsed(sent.says.as_deref().unwrap_or_default())?;
    Ok(Json(app.take_workbooks(&who, &round, sent.files, input).await?))
}

/// What a form sends: files, and a word on them.
pub(crate) struct Sent {
    files: Vec<Given>,
    says: Option<String>,
}

impl Sent {
    pub(crate) async fn read(form: Option<Multipart>) -> Result<Self, No> {
        let mut form = form.ok_or(Flaw::FileMissing)?;
        let mut sent = Self { files: Vec::new(), says: None };
        while let Some(field) = form.next_field().await.map_err(broken_off)? {
            match field.name() {
                Some("file") => {
                    let name = field.file_name().unwrap_or("biểu.xlsx").to_owned();
                    sent.files.push(Given { name, bytes: field.bytes().await.map_err(broken_off)?.into() });
                }
                Some("says") => sent.says = Some(field.text().await.map_err(broken_off)?),
                _ => {}
            }
        }
        if sent.files.is_empty() { Err(Flaw::FileMissing.into()) } else { Ok(sent) }
    }

    /// The word on them.
    pub(crate) fn says(&self) -> &str {
        self.says.as_deref().unwrap_or_default()
    }

    /// The first file.
    pub(crate) fn one(self) -> Result<Given, No> {
        self.files.into_iter().next().ok_or(No::from(Flaw::FileMissing))
    }
}

pub(crate) fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, No> {
    serde_json::from_str(text).map_err(bad)
}
