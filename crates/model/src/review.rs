//! What an officer does to a reading: decisions about proposals, and amendments of figures.

use crate::fact::{Direction, FactKind, FactWindow};
use crate::ids::UnitId;
use crate::indicator::{Collector, Timing};
use crate::number::Number;
use serde::{Deserialize, Serialize};

/// One change of a reading under review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum ReviewChange {
    /// A proposal was decided.
    Decided {
        /// Which: the id of its first fact.
        proposal: String,
        /// What.
        decision: Decision,
    },
    /// A figure was amended.
    Amended {
        /// How.
        amendment: Amendment,
    },
}

/// What the officer decided about one proposal of a reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// As proposed or as settled here.
    Confirmed {
        /// Indicator name.
        name: String,
        /// Its unit of measure, where a version that could not amend figures settled it here; none: that of its figure.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(ignore))]
        measure_unit: Option<String>,
        /// Behaviour over time.
        timing: Timing,
        /// Who states it.
        collector: Collector,
        /// Answerable department.
        owner: UnitId,
        /// The whole it is a part of: another proposal's id.
        part_of: Option<String>,
    },
    /// The same indicator as another proposal.
    Merged {
        /// That proposal.
        into: String,
    },
    /// Stays plain text.
    Skipped,
    /// Back to the proposal.
    Undone,
}

/// A change of what the reader took from the text. The text never changes: what was printed stays beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "amend", rename_all = "snake_case")]
pub enum Amendment {
    /// The figure has another value.
    Value {
        /// Which.
        fact: String,
        /// In the printed scale.
        value: Number,
    },
    /// It has another unit of measure.
    Unit {
        /// Which.
        fact: String,
        /// None: a bare number.
        unit: Option<String>,
    },
    /// It states something else.
    Kind {
        /// Which.
        fact: String,
        /// What.
        kind: FactKind,
    },
    /// It measures something else.
    Subject {
        /// Which.
        fact: String,
        /// What.
        subject: String,
    },
    /// It speaks of another place.
    Place {
        /// Which.
        fact: String,
        /// None: the whole place.
        place: Option<String>,
    },
    /// It goes up or down, or neither.
    Direction {
        /// Which.
        fact: String,
        /// None: it tells no change.
        direction: Option<Direction>,
    },
    /// It covers other dates.
    Window {
        /// Which.
        fact: String,
        /// When.
        window: FactWindow,
    },
    /// It is a part of another figure, or of none.
    PartOf {
        /// Which.
        fact: String,
        /// The whole; none: it is no part.
        whole: Option<String>,
    },
    /// What was read as one figure is two.
    Split {
        /// Which; the first part keeps its id.
        fact: String,
        /// The offset in the text where the second part begins.
        at: usize,
    },
    /// What was read as two figures is one.
    Join {
        /// The first, which stays.
        fact: String,
        /// The one that follows it.
        with: String,
    },
    /// It is no figure.
    Discard {
        /// Which.
        fact: String,
    },
    /// A figure that was not read.
    Add {
        /// First scalar value of the stretch that prints it.
        start: usize,
        /// One past the last.
        end: usize,
    },
}

impl Amendment {
    /// The figures that it speaks of: one, two for a join, none for a new one.
    pub fn facts(&self) -> Vec<&str> {
        match self {
            Self::Join { fact, with } => vec![fact, with],
            Self::Add { .. } => Vec::new(),
            Self::Value { fact, .. }
            | Self::Unit { fact, .. }
            | Self::Kind { fact, .. }
            | Self::Subject { fact, .. }
            | Self::Place { fact, .. }
            | Self::Direction { fact, .. }
            | Self::Window { fact, .. }
            | Self::PartOf { fact, .. }
            | Self::Split { fact, .. }
            | Self::Discard { fact } => vec![fact],
        }
    }
}
