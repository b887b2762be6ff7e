//! Documents frozen by earlier versions are read and printed as before.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use common::{file, full};
use report::{Annex, Cell, Document, Piece, Side, Span, Table, sheet};

#[test]
fn the_first_form_is_still_read() {
    let text = std::fs::read_to_string(file("suite/report/first-document.json")).unwrap();
    let document: Document = serde_json::from_str(&text).unwrap();
    let figure = Cell { side: Side::Right, ..Cell::new(vec![Span::figure("fig-2", "1.234")]) };
    let rows = vec![vec![Cell::text("Xã"), Cell::text("Số hộ")], vec![Cell::text("Nậm Kha"), figure]];
    let table = Table { header_rows: 1, rows, ..Table::default() };
    assert_eq!(document.annexes, [Annex { landscape: true, ..Annex::table("Biểu", table) }]);
    let sheet = sheet(&document);
    let words: Vec<String> = sheet.body.iter().filter_map(Piece::line).map(report::Line::words).collect();
    assert_eq!(words, ["I. KẾT QUẢ", "Gieo 2.006 ha./."]);
    assert_eq!(sheet.notes[0].spans, [Span::text("Đến ngày 14/3.")]);
    assert_eq!(sheet.annexes[0].heading[0].words(), "Phụ lục");
}

#[test]
fn what_is_kept_is_what_is_read() {
    let kept = serde_json::to_string(&full()).unwrap();
    assert_eq!(serde_json::from_str::<Document>(&kept).unwrap(), full());
}
