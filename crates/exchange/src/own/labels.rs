//! The labels of a sheet's rows, and which cells of a form they mean.

use super::MOST_ROWS;
use crate::{Form, Row, Sheet, Value};
use model::CellSpec;
use std::collections::{BTreeMap, BTreeSet};

/// How alike a label and a name must be at least, in hundredths: words in both of all words in either.
const ALIKE: usize = 60;

/// A row and what it is called.
#[derive(Clone, Debug)]
pub(super) struct Labelled {
    pub(super) row: u32,
    /// As it stands.
    pub(super) shown: String,
    /// For comparing: without diacritics, numbered when it stands again.
    pub(super) label: String,
}

/// The labels of a column.
pub(super) fn of(sheet: &Sheet, column: u32, first: u32, last: Option<u32>) -> Vec<Labelled> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let rows = sheet.cells.range((first, 0)..=(last.unwrap_or(u32::MAX), u32::MAX));
    let texts = rows.filter_map(|(&(row, at), value)| match value {
        Value::Text(text) if at == column => Some((row, text)),
        _ => None,
    });
    let labelled = texts.take(MOST_ROWS).map(|(row, text)| {
        let folded = words(text).join(" ");
        let time = times.entry(folded.clone()).or_default();
        *time += 1;
        let label = if *time == 1 { folded } else { format!("{folded} #{time}") };
        Labelled { row, shown: text.clone(), label }
    });
    labelled.collect()
}

/// Words without diacritics and signs. Bullets and numbers in front, such as `1.2` or `a)`, say nothing.
pub(super) fn words(text: &str) -> Vec<String> {
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || !c.is_alphanumeric());
    let text = match text.split_once(')') {
        Some((mark, rest)) if mark.chars().count() == 1 => rest,
        _ => text,
    };
    let folded = viet::fold::fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Pairs of label and cell, the most alike first come; no cell twice, and none of `spoken`.
pub(super) fn matched(
    rows: &[Labelled],
    form: &Form,
    spoken: &BTreeSet<CellSpec>,
) -> Vec<(String, CellSpec)> {
    let asked: Vec<(&Row, BTreeSet<String>)> = form.rows.iter().map(|row| (row, names(row))).collect();
    let codes = form.by_code();
    let mut pairs = Vec::new();
    for (number, labelled) in rows.iter().enumerate() {
        let by_code = codes.get(&labelled.shown.to_uppercase()).map(|row| &row.cell);
        let label: BTreeSet<String> = words(&labelled.shown).into_iter().collect();
        for (at, (row, name)) in asked.iter().enumerate() {
            let alike = if by_code == Some(&row.cell) { 101 } else { alike(&label, name) };
            if alike >= ALIKE {
                pairs.push((std::cmp::Reverse(alike), number.abs_diff(at), number, at));
            }
        }
    }
    pairs.sort_unstable();
    let (mut labels, mut cells) = (BTreeSet::new(), spoken.clone());
    let mut matched = Vec::new();
    for (_, _, number, at) in pairs {
        let (Some(labelled), Some((row, _))) = (rows.get(number), asked.get(at)) else { continue };
        if !labels.contains(&number) && !cells.contains(&row.cell) {
            labels.insert(number);
            cells.insert(row.cell.clone());
            matched.push((labelled.label.clone(), row.cell.clone()));
        }
    }
    matched
}

fn names(row: &Row) -> BTreeSet<String> {
    words(&crate::write::named(row)).into_iter().collect()
}

fn alike(a: &BTreeSet<String>, b: &BTreeSet<String>) -> usize {
    let both = a.intersection(b).count();
    let either = a.len() + b.len() - both;
    (both * 100).checked_div(either).unwrap_or_default()
}
