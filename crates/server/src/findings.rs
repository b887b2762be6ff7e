//! Questions and their answers.

use crate::input::{Ask, At, Body, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{AnswerInput, FindingFilter, FindingView, Page};
use axum::Json;
use axum::extract::State;
use model::{FindingKey, Severity};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(findings)).routes(routes!(answer))
}

/// Which findings.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Only this period.
    period: Option<String>,
    /// Only this severity.
    severity: Option<Severity>,
    /// Words, with or without diacritics.
    search: Option<String>,
    /// From one.
    page: Option<usize>,
}

/// Findings.
#[utoipa::path(get, path = "/api/findings", tag = "findings", params(Which),
    responses((status = 200, body = Page<FindingView>)))]
async fn findings(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(which): Ask<Which>,
) -> Answer<Page<FindingView>> {
    let filter = FindingFilter { period: which.period, severity: which.severity, search: which.search };
    Ok(Json(app.findings(&who, filter, which.page).await?))
}

/// Answers a finding.
#[utoipa::path(post, path = "/api/findings/{key}/answer", tag = "findings", params(("key" = String, Path)),
    request_body = AnswerInput, responses((status = 200, body = FindingView), (status = 404, body = Sentence)))]
async fn answer(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(key): At<FindingKey>,
    Body(input): Body<AnswerInput>,
) -> Answer<FindingView> {
    Ok(Json(app.answer_finding(&who, &key, input).await?))
}
