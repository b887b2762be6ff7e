//! The life of indicators, and catalogues as files.

use crate::input::{At, Body, SignedIn, bad};
use crate::no::{Answer, No, Sentence};
use crate::readings::broken_off;
use app::App;
use app::view::{
    CataloguePreview, CatalogueTaken, IndicatorLifeView, NoteChange, SetOfficial, SwitchPlanStep,
    TakeCatalogue,
};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use model::{Code, Cut, Flaw};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Largest catalogue; one of ten thousand indicators is three megabytes.
const LARGEST: usize = 8 << 20;

pub(crate) fn routes() -> OpenApiRouter<App> {
    let upload = OpenApiRouter::new()
        .routes(routes!(preview_catalogue))
        .routes(routes!(take_catalogue))
        .layer(DefaultBodyLimit::max(LARGEST));
    OpenApiRouter::new()
        .routes(routes!(indicator_life, note_change))
        .routes(routes!(set_official))
        .routes(routes!(switch_life_step))
        .routes(routes!(catalogue_text))
        .merge(upload)
}

/// A catalogue, as a form sends it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the multipart body")]
struct CatalogueUpload {
    /// What is taken, as JSON: `{"codes": ["NN01"]}`; without it nothing is.
    says: Option<String>,
    /// The file.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

/// An indicator with all that happened to it.
#[utoipa::path(get, path = "/api/indicators/{code}/life", tag = "life", params(("code" = String, Path)),
    responses((status = 200, body = IndicatorLifeView), (status = 404, body = Sentence)))]
async fn indicator_life(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(code): At<Code>,
) -> Answer<IndicatorLifeView> {
    Ok(Json(app.indicator_life(&who, &code).await?))
}

/// Notes a change of an indicator.
#[utoipa::path(post, path = "/api/indicators/{code}/life", tag = "life", params(("code" = String, Path)),
    request_body = NoteChange, responses((status = 200, body = IndicatorLifeView), (status = 422, body = Sentence)))]
async fn note_change(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(code): At<Code>,
    Body(input): Body<NoteChange>,
) -> Answer<IndicatorLifeView> {
    Ok(Json(app.note_change(&who, &code, input).await?))
}

/// Sets the official codes of an indicator.
#[utoipa::path(put, path = "/api/indicators/{code}/official", tag = "life", params(("code" = String, Path)),
    request_body = SetOfficial, responses((status = 200, body = IndicatorLifeView), (status = 422, body = Sentence)))]
async fn set_official(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(code): At<Code>,
    Body(input): Body<SetOfficial>,
) -> Answer<IndicatorLifeView> {
    Ok(Json(app.set_official(&who, &code, input).await?))
}

/// Takes a step of the life of indicators back, or does it again.
#[utoipa::path(put, path = "/api/life/steps/{step}", tag = "life", params(("step" = u64, Path)),
    request_body = SwitchPlanStep, responses((status = 200, body = Cut), (status = 409, body = Sentence)))]
async fn switch_life_step(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(step): At<Cut>,
    Body(input): Body<SwitchPlanStep>,
) -> Answer<Cut> {
    Ok(Json(app.switch_life_step(&who, step, input.undone).await?))
}

/// The indicators as a text that spreadsheets open.
#[utoipa::path(get, path = "/api/life/catalogue", tag = "life",
    responses((status = 200, body = String, content_type = "text/csv")))]
async fn catalogue_text(State(app): State<App>, SignedIn(who): SignedIn) -> Result<Response, No> {
    let text = app.catalogue_text(&who).await?;
    let head = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"danh-muc-chi-tieu.csv\""),
    ];
    Ok((head, text).into_response())
}

/// What a catalogue from a file would change.
#[utoipa::path(post, path = "/api/life/catalogue/preview", tag = "life",
    request_body(content = CatalogueUpload, content_type = "multipart/form-data"),
    responses((status = 200, body = CataloguePreview), (status = 422, body = Sentence)))]
async fn preview_catalogue(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    form: Option<Multipart>,
) -> Answer<CataloguePreview> {
    let (name, bytes, _) = parts(form).await?;
    Ok(Json(app.preview_catalogue(&who, &name, &bytes).await?))
}

/// Takes what a person chose of a file.
#[utoipa::path(post, path = "/api/life/catalogue", tag = "life",
    request_body(content = CatalogueUpload, content_type = "multipart/form-data"),
    responses((status = 200, body = CatalogueTaken), (status = 422, body = Sentence)))]
async fn take_catalogue(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    form: Option<Multipart>,
) -> Answer<CatalogueTaken> {
    let (name, bytes, says) = parts(form).await?;
    let says = says.ok_or(Flaw::ChosenMissing)?;
    Ok(Json(app.take_catalogue(&who, &name, &bytes, says).await?))
}

async fn parts(form: Option<Multipart>) -> Result<(String, Bytes, Option<TakeCatalogue>), No> {
    let mut form = form.ok_or(Flaw::FileMissing)?;
    let (mut file, mut says) = (None, None);
    while let Some(field) = form.next_field().await.map_err(broken_off)? {
        match field.name() {
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                file = Some((name, field.bytes().await.map_err(broken_off)?));
            }
            Some("says") => {
                let text = field.text().await.map_err(broken_off)?;
                says = Some(serde_json::from_str(&text).map_err(bad)?);
            }
            _ => {}
        }
    }
    let (name, bytes) = file.ok_or(Flaw::FileMissing)?;
    Ok((name, bytes, says))
}
