//! Tables that people lay out: the stories of `suite/pivot`, and what becomes of a table in a report.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use engine::pivot::{self, Answer, Entry as Told, Head, Unplaced};
use engine::{Book, round};
use model::*;
use std::fmt::Write;
use std::path::Path;

fn append(book: &mut Book, act: Act) {
    let cut = Cut(book.cut.0 + 1);
    book.apply(&Entry { cut, at: "2021-07-01T00:00:00Z".to_owned(), by: "an".into(), act });
}

fn unit(id: &str, name: &str, kind: UnitKind, parent: Option<&str>) -> Unit {
    let placements = vec![Placement { parent: parent.map(UnitId::from), from: None, to: None }];
    Unit { placements, ..Unit::of(id, name, kind) }
}

fn indicator(code: &str, timing: Timing, formula: Option<&str>) -> Indicator {
    Indicator {
        code: code.into(),
        name: code.to_owned(),
        measure_unit: if formula.is_some() { "%" } else { "hộ" }.to_owned(),
        counted: formula.is_none(),
        decimals: u32::from(formula.is_some()),
        timing,
        collector: Collector::Communes,
        owner: "huyen".into(),
        planned: false,
        part_of: None,
        formula: formula.map(str::to_owned),
        source: String::new(),
        group: String::new(),
        restricted: false,
        joining: Joining::default(),
        less_is_better: false,
    }
}

fn book() -> Book {
    let mut book = Book::default();
    let place = Place::of("huyen");
    let units = vec![
        unit("huyen", "huyện Suối Bạc", UnitKind::District, None),
        unit("xa-c", "xã C", UnitKind::Commune, Some("huyen")),
        unit("xa-b", "xã B", UnitKind::Commune, Some("huyen")),
        unit("xa-a", "xã A", UnitKind::Commune, Some("huyen")),
    ];
    append(&mut book, Act::PlaceFounded { place, units, successions: Vec::new() });
    let kinds = [("L", Timing::Flow), ("H", Timing::Stock), ("D", Timing::Stock)];
    for (code, timing) in kinds {
        append(&mut book, Act::IndicatorSet { indicator: indicator(code, timing, None) });
    }
    let ratio = indicator("P", Timing::Ratio, Some("100 * H / D"));
    append(&mut book, Act::IndicatorSet { indicator: ratio });
    let table = [
        ("L", "2021-Q1", [Some(10), Some(20), Some(30)]),
        ("L", "2021-Q2", [Some(12), Some(22), None]),
        ("H", "2021-Q1", [Some(4), Some(6), Some(10)]),
        ("D", "2021-Q1", [Some(40), Some(60), Some(100)]),
    ];
    for (code, period, values) in table {
        for (unit, value) in ["xa-a", "xa-b", "xa-c"].iter().zip(values) {
            if let Some(value) = value {
                state(&mut book, code, unit, period, Measure::Actual, value);
            }
        }
    }
    state(&mut book, "L", "huyen", "2021", Measure::Plan, 240);
    book
}

fn state(book: &mut Book, code: &str, unit: &str, period: &str, measure: Measure, value: i64) {
    let key = CellKey { indicator: code.into(), unit: unit.into(), period: period.parse().unwrap(), measure };
    let stated = Some(Stated::Number(Number::new(Decimal::from(value))));
    let observation = Observation { key, stated, approx: None, as_of: None, note: None };
    append(book, Act::PlanSet { observation, basis: String::new() });
}

fn named<T: serde::de::DeserializeOwned>(word: &str) -> T {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).unwrap()
}

fn laid_out(line: &str) -> Pivot {
    let fields: Vec<Vec<&str>> = line.split('|').map(|field| field.split_whitespace().collect()).collect();
    let [indicators, measures, units, periods, rows, columns, total] = fields.as_slice() else {
        panic!("seven fields: {line}")
    };
    let dimensions = |words: &[&str]| words.iter().map(|word| named(word)).collect();
    Pivot {
        indicators: indicators.iter().map(|code| Code::from(*code)).collect(),
        measures: measures.iter().map(|word| named(word)).collect(),
        units: match units.as_slice() {
            ["below", unit] => PivotUnits::Below { unit: UnitId::from(*unit) },
            units => PivotUnits::Listed { units: units.iter().map(|unit| UnitId::from(*unit)).collect() },
        },
        periods: match periods.as_slice() {
            ["last", kind, many] => PivotPeriods::Last { kind: named(kind), many: many.parse().unwrap() },
            periods => PivotPeriods::Listed { periods: periods.iter().map(|p| p.parse().unwrap()).collect() },
        },
        rows: dimensions(rows),
        columns: dimensions(columns),
        boundaries: PivotBoundaries::Today,
        total: !total.is_empty(),
    }
}

fn today() -> Date {
    Date::constant(2021, 7, 1)
}

fn head(book: &Book, head: &Head) -> String {
    match head {
        Head::Indicator(code) => code.to_string(),
        Head::Measure(measure) => {
            serde_json::to_value(measure).unwrap().as_str().unwrap_or_default().to_owned()
        }
        Head::Unit(unit) => book.unit_name(unit),
        Head::Together => "cộng".to_owned(),
        Head::Period(period) => period.to_string(),
    }
}

fn cell(told: &Told) -> String {
    if let Some(compared) = told.compared {
        return compared.value.map_or("–".to_owned(), |value| round(value, compared.decimals).to_string());
    }
    let Some(sum) = told.told.as_ref().and_then(|told| told.sum()) else { return "–".to_owned() };
    let complete = match (sum.lacking, sum.reported == sum.due) {
        (0, _) => String::new(),
        (_, true) => " (thiếu tháng)".to_owned(),
        _ => format!(" ({}/{})", sum.reported, sum.due),
    };
    let decimals = told.told.as_ref().map_or(0, |told| told.decimals());
    match (sum.amount.value, sum.amount.low) {
        (Some(value), _) => format!("{}{complete}", round(value, decimals)),
        (None, Some(low)) => format!("ít nhất {}{complete}", round(low, decimals)),
        (None, None) => "–".to_owned(),
    }
}

fn told(book: &Book, answer: &Answer) -> String {
    let joined = |heads: &[Head]| heads.iter().map(|h| head(book, h)).collect::<Vec<_>>().join(" ");
    let mut text = format!("\n> {}", joined(&answer.heads));
    for column in &answer.columns {
        write!(text, " | {}", joined(column)).unwrap();
    }
    for (row, entries) in answer.rows.iter().zip(&answer.entries) {
        write!(text, "\n> {}", joined(row)).unwrap();
        for entry in entries {
            write!(text, " | {}", cell(entry)).unwrap();
        }
    }
    text
}

fn answered(book: &Book, pivot: &Pivot) -> Answer {
    pivot::answer(book, pivot, today(), &ShareKey::Whole)
}

#[test]
fn every_table_is_answered_as_written() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/pivot/tables.txt");
    let written = std::fs::read_to_string(&file).unwrap();
    let book = book();
    let mut answers = Vec::new();
    for block in written.trim_end().split("\n\n") {
        let lines: Vec<&str> = block.lines().filter(|line| !line.starts_with('>')).collect();
        let mut text = lines.join("\n");
        if let [line] = lines.as_slice()
            && !line.starts_with(';')
        {
            let pivot = laid_out(line);
            text += &match pivot::check(&book, &pivot) {
                Ok(()) => told(&book, &answered(&book, &pivot)),
                Err(refusal) => format!("\n> {refusal}"),
            };
        }
        answers.push(text);
    }
    let answers = answers.join("\n\n") + "\n";
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, &answers).unwrap();
    }
    assert_eq!(answers, written);
}

#[test]
fn in_a_report_every_cell_is_bound_and_periods_move_on() {
    let book = book();
    let pivot = laid_out("L | actual | xa-a huyen | last quarter 2 | unit | period |");
    let answer = answered(&book, &pivot);
    let names = |h: &Head| head(&book, h);
    let quarter: Period = "2021-Q2".parse().unwrap();
    let content = pivot::in_report(&book, &answer, quarter, "bang", &names).unwrap();
    let table = content.table.unwrap();
    let figures: Vec<(Option<String>, i16)> = table
        .rows
        .iter()
        .flatten()
        .flat_map(|cell| &cell.inlines)
        .filter_map(|inline| match inline {
            Inline::Figure { figure } => Some((figure.unit.as_ref().map(UnitId::to_string), figure.shift)),
            _ => None,
        })
        .collect();
    let commune = Some("xa-a".to_owned());
    assert_eq!(figures, [(commune.clone(), -1), (commune, 0), (None, -1), (None, 0)]);
    let heads: Vec<_> = table.rows[0][1..].iter().map(|cell| cell.inlines[0].clone()).collect();
    assert!(heads.iter().all(|head| matches!(head, Inline::Period { .. })), "{heads:?}");
    let month: Period = "2021-M06".parse().unwrap();
    let refused = pivot::in_report(&book, &answer, month, "bang", &names);
    assert!(matches!(refused, Err(Unplaced::OtherKind(_))));
    let summed =
        answered(&book, &laid_out("L | actual | below huyen | last quarter 2 | unit | period | total"));
    let refused = pivot::in_report(&book, &summed, quarter, "bang", &names);
    assert!(matches!(refused, Err(Unplaced::Together)));
}

#[test]
fn a_table_is_changed_by_who_made_it_or_who_keeps_the_catalogue() {
    let mut book = book();
    let who = |name: &str, role| Account::new(name, "huyen", vec![Grant::everywhere(role)]);
    let (leader, other, office) = (who("a", Role::Leader), who("b", Role::Leader), who("c", Role::Compiler));
    let pivot = laid_out("L | actual | huyen | 2021-Q1 | unit | period |");
    assert!(pivot::keep(&book, &leader, None, " ", pivot.clone()).is_err());
    let act = pivot::keep(&book, &leader, None, "Lúa", pivot.clone()).unwrap();
    book.apply(&Entry { cut: Cut(book.cut.0 + 1), at: String::new(), by: "a".into(), act });
    let id = book.pivots.keys().next().unwrap().clone();
    assert!(pivot::keep(&book, &other, Some(&id), "Lúa khác", pivot.clone()).is_err());
    assert!(pivot::switch(&book, &other, &id, true).is_err());
    assert!(pivot::keep(&book, &leader, Some(&id), "Lúa xuân", pivot).is_ok());
    let act = pivot::switch(&book, &office, &id, true).unwrap();
    append(&mut book, act);
    assert!(book.pivots[&id].removed);
}
