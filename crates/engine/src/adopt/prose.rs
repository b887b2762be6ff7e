//! The living template: the report's own prose with figures, period mentions and note marks in it.

use super::{numbers, tables};
use crate::mention;
use model::{
    Block, Fact, Figure, FigureId, Inline, Measure, Numbering, OutlineItem, Passage, PassageId, PassageKind,
    Period, Phrasing, Reading, SourceText, Template, UnitId,
};
use std::collections::BTreeMap;

/// What a fact's number is bound to.
#[derive(Clone, Debug)]
pub(super) struct Binding {
    pub indicator: model::Code,
    pub measure: Measure,
    pub unit: Option<UnitId>,
}

/// What every block of the text is, by the outline; none for letterhead, recipients and signature, which the issued
/// document makes anew.
pub fn kind_of_blocks(source: &SourceText, reading: &Reading) -> Vec<Option<PassageKind>> {
    let first_heading = reading.outline.first().map_or(usize::MAX, |s| s.start);
    let title = reading.document.title.as_deref().map(viet::fold::key);
    let body = source.blocks.iter().filter(|b| b.note.is_none() && !b.running);
    let end = body.filter(|b| words(source, b).trim_end().ends_with("./."));
    let end = end.map(|b| b.end).next_back().unwrap_or(usize::MAX);
    let kind = |block: &Block| match () {
        () if block.running => None,
        () if block.note.is_some() => Some(PassageKind::Note),
        () if block.start >= end => None,
        () if block.start < first_heading => head_kind(&words(source, block), title.as_deref()),
        () if block.cell.is_some() => Some(PassageKind::Table),
        () => Some(match heading(&reading.outline, block) {
            Some(item) => heading_kind(item, block),
            None => line_kind(&words(source, block)),
        }),
    };
    source.blocks.iter().map(kind).collect()
}

/// A line before the first heading: part of the title, prose, or letterhead.
fn head_kind(line: &str, title: Option<&str>) -> Option<PassageKind> {
    let line = viet::fold::key(line.trim());
    let prose = line.ends_with(['.', ':', ';']) && line.split(' ').count() > 12;
    match title {
        _ if prose => Some(PassageKind::Body),
        Some(title) if !line.is_empty() && title.contains(&line) => Some(PassageKind::Title),
        Some(_) => None,
        None => Some(PassageKind::Title),
    }
}

/// A line that is no heading: prose, or an item behind a sign.
fn line_kind(line: &str) -> PassageKind {
    match line.trim_start().split_once(' ') {
        Some(("-" | "–", _)) => PassageKind::Dash,
        Some(("+", _)) => PassageKind::Plus,
        _ => PassageKind::Body,
    }
}

fn words(source: &SourceText, block: &Block) -> String {
    source.text.chars().skip(block.start).take(block.end - block.start).collect()
}

fn heading<'a>(outline: &'a [OutlineItem], block: &Block) -> Option<&'a OutlineItem> {
    let within = |s: &&OutlineItem| s.start <= block.start && block.end <= s.end.max(s.start + 1);
    let starts = |s: &&OutlineItem| block.start <= s.start && s.start < block.end && s.end <= block.end;
    outline.iter().find(|s| starts(s) || within(s))
}

fn heading_kind(item: &OutlineItem, block: &Block) -> PassageKind {
    let number = item.number.as_deref().unwrap_or("");
    let folded = viet::fold::fold(number);
    let roman = !number.is_empty() && number.chars().all(|c| "IVXLC".contains(c));
    let dotted = number.split('.').filter(|p| !p.is_empty()).count();
    match () {
        () if folded.starts_with("phan") && item.start < block.start => PassageKind::PartTitle,
        () if folded.starts_with("phan") => PassageKind::Part,
        () if roman => PassageKind::Section,
        () if number.starts_with('(') => PassageKind::Item,
        () if matches!(number, "-" | "–") => PassageKind::Dash,
        () if number == "+" => PassageKind::Plus,
        () if number.chars().next().is_some_and(|c| c.is_ascii_digit()) && dotted > 1 => {
            PassageKind::Subclause
        }
        () if number.chars().next().is_some_and(|c| c.is_ascii_digit()) => PassageKind::Clause,
        () if number.chars().count() == 1 => PassageKind::Point,
        () => PassageKind::Body,
    }
}

/// The report as a template for the periods to come.
pub(super) fn template(
    source: &SourceText,
    reading: &Reading,
    period: Period,
    bindings: &BTreeMap<String, Binding>,
    owner_of: &dyn Fn(&OutlineItem) -> Option<UnitId>,
) -> Template {
    let chars: Vec<char> = source.text.chars().collect();
    let writer = Writer { chars: &chars, source, reading, period, bindings };
    let kinds = kind_of_blocks(source, reading);
    let mut owner = None;
    let mut passages: Vec<Passage> = Vec::new();
    let mut numbering = Numbering::InWords;
    for (i, (block, kind)) in source.blocks.iter().zip(kinds).enumerate() {
        let Some(kind) = kind else { continue };
        let item = heading(&reading.outline, block);
        if let Some(item) = item {
            owner = owner_of(item).or(owner);
        }
        let number = item.and_then(|item| item.number.as_deref());
        if kind == PassageKind::Part && number.is_some_and(|n| n.ends_with(['I', 'V', 'X'])) {
            numbering = Numbering::Roman;
        }
        let id = match block.note {
            Some(note) => note_id(note),
            None => PassageId::from(format!("p{}", i + 1)),
        };
        let mut inlines = writer.inlines(block, kind);
        numbers::take(&mut inlines, kind, number);
        if let Some(cell) = block.cell.filter(|_| kind == PassageKind::Table) {
            let id = PassageId::from(format!("t{}", cell.table + 1));
            tables::place(&mut passages, id, owner.as_ref(), cell, inlines);
            continue;
        }
        // A note of several paragraphs is one passage.
        match passages.iter_mut().find(|p| p.id == id) {
            Some(note) => note.inlines.extend(std::iter::once(Inline::text(" ")).chain(inlines)),
            None => passages.push(Passage::prose(id, kind, inlines, owner.clone())),
        }
    }
    passages.retain(|p| !p.inlines.is_empty() || p.table.is_some() || p.kind == PassageKind::Part);
    Template { passages, numbering }
}

fn note_id(note: usize) -> PassageId {
    PassageId::from(format!("n{}", note + 1))
}

struct Writer<'a> {
    chars: &'a [char],
    source: &'a SourceText,
    reading: &'a Reading,
    period: Period,
    bindings: &'a BTreeMap<String, Binding>,
}

/// A stretch of a block that is not plain words.
struct Mark {
    start: usize,
    end: usize,
    inlines: Vec<Inline>,
}

impl Writer<'_> {
    fn inlines(&self, block: &Block, kind: PassageKind) -> Vec<Inline> {
        let mut marks = self.figures(block);
        marks.extend(self.notes(block));
        marks.extend(self.periods(block, &marks));
        marks.sort_by_key(|m| (m.start, m.end));
        let mut inlines: Vec<Inline> = Vec::new();
        let mut at = block.start;
        for mark in marks.into_iter().filter(|m| m.start < m.end || m.inlines.len() == 1) {
            if mark.start < at {
                continue;
            }
            push_text(&mut inlines, &self.text(at, mark.start));
            inlines.extend(mark.inlines);
            at = mark.end;
        }
        push_text(&mut inlines, &self.text(at, block.end));
        trim(&mut inlines, kind);
        inlines
    }

    fn text(&self, start: usize, end: usize) -> String {
        let end = end.min(self.chars.len());
        let raw: String = self.chars.get(start.min(end)..end).unwrap_or(&[]).iter().collect();
        let mut text = String::with_capacity(raw.len());
        for c in viet::fold::nfc(&raw).chars() {
            let c = if c == '\n' || c == '\r' || c == '\t' || c == '\u{a0}' { ' ' } else { c };
            if c != '\u{fffd}' && !(c == ' ' && text.ends_with(' ')) {
                text.push(c);
            }
        }
        text
    }

    fn figures(&self, block: &Block) -> Vec<Mark> {
        let inside = |f: &&Fact| block.start <= f.start && f.end <= block.end;
        let facts = self.reading.facts.iter().filter(inside);
        facts.filter_map(|f| self.bindings.get(&f.id).and_then(|b| self.figure(f, b))).collect()
    }

    /// The number's own characters become the figure, of `44/184` the first; the unit of measure stays in the prose.
    fn figure(&self, fact: &Fact, binding: &Binding) -> Option<Mark> {
        let number = self.chars.get(fact.start..fact.end)?;
        let is_digit = |c: &&char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let printed: String = number.iter().skip_while(|c| !is_digit(c)).take_while(is_digit).collect();
        let figure = Figure {
            id: FigureId::from(fact.id.clone()),
            indicator: binding.indicator.clone(),
            measure: binding.measure,
            unit: binding.unit.clone(),
            shift: 0,
            decimals: Some(fact.decimals).filter(|d| *d > 0),
            formula: None,
            phrasing: Phrasing::Number,
            leading_zero: printed.len() > 1 && printed.starts_with('0') && fact.decimals == 0,
        };
        let mut inlines = vec![Inline::Figure { figure }];
        // `25 tỷ 941 triệu đồng` is one figure: it prints as `25,941` and its unit follows.
        let spelt = number.iter().any(|c| c.is_alphabetic());
        if spelt {
            inlines.push(Inline::text(format!(" {}", fact.unit.clone().unwrap_or_default())));
        }
        let slash = number.iter().position(|c| *c == '/').filter(|_| !spelt);
        Some(Mark { start: fact.start, end: slash.map_or(fact.end, |at| fact.start + at), inlines })
    }

    fn notes(&self, block: &Block) -> Vec<Mark> {
        let here = |at: usize| block.start <= at && at <= block.end && block.note.is_none();
        let notes = self.source.notes.iter().enumerate();
        notes
            .filter_map(|(i, note)| note.anchor.filter(|at| here(*at)).map(|at| (i, at)))
            .map(|(i, at)| Mark { start: at, end: at, inlines: vec![Inline::Note { id: note_id(i) }] })
            .collect()
    }

    fn periods(&self, block: &Block, taken: &[Mark]) -> Vec<Mark> {
        let Some(words) = self.chars.get(block.start..block.end) else { return Vec::new() };
        let words: String = words.iter().collect();
        let free = |m: &Mark| !taken.iter().any(|t| t.start < m.end && m.start < t.end);
        let found = mention::find(&words, self.period).into_iter();
        found
            .map(|f| Mark {
                start: block.start + f.start,
                end: block.start + f.end,
                inlines: vec![Inline::Period { mention: f.mention }],
            })
            .filter(free)
            .collect()
    }
}

fn push_text(inlines: &mut Vec<Inline>, text: &str) {
    match inlines.last_mut() {
        _ if text.is_empty() => {}
        Some(Inline::Text { text: before, .. }) => before.push_str(text),
        _ => inlines.push(Inline::text(text)),
    }
}

/// No blanks at the ends, none before a note mark.
fn trim(inlines: &mut Vec<Inline>, kind: PassageKind) {
    for i in 1..inlines.len() {
        if matches!(inlines[i], Inline::Note { .. })
            && let Inline::Text { text, .. } = &mut inlines[i - 1]
        {
            text.truncate(text.trim_end().len());
        }
    }
    if let Some(Inline::Text { text, .. }) = inlines.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline::Text { text, .. }) = inlines.last_mut() {
        *text = text.trim_end().to_owned();
        if kind == PassageKind::Note {
            *text = text.trim_end_matches('\u{fffd}').to_owned();
        }
    }
    inlines.retain(|i| !matches!(i, Inline::Text { text, .. } if text.is_empty()));
}
