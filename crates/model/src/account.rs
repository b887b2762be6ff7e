//! People and what they may be.

use crate::ids::{AccountName, UnitId};
use serde::{Deserialize, Serialize};

/// What a person does in the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// quản trị: people, log, backup; no figures
    Administrator,
    /// bộ phận tổng hợp: reads, adopts, opens rounds, approves forms, edits the report
    Office,
    /// cán bộ đơn vị: fills and sends the own unit's form
    Reporter,
    /// lãnh đạo: reads all, approves a cut, issues
    Leader,
}

/// A person who signs in. Passwords are kept apart, hashed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Account {
    /// Sign-in name.
    pub name: AccountName,
    /// As shown to others.
    pub display_name: String,
    /// What the person does.
    pub role: Role,
    /// Where.
    pub unit: UnitId,
    /// A closed account cannot sign in.
    pub active: bool,
}
