//! A folder that the first version of the program wrote (`suite/ledger/first-version.db`) opens and means what it meant.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use app::view::{AccountFilter, ReadingView, ReviewInput};
#[allow(dead_code, reason = "nothing is killed here")]
#[path = "../../store/tests/common/postgres.rs"]
mod postgres;

use app::{App, Clock, Source, Store};
use model::{Account, Cut, Decision, Grant, ReviewChange, Role};
use std::path::Path;

/// Each proposal: what prints it, its unit of measure, what was decided.
fn told(view: &ReadingView) -> Vec<String> {
    let mut lines: Vec<String> = view
        .proposals
        .iter()
        .map(|p| {
            let decided = match &p.decision {
                Some(Decision::Confirmed { name, part_of, .. }) => {
                    format!("{name}{}", part_of.as_deref().map(|of| format!(" < {of}")).unwrap_or_default())
                }
                Some(Decision::Merged { into }) => format!("→ {into}"),
                Some(Decision::Skipped) => "là chữ".to_owned(),
                Some(Decision::Undone) | None => "-".to_owned(),
            };
            format!("{} | {} | {} | {decided}", p.id, p.printed, p.measure_unit)
        })
        .collect();
    lines.sort();
    lines
}

/// Every data file that an earlier version wrote opens, moves to PostgreSQL as it is, and comes to the same there.
#[tokio::test]
async fn data_of_every_earlier_version_moves_to_postgresql() {
    let engine = postgres::Postgres::start(false);
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/ledger");
    let mut moved = 0;
    for file in std::fs::read_dir(suite).unwrap().map(|file| file.unwrap().path()) {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("moves-{name}"));
        let _ = std::fs::remove_dir_all(&dir);
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::copy(&file, dir.join("solieu.db")).unwrap();
        let there = Store::open(&dir).await.unwrap();
        let here = Store::open(Source::parse(&engine.database(name))).await.unwrap();
        there.copy_to(&here, drop).await.unwrap();
        assert!(there.beside(&here).await.unwrap().iter().all(app::Proof::holds), "{name}");
        assert!(here.check().await.is_empty(), "{name}");
        assert_eq!(here.entries_after(Cut(0)).await.unwrap(), there.entries_after(Cut(0)).await.unwrap());
        moved += 1;
    }
    assert!(moved > 0);
}

#[tokio::test]
async fn a_folder_of_the_first_version_opens() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("first-version");
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/ledger/first-version.db");
    std::fs::copy(kept, dir.join("solieu.db")).unwrap();
    let problems = app::Store::open(&dir).await.unwrap().check().await;
    assert!(problems.is_empty(), "{problems:?}");

    let app = App::open(&dir, Clock::real(), Vec::new()).await.unwrap();
    // The accounts of that time had one role each.
    let administrator = Account::new("quantri", "don-vi", vec![Grant::everywhere(Role::Administrator)]);
    let accounts = app.accounts(&administrator, AccountFilter::default()).await.unwrap();
    let office = accounts.rows.into_iter().find(|a| a.name.as_str() == "tonghop").unwrap();
    let grants: Vec<Grant> = office.grants.into_iter().map(|g| g.grant).collect();
    assert_eq!(grants, [Grant::everywhere(Role::Compiler)]);
    let who = Account::new(&office.name, "don-vi", grants);
    let report = app.readings(&who).await.unwrap().remove(0);
    assert_eq!((report.file_name.as_str(), report.recognised), ("Báo cáo quý II-2023.txt", false));
    let view = app.reading(&who, &report.id).await.unwrap();
    let as_decided = [
        "f1 | 1.240,5 ha | ha | Tổng diện tích gieo trồng",
        "f2 | 640,5 ha | nghìn ha | Diện tích lúa hè thu < f1",
        "f3 | 600 ha | ha | -",
        "f4 | 4.120 tấn | tấn | -",
        "f5 | 12,5 % | % | → f1",
        "f6 | 18 mô hình | mô hình | Số mô hình sản xuất",
        "f7 | 18 mô hình | mô hình | -",
        "f8 | 95 lượt người | lượt người | là chữ",
    ];
    assert_eq!(told(&view), as_decided);
    assert_eq!(view.steps.len(), 7);
    let original = app.original(&who, &report.id).await.unwrap();
    assert!(original.1.starts_with("ỦY BAN NHÂN DÂN".as_bytes()));

    let change = ReviewChange::Decided { proposal: "f7".to_owned(), decision: Decision::Skipped };
    let step = ReviewInput { seen: view.seen, changes: vec![change] };
    app.review(&who, &report.id, step).await.unwrap();
    // A step of that time is taken back like any other.
    let confirmed = view.steps[1].cut;
    let view = app.switch_step(&who, &report.id, confirmed, true).await.unwrap();
    assert_eq!(told(&view)[1], "f2 | 640,5 ha | ha | -");
    assert_eq!(told(&view)[6], "f7 | 18 mô hình | mô hình | là chữ");
}
