//! Slips and what the checks said of them, as a table.

use crate::place::{self, Table};
use crate::slips::{self, SORTS, Slip, Sort};
use engine::{Book, findings, watch};
use model::*;
use std::collections::BTreeSet;

/// What a run over one place gave.
pub struct Run {
    /// Each slip with the rules that asked about it.
    pub slips: Vec<(Slip, Vec<String>)>,
    /// Figures of the clean round, and those that were questioned all the same.
    pub clean: usize,
    pub questioned: Vec<(CellKey, String)>,
}

/// Slips into a clean round of a place, one at a time.
pub fn run(table: &Table, history: u64, seed: u64, count: usize) -> Run {
    let ledger = place::ledger(table, history);
    let period = place::now();
    let book = Book::from_entries(&ledger);
    let clean = findings::of_period(&book, period);
    let figures = watch::figures(&book, period);
    let asked: BTreeSet<&CellKey> = figures.iter().collect();
    let mut questioned: Vec<(CellKey, String)> = clean
        .iter()
        .flat_map(|f| {
            f.evidence.iter().take(1).filter(|e| asked.contains(&e.key)).map(|e| (e.key.clone(), told(f)))
        })
        .collect();
    questioned.sort();
    questioned.dedup_by(|a, b| a.0 == b.0);
    let known: BTreeSet<String> = clean.iter().map(told).collect();
    let judged = slips::make(&book, period, seed, count).into_iter().map(|slip| {
        let wrong = place::book(&ledger, std::slice::from_ref(&slip.act));
        let found = findings::of_period(&wrong, period);
        let about = |f: &&Finding| {
            let cell = f.evidence.iter().any(|e| slip.cells.contains(&e.key));
            let passage = slip.passage.is_some() && f.passage == slip.passage;
            (cell || passage) && !known.contains(&told(f))
        };
        let rules: BTreeSet<String> = found.iter().filter(about).map(|f| f.rule.to_string()).collect();
        (slip, rules.into_iter().collect())
    });
    Run { slips: judged.collect(), clean: figures.len(), questioned }
}

/// A finding by its key and numbers, so that a clean one is told from one that a slip made.
fn told(finding: &Finding) -> String {
    format!("{} {}", finding.key, finding.computation)
}

impl Run {
    /// Slips found.
    pub fn found(&self) -> usize {
        self.slips.iter().filter(|(_, rules)| !rules.is_empty()).count()
    }

    /// Each slip, found or not, by which rule; then what is questioned of clean figures.
    pub fn print(&self, name: &str) -> String {
        let mut text = format!(
            "# {name}: tìm thấy {} trên {} chỗ sai; hỏi nhầm {} trên {} số đúng.\n",
            self.found(),
            self.slips.len(),
            self.questioned.len(),
            self.clean
        );
        for (slip, rules) in &self.slips {
            let mark = if rules.is_empty() { "KHÔNG" } else { "thấy" };
            text.push_str(&format!(
                "{mark} | {} | {} | {}\n",
                name_of(slip.sort),
                slip.says,
                rules.join(", ")
            ));
        }
        for (key, told) in &self.questioned {
            text.push_str(&format!("hỏi nhầm | {} {} | {told}\n", key.indicator, key.unit));
        }
        text
    }
}

/// A sort of slip in words.
pub fn name_of(sort: Sort) -> &'static str {
    SORTS.iter().find(|(s, _)| *s == sort).map_or("", |(_, name)| name)
}

/// By sort: how many, how many found.
pub fn by_sort<'a>(runs: impl Iterator<Item = &'a Run>) -> Vec<(&'static str, usize, usize)> {
    let mut rows: Vec<(&'static str, usize, usize)> = SORTS.iter().map(|(_, name)| (*name, 0, 0)).collect();
    for (slip, rules) in runs.flat_map(|r| &r.slips) {
        if let Some(row) = rows.iter_mut().find(|row| row.0 == name_of(slip.sort)) {
            row.1 += 1;
            row.2 += usize::from(!rules.is_empty());
        }
    }
    rows
}
