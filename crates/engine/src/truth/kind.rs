//! The kinds of notices: how much each matters, and whether a reason settles it.

use Severity::{Error, Info, Warning};
use model::Severity;
use serde::Serialize;

/// What is the matter with a place of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = NoticeKind))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A figure without a value.
    Missing,
    /// A number bound to nothing.
    TypedByHand,
    /// A number typed where a figure stood, that is not what the data say.
    Overtyped,
    /// `tăng` before a fall, `vượt` below plan.
    DirectionTurned,
    /// A finding on a figure printed here.
    Finding,
    /// The marking of a secret document.
    SecretMarking,
    /// Dots or letters that keep a place free.
    Placeholder,
    /// A figure of an earlier period.
    Stale,
    /// A total without all of its units.
    Partial,
    /// A cut-off outside the dates that the report covers.
    OutOfWindow,
    /// A date left from the last report.
    OldDate,
    /// Words of another period.
    PeriodWords,
    /// A person who can be told from everybody else.
    PersonalData,
    /// Words of secret documents.
    SecretWords,
    /// A word that is none.
    Spelling,
    /// A heading with a sentence in it.
    FusedHeading,
    /// A paragraph as it stood in the last report.
    Unchanged,
}

impl Kind {
    /// All of them, with what they amount to; a finding has the severity of its rule.
    pub const ALL: [(Self, Severity, bool); 17] = [
        (Self::Missing, Error, false),
        (Self::TypedByHand, Error, true),
        (Self::Overtyped, Error, true),
        (Self::DirectionTurned, Error, true),
        (Self::Finding, Error, true),
        (Self::SecretMarking, Error, false),
        (Self::Placeholder, Error, false),
        (Self::Stale, Warning, true),
        (Self::Partial, Warning, true),
        (Self::OutOfWindow, Warning, true),
        (Self::OldDate, Warning, true),
        (Self::PeriodWords, Warning, true),
        (Self::PersonalData, Warning, true),
        (Self::SecretWords, Warning, true),
        (Self::Spelling, Warning, true),
        (Self::FusedHeading, Warning, true),
        (Self::Unchanged, Info, false),
    ];

    fn row(self) -> (Severity, bool) {
        Self::ALL.iter().find(|(kind, ..)| *kind == self).map_or((Error, true), |(_, s, r)| (*s, *r))
    }

    /// How much it matters.
    pub fn severity(self) -> Severity {
        self.row().0
    }

    /// Whether a reason settles it.
    pub fn takes_reason(self) -> bool {
        self.row().1
    }

    /// Its name, as keys have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TypedByHand => "typed-by-hand",
            Self::Overtyped => "overtyped",
            Self::DirectionTurned => "direction-turned",
            Self::Finding => "finding",
            Self::SecretMarking => "secret-marking",
            Self::Placeholder => "placeholder",
            Self::Stale => "stale",
            Self::Partial => "partial",
            Self::OutOfWindow => "out-of-window",
            Self::OldDate => "old-date",
            Self::PeriodWords => "period-words",
            Self::PersonalData => "personal-data",
            Self::SecretWords => "secret-words",
            Self::Spelling => "spelling",
            Self::FusedHeading => "fused-heading",
            Self::Unchanged => "unchanged",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        let mut names: Vec<&str> = Kind::ALL.iter().map(|(kind, ..)| kind.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Kind::ALL.len());
    }
}
