//! A paragraph as printed: its words, what each stretch of them is, and the numbers in it.

use super::{Kind, Notice, Report};
use crate::compile::{CompiledFigure, CompiledPassage, Compiledline};
use model::{NoticeKey, Passage, PassageKind};
use viet::quantity::{Mention, scan};
use viet::token::{Token, tokens};

/// Words on each side of a place that a reason given for it holds with.
const BESIDE: usize = 3;

/// The words of a paragraph in one text, and what each stretch of them is.
pub(super) struct Paragraph<'a> {
    /// Content, then the cells of a table, each on a line of its own.
    pub text: String,
    chars: Vec<char>,
    /// Stretches in order: from, to, what.
    pub spans: Vec<(usize, usize, &'a Compiledline)>,
}

impl<'a> Paragraph<'a> {
    pub fn of(passage: &'a CompiledPassage) -> Self {
        let mut made = Self { text: String::new(), chars: Vec::new(), spans: Vec::new() };
        made.push(&passage.inlines);
        for cell in passage.table.iter().flat_map(|t| &t.rows).flatten() {
            made.text.push('\n');
            made.chars.push('\n');
            made.push(&cell.inlines);
        }
        made
    }

    fn push(&mut self, lines: &'a [Compiledline]) {
        for line in lines {
            let start = self.chars.len();
            self.chars.extend(line.words().chars());
            self.text.push_str(line.words());
            self.spans.push((start, self.chars.len(), line));
        }
    }

    /// The words from one scalar value to another.
    pub fn slice(&self, start: usize, end: usize) -> String {
        let end = end.min(self.chars.len());
        self.chars.get(start.min(end)..end).unwrap_or_default().iter().collect()
    }
}

/// A paragraph with the numbers in it, in its report.
pub(super) struct Page<'a, 'p> {
    pub report: &'p Report<'a>,
    pub passage: &'a CompiledPassage,
    pub paragraph: &'p Paragraph<'a>,
    pub tokens: Vec<Token<'p>>,
    pub mentions: Vec<Mention>,
    /// In the part that says what is to be done next.
    pub tasks: bool,
    /// As it stood in the report before.
    pub former: Option<&'a Passage>,
}

impl<'a, 'p> Page<'a, 'p> {
    pub fn new(
        report: &'p Report<'a>,
        passage: &'a CompiledPassage,
        paragraph: &'p Paragraph<'a>,
        tasks: bool,
    ) -> Self {
        let tokens = tokens(&paragraph.text);
        let mentions = scan(&tokens);
        let former = report.former(&passage.id);
        Self { report, passage, paragraph, tokens, mentions, tasks, former }
    }

    /// What a scalar value of the words belongs to.
    fn line_at(&self, at: usize) -> Option<&'a Compiledline> {
        let spans = &self.paragraph.spans;
        let next = spans.partition_point(|(_, end, _)| *end <= at);
        spans.get(next).filter(|(start, ..)| *start <= at).map(|(.., line)| *line)
    }

    /// Whether these words are plain: no figure, no mention of a period that the program keeps.
    pub fn is_typed(&self, start: usize) -> bool {
        matches!(self.line_at(start), Some(Compiledline::Text { .. }))
    }

    /// The figures with their places.
    pub fn figures(&self) -> impl Iterator<Item = (usize, usize, &'a CompiledFigure)> {
        self.paragraph.spans.iter().filter_map(|(start, end, line)| match line {
            Compiledline::Figure(figure) => Some((*start, *end, &**figure)),
            _ => None,
        })
    }

    /// The first token that begins at or behind a place.
    pub fn token_from(&self, at: usize) -> usize {
        self.tokens.partition_point(|t| t.start < at)
    }

    pub fn key(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", Token::key)
    }

    /// The word `back` tokens before token `at`, within the sentence.
    pub fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.key(at))
    }

    /// Whether it is a heading.
    pub fn is_heading(&self) -> bool {
        use PassageKind::{Annex, Clause, Part, PartTitle, Point, Section, Subclause, Title, WideAnnex};
        matches!(
            self.passage.kind,
            Title | Part | PartTitle | Section | Clause | Subclause | Point | Annex | WideAnnex
        )
    }

    /// A notice about words.
    pub fn about(&self, kind: Kind, start: usize, end: usize, says: String, hint: &str) -> Notice {
        let words = self.paragraph.slice(start, end);
        let seen = self.seen(start, end, &words);
        let key = NoticeKey::from(format!("{}:{}:{seen}", kind.name(), self.passage.id));
        Notice {
            key,
            kind,
            severity: kind.severity(),
            passage: self.passage.id.clone(),
            figure: None,
            start,
            end,
            words,
            seen,
            says,
            hint: hint.to_owned(),
            candidates: Vec::new(),
            finding: None,
            reason: None,
        }
    }

    /// A notice about a figure; `seen` is what it prints now.
    pub fn on(
        &self,
        kind: Kind,
        at: (usize, usize, &CompiledFigure),
        seen: &str,
        says: String,
        hint: &str,
    ) -> Notice {
        let (start, end, figure) = at;
        let key = NoticeKey::from(format!("{}:{}:{}", kind.name(), self.passage.id, figure.figure.id));
        Notice {
            key,
            figure: Some(figure.figure.clone()),
            seen: seen.to_owned(),
            ..self.about(kind, start, end, says, hint)
        }
    }

    /// The words with those beside them; a figure beside them may change.
    fn seen(&self, start: usize, end: usize, words: &str) -> String {
        let (first, next) = (self.tokens.partition_point(|t| t.end <= start), self.token_from(end));
        let shown = |token: &Token<'_>| match self.is_typed(token.start) {
            true => token.text().to_owned(),
            false => "#".to_owned(),
        };
        let before = self.tokens.get(first.saturating_sub(BESIDE)..first).unwrap_or_default();
        let after = self.tokens.get(next..(next + BESIDE).min(self.tokens.len())).unwrap_or_default();
        let beside = |tokens: &[Token<'_>]| tokens.iter().map(shown).collect::<Vec<_>>().join(" ");
        format!("{} [{words}] {}", beside(before), beside(after)).trim().to_owned()
    }
}
