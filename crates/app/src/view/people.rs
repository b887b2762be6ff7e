//! Accounts, and what people sign in with.

use super::UnitRef;
use model::{AccountName, Grant, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// How an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// May sign in.
    Open,
    /// Has not chosen a password yet, and does not sign in through a service.
    Invited,
    /// Failed too often and waits.
    Waiting,
    /// Locked after idle days.
    Idle,
    /// Closed by an administrator.
    Closed,
}

/// An account as the administrator sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AccountView {
    /// Sign-in name.
    pub name: AccountName,
    /// As shown.
    pub display_name: String,
    /// Where the person works.
    pub unit: UnitRef,
    /// What the person does, and where.
    pub grants: Vec<GrantView>,
    /// Where invitations go.
    pub email: Option<String>,
    /// Whom to phone.
    pub phone: Option<String>,
    /// The name at the sign-in service.
    pub subject: Option<String>,
    /// How it stands.
    pub state: AccountState,
    /// Whether a second factor is asked for.
    pub second_factor: bool,
    /// When the person was last here, RFC 3339; none = never.
    pub seen_at: Option<String>,
}

/// A grant with the name of its unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GrantView {
    /// The grant.
    #[serde(flatten)]
    pub grant: Grant,
    /// The unit at the top of what it covers; none = the whole place.
    pub unit: Option<UnitRef>,
}

/// An account to make or change.
#[derive(Clone, Deserialize, ToSchema)]
pub struct SetAccount {
    /// As shown.
    pub display_name: String,
    /// Where the person works.
    pub unit: UnitId,
    /// What the person does, and where.
    pub grants: Vec<Grant>,
    /// Where invitations go.
    pub email: Option<String>,
    /// Whom to phone.
    pub phone: Option<String>,
    /// The name at the sign-in service.
    pub subject: Option<String>,
    /// Whether it may sign in.
    pub active: bool,
}

/// What a list of accounts is asked.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AccountFilter {
    /// Words, with or without diacritics.
    pub search: Option<String>,
    /// Only accounts that stand so.
    #[param(inline)]
    pub state: Option<AccountState>,
    /// By what.
    #[param(inline)]
    pub sort: Option<AccountSort>,
    /// From one.
    pub page: Option<usize>,
}

/// Orders of the list of accounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountSort {
    /// By name as shown.
    #[default]
    Name,
    /// By unit.
    Unit,
    /// Who was here last.
    Seen,
}

/// A one-time link for choosing a password.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LinkView {
    /// Its secret: the page is `/start#` and this. Shown this once.
    pub token: String,
    /// When it ends, RFC 3339.
    pub expires_at: String,
    /// Whether it went out by e-mail too.
    pub mailed: bool,
}

/// The secret of a one-time link.
#[derive(Clone, Deserialize, ToSchema)]
pub struct LinkInput {
    /// As the link carries it.
    pub token: String,
}

/// Whom a one-time link is for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LinkHolder {
    /// Sign-in name.
    pub name: AccountName,
    /// As shown.
    pub display_name: String,
    /// Letters that the new password needs.
    pub least: usize,
    /// Whether a code of the person's device is asked for as well.
    pub code_wanted: bool,
}

/// A password chosen through a link.
#[derive(Clone, Deserialize, ToSchema)]
pub struct ChoosePassword {
    /// As the link carries it.
    pub token: String,
    /// The new password.
    pub password: String,
    /// The second step, where the account has one.
    pub code: Option<String>,
}

/// Who forgot a password.
#[derive(Clone, Deserialize, ToSchema)]
pub struct Forgot {
    /// Sign-in name.
    pub name: String,
}

/// The own account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MeView {
    /// Sign-in name.
    pub name: AccountName,
    /// As shown.
    pub display_name: String,
    /// Where the person works.
    pub unit: UnitRef,
    /// What the person does, and where.
    pub grants: Vec<GrantView>,
    /// Where invitations go.
    pub email: Option<String>,
    /// Whom to phone.
    pub phone: Option<String>,
    /// The name at the sign-in service.
    pub subject: Option<String>,
    /// Whether a second factor is asked for.
    pub second_factor: bool,
    /// Whether the role must have one.
    pub second_factor_required: bool,
    /// Recovery codes not used yet.
    pub recovery_codes: usize,
    /// Letters that a new password needs.
    pub least: usize,
}

/// The own password, old and new.
#[derive(Clone, Deserialize, ToSchema)]
pub struct ChangePassword {
    /// The one that serves now.
    pub old: String,
    /// The one to come.
    pub new: String,
}

/// What a device needs to make codes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FactorProposal {
    /// The secret, in base 32, for typing.
    pub secret: String,
    /// The same as a picture: an SVG document.
    pub picture: String,
}

/// A code of the person's device.
#[derive(Clone, Deserialize, ToSchema)]
pub struct ConfirmFactor {
    /// Six digits.
    pub code: String,
}

/// The own password, to prove that it is the person who asks.
#[derive(Clone, Deserialize, ToSchema)]
pub struct ProvePassword {
    /// The one that serves now.
    pub password: String,
}

/// Recovery codes, shown this once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecoveryCodes {
    /// Each serves once.
    pub codes: Vec<String>,
}

/// A session as its person and the administrator see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OpenSession {
    /// Names it in addresses.
    pub id: String,
    /// Browser and system.
    pub device: String,
    /// From where.
    pub address: String,
    /// When it was begun, RFC 3339.
    pub begun_at: String,
    /// When it was last used, RFC 3339.
    pub seen_at: String,
    /// Whether it is the one that asks.
    pub own: bool,
}

/// A sector that grants may be narrowed to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SectorView {
    /// Letters that codes of its indicators begin with.
    pub code: String,
    /// Name, in Vietnamese.
    pub name: String,
    /// Defence and security.
    pub restricted: bool,
}
