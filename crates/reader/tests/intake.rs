//! Takes in every file of `suite/intake` and compares what it shows with the `.shown` file beside it. `BLESS=1` writes those.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use model::{Block, SourceText};
use std::fmt::Write;
use std::path::Path;

/// One line a paragraph: what it is, then its words; a footnote mark shows as `^1`.
fn shown(source: &SourceText) -> String {
    let chars: Vec<char> = source.text.chars().collect();
    let mut out = String::new();
    for block in &source.blocks {
        let mut words = String::new();
        (block.start..=block.end).for_each(|at| {
            let marks = source.notes.iter().enumerate().filter(|(_, note)| note.anchor == Some(at));
            let in_body = block.note.is_none();
            marks.filter(|_| in_body).for_each(|(number, _)| write!(words, "^{}", number + 1).unwrap());
            if at < block.end {
                words.extend(chars[at].escape_debug().filter(|_| chars[at].is_control()));
                words.extend(Some(chars[at]).filter(|c| !c.is_control()));
            }
        });
        writeln!(out, "{}{words}", what(block, source)).unwrap();
    }
    out
}

fn what(block: &Block, source: &SourceText) -> String {
    let mut out = String::new();
    if let Some(cell) = block.cell {
        let tables: Vec<usize> = source.blocks.iter().filter_map(|block| Some(block.cell?.table)).collect();
        let table = tables
            .iter()
            .filter(|table| **table <= cell.table)
            .collect::<std::collections::BTreeSet<_>>()
            .len();
        write!(out, "bảng {table} ({},{})", cell.row, cell.column).unwrap();
        if (cell.rows, cell.columns) != (1, 1) {
            write!(out, " {}×{}", cell.rows, cell.columns).unwrap();
        }
        out += if cell.head { " đầu: " } else { ": " };
    }
    out += if block.running { "đầu/chân trang: " } else { "" };
    out += &block.note.map_or(String::new(), |note| format!("chú thích {}: ", note + 1));
    out += &block.styled_level.map_or(String::new(), |level| format!("cấp {level}: "));
    out += if block.bold { "đậm: " } else { "" };
    out
}

#[test]
fn every_file_shows_what_is_written_beside_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/intake");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_none_or(|extension| extension != "shown" && extension != "md"));
    paths.sort();
    assert!(!paths.is_empty());
    let mut stale = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap();
        let source = reader::intake(name, &std::fs::read(&path).unwrap())
            .unwrap_or_else(|why| panic!("{name}: {why}"));
        let found = shown(&source);
        let expected = path.with_file_name(format!("{name}.shown"));
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&expected, &found).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != found {
            stale.push(format!("{name}\n{found}"));
        }
    }
    assert!(stale.is_empty(), "{}", stale.join("\n"));
}
