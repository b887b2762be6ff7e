//! `document.xml` and `footnotes.xml`: the lines of the sheet as Word paragraphs and tables.

use super::drawing::{Media, drawing};
use super::facts::{Places, held_number};
use super::lists::{Lists, Numbered};
use super::parts;
use super::styles::{FRAME_STYLE, GAP_STYLE, MARK_STYLE, NUMBER_STYLE, RULE_STYLE, TABLE_STYLE};
use super::xml::{DECLARATION, mm, pt, safe};
use crate::block::{Cell, Note, Span};
use crate::document::Document;
use crate::dress::{Role, Rule, bold_width, page};
use crate::sheet::{AnnexSheet, Line, PictureSheet, Piece, Sheet, Slot, TableSheet};
use model::{FigureId, PassageId};
use std::collections::BTreeMap;

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\" mc:Ignorable=\"w15\"";

/// The parts that hold prose, and what was met while they were written.
pub(crate) struct Content {
    /// `word/document.xml`
    pub document: String,
    /// `word/footnotes.xml`
    pub footnotes: String,
    /// The lists.
    pub lists: Lists,
    /// Bookmarks.
    pub places: Places,
    /// Pictures.
    pub media: Media,
}

/// Writes the parts.
pub(crate) fn content(document: &Document, sheet: &Sheet) -> Content {
    let mut writer = Writer::new(document);
    let text = writer.document(sheet);
    let footnotes = writer.footnotes(&sheet.notes);
    let Writer { lists, places, media, .. } = writer;
    Content { document: text, footnotes, lists, places, media }
}

/// Stands before every annex.
pub(crate) const ANNEX: &str = "<!--annex-->";

/// Body and annexes for a document that is not ours: ids far from its own, every list named, each annex behind a mark.
pub(crate) fn pieces(document: &Document, sheet: &Sheet) -> Content {
    const FAR: u32 = 100_000;
    let mut writer = Writer { controls: FAR, bookmarks: FAR, lists: Lists::named(), ..Writer::new(document) };
    let mut text: String = sheet.body.iter().map(|piece| writer.piece(piece, page::TEXT, "")).collect();
    for annex in &sheet.annexes {
        text += ANNEX;
        text += &writer.annex(annex);
    }
    let footnotes = writer.footnotes(&sheet.notes);
    let Writer { lists, places, media, .. } = writer;
    Content { document: text, footnotes, lists, places, media }
}

/// Hands out ids of content controls and bookmarks, numbers and pictures.
struct Writer<'a> {
    controls: u32,
    bookmarks: u32,
    lists: Lists,
    places: Places,
    media: Media,
    /// What people call the figures.
    names: BTreeMap<&'a FigureId, &'a str>,
}

impl<'a> Writer<'a> {
    fn new(document: &'a Document) -> Self {
        let facts = document.facts.iter().flat_map(|facts| &facts.figures);
        Self {
            controls: 0,
            bookmarks: 0,
            lists: Lists::new(),
            places: Places::default(),
            media: Media::default(),
            names: facts.map(|fact| (&fact.id, fact.name.as_str())).collect(),
        }
    }

    fn document(&mut self, sheet: &Sheet) -> String {
        let mut out = String::new();
        let mut last = None;
        if !sheet.attached {
            out += &self.main(sheet);
            last = Some(section(false, parts::Part::Main(sheet)));
        }
        for annex in &sheet.annexes {
            out += &last.as_deref().map(section_break).unwrap_or_default();
            out += &self.annex(annex);
            last = Some(section(annex.landscape, parts::Part::Annex(sheet)));
        }
        out += &spacer(1);
        let last = last.unwrap_or_default();
        format!("{DECLARATION}<w:document {NAMESPACES}><w:body>{out}{last}</w:body></w:document>")
    }

    /// From the letterhead to the signature.
    fn main(&mut self, sheet: &Sheet) -> String {
        // Without a paragraph in front, LibreOffice puts a full line above a table that opens the page.
        let mut out = spacer(1) + &self.letterhead(sheet);
        out += &self.lines(&sheet.title, page::TEXT);
        out += &spacer(8);
        out += &self.body(&sheet.body);
        out += &spacer(8);
        out + &self.feet(sheet)
    }

    /// A borderless table of two columns and two rows.
    fn letterhead(&mut self, sheet: &Sheet) -> String {
        let (left, right) = (page::ISSUER, page::TEXT - page::ISSUER);
        let mut row = |a: &[Line], b: &[Line]| {
            let cells = [self.box_cell(a, left), self.box_cell(b, right)].concat();
            format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
        };
        let rows = [row(&sheet.issuer, &sheet.nation), row(&sheet.number, &sheet.date)].concat();
        frame(&[left, right], &rows)
    }

    /// Recipients on the left, signature on the right, never torn apart.
    fn feet(&mut self, sheet: &Sheet) -> String {
        let left = page::TEXT / 2;
        let right = page::TEXT - left;
        let cells = [self.box_cell(&sheet.recipients, left), self.box_cell(&sheet.signature, right)].concat();
        frame(&[left, right], &format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"))
    }

    fn box_cell(&mut self, lines: &[Line], width: u32) -> String {
        let words = if lines.is_empty() { "<w:p/>".to_owned() } else { self.lines(lines, width) };
        format!("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>{words}</w:tc>", mm(width))
    }

    /// The body; its last paragraph stays with the signature.
    fn body(&mut self, pieces: &[Piece]) -> String {
        let last = pieces.len().saturating_sub(1);
        let keep = |i| if i == last { "<w:keepNext/>" } else { "" };
        pieces.iter().enumerate().map(|(i, piece)| self.piece(piece, page::TEXT, keep(i))).collect()
    }

    fn piece(&mut self, piece: &Piece, width: u32, extra: &str) -> String {
        match piece {
            Piece::Line(line) => self.paragraph(line, extra),
            Piece::Table(table) => self.table(table, width),
            Piece::Picture(picture) => self.picture(picture),
        }
    }

    fn lines(&mut self, lines: &[Line], width: u32) -> String {
        lines.iter().map(|line| self.paragraph(line, "") + &rule(line, width)).collect()
    }

    fn paragraph(&mut self, line: &Line, extra: &str) -> String {
        let held = held_number(line);
        let number = line.number.as_deref().or(held.map(|(number, _)| number));
        let (numbered, by_list) = self.lists.place(line, number);
        let mut runs = match number {
            Some(number) if !by_list => number_run(number, if line.spans.is_empty() { "" } else { " " }),
            _ => String::new(),
        };
        match held {
            Some((_, rest)) => {
                let (bold, italic) = line.spans.first().map_or((false, false), flags);
                runs += &plain_run(rest, bold, italic);
                runs += &self.runs(line.spans.get(1..).unwrap_or_default());
            }
            None => runs += &self.runs(&line.spans),
        }
        let runs = self.marked(line.id.as_ref(), held.is_some(), &runs);
        let numbered = match numbered {
            Numbered::Style => String::new(),
            Numbered::Out => "<w:numPr><w:numId w:val=\"0\"/></w:numPr>".to_owned(),
            Numbered::List { level, list } => {
                format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>")
            }
        };
        let style = line.role.dress().style;
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{extra}{numbered}</w:pPr>{runs}</w:p>")
    }

    /// A bookmark around the words of a passage.
    fn marked(&mut self, id: Option<&PassageId>, holds_number: bool, runs: &str) -> String {
        let Some(id) = id else { return runs.to_owned() };
        let name = self.places.passage(id, holds_number);
        self.bookmark(&name, runs)
    }

    fn bookmark(&mut self, name: &str, runs: &str) -> String {
        self.bookmarks += 1;
        let id = self.bookmarks;
        format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>{runs}<w:bookmarkEnd w:id=\"{id}\"/>")
    }

    fn runs(&mut self, spans: &[Span]) -> String {
        spans.iter().map(|span| self.run(span)).collect()
    }

    fn run(&mut self, span: &Span) -> String {
        match span {
            Span::Text { text, bold, italic } => plain_run(text, *bold, *italic),
            Span::Figure { id, text } => self.figure(id, text),
            Span::Note { index } => format!(
                "<w:r><w:rPr><w:rStyle w:val=\"{MARK_STYLE}\"/></w:rPr><w:footnoteReference w:id=\"{}\"/></w:r>",
                index + 1
            ),
        }
    }

    /// A content control for Word, in a bookmark for programs that drop the tags of controls.
    fn figure(&mut self, id: &FigureId, text: &str) -> String {
        self.controls += 1;
        let name = self.places.figure(id);
        let alias = self.names.get(id).map(|name| format!("<w:alias w:val=\"{}\"/>", safe(name)));
        let control = format!(
            "<w:sdt><w:sdtPr>{}<w:tag w:val=\"{}\"/><w:id w:val=\"{}\"/><w15:appearance w15:val=\"hidden\"/><w:text/></w:sdtPr>\
             <w:sdtContent><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:sdtContent></w:sdt>",
            alias.unwrap_or_default(),
            safe(id.as_str()),
            self.controls,
            safe(text),
        );
        self.bookmark(&name, &control)
    }

    fn footnotes(&mut self, notes: &[Note]) -> String {
        let style = Role::Note.dress().style;
        let notes: String = notes
            .iter()
            .enumerate()
            .map(|(i, note)| {
                let runs = self.runs(&note.spans);
                let runs = self.marked(note.id.as_ref(), false, &runs);
                format!(
                    "<w:footnote w:id=\"{}\"><w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>\
                     <w:r><w:rPr><w:rStyle w:val=\"{MARK_STYLE}\"/></w:rPr><w:footnoteRef/></w:r>\
                     <w:r><w:t xml:space=\"preserve\"> </w:t></w:r>{runs}</w:p></w:footnote>",
                    i + 1
                )
            })
            .collect();
        format!(
            "{DECLARATION}<w:footnotes {NAMESPACES}>\
             <w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
             <w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>\
             {notes}</w:footnotes>"
        )
    }

    fn annex(&mut self, annex: &AnnexSheet) -> String {
        let width = if annex.landscape { page::HEIGHT - page::LEFT - page::RIGHT } else { page::TEXT };
        let heading = self.lines(&annex.heading, width);
        heading + &annex.body.iter().map(|piece| self.piece(piece, width, "")).collect::<String>()
    }

    /// A table is known by its title, one without by its first cell.
    fn table(&mut self, table: &TableSheet, width: u32) -> String {
        let title = table.title.as_ref().map(|line| Line { id: table.id.clone(), ..line.clone() });
        let above: String = title.iter().chain(&table.unit).map(|line| self.paragraph(line, "")).collect();
        if table.weights.is_empty() {
            return above;
        }
        let mut first = table.id.as_ref().filter(|_| table.title.is_none());
        let total: u32 = table.weights.iter().sum();
        let widths: Vec<u32> = table.weights.iter().map(|w| mm(width) * w / total.max(1)).collect();
        let rows: String = (0..)
            .zip(&table.rows)
            .map(|(i, row)| self.row(row, &widths, i < table.header_rows, first.take()))
            .collect();
        let title = table.title.as_ref().map(Line::words).unwrap_or_default();
        format!("{above}{}{}", grid(&title, &widths, &rows), spacer(6))
    }

    fn picture(&mut self, picture: &PictureSheet) -> String {
        let run = drawing(picture, &mut self.media);
        let runs = self.marked(picture.id.as_ref(), false, &run);
        let style = Role::Picture.dress().style;
        let title: String = picture.title.iter().map(|line| self.paragraph(line, "")).collect();
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>{title}")
    }

    fn row(&mut self, slots: &[Slot], widths: &[u32], head: bool, mut mark: Option<&PassageId>) -> String {
        let mut at = 0;
        let mut out = String::new();
        for slot in slots {
            let width: u32 = widths.iter().skip(at).take(slot.columns()).sum();
            at += slot.columns();
            out += &self.slot(slot, width, head, mark.take());
        }
        let repeat = if head { "<w:tblHeader/>" } else { "" };
        format!("<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{out}</w:tr>")
    }

    fn slot(&mut self, slot: &Slot, width: u32, head: bool, mark: Option<&PassageId>) -> String {
        let merge = match slot {
            Slot::Cell(cell) if cell.rows > 1 => "<w:vMerge w:val=\"restart\"/>",
            Slot::Cell(_) => "",
            Slot::Covered { .. } => "<w:vMerge/>",
        };
        let words = slot.cell().map_or_else(|| "<w:p/>".to_owned(), |cell| self.cell(cell, head, mark));
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{}\"/>{merge}<w:vAlign w:val=\"center\"/></w:tcPr>{words}</w:tc>",
            slot.columns(),
        )
    }

    fn cell(&mut self, cell: &Cell, head: bool, mark: Option<&PassageId>) -> String {
        let runs = self.runs(&cell.spans);
        let runs = self.marked(mark, false, &runs);
        format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr>{runs}</w:p>", cell.role(head).dress().style)
    }
}

/// A number that no list gives.
fn number_run(number: &str, gap: &str) -> String {
    format!(
        "<w:r><w:rPr><w:rStyle w:val=\"{NUMBER_STYLE}\"/></w:rPr><w:t xml:space=\"preserve\">{}{gap}</w:t></w:r>",
        safe(number)
    )
}

fn flags(span: &Span) -> (bool, bool) {
    match span {
        Span::Text { bold, italic, .. } => (*bold, *italic),
        Span::Figure { .. } | Span::Note { .. } => (false, false),
    }
}

fn plain_run(text: &str, bold: bool, italic: bool) -> String {
    if text.is_empty() {
        return String::new();
    }
    let flags = [(bold, "<w:b/><w:bCs/>"), (italic, "<w:i/><w:iCs/>")];
    let flags: String = flags.iter().filter(|(on, _)| *on).map(|(_, tag)| *tag).collect();
    let dress = if flags.is_empty() { flags } else { format!("<w:rPr>{flags}</w:rPr>") };
    format!("<w:r>{dress}<w:t xml:space=\"preserve\">{}</w:t></w:r>", safe(text))
}

/// The rule under a line: a low paragraph with a border on top, as long as the line's role asks for.
fn rule(line: &Line, width: u32) -> String {
    let dress = line.role.dress();
    if dress.rule == Rule::None {
        return String::new();
    }
    let words = bold_width(&line.words(), dress.caps) * pt(dress.size) / 1000;
    let side = mm(width).saturating_sub(dress.rule.length(words.min(mm(width)))) / 2;
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{RULE_STYLE}\"/><w:ind w:left=\"{side}\" w:right=\"{side}\"/></w:pPr></w:p>"
    )
}

/// An empty paragraph of `points`.
fn spacer(points: u32) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{GAP_STYLE}\"/><w:spacing w:line=\"{}\" w:lineRule=\"exact\"/></w:pPr></w:p>",
        pt(points)
    )
}

/// A table without borders.
fn frame(widths: &[u32], rows: &str) -> String {
    let columns: String = widths.iter().map(|w| format!("<w:gridCol w:w=\"{}\"/>", mm(*w))).collect();
    let total = mm(widths.iter().sum());
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{FRAME_STYLE}\"/><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr>\
         <w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )
}

/// A table with borders.
fn grid(title: &str, widths: &[u32], rows: &str) -> String {
    let columns: String = widths.iter().map(|w| format!("<w:gridCol w:w=\"{w}\"/>")).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{TABLE_STYLE}\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook w:firstRow=\"1\"/><w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>",
        widths.iter().sum::<u32>(),
        safe(title),
    )
}

/// A paragraph that ends a section.
fn section_break(section: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{GAP_STYLE}\"/><w:spacing w:line=\"20\" w:lineRule=\"exact\"/>{section}</w:pPr></w:p>"
    )
}

/// Page of a section: numbered from one, the first page without its number.
fn section(landscape: bool, part: parts::Part<'_>) -> String {
    let (width, height, turned) = match landscape {
        false => (page::WIDTH, page::HEIGHT, ""),
        true => (page::HEIGHT, page::WIDTH, " w:orient=\"landscape\""),
    };
    format!(
        "<w:sectPr>{}<w:type w:val=\"nextPage\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"{turned}/>\
         <w:pgMar w:top=\"{top}\" w:right=\"{}\" w:bottom=\"{top}\" w:left=\"{}\" w:header=\"{}\" w:footer=\"{}\" w:gutter=\"0\"/>\
         <w:pgNumType w:start=\"1\"/><w:titlePg/></w:sectPr>",
        parts::margins(part),
        mm(width),
        mm(height),
        mm(page::RIGHT),
        mm(page::LEFT),
        mm(page::HEADER),
        mm(page::HEADER),
        top = mm(page::TOP),
    )
}
