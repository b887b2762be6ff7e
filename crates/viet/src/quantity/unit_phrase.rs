//! The unit of measure after a number: `%`, `ha`, `tỷ đồng`, `tạ/ha`, `lượt người`, `xã, thị trấn`.

use super::ends_phrase;
use crate::token::Token;
use crate::{measure_unit, nouns};

/// What was found.
pub(super) struct UnitPhrase {
    /// Tokens taken; 0 = none.
    pub tokens: usize,
    /// Whether the unit is in our tables.
    pub known: bool,
}

const NONE: UnitPhrase = UnitPhrase { tokens: 0, known: false };

/// Nouns that one number counts together when a comma joins them: `12 xã, thị trấn`.
const JOINED: &[&[&str]] = &[
    &["xã", "phường", "thị trấn", "đặc khu", "quận", "huyện", "thị xã", "thành phố"],
    &["thôn", "bản", "ấp", "khóm", "buôn", "làng", "tổ dân phố", "khu phố", "khu dân cư"],
    &["tổ chức", "cá nhân", "hộ gia đình", "hộ", "tập thể", "hộ dân"],
    &["cán bộ", "công chức", "viên chức", "người lao động"],
    &["cơ quan", "đơn vị", "tổ chức"],
];

/// School levels that stay with the noun they narrow: `học sinh THCS`.
const LEVELS: &[&str] = &["thcs", "thpt", "th"];

/// Prizes counted by their rank: `4 Nhất, 13 Nhì`.
const PRIZES: &[&str] = &["nhất", "nhì", "ba"];

/// Reads the unit that begins at token `at`. `noun_expected`: an unknown noun is taken too.
pub(super) fn unit_phrase(tokens: &[Token], at: usize, noun_expected: bool) -> UnitPhrase {
    // A percent sign never opens a line of its own: `80,56` and `%` were parted where the line broke.
    let Some(first) = tokens.get(at).filter(|t| !t.opens || t.is("%")) else { return NONE };
    if first.is("%") || first.is("‰") {
        return UnitPhrase { tokens: per(tokens, at + 1) - at, known: true };
    }
    let keys: Vec<&str> = tokens[at..].iter().take(7).take_while(|t| !t.opens).map(|t| t.key()).collect();
    if keys.starts_with(&["điểm", "%"]) {
        return UnitPhrase { tokens: 2, known: true };
    }
    if first.capital() && PRIZES.contains(&first.key()) {
        return UnitPhrase { tokens: 1, known: true };
    }
    let scales = keys.iter().take_while(|key| measure_unit::scale(key).is_some()).count();
    let base = base(tokens, at + scales, &keys[scales.min(keys.len())..]);
    let end = at + scales + base;
    if base > 0 {
        return UnitPhrase { tokens: per(tokens, end) - at, known: true };
    }
    if scales > 0 {
        return after_scale(tokens, at, scales);
    }
    let named = tokens.get(at).is_some_and(|t| is_acronym(t) && !OFFICES.contains(&t.key()));
    if noun_expected || named { unknown_noun(tokens, at, true) } else { NONE }
}

/// Offices that begin a clause after a number more often than they are counted.
const OFFICES: &[&str] = &["ubnd", "hđnd", "mttq", "ubmttq", "tw", "cp", "tu", "bch", "bcđ"];

fn is_acronym(word: &Token) -> bool {
    word.word() && word.text().chars().all(char::is_uppercase) && word.text().chars().count() >= 2
}

/// A physical unit, money, or a counted noun with what belongs to it.
fn base(tokens: &[Token], at: usize, keys: &[&str]) -> usize {
    let simple = measure_unit::longest_simple(keys);
    let noun = nouns::longest(keys);
    if simple >= noun {
        return simple;
    }
    let end = at + noun;
    let level = tokens.get(end).is_some_and(|t| LEVELS.contains(&t.key()) && t.capital());
    if level && matches!(keys.first(), Some(&"học")) {
        return noun + 1;
    }
    joined(tokens, at, noun)
}

/// Lengthens `xã` to `xã, phường, thị trấn`, staying in one row of [`JOINED`].
fn joined(tokens: &[Token], at: usize, noun: usize) -> usize {
    let phrase = |from: usize, to: usize| -> String {
        let words: Vec<&str> = tokens[from..to].iter().map(|t| t.key()).collect();
        words.join(" ")
    };
    let head = phrase(at, at + noun);
    let Some(row) = JOINED.iter().find(|row| row.contains(&head.as_str())) else { return noun };
    let mut end = at + noun;
    while tokens.get(end).is_some_and(|t| t.is(",")) {
        let next = (1..=3)
            .rev()
            .filter(|n| end + n < tokens.len())
            .find(|n| row.contains(&phrase(end + 1, end + 1 + n).as_str()) && !tokens[end + 1].capital());
        match next {
            Some(words) if !names_a_place(tokens, end + 1 + words) => end += 1 + words,
            _ => break,
        }
    }
    end - at
}

/// `xã Phúc An`: a capital after the noun makes it a name.
fn names_a_place(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.word() && t.capital() && !t.opens)
}

/// `/ha`, `/người/năm`, `/100 dân`, `.km` right after a unit. Returns the new end.
fn per(tokens: &[Token], end: usize) -> usize {
    let mut end = moved(tokens, end);
    // `m2 sàn/người`, `kg thóc/hộ`: a word between says of what.
    let of = tokens.get(end).filter(|t| t.word() && !t.opens && !t.capital()).is_some();
    if of && divided(tokens, end + 1).is_some_and(|to| tokens[to - 1].word()) {
        end += 1;
    }
    while let Some(next) = divided(tokens, end) {
        end = next;
    }
    end
}

/// `tấn.km`, `lượt khách-km`: carried over a distance.
fn moved(tokens: &[Token], end: usize) -> usize {
    let Some([joint, km]) = tokens.get(end..end + 2) else { return end };
    let touching = joint.start == tokens[end - 1].end && km.start == joint.end;
    end + if touching && (joint.is(".") || joint.is("-")) && km.key() == "km" { 2 } else { 0 }
}

/// The end of one `/ha` that touches the word before `at`; one in a round number of people is
/// `/100 dân`, `/vạn dân`. A word that we do not know divides as well: `đồng/cổ phiếu`.
fn divided(tokens: &[Token], at: usize) -> Option<usize> {
    let slash = tokens.get(at).filter(|t| t.is("/") && t.start == tokens[at - 1].end)?;
    let first = tokens.get(at + 1).filter(|t| t.start == slash.end)?;
    let number = first.number() && ROUND.contains(&first.text());
    let round = number || measure_unit::scale(first.key()).is_some();
    let from = at + 1 + usize::from(round);
    let keys: Vec<&str> = tokens.iter().skip(from).take(3).map(|t| t.key()).collect();
    let words = measure_unit::longest_simple(&keys).max(nouns::longest(&keys));
    if words > 0 {
        let said = !round || keys.first().is_some_and(|key| PER_ROUND.contains(key));
        return said.then_some(from + words);
    }
    let short = is_acronym(first) && !PLANS.contains(&first.key());
    let unknown = first.word() && !round && (!first.capital() || short);
    unknown.then(|| from + unknown_noun(tokens, from, false).tokens.max(1))
}

/// Short forms of a plan or an earlier period, which stand after a slash beside the result: `40 ha/KH 50 ha`.
const PLANS: &[&str] = &["kh", "dt", "nq", "ck", "cknt"];

/// Numbers of people that rates are told per.
const ROUND: &[&str] = &["01", "1", "100", "1.000", "1000", "10.000", "10000", "100.000", "100000"];

/// What rates are told per hundred or thousand of.
const PER_ROUND: &[&str] = &["dân", "người", "trẻ", "ca", "bà", "phụ", "hộ", "bé", "lao", "ha", "m2", "km2"];

/// `4.150 triệu` is money; `85 nghìn TEU`, `2 triệu HK.km` name their own thing.
fn after_scale(tokens: &[Token], at: usize, scales: usize) -> UnitPhrase {
    let end = at + scales;
    let money = matches!(tokens[end - 1].key(), "tỷ" | "triệu" | "tỉ");
    let carried = tokens.get(end).is_some_and(is_short_form) && moved(tokens, end + 1) > end + 1;
    if carried {
        return UnitPhrase { tokens: scales + 3, known: true };
    }
    if money {
        return UnitPhrase { tokens: scales, known: true };
    }
    let noun = unknown_noun(tokens, end, true).tokens;
    UnitPhrase { tokens: if noun > 0 { scales + noun } else { 0 }, known: false }
}

/// `HK`, `T`: capitals that stand for a unit.
fn is_short_form(word: &Token) -> bool {
    word.word() && word.text().chars().all(char::is_uppercase)
}

/// Words that can follow a number but name nothing countable.
const NO_NOUNS: &[&str] = &[
    "và", "hoặc", "của", "là", "có", "được", "đã", "đang", "sẽ", "cho", "với", "tại", "ở", "từ", "đến",
    "trong", "trên", "dưới", "về", "theo", "do", "bị", "các", "những", "này", "đó", "khi", "để", "thì", "mà",
    "nhưng", "còn", "cũng", "vẫn", "không", "chưa", "tăng", "giảm", "đạt", "chiếm", "bằng", "so", "trước",
    "sau", "đầu", "cuối", "qua", "nay", "ước", "gồm", "bao", "như", "tiếp", "lên", "xuống", "gồm", "sang",
    "vào", "cả", "toàn", "cùng", "năm", "tháng", "ngày", "quý", "cấp", "trở", "diễn", "tổ", "thứ", "nên",
    "nhằm", "song", "vì", "bởi", "hay", "kỳ", "h", "k", "kv", "g", "b", "c", "a", "x",
];

/// One word we do not know, standing where only a noun can: an acronym or a lower-case word; `spaced`
/// when it must not touch what stands before it.
fn unknown_noun(tokens: &[Token], at: usize, spaced: bool) -> UnitPhrase {
    let Some(word) = tokens.get(at).filter(|t| t.word() && !t.opens) else { return NONE };
    let apart = !spaced || (at > 0 && tokens[at - 1].end < word.start);
    let acronym = is_acronym(word);
    if !apart || NO_NOUNS.contains(&word.key()) || (word.capital() && !acronym) || ends_phrase(word) {
        return NONE;
    }
    // Most nouns have two syllables.
    let second = tokens.get(at + 1).filter(|t| t.word() && !t.opens && !t.capital() && !acronym);
    let two = second.is_some_and(|t| !NO_NOUNS.contains(&t.key()));
    UnitPhrase { tokens: 1 + usize::from(two), known: false }
}
