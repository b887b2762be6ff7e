//! Issued reports: files, corrections, signatures, the public extract; the register of numbers.

use crate::Options;
use crate::input::{Ask, At, Body, SignedIn};
use crate::living::{To, file};
use crate::no::{Answer, No, Sentence};
use crate::readings::named;
use crate::workbooks::Sent;
use app::view::{
    IssueProposal, IssuedView, LivingView, OpenCorrection, RegisterView, SameAgain, SetSigners, SignerView,
    VerifySignature,
};
use app::{App, RegisterQuery};
use axum::Json;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use model::{Dispatch, Period, RegisterPlace, TakenNumber};
use serde::Deserialize;
use tower_http::timeout::TimeoutLayer;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(issued))
        .routes(routes!(issued_file))
        .routes(routes!(issued_annex))
        .routes(routes!(extract))
        .routes(routes!(same_again))
        .routes(routes!(signed_file, withdraw_signed))
        .routes(routes!(verify_signed))
        .routes(routes!(open_correction, give_up_correction))
        .routes(routes!(propose_issue))
        .routes(routes!(prepare_issue))
        .routes(routes!(register, take_number))
        .routes(routes!(free_number))
        .routes(routes!(signers, set_signers))
}

/// Sending files has limits of its own.
pub(crate) fn upload_routes(options: Options) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(keep_signed))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, options.upload_patience))
        .layer(DefaultBodyLimit::max(options.upload))
}

/// Which issue of a period.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// From one; none = the newest.
    issue: Option<usize>,
}

/// An issued report.
#[utoipa::path(get, path = "/api/issued/{period}", tag = "issued", params(("period" = String, Path), Which),
    responses((status = 200, body = IssuedView), (status = 404, body = Sentence)))]
async fn issued(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Ask(which): Ask<Which>,
) -> Answer<IssuedView> {
    Ok(Json(app.issued(&who, period, which.issue).await?))
}

/// An issued report's file, frozen.
#[utoipa::path(get, path = "/api/issued/{period}/file", tag = "issued", params(("period" = String, Path), To, Which),
    responses((status = 200, body = [u8], content_type = "application/octet-stream"), (status = 404, body = Sentence)))]
async fn issued_file(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Ask(to): Ask<To>,
    Ask(which): Ask<Which>,
) -> Result<Response, No> {
    Ok(file(app.issued_file(&who, period, which.issue, to.kind()?).await?))
}

/// An annex of an issued report alone, counted from one: a file that goes along with it.
#[utoipa::path(get, path = "/api/issued/{period}/annexes/{annex}", tag = "issued",
    params(("period" = String, Path), ("annex" = usize, Path), To, Which),
    responses((status = 200, body = [u8], content_type = "application/octet-stream"), (status = 404, body = Sentence)))]
async fn issued_annex(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((period, annex)): At<(Period, usize)>,
    Ask(to): Ask<To>,
    Ask(which): Ask<Which>,
) -> Result<Response, No> {
    Ok(file(app.issued_annex(&who, period, which.issue, annex, to.kind()?).await?))
}

/// The public extract of an issued report, without restricted figures.
#[utoipa::path(get, path = "/api/issued/{period}/extract", tag = "issued", params(("period" = String, Path), To, Which),
    responses((status = 200, body = [u8], content_type = "application/octet-stream"), (status = 404, body = Sentence)))]
async fn extract(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Ask(to): Ask<To>,
    Ask(which): Ask<Which>,
) -> Result<Response, No> {
    Ok(file(app.extract(&who, period, which.issue, to.kind()?).await?))
}

/// Whether the report made anew from its cut is the same to the byte.
#[utoipa::path(get, path = "/api/issued/{period}/same", tag = "issued", params(("period" = String, Path), Which),
    responses((status = 200, body = SameAgain), (status = 404, body = Sentence)))]
async fn same_again(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Ask(which): Ask<Which>,
) -> Answer<SameAgain> {
    Ok(Json(app.same_again(&who, period, which.issue).await?))
}

/// A signed file.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the multipart body")]
struct SignedUpload {
    /// The file.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

/// Takes the file of an issued report that came back signed.
#[utoipa::path(post, path = "/api/issued/{period}/signed", tag = "issued", params(("period" = String, Path), Which),
    request_body(content = SignedUpload, content_type = "multipart/form-data"),
    responses((status = 200, body = IssuedView), (status = 422, body = Sentence)))]
async fn keep_signed(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Ask(which): Ask<Which>,
    form: Option<Multipart>,
) -> Answer<IssuedView> {
    let sent = Sent::read(form).await?.one()?;
    Ok(Json(app.keep_signed(&who, period, which.issue, sent).await?))
}

/// The file that came back signed.
#[utoipa::path(get, path = "/api/issued/{period}/signed", tag = "issued", params(("period" = String, Path), Which),
    responses((status = 200, body = [u8], content_type = "application/octet-stream"), (status = 404, body = Sentence)))]
async fn signed_file(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Ask(which): Ask<Which>,
) -> Result<Response, No> {
    let (name, bytes) = app.signed_file(&who, period, which.issue).await?;
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, named("attachment", &name)),
    ];
    Ok((headers, bytes).into_response())
}

/// Takes the signed file away.
#[utoipa::path(delete, path = "/api/issued/{period}/signed", tag = "issued", params(("period" = String, Path), Which),
    responses((status = 200, body = IssuedView), (status = 404, body = Sentence)))]
async fn withdraw_signed(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Ask(which): Ask<Which>,
) -> Answer<IssuedView> {
    Ok(Json(app.withdraw_signed(&who, period, which.issue).await?))
}

/// A person's word that the signature holds, with what it rests on; without evidence it is taken back.
#[utoipa::path(put, path = "/api/issued/{period}/signed/word", tag = "issued", request_body = VerifySignature,
    params(("period" = String, Path), Which),
    responses((status = 200, body = IssuedView), (status = 422, body = Sentence)))]
async fn verify_signed(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Ask(which): Ask<Which>,
    Body(input): Body<VerifySignature>,
) -> Answer<IssuedView> {
    Ok(Json(app.verify_signed(&who, period, which.issue, input.evidence.as_deref()).await?))
}

/// Opens a correction of an issued report.
#[utoipa::path(post, path = "/api/living/{period}/correction", tag = "issued", request_body = OpenCorrection,
    params(("period" = String, Path)), responses((status = 200, body = LivingView), (status = 409, body = Sentence)))]
async fn open_correction(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<OpenCorrection>,
) -> Answer<LivingView> {
    Ok(Json(app.open_correction(&who, period, input).await?))
}

/// Gives a correction up: the report stands as issued.
#[utoipa::path(delete, path = "/api/living/{period}/correction", tag = "issued", params(("period" = String, Path)),
    responses((status = 200, body = LivingView), (status = 404, body = Sentence)))]
async fn give_up_correction(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
) -> Answer<LivingView> {
    Ok(Json(app.give_up_correction(&who, period).await?))
}

/// Of which year.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Of {
    /// Year of the date of issue.
    year: i16,
}

/// What is proposed to who issues: numbers, signers, recipients.
#[utoipa::path(get, path = "/api/living/{period}/issue", tag = "issued", params(("period" = String, Path), Of),
    responses((status = 200, body = IssueProposal), (status = 404, body = Sentence)))]
async fn propose_issue(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Ask(of): Ask<Of>,
) -> Answer<IssueProposal> {
    Ok(Json(app.propose_issue(&who, period, of.year).await?))
}

/// Writes down what a report will say of itself when it goes out.
#[utoipa::path(put, path = "/api/living/{period}/dispatch", tag = "issued", request_body = Dispatch,
    params(("period" = String, Path)), responses((status = 200, body = Dispatch), (status = 409, body = Sentence)))]
async fn prepare_issue(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<Dispatch>,
) -> Answer<Dispatch> {
    Ok(Json(app.prepare_issue(&who, period, input).await?))
}

/// Which part of the register.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Part {
    /// Which year; none = the newest.
    year: Option<i16>,
    /// Which symbol.
    notation: Option<String>,
    /// Words to look for.
    search: Option<String>,
    /// `number`, `date`, `subject` or `signer`.
    sort: Option<String>,
    /// From the end.
    #[serde(default)]
    down: bool,
    /// Page, from one.
    page: Option<usize>,
}

/// The register of numbers.
#[utoipa::path(get, path = "/api/register", tag = "issued", params(Part),
    responses((status = 200, body = RegisterView)))]
async fn register(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(part): Ask<Part>,
) -> Answer<RegisterView> {
    let Part { year, notation, search, sort, down, page } = part;
    Ok(Json(app.register(&who, RegisterQuery { year, notation, search, sort, down, page }).await?))
}

/// Enters a number that was given outside the program, or reserves one.
#[utoipa::path(put, path = "/api/register", tag = "issued", request_body = TakenNumber,
    responses((status = 200), (status = 422, body = Sentence)))]
async fn take_number(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(taken): Body<TakenNumber>,
) -> Answer<()> {
    Ok(Json(app.take_number(&who, taken).await?))
}

/// Takes a number that was entered by hand out of the register.
#[utoipa::path(delete, path = "/api/register/{year}/{notation}/{number}", tag = "issued",
    params(("year" = i16, Path), ("notation" = String, Path), ("number" = u32, Path)),
    responses((status = 200), (status = 404, body = Sentence)))]
async fn free_number(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((year, notation, number)): At<(i16, String, u32)>,
) -> Answer<()> {
    Ok(Json(app.free_number(&who, RegisterPlace { year, notation, number }).await?))
}

/// Who signs for the office.
#[utoipa::path(get, path = "/api/signers", tag = "issued", responses((status = 200, body = [SignerView])))]
async fn signers(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<Vec<SignerView>> {
    Ok(Json(app.signers(&who).await?))
}

/// Names who signs for the office, all anew.
#[utoipa::path(put, path = "/api/signers", tag = "issued", request_body = SetSigners,
    responses((status = 200, body = [SignerView]), (status = 422, body = Sentence)))]
async fn set_signers(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<SetSigners>,
) -> Answer<Vec<SignerView>> {
    Ok(Json(app.set_signers(&who, input).await?))
}
