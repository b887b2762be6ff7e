//! Any workbook as plain values, whatever program saved it. What it costs to look is bounded before anything is read.

use crate::{Unreadable, Value};
use calamine::{CellErrorType, DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use zip::ZipArchive;
use zip::result::ZipError;

/// Largest file taken in; a form of a thousand rows is a tenth of a megabyte.
const MAX_BYTES: usize = 20 << 20;
/// Most that its parts may inflate to.
const MAX_INFLATED: u64 = 48 << 20;
/// Most parts of a package.
const MAX_PARTS: usize = 2000;
/// Most sheets that are looked at.
const MAX_SHEETS: usize = 60;
/// Most cells that hold something, in all sheets.
const MAX_CELLS: usize = 400_000;

/// Row and column, from zero.
pub type Position = (u32, u32);

/// All sheets of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workbook {
    /// In the order of their tabs.
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// As its tab says.
    pub name: String,
    /// Whether people do not see it.
    pub hidden: bool,
    /// What its cells hold, by row. A merged range holds its value in its first cell.
    pub cells: BTreeMap<Position, Value>,
    /// Ranges that are merged: first and last cell.
    pub merged: Vec<(Position, Position)>,
}

impl Workbook {
    /// The sheet with this name.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}

impl Sheet {
    /// What a cell holds.
    pub fn at(&self, row: u32, column: u32) -> Option<&Value> {
        self.cells.get(&(row, column))
    }

    /// What a cell holds, or the merged range that it lies in.
    pub fn seen(&self, row: u32, column: u32) -> Option<&Value> {
        let over = |(first, last): &&(Position, Position)| {
            (first.0..=last.0).contains(&row) && (first.1..=last.1).contains(&column)
        };
        self.at(row, column).or_else(|| self.cells.get(&self.merged.iter().find(over)?.0))
    }

    /// The text of a cell as a person reads it; empty when there is none.
    pub fn text(&self, row: u32, column: u32) -> String {
        self.at(row, column).map(Value::shown).unwrap_or_default()
    }

    /// The rows that hold something, from top to bottom.
    pub fn rows(&self) -> impl Iterator<Item = (u32, Vec<(u32, &Value)>)> {
        let rows: BTreeSet<u32> = self.cells.keys().map(|(row, _)| *row).collect();
        rows.into_iter().map(|row| {
            let cells = self.cells.range((row, 0)..=(row, u32::MAX));
            (row, cells.map(|((_, column), value)| (*column, value)).collect())
        })
    }
}

/// Reads a workbook by its content, whatever its name.
///
/// # Errors
/// [`Unreadable`] with a sentence for the user. Never panics, whatever the bytes.
pub fn open(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    known(bytes)?;
    harmless(bytes)?;
    // The library may trip over what nobody thought of; that is a broken file as well.
    catch_unwind(AssertUnwindSafe(|| read(bytes))).unwrap_or(Err(Unreadable::Broken))
}

/// What a file is by its first bytes.
fn known(bytes: &[u8]) -> Result<(), Unreadable> {
    const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    const OTHERS: [(&[u8], &str); 4] =
        [(b"%PDF-", "PDF"), (b"{\\rtf", "RTF"), (b"<html", "HTML"), (b"<?xml", "XML")];
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    if bytes.starts_with(COMPOUND) {
        // An encrypted workbook is a compound file that holds a stream of this name, in UTF-16.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let protected = bytes.windows(name.len()).any(|window| window == name);
        return Err(if protected { Unreadable::Protected } else { Unreadable::OldFormat });
    }
    if let Some((_, name)) = OTHERS.iter().find(|(first, _)| bytes.starts_with(first)) {
        return Err(Unreadable::OtherFormat(name));
    }
    if bytes.starts_with(b"PK") { Ok(()) } else { Err(Unreadable::NotAWorkbook) }
}

/// Inflates every part once and throws it away, up to a limit: sizes that a package claims prove nothing.
fn harmless(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
    if package.len() > MAX_PARTS {
        return Err(Unreadable::TooLarge);
    }
    let names: BTreeSet<String> = package.file_names().flatten().map(std::borrow::Cow::into_owned).collect();
    if !names.iter().any(|name| name.ends_with("workbook.xml") || name.ends_with("workbook.bin")) {
        let is = |part: &str| names.iter().any(|name| name.ends_with(part));
        return Err(match (is("content.xml"), is("document.xml")) {
            (true, _) => Unreadable::OtherFormat("OpenDocument (.ods)"),
            (_, true) => Unreadable::OtherFormat("Word"),
            _ => Unreadable::NotAWorkbook,
        });
    }
    if names.iter().any(|name| name.ends_with("workbook.bin")) {
        return Err(Unreadable::OtherFormat("nhị phân (.xlsb)"));
    }
    let mut left = MAX_INFLATED;
    for index in 0..package.len() {
        let part = match package.by_index(index) {
            Ok(part) => part,
            Err(ZipError::InvalidPassword) => return Err(Unreadable::Protected),
            Err(_) => return Err(Unreadable::Broken),
        };
        let inflated = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
        let inflated = inflated.map_err(|_| Unreadable::Broken)?;
        left = left.checked_sub(inflated).ok_or(Unreadable::TooLarge)?;
    }
    Ok(())
}

fn read(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let mut file: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(broken)?;
    let tabs = file.sheets_metadata().to_vec();
    if tabs.len() > MAX_SHEETS {
        return Err(Unreadable::TooLarge);
    }
    let mut left = MAX_CELLS;
    let mut sheets = Vec::new();
    for tab in tabs.iter().filter(|tab| tab.typ == SheetType::WorkSheet) {
        let cells = cells(&mut file, &tab.name, left)?;
        left -= cells.len();
        sheets.push(Sheet {
            name: tab.name.clone(),
            hidden: tab.visible != SheetVisible::Visible,
            merged: file.merge_cells_by_sheet_name(&tab.name).unwrap_or_default().iter().map(ends).collect(),
            cells,
        });
    }
    Ok(Workbook { sheets })
}

fn ends(range: &Dimensions) -> (Position, Position) {
    (range.start, range.end)
}

fn cells<RS: Read + Seek>(
    file: &mut Xlsx<RS>,
    name: &str,
    most: usize,
) -> Result<BTreeMap<Position, Value>, Unreadable> {
    let mut reader = file.worksheet_cells_reader(name).map_err(broken)?;
    let percent: Vec<bool> =
        reader.styles().iter().map(|style| is_percent(style.number_format.as_ref())).collect();
    let mut cells = BTreeMap::new();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(broken)? {
        let value = value(cell.get_value()).map(|value| match value {
            Value::Number(number) if percent.get(style) == Some(&true) => Value::Percent(number),
            value => value,
        });
        if let Some(value) = value {
            if cells.len() == most {
                return Err(Unreadable::TooLarge);
            }
            cells.insert(cell.get_position(), value);
        }
    }
    drop(reader);
    let mut formulas = file.worksheet_cells_reader(name).map_err(broken)?;
    while let Some(formula) = formulas.next_formula().map_err(broken)? {
        if !formula.get_value().is_empty() && cells.len() < most {
            cells.entry(formula.get_position()).or_insert(Value::Uncomputed);
        }
    }
    Ok(cells)
}

/// A percent sign in the first part of a number format, outside quotes.
fn is_percent(format: Option<&calamine::NumberFormat>) -> bool {
    let Some(format) = format else { return false };
    let code = format.format_code.split(';').next().unwrap_or_default();
    code.split('"').step_by(2).any(|plain| plain.contains('%'))
}

fn value(held: &DataRef<'_>) -> Option<Value> {
    match held {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(Value::Number((*number).into())),
        DataRef::Float(number) => Some(Value::number(*number)),
        DataRef::String(text) => Value::text(text),
        DataRef::SharedString(text) => Value::text(text),
        DataRef::Bool(truth) => Some(Value::Truth(*truth)),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => Some(Value::Date),
        DataRef::Error(CellErrorType::GettingData) => Some(Value::Uncomputed),
        DataRef::Error(error) => Some(Value::Error(error.to_string())),
    }
}

fn broken(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Protected,
        _ => Unreadable::Broken,
    }
}
