//! A document with every component.

use report::{Annex, Cell, Document, Paragraph, PassageKind, Secrecy, Span, Urgency, markup};

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
    let mut rows = vec![
        vec![Cell::text("TT"), Cell::text("Xã"), Cell::text("Số hộ")],
        vec![Cell::right("1"), Cell::text("Nậm Kha <b>"), Cell::right("1.234")],
        vec![wide, figure],
        vec![Cell::text("hàng thiếu ô")],
    ];
    rows.extend((2..60).map(|i| vec![Cell::right(i.to_string()), Cell::text("Bản"), Cell::right("7")]));
    Annex {
        number: Some(number.into()),
        title: format!("Số hộ theo xã, biểu {number}"),
        landscape: number == "II",
        header_rows: 1,
        rows,
    }
}
