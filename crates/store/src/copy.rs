//! Moving a place from one engine to the other, all or nothing, with a proof that both say the same.

use crate::open::Engine;
use crate::{Fault, Store};
use futures_util::TryStreamExt;
use sha2::{Digest, Sha256};
use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe, Row, Transaction};
use std::collections::BTreeMap;

/// The one row that says where the ledger ends. New tables hold it already.
const HEAD: &str = "head";

/// What a column holds; both engines know these three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Bytes,
}

/// A table's columns by name.
type Columns = BTreeMap<String, Kind>;

/// How far a copy is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Which table.
    pub table: String,
    /// Rows copied.
    pub done: u64,
    /// Rows in all.
    pub all: u64,
}

/// What one side holds of a table, read back from where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Rows.
    pub rows: u64,
    /// SHA-256 over all of them, in hex: entries position by position, others in an order of their own.
    pub digest: String,
}

/// A table on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Which table.
    pub table: String,
    /// Where it came from.
    pub from: Held,
    /// Where it went.
    pub to: Held,
}

impl Proof {
    /// Whether both sides say the same.
    pub fn holds(&self) -> bool {
        self.from == self.to
    }
}

impl Store {
    /// Whether nothing was ever kept here.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn is_empty(&self) -> Result<bool, Fault> {
        for table in self.tables().await?.keys().filter(|table| *table != HEAD) {
            if self.count(table).await? > 0 {
                return Ok(false);
            }
        }
        Ok(self.head().await?.0 == 0)
    }

    /// Copies everything into `target`, which must be empty, in one transaction. Nobody writes to the source meanwhile.
    ///
    /// # Errors
    /// Any [`Fault`]; then the target is as it was.
    pub async fn copy_to(&self, target: &Store, mut told: impl FnMut(Progress)) -> Result<(), Fault> {
        let pen = self.pen().await?;
        let tables = self.tables().await?;
        let mut into = target.pool.begin().await?;
        sqlx::query("DELETE FROM head").execute(&mut *into).await?;
        for (table, columns) in &tables {
            let all = self.count(table).await?;
            let mut done = 0;
            let select = select(table, columns);
            let mut rows = sqlx::query(AssertSqlSafe(select)).fetch(&self.pool);
            while let Some(row) = rows.try_next().await? {
                insert(&mut into, table, columns, &row).await?;
                done += 1;
                told(Progress { table: table.clone(), done, all });
            }
        }
        into.commit().await?;
        drop(pen);
        Ok(())
    }

    /// Reads both sides, table by table.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn beside(&self, target: &Store) -> Result<Vec<Proof>, Fault> {
        let pen = self.pen().await?;
        let mut proofs = Vec::new();
        for (table, columns) in self.tables().await? {
            let (from, to) = (self.held(&table, &columns).await?, target.held(&table, &columns).await?);
            proofs.push(Proof { table, from, to });
        }
        drop(pen);
        Ok(proofs)
    }

    /// The tables, as the engine itself describes them, so that none is forgotten.
    async fn tables(&self) -> Result<BTreeMap<String, Columns>, Fault> {
        let described = match self.engine {
            Engine::Sqlite => {
                "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c \
                 WHERE m.type = 'table' AND m.name NOT LIKE '%sqlx%' AND m.name NOT LIKE 'sqlite%'"
            }
            Engine::Postgres => {
                "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT) \
                 FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND table_name NOT LIKE '%sqlx%'"
            }
        };
        let mut tables: BTreeMap<String, Columns> = BTreeMap::new();
        for row in sqlx::query(described).fetch_all(&self.pool).await? {
            let (table, column, kind): (String, String, String) =
                (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
            let kind = match kind.to_ascii_lowercase().as_str() {
                "text" => Kind::Text,
                "bigint" => Kind::Number,
                "bytea" => Kind::Bytes,
                other => return Err(Fault::OtherVersion(format!("{table}.{column}: {other}"))),
            };
            tables.entry(table).or_default().insert(column, kind);
        }
        Ok(tables)
    }

    async fn count(&self, table: &str) -> Result<u64, Fault> {
        let count = format!("SELECT COUNT(*) FROM {table}");
        let count: i64 = sqlx::query(AssertSqlSafe(count)).fetch_one(&self.pool).await?.try_get(0)?;
        u64::try_from(count).map_err(Fault::corrupt)
    }

    async fn held(&self, table: &str, columns: &Columns) -> Result<Held, Fault> {
        let select = select(table, columns);
        let mut rows = sqlx::query(AssertSqlSafe(select)).fetch(&self.pool);
        let mut digests = Vec::new();
        while let Some(row) = rows.try_next().await? {
            digests.push(digest(&row, columns)?);
        }
        // Each engine sorts texts by its own lights.
        if !columns.contains_key("position") {
            digests.sort_unstable();
        }
        let mut whole = Sha256::new();
        digests.iter().for_each(|digest| whole.update(digest));
        let digest = whole.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Held { rows: digests.len() as u64, digest })
    }
}

fn names(columns: &Columns) -> String {
    columns.keys().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn select(table: &str, columns: &Columns) -> String {
    let order = if columns.contains_key("position") { " ORDER BY position" } else { "" };
    format!("SELECT {} FROM {table}{order}", names(columns))
}

async fn insert(
    into: &mut Transaction<'static, Any>,
    table: &str,
    columns: &Columns,
    row: &AnyRow,
) -> Result<(), Fault> {
    let marks: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    let insert = format!("INSERT INTO {table} ({}) VALUES ({})", names(columns), marks.join(", "));
    let mut query = sqlx::query(AssertSqlSafe(insert));
    for (name, kind) in columns {
        query = match kind {
            Kind::Text => query.bind(row.try_get::<Option<String>, _>(name.as_str())?),
            Kind::Number => query.bind(row.try_get::<Option<i64>, _>(name.as_str())?),
            Kind::Bytes => query.bind(row.try_get::<Option<Vec<u8>>, _>(name.as_str())?),
        };
    }
    query.execute(&mut **into).await?;
    Ok(())
}

/// Of one row: each value with its length, nothing told apart from empty.
fn digest(row: &AnyRow, columns: &Columns) -> Result<[u8; 32], Fault> {
    let mut hash = Sha256::new();
    for (name, kind) in columns {
        let name = name.as_str();
        let value = match kind {
            Kind::Text => row.try_get::<Option<String>, _>(name)?.map(String::into_bytes),
            Kind::Number => row.try_get::<Option<i64>, _>(name)?.map(|n| n.to_be_bytes().to_vec()),
            Kind::Bytes => row.try_get::<Option<Vec<u8>>, _>(name)?,
        };
        match value {
            Some(value) => {
                hash.update([1]);
                hash.update((value.len() as u64).to_be_bytes());
                hash.update(&value);
            }
            None => hash.update([0]),
        }
    }
    Ok(hash.finalize().into())
}
