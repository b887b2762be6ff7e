//! Figures: which marked one is which read one, and how they differ.

use crate::gold::{Case, Figure, numbers};
use crate::scores::{Row, Scores};
use model::{Fact, FactWindow};
use std::collections::{BTreeMap, BTreeSet};

/// For each marked figure the read fact that is the same number, by index.
pub fn pairs(case: &Case, facts: &[Fact]) -> Vec<Option<usize>> {
    if case.placed { by_place(&case.figures, facts) } else { by_order(&case.figures, facts) }
}

/// Numbers that share characters.
fn by_place(figures: &[Figure], facts: &[Fact]) -> Vec<Option<usize>> {
    let mut taken = BTreeSet::new();
    let free = |figure: &Figure, taken: &BTreeSet<usize>| {
        let same = |fact: &Fact| fact.start < figure.end && figure.start < fact.end;
        (0..facts.len()).find(|at| !taken.contains(at) && facts.get(*at).is_some_and(same))
    };
    figures.iter().map(|figure| free(figure, &taken).inspect(|at| _ = taken.insert(*at))).collect()
}

/// The longest sequence of the same digits in both.
fn by_order(figures: &[Figure], facts: &[Fact]) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..facts.len()).collect();
    order.sort_by_key(|at| facts.get(*at).map(|fact| fact.start));
    let marked: Vec<String> = figures.iter().map(|figure| digits(&figure.number)).collect();
    let read: Vec<String> =
        order.iter().filter_map(|at| facts.get(*at)).map(|fact| digits(&fact.surface)).collect();
    // row i, column j: of the first i marked and the first j read ones
    let mut longest = vec![vec![0_usize; read.len() + 1]];
    for number in &marked {
        let above = longest.last().cloned().unwrap_or_default();
        let mut row = vec![0];
        for ((other, before), up) in read.iter().zip(&above).zip(above.iter().skip(1)) {
            let left = row.last().copied().unwrap_or(0);
            row.push(if number == other { before + 1 } else { left.max(*up) });
        }
        longest.push(row);
    }
    let length = |i: usize, j: usize| longest.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0);
    let mut pairs = vec![None; marked.len()];
    let (mut i, mut j) = (marked.len(), read.len());
    while i > 0 && j > 0 {
        if length(i, j) == length(i - 1, j) {
            i -= 1;
        } else if length(i, j) == length(i, j - 1) {
            j -= 1;
        } else {
            (i, j) = (i - 1, j - 1);
            if let Some(pair) = pairs.get_mut(i) {
                *pair = order.get(j).copied();
            }
        }
    }
    pairs
}

/// The digits of a number, without those of a unit such as `m2`.
fn digits(surface: &str) -> String {
    let before = std::iter::once(' ').chain(surface.chars());
    let of_number =
        surface.chars().zip(before).filter(|(c, before)| c.is_ascii_digit() && !before.is_alphabetic());
    of_number.map(|(c, _)| c).collect()
}

pub fn score(case: &Case, facts: &[Fact], pairs: &[Option<usize>], scores: &mut Scores) {
    // a quantity in words may be read or not
    let asked = |figure: &Figure| figure.number.chars().any(|c| c.is_ascii_digit());
    let read: BTreeMap<usize, &Figure> =
        pairs.iter().zip(&case.figures).filter_map(|(pair, figure)| Some(((*pair)?, figure))).collect();
    for (at, fact) in facts.iter().enumerate() {
        let figure = read.get(&at);
        if figure.is_none_or(|figure| asked(figure)) {
            let right = figure.is_some();
            scores.try_one(Row::Precision, right, || format!("{} {}", case.name, around(case, fact)));
            scores.count(Row::F1, usize::from(right), 1);
        }
    }
    for (figure, pair) in case.figures.iter().zip(pairs).filter(|(figure, _)| asked(figure)) {
        let fact = pair.and_then(|at| facts.get(at));
        scores.try_one(Row::Recall, fact.is_some(), || format!("{} {}", name(case, figure), figure.subject));
        scores.count(Row::F1, usize::from(fact.is_some()), 1);
        if let Some(fact) = fact {
            compare(case, figure, fact, scores);
            part_of(case, figure, fact, (facts, &read), scores);
        }
    }
}

fn name(case: &Case, figure: &Figure) -> String {
    format!("{} {} {}", case.name, figure.id, figure.number)
}

fn around(case: &Case, fact: &Fact) -> String {
    let from = fact.start.saturating_sub(30);
    let text: String = case.source.text.chars().skip(from).take(70).collect();
    format!("{} in {text:?}", fact.surface)
}

fn compare(case: &Case, figure: &Figure, fact: &Fact, scores: &mut Scores) {
    let mut row = |row: Row, right: bool, marked: &dyn std::fmt::Debug, read: &dyn std::fmt::Debug| {
        scores.try_one(row, right, || format!("{} marked {marked:?} read {read:?}", name(case, figure)));
    };
    let value = figure.value.map(|value| value.abs()) == Some(fact.value.value().abs())
        && (figure.high, figure.denominator) == (fact.high, fact.denominator);
    let read = (fact.value, fact.high, fact.denominator);
    row(Row::Value, value, &(figure.value, figure.high, figure.denominator), &read);
    let unit = match (&figure.unit, &fact.unit) {
        (Some(marked), Some(read)) => viet::measure_unit::same(marked, read),
        (marked, read) => marked.is_none() && read.is_none(),
    };
    row(Row::Unit, unit, &figure.unit, &fact.unit);
    let kind = serde_json::to_value(fact.kind).unwrap_or_default();
    row(Row::Kind, kind == figure.kind.as_str(), &figure.kind, &kind);
    if let Some(manner) = &figure.manner {
        if manner.direction.is_some() || fact.direction.is_some() {
            row(Row::Direction, manner.direction == fact.direction, &manner.direction, &fact.direction);
        }
        let mut said = |name: Row, marked: bool, read: bool| {
            if marked || read {
                row(name, marked == read, &marked, &read);
            }
        };
        said(Row::Estimated, manner.estimated, fact.estimated);
        said(Row::Approx, manner.approx, fact.approx.is_some());
        said(Row::Comparison, manner.comparison, fact.comparison.is_some());
    }
    if let Some(place) = &figure.place {
        let key = viet::fold::key(place);
        let same = |read: &String| {
            let read = viet::fold::key(read);
            key.contains(&read) || read.contains(&key)
        };
        row(Row::Place, fact.place.as_ref().is_some_and(same), place, &fact.place);
    }
    if !figure.window.is_empty() {
        let right = figure.window.is_subset(&window_numbers(&fact.window));
        row(Row::Window, right, &figure.window, &fact.window);
    }
    let subject = overlap(&figure.subject, &fact.subject);
    scores.count(Row::Subject, subject, 1000);
    if subject < 500 {
        let both = format!("{} marked {:?} read {:?}", name(case, figure), figure.subject, fact.subject);
        scores.misses.push(format!("{}: {both}", Row::Subject.label().trim()));
    }
}

fn part_of(
    case: &Case,
    figure: &Figure,
    fact: &Fact,
    (facts, figures): (&[Fact], &BTreeMap<usize, &Figure>),
    scores: &mut Scores,
) {
    let whole = fact.part_of.as_ref().map(|id| {
        let at = facts.iter().position(|fact| fact.id == *id);
        at.and_then(|at| figures.get(&at)).map_or("?", |figure| figure.id.as_str())
    });
    let marked = figure.part_of.as_deref();
    scores.try_one(Row::PartOf, marked == whole, || {
        format!("{} marked {marked:?} read {whole:?}", name(case, figure))
    });
    if marked.is_some() || whole.is_some() {
        scores.count(Row::PartOfSaid, usize::from(marked == whole), 1);
    }
}

fn window_numbers(window: &FactWindow) -> BTreeSet<String> {
    let days = [window.from, window.to, window.as_of].into_iter().flatten().map(|day| day.to_string());
    window.label.iter().cloned().chain(days).flat_map(|text| numbers(&text)).collect()
}

/// Words that two phrases share, twice, in thousandths of all their words.
pub fn overlap(marked: &str, read: &str) -> usize {
    let words = |text: &str| -> Vec<String> {
        let key = viet::fold::key(text);
        key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (marked, mut read) = (words(marked), words(read));
    let total = marked.len() + read.len();
    let mut common = 0_usize;
    for word in &marked {
        if let Some(at) = read.iter().position(|other| other == word) {
            read.swap_remove(at);
            common += 1;
        }
    }
    (2000 * common).checked_div(total).unwrap_or(1000)
}
