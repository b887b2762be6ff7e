//! The cases in `suite/outline`: a text, and below it, behind bars, its headings. `BLESS=1` writes them anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use model::{Block, SourceText};
use std::path::Path;

/// Lines of the text are paragraphs; those between pairs of asterisks are bold.
fn source(lines: &[&str]) -> SourceText {
    let mut source = SourceText::default();
    for line in lines {
        let words = line.strip_prefix("**").and_then(|line| line.strip_suffix("**"));
        if !source.text.is_empty() {
            source.text.push('\n');
        }
        let start = source.text.chars().count();
        source.text.push_str(words.unwrap_or(line));
        let end = source.text.chars().count();
        source.blocks.push(Block { start, end, bold: words.is_some(), ..Block::default() });
    }
    source
}

fn shown(lines: &[&str]) -> String {
    let outline = reader::read(&source(lines)).outline;
    let line = |item: &model::OutlineItem| {
        let indent = "  ".repeat(usize::from(item.level) - 1);
        format!("| {indent}{} {}", item.number.as_deref().unwrap_or("~"), item.title)
    };
    outline.iter().map(|item| format!("{}\n", line(item).trim_end())).collect()
}

#[test]
fn headings_stand_where_they_should() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/outline");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let mut stale = Vec::new();
    for path in paths {
        let table = std::fs::read_to_string(&path).unwrap();
        let mut found = Vec::new();
        for case in table.split("\n\n").map(str::trim_end).filter(|case| !case.is_empty()) {
            let text: Vec<&str> = case.lines().filter(|line| !line.starts_with('|')).collect();
            // A remark on the case begins with a number sign.
            let words: Vec<&str> = text.iter().copied().filter(|line| !line.starts_with('#')).collect();
            found.push(format!("{}\n{}", text.join("\n"), shown(&words)));
        }
        let found = found.join("\n");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &found).unwrap();
        } else if found != table {
            stale.push(format!("{}\n{found}", path.display()));
        }
    }
    assert!(stale.is_empty(), "{}", stale.join("\n"));
}
