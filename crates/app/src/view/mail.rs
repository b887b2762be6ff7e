//! The mail server and the outbox.

use model::MailSettings;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The mail server as it is set. The password is never shown.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MailView {
    /// As set.
    pub settings: MailSettings,
    /// Whether a password is kept.
    pub has_password: bool,
}

/// What setting the mail server takes.
#[derive(Clone, Deserialize, ToSchema)]
pub struct SetMail {
    /// As it shall be.
    pub settings: MailSettings,
    /// A new password; none keeps the old one while server and user stay.
    pub password: Option<String>,
}

/// Whom a test letter goes to.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct TestMail {
    /// Address.
    pub to: String,
}

/// A letter of the outbox.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PostedView {
    /// Own id.
    pub id: String,
    /// Address.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// `waiting`, `sent`, `failed`.
    pub state: String,
    /// When it was sent, or is tried next; RFC 3339.
    pub at: Option<String>,
    /// When it was handed in, RFC 3339.
    pub made_at: String,
    /// How often sending was tried.
    pub tries: u32,
    /// Why the last try failed; empty when none did.
    pub error: String,
}
