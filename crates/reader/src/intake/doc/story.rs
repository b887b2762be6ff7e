//! A stretch of the text as paragraphs: marks, fields, tables and list labels as Word shows them.

use super::super::compose::{Mark, Paragraph};
use super::super::lists::Lists;
use super::super::symbols;
use super::pieces::{Changes, Pieces, Unit};
use super::properties::{Formats, Look, Shape};
use super::styles::{Fonts, Styles};
use super::table::Tables;
use std::collections::BTreeMap;
use std::ops::Range;
use viet::legacy::Encoding;

/// Everything that decides how text reads.
pub(super) struct Source<'b> {
    pub(super) pieces: Pieces<'b>,
    pub(super) characters: Formats<'b>,
    pub(super) paragraphs: Formats<'b>,
    pub(super) styles: Styles<'b>,
    pub(super) fonts: Fonts,
    /// The stream where long changes of properties lie.
    pub(super) data: &'b [u8],
}

/// What stands at positions of the text.
#[derive(Default)]
pub(super) struct Anchors {
    pub(super) marks: BTreeMap<u32, Mark>,
    pub(super) boxes: Boxes,
}

/// Paragraphs of text boxes; they stand before the paragraph that holds the box.
pub(super) type Boxes = BTreeMap<u32, Vec<Paragraph>>;

/// The paragraphs of a stretch.
pub(super) fn story(
    source: &Source<'_>,
    lists: &mut Lists,
    range: Range<u32>,
    mut anchors: Anchors,
) -> Vec<Paragraph> {
    let mut writer = Writer {
        lists,
        done: Vec::new(),
        draft: Draft::default(),
        fields: Vec::new(),
        tables: Tables::default(),
    };
    let mut run = Run::default();
    let (mut shape, mut inherited) = (Shape::default(), Look::default());
    let mut paragraph_run = 0..0;
    for unit in source.pieces.units(range) {
        if !paragraph_run.contains(&unit.at) {
            let (bytes, properties) = source.paragraphs.at(unit.at);
            paragraph_run = bytes;
            (shape, inherited) = source.paragraph(properties);
            run = Run::default();
        }
        if !run.bytes.contains(&unit.at) {
            run = source.run(&inherited, unit.at);
        }
        let look = changed_look(run.look, unit.changes);
        if let Some(mark) = anchors.marks.remove(&unit.position) {
            writer.draft.mark(mark);
        }
        if let Some(paragraphs) = anchors.boxes.remove(&unit.position) {
            writer.done.extend(paragraphs);
        }
        let last_of_paragraph = paragraph_run.end <= unit.at.saturating_add(2);
        if matches!(unit.code, 0x0d | 0x07) || (unit.code == 0x0c && last_of_paragraph) {
            writer.end_paragraph(changed_shape(shape.clone(), unit.changes), &look, unit.code == 0x07);
        } else {
            let encoding = source.fonts.encoding(&look);
            writer.character(unit, &look, encoding);
        }
    }
    writer.end_paragraph(Shape::default(), &Look::default(), false);
    writer.tables.settle(&mut writer.done);
    writer.done.extend(anchors.boxes.into_values().flatten());
    writer.done
}

/// Bytes of equal look.
#[derive(Default)]
struct Run {
    bytes: Range<u32>,
    look: Look,
}

impl Source<'_> {
    /// What a paragraph is, and what its characters inherit: its style, then its own changes (2.4.6.1).
    fn paragraph(&self, properties: &[u8]) -> (Shape, Look) {
        let style = super::super::bytes::u16_at(properties, 0).unwrap_or(0);
        let (mut shape, look) = self.styles.inherited(style);
        shape.apply(properties.get(2..).unwrap_or_default(), self.data);
        (shape, look)
    }

    /// How the characters around a byte look (2.4.6.2).
    fn run(&self, inherited: &Look, byte: u32) -> Run {
        let (bytes, properties) = self.characters.at(byte);
        let mut named = *inherited;
        named.apply(inherited, properties);
        let mut base = *inherited;
        if let Some(style) = named.style {
            self.styles.put_on(&mut base, style);
        }
        let mut look = base;
        look.apply(&base, properties);
        Run { bytes, look }
    }
}

/// 2.9.215: the short numbers of properties that a piece may change.
fn long_number(short: u8) -> u16 {
    match short {
        0x18 => 0x2416,
        0x19 => 0x2417,
        0x41 => 0x0800,
        0x55 => 0x0835,
        0x5c => 0x083c,
        _ => 0,
    }
}

fn changed_look(mut look: Look, changes: Changes<'_>) -> Look {
    let base = look;
    match changes {
        Changes::None => {}
        Changes::One(short, value) => look.set(&base, long_number(short), &[value]),
        Changes::Many(group) => look.apply(&base, group),
    }
    look
}

fn changed_shape(mut shape: Shape, changes: Changes<'_>) -> Shape {
    match changes {
        Changes::None => {}
        Changes::One(short, value) => shape.set(long_number(short), &[value]),
        Changes::Many(group) => shape.apply(group, &[]),
    }
    shape
}

/// A paragraph while its characters go by.
#[derive(Default)]
struct Draft {
    paragraph: Paragraph,
    /// Characters of one encoding that wait for the rest of their letters.
    waiting: Vec<u16>,
    encoding: Option<Encoding>,
    some_bold: bool,
    some_plain: bool,
}

impl Draft {
    fn push(&mut self, code: u16, encoding: Option<Encoding>) {
        if encoding != self.encoding {
            self.flush();
            self.encoding = encoding;
        }
        self.waiting.push(code);
    }

    /// Puts down what waits.
    fn flush(&mut self) {
        let text = String::from_utf16_lossy(&std::mem::take(&mut self.waiting));
        match self.encoding {
            Some(_) => self.paragraph.push(&text, self.encoding),
            None => self.paragraph.push(&text.chars().map(symbols::plain).collect::<String>(), None),
        }
    }

    fn mark(&mut self, mark: Mark) {
        self.flush();
        let at = self.paragraph.text.len();
        self.paragraph.marks.push(Mark { at, ..mark });
    }
}

struct Writer<'s> {
    lists: &'s mut Lists,
    done: Vec<Paragraph>,
    draft: Draft,
    /// Open fields, innermost last; true while their code, not their result, goes by.
    fields: Vec<bool>,
    tables: Tables,
}

impl Writer<'_> {
    fn character(&mut self, unit: Unit<'_>, look: &Look, encoding: Option<Encoding>) {
        match unit.code {
            0x13 => self.fields.push(true),
            0x14 => self.fields.last_mut().into_iter().for_each(|in_code| *in_code = false),
            0x15 => {
                self.fields.pop();
            }
            _ if look.hidden || look.deleted || self.fields.contains(&true) => {}
            code => {
                let Some((code, encoding)) = shown(code, look, encoding) else { return };
                if !matches!(code, 0x09 | 0x0a | 0x20 | 0xa0) {
                    self.draft.some_bold |= look.bold;
                    self.draft.some_plain |= !look.bold;
                }
                self.draft.push(code, encoding);
            }
        }
    }

    fn end_paragraph(&mut self, shape: Shape, look: &Look, cell_mark: bool) {
        // A field whose code runs past its paragraph is damaged; do not lose the rest of the text to it.
        self.fields.retain(|in_code| !in_code);
        let depth = shape.depth();
        let ends_cell = (cell_mark || shape.inner_cell) && depth > 0;
        if look.deleted && !ends_cell && !shape.ends_row() {
            return;
        }
        self.draft.flush();
        let Draft { mut paragraph, some_bold, some_plain, .. } = std::mem::take(&mut self.draft);
        paragraph.cell = self.tables.place(depth);
        if shape.ends_row() {
            self.tables.end_row(shape.row);
            return;
        }
        paragraph.level = shape.level;
        paragraph.bold = some_bold && !some_plain;
        if shape.list != 0 {
            let label = self.lists.label(u32::from(shape.list), u32::from(shape.list_level));
            paragraph.begin_with(&label.unwrap_or_default());
        }
        self.done.push(paragraph);
        if ends_cell {
            self.tables.end_cell();
        }
    }
}

/// What a character shows: none for marks, pictures and breaks without a sign (2.4.1, 2.9.53).
fn shown(code: u16, look: &Look, encoding: Option<Encoding>) -> Option<(u16, Option<Encoding>)> {
    match code {
        0x28 if look.special => {
            let symbol = symbols::plain(look.symbol?);
            Some((u16::try_from(u32::from(symbol)).ok()?, None))
        }
        0x09 => Some((0x09, encoding)),
        0x0b | 0x0c | 0x0e => Some((0x0a, encoding)),
        0x1e => Some((u16::from(b'-'), encoding)),
        // A letter of TCVN3; in Unicode it shows nothing.
        0x1f => Some((0xad, encoding)),
        0x00..0x20 => None,
        _ => Some((code, encoding)),
    }
}
