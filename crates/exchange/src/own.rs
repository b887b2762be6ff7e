//! Any other sheet of a unit, read through a mapping: proposed by itself, corrected by a person, known the next time.

mod head;
mod labels;

use crate::back::{as_it_was, merged, stated};
use crate::{Answer, Form, Message, Returned, Says, Sheet, Value, Workbook};
use model::{MappedLabel, SheetMapping};
use std::collections::BTreeSet;

pub use head::shape;

/// Rows of a sheet that are looked at.
const MOST_ROWS: usize = 5000;

/// The mapping that fits a workbook best. `known` are those that people confirmed; one of them serves when a sheet has its
/// shape, wherever that sheet stands now. Labels that it does not know are proposed anew.
pub fn propose(workbook: &Workbook, form: &Form, known: &[SheetMapping]) -> Option<SheetMapping> {
    let sheets = || workbook.sheets.iter().filter(|sheet| !sheet.hidden && !sheet.cells.is_empty());
    let remembered = sheets().find_map(|sheet| {
        let shape = shape(sheet);
        let mapping = known.iter().find(|mapping| mapping.shape == shape)?;
        Some(completed(sheet, form, &SheetMapping { sheet: sheet.name.clone(), ..mapping.clone() }))
    });
    remembered.or_else(|| {
        let proposed = sheets().map(|sheet| guessed(sheet, form));
        proposed.max_by_key(|mapping| mapping.labels.iter().filter(|label| label.cell.is_some()).count())
    })
}

/// The same mapping with every label of its rows; a label that nobody has spoken of yet gets a proposal.
pub fn completed(sheet: &Sheet, form: &Form, mapping: &SheetMapping) -> SheetMapping {
    let rows = labels::of(sheet, mapping.keys, mapping.first, mapping.last);
    let known = |label: &str| mapping.labels.iter().find(|known| known.label == label);
    let spoken: BTreeSet<_> = mapping.labels.iter().filter_map(|label| label.cell.clone()).collect();
    let fresh: Vec<_> = rows.iter().filter(|row| known(&row.label).is_none()).cloned().collect();
    let proposed = labels::matched(&fresh, form, &spoken);
    let label = |row: &labels::Labelled| match known(&row.label) {
        Some(known) => known.clone(),
        None => {
            let cell = proposed.iter().find(|(label, _)| *label == row.label).map(|(_, cell)| cell.clone());
            MappedLabel { label: row.label.clone(), cell }
        }
    };
    SheetMapping { labels: rows.iter().map(label).collect(), ..mapping.clone() }
}

/// The rows that a mapping covers: row, label, and the label as it stands.
pub fn labels(sheet: &Sheet, mapping: &SheetMapping) -> Vec<(u32, String, String)> {
    let rows = labels::of(sheet, mapping.keys, mapping.first, mapping.last);
    rows.into_iter().map(|row| (row.row, row.label, row.shown)).collect()
}

fn guessed(sheet: &Sheet, form: &Form) -> SheetMapping {
    let head = head::of(sheet);
    let first = head.map_or_else(|| sheet.cells.keys().next().map_or(0, |(row, _)| *row), |row| row + 1);
    let columns: BTreeSet<u32> = sheet.cells.range((first, 0)..).map(|((_, column), _)| *column).collect();
    let likely = |column: u32| {
        let rows = labels::of(sheet, column, first, None);
        labels::matched(&rows, form, &BTreeSet::new()).len()
    };
    let (_, keys) = columns.iter().map(|c| (likely(*c), std::cmp::Reverse(*c))).max().unwrap_or_default();
    let keys = keys.0;
    let mapping = SheetMapping {
        shape: shape(sheet),
        sheet: sheet.name.clone(),
        keys,
        values: head::values(sheet, head, keys, first, &columns),
        notes: head::notes(sheet, head, keys, &columns),
        first,
        last: None,
        labels: Vec::new(),
    };
    completed(sheet, form, &mapping)
}

/// Reads a sheet through a mapping. What the unit's own sheet leaves empty withdraws nothing.
pub fn taken(workbook: &Workbook, form: &Form, mapping: &SheetMapping) -> Returned {
    let mut returned = Returned::default();
    let Some(sheet) = workbook.sheet(&mapping.sheet) else { return returned };
    let mut read: Vec<(model::CellSpec, u32)> = Vec::new();
    for row in labels::of(sheet, mapping.keys, mapping.first, mapping.last) {
        let held = sheet.at(row.row, mapping.values);
        let mut say = |says| {
            returned.messages.push(Message { row: Some(row.row + 1), label: row.shown.clone(), says });
        };
        let cell = mapping
            .labels
            .iter()
            .find(|label| label.label == row.label)
            .and_then(|label| label.cell.as_ref());
        let Some(asked) = cell.and_then(|cell| form.rows.iter().find(|asked| asked.cell == *cell)) else {
            if held.is_some_and(|held| matches!(held, Value::Number(_) | Value::Percent(_))) {
                returned.messages.push(Message {
                    row: Some(row.row + 1),
                    label: String::new(),
                    says: Says::Unknown(row.shown.clone()),
                });
            }
            continue;
        };
        if let Some((_, first)) = read.iter().find(|(cell, _)| *cell == asked.cell) {
            say(Says::Twice(first + 1));
            continue;
        }
        let held = merged(sheet, row.row, mapping.values).map_or(Ok(held), Err);
        match held.and_then(|held| stated(held, asked)) {
            Ok((None, _)) => {}
            Ok((stated, question)) => {
                question.into_iter().for_each(&mut say);
                read.push((asked.cell.clone(), row.row));
                let note =
                    mapping.notes.map(|column| sheet.text(row.row, column)).filter(|note| !note.is_empty());
                returned.answers.push(Answer {
                    cell: asked.cell.clone(),
                    row: row.row + 1,
                    stated: as_it_was(stated, asked.now.stated),
                    note,
                    base: None,
                });
            }
            Err(says) => say(says),
        }
    }
    returned
}
