//! What the fuzzer's bytes become for each target, and the laws that every reading keeps.
//!
//! Bytes that begin as a file of the format begins are that file. All others are the part of it where the grammar is:
//! the XML of a package, the content of a PDF page, the body of an RTF file. So the fuzzer need not find checksums.

use model::{Block, Note, Reading, SourceText, TableCell};
use std::io::{Cursor, Write};
use zip::CompressionMethod::Stored;
use zip::write::SimpleFileOptions;

/// The parts of a Word package by what stands in them; the first is every other one.
const WORD: [(&str, &str); 7] = [
    ("word/document.xml", ""),
    ("word/styles.xml", "<w:styles"),
    ("word/numbering.xml", "<w:numbering"),
    ("word/footnotes.xml", "<w:footnotes"),
    ("word/endnotes.xml", "<w:endnotes"),
    ("word/theme.xml", "<a:theme"),
    ("word/_rels/document.xml.rels", "<Relationships"),
];

/// The parts of an OpenDocument package.
const OPEN_DOCUMENT: [(&str, &str); 2] = [("content.xml", ""), ("styles.xml", "<office:document-styles")];

/// Word since 2007.
pub fn docx(bytes: &[u8]) {
    file(&packed(bytes, &WORD));
}

/// OpenDocument text.
pub fn odt(bytes: &[u8]) {
    file(&packed(bytes, &OPEN_DOCUMENT));
}

/// Word of 1997 to 2003.
pub fn doc(bytes: &[u8]) {
    file(&beginning(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes));
}

/// Rich text.
pub fn rtf(bytes: &[u8]) {
    file(&beginning(b"{\\rtf", bytes));
}

/// Pages of HTML.
pub fn html(bytes: &[u8]) {
    file(&beginning(b"<html", bytes));
}

/// Text in any encoding.
pub fn txt(bytes: &[u8]) {
    file(bytes);
}

/// PDF with letters in it: a file, or the content of a page that is also what the letters of its font mean.
pub fn pdf(bytes: &[u8]) {
    if bytes.starts_with(b"%PDF-") {
        return file(bytes);
    }
    let head = "%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
        2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
        3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>/XObject<</X 5 0 R>>>>>>\nendobj\n\
        4 0 obj\n<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/ToUnicode 5 0 R>>\nendobj\n";
    let stream = format!("5 0 obj\n<</Type/XObject/Subtype/Form/Length {}>>\nstream\n", bytes.len());
    let tail = "\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n";
    file(&[head.as_bytes(), stream.as_bytes(), bytes, tail.as_bytes()].concat());
}

/// A text without a file: each line a paragraph, lines with tabs rows of a table, lines that begin with a star notes.
pub fn read(bytes: &[u8]) {
    sound(&source(String::from_utf8_lossy(bytes).into_owned()));
}

/// Takes in a file, which is refused or makes a text that is read.
fn file(bytes: &[u8]) {
    if let Ok(source) = reader::intake("", bytes) {
        sound(&source);
    }
}

fn beginning(head: &[u8], bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(head) { bytes.to_vec() } else { [head, bytes].concat() }
}

/// A package of the parts that begin with an XML declaration each.
fn packed(bytes: &[u8], parts: &[(&str, &str)]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let text = String::from_utf8_lossy(bytes);
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for xml in text.split("<?xml").filter(|xml| !xml.is_empty()) {
        let xml = xml.split_once("?>").map_or(xml, |(_, rest)| rest);
        let root: String = xml.chars().take(200).collect();
        let name = parts.iter().rev().find(|(_, mark)| root.contains(mark)).map_or("", |(name, _)| name);
        // A part that was there before is not taken again.
        if package.start_file(name, SimpleFileOptions::default().compression_method(Stored)).is_ok() {
            package.write_all(xml.as_bytes()).ok();
        }
    }
    package.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn source(text: String) -> SourceText {
    let (mut blocks, mut notes, mut at) = (Vec::<Block>::new(), Vec::new(), 0);
    for line in text.split('\n') {
        let cells = line.contains('\t');
        let row = blocks.last().and_then(|block| block.cell).filter(|_| cells);
        for (column, words) in line.split('\t').enumerate() {
            let (start, end) = (at, at + words.chars().count());
            at = end + 1;
            if start == end {
                continue;
            }
            let (table, row) = row.map_or((blocks.len(), 0), |above| (above.table, above.row + 1));
            let place = TableCell { table, row, column, rows: 1, columns: 1, head: row == 0 };
            let is_note = !cells && words.starts_with('*');
            let note = is_note.then_some(notes.len());
            if is_note {
                notes.push(Note { anchor: start.checked_sub(1), start, end });
            }
            blocks.push(Block { start, end, cell: cells.then_some(place), note, ..Block::default() });
        }
    }
    SourceText { text, blocks, notes, ..SourceText::default() }
}

/// Reads a text and holds the laws: what was found lies in the text, in order, and names only what is there.
fn sound(source: &SourceText) {
    let letters: Vec<char> = source.text.chars().collect();
    let within = |what: &str, start: usize, end: usize| {
        assert!(start <= end && end <= letters.len(), "{what}: {start}..{end} of {}", letters.len());
    };
    source.blocks.iter().for_each(|block| within("block", block.start, block.end));
    assert!(source.blocks.is_sorted_by_key(|block| block.start), "blocks out of order");
    source.notes.iter().for_each(|note| within("note", note.anchor.unwrap_or(0).min(note.start), note.end));
    let Reading { facts, outline, findings, tasks, references, tables, relations, .. } = reader::read(source);
    for fact in &facts {
        within(&fact.id, fact.start, fact.end);
        let printed: String = letters.iter().skip(fact.start).take(fact.end - fact.start).collect();
        assert_eq!(printed, fact.surface, "{} is not what is printed", fact.id);
        fact.because.iter().for_each(|because| within(&because.rule, because.start, because.end));
    }
    assert!(facts.is_sorted_by_key(|fact| fact.start), "figures out of order");
    outline.iter().for_each(|item| within(&item.id, item.start, item.end));
    findings.iter().for_each(|finding| within(&finding.rule, finding.start, finding.end));
    tasks.iter().for_each(|task| within(&task.id, task.start, task.end));
    references.iter().for_each(|reference| within(&reference.kind, reference.start, reference.end));
    tables.iter().for_each(|table| within(&table.id, table.start, table.end));
    let ids: std::collections::BTreeSet<&str> = facts.iter().map(|fact| fact.id.as_str()).collect();
    let named = (facts.iter().flat_map(|fact| &fact.part_of))
        .chain(relations.iter().flat_map(|relation| &relation.members))
        .chain(findings.iter().flat_map(|finding| &finding.evidence))
        .chain(tasks.iter().flat_map(|task| &task.facts));
    named.for_each(|id| assert!(ids.contains(id.as_str()), "no figure {id}"));
}
