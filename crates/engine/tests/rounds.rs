//! Deadlines and the way of a form as tables: `suite/periods/deadlines.tsv`, `suite/collect/transitions.txt`. `BLESS=1` writes
//! the second anew.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use engine::collect::transitions::{Move, Standing, TABLE, allow, standing};
use engine::collect::{self, Opening};
use engine::{Book, calendar, regimes};
use model::*;
use std::fmt::Write as _;
use std::path::Path;

const UNIT: &str = "xa-a";

fn suite(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite").join(name)
}

#[test]
fn deadlines_are_those_of_the_table() {
    let table = std::fs::read_to_string(suite("periods/deadlines.tsv")).unwrap();
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let book = Book::default();
    let found = rows.clone().map(|row| {
        let [period, window, rule, ..] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let of: Period = period.parse().unwrap();
        let covers = window_rule(window).window(of);
        let due = calendar::deadline(&book, deadline_rule(rule), of, covers);
        format!("{period}\t{window}\t{rule}\t{}\t{due}", covers.to)
    });
    assert_eq!(found.collect::<Vec<_>>(), rows.collect::<Vec<_>>());
}

fn month_day(text: &str) -> MonthDay {
    let at = text.find(['+', '-']).unwrap();
    MonthDay { day: text[..at].parse().unwrap(), months: text[at..].parse().unwrap() }
}

fn window_rule(text: &str) -> WindowRule {
    match text {
        "luật" => WindowRule::Legal,
        "thống kê" => WindowRule::Statistical,
        own => {
            let (from, to) = own.strip_prefix("riêng ").unwrap().split_once("..").unwrap();
            WindowRule::Own { from: month_day(from), to: month_day(to) }
        }
    }
}

fn deadline_rule(text: &str) -> DeadlineRule {
    match text.strip_prefix("ngày ") {
        Some(day) => DeadlineRule::OnDay { day: month_day(day) },
        None => DeadlineRule::WorkingDays { days: text.split(' ').next().unwrap().parse().unwrap() },
    }
}

struct Story(Book);

impl Story {
    fn new() -> Self {
        let unit = |id: &str, kind, parent: Option<&str>| Unit {
            placements: vec![Placement { parent: parent.map(UnitId::from), from: None, to: None }],
            ..Unit::of(id, id, kind)
        };
        let mut units =
            vec![unit("huyen", UnitKind::District, None), unit("vp", UnitKind::Department, Some("huyen"))];
        units.extend([UNIT, "xa-b"].map(|id| unit(id, UnitKind::Commune, Some("huyen"))));
        let none = Vec::new;
        let place = Place {
            unit: "huyen".into(),
            issuer: "UBND HUYỆN".to_owned(),
            superior: String::new(),
            seat: String::new(),
            notation: String::new(),
            authority: none(),
            recipients: none(),
            addressees: none(),
        };
        let mut story = Self(Book::default());
        story.append(Act::PlaceFounded { place, units, successions: Vec::new() });
        let indicator = Indicator {
            code: "NN01".into(),
            name: "Đàn lợn".to_owned(),
            measure_unit: "con".to_owned(),
            counted: true,
            decimals: 0,
            timing: Timing::Stock,
            collector: Collector::Communes,
            owner: "vp".into(),
            planned: false,
            part_of: None,
            formula: None,
            source: String::new(),
            group: String::new(),
            restricted: false,
            joining: model::Joining::default(),
            less_is_better: false,
        };
        let adoption = Adoption {
            period: "2021-Q1".parse().unwrap(),
            indicators: vec![indicator],
            rules: Vec::new(),
            template: Template::default(),
            observations: Vec::new(),
            tasks: Vec::new(),
        };
        story.append(Act::ReportAdopted { report: "r".into(), adoption: Box::new(adoption) });
        story
    }

    fn append(&mut self, act: Act) {
        let cut = Cut(self.0.cut.0 + 1);
        let at = format!("2021-06-01T00:{:02}:{:02}Z", cut.0 / 60, cut.0 % 60);
        self.0.apply(&Entry { cut, at, by: "ai-do".into(), act });
    }

    /// A round whose form stands at `wanted`.
    fn at(wanted: Standing, unit_approval: bool) -> Option<(Self, RoundId)> {
        let mut story = Self::new();
        let mut regime = story.0.regimes.values().next().unwrap().clone();
        regime.unit_approval = unit_approval;
        story.append(Act::RegimeSet { regime: Box::new(regime) });
        let round = RoundId::main("2021-Q2".parse().unwrap());
        let opened = collect::open_round(
            &story.0,
            &person(Role::Compiler, "huyen"),
            &Opening::main(round.period, None),
        );
        story.append(opened.unwrap());
        let (unit, id) = (UnitId::from(UNIT), || round.clone());
        let sent = || Act::FormSent { unit: unit.clone(), round: id(), entered_at: None };
        let within = || Act::FormUnitApproved { unit: unit.clone(), round: id() };
        let approved = || Act::FormApproved { unit: unit.clone(), round: id() };
        let mut acts = match wanted {
            Standing::Draft => vec![],
            Standing::Sent => vec![sent()],
            Standing::Returned => {
                let (reason, parts) = ("xem lại".to_owned(), Vec::new());
                vec![sent(), Act::FormReturned { unit: unit.clone(), round: id(), reason, parts }]
            }
            Standing::UnitApproved if !unit_approval => return None,
            Standing::UnitApproved => vec![sent(), within()],
            _ if unit_approval => vec![sent(), within(), approved()],
            _ => vec![sent(), approved()],
        };
        if wanted == Standing::Closed {
            acts.push(Act::RoundClosed { round: id() });
        }
        acts.into_iter().for_each(|act| story.append(act));
        if wanted == Standing::Compiled {
            let cut = story.0.cut;
            story.append(Act::CutApproved { period: round.period, cut });
        }
        Some((story, round))
    }
}

fn person(role: Role, unit: &str) -> Account {
    let grant = if unit == "huyen" { Grant::everywhere(role) } else { Grant::of(role, unit) };
    Account::new("ai-do", unit, vec![grant])
}

#[test]
fn the_way_of_a_form_is_the_printed_table() {
    let people = [
        ("cán bộ nhập của đơn vị", person(Role::Entry, UNIT)),
        ("cán bộ nhập đơn vị khác", person(Role::Entry, "xa-b")),
        ("người duyệt của đơn vị", person(Role::UnitApprover, UNIT)),
        ("bộ phận tổng hợp", person(Role::Compiler, "huyen")),
        ("lãnh đạo", person(Role::Leader, "huyen")),
        ("thanh tra", person(Role::Inspector, "huyen")),
        ("quản trị", person(Role::Administrator, "huyen")),
    ];
    let mut printed = String::from(
        "Ai được làm gì với biểu của một đơn vị, theo trạng thái của biểu.\n\
         ● được   ○ được, ghi là làm thay đơn vị   · không\n",
    );
    for unit_approval in [false, true] {
        let asks = if unit_approval { "có" } else { "không" };
        let _ = write!(printed, "\nChế độ {asks} yêu cầu duyệt trong đơn vị\n");
        let states: Vec<_> = Standing::ALL
            .into_iter()
            .filter_map(|s| Story::at(s, unit_approval).map(|(story, round)| (s, story, round)))
            .collect();
        for (wanted, ..) in TABLE {
            let names: Vec<_> = states.iter().map(|(s, ..)| s.name()).collect();
            let _ = write!(printed, "\n{}: {}\n", in_words(*wanted), names.join(" | "));
            for (name, who) in &people {
                let marks = states.iter().map(|(s, story, round)| {
                    let state = &story.0.rounds[round];
                    assert_eq!(standing(&story.0, state, &state.submissions[&UnitId::from(UNIT)]), *s);
                    match allow(&story.0, who, round, &UNIT.into(), *wanted) {
                        Ok(allowed) if allowed.on_behalf => "○",
                        Ok(_) => "●",
                        Err(_) => "·",
                    }
                });
                let _ = writeln!(printed, "  {}  {name}", marks.collect::<Vec<_>>().join(" "));
            }
        }
    }
    let path = suite("collect/transitions.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &printed).unwrap();
    }
    assert_eq!(printed, std::fs::read_to_string(&path).unwrap());
}

fn in_words(wanted: Move) -> &'static str {
    match wanted {
        Move::Save => "Nhập số",
        Move::Send => "Gửi",
        Move::ApproveWithin => "Duyệt trong đơn vị",
        Move::Return => "Trả lại",
        Move::Approve => "Duyệt",
        Move::Extend => "Gia hạn",
        Move::Exclude => "Cho khỏi báo cáo",
        Move::Correct => "Đính chính",
    }
}

fn opened(story: &mut Story, opening: &Opening) -> Result<(), String> {
    let act = collect::open_round(&story.0, &person(Role::Compiler, "huyen"), opening);
    act.map(|act| story.append(act)).map_err(|refusal| refusal.vi())
}

fn regime(story: &Story) -> Regime {
    let mut regime = story.0.regimes[&RegimeId::main()].clone();
    regime.id = "DX-01".into();
    regime.kind = RegimeKind::AdHoc;
    let cell = CellSpec { indicator: "NN01".into(), measure: Measure::Actual };
    regime.cells = RegimeCells::Listed { cells: vec![cell] };
    regime
}

#[test]
fn a_round_is_refused_while_its_regime_lacks_a_field() {
    let mut story = Story::new();
    let q2: Period = "2021-Q2".parse().unwrap();
    let whole = story.0.regimes[&RegimeId::main()].clone();
    let lacking = Regime {
        receiver: String::new(),
        channels: Vec::new(),
        legal_basis: " ".to_owned(),
        ..whole.clone()
    };
    story.append(Act::RegimeSet { regime: Box::new(lacking) });
    let says = opened(&mut story, &Opening::main(q2, None)).unwrap_err();
    assert!(says.contains("Cơ quan nhận, Phương thức gửi, nhận, Căn cứ pháp lý"), "{says}");
    let ended = Regime { valid_to: Some("2021-06-01".parse().unwrap()), ..whole.clone() };
    story.append(Act::RegimeSet { regime: Box::new(ended) });
    assert!(opened(&mut story, &Opening::main(q2, None)).unwrap_err().contains("hiệu lực"));
    story.append(Act::RegimeSet { regime: Box::new(whole) });
    let says = opened(&mut story, &Opening::main(q2, Some("2021-06-14".parse().unwrap()))).unwrap_err();
    assert!(says.contains("15/06/2021"), "{says}");
    opened(&mut story, &Opening::main(q2, None)).unwrap();
}

#[test]
fn nobody_is_asked_twice() {
    let mut story = Story::new();
    let q2: Period = "2021-Q2".parse().unwrap();
    let made = regime(&story);
    story.append(Act::RegimeSet { regime: Box::new(made) });
    opened(&mut story, &Opening::main(q2, None)).unwrap();
    let ad_hoc = Opening { regime: "DX-01".into(), ..Opening::main(q2, None) };
    assert!(opened(&mut story, &ad_hoc).unwrap_err().contains("Đàn lợn"));
    // Another period is another figure.
    let may = Opening { period: "2021-M05".parse().unwrap(), ..ad_hoc.clone() };
    opened(&mut story, &may).unwrap();
    // What one commune said already is held; the other one is asked.
    let july: Period = "2021-M07".parse().unwrap();
    let key = CellKey { indicator: "NN01".into(), unit: UNIT.into(), period: july, measure: Measure::Actual };
    let stated = Some(Stated::Number(Number::new(Decimal::from(5))));
    let observation = Observation { key: key.clone(), stated, approx: None, as_of: None, note: None };
    story.append(Act::PlanSet { observation, basis: "văn bản".to_owned() });
    let plan = collect::plan(&story.0, &Opening { period: july, ..ad_hoc }).unwrap();
    let asked: Vec<_> = plan.round.sheets.iter().map(|s| s.unit.as_str()).collect();
    assert_eq!((asked, plan.held.len(), &plan.held[0].key), (vec!["xa-b"], 1, &key));
}

#[test]
fn who_reports_where_may_differ_from_who_stands_where() {
    let mut story = Story::new();
    let q2: Period = "2021-Q2".parse().unwrap();
    let from = Some("2021-05-01".parse().unwrap());
    let route = ReportingRoute { unit: UNIT.into(), receiver: "vp".into(), from, to: None };
    let act = regimes::set_routes(
        &story.0,
        &person(Role::Compiler, "huyen"),
        &UNIT.into(),
        vec![route.clone(), route.clone()],
    );
    assert!(act.is_err(), "routes that overlap");
    let act = regimes::set_routes(&story.0, &person(Role::Compiler, "huyen"), &UNIT.into(), vec![route]);
    story.append(act.unwrap());
    let units = |story: &Story, period: &str| {
        story.0.communes(period.parse().unwrap()).iter().map(|u| u.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        (units(&story, "2021-Q1"), units(&story, "2021-Q2")),
        (vec![UNIT.to_owned(), "xa-b".to_owned()], vec!["xa-b".to_owned()])
    );
    opened(&mut story, &Opening::main(q2, None)).unwrap();
    assert_eq!(story.0.main_round(q2).unwrap().sheets().count(), 1);
}

#[test]
fn a_unit_is_left_out_brought_back_and_given_more_time() {
    let (mut story, round) = Story::at(Standing::Draft, false).unwrap();
    let (who, unit) = (person(Role::Compiler, "huyen"), UnitId::from(UNIT));
    assert!(collect::exclude(&story.0, &who, &round, &unit, " ").is_err());
    let act = collect::exclude(&story.0, &who, &round, &unit, "đã sáp nhập").unwrap();
    story.append(act);
    let total = engine::resolve(&story.0, &"NN01".into(), Measure::Actual, None, round.period);
    assert_eq!(total.roll_up.unwrap().missing, [UnitId::from("xa-b")]);
    assert!(collect::form(&story.0, &who, &round, &unit).is_err());
    let act = collect::bring_back(&story.0, &who, &round, &unit).unwrap();
    story.append(act);
    let due: Date = "2021-06-30".parse().unwrap();
    assert!(collect::extend(&story.0, &who, &round, &unit, "2021-06-14".parse().unwrap(), "mưa lũ").is_err());
    let act = collect::extend(&story.0, &who, &round, &unit, due, "mưa lũ").unwrap();
    story.append(act);
    let state = &story.0.rounds[&round];
    assert_eq!((state.due(&unit), state.due(&"xa-b".into())), (due, state.round.due));
}
