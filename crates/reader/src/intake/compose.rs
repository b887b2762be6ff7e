//! Paragraphs as a file shows them, whatever its format, and the one plain text made of them.

use super::letters::{self, Old};
use model::{Block, Note, SourceText, TableCell};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Where a file keeps a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NoteKind {
    Foot,
    End,
}

/// A note's mark in a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) kind: NoteKind,
    pub(super) id: String,
    /// Bytes of the paragraph's text before it.
    pub(super) at: usize,
}

/// One paragraph in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
    /// What of it is not in Unicode, in order.
    pub(super) old: Vec<Old>,
    /// Heading level by the file's styles, from one.
    pub(super) level: Option<u8>,
    /// Its place in a table; tables are numbered through the file.
    pub(super) cell: Option<TableCell>,
    /// The note it belongs to.
    pub(super) note: Option<(NoteKind, String)>,
    /// Whether all its visible characters are bold.
    pub(super) bold: bool,
    /// Whether it is the header or footer of pages.
    pub(super) running: bool,
}

impl Paragraph {
    /// Puts the label of a list before its words; a list item without words shows nothing.
    pub(super) fn begin_with(&mut self, label: &str) {
        let words = self.text.trim_start();
        if label.is_empty() || words.trim_end().is_empty() {
            return;
        }
        let lead = self.text.len() - words.len();
        let label = format!("{label} ");
        self.text.replace_range(..lead, &label);
        let moved = |at: usize| at.saturating_sub(lead) + label.len();
        for mark in &mut self.marks {
            mark.at = moved(mark.at);
        }
        for span in &mut self.old {
            (span.start, span.end) = (moved(span.start), moved(span.end));
        }
    }
}

/// Cells that go on in the rows below them.
#[derive(Default)]
pub(super) struct Merges {
    /// The row where the merged cell of a table and column began.
    begun: BTreeMap<(usize, usize), usize>,
    /// Rows that a cell (table, row, column) takes beyond its first.
    added: BTreeMap<(usize, usize, usize), usize>,
}

impl Merges {
    /// A cell, which either begins here or is the rest of the cell above it in its column.
    pub(super) fn cell(&mut self, (table, row, column): (usize, usize, usize), goes_on: bool) {
        match self.begun.get(&(table, column)) {
            Some(first) if goes_on => *self.added.entry((table, *first, column)).or_default() += 1,
            _ => {
                self.begun.insert((table, column), row);
            }
        }
    }

    /// Tells all cells how many rows they take.
    pub(super) fn apply(&self, paragraphs: &mut [Paragraph]) {
        for cell in paragraphs.iter_mut().filter_map(|paragraph| paragraph.cell.as_mut()) {
            cell.rows += self.added.get(&(cell.table, cell.row, cell.column)).unwrap_or(&0);
        }
    }
}

/// More lines than the headers or footers of a file have.
const MAX_RUNNING: usize = 500;

/// Lines of headers or footers, each once; lines without letters only number the pages.
pub(super) fn running(lines: &mut Vec<Paragraph>, more: impl IntoIterator<Item = Paragraph>) {
    for line in more {
        let new = || !lines.iter().any(|known| known.text == line.text);
        if line.text.contains(char::is_alphabetic) && lines.len() < MAX_RUNNING && new() {
            lines.push(Paragraph { running: true, ..line });
        }
    }
}

/// Paragraphs joined by line feeds: the body, then the notes in the order of their marks.
pub(super) fn compose(body: Vec<Paragraph>, note_paragraphs: Vec<Paragraph>) -> SourceText {
    let mut out = Composer::default();
    // The first mark of each note.
    let mut marks: BTreeMap<(NoteKind, String), usize> = BTreeMap::new();
    for mut paragraph in letters::decode(body) {
        paragraph.marks.sort_by_key(|mark| mark.at);
        let mut at = out.push(&paragraph, None);
        let mut from = paragraph.text.len() - paragraph.text.trim_start().len();
        for mark in paragraph.marks {
            at += paragraph.text.get(from..mark.at).map_or(0, |before| before.nfc().count());
            from = from.max(mark.at);
            marks.entry((mark.kind, mark.id)).or_insert(at.min(out.length));
        }
    }
    let mut notes: Vec<(NoteKind, String, Vec<Paragraph>)> = Vec::new();
    for paragraph in letters::decode(note_paragraphs) {
        let Some((kind, id)) = paragraph.note.clone() else { continue };
        match notes.last_mut() {
            Some((last_kind, last_id, paragraphs)) if *last_kind == kind && *last_id == id => {
                paragraphs.push(paragraph);
            }
            _ => notes.push((kind, id, vec![paragraph])),
        }
    }
    let mut notes: Vec<(Option<usize>, Vec<Paragraph>)> = (notes.into_iter())
        .map(|(kind, id, paragraphs)| (marks.get(&(kind, id)).copied(), paragraphs))
        .collect();
    notes.sort_by_key(|(anchor, _)| anchor.unwrap_or(usize::MAX));
    for (anchor, paragraphs) in notes {
        out.push_note(anchor, &paragraphs);
    }
    out.source
}

#[derive(Default)]
struct Composer {
    source: SourceText,
    length: usize,
    /// First block of each table.
    tables: BTreeMap<usize, usize>,
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
        let in_table = paragraph.cell.filter(|_| note.is_none() && !paragraph.running);
        let cell =
            in_table.map(|cell| TableCell { table: *self.tables.entry(cell.table).or_insert(index), ..cell });
        self.source.text.push_str(&text);
        self.source.blocks.push(Block {
            start,
            end,
            bold: paragraph.bold,
            styled_level: paragraph.level,
            cell,
            note,
            running: paragraph.running,
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
