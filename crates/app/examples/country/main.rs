//! A made-up country for measuring: `country make PLACE UNITS SENT` fills an empty place with units of 200 cells each, of
//! which SENT have sent already; `country values PLACE` prints what units typed since: unit, indicator, number, position.
//!
//! Unit `n` signs in with the session whose secret is `n` in 64 hexadecimal digits. Acts are written as they lie in the
//! ledger, which never changes.

mod figures;
mod made;

use anyhow::{Result, bail};
use app::{Source, Store};
use figures::unit;
use made::{AT, act, answer, asking, founding, session};
use model::{AccountName, Act, Cut};
use serde_json::Value;
use sha2::{Digest, Sha256};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match arguments.as_slice() {
        ["make", place, units, sent] => runtime.block_on(make(place, units.parse()?, sent.parse()?)),
        ["values", place] => runtime.block_on(values(place)),
        _ => bail!("country make PLACE UNITS SENT | country values PLACE"),
    }
}

async fn make(place: &str, units: usize, sent: usize) -> Result<()> {
    let store = Store::open(Source::parse(place)).await?;
    let founder = AccountName::from("hệ thống");
    let mut head = Cut::default();
    for said in [founding(units), asking(units)] {
        head = append(&store, head, &founder, said).await?;
    }
    for n in 0..sent {
        head = append(&store, head, &AccountName::from(unit(n).as_str()), answer(n)).await?;
    }
    let now = jiff::Timestamp::now().as_second();
    for n in 0..units {
        let token = format!("{n:064x}");
        let hash: String = Sha256::digest(token.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
        store.put_session(&session(&hash, n, now)).await?;
    }
    println!("{}", head.0);
    store.close().await;
    Ok(())
}

async fn append(store: &Store, head: Cut, by: &AccountName, said: Vec<Value>) -> Result<Cut> {
    let acts = said.into_iter().map(act).collect::<Result<Vec<_>, _>>()?;
    match store.append(head, AT, by, acts).await? {
        app::Append::Done(entries) => Ok(entries.last().map_or(head, |entry| entry.cut)),
        app::Append::Behind => bail!("the place is not empty"),
    }
}

async fn values(place: &str) -> Result<()> {
    let store = Store::open(Source::parse(place)).await?;
    for entry in store.entries_after(Cut::default()).await? {
        if let Act::CellsSaved { values, .. } = &entry.act
            && entry.at != AT
        {
            for said in values {
                let number =
                    said.stated.and_then(model::Stated::number).map(|n| n.value()).unwrap_or_default();
                println!("{}\t{}\t{number}\t{}", said.key.unit, said.key.indicator, entry.cut.0);
            }
        }
        if matches!(entry.act, Act::FormSent { .. }) && entry.at != AT {
            println!("{}\tsent\t1\t{}", entry.by, entry.cut.0);
        }
    }
    let problems = store.check().await;
    store.close().await;
    if problems.is_empty() { Ok(()) } else { bail!("{problems:?}") }
}
