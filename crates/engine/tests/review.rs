//! The review of a reading by two officers: `suite/review/*.txt`. A line is a step, `name@seen` when the page of that
//! officer is older; lines that start with `=` are what the engine answered. `BLESS=1` writes them anew.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use engine::adopt::{self, Proposal};
use engine::{Book, review};
use model::*;
use std::collections::BTreeMap;
use std::path::Path;

struct Story {
    book: Book,
    reading: Reading,
    source: SourceText,
}

fn fact(id: &str, start: usize, subject: &str, unit: Option<&str>) -> Fact {
    let document = serde_json::json!({
        "id": id, "surface": "12", "start": start, "end": start + 2, "value": "12", "high": null,
        "denominator": null, "decimals": 0, "unit": unit, "subject": subject, "kind": "actual", "direction": null,
        "comparison": null, "approx": null, "estimated": false, "part_of": null, "place": null,
        "window": { "label": null, "from": null, "to": null, "as_of": null }, "section": null,
        "footnote": null, "confidence": 0.98,
    });
    serde_json::from_value(document).unwrap()
}

impl Story {
    fn new() -> Self {
        let text = "Gieo cấy 12 ha lúa; trồng 12 ha rừng; có 12.".to_owned();
        let facts = vec![
            fact("f1", 9, "diện tích lúa", Some("ha")),
            fact("f2", 26, "diện tích rừng", Some("ha")),
            fact("f3", 41, "số xã", None),
        ];
        let mut story = Self {
            book: Book::default(),
            reading: Reading { facts, ..Reading::default() },
            source: SourceText { text, ..SourceText::default() },
        };
        for name in ["an", "binh", "chi"] {
            story.append(name, Act::AccountSet { account: account(name) });
        }
        let read = Act::ReportRead {
            report: "r".into(),
            file_name: "q1.docx".to_owned(),
            file: BlobId::from(String::new()),
            reading: BlobId::from(String::new()),
            period: None,
            title: None,
            recognised: false,
        };
        story.append("an", read);
        story
    }

    fn append(&mut self, by: &str, act: Act) {
        let cut = Cut(self.book.cut.0 + 1);
        self.book.apply(&Entry { cut, at: "2021-06-01T00:00:00Z".to_owned(), by: by.into(), act });
    }

    fn proposals(&self) -> Vec<Proposal> {
        adopt::proposals(
            &self.book,
            &self.source,
            &self.reading,
            &self.record().decisions(),
            &BTreeMap::new(),
        )
    }

    fn record(&self) -> &engine::ReadRecord {
        &self.book.readings[&ReportId::from("r")]
    }

    /// What stands: decisions, then amendments.
    fn standing(&self) -> String {
        let decided = self.record().decisions().into_iter().map(|(id, decision)| match decision {
            Decision::Confirmed { name, measure_unit: Some(unit), .. } => format!("{id}: {name} ({unit})"),
            Decision::Confirmed { name, .. } => format!("{id}: {name}"),
            Decision::Merged { into } => format!("{id} → {into}"),
            Decision::Skipped => format!("{id}: là chữ"),
            Decision::Undone => unreachable!("an undone decision does not stand"),
        });
        let amended = self.record().amendments().into_iter().map(|a| match a {
            Amendment::Value { fact, value } => format!("{fact} = {}", viet::number::format(value)),
            Amendment::Unit { fact, unit } => format!("{fact} tính bằng {}", unit.unwrap_or_default()),
            other => format!("{other:?}"),
        });
        let all: Vec<String> = decided.chain(amended).collect();
        if all.is_empty() { "không có gì".to_owned() } else { all.join("; ") }
    }

    fn step(&mut self, line: &str) -> Option<String> {
        let (who, rest) = line.split_once(' ').unwrap_or((line, ""));
        if who == "?" {
            return Some(self.standing());
        }
        let (name, seen) = match who.split_once('@') {
            Some((name, seen)) => (name, Cut(seen.parse().unwrap())),
            None => (who, self.record().reviewed),
        };
        let who = account(name);
        let words: Vec<&str> = rest.split(' ').collect();
        let report = ReportId::from("r");
        let act = match words[0] {
            "undo" | "redo" => {
                let step = Cut(words[1].parse().unwrap());
                review::switch(&self.book, &who, &report, step, words[0] == "undo")
            }
            _ => {
                let changes = rest.split(" + ").map(|change| self.change(change)).collect();
                review::review(&self.book, &who, &report, seen, &self.proposals(), changes).map(Some)
            }
        };
        match act {
            Ok(Some(act)) => {
                self.append(name, act);
                Some(format!("mốc {}", self.book.cut.0))
            }
            Ok(None) => Some("đã như vậy".to_owned()),
            Err(refusal) => Some(format!("từ chối: {}", refusal.vi())),
        }
    }

    fn change(&self, text: &str) -> ReviewChange {
        let words: Vec<&str> = text.splitn(3, ' ').collect();
        let id = words[1].to_owned();
        let rest = words.get(2).copied().unwrap_or_default().to_owned();
        let decision = match words[0] {
            "value" => {
                let value = viet::number::parse(&rest).unwrap();
                return ReviewChange::Amended { amendment: Amendment::Value { fact: id, value } };
            }
            "unit" => {
                return ReviewChange::Amended { amendment: Amendment::Unit { fact: id, unit: Some(rest) } };
            }
            "skip" => Decision::Skipped,
            "reopen" => Decision::Undone,
            "merge" => Decision::Merged { into: rest },
            "confirm" => confirmed(rest, None),
            "settle" => {
                let (unit, name) = rest.split_once(' ').unwrap();
                confirmed(name.to_owned(), Some(unit.to_owned()))
            }
            other => panic!("{other}"),
        };
        ReviewChange::Decided { proposal: id, decision }
    }
}

fn confirmed(name: String, measure_unit: Option<String>) -> Decision {
    let (timing, collector, owner) = (Timing::Flow, Collector::Communes, "phong".into());
    Decision::Confirmed { name, measure_unit, timing, collector, owner, part_of: None }
}

/// `chi` only reports figures of her commune.
fn account(name: &str) -> Account {
    let role = if name == "chi" { Role::Entry } else { Role::Compiler };
    let account = Account::new(name, "huyen", vec![Grant::everywhere(role)]);
    Account { display_name: format!("Cán bộ {name}"), ..account }
}

#[test]
fn reviews() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/review");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for path in files {
        let told = std::fs::read_to_string(&path).unwrap();
        let mut story = Story::new();
        let mut out = String::new();
        for line in told.lines().filter(|line| !line.starts_with('=')) {
            out.push_str(line);
            out.push('\n');
            if !line.is_empty()
                && !line.starts_with('#')
                && let Some(answer) = story.step(line)
            {
                out.push_str(&format!("= {answer}\n"));
            }
        }
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, out).unwrap();
        } else {
            assert_eq!(out, told, "{}", path.display());
        }
    }
}
