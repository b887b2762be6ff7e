//! Damaged headings: fused in one line, without the stop behind the number, with the number lost or of another kind.

use super::label::{ARABIC, Label, ROMAN, SIGN, label, unstopped as label_unstopped};
use super::tree::Tree;
use super::{Line, SHORT_WORDS, is_longer};
use std::collections::BTreeMap;

/// Bytes of a line in which a second heading is looked for.
const FUSED_REACH: usize = 300;

/// Cuts a line in which headings were fused (`I. KINH TẾ 1. Nông nghiệp`), before each number that begins a level
/// or goes on with the one before.
pub(super) fn fused<'t>(line: &Line<'t>) -> Vec<&'t str> {
    let mut pieces = Vec::new();
    let mut rest = line.text;
    let mut own = line.label.clone();
    while let Some((at, label)) = own.as_ref().and_then(|own| second_label(rest, own)) {
        let (piece, after) = rest.split_at(at);
        pieces.push(piece);
        (rest, own) = (after, Some(label));
    }
    pieces.push(rest);
    pieces
}

/// Where the next label begins in a line with a label, and that.
fn second_label(text: &str, own: &Label) -> Option<(usize, Label)> {
    let words = text.get(own.length..).filter(|_| own.rank < SIGN)?;
    let blank = |c: char| matches!(c, ' ' | '\t' | '\u{a0}' | '\n');
    // What stands before it is a title: short, without figures and signs.
    let title =
        words.find(|c: char| c.is_ascii_digit() || matches!(c, ';' | ':' | '(')).unwrap_or(words.len());
    let starts = words.match_indices(blank).map(|(at, blank)| at + blank.len());
    let starts = starts.take_while(|at| *at <= title && own.length + at < FUSED_REACH);
    let mut found = starts.filter_map(|at| {
        let (head, after) = words.split_at_checked(at)?;
        let inner = label(after).filter(|inner| follows(own, head.trim(), inner, after))?;
        (!is_longer(head, SHORT_WORDS)).then_some((own.length + at, inner))
    });
    found.next()
}

/// Whether a number within a line begins a heading of its own.
fn follows(own: &Label, head: &str, inner: &Label, after: &str) -> bool {
    let capital = after.get(inner.length..).is_some_and(|words| words.starts_with(char::is_uppercase));
    let first_below = inner.count == Some(1) && own.rank < inner.rank && inner.rank < SIGN;
    let shouted = head.chars().filter(|c| viet::letter::is_letter(*c)).count() > 2
        && !head.contains(char::is_lowercase);
    let one_phrase = !head.contains(',');
    let nested = inner.number == format!("{}.1", own.number) || (one_phrase && inner.number == "a");
    let beside = own.rank == inner.rank && inner.count == own.count.map(|count| count.saturating_add(1));
    capital && ((first_below && (shouted || nested)) || (beside && one_phrase && own.rank >= ROMAN))
}

/// A number whose stop was forgotten, where it goes on counting or stands before capitals.
pub(super) fn unstopped(text: &str, tree: &Tree) -> Option<Label> {
    let found = label_unstopped(text)?;
    let words = text.get(found.length..)?;
    let short = !is_longer(words, SHORT_WORDS) && !words.ends_with(['.', ';', ',']);
    let expected = tree.continues(found.rank, found.count)
        || (found.rank == ROMAN && super::is_capitals(words) && words.contains(' '));
    (short && expected).then_some(found)
}

/// A number of the wrong kind goes on with the kind that waits for it: `I. KINH TẾ`, then `2. VĂN HÓA`.
pub(super) fn settled(label: Label, text: &str, tree: &Tree) -> Label {
    let capitals = text.get(label.length..).is_some_and(super::is_capitals);
    let waits = |rank: u8| tree.continues(rank, label.count);
    let rank = match label.rank {
        ARABIC if capitals && waits(ROMAN) && !waits(ARABIC) && tree.is_in_capitals(ROMAN) => ROMAN,
        ROMAN if !capitals && waits(ARABIC) && !waits(ROMAN) => ARABIC,
        own => own,
    };
    Label { rank, ..label }
}

/// Lines that stand where a count left out one number: their own was lost. By line: the rank and the count.
pub(super) fn lost_numbers(lines: &[Line<'_>]) -> BTreeMap<usize, (u8, u32)> {
    let mut lost = BTreeMap::new();
    // The last number of every rank that is open, and its line.
    let mut last: BTreeMap<u8, (u32, usize)> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(Label { rank, count: Some(count), .. }) = line.label else { continue };
        last.retain(|open, _| *open <= rank);
        let counted_by_words = (ROMAN..ARABIC + 5).contains(&rank);
        if let Some((before, from)) = last.insert(rank, (count, at)).filter(|_| counted_by_words)
            && before.checked_add(2) == Some(count)
            && let Some(found) = lone_title(lines, from + 1, at)
        {
            lost.insert(found, (rank, before + 1));
        }
    }
    lost
}

/// The only line between two others that reads like a title, or the only one of them in bold.
fn lone_title(lines: &[Line<'_>], from: usize, to: usize) -> Option<usize> {
    let like_title = |at: &usize| {
        lines.get(*at).is_some_and(|line| {
            let text = line.text.trim_end();
            text.starts_with(char::is_uppercase)
                && !is_longer(text, SHORT_WORDS)
                && !text.ends_with(['.', ';', ',', '/'])
                && !text.contains(|c: char| c.is_ascii_digit())
                && label(text).is_none()
        })
    };
    // The line right behind a heading may go on with it; one before the next number has nothing below it.
    let titles: Vec<usize> = (from..to.saturating_sub(1)).filter(like_title).collect();
    let bold: Vec<usize> =
        titles.iter().copied().filter(|at| lines.get(*at).is_some_and(|line| line.block.bold)).collect();
    match (titles.as_slice(), bold.as_slice()) {
        ([only], _) | (_, [only]) => Some(*only),
        _ => None,
    }
}
