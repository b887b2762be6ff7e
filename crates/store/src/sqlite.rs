//! The embedded engine: a file in a folder.

use crate::Fault;
use sqlx::{AnyConnection, Connection};
use std::path::Path;
use std::time::Duration;

/// One writer at a time and few readers: SQLite gains nothing from more, and each costs a thread and a page cache.
pub(crate) const CONNECTIONS: u32 = 4;

/// An acknowledged entry survives a power cut (FULL); readers never wait for the writer (WAL).
const PRAGMAS: &str = "PRAGMA busy_timeout = 15000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA cache_size = -4000;";

/// Makes the folder where it is not there, tries the file, and answers with its address.
pub(crate) async fn address(dir: &Path) -> Result<String, Fault> {
    std::fs::create_dir_all(dir).map_err(|e| match e.kind() {
        std::io::ErrorKind::StorageFull => Fault::Full(e.into()),
        _ => Fault::unavailable(dir, e),
    })?;
    let url = url(&dir.join("solieu.db"))?;
    patiently(|| probe(&url)).await.map_err(|e| at(dir, e.into()))?;
    Ok(url)
}

/// Two programs that open a new folder at once get in each other's way: switching a file to write-ahead logging does
/// not wait for the other's lock as ordinary statements do.
async fn patiently<F: Future<Output = Result<(), sqlx::Error>>>(
    mut open: impl FnMut() -> F,
) -> Result<(), sqlx::Error> {
    const TRIES: u32 = 40;
    for _ in 1..TRIES {
        match open().await {
            Err(error) if is_busy(&error) => tokio::time::sleep(Duration::from_millis(50)).await,
            done => return done,
        }
    }
    open().await
}

fn is_busy(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|e| e.message().contains("locked") || e.message().contains("busy"))
}

/// Opens and closes once, because a pool would try a damaged file again and again until its time is up.
async fn probe(url: &str) -> Result<(), sqlx::Error> {
    let mut connection = AnyConnection::connect(url).await?;
    prepare(&mut connection).await?;
    connection.close().await
}

pub(crate) async fn prepare(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(PRAGMAS).execute(connection).await.map(|_| ())
}

/// Names the folder in a fault that knows only the file.
pub(crate) fn at(dir: &Path, fault: Fault) -> Fault {
    match fault {
        Fault::Unavailable { source, .. } => Fault::unavailable(dir, source),
        other => other,
    }
}

/// `sqlx::Any` takes URLs only; with every byte that could mean something escaped, any folder name survives.
fn url(file: &Path) -> Result<String, Fault> {
    let path = file.to_str().ok_or_else(|| Fault::unavailable(file, "the path is not Unicode"))?;
    let mut url = String::from("sqlite:");
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-' => url.push(char::from(byte)),
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url.push_str("?mode=rwc");
    Ok(url)
}
