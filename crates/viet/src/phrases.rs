//! Tables of phrases that are looked up at a word of a text: one look at the first word, whatever the size of the table.
//!
//! ```
//! use viet::phrases::Phrases;
//!
//! let kinds = Phrases::new([("báo cáo", 1), ("kế hoạch", 2), ("kế hoạch hành động", 3)]);
//! let words = ["kế", "hoạch", "hành", "động", "năm"];
//! assert_eq!(kinds.longest(|at| words.get(at).copied().unwrap_or_default()), Some((4, &3)));
//! ```

use rustc_hash::FxHashMap;

/// Phrases, each of words with one blank between them, with what each means.
#[derive(Debug)]
pub struct Phrases<T = ()> {
    by_first: FxHashMap<&'static str, Vec<(Vec<&'static str>, T)>>,
    /// Marks of the first words: most words of a text begin no phrase, and their mark is not among these.
    marks: [u64; MARKS / 64],
}

/// How many marks there are.
const MARKS: usize = 1024;

/// A number below [`MARKS`] that words seldom share, from a few of their bytes.
#[inline]
fn mark(word: &str) -> usize {
    let (Some(first), Some(last)) = (word.bytes().next(), word.bytes().next_back()) else { return 0 };
    (usize::from(first) * 37 + usize::from(last) * 5 + word.len() * 151) % MARKS
}

impl<T> Phrases<T> {
    /// A table of these phrases. Of a phrase that comes twice the first counts.
    pub fn new(rows: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut by_first: FxHashMap<&str, Vec<(Vec<&str>, T)>> = FxHashMap::default();
        for (phrase, meaning) in rows {
            let words: Vec<&str> = phrase.split_whitespace().collect();
            if let Some(first) = words.first() {
                by_first.entry(first).or_default().push((words, meaning));
            }
        }
        let mut marks = [0; MARKS / 64];
        for (first, phrases) in &mut by_first {
            phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            let mark = mark(first);
            marks[mark / 64] |= 1 << (mark % 64);
        }
        Self { by_first, marks }
    }

    /// The words that phrases begin with, in no order.
    pub fn first_words(&self) -> impl Iterator<Item = &'static str> {
        self.by_first.keys().copied()
    }

    /// The phrases that begin with a word.
    #[inline]
    fn begun_by(&self, first: &str) -> Option<&Vec<(Vec<&'static str>, T)>> {
        let mark = mark(first);
        if self.marks[mark / 64] >> (mark % 64) & 1 == 0 { None } else { self.by_first.get(first) }
    }

    /// The longest phrase whose words are those that `word` gives from 0 on: how many they are, and what they mean.
    /// Beyond the end of the text `word` is empty.
    #[inline]
    pub fn longest<'a>(&self, word: impl Fn(usize) -> &'a str) -> Option<(usize, &T)> {
        let fits =
            |(words, _): &&(Vec<&str>, T)| words.iter().enumerate().skip(1).all(|(at, one)| word(at) == *one);
        let (words, meaning) = self.begun_by(word(0))?.iter().find(fits)?;
        Some((words.len(), meaning))
    }

    /// How many words the longest phrase takes, as [`Self::longest`]; 0 = none.
    pub fn length<'a>(&self, word: impl Fn(usize) -> &'a str) -> usize {
        self.longest(word).map_or(0, |(length, _)| length)
    }

    /// Whether the words are one of the phrases.
    pub fn contains(&self, words: &[&str]) -> bool {
        let all = words.first().and_then(|first| self.begun_by(first));
        all.is_some_and(|all| all.iter().any(|(phrase, _)| phrase == words))
    }
}

impl Phrases {
    /// A table from a list parted by `|`.
    pub fn listed(list: &'static str) -> Self {
        Self::new(list.split('|').map(|phrase| (phrase, ())))
    }
}
