//! What a report will say of itself, written down before it goes out; the office's own Word template.

use super::{office, said_by};
use crate::access::{self, Right};
use crate::book::{Book, LivingState};
use crate::issue::editable;
use model::{Account, Act, Dispatch, Flaw, Issuing, Period, Refusal, RefusalCode, WordTemplate};

/// Longest line, in letters.
const LONGEST: usize = 300;
/// Most lines of one sort.
const MOST: usize = 60;

/// What a report says of itself now: what was written down, else what the place and the last issue say.
pub fn prepared(book: &Book, state: &LivingState) -> Dispatch {
    let last = book.reports.values().flat_map(|r| &r.issues).max_by_key(|issued| issued.entry);
    let usual = || {
        let contact = last.map(|issued| issued.dispatch.contact.clone()).unwrap_or_default();
        Dispatch { contact, ..said_by(book.place.as_ref()) }
    };
    state.prepared.clone().unwrap_or_else(usual)
}

/// Writes down what a report will say of itself.
///
/// # Errors
/// `not-allowed`, `not-found`, `already-issued`, `bad-input` for what is too long.
pub fn prepare(book: &Book, who: &Account, period: Period, dispatch: Dispatch) -> Result<Act, Refusal> {
    office(who)?;
    editable(book, period)?;
    let dispatch = tidied(dispatch);
    if is_long(&dispatch) {
        return Err(Flaw::LinesTooMany.into());
    }
    Ok(Act::Issuing { what: Issuing::Prepared { period, dispatch } })
}

fn is_long(dispatch: &Dispatch) -> bool {
    let Dispatch { addressees, recipients, authority, contact, drafter, circulation, notation, .. } =
        dispatch;
    let lines = [addressees, recipients, authority, contact];
    let single = [drafter, circulation].into_iter().flatten().chain([notation]);
    let long = |text: &String| text.chars().count() > LONGEST;
    lines.iter().any(|lines| lines.len() > MOST) || lines.into_iter().flatten().chain(single).any(long)
}

/// Letters composed, without empty lines and blanks around words.
fn tidied(dispatch: Dispatch) -> Dispatch {
    let one = |text: &str| viet::fold::nfc(text.trim());
    let lines = |lines: Vec<String>| -> Vec<String> {
        lines.iter().map(|line| one(line)).filter(|line| !line.is_empty()).collect()
    };
    let some = |text: Option<String>| text.map(|text| one(&text)).filter(|text| !text.is_empty());
    Dispatch {
        notation: one(&dispatch.notation),
        addressees: lines(dispatch.addressees),
        recipients: lines(dispatch.recipients),
        drafter: some(dispatch.drafter),
        authority: lines(dispatch.authority),
        urgency: dispatch.urgency,
        circulation: some(dispatch.circulation),
        contact: lines(dispatch.contact),
    }
}

/// Puts the office's own Word template in, or takes it out.
///
/// # Errors
/// `not-allowed`, `not-found` when there is none to take out.
pub fn set_word_template(book: &Book, who: &Account, template: Option<WordTemplate>) -> Result<Act, Refusal> {
    access::need(who, Right::EditReport)?;
    if template.is_none() && book.word_template.is_none() {
        return Err(Refusal::of(RefusalCode::NotFound, "mẫu Word của cơ quan"));
    }
    Ok(Act::Issuing { what: Issuing::WordTemplateSet { template } })
}
