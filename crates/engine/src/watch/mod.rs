//! What is asked of figures without a law of the place: their own history, the past that was published, the prose. Every
//! kind is a pure function in a file of its own; here they meet the rules that switch them, and the book.

pub mod area;
pub mod copied;
pub mod distributed;
mod glance;
pub mod magnitude;
pub mod outlier;
pub mod prose;
pub mod restated;
mod robust;
pub mod standing;
pub mod track;
pub mod transposed;
pub mod words;

use crate::book::Book;
use crate::check::{self, Scope};
use crate::findings::Known;
use model::{CellKey, Finding, FindingKey, Measure, Period, Rule, RuleKind, UnitId};
use std::collections::{BTreeMap, BTreeSet};
use track::Track;

/// The figures of a period that people stated.
pub fn figures(book: &Book, period: Period) -> Vec<CellKey> {
    let stated = |(key, _): &(&CellKey, _)| key.period == period && is_level(key.measure);
    book.cells.iter().filter(stated).map(|(key, _)| key.clone()).collect()
}

fn is_level(measure: Measure) -> bool {
    matches!(measure, Measure::Actual | Measure::Estimate)
}

/// What the rules that hold anywhere ask about these figures of a period; one question a figure from those that look at history.
pub fn of_figures(book: &Book, period: Period, keys: &[CellKey]) -> Vec<Finding> {
    let rules: Vec<&Rule> = book.rules.iter().filter(|r| r.runs_in(period)).collect();
    let tracks: Vec<Track> = keys.iter().filter_map(|key| Track::of(book, key)).collect();
    let mut found = laws(book, &rules, period, &tracks);
    let kind = |kind| rules.iter().find(|r| r.kind == kind && r.formula.is_empty()).copied();
    let copied_form =
        kind(RuleKind::CopiedPeriod).map(|rule| copied_forms(book, rule, &tracks)).unwrap_or_default();
    let told: BTreeSet<CellKey> =
        copied_form.iter().flat_map(|f| &f.evidence).map(|e| e.key.clone()).collect();
    found.extend(copied_form);
    for track in tracks.iter().filter(|t| !told.contains(&t.key)) {
        let asked = [RuleKind::Magnitude, RuleKind::HistoryOutlier, RuleKind::CopiedPeriod];
        found.extend(asked.into_iter().find_map(|k| look(book, kind(k)?, track)));
    }
    found
}

/// What one rule sees in the history of a figure.
fn look(book: &Book, rule: &Rule, track: &Track) -> Option<Finding> {
    let year = track.key.period.year_before();
    let beside = [track.key.period.shift(-1), year];
    let expected = outlier::expected(track);
    let said = match rule.kind {
        RuleKind::Magnitude => words::of_slip(book, rule, track, &magnitude::slip(track, expected.as_ref())?),
        RuleKind::HistoryOutlier => {
            let expected = expected?;
            match transposed::meant(track, &expected) {
                Some(meant) => words::of_transposed(book, rule, track, meant),
                None if outlier::is_outlier(track, &expected) => {
                    words::of_outlier(book, rule, track, &expected)
                }
                None => return None,
            }
        }
        RuleKind::CopiedPeriod if copied::is_copied(track) => words::of_copy(book, rule, track),
        _ => return None,
    };
    Some(track.question(book, rule, said, &beside))
}

/// One question for each form that repeats last period's.
fn copied_forms(book: &Book, rule: &Rule, tracks: &[Track]) -> Vec<Finding> {
    let mut forms: BTreeMap<UnitId, Vec<&Track>> = BTreeMap::new();
    for track in tracks {
        forms.entry(track.asked(book)).or_default().push(track);
    }
    let question = |(unit, tracks): (&UnitId, &Vec<&Track>)| {
        let same = copied::form(tracks);
        let first = same.first()?;
        let said = words::of_copied_form(book, rule, first, same.len());
        let mut finding = first.question(book, rule, said, &[]);
        finding.key = FindingKey::from(format!("{}:{}:{unit}", rule.id, first.key.period));
        finding.evidence = same.iter().flat_map(|track| track.evidence(&[])).collect();
        Some(finding)
    };
    forms.iter().filter_map(question).collect()
}

/// The standing laws, asked for every figure that they fit.
fn laws(book: &Book, rules: &[&Rule], period: Period, tracks: &[Track]) -> Vec<Finding> {
    let place = book.place_unit();
    // Only the place has children; a country has thousands.
    let communes: Vec<UnitId> = match tracks.iter().any(|track| track.key.unit == place) {
        true => book.communes(period).iter().map(|u| u.id.clone()).collect(),
        false => Vec::new(),
    };
    let standing = rules.iter().filter_map(|rule| Some((*rule, book.standing_law(rule)?)));
    let standing: Vec<_> = standing.collect();
    let mut found = Vec::new();
    for track in tracks.iter().filter(|t| t.key.measure == Measure::Actual) {
        let children: &[UnitId] = if track.key.unit == place { &communes } else { &[] };
        let scope = Scope { place: &track.key.unit, children, period };
        for (rule, laws) in &standing {
            if !standing::fits(rule, book, &track.key, track.indicator) {
                continue;
            }
            let Some(read) = laws.get(&track.indicator.code) else { continue };
            if let Some(mut finding) = check::ask(read, &Known(book), &scope) {
                finding.key = FindingKey::from(format!(
                    "{}:{period}:{}:{}",
                    rule.id, track.key.unit, track.key.indicator
                ));
                words::of_law(&mut finding);
                found.push(finding);
            }
        }
    }
    found
}

/// Whether a law is asked for every indicator that its kind fits.
pub fn speaks_of_each(rule: &Rule) -> bool {
    formula::codes(&rule.formula).iter().any(|code| code.as_str() == Rule::EACH)
}

/// Numbers of earlier periods that are not what was published, asked in the period that follows.
pub fn restated(book: &Book, period: Period) -> Vec<Finding> {
    let rule = book.rules.iter().find(|r| r.kind == RuleKind::RestatedPast && r.runs_in(period));
    let Some(rule) = rule else { return Vec::new() };
    let question = |past: &restated::Restated| {
        let track = Track::of(book, past.key)?;
        let said = words::of_restated(rule, &track, past.published);
        Some(Finding { period, ..track.question(book, rule, said, &[]) })
    };
    restated::since(book, period).iter().filter_map(question).collect()
}
