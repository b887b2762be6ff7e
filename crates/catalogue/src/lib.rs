//! Definitions from data files: starter indicators, sectors of government and who answers for them,
//! administrative units over time, outlines of reports, the demo place.
//!
//! The data of this repository is compiled in; the readers take any text of the same columns.

mod boundaries;
mod data;
mod days;
pub mod demo;
mod listing;
mod matching;
mod official;
pub mod outline;
mod sector;
mod simple;
mod starter;
pub mod units;

pub use boundaries::{Boundary, boundary};
pub use data::DataError;
pub use days::days;
pub use listing::{read_listing, write_listing};
pub use matching::match_indicator;
pub use official::official;
pub use sector::{Sector, sector_of, sectors};
pub use simple::simple_words;
pub use starter::{Aggregation, Frequency, StarterIndicator, starter};
