//! Amounts of merged and split areas: the laws over random histories, and Than Uyên across the reform.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use catalogue::units::{shipped, shipped_successions};
use engine::territory::{Amount, Carried, Lineage, Made, Territory, Way};
use jiff::civil::Date;
use model::{Decimal, Placement, Share, Succession, Unit, UnitId, UnitKind};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What happens to areas one after another: indices count those that live then.
#[derive(Clone, Debug)]
enum Event {
    Merge(usize, usize),
    Split(usize, i64, i64),
    Rename(usize),
}

fn events(splits: bool) -> impl Strategy<Value = Vec<Event>> {
    let merge = (0_usize..40, 0_usize..40).prop_map(|(a, b)| Event::Merge(a, b));
    let split = (0_usize..40, 0_i64..50, 1_i64..50).prop_map(|(a, one, other)| Event::Split(a, one, other));
    let rename = (0_usize..40).prop_map(Event::Rename);
    match splits {
        true => vec(prop_oneof![merge, split, rename], 0..12).boxed(),
        false => vec(prop_oneof![merge, rename], 0..12).boxed(),
    }
}

/// Days of events, one each month.
fn day(number: usize) -> Date {
    let number = i16::try_from(number).unwrap();
    Date::new(2000 + number / 12, i8::try_from(number % 12).unwrap() + 1, 1).unwrap()
}

/// A history of areas: the units, who followed whom with the weight that its key gives it, and who lived at first.
struct History {
    units: Vec<Unit>,
    successions: Vec<(Succession, Decimal)>,
    first: Vec<UnitId>,
}

impl History {
    fn new(many: usize, events: &[Event]) -> Self {
        let mut history = Self { units: Vec::new(), successions: Vec::new(), first: Vec::new() };
        let mut living: Vec<UnitId> = (0..many).map(|_| history.born(None)).collect();
        history.first.clone_from(&living);
        for (at, event) in events.iter().enumerate() {
            let on = day(at + 1);
            let place = |index: &usize| index % living.len();
            match event {
                Event::Merge(a, b) if place(a) != place(b) => {
                    let (a, b) = (living[place(a)].clone(), living[place(b)].clone());
                    let heir = history.born(Some(on));
                    history.follows(&a, &heir, on, Decimal::ONE);
                    history.follows(&b, &heir, on, Decimal::ONE);
                    living.retain(|unit| *unit != a && *unit != b);
                    living.push(heir);
                }
                Event::Split(a, one, other) => {
                    let place = place(a);
                    let a = living.remove(place);
                    for weight in [one, other] {
                        let heir = history.born(Some(on));
                        history.follows(&a, &heir, on, Decimal::from(*weight));
                        living.push(heir);
                    }
                }
                Event::Merge(a, _) | Event::Rename(a) => {
                    let place = place(a);
                    let a = living[place].clone();
                    let heir = history.born(Some(on));
                    history.follows(&a, &heir, on, Decimal::ONE);
                    living[place] = heir;
                }
            }
        }
        history
    }

    fn born(&mut self, from: Option<Date>) -> UnitId {
        let id = UnitId::from(format!("u{:03}", self.units.len()));
        self.units.push(Unit {
            placements: vec![Placement { parent: None, from, to: None }],
            ..Unit::of(id.clone(), id.to_string(), UnitKind::Commune)
        });
        id
    }

    fn follows(&mut self, from: &UnitId, to: &UnitId, on: Date, weight: Decimal) {
        let ended = self.units.iter_mut().find(|unit| unit.id == *from).unwrap();
        ended.placements[0].to = Some(on);
        let edge = Succession::part(from.clone(), to.clone(), on, "");
        self.successions.push((edge, weight));
    }

    fn on(&self, amounts: &BTreeMap<UnitId, Option<Decimal>>, day: Date) -> Carried {
        let weights: BTreeMap<_, _> = self.successions.iter().map(|(s, w)| ((&s.from, &s.to), *w)).collect();
        let lineage = Lineage::new(self.successions.iter().map(|(s, _)| s));
        let units = self.units.iter().map(|unit| (unit.id.clone(), unit.clone())).collect();
        Territory::new(&units, &lineage)
            .on(amounts, day, &|s, _| weights.get(&(&s.from, &s.to)).copied().map(Share::estimated))
    }

    fn amounts(&self, numbers: &[i64]) -> BTreeMap<UnitId, Option<Decimal>> {
        let numbers = numbers.iter().cycle().map(|number| Some(Decimal::new(*number, 2)));
        self.first.iter().cloned().zip(numbers).collect()
    }
}

fn sum(carried: &Carried) -> Decimal {
    carried.told.values().map(|told| told.amount.value.unwrap()).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_is_lost_and_bounds_hold(
        many in 1_usize..8, events in events(true), numbers in vec(0_i64..100_000, 1..8), when in 0_usize..14,
    ) {
        let history = History::new(many, &events);
        let amounts = history.amounts(&numbers);
        let carried = history.on(&amounts, day(when));
        let whole: Decimal = amounts.values().flatten().sum();
        prop_assert!(carried.ended.is_empty());
        prop_assert_eq!(sum(&carried), whole);
        let lives = |unit: &UnitId| history.units.iter().any(|u| u.id == *unit && u.parent_on(day(when)).is_some());
        for (unit, told) in &carried.told {
            let Amount { value: Some(value), low: Some(low), high: Some(high) } = told.amount else { panic!() };
            prop_assert!(lives(unit) && low <= value && value <= high, "{unit} {told:?}");
            prop_assert!(told.amount.is_exact() || told.made == Made::Estimated);
        }
    }

    #[test]
    fn the_order_of_lists_does_not_matter(
        many in 1_usize..8, events in events(true), numbers in vec(0_i64..100_000, 1..8), when in 0_usize..14,
    ) {
        let mut history = History::new(many, &events);
        let amounts = history.amounts(&numbers);
        let carried = history.on(&amounts, day(when));
        history.units.reverse();
        history.successions.reverse();
        prop_assert_eq!(history.on(&amounts, day(when)), carried);
    }

    #[test]
    fn what_is_merged_and_then_split_by_what_it_was_is_what_it_was(
        many in 1_usize..8, events in events(false), numbers in vec(0_i64..100_000, 1..8),
    ) {
        let mut history = History::new(many, &events);
        let amounts = history.amounts(&numbers);
        let merged = history.on(&amounts, day(13));
        prop_assert!(merged.told.values().all(|told| told.amount.is_exact()));
        // The key: how much each area had on the day before it ended.
        for at in 0..history.successions.len() {
            let (edge, _) = &history.successions[at];
            let before = history.on(&amounts, edge.on.yesterday().unwrap());
            history.successions[at].1 = before.told[&edge.from].amount.value.unwrap();
        }
        let numbers = merged.told.iter().map(|(unit, told)| (unit.clone(), told.amount.value)).collect();
        let back = history.on(&numbers, day(0));
        for (unit, amount) in &amounts {
            // Where everything that was merged had nothing, no key divides it.
            let told = &back.told[unit].amount;
            prop_assert!(told.value == *amount || (told.value.is_none() && *amount == Some(Decimal::ZERO)), "{unit} {told:?}");
        }
    }

    #[test]
    fn what_nobody_said_leaves_a_least(many in 2_usize..8, events in events(false), number in 1_i64..1000) {
        let history = History::new(many, &events);
        let mut amounts = history.amounts(&[number]);
        let silent = history.first[0].clone();
        amounts.insert(silent.clone(), None);
        let carried = history.on(&amounts, day(13));
        let least: Decimal = carried.told.values().filter_map(|told| told.amount.low).sum();
        prop_assert_eq!(least, amounts.values().flatten().sum::<Decimal>());
        let without = carried.told.values().filter(|told| told.missing.contains(&silent)).count();
        prop_assert_eq!(without, 1);
        prop_assert!(carried.told.values().all(|told| told.missing.is_empty() == told.amount.high.is_some()));
    }
}

/// 2025-06-30: what each old commune of huyện Than Uyên counted.
const COUNTED: [(&str, i64); 12] = [
    ("thị trấn Than Uyên", 10),
    ("xã Mường Than", 11),
    ("xã Mường Cang", 12),
    ("xã Hua Nà", 13),
    ("xã Phúc Than", 20),
    ("xã Mường Mít", 21),
    ("xã Pha Mu", 30),
    ("xã Tà Hừa", 31),
    ("xã Mường Kim", 32),
    ("xã Tà Mung", 33),
    ("xã Ta Gia", 40),
    ("xã Khoen On", 41),
];

#[test]
fn than_uyen_across_the_reform() {
    let (old, new): (Date, Date) = ("2025-06-30".parse().unwrap(), "2025-07-01".parse().unwrap());
    let unit = |name: &str, on: Date| {
        let lives = |unit: &&Unit| unit.name == name && unit.parent_on(on).is_some();
        shipped().iter().find(lives).unwrap().id.clone()
    };
    let lineage = Lineage::new(shipped_successions());
    let units = shipped().iter().map(|unit| (unit.id.clone(), unit.clone())).collect();
    let territory = Territory::new(&units, &lineage);
    let no_key = |_: &Succession, _: Way| None;
    let counted = COUNTED.map(|(name, number)| (unit(name, old), Some(Decimal::from(number)))).into();
    let now = territory.on(&counted, new, &no_key);
    // The new Mường Than has nothing of the old one; the new Khoen On bears the code of the old Ta Gia.
    for (name, number) in
        [("xã Than Uyên", 46), ("xã Mường Than", 41), ("xã Mường Kim", 126), ("xã Khoen On", 81)]
    {
        let told = &now.told[&unit(name, new)];
        assert_eq!((told.amount, told.made), (Amount::exact(number.into()), Made::Added), "{name}");
    }
    assert_eq!((now.told.len(), now.ended.len()), (4, 0));
    // On old boundaries nobody knows more than the bounds, unless a key is given.
    let today = [(unit("xã Khoen On", new), Some(Decimal::from(90)))].into();
    let then = territory.on(&today, old, &no_key);
    let part = Amount { value: None, low: Some(0.into()), high: Some(90.into()) };
    assert_eq!(then.told.values().map(|told| told.amount).collect::<Vec<_>>(), [part, part]);
    let people = |edge: &Succession, _: Way| {
        Some(Share::estimated(if edge.from == unit("xã Ta Gia", old) { 2 } else { 1 }.into()))
    };
    let shared = territory.on(&today, old, &people);
    let gia = &shared.told[&unit("xã Ta Gia", old)];
    assert_eq!((gia.amount.value, gia.made), (Some(60.into()), Made::Estimated));
    // What the district alone did ended with it.
    let district = unit("huyện Than Uyên", old);
    let ended = territory.on(&[(district.clone(), Some(Decimal::ONE))].into(), new, &no_key);
    assert_eq!(ended, Carried { told: BTreeMap::new(), ended: [(district, new)].into() });
}
