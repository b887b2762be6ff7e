//! A change against the figures before and after it: `từ 7,57% xuống còn 6,6%, giảm 0,97%`.

use super::slip;
use super::view::{Figure, Span, View, add, printed};
use model::{Decimal, FactKind, Interval, Relation, RelationKind, Strength};
use viet::letter::{lower, reads};

pub(super) fn differences(view: &View<'_>) -> Vec<Relation> {
    let sentences = view.sentences.iter().map(|(span, _)| span);
    sentences.flat_map(|span| difference(view, span).into_iter().chain(against_base(view, span))).collect()
}

/// `đạt 51,2 triệu, tăng 23,7 triệu so với năm 2015 (27,5 triệu)`: told when it holds.
fn against_base(view: &View<'_>, sentence: &Span) -> Vec<Relation> {
    let here: Vec<&Figure<'_>> = view.within(sentence).filter_map(|index| view.figure_at(index)).collect();
    let mut found = Vec::new();
    for (at, change) in here.iter().enumerate().filter(|(_, f)| f.fact.kind == FactKind::ChangeAbs) {
        let level = |at: usize| {
            let figure = here.get(at).filter(|f| f.fact.kind != FactKind::ChangeAbs)?;
            (same_unit(figure, change) && is_exact(figure)).then_some(*figure)
        };
        let before: Vec<&Figure<'_>> = (1..=3).filter_map(|back| level(at.checked_sub(back)?)).collect();
        let said = |words: &[&str]| {
            let around =
                view.text(&(change.fact.start.saturating_sub(20)..(change.fact.end + 40).min(sentence.end)));
            let around = lower(around);
            words.iter().any(|word| around.contains(word))
        };
        let other = before.get(1).copied().filter(|_| {
            said(&["xuất siêu", "nhập siêu", "chênh lệch", "thiếu"])
                || (before.iter().take(2).any(|f| f.fact.kind == FactKind::Plan) && said(&["kế hoạch"]))
        });
        let (Some(value), Some(base)) = (before.first(), level(at + 1).or(other)) else {
            continue;
        };
        let up = value.fact.value.value() >= base.fact.value.value();
        let (larger, smaller) = if up { (*value, base) } else { (base, *value) };
        if is_exact(change) && fits(larger, smaller, change) {
            found.push(Relation { strength: Strength::Inferred, ..relation(larger, smaller, change, true) });
        }
    }
    found
}

fn is_exact(figure: &Figure<'_>) -> bool {
    let fact = figure.fact;
    fact.approx.is_none()
        && fact.high.is_none()
        && fact.denominator.is_none()
        && fact.value.value() > Decimal::ZERO
}

/// The first figure of a sentence that words lead `từ` … `xuống` or `lên` another, and the change beside the two.
fn difference(view: &View<'_>, sentence: &Span) -> Option<Relation> {
    let here: Vec<&Figure<'_>> = view.within(sentence).filter_map(|index| view.figure_at(index)).collect();
    let (at, pair) = here.windows(2).enumerate().find(|(_, pair)| is_move(view, sentence, pair))?;
    let [from, to] = pair else { return None };
    let beside =
        [at.checked_sub(1), Some(at + 2)].into_iter().flatten().filter_map(|at| here.get(at).copied());
    let is_change = |f: &&Figure<'_>| {
        matches!(f.fact.kind, FactKind::ChangeAbs | FactKind::ChangePct)
            && same_unit(f, from)
            && f.fact.approx.is_none()
    };
    let (larger, smaller) =
        if from.fact.value.value() >= to.fact.value.value() { (from, to) } else { (to, from) };
    let changes: Vec<&Figure<'_>> = beside.filter(is_change).collect();
    if let Some(change) = changes.iter().find(|change| fits(larger, smaller, change)) {
        return Some(relation(larger, smaller, change, true));
    }
    let [change] = changes.as_slice() else { return None };
    let slipped = slip::meant(change.fact.value)
        .iter()
        .any(|meant| fits_in(larger, smaller, interval(change, Some(*meant))));
    slipped.then(|| relation(larger, smaller, change, false))
}

/// `từ A xuống còn B`: neither loosened, in one unit.
fn is_move(view: &View<'_>, sentence: &Span, pair: &[&Figure<'_>]) -> bool {
    let [from, to] = pair else { return false };
    let lead = view.text(&(sentence.start.max(from.fact.start.saturating_sub(30))..from.fact.start));
    let clause = lead.rsplit([',', ';', '(']).next().unwrap_or_default();
    let opened = || clause.split_whitespace().any(|word| reads(word, "từ"));
    let moved = || {
        let between = lower(view.text(&(from.fact.end..to.fact.start)));
        !between.contains([';', '(']) && ["xuống", "lên", "còn"].iter().any(|word| between.contains(word))
    };
    is_exact(from) && is_exact(to) && opened() && moved() && same_unit(from, to)
}

/// Percentage points are told in percent as well.
fn same_unit(a: &Figure<'_>, b: &Figure<'_>) -> bool {
    let is_percent = |f: &Figure<'_>| {
        f.fact.unit.as_deref().is_some_and(|unit| unit.contains(['%', 'ă']) && unit.ends_with(['%', 'm']))
    };
    // `51,2 triệu đồng/năm` grew by `23,7 triệu đồng`.
    let own =
        |f: &Figure<'_>| f.fact.unit.as_deref().and_then(|unit| unit.split('/').next()).map(viet::fold::key);
    (a.class.is(&b.class) && a.factor == b.factor) || own(a) == own(b) || (is_percent(a) && is_percent(b))
}

fn interval(figure: &Figure<'_>, number: Option<model::Number>) -> Interval {
    let counted = matches!(figure.class, super::view::Class::Counted(_));
    number.unwrap_or(figure.fact.value).interval(counted, None)
}

fn fits(larger: &Figure<'_>, smaller: &Figure<'_>, change: &Figure<'_>) -> bool {
    fits_in(larger, smaller, interval(change, None))
}

fn fits_in(larger: &Figure<'_>, smaller: &Figure<'_>, change: Interval) -> bool {
    add([interval(smaller, None), change].into_iter()).meets(interval(larger, None))
}

fn relation(larger: &Figure<'_>, smaller: &Figure<'_>, change: &Figure<'_>, holds: bool) -> Relation {
    let sign = if holds { "=" } else { "≠" };
    let members = [larger, smaller, change];
    let numbers = printed(&members);
    let expression = match numbers.as_slice() {
        [larger, smaller, change] => format!("{larger} − {smaller} {sign} {change}"),
        _ => String::new(),
    };
    let members = members.iter().map(|f| f.fact.id.clone()).collect();
    Relation { kind: RelationKind::Sum, members, holds, strength: Strength::Stated, expression }
}
