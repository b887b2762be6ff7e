//! Reminders by rule, day by day, and the league table: `suite/board`. `BLESS=1 cargo test -p engine --test board` writes
//! them anew.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::panic)]

use engine::Book;
use engine::board::league::{self, Line};
use engine::board::remind;
use model::{
    AccountName, Act, CellSpec, Cut, Date, Entry, Measure, Outage, Place, Placement, RegimeId, ReminderWhen,
    Round, Sheet, Unit, UnitId, UnitKind, UnitsReminded,
};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

const PERIOD: &str = "2021-Q2";

/// A book that is written as time passes.
struct Diary {
    book: Book,
    cut: u64,
}

impl Diary {
    fn new() -> Self {
        let placements = vec![Placement { parent: None, from: None, to: None }];
        let unit = |id: &str| Unit {
            placements: placements.clone(),
            ..Unit::of(id, format!("xã {id}"), UnitKind::Commune)
        };
        let place = Place::of("huyen");
        let mut diary = Self { book: Book::default(), cut: 0 };
        diary.write(
            "2021-01-01",
            Act::PlaceFounded {
                place,
                units: ["a", "b", "c", "d"].map(unit).into(),
                successions: Vec::new(),
            },
        );
        diary
    }

    /// Writes an act at ten in the morning of a day in Vietnam.
    fn write(&mut self, day: &str, act: Act) {
        self.cut += 1;
        let at = format!("{day}T03:00:00Z");
        self.book.apply(&Entry { cut: Cut(self.cut), at, by: AccountName::from("vp"), act });
    }

    fn open(&mut self, day: &str, period: &str, due: &str) {
        let period: model::Period = period.parse().unwrap();
        let cells = vec![CellSpec { indicator: "NN01".into(), measure: Measure::Actual }];
        let sheet = |unit: &str| Sheet { unit: UnitId::from(unit), cells: cells.clone(), due: None };
        let sheets = ["a", "b", "c", "d"].map(sheet).into();
        let round = Round {
            regime: RegimeId::main(),
            period,
            window: period.legal_window(),
            due: due.parse().unwrap(),
            sheets,
            excluded: BTreeMap::new(),
            unit_approval: false,
        };
        self.write(day, Act::RoundOpened { round });
    }

    fn send(&mut self, day: &str, period: &str, unit: &str) {
        let (unit, round) = (UnitId::from(unit), period.parse().unwrap());
        self.write(day, Act::FormSent { unit, round, entered_at: None });
    }

    fn give_back(&mut self, day: &str, period: &str, unit: &str) -> Cut {
        let (unit, round) = (UnitId::from(unit), period.parse().unwrap());
        self.write(day, Act::FormReturned { unit, round, reason: "thiếu số".to_owned(), parts: Vec::new() });
        Cut(self.cut)
    }
}

fn holds(name: &str, seen: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/board").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, seen).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), seen, "BLESS=1 writes {name} anew");
}

#[test]
fn rules_remind_day_by_day() {
    let mut diary = Diary::new();
    diary.open("2021-06-04", PERIOD, "2021-06-16");
    let mut seen = String::from(
        "Mở đợt ngày 04/06/2021, hạn gửi 16/06/2021. Xã a gửi ngày 10, xã b gửi ngày 15, xã c bị trả lại ngày 18, xã d không gửi.\n\
         Máy chủ tắt ngày 13 và 14. Mỗi dòng: ngày, quy tắc, đơn vị được nhắc.\n\n",
    );
    let mut today: Date = "2021-06-04".parse().unwrap();
    let end: Date = "2021-06-24".parse().unwrap();
    while today <= end {
        let day = today.to_string();
        match day.as_str() {
            "2021-06-10" => diary.send(&day, PERIOD, "a"),
            "2021-06-15" => diary.send(&day, PERIOD, "b"),
            "2021-06-16" => diary.send(&day, PERIOD, "c"),
            "2021-06-18" => drop(diary.give_back(&day, PERIOD, "c")),
            _ => {}
        }
        let asleep = matches!(today.day(), 13 | 14);
        // Three processes look, the last one late in the day.
        for hour in [6, 10, 10, 23] {
            while let Some(act) = remind::by_rule(&diary.book, today, hour).filter(|_| !asleep) {
                let Act::Reminded(UnitsReminded { rule: Some(rule), units, .. }) = &act else {
                    panic!("{act:?}")
                };
                let rule = match rule {
                    ReminderWhen::Before { days } => format!("trước hạn {days}"),
                    ReminderWhen::Overdue { every } => format!("quá hạn, cách {every}"),
                };
                let units: Vec<_> = units.iter().map(|told| told.unit.to_string()).collect();
                writeln!(seen, "{} {hour:>2}h  {rule}: {}", viet::date::format(today), units.join(", "))
                    .unwrap();
                diary.write(&day, act);
            }
        }
        today = today.tomorrow().unwrap();
    }
    holds("reminders.txt", &seen);
}

#[test]
fn a_late_opening_reminds_only_of_what_is_still_to_come() {
    let mut diary = Diary::new();
    diary.open("2021-06-14", PERIOD, "2021-06-16");
    let on = |day: &str| remind::by_rule(&diary.book, day.parse().unwrap(), 10).is_some();
    assert!(!on("2021-06-14") && on("2021-06-15"));
}

#[test]
fn the_league_table() {
    let mut diary = Diary::new();
    let rounds = [("2021-Q1", "2021-03-16"), ("2021-Q2", "2021-06-16"), ("2021-Q3", "2021-09-16")];
    let mut caused = Vec::new();
    for (period, due) in rounds {
        let day = |text: &str| format!("{}{text}", &due[..8]);
        diary.open(&day("10"), period, due);
        diary.send(&day("16"), period, "a");
        diary.send(&day(if period == "2021-Q2" { "15" } else { "18" }), period, "b");
        diary.send(&day("15"), period, "c");
        caused.push(diary.give_back(&day("17"), period, "c"));
        diary.give_back(&day("18"), period, "b");
    }
    diary.write("2021-09-20", Act::ReturnExcused { returned: caused[0], excused: true });
    let outage = Outage {
        from: "2021-09-16T07:00:00Z".parse().unwrap(),
        to: "2021-09-17T02:00:00Z".parse().unwrap(),
        reason: "mất điện".to_owned(),
    };
    diary.write("2021-09-20", Act::OutageRecorded { outage });
    let today = "2021-09-27".parse().unwrap();
    let ids: Vec<_> = rounds.map(|(period, _)| period.parse::<model::RoundId>().unwrap()).into();
    let units = ["a", "b", "c", "d"].map(UnitId::from).into();
    let mut seen = String::new();
    for formula in [league::USUAL, "100 * DH / KY - 5 * TL - TRE"] {
        diary.write("2021-09-20", Act::ScoringSet { formula: formula.to_owned() });
        writeln!(
            seen,
            "Điểm = {formula}\nhạng | đơn vị | điểm | kỳ cuối so với trước | KY DH TRE TL DD | từng kỳ"
        )
        .unwrap();
        for line in league::league(&diary.book, &ids, &units, today).unwrap() {
            writeln!(seen, "{}", printed(&line)).unwrap();
        }
        seen.push('\n');
    }
    holds("league.txt", &seen);
}

fn printed(line: &Line) -> String {
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    let values: Vec<_> = line.values.iter().map(|v| v.normalize().to_string()).collect();
    let marks: Vec<_> =
        line.marks.iter().flatten().map(|m| format!("{:?}", m.sent.as_ref().map(kind))).collect();
    format!(
        "{} | {} | {} | {} | {} | {}",
        or_dash(line.rank.map(|r| r.to_string())),
        line.unit,
        or_dash(line.score.map(|s| s.normalize().to_string())),
        or_dash(line.trend.map(|s| s.normalize().to_string())),
        values.join(" "),
        marks.join(" ").replace("Some(", "").replace("None", "chưa gửi").replace([')', '"'], ""),
    )
}

fn kind(sent: &engine::board::outage::Punctuality) -> String {
    use engine::board::outage::Punctuality;
    match sent {
        Punctuality::OnTime => "đúng hạn".to_owned(),
        Punctuality::Excused(outage) => format!("đúng hạn do {}", outage.reason),
        Punctuality::Late(days) => format!("trễ {days}"),
    }
}
