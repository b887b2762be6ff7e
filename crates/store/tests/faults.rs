//! Racing writers, killed writers, full disks, damaged files.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{folder, moved};
use model::{AccountName, Cut};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use store::{Append, Fault, Store};

const AT: &str = "2021-04-15T08:00:00Z";
const DIR: &str = "SOLIEU_TEST_WRITER_DIR";
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

/// Starts this file's `writer` as a process of its own.
fn start_writer(dir: &Path, count: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "writer", "--ignored", "--nocapture", "--test-threads", "1"])
        .env(DIR, dir)
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
    let dir = PathBuf::from(std::env::var_os(DIR).expect("started by another test"));
    let count: u64 = std::env::var(COUNT).unwrap().parse().unwrap();
    let store = Store::open(&dir).await.unwrap();
    for n in 0..count {
        let cut = append_one(&store, n).await.unwrap();
        println!("\nkept {}", cut.0);
        std::io::stdout().flush().unwrap();
    }
}

fn acknowledged(line: &str) -> Option<u64> {
    line.strip_prefix("kept ")?.parse().ok()
}

#[tokio::test]
async fn racing_processes_neither_lose_nor_double_a_position() {
    let dir = folder("race");
    let writers = [start_writer(&dir, 60), start_writer(&dir, 60)];
    let mut kept = Vec::new();
    for writer in writers {
        let out = writer.wait_with_output().unwrap();
        assert!(out.status.success());
        kept.extend(String::from_utf8(out.stdout).unwrap().lines().filter_map(acknowledged));
    }
    kept.sort_unstable();
    assert_eq!(kept, (1..=120).collect::<Vec<_>>());
    let store = Store::open(&dir).await.unwrap();
    assert!(store.check().await.is_empty());
}

#[tokio::test]
async fn racing_tasks_neither_lose_nor_double_a_position() {
    let store = Store::open(&folder("tasks")).await.unwrap();
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

#[tokio::test]
async fn a_killed_writer_loses_nothing_that_was_acknowledged() {
    let dir = folder("kill");
    let mut last = 0;
    for enough in [1, 7, 20] {
        let mut writer = start_writer(&dir, 1_000_000);
        let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
        last = lines.map_while(Result::ok).filter_map(|l| acknowledged(&l)).nth(enough).expect("it writes");
        writer.kill().unwrap();
        writer.wait().unwrap();
        let store = Store::open(&dir).await.unwrap();
        assert!(store.head().await.unwrap().0 >= last);
        let problems = store.check().await;
        assert!(problems.is_empty(), "{problems:?}");
        store.close().await;
    }
    let store = Store::open(&dir).await.unwrap();
    append_one(&store, 0).await.unwrap();
    assert!(store.head().await.unwrap().0 > last);
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
