//! Charts in the demo's living report: drawn, printed, carried through Word, kept from those who may not see.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use app::view::{LivingPassage, ProseEdit, WriteProse};
use app::{App, FileKind};
use common::{demo, edited, resaved};
use model::{
    Account, Beside, Chart, Code, Grant, Inline, Measure, PassageId, PassageKind, Period, ProseContent, Role,
};

fn period() -> Period {
    "2021-Q2".parse().unwrap()
}

fn office(restricted: bool) -> Account {
    Account::new("tonghop", "nam-son", vec![Grant { restricted, ..Grant::everywhere(Role::Compiler) }])
}

/// An indicator of the demo that communes state, one that is restricted.
async fn codes(app: &App) -> (Code, Code) {
    let mut all = Vec::new();
    for number in 1.. {
        let page = app.indicators(&office(true), None, Some(number)).await.unwrap();
        if page.rows.is_empty() {
            break;
        }
        all.extend(page.rows.into_iter().map(|row| row.indicator));
    }
    let communes = |i: &&model::Indicator| matches!(i.collector, model::Collector::Communes);
    let open = all.iter().filter(communes).find(|i| !i.restricted).unwrap();
    let closed = all.iter().find(|i| i.restricted).unwrap();
    (open.code.clone(), closed.code.clone())
}

fn content(chart: Chart, caption: &str) -> ProseContent {
    ProseContent {
        chart: Some(chart),
        ..ProseContent::prose(PassageKind::Chart, vec![Inline::text(caption)])
    }
}

/// Puts charts behind the title.
async fn put(app: &App, charts: &[(&str, Chart)]) {
    let living = app.living(&office(true), period()).await.unwrap();
    let title = living.passages.iter().find(|p| p.kind == PassageKind::Body).unwrap();
    let edits = charts.iter().map(|(id, chart)| ProseEdit::Write {
        id: PassageId::from(*id),
        base: None,
        now: content(chart.clone(), &format!("Hình {id}")),
        after: Some(title.id.clone()),
    });
    let answer = app
        .write_prose(&office(true), period(), WriteProse { save: None, edits: edits.collect() })
        .await
        .unwrap();
    assert!(answer.refused.is_empty(), "{:?}", answer.refused);
}

fn of<'a>(passages: &'a [LivingPassage], id: &str) -> &'a LivingPassage {
    passages.iter().find(|p| p.id.as_str() == id).unwrap()
}

fn every_kind(code: &Code) -> Vec<(&'static str, Chart)> {
    let indicator = code.clone();
    vec![
        (
            "cot",
            Chart::Columns {
                indicators: vec![indicator.clone()],
                beside: vec![Beside::Plan, Beside::PeriodBefore],
            },
        ),
        ("duong", Chart::Lines { indicator: indicator.clone(), periods: 4 }),
        ("thanh", Chart::Bars { indicator: indicator.clone(), measure: Measure::Actual }),
        ("ban-do", Chart::Map { indicator, measure: Measure::Actual }),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_is_drawn_and_comes_back_from_word_untouched() {
    let app = demo("charts-kinds").await;
    let (code, _) = codes(&app).await;
    put(&app, &every_kind(&code)).await;
    let living = app.living(&office(true), period()).await.unwrap();
    for (id, chart) in every_kind(&code) {
        let drawn = of(&living.passages, id).chart.as_ref().unwrap();
        assert_eq!(drawn.chart, chart);
        assert!(drawn.svg.contains("Nguồn: số liệu báo cáo quý II năm 2021."), "{id}");
    }
    // The late commune is a gap and is named, in bars and on the map.
    for id in ["thanh", "ban-do"] {
        let drawn = of(&living.passages, id).chart.as_ref().unwrap();
        assert!(drawn.alt.contains("xã Phiêng Lằn chưa có số liệu"), "{}", drawn.alt);
        assert!(drawn.svg.contains("Chưa có số liệu: "), "{id}");
        assert!(living.notices.iter().any(|n| n.passage.as_str() == id && n.says.contains("Phiêng Lằn")));
    }
    let file = app.preview(&office(true), period(), FileKind::Docx).await.unwrap().bytes;
    untouched(&app, &file).await;
    if let Some(again) = resaved(&file, "charts-resaved") {
        untouched(&app, &again).await;
    }
    // Another caption is a change of the passage, which still shows the same.
    let renamed = edited(&file, |xml| xml.replace("Hình thanh", "Hình so sánh"));
    let preview = app.preview_returned(&office(true), period(), &renamed).await.unwrap();
    let [change] = preview.changes.as_slice() else { panic!("{:?}", preview.changes) };
    assert_eq!(change.id.as_str(), "thanh");
}

async fn untouched(app: &App, file: &[u8]) {
    let preview = app.preview_returned(&office(true), period(), file).await.unwrap();
    let told: Vec<_> = preview.changes.iter().map(|c| (&c.id, c.what, &c.pieces)).collect();
    assert!(told.is_empty(), "{told:?}");
    assert_eq!(preview.figures_same, preview.figures);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restricted_indicator_reaches_no_eyes_through_a_chart() {
    let app = demo("charts-restricted").await;
    let (_, closed) = codes(&app).await;
    let chart = Chart::Columns { indicators: vec![closed], beside: Vec::new() };
    assert!(app.try_chart(&office(false), period(), chart.clone()).await.is_err());
    put(&app, &[("kin", chart)]).await;
    let seen = app.living(&office(true), period()).await.unwrap();
    assert!(of(&seen.passages, "kin").chart.is_some());
    let unseen = app.living(&office(false), period()).await.unwrap();
    assert!(of(&unseen.passages, "kin").chart.is_none());
    assert!(app.preview(&office(false), period(), FileKind::Docx).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_drawn_is_refused_with_a_reason() {
    let app = demo("charts-refused").await;
    let (code, _) = codes(&app).await;
    for chart in [
        Chart::Columns { indicators: Vec::new(), beside: Vec::new() },
        Chart::Columns { indicators: vec![code.clone(), code.clone()], beside: Vec::new() },
        Chart::Lines { indicator: code.clone(), periods: 1 },
        Chart::Map { indicator: code.clone(), measure: Measure::ChangePct },
        Chart::Bars { indicator: Code::from("KHONG.CO"), measure: Measure::Actual },
    ] {
        assert!(app.try_chart(&office(true), period(), chart.clone()).await.is_err(), "{chart:?}");
    }
}
