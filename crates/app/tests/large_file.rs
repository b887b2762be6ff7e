//! A file too large to be said figure by figure: what is told of it is the same once the ledger is read again, and nothing
//! of it once it is taken back.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used)]

mod common;

use app::view::{AskProfile, AskSeries, SayHistory, UnitView};
use app::{App, Clock, Given, ProgressAsk};
use common::{demo, folder_of, office};
use model::{Code, UnitId, UnitKind};
use serde_json::{Value, to_value};
use std::fmt::Write;

const RICE: &str = "Diện tích lúa Đông Xuân";

/// Forty years of months of every commune, and the plan of each year.
fn file(communes: &[UnitView]) -> Vec<u8> {
    let mut csv = "Đơn vị;Kỳ;Chỉ tiêu;Loại số;Giá trị\n".to_owned();
    for (at, commune) in communes.iter().enumerate() {
        for year in 1975..2015 {
            writeln!(csv, "{};Năm {year};{RICE};Kế hoạch;{}", commune.unit.name, 500 + year % 10 + at)
                .unwrap();
            for month in 1..=12 {
                let said = (year * 7 + month * 13 + at) % 100;
                writeln!(csv, "{};Tháng {month}/{year};{RICE};Thực hiện;{said}", commune.unit.name).unwrap();
            }
        }
    }
    csv.into_bytes()
}

/// What the pages tell of it: the periods with plans, how those of a commune and of all stand, a series, a profile.
async fn told(app: &App, rice: &Code, unit: &UnitId) -> Vec<Value> {
    let who = office();
    let of_unit = ProgressAsk { period: "2010", at: Some("2010-M06"), unit: Some(unit), indicator: None };
    let of_all = ProgressAsk { unit: None, indicator: Some(rice), ..of_unit };
    let series = AskSeries { area: Some(unit.to_string()), ..AskSeries::default() };
    let profile = AskProfile { period: Some("2010-M06".to_owned()), ..AskProfile::default() };
    vec![
        to_value(app.plans(&who, None).await.unwrap().periods).unwrap(),
        to_value(app.plan_progress(&who, of_unit).await.unwrap()).unwrap(),
        to_value(app.plan_progress(&who, of_all).await.unwrap()).unwrap(),
        to_value(app.series(&who, rice, &series).await.unwrap()).unwrap(),
        to_value(app.profile(&who, unit, &profile).await.unwrap()).unwrap(),
    ]
}

#[tokio::test]
async fn what_a_large_file_says_is_told_alike_once_the_ledger_is_read_again() {
    let (name, who) = ("large-file", office());
    let app = demo(name).await;
    let rice = app.indicators(&who, Some(RICE), None).await.unwrap().rows.remove(0).indicator.code;
    let mut communes = app.units(&who, false).await.unwrap();
    communes.retain(|commune| commune.unit.kind == UnitKind::Commune);
    let unit = communes[0].unit.id.clone();
    let before = told(&app, &rice, &unit).await;
    let given = Given { name: "niên giám.csv".to_owned(), bytes: file(&communes) };
    let taken = app.take_history(&who, given, SayHistory::default()).await.unwrap();
    assert!(taken.figures > 5_000, "{}", taken.figures);
    let after = told(&app, &rice, &unit).await;
    let has_plans = |told: &[Value]| told[0].as_array().unwrap().contains(&"2010".into());
    assert!(has_plans(&after) && !has_plans(&before));
    let (one, all) = (&after[1]["rows"][0], after[2]["rows"].as_array().unwrap());
    assert_eq!((&one["target"], &one["reached"]), (&"500".into(), &all[0]["reached"]));
    assert_eq!(all.len(), communes.len());
    drop(app);
    let app = App::open(folder_of(name).as_path(), Clock::real(), Vec::new()).await.unwrap();
    assert_eq!(told(&app, &rice, &unit).await, after);
    app.take_history_back(&who, taken.cut).await.unwrap();
    assert_eq!(told(&app, &rice, &unit).await, before);
}
