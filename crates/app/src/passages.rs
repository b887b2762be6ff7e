//! Paragraphs of the living report that rest on a unit's form.

use crate::view::FormPassage;
use crate::{App, eyes};
use engine::Book;
use engine::collect::Form;
use engine::compile::CompiledPassage;
use model::{Account, Code, PassageId, PassageKind, ReturnedPart, ReturnedPlace, Submission};
use std::collections::BTreeSet;

impl App {
    /// The paragraphs that a form's figures stand in, or that its unit answers for: all for who may return them, else
    /// those that came back.
    pub(crate) fn passages_of(
        &self,
        book: &Book,
        who: &Account,
        form: Form<'_>,
        all: bool,
    ) -> Vec<FormPassage> {
        let returned: BTreeSet<&PassageId> = match form.submission {
            Submission::Returned { parts, .. } => {
                parts.iter().filter_map(|part| passage(&part.place)).collect()
            }
            _ => BTreeSet::new(),
        };
        let main = form.round.round.regime.is_main();
        let Some(state) = book.report(form.period()).filter(|_| main && (all || !returned.is_empty())) else {
            return Vec::new();
        };
        let compiled = self.compiled(book, state, form.period());
        let codes: BTreeSet<&Code> = form.sheet.cells.iter().map(|cell| &cell.indicator).collect();
        let theirs = |p: &&CompiledPassage| match all {
            true => p.owner.as_ref() == Some(&form.sheet.unit) || prints(p, &codes),
            false => returned.contains(&p.id),
        };
        let prose = |p: &&CompiledPassage| {
            matches!(
                p.kind,
                PassageKind::Point
                    | PassageKind::Body
                    | PassageKind::Item
                    | PassageKind::Dash
                    | PassageKind::Plus
                    | PassageKind::Note
            )
        };
        let hidden = eyes::hidden(book, who, &compiled);
        let shown = compiled.passages.iter().filter(|p| !hidden.contains(&p.id)).filter(prose).filter(theirs);
        shown.map(passage_view).collect()
    }
}

/// A sentence that was named and does not stand in its paragraph: somebody wrote it anew meanwhile.
pub(crate) fn misread<'a>(passages: &[FormPassage], parts: &'a [ReturnedPart]) -> Option<&'a str> {
    let reads = |part: &ReturnedPart, sentence: &str| {
        let here = passages.iter().filter(|p| passage(&part.place) == Some(&p.id));
        here.flat_map(|p| &p.sentences).any(|one| one == sentence)
    };
    parts.iter().find_map(|part| part.sentence.as_deref().filter(|sentence| !reads(part, sentence)))
}

fn passage_view(passage: &CompiledPassage) -> FormPassage {
    let text = passage.words();
    let sentences = viet::sentence::split(&text).into_iter().map(str::to_owned).collect();
    FormPassage { id: passage.id.clone(), text, sentences }
}

fn passage(place: &ReturnedPlace) -> Option<&PassageId> {
    match place {
        ReturnedPlace::Passage(id) => Some(id),
        ReturnedPlace::Cell(_) => None,
    }
}

fn prints(passage: &CompiledPassage, codes: &BTreeSet<&Code>) -> bool {
    passage.figures().any(|f| codes.contains(&f.figure.indicator))
}
