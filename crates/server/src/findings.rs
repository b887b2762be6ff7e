//! Questions, what they rest on, how they end, what holds, what is learned.

use crate::input::{Ask, At, Body, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{
    AnswerInput, ClosedView, DecideProposal, DiagnosisView, ExplainView, FindingCounts, FindingFilter,
    FindingSort, FindingState, FindingView, LearnedView, Page, PassedView, RecordView, SignRecord,
};
use axum::Json;
use axum::extract::State;
use model::{FindingKey, Period, RuleId, RuleKind, Severity};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(findings))
        .routes(routes!(counts))
        .routes(routes!(closed))
        .routes(routes!(passed))
        .routes(routes!(contradictions))
        .routes(routes!(explain))
        .routes(routes!(answer))
        .routes(routes!(learned))
        .routes(routes!(decide))
        .routes(routes!(record))
        .routes(routes!(sign))
}

/// Which findings.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Only this period.
    period: Option<String>,
    /// Only this severity.
    severity: Option<Severity>,
    /// Only this state.
    state: Option<FindingState>,
    /// Only those asked of this unit.
    unit: Option<String>,
    /// Only this kind of rule.
    kind: Option<RuleKind>,
    /// Only this sector.
    sector: Option<String>,
    /// Words, with or without diacritics.
    search: Option<String>,
    /// The order.
    #[param(inline)]
    sort: Option<FindingSort>,
    /// From one.
    page: Option<usize>,
}

impl Which {
    fn filter(self) -> FindingFilter {
        let Self { period, severity, state, unit, kind, sector, search, sort, page: _ } = self;
        FindingFilter { period, severity, state, unit, kind, sector, search, sort }
    }
}

/// Which period's.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Of {
    /// The period.
    #[param(value_type = String)]
    period: Period,
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
    let page = which.page;
    Ok(Json(app.findings(&who, which.filter(), page).await?))
}

/// How many findings there are by unit, sector and kind of rule.
#[utoipa::path(get, path = "/api/findings/counts", tag = "findings", params(Which),
    responses((status = 200, body = FindingCounts)))]
async fn counts(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(which): Ask<Which>,
) -> Answer<FindingCounts> {
    Ok(Json(app.finding_counts(&who, which.filter()).await?))
}

/// Findings that changed numbers closed.
#[utoipa::path(get, path = "/api/findings/closed", tag = "findings", params(Of),
    responses((status = 200, body = [ClosedView])))]
async fn closed(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(of): Ask<Of>,
) -> Answer<Vec<ClosedView>> {
    Ok(Json(app.closed_findings(&who, of.period).await?))
}

/// Checks that hold.
#[utoipa::path(get, path = "/api/findings/passed", tag = "findings", params(Of),
    responses((status = 200, body = Page<PassedView>)))]
async fn passed(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(of): Ask<Of>,
) -> Answer<Page<PassedView>> {
    Ok(Json(app.passed_checks(&who, of.period, of.search.as_deref(), of.page).await?))
}

/// Laws that break together and the fewest figures that explain them.
#[utoipa::path(get, path = "/api/findings/contradictions", tag = "findings", params(Of),
    responses((status = 200, body = [DiagnosisView])))]
async fn contradictions(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(of): Ask<Of>,
) -> Answer<Vec<DiagnosisView>> {
    Ok(Json(app.contradictions(&who, of.period).await?))
}

/// What a finding rests on.
#[utoipa::path(get, path = "/api/findings/{key}/explain", tag = "findings", params(("key" = String, Path)),
    responses((status = 200, body = ExplainView), (status = 404, body = Sentence)))]
async fn explain(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(key): At<FindingKey>,
) -> Answer<ExplainView> {
    Ok(Json(app.explain_finding(&who, &key).await?))
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

/// What figures and answers teach.
#[utoipa::path(get, path = "/api/learned", tag = "findings", responses((status = 200, body = LearnedView)))]
async fn learned(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<LearnedView> {
    Ok(Json(app.learned(&who).await?))
}

/// Makes a proposed rule a rule, or keeps it switched off.
#[utoipa::path(post, path = "/api/learned/{rule}", tag = "findings", params(("rule" = String, Path)),
    request_body = DecideProposal, responses((status = 200, body = LearnedView), (status = 404, body = Sentence)))]
async fn decide(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(rule): At<RuleId>,
    Body(input): Body<DecideProposal>,
) -> Answer<LearnedView> {
    Ok(Json(app.decide_proposal(&who, &rule, input).await?))
}

/// The record of what was checked.
#[utoipa::path(get, path = "/api/living/{period}/checks", tag = "findings", params(("period" = String, Path)),
    responses((status = 200, body = RecordView), (status = 404, body = Sentence)))]
async fn record(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
) -> Answer<RecordView> {
    Ok(Json(app.check_record(&who, period).await?))
}

/// Signs the record of what was checked.
#[utoipa::path(post, path = "/api/living/{period}/checks", tag = "findings", params(("period" = String, Path)),
    request_body = SignRecord, responses((status = 200, body = RecordView), (status = 409, body = Sentence)))]
async fn sign(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<SignRecord>,
) -> Answer<RecordView> {
    Ok(Json(app.sign_record(&who, period, input).await?))
}
