//! A document with every component, and what is needed to look into the files made of it.

use report::{Annex, Cell, Document, Paragraph, PassageKind, Secrecy, Span, Urgency, markup};
use std::io::Read;

/// A file of the repository.
pub fn file(path: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// The demo report.
pub fn demo() -> Document {
    markup::parse(&std::fs::read_to_string(file("demo/report/q1-2021.txt")).unwrap()).unwrap()
}

/// Every component at once, with texts that want escaping.
pub fn full() -> Document {
    let mut document = demo();
    document.urgency = Some(Urgency::Immediate);
    document.secrecy = Some(Secrecy::Secret);
    document.addressees = vec!["UBND tỉnh Lai Sơn".into(), "Sở Kế hoạch & Đầu tư".into()];
    document.signature.signer = Some("Họ Và Tên".into());
    document.drafter = Some("ABC.15".into());
    document.body.insert(
        2,
        Paragraph {
            kind: PassageKind::Body,
            spans: vec![
                Span::text("Ký tự <lạ> & \"nháy\" \\ #let $x$ *sao* "),
                Span::figure("fig-1", "1.347,19"),
                Span::Text { text: " đậm".into(), bold: true, italic: false },
                Span::Text { text: " nghiêng\u{1}".into(), bold: false, italic: true },
                Span::Note { index: 0 },
            ],
        },
    );
    document.annexes = ["I", "II"].map(annex).to_vec();
    document
}

fn annex(number: &str) -> Annex {
    let wide = Cell { columns: 2, ..Cell::text("Tổng số") };
    let figure = Cell { spans: vec![Span::figure("fig-2", "50.057")], ..Cell::right("") };
    Annex {
        number: Some(number.into()),
        title: format!("Số hộ theo xã, biểu {number}"),
        landscape: number == "II",
        header_rows: 1,
        rows: vec![
            vec![Cell::text("TT"), Cell::text("Xã"), Cell::text("Số hộ")],
            vec![Cell::right("1"), Cell::text("Nậm Kha <b>"), Cell::right("1.234")],
            vec![wide, figure],
            vec![Cell::text("hàng thiếu ô")],
        ],
    }
}

/// One part of a Word file.
pub fn part(docx: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// All parts of a Word file, by name.
pub fn parts(docx: &[u8]) -> Vec<(String, String)> {
    let zip = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    names.into_iter().map(|name| (name.clone(), part(docx, &name))).collect()
}
