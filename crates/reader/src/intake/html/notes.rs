//! Footnotes of pages: two links that lead to each other, a mark and the note that it stands for.

use super::super::compose::{Mark, NoteKind, Paragraph};
use std::collections::BTreeMap;

/// More notes than a report has.
const MAX_NOTES: usize = 2000;
/// How far behind the place of a note its link back stands, in links.
const NEAR: usize = 4;

/// A link or a named place in a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Link {
    /// Names that lead here.
    pub(super) names: Vec<String>,
    /// The name that it leads to.
    pub(super) to: Option<String>,
    /// Bytes of the paragraph's text that it shows.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A paragraph with its links and the block that it stands in.
#[derive(Default)]
pub(super) struct Line {
    pub(super) paragraph: Paragraph,
    pub(super) links: Vec<Link>,
    pub(super) block: usize,
}

/// The body and the notes.
pub(super) fn split(mut lines: Vec<Line>) -> (Vec<Paragraph>, Vec<Paragraph>) {
    let mut places: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        for (number, link) in line.links.iter().enumerate() {
            link.names.iter().for_each(|name| {
                places.entry(name).or_insert((at, number));
            });
        }
    }
    // Marks and notes by line and link.
    let mut found: Vec<((usize, usize), (usize, usize))> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        for (number, link) in line.links.iter().enumerate() {
            let Some(&(there, other)) = link.to.as_deref().and_then(|to| places.get(to)) else { continue };
            let back = lines.get(there).map(|line| line.links.iter().skip(other).take(NEAR));
            let leads_back = |back: &Link| back.to.as_ref().is_some_and(|to| link.names.contains(to));
            if found.len() < MAX_NOTES && there > at && back.is_some_and(|mut back| back.any(leads_back)) {
                found.push(((at, number), (there, other)));
            }
        }
    }
    let mut starts: Vec<usize> = found.iter().map(|(_, (start, _))| *start).collect();
    starts.sort_unstable();
    let mut owners: Vec<Option<String>> = vec![None; lines.len()];
    for (number, (_, (there, _))) in found.iter().enumerate() {
        let block = lines.get(*there).map(|line| line.block);
        let after = starts.partition_point(|start| start <= there);
        let next = starts.get(after).copied().unwrap_or(lines.len());
        for at in *there..next {
            if lines.get(at).map(|line| line.block) != block {
                break;
            }
            if let Some(owner) = owners.get_mut(at) {
                *owner = Some(number.to_string());
            }
        }
    }
    for (number, (mark, _)) in found.iter().enumerate().rev() {
        if let Some(line) = lines.get_mut(mark.0) {
            let at = line.links.get(mark.1).map_or(0, |link| link.start);
            cut(line, mark.1);
            line.paragraph.marks.push(Mark { kind: NoteKind::Foot, id: number.to_string(), at });
        }
    }
    for (_, (there, _)) in &found {
        if let Some(line) = lines.get_mut(*there) {
            for number in (0..line.links.len()).rev() {
                if line.links.get(number).is_some_and(|link| link.to.is_some()) {
                    cut(line, number);
                }
            }
        }
    }
    let (mut body, mut notes) = (Vec::new(), Vec::new());
    for (line, owner) in lines.into_iter().zip(owners) {
        match owner {
            Some(id) => notes.push(Paragraph { note: Some((NoteKind::Foot, id)), ..line.paragraph }),
            None => body.push(line.paragraph),
        }
    }
    (body, notes)
}

/// Takes out what a link shows.
fn cut(line: &mut Line, number: usize) {
    let Some(link) = line.links.get_mut(number) else { return };
    let (start, end) = (link.start, link.end);
    link.end = start;
    let moved = |at: usize| if at >= end { at - (end - start) } else { at.min(start) };
    if line.paragraph.text.get(start..end).is_none() || start >= end {
        return;
    }
    line.paragraph.text.replace_range(start..end, "");
    line.paragraph.marks.iter_mut().for_each(|mark| mark.at = moved(mark.at));
    for span in &mut line.paragraph.old {
        (span.start, span.end) = (moved(span.start), moved(span.end));
    }
    for link in line.links.iter_mut().skip(number + 1) {
        (link.start, link.end) = (moved(link.start), moved(link.end));
    }
}
