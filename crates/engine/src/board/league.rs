//! The league table: who sends on time, period after period, by a published formula.

use super::outage::{Punctuality, is_suspended, punctuality};
use super::{BoardState, Trace, days_between};
use crate::access::{self, Right};
use crate::book::Book;
use crate::state::RoundState;
use model::{
    Account, Act, Code, Cut, Date, Decimal, Flaw, Refusal, RefusalCode, RoundId, Submission, UnitId,
};
use std::collections::{BTreeMap, BTreeSet};

/// The formula until the place writes its own: the share of forms sent on time.
pub const USUAL: &str = "100 * DH / KY";

/// What a formula may speak of, summed over the periods of the table.
pub const FIELDS: [(&str, &str); 5] = [
    ("KY", "số kỳ đã đến hạn"),
    ("DH", "số kỳ gửi đúng hạn, kể cả đúng hạn do sự cố"),
    ("TRE", "tổng số ngày trễ"),
    ("TL", "số lần bị trả lại, không kể lần do bộ phận tổng hợp"),
    ("DD", "tỷ lệ ô đã có số liệu, phần trăm"),
];

/// How a unit did in one round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// How its first sending stands to the last day; none = not sent.
    pub sent: Option<Punctuality>,
    /// Days past the last day, for a form not sent; 0 = not due yet, or suspended by an outage.
    pub overdue: i64,
    /// How often it was returned through its own fault.
    pub returned: usize,
    /// How often it was returned because of the office.
    pub excused: usize,
    /// Cells with an answer.
    pub filled: usize,
    /// Cells asked.
    pub asked: usize,
}

/// One unit of the table.
#[derive(Clone, Debug)]
pub struct Line {
    /// Whose.
    pub unit: UnitId,
    /// One mark a round; none where the unit was not asked.
    pub marks: Vec<Option<Mark>>,
    /// What the formula speaks of, in the order of [`FIELDS`].
    pub values: Vec<Decimal>,
    /// By the formula; none = nothing was due yet, or it cannot be computed.
    pub score: Option<Decimal>,
    /// From one; units of one score share a rank.
    pub rank: Option<usize>,
    /// The score of the newest round less that of the rounds before it.
    pub trend: Option<Decimal>,
}

impl Mark {
    /// Whether the round counts for the unit: it sent, or its last day is over.
    fn counts(&self) -> bool {
        self.sent.is_some() || self.overdue > 0
    }

    fn on_time(&self) -> bool {
        matches!(self.sent, Some(Punctuality::OnTime | Punctuality::Excused(_)))
    }

    fn days_late(&self) -> i64 {
        match self.sent {
            Some(Punctuality::Late(days)) => days,
            _ => self.overdue,
        }
    }
}

/// The table over some rounds, best first.
///
/// # Errors
/// `bad-input` when the formula of the place cannot be read.
pub fn league(
    book: &Book,
    rounds: &[RoundId],
    units: &BTreeSet<UnitId>,
    today: Date,
) -> Result<Vec<Line>, Refusal> {
    let formula =
        formula::parse_expr(book.board.scoring()).map_err(|e| Refusal::of(RefusalCode::BadInput, e))?;
    let states: Vec<&RoundState> = rounds.iter().filter_map(|id| book.rounds.get(id)).collect();
    let score = |marks: &[Option<Mark>]| {
        let values = values(marks);
        let value = |reference: &formula::Reference| value_of(&values, &reference.code);
        let counts = marks.iter().flatten().any(Mark::counts);
        let score = counts.then(|| formula::value(&formula, &value)).flatten();
        (values, score.map(|s| crate::round(s, 1)))
    };
    let line = |unit: &UnitId| {
        let marks: Vec<_> = states.iter().map(|state| mark(book, state, unit, today)).collect();
        let (values, total) = score(&marks);
        let trend = marks.split_last().and_then(|(newest, before)| {
            let (_, newest) = score(std::slice::from_ref(newest));
            newest?.checked_sub(score(before).1?)
        });
        Line { unit: unit.clone(), marks, values, score: total, rank: None, trend }
    };
    let mut lines: Vec<Line> =
        units.iter().map(line).filter(|l| l.marks.iter().any(Option::is_some)).collect();
    lines.sort_by_cached_key(|l| (std::cmp::Reverse(l.score), viet::collate::key(&book.unit_name(&l.unit))));
    let scores: Vec<_> = lines.iter().map(|l| l.score).collect();
    for line in &mut lines {
        line.rank = line.score.map(|own| 1 + scores.iter().flatten().filter(|other| **other > own).count());
    }
    Ok(lines)
}

fn value_of(values: &[Decimal], code: &Code) -> Option<Decimal> {
    let at = FIELDS.iter().position(|(name, _)| *name == code.as_str())?;
    values.get(at).copied()
}

fn values(marks: &[Option<Mark>]) -> Vec<Decimal> {
    let counted = || marks.iter().flatten().filter(|mark| mark.counts());
    let number = |n: usize| Decimal::from(u64::try_from(n).unwrap_or_default());
    let filled = number(counted().map(|m| m.filled).sum());
    let asked = number(counted().map(|m| m.asked).sum());
    let share = (filled * Decimal::ONE_HUNDRED).checked_div(asked).unwrap_or_default();
    vec![
        number(counted().count()),
        number(counted().filter(|m| m.on_time()).count()),
        Decimal::from(counted().map(Mark::days_late).sum::<i64>()),
        number(counted().map(|m| m.returned).sum()),
        crate::round(share, 1),
    ]
}

/// How a unit did in a round.
pub fn mark(book: &Book, state: &RoundState, unit: &UnitId, today: Date) -> Option<Mark> {
    let sheet = state.sheet(unit)?;
    let trace = book.board.trace_of(&state.round.id(), unit);
    let due = state.due(unit);
    let first = trace.and_then(|t| t.sent.first());
    let overdue = match first {
        None if !is_suspended(book, due, today) => days_between(due, today).max(0),
        _ => 0,
    };
    let (excused, returned) = returns(&book.board, trace);
    let filled = match state.submissions.get(unit) {
        Some(Submission::Draft) | None => 0,
        Some(_) => filled(book, state, unit),
    };
    let sent = first.map(|sent| punctuality(book, due, sent));
    Some(Mark { sent, overdue, returned, excused, filled, asked: sheet.cells.len() })
}

fn filled(book: &Book, state: &RoundState, unit: &UnitId) -> usize {
    let cells = state.sheet(unit).map_or(&[][..], |sheet| &sheet.cells);
    let is_filled = |cell: &&model::CellSpec| {
        let indicator = book.indicator(&cell.indicator);
        let key = indicator.map(|i| book.form_key(unit, i, cell.measure, state.round.period));
        key.is_some_and(|key| book.stated(&key).is_some())
    };
    cells.iter().filter(is_filled).count()
}

/// Returns that the office caused, and the others.
fn returns(board: &BoardState, trace: Option<&Trace>) -> (usize, usize) {
    let all = trace.map_or(&[][..], |t| &t.returned);
    let excused = all.iter().filter(|cut| board.excused.contains(cut)).count();
    (excused, all.len() - excused)
}

/// Writes the formula of the table.
///
/// # Errors
/// `bad-input` for what is no formula of the fields, `not-allowed`.
pub fn set_scoring(who: &Account, formula: &str) -> Result<Act, Refusal> {
    access::need(who, Right::RunRound)?;
    let read = formula::parse_expr(formula.trim()).map_err(|e| Refusal::of(RefusalCode::BadInput, e))?;
    let known = |code: &Code| FIELDS.iter().any(|(name, _)| *name == code.as_str());
    if let Some(other) = read.references().into_iter().find(|r| !known(&r.code)) {
        return Err(Flaw::ScoringUnknown.about(format!("“{}” ({})", other.code, names())));
    }
    Ok(Act::ScoringSet { formula: formula.trim().to_owned() })
}

fn names() -> String {
    FIELDS.map(|(name, _)| name).join(", ")
}

/// Says of a return whether the office caused it.
///
/// # Errors
/// `not-found`, `not-allowed`.
pub fn excuse(
    book: &Book,
    who: &Account,
    round: &RoundId,
    unit: &UnitId,
    returned: Cut,
    excused: bool,
) -> Result<Act, Refusal> {
    access::need_for(book, who, Right::JudgeForm, unit)?;
    let known = book.board.trace_of(round, unit).is_some_and(|t| t.returned.contains(&returned));
    match known {
        true => Ok(Act::ReturnExcused { returned, excused }),
        false => Err(Refusal::of(RefusalCode::NotFound, "lần trả lại này")),
    }
}

/// The returns of a form, with whether the office caused them.
pub fn returns_of(book: &Book, round: &RoundId, unit: &UnitId) -> BTreeMap<Cut, bool> {
    let all = book.board.trace_of(round, unit).map_or(&[][..], |t| &t.returned);
    all.iter().map(|cut| (*cut, book.board.excused.contains(cut))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_formula_speaks_of_known_fields() {
        let who = Account::new("vp", "vp", vec![model::Grant::everywhere(model::Role::Compiler)]);
        assert!(set_scoring(&who, USUAL).is_ok());
        assert!(set_scoring(&who, "100 * DH / KY - 2 * TL - 0,5 * TRE").is_ok());
        assert!(set_scoring(&who, "DH / NN01").is_err());
        assert!(set_scoring(&who, "DH /").is_err());
    }

    #[test]
    fn marks_sum_to_what_the_formula_asks() {
        let mark =
            |sent, overdue, filled| Some(Mark { sent, overdue, returned: 1, excused: 2, filled, asked: 10 });
        let marks = [
            mark(Some(Punctuality::OnTime), 0, 10),
            mark(Some(Punctuality::Late(3)), 0, 5),
            mark(None, 4, 0),
            // Not due yet: counts for nothing.
            mark(None, 0, 0),
            None,
        ];
        let n = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(values(&marks), [n("3"), n("1"), n("7"), n("3"), n("50.0")]);
    }
}
