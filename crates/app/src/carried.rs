//! What a Word file of ours says of its own figures, so that a report that went out is read as it was bound.

use model::{Code, Measure, SourceText};
use report::back::{Piece, Returned, back};
use report::{FigureFact, Span};
use std::collections::BTreeMap;

/// The indicators that a file of ours carries for its levels: where each number begins in the text -> indicator.
/// A file of another origin carries none. A percentage speaks of the indicator of a level beside it.
pub(crate) fn carried(file: &[u8], source: &SourceText) -> BTreeMap<usize, Code> {
    let Ok(returned) = back(file) else { return BTreeMap::new() };
    let bound: BTreeMap<_, &FigureFact> =
        returned.facts.iter().flat_map(|facts| &facts.figures).map(|fact| (&fact.id, fact)).collect();
    if bound.is_empty() {
        return BTreeMap::new();
    }
    let level =
        |fact: &&FigureFact| matches!(fact.measure, Measure::Actual | Measure::Plan | Measure::Estimate);
    let indicator = |span: &Span| match span {
        Span::Figure { id, .. } => bound.get(id).copied().filter(level).map(|fact| fact.indicator.clone()),
        _ => None,
    };
    places(&returned, source)
        .into_iter()
        .filter_map(|(start, span)| Some((start, indicator(span)?)))
        .collect()
}

/// Every stretch of a file with where it begins in the plain text that was read. Lines that the text does not hold in
/// their order are left out.
fn places<'a>(returned: &'a Returned, source: &SourceText) -> Vec<(usize, &'a Span)> {
    let body = returned.pieces.iter().flat_map(|piece| match piece {
        Piece::Paragraph(paragraph) => vec![paragraph.spans.as_slice()],
        Piece::Table(table) => table.rows.iter().flatten().map(Vec::as_slice).collect(),
    });
    let (mut rest, mut from) = (source.text.as_str(), 0);
    let mut out = Vec::new();
    for spans in body.chain(returned.notes.iter().map(|note| note.spans.as_slice())) {
        let words: String = spans.iter().map(Span::words).collect();
        let Some((before, _)) = rest.split_once(words.trim()).filter(|_| !words.trim().is_empty()) else {
            continue;
        };
        let margin = words.len() - words.trim_start().len();
        let mut here = from + before.chars().count();
        from = here + words.trim().chars().count();
        rest = rest.get(before.len() + words.trim().len()..).unwrap_or_default();
        here = here.saturating_sub(words.get(..margin).unwrap_or_default().chars().count());
        for span in spans {
            out.push((here, span));
            here += span.words().chars().count();
        }
    }
    out
}
