//! Biên bản kiểm tra số liệu: what was checked before the report went out, what was asked, and how each question ended; signed by who
//! compiled it.

use super::life::{self, Closed};
use super::passed;
use crate::access::{self, Right};
use crate::book::Book;
use crate::findings;
use crate::issue;
use model::{Account, Act, Cut, Finding, Period, Refusal, RefusalCode, Severity};

/// The record of a period, as the book has it now.
#[derive(Clone, Debug)]
pub struct Record {
    /// Checks that hold.
    pub passed: usize,
    /// What is still asked or was answered, worst first.
    pub findings: Vec<Finding>,
    /// What a corrected number closed.
    pub closed: Vec<Closed>,
}

/// What was checked in a period.
pub fn record(book: &Book, period: Period) -> Record {
    Record {
        passed: passed::passed(book, period).len(),
        findings: findings::of_period(book, period),
        closed: life::closed(book, period),
    }
}

/// Errors of a period that nobody answered.
pub fn open_errors(book: &Book, period: Period) -> usize {
    let open = |f: &&Finding| f.severity == Severity::Error && f.answer.is_none();
    findings::of_period(book, period).iter().filter(open).count()
}

/// Signs the record of a period as of the cut that was shown.
///
/// # Errors
/// `errors-open` with their count, `cut-moved` when a figure changed above the cut, `already-issued`, `not-found`,
/// `not-allowed`.
pub fn sign(book: &Book, who: &Account, period: Period, cut: Cut, annexed: bool) -> Result<Act, Refusal> {
    access::need(who, Right::EditReport)?;
    let state = issue::living(book, period)?;
    if !state.is_open() {
        return Err(Refusal::of(RefusalCode::AlreadyIssued, period));
    }
    if cut < state.touched || cut > book.cut {
        return Err(RefusalCode::CutMoved.into());
    }
    match open_errors(book, period) {
        0 => Ok(Act::ChecksSigned { period, cut, annexed }),
        open => Err(Refusal::of(RefusalCode::ErrorsOpen, open)),
    }
}
