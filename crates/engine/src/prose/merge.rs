//! Two people wrote in one paragraph: the words of both stand in it.

use super::difference::{Names, cut, join, settled};
use super::tables::merge_tables;
use model::{Inline, ProseContent};
use similar::{Algorithm, capture_diff_slices};
use std::fmt::Debug;
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
    let chart = one(&base.chart, &mine.chart, &theirs.chart, &mut met).clone();
    let kind = *one(&base.kind, &mine.kind, &theirs.kind, &mut met);
    Merged { content: ProseContent { kind, inlines, table, chart }, met }
}

/// The value that was changed; theirs when both changed it.
pub(super) fn one<'a, T: PartialEq>(base: &'a T, mine: &'a T, theirs: &'a T, met: &mut bool) -> &'a T {
    if mine == base || mine == theirs {
        return theirs;
    }
    if theirs == base {
        return mine;
    }
    *met = true;
    theirs
}

/// A stretch of the base and what stands there instead.
#[derive(Clone, Debug)]
struct Hunk {
    base: Range<usize>,
    new: Range<usize>,
}

/// An edition against the base.
struct Side<'a, T> {
    pieces: &'a [T],
    hunks: Vec<Hunk>,
}

impl<T> Side<'_, T> {
    /// What this edition says in place of a stretch of the base that no hunk crosses the edge of.
    fn says<'a>(&'a self, base: &'a [T], region: &Range<usize>, hunks: Range<usize>) -> Vec<&'a T> {
        let mut out = Vec::new();
        let mut at = region.start;
        for hunk in self.hunks.get(hunks).unwrap_or_default() {
            out.extend(base.get(at..hunk.base.start).unwrap_or_default());
            out.extend(self.pieces.get(hunk.new.clone()).unwrap_or_default());
            at = hunk.base.end;
        }
        out.extend(base.get(at..region.end).unwrap_or_default());
        out
    }
}

/// Merges stretches that both editions made of `base`. Where only one changed something it is taken; where both did, `both`
/// says what comes of what stood there, what theirs says and what mine says.
pub(super) fn merge_lists<T: Clone + Debug>(
    base: &[T],
    mine: &[T],
    theirs: &[T],
    mut both: impl FnMut(&[T], Vec<&T>, Vec<&T>) -> Vec<T>,
) -> Vec<T> {
    let mut names = Names::default();
    let root = names.of(base);
    let mine = Side { pieces: mine, hunks: hunks(&root, &names.of(mine)) };
    let theirs = Side { pieces: theirs, hunks: hunks(&root, &names.of(theirs)) };
    let mut out: Vec<T> = Vec::new();
    let (mut at, mut a, mut b) = (0, 0, 0);
    while let Some(region) = next_region(&mine.hunks, &theirs.hunks, &mut a, &mut b) {
        out.extend(base.get(at..region.base.start).unwrap_or_default().iter().cloned());
        at = region.base.end;
        let (untouched, unheard) = (region.mine.is_empty(), region.theirs.is_empty());
        let ours = mine.says(base, &region.base, region.mine);
        let others = theirs.says(base, &region.base, region.theirs);
        match (untouched, unheard) {
            (false, true) => out.extend(ours.into_iter().cloned()),
            (true, _) => out.extend(others.into_iter().cloned()),
            (false, false) => out.extend(both(base.get(region.base).unwrap_or_default(), others, ours)),
        }
    }
    out.extend(base.get(at..).unwrap_or_default().iter().cloned());
    out
}

pub(super) fn merge_inlines(
    base: &[Inline],
    mine: &[Inline],
    theirs: &[Inline],
    met: &mut bool,
) -> Vec<Inline> {
    if mine == base || mine == theirs {
        return theirs.to_vec();
    }
    if theirs == base {
        return mine.to_vec();
    }
    let words = merge_lists(&cut(base), &cut(mine), &cut(theirs), |base, theirs, mine| {
        let chosen = if base.is_empty() {
            both(theirs, mine)
        } else {
            *met |= mine != theirs;
            theirs
        };
        chosen.into_iter().cloned().collect()
    });
    join(words)
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
        ProseContent::prose(PassageKind::Body, inlines)
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
