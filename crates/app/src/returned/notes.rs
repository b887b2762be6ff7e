//! Footnotes of a file that came back, in the order of the file that went out: a note that is gone shifts no other.

use report::Span;
use report::back::{Paragraph, Piece, Returned};

/// The same with marks that count as in `untouched`: known notes keep their index, new ones follow. A note that is
/// gone is an empty paragraph without a name.
pub(super) fn as_sent(found: &Returned, untouched: &Returned) -> Returned {
    let known = |note: &Paragraph| {
        let id = note.id.as_ref()?;
        untouched.notes.iter().position(|other| other.id.as_ref() == Some(id))
    };
    let mut notes = vec![Paragraph::default(); untouched.notes.len()];
    let mut places = Vec::with_capacity(found.notes.len());
    for note in &found.notes {
        match known(note).and_then(|at| Some((at, notes.get_mut(at)?))) {
            Some((at, place)) => {
                *place = note.clone();
                places.push(at);
            }
            None => {
                places.push(notes.len());
                notes.push(note.clone());
            }
        }
    }
    let mut pieces = found.pieces.clone();
    let spans = pieces.iter_mut().flat_map(|piece| match piece {
        Piece::Paragraph(paragraph) => vec![&mut paragraph.spans],
        Piece::Table(table) => table.rows.iter_mut().flatten().collect(),
    });
    for span in spans.flatten() {
        if let Span::Note { index } = span
            && let Some(place) = places.get(*index)
        {
            *index = *place;
        }
    }
    Returned { facts: found.facts.clone(), pieces, notes }
}
