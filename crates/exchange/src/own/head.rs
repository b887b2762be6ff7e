//! The head of a sheet: where it stands, what its columns are called, and a name for its look.

use crate::{Sheet, Value};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Rows in which a head is looked for.
const TOP: u32 = 40;
/// Words of heads, without diacritics.
const HEADS: [&str; 18] = [
    "stt",
    "tt",
    "ma",
    "ma so",
    "chi tieu",
    "noi dung",
    "ten",
    "don vi",
    "don vi tinh",
    "dvt",
    "ke hoach",
    "thuc hien",
    "ghi chu",
    "ky truoc",
    "cung ky",
    "so lieu",
    "ket qua",
    "luy ke",
];
/// Heads of columns that hold this period's figures, the surest first.
const NOW: [&str; 7] = ["thuc hien ky nay", "ky nay", "thuc hien", "ket qua", "so lieu", "uoc", "gia tri"];
/// Heads of columns with numbers that are something else.
const NOT_NOW: [&str; 10] =
    ["stt", "tt", "ma", "ke hoach", "cung ky", "ky truoc", "nam truoc", "ty le", "so sanh", "ghi chu"];

/// The row of a sheet that names its columns.
pub(super) fn of(sheet: &Sheet) -> Option<u32> {
    let score = |row: u32| {
        let cells = sheet.cells.range((row, 0)..=(row, u32::MAX));
        let heads = cells
            .filter_map(|(_, value)| text(value))
            .filter(|text| HEADS.iter().any(|head| says(text, head)));
        heads.count()
    };
    let rows: BTreeSet<u32> = sheet.cells.keys().map(|(row, _)| *row).take_while(|row| *row < TOP).collect();
    let best = rows.into_iter().map(|row| (score(row), std::cmp::Reverse(row))).max();
    best.filter(|(score, _)| *score >= 2).map(|(_, row)| row.0)
}

/// A name for the look of a sheet: the heads of its columns and where they stand. Numbers in them are left out, for
/// the name of a period changes from one to the next.
pub fn shape(sheet: &Sheet) -> String {
    let row = of(sheet).or_else(|| sheet.cells.keys().next().map(|(row, _)| *row)).unwrap_or_default();
    let mut hash = Sha256::new();
    for ((_, column), value) in sheet.cells.range((row, 0)..=(row, u32::MAX)) {
        let Some(text) = text(value) else { continue };
        let roman = |word: &&str| !word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
        let plain: String = text.chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).collect();
        let words: Vec<&str> = plain.split_whitespace().filter(roman).collect();
        hash.update(format!("{column}:{}\n", words.join(" ")));
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The column that most likely holds this period's figures: by its head, then by how many numbers it has; the last
/// of equals.
pub(super) fn values(
    sheet: &Sheet,
    head: Option<u32>,
    keys: u32,
    first: u32,
    columns: &BTreeSet<u32>,
) -> u32 {
    let numbers = |column: u32| {
        let cells = sheet.cells.range((first, 0)..).filter(|((_, at), _)| *at == column);
        let is_number = |value: &Value| match value {
            Value::Number(_) | Value::Percent(_) => true,
            Value::Text(text) => matches!(viet::stated::parse(text), Ok(Some(_))),
            _ => false,
        };
        cells.filter(|(_, value)| is_number(value)).count()
    };
    let score = |column: u32| {
        let named = name(sheet, head, column);
        let sure = NOW.iter().position(|now| says(&named, now)).map_or(0, |at| NOW.len() - at);
        let other = NOT_NOW.iter().any(|other| says(&named, other));
        // A head that says both, such as "thực hiện cùng kỳ", is another period's.
        (!other, if other { 0 } else { sure }, numbers(column), column)
    };
    let others = columns.iter().copied().filter(|column| *column != keys);
    others.max_by_key(|column| score(*column)).unwrap_or(keys + 1)
}

/// The column of words.
pub(super) fn notes(sheet: &Sheet, head: Option<u32>, keys: u32, columns: &BTreeSet<u32>) -> Option<u32> {
    head?;
    columns
        .iter()
        .copied()
        .filter(|column| *column != keys)
        .find(|column| says(&name(sheet, head, *column), "ghi chu"))
}

/// The head of a column, also where it is merged over several.
fn name(sheet: &Sheet, head: Option<u32>, column: u32) -> String {
    let Some(row) = head else { return String::new() };
    let lines = [row.checked_sub(1), Some(row)].into_iter().flatten();
    let texts = lines.filter_map(|row| sheet.seen(row, column)).filter_map(text);
    texts.collect::<Vec<_>>().join(" ")
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(viet::fold::fold(text)),
        _ => None,
    }
}

/// Whether a head holds the words, whole.
fn says(head: &str, words: &str) -> bool {
    let padded = |text: &str| {
        format!(" {} ", text.split(|c: char| !c.is_alphanumeric()).collect::<Vec<_>>().join(" "))
    };
    padded(head).contains(&padded(words))
}
