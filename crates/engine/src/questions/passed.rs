//! What was checked and holds: every law with its numbers, every figure within what its past lets one expect.

use super::children;
use crate::book::Book;
use crate::check::{self, Scope};
use crate::findings::Known;
use crate::plans::{Fit, distributions};
use crate::resolve::round;
use crate::rules;
use crate::sources;
use crate::watch::track::Track;
use crate::watch::{self, outlier, standing};
use formula::Verdict;
use model::{Evidence, Measure, Number, Period, Rule, RuleKind, UnitId};

/// A check that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The rule.
    pub rule: Rule,
    /// Whose figures.
    pub unit: UnitId,
    /// The computation in one line.
    pub computation: String,
    /// The numbers.
    pub evidence: Vec<Evidence>,
}

/// Every check of a period that holds, rule by rule.
pub fn passed(book: &Book, period: Period) -> Vec<Passed> {
    let tracks: Vec<Track> =
        watch::figures(book, period).iter().filter_map(|key| Track::of(book, key)).collect();
    let mut found = Vec::new();
    for rule in book.rules.iter().filter(|r| r.runs_in(period)) {
        if watch::speaks_of_each(rule) {
            let own = tracks.iter().filter(|t| t.key.measure == Measure::Actual);
            let fits = own.filter(|t| standing::fits(rule, book, &t.key, t.indicator));
            found.extend(
                fits.filter_map(|t| law(book, &standing::law(rule, t.indicator), &t.key.unit, period)),
            );
        } else if rule.kind.is_law() {
            let asked = rules::asked(book, rule, period);
            found.extend(asked.iter().filter_map(|unit| law(book, rule, unit, period)));
        } else if rule.kind == RuleKind::HistoryOutlier {
            found.extend(tracks.iter().filter_map(|track| usual(rule, track)));
        } else if rule.kind == RuleKind::TwoSources {
            let agree = sources::pairs(book, period).into_iter().filter(|pair| pair.agree);
            found.extend(agree.map(|pair| Passed {
                rule: rule.clone(),
                unit: pair.key.unit,
                computation: pair.computation,
                evidence: pair.evidence,
            }));
        } else if rule.kind == RuleKind::PlanDistribution {
            let meet = distributions(book, period).into_iter().filter(|d| d.fit == Fit::Meets);
            found.extend(meet.map(|d| Passed {
                rule: rule.clone(),
                computation: watch::words::distribution(book, &d),
                evidence: watch::distributed::evidence(book, &d),
                unit: d.key.unit,
            }));
        }
    }
    found
}

fn law(book: &Book, rule: &Rule, unit: &UnitId, period: Period) -> Option<Passed> {
    let children = children(book, unit, period);
    let scope = Scope { place: unit, children: &children, period };
    let weighed = check::weigh(&formula::parse(&rule.formula).ok()?, rule.kind, &Known(book), &scope).ok()?;
    (weighed.verdict == Verdict::Holds).then(|| Passed {
        rule: rule.clone(),
        unit: unit.clone(),
        computation: weighed.computation,
        evidence: weighed.evidence,
    })
}

fn usual(rule: &Rule, track: &Track) -> Option<Passed> {
    let expected = outlier::expected(track).filter(|e| !outlier::is_outlier(track, e))?;
    let decimals = track.now.decimals().max(track.indicator.decimals);
    let show = |value| viet::number::format(Number::new(round(value, decimals)));
    let (low, high) = (expected.middle - expected.reach, expected.middle + expected.reach);
    let printed = track.print(track.now);
    Some(Passed {
        rule: rule.clone(),
        unit: track.key.unit.clone(),
        computation: format!("{printed} trong khoảng {} – {}", show(low), show(high)),
        evidence: vec![Evidence { key: track.key.clone(), name: track.indicator.name.clone(), printed }],
    })
}
