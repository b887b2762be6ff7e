//! Figures in the cells of Word tables: unit, subject and kind come from the headings of row and column.

use model::{Block, FactKind, SourceText, TableCell};
use std::collections::BTreeMap;
use viet::measure_unit;
use viet::quantity::{NotFigure, Quantity, in_cell};
use viet::token::Token;

/// What the headings say of a figure.
pub(super) struct Cell {
    /// Row heading, then what the column adds to it.
    pub label: String,
    /// The kind that the column heading names.
    pub kind: Option<FactKind>,
}

/// A table cell: its place and its tokens.
#[derive(Clone, Copy)]
struct Place {
    table: usize,
    row: usize,
    column: usize,
    tokens: (usize, usize),
}

/// Headings of columns with running numbers.
const NUMBERING: &[&str] = &["stt", "tt", "số tt", "số thứ tự"];

/// Turns the lone numbers of data cells into figures, in token order.
pub(super) fn read(
    source: &SourceText,
    tokens: &[Token],
    figures: &mut Vec<Quantity>,
    others: &mut Vec<(NotFigure, (usize, usize))>,
) -> BTreeMap<usize, Cell> {
    let places: Vec<Place> = source.blocks.iter().filter_map(|block| place(block, tokens)).collect();
    let mut tables: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
    for place in &places {
        tables.entry(place.table).or_default().push(*place);
    }
    let mut cells = BTreeMap::new();
    let mut found: Vec<(Quantity, (usize, usize))> = Vec::new();
    for place in &places {
        let Some(mut quantity) = in_cell(tokens, place.tokens.0).filter(|_| is_numeric(tokens, place)) else {
            continue;
        };
        let table = Table { tokens, places: &tables[&place.table], place: *place };
        let Some(row) = table.row_heading() else { continue };
        let column = table.column_heading();
        if NUMBERING.contains(&column.as_str()) || (table.is_header_row() && quantity.unit.is_none()) {
            continue;
        }
        if quantity.unit.is_none() {
            quantity.unit = table.unit(source, &column);
            quantity.known_unit = quantity.unit.is_some();
        }
        let kind = kind(&column, quantity.unit.as_deref().unwrap_or_default());
        cells.insert(quantity.tokens.0, Cell { label: row, kind });
        found.push((quantity, place.tokens));
    }
    let free = |range: (usize, usize)| {
        let next = found.partition_point(|(_, cell)| cell.1 <= range.0);
        found.get(next).is_none_or(|(_, cell)| cell.0 >= range.1)
    };
    others.retain(|(_, range)| free(*range));
    figures.retain(|q| free(q.tokens));
    figures.extend(found.into_iter().map(|(quantity, _)| quantity));
    figures.sort_by_key(|q| q.tokens.0);
    cells
}

fn place(block: &Block, tokens: &[Token]) -> Option<Place> {
    let TableCell { table, row, column, .. } = block.cell?;
    let from = tokens.partition_point(|t| t.start < block.start);
    let to = tokens.partition_point(|t| t.start < block.end);
    (from < to).then_some(Place { table, row, column, tokens: (from, to) })
}

/// A number with nothing but its sign and unit.
fn is_numeric(tokens: &[Token], place: &Place) -> bool {
    let cell = &tokens[place.tokens.0..place.tokens.1];
    let words = cell.iter().filter(|t| t.word()).count();
    cell.iter().any(Token::number) && words <= 2 && cell.first().is_some_and(|t| t.number() || t.is("-"))
}

/// A cell within its table.
struct Table<'a> {
    tokens: &'a [Token],
    places: &'a [Place],
    place: Place,
}

impl Table<'_> {
    fn text(&self, place: &Place) -> String {
        viet::quantity::printed(&self.tokens[place.tokens.0..place.tokens.1])
    }

    fn has_words(&self, place: &Place) -> bool {
        self.tokens[place.tokens.0..place.tokens.1].iter().any(|t| t.word() && t.text.chars().count() > 1)
    }

    fn mine(&self) -> impl Iterator<Item = &Place> {
        self.places.iter()
    }

    /// The first cell with words to the left that is no unit of measure.
    fn row_heading(&self) -> Option<String> {
        self.mine()
            .filter(|p| p.row == self.place.row && p.column < self.place.column && self.has_words(p))
            .map(|p| self.text(p))
            .find(|text| measure_unit::lookup(text).is_none() || text.contains(' '))
    }

    /// All words above in the same column down to the first data row, as a key.
    fn column_heading(&self) -> String {
        let above = self.mine().filter(|p| p.column == self.place.column && p.row < self.place.row);
        let words: Vec<String> = above
            .take_while(|p| !is_numeric(self.tokens, p))
            .map(|p| viet::fold::key(&self.text(p)))
            .collect();
        words.join(" ")
    }

    /// Rows that hold no words but years or column numbers head the table.
    fn is_header_row(&self) -> bool {
        self.place.row == 0
    }

    /// `(ha)` in the column heading, the row's cell under `Đơn vị tính`, `%` by the heading's words,
    /// or the line above the table.
    fn unit(&self, source: &SourceText, column: &str) -> Option<String> {
        let bracketed =
            column.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(unit, _)| unit.trim());
        if let Some(unit) = bracketed.filter(|unit| measure_unit::lookup(unit).is_some()) {
            return Some(unit.to_owned());
        }
        if column.contains('%') || column.contains("tỷ lệ") || column.contains("cơ cấu") {
            return Some("%".to_owned());
        }
        let beside = self.mine().filter(|p| p.row == self.place.row && p.column != self.place.column);
        let stated = beside.map(|p| self.text(p)).find(|text| measure_unit::lookup(text).is_some());
        stated.or_else(|| above_table(source, self.tokens, self.place.table))
    }
}

/// `Đơn vị tính: triệu đồng` in one of the three paragraphs before the table.
fn above_table(source: &SourceText, tokens: &[Token], table: usize) -> Option<String> {
    source.blocks.get(table.saturating_sub(3)..table)?.iter().rev().find_map(|block| {
        let from = tokens.partition_point(|t| t.start < block.start);
        let to = tokens.partition_point(|t| t.start < block.end);
        let key = viet::fold::key(&viet::quantity::printed(&tokens[from..to]));
        let said = key.contains("đơn vị tính") || key.contains("đvt") || key.starts_with("đơn vị");
        let unit = key.split_once(':')?.1.trim_matches([' ', '.', ')']).to_owned();
        (said && measure_unit::lookup(&unit).is_some()).then_some(unit)
    })
}

/// What the column heading says the figures are.
fn kind(column: &str, unit: &str) -> Option<FactKind> {
    let has = |words: &[&str]| {
        words
            .iter()
            .any(|w| column.split([' ', '(', ')', '/', ',', '-']).collect::<Vec<_>>().join(" ").contains(w))
    };
    let planned = has(&["kế hoạch", "kh", "dự toán", "chỉ tiêu giao"]);
    let compared = has(&["so sánh", "so với", "so cùng", "tăng giảm", "cùng kỳ"]);
    Some(match () {
        () if unit == "%" && planned => FactKind::PctOfPlan,
        () if unit == "%" && has(&["tăng", "giảm"]) => FactKind::ChangePct,
        () if unit == "%" && compared => FactKind::Rate,
        () if unit == "%" => FactKind::SharePct,
        () if has(&["ước"]) => FactKind::Estimate,
        () if planned => FactKind::Plan,
        () if has(&["tăng", "giảm"]) => FactKind::ChangeAbs,
        () if unit.contains('/') => FactKind::Rate,
        () => FactKind::Actual,
    })
}
