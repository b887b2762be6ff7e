//! Acts about kept tables, folded into the book. Folding cannot fail.

use crate::book::Book;
use model::{AccountName, Entry, KeptPivot, PivotAct};

/// A kept table with who kept it.
#[derive(Clone, Debug)]
pub struct KeptTable {
    /// The table.
    pub table: KeptPivot,
    /// Who made it.
    pub by: AccountName,
    /// When it was last laid out.
    pub at: String,
    /// Taken out of the list.
    pub removed: bool,
}

impl Book {
    /// Applies an act about kept tables.
    pub(crate) fn apply_to_pivots(&mut self, entry: &Entry, what: &PivotAct) {
        match what {
            PivotAct::Kept { table } => {
                let by = self.pivots.get(&table.id).map_or_else(|| entry.by.clone(), |kept| kept.by.clone());
                let kept = KeptTable { table: table.clone(), by, at: entry.at.clone(), removed: false };
                self.pivots.insert(table.id.clone(), kept);
            }
            PivotAct::Switched { id, removed } => {
                if let Some(kept) = self.pivots.get_mut(id) {
                    kept.removed = *removed;
                }
            }
        }
    }
}
