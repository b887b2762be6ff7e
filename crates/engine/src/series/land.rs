//! Who stood below whom and lived when, and how much of a unit lies in an area.

use super::quick::Members;
use super::{Area, Boundaries};
use crate::book::Book;
use crate::territory::{Key, Placed, Territory};
use crate::time::Stretch;
use model::{Date, Decimal, Period, Succession, Unit, UnitId};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock};

/// How much of a unit lies in an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    /// All of it.
    Whole,
    /// A part, by the key; none = nobody knows how large.
    Part(Option<Decimal>),
}

/// An area, and how much of each unit of any time lies in it.
#[derive(Debug)]
pub(crate) struct Within {
    /// The units whose area it is.
    pub(super) area: BTreeSet<UnitId>,
    /// Of units without any below; absent = nothing of it. None = the area under the unit that it was then.
    shares: Option<BTreeMap<UnitId, Share>>,
    /// These and all that ever stood above or below them.
    touched: BTreeSet<UnitId>,
    /// Where those stand in dense series.
    places: OnceLock<Vec<Range<usize>>>,
    pub(super) members: Mutex<Stating>,
}

/// Who states figures of a stretch, `true` = states at its end; none where that is not simply told.
type Stating = BTreeMap<(Stretch, bool), Option<Arc<Members>>>;

/// Areas that were asked for, with the key by which divided ones are told, so that the next who asks has them at once.
pub(crate) type Areas = Mutex<BTreeMap<(Arc<[UnitId]>, Option<Date>, String), Arc<Within>>>;

impl Within {
    fn new(
        area: BTreeSet<UnitId>,
        shares: Option<BTreeMap<UnitId, Share>>,
        touched: BTreeSet<&UnitId>,
    ) -> Self {
        let touched = touched.into_iter().cloned().collect();
        Self { area, shares, touched, places: OnceLock::new(), members: Mutex::default() }
    }

    /// Where the units that may have said something of the area stand in dense series.
    pub(super) fn places(&self, book: &Book) -> &[Range<usize>] {
        self.places.get_or_init(|| book.layout.stretches(&self.touched))
    }

    /// Whether a unit may have said something of the area.
    pub(super) fn touches(&self, unit: &UnitId) -> bool {
        self.touched.contains(unit)
    }

    /// Units that may have said something of the area.
    pub(super) fn touched(&self) -> impl Iterator<Item = &UnitId> {
        self.touched.iter()
    }

    /// Whether figures are told for boundaries of a day.
    pub(super) fn is_carried(&self) -> bool {
        self.shares.is_some()
    }
}

/// Units with who stood below whom, and who followed whom.
pub(super) struct Land<'a> {
    units: &'a BTreeMap<UnitId, Unit>,
    placed: &'a Placed,
    territory: Territory<'a>,
    pub(super) successions: &'a [Succession],
}

/// The day of a month by which it is said where a unit stood: the one on which figures of the month are closed (Nghị định
/// 09/2019/NĐ-CP, Điều 12).
fn day_of(year: i16, month: i8) -> Date {
    Date::new(year, month, 14).unwrap_or(Date::MIN)
}

impl<'a> Land<'a> {
    pub(super) fn new(book: &'a Book) -> Self {
        let (units, placed) = (&book.units, &book.placed);
        Self { units, placed, territory: book.territory(), successions: &book.successions }
    }

    /// Areas that ever stood right below a unit.
    fn below(&self, unit: &UnitId) -> impl Iterator<Item = &'a Unit> {
        self.placed.below(unit).filter_map(|id| self.unit(id)).filter(|unit| unit.kind.is_area())
    }

    pub(super) fn unit(&self, id: &UnitId) -> Option<&'a Unit> {
        self.units.get(id)
    }

    /// The months of a stretch in which `holds` on the closing day; those between the first and the last.
    fn run(stretch: Stretch, holds: impl Fn(Date) -> bool) -> Option<Stretch> {
        let mut months = (stretch.first..=stretch.last).filter(|month| holds(day_of(stretch.year, *month)));
        let first = months.next()?;
        Some(Stretch { first, last: months.next_back().unwrap_or(first), ..stretch })
    }

    /// The months in which a unit lived. One that nobody placed has always been there.
    pub(super) fn life(unit: &Unit, stretch: Stretch) -> Option<Stretch> {
        Self::run(stretch, |day| lives(unit, day))
    }

    /// Who of an area stood right below a unit, and in which months.
    pub(super) fn children(
        &self,
        within: &Within,
        unit: &UnitId,
        stretch: Stretch,
    ) -> Vec<(&'a Unit, Stretch)> {
        let ids = self.placed.all_below(unit).into_iter().flat_map(|ids| ids.intersection(&within.touched));
        ids.filter_map(|id| self.child(id, unit, stretch)).collect()
    }

    /// Whether somebody of whom nothing lies in an area stood right below a unit.
    fn has_others(&self, within: &Within, unit: &UnitId, stretch: Stretch) -> bool {
        let mut ids = self.placed.all_below(unit).into_iter().flat_map(|ids| ids.difference(&within.touched));
        ids.any(|id| self.child(id, unit, stretch).is_some())
    }

    fn child(&self, id: &UnitId, above: &UnitId, stretch: Stretch) -> Option<(&'a Unit, Stretch)> {
        let child = self.unit(id).filter(|child| child.kind.is_area())?;
        Some((child, Self::run(stretch, |day| child.parent_on(day) == Some(Some(above)))?))
    }

    /// Units of a touched area that stood below nobody in the book, and in which months.
    pub(super) fn tops(&self, within: &Within, stretch: Stretch) -> Vec<(&'a Unit, Stretch)> {
        let top = |unit: &Unit, day: Date| {
            lives(unit, day)
                && unit.parent_on(day).flatten().is_none_or(|parent| !self.units.contains_key(parent))
        };
        let units = within.touched().filter_map(|id| self.unit(id));
        units.filter_map(|unit| Some((unit, Self::run(stretch, |day| top(unit, day))?))).collect()
    }

    /// How much of a unit lies in an area in some months; none = nothing.
    pub(super) fn share(&self, within: &Within, unit: &UnitId, run: Stretch) -> Option<Share> {
        let Some(shares) = &within.shares else { return Some(Share::Whole) };
        if !within.touched.contains(unit) {
            return None;
        }
        let children = self.children(within, unit, run);
        let others = self.has_others(within, unit, run);
        if children.is_empty() && !others {
            return shares.get(unit).copied();
        }
        let shares = children.iter().map(|(child, run)| self.share(within, &child.id, *run));
        let (mut all, mut some) = (!others, false);
        for share in shares {
            all &= share == Some(Share::Whole);
            some |= share.is_some();
            if some && !all {
                break;
            }
        }
        some.then_some(if all { Share::Whole } else { Share::Part(None) })
    }

    /// An area on some boundaries.
    pub(super) fn within(&self, area: &Area, boundaries: Boundaries, key: Key<'_>) -> Within {
        let units: BTreeSet<UnitId> = area.0.iter().cloned().collect();
        let Boundaries::On(day) = boundaries else {
            let known = area.0.iter().filter_map(|id| self.units.get_key_value(id));
            let mut touched: BTreeSet<&UnitId> = BTreeSet::new();
            let mut open: Vec<&UnitId> = known.map(|(id, _)| id).collect();
            while let Some(id) = open.pop() {
                if touched.insert(id) {
                    open.extend(self.below(id).map(|unit| &unit.id));
                }
            }
            return Within::new(units, None, touched);
        };
        let mut shares: BTreeMap<&UnitId, Share> = BTreeMap::new();
        for unit in area.0.iter().filter_map(|id| self.unit(id)) {
            for (id, share) in self.shares_in(unit, nearest(unit, day), key) {
                let joined = shares.get(id).map_or(share, |known| known.join(share));
                shares.insert(id, joined);
            }
        }
        let touched = self.with_those_above(shares.keys().copied().collect());
        let shares = shares.into_iter().map(|(id, share)| (id.clone(), share)).collect();
        Within::new(units, Some(shares), touched)
    }

    /// How much of every unit without any below lies in the area that a unit was on a day.
    fn shares_in(&self, unit: &'a Unit, day: Date, key: Key<'_>) -> Vec<(&'a UnitId, Share)> {
        /// So that a part keeps twelve digits.
        const ONE: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
        let members: BTreeSet<&UnitId> = self.leaves(unit, day).into_iter().map(|leaf| &leaf.id).collect();
        let share = |id: &'a UnitId| {
            if members.contains(id) {
                return Some((id, Share::Whole));
            }
            let carried = self.territory.on(&[(id.clone(), Some(ONE))].into(), day, key);
            let (inside, outside): (Vec<_>, Vec<_>) =
                carried.told.iter().partition(|(heir, _)| members.contains(heir));
            match (inside.is_empty(), outside.is_empty()) {
                (true, _) => None,
                (false, true) => Some((id, Share::Whole)),
                (false, false) => {
                    let parts: Option<Decimal> = inside.iter().map(|(_, told)| told.amount.value).sum();
                    Some((id, Share::Part(parts.and_then(|part| part.checked_div(ONE)))))
                }
            }
        };
        self.territory.kin(members.iter().copied()).into_iter().filter_map(share).collect()
    }

    /// The units without any below in the area of one on a day: itself where nobody stands below it.
    fn leaves(&self, unit: &'a Unit, day: Date) -> Vec<&'a Unit> {
        let (mut leaves, mut open, mut seen) = (Vec::new(), vec![unit], BTreeSet::new());
        while let Some(unit) = open.pop() {
            let below: Vec<&Unit> =
                self.below(&unit.id).filter(|child| child.parent_on(day) == Some(Some(&unit.id))).collect();
            if below.is_empty() {
                leaves.push(unit);
            } else if seen.insert(&unit.id) {
                open.extend(below);
            }
        }
        leaves
    }

    /// An area's unit and all that stand below it on a day, those of a level together.
    pub(super) fn standing(&self, area: &UnitId, day: Date) -> Vec<UnitId> {
        let (mut all, mut seen) = (vec![area.clone()], BTreeSet::from([area.clone()]));
        let mut next = 0;
        while let Some(above) = all.get(next).cloned() {
            let below = self.below(&above).filter(|unit| unit.parent_on(day) == Some(Some(&above)));
            all.extend(below.map(|unit| unit.id.clone()).filter(|id| seen.insert(id.clone())));
            next += 1;
        }
        all
    }

    /// Units with all that ever stood above them.
    pub(super) fn with_those_above(&self, units: BTreeSet<&'a UnitId>) -> BTreeSet<&'a UnitId> {
        let (mut all, mut open) = (BTreeSet::new(), Vec::from_iter(units));
        while let Some(id) = open.pop() {
            if all.insert(id) {
                let stays = self.unit(id).into_iter().flat_map(|unit| &unit.placements);
                open.extend(
                    stays.filter_map(|p| p.parent.as_ref()).filter(|up| self.units.contains_key(*up)),
                );
            }
        }
        all
    }

    /// Every unit without any below that an area was ever made of, or that it became.
    pub(super) fn ever(&self, area: &Area) -> BTreeSet<&'a UnitId> {
        let mut leaves: BTreeSet<&UnitId> = BTreeSet::new();
        for unit in area.0.iter().filter_map(|id| self.unit(id)) {
            let days = unit.placements.iter().flat_map(|p| [p.from, p.to.and_then(|to| to.yesterday().ok())]);
            let days: Vec<Date> = days.flatten().chain([Date::MIN, Date::MAX]).collect();
            let days = days.into_iter().map(|day| nearest(unit, day));
            leaves.extend(days.flat_map(|day| self.leaves(unit, day)).map(|leaf| &leaf.id));
        }
        self.territory.kin(leaves)
    }

    /// The units by which figures of an area are told at a period.
    pub(super) fn rows(&self, area: &Area, boundaries: Boundaries, period: Period) -> Vec<UnitId> {
        let closing = period.legal_window().to;
        let mut rows = BTreeSet::new();
        for unit in area.0.iter().filter_map(|id| self.unit(id)) {
            let day = match boundaries {
                Boundaries::Then => nearest(unit, closing),
                Boundaries::On(day) => nearest(unit, day),
            };
            // Where the chosen boundaries are of another day than the area's own, the area is told by the units that it
            // was made of, or that it became.
            let seen = if let Boundaries::On(chosen) = boundaries { chosen } else { day };
            let below = self.leaves(unit, day);
            let amounts = below.iter().map(|leaf| (leaf.id.clone(), Some(Decimal::ONE))).collect();
            rows.extend(self.territory.on(&amounts, seen, &|_, _| None).told.into_keys());
        }
        rows.into_iter().collect()
    }
}

impl Share {
    fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::Part(one), Self::Part(other)) => {
                let sum = one.zip(other).and_then(|(one, other)| one.checked_add(other));
                match sum {
                    Some(sum) if sum >= Decimal::ONE => Self::Whole,
                    sum => Self::Part(sum),
                }
            }
            _ => Self::Whole,
        }
    }
}

/// Whether a unit lives on a day; one that nobody placed always does.
pub(super) fn lives(unit: &Unit, day: Date) -> bool {
    unit.placements.is_empty() || unit.parent_on(day).is_some()
}

/// The day nearest to `day` on which a unit lived.
fn nearest(unit: &Unit, day: Date) -> Date {
    if lives(unit, day) {
        return day;
    }
    let ended = unit.placements.last().and_then(|p| p.to).filter(|to| *to <= day);
    let began = unit.placements.first().and_then(|p| p.from).filter(|from| day < *from);
    ended.and_then(|to| to.yesterday().ok()).or(began).unwrap_or(day)
}
