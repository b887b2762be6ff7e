//! A reorganisation that somebody enters: which units end, which begin, who takes over whom with which part, from which day.
//! What it does is seen before it applies; it applies by an act, and is taken back by one.

mod effect;
mod hands;
mod plan;

pub use effect::{Effect, Fate, FormAtStake, PlanAtStake, SeriesAtStake, effect};
pub use plan::plan;

use crate::access::{self, Right};
use crate::book::Book;
use crate::territory;
use jiff::civil::Date;
use model::{
    Account, Act, Refusal, RefusalCode, ReorganisationId, Share, ShareKey, TerritoryAct, UnitChange, UnitId,
    UnitKind,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// A reorganisation as somebody enters it.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = ReorganisationWish))]
pub struct Wish {
    /// The first day of the new order.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub on: Date,
    /// The resolution: number, day, who passed it.
    pub legal_basis: String,
    /// Who ends.
    pub ends: Vec<UnitId>,
    /// Who begins.
    pub begins: Vec<NewUnit>,
    /// Who goes on under another name, code or parent.
    pub changes: Vec<UnitChange>,
    /// Who takes over whom.
    pub hands: Vec<Hand>,
    /// Those that end and that nobody takes over.
    pub heirless: Vec<UnitId>,
    /// Whether it may apply from a day on which figures were already collected.
    #[serde(default)]
    pub confirmed: bool,
}

/// A unit that begins.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewUnit {
    /// What the rest of the wish calls it.
    pub key: UnitId,
    /// Name with its type word.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// Official code; may be empty.
    #[serde(default)]
    pub official_code: String,
    /// The unit above: one of the ledger, or the key of another that begins; none at the top.
    pub parent: Option<UnitId>,
}

/// One unit hands over to another: all of it, or a part told in one or several ways, or a part of unknown size.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hand {
    /// Who hands over: one that ends, or one that goes on without a part of it.
    pub from: UnitId,
    /// Who takes over: one of the ledger, or the key of one that begins.
    pub to: UnitId,
    /// How large the part is. Nothing and nobody else takes over = all of it.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = BTreeMap<String, Share>))]
    pub shares: BTreeMap<ShareKey, Share>,
}

/// The act by which it applies.
///
/// # Errors
/// As [`plan`], and `reorganisation-past` when figures of that day or later were collected and nobody confirmed.
pub fn apply(book: &Book, who: &Account, wish: &Wish, today: Date) -> Result<Act, Refusal> {
    let reorganisation = plan(book, who, wish)?;
    if !wish.confirmed
        && let Some(figures) = past(book, &reorganisation, today)
    {
        let what = match figures {
            0 => "ngày đó đã qua".to_owned(),
            figures => format!("đã có {figures} số liệu của các kỳ sau ngày đó"),
        };
        return Err(Refusal::of(RefusalCode::ReorganisationPast, what));
    }
    Ok(Act::Territory { change: TerritoryAct::Reorganised { reorganisation: Box::new(reorganisation) } })
}

/// How many figures are there already of periods after the day of a reorganisation; none = none, and the day is still to come.
pub fn past(book: &Book, what: &model::Reorganisation, today: Date) -> Option<usize> {
    let touched: BTreeSet<&UnitId> = what.ends.iter().chain(what.changes.iter().map(|c| &c.unit)).collect();
    let stated = touched
        .iter()
        .flat_map(|unit| book.figures_of(unit))
        .filter(|key| key.measure != model::Measure::Plan);
    let later = stated.filter(|key| what.on <= key.period.calendar_window().from);
    let figures = later.count();
    (figures > 0 || what.on <= today).then_some(figures)
}

/// The act by which it is taken back: everything is as it was before.
///
/// # Errors
/// `not-found`, `not-allowed`, `reorganisation-later` when another one changed the same units since, `reorganisation-used` when
/// figures of units that began with it were stated, or somebody works there.
pub fn withdraw(book: &Book, who: &Account, id: &ReorganisationId) -> Result<Act, Refusal> {
    access::need(who, Right::KeepUnits)?;
    let place = book.reorganised.iter().position(|done| done.what.id == *id);
    let place = place.ok_or_else(|| Refusal::of(RefusalCode::NotFound, "lần sắp xếp này"))?;
    let Some((done, later)) = book.reorganised.get(place..).and_then(<[_]>::split_first) else {
        return Err(Refusal::of(RefusalCode::NotFound, "lần sắp xếp này"));
    };
    let touches = |what: &model::Reorganisation| -> BTreeSet<UnitId> {
        let changed = what.changes.iter().map(|change| &change.unit);
        what.ends.iter().chain(changed).chain(what.begins.iter().map(|unit| &unit.id)).cloned().collect()
    };
    let own = touches(&done.what);
    if let Some(unit) = later.iter().flat_map(|later| touches(&later.what)).find(|unit| own.contains(unit)) {
        return Err(Refusal::of(RefusalCode::ReorganisationLater, book.unit_name(&unit)));
    }
    let moved: BTreeSet<&UnitId> = done.what.changes.iter().map(|change| &change.unit).collect();
    let stands_below = |id: &UnitId| {
        book.below(id)
            .any(|unit| !moved.contains(&unit.id) && !done.what.begins.iter().any(|b| b.id == unit.id))
    };
    let speaks = |id: &UnitId| {
        let asked =
            book.rounds.values().any(|round| round.round.sheets.iter().any(|sheet| sheet.unit == *id));
        asked || book.has_figures(id) || book.accounts.values().any(|account| account.unit == *id)
    };
    match done.what.begins.iter().find(|unit| speaks(&unit.id) || stands_below(&unit.id)) {
        Some(unit) => Err(Refusal::of(RefusalCode::ReorganisationUsed, &unit.name)),
        None => Ok(Act::Territory { change: TerritoryAct::Withdrawn { id: id.clone() } }),
    }
}

/// Whether a unit is there on a day; one that nobody placed always is.
fn is_there(book: &Book, id: &UnitId, day: Date) -> bool {
    book.units.get(id).is_some_and(|unit| unit.placements.is_empty() || unit.parent_on(day).is_some())
}

/// # Errors
/// As [`territory::checked_name`].
fn name(text: &str) -> Result<String, Refusal> {
    territory::checked_name(text)
}
