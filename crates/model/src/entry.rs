//! An act at its place in the ledger.

use crate::act::Act;
use crate::ids::{AccountName, Cut};
use serde::{Deserialize, Serialize};

/// One act at its ledger position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Position, from one, without gaps.
    pub cut: Cut,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Who.
    pub by: AccountName,
    /// What was done.
    pub act: Act,
}
