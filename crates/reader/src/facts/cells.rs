//! Figures in the cells of tables: unit, subject, kind, time and whole come from the heads of row and column.

use super::index_of;
use super::when::Times;
use crate::tables::{Column, Row, Table, is_place, is_prior, is_total, is_year};
use model::{Because, ColumnRole, Fact, FactField, FactKind, FactWindow};
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
    /// Tokens of the row's label.
    row: Option<(usize, usize)>,
    /// The year that names the row or the column.
    year: Option<(i16, (usize, usize))>,
    /// Where the unit of measure is told, when not in the cell.
    unit: Option<(&'static str, (usize, usize))>,
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
            let own = tokens.get(..range.1).unwrap_or_default();
            let Some(mut quantity) = in_cell(own, range.0) else { continue };
            if quantity.unit.is_none() {
                let told = context.unit(&table.rows[row], column);
                quantity.unit = told.map(|(unit, _)| unit);
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
    tokens: &'t [Token<'t>],
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

    /// By the column, by the row, by the line above the table; with the rule.
    fn unit(&self, row: &Row, column: &Column) -> Option<(String, &'static str)> {
        let percent = || "%".to_owned();
        let by_column = Self::in_percent(column).then(percent).or_else(|| column.unit.clone());
        let by_column = by_column.or_else(|| column.says.share.then(percent));
        let by_row = || row.unit.clone().map(|unit| (unit, "row-label"));
        let above = || self.table.unit.clone().map(|unit| (unit, "above-table"));
        by_column.map(|unit| (unit, "column-head")).or_else(by_row).or_else(above)
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
        let label = row.span.as_ref().map(|span| within(self.tokens, span));
        let year = |text: &str, words: Option<(usize, usize)>| {
            text.parse().ok().filter(|_| is_year(text)).zip(words)
        };
        let of_column = || year(column.heads.last()?, heads.first().copied());
        let told = self.unit(row, column).filter(|_| quantity.unit_tokens.0 == quantity.unit_tokens.1);
        let words = |rule: &str| match rule {
            "column-head" => heads.first().copied(),
            "row-label" => label,
            _ => self.table.unit_span.as_ref().map(|span| within(self.tokens, span)),
        };
        Cell {
            row: label,
            year: year(&row.label, label).or_else(of_column),
            unit: told.and_then(|(_, rule)| Some((rule, words(rule)?))),
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
                () if says.share && !self.has_prior && !column.heads.iter().any(|head| names_year(head)) => {
                    FactKind::SharePct
                }
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
        let general = is_place(&row.label) || is_total(&row.label) || is_year(&row.label);
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

fn names_year(head: &str) -> bool {
    head.split(|c: char| !viet::letter::is_word(c)).any(is_year)
}

/// A label as it stands within a phrase; words in capitals stay.
fn lowered(label: &str) -> String {
    let mut chars = label.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => label.to_owned(),
    }
}

/// Sets what the table says of a figure's time and place, where a sentence would, and by which words it says the rest.
pub(super) fn set_window_and_place(text: &super::Text, times: &Times, cell: &Cell, fact: &mut Fact) {
    fact.place.clone_from(&cell.place);
    let found = cell.heads.iter().find_map(|head| times.within(text, *head));
    let of_year = || cell.year.map(|(year, words)| (super::when::of_year(year), words));
    let window = found.or_else(of_year);
    let reason =
        |field, rule, words: Option<(usize, usize)>| words.map(|words| text.because(field, rule, words));
    let head = cell.heads.first().copied();
    let words = [
        reason(FactField::Window, "column-head", window.as_ref().map(|(_, words)| *words)),
        reason(FactField::Kind, "column-head", head),
        reason(FactField::Subject, "row-label", cell.row),
        reason(FactField::Subject, "column-head", head),
        reason(FactField::Place, "row-label", cell.row.filter(|_| cell.place.is_some())),
        cell.unit.map(|(rule, words)| text.because(FactField::Unit, rule, words)),
    ];
    fact.because.extend(words.into_iter().flatten());
    let prior = || FactWindow { label: cell.prior.clone(), ..FactWindow::default() };
    fact.window = window.map_or_else(prior, |(window, _)| window);
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
        let whole = whole.map(|whole| (whole.id.clone(), index_of(&whole.id)));
        let by_share =
            |because: &Because| because.field == FactField::PartOf && because.rule == "share-as-told";
        if whole.is_none() && facts[i].because.iter().any(by_share) {
            continue;
        }
        facts[i].because.retain(|because| because.field != FactField::PartOf);
        if let Some(at) = whole.as_ref().and_then(|(_, at)| *at) {
            let words = text.figures[at].tokens;
            facts[i].because.push(text.because(FactField::PartOf, "row-above", words));
        }
        facts[i].part_of = whole.map(|(id, _)| id);
    }
}
