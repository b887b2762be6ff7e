//! The cases of `suite/check/history.txt`: figures with their past, prose with what it was, and what is asked about them.
//! `BLESS=1` writes the answers anew.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use engine::{Book, findings, watch};
use model::*;
use std::fmt::Write;

const NOW: &str = "2024-Q2";

fn now() -> Period {
    NOW.parse().unwrap()
}

fn founded() -> Book {
    let mut book = Book::default();
    let unit = |id: &str, kind, parent: Option<&str>| Unit {
        placements: vec![Placement { parent: parent.map(UnitId::from), from: None, to: None }],
        ..Unit::of(id, id, kind)
    };
    let place = Place::of("xa");
    let units =
        vec![unit("xa", UnitKind::District, None), unit("van-phong", UnitKind::Department, Some("xa"))];
    append(&mut book, Act::PlaceFounded { place, units, successions: Vec::new() });
    book
}

fn append(book: &mut Book, act: Act) {
    let cut = Cut(book.cut.0 + 1);
    book.apply(&Entry { cut, at: "2024-06-01T00:00:00Z".to_owned(), by: "ai-do".into(), act });
}

fn number(text: &str) -> Number {
    match text.strip_prefix('-') {
        Some(rest) => Number::new(-viet::number::parse(rest).unwrap().value()),
        None => viet::number::parse(text).unwrap_or_else(|| panic!("{text}")),
    }
}

fn state(book: &mut Book, code: &str, period: Period, measure: Measure, text: &str) {
    let key = CellKey { indicator: code.into(), unit: "xa".into(), period, measure };
    let stated = Some(Stated::Number(number(text)));
    let observation = Observation { key, stated, approx: None, as_of: None, note: None };
    append(book, Act::PlanSet { observation, basis: String::new() });
}

/// `Đàn lợn | con | stock | 4.010 4.040 | 4.205`
fn figure(book: &mut Book, code: &str, line: &str) {
    let [name, unit, timing, past, last] = line.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
        panic!("{line}")
    };
    let indicator = Indicator {
        code: code.into(),
        name: name.to_owned(),
        measure_unit: unit.to_owned(),
        counted: viet::measure_unit::is_counted(unit),
        decimals: number(last).decimals(),
        timing: serde_json::from_str(&format!("\"{timing}\"")).unwrap(),
        collector: Collector::Unit("van-phong".into()),
        owner: "van-phong".into(),
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
    for (back, text) in past.split_whitespace().rev().enumerate() {
        state(book, code, now().shift(-1 - i16::try_from(back).unwrap()), Measure::Actual, text);
    }
    state(book, code, now(), Measure::Actual, last);
}

/// `{A} ha lúa`; figures keep their names, so that a paragraph is known again.
fn passage(text: &str) -> Passage {
    let mut inlines = Vec::new();
    for (i, part) in text.split('{').enumerate() {
        let (code, words) = if i == 0 { ("", part) } else { part.split_once('}').unwrap() };
        if !code.is_empty() {
            let figure = Figure::of(code.into(), code.into(), Measure::Actual);
            inlines.push(Inline::Figure { figure });
        }
        inlines.push(Inline::text(words));
    }
    Passage::prose("p".into(), PassageKind::Body, inlines, None)
}

/// What is asked in one case.
fn asked(case: &str) -> String {
    let mut book = founded();
    let (mut was, mut is) = (None, None);
    let mut codes = ('A'..='Z').map(String::from);
    let lines = case.lines().skip(1).filter(|l| !l.is_empty() && !l.starts_with('#') && !l.starts_with('>'));
    for line in lines {
        match line.split_once(": ") {
            Some(("kế hoạch", plan)) => {
                let year = Period::new(now().year(), PeriodKind::Year, 1).unwrap();
                state(&mut book, "A", year, Measure::Plan, plan);
            }
            Some(("tháng", months)) => {
                for (month, text) in (4..).zip(months.split_whitespace()) {
                    let month = Period::new(now().year(), PeriodKind::Month, month).unwrap();
                    state(&mut book, "A", month, Measure::Actual, text);
                }
            }
            Some(("tăng", growth)) => state(&mut book, "A", now(), Measure::GrowthPct, growth),
            Some(("công bố", published)) => {
                let today = book.stated(&key("A", now().shift(-1))).unwrap().number().unwrap();
                state(&mut book, "A", now().shift(-1), Measure::Actual, published);
                state(&mut book, "A", now().shift(-1), Measure::Actual, &viet::number::format(today));
                // The first statement of all is what was published.
                let former = book.former.get_mut(&key("A", now().shift(-1))).unwrap();
                former.remove(0);
            }
            Some(("trước", text)) => was = Some(passage(text)),
            Some(("nay", text)) => is = Some(passage(text)),
            _ => figure(&mut book, &codes.next().unwrap(), line),
        }
    }
    let adoption = Adoption {
        period: now().shift(-1),
        indicators: Vec::new(),
        rules: Vec::new(),
        template: Template { passages: was.into_iter().collect(), ..Template::default() },
        observations: Vec::new(),
        tasks: Vec::new(),
    };
    append(&mut book, Act::ReportAdopted { report: "r".into(), adoption: Box::new(adoption) });
    let window = now().legal_window();
    append(
        &mut book,
        Act::RoundOpened {
            round: Round {
                regime: RegimeId::main(),
                period: now(),
                window,
                due: window.to,
                sheets: Vec::new(),
                excluded: Default::default(),
                unit_approval: false,
            },
        },
    );
    if let Some(Passage { id, inlines, .. }) = is {
        append(&mut book, Act::PassageEdited { period: now(), passage: id, inlines });
    }
    let mut text = String::new();
    for finding in findings::of_period(&book, now()) {
        assert!(!finding.hint.is_empty() && finding.ask == UnitId::from("van-phong"), "{finding:?}");
        writeln!(text, "> {}: {}\n>   {}", finding.rule, finding.says, finding.computation).unwrap();
    }
    text
}

fn key(code: &str, period: Period) -> CellKey {
    CellKey { indicator: code.into(), unit: "xa".into(), period, measure: Measure::Actual }
}

#[test]
fn every_case_is_asked_what_its_file_says() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/check/history.txt");
    let written = std::fs::read_to_string(file).unwrap();
    let (head, cases) = written.split_once("\n## ").unwrap();
    let mut told = head.to_owned();
    for case in cases.split("\n## ") {
        let given = case.lines().filter(|l| !l.starts_with('>')).collect::<Vec<_>>().join("\n");
        write!(told, "\n## {}\n{}", given.trim_end(), asked(case)).unwrap();
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(file, &told).unwrap();
    }
    assert_eq!(told, std::fs::read_to_string(file).unwrap());
}

#[test]
fn standing_rules_are_there_from_the_founding_and_may_be_switched_off() {
    let mut book = founded();
    figure(&mut book, "A", "Số hộ | hộ | flow | | -12");
    let keys = watch::figures(&book, now());
    assert_eq!(watch::of_figures(&book, now(), &keys).len(), 1);
    append(
        &mut book,
        Act::RuleSwitched { rule: "khong-am".into(), active: false, reason: "có thể giảm".to_owned() },
    );
    assert!(watch::of_figures(&book, now(), &keys).is_empty());
}
