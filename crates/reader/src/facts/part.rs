//! Which figure is a part of which: brackets, `trong đó`, `gồm`, lists, footnotes at their anchor.

use super::text::Text;
use model::{Decimal, Fact, FactKind, SourceText};
use std::ops::Range;
use viet::measure_unit;

/// Words that announce parts of the figure before them.
const ANNOUNCE: &[&str] = &["trong đó", "gồm", "bao gồm", "chia ra", "cụ thể", "chia theo", "nhiều nhất"];

/// Sets `part_of` wherever the text says so.
pub(super) fn set_parts(text: &Text, source: &SourceText, facts: &mut [Fact]) {
    for i in 0..facts.len() {
        if facts[i].part_of.is_none() && is_level(&facts[i]) {
            let parent = in_brackets(text, facts, i)
                .or_else(|| announced(text, facts, i))
                .or_else(|| in_note(text, source, facts, i));
            facts[i].part_of = parent.map(|p| facts[p].id.clone());
        }
    }
    for i in 0..facts.len() {
        exact_sum(text, facts, i);
    }
    parts_of_plans(facts);
}

/// Amounts and counts, not shares, changes or thresholds.
fn is_level(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::Actual | FactKind::Plan | FactKind::Estimate | FactKind::TargetFuture)
}

fn same_unit(a: &Fact, b: &Fact) -> bool {
    match (&a.unit, &b.unit) {
        (Some(a), Some(b)) => measure_unit::same(a, b) || narrower(a, b) || narrower(b, a),
        _ => false,
    }
}

/// `bộ hồ sơ` and `hồ sơ`, `hộ gia đình` and `hộ`, `công dân` and `người` count alike.
fn narrower(a: &str, b: &str) -> bool {
    let (a, b) = (viet::fold::key(a), viet::fold::key(b));
    let person = |u: &str| {
        matches!(u, "người" | "công dân" | "đối tượng" | "lao động" | "học sinh" | "học viên" | "bệnh nhân")
    };
    let heads = a.ends_with(&format!(" {b}")) || a.starts_with(&format!("{b} "));
    (heads && measure_unit::is_counted(&a)) || (person(&a) && b == "người")
}

fn fits(part: &Fact, whole: &Fact) -> bool {
    is_level(whole) && part.value.value() <= whole.value.value() && same_unit(part, whole)
}

/// `1.347 ha chè (chè kinh doanh 399 ha)`: brackets right after a figure hold its parts.
fn in_brackets(text: &Text, facts: &[Fact], i: usize) -> Option<usize> {
    let depth = text.depth_of(i);
    if depth == 0 {
        return None;
    }
    let sentence = text.sentence_of(i);
    let whole =
        (0..i).rev().take_while(|p| text.sentence_of(*p) == sentence).find(|p| text.depth_of(*p) < depth)?;
    let inside: Vec<usize> = (whole + 1..facts.len())
        .take_while(|p| text.sentence_of(*p) == sentence && text.depth_of(*p) >= depth)
        .collect();
    if fits(&facts[i], &facts[whole]) {
        return Some(whole);
    }
    (inside.len() >= 2 && sums(facts, &inside, &facts[whole]) && is_level(&facts[whole])).then_some(whole)
}

fn sums(facts: &[Fact], parts: &[usize], whole: &Fact) -> bool {
    let total: Decimal = parts.iter().map(|p| facts[*p].value.value()).sum();
    total == whole.value.value()
}

/// `..., trong đó: a; b`: parts run to the end of the sentence, or through the list that follows a colon.
fn announced(text: &Text, facts: &[Fact], i: usize) -> Option<usize> {
    let sentence = text.sentence_of(i);
    let (from, _) = text.sentences[sentence];
    let at = text.figures[i].tokens.0;
    let cue = (from..at)
        .rev()
        .find(|at| ANNOUNCE.iter().any(|w| text.words_at(*at, w)) && text.open_at(*at) <= text.depth_of(i));
    let (cue, candidates) = match cue {
        Some(cue) => (cue, preceding(text, i, cue)),
        None => {
            let head = text.list_head(sentence)?;
            let cue = text.sentences[head].1;
            (cue, preceding(text, i, cue))
        }
    };
    let wholes: Vec<usize> = candidates.into_iter().rev().filter(|p| fits(&facts[i], &facts[*p])).collect();
    let siblings = siblings(text, facts, i, cue);
    let exact = wholes.iter().copied().find(|p| siblings.len() >= 2 && sums(facts, &siblings, &facts[*p]));
    exact
        .or_else(|| wholes.iter().copied().find(|p| facts[*p].part_of.is_none()))
        .or_else(|| wholes.first().copied())
}

/// Figures before the announcing word: of its own sentence, or of the sentence before when it opens one.
fn preceding(text: &Text, i: usize, cue: usize) -> Vec<usize> {
    let own: Vec<usize> = (0..i).filter(|p| text.figures[*p].tokens.0 < cue).collect();
    let Some(last) = own.last() else { return own };
    let sentence = text.sentence_of(*last);
    let own_sentence = text.sentence_of_token(cue.min(text.tokens.len().saturating_sub(1)));
    if own_sentence.abs_diff(sentence) > 1 && text.list_head(text.sentence_of(i)) != Some(sentence) {
        return Vec::new();
    }
    own.into_iter().filter(|p| text.sentence_of(*p) == sentence).collect()
}

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
    (0..facts.len())
        .filter(|p| text.figures[*p].tokens.0 > cue)
        .filter(in_list)
        .filter(|p| {
            is_level(&facts[*p]) && same_unit(&facts[*p], &facts[i]) && (!bullets || column(*p) == column(i))
        })
        .collect()
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
        .find(|p| fits(&facts[i], &facts[*p]) && facts[*p].value != facts[i].value)
}

/// `22 đơn, đã giải quyết 18 đơn, 04 đơn đang xem xét`: the next figures of the sentence in the
/// same unit add up to this one exactly.
fn exact_sum(text: &Text, facts: &mut [Fact], whole: usize) {
    if !is_level(&facts[whole]) || facts[whole].denominator.is_some() {
        return;
    }
    let sentence = text.sentence_of(whole);
    let next: Range<usize> = whole + 1..facts.len();
    let run: Vec<usize> = next
        .take_while(|p| text.sentence_of(*p) == sentence && is_level(&facts[*p]) && facts[*p].unit.is_some())
        .collect();
    let Some(first) = run.first() else { return };
    let alike: Vec<usize> =
        run.iter().copied().take_while(|p| same_unit(&facts[*first], &facts[*p])).collect();
    let same = same_unit(&facts[*first], &facts[whole]);
    let colon = text.has(text.after(whole), &[":"]);
    let Some(n) = (2..=alike.len()).find(|n| sums(facts, &alike[..*n], &facts[whole])) else { return };
    if same || (colon && n == alike.len()) {
        let id = facts[whole].id.clone();
        for p in &alike[..n] {
            facts[*p].part_of.get_or_insert_with(|| id.clone());
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
            && same_unit(&facts[parent], &facts[i])
        {
            facts[i].kind = FactKind::Plan;
        }
    }
}
