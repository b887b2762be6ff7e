//! What may stand at a place of an unfinished formula, best first.

use crate::names::{Catalogue, called, matches};
use crate::table::{Call, ENTRIES, Entry, Role};
use crate::token::{Token, tokens};
use model::{Code, Indicator};
use std::collections::BTreeSet;

/// Something to put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What sort of thing.
    pub sort: Sort,
    /// The text that replaces what is typed from [`Completion::start`] on.
    pub insert: String,
    /// How it is called.
    pub label: String,
    /// What it is, in Vietnamese.
    pub vi: String,
    /// What it is, in English.
    pub en: String,
}

/// Sorts of suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// An indicator.
    Indicator,
    /// A word or a sign of the language.
    Word,
    /// A unit of measure.
    MeasureUnit,
    /// A unit that states figures.
    Unit,
}

/// What may be put in, and what it replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// Scalar values before what is typed so far.
    pub start: usize,
    /// Best first.
    pub suggestions: Vec<Suggestion>,
}

/// What a place wants.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// A figure, a number or a function.
    Figure,
    /// A name in brackets that are open.
    Name,
    /// What may follow a figure.
    After,
    /// What may follow a number.
    MeasureUnit,
    /// What may stand in brackets behind a figure.
    Time,
    /// A way with missing figures.
    Mode,
    /// A unit behind `#`.
    Unit,
    /// A measure behind `@`.
    Measure,
    Nothing,
}

/// What may stand where `before` ends; at most `most` of it.
pub fn complete(before: &str, catalogue: &dyn Catalogue, most: usize) -> Completion {
    let (wanted, from) = place(before, catalogue);
    let typed = before.get(from..).unwrap_or_default();
    let mut suggestions = match wanted {
        Wanted::Figure => {
            let mut found = indicators(typed, catalogue, most);
            let functions = |role| matches!(role, Role::Function(call) if !is_logic(call));
            let named = words(typed, functions);
            // A function whose name is typed stands before indicators that happen to begin so.
            let at = if typed.chars().count() > 1 && typed.chars().all(char::is_uppercase) {
                0
            } else {
                found.len()
            };
            found.splice(at..at, named);
            found
        }
        Wanted::Name => indicators(typed.trim_start_matches(OPENINGS), catalogue, most),
        Wanted::After => following(typed, before),
        Wanted::MeasureUnit => measure_units(typed, catalogue),
        Wanted::Time => {
            let timed = |role| matches!(role, Role::Shift(_) | Role::Span(_));
            let mut found = words(typed.trim_start_matches('['), timed);
            found.iter_mut().for_each(|found| found.insert = format!("[{}]", found.label));
            found
        }
        Wanted::Mode => words(typed, |role| matches!(role, Role::Mode(_))),
        Wanted::Measure => words(typed, |role| matches!(role, Role::Measure(_))),
        Wanted::Unit => units(typed.trim_start_matches('#'), catalogue),
        Wanted::Nothing => Vec::new(),
    };
    suggestions.truncate(most);
    let start = before.get(..from).unwrap_or_default().chars().count();
    Completion { start, suggestions }
}

const OPENINGS: [char; 4] = ['[', '"', '“', '«'];

fn is_logic(call: Call) -> bool {
    matches!(call, Call::And | Call::Or | Call::Not | Call::Has)
}

/// What the end of the text wants, and from which byte on it is typed.
fn place(before: &str, catalogue: &dyn Catalogue) -> (Wanted, usize) {
    let Ok(tokens) = tokens(before) else { return open_name(before, catalogue) };
    // Words that touch the end are being typed; a known code among them is a figure already.
    let words = tokens.iter().rev().take_while(|l| matches!(l.token, Token::Word(_))).count();
    let (settled, typing) = tokens.split_at(tokens.len() - words);
    let spaced = before.ends_with(char::is_whitespace);
    let mut wanted = after(settled.last().map(|l| l.token));
    if settled.last().is_some_and(|last| last.token == Token::Sign("@")) {
        return (Wanted::Measure, settled.last().map_or(before.len(), |l| l.bytes.0));
    }
    let mut from = typing.first().map_or(before.len(), |l| l.bytes.0);
    for (i, lexeme) in typing.iter().enumerate() {
        let Token::Word(word) = lexeme.token else { continue };
        let is_last = i + 1 == typing.len() && !spaced;
        let next = typing.get(i + 1).map_or(before.len(), |l| l.bytes.0);
        let folded = viet::fold::fold(word);
        match joint(&folded) {
            Some(then) if !is_last => (wanted, from) = (then, next),
            _ if wanted == Wanted::Figure && !is_last && catalogue.indicator(&Code::from(word)).is_some() => {
                (wanted, from) = (Wanted::After, next);
            }
            _ => {}
        }
    }
    match tokens.last().map(|l| (l.token, l.bytes.0)) {
        Some((Token::Unit(_), at)) if !spaced => (Wanted::Unit, at),
        // `[` closed right before is a figure or its time; a number may still grow.
        Some((Token::Number(_), _)) if !spaced => (Wanted::Nothing, before.len()),
        _ => (wanted, from),
    }
}

/// A bracket or a quotation mark that is still open.
fn open_name(before: &str, catalogue: &dyn Catalogue) -> (Wanted, usize) {
    let Some(at) = before.rfind(OPENINGS) else {
        let unit = before.ends_with('#');
        return if unit { (Wanted::Unit, before.len() - 1) } else { (Wanted::Nothing, before.len()) };
    };
    let head = before.get(..at).unwrap_or_default();
    let last = tokens(head).ok().and_then(|tokens| tokens.last().copied());
    let figure = last.is_some_and(|last| match last.token {
        Token::Word(word) => catalogue.indicator(&Code::from(word)).is_some(),
        Token::Name(_) | Token::Bracket(_) | Token::Unit(_) => true,
        _ => false,
    });
    if before.get(at..).is_some_and(|rest| rest.starts_with('[')) && figure {
        return (Wanted::Time, at);
    }
    (Wanted::Name, at)
}

/// What may come after a token.
fn after(token: Option<Token<'_>>) -> Wanted {
    match token {
        Some(Token::Number(_)) => Wanted::MeasureUnit,
        Some(
            Token::Name(_) | Token::Bracket(_) | Token::Unit(_) | Token::Word(_) | Token::Sign(")" | "%"),
        ) => Wanted::After,
        Some(Token::Sign("±")) => Wanted::Nothing,
        None | Some(Token::Sign(_) | Token::Sum) => Wanted::Figure,
    }
}

/// What a joining word wants next.
fn joint(folded: &str) -> Option<Wanted> {
    let role = ENTRIES.iter().find_map(|entry| {
        let spelled = entry.spellings.iter().any(|spelling| viet::fold::fold(spelling) == folded);
        spelled.then_some(entry.role)
    })?;
    match role {
        Role::And | Role::Or | Role::When => Some(Wanted::Figure),
        Role::Missing => Some(Wanted::Mode),
        _ => None,
    }
}

/// What may follow a figure, what is likely there first: a relation only where there is none yet.
fn following(typed: &str, before: &str) -> Vec<Suggestion> {
    let related = before.contains(['=', '<', '>', '≤', '≥', '≠']);
    let sorts: [fn(Role) -> bool; 5] = [
        |role| matches!(role, Role::Relation(_)),
        |role| matches!(role, Role::Arithmetic(_)),
        |role| matches!(role, Role::Shift(_) | Role::Span(_)),
        |role| matches!(role, Role::When | Role::Missing | Role::Tolerance | Role::And | Role::Or),
        |role| matches!(role, Role::Measure(_)),
    ];
    let order: &[usize] = if related { &[1, 3, 2, 4] } else { &[0, 1, 2, 4] };
    let mut found = Vec::new();
    for sort in order.iter().filter_map(|i| sorts.get(*i)) {
        found.extend(words(typed, sort));
    }
    found.iter_mut().filter(|f| f.insert.starts_with(['@', '['])).for_each(|f| f.insert = f.label.clone());
    found
}

/// Indicators whose names hold all the words, those that begin with them first.
fn indicators(typed: &str, catalogue: &dyn Catalogue, most: usize) -> Vec<Suggestion> {
    let start = viet::fold::fold(typed.trim());
    let all = catalogue.indicators();
    let mut hits: Vec<&Indicator> =
        all.into_iter().filter(|i| start.is_empty() || matches(typed, i)).collect();
    let begins = |i: &Indicator| {
        viet::fold::fold(&i.name).starts_with(&start) || viet::fold::fold(i.code.as_str()).starts_with(&start)
    };
    hits.sort_by_key(|i| !begins(i));
    hits.truncate(most);
    let about = |i: &Indicator| match i.group.as_str() {
        "" => format!("{} · {}", i.code, i.measure_unit),
        group => format!("{} · {} · {group}", i.code, i.measure_unit),
    };
    let suggestion = |i: &Indicator| Suggestion {
        sort: Sort::Indicator,
        insert: called(i, catalogue),
        label: i.name.clone(),
        vi: about(i),
        en: about(i),
    };
    hits.into_iter().map(suggestion).collect()
}

/// Words of the language one of whose spellings begins as typed.
fn words(typed: &str, wanted: impl Fn(Role) -> bool) -> Vec<Suggestion> {
    let start = viet::fold::fold(typed.trim());
    let spelled = |entry: &&Entry| {
        entry.spellings.iter().any(|s| viet::fold::fold(s).trim_start_matches('[').starts_with(&start))
    };
    let suggestion = |entry: &Entry| Suggestion {
        sort: Sort::Word,
        insert: match entry.role {
            Role::Function(_) => format!("{}(", entry.name()),
            _ => entry.name().to_owned(),
        },
        label: entry.label().to_owned(),
        vi: entry.vi.to_owned(),
        en: entry.en.to_owned(),
    };
    ENTRIES.iter().filter(|entry| wanted(entry.role)).filter(spelled).map(suggestion).collect()
}

/// The units of measure of the catalogue, each once, in the order of its indicators.
fn measure_units(typed: &str, catalogue: &dyn Catalogue) -> Vec<Suggestion> {
    let start = viet::fold::fold(typed.trim());
    let mut seen = BTreeSet::new();
    let indicators = catalogue.indicators();
    let names = indicators.iter().map(|i| i.measure_unit.as_str());
    let fits = |unit: &&str| {
        viet::fold::fold(unit).starts_with(&start) && viet::measure_unit::lookup(unit).is_some()
    };
    let mut found: Vec<Suggestion> = names
        .filter(fits)
        .filter(|unit| seen.insert(*unit))
        .map(|unit| Suggestion {
            sort: Sort::MeasureUnit,
            insert: unit.to_owned(),
            label: unit.to_owned(),
            vi: "đơn vị tính".to_owned(),
            en: "unit of measure".to_owned(),
        })
        .collect();
    found.extend(words(typed, |role| matches!(role, Role::Arithmetic(_) | Role::Relation(_) | Role::When)));
    found
}

fn units(typed: &str, catalogue: &dyn Catalogue) -> Vec<Suggestion> {
    let start = viet::fold::fold(typed);
    let mut found = catalogue.units();
    found.retain(|unit| {
        let name = viet::fold::fold(&unit.name);
        name.split(' ').any(|word| word.starts_with(&start)) || unit.id.as_str().starts_with(&start)
    });
    let suggestion = |unit: &model::Unit| Suggestion {
        sort: Sort::Unit,
        insert: format!("#{}", unit.id),
        label: unit.name.clone(),
        vi: unit.id.to_string(),
        en: unit.id.to_string(),
    };
    found.into_iter().map(suggestion).collect()
}
