//! Editing prose, approving a cut, issuing, and what changed afterwards.

use crate::access::{self, Right};
use crate::book::{Book, Issued, LivingState};
use crate::compile::{self, Compiled};
use crate::plans;
use crate::truth::{self, Open};
use model::{Account, Act, CellKey, Cut, Figure, Flaw, Inline, Period, PrintedFigure, Refusal, RefusalCode};

/// The living state of a period.
///
/// # Errors
/// `not-found`.
pub fn living(book: &Book, period: Period) -> Result<&LivingState, Refusal> {
    book.report(period).ok_or_else(|| Refusal::of(RefusalCode::NotFound, format!("báo cáo kỳ {period}")))
}

/// The living state of a period whose report did not go out yet.
pub(crate) fn editable(book: &Book, period: Period) -> Result<&LivingState, Refusal> {
    let state = living(book, period)?;
    match state.is_open() {
        true => Ok(state),
        false => Err(Refusal::of(RefusalCode::AlreadyIssued, period)),
    }
}

/// Content with the formulas of its figures as they are kept.
pub(crate) fn known_figures(book: &Book, mut inlines: Vec<Inline>) -> Result<Vec<Inline>, Refusal> {
    for inline in &mut inlines {
        if let Inline::Figure { figure } = inline {
            know(book, figure)?;
        }
    }
    Ok(inlines)
}

/// Figures with their formulas as they are kept.
///
/// # Errors
/// `bad-input` for a formula that cannot be read, `not-found` for an indicator that the book does not know.
pub fn known(book: &Book, mut figures: Vec<Figure>) -> Result<Vec<Figure>, Refusal> {
    figures.iter_mut().try_for_each(|figure| know(book, figure))?;
    Ok(figures)
}

fn know(book: &Book, figure: &mut Figure) -> Result<(), Refusal> {
    if let Some(formula) = &mut figure.formula {
        let expr = formula::read_expr(formula, None, book)
            .map_err(|error| Refusal::of(RefusalCode::BadInput, error))?;
        let first = expr.references().first().map(|r| r.code.clone());
        figure.indicator = first.ok_or(Flaw::FormulaWithoutIndicator)?;
        *formula = expr.to_string();
    }
    match book.indicator(&figure.indicator) {
        Some(_) => Ok(()),
        None => Err(Refusal::of(RefusalCode::NotFound, &figure.indicator)),
    }
}

/// Whether the standing approval still covers what would be printed.
pub fn approval_is_fresh(state: &LivingState) -> bool {
    state.approval.as_ref().is_some_and(|a| a.cut >= state.touched)
}

/// Approves everything up to `cut`, the one that the leader looked at.
///
/// # Errors
/// `errors-open` with the errors that nobody mended or answered, `truth-errors-open` and `truth-reasons-wanted` with the places of the
/// report that wait, `cut-moved` when something printed changed above the
/// cut, `already-issued`, `not-found`, `not-allowed`.
pub fn approve(book: &Book, who: &Account, period: Period, cut: Cut) -> Result<Act, Refusal> {
    access::need(who, Right::Approve)?;
    let state = living(book, period)?;
    if !state.is_open() {
        return Err(Refusal::of(RefusalCode::AlreadyIssued, period));
    }
    if cut < state.touched || cut > book.cut {
        return Err(RefusalCode::CutMoved.into());
    }
    is_true(book, period)?;
    Ok(Act::CutApproved { period, cut })
}

/// Nothing goes out with an open error, or a warning without a reason.
fn is_true(book: &Book, period: Period) -> Result<(), Refusal> {
    match crate::questions::record::open_errors(book, period) {
        0 => {}
        open => return Err(Refusal::of(RefusalCode::ErrorsOpen, open)),
    }
    match truth::open(&truth::of_book(book, period)?) {
        Open { errors: 0, warnings: 0 } => Ok(()),
        Open { errors: 0, warnings } => Err(Refusal::of(RefusalCode::TruthReasonsWanted, warnings)),
        Open { errors, .. } => Err(Refusal::of(RefusalCode::TruthErrorsOpen, errors)),
    }
}

/// The cut that issuing freezes.
///
/// # Errors
/// As [`approve`], and `approve-first`.
pub fn issuable(book: &Book, who: &Account, period: Period) -> Result<Cut, Refusal> {
    access::need(who, Right::Approve)?;
    let state = living(book, period)?;
    if !state.is_open() {
        return Err(Refusal::of(RefusalCode::AlreadyIssued, period));
    }
    let approval = state.approval.as_ref().filter(|_| approval_is_fresh(state));
    let cut = approval.ok_or(RefusalCode::ApproveFirst)?.cut;
    is_true(book, period)?;
    Ok(cut)
}

/// Every figure of a compiled report as printed, plans and percentages of them with the version that gave them.
pub fn printed(book: &Book, compiled: &Compiled, period: Period) -> Vec<PrintedFigure> {
    let figures = compiled.passages.iter().flat_map(|p| p.figures().map(move |f| (p, f)));
    figures
        .map(|(passage, f)| PrintedFigure {
            figure: f.figure.clone(),
            printed: f.text.clone(),
            indicator: f.figure.indicator.clone(),
            passage: passage.id.clone(),
            kind: passage.kind,
            plan: plans::of_figure(book, &f.figure, period).map(|version| version.printed(book)),
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

/// That another version of the plan is in force now.
fn replanned(book: &Book, printed: &PrintedFigure, period: Period) -> Option<String> {
    let then = printed.plan.as_ref()?;
    let now = plans::of_figure(book, &printed.figure, period)?.printed(book);
    (now != *then).then(|| format!("Kế hoạch nay theo {}, khi ban hành theo {}", now.named, then.named))
}

/// What changed after issue.
pub fn changes(book: &Book, issued: &Issued, period: Period) -> Vec<Changed> {
    let changed = |p: &PrintedFigure| {
        let fresh = compile::print(book, &p.figure, period);
        (fresh.text != p.printed).then(|| {
            let touches = |c: &&crate::book::Correction| fresh.resolved.basis.contains(&c.key);
            let corrected = book.corrections.iter().rev().find(touches).map(|c| c.reason.clone());
            let reason =
                corrected.or_else(|| chosen(book, &p.figure, period)).or_else(|| replanned(book, p, period));
            Changed { issued: p.clone(), now: fresh.text, reason }
        })
    };
    issued.printed.iter().filter_map(changed).collect()
}
