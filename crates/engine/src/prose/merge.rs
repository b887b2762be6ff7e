//! Two people wrote in one paragraph: the words of both stand in it.

use super::difference::{Names, cut, join, settled};
use model::{Inline, PassageCell, ProseContent, Table};
use similar::{Algorithm, capture_diff_slices};
use std::ops::Range;

/// What came of two editions of one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The paragraph with both.
    pub content: ProseContent,
    /// Both changed the same words in different ways: theirs stand, mine are not in it and want another look.
    pub met: bool,
}

/// `mine` and `theirs` were both made from `base`. What only one of them changed is taken; where both put words into the same
/// gap, theirs come first; where both changed the same words, theirs stay and [`Merged::met`] says so.
pub fn merge(base: &ProseContent, mine: &ProseContent, theirs: &ProseContent) -> Merged {
    let (base, mine, theirs) = (settled(base), settled(mine), settled(theirs));
    let mut met = false;
    let inlines = merge_inlines(&base.inlines, &mine.inlines, &theirs.inlines, &mut met);
    let table = match (&base.table, &mine.table, &theirs.table) {
        (Some(base), Some(mine), Some(theirs)) => Some(merge_tables(base, mine, theirs, &mut met)),
        (base, mine, theirs) => one(base, mine, theirs, &mut met).clone(),
    };
    let kind = *one(&base.kind, &mine.kind, &theirs.kind, &mut met);
    Merged { content: ProseContent { kind, inlines, table }, met }
}

/// The value that was changed; theirs when both changed it.
fn one<'a, T: PartialEq>(base: &'a T, mine: &'a T, theirs: &'a T, met: &mut bool) -> &'a T {
    if mine == base || mine == theirs {
        return theirs;
    }
    if theirs == base {
        return mine;
    }
    *met = true;
    theirs
}

/// Cell by cell while the shape is the same; else the whole table is one value.
fn merge_tables(base: &Table, mine: &Table, theirs: &Table, met: &mut bool) -> Table {
    let shape = |t: &Table| (t.heads, t.rows.iter().map(Vec::len).collect::<Vec<_>>());
    if shape(base) != shape(mine) || shape(base) != shape(theirs) {
        return one(base, mine, theirs, met).clone();
    }
    let mut cell = |((base, mine), theirs): ((&PassageCell, &PassageCell), &PassageCell)| PassageCell {
        inlines: merge_inlines(&base.inlines, &mine.inlines, &theirs.inlines, met),
        columns: *one(&base.columns, &mine.columns, &theirs.columns, &mut false),
        right: *one(&base.right, &mine.right, &theirs.right, &mut false),
    };
    let rows = base.rows.iter().zip(&mine.rows).zip(&theirs.rows);
    let rows = rows.map(|((base, mine), theirs)| base.iter().zip(mine).zip(theirs).map(&mut cell).collect());
    Table { heads: base.heads, rows: rows.collect() }
}

/// A stretch of the base and what stands there instead.
#[derive(Clone, Debug)]
struct Hunk {
    base: Range<usize>,
    new: Range<usize>,
}

/// An edition against the base.
struct Side<'a> {
    pieces: &'a [Inline],
    hunks: Vec<Hunk>,
}

impl Side<'_> {
    /// What this edition says in place of a stretch of the base that no hunk crosses the edge of.
    fn says<'a>(&'a self, base: &'a [Inline], region: &Range<usize>, hunks: &[Hunk]) -> Vec<&'a Inline> {
        let mut out = Vec::new();
        let mut at = region.start;
        for hunk in hunks {
            out.extend(base.get(at..hunk.base.start).unwrap_or_default());
            out.extend(self.pieces.get(hunk.new.clone()).unwrap_or_default());
            at = hunk.base.end;
        }
        out.extend(base.get(at..region.end).unwrap_or_default());
        out
    }
}

fn merge_inlines(base: &[Inline], mine: &[Inline], theirs: &[Inline], met: &mut bool) -> Vec<Inline> {
    if mine == base || mine == theirs {
        return theirs.to_vec();
    }
    if theirs == base {
        return mine.to_vec();
    }
    let (base, mine, theirs) = (cut(base), cut(mine), cut(theirs));
    let mut names = Names::default();
    let root = names.of(&base);
    let mut side = |pieces| Side { pieces, hunks: hunks(&root, &names.of(pieces)) };
    let (mine, theirs) = (side(&mine), side(&theirs));
    let mut out: Vec<Inline> = Vec::new();
    let (mut at, mut a, mut b) = (0, 0, 0);
    while let Some(region) = next_region(&mine.hunks, &theirs.hunks, &mut a, &mut b) {
        out.extend(base.get(at..region.base.start).unwrap_or_default().iter().cloned());
        at = region.base.end;
        let ours = mine.hunks.get(region.mine).unwrap_or_default();
        let others = theirs.hunks.get(region.theirs).unwrap_or_default();
        let mine = mine.says(&base, &region.base, ours);
        let theirs = theirs.says(&base, &region.base, others);
        let chosen = match (ours.is_empty(), others.is_empty()) {
            (false, true) => mine,
            (true, _) => theirs,
            (false, false) if region.base.is_empty() => both(theirs, mine),
            (false, false) => {
                *met |= mine != theirs;
                theirs
            }
        };
        out.extend(chosen.into_iter().cloned());
    }
    out.extend(base.get(at..).unwrap_or_default().iter().cloned());
    join(out)
}

/// Two insertions into one gap: once where one holds the other, else theirs and then mine with a space between.
fn both<'a>(theirs: Vec<&'a Inline>, mine: Vec<&'a Inline>) -> Vec<&'a Inline> {
    static SPACE: std::sync::LazyLock<Inline> = std::sync::LazyLock::new(|| Inline::text(" "));
    let holds = |whole: &[&Inline], part: &[&Inline]| whole.starts_with(part) || whole.ends_with(part);
    if holds(&theirs, &mine) {
        return theirs;
    }
    if holds(&mine, &theirs) {
        return mine;
    }
    let blank =
        |piece: Option<&&Inline>| matches!(piece, Some(Inline::Text { text, .. }) if text.trim().is_empty());
    let apart = blank(theirs.last()) || blank(mine.first());
    theirs.into_iter().chain((!apart).then_some(&*SPACE)).chain(mine).collect()
}

fn hunks(base: &[u32], other: &[u32]) -> Vec<Hunk> {
    let ops = capture_diff_slices(Algorithm::Myers, base, other).into_iter();
    let changed = ops.filter(|op| !matches!(op, similar::DiffOp::Equal { .. }));
    let mut hunks: Vec<Hunk> = Vec::new();
    for op in changed {
        let hunk = Hunk { base: op.old_range(), new: op.new_range() };
        match hunks.last_mut() {
            // A deletion and an insertion side by side are one replacement.
            Some(last) if last.base.end == hunk.base.start && last.new.end == hunk.new.start => {
                last.base.end = hunk.base.end;
                last.new.end = hunk.new.end;
            }
            _ => hunks.push(hunk),
        }
    }
    hunks
}

/// A stretch of the base in which the hunks of one side, or of both, lie.
struct Region {
    base: Range<usize>,
    mine: Range<usize>,
    theirs: Range<usize>,
}

/// The next stretch; hunks that overlap, or that fill the same gap, are one.
fn next_region(mine: &[Hunk], theirs: &[Hunk], a: &mut usize, b: &mut usize) -> Option<Region> {
    let (from_a, from_b) = (*a, *b);
    let order = |hunk: &Hunk| (hunk.base.start, hunk.base.end);
    let first = match (mine.get(*a), theirs.get(*b)) {
        (Some(m), Some(t)) if order(m) < order(t) => m,
        (_, Some(t)) => t,
        (Some(m), None) => m,
        (None, None) => return None,
    };
    let mut base = first.base.clone();
    let joins = |hunk: Option<&Hunk>, base: &Range<usize>| {
        hunk.filter(|h| h.base.start < base.end || h.base == *base).map(|h| h.base.end)
    };
    loop {
        if let Some(end) = joins(mine.get(*a), &base) {
            (base.end, *a) = (base.end.max(end), *a + 1);
        } else if let Some(end) = joins(theirs.get(*b), &base) {
            (base.end, *b) = (base.end.max(end), *b + 1);
        } else {
            return Some(Region { base, mine: from_a..*a, theirs: from_b..*b });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::PassageKind;
    use proptest::prelude::*;

    fn content(text: &str) -> ProseContent {
        let inlines = if text.is_empty() { Vec::new() } else { vec![Inline::text(text)] };
        ProseContent { kind: PassageKind::Body, inlines, table: None }
    }

    fn merged(base: &str, mine: &str, theirs: &str) -> (String, bool) {
        let merged = merge(&content(base), &content(mine), &content(theirs));
        let words = merged.content.inlines.iter().map(|i| match i {
            Inline::Text { text, .. } => text.as_str(),
            _ => "",
        });
        (words.collect(), merged.met)
    }

    #[test]
    fn the_words_of_both_are_there() {
        for (base, mine, theirs, both, met) in [
            ("Trồng rừng.", "Trồng rừng mới.", "Đã trồng rừng.", "Đã trồng rừng mới.", false),
            ("A.", "A. Thêm một câu.", "A. Lại một câu.", "A. Lại một câu. Thêm một câu.", false),
            ("A.", "A. Như nhau.", "A. Như nhau.", "A. Như nhau.", false),
            ("", "Một.", "Hai.", "Hai. Một.", false),
            ("Tăng 5%.", "Tăng 6%.", "Tăng 7%.", "Tăng 7%.", true),
            ("Một hai ba.", "Một ba.", "Một hai ba bốn.", "Một ba bốn.", false),
            ("Một hai ba.", "Một ba.", "Một HAI ba.", "Một HAI ba.", true),
            ("A B", "A m B", "A m B t", "A m B t", false),
        ] {
            assert_eq!(merged(base, mine, theirs), (both.to_owned(), met), "{base} | {mine} | {theirs}");
        }
    }

    #[test]
    fn tables_are_merged_cell_by_cell() {
        let table = |cells: [&str; 2]| ProseContent {
            kind: PassageKind::Table,
            inlines: Vec::new(),
            table: Some(Table {
                heads: 0,
                rows: vec![
                    cells
                        .map(|c| PassageCell { inlines: vec![Inline::text(c)], columns: 1, right: false })
                        .to_vec(),
                ],
            }),
        };
        let merged = merge(&table(["a", "b"]), &table(["A", "b"]), &table(["a", "B"]));
        assert_eq!(merged, Merged { content: table(["A", "B"]), met: false });
    }

    proptest! {
        #[test]
        fn one_hand_alone_is_taken_whole(base in "[ab ]{0,12}", other in "[abc ]{0,12}") {
            prop_assert_eq!(merged(&base, &other, &base), (other.clone(), false));
            prop_assert_eq!(merged(&base, &base, &other), (other.clone(), false));
            prop_assert_eq!(merged(&base, &other, &other), (other, false));
        }

        /// Words that one side put in are in the result, unless both met.
        #[test]
        fn nothing_that_was_put_in_is_lost(
            base in prop::collection::vec("[a-e]{1,2}", 0..8),
            mine in prop::collection::vec((0usize..9, "m[0-9]"), 0..4),
            theirs in prop::collection::vec((0usize..9, "t[0-9]"), 0..4),
        ) {
            let put = |words: &[(usize, String)]| {
                let mut text = base.clone();
                for (at, word) in words {
                    text.insert((*at).min(text.len()), word.clone());
                }
                text.join(" ")
            };
            let (text, _) = merged(&base.join(" "), &put(&mine), &put(&theirs));
            for (_, word) in mine.iter().chain(&theirs) {
                prop_assert!(text.contains(word.as_str()), "{} is not in {}", word, text);
            }
        }
    }
}
