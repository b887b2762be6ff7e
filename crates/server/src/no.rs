//! The three kinds of no, as HTTP: a refusal is a sentence, a fault is an incident number.

use app::{Told, Trouble};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use model::{Flaw, Refusal, RefusalCode};
use serde::Serialize;
use utoipa::ToSchema;

/// What a use case or a door answers.
pub(crate) type Answer<T> = Result<Json<T>, No>;

/// Why a request got no answer.
pub(crate) enum No {
    /// A rule says no.
    Refused(Refusal),
    /// The door says no before any rule is asked.
    Turned(Door),
    /// Something broke; the words are for the log.
    Broke(String),
    /// Something broke that passes or can be mended: the user is told what.
    Stopped(Told, String),
}

/// What the door itself refuses.
#[derive(Clone, Copy)]
pub(crate) enum Door {
    /// No such address.
    NoAddress,
    /// The address does not take this method.
    WrongMethod,
    /// The body is too large.
    TooLarge,
    /// It took too long.
    TooSlow,
    /// Another site's page asked.
    OtherSite,
}

/// The body of a refusal.
#[derive(Serialize, ToSchema)]
pub(crate) struct Sentence {
    /// Stable code.
    code: String,
    /// In Vietnamese.
    vi: String,
    /// In English.
    en: String,
}

/// The reason of a fault, for the one who logs it, and what the user is told beside the number.
#[derive(Clone)]
pub(crate) struct Broken(pub String, pub Option<Told>);

impl Door {
    #[rustfmt::skip]
    fn words(self) -> (StatusCode, &'static str, &'static str, &'static str) {
        match self {
            Self::NoAddress => (StatusCode::NOT_FOUND, "not-found", "Không có địa chỉ này. Có thể đường dẫn đã cũ.", "There is no such address. The link may be old."),
            Self::WrongMethod => (StatusCode::METHOD_NOT_ALLOWED, "not-found", "Địa chỉ này không nhận cách gọi đó.", "This address does not take that method."),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Tệp hoặc nội dung gửi lên quá lớn (tệp tối đa 60 MB). Hãy bỏ bớt ảnh hoặc chia nhỏ rồi gửi lại.", "What was sent is too large (a file may have 60 MB). Leave out pictures or split it, then send again."),
            Self::TooSlow => (StatusCode::SERVICE_UNAVAILABLE, "too-slow", "Máy chủ chưa trả lời kịp. Hãy thử lại sau ít phút.", "The server could not answer in time. Try again in a few minutes."),
            Self::OtherSite => (StatusCode::FORBIDDEN, "other-site", "Yêu cầu đến từ một trang khác nên bị từ chối. Hãy mở Sổ Liệu và làm lại từ đó.", "The request came from another site and was refused. Open Sổ Liệu and do it there."),
        }
    }
}

impl From<Trouble> for No {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Refused(refusal) => Self::Refused(refusal),
            Trouble::Broke(fault) => match fault.told() {
                Some(told) => Self::Stopped(told, chain(&fault)),
                None => Self::Broke(chain(&fault)),
            },
            defect => Self::Broke(chain(&defect)),
        }
    }
}

impl From<Refusal> for No {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Flaw> for No {
    fn from(flaw: Flaw) -> Self {
        Refusal::from(flaw).into()
    }
}

impl From<RefusalCode> for No {
    fn from(code: RefusalCode) -> Self {
        Self::Refused(code.into())
    }
}

impl From<Door> for No {
    fn from(door: Door) -> Self {
        Self::Turned(door)
    }
}

impl IntoResponse for No {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(refusal) => {
                let body = Sentence { code: code(refusal.code), vi: refusal.vi(), en: refusal.en() };
                (status(refusal.code), Json(body)).into_response()
            }
            Self::Turned(door) => {
                let (status, code, vi, en) = door.words();
                (status, Json(Sentence { code: code.into(), vi: vi.into(), en: en.into() })).into_response()
            }
            Self::Broke(why) => broken(StatusCode::INTERNAL_SERVER_ERROR, Broken(why, None)),
            Self::Stopped(told, why) => broken(StatusCode::SERVICE_UNAVAILABLE, Broken(why, Some(told))),
        }
    }
}

fn broken(status: StatusCode, why: Broken) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(why);
    response
}

fn status(code: RefusalCode) -> StatusCode {
    use RefusalCode as R;
    match code {
        R::SignInFirst | R::WrongPassword | R::CodeWanted => StatusCode::UNAUTHORIZED,
        R::TooManyAttempts => StatusCode::TOO_MANY_REQUESTS,
        R::NotAllowed | R::AccountIdle | R::NotLinked | R::RestrictedInside => StatusCode::FORBIDDEN,
        R::NotFound | R::LinkGone | R::OutlineGone | R::PlanGone | R::StepGone => StatusCode::NOT_FOUND,
        R::FormLocked
        | R::WrongState
        | R::ErrorsOpen
        | R::AlreadyAdopted
        | R::DoubtfulOpen
        | R::NothingAdopted
        | R::ReportThere
        | R::ReportAdopted
        | R::NothingStarted
        | R::OfferGone
        | R::RoundExists
        | R::CutMoved
        | R::ApproveFirst
        | R::AlreadyIssued
        | R::NumberTaken
        | R::NotIssuedYet
        | R::OtherContentSigned
        | R::EditedMeanwhile
        | R::ReviewedMeanwhile
        | R::NameTaken
        | R::MailNotSet
        | R::NobodyToRemind
        | R::SubjectTaken
        | R::FactorExists
        | R::FactorRequired
        | R::PlanNumberTwice
        | R::MeasureUnitKept
        | R::PlanReplaced
        | R::StepBuiltUpon
        | R::FactorHoldsPassword => StatusCode::CONFLICT,
        R::MailFailed | R::ServiceFailed => StatusCode::BAD_GATEWAY,
        R::PartMissing => StatusCode::NOT_IMPLEMENTED,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// The code as it is written everywhere: `sign-in-first`.
pub(crate) fn code(code: RefusalCode) -> String {
    serde_json::to_value(code).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// An error and what caused it, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        line.push_str(": ");
        line.push_str(&error.to_string());
        cause = error.source();
    }
    line
}
