//! The cases in `suite/tables`: a table drawn with bars, and below it, behind `=`, what is read in it. `BLESS=1` writes
//! them anew. `<` goes on with the cell to its left, `^` with the cell above.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use model::{Block, Fact, Reading, SourceText, TableCell};
use std::path::Path;

fn source(lines: &[&str]) -> SourceText {
    let mut source = SourceText::default();
    let mut table: Option<(usize, usize)> = None;
    let mut put = |text: &str, cell: Option<TableCell>, blocks: &mut Vec<Block>| {
        if !source.text.is_empty() {
            source.text.push('\n');
        }
        let start = source.text.chars().count();
        source.text.push_str(text);
        blocks.push(Block { start, end: start + text.chars().count(), cell, ..Block::default() });
    };
    let mut blocks = Vec::new();
    for line in lines {
        if !line.contains('|') {
            table = None;
            put(line, None, &mut blocks);
            continue;
        }
        let (first, row) = table.map_or((blocks.len(), 0), |(first, row)| (first, row + 1));
        table = Some((first, row));
        for (column, text) in line.split('|').map(str::trim).enumerate() {
            let merged = |block: &&mut Block| {
                block.cell.is_some_and(|cell| match text {
                    "<" => cell.table == first && cell.row == row && cell.column < column,
                    _ => cell.table == first && cell.column == column,
                })
            };
            match text {
                "" => {}
                "<" | "^" => {
                    let cell =
                        blocks.iter_mut().rev().find(merged).and_then(|block| block.cell.as_mut()).unwrap();
                    if text == "<" {
                        cell.columns = column - cell.column + 1;
                    } else {
                        cell.rows = row - cell.row + 1;
                    }
                }
                _ => {
                    let cell = TableCell { table: first, row, column, rows: 1, columns: 1, head: false };
                    put(text, Some(cell), &mut blocks);
                }
            }
        }
    }
    source.blocks = blocks;
    source
}

fn figure(fact: &Fact, facts: &[Fact]) -> String {
    let kind = serde_json::to_value(fact.kind).unwrap();
    let mut line = format!(
        "{} {} | {} | {}",
        fact.surface,
        fact.unit.as_deref().unwrap_or("-"),
        kind.as_str().unwrap(),
        fact.subject
    );
    let whole = fact.part_of.as_ref().and_then(|id| facts.iter().find(|f| f.id == *id));
    let remarks = [
        fact.direction.clone(),
        fact.place.as_ref().map(|place| format!("at {place}")),
        fact.window.label.as_ref().map(|label| format!("in {label}")),
        whole.map(|f| format!("part of {}", f.surface)),
    ];
    for remark in remarks.into_iter().flatten() {
        line.push_str(&format!(" | {remark}"));
    }
    line
}

fn shown(reading: &Reading) -> String {
    let mut out = String::new();
    for table in &reading.tables {
        let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        out.push_str(&format!("= {} | {}\n", or_dash(&table.title), or_dash(&table.unit)));
        for row in &table.rows {
            let indent = "  ".repeat(usize::from(row.level));
            out.push_str(&format!("=   {indent}{} {}\n", row.number.as_deref().unwrap_or("~"), row.label));
            for found in &row.figures {
                let fact = reading.facts.iter().find(|fact| fact.id == found.fact).unwrap();
                out.push_str(&format!("=     {indent}{}\n", figure(fact, &reading.facts)));
            }
        }
    }
    let in_tables = |fact: &&Fact| {
        reading.tables.iter().flat_map(|t| &t.rows).flat_map(|r| &r.figures).any(|f| f.fact == fact.id)
    };
    for fact in reading.facts.iter().filter(|fact| !in_tables(fact)) {
        out.push_str(&format!("= outside: {}\n", figure(fact, &reading.facts)));
    }
    out
}

#[test]
fn tables_read_as_written_below_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/tables");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let mut stale = Vec::new();
    for path in paths {
        let table = std::fs::read_to_string(&path).unwrap();
        let mut found = Vec::new();
        for case in table.split("\n\n").map(str::trim_end).filter(|case| !case.is_empty()) {
            let text: Vec<&str> = case.lines().filter(|line| !line.starts_with('=')).collect();
            // A remark on the case begins with a number sign.
            let words: Vec<&str> = text.iter().copied().filter(|line| !line.starts_with('#')).collect();
            found.push(format!("{}\n{}", text.join("\n"), shown(&reader::read(&source(&words)))));
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
