//! From decided proposals to the act of adoption.

use super::prose::{self, Binding};
use super::{Proposal, capitalised, units};
use crate::access::{self, Right};
use crate::book::Book;
use crate::plans;
use crate::spans::plan_year;
use formula::Reference;
use model::{
    Account, Act, Adoption, CellKey, Code, Collector, Decision, Fact, FactKind, Flaw, Indicator, Measure,
    Number, Observation, OutlineItem, Period, ReadObservation, Reading, Refusal, RefusalCode, Relation,
    RelationKind, ReportId, Rule, RuleId, RuleKind, Severity, SourceText, Stated, Strength, Task, TaskId,
    TaskStatus, Timing, UnitKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// The act that makes a reading the system: catalogue, living template, history, rules and open tasks.
///
/// With `accept_rest`, doubtful proposals without a decision are taken as proposed; those without a unit of measure
/// or a name stay plain text.
///
/// # Errors
/// `not-allowed`, `not-found`, `already-adopted`, `doubtful-open` with their count, `bad-input`.
pub fn adoption(
    book: &Book,
    who: &Account,
    report: &ReportId,
    (source, reading): (&SourceText, &Reading),
    proposals: &[Proposal],
    period: Option<Period>,
    accept_rest: bool,
) -> Result<Act, Refusal> {
    access::need(who, Right::Adopt)?;
    let record =
        book.readings.get(report).ok_or_else(|| Refusal::of(RefusalCode::NotFound, "báo cáo này"))?;
    if record.adopted {
        return Err(RefusalCode::AlreadyAdopted.into());
    }
    let open = proposals.iter().filter(|p| p.is_open()).count();
    if open > 0 && !accept_rest {
        return Err(Refusal::of(RefusalCode::DoubtfulOpen, open));
    }
    let unknown = || Refusal::from(Flaw::PeriodUnknown);
    let period = period.or(record.period).ok_or_else(unknown)?;
    let plan = Plan::new(book, proposals);
    let bindings = plan.bindings(book, reading);
    let owner_of =
        |item: &OutlineItem| catalogue::sector_of(&item.title).map(|s| units::owner(book, Some(s)));
    let adoption = Adoption {
        period,
        indicators: plan.indicators.clone(),
        rules: rules(book, reading, &plan, &bindings, report),
        template: prose::template(source, reading, period, &bindings, &owner_of),
        observations: observations(book, reading, period, &bindings),
        tasks: tasks(book, reading, report, period, &bindings),
    };
    Ok(Act::ReportAdopted { report: report.clone(), adoption: Box::new(adoption) })
}

/// What each proposal became.
struct Plan {
    indicators: Vec<Indicator>,
    /// proposal -> indicator and statement
    targets: BTreeMap<String, (Code, Measure)>,
    /// fact -> proposal
    homes: BTreeMap<String, String>,
}

/// A proposal with the officer's corrections in it; none when it stays plain text.
fn decided(proposal: &Proposal) -> Option<Proposal> {
    let mut p = proposal.clone();
    match &proposal.decision {
        Some(Decision::Skipped) => return None,
        Some(Decision::Confirmed { name, timing, collector, owner, part_of, .. }) => {
            p.name = name.trim().to_owned();
            (p.timing, p.collector, p.owner) = (*timing, collector.clone(), owner.clone());
            p.part_of.clone_from(part_of);
        }
        Some(Decision::Merged { .. } | Decision::Undone) | None => {}
    }
    (!p.name.is_empty() && !p.measure_unit.is_empty()).then_some(p)
}

impl Plan {
    fn new(book: &Book, proposals: &[Proposal]) -> Self {
        let kept: Vec<Proposal> = proposals.iter().filter_map(decided).collect();
        let by_id: BTreeMap<&str, &Proposal> = kept.iter().map(|p| (p.id.as_str(), p)).collect();
        let mut namer = Namer::new(book);
        let mut plan = Self { indicators: Vec::new(), targets: BTreeMap::new(), homes: BTreeMap::new() };
        for p in kept.iter().filter(|p| root(p, &by_id) == p.id.as_str()) {
            let code = namer.code(p);
            plan.targets.insert(p.id.clone(), (code.clone(), own_measure(p)));
            plan.indicators.push(settled(book.indicator(&code), code, p));
        }
        for p in &kept {
            let home = root(p, &by_id);
            if home != p.id.as_str()
                && let Some((code, _)) = plan.targets.get(home).cloned()
            {
                plan.targets.insert(p.id.clone(), (code, p.measure));
            }
            plan.homes.extend(p.facts.iter().map(|f| (f.clone(), p.id.clone())));
        }
        plan.connect(&kept);
        plan
    }

    /// Fills in what needs all codes: wholes, formulas, whether a plan is set.
    fn connect(&mut self, kept: &[Proposal]) {
        let code_of = |id: &String| self.targets.get(id).map(|(code, measure)| reference(code, *measure));
        let mut wholes = BTreeMap::new();
        let mut formulas = BTreeMap::new();
        let mut planned = BTreeSet::new();
        for p in kept {
            let Some((code, measure)) = self.targets.get(&p.id) else { continue };
            if matches!(measure, Measure::Plan | Measure::PctOfPlan) {
                planned.insert(code.clone());
            }
            if let Some((whole, _)) = p.part_of.as_ref().and_then(|w| self.targets.get(w))
                && whole != code
            {
                wholes.entry(code.clone()).or_insert_with(|| whole.clone());
            }
            if let Some((part, whole)) = &p.ratio_of
                && let (Some(part), Some(whole)) = (code_of(part), code_of(whole))
                && !part.starts_with(code.as_str())
                && !whole.starts_with(code.as_str())
            {
                formulas.insert(code.clone(), format!("100 * {part} / {whole}"));
            }
        }
        for indicator in &mut self.indicators {
            indicator.part_of = wholes.remove(&indicator.code).or_else(|| indicator.part_of.take());
            indicator.formula = formulas.remove(&indicator.code).or_else(|| indicator.formula.take());
            indicator.planned |= planned.contains(&indicator.code);
        }
    }

    fn bindings(&self, book: &Book, reading: &Reading) -> BTreeMap<String, Binding> {
        let bind = |fact: &Fact| {
            let (code, measure) = self.targets.get(self.homes.get(&fact.id)?)?;
            let indicator = self.indicators.iter().find(|i| i.code == *code)?;
            let unit = match indicator.collector {
                Collector::Communes => {
                    units::commune_named(book, fact.place.as_deref()).map(|u| u.id.clone())
                }
                Collector::Unit(_) => None,
            };
            Some((fact.id.clone(), Binding { indicator: code.clone(), measure: *measure, unit }))
        };
        reading.facts.iter().filter_map(bind).collect()
    }
}

/// The proposal whose indicator this one speaks about; itself for a level.
fn root<'a>(proposal: &'a Proposal, by_id: &BTreeMap<&str, &'a Proposal>) -> &'a str {
    let mut at = proposal;
    // A chain longer than this is a circle that two merges made.
    for _ in 0..8 {
        let next = match &at.decision {
            Some(Decision::Merged { into }) => Some(into),
            _ => at.about.as_ref(),
        };
        match next.and_then(|id| by_id.get(id.as_str())) {
            Some(other) => at = other,
            None => return &at.id,
        }
    }
    &proposal.id
}

/// A percentage whose base is unknown is an indicator of its own.
fn own_measure(proposal: &Proposal) -> Measure {
    match proposal.measure {
        Measure::Plan => Measure::Plan,
        Measure::Estimate => Measure::Estimate,
        _ => Measure::Actual,
    }
}

/// An indicator of the book stays as it is, but for what the officer said in this review.
fn settled(known: Option<&Indicator>, code: Code, p: &Proposal) -> Indicator {
    let fresh = indicator(code, p);
    let confirmed = matches!(p.decision, Some(Decision::Confirmed { .. }));
    match known {
        None => fresh,
        Some(known) if confirmed => Indicator {
            name: fresh.name,
            timing: fresh.timing,
            collector: fresh.collector,
            owner: fresh.owner,
            ..known.clone()
        },
        Some(known) => known.clone(),
    }
}

fn indicator(code: Code, p: &Proposal) -> Indicator {
    let decimals =
        p.printed.split_whitespace().next().and_then(viet::number::parse).map_or(0, Number::decimals);
    let relative = !matches!(p.measure, Measure::Actual | Measure::Plan | Measure::Estimate);
    let starter = catalogue::starter().iter().find(|s| s.code == code.as_str());
    Indicator {
        code,
        name: p.name.clone(),
        counted: viet::measure_unit::is_counted(&p.measure_unit),
        measure_unit: p.measure_unit.clone(),
        decimals,
        timing: if relative { Timing::Ratio } else { p.timing },
        collector: p.collector.clone(),
        owner: p.owner.clone(),
        planned: p.measure == Measure::Plan,
        part_of: None,
        formula: None,
        source: p.sentence.clone(),
        group: p.section.clone(),
        restricted: catalogue::sector_of(&p.section).is_some_and(|s| s.restricted),
        joining: model::Joining::default(),
        less_is_better: starter.is_some_and(|s| s.less_is_better),
    }
}

/// Gives codes: that of the indicator it continues, of one of the same name in the book, the catalogue's, or the next free one of the sector.
struct Namer<'a> {
    book: &'a Book,
    taken: BTreeSet<Code>,
    same: BTreeMap<(String, String), Code>,
}

impl<'a> Namer<'a> {
    fn new(book: &'a Book) -> Self {
        let same =
            book.indicators.iter().map(|i| (name_key(&i.name, &i.measure_unit), i.code.clone())).collect();
        Self { book, taken: BTreeSet::new(), same }
    }

    fn code(&mut self, p: &Proposal) -> Code {
        let held = self.same.get(&name_key(&p.name, &p.measure_unit)).cloned();
        let known = p.known.clone().filter(|c| self.book.indicator(c).is_none());
        let continued = p.continues.clone();
        let free = continued.into_iter().chain(held).chain(known).find(|c| !self.taken.contains(c));
        let code = free.unwrap_or_else(|| self.next(p));
        self.taken.insert(code.clone());
        code
    }

    /// Own codes count from 101, so that they never meet the catalogue's two digits.
    fn next(&self, p: &Proposal) -> Code {
        let prefix = catalogue::sector_of(&p.section).map_or("CT", |s| s.code.as_str());
        let free = |n: &u32| {
            let code = Code::from(format!("{prefix}{n}"));
            !self.taken.contains(&code) && self.book.indicator(&code).is_none()
        };
        let number = (101..).find(free).unwrap_or_default();
        Code::from(format!("{prefix}{number}"))
    }
}

fn name_key(name: &str, unit: &str) -> (String, String) {
    (viet::fold::key(name), viet::fold::key(unit))
}

/// A reference in the formula language.
fn reference(code: &Code, measure: Measure) -> String {
    Reference { measure, ..Reference::own(code.clone()) }.to_string()
}

fn observations(
    book: &Book,
    reading: &Reading,
    period: Period,
    bindings: &BTreeMap<String, Binding>,
) -> Vec<ReadObservation> {
    let mut stated = BTreeSet::new();
    let mut all = Vec::new();
    for fact in &reading.facts {
        let Some(binding) = bindings.get(&fact.id) else { continue };
        let key = cell_key(book, binding, period);
        if stated.insert(key.clone()) {
            let observation = Observation {
                key,
                stated: Some(Stated::Number(signed(fact, binding.measure))),
                approx: fact.approx,
                as_of: fact.window.as_of,
                note: None,
            };
            all.push(ReadObservation { observation, start: fact.start, end: fact.end });
        }
    }
    all
}

fn cell_key(book: &Book, binding: &Binding, period: Period) -> CellKey {
    let period = if binding.measure == Measure::Plan { plan_year(period) } else { period };
    let unit = binding.unit.clone().unwrap_or_else(|| book.place_unit());
    CellKey { indicator: binding.indicator.clone(), unit, period, measure: binding.measure }
}

/// A fall is kept as a negative change.
fn signed(fact: &Fact, measure: Measure) -> Number {
    let change = matches!(measure, Measure::ChangePct | Measure::GrowthPct | Measure::ChangeAbs);
    match change && fact.direction.as_deref() == Some("down") {
        true => Number::new(-fact.value.value().abs()),
        false => fact.value,
    }
}

fn rules(
    book: &Book,
    reading: &Reading,
    plan: &Plan,
    bindings: &BTreeMap<String, Binding>,
    report: &ReportId,
) -> Vec<Rule> {
    let mut seen: BTreeSet<String> = book.rules.iter().map(|r| r.formula.clone()).collect();
    let mut rules = Vec::new();
    for relation in &reading.relations {
        let Some((kind, formula)) = law(reading, relation, plan, bindings) else { continue };
        if formula::parse(&formula).is_err() || !seen.insert(formula.clone()) {
            continue;
        }
        let severity = match (relation.strength, relation.holds) {
            (Strength::Stated, true) => Severity::Error,
            _ => Severity::Warning,
        };
        let says = if relation.holds {
            "Khớp trong báo cáo đã tiếp nhận"
        } else {
            "Không khớp trong báo cáo đã tiếp nhận"
        };
        let id = RuleId::from(format!("{report}-{}", rules.len() + 1));
        let source = format!("{says}: {}", relation.expression);
        rules.push(Rule { severity, source, ..Rule::new(id, kind, formula) });
    }
    rules
}

/// A relation between facts as a law between indicators. Laws that became a roll-up or a formula, or fell together
/// when figures were merged, are none. A failed guess of the reader is none either, but for a figure stated twice.
fn law(
    reading: &Reading,
    relation: &Relation,
    plan: &Plan,
    bindings: &BTreeMap<String, Binding>,
) -> Option<(RuleKind, String)> {
    if !relation.holds && relation.strength == Strength::Inferred && relation.kind != RelationKind::Same {
        return None;
    }
    let bound: Option<Vec<&Binding>> = relation.members.iter().map(|m| bindings.get(m)).collect();
    let bound = bound?;
    let name = |b: &&Binding| {
        let plain = reference(&b.indicator, b.measure);
        b.unit.as_ref().map_or(plain.clone(), |u| format!("{plain}#{u}"))
    };
    let names: Vec<String> = bound.iter().map(name).collect();
    let distinct: BTreeSet<&String> = names.iter().collect();
    let rolled_up = bound.iter().skip(1).all(|b| b.unit.is_some() && b.indicator == bound[0].indicator);
    if distinct.len() != names.len() || names.len() < 2 || (rolled_up && relation.kind == RelationKind::Sum) {
        return None;
    }
    // What went down by so much is no sum of indicators.
    let changes = |id: &String| reading.facts.iter().any(|f| f.id == *id && f.kind == FactKind::ChangeAbs);
    match relation.kind {
        RelationKind::Sum if relation.members.iter().any(changes) => None,
        RelationKind::Sum => {
            Some((RuleKind::SumOfParts, format!("{} = {}", names[0], names[1..].join(" + "))))
        }
        RelationKind::Same if names.len() == 2 => {
            Some((RuleKind::SameFigure, format!("{} = {}", names[0], names[1])))
        }
        // A plan may be missed or passed: its own level is not bound by it.
        RelationKind::Bound if names.len() == 2 && bound[0].indicator != bound[1].indicator => {
            Some((RuleKind::PartNotAboveWhole, format!("{} <= {}", names[0], names[1])))
        }
        RelationKind::Ratio if names.len() == 3 => {
            let share = reading.facts.iter().any(|f| f.id == relation.members[2] && super::is_share(f));
            let known = share && plan.indicators.iter().any(|i| i.code == bound[2].indicator);
            let formula = format!("{} = 100 * {} / {}", names[2], names[0], names[1]);
            known.then(|| (RuleKind::Ratio, plans::to_date(formula)))
        }
        _ => None,
    }
}

fn tasks(
    book: &Book,
    reading: &Reading,
    report: &ReportId,
    period: Period,
    bindings: &BTreeMap<String, Binding>,
) -> Vec<Task> {
    let place = book.place_unit();
    let lead = |name: &str| {
        let wanted = viet::fold::key(name);
        let units =
            book.below(&place).filter(|u| u.kind != UnitKind::Province && u.kind != UnitKind::District);
        let mut hits = units.filter(|u| wanted.contains(&viet::fold::key(&u.name))).map(|u| u.id.clone());
        hits.next()
    };
    let task = |read: &model::ReadTask| Task {
        id: TaskId::from(format!("{report}-{}", read.id)),
        text: capitalised(&read.text),
        lead: read.owner.as_deref().and_then(lead),
        lead_as_written: read.owner.clone(),
        due: read.due,
        due_as_written: read.due_as_written.clone(),
        period: period.shift(1),
        source: read.text.clone(),
        indicators: read.facts.iter().filter_map(|f| bindings.get(f)).map(|b| b.indicator.clone()).collect(),
        status: TaskStatus::Open,
        remark: None,
    };
    reading.tasks.iter().filter(|t| t.assigned).map(task).collect()
}
