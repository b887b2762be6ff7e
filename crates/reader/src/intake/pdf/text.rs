//! Letters to words and lines, by where they stand.

use super::content::Glyph;
use super::geometry::Place;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// A word, or the part of one that stands raised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) left: Place,
    pub(super) right: Place,
    pub(super) base: Place,
    pub(super) size: Place,
    pub(super) bold: bool,
    /// Small and above the line it stands in.
    pub(super) raised: bool,
    /// Whether it follows the word before it without a blank.
    pub(super) glued: bool,
    /// The note that it is a mark of.
    pub(super) note: Option<usize>,
}

/// Words side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) words: Vec<Word>,
    pub(super) base: Place,
    /// The size that most of it is set in.
    pub(super) size: Place,
}

impl Line {
    pub(super) fn new(words: Vec<Word>) -> Self {
        let mut sizes: BTreeMap<Place, (usize, Place)> = BTreeMap::new();
        for word in &words {
            sizes.entry(word.size).or_insert((0, word.base)).0 += word.text.chars().count();
        }
        let usual = sizes.into_iter().max_by_key(|(_, (letters, _))| *letters);
        let (size, (_, base)) = usual.unwrap_or_default();
        Self { words, base, size }
    }

    pub(super) fn left(&self) -> Place {
        self.words.first().map_or(0, |word| word.left)
    }

    pub(super) fn right(&self) -> Place {
        self.words.iter().map(|word| word.right).max().unwrap_or(0)
    }

    pub(super) fn top(&self) -> Place {
        self.base - self.size
    }

    pub(super) fn is_bold(&self) -> bool {
        self.words.iter().filter(|word| !word.raised).all(|word| word.bold)
    }

    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        for word in &self.words {
            if !out.is_empty() && !word.glued {
                out.push(' ');
            }
            out.push_str(&word.text);
        }
        out
    }

    /// The line cut where its words stand further apart than `gap`.
    pub(super) fn pieces(&self, gap: Place) -> Vec<Self> {
        let mut pieces: Vec<Vec<Word>> = Vec::new();
        let mut right = Place::MIN;
        for word in &self.words {
            match pieces.last_mut() {
                Some(piece) if word.left.saturating_sub(right) < gap => piece.push(word.clone()),
                _ => pieces.push(vec![word.clone()]),
            }
            right = right.max(word.right);
        }
        pieces.into_iter().map(Self::new).collect()
    }
}

/// Letters drawn one after the other at one height.
pub(super) type Run = Vec<Glyph>;

/// Cuts letters in the order of drawing where the height, the size or the place jumps.
pub(super) fn runs(glyphs: Vec<Glyph>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for glyph in glyphs {
        let goes_on = |last: &Glyph| {
            let gap = glyph.left - last.next;
            (glyph.base - last.base).abs() * 20 <= last.size
                && glyph.size == last.size
                && gap * 10 < last.size * 6
                && gap > -last.size / 2
        };
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(goes_on) => run.push(glyph),
            _ => runs.push(vec![glyph]),
        }
    }
    runs.retain(|run| run.iter().any(|glyph| !is_blank(&glyph.letters)));
    runs
}

/// Lines from the top down.
pub(super) fn lines(mut runs: Vec<Run>, decode: &dyn Fn(usize, &str) -> String) -> Vec<Line> {
    runs.sort_by_key(|run| std::cmp::Reverse(run.first().map_or(0, |glyph| glyph.size)));
    // The largest letters make the lines; small ones join the line that their middle lies in.
    let mut rows: BTreeMap<(Place, usize), (Place, Vec<Glyph>)> = BTreeMap::new();
    for (index, run) in runs.into_iter().enumerate() {
        let Some((base, size)) = run.first().map(|glyph| (glyph.base, glyph.size)) else { continue };
        let middle = base - size * 3 / 10;
        let fits = |((row_base, _), (row_size, _)): &(&(Place, usize), &mut (Place, Vec<Glyph>))| {
            middle > *row_base - *row_size * 8 / 10 && middle < *row_base
        };
        let near = rows.range_mut((middle, 0)..(middle + size * 2, 0)).take(8).find(fits);
        match near {
            Some((_, (_, row))) => row.extend(run),
            None => {
                rows.insert((base, index), (size, run));
            }
        }
    }
    rows.into_values()
        .map(|(_, row)| Line::new(words(row, decode)))
        .filter(|line| !line.words.is_empty())
        .collect()
}

fn is_blank(letters: &str) -> bool {
    letters.chars().all(|letter| letter.is_whitespace() || letter.is_control() || letter == '\u{200b}')
}

/// Accents that some programs draw as letters of their own over another.
const DRAWN_ACCENTS: [(&str, char); 8] = [
    ("´", '\u{301}'),
    ("`", '\u{300}'),
    ("ˋ", '\u{300}'),
    ("ˆ", '\u{302}'),
    ("^", '\u{302}'),
    ("˜", '\u{303}'),
    ("~", '\u{303}'),
    ("˘", '\u{306}'),
];

/// Letters of one line as they are meant: doubled ones once and bold, accents with their letters, in order.
fn cleaned(mut glyphs: Vec<Glyph>) -> Vec<Glyph> {
    glyphs.sort_by_key(|glyph| glyph.left);
    let mut out: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut waiting: Option<char> = None;
    for mut glyph in glyphs {
        if let Some(last) = out.last_mut() {
            let same = last.letters == glyph.letters && (last.base - glyph.base).abs() * 8 < last.size;
            if same && (glyph.left - last.left) * 8 < last.size && !is_blank(&glyph.letters) {
                last.bold = true;
                last.right = last.right.max(glyph.right);
                continue;
            }
        }
        let over = |other: &Glyph| {
            let middle = (glyph.left + glyph.right) / 2;
            middle > other.left && middle < other.right && other.letters.chars().all(char::is_alphabetic)
        };
        if let Some(mark) = combining(&glyph.letters, out.last().is_some_and(over)) {
            match out.last_mut().filter(|last| over(last) || glyph.left <= last.right + last.size / 20) {
                Some(last) => last.letters.push(mark),
                None => waiting = Some(mark),
            }
            continue;
        }
        glyph.letters.extend(waiting.take());
        out.push(glyph);
    }
    out
}

/// The combining mark that a glyph of its own is.
fn combining(letters: &str, stands_over_another: bool) -> Option<char> {
    let mut chars = letters.chars();
    match (chars.next(), chars.next()) {
        (Some(mark @ '\u{300}'..='\u{36f}'), None) => Some(mark),
        _ if stands_over_another => {
            DRAWN_ACCENTS.iter().find(|(drawn, _)| *drawn == letters).map(|(_, mark)| *mark)
        }
        _ => None,
    }
}

/// From this gap on two letters belong to two words: more where all letters of the line are spaced out.
fn word_gap(glyphs: &[Glyph]) -> Place {
    let size = glyphs.iter().map(|glyph| glyph.size).max().unwrap_or(0);
    let mut gaps: Vec<Place> = glyphs
        .windows(2)
        .filter_map(|pair| if let [a, b] = pair { Some((a, b)) } else { None })
        .filter(|(a, b)| !is_blank(&a.letters) && !is_blank(&b.letters))
        .map(|(a, b)| b.left - a.next)
        .collect();
    gaps.sort_unstable();
    // Of two or three gaps none is usual.
    let usual = gaps.get(gaps.len().saturating_sub(1) / 2).filter(|_| gaps.len() > 3);
    let usual = usual.copied().unwrap_or(0).max(0);
    usual * 3 / 2 + size * 18 / 100
}

fn words(glyphs: Vec<Glyph>, decode: &dyn Fn(usize, &str) -> String) -> Vec<Word> {
    let glyphs = cleaned(glyphs);
    let gap = word_gap(&glyphs);
    let (base, size) = main_height(&glyphs);
    let mut words: Vec<Word> = Vec::new();
    let (mut blank, mut next, mut font) = (true, Place::MIN, usize::MAX);
    for glyph in glyphs {
        if is_blank(&glyph.letters) {
            blank = true;
            continue;
        }
        let raised = glyph.size * 10 < size * 9 && base - glyph.base > size / 8;
        let parted = blank || glyph.left.saturating_sub(next) > gap;
        let same = |word: &&mut Word| {
            word.raised == raised && word.bold == glyph.bold && word.size == glyph.size && font == glyph.font
        };
        match words.last_mut().filter(|word| !parted && same(word)) {
            Some(word) => {
                word.text.push_str(&glyph.letters);
                word.right = word.right.max(glyph.right);
            }
            None => {
                finish(&mut words, font, decode);
                words.push(Word {
                    text: glyph.letters.clone(),
                    left: glyph.left,
                    right: glyph.right,
                    base: glyph.base,
                    size: glyph.size,
                    bold: glyph.bold,
                    raised,
                    glued: !parted,
                    note: None,
                });
            }
        }
        (blank, next, font) = (false, glyph.next.max(glyph.right), glyph.font);
    }
    finish(&mut words, font, decode);
    words
}

/// Old encodings can only be told for a whole word.
fn finish(words: &mut [Word], font: usize, decode: &dyn Fn(usize, &str) -> String) {
    if let Some(word) = words.last_mut() {
        word.text = decode(font, &word.text);
    }
}

/// Base and size of most letters.
fn main_height(glyphs: &[Glyph]) -> (Place, Place) {
    let mut heights: BTreeMap<(Place, Place), usize> = BTreeMap::new();
    for glyph in glyphs {
        *heights.entry((glyph.size, glyph.base)).or_default() += 1;
    }
    let usual = heights.into_iter().max_by_key(|(_, count)| *count);
    usual.map_or((0, 0), |((size, base), _)| (base, size))
}

/// Letters as they are meant: ligatures as their letters, the hyphen that Word names a soft one as what is seen, bullets of symbol fonts as one.
pub(super) fn meant(letters: &str) -> String {
    letters
        .chars()
        .flat_map(|letter| match letter {
            '\u{fb00}'..='\u{fb06}' => letter.to_string().nfkc().collect::<Vec<char>>(),
            '\u{ad}' | '\u{2010}' | '\u{2011}' => vec!['-'],
            '\u{f0b7}' | '\u{f0a7}' | '\u{f076}' | '\u{f0d8}' => vec!['•'],
            '\u{f02d}' | '\u{f02b}' => vec![if letter == '\u{f02d}' { '-' } else { '+' }],
            '\u{200b}'..='\u{200f}' | '\u{feff}' => Vec::new(),
            other => vec![other],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters from the left, 5 points wide, at a base and size; `_` moves on by a point without drawing.
    fn drawn(text: &str, base: Place, size: Place, from: Place) -> Vec<Glyph> {
        let mut left = from;
        let mut out = Vec::new();
        for letter in text.chars() {
            if letter == '_' {
                left += 100;
                continue;
            }
            let width = if ('\u{300}'..='\u{36f}').contains(&letter) { 0 } else { 500 };
            out.push(Glyph {
                letters: letter.to_string(),
                left,
                right: left + width,
                next: left + width,
                base,
                size,
                bold: false,
                font: 0,
            });
            left += width;
        }
        out
    }

    fn shown(glyphs: Vec<Glyph>) -> String {
        let letters = |_: usize, text: &str| meant(text);
        lines(runs(glyphs), &letters).iter().map(Line::text).collect::<Vec<_>>().join("|").nfc().collect()
    }

    #[test]
    fn words_of_a_line() {
        let table = [
            ("Đạt 5 ha", "Đạt 5 ha"),
            ("Đạt___5___ha", "Đạt 5 ha"),
            ("Đ_ạ_t 5 h_a", "Đạt 5 ha"),
            ("B___Á___O C___Á___O", "BÁO CÁO"),
            ("Đa\u{323}t", "Đạt"),
            ("ﬁn\u{ad}a", "fin-a"),
        ];
        for (text, expected) in table {
            assert_eq!(shown(drawn(text, 10_000, 1300, 0)), expected, "{text}");
        }
    }

    #[test]
    fn a_doubled_letter_is_bold_and_stands_once() {
        let mut glyphs = drawn("Tổng", 10_000, 1300, 0);
        glyphs.extend(drawn("Tổng", 10_000, 1300, 30));
        let lines = lines(runs(glyphs), &|_, text| meant(text));
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].text().as_str(), lines[0].is_bold()), ("Tổng", true));
    }

    #[test]
    fn an_accent_drawn_over_its_letter() {
        let mut glyphs = drawn("ca", 10_000, 1300, 0);
        glyphs.extend(drawn("´", 10_000, 1300, 520));
        assert_eq!(shown(glyphs), "cá");
    }

    #[test]
    fn a_raised_mark_stands_in_its_line() {
        let mut glyphs = drawn("nay", 10_000, 1300, 0);
        glyphs.extend(drawn("1", 9_550, 800, 1500));
        glyphs.extend(drawn(". Xa", 10_000, 1300, 2000));
        glyphs.extend(drawn("Dong hai", 11_700, 1300, 0));
        let lines = lines(runs(glyphs), &|_, text| meant(text));
        let raised: Vec<_> =
            lines[0].words.iter().map(|word| (word.text.as_str(), word.raised, word.glued)).collect();
        assert_eq!(
            raised,
            [("nay", false, false), ("1", true, true), (".", false, true), ("Xa", false, false)]
        );
        assert_eq!(lines[1].text(), "Dong hai");
    }
}
