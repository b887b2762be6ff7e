//! Editing prose, approving a cut, issuing, and what changed afterwards.

use crate::access::{self, Right};
use crate::book::{Book, Issued, LivingState};
use crate::compile::{self, Compiled, Compiledline};
use crate::follow;
use model::{
    Account, Act, CellKey, Cut, Figure, Inline, Passage, PassageId, PassageKind, Period, PrintedFigure,
    Refusal, RefusalCode,
};

/// The living state of a period.
///
/// # Errors
/// `not-found`.
pub fn living(book: &Book, period: Period) -> Result<&LivingState, Refusal> {
    book.report(period).ok_or_else(|| Refusal::of(RefusalCode::NotFound, format!("báo cáo kỳ {period}")))
}

fn editable<'a>(book: &'a Book, who: &Account, period: Period) -> Result<&'a LivingState, Refusal> {
    access::need(who, Right::EditReport)?;
    let state = living(book, period)?;
    match state.issued {
        Some(_) => Err(Refusal::of(RefusalCode::AlreadyIssued, period)),
        None => Ok(state),
    }
}

/// Edits a paragraph that was seen at `version`. The task passages, which are written by the program until somebody
/// edits them, become paragraphs of the report.
///
/// # Errors
/// `edited-meanwhile`, `already-issued`, `not-found`, `not-allowed`.
pub fn edit(
    book: &Book,
    who: &Account,
    period: Period,
    id: &PassageId,
    version: Cut,
    inlines: Vec<Inline>,
) -> Result<Act, Refusal> {
    let state = editable(book, who, period)?;
    if state.versions.get(id).copied().unwrap_or_default() != version {
        return Err(RefusalCode::EditedMeanwhile.into());
    }
    let inlines = known_figures(book, inlines)?;
    if state.template.passages.iter().any(|p| p.id == *id) {
        return Ok(Act::PassageEdited { period, passage: id.clone(), inlines });
    }
    if id.as_str() != follow::OUTCOME && id.as_str() != follow::CARRIED {
        return Err(Refusal::of(RefusalCode::NotFound, "đoạn này"));
    }
    let compiled = compile::compile(book, state, period);
    let at = compiled.passages.iter().position(|p| p.id == *id).unwrap_or_default();
    let after =
        compiled.passages[..at].iter().rev().find(|p| state.template.passages.iter().any(|t| t.id == p.id));
    let passage = Passage::prose(id.clone(), PassageKind::Body, inlines, None);
    Ok(Act::PassageAdded { period, after: after.map(|p| p.id.clone()), passage })
}

/// Adds a paragraph.
///
/// # Errors
/// `already-issued`, `not-found`, `not-allowed`.
pub fn add(
    book: &Book,
    who: &Account,
    period: Period,
    after: Option<PassageId>,
    kind: PassageKind,
    inlines: Vec<Inline>,
) -> Result<Act, Refusal> {
    let state = editable(book, who, period)?;
    let inlines = known_figures(book, inlines)?;
    if after.as_ref().is_some_and(|id| !state.template.passages.iter().any(|p| p.id == *id)) {
        return Err(Refusal::of(RefusalCode::NotFound, "đoạn đứng trước"));
    }
    let passage = Passage::prose(PassageId::from(format!("a{}", book.cut.0 + 1)), kind, inlines, None);
    Ok(Act::PassageAdded { period, after, passage })
}

/// Takes a paragraph out.
///
/// # Errors
/// `already-issued`, `not-found`, `not-allowed`.
pub fn remove(book: &Book, who: &Account, period: Period, id: &PassageId) -> Result<Act, Refusal> {
    let state = editable(book, who, period)?;
    match state.template.passages.iter().any(|p| p.id == *id) {
        true => Ok(Act::PassageRemoved { period, passage: id.clone() }),
        false => Err(Refusal::of(RefusalCode::NotFound, "đoạn này")),
    }
}

/// Content with the formulas of its figures as they are kept.
fn known_figures(book: &Book, mut inlines: Vec<Inline>) -> Result<Vec<Inline>, Refusal> {
    for inline in &mut inlines {
        let Inline::Figure { figure } = inline else { continue };
        if let Some(formula) = &mut figure.formula {
            let expr = formula::read_expr(formula, None, book)
                .map_err(|error| Refusal::of(RefusalCode::BadInput, error))?;
            let first = expr.references().first().map(|r| r.code.clone());
            figure.indicator = first
                .ok_or_else(|| Refusal::of(RefusalCode::BadInput, "công thức cần ít nhất một chỉ tiêu"))?;
            *formula = expr.to_string();
        }
        if book.indicator(&figure.indicator).is_none() {
            return Err(Refusal::of(RefusalCode::NotFound, &figure.indicator));
        }
    }
    Ok(inlines)
}

/// Whether the standing approval still covers what would be printed.
pub fn approval_is_fresh(state: &LivingState) -> bool {
    state.approval.as_ref().is_some_and(|a| a.cut >= state.touched)
}

/// Approves everything up to `cut`, the one that the leader looked at.
///
/// # Errors
/// `errors-open` with the errors that nobody mended or answered, `cut-moved` when something printed changed above the
/// cut, `already-issued`, `not-found`, `not-allowed`.
pub fn approve(book: &Book, who: &Account, period: Period, cut: Cut) -> Result<Act, Refusal> {
    access::need(who, Right::Approve)?;
    let state = living(book, period)?;
    if state.issued.is_some() {
        return Err(Refusal::of(RefusalCode::AlreadyIssued, period));
    }
    if cut < state.touched || cut > book.cut {
        return Err(RefusalCode::CutMoved.into());
    }
    match crate::questions::record::open_errors(book, period) {
        0 => Ok(Act::CutApproved { period, cut }),
        open => Err(Refusal::of(RefusalCode::ErrorsOpen, open)),
    }
}

/// The number that the next issued report of a year takes, and the cut it freezes.
///
/// # Errors
/// `approve-first`, `already-issued`, `not-found`, `not-allowed`.
pub fn issuable(book: &Book, who: &Account, period: Period, year: i16) -> Result<(u32, Cut), Refusal> {
    access::need(who, Right::Approve)?;
    let state = living(book, period)?;
    if state.issued.is_some() {
        return Err(Refusal::of(RefusalCode::AlreadyIssued, period));
    }
    let approval = state.approval.as_ref().filter(|_| approval_is_fresh(state));
    let cut = approval.ok_or(RefusalCode::ApproveFirst)?.cut;
    let issued = book.reports.values().filter_map(|r| r.issued.as_ref());
    let last = issued.filter(|i| i.date.year() == year).map(|i| i.number).max().unwrap_or_default();
    Ok((last + 1, cut))
}

/// Every figure of a compiled report as printed.
pub fn printed(compiled: &Compiled) -> Vec<PrintedFigure> {
    let figures = compiled.passages.iter().flat_map(|p| p.lines().map(move |l| (p, l)));
    figures
        .filter_map(|(passage, line)| match line {
            Compiledline::Figure(f) => Some(PrintedFigure {
                figure: f.figure.clone(),
                printed: f.text.clone(),
                indicator: f.figure.indicator.clone(),
                passage: passage.id.clone(),
                kind: passage.kind,
            }),
            _ => None,
        })
        .collect()
}

/// A printed figure that would read differently now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// As issued.
    pub issued: PrintedFigure,
    /// As it would be printed now.
    pub now: String,
    /// Why, where a reason was given.
    pub reason: Option<String>,
}

/// Why one of two sources counts for a figure.
fn chosen(book: &Book, figure: &Figure, period: Period) -> Option<String> {
    let key = CellKey {
        indicator: figure.indicator.clone(),
        unit: figure.unit.clone().unwrap_or_else(|| book.place_unit()),
        period: period.shift(figure.shift),
        measure: figure.measure,
    };
    book.sources.last(&key).map(|last| last.choice.reason.clone())
}

/// What changed after issue.
pub fn changes(book: &Book, issued: &Issued, period: Period) -> Vec<Changed> {
    let changed = |p: &PrintedFigure| {
        let fresh = compile::print(book, &p.figure, period);
        (fresh.text != p.printed).then(|| {
            let touches = |c: &&crate::book::Correction| fresh.resolved.basis.contains(&c.key);
            let corrected = book.corrections.iter().rev().find(touches).map(|c| c.reason.clone());
            let reason = corrected.or_else(|| chosen(book, &p.figure, period));
            Changed { issued: p.clone(), now: fresh.text, reason }
        })
    };
    issued.printed.iter().filter_map(changed).collect()
}
