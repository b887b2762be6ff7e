//! Figures with their surroundings: sentence, brackets, what sort of thing they measure.

use crate::scalars::Scalars;
use model::{Decimal, Fact, FactKind, Interval, Number, SourceText, TableCell};
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
    /// Things counted: the noun.
    Counted(String),
    /// Percentages and what cannot be added.
    Other,
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
        let Some(text) = unit else { return (Self::Counted(String::new()), Decimal::ONE) };
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
                (Self::Counted(viet::fold::key(&unit.base)), unit.factor)
            }
            Some(unit) => (Self::Measured(unit.base), unit.factor),
            None if text.contains(['%', '/']) => (Self::Other, Decimal::ONE),
            None => (Self::Counted(viet::fold::key(text)), Decimal::ONE),
        }
    }

    /// Whether amounts of both are amounts of one thing.
    pub(super) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Measured(a), Self::Measured(b)) => a == b,
            (Self::Counted(a), Self::Counted(b)) => a == b || is_same_thing(a, b),
            _ => false,
        }
    }

    /// Whether one may at least count among the other: both count things.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        self.is(other) || matches!((self, other), (Self::Counted(_), Self::Counted(_)))
    }
}

fn is_same_thing(a: &str, b: &str) -> bool {
    let starts = |noun: &str, word: &str| {
        noun.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let listed = |nouns: &&[&str]| {
        nouns.iter().any(|word| starts(a, word)) && nouns.iter().any(|word| starts(b, word))
    };
    (!a.is_empty() && !b.is_empty() && (starts(a, b) || starts(b, a))) || SAME_THINGS.iter().any(listed)
}

impl Figure<'_> {
    /// Value in units of the class.
    pub(super) fn value(&self) -> Decimal {
        self.fact.value.value().saturating_mul(self.factor)
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
        let (mut sentences, mut brackets, mut text) = (Vec::new(), Vec::new(), Vec::new());
        for (index, block) in source.blocks.iter().enumerate() {
            text.clear();
            text.extend(scalars.block(block).chars());
            sentences.extend(sentence_spans(&text, block.start).into_iter().map(|span| (span, index)));
            bracket_spans(&text, block.start, &mut brackets);
        }
        let by_id = BTreeMap::new();
        let mut view = Self { scalars, source, figures: Vec::new(), by_id, sentences, brackets };
        let mut ordered: Vec<&Fact> = facts.iter().collect();
        ordered.sort_by_key(|fact| fact.start);
        view.by_id = ordered.iter().enumerate().map(|(at, fact)| (fact.id.as_str(), at)).collect();
        view.figures = ordered.into_iter().map(|fact| view.figure(fact)).collect();
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

    fn figure(&self, fact: &'f Fact) -> Figure<'f> {
        let (class, factor) = Class::of(fact.unit.as_deref());
        let sentence = self.sentences.partition_point(|(span, _)| span.end <= fact.start);
        let bracket = self.bracket_at(fact.start);
        let block = self.sentences.get(sentence).map_or(0, |(_, block)| *block);
        Figure { fact, class, factor, sentence, block, bracket }
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
        let said = |before: &str| {
            let before = lower(before);
            LABELS.iter().any(|label| before.trim_end().ends_with(label))
        };
        let text: Vec<char> = self.text(span).chars().collect();
        let is_digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
        let mut at = 0;
        while at < text.len() {
            let start = at;
            let inside = |at: usize| {
                is_digit(at) || (matches!(text.get(at), Some('.' | ',' | '/')) && is_digit(at + 1))
            };
            while inside(at) && is_digit(start) {
                at += 1;
            }
            if at == start {
                at += 1;
                continue;
            }
            let next = text.iter().skip(at).find(|c| !c.is_whitespace());
            let before: String =
                text.get(start.saturating_sub(12)..start).unwrap_or_default().iter().collect();
            let labelled = before.trim_end().is_empty()
                || before.ends_with(|c: char| !c.is_whitespace())
                || said(&before);
            let place = span.start + start;
            let first = self.figures.partition_point(|figure| figure.fact.end <= place);
            let read = self.figures.get(first).is_some_and(|figure| figure.fact.start <= place);
            if !read && !labelled && next.is_none_or(|c| matches!(c, ',' | ';' | '.' | ')')) {
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

/// Sentences end at a stop before a blank and a capital, at the end, and where a stop runs into a capital.
fn sentence_spans(text: &[char], offset: usize) -> Vec<Span> {
    let (mut spans, mut start) = (Vec::new(), 0);
    for (at, _) in text.iter().enumerate().filter(|(_, c)| matches!(c, '.' | '!' | '?')) {
        let rest = text.get(at + 1..).unwrap_or_default();
        let next = rest.iter().find(|c| !c.is_whitespace());
        let opens = next.is_some_and(|c| c.is_uppercase() || matches!(c, '“' | '"' | '-' | '+' | '*' | '('));
        let spaced = rest.first().is_none_or(|c| c.is_whitespace());
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        let runs_in =
            next.is_some_and(|c| c.is_uppercase()) && before.is_some_and(|c| c.is_lowercase() || *c == ')');
        let initial = at >= 1
            && before.is_some_and(|c| c.is_uppercase())
            && (at == 1 || text.get(at - 2).is_some_and(|c| c.is_whitespace()));
        if opens && (spaced || runs_in) && !initial {
            spans.push(offset + start..offset + at + 1);
            start = at + 1;
        }
    }
    if start < text.len() {
        spans.push(offset + start..offset + text.len());
    }
    spans
}

/// No writer opens more brackets within one another.
const MOST_DEPTH: usize = 8;

fn bracket_spans(text: &[char], offset: usize, brackets: &mut Vec<(Span, Option<usize>)>) {
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in text.iter().enumerate() {
        match c {
            '(' if open.len() < MOST_DEPTH => {
                brackets.push((offset + at + 1..offset + text.len(), open.last().copied()));
                open.push(brackets.len() - 1);
            }
            ')' => {
                if let Some((span, _)) = open.pop().and_then(|index| brackets.get_mut(index)) {
                    span.end = offset + at;
                }
            }
            _ => {}
        }
    }
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
