//! People and what they may be.

use crate::ids::{AccountName, SectorCode, UnitId};
use serde::{Deserialize, Serialize};

/// What a person does in the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// nhập liệu: fills forms
    Entry,
    /// duyệt trong đơn vị: approves the unit's form before it goes out
    UnitApprover,
    /// tổng hợp: reads, adopts, opens rounds, approves forms, edits the report
    Compiler,
    /// lãnh đạo: reads all, approves a cut, issues
    Leader,
    /// thanh tra, chỉ xem: reads, changes nothing
    Inspector,
    /// quản trị: people, log, backup; no figures
    Administrator,
}

impl Role {
    /// Every role, in the order of menus and tables.
    pub const ALL: [Self; 6] =
        [Self::Entry, Self::UnitApprover, Self::Compiler, Self::Leader, Self::Inspector, Self::Administrator];
}

/// One role of a person, and where it holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Grant {
    /// What the person does.
    pub role: Role,
    /// The unit at the top of what it covers; none = the whole place.
    pub scope: Option<UnitId>,
    /// Sectors whose figures it covers; empty = all.
    pub sectors: Vec<SectorCode>,
    /// Whether it covers defence and security.
    pub restricted: bool,
}

impl Grant {
    /// A role for a unit and all below it, in all sectors.
    pub fn of(role: Role, unit: impl Into<UnitId>) -> Self {
        Self { scope: Some(unit.into()), ..Self::everywhere(role) }
    }

    /// A role for the whole place, in all sectors.
    pub fn everywhere(role: Role) -> Self {
        Self { role, scope: None, sectors: Vec::new(), restricted: true }
    }
}

/// A person who signs in. Passwords are kept apart, hashed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Account {
    /// Sign-in name.
    pub name: AccountName,
    /// As shown to others.
    pub display_name: String,
    /// Where the person works.
    pub unit: UnitId,
    /// What the person does, and where.
    pub grants: Vec<Grant>,
    /// Where invitations, resets and reminders go.
    pub email: Option<String>,
    /// Whom to phone.
    pub phone: Option<String>,
    /// The name under which a sign-in service knows the person; none = signs in here only.
    pub subject: Option<String>,
    /// A closed account cannot sign in.
    pub active: bool,
}

impl Account {
    /// An open account with the name shown alone, to be filled further.
    pub fn new(name: impl Into<AccountName>, unit: impl Into<UnitId>, grants: Vec<Grant>) -> Self {
        let name = name.into();
        Self {
            display_name: name.to_string(),
            name,
            unit: unit.into(),
            grants,
            email: None,
            phone: None,
            subject: None,
            active: true,
        }
    }

    /// Whether one of the grants is of that role.
    pub fn is(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }
}

/// How people sign in: what an administrator may set. Idle days and the second factor follow Nghị định 331/2026/NĐ-CP.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignInPolicy {
    /// Days without a sign-in after which an account is locked.
    pub idle_days: u32,
    /// Roles whose holders must have a second factor.
    pub second_factor: Vec<Role>,
    /// Hours after which a session ends, whatever is done in it.
    pub session_hours: u32,
    /// Minutes without a request after which a session ends.
    pub quiet_minutes: u32,
    /// Hours that a one-time link is good for.
    pub link_hours: u32,
}

impl Default for SignInPolicy {
    fn default() -> Self {
        Self {
            idle_days: 45,
            second_factor: Vec::new(),
            session_hours: 12,
            quiet_minutes: 240,
            link_hours: 72,
        }
    }
}

/// What was done about somebody's signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tending {
    /// A one-time link was made, for a first password or a new one.
    LinkMade,
    /// The person chose a password.
    PasswordChosen,
    /// The account was opened again after failures or idle days.
    Unlocked,
    /// Sessions were ended.
    SessionsEnded,
    /// A second factor was set up.
    SecondFactorSet,
    /// The second factor was taken away.
    SecondFactorRemoved,
    /// New recovery codes were made; the old ones serve no more.
    RecoveryCodesMade,
}
