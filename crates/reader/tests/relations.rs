//! The cases in `suite/relations`: a text, and below it, indented, the laws that must be read in it.
// A case file that cannot be read fails the test.
#![allow(clippy::unwrap_used)]

use model::{Reading, Severity, SourceText};
use std::path::Path;

/// `  sum stated: 90 ≠ 60 + 45 = 105 | Error`: a law, and how a broken one is told.
fn shown(source: &SourceText) -> Vec<String> {
    let Reading { relations, findings, .. } = reader::read(source);
    let told = |members: &[String]| findings.iter().find(|finding| finding.evidence == members);
    let line = |relation: &model::Relation| {
        let says = told(&relation.members).filter(|_| !relation.holds);
        let severity = says.map_or(String::new(), |finding| format!(" | {:?}", finding.severity));
        let (kind, strength) =
            (serde_json::to_value(relation.kind).unwrap(), serde_json::to_value(relation.strength).unwrap());
        let (kind, strength) = (kind.as_str().unwrap(), strength.as_str().unwrap());
        format!("  {kind} {strength}: {}{severity}", relation.expression)
    };
    relations.iter().map(line).collect()
}

struct Case {
    text: String,
    shown: String,
}

/// Texts stand at the margin, what is read below them with two spaces; an empty line parts the cases.
fn cases(name: &str) -> (std::path::PathBuf, Vec<Case>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/relations").join(name);
    let table = std::fs::read_to_string(&path).unwrap();
    let cases = table.split("\n\n").map(str::trim_end).filter(|case| !case.is_empty()).map(|case| Case {
        text: case.lines().filter(|line| !line.starts_with("  ")).collect::<Vec<_>>().join("\n"),
        shown: case.to_owned(),
    });
    let cases: Vec<Case> = cases.collect();
    assert!(cases.len() > 5);
    (path, cases)
}

fn source(text: &str) -> SourceText {
    reader::intake("case.txt", text.as_bytes()).unwrap()
}

/// With `BLESS` set the file is written anew.
fn check(name: &str) {
    let (path, cases) = cases(name);
    let read = cases.iter().map(|case| {
        let lines: Vec<String> =
            std::iter::once(case.text.clone()).chain(shown(&source(&case.text))).collect();
        lines.join("\n")
    });
    let read: Vec<String> = read.collect();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, read.join("\n\n") + "\n").unwrap();
        return;
    }
    for (case, read) in cases.iter().zip(&read) {
        assert_eq!(read, &case.shown);
    }
}

#[test]
fn sums() {
    check("sums.txt");
}

#[test]
fn ratios() {
    check("ratios.txt");
}

#[test]
fn bounds() {
    check("bounds.txt");
}

#[test]
fn counts() {
    check("counts.txt");
}

#[test]
fn doubts() {
    check("doubts.txt");
}

/// What must never be called wrong; blessing does not help.
#[test]
fn numbers_that_differ_rightly() {
    check("no-alarm.txt");
    for case in cases("no-alarm.txt").1 {
        let reading = reader::read(&source(&case.text));
        let broken: Vec<&str> =
            reading.relations.iter().filter(|r| !r.holds).map(|r| r.expression.as_str()).collect();
        assert!(broken.is_empty(), "{}\n{broken:?}", case.text);
        let told = reading.findings.iter().filter(|f| f.severity != Severity::Info && !f.evidence.is_empty());
        assert_eq!(told.count(), 0, "{}", case.text);
    }
}

mod laws {
    use super::source;
    use proptest::prelude::*;

    const PLACES: [&str; 8] =
        ["An Lạc", "Phú Mỹ", "Tân Thành", "Long Hòa", "Vĩnh Bình", "Suối Bạc", "Nà Lâm", "Pá Hoa"];

    fn printed(n: u32) -> String {
        viet::number::format(model::Number::new(n.into()))
    }

    fn list(cue: &str, whole: u32, parts: &[u32]) -> String {
        let named = parts.iter().zip(PLACES).map(|(n, place)| format!("xã {place} {} con", printed(*n)));
        format!("Toàn huyện có {} con bò, {cue} {}.", printed(whole), named.collect::<Vec<_>>().join("; "))
    }

    fn broken(text: &str) -> usize {
        let reading = reader::read(&source(text));
        reading.relations.iter().filter(|relation| !relation.holds).count()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_list_that_adds_up_never_alarms(
            cue in prop::sample::select(vec!["gồm:", "trong đó:", "chia ra:", "cụ thể:", "bao gồm"]),
            parts in proptest::collection::vec(100_u32..9_999, 2..8),
        ) {
            let text = list(cue, parts.iter().sum(), &parts);
            prop_assert_eq!(broken(&text), 0, "{}", text);
        }

        #[test]
        fn a_list_of_all_that_does_not_add_up_always_does(
            parts in proptest::collection::vec(100_u32..9_999, 2..8),
            off in prop_oneof![-99_i64..0, 1_i64..100],
        ) {
            let total: u32 = parts.iter().sum();
            let whole = u32::try_from(i64::from(total) + off).unwrap();
            let text = list("gồm:", whole, &parts);
            prop_assert_eq!(broken(&text), 1, "{}", text);
        }

        #[test]
        fn a_rounded_share_never_alarms(part in 1_u32..5_000, whole in 5_000_u32..99_999) {
            let share = (f64::from(part) * 1000.0 / f64::from(whole)).round() / 10.0;
            prop_assume!(share >= 0.1);
            let share = format!("{share:.1}").replace('.', ",");
            let text = format!("Toàn huyện có {} hộ, trong đó {} hộ nghèo, chiếm {share}%.", printed(whole), printed(part));
            prop_assert_eq!(broken(&text), 0, "{}", text);
        }

        #[test]
        fn a_yield_that_fits_never_alarms(area in 100_u32..9_999, tenths in 300_u32..700) {
            let output = (area * tenths + 50) / 100;
            let text = format!(
                "Lúa: diện tích {} ha, năng suất {},{} tạ/ha, sản lượng {} tấn.",
                printed(area), tenths / 10, tenths % 10, printed(output)
            );
            prop_assert_eq!(broken(&text), 0, "{}", text);
        }
    }
}
