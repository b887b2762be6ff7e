//! The grammar of Vietnamese syllables: onset, rime and tone, and which of them go together.
//!
//! The rules are those of the national spelling (Quốc ngữ): `k`, `gh`, `ngh` before `i e ê y`, `c`, `g`, `ng`
//! elsewhere; syllables closed by a stop (`c ch p t`) bear only the rising or the heavy tone; a tone mark stands on the
//! main vowel, and in open `oa oe uy` on either letter.
//!
//! ```
//! use viet::syllable::Syllable;
//! let read = Syllable::parse("nghiệp").unwrap();
//! assert_eq!((read.onset(), read.rime(), read.to_string().as_str()), ("ngh", "iêp", "nghiệp"));
//! assert!(Syllable::parse("nghành").is_none() && Syllable::parse("đươc").is_none());
//! ```

use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, decompose_canonical, is_combining_mark};

/// A tone, in the order of the dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    /// Ngang, without a mark.
    Level,
    /// Huyền.
    Falling,
    /// Hỏi.
    Asking,
    /// Ngã.
    Tumbling,
    /// Sắc.
    Rising,
    /// Nặng.
    Heavy,
}

impl Tone {
    /// All six.
    pub const ALL: [Self; 6] =
        [Self::Level, Self::Falling, Self::Asking, Self::Tumbling, Self::Rising, Self::Heavy];

    fn mark(self) -> Option<char> {
        match self {
            Self::Level => None,
            Self::Falling => Some('\u{300}'),
            Self::Asking => Some('\u{309}'),
            Self::Tumbling => Some('\u{303}'),
            Self::Rising => Some('\u{301}'),
            Self::Heavy => Some('\u{323}'),
        }
    }
}

/// A well-formed syllable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syllable {
    onset: &'static str,
    rime: &'static str,
    tone: Tone,
}

/// Onsets as written, longer ones before those they begin with.
const ONSETS: [&str; 28] = [
    "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "qu", "th", "tr", "ch", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

/// Rimes without a glide; sorted, as all lists of rimes are.
#[rustfmt::skip]
const PLAIN: &[&str] = &[
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec", "em", "en", "eng",
    "eo", "ep", "et", "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên", "iêng", "iêp",
    "iêt", "iêu", "o", "oc", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot", "u", "ua", "uc", "ui", "um", "un",
    "ung", "up", "ut", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "y", "âc", "âm", "ân", "âng", "âp", "ât", "âu",
    "ây", "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ăc", "ăm",
    "ăn", "ăng", "ăp", "ăt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt", "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng", "ưt", "ưu",
    "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu",
];

/// Rimes that begin with a glide.
#[rustfmt::skip]
const GLIDING: &[&str] = &[
    "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oe", "oem", "oen", "oeo",
    "oet", "oăc", "oăm", "oăn", "oăng", "oăp", "oăt", "uy", "uya", "uych", "uyn", "uynh", "uyp", "uyt", "uyu", "uyên",
    "uyêt", "uân", "uâng", "uât", "uây", "uê", "uêch", "uên", "uênh", "uêt", "uêu", "uơ",
];

/// Rimes of syllables that begin with the vowel `iê`, written `yê`.
#[rustfmt::skip]
const BARE: &[&str] = &[
    "yêm", "yên", "yêng", "yêt", "yêu",
];

/// Rimes behind `qu`, whose `u` is the glide.
#[rustfmt::skip]
const AFTER_QU: &[&str] = &[
    "a", "ac", "ach", "ai", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "en", "eo", "et", "i", "ich", "in",
    "it", "oăt", "y", "ych", "ynh", "yt", "yên", "yêt", "yêu", "ân", "âng", "ât", "âu", "ây", "ê", "êch", "ên", "ênh",
    "êt", "êu", "ôc", "ăc", "ăm", "ăn", "ăng", "ăp", "ăt", "ơ", "ơi", "ơn", "ơt",
];

/// Rimes that `g` takes in the place of `gi`, whose `i` would stand twice: `gì`, `giếng`.
#[rustfmt::skip]
const AFTER_G: &[&str] = &[
    "i", "im", "in", "ip", "iêc", "iêm", "iên", "iêng", "iêt", "iêu",
];

/// Onsets that write the vowel `i` as `y` when nothing follows: `kỹ`, `lý`.
const BEFORE_Y: [&str; 11] = ["", "d", "h", "k", "l", "m", "n", "s", "t", "th", "v"];

/// Loans that stand outside the grammar and are written as one syllable.
const LOANS: [(&str, &str); 4] = [("b", "uyt"), ("ph", "uy"), ("v", "oan"), ("b", "oa")];

impl Syllable {
    /// Reads a syllable in any case and Unicode form; none when it is not one, or its tone stands on the wrong letter.
    pub fn parse(word: &str) -> Option<Self> {
        let (read, place) = Self::loose(word)?;
        place.is_none_or(|at| read.may_stand(at)).then_some(read)
    }

    /// The same with the letter of the rime that the tone mark stands on, which may be any.
    fn loose(word: &str) -> Option<(Self, Option<usize>)> {
        // The longest, `nghiêng`, has seven letters, each with at most a mark and a tone.
        if word.chars().nth(7 * 3).is_some() {
            return None;
        }
        let (letters, tone, at) = toneless(word)?;
        let (onset, rime) = ONSETS.iter().find_map(|onset| {
            let rest = letters.strip_prefix(onset)?;
            Some((*onset, rime(onset, rest)?))
        })?;
        let read = Self { onset, rime, tone };
        // `qúy`: the mark stands before the rime.
        let place = at.map(|at| at.checked_sub(onset.chars().count()).unwrap_or(usize::MAX));
        read.tone_fits().then_some((read, place))
    }

    /// The syllable of these parts; none when they do not go together.
    pub fn new(onset: &str, rime: &str, tone: Tone) -> Option<Self> {
        let onset = ONSETS.iter().find(|known| **known == onset)?;
        let read = Self { onset, rime: self::rime(onset, rime)?, tone };
        read.tone_fits().then_some(read)
    }

    /// The consonants it begins with, as written: `ngh`, `qu`, or nothing.
    pub fn onset(&self) -> &'static str {
        self.onset
    }

    /// The rest, without the tone: `iêp`.
    pub fn rime(&self) -> &'static str {
        self.rime
    }

    /// Its tone.
    pub fn tone(&self) -> Tone {
        self.tone
    }

    /// The same syllable in another tone.
    pub fn with_tone(self, tone: Tone) -> Option<Self> {
        let other = Self { tone, ..self };
        other.tone_fits().then_some(other)
    }

    /// Whether it ends in `c`, `ch`, `p` or `t`.
    pub fn is_stopped(&self) -> bool {
        self.rime.ends_with(['c', 'p', 't']) || self.rime.ends_with("ch")
    }

    fn tone_fits(&self) -> bool {
        !self.is_stopped() || matches!(self.tone, Tone::Rising | Tone::Heavy)
    }

    /// The letter of the rime that bears the tone mark.
    fn tone_place(&self) -> usize {
        let letters: Vec<char> = self.rime.chars().collect();
        if let Some(at) = letters.iter().rposition(|c| matches!(c, 'ê' | 'ơ')) {
            return at;
        }
        let vowels = letters.iter().filter(|c| is_vowel(**c)).count();
        let closed = letters.last().is_some_and(|c| !is_vowel(*c));
        usize::from((vowels == 2 && closed) || vowels == 3)
    }

    fn may_stand(&self, at: usize) -> bool {
        at == self.tone_place() || (at == 1 && ["oa", "oe", "uy"].contains(&self.rime))
    }
}

/// Whether a word is written as a syllable, wherever its tone stands: `hoá`, `hóa`, `tóan` are, `lµ`, `plan`, `cac` are not.
pub fn is_syllable(word: &str) -> bool {
    Syllable::loose(word).is_some()
}

impl fmt::Display for Syllable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.onset)?;
        let place = self.tone_place();
        for (at, c) in self.rime.chars().enumerate() {
            let mark = self.tone.mark().filter(|_| at == place);
            for c in [Some(c), mark].into_iter().flatten().nfc() {
                write!(f, "{c}")?;
            }
        }
        Ok(())
    }
}

/// The rime behind an onset, when the two go together.
fn rime(onset: &str, rest: &str) -> Option<&'static str> {
    let listed = |rimes: &'static [&'static str]| rimes.get(rimes.binary_search(&rest).ok()?).copied();
    let front = rest.starts_with(['i', 'e', 'ê', 'y']);
    match onset {
        "" => listed(BARE)
            .or_else(|| listed(PLAIN))
            .or_else(|| listed(GLIDING))
            .filter(|r| !r.starts_with("iê")),
        "qu" => listed(AFTER_QU),
        "gi" => listed(PLAIN).filter(|rime| !rime.starts_with(['i', 'ê', 'y'])),
        "g" if rest.starts_with('i') => listed(AFTER_G),
        "c" | "g" | "ng" if front => None,
        "k" | "gh" | "ngh" if !front => None,
        _ if rest == "y" => BEFORE_Y.contains(&onset).then_some("y"),
        _ => {
            let loan = LOANS.contains(&(onset, rest));
            let rounded = ["b", "m", "ph", "v", "p", "c", "k"].contains(&onset) && !loan;
            listed(PLAIN).or_else(|| listed(GLIDING).filter(|_| !rounded))
        }
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y')
}

/// The letters in lower case without the tone, the tone, and the letter it stands on. None with two tones.
fn toneless(word: &str) -> Option<(String, Tone, Option<usize>)> {
    let (mut letters, mut tone, mut at) = (String::with_capacity(word.len()), Tone::Level, None);
    let (mut count, mut tones) = (0usize, 0);
    let mut take = |c: char| {
        if let Some(found) = Tone::ALL.into_iter().find(|tone| tone.mark() == Some(c)) {
            (tone, at) = (found, count.checked_sub(1));
            tones += 1;
        } else if is_combining_mark(c) {
            // A mark of the letter itself: `e` and `\u{302}` are `ê`.
            let composed = letters.pop().and_then(|letter| compose(letter, c));
            letters.push(composed.unwrap_or(c));
        } else {
            letters.push(c);
            count += 1;
        }
    };
    for c in word.chars().flat_map(char::to_lowercase) {
        if c.is_ascii() { take(c) } else { decompose_canonical(c, &mut take) }
    }
    (tones <= 1).then_some((letters, tone, at))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Syllables of all shapes.
    pub(crate) fn any_syllable() -> impl Strategy<Value = Syllable> {
        let rimes: Vec<&str> = [PLAIN, GLIDING, BARE, AFTER_QU, AFTER_G]
            .iter()
            .flat_map(|rimes| rimes.iter().copied())
            .collect();
        let parts = (
            prop::sample::select(&ONSETS[..]),
            prop::sample::select(rimes),
            prop::sample::select(&Tone::ALL[..]),
        );
        parts.prop_filter_map("parts go together", |(onset, rime, tone)| Syllable::new(onset, rime, tone))
    }

    #[test]
    fn lists_are_sorted() {
        assert!([PLAIN, GLIDING, BARE, AFTER_QU, AFTER_G].iter().all(|rimes| rimes.is_sorted()));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(syllable in any_syllable()) {
            let written = syllable.to_string();
            let read = Syllable::parse(&written).map(|read| read.to_string());
            prop_assert_eq!(read, Some(written.clone()));
            prop_assert!(Syllable::parse(&written.to_uppercase()).is_some());
            let decomposed: String = written.nfd().collect();
            prop_assert!(Syllable::parse(&decomposed).is_some());
        }

        #[test]
        fn stops_bear_two_tones(syllable in any_syllable()) {
            let tones = Tone::ALL.into_iter().filter(|tone| syllable.with_tone(*tone).is_some()).count();
            prop_assert_eq!(tones, if syllable.is_stopped() { 2 } else { 6 });
        }

        #[test]
        fn no_word_breaks_it(word in "\\PC{0,12}") {
            let _ = Syllable::parse(&word);
        }
    }
}
