//! Columns: the words above them, and what they hold.

use super::Cell;
use super::words::{
    Heading, bracketed_unit, counted_unit, is_year, numbers_columns, plain_words, subject_of,
};
use model::ColumnRole;
use std::ops::Range;
use viet::fold::key;
use viet::measure_unit::lookup;

/// A column with the words above it.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) role: ColumnRole,
    /// From top to bottom; a head over several columns is in each of them.
    pub(crate) heads: Vec<String>,
    /// Where the heads stand.
    pub(crate) spans: Vec<Range<usize>>,
    pub(crate) says: Heading,
    /// The unit of measure that a head names.
    pub(crate) unit: Option<String>,
    /// What the heads add to the subject of the row.
    pub(crate) subject: String,
}

impl Column {
    /// What its figures are held against: the words behind `so với`, or a head that speaks of an earlier period.
    pub(crate) fn base(&self) -> Option<String> {
        let behind = |head: &String| head.split_once("so với").map(|(_, base)| plain_words(base));
        let prior = |head: &String| Heading::of(std::slice::from_ref(head)).prior.then(|| plain_words(head));
        let base = self.heads.iter().rev().find_map(|head| behind(head).or_else(|| prior(head)));
        base.filter(|base| !base.is_empty())
    }
}

const NUMBERING: [&str; 6] = ["stt", "tt", "số tt", "số thứ tự", "s tt", "thứ tự"];
const UNITS: [&str; 5] = ["đơn vị tính", "đvt", "đv tính", "đơn vị", "đvị tính"];

/// All columns of a table of this width.
pub(super) fn columns(heads: &[Vec<Cell>], body: &[Vec<Cell>], width: usize) -> Vec<Column> {
    let heads: Vec<&Vec<Cell>> = heads.iter().filter(|row| !numbers_columns(row)).collect();
    let mut columns: Vec<Column> = (0..width).map(|column| heading(&heads, column)).collect();
    let mut counts = vec![Counts::default(); width];
    for cell in body.iter().flatten().filter(|cell| cell.columns == 1) {
        counts.get_mut(cell.column).into_iter().for_each(|count| count.add(cell));
    }
    let mut labelled = false;
    for (column, count) in columns.iter_mut().zip(&counts) {
        column.role = role(&key(&column.heads.join(" ")), count, labelled);
        labelled |= column.role == ColumnRole::Label;
    }
    columns
}

fn heading(rows: &[&Vec<Cell>], column: usize) -> Column {
    let (mut heads, mut spans) = (Vec::<String>::new(), Vec::new());
    for cell in rows.iter().filter_map(|row| row.iter().find(|cell| cell.covers(column))) {
        if heads.last() != Some(&cell.text) {
            heads.push(cell.text.clone());
            spans.push(cell.span.clone());
        }
    }
    let says = Heading::of(&heads);
    let unit = heads.iter().rev().find_map(|head| bracketed_unit(head));
    let unit = unit.or_else(|| heads.iter().rev().find_map(|head| counted_unit(head)));
    let subject = heads.iter().map(|head| subject_of(head)).filter(|words| !words.is_empty());
    let subject = subject.collect::<Vec<_>>().join(" ");
    Column { role: ColumnRole::Value, heads, spans, says, unit, subject }
}

/// What the cells of a column are.
#[derive(Clone, Default)]
struct Counts {
    figures: usize,
    units: usize,
    words: usize,
}

impl Counts {
    fn add(&mut self, cell: &Cell) {
        let counted = match () {
            // Years name their rows.
            () if cell.column == 0 && is_year(&cell.text) => &mut self.words,
            () if cell.is_figure() => &mut self.figures,
            () if lookup(&cell.text).is_some() || cell.text == "%" => &mut self.units,
            () => &mut self.words,
        };
        *counted += usize::from(cell.text.contains(viet::letter::is_word) || cell.text == "%");
    }
}

fn role(heading: &str, counts: &Counts, labelled: bool) -> ColumnRole {
    match () {
        () if NUMBERING.contains(&heading) => ColumnRole::Number,
        () if heading.starts_with("ghi chú") => ColumnRole::Note,
        () if labelled && (UNITS.contains(&heading) || (counts.units > counts.figures + counts.words)) => {
            ColumnRole::Unit
        }
        () if !labelled && counts.words + counts.units > counts.figures => ColumnRole::Label,
        () => ColumnRole::Value,
    }
}
