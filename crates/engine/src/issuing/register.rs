//! The register of numbers: what went out under which number of a year and symbol, which numbers are reserved, which were
//! left out (Nghị định 30/2020/NĐ-CP, Điều 15). Secret documents are numbered apart and never entered here.

use crate::book::{Book, Issued};
use crate::issue;
use crate::issuing::{correction, office};
use model::{
    Account, Act, Date, Flaw, Issuing, PassageKind, Period, Refusal, RefusalCode, RegisterPlace, TakenNumber,
};
use std::collections::BTreeMap;

/// A number and what it stands for.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// Its place.
    pub place: RegisterPlace,
    /// Date of the document; none = reserved.
    pub date: Option<Date>,
    /// Trích yếu.
    pub subject: String,
    /// What it was given to.
    pub given: Given<'a>,
}

/// What a number was given to.
#[derive(Clone, Copy, Debug)]
pub enum Given<'a> {
    /// An issued report.
    Report {
        /// Of which period.
        period: Period,
        /// Which of its issues, from zero.
        issue: usize,
        /// The issue.
        issued: &'a Issued,
    },
    /// A document outside the program, or one to come.
    ByHand(&'a TakenNumber),
}

/// Every number given or reserved, in the order of year, symbol and number.
pub fn rows(book: &Book) -> Vec<Row<'_>> {
    let by_hand = book.numbers.values().map(|taken| Row {
        place: taken.place.clone(),
        date: taken.date,
        subject: taken.subject.clone(),
        given: Given::ByHand(taken),
    });
    let mut rows: BTreeMap<RegisterPlace, Row<'_>> = by_hand.map(|r| (r.place.clone(), r)).collect();
    // A reserved number that a report took is the report's.
    for (period, state) in &book.reports {
        for (issue, issued) in state.issues.iter().enumerate() {
            let row = Row {
                place: issued.place(),
                date: Some(issued.date),
                subject: subject(issued, *period),
                given: Given::Report { period: *period, issue, issued },
            };
            rows.insert(row.place.clone(), row);
        }
    }
    rows.into_values().collect()
}

/// Trích yếu of an issue.
pub fn subject(issued: &Issued, period: Period) -> String {
    let titles = issued.template.passages.iter().filter(|p| p.kind == PassageKind::Title);
    titles.map(|p| correction::words(issued, p, period)).collect::<Vec<_>>().join(" ")
}

/// Symbols in use: that of the place first.
pub fn symbols(book: &Book) -> Vec<String> {
    let own = book.place.iter().map(|p| p.notation.clone());
    let used = rows(book).into_iter().map(|r| r.place.notation);
    let mut symbols: Vec<String> = Vec::new();
    for symbol in own.chain(used).filter(|s| !s.is_empty()) {
        if !symbols.contains(&symbol) {
            symbols.push(symbol);
        }
    }
    symbols
}

/// The number that follows the highest one of a year and symbol.
pub fn next(book: &Book, year: i16, notation: &str) -> u32 {
    numbers(book, year, notation).last().map_or(1, |last| last.saturating_add(1))
}

/// Numbers below the highest one that nothing stands for: at most as many as a page shows.
pub fn gaps(book: &Book, year: i16, notation: &str) -> Vec<u32> {
    const SHOWN: usize = 100;
    let known = numbers(book, year, notation);
    let last = known.last().copied().unwrap_or_default();
    (1..last).filter(|n| known.binary_search(n).is_err()).take(SHOWN).collect()
}

fn numbers(book: &Book, year: i16, notation: &str) -> Vec<u32> {
    let here = |place: &&RegisterPlace| place.year == year && place.notation == notation;
    let issued = book.reports.values().flat_map(|r| &r.issues).map(Issued::place).collect::<Vec<_>>();
    let mut numbers: Vec<u32> =
        issued.iter().chain(book.numbers.keys()).filter(here).map(|p| p.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Whether a report may take a number: nothing stands for it, or it was reserved.
///
/// # Errors
/// `bad-input` for no number or symbol, `number-taken`.
pub fn may_take(book: &Book, place: &RegisterPlace) -> Result<(), Refusal> {
    well_formed(place)?;
    let issued = book.reports.values().flat_map(|r| &r.issues).any(|i| i.place() == *place);
    let given = book.numbers.get(place).is_some_and(|taken| taken.date.is_some());
    match issued || given {
        true => Err(Refusal::of(RefusalCode::NumberTaken, place.printed())),
        false => Ok(()),
    }
}

/// Enters a number that was given outside the program, or reserves one; what was entered by hand may be entered anew.
///
/// # Errors
/// `not-allowed`, `bad-input`, `number-taken` by a report.
pub fn take(book: &Book, who: &Account, taken: TakenNumber) -> Result<Act, Refusal> {
    office(who)?;
    well_formed(&taken.place)?;
    if taken.subject.trim().is_empty() {
        return Err(Flaw::SummaryWanted.into());
    }
    if taken.date.is_some_and(|date| date.year() != taken.place.year) {
        return Err(Flaw::DateOutsideYear.into());
    }
    match book.reports.values().flat_map(|r| &r.issues).any(|i| i.place() == taken.place) {
        true => Err(Refusal::of(RefusalCode::NumberTaken, taken.place.printed())),
        false => Ok(Act::Issuing { what: Issuing::NumberTaken { taken } }),
    }
}

/// Takes a number that was entered by hand out of the register.
///
/// # Errors
/// `not-allowed`, `not-found`.
pub fn free(book: &Book, who: &Account, place: &RegisterPlace) -> Result<Act, Refusal> {
    office(who)?;
    match book.numbers.contains_key(place) {
        true => Ok(Act::Issuing { what: Issuing::NumberFreed { place: place.clone() } }),
        false => Err(Refusal::of(RefusalCode::NotFound, format!("số {} nhập tay", place.printed()))),
    }
}

fn well_formed(place: &RegisterPlace) -> Result<(), Refusal> {
    /// More documents than an office sends in a year.
    const HIGHEST: u32 = 999_999;
    let symbol = !place.notation.trim().is_empty() && !place.notation.contains(['/', '\n']);
    match symbol && (1..=HIGHEST).contains(&place.number) {
        true => Ok(()),
        false => Err(Flaw::NumberWrong.into()),
    }
}

/// The issue before and after this one in the same period.
pub fn linked(book: &Book, period: Period, issue: usize) -> (Option<&Issued>, Option<&Issued>) {
    let issues = issue::living(book, period).map_or(&[][..], |state| &state.issues);
    (issue.checked_sub(1).and_then(|at| issues.get(at)), issues.get(issue + 1))
}
