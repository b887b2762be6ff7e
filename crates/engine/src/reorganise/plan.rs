//! From what somebody enters to a reorganisation that holds together.

use super::hands::{self, Handed};
use super::{NewUnit, Wish, is_there, name};
use crate::access::{self, Right};
use crate::book::Book;
use crate::territory::{free_id, is_taken};
use model::{
    Account, Date, Placement, Refusal, RefusalCode, Reorganisation, ReorganisationId, Succession, Unit,
    UnitChange, UnitId,
};
use std::collections::{BTreeMap, BTreeSet};

/// The reorganisation that a wish comes to. A unit that takes in others, or gives a part away, has other territory from
/// then on: it ends and begins anew under its own name, unless the wish says so already. Whoever stands below one that ends
/// goes to its only heir.
///
/// # Errors
/// `not-allowed`, `basis-wanted`, `reorganisation-empty`, `unit-not-there`, `heir-wanted`, `handed-twice`, `shares-off`,
/// `parent-gone`, `unit-name-taken`, `below-left`, `bad-input`.
pub fn plan(book: &Book, who: &Account, wish: &Wish) -> Result<Reorganisation, Refusal> {
    access::need(who, Right::KeepUnits)?;
    let basis = wish.legal_basis.trim();
    if basis.is_empty() {
        return Err(RefusalCode::BasisWanted.into());
    }
    let handed = hands::of(book, wish)?;
    let begins = begin(book, wish, &handed)?;
    let ends: BTreeSet<UnitId> = wish.ends.iter().chain(&handed.renewed).cloned().collect();
    there(book, wish, &ends)?;
    let successions = successions(wish, &handed, &begins.ids, basis);
    let changes = changes(book, wish, &begins, &ends, &successions)?;
    if ends.is_empty() && begins.units.is_empty() && changes.is_empty() {
        return Err(RefusalCode::ReorganisationEmpty.into());
    }
    let known = |id: &ReorganisationId| book.reorganised.iter().any(|done| done.what.id == *id);
    let day = wish.on.to_string();
    let ids = (1..).map(|n| ReorganisationId::from(format!("{day}-{n}")));
    let id = ids.into_iter().find(|id| !known(id)).unwrap_or_else(|| ReorganisationId::from(day.as_str()));
    Ok(Reorganisation {
        id,
        on: wish.on,
        legal_basis: basis.to_owned(),
        ends: ends.into_iter().collect(),
        begins: begins.units,
        changes,
        successions,
    })
}

/// The units that begin, and what the wish calls them.
struct Begins {
    units: Vec<Unit>,
    ids: BTreeMap<UnitId, UnitId>,
}

fn begin(book: &Book, wish: &Wish, handed: &Handed) -> Result<Begins, Refusal> {
    let mut ids: BTreeMap<UnitId, UnitId> = BTreeMap::new();
    let mut taken: BTreeSet<UnitId> = book.units.keys().cloned().collect();
    let renewed: Vec<NewUnit> = handed.renewed.iter().filter_map(|id| renewed(book, id, wish.on)).collect();
    let all = || wish.begins.iter().chain(&renewed);
    for new in all() {
        let id = free_id(&name(&new.name)?, Some(wish.on), |id| taken.contains(id));
        taken.insert(id.clone());
        if book.units.contains_key(&new.key) && !handed.renewed.contains(&new.key)
            || ids.insert(new.key.clone(), id).is_some()
        {
            return Err(Refusal::of(RefusalCode::UnitNameTaken, &new.name));
        }
    }
    let mut units: Vec<Unit> = Vec::new();
    for new in all() {
        let parent = new.parent.as_ref().map(|parent| ids.get(parent).unwrap_or(parent).clone());
        let name = name(&new.name)?;
        let same = |unit: &Unit| {
            unit.placements.iter().any(|stay| stay.parent == parent)
                && viet::fold::key(&unit.name) == viet::fold::key(&name)
        };
        let ends = |id: &UnitId| wish.ends.contains(id) || handed.renewed.contains(id);
        let stays = parent.as_ref().is_some_and(|parent| {
            let there = book.below(parent).filter(|unit| !ends(&unit.id));
            there.into_iter().any(|unit| {
                unit.parent_on(wish.on) == Some(Some(parent))
                    && viet::fold::key(unit.name_on(wish.on)) == viet::fold::key(&name)
            })
        });
        if stays || units.iter().any(same) {
            return Err(Refusal::of(RefusalCode::UnitNameTaken, name));
        }
        let begun = |parent: &UnitId| ids.values().any(|id| id == parent);
        if let Some(parent) = &parent
            && (!(begun(parent) || is_there(book, parent, wish.on)) || ends(parent))
        {
            return Err(Refusal::of(RefusalCode::ParentGone, name));
        }
        let code = Some(new.official_code.trim().to_owned()).filter(|code| !code.is_empty());
        units.push(Unit {
            official_code: code,
            placements: vec![Placement { parent, from: Some(wish.on), to: None }],
            ..Unit::of(ids.get(&new.key).cloned().unwrap_or_else(|| new.key.clone()), name, new.kind)
        });
    }
    Ok(Begins { units, ids })
}

/// A unit that begins anew with other territory, as it was.
fn renewed(book: &Book, id: &UnitId, on: Date) -> Option<NewUnit> {
    let unit = book.units.get(id)?;
    Some(NewUnit {
        key: id.clone(),
        name: unit.name_on(on).to_owned(),
        kind: unit.kind,
        official_code: unit.code_on(on).unwrap_or_default().to_owned(),
        parent: unit.parent_on(on).flatten().cloned(),
    })
}

/// Everyone who ends is there the day before, and nothing is known of later; everyone who ends has heirs or is said to have none.
fn there(book: &Book, wish: &Wish, ends: &BTreeSet<UnitId>) -> Result<(), Refusal> {
    let eve = wish.on.yesterday().unwrap_or(wish.on);
    let changed = wish.changes.iter().map(|change| &change.unit);
    for id in ends.iter().chain(changed) {
        let later = |unit: &Unit| unit.ended().is_some() || unit.began().is_some_and(|from| wish.on <= from);
        if !is_there(book, id, eve)
            || book.units.get(id).is_some_and(later)
            || *id == book.place_unit() && ends.contains(id)
        {
            return Err(Refusal::of(RefusalCode::UnitNotThere, book.unit_name(id)));
        }
    }
    for id in ends {
        let heirs =
            wish.hands.iter().any(|hand| hand.from == *id || hand.to == *id && !wish.ends.contains(id));
        match (heirs, wish.heirless.contains(id)) {
            (false, false) => return Err(Refusal::of(RefusalCode::HeirWanted, book.unit_name(id))),
            (true, true) => return Err(Refusal::of(RefusalCode::HandedTwice, book.unit_name(id))),
            _ => {}
        }
    }
    Ok(())
}

fn successions(wish: &Wish, handed: &Handed, ids: &BTreeMap<UnitId, UnitId>, basis: &str) -> Vec<Succession> {
    let heir = |id: &UnitId| ids.get(id).unwrap_or(id).clone();
    let hands = handed.hands.iter().map(|hand| Succession {
        shares: hand.shares.clone(),
        ..Succession::part(hand.from.clone(), heir(&hand.to), wish.on, basis)
    });
    hands.collect()
}

/// What the wish changes, and where those go that stand below one that ends.
fn changes(
    book: &Book,
    wish: &Wish,
    begins: &Begins,
    ends: &BTreeSet<UnitId>,
    successions: &[Succession],
) -> Result<Vec<UnitChange>, Refusal> {
    let mut changes: BTreeMap<UnitId, UnitChange> = BTreeMap::new();
    let begun = |id: &UnitId| begins.units.iter().any(|unit| unit.id == *id);
    for change in &wish.changes {
        let name =
            change.name.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(name).transpose()?;
        let parent = change.parent.as_ref().map(|parent| begins.ids.get(parent).unwrap_or(parent).clone());
        let unit = &change.unit;
        if let Some(parent) = parent.as_ref().filter(|parent| !begun(parent))
            && (ends.contains(parent) || !is_there(book, parent, wish.on) || parent == unit)
        {
            return Err(Refusal::of(RefusalCode::ParentGone, book.unit_name(unit)));
        }
        let above = parent.clone().or_else(|| book.units.get(unit)?.parent_on(wish.on)?.cloned());
        if let (Some(name), Some(above)) = (&name, &above)
            && is_taken(book, above, name, wish.on)
        {
            return Err(Refusal::of(RefusalCode::UnitNameTaken, name));
        }
        if ends.contains(unit) {
            return Err(Refusal::of(RefusalCode::UnitNotThere, book.unit_name(unit)));
        }
        let official_code =
            change.official_code.as_deref().map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned);
        changes.insert(unit.clone(), UnitChange { unit: unit.clone(), name, official_code, parent });
    }
    for gone in ends {
        let left = book
            .below(gone)
            .filter(|unit| unit.parent_on(wish.on) == Some(Some(gone)) && !ends.contains(&unit.id));
        let heirs: Vec<&UnitId> = successions.iter().filter(|s| s.from == *gone).map(|s| &s.to).collect();
        for unit in left {
            let blank = UnitChange { unit: unit.id.clone(), name: None, official_code: None, parent: None };
            let change = changes.entry(unit.id.clone()).or_insert(blank);
            if change.parent.is_none() {
                let [heir] = heirs.as_slice() else {
                    return Err(Refusal::of(RefusalCode::BelowLeft, &unit.name));
                };
                change.parent = Some((*heir).clone());
            }
        }
    }
    changes
        .retain(|_, change| (&change.name, &change.official_code, &change.parent) != (&None, &None, &None));
    Ok(changes.into_values().collect())
}
