//! Saving and sending, by two typists, late, twice: `suite/saving/*.txt`. A line is a step; lines that start with `=`
//! are what the engine answered. `BLESS=1` writes them anew.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use engine::collect::{self, Conflict, Pressed, Typed, Typing};
use engine::{Book, Cell};
use model::*;
use std::path::Path;

const UNIT: &str = "phong";

struct Story {
    book: Book,
    now: jiff::Timestamp,
}

fn time(clock: &str) -> jiff::Timestamp {
    format!("2021-06-15T{clock}:00Z").parse().unwrap()
}

fn clock(at: &str) -> &str {
    &at[11..16]
}

fn period() -> Period {
    "2021-Q2".parse().unwrap()
}

fn account(name: &str) -> Account {
    let grant = match name {
        "van-phong" => Grant::everywhere(Role::Compiler),
        "la" => Grant::of(Role::Entry, "xa-a"),
        _ => Grant::of(Role::Entry, UNIT),
    };
    Account::new(name, UNIT, vec![grant])
}

fn printed(stated: Option<Stated>) -> String {
    match stated {
        Some(Stated::Number(number)) => viet::number::format(number),
        Some(other) => format!("{other:?}"),
        None => "trống".to_owned(),
    }
}

fn shown(cell: &Cell) -> String {
    let Provenance { cut, by, at, entered_at, .. } = cell.provenance.as_ref();
    let entered = entered_at.as_deref().map(|at| format!(", gõ {}", clock(at))).unwrap_or_default();
    format!("{} ({by}, mốc {}, đến {}{entered})", printed(cell.observation.stated), cut.0, clock(at))
}

/// `seen 3 typed 08:10` -> what follows a word.
fn after<'a>(words: &[&'a str], word: &str) -> Option<&'a str> {
    words.iter().position(|w| *w == word).and_then(|at| words.get(at + 1)).copied()
}

impl Story {
    fn new() -> Self {
        let mut story = Self { book: Book::default(), now: time("07:00") };
        let codes = ["GS01", "TR01", "TR02", "TR03"];
        let indicator = |code: &str| Indicator {
            code: code.into(),
            name: code.to_owned(),
            measure_unit: "con".to_owned(),
            counted: true,
            decimals: 0,
            timing: Timing::Stock,
            collector: Collector::Unit(UNIT.into()),
            owner: UNIT.into(),
            planned: false,
            part_of: None,
            formula: None,
            source: String::new(),
            group: String::new(),
            restricted: false,
            joining: model::Joining::default(),
            less_is_better: false,
        };
        for code in codes {
            story.book.apply(&Entry {
                cut: Cut(0),
                at: "2021-06-01T00:00:00Z".to_owned(),
                by: "he-thong".into(),
                act: Act::IndicatorSet { indicator: indicator(code) },
            });
        }
        let cells = codes.map(|code| CellSpec { indicator: code.into(), measure: Measure::Actual }).to_vec();
        let (window, due) = (period().legal_window(), "2021-06-18".parse().unwrap());
        let sheets = vec![Sheet { unit: UNIT.into(), cells, due: None }];
        let round = Round {
            regime: RegimeId::main(),
            period: period(),
            window,
            due,
            sheets,
            excluded: Default::default(),
            unit_approval: false,
        };
        story.append("van-phong", Act::RoundOpened { round });
        story
    }

    fn append(&mut self, by: &str, act: Act) {
        let cut = Cut(self.book.cut.0 + 1);
        self.book.apply(&Entry { cut, at: self.now.to_string(), by: by.into(), act });
    }

    fn decided(&mut self, by: &str, act: Option<Act>) -> String {
        match act {
            Some(act) => {
                self.append(by, act);
                format!("mốc {}", self.book.cut.0)
            }
            None => "không có gì mới".to_owned(),
        }
    }

    fn step(&mut self, line: &str) -> Result<Vec<String>, Refusal> {
        let words: Vec<&str> = line.split(' ').collect();
        match words[0] {
            "at" => {
                self.now = time(words[1]);
                Ok(Vec::new())
            }
            "?" => Ok(self.standing()),
            "return" => {
                let who = account("van-phong");
                let act = collect::return_form(
                    &self.book,
                    &who,
                    &RoundId::main(period()),
                    &UNIT.into(),
                    "xem lại",
                    Vec::new(),
                )?;
                Ok(vec![self.decided("van-phong", Some(act))])
            }
            "send" => {
                let at = after(&words, "typed").map(time);
                let times = after(&words, "times").map(|n| n.parse().unwrap());
                let pressed = Pressed { at, times };
                let who = account(words[1]);
                let act = collect::send(
                    &self.book,
                    &who,
                    &RoundId::main(period()),
                    &UNIT.into(),
                    pressed,
                    self.now,
                )?;
                Ok(vec![self.decided(words[1], act)])
            }
            name => self.save(name, &words),
        }
    }

    fn save(&mut self, name: &str, words: &[&str]) -> Result<Vec<String>, Refusal> {
        let base = after(words, "seen").map(|n| Cut(n.parse().unwrap()));
        let entered_at = after(words, "typed").map(time);
        let typing = |cell: &str| {
            let (code, text) = cell.split_once('=').unwrap();
            let (text, note) = (text.to_owned(), None);
            let cell = Typed { indicator: code.into(), measure: Measure::Actual, text, note };
            Typing { cell, base, entered_at }
        };
        let typed: Vec<Typing> = words[1].split(',').map(typing).collect();
        let saving = collect::save(
            &self.book,
            &account(name),
            &RoundId::main(period()),
            &UNIT.into(),
            &typed,
            self.now,
        )?;
        let mut told = vec![self.decided(name, saving.act)];
        told.extend(saving.conflicts.iter().map(|Conflict { cell, mine, theirs }| {
            format!(
                "xung đột {}: của tôi {}, đang giữ {}",
                cell.indicator,
                printed(mine.stated),
                shown(theirs)
            )
        }));
        told.extend(saving.refused.iter().map(|(_, refusal)| format!("từ chối: {}", refusal.vi())));
        Ok(told)
    }

    fn standing(&self) -> Vec<String> {
        let cells = self.book.cells.iter().map(|(key, cell)| format!("{} {}", key.indicator, shown(cell)));
        let round = self.book.main_round(period());
        let form = match round.and_then(|r| r.submissions.get(&UNIT.into())) {
            Some(Submission::Sent { by, at, entered_at, times }) => {
                let pressed = entered_at.as_deref().map(|at| format!(", bấm gửi {}", clock(at)));
                let pressed = pressed.unwrap_or_default();
                Some(format!("biểu: gửi lần {times} ({by}, đến {}{pressed})", clock(at)))
            }
            _ => None,
        };
        let told: Vec<String> = cells.chain(form).collect();
        if told.is_empty() { vec!["chưa có gì".to_owned()] } else { told }
    }
}

#[test]
fn saving() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/saving");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for path in files {
        let told = std::fs::read_to_string(&path).unwrap();
        let mut story = Story::new();
        let mut out = String::new();
        for line in told.lines().filter(|line| !line.starts_with('=')) {
            out.push_str(&format!("{line}\n"));
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let answers = story.step(line).unwrap_or_else(|no| vec![format!("từ chối: {}", no.vi())]);
            out.extend(answers.iter().map(|answer| format!("= {answer}\n")));
        }
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, out).unwrap();
        } else {
            assert_eq!(out, told, "{}", path.display());
        }
    }
}
