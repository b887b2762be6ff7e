//! The cells of a table.

use crate::book::Book;
use crate::series::{Area, Ask, Beside, Boundaries, Lens, Line, Told, View, beside};
use crate::time;
use model::{
    Code, Date, Decimal, Dimension, Measure, Period, Pivot, PivotBoundaries, PivotPeriods, PivotUnits,
    ShareKey, UnitId,
};
use std::collections::BTreeMap;

/// One member of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// An indicator.
    Indicator(Code),
    /// A statement about it.
    Measure(Measure),
    /// A unit.
    Unit(UnitId),
    /// All units of the table together.
    Together,
    /// A period.
    Period(Period),
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it rests on: for a comparison the figure that is compared; none when nothing is known of the indicator.
    pub told: Option<Told>,
    /// What a comparison comes to; none of a cell that shows its point.
    pub compared: Option<Compared>,
}

/// A figure that follows from two others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The number; none when one of the two is not known, or they cannot be compared.
    pub value: Option<Decimal>,
    /// Decimals to print.
    pub decimals: u32,
}

/// A table with its heads.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What the whole table speaks of.
    pub heads: Vec<Head>,
    /// Heads of each row, the outer one first.
    pub rows: Vec<Vec<Head>>,
    /// Heads of each column, the outer one first.
    pub columns: Vec<Vec<Head>>,
    /// Cells, row by row.
    pub entries: Vec<Vec<Entry>>,
}

/// Answers a table on a day; `share` tells how divided areas are estimated. What the book does not know is left empty.
pub fn answer(book: &Book, pivot: &Pivot, today: Date, share: &ShareKey) -> Answer {
    let lens = Lens::declared(book, share);
    let members = Members::of(book, &lens, pivot, today);
    let (rows, columns) = (members.crossed(&pivot.rows), members.crossed(&pivot.columns));
    let alone = Dimension::ALL.iter().filter(|d| !pivot.rows.contains(d) && !pivot.columns.contains(d));
    let heads: Vec<Head> = alone.filter_map(|d| members.along(*d).first().cloned()).collect();
    let lines = Lines::laid(&lens, pivot, &members);
    let entry = |row: &Vec<Head>, column: &Vec<Head>| {
        let told: Vec<&Head> = row.iter().chain(column).chain(&heads).collect();
        lines.entry(&told)
    };
    let entries = rows.iter().map(|row| columns.iter().map(|column| entry(row, column)).collect()).collect();
    Answer { heads, rows, columns, entries }
}

/// What stands along each dimension.
struct Members {
    indicators: Vec<Head>,
    measures: Vec<Head>,
    units: Vec<Head>,
    periods: Vec<Head>,
    boundaries: Boundaries,
}

impl Members {
    fn of(book: &Book, lens: &Lens<'_>, pivot: &Pivot, today: Date) -> Self {
        let periods = periods(book, pivot);
        let boundaries = match pivot.boundaries {
            PivotBoundaries::Then => Boundaries::Then,
            PivotBoundaries::Today => Boundaries::On(today),
            PivotBoundaries::Day { day } => Boundaries::On(day),
        };
        let mut units: Vec<UnitId> = match &pivot.units {
            PivotUnits::Listed { units } => units.clone(),
            PivotUnits::Below { unit } => {
                let mut below = lens.rows(&Area::of(unit), boundaries, &periods);
                below.sort_by(|a, b| viet::collate::compare(&book.unit_name(a), &book.unit_name(b)));
                below
            }
        };
        units.dedup();
        let together = pivot.total.then_some(Head::Together);
        Self {
            indicators: pivot.indicators.iter().cloned().map(Head::Indicator).collect(),
            measures: pivot.measures.iter().copied().map(Head::Measure).collect(),
            units: together.into_iter().chain(units.into_iter().map(Head::Unit)).collect(),
            periods: periods.into_iter().map(Head::Period).collect(),
            boundaries,
        }
    }

    fn along(&self, dimension: Dimension) -> &[Head] {
        match dimension {
            Dimension::Indicator => &self.indicators,
            Dimension::Measure => &self.measures,
            Dimension::Unit => &self.units,
            Dimension::Period => &self.periods,
        }
    }

    /// Every combination along some dimensions, the last one quickest.
    fn crossed(&self, dimensions: &[Dimension]) -> Vec<Vec<Head>> {
        dimensions.iter().fold(vec![Vec::new()], |lines, dimension| {
            let longer = |line: &Vec<Head>| {
                let line = line.clone();
                self.along(*dimension)
                    .iter()
                    .map(move |head| [line.as_slice(), std::slice::from_ref(head)].concat())
            };
            lines.iter().flat_map(longer).collect()
        })
    }
}

/// The periods of a table, the oldest first where they are the last ones.
fn periods(book: &Book, pivot: &Pivot) -> Vec<Period> {
    match &pivot.periods {
        PivotPeriods::Listed { periods } => periods.clone(),
        PivotPeriods::Last { kind, many } => {
            let stated = |code: &Code| {
                let of = |measure| book.stated_periods(code, measure).last().copied();
                of(Measure::Actual).max(of(Measure::Estimate))
            };
            let Some(newest) = pivot.indicators.iter().filter_map(stated).max() else { return Vec::new() };
            let last = time::periods(*kind, newest, newest).last().copied();
            let back = (0..i16::from(*many)).rev();
            last.into_iter().flat_map(|last| back.clone().map(move |back| last.shift(-back))).collect()
        }
    }
}

/// What is stated of an indicator of a unit, ready to be told for any period.
struct Series<'l> {
    actual: Option<Line<'l>>,
    plan: Option<Line<'l>>,
    estimate: Option<Line<'l>>,
}

/// The series that a table is made of, indicator by indicator, each unit by unit.
struct Lines<'l> {
    series: Vec<Series<'l>>,
    /// Where those of each indicator begin.
    indicators: BTreeMap<Code, usize>,
    /// Where each unit stands among those of an indicator; none = all together.
    units: BTreeMap<Option<UnitId>, usize>,
}

impl<'l> Lines<'l> {
    fn laid(lens: &'l Lens<'l>, pivot: &Pivot, members: &Members) -> Self {
        let mut lines = Vec::new();
        let wants = |measure: Measure| pivot.measures.contains(&measure);
        for indicator in &pivot.indicators {
            for unit in &members.units {
                let area = match unit {
                    Head::Unit(unit) => Area::of(unit),
                    _ => together(pivot),
                };
                let line = |measure: Measure| {
                    lens.line(&Ask {
                        indicator: indicator.clone(),
                        measure,
                        area: area.clone(),
                        boundaries: members.boundaries,
                        view: View::Period,
                    })
                };
                let plan = wants(Measure::Plan) || wants(Measure::PctOfPlan);
                lines.push(Series {
                    actual: line(Measure::Actual),
                    plan: plan.then(|| line(Measure::Plan)).flatten(),
                    estimate: wants(Measure::Estimate).then(|| line(Measure::Estimate)).flatten(),
                });
            }
        }
        let first = (0..).step_by(members.units.len().max(1));
        let indicators = pivot.indicators.iter().cloned().zip(first).collect();
        let units = members.units.iter().map(of_unit).zip(0..).collect();
        Self { series: lines, indicators, units }
    }

    fn of(&self, indicator: &Code, unit: &Head) -> Option<&Series<'l>> {
        self.series.get(self.indicators.get(indicator)? + self.units.get(&of_unit(unit))?)
    }

    /// The cell that some heads name.
    fn entry(&self, heads: &[&Head]) -> Entry {
        let nothing = Entry { told: None, compared: None };
        let indicator = heads.iter().find_map(|head| match head {
            Head::Indicator(code) => Some(code),
            _ => None,
        });
        let unit = heads.iter().find(|head| matches!(head, Head::Unit(_) | Head::Together));
        let measure = heads.iter().find_map(|head| match head {
            Head::Measure(measure) => Some(*measure),
            _ => None,
        });
        let period = heads.iter().find_map(|head| match head {
            Head::Period(period) => Some(*period),
            _ => None,
        });
        let (Some(indicator), Some(unit), Some(measure), Some(period)) = (indicator, unit, measure, period)
        else {
            return nothing;
        };
        let Some(Series { actual, plan, estimate }) = self.of(indicator, unit) else { return nothing };
        let stated = match measure {
            Measure::Plan => plan.as_ref(),
            Measure::Estimate => estimate.as_ref(),
            _ => actual.as_ref(),
        };
        let Some(line) = stated else { return nothing };
        let told = line.told(period);
        let compared = compared(measure).map(|(of, decimals)| Compared {
            value: of(&beside(line, plan.as_ref(), None, period, &told)),
            decimals: decimals.unwrap_or(told.decimals()),
        });
        Entry { told: Some(told), compared }
    }
}

/// The unit of a head; none of another head.
fn of_unit(head: &Head) -> Option<UnitId> {
    match head {
        Head::Unit(unit) => Some(unit.clone()),
        _ => None,
    }
}

/// The area of all units of a table together.
fn together(pivot: &Pivot) -> Area {
    match &pivot.units {
        PivotUnits::Listed { units } => Area(units.as_slice().into()),
        PivotUnits::Below { unit } => Area::of(unit),
    }
}

/// What a comparison takes of what stands beside a figure, and its decimals where they are not the figure's.
type Taken = (fn(&Beside) -> Option<Decimal>, Option<u32>);

fn compared(measure: Measure) -> Option<Taken> {
    match measure {
        Measure::Actual | Measure::Estimate | Measure::Plan => None,
        Measure::PctOfPlan => Some((|beside| beside.of_plan, Some(1))),
        Measure::ChangePct => Some((|beside| beside.previous.as_ref()?.percent, Some(2))),
        Measure::ChangeAbs => Some((|beside| beside.previous.as_ref()?.by, None)),
        Measure::GrowthPct => Some((|beside| beside.year_before.as_ref()?.percent, Some(2))),
    }
}
