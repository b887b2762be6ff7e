//! Word files: the package, its parts, and the plain text made of them.
//!
//! Reads WordprocessingML (ISO/IEC 29500-1) as Word shows it with all tracked changes accepted:
//! footnotes and endnotes joined to their marks, list labels as text, hidden text and field codes left out.

mod body;
mod numbering;
mod styles;
mod xml;

use super::Unreadable;
use body::{NoteKind, Paragraph};
use model::{Block, Note, SourceText};
use std::io::{Cursor, Read};
use unicode_normalization::UnicodeNormalization;
use zip::ZipArchive;
use zip::result::ZipError;

/// All parts together may inflate to this; a report of 200 pages needs a tenth.
const MAX_INFLATED_BYTES: usize = 64 * 1024 * 1024;
/// Text of a real report shrinks ten- to fiftyfold.
const MAX_RATIO: usize = 200;
/// Below this no ratio is suspicious.
const RATIO_FREE_BYTES: usize = 1024 * 1024;

pub(super) fn read(bytes: &[u8]) -> Result<SourceText, Unreadable> {
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let document = package.part(&main)?.ok_or(Unreadable::NoDocument)?;
    let folder = main.rfind('/').map_or("", |slash| &main[..=slash]).to_owned();
    let mut beside = |name: &str| package.part(&format!("{folder}{name}"));
    let styles = styles::Styles::read(beside("styles.xml")?.as_deref())?;
    let mut numbering = numbering::Numbering::read(beside("numbering.xml")?.as_deref())?;
    let footnotes = beside("footnotes.xml")?;
    let endnotes = beside("endnotes.xml")?;
    let body = body::paragraphs(&document, &styles, &mut numbering)?;
    let mut notes = Vec::new();
    for part in [footnotes, endnotes].into_iter().flatten() {
        notes.extend(body::paragraphs(&part, &styles, &mut numbering)?);
    }
    Ok(compose(body, notes))
}

struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    file_bytes: usize,
    budget: usize,
}

/// Parts that tell other package formats.
const OTHER_PACKAGES: [(&str, &str); 3] = [
    ("xl/workbook.xml", ".xlsx (Excel)"),
    ("ppt/presentation.xml", ".pptx (PowerPoint)"),
    ("content.xml", ".odt"),
];

impl<'b> Package<'b> {
    fn open(bytes: &'b [u8]) -> Result<Self, Unreadable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
        Ok(Self { zip, file_bytes: bytes.len(), budget: MAX_INFLATED_BYTES })
    }

    /// The part that the package names as its document.
    fn main_part(&mut self) -> Result<String, Unreadable> {
        if let Some((_, format)) =
            OTHER_PACKAGES.iter().find(|(part, _)| self.zip.index_for_name(part).is_some())
        {
            return Err(Unreadable::OtherFormat(format));
        }
        let target = match self.part("_rels/.rels")? {
            Some(relations) => xml::relation_target(&relations, "/officeDocument")?,
            None => None,
        };
        Ok(target.unwrap_or_else(|| "word/document.xml".to_owned()))
    }

    /// One part as text, inflated through a limit; sizes stated in the package are not believed.
    fn part(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Unreadable::Protected);
            }
            Err(_) => return Err(Unreadable::Broken),
        };
        let mut content = Vec::new();
        let limit = u64::try_from(self.budget).unwrap_or(u64::MAX);
        file.take(limit.saturating_add(1)).read_to_end(&mut content).map_err(|_| Unreadable::Broken)?;
        let suspicious = content.len() > RATIO_FREE_BYTES && content.len() / MAX_RATIO > self.file_bytes;
        if content.len() > self.budget || suspicious {
            return Err(Unreadable::Bomb);
        }
        self.budget -= content.len();
        super::plain::decode(&content).map(Some).map_err(|_| Unreadable::Broken)
    }
}

/// Paragraphs joined by line feeds: the body, then the notes in the order of their marks.
fn compose(body: Vec<Paragraph>, note_paragraphs: Vec<Paragraph>) -> SourceText {
    let mut out = Composer::default();
    let mut marks: Vec<(NoteKind, String, usize)> = Vec::new();
    for paragraph in body {
        let start = out.push(&paragraph, None);
        marks.extend(paragraph.marks.into_iter().map(|mark| {
            let before: usize = paragraph.text.get(..mark.at).map_or(0, composed_length);
            (mark.kind, mark.id, start + before)
        }));
    }
    let mut notes: Vec<(NoteKind, String, Vec<Paragraph>)> = Vec::new();
    for paragraph in note_paragraphs {
        let Some((kind, id)) = paragraph.note.clone() else { continue };
        match notes.last_mut() {
            Some((last_kind, last_id, paragraphs)) if *last_kind == kind && *last_id == id => {
                paragraphs.push(paragraph);
            }
            _ => notes.push((kind, id, vec![paragraph])),
        }
    }
    let anchor =
        |kind: NoteKind, id: &str| marks.iter().find(|(k, i, _)| *k == kind && i == id).map(|(_, _, at)| *at);
    notes.sort_by_key(|(kind, id, _)| anchor(*kind, id).unwrap_or(usize::MAX));
    for (kind, id, paragraphs) in notes {
        out.push_note(anchor(kind, &id), &paragraphs);
    }
    out.source
}

/// Length in scalar values after leading blanks are cut and letters are composed.
fn composed_length(text: &str) -> usize {
    text.trim_start().nfc().count()
}

#[derive(Default)]
struct Composer {
    source: SourceText,
    length: usize,
    /// First block of each table.
    tables: std::collections::BTreeMap<usize, usize>,
}

impl Composer {
    /// Appends a paragraph unless it is blank; returns where it starts or would start.
    fn push(&mut self, paragraph: &Paragraph, note: Option<usize>) -> usize {
        let text: String = paragraph.text.trim().nfc().collect();
        let gap = usize::from(self.length > 0);
        if text.is_empty() {
            return self.length;
        }
        if gap == 1 {
            self.source.text.push('\n');
        }
        let start = self.length + gap;
        let end = start + text.chars().count();
        let index = self.source.blocks.len();
        let cell = paragraph
            .cell
            .map(|(table, row, column)| (*self.tables.entry(table).or_insert(index), row, column));
        self.source.text.push_str(&text);
        self.source.blocks.push(Block {
            start,
            end,
            bold: paragraph.is_bold(),
            styled_level: paragraph.level,
            cell: if note.is_none() { cell } else { None },
            note,
        });
        self.length = end;
        start
    }

    fn push_note(&mut self, anchor: Option<usize>, paragraphs: &[Paragraph]) {
        let index = self.source.notes.len();
        let first = self.source.blocks.len();
        for paragraph in paragraphs {
            self.push(paragraph, Some(index));
        }
        let added = self.source.blocks.get(first..).unwrap_or_default();
        if let (Some(head), Some(last)) = (added.first(), added.last()) {
            self.source.notes.push(Note { anchor, start: head.start, end: last.end });
        }
    }
}
