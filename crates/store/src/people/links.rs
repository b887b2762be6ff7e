//! Secrets that serve once: links to choose a password, and requests to a sign-in service.

use crate::{Fault, Store};
use model::AccountName;
use sqlx::Row;

/// A sign-in that a browser was sent to a service for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OidcRequest {
    /// The hash of the secret that the browser keeps.
    pub browser_hash: String,
    /// What the service must repeat in its token.
    pub nonce: String,
    /// The secret that proves who asked.
    pub verifier: String,
    /// The page to go on to.
    pub target: String,
    /// When it is forgotten.
    pub expires_at: i64,
}

impl Store {
    /// Keeps a link for an account in place of any earlier one.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn put_link(
        &self,
        token_hash: &str,
        account: &AccountName,
        expires_at: i64,
    ) -> Result<(), Fault> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("DELETE FROM one_time_link WHERE account = $1")
            .bind(account.as_str())
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT INTO one_time_link (token_hash, account, expires_at) VALUES ($1, $2, $3)")
            .bind(token_hash)
            .bind(account.as_str())
            .bind(expires_at)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Whose link that is, unless it has ended by `now`.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn link(&self, token_hash: &str, now: i64) -> Result<Option<AccountName>, Fault> {
        let row = sqlx::query("SELECT account FROM one_time_link WHERE token_hash = $1 AND expires_at > $2")
            .bind(token_hash)
            .bind(now)
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(|row| row.try_get::<String, _>(0).map(AccountName::from)).transpose()?)
    }

    /// Uses a link up; `false` when somebody was first.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn use_link(&self, token_hash: &str, now: i64) -> Result<bool, Fault> {
        let done = sqlx::query("DELETE FROM one_time_link WHERE token_hash = $1 AND expires_at > $2")
            .bind(token_hash)
            .bind(now)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Keeps a request under the hash of its state.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn put_oidc_request(&self, state_hash: &str, request: &OidcRequest) -> Result<(), Fault> {
        sqlx::query(
            "INSERT INTO oidc_request (state_hash, browser_hash, nonce, verifier, target, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(state_hash)
        .bind(request.browser_hash.as_str())
        .bind(request.nonce.as_str())
        .bind(request.verifier.as_str())
        .bind(request.target.as_str())
        .bind(request.expires_at)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Takes a request out, unless it has ended by `now`: an answer is heard once.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn take_oidc_request(&self, state_hash: &str, now: i64) -> Result<Option<OidcRequest>, Fault> {
        let row = sqlx::query(
            "SELECT browser_hash, nonce, verifier, target, expires_at FROM oidc_request \
             WHERE state_hash = $1 AND expires_at > $2",
        )
        .bind(state_hash)
        .bind(now)
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let done = sqlx::query("DELETE FROM oidc_request WHERE state_hash = $1")
            .bind(state_hash)
            .execute(&self.pool)
            .await?;
        if done.rows_affected() != 1 {
            return Ok(None);
        }
        Ok(Some(OidcRequest {
            browser_hash: row.try_get(0)?,
            nonce: row.try_get(1)?,
            verifier: row.try_get(2)?,
            target: row.try_get(3)?,
            expires_at: row.try_get(4)?,
        }))
    }
}
