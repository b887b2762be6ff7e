//! The life of indicators: the cases of `suite/life/breaks.txt`, and laws. `BLESS=1` writes the answers anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use engine::{Book, Status, life, resolve};
use model::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;

struct Story {
    book: Book,
    marks: BTreeMap<String, Cut>,
    last: Cut,
}

fn office() -> Account {
    Account::new("van-phong", "tinh", vec![Grant::everywhere(Role::Compiler)])
}

fn day(text: &str) -> Date {
    viet::date::parse(text).unwrap_or_else(|| panic!("{text}"))
}

fn indicator(code: &str, name: &str, unit: &str, timing: &str) -> Indicator {
    Indicator {
        code: code.into(),
        name: name.to_owned(),
        measure_unit: unit.to_owned(),
        counted: viet::measure_unit::is_counted(unit),
        decimals: 0,
        timing: serde_json::from_str(&format!("\"{timing}\"")).unwrap(),
        collector: Collector::Unit("so".into()),
        owner: "so".into(),
        planned: false,
        part_of: None,
        formula: None,
        source: String::new(),
        group: String::new(),
        restricted: false,
        joining: Joining::default(),
        less_is_better: false,
    }
}

impl Story {
    fn new() -> Self {
        let unit = |id: &str, kind, parent: Option<&str>| Unit {
            placements: vec![Placement { parent: parent.map(UnitId::from), from: None, to: None }],
            ..Unit::of(id, id, kind)
        };
        let units =
            vec![unit("tinh", UnitKind::Province, None), unit("so", UnitKind::Department, Some("tinh"))];
        let place = Place::of("tinh");
        let mut story = Self { book: Book::default(), marks: BTreeMap::new(), last: Cut::default() };
        story.append(Act::PlaceFounded { place, units, successions: Vec::new() });
        story
    }

    fn append(&mut self, act: Act) {
        let cut = Cut(self.book.cut.0 + 1);
        self.book.apply(&Entry { cut, at: "2025-10-15T00:00:00Z".to_owned(), by: "van-phong".into(), act });
    }

    fn decided(&mut self, act: Result<Option<Act>, Refusal>) -> Option<String> {
        match act {
            Ok(Some(act)) => {
                let step = !matches!(&act, Act::LifeTended(LifeAct::StepSwitched { .. }));
                self.append(act);
                self.last = if step { self.book.cut } else { self.last };
                None
            }
            Ok(None) => Some("không có gì để làm".to_owned()),
            Err(refusal) => Some(refusal.vi()),
        }
    }

    fn state(&mut self, code: &str, period: &str, text: &str) {
        let key = CellKey {
            indicator: code.into(),
            unit: "tinh".into(),
            period: period.parse().unwrap(),
            measure: Measure::Actual,
        };
        let stated = Some(Stated::Number(viet::number::parse(text).unwrap()));
        let observation = Observation { key, stated, approx: None, as_of: None, note: None };
        self.append(Act::PlanSet { observation, basis: String::new() });
    }

    fn note(&mut self, on: Date, event: LifeEvent) -> Option<String> {
        self.note_sure(on, event, false)
    }

    fn note_sure(&mut self, on: Date, event: LifeEvent, in_new: bool) -> Option<String> {
        let change = LifeChange { on, basis: "QĐ 1".to_owned(), event };
        self.decided(life::note(&self.book, &office(), change, day("15/10/2025"), in_new))
    }

    fn line(&mut self, what: &str, said: &[&str]) -> Vec<String> {
        let (from, codes) =
            (String::new(), |text: &str| text.split(", ").map(Code::from).collect::<Vec<_>>());
        let done = match (what, said) {
            ("chỉ tiêu", [code, name, unit, timing]) => {
                self.append(Act::IndicatorSet { indicator: indicator(code, name, unit, timing) });
                None
            }
            ("số", [code, period, text]) => {
                self.state(code, period, text);
                None
            }
            ("ghi", [on, "đổi tên", code, to]) => self
                .note(day(on), LifeEvent::Renamed { indicator: (*code).into(), from, to: (*to).to_owned() }),
            ("ghi", [on, "phương pháp", code, says]) => {
                self.note(day(on), LifeEvent::Method { indicator: (*code).into(), says: (*says).to_owned() })
            }
            ("ghi", [on, "đơn vị tính", code, to, factor, sure @ ..]) => {
                let factor = viet::number::parse(factor).map(Number::value);
                let event =
                    LifeEvent::MeasureUnit { indicator: (*code).into(), from, to: (*to).to_owned(), factor };
                self.note_sure(day(on), event, sure == ["số sau đó đã theo đơn vị mới"])
            }
            ("sửa chỉ tiêu", [code, name, unit, timing]) => {
                let after = indicator(code, name, unit, timing);
                let may = life::keeps_measure_unit(&self.book, &after);
                self.decided(may.map(|()| Some(Act::IndicatorSet { indicator: after })))
            }
            ("ghi", [on, "tách", code, into]) => {
                self.note(day(on), LifeEvent::Split { indicator: (*code).into(), into: codes(into) })
            }
            ("ghi", [on, "gộp", from, code]) => {
                self.note(day(on), LifeEvent::Merged { from: codes(from), indicator: (*code).into() })
            }
            ("mốc sổ", [name]) => {
                self.marks.insert((*name).to_owned(), self.book.cut);
                None
            }
            ("hoàn tác", _) => self.decided(life::switch(&self.book, &office(), self.last, true)),
            _ => return self.answer(what, said),
        };
        done.into_iter().collect()
    }

    fn says(&self, code: &str, mark: &life::Break) -> String {
        let name = |code: &Code| format!("“{}”", self.book.indicator(code).unwrap().name);
        let names = |codes: &[Code]| codes.iter().map(name).collect::<Vec<_>>().join(", ");
        let own = |indicator: &Code| indicator.as_str() == code;
        let what = match &mark.event {
            LifeEvent::Renamed { .. } => panic!("a rename breaks nothing"),
            LifeEvent::Split { indicator, into } if own(indicator) => format!(" tách thành {}", names(into)),
            LifeEvent::Split { indicator, .. } => format!(", tách ra từ {}", name(indicator)),
            LifeEvent::Merged { indicator, from } if own(indicator) => format!(" gộp từ {}", names(from)),
            LifeEvent::Merged { indicator, .. } => format!(" gộp vào {}", name(indicator)),
            LifeEvent::Method { says, .. } => format!(" đổi phương pháp tính: {says}"),
            LifeEvent::MeasureUnit { from, to, factor: Some(factor), .. } => {
                let one = viet::number::format(Number::new(factor.normalize()));
                format!(" đổi đơn vị tính từ {from} sang {to}; số cũ đã quy đổi, 1 {from} = {one} {to}")
            }
            LifeEvent::MeasureUnit { from, to, factor: None, .. } => {
                format!(" đổi đơn vị tính từ {from} sang {to}, không quy đổi được")
            }
            LifeEvent::Retired { .. } => " thôi thu thập".to_owned(),
        };
        format!("Từ {}{what}", viet::date::format(mark.on))
    }

    fn value(&self, code: &str, measure: Measure, period: &str) -> String {
        let found = resolve(&self.book, &code.into(), measure, None, period.parse().unwrap());
        let number = found
            .number()
            .map_or("không có".to_owned(), |n| viet::number::format(Number::new(n.value().normalize())));
        if found.status == Status::Stale { format!("{number} (số kỳ trước)") } else { number }
    }

    fn answer(&self, what: &str, said: &[&str]) -> Vec<String> {
        match (what, said) {
            ("? mốc đứt", [code, rest @ ..]) => {
                let at = rest.first().map_or(self.book.cut, |name| self.marks[*name]);
                let found = life::breaks_at(&self.book, &(*code).into(), at);
                if found.is_empty() {
                    return vec!["không có".to_owned()];
                }
                let line = |mark: &life::Break| {
                    let sum: Vec<&str> = mark.sum_of.iter().map(Code::as_str).collect();
                    let sum =
                        if sum.is_empty() { String::new() } else { format!("; bằng {}", sum.join(" + ")) };
                    let bridged = if mark.is_bridged() { "nối được" } else { "ĐỨT" };
                    format!("{}{sum}: {bridged}", self.says(code, mark))
                };
                found.iter().map(line).collect()
            }
            ("? tên", [code, on]) => vec![life::name_on(&self.book, &(*code).into(), day(on)).unwrap()],
            ("? đơn vị tính", [code]) => {
                vec![self.book.indicator(&(*code).into()).unwrap().measure_unit.clone()]
            }
            ("? còn thu thập", [code, on]) => {
                vec![
                    if life::is_retired(&self.book, &(*code).into(), day(on)) { "không" } else { "còn" }
                        .to_owned(),
                ]
            }
            ("? giá trị", [code, period]) => vec![self.value(code, Measure::Actual, period)],
            ("? tăng", [code, period]) => vec![self.value(code, Measure::ChangePct, period)],
            ("? năm", [code, period]) => vec![self.value(code, Measure::GrowthPct, period)],
            _ => panic!("{what} {said:?}"),
        }
    }
}

fn told(case: &str) -> String {
    let mut story = Story::new();
    let mut text = String::new();
    for line in case.lines().filter(|l| !l.starts_with('>')) {
        writeln!(text, "{line}").unwrap();
        let undo = line.starts_with("hoàn tác").then_some((line, ""));
        let Some((what, said)) = line.split_once(':').or(undo) else { continue };
        let said: Vec<&str> = said.split('|').map(str::trim).collect();
        for answer in story.line(what.trim(), &said) {
            writeln!(text, "> {answer}").unwrap();
        }
    }
    text.trim_end().to_owned()
}

#[test]
fn every_case_is_told_as_its_file_says() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/life/breaks.txt");
    let written = std::fs::read_to_string(file).unwrap();
    let (head, cases) = written.split_once("\n## ").unwrap();
    let mut seen = head.trim_end().to_owned();
    for case in cases.split("\n## ") {
        let (title, rest) = case.split_once('\n').unwrap();
        write!(seen, "\n\n## {title}\n{}", told(rest)).unwrap();
    }
    seen.push('\n');
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(file, &seen).unwrap();
    }
    assert_eq!(seen, std::fs::read_to_string(file).unwrap());
}

proptest! {
    /// A change of the unit of measure by an exact factor leaves every comparison what it was.
    #[test]
    fn an_exact_conversion_changes_no_comparison(then in 1_u32..100_000, now in 1_u32..100_000, power in 0_u32..6) {
        let mut plain = Story::new();
        plain.line("chỉ tiêu", &["A", "Thu", "đồng", "flow"]);
        plain.state("A", "2025-Q2", &then.to_string());
        plain.state("A", "2025-Q3", &now.to_string());
        let mut changed = Story::new();
        changed.line("chỉ tiêu", &["A", "Thu", "đồng", "flow"]);
        changed.state("A", "2025-Q2", &then.to_string());
        let factor = Decimal::new(1, power);
        let event =
            LifeEvent::MeasureUnit { indicator: "A".into(), from: String::new(), to: "mới".to_owned(), factor: Some(factor) };
        prop_assert_eq!(changed.note(day("01/07/2025"), event), None);
        let scaled = viet::number::format(Number::new(Decimal::from(now) * factor));
        changed.state("A", "2025-Q3", &scaled);
        let grown = |story: &Story| story.value("A", Measure::ChangePct, "2025-Q3");
        prop_assert_eq!(grown(&plain), grown(&changed));
    }

    /// Whatever is noted and taken back, the indicator and its breaks are what they were, and a cut answers the same.
    #[test]
    fn what_is_taken_back_never_was(names in proptest::collection::vec("[a-d]{1,3}", 1..6)) {
        let mut story = Story::new();
        story.line("chỉ tiêu", &["A", "Tên", "ha", "stock"]);
        let before = story.book.indicator(&"A".into()).cloned();
        let mut done = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let event = if at % 2 == 0 {
                LifeEvent::Renamed { indicator: "A".into(), from: String::new(), to: name.clone() }
            } else {
                LifeEvent::Method { indicator: "A".into(), says: name.clone() }
            };
            if story.note(day("01/07/2025"), event).is_none() {
                done.push(story.last);
            }
        }
        let (cut, then) = (story.book.cut, life::breaks(&story.book, &"A".into()));
        for step in done.into_iter().rev() {
            let act = life::switch(&story.book, &office(), step, true);
            prop_assert_eq!(story.decided(act), None);
        }
        prop_assert_eq!(story.book.indicator(&"A".into()).cloned(), before);
        prop_assert!(life::breaks(&story.book, &"A".into()).is_empty());
        let texts = |marks: Vec<life::Break>| marks.into_iter().map(|m| (m.on, m.kind)).collect::<Vec<_>>();
        prop_assert_eq!(texts(life::breaks_at(&story.book, &"A".into(), cut)), texts(then));
    }
}
