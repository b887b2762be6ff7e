//! Where units stand in dense series.

use model::{Unit, UnitId, UnitKind};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The place of every area: communes of one upper unit beside each other, whoever came later behind. A place is never
/// given to another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    places: BTreeMap<UnitId, usize>,
    units: Vec<UnitId>,
    /// How many stand in each group.
    groups: Vec<usize>,
}

impl Layout {
    /// Finds places for areas that have none.
    pub(crate) fn note(&mut self, units: &[Unit], known: &BTreeMap<UnitId, Unit>) {
        let new = units.iter().filter(|unit| unit.kind.is_area() && !self.places.contains_key(&unit.id));
        let above = |unit: &Unit| {
            let mut chain = Vec::new();
            let mut up = parent(unit);
            while let Some(id) = up.filter(|id| !chain.contains(*id)) {
                chain.push(id.clone());
                up = known.get(id).and_then(parent);
            }
            chain.reverse();
            chain
        };
        let mut new: Vec<(bool, Vec<UnitId>, &Unit)> =
            new.map(|unit| (unit.kind == UnitKind::Commune, above(unit), unit)).collect();
        new.sort_by(|a, b| (a.0, &a.1, &a.2.id).cmp(&(b.0, &b.1, &b.2.id)));
        let mut group = None;
        for (is_commune, chain, unit) in new {
            let own = (is_commune, chain.into_iter().next().filter(|_| is_commune));
            if group.as_ref() != Some(&own) {
                self.groups.push(0);
                group = Some(own);
            }
            if let Some(many) = self.groups.last_mut() {
                *many += 1;
            }
            self.places.insert(unit.id.clone(), self.units.len());
            self.units.push(unit.id.clone());
        }
    }

    /// Where an area stands.
    pub(crate) fn place(&self, unit: &UnitId) -> Option<usize> {
        self.places.get(unit).copied()
    }

    /// Who stands at a place.
    pub(crate) fn unit(&self, place: usize) -> Option<&UnitId> {
        self.units.get(place)
    }

    /// How many stand in each group.
    pub(crate) fn groups(&self) -> &[usize] {
        &self.groups
    }

    /// The places of some areas, those beside each other together.
    pub(crate) fn stretches<'a>(&self, units: impl IntoIterator<Item = &'a UnitId>) -> Vec<Range<usize>> {
        let places: BTreeSet<usize> = units.into_iter().filter_map(|unit| self.place(unit)).collect();
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for place in places {
            match stretches.last_mut().filter(|last| last.end == place) {
                Some(last) => last.end = place + 1,
                None => stretches.push(place..place + 1),
            }
        }
        stretches
    }
}

/// Whom a unit stood below last.
fn parent(unit: &Unit) -> Option<&UnitId> {
    unit.placements.last()?.parent.as_ref()
}
