//! What people do with the prose of the living report.

use crate::chart::Chart;
use crate::ids::{Cut, PassageId, SaveId, UnitId};
use crate::refusal::Refusal;
use crate::report::{Inline, Numbering, Passage, PassageKind, Table};
use serde::{Deserialize, Serialize};

/// What stands in a paragraph, without its name and owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProseContent {
    /// What it is.
    pub kind: PassageKind,
    /// Words, figures, period mentions, note marks; of a table or chart its caption.
    pub inlines: Vec<Inline>,
    /// Rows and cells, of a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
    /// What it shows, of a chart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chart: Option<Chart>,
}

impl ProseContent {
    /// Words without table or chart.
    pub fn prose(kind: PassageKind, inlines: Vec<Inline>) -> Self {
        Self { kind, inlines, table: None, chart: None }
    }

    /// The paragraph that holds it.
    pub fn into_passage(self, id: PassageId, owner: Option<UnitId>) -> Passage {
        Passage { id, kind: self.kind, inlines: self.inlines, owner, table: self.table, chart: self.chart }
    }
}

impl From<&Passage> for ProseContent {
    fn from(passage: &Passage) -> Self {
        Self {
            kind: passage.kind,
            inlines: passage.inlines.clone(),
            table: passage.table.clone(),
            chart: passage.chart.clone(),
        }
    }
}

/// One paragraph of a save, as it stands afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum ProseChange {
    /// It was written.
    Put {
        /// As it is now.
        passage: Passage,
        /// A new paragraph stands after this one; none = first. Of one that is there already it says nothing.
        after: Option<PassageId>,
        /// How it came about.
        how: Writing,
    },
    /// It was moved.
    Moved {
        /// Which.
        passage: PassageId,
        /// After which; none = first.
        after: Option<PassageId>,
    },
    /// It was taken out.
    Removed {
        /// Which.
        passage: PassageId,
    },
}

/// How a paragraph came to be as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Writing {
    /// Taken over from the report before.
    Adopted,
    /// Typed.
    Written,
    /// Typed by two at once: the words of both are in it.
    Merged,
    /// Suggested by one and accepted by another.
    Suggested,
    /// An earlier edition was put back.
    Restored,
}

/// What a page was told of a save, kept for when the answer was lost on its way and the same save comes again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Which save.
    pub save: SaveId,
    /// What was refused of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<(PassageId, Refusal)>,
}

/// A change of a paragraph that somebody proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Which paragraph.
    pub passage: PassageId,
    /// What it said when the change was thought of.
    pub base: ProseContent,
    /// What it should say.
    pub now: ProseContent,
    /// Why.
    pub why: Option<String>,
}

/// A remark beside a paragraph, or an answer to one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Beside which paragraph.
    pub passage: PassageId,
    /// The words that it is about, as they read then.
    pub quote: Option<String>,
    /// What is said.
    pub text: String,
    /// The remark that it answers, by its entry.
    pub answers: Option<Cut>,
}

/// A paragraph or sentence of a department's part that must be looked at again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReturnedProse {
    /// Which paragraph.
    pub passage: PassageId,
    /// Which sentence of it, as it read then; none = all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
    /// What is wrong with it.
    pub reason: String,
}

/// What was done with the prose of a living report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ProseAct {
    /// Paragraphs were written, moved, taken out, in one save.
    Written {
        /// In order.
        changes: Vec<ProseChange>,
        /// What the page was told, where it named the save.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt: Option<Receipt>,
    },
    /// Paragraphs were given to a department, or to nobody in particular.
    Assigned {
        /// Which.
        passages: Vec<PassageId>,
        /// Whom.
        owner: Option<UnitId>,
    },
    /// Paragraphs were closed to the departments, or opened again.
    Locked {
        /// Which.
        passages: Vec<PassageId>,
        /// Closed.
        locked: bool,
    },
    /// How headings get their numbers was chosen.
    Numbered {
        /// As it is now.
        numbering: Numbering,
    },
    /// A remark was made.
    Remarked {
        /// The remark.
        remark: Remark,
    },
    /// A remark was marked as dealt with, or as open again.
    RemarkSettled {
        /// The remark, by its entry.
        remark: Cut,
        /// Dealt with.
        settled: bool,
    },
    /// A change was proposed.
    Suggested {
        /// The proposal.
        suggestion: Suggestion,
        /// The save whose words it keeps, where they met another's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        save: Option<SaveId>,
    },
    /// A proposal was accepted or refused.
    SuggestionSettled {
        /// The proposal, by its entry.
        suggestion: Cut,
        /// The paragraph as it is with the proposal in it; none = refused.
        written: Option<Passage>,
    },
    /// A department sent its part.
    DocletSent {
        /// Whose part.
        unit: UnitId,
    },
    /// The office gave a part back.
    DocletReturned {
        /// Whose part.
        unit: UnitId,
        /// Why.
        reason: String,
        /// What is wrong in single paragraphs and sentences.
        parts: Vec<ReturnedProse>,
    },
    /// The office took a part as it is.
    DocletAccepted {
        /// Whose part.
        unit: UnitId,
    },
}
