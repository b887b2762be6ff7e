//! The league table over periods.

use super::export::{self, Sheet};
use crate::view::{FieldView, LeagueAsk, LeagueMark, LeagueRow, LeagueView, Punctual, ScoringInput};
use crate::{App, Trouble, matches, page, unit_ref};
use engine::Book;
use engine::access::{Right, may, may_for, need};
use engine::board::league::{self, Line, Mark};
use engine::board::outage::Punctuality;
use model::{Account, Decimal, Number, RoundId, UnitId};
use std::collections::BTreeSet;

/// Rounds that the table covers unless it is asked otherwise.
const ROUNDS: usize = 6;

impl App {
    /// A page of the league table.
    ///
    /// # Errors
    /// `not-allowed`, `bad-input` for a formula that cannot be read.
    pub async fn league(&self, who: &Account, ask: &LeagueAsk) -> Result<LeagueView, Trouble> {
        need(who, Right::SeeAll)?;
        let book = self.book().await;
        let (rounds, lines) = self.lines(&book, who, ask)?;
        let rows = page(lines, ask.page);
        let rows = crate::view::Page {
            rows: rows.rows.iter().map(|line| row(&book, line)).collect(),
            total: rows.total,
        };
        let field =
            |(name, means): (&str, &str)| FieldView { name: name.to_owned(), means: means.to_owned() };
        Ok(LeagueView {
            rounds,
            all: book.rounds.keys().cloned().collect(),
            rows,
            formula: book.board.scoring().to_owned(),
            fields: league::FIELDS.map(field).into(),
            editable: may(who, Right::RunRound),
        })
    }

    fn lines(
        &self,
        book: &Book,
        who: &Account,
        ask: &LeagueAsk,
    ) -> Result<(Vec<RoundId>, Vec<Line>), Trouble> {
        let at = |text: &Option<String>| {
            text.as_deref().and_then(|t| t.parse::<RoundId>().ok()).map(|round| round.period)
        };
        let (from, to) = (at(&ask.from), at(&ask.to));
        let kept =
            |id: &&RoundId| from.is_none_or(|from| id.period >= from) && to.is_none_or(|to| id.period <= to);
        let mut rounds: Vec<RoundId> = book.rounds.keys().filter(kept).cloned().collect();
        if from.is_none() {
            rounds = rounds.split_off(rounds.len().saturating_sub(ROUNDS));
        }
        let units: BTreeSet<UnitId> = rounds
            .iter()
            .filter_map(|id| book.rounds.get(id))
            .flat_map(|state| state.submissions.keys())
            .filter(|unit| may_for(book, who, Right::See, unit))
            .cloned()
            .collect();
        let mut lines = league::league(book, &rounds, &units, self.0.clock.today())?;
        lines.retain(|line| matches(&book.unit_name(&line.unit), ask.search.as_deref()));
        Ok((rounds, lines))
    }

    /// Writes the formula of the table.
    ///
    /// # Errors
    /// As [`league::set_scoring`].
    pub async fn set_scoring(&self, who: &Account, input: ScoringInput) -> Result<(), Trouble> {
        self.act(&who.name, |_| league::set_scoring(who, &input.formula).map(Some)).await?;
        Ok(())
    }

    /// The whole table as text that a spreadsheet opens.
    ///
    /// # Errors
    /// As [`App::league`].
    pub async fn league_csv(&self, who: &Account, ask: &LeagueAsk) -> Result<Vec<u8>, Trouble> {
        need(who, Right::SeeAll)?;
        let book = self.book().await;
        let (rounds, lines) = self.lines(&book, who, ask)?;
        let mut head = vec!["Hạng".to_owned(), "Đơn vị".to_owned(), "Điểm".to_owned()];
        head.extend(league::FIELDS.map(|(name, means)| format!("{name}: {means}")));
        head.extend(rounds.iter().map(ToString::to_string));
        let line = |line: &Line| {
            let LeagueRow { rank, score, values, marks, .. } = row(&book, line);
            let mut cells = vec![
                rank.map(|r| r.to_string()).unwrap_or_default(),
                book.unit_name(&line.unit),
                score.unwrap_or_default(),
            ];
            cells.extend(values);
            cells.extend(
                marks
                    .iter()
                    .map(|m| m.as_ref().map(|m| in_words(&m.punctual, m.days_late)).unwrap_or_default()),
            );
            cells
        };
        Ok(export::csv(&Sheet { head, rows: lines.iter().map(line).collect() }))
    }
}

/// How a form stands to its last day, in words for a table.
pub(super) fn in_words(punctual: &Punctual, days: i64) -> String {
    match punctual {
        Punctual::Open => "chưa đến hạn".to_owned(),
        Punctual::OnTime => "đúng hạn".to_owned(),
        Punctual::Excused { reason } => format!("đúng hạn, do sự cố: {reason}"),
        Punctual::Late => format!("trễ {days} ngày"),
        Punctual::Overdue => format!("chưa gửi, quá hạn {days} ngày"),
    }
}

fn row(book: &Book, line: &Line) -> LeagueRow {
    let printed = |value: Decimal| viet::number::format(Number::new(value.normalize()));
    let signed = |value: Decimal| match value.is_sign_positive() && !value.is_zero() {
        true => format!("+{}", printed(value)),
        false => printed(value),
    };
    LeagueRow {
        unit: unit_ref(book, &line.unit),
        rank: line.rank,
        score: line.score.map(printed),
        trend: line.trend.map(signed),
        values: line.values.iter().copied().map(printed).collect(),
        marks: line.marks.iter().map(|mark| mark.as_ref().map(mark_view)).collect(),
    }
}

fn mark_view(mark: &Mark) -> LeagueMark {
    let (punctual, days_late) = match &mark.sent {
        Some(Punctuality::OnTime) => (Punctual::OnTime, 0),
        Some(Punctuality::Excused(outage)) => (Punctual::Excused { reason: outage.reason.clone() }, 0),
        Some(Punctuality::Late(days)) => (Punctual::Late, *days),
        None if mark.overdue > 0 => (Punctual::Overdue, mark.overdue),
        None => (Punctual::Open, 0),
    };
    LeagueMark { punctual, days_late, returned: mark.returned, excused: mark.excused }
}
