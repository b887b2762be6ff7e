//! What a unit states in a cell, as it is typed and shown: a number, or one of the kinds of nothing.
//!
//! ```
//! use model::Stated;
//! use viet::stated::{format, parse};
//!
//! assert_eq!(parse("Không phát sinh"), Ok(Some(Stated::NotArisen)));
//! assert_eq!(parse(" "), Ok(None));
//! assert!(parse("12a").is_err());
//! assert_eq!(parse("1.347,50").unwrap().map(format).as_deref(), Some("1.347,50"));
//! ```

use crate::{fold, number};
use model::{Number, Stated};

/// The kinds of nothing: what is typed for them, in short and in full.
pub const NOTHING: [(&str, &str, Stated); 3] = [
    ("kps", "không phát sinh", Stated::NotArisen),
    ("kad", "không áp dụng", Stated::NotApplicable),
    ("kcb", "không công bố", Stated::Withheld),
];

/// The text states nothing that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotStated;

/// Reads what was typed in a cell; empty states nothing.
///
/// # Errors
/// [`NotStated`] for anything but a Vietnamese number or a kind of nothing.
pub fn parse(text: &str) -> Result<Option<Stated>, NotStated> {
    let typed = fold::fold(text.trim());
    if typed.is_empty() {
        return Ok(None);
    }
    let nothing = NOTHING.iter().find(|(short, full, _)| typed == *short || typed == fold::fold(full));
    match nothing {
        Some((_, _, stated)) => Ok(Some(*stated)),
        None => signed(text.trim()).map(|n| Some(Stated::Number(n))).ok_or(NotStated),
    }
}

fn signed(text: &str) -> Option<Number> {
    match text.strip_prefix(['-', '−']) {
        Some(rest) => number::parse(rest.trim()).map(|n| Number::new(-n.value())),
        None => number::parse(text),
    }
}

/// A statement as it is typed.
pub fn format(stated: Stated) -> String {
    match stated {
        Stated::Number(number) => number::format(number),
        _ => NOTHING.iter().find(|(.., s)| *s == stated).map_or("", |(short, ..)| short).to_owned(),
    }
}
