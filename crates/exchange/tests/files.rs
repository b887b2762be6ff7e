//! Workbooks as other programs write them, and files that are none.
// A file that cannot be made fails the test.
#![allow(clippy::unwrap_used)]

mod common;

use exchange::{Unreadable, Value, archive, open};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_cells_hold_is_seen() {
    let mut file = Workbook::new();
    let sheet = file.add_worksheet();
    let day = ExcelDateTime::from_ymd(2021, 5, 1).unwrap();
    sheet.write(0, 0, 1347.5).unwrap();
    sheet.write(0, 1, "  1.347,5 ").unwrap();
    sheet.write_with_format(0, 2, 0.125, &Format::new().set_num_format("0.0%")).unwrap();
    sheet.write_with_format(0, 3, day, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
    sheet.write(0, 4, Formula::new("=A1*2").set_result("2695")).unwrap();
    sheet.write(0, 5, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write(0, 6, true).unwrap();
    sheet.write_with_format(0, 7, 0.5, &Format::new().set_num_format("0.0\"%\"")).unwrap();
    sheet.merge_range(1, 0, 2, 1, "gộp", &Format::new()).unwrap();
    let workbook = open(&file.save_to_buffer().unwrap()).unwrap();
    let seen: Vec<Value> =
        workbook.sheets[0].cells.range((0, 0)..(1, 0)).map(|(_, value)| value.clone()).collect();
    let number = |text: &str| Value::Number(text.parse().unwrap());
    let expected = [
        number("1347.5"),
        Value::Text("1.347,5".to_owned()),
        Value::Percent("0.125".parse().unwrap()),
        Value::Date,
        number("2695"),
        Value::Error("#DIV/0!".to_owned()),
        Value::Truth(true),
        number("0.5"),
    ];
    assert_eq!(seen, expected);
    assert_eq!(workbook.sheets[0].merged, [((1, 0), (2, 1))]);
}

#[test]
fn every_other_file_gets_its_sentence() {
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let compound = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600]].concat();
    let table: [(&str, Vec<u8>, Unreadable); 10] = [
        ("nothing", Vec::new(), Unreadable::Empty),
        ("text", b"STT;T\xc3\xaan".to_vec(), Unreadable::NotAWorkbook),
        ("pdf", b"%PDF-1.7".to_vec(), Unreadable::OtherFormat("PDF")),
        ("html renamed", b"<html><table>".to_vec(), Unreadable::OtherFormat("HTML")),
        ("xls renamed", compound.clone(), Unreadable::OldFormat),
        ("protected", [compound, encrypted].concat(), Unreadable::Protected),
        ("a cut zip", b"PK\x03\x04\x14\0".to_vec(), Unreadable::Broken),
        ("a Word file", package(&[("word/document.xml", b"<w/>")]), Unreadable::OtherFormat("Word")),
        ("ods", package(&[("content.xml", b"<o/>")]), Unreadable::OtherFormat("OpenDocument (.ods)")),
        ("no sheets inside", package(&[("xl/workbook.xml", b"<workbook")]), Unreadable::Broken),
    ];
    for (name, bytes, expected) in table {
        assert_eq!(open(&bytes), Err(expected), "{name}");
    }
}

#[test]
fn bombs_are_put_down_before_they_are_opened() {
    let zeros = vec![b' '; 60 << 20];
    let bomb = package(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(open(&bomb), Err(Unreadable::TooLarge));
    assert_eq!(open(&vec![b'P'; 21 << 20]), Err(Unreadable::TooLarge));
}

#[test]
fn a_cell_at_the_far_end_costs_no_more_than_one_cell() {
    let mut file = Workbook::new();
    file.add_worksheet().write(1_048_575, 16_383, 1).unwrap();
    let workbook = open(&file.save_to_buffer().unwrap()).unwrap();
    assert_eq!(workbook.sheets[0].cells.len(), 1);
}

#[test]
fn a_million_rows_get_a_sentence() {
    let mut file = Workbook::new();
    let sheet = file.add_worksheet();
    for row in 0..450_000 {
        sheet.write(row, 0, row).unwrap();
    }
    assert_eq!(open(&file.save_to_buffer().unwrap()), Err(Unreadable::TooLarge));
}

#[test]
fn many_files_go_into_one_and_come_back() {
    let mut packer = archive::Packer::default();
    let mut bytes = Vec::new();
    for (title, held) in [
        ("Xã Nậm Kha", &b"1"[..]),
        ("xã nậm kha", b"2"),
        ("Phòng A/B: \"C\"", b"3"),
        ("con", b"4"),
        ("..", b"5"),
    ] {
        bytes.extend(packer.add(&archive::file_name(title, "xlsx"), held).unwrap());
    }
    bytes.extend(packer.finish().unwrap());
    assert!(archive::is_archive(&bytes));
    let names: Vec<String> = archive::unpack(&bytes).unwrap().into_iter().map(|(name, _)| name).collect();
    let expected =
        ["Phòng A-B- -C-.xlsx", "Xã Nậm Kha.xlsx", "biểu.xlsx", "con_.xlsx", "xã nậm kha (2).xlsx"];
    assert_eq!(names, expected);
    assert!(!archive::is_archive(&exchange::write(&common::form()).unwrap()));
    assert_eq!(archive::unpack(b"PK\x03\x04"), Err(Unreadable::Broken));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any byte of a good file changed, or its end cut off: a workbook or a sentence, never a panic.
    #[test]
    fn damaged_files_do_no_harm(place in 0_usize..9000, byte: u8, cut in 0_usize..9000) {
        let mut bytes = exchange::write(&common::form()).unwrap();
        if let Some(found) = bytes.get_mut(place) {
            *found = byte;
        }
        open(&bytes).ok();
        bytes.truncate(bytes.len().saturating_sub(cut));
        open(&bytes).ok();
    }
}
