//! A unit's form: see, type, send, return, approve, correct.

use crate::findings::finding_view;
use crate::view::{
    AttachmentView, CellInput, ConflictView, CorrectCell, FormChanges, FormEvent, FormRow, FormView,
    RefusedCell, SaveCells, SendForm, TypedCell,
};
use crate::{App, Trouble, eyes, passages, unit_ref};
use engine::collect::transitions::{Move, allow, standing};
use engine::collect::{Conflict, Pressed, Saving, Typing};
use engine::{Attached, Book, Status, collect, findings, resolve};
use model::{
    Account, Act, CellKey, CellSpec, Code, Cut, Date, FromFile, Indicator, Measure, Number, Observation,
    Period, Provenance, Refusal, RefusalCode, ReturnedPart, RoundId, Stated, UnitId,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

impl App {
    /// A unit's form.
    ///
    /// # Errors
    /// `not-found`, also when the account may not see it.
    pub async fn form(&self, who: &Account, round: &RoundId, unit: &UnitId) -> Result<FormView, Trouble> {
        let book = self.book().await;
        let form = collect::form(&book, who, round, unit)?;
        let view = view(&book, who, self.0.clock.today(), form);
        Ok(FormView { passages: self.passages_of(&book, who, form, view.reviewable), ..view })
    }

    /// Keeps typed cells; answers with what changed, which is little: the line may be slow.
    ///
    /// # Errors
    /// As [`collect::save`].
    pub async fn save_cells(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
        input: SaveCells,
    ) -> Result<FormChanges, Trouble> {
        let typings: Vec<_> = input.cells.into_iter().map(typing).collect();
        let saving = self.saving(who, round, unit, &typings, None).await?;
        let typed = typings.iter().map(|t| &t.cell.indicator).collect();
        let since = Since { seen: input.seen, typed, saving };
        let book = self.book().await;
        Ok(changes(&book, who, self.0.clock.today(), collect::form(&book, who, round, unit)?, since))
    }

    /// Decides about typed cells and appends what is new, with the file that brought it and the row of each cell there.
    pub(crate) async fn saving(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
        typings: &[Typing],
        from: Option<(&FromFile, &BTreeMap<CellSpec, u32>)>,
    ) -> Result<Saving, Trouble> {
        let (now, saving) = (self.0.clock.now(), Mutex::new(Saving::default()));
        let decide = |book: &Book| {
            let mut decided = collect::save(book, who, round, unit, typings, now)?;
            if let (Some((from, rows)), Some(Act::CellsSaved { values, file, .. })) = (from, &mut decided.act)
            {
                let spec =
                    |key: &CellKey| CellSpec { indicator: key.indicator.clone(), measure: key.measure };
                let row = |value: &Observation| rows.get(&spec(&value.key)).copied().unwrap_or_default();
                *file = Some(FromFile { rows: values.iter().map(row).collect(), ..from.clone() });
            }
            let act = decided.act.clone();
            *saving.lock().unwrap_or_else(PoisonError::into_inner) = decided;
            Ok(act)
        };
        self.act(&who.name, decide).await?;
        Ok(saving.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// What changed on a form since a position: rows, findings, its state.
    ///
    /// # Errors
    /// `not-found`, also when the account may not see it.
    pub async fn form_changes(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
        seen: Cut,
    ) -> Result<FormChanges, Trouble> {
        let since = Since { seen: Some(seen), typed: BTreeSet::new(), saving: Saving::default() };
        let book = self.book().await;
        Ok(changes(&book, who, self.0.clock.today(), collect::form(&book, who, round, unit)?, since))
    }

    /// Sends a form.
    ///
    /// # Errors
    /// As [`collect::send`].
    pub async fn send_form(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
        input: SendForm,
    ) -> Result<FormView, Trouble> {
        let (now, pressed) = (self.0.clock.now(), Pressed { at: input.entered_at, times: input.times });
        self.act(&who.name, |book| collect::send(book, who, round, unit, pressed, now)).await?;
        self.form(who, round, unit).await
    }

    /// Returns a form with a reason.
    ///
    /// # Errors
    /// As [`collect::return_form`]; `not-on-form` for a sentence that does not read so.
    pub async fn return_form(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
        reason: &str,
        parts: Vec<ReturnedPart>,
    ) -> Result<FormView, Trouble> {
        let decide = |book: &Book| {
            let act = collect::return_form(book, who, round, unit, reason, parts.clone())?;
            let passages = self.passages_of(book, who, collect::form(book, who, round, unit)?, true);
            match passages::misread(&passages, &parts) {
                Some(sentence) => Err(Refusal::of(RefusalCode::NotOnForm, sentence)),
                None => Ok(Some(act)),
            }
        };
        self.act(&who.name, decide).await?;
        self.form(who, round, unit).await
    }

    /// Approves a form within its unit.
    ///
    /// # Errors
    /// As [`collect::approve_within`].
    pub async fn approve_within(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
    ) -> Result<FormView, Trouble> {
        self.act(&who.name, |book| collect::approve_within(book, who, round, unit).map(Some)).await?;
        self.form(who, round, unit).await
    }

    /// Approves a form.
    ///
    /// # Errors
    /// As [`collect::approve_form`].
    pub async fn approve_form(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
    ) -> Result<FormView, Trouble> {
        self.act(&who.name, |book| collect::approve_form(book, who, round, unit).map(Some)).await?;
        self.form(who, round, unit).await
    }

    /// Corrects a figure of an approved form.
    ///
    /// # Errors
    /// As [`collect::correct`].
    pub async fn correct_cell(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
        input: CorrectCell,
    ) -> Result<FormView, Trouble> {
        let (cell, reason) = (typed(input.cell), input.reason);
        self.act(&who.name, |book| collect::correct(book, who, round, unit, &cell, &reason).map(Some))
            .await?;
        self.form(who, round, unit).await
    }
}

fn typed(cell: CellInput) -> collect::Typed {
    collect::Typed { indicator: cell.indicator, measure: cell.measure, text: cell.text, note: cell.note }
}

fn typing(TypedCell { cell, base, entered_at }: TypedCell) -> Typing {
    Typing { cell: typed(cell), base, entered_at }
}

/// What the page must know after a save, or after someone else's.
pub(crate) struct Since<'a> {
    /// The position that the page shows.
    pub seen: Option<Cut>,
    /// Indicators whose rows are wanted in any case.
    pub typed: BTreeSet<&'a Code>,
    /// What came of saving.
    pub saving: Saving,
}

fn view(book: &Book, who: &Account, today: Date, form: collect::Form<'_>) -> FormView {
    let (period, collect::Form { round, sheet, submission }) = (form.period(), form);
    let id = round.round.id();
    let findings = findings::of_form(book, &id, &sheet.unit);
    let may = |wanted| allow(book, who, &id, &sheet.unit, wanted).ok();
    let shown: Vec<_> = sheet.cells.iter().filter(|c| eyes::cell(book, who, &sheet.unit, c)).collect();
    FormView {
        round: id.clone(),
        period,
        unit: unit_ref(book, &sheet.unit),
        window: round.round.window,
        due: round.due(&sheet.unit).to_string(),
        submission: submission.clone(),
        editable: may(Move::Save).is_some(),
        on_behalf: may(Move::Save).is_some_and(|allowed| allowed.on_behalf),
        reviewable: may(Move::Return).is_some(),
        approvable: may(Move::Approve).is_some(),
        unit_approvable: may(Move::ApproveWithin).is_some(),
        correctable: may(Move::Correct).is_some(),
        standing: standing(book, round, submission).name().to_owned(),
        last_period: period.shift(-1),
        hidden: sheet.cells.len() - shown.len(),
        rows: shown.into_iter().filter_map(|cell| row(book, period, &sheet.unit, cell)).collect(),
        passages: Vec::new(),
        findings: findings
            .iter()
            .filter(|f| eyes::finding(book, who, f))
            .map(|f| finding_view(book, today, f.clone()))
            .collect(),
        history: round
            .events(&sheet.unit)
            .iter()
            .map(|e| FormEvent {
                what: e.what.to_owned(),
                by: book.person(&e.by),
                at: e.at.clone(),
                entered_at: e.entered_at.clone(),
                reason: e.reason.clone(),
            })
            .collect(),
        cut: book.cut,
    }
}

pub(crate) fn changes(
    book: &Book,
    who: &Account,
    today: Date,
    form: collect::Form<'_>,
    Since { seen, typed, saving }: Since<'_>,
) -> FormChanges {
    let collect::Form { round, sheet, submission } = form;
    let period = round.round.period;
    let cut = |cell: &CellSpec| {
        let indicator = book.indicator(&cell.indicator)?;
        let key = book.form_key(&sheet.unit, indicator, cell.measure, period);
        let said = book.last_said(&key).map(|said| said.provenance.cut);
        let filed = book.attachments.get(&key).into_iter().flatten().map(|a| a.cut).max();
        said.max(filed)
    };
    let is_new = |cell: &CellSpec| seen.zip(cut(cell)).is_some_and(|(seen, cut)| cut > seen);
    let wanted = sheet.cells.iter().filter(|cell| typed.contains(&cell.indicator) || is_new(cell));
    let wanted = wanted.filter(|cell| eyes::cell(book, who, &sheet.unit, cell));
    let findings = findings::of_form(book, &round.round.id(), &sheet.unit);
    let findings = findings.into_iter().filter(|f| eyes::finding(book, who, f));
    FormChanges {
        rows: wanted.filter_map(|cell| row(book, period, &sheet.unit, cell)).collect(),
        findings: findings.map(|f| finding_view(book, today, f)).collect(),
        conflicts: saving.conflicts.into_iter().map(|c| conflict(book, who, c)).collect(),
        refused: saving.refused.into_iter().map(refused).collect(),
        submission: submission.clone(),
        cut: book.cut,
    }
}

pub(crate) fn conflict(
    book: &Book,
    who: &Account,
    Conflict { cell, mine, theirs }: Conflict,
) -> ConflictView {
    let text = |stated: Option<Stated>| stated.map(printed).unwrap_or_default();
    let Provenance { by, at, entered_at, .. } = Arc::unwrap_or_clone(theirs.provenance);
    ConflictView {
        indicator: cell.indicator,
        measure: cell.measure,
        mine: text(mine.stated),
        theirs: text(theirs.observation.stated),
        note: theirs.observation.note,
        own: by == who.name,
        by: book.person(&by),
        at,
        entered_at,
    }
}

pub(crate) fn refused((cell, refusal): (CellSpec, Refusal)) -> RefusedCell {
    RefusedCell { vi: refusal.vi(), en: refusal.en(), indicator: cell.indicator, measure: cell.measure }
}

pub(crate) fn row(book: &Book, period: Period, unit: &UnitId, cell: &CellSpec) -> Option<FormRow> {
    let indicator = book.indicator(&cell.indicator)?;
    let key = book.form_key(unit, indicator, cell.measure, period);
    let kept = book.cell(&key);
    let kept = kept.as_ref().map(|cell| &cell.observation);
    let whose = (key.unit != book.place_unit()).then_some(&key.unit);
    let at = |measure, period| {
        let found = resolve(book, &indicator.code, measure, whose, period);
        found.stated.filter(|_| found.status < Status::Stale)
    };
    let plan = at(Measure::Plan, period);
    let stated = kept.and_then(|o| o.stated);
    let actual = (cell.measure == Measure::Actual).then_some(stated).flatten();
    Some(FormRow {
        indicator: indicator.code.clone(),
        measure: cell.measure,
        name: indicator.name.clone(),
        measure_unit: if cell.measure == Measure::GrowthPct {
            "%".to_owned()
        } else {
            indicator.measure_unit.clone()
        },
        group: indicator.group.clone(),
        depth: depth(book, indicator),
        stated,
        printed: stated.map(printed).unwrap_or_default(),
        note: kept.and_then(|o| o.note.clone()),
        last: at(cell.measure, period.shift(-1)).map(printed),
        last_year: at(cell.measure, period.year_before()).map(printed),
        plan: plan.map(printed),
        pct_of_plan: share(actual, plan),
        cut: book.last_said(&key).map(|c| c.provenance.cut),
        period: key.period,
        part_of: indicator.part_of.clone(),
        files: beside(book, &key),
        second: crate::sources::second_source(book, indicator, unit),
    })
}

/// A statement in words, Vietnamese.
pub(crate) fn printed(stated: Stated) -> String {
    viet::stated::format(stated)
}

/// The files that stand beside a figure.
fn beside(book: &Book, key: &CellKey) -> Vec<AttachmentView> {
    let standing = book.attachments.get(key).into_iter().flatten().filter(|a| !a.removed);
    let view = |attached: &Attached| AttachmentView {
        file: attached.file.file.clone(),
        name: attached.file.name.clone(),
        size: attached.file.size,
        by: book.person(&attached.by),
        at: attached.at.clone(),
    };
    standing.map(view).collect()
}

fn share(actual: Option<Stated>, plan: Option<Stated>) -> Option<String> {
    let (actual, plan) = (actual?.number()?.value(), plan?.number()?.value());
    let share = actual.checked_mul(model::Decimal::ONE_HUNDRED)?.checked_div(plan)?;
    Some(viet::number::format(Number::new(engine::round(share, 1))))
}

/// How many wholes stand above an indicator.
fn depth(book: &Book, indicator: &Indicator) -> usize {
    let up = |code: &Code| book.indicator(code).and_then(|i| i.part_of.clone());
    std::iter::successors(indicator.part_of.clone(), up).take(4).count()
}
