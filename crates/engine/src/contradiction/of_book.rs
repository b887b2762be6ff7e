//! The figures and laws of a round as a system, and its explanations in the words of the book.

use super::{Explanation, Figure, Law, Suspect, System, Term, explain};
use crate::book::Book;
use crate::findings::Known;
use crate::resolve::resolve;
use crate::spans::periods;
use crate::watch;
use formula::{Gather, Reference, Whose};
use model::{
    Approx, CellKey, FindingKey, Indicator, Measure, Number, Period, Rule, RuleKind, Stated, Timing, UnitId,
};
use std::collections::{BTreeMap, BTreeSet};

/// Laws that break together and whom to ask about what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// The findings of the laws.
    pub findings: Vec<FindingKey>,
    /// The fewest figures that explain them all.
    pub suspects: Vec<Named>,
    /// Other figures that explain as much as the only suspect does.
    pub alike: Vec<Named>,
}

/// A suspect figure with what people need to look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Which cell.
    pub key: CellKey,
    /// As stated.
    pub stated: Number,
    /// The number with which all its laws hold.
    pub meant: Option<Number>,
    /// The unit whose form states it.
    pub ask: UnitId,
}

/// What explains the broken laws of a period.
pub fn of_period(book: &Book, period: Period) -> Vec<Diagnosis> {
    let made = Made::of(book, period);
    explain(&made.system).into_iter().map(|explanation| made.diagnosis(book, &explanation)).collect()
}

/// A system with the cells behind its figures and the findings behind its laws.
struct Made {
    system: System,
    cells: Vec<CellKey>,
    findings: Vec<FindingKey>,
}

impl Made {
    fn of(book: &Book, period: Period) -> Self {
        let mut made = Self { system: System::default(), cells: Vec::new(), findings: Vec::new() };
        let mut known = BTreeMap::new();
        let communes: Vec<UnitId> = book.communes(period).iter().map(|u| u.id.clone()).collect();
        let place = book.place_unit();
        let rules: Vec<&Rule> = book.rules.iter().filter(|r| r.runs_in(period) && r.kind.is_law()).collect();
        // A plan that is passed is no contradiction between figures.
        let laws =
            rules.iter().filter(|r| !watch::speaks_of_each(r) && r.kind != RuleKind::PlanAgainstActual);
        for rule in laws {
            for unit in crate::rules::asked(book, rule, period) {
                let (key, below) = match unit == place {
                    true => (format!("{}:{period}", rule.id), communes.as_slice()),
                    false => (format!("{}:{period}:{unit}", rule.id), [].as_slice()),
                };
                made.add(book, rule, &unit, below, period, FindingKey::from(key), &mut known);
            }
        }
        made
    }

    #[allow(clippy::too_many_arguments, reason = "one law of one unit, with what was numbered before")]
    fn add(
        &mut self,
        book: &Book,
        rule: &Rule,
        unit: &UnitId,
        children: &[UnitId],
        period: Period,
        key: FindingKey,
        known: &mut BTreeMap<CellKey, usize>,
    ) {
        let fitted =
            formula::parse(&rule.formula).and_then(|law| formula::fit(&law, &|code| book.indicator(code)));
        let Ok(formula) = fitted else { return };
        let mut terms = Vec::new();
        for reference in formula.references() {
            let Some((cells, how)) = behind(book, reference, unit, children, period) else { return };
            let mut figures = Vec::new();
            for cell in cells {
                let Some(figure) = figure(book, &cell, period) else { return };
                let next = self.cells.len();
                let at = *known.entry(cell.clone()).or_insert(next);
                if at == next {
                    self.cells.push(cell);
                    self.system.figures.push(figure);
                }
                figures.push(at);
            }
            terms.push(Term { reference: reference.clone(), how, figures });
        }
        self.system.laws.push(Law { formula, terms });
        self.findings.push(key);
    }

    fn diagnosis(&self, book: &Book, explanation: &Explanation) -> Diagnosis {
        let named = |suspect: &Suspect| {
            let key = self.cells.get(suspect.figure)?.clone();
            let stated = self.system.figures.get(suspect.figure)?.number;
            let ask = book.stating_unit(book.indicator(&key.indicator)?, &key.unit).clone();
            Some(Named { key, stated, meant: suspect.meant, ask })
        };
        Diagnosis {
            findings: explanation.laws.iter().filter_map(|law| self.findings.get(*law).cloned()).collect(),
            suspects: explanation.suspects.iter().filter_map(named).collect(),
            alike: explanation.alike.iter().filter_map(named).collect(),
        }
    }
}

/// The cells that a reference comes to for a unit, and how they become one: a total that nobody typed is its parts.
fn behind(
    book: &Book,
    reference: &Reference,
    unit: &UnitId,
    children: &[UnitId],
    period: Period,
) -> Option<(Vec<CellKey>, Gather)> {
    let indicator = book.indicator(&reference.code)?;
    let (units, how): (Vec<&UnitId>, Gather) = match &reference.whose {
        Whose::Own => (vec![unit], Gather::Sum),
        Whose::Unit(unit) => (vec![unit], Gather::Sum),
        Whose::Children(how) => (children.iter().collect(), *how),
    };
    let mut cells = Vec::new();
    for unit in units {
        for period in periods(reference, indicator.timing, period) {
            let key = CellKey {
                indicator: reference.code.clone(),
                unit: unit.clone(),
                period,
                measure: reference.measure,
            };
            cells.extend(typed(book, key, indicator)?);
        }
    }
    (!cells.is_empty()).then_some((cells, how))
}

/// A cell that is stated, or the ones that its total is made of.
fn typed(book: &Book, key: CellKey, indicator: &Indicator) -> Option<Vec<CellKey>> {
    if book.stated(&key).is_some() {
        return Some(vec![key]);
    }
    let sums =
        indicator.timing != Timing::Ratio && matches!(key.measure, Measure::Actual | Measure::Estimate);
    let whose = (key.unit != book.place_unit()).then_some(&key.unit);
    let found = resolve(book, &key.indicator, key.measure, whose, key.period);
    let complete = found.status < crate::resolve::Status::Partial;
    let parts: BTreeSet<&CellKey> = found.basis.iter().collect();
    (sums && complete && parts.iter().all(|p| p.indicator == key.indicator && p.period == key.period))
        .then(|| found.basis.clone())
}

fn figure(book: &Book, key: &CellKey, at: Period) -> Option<Figure> {
    let indicator = book.indicator(&key.indicator)?;
    let (stated, approx): (Stated, Option<Approx>) = crate::check::Cells::stated_by(&Known(book), key, at)?;
    let percent = matches!(key.measure, Measure::PctOfPlan | Measure::ChangePct | Measure::GrowthPct);
    Some(Figure { number: stated.number()?, counted: indicator.counted && !percent, approx })
}
