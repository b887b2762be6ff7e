//! The evening of a deadline: a made-up country on PostgreSQL, two servers, and half of its units typing and sending in the
//! last minutes; and a commune's officers on SQLite. Requests come when they are due, whether the servers keep up or not, and
//! their time counts from then. Afterwards the ledger is held against the clients' own record.

use super::http::Session;
use super::process::{self, Served};
use super::{Line, at, milliseconds};
use anyhow::{Context, Result, bail};
use figures::{CELLS, code, number, unit};
use postgres::Postgres;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

#[allow(dead_code, clippy::unwrap_used, clippy::expect_used, reason = "as in the tests whose helper it is")]
#[path = "../../../crates/store/tests/common/postgres.rs"]
mod postgres;

#[allow(dead_code, reason = "the country itself is made by the example")]
#[path = "../../../crates/app/examples/country/figures.rs"]
mod figures;

/// Communes of the country, and how many have sent before the evening.
const UNITS: usize = 3321;
const SENT: usize = UNITS / 2;
/// Cells of a page that is saved at once.
const PAGE: usize = 20;
/// The last ten minutes, compressed.
const EVENING: Duration = Duration::from_secs(120);
/// Between two saves of one unit.
const PACE: Duration = Duration::from_secs(2);
/// Connections kept open to the servers.
const CONNECTIONS: usize = 96;

/// Officers of the commune; each saves a page, looks at the form, and thinks.
const OFFICERS: usize = 100;
const OFFICER_UNITS: usize = 100;
const OFFICER_MINUTE: Duration = Duration::from_secs(30);

/// A request of one unit, at its time.
#[derive(Clone, Copy)]
struct Due {
    after: Duration,
    unit: usize,
    step: usize,
}

/// A unit and what it said: an indicator, or `sent`.
type What = (String, String);

/// What a client was told is kept, and the number.
type Kept = BTreeMap<What, String>;

/// What came of an evening.
struct Evening {
    /// Sorted.
    times: Vec<Duration>,
    seconds: f64,
    kept: Kept,
    refused: usize,
}

/// Measures both evenings.
pub(super) fn deadline(solieu: &Path) -> Result<Vec<Line>> {
    let country = process::example("app", "country")?;
    println!("load of the machine before: {}", load()?);
    let mut lines = province(solieu, &country)?;
    lines.extend(commune(solieu, &country)?);
    println!("load of the machine after: {}", load()?);
    Ok(lines)
}

fn load() -> Result<String> {
    Ok(std::fs::read_to_string("/proc/loadavg")?.split_whitespace().take(3).collect::<Vec<_>>().join(" "))
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
    let mut lines = vec![
        Line::new("country: a server starts", milliseconds(started), "ms", None),
        Line::new("country: memory after start", servers[0].memory("VmRSS")?, "MB", None),
    ];
    let schedule = schedule(SENT..UNITS);
    let evening = evening(&[&servers[0].address, &servers[1].address], &schedule)?;
    compare(country, &url, &evening)?;
    lines.extend(described("country", &evening, 300.0));
    lines.push(Line::new("country: memory afterwards", servers[0].memory("VmRSS")?, "MB", None));
    Ok(lines)
}

fn commune(solieu: &Path, country: &Path) -> Result<Vec<Line>> {
    let folder = std::env::temp_dir().join(format!("solieu-commune-{}", std::process::id()));
    let data = folder.display().to_string();
    told(Command::new(country).args(["make", &data, &OFFICER_UNITS.to_string(), "0"]))?;
    let server = Served::with(solieu, &["serve", "--data", &data])?;
    let pages = CELLS / PAGE;
    let step = |officer: usize, n: usize| Due {
        after: OFFICER_MINUTE * u32::try_from(n).unwrap_or(0) / u32::try_from(pages + 1).unwrap_or(1)
            + OFFICER_MINUTE * u32::try_from(officer).unwrap_or(0) / 1100,
        unit: officer,
        step: n,
    };
    let mut schedule: Vec<Due> =
        (0..OFFICERS).flat_map(|officer| (0..=pages).map(move |n| step(officer, n))).collect();
    schedule.sort_by_key(|due| due.after);
    let evening = evening(&[&server.address], &schedule)?;
    let memory = server.memory("VmHWM")?;
    drop(server);
    compare(country, &data, &evening)?;
    let mut lines = described("commune", &evening, 100.0);
    lines.push(Line::new("commune: most memory", memory, "MB", Some(150.0)));
    std::fs::remove_dir_all(&folder).ok();
    Ok(lines)
}

/// Units begin spread over the evening, in an order of their own; each saves page after page and sends.
fn schedule(units: std::ops::Range<usize>) -> Vec<Due> {
    let (pages, count) = (CELLS / PAGE, units.len());
    let spread = EVENING - PACE * u32::try_from(pages).unwrap_or(1);
    let mut all = Vec::new();
    for (n, unit) in units.enumerate() {
        let begin = spread * u32::try_from(n * 7919 % count).unwrap_or(0) / u32::try_from(count).unwrap_or(1);
        all.extend((0..=pages).map(|step| Due {
            after: begin + PACE * u32::try_from(step).unwrap_or(0),
            unit,
            step,
        }));
    }
    all.sort_by_key(|due| due.after);
    all
}

/// Asks everything when it is due; a unit's next request waits for its last.
fn evening(servers: &[&str], schedule: &[Due]) -> Result<Evening> {
    let (next, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (times, kept) = (Mutex::new(Vec::with_capacity(schedule.len())), Mutex::new(Kept::new()));
    let busy: Vec<Mutex<()>> =
        (0..=schedule.iter().map(|due| due.unit).max().unwrap_or(0)).map(|_| Mutex::new(())).collect();
    let begin = Instant::now();
    let client = |connection: usize| -> Result<()> {
        let address = servers.get(connection % servers.len()).context("no server")?;
        let mut session = Session::open(address, "")?;
        while let Some(due) = schedule.get(next.fetch_add(1, Ordering::Relaxed)) {
            thread::sleep(due.after.saturating_sub(begin.elapsed()));
            let _turn = busy.get(due.unit).map(Mutex::lock);
            session.sign_as(&format!("solieu={:064x}", due.unit));
            let said = request(&mut session, *due)?;
            let time = begin.elapsed().saturating_sub(due.after);
            times.lock().map_err(|_| anyhow::anyhow!("a client was lost"))?.push(time);
            match said {
                Some(values) => kept.lock().map_err(|_| anyhow::anyhow!("a client was lost"))?.extend(values),
                None => drop(refused.fetch_add(1, Ordering::Relaxed)),
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let clients: Vec<_> = (0..CONNECTIONS).map(|n| scope.spawn(move || client(n))).collect();
        clients.into_iter().try_for_each(|c| c.join().unwrap_or_else(|_| bail!("a client was lost")))
    })?;
    let seconds = begin.elapsed().as_secs_f64();
    let mut times = times.into_inner().unwrap_or_default();
    times.sort();
    Ok(Evening { times, seconds, kept: kept.into_inner().unwrap_or_default(), refused: refused.into_inner() })
}

/// One request; what it was told is kept, none when it was refused.
fn request(session: &mut Session, due: Due) -> Result<Option<Vec<(What, String)>>> {
    let unit = unit(due.unit);
    let form = format!("/api/rounds/2026-Q2/forms/{unit}");
    if due.step == CELLS / PAGE {
        let answered = session.ask("POST", &format!("{form}/send"), "{}")?;
        let sent = ((unit, "sent".to_owned()), "1".to_owned());
        return Ok((answered.status == 200).then(|| vec![sent]));
    }
    let cells: Vec<usize> = (due.step * PAGE..(due.step + 1) * PAGE).collect();
    let typed: Vec<_> = cells
        .iter()
        .map(|cell| {
            let text = number(due.unit, *cell).to_string();
            serde_json::json!({ "indicator": code(*cell), "measure": "actual", "text": text })
        })
        .collect();
    let body = serde_json::json!({ "cells": typed }).to_string();
    let answered = session.ask("PUT", &format!("{form}/cells"), &body)?;
    if answered.status != 200 {
        return Ok(None);
    }
    let said: serde_json::Value = serde_json::from_slice(&answered.body)?;
    let whole = said["conflicts"].as_array().is_some_and(Vec::is_empty)
        && said["refused"].as_array().is_some_and(Vec::is_empty);
    let value = |cell: &usize| ((unit.clone(), code(*cell)), number(due.unit, *cell).to_string());
    Ok(whole.then(|| cells.iter().map(value).collect()))
}

/// Every value that a client was told is kept stands in the ledger once, and nothing else does.
fn compare(country: &Path, place: &str, evening: &Evening) -> Result<()> {
    let output = Command::new(country).args(["values", place]).output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    let mut kept = evening.kept.clone();
    let (mut doubled, mut unheard) = (0, 0);
    for line in String::from_utf8(output.stdout)?.lines() {
        let mut words = line.split('\t').map(str::to_owned);
        let (unit, what) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let key = (unit, what);
        match kept.remove(&key) {
            Some(number) if words.next().as_ref() == Some(&number) => {}
            Some(_) => bail!("{key:?} is in the ledger with another number"),
            None if evening.kept.contains_key(&key) => doubled += 1,
            None => unheard += 1,
        }
    }
    let lost = kept.len();
    println!(
        "{} values acknowledged: {lost} lost, {doubled} doubled, {unheard} kept without an answer, {} requests refused",
        evening.kept.len(),
        evening.refused
    );
    match lost + doubled {
        0 => Ok(()),
        _ => bail!("the ledger does not say what the clients were told"),
    }
}

fn described(name: &str, evening: &Evening, target: f64) -> Vec<Line> {
    let time = |share| milliseconds(at(&evening.times, share));
    vec![
        Line::new(format!("{name}: saves and sendings"), evening.times.len() as f64, "", None),
        Line::new(format!("{name}: a second"), evening.times.len() as f64 / evening.seconds, "/s", None),
        Line::new(format!("{name}: p50"), time(0.5), "ms", None),
        Line::new(format!("{name}: p99"), time(0.99), "ms", Some(target)),
        Line::new(format!("{name}: longest"), time(1.0), "ms", None),
    ]
}

fn told(command: &mut Command) -> Result<()> {
    match command.status()?.success() {
        true => Ok(()),
        false => bail!("{command:?} failed"),
    }
}
