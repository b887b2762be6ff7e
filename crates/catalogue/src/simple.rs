//! Words that easily guessed passwords are made of.

use std::sync::OnceLock;

/// Common words and rows of keys, lower case without marks or blanks, longest first.
pub fn simple_words() -> &'static [&'static str] {
    static WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let lines = include_str!("../../../catalogue/simple-passwords.txt").lines().map(str::trim);
        let mut words: Vec<&str> = lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    })
}
