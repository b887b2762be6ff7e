//! House rules that a compiler does not check.

use crate::run;
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};

/// Files of code may not be longer, in lines.
const LONGEST: usize = 500;
/// Marks of unfinished work, spelt so that this file is not one.
const UNFINISHED: [&str; 4] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("todo", "!("), concat!("unimplemented", "!(")];
/// What may panic, for tests only.
const PANICS: [&str; 2] = [concat!(".unwrap", "()"), concat!(".expect", "(\"")];
/// Tests that do not run.
const SLEEPING: [&str; 4] = [
    concat!("#[ign", "ore]"),
    concat!("test.sk", "ip("),
    concat!("test.on", "ly("),
    concat!("describe.on", "ly("),
];
/// Folders of products and data.
const SKIPPED: [&str; 5] = ["target", "node_modules", "dist", "data", ".git"];

/// Breaches, one sentence each.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn breaches() -> Result<Vec<String>> {
    let root = run::root();
    let mut said = Vec::new();
    for path in files(&root)? {
        let name = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if path.ends_with("package-lock.json") {
            if fs::read_to_string(&path)?.contains("\"resolved\": \"http") {
                said.push(format!(
                    "{name} names a download host; .npmrc must hold omit-lockfile-registry-resolved=true"
                ));
            }
        } else if matches!(extension, "rs" | "ts" | "tsx" | "mjs" | "css" | "sql" | "typ")
            && !name.ends_with(".gen.ts")
        {
            said.extend(of_code(&name, &fs::read_to_string(&path)?));
        }
    }
    Ok(said)
}

fn of_code(name: &str, text: &str) -> Vec<String> {
    let mut said = Vec::new();
    let lines = text.lines().count();
    if lines > LONGEST {
        said.push(format!("{name} has {lines} lines, more than {LONGEST}"));
    }
    let for_tests = name.contains("/tests/") || name.starts_with("e2e/");
    let mut in_tests = for_tests;
    for (index, line) in text.lines().enumerate() {
        in_tests |= line.trim_start().starts_with("#[cfg(test)]");
        let marks = UNFINISHED.iter().chain(&SLEEPING);
        let panics = PANICS
            .iter()
            .filter(|_| name.ends_with(".rs") && !in_tests && !line.trim_start().starts_with("//"));
        said.extend(
            marks
                .chain(panics)
                .filter(|mark| line.contains(**mark))
                .map(|mark| format!("{name}:{}: {mark}", index + 1)),
        );
    }
    said
}

/// Files of the repository in order, without products.
///
/// # Errors
/// When a folder cannot be read.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.path();
        // `data` holds what a place keeps only in the root; below it the name is an ordinary one.
        let product = SKIPPED.iter().any(|name| entry.file_name() == *name);
        let product = product && (entry.file_name() != "data" || folder == run::root());
        if entry.file_type()?.is_dir() {
            if !product {
                found.extend(files(&path)?);
            }
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaches_are_seen_where_they_count() {
        let unwrap = PANICS[0];
        let long = "x\n".repeat(LONGEST + 1);
        let table = [
            ("crates/a/src/lib.rs", format!("let a = b{unwrap};"), 1),
            ("crates/a/src/lib.rs", format!("// says {unwrap}"), 0),
            ("crates/a/src/lib.rs", format!("#[cfg(test)]\nmod tests {{ a{unwrap} }}"), 0),
            ("crates/a/tests/b.rs", format!("a{unwrap}"), 0),
            ("crates/a/tests/b.rs", format!("{}\nfn x() {{}}", SLEEPING[0]), 1),
            ("web/src/a.ts", format!("// {} later", UNFINISHED[0]), 1),
            ("web/src/a.ts", long, 1),
        ];
        for (name, text, count) in table {
            assert_eq!(of_code(name, &text).len(), count, "{name}: {text:.40}");
        }
    }
}
