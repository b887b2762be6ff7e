//! Tables that people lay out themselves, answered from series: each cell knows how it was made and how complete it is.

mod answer;
mod fold;
mod kept;
mod report;

pub use answer::{Answer, Entry, Head, answer};
pub use fold::KeptTable;
pub use kept::{check, keep, switch};
pub use report::{Unplaced, in_report};
