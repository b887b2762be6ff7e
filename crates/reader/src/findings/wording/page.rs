//! A text as words with what stands between them, and each distinct word looked at once.

use crate::scalars::Scalars;
use model::{Block, SourceText};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use viet::fold::{fold, key};
use viet::letter;
use viet::syllable::{Syllable, is_syllable};

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

    /// Nothing but blanks stands between it and the next word of its paragraph.
    pub(super) fn joined(&self) -> bool {
        !self.gap.is_empty() && self.gap.chars().all(char::is_whitespace)
    }
}

/// A distinct word as written.
pub(super) struct Form<'t> {
    pub(super) text: &'t str,
    /// How often.
    pub(super) count: usize,
    key: OnceCell<String>,
    shape: OnceCell<Shape>,
}

/// What a word is by the grammar of syllables.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    pub(super) syllable: Option<Syllable>,
    /// A syllable whose tone stands on the wrong letter.
    pub(super) misplaced: bool,
}

impl Form<'_> {
    pub(super) fn key(&self) -> &str {
        self.key.get_or_init(|| key(self.text))
    }

    pub(super) fn shape(&self) -> Shape {
        *self.shape.get_or_init(|| {
            let syllable = Syllable::parse(self.text);
            Shape { syllable, misplaced: syllable.is_none() && is_syllable(self.text) }
        })
    }
}

/// Two words that stand next to each other.
#[derive(Default)]
struct Pair {
    count: u32,
    /// The first different words before them; a few suffice.
    before: [Option<FormAt>; 3],
}

impl Pair {
    fn take(&mut self, before: Option<FormAt>) {
        self.count += 1;
        let Some(form) = before.filter(|form| !self.before.contains(&Some(*form))) else { return };
        if let Some(place) = self.before.iter_mut().find(|place| place.is_none()) {
            *place = Some(form);
        }
    }
}

pub(super) struct Page<'t> {
    pub(super) source: &'t SourceText,
    pub(super) scalars: &'t Scalars<'t>,
    pub(super) words: Vec<Word<'t>>,
    /// Distinct words in the order in which they come.
    pub(super) forms: Vec<Form<'t>>,
    pairs: OnceCell<FxHashMap<(FormAt, FormAt), Pair>>,
    by_fold: OnceCell<BTreeMap<String, Vec<usize>>>,
}

impl<'t> Page<'t> {
    pub(super) fn new(source: &'t SourceText, scalars: &'t Scalars<'t>) -> Self {
        let mut page = Self {
            source,
            words: Vec::with_capacity(source.text.len() / 5),
            forms: Vec::new(),
            pairs: OnceCell::new(),
            by_fold: OnceCell::new(),
            scalars,
        };
        let mut known: FxHashMap<&'t str, FormAt> = FxHashMap::default();
        for block in &source.blocks {
            page.take(block, &mut known);
        }
        page
    }

    fn take(&mut self, block: &Block, known: &mut FxHashMap<&'t str, FormAt>) {
        let text = self.scalars.block(block);
        let (mut at, mut scalar, mut first) = (0, block.start, true);
        while let Some(lead) = text.get(at..).and_then(|rest| rest.find(is_letter)) {
            let chars = |from: usize, to: usize| text.get(from..to).map_or(0, |part| part.chars().count());
            let from = at + lead;
            let rest = text.get(from..).unwrap_or_default();
            let to = from + rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len());
            if let Some(before) = self.words.last_mut().filter(|_| !first) {
                before.gap = text.get(at..from).unwrap_or_default();
            }
            let word = text.get(from..to).unwrap_or_default();
            let start = scalar + chars(at, from);
            scalar = start + chars(from, to);
            let form = *known.entry(word).or_insert_with(|| {
                self.forms.push(Form { text: word, count: 0, key: OnceCell::new(), shape: OnceCell::new() });
                FormAt::nth(self.forms.len())
            });
            if let Some(form) = self.forms.get_mut(form.index()) {
                form.count += 1;
            }
            let gap = text.get(to..).unwrap_or_default();
            self.words.push(Word { text: word, start, end: scalar, gap, form, first });
            (at, first) = (to, false);
        }
    }

    pub(super) fn form(&self, word: &Word<'_>) -> Option<&Form<'t>> {
        self.forms.get(word.form.index())
    }

    /// The key of a word of the text.
    pub(super) fn key(&self, word: &Word<'_>) -> &str {
        self.form(word).map_or("", Form::key)
    }

    /// How often two words as written stand next to each other.
    pub(super) fn pair_count(&self, first: &Word<'_>, second: &Word<'_>) -> usize {
        self.pair(first, second).map_or(0, |pair| usize::try_from(pair.count).unwrap_or(usize::MAX))
    }

    /// Whether two words stand next to each other behind another word than `before` and the first itself.
    pub(super) fn pair_elsewhere(
        &self,
        before: Option<&Word<'_>>,
        first: &Word<'_>,
        second: &Word<'_>,
    ) -> bool {
        let own = before.map(|word| word.form);
        self.pair(first, second).is_some_and(|pair| {
            let mut others = pair.before.iter().flatten().filter(|form| **form != first.form);
            others.any(|form| Some(*form) != own)
        })
    }

    fn pair(&self, first: &Word<'_>, second: &Word<'_>) -> Option<&Pair> {
        let pairs = self.pairs.get_or_init(|| {
            let mut pairs: FxHashMap<(FormAt, FormAt), Pair> = FxHashMap::default();
            let mut before = None;
            for (a, b) in self.words.iter().zip(self.words.iter().skip(1)) {
                if a.joined() && !b.first {
                    pairs.entry((a.form, b.form)).or_default().take(before.filter(|_| !a.first));
                }
                before = a.joined().then_some(a.form);
            }
            pairs
        });
        pairs.get(&(first.form, second.form))
    }

    /// Words with the same letters without marks.
    pub(super) fn alike(&self, folded: &str) -> impl Iterator<Item = &Form<'t>> {
        let by_fold = self.by_fold.get_or_init(|| {
            let mut by_fold: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, form) in self.forms.iter().enumerate() {
                by_fold.entry(fold(form.text)).or_default().push(at);
            }
            by_fold
        });
        by_fold.get(folded).into_iter().flatten().filter_map(|at| self.forms.get(*at))
    }
}

/// Letters, digits and marks on them.
fn is_letter(c: char) -> bool {
    letter::is_word(c) || (!c.is_ascii() && unicode_normalization::char::is_combining_mark(c))
}
