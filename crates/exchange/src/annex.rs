//! The annex of a decision that gives targets: indicators down, units across, as offices write it in a spreadsheet.

use crate::{Sheet, Value, Workbook};
use model::{Code, UnitId};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, XlsxError};
use std::collections::{BTreeMap, BTreeSet};

/// A table of targets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annex {
    /// What stands above the table.
    pub title: String,
    /// The line below it.
    pub about: String,
    /// Who is given targets: id and name.
    pub units: Vec<(UnitId, String)>,
    /// Indicators with their targets in the order of the units, as typed.
    pub rows: Vec<AnnexRow>,
}

/// The targets of one indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexRow {
    /// Which.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Its unit of measure.
    pub measure_unit: String,
    /// As typed; empty = nothing is said.
    pub targets: Vec<String>,
}

/// A target that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexCell {
    /// Of what.
    pub indicator: Code,
    /// For whom.
    pub unit: UnitId,
    /// As a person would type it.
    pub text: String,
    /// The row of the sheet, from one.
    pub row: u32,
}

/// What was read of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnexRead {
    /// Targets.
    pub cells: Vec<AnnexCell>,
    /// Rows with targets whose indicator is not known: row and words.
    pub unknown_rows: Vec<(u32, String)>,
    /// Columns with targets whose unit is not known, by their heads.
    pub unknown_columns: Vec<String>,
}

/// Rows in which the head is looked for.
const TOP: u32 = 40;
/// Heads of columns that are no units.
const NOT_UNITS: [&str; 8] = ["stt", "tt", "ma", "ma so", "chi tieu", "don vi tinh", "dvt", "ghi chu"];
/// Heads of a column with the targets of the place itself.
const WHOLE: [&str; 7] =
    ["chi tieu giao", "ke hoach giao", "tong so", "toan tinh", "toan huyen", "toan xa", "ke hoach nam"];
/// Words before the name of a unit that offices leave out.
const KINDS: [&str; 10] =
    ["xa ", "phuong ", "thi tran ", "dac khu ", "huyen ", "tinh ", "ubnd ", "thanh pho ", "so ", "phong "];

fn plain(text: &str) -> String {
    let folded: String =
        viet::fold::fold(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name without the word for what the unit is.
fn bare(name: &str) -> String {
    let name = plain(name);
    KINDS.iter().fold(name, |name, kind| name.strip_prefix(kind).map_or(name.clone(), str::to_owned))
}

/// Reads the sheet that names most of these units in its head; `place` takes the column of the whole.
pub fn read_annex(
    workbook: &Workbook,
    indicators: &[(Code, String)],
    units: &[(UnitId, String)],
    place: &UnitId,
) -> AnnexRead {
    let sheets = workbook.sheets.iter().filter(|sheet| !sheet.hidden);
    let headed = sheets.filter_map(|sheet| Some((sheet, head(sheet, units, place)?)));
    let best = headed.max_by_key(|(_, head)| head.units.len());
    best.map(|(sheet, head)| read(sheet, &head, indicators)).unwrap_or_default()
}

/// Where the head of a table stands, and whose its columns are.
struct Head {
    row: u32,
    units: BTreeMap<u32, UnitId>,
    unknown: BTreeMap<u32, String>,
}

fn head(sheet: &Sheet, units: &[(UnitId, String)], place: &UnitId) -> Option<Head> {
    let rows: BTreeSet<u32> = sheet.cells.keys().map(|(row, _)| *row).take_while(|row| *row < TOP).collect();
    let heads = rows.into_iter().map(|row| {
        let mut head = Head { row, units: BTreeMap::new(), unknown: BTreeMap::new() };
        for ((_, column), value) in sheet.cells.range((row, 0)..=(row, u32::MAX)) {
            let Value::Text(text) = value else { continue };
            match unit(text, units, place) {
                Some(unit) if !head.units.values().any(|known| *known == unit) => {
                    head.units.insert(*column, unit);
                }
                _ if !NOT_UNITS.contains(&plain(text).as_str()) => {
                    head.unknown.insert(*column, text.clone());
                }
                _ => {}
            }
        }
        head
    });
    heads
        .filter(|head| !head.units.is_empty())
        .max_by_key(|head| (head.units.len(), std::cmp::Reverse(head.row)))
}

fn unit(text: &str, units: &[(UnitId, String)], place: &UnitId) -> Option<UnitId> {
    let (full, short) = (plain(text), bare(text));
    let exact = units.iter().find(|(_, name)| plain(name) == full);
    let mut loose = units.iter().filter(|(_, name)| !short.is_empty() && bare(name) == short);
    let one = loose.next().filter(|_| loose.next().is_none());
    let whole = || WHOLE.iter().any(|word| full.starts_with(word)).then(|| place.clone());
    exact.or(one).map(|(id, _)| id.clone()).or_else(whole)
}

fn read(sheet: &Sheet, head: &Head, indicators: &[(Code, String)]) -> AnnexRead {
    let by_code: BTreeMap<String, &Code> =
        indicators.iter().map(|(code, _)| (code.as_str().to_lowercase(), code)).collect();
    let mut by_name: BTreeMap<String, Option<&Code>> = BTreeMap::new();
    for (code, name) in indicators {
        // A name that two indicators have names neither.
        by_name.entry(plain(name)).and_modify(|known| *known = None).or_insert(Some(code));
    }
    let mut found = AnnexRead::default();
    let mut columns: BTreeSet<u32> = BTreeSet::new();
    let mut seen: BTreeSet<&Code> = BTreeSet::new();
    for (row, cells) in sheet.rows().filter(|(row, _)| *row > head.row) {
        let words = cells.iter().filter_map(|(column, value)| match value {
            Value::Text(text) if !head.units.contains_key(column) => Some(text.as_str()),
            _ => None,
        });
        let words: Vec<&str> = words.collect();
        let named = words.iter().find_map(|text| by_code.get(&text.trim().to_lowercase()).copied());
        let named =
            named.or_else(|| words.iter().find_map(|text| by_name.get(&plain(text)).copied().flatten()));
        let targets = cells.iter().filter(|(column, value)| head.units.contains_key(column) && says(value));
        let targets: Vec<_> = targets.collect();
        let beyond = cells.iter().filter(|(column, value)| {
            head.unknown.contains_key(column) && matches!(value, Value::Number(_) | Value::Percent(_))
        });
        columns.extend(beyond.map(|(column, _)| *column));
        match named.filter(|code| seen.insert(code)) {
            Some(code) => found.cells.extend(targets.iter().filter_map(|(column, value)| {
                Some(AnnexCell {
                    indicator: code.clone(),
                    unit: head.units.get(column)?.clone(),
                    text: value.shown(),
                    row: row + 1,
                })
            })),
            None if !targets.is_empty() => {
                let longest = words.iter().max_by_key(|text| text.chars().count());
                found
                    .unknown_rows
                    .push((row + 1, longest.map(|text| (*text).to_owned()).unwrap_or_default()));
            }
            None => {}
        }
    }
    found.unknown_columns = columns.iter().filter_map(|column| head.unknown.get(column).cloned()).collect();
    found
}

/// Whether a cell says something of a target; a line of letters below the head that numbers the columns does not.
fn says(value: &Value) -> bool {
    !matches!(value, Value::Date | Value::Truth(_) | Value::Uncomputed)
}

/// The table as the bytes of an .xlsx file; the same table gives the same bytes.
///
/// # Errors
/// A sentence for the log when the library refuses, which only a table beyond all limits of workbooks brings about.
pub fn write_annex(annex: &Annex) -> Result<Vec<u8>, String> {
    workbook(annex).and_then(|mut workbook| workbook.save_to_buffer()).map_err(|error| error.to_string())
}

fn workbook(annex: &Annex) -> Result<rust_xlsxwriter::Workbook, XlsxError> {
    const FIRST: u16 = 4;
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let made = rust_xlsxwriter::ExcelDateTime::from_ymd(2025, 1, 1)?;
    workbook.set_properties(
        &rust_xlsxwriter::DocProperties::new().set_author("Sổ Liệu").set_creation_datetime(&made),
    );
    let text = Format::new().set_font_name("Times New Roman").set_font_size(11);
    let cell = text.clone().set_border(FormatBorder::Thin);
    let head = cell.clone().set_bold().set_text_wrap().set_align(FormatAlign::Center);
    let amount = cell.clone().set_align(FormatAlign::Right).set_num_format("#,##0.###");
    let sheet = workbook.add_worksheet();
    sheet.set_name("Phụ lục")?;
    sheet.write_with_format(0, 0, &annex.title, &text.clone().set_bold().set_font_size(13))?;
    sheet.write_with_format(1, 0, &annex.about, &text.clone().set_italic())?;
    for (column, title, width) in
        [(0, "STT", 5.0), (1, "Mã", 9.0), (2, "Chỉ tiêu", 46.0), (3, "Đơn vị tính", 12.0)]
    {
        sheet.write_with_format(3, column, title, &head)?.set_column_width(column, width)?;
    }
    for (column, (_, name)) in (FIRST..).zip(&annex.units) {
        sheet.write_with_format(3, column, name, &head)?.set_column_width(column, 14.0)?;
    }
    for (number, row) in (1_u32..).zip(&annex.rows) {
        let at = number + 3;
        sheet.write_with_format(at, 0, number, &cell)?;
        sheet.write_with_format(at, 1, row.code.as_str(), &cell)?;
        sheet.write_with_format(at, 2, &row.name, &cell.clone().set_text_wrap())?;
        sheet.write_with_format(at, 3, &row.measure_unit, &cell)?;
        for (column, target) in (FIRST..).zip(&row.targets) {
            let number = viet::number::parse(target).and_then(|number| crate::value::binary(number.value()));
            match number {
                Some(number) => sheet.write_with_format(at, column, number, &amount)?,
                None => sheet.write_with_format(at, column, target, &amount)?,
            };
        }
    }
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_freeze_panes(4, FIRST)?;
    Ok(workbook)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units() -> Vec<(UnitId, String)> {
        [("h", "Huyện Pác Sơn"), ("a", "xã Nậm Pe"), ("b", "Xã Hua Trai"), ("c", "Thị trấn Pác Sơn")]
            .map(|(id, name)| (UnitId::from(id), name.to_owned()))
            .to_vec()
    }

    fn indicators() -> Vec<(Code, String)> {
        [("NN01", "Trồng rừng"), ("NN02", "Đàn trâu"), ("XH01", "Tỷ lệ hộ nghèo")]
            .map(|(code, name)| (Code::from(code), name.to_owned()))
            .to_vec()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let rows = [("NN01", vec!["1.240,5", "", "trên 95"]), ("XH01", vec!["8,25", "7", "-"])];
        let row = |(code, targets): &(&str, Vec<&str>)| AnnexRow {
            code: Code::from(*code),
            name: indicators().iter().find(|(c, _)| c.as_str() == *code).unwrap().1.clone(),
            measure_unit: "ha".to_owned(),
            targets: targets.iter().map(|t| (*t).to_owned()).collect(),
        };
        let annex = Annex {
            title: "Phụ lục".to_owned(),
            about: String::new(),
            units: units()[..3].to_vec(),
            rows: rows.iter().map(row).collect(),
        };
        let bytes = write_annex(&annex).unwrap();
        assert_eq!(bytes, write_annex(&annex).unwrap());
        let read = read_annex(&crate::open(&bytes).unwrap(), &indicators(), &units(), &"h".into());
        let told: Vec<String> =
            read.cells.iter().map(|c| format!("{} {} {} {}", c.row, c.indicator, c.unit, c.text)).collect();
        assert_eq!(
            told,
            ["5 NN01 h 1.240,5", "5 NN01 b trên 95", "6 XH01 h 8,25", "6 XH01 a 7", "6 XH01 b -"]
        );
        assert!(read.unknown_rows.is_empty() && read.unknown_columns.is_empty());
    }

    #[test]
    fn an_annex_of_an_office_is_understood_by_names() {
        let mut cells = BTreeMap::new();
        let mut put = |row, column, value: Value| drop(cells.insert((row, column), value));
        let text = |text: &str| Value::Text(text.to_owned());
        for (column, head) in
            ["TT", "Chỉ tiêu", "ĐVT", "Toàn huyện", "Nậm Pe", "XÃ HUA TRAI", "Xã Lạ"].iter().enumerate()
        {
            put(4, column as u32, text(head));
        }
        for (row, name, amounts) in [(6, "trồng  rừng", [100, 60, 40, 5]), (7, "Chỉ tiêu lạ", [1, 1, 0, 0])]
        {
            put(row, 0, Value::Number(row.into()));
            put(row, 1, text(name));
            put(row, 2, text("ha"));
            for (column, amount) in (3..).zip(amounts) {
                put(row, column, Value::Number(amount.into()));
            }
        }
        let sheet = Sheet { name: "PL1".to_owned(), hidden: false, cells, merged: Vec::new() };
        let read = read_annex(&Workbook { sheets: vec![sheet] }, &indicators(), &units(), &"h".into());
        let told: Vec<String> = read.cells.iter().map(|c| format!("{} {}", c.unit, c.text)).collect();
        assert_eq!(told, ["h 100", "a 60", "b 40"]);
        assert_eq!(read.unknown_rows, [(8, "Chỉ tiêu lạ".to_owned())]);
        assert_eq!(read.unknown_columns, ["Xã Lạ"]);
    }
}
