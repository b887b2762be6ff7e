//! The review of a reading: steps that stand until they are taken back, folded into amendments and decisions.

use crate::access::{self, Right};
use crate::adopt::Proposal;
use crate::book::Book;
use model::{
    Account, AccountName, Act, Amendment, BlobId, Code, Cut, Decision, Entry, Flaw, Period, Refusal,
    RefusalCode, ReportId, ReviewChange,
};
use std::collections::{BTreeMap, BTreeSet};

/// One report that was read, with its review.
#[derive(Clone, Debug)]
pub struct ReadRecord {
    /// Name of the file.
    pub file_name: String,
    /// The file.
    pub file: BlobId,
    /// Text and reading.
    pub reading: BlobId,
    /// Period reported.
    pub period: Option<Period>,
    /// Trích yếu.
    pub title: Option<String>,
    /// Whether its letters were recognised in pictures of pages, so that each figure wants a look.
    pub recognised: bool,
    /// Who read it in.
    pub by: AccountName,
    /// When.
    pub at: String,
    /// What officers did to it, oldest first, with what was taken back.
    pub steps: Vec<ReviewStep>,
    /// The newest position of the review: of a step, or of one taken back or done again.
    pub reviewed: Cut,
    /// Whether it has become the system.
    pub adopted: bool,
    /// Which indicators its figures became: where each number begins in the text -> indicator.
    pub became: BTreeMap<usize, Code>,
}

/// One entry of a review.
#[derive(Clone, Debug)]
pub struct ReviewStep {
    /// Its position.
    pub cut: Cut,
    /// Who.
    pub by: AccountName,
    /// When.
    pub at: String,
    /// What, in order.
    pub changes: Vec<ReviewChange>,
    /// The newest position of the review before it.
    pub before: Cut,
    /// The position at which it was taken back; none = it stands.
    pub undone: Option<Cut>,
}

impl ReadRecord {
    /// Decisions about proposals that stand.
    pub fn decisions(&self) -> BTreeMap<String, Decision> {
        let mut decisions = BTreeMap::new();
        for change in self.standing() {
            match change {
                ReviewChange::Decided { proposal, decision: Decision::Undone } => {
                    decisions.remove(proposal);
                }
                ReviewChange::Decided { proposal, decision } => {
                    let mut decision = decision.clone();
                    let before =
                        decisions.get_mut(proposal).and_then(settled_unit).and_then(|unit| unit.take());
                    if let Some(unit) = settled_unit(&mut decision) {
                        *unit = unit.take().or(before);
                    }
                    decisions.insert(proposal.clone(), decision);
                }
                ReviewChange::Amended { amendment: Amendment::Unit { fact, .. } } => {
                    if let Some(unit) = decisions.get_mut(fact).and_then(settled_unit) {
                        *unit = None;
                    }
                }
                ReviewChange::Amended { .. } => {}
            }
        }
        decisions
    }

    /// Amendments that stand, oldest first.
    pub fn amendments(&self) -> Vec<Amendment> {
        let amendment = |change: &ReviewChange| match change {
            ReviewChange::Amended { amendment } => Some(amendment.clone()),
            ReviewChange::Decided { .. } => None,
        };
        self.standing().filter_map(amendment).collect()
    }

    fn standing(&self) -> impl Iterator<Item = &ReviewChange> {
        self.steps.iter().filter(|step| step.undone.is_none()).flat_map(|step| &step.changes)
    }

    pub(crate) fn review(&mut self, entry: &Entry, changes: &[ReviewChange]) {
        let (by, at, changes) = (entry.by.clone(), entry.at.clone(), changes.to_vec());
        self.steps.push(ReviewStep { cut: entry.cut, by, at, changes, before: self.reviewed, undone: None });
        self.reviewed = entry.cut;
    }

    pub(crate) fn switch(&mut self, entry: &Entry, step: Cut, undone: bool) {
        if let Some(step) = self.steps.iter_mut().find(|s| s.cut == step) {
            step.undone = undone.then_some(entry.cut);
            self.reviewed = entry.cut;
        }
    }
}

/// The unit of measure that a decision settles: it stands until the figure's own is amended.
fn settled_unit(decision: &mut Decision) -> Option<&mut Option<String>> {
    match decision {
        Decision::Confirmed { measure_unit, .. } => Some(measure_unit),
        Decision::Merged { .. } | Decision::Skipped | Decision::Undone => None,
    }
}

/// A step of the review by one who saw it at position `seen`. `proposals` are those of the reading as amended, the
/// amendments of this step included.
///
/// # Errors
/// `not-allowed`, `not-found`, `already-adopted`, `bad-input` when a merge or part names no other proposal or a name is
/// empty, `reviewed-meanwhile` when another officer has changed the same figure since.
pub fn review(
    book: &Book,
    who: &Account,
    report: &ReportId,
    seen: Cut,
    proposals: &[Proposal],
    changes: Vec<ReviewChange>,
) -> Result<Act, Refusal> {
    let record = open(book, who, report)?;
    let proposals: ById = proposals.iter().map(|p| (p.id.as_str(), p)).collect();
    for change in &changes {
        if let ReviewChange::Decided { proposal, decision } = change {
            check(&proposals, proposal, decision)?;
        }
    }
    if let Some(other) = meanwhile(record, who, seen, &proposals, &changes) {
        return Err(Refusal::of(RefusalCode::ReviewedMeanwhile, book.person(other)));
    }
    Ok(Act::ReadingReviewed { report: report.clone(), changes })
}

/// Takes a step back, or does it again; none when it stands so already.
///
/// # Errors
/// `not-allowed`, `not-found`, `already-adopted`.
pub fn switch(
    book: &Book,
    who: &Account,
    report: &ReportId,
    step: Cut,
    undone: bool,
) -> Result<Option<Act>, Refusal> {
    let record = open(book, who, report)?;
    let found = record.steps.iter().find(|s| s.cut == step);
    let found = found.ok_or_else(|| Refusal::of(RefusalCode::NotFound, "bước này"))?;
    let act = Act::ReviewStepSwitched { report: report.clone(), step, undone };
    Ok((found.undone.is_some() != undone).then_some(act))
}

fn open<'a>(book: &'a Book, who: &Account, report: &ReportId) -> Result<&'a ReadRecord, Refusal> {
    access::need(who, Right::Adopt)?;
    let record = book.readings.get(report);
    let record = record.ok_or_else(|| Refusal::of(RefusalCode::NotFound, "báo cáo này"))?;
    if record.adopted { Err(RefusalCode::AlreadyAdopted.into()) } else { Ok(record) }
}

type ById<'a> = BTreeMap<&'a str, &'a Proposal>;

fn check(proposals: &ById, proposal: &str, decision: &Decision) -> Result<(), Refusal> {
    let found = proposals.get(proposal).ok_or_else(|| Refusal::of(RefusalCode::NotFound, "đề xuất này"))?;
    let other = match decision {
        Decision::Merged { into } => Some(into.as_str()),
        Decision::Confirmed { part_of, .. } => part_of.as_deref(),
        Decision::Skipped | Decision::Undone => None,
    };
    if other.is_some_and(|id| id == proposal || !proposals.contains_key(id)) {
        return Err(Flaw::OtherProposalWanted.into());
    }
    match decision {
        Decision::Confirmed { name, measure_unit, .. }
            if name.trim().is_empty()
                || measure_unit.as_deref().unwrap_or(&found.measure_unit).trim().is_empty() =>
        {
            Err(Flaw::NameOrMeasureUnitEmpty.into())
        }
        _ => Ok(()),
    }
}

/// Another officer whose step above `seen` says something else about the same figures.
fn meanwhile<'a>(
    record: &'a ReadRecord,
    who: &Account,
    seen: Cut,
    proposals: &ById,
    changes: &[ReviewChange],
) -> Option<&'a AccountName> {
    let touched: BTreeSet<&str> = changes.iter().flat_map(|change| figures(change, proposals)).collect();
    let other = |change: &&ReviewChange| {
        !changes.contains(change) && figures(change, proposals).iter().any(|id| touched.contains(id))
    };
    let newer = record.steps.iter().filter(|s| s.cut > seen && s.by != who.name && s.undone.is_none());
    newer.filter(|step| step.changes.iter().any(|change| other(&change))).map(|step| &step.by).next_back()
}

/// The figures that a change speaks of.
fn figures<'a>(change: &'a ReviewChange, proposals: &ById<'a>) -> Vec<&'a str> {
    match change {
        ReviewChange::Amended { amendment } => amendment.facts(),
        ReviewChange::Decided { proposal, .. } => {
            let found = proposals.get(proposal.as_str());
            found.map_or_else(|| vec![proposal.as_str()], |p| p.facts.iter().map(String::as_str).collect())
        }
    }
}
