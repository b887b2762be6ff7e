//! Findings on figures printed here and on the prose, each told once: where it is first touched.

use super::page::Page;
use super::{Kind, Notice, Report};
use model::{CellKey, Finding, RuleKind, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// The findings of a period, and which of them were told.
pub(super) struct Told<'a> {
    open: Vec<&'a Finding>,
    by_cell: BTreeMap<&'a CellKey, Vec<usize>>,
    told: BTreeSet<usize>,
}

impl<'a> Told<'a> {
    pub fn new(report: &Report<'a>) -> Self {
        // A number typed over a figure is told at its own place.
        let elsewhere = |f: &Finding| f.kind == RuleKind::TextAgainstData && f.passage.is_some();
        let open = report.findings.iter().filter(|f| f.answer.is_none() && f.severity <= Severity::Warning);
        let open: Vec<&Finding> = open.filter(|f| !elsewhere(f)).collect();
        let mut by_cell: BTreeMap<&CellKey, Vec<usize>> = BTreeMap::new();
        for (at, finding) in open.iter().enumerate() {
            for evidence in &finding.evidence {
                by_cell.entry(&evidence.key).or_default().push(at);
            }
        }
        Self { open, by_cell, told: BTreeSet::new() }
    }

    /// Those of a paragraph.
    pub fn at(&mut self, page: &Page<'_, '_>) -> Vec<Notice> {
        let mut found = Vec::new();
        for (at, finding) in self.open.iter().enumerate() {
            if finding.passage.as_ref() == Some(&page.passage.id) && self.told.insert(at) {
                let figure = finding
                    .evidence
                    .first()
                    .and_then(|e| page.figures().find(|(.., f)| f.figure.indicator == e.key.indicator));
                let place = figure.map_or((0, 0), |(start, end, _)| (start, end));
                found.push(notice(page, place, finding));
            }
        }
        for (start, end, figure) in page.figures() {
            let touching = figure.resolved.basis.iter().filter_map(|key| self.by_cell.get(key)).flatten();
            for at in touching {
                if let Some(finding) = self.open.get(*at).filter(|_| self.told.insert(*at)) {
                    let mut told = notice(page, (start, end), finding);
                    told.figure = Some(figure.figure.clone());
                    found.push(told);
                }
            }
        }
        found
    }
}

fn notice(page: &Page<'_, '_>, (start, end): (usize, usize), finding: &Finding) -> Notice {
    Notice {
        key: format!("{}:{}", Kind::Finding.name(), finding.key).into(),
        severity: finding.severity,
        seen: finding.computation.clone(),
        finding: Some((finding.key.clone(), finding.computation.clone())),
        ..page.about(Kind::Finding, start, end, finding.says.clone(), &finding.hint)
    }
}
