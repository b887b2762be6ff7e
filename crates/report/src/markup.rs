//! A document written as plain text: one paragraph on a line, its kind by its number. For demo and test documents.
//!
//! ```text
//! # a remark
//! @issuer: UBND HUYỆN A          superior, number, notation, seat, date (2021-03-19), kind, subject, signer, drafter
//! @recipient: Thường trực HĐND   addressee, authority, contact, recipient: one line each, in order
//! Căn cứ ...                     before any heading: căn cứ
//! Phần thứ nhất, Phần I          the line after it is its title
//! I. / 1. / 1.1. / a)            headings
//! (1) / - / +                    items and bullets; anything else is prose
//! Đã giao cho các xã[^1].        a note mark
//! [^1]: Gồm ...                  the note
//! @annex: I BIỂU SỐ LIỆU         number (or `-`) and title; what follows belongs to it
//! @table: Kết quả sản xuất       title of the table that follows
//! | Xã | Số hộ |                 a row; cells of digits stand to the right
//! |---                           the rows above are heads
//! ```

use crate::block::{Annex, Block, Cell, Note, Paragraph, Span, Table};
use crate::document::{Document, Letterhead, PassageKind, Signature};
use crate::number::split;

/// A line that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("dòng {line}: {reason}")]
pub struct MarkupError {
    /// From one.
    pub line: usize,
    /// What is wrong and what would be right.
    pub reason: String,
}

/// Reads the plain text form.
///
/// # Errors
///
/// [`MarkupError`] for an unknown `@` field, a malformed number or date, a row outside an annex, and a note mark
/// without its note.
pub fn parse(text: &str) -> Result<Document, MarkupError> {
    let mut reader = Reader { document: empty(), notes: Vec::new(), marks: Vec::new() };
    for (index, words) in text.lines().map(str::trim).enumerate() {
        let line = index + 1;
        reader.line(line, words).map_err(|reason| MarkupError { line, reason })?;
    }
    reader.finish()
}

fn empty() -> Document {
    Document {
        letterhead: Letterhead {
            superior: None,
            issuer: String::new(),
            number: None,
            notation: String::new(),
            seat: String::new(),
            date: None,
        },
        urgency: None,
        secrecy: None,
        kind: String::new(),
        subject: String::new(),
        addressees: Vec::new(),
        body: Vec::new(),
        notes: Vec::new(),
        signature: Signature::default(),
        recipients: Vec::new(),
        drafter: None,
        annexes: Vec::new(),
        circulation: None,
        contact: Vec::new(),
        stamp: None,
        attached: false,
        facts: None,
    }
}

struct Reader {
    document: Document,
    /// Notes as written: label and words.
    notes: Vec<(String, String)>,
    /// Labels in the order of their marks, with the line of the mark.
    marks: Vec<(String, usize)>,
}

impl Reader {
    fn line(&mut self, line: usize, words: &str) -> Result<(), String> {
        if words.is_empty() || words.starts_with('#') {
            return Ok(());
        }
        if let Some(field) = words.strip_prefix('@') {
            let (name, value) = field.split_once(':').ok_or("thiếu dấu “:” sau tên trường")?;
            return self.field(name.trim(), value.trim());
        }
        if let Some((label, note)) = words.strip_prefix("[^").and_then(|rest| rest.split_once("]:")) {
            self.notes.push((label.to_owned(), note.trim().to_owned()));
            return Ok(());
        }
        if let Some(row) = words.strip_prefix('|') {
            self.row(row);
            return Ok(());
        }
        let after_part =
            matches!(self.blocks().last(), Some(Block::Paragraph(p)) if p.kind == PassageKind::Part);
        let begins =
            self.blocks().iter().all(|b| matches!(b, Block::Paragraph(p) if p.kind == PassageKind::Basis));
        let (kind, number, words) = match split(words) {
            _ if after_part => (PassageKind::PartTitle, None, words),
            (PassageKind::Body, ..) if begins && words.starts_with("Căn cứ ") => {
                (PassageKind::Basis, None, words)
            }
            found => found,
        };
        let spans = self.spans(line, words);
        let number = number.map(str::to_owned);
        self.blocks().push(Paragraph { id: None, kind, number, spans }.into());
        Ok(())
    }

    /// Where the next piece goes.
    fn blocks(&mut self) -> &mut Vec<Block> {
        let Document { annexes, body, .. } = &mut self.document;
        annexes.last_mut().map_or(body, |annex| &mut annex.blocks)
    }

    fn field(&mut self, name: &str, value: &str) -> Result<(), String> {
        let document = &mut self.document;
        let head = &mut document.letterhead;
        let own = value.to_owned();
        match name {
            "superior" => head.superior = Some(own),
            "issuer" => head.issuer = own,
            "number" => head.number = Some(value.parse().map_err(|_| format!("“{value}” không phải số"))?),
            "notation" => head.notation = own,
            "seat" => head.seat = own,
            "date" => {
                head.date =
                    Some(value.parse().map_err(|_| format!("“{value}” không phải ngày dạng 2021-03-19"))?)
            }
            "kind" => document.kind = own,
            "subject" => document.subject = own,
            "addressee" => document.addressees.push(own),
            "authority" => document.signature.authority.push(own),
            "signer" => document.signature.signer = Some(own),
            "contact" => document.contact.push(own),
            "circulation" => document.circulation = Some(own),
            "recipient" => document.recipients.push(own),
            "drafter" => document.drafter = Some(own),
            "annex" => {
                let (number, title) = value.split_once(' ').ok_or("phụ lục cần số (hoặc “-”) và tên")?;
                let number = Some(number.to_owned()).filter(|n| n != "-");
                let title = title.trim().to_owned();
                document.annexes.push(Annex {
                    id: None,
                    number,
                    title,
                    landscape: false,
                    blocks: Vec::new(),
                });
            }
            "table" => self.blocks().push(Table { title: Some(own), ..Table::default() }.into()),
            _ => return Err(format!("không có trường “{name}”")),
        }
        Ok(())
    }

    fn row(&mut self, row: &str) {
        let blocks = self.blocks();
        if !matches!(blocks.last(), Some(Block::Table(_))) {
            blocks.push(Table::default().into());
        }
        let Some(Block::Table(table)) = blocks.last_mut() else { return };
        if row.starts_with("---") {
            table.header_rows = table.rows.len();
            return;
        }
        let cells = row.trim_end_matches('|').split('|').map(str::trim);
        let digits = |words: &str| words.starts_with(|c: char| c.is_ascii_digit());
        table.rows.push(cells.map(|c| if digits(c) { Cell::right(c) } else { Cell::text(c) }).collect());
    }

    /// Splits a paragraph at its note marks.
    fn spans(&mut self, line: usize, mut words: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        while let Some((before, label, after)) = words
            .split_once("[^")
            .and_then(|(before, rest)| rest.split_once(']').map(|(l, a)| (before, l, a)))
        {
            spans.push(Span::text(before));
            spans.push(Span::Note { index: self.marks.len() });
            self.marks.push((label.to_owned(), line));
            words = after;
        }
        if !words.is_empty() {
            spans.push(Span::text(words));
        }
        spans
    }

    fn finish(mut self) -> Result<Document, MarkupError> {
        for (label, line) in &self.marks {
            let note = self.notes.iter().find(|(name, _)| name == label);
            let (_, words) = note.ok_or_else(|| MarkupError {
                line: *line,
                reason: format!("không có chú thích [^{label}]"),
            })?;
            self.document.notes.push(Note::from(vec![Span::text(words.as_str())]));
        }
        Ok(self.document)
    }
}
