//! `check`: what would embarrass us if we sent this file, for people, programs and tools.

mod people;
mod places;
mod rules;
mod sarif;

use crate::{Found, Outcome, files};
use model::{Decimal, Fact, Number, Period, Reading, Relation, Severity, SourceText, TextFinding};
use places::{Place, Text};
use rules::{Check, Topic};
use serde::{Serialize, Serializer};
use std::path::Path;

/// How the answer is written.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    People,
    Json,
    Sarif,
}

impl Form {
    pub(crate) fn of(json: bool, sarif: bool) -> Self {
        match (json, sarif) {
            (_, true) => Self::Sarif,
            (true, false) => Self::Json,
            (false, false) => Self::People,
        }
    }
}

/// Everything found in a file, worst first.
#[derive(Serialize)]
struct Answer {
    file: String,
    title: Option<String>,
    period: Option<Period>,
    errors: usize,
    warnings: usize,
    notes: usize,
    findings: Vec<Item>,
}

/// One thing to mend or to ask about.
#[derive(Serialize)]
struct Item {
    #[serde(rename = "rule", serialize_with = "by_id")]
    check: &'static Check,
    level: Severity,
    /// One plain sentence.
    says: String,
    /// What to do.
    hint: String,
    /// The law with its numbers: `670 ≠ 2 + 21 + 590 = 613`.
    #[serde(skip_serializing_if = "Option::is_none")]
    computation: Option<String>,
    /// What rounded numbers may stand for: `10,81%: từ 10,805 đến 10,815`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    intervals: Vec<String>,
    /// Where, the first place first.
    places: Vec<Place>,
}

fn by_id<S: Serializer>(check: &&'static Check, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(check.id)
}

/// Prints what is found in a file.
pub(crate) fn check(file: &Path, form: Form) -> Outcome {
    let source = files::intake(file)?;
    let answer = Answer::new(file, &source, &files::reading(&source));
    let printed = match form {
        Form::People => people::text(&answer),
        Form::Json => serde_json::to_string(&answer)? + "\n",
        Form::Sarif => serde_json::to_string_pretty(&sarif::log(file, &answer))? + "\n",
    };
    files::print(&printed)?;
    Ok(if answer.errors == 0 { Found::Nothing } else { Found::Something })
}

impl Answer {
    fn new(file: &Path, source: &SourceText, reading: &Reading) -> Self {
        let text = Text::new(source, &reading.outline);
        let worded: Vec<&TextFinding> = reading.findings.iter().filter(|f| !is_told(f, reading)).collect();
        let mut findings: Vec<Item> =
            worded.into_iter().map(|finding| Item::new(finding, reading, &text)).collect();
        let place = |item: &Item| item.places.first().map_or(0, |place| place.start);
        findings.sort_by_key(|item| (item.level, item.check.topic, place(item)));
        let count = |level| findings.iter().filter(|item| item.level == level).count();
        Self {
            file: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            title: reading.document.title.clone(),
            period: reading.document.period,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Info),
            findings,
        }
    }
}

/// Whether a finding about words stands within another that says more.
fn is_told(finding: &TextFinding, reading: &Reading) -> bool {
    let is_about_words = |f: &TextFinding| rules::find(&f.rule).topic != Topic::Figures;
    let covers = |other: &TextFinding| {
        other.start <= finding.start
            && finding.end <= other.end
            && other.end - other.start > finding.end.saturating_sub(finding.start)
            && other.severity <= finding.severity
            && is_about_words(other)
    };
    is_about_words(finding) && reading.findings.iter().any(covers)
}

impl Item {
    fn new(finding: &TextFinding, reading: &Reading, text: &Text<'_>) -> Self {
        let broken = |r: &&Relation| !r.holds && r.members == finding.evidence;
        let law = reading.relations.iter().find(broken).filter(|_| !finding.evidence.is_empty());
        let fact = |id: &String| reading.facts.iter().find(|fact| fact.id == *id);
        let facts: Vec<&Fact> = finding.evidence.iter().filter_map(fact).collect();
        let check = rules::find(&finding.rule);
        Self {
            check,
            level: finding.severity,
            says: finding.says.clone(),
            hint: finding.hint.clone(),
            computation: law.map(|law| law.expression.clone()),
            intervals: law.map(|_| facts.iter().filter_map(|f| interval(f)).collect()).unwrap_or_default(),
            places: text.places(finding, if check.topic == Topic::Figures { &facts } else { &[] }),
        }
    }
}

/// What a printed number may stand for; none for one that is exact.
fn interval(fact: &Fact) -> Option<String> {
    let counted = fact.unit.as_deref().is_none_or(viet::measure_unit::is_counted);
    let range = fact.value.interval(counted, fact.approx);
    let number = |value: Decimal| viet::number::format(Number::new(value.normalize()));
    let says = match (range.lowest(), range.highest()) {
        (Some(low), Some(high)) if low == high => return None,
        (Some(low), Some(high)) => format!("từ {} đến {}", number(low), number(high)),
        (Some(low), None) => format!("từ {} trở lên", number(low)),
        (None, Some(high)) => format!("không quá {}", number(high)),
        (None, None) => return None,
    };
    Some(format!("{}: {says}", amount(fact)))
}

/// The number with its unit.
fn amount(fact: &Fact) -> String {
    let number = viet::number::format(fact.value);
    match fact.unit.as_deref() {
        Some("%") => format!("{number}%"),
        Some(unit) => format!("{number} {unit}"),
        None => number,
    }
}
