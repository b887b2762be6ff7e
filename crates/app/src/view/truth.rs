//! What wants a look in the living report.

use model::{Code, Measure, NoticeKey, PassageId, SeenNotice, Severity, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A place that wants a look.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Notice {
    /// Names the place while the words and the number there stay the same.
    pub key: NoticeKey,
    /// What is the matter.
    pub kind: engine::truth::Kind,
    /// How much it matters.
    pub severity: Severity,
    /// In which paragraph.
    pub passage: PassageId,
    /// Which figure.
    pub figure: Option<String>,
    /// First scalar value of the words that it is about: of the paragraph's content as printed, then of its cells, each behind a line break.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub subject: String,
    /// What a reason holds for; send it back with one.
    pub seen: String,
    /// What is the matter, in one sentence.
    pub says: String,
    /// What to do.
    pub hint: String,
    /// Data that the number could be bound to, best first.
    pub candidates: Vec<BindingChoice>,
    /// Whether a reason settles it; else it must be mended.
    pub takes_reason: bool,
    /// Whether it still keeps the report from being approved and issued.
    pub open: bool,
    /// Why it stands so.
    pub reason: Option<GivenReason>,
}

/// A datum that a number could be bound to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BindingChoice {
    /// What a binding to it is made of; send it back.
    pub choice: Binding,
    /// Indicator, statement, unit and period in words.
    pub name: String,
    /// Its value, with its unit of measure.
    pub printed: String,
}

/// What a number is bound to.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Binding {
    /// What.
    pub indicator: Code,
    /// Which statement.
    pub measure: Measure,
    /// Whose; none = the place.
    pub unit: Option<UnitId>,
    /// Periods after the reported one.
    pub shift: i16,
}

/// A reason as it was given.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GivenReason {
    /// The words.
    pub text: String,
    /// Who, as shown.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Whether it can be taken back here; an answer to a finding cannot.
    pub withdrawable: bool,
}

/// A reason for places.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ExplainNotices {
    /// Which, as they were seen.
    pub places: Vec<SeenNotice>,
    /// Why they stand so.
    pub reason: String,
}

/// Reasons to be taken back.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct WithdrawReasons {
    /// Of which places.
    pub keys: Vec<NoticeKey>,
}

/// A typed number to be bound.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct BindNumber {
    /// In which paragraph.
    pub passage: PassageId,
    /// First scalar value of the number, as the notice says.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words that stand there.
    pub words: String,
    /// What to bind it to.
    pub choice: Binding,
}
