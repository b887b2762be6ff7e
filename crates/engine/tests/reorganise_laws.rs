//! Laws of reorganisations as people enter them, over random histories.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use engine::Book;
use engine::reorganise::{self, Hand, NewUnit, Wish};
use engine::territory::{Carried, declared};
use model::*;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What is entered: indices count the communes that live then.
#[derive(Clone, Debug)]
enum Entered {
    /// Two become a new one.
    Merge(usize, usize),
    /// One is taken in by another.
    TakeIn(usize, usize),
    /// One is divided into two, by percent of its people; none = nobody knows.
    Split(usize, Option<u8>),
    /// One gives a part away.
    Give(usize, usize, u8),
    Rename(usize),
}

fn entered() -> impl Strategy<Value = Vec<Entered>> {
    let any = || 0_usize..40;
    let one = prop_oneof![
        (any(), any()).prop_map(|(a, b)| Entered::Merge(a, b)),
        (any(), any()).prop_map(|(a, b)| Entered::TakeIn(a, b)),
        (any(), proptest::option::of(0_u8..=100)).prop_map(|(a, part)| Entered::Split(a, part)),
        (any(), any(), 0_u8..=100).prop_map(|(a, b, part)| Entered::Give(a, b, part)),
        any().prop_map(Entered::Rename),
    ];
    vec(one, 0..8)
}

/// Days of what is entered, one each month; the first is long before.
fn day(number: usize) -> Date {
    let number = i16::try_from(number).unwrap();
    Date::new(2027 + number / 12, i8::try_from(number % 12).unwrap() + 1, 1).unwrap()
}

fn administrator() -> Account {
    Account::new("quan-tri", "t", vec![Grant::everywhere(Role::Administrator)])
}

fn append(book: &mut Book, act: Act) {
    // As the ledger keeps it: encoded and read back.
    let act = serde_json::from_str(&serde_json::to_string(&act).unwrap()).unwrap();
    book.apply(&Entry { cut: Cut(book.cut.0 + 1), at: String::new(), by: "an".into(), act });
}

fn unit(id: &str, kind: UnitKind, parent: Option<&str>) -> Unit {
    Unit {
        placements: vec![Placement { parent: parent.map(UnitId::from), from: None, to: None }],
        ..Unit::of(id, format!("xã {id}"), kind)
    }
}

fn founded(many: usize) -> Book {
    let mut book = Book::default();
    let mut units = vec![unit("t", UnitKind::Province, None)];
    units.extend((0..many).map(|n| unit(&format!("c{n}"), UnitKind::Commune, Some("t"))));
    append(&mut book, Act::Territory { change: TerritoryAct::Loaded { units, successions: Vec::new() } });
    book
}

fn living(book: &Book, on: Date) -> Vec<UnitId> {
    book.below(&"t".into()).filter(|unit| unit.parent_on(on).is_some()).map(|unit| unit.id.clone()).collect()
}

fn hand(from: &UnitId, to: &UnitId, percent: Option<u8>) -> Hand {
    let share = |part: u8| (ShareKey::People, Share::declared(Decimal::new(part.into(), 2)));
    Hand { from: from.clone(), to: to.clone(), shares: percent.map(share).into_iter().collect() }
}

fn wish(book: &Book, at: usize, entered: &Entered) -> Option<Wish> {
    let on = day(at);
    let living = living(book, on);
    let nth = |index: &usize| living[index % living.len()].clone();
    let new = |key: &str| NewUnit {
        key: key.into(),
        name: format!("xã mới {at} {key}"),
        kind: UnitKind::Commune,
        official_code: String::new(),
        parent: Some("t".into()),
    };
    let blank = Wish {
        on,
        legal_basis: format!("{at}/NQ"),
        ends: vec![],
        begins: vec![],
        changes: vec![],
        hands: vec![],
        heirless: vec![],
        confirmed: true,
    };
    let (x, y) = (UnitId::from("x"), UnitId::from("y"));
    Some(match entered {
        Entered::Merge(a, b) | Entered::TakeIn(a, b) | Entered::Give(a, b, _) if nth(a) == nth(b) => {
            return None;
        }
        Entered::Merge(a, b) => {
            let (a, b) = (nth(a), nth(b));
            let hands = vec![hand(&a, &x, None), hand(&b, &x, None)];
            Wish { ends: vec![a, b], begins: vec![new("x")], hands, ..blank }
        }
        Entered::TakeIn(a, b) => {
            let (a, b) = (nth(a), nth(b));
            Wish { hands: vec![hand(&a, &b, None)], ends: vec![a], ..blank }
        }
        Entered::Split(a, part) => {
            let a = nth(a);
            let hands = vec![hand(&a, &x, *part), hand(&a, &y, part.map(|part| 100 - part))];
            Wish { ends: vec![a], begins: vec![new("x"), new("y")], hands, ..blank }
        }
        Entered::Give(a, b, part) => Wish { hands: vec![hand(&nth(a), &nth(b), Some(*part))], ..blank },
        Entered::Rename(a) => {
            let (unit, name) = (nth(a), Some(format!("phường {at}")));
            Wish { changes: vec![UnitChange { unit, name, official_code: None, parent: None }], ..blank }
        }
    })
}

/// The book after all that was entered, in order.
fn after(many: usize, all: &[Entered]) -> (Book, usize) {
    let mut book = founded(many);
    for (at, entered) in all.iter().enumerate() {
        let Some(wish) = wish(&book, at + 1, entered) else { continue };
        let act = reorganise::apply(&book, &administrator(), &wish, day(0)).unwrap();
        append(&mut book, act);
    }
    let done = book.reorganised.len();
    (book, done)
}

fn told(book: &Book, many: usize, numbers: &[i64], on: Date) -> Carried {
    let amounts: BTreeMap<UnitId, Option<Decimal>> =
        (0..many).map(|n| (UnitId::from(format!("c{n}")), Some(numbers[n % numbers.len()].into()))).collect();
    book.territory().on(&amounts, on, &declared(&ShareKey::People))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is entered, nothing is lost: what is certain at least, what is certain at most, and the sum where all is told.
    #[test]
    fn the_total_of_a_province_is_the_same_whatever_is_reorganised(
        many in 1_usize..6, all in entered(), numbers in vec(0_i64..10_000, 1..6), when in 0_usize..10,
    ) {
        let (book, _) = after(many, &all);
        let carried = told(&book, many, &numbers, day(when));
        let whole: Decimal = (0..many).map(|n| Decimal::from(numbers[n % numbers.len()])).sum();
        prop_assert!(carried.ended.is_empty());
        let there = living(&book, day(when));
        prop_assert!(carried.told.keys().all(|unit| there.contains(unit)));
        let values: Option<Decimal> = carried.told.values().map(|told| told.amount.value).sum();
        prop_assert!(values.is_none_or(|sum| sum == whole), "{values:?} of {whole}");
        let least: Decimal = carried.told.values().filter_map(|told| told.amount.low).sum();
        let most: Decimal = carried.told.values().filter_map(|told| told.amount.high).sum();
        prop_assert!(least <= whole && whole <= most);
    }

    #[test]
    fn all_is_as_it_was_when_all_is_taken_back(many in 1_usize..6, all in entered()) {
        let (mut book, done) = after(many, &all);
        for _ in 0..done {
            let last = book.reorganised.last().unwrap().what.id.clone();
            let act = reorganise::withdraw(&book, &administrator(), &last).unwrap();
            append(&mut book, act);
        }
        let before = founded(many);
        prop_assert_eq!((&book.units, &book.successions), (&before.units, &before.successions));
        prop_assert_eq!(living(&book, day(9)), living(&before, day(9)));
    }

    /// Loaded whole or in pieces, in whichever order: the same territory.
    #[test]
    fn the_order_of_loading_does_not_matter(
        many in 1_usize..6, all in entered(), numbers in vec(0_i64..10_000, 1..6), when in 0_usize..10, cut in 0_usize..12,
    ) {
        let (book, _) = after(many, &all);
        let mut units: Vec<Unit> = book.units.values().cloned().collect();
        let mut successions = book.successions.clone();
        units.reverse();
        successions.reverse();
        let (units, successions) = (units.split_at(cut.min(units.len())), successions.split_at(cut.min(successions.len())));
        let mut pieces = Book::default();
        for (units, successions) in [(units.1, successions.0), (units.0, successions.1), (units.1, successions.0)] {
            let (units, successions) = (units.to_vec(), successions.to_vec());
            append(&mut pieces, Act::Territory { change: TerritoryAct::Loaded { units, successions } });
        }
        prop_assert_eq!(&pieces.units, &book.units);
        prop_assert_eq!(told(&pieces, many, &numbers, day(when)), told(&book, many, &numbers, day(when)));
    }
}
