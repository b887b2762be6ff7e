//! Laws between figures: sums, ratios, same figure twice, counts, bounds.
//!
//! Each law is held by the interval rule (XBRL Calculations 1.1): a printed number stands for all values that
//! round to it, counted things are exact. A law that the text only suggests is told when it holds; it is
//! called broken only where the text claims it.

mod bound;
mod count;
mod judge;
mod list;
mod ratio;
mod same;
mod sum;
mod view;

use model::{Fact, Relation, SourceText};

/// Finds the laws that given figures of a text keep or break, in a fixed order.
pub fn relations(source: &SourceText, facts: &[Fact]) -> Vec<Relation> {
    let view = view::View::new(source, facts);
    let mut found = Vec::new();
    let kinds = [
        sum::sums(&view),
        ratio::ratios(&view),
        same::repeats(&view),
        count::counts(&view),
        bound::bounds(&view),
    ];
    for relation in kinds.into_iter().flatten() {
        let told = found
            .iter()
            .any(|other: &Relation| other.kind == relation.kind && other.members == relation.members);
        if !told {
            found.push(relation);
        }
    }
    found
}
