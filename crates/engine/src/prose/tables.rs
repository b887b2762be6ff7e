//! Two people worked in one table: rows that only one of them changed are taken, in the others it is cell by cell, also where
//! one of them joined or parted cells.

use super::merge::{merge_inlines, merge_lists, one};
use model::{Inline, PassageCell, Table};

type Row = Vec<PassageCell>;

/// Where nobody can tell which cell is which, the whole table is one value.
pub(super) fn merge_tables(base: &Table, mine: &Table, theirs: &Table, met: &mut bool) -> Table {
    let (mut clash, mut lost) = (false, false);
    let rows = merge_lists(&base.rows, &mine.rows, &theirs.rows, |base, theirs, mine| {
        // New rows of both in one place; rows that both changed.
        if base.is_empty() && theirs != mine {
            return theirs.into_iter().chain(mine).cloned().collect();
        }
        if base.len() != theirs.len() || base.len() != mine.len() {
            lost |= theirs != mine;
            return theirs.into_iter().cloned().collect();
        }
        let rows = base.iter().zip(mine).zip(theirs);
        rows.map(|((base, mine), theirs)| merge_row(base, mine, theirs, &mut clash, &mut lost)).collect()
    });
    let width = |rows: &[Row]| rows.iter().map(|row| columns(row)).max();
    let even = mine.rows.is_empty() || theirs.rows.is_empty() || width(&mine.rows) == width(&theirs.rows);
    if lost || !even {
        return one(base, mine, theirs, met).clone();
    }
    *met |= clash;
    Table { heads: *one(&base.heads, &mine.heads, &theirs.heads, met), rows }
}

fn columns(row: &[PassageCell]) -> usize {
    row.iter().map(|cell| cell.columns).sum()
}

/// `clash`: both changed the same words; `lost`: the cells of the two have nothing to do with each other.
fn merge_row(base: &Row, mine: &Row, theirs: &Row, clash: &mut bool, lost: &mut bool) -> Row {
    let shape = |row: &Row| row.iter().map(|cell| cell.columns).collect::<Vec<_>>();
    if mine == base || mine == theirs {
        return theirs.clone();
    }
    if theirs == base {
        return mine.clone();
    }
    let as_mine = shape(theirs) == shape(base);
    if columns(mine) != columns(theirs) || columns(mine) != columns(base) {
        *lost = true;
        return theirs.clone();
    }
    if !as_mine && shape(mine) != shape(base) && shape(mine) != shape(theirs) {
        *lost = true;
        return theirs.clone();
    }
    let like = if as_mine { mine } else { theirs };
    let [base, mine, theirs] = [base, mine, theirs].map(|row| seen_through(row, like));
    let cells = base.iter().zip(&mine).zip(&theirs);
    let cell = |((base, mine), theirs): ((&PassageCell, &PassageCell), &PassageCell)| PassageCell {
        inlines: merge_inlines(&base.inlines, &mine.inlines, &theirs.inlines, clash),
        columns: theirs.columns,
        right: *one(&base.right, &mine.right, &theirs.right, &mut false),
    };
    cells.map(cell).collect()
}

/// A row in the cells of another of the same width: joined cells hold the words of all, with a space between; of a cell that
/// was parted the first holds them.
fn seen_through(row: &[PassageCell], like: &[PassageCell]) -> Row {
    let mut begins = 0;
    let begun: Vec<(usize, &PassageCell)> = row
        .iter()
        .map(|cell| {
            begins += cell.columns;
            (begins - cell.columns, cell)
        })
        .collect();
    let mut from = 0;
    like.iter()
        .map(|shape| {
            let to = from + shape.columns;
            let inside = || begun.iter().filter(|(at, _)| (from..to).contains(at)).map(|(_, cell)| *cell);
            let mut inlines: Vec<Inline> = Vec::new();
            for cell in inside().filter(|cell| !cell.inlines.is_empty()) {
                if !inlines.is_empty() {
                    inlines.push(Inline::text(" "));
                }
                inlines.extend(cell.inlines.iter().cloned());
            }
            let right = inside().next().map_or(shape.right, |cell| cell.right);
            from = to;
            PassageCell { inlines: super::difference::join(inlines), columns: shape.columns, right }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows by `/`, cells by `|`; a cell over two columns ends in `_`, over three in `__`.
    fn table(text: &str) -> Table {
        let cell = |text: &str| {
            let words = text.trim_end_matches('_');
            let inlines = if words.is_empty() { Vec::new() } else { vec![Inline::text(words)] };
            PassageCell { inlines, columns: 1 + text.len() - words.len(), right: false }
        };
        Table { heads: 1, rows: text.split('/').map(|row| row.split('|').map(cell).collect()).collect() }
    }

    fn shown(table: &Table) -> String {
        let cell = |cell: &PassageCell| {
            let words = cell.inlines.iter().map(|i| match i {
                Inline::Text { text, .. } => text.clone(),
                other => format!("{other:?}"),
            });
            words.collect::<String>() + &"_".repeat(cell.columns - 1)
        };
        let row = |row: &Row| row.iter().map(cell).collect::<Vec<_>>().join("|");
        table.rows.iter().map(row).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn the_work_of_both_is_there() {
        for (base, mine, theirs, both, met) in [
            ("a|b/c|d", "A|b/c|d", "a|B/c|d", "A|B/c|d", false),
            ("a|b/c|d", "a|b/c|D", "a|b/m|n/c|d", "a|b/m|n/c|D", false),
            ("a|b/c|d", "a|b/c|d/m|m", "a|b/c|d/n|n", "a|b/c|d/n|n/m|m", false),
            ("a|b/c|d", "a|b", "A|b/c|d", "A|b", false),
            // One joins cells, the other types in them, in either order, or in another row.
            ("a|b/c|d", "a b_/c|d", "a|b x/c|d", "a b x_/c|d", false),
            ("a|b/c|d", "a|b x/c|d", "a b_/c|d", "a b x_/c|d", false),
            ("a|b/c|d", "a b_/c|d", "a|b/c|D", "a b_/c|D", false),
            ("a|b|c", "a b_|C", "A|b|c", "A b_|C", false),
            // One parts what the other types in.
            ("a b_/c|d", "a b|/c|d", "a b x_/c|d", "a b x|/c|d", false),
            // The same words, the same cells in two ways, another width: theirs stand.
            ("a|b", "x|b", "y|b", "y|b", true),
            ("a|b|c", "a b_|c", "a|b c_", "a|b c_", true),
            ("a|b/c|d", "a|b|/c|d|", "a|B/c|d", "a|B/c|d", true),
            ("a|b/c|d", "a|b|/c|d|", "a|b/c|d", "a|b|/c|d|", false),
        ] {
            let mut told = false;
            let merged = merge_tables(&table(base), &table(mine), &table(theirs), &mut told);
            assert_eq!((shown(&merged).as_str(), told), (both, met), "{base} | {mine} | {theirs}");
        }
    }
}
