//! `document.xml` and `footnotes.xml`: the lines of the sheet as Word paragraphs and tables.

use super::styles::MARK_STYLE;
use super::xml::{DECLARATION, mm, pt, safe};
use crate::block::{Cell, Note, Side, Span};
use crate::dress::{Role, Rule, bold_width, page};
use crate::sheet::{AnnexSheet, Line, Piece, Sheet, Slot, TableSheet};

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\" mc:Ignorable=\"w15\"";

/// Two parts that share the numbering of content controls.
pub struct Content {
    /// `word/document.xml`
    pub document: String,
    /// `word/footnotes.xml`
    pub footnotes: String,
}

/// Writes both parts.
pub fn content(sheet: &Sheet) -> Content {
    let mut writer = Writer { controls: 0 };
    Content { document: writer.document(sheet), footnotes: writer.footnotes(&sheet.notes) }
}

/// Hands out the ids of content controls.
struct Writer {
    controls: u32,
}

impl Writer {
    fn document(&mut self, sheet: &Sheet) -> String {
        // Without a paragraph in front, LibreOffice puts a full line above a table that opens the page.
        let mut out = spacer(1) + &self.letterhead(sheet);
        out += &self.lines(&sheet.title, page::TEXT);
        out += &spacer(8);
        out += &self.body(&sheet.body);
        out += &spacer(8);
        out += &self.feet(sheet);
        let mut landscape = false;
        for annex in &sheet.annexes {
            out += &section_break(landscape);
            out += &self.annex(annex);
            landscape = annex.landscape;
        }
        out += &spacer(1);
        format!(
            "{DECLARATION}<w:document {NAMESPACES}><w:body>{out}{}</w:body></w:document>",
            section(landscape)
        )
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
            Piece::Picture(picture) => picture.title.iter().map(|line| self.paragraph(line, "")).collect(),
        }
    }

    fn lines(&mut self, lines: &[Line], width: u32) -> String {
        lines.iter().map(|line| self.paragraph(line, "") + &rule(line, width)).collect()
    }

    fn paragraph(&mut self, line: &Line, extra: &str) -> String {
        let number = line.number.as_ref().map(|n| plain_run(&format!("{n}{}", line.gap()), false, false));
        let runs = number.unwrap_or_default() + &self.runs(&line.spans);
        format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{extra}</w:pPr>{runs}</w:p>", line.role.dress().style)
    }

    fn runs(&mut self, spans: &[Span]) -> String {
        spans.iter().map(|span| self.run(span)).collect()
    }

    fn run(&mut self, span: &Span) -> String {
        match span {
            Span::Text { text, .. } if text.is_empty() => String::new(),
            Span::Text { text, bold, italic } => plain_run(text, *bold, *italic),
            Span::Figure { id, text } => {
                self.controls += 1;
                format!(
                    "<w:sdt><w:sdtPr><w:tag w:val=\"{}\"/><w:id w:val=\"{}\"/><w15:appearance w15:val=\"hidden\"/><w:text/></w:sdtPr>\
                     <w:sdtContent>{}</w:sdtContent></w:sdt>",
                    safe(id.as_str()),
                    self.controls,
                    plain_run(text, false, false),
                )
            }
            Span::Note { index } => format!(
                "<w:r><w:rPr><w:rStyle w:val=\"{MARK_STYLE}\"/></w:rPr><w:footnoteReference w:id=\"{}\"/></w:r>",
                index + 1
            ),
        }
    }

    fn footnotes(&mut self, notes: &[Note]) -> String {
        let style = Role::Note.dress().style;
        let notes: String = notes
            .iter()
            .enumerate()
            .map(|(i, note)| {
                let runs = self.runs(&note.spans);
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

    fn table(&mut self, table: &TableSheet, width: u32) -> String {
        let above: String =
            table.title.iter().chain(&table.unit).map(|line| self.paragraph(line, "")).collect();
        if table.weights.is_empty() {
            return above;
        }
        let total: u32 = table.weights.iter().sum();
        let widths: Vec<u32> = table.weights.iter().map(|w| mm(width) * w / total.max(1)).collect();
        let rows: String =
            (0..).zip(&table.rows).map(|(i, row)| self.row(row, &widths, i < table.header_rows)).collect();
        let title = table.title.as_ref().map(Line::words).unwrap_or_default();
        format!("{above}{}{}", grid(&title, &widths, &rows), spacer(6))
    }

    fn row(&mut self, slots: &[Slot], widths: &[u32], head: bool) -> String {
        let mut at = 0;
        let mut out = String::new();
        for slot in slots {
            let width: u32 = widths.iter().skip(at).take(slot.columns()).sum();
            at += slot.columns();
            out += &self.slot(slot, width, head);
        }
        let repeat = if head { "<w:tblHeader/>" } else { "" };
        format!("<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{out}</w:tr>")
    }

    fn slot(&mut self, slot: &Slot, width: u32, head: bool) -> String {
        let merge = match slot {
            Slot::Cell(cell) if cell.rows > 1 => "<w:vMerge w:val=\"restart\"/>",
            Slot::Cell(_) => "",
            Slot::Covered { .. } => "<w:vMerge/>",
        };
        let words = slot.cell().map_or_else(|| "<w:p/>".to_owned(), |cell| self.cell(cell, head));
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{}\"/>{merge}<w:vAlign w:val=\"center\"/></w:tcPr>{words}</w:tc>",
            slot.columns(),
        )
    }

    fn cell(&mut self, cell: &Cell, head: bool) -> String {
        let role = if head { Role::HeadCell } else { Role::Cell };
        let side = match cell.side {
            Side::Centre if !head => "<w:jc w:val=\"center\"/>",
            Side::Right if !head => "<w:jc w:val=\"right\"/>",
            _ => "",
        };
        let runs = self.runs(&cell.spans);
        format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{side}</w:pPr>{runs}</w:p>", role.dress().style)
    }
}

fn plain_run(text: &str, bold: bool, italic: bool) -> String {
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
        "<w:p><w:pPr><w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"000000\"/></w:pBdr>\
         <w:spacing w:before=\"20\" w:after=\"0\" w:line=\"60\" w:lineRule=\"exact\"/><w:ind w:left=\"{side}\" w:right=\"{side}\"/>\
         <w:rPr><w:sz w:val=\"4\"/></w:rPr></w:pPr></w:p>"
    )
}

/// An empty paragraph of `points`.
fn spacer(points: u32) -> String {
    format!(
        "<w:p><w:pPr><w:keepNext/><w:spacing w:line=\"{}\" w:lineRule=\"exact\"/><w:rPr><w:sz w:val=\"2\"/></w:rPr></w:pPr></w:p>",
        pt(points)
    )
}

/// A table without borders.
fn frame(widths: &[u32], rows: &str) -> String {
    let columns: String = widths.iter().map(|w| format!("<w:gridCol w:w=\"{}\"/>", mm(*w))).collect();
    let total = mm(widths.iter().sum());
    let margins = "<w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/>";
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>\
         <w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )
}

/// A table with borders.
fn grid(title: &str, widths: &[u32], rows: &str) -> String {
    let columns: String = widths.iter().map(|w| format!("<w:gridCol w:w=\"{w}\"/>")).collect();
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .iter()
        .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"))
        .collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>{borders}</w:tblBorders>\
         <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"80\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar>\
         <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>",
        widths.iter().sum::<u32>(),
        safe(title),
    )
}

/// A paragraph that ends a section.
fn section_break(landscape: bool) -> String {
    format!(
        "<w:p><w:pPr><w:spacing w:line=\"20\" w:lineRule=\"exact\"/><w:rPr><w:sz w:val=\"2\"/></w:rPr>{}</w:pPr></w:p>",
        section(landscape)
    )
}

/// Page of a section: numbered from one, the first page without its number.
fn section(landscape: bool) -> String {
    let (width, height, turned) = match landscape {
        false => (page::WIDTH, page::HEIGHT, ""),
        true => (page::HEIGHT, page::WIDTH, " w:orient=\"landscape\""),
    };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId5\"/><w:headerReference w:type=\"first\" r:id=\"rId6\"/>\
         <w:type w:val=\"nextPage\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"{turned}/>\
         <w:pgMar w:top=\"{top}\" w:right=\"{}\" w:bottom=\"{top}\" w:left=\"{}\" w:header=\"{}\" w:footer=\"{}\" w:gutter=\"0\"/>\
         <w:pgNumType w:start=\"1\"/><w:titlePg/></w:sectPr>",
        mm(width),
        mm(height),
        mm(page::RIGHT),
        mm(page::LEFT),
        mm(page::HEADER),
        mm(page::HEADER),
        top = mm(page::TOP),
    )
}
