//! How findings end. A finding whose numbers change is gone from the list of today; the ledger tells that it was there, who changed
//! which number from what to what, and when.

use crate::book::{Book, Cell};
use crate::findings;
use crate::spans::plan_year;
use jiff::Timestamp;
use model::{AccountName, CellKey, Cut, Finding, FindingKey, Period, Stated};
use std::collections::{BTreeMap, BTreeSet};

/// Numbers that one person replaces within so many minutes, before the form was sent, are still being typed.
const TYPING: i64 = 10;

/// A finding that a changed number closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// As it was, with the answer that was given for those numbers.
    pub finding: Finding,
    /// The numbers that changed.
    pub changes: Vec<Change>,
    /// Who.
    pub by: AccountName,
    /// When, RFC 3339.
    pub at: String,
    /// Where in the ledger.
    pub cut: Cut,
}

/// A number that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which cell.
    pub key: CellKey,
    /// What was stated.
    pub from: Option<Stated>,
    /// What is stated instead; none = withdrawn.
    pub to: Option<Stated>,
}

/// The findings of a period that changed numbers closed, oldest first. The changes are taken back one after the other, newest
/// first: what is asked before a change and no longer after it was closed by it.
pub fn closed(book: &Book, period: Period) -> Vec<Closed> {
    let mut steps = steps(book, period);
    let mut then = book.clone();
    let mut closed = Vec::new();
    while let Some((cut, replaced)) = steps.pop_last() {
        let keys: Vec<CellKey> = replaced.iter().map(|(before, _)| before.observation.key.clone()).collect();
        let after: BTreeSet<FindingKey> =
            findings::about(&then, period, &keys).into_iter().map(|f| f.key).collect();
        for (before, _) in &replaced {
            then.cells.insert((*before).clone());
        }
        let typing = replaced.iter().all(|(before, after)| is_typing(book, period, before, after));
        let at = replaced.first().map_or("", |(_, after)| after.provenance.at.as_str());
        let gone = findings::about(&then, period, &keys).into_iter().filter(|f| !after.contains(&f.key));
        let traces = gone.map(|mut finding| {
            // The same numbers may come back and be answered later.
            finding.answer = finding.answer.filter(|answer| answer.at.as_deref() <= Some(at));
            trace(finding, &replaced, cut)
        });
        closed.extend(traces.filter(|closed| !typing || closed.finding.answer.is_some()));
    }
    closed.reverse();
    closed
}

/// A statement and the one that replaced it.
type Replaced<'a> = (&'a Cell, &'a Cell);

/// What was replaced in a period or in its plan, by the ledger entry that did it.
fn steps(book: &Book, period: Period) -> BTreeMap<Cut, Vec<Replaced<'_>>> {
    let mut steps: BTreeMap<Cut, Vec<Replaced>> = BTreeMap::new();
    let about = |key: &CellKey| key.period == period || key.period == plan_year(period);
    for (key, former) in book.former.iter().filter(|(key, _)| about(key)) {
        let said: Vec<&Cell> = former.iter().chain(book.cells.get(key)).collect();
        for pair in said.windows(2) {
            if let [before, after] = pair {
                steps.entry(after.provenance.cut).or_default().push((before, after));
            }
        }
    }
    steps
}

fn is_typing(book: &Book, period: Period, before: &Cell, after: &Cell) -> bool {
    let (then, now) = (&before.provenance, &after.provenance);
    let time = |at: &str| at.parse::<Timestamp>().ok();
    let soon =
        time(&then.at).zip(time(&now.at)).is_some_and(|(a, b)| b.as_second() - a.as_second() < TYPING * 60);
    let unit = book.indicator(&after.observation.key.indicator);
    let unit = unit.map(|i| book.stating_unit(i, &after.observation.key.unit));
    let round =
        unit.and_then(|unit| book.round_asking(&CellKey { period, ..after.observation.key.clone() }, unit));
    let events = round.zip(unit).map_or(&[][..], |(round, unit)| round.events(unit));
    let sent = events.iter().any(|e| e.what == "sent" && e.at < now.at);
    then.by == now.by && soon && !sent
}

fn trace(finding: Finding, replaced: &[Replaced], cut: Cut) -> Closed {
    let evidence: BTreeSet<&CellKey> = finding.evidence.iter().map(|e| &e.key).collect();
    let touched = replaced.iter().filter(|(before, _)| evidence.contains(&before.observation.key));
    let change = |(before, after): &Replaced| Change {
        key: before.observation.key.clone(),
        from: before.observation.stated,
        to: after.observation.stated,
    };
    let provenance = replaced.first().map(|(_, after)| &after.provenance);
    Closed {
        changes: touched.map(change).collect(),
        by: provenance.map_or_else(|| AccountName::from(""), |p| p.by.clone()),
        at: provenance.map(|p| p.at.clone()).unwrap_or_default(),
        cut,
        finding,
    }
}
