//! Faults of the text itself. Each check is a module; repeats of one fault are one finding with a count.

mod doubled;
mod headings;
mod marks;
mod names;
mod page;
mod pairs;
mod period;
mod places;
mod slips;
mod terms;
mod units;

use crate::Known;
use crate::scalars::Scalars;
use model::{Document, Fact, OutlineItem, Severity, SourceText, TextFinding};
use page::Page;
pub(super) use places::UNIT_NAME;

pub(super) fn faults(
    source: &SourceText,
    scalars: &Scalars<'_>,
    document: &Document,
    outline: &[OutlineItem],
    facts: &[Fact],
    known: Known<'_>,
) -> Vec<TextFinding> {
    let page = Page::new(source, scalars);
    let mut found = period::words_of_another(&page, document);
    found.extend(doubled::words(&page));
    found.extend(slips::slips(&page));
    found.extend(names::two_spellings(&page, known));
    found.extend(terms::two_forms(&page));
    found.extend(places::misspelt(&page, document, known));
    found.extend(marks::marks(&page));
    found.extend(units::units(facts));
    found.extend(headings::lost_marks(source));
    found.extend(headings::with_figures(outline, facts));
    found
}

/// A fault at a place in scalar values.
fn finding(rule: &str, severity: Severity, at: (usize, usize), says: String, hint: &str) -> TextFinding {
    let (start, end) = at;
    TextFinding {
        rule: rule.to_owned(),
        severity,
        says,
        hint: hint.to_owned(),
        evidence: Vec::new(),
        start,
        end,
    }
}

/// One note of all places of a fault, at the first; none without places.
fn note(
    rule: &str,
    places: &[(usize, usize)],
    says: impl Fn(usize) -> String,
    hint: &str,
) -> Option<TextFinding> {
    places.first().map(|at| finding(rule, Severity::Info, *at, says(places.len()), hint))
}
