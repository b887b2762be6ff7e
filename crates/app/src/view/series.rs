//! Series of an indicator, the profile of a unit, history brought in from files.

use super::{IndicatorView, LifeTold, UnitRef};
use engine::history::Choices;
use model::{Code, Cut, Measure, Period, PeriodKind, UnitKind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What a series is asked for; whatever is left out is as the indicator and its figures suggest.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct AskSeries {
    /// The unit whose area it is; none = the place. Several, with commas between, are taken together.
    pub area: Option<String>,
    /// `then` = the boundaries of each period, `today`, or a day as ISO; none = today.
    pub boundaries: Option<String>,
    /// What an area that was divided is estimated by: `people`, `area`; none = not at all, certain bounds alone.
    pub share: Option<String>,
    /// Month, quarter, half year, nine months, year.
    #[param(inline)]
    pub grain: Option<PeriodKind>,
    /// Which statement: actual, estimate, plan.
    #[param(inline)]
    pub measure: Option<Measure>,
    /// Whether it is counted from the beginning of the year.
    pub to_date: bool,
    /// First period.
    pub from: Option<String>,
    /// Last period.
    pub to: Option<String>,
    /// The period of the area's figures that is asked about, where one is.
    pub period: Option<String>,
    /// As it was known at the end of a day (ISO), or at a cut; none = now.
    pub as_of: Option<String>,
}

/// How sure a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    /// As it was stated, or added from what was.
    Known,
    /// Estimated by a key.
    Estimated,
    /// Only bounds are known: some must still answer, or nobody knows how large a part is.
    Bounded,
    /// Nothing is known.
    Missing,
    /// It can be compared with nothing; why is said.
    Incomparable,
}

/// Why a figure wants care: a code, with what its words need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WhyView {
    /// `windows`, `not_then`, `level_ended`, `straddles`, `no_parts`, `withheld`.
    pub code: String,
    /// Who.
    pub unit: Option<String>,
    /// Which level.
    pub level: Option<UnitKind>,
    /// The day, ISO.
    pub on: Option<String>,
}

/// A unit that must answer and has not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LackView {
    /// Who.
    pub unit: String,
    /// For which months of the year.
    pub months: Vec<i8>,
}

/// A figure at a period.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PointView {
    /// Which.
    pub period: Period,
    /// The figure as printed; `ít nhất …` and bounds are words of the page, from `low` and `high`.
    pub printed: Option<String>,
    /// The same as a plain decimal, to be drawn.
    pub value: Option<String>,
    /// It is at least this, printed, where it is not exact.
    pub low: Option<String>,
    /// It is at most this, printed, where it is not exact.
    pub high: Option<String>,
    /// How sure it is.
    pub sureness: Sureness,
    /// How it was made over areas: `counted`, `added`, `estimated`, `bounded`.
    pub made: Option<String>,
    /// How it was made over time: `stated`, `sum`, `difference`, `last`, `greatest`.
    pub how: Option<String>,
    /// Whether it was recomputed from its parts.
    pub recomputed: bool,
    /// Units whose answer counts.
    pub reported: usize,
    /// Units that must answer.
    pub due: usize,
    /// Who has not; of many the first.
    pub missing: Vec<LackView>,
    /// How many more have not.
    pub more: usize,
    /// Who need not answer.
    pub excluded: Vec<String>,
    /// What the area's own unit stated, where those below come to something else.
    pub own: Option<String>,
    /// What those below come to, beside an own statement.
    pub below: Option<String>,
    /// How far the two are apart beyond printed precision.
    pub gap: Option<String>,
    /// What wants care.
    pub whys: Vec<WhyView>,
}

/// A figure beside an earlier one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ThenView {
    /// Which period.
    pub than: Period,
    /// What it was, printed.
    pub was: Option<String>,
    /// By how much it changed, with its sign.
    pub by: Option<String>,
    /// By how many percent, with its sign.
    pub percent: Option<String>,
    /// Whether the days of the two are counted by different calendars.
    pub windows: bool,
    /// Whether the indicator became another between the two: nothing is compared.
    pub broken: bool,
}

/// What stands beside a figure.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct BesideView {
    /// The period before.
    pub previous: Option<ThenView>,
    /// The same period of the year before.
    pub year_before: Option<ThenView>,
    /// The year's plan, printed.
    pub plan: Option<String>,
    /// Percent of the plan since the beginning of the year.
    pub of_plan: Option<String>,
    /// What the year comes to if it goes on so.
    pub annualised: Option<String>,
}

/// When a unit was there.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct LivedView {
    /// First day, ISO; none = as long as anybody knows.
    pub from: Option<String>,
    /// First day on which it was no more, ISO; none = it is there.
    pub until: Option<String>,
}

/// One area's figures.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SeriesLine {
    /// Whose; none for several areas together.
    pub unit: Option<UnitRef>,
    /// When the unit was there.
    pub lived: LivedView,
    /// One a period.
    pub points: Vec<PointView>,
}

/// A unit with those that it came from.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BecameView {
    /// The new unit.
    pub unit: String,
    /// From whom.
    pub from: Vec<ForebearView>,
}

/// A unit that another came from.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ForebearView {
    /// Who.
    pub unit: String,
    /// Whether all of it went there.
    pub whole: bool,
}

/// A level of government that ended.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EndedView {
    /// Which.
    pub level: UnitKind,
    /// Who.
    pub units: Vec<String>,
}

/// What happened to the area.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MarkView {
    /// First day of what is new, ISO.
    pub on: String,
    /// The first period of the series that lies after it.
    pub period: Option<Period>,
    /// By which resolutions.
    pub legal_basis: Vec<String>,
    /// Who came from whom.
    pub became: Vec<BecameView>,
    /// The level of government that ended.
    pub ended: Option<EndedView>,
    /// What became of the indicator.
    pub told: Option<LifeTold>,
}

/// An indicator over time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SeriesView {
    /// What.
    pub indicator: IndicatorView,
    /// Where.
    pub area: Vec<UnitRef>,
    /// `then`, `today`, or a day.
    pub boundaries: String,
    /// The day of the boundaries, ISO; none for those of each period.
    pub on: Option<String>,
    /// What divided areas are estimated by.
    pub share: Option<String>,
    /// Month, quarter …
    pub grain: PeriodKind,
    /// Which statement.
    pub measure: Measure,
    /// Whether it is counted from the beginning of the year.
    pub to_date: bool,
    /// Columns, oldest first.
    pub periods: Vec<Period>,
    /// The area as a whole.
    pub total: SeriesLine,
    /// What stands beside each figure of the whole.
    pub beside: Vec<BesideView>,
    /// The units of the boundaries.
    pub rows: Vec<SeriesLine>,
    /// What happened to the area in that time.
    pub marks: Vec<MarkView>,
    /// The kinds of period that something was stated of.
    pub stated: Vec<PeriodKind>,
    /// The years of which something is known.
    pub years: Option<YearsView>,
}

/// Years from one to another.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct YearsView {
    /// First.
    pub first: i16,
    /// Last.
    pub last: i16,
}

/// A cell that a figure rests on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SourceRow {
    /// Name of the indicator.
    pub name: String,
    /// Whose.
    pub unit: String,
    /// When.
    pub period: Period,
    /// The number, printed.
    pub printed: String,
    /// Whether it was taken away.
    pub back: bool,
    /// Who stated it.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Where in the ledger.
    pub cut: Cut,
    /// The file and row that brought it, or the report it was read in.
    pub from: Option<String>,
    /// A word on it.
    pub note: Option<String>,
}

/// Where a figure of a series comes from.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SeriesBasis {
    /// The figure.
    pub point: PointView,
    /// What it rests on.
    pub rows: Vec<SourceRow>,
}

/// What a profile is asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct AskProfile {
    /// Which period; none = the last one of which something is known.
    pub period: Option<String>,
    /// As of a series.
    pub boundaries: Option<String>,
    /// As of a series.
    pub share: Option<String>,
    /// As of a series.
    pub as_of: Option<String>,
}

/// A place among several.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct RankView {
    /// From one.
    pub place: usize,
    /// Among how many.
    pub of: usize,
}

/// One indicator of a unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProfileRow {
    /// Which.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Its group.
    pub group: String,
    /// Its unit of measure.
    pub measure_unit: String,
    /// The figure.
    pub point: PointView,
    /// What stands beside it.
    pub beside: BesideView,
    /// Its place among its peers, the greatest first.
    pub rank: Option<RankView>,
    /// The last periods as plain decimals, oldest first; none where nothing is known.
    pub spark: Vec<Option<String>>,
}

/// All figures of one unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProfileView {
    /// Whose.
    pub unit: UnitRef,
    /// The unit above it then.
    pub parent: Option<UnitRef>,
    /// When it was there.
    pub lived: LivedView,
    /// Which period.
    pub period: Period,
    /// As of a series.
    pub boundaries: String,
    /// The day of the boundaries, ISO.
    pub on: Option<String>,
    /// The peers that it is ranked among.
    pub peers: Vec<UnitRef>,
    /// Its figures.
    pub rows: Vec<ProfileRow>,
    /// Periods of which something is known of it, newest first.
    pub periods: Vec<Period>,
    /// What happened to it.
    pub marks: Vec<MarkView>,
}

/// What a row of a file of history comes to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HistoryRowView {
    /// The figure's place in the file, from zero.
    pub at: usize,
    /// The row, from one.
    pub row: u32,
    /// As written.
    pub unit: String,
    /// As written.
    pub period: String,
    /// As written.
    pub indicator: String,
    /// As written, printed.
    pub value: String,
    /// What it is understood as: unit, indicator, period, statement.
    pub means: Option<MeansView>,
    /// `taken`, `replaces`, `same`, `differs`, or `unit`, `period`, `indicator`, `measure`, `value`, `twice`, `asked`.
    pub verdict: String,
    /// What is kept, printed.
    pub kept: Option<String>,
    /// The earlier row that speaks of the same cell.
    pub twice: Option<u32>,
}

/// What a row is understood as.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MeansView {
    /// Whose.
    pub unit: String,
    /// Which period.
    pub period: Period,
    /// Which indicator.
    pub indicator: Code,
    /// Which statement.
    pub measure: Measure,
}

/// A name of a file that is not understood, with what may be meant.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnknownUnit {
    /// As written.
    pub name: String,
    /// Rows that bear it.
    pub rows: usize,
    /// The first period in which nobody bore it.
    pub period: Option<Period>,
    /// Who may be meant.
    pub proposals: Vec<UnitRef>,
}

/// An indicator of a file that the place does not have.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnknownIndicator {
    /// As written; empty in a table of one.
    pub name: String,
    /// Rows that bear it.
    pub rows: usize,
    /// The one of the starter catalogue that bears the name.
    pub starter: Option<Code>,
    /// A code that is free.
    pub free: Code,
}

/// How many rows come to a verdict.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VerdictCount {
    /// As of a row.
    pub verdict: String,
    /// How many.
    pub rows: usize,
}

/// What taking a file of history would change.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HistoryPreview {
    /// Its name.
    pub file: String,
    /// Whether it is one figure a row; else units down and periods across.
    pub long: bool,
    /// How many figures it has.
    pub figures: usize,
    /// How many rows come to what.
    pub counts: Vec<VerdictCount>,
    /// The rows, those with questions first.
    pub rows: Vec<HistoryRowView>,
    /// Names of units that are not understood.
    pub units: Vec<UnknownUnit>,
    /// Indicators that the place does not have.
    pub indicators: Vec<UnknownIndicator>,
}

/// What is said with a file of history.
pub type SayHistory = Choices;

/// Figures that were taken from a file.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HistoryTaken {
    /// Where in the ledger.
    pub cut: Cut,
    /// The file's name.
    pub file: String,
    /// How many figures.
    pub figures: usize,
    /// Who.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Whether it was taken back.
    pub taken_back: bool,
    /// Of which indicators.
    pub codes: Vec<Code>,
}
