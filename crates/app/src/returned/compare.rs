//! What changed in a Word file of ours that came back, paragraph by paragraph.

use engine::compile::{Compiled, CompiledPassage, Compiledline};
use model::{FigureId, Inline, Passage, PassageCell, PassageId, PassageKind, ProseContent, Table, Template};
use report::Span;
use report::back::{Paragraph, Piece, Returned};
use std::collections::{BTreeMap, BTreeSet};

/// What the file was made from.
pub(super) struct Base<'a> {
    /// The prose as it was then.
    pub template: &'a Template,
    /// The same with its figures.
    pub compiled: &'a Compiled,
    /// What the file held when nobody had touched it.
    pub untouched: &'a Returned,
}

/// A change that somebody made in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The paragraph; a name of ours for a new one.
    pub id: PassageId,
    pub what: What,
    /// The words before and now.
    pub was: String,
    pub now: String,
    /// Figures whose digits were typed over: what they said, what stands there now.
    pub overtyped: Vec<(FigureId, String, String)>,
    /// Figures that stood in it and do not any more.
    pub dropped: Vec<FigureId>,
}

/// What happened to a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Its words or figures are not the same; `now` has the figures bound as they were.
    Edited { base: Option<ProseContent>, now: ProseContent },
    /// It is new.
    Added { now: ProseContent, after: Option<PassageId> },
    /// It is gone.
    Gone { base: ProseContent },
    /// It stands elsewhere.
    Moved { after: Option<PassageId> },
    /// A table whose rows or columns are not the same: nobody can tell which cell is which.
    Reshaped,
}

/// Every change, in the order of the file; what is gone comes last.
pub(super) fn changes(base: &Base<'_>, found: &Returned) -> Vec<Change> {
    Comparison::new(base, found).changes()
}

/// The words of a piece, its figures and notes by name, so that equal keys are equal pieces.
fn words(spans: &[Span]) -> String {
    spans.iter().map(Span::words).collect()
}

fn cells(piece: &Piece) -> Vec<&[Span]> {
    match piece {
        Piece::Paragraph(p) => vec![&p.spans],
        Piece::Table(t) => t.rows.iter().flatten().map(Vec::as_slice).collect(),
    }
}

fn id_of(piece: &Piece) -> Option<&PassageId> {
    match piece {
        Piece::Paragraph(p) => p.id.as_ref(),
        Piece::Table(t) => t.id.as_ref(),
    }
}

fn all_words(piece: &Piece) -> String {
    let title = match piece {
        Piece::Table(t) => t.title.iter().map(|t| format!("{t}: ")).collect(),
        Piece::Paragraph(_) => String::new(),
    };
    title + &cells(piece).into_iter().map(words).collect::<Vec<_>>().join(" | ")
}

struct Comparison<'a> {
    base: &'a Base<'a>,
    found: &'a Returned,
    passages: BTreeMap<&'a PassageId, &'a Passage>,
    compiled: BTreeMap<&'a PassageId, &'a CompiledPassage>,
    figures: BTreeMap<&'a FigureId, (&'a model::Figure, &'a str)>,
    known: BTreeMap<&'a PassageId, &'a Piece>,
}

impl<'a> Comparison<'a> {
    fn new(base: &'a Base<'a>, found: &'a Returned) -> Self {
        let lines = base.compiled.passages.iter().flat_map(CompiledPassage::lines);
        let figures = lines.filter_map(|line| match line {
            Compiledline::Figure(f) => Some((&f.figure.id, (&f.figure, f.text.as_str()))),
            _ => None,
        });
        Self {
            base,
            found,
            passages: base.template.passages.iter().map(|p| (&p.id, p)).collect(),
            compiled: base.compiled.passages.iter().map(|p| (&p.id, p)).collect(),
            figures: figures.collect(),
            known: base.untouched.pieces.iter().filter_map(|p| Some((id_of(p)?, p))).collect(),
        }
    }

    fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        // What carries no name of ours is told by its words: headings of annexes, what the program wrote.
        let unnamed = self.base.untouched.pieces.iter().filter(|p| id_of(p).is_none());
        let mut unnamed: Vec<String> = unnamed.map(all_words).collect();
        let moved = self.moved();
        let mut last = self.title();
        for piece in &self.found.pieces {
            match id_of(piece).filter(|id| self.known.contains_key(id)) {
                Some(id) => {
                    if moved.contains(id) {
                        let what = What::Moved { after: last.clone() };
                        changes.push(change(id.clone(), what, String::new(), all_words(piece)));
                    }
                    changes.extend(self.edited(id, piece));
                    last = self.passages.contains_key(id).then(|| id.clone()).or(last);
                }
                None => {
                    let words = all_words(piece);
                    if let Some(at) = unnamed.iter().position(|known| *known == words) {
                        unnamed.remove(at);
                    } else if !words.trim().is_empty() {
                        let id = PassageId::from(format!("w{}", changes.len() + 1));
                        let now = self.content(piece, None);
                        let after = last.replace(id.clone());
                        changes.push(change(id, What::Added { now, after }, String::new(), words));
                    }
                }
            }
        }
        changes.extend(self.notes());
        changes.extend(self.gone());
        changes
    }

    fn title(&self) -> Option<PassageId> {
        let titles = self.base.template.passages.iter().take_while(|p| p.kind == PassageKind::Title);
        titles.last().map(|p| p.id.clone())
    }

    /// Pieces that do not keep their place among the others: the fewest whose move explains the order.
    fn moved(&self) -> BTreeSet<&'a PassageId> {
        let places: BTreeMap<_, _> =
            self.base.untouched.pieces.iter().filter_map(id_of).enumerate().map(|(i, id)| (id, i)).collect();
        let order: Vec<(&PassageId, usize)> = self
            .found
            .pieces
            .iter()
            .filter_map(id_of)
            .filter_map(|id| Some((id, *places.get(id)?)))
            .collect();
        let kept = longest_rising(&order.iter().map(|(_, place)| *place).collect::<Vec<_>>());
        let stays: BTreeSet<usize> = kept.into_iter().collect();
        order.into_iter().filter(|(_, place)| !stays.contains(place)).map(|(id, _)| id).collect()
    }

    fn edited(&self, id: &PassageId, piece: &Piece) -> Option<Change> {
        let known = self.known.get(id)?;
        let (before, now) = (cells(known), cells(piece));
        if before == now && all_words(known) == all_words(piece) {
            return None;
        }
        let (was, words) = (all_words(known), all_words(piece));
        if let (Piece::Table(a), Piece::Table(b)) = (known, piece)
            && a.rows.iter().map(Vec::len).ne(b.rows.iter().map(Vec::len))
        {
            return Some(change(id.clone(), What::Reshaped, was, words));
        }
        let passage = self.passages.get(id).copied();
        let content = self.content(piece, passage);
        let what = What::Edited { base: passage.map(ProseContent::from), now: content };
        Some(Change {
            overtyped: self.overtyped(&now),
            dropped: dropped(&before, &now),
            ..change(id.clone(), what, was, words)
        })
    }

    fn notes(&self) -> Vec<Change> {
        let known: BTreeMap<_, _> =
            self.base.untouched.notes.iter().filter_map(|n| Some((n.id.as_ref()?, n))).collect();
        let edited = self.found.notes.iter().filter_map(|note| {
            let id = note.id.as_ref()?;
            let before = known.get(id).filter(|before| before.spans != note.spans)?;
            let passage = self.passages.get(id).copied()?;
            let now = self.paragraph(note, Some(passage));
            let what = What::Edited { base: Some(ProseContent::from(passage)), now };
            let spans = [note.spans.as_slice()];
            Some(Change {
                overtyped: self.overtyped(&spans),
                dropped: dropped(&[&before.spans], &spans),
                ..change(id.clone(), what, words(&before.spans), words(&note.spans))
            })
        });
        edited.collect()
    }

    fn gone(&self) -> Vec<Change> {
        let pieces = self.found.pieces.iter().filter_map(id_of);
        let there: BTreeSet<&PassageId> =
            pieces.chain(self.found.notes.iter().filter_map(|n| n.id.as_ref())).collect();
        let noted: BTreeSet<&PassageId> =
            self.base.untouched.notes.iter().filter_map(|n| n.id.as_ref()).collect();
        let missing =
            self.base.template.passages.iter().filter(|p| {
                (self.known.contains_key(&p.id) || noted.contains(&p.id)) && !there.contains(&p.id)
            });
        let gone = missing.map(|p| {
            let was = self.compiled.get(&p.id).map(|c| c.words()).unwrap_or_default();
            change(p.id.clone(), What::Gone { base: p.into() }, was, String::new())
        });
        gone.collect()
    }

    fn overtyped(&self, spans: &[&[Span]]) -> Vec<(FigureId, String, String)> {
        let typed = |span: &Span| match span {
            Span::Figure { id, text } => {
                let (_, printed) = self.figures.get(id)?;
                (printed.trim() != text.trim()).then(|| (id.clone(), (*printed).to_owned(), text.clone()))
            }
            _ => None,
        };
        spans.iter().copied().flatten().filter_map(typed).collect()
    }

    fn content(&self, piece: &Piece, passage: Option<&Passage>) -> ProseContent {
        match piece {
            Piece::Paragraph(paragraph) => self.paragraph(paragraph, passage),
            Piece::Table(table) => {
                let before = passage.and_then(|p| p.table.as_ref());
                let cell = |row: usize, column: usize, spans: &Vec<Span>| {
                    let known = before.and_then(|t| t.rows.get(row)?.get(column));
                    PassageCell {
                        inlines: self.inlines(spans, known.map_or(&[], |c| c.inlines.as_slice())),
                        columns: known.map_or(1, |c| c.columns),
                        right: known.is_some_and(|c| c.right),
                    }
                };
                let rows = table
                    .rows
                    .iter()
                    .enumerate()
                    .map(|(r, row)| row.iter().enumerate().map(|(c, spans)| cell(r, c, spans)).collect());
                let heads = before.map_or(1, |t| t.heads);
                let title = table.title.iter().map(Inline::text).collect();
                let caption = passage.map(|p| p.inlines.clone());
                let same = self.compiled.get(&passage.map_or_else(|| PassageId::from(""), |p| p.id.clone()));
                let kept =
                    same.is_some_and(|c| Some(c.words()) == table.title.clone().or(Some(String::new())));
                ProseContent {
                    kind: PassageKind::Table,
                    inlines: caption.filter(|_| kept).unwrap_or(title),
                    table: Some(Table { heads, rows: rows.collect() }),
                    chart: None,
                }
            }
        }
    }

    fn paragraph(&self, paragraph: &Paragraph, passage: Option<&Passage>) -> ProseContent {
        let known = passage.map_or(&[][..], |p| p.inlines.as_slice());
        let kind = match passage {
            Some(passage) => paragraph.kind.filter(|k| !is_drawn(*k)).unwrap_or(passage.kind),
            None => paragraph.kind.filter(|k| !is_drawn(*k)).unwrap_or(PassageKind::Body),
        };
        let kind =
            if passage.is_some_and(|p| p.kind == PassageKind::Note) { PassageKind::Note } else { kind };
        let mut inlines = self.inlines(&paragraph.spans, known);
        // The writers end the body with `./.`, whatever the words say.
        let ends = |inlines: &[Inline]| matches!(inlines.last(), Some(Inline::Text { text, .. }) if text.ends_with("./."));
        if !ends(known)
            && ends(&inlines)
            && let Some(Inline::Text { text, .. }) = inlines.last_mut()
        {
            text.truncate(text.len() - "/.".len());
        }
        let chart = passage.and_then(|p| p.chart.clone()).filter(|_| kind == PassageKind::Chart);
        ProseContent { chart, ..ProseContent::prose(kind, inlines) }
    }

    /// Spans as prose holds them: figures bound as they were, mentions of periods that still stand there moving on.
    fn inlines(&self, spans: &[Span], known: &[Inline]) -> Vec<Inline> {
        let mut mentions = known.iter().filter_map(|inline| match inline {
            Inline::Period { mention } => Some(mention),
            _ => None,
        });
        let printed = |mention: &model::Mention| self.mention(mention);
        let mut next = mentions.next();
        let mut out = Vec::new();
        for span in spans {
            match span {
                Span::Figure { id, text } => out.push(match self.figures.get(id) {
                    Some((figure, _)) => Inline::Figure { figure: (*figure).clone() },
                    None => Inline::text(text.clone()),
                }),
                Span::Note { index } => {
                    let note = self.found.notes.get(*index).and_then(|n| n.id.clone());
                    out.extend(note.map(|id| Inline::Note { id }));
                }
                Span::Text { text, bold, italic } => {
                    let words =
                        |text: &str| Inline::Text { text: text.to_owned(), bold: *bold, italic: *italic };
                    let mut rest = text.as_str();
                    while let Some(mention) = next {
                        let Some(shown) = printed(mention).filter(|s| !s.is_empty()) else {
                            next = mentions.next();
                            continue;
                        };
                        let Some((before, after)) = rest.split_once(&shown) else { break };
                        out.extend((!before.is_empty()).then(|| words(before)));
                        out.push(Inline::Period { mention: mention.clone() });
                        (rest, next) = (after, mentions.next());
                    }
                    out.extend((!rest.is_empty()).then(|| words(rest)));
                }
            }
        }
        out
    }

    /// How a mention was printed.
    fn mention(&self, mention: &model::Mention) -> Option<String> {
        let lines = self.base.compiled.passages.iter().flat_map(CompiledPassage::lines);
        let mut printed = lines.filter_map(|line| match line {
            Compiledline::Period(known, text) if known == mention => Some(text.clone()),
            _ => None,
        });
        printed.next()
    }
}

/// Tables and charts are told by their passage, not by the style of their caption.
fn is_drawn(kind: PassageKind) -> bool {
    matches!(kind, PassageKind::Table | PassageKind::Chart)
}

fn change(id: PassageId, what: What, was: String, now: String) -> Change {
    Change { id, what, was, now, overtyped: Vec::new(), dropped: Vec::new() }
}

fn dropped(before: &[&[Span]], now: &[&[Span]]) -> Vec<FigureId> {
    let figures = |cells: &[&[Span]]| -> Vec<FigureId> {
        let figure = |span: &Span| match span {
            Span::Figure { id, .. } => Some(id.clone()),
            _ => None,
        };
        cells.iter().copied().flatten().filter_map(figure).collect()
    };
    let now: BTreeSet<FigureId> = figures(now).into_iter().collect();
    figures(before).into_iter().filter(|id| !now.contains(id)).collect()
}

/// The longest run of rising numbers among some, in order.
fn longest_rising(numbers: &[usize]) -> Vec<usize> {
    // The least last number of a run of each length, with the place of the one before it.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers.get(*end).is_some_and(|n| n < number));
        before.push(length.checked_sub(1).and_then(|l| ends.get(l).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut at = ends.last().copied();
    let mut run = Vec::new();
    while let Some(place) = at {
        run.extend(numbers.get(place));
        at = before.get(place).copied().flatten();
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::longest_rising;

    #[test]
    fn the_fewest_are_moved() {
        for (order, kept) in [
            (vec![], vec![]),
            (vec![0, 1, 2], vec![0, 1, 2]),
            (vec![2, 0, 1], vec![0, 1]),
            (vec![0, 3, 1, 2, 4], vec![0, 1, 2, 4]),
        ] {
            assert_eq!(longest_rising(&order), kept, "{order:?}");
        }
    }
}
