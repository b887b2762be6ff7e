//! Finding units by names of any time: `suite/units/search.txt`. `BLESS=1` writes the answers anew.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use catalogue::units::country;
use engine::Book;
use engine::adopt::founding_of;
use engine::atlas::{Atlas, By, Hit, Known};
use engine::territory::{EnterUnit, enter_unit, load_country, remove_unit};
use model::*;
use std::fmt::Write;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn administrator() -> Account {
    Account::new("quan-tri", "don-vi", vec![Grant::everywhere(Role::Administrator)])
}

fn apply(book: &mut Book, act: Act) {
    // As the ledger keeps it: encoded and read back.
    let act = serde_json::from_str(&serde_json::to_string(&act).unwrap()).unwrap();
    book.apply(&Entry { cut: Cut(book.cut.0 + 1), at: String::new(), by: "an".into(), act });
}

/// The book of a place that was founded under its official name.
fn founded(name: &str, kind: UnitKind, on: &str) -> Book {
    let mut book = unnamed(kind);
    let act = founding_of(&book, name, kind, day(on)).unwrap();
    apply(&mut book, act);
    book
}

/// The book of a place that nobody named yet.
fn unnamed(kind: UnitKind) -> Book {
    let mut book = Book::default();
    let place = Place::of("don-vi");
    let top = Unit {
        placements: vec![Placement { parent: None, from: None, to: None }],
        ..Unit::of("don-vi", "", kind)
    };
    apply(&mut book, Act::PlaceFounded { place, units: vec![top], successions: Vec::new() });
    book
}

fn told(atlas: &Atlas<'_>, hit: &Hit<'_>) -> String {
    let Known { unit, listed, .. } = hit.known;
    let last = unit.placements.last().unwrap();
    let names = |of: Vec<&UnitId>, on: Option<Date>| {
        let name = |id: &UnitId| atlas.name_on(id, on.unwrap_or(Date::MAX));
        of.into_iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let mut said = format!("{} ({})", unit.name, unit.official_code.as_deref().unwrap_or("–"));
    match &hit.by {
        By::Name => {}
        By::Former(name, until) => write!(said, " · {name} đến {until}").unwrap(),
        By::Alias(alias) => write!(said, " · cũng viết {alias}").unwrap(),
        By::Code(code) => write!(said, " · mã {code}").unwrap(),
    }
    let from = unit.began().map_or_else(|| "…".to_owned(), |on| on.to_string());
    write!(said, " · {from} – {}", unit.ended().map_or_else(|| "nay".to_owned(), |on| on.to_string()))
        .unwrap();
    if let Some(parent) = &last.parent {
        write!(said, " · thuộc {}", names(vec![parent], last.from.or(Some(Date::MIN)))).unwrap();
    }
    let heirs: Vec<&UnitId> = atlas.heirs(&unit.id).iter().map(|s| &s.to).collect();
    if !heirs.is_empty() {
        write!(said, " · thành {}", names(heirs, unit.ended())).unwrap();
    }
    if listed {
        said.push_str(" [danh mục]");
    }
    said
}

#[test]
fn units_are_found_by_any_name_they_ever_bore() {
    let book = founded("huyện Than Uyên", UnitKind::District, "2022-03-31");
    let atlas = Atlas::of(&book);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/units/search.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let mut seen = String::new();
    for line in text.lines().filter(|line| line.starts_with('#')) {
        writeln!(seen, "{line}").unwrap();
    }
    for asked in text.lines().filter_map(|line| line.strip_prefix("? ")) {
        let hits = atlas.find(asked, day("2026-11-27"));
        writeln!(seen, "\n? {asked}").unwrap();
        for hit in hits.iter().take(6) {
            writeln!(seen, "  {}", told(&atlas, hit)).unwrap();
        }
        match hits.len() {
            0 => writeln!(seen, "  không có").unwrap(),
            more if more > 6 => writeln!(seen, "  và {} nữa", more - 6).unwrap(),
            _ => {}
        }
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &seen).unwrap();
    }
    assert_eq!(text, seen, "BLESS=1 writes it anew");
}

/// A place that is not named yet could not be told from its double in the lists.
#[test]
fn the_country_waits_for_the_name_of_the_place() {
    let book = unnamed(UnitKind::Commune);
    let refused = load_country(&book, &administrator(), country()).unwrap_err();
    assert_eq!(refused.code, RefusalCode::PlaceFirst);
}

/// What the ledger was founded with stays what it is; the rest of the country stands around it.
#[test]
fn the_country_enters_the_ledger_once() {
    let mut book = founded("tỉnh Lai Châu", UnitKind::Province, "2026-03-31");
    let known = book.units.clone();
    let act = load_country(&book, &administrator(), country()).unwrap().unwrap();
    let bytes = serde_json::to_string(&act).unwrap().len();
    assert!(bytes < 8_000_000, "{bytes}");
    apply(&mut book, act);
    assert!(known.iter().all(|(id, unit)| book.units.get(id) == Some(unit)));
    let there = |on: &str, kind| {
        book.units.values().filter(|unit| unit.kind == kind && unit.parent_on(day(on)).is_some()).count()
    };
    assert_eq!([UnitKind::Province, UnitKind::Commune].map(|kind| there("2026-11-27", kind)), [34, 3_321]);
    let then =
        [UnitKind::Province, UnitKind::District, UnitKind::Commune].map(|kind| there("2025-06-30", kind));
    assert_eq!(then, [63, 696, 10_035]);
    assert!(
        book.successions.iter().all(|s| book.units.contains_key(&s.from) && book.units.contains_key(&s.to))
    );
    assert_eq!(book.communes_on(day("2026-11-27")).len(), 38);
    assert_eq!(load_country(&book, &administrator(), country()).unwrap(), None, "nothing is left to load");
    // The whole country across the reform: every commune's one thousand is somewhere.
    let thousand = book
        .units
        .values()
        .filter(|u| u.kind == UnitKind::Commune && u.parent_on(day("2025-06-30")).is_some());
    let amounts = thousand.map(|unit| (unit.id.clone(), Some(Decimal::ONE_THOUSAND))).collect();
    let key = engine::territory::declared(&ShareKey::Area);
    let carried = book.territory().on(&amounts, day("2026-11-27"), &key);
    assert!(carried.ended.is_empty());
    let least: Decimal = carried.told.values().filter_map(|told| told.amount.low).sum();
    let most: Decimal = carried.told.values().filter_map(|told| told.amount.high).sum();
    let whole = Decimal::ONE_THOUSAND * Decimal::from(10_035);
    assert!(least < whole && whole < most);
}

#[test]
fn agencies_stand_below_areas_and_are_taken_out_again() {
    let mut book = founded("xã Than Uyên", UnitKind::Commune, "2026-03-31");
    let wish = |name: &str, parent: &str| EnterUnit {
        name: name.to_owned(),
        kind: UnitKind::Station,
        parent: parent.into(),
        official_code: String::new(),
        from: Some(day("2026-01-01")),
        phone: "0213".to_owned(),
    };
    let who = administrator();
    let (id, act) = enter_unit(&book, &who, &wish("Trạm Y tế xã Than Uyên", "don-vi")).unwrap();
    assert_eq!(id.as_str(), "tram-y-te-xa-than-uyen-20260101");
    apply(&mut book, act);
    let again = enter_unit(&book, &who, &wish("trạm y tế xã Than Uyên", "don-vi")).unwrap_err();
    assert_eq!(again.code, RefusalCode::UnitNameTaken);
    assert_eq!(enter_unit(&book, &who, &wish("Trạm khác", "ai")).unwrap_err().code, RefusalCode::ParentGone);
    assert_eq!(remove_unit(&book, &who, &"don-vi".into()).unwrap_err().code, RefusalCode::UnitInUse);
    let act = remove_unit(&book, &who, &id).unwrap();
    apply(&mut book, act);
    assert!(!book.units.contains_key(&id) && book.below(&"don-vi".into()).all(|unit| unit.id != id));
}

/// What was looked for once is looked up anew when a unit comes, is renamed, comes back under its old name, or goes.
#[test]
fn units_are_found_as_they_are_now() {
    let mut book = founded("xã Than Uyên", UnitKind::Commune, "2026-03-31");
    let who = administrator();
    let first = |book: &Book, wanted: &str| {
        let hits = Atlas::of(book).find(wanted, day("2026-06-01"));
        hits.first().map(|hit| (hit.known.unit.name.clone(), hit.by.clone()))
    };
    let named = |name: &str| Some((name.to_owned(), By::Name));
    assert_eq!(first(&book, "Trạm Y tế số 1"), None);
    let wish = EnterUnit {
        name: "Trạm Y tế số 1".to_owned(),
        kind: UnitKind::Station,
        parent: "don-vi".into(),
        official_code: String::new(),
        from: Some(day("2026-01-01")),
        phone: String::new(),
    };
    let (id, act) = enter_unit(&book, &who, &wish).unwrap();
    apply(&mut book, act);
    assert_eq!(first(&book, "tram y te so 1"), named("Trạm Y tế số 1"));
    let reorganisation = Reorganisation {
        id: "doi-ten".into(),
        on: day("2026-05-01"),
        legal_basis: "Quyết định 9/QĐ-UBND".to_owned(),
        ends: Vec::new(),
        begins: Vec::new(),
        changes: vec![UnitChange {
            unit: id.clone(),
            name: Some("Trạm Y tế Nà Ban".to_owned()),
            official_code: None,
            parent: None,
        }],
        successions: Vec::new(),
    };
    apply(
        &mut book,
        Act::Territory { change: TerritoryAct::Reorganised { reorganisation: Box::new(reorganisation) } },
    );
    assert_eq!(first(&book, "tram y te na ban"), named("Trạm Y tế Nà Ban"));
    let former = By::Former("Trạm Y tế số 1".to_owned(), day("2026-05-01"));
    assert_eq!(first(&book, "tram y te so 1"), Some(("Trạm Y tế Nà Ban".to_owned(), former)));
    apply(&mut book, Act::Territory { change: TerritoryAct::Withdrawn { id: "doi-ten".into() } });
    assert_eq!(first(&book, "tram y te na ban"), None);
    assert_eq!(first(&book, "tram y te so 1"), named("Trạm Y tế số 1"));
    let act = remove_unit(&book, &who, &id).unwrap();
    apply(&mut book, act);
    assert_eq!(first(&book, "tram y te so 1"), None);
}
