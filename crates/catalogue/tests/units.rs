//! Units over time: the traps of the reform of 1 July 2025, and the whole country where its lists are at hand.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use catalogue::units::{Country, REFORM, country, load, shipped, shipped_successions, units_on};
use model::{Date, Decimal, Succession, Unit, UnitId, UnitKind};
use std::collections::BTreeSet;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn named<'a>(units: &'a [Unit], name: &str, on: &str) -> &'a Unit {
    units_on(units, day(on)).into_iter().find(|u| u.name == name).unwrap()
}

fn parts_of(unit: &UnitId) -> Vec<&'static str> {
    let from = |s: &&Succession| s.to == *unit;
    let name = |id: &UnitId| shipped().iter().find(|u| u.id == *id).map(|u| u.name.as_str()).unwrap();
    let mut parts: Vec<&str> = shipped_successions().iter().filter(from).map(|s| name(&s.from)).collect();
    parts.sort_unstable();
    parts
}

#[test]
fn than_uyen_before_and_after() {
    let count =
        |on: &str, kind: UnitKind| units_on(shipped(), day(on)).iter().filter(|u| u.kind == kind).count();
    for (on, province, district, communes) in
        [("2021-03-14", 1, 1, 12), ("2025-06-30", 1, 1, 12), ("2025-07-01", 1, 0, 4), ("2026-11-23", 1, 0, 4)]
    {
        let found = [UnitKind::Province, UnitKind::District, UnitKind::Commune].map(|kind| count(on, kind));
        assert_eq!(found, [province, district, communes], "{on}");
    }
    let district = named(shipped(), "huyện Than Uyên", "2021-03-14");
    for unit in units_on(shipped(), day("2021-03-14")).iter().filter(|u| u.kind == UnitKind::Commune) {
        assert_eq!(unit.parent_on(day("2021-03-14")), Some(Some(&district.id)), "{}", unit.name);
        assert_eq!(unit.parent_on(REFORM), None, "{}", unit.name);
    }
}

#[test]
fn every_old_commune_went_whole_into_one_new_one() {
    let table = [
        ("xã Than Uyên", ["thị trấn Than Uyên", "xã Hua Nà", "xã Mường Cang", "xã Mường Than"].as_slice()),
        ("xã Mường Than", &["xã Mường Mít", "xã Phúc Than"]),
        ("xã Mường Kim", &["xã Mường Kim", "xã Pha Mu", "xã Tà Hừa", "xã Tà Mung"]),
        ("xã Khoen On", &["xã Khoen On", "xã Ta Gia"]),
    ];
    for (new, old) in table {
        assert_eq!(parts_of(&named(shipped(), new, "2025-07-01").id), old, "{new}");
    }
    assert_eq!(shipped_successions().len(), 13);
    for succession in shipped_successions() {
        assert_eq!((succession.share, succession.on), (Some(Decimal::ONE), REFORM));
        assert!(["1670/NQ-UBTVQH15", "202/2025/QH15"].contains(&succession.legal_basis.as_str()));
    }
}

#[test]
fn codes_and_names_are_reused_for_other_territory() {
    let code = |name: &str, on: &str| named(shipped(), name, on).official_code.clone().unwrap();
    assert_eq!(code("thị trấn Than Uyên", "2025-06-30"), code("xã Than Uyên", "2025-07-01"));
    assert_eq!(
        (code("xã Khoen On", "2025-06-30"), code("xã Khoen On", "2025-07-01")),
        ("03643".into(), "03640".into())
    );
    assert_eq!(code("xã Ta Gia", "2025-06-30"), "03640");
    let old = named(shipped(), "xã Mường Than", "2025-06-30");
    let new = named(shipped(), "xã Mường Than", "2025-07-01");
    assert_ne!(old.id, new.id);
    let heir = shipped_successions().iter().find(|s| s.from == old.id).unwrap();
    assert_eq!(heir.to, named(shipped(), "xã Than Uyên", "2025-07-01").id);
    let kim = |on| &named(shipped(), "xã Mường Kim", on).id;
    assert_ne!(kim("2025-06-30"), kim("2025-07-01"), "the same code and name, another territory");
}

#[test]
fn wrong_lists_say_where() {
    let head = "code,name,kind,parent_code,valid_from,valid_to\n";
    let edges = "old_code,new_code,share,legal_basis,note\n";
    let says = |list: &str, more: &str| {
        load(&[&format!("{head}{list}")], &format!("{edges}{more}"), REFORM).unwrap_err().to_string()
    };
    assert_eq!(says("01,A,lang,,,\n", ""), "dòng 2: không có loại đơn vị “lang”");
    assert_eq!(
        says("01,A,tinh,,,\n01,B,tinh,,2022-01-01,\n", ""),
        "dòng 3: mã 01 có hai giai đoạn chồng lên nhau"
    );
    assert_eq!(says("001,A,huyen,01,,\n", ""), "dòng 2: đơn vị cấp trên 01 không tồn tại suốt thời gian này");
    assert_eq!(
        says("01,A,tinh,,,2024-01-01\n001,A,huyen,01,,\n", ""),
        "dòng 3: đơn vị cấp trên 01 không tồn tại suốt thời gian này"
    );
    assert_eq!(
        says("01,A,tinh,,,\n", "01,01,whole,x,\n"),
        "dòng 2: không có đơn vị mang mã 01 vào ngày kế thừa"
    );
    assert!(says("01,A,tinh,,,\n", "01,01,half,x,\n").starts_with("dòng 2: không đọc được"));
    assert!(says("01,A,tinh,,2022-02-30,\n", "").starts_with("dòng 2: không đọc được"));
}

/// A unit keeps its id when only its parent changes, and stands under each version of its parent.
#[test]
fn placements_follow_the_parents() {
    let list = "code,name,kind,parent_code,valid_from,valid_to\n01,T,tinh,,,\n\
        001,H,huyen,01,,2023-01-01\n001,H,thi_xa,01,2023-01-01,\n002,K,huyen,01,,\n\
        00001,X,xa,001,,2024-01-01\n00001,X,xa,002,2024-01-01,\n";
    let (units, _) = load(&[list], "old_code,new_code,share,legal_basis\n", REFORM).unwrap();
    let commune = units.iter().find(|u| u.name == "xã X").unwrap();
    let parents: Vec<&str> =
        commune.placements.iter().filter_map(|p| p.parent.as_ref().map(UnitId::as_str)).collect();
    assert_eq!(parents, ["vn-001", "vn-001-20230101", "vn-002"]);
    assert_eq!(commune.parent_on(day("2023-06-01")).unwrap().unwrap().as_str(), "vn-001-20230101");
}

#[test]
fn the_whole_country() {
    let Country { units, successions } = country();
    let table = [
        ("2021-11-01", [63, 705, 10_599]),
        ("2023-12-31", [63, 705, 10_598]),
        ("2024-12-31", [63, 704, 10_472]),
        ("2025-03-01", [63, 696, 10_035]),
        ("2025-07-01", [34, 0, 3_321]),
        ("2026-11-23", [34, 0, 3_321]),
    ];
    for (on, counts) in table {
        let there = units_on(units, day(on));
        let of = |kind| there.iter().filter(|u| u.kind == kind).count();
        assert_eq!([UnitKind::Province, UnitKind::District, UnitKind::Commune].map(of), counts, "{on}");
    }
    for (on, kinds) in [("2025-07-01", [2_621, 687, 13]), ("2026-11-23", [2_599, 709, 13])] {
        let there = units_on(units, day(on));
        let called =
            |word| there.iter().filter(|u| u.kind == UnitKind::Commune && u.name.starts_with(word)).count();
        assert_eq!(["xã ", "phường ", "đặc khu "].map(called), kinds, "{on}");
    }
    assert_eq!(successions.len(), 10_633);
    let mut ids: Vec<&UnitId> = units.iter().map(|u| &u.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), units.len(), "every unit has its own id");
}

/// New communes bear the codes and names of others: what counts is who went into whom.
#[test]
fn the_traps_of_the_reform_in_the_country() {
    let Country { units, successions } = country();
    let of = |code: &str, on: &str| {
        let there = units_on(units, day(on));
        there.into_iter().find(|u| u.official_code.as_deref() == Some(code)).unwrap()
    };
    let heirs = |unit: &Unit| -> Vec<&UnitId> {
        successions.iter().filter(|s| s.from == unit.id).map(|s| &s.to).collect()
    };
    let (before, after) = ("2025-06-30", "2025-07-01");
    // Old xã Mường Than is not in the new xã Mường Than, whose code was that of Phúc Than.
    assert_eq!(heirs(of("03619", before)), [&of("03595", after).id]);
    assert_eq!(
        (of("03618", before).name.as_str(), of("03618", after).name.as_str()),
        ("xã Phúc Than", "xã Mường Than")
    );
    // The new xã Khoen On bears the code of old Ta Gia.
    assert_eq!(
        (of("03640", before).name.as_str(), of("03640", after).name.as_str()),
        ("xã Ta Gia", "xã Khoen On")
    );
    assert_eq!(heirs(of("03643", before)), [&of("03640", after).id]);
    // Every commune of before has an heir, every unit of after a forebear; a district only where it had no communes.
    let living = |on: &str, kind| units_on(units, day(on)).into_iter().filter(move |u| u.kind == kind);
    let followed_up: BTreeSet<&UnitId> = successions.iter().map(|s| &s.from).collect();
    assert!(living(before, UnitKind::Commune).all(|unit| followed_up.contains(&unit.id)));
    assert_eq!(living(before, UnitKind::District).filter(|unit| followed_up.contains(&unit.id)).count(), 5);
    let followed: BTreeSet<&UnitId> = successions.iter().map(|s| &s.to).collect();
    assert!(living(after, UnitKind::Commune).all(|unit| followed.contains(&unit.id)));
}

#[test]
fn a_name_that_several_bear_names_none() {
    let on = day("2021-12-31");
    assert_eq!(country().named("Huyện Than Uyên", on).unwrap().official_code.as_deref(), Some("110"));
    assert!(country().named("huyện Châu Thành", on).is_none());
    assert!(country().named("huyện Không Có", on).is_none());
    assert!(country().named("huyện Than Uyên", REFORM).is_none());
}
