//! One name in two spellings: names with the same letters that differ in marks and never stand together.

use super::finding;
use super::page::{Form, Page, Told};
use crate::Known;
use crate::scalars::one_line;
use model::{Severity, TextFinding};
use std::collections::{BTreeMap, BTreeSet};
use viet::fold::{fold, key};

/// Words before names of places; their names may have one syllable.
const PLACES: [&str; 14] = [
    "bản",
    "thôn",
    "xóm",
    "ấp",
    "buôn",
    "làng",
    "khu",
    "xã",
    "phường",
    "trấn",
    "huyện",
    "tỉnh",
    "thác",
    "hồ",
];

/// Words before names of people: two people may have names that are alike.
const PEOPLE: [&str; 9] = ["ông", "bà", "anh", "chị", "em", "chí", "cháu", "cô", "chú"];

/// Words that begin titles, agencies and documents rather than names.
const TITLES: [&str; 28] = [
    "luật",
    "bộ",
    "nghị",
    "quyết",
    "điều",
    "phó",
    "trưởng",
    "chủ",
    "ủy",
    "uỷ",
    "hội",
    "ban",
    "văn",
    "phòng",
    "sở",
    "tổ",
    "công",
    "trung",
    "trường",
    "đảng",
    "đoàn",
    "nhà",
    "chương",
    "thông",
    "chi",
    "cục",
    "quốc",
    "chính",
];

/// Longest name, in words.
const WORDS: usize = 4;

/// A name as it stands in a paragraph.
struct Name<'t> {
    says: &'t str,
    key: String,
    at: (usize, usize),
    /// The paragraph, by its first word.
    paragraph: usize,
}

pub(super) fn two_spellings(page: &Page<'_>, known: Known<'_>) -> Vec<TextFinding> {
    let mut by_fold: BTreeMap<String, Vec<Name<'_>>> = BTreeMap::new();
    for name in names(page) {
        by_fold.entry(fold(&name.key)).or_default().push(name);
    }
    let official: BTreeSet<String> = known.units.iter().map(|unit| key(&unit.name)).collect();
    let is_official = |name: &str| official.iter().any(|unit| unit.ends_with(&format!(" {name}")));
    let mut found = Vec::new();
    for names in by_fold.values() {
        let mut spellings: BTreeMap<&str, Vec<&Name<'_>>> = BTreeMap::new();
        for name in names {
            spellings.entry(&name.key).or_default().push(name);
        }
        let mut told: Vec<(&str, Vec<&Name<'_>>)> = spellings.into_iter().collect();
        told.sort_by_key(|(_, names)| (std::cmp::Reverse(names.len()), names.first().map(|name| name.at)));
        let [(usual, most), (rare, few)] = told.as_slice() else { continue };
        let together = few.iter().any(|name| most.iter().any(|other| other.paragraph == name.paragraph));
        let both = is_official(usual) && is_official(rare);
        let (Some(one), Some(other)) = (few.first(), most.first()) else { continue };
        // Two villages may have names alike: each is then named often, or both in one list.
        if together || both || few.len() > 1 {
            continue;
        }
        let says = format!(
            "Một tên có thể viết hai cách: “{}” ({} lần) và “{}” ({} lần).",
            one_line(other.says),
            most.len(),
            one_line(one.says),
            few.len()
        );
        let hint = "Thống nhất một cách viết, hoặc để nguyên nếu là hai nơi khác nhau.";
        found.push(finding("two-spellings", Severity::Warning, one.at, says, hint));
    }
    found
}

/// Runs of words with capitals inside sentences, and those behind a word for a place.
fn names<'t>(page: &Page<'t>) -> Vec<Name<'t>> {
    let words = &page.words;
    let capital = page.told(has_one_capital);
    let mut found = Vec::new();
    let (mut at, mut paragraph) = (0, 0);
    while let Some(word) = words.get(at) {
        if word.first {
            paragraph = at;
        }
        if !capital.has(word) {
            at += 1;
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| words.get(at)).filter(|b| b.joined() && !word.first);
        let length = run(page, at, &capital);
        let led = before.is_some_and(|before| PLACES.contains(&page.key(before)));
        let person = before.is_some_and(|before| PEOPLE.contains(&page.key(before)));
        let inside = before.is_some_and(|before| !before.capital());
        let title = || TITLES.contains(&page.key(word));
        let name = led || (length >= 2 && inside && !title());
        let last = words.get(at + length - 1);
        if let (true, false, Some(last)) = (name, person, last) {
            let says = page.scalars.slice(word.start, last.end);
            found.push(Name { says, key: key(says), at: (word.start, last.end), paragraph });
        }
        at += length;
    }
    found
}

fn has_one_capital(form: &Form<'_>) -> bool {
    let mut chars = form.text.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.all(|c| c.is_lowercase() || !viet::letter::is_letter(c))
}

/// How many words with one capital each stand at `at`, joined.
fn run(page: &Page<'_>, at: usize, capital: &Told) -> usize {
    let mut length = 0;
    while let Some(word) = page.words.get(at + length).filter(|word| length < WORDS && capital.has(word)) {
        if length > 0 && word.first {
            break;
        }
        length += 1;
        if !word.joined() {
            break;
        }
    }
    length
}
