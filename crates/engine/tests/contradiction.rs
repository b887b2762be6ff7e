//! The cases of `suite/check/contradictions.txt`: numbers, laws, and the fewest figures that explain what does not fit. `BLESS=1`
//! writes the answers anew.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use engine::contradiction::{Figure, Law, Suspect, System, Term, explain};
use formula::Gather;
use std::fmt::Write;

fn answer(case: &str) -> String {
    let (mut names, mut system) = (Vec::new(), System::default());
    let lines = case.lines().skip(1).filter(|l| !l.is_empty() && !l.starts_with('#') && !l.starts_with('>'));
    for line in lines {
        let number = line.split_once(" = ").filter(|(name, _)| !names.iter().any(|n| n == name));
        let value = number.and_then(|(_, text)| viet::number::parse(text.trim_end_matches(" đếm")));
        if let (Some((name, text)), Some(value)) = (number, value) {
            names.push(name.to_owned());
            system.figures.push(Figure { number: value, counted: text.ends_with(" đếm"), approx: None });
            continue;
        }
        let formula = formula::parse(line).unwrap_or_else(|e| panic!("{line}: {e}"));
        let place = |code: &str| names.iter().position(|n| n == code).unwrap();
        let term = |r: &formula::Reference| Term {
            reference: r.clone(),
            how: Gather::Sum,
            figures: vec![place(r.code.as_str())],
        };
        let terms = formula.references().into_iter().map(term).collect();
        system.laws.push(Law { formula, terms });
    }
    let told = |suspect: &Suspect| {
        let printed = viet::number::format(system.figures[suspect.figure].number);
        let meant = suspect.meant.map_or("không rõ".to_owned(), viet::number::format);
        format!("{} ({printed}, đúng ra {meant})", names[suspect.figure])
    };
    let mut text = String::new();
    for explanation in explain(&system) {
        let suspects: Vec<String> = explanation.suspects.iter().map(told).collect();
        write!(text, "> hỏi {}; giải thích {} luật", suspects.join(" và "), explanation.laws.len()).unwrap();
        let alike: Vec<String> = explanation.alike.iter().map(told).collect();
        writeln!(
            text,
            "{}",
            if alike.is_empty() { String::new() } else { format!("; hoặc {}", alike.join(", ")) }
        )
        .unwrap();
    }
    if text.is_empty() { "> khớp\n".to_owned() } else { text }
}

#[test]
fn every_case_is_explained_as_its_file_says() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/check/contradictions.txt");
    let written = std::fs::read_to_string(file).unwrap();
    let (head, cases) = written.split_once("\n## ").unwrap();
    let mut told = head.to_owned();
    for case in cases.split("\n## ") {
        let given = case.lines().filter(|l| !l.starts_with('>')).collect::<Vec<_>>().join("\n");
        write!(told, "\n## {}\n{}", given.trim_end(), answer(case)).unwrap();
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(file, &told).unwrap();
    }
    assert_eq!(told, std::fs::read_to_string(file).unwrap());
}

/// A hundred broken laws over one figure, and as many that hold, are explained at once.
#[test]
fn many_broken_laws_are_explained_by_one_figure() {
    let number = |v: i64| Figure { number: model::Number::new(v.into()), counted: true, approx: None };
    let mut system = System::default();
    system.figures.push(number(99));
    for i in 0..100 {
        system.figures.push(number(i));
        system.figures.push(number(i + 100));
        let formula = formula::parse("B = A + X").unwrap();
        let place = |code: &str| match code {
            "X" => 0,
            "A" => system.figures.len() - 2,
            _ => system.figures.len() - 1,
        };
        let term = |r: &formula::Reference| Term {
            reference: r.clone(),
            how: Gather::Sum,
            figures: vec![place(r.code.as_str())],
        };
        let terms = formula.references().into_iter().map(term).collect();
        system.laws.push(Law { formula, terms });
    }
    let found = explain(&system);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].suspects, [Suspect { figure: 0, meant: Some(model::Number::new(100.into())) }]);
    assert!(found[0].alike.is_empty());
}

/// A report that was read is a system too: its facts are the figures, its relations the laws.
#[test]
fn the_facts_of_a_reading_are_explained_the_same_way() {
    let fact = |id: &str, value: &str, unit: &str| {
        serde_json::json!({
            "id": id, "surface": value, "start": 0, "end": 0, "value": value, "high": null, "denominator": null,
            "decimals": 0, "unit": unit, "subject": "hộ", "kind": "actual", "direction": null, "comparison": null,
            "approx": null, "estimated": false, "part_of": null, "place": null,
            "window": {"label": null, "from": null, "to": null, "as_of": null}, "section": null, "footnote": null,
            "confidence": 1.0
        })
    };
    let relation = |kind: &str, members: &[&str]| {
        serde_json::json!({
            "kind": kind, "members": members, "holds": false, "strength": "stated", "expression": ""
        })
    };
    let mut reading = model::Reading {
        facts: serde_json::from_value(serde_json::json!([
            fact("f1", "108", "hộ"),
            fact("f2", "48", "hộ"),
            fact("f3", "24", "hộ"),
            fact("f4", "60", "hộ"),
            fact("f5", "24", "hộ"),
            fact("f6", "9", "ha"),
        ]))
        .unwrap(),
        ..model::Reading::default()
    };
    reading.relations = serde_json::from_value(serde_json::json!([
        relation("sum", &["f1", "f2", "f3"]),
        relation("sum", &["f2", "f4", "f5"]),
        relation("same", &["f3", "f5"]),
        relation("count", &["f6"]),
        relation("same", &["f1", "f6"]),
    ]))
    .unwrap();
    let found = engine::contradiction::of_reading(&reading);
    let meant = Some(model::Number::new(84.into()));
    assert_eq!(found.iter().map(|e| &e.suspects[..]).collect::<Vec<_>>(), [[Suspect { figure: 1, meant }]]);
}
