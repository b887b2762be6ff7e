//! What the book keeps of the prose of a living report beside its words.

use model::{
    AccountName, Cut, PassageId, ProseContent, Refusal, Remark, ReturnedProse, SaveId, Suggestion, UnitId,
    Writing,
};
use std::collections::{BTreeMap, BTreeSet};

/// Who wrote what when, what was said of it, and where each department's part stands.
#[derive(Clone, Debug, Default)]
pub struct ProseState {
    /// Former and present editions of each paragraph that was written in, oldest first; those of paragraphs that are gone stay.
    pub editions: BTreeMap<PassageId, Vec<Edition>>,
    /// Paragraphs that are closed to the departments.
    pub locked: BTreeSet<PassageId>,
    /// Remarks with their answers, by the entry that made them.
    pub threads: BTreeMap<Cut, Thread>,
    /// Proposed changes, by the entry that made them.
    pub proposals: BTreeMap<Cut, Proposal>,
    /// Parts of departments that are no longer just being written.
    pub doclets: BTreeMap<UnitId, Doclet>,
    /// Saves that arrived, by who sent them and what the page called them.
    pub saves: BTreeMap<(AccountName, SaveId), Saved>,
}

/// What became of a save.
#[derive(Clone, Debug, Default)]
pub struct Saved {
    /// Paragraphs whose words met another's, with the entries that keep them as proposals.
    pub held: Vec<(PassageId, Cut)>,
    /// What was refused; none while only the proposals are written.
    pub refused: Option<Vec<(PassageId, Refusal)>>,
}

/// A paragraph as it was for a while.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The last entry that wrote it; zero as taken over.
    pub cut: Cut,
    /// Who wrote it; none as taken over.
    pub by: Option<AccountName>,
    /// When, RFC 3339 in UTC; empty as taken over.
    pub at: String,
    /// How it came about.
    pub how: Writing,
    /// What it said; none once the paragraph was taken out.
    pub content: Option<ProseContent>,
}

/// A remark and what was answered.
#[derive(Clone, Debug)]
pub struct Thread {
    /// The remark.
    pub remark: Remark,
    /// Who made it.
    pub by: AccountName,
    /// When.
    pub at: String,
    /// Whether it was dealt with.
    pub settled: bool,
    /// Answers, oldest first: entry, who, when, words.
    pub answers: Vec<(Cut, AccountName, String, String)>,
}

/// A proposed change.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The change.
    pub suggestion: Suggestion,
    /// Who proposes it.
    pub by: AccountName,
    /// When.
    pub at: String,
    /// What became of it.
    pub state: ProposalState,
}

/// What became of a proposed change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalState {
    /// Nobody said yes or no yet.
    Open,
    /// It is in the paragraph.
    Accepted,
    /// It is not.
    Refused,
}

/// Where a department's part of the report stands. Each state carries its evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Doclet {
    /// Being written.
    #[default]
    Writing,
    /// With the office.
    Sent {
        /// Who sent it.
        by: AccountName,
        /// When.
        at: String,
    },
    /// Given back.
    Returned {
        /// Who gave it back.
        by: AccountName,
        /// When.
        at: String,
        /// Why.
        reason: String,
        /// What is wrong in single paragraphs and sentences.
        parts: Vec<ReturnedProse>,
    },
    /// Taken as it is.
    Accepted {
        /// Who took it.
        by: AccountName,
        /// When.
        at: String,
    },
}

impl Doclet {
    /// Whether the department may write.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Writing | Self::Returned { .. })
    }
}

impl ProseState {
    /// Where a department's part stands.
    pub fn doclet(&self, unit: &UnitId) -> Doclet {
        self.doclets.get(unit).cloned().unwrap_or_default()
    }

    /// Open remarks and open proposals beside a paragraph.
    pub fn open_beside(&self, passage: &PassageId) -> (usize, usize) {
        let threads = self.threads.values().filter(|t| !t.settled && t.remark.passage == *passage);
        let open = |p: &&Proposal| p.state == ProposalState::Open && p.suggestion.passage == *passage;
        (threads.count(), self.proposals.values().filter(open).count())
    }
}
