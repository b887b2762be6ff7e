//! Findings as questions: how they came, how they ended, what they rest on, what was checked without one, and what
//! the answers teach.

pub mod explain;
pub mod learn;
pub mod life;
pub mod passed;
pub mod record;

use crate::book::Book;
use crate::plans;
use crate::watch::{self, standing};
use model::{CellKey, Finding, Rule, UnitId};

/// Since when a finding stands: the moment at which the last of its numbers was stated or decided.
pub fn since(book: &Book, finding: &Finding) -> Option<String> {
    let said = |key: &CellKey| match plans::decided(book, key, finding.period) {
        Some(version) => book.plans.step(version.cut).map(|step| step.at.clone()),
        None => book.cell(key).map(|cell| cell.provenance.at.clone()),
    };
    finding.evidence.iter().filter_map(|e| said(&e.key)).max()
}

/// The rule of a finding as it was asked, and of whom: a rule for every indicator reads as for the one it was asked about.
pub fn asked(book: &Book, finding: &Finding) -> Option<(Rule, UnitId)> {
    let rule = book.rules.iter().find(|r| r.id == finding.rule)?;
    let about = finding.key.as_str().strip_prefix(&format!("{}:{}", rule.id, finding.period))?;
    let mut parts = about.split(':').skip(1);
    let unit = parts.next().map_or_else(|| book.place_unit(), UnitId::from);
    let indicator = finding.evidence.first().and_then(|e| book.indicator(&e.key.indicator));
    match (watch::speaks_of_each(rule), indicator) {
        (true, Some(indicator)) => Some((standing::law(rule, indicator), unit)),
        _ => Some((rule.clone(), unit)),
    }
}

/// The units below a unit in a period, for sums over them.
fn children(book: &Book, unit: &UnitId, period: model::Period) -> Vec<UnitId> {
    match *unit == book.place_unit() {
        true => book.communes(period).iter().map(|u| u.id.clone()).collect(),
        false => Vec::new(),
    }
}
