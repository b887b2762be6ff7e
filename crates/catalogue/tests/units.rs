//! Units over time: the traps of the reform of 1 July 2025, and the whole country where its lists are at hand.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use catalogue::units::{Country, Lists, REFORM, country, load, shipped, shipped_successions, units_on};
use model::{Attested, Date, Share, ShareKey, Succession, Unit, UnitId, UnitKind};
use std::collections::{BTreeMap, BTreeSet};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn named<'a>(units: &'a [Unit], name: &str, on: &str) -> &'a Unit {
    units_on(units, day(on)).into_iter().find(|u| u.name_on(day(on)) == name).unwrap()
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
    // The province was neither merged nor divided.
    assert_eq!(
        named(shipped(), "tỉnh Lai Châu", "2021-03-14"),
        named(shipped(), "tỉnh Lai Châu", "2026-11-23")
    );
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
    assert_eq!(shipped_successions().len(), 12);
    for succession in shipped_successions() {
        assert_eq!((succession.is_whole(), succession.on), (true, REFORM));
        assert_eq!(succession.legal_basis, "1670/NQ-UBTVQH15");
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

fn lists(versions: &str, succession: &str) -> Result<Country, catalogue::DataError> {
    load(&Lists { versions: &[versions], succession, on: REFORM, earlier: "", areas: "", aliases: "" })
}

#[test]
fn wrong_lists_say_where() {
    let head = "code,name,kind,parent_code,valid_from,valid_to\n";
    let edges = "old_code,new_code,share,legal_basis,note\n";
    let says = |list: &str, more: &str| {
        lists(&format!("{head}{list}"), &format!("{edges}{more}")).unwrap_err().to_string()
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
        says("01,A,tinh,,,\n", "01,02,whole,x,\n"),
        "dòng 2: không có đơn vị mang mã 01 vào ngày kế thừa"
    );
    assert!(says("01,A,tinh,,,\n", "01,01,half,x,\n").starts_with("dòng 2: không đọc được"));
    assert!(says("01,A,tinh,,2022-02-30,\n", "").starts_with("dòng 2: không đọc được"));
}

/// A unit keeps its id when its parent, name or kind changes; a district of another name is another, and its communes
/// stand under each.
#[test]
fn a_unit_goes_on_under_another_name_kind_or_parent() {
    let list = "code,name,kind,parent_code,valid_from,valid_to\n01,T,tinh,,,\n\
        001,H,huyen,01,,2023-01-01\n001,H,thi_xa,01,2023-01-01,2024-01-01\n001,K,thi_xa,01,2024-01-01,\n\
        002,L,huyen,01,,\n00001,X,xa,001,,2024-06-01\n00001,X,phuong,002,2024-06-01,2025-01-01\n\
        00001,Y,phuong,002,2025-01-01,\n";
    let Country { units, .. } = lists(list, "old_code,new_code,share,legal_basis\n").unwrap();
    let commune = units.iter().find(|u| u.name == "phường Y").unwrap();
    let parents: Vec<&str> =
        commune.placements.iter().filter_map(|p| p.parent.as_ref().map(UnitId::as_str)).collect();
    assert_eq!(parents, ["vn-001", "vn-001-20240101", "vn-002"]);
    let names = ["2024-05-31", "2024-06-01", "2024-12-31", "2025-01-01"].map(|on| commune.name_on(day(on)));
    assert_eq!(names, ["xã X", "phường X", "phường X", "phường Y"]);
    let district = units.iter().find(|u| u.id.as_str() == "vn-001").unwrap();
    assert_eq!(
        (district.name_on(day("2022-01-01")), district.name.as_str(), district.ended()),
        ("huyện H", "thị xã H", Some(day("2024-01-01")))
    );
}

#[test]
fn the_whole_country() {
    let Country { units, successions, .. } = country();
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
        let called = |word| {
            there
                .iter()
                .filter(|u| u.kind == UnitKind::Commune && u.name_on(day(on)).starts_with(word))
                .count()
        };
        assert_eq!(["xã ", "phường ", "đặc khu "].map(called), kinds, "{on}");
    }
    // Of 10,633 rows of the list 143 are of units that went on as they were.
    assert_eq!(successions.iter().filter(|s| s.on == REFORM).count(), 10_490);
    let mut ids: Vec<&UnitId> = units.iter().map(|u| &u.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), units.len(), "every unit has its own id");
}

/// New communes bear the codes and names of others: what counts is who went into whom.
#[test]
fn the_traps_of_the_reform_in_the_country() {
    let Country { units, successions, .. } = country();
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
    let goes_on = |unit: &Unit| unit.parent_on(REFORM).is_some() && unit.parent_on(day(before)).is_some();
    assert!(living(before, UnitKind::Commune).all(|unit| followed_up.contains(&unit.id) != goes_on(unit)));
    assert_eq!(living(before, UnitKind::District).filter(|unit| followed_up.contains(&unit.id)).count(), 5);
    let followed: BTreeSet<&UnitId> = successions.iter().filter(|s| s.on == REFORM).map(|s| &s.to).collect();
    assert!(living(after, UnitKind::Commune).all(|unit| followed.contains(&unit.id) != goes_on(unit)));
}

#[test]
fn a_name_that_several_bear_names_none() {
    let on = day("2021-12-31");
    assert_eq!(country().named("Huyện Than Uyên", on).unwrap().official_code.as_deref(), Some("110"));
    assert!(country().named("huyện Châu Thành", on).is_none());
    assert!(country().named("huyện Không Có", on).is_none());
    assert!(country().named("huyện Than Uyên", REFORM).is_none());
}

/// 58 resolutions give one heir all the people of a commune with a part of its land: people follow for certain.
#[test]
fn people_and_land_are_handed_over_as_the_resolution_says() {
    let parts = |key: ShareKey, share: Share| {
        country().successions.iter().filter(move |s| s.shares.get(&key) == Some(&share)).count()
    };
    assert_eq!(parts(ShareKey::People, Share::declared(1.into())), 58);
    assert_eq!(parts(ShareKey::People, Share::declared(0.into())), 65);
    // All the land of Kỳ Lợi went to one, its people to two others as well.
    assert_eq!(parts(ShareKey::Area, Share::declared(1.into())), 1);
    // Of 901 estimates three are of Kỳ Lợi: what the resolution says counts.
    let estimated = country().successions.iter().filter_map(|s| s.shares.get(&ShareKey::Area));
    assert_eq!(estimated.filter(|share| share.estimated).count(), 898);
}

/// Mergers before 2025 come from lists of unequal worth, and say so.
#[test]
fn earlier_mergers_say_how_well_they_are_attested() {
    let Country { units, successions, .. } = country();
    let earlier = || successions.iter().filter(|s| s.on < REFORM);
    let (merged, itself): (Vec<_>, Vec<_>) = earlier().partition(|s| {
        let code = |id: &UnitId| units.iter().find(|u| u.id == *id).and_then(|u| u.official_code.clone());
        code(&s.from) != code(&s.to)
    });
    let of = |attested| merged.iter().filter(|s| s.attested == attested).count();
    assert_eq!(
        [Attested::Resolution, Attested::Lists, Attested::Press, Attested::Name].map(of),
        [0, 349, 127, 83]
    );
    // Who took in others is another territory from then on, and follows itself.
    assert_eq!(itself.len(), 442);
    assert!(earlier().all(|s| s.is_whole()));
    let ended: Vec<&Unit> = units.iter().filter(|u| u.ended().is_some_and(|on| on < REFORM)).collect();
    let heirless =
        ended.iter().filter(|u| u.kind == UnitKind::Commune && !successions.iter().any(|s| s.from == u.id));
    // 21 whose heirs no list names, and six whose code was missing in the list of January 2025.
    assert_eq!(heirless.count(), 27);
}

/// Communes that have a namesake in their own province from the reform on which has nothing of them: a name tells nothing.
/// Letter by letter there are 276. The lists write AYun and Ayun, KRông Búk and Krông Búk, which is one name to whoever
/// looks for it: 278.
#[test]
fn a_name_does_not_tell_where_a_commune_went() {
    let Country { units, successions, .. } = country();
    let (before, after) = (day("2025-06-30"), REFORM);
    let by_id: BTreeMap<&UnitId, &Unit> = units.iter().map(|unit| (&unit.id, unit)).collect();
    let bare = |name: &str| {
        let kinds = ["xã ", "phường ", "thị trấn ", "đặc khu "];
        kinds.iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name).to_owned()
    };
    let province = |unit: &Unit, on: Date| -> UnitId {
        let mut top = unit;
        while let Some(above) = top.parent_on(on).flatten() {
            top = by_id[above];
        }
        top.id.clone()
    };
    let mut heirs: BTreeMap<&UnitId, BTreeSet<&UnitId>> = BTreeMap::new();
    for succession in successions.iter().filter(|s| s.on == REFORM) {
        heirs.entry(&succession.from).or_default().insert(&succession.to);
    }
    let communes = |on: Date| {
        units.iter().filter(move |unit| unit.kind == UnitKind::Commune && unit.parent_on(on).is_some())
    };
    let deceived = |spelled: fn(&str) -> String| {
        let mut named: BTreeMap<(UnitId, String), Vec<&UnitId>> = BTreeMap::new();
        for unit in communes(after) {
            named
                .entry((province(unit, after), spelled(&bare(unit.name_on(after)))))
                .or_default()
                .push(&unit.id);
        }
        let alike = communes(before).filter(|old| {
            let then = province(old, before);
            let now = heirs.get(&then).and_then(|heirs| heirs.first().copied()).unwrap_or(&then).clone();
            let namesakes =
                named.get(&(now, spelled(&bare(old.name_on(before))))).map_or(&[][..], Vec::as_slice);
            let has = |new: &&UnitId| {
                **new == old.id || heirs.get(&old.id).is_some_and(|heirs| heirs.contains(*new))
            };
            !namesakes.is_empty() && !namesakes.iter().any(has)
        });
        alike.count()
    };
    assert_eq!([deceived(str::to_owned), deceived(viet::fold::key)], [276, 278]);
}
