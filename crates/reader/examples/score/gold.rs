//! Marked reports, from files.

use model::{Decimal, SourceText};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

/// Marked texts that are scored together.
pub struct Set {
    pub name: String,
    pub cases: Vec<Case>,
}

/// One text and its marks.
#[derive(Default)]
pub struct Case {
    pub name: String,
    pub source: SourceText,
    /// In the order of the text.
    pub figures: Vec<Figure>,
    /// Whether the offsets of the marks count in `source`; not so for the same report in another format.
    pub placed: bool,
    pub relations: Vec<Law>,
    pub tasks: Vec<Task>,
    pub references: Vec<Cited>,
    pub footnotes: Vec<Footnote>,
}

/// A marked figure; none and null are the same.
pub struct Figure {
    pub id: String,
    pub start: usize,
    pub end: usize,
    pub number: String,
    pub value: Option<Decimal>,
    pub high: Option<Decimal>,
    pub denominator: Option<Decimal>,
    pub unit: Option<String>,
    pub subject: String,
    pub kind: String,
    pub part_of: Option<String>,
    pub manner: Option<Manner>,
    /// When it is not the place of the report.
    pub place: Option<String>,
    /// Numbers of its period that the period of the report has not.
    pub window: BTreeSet<String>,
}

/// How a figure is said.
pub struct Manner {
    pub direction: Option<String>,
    pub estimated: bool,
    pub approx: bool,
    pub comparison: bool,
}

/// A marked relation.
pub struct Law {
    pub kind: String,
    pub members: BTreeSet<String>,
    pub holds: bool,
    pub hard: bool,
    pub expression: String,
}

/// A marked assignment or pending matter.
pub struct Task {
    pub text: String,
    pub owner: Option<String>,
    pub due: Option<String>,
    pub assigned: bool,
}

/// A marked reference.
pub struct Cited {
    pub surface: String,
    pub number: Option<String>,
    pub date: Option<String>,
}

/// A marked footnote: offsets of its call and of its text, where they are known.
pub struct Footnote(pub Option<(usize, usize)>);

type Loaded<T> = Result<T, Box<dyn Error>>;

/// The sets that a folder holds.
pub fn sets(folder: &Path) -> Loaded<Vec<Set>> {
    if folder.join("gold.jsonl").is_file() {
        return Ok(vec![texts(folder)?]);
    }
    let mut sets = Vec::new();
    for extension in ["txt", "docx", "doc", "pdf"] {
        match report(folder, extension) {
            Ok(set) => sets.extend(set),
            Err(error) => eprintln!("report .{extension}: {error}"),
        }
    }
    sets.push(texts(&folder.join("reader/dev"))?);
    Ok(sets)
}

/// A folder of texts with their marks beside them.
fn texts(folder: &Path) -> Loaded<Set> {
    let mut cases: BTreeMap<String, Case> = BTreeMap::new();
    let gold = rows(&folder.join("gold.jsonl"))?;
    let reports = some_rows(&folder.join("documents.jsonl"))?;
    for row in &gold {
        let name = text(row, "doc");
        if !cases.contains_key(&name) {
            let source = intake(&folder.join(format!("{name}.txt")))?;
            cases.insert(name.clone(), Case { name: name.clone(), source, placed: true, ..Case::default() });
        }
        let start = count(row, "num_start");
        let mut figure = figure(row, text(row, "order"), start, text(row, "num"));
        if let Some(report) = reports.iter().find(|report| report["doc"] == row["doc"]) {
            figure.place = said(row, "place").filter(|place| *place != text(report, "place"));
            figure.window = &numbers(&text(row, "period")) - &numbers(&text(report, "period"));
        }
        cases.entry(name).or_default().figures.push(figure);
    }
    let mut each = |file: &str, push: &dyn Fn(&mut Case, &Value)| -> Loaded<()> {
        for row in some_rows(&folder.join(file))? {
            if let Some(case) = cases.get_mut(&text(&row, "doc")) {
                push(case, &row);
            }
        }
        Ok(())
    };
    each("relations.jsonl", &|case, row| case.relations.push(law(row)))?;
    each("tasks.jsonl", &|case, row| case.tasks.push(task(row)))?;
    each("references.jsonl", &|case, row| case.references.push(cited(row)))?;
    each("footnotes.jsonl", &|case, row| {
        case.footnotes.push(Footnote(Some((count(row, "anchor"), count(row, "start")))));
    })?;
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or("texts");
    Ok(Set { name: name.to_owned(), cases: cases.into_values().collect() })
}

/// One report as a file of this kind; its marks count lines of the .txt.
fn report(folder: &Path, extension: &str) -> Loaded<Option<Set>> {
    let (seed, gold) = (folder.join("seed"), folder.join("reader/gold"));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&seed)? {
        files.push(entry?.path());
    }
    let of = |wanted: &str| files.iter().find(|path| path.extension().is_some_and(|e| e == wanted));
    let (Some(file), Some(marked)) = (of(extension), of("txt")) else { return Ok(None) };
    let marked = intake(marked)?.text;
    let breaks = marked.chars().enumerate().filter(|(_, c)| *c == '\n').map(|(at, _)| at + 1);
    let lines: Vec<usize> = [0, 0].into_iter().chain(breaks).collect();
    let facts = rows(&gold.join("facts.jsonl"))?;
    let figures = facts.iter().map(|row| {
        let line = lines.get(count(row, "line")).copied().unwrap_or(0);
        let number = text(row, "surface").trim_end_matches('%').to_owned();
        let mut figure = figure(row, text(row, "id"), line + count(row, "char_start"), number);
        figure.place = said(row, "place");
        figure.window = numbers(&text(row, "as_of"));
        figure
    });
    let mut figures: Vec<Figure> = figures.collect();
    figures.sort_by_key(|figure| figure.start);
    let case = Case {
        name: String::new(),
        source: intake(file)?,
        figures,
        placed: extension == "txt",
        relations: rows(&gold.join("relations.jsonl"))?.iter().map(law).collect(),
        tasks: rows(&gold.join("tasks.jsonl"))?.iter().map(task).collect(),
        references: rows(&gold.join("references.jsonl"))?.iter().map(cited).collect(),
        footnotes: marked.chars().filter(|c| *c == '\u{fffd}').map(|_| Footnote(None)).collect(),
    };
    Ok(Some(Set { name: format!("report .{extension}"), cases: vec![case] }))
}

fn figure(row: &Value, id: String, start: usize, number: String) -> Figure {
    let manner = row.get("direction").map(|_| Manner {
        direction: said(row, "direction"),
        estimated: row["estimated"] == true,
        approx: said(row, "approx").is_some(),
        comparison: said(row, "comparison").is_some(),
    });
    Figure {
        id,
        start,
        end: start + number.chars().count(),
        number,
        value: decimal(row, "value"),
        high: decimal(row, "value_hi"),
        denominator: decimal(row, "denominator"),
        unit: said(row, "unit"),
        subject: text(row, "subject"),
        kind: text(row, "kind"),
        part_of: said(row, "breakdown_of"),
        manner,
        place: None,
        window: BTreeSet::new(),
    }
}

fn law(row: &Value) -> Law {
    // the report calls bounds and plausible quotients ratios, and says so
    let subtype = text(row, "subtype");
    let kind = text(row, "type");
    let kind = if kind == "ratio" && !subtype.starts_with("percent") { subtype } else { kind };
    Law {
        kind,
        members: row["members"].as_array().into_iter().flatten().filter_map(plain).collect(),
        holds: row["holds"] == true,
        hard: row["strength"] != "soft",
        expression: text(row, "expression"),
    }
}

fn task(row: &Value) -> Task {
    Task {
        text: text(row, "text"),
        owner: said(row, "responsible"),
        due: said(row, "deadline_iso"),
        assigned: row["kind"] == "task",
    }
}

fn cited(row: &Value) -> Cited {
    Cited { surface: text(row, "surface"), number: said(row, "number"), date: said(row, "date_iso") }
}

/// The numbers of a period or date, without leading zeros; quarters as they are.
pub fn numbers(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(|word| word.trim_start_matches('0'));
    let number = |word: &&str| {
        let roman = !word.is_empty() && word.chars().all(|c| "IVX".contains(c));
        roman || word.chars().any(|c| c.is_ascii_digit())
    };
    words.filter(number).map(str::to_owned).collect()
}

fn intake(path: &Path) -> Loaded<SourceText> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(reader::intake(name, &bytes)?)
}

fn rows(path: &Path) -> Loaded<Vec<Value>> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// None, when the set marks no such thing.
fn some_rows(path: &Path) -> Loaded<Vec<Value>> {
    if path.is_file() { rows(path) } else { Ok(Vec::new()) }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn said(row: &Value, key: &str) -> Option<String> {
    plain(&row[key])
}

fn text(row: &Value, key: &str) -> String {
    said(row, key).unwrap_or_default()
}

fn count(row: &Value, key: &str) -> usize {
    row[key].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
}

fn decimal(row: &Value, key: &str) -> Option<Decimal> {
    said(row, key)?.parse().ok()
}
