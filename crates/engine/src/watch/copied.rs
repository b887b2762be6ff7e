//! Figures that look copied from last period instead of collected: what happened within a period hardly ever happens
//! again to the last digit.

use super::track::Track;
use model::{Decimal, Timing};

/// Digits, zeros at the end left out, from which on a repetition is no chance.
const TELLING: u32 = 3;
/// Earlier numbers without a repetition, from which on the first one is strange.
const ENOUGH: usize = 5;
/// Figures of a form, from which on a copy of all of them is one question.
const MANY: usize = 3;

/// Whether a figure of what happened repeats last period's, digit for digit, and never did before. What is there may well
/// stay as it is.
pub fn is_copied(track: &Track) -> bool {
    happens(track) && repeats(track) && track.past.len() >= ENOUGH && !has_repeated(track)
}

fn happens(track: &Track) -> bool {
    matches!(track.indicator.timing, Timing::Flow | Timing::Cumulative)
}

/// The figures of one form that repeat last period's, when nearly all that could do: more than four in five.
pub fn form<'a, 'b>(tracks: &'b [&'b Track<'a>]) -> Vec<&'b Track<'a>> {
    let moves = |t: &&Track| happens(t) || (t.past.len() >= ENOUGH && !has_repeated(t));
    let could: Vec<&Track> =
        tracks.iter().copied().filter(|t| moves(t) && t.before(1).is_some_and(is_telling)).collect();
    let same: Vec<&Track> = could.iter().copied().filter(|t| repeats(t)).collect();
    let all = same.len() >= MANY && same.len() * 5 > could.len() * 4;
    if all { same } else { Vec::new() }
}

fn repeats(track: &Track) -> bool {
    is_telling(track.now.value()) && track.before(1) == Some(track.now.value())
}

fn has_repeated(track: &Track) -> bool {
    let after = |(period, number): (&model::Period, &model::Number)| {
        track.past.get(&period.shift(-1)).is_some_and(|before| before.value() == number.value())
    };
    track.past.iter().any(after)
}

/// Whether a number has enough digits to be told from others.
fn is_telling(value: Decimal) -> bool {
    let mut digits = value.normalize().mantissa().unsigned_abs();
    while digits > 0 && digits.is_multiple_of(10) {
        digits /= 10;
    }
    digits >= 10_u128.pow(TELLING - 1)
}
