//! The board, its export, reminders, outages and the league table.

use super::{ExcludedRow, Page, PostedView, RoundRow, UnitRef};
use model::{Contact, Cut, ReminderHow, ReminderPlan, ReminderWhen, RoundId, Submission, Window};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Who has sent and who has not: a page of rows.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BoardView {
    /// The round.
    pub round: RoundRow,
    /// Dates that its figures cover.
    pub window: Window,
    /// One row a unit, those that the filter lets through.
    pub rows: Vec<BoardRow>,
    /// How many there are, after the filter.
    pub total: usize,
    /// Whether errors of some units are still being counted.
    pub counting: bool,
    /// Units that need not answer.
    pub excluded: Vec<ExcludedRow>,
    /// Whether the office closed it.
    pub closed: bool,
    /// Whether this person may leave units out, bring them back, give them more time.
    pub may_judge: bool,
    /// Whether this person may close it now; a round of the main regime closes with the issue of its report.
    pub closable: bool,
    /// Whether this person may remind.
    pub may_remind: bool,
    /// Whether letters can go out.
    pub mail: bool,
    /// Ledger position shown.
    pub cut: Cut,
}

/// One unit on the board.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BoardRow {
    /// The unit.
    pub unit: UnitRef,
    /// Where its form stands.
    pub submission: Submission,
    /// Last day, ISO.
    pub due: String,
    /// How the first sending stands to the last day.
    pub punctual: Punctual,
    /// Cells with an answer.
    pub filled: usize,
    /// Cells asked.
    pub asked: usize,
    /// Open errors.
    pub errors: usize,
    /// Open warnings.
    pub warnings: usize,
    /// Days past the last day, for a form not sent; days late, for one that was.
    pub days_late: i64,
    /// How often it was returned.
    pub returned: usize,
    /// Whom to write to or phone.
    pub contact: Contact,
    /// When something was last done to the form, RFC 3339.
    pub touched_at: Option<String>,
    /// The position of that.
    pub touched: Cut,
    /// The last reminder.
    pub reminded: Option<LastReminder>,
}

/// How a form stands to its last day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Punctual {
    /// chưa gửi, chưa đến hạn
    Open,
    /// đúng hạn
    OnTime,
    /// đúng hạn, do sự cố
    Excused {
        /// What had happened.
        reason: String,
    },
    /// trễ
    Late,
    /// chưa gửi, đã quá hạn
    Overdue,
}

/// When and how a unit was last reminded.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LastReminder {
    /// When, RFC 3339.
    pub at: String,
    /// How.
    pub how: ReminderHow,
    /// Whether a rule did it.
    pub by_rule: bool,
    /// Whether the unit marked it as seen.
    pub seen: bool,
}

/// What the board is asked.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BoardAsk {
    /// Words of a unit's name, with or without diacritics.
    pub search: Option<String>,
    /// `draft`, `sent`, `returned`, `approved`, `late`, `unsent`, `errors`.
    pub state: Option<String>,
    /// `unit`, `state`, `filled`, `errors`, `late`, `touched`, `reminded`; the order of the round without it.
    pub sort: Option<String>,
    /// From the other end.
    #[serde(default)]
    pub down: bool,
    /// From one.
    pub page: Option<usize>,
}

/// Several rounds beside each other.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MatrixView {
    /// The rounds, newest first.
    pub rounds: Vec<RoundRow>,
    /// One row a unit.
    pub rows: Vec<MatrixRow>,
    /// Rows after the search.
    pub total: usize,
}

/// One unit in several rounds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MatrixRow {
    /// The unit.
    pub unit: UnitRef,
    /// Whom to phone.
    pub phone: Option<String>,
    /// One a round; none where the unit is not asked.
    pub cells: Vec<Option<MatrixCell>>,
}

/// One form, in short.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MatrixCell {
    /// `draft`, `sent`, `returned`, `approved`.
    pub state: String,
    /// How it stands to the last day.
    pub punctual: Punctual,
    /// Days late or past the last day.
    pub days_late: i64,
}

/// What reminding takes.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct RemindInput {
    /// Whom; all that have not sent when empty.
    pub units: Vec<model::UnitId>,
    /// How.
    pub how: ReminderHow,
    /// Subject, with fields.
    pub subject: String,
    /// The words, with fields; after a call, what was agreed.
    pub text: String,
}

/// Who was reminded.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RemindedView {
    /// Units.
    pub units: usize,
    /// Of them with a letter.
    pub letters: usize,
}

/// What a preview takes.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct PreviewInput {
    /// For which unit; the first that has not sent without it.
    pub unit: Option<model::UnitId>,
    /// Subject, with fields.
    pub subject: String,
    /// The words, with fields.
    pub text: String,
}

/// Words as a unit would get them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PreviewView {
    /// Which unit.
    pub unit: UnitRef,
    /// Subject.
    pub subject: String,
    /// The words.
    pub text: String,
}

/// How the place reminds, and the fields that words may name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReminderPlanView {
    /// As set.
    pub plan: ReminderPlan,
    /// Fields with what they stand for.
    pub fields: Vec<FieldView>,
    /// Whether this person may change it.
    pub editable: bool,
}

/// A name that words or formulas may use.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldView {
    /// The name.
    pub name: String,
    /// What it stands for.
    pub means: String,
}

/// One reminder of one unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReminderRow {
    /// Its position.
    pub cut: Cut,
    /// When, RFC 3339.
    pub at: String,
    /// Who, as shown.
    pub by: String,
    /// How.
    pub how: ReminderHow,
    /// The rule that did it.
    pub rule: Option<ReminderWhen>,
    /// Of which round.
    pub round: RoundId,
    /// Whom.
    pub unit: UnitRef,
    /// Subject.
    pub subject: String,
    /// The words.
    pub text: String,
    /// Whether the unit marked it as seen.
    pub seen: bool,
    /// What became of its letter.
    pub letter: Option<PostedView>,
}

/// What the list of reminders is asked.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReminderAsk {
    /// Words of a unit's name or of the reminder.
    pub search: Option<String>,
    /// One round.
    pub round: Option<String>,
    /// One unit.
    pub unit: Option<String>,
    /// From one.
    pub page: Option<usize>,
}

/// What a unit is reminded of on the page of its form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NoticeView {
    /// Reminders not marked as seen, newest first.
    pub reminders: Vec<NoticeRow>,
    /// Whether this person may mark them.
    pub may_mark: bool,
}

/// One reminder on the page of a form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NoticeRow {
    /// When, RFC 3339.
    pub at: String,
    /// Who, as shown.
    pub by: String,
    /// Subject.
    pub subject: String,
    /// The words.
    pub text: String,
}

/// A recorded outage.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutageView {
    /// Its position.
    pub cut: Cut,
    /// It began, RFC 3339.
    pub from: String,
    /// It was over, RFC 3339.
    pub to: String,
    /// What had happened.
    pub reason: String,
}

/// What recording an outage takes: times by the clock of Vietnam.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct OutageInput {
    /// It began: `2021-06-16T14:00`.
    pub from: String,
    /// It was over.
    pub to: String,
    /// What had happened.
    pub reason: String,
}

/// The league table.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LeagueView {
    /// The rounds it covers, oldest first.
    pub rounds: Vec<RoundId>,
    /// All rounds that it may cover, oldest first.
    pub all: Vec<RoundId>,
    /// Best first.
    pub rows: Page<LeagueRow>,
    /// How scores are computed.
    pub formula: String,
    /// What the formula may speak of.
    pub fields: Vec<FieldView>,
    /// Whether this person may change the formula.
    pub editable: bool,
}

/// One unit of the league table.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LeagueRow {
    /// The unit.
    pub unit: UnitRef,
    /// From one; units of one score share a rank.
    pub rank: Option<usize>,
    /// By the formula, printed.
    pub score: Option<String>,
    /// How the newest round compares with those before, printed with its sign.
    pub trend: Option<String>,
    /// What the formula speaks of, printed, in the order of the fields.
    pub values: Vec<String>,
    /// One a round; none where the unit was not asked.
    pub marks: Vec<Option<LeagueMark>>,
}

/// How a unit did in one round.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LeagueMark {
    /// How it stands to the last day.
    pub punctual: Punctual,
    /// Days late.
    pub days_late: i64,
    /// Returns through its own fault.
    pub returned: usize,
    /// Returns that the office caused.
    pub excused: usize,
}

/// What the league table is asked.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LeagueAsk {
    /// First round.
    pub from: Option<String>,
    /// Last round.
    pub to: Option<String>,
    /// Words of a unit's name.
    pub search: Option<String>,
    /// From one.
    pub page: Option<usize>,
}

/// A new formula.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ScoringInput {
    /// Of the fields.
    pub formula: String,
}

/// A return of a form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReturnView {
    /// Its position.
    pub cut: Cut,
    /// When, RFC 3339.
    pub at: String,
    /// Why.
    pub reason: String,
    /// Whether the office caused it.
    pub excused: bool,
}

/// Says of a return whether the office caused it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ExcuseInput {
    /// Which return.
    pub returned: Cut,
    /// Whether the office caused it.
    pub excused: bool,
}
