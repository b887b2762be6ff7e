//! Sessions: one a browser.

use crate::{Fault, Store};
use model::AccountName;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A session, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of its secret.
    pub token_hash: String,
    /// Whose.
    pub account: AccountName,
    /// Browser and system, in words.
    pub device: String,
    /// From where it was begun.
    pub address: String,
    /// When it was begun.
    pub begun_at: i64,
    /// When it was last used, to the minute.
    pub seen_at: i64,
    /// When it ends at the latest.
    pub expires_at: i64,
}

const COLUMNS: &str =
    "SELECT token_hash, account, device, address, begun_at, seen_at, expires_at FROM session";

impl Store {
    /// Begins a session.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn put_session(&self, session: &Session) -> Result<(), Fault> {
        sqlx::query(
            "INSERT INTO session (token_hash, account, device, address, begun_at, seen_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(session.token_hash.as_str())
        .bind(session.account.as_str())
        .bind(session.device.as_str())
        .bind(session.address.as_str())
        .bind(session.begun_at)
        .bind(session.seen_at)
        .bind(session.expires_at)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The session with that secret, unless it has ended by `now` or was not used since `used_since`.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn session(
        &self,
        token_hash: &str,
        now: i64,
        used_since: i64,
    ) -> Result<Option<Session>, Fault> {
        let text = format!("{COLUMNS} WHERE token_hash = $1 AND expires_at > $2 AND seen_at > $3");
        let row = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(token_hash)
            .bind(now)
            .bind(used_since)
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(session).transpose()
    }

    /// The sessions of an account that have not ended by `now` and were used since `used_since`, last used first.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn sessions_of(
        &self,
        account: &AccountName,
        now: i64,
        used_since: i64,
    ) -> Result<Vec<Session>, Fault> {
        let text = format!(
            "{COLUMNS} WHERE account = $1 AND expires_at > $2 AND seen_at > $3 ORDER BY seen_at DESC, token_hash"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(account.as_str())
            .bind(now)
            .bind(used_since)
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(session).collect()
    }

    /// A session was used.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn touch_session(&self, token_hash: &str, now: i64) -> Result<(), Fault> {
        sqlx::query("UPDATE session SET seen_at = $2 WHERE token_hash = $1")
            .bind(token_hash)
            .bind(now)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Ends one session.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn end_session(&self, token_hash: &str) -> Result<(), Fault> {
        sqlx::query("DELETE FROM session WHERE token_hash = $1").bind(token_hash).execute(&self.pool).await?;
        Ok(())
    }

    /// Ends the sessions of an account: all, or all but one.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn end_sessions_of(&self, account: &AccountName, but: Option<&str>) -> Result<(), Fault> {
        sqlx::query("DELETE FROM session WHERE account = $1 AND token_hash <> $2")
            .bind(account.as_str())
            .bind(but.unwrap_or_default())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

fn session(row: &AnyRow) -> Result<Session, Fault> {
    Ok(Session {
        token_hash: row.try_get("token_hash")?,
        account: AccountName::from(row.try_get::<String, _>("account")?),
        device: row.try_get("device")?,
        address: row.try_get("address")?,
        begun_at: row.try_get("begun_at")?,
        seen_at: row.try_get("seen_at")?,
        expires_at: row.try_get("expires_at")?,
    })
}
