//! `bench`: first measurements of a release build, beside what we want to reach.
//!
//! Absolute times depend on the machine and on what else it does; the ratio to the target is what to compare.

mod analysts;
mod country;
mod deadline;
mod document;
mod engine;
mod excel;
mod http;
mod process;
mod reading;
mod rules;

use crate::run;
use anyhow::{Context, Result, bail};
use http::{Session, sign_in};
use process::Served;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// People at once.
const PEOPLE: usize = 20;
/// Requests of each, for every address.
const EACH: usize = 25;
/// The account of the demo that sees most, and its printed password.
const PERSON: (&str, &str) = ("vanphong", "nam-son-2021");
/// What people open most, in the demo's round.
const ADDRESSES: [(&str, &str); 6] = [
    ("page", "/"),
    ("what waits for me", "/api/work"),
    ("board", "/api/rounds/2021-Q2"),
    ("form", "/api/rounds/2021-Q2/forms/xa-nam-kha"),
    ("living report", "/api/living/2021-Q2"),
    ("findings", "/api/findings"),
];

/// One line of the table.
struct Line {
    what: String,
    measured: f64,
    unit: &'static str,
    target: Option<f64>,
}

impl Line {
    fn new(what: impl Into<String>, measured: f64, unit: &'static str, target: Option<f64>) -> Self {
        Self { what: what.into(), measured, unit, target }
    }
}

/// Measures and prints a table. `folder` may hold `seed/` with real reports; the demo report serves when it does not.
/// `only` leaves out the parts whose name does not contain it: reading, typing, rules, country, analysts, excel, document, serving, deadline, pages.
///
/// # Errors
/// When something does not build, start or answer.
pub(crate) fn bench(folder: &Path, only: Option<&str>) -> Result<()> {
    let wanted = |part: &str| only.is_none_or(|only| part.contains(only));
    let mut lines = Vec::new();
    if wanted("reading") {
        lines.extend(reading::reading(&run::solieu(true)?, folder)?);
    }
    if wanted("typing") {
        lines.extend(typing()?);
    }
    if wanted("rules") {
        lines.extend(rules::rules()?);
    }
    if wanted("country") {
        lines.extend(country::country()?);
    }
    if wanted("analysts") {
        lines.extend(analysts::analysts(&run::solieu(true)?)?);
    }
    if wanted("excel") {
        lines.extend(excel::excel()?);
    }
    if wanted("document") {
        lines.extend(document::document()?);
    }
    if wanted("serving") {
        let solieu = run::solieu(true)?;
        lines.extend(serving(&solieu)?);
        lines.push(Line::new("program file", size(&solieu)? / 1e6, "MB", None));
    }
    if wanted("deadline") {
        lines.extend(deadline::deadline(&run::solieu(true)?)?);
    }
    println!("\n{:<44} {:>10}    {:>8}  {:>6}", "what", "measured", "target", "ratio");
    for Line { what, measured, unit, target } in lines {
        let against = target.map_or(String::new(), |t| format!("{t:>8.2}  {:>6.2}", measured / t));
        println!("{what:<44} {measured:>10.2} {unit:<2} {against}");
    }
    if wanted("pages") { pages() } else { Ok(()) }
}

/// Pages as a first visit downloads them.
fn pages() -> Result<()> {
    println!("\nPages as a first visit downloads them:");
    for script in ["build", "size"] {
        if !run::npm("web", &["run", "--silent", script]).status()?.success() {
            bail!("npm run {script} failed");
        }
    }
    Ok(())
}

/// The engine's own measurements of what people wait for while they type.
fn typing() -> Result<Vec<Line>> {
    let mut arguments =
        vec!["test", "--quiet", "--release", "-p", "engine", "--test", "check", "--test", "truth"];
    arguments.extend(["--", "--ignored", "--nocapture"]);
    let output = run::cargo(&arguments).output()?;
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    let line = |(what, target): (&str, f64)| {
        let line = said.lines().find(|line| line.contains(what));
        let time = line.and_then(|line| line.split_whitespace().next());
        let milliseconds = time
            .and_then(|time| {
                let units = [("µs", 1e-3), ("ms", 1.0), ("ns", 1e-6), ("s", 1e3)];
                units
                    .iter()
                    .find_map(|(unit, scale)| Some(time.strip_suffix(unit)?.parse::<f64>().ok()? * scale))
            })
            .with_context(|| format!("the engine did not tell its time for {what}: {said}"))?;
        Ok(Line::new(what, milliseconds, "ms", Some(target)))
    };
    [
        ("200 values, 50 failing rules", 0.2),
        ("one cell among 5,000 rules", 1.0),
        ("compile of 500 figures", 5.0),
        ("places to look at among 500 figures", 30.0),
    ]
    .map(line)
    .into_iter()
    .collect()
}

fn serving(solieu: &Path) -> Result<Vec<Line>> {
    let folder = std::env::temp_dir().join(format!("solieu-bench-{}", std::process::id()));
    let start = Instant::now();
    let served = Served::start(solieu, &folder)?;
    let mut lines = vec![
        Line::new("demo made and served", milliseconds(start.elapsed()), "ms", None),
        Line::new("memory after start", served.memory("VmRSS")?, "MB", Some(20.0)),
    ];
    let cookies = (0..PEOPLE).map(|_| sign_in(&served.address, PERSON)).collect::<Result<Vec<_>>>()?;
    for (name, path) in ADDRESSES {
        let (times, seconds) = together(&served.address, path, &cookies)?;
        lines.push(Line::new(
            format!("{name}, {PEOPLE} people, p50"),
            milliseconds(at(&times, 0.5)),
            "ms",
            None,
        ));
        lines.push(Line::new(format!("{name}, p99"), milliseconds(at(&times, 0.99)), "ms", Some(40.0)));
        lines.push(Line::new(
            format!("{name}, answers a second"),
            (PEOPLE * EACH) as f64 / seconds,
            "/s",
            None,
        ));
    }
    lines.push(Line::new("memory afterwards", served.memory("VmRSS")?, "MB", Some(100.0)));
    drop(served);
    fs::remove_dir_all(&folder).ok();
    Ok(lines)
}

/// Everybody asks at once, each on a connection of their own; sorted times of all answers, and how long it took.
fn together(address: &str, path: &str, cookies: &[String]) -> Result<(Vec<Duration>, f64)> {
    let begin = Instant::now();
    let asked = thread::scope(|scope| {
        let people: Vec<_> = cookies
            .iter()
            .map(|cookie| {
                scope.spawn(move || -> Result<Vec<Duration>> {
                    let mut session = Session::open(address, cookie)?;
                    (0..EACH)
                        .map(|_| {
                            let start = Instant::now();
                            let status = session.get(path)?;
                            if status != 200 {
                                bail!("{path} answered {status}");
                            }
                            Ok(start.elapsed())
                        })
                        .collect()
                })
            })
            .collect();
        people
            .into_iter()
            .map(|person| person.join().unwrap_or_else(|_| bail!("a person was lost")))
            .collect::<Vec<_>>()
    });
    let seconds = begin.elapsed().as_secs_f64();
    let mut times: Vec<Duration> = asked.into_iter().collect::<Result<Vec<_>>>()?.concat();
    times.sort();
    Ok((times, seconds))
}

/// The value that a share of the sorted ones does not exceed.
fn at(sorted: &[Duration], share: f64) -> Duration {
    let index = ((sorted.len().saturating_sub(1)) as f64 * share).round() as usize;
    sorted.get(index).copied().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn size(file: &Path) -> Result<f64> {
    Ok(fs::metadata(file)?.len() as f64)
}
