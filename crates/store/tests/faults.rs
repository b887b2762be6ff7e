//! Racing writers, killed writers, full disks, damaged files.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::postgres::Postgres;
use common::{folder, moved};
use model::{AccountName, Cut};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use store::{Append, Fault, Source, Store};

const AT: &str = "2021-04-15T08:00:00Z";
const PLACE: &str = "SOLIEU_TEST_WRITER_PLACE";
const COUNT: &str = "SOLIEU_TEST_WRITER_COUNT";

/// Appends one act wherever the head is, as a use case does: look, decide, append, or look again.
async fn append_one(store: &Store, n: u64) -> Result<Cut, Fault> {
    loop {
        let head = store.head().await?;
        match store.append(head, AT, &AccountName::from("máy"), vec![moved(n)]).await? {
            Append::Done(entries) => return Ok(entries[0].cut),
            Append::Behind => {}
        }
    }
}

/// Empty data on one of the engines.
struct Place {
    at: String,
    engine: Option<Postgres>,
}

impl Place {
    fn sqlite(name: &str) -> Self {
        Self { at: folder(name).to_str().unwrap().to_owned(), engine: None }
    }

    fn postgres() -> Self {
        let engine = Postgres::start(false);
        Self { at: engine.database("solieu"), engine: Some(engine) }
    }

    async fn open(&self) -> Store {
        Store::open(Source::parse(&self.at)).await.unwrap()
    }
}

/// Starts this file's `writer` as a process of its own.
fn start_writer(place: &Place, count: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "writer", "--ignored", "--nocapture", "--test-threads", "1"])
        .env(PLACE, &place.at)
        .env(COUNT, count.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The process that `start_writer` starts: says each position after it was acknowledged.
#[tokio::test]
#[ignore = "started by the other tests as a process"]
async fn writer() {
    let place = std::env::var(PLACE).expect("started by another test");
    let count: u64 = std::env::var(COUNT).unwrap().parse().unwrap();
    let store = Store::open(Source::parse(&place)).await.unwrap();
    for n in 0..count {
        let cut = append_one(&store, n).await.unwrap();
        println!("\nkept {}", cut.0);
        std::io::stdout().flush().unwrap();
    }
}

fn acknowledged(line: &str) -> Option<u64> {
    line.strip_prefix("kept ")?.parse().ok()
}

async fn racing_processes_neither_lose_nor_double_a_position(place: Place) {
    let writers = [start_writer(&place, 60), start_writer(&place, 60)];
    let mut kept = Vec::new();
    for writer in writers {
        let out = writer.wait_with_output().unwrap();
        assert!(out.status.success());
        kept.extend(String::from_utf8(out.stdout).unwrap().lines().filter_map(acknowledged));
    }
    kept.sort_unstable();
    assert_eq!(kept, (1..=120).collect::<Vec<_>>());
    assert!(place.open().await.check().await.is_empty());
}

async fn racing_tasks_neither_lose_nor_double_a_position(place: Place) {
    let store = place.open().await;
    let tasks: Vec<_> = (0..40)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move { append_one(&store, n).await.unwrap().0 })
        })
        .collect();
    let mut kept = Vec::new();
    for task in tasks {
        kept.push(task.await.unwrap());
    }
    kept.sort_unstable();
    assert_eq!(kept, (1..=40).collect::<Vec<_>>());
    assert_eq!(store.head().await.unwrap(), Cut(40));
}

async fn a_killed_writer_loses_nothing_that_was_acknowledged(place: Place) {
    let mut last = 0;
    for enough in [1, 7, 20] {
        let mut writer = start_writer(&place, 1_000_000);
        let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
        last = lines.map_while(Result::ok).filter_map(|l| acknowledged(&l)).nth(enough).expect("it writes");
        writer.kill().unwrap();
        writer.wait().unwrap();
        let store = place.open().await;
        assert!(store.head().await.unwrap().0 >= last);
        let problems = store.check().await;
        assert!(problems.is_empty(), "{problems:?}");
        store.close().await;
    }
    let store = place.open().await;
    append_one(&store, 0).await.unwrap();
    assert!(store.head().await.unwrap().0 > last);
}

macro_rules! on_both {
    ($($case:ident)*) => {
        mod sqlite {$(
            #[tokio::test]
            async fn $case() {
                super::$case(super::Place::sqlite(stringify!($case))).await;
            }
        )*}
        mod postgres {$(
            #[tokio::test]
            async fn $case() {
                super::$case(super::Place::postgres()).await;
            }
        )*}
    };
}

on_both! {
    racing_processes_neither_lose_nor_double_a_position
    racing_tasks_neither_lose_nor_double_a_position
    a_killed_writer_loses_nothing_that_was_acknowledged
}

/// The database is killed under writers, twice, and comes back: they wait, and go on without anybody's help.
#[tokio::test]
async fn a_killed_database_loses_and_doubles_nothing_and_is_waited_for() {
    let mut place = Place::postgres();
    let mut writers = [start_writer(&place, 1_000_000), start_writer(&place, 1_000_000)];
    let (tell, told) = std::sync::mpsc::channel();
    for writer in &mut writers {
        let (lines, tell) = (BufReader::new(writer.stdout.take().unwrap()).lines(), tell.clone());
        std::thread::spawn(move || {
            lines.map_while(Result::ok).filter_map(|l| acknowledged(&l)).try_for_each(|n| tell.send(n))
        });
    }
    let mut kept = Vec::new();
    for enough in [20, 60, 100] {
        while kept.len() < enough {
            kept.push(told.recv_timeout(std::time::Duration::from_secs(60)).expect("they write again"));
        }
        if let Some(engine) = place.engine.as_mut().filter(|_| enough < 100) {
            engine.restart();
        }
    }
    for mut writer in writers {
        writer.kill().unwrap();
        writer.wait().unwrap();
    }
    drop(tell);
    kept.extend(told);
    let (all, mut once) = (kept.len(), kept);
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), all, "no position was given twice");
    let store = place.open().await;
    assert!(store.head().await.unwrap().0 >= *once.last().unwrap());
    let problems = store.check().await;
    assert!(problems.is_empty(), "{problems:?}");
}

/// What cannot be reached, entered or found says so, and never its password.
#[tokio::test]
async fn a_database_that_does_not_answer_is_said() {
    let place = Place::postgres();
    let engine = place.engine.as_ref().unwrap();
    let there = Store::open(Source::parse(&engine.url("nowhere"))).await.unwrap_err();
    assert!(matches!(there, Fault::Unavailable { .. }), "{there:?}");
    let store = place.open().await;
    append_one(&store, 0).await.unwrap();
    assert!(engine.psql("ALTER ROLE solieu CONNECTION LIMIT 0") && engine.psql("CREATE ROLE other LOGIN"));
    let stranger = place.at.replace("solieu@", "other:bi-mat@");
    let refused = Store::open(Source::parse(&stranger)).await.unwrap_err();
    assert!(matches!(refused, Fault::Unavailable { .. }), "{refused:?}");
    assert!(!format!("{refused} {refused:?}").contains("bi-mat"));
    drop(place);
    assert!(matches!(store.pen().await.err(), Some(Fault::Away(_))));
    let gone = Store::open(Source::parse("postgres://solieu@127.0.0.1:1/solieu")).await.unwrap_err();
    assert!(matches!(gone, Fault::Away(_)), "{gone:?}");
}

/// Needs the right to mount a small disk; without it the case cannot be tried and says so.
#[tokio::test]
async fn a_full_disk_is_said_and_nothing_kept_is_lost() {
    let dir = folder("full");
    std::fs::create_dir_all(&dir).unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=600k", "tmpfs"])
        .arg(&dir)
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !mounted {
        println!("skipped: no right to mount a small disk here");
        return;
    }
    let store = Store::open(&dir).await.unwrap();
    let kept = append_one(&store, 0).await.unwrap();
    let full = store.put_blob(&vec![7; 900_000]).await;
    let told = matches!(full, Err(Fault::Full(_)));
    let after = store.entries_after(Cut(0)).await.map(|entries| entries.len());
    let problems = store.check().await;
    store.close().await;
    Command::new("umount").arg(&dir).status().unwrap();
    assert!(told, "{full:?}");
    assert_eq!(after.unwrap() as u64, kept.0);
    assert!(problems.is_empty(), "{problems:?}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let dir = folder("file");
    std::fs::create_dir_all(&dir).unwrap();
    let file = dir.join("tệp");
    std::fs::write(&file, "x").unwrap();
    for path in [file.clone(), file.join("dưới")] {
        let fault = Store::open(&path).await.unwrap_err();
        assert!(matches!(fault, Fault::Unavailable { .. }), "{fault:?}");
        assert!(fault.to_string().contains("tệp"), "{fault}");
    }
}

#[tokio::test]
async fn a_file_that_is_no_data_file_is_damaged_not_a_panic() {
    let dir = folder("garbage");
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::write(dir.join("solieu.db"), vec![0x5a; 20_000]).unwrap();
    let fault = Store::open(&dir).await.unwrap_err();
    assert!(matches!(fault, Fault::Corrupt { .. }), "{fault:?}");
}

#[tokio::test]
async fn damage_inside_the_file_is_a_fault_or_a_problem() {
    let dir = folder("damage");
    let store = Store::open(&dir).await.unwrap();
    let acts = (0..2000).map(moved).collect();
    store.append(Cut(0), AT, &AccountName::from("lan"), acts).await.unwrap();
    store.close().await;
    let file = dir.join("solieu.db");
    let sound = std::fs::read(&file).unwrap();
    for page in 1..sound.len() / 4096 {
        let mut broken = sound.clone();
        broken[page * 4096..(page + 1) * 4096].fill(0xee);
        std::fs::write(&file, broken).unwrap();
        match Store::open(&dir).await {
            Ok(store) => {
                assert!(!store.check().await.is_empty(), "page {page} was filled with rubbish");
                let _ = store.entries_after(Cut(0)).await;
                store.close().await;
            }
            Err(fault) => assert!(matches!(fault, Fault::Corrupt { .. }), "page {page}: {fault:?}"),
        }
    }
}

/// A folder of three entries and one blob with something changed behind the program's back.
async fn changed(name: &str, sql: &'static str) -> PathBuf {
    let dir = folder(name);
    let store = Store::open(&dir).await.unwrap();
    store.append(Cut(0), AT, &AccountName::from("lan"), (0..3).map(moved).collect()).await.unwrap();
    store.put_blob(b"abc").await.unwrap();
    store.close().await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(dir.join("solieu.db"));
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    sqlx::query(sql).bind(b"abd".as_slice()).execute(&pool).await.unwrap();
    pool.close().await;
    dir
}

#[tokio::test]
async fn a_newer_version_is_named_and_not_taken_for_damage() {
    for (name, sql) in [
        ("act", "UPDATE entry SET act = 'unheard_of', body = '{\"act\":\"unheard_of\"}' WHERE position = 2"),
        ("field", "UPDATE entry SET body = '{\"act\":\"task_moved\",\"task\":\"t\"}' WHERE position = 2"),
        (
            "former",
            "UPDATE entry SET act = 'proposal_decided', body = '{\"report\":\"r\"}' WHERE position = 2",
        ),
        ("table", "INSERT INTO _sqlx_migrations VALUES (99, 'later', CURRENT_TIMESTAMP, TRUE, x'00', 0)"),
    ] {
        let dir = changed(&format!("newer {name}"), sql).await;
        let read = match Store::open(&dir).await {
            Ok(store) => store.entries_after(Cut(0)).await,
            Err(fault) => Err(fault),
        };
        let fault = read.unwrap_err();
        assert!(matches!(fault, Fault::OtherVersion(_)), "{name}: {fault:?}");
        assert!(fault.to_string().contains("cập nhật chương trình"), "{fault}");
    }
}

#[tokio::test]
async fn a_changed_entry_or_blob_is_found() {
    for (name, sql, word) in [
        ("gap", "DELETE FROM entry WHERE position = 2", "2"),
        ("tail", "DELETE FROM entry WHERE position = 3", "3"),
        ("body", "UPDATE entry SET body = '{\"act\":' WHERE position = 2", "mục sổ 2"),
        ("blob", "UPDATE blob SET bytes = $1", "ba7816bf"),
    ] {
        let dir = changed(name, sql).await;
        let problems: Vec<_> =
            Store::open(&dir).await.unwrap().check().await.iter().map(ToString::to_string).collect();
        assert!(!problems.is_empty() && problems[0].contains(word), "{name}: {problems:?}");
    }
}
