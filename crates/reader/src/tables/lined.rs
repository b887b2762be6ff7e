//! Tables whose columns were parted by nothing but single blanks when they were pasted: a line of words that name
//! the columns, and below it lines of a label and as many numbers.

use super::pasted::{Line, Pasted, is_prose};
use super::words::is_year;
use crate::scalars::Scalars;
use model::Block;
use std::ops::Range;
use viet::fold::key;
use viet::measure_unit::lookup;

/// A word and where it stands.
type Word<'t> = (&'t str, Range<usize>);

/// Most words of a label.
const LONGEST: usize = 16;
/// Most lines that head a table.
const MOST_HEADS: usize = 3;
/// Most words of a unit of measure.
const LONGEST_UNIT: usize = 3;

/// Nouns that a column's head may begin with when it stands right behind that of the labels.
const MEASURES: [&str; 14] = [
    "diện tích",
    "năng suất",
    "sản lượng",
    "số lượng",
    "dân số",
    "giá trị",
    "kinh phí",
    "doanh thu",
    "tổng số",
    "tổng",
    "số",
    "tỷ lệ",
    "kế hoạch",
    "thực hiện",
];

/// The table that is headed by the line at `at`, or by it and the one or two lines below.
pub(super) fn lined(blocks: &[Block], at: usize, scalars: &Scalars<'_>) -> Option<Pasted> {
    // Most lines are told by what ends those below.
    if !(1..=MOST_HEADS)
        .any(|below| blocks.get(at + below).is_some_and(|block| ends_in_value(scalars.block(block))))
    {
        return None;
    }
    // A row ends with a number, or a sign for none.
    let may_be_row = |block: &Block| {
        scalars
            .block(block)
            .trim_end()
            .ends_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | '%'))
    };
    if !blocks.iter().skip(at + 1).take(MOST_HEADS).any(may_be_row) {
        return None;
    }
    let words = |block: &Block| Some(words(scalars.block(block), block.start)).filter(|_| is_prose(block));
    let mut heading = Vec::new();
    // Words of the first line of the heading.
    let mut opening = 0;
    let mut first = at;
    let width = loop {
        let line = words(blocks.get(first)?)?;
        match values(&line) {
            Some(width) if first > at => break width,
            None if first < at + MOST_HEADS => heading.extend(line),
            _ => return None,
        }
        first += 1;
        opening = if first == at + 1 { heading.len() } else { opening };
    };
    let below = blocks.iter().skip(first).map_while(words);
    let rows: Vec<Vec<Word<'_>>> = below.take_while(|row| values(row) == Some(width)).collect();
    if rows.len() < 2 {
        return None;
    }
    // A title above the heads is none of them.
    let titled = opening < heading.len() && heads(&heading[opening..], &rows, width).is_some();
    let heads = heads(&heading, &rows, width).filter(|_| !titled)?;
    let mut table = vec![heads.line()];
    table.extend(rows.iter().map(|row| heads.row(row, width)));
    Some((at..first + rows.len(), table))
}

fn ends_in_value(line: &str) -> bool {
    let line = line.trim_end();
    let digits = line.trim_end_matches(['.', ',', '%']);
    digits.ends_with(|c: char| c.is_ascii_digit()) || line.ends_with(['-', '–'])
}

/// How many values a line has behind its label: two or more. A year alone is a label; nothing but years is a head.
fn values(row: &[Word<'_>]) -> Option<usize> {
    let numbers = numbers(row);
    let only_years = row.iter().rev().take(numbers).all(|(word, _)| is_year(word));
    let labelled = row.first().is_some_and(|(word, _)| is_year(word));
    let width = if numbers == row.len() { numbers.checked_sub(1).filter(|_| labelled)? } else { numbers };
    (width >= 2 && !only_years && row.len() <= width + LONGEST).then_some(width)
}

fn words(text: &str, start: usize) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut at = start;
    for word in text.split(char::is_whitespace) {
        let end = at + word.chars().count();
        if !word.is_empty() {
            found.push((word, at..end));
        }
        at = end + 1;
    }
    found
}

/// How many numbers, or signs for none, end a line.
fn numbers(row: &[Word<'_>]) -> usize {
    let number = |word: &str| {
        let digits = word.trim_start_matches(['-', '+']);
        let signs = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%');
        (digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(signs))
            || matches!(word, "-" | "–")
    };
    row.iter().rev().take_while(|(word, _)| number(word)).count()
}

/// What the first line says of the columns.
struct Heads {
    number: Option<Range<usize>>,
    label: Option<Range<usize>>,
    unit: Option<Range<usize>>,
    values: Vec<Range<usize>>,
}

/// Heads that end with their unit in brackets, or years; what stands before them heads the labels.
fn heads(first: &[Word<'_>], rows: &[Vec<Word<'_>>], width: usize) -> Option<Heads> {
    let years = first.iter().rev().take_while(|(word, _)| is_year(word)).count();
    let (before, mut values) = if years == width {
        let (before, years) = first.split_at(first.len() - width);
        (before, years.iter().map(|(_, span)| span.clone()).collect())
    } else {
        with_units(first, width)?
    };
    if years != width {
        values = by_looks(first, values, rows, width);
    }
    let said: Vec<String> = before.iter().map(|(word, _)| key(word)).collect();
    let number = said.first().is_some_and(|word| matches!(word.as_str(), "tt" | "stt"));
    let units = ["đvt", "đơn vị tính", "đơn vị"];
    let joined = said.join(" ");
    let unit = units.iter().find(|unit| joined.ends_with(*unit)).map_or(0, |unit| unit.split(' ').count());
    let span = |words: &[Word<'_>]| Some(words.first()?.1.start..words.last()?.1.end);
    let label = before.get(usize::from(number)..before.len() - unit).unwrap_or_default();
    Some(Heads {
        number: before.first().filter(|_| number).map(|(_, span)| span.clone()),
        label: span(label),
        unit: span(&before[before.len() - unit..]),
        values,
    })
}

/// `Cây trồng Diện tích (ha) Sản lượng (tấn)`: the words before the first value's head, and the heads.
fn with_units<'w, 't>(first: &'w [Word<'t>], width: usize) -> Option<(&'w [Word<'t>], Vec<Range<usize>>)> {
    let mut segments: Vec<&[Word<'_>]> =
        first.split_inclusive(|(word, _)| word.ends_with(')')).filter(|words| !words.is_empty()).collect();
    let told = segments.len() == width
        && segments.iter().all(|words| words.iter().any(|(word, _)| word.starts_with('(')));
    let opening = *segments.first().filter(|_| told)?;
    // The head of the labels and the first value's run into one another.
    let named = |from: &usize| {
        let rest: Vec<String> = opening[*from..].iter().take(2).map(|(word, _)| key(word)).collect();
        let rest = rest.join(" ");
        MEASURES
            .iter()
            .any(|noun| rest == *noun || rest.strip_prefix(noun).is_some_and(|rest| rest.starts_with(' ')))
    };
    let from = (0..opening.len()).find(named).unwrap_or(opening.len() / 2);
    let (before, own) = opening.split_at(from);
    if let Some(first) = segments.first_mut() {
        *first = own;
    }
    let span = |words: &&[Word<'_>]| Some(words.first()?.1.start..words.last()?.1.end);
    Some((before, segments.iter().map(span).collect::<Option<Vec<_>>>()?))
}

/// Heads of shares above columns of shares: when lines were broken the heads are no longer in the order of the columns.
fn by_looks(
    first: &[Word<'_>],
    heads: Vec<Range<usize>>,
    rows: &[Vec<Word<'_>>],
    width: usize,
) -> Vec<Range<usize>> {
    let is_share =
        |head: &Range<usize>| first.iter().any(|(word, span)| span.end == head.end && *word == "(%)");
    let looks_share = |column: usize| {
        rows.iter().all(|row| {
            let word = row.get(row.len() - width + column).map_or("", |(word, _)| *word);
            let value = viet::number::parse(word).map(|number| (number.decimals(), number.value()));
            value.is_none_or(|(decimals, value)| decimals > 0 && value <= 100.into())
        })
    };
    let shares: Vec<bool> = (0..width).map(looks_share).collect();
    let told: Vec<bool> = heads.iter().map(is_share).collect();
    let count = |flags: &[bool]| flags.iter().filter(|flag| **flag).count();
    if told == shares || count(&told) != count(&shares) {
        return heads;
    }
    let (mut of_shares, mut others): (Vec<_>, Vec<_>) = heads.iter().cloned().partition(is_share);
    of_shares.reverse();
    others.reverse();
    let next = |share: &bool| if *share { of_shares.pop() } else { others.pop() };
    shares.iter().filter_map(next).collect()
}

impl Heads {
    /// Columns before those of values.
    fn columns(&self) -> (usize, usize) {
        let label = usize::from(self.number.is_some());
        (label, label + 1 + usize::from(self.unit.is_some()))
    }

    fn line(&self) -> Line {
        let (label, first) = self.columns();
        let named = [(0, &self.number), (label, &self.label), (label + 1, &self.unit)];
        let mut cells: Vec<(usize, Range<usize>)> =
            named.into_iter().filter_map(|(column, span)| Some((column, span.clone()?))).collect();
        cells.extend(self.values.iter().enumerate().map(|(at, span)| (first + at, span.clone())));
        Line { cells, head: true }
    }

    /// The cells of a line below: its number, its label, its unit and its values.
    fn row(&self, row: &[Word<'_>], width: usize) -> Line {
        let (label, first) = self.columns();
        let (before, values) = row.split_at(row.len() - width);
        let is_number = |word: &str| {
            word.len() <= 5 && word.trim_end_matches(['.', ')']).chars().all(viet::letter::is_word)
        };
        let number = before.len() > 1
            && self.number.is_some()
            && before.first().is_some_and(|(word, _)| is_number(word) && !word.contains(char::is_lowercase));
        let words = &before[usize::from(number)..];
        let is_unit = |n: &usize| {
            let unit: Vec<&str> = words[words.len() - n..].iter().map(|(word, _)| *word).collect();
            let unit = unit.join(" ");
            unit == "%" || lookup(&unit).is_some()
        };
        let capital = |n: &usize| words[words.len() - n].0.starts_with(char::is_uppercase);
        let most = LONGEST_UNIT.min(words.len().saturating_sub(1));
        let named = || (1..=most).find(|n| capital(n) && is_unit(n));
        let longest = || (1..=most).rev().find(|n| !capital(n) && is_unit(n));
        let unit = self.unit.as_ref().and_then(|_| named().or_else(longest));
        let (named, unit) = words.split_at(words.len() - unit.unwrap_or(0));
        let span = |words: &[Word<'_>]| Some(words.first()?.1.start..words.last()?.1.end);
        let parts = [
            (0, if number { span(&before[..1]) } else { None }),
            (label, span(named)),
            (label + 1, span(unit)),
        ];
        let mut cells: Vec<(usize, Range<usize>)> =
            parts.into_iter().filter_map(|(column, span)| Some((column, span?))).collect();
        cells.extend(values.iter().enumerate().map(|(at, (_, span))| (first + at, span.clone())));
        Line { cells, head: false }
    }
}
