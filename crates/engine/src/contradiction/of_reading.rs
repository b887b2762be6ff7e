//! A report that was read, as a system: its facts and the relations between them.

use super::{Figure, Law, System, Term, explain};
use crate::contradiction::Explanation;
use formula::Gather;
use model::{Fact, Reading, Relation, RelationKind};
use std::collections::BTreeMap;

/// What explains the broken relations of a reading; figures are named by their place among its facts.
pub fn of_reading(reading: &Reading) -> Vec<Explanation> {
    explain(&system(reading))
}

fn system(reading: &Reading) -> System {
    let places: BTreeMap<&str, usize> =
        reading.facts.iter().enumerate().map(|(i, f)| (f.id.as_str(), i)).collect();
    let figure = |fact: &Fact| Figure {
        number: fact.value,
        counted: fact.unit.as_deref().is_some_and(viet::measure_unit::is_counted),
        approx: fact.approx,
    };
    System {
        figures: reading.facts.iter().map(figure).collect(),
        laws: reading.relations.iter().filter_map(|relation| law(reading, relation, &places)).collect(),
    }
}

/// A relation as a law; a count of things listed has no second figure and is none.
fn law(reading: &Reading, relation: &Relation, places: &BTreeMap<&str, usize>) -> Option<Law> {
    let names: Vec<&str> = relation.members.iter().map(String::as_str).collect();
    let members: Option<Vec<usize>> = names.iter().map(|name| places.get(name).copied()).collect();
    let members = members?;
    let unit = |at: &usize| reading.facts.get(*at).and_then(|f| f.unit.as_deref()).unwrap_or_default();
    let one_unit = members.windows(2).all(|pair| viet::measure_unit::same(unit(&pair[0]), unit(&pair[1])));
    let text = match (relation.kind, names.as_slice()) {
        (RelationKind::Sum, [whole, parts @ ..]) if one_unit => format!("{whole} = {}", parts.join(" + ")),
        (RelationKind::Same, [one, other]) if one_unit => format!("{one} = {other}"),
        (RelationKind::Bound, [low, high]) if one_unit => format!("{low} <= {high}"),
        (RelationKind::Ratio, [part, whole, share]) => format!("{share} = 100 * {part} / {whole}"),
        _ => return None,
    };
    let formula = formula::parse(&text).ok()?;
    let term = |reference: &formula::Reference| {
        let figure = places.get(reference.code.as_str()).copied()?;
        Some(Term { reference: reference.clone(), how: Gather::Sum, figures: vec![figure] })
    };
    let terms: Option<Vec<Term>> = formula.references().into_iter().map(term).collect();
    Some(Law { terms: terms?, formula })
}
