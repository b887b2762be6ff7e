//! Whether an outline's figures can be: their indicators are there, the measure makes sense, the unit of measure beside them
//! is theirs.

use super::{Cell, FigureSpec, Line, Outline, Piece};
use crate::DataError;
use model::{Code, Measure, Phrasing, Timing};
use std::collections::BTreeSet;

/// What must be known of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Its unit of measure and other words for it.
    pub units: Vec<String>,
    /// How it behaves over time.
    pub timing: Timing,
    /// It is itself the plan of another.
    pub plan: bool,
}

/// What of an outline's figures cannot be, line by line. `known` tells of indicators.
pub fn check(outline: &Outline, known: &dyn Fn(&Code) -> Option<Measured>) -> Vec<DataError> {
    let mut errors = Vec::new();
    for line in &outline.lines {
        errors.extend(figures(line.at, &line.pieces, known, &in_prose));
        let charted =
            line.chart.iter().flat_map(model::Chart::indicators).filter(|code| known(code).is_none());
        errors.extend(charted.map(|code| DataError::new(line.at, format!("không có chỉ tiêu {code}"))));
        for row in &line.rows {
            for cell in &row.cells {
                let beside = |_: &[Piece], _| Beside::Row(row.cells.iter().map(plain).collect());
                errors.extend(figures(row.at, &cell.pieces, known, &beside));
            }
        }
    }
    errors
}

/// Where the unit of measure of a figure is written.
enum Beside {
    /// The words right behind it.
    Words(String),
    /// Somewhere in the row of its table.
    Row(Vec<String>),
}

fn figures(
    at: u64,
    pieces: &[Piece],
    known: &dyn Fn(&Code) -> Option<Measured>,
    beside: &dyn Fn(&[Piece], usize) -> Beside,
) -> Vec<DataError> {
    let mut errors = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        let Piece::Figure(spec) = piece else { continue };
        for code in spec.codes() {
            if known(&code).is_none() {
                errors.push(DataError::new(at, format!("không có chỉ tiêu {code}")));
            }
        }
        let Some(indicator) = known(&spec.indicator) else { continue };
        let wrong = |says: &str| DataError::new(at, format!("chỉ tiêu {}: {says}", spec.indicator));
        if let Some(says) = impossible(spec, &indicator) {
            errors.push(wrong(says));
        } else if let Some(units) = units(spec, &indicator)
            && !fits(&units, &beside(pieces, place))
        {
            errors.push(wrong(&format!("sau số phải là đơn vị tính “{}”", units.join("” hoặc “"))));
        }
    }
    errors
}

impl FigureSpec {
    /// The indicators that it speaks of.
    pub fn codes(&self) -> Vec<Code> {
        let formula = self.formula.as_deref().and_then(|text| formula::parse_expr(text).ok());
        match formula {
            Some(expr) => expr.references().iter().map(|r| r.code.clone()).collect(),
            None => vec![self.indicator.clone()],
        }
    }
}

/// Why a statement of that measure makes no sense.
fn impossible(spec: &FigureSpec, indicator: &Measured) -> Option<&'static str> {
    let relative = matches!(spec.measure, Measure::ChangePct | Measure::GrowthPct);
    match spec.measure {
        Measure::Plan | Measure::PctOfPlan if indicator.plan => Some("chỉ tiêu này đã là kế hoạch"),
        Measure::PctOfPlan if indicator.timing == Timing::Ratio => {
            Some("tỷ lệ không tính phần trăm kế hoạch")
        }
        _ if relative && indicator.timing == Timing::Ratio => Some("tỷ lệ không tính phần trăm tăng, giảm"),
        _ => None,
    }
}

/// The units of measure that may stand beside a number; none where the number brings its own.
fn units(spec: &FigureSpec, indicator: &Measured) -> Option<Vec<String>> {
    if spec.phrasing != Phrasing::Number {
        return None;
    }
    let computed = spec.formula.as_deref().map(formula::parse_expr);
    match (computed, spec.measure) {
        (Some(Ok(formula::Expr::Reference(r))), _) if is_relative(r.measure) => Some(vec!["%".to_owned()]),
        (Some(Ok(formula::Expr::Reference(_))), _) => Some(indicator.units.clone()),
        (Some(_), _) => None,
        (None, measure) if is_relative(measure) => Some(vec!["%".to_owned()]),
        (None, _) => Some(indicator.units.clone()),
    }
}

fn is_relative(measure: Measure) -> bool {
    matches!(measure, Measure::PctOfPlan | Measure::ChangePct | Measure::GrowthPct)
}

fn fits(units: &[String], beside: &Beside) -> bool {
    match beside {
        Beside::Row(cells) => units
            .iter()
            .any(|unit| unit == "%" || cells.iter().any(|cell| viet::measure_unit::same(cell, unit))),
        // Two numbers in front of one unit: `231/231 dự án`.
        Beside::Words(words) if words.starts_with('/') => true,
        Beside::Words(words) => units.iter().any(|unit| begins(words, unit)),
    }
}

fn begins(words: &str, unit: &str) -> bool {
    if unit == "%" {
        return words.starts_with('%');
    }
    let Some(words) = words.strip_prefix(' ') else { return false };
    let count = unit.split_whitespace().count();
    let first: Vec<&str> = words.split_whitespace().take(count).collect();
    let first = first.join(" ");
    viet::measure_unit::same(first.trim_end_matches(|c: char| !c.is_alphanumeric()), unit)
}

fn in_prose(pieces: &[Piece], at: usize) -> Beside {
    let rest = pieces.iter().skip(at + 1);
    let words = rest.map_while(|piece| match piece {
        Piece::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    Beside::Words(words.collect())
}

fn plain(cell: &Cell) -> String {
    let words = cell.pieces.iter().filter_map(|piece| match piece {
        Piece::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    words.collect::<String>().trim().to_owned()
}

impl Outline {
    /// Every indicator that it speaks of.
    pub fn indicators(&self) -> BTreeSet<Code> {
        let figures = self.lines.iter().flat_map(Line::all_pieces).filter_map(|piece| match piece {
            Piece::Figure(spec) => Some(spec),
            _ => None,
        });
        let charted =
            self.lines.iter().filter_map(|line| line.chart.as_ref()).flat_map(model::Chart::indicators);
        figures.flat_map(|spec| spec.codes()).chain(charted.cloned()).collect()
    }
}
