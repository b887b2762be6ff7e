//! Vietnamese administrative text: numbers, money, measure units, dates, quantities in prose, folding and collation.
//!
//! Everything is pure and exact: decimals, no floats; the same text gives the same answer. Offsets count Unicode
//! scalar values. The tables in `suite/viet` say what is read and how it is printed; the browser is held to the same.
//!
//! ```
//! use viet::{date, fold, measure_unit, money, number, quantity};
//!
//! // Numbers, money and dates as they are typed.
//! assert_eq!(number::parse("4.215,36").map(number::format).as_deref(), Some("4.215,36"));
//! assert_eq!(money::parse("18 tỷ 250 triệu đồng"), Some(18_250_000_000_i64.into()));
//! assert_eq!(date::parse("5/3/2021").map(date::format).as_deref(), Some("05/03/2021"));
//!
//! // Figures in a sentence, with what they are counted in; dates and names are none.
//! let text = "Ngày 5/3, huyện trồng được 120,5 ha chè tại 12 xã, đạt 62/75 chỉ tiêu.";
//! let units: Vec<_> = quantity::find(text).into_iter().filter_map(|q| q.unit).collect();
//! assert_eq!(units, ["ha", "xã", "chỉ tiêu"]);
//!
//! // Spellings of one thing.
//! assert!(measure_unit::same("tỉ đồng", "tỷ đồng"));
//! assert_eq!(fold::key("Hoá  đơn"), fold::key("hóa đơn"));
//! ```

pub mod aim;
pub mod collate;
pub mod compound;
pub mod date;
pub mod fold;
pub mod legacy;
pub mod letter;
pub mod measure_unit;
pub mod money;
mod nouns;
pub mod number;
pub mod period;
pub mod period_words;
pub mod phrases;
pub mod quantity;
pub mod sentence;
pub mod slip;
pub mod stated;
pub mod syllable;
pub mod token;
