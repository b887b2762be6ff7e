//! `suite/facts/rules.txt` names every rule by which a field of a figure gets its value: those that a text of the suite is
//! read by, and those that stand in the code. The pages have words for each: `web/src/messages/rules.test.ts` reads the
//! same list.
// A file that cannot be read fails the test.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
}

/// The files in Unicode; others are tests of old encodings.
fn texts(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ending, &mut found);
    found.iter().filter_map(|path| String::from_utf8(fs::read(path).unwrap()).ok()).collect()
}

/// The rules that the figures of a text name. Lines below a case tell what it must give and are no text.
fn given(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with(' ')).collect();
    let source = reader::intake("case.txt", lines.join("\n").as_bytes());
    let facts = source.map(|source| reader::read(&source).facts).unwrap_or_default();
    facts.into_iter().flat_map(|fact| fact.because).map(|because| because.rule.into_owned()).collect()
}

/// Names of rules that stand in the code: words with a hyphen in quotes.
fn written(code: &str) -> Vec<String> {
    let name = |word: &&str| {
        word.contains('-')
            && word.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()))
    };
    code.split('"').filter(name).map(str::to_owned).collect()
}

/// With `BLESS` set the list is written anew.
#[test]
fn every_rule_is_listed() {
    let whole = texts("../../suite", "txt");
    let cases = whole.iter().flat_map(|text| text.split("\n\n"));
    let mut rules: BTreeSet<String> = whole.iter().map(String::as_str).chain(cases).flat_map(given).collect();
    rules.extend(texts("src/facts", "rs").iter().flat_map(|code| written(code)));
    let list = rules.iter().map(|rule| format!("{rule}\n")).collect::<String>();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/facts/rules.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &list).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), list);
}
