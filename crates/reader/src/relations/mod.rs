//! Laws between figures: sums, ratios, same figure twice, counts, bounds.
//!
//! Each law is held by the interval rule (XBRL Calculations 1.1): a printed number stands for all values that
//! round to it, counted things are exact. A law that the text only suggests is told when it holds; it is
//! called broken only where the text claims it.

mod around;
mod bound;
mod count;
mod difference;
mod doubt;
mod judge;
mod list;
mod near;
mod product;
mod ratio;
mod region;
mod same;
mod slip;
mod sum;
mod table;
mod view;

use crate::scalars::Scalars;
use model::{Fact, Relation, RelationKind, SourceText};
use std::collections::BTreeSet;

/// Finds the laws that given figures of a text keep or break, in a fixed order.
pub fn relations(source: &SourceText, facts: &[Fact]) -> Vec<Relation> {
    among(source, &Scalars::new(&source.text), facts)
}

/// The same with the places of scalar values at hand.
pub(crate) fn among(source: &SourceText, scalars: &Scalars<'_>, facts: &[Fact]) -> Vec<Relation> {
    let view = view::View::new(source, scalars, facts);
    let mut found = Vec::new();
    let mut ratios = ratio::ratios(&view);
    ratios.extend(product::products(&view));
    let doubts = doubt::doubts(&view, &ratios);
    let kinds = [
        sum::sums(&view),
        table::tables(&view),
        difference::differences(&view),
        ratios,
        doubts,
        same::repeats(&view),
        count::counts(&view),
        bound::bounds(&view),
    ];
    let mut told: BTreeSet<(RelationKind, Vec<String>)> = BTreeSet::new();
    for relation in kinds.into_iter().flatten() {
        if told.insert((relation.kind, relation.members.clone())) {
            found.push(relation);
        }
    }
    found
}
