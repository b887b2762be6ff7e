//! What changed since a cut is what the book of then and the book of now say differently.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use engine::Book;
use engine::restated::{self, Move};
use model::{Act, CellKey, Cut, Decimal, Entry, Measure, Number, Observation, Stated};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn key(at: u8) -> CellKey {
    let (indicator, unit) = (format!("CT{:02}", at / 3), format!("xa-{}", at % 3));
    CellKey {
        indicator: indicator.as_str().into(),
        unit: unit.as_str().into(),
        period: "2025".parse().unwrap(),
        measure: Measure::Plan,
    }
}

/// Statements about a few cells, some of them withdrawn, some said again.
fn ledgers() -> impl Strategy<Value = Vec<Entry>> {
    let act = (0_u8..9, proptest::option::weighted(0.8, 0_i64..4), 0_u8..3);
    proptest::collection::vec(act, 0..40).prop_map(|acts| {
        let entry = |(cut, (at, value, who)): (u64, (u8, Option<i64>, u8))| Entry {
            cut: Cut(cut),
            at: format!("2025-03-{:02}T08:00:00Z", 1 + cut / 2),
            by: format!("can-bo-{who}").as_str().into(),
            act: Act::PlanSet {
                observation: Observation {
                    key: key(at),
                    stated: value.map(|v| Stated::Number(Number::new(Decimal::from(v)))),
                    approx: None,
                    as_of: None,
                    note: None,
                },
                basis: String::new(),
            },
        };
        (1..).zip(acts).map(entry).collect()
    })
}

fn cells(book: &Book) -> BTreeMap<CellKey, Option<Stated>> {
    book.cells.iter().map(|(key, cell)| (key.clone(), cell.observation.stated)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_changed_is_what_two_books_say_differently(entries in ledgers(), share in 0_usize..41) {
        let known = share.min(entries.len());
        let (then, now) = (Book::from_entries(&entries[..known]), Book::from_entries(&entries));
        let cut = Cut(known as u64);
        let told = restated::since(&now, cut);
        let (was, is) = (cells(&then), cells(&now));
        let keys: BTreeSet<&CellKey> = was.keys().chain(is.keys()).collect();
        let differ: BTreeSet<CellKey> =
            keys.into_iter().filter(|key| was.get(*key) != is.get(*key)).cloned().collect();
        prop_assert_eq!(told.iter().map(|r| r.key.clone()).collect::<BTreeSet<_>>(), differ);
        for r in &told {
            let said = |cell: Option<&engine::Cell>| cell.map(|cell| cell.observation.stated);
            prop_assert_eq!(said(r.then), was.get(r.key).copied());
            prop_assert_eq!(said(r.now), is.get(r.key).copied());
            let how = match (was.contains_key(r.key), is.contains_key(r.key)) {
                (false, _) => Move::Added,
                (_, false) => Move::Withdrawn,
                _ => Move::Changed,
            };
            prop_assert_eq!(r.how, how);
            prop_assert!(r.said.provenance.cut > cut);
            prop_assert_eq!(restated::statements(&now, r.key).last().map(|c| c.provenance.cut), Some(r.said.provenance.cut));
        }
        prop_assert!(told.windows(2).all(|two| two[0].said.provenance.cut >= two[1].said.provenance.cut));
        // What is asked of a cut stays so, whatever is written later.
        prop_assert!(restated::since(&then, cut).is_empty());
    }
}
