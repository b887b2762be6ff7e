//! Laws between the cells of a table: a row above its parts, a column that totals others, percentages of two columns.

use super::judge::{Claim, Listing, adds_up, judge, sum};
use super::ratio::{Told, Try, fits, is_near};
use super::view::{Figure, View};
use crate::tables::is_total;
use model::{Decimal, FactKind, Number, Relation, Strength, TableCell};
use std::collections::{BTreeMap, BTreeSet};

/// Columns before a percentage that it may be made of.
const REACH: usize = 6;
/// Rows that keep a law, before one that does not is called broken.
const KEPT: usize = 3;

pub(super) fn tables(view: &View<'_>) -> Vec<Relation> {
    let mut grids: BTreeMap<usize, Grid<'_, '_>> = BTreeMap::new();
    for figure in &view.figures {
        if let Some(cell) = view.cell(figure) {
            let column = grids.entry(cell.table).or_default().columns.entry(cell.column).or_default();
            column.entry(cell.row).or_insert(figure);
        }
    }
    for block in &view.source.blocks {
        let grid = block.cell.and_then(|cell| Some((cell, grids.get_mut(&cell.table)?)));
        if let Some((cell, grid)) = grid
            && is_total(view.scalars.block(block).trim())
        {
            grid.total(cell);
        }
    }
    let mut found = Vec::new();
    for grid in grids.values() {
        grid.wholes(view, &mut found);
        grid.across(&mut found);
        grid.percentages(&mut found);
    }
    found
}

/// A percentage, how it would be made, and whether that gives it.
type Way<'v, 'f> = (&'v Figure<'f>, Try, bool);

/// The figures of a table by column and row.
#[derive(Default)]
struct Grid<'v, 'f> {
    columns: BTreeMap<usize, BTreeMap<usize, &'v Figure<'f>>>,
    total_rows: BTreeSet<usize>,
    total_columns: BTreeSet<usize>,
}

impl<'v, 'f> Grid<'v, 'f> {
    /// A cell that says `Tổng cộng` heads its row, or its column when its row holds no figures.
    fn total(&mut self, cell: TableCell) {
        if self.columns.values().any(|column| column.contains_key(&cell.row)) {
            self.total_rows.insert(cell.row);
        } else if cell.columns == 1 {
            self.total_columns.insert(cell.column);
        }
    }

    fn at(&self, column: usize, row: usize) -> Option<&'v Figure<'f>> {
        self.columns.get(&column)?.get(&row).copied()
    }

    /// Rows that are part of another, column by column; a row that is called the total counts all of them.
    fn wholes(&self, view: &View<'_>, found: &mut Vec<Relation>) {
        let mut parts: BTreeMap<(usize, usize), Vec<&Figure<'_>>> = BTreeMap::new();
        for (column, figures) in &self.columns {
            for figure in figures.values() {
                let whole = figure.fact.part_of.as_deref().and_then(|id| view.figure_of(id));
                let cell = whole.and_then(|whole| view.cell(whole)).filter(|cell| cell.column == *column);
                if let Some(cell) = cell {
                    parts.entry((cell.row, *column)).or_default().push(*figure);
                }
            }
        }
        for ((row, column), listed) in &parts {
            let Some(whole) = self.at(*column, *row).filter(|_| listed.len() >= 2) else { continue };
            let most =
                self.columns.keys().filter_map(|column| parts.get(&(*row, *column))).map(Vec::len).max();
            let all = self.total_rows.contains(row) && most == Some(listed.len());
            let claim = if all { Claim::All } else { Claim::Near };
            let listing = Listing { claim, open: false, crosscut: false, unsure: false, parted: false };
            judge(whole, std::slice::from_ref(listed), claim, &|| listing, found);
        }
    }

    /// `Tổng số | Nam | Nữ`: the columns behind that hold the same.
    fn across(&self, found: &mut Vec<Relation>) {
        for column in &self.total_columns {
            let Some(own) = self.columns.get(column) else { continue };
            let rows: Vec<(&Figure<'_>, Vec<&Figure<'_>>)> = own
                .iter()
                .filter(|(_, whole)| whole.adds_up())
                .map(|(row, whole)| (*whole, self.behind(*column, *row, whole)))
                .filter(|(_, parts)| parts.len() >= 2)
                .collect();
            let kept: Vec<bool> = rows.iter().map(|(whole, parts)| adds_up(whole, parts)).collect();
            tell(&kept, &mut |at, holds| {
                let (whole, parts) = rows.get(at)?;
                found.push(sum(whole, parts, holds, Strength::Stated));
                Some(())
            });
        }
    }

    /// The figures of a row behind a column, as long as they are of one sort with its own.
    fn behind(&self, column: usize, row: usize, whole: &Figure<'_>) -> Vec<&'v Figure<'f>> {
        let columns = self.columns.range(column + 1..).enumerate();
        columns
            .take_while(|(n, (at, _))| **at == column + 1 + n && !self.total_columns.contains(at))
            .map_while(|(_, (_, figures))| figures.get(&row).copied())
            .take_while(|figure| figure.adds_up() && figure.class.is(&whole.class))
            .collect()
    }

    /// Columns of percentages: of which two columns, or of which column and its total, most rows say that they are made.
    fn percentages(&self, found: &mut Vec<Relation>) {
        for (column, figures) in &self.columns {
            let percents: Vec<(usize, &Figure<'_>)> = figures
                .iter()
                .filter(|(_, figure)| figure.fact.unit.as_deref() == Some("%"))
                .map(|(row, figure)| (*row, *figure))
                .collect();
            let before: Vec<usize> =
                self.columns.range(..*column).rev().take(REACH).map(|(at, _)| *at).collect();
            let pairs = before.iter().flat_map(|part| {
                let other = before.iter().filter(move |whole| *whole != part).map(|whole| Some(*whole));
                other.chain([None]).map(move |whole| (*part, whole))
            });
            let mut best: Option<(usize, Vec<Way<'_, '_>>)> = None;
            for (part, whole) in pairs {
                let ways: Vec<Way<'_, '_>> = percents
                    .iter()
                    .filter_map(|(row, percent)| {
                        let way = self.way(percent, *row, part, whole)?;
                        let kept = fits(way.computed, Number::new(percent.fact.value.value().abs()));
                        Some((*percent, way, kept))
                    })
                    .collect();
                let kept = ways.iter().filter(|(.., kept)| *kept).count();
                if best.as_ref().is_none_or(|(most, _)| kept > *most) {
                    best = Some((kept, ways));
                }
            }
            let Some((_, ways)) = best else { continue };
            let kept: Vec<bool> = ways.iter().map(|(.., kept)| *kept).collect();
            tell(&kept, &mut |at, holds| {
                let (percent, way, _) = ways.get(at)?;
                if !holds && !is_near(way.computed, percent.fact.value.value().abs()) {
                    return None;
                }
                found.push(way.relation(percent, holds, Strength::Inferred));
                Some(())
            });
        }
    }

    /// How a percentage would be made of a column of its row and another, or the total of the same.
    fn way(&self, percent: &Figure<'_>, row: usize, part: usize, whole: Option<usize>) -> Option<Try> {
        let total = || self.total_rows.iter().find(|total| **total != row).copied();
        let part_figure = self.at(part, row)?;
        let whole = match whole {
            Some(column) => self.at(column, row)?,
            None => self.at(part, total()?)?,
        };
        let fits = part_figure.adds_up() && whole.adds_up() && part_figure.class.may_be(&whole.class);
        let down =
            percent.fact.value.value() < Decimal::ZERO || percent.fact.direction.as_deref() == Some("down");
        match percent.fact.kind {
            _ if !fits => None,
            FactKind::ChangePct => Try::growth(part_figure, whole, down, Told::Near),
            _ => Try::share(part_figure, whole, Told::Near),
        }
    }
}

/// Tells a law of several rows: where two and at least two thirds of them keep it; those that do not when more keep it.
fn tell(kept: &[bool], say: &mut dyn FnMut(usize, bool) -> Option<()>) {
    let keeping = kept.iter().filter(|kept| **kept).count();
    if keeping < 2 || keeping * 3 < kept.len() * 2 {
        return;
    }
    for (at, holds) in kept.iter().enumerate().filter(|(_, holds)| **holds || keeping >= KEPT) {
        say(at, *holds);
    }
}
