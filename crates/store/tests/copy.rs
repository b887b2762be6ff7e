//! A place moves from a folder to PostgreSQL and back; what both sides say is proved, and a difference is seen.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::postgres::Postgres;
use common::{folder, moved, remark};
use model::{AccountName, Cut};
use store::{Append, Proof, Source, Store};

const AT: &str = "2021-04-15T08:00:00Z";

async fn filled(name: &str) -> Store {
    let store = Store::open(&folder(name)).await.unwrap();
    let by = AccountName::from("Nguyễn Thị Bưởi");
    let hard = ["", "Ủy ban", "dòng một\ndòng hai\u{0}", "'; DROP TABLE entry; --", "𠀋"].map(remark);
    let acts = hard.into_iter().chain((0..700).map(moved)).collect();
    assert!(matches!(store.append(Cut(0), AT, &by, acts).await.unwrap(), Append::Done(_)));
    for bytes in [b"".to_vec(), vec![0, 255, 0], (0..2_000_000_u32).map(|n| (n % 251) as u8).collect()] {
        store.put_blob(&bytes).await.unwrap();
    }
    // Names that a dictionary sorts otherwise than a machine.
    for name in ["lan.an", "lanan", "lan-an", "Đào", "dao"] {
        store.set_credential(&AccountName::from(name), &kept(name)).await.unwrap();
        store.put_session(&session(name)).await.unwrap();
    }
    store
}

fn differing(proofs: &[Proof]) -> Vec<&str> {
    proofs.iter().filter(|proof| !proof.holds()).map(|proof| proof.table.as_str()).collect()
}

#[tokio::test]
async fn a_place_goes_to_postgresql_and_comes_back_the_same() {
    let engine = Postgres::start(false);
    let there = filled("copy from").await;
    let here = Store::open(Source::parse(&engine.database("solieu"))).await.unwrap();
    let back = Store::open(&folder("copy back")).await.unwrap();
    assert!(here.is_empty().await.unwrap() && !there.is_empty().await.unwrap());
    let mut last = Vec::new();
    there.copy_to(&here, |progress| last.push(progress)).await.unwrap();
    assert!(last.iter().any(|p| p.table == "entry" && (p.done, p.all) == (705, 705)));
    here.copy_to(&back, drop).await.unwrap();
    for (one, other) in [(&there, &here), (&here, &back), (&there, &back)] {
        let proofs = one.beside(other).await.unwrap();
        assert!(differing(&proofs).is_empty(), "{proofs:?}");
        let rows = |table: &str| proofs.iter().find(|p| p.table == table).unwrap().to.rows;
        assert_eq!((rows("entry"), rows("blob"), rows("credential"), rows("head")), (705, 3, 5, 1));
    }
    assert!(!here.is_empty().await.unwrap());
    assert_eq!(there.entries_after(Cut(0)).await.unwrap(), here.entries_after(Cut(0)).await.unwrap());
    assert!(here.check().await.is_empty() && back.check().await.is_empty());
    // And goes on where it stood.
    let by = AccountName::from("lan");
    assert!(matches!(back.append(Cut(705), AT, &by, vec![moved(1)]).await.unwrap(), Append::Done(_)));
    assert_eq!(differing(&here.beside(&back).await.unwrap()), ["entry", "head"]);
}

#[tokio::test]
async fn one_changed_letter_is_seen() {
    let there = filled("copy seen").await;
    let here = Store::open(&folder("copy seen too")).await.unwrap();
    there.copy_to(&here, drop).await.unwrap();
    assert!(differing(&there.beside(&here).await.unwrap()).is_empty());
    here.set_credential(&AccountName::from("lanan"), &kept("Lanan")).await.unwrap();
    assert_eq!(differing(&there.beside(&here).await.unwrap()), ["credential"]);
    // Into what is not empty nothing is copied, and it stays as it is.
    assert!(there.copy_to(&here, drop).await.is_err());
    assert_eq!(differing(&there.beside(&here).await.unwrap()), ["credential"]);
}

fn kept(hash: &str) -> store::Credential {
    store::Credential { hash: hash.to_owned(), long: true }
}

fn session(name: &str) -> store::Session {
    store::Session {
        token_hash: name.to_owned(),
        account: AccountName::from(name),
        device: String::new(),
        address: "127.0.0.1".to_owned(),
        begun_at: 0,
        seen_at: 0,
        expires_at: 1 << 40,
    }
}
