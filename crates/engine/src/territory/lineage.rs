//! Who followed whom, ready to be walked either way.

use super::Way;
use model::{Succession, UnitId};
use std::collections::BTreeMap;

/// The successions of a place, by those who ended and by those who began.
#[derive(Clone, Debug, Default)]
pub struct Lineage {
    heirs: BTreeMap<UnitId, Vec<Succession>>,
    forebears: BTreeMap<UnitId, Vec<Succession>>,
}

impl Lineage {
    /// The lineage of some successions; their order says nothing.
    pub fn new<'a>(successions: impl IntoIterator<Item = &'a Succession>) -> Self {
        let mut lineage = Self::default();
        for succession in successions {
            lineage.heirs.entry(succession.from.clone()).or_default().push(succession.clone());
            lineage.forebears.entry(succession.to.clone()).or_default().push(succession.clone());
        }
        for edges in lineage.heirs.values_mut().chain(lineage.forebears.values_mut()) {
            edges.sort_by(|a, b| (a.on, &a.from, &a.to).cmp(&(b.on, &b.from, &b.to)));
        }
        lineage
    }

    /// The successions from a unit to its heirs, or to it from its forebears.
    pub(super) fn edges(&self, unit: &UnitId, way: Way) -> &[Succession] {
        let edges = match way {
            Way::Onward => self.heirs.get(unit),
            Way::Back => self.forebears.get(unit),
        };
        edges.map_or(&[], Vec::as_slice)
    }
}
