//! Our own form read back: by the codes of its rows and the heads of its columns, wherever they went.

use crate::form::{Base, Form, Row, Stamp};
use crate::write::{CODE_HEAD, NOTE_HEAD, NOW_HEAD, column, hidden};
use crate::{Message, Says, Sheet, Value, Workbook};
use model::{CellSpec, Measure, Number, Stated, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// What one row of a workbook answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Which cell of the form.
    pub cell: CellSpec,
    /// Row as the spreadsheet counts, from one.
    pub row: u32,
    /// The statement; none = left empty.
    pub stated: Option<Stated>,
    /// The word on it; none where the workbook has no column for words.
    pub note: Option<String>,
    /// What the cell said when the workbook was made; none when the workbook does not tell.
    pub base: Option<Base>,
}

/// All that a workbook answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    /// Answers in the order of the form.
    pub answers: Vec<Answer>,
    /// What is to be known about rows, in the order of the sheet.
    pub messages: Vec<Message>,
}

/// Why a workbook of ours is not for this form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Other {
    /// It tells of no form; a mapping may read it.
    NoForm,
    /// Another ledger's.
    Place,
    /// Another round's, as in addresses.
    Round(String),
    /// Another unit's.
    Unit(UnitId),
}

/// Which form a workbook holds; none for a sheet that is not ours.
pub fn stamp(workbook: &Workbook) -> Option<Stamp> {
    workbook.sheets.iter().find_map(hidden::stamp)
}

/// Reads a form back.
///
/// # Errors
/// [`Other`] when it is not a workbook of this form.
pub fn returned(workbook: &Workbook, form: &Form) -> Result<Returned, Other> {
    let hidden = workbook.sheets.iter().find_map(|sheet| Some((sheet, hidden::stamp(sheet)?)));
    let (hidden, stamp) = hidden.ok_or(Other::NoForm)?;
    if stamp.place != form.stamp.place {
        return Err(Other::Place);
    }
    if stamp.round != form.stamp.round {
        return Err(Other::Round(stamp.round));
    }
    if stamp.unit != form.stamp.unit {
        return Err(Other::Unit(stamp.unit));
    }
    let known = Known { asked: form.by_code(), bases: hidden::bases(hidden) };
    let seen = workbook.sheets.iter().filter(|sheet| sheet.name != hidden.name);
    let laid = seen.filter_map(|sheet| Some((sheet, Layout::of(sheet, &known)?)));
    let (sheet, layout) = laid.max_by_key(|(_, layout)| layout.rows.len()).ok_or(Other::NoForm)?;
    let mut returned = layout.read(sheet, &known);
    if stamp.version != form.stamp.version {
        let more = known.asked.keys().filter(|code| !known.bases.contains_key(*code)).count();
        returned
            .messages
            .insert(0, Message { row: None, label: String::new(), says: Says::AskedSince(more) });
    }
    let order: BTreeMap<&CellSpec, usize> = form.rows.iter().map(|row| &row.cell).zip(0..).collect();
    returned.answers.sort_by_key(|answer| order.get(&answer.cell).copied());
    Ok(returned)
}

/// What codes mean: rows of the form as it is now, and what the cells of the file said. Codes are in capitals.
struct Known<'a> {
    asked: BTreeMap<String, &'a Row>,
    bases: BTreeMap<String, Base>,
}

/// Where a sheet keeps what.
struct Layout {
    codes: u32,
    values: u32,
    notes: Option<u32>,
    names: Option<u32>,
    /// Rows with a known code: row and code.
    rows: Vec<(u32, String)>,
    /// Rows below the head without a known code that hold something where values are.
    strange: Vec<u32>,
}

impl Layout {
    fn of(sheet: &Sheet, known: &Known<'_>) -> Option<Self> {
        let mut found: BTreeMap<u32, Vec<(u32, String)>> = BTreeMap::new();
        for (&(row, column), value) in &sheet.cells {
            if let Value::Text(text) = value {
                let code = text.to_uppercase();
                if known.asked.contains_key(&code) || known.bases.contains_key(&code) {
                    found.entry(column).or_default().push((row, code));
                }
            }
        }
        let (codes, rows) = found.into_iter().max_by_key(|(_, rows)| rows.len())?;
        let first = rows.first()?.0;
        let head = |head: &str| {
            let same = |value: &Value| matches!(value, Value::Text(t) if viet::fold::fold(t) == viet::fold::fold(head));
            let above = sheet.cells.range(..(first, 0)).filter(|(_, value)| same(value));
            above.map(|(&(_, column), _)| column).next_back()
        };
        let moved = |column: u16| (codes + u32::from(column)).saturating_sub(u32::from(column::CODE));
        let values = head(NOW_HEAD).unwrap_or(moved(column::NOW));
        let coded: BTreeSet<u32> = rows.iter().map(|(row, _)| *row).collect();
        let below = sheet.cells.range((first, 0)..).filter(|((_, column), _)| *column == values);
        let strange = below.map(|(&(row, _), _)| row).filter(|row| !coded.contains(row));
        Some(Self {
            strange: strange.collect(),
            notes: head(NOTE_HEAD).or_else(|| head(CODE_HEAD).is_none().then(|| moved(column::NOTE))),
            names: head("Chỉ tiêu"),
            codes,
            values,
            rows,
        })
    }

    fn read(&self, sheet: &Sheet, known: &Known<'_>) -> Returned {
        let mut into = Returned::default();
        let mut taken: BTreeMap<&str, u32> = BTreeMap::new();
        for (row, code) in &self.rows {
            let asked = known.asked.get(code);
            let label = asked.map_or_else(|| self.label(sheet, *row), |asked| asked.name.clone());
            let mut say =
                |says| into.messages.push(Message { row: Some(row + 1), label: label.clone(), says });
            if let Some(first) = taken.get(code.as_str()) {
                say(Says::Twice(first + 1));
                continue;
            }
            taken.insert(code, *row);
            let Some(asked) = asked else {
                if sheet.at(*row, self.values).is_some() {
                    say(Says::NoLongerAsked);
                }
                continue;
            };
            let held = merged(sheet, *row, self.values).map_or(Ok(sheet.at(*row, self.values)), Err);
            match held.and_then(|held| stated(held, asked)) {
                Ok((stated, question)) => {
                    question.into_iter().for_each(&mut say);
                    let base = known.bases.get(code).cloned().unwrap_or_default();
                    into.answers.push(Answer {
                        cell: asked.cell.clone(),
                        row: row + 1,
                        stated: as_it_was(stated, base.stated),
                        note: self.notes.map(|column| sheet.text(*row, column)),
                        base: Some(base),
                    });
                }
                Err(says) => say(says),
            }
        }
        for row in &self.strange {
            let label = self.label(sheet, *row);
            into.messages.push(Message {
                row: Some(row + 1),
                label: String::new(),
                says: Says::Unknown(label),
            });
        }
        into.messages.sort_by_key(|message| message.row);
        into
    }

    fn label(&self, sheet: &Sheet, row: u32) -> String {
        let named = self.names.map(|column| sheet.text(row, column)).filter(|name| !name.is_empty());
        named.unwrap_or_else(|| sheet.text(row, self.codes))
    }
}

/// A cell that shares one value with cells of other rows tells nothing of its own.
pub(crate) fn merged(sheet: &Sheet, row: u32, column: u32) -> Option<Says> {
    let over = |((top, left), (bottom, right)): &&((u32, u32), (u32, u32))| {
        top < bottom && (*top..=*bottom).contains(&row) && (*left..=*right).contains(&column)
    };
    let range = sheet.merged.iter().find(over)?;
    sheet.cells.get(&range.0).map(|_| Says::Merged)
}

/// What a cell states about a row of the form, and what is to be asked about it.
pub(crate) fn stated(held: Option<&Value>, row: &Row) -> Result<(Option<Stated>, Option<Says>), Says> {
    let in_percent = row.measure_unit == "%" || row.cell.measure == Measure::GrowthPct;
    let number = |value| Ok(Some(Stated::Number(Number::new(value))));
    let stated = match held {
        None => Ok(None),
        Some(Value::Number(value)) => number(*value),
        Some(Value::Percent(share)) if in_percent => match share.checked_mul(model::Decimal::ONE_HUNDRED) {
            Some(value) => number(value.normalize()),
            None => Err(Says::Beyond),
        },
        Some(Value::Percent(_)) => Err(Says::Percent(row.measure_unit.clone())),
        Some(Value::Text(text)) => {
            let plain = text.strip_suffix('%').filter(|_| in_percent).unwrap_or(text);
            viet::stated::parse(plain).map_err(|_| Says::NotANumber(text.clone()))
        }
        Some(Value::Truth(_)) => Err(Says::NotANumber(held.map(Value::shown).unwrap_or_default())),
        Some(Value::Date) => Err(Says::Date),
        Some(Value::Error(error)) => Err(Says::Error(error.clone())),
        Some(Value::Uncomputed) => Err(Says::Uncomputed),
        Some(Value::Beyond) => Err(Says::Beyond),
    }?;
    let fraction = |number: &Number| row.counted && number.has_excess_digits(0);
    let question = match stated {
        Some(Stated::Number(number)) if fraction(&number) => {
            Some(Says::Fraction(viet::number::format(number)))
        }
        _ => None,
    };
    Ok((stated, question))
}

/// A spreadsheet forgets printed decimals: a number that is what it was is printed as it was.
pub(crate) fn as_it_was(stated: Option<Stated>, was: Option<Stated>) -> Option<Stated> {
    match (stated, was) {
        (Some(Stated::Number(now)), Some(Stated::Number(was))) if now.value() == was.value() => {
            Some(Stated::Number(was))
        }
        _ => stated,
    }
}
