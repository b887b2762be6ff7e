//! Outlines: where living reports begin, the outlines that an office keeps of its own, and what the last report left open.

mod fold;
pub mod offers;
mod own;
mod start;

pub use own::{OwnOutline, keep, switch, text_of, unknown};
pub(crate) use start::indicator as of_starter;
pub use start::{Needed, StartWish, needed, start, take_back, template};

use crate::book::Book;
use catalogue::outline::{Outline, Shipped, outlines};
use model::{OutlineId, Refusal, RefusalCode};
use std::borrow::Cow;

/// An outline that a report may begin from.
pub struct Found<'a> {
    /// Its name in addresses.
    pub id: OutlineId,
    /// As it is written.
    pub text: &'a str,
    /// As it was read.
    pub outline: Cow<'a, Outline>,
    /// Who kept it; none = it comes with the program.
    pub own: Option<&'a OwnOutline>,
}

impl<'a> Found<'a> {
    fn shipped(shipped: &'static Shipped) -> Self {
        let outline = Cow::Borrowed(&shipped.outline);
        Self { id: OutlineId::from(shipped.id), text: shipped.text, outline, own: None }
    }

    /// An outline of the office; none when later versions of the program cannot read it.
    fn own(id: &OutlineId, own: &'a OwnOutline) -> Option<Self> {
        let outline = Cow::Owned(catalogue::outline::read(&own.text).ok()?);
        Some(Self { id: id.clone(), text: &own.text, outline, own: Some(own) })
    }
}

/// All outlines: those of the office first, those that were taken out of the list among them.
pub fn all(book: &Book) -> Vec<Found<'_>> {
    let own = book.outlines.iter().filter_map(|(id, own)| Found::own(id, own));
    own.chain(outlines().iter().map(Found::shipped)).collect()
}

/// The outline of that name.
///
/// # Errors
/// `outline-gone`.
pub fn find<'a>(book: &'a Book, id: &OutlineId) -> Result<Found<'a>, Refusal> {
    let own = book.outlines.get(id).and_then(|own| Found::own(id, own));
    let shipped = || outlines().iter().find(|shipped| shipped.id == id.as_str()).map(Found::shipped);
    own.or_else(shipped).ok_or_else(|| RefusalCode::OutlineGone.into())
}
