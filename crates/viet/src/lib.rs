//! Vietnamese administrative text: numbers, measure units, dates, folding and collation; parse and format.

pub mod collate;
pub mod compound;
pub mod date;
pub mod fold;
pub mod legacy;
pub mod measure_unit;
mod nouns;
pub mod number;
pub mod quantity;
pub mod syllable;
pub mod token;
