//! Tables pasted as lines of text: columns parted by bars, tabs, wide gaps, or by nothing but the numbers themselves.
//! Their cells become blocks as those of a Word table are, so that one reader reads both.

use super::lined::lined;
use super::words::{is_figure, is_year};
use crate::scalars::Scalars;
use model::{Block, SourceText, TableCell};
use std::ops::Range;

/// Longest cell in letters; prose is longer.
const LONGEST: usize = 120;

/// What parts the columns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parting {
    Bar,
    Tab,
    /// Two blanks or more.
    Gap,
}

/// A row: the columns and spans of its cells that are not empty, and whether it heads the table.
pub(super) struct Line {
    pub(super) cells: Vec<(usize, Range<usize>)>,
    pub(super) head: bool,
}

/// The lines of a table by index, and its rows.
pub(super) type Pasted = (Range<usize>, Vec<Line>);

/// The text with the cells of pasted tables in place of their lines.
pub(crate) fn pasted(mut source: SourceText) -> SourceText {
    let scalars = Scalars::new(&source.text);
    let mut found: Vec<Pasted> = Vec::new();
    let mut at = 0;
    while at < source.blocks.len() {
        let run = Run::new(&source.blocks, at, &scalars);
        let table = run.table(&source.blocks, &scalars).or_else(|| lined(&source.blocks, at, &scalars));
        at = table.as_ref().map_or(at + run.rows.len().max(1), |(lines, _)| lines.end);
        found.extend(table);
    }
    if !found.is_empty() {
        source.blocks = with_cells(&source.blocks, &found);
    }
    source
}

/// Puts cells in place of the lines; cells of other tables keep to the first block of theirs.
fn with_cells(blocks: &[Block], found: &[Pasted]) -> Vec<Block> {
    let mut all: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut moved: Vec<usize> = Vec::with_capacity(blocks.len());
    let mut tables = found.iter().peekable();
    for (at, block) in blocks.iter().enumerate() {
        let table = all.len();
        moved.push(table);
        while tables.next_if(|(lines, _)| lines.end <= at).is_some() {}
        match tables.peek().filter(|(lines, _)| lines.contains(&at)) {
            Some((lines, rows)) if lines.start == at => {
                for (row, line) in rows.iter().enumerate() {
                    all.extend(line.cells.iter().map(|(column, span)| Block {
                        start: span.start,
                        end: span.end,
                        cell: Some(TableCell {
                            table,
                            row,
                            column: *column,
                            rows: 1,
                            columns: 1,
                            head: line.head,
                        }),
                        ..Block::default()
                    }));
                }
            }
            Some(_) => {}
            None => {
                let first = |cell: TableCell| moved.get(cell.table).copied().unwrap_or(cell.table);
                let cell = block.cell.map(|cell| TableCell { table: first(cell), ..cell });
                all.push(Block { cell, ..block.clone() });
            }
        }
    }
    all
}

/// Whether a block may be a line of a pasted table.
pub(super) fn is_prose(block: &Block) -> bool {
    block.cell.is_none() && block.note.is_none() && !block.running
}

/// Lines one below the other whose columns are parted in one way.
struct Run {
    first: usize,
    parting: Parting,
    /// The cells of every line; none when the first has none.
    rows: Vec<Vec<Range<usize>>>,
}

impl Run {
    fn new(blocks: &[Block], first: usize, scalars: &Scalars<'_>) -> Self {
        let is = |parting: &Parting| {
            blocks.get(first).is_some_and(|block| row(block, *parting, scalars).is_some())
        };
        let parting = [Parting::Bar, Parting::Tab, Parting::Gap].into_iter().find(is);
        let lines = blocks.iter().skip(first).map_while(|block| row(block, parting?, scalars));
        Self { first, rows: lines.collect(), parting: parting.unwrap_or(Parting::Gap) }
    }

    /// The table, when at least two lines hold figures and little else behind their label.
    fn table(&self, blocks: &[Block], scalars: &Scalars<'_>) -> Option<Pasted> {
        let text = |cell: &Range<usize>| scalars.slice(cell.start, cell.end);
        let figures = |row: &[Range<usize>]| row.iter().skip(1).filter(|cell| is_figure(text(cell))).count();
        let full =
            self.rows.iter().filter(|row| figures(row) > 0 && figures(row) * 2 + 1 >= row.len()).count();
        if full < 2 {
            return None;
        }
        let lines = || self.rows.iter().zip(blocks.iter().skip(self.first));
        let middles = |row: &[Range<usize>], block: &Block| -> Vec<usize> {
            row.iter().map(|cell| (cell.start + cell.end) / 2 - block.start).collect()
        };
        let width = self.rows.iter().map(Vec::len).max()?;
        let columns = lines().find(|(row, _)| row.len() == width).map(|(row, block)| middles(row, block))?;
        let mut heading = true;
        let mut table: Vec<Line> = Vec::new();
        for (row, block) in lines() {
            heading &= row.iter().all(|cell| !is_figure(text(cell)) || is_year(text(cell)));
            // `|---|---|`
            if !row.iter().any(|cell| text(cell).contains(viet::letter::is_word)) {
                continue;
            }
            let places = match self.parting {
                Parting::Gap if row.len() < width => by_place(&middles(row, block), &columns),
                _ => (0..row.len()).collect(),
            };
            let cells = places.into_iter().zip(row.iter().cloned()).filter(|(_, cell)| !cell.is_empty());
            table.push(Line { cells: cells.collect(), head: heading });
        }
        Some((self.first..self.first + self.rows.len(), table))
    }
}

/// The cells of a line, when it has two or more and none is longer than a cell.
fn row(block: &Block, parting: Parting, scalars: &Scalars<'_>) -> Option<Vec<Range<usize>>> {
    let text = scalars.block(block);
    if !is_prose(block) || text.len() > 20 * LONGEST {
        return None;
    }
    let sign = match parting {
        Parting::Bar => "|",
        Parting::Tab => "\t",
        Parting::Gap => "  ",
    };
    if !text.contains(sign) {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let parts = |at: usize| match parting {
        Parting::Bar => chars.get(at) == Some(&'|'),
        Parting::Tab => chars.get(at) == Some(&'\t'),
        Parting::Gap => {
            let blank = |at: usize| chars.get(at).is_some_and(|c| c.is_whitespace());
            blank(at) && (blank(at + 1) || (at > 0 && blank(at - 1)))
        }
    };
    let mut cells: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for at in 0..=chars.len() {
        if at < chars.len() && !parts(at) {
            continue;
        }
        let blank = |at: &usize| chars.get(*at).is_some_and(|c| c.is_whitespace());
        let start = (from..at).find(|at| !blank(at)).unwrap_or(at);
        let end = (start..at).rev().find(|at| !blank(at)).map_or(start, |at| at + 1);
        if start < end || parting != Parting::Gap {
            cells.push(block.start + start..block.start + end);
        }
        from = at + 1;
    }
    // `| a | b |` has nothing before its first bar and behind its last.
    if parting == Parting::Bar {
        let open = chars.iter().find(|c| !c.is_whitespace()) == Some(&'|');
        let closed = chars.iter().rev().find(|c| !c.is_whitespace()) == Some(&'|');
        cells.drain(..usize::from(open && !cells.is_empty()));
        cells.truncate(cells.len() - usize::from(closed && !cells.is_empty()));
    }
    let full = cells.iter().filter(|cell| !cell.is_empty()).count();
    let short = cells.iter().all(|cell| cell.len() <= LONGEST);
    (full >= 2 && short).then_some(cells)
}

/// The column of every cell: the nearest that leaves room for the cells before and behind it.
fn by_place(row: &[usize], columns: &[usize]) -> Vec<usize> {
    let mut next = 0;
    let place = |(n, middle): (usize, &usize)| {
        let last = columns.len() - (row.len() - n);
        let nearest = (next..=last.max(next)).min_by_key(|at| columns.get(*at).map(|c| c.abs_diff(*middle)));
        let at = nearest.unwrap_or(next);
        next = at + 1;
        at
    };
    row.iter().enumerate().map(place).collect()
}
