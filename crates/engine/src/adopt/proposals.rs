//! From facts to proposals: what each figure could be in the catalogue.

use super::{Doubt, Proposal, capitalised, units};
use crate::book::Book;
use model::{
    Code, Collector, Decimal, Decision, Fact, FactKind, Measure, OutlineItem, Reading, RelationKind,
    SourceText, Timing,
};
use std::collections::{BTreeMap, BTreeSet};

/// Characters of context kept around a figure.
const CONTEXT: usize = 120;
/// Below this the reader counts as unsure.
const UNSURE: Decimal = Decimal::from_parts(60, 0, 0, false, 2);
/// Below this score a catalogue indicator is not taken for the one that was read.
const KNOWN: Decimal = Decimal::from_parts(75, 0, 0, false, 2);

/// The proposals of a reading in the order of the text. `decisions` are those kept in the book, `continued` the
/// indicators that its figures continue ([`crate::alignment::continued`]).
pub fn proposals(
    book: &Book,
    source: &SourceText,
    reading: &Reading,
    decisions: &BTreeMap<String, Decision>,
    continued: &BTreeMap<String, Code>,
) -> Vec<Proposal> {
    let maker = Maker::new(book, source, reading, continued);
    let mut proposals = maker.grouped();
    maker.link(&mut proposals);
    doubt_same_names(&mut proposals);
    for proposal in &mut proposals {
        proposal.doubts.sort();
        proposal.doubts.dedup();
        proposal.decision = decisions.get(&proposal.id).cloned();
        if let Some(Decision::Confirmed { measure_unit: Some(unit), .. }) = &proposal.decision {
            proposal.measure_unit = unit.trim().to_owned();
        }
    }
    proposals
}

struct Maker<'a> {
    book: &'a Book,
    reading: &'a Reading,
    chars: Vec<char>,
    sections: BTreeMap<&'a str, &'a OutlineItem>,
    facts: BTreeMap<&'a str, &'a Fact>,
    conflicts: BTreeSet<&'a str>,
    continued: &'a BTreeMap<String, Code>,
}

impl<'a> Maker<'a> {
    fn new(
        book: &'a Book,
        source: &'a SourceText,
        reading: &'a Reading,
        continued: &'a BTreeMap<String, Code>,
    ) -> Self {
        let failed = reading.relations.iter().filter(|r| !r.holds);
        Self {
            book,
            reading,
            chars: source.text.chars().collect(),
            sections: reading.outline.iter().map(|s| (s.id.as_str(), s)).collect(),
            facts: reading.facts.iter().map(|f| (f.id.as_str(), f)).collect(),
            continued,
            conflicts: failed.flat_map(|r| r.members.iter().map(String::as_str)).collect(),
        }
    }

    /// One proposal a fact; a fact that states the same of the same thing joins the first, and parts that
    /// only differ by commune join their whole.
    fn grouped(&self) -> Vec<Proposal> {
        let mut proposals: Vec<Proposal> = Vec::new();
        let mut homes: BTreeMap<&str, usize> = BTreeMap::new();
        let mut same: BTreeMap<(String, String, Measure, String, Decimal), usize> = BTreeMap::new();
        let by_commune = self.commune_parts();
        let repeated = self.repeated();
        for fact in self.reading.facts.iter().filter(|f| f.kind != FactKind::Norm && f.high.is_none()) {
            let place = fact.place.as_deref().map(viet::fold::key).unwrap_or_default();
            let unit = fact.unit.as_deref().map(viet::fold::key).unwrap_or_default();
            let key = (viet::fold::key(&fact.subject), unit, fact.kind.measure(), place, fact.value.value());
            let whole = by_commune.get(fact.id.as_str()).and_then(|whole| homes.get(whole).copied());
            if let Some(i) = whole {
                proposals[i].collector = Collector::Communes;
            }
            let first = repeated.get(fact.id.as_str()).and_then(|first| homes.get(first).copied());
            let alike = same.get(&key).copied().filter(|_| !fact.subject.is_empty());
            let home = whole.or(first).or(alike).unwrap_or(proposals.len());
            match proposals.get_mut(home) {
                Some(proposal) => proposal.facts.push(fact.id.clone()),
                None => proposals.push(self.propose(fact)),
            }
            homes.insert(&fact.id, home);
            same.entry(key).or_insert(home);
        }
        proposals
    }

    /// Facts that state an earlier figure again, by the relations that hold: one figure is one entry.
    fn repeated(&self) -> BTreeMap<&'a str, &'a str> {
        let holding = self.reading.relations.iter().filter(|r| r.kind == RelationKind::Same && r.holds);
        let pairs = holding.filter_map(|r| match r.members.as_slice() {
            [first, again] => Some((self.facts.get(first.as_str())?, self.facts.get(again.as_str())?)),
            _ => None,
        });
        let alike = pairs.filter(|(first, again)| {
            let same_unit = match (first.unit.as_deref(), again.unit.as_deref()) {
                (Some(a), Some(b)) => viet::measure_unit::same(a, b),
                (a, b) => a == b,
            };
            same_unit && first.value.value() == again.value.value() && first.start < again.start
        });
        alike.map(|(first, again)| (again.id.as_str(), first.id.as_str())).collect()
    }

    /// Facts that are the share of one commune in a whole: part -> whole.
    fn commune_parts(&self) -> BTreeMap<&'a str, &'a str> {
        let mut parts: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
        for fact in &self.reading.facts {
            if let Some(whole) = fact.part_of.as_deref().and_then(|id| self.facts.get(id))
                && fact.unit == whole.unit
                && whole.place.is_none()
                && units::commune_named(self.book, fact.place.as_deref()).is_some()
            {
                parts.entry(&whole.id).or_default().push(fact);
            }
        }
        let several = parts.into_iter().filter(|(_, facts)| facts.len() > 1);
        several.flat_map(|(whole, facts)| facts.into_iter().map(move |f| (f.id.as_str(), whole))).collect()
    }

    fn propose(&self, fact: &Fact) -> Proposal {
        let measure_unit = fact.unit.clone().unwrap_or_default();
        let headings = self.headings(fact);
        let sector = headings.iter().find_map(|title| catalogue::sector_of(title));
        let owner = units::owner(self.book, sector);
        let matched =
            catalogue::match_indicator(&fact.subject, &measure_unit).filter(|(_, score)| *score >= KNOWN);
        let continued = self.continued.get(&fact.id).and_then(|code| self.book.indicator(code));
        let name = match &fact.place {
            _ if continued.is_some() => continued.map(|indicator| indicator.name.clone()).unwrap_or_default(),
            Some(place) if units::commune_named(self.book, Some(place)).is_some() => {
                format!("{} ({place})", capitalised(&fact.subject))
            }
            _ => capitalised(&fact.subject),
        };
        let doubts = [
            (self.conflicts.contains(fact.id.as_str()), Doubt::InConflict),
            (measure_unit.is_empty(), Doubt::NoMeasureUnit),
            (fact.subject.trim_start_matches("số ").split_whitespace().count() < 2, Doubt::SubjectUnclear),
            (fact.confidence < UNSURE, Doubt::ReaderUnsure),
        ];
        Proposal {
            id: fact.id.clone(),
            facts: vec![fact.id.clone()],
            name,
            printed: format!("{} {measure_unit}", viet::number::format(fact.value)).trim_end().to_owned(),
            measure_unit,
            measure: measure(fact),
            timing: timing(fact),
            collector: Collector::Unit(owner.clone()),
            owner,
            part_of: None,
            continues: continued.map(|indicator| indicator.code.clone()),
            known: matched.map(|(starter, _)| Code::from(starter.code.clone())),
            about: None,
            ratio_of: None,
            sentence: self.sentence(fact),
            section: self.group(fact),
            place: fact.place.clone(),
            doubts: doubts.into_iter().filter(|(is, _)| *is).map(|(_, doubt)| doubt).collect(),
            decision: None,
        }
    }

    /// Titles of the headings a fact stands under, innermost first.
    fn headings(&self, fact: &Fact) -> Vec<&'a str> {
        let first = fact.section.as_deref().and_then(|id| self.sections.get(id).copied());
        let up = |s: &&'a OutlineItem| s.parent.as_deref().and_then(|id| self.sections.get(id).copied());
        std::iter::successors(first, up).take(12).map(|s| s.title.as_str()).collect()
    }

    /// The heading that forms and lists show: the innermost one; a whole part is too wide to say anything.
    fn group(&self, fact: &Fact) -> String {
        let item = fact.section.as_deref().and_then(|id| self.sections.get(id));
        let wide =
            |s: &&&OutlineItem| s.number.as_deref().is_none_or(|n| !viet::fold::fold(n).starts_with("phan"));
        item.filter(wide).map_or_else(|| "Chung".to_owned(), |s| s.title.clone())
    }

    fn sentence(&self, fact: &Fact) -> String {
        let is_end = |i: usize| {
            self.chars[i] == '\n'
                || (matches!(self.chars[i], '.' | ';')
                    && self.chars.get(i + 1).is_none_or(|c| c.is_whitespace()))
        };
        let (start, end) = (fact.start.min(self.chars.len()), fact.end.min(self.chars.len()));
        let from = (start.saturating_sub(CONTEXT)..start)
            .rev()
            .find(|i| is_end(*i))
            .map_or_else(|| start.saturating_sub(CONTEXT), |i| i + 1);
        let to = (end..self.chars.len().min(end + CONTEXT)).find(|i| is_end(*i));
        let to = to.unwrap_or_else(|| self.chars.len().min(end + CONTEXT));
        self.chars[from..to].iter().collect::<String>().trim().to_owned()
    }

    /// Joins parts to wholes, plans and percentages to what they speak about.
    fn link(&self, proposals: &mut [Proposal]) {
        let home: BTreeMap<String, usize> = proposals
            .iter()
            .enumerate()
            .flat_map(|(i, p)| p.facts.iter().map(move |f| (f.clone(), i)))
            .collect();
        let id_of = |fact: &str, proposals: &[Proposal]| home.get(fact).map(|i| proposals[*i].id.clone());
        for relation in self.reading.relations.iter().filter(|r| r.kind == RelationKind::Ratio) {
            if let [part, whole, share] = relation.members.as_slice()
                && self.facts.get(share.as_str()).is_some_and(|percent| super::is_share(percent))
                && let (Some(&p), Some(&w), Some(&s)) = (home.get(part), home.get(whole), home.get(share))
                && p != w
                && s != p
                && s != w
                && proposals[s].ratio_of.is_none()
                && proposals[p].measure != Measure::PctOfPlan
            {
                if proposals[w].measure == Measure::Plan && proposals[w].about.is_none() {
                    proposals[w].about = Some(proposals[p].id.clone());
                }
                let planned = proposals[w].about.as_ref() == Some(&proposals[p].id);
                match planned && proposals[s].measure == Measure::PctOfPlan {
                    true => proposals[s].about = Some(proposals[p].id.clone()),
                    false => {
                        proposals[s].ratio_of = Some((proposals[p].id.clone(), proposals[w].id.clone()));
                        proposals[s].measure = Measure::Actual;
                        proposals[s].timing = Timing::Ratio;
                    }
                }
            }
        }
        for i in 0..proposals.len() {
            let Some(fact) = self.facts.get(proposals[i].id.as_str()).copied() else { continue };
            if let Some(whole) = fact.part_of.as_deref().and_then(|f| id_of(f, proposals))
                && whole != proposals[i].id
            {
                proposals[i].part_of = Some(whole);
            }
            let needs_base = matches!(
                proposals[i].measure,
                Measure::PctOfPlan | Measure::ChangePct | Measure::GrowthPct | Measure::ChangeAbs
            );
            if needs_base && proposals[i].about.is_none() {
                proposals[i].about = self.base_before(fact, proposals, &home);
                if proposals[i].about.is_none() {
                    proposals[i].doubts.push(Doubt::BaseUnknown);
                }
            }
            if proposals[i].measure == Measure::Plan && proposals[i].about.is_none() {
                proposals[i].about = self.planned_sibling(fact, proposals, &home);
            }
        }
    }

    /// The level that a percentage speaks about: the nearest one before it in the same sentence.
    fn base_before(
        &self,
        fact: &Fact,
        proposals: &[Proposal],
        home: &BTreeMap<String, usize>,
    ) -> Option<String> {
        let here = self.reading.facts.iter().position(|f| f.id == fact.id)?;
        let before = self.reading.facts[..here].iter().rev().take(4);
        let same_sentence = |f: &&Fact| {
            f.footnote == fact.footnote && !self.chars[f.end.min(fact.start)..fact.start].contains(&'\n')
        };
        before
            .take_while(same_sentence)
            .filter_map(|f| home.get(&f.id))
            .map(|i| &proposals[*i])
            .find(|p| matches!(p.measure, Measure::Actual | Measure::Estimate) && p.timing != Timing::Ratio)
            .map(|p| p.id.clone())
    }

    /// The level with the same subject and unit of measure that a plan is set for.
    fn planned_sibling(
        &self,
        fact: &Fact,
        proposals: &[Proposal],
        home: &BTreeMap<String, usize>,
    ) -> Option<String> {
        let subject = viet::fold::key(&fact.subject);
        let same = |f: &&Fact| {
            f.id != fact.id
                && f.kind == FactKind::Actual
                && f.unit == fact.unit
                && f.place == fact.place
                && !subject.is_empty()
                && viet::fold::key(&f.subject) == subject
        };
        let sibling = self.reading.facts.iter().find(same)?;
        home.get(&sibling.id).map(|i| proposals[*i].id.clone())
    }
}

fn measure(fact: &Fact) -> Measure {
    let same_period = fact.comparison.as_deref().is_some_and(|c| viet::fold::fold(c).contains("cung ky"));
    match fact.kind.measure() {
        Measure::ChangePct if same_period => Measure::GrowthPct,
        other => other,
    }
}

fn timing(fact: &Fact) -> Timing {
    let subject = viet::fold::fold(&fact.subject);
    let label = fact.window.label.as_deref().map(viet::fold::fold).unwrap_or_default();
    let says = |words: &[&str]| words.iter().any(|w| subject.contains(w) || label.contains(w));
    match fact.kind {
        FactKind::SharePct | FactKind::Rate => Timing::Ratio,
        _ if says(&["thu ngan sach", "chi ngan sach", "giai ngan", "luy ke", "tu dau nam"]) => {
            Timing::Cumulative
        }
        _ if fact.window.as_of.is_some() => Timing::Stock,
        _ if says(&[
            "tong dan",
            "hien co",
            "du no",
            "huy dong von",
            "ton",
            "dan so",
            "tong so ho",
            "ho ngheo",
        ]) =>
        {
            Timing::Stock
        }
        _ => Timing::Flow,
    }
}

fn doubt_same_names(proposals: &mut [Proposal]) {
    let mut seen: BTreeMap<(String, String, Measure), Vec<usize>> = BTreeMap::new();
    for (i, p) in proposals.iter().enumerate() {
        let about_other = p.about.is_some() && p.measure != Measure::Actual;
        if !about_other {
            seen.entry((viet::fold::key(&p.name), p.measure_unit.clone(), p.measure)).or_default().push(i);
        }
    }
    for group in seen.into_values().filter(|g| g.len() > 1) {
        for i in group {
            proposals[i].doubts.push(Doubt::SameName);
        }
    }
}
