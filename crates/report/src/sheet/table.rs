//! A table with every place of its grid filled.

use super::{Line, Notes, line};
use crate::block::{Cell, Side, Table};
use crate::dress::Role;
use model::PassageId;

/// A table whose rows all fill its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSheet {
    /// The passage it was made from.
    pub id: Option<PassageId>,
    /// Printed above it.
    pub title: Option<Line>,
    /// Unit of measure, printed above it to the right.
    pub unit: Option<Line>,
    /// How many of the first rows are heads.
    pub header_rows: usize,
    /// Relative widths of the columns.
    pub weights: Vec<u32>,
    /// Rows of places.
    pub rows: Vec<Vec<Slot>>,
}

/// A place of the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A cell; what it spans fits into the grid.
    Cell(Cell),
    /// Covered by a cell further up.
    Covered {
        /// Columns of the cell that covers it.
        columns: usize,
    },
}

impl Slot {
    /// Columns it takes.
    pub fn columns(&self) -> usize {
        match self {
            Self::Cell(cell) => cell.span(),
            Self::Covered { columns } => *columns,
        }
    }

    /// The cell, where it is one.
    pub fn cell(&self) -> Option<&Cell> {
        match self {
            Self::Cell(cell) => Some(cell),
            Self::Covered { .. } => None,
        }
    }
}

impl TableSheet {
    pub(super) fn new(table: &Table, notes: &mut Notes<'_>) -> Self {
        let header_rows = table.header_rows.min(table.rows.len());
        let mut clean = |cell: &Cell| Cell { spans: notes.spans(&cell.spans), ..cell.clone() };
        let rows = table.rows.iter().map(|row| row.iter().map(&mut clean).collect()).collect();
        let (rows, columns) = placed(rows, header_rows);
        let given = table.widths.len() == columns && table.widths.iter().all(|w| *w > 0);
        Self {
            id: table.id.clone(),
            title: table.title.as_deref().map(|words| line(Role::TableTitle, words)),
            unit: table.unit.as_deref().map(|words| line(Role::TableUnit, words)),
            header_rows,
            weights: if given { table.widths.clone() } else { weights(&rows, columns) },
            rows,
        }
    }

    /// Its cells in order.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows.iter().flatten().filter_map(Slot::cell)
    }
}

/// For every column where a cell begins: rows that the cell still covers, and its columns.
type Open = Vec<(usize, usize)>;

/// Puts cells into the grid, and fills rows up with empty ones. A cell never covers rows of another part (heads, body)
/// or places already covered.
fn placed(rows: Vec<Vec<Cell>>, header_rows: usize) -> (Vec<Vec<Slot>>, usize) {
    let count = rows.len();
    let mut open: Open = Vec::new();
    let mut out: Vec<Vec<Slot>> = Vec::new();
    for (index, cells) in rows.into_iter().enumerate() {
        let end = if index < header_rows { header_rows } else { count };
        out.push(row(cells, end - index, &mut open));
    }
    let columns = out.iter().map(|row| row.iter().map(Slot::columns).sum()).max().unwrap_or(0);
    for row in &mut out {
        let missing = columns.saturating_sub(row.iter().map(Slot::columns).sum());
        row.extend((0..missing).map(|_| Slot::Cell(Cell::new(Vec::new()))));
    }
    (out, columns)
}

fn row(cells: Vec<Cell>, rows_left: usize, open: &mut Open) -> Vec<Slot> {
    let (mut out, mut at) = (Vec::new(), 0);
    for mut cell in cells {
        covered(&mut out, &mut at, open);
        let free = open.iter().skip(at).position(|(rows, _)| *rows > 0).unwrap_or(usize::MAX);
        cell.columns = cell.span().min(free);
        cell.rows = cell.rows.clamp(1, rows_left.max(1));
        if open.len() < at + cell.columns {
            open.resize(at + cell.columns, (0, 0));
        }
        if let Some(place) = open.get_mut(at) {
            *place = (cell.rows, cell.columns);
        }
        at += cell.columns;
        out.push(Slot::Cell(cell));
    }
    while open.iter().skip(at).any(|(rows, _)| *rows > 0) {
        let before = at;
        covered(&mut out, &mut at, open);
        if before == at {
            out.push(Slot::Cell(Cell::new(Vec::new())));
            at += 1;
        }
    }
    for (rows, _) in open.iter_mut() {
        *rows = rows.saturating_sub(1);
    }
    out
}

/// Steps over the places that cells above cover.
fn covered(out: &mut Vec<Slot>, at: &mut usize, open: &Open) {
    while let Some((_, columns)) = open.get(*at).filter(|(rows, _)| *rows > 0) {
        out.push(Slot::Covered { columns: *columns });
        *at += columns;
    }
}

/// Widths of columns by their longest single cell, kept within reason so that words break before columns vanish.
fn weights(rows: &[Vec<Slot>], columns: usize) -> Vec<u32> {
    // Room for the longest short head, STT in bold.
    let mut weights = vec![8; columns];
    for row in rows {
        let mut at = 0;
        for slot in row {
            let words = slot.cell().map(|c| c.spans.iter().map(|s| s.words().chars().count()).sum::<usize>());
            if let (Some(length), 1, Some(weight)) = (words, slot.columns(), weights.get_mut(at)) {
                *weight = (*weight).max(u32::try_from(length.min(30)).unwrap_or(30));
            }
            at += slot.columns();
        }
    }
    weights
}

impl Cell {
    /// Its role, by its place and side.
    pub fn role(&self, head: bool) -> Role {
        match self.side {
            _ if head => Role::HeadCell,
            Side::Left => Role::Cell,
            Side::Centre => Role::CentreCell,
            Side::Right => Role::RightCell,
        }
    }
}
