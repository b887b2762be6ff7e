//! The acts that ledger entries hold, each with its values inside; everything else is derived from them.

use crate::account::{Account, SignInPolicy, Tending};
use crate::adoption::Adoption;
use crate::alternative::{Alternative, SourceChoice};
use crate::attachment::Attachment;
use crate::history::HistoryAct;
use crate::ids::{AccountName, BlobId, Code, Cut, PassageId, ReportId, TaskId, UnitId};
use crate::indicator::Indicator;
use crate::indicator_life::LifeAct;
use crate::issuing::{IssuedAs, Issuing};
use crate::mail::MailSettings;
use crate::mapping::SheetMapping;
use crate::notice::NoticeAct;
use crate::outline::OutlineAct;
use crate::period::Period;
use crate::pivot::PivotAct;
use crate::place::Place;
use crate::plan::PlanAct;
use crate::prose::ProseAct;
use crate::regime::{DayMark, Regime, ReportingRoute};
use crate::reminder::{Contact, Outage, ReminderPlan, UnitsReminded};
use crate::report::{Inline, Passage};
use crate::review::ReviewChange;
use crate::round::{CellKey, EnteredAt, FromFile, Observation, ReturnedPart, Round, RoundId};
use crate::rule::{Answer, Rule};
use crate::series::Wording;
use crate::task::{Task, TaskStatus};
use crate::territory::TerritoryAct;
use crate::unit::{Succession, Unit};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The acts. Each is checked before it is appended and applied without failing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// The ledger begins.
    PlaceFounded {
        /// Who keeps it.
        place: Place,
        /// Units known from the start.
        units: Vec<Unit>,
        /// Who followed whom among them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        successions: Vec<Succession>,
    },
    /// An account was made or changed.
    AccountSet {
        /// As it is now.
        account: Account,
    },
    /// A file was read.
    ReportRead {
        /// Start of the file's hash.
        report: ReportId,
        /// Its name.
        file_name: String,
        /// The file.
        file: BlobId,
        /// Text and reading, encoded.
        reading: BlobId,
        /// The period it reports, where found.
        period: Option<Period>,
        /// Trích yếu, where found.
        title: Option<String>,
        /// Whether its letters were recognised in pictures of pages.
        #[serde(default)]
        recognised: bool,
    },
    /// An officer reviewed a reading: one step, taken back as one.
    ReadingReviewed {
        /// Which report.
        report: ReportId,
        /// What, in order.
        changes: Vec<ReviewChange>,
    },
    /// A step of a review was taken back, or done again.
    ReviewStepSwitched {
        /// Which report.
        report: ReportId,
        /// The position of the step.
        step: Cut,
        /// Taken back.
        undone: bool,
    },
    /// A reading became the system.
    ReportAdopted {
        /// Which report.
        report: ReportId,
        /// What it became.
        adoption: Box<Adoption>,
    },
    /// A person said of pairs of wordings whether they mean the same indicator.
    WordingsRuled {
        /// The pairs.
        pairs: Vec<(Wording, Wording)>,
        /// None: what was said of them is taken back.
        same: Option<bool>,
    },
    /// Collection begins.
    RoundOpened {
        /// Who must send what by when.
        round: Round,
    },
    /// A unit typed.
    CellsSaved {
        /// Whose form.
        unit: UnitId,
        /// Which round.
        #[serde(alias = "period")]
        round: RoundId,
        /// What.
        values: Vec<Observation>,
        /// When the values were typed that waited for a line; the others arrived as they were typed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        entered: Vec<EnteredAt>,
        /// The workbook that brought the values; none when they were typed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<FromFile>,
        /// Whether the office typed for the unit.
        #[serde(default)]
        on_behalf: bool,
    },
    /// A unit sent its form.
    FormSent {
        /// Whose.
        unit: UnitId,
        /// Which round.
        #[serde(alias = "period")]
        round: RoundId,
        /// When "send" was pressed, where the sending waited for a line: RFC 3339.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entered_at: Option<String>,
    },
    /// The office returned a form.
    FormReturned {
        /// Whose.
        unit: UnitId,
        /// Which round.
        #[serde(alias = "period")]
        round: RoundId,
        /// Why.
        reason: String,
        /// What is wrong in single cells and sentences.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        parts: Vec<ReturnedPart>,
    },
    /// The office approved a form.
    FormApproved {
        /// Whose.
        unit: UnitId,
        /// Which round.
        #[serde(alias = "period")]
        round: RoundId,
    },
    /// A figure was corrected after its form was locked.
    FigureCorrected {
        /// The new statement.
        observation: Observation,
        /// Why.
        reason: String,
    },
    /// A plan was set or changed, by decision.
    PlanSet {
        /// The plan value.
        observation: Observation,
        /// The decision that gives it.
        basis: String,
    },
    /// A finding was answered.
    FindingAnswered {
        /// The answer.
        answer: Answer,
    },
    /// Prose was edited.
    PassageEdited {
        /// Which round's report.
        period: Period,
        /// Which paragraph.
        passage: PassageId,
        /// New content.
        inlines: Vec<Inline>,
    },
    /// A paragraph was added.
    PassageAdded {
        /// Which round's report.
        period: Period,
        /// After which; none = first.
        after: Option<PassageId>,
        /// The paragraph.
        passage: Passage,
    },
    /// A paragraph was taken out.
    PassageRemoved {
        /// Which round's report.
        period: Period,
        /// Which.
        passage: PassageId,
    },
    /// A leader approved the report as of a cut.
    CutApproved {
        /// Which round's report.
        period: Period,
        /// Figures and prose up to here.
        cut: Cut,
    },
    /// The record of what was checked was signed by who compiles the report.
    ChecksSigned {
        /// Which round's report.
        period: Period,
        /// Figures and answers up to here.
        cut: Cut,
        /// Whether it goes out as an annex of the report.
        annexed: bool,
    },
    /// The report went out.
    ReportIssued(Box<IssuedAs>),
    /// A task was added by hand.
    TaskAdded {
        /// The task.
        task: Task,
    },
    /// A task moved.
    TaskMoved {
        /// Which.
        task: TaskId,
        /// Where it stands now.
        status: TaskStatus,
        /// A word on it.
        remark: Option<String>,
    },
    /// A task's lead or deadline was set.
    TaskAssigned {
        /// Which.
        task: TaskId,
        /// Who leads.
        lead: Option<UnitId>,
        /// Last day.
        due: Option<Date>,
    },
    /// A rule was written or changed by the office.
    RuleSet {
        /// As it is now.
        rule: Rule,
        /// Why.
        reason: String,
    },
    /// A rule was switched on or off.
    RuleSwitched {
        /// Which.
        rule: crate::ids::RuleId,
        /// On.
        active: bool,
        /// Why.
        reason: String,
    },
    /// The last change of a rule was taken back; a rule that was new is gone.
    RuleTakenBack {
        /// Which.
        rule: crate::ids::RuleId,
    },
    /// An indicator was changed by the office.
    IndicatorSet {
        /// As it is now.
        indicator: Indicator,
    },
    /// A unit said how its own sheet is read.
    SheetMapped {
        /// Whose sheet.
        unit: UnitId,
        /// As it is now.
        mapping: SheetMapping,
    },
    /// The last word on how a sheet is read was taken back.
    SheetMappingTakenBack {
        /// Whose sheet.
        unit: UnitId,
        /// The shape of the sheet.
        shape: String,
    },
    /// A reporting regime was written or changed.
    RegimeSet {
        /// As it is now.
        regime: Box<Regime>,
    },
    /// A day was marked as worked or off; none = what the calendar of the state says.
    DayMarked {
        /// Which day.
        day: Date,
        /// What it is.
        mark: Option<DayMark>,
    },
    /// Whom a unit reports to, all its routes anew; none of them = whom it stands below.
    RoutesSet {
        /// Who reports.
        unit: UnitId,
        /// Oldest first.
        routes: Vec<ReportingRoute>,
    },
    /// A unit need not answer in a round.
    UnitExcluded {
        /// Which round.
        round: RoundId,
        /// Who.
        unit: UnitId,
        /// Why.
        reason: String,
    },
    /// A unit must answer again.
    UnitBroughtBack {
        /// Which round.
        round: RoundId,
        /// Who.
        unit: UnitId,
    },
    /// A unit got more time.
    DeadlineExtended {
        /// Which round.
        round: RoundId,
        /// Who.
        unit: UnitId,
        /// Its last day now.
        due: Date,
        /// Why.
        reason: String,
    },
    /// Somebody in the unit approved its form.
    FormUnitApproved {
        /// Whose.
        unit: UnitId,
        /// Which round.
        round: RoundId,
    },
    /// The office closed a round: forms change no more but by correction.
    RoundClosed {
        /// Which round.
        round: RoundId,
    },

    /// A unit put a file beside a figure.
    FileAttached {
        /// Whose form.
        unit: UnitId,
        /// Which round.
        round: RoundId,
        /// Beside which figure.
        key: CellKey,
        /// The file.
        file: Attachment,
    },
    /// A file beside a figure was taken away, or put back.
    AttachmentSwitched {
        /// Whose form.
        unit: UnitId,
        /// Which round.
        round: RoundId,
        /// Beside which figure.
        key: CellKey,
        /// The file.
        file: BlobId,
        /// Taken away.
        removed: bool,
    },
    /// The mail server was set.
    MailSet {
        /// As it is now; the password is kept elsewhere.
        settings: MailSettings,
    },
    /// Units were reminded of a round.
    Reminded(UnitsReminded),
    /// A unit marked reminders as seen.
    RemindersSeen {
        /// Whose.
        unit: UnitId,
        /// Of which round.
        round: RoundId,
        /// Up to this position.
        upto: Cut,
    },
    /// How the place reminds was set.
    ReminderPlanSet {
        /// As it is now.
        plan: ReminderPlan,
    },
    /// Whom to write to or phone at a unit was set.
    ContactSet {
        /// Which unit.
        unit: UnitId,
        /// As it is now.
        contact: Contact,
    },
    /// An outage was recorded.
    OutageRecorded {
        /// From when to when, and what it was.
        outage: Outage,
    },
    /// The record of an outage was taken back.
    OutageWithdrawn {
        /// The position of the record.
        recorded: Cut,
    },
    /// It was said of a return whether the office caused it.
    ReturnExcused {
        /// The position of the return.
        returned: Cut,
        /// Whether the office caused it.
        excused: bool,
    },
    /// The formula of the league table was written.
    ScoringSet {
        /// As it is now.
        formula: String,
    },
    /// A second source of a figure was declared, or declared anew.
    AlternativeSet {
        /// As it is now.
        alternative: Alternative,
    },
    /// A second source is asked no longer; what it stated stays.
    AlternativeWithdrawn {
        /// What.
        indicator: Code,
        /// Who stated it too.
        source: UnitId,
    },
    /// The office said which of two statements counts.
    SourceChosen {
        /// Its word.
        choice: SourceChoice,
    },
    /// The last word on which of two statements counts was taken back.
    SourceChoiceTakenBack {
        /// The figure.
        key: CellKey,
    },
    /// Somebody's signing in was tended to, by the person or an administrator.
    AccountTended {
        /// Whose.
        account: AccountName,
        /// What was done.
        what: Tending,
    },
    /// How people sign in was set.
    SignInPolicySet {
        /// As it is now.
        policy: SignInPolicy,
    },
    /// Prose was written, sent, remarked on.
    ProseTended {
        /// Which round's report.
        period: Period,
        /// What was done.
        what: ProseAct,
    },
    /// A place of the living report was explained, or the reason taken back.
    NoticeTended {
        /// Of which report.
        period: Period,
        /// What was done.
        what: NoticeAct,
    },
    /// Somebody did something around an issued report.
    Issuing {
        /// What.
        what: Issuing,
    },
    /// Somebody did something with an outline.
    OutlineTended {
        /// What.
        what: OutlineAct,
    },
    /// Units were loaded, reorganised, or a reorganisation taken back.
    Territory {
        /// What was done.
        change: TerritoryAct,
    },
    /// Somebody did something with plans.
    PlanTended(PlanAct),
    /// Somebody did something with kept tables.
    PivotTended(PivotAct),
    /// Somebody did something with the life of indicators.
    LifeTended(LifeAct),
    /// Figures of earlier periods were brought in from a file, or taken back.
    History {
        /// What was done.
        what: HistoryAct,
    },
}
