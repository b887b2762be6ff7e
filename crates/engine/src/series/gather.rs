//! What the units of an area stated, gathered into a total.

use super::land::{Land, Share, Within};
use super::{Boundaries, Lack, Line, Point, Source, Total, View, Why};
use crate::book::{Book, Cell};
use crate::life;
use crate::plans;
use crate::resolve::counted;
use crate::territory::{Amount, Made};
use crate::time::{Adds, Both, Came, Clock, How, Statement, Stretch, come_to, itself};
use model::{
    CellKey, Collector, Decimal, Indicator, Measure, Number, Period, PeriodKind, Stated, Unit, UnitId,
    UnitKind, Window,
};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One statement with its cell.
pub(crate) struct Said {
    key: CellKey,
    /// What was said.
    pub(crate) statement: Statement,
    /// With how many decimals.
    pub(crate) decimals: u32,
    /// Said to be known and not told.
    pub(crate) withheld: bool,
}

/// What the units of an area stated of an indicator.
pub(super) struct Known {
    said: BTreeMap<UnitId, Vec<Said>>,
    /// The lowest level that states it: whoever stands there must answer.
    level: UnitKind,
    /// Whether it may be below zero, so that what is missing bounds nothing.
    signed: bool,
}

impl Known {
    pub(super) fn new(book: &Book, indicator: &Indicator, measure: Measure, within: &Within) -> Self {
        let mut said = BTreeMap::new();
        let touched = within.touched().filter_map(|id| book.units.get_key_value(id));
        for (unit, _) in touched {
            let keys = book.stated_by(unit, &indicator.code, measure);
            let of_unit: Vec<Said> = keys.iter().filter_map(|key| heard(book, indicator, key)).collect();
            if !of_unit.is_empty() {
                said.insert(unit.clone(), of_unit);
            }
        }
        let kinds = said.keys().filter_map(|unit| book.units.get(unit)).map(|unit| unit.kind);
        let lowest = kinds.filter(|kind| kind.is_area()).max();
        let level = match (indicator.joining.level, &indicator.collector) {
            (Some(level), _) => level,
            (None, Collector::Communes) => UnitKind::Commune,
            (None, Collector::Unit(_)) => lowest.unwrap_or(UnitKind::Province),
        };
        let below_zero = |said: &Said| said.statement.amount.low.is_none_or(|low| low.is_sign_negative());
        let signed = said.values().flatten().filter(|said| !said.withheld).any(below_zero);
        Self { said, level, signed }
    }

    /// What plans were in force on the last day of a period for the units of an area.
    fn planned(line: &Line<'_>, period: Period) -> Self {
        let book = line.lens.book;
        let touched: BTreeSet<&UnitId> = line.within.touched().collect();
        let year = crate::spans::plan_year(period);
        let is_asked = |key: &&CellKey| {
            key.indicator == line.indicator.code && key.period == year && touched.contains(&key.unit)
        };
        let stated = line.said().said.values().flatten().map(|said| &said.key);
        let keys: BTreeSet<&CellKey> =
            book.plans.keys().filter(is_asked).chain(stated).filter(|key| key.period == year).collect();
        let mut said: BTreeMap<UnitId, Vec<Said>> = BTreeMap::new();
        for key in keys {
            let Some(version) = plans::version_of(book, key, period) else { continue };
            said.entry(key.unit.clone()).or_default().push(of_plan(key, version.amount));
        }
        Self { said, level: line.said().level, signed: line.said().signed }
    }

    fn of(&self, unit: &UnitId) -> &[Said] {
        self.said.get(unit).map_or(&[], Vec::as_slice)
    }

    fn missing(&self) -> Amount {
        if self.signed { Amount { value: None, low: None, high: None } } else { Amount::missing() }
    }
}

/// A statement that counts, as the algebra of time takes it.
pub(crate) fn heard(book: &Book, indicator: &Indicator, key: &CellKey) -> Option<Said> {
    let cell = book.counting(key)?;
    let counts = &cell.observation.key;
    counted(book, indicator, counts)?;
    let stated = cell.observation.stated?;
    let number = match stated {
        // In the unit of measure of today, where that converts exactly.
        Stated::Number(number) => life::converted(book, indicator, key.period, number).unwrap_or(number),
        Stated::NotArisen | Stated::NotApplicable | Stated::Withheld => Number::new(Decimal::ZERO),
    };
    let interval = number.interval(indicator.counted, cell.observation.approx);
    let value = number.value();
    let (amount, slack) = match (stated, cell.observation.approx) {
        (Stated::Withheld, _) => (Amount::missing(), Decimal::ZERO),
        (Stated::Number(_), Some(_)) => {
            (Amount { value: Some(value), low: interval.lowest(), high: interval.highest() }, Decimal::ZERO)
        }
        (Stated::Number(_), None) => {
            let slack = interval.highest().and_then(|high| high.checked_sub(value));
            (Amount::exact(value), slack.unwrap_or_default())
        }
        _ => (Amount::zero(), Decimal::ZERO),
    };
    let clock = Clock::of(key.period, window(book, &cell));
    Some(Said {
        key: counts.clone(),
        statement: Statement { period: key.period, amount, slack, clock },
        decimals: number.decimals(),
        withheld: stated == Stated::Withheld,
    })
}

/// The plan of a year as it was stated before any decision gave one.
pub(crate) fn planned(book: &Book, key: &CellKey) -> Option<Said> {
    let cell = book.cell(key).filter(|_| key.period.kind() == PeriodKind::Year)?;
    let Some(Stated::Number(amount)) = cell.observation.stated else { return None };
    Some(of_plan(&cell.observation.key, amount))
}

fn of_plan(key: &CellKey, amount: Number) -> Said {
    let (decimals, amount) = (amount.decimals(), Amount::exact(amount.value()));
    let statement = Statement { period: key.period, amount, slack: Decimal::ZERO, clock: Clock::Statistical };
    Said { key: key.clone(), statement, decimals, withheld: false }
}

/// The days that a cell counts: those of the file or round that brought it, else those that the law gives.
fn window(book: &Book, cell: &Cell) -> Window {
    let key = &cell.observation.key;
    if let Some(rule) = cell.provenance.window {
        return rule.window(key.period);
    }
    let indicator = book.indicator(&key.indicator);
    let round = indicator.and_then(|i| book.round_asking(key, book.stating_unit(i, &key.unit)));
    round.map_or_else(|| key.period.legal_window(), |round| round.round.window)
}

/// What counts of a line's own figure at a period.
pub(super) fn exactly(line: &Line<'_>, period: Period) -> Option<Total> {
    let point = line.stated_at(period);
    point.own.filter(|total| total.is_complete())
}

/// Figures of units, added up as they come.
struct Sum<'l, 'p> {
    line: &'l Line<'l>,
    period: Period,
    adds: Adds,
    parts: &'p mut Vec<Part>,
    whys: &'p mut BTreeSet<Why>,
}

/// What one unit gives to a total.
struct Part {
    unit: UnitId,
    share: Share,
    came: Option<Came>,
    keys: Vec<Source>,
    /// Months for which it must answer.
    months: Vec<i8>,
}

impl Line<'_> {
    /// The plan of the year that was in force on the last day of a period.
    pub(super) fn planned_at(&self, period: Period) -> Point {
        let line = Line {
            lens: self.lens,
            ask: self.ask.clone(),
            indicator: self.indicator,
            within: Arc::clone(&self.within),
            known: OnceCell::from(Known::planned(self, period)),
            parts: None,
        };
        line.stated_at(period)
    }

    /// The figure of a period as it was stated, joined over time and areas.
    pub(super) fn stated_at(&self, period: Period) -> Point {
        let Some(stretch) = Stretch::of(period) else { return self.of_days(period) };
        let stretch = if self.ask.view == View::ToDate { stretch.to_date() } else { stretch };
        // A year's plan stands for the whole year.
        let (period, stretch) = match self.ask.measure {
            Measure::Plan => {
                let year = crate::spans::plan_year(period);
                (year, Stretch { first: 1, last: 12, ..stretch })
            }
            _ => (period, stretch),
        };
        let mut whys = BTreeSet::new();
        let (mut parts, mut decimals) = (Vec::new(), 0);
        let own = self.own(period, stretch, &mut whys);
        let mut sum = Sum { line: self, period, adds: self.adds(), parts: &mut parts, whys: &mut whys };
        for (unit, run) in self.roots(stretch) {
            sum.gather(unit, run, stretch, 0);
        }
        let below = self.total(period, stretch, parts, &mut whys);
        for total in own.iter().chain(&below) {
            let scale = |s: &Source| self.decimals(&s.key);
            decimals = total.sources.iter().map(scale).fold(decimals, u32::max);
            if total.clocks.len() > 1 {
                whys.insert(Why::Windows);
            }
        }
        if own.is_none() && below.is_none() {
            whys.extend(self.absent(stretch));
        }
        Point { period, own, below, recomputed: false, decimals, whys: whys.into_iter().collect() }
    }

    /// The units that give to the total of a period, where each gives all of itself; none where one gives a part, or must
    /// answer and has not.
    pub(super) fn stating(&self, period: Period) -> Option<Vec<UnitId>> {
        let stretch = Stretch::of(period)?;
        let (mut parts, mut whys) = (Vec::new(), BTreeSet::new());
        let mut sum = Sum { line: self, period, adds: Adds::Never, parts: &mut parts, whys: &mut whys };
        for (unit, run) in self.roots(stretch) {
            sum.gather(unit, run, stretch, 0);
        }
        let whole = |part: Part| (part.share == Share::Whole && part.came.is_some()).then_some(part.unit);
        parts.into_iter().map(whole).collect::<Option<Vec<_>>>().filter(|units| !units.is_empty())
    }

    pub(super) fn adds(&self) -> Adds {
        match self.ask.measure {
            Measure::Plan => Adds::Stock,
            _ => Adds::of(self.indicator),
        }
    }

    fn decimals(&self, key: &CellKey) -> u32 {
        let said = self.said().of(&key.unit).iter().find(|said| said.key == *key);
        said.map_or(0, |said| said.decimals)
    }

    /// Where units are looked for from: the area itself, or whatever stood above its parts then.
    pub(super) fn roots(&self, stretch: Stretch) -> Vec<(&Unit, Stretch)> {
        let land = &self.lens.land;
        if self.within.is_carried() {
            return land.tops(&self.within, stretch);
        }
        let units = self.within.area.iter().filter_map(|id| land.unit(id));
        units.filter_map(|unit| Some((unit, Land::life(unit, stretch)?))).collect()
    }

    /// A week or a range of days stands for itself: what the units of the area stated of the very days.
    fn of_days(&self, period: Period) -> Point {
        let mut point = Point::nothing(period, None);
        let closing = period.calendar_window().to;
        let month = Stretch { year: closing.year(), first: closing.month(), last: closing.month() };
        let mut parts = Vec::new();
        for (unit, said) in &self.said().said {
            let is_own = self.ask.area.unit() == Some(unit);
            let statements: Vec<Statement> = said.iter().map(|said| said.statement).collect();
            let Some(came) = itself(&statements, period) else { continue };
            let keys = keys(said, &came);
            let Some(share) = self.lens.land.share(&self.within, unit, month) else { continue };
            let part = Part { unit: (*unit).clone(), share, came: Some(came), keys, months: Vec::new() };
            match is_own {
                true => point.own = self.total(period, month, vec![part], &mut BTreeSet::new()),
                false => parts.push(part),
            }
        }
        point.below = self.total(period, month, parts, &mut BTreeSet::new());
        let sources = point.own.iter().chain(&point.below).flat_map(|total| &total.sources);
        point.decimals = sources.map(|s| self.decimals(&s.key)).max().unwrap_or(0);
        point
    }

    /// What the area's own unit stated, where it lived through all of the stretch.
    fn own(&self, period: Period, stretch: Stretch, whys: &mut BTreeSet<Why>) -> Option<Total> {
        let unit = self.lens.land.unit(self.ask.area.unit()?)?;
        if Land::life(unit, stretch) != Some(stretch) {
            return None;
        }
        let mut parts = Vec::new();
        let mut sum = Sum { line: self, period, adds: self.adds(), parts: &mut parts, whys };
        let part = sum.part(unit, stretch, stretch, Share::Whole);
        part.came.as_ref()?;
        self.total(period, stretch, vec![part], whys)
    }

    /// Adds up what units gave; none where nobody said anything.
    fn total(
        &self,
        period: Period,
        stretch: Stretch,
        parts: Vec<Part>,
        whys: &mut BTreeSet<Why>,
    ) -> Option<Total> {
        let excluded =
            |unit: &UnitId| self.lens.book.rounds_of(period).any(|round| round.excluded.contains_key(unit));
        if parts.iter().all(|part| part.came.is_none()) {
            return None;
        }
        let adds = self.adds();
        let mut total: Option<Total> = None;
        let (mut missing, mut left_out) = (Vec::new(), Vec::new());
        let many = parts.len() > 1;
        for part in parts {
            if part.came.is_none() && excluded(&part.unit) {
                left_out.push(part.unit);
                continue;
            }
            let (amount, made) = part.told(self.said(), many);
            let lacking = part.came.as_ref().map_or(part.months, |came| came.missing.clone());
            let reported = if part.came.is_some() { vec![part.unit.clone()] } else { Vec::new() };
            if !lacking.is_empty() || reported.is_empty() {
                missing.push(Lack { unit: part.unit, months: lacking });
            }
            let came = part.came;
            let next = Total {
                amount,
                slack: came.as_ref().map_or(Decimal::ZERO, |came| came.slack),
                made,
                how: came.as_ref().map_or(How::Stated, |came| came.how),
                reported,
                missing: Vec::new(),
                excluded: Vec::new(),
                sources: part.keys,
                clocks: came.map(|came| came.clocks).unwrap_or_default(),
            };
            match &mut total {
                Some(total) => total.join(next, adds),
                None => total = Some(next),
            }
        }
        let mut total = total?;
        (total.missing, total.excluded) = (missing, left_out);
        total.missing.sort();
        total.sources.sort();
        // Ratios of several areas do not add up.
        if adds == Adds::Never && many {
            whys.insert(Why::NoParts);
            total.amount = Amount { value: None, low: None, high: None };
        }
        let whole = stretch.len();
        if total.missing.iter().any(|lack| lack.months.len() >= whole) && total.how == How::Stated && many {
            total.how = How::Sum;
        }
        Some(total)
    }

    /// Why nobody said anything.
    fn absent(&self, stretch: Stretch) -> Option<Why> {
        let land = &self.lens.land;
        let lives = |kind: UnitKind, stretch: Stretch| {
            let mut units = self.within.touched().filter_map(|id| land.unit(id));
            units.any(|unit| unit.kind == kind && Land::life(unit, stretch).is_some())
        };
        if let Some(level) = self.indicator.joining.level.filter(|level| !lives(*level, stretch)) {
            let ends = self.within.touched().filter_map(|id| land.unit(id)).filter(|unit| unit.kind == level);
            let on = ends.filter_map(|unit| unit.placements.last()?.to).max()?;
            return Some(Why::LevelEnded { level, on });
        }
        let then = self.ask.boundaries == Boundaries::Then;
        let nobody = then && self.roots(stretch).is_empty();
        nobody.then_some(Why::NotThen)
    }
}

impl Sum<'_, '_> {
    /// Gathers what a unit and those below it stated of the months in which it stood here.
    fn gather(&mut self, unit: &Unit, run: Stretch, stretch: Stretch, depth: u8) {
        /// Levels of government and then some; placements that run in a circle end here.
        const LEVELS: u8 = 12;
        let line = self.line;
        let Some(share) = line.lens.land.share(&line.within, &unit.id, run) else { return };
        // A stock is that of who lives at the end.
        if depth > LEVELS || (self.adds == Adds::Stock && run.last != stretch.last) {
            return;
        }
        let is_area = line.ask.area.unit() == Some(&unit.id) && run == stretch;
        let level = line.indicator.joining.level;
        let children = if level == Some(unit.kind) || unit.kind >= line.said().level {
            Vec::new()
        } else {
            line.lens.land.children(&line.within, &unit.id, run)
        };
        let speaks = !line.said().of(&unit.id).is_empty() && level.is_none_or(|level| level == unit.kind);
        if speaks && !is_area && (share == Share::Whole || children.is_empty()) {
            let part = self.part(unit, run, stretch, share);
            let whole = part.came.as_ref().is_some_and(|came| came.missing.is_empty());
            if whole || children.is_empty() {
                self.parts.push(part);
                return;
            }
        }
        if !children.is_empty() {
            for (child, run) in children {
                self.gather(child, run, stretch, depth + 1);
            }
            return;
        }
        // Who must answer and has said nothing at all; agencies and levels that are not asked owe nothing.
        if unit.kind == line.said().level && !is_area {
            let months = (run.first..=run.last).collect();
            self.parts.push(Part { unit: unit.id.clone(), share, came: None, keys: Vec::new(), months });
        }
    }

    /// What one unit stated of some months.
    fn part(&mut self, unit: &Unit, run: Stretch, stretch: Stretch, share: Share) -> Part {
        let said = self.line.said().of(&unit.id);
        let statements: Vec<Statement> = said.iter().map(|said| said.statement).collect();
        let life = Land::life(unit, Stretch::year(run.year)).unwrap_or(run);
        let asked = (run == stretch).then_some(self.period);
        let Both { own, made } = come_to(self.adds, &statements, run, life, asked);
        let came = own.or(made);
        let steps = came.iter().flat_map(|came| &came.steps);
        let outlived = |of: Stretch| of.first < life.first || of.last > life.last;
        if self.adds != Adds::Stock && steps.filter_map(|s| Stretch::of(s.period)).any(outlived) {
            self.whys.insert(Why::Straddles(unit.id.clone()));
        }
        self.withheld(said, came.as_ref());
        let keys = came.as_ref().map(|came| keys(said, came)).unwrap_or_default();
        let months = (run.first..=run.last).collect();
        Part { unit: unit.id.clone(), share, came, keys, months }
    }

    fn withheld(&mut self, said: &[Said], came: Option<&Came>) {
        let used = |said: &&Said| {
            let mut steps = came.into_iter().flat_map(|came| &came.steps);
            said.withheld && steps.any(|step| step.period == said.statement.period)
        };
        self.whys.extend(said.iter().filter(used).map(|said| Why::Withheld(said.key.unit.clone())));
    }
}

fn keys(said: &[Said], came: &Came) -> Vec<Source> {
    let of = |step: &crate::time::Step| {
        let said = said.iter().find(|said| said.statement.period == step.period)?;
        Some(Source { key: said.key.clone(), back: step.back })
    };
    came.steps.iter().filter_map(of).collect()
}

impl Part {
    /// What of it lies in the area.
    fn told(&self, known: &Known, many: bool) -> (Amount, Made) {
        let amount = self.came.as_ref().map_or_else(|| known.missing(), |came| came.amount);
        match self.share {
            Share::Whole => (amount, if many { Made::Added } else { Made::Counted }),
            Share::Part(key) => {
                let value = key.zip(amount.value).and_then(|(key, value)| {
                    Some(value.checked_mul(key)?.round_dp(6.max(value.scale())).normalize())
                });
                let made = if value.is_some() { Made::Estimated } else { Made::Bounded };
                (amount.part(value), made)
            }
        }
    }
}

impl Total {
    fn join(&mut self, other: Self, adds: Adds) {
        match adds {
            Adds::Greatest => self.amount = self.amount.greater(other.amount),
            _ => self.amount += other.amount,
        }
        self.slack = self.slack.checked_add(other.slack).unwrap_or(Decimal::MAX);
        self.made = self.made.max(other.made);
        self.how = self.how.max(other.how);
        self.reported.extend(other.reported);
        self.sources.extend(other.sources);
        self.clocks.extend(other.clocks);
    }
}
