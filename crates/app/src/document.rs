//! From the compiled report to the document that is issued.

use crate::charts;
use engine::Book;
use engine::compile::{Compiled, CompiledCell, CompiledFigure, CompiledPassage, Compiledline};
use model::{Cut, Date, Dispatch, PassageKind, Period, RegisterPlace};
use report::{
    Annex, Block, Cell, Document, Facts, FigureFact, Image, Letterhead, Note, Paragraph, Picture, Side,
    Signature, Span, Table,
};
use std::collections::BTreeMap;

/// What only an issued report has.
pub(crate) struct Seal {
    pub number: u32,
    pub date: Date,
    pub signer: String,
    pub dispatch: Dispatch,
    /// The approved cut.
    pub cut: Cut,
}

impl Seal {
    /// Its place in the register.
    pub fn place(&self) -> RegisterPlace {
        RegisterPlace {
            year: self.date.year(),
            notation: self.dispatch.notation.clone(),
            number: self.number,
        }
    }
}

/// The document of a compiled report, which says of itself what `dispatch` does; a draft without a seal.
pub(crate) fn document(
    book: &Book,
    compiled: &Compiled,
    dispatch: Dispatch,
    seal: Option<&Seal>,
) -> Document {
    let place = book.place.clone();
    let line = |get: fn(&model::Place) -> String| place.as_ref().map(get).unwrap_or_default();
    let notes: Vec<_> =
        compiled.passages.iter().filter(|p| p.kind == PassageKind::Note && p.note.is_some()).collect();
    let index: BTreeMap<_, _> = notes.iter().enumerate().map(|(i, p)| (&p.id, i)).collect();
    let spans = |lines: &[Compiledline]| -> Vec<Span> {
        lines.iter().filter_map(|l| span(l, |id| index.get(id).copied())).collect()
    };
    let (body, annexes) = pieces(book, compiled, &spans);
    let title = compiled.passages.iter().filter(|p| p.kind == PassageKind::Title);
    let subject: Vec<String> = title.map(CompiledPassage::words).collect();
    Document {
        letterhead: Letterhead {
            superior: Some(line(|p| p.superior.clone())).filter(|s| !s.is_empty()),
            issuer: line(|p| p.issuer.clone()),
            number: seal.map(|s| s.number),
            notation: dispatch.notation,
            seat: line(|p| p.seat.clone()),
            date: seal.map(|s| s.date),
        },
        urgency: dispatch.urgency,
        secrecy: None,
        kind: "BÁO CÁO".to_owned(),
        subject: subject.join(" "),
        addressees: dispatch.addressees,
        body,
        notes: notes.iter().map(|p| Note { id: Some(p.id.clone()), spans: spans(&p.inlines) }).collect(),
        signature: Signature { authority: dispatch.authority, signer: seal.map(|s| s.signer.clone()) },
        recipients: dispatch.recipients,
        drafter: dispatch.drafter,
        annexes,
        circulation: dispatch.circulation,
        contact: dispatch.contact,
        stamp: None,
        attached: false,
        facts: None,
    }
}

/// Body and annexes: what follows the heading of an annex belongs to it.
fn pieces(
    book: &Book,
    compiled: &Compiled,
    spans: &impl Fn(&[Compiledline]) -> Vec<Span>,
) -> (Vec<Block>, Vec<Annex>) {
    let (mut body, mut annexes) = (Vec::new(), Vec::<Annex>::new());
    for passage in &compiled.passages {
        match passage.kind {
            PassageKind::Note | PassageKind::Title => {}
            PassageKind::Annex | PassageKind::WideAnnex => annexes.push(Annex {
                id: Some(passage.id.clone()),
                number: None,
                title: passage.words(),
                landscape: passage.kind == PassageKind::WideAnnex,
                blocks: Vec::new(),
            }),
            _ => annexes
                .last_mut()
                .map_or(&mut body, |annex| &mut annex.blocks)
                .push(block(book, passage, spans)),
        }
    }
    (body, annexes)
}

fn block(book: &Book, passage: &CompiledPassage, spans: &impl Fn(&[Compiledline]) -> Vec<Span>) -> Block {
    let CompiledPassage { id, kind, number, inlines, table, .. } = passage;
    if let Some(chart) = &passage.chart {
        return picture(passage, &charts::drawing(book, chart)).into();
    }
    let Some(table) = table else {
        let (id, number) = (Some(id.clone()), number.clone());
        return Paragraph { id, kind: *kind, number, spans: spans(inlines) }.into();
    };
    let cell = |c: &CompiledCell| Cell {
        columns: c.columns,
        side: if c.right { Side::Right } else { Side::Left },
        ..Cell::new(spans(&c.inlines))
    };
    Table {
        id: Some(id.clone()),
        title: Some(passage.words()).filter(|words| !words.is_empty()),
        header_rows: table.heads,
        rows: table.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        ..Table::default()
    }
    .into()
}

fn picture(passage: &CompiledPassage, drawing: &chart::Chart) -> Picture {
    Picture {
        id: Some(passage.id.clone()),
        title: Some(passage.words()).filter(|words| !words.is_empty()),
        alt: drawing.alt(),
        width: 0,
        image: Image::Svg { text: drawing.svg(), png: None },
    }
}

/// What the printed figures are, for the Word file to carry along.
pub(crate) fn facts(book: &Book, compiled: &Compiled, period: Period, cut: Option<Cut>) -> Facts {
    let figure = |compiled: &CompiledFigure| {
        let figure = &compiled.figure;
        let indicator = book.indicator(&figure.indicator);
        FigureFact {
            id: figure.id.clone(),
            indicator: figure.indicator.clone(),
            name: indicator.map(|i| i.name.clone()).unwrap_or_default(),
            measure: figure.measure,
            measure_unit: indicator.map(|i| i.measure_unit.clone()).unwrap_or_default(),
            unit: figure.unit.clone(),
            period: period.shift(figure.shift),
            printed: compiled.text.clone(),
            value: compiled.resolved.number(),
        }
    };
    let figures = compiled.passages.iter().flat_map(CompiledPassage::figures).map(figure).collect();
    Facts { period, cut, document: None, figures }
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
