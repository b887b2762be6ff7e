//! Remarks beside paragraphs, and changes that one person proposes and another accepts.

use super::difference::settled;
use super::merge::merge;
use super::state::ProposalState;
use super::write::{checked, may_write};
use crate::access::{self, Right};
use crate::book::{Book, LivingState};
use crate::issue::{editable, living};
use model::{
    Account, Cut, Flaw, Passage, PassageId, Period, ProseAct, ProseContent, Refusal, RefusalCode, Remark,
    Suggestion,
};

/// Longest remark, in letters.
const LONGEST: usize = 4_000;

/// Who may speak of a paragraph: whoever sees the report, and the department that answers for the paragraph.
fn may_speak(book: &Book, who: &Account, passage: &Passage) -> bool {
    let own = |unit| access::may_for(book, who, Right::FillOwn, unit);
    access::may(who, Right::SeeAll) || passage.owner.as_ref().is_some_and(own)
}

fn spoken_of<'a>(
    book: &Book,
    who: &Account,
    state: &'a LivingState,
    id: &PassageId,
) -> Result<&'a Passage, Refusal> {
    let found = state.template.passages.iter().find(|p| p.id == *id);
    let passage = found.ok_or_else(|| Refusal::of(RefusalCode::NotFound, "đoạn này"))?;
    if may_speak(book, who, passage) { Ok(passage) } else { Err(RefusalCode::NotAllowed.into()) }
}

/// A remark, or an answer to one.
///
/// # Errors
/// `bad-input` without words, `not-found`, `not-allowed`.
pub fn remark(book: &Book, who: &Account, period: Period, remark: Remark) -> Result<ProseAct, Refusal> {
    let state = living(book, period)?;
    spoken_of(book, who, state, &remark.passage)?;
    let text = viet::fold::nfc(remark.text.trim()).to_string();
    if text.is_empty() || text.chars().count() > LONGEST {
        return Err(Flaw::RemarkLength.into());
    }
    if remark.answers.is_some_and(|cut| !state.prose.threads.contains_key(&cut)) {
        return Err(Refusal::of(RefusalCode::NotFound, "nhận xét này"));
    }
    let quote = remark.quote.filter(|quote| !quote.trim().is_empty());
    Ok(ProseAct::Remarked { remark: Remark { text, quote, ..remark } })
}

/// A remark is marked as dealt with, or as open again: by whoever made it, or may write there.
///
/// # Errors
/// `not-found`, `not-allowed`.
pub fn settle_remark(
    book: &Book,
    who: &Account,
    period: Period,
    remark: Cut,
    settled: bool,
) -> Result<ProseAct, Refusal> {
    let state = living(book, period)?;
    let thread = state.prose.threads.get(&remark);
    let thread = thread.ok_or_else(|| Refusal::of(RefusalCode::NotFound, "nhận xét này"))?;
    let passage = state.template.passages.iter().find(|p| p.id == thread.remark.passage);
    match thread.by == who.name || passage.is_none_or(|p| may_write(book, who, state, p)) {
        true => Ok(ProseAct::RemarkSettled { remark, settled }),
        false => Err(RefusalCode::NotAllowed.into()),
    }
}

/// A change is proposed.
///
/// # Errors
/// `bad-input`, `already-issued`, `not-found`, `not-allowed`.
pub fn suggest(
    book: &Book,
    who: &Account,
    period: Period,
    suggestion: Suggestion,
) -> Result<ProseAct, Refusal> {
    let state = editable(book, period)?;
    spoken_of(book, who, state, &suggestion.passage)?;
    let now = checked(book, state, &suggestion.passage, &suggestion.now)?;
    let base = settled(&suggestion.base);
    if now == base {
        return Err(Flaw::SuggestionSame.into());
    }
    let why = suggestion.why.map(|why| why.trim().to_owned()).filter(|why| !why.is_empty());
    Ok(ProseAct::Suggested { suggestion: Suggestion { base, now, why, ..suggestion }, save: None })
}

/// A proposal is accepted into the paragraph as it reads now, or refused: by whoever may write there; taken back by whoever
/// made it.
///
/// # Errors
/// `suggestion-outdated` when the words it changes read otherwise now, `not-found`, `not-allowed`, `already-issued`.
pub fn settle_suggestion(
    book: &Book,
    who: &Account,
    period: Period,
    suggestion: Cut,
    accepted: bool,
) -> Result<ProseAct, Refusal> {
    let state = editable(book, period)?;
    let missing = || Refusal::of(RefusalCode::NotFound, "đề xuất này");
    let open = |p: &&super::Proposal| p.state == ProposalState::Open;
    let proposal = state.prose.proposals.get(&suggestion).filter(open).ok_or_else(missing)?;
    let found = state.template.passages.iter().find(|p| p.id == proposal.suggestion.passage);
    let writes = found.is_some_and(|p| may_write(book, who, state, p));
    if !writes && (accepted || proposal.by != who.name) && !access::may(who, Right::EditReport) {
        return Err(RefusalCode::NotAllowed.into());
    }
    if !accepted {
        return Ok(ProseAct::SuggestionSettled { suggestion, written: None });
    }
    let passage = found.ok_or_else(missing)?;
    let Suggestion { base, now, .. } = &proposal.suggestion;
    let merged = merge(base, now, &ProseContent::from(passage));
    if merged.met {
        return Err(RefusalCode::SuggestionOutdated.into());
    }
    let written = merged.content.into_passage(passage.id.clone(), passage.owner.clone());
    Ok(ProseAct::SuggestionSettled { suggestion, written: Some(written) })
}
