//! Kept bytes, named by their hash: files taken in, readings, issued documents.

use crate::{Fault, Store};
use model::BlobId;
use sha2::{Digest, Sha256};
use sqlx::Row;

impl Store {
    /// Keeps `bytes` and names them; keeping the same bytes twice is keeping them once.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn put_blob(&self, bytes: &[u8]) -> Result<BlobId, Fault> {
        let id = blob_id(bytes);
        put(&self.pool, &id, bytes).await?;
        Ok(id)
    }

    /// The bytes of that name, if they are kept.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn blob(&self, id: &BlobId) -> Result<Option<Vec<u8>>, Fault> {
        let row = sqlx::query("SELECT bytes FROM blob WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }
}

/// Keeps bytes under their name.
pub(crate) async fn put<'e>(
    to: impl sqlx::Executor<'e, Database = sqlx::Any>,
    id: &BlobId,
    bytes: &[u8],
) -> Result<(), Fault> {
    sqlx::query("INSERT INTO blob (id, bytes) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING")
        .bind(id.as_str())
        .bind(bytes)
        .execute(to)
        .await?;
    Ok(())
}

/// SHA-256 in hex.
pub(crate) fn blob_id(bytes: &[u8]) -> BlobId {
    BlobId::from(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}
