//! Figures of series as a browser shows them.

use crate::view::{BesideView, LackView, PointView, SeriesBasis, SourceRow, Sureness, ThenView, WhyView};
use engine::series::{Beside, Brief, Change, Lack, Point, Told, Total, Why};
use engine::territory::{Amount, Made};
use engine::time::How;
use engine::{Book, round};
use model::{Code, Decimal, Indicator, Number, ReportId, Stated};
use std::borrow::Cow;

/// A number with so many decimals at least.
pub(crate) fn printed(value: Decimal, decimals: u32) -> String {
    let mut value = value.normalize();
    // An estimate is no finer than what it was made of.
    if value.scale() > decimals {
        value = round(value, decimals);
    }
    value.rescale(decimals);
    viet::number::format(Number::new(value))
}

fn signed(value: Decimal, decimals: u32) -> String {
    let plus = if value > Decimal::ZERO { "+" } else { "" };
    format!("{plus}{}", printed(value, decimals))
}

fn sureness(amount: &Amount, made: Made) -> Sureness {
    match (amount.value, made) {
        (Some(_), Made::Estimated | Made::Bounded) if !amount.is_exact() => Sureness::Estimated,
        (Some(_), _) => Sureness::Known,
        (None, _) if amount.low.or(amount.high).is_some() => Sureness::Bounded,
        (None, _) => Sureness::Incomparable,
    }
}

/// A figure at a period.
pub(crate) fn view(book: &Book, point: &Point) -> PointView {
    let total = point.counts();
    let decimals = point.decimals;
    let print = |value: Decimal| printed(value, decimals);
    let amount = total.map(|total| total.amount);
    let loose = amount.filter(|amount| !amount.is_exact());
    let whys: Vec<WhyView> = point.whys.iter().map(|why| why_view(book, why)).collect();
    // Nothing is known, or what is known is told to be of no use: which of the two the reasons say.
    let silent = || match point.whys.iter().any(|why| matches!(why, Why::NotThen | Why::LevelEnded { .. })) {
        true => Sureness::Incomparable,
        false => Sureness::Missing,
    };
    let completeness = point.below.as_ref().or(total);
    let both = point.own.as_ref().zip(point.below.as_ref()).filter(|_| !point.recomputed);
    let value = |total: &Total| total.amount.value.or(total.amount.low).map(print);
    PointView {
        period: point.period,
        printed: amount.and_then(|amount| amount.value).map(print),
        value: amount.and_then(|amount| amount.value).map(|value| value.normalize().to_string()),
        low: loose.and_then(|amount| amount.low).map(print),
        high: loose.and_then(|amount| amount.high).map(print),
        sureness: total.map_or_else(silent, |total| sureness(&total.amount, total.made)),
        made: total.map(|total| made(total.made).to_owned()),
        how: total.map(|total| how(total.how).to_owned()),
        recomputed: point.recomputed,
        reported: completeness.map_or(0, |total| total.reported.len()),
        due: completeness.map_or(0, due),
        missing: completeness.map(|total| lacks(book, &total.missing)).unwrap_or_default(),
        more: 0,
        excluded: completeness
            .map(|total| total.excluded.iter().map(|unit| book.unit_name(unit)).collect())
            .unwrap_or_default(),
        own: both.and_then(|(own, _)| value(own)),
        below: both.and_then(|(_, below)| value(below)),
        gap: point.gap().map(|gap| signed(gap, decimals)),
        whys,
    }
}

/// A figure without what it rests on.
pub(crate) fn told(book: &Book, told: &Told) -> PointView {
    match told {
        Told::Point(point) => view(book, point),
        Told::Brief(figure) => brief(book, figure),
    }
}

fn brief(book: &Book, figure: &Brief) -> PointView {
    let print = |value: Decimal| printed(value, figure.decimals);
    let sum = figure.sum.as_ref();
    let amount = sum.map(|sum| sum.amount);
    let loose = amount.filter(|amount| !amount.is_exact());
    PointView {
        period: figure.period,
        printed: amount.and_then(|amount| amount.value).map(print),
        value: amount.and_then(|amount| amount.value).map(|value| value.normalize().to_string()),
        low: loose.and_then(|amount| amount.low).map(print),
        high: loose.and_then(|amount| amount.high).map(print),
        sureness: sum.map_or(Sureness::Missing, |sum| sureness(&sum.amount, sum.made)),
        made: sum.map(|sum| made(sum.made).to_owned()),
        how: sum.map(|sum| how(sum.how).to_owned()),
        recomputed: figure.recomputed,
        reported: sum.map_or(0, |sum| sum.reported),
        due: sum.map_or(0, |sum| sum.due),
        missing: sum.map(|sum| lacks(book, &sum.missing)).unwrap_or_default(),
        more: sum.map_or(0, |sum| sum.lacking - sum.missing.len()),
        excluded: Vec::new(),
        own: None,
        below: None,
        gap: None,
        whys: Vec::new(),
    }
}

/// Who answered in part is among those who did and among those who have not.
fn due(total: &Total) -> usize {
    let silent = total.missing.iter().filter(|lack| !total.reported.contains(&lack.unit)).count();
    total.reported.len() + silent
}

fn lacks(book: &Book, missing: &[Lack]) -> Vec<LackView> {
    let lack = |lack: &Lack| LackView { unit: book.unit_name(&lack.unit), months: lack.months.clone() };
    missing.iter().map(lack).collect()
}

fn made(made: Made) -> &'static str {
    match made {
        Made::Counted => "counted",
        Made::Added => "added",
        Made::Estimated => "estimated",
        Made::Bounded => "bounded",
    }
}

fn how(how: How) -> &'static str {
    match how {
        How::Stated => "stated",
        How::Sum => "sum",
        How::Difference => "difference",
        How::Last => "last",
        How::Greatest => "greatest",
    }
}

fn why_view(book: &Book, why: &Why) -> WhyView {
    let plain = |code: &str| WhyView { code: code.to_owned(), unit: None, level: None, on: None };
    let of = |code: &str, unit: &model::UnitId| WhyView { unit: Some(book.unit_name(unit)), ..plain(code) };
    match why {
        Why::Windows => plain("windows"),
        Why::NotThen => plain("not_then"),
        Why::NoParts => plain("no_parts"),
        Why::LevelEnded { level, on } => {
            WhyView { level: Some(*level), on: Some(on.to_string()), ..plain("level_ended") }
        }
        Why::Straddles(unit) => of("straddles", unit),
        Why::Withheld(unit) => of("withheld", unit),
    }
}

/// What stands beside a figure.
pub(super) fn beside(beside: &Beside, indicator: &Indicator, decimals: u32) -> BesideView {
    let amount = |amount: &Amount| amount.value.map(|value| printed(value, decimals));
    let change = |change: &Change| ThenView {
        than: change.than,
        was: amount(&change.was),
        by: change.by.map(|by| signed(by, decimals)),
        percent: change.percent.map(|percent| signed(percent, 2)),
        windows: change.windows,
        broken: change.broken,
    };
    let plan = beside.plan.as_ref().and_then(|plan| Some(printed(plan.value()?, plan.decimals())));
    BesideView {
        previous: beside.previous.as_ref().map(change),
        year_before: beside.year_before.as_ref().map(change),
        plan,
        of_plan: beside.of_plan.map(|percent| printed(percent, 1)),
        annualised: beside
            .annualised
            .as_ref()
            .and_then(|a| a.value)
            .map(|value| printed(value, decimals.max(indicator.decimals))),
    }
}

/// Where a value was read: report and offsets.
type Read = Option<(ReportId, usize, usize)>;

/// Where a figure comes from; beside each row, where in a report it was read.
pub(super) fn basis(book: &Book, sees: &dyn Fn(&Code) -> bool, point: &Point) -> (SeriesBasis, Vec<Read>) {
    let sources = point.own.iter().chain(&point.below).flat_map(|total| &total.sources);
    let mut seen: Vec<_> = sources.filter(|s| sees(&s.key.indicator)).collect();
    seen.sort();
    seen.dedup();
    let cells = seen.into_iter().filter_map(|source| Some((source, book.cell(&source.key)?)));
    let row = |(source, cell): (&engine::series::Source, Cow<'_, engine::Cell>)| {
        let provenance = &cell.provenance;
        let row = SourceRow {
            name: book.indicator(&source.key.indicator).map(|i| i.name.clone()).unwrap_or_default(),
            unit: book.unit_name(&source.key.unit),
            period: source.key.period,
            printed: cell.observation.stated.map(|s: Stated| viet::stated::format(s)).unwrap_or_default(),
            back: source.back,
            by: book.person(&provenance.by),
            at: provenance.at.clone(),
            cut: provenance.cut,
            from: crate::basis::brought_by(provenance),
            note: cell.observation.note.clone(),
        };
        (row, provenance.report.clone())
    };
    let (rows, reads) = cells.map(row).unzip();
    (SeriesBasis { point: view(book, point), rows }, reads)
}
