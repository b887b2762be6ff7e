//! Tables of a report: head rows, columns with the words above them, rows with labels, numbers and the row they are
//! part of. Tables that only lay out a letterhead or a signature are none.

mod column;
mod lined;
mod pasted;
mod row;
mod words;

pub(crate) use column::Column;
pub(crate) use pasted::pasted;
pub(crate) use row::Row;
pub(crate) use words::{is_place, is_prior, is_total, is_year};

use crate::scalars::{Scalars, one_line};
use model::{
    Block, ColumnRole, Fact, OutlineItem, ReadTable, SourceText, TableColumn, TableFigure, TableRow,
};
use std::ops::Range;

/// More rows of heads than a table has.
const MAX_HEAD: usize = 6;
/// Paragraphs above a table that may name its unit of measure and title.
const REACH: usize = 4;
/// More columns than a page can show.
const MAX_COLUMNS: usize = 120;
/// More letters than a head or label has; a longer one would be said again for every column or row that it covers.
const MAX_LETTERS: usize = 500;

/// A cell with its words in one line; it may take several paragraphs.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) head: bool,
    pub(crate) text: String,
    /// First scalar value and one past the last.
    pub(crate) span: Range<usize>,
}

impl Cell {
    pub(crate) fn covers(&self, column: usize) -> bool {
        (self.column..self.column + self.columns).contains(&column)
    }

    /// A figure with at most its sign and unit.
    pub(crate) fn is_figure(&self) -> bool {
        words::is_figure(&self.text)
    }
}

/// A table that reports figures.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) title: Option<String>,
    /// For all figures that have no other, as the line above the table says.
    pub(crate) unit: Option<String>,
    /// Where that line stands.
    pub(crate) unit_span: Option<Range<usize>>,
    pub(crate) columns: Vec<Column>,
    /// Rows below the head.
    pub(crate) rows: Vec<Row>,
    /// Heads and running numbers, whose figures report nothing.
    pub(crate) silent: Vec<Range<usize>>,
    pub(crate) span: Range<usize>,
}

/// All tables of a text, in order.
pub(crate) fn tables(source: &SourceText, scalars: &Scalars<'_>) -> Vec<Table> {
    let mut found = Vec::new();
    for (first, cells) in cells_by_table(source, scalars) {
        let above = source.blocks.get(first.saturating_sub(REACH)..first).unwrap_or_default();
        found.extend(table(cells, above, scalars));
    }
    found.sort_by_key(|table| table.span.start);
    found
}

/// The cells of every table, by the index of its first block; paragraphs of one cell are joined.
fn cells_by_table(source: &SourceText, scalars: &Scalars<'_>) -> Vec<(usize, Vec<Cell>)> {
    let mut tables = std::collections::BTreeMap::<usize, Vec<Cell>>::new();
    for block in &source.blocks {
        let Some(place) = block.cell else { continue };
        let words = scalars.slice(block.start, block.end.min(block.start + MAX_LETTERS));
        let text = one_line(words);
        let cells = tables.entry(place.table).or_default();
        match cells.last_mut() {
            Some(last) if (last.row, last.column) == (place.row, place.column) => {
                if last.text.len() < MAX_LETTERS {
                    last.text.push(' ');
                    last.text.push_str(&text);
                }
                last.span.end = block.end;
            }
            _ => cells.push(Cell {
                row: place.row,
                column: place.column,
                rows: place.rows,
                columns: place.columns,
                head: place.head,
                text,
                span: block.start..block.end,
            }),
        }
    }
    tables.into_iter().collect()
}

fn table(cells: Vec<Cell>, above: &[Block], scalars: &Scalars<'_>) -> Option<Table> {
    let width = cells.iter().map(|cell| cell.column + cell.columns).max()?;
    if !(2..=MAX_COLUMNS).contains(&width) {
        return None;
    }
    let span = cells.first()?.span.start..cells.iter().map(|cell| cell.span.end).max()?;
    let rows = by_row(cells);
    let head = head_rows(&rows);
    let (heads, body) = rows.split_at_checked(head)?;
    if !body.iter().flatten().any(|cell| cell.column > 0 && cell.is_figure()) {
        return None;
    }
    let columns = column::columns(heads, body, width);
    let rows = row::rows(body, &columns);
    let lines: Vec<(String, Range<usize>)> = above
        .iter()
        .rev()
        .take_while(|block| block.cell.is_none() && block.note.is_none() && !block.running)
        .map(|block| (one_line(scalars.block(block)), block.start..block.end))
        .collect();
    let unit = lines.iter().find_map(|(line, span)| Some((words::stated_unit(line)?, span.clone())));
    let (unit, unit_span) = unit.unzip();
    let title = lines.iter().find(|(line, _)| words::is_title(line)).map(|(line, _)| words::title(line));
    let numbers = body.iter().flatten().filter(|cell| {
        columns.get(cell.column).is_some_and(|column| column.role == ColumnRole::Number && cell.columns == 1)
    });
    let silent = heads.iter().flatten().chain(numbers).map(|cell| cell.span.clone()).collect();
    Some(Table { title, unit, unit_span, columns, rows, silent, span })
}

/// Cells by row; rows without cells are left out.
fn by_row(cells: Vec<Cell>) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for cell in cells {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|first| first.row == cell.row) => row.push(cell),
            _ => rows.push(vec![cell]),
        }
    }
    rows
}

/// How many rows head the table: as the file says, as far down as the first row's merged cells reach, what stands below
/// a head over several columns, and a row that numbers the columns.
fn head_rows(rows: &[Vec<Cell>]) -> usize {
    let Some(first) = rows.first() else { return 0 };
    if first.iter().any(|cell| cell.is_figure() && !words::is_year(&cell.text))
        && !words::numbers_columns(first)
    {
        return 0;
    }
    let flagged = rows.iter().take_while(|row| row.iter().all(|cell| cell.head)).count();
    let tall = first.iter().map(|cell| cell.rows).max().unwrap_or(1);
    let mut head = flagged.max(tall).clamp(1, MAX_HEAD);
    let wide = |row: &Vec<Cell>| row.len() > 1 && row.iter().any(|cell| cell.columns > 1);
    while head < MAX_HEAD
        && rows.get(head - 1).is_some_and(wide)
        && rows.get(head).is_some_and(|row| row.len() > 1 && goes_below(row))
    {
        head += 1;
    }
    if rows.get(head).is_some_and(|row| words::numbers_columns(row)) {
        head += 1;
    }
    head.min(rows.len())
}

/// Words under a head over several columns, and no row of its own.
fn goes_below(row: &[Cell]) -> bool {
    row.iter().all(|cell| !cell.is_figure() || words::is_year(&cell.text))
        && row.first().is_some_and(|cell| row::rank_of_number(&cell.text).is_none())
}

/// The tables with the figures that were read in them.
pub(crate) fn read(tables: &[Table], outline: &[OutlineItem], facts: &[Fact]) -> Vec<ReadTable> {
    let figure = |cell: &Cell| {
        let at = facts.binary_search_by_key(&cell.span.start, |fact| fact.start).ok()?;
        facts.get(at).map(|fact| TableFigure { column: cell.column, fact: fact.id.clone() })
    };
    let row = |row: &Row| TableRow {
        number: row.number.clone(),
        label: row.label.clone(),
        level: row.level,
        parent: row.parent,
        unit: row.unit.clone(),
        figures: row.values.iter().filter_map(figure).collect(),
    };
    let column = |column: &Column| TableColumn {
        role: column.role,
        heads: column.heads.clone(),
        unit: column.unit.clone(),
    };
    let table = |(at, table): (usize, &Table)| ReadTable {
        id: format!("b{}", at + 1),
        title: table.title.clone(),
        unit: table.unit.clone(),
        section: crate::outline::section(outline, table.span.start),
        columns: table.columns.iter().map(column).collect(),
        rows: table.rows.iter().map(row).collect(),
        start: table.span.start,
        end: table.span.end,
    };
    tables.iter().enumerate().map(table).collect()
}

impl Table {
    /// All figures: the index of the row, the cell, its column.
    pub(crate) fn figures(&self) -> impl Iterator<Item = ((usize, &Cell), &Column)> {
        let cells =
            self.rows.iter().enumerate().flat_map(|(at, row)| row.values.iter().map(move |cell| (at, cell)));
        cells
            .filter(|(_, cell)| cell.is_figure())
            .filter_map(|(row, cell)| Some(((row, cell), self.columns.get(cell.column)?)))
    }
}
