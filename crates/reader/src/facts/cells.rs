//! Figures in the cells of tables: unit, subject, kind, time and whole come from the heads of row and column.

use super::when::Times;
use crate::tables::{Column, Row, Table, is_place, is_prior, is_total};
use model::{ColumnRole, Fact, FactField, FactKind, FactWindow};
use std::collections::BTreeMap;
use viet::fold::key;
use viet::quantity::{NotFigure, Quantity, in_cell};
use viet::token::Token;

/// What the heads say of a figure.
pub(super) struct Cell {
    /// What the column adds, and the label of the row.
    pub label: String,
    /// The row, when it is a place.
    pub place: Option<String>,
    pub kind: FactKind,
    pub direction: Option<&'static str>,
    pub comparison: Option<String>,
    /// Tokens of the heads above it, the nearest first.
    heads: Vec<(usize, usize)>,
    /// The head that speaks of an earlier period.
    prior: Option<String>,
    /// First token of the figure in the same column of the row that its row is part of.
    whole: Option<usize>,
}

/// Turns the lone numbers of value cells into figures, in token order; those of heads and running numbers are none.
pub(super) fn read(
    tables: &[Table],
    tokens: &[Token],
    figures: &mut Vec<Quantity>,
    others: &mut Vec<(NotFigure, (usize, usize))>,
) -> BTreeMap<usize, Cell> {
    let mut cells = BTreeMap::new();
    let mut found: Vec<(Quantity, (usize, usize))> = Vec::new();
    let mut silent: Vec<(usize, usize)> = Vec::new();
    for table in tables {
        silent.extend(table.silent.iter().map(|span| within(tokens, span)));
        let context = Context::new(table, tokens);
        // Figures of every row, by column.
        let mut placed: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); table.rows.len()];
        let first = found.len();
        for ((row, cell), column) in table.figures() {
            let range = within(tokens, &cell.span);
            let Some(mut quantity) = in_cell(tokens, range.0) else { continue };
            if quantity.unit.is_none() {
                quantity.unit = context.unit(&table.rows[row], column);
                quantity.known_unit = quantity.unit.is_some();
            }
            placed[row].insert(cell.column, quantity.tokens.0);
            found.push((quantity, range));
        }
        let mut quantities = found.iter().skip(first).map(|(quantity, _)| quantity).peekable();
        for ((row, cell), _) in table.figures() {
            let at = placed[row].get(&cell.column);
            let Some(quantity) = quantities.next_if(|quantity| at == Some(&quantity.tokens.0)) else {
                continue;
            };
            let row = &table.rows[row];
            let whole = row.parent.and_then(|parent| placed.get(parent)?.get(&cell.column)).copied();
            cells.insert(quantity.tokens.0, context.cell(row, cell.column, quantity, whole));
        }
    }
    let taken: Vec<(usize, usize)> = found.iter().map(|(_, range)| *range).collect();
    let free = |range: (usize, usize), ranges: &[(usize, usize)]| {
        let next = ranges.partition_point(|cell| cell.1 <= range.0);
        ranges.get(next).is_none_or(|cell| cell.0 >= range.1)
    };
    silent.sort_unstable();
    others.retain(|(_, range)| free(*range, &taken));
    figures
        .retain(|q| free(q.tokens, &taken) && (free(q.tokens, &silent) || q.unit.is_some() && q.known_unit));
    figures.extend(found.into_iter().map(|(quantity, _)| quantity));
    figures.sort_by_key(|q| q.tokens.0);
    cells
}

/// The tokens of a stretch of text.
fn within(tokens: &[Token], span: &std::ops::Range<usize>) -> (usize, usize) {
    (tokens.partition_point(|t| t.start < span.start), tokens.partition_point(|t| t.start < span.end))
}

/// Nouns that measure what the row above names.
const MEASURES: [&str; 9] = [
    "diện tích",
    "năng suất",
    "sản lượng",
    "số lượng",
    "tổng số",
    "giá trị",
    "kinh phí",
    "tổng đàn",
    "tổng mức đầu tư",
];

/// A table and what its columns hold together.
struct Context<'t> {
    table: &'t Table,
    tokens: &'t [Token],
    has_plan: bool,
    has_prior: bool,
}

impl<'t> Context<'t> {
    fn new(table: &'t Table, tokens: &'t [Token]) -> Self {
        let has = |fits: fn(&Column) -> bool| table.columns.iter().any(fits);
        Self {
            table,
            tokens,
            has_plan: has(|column| column.says.planned && !column.says.compared),
            has_prior: has(|column| is_prior(column.says)),
        }
    }

    /// Whether the column itself holds percentages, whatever its rows are measured in.
    fn in_percent(column: &Column) -> bool {
        let says = column.says;
        says.percent || column.unit.as_deref() == Some("%") || (says.compared && !says.up && !says.down)
    }

    /// By the column, by the row, by the line above the table.
    fn unit(&self, row: &Row, column: &Column) -> Option<String> {
        if Self::in_percent(column) {
            return Some("%".to_owned());
        }
        let share = column.says.share.then(|| "%".to_owned());
        (column.unit.clone()).or(share).or_else(|| row.unit.clone()).or_else(|| self.table.unit.clone())
    }

    fn cell(&self, row: &Row, at: usize, quantity: &Quantity, whole: Option<usize>) -> Cell {
        let column = &self.table.columns[at];
        let kind = self.kind(column, quantity);
        let says = column.says;
        let changes = matches!(kind, FactKind::ChangeAbs | FactKind::ChangePct);
        let down = quantity.signed || (says.down && !says.up);
        let mut heads: Vec<(usize, usize)> =
            column.spans.iter().map(|span| within(self.tokens, span)).collect();
        heads.reverse();
        Cell {
            label: self.subject(row, at),
            place: is_place(&row.label).then(|| row.label.clone()),
            kind,
            direction: changes.then_some(if down { "down" } else { "up" }),
            comparison: column.base().filter(|_| changes || kind == FactKind::Rate),
            heads,
            prior: column.base().filter(|_| is_prior(says)),
            whole,
        }
    }

    fn kind(&self, column: &Column, quantity: &Quantity) -> FactKind {
        let says = column.says;
        let unit = quantity.unit.as_deref().unwrap_or_default();
        if unit == "%" && Self::in_percent(column) {
            return match () {
                () if says.planned => FactKind::PctOfPlan,
                () if says.up || says.down || (quantity.signed && says.compared) => FactKind::ChangePct,
                () if says.prior => FactKind::Rate,
                () if self.has_plan && !self.has_prior && column.subject.is_empty() => FactKind::PctOfPlan,
                () if says.compared || (self.has_prior && column.subject.is_empty()) => FactKind::Rate,
                () => FactKind::SharePct,
            };
        }
        match () {
            () if says.up || says.down => FactKind::ChangeAbs,
            () if says.estimated => FactKind::Estimate,
            () if says.planned && !says.done => FactKind::Plan,
            () if unit.contains('/') => FactKind::Rate,
            () if unit == "%" => FactKind::SharePct,
            () => FactKind::Actual,
        }
    }

    /// What the column adds and the row names; a row that is a place or the total says less than the column or title.
    fn subject(&self, row: &Row, at: usize) -> String {
        let above = row.parent.and_then(|parent| self.table.rows.get(parent));
        let above = above.map(|row| row.label.as_str()).filter(|label| !is_place(label) && !is_total(label));
        let label = match (key(&row.label), above) {
            (bare, Some(above)) if bare == "trong đó" => above.to_owned(),
            (bare, Some(above)) if MEASURES.contains(&bare.as_str()) => {
                format!("{} {}", row.label, lowered(above))
            }
            _ => row.label.clone(),
        };
        let general = is_place(&row.label) || is_total(&row.label);
        match (self.added(at), &self.table.title) {
            ("", Some(title)) if general => title.clone(),
            ("", _) => label,
            (subject, _) if general => subject.to_owned(),
            (subject, _) => format!("{subject} {}", lowered(&label)),
        }
    }

    /// What a column adds to the subject; one that holds the column before it against something adds the same.
    fn added(&self, at: usize) -> &str {
        let column = &self.table.columns[at];
        let holds_against = Self::in_percent(column) || column.says.up || column.says.down;
        let before = self.table.columns.iter().take(if holds_against { at } else { 0 }).rev();
        let before =
            before.filter(|column| column.role == ColumnRole::Value).map(|column| column.subject.as_str());
        std::iter::once(column.subject.as_str())
            .chain(before)
            .find(|subject| !subject.is_empty())
            .unwrap_or_default()
    }
}

/// A label as it stands within a phrase; words in capitals stay.
fn lowered(label: &str) -> String {
    let mut chars = label.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => label.to_owned(),
    }
}

/// Sets what the table says of a figure's time and place, where a sentence would.
pub(super) fn set_window_and_place(text: &super::Text, times: &Times, cell: &Cell, fact: &mut Fact) {
    fact.place.clone_from(&cell.place);
    if let Some((window, words)) = cell.heads.iter().find_map(|head| times.within(text, *head)) {
        fact.window = window;
        fact.because.push(text.because(FactField::Window, "column-head", words));
    } else {
        fact.window = FactWindow { label: cell.prior.clone(), ..FactWindow::default() };
    }
}

/// A figure is part of the one in its column whose row its own row stands under, when it may be.
pub(super) fn set_parts(text: &super::Text, facts: &mut [Fact]) {
    for i in 0..facts.len() {
        let Some(cell) = text.figures.get(i).and_then(|figure| text.cells.get(&figure.tokens.0)) else {
            continue;
        };
        let whole = cell.whole.and_then(|at| text.figures.binary_search_by_key(&at, |q| q.tokens.0).ok());
        let whole = whole.and_then(|at| facts.get(at)).filter(|whole| {
            let fact = &facts[i];
            let amount = matches!(fact.kind, FactKind::Actual | FactKind::Plan | FactKind::Estimate);
            amount
                && whole.kind == fact.kind
                && whole.unit == fact.unit
                && fact.unit.as_deref() != Some("%")
                && whole.value.value() >= fact.value.value()
        });
        facts[i].part_of = whole.map(|whole| whole.id.clone());
    }
}
