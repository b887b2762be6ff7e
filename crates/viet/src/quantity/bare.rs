//! Numbers without a unit of measure beside them: which of them count, and what.

use super::context::keys;
use super::{Quantity, ends_phrase};
use crate::nouns;
use crate::token::Token;

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
    let counted = token.text.len() >= 2 && (token.text.starts_with('0') || token.text.contains(['.', ',']));
    let before = quantity.tokens.0.checked_sub(1).map_or("", |i| tokens[i].key.as_str());
    let labelled = before == ":" && quantity.tokens.0 >= 2 && tokens[quantity.tokens.0 - 2].key != "số";
    let introduces = labelled || INTRODUCING.contains(&before);
    let listed = matches!(before, "," | "và" | "(" | "/")
        && quantity.tokens.0 >= 3
        && tokens[quantity.tokens.0.saturating_sub(12)..quantity.tokens.0 - 1].iter().any(Token::number)
        && token.text.len() <= 3;
    counted || introduces || listed || quantity.denominator.is_some()
}

/// `25 người (nam 12, nữ 13)`, `46 em: giỏi 17, khá 29`: a bare number in the brackets or list after a figure
/// shares its unit.
pub(super) fn splits(tokens: &[Token], whole: &Quantity, quantity: &Quantity) -> bool {
    let from = whole.unit_tokens.1.max(whole.tokens.1);
    let between = tokens.get(from..quantity.tokens.0).unwrap_or_default();
    let shared_before =
        whole.unit_tokens.0 == whole.unit_tokens.1 && between.first().is_some_and(|t| t.is(",") || t.is(";"));
    let opened = shared_before || between.iter().any(|t| t.is("(") || t.is(":"));
    let named = between.last().is_some_and(names);
    let ended = |t: &Token| t.is(")") || t.is(".") || t.opens || (t.is(";") && !shared_before);
    let closed = between.iter().any(ended);
    let ends = tokens.get(quantity.tokens.1).is_none_or(ends_phrase);
    opened && named && !closed && ends && between.len() <= 8 && whole.unit.as_deref() != Some("%")
}

/// `Số doanh nghiệp thành lập mới 345 (tăng 12%)`: the head of the clause says what is counted.
/// Returns the tokens of that noun.
pub(super) fn counted_by_head(tokens: &[Token], quantity: &Quantity) -> Option<(usize, usize)> {
    let at = quantity.tokens.0;
    let closes = tokens.get(quantity.tokens.1).is_none_or(|t| ends_phrase(t) || t.opens);
    let near = at.saturating_sub(10);
    let from = tokens[near..at].iter().rposition(ends_phrase).map_or(near, |i| near + i + 1);
    let head = (from..at).find(|i| tokens[*i].key == "số" && !tokens[*i + 1..=at].iter().any(|t| t.opens))?;
    let noun = nouns::longest(&keys(tokens, head + 1));
    let beside = tokens[at - 1].word() && !tokens[at - 1].capital() && at > head + noun;
    (closes && beside && noun > 0).then_some((head + 1, head + 1 + noun))
}

/// A number without a unit that still is a figure: written with groups or decimals, or loosened,
/// inside a sentence.
pub(super) fn stands_alone(tokens: &[Token], quantity: &Quantity) -> bool {
    let token = &tokens[quantity.tokens.1 - 1];
    let grouped = token.text.contains(['.', ',']);
    let neighbours = quantity.tokens.0.checked_sub(1).map(|i| &tokens[i]);
    let said = neighbours.is_some_and(|t| {
        matches!(t.key.as_str(), "đạt" | "là" | "có" | "tăng" | "giảm" | "còn" | "được" | "bằng" | "số")
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
    let short = token.text.chars().count() > 1 && token.text.chars().all(char::is_uppercase);
    token.word() && !token.opens && (short || !token.capital())
}

/// The comma, semicolon or colon before the lower-case words that stand before `first`.
fn before_words(tokens: &[Token], first: usize) -> Option<usize> {
    const LONGEST: usize = 5;
    let near = first.saturating_sub(LONGEST + 1);
    let sign = near + tokens[near..first].iter().rposition(|t| !t.word())?;
    let words = &tokens[sign + 1..first];
    let named = words.last().is_some_and(names) && words.iter().all(|t| !t.opens);
    (named && matches!(tokens[sign].text.as_str(), "," | ";" | ":")).then_some(sign)
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
