//! A text as words with what stands between them, and each distinct word looked at once.

use crate::scalars::Scalars;
use model::{Block, SourceText};
use rustc_hash::FxHashMap;
use std::num::NonZeroU32;
use std::ops::Range;
use viet::fold::key;
use viet::letter;
use viet::syllable::Syllable;

/// A distinct word, as an index into [`Page::forms`]; small, for there are many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FormAt(NonZeroU32);

impl FormAt {
    /// The `count`-th distinct word, from one; beyond four thousand millions all are one.
    fn nth(count: usize) -> Self {
        Self(u32::try_from(count).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MAX))
    }

    pub(super) fn index(self) -> usize {
        usize::try_from(self.0.get() - 1).unwrap_or(usize::MAX)
    }
}

/// A run of letters and digits.
#[derive(Clone, Copy)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    /// In scalar values of the text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// All between it and the next word of the paragraph, or the paragraph's end.
    pub(super) gap: &'t str,
    /// Its distinct word.
    pub(super) form: FormAt,
    /// Whether it is the first of its paragraph.
    pub(super) first: bool,
}

impl Word<'_> {
    pub(super) fn capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// One blank stands between it and the next word of its paragraph, or behind that.
    pub(super) fn spaced(&self) -> bool {
        matches!(self.gap.as_bytes(), [b' '])
    }

    /// Nothing but blanks stands between it and the next word of its paragraph.
    pub(super) fn joined(&self) -> bool {
        self.spaced() || (!self.gap.is_empty() && self.gap.chars().all(char::is_whitespace))
    }
}

/// A distinct word as written.
pub(super) struct Form<'t> {
    pub(super) text: &'t str,
    /// How often.
    pub(super) count: usize,
    /// Its [`viet::fold::key`].
    pub(super) key: String,
    /// The syllable that it is, wherever the tone stands.
    read: Option<Syllable>,
    /// Whether the tone stands on the wrong letter.
    pub(super) misplaced: bool,
}

impl<'t> Form<'t> {
    fn new(text: &'t str) -> Self {
        let (read, right) = Syllable::loose(text).unzip();
        Self { text, count: 0, key: key(text), read, misplaced: right == Some(false) }
    }

    /// The syllable that it is, its tone on the right letter.
    pub(super) fn syllable(&self) -> Option<Syllable> {
        self.read.filter(|_| !self.misplaced)
    }

    /// Whether it is a syllable, wherever its tone stands.
    pub(super) fn is_syllable(&self) -> bool {
        self.read.is_some()
    }
}

/// The distinct words that something is true of.
pub(super) struct Told(Vec<bool>);

impl Told {
    /// Those of these words.
    pub(super) fn of<'w, 't: 'w>(page: &Page<'t>, words: impl Iterator<Item = &'w Word<'t>>) -> Self {
        let mut told = vec![false; page.forms.len()];
        for word in words {
            if let Some(told) = told.get_mut(word.form.index()) {
                *told = true;
            }
        }
        Self(told)
    }

    pub(super) fn has(&self, word: &Word<'_>) -> bool {
        self.0.get(word.form.index()).copied().unwrap_or(false)
    }
}

pub(super) struct Page<'t> {
    pub(super) source: &'t SourceText,
    pub(super) scalars: &'t Scalars<'t>,
    pub(super) words: Vec<Word<'t>>,
    /// Distinct words in the order in which they come.
    pub(super) forms: Vec<Form<'t>>,
    /// The words of every block.
    paragraphs: Vec<Range<usize>>,
}

/// A report has a thousand distinct words or two.
const DISTINCT: usize = 1500;

impl<'t> Page<'t> {
    pub(super) fn new(source: &'t SourceText, scalars: &'t Scalars<'t>) -> Self {
        let mut page = Self {
            source,
            scalars,
            words: Vec::with_capacity(source.text.len() / 5),
            forms: Vec::with_capacity(DISTINCT),
            paragraphs: Vec::with_capacity(source.blocks.len()),
        };
        let mut known = FxHashMap::with_capacity_and_hasher(DISTINCT, Default::default());
        for block in &source.blocks {
            let first = page.words.len();
            page.take(block, &mut known);
            page.paragraphs.push(first..page.words.len());
        }
        page
    }

    fn take(&mut self, block: &Block, known: &mut FxHashMap<&'t str, FormAt>) {
        let text = self.scalars.block(block);
        let mut letters = (block.start..).zip(text.char_indices());
        // Where the word before ends in bytes; none before the first.
        let mut past: Option<usize> = None;
        while let Some((start, (from, _))) = letters.find(|(_, (_, c))| is_letter(*c)) {
            if let (Some(past), Some(before)) = (past, self.words.last_mut()) {
                before.gap = text.get(past..from).unwrap_or_default();
            }
            let behind = letters.find(|(_, (_, c))| !is_letter(*c));
            let (end, to) = behind.map_or((block.end, text.len()), |(end, (to, _))| (end, to));
            let word = text.get(from..to).unwrap_or_default();
            let form = *known.entry(word).or_insert_with(|| {
                self.forms.push(Form::new(word));
                FormAt::nth(self.forms.len())
            });
            if let Some(form) = self.forms.get_mut(form.index()) {
                form.count += 1;
            }
            self.words.push(Word { text: word, start, end, gap: "", form, first: past.is_none() });
            past = Some(to);
        }
        if let (Some(past), Some(last)) = (past, self.words.last_mut()) {
            last.gap = text.get(past..).unwrap_or_default();
        }
    }

    /// The blocks with their words.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = (&'t Block, &[Word<'t>])> {
        let words = self.paragraphs.iter().map(|words| self.words.get(words.clone()).unwrap_or_default());
        self.source.blocks.iter().zip(words)
    }

    pub(super) fn form(&self, word: &Word<'_>) -> Option<&Form<'t>> {
        self.forms.get(word.form.index())
    }

    /// The key of a word of the text.
    pub(super) fn key(&self, word: &Word<'_>) -> &str {
        self.form(word).map_or("", |form| &form.key)
    }

    /// Asks something of every distinct word.
    pub(super) fn told(&self, holds: impl Fn(&Form<'t>) -> bool) -> Told {
        Told(self.forms.iter().map(holds).collect())
    }
}

/// Letters, digits and marks on them.
fn is_letter(c: char) -> bool {
    letter::is_word(c) || (!c.is_ascii() && unicode_normalization::char::is_combining_mark(c))
}
