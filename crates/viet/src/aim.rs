//! A target as it stands in a decision's table: a number, or one that is loosened by a word.
//!
//! ```
//! use model::Approx;
//! use viet::aim::{format, parse};
//!
//! let (number, approx) = parse("Trên 95%").unwrap().unwrap();
//! assert_eq!((number.value().to_string().as_str(), approx), ("95", Some(Approx::Above)));
//! assert_eq!(format(number, approx), "trên 95");
//! assert_eq!(parse("≤ 1,5").unwrap().map(|(n, a)| format(n, a)).as_deref(), Some("dưới 1,5"));
//! assert_eq!(parse("-"), Ok(None));
//! assert!(parse("giao sau").is_err());
//! ```

use crate::stated::NotStated;
use crate::{fold, stated};
use model::{Approx, Number, Stated};

/// What loosens a target, without marks; the first of each kind is how it is printed.
const WORDS: [(Approx, &str, &[&str]); 3] = [
    (Approx::Above, "trên", &["tren", "hon", "it nhat", "toi thieu", "tu", ">=", "≥", ">"]),
    (Approx::Below, "dưới", &["duoi", "khong qua", "toi da", "nhieu nhat", "<=", "≤", "<"]),
    (Approx::About, "khoảng", &["khoang", "~", "≈"]),
];

/// Reads a target; none where nothing is given: an empty cell, a dash.
///
/// # Errors
/// [`NotStated`] for anything but a Vietnamese number with such a word before it.
pub fn parse(text: &str) -> Result<Option<(Number, Option<Approx>)>, NotStated> {
    let text = text.trim().trim_end_matches('%').trim_end();
    if matches!(text, "" | "-" | "–" | "—") {
        return Ok(None);
    }
    let folded = fold::fold(text);
    let folded = folded.strip_suffix("tro len").map_or(folded.as_str(), str::trim_end);
    let loosened = WORDS.iter().find_map(|(approx, _, words)| {
        let rest = words.iter().find_map(|word| folded.strip_prefix(word))?;
        Some((*approx, rest.trim_start()))
    });
    let (approx, number) = loosened.map_or((None, folded), |(approx, rest)| (Some(approx), rest));
    match stated::parse(number)? {
        Some(Stated::Number(number)) => Ok(Some((number, approx))),
        _ => Err(NotStated),
    }
}

/// A target as it is typed.
pub fn format(number: Number, approx: Option<Approx>) -> String {
    let number = stated::format(Stated::Number(number));
    let word = WORDS.iter().find(|(kind, ..)| Some(*kind) == approx).map(|(_, word, _)| *word);
    word.map_or(number.clone(), |word| format!("{word} {number}"))
}
