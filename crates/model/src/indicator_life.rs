//! What happens to indicators over the years: names, methods, units of measure, official codes. The indicator itself says
//! what it is today.

use crate::ids::{Code, Cut};
use crate::indicator::Indicator;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What was done with the life of indicators. Each is a step that can be taken back as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum LifeAct {
    /// A change was written down.
    Noted {
        /// Which.
        change: LifeChange,
    },
    /// The official codes of an indicator were set, all anew.
    Mapped {
        /// Of what.
        indicator: Code,
        /// As they are now.
        official: Vec<OfficialCode>,
    },
    /// A catalogue was taken over from a file.
    CatalogueTaken {
        /// The name of the file.
        file: String,
        /// What it changed, as a person chose.
        changes: Vec<CatalogueChange>,
    },
    /// A step was taken back, or done again.
    StepSwitched {
        /// Its position.
        step: Cut,
        /// Taken back.
        undone: bool,
    },
}

/// A change in the life of indicators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LifeChange {
    /// First day on which it holds.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub on: Date,
    /// The paper that says so.
    pub basis: String,
    /// What changed.
    pub event: LifeEvent,
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum LifeEvent {
    /// Another name for the same thing.
    Renamed {
        /// What.
        indicator: Code,
        /// Its name until then.
        from: String,
        /// Its name since.
        to: String,
    },
    /// One indicator became several that together are it.
    Split {
        /// What ended.
        indicator: Code,
        /// What followed.
        into: Vec<Code>,
    },
    /// Several became one that is all of them.
    Merged {
        /// What ended.
        from: Vec<Code>,
        /// What followed.
        indicator: Code,
    },
    /// It is counted in another way: numbers on either side are not comparable.
    Method {
        /// What.
        indicator: Code,
        /// How it is counted since.
        says: String,
    },
    /// It is given in another unit of measure.
    MeasureUnit {
        /// What.
        indicator: Code,
        /// The unit of measure until then.
        from: String,
        /// The unit of measure since.
        to: String,
        /// How many of the new are one of the old, exactly; none = that cannot be said.
        #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
        factor: Option<Decimal>,
    },
    /// It is collected no more.
    Retired {
        /// What.
        indicator: Code,
    },
}

impl LifeEvent {
    /// The indicators that it speaks of.
    pub fn codes(&self) -> Vec<&Code> {
        match self {
            Self::Split { indicator, into: others } | Self::Merged { from: others, indicator } => {
                std::iter::once(indicator).chain(others).collect()
            }
            Self::Renamed { indicator, .. }
            | Self::Method { indicator, .. }
            | Self::MeasureUnit { indicator, .. }
            | Self::Retired { indicator } => vec![indicator],
        }
    }
}

/// A system of official statistical indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfficialSystem {
    /// hệ thống chỉ tiêu thống kê quốc gia
    National,
    /// cấp tỉnh
    Provincial,
    /// cấp huyện, until the level ended
    District,
    /// cấp xã
    Commune,
    /// bộ, ngành
    Sector,
}

/// What an official system calls an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OfficialCode {
    /// Which system.
    pub system: OfficialSystem,
    /// Its code there: `T0801`.
    pub code: String,
    /// First day; none = unknown or from the start.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub from: Option<Date>,
    /// First day on which it holds no more; none = it still does.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub until: Option<Date>,
    /// Whether a person compared it with the official text.
    pub verified: bool,
    /// The paper or page that it is from.
    pub source: String,
}

/// How one indicator changed when a catalogue was taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueChange {
    /// As it was; none = it is new.
    pub before: Option<Indicator>,
    /// As it is.
    pub after: Indicator,
}
