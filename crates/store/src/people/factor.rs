//! The second factor, and the codes for when it is lost.

use crate::{Fault, Store};
use model::AccountName;
use sqlx::Row;

/// A second factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// The secret shared with the person's device, in base 32.
    pub secret: String,
    /// Whether the person has shown that the device has it; not asked for before.
    pub confirmed: bool,
}

impl Store {
    /// An account's second factor.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn second_factor(&self, account: &AccountName) -> Result<Option<SecondFactor>, Fault> {
        let row = sqlx::query("SELECT secret, confirmed FROM second_factor WHERE account = $1")
            .bind(account.as_str())
            .fetch_optional(&self.pool)
            .await?;
        let kept = row.map(|row| {
            Ok::<_, Fault>(SecondFactor {
                secret: row.try_get(0)?,
                confirmed: row.try_get::<i64, _>(1)? != 0,
            })
        });
        kept.transpose()
    }

    /// Keeps a new secret that the person has yet to confirm; one that is confirmed stays. `false` = it stayed.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn propose_second_factor(&self, account: &AccountName, secret: &str) -> Result<bool, Fault> {
        let done = sqlx::query(
            "INSERT INTO second_factor (account, secret, confirmed, last_step) VALUES ($1, $2, 0, 0) \
             ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, last_step = 0 \
             WHERE second_factor.confirmed = 0",
        )
        .bind(account.as_str())
        .bind(secret)
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// A code of this time step was right: it is used up, and the factor confirmed. `false` when this step or a later one
    /// was used before: a code that was seen over somebody's shoulder serves nobody.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn use_step(&self, account: &AccountName, step: i64) -> Result<bool, Fault> {
        let done = sqlx::query(
            "UPDATE second_factor SET last_step = $2, confirmed = 1 WHERE account = $1 AND last_step < $2",
        )
        .bind(account.as_str())
        .bind(step)
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Takes the second factor and its recovery codes away.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn remove_second_factor(&self, account: &AccountName) -> Result<(), Fault> {
        let mut transaction = self.pool.begin().await?;
        for text in
            ["DELETE FROM second_factor WHERE account = $1", "DELETE FROM recovery_code WHERE account = $1"]
        {
            sqlx::query(text).bind(account.as_str()).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Keeps recovery codes, hashed, in place of the old ones.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn set_recovery_codes(&self, account: &AccountName, hashes: &[String]) -> Result<(), Fault> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("DELETE FROM recovery_code WHERE account = $1")
            .bind(account.as_str())
            .execute(&mut *transaction)
            .await?;
        for hash in hashes {
            sqlx::query("INSERT INTO recovery_code (account, code_hash) VALUES ($1, $2)")
                .bind(account.as_str())
                .bind(hash.as_str())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Uses a recovery code up; `false` when there is none such.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn use_recovery_code(&self, account: &AccountName, hash: &str) -> Result<bool, Fault> {
        let done = sqlx::query("DELETE FROM recovery_code WHERE account = $1 AND code_hash = $2")
            .bind(account.as_str())
            .bind(hash)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// How many recovery codes are left.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn recovery_codes_left(&self, account: &AccountName) -> Result<usize, Fault> {
        let rows = sqlx::query("SELECT code_hash FROM recovery_code WHERE account = $1")
            .bind(account.as_str())
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.len())
    }
}
