//! Gold files as facts, relations, tasks and references.

use model::{Fact, SourceText};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

pub struct Case {
    pub name: String,
    pub source: SourceText,
    pub facts: Vec<Fact>,
    pub relations: Vec<GoldRelation>,
    pub tasks: Vec<GoldTask>,
    pub references: Vec<GoldReference>,
}

pub struct GoldRelation {
    pub kind: String,
    pub members: BTreeSet<String>,
    pub holds: bool,
    pub expression: String,
}

pub struct GoldTask {
    pub line: usize,
    pub text: String,
    pub due: Option<String>,
    pub assigned: bool,
}

pub struct GoldReference {
    pub lines: Vec<usize>,
    pub surface: String,
    pub number: Option<String>,
    pub date: Option<String>,
}

fn rows(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn text(row: &Value, key: &str) -> String {
    row[key].as_str().unwrap_or_default().to_owned()
}

fn option(row: &Value, key: &str) -> Option<String> {
    row[key].as_str().map(str::to_owned)
}

fn count(row: &Value, key: &str) -> usize {
    row[key].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
}

pub fn load(dir: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    let gold = dir.join("reader/gold");
    let seed = std::fs::read_dir(dir.join("seed")).into_iter().flatten().flatten().map(|e| e.path());
    let seed = seed
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .find(|path| !path.ends_with("README.md"));
    if let Some(path) = seed {
        cases.push(seed_case(&path, &gold));
    }
    let dev = dir.join("reader/dev");
    let facts = rows(&dev.join("gold.jsonl"));
    let relations = rows(&dev.join("relations.jsonl"));
    let names: BTreeSet<String> = facts.iter().map(|row| text(row, "doc")).collect();
    for name in names {
        let bytes = std::fs::read(dev.join(format!("{name}.txt"))).unwrap_or_default();
        let Ok(source) = reader::intake("a.txt", &bytes) else { continue };
        let own = facts.iter().filter(|row| text(row, "doc") == name);
        let facts = own.filter_map(|row| {
            let at = (count(row, "num_start"), count(row, "end"));
            fact(row, &source, &format!("{}", count(row, "order")), at.0, at.1, &text(row, "num"))
        });
        let facts = facts.collect();
        let relations = relations.iter().filter(|row| text(row, "doc") == name).map(relation).collect();
        cases.push(Case { name, source, facts, relations, tasks: Vec::new(), references: Vec::new() });
    }
    cases
}

fn relation(row: &Value) -> GoldRelation {
    let member = |m: &Value| m.as_str().map_or_else(|| m.to_string(), str::to_owned);
    GoldRelation {
        kind: text(row, "type"),
        members: row["members"].as_array().into_iter().flatten().map(member).collect(),
        holds: row["holds"].as_bool().unwrap_or(true),
        expression: text(row, "expression"),
    }
}

fn seed_case(path: &Path, gold: &Path) -> Case {
    let bytes = std::fs::read(path).unwrap_or_default();
    let source = reader::intake("seed.txt", &bytes).unwrap_or_default();
    let mut starts = vec![0, 0];
    starts.extend(source.text.chars().enumerate().filter(|(_, c)| *c == '\n').map(|(at, _)| at + 1));
    let facts = rows(&gold.join("facts.jsonl"))
        .iter()
        .filter_map(|row| {
            let start = starts.get(count(row, "line"))? + count(row, "char_start");
            let surface = text(row, "surface");
            fact(row, &source, &text(row, "id"), start, start + surface.chars().count(), &surface)
        })
        .collect();
    let task = |row: &Value| GoldTask {
        line: count(row, "line"),
        text: text(row, "text"),
        due: option(row, "deadline_iso"),
        assigned: text(row, "kind") == "task",
    };
    let reference = |row: &Value| GoldReference {
        lines: row["lines"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|l| usize::try_from(l.as_u64()?).ok())
            .collect(),
        surface: text(row, "surface"),
        number: option(row, "number"),
        date: option(row, "date_iso"),
    };
    Case {
        name: "seed".to_owned(),
        facts,
        relations: rows(&gold.join("relations.jsonl")).iter().map(relation).collect(),
        tasks: rows(&gold.join("tasks.jsonl")).iter().map(task).collect(),
        references: rows(&gold.join("references.jsonl")).iter().map(reference).collect(),
        source,
    }
}

fn fact(row: &Value, source: &SourceText, id: &str, start: usize, end: usize, number: &str) -> Option<Fact> {
    let numerator = number.split(['/', '%']).next().unwrap_or_default().trim();
    let numerator: String =
        numerator.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-')).collect();
    let value = viet::number::parse(&numerator)
        .map(model::Number::value)
        .or_else(|| row["value"].to_string().parse().ok())?;
    let footnote = source.notes.iter().position(|note| note.start <= start && start < note.end);
    let fact = json!({
        "id": id, "surface": text(row, "surface"), "start": start, "end": end, "value": value, "high": null,
        "denominator": row["denominator"].as_f64().map(|n| n.to_string()), "decimals": value.scale(),
        "unit": option(row, "unit"), "subject": text(row, "subject"), "kind": text(row, "kind"),
        "direction": option(row, "direction"), "comparison": option(row, "comparison"), "approx": null,
        "estimated": false, "part_of": option(row, "breakdown_of"), "place": null,
        "window": {"label": null, "from": null, "to": null, "as_of": option(row, "as_of")},
        "section": null, "footnote": footnote, "confidence": 1.0,
    });
    serde_json::from_value(fact).ok()
}
