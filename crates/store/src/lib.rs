//! The ledger and all that is kept; all SQL.
//!
//! Queries go through `sqlx::Any`: one text for SQLite now and PostgreSQL later, because columns are
//! TEXT, BIGINT and bytes, parameters are `$1`, keys and times are ours. What it costs: options that
//! `Any` cannot carry (the pragmas of `open.rs`) are statements run on each new connection.
//! A position is taken by advancing the one head row inside the inserting transaction, so readers never
//! see a hole and a writer that looked at an older head is told so.

mod blobs;
mod check;
mod fault;
mod former;
mod ledger;
mod open;
mod people;

pub use check::Problem;
pub use fault::Fault;
pub use ledger::{Append, Pen};

/// A data folder, open. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Store {
    pool: sqlx::AnyPool,
}
