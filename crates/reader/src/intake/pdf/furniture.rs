//! What pages repeat: running heads and page numbers.

use super::geometry::Place;
use super::page::Page;
use super::text::Line;
use std::collections::BTreeMap;

/// Lines at the head and the foot of a page that may repeat.
const DEPTH: usize = 3;

/// Takes page numbers and running heads out of the pages; each running head is given back once.
pub(super) fn strip(pages: &mut [Page]) -> Vec<Line> {
    let mut heads = Vec::new();
    for from_top in [true, false] {
        for _ in 0..DEPTH {
            let Some(found) = repeated(pages, from_top) else { break };
            for (page, is_number) in found {
                let Some(lines) = pages.get_mut(page).map(|page| &mut page.lines) else { continue };
                let line = if from_top { (!lines.is_empty()).then(|| lines.remove(0)) } else { lines.pop() };
                let known = |line: &Line| {
                    heads.iter().any(|head: &Line| masked(&head.text()) == masked(&line.text()))
                };
                heads.extend(line.filter(|line| !is_number && !known(line)));
            }
        }
    }
    heads
}

/// Digits do not tell one page's head from another's.
fn masked(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        let letter = if letter.is_ascii_digit() { '0' } else { letter };
        if !(letter == '0' && out.ends_with('0')) {
            out.push(letter);
        }
    }
    out
}

/// `3`, `- 3 -`, `Trang 3`, `3/12`: the number of a page.
fn page_number(text: &str) -> Option<usize> {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | '.'));
    let bare = bare.strip_prefix("Trang").or_else(|| bare.strip_prefix("trang")).unwrap_or(bare).trim();
    let bare = bare.split_once('/').map_or(bare, |(number, _)| number.trim());
    (bare.len() <= 4).then(|| bare.parse().ok()).flatten()
}

/// Pages whose outermost line repeats, and whether it is the page's number.
fn repeated(pages: &[Page], from_top: bool) -> Option<Vec<(usize, bool)>> {
    let edge = |page: &Page| -> Option<(String, Place)> {
        let line = if from_top { page.lines.first() } else { page.lines.last() }?;
        let zone = page.height * 15 / 100;
        let outside = if from_top { line.base < zone } else { line.base > page.height - zone };
        outside.then(|| (line.text(), line.base))
    };
    let lines: Vec<(usize, String, Place)> = pages
        .iter()
        .enumerate()
        .filter_map(|(index, page)| edge(page).map(|(text, base)| (index, text, base)))
        .collect();
    // `3/12` at the end of a footer that a browser prints.
    let counted = |text: &str| {
        let last = text.rsplit(' ').next().unwrap_or_default();
        last.split_once('/').is_some_and(|(_, all)| all.parse() == Ok(pages.len()))
    };
    // Page numbers go up with the pages, from wherever they start.
    let mut starts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, text, _) in &lines {
        if let Some(start) = page_number(text).and_then(|number| (number + pages.len()).checked_sub(*index)) {
            starts.entry(start).or_default().push(*index);
        }
    }
    let first = 1 + pages.len();
    let mut found: BTreeMap<usize, bool> = starts
        .into_iter()
        .filter(|(start, at)| at.len() >= 2 || *start == first)
        .flat_map(|(_, at)| at)
        .map(|index| (index, true))
        .collect();
    found.extend(lines.iter().filter(|(_, text, _)| counted(text)).map(|(index, ..)| (*index, true)));
    let mut texts: BTreeMap<String, Vec<(usize, Place)>> = BTreeMap::new();
    for (index, text, base) in &lines {
        texts.entry(masked(text)).or_default().push((*index, *base));
    }
    for at in texts.into_values() {
        let level = at.first().map_or(0, |(_, base)| *base);
        let steady = at.iter().all(|(_, base)| (base - level).abs() < 300);
        let many = at.len() >= 3 && at.len() * 3 > pages.len() || at.len() >= 2 && at.len() == pages.len();
        if steady && many {
            found.extend(
                at.iter()
                    .filter(|(index, _)| !found.contains_key(index))
                    .map(|(i, _)| (*i, false))
                    .collect::<Vec<_>>(),
            );
        }
    }
    (!found.is_empty()).then(|| found.into_iter().collect())
}
