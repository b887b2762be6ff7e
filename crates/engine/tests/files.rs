//! What workbooks leave in the book: where a figure came from, and how a unit's own sheets are read.
// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used)]

use engine::{Book, mappings};
use model::*;

const UNIT: &str = "xa-a";

fn entry(cut: u64, act: Act) -> Entry {
    Entry { cut: Cut(cut), at: "2021-06-15T08:00:00Z".to_owned(), by: "lan".into(), act }
}

fn mapping(shape: &str, values: u32) -> SheetMapping {
    SheetMapping {
        shape: shape.to_owned(),
        sheet: "Trang 1".to_owned(),
        keys: 1,
        values,
        notes: None,
        first: 4,
        last: None,
        labels: Vec::new(),
    }
}

#[test]
fn a_figure_names_the_file_and_row_that_brought_it() {
    let value = |code: &str| Observation {
        key: CellKey {
            indicator: code.into(),
            unit: UNIT.into(),
            period: "2021-Q2".parse().unwrap(),
            measure: Measure::Actual,
        },
        stated: Some(Stated::NotArisen),
        approx: None,
        as_of: None,
        note: None,
    };
    let values = vec![value("NN01"), value("NN02")];
    let keys: Vec<CellKey> = values.iter().map(|value| value.key.clone()).collect();
    let said =
        serde_json::json!({ "act": "cells_saved", "unit": UNIT, "period": "2021-Q2", "values": values });
    // A save of an earlier version knows no file.
    let mut act: Act = serde_json::from_value(said).unwrap();
    let mut book = Book::default();
    book.apply(&entry(1, act.clone()));
    assert_eq!(book.cell(&keys[1]).unwrap().provenance.file, None);
    let Act::CellsSaved { file, .. } = &mut act else { panic!("another act") };
    *file = Some(FromFile { file: "abc".into(), name: "biểu.xlsx".to_owned(), rows: vec![6, 14] });
    book.apply(&entry(2, act));
    assert_eq!(book.cell(&keys[1]).unwrap().provenance.file, Some(("biểu.xlsx".to_owned(), 14)));
}

#[test]
fn a_mapping_is_remembered_by_unit_and_shape_and_taken_back_word_by_word() {
    let mut book = Book::default();
    let set = |shape, values| Act::SheetMapped { unit: UNIT.into(), mapping: mapping(shape, values) };
    for (cut, act) in (1..).zip([set("a", 4), set("b", 5), set("a", 6)]) {
        book.apply(&entry(cut, act));
    }
    assert_eq!(book.mappings.of(&UNIT.into()), [mapping("a", 6), mapping("b", 5)]);
    assert_eq!(book.mappings.of(&"xa-b".into()), []);
    let back = Act::SheetMappingTakenBack { unit: UNIT.into(), shape: "a".to_owned() };
    book.apply(&entry(4, back.clone()));
    assert_eq!(book.mappings.of(&UNIT.into()), [mapping("a", 4), mapping("b", 5)]);
    book.apply(&entry(5, back));
    assert_eq!(book.mappings.of(&UNIT.into()), [mapping("b", 5)]);
}

#[test]
fn only_who_brings_the_units_figures_says_how_its_sheets_are_read() {
    let mut book = Book::default();
    let mine = Account::new("lan", UNIT, vec![Grant::of(Role::Entry, UNIT)]);
    let strange = Account::new("hoa", "xa-b", vec![Grant::of(Role::Entry, "xa-b")]);
    let unit = UnitId::from(UNIT);
    let act = mappings::set(&book, &mine, &unit, &mapping("a", 4)).unwrap().unwrap();
    assert_eq!(
        mappings::set(&book, &strange, &unit, &mapping("a", 4)).unwrap_err().code,
        RefusalCode::NotAllowed
    );
    book.apply(&entry(1, act));
    assert_eq!(mappings::set(&book, &mine, &unit, &mapping("a", 4)).unwrap(), None);
    assert!(mappings::take_back(&book, &mine, &unit, "a").is_ok());
    assert_eq!(mappings::take_back(&book, &mine, &unit, "b").unwrap_err().code, RefusalCode::NotFound);
    assert_eq!(mappings::take_back(&book, &strange, &unit, "a").unwrap_err().code, RefusalCode::NotAllowed);
}
