//! Mentions of the period that are worded by its kind.

use model::{Mention, PeriodKind};

/// What a mention speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// `quý III năm 2026`
    Now,
    /// `trong quý`
    Within,
    /// `quý IV năm 2026`; after nine months the last quarter
    Next,
    /// `quý II năm 2026`
    Before,
    /// `2026`
    Year,
    /// `2025`
    YearBefore,
    /// `2027`
    YearAfter,
}

/// How a mention is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// `quý`
    Small,
    /// `Quý`
    First,
    /// `QUÝ`
    Capital,
}

const WORDS: [(&str, Time); 7] = [
    ("kỳ", Time::Now),
    ("trong kỳ", Time::Within),
    ("kỳ sau", Time::Next),
    ("kỳ trước", Time::Before),
    ("năm", Time::Year),
    ("năm trước", Time::YearBefore),
    ("năm sau", Time::YearAfter),
];

/// The mention that a word in braces means.
pub(super) fn of(word: &str) -> Option<(Time, Letters)> {
    let time = super::words::of(&WORDS, word)?;
    let letters = match () {
        () if word.chars().all(|c| !c.is_lowercase()) => Letters::Capital,
        () if word.chars().next().is_some_and(char::is_uppercase) => Letters::First,
        () => Letters::Small,
    };
    Some((time, letters))
}

pub(super) fn known() -> String {
    WORDS.map(|(word, _)| format!("{{{word}}}")).join(", ")
}

impl Time {
    /// How it is written in a report of this kind of period.
    pub(super) fn mention(self, kind: PeriodKind, letters: Letters) -> Mention {
        let year = kind.per_year().unwrap_or(1);
        let own = match kind {
            PeriodKind::Week => "tuần {q} năm {y}",
            PeriodKind::Month => "tháng {q} năm {y}",
            PeriodKind::Quarter => "quý {Q} năm {y}",
            PeriodKind::HalfYear => "6 tháng {h} năm {y}",
            PeriodKind::NineMonths => "9 tháng đầu năm {y}",
            PeriodKind::Year => "năm {y}",
            PeriodKind::Days => "kỳ báo cáo",
        };
        let within = match kind {
            PeriodKind::Week => "trong tuần",
            PeriodKind::Month => "trong tháng",
            PeriodKind::Quarter => "trong quý",
            PeriodKind::HalfYear => "trong 6 tháng {h} năm",
            PeriodKind::NineMonths => "trong 9 tháng đầu năm",
            PeriodKind::Year => "trong năm",
            PeriodKind::Days => "trong kỳ",
        };
        let (pattern, shift) = match (self, kind) {
            (Self::Now, _) => (own, 0),
            (Self::Within, _) => (within, 0),
            (Self::Next, PeriodKind::NineMonths) => ("quý IV năm {y}", 0),
            (Self::Before, PeriodKind::NineMonths) => ("6 tháng đầu năm {y}", 0),
            (Self::Next | Self::Before, PeriodKind::Days) => ("thời gian tới", 0),
            (Self::Next, _) => (own, 1),
            (Self::Before, _) => (own, -1),
            (Self::Year, _) => ("{y}", 0),
            (Self::YearBefore, _) => ("{y}", -year),
            (Self::YearAfter, _) => ("{y}", year),
        };
        Mention { pattern: written(pattern, letters), shift }
    }
}

/// In capitals only the words change; `{h}` is `{H}` then.
fn written(pattern: &str, letters: Letters) -> String {
    match letters {
        Letters::Small => pattern.to_owned(),
        Letters::First => {
            let mut chars = pattern.chars();
            let first = chars.next().into_iter().flat_map(char::to_uppercase);
            first.chain(chars.as_str().chars()).collect()
        }
        Letters::Capital => {
            let upper = pattern.to_uppercase();
            let roman = pattern.contains("{Q}");
            upper.replace("{Y}", "{y}").replace("{Q}", if roman { "{Q}" } else { "{q}" })
        }
    }
}
