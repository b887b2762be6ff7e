//! The tables in `suite/viet`, one checker each.
// A case file that cannot be read fails the test.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use viet::quantity::{Mention, Quantity, find, scan};
use viet::token::tokens;

/// Rows of a table as cells; lines that begin with `#` are remarks.
fn rows(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/viet").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[test]
fn numbers() {
    for row in rows("numbers.tsv") {
        let read = viet::number::parse(&row[0]);
        let value = read.map_or_else(|| "-".to_owned(), |n| n.value().to_string());
        let printed = read.map(viet::number::format).unwrap_or_default();
        assert_eq!([value.as_str(), &printed], [row[1].as_str(), &row[2]], "{}", row[0]);
    }
}

#[test]
fn money() {
    for row in rows("money.tsv") {
        let read = viet::money::parse(&row[0]);
        let dong = read.map_or_else(|| "-".to_owned(), |sum| sum.to_string());
        let printed = read.map(viet::money::format).unwrap_or_default();
        assert_eq!([dong.as_str(), &printed], [row[1].as_str(), &row[2]], "{}", row[0]);
    }
}

#[test]
fn dates() {
    for row in rows("dates.tsv") {
        let read = viet::date::parse(&row[0]);
        let day = read.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let printed = read.map(viet::date::format).unwrap_or_default();
        assert_eq!([day.as_str(), &printed], [row[1].as_str(), &row[2]], "{}", row[0]);
    }
}

fn shown(quantity: &Quantity) -> String {
    let number = quantity.value.value();
    let number = match (quantity.high, quantity.denominator) {
        (Some(high), _) => format!("{number}..{high}"),
        (_, Some(total)) => format!("{number}/{total}"),
        _ => number.to_string(),
    };
    format!("{number}|{}", quantity.unit.as_deref().unwrap_or("-"))
}

#[test]
fn quantities() {
    for row in rows("quantities.tsv") {
        let read: Vec<String> = find(&row[0]).iter().map(shown).collect();
        assert_eq!(read.join("; "), row[1], "{}", row[0]);
    }
}

#[test]
fn what_is_no_figure() {
    for row in rows("not-facts.tsv") {
        let reason = |mention: &Mention| match mention {
            Mention::Figure(quantity) => format!("figure {}", shown(quantity)),
            Mention::Other(why, _) => format!("{why:?}"),
        };
        let read: Vec<String> = scan(&tokens(&row[0])).iter().map(reason).collect();
        assert_eq!(read.join("; "), row[1], "{}", row[0]);
    }
}

#[test]
fn syllables() {
    for row in rows("syllables.tsv") {
        let read = viet::syllable::Syllable::parse(&row[0]);
        let shown = read.map_or_else(
            || "-".to_owned(),
            |read| {
                let onset = if read.onset().is_empty() { "0" } else { read.onset() };
                format!("{onset}\t{}\t{:?}", read.rime(), read.tone())
            },
        );
        assert_eq!(shown, row[1..].join("\t"), "{}", row[0]);
    }
}

mod laws {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_breaks_the_scanner(text in "[0-9./,%()\\- a-zàđưứ\n\u{301}Ạ]{0,120}") {
            let tokens = tokens(&text);
            for quantity in find(&text) {
                prop_assert!(quantity.start < quantity.end && quantity.end <= text.chars().count());
            }
            for mention in scan(&tokens) {
                let (from, to) = mention.tokens();
                prop_assert!(from < to && to <= tokens.len());
            }
        }

        #[test]
        fn a_printed_figure_reads_back(mantissa in 1_i64..99_999_999, scale in 0_u32..4) {
            let number = model::Number::new(model::Decimal::new(mantissa, scale));
            let text = format!("Tổng diện tích đạt {} ha trong quý.", viet::number::format(number));
            let read = find(&text);
            prop_assert_eq!(read.len(), 1);
            prop_assert_eq!(read[0].value, number);
            prop_assert_eq!(read[0].unit.as_deref(), Some("ha"));
        }
    }
}
