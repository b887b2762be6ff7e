//! What the preview of a reorganisation tells of forms, routes, plans and series: `suite/units/effects.txt`. `BLESS=1` writes the
//! answers anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use engine::collect::transitions::Standing;
use engine::reorganise::{self, Effect, Fate, Hand, NewUnit, Wish};
use engine::{Book, plans};
use model::*;
use std::path::Path;

fn day(text: &str) -> Date {
    viet::date::parse(text).unwrap_or_else(|| panic!("{text}"))
}

fn period(text: &str) -> Period {
    text.parse().unwrap_or_else(|_| panic!("{text}"))
}

fn number(text: &str) -> Number {
    viet::number::parse(text).unwrap_or_else(|| panic!("{text}"))
}

fn listed(text: &str) -> Vec<&str> {
    text.split(',').map(str::trim).filter(|one| !one.is_empty()).collect()
}

fn office(role: Role) -> Account {
    Account::new("van-phong", "t", vec![Grant::everywhere(role)])
}

/// A book of a province, and what is going to be reorganised.
struct Story(Book);

impl Story {
    fn new() -> Self {
        let unit = |id: &str, name: &str, kind, parent: Option<&str>| Unit {
            placements: vec![Placement { parent: parent.map(UnitId::from), from: None, to: None }],
            ..Unit::of(id, name, kind)
        };
        let commune = |id, name| unit(id, name, UnitKind::Commune, Some("t"));
        let units = vec![
            unit("t", "tỉnh T", UnitKind::Province, None),
            commune("a", "xã A"),
            commune("b", "xã B"),
            commune("c", "xã C"),
            unit("so-x", "Sở X", UnitKind::Department, Some("t")),
            unit("so-y", "Sở Y", UnitKind::Department, Some("t")),
        ];
        let place = Place::of("t");
        let mut story = Self(Book::default());
        story.append(Act::PlaceFounded { place, units, successions: Vec::new() });
        story
    }

    fn append(&mut self, act: Act) {
        let entry =
            Entry { cut: Cut(self.0.cut.0 + 1), at: "2026-10-01T00:00:00Z".to_owned(), by: "an".into(), act };
        self.0.apply(&entry);
    }

    fn indicator(&mut self, [code, name, unit, timing, collector]: [&str; 5], more: &[&str]) {
        let collector = match collector {
            "các xã" => Collector::Communes,
            unit => Collector::Unit(unit.into()),
        };
        let said = |word: &str| more.iter().find_map(|m| m.strip_prefix(word)).map(str::trim);
        let by = match said("lấy mức cao nhất") {
            Some(_) => JoiningBy::Greatest,
            None => JoiningBy::Timing,
        };
        let indicator = Indicator {
            code: code.into(),
            name: name.to_owned(),
            measure_unit: unit.to_owned(),
            counted: viet::measure_unit::is_counted(unit),
            decimals: 0,
            timing: serde_json::from_str(&format!("\"{timing}\"")).unwrap(),
            collector,
            owner: said("chủ trì").unwrap_or("so-x").into(),
            planned: true,
            part_of: None,
            formula: said("bằng").map(str::to_owned),
            source: String::new(),
            group: String::new(),
            restricted: false,
            joining: Joining { by, level: said("riêng cấp xã").map(|_| UnitKind::Commune) },
            less_is_better: false,
        };
        self.append(Act::IndicatorSet { indicator });
    }

    fn state(&mut self, measure: Measure, code: &str, unit: &str, of: &str, text: &str) {
        let key = CellKey { indicator: code.into(), unit: unit.into(), period: period(of), measure };
        let stated = Some(Stated::Number(number(text)));
        let observation = Observation { key, stated, approx: None, as_of: None, note: None };
        self.append(Act::PlanSet { observation, basis: String::new() });
    }

    fn decide(&mut self, number: &str, from: &str, code: &str, unit: &str, of: &str, text: &str) {
        let who = office(Role::Compiler);
        let decision = PlanDecision {
            id: number.into(),
            number: number.to_owned(),
            date: day(from),
            issuer: "UBND tỉnh T".to_owned(),
            title: String::new(),
            from: day(from),
            replaces: Vec::new(),
            file: None,
            milestones: Vec::new(),
        };
        if let Some(act) = plans::decide(&self.0, &who, decision).unwrap() {
            self.append(act);
        }
        let (indicator, unit, text) = (code.into(), unit.into(), text.to_owned());
        let typed = plans::Typed { indicator, unit, period: period(of), text, milestones: None };
        let act = plans::set_targets(&self.0, &who, &number.into(), &[typed], None).unwrap().unwrap();
        self.append(act);
    }

    fn open(&mut self, regime: &str, of: &str, until: &str, units: &str) {
        let sheet = |unit: &str| Sheet { unit: unit.into(), cells: Vec::new(), due: None };
        let window = Window { from: period(of).calendar_window().from, to: day(until) };
        let round = Round {
            regime: regime.into(),
            period: period(of),
            window,
            due: window.to,
            sheets: listed(units).into_iter().map(sheet).collect(),
            excluded: Default::default(),
            unit_approval: false,
        };
        self.append(Act::RoundOpened { round });
    }

    fn regime(&mut self, id: &str, units: &str, until: Option<&str>) {
        let regime = Regime {
            id: id.into(),
            kind: RegimeKind::Thematic,
            name: id.to_owned(),
            content: String::new(),
            units: Some(listed(units).into_iter().map(UnitId::from).collect()),
            receiver: String::new(),
            channels: Vec::new(),
            deadlines: Vec::new(),
            every: PeriodKind::Quarter,
            window: WindowRule::Statistical,
            outline: String::new(),
            cells: RegimeCells::Report,
            guidance: String::new(),
            legal_basis: String::new(),
            valid_from: None,
            valid_to: until.map(day),
            unit_approval: false,
        };
        self.append(Act::RegimeSet { regime: Box::new(regime) });
    }

    fn task(&mut self, id: &str, lead: &str, status: &str) {
        let task = Task {
            id: id.into(),
            text: id.to_owned(),
            lead: Some(lead.into()),
            lead_as_written: None,
            due: None,
            due_as_written: None,
            period: period("2026-Q3"),
            source: String::new(),
            indicators: Vec::new(),
            status: if status == "xong" { TaskStatus::Done } else { TaskStatus::Open },
            remark: None,
        };
        self.append(Act::TaskAdded { task });
    }

    /// What a line of a case does, or asks.
    fn line(&mut self, what: &str, said: &[&str]) -> Vec<String> {
        match (what, said) {
            ("chỉ tiêu", [code, name, unit, timing, collector, more @ ..]) => {
                self.indicator([code, name, unit, timing, collector], more);
            }
            ("số", [code, unit, of, text]) => self.state(Measure::Actual, code, unit, of, text),
            ("kế hoạch", [code, unit, of, text]) => self.state(Measure::Plan, code, unit, of, text),
            ("giao", [number, from, code, unit, of, text]) => {
                self.decide(number, from, code, unit, of, text);
            }
            ("mở kỳ", [regime, of, until, units]) => self.open(regime, of, until, units),
            ("gửi", [regime, of, unit]) => {
                let round = RoundId { regime: (*regime).into(), period: period(of) };
                self.append(Act::FormSent { unit: (*unit).into(), round, entered_at: None });
            }
            ("đóng kỳ", [regime, of]) => {
                self.append(Act::RoundClosed {
                    round: RoundId { regime: (*regime).into(), period: period(of) },
                });
            }
            ("chế độ", [id, units, until @ ..]) => self.regime(id, units, until.first().copied()),
            ("tuyến", [unit, receiver, until @ ..]) => {
                let to = until.first().map(|until| day(until));
                let route =
                    ReportingRoute { unit: (*unit).into(), receiver: (*receiver).into(), from: None, to };
                self.append(Act::RoutesSet { unit: (*unit).into(), routes: vec![route] });
            }
            ("nhiệm vụ", [id, lead, status]) => self.task(id, lead, status),
            ("tài khoản", [name, unit]) => {
                let account = Account::new(*name, *unit, vec![Grant::of(Role::Entry, *unit)]);
                self.append(Act::AccountSet { account });
            }
            ("? sắp xếp", [on, ends, begins, hands]) => {
                let wish = wish(on, ends, begins, hands);
                return match reorganise::plan(&self.0, &office(Role::Administrator), &wish) {
                    Ok(what) => told(&what, &reorganise::effect(&self.0, &what)),
                    Err(refusal) => vec![refusal.vi()],
                };
            }
            _ => panic!("{what} {said:?}"),
        }
        Vec::new()
    }
}

/// `a → m, b → c 40% dân số`
fn wish(on: &str, ends: &str, begins: &str, hands: &str) -> Wish {
    let begun = |text: &str| {
        let (key, name) = text.split_once(' ').unwrap();
        let kind = if name.starts_with("Sở") { UnitKind::Department } else { UnitKind::Commune };
        let (name, parent) = (name.to_owned(), Some("t".into()));
        NewUnit { key: key.into(), name, kind, official_code: String::new(), parent }
    };
    let hand = |text: &str| {
        let (from, rest) = text.split_once(" → ").unwrap();
        let (to, part) = rest.split_once(' ').unwrap_or((rest, ""));
        let share = part.split_once("% ").map(|(percent, way)| {
            let way = if way == "dân số" { ShareKey::People } else { ShareKey::Area };
            (way, Share::declared(number(percent).value() / Decimal::ONE_HUNDRED))
        });
        Hand { from: from.into(), to: to.into(), shares: share.into_iter().collect() }
    };
    let hands: Vec<Hand> = listed(hands).into_iter().map(hand).collect();
    let ends: Vec<UnitId> = listed(ends).into_iter().map(UnitId::from).collect();
    let heirless = ends.iter().filter(|unit| hands.iter().all(|hand| hand.from != **unit));
    Wish {
        on: day(on),
        legal_basis: "12/NQ-HĐND".to_owned(),
        heirless: heirless.cloned().collect(),
        begins: listed(begins).into_iter().map(begun).collect(),
        changes: Vec::new(),
        ends,
        hands,
        confirmed: true,
    }
}

fn told(what: &Reorganisation, effect: &Effect) -> Vec<String> {
    let named = |id: &UnitId| {
        let begun = what.begins.iter().find(|unit| unit.id == *id);
        begun.map_or_else(|| id.to_string(), |unit| unit.name.clone())
    };
    let names = |ids: &[UnitId]| ids.iter().map(named).collect::<Vec<_>>().join(", ");
    let forms = effect.forms.iter().map(|f| {
        let standing = if f.standing == Standing::Draft { "chưa gửi" } else { "đã gửi" };
        format!("biểu đang mở: {} của {}, {standing}", f.round, f.unit)
    });
    let asked = [("thôi báo cáo", &effect.asked_no_more), ("bắt đầu báo cáo", &effect.asked_anew)];
    let asked = asked.into_iter().filter(|(_, units)| !units.is_empty());
    let asked = asked.map(|(word, units)| format!("{word}: {}", names(units)));
    let regimes = effect.regimes.iter().map(|(regime, unit)| format!("chế độ nêu tên: {regime}, {unit}"));
    let routes = effect.routes.iter().map(|(from, to)| format!("tuyến báo cáo: {from} → {to}"));
    let owned = effect.owned.iter().map(|(code, unit)| format!("chỉ tiêu phải giao lại: {code}, {unit}"));
    let tasks = effect.tasks.iter().map(|task| format!("nhiệm vụ chưa xong: {task}"));
    let accounts = effect.accounts.iter().map(|name| format!("tài khoản: {name}"));
    let plans = effect.plans.iter().map(|plan| {
        let CellKey { indicator, unit, period, .. } = &plan.key;
        format!("kế hoạch: {indicator} của {unit}, {period}: {}", fate(&plan.fate))
    });
    let series = effect.series.iter().map(|series| {
        let codes: Vec<&str> = series.indicators.iter().map(Code::as_str).collect();
        format!(
            "số liệu của {}: {}, {} số: {}",
            series.unit,
            codes.join(", "),
            series.figures,
            fate(&series.fate)
        )
    });
    forms
        .chain(asked)
        .chain(regimes)
        .chain(routes)
        .chain(owned)
        .chain(tasks)
        .chain(accounts)
        .chain(plans)
        .chain(series)
        .collect()
}

fn fate(fate: &Fate) -> String {
    match fate {
        Fate::Added => "cộng vào đơn vị kế thừa".to_owned(),
        Fate::Recomputed => "tính lại ở đơn vị kế thừa".to_owned(),
        Fate::Divided(keys) => {
            let word = |key: &ShareKey| if *key == ShareKey::People { "dân số" } else { "diện tích" };
            format!("chia theo {}", keys.iter().map(word).collect::<Vec<_>>().join(", "))
        }
        Fate::Bounded => "chỉ biết khoảng".to_owned(),
        Fate::Incomparable => "không so sánh được".to_owned(),
    }
}

#[test]
fn the_preview_tells_what_a_reorganisation_touches() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/units/effects.txt");
    let kept = std::fs::read_to_string(&path).unwrap();
    let mut story = Story::new();
    let mut seen = String::new();
    for line in kept.lines().filter(|line| !line.starts_with('>')) {
        seen += &format!("{line}\n");
        if line.starts_with("## ") {
            story = Story::new();
        }
        let Some((what, said)) = line.split_once(':').filter(|_| !line.starts_with('#')) else { continue };
        let said: Vec<&str> = said.split('|').map(str::trim).collect();
        for answer in story.line(what.trim(), &said) {
            seen += &format!("> {answer}\n");
        }
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &seen).unwrap();
    }
    assert_eq!(seen, std::fs::read_to_string(&path).unwrap());
}
