//! Password hashes and sessions. Neither belongs in the ledger: both must be forgettable.

use crate::{Fault, Store};
use model::AccountName;
use sqlx::Row;

impl Store {
    /// Keeps an account's password hash in place of the old one.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn set_password_hash(&self, account: &AccountName, hash: &str) -> Result<(), Fault> {
        sqlx::query(
            "INSERT INTO credential (account, password_hash) VALUES ($1, $2) \
             ON CONFLICT (account) DO UPDATE SET password_hash = excluded.password_hash",
        )
        .bind(account.as_str())
        .bind(hash)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// An account's password hash.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn password_hash(&self, account: &AccountName) -> Result<Option<String>, Fault> {
        let row = sqlx::query("SELECT password_hash FROM credential WHERE account = $1")
            .bind(account.as_str())
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Begins a session that ends at `expires_at` (seconds since 1970, UTC).
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn put_session(
        &self,
        token_hash: &str,
        account: &AccountName,
        expires_at: i64,
    ) -> Result<(), Fault> {
        sqlx::query("INSERT INTO session (token_hash, account, expires_at) VALUES ($1, $2, $3)")
            .bind(token_hash)
            .bind(account.as_str())
            .bind(expires_at)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Whose session that is, unless it has ended by `now`.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn session(&self, token_hash: &str, now: i64) -> Result<Option<AccountName>, Fault> {
        let row = sqlx::query("SELECT account FROM session WHERE token_hash = $1 AND expires_at > $2")
            .bind(token_hash)
            .bind(now)
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(|row| row.try_get::<String, _>(0).map(AccountName::from)).transpose()?)
    }

    /// Ends one session.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn end_session(&self, token_hash: &str) -> Result<(), Fault> {
        sqlx::query("DELETE FROM session WHERE token_hash = $1").bind(token_hash).execute(&self.pool).await?;
        Ok(())
    }

    /// Ends all sessions of an account: it was closed, or its password changed.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn end_sessions_of(&self, account: &AccountName) -> Result<(), Fault> {
        sqlx::query("DELETE FROM session WHERE account = $1")
            .bind(account.as_str())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Forgets the sessions that have ended by `now`.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn drop_expired(&self, now: i64) -> Result<(), Fault> {
        sqlx::query("DELETE FROM session WHERE expires_at <= $1").bind(now).execute(&self.pool).await?;
        Ok(())
    }
}
