//! The cases of `suite/formula/cases.tsv`, which the reference page shows: read as a person writes, asked of figures.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use engine::check::{Amount, Cells, Scope, Weighed, amount, weigh};
use formula::{Catalogue, Expr, Verdict, Whose, table};
use model::{
    Approx, CellKey, Code, Collector, Decimal, Indicator, Measure, Number, Period, RuleKind, Stated, Timing,
    Unit, UnitId, UnitKind,
};
use std::collections::BTreeMap;

const UNITS: [&str; 3] = ["xa-a", "xa-b", "xa-c"];

struct Figures {
    indicators: BTreeMap<Code, Indicator>,
    stated: BTreeMap<CellKey, Stated>,
    units: Vec<Unit>,
}

impl Cells for Figures {
    fn stated(&self, key: &CellKey) -> Option<(Stated, Option<Approx>)> {
        self.stated.get(key).map(|stated| (*stated, None))
    }
    fn indicator(&self, code: &Code) -> Option<&Indicator> {
        self.indicators.get(code)
    }
}

impl Catalogue for Figures {
    fn indicator(&self, code: &Code) -> Option<&Indicator> {
        self.indicators.get(code)
    }
    fn indicators(&self) -> Vec<&Indicator> {
        self.indicators.values().collect()
    }
    fn units(&self) -> Vec<&Unit> {
        self.units.iter().collect()
    }
}

fn place() -> UnitId {
    UnitId::from("huyen")
}

fn period() -> Period {
    "2021-Q2".parse().unwrap()
}

impl Figures {
    /// `A = 12 hộ; A[-1] = 9 hộ; A:2021-M04 = 2 hộ`; A, B, C and D are always known.
    fn read(text: &str) -> Self {
        let unit = |id: &str| Unit::of(id, id, UnitKind::Commune);
        let mut figures =
            Self { indicators: BTreeMap::new(), stated: BTreeMap::new(), units: UNITS.map(unit).into() };
        for given in text.split("; ").filter(|given| !given.is_empty()) {
            let (name, value) = given.split_once(" = ").unwrap();
            let (number, unit) = value.split_once(' ').unwrap_or((value.trim_end_matches('%'), "%"));
            let key = figures.key(name);
            let named = indicator(&key.indicator, name, unit);
            if key.measure == Measure::Actual {
                figures.indicators.insert(key.indicator.clone(), named);
            }
            let number = viet::number::parse(number).unwrap_or_else(|| panic!("{given}"));
            figures.stated.insert(key, Stated::Number(number));
        }
        for code in ["A", "B", "C", "D"].map(Code::from) {
            figures.indicators.entry(code.clone()).or_insert_with(|| indicator(&code, code.as_str(), "hộ"));
        }
        figures
    }

    fn key(&self, name: &str) -> CellKey {
        let (reference, of) = name.split_once(':').unwrap_or((name, ""));
        let Ok(Expr::Reference(r)) = formula::parse_expr(reference) else {
            let indicator = Code::from(format!("T{}", self.indicators.len()));
            return CellKey { indicator, unit: place(), period: period(), measure: Measure::Actual };
        };
        let period = of.parse().unwrap_or_else(|_| engine::periods(&r, Timing::Flow, period())[0]);
        let unit = match r.whose {
            Whose::Unit(unit) => unit,
            _ => place(),
        };
        CellKey { indicator: r.code, unit, period, measure: r.measure }
    }
}

fn indicator(code: &Code, name: &str, unit: &str) -> Indicator {
    Indicator {
        code: code.clone(),
        name: name.to_owned(),
        measure_unit: unit.to_owned(),
        counted: viet::measure_unit::is_counted(unit),
        decimals: 0,
        timing: Timing::Flow,
        collector: Collector::Unit(place()),
        owner: place(),
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

fn missing(silent: &[CellKey]) -> String {
    let mut codes: Vec<&str> = silent.iter().map(|key| key.indicator.as_str()).collect();
    codes.dedup();
    if codes.is_empty() { "chưa rõ".to_owned() } else { format!("chưa rõ, thiếu {}", codes.join(", ")) }
}

fn said_of_law(weighed: &Weighed) -> String {
    match &weighed.verdict {
        Verdict::Holds => format!("đúng: {}", weighed.computation),
        Verdict::Fails => format!("sai: {}", weighed.computation),
        Verdict::Unknown { .. } => missing(&weighed.silent),
        Verdict::NotAsked => "không xét".to_owned(),
    }
}

fn said_of_amount(amount: &Amount) -> String {
    let (Some(interval), false) = (amount.interval, amount.computation.is_empty()) else {
        return missing(&amount.silent);
    };
    let end = |value: Option<Decimal>| {
        viet::number::format(Number::new(engine::round(value.unwrap(), 2).normalize()))
    };
    let (low, high) = (end(interval.lowest()), end(interval.highest()));
    let value = &amount.computation;
    if low == high { value.clone() } else { format!("{value}, từ {low} đến {high}") }
}

/// What is said of a law or an expression for the figures.
fn answer(written: &str, given: &str) -> String {
    let figures = Figures::read(given);
    let children = UNITS.map(UnitId::from);
    let scope = Scope { place: &place(), children: &children, period: period() };
    if formula::parse_expr(written).is_ok() {
        return match formula::read_expr(written, None, &figures) {
            Ok(expr) => said_of_amount(&amount(&expr, None, &figures, &scope).unwrap()),
            Err(error) => format!("lỗi: {}; {}", error.says, error.hint),
        };
    }
    match formula::read(written, &figures) {
        Ok(law) => said_of_law(&weigh(&law, RuleKind::Bound, &figures, &scope).unwrap()),
        Err(error) => format!("lỗi: {}; {}", error.says, error.hint),
    }
}

#[test]
fn every_case_says_what_the_table_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/formula/cases.tsv");
    let text = std::fs::read_to_string(path).unwrap();
    let line = |line: &str| match line.splitn(4, '\t').collect::<Vec<_>>().as_slice() {
        [word, written, given, ..] => format!("{word}\t{written}\t{given}\t{}\n", answer(written, given)),
        _ => format!("{line}\n"),
    };
    let now: String = text
        .lines()
        .map(|l| if l.starts_with('#') && !l.starts_with("#\t") { format!("{l}\n") } else { line(l) })
        .collect();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, now).unwrap();
    } else {
        assert_eq!(now, text);
    }
}

#[test]
fn every_word_of_the_language_has_a_case() {
    let text = include_str!("../../../suite/formula/cases.tsv");
    let named: Vec<&str> =
        text.lines().filter_map(|line| line.split_once('\t')).map(|(word, _)| word).collect();
    for entry in table::ENTRIES {
        assert!(named.contains(&entry.name()), "{}", entry.name());
    }
    assert!(
        named
            .iter()
            .skip(1)
            .all(|word| *word == "# word" || table::ENTRIES.iter().any(|e| e.name() == *word))
    );
}
