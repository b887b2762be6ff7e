//! The dense layout: what it tells is what the statements tell one by one, over random statements, and kept current it is
//! what it would be if it were made anew.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use engine::Book;
use engine::series::{Area, Ask, Boundaries, Brief, Lens, Point, Told, View, Why};
use model::*;
use proptest::collection::vec;
use proptest::prelude::*;

/// Two districts with four communes until the end of June 2020, three communes right below the province from then on.
fn units() -> (Vec<Unit>, Vec<Succession>) {
    let on: Date = "2020-07-01".parse().unwrap();
    let unit = |id: &str, kind, parent: Option<&str>, from: Option<Date>, to: Option<Date>| Unit {
        placements: vec![Placement { parent: parent.map(UnitId::from), from, to }],
        ..Unit::of(id, id, kind)
    };
    let old = |id, parent| unit(id, UnitKind::Commune, Some(parent), None, Some(on));
    let new = |id| unit(id, UnitKind::Commune, Some("place"), Some(on), None);
    let district = |id| unit(id, UnitKind::District, Some("place"), None, Some(on));
    let units = vec![
        unit("place", UnitKind::Province, None, None, None),
        district("d1"),
        district("d2"),
        old("a", "d1"),
        old("b", "d1"),
        old("c", "d2"),
        old("d", "d2"),
        unit("e", UnitKind::Commune, Some("place"), None, None),
        new("ab"),
        new("c-d"),
        new("d-d"),
    ];
    let whole = |from: &str, to: &str| Succession::whole(from.into(), to.into(), on, "");
    let part = |from: &str, to: &str| Succession::part(from.into(), to.into(), on, "");
    (units, vec![whole("a", "ab"), whole("b", "ab"), whole("c", "c-d"), part("d", "c-d"), part("d", "d-d")])
}

fn indicator(code: &str, timing: Timing, collector: Collector, formula: Option<&str>) -> Indicator {
    Indicator {
        code: code.into(),
        name: code.to_owned(),
        measure_unit: if timing == Timing::Ratio { "%" } else { "hộ" }.to_owned(),
        counted: timing != Timing::Ratio,
        decimals: u32::from(timing == Timing::Ratio),
        timing,
        collector,
        owner: "place".into(),
        planned: true,
        part_of: None,
        formula: formula.map(str::to_owned),
        source: String::new(),
        group: String::new(),
        restricted: false,
        joining: Joining::default(),
        less_is_better: false,
    }
}

fn append(book: &mut Book, act: Act) {
    let cut = Cut(book.cut.0 + 1);
    book.apply(&Entry { cut, at: "2021-07-01T00:00:00Z".to_owned(), by: "an".into(), act });
}

fn founded() -> Book {
    let mut book = Book::default();
    let place = Place::of("place");
    let (units, successions) = units();
    append(&mut book, Act::PlaceFounded { place, units, successions });
    for indicator in [
        indicator("F", Timing::Flow, Collector::Communes, None),
        indicator("S", Timing::Stock, Collector::Communes, None),
        indicator("C", Timing::Cumulative, Collector::Communes, None),
        indicator("U", Timing::Flow, Collector::Unit("place".into()), None),
        indicator("P", Timing::Ratio, Collector::Communes, Some("100 * F / S")),
        indicator("G", Timing::Flow, Collector::Communes, Some("F + U")),
    ] {
        append(&mut book, Act::IndicatorSet { indicator });
    }
    book
}

const UNITS: [&str; 11] = ["place", "d1", "d2", "a", "b", "c", "d", "e", "ab", "c-d", "d-d"];
const CODES: [&str; 6] = ["F", "S", "C", "U", "P", "G"];

/// What somebody says: mostly communes, of months, plain numbers.
fn acts() -> impl Strategy<Value = Vec<Act>> {
    let unit = prop_oneof![1 => 0_usize..3, 12 => 3_usize..UNITS.len()];
    let period = prop_oneof![
        12 => (2019_i16..2022, Just(PeriodKind::Month), 1_i8..13),
        1 => (2019_i16..2022, Just(PeriodKind::Quarter), 1_i8..5),
        1 => (2019_i16..2022, Just(PeriodKind::Year), Just(1_i8)),
    ];
    let measure = prop_oneof![8 => Just(Measure::Actual), 1 => Just(Measure::Plan)];
    let said = prop_oneof![
        16 => (0_i64..5_000, 0_u32..2).prop_map(|(n, scale)| (Some(number(n, scale)), None)),
        1 => (-50_i64..0).prop_map(|n| (Some(number(n, 0)), None)),
        1 => Just((None, None)),
        1 => Just((Some(Stated::Withheld), None)),
        1 => Just((Some(Stated::NotArisen), None)),
        1 => Just((Some(number(40, 0)), Some(Approx::About))),
    ];
    let one = (0_usize..4, unit, period, measure, said).prop_map(|(code, unit, period, measure, said)| {
        let (year, kind, number) = match measure {
            Measure::Plan => (period.0, PeriodKind::Year, 1),
            _ => period,
        };
        let key = CellKey {
            indicator: CODES[code].into(),
            unit: UNITS[unit].into(),
            period: Period::new(year, kind, number).unwrap(),
            measure,
        };
        let (stated, approx) = said;
        let observation = Observation { key, stated, approx, as_of: None, note: None };
        Act::PlanSet { observation, basis: String::new() }
    });
    // Whole months that everybody answers, so that much is complete.
    let month = (0_usize..4, 0_i16..36, 1_i64..900).prop_map(|(code, month, value)| {
        let period = Period::new(2019 + month / 12, PeriodKind::Month, i8::try_from(month % 12 + 1).unwrap());
        let period = period.unwrap();
        let living = if period.calendar_window().from < "2020-07-01".parse().unwrap() { 3..8 } else { 7..11 };
        let of = |at: usize| {
            let unit = UNITS[at].into();
            let key = CellKey { indicator: CODES[code].into(), unit, period, measure: Measure::Actual };
            let stated = Some(number(value + i64::try_from(at).unwrap(), 0));
            let observation = Observation { key, stated, approx: None, as_of: None, note: None };
            Act::PlanSet { observation, basis: String::new() }
        };
        living.map(of).collect::<Vec<_>>()
    });
    let many = prop_oneof![3 => month, 2 => one.prop_map(|act| vec![act])];
    vec(many, 0..60).prop_map(|acts| acts.concat())
}

fn number(n: i64, scale: u32) -> Stated {
    Stated::Number(Number::new(Decimal::new(n, scale)))
}

fn asks() -> impl Strategy<Value = (Ask, Period)> {
    let area = prop_oneof![
        (0_usize..UNITS.len()).prop_map(|at| vec![UNITS[at]]),
        Just(vec!["ab", "e"]),
        Just(vec!["d1", "d2", "e"]),
    ];
    let boundaries = prop_oneof![
        Just(Boundaries::Then),
        Just(Boundaries::On("2026-01-01".parse().unwrap())),
        Just(Boundaries::On("2019-01-01".parse().unwrap())),
    ];
    let period = prop_oneof![
        (Just(PeriodKind::Month), 1_i8..13),
        (Just(PeriodKind::Quarter), 1_i8..5),
        (Just(PeriodKind::HalfYear), 1_i8..3),
        (Just(PeriodKind::NineMonths), Just(1_i8)),
        (Just(PeriodKind::Year), Just(1_i8)),
    ];
    let view = prop_oneof![3 => Just(View::Period), 1 => Just(View::ToDate)];
    let measure = prop_oneof![4 => Just(Measure::Actual), 1 => Just(Measure::Plan)];
    (0_usize..CODES.len(), area, boundaries, 2019_i16..2022, period, view, measure).prop_map(
        |(code, area, boundaries, year, (kind, number), view, measure)| {
            let area = Area(area.into_iter().map(UnitId::from).collect());
            let ask = Ask { indicator: CODES[code].into(), measure, area, boundaries, view };
            (ask, Period::new(year, kind, number).unwrap())
        },
    )
}

/// Whether a brief figure says what the statements say one by one.
fn agrees(brief: &Brief, point: &Point) -> Result<(), TestCaseError> {
    // That an area or its level was not there is said of figures that nobody stated either way.
    let silent = point.whys.iter().all(|why| matches!(why, Why::NotThen | Why::LevelEnded { .. }));
    prop_assert!(silent, "{:?}", point.whys);
    let Some(sum) = &brief.sum else {
        prop_assert_eq!(point.counts(), None);
        return Ok(());
    };
    let total = point.counts().unwrap();
    prop_assert_eq!(point.gap(), None);
    prop_assert_eq!((sum.amount, sum.made, sum.how), (total.amount, total.made, total.how));
    prop_assert_eq!(&sum.clocks, &total.clocks);
    prop_assert_eq!((sum.reported, sum.lacking), (total.reported.len(), total.missing.len()));
    let silent = total.missing.iter().filter(|lack| !total.reported.contains(&lack.unit)).count();
    prop_assert_eq!(sum.due, total.reported.len() + silent);
    prop_assert!(sum.missing.iter().all(|lack| total.missing.contains(lack)));
    prop_assert_eq!(sum.missing.len(), total.missing.len().min(5));
    prop_assert_eq!(brief.recomputed, point.recomputed);
    Ok(())
}

fn told(book: &Book, ask: &Ask, period: Period) -> (Told, Point) {
    let lens = Lens::declared(book, &ShareKey::Whole);
    let line = lens.line(ask).unwrap();
    (line.told(period), line.at(period))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_the_dense_layout_tells_is_what_the_statements_tell(acts in acts(), asks in vec(asks(), 24)) {
        let mut book = founded();
        for act in acts {
            append(&mut book, act);
        }
        for (ask, period) in asks {
            let (told, point) = told(&book, &ask, period);
            if let Told::Brief(brief) = told {
                agrees(&brief, &point)?;
            }
            let lens = Lens::declared(&book, &ShareKey::Whole);
            let communes = ["e", "ab", "c-d", "d-d"].map(UnitId::from);
            let old = ["a", "b", "c", "d", "e"].map(UnitId::from);
            for units in [&communes[..], &old[..], &communes[..2]] {
                let of = |unit: &UnitId| lens.line(&Ask { area: Area::of(unit), ..ask.clone() })?.at(period).value();
                let wanted: Vec<_> = units.iter().map(of).map(|v| v.map(|v| v.normalize())).collect();
                let found = lens.group(units, ask.boundaries).values(&ask, period);
                prop_assert_eq!(found.into_iter().map(|v| v.map(|v| v.normalize())).collect::<Vec<_>>(), wanted);
            }
        }
    }

    #[test]
    fn kept_current_it_is_what_it_would_be_made_anew(acts in acts(), asks in vec(asks(), 12), warm in 0_usize..100) {
        let (mut kept, mut anew) = (founded(), founded());
        for (at, act) in acts.into_iter().enumerate() {
            if at == warm {
                kept.warm();
            }
            append(&mut kept, act.clone());
            append(&mut anew, act);
        }
        for (ask, period) in asks {
            let ((kept, one), (anew, other)) = (told(&kept, &ask, period), told(&anew, &ask, period));
            prop_assert_eq!(&one, &other);
            match (&kept, &anew) {
                (Told::Brief(brief), Told::Point(point)) | (Told::Point(point), Told::Brief(brief)) => {
                    agrees(brief, point)?;
                }
                alike => prop_assert_eq!(alike.0, alike.1),
            }
        }
        for code in CODES {
            prop_assert_eq!(
                kept.stated_periods(&code.into(), Measure::Actual),
                anew.stated_periods(&code.into(), Measure::Actual)
            );
        }
    }
}

/// Otherwise the laws above would hold of nothing.
#[test]
fn plain_figures_are_told_from_the_dense_layout() {
    let mut book = founded();
    for month in 1..=12 {
        for (at, unit) in UNITS.iter().enumerate().skip(3) {
            let key = CellKey {
                indicator: if at % 2 == 0 { "F" } else { "S" }.into(),
                unit: (*unit).into(),
                period: Period::new(2019, PeriodKind::Month, month).unwrap(),
                measure: Measure::Actual,
            };
            for code in ["F", "S"] {
                let key = CellKey { indicator: code.into(), ..key.clone() };
                let stated = Some(number(10 * i64::from(month), 0));
                let observation = Observation { key, stated, approx: None, as_of: None, note: None };
                append(&mut book, Act::PlanSet { observation, basis: String::new() });
            }
        }
    }
    let year = Period::new(2019, PeriodKind::Year, 1).unwrap();
    for (code, area, value) in
        [("F", "place", 3900), ("F", "d1", 1560), ("S", "place", 600), ("F", "ab", 1560), ("P", "a", 650)]
    {
        let ask = Ask {
            indicator: code.into(),
            measure: Measure::Actual,
            area: Area::of(&area.into()),
            boundaries: if area == "ab" {
                Boundaries::On("2026-01-01".parse().unwrap())
            } else {
                Boundaries::Then
            },
            view: View::Period,
        };
        let (told, point) = told(&book, &ask, year);
        assert_eq!(told.value(), Some(value.into()), "{code} {area} {point:?}");
        assert!(matches!(told, Told::Brief(_)), "{code} {area}");
    }
}

/// Bare numbers of the new communes in 2021, the same for each month as [`said_one_by_one`] says.
fn packed(code: &str, units: &[&str]) -> Act {
    let series = cube::Series { decimals: 1, step: cube::Step::Month };
    let mut own = cube::Cube::new(cube::Axes::new(2021, 1, vec![series], &[units.len()]));
    for unit in 0..units.len() {
        for step in (0..12).filter(|step| (unit + step) % 5 != 0) {
            own.set(cube::At { series: 0, unit, step }, Some(value(unit, step))).unwrap();
        }
    }
    let bytes = own.pack(0);
    let series = PackedSeries {
        indicator: code.into(),
        measure: Measure::Actual,
        kind: PeriodKind::Month,
        first: 2021,
        years: 1,
        decimals: 1,
        known: own.known(0),
        packed: Packed { blob: None, bytes: bytes.into() },
        runs: true,
    };
    let units = units.iter().map(|unit| UnitId::from(*unit)).collect();
    let file =
        FromFile { file: BlobId::from("x".to_owned()), name: "niên giám".to_owned(), rows: Vec::new() };
    let lots = vec![Lot { note: None, units, series: vec![series] }];
    let what = HistoryAct::Taken {
        file,
        window: WindowRule::Legal,
        indicators: Vec::new(),
        values: Vec::new(),
        lots,
    };
    Act::History { what }
}

fn value(unit: usize, step: usize) -> Decimal {
    Decimal::new(i64::try_from(100 * unit + 7 * step + 3).unwrap(), 1)
}

fn said_one_by_one(code: &str, units: &[&str]) -> Vec<Act> {
    let cells = units.iter().enumerate().flat_map(|(unit, id)| (0..12).map(move |step| (unit, id, step)));
    let cells = cells.filter(|(unit, _, step)| (unit + step) % 5 != 0);
    cells
        .map(|(unit, id, step)| stated(code, id, step, Some(Stated::Number(Number::new(value(unit, step))))))
        .collect()
}

fn stated(code: &str, unit: &str, step: usize, stated: Option<Stated>) -> Act {
    let period = Period::new(2021, PeriodKind::Month, i8::try_from(step + 1).unwrap()).unwrap();
    let key = CellKey { indicator: code.into(), unit: unit.into(), period, measure: Measure::Actual };
    let observation = Observation { key, stated, approx: None, as_of: None, note: None };
    Act::PlanSet { observation, basis: String::new() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn bare_numbers_of_a_file_tell_what_they_would_one_by_one(
        before in acts(), after in acts(), asks in vec(asks(), 16), warm in any::<bool>(), turn in 0_usize..4,
    ) {
        let mut units = ["e", "ab", "c-d", "d-d"];
        units.rotate_left(turn);
        let (mut bare, mut single) = (founded(), founded());
        // What somebody said by itself before stands over the numbers of the file.
        let own = |act: &Act| match act {
            Act::PlanSet { observation, .. } => Some(observation.key.clone()),
            _ => None,
        };
        for act in before {
            append(&mut bare, act.clone());
            append(&mut single, act);
        }
        if warm {
            bare.warm();
        }
        append(&mut bare, packed("F", &units));
        let spoken = |book: &Book, key: &CellKey| book.last_said(key).is_some();
        for act in said_one_by_one("F", &units) {
            if own(&act).is_some_and(|key| !spoken(&single, &key)) {
                append(&mut single, act);
            }
        }
        for act in after {
            append(&mut bare, act.clone());
            append(&mut single, act);
        }
        let now = |book: &Book, ask: &Ask, period| {
            let (told, point) = told(book, ask, period);
            (told.sum().map(|sum| (sum.amount, sum.reported, sum.due)), point.counts().cloned())
        };
        for (ask, period) in &asks {
            let ((bare, one), (single, other)) = (now(&bare, ask, *period), now(&single, ask, *period));
            prop_assert_eq!(&bare, &single);
            prop_assert_eq!(one, other);
        }
    }
}

#[test]
fn bare_numbers_are_statements_that_can_be_changed_and_taken_back() {
    let units = ["e", "ab", "c-d", "d-d"];
    let mut book = founded();
    book.warm();
    append(&mut book, packed("F", &units));
    let laid = book.cut;
    let key = |unit: &str, step: i8| CellKey {
        indicator: "F".into(),
        unit: unit.into(),
        period: Period::new(2021, PeriodKind::Month, step).unwrap(),
        measure: Measure::Actual,
    };
    let number = |book: &Book, key: &CellKey| book.stated(key).and_then(Stated::number).map(|n| n.value());
    assert_eq!(number(&book, &key("ab", 1)), Some(value(1, 0)));
    let provenance = book.cell(&key("ab", 1)).unwrap().provenance.clone();
    assert_eq!((provenance.cut, provenance.file.as_ref().map(|f| f.0.as_str())), (laid, Some("niên giám")));
    // Changed by itself, then withdrawn: what the file said stays in the past.
    append(&mut book, stated("F", "ab", 0, Some(Stated::Number(Number::new(Decimal::from(9))))));
    assert_eq!(number(&book, &key("ab", 1)), Some(Decimal::from(9)));
    let then = book.cell_at(&key("ab", 1), laid).unwrap().observation.stated;
    assert_eq!(then.and_then(Stated::number).map(|n| n.value()), Some(value(1, 0)));
    append(&mut book, stated("F", "ab", 0, None));
    assert_eq!(number(&book, &key("ab", 1)), None);
    let year = Period::new(2021, PeriodKind::Year, 1).unwrap();
    let ask = Ask {
        indicator: "F".into(),
        measure: Measure::Actual,
        area: Area::of(&"ab".into()),
        boundaries: Boundaries::Then,
        view: View::Period,
    };
    assert_eq!(told(&book, &ask, year).0.sum().map(|sum| sum.lacking), Some(1));
    // A later file says it again, and is taken back.
    append(&mut book, packed("F", &["e"]));
    let again = book.cut;
    assert_eq!(number(&book, &key("e", 2)), Some(value(0, 1)));
    append(&mut book, Act::History { what: HistoryAct::TakenBack { taken: laid } });
    assert_eq!(number(&book, &key("c-d", 2)), None);
    assert_eq!(number(&book, &key("e", 2)), Some(value(0, 1)));
    append(&mut book, Act::History { what: HistoryAct::TakenBack { taken: again } });
    assert_eq!(number(&book, &key("e", 2)), None);
    assert_eq!(told(&book, &ask, year).0.value(), None);
    assert!(book.stated_periods(&"F".into(), Measure::Actual).is_empty());
    let then = book.cell_at(&key("c-d", 2), again).unwrap().observation.stated;
    assert_eq!(then.and_then(Stated::number).map(|n| n.value()), Some(value(2, 1)));
}
