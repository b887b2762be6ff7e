//! Six questions of a country, side by side with DuckDB at its best layout for each: one run, one set of data, turn by turn.

use super::Line;
use super::engine::{Engine, python};
use crate::run;
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Turns, in each of which every engine answers every question once, each time about something else.
const TURNS: usize = 9;
/// What is asked, and how many times quicker than the better of the peer's two copies we want to be.
const QUESTIONS: [(&str, &str, f64); 6] = [
    ("Q1", "one province, one quarter, 50 indicators with % of plan", 30.0),
    ("Q2", "country by province, one year, 20 indicators", 12.0),
    ("Q3", "one commune, all indicators, 12 months with last year", 10.0),
    ("Q4", "all provinces x quarters, 100 indicators", 12.0),
    ("Q5", "all communes by a ratio", 10.0),
    ("Q6", "outliers of one province against 24 months", 8.0),
];
/// The same from totals that are kept.
const KEPT: [(&str, &str); 2] = [("Q2-kept", "Q2"), ("Q4-kept", "Q4")];
const ORDERS: [&str; 2] = ["indicator", "commune"];

/// Measures both and prints them side by side; the lines are ours.
pub(super) fn country() -> Result<Vec<Line>> {
    let program = run::example("cube", true)?;
    let python = python(&["duckdb", "numpy", "pyarrow"])
        .inspect_err(|error| println!("Measured without DuckDB: {error:#}"));
    let scratch = std::env::temp_dir().join(format!("solieu-bench-country-{}", std::process::id()));
    fs::create_dir_all(&scratch)?;
    let measured = measure(&program, python.as_deref().ok(), &scratch);
    fs::remove_dir_all(&scratch).ok();
    measured
}

fn measure(program: &Path, python: Option<&Path>, scratch: &Path) -> Result<Vec<Line>> {
    println!(
        "\nA country of 3,321 communes x 200 indicators x 120 months, actual and plan, a fifth missing:"
    );
    let mut own = Command::new(program);
    own.arg(scratch);
    let mut ours = Engine::start("solieu", own)?;
    let mut peers = Vec::new();
    for order in ORDERS {
        let Some(python) = python else { continue };
        let mut command = Command::new(python);
        command.arg(run::root().join("xtask/src/bench/country.py")).arg(scratch).arg(order);
        peers.push(Engine::start(&format!("duckdb by {order}"), command)?);
    }
    println!(
        "{:<60} {:>9} {:>14} {:>12} {:>8} {:>7}",
        "question, median ms", "ours", "by indicator", "by commune", "x ours", "wanted"
    );
    let mut lines = Vec::new();
    for (question, what, wanted) in QUESTIONS {
        let own = turns(&mut ours, &mut peers, question)?;
        let theirs: Vec<f64> = peers.iter().map(Engine::median).collect();
        let best = theirs.iter().copied().fold(f64::INFINITY, f64::min);
        let shown = |at: usize| theirs.get(at).map_or_else(|| "-".to_owned(), |ms| format!("{ms:.1}"));
        println!(
            "{:<60} {own:>9.3} {:>14} {:>12} {:>8.0} {wanted:>7}",
            format!("{question} {what}"),
            shown(0),
            shown(1),
            best / own
        );
        lines.push(Line::new(format!("{question} {what}"), own, "ms", theirs.first().map(|_| best / wanted)));
    }
    for (question, as_of) in KEPT {
        let own = turns(&mut ours, &mut [], question)?;
        println!("{:<60} {own:>9.3}", format!("{as_of} from kept totals"));
        lines.push(Line::new(format!("{as_of} from kept totals"), own, "ms", None));
    }
    let own = turns(&mut ours, &mut [], "new")?;
    lines.push(Line::new("a new observation, then all six questions", own, "ms", Some(10.0)));
    lines.push(Line::new("memory of the cube's program", ours.memory, "MB", Some(127.5 * 6.0)));
    Ok(lines)
}

/// Our median over all turns; every engine must give the same answers.
fn turns(ours: &mut Engine, peers: &mut [Engine], question: &str) -> Result<f64> {
    ours.forget();
    peers.iter_mut().for_each(Engine::forget);
    for turn in 0..TURNS {
        let asked = format!("{question} {turn}");
        ours.ask(&asked)?;
        for peer in peers.iter_mut() {
            peer.ask(&asked)?;
            if peer.count != ours.count {
                bail!("{asked}: {} answers {}, we {}", peer.name, peer.count, ours.count);
            }
        }
    }
    Ok(ours.median())
}
