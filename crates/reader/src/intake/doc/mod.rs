//! Word files of 1997 to 2003, as \[MS-DOC\] publishes them; numbers in comments are its sections.
//!
//! Reads what Word shows: tracked changes accepted, footnotes and endnotes joined to their marks, list labels as text,
//! hidden text and field codes left out, letters of old fonts decoded.

mod fib;
mod lists;
mod pieces;
mod properties;
mod story;
mod styles;
mod table;

use super::Unreadable;
use super::bytes::u32_at;
use super::compose::{Mark, NoteKind, Paragraph, compose};
use super::compound::Compound;
use super::lists::Lists;
use fib::{Fib, Part, Plc, Stretch};
use model::SourceText;
use pieces::Pieces;
use properties::{Formats, Runs};
use std::collections::BTreeMap;
use std::ops::Range;
use story::{Anchors, Boxes, Source, story};
use styles::{Fonts, Styles};

/// Streams that tell what else a compound file is.
const OTHERS: [(&str, Unreadable); 5] = [
    ("EncryptedPackage", Unreadable::Protected),
    ("Workbook", Unreadable::OtherFormat(".xls (Excel)")),
    ("Book", Unreadable::OtherFormat(".xls (Excel)")),
    ("PowerPoint Document", Unreadable::OtherFormat(".ppt (PowerPoint)")),
    ("VisioDocument", Unreadable::OtherFormat(".vsd (Visio)")),
];

pub(super) fn read(bytes: &[u8]) -> Result<SourceText, Unreadable> {
    let file = Compound::open(bytes).ok_or(Unreadable::Broken)?;
    if let Some((_, other)) = OTHERS.iter().find(|(stream, _)| file.holds(stream)) {
        return Err(*other);
    }
    let document = file.stream("WordDocument").ok_or(Unreadable::Broken)?;
    let fib = Fib::read(&document).ok_or(Unreadable::Broken)?;
    if fib.encrypted {
        return Err(Unreadable::Protected);
    }
    if fib.old {
        return old(&document, &fib).ok_or(Unreadable::Broken);
    }
    let table = file.stream(fib.table).ok_or(Unreadable::Broken)?;
    let data = file.stream("Data").unwrap_or_default();
    let pieces = Pieces::read(&document, fib.part(&table, Part::Pieces)).ok_or(Unreadable::Broken)?;
    let source = Source {
        pieces,
        characters: Formats::new(&document, fib.part(&table, Part::CharacterPages), Runs::Characters),
        paragraphs: Formats::new(&document, fib.part(&table, Part::ParagraphPages), Runs::Paragraphs),
        styles: Styles::read(fib.part(&table, Part::Styles), &data),
        fonts: Fonts::read(fib.part(&table, Part::Fonts)),
        data: &data,
    };
    let lists =
        lists::read(fib.part_and_rest(&table, Part::ListDefinitions), fib.part_and_rest(&table, Part::Lists));
    Document { fib: &fib, table: &table, source, lists }.read().ok_or(Unreadable::TooLong)
}

/// A file of Word 6 or 95: its text and notes, without the formatting, which older records keep.
fn old(document: &[u8], fib: &Fib) -> Option<SourceText> {
    let pieces = match fib.part(document, Part::Pieces) {
        [] => Pieces::whole(document, fib.old_text.clone())?,
        table => Pieces::read(document, table)?,
    };
    let source = Source {
        pieces,
        characters: Formats::new(document, &[], Runs::Characters),
        paragraphs: Formats::new(document, &[], Runs::Paragraphs),
        styles: Styles::read(&[], &[]),
        fonts: Fonts::read(&[]),
        data: &[],
    };
    Document { fib, table: document, source, lists: Lists::default() }.read()
}

/// An open document.
struct Document<'b> {
    fib: &'b Fib,
    table: &'b [u8],
    source: Source<'b>,
    lists: Lists,
}

impl Document<'_> {
    /// None when the text is longer than any report.
    fn read(mut self) -> Option<SourceText> {
        let main = self.stretch(Stretch::Main)?;
        let feet =
            self.notes(NoteKind::Foot, Stretch::Footnotes, Part::FootnoteMarks, Part::FootnoteTexts)?;
        let ends = self.notes(NoteKind::End, Stretch::Endnotes, Part::EndnoteMarks, Part::EndnoteTexts)?;
        let (boxes, loose) = self.boxes()?;
        let marks = feet.0.into_iter().chain(ends.0).collect();
        let body = story(&self.source, &mut self.lists, main, Anchors { marks, boxes });
        let (mut text, behind) = self.running()?;
        text.extend(body.into_iter().chain(loose).chain(behind));
        let notes = feet.1.into_iter().chain(ends.1).collect();
        Some(compose(text, notes))
    }

    /// A stretch of the text that no report exceeds.
    fn stretch(&self, stretch: Stretch) -> Option<Range<u32>> {
        self.fib.stretch(stretch).filter(|range| range.end <= MAX_UNITS)
    }

    /// A part of a stretch by two positions within it.
    fn within(&self, stretch: Stretch, from: Option<u32>, to: Option<u32>) -> Option<Range<u32>> {
        let whole = self.stretch(stretch)?;
        let clamp = |at: u32| whole.start.saturating_add(at).min(whole.end);
        Some(clamp(from.unwrap_or(0))..clamp(to.unwrap_or(0)))
    }

    fn paragraphs(&mut self, range: Range<u32>) -> Vec<Paragraph> {
        story(&self.source, &mut self.lists, range, Anchors::default())
    }

    /// Marks in the body, and the paragraphs of the notes they stand for (2.8.18, 2.8.19).
    fn notes(
        &mut self,
        kind: NoteKind,
        stretch: Stretch,
        marks: Part,
        texts: Part,
    ) -> Option<(BTreeMap<u32, Mark>, Vec<Paragraph>)> {
        let marks = Plc::new(self.fib.part(self.table, marks), 2);
        let texts = Plc::new(self.fib.part(self.table, texts), 0);
        let (mut found, mut paragraphs) = (BTreeMap::new(), Vec::new());
        let mut last = 0;
        for at in 0..marks.len() {
            let id = at.to_string();
            found.insert(marks.position(at)?, Mark { kind, id: id.clone(), at: 0 });
            let range = self.within(stretch, texts.position(at), texts.position(at + 1))?;
            // Texts of notes follow each other; ranges that overlap are damage and would be read many times.
            if range.start < last {
                continue;
            }
            last = range.end;
            let note = self.paragraphs(range);
            paragraphs.extend(note.into_iter().map(|p| Paragraph { note: Some((kind, id.clone())), ..p }));
        }
        Some((found, paragraphs))
    }

    /// Text boxes by the position of their shape in the body, and those whose shape is not found (2.8.32, 2.8.37).
    fn boxes(&mut self) -> Option<(Boxes, Vec<Paragraph>)> {
        let shapes = Plc::new(self.fib.part(self.table, Part::Shapes), 26);
        let by_id: BTreeMap<u32, u32> = (0..shapes.len())
            .filter_map(|at| Some((u32_at(shapes.record(at)?, 0)?, shapes.position(at)?)))
            .collect();
        let texts = Plc::new(self.fib.part(self.table, Part::BoxTexts), 22);
        let (mut anchored, mut loose, mut last) = (Boxes::new(), Vec::new(), 0);
        for at in 0..texts.len() {
            let range = self.within(Stretch::Boxes, texts.position(at), texts.position(at + 1))?;
            if range.start < last {
                continue;
            }
            last = range.end;
            let paragraphs = self.paragraphs(range);
            let shape = texts.record(at).and_then(|record| u32_at(record, 14));
            match shape.and_then(|shape| by_id.get(&shape)) {
                Some(position) => anchored.entry(*position).or_default().extend(paragraphs),
                None => loose.extend(paragraphs),
            }
        }
        Some((anchored, loose))
    }

    /// Headers of the first section, which stand before the body, and all other headers and footers (2.8.22).
    /// Those of even pages repeat what the odd pages say.
    fn running(&mut self) -> Option<(Vec<Paragraph>, Vec<Paragraph>)> {
        let texts = Plc::new(self.fib.part(self.table, Part::HeaderTexts), 0);
        let (mut before, mut behind, mut seen) = (Vec::new(), Vec::new(), Vec::new());
        let sections = texts.len().saturating_sub(SEPARATORS) / PER_SECTION;
        // Texts that lie upon each other are damage and would be read many times.
        let mut unread = self.stretch(Stretch::Headers)?.len();
        for section in 0..sections.min(MAX_SECTIONS) {
            for (place, is_header) in [(4, true), (1, true), (5, false), (3, false)] {
                let at = SEPARATORS + section * PER_SECTION + place;
                let range = self.within(Stretch::Headers, texts.position(at), texts.position(at + 1))?;
                if range.len() > unread {
                    continue;
                }
                unread -= range.len();
                let mut paragraphs = self.paragraphs(range);
                paragraphs.retain(|paragraph| paragraph.text.contains(char::is_alphabetic));
                let text: Vec<String> = paragraphs.iter().map(|paragraph| paragraph.text.clone()).collect();
                if seen.contains(&text) {
                    continue;
                }
                seen.push(text);
                let running = paragraphs.into_iter().map(|p| Paragraph { running: true, ..p });
                if is_header && section == 0 { before.extend(running) } else { behind.extend(running) }
            }
        }
        Some((before, behind))
    }
}

/// Longest text with all its stretches, in UTF-16 units.
const MAX_UNITS: u32 = 4_000_000;
/// Texts before those of the first section, and texts of each section (2.8.22).
const SEPARATORS: usize = 6;
const PER_SECTION: usize = 6;
/// Sections beyond this repeat the headers of those before.
const MAX_SECTIONS: usize = 64;
