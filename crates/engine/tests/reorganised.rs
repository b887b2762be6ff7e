//! A reorganisation applies and is taken back: the book is as it was.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use engine::reorganise::{self, Hand, NewUnit, Wish};
use engine::{Book, territory};
use model::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn unit(id: &str, name: &str, kind: UnitKind, parent: Option<&str>, from: Option<&str>) -> Unit {
    Unit {
        placements: vec![Placement { parent: parent.map(UnitId::from), from: from.map(day), to: None }],
        ..Unit::of(id, name, kind)
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

fn administrator() -> Account {
    Account::new("quan-tri", "t", vec![Grant::everywhere(Role::Administrator)])
}

/// A province of four communes, of which one has a village.
fn province() -> Book {
    let commune = |id: &str, name: &str| unit(id, name, UnitKind::Commune, Some("t"), None);
    let place = Place::of("t");
    let units = vec![
        unit("t", "tỉnh T", UnitKind::Province, None, None),
        commune("a", "xã A"),
        commune("b", "xã B"),
        commune("c", "xã C"),
        unit("ban", "bản Một", UnitKind::Village, Some("a"), None),
    ];
    let mut book = Book::default();
    let act = Act::PlaceFounded { place, units, successions: Vec::new() };
    book.apply(&Entry { cut: Cut(1), at: String::new(), by: "an".into(), act });
    book
}

fn new_unit(key: &str, name: &str) -> NewUnit {
    let (key, name, parent) = (key.into(), name.to_owned(), Some("t".into()));
    NewUnit { key, name, kind: UnitKind::Commune, official_code: String::new(), parent }
}

fn hand(from: &str, to: &str, shares: &[(ShareKey, &str)]) -> Hand {
    let share = |(key, part): &(ShareKey, &str)| (key.clone(), Share::declared(part.parse().unwrap()));
    Hand { from: from.into(), to: to.into(), shares: shares.iter().map(share).collect() }
}

/// A and B become AB.
fn merger() -> Wish {
    Wish {
        on: day("2027-01-01"),
        legal_basis: "12/NQ-UBTVQH16 ngày 01/12/2026".to_owned(),
        ends: vec!["a".into(), "b".into()],
        begins: vec![new_unit("moi", "xã AB")],
        changes: Vec::new(),
        hands: vec![hand("a", "moi", &[]), hand("b", "moi", &[])],
        heirless: Vec::new(),
        confirmed: false,
    }
}

fn refused(wish: &Wish) -> RefusalCode {
    reorganise::apply(&province(), &administrator(), wish, day("2026-11-27")).unwrap_err().code
}

#[test]
fn wrong_entries_are_refused_with_what_to_do() {
    use RefusalCode::*;
    let people = |part: &'static str| [(ShareKey::People, part)];
    let table: [(&str, RefusalCode, Wish); 13] = [
        ("no basis", BasisWanted, Wish { legal_basis: " ".to_owned(), ..merger() }),
        ("nothing", ReorganisationEmpty, Wish { ends: vec![], begins: vec![], hands: vec![], ..merger() }),
        ("an end without heir", HeirWanted, Wish { hands: vec![hand("a", "moi", &[])], ..merger() }),
        ("an heir and none", HandedTwice, Wish { heirless: vec!["a".into()], ..merger() }),
        (
            "a whole handed on twice",
            HandedTwice,
            Wish {
                begins: vec![new_unit("moi", "xã AB"), new_unit("khac", "xã D")],
                hands: vec![
                    hand("a", "moi", &[(ShareKey::Whole, "1")]),
                    hand("a", "khac", &[]),
                    hand("b", "moi", &[]),
                ],
                ..merger()
            },
        ),
        (
            "parts that do not meet the whole",
            SharesOff,
            Wish {
                begins: vec![new_unit("moi", "xã AB"), new_unit("khac", "xã D")],
                hands: vec![
                    hand("a", "moi", &people("0.5")),
                    hand("a", "khac", &people("0.4")),
                    hand("b", "moi", &[]),
                ],
                ..merger()
            },
        ),
        (
            "a part that is told of one alone",
            SharesOff,
            Wish {
                begins: vec![new_unit("moi", "xã AB"), new_unit("khac", "xã D")],
                hands: vec![hand("a", "moi", &people("1")), hand("a", "khac", &[]), hand("b", "moi", &[])],
                ..merger()
            },
        ),
        ("the same line twice", HandedTwice, Wish { hands: vec![hand("a", "moi", &[]); 2], ..merger() }),
        ("nobody of that name", UnitNotThere, Wish { ends: vec!["x".into()], ..merger() }),
        (
            "the place itself",
            UnitNotThere,
            Wish {
                ends: vec!["t".into()],
                hands: vec![],
                heirless: vec!["t".into()],
                begins: vec![],
                ..merger()
            },
        ),
        ("a name in use", UnitNameTaken, Wish { begins: vec![new_unit("moi", "Xã  C")], ..merger() }),
        (
            "below one that ends",
            ParentGone,
            Wish {
                begins: vec![NewUnit { parent: Some("a".into()), ..new_unit("moi", "xã AB") }],
                ..merger()
            },
        ),
        (
            "a village left alone",
            BelowLeft,
            Wish {
                begins: vec![new_unit("moi", "xã AB"), new_unit("khac", "xã D")],
                hands: vec![hand("a", "moi", &[]), hand("a", "khac", &[]), hand("b", "moi", &[])],
                ..merger()
            },
        ),
    ];
    for (what, code, wish) in table {
        assert_eq!(refused(&wish), code, "{what}");
    }
    let past = Wish { on: day("2026-01-01"), ..merger() };
    assert_eq!(refused(&past), ReorganisationPast);
    let confirmed = Wish { confirmed: true, ..past };
    assert!(reorganise::apply(&province(), &administrator(), &confirmed, day("2026-11-27")).is_ok());
    let stranger = Account::new("xa", "a", vec![Grant::of(Role::Entry, "a")]);
    assert_eq!(reorganise::plan(&province(), &stranger, &merger()).unwrap_err().code, NotAllowed);
}

fn apply(book: &mut Book, wish: &Wish) -> Reorganisation {
    let act = reorganise::apply(book, &administrator(), wish, day("2026-11-27")).unwrap();
    let Act::Territory { change } = act else { panic!("{act:?}") };
    append(book, change);
    book.reorganised.last().unwrap().what.clone()
}

/// Whoever takes in a neighbour has other territory from then on, and follows itself; villages go along.
#[test]
fn a_unit_that_takes_in_another_begins_anew() {
    let mut book = province();
    let wish = Wish { ends: vec!["a".into()], begins: vec![], hands: vec![hand("a", "b", &[])], ..merger() };
    let done = apply(&mut book, &wish);
    assert_eq!(done.ends, [UnitId::from("a"), "b".into()]);
    let heir = &done.begins[0];
    assert_eq!((heir.name.as_str(), done.begins.len()), ("xã B", 1));
    assert_eq!(book.units[&UnitId::from("ban")].parent_on(day("2027-01-01")), Some(Some(&heir.id)));
    let amounts = [("a".into(), Some(10.into())), ("b".into(), Some(11.into()))].into();
    let told = book.territory().on(&amounts, day("2027-06-01"), &|_, _| None).told;
    assert_eq!(told[&heir.id].amount.value, Some(21.into()));
    // Nobody knows how much of it was which.
    let back = [(heir.id.clone(), Some(21.into()))].into();
    let then = book.territory().on(&back, day("2026-06-01"), &|_, _| None).told;
    assert_eq!(then.values().map(|told| told.amount.value).collect::<Vec<_>>(), [None, None]);
    let act = reorganise::withdraw(&book, &administrator(), &done.id).unwrap();
    let Act::Territory { change } = act else { panic!() };
    append(&mut book, change);
    assert_eq!((&book.units, book.successions.len()), (&province().units, 0));
}

/// What a unit gives away is told, and it keeps the rest.
#[test]
fn a_unit_that_gives_a_part_away_keeps_the_rest() {
    let mut book = province();
    let wish = Wish {
        ends: vec![],
        begins: vec![],
        changes: vec![UnitChange {
            unit: "ban".into(),
            name: None,
            official_code: None,
            parent: Some("b".into()),
        }],
        hands: vec![hand("a", "b", &[(ShareKey::People, "0.25"), (ShareKey::Area, "0.4")])],
        ..merger()
    };
    let done = apply(&mut book, &wish);
    let key = territory::declared(&ShareKey::People);
    let amounts = [("a".into(), Some(100.into()))].into();
    let told = book.territory().on(&amounts, day("2027-06-01"), &key).told;
    let id = |name: &str| &done.begins.iter().find(|unit| unit.name == name).unwrap().id;
    assert_eq!(book.units[&UnitId::from("ban")].parent_on(day("2027-01-01")), Some(Some(id("xã B"))));
    let of = |name: &str| told[id(name)].amount.value;
    assert_eq!((of("xã A"), of("xã B")), (Some(75.into()), Some(25.into())));
}

#[test]
fn later_changes_and_figures_keep_a_reorganisation_from_being_taken_back() {
    let mut book = province();
    let first = apply(&mut book, &merger());
    let heir = first.begins[0].id.clone();
    let rename = Wish {
        on: day("2028-01-01"),
        ends: vec![],
        begins: vec![],
        hands: vec![],
        changes: vec![UnitChange {
            unit: heir.clone(),
            name: Some("phường AB".to_owned()),
            official_code: None,
            parent: None,
        }],
        ..merger()
    };
    let second = apply(&mut book, &rename);
    assert_eq!(
        (book.units[&heir].name_on(day("2027-06-01")), book.unit_name(&heir)),
        ("xã AB", "phường AB".to_owned())
    );
    let back =
        |book: &Book, id| reorganise::withdraw(book, &administrator(), id).map_err(|refusal| refusal.code);
    assert_eq!(back(&book, &first.id).unwrap_err(), RefusalCode::ReorganisationLater);
    assert!(back(&book, &second.id).is_ok());
    let who = Account::new("can-bo", heir.as_str(), vec![Grant::of(Role::Entry, heir.as_str())]);
    let act = Act::AccountSet { account: who };
    book.apply(&Entry { cut: Cut(book.cut.0 + 1), at: String::new(), by: "an".into(), act });
    append(&mut book, TerritoryAct::Withdrawn { id: second.id.clone() });
    assert_eq!(back(&book, &first.id).unwrap_err(), RefusalCode::ReorganisationUsed);
}

#[test]
fn the_preview_tells_what_it_does() {
    let book = province();
    let what = reorganise::plan(&book, &administrator(), &merger()).unwrap();
    let effect = reorganise::effect(&book, &what);
    assert_eq!(effect.asked_no_more, [UnitId::from("a"), "b".into()]);
    assert_eq!(effect.asked_anew, [what.begins[0].id.clone()]);
    assert!(effect.series.is_empty() && effect.plans.is_empty() && effect.forms.is_empty());
}
