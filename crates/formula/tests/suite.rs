//! The tables of `suite/formula`, line by line.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use formula::{Catalogue, Verdict, eval, holds, parse, parse_expr, value};
use model::{Code, Collector, Decimal, Indicator, Interval, Timing, Unit, UnitId, UnitKind};
use std::collections::BTreeMap;

/// The rows of a table: cells between tabs, comment lines left out.
fn rows<const N: usize>(name: &str) -> Vec<[String; N]> {
    let path = format!("{}/../../suite/formula/{name}.tsv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let found: Vec<[String; N]> =
        lines.map(|l| l.split('\t').map(str::to_owned).collect::<Vec<_>>().try_into().unwrap()).collect();
    assert!(!found.is_empty(), "{path}");
    found
}

fn interval(text: &str) -> Interval {
    let end = |t: &str| (!t.is_empty()).then(|| t.parse().unwrap());
    match text.split_once("..") {
        Some((low, high)) => Interval::closed(end(low), end(high)),
        None => Interval::point(text.parse().unwrap()),
    }
}

fn figures(text: &str) -> BTreeMap<String, Interval> {
    text.split_whitespace()
        .map(|pair| pair.split_once('=').map(|(name, i)| (name.to_owned(), interval(i))).unwrap())
        .collect()
}

#[test]
fn formulas_print_as_the_table_says_and_read_back() {
    for [written, printed] in rows("print") {
        let law = parse(&written).unwrap_or_else(|e| panic!("{written}: {e}"));
        assert_eq!(law.to_string(), printed, "{written}");
        assert_eq!(parse(&printed).unwrap(), law, "{written}");
    }
}

#[test]
fn what_is_no_formula_is_said_with_its_place() {
    answers("errors", |written| match parse(written) {
        Ok(law) => panic!("{written} is {law}"),
        Err(error) => said(&error),
    });
}

/// Place, what is wrong and what to do.
fn said(error: &formula::FormulaError) -> String {
    format!("{}–{}\t{}\t{}", error.start, error.end, error.says, error.hint)
}

struct Shelf(Vec<Indicator>, Vec<Unit>);

impl Catalogue for Shelf {
    fn indicator(&self, code: &Code) -> Option<&Indicator> {
        self.0.iter().find(|i| i.code == *code)
    }
    fn indicators(&self) -> Vec<&Indicator> {
        self.0.iter().collect()
    }
    fn units(&self) -> Vec<&Unit> {
        self.1.iter().collect()
    }
}

fn shelf() -> Shelf {
    let indicator = |[code, name, unit, group]: [String; 4]| Indicator {
        code: Code::from(code),
        name,
        counted: viet::measure_unit::is_counted(&unit),
        measure_unit: unit,
        decimals: 0,
        timing: Timing::Flow,
        collector: Collector::Communes,
        owner: UnitId::from("p"),
        planned: false,
        part_of: None,
        formula: None,
        source: String::new(),
        group,
        restricted: false,
        joining: model::Joining::default(),
        less_is_better: false,
    };
    let unit = Unit::of("xa-1", "xã Một", UnitKind::Commune);
    Shelf(rows("catalogue").into_iter().map(indicator).collect(), vec![unit])
}

#[test]
fn what_people_write() {
    let shelf = shelf();
    answers("read", |written| match formula::read(written, &shelf) {
        Err(error) => said(&error),
        Ok(law) => {
            let fitted = formula::fit(&law, &|code| shelf.indicator(code)).unwrap();
            assert_eq!(
                formula::read(
                    &formula::with_names(&law.to_string(), &|code| Some(formula::called(
                        shelf.indicator(code)?,
                        &shelf
                    ))),
                    &shelf
                )
                .as_ref(),
                Ok(&law)
            );
            if fitted == law { law.to_string() } else { format!("{law}\t{fitted}") }
        }
    });
}

#[test]
fn what_is_offered() {
    let shelf = shelf();
    answers("complete", |written| {
        let found = formula::complete(written, &shelf, 8);
        let offered: Vec<&str> = found.suggestions.iter().map(|s| s.insert.as_str()).collect();
        format!("{}\t{}", found.start, offered.join(" · "))
    });
}

/// Compares what is answered to the first column of a table with its other columns, or writes them.
fn answers(name: &str, answer: impl Fn(&str) -> String) {
    let path = format!("{}/../../suite/formula/{name}.tsv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap();
    let line = |line: &str| match line.starts_with('#') {
        true => line.to_owned(),
        false => {
            let written = line.split_once('\t').map_or(line, |(written, _)| written);
            format!("{written}\t{}", answer(written))
        }
    };
    let now = text.lines().map(line).fold(String::new(), |all, line| all + &line + "\n");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, now).unwrap();
    } else {
        assert_eq!(now, text, "{name}");
    }
}

#[test]
fn intervals() {
    for [written, given, result] in rows("eval") {
        let given = figures(&given);
        let found = eval(&parse_expr(&written).unwrap(), &|r| given.get(&r.to_string()).copied());
        match result.strip_prefix('≈') {
            Some(near) => {
                let (low, high) = found.map(|i| (i.lowest().unwrap(), i.highest().unwrap())).unwrap();
                let near: Decimal = near.parse().unwrap();
                assert!(
                    low < near && near < high && high - low < "0.01".parse().unwrap(),
                    "{written}: {found:?}"
                );
            }
            None if result == "–" => assert_eq!(found, None, "{written}"),
            None => assert_eq!(found, Some(interval(&result)), "{written}"),
        }
    }
}

#[test]
fn laws() {
    for [written, given, verdict] in rows("holds") {
        let given = figures(&given);
        let said = match holds(&parse(&written).unwrap(), &|r| given.get(&r.to_string()).copied()) {
            Verdict::Holds => "đúng".to_owned(),
            Verdict::Fails => "sai".to_owned(),
            Verdict::NotAsked => "không xét".to_owned(),
            Verdict::Unknown { missing } => {
                missing.iter().fold("chưa rõ".to_owned(), |said, r| format!("{said} {r}"))
            }
        };
        assert_eq!(said, verdict, "{written}");
    }
}

#[test]
fn derived_indicators() {
    for [written, given, result] in rows("value") {
        let given = figures(&given);
        let found =
            value(&parse_expr(&written).unwrap(), &|r| given.get(&r.to_string()).and_then(|i| i.lowest()));
        let said = found.map_or("–".to_owned(), |v| format!("{:.6}", v.round_dp(6)));
        assert_eq!(said, result, "{written}");
    }
}

#[test]
fn endless_and_deep_texts_are_refused() {
    let long = format!("A = {}", vec!["A"; 5000].join(" + "));
    assert_eq!(parse(&long).unwrap_err().says, "công thức quá dài");
    let deep = format!("A = {}A{}", "(".repeat(400), ")".repeat(400));
    assert_eq!(parse(&deep).unwrap_err().says, "quá nhiều ngoặc lồng nhau");
    let signs = format!("A = {}A", "-".repeat(400));
    assert_eq!(parse(&signs).unwrap_err().says, "quá nhiều ngoặc lồng nhau");
}
