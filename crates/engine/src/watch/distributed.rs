//! Plans whose parts do not meet their whole: what decisions give to the units below one, added up, beside what they give to
//! that one. What is given beyond the whole is a reserve that offices keep on purpose, and only worth a look.

use super::words;
use crate::book::Book;
use crate::plans::{Distribution, Fit, Version, distributions};
use model::{CellKey, Evidence, Finding, FindingKey, Period, Rule, RuleKind, Severity, UnitKind};

/// What is asked at the end of a period about the plans that reach over it.
pub fn of_period(book: &Book, period: Period) -> Vec<Finding> {
    let rule = book.rules.iter().find(|r| r.kind == RuleKind::PlanDistribution && r.runs_in(period));
    let Some(rule) = rule else { return Vec::new() };
    let found = distributions(book, period).into_iter();
    found.filter_map(|found| question(book, rule, period, &found)).collect()
}

fn question(book: &Book, rule: &Rule, period: Period, found: &Distribution) -> Option<Finding> {
    let severity = match found.fit {
        Fit::Meets | Fit::Together | Fit::Unfinished => return None,
        Fit::Beyond => rule.severity.max(Severity::Info),
        Fit::Short => rule.severity,
    };
    let CellKey { indicator, unit, period: of, .. } = &found.key;
    let to = match found.kind {
        UnitKind::Commune => "",
        UnitKind::District => ":huyen",
        UnitKind::Province => ":tinh",
        _ => ":nganh",
    };
    let said = words::of_distribution(book, rule, found);
    Some(Finding {
        key: FindingKey::from(format!("{}:{period}:{unit}:{indicator}:{of}{to}", rule.id)),
        rule: rule.id.clone(),
        kind: rule.kind,
        severity,
        period,
        // Who decided is asked, not the units that were given a target.
        ask: book.place_unit(),
        says: said.says,
        hint: said.hint,
        computation: said.computation,
        evidence: evidence(book, found),
        passage: None,
        answer: None,
    })
}

/// The target of the whole, then those of its parts.
pub fn evidence(book: &Book, found: &Distribution) -> Vec<Evidence> {
    let indicator = book.indicator(&found.key.indicator);
    let one = |key: CellKey, version: &Version| Evidence {
        key,
        name: indicator.map(|i| i.name.clone()).unwrap_or_default(),
        printed: words::target(indicator, version),
    };
    let whole = one(found.key.clone(), &found.whole);
    let parts = found.given.iter().map(|(unit, version)| one(found.part(unit), version));
    std::iter::once(whole).chain(parts).collect()
}
