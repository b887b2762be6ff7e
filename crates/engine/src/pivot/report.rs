//! A table put into a report: every cell a bound figure, which follows its source from period to period.

use super::answer::{Answer, Head};
use crate::book::Book;
use model::{
    Code, Figure, FigureId, Inline, Measure, Mention, PassageCell, PassageKind, Period, PeriodKind,
    ProseContent, Table,
};

/// Why a table cannot be put into a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unplaced {
    /// It speaks of periods of another kind than the report's.
    OtherKind(Period),
    /// It has a line for several units together that are not the place.
    Together,
    /// Nothing to show.
    Empty,
}

/// A table as prose of the report of `period`; `names` tells how heads read. Periods are kept as steps from the report's
/// own, so that the next report's table moves on with it.
///
/// # Errors
/// [`Unplaced`].
pub fn in_report(
    book: &Book,
    answer: &Answer,
    period: Period,
    prefix: &str,
    names: &dyn Fn(&Head) -> String,
) -> Result<ProseContent, Unplaced> {
    if answer.rows.is_empty() || answer.columns.is_empty() {
        return Err(Unplaced::Empty);
    }
    let cell = |inlines: Vec<Inline>, right| PassageCell { inlines, columns: 1, right };
    let joined = |heads: &[Head]| {
        let each = heads.iter().enumerate().flat_map(|(at, head)| {
            let comma = (at > 0).then(|| Inline::text(", "));
            comma.into_iter().chain([said(head, period, names)])
        });
        each.collect::<Vec<_>>()
    };
    let place = book.place_unit();
    let head = std::iter::once(Vec::new()).chain(answer.columns.iter().map(|column| joined(column)));
    let mut rows: Vec<Vec<PassageCell>> = vec![head.map(|inlines| cell(inlines, false)).collect()];
    for (r, row) in answer.rows.iter().enumerate() {
        let mut cells = vec![cell(joined(row), false)];
        for (c, column) in answer.columns.iter().enumerate() {
            let mut figure =
                Figure::of(FigureId::from(format!("{prefix}-{r}-{c}")), Code::from(""), Measure::Actual);
            for head in row.iter().chain(column).chain(&answer.heads) {
                match head {
                    Head::Indicator(code) => figure.indicator = code.clone(),
                    Head::Measure(measure) => figure.measure = *measure,
                    Head::Unit(unit) => figure.unit = (*unit != place).then(|| unit.clone()),
                    Head::Together => return Err(Unplaced::Together),
                    Head::Period(of) => figure.shift = steps(period, *of).ok_or(Unplaced::OtherKind(*of))?,
                }
            }
            cells.push(cell(vec![Inline::Figure { figure }], true));
        }
        rows.push(cells);
    }
    let inlines = joined(&answer.heads);
    Ok(ProseContent { kind: PassageKind::Table, inlines, table: Some(Table { heads: 1, rows }), chart: None })
}

/// A head in a table of a report: a period moves on with the report.
fn said(head: &Head, period: Period, names: &dyn Fn(&Head) -> String) -> Inline {
    let moving = match head {
        Head::Period(of) => pattern(of.kind()).zip(steps(period, *of)),
        _ => None,
    };
    match moving {
        Some((pattern, shift)) => Inline::Period { mention: Mention { pattern: pattern.to_owned(), shift } },
        None => Inline::text(names(head)),
    }
}

/// How a period of a kind reads as the head of a column.
fn pattern(kind: PeriodKind) -> Option<&'static str> {
    match kind {
        PeriodKind::Month => Some("Tháng {q}/{y}"),
        PeriodKind::Quarter => Some("Quý {Q}/{y}"),
        PeriodKind::HalfYear => Some("6 tháng {h} năm {y}"),
        PeriodKind::NineMonths => Some("9 tháng năm {y}"),
        PeriodKind::Year => Some("Năm {y}"),
        PeriodKind::Week | PeriodKind::Days => None,
    }
}

/// How many periods after the report's own one lies; none for another kind.
fn steps(from: Period, to: Period) -> Option<i16> {
    const FAR: i16 = 400;
    let same = from.kind() == to.kind();
    (-FAR..=FAR).filter(|_| same).find(|by| from.shift(*by) == to)
}
