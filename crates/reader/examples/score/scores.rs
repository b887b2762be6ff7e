//! What is counted, and the counts.

use crate::gold::Case;
use crate::{figures, structure};
use std::collections::BTreeMap;

/// Rights out of a number of tries.
#[derive(Clone, Copy, Default)]
pub struct Share {
    pub right: usize,
    pub of: usize,
}

impl Share {
    /// Rounded down; none when nothing was tried.
    pub fn per_mille(self) -> Option<usize> {
        (self.right * 1000).checked_div(self.of)
    }
}

/// Declares the rows of the table once: name, label.
macro_rules! rows {
    ($($row:ident $label:literal,)*) => {
        /// One thing that is scored.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Row { $($row),* }

        impl Row {
            pub const ALL: [Row; [$($label),*].len()] = [$(Row::$row),*];

            pub fn label(self) -> &'static str {
                match self { $(Row::$row => $label),* }
            }
        }
    };
}

rows! {
    Precision "figures: precision",
    Recall "  recall",
    F1 "  F1",
    Value "  value",
    Unit "  unit",
    Kind "  kind",
    PartOf "  part of",
    PartOfSaid "  part of, where said",
    Subject "  words of the subject",
    Direction "  direction, where said",
    Estimated "  estimated, where said",
    Approx "  approximate, where said",
    Comparison "  comparison, where said",
    Place "  place, where marked",
    Window "  window, where marked",
    Sums "relations: holding sums",
    Ratios "  holding ratios",
    OtherLaws "  other holding laws",
    FailingHard "  failing, stated",
    FailingSoft "  failing, plausible",
    FalseAlarms "  false alarms of told",
    Assigned "tasks: assigned",
    AssignedTold "  of told",
    Pending "  pending",
    PendingTold "  of told",
    Owner "  owner",
    Due "  dates resolved",
    Numbered "references: numbered",
    NumberedDate "  their dates",
    AllReferences "  all",
    Footnotes "footnotes joined",
}

/// Counts, and every miss with both sides.
#[derive(Default)]
pub struct Scores {
    rows: BTreeMap<Row, Share>,
    pub misses: Vec<String>,
}

impl Scores {
    /// Reads each case and compares.
    pub fn of(cases: &[Case]) -> Self {
        let mut scores = Self::default();
        for case in cases {
            let reading = reader::read(&case.source);
            let pairs = figures::pairs(case, &reading.facts);
            figures::score(case, &reading.facts, &pairs, &mut scores);
            structure::score(case, &reading, &pairs, &mut scores);
        }
        scores
    }

    pub fn share(&self, row: Row) -> Share {
        self.rows.get(&row).copied().unwrap_or_default()
    }

    pub fn count(&mut self, row: Row, right: usize, of: usize) {
        let share = self.rows.entry(row).or_default();
        share.right += right;
        share.of += of;
    }

    /// One try; `both` says what was marked and what was read.
    pub fn try_one(&mut self, row: Row, right: bool, both: impl FnOnce() -> String) {
        self.count(row, usize::from(right), 1);
        if !right {
            self.misses.push(format!("{}: {}", row.label().trim(), both()));
        }
    }
}
