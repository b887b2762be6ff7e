//! The demo's living report goes out as a Word file, is edited, and comes back.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use app::view::{FigureAnswer, FigureTaken, ReturnedPreview, ReturnedWhat, TakeReturned};
use app::{App, Clock, FileKind, Trouble};
use model::{Account, Grant, Period, RefusalCode, Role};
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

const PERIOD: &str = "2021-Q2";

fn period() -> Period {
    PERIOD.parse().unwrap()
}

fn office() -> Account {
    Account::new("tonghop", "nam-son", vec![Grant { restricted: true, ..Grant::everywhere(Role::Compiler) }])
}

async fn demo(name: &str) -> App {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("returned-{name}"));
    std::fs::remove_dir_all(&dir).ok();
    std::fs::create_dir_all(&dir).unwrap();
    let app = App::open(dir.as_path(), Clock::real(), Vec::new()).await.unwrap();
    app.demo().await.unwrap();
    app
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

/// The file with its body changed.
fn edited(file: &[u8], edit: impl Fn(&str) -> String) -> Vec<u8> {
    let mut source = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut target = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..source.len() {
        let mut part = source.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            bytes = edit(std::str::from_utf8(&bytes).unwrap()).into_bytes();
        }
        target.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        target.write_all(&bytes).unwrap();
    }
    target.finish().unwrap().into_inner()
}

/// Opens a file in LibreOffice and saves it; none where it is not installed.
fn resaved(file: &[u8]) -> Option<Vec<u8>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("returned-resaved");
    let out = folder.join("out");
    std::fs::create_dir_all(&out).unwrap();
    std::fs::write(folder.join("report.docx"), file).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let arguments = [&profile, "--headless", "--convert-to", "docx", "--outdir", out.to_str().unwrap()];
    if let Err(error) = Command::new("soffice").args(arguments).arg(folder.join("report.docx")).output() {
        eprintln!("skipped: soffice cannot run here ({error})");
        return None;
    }
    Some(std::fs::read(out.join("report.docx")).unwrap())
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
    let app = demo("edited").await;
    let file = word(&app).await;
    untouched(&look(&app, &file).await);
    if let Some(again) = resaved(&file) {
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
    let app = demo("merged").await;
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
    let app = demo("refused").await;
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
