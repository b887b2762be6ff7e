//! The words themselves: places kept free, slips of typing, words typed twice, sentences in headings, paragraphs as they were.

use super::page::Page;
use super::{Kind, Notice};
use crate::compile::Compiledline;
use model::Inline;
use viet::token::Token;

/// Shortest paragraph whose standing still is worth a look, in scalar values.
const LONG: usize = 60;
/// Most words of a heading with figures.
const HEADING: usize = 30;

pub(super) fn notices(page: &Page<'_, '_>) -> Vec<Notice> {
    let mut found = placeholders(page);
    found.extend(
        (0..page.tokens.len())
            .filter_map(|at| slip(page, at).or_else(|| doubled(page, at)).or_else(|| glued(page, at))),
    );
    found.extend(fused(page));
    found.extend(unchanged(page));
    found
}

/// `……`, `...... hộ`, `xxx`: places that somebody meant to fill.
fn placeholders(page: &Page<'_, '_>) -> Vec<Notice> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = page.tokens.get(at) {
        let length = run(page, at);
        let dots: usize =
            (at..at + length).filter_map(|i| page.tokens.get(i)).map(|t| if t.is("…") { 3 } else { 1 }).sum();
        let letters = token.word()
            && token.text().chars().count() > 1
            && token.text().chars().all(|c| matches!(c, 'x' | 'X'))
            && !is_roman(page, at);
        let counts = length > 0 && dots >= 3 && counted(page, at + length);
        if dots > 3 || counts || letters {
            let length = length.max(1);
            if let Some(last) = page.tokens.get(at + length - 1) {
                let words = page.paragraph.slice(token.start, last.end);
                let says = format!("“{words}” là chỗ để trống chưa điền.");
                found.push(page.about(
                    Kind::Placeholder,
                    token.start,
                    last.end,
                    says,
                    "Điền số, chữ còn thiếu hoặc bỏ chỗ trống",
                ));
            }
        }
        at += length.max(1);
    }
    found
}

/// How many dots and underlines stand together at a token, in plain words.
fn run(page: &Page<'_, '_>, at: usize) -> usize {
    let dot = |t: &Token<'_>| matches!(t.text(), "." | "…" | "_") && page.is_typed(t.start);
    let mut length = 0;
    while let Some(token) = page.tokens.get(at + length).filter(|t| dot(t)) {
        let joined =
            length == 0 || page.tokens.get(at + length - 1).is_some_and(|before| before.end == token.start);
        if !joined {
            break;
        }
        length += 1;
    }
    length
}

/// Whether a unit of measure stands there: dots before it keep a number free.
fn counted(page: &Page<'_, '_>, at: usize) -> bool {
    let words: Vec<&str> = (at..at + 2).map(|i| page.key(i)).collect();
    matches!(words.first(), Some(&"%" | &"/"))
        || viet::measure_unit::lookup(words.first().copied().unwrap_or_default()).is_some()
        || viet::measure_unit::counted_noun(&words.join(" ")).is_some()
}

/// `Đại hội XX`, `khóa XX`.
fn is_roman(page: &Page<'_, '_>, at: usize) -> bool {
    page.tokens
        .get(at)
        .is_some_and(|t| t.text().chars().all(char::is_uppercase) && t.text().chars().count() == 2)
}

/// A word that is no Vietnamese syllable.
fn slip(page: &Page<'_, '_>, at: usize) -> Option<Notice> {
    let token = page.tokens.get(at).filter(|t| t.word() && page.is_typed(t.start))?;
    let text = token.text();
    if !viet::slip::is_slip(text) || is_part(page, at) {
        return None;
    }
    // A capital within a sentence makes a name of it; one that opens it does not.
    let next = page.tokens.get(at + 1).is_some_and(Token::capital);
    if token.capital() && (next || !(token.opens || matches!(page.before(at, 1), "." | ";" | ":" | "-"))) {
        return None;
    }
    let says = format!("Chữ “{text}” không phải âm tiết tiếng Việt, có thể gõ sai.");
    Some(page.about(Kind::Spelling, token.start, token.end, says, "Sửa lại chữ này, hoặc nêu lý do."))
}

/// A part of a longer word: `mô-đun`, `H'Mông`.
fn is_part(page: &Page<'_, '_>, at: usize) -> bool {
    let touches =
        |a: Option<&Token<'_>>, b: Option<&Token<'_>>| a.zip(b).is_some_and(|(a, b)| a.end == b.start);
    let sign =
        |t: Option<&Token<'_>>| t.is_some_and(|t| matches!(t.text(), "-" | "'" | "’" | "/" | "@" | "_"));
    let (here, next) = (page.tokens.get(at), page.tokens.get(at + 1));
    let before = at.checked_sub(1).and_then(|i| page.tokens.get(i));
    (sign(next) && touches(here, next)) || (sign(before) && touches(before, here))
}

/// A word typed twice.
fn doubled(page: &Page<'_, '_>, at: usize) -> Option<Notice> {
    let (first, second) = page.tokens.get(at).zip(page.tokens.get(at + 1))?;
    let key = first.key();
    let plain = |t: &Token<'_>| {
        t.word()
            && page.is_typed(t.start)
            && t.text().chars().count() > 1
            && !t.text().chars().all(char::is_uppercase)
    };
    let same = key == second.key() && second.start == first.end + 1 && plain(first) && plain(second);
    if !same || second.capital() || viet::compound::is_reduplicated(key) || !viet::syllable::is_syllable(key)
    {
        return None;
    }
    // `phân công công tác`, `điều tra điều tra viên`: the second begins a word of its own.
    let third = page.key(at + 2);
    let meets = viet::compound::is(key, third) && (at == 0 || viet::compound::is(page.before(at, 1), key));
    if meets || viet::compound::is(key, third) {
        return None;
    }
    let words = page.paragraph.slice(first.start, second.end);
    let says = format!("Lặp chữ “{words}”.");
    Some(page.about(Kind::Spelling, first.start, second.end, says, "Bỏ bớt chữ thừa, hoặc nêu lý do."))
}

/// `hộ nghèo,hộ cận nghèo`: no blank behind a sign.
fn glued(page: &Page<'_, '_>, at: usize) -> Option<Notice> {
    let sign = page.tokens.get(at).filter(|t| matches!(t.text(), "," | ";") && page.is_typed(t.start))?;
    let (before, next) = (page.tokens.get(at.checked_sub(1)?)?, page.tokens.get(at + 1)?);
    let word =
        |t: &Token<'_>| t.word() && t.text().chars().count() > 1 && viet::syllable::is_syllable(t.key());
    let glued = before.end == sign.start && sign.end == next.start && word(before) && word(next);
    glued.then(|| {
        let words = page.paragraph.slice(before.start, next.end);
        let says = format!("Thiếu dấu cách sau dấu câu: “{words}”.");
        page.about(Kind::Spelling, before.start, next.end, says, "Thêm một dấu cách, hoặc nêu lý do.")
    })
}

/// A sentence with figures run into a heading.
fn fused(page: &Page<'_, '_>) -> Option<Notice> {
    use model::PassageKind::{Clause, Part, PartTitle, Point, Section, Subclause};
    let heading = matches!(page.passage.kind, Part | PartTitle | Section | Clause | Subclause | Point);
    let words = page.tokens.iter().filter(|t| t.word()).count();
    let figures = page.figures().count();
    let text = &page.paragraph.text;
    let bracketed = text.split_once('(').is_some_and(|(_, rest)| rest.contains(':') && rest.contains(')'));
    (heading && figures > 0 && (bracketed || words > HEADING)).then(|| {
        let end = page.paragraph.spans.last().map_or(0, |(_, end, _)| *end);
        let says = "Tiêu đề lẫn câu có số liệu, có thể do dán nhầm.".to_owned();
        page.about(Kind::FusedHeading, 0, end, says, "Tách câu có số liệu khỏi tiêu đề, hoặc nêu lý do.")
    })
}

/// A paragraph without figures that stands as it did in the last report.
fn unchanged(page: &Page<'_, '_>) -> Option<Notice> {
    let former = page.former?;
    let plain = page.passage.lines().all(|l| matches!(l, Compiledline::Text { .. }));
    let words = former.inlines.iter().map(|i| match i {
        Inline::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    let same = words.collect::<Option<String>>().is_some_and(|words| words == page.paragraph.text);
    let long =
        page.paragraph.text.chars().count() >= LONG && !page.is_heading() && page.passage.table.is_none();
    (plain && same && long).then(|| {
        let end = page.paragraph.text.chars().count();
        let says = "Đoạn này còn nguyên văn như báo cáo trước.".to_owned();
        page.about(Kind::Unchanged, 0, end, says, "Xem còn đúng với kỳ này không.")
    })
}
