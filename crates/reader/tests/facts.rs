//! The cases in `suite/facts`: a text, and below it, indented, the figures that must be read in it.
// A case file that cannot be read fails the test.
#![allow(clippy::unwrap_used)]

use model::{Fact, FactKind};
use std::path::Path;

/// `45,3 ha | actual | trồng cây ăn quả`, then `up`, `down`, `estimated`, `part of 45,3` where they apply.
fn shown(fact: &Fact, facts: &[Fact]) -> String {
    let kind = serde_json::to_value(fact.kind).unwrap();
    let unit = fact.unit.as_deref().unwrap_or("-");
    let mut line = format!("  {} {unit} | {} | {}", fact.surface, kind.as_str().unwrap(), fact.subject);
    let whole = fact.part_of.as_ref().and_then(|id| facts.iter().find(|f| f.id == *id));
    let remarks = [
        fact.direction.clone(),
        (fact.estimated && fact.kind != FactKind::Estimate).then(|| "estimated".to_owned()),
        whole.map(|f| format!("part of {}", f.surface)),
        fact.place.as_ref().map(|place| format!("at {place}")),
        window(fact),
        fact.comparison.as_ref().map(|base| format!("against {base}")),
    ];
    for remark in remarks.into_iter().flatten() {
        line.push_str(&format!(" | {remark}"));
    }
    line
}

/// `in quý I (2021-01-01 to 2021-03-31)`, `in đến ngày 15/3 (2021-03-15)`.
fn window(fact: &Fact) -> Option<String> {
    let label = fact.window.label.as_ref()?;
    let day = |date: Option<model::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let days = match (fact.window.from, fact.window.to, fact.window.as_of) {
        (None, None, None) => String::new(),
        (None, None, as_of) => format!(" ({})", day(as_of)),
        (from, to, _) => format!(" ({} to {})", day(from), day(to)),
    };
    Some(format!("in {label}{days}"))
}

/// Texts stand at the margin, their figures below them with two spaces; an empty line parts the
/// cases. With `BLESS` set the file is written anew.
fn check(name: &str) {
    check_with(name, |_, facts| facts.iter().map(|fact| shown(fact, facts)).collect());
}

/// `kind change-verb “tăng”`: a field, the rule that decided, the words it decided by.
fn reasons(text: &str, facts: &[Fact]) -> Vec<String> {
    let words = |start: usize, end: usize| text.chars().skip(start).take(end - start).collect::<String>();
    let field = |field| serde_json::to_value(field).unwrap().as_str().unwrap().to_owned();
    let of = |fact: &Fact| {
        let told = fact.because.iter().map(|because| {
            format!("    {} {} “{}”", field(because.field), because.rule, words(because.start, because.end))
        });
        std::iter::once(format!("  {}", fact.surface)).chain(told).collect::<Vec<_>>()
    };
    facts.iter().flat_map(of).collect()
}

fn check_with(name: &str, show: impl Fn(&str, &[Fact]) -> Vec<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/facts").join(name);
    let table = std::fs::read_to_string(&path).unwrap();
    let cases: Vec<&str> = table.split("\n\n").map(str::trim_end).filter(|case| !case.is_empty()).collect();
    assert!(cases.len() > 5);
    let mut blessed = Vec::new();
    for case in &cases {
        let text: Vec<&str> = case.lines().filter(|line| !line.starts_with("  ")).collect();
        let text = text.join("\n");
        let source = reader::intake("case.txt", text.as_bytes()).unwrap();
        let facts = reader::read(&source).facts;
        let read = show(&source.text, &facts);
        blessed.push(format!("{text}\n{}", read.join("\n")));
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, blessed.join("\n\n") + "\n").unwrap();
        return;
    }
    for (case, blessed) in cases.iter().zip(&blessed) {
        assert_eq!(blessed, case);
    }
}

#[test]
fn levels_plans_and_changes() {
    check("kinds.txt");
}

#[test]
fn rules_and_their_words() {
    check_with("because.txt", reasons);
}

#[test]
fn times_and_days() {
    check("windows.txt");
}

#[test]
fn places() {
    check("places.txt");
}

#[test]
fn parts_of_wholes() {
    for name in ["parts.txt", "parts-announced.txt", "parts-states.txt", "parts-none.txt"] {
        check(name);
    }
}

#[test]
fn offsets_count_characters() {
    let text = "Đàn gia súc có 12.400 con; trồng 35,5 ha.";
    let source = reader::intake("case.txt", text.as_bytes()).unwrap();
    for fact in reader::read(&source).facts {
        let slice: String = text.chars().skip(fact.start).take(fact.end - fact.start).collect();
        assert_eq!(slice, fact.surface);
    }
}

#[test]
fn a_whole_without_a_unit_gives_none() {
    let source = reader::intake("case.txt", "Đã tăng 12,5 (trong đó 62/75)".as_bytes()).unwrap();
    for fact in reader::read(&source).facts {
        assert!(fact.because.iter().all(|because| because.start < because.end), "{fact:?}");
    }
}

mod laws {
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_figure_lies_in_its_text(
            words in proptest::collection::vec(
                prop::sample::select(vec![
                    "Thu", "ngân sách", "đạt", "12,5", "1.234", "tỷ đồng", "%", "(", ")", ",", ";", ":", "\n", "- ", "trong đó",
                    "tăng", "giảm", "ước", "kế hoạch", "62/75", "5-7", "ngày", "18/5/2022", "06", "hộ", "xã", "An Lộc", ".", "và",
                    "từ", "đến", "2021", "so với", "cùng kỳ", "+", "18 tỷ 250 triệu đồng",
                ]),
                0..60,
            )
        ) {
            let text = words.join(" ");
            let source = reader::intake("a.txt", text.as_bytes());
            prop_assume!(source.is_ok());
            let source = source.unwrap();
            let facts = reader::read(&source).facts;
            for fact in &facts {
                let slice: String = source.text.chars().skip(fact.start).take(fact.end - fact.start).collect();
                prop_assert_eq!(&slice, &fact.surface);
                let length = source.text.chars().count();
                for because in &fact.because {
                    prop_assert!(because.start < because.end && because.end <= length, "{:?}", because);
                }
                prop_assert!(fact.part_of.as_ref().is_none_or(|id| *id != fact.id && facts.iter().any(|f| f.id == *id)));
            }
        }
    }
}
