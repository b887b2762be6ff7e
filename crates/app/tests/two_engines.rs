//! The same acts on SQLite and on PostgreSQL, each with two programs on one place that are stopped and started again at
//! random: every answer, every refusal, every entry and every form is the same.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "only the country is made")]
#[path = "../examples/country/figures.rs"]
mod figures;
#[allow(dead_code, reason = "only the country is made")]
#[path = "../examples/country/made.rs"]
mod made;
#[allow(dead_code, reason = "nothing is killed here")]
#[path = "../../store/tests/common/postgres.rs"]
mod postgres;

use app::{App, Clock, Source, Store, Trouble};
use figures::{code, unit};
use model::{Account, AccountName, Cut, Grant, Role};
use postgres::Postgres;
use serde::Serialize;
use serde_json::{Value, json};
use std::path::Path;

const UNITS: usize = 4;

/// A place on one engine, and the two programs that serve it.
struct Place {
    source: Source,
    programs: [App; 2],
}

impl Place {
    async fn open(source: Source) -> Self {
        let programs = [start(&source).await, start(&source).await];
        Self { source, programs }
    }
}

async fn start(source: &Source) -> App {
    App::open(source.clone(), Clock::real(), Vec::new()).await.unwrap()
}

/// The office, beside the units' officers.
fn office() -> Account {
    Account::new("tonghop", "nuoc", vec![Grant::everywhere(Role::Compiler)])
}

async fn make(source: &Source) {
    let store = Store::open(source.clone()).await.unwrap();
    let said = [made::founding(UNITS), made::asking(UNITS)].concat();
    let acts = said.into_iter().map(|said| made::act(said).unwrap()).collect();
    store.append(Cut(0), made::AT, &AccountName::from("lan"), acts).await.unwrap();
    let act = model::Act::AccountSet { account: office() };
    let head = store.head().await.unwrap();
    store.append(head, made::AT, &AccountName::from("lan"), vec![act]).await.unwrap();
    store.close().await;
}

/// Chance that is the same on every run (xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

/// What somebody does.
#[derive(Clone, Debug)]
enum Deed {
    Save { who: usize, unit: usize, cells: Value },
    Send { who: usize, unit: usize },
    Return { unit: usize },
    Approve { unit: usize },
    Correct { unit: usize, cell: Value },
    Look { unit: usize },
}

fn deed(chance: &mut Chance, head: u64) -> Deed {
    let unit = chance.below(UNITS);
    // Now and then somebody tries another unit's form.
    let who = if chance.below(12) == 0 { chance.below(UNITS) } else { unit };
    let texts = ["12", "0", "1.234", "kps", "kad", "", "mười hai", "7"];
    let mut cell = || {
        let (which, text) = (code(chance.below(30)), texts[chance.below(texts.len())]);
        let base = [None, Some(head), Some(head / 2)][chance.below(3)];
        let note = (chance.below(5) == 0).then_some("đã rà soát");
        json!({ "indicator": which, "measure": "actual", "text": text, "note": note, "base": base })
    };
    let cells = json!([cell(), cell(), cell()]);
    let one = cell();
    match chance.below(10) {
        0..=4 => Deed::Save { who, unit, cells },
        5 => Deed::Send { who, unit },
        6 => Deed::Return { unit },
        7 => Deed::Approve { unit },
        8 => Deed::Correct { unit, cell: one },
        _ => Deed::Look { unit },
    }
}

fn said<T: Serialize>(answer: Result<T, Trouble>) -> Value {
    match answer {
        Ok(view) => timeless(serde_json::to_value(view).unwrap()),
        Err(Trouble::Refused(refusal)) => json!({ "refused": refusal.vi() }),
        Err(broken) => panic!("{broken}"),
    }
}

/// Without what the clock said.
fn timeless(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let clockless =
                |(name, _): &(String, Value)| !["at", "entered_at", "since"].contains(&name.as_str());
            Value::Object(fields.into_iter().filter(clockless).map(|(n, v)| (n, timeless(v))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(timeless).collect()),
        other => other,
    }
}

/// Does it as the routes do.
async fn done(app: &App, deed: &Deed) -> Value {
    let round: model::RoundId = made::PERIOD.parse().unwrap();
    let officer = |n: usize| {
        Account::new(unit(n).as_str(), unit(n).as_str(), vec![Grant::of(Role::Entry, unit(n).as_str())])
    };
    let id = |n: usize| unit(n).as_str().into();
    let input = |value: Value| serde_json::from_value(value).unwrap();
    app.refresh().await.unwrap();
    match deed.clone() {
        Deed::Save { who, unit, cells } => {
            let cells = serde_json::from_value(json!({ "cells": cells })).unwrap();
            said(app.save_cells(&officer(who), &round, &id(unit), cells).await)
        }
        Deed::Send { who, unit } => {
            let send = serde_json::from_value(json!({})).unwrap();
            said(app.send_form(&officer(who), &round, &id(unit), send).await)
        }
        Deed::Return { unit } => {
            said(app.return_form(&office(), &round, &id(unit), "xem lại", Vec::new()).await)
        }
        Deed::Approve { unit } => said(app.approve_form(&office(), &round, &id(unit)).await),
        Deed::Correct { unit, cell } => {
            let correction = input(json!({ "cell": cell, "reason": "nhập nhầm" }));
            said(app.correct_cell(&office(), &round, &id(unit), correction).await)
        }
        Deed::Look { unit } => said(app.form(&officer(unit), &round, &id(unit)).await),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_engines_say_the_same_whatever_happens() {
    let engine = Postgres::start(false);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("two-engines");
    std::fs::remove_dir_all(&folder).ok();
    let sources = [Source::Folder(folder.join("sqlite")), Source::parse(&engine.database("solieu"))];
    for source in &sources {
        make(source).await;
    }
    let [one, two] = sources;
    let mut places = [Place::open(one).await, Place::open(two).await];
    let mut chance = Chance(20_210_415);
    let (mut refused, mut conflicts, mut kept) = (0, 0, 0);
    for n in 0..400 {
        let head = places[0].programs[0].cut().await.0;
        let deed = deed(&mut chance, head);
        let mut answers = Vec::new();
        for place in &mut places {
            let program = chance.below(2);
            if chance.below(40) == 0 {
                place.programs[program] = start(&place.source).await;
            }
            answers.push(done(&place.programs[program], &deed).await);
        }
        assert_eq!(answers[0], answers[1], "step {n}: {deed:?}");
        refused += usize::from(answers[0]["refused"].is_string());
        conflicts += answers[0]["conflicts"].as_array().map_or(0, Vec::len);
        kept += usize::from(answers[0]["cut"].as_u64().is_some_and(|cut| cut > head));
    }
    assert!(
        refused > 20 && conflicts > 5 && kept > 50,
        "{refused} refused, {conflicts} conflicts, {kept} kept"
    );

    let stores = [
        Store::open(places[0].source.clone()).await.unwrap(),
        Store::open(places[1].source.clone()).await.unwrap(),
    ];
    let mut ledgers = Vec::new();
    for store in &stores {
        assert!(store.check().await.is_empty());
        let mut entries = store.entries_after(Cut(0)).await.unwrap();
        assert!(entries.windows(2).all(|pair| pair[0].at <= pair[1].at), "time never runs backwards");
        entries.iter_mut().for_each(|entry| entry.at.clear());
        ledgers.push(timeless(serde_json::to_value(entries).unwrap()));
    }
    assert_eq!(ledgers[0], ledgers[1]);
    // Programs that ran on, and one that only just read the ledger, hold the same book.
    for n in 0..UNITS {
        let mut forms = Vec::new();
        for place in &places {
            let fresh = start(&place.source).await;
            for app in place.programs.iter().chain([&fresh]) {
                forms.push(done(app, &Deed::Look { unit: n }).await);
            }
        }
        assert!(forms.windows(2).all(|pair| pair[0] == pair[1]), "unit {n}");
    }
    for store in stores {
        store.close().await;
    }
}

/// Many at once on both programs of a place: every act is kept once, and who is refused leaves no trace.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_of_two_programs_wait_for_each_other() {
    let engine = Postgres::start(false);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("two-programs");
    std::fs::remove_dir_all(&folder).ok();
    for source in [Source::Folder(folder.join("sqlite")), Source::parse(&engine.database("solieu"))] {
        make(&source).await;
        let place = Place::open(source).await;
        let before = place.programs[0].cut().await.0;
        let tasks: Vec<_> = (0..40)
            .map(|n| {
                let app = place.programs[n % 2].clone();
                let text = if n % 4 == 3 { "sai" } else { "5" };
                let cells = json!([{ "indicator": code(n), "measure": "actual", "text": text }]);
                tokio::spawn(async move {
                    done(&app, &Deed::Save { who: n % UNITS, unit: n % UNITS, cells }).await
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        for app in &place.programs {
            app.refresh().await.unwrap();
            assert_eq!(app.cut().await.0, before + 30);
        }
    }
}
