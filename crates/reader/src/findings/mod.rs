//! What does not hold and what reads wrong. A finding asks; it never corrects.

mod broken;
mod wording;

use broken::Broken;
use model::{Document, Fact, OutlineItem, Relation, SourceText, TextFinding};
use std::collections::BTreeMap;

pub(crate) fn findings(
    source: &SourceText,
    document: &Document,
    outline: &[OutlineItem],
    facts: &[Fact],
    relations: &[Relation],
) -> Vec<TextFinding> {
    let by_id: BTreeMap<&str, &Fact> = facts.iter().map(|fact| (fact.id.as_str(), fact)).collect();
    let broken = relations.iter().filter(|relation| !relation.holds);
    let mut found: Vec<TextFinding> = broken
        .filter_map(|relation| Broken::new(relation, &by_id, outline))
        .map(|broken| broken.finding())
        .collect();
    found.extend(wording::faults(source, document, outline, facts));
    found.sort_by_key(|finding| (finding.start, finding.end));
    found
}
