//! Laws by their names: `Luật Đất đai năm 2013`, `Bộ luật Lao động`, `Luật Phòng, chống ma túy`.

use super::word::{Word, first_said};
use super::{Cited, capitalised, issuer, kind_at};
use std::sync::LazyLock;
use viet::phrases::Phrases;

/// Words that go on with the sentence behind the name of a law.
static AFTER: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "cho|đối với|trong|về|của|tại|có|được|là|để|đã|đến|theo|số|trên|với|từ|quy định|ban hành|cũng|như|\
         này|bị|nhằm|thuộc|gắn với|do|khi|năm|ngày|hiện hành|sửa đổi|thì",
    )
});

/// Longest name of a law, in words.
const WORDS: usize = 10;

/// The name begins with a capital and ends before a word that goes on with the sentence.
pub(super) fn law(words: &[Word<'_>], at: usize) -> Option<(Cited, usize)> {
    let (kind, length) =
        kind_at(words, at).filter(|(kind, _)| ["luật", "bộ luật", "pháp lệnh"].contains(kind))?;
    let (first, head, opening) = (words.get(at)?, words.get(at + length - 1)?, words.get(at + length)?);
    // `pháp Luật`, `kỷ luật`: another word.
    let within = at > 0 && words.get(at - 1).is_some_and(|word| word.is(&["pháp", "kỷ", "kỉ", "quy", "hộ"]));
    if head.closed() || !opening.capital() || within {
        return None;
    }
    let mut end = at + length + 1;
    while let (Some(word), Some(before)) = (words.get(end), words.get(end - 1)) {
        // `Phòng, chống`; `tiết kiệm, chống lãng phí`
        let list = before.tail == "," && word.lower == "chống";
        let another = word.lower == "và"
            && words.get(end + 1).is_none_or(|next| next.capital() || next.is(&["các", "những"]));
        let capital = word.capital() && before.lower != "và";
        if (before.closed() && !list)
            || first_said(words, end, &AFTER).is_some()
            || another
            || capital
            || end - at >= WORDS
        {
            break;
        }
        end += 1;
    }
    end += year(words, end);
    let date = issuer::date(words, end).filter(|_| words.get(end - 1).is_some_and(|word| !word.closed()));
    end += date.map_or(0, |(_, length)| length);
    let last = words.get(end - 1)?;
    let cited = Cited {
        kind: capitalised(kind),
        number: None,
        date: date.map(|(date, _)| date),
        issuer: Some(if kind == "pháp lệnh" { "Ủy ban Thường vụ Quốc hội" } else { "Quốc hội" }.to_owned()),
        start: first.start,
        end: last.end,
    };
    Some((cited, end))
}

/// Words of `2013` or `năm 2013` at `at`.
fn year(words: &[Word<'_>], at: usize) -> usize {
    let open = at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| !word.closed());
    let is_year =
        |at: usize| words.get(at).is_some_and(|w| w.bare.len() == 4 && w.bare.parse::<u16>().is_ok());
    match words.get(at).filter(|_| open) {
        Some(word) if word.lower == "năm" && is_year(at + 1) => 2,
        Some(_) if is_year(at) => 1,
        _ => 0,
    }
}
