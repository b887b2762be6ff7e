//! Any indicator over any area and time, on the boundaries of then or of a chosen day.
//!
//! [`Lens::line`] takes what is asked; [`Line::at`] answers for a period. What a unit stated of the months in which it
//! lived is joined over time by [`crate::time`], told for the area by [`crate::territory`], and added: each total says who
//! answered, who is missing and since which month, how it was made and from which cells. The own total of an upper unit
//! and the sum of those below are kept apart. What cannot be compared says why. Ratios are recomputed from their parts,
//! which are asked in the same way.
//!
//! [`Line::told`] answers the same without sources, from the dense layout of [`crate::rollup`] wherever that says all that
//! there is to say: tables, profiles and rankings ask it.
//!
//! Laws, and Than Uyên across the reform, in `crates/engine/tests/series.rs`.

mod compare;
mod gather;
mod land;
mod marks;
mod parts;
mod quick;
mod told;

pub use compare::{Beside, Change, beside};
pub(crate) use gather::{Said, heard, planned};
pub(crate) use land::Areas;
pub use marks::{Forebear, Mark, MarkKind};
pub use told::{Brief, Sum, Told};

use crate::book::Book;
use crate::territory::{Amount, Key, Made, Way, declared};
use crate::time::{Clock, How};
use formula::Expr;
use gather::Known;
use land::{Land, Within};
use model::{
    CellKey, Code, Date, Decimal, Indicator, Measure, Period, ShareKey, Succession, UnitId, UnitKind,
};
use parts::Parts;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::{Arc, PoisonError};

/// An area: a unit of any time (the place is one), or several together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area(pub Arc<[UnitId]>);

impl Area {
    /// The area of one unit.
    pub fn of(unit: &UnitId) -> Self {
        Self([unit.clone()].into())
    }

    /// The unit whose area it is; none for several.
    pub fn unit(&self) -> Option<&UnitId> {
        match &*self.0 {
            [unit] => Some(unit),
            _ => None,
        }
    }
}

/// On whose boundaries figures are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundaries {
    /// Those of each period: what an area was then, under the unit that it was.
    Then,
    /// Those of one day, for every period: the area as it is on that day, or on the nearest day that it existed.
    On(Date),
}

/// Which stretch of time a period stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The period itself.
    Period,
    /// From the beginning of the year to the end of the period (lũy kế).
    ToDate,
}

/// What is asked of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Which indicator.
    pub indicator: Code,
    /// Which statement about it: one that is stated, such as actual, estimate, plan. What follows from two of them is
    /// told by [`beside`].
    pub measure: Measure,
    /// Where.
    pub area: Area,
    /// On whose boundaries.
    pub boundaries: Boundaries,
    /// Over which stretch.
    pub view: View,
}

/// A unit that should have answered, and the months for which it did not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lack {
    /// Who.
    pub unit: UnitId,
    /// Months of the year, from 1.
    pub months: Vec<i8>,
}

/// A cell that a total rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Which cell; the book tells its provenance.
    pub key: CellKey,
    /// Whether it was taken away (quý IV = năm − 9 tháng).
    pub back: bool,
}

/// An amount with how it was made and how complete it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The amount: the number, or what bounds are certain.
    pub amount: Amount,
    /// How far printed digits leave it open, either way.
    pub slack: Decimal,
    /// How it was made over areas.
    pub made: Made,
    /// How it was made over time.
    pub how: How,
    /// Units whose answer counts.
    pub reported: Vec<UnitId>,
    /// Units that must answer and have not, or not for all months.
    pub missing: Vec<Lack>,
    /// Units that need not answer.
    pub excluded: Vec<UnitId>,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// The calendars of its figures; more than one: figures with different windows were joined.
    pub clocks: BTreeSet<Clock>,
}

impl Total {
    /// Whether everybody answered for everything.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }
}

/// Why a figure wants care, or cannot be compared with others of the series.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Figures whose days are counted by different calendars were joined.
    Windows,
    /// The area did not exist then, under the unit that it was.
    NotThen,
    /// It is what a level of government did itself, and that level ended; nothing follows it.
    LevelEnded {
        /// Which level.
        level: UnitKind,
        /// The first day without it.
        on: Date,
    },
    /// A unit stated a period that began before the unit did: it is taken to speak of its own time.
    Straddles(UnitId),
    /// A ratio of several areas or periods without formula or weight: it cannot be recomputed.
    NoParts,
    /// A unit that has a number withholds it.
    Withheld(UnitId),
}

/// A figure at a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Which period.
    pub period: Period,
    /// What the area's own unit stated of it.
    pub own: Option<Total>,
    /// What those below come to, or for a ratio its parts.
    pub below: Option<Total>,
    /// Whether [`Self::below`] counts before [`Self::own`]: a ratio is recomputed whatever was stated.
    pub recomputed: bool,
    /// Decimals to print.
    pub decimals: u32,
    /// What wants care.
    pub whys: Vec<Why>,
}

impl Point {
    /// What counts.
    pub fn counts(&self) -> Option<&Total> {
        let (own, below) = (self.own.as_ref(), self.below.as_ref());
        let (first, second) = if self.recomputed { (below, own) } else { (own, below) };
        let whole = |total: &&Total| total.is_complete() && total.amount.value.is_some();
        first.filter(whole).or(second.filter(whole)).or(below).or(own)
    }

    /// Its number, exact or estimated, where nothing is missing.
    pub fn value(&self) -> Option<Decimal> {
        self.counts()?.amount.value
    }

    /// How far the own total lies from what those below come to, beyond printed precision; none when they agree or cannot
    /// be held against each other.
    pub fn gap(&self) -> Option<Decimal> {
        let (own, below) = (self.own.as_ref()?, self.below.as_ref()?);
        let comparable = own.clocks == below.clocks && own.is_complete() && below.is_complete();
        let gap = own.amount.value?.checked_sub(below.amount.value?)?;
        let open = own.slack.checked_add(below.slack)?;
        (comparable && below.made <= Made::Added && gap.abs() > open).then_some(gap)
    }

    fn nothing(period: Period, why: Option<Why>) -> Self {
        let whys = why.into_iter().collect();
        Self { period, own: None, below: None, recomputed: false, decimals: 0, whys }
    }
}

/// A [`Key`] that a lens holds.
type OwnKey<'a> = Box<dyn Fn(&Succession, Way) -> Option<model::Share> + 'a>;

/// The book seen over time: who stood below whom, who followed whom.
pub struct Lens<'a> {
    book: &'a Book,
    land: Land<'a>,
    key: OwnKey<'a>,
    /// The name of the key, where the successions declare it.
    share: Option<String>,
    /// Areas that were asked for by a key without name.
    places: RefCell<Vec<(Area, Boundaries, Arc<Within>)>>,
    /// Formulas that were read.
    formulas: RefCell<BTreeMap<Code, Option<Rc<Expr>>>>,
}

impl<'a> Lens<'a> {
    /// The lens of a book; `key` tells how large a part of a divided area each heir takes, or each forebear had.
    pub fn new(book: &'a Book, key: Key<'a>) -> Self {
        Self::by(book, Box::new(key), None)
    }

    /// The lens of a book by a key that the successions declare.
    pub fn declared(book: &'a Book, share: &'a ShareKey) -> Self {
        Self::by(book, Box::new(declared(share)), Some(String::from(share.clone())))
    }

    fn by(book: &'a Book, key: OwnKey<'a>, share: Option<String>) -> Self {
        let land = Land::new(book);
        Self { book, land, key, share, places: RefCell::default(), formulas: RefCell::default() }
    }

    /// What is asked, ready to be told for any period.
    pub fn line(&self, ask: &Ask) -> Option<Line<'_>> {
        self.line_within(ask, self.within(&ask.area, ask.boundaries), Parts::DEPTH)
    }

    /// The periods in which some unit of an area stated something of some of its lines, in the order in which they end.
    pub fn known<'n>(
        &self,
        area: &Area,
        boundaries: Boundaries,
        lines: impl IntoIterator<Item = &'n Line<'n>>,
    ) -> BTreeSet<Period> {
        let within = self.within(area, boundaries);
        let touches = |unit: &UnitId| within.touches(unit);
        let names = lines.into_iter().flat_map(Line::names);
        self.book.dense().periods(names, within.places(self.book), &touches)
    }

    /// Several units on some boundaries, to be asked for the same.
    pub fn group(&self, units: &[UnitId], boundaries: Boundaries) -> Group<'_> {
        let area = Area(units.into());
        let within = self.within(&area, boundaries);
        let layout = &self.book.layout;
        let places = units.iter().map(|unit| layout.place(unit)).collect();
        Group { lens: self, area, within, places, stretches: layout.stretches(units) }
    }

    fn within(&self, area: &Area, boundaries: Boundaries) -> Arc<Within> {
        let make = || Arc::new(self.land.within(area, boundaries, &self.key));
        if let Some(share) = &self.share {
            return self.kept(area, boundaries, share, make);
        }
        let mut places = self.places.borrow_mut();
        if let Some((.., within)) = places.iter().find(|(a, b, _)| a == area && *b == boundaries) {
            return Arc::clone(within);
        }
        let within = make();
        places.push((area.clone(), boundaries, Arc::clone(&within)));
        within
    }

    /// An area as it was found before, whoever asked.
    fn kept(
        &self,
        area: &Area,
        boundaries: Boundaries,
        share: &str,
        make: impl FnOnce() -> Arc<Within>,
    ) -> Arc<Within> {
        /// As many as a country has units today, and more.
        const KEPT: usize = 5_000;
        let day = match boundaries {
            Boundaries::Then => None,
            Boundaries::On(day) => Some(day),
        };
        let name = (Arc::clone(&area.0), day, share.to_owned());
        let lock = || self.book.ground.areas.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&name) {
            return Arc::clone(known);
        }
        let within = make();
        let mut areas = lock();
        if areas.len() >= KEPT {
            areas.clear();
        }
        areas.insert(name, Arc::clone(&within));
        within
    }

    fn line_within(&self, ask: &Ask, within: Arc<Within>, depth: u8) -> Option<Line<'_>> {
        let indicator = self.book.indicator(&ask.indicator)?;
        let parts = Parts::of(self, ask, indicator, &within, depth);
        Some(Line { lens: self, ask: ask.clone(), indicator, within, known: OnceCell::new(), parts })
    }

    /// The units that figures of an area are told by: those right below it, else itself; on boundaries of the periods, each
    /// one that it was told by in some of them.
    pub fn rows(&self, area: &Area, boundaries: Boundaries, periods: &[Period]) -> Vec<UnitId> {
        let many = if boundaries == Boundaries::Then { periods.len() } else { 1 };
        let of_each = periods.iter().take(many).map(|period| self.land.rows(area, boundaries, *period));
        let mut seen = BTreeSet::new();
        of_each.flatten().filter(|unit| seen.insert(unit.clone())).collect()
    }

    /// The unit of an area and all that stood below it at the end of a period.
    pub fn standing(&self, area: &UnitId, period: Period) -> Vec<UnitId> {
        self.land.standing(area, period.legal_window().to)
    }

    /// What happened to an area in a time: reorganisations, with who came from whom.
    pub fn marks(&self, area: &Area, first: Period, last: Period) -> Vec<Mark> {
        marks::of(&self.land, area, first, last)
    }
}

/// Several units, each of its own area.
pub struct Group<'l> {
    lens: &'l Lens<'l>,
    area: Area,
    within: Arc<Within>,
    /// Where each stands in dense series.
    places: Vec<Option<usize>>,
    stretches: Vec<Range<usize>>,
}

impl Group<'_> {
    /// The figures of the units, each of its own area; `ask` says all but the area.
    pub fn values(&self, ask: &Ask, period: Period) -> Vec<Option<Decimal>> {
        let together = Ask { area: self.area.clone(), ..ask.clone() };
        let line = self.lens.line_within(&together, Arc::clone(&self.within), Parts::DEPTH);
        if let Some(values) = line.and_then(|line| line.quick_each(&self.places, &self.stretches, period)) {
            return values;
        }
        let of = |unit: &UnitId| {
            let ask = Ask { area: Area::of(unit), ..ask.clone() };
            self.lens.line(&ask)?.told(period).value()
        };
        self.area.0.iter().map(of).collect()
    }
}

/// One indicator of one area, to be told for any period.
pub struct Line<'l> {
    lens: &'l Lens<'l>,
    ask: Ask,
    indicator: &'l Indicator,
    within: Arc<Within>,
    /// What was stated, gathered when somebody wants to know who did.
    known: OnceCell<Known>,
    parts: Option<Parts<'l>>,
}

impl Line<'_> {
    /// What was asked.
    pub fn ask(&self) -> &Ask {
        &self.ask
    }

    /// The figure of a period, with what it rests on.
    pub fn at(&self, period: Period) -> Point {
        match &self.parts {
            _ if self.ask.measure == Measure::Plan => self.planned_at(period),
            Some(parts) => parts.at(self, period),
            None => self.stated_at(period),
        }
    }

    /// The figure of a period, without what it rests on where that is not needed to know it.
    pub fn told(&self, period: Period) -> Told {
        self.quick(period).map_or_else(|| Told::Point(Box::new(self.at(period))), Told::Brief)
    }

    /// What is stated, or what it is computed from.
    fn names(&self) -> Vec<(&Code, Measure)> {
        let parts = self.parts.iter().flat_map(Parts::names);
        std::iter::once((&self.ask.indicator, self.ask.measure)).chain(parts).collect()
    }

    fn said(&self) -> &Known {
        let make = || Known::new(self.lens.book, self.indicator, self.ask.measure, &self.within);
        self.known.get_or_init(make)
    }
}
