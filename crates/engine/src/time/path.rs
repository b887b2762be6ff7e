//! The best way along statements from the beginning of a stretch of months to its end.

use super::{Adds, Came, Clock, How, Statement, Step, Stretch};
use crate::territory::Amount;
use model::Decimal;
use std::collections::BTreeSet;

/// Marks of a year: before each month, and at its end.
const MARKS: usize = 13;

/// The marks from which and to which a statement leads, within the life of the unit.
pub(super) fn ends(adds: Adds, statement: &Statement, life: Stretch) -> Option<(i8, i8)> {
    let of = Stretch::of(statement.period)?;
    let from = if adds == Adds::Cumulative { 0 } else { of.first - 1 };
    let (from, to) = (from.max(life.first - 1), of.last.min(life.last));
    (of.year == life.year && from < to).then_some((from, to))
}

/// What a way costs, worst first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    missing: usize,
    back: usize,
    steps: usize,
}

/// One move from mark to mark.
#[derive(Clone, Copy)]
enum Move<'a> {
    /// Along a statement.
    Along(&'a Statement),
    /// Against it: what it says is taken away.
    Against(&'a Statement),
    /// Over a month that nobody counted.
    Over(i8),
}

/// How cheaply a mark is reached, and by which move from where; none at the beginning.
type Reached<'a> = (Cost, Option<(i8, Move<'a>)>);

/// The best way; with `finer` only along statements that lie within the stretch, for what is held against an own one.
/// One calendar is better than two where neither misses more months.
pub(super) fn best(
    adds: Adds,
    statements: &[Statement],
    stretch: Stretch,
    life: Stretch,
    finer: bool,
) -> Option<Came> {
    let mut of_year: Vec<&Statement> = statements.iter().filter(|s| ends(adds, s, life).is_some()).collect();
    of_year.sort_by_key(|s| (s.period, s.clock));
    let clocks: BTreeSet<Clock> = of_year.iter().map(|s| s.clock).collect();
    let single =
        clocks.iter().map(|clock| of_year.iter().copied().filter(|s| s.clock == *clock).collect::<Vec<_>>());
    let all = (clocks.len() > 1).then(|| of_year.clone());
    let ways = single.chain(all).filter_map(|known| way(adds, &known, stretch, life, finer));
    let (_, moves) = ways.min_by_key(|(cost, _)| cost.missing)?;
    let came = along(adds, &moves);
    (!came.steps.is_empty()).then_some(came)
}

/// The cheapest moves from the first mark of a stretch to its last. Ends, for there are few marks and no way gets cheaper by
/// going round.
fn way<'a>(
    adds: Adds,
    known: &[&'a Statement],
    stretch: Stretch,
    life: Stretch,
    finer: bool,
) -> Option<(Cost, Vec<Move<'a>>)> {
    let (first, last) = super::marks(stretch);
    let mut moves: Vec<(i8, i8, Move<'a>)> = Vec::new();
    for statement in known {
        let Some((from, to)) = ends(adds, statement, life) else { continue };
        if finer && (from < first || to > last) {
            continue;
        }
        moves.push((from, to, Move::Along(statement)));
        if !finer {
            moves.push((to, from, Move::Against(statement)));
        }
    }
    moves.extend((first..last).map(|mark| (mark, mark + 1, Move::Over(mark + 1))));
    let place = |mark: i8| usize::try_from(mark).ok();
    let nothing = Cost { missing: 0, back: 0, steps: 0 };
    let mut reached: [Option<Reached<'a>>; MARKS] = [None; MARKS];
    *reached.get_mut(place(first)?)? = Some((nothing, None));
    for _ in 0..MARKS {
        for (from, to, step) in &moves {
            let Some((cost, _)) = reached.get(place(*from)?)? else { continue };
            let next = cost.with(*step);
            let known = reached.get_mut(place(*to)?)?;
            if known.as_ref().is_none_or(|(cost, _)| next < *cost) {
                *known = Some((next, Some((*from, *step))));
            }
        }
    }
    let (cost, _) = (*reached.get(place(last)?)?)?;
    let mut taken = Vec::new();
    let mut mark = last;
    while let Some(Some((_, Some((from, step))))) = reached.get(place(mark)?) {
        taken.push(*step);
        mark = *from;
    }
    taken.reverse();
    Some((cost, taken))
}

impl Cost {
    fn with(self, step: Move<'_>) -> Self {
        match step {
            Move::Along(_) => Self { steps: self.steps + 1, ..self },
            Move::Against(_) => Self { back: self.back + 1, steps: self.steps + 1, ..self },
            Move::Over(_) => Self { missing: self.missing + 1, ..self },
        }
    }
}

fn along(adds: Adds, moves: &[Move<'_>]) -> Came {
    let mut came = Came {
        amount: Amount::zero(),
        slack: Decimal::ZERO,
        how: How::Sum,
        steps: Vec::new(),
        missing: Vec::new(),
        clocks: BTreeSet::new(),
    };
    for step in moves {
        let (statement, back) = match step {
            Move::Along(statement) => (statement, false),
            Move::Against(statement) => (statement, true),
            Move::Over(month) => {
                came.amount += Amount::missing();
                came.missing.push(*month);
                continue;
            }
        };
        match back {
            true => came.amount -= statement.amount,
            false => came.amount += statement.amount,
        }
        came.slack = came.slack.checked_add(statement.slack).unwrap_or(Decimal::MAX);
        came.steps.push(Step { period: statement.period, back });
        came.clocks.insert(statement.clock);
    }
    came.how = match (adds, came.steps.as_slice()) {
        (_, steps) if steps.iter().any(|step| step.back) => How::Difference,
        (Adds::Cumulative, [_]) if came.missing.is_empty() => How::Last,
        _ => How::Sum,
    };
    came.steps.sort_by_key(|step| (step.back, step.period));
    came
}
