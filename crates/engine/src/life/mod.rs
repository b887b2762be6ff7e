//! The life of indicators: what they were called, when numbers on two sides of a day stop being comparable, what converts
//! exactly, and which official codes they have. All of it computed as of a cut, from steps that may be taken back.
//!
//! A figure belongs to the side of a change on which its period ends. Worked cases: `suite/life`.

mod breaks;
mod decide;
mod exchange;
mod state;

pub use breaks::{Break, BreakKind, breaks, breaks_at, comparable, converted, name_on};
pub use decide::{has_figures, keeps_measure_unit, map, note, switch};
pub use exchange::{Difference, difference, take};
pub use state::{Life, LifeStep, is_retired};
