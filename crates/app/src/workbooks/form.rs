//! A unit's form of the book as the workbook shows it.

use crate::forms::row;
use crate::{Refusal, not_found};
use engine::access::{Right, may_cell};
use engine::watch::words::in_words;
use engine::{Book, collect};
use exchange::{Base, Form, Row, Stamp};
use jiff::Timestamp;
use model::{Account, CellSpec, Period, RoundId, Stated, UnitId};

/// A unit's form with what is kept; figures that the person may not see are left out.
///
/// # Errors
/// `not-found`, also when the account may not see it.
pub(super) fn of(book: &Book, who: &Account, id: &RoundId, unit: &UnitId) -> Result<Form, Refusal> {
    let collect::Form { round, sheet, .. } = collect::form(book, who, id, unit)?;
    let period = id.period;
    let place = book.place.as_ref().ok_or_else(|| not_found("nơi dùng sổ này"))?;
    let seen = |cell: &&CellSpec| {
        book.indicator(&cell.indicator).is_some_and(|i| may_cell(book, who, Right::See, unit, i))
    };
    Ok(Form {
        stamp: Stamp {
            place: place.unit.clone(),
            round: id.to_string(),
            unit: unit.clone(),
            version: Form::version(&sheet.cells),
            cut: book.cut,
        },
        issuer: place.issuer.clone(),
        unit: book.unit_name(unit),
        round: in_words(period),
        last: capital(&in_words(period.shift(-1))),
        window: round.round.window,
        due: round.due(unit),
        // Saving nothing asks whether something could be saved.
        open: collect::save(book, who, id, unit, &[], Timestamp::UNIX_EPOCH).is_ok(),
        rows: sheet.cells.iter().filter(seen).filter_map(|cell| line(book, period, unit, cell)).collect(),
    })
}

fn line(book: &Book, period: Period, unit: &UnitId, cell: &CellSpec) -> Option<Row> {
    let shown = row(book, period, unit, cell)?;
    let printed = |text: Option<String>| -> Option<Stated> {
        text.and_then(|text| viet::stated::parse(&text).ok()).flatten()
    };
    Some(Row {
        cell: cell.clone(),
        counted: book.indicator(&cell.indicator).is_some_and(|i| i.counted) && shown.measure_unit != "%",
        name: shown.name,
        group: shown.group,
        depth: shown.depth,
        measure_unit: shown.measure_unit,
        last: printed(shown.last),
        last_year: printed(shown.last_year),
        plan: printed(shown.plan),
        now: Base { cut: shown.cut, stated: shown.stated, note: shown.note },
    })
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
