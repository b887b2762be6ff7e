//! Figures with their surroundings: sentence, brackets, what sort of thing they measure.

use crate::scalars::Scalars;
use model::{Block, Decimal, Fact, FactKind, Interval, Number, SourceText, TableCell};
use std::collections::BTreeMap;
use std::ops::Range;
use viet::letter::lower;
use viet::measure_unit::{self, Dimension};

/// A fact and where it stands.
pub(super) struct Figure<'f> {
    pub(super) fact: &'f Fact,
    /// What it may be added to and compared with.
    pub(super) class: Class,
    /// One of its unit in units of the class.
    pub(super) factor: Decimal,
    /// Value in units of the class.
    value: Decimal,
    /// Index of its sentence.
    pub(super) sentence: usize,
    /// Index of its block.
    pub(super) block: usize,
    /// Innermost bracket around it, as an index into `View::brackets`.
    pub(super) bracket: Option<usize>,
}

/// A sort of thing measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Money, area, mass: the base unit.
    Measured(String),
    /// Things counted.
    Counted(Noun),
    /// Percentages and what cannot be added.
    Other,
}

/// What things are called that are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Noun {
    /// A [`viet::fold::key`]; empty where none is told.
    name: String,
    /// The rows of [`SAME_THINGS`] with a noun that the name begins with, a bit each.
    things: u16,
}

impl Noun {
    fn new(text: &str) -> Self {
        let name = viet::fold::key(text);
        let listed = |nouns: &[&str]| nouns.iter().any(|noun| begins(&name, noun));
        let rows = SAME_THINGS.iter().enumerate().filter(|(_, nouns)| listed(nouns));
        let things = rows.fold(0, |things, (row, _)| things | 1 << row);
        Self { name, things }
    }

    /// Whether both may be called the same.
    fn is(&self, other: &Self) -> bool {
        let (a, b) = (self.name.as_str(), other.name.as_str());
        let one_within = || !a.is_empty() && !b.is_empty() && (begins(a, b) || begins(b, a));
        a == b || self.things & other.things != 0 || one_within()
    }
}

/// Whether a noun begins with a whole word or several.
fn begins(noun: &str, word: &str) -> bool {
    noun.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Nouns that reports use for the same things within one breakdown.
const SAME_THINGS: [&[&str]; 12] = [
    &["xã", "phường", "thị trấn", "đơn vị hành chính"],
    &["dự án", "công trình"],
    &[
        "người",
        "đối tượng",
        "bị can",
        "công dân",
        "lao động",
        "người lao động",
        "lượt người",
        "trường hợp",
        "ca",
    ],
    &["hồ sơ", "bộ hồ sơ", "bộ"],
    &["vụ", "vụ việc"],
    &["lượt", "lượt khách", "lượt người"],
    &["hộ", "hộ gia đình", "gia đình"],
    &["học sinh", "em", "cháu", "trẻ", "thí sinh"],
    &["đồng chí", "đảng viên"],
    &["đồng chí", "đoàn viên"],
    &["đồng chí", "hội viên"],
    &["người", "cán bộ", "công chức", "viên chức", "giáo viên"],
];

impl Class {
    /// The class of a unit, and one of it in units of the class.
    pub(super) fn of(unit: Option<&str>) -> (Self, Decimal) {
        let Some(text) = unit else { return (Self::Counted(Noun::new("")), Decimal::ONE) };
        match measure_unit::lookup(text) {
            Some(unit)
                if matches!(
                    unit.dimension,
                    Dimension::Percent | Dimension::PercentagePoint | Dimension::Compound
                ) =>
            {
                (Self::Other, Decimal::ONE)
            }
            Some(unit) if unit.dimension == Dimension::Count => {
                (Self::Counted(Noun::new(&unit.base)), unit.factor)
            }
            Some(unit) => (Self::Measured(unit.base), unit.factor),
            None if text.contains(['%', '/']) => (Self::Other, Decimal::ONE),
            None => (Self::Counted(Noun::new(text)), Decimal::ONE),
        }
    }

    /// Whether amounts of both are amounts of one thing.
    pub(super) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Measured(a), Self::Measured(b)) => a == b,
            (Self::Counted(a), Self::Counted(b)) => a.is(b),
            _ => false,
        }
    }

    /// Whether one may at least count among the other: both count things.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        self.is(other) || matches!((self, other), (Self::Counted(_), Self::Counted(_)))
    }
}

impl Figure<'_> {
    /// Value in units of the class.
    pub(super) fn value(&self) -> Decimal {
        self.value
    }

    /// What it may stand for, in units of the class.
    pub(super) fn interval(&self) -> Interval {
        self.interval_of(self.fact.value)
    }

    /// The same, had another number been printed.
    pub(super) fn interval_of(&self, number: Number) -> Interval {
        let counted = matches!(self.class, Class::Counted(_)) && self.factor == Decimal::ONE;
        self.scaled(number.interval(counted, self.fact.approx))
    }

    fn scaled(&self, interval: Interval) -> Interval {
        let times = |end: Option<Decimal>| end.and_then(|end| end.checked_mul(self.factor));
        Interval::closed(times(interval.lowest()), times(interval.highest()))
    }

    /// Half the width of what it may stand for.
    pub(super) fn slack(&self) -> Option<Decimal> {
        self.interval().highest()?.checked_sub(self.value())
    }

    /// Whether it can be a whole or a part of a sum.
    pub(super) fn adds_up(&self) -> bool {
        use FactKind::{Actual, Estimate, Plan, TargetFuture};
        matches!(self.fact.kind, Actual | Estimate | Plan | TargetFuture)
            && self.class != Class::Other
            && self.fact.high.is_none()
            && self.fact.value.value() > Decimal::ZERO
    }

    /// As printed in Vietnamese.
    pub(super) fn print(&self) -> String {
        viet::number::format(self.fact.value)
    }
}

/// Numbers side by side; with their units where these scale differently.
pub(super) fn printed(figures: &[&Figure<'_>]) -> Vec<String> {
    let alike = figures.windows(2).all(|pair| matches!(pair, [a, b] if a.factor == b.factor));
    let unit =
        |figure: &Figure<'_>| figure.fact.unit.as_deref().map_or(String::new(), |unit| format!(" {unit}"));
    figures.iter().map(|f| if alike { f.print() } else { format!("{}{}", f.print(), unit(f)) }).collect()
}

/// A list of communes of a province stays below this.
const MOST_IN_SENTENCE: usize = 200;

/// A sentence or bracket in scalar values.
pub(super) type Span = Range<usize>;

/// The text cut up, with its figures in order.
pub(super) struct View<'f> {
    pub(super) scalars: &'f Scalars<'f>,
    pub(super) source: &'f SourceText,
    pub(super) figures: Vec<Figure<'f>>,
    by_id: BTreeMap<&'f str, usize>,
    /// Sentences of all blocks, in order, with the index of their block.
    pub(super) sentences: Vec<(Span, usize)>,
    /// Brackets with the bracket around each.
    pub(super) brackets: Vec<(Span, Option<usize>)>,
}

impl<'f> View<'f> {
    pub(super) fn new(source: &'f SourceText, scalars: &'f Scalars<'f>, facts: &'f [Fact]) -> Self {
        let (mut sentences, mut brackets) = (Vec::new(), Vec::new());
        for (index, block) in source.blocks.iter().enumerate() {
            cut(scalars.block(block), block, index, &mut sentences, &mut brackets);
        }
        let by_id = BTreeMap::new();
        let mut view = Self { scalars, source, figures: Vec::new(), by_id, sentences, brackets };
        let mut ordered: Vec<&Fact> = facts.iter().collect();
        ordered.sort_by_key(|fact| fact.start);
        view.by_id = ordered.iter().enumerate().map(|(at, fact)| (fact.id.as_str(), at)).collect();
        let mut classes: BTreeMap<Option<&str>, (Class, Decimal)> = BTreeMap::new();
        let figures = ordered.into_iter().map(|fact| {
            let unit = fact.unit.as_deref();
            view.figure(fact, classes.entry(unit).or_insert_with(|| Class::of(unit)).clone())
        });
        view.figures = figures.collect();
        for sentence in 0..view.sentences.len() {
            if view.is_crowded(sentence) {
                let crowd = view.sentence(sentence).map(|span| view.within(span)).unwrap_or_default();
                view.figures
                    .get_mut(crowd)
                    .into_iter()
                    .flatten()
                    .for_each(|figure| figure.class = Class::Other);
            }
        }
        view
    }

    /// Whether a sentence holds more figures than any sentence of a report, so that none can be related.
    pub(super) fn is_crowded(&self, sentence: usize) -> bool {
        self.sentence(sentence).is_some_and(|span| self.within(span).len() > MOST_IN_SENTENCE)
    }

    fn figure(&self, fact: &'f Fact, (class, factor): (Class, Decimal)) -> Figure<'f> {
        let sentence = self.sentences.partition_point(|(span, _)| span.end <= fact.start);
        let bracket = self.bracket_at(fact.start);
        let block = self.sentences.get(sentence).map_or(0, |(_, block)| *block);
        let value = fact.value.value().saturating_mul(factor);
        Figure { fact, class, factor, value, sentence, block, bracket }
    }

    /// The innermost bracket around a place.
    pub(super) fn bracket_at(&self, at: usize) -> Option<usize> {
        let mut inner = self.brackets.partition_point(|(span, _)| span.start <= at).checked_sub(1);
        while let Some((span, around)) = inner.and_then(|index| self.brackets.get(index)) {
            if at < span.end {
                break;
            }
            inner = *around;
        }
        inner
    }

    /// Brackets that open in a span, by index.
    pub(super) fn brackets_within(&self, span: &Span) -> Range<usize> {
        let first = self.brackets.partition_point(|(bracket, _)| bracket.start < span.start);
        let last = self.brackets.partition_point(|(bracket, _)| bracket.start < span.end);
        first..last.max(first)
    }

    /// Figures that begin in a span, by index.
    pub(super) fn within(&self, span: &Span) -> Range<usize> {
        let first = self.figures.partition_point(|figure| figure.fact.start < span.start);
        let last = self.figures.partition_point(|figure| figure.fact.start < span.end);
        first..last.max(first)
    }

    pub(super) fn figure_at(&self, index: usize) -> Option<&Figure<'f>> {
        self.figures.get(index)
    }

    /// Where the figure of a fact stands among all.
    pub(super) fn index_of(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The cell of a table that a figure stands in.
    pub(super) fn cell(&self, figure: &Figure<'_>) -> Option<TableCell> {
        self.source.blocks.get(figure.block)?.cell
    }

    /// The figure of a fact.
    pub(super) fn figure_of(&self, id: &str) -> Option<&Figure<'f>> {
        self.by_id.get(id).and_then(|index| self.figures.get(*index))
    }

    pub(super) fn sentence(&self, index: usize) -> Option<&Span> {
        self.sentences.get(index).map(|(span, _)| span)
    }

    pub(super) fn text(&self, span: &Span) -> &'f str {
        self.scalars.slice(span.start, span.end)
    }

    /// Whether a number that ends its clause is no figure that was read, so that lists may be longer than they seem.
    pub(super) fn has_unread(&self, span: &Span) -> bool {
        const LABELS: [&str; 12] =
            ["năm", "tháng", "ngày", "quý", "số", "khóa", "khoá", "lần", "thứ", "điều", "đợt", "giai đoạn"];
        const REACH: usize = 12;
        let labelled = |before: &str| {
            let from = before.char_indices().rev().nth(REACH - 1).map_or(0, |(at, _)| at);
            let before = lower(before.get(from..).unwrap_or_default());
            let words = before.trim_end();
            words.is_empty()
                || words.len() == before.len()
                || LABELS.iter().any(|label| words.ends_with(label))
        };
        let text = self.text(span);
        let mut past = 0;
        for (at, _) in text.match_indices(|c: char| c.is_ascii_digit()) {
            let Some((before, rest)) = text.split_at_checked(at).filter(|_| at >= past) else { continue };
            let after = after_number(rest);
            past = text.len() - after.len();
            let after = after.trim_start();
            if !after.is_empty() && !after.starts_with([',', ';', '.', ')']) {
                continue;
            }
            let place = span.start + before.chars().count();
            let first = self.figures.partition_point(|figure| figure.fact.end <= place);
            let read = self.figures.get(first).is_some_and(|figure| figure.fact.start <= place);
            if !read && !labelled(before) {
                return true;
            }
        }
        false
    }

    /// The words that follow a figure up to the next stop or digit: its unit and what narrows it.
    pub(super) fn phrase_after(&self, figure: &Figure<'_>) -> &'f str {
        let end = self.sentence(figure.sentence).map_or(figure.fact.end, |span| span.end);
        let after = self.text(&(figure.fact.end..end));
        let stop = |c: char| matches!(c, ',' | ';' | '.' | '(' | ')' | ':') || c.is_ascii_digit();
        after.split(stop).next().unwrap_or_default()
    }

    /// Whether two sentences follow each other in the body or in one footnote.
    pub(super) fn is_same_flow(&self, before: usize, after: usize) -> bool {
        let note = |sentence: usize| {
            let block = self.sentences.get(sentence).and_then(|(_, block)| self.source.blocks.get(*block));
            block.map(|block| block.note)
        };
        note(before) == note(after)
    }

    /// Whether `outer` is `inner` or stands around it.
    pub(super) fn is_around(&self, outer: Option<usize>, mut inner: Option<usize>) -> bool {
        loop {
            if outer == inner {
                return true;
            }
            match inner.and_then(|at| self.brackets.get(at)) {
                Some((_, around)) => inner = *around,
                None => return false,
            }
        }
    }
}

/// No writer opens more brackets within one another.
const MOST_DEPTH: usize = 8;

/// Cuts a block into sentences, and finds its brackets, each with the one around it.
fn cut(
    text: &str,
    block: &Block,
    index: usize,
    sentences: &mut Vec<(Span, usize)>,
    brackets: &mut Vec<(Span, Option<usize>)>,
) {
    let mut start = block.start;
    let mut open: Vec<usize> = Vec::new();
    // The scalar value that follows the byte.
    let mut next = block.start;
    for (at, byte) in text.bytes().enumerate() {
        next += usize::from(byte & 0b1100_0000 != 0b1000_0000);
        match byte {
            b'.' | b'!' | b'?' if ends_sentence(text, at) => {
                sentences.push((start..next, index));
                start = next;
            }
            b'(' if open.len() < MOST_DEPTH => {
                brackets.push((next..block.end, open.last().copied()));
                open.push(brackets.len() - 1);
            }
            b')' => {
                if let Some((span, _)) = open.pop().and_then(|index| brackets.get_mut(index)) {
                    span.end = next - 1;
                }
            }
            _ => {}
        }
    }
    if start < block.end {
        sentences.push((start..block.end, index));
    }
}

/// Sentences end at a stop before a blank and a capital, and where a stop runs into a capital.
fn ends_sentence(text: &str, stop: usize) -> bool {
    let (before, rest) = (text.get(..stop).unwrap_or_default(), text.get(stop + 1..).unwrap_or_default());
    let next = rest.trim_start();
    let capital = next.starts_with(char::is_uppercase);
    let opens = capital || next.starts_with(['“', '"', '-', '+', '*', '(']);
    let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let runs_in = capital && before.ends_with(|c: char| c.is_lowercase() || c == ')');
    let mut letters = before.chars().rev();
    let initial =
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none_or(char::is_whitespace);
    opens && (spaced || runs_in) && !initial
}

/// What stands behind the number that a text begins with.
fn after_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let goes_on =
        rest.strip_prefix(['.', ',', '/']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    goes_on.map_or(rest, after_number)
}

/// The sum of intervals.
pub(super) fn add(intervals: impl Iterator<Item = Interval>) -> Interval {
    let plus = |a: Option<Decimal>, b: Option<Decimal>| a?.checked_add(b?);
    intervals.fold(Interval::point(Decimal::ZERO), |sum, next| {
        Interval::closed(plus(sum.lowest(), next.lowest()), plus(sum.highest(), next.highest()))
    })
}

/// `part` of `whole` in percent.
pub(super) fn in_percent(part: Interval, whole: Interval) -> Option<Interval> {
    let share =
        |a: Option<Decimal>, b: Option<Decimal>| a?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(b?);
    Some(Interval::closed(
        Some(share(part.lowest(), whole.highest())?),
        Some(share(part.highest(), whole.lowest())?),
    ))
}
