//! The demo's living report goes out as a Word file, is edited, and comes back.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use app::view::{FigureAnswer, FigureTaken, ReturnedPreview, ReturnedWhat, TakeReturned};
use app::{App, FileKind, Trouble};
use common::{demo, edited, office, resaved};
use model::{Account, Grant, Period, RefusalCode, Role};

const PERIOD: &str = "2021-Q2";

fn period() -> Period {
    PERIOD.parse().unwrap()
}

async fn word(app: &App) -> Vec<u8> {
    app.preview(&office(), period(), FileKind::Docx).await.unwrap().bytes
}

async fn look(app: &App, file: &[u8]) -> ReturnedPreview {
    app.preview_returned(&office(), period(), file).await.unwrap()
}

fn code(trouble: Trouble) -> RefusalCode {
    match trouble {
        Trouble::Refused(refusal) => refusal.code,
        other => panic!("{other}"),
    }
}

/// All figures that the file carries still stand in it, and nothing else is said to have changed.
fn untouched(preview: &ReturnedPreview) {
    assert!(preview.figures > 50, "{}", preview.figures);
    assert_eq!(preview.figures_same, preview.figures);
    let told: Vec<_> = preview.changes.iter().map(|c| (c.what, &c.pieces)).collect();
    assert!(told.is_empty(), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_comes_back_and_what_was_done_to_it_is_told() {
    let app = demo("returned-edited").await;
    let file = word(&app).await;
    untouched(&look(&app, &file).await);
    if let Some(again) = resaved(&file, "returned-resaved") {
        untouched(&look(&app, &again).await);
    }
    // A word in prose and a figure's digits are typed over.
    let living = app.living(&office(), period()).await.unwrap();
    let text = serde_json::to_value(&living).unwrap();
    let (passage, figure, digits) = numbered(&text);
    let tag = format!("<w:tag w:val=\"{figure}\"/>");
    let changed = edited(&file, |xml| {
        let (before, after) = xml.split_once(&tag).expect("the figure carries its tag");
        let after = after.replacen(&format!(">{digits}<"), ">987.654<", 1);
        format!("{before}{tag}{after}")
    });
    let preview = look(&app, &changed).await;
    let [change] = preview.changes.as_slice() else { panic!("{:?}", preview.changes) };
    assert_eq!((change.what, change.id.as_str()), (ReturnedWhat::Edited, passage.as_str()));
    let [typed] = change.figures.as_slice() else { panic!("{change:?}") };
    assert_eq!((typed.was.as_str(), typed.typed.as_str()), (digits.as_str(), "987.654"));
    assert_eq!(preview.figures_same + 1, preview.figures);
    // Never silently taken.
    let take = |figures| TakeReturned { changes: vec![change.id.clone()], figures };
    let silent = app.take_returned(&office(), period(), &changed, take(Vec::new())).await.unwrap_err();
    assert_eq!(code(silent), RefusalCode::FiguresUnanswered);
    let answer = |taken, reason: Option<&str>| FigureAnswer {
        passage: change.id.clone(),
        figure: typed.figure.clone(),
        take: taken,
        reason: reason.map(str::to_owned),
    };
    let bare = take(vec![answer(FigureTaken::Text, None)]);
    let refused = app.take_returned(&office(), period(), &changed, bare).await.unwrap_err();
    assert_eq!(code(refused), RefusalCode::BadInput);
    let asked = take(vec![answer(FigureTaken::Propose, None)]);
    app.take_returned(&office(), period(), &changed, asked).await.unwrap();
    // The bound number stands; the unit is asked.
    untouched(&look(&app, &word(&app).await).await);
    let kept = take(vec![answer(FigureTaken::Text, Some("chờ đơn vị"))]);
    app.take_returned(&office(), period(), &changed, kept).await.unwrap();
    let now = serde_json::to_string(&app.living(&office(), period()).await.unwrap()).unwrap();
    assert!(now.contains("987.654"));
}

/// A figure in a paragraph of prose with a number of at least three digits: paragraph, figure, number.
fn numbered(living: &serde_json::Value) -> (String, String, String) {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let passages = living["passages"].as_array().unwrap();
    let found = passages.iter().filter(|p| p["kind"] != "note").find_map(|p| {
        let inlines = p["inlines"].as_array()?;
        let figure = inlines.iter().find(|i| i["type"] == "figure" && text(&i["text"]).len() > 3)?;
        Some((text(&p["id"]), text(&figure["figure"]["id"]), text(&figure["text"])))
    });
    found.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn words_written_here_and_there_are_both_kept() {
    let app = demo("returned-merged").await;
    let file = word(&app).await;
    let living = serde_json::to_value(app.living(&office(), period()).await.unwrap()).unwrap();
    let body = |p: &&serde_json::Value| p["kind"] == "body" && p["inlines"][0]["type"] == "text";
    let passage = living["passages"].as_array().unwrap().iter().find(body).unwrap().clone();
    let first = passage["inlines"][0]["text"].as_str().unwrap().trim_end().to_owned();
    let words: Vec<&str> = first.split_whitespace().collect();
    let changed =
        edited(&file, |xml| xml.replacen(&format!(">{}", words[0]), &format!(">Thực tế {}", words[0]), 1));
    let preview = look(&app, &changed).await;
    assert_eq!(preview.changes.len(), 1, "{:?}", preview.changes);
    let chosen = TakeReturned { changes: vec![preview.changes[0].id.clone()], figures: Vec::new() };
    let answer = app.take_returned(&office(), period(), &changed, chosen.clone()).await.unwrap();
    assert!(answer.held.is_empty() && answer.refused.is_empty());
    let now = serde_json::to_string(&app.living(&office(), period()).await.unwrap()).unwrap();
    assert!(now.contains("Thực tế "));
    // The same file again says that the paragraph was written in since, and taking it twice changes nothing.
    let again = look(&app, &changed).await;
    assert!(again.newer);
    app.take_returned(&office(), period(), &changed, chosen).await.unwrap();
    let twice = serde_json::to_string(&app.living(&office(), period()).await.unwrap()).unwrap();
    assert_eq!(twice.matches("Thực tế ").count(), now.matches("Thực tế ").count());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_this_reports_file_is_refused() {
    let app = demo("returned-refused").await;
    let file = word(&app).await;
    let refused = async |file: &[u8], period: &str| {
        let period = period.parse().unwrap();
        code(app.preview_returned(&office(), period, file).await.unwrap_err())
    };
    assert_eq!(refused(b"PK", PERIOD).await, RefusalCode::NotWordFile);
    assert_eq!(refused(&file, "2021-Q1").await, RefusalCode::OtherPeriodReport);
    let stranger = Account::new("xanamkha", "xa-nam-kha", vec![Grant::of(Role::Entry, "xa-nam-kha")]);
    let closed = app.preview_returned(&stranger, period(), &file).await.unwrap_err();
    assert_eq!(code(closed), RefusalCode::NotAllowed);
}
