//! Outlines, beginning a report, and what the last report left open.

use super::LivingPassage;
use model::{
    Code, Date, Indicator, Measure, OutlineId, PassageId, Period, PeriodKind, StartFrom, TaskId, UnitKind,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An outline in the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutlineRow {
    /// Its name in addresses.
    pub id: OutlineId,
    /// Its name.
    pub name: String,
    /// Who reports with it.
    pub level: UnitKind,
    /// For which kinds of period.
    pub kinds: Vec<PeriodKind>,
    /// Whether the office keeps it; else it comes with the program.
    pub own: bool,
    /// Taken out of the list.
    pub removed: bool,
    /// Who wrote it last, of one of the office.
    pub by: Option<String>,
    /// When, RFC 3339.
    pub at: Option<String>,
    /// Whether it is for the level of this place.
    pub fits: bool,
}

/// An outline for one kind of period.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutlineView {
    /// The outline.
    pub row: OutlineRow,
    /// For which kind of period it is shown.
    pub kind: PeriodKind,
    /// The period that it is worded for.
    pub period: Period,
    /// Its paragraphs; figures are not filled in.
    pub passages: Vec<LivingPassage>,
    /// What its figures are called, by their names.
    pub figures: Vec<OutlineFigure>,
    /// Indicators that it speaks of, those first that the place lacks.
    pub indicators: Vec<OutlineIndicator>,
    /// How many of them the place lacks.
    pub lacking: usize,
    /// Whether this person may begin a report from it, change or remove it.
    pub editable: bool,
}

/// What a figure of an outline is called.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutlineFigure {
    /// Which figure.
    pub id: model::FigureId,
    /// Its indicator.
    pub code: Code,
    /// Which statement.
    pub measure: Measure,
    /// The name of the indicator, or the formula in words.
    pub name: String,
}

/// An indicator that an outline speaks of.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutlineIndicator {
    /// As the place has it, or would take it from the starter catalogue.
    pub indicator: Indicator,
    /// Who answers for it, by name.
    pub owner: String,
    /// Whether the place has it.
    pub held: bool,
}

/// An outline as text.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct OutlineText {
    /// As it is written.
    pub text: String,
}

/// The living report as an outline.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct KeepReport {
    /// The name of the outline.
    pub name: String,
    /// For which kinds of period.
    pub kinds: Vec<PeriodKind>,
}

/// What became of an outline that was handed in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutlineKept {
    /// As it stands in the list; none when it was not kept.
    pub kept: Option<OutlineRow>,
    /// What is wrong with it, line by line; nothing is kept then.
    pub faults: Vec<OutlineFault>,
}

/// What is wrong with a line of an outline.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutlineFault {
    /// Which line, from one; zero = the outline as a whole.
    pub line: u64,
    /// What is wrong, and what to write instead, in Vietnamese.
    pub says: String,
}

/// Takes an outline out of the list, or puts it back.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct RemoveOutline {
    /// Taken out.
    pub removed: bool,
}

/// What a report of a period may begin from.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StartView {
    /// Which period.
    pub period: Period,
    /// Whether a report stands there whose prose would be replaced.
    pub there: bool,
    /// Whether nobody said yet who the place is.
    pub unfounded: bool,
    /// What it may begin from, the most fitting first.
    pub choices: Vec<StartChoice>,
}

/// Something that a report may begin from.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StartChoice {
    /// What.
    pub from: StartFrom,
    /// Its name; of a report its title.
    pub name: String,
    /// The level of an outline.
    pub level: Option<UnitKind>,
    /// Whether the office keeps the outline.
    pub own: bool,
}

/// Begins a report.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct StartReport {
    /// From what.
    pub from: StartFrom,
    /// Also where a report stands: its prose is replaced.
    #[serde(default)]
    pub replace: bool,
    /// Who the place is, where nobody said so yet: `xã Than Uyên`.
    #[serde(default)]
    pub place: Option<String>,
}

/// Something that the last report left open.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfferView {
    /// Its name; send it back with an answer.
    pub key: String,
    /// Where it belongs.
    pub slot: OfferSlot,
    /// As it would read.
    pub words: String,
    /// The task it comes from.
    pub task: Option<TaskId>,
    /// The report and paragraph it comes from.
    pub report: Option<(Period, PassageId)>,
    /// The last day of the task.
    #[schema(value_type = Option<String>)]
    pub due: Option<Date>,
    /// Past its last day.
    pub late: bool,
    /// Left aside.
    pub left: bool,
}

/// A part of the report.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferSlot {
    /// tồn tại, hạn chế
    Pending,
    /// nhiệm vụ trọng tâm
    Ahead,
    /// kiến nghị, đề xuất
    Request,
}

/// What is said to an offer.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct AnswerOffer {
    /// Which.
    pub key: String,
    /// What.
    pub answer: OfferAnswer,
}

/// What is said to an offer.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferAnswer {
    /// Put it into the report.
    Take,
    /// Leave it aside.
    Leave,
    /// Offer it again.
    Reopen,
}

/// What the last report left open, for one report.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OffersView {
    /// In the order of the parts they belong to.
    pub offers: Vec<OfferView>,
    /// Whether this person may answer.
    pub answerable: bool,
    /// Whether the report began from an outline and that can be taken back.
    pub begun: bool,
}
