//! Names of units against those that are known: a name one mark or one letter from exactly one unit of this place.

use super::finding;
use super::page::{Page, Word};
use crate::Known;
use model::{Document, Severity, TextFinding, Unit};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use viet::fold::{fold, key};
use viet::phrases::Phrases;

/// Words that names of units begin with, in the last word that tells them: `thị trấn`, `đặc khu`.
const LEVELS: [&str; 9] =
    ["tỉnh", "huyện", "quận", "thị xã", "thành phố", "xã", "phường", "thị trấn", "đặc khu"];

static TABLE: LazyLock<Phrases<&str>> = LazyLock::new(|| Phrases::new(LEVELS.map(|level| (level, level))));

/// The name of this check.
pub(in crate::findings) const UNIT_NAME: &str = "unit-name";

/// Longest name of a unit, in words.
const WORDS: usize = 5;

pub(super) fn misspelt(page: &Page<'_>, document: &Document, known: Known<'_>) -> Vec<TextFinding> {
    let around = around(document, known.units);
    if around.is_empty() {
        return Vec::new();
    }
    let every: BTreeSet<String> = known.units.iter().filter_map(|unit| Some(split(&unit.name)?.1)).collect();
    let mut told: BTreeMap<String, (usize, TextFinding)> = BTreeMap::new();
    for mention in mentions(page) {
        let name =
            page.scalars.slice(mention.at.0, mention.at.1).split_whitespace().collect::<Vec<_>>().join(" ");
        let says_key = key(&name);
        if every.iter().any(|unit| says_key == *unit || says_key.starts_with(&format!("{unit} "))) {
            continue;
        }
        let mut near =
            around.iter().filter(|unit| unit.level == mention.level && is_near(&says_key, &unit.key));
        let (Some(unit), None) = (near.next(), near.next()) else { continue };
        let says =
            format!("“{} {name}” không có trong danh mục đơn vị, có thể là “{}”.", mention.level, unit.name);
        let hint = "Sửa theo tên trong danh mục đơn vị hành chính.";
        let fault = finding(UNIT_NAME, Severity::Warning, mention.at, says, hint);
        told.entry(says_key).or_insert((0, fault)).0 += 1;
    }
    told.into_values().map(|(count, fault)| counted(fault, count)).collect()
}

fn counted(fault: TextFinding, count: usize) -> TextFinding {
    match count {
        0 | 1 => fault,
        _ => TextFinding { says: format!("{} (Viết như vậy {count} lần.)", fault.says), ..fault },
    }
}

/// A unit of this place.
struct Near<'u> {
    name: &'u str,
    level: &'static str,
    key: String,
}

/// Type word and key of the proper name.
fn split(name: &str) -> Option<(&'static str, String)> {
    let key = key(name);
    // `thị trấn` before `thị xã`, and either before a shorter word.
    let level =
        LEVELS.into_iter().filter(|level| key.starts_with(&format!("{level} "))).max_by_key(|l| l.len())?;
    Some((level, key.get(level.len() + 1..)?.to_owned()))
}

/// The place itself, what is above it, beside it and below it on the last day of the period.
fn around<'u>(document: &Document, units: &'u [Unit]) -> Vec<Near<'u>> {
    let Some(day) = document.period.map(|period| period.legal_window().to) else { return Vec::new() };
    let Some(place) = document.place.as_deref().map(key) else { return Vec::new() };
    let own = units.iter().find(|unit| key(&unit.name) == place && unit.parent_on(day).is_some());
    let Some(own) = own else { return Vec::new() };
    let parent = own.parent_on(day).flatten();
    let below = |id| units.iter().filter(move |unit| unit.parent_on(day).flatten() == Some(id));
    let mut near: Vec<&Unit> = vec![own];
    near.extend(units.iter().filter(|unit| Some(&unit.id) == parent));
    near.extend(parent.into_iter().flat_map(below));
    for child in below(&own.id) {
        near.push(child);
        near.extend(below(&child.id));
    }
    near.into_iter()
        .filter_map(|unit| split(&unit.name).map(|(level, key)| Near { name: &unit.name, level, key }))
        .collect()
}

/// A name behind the word for a unit.
struct Mention {
    level: &'static str,
    at: (usize, usize),
}

/// `xã Bản Lềnh`, and each of `các xã Bản Lềnh, Nậm Kha và Tà Pùng`.
fn mentions(page: &Page<'_>) -> Vec<Mention> {
    let words = &page.words;
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((level, length)) = level_at(page, at) else {
            at += 1;
            continue;
        };
        let mut from = at + length;
        at = from;
        while let Some((end, last)) = name_at(page, from) {
            let start = words.get(from).map_or(0, |word| word.start);
            found.push(Mention { level, at: (start, last.end) });
            at = end;
            // A comma or `và` and another capital go on with the list.
            let and = words.get(end).is_some_and(|word| last.joined() && page.key(word) == "và");
            if !(and || last.gap.trim() == ",") {
                break;
            }
            from = end + usize::from(and);
        }
    }
    found
}

fn level_at(page: &Page<'_>, at: usize) -> Option<(&'static str, usize)> {
    let first = page.words.get(at).filter(|first| first.joined())?;
    let second = || page.words.get(at + 1).filter(|second| second.joined() && !second.first);
    let word = |i: usize| match i {
        0 => page.key(first),
        1 => second().map_or("", |second| page.key(second)),
        _ => "",
    };
    TABLE.longest(word).map(|(length, level)| (*level, length))
}

/// One past the words of a name at `from`, and its last word.
fn name_at<'p, 't>(page: &'p Page<'t>, from: usize) -> Option<(usize, &'p Word<'t>)> {
    let mut end = from;
    while let Some(word) = page.words.get(end).filter(|word| end - from < WORDS && word.capital()) {
        if word.first && end > from {
            break;
        }
        end += 1;
        if !word.joined() {
            break;
        }
    }
    (end > from).then(|| page.words.get(end - 1).map(|last| (end, last))).flatten()
}

/// The same letters with other marks, or one letter more, less or other in a name long enough.
fn is_near(a: &str, b: &str) -> bool {
    const LONG: usize = 6;
    let (a, b) = (fold(a), fold(b));
    let words = |text: &str| text.split(' ').count();
    a == b || (a.len() >= LONG && words(&a) == words(&b) && one_edit(a.as_bytes(), b.as_bytes()))
}

fn one_edit(a: &[u8], b: &[u8]) -> bool {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    let tail = |rest: &[u8], skip: usize| rest.get(skip..).map(<[u8]>::to_vec);
    match rest_a.len().cmp(&rest_b.len()) {
        std::cmp::Ordering::Equal => tail(rest_a, 1) == tail(rest_b, 1),
        std::cmp::Ordering::Less => Some(rest_a.to_vec()) == tail(rest_b, 1),
        std::cmp::Ordering::Greater => tail(rest_a, 1) == Some(rest_b.to_vec()),
    }
}
