//! Acts about prose, folded into the living report. Folding cannot fail: what names nothing changes nothing.

use super::state::{Doclet, Edition, Proposal, ProposalState, Thread};
use crate::state::LivingState;
use model::{Act, Cut, Entry, Passage, PassageId, ProseAct, ProseChange, ProseContent, Template, Writing};

/// Saves of one person within this time are one edition, in seconds.
const ONE_SITTING: i64 = 600;

/// Applies an entry that is about prose; the first versions of the program wrote one paragraph in an entry.
pub(crate) fn fold(report: &mut LivingState, entry: &Entry) {
    match &entry.act {
        Act::ProseTended { what, .. } => tend(report, entry, what),
        Act::PassageEdited { passage, inlines, .. } => {
            let known = report.template.passages.iter().find(|p| p.id == *passage);
            if let Some(known) = known.cloned() {
                let passage = Passage { inlines: inlines.clone(), ..known };
                put(report, entry, &passage, None, Writing::Written);
            }
        }
        Act::PassageAdded { passage, after, .. } => {
            put(report, entry, passage, after.as_ref(), Writing::Written);
        }
        Act::PassageRemoved { passage, .. } => {
            change(report, entry, &ProseChange::Removed { passage: passage.clone() });
        }
        _ => {}
    }
}

fn tend(report: &mut LivingState, entry: &Entry, act: &ProseAct) {
    let (by, at) = (entry.by.clone(), entry.at.clone());
    let prose = &mut report.prose;
    match act {
        ProseAct::Written { changes, receipt } => {
            if let Some(receipt) = receipt {
                let saved = prose.saves.entry((by, receipt.save.clone())).or_default();
                saved.refused = Some(receipt.refused.clone());
            }
            changes.iter().for_each(|c| change(report, entry, c));
        }
        ProseAct::Assigned { passages, owner } => {
            for passage in report.template.passages.iter_mut().filter(|p| passages.contains(&p.id)) {
                passage.owner.clone_from(owner);
            }
        }
        ProseAct::Locked { passages, locked: true } => prose.locked.extend(passages.iter().cloned()),
        ProseAct::Locked { passages, locked: false } => prose.locked.retain(|id| !passages.contains(id)),
        ProseAct::Numbered { numbering } => {
            report.template.numbering = *numbering;
            report.touched = entry.cut;
        }
        ProseAct::Remarked { remark } => match remark.answers.and_then(|cut| prose.threads.get_mut(&cut)) {
            Some(thread) => {
                thread.answers.push((entry.cut, by, at, remark.text.clone()));
                thread.settled = false;
            }
            None => {
                let thread = Thread { remark: remark.clone(), by, at, settled: false, answers: Vec::new() };
                prose.threads.insert(entry.cut, thread);
            }
        },
        ProseAct::RemarkSettled { remark, settled } => {
            if let Some(thread) = prose.threads.get_mut(remark) {
                thread.settled = *settled;
            }
        }
        ProseAct::Suggested { suggestion, save } => {
            if let Some(save) = save {
                let saved = prose.saves.entry((by.clone(), save.clone())).or_default();
                saved.held.push((suggestion.passage.clone(), entry.cut));
            }
            let proposal = Proposal { suggestion: suggestion.clone(), by, at, state: ProposalState::Open };
            prose.proposals.insert(entry.cut, proposal);
        }
        ProseAct::SuggestionSettled { suggestion, written } => {
            if let Some(proposal) = prose.proposals.get_mut(suggestion) {
                let accepted = written.is_some();
                proposal.state = if accepted { ProposalState::Accepted } else { ProposalState::Refused };
            }
            if let Some(passage) = written {
                put(report, entry, passage, None, Writing::Suggested);
            }
        }
        ProseAct::DocletSent { unit } => {
            prose.doclets.insert(unit.clone(), Doclet::Sent { by, at });
        }
        ProseAct::DocletReturned { unit, reason, parts } => {
            let returned = Doclet::Returned { by, at, reason: reason.clone(), parts: parts.clone() };
            prose.doclets.insert(unit.clone(), returned);
        }
        ProseAct::DocletAccepted { unit } => {
            prose.doclets.insert(unit.clone(), Doclet::Accepted { by, at });
        }
    }
}

fn change(report: &mut LivingState, entry: &Entry, change: &ProseChange) {
    match change {
        ProseChange::Put { passage, after, how } => put(report, entry, passage, after.as_ref(), *how),
        ProseChange::Moved { passage, after } => {
            let at = report.template.passages.iter().position(|p| p.id == *passage);
            if let Some(passage) = at.map(|at| report.template.passages.remove(at)) {
                insert(&mut report.template, passage, after.as_ref());
                report.touched = entry.cut;
            }
        }
        ProseChange::Removed { passage } => {
            let at = report.template.passages.iter().position(|p| p.id == *passage);
            if let Some(gone) = at.map(|at| report.template.passages.remove(at)) {
                let former = ProseContent::from(&gone);
                keep(report, entry, passage, Some(&former), None, Writing::Written);
                report.touched = entry.cut;
            }
        }
    }
}

/// Puts other prose in the place of all that stands. What stood there stays in the history of each paragraph; parts of
/// departments begin anew.
pub(crate) fn replace(report: &mut LivingState, entry: &Entry, template: &Template) {
    let former = std::mem::replace(&mut report.template, template.clone());
    let stands = |passage: &Passage| former.passages.iter().find(|p| p.id == passage.id);
    for passage in &template.passages {
        let before = stands(passage).map(ProseContent::from);
        if stands(passage) != Some(passage) {
            keep(report, entry, &passage.id, before.as_ref(), Some(passage.into()), Writing::Adopted);
        }
    }
    for gone in former.passages.iter().filter(|p| !template.passages.iter().any(|new| new.id == p.id)) {
        keep(report, entry, &gone.id, Some(&gone.into()), None, Writing::Written);
    }
    report.versions = template.passages.iter().map(|p| (p.id.clone(), entry.cut)).collect();
    report.prose.doclets.clear();
    report.prose.locked.clear();
    report.touched = entry.cut;
}

/// Writes a paragraph, a new one after `after`.
pub(crate) fn put(
    report: &mut LivingState,
    entry: &Entry,
    passage: &Passage,
    after: Option<&PassageId>,
    how: Writing,
) {
    let found = report.template.passages.iter_mut().find(|p| p.id == passage.id);
    let former = found.as_deref().map(ProseContent::from);
    match found {
        Some(known) => known.clone_from(passage),
        None => insert(&mut report.template, passage.clone(), after),
    }
    keep(report, entry, &passage.id, former.as_ref(), Some(passage.into()), how);
    report.versions.insert(passage.id.clone(), entry.cut);
    report.touched = entry.cut;
}

fn insert(template: &mut Template, passage: Passage, after: Option<&PassageId>) {
    let at = after.and_then(|id| template.passages.iter().position(|p| p.id == *id));
    template.passages.insert(at.map_or(0, |at| at + 1), passage);
}

/// Remembers an edition; what one person saves in one sitting is one.
fn keep(
    report: &mut LivingState,
    entry: &Entry,
    id: &PassageId,
    former: Option<&ProseContent>,
    content: Option<ProseContent>,
    how: Writing,
) {
    let editions = report.prose.editions.entry(id.clone()).or_default();
    if let Some(former) = former.filter(|_| editions.is_empty()) {
        let (by, at, content) = (None, String::new(), Some(former.clone()));
        editions.push(Edition { cut: Cut::default(), by, at, how: Writing::Adopted, content });
    }
    let (by, at) = (Some(entry.by.clone()), entry.at.clone());
    let edition = Edition { cut: entry.cut, by, at, how, content };
    match editions.last_mut() {
        Some(last) if goes_on(last, &edition) => *last = edition,
        _ => editions.push(edition),
    }
}

fn goes_on(last: &Edition, next: &Edition) -> bool {
    let when = |edition: &Edition| edition.at.parse::<jiff::Timestamp>().ok();
    let near = when(last).zip(when(next)).is_some_and(|(a, b)| b.duration_since(a).as_secs() <= ONE_SITTING);
    let typed = |edition: &Edition| edition.how == Writing::Written && edition.content.is_some();
    near && last.by == next.by && typed(last) && typed(next)
}
