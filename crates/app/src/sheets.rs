//! Planning a round, its units while it runs, and forms as they were sent.

use crate::forms::printed;
use crate::view::{
    BoardAsk, BoardView, ExtendDeadline, HeldView, OpenRound, PlanView, PlannedUnit, Sending, VersionRow,
    VersionsView,
};
use crate::{App, Trouble, day, period, unit_ref};
use engine::access::{Right, need};
use engine::collect::{self, Held, Opening};
use engine::{Book, calendar};
use model::{Account, CellKey, CellSpec, Refusal, RegimeId, RoundId, UnitId};

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
        let opening = opening(&input)?;
        let book = self.book().await;
        let collect::Plan { round, held } = collect::plan(&book, &opening)?;
        let units = round.sheets.iter().map(|sheet| PlannedUnit {
            unit: unit_ref(&book, &sheet.unit),
            due: sheet.due.unwrap_or(round.due).to_string(),
            cells: sheet.cells.len(),
        });
        Ok(PlanView {
            units: units.collect(),
            held: held.iter().map(|h| held_view(&book, h)).collect(),
            earliest: calendar::earliest(&book, round.window).to_string(),
            window: round.window,
            due: round.due.to_string(),
            round: round.id(),
        })
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
        let sent: Vec<_> = form.round.events.iter().filter(|e| e.unit == *unit && e.what == "sent").collect();
        let cuts: Vec<_> = sent.iter().map(|e| e.cut).collect();
        let sendings = sent.iter().map(|e| Sending { by: book.person(&e.by), at: e.at.clone() });
        let seen = |cell: &&CellSpec| engine::access::sees_all_of(&book, who, [&cell.indicator]);
        let rows = form.sheet.cells.iter().filter(seen).filter_map(|cell| {
            let indicator = book.indicator(&cell.indicator)?;
            let key = book.form_key(unit, indicator, cell.measure, round.period);
            let at = |cut| book.cell_at(&key, cut)?.observation.stated.map(printed);
            Some(VersionRow {
                indicator: cell.indicator.clone(),
                name: indicator.name.clone(),
                measure: cell.measure,
                sent: cuts.iter().map(|cut| at(*cut)).collect(),
                now: book.stated(&key).map(printed),
                printed: in_print(&book, round, &key),
                reason: book.corrections.iter().rev().find(|c| c.key == key).map(|c| c.reason.clone()),
            })
        });
        Ok(VersionsView { sendings: sendings.collect(), rows: rows.collect() })
    }
}

fn held_view(book: &Book, held: &Held) -> HeldView {
    let cell = book.cell(&held.key);
    HeldView {
        unit: unit_ref(book, &held.unit),
        name: book.indicator(&held.key.indicator).map(|i| i.name.clone()).unwrap_or_default(),
        measure: held.key.measure,
        printed: cell.and_then(|c| c.observation.stated).map(printed),
        at: cell.map(|c| c.provenance.at.clone()),
        round: held.round.clone(),
    }
}

/// What the issued report prints for a cell.
fn in_print(book: &Book, round: &RoundId, key: &CellKey) -> Option<String> {
    let issued = book.report(round.period).filter(|_| round.regime.is_main())?.issued.as_ref()?;
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
