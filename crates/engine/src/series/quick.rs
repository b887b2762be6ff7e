//! Figures from the dense layout, where bare numbers say all that there is to say: one kind of period by one calendar,
//! stated by communes that lie wholly in the area and lived all the time. Everything else is gathered statement by
//! statement; both ways give the same figure (`crates/engine/tests/rollup.rs`).

use super::land::{Land, Share, Within};
use super::parts::{Parts, computed};
use super::told::{Brief, Sum};
use super::{Lack, Line, View};
use crate::rollup::{Kindred, Named, step};
use crate::spans::shifted;
use crate::territory::{Amount, Made};
use crate::time::{Adds, How, Stretch};
use cube::Total;
use formula::{Expr, Reference, Shift};
use model::{Collector, Decimal, JoiningBy, Measure, Period, PeriodKind, Unit, UnitId, UnitKind};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, PoisonError};

/// How many of those who lack something are named.
const NAMED: usize = 5;

/// The communes that state figures of a stretch, where they stand in dense series, and who stands above them.
#[derive(Debug)]
pub(crate) struct Members {
    places: Vec<Range<usize>>,
    many: usize,
    above: Vec<Range<usize>>,
}

impl Line<'_> {
    /// The figure of a period; none where statements must be looked at one by one.
    pub(super) fn quick(&self, period: Period) -> Option<Brief> {
        let (book, code) = (self.lens.book, &self.ask.indicator);
        if !book.life.is_silent(code) {
            return None;
        }
        let stretch = Stretch::of(period)?;
        let stretch = if self.ask.view == View::ToDate { stretch.to_date() } else { stretch };
        match (&self.parts, self.ask.measure) {
            (_, Measure::Plan) if book.plans.keys().any(|key| key.indicator == *code) => None,
            (_, Measure::Plan) => {
                let year = crate::spans::plan_year(period);
                self.quick_sum(year, Stretch::year(stretch.year), Adds::Stock)
            }
            (None, _) => self.quick_sum(period, stretch, self.adds()),
            (Some(Parts::Formula(expression, lines)), _) => match self.adds() {
                Adds::Never => self.quick_formula(expression, lines, period, stretch),
                adds => {
                    let stated = self.quick_sum(period, stretch, adds)?;
                    match stated.sum {
                        Some(_) => Some(stated),
                        None => self.quick_formula(expression, lines, period, stretch),
                    }
                }
            },
            (Some(Parts::Weight(..)), _) => None,
        }
    }

    /// What the members of the area stated.
    fn quick_sum(&self, period: Period, stretch: Stretch, adds: Adds) -> Option<Brief> {
        let book = self.lens.book;
        if !self.adds_plainly(period, adds) {
            return None;
        }
        let members = self.members(stretch, adds)?;
        let nothing = Brief { period, sum: None, decimals: 0, recomputed: false };
        let Some(named) = book.dense().named(&self.ask.indicator, self.ask.measure) else {
            return Some(nothing);
        };
        let kindred = match self.speaking(named, &members, stretch)? {
            Some(kindred) => kindred,
            None => return (self.indicator.collector == Collector::Communes).then_some(nothing),
        };
        let steps = steps(kindred.kind, stretch, adds)?;
        let cube = &book.dense().cube;
        let totals =
            members.places.iter().map(|units| cube.total(kindred.series, units.clone(), steps.clone()));
        let (mut known, mut there) = (0_i128, 0_usize);
        for total in totals {
            (known, there) = (known + total.sum, there + usize::try_from(total.there).ok()?);
        }
        let is_own = kindred.kind == period.kind() && Stretch::of(period) == Some(stretch);
        // Of states an earlier one may stand in.
        if there == 0 {
            let known = self.indicator.collector == Collector::Communes && (is_own || adds == Adds::Flow);
            return known.then_some(nothing);
        }
        let whole = there == members.many * steps.len();
        let number = cube.axes().series.get(kindred.series)?.decimal(known).normalize();
        let sum = Sum {
            amount: if whole { Amount::exact(number) } else { Amount::exact(number).at_least() },
            made: if members.many > 1 { Made::Added } else { Made::Counted },
            how: match adds {
                _ if is_own && (whole || members.many == 1) => How::Stated,
                Adds::Stock if whole => How::Last,
                _ => How::Sum,
            },
            clocks: BTreeSet::from([kindred.clock]),
            reported: members.many,
            due: members.many,
            missing: Vec::new(),
            lacking: 0,
        };
        // Nor does what may be below zero bound anything.
        let bounds = || named.kindred.iter().all(|kindred| !kindred.signed) && !self.is_odd(named, |_| true);
        if !whole && !((is_own || adds == Adds::Flow) && bounds()) {
            return None;
        }
        let sum = if whole { sum } else { self.partial(sum, kindred, &members, steps, stretch) };
        let decimals = self.indicator.decimals.max(number.scale());
        Some(Brief { period, sum: Some(sum), decimals, recomputed: false })
    }

    /// What each member of the area stated, where the members are these units and no others.
    pub(super) fn quick_each(
        &self,
        units: &[Option<usize>],
        stretches: &[Range<usize>],
        period: Period,
    ) -> Option<Vec<Option<Decimal>>> {
        let (book, adds) = (self.lens.book, self.adds());
        let stretch = Stretch::of(period).filter(|_| self.ask.view == View::Period)?;
        let simple = self.parts.is_none() && self.ask.measure != Measure::Plan;
        if !simple || !book.life.is_silent(&self.ask.indicator) || !self.adds_plainly(period, adds) {
            return None;
        }
        let members = self.members(stretch, adds).filter(|members| members.places == stretches)?;
        let named = book.dense().named(&self.ask.indicator, self.ask.measure)?;
        let kindred = self.speaking(named, &members, stretch)??;
        let steps = steps(kindred.kind, stretch, adds)?;
        let cube = &book.dense().cube;
        let series = cube.axes().series.get(kindred.series)?;
        let totals = stretches
            .iter()
            .flat_map(|units| units.clone().zip(cube.each(kindred.series, units.clone(), steps.clone())));
        let totals: Vec<(usize, Total)> = totals.collect();
        let whole = |total: &Total| usize::try_from(total.there) == Ok(steps.len());
        // Of states an earlier one may stand in.
        if adds == Adds::Stock && !totals.iter().all(|(_, total)| whole(total)) {
            return None;
        }
        let value = |place: &Option<usize>| {
            let at = totals.binary_search_by_key(&(*place)?, |(place, _)| *place).ok()?;
            let (_, total) = totals.get(at)?;
            whole(total).then(|| series.decimal(total.sum))
        };
        Some(units.iter().map(value).collect())
    }

    /// Whether figures of several units and periods are simply added, or the last one taken, of all who must answer.
    fn adds_plainly(&self, period: Period, adds: Adds) -> bool {
        let joining = &self.indicator.joining;
        let excluded = || self.lens.book.rounds_of(period).any(|round| !round.excluded.is_empty());
        let adds_up = matches!(adds, Adds::Flow | Adds::Stock) && joining.by == JoiningBy::Timing;
        adds_up && joining.level.is_none() && !excluded()
    }

    /// The statements that speak of a stretch's year; none inside where there are none, none at all where those of another
    /// kind, of somebody above, or not plain speak too.
    fn speaking<'n>(
        &self,
        named: &'n Named,
        members: &Members,
        stretch: Stretch,
    ) -> Option<Option<&'n Kindred>> {
        let of_year = |period: Period| period.year() == stretch.year || !period.kind().of_months();
        if self.is_odd(named, of_year) {
            return None;
        }
        let cube = &self.lens.book.dense().cube;
        let says = |kindred: &Kindred, places: &[Range<usize>]| {
            let Some(year) = steps_of(kindred.kind, stretch.year) else { return false };
            places.iter().any(|units| cube.total(kindred.series, units.clone(), year.clone()).there > 0)
        };
        if named.kindred.iter().any(|kindred| says(kindred, &members.above)) {
            return None;
        }
        let mut speaking = named.kindred.iter().filter(|kindred| says(kindred, &members.places));
        let first = speaking.next();
        speaking.next().is_none().then_some(first)
    }

    /// Whether what is not plain was said of the area, of periods that are asked for.
    fn is_odd(&self, named: &Named, asked: impl Fn(Period) -> bool) -> bool {
        named.odd.iter().any(|(period, unit)| asked(*period) && self.within.touches(unit))
    }

    /// A sum of which some lack a part, with who does.
    fn partial(
        &self,
        mut sum: Sum,
        kindred: &Kindred,
        members: &Members,
        steps: Range<usize>,
        stretch: Stretch,
    ) -> Sum {
        let book = self.lens.book;
        let cube = &book.dense().cube;
        (sum.reported, sum.due) = (0, members.many);
        for units in &members.places {
            let each = cube.each(kindred.series, units.clone(), steps.clone());
            for (place, total) in units.clone().zip(each) {
                sum.reported += usize::from(total.there > 0);
                if usize::try_from(total.there) == Ok(steps.len()) {
                    continue;
                }
                sum.lacking += 1;
                if let Some(unit) = book.layout.unit(place).filter(|_| sum.missing.len() < NAMED) {
                    let silent: Vec<bool> =
                        cube.row(kindred.series, place, steps.clone()).map(|value| value.is_none()).collect();
                    let months = missing(&silent, stretch);
                    sum.missing.push(Lack { unit: unit.clone(), months });
                }
            }
        }
        sum
    }

    /// A figure computed from others that are all complete.
    fn quick_formula(
        &self,
        expression: &Expr,
        lines: &[(Reference, Line<'_>)],
        period: Period,
        stretch: Stretch,
    ) -> Option<Brief> {
        let (book, decimals) = (self.lens.book, self.indicator.decimals);
        if let Some(named) = book.dense().named(&self.ask.indicator, self.ask.measure) {
            let members = self.members(stretch, Adds::Flow)?;
            if self.speaking(named, &members, stretch)?.is_some() {
                return None;
            }
        }
        let part = |(reference, line): &(Reference, Line<'_>)| {
            let brief =
                line.quick(shifted(reference, period)).filter(|_| reference.shift == Shift::Back(0))?;
            Some((reference.clone(), brief.sum))
        };
        let parts: Vec<(Reference, Option<Sum>)> = lines.iter().map(part).collect::<Option<_>>()?;
        let sums: Vec<&Sum> = parts.iter().filter_map(|(_, sum)| sum.as_ref()).collect();
        if sums.len() < parts.len() {
            return Some(Brief { period, sum: None, decimals: 0, recomputed: false });
        }
        let (first, others) = sums.split_first()?;
        // Of several units it is not known here who they are that lack something.
        let told = first.due == 1 || sums.iter().all(|sum| sum.lacking == 0);
        let alike = |sum: &&Sum| (&sum.clocks, sum.due) == (&first.clocks, first.due);
        if !told || !others.iter().all(alike) {
            return None;
        }
        let amount = |r: &Reference| Some(parts.iter().find(|(known, _)| known == r)?.1.as_ref()?.amount);
        let known_exactly = sums.iter().all(|sum| sum.amount.is_exact());
        let Some(amount) = computed(self.indicator, expression, &amount, known_exactly) else {
            return Some(Brief { period, sum: None, decimals: 0, recomputed: false });
        };
        let missing: BTreeSet<&Lack> = sums.iter().flat_map(|sum| &sum.missing).collect();
        let sum = Sum {
            amount,
            made: sums.iter().map(|sum| sum.made).max()?,
            how: sums.iter().map(|sum| sum.how).max()?,
            lacking: missing.len(),
            missing: missing.into_iter().cloned().collect(),
            ..(*first).clone()
        };
        Some(Brief { period, sum: Some(sum), decimals, recomputed: true })
    }

    /// Who states figures of a stretch; none where somebody lies in the area, or lived, only in part.
    fn members(&self, stretch: Stretch, adds: Adds) -> Option<Arc<Members>> {
        let name = (stretch, adds == Adds::Stock);
        let lock = || self.within.members.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&name) {
            return known.clone();
        }
        let members = self.find_members(stretch, adds == Adds::Stock).map(Arc::new);
        lock().insert(name, members.clone());
        members
    }

    fn find_members(&self, stretch: Stretch, at_end: bool) -> Option<Members> {
        let area = self.ask.area.unit();
        let (land, within) = (&self.lens.land, &*self.within);
        let mut walk = Walk { land, within, area, stretch, at_end, members: Vec::new(), above: Vec::new() };
        for (unit, run) in self.roots(stretch) {
            walk.visit(unit, run, 0)?;
        }
        let layout = &self.lens.book.layout;
        let alone = walk.members.iter().any(|unit| Some(*unit) == area);
        let many = walk.members.len();
        (many == 1 || (many > 1 && !alone)).then(|| Members {
            places: layout.stretches(walk.members),
            many,
            above: layout.stretches(walk.above),
        })
    }
}

/// Looks for those who state figures, from above, as [`super::gather`] does.
struct Walk<'w> {
    land: &'w Land<'w>,
    within: &'w Within,
    area: Option<&'w UnitId>,
    stretch: Stretch,
    at_end: bool,
    members: Vec<&'w UnitId>,
    above: Vec<&'w UnitId>,
}

impl<'w> Walk<'w> {
    fn visit(&mut self, unit: &'w Unit, run: Stretch, depth: u8) -> Option<()> {
        /// Levels of government and then some; placements that run in a circle end here.
        const LEVELS: u8 = 12;
        let Some(share) = self.land.share(self.within, &unit.id, run) else { return Some(()) };
        if depth > LEVELS || (self.at_end && run.last != self.stretch.last) {
            return Some(());
        }
        if unit.kind == UnitKind::Commune {
            self.members.push(&unit.id);
            return (share == Share::Whole && run == self.stretch).then_some(());
        }
        let children = self.land.children(self.within, &unit.id, run);
        if share == Share::Whole || children.is_empty() || self.area == Some(&unit.id) {
            self.above.push(&unit.id);
        }
        children.into_iter().try_for_each(|(child, run)| self.visit(child, run, depth + 1))
    }
}

/// The steps of a kind that make a stretch, or the last of them for a state; none where they do not.
fn steps(kind: PeriodKind, stretch: Stretch, adds: Adds) -> Option<Range<usize>> {
    let months = 12 / kind.per_year().filter(|_| kind != PeriodKind::NineMonths)?;
    let months = i8::try_from(months).ok()?;
    let aligned = stretch.last % months == 0 && (adds == Adds::Stock || (stretch.first - 1) % months == 0);
    let number = |month: i8| Period::new(stretch.year, kind, (month - 1) / months + 1);
    let last = step(kind, number(stretch.last)?).filter(|_| aligned)?;
    let first = if adds == Adds::Stock { last } else { step(kind, number(stretch.first)?)? };
    Some(first..last + 1)
}

/// The steps of a kind in a year.
fn steps_of(kind: PeriodKind, year: i16) -> Option<Range<usize>> {
    let many = usize::try_from(kind.per_year()?).ok()?;
    let first = step(kind, Period::new(year, kind, 1)?)?;
    Some(first..first + many)
}

/// The months of a stretch in steps of which nothing is said.
fn missing(silent: &[bool], stretch: Stretch) -> Vec<i8> {
    let all: Vec<i8> = (stretch.first..=stretch.last).collect();
    let each = (all.len() / silent.len().max(1)).max(1);
    let of = |(months, silent): (&[i8], &bool)| if *silent { months.to_vec() } else { Vec::new() };
    all.chunks(each).zip(silent).flat_map(of).collect()
}
