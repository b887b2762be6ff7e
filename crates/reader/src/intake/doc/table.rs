//! Tables: cells are counted while rows go by, and find their columns when the edges of all rows are known.

use super::super::compose::{Merges, Paragraph};
use super::properties::Row;
use model::TableCell;

/// Edges closer than this (in twentieths of a point) are one: rows are seldom aligned to the last digit.
const SAME_EDGE: i16 = 60;

/// A table whose rows go by.
struct Open {
    id: usize,
    row: usize,
    cell: usize,
}

/// All tables of a text.
#[derive(Default)]
pub(super) struct Tables {
    open: Vec<Open>,
    /// The rows of every table, by its number.
    rows: Vec<Vec<Row>>,
}

impl Tables {
    /// Where a paragraph stands that has this many tables around it. Its column is the count of cells before it.
    pub(super) fn place(&mut self, depth: usize) -> Option<TableCell> {
        self.open.truncate(depth);
        while self.open.len() < depth.min(MAX_DEPTH) {
            self.open.push(Open { id: self.rows.len(), row: 0, cell: 0 });
            self.rows.push(Vec::new());
        }
        let table = self.open.last()?;
        Some(TableCell {
            table: table.id,
            row: table.row,
            column: table.cell,
            rows: 1,
            columns: 1,
            head: false,
        })
    }

    pub(super) fn end_cell(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.cell += 1;
        }
    }

    pub(super) fn end_row(&mut self, row: Row) {
        if let Some(table) = self.open.last_mut() {
            (table.row, table.cell) = (table.row + 1, 0);
            self.rows.get_mut(table.id).into_iter().for_each(|rows| rows.push(row.clone()));
        }
    }

    /// Gives every cell its column in the grid of its table, and how far it reaches.
    pub(super) fn settle(&self, paragraphs: &mut [Paragraph]) {
        let mut merges = Merges::default();
        let grids: Vec<Grid> = self.rows.iter().map(|rows| Grid::new(rows)).collect();
        for (table, (rows, grid)) in self.rows.iter().zip(&grids).enumerate() {
            for (row, shape) in rows.iter().enumerate() {
                for (cell, (beside, above)) in shape.goes_on.iter().enumerate() {
                    if !beside {
                        merges.cell((table, row, grid.columns(shape, cell).0), *above);
                    }
                }
            }
        }
        for cell in paragraphs.iter_mut().filter_map(|paragraph| paragraph.cell.as_mut()) {
            let row = self.rows.get(cell.table).and_then(|rows| rows.get(cell.row));
            if let (Some(row), Some(grid)) = (row, grids.get(cell.table)) {
                cell.head = row.head;
                (cell.column, cell.columns) = grid.columns(row, cell.column);
            }
        }
        merges.apply(paragraphs);
    }
}

/// Deeper nesting is an attack, not a report.
const MAX_DEPTH: usize = 32;

/// The edges of all rows of a table, ascending.
struct Grid(Vec<i16>);

impl Grid {
    fn new(rows: &[Row]) -> Self {
        let mut edges: Vec<i16> = rows.iter().flat_map(|row| row.edges.iter().copied()).collect();
        edges.sort_unstable();
        edges.dedup_by(|edge, before| edge.saturating_sub(*before) < SAME_EDGE);
        Self(edges)
    }

    fn index(&self, edge: i16) -> usize {
        self.0.partition_point(|known| *known <= edge).saturating_sub(1)
    }

    /// First column of a cell and how many it takes, with those merged into it from its right.
    fn columns(&self, row: &Row, cell: usize) -> (usize, usize) {
        let rest = row.goes_on.iter().skip(cell + 1).take_while(|(beside, _)| *beside).count();
        match (row.edges.get(cell), row.edges.get(cell + 1 + rest)) {
            (Some(left), Some(right)) => {
                let first = self.index(*left);
                (first, self.index(*right).saturating_sub(first).max(1))
            }
            _ => (cell, 1),
        }
    }
}
