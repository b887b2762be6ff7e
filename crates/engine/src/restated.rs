//! What was known at a cut and is stated otherwise now (số liệu đã điều chỉnh; SDMX: revision). Nothing of it is stored: the
//! ledger keeps every statement.

use crate::book::Book;
use crate::state::Cell;
use model::{CellKey, Cut, Stated};
use std::collections::BTreeSet;

/// How a figure moved since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// It was known and is another now.
    Changed,
    /// It was known and is stated no more.
    Withdrawn,
    /// It was not known then.
    Added,
}

/// A cell that says something else than it did.
#[derive(Clone, Debug)]
pub struct Restated<'a> {
    /// Which.
    pub key: &'a CellKey,
    /// How it moved.
    pub how: Move,
    /// What it said then.
    pub then: Option<&'a Cell>,
    /// What it says now.
    pub now: Option<&'a Cell>,
    /// The statement that brought what is said now; of a withdrawn one the withdrawal.
    pub said: &'a Cell,
}

/// The cells that say something else than they did at a cut, the newest statement first.
pub fn since(book: &Book, cut: Cut) -> Vec<Restated<'_>> {
    let keys: BTreeSet<&CellKey> = book.cells.iter().map(|(key, _)| key).chain(book.former.keys()).collect();
    let mut moved: Vec<Restated<'_>> = keys.into_iter().filter_map(|key| moved(book, key, cut)).collect();
    moved.sort_by(|a, b| (b.said.provenance.cut, a.key).cmp(&(a.said.provenance.cut, b.key)));
    moved
}

fn moved<'a>(book: &'a Book, key: &'a CellKey, cut: Cut) -> Option<Restated<'a>> {
    let said = book.last_said(key).filter(|said| said.provenance.cut > cut)?;
    let (then, now) = (book.said_at(key, cut), book.cells.get(key));
    let number = |cell: Option<&Cell>| -> Option<Stated> { cell?.observation.stated };
    let how = match (number(then), number(now)) {
        (before, after) if before == after => return None,
        (None, _) => Move::Added,
        (_, None) => Move::Withdrawn,
        _ => Move::Changed,
    };
    Some(Restated { key, how, then, now, said })
}

/// Everything that a cell ever said, oldest first; a withdrawal says nothing.
pub fn statements<'a>(book: &'a Book, key: &CellKey) -> impl Iterator<Item = &'a Cell> {
    book.former.get(key).into_iter().flatten().chain(book.cells.get(key))
}
