//! Tables of RTF: rows tell where their cells end, and the columns are the ends of all rows together.

use super::super::compose::{Merges, Paragraph};
use model::TableCell;

/// How a cell goes on from its neighbours.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Edge {
    /// Right edge in twips.
    at: i32,
    /// The rest of the cell above.
    below: bool,
    /// The rest of the cell to the left.
    beside: bool,
}

/// The cells that a row is going to have.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    edges: Vec<Edge>,
    next: Edge,
    head: bool,
}

impl Shape {
    /// A property of the row or of its next cell.
    pub(super) fn word(&mut self, name: &str, number: Option<i32>) {
        match name {
            "trowd" => *self = Self::default(),
            "trhdr" => self.head = number != Some(0),
            "clvmrg" => self.next.below = true,
            "clmrg" => self.next.beside = true,
            "cellx" if self.edges.len() < MAX_CELLS => {
                self.edges.push(Edge { at: number.unwrap_or(0), ..self.next });
                self.next = Edge::default();
            }
            _ => {}
        }
    }
}

/// More cells than a row has in Word.
const MAX_CELLS: usize = 64;

struct Row {
    shape: Shape,
    cells: Vec<Vec<Paragraph>>,
}

/// A table while its rows go by.
pub(super) struct Table {
    id: usize,
    rows: Vec<Row>,
    cells: Vec<Vec<Paragraph>>,
    cell: Vec<Paragraph>,
}

impl Table {
    pub(super) fn new(id: usize) -> Self {
        Self { id, rows: Vec::new(), cells: Vec::new(), cell: Vec::new() }
    }

    pub(super) fn push(&mut self, paragraphs: impl IntoIterator<Item = Paragraph>) {
        self.cell.extend(paragraphs);
    }

    pub(super) fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell));
    }

    pub(super) fn end_row(&mut self, shape: &Shape) {
        if !self.cell.is_empty() {
            self.end_cell();
        }
        if !self.cells.is_empty() {
            self.rows.push(Row { shape: shape.clone(), cells: std::mem::take(&mut self.cells) });
        }
    }

    /// All paragraphs with their places.
    pub(super) fn done(mut self) -> Vec<Paragraph> {
        if !self.cell.is_empty() || !self.cells.is_empty() {
            self.end_row(&Shape::default());
        }
        let mut columns: Vec<i32> =
            self.rows.iter().flat_map(|row| row.shape.edges.iter().map(|edge| edge.at)).collect();
        columns.sort_unstable();
        columns.dedup();
        let (mut merges, mut out) = (Merges::default(), Vec::new());
        for (row, Row { shape, cells }) in self.rows.into_iter().enumerate() {
            let mut column = 0;
            let mut cells = cells.into_iter();
            let mut edges = shape.edges.iter().peekable();
            while let Some(paragraphs) = cells.next() {
                let edge = edges.next().copied();
                let end = |edge: Edge| columns.partition_point(|at| *at <= edge.at);
                let mut right = edge.map_or(column + 1, end).max(column + 1);
                let mut text = paragraphs;
                while let Some(rest) = edges.next_if(|edge| edge.beside) {
                    right = end(*rest).max(right);
                    text.extend(cells.next().unwrap_or_default());
                }
                merges.cell((self.id, row, column), edge.is_some_and(|edge| edge.below));
                let place = TableCell {
                    table: self.id,
                    row,
                    column,
                    rows: 1,
                    columns: right - column,
                    head: shape.head,
                };
                out.extend(
                    text.into_iter().map(|paragraph| Paragraph {
                        cell: Some(paragraph.cell.unwrap_or(place)),
                        ..paragraph
                    }),
                );
                column = right;
            }
        }
        merges.apply(&mut out);
        out
    }
}
