//! Numbers without a unit of measure beside them: which of them count, and what.

use super::context::keys;
use super::{Quantity, UnitFrom, ends_phrase};
use crate::nouns;
use crate::token::Token;
use model::Decimal;

/// Last syllables of the words that introduce a count: `có 5 ...`, `thành lập 3 ...`, `thu giữ 2 ...`.
const INTRODUCING: &[&str] = &[
    "có", "được", "cho", "với", "gồm", "hơn", "gần", "trên", "khoảng", "cấp", "tặng", "là", "số", "thêm",
    "dựng", "mở", "lập", "bắt", "giữ", "trồng", "lý", "hành", "tra", "tố", "hiện", "trợ", "chữa", "trí",
    "nạp", "đón", "mua", "phạt", "động", "tiêm", "khám", "tạo", "đặt", "trao", "treo", "hỏng", "sập", "chết",
    "thả", "nữ", "nam", "còn", "chức",
];

/// Whether an unknown word after the number must be a noun: the number is written as a count
/// (`05`, `1.250`) or a word before it introduces a count.
pub(super) fn expects_noun(tokens: &[Token], quantity: &Quantity) -> bool {
    let token = &tokens[quantity.tokens.0];
    let counted =
        token.text().len() >= 2 && (token.text().starts_with('0') || token.text().contains(['.', ',']));
    let before = quantity.tokens.0.checked_sub(1).map_or("", |i| tokens[i].key());
    let labelled = before == ":" && quantity.tokens.0 >= 2 && tokens[quantity.tokens.0 - 2].key() != "số";
    let introduces = labelled || INTRODUCING.contains(&before);
    let listed = matches!(before, "," | "và" | "(" | "/")
        && quantity.tokens.0 >= 3
        && tokens[quantity.tokens.0.saturating_sub(12)..quantity.tokens.0 - 1].iter().any(Token::number)
        && token.text().len() <= 3;
    counted || introduces || listed || quantity.denominator.is_some()
}

/// `25 người (nam 12, nữ 13)`, `46 em: giỏi 17, khá 29`, `46 trường (MN: 17; TH: 29)`, `64 lao động, trong đó nữ 37`: a
/// bare number in the brackets or list after a figure shares its unit.
pub(super) fn splits(tokens: &[Token], whole: &Quantity, quantity: &Quantity) -> bool {
    const LONGEST: usize = 10;
    let from = whole.unit_tokens.1.max(whole.tokens.1);
    let between = tokens.get(from..quantity.tokens.0).unwrap_or_default();
    let shared_before =
        whole.unit_tokens.0 == whole.unit_tokens.1 && between.first().is_some_and(|t| t.is(",") || t.is(";"));
    let announced = announces(between) && quantity.value.value() <= whole.value.value();
    let opened = shared_before || announced || between.iter().any(|t| t.is("(") || t.is(":"));
    let label = between.len().checked_sub(2).filter(|_| between.last().is_some_and(|t| t.is(":")));
    let last = label.or(between.len().checked_sub(1)).and_then(|at| between.get(at));
    let named = last.is_some_and(names);
    let ended = |t: &Token| t.is(")") || t.is(".") || t.opens || (t.is(";") && !shared_before);
    let closed = between.iter().any(ended);
    let ends = tokens.get(quantity.tokens.1).is_none_or(ends_phrase);
    opened && named && !closed && ends && between.len() <= LONGEST && whole.unit.as_deref() != Some("%")
}

/// `64 cuộc (51 theo kế hoạch, 13 đột xuất)`: a bracket that opens with a number, and words that count nothing.
pub(super) fn splits_before_words(tokens: &[Token], whole: &Quantity, quantity: &Quantity) -> bool {
    const LONGEST: usize = 8;
    let from = whole.unit_tokens.1.max(whole.tokens.1);
    let at = quantity.tokens.0;
    let opened = at == from + 1 && tokens[from].is("(");
    let between = tokens.get(from..at).unwrap_or_default();
    let goes_on = matches!(whole.unit_from, Some(UnitFrom::Whole(_)))
        && between.len() <= LONGEST
        && between.last().is_some_and(|t| t.is(",") || t.is(";"))
        && !between.iter().any(|t| t.is(")") || t.is(".") || t.opens);
    let behind = tokens.get(quantity.tokens.1).is_some_and(|t| t.word() && !t.capital() && !t.opens);
    let words = tokens.iter().skip(quantity.tokens.1).take(LONGEST).take_while(|t| t.word()).count();
    let ends = tokens.get(quantity.tokens.1 + words).is_some_and(|t| t.is(",") || t.is(";") || t.is(")"));
    let closes = tokens.iter().skip(at).take(4 * LONGEST).any(|t| t.is(")"));
    let smaller = quantity.value.value() <= whole.value.value();
    (opened || goes_on) && behind && ends && closes && smaller && whole.unit.as_deref() != Some("%")
}

/// Words after which the parts of a figure stand.
const ANNOUNCING: &[&[&str]] = &[&["trong", "đó"], &["gồm"], &["chia", "ra"]];

fn announces(between: &[Token]) -> bool {
    ANNOUNCING.iter().any(|words| {
        between.windows(words.len()).any(|at| at.iter().zip(*words).all(|(token, word)| token.key() == *word))
    })
}

/// `1.684 lao động đi nước ngoài: Nhật Bản 917, Đài Loan 588, nước khác 179`: the numbers of the list behind a figure,
/// names and all, when they add up to it. Returns their tokens.
pub(super) fn parts_listed(tokens: &[Token], whole: &Quantity) -> Vec<usize> {
    const LEAD: usize = 8;
    const LONGEST: usize = 120;
    let from = whole.unit_tokens.1.max(whole.tokens.1);
    let lead = tokens.iter().skip(from).take(LEAD).take_while(|t| t.word() && !t.opens).count();
    let opening = from + lead;
    if whole.unit.is_none() || !tokens.get(opening).is_some_and(|t| t.is(":") || t.is("(")) {
        return Vec::new();
    }
    let end =
        tokens.iter().skip(opening + 1).take(LONGEST).take_while(|t| !t.opens && !t.is(".") && !t.is(")"));
    let end = opening + 1 + end.count();
    let mut parts = Vec::new();
    let mut sum = Decimal::ZERO;
    for at in opening + 1..end {
        let (Some(value), before) = (tokens[at].value, &tokens[at - 1]) else { continue };
        let lone = tokens.get(at + 1).is_none_or(ends_phrase) && (before.word() || before.is(":"));
        if !lone {
            return Vec::new();
        }
        sum = sum.saturating_add(value.value());
        parts.push(at);
    }
    if parts.len() >= 2 && sum == whole.value.value() { parts } else { Vec::new() }
}

/// `Số doanh nghiệp thành lập mới 345 (tăng 12%)`: the head of the clause says what is counted.
/// Returns the tokens of that noun.
pub(super) fn counted_by_head(tokens: &[Token], quantity: &Quantity) -> Option<(usize, usize)> {
    let at = quantity.tokens.0;
    let closes = tokens.get(quantity.tokens.1).is_none_or(|t| ends_phrase(t) || t.opens);
    let near = at.saturating_sub(10);
    let from = tokens[near..at].iter().rposition(ends_phrase).map_or(near, |i| near + i + 1);
    let head =
        (from..at).find(|i| tokens[*i].key() == "số" && !tokens[*i + 1..=at].iter().any(|t| t.opens))?;
    let noun = nouns::longest(&keys(tokens, head + 1));
    let beside = tokens[at - 1].word() && !tokens[at - 1].capital() && at > head + noun;
    (closes && beside && noun > 0).then_some((head + 1, head + 1 + noun))
}

/// A number without a unit that still is a figure: written with groups or decimals, or loosened,
/// inside a sentence.
pub(super) fn stands_alone(tokens: &[Token], quantity: &Quantity) -> bool {
    let token = &tokens[quantity.tokens.1 - 1];
    let grouped = token.text().contains(['.', ',']);
    let neighbours = quantity.tokens.0.checked_sub(1).map(|i| &tokens[i]);
    let said = neighbours.is_some_and(|t| {
        matches!(t.key(), "đạt" | "là" | "có" | "tăng" | "giảm" | "còn" | "được" | "bằng" | "số")
            || t.number()
            || t.is("(")
    });
    let row = tokens.get(quantity.tokens.1).is_some_and(|t| t.number());
    if (has_share_beside(tokens, quantity.tokens.1) && !token.line_start) || is_item(tokens, quantity) {
        return true;
    }
    (grouped || quantity.denominator.is_some()) && (said || row || quantity.approx.is_some())
}

/// `khá 120 (62,5%)`: a number whose share stands in brackets after it is a count.
fn has_share_beside(tokens: &[Token], at: usize) -> bool {
    let Some([open, share, percent]) = tokens.get(at..at + 3) else { return false };
    open.is("(") && share.number() && percent.is("%")
}

/// `Xếp loại: giỏi 17, khá 29`: an item of a list after a colon: lower-case words and their count, with another
/// such item beside it.
fn is_item(tokens: &[Token], quantity: &Quantity) -> bool {
    const MOST: usize = 20;
    let end = quantity.tokens.1;
    let mut first = quantity.tokens.0;
    let mut items = 1;
    while let Some(sign) = before_words(tokens, first).filter(|_| items <= MOST) {
        if tokens[sign].is(":") {
            return tokens.get(end).is_none_or(ends_phrase) && (items > 1 || item_follows(tokens, end));
        }
        let Some(number) = sign.checked_sub(1).filter(|at| tokens[*at].number()) else { return false };
        (first, items) = (number, items + 1);
    }
    false
}

/// A word in lower case or a short form (`THCS`), but no name, which may have a number of its own.
fn names(token: &Token) -> bool {
    let short = token.text().chars().count() > 1 && token.text().chars().all(char::is_uppercase);
    token.word() && !token.opens && (short || !token.capital())
}

/// The comma, semicolon or colon before the lower-case words that stand before `first`.
fn before_words(tokens: &[Token], first: usize) -> Option<usize> {
    const LONGEST: usize = 5;
    let near = first.saturating_sub(LONGEST + 1);
    let sign = near + tokens[near..first].iter().rposition(|t| !t.word())?;
    let words = &tokens[sign + 1..first];
    let named = words.last().is_some_and(names) && words.iter().all(|t| !t.opens);
    (named && matches!(tokens[sign].text(), "," | ";" | ":")).then_some(sign)
}

/// Whether `, khá 29` stands at `end`.
fn item_follows(tokens: &[Token], end: usize) -> bool {
    let comma = tokens.get(end).is_some_and(|t| t.is(",") || t.is(";"));
    let words =
        tokens.iter().skip(end + 1).take(5).take_while(|t| t.word() && !t.capital() && !t.opens).count();
    let number = end + 1 + words;
    comma
        && words > 0
        && tokens.get(number).is_some_and(Token::number)
        && tokens.get(number + 1).is_none_or(ends_phrase)
}
