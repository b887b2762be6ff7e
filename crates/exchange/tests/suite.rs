//! The cases in `suite/exchange`. `back.txt`: what somebody did to the form (`>`), and what it says then. `own`: a unit's own
//! sheet, and how it is read.
// A case file that cannot be read fails the test.
#![allow(clippy::unwrap_used)]

mod common;

use common::form;
use exchange::{
    Answer, Form, Message, Returned, Sheet, Value, Workbook, code_text, open, own, returned, write,
};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/exchange")
}

/// Compares with what is expected, or writes it.
fn agrees(path: &Path, seen: &str) {
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, seen).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(seen, expected, "{}: BLESS=1 writes what is seen", path.display());
}

/// A value as cases write it.
fn value(text: &str) -> Option<Value> {
    let number = |sign| text.strip_prefix(sign).and_then(|number: &str| number.parse().ok());
    match text {
        "" => None,
        "<ngày>" => Some(Value::Date),
        "<công thức>" => Some(Value::Uncomputed),
        _ => Some(match (number('#'), number('%'), text.strip_prefix('!')) {
            (Some(number), ..) => Value::Number(number),
            (_, Some(share), _) => Value::Percent(share),
            (.., Some(error)) => Value::Error(error.to_owned()),
            _ => Value::Text(text.to_owned()),
        }),
    }
}

/// `> NN02 = 12a`, `> NN02 note = …`, `> NN02 to 40`, `> merge NN03 NN04`, `> column before 5`, `> row 40: A | B | …`.
fn does(sheet: &mut Sheet, line: &str) {
    let words: Vec<&str> = line.trim_start_matches("> ").split(' ').collect();
    let find = |sheet: &Sheet, code: &str| {
        let here = |(_, held): &(&(u32, u32), &Value)| held.shown() == code;
        sheet.cells.iter().find(here).unwrap().0.0
    };
    match *words.as_slice() {
        [code, "=", ..] | [code, "note", "=", ..] => {
            let column = if words[1] == "note" { 8 } else { 7 };
            let at = (find(sheet, code), column);
            sheet.cells.remove(&at);
            let typed = line.split_once("= ").map_or("", |(_, typed)| typed);
            sheet.cells.extend(value(typed).map(|held| (at, held)));
        }
        [code, "to", row] => {
            let (from, to) = (find(sheet, code), row.parse::<u32>().unwrap() - 1);
            let moved: Vec<_> =
                sheet.cells.range((from, 0)..(from + 1, 0)).map(|(at, v)| (*at, v.clone())).collect();
            for ((row, column), held) in moved {
                sheet.cells.remove(&(row, column));
                sheet.cells.insert((to, column), held);
            }
        }
        ["merge", first, last] => {
            let range = ((find(sheet, first), 7), (find(sheet, last), 7));
            sheet.merged.push(range);
        }
        ["column", "before", column] => {
            let before: u32 = column.parse().unwrap();
            let cells = std::mem::take(&mut sheet.cells);
            let moved = |((row, at), held)| ((row, if at >= before { at + 1 } else { at }), held);
            sheet.cells = cells.into_iter().map(moved).collect();
        }
        ["row", row, ..] => {
            let row = row.trim_end_matches(':').parse::<u32>().unwrap() - 1;
            let texts = line.split_once(": ").unwrap().1.split('|').map(str::trim);
            let cells = (0..).zip(texts).filter_map(|(column, text)| Some(((row, column), value(text)?)));
            sheet.cells.extend(cells);
        }
        _ => panic!("no such edit: {line}"),
    }
}

fn told(form: &Form, said: &Returned) -> String {
    let mut out = String::new();
    for answer in said.answers.iter().filter(|answer| differs(form, answer)) {
        let stated = answer.stated.map_or_else(|| "bỏ trống".to_owned(), viet::stated::format);
        write!(out, "  {} = {stated}", code_text(&answer.cell)).unwrap();
        let note = answer.note.as_deref().filter(|note| !note.is_empty());
        writeln!(
            out,
            "{}   (dòng {})",
            note.map(|note| format!(" [{note}]")).unwrap_or_default(),
            answer.row
        )
        .unwrap();
    }
    for message in said.messages.iter().map(Message::vi) {
        writeln!(out, "  {message}").unwrap();
    }
    out
}

fn differs(form: &Form, answer: &Answer) -> bool {
    let now = &form.rows.iter().find(|row| row.cell == answer.cell).unwrap().now;
    let note = answer.note.clone().filter(|note| !note.is_empty());
    now.stated != answer.stated || now.note != note
}

#[test]
fn what_people_do_to_the_form_is_read_and_told() {
    let path = folder().join("back.txt");
    let form = form();
    let workbook = open(&write(&form).unwrap()).unwrap();
    let mut seen = String::new();
    for case in
        fs::read_to_string(&path).unwrap().split("\n\n").map(str::trim).filter(|case| !case.is_empty())
    {
        let asked: Vec<&str> = case.lines().filter(|line| line.starts_with(['#', '>'])).collect();
        let mut workbook = workbook.clone();
        let edits = asked.iter().filter(|line| line.starts_with('>'));
        edits.for_each(|line| does(&mut workbook.sheets[0], line));
        let says = told(&form, &returned(&workbook, &form).unwrap());
        write!(seen, "{}\n{says}\n", asked.join("\n")).unwrap();
    }
    agrees(&path, &seen);
}

/// A sheet from lines of fields; numbers are numbers as a spreadsheet holds them.
fn sheet(text: &str) -> Sheet {
    let mut sheet = Sheet { name: "Trang 1".to_owned(), ..Sheet::default() };
    for (row, line) in (0..).zip(text.lines()) {
        for (column, field) in (0..).zip(line.split('|').map(str::trim)) {
            let held = match viet::number::parse(field) {
                Some(number) => Some(Value::Number(number.value())),
                None => value(field),
            };
            sheet.cells.extend(held.map(|held| ((row, column), held)));
        }
    }
    sheet
}

#[test]
fn own_sheets_are_understood_and_known_again() {
    let form = form();
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder().join("own")).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    for path in files.iter().filter(|path| path.extension().is_some_and(|e| e == "sheet")) {
        let text = fs::read_to_string(path).unwrap();
        let workbook = Workbook { sheets: vec![sheet(&text)] };
        let mapping = own::propose(&workbook, &form, &[]).unwrap();
        let column = |column: u32| char::from(b'A' + u8::try_from(column).unwrap());
        let mut seen = format!(
            "tên: cột {}; số liệu: cột {}; ghi chú: {}; từ dòng {}\n",
            column(mapping.keys),
            column(mapping.values),
            mapping.notes.map_or_else(|| "không có".to_owned(), |notes| format!("cột {}", column(notes))),
            mapping.first + 1
        );
        for label in &mapping.labels {
            let cell = label.cell.as_ref().map_or_else(|| "–".to_owned(), code_text);
            writeln!(seen, "  {} → {cell}", label.label).unwrap();
        }
        seen += &told(&form, &own::taken(&workbook, &form, &mapping));
        agrees(&path.with_extension("read.txt"), &seen);

        // Another period's sheet of the same look is read as the person said, whatever its tab is called.
        let mut corrected = mapping.clone();
        corrected.labels[0].cell = None;
        let later = text.replace("quý II", "quý III").replace("Quý II", "Quý III").replace("2021", "2022");
        let mut workbook = Workbook { sheets: vec![Sheet::default(), sheet(&later)] };
        workbook.sheets[1].name = "Q3".to_owned();
        let again = own::propose(&workbook, &form, std::slice::from_ref(&corrected)).unwrap();
        assert_eq!((again.sheet.as_str(), &again.labels), ("Q3", &corrected.labels), "{}", path.display());
    }
}
