//! What the documents say is so: paths exist, links lead somewhere, console blocks print what they show.

use crate::{run, style};
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every Markdown file of ours.
///
/// # Errors
/// When a folder cannot be read.
fn documents() -> Result<Vec<PathBuf>> {
    Ok(style::files(&run::root())?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect())
}

/// Paths in backticks and targets of links that do not exist, one sentence each.
///
/// # Errors
/// When a document cannot be read.
pub(crate) fn dead_paths() -> Result<Vec<String>> {
    let root = run::root();
    let mut said = Vec::new();
    for document in documents()? {
        let name = document.strip_prefix(&root).unwrap_or(&document).display().to_string();
        let here = document.parent().unwrap_or(&root);
        for (index, line) in prose(&fs::read_to_string(&document)?) {
            let named = code_spans(line).into_iter().filter(|span| is_path(&root, span));
            let dead = named.chain(links(line)).filter(|path| {
                let path = path.split('#').next().unwrap_or_default();
                !root.join(path).exists() && !here.join(path).exists()
            });
            said.extend(dead.map(|path| format!("{name}:{index}: {path} does not exist")));
        }
    }
    Ok(said)
}

/// Lines outside fenced blocks, numbered from one.
fn prose(text: &str) -> Vec<(usize, &str)> {
    let mut fenced = false;
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        if !fenced && !fence {
            lines.push((index + 1, line));
        }
    }
    lines
}

fn code_spans(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).collect()
}

/// A span is taken for a path when it looks like one and starts in the root of the repository.
fn is_path(root: &Path, span: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    let first = span.split('/').next().unwrap_or_default();
    let starts_here = span.contains('/') && !first.is_empty() && root.join(first).is_dir();
    let file = ["rs", "md", "toml", "ts", "tsx", "csv", "tsv", "typ", "sql"]
        .iter()
        .any(|e| span.ends_with(&format!(".{e}")));
    span.chars().all(plain) && !span.starts_with('.') && (starts_here || file && span.contains('/'))
}

/// Targets of links within the repository.
fn links(line: &str) -> Vec<&str> {
    let after = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    after.filter(|target| !target.contains(':') && !target.starts_with('#')).collect()
}

/// A command of a console block, and what it prints; `...` alone on a line stands for any lines.
struct Shown {
    line: usize,
    command: String,
    prints: Vec<String>,
}

/// Runs the blocks marked ```` ```console run ````; answers how many commands held, and what did not.
///
/// # Errors
/// When a document cannot be read or the shell does not start.
pub(crate) fn consoles(solieu: &Path) -> Result<(usize, Vec<String>)> {
    let (mut held, mut said) = (0, Vec::new());
    let path = std::env::var("PATH").unwrap_or_default();
    let beside = solieu.parent().unwrap_or(Path::new(".")).display();
    for document in documents()? {
        let name = document.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for shown in shown(&fs::read_to_string(&document)?) {
            let mut shell = Command::new("bash");
            shell
                .args(["-c", &shown.command])
                .current_dir(run::root())
                .env("PATH", format!("{beside}:{path}"));
            let output = shell.output()?;
            let printed = String::from_utf8_lossy(&output.stdout).into_owned()
                + &String::from_utf8_lossy(&output.stderr);
            let printed: Vec<&str> = printed.lines().collect();
            match agrees(&shown.prints, &printed) {
                true => held += 1,
                false => said.push(format!(
                    "{name}:{}: `{}` printed\n{}",
                    shown.line,
                    shown.command,
                    printed.join("\n")
                )),
            }
        }
    }
    Ok((held, said))
}

fn shown(text: &str) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    let mut running = false;
    for (index, line) in text.lines().enumerate() {
        if line.starts_with("```") {
            running = line == "```console run";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| running) {
            found.push(Shown { line: index + 1, command: command.to_owned(), prints: Vec::new() });
        } else if let Some(last) = found.last_mut().filter(|_| running) {
            last.prints.push(line.to_owned());
        }
    }
    found
}

fn agrees(expected: &[String], printed: &[&str]) -> bool {
    match (expected, printed) {
        ([], rest) => rest.is_empty(),
        ([dots, after @ ..], _) if dots == "..." => {
            (0..=printed.len()).any(|from| agrees(after, &printed[from..]))
        }
        ([first, after @ ..], [line, rest @ ..]) => {
            first.trim_end() == line.trim_end() && agrees(after, rest)
        }
        (_, []) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn console_blocks_are_found_and_compared() {
        let text = "```console run\n$ one\nfirst\n...\nlast\n$ two\n```\n```console\n$ three\n```\n";
        let found = shown(text);
        assert_eq!(
            found.iter().map(|s| (s.line, s.command.as_str())).collect::<Vec<_>>(),
            [(2, "one"), (6, "two")]
        );
        let cases = [
            (vec!["first", "x", "y", "last"], true),
            (vec!["first", "last"], true),
            (vec!["first", "x"], false),
            (vec!["other", "last"], false),
        ];
        for (printed, holds) in cases {
            assert_eq!(agrees(&found[0].prints, &printed), holds, "{printed:?}");
        }
        assert!(agrees(&found[1].prints, &[]) && !agrees(&found[1].prints, &["words"]));
    }

    #[test]
    fn paths_are_told_from_other_code() {
        let root = run::root();
        for (span, is) in [
            ("crates/model", true),
            ("crates/gone/x.rs", true),
            ("/api/work", false),
            ("a/b", false),
            ("gone/x.md", true),
        ] {
            assert_eq!(is_path(&root, span), is, "{span}");
        }
        assert_eq!(links("see [a](docs/a.md), [b](https://x.y) and [c](#here)"), ["docs/a.md"]);
        assert_eq!(code_spans("`a` and `b`"), ["a", "b"]);
    }
}
