//! Reasons that people give for places of a living report.

use crate::ids::NoticeKey;
use serde::{Deserialize, Serialize};

/// What was done about a place of a living report that wants a look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum NoticeAct {
    /// Somebody said why it stands as it does.
    Explained {
        /// Which place.
        key: NoticeKey,
        /// What stood there; the reason holds for exactly this.
        seen: String,
        /// Why.
        reason: String,
    },
    /// The reason was taken back.
    Withdrawn {
        /// Which place.
        key: NoticeKey,
    },
}
