//! The ledger and all that is kept; all SQL.
//!
//! Queries go through `sqlx::Any`: one text for SQLite and PostgreSQL, because columns are TEXT, BIGINT and bytes,
//! parameters are `$1`, keys and times are ours, and no text is ever sorted by the engine. What it costs: options that
//! `Any` cannot carry (the pragmas of `sqlite.rs`) are statements run on each new connection.
//! A position is taken by advancing the one head row inside the inserting transaction, so readers never
//! see a hole and writers, in whichever process, wait for each other.

mod blobs;
mod check;
mod copy;
mod fault;
mod former;
mod ledger;
mod mail;
mod open;
mod patience;
mod people;
mod sqlite;

pub use check::Problem;
pub use copy::{Held, Progress, Proof};
pub use fault::{Fault, Told};
pub use ledger::{Append, Pen};
pub use mail::{Fate, Letter, Posted, Tried};
pub use open::Source;
pub use people::{Attempt, Credential, OidcRequest, SecondFactor, Session, Standing};

/// A place's data, open. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Store {
    pool: sqlx::AnyPool,
    engine: open::Engine,
}
