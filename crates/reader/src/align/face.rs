//! What a figure shows of itself: all that a figure of another report is compared with.

use super::Aligned;
use crate::scalars::Scalars;
use model::{Fact, FactKind, Wording};
use std::collections::BTreeMap;

/// Words on either side of a figure that tell its sentence from others.
const AROUND: usize = 9;
/// Weight of a word that one figure alone has; a word that many have weighs less.
const RARE: u32 = 1000;
/// Words that join others and say nothing of what is measured.
const JOINING: [&str; 22] = [
    "số", "tổng", "của", "và", "các", "cho", "trên", "đã", "được", "bị", "là", "có", "trong", "ở", "về",
    "từ", "với", "đạt", "gồm", "tại", "theo", "những",
];

/// A figure of one report, ready to be compared.
pub(super) struct Face<'a> {
    pub(super) report: usize,
    /// Among the figures of its report.
    pub(super) order: usize,
    pub(super) fact: &'a Fact,
    pub(super) wording: Wording,
    /// Only figures of one class can be one series.
    pub(super) class: Class,
    pub(super) subject: Words,
    pub(super) around: Words,
    pub(super) heading: Words,
    pub(super) sentence: String,
    pub(super) at: usize,
}

/// What two figures of one series have in common for certain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Class {
    kind: FactKind,
    base: Base,
    unit: String,
    place: Option<String>,
}

/// What a change is counted against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Base {
    SamePeriod,
    Plan,
    Other,
}

/// Distinct words by number, in order, with the weight of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    numbers: Vec<(u32, u32)>,
    weight: u32,
}

impl Words {
    /// How much two share, from 0 to 1000 (the same words): twice the weight of the common ones over that of both.
    pub(super) fn alike(&self, other: &Self) -> u32 {
        let (mut a, mut b, mut shared) = (self.numbers.as_slice(), other.numbers.as_slice(), 0);
        while let ([(x, weight), rest @ ..], [(y, _), others @ ..]) = (a, b) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => a = rest,
                std::cmp::Ordering::Greater => b = others,
                std::cmp::Ordering::Equal => (a, b, shared) = (rest, others, shared + weight),
            }
        }
        (2000 * shared).checked_div(self.weight + other.weight).unwrap_or(0)
    }

    /// Whether each has a word that the other lacks: one was put in place of another (`lúa xuân`, `lúa mùa`), which
    /// is more than a word left out.
    pub(super) fn replaces(&self, other: &Self) -> bool {
        let lacks = |a: &Self, b: &Self| a.numbers.iter().any(|word| b.numbers.binary_search(word).is_err());
        lacks(self, other) && lacks(other, self)
    }
}

/// What a report calls a figure.
pub fn wording(fact: &Fact) -> Wording {
    Wording {
        subject: viet::fold::key(&fact.subject),
        unit: fact.unit.as_deref().map(viet::fold::key).unwrap_or_default(),
        kind: fact.kind,
        place: fact.place.as_deref().map(viet::fold::key),
    }
}

/// The faces of all reports, report by report in the order of the text. Thresholds are no figures of a series, and a
/// figure that its report states again in the same words is one face.
pub(super) fn faces<'a>(reports: &[Aligned<'a>]) -> Vec<Face<'a>> {
    let raw: Vec<Raw<'a>> = reports.iter().enumerate().flat_map(|(at, report)| raws(at, report)).collect();
    let weights = weights(&raw);
    raw.into_iter().map(|raw| raw.weighed(&weights)).collect()
}

/// A face whose words are still words.
struct Raw<'a> {
    report: usize,
    order: usize,
    fact: &'a Fact,
    wording: Wording,
    subject: Vec<String>,
    around: Vec<String>,
    heading: Vec<String>,
    sentence: String,
    at: usize,
}

fn raws<'a>(at: usize, report: &Aligned<'a>) -> Vec<Raw<'a>> {
    let scalars = Scalars::new(&report.source.text);
    let headings: BTreeMap<&str, &str> =
        report.reading.outline.iter().map(|item| (item.id.as_str(), item.title.as_str())).collect();
    let mut seen = std::collections::BTreeSet::new();
    let mut raws = Vec::new();
    for fact in report.reading.facts.iter().filter(|fact| fact.kind != FactKind::Norm) {
        let wording = wording(fact);
        if !seen.insert((wording.clone(), fact.value.value(), fact.high)) {
            continue;
        }
        let (start, end) = sentence(&scalars, fact, report);
        let title = fact.section.as_deref().and_then(|id| headings.get(id)).copied().unwrap_or_default();
        let before = words(scalars.slice(start, fact.start));
        let after = words(scalars.slice(fact.end, end));
        let near = before.iter().rev().take(AROUND).chain(after.iter().take(AROUND));
        raws.push(Raw {
            report: at,
            order: raws.len(),
            fact,
            subject: words(&fact.subject),
            around: near.cloned().collect(),
            heading: words(title),
            sentence: scalars.slice(start, end).to_owned(),
            at: fact.start.saturating_sub(start),
            wording,
        });
    }
    raws
}

/// From the last stop before a figure to the first one after it, within its paragraph.
fn sentence(scalars: &Scalars<'_>, fact: &Fact, report: &Aligned<'_>) -> (usize, usize) {
    let blocks = &report.source.blocks;
    let block = blocks.iter().find(|block| block.start <= fact.start && fact.end <= block.end);
    let (start, end) = block.map_or((fact.start, fact.end), |block| (block.start, block.end));
    let stops = |text: &str| {
        let mut found = Vec::new();
        let mut last = None;
        for (at, c) in text.chars().enumerate() {
            if c.is_whitespace() && matches!(last, Some('.' | ';')) {
                found.push(at + 1);
            }
            last = Some(c);
        }
        found
    };
    let from = stops(scalars.slice(start, fact.start)).last().map_or(start, |at| start + at);
    let to = stops(scalars.slice(fact.end, end)).first().map_or(end, |at| fact.end + at - 1);
    (from, to)
}

/// The words of a text that say something: numbers and signs are the period's own.
fn words(text: &str) -> Vec<String> {
    let key = viet::fold::key(text);
    key.split(|c: char| !viet::letter::is_letter(c))
        .filter(|word| !word.is_empty() && !JOINING.contains(word))
        .map(str::to_owned)
        .collect()
}

/// Each word's number and weight by how many figures it stands at.
fn weights(raws: &[Raw<'_>]) -> BTreeMap<String, (u32, u32)> {
    let mut spread: BTreeMap<&str, u32> = BTreeMap::new();
    for raw in raws {
        let mut own: Vec<&str> =
            raw.subject.iter().chain(&raw.around).chain(&raw.heading).map(String::as_str).collect();
        own.sort_unstable();
        own.dedup();
        for word in own {
            *spread.entry(word).or_default() += 1;
        }
    }
    let weight = |figures: u32| (RARE * 20 / (19 + figures)).max(RARE / 20);
    (0..).zip(spread).map(|(number, (word, figures))| (word.to_owned(), (number, weight(figures)))).collect()
}

impl<'a> Raw<'a> {
    fn weighed(self, weights: &BTreeMap<String, (u32, u32)>) -> Face<'a> {
        let weigh = |words: &[String]| {
            let mut numbers: Vec<(u32, u32)> =
                words.iter().filter_map(|word| weights.get(word).copied()).collect();
            numbers.sort_unstable();
            numbers.dedup();
            Words { weight: numbers.iter().map(|(_, weight)| weight).sum(), numbers }
        };
        Face {
            report: self.report,
            order: self.order,
            fact: self.fact,
            class: class(self.fact, &self.wording),
            subject: weigh(&self.subject),
            around: weigh(&self.around),
            heading: weigh(&self.heading),
            wording: self.wording,
            sentence: self.sentence,
            at: self.at,
        }
    }
}

fn class(fact: &Fact, wording: &Wording) -> Class {
    let kind = match fact.kind {
        FactKind::Estimate => FactKind::Actual,
        FactKind::TargetFuture => FactKind::Plan,
        other => other,
    };
    let against = fact.comparison.as_deref().map(viet::fold::fold).unwrap_or_default();
    let base = match &against {
        said if said.contains("cung ky") => Base::SamePeriod,
        said if said.contains("ke hoach") || said.contains("du toan") => Base::Plan,
        _ => Base::Other,
    };
    Class { kind, base, unit: dimension(&wording.unit), place: wording.place.clone() }
}

/// Triệu and tỷ đồng are one dimension; of things counted the first word tells (`hộ`, `hộ dân`), of people the next
/// one (`lao động`, `người lao động`).
fn dimension(unit: &str) -> String {
    match viet::measure_unit::lookup(unit) {
        Some(known) if known.dimension != viet::measure_unit::Dimension::Count => known.base,
        _ => {
            let counted = unit.strip_prefix("người ").unwrap_or(unit);
            counted.split(' ').next().unwrap_or_default().to_owned()
        }
    }
}
