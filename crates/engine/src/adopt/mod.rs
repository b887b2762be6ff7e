//! Adoption: what was read becomes proposals, the officer decides, and one act makes the system.

mod numbers;
mod outcome;
mod proposals;
mod prose;
mod tables;
mod units;

pub use outcome::adoption;
pub use proposals::proposals;
pub use prose::kind_of_blocks;
pub(crate) use units::{bare, level, owner};
pub use units::{founding, founding_of, is_unfounded};

use model::{Code, Collector, Decision, Fact, FactKind, Measure, Timing, UnitId};

/// Whether a ratio with this percentage is a part over its whole; growth and yields are other ratios.
fn is_share(percent: &Fact) -> bool {
    matches!(percent.kind, FactKind::SharePct | FactKind::PctOfPlan)
}

/// What one figure, or several that state the same, is proposed to become.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Proposal {
    /// Id of its first fact.
    pub id: String,
    /// Its facts.
    pub facts: Vec<String>,
    /// Indicator name.
    pub name: String,
    /// Unit of measure.
    pub measure_unit: String,
    /// Which statement the figure makes.
    pub measure: Measure,
    /// Behaviour over time.
    pub timing: Timing,
    /// Who states it.
    pub collector: Collector,
    /// Answerable department.
    pub owner: UnitId,
    /// The proposal it is a part of.
    pub part_of: Option<String>,
    /// The indicator of the catalogue that it matches.
    pub known: Option<Code>,
    /// The indicator of the book that it continues, by its series through earlier reports.
    pub continues: Option<Code>,
    /// The proposal of the indicator that this plan, percentage or change speaks about.
    pub about: Option<String>,
    /// For a percentage that is one figure over another: the proposals of part and whole.
    pub ratio_of: Option<(String, String)>,
    /// As printed, with unit of measure.
    pub printed: String,
    /// The words around the figure.
    pub sentence: String,
    /// Heading it stands under.
    pub section: String,
    /// Where, when not the whole place.
    pub place: Option<String>,
    /// Reasons to look at it, worst first; empty = sure.
    pub doubts: Vec<Doubt>,
    /// What the officer decided.
    pub decision: Option<Decision>,
}

/// A reason to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// It stands in a relation that does not hold.
    InConflict,
    /// No unit of measure.
    NoMeasureUnit,
    /// What it measures is unclear.
    SubjectUnclear,
    /// Two proposals with one name.
    SameName,
    /// A percentage or change whose base was not found.
    BaseUnknown,
    /// The reader was not sure.
    ReaderUnsure,
}

impl Proposal {
    /// Whether it still waits for a look.
    pub fn is_open(&self) -> bool {
        self.decision.is_none() && !self.doubts.is_empty()
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
