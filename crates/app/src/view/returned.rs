//! A Word file of the living report that comes back.

use engine::prose::difference::Piece;
use model::{Cut, FigureId, PassageId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a file that came back changes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReturnedPreview {
    /// The cut that the file was made at.
    pub cut: Cut,
    /// Paragraphs that changed in the file were written in here meanwhile too: both are merged.
    pub newer: bool,
    /// Paragraphs and notes as they were.
    pub unchanged: usize,
    /// Bound figures that the file carries.
    pub figures: usize,
    /// Those that still stand in it as printed.
    pub figures_same: usize,
    /// Whether changes may be taken now.
    pub takeable: bool,
    /// The changes, in the order of the file.
    pub changes: Vec<ReturnedChange>,
}

/// One change.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReturnedChange {
    /// The paragraph, or a name of the file's own for a new one.
    pub id: PassageId,
    /// What happened to it.
    pub what: ReturnedWhat,
    /// The department that answers for it.
    pub unit: Option<String>,
    /// What changed word by word.
    pub pieces: Vec<Piece>,
    /// Figures that were typed over: each wants an answer.
    pub figures: Vec<ReturnedFigure>,
    /// Names of figures that stood in it and do not any more.
    pub dropped: Vec<String>,
    /// New numbers, bound to nothing.
    pub numbers: Vec<String>,
    /// It was written in here since the file was made.
    pub edited_since: bool,
}

/// What happened to a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReturnedWhat {
    /// Its words are not the same.
    Edited,
    /// It is new.
    Added,
    /// It is gone.
    Gone,
    /// It stands elsewhere.
    Moved,
    /// A table whose rows or columns are not the same; to be changed here by hand.
    Reshaped,
}

/// A figure that was typed over.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReturnedFigure {
    /// Which.
    pub figure: FigureId,
    /// Indicator name.
    pub name: String,
    /// As the file printed it.
    pub was: String,
    /// What stands there now.
    pub typed: String,
    /// What the report prints today.
    pub now: String,
}

/// Which changes are taken.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct TakeReturned {
    /// The changes, by their names.
    pub changes: Vec<PassageId>,
    /// An answer to every figure in them that was typed over.
    #[serde(default)]
    pub figures: Vec<FigureAnswer>,
}

/// What is to become of a figure that was typed over.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct FigureAnswer {
    /// In which change.
    pub passage: PassageId,
    /// Which.
    pub figure: FigureId,
    /// What is done.
    pub take: FigureTaken,
    /// Why; wanted where the typed number stays as words.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What is to become of a number that was typed over a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FigureTaken {
    /// The bound value stays.
    Keep,
    /// The bound value stays, and the unit is asked to look at the typed one.
    Propose,
    /// The typed number stays as plain words.
    Text,
}
