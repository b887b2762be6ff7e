//! The living report: compiled view, edits, approval.

use crate::view::{
    Approval, Approve, FigureState, IssuedRow, LivingCell, LivingChart, LivingInline, LivingPassage,
    LivingRow, LivingTable, LivingView,
};
use crate::{App, Trouble, charts, eyes, prose, see_all, truth, unit_ref};
use engine::access::{Right, may};
use engine::charts::CompiledChart;
use engine::compile::{Compiled, CompiledCell, CompiledPassage, CompiledTable, Compiledline};
use engine::{Book, Issued, LivingState, Status, issue};
use model::{Account, PassageId, PassageKind, Period};
use std::collections::BTreeSet;
use std::sync::Arc;

impl App {
    /// Living and issued reports, newest first.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn living_reports(&self, who: &Account) -> Result<Vec<LivingRow>, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let reports = book.reports.iter().rev();
        Ok(reports.map(|(p, s)| self.living_row(&book, *p, s)).collect())
    }

    /// The living report of a period: all of it for who sees the place, else the parts of this person's units.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn living(&self, who: &Account, period: Period) -> Result<LivingView, Trouble> {
        let book = self.book().await;
        let state = issue::living(&book, period)?;
        let shown = prose::shown(&book, who, state)?;
        let compiled = self.compiled(&book, state, period);
        let report = self.living_row(&book, period, state);
        let notices = self.notices_of(&book, state, period);
        let open = state.is_open() && book.is_written(period);
        let leads = may(who, Right::Approve) && open;
        let hidden = eyes::hidden(&book, who, &compiled);
        let notices = notices.iter().filter(|n| shown(&n.passage));
        let notices = notices.filter(|n| eyes::notice(&book, who, &hidden, n));
        let page = self.page(&book, who, period, state, open);
        Ok(LivingView {
            cut: book.cut,
            editable: may(who, Right::EditReport) && open,
            approvable: leads && !issue::approval_is_fresh(state),
            issuable: leads && issue::approval_is_fresh(state),
            passages: compiled.passages.iter().filter(|p| shown(&p.id)).map(|p| page.passage(p)).collect(),
            notices: notices.map(|n| truth::notice(&book, who, period, n)).collect(),
            numbering: state.template.numbering,
            may: prose::rights(&book, who, state, open),
            doclets: prose::doclets(&book, who, state, open),
            previous: engine::prose::compare::previous(&book, period).map(|(previous, _)| previous),
            report,
        })
    }

    /// Approves the report up to the cut that was shown.
    ///
    /// # Errors
    /// As [`issue::approve`].
    pub async fn approve_cut(
        &self,
        who: &Account,
        period: Period,
        input: Approve,
    ) -> Result<LivingView, Trouble> {
        self.act(&who.name, |book| issue::approve(book, who, period, input.cut).map(Some)).await?;
        self.living(who, period).await
    }
}

impl App {
    /// The report as lists name it.
    pub(crate) fn living_row(&self, book: &Book, period: Period, state: &LivingState) -> LivingRow {
        let open = engine::truth::open(&self.notices_of(book, state, period));
        row(book, period, state, &self.compiled(book, state, period), open.errors + open.warnings)
    }
}

fn row(book: &Book, period: Period, state: &LivingState, compiled: &Compiled, notices: usize) -> LivingRow {
    let title = compiled.passages.iter().filter(|p| p.kind == PassageKind::Title);
    let title: Vec<String> = title.map(CompiledPassage::words).collect();
    LivingRow {
        period,
        title: title.join(" "),
        approval: state.approval.as_ref().map(|a| Approval {
            cut: a.cut,
            by: book.person(&a.by),
            at: a.at.clone(),
            stale: !issue::approval_is_fresh(state),
        }),
        issued: state.issued().map(issued_row),
        correcting: state.correcting.as_ref().map(|c| c.reason.clone()),
        adopted: !book.is_written(period),
        notices,
    }
}

/// An issue as lists name it.
pub(crate) fn issued_row(issued: &Issued) -> IssuedRow {
    IssuedRow {
        number: issued.place().printed(),
        date: issued.date.to_string(),
        signer: issued.signer.clone(),
        hash: issued.document.to_string(),
    }
}

/// What every paragraph of a report is shown beside.
pub(crate) struct LivingPage<'a> {
    pub book: &'a Book,
    pub who: &'a Account,
    pub state: &'a LivingState,
    /// Whether prose may change at all.
    pub open: bool,
    pub hidden: BTreeSet<PassageId>,
    pub former: Option<Arc<Compiled>>,
}

impl App {
    pub(crate) fn page<'a>(
        &self,
        book: &'a Book,
        who: &'a Account,
        period: Period,
        state: &'a LivingState,
        open: bool,
    ) -> LivingPage<'a> {
        let compiled = self.compiled(book, state, period);
        let hidden = eyes::hidden(book, who, &compiled).into_iter().cloned().collect();
        let before = engine::prose::compare::previous(book, period);
        let former = before.map(|(period, state)| self.compiled(book, state, period));
        LivingPage { book, who, state, open, hidden, former }
    }
}

impl LivingPage<'_> {
    pub(crate) fn passage(&self, passage: &CompiledPassage) -> LivingPassage {
        let Self { book, who, state, open, .. } = self;
        let hidden = self.hidden.contains(&passage.id);
        let words = || vec![LivingInline::Text { text: eyes::HIDDEN.to_owned(), bold: false, italic: false }];
        let former = self.former.iter().flat_map(|c| &c.passages).find(|p| p.id == passage.id);
        let (remarks, suggestions) = state.prose.open_beside(&passage.id);
        let stored = state.template.passages.iter().find(|p| p.id == passage.id);
        let writes = match stored {
            Some(stored) => engine::prose::may_write(book, who, state, stored),
            None => may(who, Right::EditReport),
        };
        LivingPassage {
            id: passage.id.clone(),
            kind: passage.kind,
            owner: passage.owner.as_ref().map(|u| unit_ref(book, u)),
            version: passage.version,
            note: passage.note,
            number: passage.number.clone(),
            inlines: if hidden { words() } else { inlines(book, &passage.inlines) },
            table: passage.table.as_ref().filter(|_| !hidden).map(|t| table(book, t)),
            chart: passage.chart.as_ref().filter(|_| !hidden).map(|c| drawn(book, c)),
            editable: *open && writes && !hidden,
            locked: state.prose.locked.contains(&passage.id),
            remarks,
            suggestions,
            unchanged: engine::prose::compare::unchanged(passage, former.filter(|_| !hidden)),
        }
    }
}

/// A chart with its drawing.
pub(crate) fn drawn(book: &Book, compiled: &CompiledChart) -> LivingChart {
    let drawing = charts::drawing(book, compiled);
    LivingChart { chart: compiled.chart.clone(), svg: drawing.svg(), alt: drawing.alt() }
}

fn table(book: &Book, table: &CompiledTable) -> LivingTable {
    let cell = |c: &CompiledCell| LivingCell {
        inlines: inlines(book, &c.inlines),
        columns: c.columns,
        right: c.right,
    };
    LivingTable {
        heads: table.heads,
        rows: table.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
    }
}

fn inlines(book: &Book, lines: &[Compiledline]) -> Vec<LivingInline> {
    lines.iter().map(|l| inline(book, l)).collect()
}

fn inline(book: &Book, line: &Compiledline) -> LivingInline {
    match line {
        Compiledline::Text { text, bold, italic } => {
            LivingInline::Text { text: text.clone(), bold: *bold, italic: *italic }
        }
        Compiledline::Period(mention, text) => {
            LivingInline::Period { mention: mention.clone(), text: text.clone() }
        }
        Compiledline::Note(id, number) => LivingInline::Note { id: id.clone(), number: *number },
        Compiledline::Figure(f) => LivingInline::Figure {
            figure: f.figure.clone(),
            text: f.text.clone(),
            state: figure_state(f.resolved.status),
            name: match &f.figure.formula {
                Some(formula) => engine::rules::in_words(book, formula),
                None => book.indicator(&f.figure.indicator).map(|i| i.name.clone()).unwrap_or_default(),
            },
        },
    }
}

pub(crate) fn figure_state(status: Status) -> FigureState {
    match status {
        Status::Approved => FigureState::Approved,
        Status::Stated => FigureState::Stated,
        Status::Derived => FigureState::Derived,
        Status::Partial => FigureState::Partial,
        Status::Stale => FigureState::Stale,
        Status::Missing => FigureState::Missing,
    }
}
