//! Appending entries and reading them back.

use crate::blobs::{blob_id, put};
use crate::patience::patiently;
use crate::{Fault, Store, former};
use model::{AccountName, Act, Cut, Entry};
use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe, Row, Transaction};

/// Entries of one statement.
const ROWS: usize = 500;
/// Entries that are read at once while a book follows.
const SPAN: u64 = 500;

/// How an append ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Append {
    /// Kept, at these positions.
    Done(Vec<Entry>),
    /// Another writer was first; load, decide and try again.
    Behind,
}

impl Store {
    /// The newest position; zero while the ledger is empty.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn head(&self) -> Result<Cut, Fault> {
        patiently(|| async move {
            let row = sqlx::query("SELECT position FROM head WHERE one = 1").fetch_one(&self.pool).await?;
            cut(row.try_get(0)?)
        })
        .await
    }

    /// The last position that was written before a time (RFC 3339 in UTC); zero when there was none.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn cut_before(&self, at: &str) -> Result<Cut, Fault> {
        patiently(|| async move {
            let row = sqlx::query("SELECT COALESCE(MAX(position), 0) FROM entry WHERE at < $1")
                .bind(at.to_owned())
                .fetch_one(&self.pool)
                .await?;
            cut(row.try_get(0)?)
        })
        .await
    }

    /// Entries above `after`, in order.
    ///
    /// # Errors
    /// [`Fault::OtherVersion`] when a newer version of the program wrote an entry, [`Fault::Corrupt`] when one cannot be
    /// decoded; any other [`Fault`].
    pub async fn entries_after(&self, after: Cut) -> Result<Vec<Entry>, Fault> {
        self.entries_between(after, Cut(u64::MAX >> 1)).await
    }

    /// Entries above `after` up to `last`, in order.
    ///
    /// # Errors
    /// As [`Store::entries_after`].
    pub async fn entries_between(&self, after: Cut, last: Cut) -> Result<Vec<Entry>, Fault> {
        let mut entries = self.rows(after, last).await?;
        for entry in &mut entries {
            self.fill(entry).await?;
        }
        Ok(entries)
    }

    /// The first entries above `after`, in order, none when there is none: so many at a time that bytes which acts keep
    /// beside their entries never lie in memory all at once.
    ///
    /// # Errors
    /// As [`Store::entries_after`].
    pub async fn entries_next(&self, after: Cut) -> Result<Vec<Entry>, Fault> {
        /// Bytes after which no further entry is read.
        const BYTES: usize = 16 << 20;
        let mut entries = self.rows(after, Cut(after.0 + SPAN)).await?;
        let (mut bytes, mut many) = (0, 0);
        for entry in &mut entries {
            bytes += self.fill(entry).await?;
            many += 1;
            if bytes > BYTES {
                break;
            }
        }
        entries.truncate(many);
        Ok(entries)
    }

    async fn rows(&self, after: Cut, last: Cut) -> Result<Vec<Entry>, Fault> {
        patiently(|| async move {
            let rows = sqlx::query(
                "SELECT position, at, author, act, body FROM entry \
                 WHERE position > $1 AND position <= $2 ORDER BY position",
            )
            .bind(position(after)?)
            .bind(position(last)?)
            .fetch_all(&self.pool)
            .await?;
            rows.iter().map(entry).collect()
        })
        .await
    }

    /// Puts bytes that an entry keeps beside it where they belong; how many they are.
    async fn fill(&self, entry: &mut Entry) -> Result<usize, Fault> {
        let Act::History { what } = &mut entry.act else { return Ok(0) };
        let mut bytes = 0;
        for packed in what.packed_mut() {
            let Some(name) = &packed.blob else { continue };
            let kept = self.blob(name).await?.filter(|bytes| blob_id(bytes) == *name);
            let lost = || Fault::corrupt(format!("mục sổ {}: thiếu số liệu {name}", entry.cut.0));
            packed.bytes = kept.ok_or_else(lost)?.into();
            bytes += packed.bytes.len();
        }
        Ok(bytes)
    }

    /// Takes the pen: waits for its turn among all writers of the ledger, in whichever process.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn pen(&self) -> Result<Pen, Fault> {
        patiently(|| async move {
            let mut transaction = self.pool.begin().await?;
            // Writing the row, though nothing changes, is what makes the next writer wait on either engine.
            let row = sqlx::query("UPDATE head SET position = position WHERE one = 1 RETURNING position")
                .fetch_one(&mut *transaction)
                .await?;
            let head = cut(row.try_get(0)?)?;
            Ok(Pen { store: self.clone(), transaction, head })
        })
        .await
    }

    /// Appends `acts` right above `expected`, all or none, and answers after they are on disk.
    ///
    /// # Errors
    /// Any [`Fault`]; then nothing was appended.
    pub async fn append(
        &self,
        expected: Cut,
        at: &str,
        by: &AccountName,
        acts: Vec<Act>,
    ) -> Result<Append, Fault> {
        let pen = self.pen().await?;
        match pen.head() == expected {
            true => {
                let acts = acts.into_iter().map(|act| (by.clone(), act)).collect();
                Ok(Append::Done(pen.write(at, acts).await?))
            }
            false => Ok(Append::Behind),
        }
    }
}

/// The right to append, held by one writer at a time. Dropped without writing, it leaves no trace.
pub struct Pen {
    store: Store,
    transaction: Transaction<'static, Any>,
    head: Cut,
}

impl Pen {
    /// The newest position, until this pen writes.
    pub fn head(&self) -> Cut {
        self.head
    }

    /// Appends acts, each with who did it, all or none, and answers after they are on disk.
    ///
    /// # Errors
    /// [`Fault::Unsure`] when the line broke while they were made to last and nobody can tell any more; any other
    /// [`Fault`], and nothing was appended.
    pub async fn write(mut self, at: &str, acts: Vec<(AccountName, Act)>) -> Result<Vec<Entry>, Fault> {
        let mut entries: Vec<Entry> = (self.head.0 + 1..)
            .zip(acts)
            .map(|(n, (by, act))| Entry { cut: Cut(n), at: at.to_owned(), by, act })
            .collect();
        for entry in &mut entries {
            keep(&mut self.transaction, &mut entry.act).await?;
        }
        for some in entries.chunks(ROWS) {
            insert(&mut self.transaction, some).await?;
        }
        let last = entries.last().map_or(self.head, |entry| entry.cut);
        sqlx::query("UPDATE head SET position = $1 WHERE one = 1")
            .bind(position(last)?)
            .execute(&mut *self.transaction)
            .await?;
        match self.transaction.commit().await.map_err(Fault::from) {
            Ok(()) => Ok(entries),
            Err(Fault::Away(lost)) => kept_after_all(&self.store, self.head, entries, lost).await,
            Err(fault) => Err(fault),
        }
    }
}

/// Keeps bytes beside the entry of an act, and names them.
async fn keep(transaction: &mut Transaction<'static, Any>, act: &mut Act) -> Result<(), Fault> {
    let Act::History { what } = act else { return Ok(()) };
    for packed in what.packed_mut() {
        let name = blob_id(&packed.bytes);
        put(&mut **transaction, &name, &packed.bytes).await?;
        packed.blob = Some(name);
    }
    Ok(())
}

/// Adds rows in one statement.
async fn insert(transaction: &mut Transaction<'static, Any>, entries: &[Entry]) -> Result<(), Fault> {
    let row = |first: usize| {
        let numbers: Vec<String> = (first..first + 5).map(|number| format!("${number}")).collect();
        format!("({})", numbers.join(", "))
    };
    let rows: Vec<String> = (1..).step_by(5).map(row).take(entries.len()).collect();
    let rows = rows.join(", ");
    // Made of numbers only.
    let sql = AssertSqlSafe(format!("INSERT INTO entry (position, at, author, act, body) VALUES {rows}"));
    let mut insert = sqlx::query(sql);
    for entry in entries {
        let (act, body) = encode(&entry.act)?;
        insert =
            insert.bind(position(entry.cut)?).bind(&entry.at).bind(entry.by.as_str()).bind(act).bind(body);
    }
    insert.execute(&mut **transaction).await?;
    Ok(())
}

/// The line broke while a commit was under way: the ledger itself knows whether the entries are in it.
async fn kept_after_all(
    store: &Store,
    head: Cut,
    entries: Vec<Entry>,
    lost: sqlx::Error,
) -> Result<Vec<Entry>, Fault> {
    let last = entries.last().map_or(head, |entry| entry.cut);
    match store.entries_between(head, last).await {
        Ok(found) if found == entries => Ok(entries),
        Ok(_) => Err(Fault::Away(lost)),
        Err(_) => Err(Fault::Unsure(lost)),
    }
}

/// The act's stored name and its encoded body.
fn encode(act: &Act) -> Result<(String, String), Fault> {
    let body = serde_json::to_string(act).map_err(Fault::corrupt)?;
    // The name comes first: that is how tagged enumerations are written.
    let name = body.strip_prefix("{\"act\":\"").and_then(|rest| rest.split('"').next()).unwrap_or_default();
    Ok((name.to_owned(), body))
}

pub(crate) fn entry(row: &AnyRow) -> Result<Entry, Fault> {
    let cut = cut(row.try_get("position")?)?;
    let (name, body): (String, String) = (row.try_get("act")?, row.try_get("body")?);
    let act = former::act(cut, &name, &body)?;
    let by = AccountName::from(row.try_get::<String, _>("author")?);
    Ok(Entry { cut, at: row.try_get("at")?, by, act })
}

pub(crate) fn cut(position: i64) -> Result<Cut, Fault> {
    u64::try_from(position).map(Cut).map_err(Fault::corrupt)
}

pub(crate) fn position(cut: Cut) -> Result<i64, Fault> {
    i64::try_from(cut.0).map_err(Fault::corrupt)
}
