//! Series through several reports.

use crate::input::{At, Body, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{AlignedSentences, AlignmentView, CellAt, RulingInput};
use axum::Json;
use axum::extract::State;
use model::ReportId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(alignment)).routes(routes!(sentences)).routes(routes!(rule))
}

/// The series of all reports that were read.
#[utoipa::path(get, path = "/api/alignment", tag = "alignment", responses((status = 200, body = AlignmentView)))]
async fn alignment(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<AlignmentView> {
    Ok(Json(app.alignment(&who).await?))
}

/// The sentences behind the series of a figure.
#[utoipa::path(get, path = "/api/alignment/{report}/{fact}", tag = "alignment",
    params(("report" = String, Path), ("fact" = String, Path)),
    responses((status = 200, body = AlignedSentences), (status = 404, body = Sentence)))]
async fn sentences(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((report, fact)): At<(ReportId, String)>,
) -> Answer<AlignedSentences> {
    Ok(Json(app.aligned_sentences(&who, &CellAt { report, fact }).await?))
}

/// Keeps what a person says of two figures.
#[utoipa::path(post, path = "/api/alignment/rulings", tag = "alignment", request_body = RulingInput,
    responses((status = 200, body = AlignmentView), (status = 409, body = Sentence)))]
async fn rule(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<RulingInput>,
) -> Answer<AlignmentView> {
    Ok(Json(app.rule(&who, &input).await?))
}
