//! A chart of an outline, as it is written below its caption: `~ cột TC01, TC02 | kế hoạch, cùng kỳ`, `~ đường TC01 | 8 kỳ`,
//! `~ thanh TC01@KH`, `~ bản đồ LD01`.

use crate::DataError;
use formula::{Expr, Reference};
use model::{Beside, Chart, Code, Measure};

const BESIDE: [(&str, Beside); 3] =
    [("kế hoạch", Beside::Plan), ("cùng kỳ", Beside::YearBefore), ("kỳ trước", Beside::PeriodBefore)];
const COLUMNS: &str = "cột ";
const LINES: &str = "đường ";
const BARS: &str = "thanh ";
const MAP: &str = "bản đồ ";
const PERIODS: &str = " kỳ";

/// The chart that a line behind `~` says.
pub(super) fn read(text: &str, at: u64) -> Result<Chart, DataError> {
    let (shape, options) = text.split_once('|').map_or((text.trim(), ""), |(a, b)| (a.trim(), b.trim()));
    let found = [COLUMNS, LINES, BARS, MAP].iter().find_map(|word| Some((*word, shape.strip_prefix(word)?)));
    let chart = found.and_then(|(word, what)| match word {
        COLUMNS => {
            let beside = options.split(',').map(str::trim).filter(|word| !word.is_empty());
            let beside = beside.map(|word| super::words::of(&BESIDE, word)).collect::<Option<_>>()?;
            let indicators = what.split(',').map(|code| Some(reference(code)?.0)).collect::<Option<_>>()?;
            Some(Chart::Columns { indicators, beside })
        }
        LINES => {
            let periods = options.strip_suffix(PERIODS.trim_start())?.trim().parse().ok()?;
            Some(Chart::Lines { indicator: reference(what)?.0, periods })
        }
        BARS => reference(what).map(|(indicator, measure)| Chart::Bars { indicator, measure }),
        _ => reference(what).map(|(indicator, measure)| Chart::Map { indicator, measure }),
    });
    let says = "không hiểu biểu đồ; viết ~ cột TC01, TC02 | kế hoạch, cùng kỳ, kỳ trước; ~ đường TC01 | 8 kỳ; ~ thanh TC01; ~ bản đồ TC01";
    chart.ok_or_else(|| DataError::new(at, says))
}

fn reference(text: &str) -> Option<(Code, Measure)> {
    match formula::parse_expr(text.trim()).ok()? {
        Expr::Reference(r) if r == (Reference { measure: r.measure, ..Reference::own(r.code.clone()) }) => {
            Some((r.code, r.measure))
        }
        _ => None,
    }
}

/// A chart as it is written in an outline.
pub(super) fn written(chart: &Chart) -> String {
    let of = |indicator: &Code, measure: Measure| Reference { measure, ..Reference::own(indicator.clone()) };
    match chart {
        Chart::Columns { indicators, beside } => {
            let codes: Vec<&str> = indicators.iter().map(Code::as_str).collect();
            let beside: Vec<&str> = beside.iter().map(|b| super::words::word(&BESIDE, b)).collect();
            let options = if beside.is_empty() { String::new() } else { format!(" | {}", beside.join(", ")) };
            format!("~ {COLUMNS}{}{options}", codes.join(", "))
        }
        Chart::Lines { indicator, periods } => format!("~ {LINES}{indicator} | {periods}{PERIODS}"),
        Chart::Bars { indicator, measure } => format!("~ {BARS}{}", of(indicator, *measure)),
        Chart::Map { indicator, measure } => format!("~ {MAP}{}", of(indicator, *measure)),
    }
}
