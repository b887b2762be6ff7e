//! The demo's living report goes out as a Word file, is edited, and comes back.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use app::view::{
    FigureAnswer, FigureTaken, ProseEdit, ReturnedPreview, ReturnedWhat, TakeReturned, WriteProse,
};
use app::{App, FileKind, Trouble};
use common::{demo, edited, office, resaved};
use model::{
    Account, Grant, Inline, PassageCell, PassageKind, Period, ProseContent, RefusalCode, Role, Table,
};

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

/// A table of two rows under the last paragraph of prose.
fn table() -> ProseContent {
    let cell = |text: &str| PassageCell { inlines: vec![Inline::text(text)], columns: 1, right: false };
    let row = |texts: [&str; 2]| texts.map(cell).to_vec();
    let rows = vec![row(["Nội dung", "Kết quả"]), row(["Đường bản", "xong phần móng"])];
    let inlines = vec![Inline::text("Tiến độ công trình")];
    let table = Some(Table { heads: 1, rows });
    ProseContent { table, ..ProseContent::prose(PassageKind::Table, inlines) }
}

/// The paragraph of the file's body that holds some words.
fn paragraph<'x>(xml: &'x str, words: &str) -> &'x str {
    let at = xml.find(&format!(">{words}<")).unwrap();
    let start = xml[..at].rfind("<w:p>").unwrap();
    let end = at + xml[at..].find("</w:p>").unwrap() + "</w:p>".len();
    &xml[start..end]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_moved_written_taken_out_and_reshaped_is_told_apart() {
    let app = demo("returned-moved").await;
    let living = serde_json::to_value(app.living(&office(), period()).await.unwrap()).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let passages = living["passages"].as_array().unwrap();
    let prose = passages.iter().filter(|p| p["kind"] == "body" && text(&p["inlines"][0]["text"]).len() > 40);
    let named: Vec<_> = prose.map(|p| (text(&p["id"]), text(&p["inlines"][0]["text"]))).collect();
    let [(first, opening), (gone, lost), (moved, carried), (anchor, last), ..] = named.as_slice() else {
        panic!("{named:?}")
    };
    let new = |after: &str, now| WriteProse {
        save: None,
        edits: vec![ProseEdit::Write { id: "bang".into(), base: None, now, after: Some(after.into()) }],
    };
    app.write_prose(&office(), period(), new(anchor, table())).await.unwrap();
    let file = word(&app).await;
    untouched(&look(&app, &file).await);
    let changed = edited(&file, |xml| {
        let [first, gone, moved, anchor] =
            [opening, lost, carried, last].map(|words| paragraph(xml, words).to_owned());
        let written = "<w:p><w:r><w:t>Huyện đã họp ban chỉ đạo.</w:t></w:r></w:p>";
        let row = xml[..xml.find("xong phần móng").unwrap()].rfind("<w:tr>").unwrap();
        let row_end = row + xml[row..].find("</w:tr>").unwrap() + "</w:tr>".len();
        let row = &xml[row..row_end];
        xml.replacen(row, &format!("{row}{}", row.replace("xong phần móng", "chưa làm")), 1)
            .replacen(&gone, "", 1)
            .replacen(&moved, "", 1)
            .replacen(&first, &format!("{first}{written}"), 1)
            .replacen(&anchor, &format!("{anchor}{moved}"), 1)
    });
    let preview = look(&app, &changed).await;
    let told: Vec<_> = preview.changes.iter().map(|c| (c.what, c.id.as_str())).collect();
    let [
        (ReturnedWhat::Added, added),
        (ReturnedWhat::Moved, one),
        (ReturnedWhat::Reshaped, "bang"),
        rest @ ..,
    ] = told.as_slice()
    else {
        panic!("{told:?}")
    };
    // The paragraph takes its footnote along; the marks of all others count anew, which changes none of them.
    assert!(rest.iter().all(|(what, _)| *what == ReturnedWhat::Gone), "{told:?}");
    assert!(
        matches!(rest, [(_, missing), (_, note)] if missing == gone && note.starts_with('n')),
        "{told:?}"
    );
    // Of two neighbours that changed places either may be called the moved one.
    assert!([moved.as_str(), anchor.as_str()].contains(one), "{told:?}");
    let chosen = TakeReturned {
        changes: preview.changes.iter().map(|change| change.id.clone()).collect(),
        figures: Vec::new(),
    };
    let answer = app.take_returned(&office(), period(), &changed, chosen).await.unwrap();
    assert!(answer.held.is_empty() && answer.refused.is_empty());
    let order: Vec<&str> = answer.order.iter().map(|id| id.as_str()).collect();
    let place = |id: &str| order.iter().position(|known| *known == id);
    assert_eq!(place(gone), None);
    assert_eq!(place(added), place(first).map(|at| at + 1));
    assert!(place(anchor) < place(moved) && place(moved) < place("bang"));
    // What was taken is not told again; the table is left to be changed by hand.
    let again = look(&app, &changed).await;
    assert!(again.changes.iter().all(|change| change.what != ReturnedWhat::Added));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_another_place_is_refused() {
    let (here, there) = (demo("returned-here").await, demo("returned-there").await);
    let living = serde_json::to_value(there.living(&office(), period()).await.unwrap()).unwrap();
    let (passage, _, _) = numbered(&living);
    let passages = there.living(&office(), period()).await.unwrap().passages;
    let bare = passages.iter().find(|p| p.id.as_str() == passage).unwrap();
    let base = serde_json::from_value(serde_json::to_value(bare).unwrap()).unwrap();
    let edits = vec![ProseEdit::Remove { id: bare.id.clone(), base }];
    let answer = there.write_prose(&office(), period(), WriteProse { save: None, edits }).await.unwrap();
    assert!(answer.refused.is_empty());
    let file = word(&there).await;
    let refused = here.preview_returned(&office(), period(), &file).await.unwrap_err();
    assert_eq!(code(refused), RefusalCode::OtherPlaceReport);
}
