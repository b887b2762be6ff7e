//! The outbox, and the few settings that do not belong in the ledger because they must be forgettable.

use crate::{Fault, Store};
use sqlx::Row;
use sqlx::any::AnyRow;

/// Letters that one page of the outbox shows.
const PAGE: i64 = 50;

/// A letter as it is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Own id; a letter that is handed in twice under one id is one letter.
    pub id: String,
    /// Address.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
}

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Not sent yet; tried again at `next_at`.
    Waiting {
        /// Seconds since 1970, UTC.
        next_at: i64,
    },
    /// Taken over by the mail server.
    Sent {
        /// Seconds since 1970, UTC.
        at: i64,
    },
    /// Given up.
    Failed,
}

/// A letter of the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// The letter; its text is gone once it was sent.
    pub letter: Letter,
    /// What became of it.
    pub fate: Fate,
    /// When it was handed in, seconds since 1970, UTC.
    pub made_at: i64,
    /// How often sending was tried.
    pub tries: u32,
    /// Why the last try failed; empty when none did.
    pub error: String,
}

/// How a try ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// The mail server took it, at this time.
    Sent(i64),
    /// It did not; the letter is tried again at this time.
    Again(i64, String),
    /// It never will.
    GivenUp(String),
}

impl Store {
    /// Keeps letters to be sent, and with them how far the job has come that wrote them: all or nothing. A letter whose
    /// id is known already is left as it is.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn put_letters(
        &self,
        letters: &[Letter],
        now: i64,
        progress: Option<(&str, &str)>,
    ) -> Result<(), Fault> {
        let mut transaction = self.pool.begin().await?;
        for letter in letters {
            sqlx::query(
                "INSERT INTO mail (id, recipient, subject, body, state, made_at, tries, next_at, sent_at, error) \
                 VALUES ($1, $2, $3, $4, 'waiting', $5, 0, $5, 0, '') ON CONFLICT (id) DO NOTHING",
            )
            .bind(&letter.id)
            .bind(&letter.to)
            .bind(&letter.subject)
            .bind(&letter.text)
            .bind(now)
            .execute(&mut *transaction)
            .await?;
        }
        if let Some((name, value)) = progress {
            sqlx::query(SET).bind(name).bind(value).execute(&mut *transaction).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Takes the letter that has waited longest, for this process alone until `until`.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn take_letter(&self, now: i64, until: i64) -> Result<Option<Posted>, Fault> {
        loop {
            let due = sqlx::query(
                "SELECT * FROM mail WHERE state = 'waiting' AND next_at <= $1 ORDER BY next_at, id LIMIT 1",
            )
            .bind(now)
            .fetch_optional(&self.pool)
            .await?;
            let Some(mut posted) = due.as_ref().map(posted).transpose()? else { return Ok(None) };
            // Another process that read the same row finds that it was tried once more.
            let taken = sqlx::query(
                "UPDATE mail SET tries = tries + 1, next_at = $1 WHERE id = $2 AND state = 'waiting' AND tries = $3",
            )
            .bind(until)
            .bind(&posted.letter.id)
            .bind(i64::from(posted.tries))
            .execute(&self.pool)
            .await?;
            if taken.rows_affected() == 1 {
                posted.tries += 1;
                return Ok(Some(posted));
            }
        }
    }

    /// Keeps how a try ended. A letter that went out keeps no text.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn letter_tried(&self, id: &str, tried: &Tried) -> Result<(), Fault> {
        let query = match tried {
            Tried::Sent(at) => sqlx::query(
                "UPDATE mail SET state = 'sent', sent_at = $1, body = '', error = '' WHERE id = $2",
            )
            .bind(*at),
            Tried::Again(at, error) => sqlx::query("UPDATE mail SET next_at = $1, error = $3 WHERE id = $2")
                .bind(*at)
                .bind(id)
                .bind(error),
            Tried::GivenUp(error) => {
                sqlx::query("UPDATE mail SET state = 'failed', error = $1 WHERE id = $2").bind(error)
            }
        };
        let query = if matches!(tried, Tried::Again(..)) { query } else { query.bind(id) };
        query.execute(&self.pool).await?;
        Ok(())
    }

    /// Lets a letter that waits or was given up be tried at once, as if for the first time; says whether there is one.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn retry_letter(&self, id: &str, now: i64) -> Result<bool, Fault> {
        let retried = sqlx::query(
            "UPDATE mail SET state = 'waiting', next_at = $1, tries = 0 WHERE id = $2 AND state <> 'sent'",
        )
        .bind(now)
        .bind(id)
        .execute(&self.pool)
        .await?;
        Ok(retried.rows_affected() == 1)
    }

    /// A page (from one) of the outbox, newest first, and how many letters there are.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn letters(&self, page: usize) -> Result<(Vec<Posted>, usize), Fault> {
        let from = i64::try_from(page.saturating_sub(1)).map_err(Fault::corrupt)?.saturating_mul(PAGE);
        let rows = sqlx::query("SELECT * FROM mail ORDER BY made_at DESC, id LIMIT $1 OFFSET $2")
            .bind(PAGE)
            .bind(from)
            .fetch_all(&self.pool)
            .await?;
        let total: i64 = sqlx::query("SELECT COUNT(*) FROM mail").fetch_one(&self.pool).await?.try_get(0)?;
        let letters = rows.iter().map(posted).collect::<Result<_, _>>()?;
        Ok((letters, usize::try_from(total).map_err(Fault::corrupt)?))
    }

    /// A letter by its id.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn letter(&self, id: &str) -> Result<Option<Posted>, Fault> {
        let row = sqlx::query("SELECT * FROM mail WHERE id = $1").bind(id).fetch_optional(&self.pool).await?;
        row.as_ref().map(posted).transpose()
    }

    /// A kept setting.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn setting(&self, name: &str) -> Result<Option<String>, Fault> {
        let row = sqlx::query("SELECT value FROM setting WHERE name = $1").bind(name);
        Ok(row.fetch_optional(&self.pool).await?.map(|row| row.try_get(0)).transpose()?)
    }

    /// Keeps a setting in place of the old one.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn set_setting(&self, name: &str, value: &str) -> Result<(), Fault> {
        sqlx::query(SET).bind(name).bind(value).execute(&self.pool).await?;
        Ok(())
    }
}

const SET: &str = "INSERT INTO setting (name, value) VALUES ($1, $2) \
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";

fn posted(row: &AnyRow) -> Result<Posted, Fault> {
    let state: String = row.try_get("state")?;
    let fate = match state.as_str() {
        "sent" => Fate::Sent { at: row.try_get("sent_at")? },
        "failed" => Fate::Failed,
        _ => Fate::Waiting { next_at: row.try_get("next_at")? },
    };
    let tries: i64 = row.try_get("tries")?;
    Ok(Posted {
        letter: Letter {
            id: row.try_get("id")?,
            to: row.try_get("recipient")?,
            subject: row.try_get("subject")?,
            text: row.try_get("body")?,
        },
        fate,
        made_at: row.try_get("made_at")?,
        tries: u32::try_from(tries).map_err(Fault::corrupt)?,
        error: row.try_get("error")?,
    })
}
