//! The laws of a cube, over random values.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use cube::{At, Axes, Broken, Cube, Form, Series, Step, Total, Unfit};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

const YEARS: usize = 3;
const GROUPS: [usize; 4] = [3, 0, 5, 1];
const UNITS: usize = 9;

fn axes() -> Axes {
    let series = [(2, Step::Month), (0, Step::Quarter), (1, Step::Half), (3, Step::Year)];
    let series = series.map(|(decimals, step)| Series { decimals, step }).to_vec();
    Axes::new(2021, YEARS, series, &GROUPS)
}

/// Writes to any places, some of them again, some with nothing; numbers of all sizes.
fn writes() -> impl Strategy<Value = Vec<(At, Option<Decimal>)>> {
    let number = prop_oneof![
        6 => -200_000_i64..200_000,
        1 => Just(i64::from(i32::MIN)),
        1 => Just(i64::from(i32::MIN) + 1),
        1 => -(1_i64 << 53)..(1 << 53),
    ];
    let axes = axes();
    let write = (0..axes.series.len(), 0..UNITS, 0_usize..1000, proptest::option::weighted(0.8, number));
    let write = write.prop_map(move |(series, unit, step, number)| {
        let own = axes.series[series];
        let step = step % (YEARS * own.step.per_year());
        (At { series, unit, step }, number.map(|number| own.decimal(i128::from(number))))
    });
    vec(write, 0..300)
}

/// The cube that some writes make, and the plain truth about it.
fn made(writes: &[(At, Option<Decimal>)]) -> (Cube, BTreeMap<At, Decimal>) {
    let (mut cube, mut truth) = (Cube::new(axes()), BTreeMap::new());
    for (at, value) in writes {
        cube.set(*at, *value).unwrap();
        match value {
            Some(value) => truth.insert(*at, *value),
            None => truth.remove(at),
        };
    }
    (cube, truth)
}

/// A total by adding up one value after another.
fn plain(truth: &BTreeMap<At, Decimal>, series: usize, holds: impl Fn(&At) -> bool) -> Total {
    let own = axes().series[series];
    let values = truth.iter().filter(|(at, _)| at.series == series && holds(at));
    values
        .map(|(_, value)| {
            let mut value = *value;
            value.rescale(own.decimals);
            Total { sum: value.mantissa(), there: 1 }
        })
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn units_and_series_that_come_later_change_nothing_before(writes in writes(), cut in 0_usize..300) {
        let cut = cut.min(writes.len());
        let (early, late) = writes.split_at(cut);
        let few = axes().series[..2].to_vec();
        let mut cube = Cube::new(Axes::new(2021, YEARS, few, &GROUPS[..3]));
        let fits = |at: &At| at.series < 2 && at.unit < 8;
        for (at, value) in early.iter().filter(|(at, _)| fits(at)) {
            cube.set(*at, *value).unwrap();
        }
        let copy = cube.clone();
        cube.grow(&GROUPS[3..]);
        for own in &axes().series[2..] {
            cube.push(*own);
        }
        for (at, value) in early.iter().filter(|(at, _)| !fits(at)).chain(late) {
            cube.set(*at, *value).unwrap();
        }
        let wanted: Vec<_> = early.iter().filter(|(at, _)| !fits(at)).chain(late).cloned().collect();
        let ordered: Vec<_> = early.iter().filter(|(at, _)| fits(at)).cloned().chain(wanted).collect();
        let (whole, _) = made(&ordered);
        let (before, _) = made(&early.iter().filter(|(at, _)| fits(at)).cloned().collect::<Vec<_>>());
        for series in 0..4 {
            prop_assert!(cube.values(series).eq(whole.values(series)));
            let all = 0..YEARS * axes().series[series].step.per_year();
            let spans = std::slice::from_ref(&all);
            prop_assert_eq!(cube.kept(series, spans), whole.kept(series, spans));
            prop_assert_eq!(cube.total(series, 0..UNITS, all.clone()), whole.total(series, 0..UNITS, all.clone()));
            if series < 2 {
                prop_assert!(copy.values(series).eq(before.values(series)));
            }
        }
    }

    #[test]
    fn a_series_taken_over_has_its_units_at_their_new_places(writes in writes(), series in 0_usize..4, turn in 0..UNITS) {
        let (cube, _) = made(&writes);
        let mut other = Cube::new(Axes::new(2019, YEARS + 4, axes().series, &[2, UNITS]));
        let places: Vec<usize> = (0..UNITS).map(|unit| 2 + (unit + turn) % UNITS).collect();
        other.take(series, &cube, series, &places).unwrap();
        let years = 2 * axes().series[series].step.per_year();
        let mut wanted: Vec<_> = cube
            .values(series)
            .map(|(at, value)| (At { unit: places[at.unit], step: at.step + years, ..at }, value))
            .collect();
        wanted.sort_unstable();
        prop_assert_eq!(other.values(series).collect::<Vec<_>>(), wanted);
        // Laid alike, blocks are shared, and a later write is seen in one of them only.
        let mut same = Cube::new(axes());
        same.take(series, &cube, series, &(0..UNITS).collect::<Vec<_>>()).unwrap();
        prop_assert!(same.values(series).eq(cube.values(series)));
        let before: Vec<_> = cube.values(series).collect();
        same.set(At { series, unit: 0, step: 0 }, Some(Decimal::ONE)).unwrap();
        prop_assert_eq!(cube.values(series).collect::<Vec<_>>(), before);
        prop_assert_eq!(other.take(series, &cube, (series + 1) % 4, &places), Err(Unfit::TooFine));
        prop_assert_eq!(other.take(series, &cube, series, &places[1..]), Err(Unfit::Outside));
    }

    #[test]
    fn a_series_made_finer_says_the_same(writes in writes(), series in 0_usize..4, finer in 0_u32..3) {
        let (cube, _) = made(&writes);
        let mut fine = cube.clone();
        let decimals = axes().series[series].decimals + finer;
        let told = |cube: &Cube| {
            let own = cube.axes().series[series];
            cube.values(series).map(|(at, v)| (at, own.decimal(i128::from(v)).normalize())).collect::<Vec<_>>()
        };
        match fine.refine(series, decimals) {
            Ok(()) => prop_assert_eq!(fine.axes().series[series].decimals, decimals),
            Err(unfit) => prop_assert_eq!(unfit, Unfit::TooFine),
        }
        prop_assert_eq!(told(&fine), told(&cube));
    }

    #[test]
    fn steps_are_those_of_which_some_unit_has_a_value(
        writes in writes(), series in 0_usize..4, a in 0..=UNITS, b in 0..=UNITS, c in 0..=UNITS,
    ) {
        let (cube, truth) = made(&writes);
        let mut ends = [a, b, c];
        ends.sort_unstable();
        let units = [ends[0]..ends[1], ends[2]..UNITS];
        let mut wanted: Vec<usize> = truth
            .keys()
            .filter(|at| at.series == series && units.iter().any(|u| u.contains(&at.unit)))
            .map(|at| at.step)
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        prop_assert_eq!(cube.steps(series, &units), wanted);
        let all = 0..YEARS * axes().series[series].step.per_year();
        for units in units {
            let wanted = plain(&truth, series, |at| units.contains(&at.unit));
            prop_assert_eq!(cube.total(series, units, all.clone()), wanted);
        }
    }

    #[test]
    fn what_was_written_last_is_there(writes in writes()) {
        let (cube, truth) = made(&writes);
        for (at, _) in &writes {
            prop_assert_eq!(cube.get(*at).map(|v| v.normalize()), truth.get(at).map(|v| v.normalize()));
        }
    }

    #[test]
    fn totals_are_those_of_the_values_however_they_are_asked_for(
        writes in writes(), series in 0_usize..4, from in 0_usize..36, many in 0_usize..36,
    ) {
        let (cube, truth) = made(&writes);
        let all = YEARS * cube.axes().series[series].step.per_year();
        let steps = from.min(all)..(from + many).min(all);
        let spans = [steps.clone(), 0..all];
        let (totals, kept) = (cube.totals(series, &spans), cube.kept(series, &spans));
        prop_assert_eq!(&totals, &kept);
        let each = cube.each(series, 0..UNITS, steps.clone());
        for group in 0..GROUPS.len() {
            let units = cube.axes().group(group);
            let wanted = plain(&truth, series, |at| units.contains(&at.unit) && steps.contains(&at.step));
            prop_assert_eq!(cube.total(series, units.clone(), steps.clone()), wanted);
            prop_assert_eq!(each[units.clone()].iter().copied().sum::<Total>(), wanted);
            prop_assert_eq!(totals[group * spans.len()], wanted);
            prop_assert_eq!(totals[group * spans.len() + 1], plain(&truth, series, |at| units.contains(&at.unit)));
        }
        let country: Total = totals.iter().step_by(spans.len()).copied().sum();
        prop_assert_eq!(country, cube.total(series, 0..UNITS, steps.clone()));
    }

    #[test]
    fn a_profile_is_the_rows_of_its_series_one_after_another(
        writes in writes(), unit in 0..UNITS, from in 0_usize..36, many in 0_usize..12,
    ) {
        let (cube, truth) = made(&writes);
        for series in 0..4 {
            let all = YEARS * cube.axes().series[series].step.per_year();
            let steps = from.min(all)..(from + many).min(all);
            let own = cube.axes().series[series];
            let found = cube.profile(series..series + 1, unit, &steps);
            let wanted: Vec<_> = steps.clone().map(|step| truth.get(&At { series, unit, step })).collect();
            let found: Vec<_> = found.iter().map(|v| v.map(|v| own.decimal(i128::from(v)).normalize())).collect();
            prop_assert_eq!(found, wanted.iter().map(|v| v.map(|v| v.normalize())).collect::<Vec<_>>());
        }
        let both = cube.profile(0..2, unit, &(0..4));
        prop_assert_eq!(both, [cube.profile(0..1, unit, &(0..4)), cube.profile(1..2, unit, &(0..4))].concat());
    }

    #[test]
    fn the_order_of_writing_different_places_does_not_matter(writes in writes()) {
        let (cube, truth) = made(&writes);
        let sorted: Vec<_> = truth.iter().map(|(at, value)| (*at, Some(*value))).collect();
        let (again, _) = made(&sorted);
        for series in 0..4 {
            prop_assert_eq!(cube.pack(series), again.pack(series));
        }
    }

    #[test]
    fn what_is_packed_comes_back(writes in writes()) {
        let (cube, truth) = made(&writes);
        let mut again = Cube::new(axes());
        for series in 0..4 {
            again.unpack(series, &cube.pack(series), Form::Runs).unwrap();
            let own = axes().series[series];
            let values: BTreeMap<At, Decimal> =
                again.values(series).map(|(at, v)| (at, own.decimal(i128::from(v)).normalize())).collect();
            let wanted = truth.iter().filter(|(at, _)| at.series == series).map(|(at, v)| (*at, v.normalize()));
            prop_assert_eq!(again.known(series), values.len());
            prop_assert_eq!(values, wanted.collect::<BTreeMap<_, _>>());
        }
    }

    #[test]
    fn broken_bytes_are_told_or_read_but_never_panic(writes in writes(), cut in 0_usize..400, flip in any::<(usize, u8)>()) {
        let (cube, _) = made(&writes);
        let mut bytes = cube.pack(0);
        if let Some(byte) = (!bytes.is_empty()).then(|| flip.0 % bytes.len()).and_then(|at| bytes.get_mut(at)) {
            *byte ^= flip.1;
        }
        bytes.truncate(cut);
        for form in [Form::Runs, Form::Bits] {
            let _ = Cube::new(axes()).unpack(0, &bytes, form);
        }
    }

    #[test]
    fn a_ranking_falls_and_names_everyone_with_a_quotient(writes in writes(), from in 0_usize..5, to in 5_usize..9) {
        let (cube, truth) = made(&writes);
        let ranked = cube.rank(0, 1, 0..UNITS, from..to);
        let small = |total: &Total| i64::try_from(total.sum).map(i128::from).ok();
        for pair in ranked.windows(2) {
            let all = [&pair[0].part, &pair[0].whole, &pair[1].part, &pair[1].whole].map(small);
            if let [Some(a), Some(b), Some(c), Some(d)] = all {
                let (left, right) = (a * d, c * b);
                let falls = if (b < 0) == (d < 0) { left >= right } else { left <= right };
                prop_assert!(falls);
            }
        }
        let has = |unit: &usize| {
            let of = |series| plain(&truth, series, |at| at.unit == *unit && (from..to).contains(&at.step));
            of(0).there > 0 && of(1).sum != 0
        };
        let mut named: Vec<usize> = ranked.iter().map(|ratio| ratio.unit).collect();
        named.sort_unstable();
        prop_assert_eq!(named, (0..UNITS).filter(has).collect::<Vec<_>>());
    }
}

#[test]
fn a_ranking_goes_from_the_greatest_and_leaves_out_who_has_no_whole() {
    let mut cube = Cube::new(Axes::new(2024, 1, vec![Series { decimals: 1, step: Step::Year }; 2], &[5]));
    let mut put = |series, unit, value: i64| {
        cube.set(At { series, unit, step: 0 }, Some(Decimal::new(value, 1))).unwrap();
    };
    for (unit, (part, whole)) in [(10, 30), (20, 30), (10, 0), (-10, 30), (1, 3)].into_iter().enumerate() {
        put(0, unit, part);
        put(1, unit, whole);
    }
    let order: Vec<usize> = cube.rank(0, 1, 0..5, 0..1).iter().map(|ratio| ratio.unit).collect();
    assert_eq!(order, [1, 0, 4, 3]);
}

#[test]
fn an_outlier_lies_far_from_its_own_past() {
    let mut cube = Cube::new(Axes::new(2023, 2, vec![Series { decimals: 0, step: Step::Month }], &[3]));
    for unit in 0..3 {
        for step in 0..20 {
            let value = 100 + i64::try_from(step * 7 % 5).unwrap();
            cube.set(At { series: 0, unit, step }, Some(value.into())).unwrap();
        }
    }
    cube.set(At { series: 0, unit: 1, step: 20 }, Some(160.into())).unwrap();
    cube.set(At { series: 0, unit: 2, step: 20 }, Some(103.into())).unwrap();
    assert_eq!(cube.outliers(0, 0..3, 20, 24, 12, 3), [(1, 160)]);
    // Twenty months are known, not twenty-one.
    assert_eq!(cube.outliers(0, 0..3, 20, 24, 21, 3), []);
}

#[test]
fn what_does_not_fit_is_refused_and_changes_nothing() {
    let mut cube = Cube::new(axes());
    let at = At { series: 0, unit: 0, step: 0 };
    cube.set(at, Some(Decimal::new(150, 2))).unwrap();
    assert_eq!(cube.set(at, Some(Decimal::new(1, 3))), Err(Unfit::TooFine));
    assert_eq!(cube.set(at, Some(Decimal::MAX)), Err(Unfit::TooFine));
    assert_eq!(cube.set(At { unit: UNITS, ..at }, None), Err(Unfit::Outside));
    assert_eq!(cube.set(At { series: 9, ..at }, None), Err(Unfit::Outside));
    assert_eq!(cube.set(At { step: 36, ..at }, None), Err(Unfit::Outside));
    assert_eq!(cube.get(at), Some(Decimal::new(150, 2)));
    assert_eq!(cube.unpack(9, &[], Form::Runs), Err(Broken));
    assert_eq!(cube.unpack(0, &[], Form::Runs), Err(Broken));
}

/// Bytes that a program of November 2026 packed.
#[test]
fn what_the_first_programs_packed_is_read() {
    let series = Series { decimals: 1, step: Step::Quarter };
    let mut cube = Cube::new(Axes::new(2024, 1, vec![series], &[2]));
    cube.unpack(0, &[169, 37, 53, 0, 210, 1, 244, 4, 0], Form::Bits).unwrap();
    let values: Vec<_> = cube.values(0).map(|(at, value)| (at.unit, at.step, value)).collect();
    assert_eq!(values, [(0, 0, 1205), (0, 1, 1198), (0, 3, 1230), (1, 2, -40)]);
}
