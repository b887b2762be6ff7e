//! Files that units put beside their figures.

use crate::ids::BlobId;
use serde::{Deserialize, Serialize};

/// A file beside a figure: a decision, minutes, a photograph of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its bytes.
    pub file: BlobId,
    /// Its name, as the person had it.
    pub name: String,
    /// Bytes.
    pub size: u64,
}
