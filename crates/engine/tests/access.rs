//! The access table, worked out on a small place and printed for people: `suite/access/rights.txt`.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used)]

use engine::Book;
use engine::access::{self, Right};
use model::*;
use std::fmt::Write as _;
use std::path::Path;

/// A district with two communes, a village below the first.
fn book() -> Book {
    let unit = |id: &str, kind, parent: Option<&str>| Unit {
        placements: vec![Placement { parent: parent.map(UnitId::from), from: None, to: None }],
        ..Unit::of(id, id, kind)
    };
    let mut book = Book::default();
    for unit in [
        unit("huyen", UnitKind::District, None),
        unit("xa-1", UnitKind::Commune, Some("huyen")),
        unit("thon-1", UnitKind::Department, Some("xa-1")),
        unit("xa-2", UnitKind::Commune, Some("huyen")),
    ] {
        book.units.insert(unit.id.clone(), unit);
    }
    book
}

fn indicator(code: &str, restricted: bool) -> Indicator {
    Indicator {
        code: code.into(),
        name: code.to_owned(),
        measure_unit: "vụ".to_owned(),
        counted: true,
        decimals: 0,
        timing: Timing::Flow,
        collector: Collector::Communes,
        owner: "huyen".into(),
        planned: false,
        part_of: None,
        formula: None,
        source: String::new(),
        group: String::new(),
        restricted,
        joining: model::Joining::default(),
        less_is_better: false,
    }
}

fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn mark(yes: bool) -> &'static str {
    if yes { "có" } else { "-" }
}

/// The rights that there are, through a person who holds every role for the whole place.
fn all_rights() -> Vec<Right> {
    access::rights(&Account::new("moi-vai-tro", "huyen", Role::ALL.map(Grant::everywhere).to_vec()))
}

fn table() -> String {
    let book = book();
    let mut out = String::from(
        "# Quyền × vai trò × quan hệ. Ba cột đầu: vai trò được giao cho xa-1, hỏi về chính xa-1, thôn bên dưới, xã khác.\n\
         # Bốn cột sau: vai trò được giao cho cả nơi; cho cả nơi nhưng chỉ lĩnh vực NN; không gồm quốc phòng, an ninh; tài khoản đã khóa.\n\
         # Hàng không có chữ “có” nào thì không in.\n",
    );
    let heads = ["own", "below", "elsewhere", "place", "one sector", "not restricted", "closed"];
    let _ = writeln!(
        out,
        "\n{:<16} {:<14} {}",
        "right",
        "role",
        heads.map(|h| format!("{h:<15}")).concat().trim_end()
    );
    for right in all_rights() {
        for role in Role::ALL {
            let holding = |grant: Grant| Account::new("ai-do", "xa-1", vec![grant]);
            let of_unit = holding(Grant::of(role, "xa-1"));
            let at = |unit: &str| access::may_for(&book, &of_unit, right, &unit.into());
            let place = Grant::everywhere(role);
            let one_sector = holding(Grant { sectors: vec!["NN".into()], ..place.clone() });
            let unrestricted = holding(Grant { restricted: false, ..place.clone() });
            let closed = Account { active: false, ..holding(place.clone()) };
            let may = |who: &Account| access::may(who, right);
            let place = holding(place);
            let cells = [
                at("xa-1"),
                at("thon-1"),
                at("xa-2"),
                may(&place),
                may(&one_sector),
                may(&unrestricted),
                may(&closed),
            ];
            if cells.contains(&true) {
                let cells = cells.map(|yes| format!("{:<15}", mark(yes))).concat();
                let _ = writeln!(out, "{:<16} {:<14} {}", word(right), word(role), cells.trim_end());
            }
        }
    }
    out + &figures(&book)
}

/// Which figures of xa-1 a grant covers, whatever the role.
fn figures(book: &Book) -> String {
    let mut out = String::from(
        "\n# Số liệu của xa-1 mà người nhập liệu thấy và nhập được: chỉ tiêu thường và chỉ tiêu hạn chế, trong lĩnh vực được giao và ngoài lĩnh vực.\n",
    );
    let asked = [indicator("NN01", false), indicator("VH01", false), indicator("QP01", true)];
    let heads = asked.iter().map(|i| format!("{:<8}", i.code.as_str())).collect::<String>();
    let _ = writeln!(out, "\n{:<28} {}", "grant", heads.trim_end());
    let own = Grant::of(Role::Entry, "xa-1");
    let sectors = |codes: &[&str]| codes.iter().map(|code| SectorCode::from(*code)).collect();
    let grants = [
        ("all sectors, restricted", own.clone()),
        ("all sectors", Grant { restricted: false, ..own.clone() }),
        ("NN", Grant { sectors: sectors(&["NN"]), restricted: false, ..own.clone() }),
        ("NN and QP, restricted", Grant { sectors: sectors(&["NN", "QP"]), ..own.clone() }),
        ("NN and QP", Grant { sectors: sectors(&["NN", "QP"]), restricted: false, ..own.clone() }),
        ("another unit, restricted", Grant { scope: Some("xa-2".into()), ..own.clone() }),
        ("administers, restricted", Grant { role: Role::Administrator, ..own }),
    ];
    for (name, grant) in grants {
        let who = Account::new("ai-do", "xa-1", vec![grant]);
        let cells = asked.iter().map(|i| {
            let sees = access::may_cell(book, &who, Right::See, &"xa-1".into(), i);
            let types = access::may_cell(book, &who, Right::FillOwn, &"xa-1".into(), i);
            assert_eq!(sees, types, "{name}: {}", i.code);
            format!("{:<8}", mark(sees))
        });
        let _ = writeln!(out, "{name:<28} {}", cells.collect::<String>().trim_end());
    }
    out
}

#[test]
fn the_table_is_as_printed() {
    let (path, seen) = (Path::new("../../suite/access/rights.txt"), table());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &seen).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), seen, "BLESS=1 writes it anew");
}

#[test]
fn every_right_is_held_by_somebody_and_a_closed_account_holds_none() {
    let everything = Account::new("moi-vai-tro", "huyen", Role::ALL.map(Grant::everywhere).to_vec());
    assert_eq!(access::rights(&everything).len(), 20);
    assert!(access::rights(&Account { active: false, ..everything }).is_empty());
}

#[test]
fn placements_in_a_circle_end() {
    let mut book = book();
    let turn = |book: &mut Book, id: &str, parent: &str| {
        book.units.get_mut(&UnitId::from(id)).unwrap().placements[0].parent = Some(parent.into());
    };
    turn(&mut book, "huyen", "thon-1");
    assert!(access::is_within(&book, &"huyen".into(), &"xa-1".into()));
    assert!(!access::is_within(&book, &"huyen".into(), &"xa-2".into()));
}
