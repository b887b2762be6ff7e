//! What use cases answer: plain values ready for a browser. Numbers are printed in Vietnamese
//! already; codes stay codes, because their words live in the interface's message catalogue.

mod alignment;
mod asof;
mod board;
mod catalogue;
mod finding;
mod form;
mod issuing;
mod life;
mod living;
mod mail;
mod outlier;
mod outline;
mod people;
mod pivot;
pub(crate) mod plan;
mod prose;
mod reading;
mod regime;
mod returned;
mod round;
mod rules;
mod series;
mod session;
mod source;
mod truth;
mod unit;
mod workbook;

pub use alignment::*;
pub use asof::*;
pub use board::*;
pub use catalogue::*;
pub use finding::*;
pub use form::*;
pub use issuing::*;
pub use life::*;
pub use living::*;
pub use mail::*;
pub use outlier::*;
pub use outline::*;
pub use people::*;
pub use pivot::*;
pub use plan::*;
pub use prose::*;
pub use reading::*;
pub use regime::*;
pub use returned::*;
pub use round::*;
pub use rules::*;
pub use series::*;
pub use session::*;
pub use source::*;
pub use truth::*;
pub use unit::*;
pub use workbook::*;

use serde::Serialize;
use utoipa::ToSchema;

/// A unit as lists name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnitRef {
    /// Own id.
    pub id: model::UnitId,
    /// Name with its type word.
    pub name: String,
    /// What it is.
    pub kind: model::UnitKind,
}

/// One page of a longer list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// Rows of this page.
    pub rows: Vec<T>,
    /// Rows in the whole list, after the search.
    pub total: usize,
}
