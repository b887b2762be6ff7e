//! Areas that were merged and split: amounts counted on the boundaries of one day, told for those of another.
//!
//! A merger adds. A split divides by a key that somebody declared (people, area, any other), and what comes of it is an
//! estimate between bounds that hold for certain; without a key the bounds alone are told. Nothing is lost on the way: the
//! estimates of all heirs add up to what was there. What has no heir (the work of districts after 1 July 2025) is named
//! with the day it ended, so that nobody compares it with nothing.

mod amount;

pub use amount::Amount;

use jiff::civil::Date;
use model::{Decimal, Succession, Unit, UnitId};
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
#[derive(Clone, Debug)]
pub struct Territory<'a> {
    units: BTreeMap<&'a UnitId, &'a Unit>,
    heirs: BTreeMap<&'a UnitId, Vec<&'a Succession>>,
    forebears: BTreeMap<&'a UnitId, Vec<&'a Succession>>,
}

/// How much a succession weighs among those of one area, in any unit of measure: onward among all that the area went
/// into, back among all that it came from; none = unknown.
pub type Key<'k> = &'k dyn Fn(&Succession, Way) -> Option<Decimal>;

/// Which way amounts go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From those that end to their heirs.
    Onward,
    /// From heirs to those that they came from.
    Back,
}

/// The key that the successions themselves tell: the part that each heir of a divided area took. How much of an area came
/// from which of those that were merged into it, they do not say.
pub fn declared(succession: &Succession, way: Way) -> Option<Decimal> {
    succession.share.filter(|_| way == Way::Onward)
}

impl<'a> Territory<'a> {
    /// The territory of some units. The order of either list says nothing.
    pub fn new(units: impl IntoIterator<Item = &'a Unit>, successions: &'a [Succession]) -> Self {
        let (mut heirs, mut forebears) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        for succession in successions {
            heirs.entry(&succession.from).or_default().push(succession);
            forebears.entry(&succession.to).or_default().push(succession);
        }
        for edges in heirs.values_mut().chain(forebears.values_mut()) {
            edges.sort_by(|a, b| (a.on, &a.from, &a.to).cmp(&(b.on, &b.from, &b.to)));
        }
        Self { units: units.into_iter().map(|unit| (&unit.id, unit)).collect(), heirs, forebears }
    }

    /// Some units with all that they came from and all that they became, however long the chain.
    pub fn kin(&self, of: impl IntoIterator<Item = &'a UnitId>) -> BTreeSet<&'a UnitId> {
        let of = Vec::from_iter(of);
        let mut kin =
            reached(&of, &|unit| self.heirs.get(unit).into_iter().flatten().map(|e| &e.to).collect());
        kin.extend(reached(&of, &|unit| {
            self.forebears.get(unit).into_iter().flatten().map(|e| &e.from).collect()
        }));
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
        let mut handed = BTreeSet::new();
        while let Some((unit, way, when)) = self.next(&open, day) {
            let Some(told) = open.remove(&unit) else { break };
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
            }
        }
        carried.told = open;
        carried
    }

    /// The area to hand on next, with the way and the day.
    fn next(&self, open: &BTreeMap<UnitId, Told>, day: Date) -> Option<(UnitId, Way, Date)> {
        let lives = |unit: &&UnitId| self.units.get(unit).is_none_or(|unit| unit.parent_on(day).is_some());
        let gone = open.keys().filter(|unit| !lives(unit));
        let when = |unit: &UnitId| {
            let placements = &self.units.get(unit)?.placements;
            let (first, last) = (placements.first()?.from, placements.last()?.to);
            match (last.filter(|last| *last <= day), first.filter(|first| day < *first)) {
                (Some(last), _) => Some((unit.clone(), Way::Onward, last)),
                (None, Some(first)) => Some((unit.clone(), Way::Back, first)),
                (None, None) => None,
            }
        };
        let found: Vec<_> = gone.filter_map(when).collect();
        let onward = found.iter().filter(|(_, way, _)| *way == Way::Onward).min_by_key(|(_, _, when)| *when);
        let back = found.iter().filter(|(_, way, _)| *way == Way::Back).max_by_key(|(_, _, when)| *when);
        onward.or(back).cloned()
    }

    /// Who follows an area that ended on a day, or went before one that began then.
    fn edges(&self, unit: &UnitId, way: Way, when: Date) -> Vec<&'a Succession> {
        let edges = match way {
            Way::Onward => self.heirs.get(unit),
            Way::Back => self.forebears.get(unit),
        };
        edges.into_iter().flatten().copied().filter(|edge| edge.on == when).collect()
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
    if let [edge] = edges {
        let made = told.made.max(Made::Added);
        return vec![(other(edge), Told { made, ..told.clone() })];
    }
    let weights: Option<Vec<Decimal>> =
        edges.iter().map(|edge| key(edge, way).filter(|w| !w.is_sign_negative())).collect();
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
