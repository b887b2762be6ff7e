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

use crate::letter;
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt;
use std::sync::LazyLock;
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

/// Onsets as written.
const ONSETS: [&str; 28] = [
    "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph",
    "qu", "r", "s", "t", "th", "tr", "v", "x", "đ",
];

static KNOWN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| ONSETS.into_iter().collect());

/// Vowels in every tone, in the order of [`Tone::ALL`].
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];

/// A vowel without its tone, and the mark of that; `đ` as it is.
static MARKS: LazyLock<FxHashMap<char, (char, Option<char>)>> = LazyLock::new(|| {
    let rows = VOWELS.iter().flat_map(|row| {
        let [plain, ..] = row;
        row.iter().zip(Tone::ALL).map(|(vowel, tone)| (*vowel, (*plain, tone.mark())))
    });
    rows.chain([('đ', ('đ', None))]).collect()
});

/// Rimes without a glide.
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
        Self::loose(word).filter(|(_, right)| *right).map(|(read, _)| read)
    }

    /// The same wherever its tone stands, and whether it stands right: `hoá`, `hóa`, `tóan` are read, `lµ`, `plan`,
    /// `cac` are not.
    pub fn loose(word: &str) -> Option<(Self, bool)> {
        // The longest, `nghiêng`, has seven letters, each with at most a mark and a tone.
        const MOST: usize = 7 * 3;
        let long = word.len() > MOST && word.chars().nth(MOST).is_some();
        if long || word.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (letters, tone, place) = toneless(word)?;
        let consonants = letters.find(is_vowel)?;
        // The vowel letter of `gi` and `qu` is part of the onset, if it can be.
        let glides = letters.starts_with("gi") || letters.starts_with("qu");
        let cuts = [glides.then_some(2), Some(consonants)];
        let read = cuts.into_iter().flatten().find_map(|cut| {
            let (onset, rime) = letters.split_at_checked(cut)?;
            Self::new(onset, rime, tone)
        })?;
        // The mark of `qúy` stands before the rime.
        let in_rime = |at: usize| at.checked_sub(read.onset.chars().count());
        let right = place.is_none_or(|at| in_rime(at).is_some_and(|at| read.may_stand(at)));
        Some((read, right))
    }

    /// The syllable of these parts; none when they do not go together.
    pub fn new(onset: &str, rime: &str, tone: Tone) -> Option<Self> {
        let onset = KNOWN.get(onset)?;
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
        let letters = || self.rime.chars().enumerate();
        if let Some((at, _)) = letters().filter(|(_, c)| matches!(c, 'ê' | 'ơ')).last() {
            return at;
        }
        let vowels = letters().filter(|(_, c)| is_vowel(*c)).count();
        let closed = !self.rime.ends_with(is_vowel);
        usize::from((vowels == 2 && closed) || vowels == 3)
    }

    fn may_stand(&self, at: usize) -> bool {
        at == self.tone_place() || (at == 1 && ["oa", "oe", "uy"].contains(&self.rime))
    }
}

/// Whether a word is written as a syllable, wherever its tone stands.
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

/// Where a rime may stand.
#[derive(Default)]
struct Rime {
    plain: bool,
    gliding: bool,
    bare: bool,
    after_qu: bool,
    after_g: bool,
}

static RIMES: LazyLock<FxHashMap<&str, Rime>> = LazyLock::new(|| {
    let mut rimes: FxHashMap<&str, Rime> = FxHashMap::default();
    rimes.reserve(PLAIN.len() + GLIDING.len());
    let mut list = |all: &[&'static str], is: fn(&mut Rime) -> &mut bool| {
        all.iter().for_each(|rime| *is(rimes.entry(rime).or_default()) = true);
    };
    list(PLAIN, |rime| &mut rime.plain);
    list(GLIDING, |rime| &mut rime.gliding);
    list(BARE, |rime| &mut rime.bare);
    list(AFTER_QU, |rime| &mut rime.after_qu);
    list(AFTER_G, |rime| &mut rime.after_g);
    rimes
});

/// The rime behind an onset, when the two go together.
fn rime(onset: &str, rest: &str) -> Option<&'static str> {
    let (rime, Rime { plain, gliding, bare, after_qu, after_g }) = RIMES.get_key_value(rest)?;
    let front = rime.starts_with(['i', 'e', 'ê', 'y']);
    let fits = match onset {
        "" => *bare || ((*plain || *gliding) && !rime.starts_with("iê")),
        "qu" => *after_qu,
        "gi" => *plain && !rime.starts_with(['i', 'ê', 'y']),
        "g" if rime.starts_with('i') => *after_g,
        "c" | "g" | "ng" if front => false,
        "k" | "gh" | "ngh" if !front => false,
        _ if *rime == "y" => BEFORE_Y.contains(&onset),
        "b" | "m" | "ph" | "v" | "p" | "c" | "k" => *plain || LOANS.contains(&(onset, rime)),
        _ => *plain || *gliding,
    };
    fits.then_some(*rime)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y')
}

/// The letters in lower case without the tone, the tone, and the letter it stands on. None with two tones.
fn toneless(word: &str) -> Option<(String, Tone, Option<usize>)> {
    let (mut letters, mut tone, mut at) = (String::with_capacity(word.len()), Tone::Level, None);
    let (mut count, mut tones) = (0usize, 0);
    let mut take = |c: char| {
        if letter::is_composed(c) {
            letters.push(c);
            count += 1;
        } else if let Some(found) = Tone::ALL.into_iter().find(|tone| tone.mark() == Some(c)) {
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
    for c in word.chars() {
        if c.is_ascii() {
            take(c.to_ascii_lowercase());
            continue;
        }
        match letter::small(c).and_then(|c| MARKS.get(&c)) {
            Some((vowel, mark)) => [Some(*vowel), *mark].into_iter().flatten().for_each(&mut take),
            None => c.to_lowercase().for_each(|c| decompose_canonical(c, &mut take)),
        }
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
