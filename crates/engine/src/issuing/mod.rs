//! What stands around an issued report: its number, the corrections that supersede it, the signed file, the public extract.

pub mod correction;
pub mod extract;
mod fold;
mod prepare;
pub mod register;
pub mod signed;

pub use fold::said_by;
pub use prepare::{prepare, prepared, set_word_template};

use crate::access::{self, Right};
use crate::book::{Book, Issued};
use crate::issue;
use model::{Account, Act, Flaw, Issuing, Period, Refusal, RefusalCode, Signer};

/// # Errors
/// `not-allowed` unless the account compiles the report or approves it.
fn office(who: &Account) -> Result<(), Refusal> {
    match access::may(who, Right::Approve) {
        true => Ok(()),
        false => access::need(who, Right::EditReport),
    }
}

/// An issue of a period's report: the newest, or one by its place from zero.
///
/// # Errors
/// `not-found`.
pub fn issued(book: &Book, period: Period, issue: Option<usize>) -> Result<(usize, &Issued), Refusal> {
    let issues = &issue::living(book, period)?.issues;
    let at = issue.or_else(|| issues.len().checked_sub(1));
    let found = at.and_then(|at| Some((at, issues.get(at)?)));
    found.ok_or_else(|| Refusal::of(RefusalCode::NotFound, "báo cáo đã ban hành"))
}

/// Names who signs for the office.
///
/// # Errors
/// `not-allowed`, `bad-input` without a name or an office.
pub fn set_signers(who: &Account, signers: &[Signer]) -> Result<Act, Refusal> {
    office(who)?;
    let trimmed = signers.iter().map(|s| Signer {
        name: s.name.trim().to_owned(),
        capacity: s.capacity,
        body: s.body.trim().to_owned(),
        head: s.head.trim().to_owned(),
        office: s.office.trim().to_owned(),
    });
    let signers: Vec<Signer> = trimmed.collect();
    match signers.iter().any(|s| s.name.is_empty() || s.office.is_empty()) {
        true => Err(Flaw::SignersIncomplete.into()),
        false => Ok(Act::Issuing { what: Issuing::SignersSet { signers } }),
    }
}
