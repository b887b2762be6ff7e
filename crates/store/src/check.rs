//! What `solieu doctor` asks of a place's data.

use crate::blobs::blob_id;
use crate::ledger::{cut, entry};
use crate::open::Engine;
use crate::{Fault, Store};
use model::{Act, BlobId, Cut, Issuing};
use sqlx::Row;
use std::collections::BTreeSet;

/// Something that is not as it was written.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The data could not be read to the end.
    #[error("{0}")]
    Unread(#[from] Fault),
    /// The engine found its file damaged.
    #[error("Tệp dữ liệu hỏng: {0} (the file is damaged)")]
    Damaged(String),
    /// A position is missing or out of order.
    #[error("Sổ thiếu mục {} (the ledger has no entry at this position)", .0.0)]
    Gap(Cut),
    /// The head row does not name the last entry.
    #[error("Đầu sổ ghi {} nhưng mục cuối là {} (the head does not name the last entry)", .head.0, .last.0)]
    Head {
        /// As the head row says.
        head: Cut,
        /// As the entries say.
        last: Cut,
    },
    /// An entry cannot be decoded.
    #[error("Không đọc được mục sổ (an entry cannot be decoded): {0}")]
    Undecodable(Fault),
    /// Kept bytes do not match their name.
    #[error("Tệp lưu kèm đã bị thay đổi (kept bytes changed): {0}")]
    BlobChanged(BlobId),
    /// An entry names bytes that are not there.
    #[error("Thiếu tệp lưu kèm mà mục sổ {} nhắc tới (kept bytes are missing): {}", .entry.0, .blob)]
    BlobMissing {
        /// The entry.
        entry: Cut,
        /// The bytes.
        blob: BlobId,
    },
}

/// Entries decoded at a time, so that a long ledger needs little memory.
const PAGE: i64 = 500;

impl Store {
    /// Checks the file, the ledger and the kept bytes. Empty = all is well.
    pub async fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if let Err(fault) = self.check_all(&mut problems).await {
            problems.push(Problem::Unread(fault));
        }
        problems
    }

    async fn check_all(&self, problems: &mut Vec<Problem>) -> Result<(), Fault> {
        if self.engine == Engine::Sqlite {
            self.check_file(problems).await?;
        }
        let blobs = self.check_blobs(problems).await?;
        self.check_ledger(&blobs, problems).await
    }

    /// PostgreSQL watches over its own files.
    async fn check_file(&self, problems: &mut Vec<Problem>) -> Result<(), Fault> {
        for row in sqlx::query("PRAGMA integrity_check").fetch_all(&self.pool).await? {
            let line: String = row.try_get(0)?;
            if line != "ok" {
                problems.push(Problem::Damaged(line));
            }
        }
        Ok(())
    }

    async fn check_blobs(&self, problems: &mut Vec<Problem>) -> Result<BTreeSet<BlobId>, Fault> {
        let mut kept = BTreeSet::new();
        for row in sqlx::query("SELECT id FROM blob").fetch_all(&self.pool).await? {
            let id = BlobId::from(row.try_get::<String, _>(0)?);
            if self.blob(&id).await?.is_none_or(|bytes| blob_id(&bytes) != id) {
                problems.push(Problem::BlobChanged(id.clone()));
            }
            kept.insert(id);
        }
        Ok(kept)
    }

    async fn check_ledger(&self, blobs: &BTreeSet<BlobId>, problems: &mut Vec<Problem>) -> Result<(), Fault> {
        let head = self.head().await?;
        let mut last = Cut(0);
        loop {
            let rows = sqlx::query(
                "SELECT position, at, author, act, body FROM entry WHERE position > $1 ORDER BY position LIMIT $2",
            )
            .bind(crate::ledger::position(last)?)
            .bind(PAGE)
            .fetch_all(&self.pool)
            .await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                let here = cut(row.try_get("position")?)?;
                if here.0 != last.0 + 1 {
                    problems.push(Problem::Gap(Cut(last.0 + 1)));
                }
                last = here;
                match entry(row) {
                    Err(newer @ Fault::OtherVersion(_)) => return Err(newer),
                    Err(fault) => problems.push(Problem::Undecodable(fault)),
                    Ok(entry) => problems.extend(
                        named_blobs(&entry.act)
                            .into_iter()
                            .filter(|blob| !blobs.contains(*blob))
                            .map(|blob| Problem::BlobMissing { entry: here, blob: blob.clone() }),
                    ),
                }
            }
        }
        // An entry appended between the two reads lies above the head seen first; one below it is a fault.
        if last < head || (last > head && self.head().await? < last) {
            problems.push(Problem::Head { head, last });
        }
        Ok(())
    }
}

/// The kept bytes that an act names.
fn named_blobs(act: &Act) -> Vec<&BlobId> {
    match act {
        Act::History { what } => what.packed().filter_map(|packed| packed.blob.as_ref()).collect(),
        Act::ReportRead { file, reading, .. } => vec![file, reading],
        Act::ReportIssued(issued) => vec![&issued.document, &issued.docx, &issued.pdf],
        Act::Issuing { what: Issuing::SignedFileKept { file, .. } } => vec![&file.file],
        Act::Issuing { what: Issuing::WordTemplateSet { template: Some(template) } } => vec![&template.file],
        _ => Vec::new(),
    }
}
