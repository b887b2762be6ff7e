//! A made-up country for measuring what analysts wait for.
//!
//! `analysts make PLACE` fills an empty place: 34 provinces with 3,321 communes, 200 indicators, ten years of months actual
//! and estimated, a year's plan each, a fifth missing; always the same. The one account signs in with the session whose
//! secret is 64 zeros. `analysts fresh PLACE` opens it, and measures how long a new figure takes until every question
//! knows of it.

use anyhow::{Context, Result};
use app::view::{AskPivot, AskProfile, SayHistory};
use app::{App, Append, Clock, Given, Source, Store};
use engine::history::lots as lots_of;
use model::*;
use sha2::{Digest, Sha256};
use std::time::Instant;

const PROVINCES: usize = 34;
const COMMUNES: usize = 3321;
const INDICATORS: usize = 200;
const FIRST: i16 = 2016;
const YEARS: usize = 10;
/// Indicators of one file.
const AT_ONCE: usize = 25;
const AT: &str = "2026-01-05T08:00:00Z";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match arguments.as_slice() {
        ["make", place] => runtime.block_on(make(place)),
        ["fresh", place] => runtime.block_on(fresh(place)),
        _ => anyhow::bail!("analysts make PLACE | analysts fresh PLACE"),
    }
}

fn account() -> Account {
    let grants = [Role::Compiler, Role::Administrator].map(Grant::everywhere).to_vec();
    Account::new("phantich", "nuoc", grants)
}

/// The same numbers at every run.
struct Chance(u64);

impl Chance {
    /// From zero to below one.
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        #[allow(clippy::cast_precision_loss, reason = "53 bits are held exactly")]
        let share = (self.0 >> 11) as f64 / (1_u64 << 53) as f64;
        share
    }

    /// About normal, of mean zero and deviation one.
    fn normal(&mut self) -> f64 {
        (0..6).map(|_| self.share()).sum::<f64>() * 2.0_f64.sqrt() - 3.0 * 2.0_f64.sqrt()
    }
}

fn province(commune: usize) -> usize {
    (0..PROVINCES).find(|p| commune < COMMUNES * (p + 1) / PROVINCES).unwrap_or(PROVINCES - 1)
}

fn commune(number: usize) -> UnitId {
    UnitId::from(format!("t{:02}-x{number:04}", province(number)))
}

fn unit(id: &str, name: String, kind: UnitKind, parent: Option<&str>) -> Unit {
    let placements = vec![Placement { parent: parent.map(UnitId::from), from: None, to: None }];
    Unit { placements, ..Unit::of(id, name, kind) }
}

fn founding() -> Act {
    let place = Place { notation: "BC".to_owned(), ..Place::of("nuoc") };
    let mut units = vec![unit("nuoc", "cả nước".to_owned(), UnitKind::Province, None)];
    for p in 0..PROVINCES {
        units.push(unit(&format!("t{p:02}"), format!("tỉnh {p:02}"), UnitKind::Province, Some("nuoc")));
    }
    for c in 0..COMMUNES {
        let id = commune(c);
        let above = format!("t{:02}", province(c));
        units.push(unit(id.as_str(), format!("xã {c:04}"), UnitKind::Commune, Some(&above)));
    }
    Act::PlaceFounded { place, units, successions: Vec::new() }
}

fn indicator(code: String, formula: Option<&str>) -> Act {
    let ratio = formula.is_some();
    let indicator = Indicator {
        name: format!("Chỉ tiêu {code}"),
        code: code.into(),
        measure_unit: if ratio { "%" } else { "tấn" }.to_owned(),
        counted: false,
        decimals: 2,
        timing: if ratio { Timing::Ratio } else { Timing::Flow },
        collector: Collector::Communes,
        owner: "nuoc".into(),
        planned: !ratio,
        part_of: None,
        formula: formula.map(str::to_owned),
        source: String::new(),
        group: String::new(),
        restricted: false,
        joining: Joining::default(),
        less_is_better: false,
    };
    Act::IndicatorSet { indicator }
}

/// The numbers of one indicator: actual and estimated by months, the plan by years.
fn numbers(code: &str, chance: &mut Chance) -> Vec<Observation> {
    let mut all = Vec::new();
    let mut put =
        |measure, unit: &UnitId, kind, (year, number): (usize, usize), value: f64, chance: &mut Chance| {
            let period = i16::try_from(year).ok().zip(i8::try_from(number + 1).ok());
            let period = period.and_then(|(year, number)| Period::new(FIRST + year, kind, number));
            #[allow(clippy::cast_possible_truncation, reason = "made to fit")]
            let cents = (value * 100.0).round().min(2.0e9) as i64;
            if let Some(period) = period.filter(|_| chance.share() >= 0.2) {
                let key = CellKey { indicator: code.into(), unit: unit.clone(), period, measure };
                let stated = Some(Stated::Number(Number::new(Decimal::new(cents, 2))));
                all.push(Observation { key, stated, approx: None, as_of: None, note: None });
            }
        };
    for unit in (0..COMMUNES).map(commune) {
        let level = (7.0 + 1.2 * chance.normal()).exp();
        for at in (0..YEARS).flat_map(|year| (0..12).map(move |month| (year, month))) {
            #[allow(clippy::cast_precision_loss, reason = "small")]
            let (year, season) = (at.0 as f64, (at.1 as f64 / 2.0).sin());
            let expected = level * (1.0 + 0.04 * year) * (1.0 + 0.1 * season);
            let (actual, estimate) =
                (expected * (0.15 * chance.normal()).exp(), expected * (0.05 * chance.normal()).exp());
            put(Measure::Actual, &unit, PeriodKind::Month, at, actual, chance);
            put(Measure::Estimate, &unit, PeriodKind::Month, at, estimate, chance);
            if at.1 == 0 {
                put(Measure::Plan, &unit, PeriodKind::Year, at, 12.6 * expected, chance);
            }
        }
    }
    all
}

async fn make(place: &str) -> Result<()> {
    let store = Store::open(Source::parse(place)).await?;
    let by = AccountName::from("phantich");
    let mut acts = vec![founding(), Act::AccountSet { account: account() }];
    acts.extend((0..INDICATORS).map(|i| indicator(format!("I{i:03}"), None)));
    acts.push(indicator("R".to_owned(), Some("100 * I000 / I001")));
    let Append::Done(entries) = store.append(Cut::default(), AT, &by, acts).await? else {
        anyhow::bail!("the place is not empty")
    };
    let mut head = entries.last().map_or(Cut::default(), |entry| entry.cut);
    let file = store.put_blob(b"made up").await?;
    let (mut chance, mut many, mut bytes) = (Chance(20_250_701), 0, 0);
    for some in (0..INDICATORS).collect::<Vec<_>>().chunks(AT_ONCE) {
        let mut lots: Vec<Lot> = Vec::new();
        for i in some {
            for lot in lots_of(numbers(&format!("I{i:03}"), &mut chance)) {
                many += lot.known();
                bytes += lot.series.iter().map(|said| said.packed.bytes.len()).sum::<usize>();
                match lots.last_mut().filter(|last| last.units == lot.units) {
                    Some(last) => last.series.extend(lot.series),
                    None => lots.push(lot),
                }
            }
        }
        let what = HistoryAct::Taken {
            file: FromFile { file: file.clone(), name: "niên giám".to_owned(), rows: Vec::new() },
            window: WindowRule::Statistical,
            indicators: Vec::new(),
            values: Vec::new(),
            lots,
        };
        match store.append(head, AT, &by, vec![Act::History { what }]).await? {
            Append::Done(entries) => head = entries.last().map_or(head, |entry| entry.cut),
            Append::Behind => anyhow::bail!("somebody else writes"),
        }
    }
    let hash: String = Sha256::digest("0".repeat(64)).iter().map(|b| format!("{b:02x}")).collect();
    let now = jiff::Timestamp::now().as_second();
    store
        .put_session(&app::Session {
            token_hash: hash,
            account: by,
            device: String::new(),
            address: "127.0.0.1".to_owned(),
            begun_at: now,
            seen_at: now,
            expires_at: 1 << 40,
        })
        .await?;
    println!("{many} {bytes}");
    store.close().await;
    Ok(())
}

fn table(
    indicators: std::ops::Range<usize>,
    units: Vec<UnitId>,
    periods: &[&str],
    measures: &[Measure],
) -> AskPivot {
    let pivot = Pivot {
        indicators: indicators.map(|i| Code::from(format!("I{i:03}"))).collect(),
        measures: measures.to_vec(),
        units: PivotUnits::Listed { units },
        periods: PivotPeriods::Listed { periods: periods.iter().filter_map(|p| p.parse().ok()).collect() },
        rows: vec![Dimension::Indicator, Dimension::Unit],
        columns: vec![Dimension::Measure, Dimension::Period],
        total: false,
        boundaries: PivotBoundaries::Then,
    };
    AskPivot { pivot, share: None, as_of: None }
}

async fn fresh(place: &str) -> Result<()> {
    let begun = Instant::now();
    let app = App::open(Source::parse(place), Clock::real(), Vec::new()).await?;
    let opened = begun.elapsed();
    let who = account();
    let provinces: Vec<UnitId> = (0..PROVINCES).map(|p| UnitId::from(format!("t{p:02}"))).collect();
    let (mut kept, mut asked) = (Vec::new(), Vec::new());
    for turn in 0..20 {
        let unit = commune(turn * 97 % COMMUNES);
        let own = vec![UnitId::from(format!("t{:02}", province(turn * 97 % COMMUNES)))];
        let csv = format!(
            "Đơn vị;Kỳ;Chỉ tiêu;Giá trị\n{};Tháng 12 năm 2025;I000;{}\n",
            name(turn * 97 % COMMUNES),
            1000 + turn
        );
        let begun = Instant::now();
        let file = Given { name: "moi.csv".to_owned(), bytes: csv.into_bytes() };
        let says = SayHistory {
            statistical: true,
            replace: std::collections::BTreeSet::from([0]),
            ..SayHistory::default()
        };
        app.take_history(&who, file, says).await?;
        kept.push(begun.elapsed());
        let begun = Instant::now();
        let quarter =
            app.pivot(&who, table(0..50, own, &["2025-Q4"], &[Measure::Actual, Measure::PctOfPlan])).await?;
        let year = app.pivot(&who, table(0..20, provinces.clone(), &["2025"], &[Measure::Actual])).await?;
        let profile = app
            .profile(
                &who,
                &unit,
                &AskProfile { period: Some("2025-M12".to_owned()), ..AskProfile::default() },
            )
            .await?;
        asked.push(begun.elapsed());
        let row = profile.rows.iter().find(|row| row.code.as_str() == "I000").context("no such row")?;
        anyhow::ensure!(
            row.point.value.as_deref() == Some((1000 + turn).to_string().as_str()),
            "not there: {:?}",
            row.point.value
        );
        anyhow::ensure!(quarter.rows.len() == 50 && year.rows.len() == 680, "too few rows");
    }
    kept.sort();
    asked.sort();
    println!(
        "opened {opened:.1?}; a figure is kept in {:.1?}; then a table of a quarter, one of the country and a profile in {:.1?}",
        kept[10], asked[10]
    );
    Ok(())
}

fn name(commune: usize) -> String {
    format!("xã {commune:04}")
}
