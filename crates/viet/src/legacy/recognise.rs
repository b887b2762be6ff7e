//! Which encoding a text without fonts is in: the one that makes most syllables of its words with marks.

use super::{Encoding, viqr};
use crate::fold;
use crate::syllable::is_syllable;

/// The readings that are tried, the common ones first.
const CANDIDATES: [Encoding; 6] =
    [Encoding::Tcvn3, Encoding::Vni, Encoding::Windows1258, Encoding::Viscii, Encoding::Vps, Encoding::Viqr];

/// Fewer syllables prove nothing.
const LEAST: usize = 2;

/// Words with marks: how many are syllables and how many are not.
#[derive(Clone, Copy, Default)]
struct Score {
    good: usize,
    bad: usize,
}

impl Score {
    fn count(&mut self, good: bool) {
        if good { self.good += 1 } else { self.bad += 1 }
    }

    fn plus(self, other: Self) -> Self {
        Self { good: self.good + other.good, bad: self.bad + other.bad }
    }

    /// Most words fit: names and slips of the keyboard are a small part of any text.
    fn fits(self) -> bool {
        self.good * 10 >= (self.good + self.bad) * 7
    }
}

/// A text as it stands and in every candidate.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// It has letters that only Unicode has.
    unicode: bool,
    as_is: Score,
    read: [Score; CANDIDATES.len()],
}

impl Tally {
    fn of(text: &str) -> Self {
        let mut tally = Self::default();
        if is_unicode(text) {
            return Self { unicode: true, ..tally };
        }
        for word in text.split(|c: char| c.is_whitespace() || c.is_ascii() && !c.is_ascii_alphabetic()) {
            if word.is_ascii() {
                continue;
            }
            count(&mut tally.as_is, &fold::nfc(word));
            for (encoding, score) in CANDIDATES.iter().zip(&mut tally.read) {
                if *encoding != Encoding::Viqr {
                    count(score, &encoding.decode(word));
                }
            }
        }
        if let Some(score) = tally.read.last_mut() {
            viqr::pieces(text).for_each(|(_, says)| score.count(says.is_some()));
        }
        tally
    }

    fn plus(self, other: Self) -> Self {
        let mut read = self.read;
        for (score, more) in read.iter_mut().zip(other.read) {
            *score = score.plus(more);
        }
        Self { unicode: false, as_is: self.as_is.plus(other.as_is), read }
    }

    fn each(&self) -> impl Iterator<Item = (Encoding, Score)> {
        CANDIDATES.into_iter().zip(self.read)
    }

    /// The candidate that makes clearly more of the text than the text as it stands.
    fn best(&self) -> Option<Encoding> {
        let worth = |score: &Score| (score.good.saturating_sub(score.bad), score.good);
        let (encoding, score) = self.each().reduce(|a, b| if worth(&b.1) > worth(&a.1) { b } else { a })?;
        let clear = score.good >= LEAST && score.fits() && score.good * 2 > self.as_is.good * 3;
        clear.then_some(encoding)
    }

    fn of_encoding(&self, encoding: Encoding) -> Score {
        self.each().find_map(|(known, score)| (known == encoding).then_some(score)).unwrap_or_default()
    }

    /// Whether the text reads in an encoding at least as well as it stands.
    fn allows(&self, encoding: Encoding) -> bool {
        let score = self.of_encoding(encoding);
        !self.unicode && score.good >= self.as_is.good && score.good >= score.bad
    }

    /// Whether it may be read as the rest of its document: more than a word that stands well keeps it as it is.
    fn follows(&self, encoding: Encoding) -> bool {
        let stands = self.as_is.good > 1 && self.as_is.bad == 0;
        !stands && self.allows(encoding)
    }
}

/// Letters that only Unicode has a place for.
fn is_unicode(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{1ea0}'..='\u{1ef9}'))
}

/// Counts a word that has letters beyond ASCII.
fn count(score: &mut Score, word: &str) {
    let word = word.trim_matches(|c: char| !c.is_alphabetic());
    if !word.is_ascii() {
        score.count(is_syllable(word));
    }
}

/// The encoding of a text, none where it is Unicode, has no marks, or fits no encoding.
///
/// ```
/// use viet::legacy::{Encoding, recognise};
/// assert_eq!(recognise("C«ng t¸c y tÕ"), Some(Encoding::Tcvn3));
/// assert_eq!(recognise("Công tác y tế"), None);
/// assert_eq!(recognise("Cong tac y te"), None);
/// ```
pub fn recognise(text: &str) -> Option<Encoding> {
    Tally::of(text).best()
}

/// The encoding of each paragraph of a document whose paragraphs may differ: what tells little by itself
/// is in the encoding of the document if it can be.
pub fn recognise_each<'t>(paragraphs: impl IntoIterator<Item = &'t str>) -> Vec<Option<Encoding>> {
    let tallies: Vec<Tally> = paragraphs.into_iter().map(Tally::of).collect();
    let whole = tallies.iter().fold(Tally::default(), |sum, tally| sum.plus(*tally)).best();
    tallies
        .iter()
        .map(|tally| {
            let own = tally.best();
            let rival = own.map_or(0, |own| tally.of_encoding(own).good);
            let follows = |whole: &Encoding| tally.follows(*whole) && tally.of_encoding(*whole).good >= rival;
            whole.filter(follows).or(own)
        })
        .collect()
}

/// A text with the lines that are in an old encoding decoded; none where there is nothing to decode.
pub fn restore(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.split('\n').collect();
    let encodings = recognise_each(lines.iter().copied());
    encodings.iter().any(Option::is_some).then(|| {
        let decoded = lines.iter().zip(encodings).map(|(line, encoding)| match encoding {
            Some(encoding) => encoding.decode(line),
            None => (*line).to_owned(),
        });
        decoded.collect::<Vec<_>>().join("\n")
    })
}

impl Encoding {
    /// Whether text in a font of this encoding is in it, and not in Unicode that was typed in that font.
    pub fn fits(self, text: &str) -> bool {
        let drawn = if self == Self::Tcvn3Capitals { Self::Tcvn3 } else { self };
        Tally::of(text).allows(drawn)
    }
}
