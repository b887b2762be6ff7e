//! Collection: opening a round, saving, sending, returning, approving, correcting. Each decision looks at the book
//! and answers with the act to append, or refuses.

mod attach;
mod moves;
mod open;
mod request;
mod save;
mod sheets;
pub mod transitions;

pub use attach::{LARGEST, attach, attachable, switch_attachment};
pub use moves::{Pressed, approve_form, approve_within, correct, return_form, send};
pub use open::{Held, Opening, Plan, complete, draft, next_period, open_round, plan};
pub use request::{Request, proposed_due, regime_of};
pub use save::{Conflict, Saving, Typed, Typing, save, stated};
pub use sheets::{bring_back, close, exclude, extend};

use crate::access;
use crate::book::{Book, RoundState};
use model::{
    Account, Figure, Inline, Period, Refusal, RefusalCode, RoundId, Sheet, Submission, Template, UnitId,
};

/// Every figure bound in a template.
pub fn figures(template: &Template) -> impl Iterator<Item = &Figure> {
    template.passages.iter().flat_map(|p| &p.inlines).filter_map(|i| match i {
        Inline::Figure { figure } => Some(figure),
        _ => None,
    })
}

/// A unit's form in a round.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// The round it belongs to.
    pub round: &'a RoundState,
    /// What is asked.
    pub sheet: &'a Sheet,
    /// Where it stands.
    pub submission: &'a Submission,
}

impl Form<'_> {
    /// The period that is asked about.
    pub fn period(&self) -> Period {
        self.round.round.period
    }
}

/// A unit's form.
///
/// # Errors
/// `not-found` when there is no such form, or the account may not see it.
pub fn form<'a>(book: &'a Book, who: &Account, round: &RoundId, unit: &UnitId) -> Result<Form<'a>, Refusal> {
    let missing = || Refusal::of(RefusalCode::NotFound, "biểu này");
    let round = book.rounds.get(round).ok_or_else(missing)?;
    let sheet = round.sheet(unit).ok_or_else(missing)?;
    let submission = round.submissions.get(unit).ok_or_else(missing)?;
    if access::sees_form(book, who, unit) { Ok(Form { round, sheet, submission }) } else { Err(missing()) }
}
