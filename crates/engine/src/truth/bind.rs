//! One click: a typed number becomes a bound figure.

use super::Candidate;
use super::page::Paragraph;
use crate::book::Book;
use crate::compile::{self, Compiledline};
use crate::issue;
use crate::prose::{self, Edit};
use model::{Account, Act, Figure, FigureId, Inline, PassageId, Period, ProseContent, Refusal, RefusalCode};

/// Binds the words from one scalar value of a paragraph to another: of its content, then of its cells.
///
/// # Errors
/// `notice-moved` when other words stand there now or no plain ones, `prose-closed`, `already-issued`, `not-found`.
pub fn bind(
    book: &Book,
    who: &Account,
    period: Period,
    id: &PassageId,
    (start, end): (usize, usize),
    words: &str,
    choice: &Candidate,
) -> Result<Act, Refusal> {
    let state = issue::editable(book, period)?;
    if book.indicator(&choice.indicator).is_none() {
        return Err(Refusal::of(RefusalCode::NotFound, &choice.indicator));
    }
    let missing = || Refusal::of(RefusalCode::NotFound, "đoạn này");
    let passage = state.template.passages.iter().find(|p| p.id == *id).ok_or_else(missing)?;
    let compiled = compile::compile(book, state, period);
    let printed = compiled.passages.iter().find(|p| p.id == *id).ok_or_else(missing)?;
    let paragraph = Paragraph::of(printed);
    let span = paragraph.spans.iter().enumerate().find(|(_, (from, to, line))| {
        *from <= start && end <= *to && matches!(line, Compiledline::Text { .. })
    });
    let number = viet::number::parse(words).is_some();
    let (at, (from, ..)) = span
        .filter(|_| number && start < end && paragraph.slice(start, end) == words)
        .ok_or(RefusalCode::NoticeMoved)?;
    let figure = choice.figure(FigureId::from(format!("h{}", book.cut.0 + 1)), words);
    let place = Place { at, start: start - from, end: end - from };
    let base = ProseContent::from(passage);
    let now = place.bound(base.clone(), &figure).ok_or(RefusalCode::NoticeMoved)?;
    let edit = Edit::Write { id: id.clone(), base: Some(base), now, after: None };
    let decided = prose::write(book, who, period, &[edit])?;
    match (decided.act, decided.refused.into_iter().next()) {
        (_, Some((_, refusal))) => Err(refusal),
        (Some(what), None) => Ok(Act::ProseTended { period, what }),
        (None, None) => Err(RefusalCode::NoticeMoved.into()),
    }
}

/// A place in the words of a paragraph: which of its stretches, counted through content and cells, and where in that.
struct Place {
    at: usize,
    start: usize,
    end: usize,
}

impl Place {
    /// The paragraph with a figure in place of the words; none when no plain words stand there.
    fn bound(&self, mut content: ProseContent, figure: &Figure) -> Option<ProseContent> {
        let cells = content.table.iter_mut().flat_map(|t| &mut t.rows).flatten().map(|c| &mut c.inlines);
        let mut left = self.at;
        let inlines = std::iter::once(&mut content.inlines).chain(cells).find(|inlines| {
            let here = left < inlines.len();
            left -= if here { 0 } else { inlines.len() };
            here
        })?;
        let Inline::Text { text, bold, italic } = inlines.get(left)?.clone() else { return None };
        let words = |text: String| Inline::Text { text, bold, italic };
        let before: String = text.chars().take(self.start).collect();
        let after: String = text.chars().skip(self.end).collect();
        let parts = [
            Some(before).filter(|t| !t.is_empty()).map(words),
            Some(Inline::Figure { figure: figure.clone() }),
        ];
        let parts = parts.into_iter().chain([Some(after).filter(|t| !t.is_empty()).map(words)]).flatten();
        inlines.splice(left..=left, parts);
        Some(content)
    }
}
