//! Tables of the report that was read become tables of the living report.

use model::{Inline, Passage, PassageCell, PassageId, PassageKind, Table, TableCell, UnitId};

/// Puts a cell into its table, which is begun with its first cell. What lies under a cell of several rows is empty.
pub(super) fn place(
    passages: &mut Vec<Passage>,
    id: PassageId,
    owner: Option<&UnitId>,
    cell: TableCell,
    inlines: Vec<Inline>,
) {
    let at = passages.iter().position(|p| p.id == id).unwrap_or_else(|| {
        let table = Some(Table::default());
        passages
            .push(Passage { table, ..Passage::prose(id, PassageKind::Table, Vec::new(), owner.cloned()) });
        passages.len() - 1
    });
    let Some(table) = passages.get_mut(at).and_then(|p| p.table.as_mut()) else { return };
    if table.rows.len() <= cell.row {
        table.rows.resize_with(cell.row + 1, Vec::new);
    }
    if cell.head {
        table.heads = table.heads.max(cell.row + 1);
    }
    let Some(row) = table.rows.get_mut(cell.row) else { return };
    let width: usize = row.iter().map(|c| c.columns).sum();
    match row.last_mut() {
        // A further paragraph of the same cell.
        Some(last) if cell.column < width => {
            last.inlines.push(Inline::text(" "));
            last.inlines.extend(inlines);
        }
        _ => {
            let empty = || PassageCell { inlines: Vec::new(), columns: 1, right: false };
            row.extend((width..cell.column).map(|_| empty()));
            let right = starts_with_digits(&inlines) && !cell.head;
            row.push(PassageCell { inlines, columns: cell.columns.max(1), right });
        }
    }
}

fn starts_with_digits(inlines: &[Inline]) -> bool {
    match inlines.first() {
        Some(Inline::Figure { .. }) => true,
        Some(Inline::Text { text, .. }) => text.starts_with(|c: char| c.is_ascii_digit()),
        _ => false,
    }
}
