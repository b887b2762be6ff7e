//! Rounds and the board.

use crate::sheets::opening;
use crate::view::{BoardAsk, BoardView, NextRound, OpenRound, RegimeRef, RoundRow, RoundsView};
use crate::{App, Trouble};
use engine::access::{Right, may, sees_form};
use engine::collect::Opening;
use engine::{Book, RoundState, collect};
use model::{Account, Date, Period, RoundId, Submission};

impl App {
    /// All rounds, and the one that could be opened next.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn rounds(&self, who: &Account) -> Result<RoundsView, Trouble> {
        let book = self.book().await;
        let today = self.0.clock.today();
        let mine = |r: &&RoundState| {
            may(who, Right::SeeAll) || r.submissions.keys().any(|u| sees_form(&book, who, u))
        };
        let rounds = book.rounds.values().rev().filter(mine).map(|r| row(&book, r, today)).collect();
        let next = collect::next_period(&book).filter(|_| may(who, Right::RunRound)).map(|p| next(&book, p));
        let mut regimes: Vec<_> =
            book.regimes.values().filter(|_| may(who, Right::RunRound)).map(regime_ref).collect();
        regimes.sort_by_key(|r| !r.id.is_main());
        Ok(RoundsView { rounds, next, regimes })
    }

    /// Opens a round.
    ///
    /// # Errors
    /// As [`collect::open_round`].
    pub async fn open_round(&self, who: &Account, input: OpenRound) -> Result<BoardView, Trouble> {
        let opening = match &input.request {
            Some(_) => self.write_request(who, &input).await?,
            None => opening(&input)?,
        };
        self.act(&who.name, |book| collect::open_round(book, who, &opening).map(Some)).await?;
        let id = RoundId { period: opening.period, regime: opening.regime };
        self.board(who, &id, &BoardAsk::default()).await
    }
}

fn days_late(submission: &Submission, due: Date, today: Date) -> i64 {
    match submission.is_open() && today > due {
        true => i64::from((today - due).get_days()),
        false => 0,
    }
}

/// A round as lists show it.
pub(crate) fn row(book: &Book, state: &RoundState, today: Date) -> RoundRow {
    let count = |is: fn(&Submission) -> bool| state.submissions.values().filter(|s| is(s)).count();
    let late = state.submissions.iter().filter(|(unit, s)| days_late(s, state.due(unit), today) > 0).count();
    RoundRow {
        round: state.round.id(),
        period: state.round.period,
        due: state.round.due.to_string(),
        units: state.submissions.len(),
        sent: count(|s| matches!(s, Submission::Sent { .. } | Submission::UnitApproved { .. })),
        approved: count(|s| matches!(s, Submission::Approved { .. })),
        returned: count(|s| matches!(s, Submission::Returned { .. })),
        late,
        issued: book
            .report(state.round.period)
            .filter(|_| state.round.regime.is_main())
            .is_some_and(|r| r.issued().is_some()),
    }
}

fn next(book: &Book, period: Period) -> NextRound {
    let planned = collect::plan(book, &Opening::main(period, None));
    let refused = planned.as_ref().err().map(model::Refusal::vi);
    let round = planned.map(|plan| plan.round).ok();
    let window = round.as_ref().map_or_else(|| period.legal_window(), |r| r.window);
    NextRound {
        period,
        window,
        due: round.as_ref().map_or(window.to, |r| r.due).to_string(),
        units: round.as_ref().map_or(0, |r| r.sheets.len()),
        cells: round.iter().flat_map(|r| &r.sheets).map(|s| s.cells.len()).sum(),
        refused,
    }
}

fn regime_ref(regime: &model::Regime) -> RegimeRef {
    RegimeRef { id: regime.id.clone(), name: regime.name.clone(), kind: regime.kind, every: regime.every }
}
