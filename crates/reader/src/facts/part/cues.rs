//! Words and signs after which the parts of a figure stand, each with how far it reaches.

use super::super::text::Text;
use std::sync::LazyLock;
use viet::phrases::Phrases;

/// How a word announces parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Some of it: `trong đó`.
    Some,
    /// All of it: `gồm`.
    All,
    /// All of it once more: `chia theo`, `theo nguồn vốn:`.
    By,
    /// A colon right behind the whole.
    Colon,
}

/// Where parts are announced.
#[derive(Clone, Copy, Debug)]
pub(super) struct Announcement {
    /// First token.
    pub at: usize,
    /// One past the last.
    pub end: usize,
    /// How.
    pub sort: Sort,
    /// Whether a colon ends it.
    pub colon: bool,
    /// Token before which its parts stand.
    pub until: usize,
    /// Open brackets around it.
    pub depth: u8,
}

impl Announcement {
    /// Its tokens.
    pub fn words(&self) -> (usize, usize) {
        (self.at, self.end)
    }

    /// Whether a token lies where its parts stand.
    pub fn reaches(&self, at: usize) -> bool {
        self.end <= at && at < self.until
    }
}

/// Phrases by sort, parted by `|`.
const LISTED: &[(Sort, &str)] = &[
    (Sort::Some, "trong đó|trong số đó|trong số này|nhiều nhất|cao nhất|chủ yếu|tập trung ở|tập trung tại"),
    (Sort::All, "gồm|bao gồm|cụ thể|lần lượt"),
    (Sort::By, "chia ra|phân ra|chia theo|chia thành|phân theo|phân loại"),
];

static PHRASES: LazyLock<Phrases<Sort>> = LazyLock::new(|| {
    Phrases::new(LISTED.iter().flat_map(|(sort, list)| list.split('|').map(|words| (words, *sort))))
});

/// Words between a cue or figure and the colon that belongs to it.
const BEFORE_COLON: usize = 8;
/// Tokens that one announcement reaches over.
const LONGEST: usize = 800;

/// Every announcement of a text in order.
pub(super) fn announcements(text: &Text) -> Vec<Announcement> {
    let mut found: Vec<Announcement> = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let next = phrase(text, at).or_else(|| by_what(text, at)).or_else(|| colon(text, at));
        match next {
            Some(announcement) => {
                at = announcement.end;
                found.push(announcement);
            }
            None => at += 1,
        }
    }
    for i in 0..found.len() {
        found[i].until = until(text, &found, i);
    }
    found
}

fn announcement(text: &Text, at: usize, end: usize, sort: Sort, colon: bool) -> Announcement {
    Announcement { at, end, sort, colon, until: end, depth: text.open_at(at) }
}

fn phrase(text: &Text, at: usize) -> Option<Announcement> {
    let (length, sort) = PHRASES.longest(|i| text.key(at + i))?;
    let end = at + length;
    let colon = colon_after(text, end);
    Some(announcement(text, at, colon.map_or(end, |colon| colon + 1), *sort, colon.is_some()))
}

/// `theo nguồn vốn:` at the head of a clause.
fn by_what(text: &Text, at: usize) -> Option<Announcement> {
    let opens = at == 0 || text.tokens[at].opens || !text.tokens[at - 1].word();
    if text.key(at) != "theo" || !opens {
        return None;
    }
    let colon = colon_after(text, at + 1)?;
    Some(announcement(text, at, colon + 1, Sort::By, true))
}

/// The colon that a few words without a sign or number lead to.
fn colon_after(text: &Text, from: usize) -> Option<usize> {
    let last = text.sentences[text.sentence_of_token(from)].1;
    let end = (from..last.min(from + BEFORE_COLON)).find(|at| !text.tokens[*at].word())?;
    text.tokens[end].is(":").then_some(end)
}

/// `1.540 ha: lúa 1.200 ha`: a colon that follows a figure without another sign.
fn colon(text: &Text, at: usize) -> Option<Announcement> {
    if !text.tokens[at].is(":") {
        return None;
    }
    let before = text.figures.partition_point(|q| q.tokens.0 < at).checked_sub(1)?;
    let near = text.sentence_of(before) == text.sentence_of_token(at)
        && at - text.last(before).min(at) <= BEFORE_COLON;
    let plain = (text.last(before)..at).all(|i| text.tokens[i].word());
    (near && plain).then(|| announcement(text, at, at + 1, Sort::Colon, true))
}

/// The end of its bracket or sentence, a breakdown by something else, or the end of its clause when others go on.
fn until(text: &Text, all: &[Announcement], i: usize) -> usize {
    let own = all[i];
    let sentence = text.sentences[text.sentence_of_token(own.at)];
    let end = sentence.1.min(own.end + LONGEST);
    let mut next = i + 1;
    for at in own.end..end {
        if text.open_at(at) < own.depth {
            return at;
        }
        while all.get(next).is_some_and(|other| other.at < at) {
            next += 1;
        }
        let beside = all.get(next).filter(|other| other.at == at && other.depth == own.depth);
        if beside.is_some_and(|other| other.sort == Sort::By) {
            return at;
        }
        let stops = text.tokens[at].is(";") && text.open_at(at) == own.depth && !own.colon;
        if stops && (is_inside(all, i, sentence.0) || opens_anew(text, all, at, end)) {
            return at;
        }
    }
    end
}

/// Whether another announcement goes on after this one's clause.
fn is_inside(all: &[Announcement], i: usize, from: usize) -> bool {
    let before = all[..i].iter().rev().take(12).take_while(|other| other.at >= from);
    before
        .into_iter()
        .any(|other| other.depth == all[i].depth && other.until > all[i].end && other.sort != Sort::Some)
}

/// Whether the clause behind the semicolon names a whole of its own.
fn opens_anew(text: &Text, all: &[Announcement], semicolon: usize, end: usize) -> bool {
    let to = (semicolon + 1..end).find(|at| text.tokens[*at].is(";")).unwrap_or(end);
    let next = all.partition_point(|other| other.at <= semicolon);
    let announces =
        all.get(next).is_some_and(|other| other.at < to && other.depth == text.open_at(semicolon));
    announces || matches!(text.key(semicolon + 1), "tổng" | "toàn")
}
