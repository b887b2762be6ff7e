//! Opening a place's data: a folder with SQLite, or a shared PostgreSQL.

use crate::patience::patiently;
use crate::{Fault, Store, sqlite};
use sqlx::any::AnyPoolOptions;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, Connection, SqlSafeStr};
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The tables of each released version, in order; one text for both engines.
const MIGRATIONS: [(i64, &str, &str); 3] = [
    (1, "ledger", include_str!("../migrations/0001_ledger.sql")),
    (2, "mail", include_str!("../migrations/0002_mail.sql")),
    (3, "people", include_str!("../migrations/0003_people.sql")),
];

/// Connections of one server process to PostgreSQL: its writer, its readers, and room for a slow file.
const SHARED_CONNECTIONS: u32 = 8;

/// How long a request may wait for a connection, so that a database that starts again is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// The two engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// Where a place's data are.
#[derive(Clone, PartialEq, Eq)]
pub enum Source {
    /// A folder of this machine, for one server: SQLite.
    Folder(PathBuf),
    /// The address of a PostgreSQL database, for any number of servers.
    Shared(String),
}

impl Source {
    /// `postgres://…` is an address, anything else a folder.
    pub fn parse(text: &str) -> Self {
        match ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            true => Self::Shared(text.to_owned()),
            false => Self::Folder(PathBuf::from(text)),
        }
    }

    fn engine(&self) -> Engine {
        match self {
            Self::Folder(_) => Engine::Sqlite,
            Self::Shared(_) => Engine::Postgres,
        }
    }

    /// Names this place in a fault that does not.
    fn named(&self, fault: Fault) -> Fault {
        match self {
            Self::Folder(dir) => sqlite::at(dir, fault),
            Self::Shared(_) => fault,
        }
    }
}

impl From<&Path> for Source {
    fn from(dir: &Path) -> Self {
        Self::Folder(dir.to_owned())
    }
}

impl From<&PathBuf> for Source {
    fn from(dir: &PathBuf) -> Self {
        Self::Folder(dir.clone())
    }
}

/// For people and logs: without the password.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(dir) => write!(f, "{}", dir.display()),
            Self::Shared(url) => {
                let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", ""));
                let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
                write!(f, "{scheme}://{}", rest.split('?').next().unwrap_or_default())
            }
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Store {
    /// Opens the data, makes what is not there (a folder and its `solieu.db`; in PostgreSQL the tables), and brings the
    /// tables up to date.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when the folder cannot be made or written, [`Fault::Away`] when the database cannot be
    /// reached, [`Fault::Full`], [`Fault::Corrupt`] when the file is no data file, [`Fault::OtherVersion`].
    pub async fn open(source: impl Into<Source>) -> Result<Self, Fault> {
        let source = source.into();
        sqlx::any::install_default_drivers();
        let engine = source.engine();
        let url = match &source {
            Source::Folder(dir) => sqlite::address(dir).await?,
            Source::Shared(url) => {
                patiently(|| reach(url)).await?;
                url.clone()
            }
        };
        let options = AnyPoolOptions::new().acquire_timeout(PATIENCE);
        let options = match engine {
            Engine::Sqlite => options
                .max_connections(sqlite::CONNECTIONS)
                .after_connect(|connection, _| Box::pin(sqlite::prepare(connection))),
            Engine::Postgres => options.max_connections(SHARED_CONNECTIONS),
        };
        let pool = options.connect_lazy(&url)?;
        let store = Self { pool, engine };
        store.migrate().await.map_err(|fault| source.named(fault))?;
        Ok(store)
    }

    /// Ends all connections; SQLite's write-ahead log is folded into its file.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Two programs may open new data at once; the one that loses finds the work done a moment later.
    async fn migrate(&self) -> Result<(), Fault> {
        let step = |(version, name, sql): (i64, &'static str, &'static str)| {
            Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
        };
        let migrator = Migrator::with_migrations(MIGRATIONS.map(step).into());
        for _ in 0..5 {
            if migrator.run(&self.pool).await.is_ok() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        migrator.run(&self.pool).await.map_err(|error| match error {
            MigrateError::Execute(e) | MigrateError::ExecuteMigration(e, _) => e.into(),
            other => Fault::OtherVersion(other.to_string()),
        })
    }
}

/// Connects once: a pool would ask a database that is not there, or does not let us in, again and again.
async fn reach(url: &str) -> Result<(), Fault> {
    let connection = tokio::time::timeout(PATIENCE, AnyConnection::connect(url)).await;
    let connection = connection.map_err(|_| sqlx::Error::Io(std::io::ErrorKind::TimedOut.into()))?;
    Ok(connection?.close().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_its_password() {
        let shown = |text: &str| Source::parse(text).to_string();
        assert_eq!(
            shown("postgres://solieu:bí@mật@10.0.0.5/solieu?sslmode=require"),
            "postgres://10.0.0.5/solieu"
        );
        assert_eq!(shown("postgresql://localhost/solieu?password=x"), "postgresql://localhost/solieu");
        assert_eq!(shown("data/demo"), "data/demo");
    }
}
