//! The prose of the living report: saving, parts of departments, history, comparison.

use crate::view::{
    AssignProse, CompareRow, CompareView, DocletState, DocletView, EditionView, HeldProse, LivingChart,
    LivingView, LockProse, NumberProse, ProseAnswer, ProseEdit, ProseRights, RefusedProse, ReturnDoclet,
    TriedFigure, TriedFigures, TryFigures, WriteProse,
};
use crate::{App, Trouble, eyes, not_found, unit_ref};
use engine::access::{Right, may, may_for};
use engine::compile;
use engine::prose::compare;
use engine::prose::difference::between;
use engine::prose::{self, Decided, Doclet, DocletMove, Edit};
use engine::{Book, LivingState, issue};
use model::{
    Account, Act, Chart, Cut, Flaw, Inline, PassageId, PassageKind, Period, ProseAct, ProseContent, Refusal,
    RefusalCode, SaveId, UnitId,
};
use std::sync::{Mutex, PoisonError};

/// Figures tried at once.
const MOST_TRIED: usize = 50;

/// # Errors
/// `not-allowed` for who sees neither the place nor a part of the report.
fn look(book: &Book, who: &Account, state: &LivingState) -> Result<(), Refusal> {
    let own = |unit: &UnitId| may_for(book, who, Right::FillOwn, unit);
    match may(who, Right::SeeAll) || prose::owners(state).into_iter().any(own) {
        true => Ok(()),
        false => Err(RefusalCode::NotAllowed.into()),
    }
}

/// Which paragraphs a person may look at: all for who sees the place; else the parts of its units and the headings around
/// them.
///
/// # Errors
/// `not-allowed` when there is none.
pub(crate) fn shown<'a>(
    book: &'a Book,
    who: &'a Account,
    state: &'a LivingState,
) -> Result<impl Fn(&PassageId) -> bool + 'a, Refusal> {
    look(book, who, state)?;
    let all = may(who, Right::SeeAll);
    let own = |unit: &UnitId| may_for(book, who, Right::FillOwn, unit);
    Ok(move |id: &PassageId| {
        let heading = |kind| {
            matches!(
                kind,
                PassageKind::Title
                    | PassageKind::Part
                    | PassageKind::PartTitle
                    | PassageKind::Section
                    | PassageKind::Clause
                    | PassageKind::Subclause
            )
        };
        let found = state.template.passages.iter().find(|p| p.id == *id);
        all || found.is_some_and(|p| {
            let bare = !p.all_inlines().any(|i| matches!(i, Inline::Figure { .. }));
            (heading(p.kind) && bare) || p.owner.as_ref().is_some_and(own)
        })
    })
}

/// What a person may do with the prose.
pub(crate) fn rights(book: &Book, who: &Account, state: &LivingState, open: bool) -> ProseRights {
    let office = open && may(who, Right::EditReport);
    let owners = prose::owners(state);
    let part = owners
        .iter()
        .any(|unit| may_for(book, who, Right::FillOwn, unit) && state.prose.doclet(unit).is_open());
    ProseRights {
        write: open && (office || part),
        remark: true,
        suggest: open,
        assign: office,
        judge: office,
    }
}

/// The parts of departments that a person may look at.
pub(crate) fn doclets(book: &Book, who: &Account, state: &LivingState, open: bool) -> Vec<DocletView> {
    let office = may(who, Right::SeeAll);
    let seen = |unit: &&UnitId| office || may_for(book, who, Right::FillOwn, unit);
    prose::owners(state).into_iter().filter(seen).map(|unit| doclet(book, who, state, open, unit)).collect()
}

fn doclet(book: &Book, who: &Account, state: &LivingState, open: bool, unit: &UnitId) -> DocletView {
    let stands = state.prose.doclet(unit);
    let judges = |step| open && may(who, Right::EditReport) && prose::may_move(&stands, step);
    let own = state.template.passages.iter().filter(|p| p.owner.as_ref() == Some(unit));
    let mut view = DocletView {
        unit: unit_ref(book, unit),
        state: DocletState::Writing,
        by: None,
        at: None,
        reason: None,
        parts: Vec::new(),
        passages: own.map(|p| p.id.clone()).collect(),
        sendable: open && prose::may_send(book, who, state, unit),
        judgeable: judges(DocletMove::Accept),
        returnable: judges(DocletMove::Return),
    };
    let mut moved = |state, by: &_, at: &String| {
        (view.state, view.by, view.at) = (state, Some(book.person(by)), Some(at.clone()));
    };
    match &stands {
        Doclet::Writing => {}
        Doclet::Sent { by, at } => moved(DocletState::Sent, by, at),
        Doclet::Accepted { by, at } => moved(DocletState::Accepted, by, at),
        Doclet::Returned { by, at, reason, parts } => {
            moved(DocletState::Returned, by, at);
            view.reason = Some(reason.clone()).filter(|r| !r.is_empty());
            view.parts.clone_from(parts);
        }
    }
    view
}

impl From<ProseEdit> for Edit {
    fn from(edit: ProseEdit) -> Self {
        match edit {
            ProseEdit::Write { id, base, now, after } => Self::Write { id, base, now, after },
            ProseEdit::Remove { id, base } => Self::Remove { id, base },
            ProseEdit::Move { id, after } => Self::Move { id, after },
        }
    }
}

fn named(edit: &Edit) -> &PassageId {
    match edit {
        Edit::Write { id, .. } | Edit::Remove { id, .. } | Edit::Move { id, .. } => id,
    }
}

/// Changes of paragraphs that are not for these eyes are refused, the others decided.
fn decide(
    book: &Book,
    who: &Account,
    period: Period,
    name: Option<&SaveId>,
    edits: &[Edit],
) -> Result<Decided, Refusal> {
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for edit in edits {
        match eyes::passage(book, who, period, named(edit)) {
            Ok(()) => open.push(edit.clone()),
            Err(refusal) => closed.push((named(edit).clone(), refusal)),
        }
    }
    if let Some(name) = name {
        return prose::save(book, who, period, name, &open, closed);
    }
    let mut decided = prose::write(book, who, period, &open)?;
    decided.refused.extend(closed);
    Ok(decided)
}

impl App {
    /// Saves prose, merged with what others wrote meanwhile. Words that met another's are kept as proposals first, so that
    /// nothing typed is lost.
    ///
    /// # Errors
    /// `bad-input`, `already-issued`, `not-found`, `not-allowed`.
    pub async fn write_prose(
        &self,
        who: &Account,
        period: Period,
        input: WriteProse,
    ) -> Result<ProseAnswer, Trouble> {
        let edits: Vec<Edit> = input.edits.into_iter().map(Edit::from).collect();
        let decide = |book: &Book| decide(book, who, period, input.save.as_ref(), &edits);
        let mut held: Vec<(PassageId, Cut)> = Vec::new();
        let told = Mutex::new(Decided::default());
        let tell = |decided| *told.lock().unwrap_or_else(PoisonError::into_inner) = decided;
        loop {
            let met = {
                let book = self.book().await;
                look(&book, who, issue::living(&book, period)?)?;
                decide(&book)?.held
            };
            for suggestion in met {
                if held.iter().any(|(passage, _)| *passage == suggestion.passage) {
                    continue;
                }
                let passage = suggestion.passage.clone();
                let what = ProseAct::Suggested { suggestion, save: input.save.clone() };
                let act = Act::ProseTended { period, what };
                // The same save may be on its way twice.
                let still = |book: &Book| {
                    Ok(decide(book)?.held.iter().any(|s| s.passage == passage).then(|| act.clone()))
                };
                let cut = self.act(&who.name, still).await?;
                held.push((passage, cut));
            }
            let written = |book: &Book| {
                let mut decided = decide(book)?;
                // Somebody wrote between the two looks: look again.
                if decided.held.iter().any(|s| !held.iter().any(|(passage, _)| *passage == s.passage)) {
                    return Err(RefusalCode::EditedMeanwhile.into());
                }
                let act = decided.act.take().map(|what| Act::ProseTended { period, what });
                tell(decided);
                Ok(act)
            };
            match self.act(&who.name, written).await {
                Ok(_) => break,
                Err(Trouble::Refused(refusal)) if refusal.code == RefusalCode::EditedMeanwhile => {}
                Err(trouble) => return Err(trouble),
            }
        }
        let Decided { kept, refused, .. } = told.into_inner().unwrap_or_else(PoisonError::into_inner);
        held.retain(|(passage, _)| !kept.iter().any(|(known, _)| known == passage));
        held.extend(kept);
        let held = held.into_iter().map(|(passage, suggestion)| HeldProse { passage, suggestion }).collect();
        self.saved(who, period, &edits, held, refused).await
    }

    async fn saved(
        &self,
        who: &Account,
        period: Period,
        edits: &[Edit],
        held: Vec<HeldProse>,
        refused: Vec<(PassageId, Refusal)>,
    ) -> Result<ProseAnswer, Trouble> {
        let book = self.book().await;
        let state = issue::living(&book, period)?;
        let shown = shown(&book, who, state)?;
        let compiled = self.compiled(&book, state, period);
        let page = self.page(&book, who, period, state, true);
        let seen = || compiled.passages.iter().filter(|p| shown(&p.id));
        let mentioned = seen().filter(|p| edits.iter().any(|e| *named(e) == p.id));
        let refused =
            refused.into_iter().map(|(passage, no)| RefusedProse { passage, vi: no.vi(), en: no.en() });
        Ok(ProseAnswer {
            cut: book.cut,
            passages: mentioned.map(|p| page.passage(p)).collect(),
            order: seen().map(|p| p.id.clone()).collect(),
            held,
            refused: refused.collect(),
        })
    }

    /// What figures would print now.
    ///
    /// # Errors
    /// `bad-input` for too many, `not-found`, `not-allowed`.
    pub async fn try_figures(
        &self,
        who: &Account,
        period: Period,
        input: TryFigures,
    ) -> Result<TriedFigures, Trouble> {
        let book = self.book().await;
        look(&book, who, issue::living(&book, period)?)?;
        if input.figures.len() > MOST_TRIED {
            return Err(Refusal::from(Flaw::FiguresTooMany).into());
        }
        let mut tried = Vec::new();
        for figure in issue::known(&book, input.figures)? {
            if !eyes::figure(&book, who, &figure) {
                return Err(not_found("số này").into());
            }
            let printed = compile::print(&book, &figure, period);
            let indicator = book.indicator(&figure.indicator);
            tried.push(TriedFigure {
                text: printed.text,
                state: crate::living::figure_state(printed.resolved.status),
                name: indicator.map(|i| i.name.clone()).unwrap_or_default(),
                measure_unit: indicator.map(|i| i.measure_unit.clone()).unwrap_or_default(),
            });
        }
        Ok(TriedFigures { tried })
    }

    /// A chart as it would be drawn now.
    ///
    /// # Errors
    /// `bad-input` for what cannot be drawn, `not-found`, `not-allowed`.
    pub async fn try_chart(
        &self,
        who: &Account,
        period: Period,
        chart: Chart,
    ) -> Result<LivingChart, Trouble> {
        let book = self.book().await;
        look(&book, who, issue::living(&book, period)?)?;
        if !eyes::chart(&book, who, &chart) {
            return Err(not_found("chỉ tiêu này").into());
        }
        let compiled = engine::charts::tried(&book, &chart, period)?;
        Ok(crate::living::drawn(&book, &compiled))
    }

    /// The editions of a paragraph, newest first.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn prose_history(
        &self,
        who: &Account,
        period: Period,
        id: &PassageId,
    ) -> Result<Vec<EditionView>, Trouble> {
        let book = self.book().await;
        let state = issue::living(&book, period)?;
        let seen = shown(&book, who, state)?(id) || may(who, Right::SeeAll);
        if !seen {
            return Err(not_found("đoạn này").into());
        }
        eyes::passage(&book, who, period, id)?;
        let words = |content: Option<&ProseContent>| {
            content.map(|content| compare::of_content(&book, content, period)).unwrap_or_default()
        };
        let editions = state.prose.editions.get(id).map_or(&[][..], Vec::as_slice);
        let readable = |content: Option<&ProseContent>| content.is_none_or(|c| eyes::content(&book, who, c));
        let mut before = String::new();
        let mut views = Vec::new();
        for edition in editions.iter().filter(|e| readable(e.content.as_ref())) {
            let now = words(edition.content.as_ref());
            views.push(EditionView {
                cut: edition.cut,
                by: edition.by.as_ref().map(|by| book.person(by)),
                at: Some(edition.at.clone()).filter(|at| !at.is_empty()),
                what: edition.how,
                difference: between(&before, &now),
                content: edition.content.clone(),
            });
            before = now;
        }
        views.reverse();
        Ok(views)
    }

    /// The report beside the one before.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn compare_prose(&self, who: &Account, period: Period) -> Result<CompareView, Trouble> {
        let book = self.book().await;
        let state = issue::living(&book, period)?;
        let shown = shown(&book, who, state)?;
        let before = compare::previous(&book, period).ok_or_else(|| not_found("báo cáo kỳ trước"))?;
        let (now, then) = (self.compiled(&book, state, period), self.compiled(&book, before.1, before.0));
        let closed: Vec<_> = [&now, &then].into_iter().flat_map(|c| eyes::hidden(&book, who, c)).collect();
        let all = may(who, Right::SeeAll);
        let rows = compare::compare(&now, &then).into_iter();
        let open = rows.filter(|r| !closed.contains(&&r.passage) && (all || shown(&r.passage)));
        let rows = open.map(|r| CompareRow {
            passage: r.passage,
            kind: r.kind,
            number: r.number,
            former_number: r.former_number,
            difference: r.difference,
        });
        Ok(CompareView { previous: before.0, rows: rows.collect() })
    }

    /// Gives paragraphs to a department.
    ///
    /// # Errors
    /// As [`prose::assign`].
    pub async fn assign_prose(
        &self,
        who: &Account,
        period: Period,
        input: AssignProse,
    ) -> Result<LivingView, Trouble> {
        let AssignProse { passages, owner } = input;
        self.tend_prose(who, period, |b| prose::assign(b, who, period, passages.clone(), owner.clone()))
            .await?;
        self.living(who, period).await
    }

    /// Locks paragraphs, or opens them.
    ///
    /// # Errors
    /// As [`prose::lock`].
    pub async fn lock_prose(
        &self,
        who: &Account,
        period: Period,
        input: LockProse,
    ) -> Result<LivingView, Trouble> {
        let LockProse { passages, locked } = input;
        self.tend_prose(who, period, |book| prose::lock(book, who, period, passages.clone(), locked)).await?;
        self.living(who, period).await
    }

    /// Chooses how headings are numbered.
    ///
    /// # Errors
    /// As [`prose::number`].
    pub async fn number_prose(
        &self,
        who: &Account,
        period: Period,
        input: NumberProse,
    ) -> Result<LivingView, Trouble> {
        self.tend_prose(who, period, |book| prose::number(book, who, period, input.numbering)).await?;
        self.living(who, period).await
    }

    /// Sends a department's part.
    ///
    /// # Errors
    /// As [`prose::send`].
    pub async fn send_doclet(
        &self,
        who: &Account,
        period: Period,
        unit: &UnitId,
    ) -> Result<LivingView, Trouble> {
        self.tend_prose(who, period, |book| prose::send(book, who, period, unit)).await?;
        self.living(who, period).await
    }

    /// Accepts a department's part.
    ///
    /// # Errors
    /// As [`prose::accept`].
    pub async fn accept_doclet(
        &self,
        who: &Account,
        period: Period,
        unit: &UnitId,
    ) -> Result<LivingView, Trouble> {
        self.tend_prose(who, period, |book| prose::accept(book, who, period, unit)).await?;
        self.living(who, period).await
    }

    /// Gives a department's part back.
    ///
    /// # Errors
    /// As [`prose::return_part`].
    pub async fn return_doclet(
        &self,
        who: &Account,
        period: Period,
        unit: &UnitId,
        input: ReturnDoclet,
    ) -> Result<LivingView, Trouble> {
        let ReturnDoclet { reason, parts } = input;
        self.tend_prose(who, period, |b| prose::return_part(b, who, period, unit, &reason, parts.clone()))
            .await?;
        self.living(who, period).await
    }

    /// Decides on an act about prose and appends it.
    pub(crate) async fn tend_prose(
        &self,
        who: &Account,
        period: Period,
        decide: impl Fn(&Book) -> Result<ProseAct, Refusal>,
    ) -> Result<Cut, Trouble> {
        self.act(&who.name, |book| decide(book).map(|what| Some(Act::ProseTended { period, what }))).await
    }
}
