//! What of the country concerns one unit.

use super::Country;
use model::{Succession, Unit, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// For each unit, others that stand to it in some way.
type Links<'a> = BTreeMap<&'a UnitId, Vec<&'a UnitId>>;

impl Country {
    /// A unit with all that ever stood below it or its forebears, all who followed these and all these came from, and
    /// whom they stood below; with the successions among them.
    pub fn around(&self, top: &UnitId) -> Country {
        let (mut heirs, mut forebears, mut below) = (Links::new(), Links::new(), Links::new());
        let mut above = Links::new();
        for succession in &self.successions {
            heirs.entry(&succession.from).or_default().push(&succession.to);
            forebears.entry(&succession.to).or_default().push(&succession.from);
        }
        for unit in &self.units {
            for parent in unit.placements.iter().filter_map(|placement| placement.parent.as_ref()) {
                below.entry(parent).or_default().push(&unit.id);
                above.entry(&unit.id).or_default().push(parent);
            }
        }
        let mut near: BTreeSet<&UnitId> = self.units.iter().map(|u| &u.id).filter(|id| *id == top).collect();
        for links in [&forebears, &below, &heirs, &forebears, &above] {
            follow(&mut near, links);
        }
        let within =
            |succession: &&Succession| near.contains(&succession.from) && near.contains(&succession.to);
        let there = |unit: &&Unit| near.contains(&unit.id);
        Country {
            units: self.units.iter().filter(there).cloned().collect(),
            successions: self.successions.iter().filter(within).cloned().collect(),
            aliases: BTreeMap::new(),
        }
    }
}

/// Adds whatever links lead to.
fn follow<'a>(near: &mut BTreeSet<&'a UnitId>, links: &Links<'a>) {
    let mut open: Vec<&UnitId> = near.iter().copied().collect();
    while let Some(unit) = open.pop() {
        for next in links.get(unit).into_iter().flatten() {
            if near.insert(next) {
                open.push(next);
            }
        }
    }
}
