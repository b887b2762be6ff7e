//! Scores the reader against a marked gold set.
//!
//! `cargo run -p reader --example measure -- DIR [--diff]`, where `DIR/seed/*.txt` belongs to
//! `DIR/reader/gold/facts.jsonl` and `DIR/reader/dev/NNN.txt` to `DIR/reader/dev/gold.jsonl`.

use model::{Fact, SourceText};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// One marked figure.
struct Gold {
    id: String,
    start: usize,
    end: usize,
    record: Value,
}

impl Gold {
    fn text(&self, key: &str) -> Option<&str> {
        self.record.get(key)?.as_str()
    }

    fn number(&self, key: &str) -> Option<model::Decimal> {
        let value = self.record.get(key)?;
        value.as_number()?.to_string().parse().ok()
    }
}

/// Rights out of a number of tries.
#[derive(Default, Clone, Copy)]
struct Share(usize, usize);

impl Share {
    fn add(&mut self, right: bool) {
        self.0 += usize::from(right);
        self.1 += 1;
    }

    fn percent(self) -> f64 {
        if self.1 == 0 { 100.0 } else { self.0 as f64 * 100.0 / self.1 as f64 }
    }
}

#[derive(Default)]
struct Scores {
    gold: usize,
    read: usize,
    found: usize,
    rows: BTreeMap<&'static str, Share>,
    subject: f64,
    time: Duration,
    diff: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let dir = PathBuf::from(arguments.next().ok_or("give the directory of the gold set")?);
    let diff = arguments.any(|a| a == "--diff");
    let report = score_report(&dir)?;
    report.print("report", diff);
    let dev = score_texts(&dir.join("reader/dev"))?;
    dev.print("dev texts", diff);
    Ok(())
}

/// The whole report: gold places figures by line and character of the line.
fn score_report(dir: &Path) -> Result<Scores, Box<dyn Error>> {
    let gold = records(&dir.join("reader/gold/facts.jsonl"))?;
    let mut scores = Scores::default();
    for entry in std::fs::read_dir(dir.join("seed"))? {
        let path = entry?.path();
        if path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        let source = source(&path)?;
        let lines = line_starts(&source.text);
        let marks = gold.iter().filter_map(|record| {
            let line = record.get("line")?.as_u64()? as usize;
            let start = lines.get(line - 1)? + record.get("char_start")?.as_u64()? as usize;
            let surface = record.get("surface")?.as_str()?.trim_end_matches('%');
            let id = record.get("id")?.as_str()?.to_owned();
            Some(Gold { id, start, end: start + surface.chars().count(), record: record.clone() })
        });
        scores.add("", &source, &marks.collect::<Vec<_>>());
    }
    Ok(scores)
}

/// Short texts: gold places figures by character of the text.
fn score_texts(dir: &Path) -> Result<Scores, Box<dyn Error>> {
    let gold = records(&dir.join("gold.jsonl"))?;
    let names: BTreeSet<&str> = gold.iter().filter_map(|r| r.get("doc")?.as_str()).collect();
    let mut scores = Scores::default();
    for name in names {
        let source = source(&dir.join(format!("{name}.txt")))?;
        let of_text = gold.iter().filter(|r| r.get("doc").and_then(Value::as_str) == Some(name));
        let marks = of_text.filter_map(|record| {
            let start = record.get("num_start")?.as_u64()? as usize;
            let num = record.get("num")?.as_str()?;
            let id = record.get("order")?.to_string();
            Some(Gold { id, start, end: start + num.chars().count(), record: record.clone() })
        });
        scores.add(name, &source, &marks.collect::<Vec<_>>());
    }
    Ok(scores)
}

fn records(path: &Path) -> Result<Vec<Value>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn source(path: &Path) -> Result<SourceText, Box<dyn Error>> {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    Ok(reader::intake(name, &std::fs::read(path)?)?)
}

/// Offset of the first character of each line.
fn line_starts(text: &str) -> Vec<usize> {
    let after_breaks = text.chars().enumerate().filter(|(_, c)| *c == '\n').map(|(i, _)| i + 1);
    std::iter::once(0).chain(after_breaks).collect()
}

impl Scores {
    fn add(&mut self, name: &str, source: &SourceText, gold: &[Gold]) {
        let clock = Instant::now();
        let facts = reader::read(source).facts;
        self.time += clock.elapsed();
        let pair_of = |g: &Gold| facts.iter().position(|f| f.start < g.end && g.start < f.end);
        let pairs: Vec<Option<usize>> = gold.iter().map(pair_of).collect();
        let gold_of: BTreeMap<usize, &str> =
            pairs.iter().zip(gold).filter_map(|(p, g)| Some(((*p)?, g.id.as_str()))).collect();
        self.gold += gold.len();
        self.read += facts.len();
        self.found += gold_of.len();
        for (g, pair) in gold.iter().zip(&pairs) {
            match pair {
                Some(i) => self.compare(name, g, &facts[*i], &facts, &gold_of),
                None if g.text("surface").is_some_and(|s| s.chars().any(char::is_numeric)) => {
                    self.diff.push(format!("{name} MISSED {} {}", g.id, g.record["surface"]));
                }
                None => {}
            }
        }
        for (i, fact) in facts.iter().enumerate().filter(|(i, _)| !gold_of.contains_key(i)) {
            let from = fact.start.saturating_sub(30);
            let around: String = source.text.chars().skip(from).take(70).collect();
            self.diff.push(format!("{name} FALSE {i} {} in {around:?}", fact.surface));
        }
    }

    fn compare(
        &mut self,
        name: &str,
        gold: &Gold,
        fact: &Fact,
        facts: &[Fact],
        gold_of: &BTreeMap<usize, &str>,
    ) {
        let id = &gold.id;
        let value = gold.number("value") == Some(fact.value.value())
            || fact.value.value() == gold.number("value").unwrap_or_default().abs();
        let value =
            value && gold.number("value_hi") == fact.high && gold.number("denominator") == fact.denominator;
        self.row(name, id, "value", value, &gold.record["value"], &fact.value);
        let unit = match (gold.text("unit"), &fact.unit) {
            (Some(a), Some(b)) => viet::measure_unit::same(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        self.row(name, id, "unit", unit, &gold.record["unit"], &fact.unit);
        let kind = serde_json::to_value(fact.kind).unwrap_or_default();
        self.row(name, id, "kind", kind == gold.record["kind"], &gold.record["kind"], &kind);
        if gold.record.get("direction").is_some() {
            let same = gold.text("direction") == fact.direction.as_deref();
            self.row(name, id, "direction", same, &gold.record["direction"], &fact.direction);
            let same = gold.record["estimated"] == fact.estimated;
            self.row(name, id, "estimated", same, &gold.record["estimated"], &fact.estimated);
            let same = gold.record["approx"].is_null() == fact.approx.is_none();
            self.row(name, id, "approx", same, &gold.record["approx"], &fact.approx);
            let same = gold.record["comparison"].is_null() == fact.comparison.is_none();
            self.row(name, id, "comparison", same, &gold.record["comparison"], &fact.comparison);
        }
        let parent = match &gold.record["breakdown_of"] {
            Value::Null => None,
            Value::String(s) => Some(s.clone()),
            other => Some(other.to_string()),
        };
        let read_parent = fact.part_of.as_ref().and_then(|id| facts.iter().position(|f| f.id == *id));
        let read_parent = read_parent.map(|i| gold_of.get(&i).map_or("?", |id| *id).to_owned());
        self.row(name, id, "part_of", parent == read_parent, &parent, &read_parent);
        let subject = token_f1(gold.text("subject").unwrap_or_default(), &fact.subject);
        self.subject += subject;
        if subject < 0.5 {
            let wanted = gold.text("subject").unwrap_or_default();
            self.diff.push(format!("{name} subject {id} {subject:.2} {wanted:?} read {:?}", fact.subject));
        }
    }

    fn row(
        &mut self,
        name: &str,
        id: &str,
        what: &'static str,
        right: bool,
        wanted: &dyn std::fmt::Debug,
        read: &dyn std::fmt::Debug,
    ) {
        self.rows.entry(what).or_default().add(right);
        if !right {
            self.diff.push(format!("{name} {what} {id} {wanted:?} read {read:?}"));
        }
    }

    fn print(&self, title: &str, diff: bool) {
        if diff {
            for line in &self.diff {
                println!("{line}");
            }
        }
        let (precision, recall) =
            (Share(self.found, self.read).percent(), Share(self.found, self.gold).percent());
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        println!(
            "== {title}: {} marked, {} read, {} found, {:?}",
            self.gold, self.read, self.found, self.time
        );
        println!("{:<14}{precision:>8.2}", "precision");
        println!("{:<14}{recall:>8.2}", "recall");
        println!("{:<14}{f1:>8.2}", "F1");
        for (what, share) in &self.rows {
            println!("{what:<14}{:>8.2}  {}/{}", share.percent(), share.0, share.1);
        }
        println!("{:<14}{:>8.2}", "subject F1", 100.0 * self.subject / self.found.max(1) as f64);
    }
}

/// Overlap of the words of two phrases, as the harmonic mean of both shares.
fn token_f1(gold: &str, read: &str) -> f64 {
    let words = |text: &str| -> Vec<String> {
        let key = viet::fold::key(text);
        key.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
    };
    let (gold, mut read) = (words(gold), words(read));
    let total = gold.len() + read.len();
    let mut common = 0;
    for word in &gold {
        if let Some(i) = read.iter().position(|r| r == word) {
            read.swap_remove(i);
            common += 1;
        }
    }
    if total == 0 { 1.0 } else { 2.0 * f64::from(common) / total as f64 }
}
