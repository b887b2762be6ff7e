//! Forms as workbooks: given out, taken back, one or all of a round.

mod compare;
mod form;

use crate::forms::{conflict, printed, refused};
use crate::view::{
    ChosenCell, FileProblem, TakeWorkbook, TakeWorkbooks, TakenView, UnitTaken, WorkbookPreview,
    WorkbooksPreview, WorkbooksTaken,
};
use crate::{App, Trouble, not_found, unit_ref};
use engine::access::{Right, need, sees_form};
use engine::collect::{Saving, Typed, Typing};
use engine::watch::words::in_words;
use engine::{Book, collect, mappings};
use exchange::{Answer, Form, Other, Returned, Unreadable, Workbook, archive, own};
use model::{Account, CellSpec, Cut, Flaw, FromFile, Refusal, RefusalCode, RoundId, SheetMapping, UnitId};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Workbooks that are read at one time: each may take tens of megabytes.
static READERS: Semaphore = Semaphore::const_new(2);

/// A file that somebody gave, or gets.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// All forms of a round, made one after the other and packed as they come.
pub struct Bundle {
    app: App,
    who: Account,
    round: RoundId,
    left: std::vec::IntoIter<UnitId>,
    packer: Option<archive::Packer>,
    /// The name of the whole.
    pub name: String,
    /// Forms in it.
    pub forms: usize,
}

impl Bundle {
    /// The bytes of the next form; none after the last.
    ///
    /// # Errors
    /// As [`App::workbook`].
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Trouble> {
        let Some(mut packer) = self.packer.take() else { return Ok(None) };
        let Some(unit) = self.left.next() else {
            return packer.finish().map(Some).map_err(Trouble::Defect);
        };
        let file = self.app.workbook(&self.who, &self.round, &unit).await?;
        let packed = packer.add(&file.name, &file.bytes).map_err(Trouble::Defect)?;
        self.packer = Some(packer);
        Ok(Some(packed))
    }
}

impl App {
    /// A unit's form as a workbook.
    ///
    /// # Errors
    /// `not-found`, also when the account may not see it.
    pub async fn workbook(&self, who: &Account, round: &RoundId, unit: &UnitId) -> Result<Given, Trouble> {
        let form = form::of(&*self.book().await, who, round, unit)?;
        let name = archive::file_name(&format!("Biểu {} - {}", form.round, form.unit), "xlsx");
        let bytes = apart(move || exchange::write(&form)).await?.map_err(Trouble::Defect)?;
        Ok(Given { name, bytes })
    }

    /// All forms of a round that the person may see.
    ///
    /// # Errors
    /// `not-found` when there is none.
    pub async fn workbooks(&self, who: &Account, round: &RoundId) -> Result<Bundle, Trouble> {
        let book = self.book().await;
        let units = units(&book, who, round)?;
        Ok(Bundle {
            app: self.clone(),
            who: who.clone(),
            round: round.clone(),
            forms: units.len(),
            left: units.into_iter(),
            packer: Some(archive::Packer::default()),
            name: archive::file_name(&format!("Biểu {}", in_words(round.period)), "zip"),
        })
    }

    /// What taking a workbook would change; `mapping` says how a sheet of the unit's own is read.
    ///
    /// # Errors
    /// `unreadable`, `other-place-file`, `other-round-file`, `other-unit-file`, `nothing-in-file`, `not-found`.
    pub async fn preview_workbook(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
        file: Given,
        mapping: Option<SheetMapping>,
    ) -> Result<WorkbookPreview, Trouble> {
        // Nobody's file is opened who may not see the form.
        collect::form(&*self.book().await, who, round, unit)?;
        let (workbook, _) = opened(file.bytes).await?;
        let book = self.book().await;
        let form = form::of(&book, who, round, unit)?;
        let known = book.mappings.of(unit);
        let Read { returned, mapping } = read(&book, &workbook, &form, &known, mapping)?;
        let reading = mapping.map(|mapping| {
            let remembered = known.contains(&mapping);
            compare::reading(&workbook, mapping, remembered)
        });
        Ok(compare::preview(&book, round.period, &form, &returned, &file.name, reading))
    }

    /// Takes chosen cells of a workbook, as if they were typed.
    ///
    /// # Errors
    /// As [`App::preview_workbook`] and [`engine::collect::save`].
    pub async fn take_workbook(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
        file: Given,
        input: TakeWorkbook,
    ) -> Result<TakenView, Trouble> {
        collect::form(&*self.book().await, who, round, unit)?;
        let (workbook, bytes) = opened(file.bytes).await?;
        let (form, read) = {
            let book = self.book().await;
            let form = form::of(&book, who, round, unit)?;
            let read = read(&book, &workbook, &form, &book.mappings.of(unit), input.mapping)?;
            (form, read)
        };
        if let Some(mapping) = &read.mapping {
            self.act(&who.name, |book| mappings::set(book, who, unit, mapping)).await?;
        }
        let chosen: BTreeMap<&CellSpec, Option<Cut>> =
            input.cells.iter().map(|ChosenCell { cell, base }| (cell, *base)).collect();
        let answers = read.returned.answers.iter().filter_map(|a| Some((a, *chosen.get(&a.cell)?)));
        let (taken, saving) =
            self.take(who, round, &form, answers.collect(), &Given { name: file.name, bytes }).await?;
        let book = self.book().await;
        Ok(TakenView {
            taken,
            conflicts: saving.conflicts.into_iter().map(|c| conflict(&book, who, c)).collect(),
            refused: saving.refused.into_iter().map(refused).collect(),
        })
    }

    /// Takes the last word on how a sheet is read back.
    ///
    /// # Errors
    /// As [`mappings::take_back`].
    pub async fn forget_mapping(&self, who: &Account, unit: &UnitId, shape: &str) -> Result<(), Trouble> {
        self.act(&who.name, |book| mappings::take_back(book, who, unit, shape).map(Some)).await?;
        Ok(())
    }

    /// What taking many workbooks, or zips of them, would change.
    ///
    /// # Errors
    /// `not-found` when there is no such round.
    pub async fn preview_workbooks(
        &self,
        who: &Account,
        round: &RoundId,
        files: Vec<Given>,
    ) -> Result<WorkbooksPreview, Trouble> {
        let Sorted { forms, problems } = self.sorted(who, round, files).await?;
        let book = self.book().await;
        let preview = |one: &Matched| {
            compare::preview(&book, round.period, &one.form, &one.returned, &one.file.name, None)
        };
        Ok(WorkbooksPreview { forms: forms.iter().map(preview).collect(), problems })
    }

    /// Takes what many workbooks change, but for cells about which something newer is kept.
    ///
    /// # Errors
    /// `not-found` when there is no such round. A unit whose form cannot be written is a problem of its own.
    pub async fn take_workbooks(
        &self,
        who: &Account,
        round: &RoundId,
        files: Vec<Given>,
        input: TakeWorkbooks,
    ) -> Result<WorkbooksTaken, Trouble> {
        let Sorted { forms, mut problems } = self.sorted(who, round, files).await?;
        let mut report = Vec::new();
        for one in forms.iter().filter(|one| input.units.contains(&one.form.stamp.unit)) {
            let changed = {
                let book = self.book().await;
                let brought = |a: &&Answer| compare::brought(&book, round.period, &one.form, a).is_some();
                let base = |a: &Answer| a.base.as_ref().and_then(|base| base.cut);
                one.returned.answers.iter().filter(brought).map(|a| (a, base(a))).collect()
            };
            let lost = one.returned.messages.iter().filter(|message| message.says.is_lost());
            match self.take(who, round, &one.form, changed, &one.file).await {
                Ok((taken, saving)) => report.push(UnitTaken {
                    unit: unit_ref(&*self.book().await, &one.form.stamp.unit),
                    taken,
                    left: saving.conflicts.len() + saving.refused.len(),
                    messages: lost.map(compare::message).collect(),
                }),
                Err(Trouble::Refused(refusal)) => problems.push(problem(&one.file.name, &refusal)),
                Err(broken) => return Err(broken),
            }
        }
        Ok(WorkbooksTaken { forms: report, problems })
    }

    /// Saves answers with the positions that they rest on; tells how many were new.
    async fn take(
        &self,
        who: &Account,
        round: &RoundId,
        form: &Form,
        answers: Vec<(&Answer, Option<Cut>)>,
        file: &Given,
    ) -> Result<(usize, Saving), Trouble> {
        if answers.is_empty() {
            return Ok((0, Saving::default()));
        }
        let typing = |(answer, base): &(&Answer, Option<Cut>)| Typing {
            cell: Typed {
                indicator: answer.cell.indicator.clone(),
                measure: answer.cell.measure,
                text: answer.stated.map(printed).unwrap_or_default(),
                note: compare::note(form, answer),
            },
            base: *base,
            entered_at: None,
        };
        let typings: Vec<Typing> = answers.iter().map(typing).collect();
        let rows = answers.iter().map(|(answer, _)| (answer.cell.clone(), answer.row)).collect();
        let kept = self.store().put_blob(&file.bytes).await?;
        let from = FromFile { file: kept, name: file.name.clone(), rows: Vec::new() };
        let saving = self.saving(who, round, &form.stamp.unit, &typings, Some((&from, &rows))).await?;
        let taken = match &saving.act {
            Some(model::Act::CellsSaved { values, .. }) => values.len(),
            _ => 0,
        };
        Ok((taken, saving))
    }

    /// Files by the unit whose form they are; zips are opened.
    async fn sorted(&self, who: &Account, round: &RoundId, files: Vec<Given>) -> Result<Sorted, Trouble> {
        need(who, Right::See)?;
        let units = units(&*self.book().await, who, round)?;
        let mut problems = Vec::new();
        let mut found: BTreeMap<usize, Matched> = BTreeMap::new();
        for given in files {
            for file in unpacked(given, &mut problems).await? {
                match self.matched(who, round, &units, file).await {
                    Ok((place, matched)) => {
                        if let Some(earlier) = found.insert(place, matched) {
                            let unused = Flaw::OtherFileTaken.into();
                            problems.push(problem(&earlier.file.name, &unused));
                        }
                    }
                    Err((name, Trouble::Refused(refusal))) => problems.push(problem(&name, &refusal)),
                    Err((_, broken)) => return Err(broken),
                }
            }
        }
        Ok(Sorted { forms: found.into_values().collect(), problems })
    }

    async fn matched(
        &self,
        who: &Account,
        round: &RoundId,
        units: &[UnitId],
        file: Given,
    ) -> Result<(usize, Matched), (String, Trouble)> {
        let name = file.name;
        let done = async {
            let (workbook, bytes) = opened(file.bytes).await?;
            let book = self.book().await;
            let stamp = exchange::stamp(&workbook).ok_or(RefusalCode::NothingInFile)?;
            let place = units.iter().position(|unit| *unit == stamp.unit);
            let place =
                place.ok_or_else(|| not_found(&format!("biểu của {}", book.unit_name(&stamp.unit))))?;
            let form = form::of(&book, who, round, &stamp.unit)?;
            let returned = exchange::returned(&workbook, &form).map_err(|other| refusal(&book, &other))?;
            Ok((place, form, returned, bytes))
        };
        match done.await {
            Ok((place, form, returned, bytes)) => {
                Ok((place, Matched { form, returned, file: Given { name, bytes } }))
            }
            Err(trouble) => Err((name, trouble)),
        }
    }
}

/// Files of a round, each with the form that it is.
struct Sorted {
    forms: Vec<Matched>,
    problems: Vec<FileProblem>,
}

struct Matched {
    form: Form,
    returned: Returned,
    file: Given,
}

/// What a workbook says, and through which mapping.
struct Read {
    returned: Returned,
    mapping: Option<SheetMapping>,
}

/// Reads a form of ours, or any sheet through a mapping: the one given, a remembered one, or a proposal.
fn read(
    book: &Book,
    workbook: &Workbook,
    form: &Form,
    known: &[SheetMapping],
    mapping: Option<SheetMapping>,
) -> Result<Read, Refusal> {
    match exchange::returned(workbook, form) {
        Ok(returned) => Ok(Read { returned, mapping: None }),
        Err(Other::NoForm) => {
            let given = mapping.and_then(|mapping| {
                let sheet = workbook.sheet(&mapping.sheet)?;
                Some(own::completed(sheet, form, &mapping))
            });
            let mapping =
                given.or_else(|| own::propose(workbook, form, known)).ok_or(RefusalCode::NothingInFile)?;
            Ok(Read { returned: own::taken(workbook, form, &mapping), mapping: Some(mapping) })
        }
        Err(other) => Err(refusal(book, &other)),
    }
}

fn refusal(book: &Book, other: &Other) -> Refusal {
    match other {
        Other::NoForm => RefusalCode::NothingInFile.into(),
        Other::Place => RefusalCode::OtherPlaceFile.into(),
        Other::Round(round) => {
            let words = round.parse::<RoundId>().map(|round| in_words(round.period));
            Refusal::of(RefusalCode::OtherRoundFile, words.unwrap_or_else(|_| round.clone()))
        }
        Other::Unit(unit) => Refusal::of(RefusalCode::OtherUnitFile, book.unit_name(unit)),
    }
}

/// The units of a round whose forms the person may see, in the order of the round.
fn units(book: &Book, who: &Account, round: &RoundId) -> Result<Vec<UnitId>, Refusal> {
    let round = book.rounds.get(round).ok_or_else(|| not_found(&format!("kỳ {round}")))?;
    let sheets = round.sheets().map(|sheet| sheet.unit.clone());
    let units: Vec<UnitId> = sheets.filter(|unit| sees_form(book, who, unit)).collect();
    if units.is_empty() { Err(not_found(&format!("kỳ {}", round.round.id()))) } else { Ok(units) }
}

/// Opens a workbook, few at a time; hands its bytes back.
async fn opened(bytes: Vec<u8>) -> Result<(Workbook, Vec<u8>), Trouble> {
    let _permit = READERS.acquire().await.map_err(|e| Trouble::Defect(e.to_string()))?;
    let opened = apart(move || exchange::open(&bytes).map(|workbook| (workbook, bytes))).await?;
    Ok(opened.map_err(unreadable)?)
}

/// Opens a workbook or a table of text, few at a time; hands its bytes back.
pub(crate) async fn opened_table(bytes: Vec<u8>) -> Result<(Workbook, Vec<u8>), Trouble> {
    let _permit = READERS.acquire().await.map_err(|e| Trouble::Defect(e.to_string()))?;
    let opened = apart(move || exchange::history::open(&bytes).map(|workbook| (workbook, bytes))).await?;
    Ok(opened.map_err(unreadable)?)
}

/// The files in a zip, or the file itself.
async fn unpacked(given: Given, problems: &mut Vec<FileProblem>) -> Result<Vec<Given>, Trouble> {
    let Given { name, bytes } = given;
    let bytes = Arc::new(bytes);
    let held = Arc::clone(&bytes);
    let files = apart(move || archive::is_archive(&held).then(|| archive::unpack(&held))).await?;
    match files {
        None => {
            let bytes = Arc::try_unwrap(bytes).unwrap_or_else(|shared| shared.to_vec());
            Ok(vec![Given { name, bytes }])
        }
        Some(Ok(files)) => Ok(files.into_iter().map(|(name, bytes)| Given { name, bytes }).collect()),
        Some(Err(why)) => {
            problems.push(problem(&name, &unreadable(why)));
            Ok(Vec::new())
        }
    }
}

fn unreadable(why: Unreadable) -> Refusal {
    Refusal::of(RefusalCode::Unreadable, why)
}

fn problem(file_name: &str, refusal: &Refusal) -> FileProblem {
    FileProblem { file_name: file_name.to_owned(), vi: refusal.vi(), en: refusal.en() }
}

/// Work of the processor, away from the threads that answer.
pub(crate) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Trouble> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Trouble::Defect(error.to_string()))
}
