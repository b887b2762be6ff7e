//! Rows: what they speak of, their number, and the row that they are part of.

use super::words::{bracketed_unit, is_total, plain_words};
use super::{Cell, Column};
use crate::outline::label_rank;
use model::ColumnRole;
use viet::fold::key;
use viet::measure_unit::lookup;

/// A row below the head.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) number: Option<String>,
    /// What it speaks of, without its number or sign.
    pub(crate) label: String,
    /// Rows above it in the tree of rows, from zero.
    pub(crate) level: u8,
    /// Index of the row that it is part of.
    pub(crate) parent: Option<usize>,
    /// The unit of measure that its own cell, its label or the rows above it name.
    pub(crate) unit: Option<String>,
    /// Where its label stands.
    pub(crate) span: Option<std::ops::Range<usize>>,
    /// Cells under columns of values.
    pub(crate) values: Vec<Cell>,
}

/// Rows that stand for all others come first, whatever their number.
const TOTAL: u8 = 0;
/// A row without a number stands below those that have one.
const PLAIN: u8 = 100;
/// A row with a sign stands below those that have none.
const SIGNED: [(char, u8); 3] = [('-', 101), ('+', 102), ('*', 103)];

/// How deep rows with this number stand: `A`, `I`, `1`, `1.1`, `a`, `-`.
pub(super) fn rank_of_number(number: &str) -> Option<u8> {
    let bare = number.trim().trim_end_matches(['.', ')', '/']).trim_start_matches('(');
    if bare.is_empty() || bare.chars().count() > 8 {
        return None;
    }
    label_rank(&format!("{bare}. X"))
        .or_else(|| label_rank(&format!("{bare} X")))
        .map(|(rank, _)| rank.saturating_add(1))
}

/// Some of the row with a sign above it.
const SOME: u8 = 110;

/// All rows of a table, in order.
pub(super) fn rows(body: &[Vec<Cell>], columns: &[Column]) -> Vec<Row> {
    let at = |role: ColumnRole| columns.iter().position(|column| column.role == role);
    let (number_column, label_column, unit_column) =
        (at(ColumnRole::Number), at(ColumnRole::Label), at(ColumnRole::Unit));
    let mut found: Vec<Row> = Vec::new();
    let mut open: Vec<(u8, usize)> = Vec::new();
    // Cells that go on from rows above.
    let mut tall: Vec<&Cell> = Vec::new();
    let mut unit_above: Option<String> = None;
    for cells in body {
        let row = cells.first().map_or(0, |cell| cell.row);
        tall.retain(|cell| cell.row + cell.rows > row);
        let all = || cells.iter().chain(tall.iter().copied());
        let under = |column: Option<usize>| column.and_then(|column| all().find(|cell| cell.covers(column)));
        let label_cell = under(label_column);
        let number = under(number_column)
            .filter(|cell| label_cell.is_none_or(|label| label.span != cell.span))
            .map(|cell| cell.text.clone());
        let written = label_cell.map_or("", |cell| cell.text.as_str());
        let (own_rank, words) = match label_rank(written) {
            Some((rank, length)) => (Some(rank.saturating_add(1)), written.get(length..).unwrap_or(written)),
            None => (None, written),
        };
        let rank = match () {
            () if is_total(&plain_words(words)) => TOTAL,
            () => {
                let sign = |(sign, _): &&(char, u8)| written.starts_with(*sign);
                let signed = || SIGNED.iter().find(sign).map(|(_, rank)| *rank);
                // `Trong đó: lúa lai` below `- Diện tích lúa`
                let some = key(words).starts_with("trong đó")
                    && open.last().is_some_and(|(above, _)| *above > PLAIN);
                let some = some.then_some(SOME);
                number
                    .as_deref()
                    .and_then(rank_of_number)
                    .or_else(signed)
                    .or(own_rank)
                    .or(some)
                    .unwrap_or(PLAIN)
            }
        };
        while open.last().is_some_and(|(above, _)| *above >= rank) {
            open.pop();
        }
        let parent = open.last().map(|(_, index)| *index);
        let said = under(unit_column).map(|cell| cell.text.clone());
        let unit = match said.as_deref() {
            Some(unit) if lookup(unit).is_some() || unit == "%" => said.clone(),
            Some(ditto)
                if matches!(
                    key(ditto).as_str(),
                    "\"" | "''" | "nt" | "-nt-" | "như trên" | "//" | "\"\""
                ) =>
            {
                unit_above.clone()
            }
            _ => None,
        };
        let inherited = || parent.and_then(|parent| found.get(parent)).and_then(|row: &Row| row.unit.clone());
        let unit = unit
            .or_else(|| bracketed_unit(written))
            .or_else(|| inherited().filter(|_| rank != PLAIN || said.is_none()));
        unit_above = unit.clone().or(unit_above);
        let is_value =
            |cell: &&Cell| columns.get(cell.column).is_some_and(|column| column.role == ColumnRole::Value);
        let written_number = || {
            let number =
                written.get(..written.len() - words.len())?.trim().trim_end_matches(['.', ')', '/', ':']);
            Some(number.to_owned()).filter(|number| number.contains(viet::letter::is_word))
        };
        open.push((rank, found.len()));
        found.push(Row {
            number: number.or_else(written_number),
            label: label(words),
            level: u8::try_from(open.len() - 1).unwrap_or(u8::MAX),
            parent,
            unit,
            span: label_cell.map(|cell| cell.span.clone()),
            values: cells.iter().filter(is_value).cloned().collect(),
        });
        tall.extend(cells.iter().filter(|cell| cell.rows > 1));
    }
    parts_of_last(&mut found);
    found
}

/// The words of a row without its sign, `Trong đó` and brackets.
fn label(words: &str) -> String {
    let words = words.trim_start_matches(['-', '+', '*', '•', ' ']);
    let part =
        words.split_once(':').filter(|(lead, rest)| key(lead) == "trong đó" && !rest.trim().is_empty());
    plain_words(part.map_or(words, |(_, rest)| rest.trim_start_matches([' ', '-', '+'])))
}

/// A total below all rows is the whole of those at the top.
fn parts_of_last(rows: &mut [Row]) {
    let Some((last, before)) = rows.split_last_mut() else { return };
    if is_total(&last.label) && !before.iter().any(|row| is_total(&row.label)) {
        let at = before.len();
        before.iter_mut().filter(|row| row.parent.is_none()).for_each(|row| row.parent = Some(at));
    }
}
