//! The prose of the living report as its page shows and saves it.

use super::{LivingPassage, UnitRef};
use engine::prose::difference::Piece;
use model::{
    Cut, Figure, Numbering, PassageId, PassageKind, Period, ProseContent, ReturnedProse, SaveId, UnitId,
    Writing,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a person may do with the prose.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct ProseRights {
    /// Type in it, somewhere.
    pub write: bool,
    /// Leave remarks.
    pub remark: bool,
    /// Propose changes.
    pub suggest: bool,
    /// Give sections to departments, lock, choose the numbering.
    pub assign: bool,
    /// Accept and return the parts of departments.
    pub judge: bool,
}

/// A department's part of the report.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocletView {
    /// Whose.
    pub unit: UnitRef,
    /// Where it stands.
    pub state: DocletState,
    /// Who moved it there.
    pub by: Option<String>,
    /// When.
    pub at: Option<String>,
    /// Why it came back.
    pub reason: Option<String>,
    /// What is wrong in single paragraphs and sentences.
    pub parts: Vec<ReturnedProse>,
    /// Its paragraphs, in order.
    pub passages: Vec<PassageId>,
    /// Whether this person may send it now.
    pub sendable: bool,
    /// Whether this person may accept it now.
    pub judgeable: bool,
    /// Whether this person may give it back now.
    pub returnable: bool,
}

/// Where a department's part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocletState {
    /// Being written.
    Writing,
    /// With the office.
    Sent,
    /// Given back.
    Returned,
    /// Taken as it is.
    Accepted,
}

/// Changes of prose, in the order in which they were made.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct WriteProse {
    /// A name that the page makes up for this save and uses for no other: given again, the save is answered as the first time
    /// and changes nothing.
    #[serde(default)]
    pub save: Option<SaveId>,
    /// The changes.
    pub edits: Vec<ProseEdit>,
}

/// One change.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ProseEdit {
    /// A paragraph was typed in, or begun.
    Write {
        /// Which; a name of the page's own for a new one.
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

/// A page that shows the living report, telling where its person writes.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct WritingInput {
    /// The page's own name, made up by it.
    pub page: String,
    /// The paragraph with the caret; none while nothing can be typed.
    #[serde(default)]
    pub passage: Option<PassageId>,
    /// The page is going.
    #[serde(default)]
    pub leaving: bool,
}

/// Someone else who writes in the living report now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WriterView {
    /// Who, as shown.
    pub by: String,
    /// Whether it is the same person in another window.
    pub own: bool,
    /// The paragraph the person stands in.
    pub passage: PassageId,
}

/// What became of a save.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProseAnswer {
    /// Ledger position of the report now.
    pub cut: Cut,
    /// The paragraphs that were named, as they stand now.
    pub passages: Vec<LivingPassage>,
    /// All paragraphs in order.
    pub order: Vec<PassageId>,
    /// Words that met another's in the same spot, kept as proposals.
    pub held: Vec<HeldProse>,
    /// Changes that may not be made.
    pub refused: Vec<RefusedProse>,
}

/// Words that met another's in the same spot.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldProse {
    /// Which paragraph.
    pub passage: PassageId,
    /// The proposal that keeps them.
    pub suggestion: Cut,
}

/// A change that may not be made.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RefusedProse {
    /// Which paragraph.
    pub passage: PassageId,
    /// Why, in Vietnamese.
    pub vi: String,
    /// Why, in English.
    pub en: String,
}

/// Figures to be tried.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct TryFigures {
    /// What they are bound to.
    pub figures: Vec<Figure>,
}

/// What figures would print.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TriedFigures {
    /// In the order asked.
    pub tried: Vec<TriedFigure>,
}

/// What a figure would print.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TriedFigure {
    /// The words.
    pub text: String,
    /// How fresh.
    pub state: super::FigureState,
    /// Indicator name.
    pub name: String,
    /// Unit of measure.
    pub measure_unit: String,
}

/// An edition of a paragraph.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EditionView {
    /// The last entry that wrote it.
    pub cut: Cut,
    /// Who, as shown; none as taken over.
    pub by: Option<String>,
    /// When; none as taken over.
    pub at: Option<String>,
    /// How it came about.
    pub what: Writing,
    /// Against the edition before.
    pub difference: Vec<Piece>,
    /// What it said; none when the paragraph was taken out.
    pub content: Option<ProseContent>,
}

/// This period's report beside the one before.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CompareView {
    /// Which period the one before is of.
    pub previous: Period,
    /// Every paragraph in order, those that are gone included.
    pub rows: Vec<CompareRow>,
}

/// A paragraph of both reports, or of one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CompareRow {
    /// Which.
    pub passage: PassageId,
    /// What it is.
    pub kind: PassageKind,
    /// What is printed in front.
    pub number: Option<String>,
    /// What was printed in front.
    pub former_number: Option<String>,
    /// What changed.
    pub difference: Vec<Piece>,
}

/// Remarks and proposals.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RemarksView {
    /// Remarks with their answers, oldest first.
    pub threads: Vec<ThreadView>,
    /// Proposals, oldest first.
    pub suggestions: Vec<ProposalView>,
}

/// A remark with its answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ThreadView {
    /// The entry that made it.
    pub cut: Cut,
    /// Beside which paragraph.
    pub passage: PassageId,
    /// The words that it is about.
    pub quote: Option<String>,
    /// Who, as shown.
    pub by: String,
    /// When.
    pub at: String,
    /// What is said.
    pub text: String,
    /// Whether it was dealt with.
    pub settled: bool,
    /// Answers, oldest first.
    pub answers: Vec<AnsweredRemark>,
    /// Whether this person may mark it as dealt with.
    pub mine: bool,
}

/// An answer to a remark.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnsweredRemark {
    /// The entry that made it.
    pub cut: Cut,
    /// Who, as shown.
    pub by: String,
    /// When.
    pub at: String,
    /// What is said.
    pub text: String,
}

/// A proposed change.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalView {
    /// The entry that made it.
    pub cut: Cut,
    /// Of which paragraph.
    pub passage: PassageId,
    /// Who, as shown.
    pub by: String,
    /// When.
    pub at: String,
    /// Why.
    pub why: Option<String>,
    /// What it changes.
    pub difference: Vec<Piece>,
    /// What became of it.
    pub state: ProposalStateView,
    /// Whether this person may accept it.
    pub settleable: bool,
    /// Whether this person may refuse it or take it back.
    pub refusable: bool,
}

/// What became of a proposed change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProposalStateView {
    /// Nobody said yes or no yet.
    Open,
    /// It is in the paragraph.
    Accepted,
    /// It is not.
    Refused,
}

/// A remark to be made.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct MakeRemark {
    /// Beside which paragraph.
    pub passage: PassageId,
    /// The words that it is about.
    pub quote: Option<String>,
    /// What is said.
    pub text: String,
    /// The remark that it answers.
    pub answers: Option<Cut>,
}

/// Whether a remark was dealt with.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SettleRemark {
    /// Dealt with.
    pub settled: bool,
}

/// A change to be proposed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct MakeSuggestion {
    /// Of which paragraph.
    pub passage: PassageId,
    /// What it says now.
    pub base: ProseContent,
    /// What it should say.
    pub now: ProseContent,
    /// Why.
    pub why: Option<String>,
}

/// Whether a proposal goes in.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SettleSuggestion {
    /// It does.
    pub accepted: bool,
}

/// Whom paragraphs are given to.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct AssignProse {
    /// Which.
    pub passages: Vec<PassageId>,
    /// Whom; none = the office itself.
    pub owner: Option<UnitId>,
}

/// Paragraphs to be locked or opened.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct LockProse {
    /// Which.
    pub passages: Vec<PassageId>,
    /// Locked.
    pub locked: bool,
}

/// How headings are to be numbered.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NumberProse {
    /// The way.
    pub numbering: Numbering,
}

/// Why a part is given back.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ReturnDoclet {
    /// Of the whole.
    #[serde(default)]
    pub reason: String,
    /// Of single paragraphs and sentences.
    #[serde(default)]
    pub parts: Vec<ReturnedProse>,
}
