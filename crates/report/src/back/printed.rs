//! What an untouched file of a document gives back.

use super::{Paragraph, Piece, Returned, Table};
use crate::block::Span;
use crate::document::{Document, PassageKind};
use crate::dress::Role;
use crate::sheet::{Line, Piece as Printed, TableSheet, sheet};
use model::PassageId;

/// What [`super::back`] gives for the file of `document` when nobody touched it: what returned pieces are held against.
pub fn printed(document: &Document) -> Returned {
    let sheet = sheet(document);
    let annexes = sheet.annexes.iter().flat_map(|annex| {
        let title = annex.heading.iter().filter(|line| line.role == Role::AnnexTitle);
        title.map(paragraph).chain(annex.body.iter().filter_map(piece))
    });
    let seen = |piece: &Piece| !matches!(piece, Piece::Paragraph(p) if p.id.is_none() && p.spans.is_empty() && p.number.is_none());
    let title = sheet.title.iter().filter(|line| line.role == Role::Subject).map(paragraph);
    Returned {
        facts: document.facts.clone(),
        pieces: title.chain(sheet.body.iter().filter_map(piece)).chain(annexes).filter(seen).collect(),
        notes: sheet.notes.iter().map(|note| self::note(note.id.clone(), note.spans.clone())).collect(),
    }
}

/// The kind of a role that passages have.
pub(super) fn kind(role: Role) -> Option<PassageKind> {
    Some(match role {
        Role::Subject => PassageKind::Title,
        Role::Part => PassageKind::Part,
        Role::PartTitle => PassageKind::PartTitle,
        Role::Section => PassageKind::Section,
        Role::Clause => PassageKind::Clause,
        Role::Subclause => PassageKind::Subclause,
        Role::Point => PassageKind::Point,
        Role::Body => PassageKind::Body,
        Role::Basis => PassageKind::Basis,
        Role::Item => PassageKind::Item,
        Role::Dash => PassageKind::Dash,
        Role::Plus => PassageKind::Plus,
        Role::AnnexTitle => PassageKind::Annex,
        Role::TableTitle => PassageKind::Table,
        _ => return None,
    })
}

fn piece(piece: &Printed) -> Option<Piece> {
    match piece {
        Printed::Line(line) => kind(line.role).map(|_| paragraph(line)),
        Printed::Table(table) if table.weights.is_empty() => {
            table.title.as_ref().map(|line| paragraph(&Line { id: table.id.clone(), ..line.clone() }))
        }
        Printed::Table(table) => Some(Piece::Table(self::table(table))),
        // A picture of ours comes back by its passage, with its title.
        Printed::Picture(picture) => {
            let title = picture.title.as_ref().map(|line| line.spans.clone()).unwrap_or_default();
            picture.id.clone().map(|id| self::picture(id, title))
        }
    }
}

fn paragraph(line: &Line) -> Piece {
    let Line { id, role, number, spans, .. } = line;
    let spans = joined(spans.clone());
    Piece::Paragraph(Paragraph { id: id.clone(), kind: kind(*role), number: number.clone(), spans })
}

/// A picture that came back: what it shows is told by its passage.
pub(super) fn picture(id: PassageId, title: Vec<Span>) -> Piece {
    let kind = Some(PassageKind::Chart);
    Piece::Paragraph(Paragraph { id: Some(id), kind, number: None, spans: joined(title) })
}

fn table(table: &TableSheet) -> Table {
    let cells = |row: &Vec<crate::sheet::Slot>| {
        row.iter().filter_map(crate::sheet::Slot::cell).map(|cell| joined(cell.spans.clone())).collect()
    };
    Table {
        id: table.id.clone(),
        title: table.title.as_ref().map(Line::words),
        rows: table.rows.iter().map(cells).collect(),
    }
}

/// A note that came back.
pub(super) fn note(id: Option<PassageId>, spans: Vec<Span>) -> Paragraph {
    Paragraph { id, kind: Some(PassageKind::Note), number: None, spans: joined(spans) }
}

/// Without empty spans; neighbours of one dress are one.
pub(super) fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match (out.last_mut(), span) {
            (_, Span::Text { text, .. } | Span::Figure { text, .. }) if text.is_empty() => {}
            (
                Some(Span::Text { text: last, bold, italic }),
                Span::Text { text, bold: heavy, italic: slanted },
            ) if *bold == heavy && *italic == slanted => last.push_str(&text),
            (Some(Span::Figure { id: last, text: words }), Span::Figure { id, text }) if *last == id => {
                words.push_str(&text);
            }
            (_, span) => out.push(span),
        }
    }
    out
}
