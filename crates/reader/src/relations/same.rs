//! The same figure stated in two places.

use super::view::{Class, Figure, View, printed};
use model::{Decimal, FactKind, Relation, RelationKind, Strength};
use std::collections::BTreeSet;

/// Two numbers for one thing differ by a slip, not by being different things, up to this part.
const SLIP: Decimal = Decimal::from_parts(5, 0, 0, false, 2);
/// Below this, equal numbers of things mean little.
const CHANCE: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// Each figure is compared with each other one; a report has some hundreds.
const MOST_FIGURES: usize = 3000;

pub(super) fn repeats(view: &View<'_>) -> Vec<Relation> {
    let mut found = Vec::new();
    let stock: Vec<(&Figure<'_>, BTreeSet<String>, BTreeSet<String>)> = view
        .figures
        .iter()
        .filter(|f| {
            f.adds_up() && f.fact.kind == FactKind::Actual || f.adds_up() && f.fact.kind == FactKind::Plan
        })
        .filter(|f| f.value() >= CHANCE)
        .take(MOST_FIGURES)
        .map(|f| (f, phrase(view, f)))
        .map(|(f, said)| (f, said.union(&words(&f.fact.subject)).cloned().collect(), said))
        .collect();
    for (at, (first, topic, said)) in stock.iter().enumerate() {
        for (second, other, other_said) in stock.iter().skip(at + 1) {
            if !first.class.is(&second.class) || first.fact.place != second.fact.place {
                continue;
            }
            let equal = first.value() == second.value();
            if equal && first.sentence != second.sentence && is_telling(first) {
                if is_note_of(view, first, second) || is_alike(topic, other) {
                    found.push(same(first, second, true));
                }
                continue;
            }
            let one_thing = said == other_said && said.len() >= 3 && first.fact.kind == second.fact.kind;
            if !equal && one_thing && is_slip(first, second) && may_be_compared(view, first, second) {
                found.push(same(first, second, false));
            }
        }
    }
    found
}

pub(super) fn same(first: &Figure<'_>, second: &Figure<'_>, holds: bool) -> Relation {
    let sign = if holds { "=" } else { "≠" };
    Relation {
        kind: RelationKind::Same,
        members: vec![first.fact.id.clone(), second.fact.id.clone()],
        holds,
        strength: if holds { Strength::Stated } else { Strength::Inferred },
        expression: printed(&[first, second]).join(&format!(" {sign} ")),
    }
}

/// Words that say nothing about what is counted.
const EMPTY: &str = "số tổng có được đã là ở tại trên của các những và cho để với về do trong đang hiện nay đạt toàn \
    huyện xã tỉnh địa bàn người công dân đối tượng làm việc thực thường xuyên một này cả lượt đến từ ra theo tính";

/// Words that begin what is done or needed and no longer name what is counted: `12 hộ nghèo cần hỗ trợ`.
const PREDICATES: [&str; 7] = ["cần", "phải", "để", "khi", "nhằm", "sẽ", "nên"];

/// The words that name what a figure counts.
fn phrase(view: &View<'_>, figure: &Figure<'_>) -> BTreeSet<String> {
    let named: Vec<&str> =
        view.phrase_after(figure).split_whitespace().take_while(|word| !PREDICATES.contains(word)).collect();
    words(&named.join(" "))
}

fn words(text: &str) -> BTreeSet<String> {
    let empty: BTreeSet<&str> = EMPTY.split_whitespace().collect();
    viet::fold::key(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !empty.contains(word))
        .map(str::to_owned)
        .collect()
}

/// Most words of the shorter topic are in the longer one.
fn is_alike(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let common = a.intersection(b).count();
    let shorter = a.len().min(b.len());
    common >= 3 && common * 3 >= shorter * 2
}

fn is_slip(a: &Figure<'_>, b: &Figure<'_>) -> bool {
    (a.value() - b.value()).abs().checked_div(a.value().max(b.value())).is_some_and(|part| part <= SLIP)
}

/// Equal measured amounts say something when they have three digits or more.
fn is_telling(figure: &Figure<'_>) -> bool {
    let digits = figure.fact.value.value().mantissa().unsigned_abs().to_string().len();
    matches!(figure.class, Class::Counted(_)) || digits >= 3
}

/// Two figures of one sentence, of two stated times or of two places are meant to differ.
fn may_be_compared(view: &View<'_>, a: &Figure<'_>, b: &Figure<'_>) -> bool {
    let times = (a.fact.window.as_of, b.fact.window.as_of);
    let different_days = matches!(times, (Some(x), Some(y)) if x != y);
    let lead = |figure: &Figure<'_>| {
        let start = view.sentence(figure.sentence).map_or(figure.fact.start, |span| span.start);
        view.text(&(start..figure.fact.start))
    };
    let differ = |x: BTreeSet<String>, y: BTreeSet<String>| x != y && !(x.is_empty() || y.is_empty());
    let places = |text: &str| -> BTreeSet<String> {
        crate::document::places(text).into_iter().map(|(level, name)| format!("{level} {name}")).collect()
    };
    let elsewhere = differ(places(lead(a)), places(lead(b)));
    let other_time = differ(times_in(lead(a)), times_in(lead(b)));
    a.sentence != b.sentence && !different_days && !elsewhere && !other_time
}

/// `tháng 5`, `quý II`, `năm 2023` in a text.
fn times_in(text: &str) -> BTreeSet<String> {
    let key = viet::fold::key(text);
    let words: Vec<&str> =
        key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let named = words.windows(2).filter_map(|pair| match pair {
        [kind @ ("tháng" | "quý" | "năm"), number] if number.len() <= 4 => {
            Some(format!("{kind} {number}"))
        }
        _ => None,
    });
    named.filter(|time| time.ends_with(|c: char| c.is_ascii_digit() || matches!(c, 'i' | 'v'))).collect()
}

/// The footnote says the figure of its sentence again.
fn is_note_of(view: &View<'_>, body: &Figure<'_>, note: &Figure<'_>) -> bool {
    let anchor =
        note.fact.footnote.and_then(|index| view.source.notes.get(index)).and_then(|note| note.anchor);
    let near = |anchor: usize| {
        view.sentence(body.sentence).is_some_and(|span| span.start <= anchor && anchor <= span.end)
    };
    body.fact.footnote.is_none() && anchor.is_some_and(near)
}
