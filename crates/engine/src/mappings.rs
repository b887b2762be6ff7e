//! How units read their own sheets: remembered by the shape of the sheet, taken back word by word.

use crate::access::{self, Right};
use crate::book::Book;
use model::{Account, Act, Refusal, RefusalCode, SheetMapping, UnitId};
use std::collections::BTreeMap;

/// What units said of their sheets.
#[derive(Clone, Debug, Default)]
pub struct Mappings {
    /// By unit and shape, oldest word first.
    said: BTreeMap<(UnitId, String), Vec<SheetMapping>>,
}

impl Mappings {
    pub(crate) fn set(&mut self, unit: &UnitId, mapping: &SheetMapping) {
        let said = self.said.entry((unit.clone(), mapping.shape.clone())).or_default();
        said.push(mapping.clone());
    }

    pub(crate) fn take_back(&mut self, unit: &UnitId, shape: &str) {
        if let Some(said) = self.said.get_mut(&(unit.clone(), shape.to_owned())) {
            said.pop();
        }
    }

    /// The mappings of a unit as they are now.
    pub fn of(&self, unit: &UnitId) -> Vec<SheetMapping> {
        let theirs = self.said.iter().filter(|((of, _), _)| of == unit);
        theirs.filter_map(|(_, said)| said.last()).cloned().collect()
    }
}

/// Remembers how a sheet is read; nothing new gives no act.
///
/// # Errors
/// `not-allowed`.
pub fn set(
    book: &Book,
    who: &Account,
    unit: &UnitId,
    mapping: &SheetMapping,
) -> Result<Option<Act>, Refusal> {
    own(book, who, unit)?;
    let known = book.mappings.of(unit).contains(mapping);
    Ok((!known).then(|| Act::SheetMapped { unit: unit.clone(), mapping: mapping.clone() }))
}

/// Takes the last word on a sheet back.
///
/// # Errors
/// `not-allowed`; `not-found` when nothing was said.
pub fn take_back(book: &Book, who: &Account, unit: &UnitId, shape: &str) -> Result<Act, Refusal> {
    own(book, who, unit)?;
    match book.mappings.of(unit).iter().any(|mapping| mapping.shape == shape) {
        true => Ok(Act::SheetMappingTakenBack { unit: unit.clone(), shape: shape.to_owned() }),
        false => Err(Refusal::of(RefusalCode::NotFound, "cách đọc tệp này")),
    }
}

/// Whoever may bring the unit's figures, also on its behalf.
fn own(book: &Book, who: &Account, unit: &UnitId) -> Result<(), Refusal> {
    let rights = [Right::FillOwn, Right::JudgeForm];
    match rights.into_iter().any(|right| access::may_for(book, who, right, unit)) {
        true => Ok(()),
        false => Err(RefusalCode::NotAllowed.into()),
    }
}
