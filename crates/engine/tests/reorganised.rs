//! A reorganisation applies and is taken back: the book is as it was.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use engine::Book;
use model::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn unit(id: &str, name: &str, kind: UnitKind, parent: Option<&str>, from: Option<&str>) -> Unit {
    Unit {
        id: id.into(),
        name: name.to_owned(),
        kind,
        official_code: None,
        placements: vec![Placement { parent: parent.map(UnitId::from), from: from.map(day), to: None }],
        phone: None,
        former: Vec::new(),
    }
}

fn append(book: &mut Book, change: TerritoryAct) {
    let act = Act::Territory { change };
    // As the ledger keeps it: encoded and read back.
    let act = serde_json::from_str(&serde_json::to_string(&act).unwrap()).unwrap();
    book.apply(&Entry { cut: Cut(book.cut.0 + 1), at: String::new(), by: "an".into(), act });
}

#[test]
fn what_a_reorganisation_does_is_taken_back_whole() {
    let commune = |id: &str, name: &str| unit(id, name, UnitKind::Commune, Some("t"), None);
    let mut book = Book::default();
    let units = vec![
        unit("t", "tỉnh T", UnitKind::Province, None, None),
        commune("a", "xã A"),
        commune("b", "xã B"),
        commune("c", "xã C"),
    ];
    append(&mut book, TerritoryAct::Loaded { units, successions: Vec::new() });
    let before = book.clone();

    let on = day("2027-01-01");
    let reorganisation = Reorganisation {
        id: "r".into(),
        on,
        legal_basis: "12/NQ-UBTVQH16".to_owned(),
        ends: vec!["a".into(), "b".into()],
        begins: vec![unit("ab", "xã AB", UnitKind::Commune, Some("t"), Some("2027-01-01"))],
        changes: vec![UnitChange {
            unit: "c".into(),
            name: Some("phường C".to_owned()),
            official_code: None,
            parent: None,
        }],
        successions: ["a", "b"].map(|from| Succession::whole(from.into(), "ab".into(), on, "")).into(),
    };
    append(&mut book, TerritoryAct::Reorganised { reorganisation: Box::new(reorganisation) });
    let there = |book: &Book, on: Date| -> Vec<String> {
        book.below(&"t".into())
            .filter(|u| u.parent_on(on).is_some())
            .map(|u| u.name_on(on).to_owned())
            .collect()
    };
    assert_eq!(there(&book, day("2026-12-31")), ["xã A", "xã B", "xã C"]);
    assert_eq!(there(&book, on), ["xã AB", "phường C"]);
    let amounts = [("a".into(), Some(10.into())), ("b".into(), Some(11.into()))].into();
    let told = book.territory().on(&amounts, on, &|_, _| None).told;
    assert_eq!(told[&UnitId::from("ab")].amount.value, Some(21.into()));

    append(&mut book, TerritoryAct::Withdrawn { id: "r".into() });
    assert_eq!((&book.units, &book.successions), (&before.units, &before.successions));
    assert!(book.reorganised.is_empty());
    assert_eq!(there(&book, on), ["xã A", "xã B", "xã C"]);
}
