//! The program under fire: killed servers and databases, cut lines, doubled requests, two programs on one folder. Nothing
//! that was acknowledged is lost, nothing is kept twice.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]
#![cfg(feature = "web")]

#[allow(dead_code, reason = "only the country is made")]
#[path = "../../app/examples/country/figures.rs"]
mod figures;
#[allow(dead_code, reason = "only the country is made")]
#[path = "../../app/examples/country/made.rs"]
mod made;
#[allow(dead_code, reason = "each test file uses its part")]
#[path = "../../store/tests/common/postgres.rs"]
mod postgres;

use app::{Source, Store};
use figures::{code, unit};
use model::{AccountName, Act, Cut};
use postgres::Postgres;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const UNITS: usize = 4;

/// A server, killed when dropped.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(place: &str) -> Self {
        let option = if place.starts_with("postgres") { "--database" } else { "--data" };
        let mut child = Command::new(env!("CARGO_BIN_EXE_solieu"))
            .args(["serve", option, place, "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let address = lines.find_map(|line| Some(line.split_once("http://")?.1.trim().to_owned()));
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address: address.expect("it serves") }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn work<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// A round of four units; the officer of unit `n` has the session `n`.
fn make(place: &str) {
    work(async {
        let store = Store::open(Source::parse(place)).await.unwrap();
        let said = [made::founding(UNITS), made::asking(UNITS)].concat();
        let acts = said.into_iter().map(|said| made::act(said).unwrap()).collect();
        store.append(Cut(0), made::AT, &AccountName::from("lan"), acts).await.unwrap();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().try_into().unwrap();
        for n in 0..UNITS {
            let hash =
                Sha256::digest(format!("{n:064x}")).iter().map(|b| format!("{b:02x}")).collect::<String>();
            store.put_session(&made::session(&hash, n, now)).await.unwrap();
        }
        store.close().await;
    });
}

fn folder(name: &str) -> String {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::remove_dir_all(&dir).ok();
    dir.to_str().unwrap().to_owned()
}

fn request(method: &str, n: usize, path: &str, body: &str) -> String {
    format!(
        "{method} /api/rounds/{}/forms/{}{path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncookie: solieu={n:064x}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        made::PERIOD,
        unit(n),
        body.len()
    )
}

fn typed(cell: usize, number: usize) -> String {
    json!({ "cells": [{ "indicator": code(cell), "measure": "actual", "text": number.to_string(), "base": 1_u64 << 40 }] })
        .to_string()
}

/// Status and body; none when the line broke.
fn ask(address: &str, request: &str) -> Option<(u16, Value)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let status = answer.split(' ').nth(1)?.parse().ok()?;
    let body = answer.split_once("\r\n\r\n")?.1;
    Some((status, serde_json::from_str(body).ok()?))
}

/// What units typed, by unit and indicator, in the order of the ledger.
type Typed = BTreeMap<(String, String), Vec<String>>;

/// What units typed, and who sent.
fn ledger(place: &str) -> (Typed, Vec<String>) {
    work(async {
        let store = Store::open(Source::parse(place)).await.unwrap();
        let problems = store.check().await;
        assert!(problems.is_empty(), "{problems:?}");
        let (mut values, mut sent) = (Typed::new(), Vec::new());
        for entry in store.entries_after(Cut(0)).await.unwrap() {
            match entry.act {
                Act::CellsSaved { values: said, .. } => {
                    for said in said {
                        let number = said.stated.unwrap().number().unwrap().value().to_string();
                        let key = (said.key.unit.to_string(), said.key.indicator.to_string());
                        values.entry(key).or_default().push(number);
                    }
                }
                Act::FormSent { unit, .. } => sent.push(unit.to_string()),
                _ => {}
            }
        }
        store.close().await;
        (values, sent)
    })
}

/// Officers type ever greater numbers at whatever server answers, and repeat what was not answered as a browser does.
/// Meanwhile both servers and the database are killed in turn.
#[test]
fn killed_servers_and_a_killed_database_lose_and_double_nothing() {
    let mut engine = Postgres::start(false);
    let place = engine.database("solieu");
    make(&place);
    let servers: Arc<Mutex<Vec<Server>>> =
        Arc::new(Mutex::new(vec![Server::start(&place), Server::start(&place)]));
    let stop = Arc::new(AtomicBool::new(false));
    let officers: Vec<_> = (0..UNITS)
        .map(|n| {
            let (servers, stop) = (Arc::clone(&servers), Arc::clone(&stop));
            std::thread::spawn(move || {
                let (mut kept, mut tries) = (0, 0);
                while !stop.load(Ordering::Relaxed) {
                    let address = servers.lock().unwrap()[(n + tries) % 2].address.clone();
                    match ask(&address, &request("PUT", n, "/cells", &typed(3, kept + 1))) {
                        Some((200, body)) => {
                            assert_eq!(body["conflicts"], json!([]));
                            kept += 1;
                        }
                        // A fault is told in a sentence, in both languages.
                        Some((503, body)) => {
                            assert!(body["vi"].is_string() && body["en"].is_string(), "{body}")
                        }
                        Some((status, body)) => panic!("{status} {body}"),
                        None => std::thread::sleep(Duration::from_millis(20)),
                    }
                    tries += 1;
                }
                kept
            })
        })
        .collect();
    for round in 0..3 {
        std::thread::sleep(Duration::from_millis(700));
        engine.restart();
        std::thread::sleep(Duration::from_millis(700));
        let new = Server::start(&place);
        // Dropping the old one kills it in the middle of whatever it does.
        servers.lock().unwrap()[round % 2] = new;
    }
    std::thread::sleep(Duration::from_secs(1));
    stop.store(true, Ordering::Relaxed);
    let kept: Vec<usize> = officers.into_iter().map(|officer| officer.join().unwrap()).collect();
    servers.lock().unwrap().clear();
    let (values, _) = ledger(&place);
    for (n, kept) in kept.into_iter().enumerate() {
        assert!(kept > 3, "unit {n} kept {kept}");
        let said = &values[&(unit(n), code(3))];
        let all: Vec<String> = (1..=said.len()).map(|number| number.to_string()).collect();
        assert_eq!(*said, all, "unit {n}: each number once, in order");
        assert!(
            said.len() == kept || said.len() == kept + 1,
            "unit {n}: {kept} acknowledged, {} kept",
            said.len()
        );
    }
}

#[test]
fn a_line_cut_in_the_middle_of_a_body_changes_nothing() {
    let place = folder("cut");
    make(&place);
    let server = Server::start(&place);
    let whole = request("PUT", 0, "/cells", &typed(3, 7));
    for share in [whole.len() / 2, whole.len() - 30, whole.len() - 1] {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        stream.write_all(&whole.as_bytes()[..share]).unwrap();
        drop(stream);
    }
    assert_eq!(ask(&server.address, &request("GET", 0, "", "")).unwrap().0, 200);
    drop(server);
    assert!(ledger(&place).0.is_empty());
}

#[test]
fn a_request_that_comes_twice_is_kept_once() {
    let place = folder("twice");
    make(&place);
    let server = Server::start(&place);
    let twice = |request: String| {
        let both: Vec<_> = (0..2)
            .map(|_| {
                let (address, request) = (server.address.clone(), request.clone());
                std::thread::spawn(move || ask(&address, &request).unwrap())
            })
            .collect();
        both.into_iter().map(|one| one.join().unwrap().0).collect::<Vec<_>>()
    };
    assert_eq!(twice(request("PUT", 1, "/cells", &typed(3, 5))), [200, 200]);
    let mut statuses = twice(request("POST", 1, "/send", "{}"));
    statuses.sort_unstable();
    // The second is answered as done, or told that the form is locked; either way it is sent once.
    assert!(statuses == [200, 200] || statuses == [200, 409], "{statuses:?}");
    drop(server);
    let (values, sent) = ledger(&place);
    assert_eq!(values[&(unit(1), code(3))], ["5"]);
    assert_eq!(sent, [unit(1)]);
}

#[test]
fn two_programs_on_one_folder_know_of_each_other() {
    let place = folder("two");
    make(&place);
    let (one, other) = (Server::start(&place), Server::start(&place));
    for number in 1..=20 {
        let (here, there) = if number % 2 == 0 { (&one, &other) } else { (&other, &one) };
        let saved = ask(&here.address, &request("PUT", 2, "/cells", &typed(3, number))).unwrap();
        assert_eq!(saved.0, 200, "{}", saved.1);
        let seen = ask(&there.address, &request("GET", 2, "", "")).unwrap().1;
        let row = seen["rows"].as_array().unwrap().iter().find(|row| row["indicator"] == code(3)).unwrap();
        assert_eq!(row["printed"], number.to_string(), "an answer is never older than what was acknowledged");
    }
}

/// A page of one server hears within moments what was written through the other.
#[test]
fn the_other_server_tells_its_pages_too() {
    let engine = Postgres::start(false);
    let place = engine.database("solieu");
    make(&place);
    let (one, other) = (Server::start(&place), Server::start(&place));
    let mut page = TcpStream::connect(&one.address).unwrap();
    page.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(page, "GET /api/changes HTTP/1.1\r\nhost: x\r\ncookie: solieu={:064x}\r\n\r\n", 3).unwrap();
    let mut lines = BufReader::new(page).lines().map_while(Result::ok);
    assert!(lines.any(|line| line == "event: here"));
    let start = Instant::now();
    assert_eq!(ask(&other.address, &request("PUT", 3, "/cells", &typed(3, 9))).unwrap().0, 200);
    let heard = lines.find(|line| line.contains("cells_saved")).expect("the page hears of it");
    assert!(heard.contains(&unit(3)), "{heard}");
    assert!(start.elapsed() < Duration::from_secs(15));
}
