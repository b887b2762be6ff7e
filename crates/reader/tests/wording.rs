//! The faults that are told of the texts in `suite/wording`. `BLESS=1` writes them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use model::{Placement, Unit, UnitId, UnitKind};
use reader::Known;
use std::path::Path;

/// A made-up district and its communes.
fn units() -> Vec<Unit> {
    let unit = |name: &str, kind, parent: Option<&str>| Unit {
        placements: vec![Placement {
            parent: parent.map(|id| UnitId::from(id.to_owned())),
            from: None,
            to: None,
        }],
        ..Unit::of(name, name, kind)
    };
    let communes = ["xã Mường Tấu", "xã Nậm Kha", "xã Bản Lềnh", "thị trấn Suối Bạc"];
    let mut units = vec![unit("huyện Suối Bạc", UnitKind::District, None)];
    units.extend(communes.map(|name| unit(name, UnitKind::Commune, Some("huyện Suối Bạc"))));
    units
}

/// Every fault of a case, behind the words it is about.
fn told(text: &str, units: &[Unit]) -> Vec<String> {
    let text = text.replace("\\u{301}", "\u{301}").replace("\\u{323}", "\u{323}");
    let source = reader::intake("a.txt", text.as_bytes()).unwrap();
    let words =
        |start: usize, end: usize| source.text.chars().skip(start).take(end - start).collect::<String>();
    let findings = reader::read_with(&source, Known { units }).findings;
    findings.iter().map(|f| format!("> {} [{}] {}", f.rule, words(f.start, f.end), f.says)).collect()
}

#[test]
fn every_case_tells_its_faults() {
    let units = units();
    for name in ["faults.txt", "clean.txt"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/wording").join(name);
        let cases = std::fs::read_to_string(&path).unwrap();
        let seen: Vec<String> = cases
            .split("\n\n")
            .map(|case| {
                let lines = case.lines().filter(|line| !line.starts_with("> "));
                let text: Vec<&str> = lines.clone().filter(|line| !line.starts_with('#')).collect();
                let told = told(&text.join("\n"), &units);
                lines.map(str::to_owned).chain(told).collect::<Vec<_>>().join("\n")
            })
            .collect();
        let seen = seen.join("\n\n") + "\n";
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &seen).unwrap();
        } else {
            assert_eq!(seen, cases, "{name}");
        }
    }
}
