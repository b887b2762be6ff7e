//! What the book keeps of cells, rounds and living reports.

use crate::prose::ProseState;
use model::{
    AccountName, Attachment, BlobId, CellKey, CellSpec, Cut, Date, Dispatch, Entry, NoticeKey, Observation,
    PassageId, PrintedFigure, Provenance, RegisterPlace, Round, Sheet, SignatureWord, SignedFile, StartFrom,
    Submission, Template, UnitId,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is stated about a cell, and by whom.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The statement.
    pub observation: Observation,
    /// Where it came from; cells of one save share it.
    pub provenance: Arc<Provenance>,
}

/// A file beside a figure.
#[derive(Clone, Debug)]
pub struct Attached {
    /// The file.
    pub file: Attachment,
    /// Who put it there.
    pub by: AccountName,
    /// When.
    pub at: String,
    /// The position of the last thing done with it.
    pub cut: Cut,
    /// Taken away; its bytes stay.
    pub removed: bool,
}

/// A round and its forms.
#[derive(Clone, Debug)]
pub struct RoundState {
    /// Who must send what by when.
    pub round: Round,
    /// Where each form stands.
    pub submissions: BTreeMap<UnitId, Submission>,
    /// What happened to each form, oldest first.
    events: BTreeMap<UnitId, Vec<FormEvent>>,
    /// Units left out: the reason, and where their forms stood.
    pub excluded: BTreeMap<UnitId, (String, Submission)>,
    /// Who closed the round, and when.
    pub closed: Option<(AccountName, String)>,
    /// Where each unit's sheet stands in the round.
    places: BTreeMap<UnitId, usize>,
}

impl RoundState {
    /// A round that has just been opened.
    pub fn new(round: Round) -> Self {
        let due = round.sheets.iter().filter(|s| !round.excluded.contains_key(&s.unit));
        let submissions = due.map(|s| (s.unit.clone(), Submission::Draft)).collect();
        let out = round.excluded.iter().map(|(unit, why)| (unit.clone(), (why.clone(), Submission::Draft)));
        let excluded = out.collect();
        let places = round.sheets.iter().enumerate().map(|(at, s)| (s.unit.clone(), at)).collect();
        Self { round, submissions, events: BTreeMap::new(), excluded, closed: None, places }
    }

    /// What a unit is asked.
    pub fn sheet(&self, unit: &UnitId) -> Option<&Sheet> {
        self.round.sheets.get(*self.places.get(unit)?)
    }

    /// Whether a unit is asked for a cell.
    pub fn asks(&self, unit: &UnitId, key: &CellKey) -> bool {
        let is = |cell: &CellSpec| cell.indicator == key.indicator && cell.measure == key.measure;
        self.sheet(unit).is_some_and(|sheet| sheet.cells.iter().any(is))
    }

    /// The sheets of units that must answer.
    pub fn sheets(&self) -> impl Iterator<Item = &Sheet> {
        self.round.sheets.iter().filter(|sheet| self.submissions.contains_key(&sheet.unit))
    }

    /// What happened to a unit's form, oldest first.
    pub fn events(&self, unit: &UnitId) -> &[FormEvent] {
        self.events.get(unit).map_or(&[], Vec::as_slice)
    }

    /// Notes what happened to a unit's form. Saves in a row by one person are one event.
    pub(crate) fn note(&mut self, unit: &UnitId, event: FormEvent) {
        let events = self.events.entry(unit.clone()).or_default();
        match events.last_mut() {
            Some(last) if event.what == "saved" && last.what == "saved" && last.by == event.by => {
                (last.at, last.cut) = (event.at, event.cut);
                let entries = last.entered_at.take().into_iter().chain(event.entered_at);
                last.entered_at = entries.min();
            }
            _ => events.push(event),
        }
    }

    /// Gives a unit until `due`.
    pub(crate) fn extend(&mut self, unit: &UnitId, due: Date) {
        if let Some(sheet) = self.places.get(unit).and_then(|at| self.round.sheets.get_mut(*at)) {
            sheet.due = Some(due);
        }
    }

    /// The last day for a unit to send.
    pub fn due(&self, unit: &UnitId) -> Date {
        self.sheet(unit).and_then(|sheet| sheet.due).unwrap_or(self.round.due)
    }
}

/// One step in a form's life.
#[derive(Clone, Debug)]
pub struct FormEvent {
    /// `saved`, `imported`, `sent`, `returned`, `unit_approved`, `approved`, `corrected`, `excluded`, `brought_back`, `extended`.
    pub what: &'static str,
    /// Who.
    pub by: AccountName,
    /// When it arrived.
    pub at: String,
    /// When it was typed or pressed, where it waited for a line; the earliest of several values.
    pub entered_at: Option<String>,
    /// Reason, where there is one.
    pub reason: Option<String>,
    /// The entry that did it; of saves in a row the last.
    pub cut: Cut,
}

/// A living report.
#[derive(Clone, Debug, Default)]
pub struct LivingState {
    /// Its prose.
    pub template: Template,
    /// Last edit of each passage; absent = as taken over.
    pub versions: BTreeMap<PassageId, Cut>,
    /// Editions, remarks, proposals, parts of departments.
    pub prose: ProseState,
    /// Last change of prose or of a figure that could be printed.
    pub touched: Cut,
    /// The last approval.
    pub approval: Option<ApprovedCut>,
    /// Why places that want a look stand as they do.
    pub reasons: BTreeMap<NoticeKey, Reason>,
    /// The signed record of what was checked.
    pub checked: Option<SignedChecks>,
    /// What went out, oldest first: the report, then the corrections that supersede it.
    pub issues: Vec<Issued>,
    /// A correction under way.
    pub correcting: Option<Correcting>,
    /// What it will say of itself when it goes out, as written down before.
    pub prepared: Option<Dispatch>,
    /// How it began, where it did not take over the report before.
    pub begun: Option<Begun>,
    /// What became of what the last report left open: taken or left aside.
    pub offers: BTreeMap<String, bool>,
}

/// How a living report began from an outline or another report.
#[derive(Clone, Debug)]
pub struct Begun {
    /// From what.
    pub from: StartFrom,
    /// Who began it.
    pub by: AccountName,
    /// When.
    pub at: String,
    /// What stood there before; none = nothing.
    pub before: Option<Template>,
}

impl LivingState {
    /// What stands as issued: the newest issue.
    pub fn issued(&self) -> Option<&Issued> {
        self.issues.last()
    }

    /// Whether it may change: nothing went out yet, or a correction is under way.
    pub fn is_open(&self) -> bool {
        self.issues.is_empty() || self.correcting.is_some()
    }
}

/// A correction of an issued report under way.
#[derive(Clone, Debug)]
pub struct Correcting {
    /// Why.
    pub reason: String,
    /// Who opened it.
    pub by: AccountName,
    /// When.
    pub at: String,
    /// The prose as issued, for when it is given up.
    pub before: Template,
}

/// Why a place of the report stands as it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What stood there; it holds for exactly this.
    pub seen: String,
    /// The words.
    pub text: String,
    /// Who.
    pub by: AccountName,
    /// When.
    pub at: String,
}

/// A leader's approval.
#[derive(Clone, Debug)]
pub struct ApprovedCut {
    /// Covers everything up to here.
    pub cut: Cut,
    /// Who.
    pub by: AccountName,
    /// When.
    pub at: String,
}

/// A signature under the record of what was checked.
#[derive(Clone, Debug)]
pub struct SignedChecks {
    /// Covers everything up to here.
    pub cut: Cut,
    /// Who.
    pub by: AccountName,
    /// When.
    pub at: String,
    /// Whether it goes out as an annex of the report.
    pub annexed: bool,
}

/// What went out.
#[derive(Clone, Debug)]
pub struct Issued {
    /// The approved cut.
    pub cut: Cut,
    /// Running number in the year.
    pub number: u32,
    /// Date of issue.
    pub date: Date,
    /// Who signed.
    pub signer: String,
    /// The document.
    pub document: BlobId,
    /// Its Word file.
    pub docx: BlobId,
    /// Its PDF.
    pub pdf: BlobId,
    /// Figures as printed.
    pub printed: Vec<PrintedFigure>,
    /// Whom it goes to and by what authority.
    pub dispatch: Dispatch,
    /// Its prose, as the living report had it.
    pub template: Template,
    /// Where in the ledger it was issued.
    pub entry: Cut,
    /// Why it corrects the issue before it.
    pub reason: Option<String>,
    /// The file that came back signed, with the word of a person on it.
    pub signed: Option<(SignedFile, Option<SignatureWord>)>,
}

impl Issued {
    /// Its place in the register.
    pub fn place(&self) -> RegisterPlace {
        RegisterPlace {
            year: self.date.year(),
            notation: self.dispatch.notation.clone(),
            number: self.number,
        }
    }
}

/// A locked figure that was corrected.
#[derive(Clone, Debug)]
pub struct Correction {
    /// Which.
    pub key: CellKey,
    /// Why.
    pub reason: String,
    /// Where in the ledger.
    pub cut: Cut,
}

/// Where a statement of this entry comes from.
pub(crate) fn arrived(entry: &Entry) -> Provenance {
    let (by, at) = (entry.by.clone(), entry.at.clone());
    Provenance {
        cut: entry.cut,
        by,
        at,
        entered_at: None,
        report: None,
        file: None,
        on_behalf: false,
        window: None,
    }
}

/// A step in the life of a form, without a word on it.
pub(crate) fn event(entry: &Entry, what: &'static str) -> FormEvent {
    let (by, at) = (entry.by.clone(), entry.at.clone());
    FormEvent { what, by, at, entered_at: None, reason: None, cut: entry.cut }
}
