//! Charts and maps of the report: what they show as data, and the numbers of the period in it.

use crate::book::Book;
use crate::compile::{CompiledFigure, print};
use crate::resolve::Status;
use crate::watch::words::in_words;
use model::{
    Beside, Chart, Code, Decimal, Figure, FigureId, Flaw, Measure, PassageId, Period, Refusal, RefusalCode,
    Stated, UnitId,
};
use std::collections::BTreeSet;

/// Most indicators beside one another.
const MOST_INDICATORS: usize = 8;
/// Most columns beside the first.
const MOST_BESIDE: usize = 2;
/// Periods in a line.
const PERIODS: std::ops::RangeInclusive<u8> = 2..=16;

/// A chart with its numbers.
#[derive(Clone, Debug)]
pub struct CompiledChart {
    /// What it shows.
    pub chart: Chart,
    /// The reported period.
    pub period: Period,
    /// Unit of measure; empty where the groups have several.
    pub unit: String,
    /// What stands side by side in a group.
    pub series: Vec<String>,
    /// What stands along the axis.
    pub groups: Vec<ChartGroup>,
}

/// One place on the axis of a chart.
#[derive(Clone, Debug)]
pub struct ChartGroup {
    /// Name of an indicator, a period or a unit.
    pub label: String,
    /// The unit, where it is one.
    pub unit: Option<UnitId>,
    /// Whether what is missing here is missing in the reported period.
    pub now: bool,
    /// A number for each series. What is not known of the very period leaves a gap.
    pub values: Vec<Option<Box<CompiledFigure>>>,
}

impl CompiledChart {
    /// Every number in it.
    pub fn figures(&self) -> impl Iterator<Item = &CompiledFigure> {
        self.groups.iter().flat_map(|g| &g.values).flatten().map(|figure| &**figure)
    }

    /// What of the reported period is missing in it.
    pub fn gaps(&self) -> Vec<&str> {
        let lacking = |g: &&ChartGroup| g.now && g.values.first().is_some_and(Option::is_none);
        self.groups.iter().filter(lacking).map(|g| g.label.as_str()).collect()
    }

    /// Totals in it that not all units have answered for: label, units that have, units that must.
    pub fn partial(&self) -> Vec<(&str, usize, usize)> {
        let of = |group: &'_ ChartGroup| {
            let roll_ups = group.values.iter().flatten().filter_map(|f| f.resolved.roll_up.as_ref());
            let worst = roll_ups.filter(|r| !r.missing.is_empty()).max_by_key(|r| r.missing.len())?;
            Some((worst.reported.len(), worst.reported.len() + worst.missing.len()))
        };
        let told = |group| of(group).map(|(reported, due)| (group.label.as_str(), reported, due));
        self.groups.iter().filter_map(told).collect()
    }

    /// Its numbers, a line each group.
    pub fn words(&self) -> Vec<String> {
        let line = |group: &ChartGroup| {
            let values = group.values.iter().map(|v| v.as_ref().map_or("…", |v| v.text.as_str()));
            format!("{}: {}", group.label, values.collect::<Vec<_>>().join(" | "))
        };
        self.groups.iter().map(line).collect()
    }
}

/// The amount of a figure of a chart; nothing arisen is zero.
pub fn amount(figure: &CompiledFigure) -> Option<Decimal> {
    match figure.resolved.stated? {
        Stated::Number(number) => Some(number.value()),
        Stated::NotArisen => Some(Decimal::ZERO),
        Stated::NotApplicable | Stated::Withheld => None,
    }
}

/// A chart with the numbers of a period, before it stands in a report.
///
/// # Errors
/// `bad-input` for what cannot be drawn, `not-found` for an indicator that the book does not know.
pub fn tried(book: &Book, chart: &Chart, period: Period) -> Result<CompiledChart, Refusal> {
    checked(book, chart)?;
    Ok(compile(book, &PassageId::from("thu"), chart, period))
}

/// A chart that may be kept.
///
/// # Errors
/// `bad-input` for what cannot be drawn, `not-found` for an indicator that the book does not know.
pub(crate) fn checked(book: &Book, chart: &Chart) -> Result<(), Refusal> {
    let bad = |flaw: Flaw| Err(flaw.into());
    let codes = chart.indicators();
    let units = codes.iter().map(|code| match book.indicator(code) {
        Some(indicator) => Ok(indicator.measure_unit.as_str()),
        None => Err(Refusal::of(RefusalCode::NotFound, code)),
    });
    let units: BTreeSet<&str> = units.collect::<Result<_, _>>()?;
    let distinct = |count: usize, of: usize| count == of;
    match chart {
        Chart::Columns { indicators, beside } => {
            let different = distinct(indicators.iter().collect::<BTreeSet<_>>().len(), indicators.len());
            let apart = distinct(beside.iter().collect::<BTreeSet<_>>().len(), beside.len());
            if indicators.is_empty() || indicators.len() > MOST_INDICATORS || !different {
                return bad(Flaw::ChartIndicators);
            }
            if beside.len() > MOST_BESIDE || !apart {
                return bad(Flaw::ChartMeasures);
            }
            if units.len() > 1 {
                return bad(Flaw::ChartMeasureUnits);
            }
        }
        Chart::Lines { periods, .. } if !PERIODS.contains(periods) => {
            return bad(Flaw::ChartPeriods);
        }
        Chart::Bars { measure, .. } | Chart::Map { measure, .. } if !is_level(*measure) => {
            return bad(Flaw::ChartOfUnits);
        }
        Chart::Lines { .. } | Chart::Bars { .. } | Chart::Map { .. } => {}
    }
    Ok(())
}

/// Changes have a direction that their words say; a drawing of levels cannot.
fn is_level(measure: Measure) -> bool {
    matches!(measure, Measure::Actual | Measure::Estimate | Measure::Plan | Measure::PctOfPlan)
}

/// The chart with the numbers of a period.
pub(crate) fn compile(book: &Book, passage: &PassageId, chart: &Chart, period: Period) -> CompiledChart {
    let drawing = Drawing { book, passage, period };
    let (series, groups) = match chart {
        Chart::Columns { indicators, beside } => drawing.columns(indicators, beside),
        Chart::Lines { indicator, periods } => drawing.lines(indicator, *periods),
        Chart::Bars { indicator, measure } | Chart::Map { indicator, measure } => {
            drawing.units(indicator, *measure)
        }
    };
    CompiledChart { chart: chart.clone(), period, unit: drawing.unit(chart), series, groups }
}

struct Drawing<'a> {
    book: &'a Book,
    passage: &'a PassageId,
    period: Period,
}

impl Drawing<'_> {
    fn unit(&self, chart: &Chart) -> String {
        if let Chart::Bars { measure: Measure::PctOfPlan, .. }
        | Chart::Map { measure: Measure::PctOfPlan, .. } = chart
        {
            return "% so với kế hoạch".to_owned();
        }
        let of = |code: &Code| self.book.indicator(code).map(|i| i.measure_unit.clone());
        let units: BTreeSet<String> = chart.indicators().into_iter().filter_map(of).collect();
        if units.len() == 1 { units.into_iter().collect() } else { String::new() }
    }

    fn name(&self, code: &Code) -> String {
        self.book.indicator(code).map_or_else(|| code.to_string(), |i| i.name.clone())
    }

    fn columns(&self, indicators: &[Code], beside: &[Beside]) -> (Vec<String>, Vec<ChartGroup>) {
        let year = self.period.kind().per_year().unwrap_or(1);
        let others = beside.iter().map(|beside| match beside {
            Beside::Plan => (Measure::Plan, 0, format!("Kế hoạch năm {}", self.period.year())),
            Beside::YearBefore => (Measure::Actual, -year, label(self.period.shift(-year))),
            Beside::PeriodBefore => (Measure::Actual, -1, label(self.period.shift(-1))),
        });
        let drawn: Vec<_> = [(Measure::Actual, 0, label(self.period))].into_iter().chain(others).collect();
        let group = |code: &Code| ChartGroup {
            label: self.name(code),
            unit: None,
            now: true,
            values: drawn
                .iter()
                .map(|(measure, shift, _)| self.value(code, *measure, None, *shift))
                .collect(),
        };
        let groups = indicators.iter().map(group).collect();
        (drawn.into_iter().map(|(.., name)| name).collect(), groups)
    }

    fn lines(&self, code: &Code, periods: u8) -> (Vec<String>, Vec<ChartGroup>) {
        let group = |back: i16| ChartGroup {
            label: label(self.period.shift(-back)),
            unit: None,
            now: back == 0,
            values: vec![self.value(code, Measure::Actual, None, -back)],
        };
        (vec![self.name(code)], (0..i16::from(periods)).rev().map(group).collect())
    }

    /// Every unit below, the greatest first, equals in the order of their names; those without a number last.
    fn units(&self, code: &Code, measure: Measure) -> (Vec<String>, Vec<ChartGroup>) {
        let units = self.book.communes(self.period);
        let mut groups: Vec<ChartGroup> = units
            .into_iter()
            .map(|unit| ChartGroup {
                label: unit.name.clone(),
                unit: Some(unit.id.clone()),
                now: true,
                values: vec![self.value(code, measure, Some(&unit.id), 0)],
            })
            .collect();
        let size = |group: &ChartGroup| group.values.first().and_then(Option::as_deref).and_then(amount);
        groups.sort_by(|a, b| size(b).cmp(&size(a)).then_with(|| a.label.cmp(&b.label)));
        (vec![self.name(code)], groups)
    }

    fn value(
        &self,
        code: &Code,
        measure: Measure,
        unit: Option<&UnitId>,
        shift: i16,
    ) -> Option<Box<CompiledFigure>> {
        let whose = unit.map(|unit| format!("-{unit}")).unwrap_or_default();
        let id = format!("{}-{code}-{measure:?}{whose}{shift:+}", self.passage);
        let figure = Figure {
            unit: unit.cloned(),
            shift,
            decimals: (measure == Measure::PctOfPlan).then_some(1),
            ..Figure::of(FigureId::from(id), code.clone(), measure)
        };
        let compiled = print(self.book, &figure, self.period);
        let known = compiled.resolved.status < Status::Stale && amount(&compiled).is_some();
        known.then(|| Box::new(compiled))
    }
}

/// A period on an axis: `Quý II/2021`.
fn label(period: Period) -> String {
    let words = in_words(period);
    let words = match words.split_once(" năm ") {
        Some((what, year)) if !what.starts_with(|c: char| c.is_ascii_digit()) => format!("{what}/{year}"),
        _ => words,
    };
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// What a chart shows, in a few words: `[Biểu đồ cột: Diện tích lúa, Diện tích ngô]`.
pub fn told(book: &Book, chart: &Chart) -> String {
    let kind = match chart {
        Chart::Columns { .. } => "Biểu đồ cột",
        Chart::Lines { .. } => "Biểu đồ đường",
        Chart::Bars { .. } => "Biểu đồ theo đơn vị",
        Chart::Map { .. } => "Bản đồ",
    };
    let name = |code: &Code| book.indicator(code).map_or_else(|| code.to_string(), |i| i.name.clone());
    let names: Vec<String> = chart.indicators().into_iter().map(name).collect();
    format!("[{kind}: {}]", names.join(", "))
}
