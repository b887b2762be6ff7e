//! Planning a round, its units while it runs, and forms as they were sent.

use crate::forms::printed;
use crate::view::{
    BoardAsk, BoardView, ExtendDeadline, HeldView, OpenRound, PlanView, PlannedUnit, RefusedPlan, Version,
    VersionChange, VersionRow, VersionsView,
};
use crate::{App, Trouble, day, period, unit_ref};
use engine::access::{Right, need};
use engine::collect::{self, Held, Opening, Request};
use engine::{Book, FormEvent, calendar, regimes};
use model::{
    Account, CellKey, CellSpec, Code, Measure, Provenance, Refusal, RefusalCode, Regime, RegimeCells,
    RegimeId, RoundId, UnitId,
};
use std::sync::{Mutex, PoisonError};

/// What opening a round was asked with.
pub(crate) fn opening(input: &OpenRound) -> Result<Opening, Refusal> {
    Ok(Opening {
        regime: input.regime.clone().unwrap_or_else(RegimeId::main),
        period: period(&input.period)?,
        window: input.window,
        due: input.due.as_deref().map(day).transpose()?,
        excluded: input.excluded.clone(),
    })
}

impl App {
    /// A round as it would be opened: who is asked how much by when, and what is held already.
    ///
    /// # Errors
    /// As [`collect::plan`].
    pub async fn plan_round(&self, who: &Account, input: OpenRound) -> Result<PlanView, Trouble> {
        need(who, Right::RunRound)?;
        let book = self.book().await;
        let (regime, opening) = self.asked_with(&book, &input)?;
        let plan = collect::draft(&book, &regime, &opening)?;
        let refused = collect::complete(&regime)
            .and_then(|()| plan.askable(&book))
            .err()
            .map(|no| RefusedPlan { vi: no.vi(), en: no.en() });
        let collect::Plan { round, held } = &plan;
        let listed = matches!(regime.cells, RegimeCells::Listed { .. });
        let name = |cell: &CellSpec| book.indicator(&cell.indicator).map(|i| i.name.clone());
        let units = round.sheets.iter().map(|sheet| PlannedUnit {
            unit: unit_ref(&book, &sheet.unit),
            due: sheet.due.unwrap_or(round.due).to_string(),
            cells: sheet.cells.len(),
            asked: sheet.cells.iter().filter(|_| listed).filter_map(name).collect(),
        });
        Ok(PlanView {
            units: units.collect(),
            held: held
                .iter()
                .filter(|h| engine::access::sees_all_of(&book, who, [&h.key.indicator]))
                .map(|h| held_view(&book, h))
                .collect(),
            nobody: nobody(&book, &regime, &plan),
            earliest: calendar::earliest(&book, round.window).to_string(),
            window: round.window,
            due: round.due.to_string(),
            round: round.id(),
            refused,
        })
    }

    /// The regime and the opening that a page asks with. A request without a last day gets the proposed one.
    fn asked_with(&self, book: &Book, input: &OpenRound) -> Result<(Regime, Opening), Refusal> {
        let mut opening = opening(input)?;
        let Some(asked) = &input.request else {
            let regime = book.regimes.get(&opening.regime);
            let missing = || match opening.regime.is_main() {
                true => RefusalCode::NothingAdopted.into(),
                false => Refusal::of(RefusalCode::NotFound, format!("chế độ {}", opening.regime)),
            };
            return Ok((regime.ok_or_else(missing)?.clone(), opening));
        };
        let cell = |code: &Code| CellSpec { indicator: code.clone(), measure: Measure::Actual };
        let request = Request {
            name: asked.name.clone(),
            legal_basis: asked.legal_basis.clone(),
            cells: asked.indicators.iter().map(cell).collect(),
            units: asked.units.clone(),
            statistical: asked.statistical,
        };
        let regime = collect::regime_of(book, &request, opening.period.kind());
        opening.regime = regime.id.clone();
        let window = opening.window.unwrap_or_else(|| regime.window.window(opening.period));
        opening.due = opening.due.or(Some(collect::proposed_due(book, window, self.0.clock.today())));
        Ok((regime, opening))
    }

    /// Writes the regime of a request that can be opened, and answers with what opens its round.
    pub(crate) async fn write_request(&self, who: &Account, input: &OpenRound) -> Result<Opening, Trouble> {
        let written = Mutex::new(None);
        let decide = |book: &Book| {
            let (regime, opening) = self.asked_with(book, input)?;
            let act = regimes::set(book, who, regime.clone())?;
            collect::complete(&regime)?;
            collect::draft(book, &regime, &opening)?.askable(book)?;
            *written.lock().unwrap_or_else(PoisonError::into_inner) = Some(opening);
            Ok(Some(act))
        };
        self.act(&who.name, decide).await?;
        let opening = written.into_inner().unwrap_or_else(PoisonError::into_inner);
        opening.ok_or_else(|| Trouble::Defect("a request was written without its opening".to_owned()))
    }

    /// Leaves a unit out of a round.
    ///
    /// # Errors
    /// As [`collect::exclude`].
    pub async fn exclude_unit(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
        reason: &str,
    ) -> Result<BoardView, Trouble> {
        self.act(&who.name, |book| collect::exclude(book, who, round, unit, reason).map(Some)).await?;
        self.board(who, round, &BoardAsk::default()).await
    }

    /// Brings a unit back into a round.
    ///
    /// # Errors
    /// As [`collect::bring_back`].
    pub async fn bring_back_unit(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
    ) -> Result<BoardView, Trouble> {
        self.act(&who.name, |book| collect::bring_back(book, who, round, unit).map(Some)).await?;
        self.board(who, round, &BoardAsk::default()).await
    }

    /// Gives a unit more time.
    ///
    /// # Errors
    /// As [`collect::extend`].
    pub async fn extend_deadline(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
        input: ExtendDeadline,
    ) -> Result<BoardView, Trouble> {
        let due = day(&input.due)?;
        self.act(&who.name, |book| collect::extend(book, who, round, unit, due, &input.reason).map(Some))
            .await?;
        self.board(who, round, &BoardAsk::default()).await
    }

    /// Closes a round.
    ///
    /// # Errors
    /// As [`collect::close`].
    pub async fn close_round(&self, who: &Account, round: &RoundId) -> Result<BoardView, Trouble> {
        self.act(&who.name, |book| collect::close(book, who, round).map(Some)).await?;
        self.board(who, round, &BoardAsk::default()).await
    }

    /// What a unit sent each time, what is kept now, and what was printed.
    ///
    /// # Errors
    /// `not-found`, also when the account may not see it.
    pub async fn form_versions(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
    ) -> Result<VersionsView, Trouble> {
        let book = self.book().await;
        let form = collect::form(&book, who, round, unit)?;
        let is_version = |e: &&FormEvent| matches!(e.what, "sent" | "corrected");
        let events: Vec<_> = form.round.events(unit).iter().filter(is_version).collect();
        let cuts: Vec<_> = events.iter().map(|e| e.cut).collect();
        let seen = |cell: &&CellSpec| engine::access::sees_all_of(&book, who, [&cell.indicator]);
        let rows = form.sheet.cells.iter().filter(seen).filter_map(|cell| {
            let indicator = book.indicator(&cell.indicator)?;
            let key = book.form_key(unit, indicator, cell.measure, round.period);
            let at = |cut| book.cell_at(&key, cut)?.observation.stated.map(printed);
            Some(VersionRow {
                indicator: cell.indicator.clone(),
                name: indicator.name.clone(),
                measure: cell.measure,
                said: cuts.iter().map(|cut| at(*cut)).collect(),
                now: book.stated(&key).map(printed),
                printed: in_print(&book, round, &key),
                reason: book.corrections.iter().rev().find(|c| c.key == key).map(|c| c.reason.clone()),
            })
        });
        let rows: Vec<VersionRow> = rows.collect();
        let versions = events.iter().enumerate().map(|(at, event)| Version {
            what: event.what.to_owned(),
            by: book.person(&event.by),
            at: event.at.clone(),
            reason: event.reason.clone(),
            changes: changes(&rows, at),
        });
        Ok(VersionsView { versions: versions.collect(), rows })
    }
}

/// What a version says otherwise than the one before; the first one has none before it.
fn changes(rows: &[VersionRow], version: usize) -> Vec<VersionChange> {
    let Some(before) = version.checked_sub(1) else { return Vec::new() };
    let change = |row: &VersionRow| {
        let (from, to) = (row.said.get(before)?, row.said.get(version)?);
        (from != to).then(|| VersionChange {
            name: row.name.clone(),
            measure: row.measure,
            from: from.clone(),
            to: to.clone(),
        })
    };
    rows.iter().filter_map(change).collect()
}

/// Figures of a regime that none of its units states.
fn nobody(book: &Book, regime: &Regime, plan: &collect::Plan) -> Vec<String> {
    let RegimeCells::Listed { cells } = &regime.cells else { return Vec::new() };
    let asked = |cell: &CellSpec| plan.round.sheets.iter().any(|sheet| sheet.cells.contains(cell));
    let held = |cell: &CellSpec| {
        plan.held.iter().any(|h| h.key.indicator == cell.indicator && h.key.measure == cell.measure)
    };
    let left = cells.iter().filter(|cell| !asked(cell) && !held(cell));
    left.filter_map(|cell| book.indicator(&cell.indicator).map(|i| i.name.clone())).collect()
}

/// The file that a value came in.
fn read_in(book: &Book, provenance: &Provenance) -> Option<String> {
    let report = provenance.report.as_ref().and_then(|(id, ..)| book.readings.get(id));
    let workbook = || provenance.file.as_ref().map(|(name, _)| name.clone());
    report.map(|r| r.file_name.clone()).or_else(workbook)
}

fn held_view(book: &Book, held: &Held) -> HeldView {
    let cell = book.cell(&held.key);
    let cell = cell.as_deref();
    HeldView {
        unit: unit_ref(book, &held.unit),
        name: book.indicator(&held.key.indicator).map(|i| i.name.clone()).unwrap_or_default(),
        measure: held.key.measure,
        printed: cell.and_then(|c| c.observation.stated).map(printed),
        at: cell.map(|c| c.provenance.at.clone()),
        by: cell.map(|c| book.person(&c.provenance.by)),
        read_in: cell.and_then(|c| read_in(book, &c.provenance)),
        round: held.round.clone(),
    }
}

/// What the issued report prints for a cell.
fn in_print(book: &Book, round: &RoundId, key: &CellKey) -> Option<String> {
    let issued = book.report(round.period).filter(|_| round.regime.is_main())?.issued()?;
    let place = book.place_unit();
    let is = |p: &&model::PrintedFigure| {
        let figure = &p.figure;
        let whose = figure.unit.as_ref().unwrap_or(&place);
        figure.formula.is_none()
            && figure.shift == 0
            && (&figure.indicator, figure.measure, whose) == (&key.indicator, key.measure, &key.unit)
    };
    issued.printed.iter().find(is).map(|p| p.printed.clone())
}
