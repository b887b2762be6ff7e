//! What a figure states: done, planned, a share, a change ...; the first rule that fits decides.

mod amount;
mod beside;
mod future;
mod percent;

use super::around::Around;
use super::cue::{self, Cue};
use super::text::Text;
use amount::AMOUNT;
use future::{Future, set_future};
use model::{Fact, FactField, FactKind, OutlineItem, SourceText};
use percent::PERCENT;

pub(super) use beside::parts_of_estimates;

/// What a rule says of a figure, and by which words.
struct Ruling {
    kind: FactKind,
    direction: Option<&'static str>,
    rule: &'static str,
    words: (usize, usize),
}

impl Ruling {
    fn of(kind: FactKind, rule: &'static str, words: (usize, usize)) -> Option<Self> {
        Some(Self { kind, direction: None, rule, words })
    }

    /// A change in the direction of its verb.
    fn change(kind: FactKind, rule: &'static str, verb: Cue) -> Option<Self> {
        let direction = Some(if verb.senses.any(cue::UP.or(cue::GROWTH)) { "up" } else { "down" });
        Some(Self { kind, direction, rule, words: verb.words() })
    }

    /// A change in the direction of another figure.
    fn like(kind: FactKind, rule: &'static str, other: &Fact, words: (usize, usize)) -> Option<Self> {
        let direction = match other.direction.as_deref() {
            Some("up") => Some("up"),
            Some(_) => Some("down"),
            None => None,
        };
        Some(Self { kind, direction, rule, words })
    }
}

/// Looks at a figure among those before it.
type Rule = fn(&Around, &Fact, &[Fact]) -> Option<Ruling>;

/// Sets kind, direction, comparison and the estimated mark of every fact.
pub(super) fn set_kinds(
    text: &Text,
    source: &SourceText,
    outline: &[OutlineItem],
    year: Option<i16>,
    facts: &mut [Fact],
) {
    let future = Future::new(year, outline);
    for i in 0..facts.len() {
        let (done, rest) = facts.split_at_mut(i);
        let Some(fact) = rest.first_mut() else { continue };
        if let Some(cell) = text.cells.get(&text.figures[i].tokens.0) {
            fact.kind = cell.kind;
            fact.direction = cell.direction.map(str::to_owned);
            fact.comparison.clone_from(&cell.comparison);
            fact.estimated = cell.kind == FactKind::Estimate;
            continue;
        }
        let around = Around::new(text, i);
        set_kind(&around, fact, done);
        set_future(&around, &future, super::place_in_body(source, fact), fact, done);
        if let Some((rule, words)) = around.comparison(fact.kind) {
            fact.comparison = Some(viet::quantity::printed(&text.tokens[words.0..words.1]));
            fact.because.push(text.because(FactField::Comparison, rule, words));
        }
    }
    carry_bases_back(text, facts);
    beside::results_and_plans(text, facts);
}

fn set_kind(around: &Around, fact: &mut Fact, done: &[Fact]) {
    let text = around.text;
    let rules = if text.is_percent(around.figure) { PERCENT } else { AMOUNT };
    let Some(ruling) = rules.iter().find_map(|rule| rule(around, fact, done)) else { return };
    fact.kind = ruling.kind;
    fact.direction = ruling.direction.map(str::to_owned);
    fact.because.push(text.because(FactField::Kind, ruling.rule, ruling.words));
    if fact.direction.is_some() {
        fact.because.push(text.because(FactField::Direction, ruling.rule, ruling.words));
    }
    let actual = fact.kind == FactKind::Actual;
    let of_level = || {
        let goes_on = around.estimate_goes_on(done).map(|words| ("estimate-goes-on", words));
        goes_on.or_else(|| around.estimated_paragraph().map(|words| ("estimated-paragraph", words)))
    };
    let own = around.estimate(done).map(|words| ("estimate-word", words));
    let Some((rule, words)) = own.or_else(|| of_level().filter(|_| actual)) else { return };
    fact.estimated = true;
    fact.because.push(text.because(FactField::Estimated, rule, words));
    if actual {
        reset(text, fact, FactKind::Estimate, rule, words);
    }
}

/// Puts another kind, with another reason.
pub(super) fn reset(text: &Text, fact: &mut Fact, kind: FactKind, rule: &'static str, words: (usize, usize)) {
    fact.kind = kind;
    fact.because.retain(|because| because.field != FactField::Kind);
    fact.because.push(text.because(FactField::Kind, rule, words));
}

/// `ngô giảm 8%; lạc giảm 5% so với cùng kỳ`: the base named last holds for the list.
fn carry_bases_back(text: &Text, facts: &mut [Fact]) {
    for i in (1..facts.len()).rev() {
        let (before, after) = facts.split_at_mut(i);
        let (Some(fact), Some(next)) = (before.last_mut(), after.first()) else { continue };
        let same = text.sentence_of(i - 1) == text.sentence_of(i) && fact.kind == next.kind;
        if same
            && fact.comparison.is_none()
            && fact.kind == FactKind::ChangePct
            && text.has(text.after(i - 1), &[";"])
        {
            fact.comparison.clone_from(&next.comparison);
            let because = next.because.iter().find(|because| because.field == FactField::Comparison);
            fact.because.extend(because.cloned());
        }
    }
}
