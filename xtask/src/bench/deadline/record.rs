//! What clients were told, held against the ledger and against what the servers show.

use super::super::http::Session;
use super::super::process::Served;
use super::officers::{Evening, What, cookie, form};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

/// How long the last news may be on its way to a stream.
const NEWS: Duration = Duration::from_secs(3);

/// Every value that a client was told is kept stands in the ledger once, nothing else does, and every server shows it.
pub(super) fn compare(country: &Path, place: &str, evening: &Evening, servers: &[Served]) -> Result<()> {
    if let Some(first) = evening.refused.first() {
        bail!("{} requests were refused, the first with {first}", evening.refused.len());
    }
    let output = Command::new(country).args(["values", place]).output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    let mut lost = evening.kept.clone();
    let (mut doubled, mut unheard, mut other) = (0, 0, 0);
    for line in String::from_utf8(output.stdout)?.lines() {
        let mut words = line.split('\t').map(str::to_owned);
        let key: What = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        match lost.remove(&key) {
            Some(number) if words.next().as_ref() == Some(&number) => {}
            Some(_) => other += 1,
            None if evening.kept.contains_key(&key) => doubled += 1,
            None => unheard += 1,
        }
    }
    println!(
        "{} values acknowledged; in the ledger {} lost, {doubled} doubled, {other} with another number, {unheard} that \
         nobody was told of",
        evening.kept.len(),
        lost.len()
    );
    let shown = servers.iter().map(|server| shown_otherwise(&evening.kept, server)).sum::<Result<usize>>()?;
    println!("{shown} shown otherwise by one of {} servers", servers.len());
    let deaf = deaf(evening)?;
    println!("{deaf} of {} streams did not hear of their own form's sending", evening.streams.len());
    match lost.len() + doubled + other + unheard + shown + deaf {
        0 => Ok(()),
        _ => bail!("the place does not say what the clients were told"),
    }
}

/// How many of the values a server does not show as they were acknowledged.
fn shown_otherwise(kept: &BTreeMap<What, String>, server: &Served) -> Result<usize> {
    let mut session = Session::open(&server.address, "")?;
    let mut units: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for ((unit, what), number) in kept {
        units.entry(unit).or_default().push((what, number));
    }
    let mut otherwise = 0;
    for (name, said) in units {
        let n: usize = name.trim_start_matches("xa-").parse()?;
        session.sign_as(&cookie(n));
        let view: serde_json::Value = serde_json::from_slice(&session.ask("GET", &form(n), "")?.body)?;
        let rows = view["rows"].as_array().context("a form without rows")?;
        let shown: BTreeMap<&str, &str> = rows
            .iter()
            .filter_map(|row| Some((row["indicator"].as_str()?, row["stated"]["number"].as_str()?)))
            .collect();
        let is_shown = |(what, number): &(&str, &str)| match *what {
            "sent" => view["submission"]["state"] == "sent",
            code => shown.get(code) == Some(number),
        };
        otherwise += said.iter().filter(|said| !is_shown(said)).count();
    }
    Ok(otherwise)
}

/// How many streams were not told that their form was sent, once.
fn deaf(evening: &Evening) -> Result<usize> {
    thread::sleep(NEWS);
    let told = |stream: &Session| Ok(stream.heard()?.matches("\"form_sent\"").count() == 1);
    let told = evening.streams.iter().map(told).collect::<Result<Vec<_>>>()?;
    Ok(told.into_iter().filter(|told| !told).count())
}
