//! Files that are no reports, broken, protected, too large or made to hurt: one sentence, no panic.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod package;

use package::{document, docx, paragraph};
use proptest::prelude::*;
use reader::{Unreadable, intake, read};

#[test]
fn refusals() {
    let one = |name: &str, content: &str| docx(&[(name, content)]);
    let with_document = |xml: &str| one("word/document.xml", xml);
    let good = with_document(&document(&paragraph("Đạt 5 ha")));
    let nested = format!("{}{}", "<w:tbl>".repeat(100_000), "</w:tbl>".repeat(100_000));
    let entities =
        "<!DOCTYPE d [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]><w:document xmlns:w=\"w\">&b;</w:document>";
    let table: Vec<(&str, Vec<u8>, Unreadable)> = vec![
        ("nothing", Vec::new(), Unreadable::Empty),
        ("too large", vec![b'a'; 50 * 1024 * 1024 + 1], Unreadable::TooLarge),
        ("a library", "chữ ".repeat(2_600_000).into_bytes(), Unreadable::TooLong),
        ("pdf", b"%PDF-1.7 abc".to_vec(), Unreadable::BrokenPdf),
        ("image", b"\x89PNG\r\n\x1a\n".to_vec(), Unreadable::Scanned),
        ("damaged OpenDocument", one("content.xml", "<a>"), Unreadable::Damaged("OpenDocument (.odt)")),
        ("RTF too deep", ["{\\rtf1", &"{".repeat(5000)].concat().into_bytes(), Unreadable::Damaged("RTF")),
        ("a page without words", b"<!DOCTYPE html><html>1</html>".to_vec(), Unreadable::NoText),
        ("new Excel", one("xl/workbook.xml", "<a/>"), Unreadable::OtherFormat(".xlsx (Excel)")),
        ("a zip of something", one("a.txt", "abc"), Unreadable::NoDocument),
        ("half a zip", good[..good.len() / 2].to_vec(), Unreadable::Broken),
        ("half an XML", with_document("<w:document xmlns:w=\"w\"><w:body>"), Unreadable::Broken),
        ("crossed tags", with_document("<a><b></a></b>"), Unreadable::Broken),
        ("entities", with_document(entities), Unreadable::Broken),
        ("a hundred thousand levels", with_document(&document(&nested)), Unreadable::Broken),
        ("a bomb", with_document(&document(&" ".repeat(40 << 20))), Unreadable::Bomb),
        ("a larger bomb", with_document(&document(&" ".repeat(70 << 20))), Unreadable::Bomb),
        ("no words in Word", with_document(&document("<w:p/>")), Unreadable::NoText),
        ("no words", b" \n 12 - 13 \n".to_vec(), Unreadable::NoText),
        ("old letters", b"\xe9t\xe9 d\xe9j\xe0 vu".to_vec(), Unreadable::Encoding),
        ("a program", b"\x7fELF\x02\x01\x01\0\0\0".to_vec(), Unreadable::Binary),
    ];
    for (case, bytes, expected) in table {
        assert_eq!(intake("bao-cao.docx", &bytes), Err(expected), "{case}");
    }
    assert!(intake("ten-sai.txt", &good).is_ok(), "content decides, not the name");
}

#[test]
fn every_refusal_is_one_sentence_or_two_that_say_what_to_do() {
    let all = [
        Unreadable::Empty,
        Unreadable::TooLarge,
        Unreadable::TooLong,
        Unreadable::Bomb,
        Unreadable::OtherFormat("PDF"),
        Unreadable::Protected,
        Unreadable::Broken,
        Unreadable::BrokenPdf,
        Unreadable::Scanned,
        Unreadable::NoDocument,
        Unreadable::NoText,
        Unreadable::Encoding,
        Unreadable::Binary,
    ];
    for refusal in all {
        let says = refusal.to_string();
        assert!(says.contains("ãy ") && says.ends_with('.') && !says.contains('\n'), "{says}");
    }
}

#[test]
fn lists_that_count_too_far_and_spans_that_are_too_wide() {
    let numbering = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"4294967295\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>";
    let item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    let body = format!(
        "{item}{item}<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"4294967295\"/></w:tcPr>{item}</w:tc></w:tr></w:tbl>"
    );
    let bytes = docx(&[("word/document.xml", &document(&body)), ("word/numbering.xml", numbering)]);
    let source = intake("a.docx", &bytes).unwrap();
    assert_eq!(source.text, "4294967295. x\n4294967295. x\n4294967295. x");
}

#[test]
fn thousands_of_notes_and_labels() {
    let each = |print: &dyn Fn(usize) -> String| (0..10_000).map(print).collect::<String>();
    let marks =
        each(&|id| format!("<w:r><w:t>chữ </w:t></w:r><w:r><w:footnoteReference w:id=\"{id}\"/></w:r>"));
    let notes = each(&|id| format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", paragraph("ghi chú")));
    let notes = format!("<w:footnotes xmlns:w=\"w\">{notes}</w:footnotes>");
    let body = document(&format!("<w:p>{marks}</w:p>"));
    let source =
        intake("a.docx", &docx(&[("word/document.xml", &body), ("word/footnotes.xml", &notes)])).unwrap();
    let anchors: Vec<Option<usize>> = source.notes.iter().map(|note| note.anchor).collect();
    assert_eq!(anchors.len(), 10_000);
    assert_eq!(anchors[..3], [Some(4), Some(8), Some(12)]);

    let label = "dài ".repeat(10_000);
    let numbering = format!(
        "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"{label}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>"
    );
    let item = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    let body = document(&item.repeat(5_000));
    let source =
        intake("a.docx", &docx(&[("word/document.xml", &body), ("word/numbering.xml", &numbering)])).unwrap();
    assert!(source.text.len() < 1_000_000, "{}", source.text.len());
}

/// Each of these looks back, around or ahead for something; none may do so over the whole text each time.
#[test]
fn three_thousand_figures_in_one_sentence() {
    let pieces = [
        "12 hộ, ",
        "trong đó 5 hộ, ",
        "(5 hộ, ",
        "(5 hộ) ",
        "tăng 5,2% so với cùng kỳ, ",
        "từ ngày 1/2/2021 đến ngày 3/4/2021 đạt 5 ha, ",
        "xã An Lộc 5/6 hộ; ",
        "ha ha 5 ha, ",
        "Quyết định số 15/QĐ-UBND giao 5 tấn, ",
    ];
    for piece in pieces {
        let text = format!("Báo cáo quý I năm 2021\nI. NHIỆM VỤ\nTrong quý có {}7 hộ.\n", piece.repeat(3000));
        let reading = read(&intake("a.txt", text.as_bytes()).unwrap());
        assert!(reading.facts.len() > 3000, "{piece}: {}", reading.facts.len());
        assert!(reading.facts.iter().all(|fact| fact.start < fact.end));
    }
}

/// Every offset lies in the text and in order, and reading twice reads the same.
fn is_sound(name: &str, bytes: &[u8]) {
    let Ok(source) = intake(name, bytes) else { return };
    let length = source.text.chars().count();
    let reading = read(&source);
    for block in &source.blocks {
        assert!(block.start < block.end && block.end <= length);
    }
    let spans = (reading.tasks.iter().map(|t| (t.start, t.end)))
        .chain(reading.references.iter().map(|r| (r.start, r.end)))
        .chain(reading.findings.iter().map(|f| (f.start, f.end)))
        .chain(reading.outline.iter().map(|o| (o.start, o.end)));
    for (start, end) in spans {
        assert!(start <= end && end <= length, "{start}..{end} of {length}");
    }
    assert_eq!(read(&source), reading);
}

/// Words and signs that the grammar reacts to.
fn report_like() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Phần thứ hai",
        "I. ",
        "1.1. ",
        "a) ",
        "- ",
        "(1) ",
        "NHIỆM VỤ",
        "trong đó: ",
        "gồm ",
        "12 hộ",
        "1.250,5 ha",
        "16%",
        "(",
        ")",
        ", ",
        ". ",
        "; ",
        ":\n",
        "\n",
        "\n.",
        "\u{fffd} ",
        "Luật Đất đai",
        "Quyết định số 1/QĐ-UBND ngày 1/1/2023 của ",
        "trước 31/2",
        "tháng 5",
        "quý II",
        "chỉ đạo Phòng ",
        "phối hợp với ",
        "huyện Suối Bạc",
        "đang ",
        "kế hoạch ",
        "triệu đồng",
        "/",
        "İ",
        "ﬁ",
        "e\u{301}",
        "\u{a0}",
        "./.",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        is_sound("a.txt", &bytes);
    }

    #[test]
    fn any_text(text in ".{0,300}") {
        is_sound("a.txt", text.as_bytes());
    }

    #[test]
    fn text_like_a_report(text in report_like()) {
        is_sound("a.txt", text.as_bytes());
    }

    #[test]
    fn word_files_with_bytes_changed(at in prop::collection::vec((0usize..2000, any::<u8>()), 1..8), text in report_like()) {
        let text = text.replace(['&', '<'], "");
        let mut bytes = docx(&[("word/document.xml", &document(&paragraph(&text)))]);
        is_sound("a.docx", &bytes);
        for (at, byte) in at {
            let length = bytes.len();
            bytes[at % length] = byte;
        }
        is_sound("a.docx", &bytes);
    }

    #[test]
    fn xml_of_any_shape(parts in prop::collection::vec(prop::sample::select(vec![
        "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:del>", "</w:del>",
        "<w:rPr>", "</w:rPr>", "<w:pPr>", "</w:pPr>", "<w:fldChar w:fldCharType=\"begin\"/>", "<w:footnoteReference w:id=\"1\"/>", "chữ", "&#0;", "&x;", "<w:trPr>", "</w:trPr>",
    ]), 0..40)) {
        is_sound("a.docx", &docx(&[("word/document.xml", &document(&parts.concat()))]));
    }
}
