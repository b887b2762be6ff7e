//! Roll-ups against SQL: whatever people say one after another, tables, series and rankings from the dense layout say what
//! a database says of the same numbers.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use engine::Book;
use engine::series::{Area, Ask, Boundaries, Lens, Told, View};
use model::*;
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{AnyPool, Row};

const PROVINCES: usize = 3;
const COMMUNES: usize = 5;
const CODES: [&str; 3] = ["SL", "DT", "DS"];

/// The same at every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

fn commune(number: usize) -> UnitId {
    format!("t{}-x{number:02}", number / COMMUNES).as_str().into()
}

fn append(book: &mut Book, act: Act) {
    let cut = Cut(book.cut.0 + 1);
    book.apply(&Entry { cut, at: "2026-01-05T08:00:00Z".to_owned(), by: "an".into(), act });
}

fn founded() -> Book {
    let unit = |id: &str, kind, parent: Option<&str>| Unit {
        placements: vec![Placement { parent: parent.map(UnitId::from), from: None, to: None }],
        ..Unit::of(id, id, kind)
    };
    let mut units = vec![unit("nuoc", UnitKind::Province, None)];
    units.extend((0..PROVINCES).map(|p| unit(&format!("t{p}"), UnitKind::Province, Some("nuoc"))));
    units.extend(
        (0..PROVINCES * COMMUNES)
            .map(|c| unit(commune(c).as_str(), UnitKind::Commune, Some(&format!("t{}", c / COMMUNES)))),
    );
    let place = Place::of("nuoc");
    let mut book = Book::default();
    append(&mut book, Act::PlaceFounded { place, units, successions: Vec::new() });
    let kinds = [("SL", Timing::Flow, None), ("DT", Timing::Flow, None), ("DS", Timing::Stock, None)];
    for (code, timing, formula) in kinds.into_iter().chain([("NS", Timing::Ratio, Some("SL / DT"))]) {
        let indicator = Indicator {
            code: code.into(),
            name: code.to_owned(),
            measure_unit: if formula.is_some() { "tấn/ha" } else { "tấn" }.to_owned(),
            counted: false,
            decimals: if formula.is_some() { 4 } else { 1 },
            timing,
            collector: Collector::Communes,
            owner: "nuoc".into(),
            planned: false,
            part_of: None,
            formula: formula.map(str::to_owned),
            source: String::new(),
            group: String::new(),
            restricted: false,
            joining: Joining::default(),
            less_is_better: false,
        };
        append(&mut book, Act::IndicatorSet { indicator });
    }
    book.warm();
    book
}

/// Says something of a cell in the book and in the table: a number of tenths, or nothing any more.
async fn say(book: &mut Book, sql: &AnyPool, code: &str, unit: usize, month: usize, tenths: Option<i64>) {
    let key = CellKey {
        indicator: code.into(),
        unit: commune(unit),
        period: Period::new(
            2024 + i16::try_from(month / 12).unwrap(),
            PeriodKind::Month,
            i8::try_from(month % 12 + 1).unwrap(),
        )
        .unwrap(),
        measure: Measure::Actual,
    };
    let stated = tenths.map(|tenths| Stated::Number(Number::new(Decimal::new(tenths, 1))));
    let observation = Observation { key, stated, approx: None, as_of: None, note: None };
    append(book, Act::PlanSet { observation, basis: String::new() });
    let at = |n: usize| i64::try_from(n).unwrap();
    sqlx::query("DELETE FROM said WHERE code = $1 AND unit = $2 AND month = $3")
        .bind(code.to_owned())
        .bind(at(unit))
        .bind(at(month))
        .execute(sql)
        .await
        .unwrap();
    if let Some(tenths) = tenths {
        sqlx::query("INSERT INTO said (code, province, unit, month, tenths) VALUES ($1, $2, $3, $4, $5)")
            .bind(code.to_owned())
            .bind(at(unit / COMMUNES))
            .bind(at(unit))
            .bind(at(month))
            .bind(tenths)
            .execute(sql)
            .await
            .unwrap();
    }
}

fn told(book: &Book, code: &str, area: &UnitId, period: Period) -> Told {
    let lens = Lens::declared(book, &ShareKey::Whole);
    let ask = Ask {
        indicator: code.into(),
        measure: Measure::Actual,
        area: Area::of(area),
        boundaries: Boundaries::Then,
        view: View::Period,
    };
    lens.line(&ask).unwrap().told(period)
}

/// What is known of a figure, in tenths, how many units said something of it, and how many lack something.
fn known(told: &Told) -> (i64, i64, i64) {
    let Some(sum) = told.sum() else { return (0, 0, 0) };
    let tenths = (sum.amount.low.unwrap() * Decimal::TEN).normalize();
    assert_eq!(tenths.scale(), 0);
    (i64::try_from(tenths.mantissa()).unwrap(), count(sum.reported), count(sum.lacking))
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap()
}

/// Sum, units that said something, units that said all, of some units and months.
async fn summed(
    sql: &AnyPool,
    code: &str,
    units: std::ops::Range<usize>,
    months: std::ops::Range<usize>,
) -> (i64, i64, i64) {
    let row = sqlx::query(
        "SELECT CAST(COALESCE(SUM(tenths), 0) AS BIGINT), COUNT(*), CAST(COALESCE(SUM(months = $5), 0) AS BIGINT) FROM \
         (SELECT SUM(tenths) tenths, COUNT(*) months FROM said WHERE code = $6 AND unit >= $1 AND unit < $2 \
         AND month >= $3 AND month < $4 GROUP BY unit) AS by_unit",
    )
    .bind(count(units.start))
    .bind(count(units.end))
    .bind(count(months.start))
    .bind(count(months.end))
    .bind(count(months.len()))
    .bind(code.to_owned())
    .fetch_one(sql)
    .await
    .unwrap();
    (row.get(0), row.get(1), row.get(2))
}

async fn compare(book: &Book, sql: &AnyPool) {
    let areas =
        (0..PROVINCES).map(|p| (UnitId::from(format!("t{p}").as_str()), p * COMMUNES..(p + 1) * COMMUNES));
    let country = [(UnitId::from("nuoc"), 0..PROVINCES * COMMUNES)];
    let communes = (0..PROVINCES * COMMUNES).map(|c| (commune(c), c..c + 1));
    let areas: Vec<_> = areas.chain(country).chain(communes).collect();
    let months = |kind, number: usize| match kind {
        PeriodKind::Month => number..number + 1,
        PeriodKind::Quarter => 3 * number..3 * number + 3,
        _ => 12 * number..12 * number + 12,
    };
    for (kind, many) in [(PeriodKind::Month, 24), (PeriodKind::Quarter, 8), (PeriodKind::Year, 2)] {
        for number in 0..many {
            let per_year = many / 2;
            let year = 2024 + i16::try_from(number / per_year).unwrap();
            let period = Period::new(year, kind, i8::try_from(number % per_year + 1).unwrap()).unwrap();
            for (area, units) in &areas {
                for code in ["SL", "DT"] {
                    let (sum, some, all) = summed(sql, code, units.clone(), months(kind, number)).await;
                    let told = told(book, code, area, period);
                    let lacking = if some == 0 { 0 } else { count(units.len()) - all };
                    assert_eq!(known(&told), (sum, some, lacking), "{code} {area} {period}");
                    assert_eq!(told.value().is_some(), some > 0 && lacking == 0, "{code} {area} {period}");
                }
                // A state is that of the last month.
                let last = months(kind, number).end - 1;
                let (sum, some, _) = summed(sql, "DS", units.clone(), last..last + 1).await;
                let told = told(book, "DS", area, period);
                if some == count(units.len()) {
                    assert_eq!(known(&told), (sum, some, 0), "DS {area} {period}");
                }
            }
        }
    }
    ranked(book, sql).await;
}

/// Communes by yield: both by the database and by what each is told.
async fn ranked(book: &Book, sql: &AnyPool) {
    let rows = sqlx::query(
        "SELECT unit, CAST(SUM(CASE WHEN code = 'SL' THEN tenths ELSE 0 END) AS BIGINT) AS part, \
         CAST(SUM(CASE WHEN code = 'DT' THEN tenths ELSE 0 END) AS BIGINT) AS whole FROM said \
         WHERE month < 12 AND code <> 'DS' GROUP BY unit HAVING COUNT(*) = 24 \
         ORDER BY 10000 * SUM(CASE WHEN code = 'SL' THEN tenths ELSE 0 END) / \
         SUM(CASE WHEN code = 'DT' THEN tenths ELSE 0 END) DESC, unit",
    )
    .fetch_all(sql)
    .await
    .unwrap();
    let wanted: Vec<(UnitId, Decimal)> = rows
        .iter()
        .map(|row| {
            let (part, whole) = (Decimal::from(row.get::<i64, _>(1)), Decimal::from(row.get::<i64, _>(2)));
            (
                commune(usize::try_from(row.get::<i64, _>(0)).unwrap()),
                engine::round(part / whole, 4).normalize(),
            )
        })
        .collect();
    let year = Period::new(2024, PeriodKind::Year, 1).unwrap();
    let all = (0..PROVINCES * COMMUNES).map(commune);
    let mut found: Vec<(UnitId, Decimal)> = all
        .filter_map(|unit| Some((unit.clone(), told(book, "NS", &unit, year).value()?.normalize())))
        .collect();
    let place = |unit: &UnitId| wanted.iter().position(|(known, _)| known == unit);
    found.sort_by(|a, b| (b.1, place(&a.0)).cmp(&(a.1, place(&b.0))));
    assert_eq!(found, wanted);
}

#[tokio::test]
async fn the_dense_layout_says_what_sql_says() {
    install_default_drivers();
    let sql = AnyPoolOptions::new().max_connections(1).connect("sqlite::memory:").await.unwrap();
    sqlx::query("CREATE TABLE said (code TEXT, province BIGINT, unit BIGINT, month BIGINT, tenths BIGINT)")
        .execute(&sql)
        .await
        .unwrap();
    let (mut book, mut chance) = (founded(), Chance(20_250_701));
    // All of the first year but a little, some of the second; then corrections and withdrawals.
    for code in CODES {
        for unit in 0..PROVINCES * COMMUNES {
            for month in 0..24 {
                let there = chance.below(if month < 12 { 150 } else { 4 }) > 0;
                let tenths = 1 + i64::try_from(chance.below(90_000)).unwrap();
                if there {
                    say(&mut book, &sql, code, unit, month, Some(tenths)).await;
                }
            }
        }
    }
    compare(&book, &sql).await;
    for _ in 0..3 {
        for _ in 0..60 {
            let (code, unit, month) = (chance.below(3), chance.below(PROVINCES * COMMUNES), chance.below(24));
            let tenths = (chance.below(3) > 0).then(|| 1 + i64::try_from(chance.below(90_000)).unwrap());
            say(&mut book, &sql, CODES[code], unit, month, tenths).await;
        }
        compare(&book, &sql).await;
    }
}
