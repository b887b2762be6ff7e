//! The figures of a place that do not fit their own past, by the rule of [`super::outlier`]: those that its units stated, and
//! its own totals. Bare numbers are looked at as they lie in the dense layout; only what may be strange is looked at exactly.

use super::glance::{Glance, glance};
use super::magnitude::{Slip, slip};
use super::outlier::{self, Expected};
use super::track::Track;
use crate::book::Book;
use crate::rollup::{Kindred, Named, period as period_of, step as step_of};
use crate::series::{Area, Ask, Boundaries, Lens, Line, Told, View};
use crate::territory::Made;
use model::{CellKey, Date, Decimal, Indicator, Measure, Number, Period, ShareKey, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// A figure that does not fit its own past.
#[derive(Clone, Debug)]
pub struct Strange<'a> {
    /// The figure, with what it was before.
    pub track: Track<'a>,
    /// What the past lets one expect.
    pub expected: Expected,
    /// The factor by which it may have slipped.
    pub slip: Option<Slip>,
    /// How far it is from the middle, in reaches of the usual; above one.
    pub far: Decimal,
}

/// What a look at the figures of a place finds.
#[derive(Clone, Debug, Default)]
pub struct Looked<'a> {
    /// Units of the place, itself among them.
    pub units: usize,
    /// Figures that were judged.
    pub judged: usize,
    /// Figures with too short a past to be judged.
    pub few: usize,
    /// Those that do not fit, the farthest first.
    pub strange: Vec<Strange<'a>>,
}

/// What is strange at a period among the figures of an area and of the units that stood below it then; `sees` tells of
/// which indicators.
pub fn of_area<'a>(
    book: &'a Book,
    area: &UnitId,
    period: Period,
    sees: &dyn Fn(&Indicator) -> bool,
) -> Looked<'a> {
    /// What is certain alone.
    static WHOLE: ShareKey = ShareKey::Whole;
    let lens = Lens::declared(book, &WHOLE);
    let unit = |id: UnitId| Stood {
        place: book.layout.place(&id),
        born: book.units.get(&id).and_then(|unit| unit.placements.first()?.from),
        id,
    };
    let units: Vec<Stood> = lens.standing(area, period).into_iter().map(unit).collect();
    let looked = Looked { units: units.len(), ..Looked::default() };
    let mut look = Look { book, lens: &lens, period, looked, room: Vec::new() };
    for indicator in book.indicators.iter().filter(|indicator| sees(indicator)) {
        let own = look.own(indicator, &units);
        if let Some(first) = units.first().filter(|first| !own.contains(&first.id)) {
            look.total(indicator, first);
        }
    }
    let mut looked = look.looked;
    let name = |strange: &Strange| (strange.track.key.unit.clone(), strange.track.key.indicator.clone());
    looked.strange.sort_by(|a, b| b.far.cmp(&a.far).then_with(|| name(a).cmp(&name(b))));
    looked
}

/// A unit that stood in the area.
struct Stood {
    id: UnitId,
    /// Where it stands in dense series.
    place: Option<usize>,
    /// Its first day, where it has one.
    born: Option<Date>,
}

/// Numbers of one scale, period by period; the last one is asked about.
struct Row {
    decimals: u32,
    /// The step of the first.
    first: usize,
    numbers: Vec<Option<i64>>,
}

struct Look<'a, 'l> {
    book: &'a Book,
    lens: &'l Lens<'a>,
    period: Period,
    looked: Looked<'a>,
    room: Vec<i64>,
}

impl<'a> Look<'a, '_> {
    /// Judges what units stated of an indicator; of whom there was something.
    fn own(&mut self, indicator: &'a Indicator, units: &[Stood]) -> BTreeSet<UnitId> {
        let mut told = BTreeSet::new();
        let Some(named) = self.book.dense().named(&indicator.code, Measure::Actual) else { return told };
        let kind = self.period.kind();
        let odd: BTreeSet<&UnitId> =
            named.odd.iter().filter(|(period, _)| period.kind() == kind).map(|(_, unit)| unit).collect();
        let changed = !self.book.life.is_silent(&indicator.code);
        let begun = self.begun(named, units);
        for unit in units {
            if changed || odd.contains(&unit.id) {
                // Statement by statement.
                if let Some(track) = Track::of(self.book, &self.key(indicator, &unit.id)) {
                    told.insert(unit.id.clone());
                    self.judge(track);
                }
                continue;
            }
            let row = begun.zip(unit.place).and_then(|(begun, place)| self.row(named, begun, place));
            let Some(mut row) = row else { continue };
            told.insert(unit.id.clone());
            self.inherit(indicator, unit, &mut row);
            self.look(indicator, &unit.id, &row);
        }
        told
    }

    fn key(&self, indicator: &Indicator, unit: &UnitId) -> CellKey {
        let (indicator, unit) = (indicator.code.clone(), unit.clone());
        CellKey { indicator, unit, period: self.period, measure: Measure::Actual }
    }

    /// The statements about periods of the kind that is asked about.
    fn kindred<'n>(&self, named: &'n Named) -> impl Iterator<Item = &'n Kindred> + use<'n> {
        let kind = self.period.kind();
        named.kindred.iter().filter(move |kindred| kindred.kind == kind)
    }

    /// The first step of which some unit, or one that it came from, stated something.
    fn begun(&self, named: &Named, units: &[Stood]) -> Option<usize> {
        let cube = &self.book.dense().cube;
        let all = 0..cube.axes().units();
        let own = self.book.layout.stretches(units.iter().map(|unit| &unit.id));
        let new = units.iter().any(|unit| unit.born.is_some());
        let places = if new { std::slice::from_ref(&all) } else { &own };
        self.kindred(named).filter_map(|kindred| cube.steps(kindred.series, places).first().copied()).min()
    }

    /// What a unit stated from a step on until the period; none where it says nothing of the period.
    fn row(&self, named: &Named, first: usize, place: usize) -> Option<Row> {
        let cube = &self.book.dense().cube;
        let end = step_of(self.period.kind(), self.period)?;
        let series = |kindred: &Kindred| cube.axes().series.get(kindred.series).copied();
        let decimals = self.kindred(named).filter_map(series).map(|series| series.decimals).max()?;
        let mut numbers = vec![None; (end + 1).checked_sub(first)?];
        for kindred in self.kindred(named) {
            let finer = 10_i64.checked_pow(decimals - series(kindred)?.decimals)?;
            let said = cube.row(kindred.series, place, first..end + 1);
            for (number, said) in numbers.iter_mut().zip(said) {
                *number = number.or(said.and_then(|said| said.checked_mul(finer)));
            }
        }
        numbers.last().copied().flatten().map(|_| Row { decimals, first, numbers })
    }

    /// Fills in what a unit's area came to before the unit was there, where that is exactly known.
    fn inherit(&self, indicator: &Indicator, unit: &Stood, row: &mut Row) {
        let Some(born) = unit.born else { return };
        let kind = self.period.kind();
        let before = |step: &usize| period_of(kind, *step).filter(|p| p.legal_window().to < born);
        let steps = (row.first..).map_while(|step| before(&step)).take(row.numbers.len().saturating_sub(1));
        let periods: Vec<Period> = steps.collect();
        let Some(line) = (!periods.is_empty()).then(|| self.line(indicator, &unit.id)).flatten() else {
            return;
        };
        for (number, period) in row.numbers.iter_mut().zip(periods) {
            *number = number.or_else(|| scaled(exact(&line.told(period))?, row.decimals));
        }
    }

    fn line(&self, indicator: &Indicator, unit: &UnitId) -> Option<Line<'_>> {
        self.lens.line(&Ask {
            indicator: indicator.code.clone(),
            measure: Measure::Actual,
            area: Area::of(unit),
            boundaries: Boundaries::On(self.period.legal_window().to),
            view: View::Period,
        })
    }

    /// Judges what an area comes to.
    fn total(&mut self, indicator: &'a Indicator, unit: &Stood) {
        let Some(line) = self.line(indicator, &unit.id) else { return };
        let boundaries = Boundaries::On(self.period.legal_window().to);
        let known = self.lens.known(&Area::of(&unit.id), boundaries, [&line]);
        let alike = |p: &Period| p.kind() == self.period.kind() && *p <= self.period;
        let exactly = |p: Period| Some((p, Number::new(exact(&line.told(p))?)));
        let now = exactly(self.period).filter(|_| known.contains(&self.period));
        let Some((_, now)) = now else { return };
        let comparable = |p: &Period| crate::life::comparable(self.book, &indicator.code, *p, self.period);
        let past = known.into_iter().filter(alike).filter(comparable).filter_map(exactly);
        let mut past: BTreeMap<Period, Number> = past.collect();
        past.remove(&self.period);
        let key = self.key(indicator, &unit.id);
        self.judge(Track { key, indicator, now, past, plan: None });
    }

    /// Judges a row: at a glance, and exactly where that is not enough.
    fn look(&mut self, indicator: &'a Indicator, unit: &UnitId, row: &Row) {
        let Some((Some(now), past)) = row.numbers.split_last() else { return };
        let ways = outlier::ways(indicator.timing, self.period.kind());
        let lags: Vec<usize> = ways.filter_map(|(_, lag)| usize::try_from(lag).ok()).collect();
        match glance(*now, past, &lags, &mut self.room) {
            Glance::Few => self.looked.few += 1,
            Glance::Usual => self.looked.judged += 1,
            Glance::Unsure => {
                let number = |number: i64| {
                    let value = Decimal::from_i128_with_scale(i128::from(number), row.decimals);
                    Number::new(value.normalize())
                };
                let kind = self.period.kind();
                let said = past.iter().zip(row.first..);
                let past = said.filter_map(|(said, step)| Some((period_of(kind, step)?, number((*said)?))));
                let (key, past) = (self.key(indicator, unit), past.collect());
                self.judge(Track { key, indicator, now: number(*now), past, plan: None });
            }
        }
    }

    fn judge(&mut self, track: Track<'a>) {
        let Some(expected) = outlier::expected(&track) else {
            self.looked.few += 1;
            return;
        };
        self.looked.judged += 1;
        if outlier::is_outlier(&track, &expected) {
            let far = far(&track, &expected);
            let slip = slip(&track, Some(&expected));
            self.looked.strange.push(Strange { track, expected, slip, far });
        }
    }
}

/// How far a figure is from the middle, in reaches of the usual. Nothing is sharper than its last digit.
fn far(track: &Track, expected: &Expected) -> Decimal {
    let last = Decimal::try_new(1, track.indicator.decimals).unwrap_or(Decimal::ONE);
    let off = track.now.value().checked_sub(expected.middle).map(|off| off.abs());
    off.and_then(|off| off.checked_div(expected.reach.max(last))).unwrap_or(Decimal::MAX)
}

/// The number of a figure that is whole and no estimate.
fn exact(told: &Told) -> Option<Decimal> {
    let sum = told.sum()?;
    sum.amount.value.filter(|_| sum.amount.is_exact() && sum.made <= Made::Added)
}

fn scaled(value: Decimal, decimals: u32) -> Option<i64> {
    let value = value.normalize();
    let finer = 10_i128.checked_pow(decimals.checked_sub(value.scale())?)?;
    i64::try_from(value.mantissa().checked_mul(finer)?).ok()
}
