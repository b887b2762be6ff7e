//! Areas that were merged and split: amounts counted on the boundaries of one day, told for those of another.
//!
//! A merger adds. A split divides by a key that somebody declared (people, area, any other), and what comes of it is an
//! estimate between bounds that hold for certain; without a key the bounds alone are told. Nothing is lost on the way: the
//! estimates of all heirs add up to what was there. What has no heir (the work of districts after 1 July 2025) is named
//! with the day it ended, so that nobody compares it with nothing.

mod amount;
mod fold;
mod lineage;
mod load;

pub use amount::Amount;
pub use fold::Reorganised;
pub(crate) use fold::{Ground, Placed};
pub use lineage::Lineage;
pub use load::{EnterUnit, enter_unit, load_country, remove_unit};
pub(crate) use load::{checked_name, free_id, is_taken};

use jiff::civil::Date;
use model::{Decimal, Share, ShareKey, Succession, Unit, UnitId};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How an area's amount came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Made {
    /// Counted on these boundaries.
    Counted,
    /// The whole of one or several areas.
    Added,
    /// Parts of areas in it, by a key: an estimate.
    Estimated,
    /// Parts of areas in it of which nobody says how large: bounds alone.
    Bounded,
}

/// What is told of an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its amount.
    pub amount: Amount,
    /// How it came about.
    pub made: Made,
    /// Areas in it that said nothing.
    pub missing: BTreeSet<UnitId>,
}

/// Amounts on the boundaries of one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// What is told of each area.
    pub told: BTreeMap<UnitId, Told>,
    /// Areas that ended without heir, or began without forebear, with the day: what they said is comparable with nothing.
    pub ended: BTreeMap<UnitId, Date>,
}

/// The units of a place with who followed whom.
#[derive(Clone, Copy, Debug)]
pub struct Territory<'a> {
    units: &'a BTreeMap<UnitId, Unit>,
    lineage: &'a Lineage,
}

/// How much a succession weighs among those of one area, in any unit of measure: onward among all that the area went
/// into, back among all that it came from; none = unknown. Whom a declared nothing leaves alone gets all, for certain.
pub type Key<'k> = &'k dyn Fn(&Succession, Way) -> Option<Share>;

/// Which way amounts go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From those that end to their heirs.
    Onward,
    /// From heirs to those that they came from.
    Back,
}

/// The key that the successions themselves tell, counted in what is wanted: the part that each heir of a divided area
/// took. How much of an area came from which of those that were merged into it, they do not say, but that nothing did.
pub fn declared(key: &ShareKey) -> impl Fn(&Succession, Way) -> Option<Share> + '_ {
    move |succession, way| succession.share(key).filter(|share| way == Way::Onward || is_nothing(share))
}

/// Whether it is certain that nothing was handed over.
fn is_nothing(share: &Share) -> bool {
    share.part.is_zero() && !share.estimated
}

/// When an area is handed on: what ended first, then what began last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Onward(Date),
    Back(Reverse<Date>),
}

impl<'a> Territory<'a> {
    /// The territory of some units.
    pub fn new(units: &'a BTreeMap<UnitId, Unit>, lineage: &'a Lineage) -> Self {
        Self { units, lineage }
    }

    /// Some units with all that they came from and all that they became, however long the chain.
    pub fn kin(&self, of: impl IntoIterator<Item = &'a UnitId>) -> BTreeSet<&'a UnitId> {
        let of = Vec::from_iter(of);
        let lineage = self.lineage;
        let mut kin = reached(&of, &|unit| lineage.edges(unit, Way::Onward).iter().map(|e| &e.to).collect());
        kin.extend(reached(&of, &|unit| lineage.edges(unit, Way::Back).iter().map(|e| &e.from).collect()));
        kin
    }

    /// Amounts told for the boundaries of `day`, whichever boundaries they were counted on; none = nothing was said, of
    /// what cannot be negative.
    pub fn on(&self, amounts: &BTreeMap<UnitId, Option<Decimal>>, day: Date, key: Key<'_>) -> Carried {
        let mut carried = Carried::default();
        let told = |(unit, amount): (&UnitId, &Option<Decimal>)| {
            let missing = amount.is_none().then(|| unit.clone()).into_iter().collect();
            let amount = amount.map_or_else(Amount::missing, Amount::exact);
            (unit.clone(), Told { amount, made: Made::Counted, missing })
        };
        let mut open: BTreeMap<UnitId, Told> = amounts.iter().map(told).collect();
        // What ended first, or began last, is handed on first, so that chains arrive whole; each area once, whatever lists say.
        let turn = |unit: &UnitId| self.turn(unit, day).map(|turn| (turn, unit.clone()));
        let mut queue: BTreeSet<(Turn, UnitId)> = open.keys().filter_map(turn).collect();
        let mut handed = BTreeSet::new();
        while let Some((turn, unit)) = queue.pop_first() {
            let Some(told) = open.remove(&unit) else { continue };
            let (way, when) = match turn {
                Turn::Onward(when) => (Way::Onward, when),
                Turn::Back(Reverse(when)) => (Way::Back, when),
            };
            let edges = self.edges(&unit, way, when);
            if edges.is_empty() || !handed.insert(unit.clone()) {
                carried.ended.insert(unit, when);
                continue;
            }
            for (heir, part) in shared(&told, &edges, way, key) {
                match open.get_mut(heir) {
                    Some(known) => known.join(part),
                    None => drop(open.insert(heir.clone(), part)),
                }
                queue.extend(self.turn(heir, day).map(|turn| (turn, heir.clone())));
            }
        }
        carried.told = open;
        carried
    }

    /// When an area that is not there on `day` is handed on; none = it is there, or nobody says when it was.
    fn turn(&self, unit: &UnitId, day: Date) -> Option<Turn> {
        let unit = self.units.get(unit).filter(|unit| unit.parent_on(day).is_none())?;
        match (unit.ended().filter(|last| *last <= day), unit.began().filter(|first| day < *first)) {
            (Some(last), _) => Some(Turn::Onward(last)),
            (None, first) => first.map(|first| Turn::Back(Reverse(first))),
        }
    }

    /// Who follows an area that ended on a day, or went before one that began then.
    fn edges(&self, unit: &UnitId, way: Way, when: Date) -> Vec<&'a Succession> {
        self.lineage.edges(unit, way).iter().filter(|edge| edge.on == when).collect()
    }
}

/// Units with all that follow one another from them.
fn reached<'a>(of: &[&'a UnitId], next: &dyn Fn(&'a UnitId) -> Vec<&'a UnitId>) -> BTreeSet<&'a UnitId> {
    let (mut reached, mut open) = (BTreeSet::new(), of.to_vec());
    while let Some(unit) = open.pop() {
        if reached.insert(unit) {
            open.extend(next(unit));
        }
    }
    reached
}

impl Told {
    fn join(&mut self, other: Self) {
        self.amount += other.amount;
        self.made = self.made.max(other.made).max(Made::Added);
        self.missing.extend(other.missing);
    }
}

/// What each of those on the other side of some successions gets of an area's amount.
fn shared<'a>(told: &Told, edges: &[&'a Succession], way: Way, key: Key<'_>) -> Vec<(&'a UnitId, Told)> {
    let other = |edge: &&'a Succession| match way {
        Way::Onward => &edge.to,
        Way::Back => &edge.from,
    };
    let shares: Vec<Option<Share>> =
        edges.iter().map(|edge| key(edge, way).filter(|share| !share.part.is_sign_negative())).collect();
    let gets = |share: &Option<Share>| !share.as_ref().is_some_and(is_nothing);
    if edges.len() == 1 || shares.iter().filter(|share| gets(share)).count() == 1 {
        let made = told.made.max(Made::Added);
        let nothing = Told { amount: Amount::zero(), made, missing: BTreeSet::new() };
        let part = |(edge, share)| {
            (
                other(edge),
                if edges.len() == 1 || gets(share) { Told { made, ..told.clone() } } else { nothing.clone() },
            )
        };
        return edges.iter().zip(&shares).map(part).collect();
    }
    let weights: Option<Vec<Decimal>> = shares.iter().map(|share| Some(share.as_ref()?.part)).collect();
    let values = weights.zip(told.amount.value).and_then(|(weights, whole)| divided(whole, &weights));
    let made = told.made.max(if values.is_some() { Made::Estimated } else { Made::Bounded });
    let part = |(at, edge): (usize, &&'a Succession)| {
        let value = values.as_ref().and_then(|values| values.get(at).copied());
        (other(edge), Told { amount: told.amount.part(value), made, missing: told.missing.clone() })
    };
    edges.iter().enumerate().map(part).collect()
}

/// An amount divided by weights; the parts add up to it exactly, for the last takes what rounding leaves. None when all
/// weights are zero.
fn divided(whole: Decimal, weights: &[Decimal]) -> Option<Vec<Decimal>> {
    let sum: Decimal = weights.iter().sum();
    let last = weights.iter().rposition(|weight| !weight.is_zero())?;
    // As fine as amounts are ever printed, and far from where exact decimals end.
    const FINEST: u32 = 6;
    let share = |weight: &Decimal| {
        Some(whole.checked_mul(*weight)?.checked_div(sum)?.round_dp(FINEST.max(whole.scale())))
    };
    let mut parts: Vec<Decimal> = weights.iter().map(share).collect::<Option<_>>()?;
    let others: Decimal = parts.iter().enumerate().filter(|(at, _)| *at != last).map(|(_, part)| *part).sum();
    *parts.get_mut(last)? = whole.checked_sub(others)?;
    Some(parts)
}
