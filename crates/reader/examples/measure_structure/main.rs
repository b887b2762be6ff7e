//! Scores outline, relations, tasks and references against gold files.
//!
//! `measure_structure -- DIR` with `DIR/seed/*.txt`, `DIR/reader/gold` and `DIR/reader/dev`;
//! `measure_structure -- FILE` prints what is read from one file. Not a test: gold is for measuring only.

mod gold;

use gold::{Case, GoldRelation};
use model::{Fact, Relation, SourceText};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let verbose = std::env::args().nth(2).is_some();
    if Path::new(&path).is_file() {
        return print_file(&path);
    }
    let cases = gold::load(Path::new(&path));
    for (name, facts_of) in
        [("with gold facts", gold_facts as fn(&Case) -> Vec<Fact>), ("with read facts", read_facts)]
    {
        let (mut hit, mut gold, mut extra, mut false_hit, mut false_gold, mut alarms) = (0, 0, 0, 0, 0, 0);
        for case in &cases {
            let facts = facts_of(case);
            let found = reader::relations(&case.source, &facts);
            let score = score_relations(case, &facts, &found, verbose);
            hit += score.hit;
            gold += case.relations.len();
            extra += score.extra;
            false_hit += score.false_hit;
            false_gold += case.relations.iter().filter(|relation| !relation.holds).count();
            alarms += score.alarms;
        }
        println!(
            "relations {name}: {hit}/{gold} found, {extra} others told; broken {false_hit}/{false_gold}, false alarms {alarms}"
        );
    }
    for case in cases.iter().filter(|case| !case.tasks.is_empty()) {
        score_tasks(case, verbose);
        score_references(case, verbose);
    }
}

fn print_file(path: &str) {
    let bytes = std::fs::read(path).unwrap_or_default();
    let start = std::time::Instant::now();
    match reader::intake(path, &bytes) {
        Err(error) => println!("{error}"),
        Ok(source) => {
            let reading = reader::read(&source);
            let took = start.elapsed();
            println!("{:#?}", reading.document);
            for item in &reading.outline {
                println!("{}{:?} {}", "  ".repeat(usize::from(item.level) - 1), item.number, item.title);
            }
            for relation in &reading.relations {
                println!("{:?} {} {}", relation.kind, relation.holds, relation.expression);
            }
            for finding in &reading.findings {
                println!("{:?} {}: {} {}", finding.severity, finding.rule, finding.says, finding.hint);
            }
            println!(
                "{} facts, {} relations, {} tasks, {} references, {} notes",
                reading.facts.len(),
                reading.relations.len(),
                reading.tasks.len(),
                reading.references.len(),
                source.notes.len()
            );
            println!("read in {took:?}");
        }
    }
}

fn gold_facts(case: &Case) -> Vec<Fact> {
    case.facts.clone()
}

fn read_facts(case: &Case) -> Vec<Fact> {
    reader::read(&case.source).facts
}

#[derive(Default)]
struct Score {
    hit: usize,
    extra: usize,
    false_hit: usize,
    alarms: usize,
}

/// Gold id of each fact that shares characters with a gold fact.
fn to_gold<'c>(case: &'c Case, facts: &'c [Fact]) -> BTreeMap<&'c str, &'c str> {
    let same = |a: &Fact, b: &Fact| a.start < b.end && b.start < a.end;
    facts
        .iter()
        .filter_map(|fact| {
            Some((fact.id.as_str(), case.facts.iter().find(|gold| same(fact, gold))?.id.as_str()))
        })
        .collect()
}

fn score_relations(case: &Case, facts: &[Fact], found: &[Relation], verbose: bool) -> Score {
    let names = to_gold(case, facts);
    let members = |relation: &Relation| -> BTreeSet<String> {
        relation
            .members
            .iter()
            .map(|id| names.get(id.as_str()).map_or(format!("?{id}"), |id| (*id).to_owned()))
            .collect()
    };
    let is = |gold: &GoldRelation, relation: &Relation| {
        let told = members(relation);
        gold.holds == relation.holds
            && (told == gold.members
                || (told.len() >= 2 && told.is_subset(&gold.members) && gold.kind != "sum"))
    };
    let mut score = Score::default();
    for gold in &case.relations {
        let hit = found.iter().any(|relation| is(gold, relation));
        score.hit += usize::from(hit);
        score.false_hit += usize::from(hit && !gold.holds);
        if verbose && !hit {
            println!("{} missed {} {} {}", case.name, gold.kind, gold.holds, gold.expression);
        }
    }
    for relation in found.iter().filter(|relation| !case.relations.iter().any(|gold| is(gold, relation))) {
        score.extra += 1;
        score.alarms += usize::from(!relation.holds);
        if verbose {
            println!("{} other {:?} {} {}", case.name, relation.kind, relation.holds, relation.expression);
        }
    }
    score
}

fn words(text: &str) -> BTreeSet<String> {
    viet::fold::key(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

fn line_of(source: &SourceText, at: usize) -> usize {
    1 + source.text.chars().take(at).filter(|c| *c == '\n').count()
}

fn score_tasks(case: &Case, verbose: bool) {
    let read = reader::read(&case.source);
    let mut taken = BTreeSet::new();
    let (mut hit, mut due) = ([0, 0], 0);
    for gold in &case.tasks {
        let want = words(&gold.text);
        let best = read
            .tasks
            .iter()
            .enumerate()
            .filter(|(at, task)| !taken.contains(at) && task.assigned == gold.assigned)
            .filter(|(_, task)| {
                gold.line >= line_of(&case.source, task.start) && gold.line <= line_of(&case.source, task.end)
            })
            .map(|(at, task)| {
                let told = words(&task.text);
                let common = want.intersection(&told).count();
                (2 * common * 100 / (want.len() + told.len()).max(1), at)
            })
            .max();
        match best.filter(|(score, _)| *score >= 50) {
            Some((_, at)) => {
                taken.insert(at);
                hit[usize::from(gold.assigned)] += 1;
                due += usize::from(
                    gold.due.is_some()
                        && read
                            .tasks
                            .get(at)
                            .and_then(|t| t.due)
                            .map(|d| d.to_string())
                            .is_some_and(|d| gold.due.as_deref().is_some_and(|g| d.starts_with(g))),
                );
            }
            None if verbose => println!("task missed L{} {}", gold.line, gold.text),
            None => {}
        }
    }
    if verbose {
        for (at, task) in read.tasks.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
            println!(
                "task other {at} L{} {} {}",
                line_of(&case.source, task.start),
                task.assigned,
                task.text
            );
        }
    }
    let count = |assigned: bool| {
        (
            case.tasks.iter().filter(|t| t.assigned == assigned).count(),
            read.tasks.iter().filter(|t| t.assigned == assigned).count(),
        )
    };
    println!(
        "tasks: assigned {}/{} of {} told; pending {}/{} of {} told; due right {due} of {}",
        hit[1],
        count(true).0,
        count(true).1,
        hit[0],
        count(false).0,
        count(false).1,
        case.tasks.iter().filter(|t| t.due.is_some()).count()
    );
}

fn score_references(case: &Case, verbose: bool) {
    let read = reader::read(&case.source);
    let mut taken = BTreeSet::new();
    let (mut hit, mut numbered, mut numbered_hit) = (0, 0, 0);
    for gold in &case.references {
        let found = read.references.iter().enumerate().find(|(at, reference)| {
            let text: String = case
                .source
                .text
                .chars()
                .skip(reference.start)
                .take(reference.end - reference.start)
                .collect();
            let line = line_of(&case.source, reference.start);
            let near = gold.lines.contains(&line);
            let same_number = gold.number.is_some() && gold.number == reference.number;
            let overlap = words(&text).intersection(&words(&gold.surface)).count() * 2
                >= words(&gold.surface).len().min(words(&text).len());
            !taken.contains(at) && near && (same_number || (gold.number.is_none() && overlap))
        });
        numbered += usize::from(gold.number.is_some());
        if let Some((at, reference)) = found {
            taken.insert(at);
            hit += 1;
            numbered_hit +=
                usize::from(gold.number.is_some() && reference.date.map(|d| d.to_string()) == gold.date);
        } else if verbose {
            println!("reference missed {}", gold.surface);
        }
    }
    if verbose {
        for (_, r) in read.references.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
            println!(
                "reference other L{} {} {:?} {:?}",
                line_of(&case.source, r.start),
                r.kind,
                r.number,
                case.source.text.chars().skip(r.start).take(r.end - r.start).collect::<String>()
            );
        }
    }
    println!(
        "references: {hit}/{} found of {} told; numbered with right date {numbered_hit}/{numbered}",
        case.references.len(),
        read.references.len()
    );
}
