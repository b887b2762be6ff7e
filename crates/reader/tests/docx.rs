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
    let table: [(&str, String, &str); 17] = [
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
            "of alternatives the first is read",
            p(
                "<w:r><mc:AlternateContent><mc:Choice><w:t>một</w:t></mc:Choice><mc:Choice><w:t>hai</w:t></mc:Choice></mc:AlternateContent><mc:AlternateContent><mc:Fallback><w:t> ba</w:t></mc:Fallback></mc:AlternateContent></w:r>",
            ),
            "một ba",
        ),
        (
            "content controls, smart tags and custom XML show what is in them",
            format!(
                "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt><w:altChunk r:id=\"r9\"/>",
                p(&format!("<w:customXml><w:smartTag>{}</w:smartTag></w:customXml>", r("xã An Lộc")))
            ),
            "xã An Lộc",
        ),
        (
            "a fraction of an equation",
            p(
                "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath><w:r><w:t> mẫu</w:t></w:r>",
            ),
            "1/2 mẫu",
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
    assert_eq!(
        shown_cells(&source),
        [
            "trước",
            "table 1 row 0 column 0 1x2: rộng",
            "table 1 row 0 column 2 1x1: c",
            "table 1 row 1 column 0 1x1: 1",
            "table 1 row 1 column 1 1x1: 2",
            "table 1 row 1 column 2 1x1: 3",
            "sau",
        ]
    );
}

/// Every block with its place in a table and how many rows and columns it takes.
fn shown_cells(source: &SourceText) -> Vec<String> {
    let words = |block: &model::Block| -> String {
        source.text.chars().skip(block.start).take(block.end - block.start).collect()
    };
    let shown = |block: &model::Block| match block.cell {
        None => words(block),
        Some(cell) => format!(
            "table {} row {} column {} {}x{}{}: {}",
            cell.table,
            cell.row,
            cell.column,
            cell.rows,
            cell.columns,
            if cell.head { " head" } else { "" },
            words(block)
        ),
    };
    source.blocks.iter().map(shown).collect()
}

#[test]
fn merged_cells_stand_at_their_first_row_and_column() {
    let cell = |text: &str, properties: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text))
    };
    let (down, rest) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let head = "<w:trPr><w:tblHeader/></w:trPr>";
    let inner = format!("<w:tbl><w:tr>{}</w:tr></w:tbl><w:p/>", cell("trong", ""));
    let body = format!(
        "<w:tbl><w:tr>{head}{}{}</w:tr><w:tr>{head}{}{}{}</w:tr><w:tr>{}<w:tc>{inner}</w:tc>{}</w:tr>\
         <w:tr><w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>{}</w:tr></w:tbl>",
        cell("Tên", down),
        cell("Thu", "<w:gridSpan w:val=\"2\"/>"),
        cell("", rest),
        cell("KH", ""),
        cell("TH", ""),
        cell("Xã A", ""),
        cell("7", ""),
        cell("9", "")
    );
    assert_eq!(
        shown_cells(&read_body(&body)),
        [
            "table 0 row 0 column 0 2x1 head: Tên",
            "table 0 row 0 column 1 1x2 head: Thu",
            "table 0 row 1 column 1 1x1 head: KH",
            "table 0 row 1 column 2 1x1 head: TH",
            "table 0 row 2 column 0 1x1: Xã A",
            "table 5 row 0 column 0 1x1: trong",
            "table 0 row 2 column 2 1x1: 7",
            "table 0 row 3 column 2 1x1: 9",
        ]
    );
}

#[test]
fn headers_of_pages_stand_around_the_body() {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            "<Relationship Id=\"{id}\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/{kind}\" Target=\"{target}\"/>"
        )
    };
    let relations = format!(
        "<Relationships>{}{}{}{}</Relationships>",
        relation("r1", "header", "header1.xml"),
        relation("r2", "header", "/word/header2.xml"),
        relation("r3", "footer", "footer1.xml"),
        relation("r4", "styles", "styles2.xml"),
    );
    let section = |title: &str| {
        format!(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"r1\"/><w:headerReference w:type=\"first\" r:id=\"r2\"/><w:footerReference w:type=\"default\" r:id=\"r3\"/>{title}</w:sectPr>"
        )
    };
    let part = |inner: &str| format!("<w:hdr xmlns:w=\"w\">{inner}</w:hdr>");
    let body = format!(
        "<w:p><w:pPr>{}</w:pPr><w:r><w:t>Thu đạt 5 tỷ đồng.</w:t></w:r></w:p>{}{}",
        section("<w:titlePg/>"),
        "<w:p><w:pPr><w:pStyle w:val=\"T\"/></w:pPr><w:r><w:t>Chi 3 tỷ đồng.</w:t></w:r></w:p>",
        section("")
    );
    let source = read(&[
        ("word/document.xml", &document(&body)),
        ("word/_rels/document.xml.rels", &relations),
        ("word/header1.xml", &part(&paragraph("Dự thảo lần 2 của 7 huyện"))),
        ("word/header2.xml", &part(&paragraph("UBND HUYỆN SUỐI BẠC"))),
        ("word/footer1.xml", &part(&format!("{}{}", paragraph("- 3 -"), paragraph("Văn phòng, 12 trang")))),
        (
            "word/styles2.xml",
            "<w:styles xmlns:w=\"w\"><w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"heading 2\"/></w:style></w:styles>",
        ),
    ]);
    let lines = "UBND HUYỆN SUỐI BẠC\nDự thảo lần 2 của 7 huyện\nThu đạt 5 tỷ đồng.\nChi 3 tỷ đồng.\nVăn phòng, 12 trang";
    assert_eq!(source.text, lines);
    let running: Vec<bool> = source.blocks.iter().map(|block| block.running).collect();
    assert_eq!(running, [true, true, false, false, true]);
    assert_eq!(source.blocks[3].styled_level, Some(2));
    let reading = reader::read(&source);
    let figures: Vec<&str> = reading.facts.iter().map(|fact| fact.surface.as_str()).collect();
    assert_eq!(figures, ["5", "3"]);
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

#[test]
fn old_fonts_are_decoded_run_by_run() {
    let run = |font: &str, text: &str| {
        let fonts = if font.is_empty() { String::new() } else { format!("<w:rFonts {font}/>") };
        format!("<w:r><w:rPr>{fonts}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let named = |font: &str, text: &str| run(&format!("w:ascii=\"{font}\" w:hAnsi=\"{font}\""), text);
    let styles = "<w:styles xmlns:w=\"w\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\"/></w:rPr></w:rPrDefault></w:docDefaults>\
        <w:style w:type=\"paragraph\" w:styleId=\"Old\"><w:rPr><w:rFonts w:ascii=\".VnTime\" w:hAnsi=\".VnTime\"/></w:rPr></w:style></w:styles>";
    let theme = "<a:theme xmlns:a=\"a\"><a:majorFont><a:latin typeface=\".VnTimeH\"/></a:majorFont><a:minorFont><a:latin typeface=\"Arial\"/></a:minorFont></a:theme>";
    let rels = "<Relationships><Relationship Id=\"r1\" Type=\"x/theme\" Target=\"theme/theme1.xml\"/></Relationships>";
    let mark = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    let rows: [(String, &str); 8] = [
        (named(".VnTime", "T\u{e6}ng s\u{b6}n l\u{ad}\u{ee}ng"), "Tổng sản lượng"),
        (named(".VnTimeH", "b\u{b8}o c\u{b8}o quý 2"), "BÁO CÁO QUÝ 2"),
        (
            format!("{}{}", named("VNI-Times", "soá hoä ngheøo (cuoái naê"), named("VNI-Times", "m)")),
            "số hộ nghèo (cuối năm)",
        ),
        (
            format!("{}{mark}{}", named(".VnTime", "\u{ae}\u{b9}t 5 ha"), named(".VnTime", "; lóa 3 ha")),
            "đạt 5 ha; lúa 3 ha",
        ),
        (named(".VnTime", "Tổng số là 5 hộ"), "Tổng số là 5 hộ"),
        (
            format!("{}{}", named("Arial", "Có “là” ©, "), named(".VnArial", "x\u{b7} n\u{b5}y")),
            "Có “là” ©, xã này",
        ),
        (run("w:hAnsiTheme=\"majorHAnsi\" w:hAnsi=\"Arial\"", "k\u{d5}t qu\u{b6}"), "KẾT QUẢ"),
        (run("", "Di\u{d6}n t\u{dd}ch l\u{f3}a xu\u{a9}n"), "Diện tích lúa xuân"),
    ];
    let body: String = rows.iter().map(|(runs, _)| format!("<w:p>{runs}</w:p>")).collect();
    let body = body
        + "<w:p><w:pPr><w:pStyle w:val=\"Old\"/></w:pPr>"
        + &run("", "\u{ad}íc ®¹t")
        + &named("Arial", " tám")
        + "</w:p>";
    let footnotes = format!(
        "<w:footnotes xmlns:w=\"w\"><w:footnote w:id=\"2\"><w:p>{}</w:p></w:footnote></w:footnotes>",
        named(".VnTime", "X· A 2 ha")
    );
    let source = read(&[
        ("word/document.xml", &document(&body)),
        ("word/_rels/document.xml.rels", rels),
        ("word/styles.xml", styles),
        ("word/theme/theme1.xml", theme),
        ("word/footnotes.xml", &footnotes),
    ]);
    let lines: Vec<&str> = rows.iter().map(|(_, says)| *says).chain(["ước đạt tám", "Xã A 2 ha"]).collect();
    assert_eq!(source.text, lines.join("\n"));
    let anchor = source.notes.first().and_then(|note| note.anchor).unwrap();
    assert_eq!(source.text.chars().take(anchor).collect::<String>().lines().last(), Some("đạt 5 ha"));
}
