//! The vocabulary of Sổ Liệu as types. No files, SQL, HTTP or clock: values only.
//!
//! Types derive `serde` because a ledger entry is kept as one encoded row; the feature `schema`
//! adds API schemas. Everything here is plain data with the few laws that belong to it.

/// Shows a type as a string in API schemas.
#[cfg(feature = "schema")]
macro_rules! schema_as_text {
    ($name:ident) => {
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                String::schema()
            }
        }
        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }
    };
}
#[cfg(feature = "schema")]
use schema_as_text;

mod account;
mod act;
mod adoption;
mod alternative;
mod attachment;
mod chart;
mod entry;
mod fact;
mod flaw;
mod history;
mod ids;
mod indicator;
mod indicator_life;
mod issuing;
mod mail;
mod mapping;
mod notice;
mod number;
mod outline;
mod period;
mod pivot;
mod place;
mod plan;
mod prose;
mod refusal;
mod regime;
mod reminder;
mod report;
mod review;
mod round;
mod rule;
mod series;
mod source;
mod task;
mod territory;
mod unit;

pub use account::{Account, Grant, Role, SignInPolicy, Tending};
pub use act::Act;
pub use adoption::{Adoption, ReadObservation};
pub use alternative::{Alternative, Counts, SourceChoice};
pub use attachment::Attachment;
pub use chart::{Beside, Chart};
pub use entry::Entry;
pub use fact::{
    Because, ColumnRole, Direction, Document, Fact, FactField, FactKind, FactWindow, OutlineItem, ReadTable,
    ReadTask, Reading, Reference, Relation, RelationKind, Strength, TableColumn, TableFigure, TableRow,
    TextFinding,
};
pub use flaw::Flaw;
pub use history::{Held, HistoryAct, HistoryLine, Lot, Packed, PackedSeries};
pub use ids::{
    AccountName, BlobId, Code, Cut, FigureId, FindingKey, NoticeKey, OutlineId, PassageId, PivotId, PlanId,
    RegimeId, ReorganisationId, ReportId, RuleId, SaveId, SectorCode, TaskId, UnitId,
};
pub use indicator::{Collector, Indicator, Joining, JoiningBy, Measure, Timing};
pub use indicator_life::{CatalogueChange, LifeAct, LifeChange, LifeEvent, OfficialCode, OfficialSystem};
pub use issuing::{
    Capacity, Dispatch, IssuedAs, Issuing, Likeness, RegisterPlace, SignatureWord, SignedFile, Signer,
    TakenNumber, Urgency, WordTemplate, WrittenSignature,
};
pub use jiff::civil::Date;
pub use mail::{MailSettings, MailTls};
pub use mapping::{MappedLabel, SheetMapping};
pub use notice::{NoticeAct, SeenNotice};
pub use number::{Approx, Interval, Number};
pub use outline::{OfferSettled, OutlineAct, Start, StartFrom};
pub use period::{Period, PeriodKind, Window};
pub use pivot::{Dimension, KeptPivot, Pivot, PivotAct, PivotBoundaries, PivotPeriods, PivotUnits};
pub use place::Place;
pub use plan::{Milestone, PlanAct, PlanDecision, Reach, SignalRule, Target};
pub use prose::{ProseAct, ProseChange, ProseContent, Receipt, Remark, ReturnedProse, Suggestion, Writing};
pub use refusal::{Refusal, RefusalCode};
pub use regime::{
    Channel, DayMark, Deadline, DeadlineFor, DeadlineRule, MonthDay, Regime, RegimeCells, RegimeKind,
    ReportingRoute, WindowRule,
};
pub use reminder::{
    Contact, Outage, RemindedUnit, ReminderHow, ReminderPlan, ReminderRule, ReminderTemplate, ReminderWhen,
    UnitsReminded,
};
pub use report::{
    Figure, Inline, Mention, Numbering, Passage, PassageCell, PassageKind, Phrasing, PrintedFigure,
    PrintedPlan, Table, Template,
};
pub use review::{Amendment, Decision, ReviewChange};
pub use round::{
    CellKey, CellSpec, EnteredAt, FromFile, Observation, Provenance, ReturnedPart, ReturnedPlace, Round,
    RoundId, Sheet, Stated, Submission,
};
pub use rule::{Answer, AnswerKind, Evidence, Finding, Rule, RuleKind, RuleScope, Severity};
pub use rust_decimal::Decimal;
pub use series::{DOUBTFUL_JOINT, Joined, Ruling, Series, SeriesCell, Wording};
pub use source::{Block, Note, SourceText, TableCell};
pub use task::{Task, TaskStatus};
pub use territory::{Reorganisation, TerritoryAct, UnitChange};
pub use unit::{Attested, Former, Placement, Share, ShareKey, Succession, Unit, UnitKind};
