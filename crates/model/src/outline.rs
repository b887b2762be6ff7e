//! What people do with outlines: they begin reports from them, keep their own, and settle what the last report left open.

use crate::ids::{OutlineId, PassageId};
use crate::indicator::Indicator;
use crate::period::Period;
use crate::report::{Passage, Template};
use serde::{Deserialize, Serialize};

/// What was done around outlines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum OutlineAct {
    /// The office kept an outline of its own, or wrote it anew.
    Kept {
        /// Which.
        outline: OutlineId,
        /// As it is written now.
        text: String,
    },
    /// An outline of the office was taken out of the list, or put back.
    Switched {
        /// Which.
        outline: OutlineId,
        /// Taken out.
        removed: bool,
    },
    /// A living report began.
    Started {
        /// Which, and with what.
        start: Box<Start>,
    },
    /// The last beginning of a report was taken back: what stood there before stands again, or nothing.
    StartTakenBack {
        /// Of which report.
        period: Period,
    },
    /// Somebody said what becomes of something that the last report left open.
    OfferSettled {
        /// In which report.
        period: Period,
        /// What.
        offer: String,
        /// What becomes of it.
        how: OfferSettled,
    },
}

/// A living report begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// Of which period.
    pub period: Period,
    /// From what.
    pub from: StartFrom,
    /// Its prose.
    pub template: Template,
    /// Indicators that it speaks of and that the place had not.
    pub indicators: Vec<Indicator>,
}

/// What a living report begins from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum StartFrom {
    /// An outline.
    Outline {
        /// Which.
        outline: OutlineId,
    },
    /// The report of an earlier period.
    Report {
        /// Which.
        period: Period,
    },
}

/// What becomes of something that the last report left open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum OfferSettled {
    /// It stands in the report.
    Taken {
        /// As it was put there.
        passage: Passage,
        /// After which paragraph; none = first.
        after: Option<PassageId>,
    },
    /// It is left aside.
    Left,
    /// It is open again.
    Open,
}
