//! A Word file that comes back gives the same figures and paragraphs, also through LibreOffice.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;
#[path = "common/random.rs"]
mod random;

use common::{demo, full};
use model::{Cut, FigureId, Measure, Number, Period};
use proptest::prelude::*;
use random::random;
use report::back::{Piece, Returned, Unreadable, back, printed};
use report::{Block, Document, Facts, FigureFact, Note, Span, docx};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// The demo with an id on every piece, and facts.
fn bound(mut document: Document) -> Document {
    for (number, block) in document.body.iter_mut().enumerate() {
        let id = Some(format!("đoạn {number}").as_str().into());
        match block {
            Block::Paragraph(paragraph) => paragraph.id = id,
            Block::Table(table) => table.id = id,
            Block::Picture(picture) => picture.id = id,
        }
    }
    for (number, note) in document.notes.iter_mut().enumerate() {
        note.id = Some(format!("note-{number}").into());
    }
    let period: Period = "2021-Q1".parse().unwrap();
    let fact = |(id, printed): (&FigureId, &String)| FigureFact {
        id: id.clone(),
        indicator: "NN05".into(),
        name: "Diện tích chè & <cao su>".into(),
        measure: Measure::GrowthPct,
        measure_unit: "ha".into(),
        unit: Some("xa-nam-kha".into()),
        period,
        printed: printed.clone(),
        value: Some(Number::new("1347.190".parse().unwrap())),
    };
    let figures = figures(&printed(&document));
    let figures = figures.iter().map(|(id, texts)| fact((id, &texts[0]))).collect();
    document.facts = Some(Facts { period, cut: Some(Cut(7)), document: Some("abc".into()), figures });
    document
}

/// Every figure with the texts that stand at its places.
fn figures(returned: &Returned) -> BTreeMap<FigureId, Vec<String>> {
    let mut out = BTreeMap::<_, Vec<String>>::new();
    let cells = |piece: &Piece| match piece {
        Piece::Paragraph(paragraph) => paragraph.spans.clone(),
        Piece::Table(table) => table.rows.iter().flatten().flatten().cloned().collect(),
    };
    let spans = returned.pieces.iter().flat_map(cells);
    for span in spans.chain(returned.notes.iter().flat_map(|note| note.spans.clone())) {
        if let Span::Figure { id, text } = span {
            out.entry(id).or_default().push(text);
        }
    }
    out
}

fn same(found: &Returned, wanted: &Returned) {
    assert_eq!(found.facts, wanted.facts);
    assert_eq!(found.notes, wanted.notes);
    for (found, wanted) in found.pieces.iter().zip(&wanted.pieces) {
        assert_eq!(found, wanted);
    }
    assert_eq!(found.pieces.len(), wanted.pieces.len());
}

#[test]
fn an_untouched_file_gives_back_what_was_printed() {
    for document in [full(), demo(), bound(full()), bound(demo())] {
        same(&back(&docx(&document).unwrap()).unwrap(), &printed(&document));
    }
    assert_eq!(figures(&printed(&bound(full()))).len(), 4);
}

/// Opens a file in LibreOffice and saves it; none where it is not installed.
fn resaved(file: &[u8], name: &str) -> Option<Vec<u8>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let (source, out) = (folder.join("report.docx"), folder.join("out"));
    std::fs::create_dir_all(&out).unwrap();
    std::fs::write(&source, file).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let arguments = [&profile, "--headless", "--convert-to", "docx", "--outdir", out.to_str().unwrap()];
    if let Err(error) = Command::new("soffice").args(arguments).arg(&source).output() {
        eprintln!("skipped: soffice cannot run here ({error})");
        return None;
    }
    Some(std::fs::read(out.join("report.docx")).unwrap())
}

#[test]
fn libreoffice_keeps_figures_paragraphs_and_numbers() {
    let document = bound(full());
    let Some(file) = resaved(&docx(&document).unwrap(), "resaved") else { return };
    same(&back(&file).unwrap(), &printed(&document));
}

#[test]
fn an_edit_of_the_words_around_leaves_figures_known() {
    let document = bound(full());
    let file = edited(&docx(&document).unwrap(), |xml| {
        xml.replace("Ký tự", "Đã sửa").replace(">1.347,19<", ">1.400<")
    });
    let returned = back(&file).unwrap();
    assert_eq!(figures(&returned)[&"fig-1".into()], ["1.400"]);
    let Some(Piece::Paragraph(changed)) = returned.pieces.iter().find(
        |p| matches!(p, Piece::Paragraph(p) if p.spans.iter().any(|s| s.words().starts_with("Đã sửa"))),
    ) else {
        panic!("the edited paragraph is not there")
    };
    assert!(changed.id.is_some());
}

/// The file with its body changed.
fn edited(file: &[u8], edit: impl Fn(&str) -> String) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut source = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut target = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..source.len() {
        let mut part = source.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            bytes = edit(std::str::from_utf8(&bytes).unwrap()).into_bytes();
        }
        target.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        target.write_all(&bytes).unwrap();
    }
    target.finish().unwrap().into_inner()
}

#[test]
fn what_is_no_word_file_is_refused() {
    let empty = zip::ZipWriter::new(std::io::Cursor::new(Vec::new())).finish().unwrap().into_inner();
    for bytes in [&b""[..], b"PK\x03\x04", b"%PDF-1.7", &empty] {
        assert_eq!(back(bytes).unwrap_err(), Unreadable::NotWord);
    }
    let broken = edited(&docx(&demo()).unwrap(), |xml| xml.replace("</w:body>", ""));
    assert_eq!(back(&broken).unwrap_err(), Unreadable::NotWord);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_document_comes_back(document in random()) {
        let document = bound(document);
        let returned = back(&docx(&document).unwrap()).unwrap();
        prop_assert_eq!(returned, printed(&document));
    }
}

#[test]
fn a_note_of_the_first_form_has_no_id() {
    assert_eq!(Note::from(vec![Span::text("a")]).id, None);
}
