//! What a workbook would change, beside what is kept.

use crate::forms::printed;
use crate::unit_ref;
use crate::view::{BroughtCell, LabelView, OwnSheetView, RowMessage, SheetRow, SheetView, WorkbookPreview};
use engine::Book;
use exchange::{Answer, Form, Message, Returned, Sheet, Workbook, own};
use model::{Period, SheetMapping, Stated};

/// Rows and columns of a sheet that a person is shown.
const SHOWN: (usize, u32) = (300, 26);

/// Cells that change, beside their count of those that do not.
pub(super) fn preview(
    book: &Book,
    period: Period,
    form: &Form,
    returned: &Returned,
    file_name: &str,
    reading: Option<OwnSheetView>,
) -> WorkbookPreview {
    let cells: Vec<_> = returned.answers.iter().filter_map(|a| brought(book, period, form, a)).collect();
    WorkbookPreview {
        unit: unit_ref(book, &form.stamp.unit),
        file_name: file_name.to_owned(),
        editable: form.open,
        same: returned.answers.len() - cells.len(),
        cells,
        messages: returned.messages.iter().map(message).collect(),
        reading,
    }
}

/// The cell as the file would change it; none when the file says what is kept, or what it was given.
pub(super) fn brought(book: &Book, period: Period, form: &Form, answer: &Answer) -> Option<BroughtCell> {
    let row = form.rows.iter().find(|row| row.cell == answer.cell)?;
    let note = note(form, answer);
    let same = |base: &exchange::Base| base.stated == answer.stated && base.note == note;
    if answer.base.as_ref().is_some_and(same) || same(&row.now) {
        return None;
    }
    let indicator = book.indicator(&answer.cell.indicator)?;
    let key = book.form_key(&form.stamp.unit, indicator, answer.cell.measure, period);
    let newer = match &answer.base {
        Some(base) => book.last_said(&key).filter(|kept| Some(kept.provenance.cut) > base.cut),
        None => None,
    };
    let text = |stated: Option<Stated>| stated.map(printed).unwrap_or_default();
    Some(BroughtCell {
        indicator: answer.cell.indicator.clone(),
        measure: answer.cell.measure,
        name: row.name.clone(),
        measure_unit: row.measure_unit.clone(),
        row: answer.row,
        before: text(row.now.stated),
        after: text(answer.stated),
        note_before: row.now.note.clone().unwrap_or_default(),
        note_after: note.unwrap_or_default(),
        newer_by: newer.map(|kept| book.person(&kept.provenance.by)),
        newer_at: newer.map(|kept| kept.provenance.at.clone()),
        base: row.now.cut,
    })
}

/// The word that the cell would have: the file's, or what is kept where the file tells of none.
pub(super) fn note(form: &Form, answer: &Answer) -> Option<String> {
    match &answer.note {
        Some(note) => Some(note.clone()).filter(|note| !note.is_empty()),
        None => form.rows.iter().find(|row| row.cell == answer.cell).and_then(|row| row.now.note.clone()),
    }
}

pub(super) fn message(message: &Message) -> RowMessage {
    RowMessage { vi: message.vi(), en: message.en(), lost: message.says.is_lost() }
}

/// How a sheet is read, with its upper left part.
pub(super) fn reading(workbook: &Workbook, mapping: SheetMapping, known: bool) -> OwnSheetView {
    let labels = workbook.sheet(&mapping.sheet).map(|sheet| own::labels(sheet, &mapping)).unwrap_or_default();
    OwnSheetView {
        labels: labels
            .into_iter()
            .map(|(row, label, shown)| LabelView { label, shown, row: row + 1 })
            .collect(),
        sheets: workbook.sheets.iter().filter(|sheet| !sheet.hidden).map(sheet).collect(),
        known,
        mapping,
    }
}

fn sheet(sheet: &Sheet) -> SheetView {
    let (rows, most) = SHOWN;
    let columns = sheet.cells.keys().map(|(_, column)| column + 1).max().unwrap_or_default().min(most);
    let row =
        |(row, _)| SheetRow { row, cells: (0..columns).map(|column| sheet.text(row, column)).collect() };
    SheetView { name: sheet.name.clone(), rows: sheet.rows().take(rows).map(row).collect(), columns }
}
