//! From the compiled report to the document that is issued.

use engine::Book;
use engine::compile::{Compiled, CompiledPassage, Compiledline};
use model::{Date, PassageKind};
use report::{Document, Letterhead, Paragraph, Signature, Span};
use std::collections::BTreeMap;

/// What only an issued report has.
pub(crate) struct Seal {
    pub number: u32,
    pub date: Date,
    pub signer: String,
}

/// The document of a compiled report; a draft without a seal.
pub(crate) fn document(book: &Book, compiled: &Compiled, seal: Option<&Seal>) -> Document {
    let place = book.place.clone();
    let line = |get: fn(&model::Place) -> String| place.as_ref().map(get).unwrap_or_default();
    let notes: Vec<_> =
        compiled.passages.iter().filter(|p| p.kind == PassageKind::Note && p.note.is_some()).collect();
    let index: BTreeMap<_, _> = notes.iter().enumerate().map(|(i, p)| (&p.id, i)).collect();
    let spans = |lines: &[Compiledline]| -> Vec<Span> {
        lines.iter().filter_map(|l| span(l, |id| index.get(id).copied())).collect()
    };
    let body = compiled.passages.iter().filter(|p| !matches!(p.kind, PassageKind::Note | PassageKind::Title));
    let title = compiled.passages.iter().filter(|p| p.kind == PassageKind::Title);
    let subject: Vec<String> = title.map(CompiledPassage::words).collect();
    Document {
        letterhead: Letterhead {
            superior: Some(line(|p| p.superior.clone())).filter(|s| !s.is_empty()),
            issuer: line(|p| p.issuer.clone()),
            number: seal.map(|s| s.number),
            notation: line(|p| p.notation.clone()),
            seat: line(|p| p.seat.clone()),
            date: seal.map(|s| s.date),
        },
        urgency: None,
        secrecy: None,
        kind: "BÁO CÁO".to_owned(),
        subject: subject.join(" "),
        addressees: place.as_ref().map(|p| p.addressees.clone()).unwrap_or_default(),
        body: body.flat_map(|p| paragraphs(p, &spans)).collect(),
        notes: notes.iter().map(|p| spans(&p.inlines)).collect(),
        signature: Signature {
            authority: place.as_ref().map(|p| p.authority.clone()).unwrap_or_default(),
            signer: seal.map(|s| s.signer.clone()),
        },
        recipients: place.as_ref().map(|p| p.recipients.clone()).unwrap_or_default(),
        drafter: None,
        annexes: Vec::new(),
    }
}

/// A passage with its number in front; of a table every cell.
fn paragraphs(passage: &CompiledPassage, spans: impl Fn(&[Compiledline]) -> Vec<Span>) -> Vec<Paragraph> {
    let kind = passage.kind;
    if let Some(table) = &passage.table {
        let cells = table.rows.iter().flatten().filter(|c| !c.inlines.is_empty());
        return cells.map(|c| Paragraph { kind: PassageKind::Body, spans: spans(&c.inlines) }).collect();
    }
    let number = passage.number.iter().map(|n| Span::text(format!("{n} ")));
    vec![Paragraph { kind, spans: number.chain(spans(&passage.inlines)).collect() }]
}

fn span(line: &Compiledline, index: impl Fn(&model::PassageId) -> Option<usize>) -> Option<Span> {
    match line {
        Compiledline::Text { text, bold, italic } => {
            Some(Span::Text { text: text.clone(), bold: *bold, italic: *italic })
        }
        Compiledline::Period(_, text) => Some(Span::text(text.clone())),
        Compiledline::Figure(f) => Some(Span::figure(f.figure.id.as_str(), f.text.clone())),
        Compiledline::Note(id, _) => index(id).map(|index| Span::Note { index }),
    }
}
