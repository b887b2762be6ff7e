//! `test`: everything that must hold, step by step, and one count at the end.

use crate::run::{self, Heard};
use crate::{docs, generate, layers, setup, style};
use anyhow::Result;
use std::process::Command;
use std::time::Instant;

/// Tests that passed and failed.
#[derive(Clone, Copy, Default)]
struct Count {
    passed: usize,
    failed: usize,
}

impl Count {
    fn check(holds: bool) -> Self {
        Self { passed: usize::from(holds), failed: usize::from(!holds) }
    }
}

type Step = fn() -> Result<Count>;

/// The steps in order: quick ones first, so that a slip is known soon.
const STEPS: [(&str, Step); 15] = [
    ("setup", || setup::setup().map(|()| Count::check(true))),
    ("layers", || told(layers::differences()?)),
    ("style", || told(style::breaches()?)),
    ("docs: paths", || told(docs::dead_paths()?)),
    ("rust: fmt", || whole(run::cargo(&["fmt", "--all", "--check"]))),
    ("web: types", || whole(run::npm("web", &["run", "--silent", "check"]))),
    ("web: tests", || counted(run::npm("web", &["test"]))),
    ("web: build", || whole(run::npm("web", &["run", "--silent", "build"]))),
    ("web: size", || whole(run::npm("web", &["run", "--silent", "size"]))),
    ("rust: tests", rust),
    ("rust: doc tests", || counted(run::cargo(&["test", "--workspace", "--doc", "--quiet"]))),
    ("rust: clippy", clippy),
    ("generated files", || generate::generate(true).map(Count::check)),
    ("docs: console", consoles),
    ("browser journeys", journeys),
];

/// Runs the steps whose name contains `only`; answers whether nothing failed.
///
/// # Errors
/// None: a step that breaks has failed.
pub(crate) fn test(only: Option<&str>) -> Result<bool> {
    let begin = Instant::now();
    let mut all = Count::default();
    let mut failed = Vec::new();
    for (name, step) in STEPS.iter().filter(|(name, _)| only.is_none_or(|only| name.contains(only))) {
        println!("\n== {name}");
        let start = Instant::now();
        let count = step().unwrap_or_else(|error| {
            println!("{error:#}");
            Count { passed: 0, failed: 1 }
        });
        println!(
            "== {name}: {} passed, {} failed, {:.1} s",
            count.passed,
            count.failed,
            start.elapsed().as_secs_f64()
        );
        all = Count { passed: all.passed + count.passed, failed: all.failed + count.failed };
        if count.failed > 0 {
            failed.push(*name);
        }
    }
    println!("\nAll steps took {:.0} s.", begin.elapsed().as_secs_f64());
    if !failed.is_empty() {
        println!("Failed: {}", failed.join(", "));
    }
    println!("{} passed, {} failed", all.passed, all.failed);
    Ok(all.failed == 0)
}

/// Formatting, and clippy over the whole workspace.
///
/// # Errors
/// When Cargo does not start.
pub(crate) fn lint() -> Result<bool> {
    let formatted = run::watched(run::cargo(&["fmt", "--all", "--check"]))?.success;
    let clippy = run::cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    Ok(run::watched(clippy)?.success && formatted)
}

/// A step that finds breaches: one test.
fn told(breaches: Vec<String>) -> Result<Count> {
    breaches.iter().for_each(|sentence| println!("{sentence}"));
    Ok(Count::check(breaches.is_empty()))
}

/// A program that holds or does not: one test.
fn whole(command: Command) -> Result<Count> {
    Ok(Count::check(run::watched(command)?.success))
}

/// A program that counts its tests. One that fails without a failed test (it did not compile) is one failure.
fn counted(command: Command) -> Result<Count> {
    let Heard { success, lines } = run::watched(command)?;
    let mut count = lines.iter().fold(Count::default(), |sum, line| {
        let Count { passed, failed } = summary(line);
        Count { passed: sum.passed + passed, failed: sum.failed + failed }
    });
    if !success && count.failed == 0 {
        count.failed = 1;
    }
    Ok(count)
}

/// What a closing line of `cargo test`, nextest, vitest or `node --test` counts; nothing for other lines.
fn summary(line: &str) -> Count {
    let plain = without_colours(line);
    let line = plain.trim();
    let node = |word: &str| line.trim_start_matches(['ℹ', '#', ' ']).strip_prefix(word)?.trim().parse().ok();
    if line.starts_with(['ℹ', '#']) {
        return Count { passed: node("pass").unwrap_or(0), failed: node("fail").unwrap_or(0) };
    }
    let closing = ["test result:", "Summary [", "Tests  "].iter().any(|start| line.starts_with(start));
    let number = |word: &str| {
        let words: Vec<&str> = line.split([' ', ',', ';']).filter(|w| !w.is_empty()).collect();
        words.windows(2).find(|pair| pair[1] == word).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
    };
    match closing {
        true => Count { passed: number("passed"), failed: number("failed") },
        false => Count::default(),
    }
}

fn without_colours(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, rest)| rest))
}

fn rust() -> Result<Count> {
    let nextest = run::cargo(&["nextest", "--version"]).output().is_ok_and(|output| output.status.success());
    let arguments: &[&str] = match nextest {
        true => &["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "slow"],
        false => &["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast", "--quiet"],
    };
    counted(run::cargo(arguments))
}

/// Clippy needs metadata of its own for every dependency; here the crates that do without the typesetter, which is most
/// of them in a tenth of the time. `cargo xtask lint` takes all.
fn clippy() -> Result<Count> {
    let crates = layers::without("pdf")?;
    let mut clippy = run::cargo(&["clippy", "--quiet", "--all-targets", "-p", "xtask"]);
    clippy.args(crates.iter().flat_map(|name| ["-p", name.as_str()])).args(["--", "-D", "warnings"]);
    whole(clippy)
}

fn consoles() -> Result<Count> {
    let (passed, breaches) = docs::consoles(&run::solieu(false)?)?;
    breaches.iter().for_each(|sentence| println!("{sentence}"));
    Ok(Count { passed, failed: breaches.len() })
}

fn journeys() -> Result<Count> {
    let mut node = run::npm("e2e", &["test", "--silent"]);
    node.env("SOLIEU_BIN", run::solieu(false)?);
    counted(node)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_counted() {
        let table = [
            ("test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured", 12, 0),
            ("     Summary [   1.234s] 40 tests run: 38 passed, 2 failed, 1 skipped", 38, 2),
            ("\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m57 passed\u{1b}[39m\u{1b}[22m (57)", 57, 0),
            ("      Tests  1 failed | 56 passed (57)", 56, 1),
            ("ℹ pass 9", 9, 0),
            ("ℹ fail 1", 0, 1),
            ("# pass 9", 9, 0),
            (" Test Files  6 passed (6)", 0, 0),
            ("3 passed, 4 failed", 0, 0),
        ];
        for (line, passed, failed) in table {
            let count = summary(line);
            assert_eq!((count.passed, count.failed), (passed, failed), "{line}");
        }
    }
}
