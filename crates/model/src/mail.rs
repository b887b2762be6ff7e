//! Where letters go out.

use serde::{Deserialize, Serialize};

/// How the line to the mail server is kept secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailTls {
    /// TLS from the first byte, port 465
    #[default]
    Tls,
    /// begins in the clear and must turn to TLS, port 587
    Starttls,
    /// in the clear: a relay on this machine or this network
    None,
}

/// The mail server and in whose name letters go out. The password is kept apart from the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MailSettings {
    /// Whether letters go out at all.
    pub active: bool,
    /// Host name or address.
    pub server: String,
    /// Port.
    pub port: u16,
    /// How the line is kept secret.
    pub tls: MailTls,
    /// Whom the server knows us as; empty = it asks for no name.
    pub user: String,
    /// Address that letters come from.
    pub sender: String,
    /// Name beside it.
    pub sender_name: String,
    /// Where people open this program, `https://solieu.vi-du.vn`; letters name it.
    pub address: String,
}

impl MailSettings {
    /// Whether letters go out and can say where people open this program.
    pub fn reaches_people(&self) -> bool {
        self.active && !self.address.is_empty()
    }
}
