//! The cases of `suite/check`: a rule, what was stated, and what is said about it.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use engine::check::{Cells, Outcome, ReadRule, Scope, ask};
use formula::{Expr, Whose};
use model::{
    Approx, CellKey, Code, Collector, Finding, Indicator, Measure, Period, Rule, RuleId, RuleKind, Severity,
    Stated, Timing, UnitId,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

#[derive(Default)]
struct Table {
    indicators: BTreeMap<Code, Indicator>,
    stated: BTreeMap<CellKey, (Stated, Option<Approx>)>,
}

impl Cells for Table {
    fn stated(&self, key: &CellKey) -> Option<(Stated, Option<Approx>)> {
        self.stated.get(key).copied()
    }
    fn indicator(&self, code: &Code) -> Option<&Indicator> {
        self.indicators.get(code)
    }
}

fn period() -> Period {
    "2021-Q1".parse().unwrap()
}

fn rule(id: usize, kind: RuleKind, formula: &str) -> Rule {
    Rule::new(RuleId::from(format!("r{id}")), kind, formula)
}

/// `Hộ nghèo | hộ | các xã`
fn indicator(code: &str, line: &str) -> Indicator {
    let [name, unit, who] = line.split('|').map(str::trim).collect::<Vec<_>>().try_into().unwrap();
    let (collector, owner) = match who {
        "các xã" => (Collector::Communes, UnitId::from("phong-xa")),
        who => (Collector::Unit(UnitId::from(who)), UnitId::from(who)),
    };
    Indicator {
        code: Code::from(code),
        name: name.to_owned(),
        measure_unit: unit.to_owned(),
        counted: viet::measure_unit::is_counted(unit),
        decimals: 0,
        timing: Timing::Flow,
        collector,
        owner,
        planned: false,
        part_of: None,
        formula: None,
        source: String::new(),
        group: String::new(),
        restricted: false,
        joining: model::Joining::default(),
        less_is_better: false,
    }
}

/// `GM01#xa-a[-1]`
fn key(reference: &str) -> CellKey {
    let Expr::Reference(r) = formula::parse_expr(reference).unwrap() else { panic!("{reference}") };
    let unit = match r.whose {
        Whose::Unit(ref unit) => unit.clone(),
        _ => UnitId::from("huyen"),
    };
    let period = engine::periods(&r, Timing::Flow, period())[0];
    CellKey { indicator: r.code, unit, period, measure: r.measure }
}

fn stated(text: &str) -> (Stated, Option<Approx>) {
    let words = [("trên ", Approx::Above), ("dưới ", Approx::Below), ("khoảng ", Approx::About)];
    let approx = words.into_iter().find_map(|(word, approx)| Some((text.strip_prefix(word)?, approx)));
    let stated = match approx.map_or(text, |(number, _)| number) {
        "không phát sinh" => Stated::NotArisen,
        "không áp dụng" => Stated::NotApplicable,
        "không công bố" => Stated::Withheld,
        number => Stated::Number(viet::number::parse(number).unwrap_or_else(|| panic!("{number}"))),
    };
    (stated, approx.map(|(_, approx)| approx))
}

fn print_key(key: &CellKey) -> String {
    let measure = serde_name(key.measure);
    format!("{} {} {}{measure}", key.indicator, key.unit, key.period)
}

fn serde_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Actual => "",
        Measure::Plan => " plan",
        Measure::Estimate => " estimate",
        Measure::PctOfPlan => " pct_of_plan",
        Measure::ChangePct => " change_pct",
        Measure::GrowthPct => " growth_pct",
        Measure::ChangeAbs => " change_abs",
    }
}

fn print(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Holds => "khớp\n".to_owned(),
        Outcome::NotAsked => "không xét\n".to_owned(),
        Outcome::Unknown(missing) if missing.is_empty() => "chưa rõ\n".to_owned(),
        Outcome::Unknown(missing) => {
            format!("chưa rõ: {}\n", missing.iter().map(print_key).collect::<Vec<_>>().join(", "))
        }
        Outcome::Fails(finding) => {
            let mut text = format!("{}\nhỏi: {}\n", finding.computation, finding.ask);
            for e in &finding.evidence {
                writeln!(text, "- {}: {} [{}]", e.name, e.printed, print_key(&e.key)).unwrap();
            }
            text
        }
    }
}

const KINDS: [(&str, RuleKind); 4] = [
    ("tổng ", RuleKind::SumOfParts),
    ("tỷ lệ ", RuleKind::Ratio),
    ("cùng số ", RuleKind::SameFigure),
    ("không quá ", RuleKind::PartNotAboveWhole),
];

/// Runs one case; the outcome as text and the text expected.
fn case(text: &str) -> (String, String) {
    let (mut table, mut law, mut expected) = (Table::default(), None, String::new());
    for line in text.lines().skip(1).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if let Some(said) = line.strip_prefix("> ") {
            writeln!(expected, "{said}").unwrap();
        } else if let Some((formula, kind)) =
            KINDS.iter().find_map(|(w, kind)| Some((line.strip_prefix(w)?, kind)))
        {
            law = Some(rule(1, *kind, formula));
        } else if let Some((code, about)) = line.split_once(": ") {
            table.indicators.insert(Code::from(code), indicator(code, about));
        } else {
            let (reference, value) = line.split_once(" = ").unwrap();
            table.stated.insert(key(reference), stated(value));
        }
    }
    let children = ["xa-a", "xa-b", "xa-c"].map(UnitId::from);
    let scope = Scope { place: &UnitId::from("huyen"), children: &children, period: period() };
    (print(&read(&law.unwrap(), &table).judge(&table, &scope)), expected)
}

#[test]
fn every_case_says_what_its_file_says() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/check");
    let mut cases = 0;
    for name in ["sums.txt", "ratios.txt"] {
        let text = std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
        for text in text.split("\n## ").skip(1) {
            let (said, expected) = case(text);
            assert_eq!(said, expected, "{name}: {text}");
            cases += 1;
        }
    }
    assert!(cases > 20, "{cases}");
}

/// A table of `n` wholes of three parts each, all wrong, and its rules.
fn many(n: usize) -> (Table, Vec<Rule>) {
    let mut table = Table::default();
    let codes = (0..n).flat_map(|i| ["A", "B", "C", "D"].map(|letter| format!("{letter}{i}")));
    for code in codes {
        table.indicators.insert(Code::from(code.as_str()), indicator(&code, "Số vụ | vụ | cong-an"));
        table.stated.insert(key(&code), stated("7"));
    }
    (table, (0..n).map(|i| rule(i, RuleKind::SumOfParts, &format!("A{i} = B{i} + C{i} + D{i}"))).collect())
}

fn read(rule: &Rule, table: &Table) -> ReadRule {
    ReadRule::new(rule, &|code| table.indicator(code))
}

/// The findings of those rules that speak of these indicators, in the order of the rules.
fn run(rules: &[ReadRule], codes: &BTreeSet<&Code>, table: &Table) -> Vec<Finding> {
    let scope = Scope { place: &UnitId::from("huyen"), children: &[], period: period() };
    rules.iter().filter(|read| read.speaks_of(codes)).filter_map(|read| ask(read, table, &scope)).collect()
}

#[test]
fn findings_have_stable_keys_in_the_order_of_the_rules() {
    let (table, rules) = many(3);
    let rules: Vec<ReadRule> = rules.iter().map(|rule| read(rule, &table)).collect();
    let codes: BTreeSet<&Code> = table.indicators.keys().collect();
    let found = run(&rules, &codes, &table);
    let keys: Vec<&str> = found.iter().map(|f| f.key.as_str()).collect();
    assert_eq!(keys, ["r0:2021-Q1", "r1:2021-Q1", "r2:2021-Q1"]);
    assert!(found.iter().all(|f| f.computation == "7 ≠ 7 + 7 + 7 = 21" && f.severity == Severity::Error));
    assert_eq!(found, run(&rules, &codes, &table));
}

#[test]
fn only_rules_of_these_codes_are_affected() {
    let (table, mut rules) = many(12);
    rules.push(rule(98, RuleKind::SameFigure, "X5@KH#A1 = Σ(X5)"));
    rules.push(rule(99, RuleKind::SameFigure, "A1 = #"));
    let rules: Vec<ReadRule> = rules.iter().map(|rule| read(rule, &table)).collect();
    let touched = |codes: &[&str]| {
        let codes: Vec<Code> = codes.iter().map(|c| Code::from(*c)).collect();
        let codes: BTreeSet<&Code> = codes.iter().collect();
        let speak = rules.iter().filter(|read| read.speaks_of(&codes));
        speak.map(|read| read.rule().id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(touched(&["B1"]), ["r1"], "not r10, r11");
    assert_eq!(touched(&["D2", "A0", "A2"]), ["r0", "r2"]);
    assert_eq!(touched(&["X5"]), ["r98"]);
    assert!(touched(&["X", "KH"]).is_empty());
}

/// What people wait for while they type: run with `--release -- --ignored`.
#[test]
#[ignore = "measures time"]
fn typing_is_not_held_up() {
    let cases = [("200 values, 50 failing rules", 50, 200, 50), ("one cell among 5,000 rules", 5000, 1, 1)];
    for (name, rules, cells, failing) in cases {
        let (table, rules) = many(rules);
        let rules: Vec<ReadRule> = rules.iter().map(|rule| read(rule, &table)).collect();
        let codes: BTreeSet<&Code> = table.indicators.keys().take(cells).collect();
        let once = || {
            let begin = std::time::Instant::now();
            assert_eq!(run(&rules, &codes, &table).len(), failing);
            begin.elapsed()
        };
        let each = (0..200).map(|_| once()).min().unwrap();
        eprintln!("{each:?} for {name}");
        assert!(each.as_micros() < 1000, "{name}: {each:?}");
    }
}
