//! Officers at their forms: each opens one, types it cell by cell, which the page sends a batch at a time with what it saw
//! and when it was typed, and sends it. The page's stream of changes stays open all evening, at the server that the saves
//! do not go to. One save of each unit comes twice, as after an answer that was lost.

use super::super::http::Session;
use super::super::process::Served;
use super::CELLS;
use super::figures::{code, number, unit};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// How an evening goes.
pub(super) struct Plan {
    pub(super) length: Duration,
    /// Between two requests of one officer.
    pub(super) pace: Duration,
    /// Cells that are saved at once.
    pub(super) batch: usize,
    /// Connections kept open to each server.
    pub(super) connections: usize,
}

/// What an officer's page asks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Open,
    Save { batch: usize, again: bool },
    Send,
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Self::Open => "a form opens",
            Self::Save { .. } => "cells are saved",
            Self::Send => "a form is sent",
        }
    }
}

/// A request of one unit, at its time, after as many others of that unit.
#[derive(Clone, Copy)]
struct Due {
    after: Duration,
    unit: usize,
    number: u32,
    step: Step,
}

/// A unit and what it said: an indicator, or `sent`.
pub(super) type What = (String, String);

/// What came of an evening.
pub(super) struct Evening {
    answered: Vec<(Step, Duration)>,
    pub(super) seconds: f64,
    /// What clients were told is kept, and the number.
    pub(super) kept: BTreeMap<What, String>,
    /// What was said to requests that were not done.
    pub(super) refused: Vec<String>,
    /// The streams of all pages.
    pub(super) streams: Vec<Session>,
}

impl Evening {
    pub(super) fn times(&self) -> impl Iterator<Item = Duration> {
        self.answered.iter().map(|(_, time)| *time)
    }

    /// Sorted times of each kind of request.
    pub(super) fn by_kind(&self) -> Vec<(&'static str, Vec<Duration>)> {
        let mut kinds: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
        for (step, time) in &self.answered {
            kinds.entry(step.name()).or_default().push(*time);
        }
        kinds.values_mut().for_each(|times| times.sort());
        kinds.into_iter().collect()
    }
}

/// One officer's page.
#[derive(Default)]
struct Page {
    /// Requests that were answered.
    answered: u32,
    /// The position that it shows.
    seen: u64,
    stream: Option<Session>,
}

/// Officers begin spread over the evening, in an order of their own.
fn schedule(plan: &Plan, units: std::ops::Range<usize>) -> Vec<Due> {
    let batches = CELLS / plan.batch;
    let of = |unit: usize| {
        let save = |batch| Step::Save { batch, again: false };
        let again = unit % batches;
        let mut steps = vec![Step::Open];
        steps.extend((0..=again).map(save));
        steps.push(Step::Save { batch: again, again: true });
        steps.extend((again + 1..batches).map(save));
        steps.push(Step::Send);
        steps
    };
    let count = u32::try_from(units.len()).unwrap_or(u32::MAX);
    let lasts = plan.pace * u32::try_from(batches + 2).unwrap_or(u32::MAX);
    let mut all = Vec::new();
    for (n, unit) in (0..count).zip(units) {
        let begin = (plan.length - lasts) * (n * 7919 % count) / count;
        let due = |(number, step)| Due { after: begin + plan.pace * number, unit, number, step };
        all.extend((0..).zip(of(unit)).map(due));
    }
    all.sort_by_key(|due| due.after);
    all
}

/// Asks everything when it is due; a page's next request waits for its last.
pub(super) fn evening(plan: &Plan, units: std::ops::Range<usize>, servers: &[Served]) -> Result<Evening> {
    let schedule = schedule(plan, units.clone());
    let pages: Vec<(Mutex<Page>, Condvar)> = (0..units.end).map(|_| Default::default()).collect();
    let next = AtomicUsize::new(0);
    let begin = Instant::now();
    let client = || -> Result<Evening> {
        let mut sessions = Vec::new();
        for server in servers {
            sessions.push(Session::open(&server.address, "")?);
        }
        let mut evening = Evening::begun();
        while let Some(due) = schedule.get(next.fetch_add(1, Ordering::Relaxed)) {
            thread::sleep(due.after.saturating_sub(begin.elapsed()));
            let (page, turn) = pages.get(due.unit).context("no such unit")?;
            let lost = || anyhow::anyhow!("a client was lost");
            let page = page.lock().map_err(|_| lost())?;
            let mut page = turn.wait_while(page, |p| p.answered < due.number).map_err(|_| lost())?;
            let at = due.unit + usize::from(matches!(due.step, Step::Save { again: true, .. }));
            let at = at % sessions.len();
            let session = sessions.get_mut(at).context("no server")?;
            session.sign_as(&cookie(due.unit));
            let said = request(session, plan, &mut page, due)?;
            evening.answered.push((due.step, begin.elapsed().saturating_sub(due.after)));
            match said {
                Ok(values) => evening.kept.extend(values),
                Err(why) => evening.refused.push(format!("{}: {why}", due.step.name())),
            }
            if due.step == Step::Open {
                let other = servers.get((due.unit + 1) % servers.len()).context("no server")?;
                let mut stream = Session::open(&other.address, &cookie(due.unit))?;
                stream.listen("/api/changes")?;
                page.stream = Some(stream);
            }
            page.answered += 1;
            turn.notify_all();
        }
        Ok(evening)
    };
    let client = &client;
    let all = thread::scope(|scope| {
        let clients: Vec<_> = (0..plan.connections).map(|_| scope.spawn(client)).collect();
        clients
            .into_iter()
            .map(|c| c.join().unwrap_or_else(|_| bail!("a client was lost")))
            .collect::<Vec<_>>()
    });
    let mut evening = Evening::begun();
    for part in all {
        let part = part?;
        evening.answered.extend(part.answered);
        evening.kept.extend(part.kept);
        evening.refused.extend(part.refused);
    }
    evening.seconds = begin.elapsed().as_secs_f64();
    evening.streams =
        pages.into_iter().filter_map(|(page, _)| page.into_inner().unwrap_or_default().stream).collect();
    Ok(evening)
}

impl Evening {
    fn begun() -> Self {
        Self {
            answered: Vec::new(),
            seconds: 0.0,
            kept: BTreeMap::new(),
            refused: Vec::new(),
            streams: Vec::new(),
        }
    }
}

/// The session of a unit's officer.
pub(super) fn cookie(unit: usize) -> String {
    format!("solieu={unit:064x}")
}

/// The address of a unit's form.
pub(super) fn form(n: usize) -> String {
    format!("/api/rounds/2026-Q2/forms/{}", unit(n))
}

/// One request; what it was told is kept, or why it was not.
fn request(
    session: &mut Session,
    plan: &Plan,
    page: &mut Page,
    due: &Due,
) -> Result<Result<Vec<(What, String)>, String>> {
    let (form, now) = (form(due.unit), jiff::Timestamp::now().to_string());
    let (method, path, body, cells) = match due.step {
        Step::Open => ("GET", form, String::new(), 0..0),
        Step::Send => {
            ("POST", form + "/send", serde_json::json!({ "times": 0, "entered_at": now }).to_string(), 0..0)
        }
        Step::Save { batch, .. } => {
            let cells = batch * plan.batch..(batch + 1) * plan.batch;
            let typed = cells.clone().map(|cell| {
                serde_json::json!({ "indicator": code(cell), "measure": "actual", "note": null, "base": null,
                    "text": number(due.unit, cell).to_string(), "entered_at": now })
            });
            let body = serde_json::json!({ "cells": typed.collect::<Vec<_>>(), "seen": page.seen });
            ("PUT", form + "/cells", body.to_string(), cells)
        }
    };
    let answered = session.ask(method, &path, &body)?;
    let body = String::from_utf8_lossy(&answered.body);
    let said: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
    let open = |list: &str| said[list].as_array().is_some_and(|list| !list.is_empty());
    if answered.status != 200 || open("conflicts") || open("refused") {
        return Ok(Err(format!("{} {body}", answered.status)));
    }
    page.seen = said["cut"].as_u64().unwrap_or(page.seen);
    let value = |cell| ((unit(due.unit), code(cell)), number(due.unit, cell).to_string());
    let sent = (due.step == Step::Send).then(|| ((unit(due.unit), "sent".to_owned()), "1".to_owned()));
    Ok(Ok(cells.map(value).chain(sent).collect()))
}
