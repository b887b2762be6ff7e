//! Which figure is a part of which: brackets, `trong đó`, `gồm`, lists, footnotes at their anchor.

use super::text::Text;
use model::{Decimal, Fact, FactKind, SourceText};
use std::ops::Range;
use viet::measure_unit::{self, Dimension};

/// Words that announce parts of the figure before them.
const ANNOUNCE: &[&str] = &["trong đó", "gồm", "bao gồm", "chia ra", "cụ thể", "chia theo", "nhiều nhất"];

/// Sets `part_of` wherever the text says so.
pub(super) fn set_parts(text: &Text, source: &SourceText, facts: &mut [Fact]) {
    for i in 0..facts.len() {
        if facts[i].part_of.is_none() && is_level(&facts[i]) {
            let parent = in_brackets(text, facts, i)
                .or_else(|| announced(text, facts, i))
                .or_else(|| in_note(text, source, facts, i))
                .or_else(|| out_of(text, facts, i));
            facts[i].part_of = parent.map(|p| facts[p].id.clone());
        }
    }
    for i in 0..facts.len() {
        exact_sum(text, facts, i);
        sum_of_next_sentence(text, facts, i);
    }
    repeated_in_notes(source, facts);
    parts_of_plans(facts);
}

/// A footnote that opens with the figure it explains states it in the same kind.
fn repeated_in_notes(source: &SourceText, facts: &mut [Fact]) {
    for i in 0..facts.len() {
        let Some(anchor) = facts[i].footnote.and_then(|n| source.notes.get(n)).and_then(|n| n.anchor) else {
            continue;
        };
        let repeats = |f: &&Fact| {
            f.footnote.is_none()
                && f.end <= anchor
                && anchor - f.end < 400
                && f.value == facts[i].value
                && same_unit(f, &facts[i])
        };
        let kind = facts.iter().rev().find(repeats).map(|f| f.kind);
        facts[i].kind = kind.filter(|_| facts[i].kind == FactKind::Actual).unwrap_or(facts[i].kind);
    }
}

/// Amounts and counts, not shares, changes or thresholds.
fn is_level(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::Actual | FactKind::Plan | FactKind::Estimate | FactKind::TargetFuture)
}

/// Units that may add up: convertible, or counted nouns that stand for each other.
fn same_unit(a: &Fact, b: &Fact) -> bool {
    let (Some(a), Some(b)) = (&a.unit, &b.unit) else { return false };
    let base = |unit: &str| measure_unit::lookup(unit).map(|u| (u.dimension, u.base));
    let (left, right) = (viet::fold::key(a), viet::fold::key(b));
    match (base(a), base(b)) {
        _ if left == right => true,
        (Some((x, a)), Some((y, b))) => x == y && (a == b || (x == Dimension::Count && alike(&a, &b))),
        _ => false,
    }
}

/// Nouns by which one thing is counted in two places.
const ALIKE: &[&[&str]] = &[
    &["dự án", "công trình", "tiểu dự án"],
    &["người", "công dân", "đối tượng", "bị can", "lao động", "người lao động", "học viên", "trường hợp"],
    &["vụ", "vụ án", "vụ việc", "tin báo"],
    &["hộ", "hộ gia đình", "hộ dân", "hộ gia đình, cá nhân"],
    &["hồ sơ", "bộ hồ sơ", "bộ"],
    &["lượt", "lượt khách", "lượt người", "khách"],
    &["dn", "doanh nghiệp"],
    &["đơn", "đơn thư"],
    &["trường", "trường học"],
];

fn alike(a: &str, b: &str) -> bool {
    let narrower = |a: &str, b: &str| a.starts_with(b) && a.as_bytes().get(b.len()) == Some(&b' ');
    ALIKE.iter().any(|row| row.contains(&a) && row.contains(&b)) || narrower(a, b) || narrower(b, a)
}

/// The value in the base of its unit, so that `80.000 lượt` compares with `2 triệu lượt`.
fn magnitude(fact: &Fact) -> Decimal {
    let factor = fact.unit.as_deref().and_then(measure_unit::lookup).map_or(Decimal::ONE, |u| u.factor);
    fact.value.value().checked_mul(factor).unwrap_or(Decimal::MAX)
}

fn fits(part: &Fact, whole: &Fact) -> bool {
    is_level(whole) && same_unit(part, whole) && magnitude(part) <= magnitude(whole)
}

/// `250 ha cam (cam cho quả 90 ha)`: brackets right after a figure hold its parts.
fn in_brackets(text: &Text, facts: &[Fact], i: usize) -> Option<usize> {
    let depth = text.depth_of(i);
    if depth == 0 {
        return None;
    }
    let sentence = text.sentence_of(i);
    let whole = (0..i)
        .rev()
        .take_while(|p| text.sentence_of(*p) == sentence)
        .take(MOST)
        .find(|p| text.depth_of(*p) < depth)?;
    let inside: Vec<usize> = (whole + 1..facts.len())
        .take_while(|p| text.sentence_of(*p) == sentence && text.depth_of(*p) >= depth)
        .take(MOST)
        .collect();
    if fits(&facts[i], &facts[whole]) {
        return Some(whole);
    }
    (inside.len() >= 2 && sums(facts, &inside, &facts[whole]) && is_level(&facts[whole])).then_some(whole)
}

fn sums(facts: &[Fact], parts: &[usize], whole: &Fact) -> bool {
    let total = parts.iter().try_fold(Decimal::ZERO, |sum, p| sum.checked_add(magnitude(&facts[*p])));
    total == Some(magnitude(whole))
}

/// `..., trong đó: a; b`: parts run to the end of the sentence, or through the list that follows a colon.
fn announced(text: &Text, facts: &[Fact], i: usize) -> Option<usize> {
    let sentence = text.sentence_of(i);
    let from = text.reach(i);
    let at = text.figures[i].tokens.0;
    let announces =
        |at: &usize| ANNOUNCE.iter().any(|w| text.words_at(*at, w)) && text.open_at(*at) <= text.depth_of(i);
    let cues = (from..at).rev().filter(announces);
    let head = text.list_head(sentence).map(|head| text.sentences[head].1);
    cues.chain(head).find_map(|cue| announced_at(text, facts, i, cue))
}

/// The whole that the announcing word at `cue` splits: the one that the list adds up to, else the nearest.
fn announced_at(text: &Text, facts: &[Fact], i: usize, cue: usize) -> Option<usize> {
    let candidates = preceding(text, facts, i, cue);
    let siblings = siblings(text, facts, i, cue);
    let counted = |p: usize| facts[p].unit.as_deref().is_some_and(measure_unit::is_counted);
    let exact = candidates.iter().rev().copied().find(|p| {
        let comparable = same_unit(&facts[i], &facts[*p]) || (counted(i) && counted(*p));
        siblings.len() >= 2 && is_level(&facts[*p]) && comparable && sums(facts, &siblings, &facts[*p])
    });
    let nearest = exact.or_else(|| candidates.into_iter().rev().find(|p| fits(&facts[i], &facts[*p])))?;
    // `chia theo` splits the first whole once more, not its last part.
    let again = text.key(cue) == "chia";
    let first = facts[nearest].part_of.as_ref().filter(|_| again);
    first.and_then(|id| facts.iter().position(|f| f.id == *id)).or(Some(nearest))
}

/// Figures before the announcing word: of its own sentence, or of the sentence before when it opens one.
fn preceding(text: &Text, facts: &[Fact], i: usize, cue: usize) -> Vec<usize> {
    let eligible = |p: &usize| text.figures[*p].tokens.0 < cue && facts[*p].footnote == facts[i].footnote;
    let Some(last) = (0..i).rev().find(eligible) else { return Vec::new() };
    let sentence = text.sentence_of(last);
    let head = text.list_head(text.sentence_of(i));
    if text.sentence_of_token(cue).abs_diff(sentence) > 1 && head != Some(sentence) {
        return Vec::new();
    }
    let mut own: Vec<usize> = (0..=last)
        .rev()
        .take_while(|p| text.sentence_of(*p) == sentence)
        .take(MOST)
        .take(MOST)
        .filter(eligible)
        .collect();
    own.reverse();
    own
}

/// Figures of one sentence or list that are looked at together.
const MOST: usize = 60;

/// Figures of the same unit in the same place of each item of the list.
fn siblings(text: &Text, facts: &[Fact], i: usize, cue: usize) -> Vec<usize> {
    let column = |p: usize| {
        let sentence = text.sentence_of(p);
        (0..p)
            .rev()
            .take_while(|q| text.sentence_of(*q) == sentence && text.figures[*q].tokens.0 > cue)
            .count()
    };
    let in_list = |p: &usize| {
        text.sentence_of(*p) == text.sentence_of(i)
            || (text.list_head(text.sentence_of(*p)).is_some()
                && text.list_head(text.sentence_of(*p)) == text.list_head(text.sentence_of(i)))
    };
    let bullets = text.list_head(text.sentence_of(i)).is_some();
    let first = text.figures.partition_point(|q| q.tokens.0 <= cue);
    (first..facts.len())
        .take_while(|p| text.sentence_of(*p) <= text.sentence_of(i) + MOST)
        .take(MOST)
        .filter(in_list)
        .filter(|p| {
            is_level(&facts[*p]) && same_unit(&facts[*p], &facts[i]) && (!bullets || column(*p) == column(i))
        })
        .collect()
}

/// `9/20 chỉ tiêu` after `20 chỉ tiêu`: the denominator is the whole.
fn out_of(text: &Text, facts: &[Fact], i: usize) -> Option<usize> {
    let total = facts[i].denominator?;
    let near = |p: &usize| text.sentence_of(i) - text.sentence_of(*p) <= 1;
    (0..i).rev().take_while(near).find(|p| {
        is_level(&facts[*p])
            && facts[*p].value.value() == total
            && facts[*p].denominator.is_none()
            && same_unit(&facts[i], &facts[*p])
    })
}

/// Figures of a footnote are parts of the figure of the same unit before its mark.
fn in_note(text: &Text, source: &SourceText, facts: &[Fact], i: usize) -> Option<usize> {
    let note = source.notes.get(facts[i].footnote?)?;
    let anchor = note.anchor?;
    let last = facts.iter().rposition(|f| f.end <= anchor && f.footnote.is_none())?;
    let sentence = text.sentence_of(last);
    (0..=last)
        .rev()
        .take_while(|p| text.sentence_of(*p) == sentence)
        .take(MOST)
        .find(|p| fits(&facts[i], &facts[*p]) && facts[*p].value != facts[i].value)
}

/// `45 đơn, đã giải quyết 38 đơn, 07 đơn đang xem xét`: the next figures of the sentence in the
/// same unit add up to this one exactly.
fn exact_sum(text: &Text, facts: &mut [Fact], whole: usize) {
    if !is_level(&facts[whole]) || facts[whole].denominator.is_some() {
        return;
    }
    let sentence = text.sentence_of(whole);
    let next: Range<usize> = whole + 1..facts.len();
    let run: Vec<usize> = next
        .take_while(|p| text.sentence_of(*p) == sentence && is_level(&facts[*p]) && facts[*p].unit.is_some())
        .take(MOST)
        .collect();
    let Some(first) = run.first() else { return };
    let alike: Vec<usize> =
        run.iter().copied().take_while(|p| same_unit(&facts[*first], &facts[*p])).collect();
    let same = same_unit(&facts[*first], &facts[whole]);
    let colon = text.has(text.after(whole), &[":"]);
    // Small numbers add up by chance.
    if !colon && facts[whole].value.value() < Decimal::TEN {
        return;
    }
    let Some(n) = (2..=alike.len()).find(|n| sums(facts, &alike[..*n], &facts[whole])) else { return };
    if same || (colon && n == alike.len()) {
        let id = facts[whole].id.clone();
        for p in &alike[..n] {
            facts[*p].part_of.get_or_insert_with(|| id.clone());
        }
    }
}

/// `nhận 590 hồ sơ. Đã trả 577 hồ sơ (...); còn 13 hồ sơ.`: the figures of one of the next two sentences,
/// brackets left out, add up to the last figure of this one exactly.
fn sum_of_next_sentence(text: &Text, facts: &mut [Fact], whole: usize) {
    let sentence = text.sentence_of(whole);
    if !is_level(&facts[whole])
        || facts[whole].denominator.is_some()
        || facts[whole].value.value() < Decimal::ONE_HUNDRED
    {
        return;
    }
    for next in sentence + 1..sentence + 4 {
        let outer: Vec<usize> = (whole + 1..facts.len())
            .take_while(|p| text.sentence_of(*p) <= next)
            .take(MOST)
            .filter(|p| text.sentence_of(*p) == next && text.depth_of(*p) == 0 && is_level(&facts[*p]))
            .filter(|p| same_unit(&facts[*p], &facts[whole]))
            .collect();
        if outer.len() >= 2 && sums(facts, &outer, &facts[whole]) {
            let id = facts[whole].id.clone();
            for p in outer {
                facts[p].part_of.get_or_insert_with(|| id.clone());
            }
            return;
        }
    }
}

/// Parts of a plan in its own unit are planned as well, unless they say otherwise.
fn parts_of_plans(facts: &mut [Fact]) {
    for i in 0..facts.len() {
        let Some(parent) = facts[i].part_of.as_ref().and_then(|id| facts.iter().position(|f| f.id == *id))
        else {
            continue;
        };
        if facts[parent].kind == FactKind::Plan
            && facts[i].kind == FactKind::Actual
            && facts[i].denominator.is_none()
            && same_unit(&facts[parent], &facts[i])
        {
            facts[i].kind = FactKind::Plan;
        }
    }
}
