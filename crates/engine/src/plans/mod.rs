//! Plans: targets that decisions give to units, and what became of them.
//!
//! A decision holds from a day on. One that comes later adds targets, changes single ones, or replaces others whole, so that
//! every target has versions; which of them is in force is asked for a day, as of a cut. What a form, a report or an earlier
//! `PlanSet` says of a plan is the first version, until a decision speaks of the target. Whether parts meet the whole and
//! how far units have come is computed when it is asked for. Worked cases: `suite/plans`.

mod decide;
mod heirs;
mod law;
mod progress;
mod shares;
mod state;
mod targets;
mod version;

pub use crate::territory::Made;
pub use decide::{Typed, decide, drop_decision, set_signals, set_targets, switch_step, units};
pub use heirs::{Offer, ended, offered};
pub(crate) use law::{rule_to_date, to_date};
pub(crate) use progress::reached_within;
pub use progress::{Due, DueBy, Light, Need, Progress, Reached, elapsed, judge, progress, reached};
pub use shares::{Distribution, Fit, distribution, distributions};
pub use state::{Plans, Step};
pub use targets::Targets;
pub use version::{Source, Version, decided, in_force, of_figure, version_of, versions};
