//! Tables of history: one long (đơn vị, kỳ, chỉ tiêu, loại số, giá trị, nguồn), or one wide (units down, periods across, of
//! one indicator).

use crate::{Sheet, Unreadable, Value, Workbook};
use model::{Held, HistoryLine, Number, Stated};

/// Rows in which the head is looked for.
const TOP: u32 = 30;
/// Most figures that are taken from one file.
const MOST: usize = 60_000;

/// What a column holds, and the words at its head, without diacritics.
const HEADS: [(Column, &[&str]); 6] = [
    (Column::Unit, &["don vi", "ten don vi", "ma don vi", "ma", "xa phuong", "dia ban", "xa", "dia phuong"]),
    (Column::Period, &["ky", "ky bao cao", "thoi gian", "thoi ky"]),
    (Column::Indicator, &["chi tieu", "ma chi tieu", "ten chi tieu", "noi dung"]),
    (Column::Measure, &["loai so", "loai so lieu", "loai"]),
    (Column::Value, &["gia tri", "so lieu", "so", "ket qua", "thuc hien"]),
    (Column::Source, &["nguon", "nguon so lieu", "ghi chu", "can cu"]),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Unit,
    Period,
    Indicator,
    Measure,
    Value,
    Source,
}

/// How a table of history is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One figure a row.
    Long,
    /// One unit a row, one period a column.
    Wide,
}

/// The figures of the first sheet that holds a table of history; none where no sheet does.
pub fn lines(workbook: &Workbook) -> Option<(Layout, Vec<HistoryLine>)> {
    let mut sheets = workbook.sheets.iter().filter(|sheet| !sheet.hidden);
    sheets.find_map(|sheet| {
        let rows = (0..TOP).filter(|row| sheet.cells.range((*row, 0)..=(*row, u32::MAX)).next().is_some());
        let heads: Vec<u32> = rows.collect();
        let long = heads.iter().find_map(|row| long(sheet, *row)).map(|lines| (Layout::Long, lines));
        long.or_else(|| heads.iter().find_map(|row| wide(sheet, *row)).map(|lines| (Layout::Wide, lines)))
    })
}

fn long(sheet: &Sheet, head: u32) -> Option<Vec<HistoryLine>> {
    let cells = sheet.cells.range((head, 0)..=(head, u32::MAX));
    let named: Vec<(u32, Column)> = cells
        .filter_map(|((_, at), value)| {
            let text = viet::fold::fold(&value.shown());
            let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            let text = words.collect::<Vec<_>>().join(" ");
            let (column, _) = HEADS.iter().find(|(_, heads)| heads.contains(&text.as_str()))?;
            Some((*at, *column))
        })
        .collect();
    let at = |column: Column| named.iter().find(|(_, known)| *known == column).map(|(at, _)| *at);
    let (unit, period, value) = (at(Column::Unit)?, at(Column::Period)?, at(Column::Value)?);
    let text = |row: u32, column: Option<u32>| {
        column.and_then(|column| sheet.seen(row, column)).map(plain).unwrap_or_default()
    };
    let rows = sheet.rows().map(|(row, _)| row).filter(|row| *row > head);
    let lines = rows.map(|row| HistoryLine {
        row: row + 1,
        unit: text(row, Some(unit)),
        period: text(row, Some(period)),
        indicator: text(row, at(Column::Indicator)),
        measure: text(row, at(Column::Measure)),
        held: held(sheet.at(row, value)),
        source: text(row, at(Column::Source)),
    });
    Some(lines.filter(|line| !line.unit.is_empty() || line.held != Held::Nothing).take(MOST).collect())
}

fn wide(sheet: &Sheet, head: u32) -> Option<Vec<HistoryLine>> {
    let cells = sheet.cells.range((head, 0)..=(head, u32::MAX));
    let periods: Vec<(u32, String)> = cells
        .map(|((_, at), value)| (*at, plain(value)))
        .filter(|(_, text)| viet::period::parse(text).is_some())
        .collect();
    let first = periods.iter().map(|(at, _)| *at).min().filter(|_| periods.len() > 1)?;
    // The names stand in the column with most words among those before the first period.
    let words = |column: u32| {
        let below = sheet.cells.range((head + 1, 0)..).filter(|((_, at), _)| *at == column);
        let says = |value: &Value| matches!(value, Value::Text(text) if viet::stated::parse(text).is_err());
        below.filter(|(_, value)| says(value)).count()
    };
    let names = (0..first).max_by_key(|column| (words(*column), *column))?;
    let rows = sheet.rows().map(|(row, _)| row).filter(|row| *row > head);
    let named = rows.map(|row| (row, sheet.seen(row, names).map(plain).unwrap_or_default()));
    let lines = named.filter(|(_, unit)| !unit.is_empty()).flat_map(|(row, unit)| {
        periods.iter().map(move |(at, period)| HistoryLine {
            row: row + 1,
            unit: unit.clone(),
            period: period.clone(),
            indicator: String::new(),
            measure: String::new(),
            held: held(sheet.at(row, *at)),
            source: String::new(),
        })
    });
    Some(lines.filter(|line| line.held != Held::Nothing).take(MOST).collect())
}

/// A label as written: a number without the marks that group it, for it is a code or a year.
fn plain(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        other => other.shown(),
    }
}

fn held(value: Option<&Value>) -> Held {
    match value {
        None => Held::Nothing,
        Some(Value::Number(number)) => Held::Number(Number::new(*number)),
        // What is shown as a percentage is meant as it is shown.
        Some(value @ Value::Percent(_)) => match viet::number::parse(value.shown().trim_end_matches('%')) {
            Some(number) => Held::Number(number),
            None => Held::Wrong(value.shown()),
        },
        Some(Value::Text(text)) => match viet::stated::parse(text) {
            Ok(Some(Stated::Number(number))) => Held::Number(number),
            _ => Held::Text(text.clone()),
        },
        Some(other) => Held::Wrong(other.shown()),
    }
}

/// A workbook, or a table of text, by its content.
///
/// # Errors
/// As [`crate::open`].
pub fn open(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    /// Largest table of text.
    const LARGEST: usize = 20 << 20;
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0') && bytes.len() <= LARGEST);
    match text.filter(|text| text.lines().nth(1).is_some() && !text.trim_start().starts_with('<')) {
        Some(text) => Ok(csv(text)),
        None => crate::open(bytes),
    }
}

/// A table of text as a workbook: columns apart by tabs, semicolons or commas, whichever the first lines have most of.
pub fn csv(text: &str) -> Workbook {
    let text = text.trim_start_matches('\u{feff}');
    let many = |mark: char| text.lines().take(20).map(|line| line.matches(mark).count()).sum::<usize>();
    let mark = ['\t', ';', ','].into_iter().max_by_key(|mark| (many(*mark), *mark == '\t')).unwrap_or(',');
    let mut sheet = Sheet { name: "CSV".to_owned(), ..Sheet::default() };
    let (mut row, mut column, mut quoted, mut held) = (0_u32, 0_u32, false, String::new());
    let mut letters = text.chars().peekable();
    let mut keep = |row: u32, column: u32, held: &mut String| {
        if let Some(value) = Value::text(held) {
            sheet.cells.insert((row, column), value);
        }
        held.clear();
    };
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                held.push('"');
                letters.next();
            }
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                keep(row, column, &mut held);
                (row, column) = (row + 1, 0);
            }
            letter if letter == mark && !quoted => {
                keep(row, column, &mut held);
                column += 1;
            }
            letter => held.push(letter),
        }
    }
    keep(row, column, &mut held);
    Workbook { sheets: vec![sheet] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let (layout, lines) = lines(&csv(text)).unwrap();
        let line = |l: &HistoryLine| {
            format!("{layout:?} {} {}|{}|{}|{}|{:?}", l.row, l.unit, l.period, l.indicator, l.measure, l.held)
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn a_long_table_and_a_wide_one() {
        let long = "Bảng số liệu\nĐơn vị;Kỳ;Chỉ tiêu;Loại số;Giá trị;Nguồn\nxã Ta Gia;Quý I/2021;Trẻ sinh ra;;1.347,5;BC 12\n\"xã \"\"A\"\"; B\";2021;X;Kế hoạch;kps;\n";
        assert_eq!(
            told(long),
            [
                "Long 3 xã Ta Gia|Quý I/2021|Trẻ sinh ra||Number(Number(1347.5))",
                "Long 4 xã \"A\"; B|2021|X|Kế hoạch|Text(\"kps\")",
            ]
        );
        let wide = "STT,Xã,Quý I/2021,Quý II/2021\n1,xã Ta Gia,5,\n2,xã Khoen On,6,7\n";
        assert_eq!(
            told(wide),
            [
                "Wide 2 xã Ta Gia|Quý I/2021|||Number(Number(5))",
                "Wide 3 xã Khoen On|Quý I/2021|||Number(Number(6))",
                "Wide 3 xã Khoen On|Quý II/2021|||Number(Number(7))",
            ]
        );
        assert_eq!(lines(&csv("a,b\n1,2\n")), None);
    }
}
