//! A figure with a second source: `suite/collect/two-sources.txt`. A line is a step; lines that start with `>` are what comes of
//! it. `BLESS=1` writes them anew.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use engine::collect::{self, Opening, Pressed, Typed, Typing};
use engine::{Book, findings, resolve, sources};
use model::*;
use std::path::Path;

const FIGURE: &str = "YT01";
const OWNER: &str = "y-te";
const SECOND: &str = "thong-ke";

struct Story(Book);

fn period() -> Period {
    "2021-Q2".parse().unwrap()
}

fn key() -> CellKey {
    CellKey { indicator: FIGURE.into(), unit: "tinh".into(), period: period(), measure: Measure::Actual }
}

fn office() -> Account {
    Account::new("van-phong", "tinh", vec![Grant::everywhere(Role::Compiler)])
}

fn indicator(decimals: u32) -> Indicator {
    Indicator {
        code: FIGURE.into(),
        name: "Lao động đi làm ngoài tỉnh".to_owned(),
        measure_unit: "người".to_owned(),
        counted: decimals == 0,
        decimals,
        timing: Timing::Stock,
        collector: Collector::Unit(OWNER.into()),
        owner: OWNER.into(),
        planned: false,
        part_of: None,
        formula: None,
        source: String::new(),
        group: String::new(),
        restricted: false,
        joining: model::Joining::default(),
        less_is_better: false,
    }
}

impl Story {
    fn new() -> Self {
        let unit = |id: &str, name: &str, kind, parent: Option<&str>| Unit {
            placements: vec![Placement { parent: parent.map(UnitId::from), from: None, to: None }],
            ..Unit::of(id, name, kind)
        };
        let under = |id, name| unit(id, name, UnitKind::Department, Some("tinh"));
        let units = vec![
            unit("tinh", "UBND tỉnh", UnitKind::Province, None),
            under(OWNER, "Sở Y tế"),
            under(SECOND, "Chi cục Thống kê"),
            under("cong-an", "Công an tỉnh"),
            unit("xa-a", "Xã A", UnitKind::Commune, Some("tinh")),
            unit("xa-b", "Xã B", UnitKind::Commune, Some("tinh")),
        ];
        let place = Place {
            unit: "tinh".into(),
            issuer: "UBND TỈNH".to_owned(),
            superior: String::new(),
            seat: String::new(),
            notation: String::new(),
            authority: Vec::new(),
            recipients: Vec::new(),
            addressees: Vec::new(),
        };
        let adoption = Adoption {
            period: "2021-Q1".parse().unwrap(),
            indicators: vec![indicator(0)],
            rules: Vec::new(),
            template: Template::default(),
            observations: Vec::new(),
            tasks: Vec::new(),
        };
        let mut story = Self(Book::default());
        story.append("he-thong", Act::PlaceFounded { place, units, successions: Vec::new() });
        story.append("he-thong", Act::ReportAdopted { report: "r".into(), adoption: Box::new(adoption) });
        story
    }

    fn append(&mut self, by: &str, act: Act) {
        let cut = Cut(self.0.cut.0 + 1);
        let at = format!("2021-06-15T02:{:02}:00Z", cut.0);
        self.0.apply(&Entry { cut, at, by: by.into(), act });
    }

    fn office(&mut self, act: Result<Act, Refusal>) -> Result<(), String> {
        act.map(|act| self.append("van-phong", act)).map_err(|refusal| refusal.vi())
    }

    fn types(&mut self, unit: &str, said: &str) -> Result<(), String> {
        let round = RoundId::main(period());
        let who = Account::new(format!("cb-{unit}").as_str(), unit, vec![Grant::of(Role::Entry, unit)]);
        if self.0.rounds[&round].submissions[&UnitId::from(unit)].times() > 0 {
            let (unit, reason) = (unit.into(), "xem lại".to_owned());
            self.append("van-phong", Act::FormReturned { unit, round: round.clone(), reason, parts: vec![] });
        }
        let (text, about) = match said.strip_prefix("khoảng ") {
            Some(text) => (text, Some(Approx::About)),
            None => (said, None),
        };
        let cell = Typed {
            indicator: FIGURE.into(),
            measure: Measure::Actual,
            text: text.to_owned(),
            note: Some("theo danh sách".to_owned()),
        };
        let typing = Typing { cell, base: Some(self.0.cut), entered_at: None };
        let now = "2021-06-15T03:00:00Z".parse().unwrap();
        let saving = collect::save(&self.0, &who, &round, &unit.into(), &[typing], now);
        let mut act = saving.map_err(|refusal| refusal.vi())?.act;
        if let Some(Act::CellsSaved { values, .. }) = &mut act {
            values.iter_mut().for_each(|value| value.approx = about);
        }
        act.into_iter().for_each(|act| self.append(who.name.as_str(), act));
        Ok(())
    }

    fn sends(&mut self, unit: &str, text: &str) -> Result<(), String> {
        self.types(unit, text)?;
        let round = RoundId::main(period());
        let who = Account::new(format!("cb-{unit}").as_str(), unit, vec![Grant::of(Role::Entry, unit)]);
        let now = "2021-06-15T03:00:00Z".parse().unwrap();
        let sent = collect::send(&self.0, &who, &round, &unit.into(), Pressed::default(), now);
        sent.map(|act| act.into_iter().for_each(|act| self.append(who.name.as_str(), act)))
            .map_err(|refusal| refusal.vi())
    }

    fn step(&mut self, line: &str) -> Result<(), String> {
        let words: Vec<&str> = line.split(' ').collect();
        let round = RoundId::main(period());
        let chooses = |counts, why: &str| {
            let seen =
                sources::pairs(&self.0, period()).first().map_or(String::new(), |p| p.computation.clone());
            let figure = sources::pairs(&self.0, period()).first().map_or(key(), |p| p.key.clone());
            sources::choose(&self.0, &office(), &figure, counts, why, &seen)
        };
        match words[..] {
            ["đo", ..] => {
                self.append("van-phong", Act::IndicatorSet { indicator: indicator(1) });
                Ok(())
            }
            ["các", "xã", "báo"] => {
                let communes = Indicator { collector: Collector::Communes, ..indicator(0) };
                self.append("van-phong", Act::IndicatorSet { indicator: communes });
                Ok(())
            }
            ["mở", "kỳ"] => {
                let act = collect::open_round(&self.0, &office(), &Opening::main(period(), None));
                self.office(act)
            }
            ["khai", ..] => {
                let alternative = Alternative {
                    indicator: FIGURE.into(),
                    source: words.get(1).copied().unwrap_or(SECOND).into(),
                    of: words.get(3).copied().unwrap_or("tinh").into(),
                    reason: "điều tra lao động hằng quý".to_owned(),
                };
                let act = sources::declare(&self.0, &office(), alternative);
                self.office(act)
            }
            ["thôi"] => {
                let act = sources::withdraw(&self.0, &office(), &FIGURE.into(), &SECOND.into());
                self.office(act)
            }
            ["chọn", "nguồn", "thứ", "hai", "vì", ref why @ ..] => {
                let act = chooses(Counts::Second, &why.join(" "));
                self.office(act)
            }
            ["chọn", "nơi", "báo", "chính", "vì", ref why @ ..] => {
                let act = chooses(Counts::Owner, &why.join(" "));
                self.office(act)
            }
            ["rút"] => {
                let act = sources::take_back(&self.0, &office(), &key());
                self.office(act)
            }
            ["trả", unit] => {
                let act =
                    collect::return_form(&self.0, &office(), &round, &unit.into(), "xem lại", Vec::new());
                self.office(act)
            }
            ["duyệt", unit] => {
                let act = collect::approve_form(&self.0, &office(), &round, &unit.into());
                self.office(act)
            }
            [unit, "gõ", ref text @ ..] => self.types(unit, &text.join(" ")),
            [unit, "gửi", ref text @ ..] => self.sends(unit, &text.join(" ")),
            _ => panic!("{line}"),
        }
    }

    /// What stands after a step.
    fn stands(&self) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(state) = self
            .0
            .rounds
            .values()
            .next()
            .filter(|state| state.submissions.keys().all(|unit| state.events(unit).is_empty()))
        {
            let asked: Vec<_> = state.round.sheets.iter().map(|s| self.0.unit_name(&s.unit)).collect();
            said.push(format!("được hỏi: {}", asked.join(", ")));
        }
        for pair in sources::pairs(&self.0, period()) {
            let chosen = pair.choice.map(|c| match c.choice.counts {
                Counts::Owner => " (đã chọn nơi báo chính)",
                Counts::Second => " (đã chọn nguồn thứ hai)",
            });
            let word = if pair.agree { "khớp" } else { "lệch" };
            said.push(format!("{word}: {}{}", pair.computation, chosen.unwrap_or_default()));
        }
        let used = resolve(&self.0, &FIGURE.into(), Measure::Actual, None, period());
        let used = used.stated.map_or("chưa có".to_owned(), viet::stated::format);
        said.push(format!("số được dùng: {used}"));
        let found = findings::of_period(&self.0, period());
        let two = found.iter().filter(|f| f.kind == RuleKind::TwoSources);
        said.extend(two.map(|f| format!("vấn đề: {}", f.says)));
        said
    }
}

#[test]
fn two_sources_come_to_what_the_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/collect/two-sources.txt");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut said = Vec::new();
    let mut story = Story::new();
    for line in text.lines().filter(|line| !line.starts_with('>')) {
        said.push(line.to_owned());
        if line.starts_with("## ") {
            story = Story::new();
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let answer = match story.step(line) {
            Ok(()) => story.stands(),
            Err(refusal) => vec![format!("không được: {refusal}")],
        };
        said.extend(answer.into_iter().map(|line| format!("> {line}")));
    }
    let said = said.join("\n") + "\n";
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &said).unwrap();
    }
    assert_eq!(said, text);
}

#[test]
fn only_the_office_of_the_figure_chooses() {
    let mut story = Story::new();
    for line in ["khai", "mở kỳ", "y-te gửi 1.225", "thong-ke gửi 1.230"] {
        story.step(line).unwrap();
    }
    let choose = |grant| {
        let who = Account::new("ai-do", "tinh", vec![grant]);
        sources::choose(&story.0, &who, &key(), Counts::Second, "vì sao", "1.225 ≠ 1.230").is_ok()
    };
    let sector = |code: &str| Grant { sectors: vec![code.into()], ..Grant::everywhere(Role::Compiler) };
    assert!(choose(Grant::everywhere(Role::Compiler)) && choose(sector("YT")));
    assert!(!choose(sector("NN")) && !choose(Grant::everywhere(Role::Leader)));
    assert!(!choose(Grant::of(Role::Compiler, OWNER)) && !choose(Grant::of(Role::Entry, SECOND)));
}
