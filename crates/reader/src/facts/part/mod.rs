//! Which figure is a part of which. Wholes and parts are candidates by cue (a bracket, `trong đó`, a list below
//! a colon, a footnote at its mark, `đã giải quyết`); evidence chooses: the unit fits, the part is not above the
//! whole, the parts add up, the whole is the nearest.

mod amount;
mod announced;
mod cues;
mod lists;
mod near;
mod rows;
mod states;
mod sums;

use super::cue;
use super::index_of;
use super::kind::reset;
use super::text::Text;
use amount::{Amounts, is_level};
use cues::Announcement;
use model::{Fact, FactField, FactKind, SourceText};
use std::collections::BTreeMap;

/// Figures of one sentence or list that are looked at together.
const MOST: usize = 60;

/// Sets `part_of` wherever the text says so.
pub(super) fn set_parts(text: &Text, source: &SourceText, facts: &mut [Fact]) {
    let mut finder = Finder {
        text,
        amounts: Amounts::new(facts),
        cues: cues::announcements(text),
        told: BTreeMap::new(),
        heads: lists::heads(text),
        states: states::states(text),
        compared: (0..facts.len()).map(|i| is_of_base(&facts[i]) || is_compared(text, i)).collect(),
        spent: (0..facts.len()).map(|i| text.cues.has(text.left(i), cue::SPENT)).collect(),
    };
    rows::sums_of_rows(&finder, facts);
    finder.told = finder.sums_announced(facts);
    for i in 0..facts.len() {
        let claim = finder.claim(source, facts, i).filter(|_| facts[i].part_of.is_none());
        finder.settle(facts, i, claim);
    }
    for i in 0..facts.len() {
        finder.sum_here(facts, i);
        finder.sum_of_unit(facts, i);
        finder.sum_of_next_sentence(facts, i);
        finder.sum_before(facts, i);
        finder.total_after(facts, i);
    }
    for i in 0..facts.len() {
        let claim = finder.state(facts, i).filter(|_| facts[i].part_of.is_none());
        finder.settle(facts, i, claim);
    }
    finder.units_of_wholes(facts);
    finder.repeated_in_notes(source, facts);
    finder.parts_of_plans(facts);
}

/// That a figure is a part of `whole`, by which rule, and the words that say so.
struct Claim {
    whole: usize,
    rule: &'static str,
    words: (usize, usize),
}

/// Finds wholes.
struct Finder<'t> {
    text: &'t Text<'t>,
    amounts: Amounts,
    /// Where parts are announced, in order.
    cues: Vec<Announcement>,
    /// For every sentence that opens an item, what heads its list.
    heads: Vec<Option<usize>>,
    /// What became of the things of every figure.
    states: Vec<Option<states::Told>>,
    /// Figures that another one is only compared with.
    compared: Vec<bool>,
    /// The last part of every announcement whose parts add up, by where it stands.
    told: BTreeMap<usize, usize>,
    /// Figures told as spent or carried out.
    spent: Vec<bool>,
}

impl Finder<'_> {
    /// The first rule that finds a whole for a figure.
    fn claim(&self, source: &SourceText, facts: &[Fact], i: usize) -> Option<Claim> {
        if !is_level(&facts[i]) || self.is_compared(i) {
            return None;
        }
        self.in_brackets(facts, i)
            .or_else(|| self.announced(facts, i))
            .or_else(|| self.in_list(facts, i))
            .or_else(|| self.in_note(source, facts, i))
            .or_else(|| self.out_of(facts, i))
            .or_else(|| self.of_total(facts, i))
            .or_else(|| self.shared(facts, i))
    }

    /// Writes a claim into its fact, unless it would close a circle.
    fn settle(&self, facts: &mut [Fact], i: usize, claim: Option<Claim>) {
        let Some(claim) = claim.filter(|claim| !self.is_above(facts, i, claim.whole)) else { return };
        facts[i].part_of = Some(facts[claim.whole].id.clone());
        let because = self.text.because(FactField::PartOf, claim.rule, claim.words);
        facts[i].because.push(because);
    }

    /// Whether `i` is `other` or a whole above it.
    fn is_above(&self, facts: &[Fact], i: usize, other: usize) -> bool {
        const DEEPEST: usize = 12;
        let up = |at: &usize| whole_of(facts, *at);
        let mut chain = std::iter::successors(Some(other), up).take(DEEPEST);
        chain.any(|at| at == i) || std::iter::successors(Some(other), up).nth(DEEPEST).is_some()
    }

    /// Whether one may be a part of the other.
    fn fits(&self, facts: &[Fact], part: usize, whole: usize) -> bool {
        is_level(&facts[whole])
            && part != whole
            && self.amounts.is_among(part, whole)
            && self.amounts.is_within(part, whole)
            && !self.is_compared(whole)
            && !self.amounts.is_score(part)
            && (facts[part].kind != FactKind::Plan || facts[whole].kind != FactKind::Actual)
            && !(facts[whole].kind == FactKind::Plan && self.is_spent(part))
    }

    /// `giải ngân 39 tỷ đồng`: what became of planned money is no part of the plan.
    fn is_spent(&self, i: usize) -> bool {
        self.spent.get(i).copied().unwrap_or(false)
    }

    fn is_compared(&self, i: usize) -> bool {
        self.compared.get(i).copied().unwrap_or(false)
    }

    /// Whether two figures stand in the body or in one footnote.
    fn is_same_flow(&self, facts: &[Fact], a: usize, b: usize) -> bool {
        facts[a].footnote == facts[b].footnote
    }

    /// Parts that say their number only take the unit of measure of their whole.
    fn units_of_wholes(&self, facts: &mut [Fact]) {
        for i in 0..facts.len() {
            let whole = whole_of(facts, i).filter(|_| facts[i].unit.is_none());
            let Some(unit) = whole.and_then(|whole| facts[whole].unit.clone().zip(Some(whole))) else {
                continue;
            };
            facts[i].unit = Some(unit.0);
            let figure = &self.text.figures[unit.1];
            let words = Some(figure.unit_words()).filter(|(from, to)| from < to).unwrap_or(figure.tokens);
            let because = self.text.because(FactField::Unit, "unit-of-whole", words);
            facts[i].because.push(because);
        }
    }

    /// A footnote that opens with the figure it explains states it in the same kind.
    fn repeated_in_notes(&self, source: &SourceText, facts: &mut [Fact]) {
        for i in 0..facts.len() {
            let anchor = facts[i].footnote.and_then(|n| source.notes.get(n)).and_then(|n| n.anchor);
            let Some(anchor) = anchor.filter(|_| facts[i].kind == FactKind::Actual) else { continue };
            let repeats = |p: &usize| {
                let f = &facts[*p];
                f.footnote.is_none()
                    && f.end <= anchor
                    && anchor - f.end < 400
                    && f.value == facts[i].value
                    && self.amounts.is_same(*p, i)
            };
            let before = facts.partition_point(|f| f.start < anchor);
            let Some(stated) = (0..before).rev().take(MOST).find(repeats) else { continue };
            let kind = facts[stated].kind;
            if kind != facts[i].kind {
                reset(self.text, &mut facts[i], kind, "as-in-body", self.text.figures[stated].tokens);
            }
        }
    }

    /// Parts of a plan in its own unit are planned as well, unless they say otherwise.
    fn parts_of_plans(&self, facts: &mut [Fact]) {
        for i in 0..facts.len() {
            // The heads of a table say what its figures are.
            let in_cell = self.text.cells.contains_key(&self.text.figures[i].tokens.0);
            let Some(parent) = whole_of(facts, i).filter(|_| !in_cell) else { continue };
            if facts[parent].kind == FactKind::Plan
                && facts[i].kind == FactKind::Actual
                && facts[i].denominator.is_none()
                && (self.amounts.is_same(parent, i) || self.amounts.is_bare(i))
            {
                let words = self.text.figures[parent].tokens;
                reset(self.text, &mut facts[i], FactKind::Plan, "part-of-plan", words);
            }
        }
    }
}

/// The whole of a figure, as far as told.
fn whole_of(facts: &[Fact], i: usize) -> Option<usize> {
    facts.get(i)?.part_of.as_deref().and_then(index_of)
}

/// `gấp 3 lần cùng kỳ (12 ca)`: its time is that of the base.
fn is_of_base(fact: &Fact) -> bool {
    fact.because.iter().any(|because| because.field == FactField::Window && because.rule == "time-of-base")
}

/// `so với cùng kỳ 120 ha`, `tương đương 3 ha`, `mỗi hộ 2 con`: another time, another measure, one of many.
fn is_compared(text: &Text, i: usize) -> bool {
    let (from, to) = text.left(i);
    let sign = |at: &usize| matches!(text.tokens[*at].text(), "," | ";" | ":" | "(" | ")");
    let from = (from..to).rev().find(sign).map_or(from, |at| at + 1);
    let other = text.cues.last((from, to), cue::AGAINST.or(cue::BASE).or(cue::THAT_IS));
    other.is_some_and(|other| !text.cues.has((other.end, to), cue::DONE))
        || text.has(
            (from, to),
            &["mỗi", "bình quân", "từng", "đầu năm", "đầu kỳ", "đầu nhiệm kỳ", "trước đây", "năm ngoái"],
        )
}
