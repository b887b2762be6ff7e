//! One page: tables with rules, and the lines outside of them cut into parts that read one after the other.

use super::columns;
use super::content::Sheet;
use super::geometry::{Place, Rule};
use super::grid;
use super::text::{self, Line};

/// A cell with its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) lines: Vec<Line>,
}

/// A table, or the part of one that stands on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) top: Place,
    pub(super) bottom: Place,
    /// Where columns begin and end.
    pub(super) edges: Vec<Place>,
    /// Row by row.
    pub(super) cells: Vec<Cell>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) width: Place,
    pub(super) height: Place,
    /// Lines outside of tables, from the top down.
    pub(super) lines: Vec<Line>,
    pub(super) tables: Vec<Table>,
    pub(super) rules: Vec<Rule>,
}

/// What reads in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Lines of the page's one column.
    Lines(Vec<Line>),
    /// Lines of one of several columns side by side.
    Column(Vec<Line>),
    Table(Table),
}

impl Page {
    pub(super) fn of(sheet: Sheet, decode: &dyn Fn(usize, &str) -> String) -> Self {
        let (width, height) = (sheet.width, sheet.height);
        let mut glyphs = sheet.glyphs;
        glyphs.retain(|glyph| {
            (0..=width).contains(&((glyph.left + glyph.right) / 2)) && (0..=height).contains(&glyph.base)
        });
        let mut runs = text::runs(glyphs);
        let grids = grid::take(&sheet.rules, &mut runs);
        let cell = |cell: grid::Cell| Cell {
            row: cell.row,
            column: cell.column,
            rows: cell.rows,
            columns: cell.columns,
            lines: text::lines(cell.runs, decode),
        };
        let tables = grids
            .into_iter()
            .map(|grid| Table {
                top: grid.top,
                bottom: grid.bottom,
                edges: grid.edges,
                cells: grid.cells.into_iter().map(cell).collect(),
            })
            .collect();
        Self { width, height, lines: text::lines(runs, decode), tables, rules: sheet.rules }
    }

    /// All lines, those of tables last.
    pub(super) fn lines_mut(&mut self) -> impl Iterator<Item = &mut Line> {
        let cells = self.tables.iter_mut().flat_map(|table| &mut table.cells);
        self.lines.iter_mut().chain(cells.flat_map(|cell| &mut cell.lines))
    }

    /// What stands on it, in the order of reading.
    pub(super) fn parts(self) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut tables = self.tables.into_iter().peekable();
        let mut lines = self.lines.into_iter().peekable();
        loop {
            let next_table = tables.peek().map_or(Place::MAX, |table| table.top);
            let mut above = Vec::new();
            while let Some(line) = lines.next_if(|line| line.base <= next_table) {
                above.push(line);
            }
            parts.extend(columns::split(above));
            match tables.next() {
                Some(table) => parts.push(Part::Table(table)),
                None => return parts,
            }
        }
    }
}
