//! A first look at a figure among its own past, in integers: what is plainly usual is not looked at twice. What is said here
//! is what [`super::outlier`] says of exact decimals; where rounding could matter, nothing is said.

use super::outlier::{ENOUGH, STEADIEST, distances};

/// What a first look tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glance {
    /// Too few earlier numbers to tell what is usual.
    Few,
    /// Usual, however the past is looked at.
    Usual,
    /// To be looked at exactly.
    Unsure,
}

/// Binary digits of a ratio; values that would not fit beside them are not looked at here.
const DIGITS: u32 = 32;
/// Greater ratios are not looked at here either.
const LARGE: i64 = 1 << 60;

/// Looks at `now` after `past`, numbers of one scale period by period, the newest last; `lags` are how many periods lie
/// between a number and the one that it is held against, 0 for the number itself.
pub fn glance(now: i64, past: &[Option<i64>], lags: &[usize], room: &mut Vec<i64>) -> Glance {
    let fits = |value: &i64| (0..1 << (DIGITS - 1)).contains(value);
    if !std::iter::once(&now).chain(past.iter().flatten()).all(fits) {
        return Glance::Unsure;
    }
    let mut judged = false;
    for lag in lags {
        let base = match lag {
            0 => 1 << DIGITS,
            lag => match past.len().checked_sub(*lag).and_then(|at| *past.get(at)?) {
                Some(base) if base > 0 => base,
                _ => continue,
            },
        };
        room.clear();
        match lag {
            0 => room.extend(past.iter().flatten()),
            lag => room.extend(past.iter().zip(past.iter().skip(*lag)).filter_map(ratio)),
        }
        if room.len() < ENOUGH {
            continue;
        }
        judged = true;
        // What was cut off of ratios moves a middle by less than one, a reach by as many distances.
        let open = if *lag == 0 { 0 } else { 2 + 2 * distances(room.len()) };
        if room.iter().any(|ratio| *ratio >= LARGE) || !is_within(now, base, room, open) {
            return Glance::Unsure;
        }
    }
    if judged { Glance::Usual } else { Glance::Few }
}

fn ratio((before, value): (&Option<i64>, &Option<i64>)) -> Option<i64> {
    let (before, value) = ((*before)?, (*value)?);
    (before > 0).then(|| (value << DIGITS) / before)
}

/// Whether a number is within reach of the middle of the samples times the base, which bears [`DIGITS`] as one of the two
/// does; the samples are less than `open` off.
fn is_within(now: i64, base: i64, samples: &mut [i64], open: i64) -> bool {
    let many = samples.len();
    let middle = twice_median(samples);
    for sample in samples.iter_mut() {
        *sample = (2 * *sample - middle).abs();
    }
    // All times four: the middle is twice itself, the distances are twice themselves and twice in the middle.
    let (middle, distance) = (i128::from(middle) * 2, i128::from(twice_median(samples)));
    let reach = (distance * i128::from(distances(many))).max(middle * i128::from(STEADIEST) / 100);
    let off = ((i128::from(now) << (DIGITS + 2)) - i128::from(base) * middle).abs();
    off <= i128::from(base) * (reach - 4 * i128::from(open))
}

fn twice_median(values: &mut [i64]) -> i64 {
    values.sort_unstable();
    let upper = values.get(values.len() / 2).copied().unwrap_or_default();
    let lower = values.get((values.len().max(1) - 1) / 2).copied().unwrap_or_default();
    lower + upper
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use crate::watch::outlier::{expected, is_outlier, ways};
    use crate::watch::track::Track;
    use model::*;
    use proptest::prelude::*;

    fn indicator(timing: Timing) -> Indicator {
        Indicator {
            code: "A".into(),
            name: String::new(),
            measure_unit: String::new(),
            counted: false,
            decimals: 0,
            timing,
            collector: Collector::Communes,
            owner: "a".into(),
            planned: false,
            part_of: None,
            formula: None,
            source: String::new(),
            group: String::new(),
            restricted: false,
            joining: Joining::default(),
            less_is_better: false,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_is_usual_at_a_glance_is_no_outlier(
            level in 0_i64..5_000,
            spread in 0_i64..400,
            past in proptest::collection::vec(proptest::option::weighted(0.9, 0_i64..1_000), 0..40),
            off in -600_i64..600,
            cumulative in any::<bool>(),
        ) {
            let timing = if cumulative { Timing::Cumulative } else { Timing::Flow };
            let past: Vec<Option<i64>> = past.into_iter().map(|n| Some(level + n? * spread / 1_000)).collect();
            let now = (level + off).max(0);
            let indicator = indicator(timing);
            let period: Period = "2024-M06".parse().unwrap();
            let earlier = past.iter().rev().zip(1..).filter_map(|(number, back)| {
                Some((period.shift(-back), Number::new(Decimal::from((*number)?))))
            });
            let track = Track {
                key: CellKey { indicator: "A".into(), unit: "a".into(), period, measure: Measure::Actual },
                indicator: &indicator,
                now: Number::new(Decimal::from(now)),
                past: earlier.collect(),
                plan: None,
            };
            let lags: Vec<usize> =
                ways(timing, period.kind()).map(|(_, lag)| usize::try_from(lag).unwrap()).collect();
            let exact = expected(&track);
            match glance(now, &past, &lags, &mut Vec::new()) {
                Glance::Few => prop_assert!(exact.is_none()),
                Glance::Usual => prop_assert!(!is_outlier(&track, &exact.unwrap())),
                Glance::Unsure => {}
            }
        }
    }
}
