//! What stands between figures and beside them: relations, tasks, references, footnotes.

use crate::figures::overlap;
use crate::gold::{Case, Cited, Law, Task};
use crate::scores::{Row, Scores};
use model::{ReadTask, Reading, Reference, Relation};
use std::collections::{BTreeMap, BTreeSet};

/// Texts that share at least so many thousandths of their words are the same task or reference.
const SAME: usize = 500;

pub fn score(case: &Case, reading: &Reading, pairs: &[Option<usize>], scores: &mut Scores) {
    relations(case, reading, pairs, scores);
    for assigned in [true, false] {
        tasks(case, reading, assigned, scores);
    }
    references(case, reading, scores);
    footnotes(case, scores);
}

fn relations(case: &Case, reading: &Reading, pairs: &[Option<usize>], scores: &mut Scores) {
    let ids: BTreeMap<&str, &str> = (pairs.iter().zip(&case.figures))
        .filter_map(|(pair, figure)| Some((reading.facts.get((*pair)?)?.id.as_str(), figure.id.as_str())))
        .collect();
    let told: Vec<(&Relation, BTreeSet<&str>)> = (reading.relations.iter())
        .map(|relation| {
            let members = relation.members.iter().map(|id| ids.get(id.as_str()).copied().unwrap_or("?"));
            (relation, members.collect())
        })
        .collect();
    for law in &case.relations {
        let row = match (law.holds, law.hard) {
            (false, true) => Row::FailingHard,
            (false, false) => Row::FailingSoft,
            (true, _) if law.kind.starts_with("sum") => Row::Sums,
            (true, _) if law.kind.starts_with("ratio") => Row::Ratios,
            (true, _) => Row::OtherLaws,
        };
        let right = told.iter().any(|(relation, members)| tells(law, relation, members));
        scores.try_one(row, right, || format!("{} {} {}", case.name, law.kind, law.expression));
    }
    for (relation, members) in told.iter().filter(|(relation, _)| !relation.holds) {
        let alarm = !case.relations.iter().any(|law| tells(law, relation, members));
        scores.count(Row::FalseAlarms, usize::from(alarm), 1);
        if alarm {
            let both = format!("{} {:?} {}", case.name, relation.kind, relation.expression);
            scores.misses.push(format!("false alarm: {both}"));
        }
    }
}

/// The same figures, or for laws of few members at least two of them.
fn tells(law: &Law, relation: &Relation, members: &BTreeSet<&str>) -> bool {
    let marked: BTreeSet<&str> = law.members.iter().map(String::as_str).collect();
    law.holds == relation.holds
        && (marked == *members
            || (!law.kind.starts_with("sum") && members.len() > 1 && members.is_subset(&marked)))
}

fn tasks(case: &Case, reading: &Reading, assigned: bool, scores: &mut Scores) {
    let marked: Vec<&Task> = case.tasks.iter().filter(|task| task.assigned == assigned).collect();
    let told: Vec<&ReadTask> = reading.tasks.iter().filter(|task| task.assigned == assigned).collect();
    if case.tasks.is_empty() {
        return;
    }
    let alike = |marked: &&Task, told: &&ReadTask| overlap(&marked.text, &told.text);
    let pairs = best_pairs(&marked, &told, alike);
    let (found, of_told) =
        if assigned { (Row::Assigned, Row::AssignedTold) } else { (Row::Pending, Row::PendingTold) };
    for (at, task) in marked.iter().enumerate() {
        let read = pairs.get(&at).and_then(|at| told.get(*at));
        scores.try_one(found, read.is_some(), || format!("{} {}", case.name, task.text));
        if let (Some(owner), Some(read)) = (&task.owner, read) {
            let right = read.owner.as_ref().is_some_and(|read| overlap(owner, read) >= SAME);
            scores.try_one(Row::Owner, right, || format!("{owner:?} read {:?} of {}", read.owner, task.text));
        }
        if let Some(due) = &task.due {
            let day = read.and_then(|read| read.due).map(|day| day.to_string());
            // a mark of a month means any of its days
            scores.try_one(Row::Due, day.as_ref().is_some_and(|day| day.starts_with(due)), || {
                format!("{due} read {day:?} of {}", task.text)
            });
        }
    }
    let paired: BTreeSet<&usize> = pairs.values().collect();
    for (at, task) in told.iter().enumerate() {
        scores.try_one(of_told, paired.contains(&at), || format!("{} {}", case.name, task.text));
    }
}

/// Pairs by index, the most alike first, none less alike than `SAME`.
fn best_pairs<A, B>(marked: &[A], told: &[B], alike: impl Fn(&A, &B) -> usize) -> BTreeMap<usize, usize> {
    let mut all: Vec<(usize, usize, usize)> = Vec::new();
    for (i, a) in marked.iter().enumerate() {
        all.extend(
            told.iter().enumerate().map(|(j, b)| (alike(a, b), i, j)).filter(|(score, ..)| *score >= SAME),
        );
    }
    all.sort_by_key(|(score, i, j)| (std::cmp::Reverse(*score), *i, *j));
    let mut pairs = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (_, i, j) in all {
        if !pairs.contains_key(&i) && taken.insert(j) {
            pairs.insert(i, j);
        }
    }
    pairs
}

fn references(case: &Case, reading: &Reading, scores: &mut Scores) {
    let words = |reference: &Reference| -> String {
        case.source.text.chars().skip(reference.start).take(reference.end - reference.start).collect()
    };
    let alike = |marked: &Cited, told: &Reference| match &marked.number {
        Some(number) => 1000 * usize::from(Some(number) == told.number.as_ref()),
        None => overlap(&marked.surface, &words(told)),
    };
    let pairs = best_pairs(&case.references, &reading.references, alike);
    for (at, cited) in case.references.iter().enumerate() {
        let read = pairs.get(&at).and_then(|at| reading.references.get(*at));
        scores.try_one(Row::AllReferences, read.is_some(), || format!("{} {}", case.name, cited.surface));
        if cited.number.is_some() {
            scores.count(Row::Numbered, usize::from(read.is_some()), 1);
        }
        if let (Some(_), Some(date)) = (&cited.number, &cited.date) {
            let day = read.and_then(|read| read.date).map(|day| day.to_string());
            scores.try_one(Row::NumberedDate, day.as_ref() == Some(date), || {
                format!("{} marked {date} read {day:?}", cited.surface)
            });
        }
    }
}

/// A footnote is joined when its call and its text are where they were marked, give or take the marks themselves.
fn footnotes(case: &Case, scores: &mut Scores) {
    let near = |a: usize, b: usize| a.abs_diff(b) <= 4;
    let calls: Vec<(usize, usize)> =
        case.source.notes.iter().filter_map(|note| Some((note.anchor?, note.start))).collect();
    for (at, footnote) in case.footnotes.iter().enumerate() {
        let joined = match footnote.0 {
            Some((anchor, start)) => calls.iter().any(|call| near(call.0, anchor) && near(call.1, start)),
            None => at < calls.len(),
        };
        scores.try_one(Row::Footnotes, joined, || format!("{} note {}", case.name, at + 1));
    }
}
