//! What does not hold and what reads wrong. A finding asks; it never corrects.

mod broken;
mod direction;
mod place;
mod wording;

use crate::Known;
use crate::scalars::Scalars;
use broken::Broken;
use model::{Document, Fact, OutlineItem, Reading, Relation, SourceText, TextFinding};
pub use place::place;
use std::collections::BTreeMap;

pub(crate) fn findings(
    source: &SourceText,
    scalars: &Scalars<'_>,
    document: &Document,
    outline: &[OutlineItem],
    facts: &[Fact],
    relations: &[Relation],
    known: Known<'_>,
) -> Vec<TextFinding> {
    let by_id: BTreeMap<&str, &Fact> = facts.iter().map(|fact| (fact.id.as_str(), fact)).collect();
    let broken = relations.iter().filter(|relation| !relation.holds);
    let mut found: Vec<TextFinding> = broken
        .filter_map(|relation| Broken::new(relation, &by_id, outline))
        .map(|broken| broken.finding())
        .collect();
    found.extend(direction::against_shares(scalars, outline, &by_id, relations));
    found.extend(wording::faults(source, scalars, document, outline, facts, known));
    found.sort_by_key(|finding| (finding.start, finding.end));
    found
}

/// The findings of a reading whose facts were amended. What was known of units when the file was read stays told.
pub(crate) fn anew(source: &SourceText, reading: &Reading) -> Vec<TextFinding> {
    let Reading { document, outline, facts, relations, .. } = reading;
    let mut found =
        findings(source, &Scalars::new(&source.text), document, outline, facts, relations, Known::default());
    found.extend(reading.findings.iter().filter(|finding| finding.rule == wording::UNIT_NAME).cloned());
    found.sort_by_key(|finding| (finding.start, finding.end));
    found
}
