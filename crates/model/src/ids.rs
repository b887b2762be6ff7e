//! Names of things: one type each, so that one can never stand for another. Short ones, as most are, take no memory of
//! their own and are compared where they stand: a country's book holds millions.

use ecow::EcoString;
use serde::{Deserialize, Serialize};

macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        #[serde(transparent)]
        pub struct $name(pub EcoString);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl From<&$name> for $name {
            fn from(name: &$name) -> Self {
                name.clone()
            }
        }
    )*};
}

text_ids! {
    /// A unit, independent of its name and official codes.
    UnitId,
    /// An indicator's own code, never reused: `NN05`.
    Code,
    /// A person who signs in.
    AccountName,
    /// A sector of government: the letters that codes of its indicators begin with, `NN`.
    SectorCode,
    /// A report that was read: the start of the file's hash.
    ReportId,
    /// The SHA-256 of kept bytes, in hex.
    BlobId,
    /// A paragraph of a living report.
    PassageId,
    /// One save of prose, named by the page that sent it: by it a save that comes twice is known.
    SaveId,
    /// A place in prose bound to an observation.
    FigureId,
    /// A check.
    RuleId,
    /// A finding: rule, place and period; stable while the rule speaks about the same cells.
    FindingKey,
    /// A place of a living report that wants a look: kind, passage, and what stands there.
    NoticeKey,
    /// A task.
    TaskId,
    /// A table that was kept.
    PivotId,
    /// An outline of reports.
    OutlineId,
    /// A reorganisation of units.
    ReorganisationId,
    /// A decision that gives targets.
    PlanId,
    /// A reporting regime's own code: `BC`, `DX-01`.
    RegimeId,
}

impl RegimeId {
    /// Name of the main regime: the report that the place adopted and issues again each period.
    pub const MAIN: &str = "BC";

    /// The main regime.
    pub fn main() -> Self {
        Self::from(Self::MAIN)
    }

    /// Whether it is the main regime.
    pub fn is_main(&self) -> bool {
        self.0 == Self::MAIN
    }

    /// A code as people type it: capital letters without marks, digits and hyphens, beginning with a letter.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
        let fits =
            text.starts_with(|c: char| c.is_ascii_uppercase()) && text.chars().all(plain) && text.len() <= 20;
        fits.then(|| Self::from(text))
    }
}

/// A ledger position: everything up to and including this entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Cut(pub u64);
