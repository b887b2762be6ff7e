//! Saving prose: every change is merged with what others wrote since it was begun, and nothing typed is lost.

use super::difference::settled;
use super::merge::merge;
use crate::access::{self, Right};
use crate::book::{Book, LivingState};
use crate::issue::{editable, known_figures};
use crate::{charts, compile, follow};
use model::{
    Account, Cut, Figure, FigureId, Flaw, Inline, Passage, PassageId, PassageKind, Period, ProseAct,
    ProseChange, ProseContent, Refusal, RefusalCode, Suggestion, UnitId, Writing,
};
use std::collections::BTreeSet;

/// Most paragraphs in one save.
const MOST: usize = 2_000;
/// Longest paragraph, in letters.
const LONGEST: usize = 40_000;
/// Longest name of a paragraph.
const LONGEST_NAME: usize = 40;

/// One change that somebody made on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A paragraph was typed in, or begun.
    Write {
        /// Which; a name that is not in the report yet begins one.
        id: PassageId,
        /// What it said when the typing began; none for a new one.
        base: Option<ProseContent>,
        /// What it should say.
        now: ProseContent,
        /// After which a new one stands; none = first.
        after: Option<PassageId>,
    },
    /// A paragraph was taken out.
    Remove {
        /// Which.
        id: PassageId,
        /// What it said then.
        base: ProseContent,
    },
    /// A paragraph was moved.
    Move {
        /// Which.
        id: PassageId,
        /// After which it stands now; none = first.
        after: Option<PassageId>,
    },
}

/// What becomes of a save.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// What is written; none when everything stands there already.
    pub act: Option<ProseAct>,
    /// Words that met others' words in the same spot: they are to be kept beside the paragraph as proposals.
    pub held: Vec<Suggestion>,
    /// Those that this save left there already, by the entries that keep them.
    pub kept: Vec<(PassageId, Cut)>,
    /// Changes that may not be made, each with the reason.
    pub refused: Vec<(PassageId, Refusal)>,
}

/// Whether the account may write in a paragraph now: the office anywhere, a department in its own part while it is open.
pub fn may_write(book: &Book, who: &Account, state: &LivingState, passage: &Passage) -> bool {
    owner_may(book, who, state, passage.owner.as_ref(), state.prose.locked.contains(&passage.id))
}

fn owner_may(book: &Book, who: &Account, state: &LivingState, owner: Option<&UnitId>, locked: bool) -> bool {
    let own = |unit: &UnitId| {
        !locked && access::may_for(book, who, Right::FillOwn, unit) && state.prose.doclet(unit).is_open()
    };
    access::may(who, Right::EditReport) || owner.is_some_and(own)
}

/// Merges a save into the report.
///
/// # Errors
/// `bad-input` for a save that is too large, `already-issued`, `not-found`.
pub fn write(book: &Book, who: &Account, period: Period, edits: &[Edit]) -> Result<Decided, Refusal> {
    let state = editable(book, period)?;
    if edits.len() > MOST {
        return Err(Flaw::PassagesTooMany.into());
    }
    let mut page =
        Page { book, who, period, state, passages: state.template.passages.clone(), changes: Vec::new() };
    let mut decided = Decided::default();
    for edit in edits {
        let (id, outcome) = match edit {
            Edit::Write { id, base, now, after } => (id, page.write(id, base.as_ref(), now, after.as_ref())),
            Edit::Remove { id, base } => (id, page.remove(id, base)),
            Edit::Move { id, after } => (id, page.shift(id, after.as_ref()).map(|()| None)),
        };
        match outcome {
            Ok(held) => decided.held.extend(held),
            Err(refusal) => decided.refused.push((id.clone(), refusal)),
        }
    }
    decided.act =
        (!page.changes.is_empty()).then_some(ProseAct::Written { changes: page.changes, receipt: None });
    Ok(decided)
}

/// The report while a save is merged into it.
struct Page<'a> {
    book: &'a Book,
    who: &'a Account,
    period: Period,
    state: &'a LivingState,
    passages: Vec<Passage>,
    changes: Vec<ProseChange>,
}

impl Page<'_> {
    fn at(&self, id: &PassageId) -> Option<usize> {
        self.passages.iter().position(|p| p.id == *id)
    }

    fn need(&self, owner: Option<&UnitId>, id: &PassageId) -> Result<(), Refusal> {
        let locked = self.state.prose.locked.contains(id);
        match owner_may(self.book, self.who, self.state, owner, locked) {
            true => Ok(()),
            false => Err(RefusalCode::ProseClosed.into()),
        }
    }

    fn write(
        &mut self,
        id: &PassageId,
        base: Option<&ProseContent>,
        now: &ProseContent,
        after: Option<&PassageId>,
    ) -> Result<Option<Suggestion>, Refusal> {
        let now = checked(self.book, self.state, id, now)?;
        let Some(at) = self.at(id) else { return self.begin(id, now, after) };
        let Some(passage) = self.passages.get(at).cloned() else { return Ok(None) };
        self.need(passage.owner.as_ref(), id)?;
        let theirs = ProseContent::from(&passage);
        // A paragraph that was begun twice under one name was sent twice: what it said first is the base.
        let first = || self.state.prose.editions.get(id).and_then(|e| e.first()?.content.clone());
        let base = base.map(settled).or_else(first).unwrap_or_else(|| theirs.clone());
        let merged = merge(&base, &now, &theirs);
        let how = if base == settled(&theirs) { Writing::Written } else { Writing::Merged };
        if merged.content != theirs {
            self.put(at, merged.content.into_passage(id.clone(), passage.owner), None, how);
        }
        let why = None;
        Ok(merged.met.then(|| Suggestion { passage: id.clone(), base, now, why }))
    }

    /// A new paragraph belongs to whom the one before it belongs; what the program wrote itself becomes the writer's.
    fn begin(
        &mut self,
        id: &PassageId,
        now: ProseContent,
        after: Option<&PassageId>,
    ) -> Result<Option<Suggestion>, Refusal> {
        let computed = follow::is_name(id).then(|| self.before_computed(id)).flatten();
        let after = computed.as_ref().or(after);
        let before = after.and_then(|id| self.at(id));
        if after.is_some() && before.is_none() {
            // The paragraph before it is gone: nothing is lost, it stands at the end of the body.
            return self.begin(
                id,
                now,
                self.passages
                    .iter()
                    .rev()
                    .find(|p| p.kind != PassageKind::Note)
                    .map(|p| p.id.clone())
                    .as_ref(),
            );
        }
        let owner = before.and_then(|at| self.passages.get(at)?.owner.clone());
        self.need(owner.as_ref(), id)?;
        let passage = now.into_passage(id.clone(), owner);
        let at = before.map_or(0, |at| at + 1);
        self.passages.insert(at, passage.clone());
        let after = after.cloned();
        self.changes.push(ProseChange::Put { passage, after, how: Writing::Written });
        Ok(None)
    }

    /// The paragraph that a computed one stands behind.
    fn before_computed(&self, id: &PassageId) -> Option<PassageId> {
        let compiled = compile::compile(self.book, self.state, self.period);
        let at = compiled.passages.iter().position(|p| p.id == *id)?;
        let before = compiled.passages.get(..at)?.iter().rev();
        before.map(|p| &p.id).find(|id| self.at(id).is_some()).cloned()
    }

    fn put(&mut self, at: usize, passage: Passage, after: Option<PassageId>, how: Writing) {
        if let Some(known) = self.passages.get_mut(at) {
            known.clone_from(&passage);
        }
        self.changes.push(ProseChange::Put { passage, after, how });
    }

    /// Takes a paragraph out, unless somebody wrote in it meanwhile.
    fn remove(&mut self, id: &PassageId, base: &ProseContent) -> Result<Option<Suggestion>, Refusal> {
        let Some(at) = self.at(id) else { return Ok(None) };
        let Some(passage) = self.passages.get(at) else { return Ok(None) };
        self.need(passage.owner.as_ref(), id)?;
        if settled(&passage.into()) != settled(base) {
            return Err(RefusalCode::EditedMeanwhile.into());
        }
        self.passages.remove(at);
        self.changes.push(ProseChange::Removed { passage: id.clone() });
        Ok(None)
    }

    fn shift(&mut self, id: &PassageId, after: Option<&PassageId>) -> Result<(), Refusal> {
        let missing = || Refusal::of(RefusalCode::NotFound, "đoạn này");
        let at = self.at(id).ok_or_else(missing)?;
        let owner = self.passages.get(at).and_then(|p| p.owner.clone());
        self.need(owner.as_ref(), id)?;
        if after.is_some_and(|after| after == id || self.at(after).is_none()) {
            return Err(missing());
        }
        let passage = self.passages.remove(at);
        let to = after.and_then(|after| self.at(after)).map_or(0, |at| at + 1);
        self.passages.insert(to, passage);
        if to != at {
            self.changes.push(ProseChange::Moved { passage: id.clone(), after: after.cloned() });
        }
        Ok(())
    }
}

/// Content that may be kept: a table or chart where the kind says so, figures that the book knows, each under a name of its own.
pub(crate) fn checked(
    book: &Book,
    state: &LivingState,
    id: &PassageId,
    content: &ProseContent,
) -> Result<ProseContent, Refusal> {
    let simple = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if id.as_str().is_empty() || id.as_str().len() > LONGEST_NAME || !id.as_str().chars().all(simple) {
        return Err(Flaw::PassageNameWrong.into());
    }
    if (content.kind == PassageKind::Table) != content.table.is_some() {
        return Err(Flaw::PassageTableWrong.into());
    }
    if (content.kind == PassageKind::Chart) != content.chart.is_some() {
        return Err(Flaw::PassageChartWrong.into());
    }
    if let Some(chart) = &content.chart {
        charts::checked(book, chart)?;
    }
    let mut content = settled(content);
    let cells = content.table.iter_mut().flat_map(|t| &mut t.rows).flatten().map(|c| &mut c.inlines);
    let mut taken = figure_names(state, id);
    let mut length = 0;
    for inlines in std::iter::once(&mut content.inlines).chain(cells) {
        *inlines = known_figures(book, std::mem::take(inlines))?;
        for inline in inlines {
            match inline {
                Inline::Text { text, .. } => length += text.chars().count(),
                Inline::Figure { figure } => own_name(figure, id, &mut taken),
                Inline::Period { .. } | Inline::Note { .. } => length += 1,
            }
        }
    }
    if length > LONGEST { Err(Flaw::PassageLong.into()) } else { Ok(content) }
}

fn figure_names(state: &LivingState, but: &PassageId) -> BTreeSet<FigureId> {
    let others = state.template.passages.iter().filter(|p| p.id != *but).flat_map(Passage::all_inlines);
    let name = |inline: &Inline| match inline {
        Inline::Figure { figure } => Some(figure.id.clone()),
        _ => None,
    };
    others.filter_map(name).collect()
}

/// A copy of a figure gets a name that no other has.
fn own_name(figure: &mut Figure, id: &PassageId, taken: &mut BTreeSet<FigureId>) {
    let mut count = 1;
    while taken.contains(&figure.id) {
        count += 1;
        figure.id = FigureId::from(format!("{}-{id}-{count}", figure.indicator));
    }
    taken.insert(figure.id.clone());
}
