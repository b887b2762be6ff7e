//! Footnotes: the text under the rule at the foot of a page, and its marks in the lines above.

use super::geometry::Place;
use super::page::Page;
use super::text::{Line, Word};
use std::collections::BTreeMap;

/// Letters this much smaller than the text, in hundredths, are those of notes even without a rule.
const SMALL: Place = 93;
/// The rule above notes takes at most this part of the page's width, in hundredths.
const RULE: Place = 50;

/// More notes than any report has.
const MAX_NOTES: usize = 2000;

/// A note and its lines, its mark left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Note {
    label: String,
    page: usize,
    pub(super) lines: Vec<Line>,
}

/// Takes the notes out of pages and ties their marks to them.
pub(super) fn take(pages: &mut [Page], body: Place) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    let mut open = false;
    for (index, page) in pages.iter_mut().enumerate() {
        let first = first_note_line(page, body, open);
        open = first.is_some();
        let Some(first) = first.filter(|_| notes.len() < MAX_NOTES) else { continue };
        for mut line in page.lines.split_off(first) {
            let label = label_at_start(&line, notes.last());
            match (label, notes.last_mut()) {
                (Some((label, words)), _) => {
                    line.words.drain(..words);
                    notes.push(Note { label, page: index, lines: vec![line] });
                }
                (None, Some(note)) => note.lines.push(line),
                (None, None) => {}
            }
        }
    }
    tie(pages, &notes);
    notes
}

/// The first line of the notes of a page. Text without a mark may open them where a note of the page before goes on.
fn first_note_line(page: &Page, body: Place, goes_on: bool) -> Option<usize> {
    let opens = |at: usize| page.lines.get(at).is_some_and(starts_raised);
    let under_rule = page
        .rules
        .iter()
        .filter(|rule| rule.bottom - rule.top <= 150)
        .filter(|rule| (page.width / 12..page.width * RULE / 100).contains(&(rule.right - rule.left)))
        .filter(|rule| {
            page.tables.iter().all(|table| rule.top < table.top - 300 || rule.top > table.bottom + 300)
        })
        .take(64)
        .filter_map(|rule| {
            let first = page.lines.iter().position(|line| line.base - line.size / 2 > rule.top)?;
            let left = page.lines.get(first)?.left();
            let under = page.lines.get(first..)?;
            let fits =
                (rule.left - left).abs() < page.width / 10 && under.iter().all(|line| line.size <= body);
            let any_mark = opens(first) || label_at_start(page.lines.get(first)?, None).is_some();
            (fits && (any_mark || goes_on && first > 0)).then_some(first)
        })
        .max();
    let small = |line: &Line| line.size * 100 <= body * SMALL;
    let by_size = || {
        let tail = page.lines.iter().rev().take_while(|line| small(line)).count();
        let first = page.lines.len() - tail;
        (first..page.lines.len()).find(|at| opens(*at))
    };
    under_rule.or_else(by_size)
}

fn starts_raised(line: &Line) -> bool {
    line.words.first().is_some_and(|word| word.raised && label(&word.text).is_some())
}

/// `1`, `(1)`, `[1]`, `*`.
fn label(text: &str) -> Option<String> {
    let bare = text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.'));
    let number = !bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|byte| byte.is_ascii_digit());
    let stars = !bare.is_empty() && bare.chars().all(|c| c == '*');
    (number || stars).then(|| bare.to_owned())
}

/// The label that a line begins with, and the words that it takes; one that is not raised must be next in order.
fn label_at_start(line: &Line, last: Option<&Note>) -> Option<(String, usize)> {
    let first = line.words.first()?;
    let found = label(&first.text)?;
    let raised = line.words.iter().take_while(|word| word.raised && label(&word.text).is_some()).count();
    let next = match last {
        Some(note) => note.label.parse::<usize>().map_or(0, |number| number + 1),
        None => 1,
    };
    let in_order = line.words.len() > 1 && found.parse() == Ok(next) && !line.words.get(1)?.glued;
    match raised {
        0 => in_order.then_some((found, 1)),
        count => Some((
            line.words.iter().take(count).map(|word| label(&word.text).unwrap_or_default()).collect(),
            count,
        )),
    }
}

/// Raised figures of a page with one label, and whether each may be the exponent of a unit of measure.
type Marks<'p> = BTreeMap<(usize, String), Vec<(bool, &'p mut Word)>>;

/// Each note takes the first free mark of its label on its own page, else on the page before.
fn tie(pages: &mut [Page], notes: &[Note]) {
    let mut marks: Marks<'_> = BTreeMap::new();
    for (index, page) in pages.iter_mut().enumerate() {
        for line in page.lines_mut() {
            let mut before = String::new();
            for word in &mut line.words {
                let text = word.text.clone();
                if let Some(label) = label(&text).filter(|_| word.raised) {
                    let exponent = matches!(label.as_str(), "2" | "3") && is_length(&before);
                    marks.entry((index, label)).or_default().push((exponent, word));
                }
                before = text;
            }
        }
    }
    for (id, note) in notes.iter().enumerate() {
        for page in [Some(note.page), note.page.checked_sub(1)].into_iter().flatten() {
            let Some(found) = marks.get_mut(&(page, note.label.clone())) else { continue };
            if let Some(at) =
                found.iter().enumerate().min_by_key(|(at, (exponent, _))| (*exponent, *at)).map(|(at, _)| at)
            {
                found.remove(at).1.note = Some(id);
                break;
            }
        }
    }
}

fn is_length(word: &str) -> bool {
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '/'));
    matches!(letters, "m" | "km" | "dm" | "cm" | "mm")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::pdf::geometry::Rule;

    /// Words with `^` before raised ones, `~` before those glued.
    fn line(text: &str, base: Place, size: Place) -> Line {
        let mut left = 8000;
        let words = text.split(' ').map(|item| {
            let raised = item.contains('^');
            let glued = item.contains('~');
            let text: String = item.chars().filter(|c| !matches!(c, '^' | '~')).collect();
            let width = size / 2 * Place::try_from(text.chars().count()).unwrap();
            left += width + 300;
            let (base, size) = if raised { (base - size / 3, size * 6 / 10) } else { (base, size) };
            Word { text, left: left - width, right: left, base, size, raised, glued, ..Word::default() }
        });
        Line::new(words.collect())
    }

    fn page(lines: &[(&str, Place)], rule: Option<Place>) -> Page {
        let lines = lines.iter().zip(1..).map(|((text, size), at)| line(text, at * 2000, *size)).collect();
        let rules = rule.map(|top| Rule { left: 8000, top, right: 20_000, bottom: top + 50 });
        Page { width: 59_500, height: 84_200, lines, rules: rules.into_iter().collect(), ..Page::default() }
    }

    fn shown(pages: &mut [Page]) -> String {
        let notes = take(pages, 1300);
        let text = |lines: &[Line]| lines.iter().map(Line::text).collect::<Vec<_>>().join(" / ");
        let body: Vec<String> = pages
            .iter()
            .flat_map(|page| &page.lines)
            .map(|line| {
                let mark = |word: &Word| word.note.map_or(word.text.clone(), |note| format!("^{note}"));
                line.words.iter().map(mark).collect::<Vec<_>>().join(" ")
            })
            .collect();
        let notes: Vec<String> = notes.iter().map(|note| text(&note.lines)).collect();
        format!("{} | {}", body.join(" / "), notes.join(" | "))
    }

    #[test]
    fn notes_under_a_rule_go_on_on_the_next_page() {
        let mut pages = [
            page(
                &[("đạt 12 m ^~2 nhà", 1300), ("có 5 hộ ^~1 . Xã", 1300), ("^1 Hộ nghèo 3;", 1300)],
                Some(4600),
            ),
            page(&[("giao 7 bản ^~2", 1300), ("hộ khác 2.", 1300), ("^2 Bản A", 1300)], Some(2600)),
        ];
        assert_eq!(
            shown(&mut pages),
            "đạt 12 m 2 nhà / có 5 hộ ^0 . Xã / giao 7 bản ^1 | Hộ nghèo 3; / hộ khác 2. | Bản A"
        );
    }

    #[test]
    fn small_letters_at_the_foot_need_no_rule() {
        let mut pages = [page(&[("có 5 hộ ^~(1) và", 1300), ("^(1) Hộ nghèo", 1000), ("cũ", 1000)], None)];
        assert_eq!(shown(&mut pages), "có 5 hộ ^0 và | Hộ nghèo / cũ");
    }

    #[test]
    fn a_rule_under_the_letterhead_has_no_notes() {
        let mut pages = [page(&[("Độc lập", 1300), ("Xã có 5 hộ", 1300)], Some(2600))];
        assert_eq!(shown(&mut pages), "Độc lập / Xã có 5 hộ | ");
    }
}
