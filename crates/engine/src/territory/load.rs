//! Units that enter the ledger beside those it was founded with: the whole country's, and agencies one by one.

use crate::access::{self, Right};
use crate::adopt::is_unfounded;
use crate::atlas;
use crate::book::Book;
use catalogue::units::Country;
use jiff::civil::Date;
use model::{
    Account, Act, Flaw, Placement, Refusal, RefusalCode, Succession, TerritoryAct, Unit, UnitId, UnitKind,
};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Enters all units of the country that the ledger lacks, with who followed whom; none where it has them all.
///
/// # Errors
/// `not-allowed`, `place-first` while nobody said who the place is: it could not be told from its double in the lists.
pub fn load_country(book: &Book, who: &Account, country: &Country) -> Result<Option<Act>, Refusal> {
    access::need(who, Right::KeepUnits)?;
    if is_unfounded(book) {
        return Err(RefusalCode::PlaceFirst.into());
    }
    let ours = atlas::ours(book, country);
    let our = |id: &UnitId| ours.get(id).map_or_else(|| id.clone(), |id| (*id).clone());
    let lacks = |unit: &&Unit| !book.units.contains_key(&unit.id) && !ours.contains_key(&unit.id);
    let placed = |unit: &Unit| {
        let ours = |stay: &Placement| Placement { parent: stay.parent.as_ref().map(our), ..stay.clone() };
        Unit { placements: unit.placements.iter().map(ours).collect(), ..unit.clone() }
    };
    let units: Vec<Unit> = country.units.iter().filter(lacks).map(placed).collect();
    let known: BTreeSet<_> = book.successions.iter().map(|s| (&s.from, &s.to, s.on)).collect();
    let successions = country.successions.iter();
    let successions = successions.map(|s| Succession { from: our(&s.from), to: our(&s.to), ..s.clone() });
    let successions: Vec<Succession> =
        successions.filter(|s| !known.contains(&(&s.from, &s.to, s.on))).collect();
    let nothing = units.is_empty() && successions.is_empty();
    Ok((!nothing).then_some(Act::Territory { change: TerritoryAct::Loaded { units, successions } }))
}

/// An agency, village or area as somebody enters it.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EnterUnit {
    /// Name with its type word.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// The unit above, or the area it serves.
    pub parent: UnitId,
    /// Official code; may be empty.
    #[serde(default)]
    pub official_code: String,
    /// Since when; none = always.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub from: Option<Date>,
    /// Whom to phone; may be empty.
    #[serde(default)]
    pub phone: String,
}

/// Letters of a name at most.
const LONGEST_NAME: usize = 120;

/// Enters one unit below another.
///
/// # Errors
/// `bad-input`, `parent-gone`, `unit-name-taken`, `not-allowed`.
pub fn enter_unit(book: &Book, who: &Account, wish: &EnterUnit) -> Result<(UnitId, Act), Refusal> {
    access::need(who, Right::KeepUnits)?;
    let name = checked_name(&wish.name)?;
    let day = wish.from.unwrap_or(Date::MAX);
    let parent = book.units.get(&wish.parent);
    let there = |unit: &&Unit| unit.placements.is_empty() || unit.parent_on(day).is_some();
    if !parent.is_some_and(|parent| there(&parent) || wish.from.is_none()) {
        return Err(Refusal::of(RefusalCode::ParentGone, name));
    }
    if is_taken(book, &wish.parent, &name, day) {
        return Err(Refusal::of(RefusalCode::UnitNameTaken, name));
    }
    let id = free_id(&name, wish.from, |id| book.units.contains_key(id));
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let unit = Unit {
        id: id.clone(),
        name,
        kind: wish.kind,
        official_code: filled(&wish.official_code),
        placements: vec![Placement { parent: Some(wish.parent.clone()), from: wish.from, to: None }],
        phone: filled(&wish.phone),
        former: Vec::new(),
    };
    let change = TerritoryAct::Loaded { units: vec![unit], successions: Vec::new() };
    Ok((id, Act::Territory { change }))
}

/// Takes a unit out that was entered by mistake: nothing was ever said of it, and nobody stands below it.
///
/// # Errors
/// `not-found`, `unit-in-use`, `not-allowed`.
pub fn remove_unit(book: &Book, who: &Account, id: &UnitId) -> Result<Act, Refusal> {
    access::need(who, Right::KeepUnits)?;
    let unit = book.units.get(id).ok_or_else(|| Refusal::of(RefusalCode::NotFound, "đơn vị này"))?;
    if is_used(book, id) {
        return Err(Refusal::of(RefusalCode::UnitInUse, &unit.name));
    }
    Ok(Act::Territory { change: TerritoryAct::Removed { unit: id.clone() } })
}

/// Whether anything in the book speaks of a unit.
fn is_used(book: &Book, id: &UnitId) -> bool {
    let asked = || book.rounds.values().any(|round| round.round.sheets.iter().any(|sheet| sheet.unit == *id));
    let followed = || book.successions.iter().any(|s| s.from == *id || s.to == *id);
    let collects = || {
        book.indicators.iter().any(|indicator| {
            indicator.owner == *id
                || matches!(&indicator.collector, model::Collector::Unit(unit) if unit == id)
        })
    };
    *id == book.place_unit()
        || book.below(id).next().is_some()
        || book.has_figures(id)
        || book.accounts.values().any(|account| account.unit == *id)
        || book.tasks.values().any(|task| task.lead.as_ref() == Some(id))
        || asked()
        || followed()
        || collects()
}

/// # Errors
/// `bad-input` for a name that is empty or too long.
pub(crate) fn checked_name(name: &str) -> Result<String, Refusal> {
    let name = viet::fold::nfc(name.trim());
    match name.is_empty() || name.chars().count() > LONGEST_NAME {
        true => Err(Flaw::UnitNameLength.into()),
        false => Ok(name),
    }
}

/// Whether another of that name stands below the same unit on a day.
pub(crate) fn is_taken(book: &Book, parent: &UnitId, name: &str, day: Date) -> bool {
    let wanted = viet::fold::key(name);
    let there = book.below(parent).filter(|unit| unit.parent_on(day) == Some(Some(parent)));
    there.into_iter().any(|unit| viet::fold::key(unit.name_on(day)) == wanted)
}

/// An id made of the name and the day, that is not in use.
pub(crate) fn free_id(name: &str, from: Option<Date>, taken: impl Fn(&UnitId) -> bool) -> UnitId {
    let folded = viet::fold::fold(name);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let day = from.map(|day| format!("-{:04}{:02}{:02}", day.year(), day.month(), day.day()));
    let base = format!("{}{}", words.join("-"), day.unwrap_or_default());
    let ids = (1..).map(|n| UnitId::from(if n == 1 { base.clone() } else { format!("{base}-{n}") }));
    ids.into_iter().find(|id| !taken(id)).unwrap_or_else(|| UnitId::from(base.as_str()))
}
