//! The evening of a deadline: a made-up country on PostgreSQL, two servers, and half of its units typing and sending in the
//! last minutes; and the officers of a commune on SQLite. Requests come when they are due, whether the servers keep up or
//! not, and their time counts from then. Afterwards both the ledger and what every server shows are held against the
//! clients' own record.

mod officers;
mod record;

use super::process::{self, Served};
use super::{Line, at, milliseconds};
use crate::run;
use anyhow::{Result, bail};
use figures::CELLS;
use officers::{Evening, Plan, evening};
use postgres::Postgres;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

#[allow(dead_code, clippy::unwrap_used, clippy::expect_used, reason = "as in the tests whose helper it is")]
#[path = "../../../../crates/store/tests/common/postgres.rs"]
mod postgres;

#[allow(dead_code, reason = "the country itself is made by the example")]
#[path = "../../../../crates/app/examples/country/figures.rs"]
mod figures;

/// Communes of the country, and how many have sent before the evening.
const UNITS: usize = 3321;
const SENT: usize = UNITS / 2;
/// The last ten minutes, five times as fast: each of the other units opens its form, types all of it and sends.
const COUNTRY: Plan =
    Plan { length: Duration::from_secs(120), pace: Duration::from_secs(1), batch: 10, connections: 96 };

/// Officers of the commune, each with a form; they all begin within a few seconds.
const OFFICERS: usize = 100;
const COMMUNE: Plan =
    Plan { length: Duration::from_secs(48), pace: Duration::from_secs(2), batch: 10, connections: 50 };

/// Measures both evenings.
pub(super) fn deadline(solieu: &Path) -> Result<Vec<Line>> {
    let country = run::example("country", true)?;
    let mut lines = province(solieu, &country)?;
    lines.extend(commune(solieu, &country)?);
    Ok(lines)
}

fn province(solieu: &Path, country: &Path) -> Result<Vec<Line>> {
    let engine = Postgres::start(true);
    let url = engine.database("solieu");
    told(Command::new(country).args(["make", &url, &UNITS.to_string(), &SENT.to_string()]))?;
    let start = Instant::now();
    let serve = || Served::with(solieu, &["serve", "--database", &url]);
    let first = serve()?;
    let started = start.elapsed();
    let servers = [first, serve()?];
    let begun = servers[0].memory("VmRSS")?;
    let evening = measured("country", &COUNTRY, SENT..UNITS, &servers, engine.id())?;
    record::compare(country, &url, &evening, &servers)?;
    let mut lines = vec![
        Line::new("country: a server starts", milliseconds(started), "ms", None),
        Line::new("country: memory after start", begun, "MB", None),
        Line::new("country: memory afterwards", servers[0].memory("VmRSS")?, "MB", None),
    ];
    lines.extend(described("country", &evening, 300.0));
    Ok(lines)
}

fn commune(solieu: &Path, country: &Path) -> Result<Vec<Line>> {
    let folder = std::env::temp_dir().join(format!("solieu-commune-{}", std::process::id()));
    let data = folder.display().to_string();
    told(Command::new(country).args(["make", &data, &OFFICERS.to_string(), "0"]))?;
    let servers = [Served::with(solieu, &["serve", "--data", &data])?];
    let evening = measured("commune", &COMMUNE, 0..OFFICERS, &servers, None)?;
    record::compare(country, &data, &evening, &servers)?;
    let mut lines = described("commune", &evening, 100.0);
    lines.push(Line::new("commune: most memory", servers[0].memory("VmHWM")?, "MB", Some(150.0)));
    drop(servers);
    std::fs::remove_dir_all(&folder).ok();
    Ok(lines)
}

/// An evening, with what it took of the processors: a client on the same machine takes its share of them too.
fn measured(
    name: &str,
    plan: &Plan,
    units: std::ops::Range<usize>,
    servers: &[Served],
    database: Option<u32>,
) -> Result<Evening> {
    let used = || -> Result<[Duration; 3]> {
        let served = servers.iter().map(|s| process::used(s.id(), false)).sum::<Result<Duration>>()?;
        let database = database.map_or(Ok(Duration::ZERO), |id| process::used(id, true))?;
        Ok([served, database, process::used(std::process::id(), false)?])
    };
    println!("{name}: load of the machine before: {}", process::load()?);
    let before = used()?;
    let evening = evening(plan, units, servers)?;
    let after = used()?;
    println!("{name}: load of the machine after: {}", process::load()?);
    for ((who, before), after) in ["servers", "database", "client"].into_iter().zip(before).zip(after) {
        let used = after.saturating_sub(before);
        let each = milliseconds(used) / evening.times().count().max(1) as f64;
        let share = 100.0 * used.as_secs_f64() / evening.seconds;
        println!("{name}: {who}: {each:.2} ms of a core for each request, {share:.0}% of one core");
    }
    Ok(evening)
}

fn described(name: &str, evening: &Evening, target: f64) -> Vec<Line> {
    let mut all: Vec<Duration> = evening.times().collect();
    all.sort();
    let rate = all.len() as f64 / evening.seconds;
    let time = |what: &str, sorted: &[Duration], share, target| {
        Line::new(format!("{name}: {what}"), milliseconds(at(sorted, share)), "ms", target)
    };
    let mut lines = vec![
        Line::new(format!("{name}: requests"), all.len() as f64, "", None),
        Line::new(format!("{name}: a second"), rate, "/s", None),
        time("p50", &all, 0.5, None),
        time("p99", &all, 0.99, Some(target)),
        time("longest", &all, 1.0, None),
    ];
    for (what, times) in evening.by_kind() {
        lines.push(time(&format!("{what}, p50"), &times, 0.5, None));
        lines.push(time(&format!("{what}, p99"), &times, 0.99, None));
    }
    lines
}

fn told(command: &mut Command) -> Result<()> {
    match command.status()?.success() {
        true => Ok(()),
        false => bail!("{command:?} failed"),
    }
}
