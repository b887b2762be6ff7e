//! The shape of a Vietnamese syllable: onset, rime and tone, as the orthography allows them.

use unicode_normalization::UnicodeNormalization;

/// Onsets; one that begins another stands after it.
pub(crate) const ONSETS: [&str; 27] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "r", "s", "t", "v", "x",
];

/// Rimes without their tone, sorted.
#[rustfmt::skip]
pub(crate) const RIMES: [&str; 172] = [
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec", "em", "en",
    "eng", "eo", "ep", "et", "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên",
    "iêng", "iêp", "iêt", "iêu", "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap",
    "oat", "oay", "oc", "oe", "oem", "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot",
    "oăc", "oăm", "oăn", "oăng", "oăp", "oăt", "u", "ua", "uc", "ui", "um", "un", "ung", "up", "ut", "uy",
    "uya", "uych", "uyn", "uynh", "uyp", "uyt", "uyu", "uyên", "uyêt", "uân", "uâng", "uât", "uây", "uê",
    "uêch", "uên", "uênh", "uêu", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uơ", "y", "ych", "yn", "ynh",
    "yp", "yt", "yêm", "yên", "yêng", "yêt", "yêu", "â", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "ê",
    "êch", "êm", "ên", "êng", "ênh", "êp", "êt", "êu", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ă",
    "ăc", "ăk", "ăm", "ăn", "ăng", "ăp", "ăt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt", "ư", "ưa", "ưc", "ưi", "ưm",
    "ưng", "ưt", "ưu", "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu",
];

/// Huyền, hỏi, ngã, sắc, nặng as combining characters.
pub(crate) const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// Longest syllable: `nghiêng` with its tone.
const MAX_LETTERS: usize = 8;

/// Whether a word is written as a Vietnamese syllable can be, in any case and with the tone on any of its vowels
/// (`hoá`, `hóa`): `Nghiễn` is, `lµ`, `plan` and `cac` (a stopped rime has a tone) are not.
pub fn is_syllable(word: &str) -> bool {
    if word.chars().nth(MAX_LETTERS * 2).is_some() {
        return false;
    }
    let mut tone = None;
    let mut tones = 0;
    let bare: String = word
        .nfd()
        .flat_map(char::to_lowercase)
        .filter(|c| {
            let is_tone = TONES.contains(c);
            tones += usize::from(is_tone);
            tone = if is_tone { Some(*c) } else { tone };
            !is_tone
        })
        .nfc()
        .collect();
    let rimes = ONSETS.iter().filter_map(|onset| bare.strip_prefix(onset)).chain([bare.as_str()]);
    tones <= 1 && rimes.into_iter().any(|rime| RIMES.binary_search(&rime).is_ok() && carries(rime, tone))
}

/// A rime that ends in a stop is only spoken in sắc or nặng.
fn carries(rime: &str, tone: Option<char>) -> bool {
    !rime.ends_with(['c', 'k', 'p', 't']) && !rime.ends_with("ch")
        || matches!(tone, Some('\u{301}' | '\u{323}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rimes_are_sorted() {
        assert!(RIMES.is_sorted());
    }

    #[test]
    fn shapes() {
        let yes = "nghiêng Đắk quyết gì giếng giữ uỷ ủy hoá khuỷu ngoằn thuở Ý quốc xoong đường YÊN quý khoẻ bươu kỹ tỷ";
        let no = "lµ plan cac các̀ ngiêng̀̀ w zô strong lớớ hệtr cuộn1 tât ÁÀ a-b";
        for word in yes.split(' ') {
            assert!(is_syllable(word), "{word}");
        }
        for word in no.split(' ') {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
