//! Who may take a form from which state: one table. `suite/collect/transitions.txt` shows it worked out.

use super::{Form, form};
use crate::access::{self, Right};
use crate::book::{Book, RoundState};
use crate::issue;
use model::{Account, Refusal, RefusalCode, RoundId, Submission, UnitId};
use serde::Serialize;

/// Where a form stands, compiled and closed among it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Chưa gửi
    Draft,
    /// Đã gửi
    Sent,
    /// Bị trả lại
    Returned,
    /// Đơn vị đã duyệt
    UnitApproved,
    /// Đã duyệt
    Approved,
    /// Đã tổng hợp: covered by an approved cut
    Compiled,
    /// Hoàn thành: the report was issued, or the office closed the round
    Closed,
}

impl Standing {
    /// All of them, in the order of a form's life.
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Sent,
        Self::Returned,
        Self::UnitApproved,
        Self::Approved,
        Self::Compiled,
        Self::Closed,
    ];

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "Chưa gửi",
            Self::Sent => "Đã gửi",
            Self::Returned => "Bị trả lại",
            Self::UnitApproved => "Đơn vị đã duyệt",
            Self::Approved => "Đã duyệt",
            Self::Compiled => "Đã tổng hợp",
            Self::Closed => "Hoàn thành",
        }
    }
}

/// What the form alone says.
impl From<&Submission> for Standing {
    fn from(submission: &Submission) -> Self {
        match submission {
            Submission::Draft => Self::Draft,
            Submission::Sent { .. } => Self::Sent,
            Submission::Returned { .. } => Self::Returned,
            Submission::UnitApproved { .. } => Self::UnitApproved,
            Submission::Approved { .. } => Self::Approved,
        }
    }
}

/// What may be done to a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// type
    Save,
    /// send
    Send,
    /// approve within the unit
    ApproveWithin,
    /// return
    Return,
    /// approve by the office
    Approve,
    /// give more time
    Extend,
    /// leave the unit out
    Exclude,
    /// correct: a new version with a reason
    Correct,
}

use Move::{Approve, ApproveWithin, Correct, Exclude, Extend, Return, Save, Send};
use Standing::{Approved, Closed, Compiled, Draft, Returned, Sent, UnitApproved};

/// The table: what, from which states, by whom. The first right is the usual one; who holds only a later one acts on behalf.
pub const TABLE: &[(Move, &[Standing], &[Right])] = &[
    (Save, &[Draft, Returned], &[Right::FillOwn, Right::JudgeForm]),
    (Send, &[Draft, Returned], &[Right::FillOwn, Right::JudgeForm]),
    (ApproveWithin, &[Sent], &[Right::ApproveOwn]),
    (Return, &[Sent, UnitApproved, Approved, Compiled], &[Right::JudgeForm]),
    (Approve, &[Sent, UnitApproved], &[Right::JudgeForm]),
    (Extend, &[Draft, Returned], &[Right::JudgeForm]),
    (Exclude, &[Draft, Returned], &[Right::JudgeForm]),
    (Correct, &[Approved, Compiled, Closed], &[Right::JudgeForm]),
];

/// A form that may be moved.
#[derive(Clone, Copy, Debug)]
pub struct Allowed<'a> {
    /// The form.
    pub form: Form<'a>,
    /// The right that allows it.
    pub by: Right,
    /// Whether the office does it for the unit.
    pub on_behalf: bool,
}

/// Where a unit's form stands in a round.
pub fn standing(book: &Book, round: &RoundState, submission: &Submission) -> Standing {
    if round.closed.is_some() {
        return Closed;
    }
    let Submission::Approved { at, .. } = submission else { return submission.into() };
    let report = book.report(round.round.period).filter(|_| round.round.regime.is_main());
    let covers = |r: &&crate::book::LivingState| {
        issue::approval_is_fresh(r) && r.approval.as_ref().is_some_and(|a| a.at >= *at)
    };
    match report {
        Some(report) if report.issued().is_some() => Closed,
        Some(_) if report.filter(covers).is_some() => Compiled,
        _ => Approved,
    }
}

/// Whether a form may be moved, and by which right.
///
/// # Errors
/// `not-found`, `not-allowed`, `form-locked`, `round-closed`, `already-issued`, `wrong-state`.
pub fn allow<'a>(
    book: &'a Book,
    who: &Account,
    round: &RoundId,
    unit: &UnitId,
    wanted: Move,
) -> Result<Allowed<'a>, Refusal> {
    let Some((_, from, rights)) = TABLE.iter().find(|(m, ..)| *m == wanted) else {
        return Err(RefusalCode::NotAllowed.into());
    };
    if !rights.iter().any(|right| access::may(who, *right)) {
        return Err(RefusalCode::NotAllowed.into());
    }
    let form = form(book, who, round, unit)?;
    let held = rights.iter().enumerate().find(|(_, right)| access::may_for(book, who, **right, unit));
    let Some((at, by)) = held else { return Err(RefusalCode::NotAllowed.into()) };
    let stands = standing(book, form.round, form.submission);
    let report = book.report(round.period).filter(|_| round.regime.is_main());
    if wanted == Return && report.is_some_and(|r| r.issued().is_some()) {
        return Err(Refusal::of(RefusalCode::AlreadyIssued, round));
    }
    let waits = wanted == Approve && stands == Sent && form.round.round.unit_approval;
    let asked = wanted != ApproveWithin || form.round.round.unit_approval;
    if from.contains(&stands) && !waits && asked {
        return Ok(Allowed { form, by: *by, on_behalf: at > 0 });
    }
    Err(match (stands, wanted) {
        (Closed, _) if form.round.closed.is_some() => Refusal::of(RefusalCode::RoundClosed, round),
        (_, Save | Send) => RefusalCode::FormLocked.into(),
        _ => Refusal::of(RefusalCode::WrongState, stands.name()),
    })
}
