//! Where a figure was counted, when the text names a place beside it.

use super::text::Text;
use model::Document;
use viet::quantity::{ends_phrase, printed};

/// Words that a place name follows.
const PLACE_WORDS: &[&str] = &[
    "xã",
    "phường",
    "thị trấn",
    "đặc khu",
    "huyện",
    "quận",
    "thị xã",
    "thành phố",
    "tỉnh",
    "thôn",
    "bản",
    "ấp",
    "khu",
];

/// The named place in the figure's own phrase, last before it, else first after it; with the rule and its words.
pub(super) fn place(
    text: &Text,
    figure: usize,
    document: &Document,
) -> Option<(String, &'static str, (usize, usize))> {
    let before = text.before(figure);
    let after = text.after(figure);
    let clause = (after.0..after.1).take_while(|at| !text.ends_at_sign(*at)).count();
    let earlier = (before.0..before.1)
        .rev()
        .take_while(|at| !text.tokens[*at].is(";"))
        .find_map(|at| named(text, at, before.1))
        .map(|words| ("place-before", words));
    let later = || {
        let words = (after.0..after.0 + clause).find_map(|at| named(text, at, after.0 + clause))?;
        Some(("place-after", words))
    };
    let (rule, words) = earlier.or_else(later)?;
    let place = printed(&text.tokens[words.0..words.1]);
    (document.place.as_deref() != Some(place.as_str())).then_some((place, rule, words))
}

/// The place whose type word stands at `at`: the type word and the capitals after it.
fn named(text: &Text, at: usize, end: usize) -> Option<(usize, usize)> {
    let word = PLACE_WORDS.iter().find(|word| text.words_at(at, word))?;
    let from = at + word.split(' ').count();
    let capitals =
        text.tokens.get(from..end)?.iter().take_while(|t| t.word() && t.capital() && !ends_phrase(t)).count();
    (capitals > 0).then_some((at, from + capitals))
}
