//! How a figure is worded by its number: the number alone, with verb and unit of measure, its rank, the units that have any.

use crate::book::Book;
use crate::compile::UNKNOWN;
use crate::resolve::{Resolved, Status, resolve, round};
use model::{Decimal, Figure, Measure, Number, Period, PeriodKind, Phrasing, Stated, UnitId};

/// What is printed of a figure that came to `resolved` in `period`; three dots when nothing is known.
pub fn text(book: &Book, figure: &Figure, period: Period, resolved: &Resolved) -> String {
    let words = match figure.phrasing {
        Phrasing::Number => resolved.stated.and_then(|stated| number(figure, stated, resolved.status)),
        Phrasing::Phrase => {
            resolved.stated.and_then(|stated| phrase(book, figure, period, stated, resolved.status))
        }
        Phrasing::Verb => resolved.number().map(|n| verb(figure.measure, n.value(), period).to_owned()),
        Phrasing::Rank => rank(book, figure, period),
        Phrasing::Units => units(book, figure, period),
    };
    words.unwrap_or_else(|| UNKNOWN.to_owned())
}

/// The number alone; of a change its size, for the prose says the direction.
fn number(figure: &Figure, stated: Stated, status: Status) -> Option<String> {
    let number = match stated {
        Stated::Number(number) => number,
        Stated::NotArisen => return Some("0".to_owned()),
        Stated::NotApplicable | Stated::Withheld => return None,
    };
    let relative = is_change(figure.measure);
    let value = if relative { number.value().abs() } else { number.value() };
    let recomputed = relative || figure.measure == Measure::PctOfPlan || status == Status::Derived;
    let decimals = match figure.decimals {
        Some(decimals) if recomputed => decimals,
        None if recomputed && figure.phrasing == Phrasing::Phrase => {
            number.value().normalize().scale().min(2)
        }
        None if recomputed && figure.measure == Measure::PctOfPlan => 0,
        _ => number.decimals(),
    };
    Some(print(figure, value, decimals))
}

fn print(figure: &Figure, value: Decimal, decimals: u32) -> String {
    viet::number::format_in_prose(Number::new(round(value, decimals)), figure.leading_zero)
}

fn is_change(measure: Measure) -> bool {
    matches!(measure, Measure::ChangePct | Measure::GrowthPct | Measure::ChangeAbs)
}

/// The number with its verb and unit of measure.
fn phrase(book: &Book, figure: &Figure, period: Period, stated: Stated, status: Status) -> Option<String> {
    let unit = measure_unit(book, figure);
    let value = match stated {
        Stated::NotArisen => return Some("không phát sinh".to_owned()),
        other => other.number()?.value(),
    };
    let number = number(figure, stated, status)?;
    let verb = verb(figure.measure, value, period);
    Some(match figure.measure {
        _ if is_change(figure.measure) && value.is_zero() => verb.to_owned(),
        Measure::ChangePct | Measure::GrowthPct => format!("{verb} {number}%"),
        Measure::ChangeAbs => format!("{verb} {number} {unit}"),
        Measure::PctOfPlan if value > Decimal::ONE_HUNDRED => {
            let over = value - Decimal::ONE_HUNDRED;
            format!(
                "{verb} {}% kế hoạch",
                print(figure, over, figure.decimals.unwrap_or(over.normalize().scale().min(1)))
            )
        }
        Measure::PctOfPlan if verb == "chưa đạt" => format!("{verb} kế hoạch (bằng {number}%)"),
        Measure::PctOfPlan => format!("{verb} {number}% kế hoạch"),
        _ if value.is_zero() => "không có".to_owned(),
        _ => format!("{number} {unit}").trim_end().to_owned(),
    })
}

/// What the number does: rises, falls; reaches its plan, exceeds it. Before the year is over a plan cannot be missed.
fn verb(measure: Measure, value: Decimal, period: Period) -> &'static str {
    match measure {
        Measure::PctOfPlan if value > Decimal::ONE_HUNDRED => "vượt",
        Measure::PctOfPlan if value < Decimal::ONE_HUNDRED && period.kind() == PeriodKind::Year => "chưa đạt",
        Measure::PctOfPlan => "đạt",
        _ if value.is_zero() => "không thay đổi",
        _ if value.is_sign_negative() => "giảm",
        _ => "tăng",
    }
}

fn measure_unit(book: &Book, figure: &Figure) -> String {
    book.indicator(&figure.indicator).map(|i| i.measure_unit.clone()).unwrap_or_default()
}

/// What every commune that has answered has, from the greatest; equals in the order of their ids.
fn by_unit(book: &Book, figure: &Figure, period: Period) -> Vec<(UnitId, Number, Status)> {
    let of = |unit: &model::Unit| {
        let found = resolve(book, &figure.indicator, figure.measure, Some(&unit.id), period);
        found
            .number()
            .filter(|_| found.status < Status::Stale)
            .map(|number| (unit.id.clone(), number, found.status))
    };
    let mut all: Vec<_> = book.communes(period).into_iter().filter_map(of).collect();
    all.sort_by(|a, b| b.1.value().cmp(&a.1.value()).then_with(|| a.0.cmp(&b.0)));
    all
}

/// `thứ 3/12`: equals share the better place.
fn rank(book: &Book, figure: &Figure, period: Period) -> Option<String> {
    let all = by_unit(book, figure, period);
    let unit = figure.unit.as_ref()?;
    let own = all.iter().find(|(id, ..)| id == unit)?.1.value();
    let ahead = all.iter().filter(|(_, number, _)| number.value() > own).count();
    Some(format!("thứ {}/{}", ahead + 1, all.len()))
}

/// `xã Nậm Pe 02 hộ, xã Hua Trai 01 hộ`
fn units(book: &Book, figure: &Figure, period: Period) -> Option<String> {
    let all = by_unit(book, figure, period);
    let measure_unit = measure_unit(book, figure);
    let one = |(id, value, status): &(UnitId, Number, Status)| {
        let number = number(figure, Stated::Number(*value), *status)?;
        Some(format!("{} {number} {measure_unit}", in_prose(&book.unit_name(id))).trim_end().to_owned())
    };
    let having = all.iter().filter(|(_, number, _)| !number.value().is_zero());
    let listed: Vec<String> = having.filter_map(one).collect();
    match (all.is_empty(), listed.is_empty()) {
        (true, _) => None,
        (false, true) => Some("không có".to_owned()),
        (false, false) => Some(listed.join(", ")),
    }
}

/// Kinds of units are common nouns: `Xã Nậm Pe` is `xã Nậm Pe` within a sentence.
fn in_prose(name: &str) -> String {
    const KINDS: [&str; 3] = ["Xã ", "Phường ", "Thị trấn "];
    match KINDS.iter().find_map(|kind| name.strip_prefix(kind).map(|rest| (kind, rest))) {
        Some((kind, rest)) => format!("{}{rest}", kind.to_lowercase()),
        None => name.to_owned(),
    }
}
