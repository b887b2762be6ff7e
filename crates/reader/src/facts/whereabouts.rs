//! Where a figure was counted: the place named beside it, at the head of its part of the sentence, in its list, or in
//! its heading.

use super::index_of;
use super::text::Text;
use model::{Document, Fact, FactField, OutlineItem};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use viet::phrases::Phrases;
use viet::quantity::{NotFigure, ends_phrase, printed};

static LEVELS: LazyLock<Phrases<&str>> =
    LazyLock::new(|| Phrases::new(PLACE_WORDS.iter().map(|word| (*word, *word))));

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
    "làng",
    "buôn",
    "ấp",
    "khóm",
    "khu phố",
    "tổ dân phố",
    "khu",
];
/// Most words of a name.
const LONGEST: usize = 4;

/// A place, by which rule, and its words.
type Told = (String, &'static str, (usize, usize));

/// Sets the place of every figure that stands in a sentence, unless it is that of the report.
pub(super) fn set_places(text: &Text, document: &Document, outline: &[OutlineItem], facts: &mut [Fact]) {
    let known = known(text);
    let headings: Vec<Option<(usize, usize)>> = outline.iter().map(|item| of_heading(text, item)).collect();
    // The place of the figure before, that of the report included, with its sentence.
    let mut last: Option<(usize, String)> = None;
    for (i, fact) in facts.iter_mut().enumerate() {
        if text.cells.contains_key(&text.figures[i].tokens.0) {
            continue;
        }
        let before = last.take().filter(|(sentence, _)| *sentence == text.sentence_of(i));
        let before = before.as_ref().map(|(_, place)| place.as_str());
        let heading = || {
            let words = (*headings.get(fact.section.as_deref().and_then(index_of)?)?)?;
            Some((said(text, words), "place-of-heading", words))
        };
        let told = beside(text, &known, i)
            .or_else(|| listed(text, &known, i, before))
            .or_else(|| at_head(text, i))
            .or_else(heading);
        last = told.as_ref().map(|(place, ..)| (text.sentence_of(i), place.clone()));
        let told = told.filter(|(place, ..)| document.place.as_deref() != Some(place.as_str()));
        if let Some((place, rule, words)) = told {
            fact.place = Some(place);
            fact.because.push(text.because(FactField::Place, rule, words));
        }
    }
}

/// The named place in the figure's own phrase, last before it, else first after it.
fn beside(text: &Text, known: &Known, figure: usize) -> Option<Told> {
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
    // `xã Bản Cang`: the word for a place may open a name.
    let outer = (1..=2).find_map(|back| {
        let at = words.0.checked_sub(back)?;
        named(text, at, words.1).filter(|outer| outer.1 == words.1)
    });
    let words = outer.unwrap_or(words);
    let name = said(text, words);
    let level = known.get(&viet::fold::key(&name)).copied().flatten();
    Some((level.map_or(name.clone(), |level| format!("{level} {name}")), rule, words))
}

/// `5 xã gồm: An Lộc 61 hộ, Tân Phú 58 hộ`, `xã An Lộc 10 hồ sơ, Tân Phú 3 hồ sơ`: a bare name in a list of places.
fn listed(text: &Text, known: &Known, figure: usize, before: Option<&str>) -> Option<Told> {
    let (from, first) = text.before(figure);
    let to = first - usize::from(first > from && text.tokens[first - 1].is(":"));
    let sign = (from..to).rev().find(|at| !text.tokens[*at].word());
    let name = (sign.map_or(from, |at| at + 1), to);
    let words = text.tokens.get(name.0..name.1)?;
    let named = !words.is_empty() && words.len() <= LONGEST && words.iter().all(|t| t.capital());
    let short =
        words.iter().any(|t| t.text().chars().count() > 1 && t.text().chars().all(char::is_uppercase));
    if !named || short {
        return None;
    }
    let level = before.and_then(|place| PLACE_WORDS.iter().find(|word| begins(place, word)).copied());
    let name_said = printed(words);
    let elsewhere = || known.get(&viet::fold::key(&name_said)).copied().flatten();
    let level = level.or_else(elsewhere);
    let level = level.or_else(|| announced_level(text, figure, name.0).filter(|_| words.len() >= 2))?;
    Some((format!("{level} {name_said}"), "item-of-list", name))
}

/// Names that stand behind a word for a place somewhere, with that word; none when there are two.
type Known = BTreeMap<String, Option<&'static str>>;

fn known(text: &Text) -> Known {
    let mut known = Known::new();
    let mut past = 0;
    for at in 0..text.tokens.len() {
        let Some((from, to)) = named(text, at, text.tokens.len()).filter(|_| at >= past) else { continue };
        let Some(level) = level_at(text, from) else { continue };
        past = to;
        let name = viet::fold::key(&said(text, (from + level.split(' ').count(), to)));
        known
            .entry(name)
            .and_modify(|other| *other = other.filter(|other| *other == level))
            .or_insert(Some(level));
    }
    known
}

/// The longest word for a place at a token.
fn level_at(text: &Text, at: usize) -> Option<&'static str> {
    LEVELS.longest(|i| text.key(at + i)).map(|(_, word)| *word)
}

fn begins(place: &str, word: &str) -> bool {
    viet::fold::key(place).strip_prefix(word).is_some_and(|rest| rest.starts_with(' '))
}

/// What the places of a list are, as the words that announce it say: `5 xã ... gồm:`, `tại các xã:`.
fn announced_level(text: &Text, figure: usize, name: usize) -> Option<&'static str> {
    let from = text.reach(figure);
    let announced =
        (from..name).rev().find(|at| text.tokens[*at].is(":") || matches!(text.key(*at), "gồm" | "như"))?;
    (from..announced).rev().find_map(|at| level_at(text, at))
}

/// `Xã An Lộc: trồng 5 ha, chăm sóc 3 ha`: the place that opens the part of the sentence.
fn at_head(text: &Text, figure: usize) -> Option<Told> {
    const LEADS: &[&str] = &["tại", "ở", "riêng", "trong đó", "-", "+", "trên địa bàn"];
    let (from, at) = (text.reach(figure), text.figures[figure].tokens.0);
    let part = (from..at).rev().find(|at| text.tokens[*at].is(";")).map_or(from, |at| at + 1);
    let lead = LEADS.iter().find(|lead| text.words_at(part, lead)).map_or(0, |lead| lead.split(' ').count());
    let words = named(text, part + lead, at)?;
    Some((said(text, words), "place-at-head", words))
}

/// A heading that is nothing but the name of a place.
fn of_heading(text: &Text, item: &OutlineItem) -> Option<(usize, usize)> {
    let first = text.tokens.partition_point(|t| t.start < item.start);
    let last = text.tokens.partition_point(|t| t.start < item.end);
    let at = (first..last.min(first + LONGEST)).find(|at| text.tokens[*at].word())?;
    let words = named(text, at, last)?;
    (words.1 == last || text.tokens[words.1].is(":")).then_some(words)
}

/// The place whose type word stands at `at`: the type word and the capitals or the number after it.
fn named(text: &Text, at: usize, end: usize) -> Option<(usize, usize)> {
    let word = level_at(text, at)?;
    let from = at + word.split(' ').count();
    let capitals =
        text.tokens.get(from..end)?.iter().take_while(|t| t.word() && t.capital() && !ends_phrase(t)).count();
    let number = from + usize::from(text.key(from) == "số");
    let numbered = text.other_at(number).filter(|(why, words)| *why == NotFigure::Name && words.0 == number);
    match numbered.filter(|(_, words)| capitals == 0 && words.1 <= end) {
        Some((_, words)) => Some((at, words.1)),
        None => (capitals > 0).then_some((at, from + capitals)),
    }
}

fn said(text: &Text, words: (usize, usize)) -> String {
    printed(&text.tokens[words.0..words.1])
}
