//! A document with every component.
#![allow(dead_code, reason = "not every test wants everything")]

use report::{
    Annex, Cell, Document, Image, Paragraph, PassageKind, Picture, Secrecy, Side, Span, Table, Urgency,
    markup,
};

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
    document.circulation = Some("Lưu hành nội bộ".into());
    document.contact = vec!["Địa chỉ: Tổ 5, thị trấn Nậm Sơn; thư điện tử: vanphong@namson.example".into()];
    document.stamp = Some("142/BC-UBND; 2021-03-19T08:30:00+07:00".into());
    document.body.insert(
        2,
        Paragraph::new(
            PassageKind::Body,
            vec![
                Span::text("Ký tự <lạ> & \"nháy\" \\ #let $x$ *sao* "),
                Span::figure("fig-1", "1.347,19"),
                Span::Text { text: " đậm".into(), bold: true, italic: false },
                Span::Text { text: " nghiêng\u{1}".into(), bold: false, italic: true },
                Span::Note { index: 0 },
            ],
        )
        .into(),
    );
    let basis = |words: &str| Paragraph::new(PassageKind::Basis, vec![Span::text(words)]).into();
    document
        .body
        .insert(0, basis("Căn cứ Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ"));
    document.body.insert(1, basis("Căn cứ Kế hoạch số 01/KH-UBND ngày 04 tháng 01 năm 2021,"));
    let end = document.body.len() - 1;
    let plus = Paragraph {
        number: Some("+".into()),
        ..Paragraph::new(PassageKind::Plus, vec![Span::text("Ý nhỏ.")])
    };
    let item = Paragraph {
        number: Some("(1)".into()),
        ..Paragraph::new(PassageKind::Item, vec![Span::text("Ý đánh số.")])
    };
    document.body.splice(end..end, [item.into(), plus.into(), table().into(), picture().into()]);
    for note in document.notes.iter_mut().take(3) {
        note.spans.extend([
            Span::text(" Trong đó "),
            Span::figure("fig-3", "12"),
            Span::text(" hộ, "),
            Span::figure("fig-4", "14"),
            Span::text(" người."),
        ]);
    }
    document.annexes = ["I", "II"].map(annex).to_vec();
    document
}

/// A table with cells that cover others, in the body.
pub fn table() -> Table {
    let over = |rows: usize, columns: usize, text: &str| Cell { rows, columns, ..Cell::text(text) };
    Table {
        title: Some("Bảng 1. Kết quả sản xuất".into()),
        unit: Some("Đơn vị tính: ha".into()),
        header_rows: 2,
        rows: vec![
            vec![over(2, 1, "TT"), over(2, 1, "Cây trồng"), over(1, 2, "Diện tích")],
            vec![Cell::text("Kế hoạch"), Cell::text("Thực hiện")],
            vec![
                Cell { side: Side::Centre, ..Cell::text("1") },
                over(2, 1, "Lúa"),
                Cell::right("1.998"),
                Cell::right("2.006"),
            ],
            vec![Cell { side: Side::Centre, ..Cell::text("2") }, Cell::right("1.240"), Cell::right("285")],
        ],
        ..Table::default()
    }
}

/// A drawing with a title.
pub fn picture() -> Picture {
    let text = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 100\">\
                <rect x=\"10\" y=\"20\" width=\"80\" height=\"80\" fill=\"#336699\"/>\
                <rect x=\"110\" y=\"50\" width=\"80\" height=\"50\" fill=\"#336699\"/></svg>";
    Picture {
        id: None,
        title: Some("Hình 1. Diện tích gieo trồng".into()),
        alt: "Hai cột: lúa 2.006 ha, ngô 285 ha".into(),
        width: 120,
        image: Image::Svg { text: text.into(), png: None },
    }
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
        id: None,
        number: Some(number.into()),
        title: format!("Số hộ theo xã, biểu {number}"),
        landscape: number == "II",
        blocks: vec![Table { header_rows: 1, rows, ..Table::default() }.into()],
    }
}
