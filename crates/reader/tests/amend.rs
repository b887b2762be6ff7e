//! The cases in `suite/amend`: a text, what an officer amends (`>`), and below, indented, what the reading says then.
// A case file that cannot be read fails the test.
#![allow(clippy::unwrap_used)]

use model::{Amendment, Fact, FactWindow, Reading, SourceText};
use proptest::prelude::*;
use std::path::Path;

/// `> value 120 = 125`, `> split 229/231 at 231`, `> join 25 with 941`: figures are named by what prints them.
fn amendment(line: &str, source: &SourceText, facts: &[Fact]) -> Amendment {
    let (word, rest) = line.trim_start_matches("> ").split_once(' ').unwrap();
    let id = |surface: &str| {
        let found = facts.iter().find(|fact| fact.surface == surface);
        found.map_or_else(|| surface.to_owned(), |fact| fact.id.clone())
    };
    let or_none = |text: &str| Some(text.to_owned()).filter(|text| text != "-");
    let two = |mark: &str| {
        let (fact, to) = rest.split_once(mark).unwrap();
        (id(fact), to.to_owned())
    };
    match word {
        "discard" => Amendment::Discard { fact: id(rest) },
        "add" => {
            let start = source.text[..source.text.find(rest).unwrap()].chars().count();
            Amendment::Add { start, end: start + rest.chars().count() }
        }
        "join" => {
            let (fact, with) = two(" with ");
            Amendment::Join { fact, with: id(&with) }
        }
        "split" => {
            let (fact, part) = two(" at ");
            let whole = facts.iter().find(|f| f.id == fact).unwrap();
            let before = &whole.surface[..whole.surface.rfind(&part).unwrap()];
            Amendment::Split { at: whole.start + before.chars().count(), fact }
        }
        _ => {
            let (fact, to) = two(" = ");
            match word {
                "value" => Amendment::Value { fact, value: viet::number::parse(&to).unwrap() },
                "unit" => Amendment::Unit { fact, unit: or_none(&to) },
                "kind" => Amendment::Kind {
                    fact,
                    kind: serde_json::from_value(serde_json::Value::String(to)).unwrap(),
                },
                "subject" => Amendment::Subject { fact, subject: to },
                "place" => Amendment::Place { fact, place: or_none(&to) },
                "direction" => Amendment::Direction {
                    fact,
                    direction: or_none(&to).map(|to| serde_json::from_value(to.into()).unwrap()),
                },
                "part" => Amendment::PartOf { fact, whole: or_none(&to).map(|whole| id(&whole)) },
                "from" => {
                    let (from, to) = to.split_once(" to ").unwrap();
                    let (from, to) = (from.parse().ok(), to.parse().ok());
                    Amendment::Window { fact, window: FactWindow { from, to, ..FactWindow::default() } }
                }
                "as-of" => {
                    let window = FactWindow { as_of: Some(to.parse().unwrap()), ..FactWindow::default() };
                    Amendment::Window { fact, window }
                }
                _ => panic!("{line}"),
            }
        }
    }
}

/// The facts, the subject only where an officer wrote it: what the reader takes for it is the matter of `suite/facts`.
fn shown(reading: &Reading, read: &Reading) -> Vec<String> {
    let fact = |f: &Fact| {
        let number = viet::number::format(f.value);
        let high = f.high.map(|high| format!("–{high}")).unwrap_or_default();
        let of = f.denominator.map(|total| format!("/{total}")).unwrap_or_default();
        let unit = f.unit.as_deref().unwrap_or("-");
        let kind = serde_json::to_value(f.kind).unwrap();
        let place = f.place.as_deref().map(|place| format!(" @ {place}")).unwrap_or_default();
        let part = f.part_of.as_deref().map(|whole| format!(" < {whole}")).unwrap_or_default();
        let day = f.window.as_of.map(|day| format!(" on {day}")).unwrap_or_default();
        let days = f.window.from.zip(f.window.to).map(|(from, to)| format!(" {from} to {to}"));
        let days =
            days.filter(|_| read.facts.iter().any(|other| other.id == f.id && other.window != f.window));
        let direction = f.direction.as_deref().map(|way| format!(" {way}")).unwrap_or_default();
        let kind = kind.as_str().unwrap();
        let as_read = read.facts.iter().any(|other| other.subject == f.subject) || f.subject.is_empty();
        let subject = if as_read { String::new() } else { format!(" | {}", f.subject) };
        format!(
            "  {} {number}{high}{of} {unit} | {kind}{direction}{subject}{place}{day}{}{part}",
            f.id,
            days.unwrap_or_default()
        )
    };
    let law = |r: &model::Relation| format!("  {:?}: {}", r.kind, r.expression);
    let finding = |f: &model::TextFinding| format!("  ! {}", f.rule);
    let facts = reading.facts.iter().map(fact);
    facts.chain(reading.relations.iter().map(law)).chain(reading.findings.iter().map(finding)).collect()
}

/// A text, its amendments one after another, and the outcome.
fn outcome(case: &str) -> String {
    let head: Vec<&str> = case.lines().filter(|line| !line.starts_with("  ")).collect();
    let text: Vec<&str> = head.iter().filter(|line| !line.starts_with("> ")).copied().collect();
    let source = reader::intake("case.txt", text.join("\n").as_bytes()).unwrap();
    let read = reader::read(&source);
    let mut lines: Vec<String> = head.iter().map(|line| (*line).to_owned()).collect();
    let mut made = Vec::new();
    let mut now = read.clone();
    for line in head.iter().filter(|line| line.starts_with("> ")) {
        let next = amendment(line, &source, &now.facts);
        if let Err(unfit) = reader::amend(&source, &now.outline, &mut now.facts, &next) {
            lines.push(format!("  không được: {unfit}"));
        }
        made.push(next);
        now = reader::amended(&source, &read, &made);
    }
    lines.extend(shown(&now, &read));
    lines.join("\n")
}

/// With `BLESS` set the files are written anew.
#[test]
fn amendments() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/amend");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files {
        let table = std::fs::read_to_string(&path).unwrap();
        let cases: Vec<&str> = table.trim_end().split("\n\n").collect();
        assert!(cases.len() > 3, "{}", path.display());
        let outcomes: Vec<String> = cases.iter().map(|case| outcome(case)).collect();
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, outcomes.join("\n\n") + "\n").unwrap();
            continue;
        }
        for (case, outcome) in cases.iter().zip(&outcomes) {
            assert_eq!(outcome, case);
        }
    }
}

const TEXT: &str = "I. KINH TẾ\n\nTrồng 1.250 ha rừng, trong đó 450/800 ha rừng sản xuất, chi 12 tỷ 300 triệu đồng, \
                    giảm 5-7% so với cùng kỳ; có 12 xã, 1 250 hộ.\n";

fn any_amendment() -> impl Strategy<Value = Amendment> {
    let fact = || prop_oneof!["f[1-9]", "f[1-9]b", "n[0-9]{1,2}"];
    prop_oneof![
        (fact(), 0_usize..200).prop_map(|(fact, at)| Amendment::Split { fact, at }),
        (fact(), fact()).prop_map(|(fact, with)| Amendment::Join { fact, with }),
        (0_usize..220, 0_usize..40).prop_map(|(start, more)| Amendment::Add { start, end: start + more }),
        fact().prop_map(|fact| Amendment::Discard { fact }),
        (fact(), fact()).prop_map(|(fact, whole)| Amendment::PartOf { fact, whole: Some(whole) }),
        (fact(), ".{0,4}").prop_map(|(fact, unit)| Amendment::Unit { fact, unit: Some(unit) }),
    ]
}

proptest! {
    /// Whatever is amended: figures stay in the order of the text and apart, each prints what it says it prints, ids are
    /// one's own, no part is left without its whole, and none is a part of itself.
    #[test]
    fn any_amendments_leave_a_reading(made in proptest::collection::vec(any_amendment(), 0..12)) {
        let source = reader::intake("case.txt", TEXT.as_bytes()).unwrap();
        let read = reader::read(&source);
        let now = reader::amended(&source, &read, &made);
        let chars: Vec<char> = source.text.chars().collect();
        for pair in now.facts.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start, "{:?}", pair);
        }
        for fact in &now.facts {
            let printed: String = chars[fact.start..fact.end].iter().collect();
            prop_assert_eq!(&fact.surface, &printed);
            prop_assert_eq!(now.facts.iter().filter(|other| other.id == fact.id).count(), 1);
            let whole = |of: &Fact| now.facts.iter().find(|other| of.part_of.as_ref() == Some(&other.id));
            let above: Vec<&Fact> = std::iter::successors(whole(fact), |of| whole(of)).take(99).collect();
            prop_assert_eq!(above.is_empty(), fact.part_of.is_none());
            prop_assert!(above.iter().all(|other| other.id != fact.id) && above.len() < 99);
        }
    }
}
