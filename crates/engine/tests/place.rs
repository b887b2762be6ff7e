//! The cases of `suite/check/place.txt`: figures of a place with their past, and which of them are strange. `BLESS=1` writes
//! the answers anew. At a glance and exactly, the same is said.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use engine::Book;
use engine::watch::area::of_area;
use model::*;
use std::fmt::Write;

fn now() -> Period {
    "2024-M06".parse().unwrap()
}

fn append(book: &mut Book, act: Act) {
    let cut = Cut(book.cut.0 + 1);
    book.apply(&Entry { cut, at: "2024-06-01T00:00:00Z".to_owned(), by: "ai-do".into(), act });
}

fn founded() -> Book {
    let mut book = Book::default();
    let unit = |id: &str, kind, parent: Option<&str>| Unit {
        placements: vec![Placement { parent: parent.map(UnitId::from), from: None, to: None }],
        ..Unit::of(id, id, kind)
    };
    let place = Place::of("tinh");
    let units = vec![
        unit("tinh", UnitKind::Province, None),
        unit("a", UnitKind::Commune, Some("tinh")),
        unit("b", UnitKind::Commune, Some("tinh")),
    ];
    append(&mut book, Act::PlaceFounded { place, units, successions: Vec::new() });
    book
}

/// `a: Đàn lợn | con | stock | 4.010 - 4.040 | 4.205`
fn state(book: &mut Book, line: &str) {
    let (unit, line) = line.split_once(": ").unwrap();
    let [name, measure_unit, timing, past, last] = line.split('|').map(str::trim).collect::<Vec<_>>()[..]
    else {
        panic!("{line}")
    };
    let indicator = Indicator {
        code: "A".into(),
        name: name.to_owned(),
        measure_unit: measure_unit.to_owned(),
        counted: viet::measure_unit::is_counted(measure_unit),
        decimals: 0,
        timing: serde_json::from_str(&format!("\"{timing}\"")).unwrap(),
        collector: Collector::Communes,
        owner: "tinh".into(),
        planned: false,
        part_of: None,
        formula: None,
        source: String::new(),
        group: String::new(),
        restricted: false,
        joining: model::Joining::default(),
        less_is_better: false,
    };
    append(book, Act::IndicatorSet { indicator });
    let numbers = past.split_whitespace().chain([last]).rev().enumerate();
    for (back, text) in numbers.filter(|(_, text)| *text != "-") {
        let period = now().shift(-i16::try_from(back).unwrap());
        let key = CellKey { indicator: "A".into(), unit: unit.into(), period, measure: Measure::Actual };
        let stated = Some(Stated::Number(viet::number::parse(text).unwrap()));
        let observation = Observation { key, stated, approx: None, as_of: None, note: None };
        append(book, Act::PlanSet { observation, basis: String::new() });
    }
}

/// `c = a + b từ 2024-04-01`
fn merge(book: &mut Book, line: &str) -> Option<()> {
    let (heir, rest) = line.split_once(" = ")?;
    let (from, on) = rest.split_once(" từ ")?;
    let on: Date = on.parse().unwrap();
    let mut units: Vec<Unit> = from.split(" + ").map(|id| book.units[&UnitId::from(id)].clone()).collect();
    let whole = |unit: &Unit| Succession::whole(unit.id.clone(), heir.into(), on, "Nghị quyết");
    let successions = units.iter().map(whole).collect();
    let mut new = Unit { id: heir.into(), name: heir.to_owned(), ..units[0].clone() };
    new.placements[0].from = Some(on);
    units.iter_mut().for_each(|unit| unit.placements[0].to = Some(on));
    units.push(new);
    append(book, Act::Territory { change: TerritoryAct::Loaded { units, successions } });
    Some(())
}

fn asked(case: &str) -> String {
    let mut book = founded();
    for line in case.lines().skip(1).filter(|l| !l.is_empty() && !l.starts_with('>')) {
        if merge(&mut book, line).is_none() {
            state(&mut book, line);
        }
    }
    let looked = of_area(&book, &"tinh".into(), now(), &|_| true);
    let mut text = format!("> xét {} số, {} số chưa đủ kỳ trước\n", looked.judged, looked.few);
    for strange in &looked.strange {
        let (expected, track) = (&strange.expected, &strange.track);
        let (low, high) = (expected.middle - expected.reach, expected.middle + expected.reach);
        let print = |value: Decimal| viet::number::format(Number::new(value.round_dp(1).normalize()));
        let slip = strange.slip.as_ref().map(|slip| {
            let unit = slip.unit.as_ref().map(|unit| format!(", có thể ghi theo {unit}"));
            format!("; {} lần mức thường gặp{}", print(slip.factor), unit.unwrap_or_default())
        });
        writeln!(
            text,
            "> {}: {}, thường từ {} đến {} theo {} kỳ; xa {} lần{}",
            track.key.unit,
            print(track.now.value()),
            print(low),
            print(high),
            expected.seen,
            print(strange.far),
            slip.unwrap_or_default()
        )
        .unwrap();
    }
    text
}

#[test]
fn every_case_finds_what_its_file_says() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/check/place.txt");
    let written = std::fs::read_to_string(file).unwrap();
    let (head, cases) = written.split_once("\n## ").unwrap();
    let mut told = head.trim_end().to_owned() + "\n";
    for case in cases.split("\n## ") {
        let given = case.lines().filter(|l| !l.starts_with('>')).collect::<Vec<_>>().join("\n");
        write!(told, "\n## {}\n{}", given.trim_end(), asked(case)).unwrap();
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(file, &told).unwrap();
    }
    assert_eq!(told, std::fs::read_to_string(file).unwrap());
}
