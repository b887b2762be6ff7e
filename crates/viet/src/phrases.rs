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
pub struct Phrases<T = ()>(FxHashMap<&'static str, Vec<(Vec<&'static str>, T)>>);

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
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Self(by_first)
    }

    /// The longest phrase whose words are those that `word` gives from 0 on: how many they are, and what they mean.
    /// Beyond the end of the text `word` is empty.
    pub fn longest<'a>(&self, word: impl Fn(usize) -> &'a str) -> Option<(usize, &T)> {
        let fits =
            |(words, _): &&(Vec<&str>, T)| words.iter().enumerate().skip(1).all(|(at, one)| word(at) == *one);
        let (words, meaning) = self.0.get(word(0))?.iter().find(fits)?;
        Some((words.len(), meaning))
    }

    /// How many words the longest phrase takes, as [`Self::longest`]; 0 = none.
    pub fn length<'a>(&self, word: impl Fn(usize) -> &'a str) -> usize {
        self.longest(word).map_or(0, |(length, _)| length)
    }

    /// Whether the words are one of the phrases.
    pub fn contains(&self, words: &[&str]) -> bool {
        let all = words.first().and_then(|first| self.0.get(first));
        all.is_some_and(|all| all.iter().any(|(phrase, _)| phrase == words))
    }
}

impl Phrases {
    /// A table from a list parted by `|`.
    pub fn listed(list: &'static str) -> Self {
        Self::new(list.split('|').map(|phrase| (phrase, ())))
    }
}
