//! Laws of plans over whatever officers do.

use super::{Story, day, office, period, plan_key};
use engine::plans::{self, Fit};
use model::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Parts of a whole, and by how much the whole differs from their sum.
fn parts() -> impl Strategy<Value = ([u32; 3], u32)> {
    ([0_u32..2000, 0..2000, 0..2000], 0_u32..400)
}

fn planned(whole: u32, parts: [u32; 3], less: bool) -> plans::Distribution {
    let mut story = Story::new();
    story.indicator(["A", "Hộ thoát nghèo", "hộ", "flow"], if less { &["thấp là tốt"] } else { &[] });
    assert_eq!(story.decision("một", "1/QĐ-UBND", "01/12/2024", "01/01/2025", &[]), None);
    let units = [("tinh", whole), ("xa-a", parts[0]), ("xa-b", parts[1]), ("xa-c", parts[2])];
    for (unit, amount) in units {
        assert_eq!(
            story.give("một", "A", unit, "2025", &viet::number::format(Number::new(amount.into())), &[]),
            None
        );
    }
    plans::distribution(&story.book, &"A".into(), period("2025"), day("01/06/2025")).remove(0)
}

/// What officers do, at random: a decision with a day, a target in it, a dropped or undone one.
#[derive(Clone, Debug)]
enum Doing {
    Give(u8, u32),
    Redate(u8, i8),
    Drop(u8),
    Undo,
}

fn doings() -> impl Strategy<Value = Vec<Doing>> {
    let give = (0_u8..4, 1_u32..1000).prop_map(|(plan, amount)| Doing::Give(plan, amount));
    let redate = (0_u8..4, 1_i8..=12).prop_map(|(plan, month)| Doing::Redate(plan, month));
    let drop = (0_u8..4).prop_map(Doing::Drop);
    proptest::collection::vec(prop_oneof![4 => give, 2 => redate, 1 => drop, 1 => Just(Doing::Undo)], 1..25)
}

fn do_it(story: &mut Story, doing: &Doing) {
    let name = |plan: &u8| format!("qd-{plan}");
    let decision = |plan: &u8, month: i8| PlanDecision {
        id: name(plan).into(),
        number: format!("{plan}/QĐ"),
        date: Date::new(2025, 1, 1).unwrap(),
        issuer: "UBND".to_owned(),
        title: String::new(),
        from: Date::new(2025, month, 1).unwrap(),
        replaces: Vec::new(),
        file: None,
        milestones: Vec::new(),
    };
    let who = office();
    let act = match doing {
        Doing::Redate(plan, month) => plans::decide(&story.book, &who, decision(plan, *month)),
        Doing::Give(plan, amount) => {
            if story.book.plans.decision(&name(plan).into(), story.book.cut).is_none() {
                let act = plans::decide(&story.book, &who, decision(plan, 1));
                story.decided(act);
            }
            let text = amount.to_string();
            let typed = plans::Typed {
                indicator: "A".into(),
                unit: "tinh".into(),
                period: period("2025"),
                text,
                milestones: None,
            };
            plans::set_targets(&story.book, &who, &name(plan).into(), &[typed], None)
        }
        Doing::Drop(plan) => plans::drop_decision(&story.book, &who, &name(plan).into()),
        Doing::Undo => plans::switch_step(&story.book, &who, story.last, true),
    };
    story.decided(act);
}

proptest! {
    /// Parts that add up to the whole meet it; more than the whole is beyond it, less is short of it; turned round where
    /// less is better.
    #[test]
    fn parts_meet_the_whole_when_they_add_up_to_it((parts, off) in parts(), less: bool) {
        let sum: u32 = parts.iter().sum();
        prop_assert_eq!(planned(sum, parts, less).fit, Fit::Meets);
        if off > 0 {
            let (more, fewer) = if less { (Fit::Beyond, Fit::Short) } else { (Fit::Short, Fit::Beyond) };
            prop_assert_eq!(planned(sum + off, parts, less).fit, more);
            if off <= sum {
                prop_assert_eq!(planned(sum - off, parts, less).fit, fewer);
            }
        }
    }

    /// A cut gives the same answer forever, whatever is done after it; and a book read from its entries gives it too.
    #[test]
    fn a_cut_answers_the_same_forever(before in doings(), after in doings()) {
        let mut story = Story::new();
        story.indicator(["A", "Trồng rừng", "ha", "flow"], &[]);
        before.iter().for_each(|doing| do_it(&mut story, doing));
        let (cut, key) = (story.book.cut, plan_key("A", "tinh", "2025"));
        let then = plans::versions(&story.book, &key, cut);
        after.iter().for_each(|doing| do_it(&mut story, doing));
        prop_assert_eq!(plans::versions(&story.book, &key, cut), then);
    }

    /// On every day at most one version is in force, and versions follow each other without overlap.
    #[test]
    fn one_version_is_in_force_at_a_time(all in doings()) {
        let mut story = Story::new();
        story.indicator(["A", "Trồng rừng", "ha", "flow"], &[]);
        all.iter().for_each(|doing| do_it(&mut story, doing));
        let found = plans::versions(&story.book, &plan_key("A", "tinh", "2025"), story.book.cut);
        for month in 1..=12 {
            let on = Date::new(2025, month, 15).unwrap();
            prop_assert!(found.iter().filter(|v| v.holds(on)).count() <= 1, "{found:?}");
        }
    }

    /// What is needed each month, in all months left, reaches the target and no month less would.
    #[test]
    fn what_is_needed_each_month_suffices(target in 1_u32..5000, reached in 0_u32..5000, month in 1_i8..12) {
        let mut story = Story::new();
        story.indicator(["A", "Hộ thoát nghèo", "hộ", "cumulative"], &[]);
        story.decision("một", "1/QĐ", "01/12/2024", "01/01/2025", &[]);
        story.give("một", "A", "tinh", "2025", &target.to_string(), &[]);
        let at = Period::new(2025, PeriodKind::Month, month).unwrap();
        let key = plan_key("A", "tinh", "2025");
        story.state(CellKey { measure: Measure::Actual, period: at, ..key.clone() }, &reached.to_string());
        let found = plans::progress(&story.book, &key, at).unwrap();
        match found.need {
            None => prop_assert!(reached >= target),
            Some(need) => {
                let all = need.monthly * Decimal::from(need.months);
                prop_assert!(Decimal::from(reached) + all >= Decimal::from(target));
                let less = (need.monthly - Decimal::ONE) * Decimal::from(need.months);
                prop_assert!(Decimal::from(reached) + less < Decimal::from(target));
            }
        }
    }

    #[test]
    fn targets_that_came_packed_are_targets_like_those_stated_one_by_one(
        said in proptest::collection::vec((0_usize..2, 0_usize..4, 2024_i16..2027, 0_u32..500, any::<bool>()), 0..20),
        again in proptest::option::of((0_usize..2, 0_usize..4, 2024_i16..2027)),
    ) {
        let (mut packed, mut single) = (Story::new(), Story::new());
        for story in [&mut packed, &mut single] {
            story.indicator(["A", "Hộ thoát nghèo", "hộ", "flow"], &[]);
            story.indicator(["B", "Sản lượng", "tấn", "flow"], &[]);
        }
        let key = |code: usize, unit: usize, year: i16| {
            plan_key(["A", "B"][code], ["tinh", "xa-a", "xa-b", "xa-c"][unit], &year.to_string())
        };
        let values: BTreeMap<CellKey, (u32, bool)> =
            said.iter().map(|(code, unit, year, amount, by_file)| (key(*code, *unit, *year), (*amount, *by_file))).collect();
        let observation = |key: &CellKey, amount: u32| Observation {
            key: key.clone(),
            stated: Some(Stated::Number(Number::new(amount.into()))),
            approx: None,
            as_of: None,
            note: None,
        };
        let by_file = values.iter().filter(|(_, (_, by_file))| *by_file);
        let lots = engine::history::lots(by_file.map(|(key, (amount, _))| observation(key, *amount)));
        packed.append(taken(lots));
        let one = |key: &CellKey, amount| Act::PlanSet { observation: observation(key, amount), basis: String::new() };
        for (key, (amount, by_file)) in &values {
            single.append(one(key, *amount));
            if !by_file {
                packed.append(one(key, *amount));
            }
        }
        // A decision speaks of one of them.
        if let Some((code, unit, year)) = again {
            let (code, unit, year) = (["A", "B"][code], ["tinh", "xa-a", "xa-b", "xa-c"][unit], year.to_string());
            for story in [&mut packed, &mut single] {
                prop_assert_eq!(story.decision("một", "1/QĐ-UBND", "01/12/2023", "01/01/2024", &[]), None);
                prop_assert_eq!(story.give("một", code, unit, &year, "77", &[]), None);
            }
        }
        let (one, other) = (&packed.book, &single.book);
        let (mine, theirs) = (plans::Targets::new(one, |_| true), plans::Targets::new(other, |_| true));
        prop_assert_eq!(mine.periods(), theirs.periods());
        for of in ["2023", "2024", "2025", "2026"].map(period) {
            prop_assert_eq!(mine.indicators(of), theirs.indicators(of));
            prop_assert_eq!(mine.units(of), theirs.units(of));
            for unit in ["tinh", "xa-a", "so-x"].map(UnitId::from) {
                prop_assert_eq!(mine.of_unit(of, &unit), theirs.of_unit(of, &unit));
            }
            for code in ["A", "B", "C"].map(Code::from) {
                prop_assert_eq!(mine.of_indicator(of, &code), theirs.of_indicator(of, &code));
            }
            let said = |book| plans::distributions(book, of).iter().map(super::shared).collect::<Vec<_>>();
            prop_assert_eq!(said(one), said(other));
        }
    }
}

/// A file whose numbers came packed.
fn taken(lots: Vec<Lot>) -> Act {
    let file = FromFile { file: BlobId::from("x"), name: "niên giám".to_owned(), rows: Vec::new() };
    let (indicators, values) = (Vec::new(), Vec::new());
    Act::History {
        what: HistoryAct::Taken { file, window: WindowRule::Statistical, indicators, values, lots },
    }
}
