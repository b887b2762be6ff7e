//! The hidden sheet: which form this is, and what every cell said when the workbook was made.

use crate::{Base, Form, Stamp, code_text};
use model::{Cut, UnitId};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::BTreeMap;

/// Its name, and the word that its first cell says.
pub(crate) const NAME: &str = "so-lieu";
/// The layout of the hidden sheet.
const LAYOUT: &str = "1";
/// What its first rows tell, by their first column.
const FIELDS: [&str; 6] = ["so-lieu", "place", "round", "unit", "version", "cut"];
/// The first row of cells.
const CELLS: u32 = 7;

pub(super) fn write(sheet: &mut Worksheet, form: &Form) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?.set_very_hidden(true).protect();
    let Stamp { place, round, unit, version, cut } = &form.stamp;
    let cut = cut.0.to_string();
    let told = [LAYOUT, place.as_str(), round, unit.as_str(), version, &cut];
    for (row, (field, value)) in (0..).zip(FIELDS.iter().zip(told)) {
        sheet.write_string(row, 0, *field)?.write_string(row, 1, value)?;
    }
    for (row, asked) in (CELLS..).zip(&form.rows) {
        let Base { cut, stated, note } = &asked.now;
        sheet.write_string(row, 0, code_text(&asked.cell))?;
        let cut = cut.map(|cut| cut.0.to_string());
        let told = [cut, stated.map(viet::stated::format), note.clone()];
        for (column, value) in (1..).zip(told) {
            sheet.write_string(row, column, value.unwrap_or_default())?;
        }
    }
    Ok(())
}

/// The stamp in a hidden sheet; none when it is not ours or of a later layout.
pub(crate) fn stamp(sheet: &crate::Sheet) -> Option<Stamp> {
    let told = |field: &str| {
        let row = FIELDS.iter().position(|f| *f == field).and_then(|row| u32::try_from(row).ok())?;
        (sheet.text(row, 0) == field).then(|| sheet.text(row, 1)).filter(|value| !value.is_empty())
    };
    (told("so-lieu")? == LAYOUT).then_some(())?;
    Some(Stamp {
        place: UnitId::from(told("place")?),
        round: told("round")?,
        unit: UnitId::from(told("unit")?),
        version: told("version")?,
        cut: Cut(told("cut")?.parse().ok()?),
    })
}

/// What every cell said, by its code in capitals.
pub(crate) fn bases(sheet: &crate::Sheet) -> BTreeMap<String, Base> {
    let codes = sheet.cells.range((CELLS, 0)..).filter(|((_, column), _)| *column == 0);
    let base = |(&(row, _), code): (&crate::Position, &crate::Value)| {
        let text = |column| Some(sheet.text(row, column)).filter(|text| !text.is_empty());
        let base = Base {
            cut: text(1).and_then(|cut| cut.parse().ok()).map(Cut),
            stated: text(2).and_then(|stated| viet::stated::parse(&stated).ok().flatten()),
            note: text(3),
        };
        (code.shown().to_uppercase(), base)
    };
    codes.map(base).collect()
}
