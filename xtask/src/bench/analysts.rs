//! What analysts wait for on a country of 3,321 communes x 200 indicators x ten years: two hundred page loads a second, asked
//! when they are due, whether the server keeps up or not; and a new figure until every question knows of it.

use super::http::Session;
use super::process::{self, Served};
use super::{Line, at, milliseconds};
use crate::run;
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Page loads a second, for how long each, over how many connections.
const RATES: [u32; 3] = [100, 150, 200];
const SECONDS: u32 = 20;
const CONNECTIONS: usize = 32;

const PROVINCES: usize = 34;
const COMMUNES: usize = 3321;

/// Measures and describes.
pub(super) fn analysts(solieu: &Path) -> Result<Vec<Line>> {
    let program = run::example("analysts", true)?;
    let folder = std::env::temp_dir().join(format!("solieu-analysts-{}", std::process::id()));
    let measured = measure(solieu, &program, &folder);
    std::fs::remove_dir_all(&folder).ok();
    measured
}

fn measure(solieu: &Path, program: &Path, folder: &Path) -> Result<Vec<Line>> {
    let data = folder.display().to_string();
    let made = run::output({
        let mut make = Command::new(program);
        make.args(["make", &data]);
        make
    })?;
    let many: f64 = made.split_whitespace().next().context("nothing was made")?.parse()?;
    let bytes: u64 =
        std::fs::read_dir(folder)?.filter_map(|file| Some(file.ok()?.metadata().ok()?.len())).sum();
    #[allow(clippy::cast_precision_loss, reason = "for people")]
    let of_each = |bytes: u64| bytes as f64 / many;
    forget();
    let begun = Instant::now();
    let server = Served::with(solieu, &["serve", "--data", &data])?;
    let started = begun.elapsed();
    let memory = server.memory("VmRSS")?;
    let mut lines = vec![
        Line::new("analysts: numbers, millions", many / 1e6, "", None),
        Line::new("analysts: on disk, each", of_each(bytes), "B", Some(2.4)),
        Line::new("analysts: in memory, each", memory * 1e6 / many, "B", Some(6.0)),
        Line::new("analysts: cold start", milliseconds(started) / 1e3, "s", Some(10.0)),
    ];
    for rate in RATES {
        let used = || {
            Ok::<_, anyhow::Error>([
                process::used(server.id(), false)?,
                process::used(std::process::id(), false)?,
            ])
        };
        let before = used()?;
        let (mut all, kinds) = loads(&server, rate)?;
        for ((who, before), after) in ["server", "client"].into_iter().zip(before).zip(used()?) {
            let share = 100.0 * after.saturating_sub(before).as_secs_f64() / f64::from(SECONDS);
            println!("analysts: {rate} a second: {who}: {share:.0}% of one core");
        }
        all.sort();
        let time = |what: &str, sorted: &[Duration], share, target| {
            Line::new(format!("analysts: {rate}/s, {what}"), milliseconds(at(sorted, share)), "ms", target)
        };
        lines.push(time("p50", &all, 0.5, None));
        lines.push(time("p99", &all, 0.99, (rate == 200).then_some(100.0)));
        for (kind, mut times) in kinds {
            times.sort();
            lines.push(time(&format!("{kind}, p50"), &times, 0.5, None));
        }
    }
    drop(server);
    let mut fresh = Command::new(program);
    fresh.args(["fresh", &data]);
    println!("{}", run::output(fresh)?.trim());
    Ok(lines)
}

/// Lets the system forget what it read, where it lets us.
fn forget() {
    if std::fs::write("/proc/sys/vm/drop_caches", "3").is_err() {
        println!("The files stay in the system's memory: the start is not quite cold.");
    }
}

/// A page that somebody loads.
struct Page {
    kind: &'static str,
    method: &'static str,
    path: String,
    body: String,
}

fn page(turn: usize) -> Page {
    let province = |n: usize| format!("t{:02}", n % PROVINCES);
    let commune = turn * 97 % COMMUNES;
    let own = (0..PROVINCES).find(|p| commune < COMMUNES * (p + 1) / PROVINCES).unwrap_or(0);
    let commune = format!("t{own:02}-x{commune:04}");
    let codes =
        |many: usize| (0..many).map(|i| format!("I{:03}", (turn * 13 + i * 3) % 200)).collect::<Vec<_>>();
    let table = |kind, pivot: serde_json::Value| Page {
        kind,
        method: "POST",
        path: "/api/pivot".to_owned(),
        body: json!({ "pivot": pivot }).to_string(),
    };
    let quarter = format!("{}-Q{}", 2017 + turn % 9, 1 + turn % 4);
    let laid = |indicators: Vec<String>,
                measures: &[&str],
                units: serde_json::Value,
                periods: serde_json::Value| {
        json!({ "indicators": indicators, "measures": measures, "units": units, "periods": periods, "rows": ["unit"],
            "columns": ["indicator", "measure", "period"], "boundaries": { "as_of": "today" }, "total": false })
    };
    let provinces =
        || json!({ "which": "listed", "units": (0..PROVINCES).map(province).collect::<Vec<_>>() });
    match turn % 10 {
        0..4 => Page {
            kind: "profile of a commune",
            method: "GET",
            path: format!("/api/units/{commune}/profile?period={}-M{:02}", 2017 + turn % 9, 1 + turn % 12),
            body: String::new(),
        },
        4..7 => Page {
            kind: "series of a province",
            method: "GET",
            path: format!(
                "/api/indicators/I{:03}/series?area={}&grain=quarter&from=2021-Q1&to=2025-Q4",
                turn % 200,
                province(turn)
            ),
            body: String::new(),
        },
        7 => table(
            "province, quarter, 50 indicators, % of plan",
            laid(
                codes(50),
                &["actual", "pct_of_plan"],
                json!({ "which": "listed", "units": [province(turn)] }),
                json!({ "which": "listed", "periods": [quarter] }),
            ),
        ),
        8 => table(
            "country by province, a year, 20 indicators",
            laid(
                codes(20),
                &["actual"],
                provinces(),
                json!({ "which": "listed", "periods": [format!("{}", 2017 + turn % 9)] }),
            ),
        ),
        _ => table(
            "communes of a province by a ratio",
            laid(
                vec!["R".to_owned()],
                &["actual"],
                json!({ "which": "below", "unit": province(turn) }),
                json!({ "which": "listed", "periods": [quarter] }),
            ),
        ),
    }
}

type Times = (Vec<Duration>, BTreeMap<&'static str, Vec<Duration>>);

/// Asks for every page when it is due; its time counts from then.
fn loads(server: &Served, rate: u32) -> Result<Times> {
    let cookie = format!("solieu={}", "0".repeat(64));
    let (next, begin) = (AtomicUsize::new(0), Instant::now());
    let client = || -> Result<Vec<(&'static str, Duration)>> {
        let mut session = Session::open(&server.address, &cookie)?;
        let mut times = Vec::new();
        loop {
            let turn = next.fetch_add(1, Ordering::Relaxed);
            let due = Duration::from_secs(1) / rate * u32::try_from(turn)?;
            if due >= Duration::from_secs(1) * SECONDS {
                return Ok(times);
            }
            thread::sleep(due.saturating_sub(begin.elapsed()));
            let Page { kind, method, path, body } = page(turn);
            let answered = session.ask(method, &path, &body)?;
            if answered.status != 200 {
                bail!(
                    "{method} {path} {body}: {} {}",
                    answered.status,
                    String::from_utf8_lossy(&answered.body)
                );
            }
            times.push((kind, begin.elapsed().saturating_sub(due)));
        }
    };
    let all = thread::scope(|scope| -> Result<Vec<_>> {
        let clients: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(client)).collect();
        let mut all = Vec::new();
        for client in clients {
            all.extend(client.join().map_err(|_| anyhow::anyhow!("a client was lost"))??);
        }
        Ok(all)
    })?;
    let mut kinds: BTreeMap<&'static str, Vec<Duration>> = BTreeMap::new();
    for (kind, time) in &all {
        kinds.entry(kind).or_default().push(*time);
    }
    Ok((all.into_iter().map(|(_, time)| time).collect(), kinds))
}
