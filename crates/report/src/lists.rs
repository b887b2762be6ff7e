//! Word's lists: what a paragraph's number is by its list's levels. One account for writing and for reading back.

use crate::sheet::roman;

/// How a level counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// 1, 2, 3
    #[default]
    Decimal,
    /// I, II, III
    UpperRoman,
    /// a, b, c
    LowerLetter,
    /// It does not.
    Bullet,
}

/// Names of the formats (ISO/IEC 29500-1, 17.18.59); others print as digits.
pub(crate) const FORMATS: [(&str, Format); 4] = [
    ("decimal", Format::Decimal),
    ("upperRoman", Format::UpperRoman),
    ("lowerLetter", Format::LowerLetter),
    ("bullet", Format::Bullet),
];

/// One level of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Level {
    /// How it counts.
    pub format: Format,
    /// Its number as printed, `%1` standing for the first level's count.
    pub text: String,
    /// Where it begins.
    pub start: u32,
}

/// Levels of a list.
pub(crate) const LEVELS: usize = 9;

/// What the levels of a list have counted so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counters(pub [Option<u32>; LEVELS]);

impl Counters {
    /// Counts one paragraph on, and prints its number. Deeper levels begin anew.
    pub fn advance(&mut self, levels: &[Level], at: usize) -> String {
        let start = levels.get(at).map_or(1, |level| level.start);
        for (index, count) in self.0.iter_mut().enumerate().skip(at) {
            *count = (index == at).then(|| count.map_or(start, |n| n.saturating_add(1)));
        }
        self.printed(levels, at)
    }

    fn printed(&self, levels: &[Level], at: usize) -> String {
        let Some(level) = levels.get(at) else { return String::new() };
        (0..=at).fold(level.text.clone(), |text, index| {
            let count = self.0.get(index).copied().flatten();
            let Some(part) = levels.get(index) else { return text };
            text.replace(&format!("%{}", index + 1), &part.format.number(count.unwrap_or(part.start)))
        })
    }
}

impl Format {
    /// A count as printed.
    fn number(self, count: u32) -> String {
        match self {
            Self::Decimal => count.to_string(),
            Self::UpperRoman => roman(count.min(3999)),
            // After z come aa, bb.
            Self::LowerLetter => {
                let letter = char::from(b'a' + u8::try_from(count.saturating_sub(1) % 26).unwrap_or(0));
                (0..=(count.saturating_sub(1) / 26).min(8)).map(|_| letter).collect()
            }
            Self::Bullet => String::new(),
        }
    }

    /// Its name in Word.
    pub fn name(self) -> &'static str {
        FORMATS.iter().find(|(_, format)| *format == self).map_or("decimal", |(name, _)| name)
    }
}
