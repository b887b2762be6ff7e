//! What the printed pages look like, by poppler's tools; where a tool or the fonts are not on the machine, the test says so.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "../../report/tests/common/mod.rs"]
mod common;
mod print;

use common::{demo, file, full};
use pdf::{PdfError, Typesetter};
use print::{Print, folder, fonts, office_pdf, prints, run};
use report::{Block, Paragraph, PassageKind, Span};
use std::collections::BTreeMap;
use std::path::Path;

/// Compares pages with the table of the layout.
fn laid_out(prints: &[Print], origin: &str) {
    let table = std::fs::read_to_string(file("suite/report/layout.txt")).unwrap();
    let mut wrong = Vec::new();
    for row in table.lines().filter(|row| !row.starts_with('#') && !row.trim().is_empty()) {
        let columns: Vec<&str> = row.split('|').map(str::trim).collect();
        let [page, words, size, style, place] = columns.as_slice() else { panic!("five columns: {row}") };
        let (edge, at) = place.split_once(' ').unwrap();
        let at: f64 = at.parse().unwrap();
        let near = |p: &&Print| {
            let x = if edge == "giữa" { p.left + p.width / 2.0 } else { p.left };
            (x - at).abs() < 1.5
        };
        let named = |p: &&Print| {
            let page_fits = *page == "*" || page.parse() == Ok(p.page);
            page_fits && if words.len() < 3 { p.words == *words } else { p.words.starts_with(words) }
        };
        let dressed = |p: &&Print| p.size.to_string() == *size && p.style == *style;
        if !prints.iter().filter(named).any(|p| near(&p) && dressed(&p)) {
            wrong.push(format!("{row}\n    found: {:?}", prints.iter().filter(named).collect::<Vec<_>>()));
        }
    }
    assert!(wrong.is_empty(), "{origin}:\n{}", wrong.join("\n"));
}

/// Page numbers stand in the upper margin from the second page on; every annex begins anew.
fn numbered(prints: &[Print], origin: &str) {
    let is_number = |p: &&Print| p.top < 16.0 && p.words.chars().all(|c| c.is_ascii_digit());
    let pages = prints.iter().map(|p| p.page).max().unwrap();
    let starts: Vec<usize> =
        prints.iter().filter(|p| p.words.starts_with("Phụ lục I")).map(|p| p.page).collect();
    assert_eq!(starts.len(), 2, "{origin}: two annexes");
    for page in 1..=pages {
        let first = starts.iter().copied().filter(|start| *start <= page).max().unwrap_or(1);
        let wanted = if page == first { Vec::new() } else { vec![(page - first + 1).to_string()] };
        let found: Vec<String> =
            prints.iter().filter(|p| p.page == page).filter(is_number).map(|p| p.words.clone()).collect();
        assert_eq!(found, wanted, "{origin}, page {page}");
    }
    assert!(pages > starts[1] && starts[1] > starts[0] + 1, "{origin}: annexes of several pages");
}

/// Every word of the document is printed.
fn complete(path: &Path, document: &report::Document) -> Option<()> {
    let printed = counted(&run("pdftotext", &["-raw", path.to_str().unwrap(), "-"])?);
    let sheet = report::sheet(document);
    let parts = [&sheet.issuer, &sheet.nation, &sheet.number, &sheet.date, &sheet.title];
    let body = sheet.body.iter().flat_map(report::Piece::lines);
    let mut words: String =
        parts.into_iter().flatten().chain(body).flat_map(|l| [l.words(), "\n".into()]).collect();
    words.extend(sheet.recipients.iter().chain(&sheet.signature).flat_map(|l| [l.words(), "\n".into()]));
    words.extend(sheet.notes.iter().flat_map(|n| &n.spans).flat_map(|s| [s.words(), "\n"]));
    for (word, times) in counted(&words) {
        let found = printed.get(&word).copied().unwrap_or(0);
        assert!(found >= times, "“{word}” is printed {found} times of {times}");
    }
    Some(())
}

/// Runs of letters and runs of digits, with how often each stands there; a note mark is a run of its own.
fn counted(text: &str) -> BTreeMap<String, usize> {
    let class = |c: char| (c.is_alphabetic(), c.is_numeric());
    let (mut out, mut before) = (BTreeMap::new(), None);
    let mut apart = String::new();
    for c in text.to_uppercase().chars() {
        if before != Some(class(c)) {
            apart.push(' ');
        }
        before = Some(class(c));
        apart.push(if c.is_alphanumeric() { c } else { ' ' });
    }
    for run in apart.split_whitespace() {
        *out.entry(run.to_owned()).or_insert(0) += 1;
    }
    out
}

/// With the fonts of the machine.
fn typesetter() -> Option<Typesetter> {
    fonts().map(Typesetter::new)
}

#[test]
fn the_pdf_has_the_legal_layout() {
    let Some(typesetter) = typesetter() else { return };
    let path = folder("layout").join("typeset.pdf");
    std::fs::write(&path, typesetter.pdf(&full()).unwrap()).unwrap();
    let Some(prints) = prints(&path) else { return };
    laid_out(&prints, "PDF");
    numbered(&prints, "PDF");
    complete(&path, &full());
}

#[test]
fn the_word_file_prints_in_the_legal_layout() {
    let Some(typesetter) = typesetter() else { return };
    let folder = folder("word");
    let source = folder.join("word.docx");
    std::fs::write(&source, report::docx(&typesetter.with_dots(&full())).unwrap()).unwrap();
    let Some(path) = office_pdf(&source) else { return };
    let Some(prints) = prints(&path) else { return };
    laid_out(&prints, "Word");
    numbered(&prints, "Word");
    complete(&path, &full());
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let Some(typesetter) = typesetter() else { return };
    assert!(typesetter.pdf(&full()).unwrap() == typesetter.pdf(&full()).unwrap());
}

#[test]
fn only_a_draft_is_marked() {
    let Some(typesetter) = typesetter() else { return };
    let mut draft = demo();
    draft.letterhead.number = None;
    for (name, document, marked) in [("draft", draft, true), ("issued", demo(), false)] {
        let path = folder(name).join("page.pdf");
        std::fs::write(&path, typesetter.pdf(&document).unwrap()).unwrap();
        let Some(text) = run("pdftotext", &[path.to_str().unwrap(), "-"]) else { return };
        let letters: String = text.split_whitespace().collect();
        assert_eq!(letters.contains("DỰTHẢO") || letters.contains("THẢO"), marked, "{name}");
    }
}

#[test]
fn without_fonts_or_letters_the_answer_says_what_to_do() {
    let error = Typesetter::new([]).pdf(&demo()).unwrap_err();
    assert!(
        matches!(error, PdfError::NoFont { .. }) && error.to_string().contains("fonts-liberation2"),
        "{error}"
    );
    let error = Typesetter::new([b"not a font".to_vec()]).pdf(&demo()).unwrap_err();
    assert!(matches!(error, PdfError::NoFont { .. }));
    let Some(typesetter) = typesetter() else { return };
    let mut document = demo();
    document.subject.push_str(" 漢");
    let error = typesetter.pdf(&document).unwrap_err();
    assert!(matches!(&error, PdfError::NoGlyph { letters, .. } if letters == "漢 (U+6F22)"), "{error}");
}

#[test]
fn no_text_is_read_as_markup() {
    let Some(typesetter) = typesetter() else { return };
    let words = r##"#panic("x") \" " $1/0$ *a* _b_ @c <d> `e` //f /*g*/ \u{41} ] } ) = h"##;
    let mut document = demo();
    document.body[2] = Paragraph::new(PassageKind::Body, vec![Span::text(words)]).into();
    document.recipients.push(words.into());
    let path = folder("markup").join("page.pdf");
    std::fs::write(&path, typesetter.pdf(&document).unwrap()).unwrap();
    let Some(text) = run("pdftotext", &[path.to_str().unwrap(), "-"]) else { return };
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    assert!(squeeze(&text).contains(&squeeze(words)));
}

#[test]
fn the_pdf_is_for_archives_and_for_ears() {
    let Some(typesetter) = typesetter() else { return };
    let path = folder("tags").join("page.pdf");
    let bytes = typesetter.pdf(&full()).unwrap();
    let holds = |words: &str| bytes.windows(words.len()).any(|window| window == words.as_bytes());
    assert!(holds("<pdfaid:part>2</pdfaid:part>") && holds("<pdfaid:conformance>A</pdfaid:conformance>"));
    assert!(holds("<pdfuaid:part>1</pdfuaid:part>") && holds("/Lang(vi-VN)"));
    std::fs::write(&path, bytes).unwrap();
    let Some(tags) = run("pdfinfo", &["-struct-text", path.to_str().unwrap()]) else { return };
    // Printed with the words below their tag.
    let tags: Vec<&str> = tags.lines().map(str::trim).collect();
    let below = |tag: &str, words: &str| {
        tags.windows(2).any(|two| two[0].starts_with(tag) && two[1].starts_with(&format!("\"{words}")))
    };
    for (tag, words) in [
        ("H1", "Phần thứ nhất"),
        ("H2", "I. KẾT QUẢ TRÊN CÁC NGÀNH"),
        ("H3", "1. Kinh tế"),
        ("H4", "1.1. Nông"),
        ("H5", "a) Trồng trọt"),
        ("H1", "Phụ lục II"),
    ] {
        assert!(below(tag, words), "{tag} {words}");
    }
    let count = |tag: &str| tags.iter().filter(|line| line.starts_with(tag)).count();
    assert_eq!((count("Table"), count("THead"), count("Figure")), (3, 3, 1));
    assert_eq!(count("TH <"), 5 + 3 + 3);
    assert_eq!(count("Note <"), full().notes.len() + 1, "one note has two marks");
}

#[test]
fn a_report_without_parts_date_or_title_is_typeset_too() {
    let Some(typesetter) = typesetter() else { return };
    let mut document = demo();
    document.letterhead.number = None;
    document.letterhead.date = None;
    document.subject.clear();
    let kept = [PassageKind::Subclause, PassageKind::Body, PassageKind::Clause, PassageKind::Point];
    document.body.retain(|block| matches!(block, Block::Paragraph(p) if kept.contains(&p.kind)));
    typesetter.pdf(&document).unwrap();
    document.body.clear();
    typesetter.pdf(&document).unwrap();
}
