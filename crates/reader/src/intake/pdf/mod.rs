//! PDF with a text layer: letters and rules from the pages, words and lines from where letters stand, and from these
//! paragraphs, tables and footnotes.
//!
//! File ([`file`]) -> letters ([`content`], [`font`]) -> tables with rules ([`grid`]) and lines ([`text`]) -> without
//! what pages repeat ([`furniture`]) and their notes ([`notes`]) -> columns ([`columns`]) -> paragraphs ([`flow`]).

mod cmap;
mod columns;
mod content;
mod file;
mod flow;
mod font;
mod furniture;
mod geometry;
mod grid;
mod lexer;
mod names;
mod notes;
mod page;
mod text;

use super::Unreadable;
use super::compose::{NoteKind, Paragraph, compose};
use content::Painter;
use flow::Setting;
use geometry::Place;
use model::{SourceText, TableCell};
use page::{Page, Part, Table};
use std::collections::BTreeMap;
use text::Line;

pub(super) fn read(bytes: &[u8]) -> Result<SourceText, Unreadable> {
    let document = file::open(bytes)?;
    let mut painter = Painter::new(&document);
    let (mut pages, mut pictures) = (Vec::new(), 0);
    for page in file::pages(&document) {
        let sheet = painter.paint(&page);
        pictures += usize::from(sheet.is_picture);
        let fonts = &painter.fonts;
        let decode = |font: usize, text: &str| match fonts.get(font).and_then(|font| font.legacy) {
            Some(encoding) => encoding.decode(text),
            None => text::meant(text),
        };
        pages.push(Page::of(sheet, &decode));
    }
    if pages.is_empty() {
        return Err(Unreadable::BrokenPdf);
    }
    let letters = letters(&pages);
    if pictures > 0 && !letters.are_words(pages.len()) {
        return Err(Unreadable::Scanned);
    }
    Ok(laid_out(pages))
}

/// What a file has of letters.
struct Letters {
    known: usize,
    unknown: usize,
}

fn letters(pages: &[Page]) -> Letters {
    let cells = |page: &Page| {
        page.tables.iter().flat_map(|table| table.cells.clone()).flat_map(|cell| cell.lines).collect()
    };
    let mut found = Letters { known: 0, unknown: 0 };
    for page in pages {
        let cells: Vec<Line> = cells(page);
        let words = page.lines.iter().chain(&cells).flat_map(|line| &line.words);
        for letter in words.flat_map(|word| word.text.chars()) {
            let count = if letter == '\u{fffd}' { &mut found.unknown } else { &mut found.known };
            *count += 1;
        }
    }
    found
}

impl Letters {
    /// Whether they are a text: a stamp or a page number on each picture is none, nor are letters of unknown meaning.
    fn are_words(&self, pages: usize) -> bool {
        const LEAST_OF_PAGE: usize = 40;
        self.known > LEAST_OF_PAGE * pages && self.known > self.unknown
    }
}

fn laid_out(mut pages: Vec<Page>) -> SourceText {
    let heads = furniture::strip(&mut pages);
    let body = usual_size(&pages);
    let notes = notes::take(&mut pages, body);
    let mut out = Out { setting: setting(&pages, body), ..Out::default() };
    for page in pages {
        let width = page.width;
        for part in page.parts() {
            out.put(part, width);
        }
    }
    out.close();
    let running = heads.iter().map(|line| Paragraph { running: true, ..flow::joined(&[line]) });
    out.paragraphs.extend(running);
    let mut note_paragraphs = Vec::new();
    for (id, note) in notes.iter().enumerate() {
        let setting = Setting { pitch: 160, ..Setting::of(note.lines.iter()) };
        let widest =
            out.setting.values().next().map_or(setting, |page| Setting { right: page.right, ..setting });
        let of_note = Some((NoteKind::Foot, id.to_string()));
        let paragraphs = flow::paragraphs(&note.lines, widest);
        note_paragraphs.extend(paragraphs.into_iter().map(|p| Paragraph { note: of_note.clone(), ..p }));
    }
    compose(out.paragraphs, note_paragraphs)
}

/// The size of most letters.
fn usual_size(pages: &[Page]) -> Place {
    let mut sizes: BTreeMap<Place, usize> = BTreeMap::new();
    for word in pages.iter().flat_map(|page| &page.lines).flat_map(|line| &line.words) {
        *sizes.entry(word.size).or_default() += word.text.len();
    }
    sizes.into_iter().max_by_key(|(_, letters)| *letters).map_or(0, |(size, _)| size)
}

/// How text is set on pages of each width.
fn setting(pages: &[Page], body: Place) -> BTreeMap<Place, Setting> {
    let widths: std::collections::BTreeSet<Place> = pages.iter().map(|page| page.width).collect();
    let of_width = |width: Place| {
        let pages = pages.iter().filter(move |page| page.width == width);
        Setting::of(pages.flat_map(|page| &page.lines).filter(move |line| line.size == body))
    };
    widths.into_iter().map(|width| (width, of_width(width))).collect()
}

/// Paragraphs in the order of reading, while the parts of pages go by.
#[derive(Default)]
struct Out {
    setting: BTreeMap<Place, Setting>,
    paragraphs: Vec<Paragraph>,
    /// Lines of the one column, which may go on on the next page, and the width of their pages.
    lines: Vec<Line>,
    width: Place,
    /// The table that ended the parts so far: its number, its edges and the rows that it has.
    table: Option<(usize, Table, usize)>,
    tables: usize,
}

impl Out {
    fn put(&mut self, part: Part, width: Place) {
        match part {
            Part::Lines(lines) => {
                self.table = None;
                if width != self.width {
                    self.close();
                }
                self.width = width;
                self.lines.extend(lines);
            }
            Part::Column(lines) => {
                self.table = None;
                self.close();
                let setting = Setting { ragged: true, ..Setting::of(lines.iter()) };
                self.paragraphs.extend(flow::paragraphs(&lines, setting));
            }
            Part::Table(table) => {
                self.close();
                self.put_table(table);
            }
        }
    }

    /// Ends the column of lines.
    fn close(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        if let Some(setting) = self.setting.get(&self.width).filter(|_| !lines.is_empty()) {
            self.paragraphs.extend(flow::paragraphs(&lines, *setting));
        }
    }

    /// A table, or more of the one before, whose head is repeated on each page.
    fn put_table(&mut self, table: Table) {
        let more = |(_, begun, _): &(usize, Table, usize)| begun.goes_on_as(&table);
        let (number, begun, rows) = match self.table.take().filter(more) {
            Some(open) => open,
            None => {
                self.tables += 1;
                (self.tables, table.clone(), 0)
            }
        };
        let repeated = if rows == 0 { 0 } else { begun.rows_repeated_by(&table) };
        if repeated > 0 {
            self.mark_head(number, repeated);
        }
        for cell in table.cells.iter().filter(|cell| cell.row >= repeated) {
            let lines: Vec<&Line> = cell.lines.iter().collect();
            let place = TableCell {
                table: number,
                row: cell.row - repeated + rows,
                column: cell.column,
                rows: cell.rows,
                columns: cell.columns,
                head: false,
            };
            self.paragraphs.push(Paragraph { cell: Some(place), ..flow::joined(&lines) });
        }
        let count = table.cells.iter().map(|cell| cell.row + cell.rows).max().unwrap_or(0);
        self.table = Some((number, begun, rows + count.saturating_sub(repeated)));
    }

    fn mark_head(&mut self, table: usize, rows: usize) {
        let cells = self.paragraphs.iter_mut().filter_map(|paragraph| paragraph.cell.as_mut());
        for cell in cells.filter(|cell| cell.table == table && cell.row < rows) {
            cell.head = true;
        }
    }
}

impl Table {
    /// Whether the other has the same columns.
    fn goes_on_as(&self, other: &Self) -> bool {
        let near = |(a, b): (&Place, &Place)| (a - b).abs() < 600;
        self.edges.len() == other.edges.len() && self.edges.iter().zip(&other.edges).all(near)
    }

    /// Rows at its head that the other begins with again.
    fn rows_repeated_by(&self, other: &Self) -> usize {
        let row = |table: &Self, at: usize| -> Vec<(usize, String)> {
            let cells = table.cells.iter().filter(|cell| cell.row == at);
            cells
                .map(|cell| (cell.column, cell.lines.iter().map(Line::text).collect::<Vec<_>>().join(" ")))
                .collect()
        };
        let last = other.cells.last().map_or(0, |cell| cell.row);
        (0..last).take_while(|at| row(self, *at) == row(other, *at)).count()
    }
}
