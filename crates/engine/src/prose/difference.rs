//! Texts held against each other word by word.

use model::{Inline, ProseContent};
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;
use std::fmt::Debug;

/// A stretch that both texts have, or one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Piece {
    /// Whether it stayed.
    pub kind: PieceKind,
    /// The words.
    pub text: String,
}

/// What became of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PieceKind {
    /// Both texts have it.
    Same,
    /// Only the earlier one.
    Gone,
    /// Only the later one.
    New,
}

/// Words, runs of spaces and single signs of a text, in order; joined they are the text. A number with its dots and commas is
/// one word.
pub fn words(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            c if c.is_whitespace() => run(rest, char::is_whitespace),
            c if c.is_alphanumeric() => word(rest),
            c => c.len_utf8(),
        };
        let (head, tail) = rest.split_at(length);
        out.push(head);
        rest = tail;
    }
    out
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// Letters and digits, and the dots and commas between two digits.
fn word(text: &str) -> usize {
    let mut end = run(text, char::is_alphanumeric);
    loop {
        let (before, after) = text.split_at(end);
        let between = before.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(['.', ',']);
        let next = after.get(1..).filter(|rest| between && rest.starts_with(|c: char| c.is_ascii_digit()));
        match next {
            Some(rest) => end += 1 + run(rest, char::is_alphanumeric),
            None => return end,
        }
    }
}

/// What changed from one text to another, word by word.
pub fn between(before: &str, after: &str) -> Vec<Piece> {
    let (before, after) = (words(before), words(after));
    let mut pieces: Vec<Piece> = Vec::new();
    let mut push = |kind, words: &[&str]| {
        let text = words.concat();
        match pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.kind == kind => last.text.push_str(&text),
            _ => pieces.push(Piece { kind, text }),
        }
    };
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        let (old, new) = (before.get(op.old_range()), after.get(op.new_range()));
        match op {
            DiffOp::Equal { .. } => push(PieceKind::Same, old.unwrap_or_default()),
            _ => {
                push(PieceKind::Gone, old.unwrap_or_default());
                push(PieceKind::New, new.unwrap_or_default());
            }
        }
    }
    pieces
}

/// A paragraph's content cut into words, each a stretch of its own; figures, mentions and marks are whole.
pub(super) fn cut(inlines: &[Inline]) -> Vec<Inline> {
    let pieces = inlines.iter().flat_map(|inline| match inline {
        Inline::Text { text, bold, italic } => words(text)
            .into_iter()
            .map(|word| Inline::Text { text: word.to_owned(), bold: *bold, italic: *italic })
            .collect(),
        other => vec![other.clone()],
    });
    pieces.collect()
}

/// Neighbouring words of one face joined; the inverse of [`cut`].
pub fn join(pieces: impl IntoIterator<Item = Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for piece in pieces {
        match (out.last_mut(), piece) {
            (_, Inline::Text { text, .. }) if text.is_empty() => {}
            (Some(Inline::Text { text: last, bold: b, italic: i }), Inline::Text { text, bold, italic })
                if (*b, *i) == (bold, italic) =>
            {
                last.push_str(&text)
            }
            (_, piece) => out.push(piece),
        }
    }
    out
}

/// Content in its one spelling: words joined, letters composed.
pub fn settled(content: &ProseContent) -> ProseContent {
    let inlines = |inlines: &[Inline]| {
        join(inlines.iter().map(|inline| match inline {
            Inline::Text { text, bold, italic } => {
                Inline::Text { text: viet::fold::nfc(text).to_string(), bold: *bold, italic: *italic }
            }
            other => other.clone(),
        }))
    };
    let mut content = content.clone();
    content.inlines = inlines(&content.inlines);
    for cell in content.table.iter_mut().flat_map(|t| &mut t.rows).flatten() {
        cell.inlines = inlines(&cell.inlines);
        cell.columns = cell.columns.max(1);
    }
    content
}

/// Stretches as small numbers, the same number for the same stretch.
#[derive(Default)]
pub(super) struct Names {
    known: BTreeMap<String, u32>,
}

impl Names {
    /// Every stretch by its number.
    pub fn of<T: Debug>(&mut self, pieces: &[T]) -> Vec<u32> {
        let name = |piece: &T| {
            let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
            *self.known.entry(format!("{piece:?}")).or_insert(next)
        };
        pieces.iter().map(name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_words_numbers_spaces_and_signs() {
        assert_eq!(
            words("Đạt 1.347,19 ha,  tăng 5%."),
            ["Đạt", " ", "1.347,19", " ", "ha", ",", "  ", "tăng", " ", "5", "%", "."]
        );
    }

    #[test]
    fn what_changed_reads_as_a_sentence() {
        let shown = |before, after| -> String {
            let sign = |p: &Piece| match p.kind {
                PieceKind::Same => p.text.clone(),
                PieceKind::Gone => format!("[-{}-]", p.text),
                PieceKind::New => format!("[+{}+]", p.text),
            };
            between(before, after).iter().map(sign).collect()
        };
        assert_eq!(
            shown("Trồng 12 ha rừng.", "Trồng 15 ha rừng mới."),
            "Trồng [-12-][+15+] ha rừng[+ mới+]."
        );
        assert_eq!(shown("", "Mới."), "[+Mới.+]");
        assert_eq!(shown("Cũ", "Cũ"), "Cũ");
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_their_difference(a in "[ab ,.1-3]{0,30}", b in "[ab ,.1-3]{0,30}") {
            let pieces = between(&a, &b);
            let side = |gone| -> String {
                pieces.iter().filter(|p| p.kind != gone).map(|p| p.text.as_str()).collect()
            };
            prop_assert_eq!(side(PieceKind::New), a);
            prop_assert_eq!(side(PieceKind::Gone), b);
        }
    }
}
