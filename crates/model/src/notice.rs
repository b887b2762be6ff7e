//! Reasons that people give for places of a living report.

use crate::ids::NoticeKey;
use serde::{Deserialize, Serialize};

/// What was done about a place of a living report that wants a look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum NoticeAct {
    /// Somebody said why places stand as they do.
    Explained {
        /// Which places.
        places: Vec<SeenNotice>,
        /// Why.
        reason: String,
    },
    /// Reasons were taken back.
    Withdrawn {
        /// Of which places.
        keys: Vec<NoticeKey>,
    },
}

/// A place as somebody saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SeenNotice {
    /// Which.
    pub key: NoticeKey,
    /// What stood there; a reason holds for exactly this.
    pub seen: String,
}
