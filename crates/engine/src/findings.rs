//! Findings of a round: rules run over the book, with the answers that still fit.

use crate::book::Book;
use crate::check::{self, ReadRule, Scope};
use crate::dense::{Plans, Table};
use crate::resolve::resolve;
use crate::rules;
use crate::sources;
use crate::spans::plan_year;
use crate::watch;
use model::{
    CellKey, CellSpec, Code, Finding, FindingKey, Indicator, Measure, Period, RoundId, Stated, UnitId,
    UnitKind,
};
use std::collections::BTreeSet;

/// What the book knows, as the checks ask for it. Open forms count too: a unit sees its findings while it types.
pub(crate) struct Known<'a>(pub(crate) &'a Book);

impl check::Cells for Known<'_> {
    fn stated(&self, key: &CellKey) -> Option<(Stated, Option<model::Approx>)> {
        self.stated_by(key, key.period)
    }

    fn stated_by(&self, key: &CellKey, at: Period) -> Option<(Stated, Option<model::Approx>)> {
        // The plan of another year is the one at the end of that year.
        let at = if plan_year(at) == key.period { at } else { key.period };
        if key.measure == model::Measure::Plan
            && let Some(version) = crate::plans::version_of(self.0, key, at)
        {
            return Some((Stated::Number(version.amount), version.approx));
        }
        if let Some(cell) = self.0.counting(key) {
            return cell.observation.stated.map(|s| (s, cell.observation.approx));
        }
        let unit = (key.unit != self.0.place_unit()).then_some(&key.unit);
        let fresh = resolve(self.0, &key.indicator, key.measure, unit, key.period);
        let complete = fresh.status < crate::resolve::Status::Partial;
        fresh.stated.filter(|_| complete).map(|s| (s, None))
    }

    fn indicator(&self, code: &Code) -> Option<&Indicator> {
        self.0.indicator(code)
    }
}

/// All findings of a period, worst first, with the answers given for exactly these numbers: those of the place and
/// those of every commune that states its own figures.
pub fn of_period(book: &Book, period: Period) -> Vec<Finding> {
    let runs = |r: &&ReadRule| r.rule().runs_in(period) && !watch::speaks_of_each(r.rule());
    let rules: Vec<&ReadRule> = book.read_rules().iter().filter(runs).collect();
    let mut findings = run(book, &rules, &book.place_unit(), period);
    for (commune, suspect) in suspects(book, &stated_by_communes(book, &rules), period) {
        findings.extend(run(book, &suspect, commune, period));
    }
    findings.extend(answered(book, watch::of_figures(book, period, &watch::figures(book, period))));
    findings.extend(answered(book, watch::restated(book, period)));
    findings.extend(answered(book, watch::prose::of_report(book, period)));
    findings.extend(answered(book, sources::findings(book, period)));
    findings.extend(still_answered(book, answered(book, watch::distributed::of_period(book, period))));
    sort(&mut findings);
    findings
}

fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (a.severity, &a.key).cmp(&(b.severity, &b.key)));
}

/// Findings with the answers that were given for exactly these numbers.
fn answered(book: &Book, mut findings: Vec<Finding>) -> Vec<Finding> {
    for finding in &mut findings {
        let given = book.answers.get(&finding.key).into_iter().flatten().rev();
        finding.answer = given.into_iter().find(|a| a.computation == finding.computation).cloned();
    }
    findings
}

/// The same with what was answered to these very numbers in another period: a plan is asked about wherever it reaches, and
/// people do not say the same twice.
fn still_answered(book: &Book, mut findings: Vec<Finding>) -> Vec<Finding> {
    for finding in findings.iter_mut().filter(|finding| finding.answer.is_none()) {
        let rule = format!("{}:", finding.rule);
        let own = format!("{rule}{}", finding.period);
        let Some(about) = finding.key.as_str().strip_prefix(&own) else { continue };
        let of_rule = book.answers.range(FindingKey::from(rule.clone())..);
        let of_rule = of_rule.take_while(|(key, _)| key.as_str().starts_with(&rule));
        let alike = of_rule.filter(|(key, _)| key.as_str().ends_with(about)).flat_map(|(_, given)| given);
        let same = alike.filter(|a| a.computation == finding.computation);
        finding.answer = same.max_by(|a, b| a.at.cmp(&b.at)).cloned();
    }
    findings
}

/// Rules that speak only of what communes state.
fn stated_by_communes<'a>(book: &Book, rules: &[&'a ReadRule]) -> Vec<&'a ReadRule> {
    rules.iter().filter(|read| rules::stated_by_communes(book, read.codes())).copied().collect()
}

/// The rules that a commune's figures may break, all communes looked at side by side.
fn suspects<'a>(
    book: &'a Book,
    rules: &[&'a ReadRule],
    period: Period,
) -> impl Iterator<Item = (&'a UnitId, Vec<&'a ReadRule>)> {
    let (laws, rules): (Vec<_>, Vec<_>) = rules.iter().filter_map(|read| Some((read.law()?, *read))).unzip();
    let communes = if rules.is_empty() { Vec::new() } else { book.communes(period) };
    let plans = Plans::new(laws);
    let table = Table::new(plans.columns().len(), communes.len(), |column, unit| {
        let (reference, commune) = (plans.columns().get(column)?, communes.get(unit)?);
        check::figure(reference, &Known(book), &Scope { place: &commune.id, children: &[], period })
    });
    let suspects = plans.suspects(&table);
    communes.into_iter().zip(suspects).map(move |(commune, suspects)| {
        (&commune.id, suspects.into_iter().filter_map(|at| rules.get(at).copied()).collect())
    })
}

/// The findings that touch a unit's form.
pub fn of_form(book: &Book, round: &RoundId, unit: &UnitId) -> Vec<Finding> {
    let period = round.period;
    let Some(sheet) = book.rounds.get(round).and_then(|r| r.sheet(unit)) else { return Vec::new() };
    // What is stated as a second source is no part of the laws of the place.
    let apart = |code: &Code| book.indicator(code).is_some_and(|i| book.states_apart(i, unit));
    let codes: BTreeSet<&Code> =
        sheet.cells.iter().map(|c| &c.indicator).filter(|code| !apart(code)).collect();
    let touched = |r: &&ReadRule| r.rule().runs_in(period) && r.speaks_of(&codes);
    let rules: Vec<&ReadRule> = book.read_rules().iter().filter(touched).collect();
    let mut findings = match book.units.get(unit).is_some_and(|u| u.kind == UnitKind::Commune) {
        true => run(book, &stated_by_communes(book, &rules), unit, period),
        false => run(book, &rules, &book.place_unit(), period),
    };
    let key = |cell: &CellSpec| {
        let indicator = book.indicator(&cell.indicator)?;
        Some(book.form_key(unit, indicator, cell.measure, period)).filter(|key| key.period == period)
    };
    let keys: Vec<CellKey> = sheet.cells.iter().filter_map(key).collect();
    findings.extend(answered(book, watch::of_figures(book, period, &keys)));
    sort(&mut findings);
    findings
}

/// What is asked about these figures of a period, or of its plans.
pub(crate) fn about(book: &Book, period: Period, keys: &[CellKey]) -> Vec<Finding> {
    let codes: BTreeSet<&Code> = keys.iter().map(|key| &key.indicator).collect();
    let touched = |r: &&ReadRule| r.rule().runs_in(period) && r.speaks_of(&codes);
    let rules: Vec<&ReadRule> = book.read_rules().iter().filter(touched).collect();
    let mut findings = run(book, &rules, &book.place_unit(), period);
    let units: BTreeSet<&UnitId> = keys.iter().map(|key| &key.unit).collect();
    let own = stated_by_communes(book, &rules);
    for unit in units.into_iter().filter(|unit| **unit != book.place_unit()) {
        findings.extend(run(book, &own, unit, period));
    }
    let figures: Vec<CellKey> =
        keys.iter().map(|key| CellKey { period, measure: Measure::Actual, ..key.clone() }).collect();
    findings.extend(answered(book, watch::of_figures(book, period, &figures)));
    let mut others = sources::findings(book, period);
    if keys.iter().any(|key| key.measure == Measure::Plan) {
        others.extend(watch::distributed::of_period(book, period));
    }
    others.retain(|f| f.evidence.iter().any(|e| codes.contains(&e.key.indicator)));
    findings.extend(answered(book, others));
    findings
}

/// Runs rules on the figures of one unit.
fn run(book: &Book, rules: &[&ReadRule], unit: &UnitId, period: Period) -> Vec<Finding> {
    let is_place = *unit == book.place_unit();
    let communes: Vec<UnitId> = match is_place {
        true => book.communes(period).iter().map(|u| u.id.clone()).collect(),
        false => Vec::new(),
    };
    let scope = Scope { place: unit, children: &communes, period };
    let asked = rules.iter().filter(|read| rules::concerns(book, read.rule(), unit));
    let mut findings: Vec<Finding> =
        asked.filter_map(|read| check::ask(read, &Known(book), &scope)).collect();
    for finding in &mut findings {
        if !is_place {
            finding.key = FindingKey::from(format!("{}:{unit}", finding.key));
        }
        watch::words::of_law(finding);
    }
    answered(book, findings)
}

/// Periods that units are asked about or that were reported: those of all rounds, whatever their regime, newest first.
pub fn asked_periods(book: &Book) -> Vec<Period> {
    let rounds = book.rounds.keys().map(|round| round.period);
    let all: BTreeSet<Period> = book.reports.keys().copied().chain(rounds).collect();
    all.into_iter().rev().collect()
}

/// Periods of living reports, newest first.
pub fn periods(book: &Book) -> Vec<Period> {
    book.reports.keys().rev().copied().collect()
}
