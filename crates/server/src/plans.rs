//! Plans: decisions, their tables and papers, how targets stand.

use crate::input::{Ask, At, Body, SignedIn};
use crate::no::{Answer, No, Sentence};
use crate::readings::{broken_off, named, shown_or_saved};
use app::view::{
    AnnexPreview, DecisionInput, DecisionView, PlansView, ProgressView, SetTargets, SignalInput,
    SwitchPlanStep,
};
use app::{App, Given, ProgressAsk};
use axum::Json;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use model::{Code, Cut, Flaw, PlanId, UnitId};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Room for the parts of the body around a file.
const AROUND: usize = 64 << 10;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(crate) fn routes() -> OpenApiRouter<App> {
    let upload = OpenApiRouter::new()
        .routes(routes!(keep_plan_file))
        .routes(routes!(preview_annex))
        .layer(DefaultBodyLimit::max(app::LARGEST_ATTACHMENT + AROUND));
    OpenApiRouter::new()
        .routes(routes!(plans, new_decision))
        .routes(routes!(plan_progress))
        .routes(routes!(set_signals))
        .routes(routes!(switch_plan_step))
        .routes(routes!(decision, set_decision, drop_decision))
        .routes(routes!(set_targets))
        .routes(routes!(plan_file))
        .routes(routes!(plan_workbook))
        .merge(upload)
}

/// Of which period.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Of {
    /// Such as `2025`; none = the one with the newest plans.
    period: Option<String>,
}

/// Which targets, and when.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// The period of the targets.
    period: String,
    /// The period at whose end they are looked at; none = the newest with numbers.
    at: Option<String>,
    /// Only of this unit; without it and `indicator` those of the place.
    unit: Option<UnitId>,
    /// Only of this indicator.
    indicator: Option<Code>,
}

/// A file, as a form sends it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the multipart body")]
struct PlanUpload {
    /// The file.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

/// The plans of a period.
#[utoipa::path(get, path = "/api/plans", tag = "plans", params(Of), responses((status = 200, body = PlansView)))]
async fn plans(State(app): State<App>, SignedIn(who): SignedIn, Ask(of): Ask<Of>) -> Answer<PlansView> {
    Ok(Json(app.plans(&who, of.period.as_deref()).await?))
}

/// Writes a new decision down.
#[utoipa::path(post, path = "/api/plans", tag = "plans", request_body = DecisionInput,
    responses((status = 200, body = DecisionView), (status = 422, body = Sentence)))]
async fn new_decision(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<DecisionInput>,
) -> Answer<DecisionView> {
    Ok(Json(app.set_decision(&who, None, input).await?))
}

/// How targets stand.
#[utoipa::path(get, path = "/api/plans/progress", tag = "plans", params(Which),
    responses((status = 200, body = ProgressView), (status = 422, body = Sentence)))]
async fn plan_progress(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(which): Ask<Which>,
) -> Answer<ProgressView> {
    let ask = ProgressAsk {
        period: &which.period,
        at: which.at.as_deref(),
        unit: which.unit.as_ref(),
        indicator: which.indicator.as_ref(),
    };
    Ok(Json(app.plan_progress(&who, ask).await?))
}

/// Sets the rule of colours from a day on.
#[utoipa::path(put, path = "/api/plans/signals", tag = "plans", request_body = SignalInput,
    responses((status = 200, body = PlansView), (status = 422, body = Sentence)))]
async fn set_signals(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<SignalInput>,
) -> Answer<PlansView> {
    Ok(Json(app.set_signals(&who, input).await?))
}

/// Takes a step back, or does it again.
#[utoipa::path(put, path = "/api/plans/steps/{step}", tag = "plans", params(("step" = u64, Path)),
    request_body = SwitchPlanStep, responses((status = 200, body = PlansView), (status = 404, body = Sentence)))]
async fn switch_plan_step(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(step): At<Cut>,
    Body(input): Body<SwitchPlanStep>,
) -> Answer<PlansView> {
    Ok(Json(app.switch_plan_step(&who, step, input).await?))
}

/// A decision with its table.
#[utoipa::path(get, path = "/api/plans/decisions/{plan}", tag = "plans", params(("plan" = String, Path), Of),
    responses((status = 200, body = DecisionView), (status = 404, body = Sentence)))]
async fn decision(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(plan): At<PlanId>,
    Ask(of): Ask<Of>,
) -> Answer<DecisionView> {
    Ok(Json(app.decision(&who, &plan, of.period.as_deref()).await?))
}

/// Writes a decision anew.
#[utoipa::path(put, path = "/api/plans/decisions/{plan}", tag = "plans", params(("plan" = String, Path)),
    request_body = DecisionInput, responses((status = 200, body = DecisionView), (status = 404, body = Sentence)))]
async fn set_decision(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(plan): At<PlanId>,
    Body(input): Body<DecisionInput>,
) -> Answer<DecisionView> {
    Ok(Json(app.set_decision(&who, Some(&plan), input).await?))
}

/// Takes a decision out; answers with the step, to take it back.
#[utoipa::path(delete, path = "/api/plans/decisions/{plan}", tag = "plans", params(("plan" = String, Path)),
    responses((status = 200, body = Cut), (status = 404, body = Sentence), (status = 409, body = Sentence)))]
async fn drop_decision(State(app): State<App>, SignedIn(who): SignedIn, At(plan): At<PlanId>) -> Answer<Cut> {
    Ok(Json(app.drop_decision(&who, &plan).await?))
}

/// What a decision says of some targets.
#[utoipa::path(put, path = "/api/plans/decisions/{plan}/targets", tag = "plans", params(("plan" = String, Path)),
    request_body = SetTargets, responses((status = 200, body = DecisionView), (status = 422, body = Sentence)))]
async fn set_targets(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(plan): At<PlanId>,
    Body(input): Body<SetTargets>,
) -> Answer<DecisionView> {
    Ok(Json(app.set_targets(&who, &plan, input).await?))
}

/// The paper of a decision.
#[utoipa::path(get, path = "/api/plans/decisions/{plan}/file", tag = "plans", params(("plan" = String, Path)),
    responses((status = 200, body = [u8], content_type = "application/octet-stream"), (status = 404, body = Sentence)))]
async fn plan_file(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(plan): At<PlanId>,
) -> Result<Response, No> {
    let (name, bytes) = app.plan_file(&who, &plan).await?;
    Ok(shown_or_saved(&name, bytes))
}

/// Keeps the paper of a decision.
#[utoipa::path(post, path = "/api/plans/decisions/{plan}/file", tag = "plans", params(("plan" = String, Path)),
    request_body(content = PlanUpload, content_type = "multipart/form-data"),
    responses((status = 200, body = DecisionView), (status = 404, body = Sentence), (status = 413, body = Sentence)))]
async fn keep_plan_file(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(plan): At<PlanId>,
    form: Option<Multipart>,
) -> Answer<DecisionView> {
    let (name, bytes) = file(form).await?;
    Ok(Json(app.keep_plan_file(&who, &plan, &name, &bytes).await?))
}

/// A decision's table as a workbook.
#[utoipa::path(get, path = "/api/plans/decisions/{plan}/workbook/{period}", tag = "plans",
    params(("plan" = String, Path), ("period" = String, Path)),
    responses((status = 200, body = [u8], content_type = "application/octet-stream"), (status = 404, body = Sentence)))]
async fn plan_workbook(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((plan, period)): At<(PlanId, String)>,
) -> Result<Response, No> {
    let Given { name, bytes } = app.plan_workbook(&who, &plan, &period).await?;
    let head = [(CONTENT_TYPE, XLSX.to_owned()), (CONTENT_DISPOSITION, named("attachment", &name))];
    Ok((head, bytes).into_response())
}

/// What a workbook would change in a decision's table.
#[utoipa::path(post, path = "/api/plans/decisions/{plan}/workbook/{period}", tag = "plans",
    params(("plan" = String, Path), ("period" = String, Path)),
    request_body(content = PlanUpload, content_type = "multipart/form-data"),
    responses((status = 200, body = AnnexPreview), (status = 404, body = Sentence), (status = 422, body = Sentence)))]
async fn preview_annex(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((plan, period)): At<(PlanId, String)>,
    form: Option<Multipart>,
) -> Answer<AnnexPreview> {
    let (name, bytes) = file(form).await?;
    Ok(Json(app.preview_annex(&who, &plan, &period, &name, &bytes).await?))
}

/// The file of a form.
pub(crate) async fn file(form: Option<Multipart>) -> Result<(String, axum::body::Bytes), No> {
    let mut form = form.ok_or(Flaw::FileMissing)?;
    while let Some(field) = form.next_field().await.map_err(broken_off)? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            return Ok((name, field.bytes().await.map_err(broken_off)?));
        }
    }
    Err(Flaw::FileMissing.into())
}
