//! Many laws over many units at once: figures as scaled integers in columns, laws as sums and quotients of columns.
//!
//! [`Plans`] says which columns a set of laws needs, [`Table`] holds them for some units, and [`Plans::judge`] tells
//! law by law and unit by unit what [`formula::holds`] would say. What does not fit into this form (a law that is
//! neither a sum nor a quotient or has a condition, a figure with an open end, a number too large or too fine) is left unsure, never
//! guessed: ask [`formula::holds`] about it.

mod kernel;
mod plan;
mod table;

pub use plan::Plans;
pub use table::Table;

/// Units that are judged side by side: one bit each in [`Verdicts`].
pub const WIDTH: usize = u64::BITS as usize;

/// What a law says of up to [`WIDTH`] units, the first in the lowest bit. A unit in none of the sets satisfies it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// It fails.
    pub fails: u64,
    /// A figure is missing, so that nothing can be said or is not asked, or a divisor may be zero.
    pub unknown: u64,
    /// Not said here.
    pub unsure: u64,
}
