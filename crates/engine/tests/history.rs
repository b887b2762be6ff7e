//! History from files: what is taken, what is asked, what is taken back.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use catalogue::units::{shipped, shipped_successions};
use engine::Book;
use engine::history::{Choices, Doubt, IndicatorChoice, NewIndicator, Verdict, take, take_back, weighed};
use model::{
    Account, Act, BlobId, CellKey, Cut, Entry, FromFile, Grant, Held, HistoryLine, Measure, Number, Place,
    Role, Stated, Timing, UnitId, UnitKind,
};

struct Story {
    book: Book,
    office: Account,
}

impl Story {
    fn new() -> Self {
        let unit = UnitId::from("place");
        let place = Place::of(unit.clone());
        let office = Account::new("an", unit, vec![Grant::everywhere(Role::Compiler)]);
        let (units, successions) = (shipped().to_vec(), shipped_successions().to_vec());
        let mut story = Self { book: Book::default(), office };
        story.append(Act::PlaceFounded { place, units, successions });
        story
    }

    fn append(&mut self, act: Act) {
        let cut = Cut(self.book.cut.0 + 1);
        self.book.apply(&Entry { cut, at: String::new(), by: "an".into(), act });
    }

    fn verdicts(&self, lines: &[HistoryLine], choices: &Choices) -> Vec<Verdict> {
        weighed(&self.book, &self.office, lines, choices).into_iter().map(|w| w.verdict).collect()
    }

    fn take(&mut self, lines: &[HistoryLine], choices: &Choices) {
        let file = FromFile { file: BlobId::from("0"), name: "cũ.xlsx".to_owned(), rows: Vec::new() };
        let act = take(&self.book, &self.office, lines, choices, file).unwrap();
        self.append(act);
    }

    fn unit(&self, name: &str, day: &str) -> UnitId {
        let lives = |unit: &&model::Unit| unit.name == name && unit.parent_on(day.parse().unwrap()).is_some();
        self.book.units.values().find(lives).unwrap().id.clone()
    }

    fn said(&self, unit: &UnitId, period: &str) -> Option<String> {
        let (indicator, period) = ("DS03".into(), period.parse().unwrap());
        let key = CellKey { indicator, unit: unit.clone(), period, measure: Measure::Actual };
        self.book.stated(&key).map(viet::stated::format)
    }
}

fn line(row: u32, unit: &str, period: &str, held: &str) -> HistoryLine {
    let held = match viet::stated::parse(held) {
        Ok(Some(Stated::Number(number))) => Held::Number(Number::new(number.value())),
        _ => Held::Text(held.to_owned()),
    };
    HistoryLine {
        row,
        unit: unit.to_owned(),
        period: period.to_owned(),
        indicator: "Trẻ sinh ra".to_owned(),
        measure: String::new(),
        held,
        source: "Niên giám".to_owned(),
    }
}

/// The indicator is taken over from the starter catalogue.
fn choices() -> Choices {
    let indicators = [("Trẻ sinh ra".to_owned(), IndicatorChoice::Starter("DS03".into()))].into();
    Choices { indicators, ..Choices::default() }
}

#[test]
fn rows_are_weighed_one_by_one() {
    let mut story = Story::new();
    let lines = [
        line(2, "xã Ta Gia", "Quý I/2024", "12"),
        line(3, "Khoen On", "Quý I/2024", "kps"),
        line(4, "3640", "Quý I/2024", "12"),
        line(5, "xã Mường Kim", "Quý III/2025", "40"),
        line(6, "thị trấn Than Uyên", "Quý III/2025", "7"),
        line(7, "xã Không Có", "Quý I/2024", "7"),
        line(8, "xã Hua Nà", "hôm qua", "7"),
        line(9, "xã Hua Nà", "Quý I/2024", "bảy"),
        line(10, "xã Ta Gia", "Quý I/2024", "13"),
    ];
    let unknown = story.verdicts(&lines[..1], &Choices::default());
    assert_eq!(unknown, [Verdict::Unknown(Doubt::Indicator(Some("DS03".into())))]);
    // The town ended; where its people are counted now is proposed.
    let heir = story.unit("xã Than Uyên", "2025-07-01");
    let seen = story.verdicts(&lines, &choices());
    assert_eq!(
        seen,
        [
            Verdict::Taken,
            Verdict::Taken,
            Verdict::Same,
            Verdict::Taken,
            Verdict::Unknown(Doubt::Unit(vec![heir.clone()])),
            Verdict::Unknown(Doubt::Unit(Vec::new())),
            Verdict::Unknown(Doubt::Period),
            Verdict::Unknown(Doubt::Value),
            Verdict::Unknown(Doubt::Twice(2)),
        ]
    );
    // A person says who is meant; then all goes in one act, with the indicator.
    let named = Choices { units: [("thị trấn Than Uyên".to_owned(), heir.clone())].into(), ..choices() };
    story.take(&lines, &named);
    let ta_gia = story.unit("xã Ta Gia", "2024-01-01");
    assert_eq!(story.said(&ta_gia, "2024-Q1").as_deref(), Some("12"));
    assert_eq!(story.said(&heir, "2025-Q3").as_deref(), Some("7"));
    assert_eq!(story.book.indicator(&"DS03".into()).unwrap().name, "Trẻ sinh ra");
    let key = &story.book.history[0].keys[0];
    let provenance = &story.book.cell(key).unwrap().provenance;
    assert_eq!(provenance.file, Some(("cũ.xlsx".to_owned(), 2)));
}

#[test]
fn what_is_kept_is_never_written_over_unseen_and_all_is_taken_back_as_one() {
    let mut story = Story::new();
    story.take(&[line(2, "xã Ta Gia", "Quý I/2024", "12")], &choices());
    let first = story.book.cut;
    let ta_gia = story.unit("xã Ta Gia", "2024-01-01");
    let second = [line(2, "xã Ta Gia", "Quý I/2024", "15"), line(3, "xã Ta Gia", "Quý II/2024", "16")];
    let kept = Stated::Number(Number::new(12.into()));
    assert_eq!(story.verdicts(&second, &choices()), [Verdict::Differs(kept), Verdict::Taken]);
    let replacing = Choices { replace: [0].into(), ..choices() };
    assert_eq!(story.verdicts(&second, &replacing)[0], Verdict::Replaces(kept));
    story.take(&second, &replacing);
    let taken = story.book.cut;
    assert_eq!(story.said(&ta_gia, "2024-Q1").as_deref(), Some("15"));
    let act = take_back(&story.book, &story.office, taken).unwrap();
    story.append(act);
    assert_eq!(story.said(&ta_gia, "2024-Q1").as_deref(), Some("12"));
    assert_eq!(story.said(&ta_gia, "2024-Q2"), None);
    assert!(take_back(&story.book, &story.office, taken).is_err());
    // What was known at a position stays known.
    let key = story.book.history[1].keys[0].clone();
    let said =
        |cut: Cut| story.book.cell_at(&key, cut).and_then(|c| c.observation.stated).map(viet::stated::format);
    assert_eq!((said(first).as_deref(), said(taken).as_deref()), (Some("12"), Some("15")));
    let act = take_back(&story.book, &story.office, first).unwrap();
    story.append(act);
    assert_eq!(story.said(&ta_gia, "2024-Q1").as_deref(), Some("12"), "it was said anew since");
}

#[test]
fn an_indicator_is_made_by_hand_with_the_level_whose_own_it_is() {
    let mut story = Story::new();
    let new = NewIndicator {
        code: "TC90".into(),
        name: "Thu ngân sách cấp huyện".to_owned(),
        measure_unit: "triệu đồng".to_owned(),
        timing: Timing::Flow,
        decimals: 1,
        level: Some(UnitKind::District),
    };
    let indicators = [("Trẻ sinh ra".to_owned(), IndicatorChoice::New(new))].into();
    let choices = Choices { indicators, statistical: true, ..Choices::default() };
    story.take(&[line(2, "huyện Than Uyên", "2024", "1.234,5")], &choices);
    let made = story.book.indicator(&"TC90".into()).unwrap();
    assert_eq!((made.joining.level, made.counted), (Some(UnitKind::District), false));
    let entry = Account::new("xa", "place", vec![Grant::everywhere(Role::Inspector)]);
    let file = FromFile { file: BlobId::from("0"), name: String::new(), rows: Vec::new() };
    assert!(take(&story.book, &entry, &[], &choices, file).is_err());
}

/// More rows than are each said by themselves: months of twenty-five years of Than Uyên's communes, on the names of then.
#[test]
fn a_large_file_is_packed_and_says_the_same() {
    let mut story = Story::new();
    let own = line(2, "Mường Kim", "Tháng 1/2000", "3");
    story.take(std::slice::from_ref(&own), &choices());
    let names = [
        "Phúc Than",
        "Mường Than",
        "Mường Mít",
        "Pha Mu",
        "Hua Nà",
        "Tà Hừa",
        "Mường Kim",
        "Tà Mung",
        "Ta Gia",
        "Khoen On",
    ];
    let mut lines = Vec::new();
    for (at, name) in names.iter().enumerate() {
        for month in 0..300 {
            for (measure, step) in [("Thực hiện", 0), ("Ước", 1), ("Ước", 2)] {
                let period = format!("Tháng {}/{}", month % 12 + 1, 2000 + month / 12);
                let row = u32::try_from(lines.len()).unwrap() + 2;
                let number = format!("{}", 100 * at + month + step);
                let line = line(row, name, &period, &number);
                lines.push(HistoryLine { measure: measure.to_owned(), ..line });
            }
        }
    }
    // A finer number among them leaves the others as sharp as they were.
    lines[3].held = Held::Number(Number::new(model::Decimal::new(150, 2)));
    // Of two words about one cell the second is a question; what is no number stands by itself.
    lines[4].held = Held::Text("kps".to_owned());
    let choices = Choices { replace: [3 * 300 * 6].into(), ..choices() };
    story.take(&lines, &choices);
    let taken = story.book.history.last().unwrap().clone();
    assert!(taken.many > 5_900 && taken.keys.len() < 5, "{} {}", taken.many, taken.keys.len());
    let unit = story.unit("xã Phúc Than", "2010-01-01");
    let said = |story: &Story, unit: &UnitId, period: &str| story.said(unit, period);
    assert_eq!(said(&story, &unit, "2000-M01").as_deref(), Some("0"));
    assert_eq!(said(&story, &unit, "2000-M02").as_deref(), Some("1,50"));
    assert_eq!(said(&story, &unit, "2024-M12").as_deref(), Some("299"));
    // What was said by itself and is replaced by a row stands by itself, with its row.
    let kim = story.unit("xã Mường Kim", "2010-01-01");
    assert_eq!(said(&story, &kim, "2000-M01").as_deref(), Some("600"));
    let key = CellKey {
        indicator: "DS03".into(),
        unit: kim.clone(),
        period: "2000-M01".parse().unwrap(),
        measure: Measure::Actual,
    };
    let cell = story.book.cell(&key).unwrap().into_owned();
    assert_eq!(cell.provenance.file, Some(("cũ.xlsx".to_owned(), 3 * 300 * 6 + 2)));
    let cell = story.book.cell(&CellKey { period: "2000-M02".parse().unwrap(), ..key }).unwrap().into_owned();
    assert_eq!(
        (cell.provenance.file.clone(), cell.observation.note.as_deref()),
        (Some(("cũ.xlsx".to_owned(), 0)), Some("Niên giám"))
    );
    // Taken back as one: what stood there before stands again.
    let act = take_back(&story.book, &story.office, taken.cut).unwrap();
    story.append(act);
    assert_eq!(said(&story, &unit, "2024-M12"), None);
    assert_eq!(said(&story, &kim, "2000-M01").as_deref(), Some("3"));
}

/// An agency has no place among areas: its figures in a large file are each said by themselves, and none is lost.
#[test]
fn figures_of_an_agency_in_a_large_file_are_kept_and_taken_back() {
    let mut story = Story::new();
    let agency = model::Unit {
        id: "tram".into(),
        name: "Trạm Khuyến nông".to_owned(),
        kind: UnitKind::Station,
        official_code: None,
        placements: vec![model::Placement { parent: Some("place".into()), from: None, to: None }],
        phone: None,
        former: Vec::new(),
    };
    let change = model::TerritoryAct::Loaded { units: vec![agency], successions: Vec::new() };
    story.append(Act::Territory { change });
    let rows = (0..20).flat_map(|at| (0..300).map(move |month| (at, month)));
    let names = ["Phúc Than", "Mường Than", "Mường Kim", "Tà Mung", "Ta Gia", "Trạm Khuyến nông"];
    let said = rows.filter_map(|(at, month)| Some((names.get(at % 6)?, at / 6, month)));
    let lines: Vec<HistoryLine> = said
        .enumerate()
        .map(|(row, (name, measure, month))| {
            let period = format!("Tháng {}/{}", month % 12 + 1, 2000 + month / 12);
            let line = line(u32::try_from(row).unwrap() + 2, name, &period, &month.to_string());
            let measure = ["Thực hiện", "Ước", "Thực hiện", "Ước"][measure].to_owned();
            HistoryLine { measure, ..line }
        })
        .collect();
    let more: Vec<HistoryLine> = ["Mường Mít", "Pha Mu", "Hua Nà", "Tà Hừa", "Khoen On"]
        .iter()
        .flat_map(|name| (0..600).map(move |month| (*name, month)))
        .map(|(name, month)| {
            let period = format!("Tháng {}/{}", month % 12 + 1, 1960 + month / 12);
            line(1, name, &period, "7")
        })
        .collect();
    story.take(&[lines, more].concat(), &choices());
    let taken = story.book.history.last().unwrap().clone();
    assert!(taken.many > 5_000, "{}", taken.many);
    assert!(taken.keys.iter().all(|key| key.unit == UnitId::from("tram")), "areas are packed");
    assert_eq!(taken.keys.len(), 600);
    let agency = UnitId::from("tram");
    assert_eq!(story.said(&agency, "2024-M12").as_deref(), Some("299"));
    let act = take_back(&story.book, &story.office, taken.cut).unwrap();
    story.append(act);
    assert_eq!(story.said(&agency, "2024-M12"), None);
}
