//! Places of a sentence where parts are listed: brackets, and what follows `trong đó`, `gồm`, a colon.

use super::judge::{Claim, Listing};
use super::view::{Figure, Span, View};
use viet::letter;

/// A place where parts are listed.
pub(super) struct Region {
    pub(super) span: Span,
    /// Bracket whose own level the parts stand on.
    pub(super) bracket: Option<usize>,
    pub(super) claim: Claim,
    /// All that the claim speaks of.
    pub(super) listed: Span,
    /// The whole stands before this.
    pub(super) whole_before: usize,
    /// Nothing before this, and it may stand in the sentence before.
    pub(super) opens_at: usize,
    /// Whether it may stand in the sentence before.
    pub(super) reaches_back: bool,
    /// Places inside where parts of parts are announced.
    pub(super) inner: Vec<usize>,
}
/// Words after which parts are named. The second word of a pair tells that the parts are all.
pub(super) const CUES: [(&str, Claim); 10] = [
    ("bao gồm", Claim::All),
    ("gồm có", Claim::All),
    ("gồm", Claim::All),
    ("chia ra", Claim::All),
    ("chia theo", Claim::All),
    ("phân theo", Claim::All),
    ("trong đó", Claim::Some),
    ("cụ thể", Claim::Some),
    ("cơ cấu", Claim::Some),
    (":", Claim::Near),
];

/// Brackets and cues of one sentence.
pub(super) fn regions(view: &View<'_>, sentence: usize) -> Vec<Region> {
    let Some(span) = view.sentence(sentence) else { return Vec::new() };
    let mut regions = Vec::new();
    let parts = view.figures.get(view.within(span)).unwrap_or_default();
    if !parts.iter().any(Figure::adds_up) {
        return regions;
    }
    let cues = cues(view, span);
    for index in view.brackets_within(span) {
        let Some((bracket, _)) = view.brackets.get(index) else { continue };
        // A bracket that begins with a cue is read as that cue.
        let own = !cues.iter().any(|(cue, _, claim)| *cue == bracket.start && *claim != Claim::Near);
        if own && bracket.end <= span.end {
            regions.push(Region {
                span: bracket.clone(),
                bracket: Some(index),
                claim: Claim::Bracket,
                listed: bracket.clone(),
                whole_before: bracket.start,
                opens_at: bracket.start,
                reaches_back: false,
                inner: inner(&cues, bracket),
            });
        }
    }
    let bracket_of = |start: &usize| view.bracket_at(*start);
    for (at, (start, cue_end, claim)) in cues.iter().enumerate() {
        let bracket = bracket_of(start);
        // A rival breakdown may share its whole with the first one, or break down a part of that.
        let first = cues.iter().find(|(_, _, first)| *first == Claim::All && *claim == Claim::All);
        let (whole_before, opens_at) = (*start, first.map_or(*start, |(first, ..)| *first));
        let limit =
            bracket.and_then(|index| view.brackets.get(index)).map_or(span.end, |(bracket, _)| bracket.end);
        // A second breakdown of the same whole ends the first; a colon after a cue belongs to it.
        let next = cues
            .iter()
            .skip(at + 1)
            .find(|(_, _, next)| *next == Claim::All)
            .map_or(limit, |(next, _, _)| *next);
        let region = *cue_end..limit.min(next.max(*cue_end));
        let inner = inner(&cues, &region);
        regions.push(Region {
            span: region,
            bracket,
            claim: *claim,
            listed: *cue_end..limit,
            whole_before,
            opens_at,
            reaches_back: true,
            inner,
        });
    }
    regions
}

/// Places in a span where words speak for some of a figure.
fn inner(cues: &[(usize, usize, Claim)], span: &Span) -> Vec<usize> {
    let some = |claim: Claim| matches!(claim, Claim::Some | Claim::Listed);
    cues.iter().filter(|(at, _, claim)| span.contains(at) && some(*claim)).map(|(at, ..)| *at).collect()
}

pub(super) fn listing(view: &View<'_>, claim: Claim, span: &Span) -> Listing {
    let last = view.within(span).rev().filter_map(|index| view.figure_at(index)).find(|f| f.adds_up());
    let after = last.map_or(span.start, |f| f.fact.end).min(span.end);
    let listing = Listing::new(claim, view.text(span), view.text(&(after..span.end)));
    Listing { open: listing.open || view.has_unread(span), ..listing }
}

/// No sentence of a report announces more lists.
const MOST_CUES: usize = 40;

fn cues(view: &View<'_>, span: &Span) -> Vec<(usize, usize, Claim)> {
    let text = view.text(span);
    let mut found: Vec<(usize, usize, Claim)> = Vec::new();
    let mut before = ' ';
    let mut past = span.start;
    for (start, (byte, c)) in (span.start..).zip(text.char_indices()) {
        // A cue is a colon, or begins a word.
        let opens = c == ':' || !letter::is_letter(before);
        before = c;
        if !opens || start < past {
            continue;
        }
        let rest = text.get(byte..).unwrap_or_default();
        // All begin with a letter of ASCII.
        let first = rest.bytes().next().map(|byte| byte.to_ascii_lowercase());
        let mut like = CUES.iter().filter(|(cue, _)| cue.bytes().next() == first);
        let hit = like.find_map(|(cue, claim)| {
            let after = letter::behind(rest, cue)?;
            let ends = *cue == ":" || !after.starts_with(letter::is_letter);
            ends.then_some((*cue, *claim, after))
        });
        let Some((cue, claim, after)) = hit else { continue };
        // `trong đó:` is one cue.
        let listed = after.trim_start().strip_prefix(':').filter(|_| cue != ":");
        let claim = if listed.is_some() && claim == Claim::Some { Claim::Listed } else { claim };
        let length = rest.len() - listed.unwrap_or(after).len();
        past = start + rest.get(..length).map_or(0, |cue| cue.chars().count());
        found.push((start, past, claim));
        if found.len() == MOST_CUES {
            break;
        }
    }
    found
}

/// Parts in a region, each with its class, in order; figures in inner brackets explain the parts.
pub(super) fn parts<'v, 'f>(view: &'v View<'f>, region: &Region) -> Vec<&'v Figure<'f>> {
    let in_region = |figure: &&Figure<'_>| figure.adds_up() && figure.bracket == region.bracket;
    view.within(&region.span).filter_map(|index| view.figure_at(index)).filter(in_region).collect()
}
/// Ways to take figures for the parts of one whole, the plainest last: all of them; those outside of lists of
/// parts of parts; the first of each clause; those of the first clause.
pub(super) fn readings<'v, 'f>(
    view: &View<'f>,
    region: &Region,
    parts: &[&'v Figure<'f>],
) -> Vec<Vec<&'v Figure<'f>>> {
    let stops: Vec<usize> = stops(view, region);
    let clause = |figure: &Figure<'_>| stops.partition_point(|stop| *stop < figure.fact.start);
    let is_nested = |figure: &Figure<'_>| {
        let before = |places: &[usize]| places.iter().rev().find(|at| **at < figure.fact.start).copied();
        before(&region.inner).is_some_and(|at| before(&stops).is_none_or(|stop| stop < at))
    };
    let take = |keep: &dyn Fn(usize, &Figure<'_>) -> bool| -> Vec<&'v Figure<'f>> {
        parts.iter().enumerate().filter(|(at, part)| keep(*at, part)).map(|(_, part)| *part).collect()
    };
    let is_head = |at: usize, part: &Figure<'_>| {
        let before = at.checked_sub(1).and_then(|before| parts.get(before));
        before.is_none_or(|before| clause(before) != clause(part))
    };
    let outer = take(&|_, part| !is_nested(part));
    let heads = take(&|at, part| is_head(at, part));
    let first = take(&|_, part| parts.first().is_some_and(|first| clause(first) == clause(part)));
    let mut readings: Vec<Vec<&Figure<'f>>> = Vec::new();
    let by_clause = if first.len() > 1 { [heads, first] } else { [first, heads] };
    for reading in std::iter::once(parts.to_vec()).chain(by_clause).chain([outer]) {
        let same = |other: &Vec<&Figure<'_>>| {
            other.len() == reading.len()
                && other.iter().zip(&reading).all(|(a, b)| a.fact.start == b.fact.start)
        };
        if !readings.iter().any(same) && (reading.len() >= 2 || readings.is_empty()) {
            readings.push(reading);
        }
    }
    readings
}

/// Semicolons on the level of the region's parts.
fn stops(view: &View<'_>, region: &Region) -> Vec<usize> {
    let text = view.text(&region.span).chars().enumerate();
    let places = text.filter(|(_, c)| *c == ';').map(|(at, _)| region.span.start + at);
    places.filter(|at| view.bracket_at(*at) == region.bracket).collect()
}
