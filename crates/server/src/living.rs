//! The living report.

use crate::input::{Ask, At, Body, SignedIn};
use crate::no::{Answer, No, Sentence};
use app::view::{Approve, BasisView, Issue, LivingRow, LivingView};
use app::{App, FileKind, Output};
use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use model::{FigureId, Flaw, Period};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(living_reports))
        .routes(routes!(living))
        .routes(routes!(basis))
        .routes(routes!(approve_cut))
        .routes(routes!(issue))
        .routes(routes!(preview))
        .merge(crate::prose::routes())
}

/// Living and issued reports.
#[utoipa::path(get, path = "/api/living", tag = "living", responses((status = 200, body = [LivingRow])))]
async fn living_reports(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<Vec<LivingRow>> {
    Ok(Json(app.living_reports(&who).await?))
}

/// The living report of a period.
#[utoipa::path(get, path = "/api/living/{period}", tag = "living", params(("period" = String, Path)),
    responses((status = 200, body = LivingView), (status = 404, body = Sentence)))]
async fn living(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
) -> Answer<LivingView> {
    Ok(Json(app.living(&who, period).await?))
}

/// Where a figure came from.
#[utoipa::path(get, path = "/api/living/{period}/figures/{figure}", tag = "living",
    params(("period" = String, Path), ("figure" = String, Path)),
    responses((status = 200, body = BasisView), (status = 404, body = Sentence)))]
async fn basis(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((period, figure)): At<(Period, FigureId)>,
) -> Answer<BasisView> {
    Ok(Json(app.basis(&who, period, &figure).await?))
}

/// Approves the report up to the cut that was shown.
#[utoipa::path(post, path = "/api/living/{period}/approve", tag = "living", request_body = Approve,
    params(("period" = String, Path)), responses((status = 200, body = LivingView), (status = 409, body = Sentence)))]
async fn approve_cut(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<Approve>,
) -> Answer<LivingView> {
    Ok(Json(app.approve_cut(&who, period, input).await?))
}

/// Issues the approved report.
#[utoipa::path(post, path = "/api/living/{period}/issue", tag = "living", request_body = Issue,
    params(("period" = String, Path)), responses((status = 200, body = LivingView), (status = 409, body = Sentence)))]
async fn issue(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Body(input): Body<Issue>,
) -> Answer<LivingView> {
    Ok(Json(app.issue(&who, period, input).await?))
}

/// Which file.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct To {
    /// `docx`, `pdf`, `html`, or `filled`: Word in the office's own template.
    to: String,
}

impl To {
    pub(crate) fn kind(&self) -> Result<FileKind, No> {
        FileKind::of(&self.to).ok_or(No::from(Flaw::FileKindUnknown))
    }
}

/// The living report as a draft file.
#[utoipa::path(get, path = "/api/living/{period}/preview", tag = "living", params(("period" = String, Path), To),
    responses((status = 200, body = [u8], content_type = "application/octet-stream"), (status = 404, body = Sentence)))]
async fn preview(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(period): At<Period>,
    Ask(to): Ask<To>,
) -> Result<Response, No> {
    Ok(file(app.preview(&who, period, to.kind()?).await?))
}

/// A page is shown in a frame of ours and may run nothing; the others are saved.
pub(crate) fn file(output: Output) -> Response {
    const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'";
    let media = (CONTENT_TYPE, output.kind.names().1.to_owned());
    match output.kind {
        FileKind::Html => {
            ([media, (CONTENT_SECURITY_POLICY, POLICY.to_owned())], output.bytes).into_response()
        }
        FileKind::Docx | FileKind::Pdf | FileKind::Filled => {
            let named = format!("attachment; filename=\"{}\"", output.name);
            ([media, (CONTENT_DISPOSITION, named)], output.bytes).into_response()
        }
    }
}
