//! Compiling the living report: last period's prose with this period's figures.

use crate::book::{Book, LivingState};
use crate::charts::{self, CompiledChart};
use crate::mention;
use crate::numbering::Counter;
use crate::phrasing;
use crate::resolve::{Resolved, compute, resolve};
use model::{Cut, Figure, Inline, Mention, PassageId, PassageKind, Period, UnitId};
use std::collections::BTreeMap;

/// A report with the figures of its period in it.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// Body and notes in order.
    pub passages: Vec<CompiledPassage>,
}

/// A paragraph with its figures printed.
#[derive(Clone, Debug)]
pub struct CompiledPassage {
    /// Own id.
    pub id: PassageId,
    /// What it is.
    pub kind: PassageKind,
    /// The department that answers for it.
    pub owner: Option<UnitId>,
    /// Its last edit.
    pub version: Cut,
    /// For a note: its number, from one, in the order of the marks.
    pub note: Option<usize>,
    /// What is printed in front: `I.`, `a)`, `-`; none where the words hold it.
    pub number: Option<String>,
    /// Content; of a table or chart its caption.
    pub inlines: Vec<Compiledline>,
    /// Rows and cells, of a table.
    pub table: Option<CompiledTable>,
    /// What it shows, of a chart.
    pub chart: Option<CompiledChart>,
}

/// A table with its figures printed.
#[derive(Clone, Debug)]
pub struct CompiledTable {
    /// How many of the first rows are heads.
    pub heads: usize,
    /// Rows of cells.
    pub rows: Vec<Vec<CompiledCell>>,
}

/// A cell with its figures printed.
#[derive(Clone, Debug)]
pub struct CompiledCell {
    /// Content.
    pub inlines: Vec<Compiledline>,
    /// Columns it covers.
    pub columns: usize,
    /// Set to the right.
    pub right: bool,
}

impl CompiledPassage {
    /// Every stretch in it, those of its cells included.
    pub fn lines(&self) -> impl Iterator<Item = &Compiledline> {
        let cells = self.table.iter().flat_map(|t| &t.rows).flatten();
        self.inlines.iter().chain(cells.flat_map(|c| &c.inlines))
    }

    /// Every figure in it, those of its cells and of its chart included.
    pub fn figures(&self) -> impl Iterator<Item = &CompiledFigure> {
        let figures = self.lines().filter_map(|line| match line {
            Compiledline::Figure(figure) => Some(&**figure),
            _ => None,
        });
        figures.chain(self.chart.iter().flat_map(CompiledChart::figures))
    }

    /// Its words as printed, without number and note marks.
    pub fn words(&self) -> String {
        self.inlines.iter().map(Compiledline::words).collect::<String>().trim().to_owned()
    }
}

/// A stretch of a compiled paragraph.
#[derive(Clone, Debug)]
pub enum Compiledline {
    /// Words.
    Text {
        /// The words.
        text: String,
        /// In bold.
        bold: bool,
        /// In italics.
        italic: bool,
    },
    /// A figure as printed.
    Figure(Box<CompiledFigure>),
    /// A period mention as printed.
    Period(Mention, String),
    /// A footnote's mark and number.
    Note(PassageId, usize),
}

impl Compiledline {
    /// Plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), bold: false, italic: false }
    }

    /// What is printed of it; nothing of a note mark.
    pub fn words(&self) -> &str {
        match self {
            Self::Text { text, .. } | Self::Period(_, text) => text,
            Self::Figure(figure) => &figure.text,
            Self::Note(..) => "",
        }
    }
}

/// A figure with its value.
#[derive(Clone, Debug)]
pub struct CompiledFigure {
    /// What it is bound to.
    pub figure: Figure,
    /// As printed; three dots when missing.
    pub text: String,
    /// What it rests on.
    pub resolved: Resolved,
}

/// Printed in place of a figure that is not known.
pub const UNKNOWN: &str = "…";

/// Compiles the living report of `period`. Pure: the same book gives the same report.
pub fn compile(book: &Book, state: &LivingState, period: Period) -> Compiled {
    let numbers = note_numbers(state);
    let mut counter = Counter::default();
    let lines = |inlines: &[Inline]| inlines.iter().map(|i| line(book, i, period, &numbers)).collect();
    let table = |table: &model::Table| CompiledTable {
        heads: table.heads,
        rows: table.rows.iter().map(|row| row.iter().map(|c| cell(c, lines)).collect()).collect(),
    };
    let passage = |p: &model::Passage| CompiledPassage {
        id: p.id.clone(),
        kind: p.kind,
        owner: p.owner.clone(),
        version: state.versions.get(&p.id).copied().unwrap_or_default(),
        note: numbers.get(&p.id).copied(),
        number: counter.next(p.kind, state.template.numbering),
        inlines: lines(&p.inlines),
        table: p.table.as_ref().map(table),
        chart: p.chart.as_ref().map(|chart| charts::compile(book, &p.id, chart, period)),
    };
    let mut passages: Vec<CompiledPassage> = state.template.passages.iter().map(passage).collect();
    // Notes follow the order of their marks.
    passages.sort_by_key(|p| (p.kind == PassageKind::Note, p.note));
    crate::follow::insert(book, period, &mut passages);
    Compiled { passages }
}

fn cell(cell: &model::PassageCell, lines: impl Fn(&[Inline]) -> Vec<Compiledline>) -> CompiledCell {
    CompiledCell { inlines: lines(&cell.inlines), columns: cell.columns.max(1), right: cell.right }
}

fn note_numbers(state: &LivingState) -> BTreeMap<PassageId, usize> {
    let inlines = state.template.passages.iter().flat_map(model::Passage::all_inlines);
    let marks = inlines.filter_map(|i| match i {
        Inline::Note { id } => Some(id.clone()),
        _ => None,
    });
    let mut numbers = BTreeMap::new();
    for mark in marks {
        let next = numbers.len() + 1;
        numbers.entry(mark).or_insert(next);
    }
    numbers
}

fn line(book: &Book, inline: &Inline, period: Period, numbers: &BTreeMap<PassageId, usize>) -> Compiledline {
    match inline {
        Inline::Text { text, bold, italic } => {
            Compiledline::Text { text: text.clone(), bold: *bold, italic: *italic }
        }
        Inline::Period { mention } => Compiledline::Period(mention.clone(), mention::render(mention, period)),
        Inline::Note { id } => Compiledline::Note(id.clone(), numbers.get(id).copied().unwrap_or_default()),
        Inline::Figure { figure } => Compiledline::Figure(Box::new(print(book, figure, period))),
    }
}

/// What a figure of the report is in `period`: what it is bound to, or what its formula comes to.
pub fn resolve_figure(book: &Book, figure: &Figure, period: Period) -> Resolved {
    let unit = figure.unit.as_ref();
    match &figure.formula {
        Some(formula) => compute(book, formula, None, figure.decimals.unwrap_or_default(), unit, period),
        None => resolve(book, &figure.indicator, figure.measure, unit, period),
    }
}

/// A figure's value and words in `period`.
pub fn print(book: &Book, figure: &Figure, period: Period) -> CompiledFigure {
    let resolved = resolve_figure(book, figure, period.shift(figure.shift));
    let text = phrasing::text(book, figure, period.shift(figure.shift), &resolved);
    CompiledFigure { figure: figure.clone(), text, resolved }
}
