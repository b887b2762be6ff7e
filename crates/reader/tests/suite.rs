//! Reads every text of `suite/reader` and compares with the file beside it. `BLESS=1` writes the files.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use model::{Reading, SourceText};
use std::fmt::Write;
use std::path::Path;

fn shown(source: &SourceText, reading: &Reading) -> String {
    let mut out = String::new();
    let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let words = |start: usize, end: usize| -> String {
        let text: String = source.text.chars().skip(start).take(end - start).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let d = &reading.document;
    let period = d.period.map_or("-".to_owned(), |period| period.to_string());
    writeln!(
        out,
        "{} | {} | {} | {} | {period}",
        or_dash(&d.kind),
        or_dash(&d.title),
        or_dash(&d.issuer),
        or_dash(&d.place)
    )
    .unwrap();
    writeln!(out, "\n# outline").unwrap();
    for item in &reading.outline {
        let indent = "  ".repeat(usize::from(item.level) - 1);
        writeln!(out, "{indent}{} {}", item.number.as_deref().unwrap_or("~"), item.title).unwrap();
    }
    writeln!(out, "\n# footnotes").unwrap();
    for note in &source.notes {
        let before = note.anchor.map_or("-".to_owned(), |anchor| words(anchor.saturating_sub(20), anchor));
        writeln!(out, "… {before} ^ {}", words(note.start, note.end)).unwrap();
    }
    writeln!(out, "\n# relations").unwrap();
    for relation in &reading.relations {
        let mark = if relation.holds { "" } else { " SAI" };
        writeln!(out, "{:?} {:?}: {}{mark}", relation.kind, relation.strength, relation.expression).unwrap();
    }
    writeln!(out, "\n# findings").unwrap();
    for finding in &reading.findings {
        writeln!(
            out,
            "{:?} {}: {} → {} [{}]",
            finding.severity,
            finding.rule,
            finding.says,
            finding.hint,
            words(finding.start, finding.end)
        )
        .unwrap();
    }
    writeln!(out, "\n# tasks").unwrap();
    for task in &reading.tasks {
        let due = task.due.map_or("-".to_owned(), |due| due.to_string());
        let sort = if task.assigned { "giao" } else { "còn dở" };
        writeln!(
            out,
            "{sort}: {} | {} | {} | {due} ({}) | {}",
            task.text,
            or_dash(&task.owner),
            task.support.join(" + "),
            or_dash(&task.due_as_written),
            or_dash(&task.place)
        )
        .unwrap();
    }
    writeln!(out, "\n# references").unwrap();
    for reference in &reading.references {
        let date = reference.date.map_or("-".to_owned(), |date| date.to_string());
        writeln!(
            out,
            "{} | {} | {date} | {} | {}",
            reference.kind,
            or_dash(&reference.number),
            or_dash(&reference.issuer),
            words(reference.start, reference.end)
        )
        .unwrap();
    }
    out
}

#[test]
fn every_text_reads_as_written_beside_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/reader");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    assert!(!paths.is_empty());
    let mut stale = Vec::new();
    for path in paths {
        let source = reader::intake("a.txt", &std::fs::read(&path).unwrap()).unwrap();
        let found = shown(&source, &reader::read(&source));
        let expected = path.with_extension("read");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&expected, &found).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != found {
            stale.push(format!("{}\n{found}", path.display()));
        }
    }
    assert!(stale.is_empty(), "{}", stale.join("\n"));
}
