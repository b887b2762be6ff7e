//! What people sign in with and from where. None of it belongs in the ledger: all must be forgettable.
//!
//! Secrets of sessions, links and sign-in requests arrive here hashed. Times are seconds since 1970, UTC, and arrive as
//! arguments.

mod factor;
mod links;
mod sessions;

pub use factor::SecondFactor;
pub use links::OidcRequest;
pub use sessions::Session;

use crate::{Fault, Store};
use model::AccountName;
use sqlx::Row;
use std::collections::BTreeMap;

/// What is kept of a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Its hash, with salt and costs.
    pub hash: String,
    /// Whether it is long enough to stand without a second factor.
    pub long: bool,
}

/// Wrong sign-ins in a row of one name from one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// From where.
    pub address: String,
    /// How many.
    pub times: i64,
    /// The last one.
    pub last_at: i64,
}

/// What a list of accounts tells of signing in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether there is a password.
    pub password: bool,
    /// Whether a second factor is asked for.
    pub second_factor: bool,
    /// The last time the person was here; none = never.
    pub seen_at: Option<i64>,
}

impl Store {
    /// Keeps an account's password in place of the old one.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn set_credential(&self, account: &AccountName, kept: &Credential) -> Result<(), Fault> {
        sqlx::query(
            "INSERT INTO credential (account, password_hash, long) VALUES ($1, $2, $3) \
             ON CONFLICT (account) DO UPDATE SET password_hash = excluded.password_hash, long = excluded.long",
        )
        .bind(account.as_str())
        .bind(kept.hash.as_str())
        .bind(i64::from(kept.long))
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// An account's password.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn credential(&self, account: &AccountName) -> Result<Option<Credential>, Fault> {
        let row = sqlx::query("SELECT password_hash, long FROM credential WHERE account = $1")
            .bind(account.as_str())
            .fetch_optional(&self.pool)
            .await?;
        let kept = row.map(|row| {
            Ok::<_, Fault>(Credential { hash: row.try_get(0)?, long: row.try_get::<i64, _>(1)? != 0 })
        });
        kept.transpose()
    }

    /// How every account stands that has a password, a second factor or was ever seen.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn standings(&self) -> Result<BTreeMap<AccountName, Standing>, Fault> {
        let mut found: BTreeMap<AccountName, Standing> = BTreeMap::new();
        for row in sqlx::query("SELECT account FROM credential").fetch_all(&self.pool).await? {
            found.entry(AccountName::from(row.try_get::<String, _>(0)?)).or_default().password = true;
        }
        let factors = sqlx::query("SELECT account FROM second_factor WHERE confirmed = 1");
        for row in factors.fetch_all(&self.pool).await? {
            found.entry(AccountName::from(row.try_get::<String, _>(0)?)).or_default().second_factor = true;
        }
        for row in sqlx::query("SELECT account, at FROM last_seen").fetch_all(&self.pool).await? {
            found.entry(AccountName::from(row.try_get::<String, _>(0)?)).or_default().seen_at =
                Some(row.try_get(1)?);
        }
        Ok(found)
    }

    /// When the person was last here.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn last_seen(&self, account: &AccountName) -> Result<Option<i64>, Fault> {
        let row = sqlx::query("SELECT at FROM last_seen WHERE account = $1")
            .bind(account.as_str())
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// The person was here.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn saw(&self, account: &AccountName, now: i64) -> Result<(), Fault> {
        sqlx::query(
            "INSERT INTO last_seen (account, at) VALUES ($1, $2) ON CONFLICT (account) DO UPDATE SET at = excluded.at",
        )
        .bind(account.as_str())
        .bind(now)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Counts one more try of a name from an address; it is taken back by [`Store::forget_attempts`] when it was right.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn count_attempt(&self, account: &AccountName, address: &str, now: i64) -> Result<(), Fault> {
        sqlx::query(
            "INSERT INTO attempt (account, address, times, last_at) VALUES ($1, $2, 1, $3) \
             ON CONFLICT (account, address) DO UPDATE SET times = attempt.times + 1, last_at = excluded.last_at",
        )
        .bind(account.as_str())
        .bind(address)
        .bind(now)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Takes one counted try back: it was neither right nor wrong.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn forgive_attempt(&self, account: &AccountName, address: &str) -> Result<(), Fault> {
        sqlx::query("UPDATE attempt SET times = times - 1 WHERE account = $1 AND address = $2 AND times > 0")
            .bind(account.as_str())
            .bind(address)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The wrong tries of a name since `since`, one row an address.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn attempts(&self, account: &AccountName, since: i64) -> Result<Vec<Attempt>, Fault> {
        let rows = sqlx::query(
            "SELECT address, times, last_at FROM attempt WHERE account = $1 AND last_at > $2 ORDER BY address",
        )
        .bind(account.as_str())
        .bind(since)
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(attempt).collect()
    }

    /// The wrong tries from an address since `since`, one row a name.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn attempts_from(&self, address: &str, since: i64) -> Result<Vec<Attempt>, Fault> {
        let rows = sqlx::query(
            "SELECT address, times, last_at FROM attempt WHERE address = $1 AND last_at > $2 ORDER BY account",
        )
        .bind(address)
        .bind(since)
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(attempt).collect()
    }

    /// The names that were tried wrongly since `since`, with their tries.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn all_attempts(&self, since: i64) -> Result<BTreeMap<AccountName, Vec<Attempt>>, Fault> {
        let rows = sqlx::query(
            "SELECT account, address, times, last_at FROM attempt WHERE last_at > $1 ORDER BY account, address",
        )
        .bind(since)
        .fetch_all(&self.pool)
        .await?;
        let mut found: BTreeMap<AccountName, Vec<Attempt>> = BTreeMap::new();
        for row in &rows {
            found
                .entry(AccountName::from(row.try_get::<String, _>("account")?))
                .or_default()
                .push(attempt(row)?);
        }
        Ok(found)
    }

    /// Forgets the wrong tries of a name: from one address, or from all.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn forget_attempts(&self, account: &AccountName, address: Option<&str>) -> Result<(), Fault> {
        let text = match address {
            Some(_) => "DELETE FROM attempt WHERE account = $1 AND address = $2",
            None => "DELETE FROM attempt WHERE account = $1",
        };
        let query = sqlx::query(text).bind(account.as_str());
        match address {
            Some(address) => query.bind(address).execute(&self.pool).await?,
            None => query.execute(&self.pool).await?,
        };
        Ok(())
    }

    /// Forgets what has ended by `now`: sessions, links, sign-in requests; and wrong tries before `attempts_before`.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn drop_expired(&self, now: i64, attempts_before: i64) -> Result<(), Fault> {
        let table = [
            ("DELETE FROM session WHERE expires_at <= $1", now),
            ("DELETE FROM one_time_link WHERE expires_at <= $1", now),
            ("DELETE FROM oidc_request WHERE expires_at <= $1", now),
            ("DELETE FROM attempt WHERE last_at <= $1", attempts_before),
        ];
        for (text, time) in table {
            sqlx::query(text).bind(time).execute(&self.pool).await?;
        }
        Ok(())
    }
}

fn attempt(row: &sqlx::any::AnyRow) -> Result<Attempt, Fault> {
    Ok(Attempt {
        address: row.try_get("address")?,
        times: row.try_get("times")?,
        last_at: row.try_get("last_at")?,
    })
}
