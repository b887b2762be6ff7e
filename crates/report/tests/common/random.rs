//! Documents by chance.

use super::common::demo;
use proptest::collection::vec;
use proptest::prelude::*;
use report::{Block, Cell, Document, Note, Paragraph, PassageKind, Span, Table};

/// Any document that a report may be: headings of all kinds with right, wrong and no numbers, figures, notes, tables.
pub fn random() -> impl Strategy<Value = Document> {
    let words = || "[a-zđA-ZĐốừ0-9 .,;<&\"'-]{0,12}";
    let span = move || {
        prop_oneof![
            (words(), any::<bool>(), any::<bool>()).prop_map(|(text, bold, italic)| Span::Text {
                text,
                bold,
                italic
            }),
            ("[a-z]{1,3}", "[0-9.,]{1,6}").prop_map(|(id, text)| Span::figure(id.as_str(), text)),
            (0_usize..3).prop_map(|index| Span::Note { index }),
        ]
    };
    use PassageKind::{Basis, Body, Clause, Dash, Item, Part, PartTitle, Plus, Point, Section, Subclause};
    let kinds = [Basis, Body, Clause, Dash, Item, Part, PartTitle, Plus, Point, Section, Subclause];
    let numbers = [
        "I.",
        "II.",
        "III.",
        "1.",
        "2.",
        "1.1.",
        "2.1.",
        "a)",
        "b)",
        "đ)",
        "(1)",
        "(2)",
        "-",
        "+",
        "Phần I",
        "Phần thứ hai",
    ];
    let number = proptest::option::of(proptest::sample::select(numbers.to_vec()));
    let paragraph = (proptest::sample::select(kinds.to_vec()), number, any::<bool>(), vec(span(), 0..5))
        .prop_map(|(kind, number, held, mut spans)| {
            // Numbers of older reports stand in the words.
            if let (Some(number), true) = (number, held) {
                spans.insert(0, Span::text(format!("{number} A")));
            }
            let number = number.filter(|_| !held).map(str::to_owned);
            Block::from(Paragraph { number, ..Paragraph::new(kind, spans) })
        });
    let cell = (vec(span(), 0..3), 1_usize..3, 1_usize..3).prop_map(|(spans, columns, rows)| Cell {
        columns,
        rows,
        ..Cell::new(spans)
    });
    let table = (vec(vec(cell, 1..4), 1..4), 0_usize..2, proptest::option::of("[a-z]{1,5}"))
        .prop_map(|(rows, header_rows, title)| Table { rows, header_rows, title, ..Table::default() }.into());
    let note = vec(span(), 0..3).prop_map(Note::from);
    (vec(prop_oneof![4 => paragraph, 1 => table], 0..12), vec(note, 3)).prop_map(|(body, notes)| {
        let mut document = demo();
        (document.body, document.notes) = (body, notes);
        document
    })
}
