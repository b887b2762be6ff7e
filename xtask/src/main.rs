//! The project's own commands: `cargo xtask <command>`.

mod bench;
mod docs;
mod generate;
mod layers;
mod run;
mod score;
mod setup;
mod style;
mod test;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Installs what the tests need: Debian packages when root, npm packages in web and e2e
    Setup,
    /// Writes the generated files anew
    Gen {
        /// Only says which are stale, and fails when one is
        #[arg(long)]
        check: bool,
    },
    /// Runs everything that must hold; the last line is the count
    Test {
        /// Only the steps whose name contains this
        #[arg(long)]
        only: Option<String>,
    },
    /// Formatting and clippy over the whole workspace, warnings denied
    Lint,
    /// Runs the suites and writes what they see as what they expect; review the diff
    Bless,
    /// Measures a release build: reading, checking, serving, sizes
    Bench {
        /// A folder with `seed/`, whose reports are read; without it the demo report
        #[arg(default_value = "../shared")]
        folder: PathBuf,
        /// Only the parts whose name contains this: reading, typing, rules, country, excel, document, serving, deadline, pages
        #[arg(long)]
        only: Option<String>,
    },
    /// Scores the reader against marked reports
    Score {
        /// A folder with `gold.jsonl` beside its texts, or with `seed/` and `reader/`
        #[arg(default_value = "suite/score")]
        folder: PathBuf,
        /// Prints every miss with both sides
        #[arg(long)]
        misses: bool,
    },
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Setup => setup::setup().map(|()| true),
        Command::Gen { check } => generate::generate(check),
        Command::Test { only } => test::test(only.as_deref()),
        Command::Lint => test::lint(),
        Command::Bless => bless(),
        Command::Bench { folder, only } => bench::bench(&folder, only.as_deref()).map(|()| true),
        Command::Score { folder, misses } => score::score(&folder, misses).map(|()| true),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// A suite that knows blessing writes its expectations when it sees `BLESS`.
fn bless() -> Result<bool> {
    let crates = ["viet", "formula", "catalogue", "engine", "reader", "report", "pdf"];
    let mut tests = run::cargo(&["test"]);
    tests.args(crates.iter().flat_map(|name| ["-p", name])).env("BLESS", "1");
    Ok(run::watched(tests)?.success)
}
