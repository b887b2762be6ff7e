//! Workbooks that bring figures.

use super::{ConflictView, RefusedCell, UnitRef};
use model::{CellSpec, Code, Cut, Measure, SheetMapping};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What taking a workbook would change.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorkbookPreview {
    /// Whose form.
    pub unit: UnitRef,
    /// The file's name.
    pub file_name: String,
    /// Whether the person may write into the form now.
    pub editable: bool,
    /// Cells that would change, in the order of the form.
    pub cells: Vec<BroughtCell>,
    /// Cells that the file leaves as they are.
    pub same: usize,
    /// What is to be known about rows, in the order of the sheet.
    pub messages: Vec<RowMessage>,
    /// How the sheet is read; none for a form of our own.
    pub reading: Option<OwnSheetView>,
}

/// A cell that a workbook would change.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BroughtCell {
    /// What.
    pub indicator: Code,
    /// Which statement.
    pub measure: Measure,
    /// Indicator name.
    pub name: String,
    /// Unit of measure.
    pub measure_unit: String,
    /// Row in the file, from one.
    pub row: u32,
    /// What is kept, printed; empty = nothing.
    pub before: String,
    /// What the file says, printed; empty = left empty.
    pub after: String,
    /// The word that is kept.
    pub note_before: String,
    /// The word in the file.
    pub note_after: String,
    /// Who stated what is kept after the file was made, as shown; none = nobody, the cell may simply be taken.
    pub newer_by: Option<String>,
    /// When that was, RFC 3339.
    pub newer_at: Option<String>,
    /// The position of what is kept; taking the cell names it.
    pub base: Option<Cut>,
}

/// A sentence about a row.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RowMessage {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
    /// Whether the row's value cannot be taken.
    pub lost: bool,
}

/// How a unit's own sheet is read, with what a person needs to correct it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OwnSheetView {
    /// The mapping in use.
    pub mapping: SheetMapping,
    /// Whether the unit has confirmed it before.
    pub known: bool,
    /// The sheets of the workbook.
    pub sheets: Vec<SheetView>,
    /// The labels of the mapped rows as they stand.
    pub labels: Vec<LabelView>,
}

/// The upper left part of a sheet.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SheetView {
    /// Its name.
    pub name: String,
    /// Rows that hold something.
    pub rows: Vec<SheetRow>,
    /// Columns shown.
    pub columns: u32,
}

/// A row of a sheet.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SheetRow {
    /// From zero.
    pub row: u32,
    /// Its texts from the first column.
    pub cells: Vec<String>,
}

/// A label and the row it stands on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LabelView {
    /// As the mapping names it.
    pub label: String,
    /// As it stands.
    pub shown: String,
    /// From one.
    pub row: u32,
}

/// What is to be taken from a workbook.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct TakeWorkbook {
    /// The chosen cells, each with what the person saw.
    pub cells: Vec<ChosenCell>,
    /// How the sheet is read, when it is not a form of our own; it is remembered.
    pub mapping: Option<SheetMapping>,
}

/// A chosen cell.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ChosenCell {
    /// Which.
    #[serde(flatten)]
    pub cell: CellSpec,
    /// [`BroughtCell::base`] as the person saw it.
    pub base: Option<Cut>,
}

/// What came of taking a workbook.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TakenView {
    /// Cells taken.
    pub taken: usize,
    /// Cells that somebody changed meanwhile: not taken.
    pub conflicts: Vec<ConflictView>,
    /// Cells that cannot be kept.
    pub refused: Vec<RefusedCell>,
}

/// What many workbooks would change.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorkbooksPreview {
    /// One a unit, in the order of the round.
    pub forms: Vec<WorkbookPreview>,
    /// Files that cannot be taken.
    pub problems: Vec<FileProblem>,
}

/// A file and why it is not taken.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FileProblem {
    /// The file's name.
    pub file_name: String,
    /// Why, in Vietnamese.
    pub vi: String,
    /// Why, in English.
    pub en: String,
}

/// Whose workbooks are to be taken.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct TakeWorkbooks {
    /// Units; cells that somebody changed after the file was made are left to the unit's own page.
    pub units: Vec<model::UnitId>,
}

/// What came of taking many workbooks.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorkbooksTaken {
    /// One a unit.
    pub forms: Vec<UnitTaken>,
    /// Files and units that were not taken.
    pub problems: Vec<FileProblem>,
}

/// What came of one unit's workbook.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitTaken {
    /// Whose.
    pub unit: UnitRef,
    /// Cells taken.
    pub taken: usize,
    /// Cells left because something newer is kept.
    pub left: usize,
    /// Sentences about rows that were not taken.
    pub messages: Vec<RowMessage>,
}
