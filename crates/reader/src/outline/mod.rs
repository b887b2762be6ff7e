//! Headings at all levels: numbered, signed, styled, and lines in capitals; also where their numbers are damaged.

mod label;
mod mend;
mod tree;

use crate::scalars::{Scalars, one_line, prose};
use label::{ANNEX, BARE, Label, PART, ROMAN, SIGN, label};
use model::{Block, OutlineItem, SourceText};
use std::collections::BTreeMap;
use tree::{Heading, Tree};

/// A longer paragraph under a number is an item whose first clause stands for its title.
const TITLE_WORDS: usize = 45;
/// A heading behind a dash, or without a number, is shorter than that.
const SHORT_WORDS: usize = 15;
/// The same behind a dash without a colon.
const ALONE_WORDS: usize = 8;

/// The last heading that begins at or before an offset.
pub(crate) fn section(outline: &[OutlineItem], start: usize) -> Option<String> {
    let after = outline.partition_point(|item| item.start <= start);
    after.checked_sub(1).and_then(|at| outline.get(at)).map(|item| item.id.clone())
}

/// How deep a paragraph with its number or sign stands among others (a smaller rank stands above), and the bytes of
/// that label. None where it has none.
pub(crate) fn label_rank(text: &str) -> Option<(u8, usize)> {
    label(text).map(|label| (label.rank, label.length))
}

/// A paragraph of the body.
struct Line<'t> {
    text: &'t str,
    block: &'t Block,
    label: Option<Label>,
}

pub(crate) fn outline(source: &SourceText, scalars: &Scalars<'_>) -> Vec<OutlineItem> {
    let line = |block| {
        let text = scalars.block(block);
        Line { text, block, label: label(text) }
    };
    let lines: Vec<Line<'_>> = prose(source).map(line).collect();
    let lost = mend::lost_numbers(&lines);
    let mut tree = Tree::default();
    let mut in_body = false;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let mut found = headings(&lines, at, &lost, in_body, &tree);
        in_body |= !found.is_empty() || line.text.ends_with('.');
        at += 1;
        if let Some(last) = found.last_mut().filter(|last| last.rank <= PART) {
            at += title_below(last, lines.get(at..).unwrap_or_default());
        }
        found.into_iter().for_each(|heading| tree.push(heading));
    }
    tree.items
}

/// The heading that a paragraph is or begins with; several where they were fused.
fn headings(
    lines: &[Line<'_>],
    at: usize,
    lost: &BTreeMap<usize, (u8, u32)>,
    in_body: bool,
    tree: &Tree,
) -> Vec<Heading> {
    let Some(line) = lines.get(at) else { return Vec::new() };
    if let Some((rank, count)) = lost.get(&at) {
        return vec![whole(line, *rank, Some(*count))];
    }
    let pieces = mend::fused(line);
    let mut start = line.block.start;
    let mut found = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        let below = lines.get(at + 1);
        let next = pieces.get(i + 1).copied().or(below.map(|line| line.text)).unwrap_or_default();
        let next_bold = below.is_some_and(|line| line.block.bold);
        let before = at.checked_sub(1).and_then(|at| lines.get(at)).map_or("", |line| line.text);
        let surroundings = Surroundings { block: line.block, before, next, next_bold, in_body, tree };
        let Some(heading) = surroundings.heading(piece, start) else { break };
        found.push(heading);
        start += piece.chars().count();
    }
    found
}

/// A heading that takes its whole line and has no number.
fn whole(line: &Line<'_>, rank: u8, count: Option<u32>) -> Heading {
    Heading {
        rank,
        count,
        number: None,
        title: clean(line.text),
        start: line.block.start,
        end: line.block.end,
    }
}

/// The words of a part or an annex stand on the lines below its number; returns how many lines they take.
fn title_below(heading: &mut Heading, lines: &[Line<'_>]) -> usize {
    let mut taken = 0;
    for line in lines.iter().take_while(|line| line.label.is_none() && !is_frame(line.text)) {
        let short = !is_longer(line.text, TITLE_WORDS) && !line.text.ends_with(['.', ';', ':']);
        let untitled = heading.title.is_empty() && short && !line.text.starts_with('(');
        if !is_capitals(line.text) && !(untitled && (line.block.bold || heading.rank == ANNEX)) {
            break;
        }
        heading.title = one_line(&format!("{} {}", heading.title, line.text));
        heading.end = line.block.end;
        taken += 1;
    }
    taken
}

/// What stands around a paragraph that may be a heading.
struct Surroundings<'a> {
    block: &'a Block,
    before: &'a str,
    next: &'a str,
    next_bold: bool,
    in_body: bool,
    tree: &'a Tree,
}

impl Surroundings<'_> {
    fn heading(&self, text: &str, start: usize) -> Option<Heading> {
        match label(text) {
            Some(label) if label.rank >= SIGN => self.signed(text, &label, start),
            Some(label) => numbered(text, mend::settled(label, text, self.tree), start),
            None => match mend::unstopped(text, self.tree) {
                Some(label) => numbered(text, label, start),
                None => self.bare(text, start),
            },
        }
    }

    /// `- Nông nghiệp:` is a heading, `- Gieo cấy 12 ha.` is an item of a list.
    fn signed(&self, text: &str, label: &Label, start: usize) -> Option<Heading> {
        let words = text.get(label.length..)?.trim_end();
        if is_longer(words, SHORT_WORDS) {
            return None;
        }
        let figures = words.contains(|c: char| c.is_ascii_digit());
        let opens_list = words.ends_with(':') && !figures;
        let in_list = [self.before, self.next].iter().any(|line| line.starts_with(label.number.as_str()));
        let stands_alone = !words.ends_with(['.', ';', ',', '…']) && !figures && !in_list;
        let capital = words.starts_with(char::is_uppercase);
        let fits =
            capital && (opens_list || ((self.block.bold || !is_longer(words, ALONE_WORDS)) && stands_alone));
        (fits && !self.next.is_empty()).then(|| Heading {
            rank: label.rank,
            count: None,
            number: Some(label.number.clone()),
            title: clean(words),
            start,
            end: start + text.chars().count(),
        })
    }

    /// A heading without a number: by style, in bold, or in capitals once the report has begun.
    fn bare(&self, text: &str, start: usize) -> Option<Heading> {
        let ends_open = !text.trim_end().ends_with(['.', ';', ',', '/']);
        let fits = self.in_body
            && ends_open
            && is_longer(text, 1)
            && !is_longer(text, SHORT_WORDS * 2)
            && !self.next.is_empty()
            && !is_frame(text);
        let rank = match self.block.styled_level {
            Some(level) => ROMAN.saturating_add(level).min(BARE),
            None if fits && is_capitals(text) && is_longer(text, 2) => ROMAN,
            None if fits && self.block.bold && !self.next_bold && !is_longer(text, SHORT_WORDS) => BARE,
            None => return None,
        };
        let title = clean(text);
        let end = start + text.chars().count();
        (!title.is_empty()).then_some(Heading { rank, count: None, number: None, title, start, end })
    }
}

fn numbered(text: &str, label: Label, start: usize) -> Option<Heading> {
    let words = text.get(label.length..)?;
    let title = if is_short(words) { words } else { first_clause(words) };
    let length = text.chars().count() - words.chars().count() + title.chars().count();
    Some(Heading {
        rank: label.rank,
        count: label.count,
        title: clean(title),
        number: Some(label.number),
        start,
        end: start + length,
    })
}

/// One phrase of a heading's length.
fn is_short(words: &str) -> bool {
    if is_longer(words, TITLE_WORDS) {
        return false;
    }
    let inner = words.trim_end().trim_end_matches(['.', ':', ';']);
    let two_sentences = || {
        inner.match_indices(". ").any(|(at, _)| {
            inner.get(at + 2..).is_some_and(|rest| rest.trim_start().starts_with(char::is_uppercase))
        })
    };
    let figures = || words.contains(|c: char| c.is_ascii_digit());
    let sentence = words.trim_end().ends_with(['.', ';']) && (is_longer(words, SHORT_WORDS) || figures());
    !sentence && !inner.contains(": ") && !two_sentences() || is_aside(inner)
}

/// A short heading whose colon stands inside brackets.
fn is_aside(words: &str) -> bool {
    let before = words.split(':').next().unwrap_or_default();
    !is_longer(words, TITLE_WORDS / 2) && before.matches('(').count() > before.matches(')').count()
}

/// Whether a text has more than so many words.
fn is_longer(text: &str, words: usize) -> bool {
    text.split_whitespace().nth(words).is_some()
}

fn first_clause(words: &str) -> &str {
    let mut depth = 0usize;
    let stop = words.char_indices().find(|(at, c)| match c {
        '(' => {
            depth += 1;
            false
        }
        ')' => {
            depth = depth.saturating_sub(1);
            false
        }
        ':' | ';' => depth == 0,
        '.' | ',' => {
            depth == 0 && words.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_whitespace))
        }
        _ => false,
    });
    stop.map_or(words, |(at, _)| words.get(..at).unwrap_or(words))
}

fn clean(title: &str) -> String {
    one_line(title).trim_end_matches(['.', ':', ';', ' ', '/']).to_owned()
}

fn is_capitals(text: &str) -> bool {
    let letters = || text.chars().filter(|c| viet::letter::is_letter(*c));
    letters().count() >= 6 && letters().all(char::is_uppercase)
}

/// Lines of the frame of a document (Nghị định 30/2020/NĐ-CP, Phụ lục I) are no headings.
fn is_frame(text: &str) -> bool {
    const STARTS: [&str; 12] = [
        "cộng hòa",
        "cộng hoà",
        "độc lập",
        "ủy ban",
        "uỷ ban",
        "ubnd",
        "hội đồng",
        "tm.",
        "kt.",
        "chủ tịch",
        "phó chủ tịch",
        "nơi nhận",
    ];
    let lower = text.trim().to_lowercase();
    STARTS.iter().any(|start| lower.starts_with(start))
}
