//! What every store keeps, whichever engine is below. Each case is a function over an empty [`Store`].

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
mod people;

use common::{folder, moved};
use model::{AccountName, BlobId, Cut};
use people::{
    a_code_serves_once, attempts_are_counted_by_name_and_address, links_serve_once_and_the_newest_alone,
    passwords_are_replaced, sessions_end,
};
use store::{Append, Store};

const AT: &str = "2021-04-15T08:00:00Z";

async fn positions_follow_without_gaps(store: Store) {
    let by = AccountName::from("lan");
    assert_eq!(store.head().await.unwrap(), Cut(0));
    let Append::Done(first) = store.append(Cut(0), AT, &by, vec![moved(1), moved(2)]).await.unwrap() else {
        panic!("the ledger was empty");
    };
    assert_eq!(first.iter().map(|e| e.cut.0).collect::<Vec<_>>(), [1, 2]);
    let Append::Done(second) = store.append(Cut(2), AT, &by, vec![moved(3)]).await.unwrap() else {
        panic!("the head was 2");
    };
    assert_eq!(store.head().await.unwrap(), Cut(3));
    let all = store.entries_after(Cut(0)).await.unwrap();
    assert_eq!(all, [first, second].concat());
    assert_eq!(store.entries_after(Cut(2)).await.unwrap(), all[2..]);
    assert_eq!(store.entries_after(Cut(3)).await.unwrap(), []);
    assert_eq!((all[2].at.as_str(), &all[2].by), (AT, &by));
}

async fn a_writer_behind_is_told_and_writes_nothing(store: Store) {
    let by = AccountName::from("lan");
    store.append(Cut(0), AT, &by, vec![moved(1)]).await.unwrap();
    for wrong in [0, 2, 99] {
        assert_eq!(store.append(Cut(wrong), AT, &by, vec![moved(2)]).await.unwrap(), Append::Behind);
    }
    assert_eq!(store.append(Cut(1), AT, &by, vec![]).await.unwrap(), Append::Done(vec![]));
    assert_eq!(store.entries_after(Cut(0)).await.unwrap().len(), 1);
    assert_eq!(store.head().await.unwrap(), Cut(1));
}

async fn text_comes_back_exactly(store: Store) {
    let by = AccountName::from("Nguyễn Thị Bưởi");
    let hard = ["", "Ủy ban", "1.347,19 “tạ/ha”", "dòng một\ndòng hai\u{0}", "'; DROP TABLE entry; --", "𠀋"];
    let acts: Vec<_> = hard.iter().map(|text| common::remark(text)).collect();
    store.append(Cut(0), AT, &by, acts.clone()).await.unwrap();
    let back = store.entries_after(Cut(0)).await.unwrap();
    assert_eq!(back.into_iter().map(|e| e.act).collect::<Vec<_>>(), acts);
}

async fn blobs_are_named_by_their_hash(store: Store) {
    let id = store.put_blob(b"abc").await.unwrap();
    // The example of FIPS 180-4.
    assert_eq!(id.as_str(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(store.put_blob(b"abc").await.unwrap(), id);
    assert_eq!(store.blob(&id).await.unwrap().as_deref(), Some(b"abc".as_slice()));
    let large: Vec<u8> = (0..3_000_000_u32).map(|n| (n * 31 % 251) as u8).collect();
    for bytes in [b"".to_vec(), vec![0, 255, 0], large] {
        let id = store.put_blob(&bytes).await.unwrap();
        assert_eq!(store.blob(&id).await.unwrap(), Some(bytes));
    }
    assert_eq!(store.blob(&BlobId::from("none")).await.unwrap(), None);
}

async fn a_sound_store_has_no_problems(store: Store) {
    store.append(Cut(0), AT, &AccountName::from("lan"), (0..1200).map(moved).collect()).await.unwrap();
    store.put_blob(b"kept").await.unwrap();
    let problems = store.check().await;
    assert!(problems.is_empty(), "{problems:?}");
}

async fn missing_blobs_are_found(store: Store) {
    let kept = store.put_blob(b"kept").await.unwrap();
    let act = model::Act::ReportRead {
        report: "r".into(),
        file_name: "bao-cao.docx".into(),
        file: kept,
        reading: BlobId::from("gone"),
        period: None,
        title: None,
        recognised: false,
    };
    store.append(Cut(0), AT, &AccountName::from("lan"), vec![act]).await.unwrap();
    let problems: Vec<_> = store.check().await.iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].contains("gone"), "{problems:?}");
}

/// The bytes of an act come back with its entry, stand in no row of the ledger, and are missed when they are gone.
async fn bytes_of_an_act_are_kept_beside_its_entry(store: Store) {
    let bytes: Vec<u8> = (0..400_000_u32).map(|n| (n * 31 % 251) as u8).collect();
    let series = model::PackedSeries {
        indicator: "DS03".into(),
        measure: model::Measure::Actual,
        kind: model::PeriodKind::Month,
        first: 2016,
        years: 10,
        decimals: 2,
        known: 7,
        packed: model::Packed { blob: None, bytes: bytes.clone().into() },
        runs: true,
    };
    let what = model::HistoryAct::Taken {
        file: model::FromFile { file: BlobId::from("f"), name: "cũ.csv".into(), rows: Vec::new() },
        window: model::WindowRule::Legal,
        indicators: Vec::new(),
        values: Vec::new(),
        lots: vec![model::Lot { note: None, units: vec!["a".into()], series: vec![series] }],
    };
    let by = AccountName::from("lan");
    let Append::Done(written) =
        store.append(Cut(0), AT, &by, vec![model::Act::History { what }]).await.unwrap()
    else {
        panic!("the ledger was empty");
    };
    let back = store.entries_after(Cut(0)).await.unwrap();
    assert_eq!(back, written);
    let model::Act::History { what } = &back[0].act else { panic!("another act") };
    let packed: Vec<_> = what.packed().collect();
    assert_eq!(packed[0].bytes.as_ref(), bytes);
    assert_eq!(store.blob(packed[0].blob.as_ref().unwrap()).await.unwrap(), Some(bytes));
    let problems = store.check().await;
    assert!(problems.is_empty(), "{problems:?}");
}

fn letter(id: &str) -> store::Letter {
    let subject = format!("Đôn đốc {id}");
    store::Letter { id: id.into(), to: "xa@vi-du.vn".into(), subject, text: "Kính gửi đơn vị".into() }
}

async fn a_letter_is_taken_by_one_and_its_fate_is_kept(store: Store) {
    let letters = [letter("r1-a"), letter("r1-b"), letter("r2-a")];
    store.put_letters(&letters, 100, Some(("mail.after", "7"))).await.unwrap();
    // Handed in a second time, as after a crash: still one letter.
    store.put_letters(&letters[..2], 200, Some(("mail.after", "8"))).await.unwrap();
    assert_eq!(store.setting("mail.after").await.unwrap().as_deref(), Some("8"));
    assert_eq!(store.letters(1).await.unwrap().1, 3);
    assert_eq!(store.take_letter(99, 700).await.unwrap(), None);
    // Two processes ask at once, again and again.
    let take = async || store.take_letter(100, 700).await.unwrap().map(|p| p.letter.id);
    let (a, b, c, d) = tokio::join!(take(), take(), take(), take());
    let mut taken: Vec<_> = [a, b, c, d].into_iter().flatten().collect();
    taken.sort();
    assert_eq!(taken, ["r1-a", "r1-b", "r2-a"]);
    store.letter_tried("r1-a", &store::Tried::Sent(150)).await.unwrap();
    store.letter_tried("r1-b", &store::Tried::Again(400, "bận".into())).await.unwrap();
    store.letter_tried("r2-a", &store::Tried::GivenUp("không có hộp thư".into())).await.unwrap();
    let fate = |p: &store::Posted| format!("{} {:?} {} {:?}", p.letter.id, p.fate, p.tries, p.error);
    let mut of_first = Vec::new();
    for id in ["r1-a", "r1-b"] {
        of_first.push(store.letter(id).await.unwrap().unwrap());
    }
    let fates: Vec<_> = of_first.iter().map(fate).collect();
    assert_eq!(fates, ["r1-a Sent { at: 150 } 1 \"\"", "r1-b Waiting { next_at: 400 } 1 \"bận\""]);
    assert_eq!((of_first[0].letter.text.as_str(), of_first[1].letter.text.as_str()), ("", "Kính gửi đơn vị"));
    assert_eq!(store.take_letter(399, 700).await.unwrap(), None);
    assert_eq!(
        store.take_letter(400, 700).await.unwrap().map(|p| (p.letter.id, p.tries)),
        Some(("r1-b".into(), 2))
    );
    assert!(store.retry_letter("r2-a", 500).await.unwrap());
    assert!(!store.retry_letter("r1-a", 500).await.unwrap(), "it was sent");
    assert_eq!(store.take_letter(500, 900).await.unwrap().map(|p| p.letter), Some(letter("r2-a")));
}

macro_rules! on_both {
    ($($case:ident)*) => {
        mod sqlite {$(
            #[tokio::test]
            async fn $case() {
                let dir = super::folder(stringify!($case));
                super::$case(store::Store::open(&dir).await.unwrap()).await;
            }
        )*}
        mod postgres {$(
            #[tokio::test]
            async fn $case() {
                let engine = crate::common::postgres::Postgres::start(false);
                let source = store::Source::parse(&engine.database("solieu"));
                let store = store::Store::open(source).await.unwrap();
                super::$case(store.clone()).await;
                store.close().await;
            }
        )*}
    };
}

on_both! {
    positions_follow_without_gaps
    a_writer_behind_is_told_and_writes_nothing
    text_comes_back_exactly
    blobs_are_named_by_their_hash
    passwords_are_replaced
    sessions_end
    links_serve_once_and_the_newest_alone
    attempts_are_counted_by_name_and_address
    a_code_serves_once
    a_sound_store_has_no_problems
    missing_blobs_are_found
    bytes_of_an_act_are_kept_beside_its_entry
    a_letter_is_taken_by_one_and_its_fate_is_kept
}
