//! The board: who has sent and who has not, one round in detail or several beside each other.

mod counts;
mod export;
mod league;
mod outages;
mod reminders;

pub(crate) use counts::Counts;
pub(crate) use reminders::{remind_by_rule, unseen};

use crate::view::{
    BoardAsk, BoardRow, BoardView, ExcludedRow, LastReminder, MatrixCell, MatrixRow, MatrixView, Punctual,
    RoundRow,
};
use crate::{App, Trouble, matches, not_found, page, unit_ref};
use engine::access::{self, Right, may, need, sees_form};
use engine::board::days_between;
use engine::board::outage::{self, Punctuality};
use engine::{Book, RoundState};
use model::{Account, Cut, Date, RoundId, Submission, UnitId};

/// Rows of a page of the board.
const ROWS: usize = 50;

/// A unit of the board as it is filtered and sorted, before its page is made.
struct Row<'a> {
    unit: &'a UnitId,
    submission: &'a Submission,
    due: Date,
    punctual: Punctual,
    days_late: i64,
    filled: usize,
    asked: usize,
    errors: usize,
    warnings: usize,
}

impl App {
    /// A page of a round's board.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn board(&self, who: &Account, id: &RoundId, ask: &BoardAsk) -> Result<BoardView, Trouble> {
        let book = self.book().await;
        let today = self.0.clock.today();
        let round = book.rounds.get(id).ok_or_else(|| not_found(&format!("đợt {id}")))?;
        let rows = self.rows(&book, who, round, ask, today)?;
        let total = rows.len();
        let from = ask.page.unwrap_or(1).saturating_sub(1).saturating_mul(ROWS);
        let units: Vec<UnitId> = rows.iter().skip(from).take(ROWS).map(|row| row.unit.clone()).collect();
        let counting = self.count_now(&book, round, &units);
        let shown = rows.into_iter().skip(from).take(ROWS);
        let rows = shown.map(|row| self.row_view(&book, round, row)).collect();
        let out = round.excluded.iter().filter(|(unit, _)| sees_form(&book, who, unit));
        let excluded =
            out.map(|(unit, (why, _))| ExcludedRow { unit: unit_ref(&book, unit), reason: why.clone() });
        let view = BoardView {
            rows,
            total,
            counting,
            round: crate::rounds::row(&book, round, today),
            window: round.round.window,
            excluded: excluded.collect(),
            closed: round.closed.is_some(),
            may_judge: may(who, Right::JudgeForm) && round.closed.is_none(),
            closable: may(who, Right::RunRound) && round.closed.is_none() && !round.round.regime.is_main(),
            may_remind: may(who, Right::Remind) && round.closed.is_none(),
            mail: book.mail.active,
            cut: book.cut,
        };
        drop(book);
        self.count_later(id);
        Ok(view)
    }

    /// All rows that a filter lets through, in its order.
    fn rows<'a>(
        &self,
        book: &'a Book,
        who: &Account,
        round: &'a RoundState,
        ask: &BoardAsk,
        today: Date,
    ) -> Result<Vec<Row<'a>>, Trouble> {
        let theirs = round.sheets().filter(|sheet| sees_form(book, who, &sheet.unit));
        let mut rows: Vec<Row<'a>> =
            theirs.map(|sheet| self.row(book, round, &sheet.unit, sheet.cells.len(), today)).collect();
        if rows.is_empty() {
            need(who, Right::SeeAll)?;
        }
        rows.retain(|row| is_in(row, ask.state.as_deref()));
        rows.retain(|row| matches(&book.unit_name(row.unit), ask.search.as_deref()));
        let id = round.round.id();
        let touched = |row: &Row<'_>| {
            let trace = book.board.trace_of(&id, row.unit).and_then(|t| t.touched.as_ref());
            trace.map_or(Cut::default(), |t| t.0)
        };
        let reminded = |row: &Row<'_>| {
            book.board.trace_of(&id, row.unit).and_then(|t| t.reminded.last().copied()).unwrap_or_default()
        };
        match ask.sort.as_deref().unwrap_or_default() {
            "unit" => rows.sort_by_cached_key(|row| viet::collate::key(&book.unit_name(row.unit))),
            "state" => rows.sort_by_key(|row| state_rank(row.submission)),
            "filled" => rows.sort_by_key(|row| (row.filled * 1000).checked_div(row.asked)),
            "errors" => rows.sort_by_key(|row| (row.errors, row.warnings)),
            "late" => rows.sort_by_key(|row| row.days_late),
            "touched" => rows.sort_by_key(touched),
            "reminded" => rows.sort_by_key(reminded),
            _ => {}
        }
        if ask.down {
            rows.reverse();
        }
        Ok(rows)
    }

    fn row<'a>(
        &self,
        book: &'a Book,
        round: &'a RoundState,
        unit: &'a UnitId,
        asked: usize,
        today: Date,
    ) -> Row<'a> {
        let submission = round.submissions.get(unit).unwrap_or(&Submission::Draft);
        let due = round.due(unit);
        let (punctual, days_late) = stands(book, round, unit, today);
        let count = self.0.counts.known(&round.round.id(), unit);
        let (errors, warnings) = count.open(book);
        Row { unit, submission, due, punctual, days_late, filled: count.filled, asked, errors, warnings }
    }

    fn row_view(&self, book: &Book, round: &RoundState, row: Row<'_>) -> BoardRow {
        let id = round.round.id();
        let count = self.0.counts.known(&id, row.unit);
        let (errors, warnings) = count.open(book);
        let trace = book.board.trace_of(&id, row.unit);
        let touched = trace.and_then(|t| t.touched.clone());
        let last = trace.and_then(|t| t.reminded.last().copied());
        let reminded =
            last.zip(book.board.last_reminder(&id, row.unit)).map(|(cut, reminder)| LastReminder {
                at: reminder.at.clone(),
                how: reminder.how,
                by_rule: reminder.rule.is_some(),
                seen: book.board.was_seen(cut, &id, row.unit),
            });
        BoardRow {
            unit: unit_ref(book, row.unit),
            submission: row.submission.clone(),
            due: row.due.to_string(),
            punctual: row.punctual,
            filled: count.filled,
            asked: row.asked,
            errors,
            warnings,
            days_late: row.days_late,
            returned: trace.map_or(0, |t| t.returned.len()),
            contact: book.contact(row.unit),
            touched: touched.as_ref().map(|t| t.0).unwrap_or_default(),
            touched_at: touched.map(|t| t.1),
            reminded,
        }
    }

    /// Several rounds beside each other: those whose report is not issued, or else the newest ones.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn matrix(&self, who: &Account, ask: &BoardAsk) -> Result<MatrixView, Trouble> {
        need(who, Right::SeeAll)?;
        let book = self.book().await;
        let today = self.0.clock.today();
        let states: Vec<&RoundState> = book.rounds.values().rev().take(COLUMNS).collect();
        let mut units: Vec<&UnitId> = states.iter().flat_map(|s| s.submissions.keys()).collect();
        units.sort_unstable();
        units.dedup();
        units.retain(|unit| access::may_for(&book, who, Right::See, unit));
        units.retain(|unit| matches(&book.unit_name(unit), ask.search.as_deref()));
        units.sort_by_cached_key(|unit| viet::collate::key(&book.unit_name(unit)));
        let cell = |state: &&RoundState, unit: &UnitId| {
            let submission = state.submissions.get(unit)?;
            let (punctual, days_late) = stands(&book, state, unit, today);
            Some(MatrixCell { state: state_name(submission).to_owned(), punctual, days_late })
        };
        let paged = page(units, ask.page);
        let rows = paged.rows.into_iter().map(|unit| MatrixRow {
            unit: unit_ref(&book, unit),
            phone: book.contact(unit).phone,
            cells: states.iter().map(|state| cell(state, unit)).collect(),
        });
        let rows = rows.collect();
        let rounds: Vec<RoundRow> = states.iter().map(|s| crate::rounds::row(&book, s, today)).collect();
        Ok(MatrixView { rounds, rows, total: paged.total })
    }
}

/// Rounds that stand beside each other.
const COLUMNS: usize = 8;

/// How a form stands to its last day, and by how many days.
pub(crate) fn stands(book: &Book, round: &RoundState, unit: &UnitId, today: Date) -> (Punctual, i64) {
    let due = round.due(unit);
    let sent = book.board.trace_of(&round.round.id(), unit).and_then(|t| t.sent.first());
    match sent.map(|sent| outage::punctuality(book, due, sent)) {
        Some(Punctuality::OnTime) => (Punctual::OnTime, 0),
        Some(Punctuality::Excused(outage)) => (Punctual::Excused { reason: outage.reason }, 0),
        Some(Punctuality::Late(days)) => (Punctual::Late, days),
        None if today > due && !outage::is_suspended(book, due, today) => {
            (Punctual::Overdue, days_between(due, today))
        }
        None => (Punctual::Open, 0),
    }
}

fn is_in(row: &Row<'_>, state: Option<&str>) -> bool {
    match state.unwrap_or_default() {
        "" => true,
        "late" => row.days_late > 0,
        "unsent" => row.submission.is_open(),
        "errors" => row.errors > 0,
        state => state_name(row.submission) == state,
    }
}

/// A state by its stored name.
pub(crate) fn state_name(submission: &Submission) -> &'static str {
    match submission {
        Submission::Draft => "draft",
        Submission::Sent { .. } => "sent",
        Submission::Returned { .. } => "returned",
        Submission::UnitApproved { .. } => "unit_approved",
        Submission::Approved { .. } => "approved",
    }
}

fn state_rank(submission: &Submission) -> usize {
    ["draft", "returned", "sent", "unit_approved", "approved"]
        .iter()
        .position(|s| *s == state_name(submission))
        .unwrap_or_default()
}
