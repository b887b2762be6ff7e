//! How a unit's own sheet is read.

use crate::round::CellSpec;
use serde::{Deserialize, Serialize};

/// Which sheet of a unit's own workbook holds what. Rows and columns count from zero.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SheetMapping {
    /// A name for the look of the sheet's head, by which the mapping is found the next time.
    pub shape: String,
    /// The sheet's name.
    pub sheet: String,
    /// The column of names or codes.
    pub keys: u32,
    /// The column of values.
    pub values: u32,
    /// The column of words on them.
    pub notes: Option<u32>,
    /// The first row of figures.
    pub first: u32,
    /// The last one; none = to the end.
    pub last: Option<u32>,
    /// What the labels of the rows mean; a label that is not there is not known yet.
    pub labels: Vec<MappedLabel>,
}

/// What one label of a unit's own sheet means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MappedLabel {
    /// The label without diacritics, with a count where it stands several times.
    pub label: String,
    /// The cell of the form; none = left out.
    pub cell: Option<CellSpec>,
}
