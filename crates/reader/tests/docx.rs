//! Word files built by hand: what Word shows is what is read.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod package;

use model::SourceText;
use package::{document, docx, paragraph};

fn read(parts: &[(&str, &str)]) -> SourceText {
    reader::intake("bao-cao.docx", &docx(parts)).unwrap()
}

fn read_body(body: &str) -> SourceText {
    read(&[("word/document.xml", &document(body))])
}

#[test]
fn what_word_shows() {
    let r = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let p = |inner: &str| format!("<w:p>{inner}</w:p>");
    let table: [(&str, String, &str); 14] = [
        ("runs join", p(&format!("{}{}", r("Đạt 1.2"), r("50 ha"))), "Đạt 1.250 ha"),
        ("insertions are kept", p(&format!("<w:ins>{}</w:ins>", r("thêm"))), "thêm"),
        (
            "deletions go",
            p(&format!("{}<w:del><w:r><w:delText>12</w:delText></w:r></w:del>", r("còn 3"))),
            "còn 3",
        ),
        (
            "moved text stands where it went",
            p(&format!("<w:moveFrom>{0}</w:moveFrom><w:moveTo>{0}</w:moveTo>", r("một"))),
            "một",
        ),
        (
            "a deleted paragraph end joins",
            format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>{}", r("nửa đầu "), p(&r("nửa sau"))),
            "nửa đầu nửa sau",
        ),
        (
            "hidden text goes",
            p(&format!("{}<w:r><w:rPr><w:vanish/></w:rPr><w:t>mật</w:t></w:r>", r("rõ"))),
            "rõ",
        ),
        (
            "a field shows its result",
            p(
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>mã</w:t></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>trang 7</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
            ),
            "trang 7",
        ),
        (
            "a text box is read once",
            p(
                "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>khung</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>khung</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            ),
            "khung",
        ),
        (
            "special signs",
            p(
                "<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t><w:tab/><w:t>d</w:t><w:br/><w:t>e</w:t><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/></w:r>",
            ),
            "a-bc\td\ne≥",
        ),
        ("references resolve", p("<w:r><w:t>A &amp; B &#272;&#x1EA1;t</w:t></w:r>"), "A & B Đạt"),
        ("letters are composed", p(&r("thu\u{309}y sa\u{309}n")), "thủy sản"),
        (
            "tab stops are no tabs",
            format!("<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>{}</w:p>", r("chữ")),
            "chữ",
        ),
        (
            "a deleted row goes",
            format!(
                "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
                p(&r("cũ")),
                p(&r("mới"))
            ),
            "mới",
        ),
        ("blank paragraphs leave nothing", format!("{}<w:p/>{}", p(&r("một")), p(&r("hai"))), "một\nhai"),
    ];
    for (case, body, expected) in table {
        assert_eq!(read_body(&body).text, expected, "{case}");
    }
}

#[test]
fn cells_know_their_table_row_and_column() {
    let cell = |text: &str, span: u32| {
        format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{span}\"/></w:tcPr>{}</w:tc>", paragraph(text))
    };
    let body = format!(
        "{}<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>{}",
        paragraph("trước"),
        cell("rộng", 2),
        cell("c", 1),
        cell("1", 1),
        cell("2", 1),
        cell("3", 1),
        paragraph("sau")
    );
    let source = read_body(&body);
    let cells: Vec<_> = source.blocks.iter().map(|block| block.cell).collect();
    assert_eq!(
        cells,
        [None, Some((1, 0, 0)), Some((1, 0, 2)), Some((1, 1, 0)), Some((1, 1, 1)), Some((1, 1, 2)), None]
    );
}

#[test]
fn footnotes_and_endnotes_stand_after_the_body_in_the_order_of_their_marks() {
    let mark = |kind: &str, id: u32| format!("<w:r><w:{kind}Reference w:id=\"{id}\"/></w:r>");
    let text = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}{}{}{}{}</w:p>",
        text("Có 5 hộ"),
        mark("footnote", 7),
        text("; thu 3 tỷ"),
        mark("endnote", 2),
        text(".")
    );
    let notes = |kind: &str, entries: &str| {
        format!(
            "<w:{kind}s xmlns:w=\"w\"><w:{kind} w:type=\"separator\" w:id=\"0\">{}</w:{kind}>{entries}</w:{kind}s>",
            paragraph("---")
        )
    };
    let footnotes =
        notes("footnote", &format!("<w:footnote w:id=\"7\">{}</w:footnote>", paragraph(" Bản A 2, bản B 3")));
    let endnotes = notes(
        "endnote",
        &format!("<w:endnote w:id=\"2\">{}{}</w:endnote>", paragraph("Thuế"), paragraph("và phí")),
    );
    let source = read(&[
        ("word/document.xml", &document(&body)),
        ("word/footnotes.xml", &footnotes),
        ("word/endnotes.xml", &endnotes),
    ]);
    assert_eq!(source.text, "Có 5 hộ; thu 3 tỷ.\nBản A 2, bản B 3\nThuế\nvà phí");
    let shown: Vec<_> = source
        .notes
        .iter()
        .map(|note| {
            (
                note.anchor,
                source.text.chars().skip(note.start).take(note.end - note.start).collect::<String>(),
            )
        })
        .collect();
    assert_eq!(shown, [(Some(7), "Bản A 2, bản B 3".to_owned()), (Some(17), "Thuế\nvà phí".to_owned())]);
    let owners: Vec<_> = source.blocks.iter().map(|block| block.note).collect();
    assert_eq!(owners, [None, Some(0), Some(1), Some(1)]);
}

#[test]
fn lists_print_their_labels_and_headings_their_level() {
    let numbering = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"3\">\
        <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:isLgl/><w:lvlText w:val=\"%1.%2.\"/></w:lvl>\
        <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%3)\"/></w:lvl>\
        <w:lvl w:ilvl=\"3\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{f02d}\"/></w:lvl>\
        </w:abstractNum><w:num w:numId=\"9\"><w:abstractNumId w:val=\"3\"/></w:num></w:numbering>";
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:name w:val=\"heading 1\"/><w:rPr><w:b/></w:rPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Mine\"><w:basedOn w:val=\"H1\"/></w:style></w:styles>";
    let item = |level: u32, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"9\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = format!(
        "{}{}{}{}{}{}{}<w:p><w:pPr><w:pStyle w:val=\"Mine\"/></w:pPr><w:r><w:t>Tiêu đề</w:t></w:r></w:p>",
        item(0, "Kinh tế"),
        item(1, "Lúa"),
        item(2, "xuân"),
        item(2, "mùa"),
        item(3, "giống"),
        item(0, "Xã hội"),
        item(1, "Y tế"),
    );
    let source = read(&[
        ("word/document.xml", &document(&body)),
        ("word/numbering.xml", numbering),
        ("word/styles.xml", styles),
    ]);
    assert_eq!(source.text, "I. Kinh tế\n1.1. Lúa\na) xuân\nb) mùa\n- giống\nII. Xã hội\n2.1. Y tế\nTiêu đề");
    let last = source.blocks.last().unwrap();
    assert_eq!((last.styled_level, last.bold), (Some(1), true));
    assert_eq!(source.blocks.first().map(|block| block.bold), Some(false));
}
