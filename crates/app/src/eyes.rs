//! What a person's eyes may rest on: figures of defence, security and sectors that no grant covers are left out of every
//! answer, and so is prose that prints them.

use engine::access::{self, Right};
use engine::compile::{Compiled, CompiledPassage};
use engine::truth::Notice;
use engine::{Book, Issued, issue};
use model::{
    Account, CellSpec, Chart, Code, Figure, Finding, Inline, PassageId, Period, ProseContent, Refusal,
    RefusalCode, Rule, UnitId,
};
use std::collections::BTreeSet;

/// What stands in the place of a paragraph that is not for these eyes.
pub(crate) const HIDDEN: &str = "[Nội dung hạn chế, tài khoản của bạn không được giao xem]";

/// Whether a cell of a unit's form is shown.
pub(crate) fn cell(book: &Book, who: &Account, unit: &UnitId, cell: &CellSpec) -> bool {
    let found = book.indicator(&cell.indicator);
    found.is_some_and(|indicator| access::may_cell(book, who, Right::See, unit, indicator))
}

/// Whether a finding is shown: it is asked of a unit that is seen, and names no figure that is not.
pub(crate) fn finding(book: &Book, who: &Account, finding: &Finding) -> bool {
    let codes = finding.evidence.iter().map(|e| &e.key.indicator);
    access::may_for(book, who, Right::See, &finding.ask) && access::sees_all_of(book, who, codes)
}

/// Whether a rule or a formula is shown: it names no figure that is not.
pub(crate) fn formula(book: &Book, who: &Account, text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let codes: BTreeSet<Code> = words.map(Code::from).collect();
    access::sees_all_of(book, who, &codes)
}

/// Whether a rule is shown.
pub(crate) fn rule(book: &Book, who: &Account, rule: &Rule) -> bool {
    formula(book, who, &rule.formula)
}

/// Whether a figure in prose is shown.
pub(crate) fn figure(book: &Book, who: &Account, figure: &Figure) -> bool {
    access::sees_all_of(book, who, [&figure.indicator])
        && figure.formula.as_deref().is_none_or(|text| formula(book, who, text))
}

/// Whether a chart is shown.
pub(crate) fn chart(book: &Book, who: &Account, chart: &Chart) -> bool {
    access::sees_all_of(book, who, chart.indicators())
}

/// Whether words with figures in them are shown.
pub(crate) fn content(book: &Book, who: &Account, content: &ProseContent) -> bool {
    let cells = content.table.iter().flat_map(|t| &t.rows).flatten().flat_map(|c| &c.inlines);
    let shown = |inline: &Inline| match inline {
        Inline::Figure { figure: f } => figure(book, who, f),
        _ => true,
    };
    content.inlines.iter().chain(cells).all(shown) && content.chart.iter().all(|c| chart(book, who, c))
}

/// Units that answer for figures which are not shown: their prose is not shown either.
fn hidden_owners<'a>(book: &'a Book, who: &Account) -> BTreeSet<&'a UnitId> {
    let hidden = book.indicators.iter().filter(|i| i.restricted && !access::sees_indicator(who, i));
    hidden.map(|i| &i.owner).collect()
}

/// The paragraphs of a compiled report that are not for these eyes.
pub(crate) fn hidden<'a>(book: &Book, who: &Account, compiled: &'a Compiled) -> BTreeSet<&'a PassageId> {
    let owners = hidden_owners(book, who);
    let shown = |p: &CompiledPassage| {
        p.figures().all(|f| figure(book, who, &f.figure))
            && p.chart.iter().all(|c| chart(book, who, &c.chart))
    };
    let closed = |p: &&CompiledPassage| p.owner.as_ref().is_some_and(|o| owners.contains(o)) || !shown(p);
    compiled.passages.iter().filter(closed).map(|p| &p.id).collect()
}

/// Whether what a notice says of a report is shown.
pub(crate) fn notice(book: &Book, who: &Account, hidden: &BTreeSet<&PassageId>, notice: &Notice) -> bool {
    !hidden.contains(&notice.passage) && notice.figure.as_ref().is_none_or(|f| figure(book, who, f))
}

/// # Errors
/// `restricted-inside` when a paragraph of the report is not for these eyes, so that the document as a whole is not.
pub(crate) fn whole(book: &Book, who: &Account, compiled: &Compiled) -> Result<(), Refusal> {
    match hidden(book, who, compiled).is_empty() {
        true => Ok(()),
        false => Err(RefusalCode::RestrictedInside.into()),
    }
}

/// # Errors
/// `restricted-inside` when an issued report prints what is not for these eyes.
pub(crate) fn printed(book: &Book, who: &Account, issued: &Issued) -> Result<(), Refusal> {
    let owners = hidden_owners(book, who);
    let closed = |p: &model::Passage| p.owner.as_ref().is_some_and(|o| owners.contains(o));
    let charts = issued.template.passages.iter().filter_map(|p| p.chart.as_ref());
    let shown = issued.printed.iter().all(|p| figure(book, who, &p.figure))
        && charts.into_iter().all(|c| chart(book, who, c));
    match shown && !issued.template.passages.iter().any(closed) {
        true => Ok(()),
        false => Err(RefusalCode::RestrictedInside.into()),
    }
}

/// # Errors
/// `restricted-inside` when the paragraph that is to change prints figures that are not for these eyes.
pub(crate) fn passage(book: &Book, who: &Account, period: Period, id: &PassageId) -> Result<(), Refusal> {
    let template = &issue::living(book, period)?.template;
    let owners = hidden_owners(book, who);
    let closed = template.passages.iter().filter(|p| p.id == *id).any(|p| {
        let prints =
            |inline: &Inline| matches!(inline, Inline::Figure { figure: f } if !figure(book, who, f));
        p.owner.as_ref().is_some_and(|o| owners.contains(o))
            || p.all_inlines().any(prints)
            || !p.chart.iter().all(|c| chart(book, who, c))
    });
    if closed { Err(RefusalCode::RestrictedInside.into()) } else { Ok(()) }
}
