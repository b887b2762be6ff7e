//! Aligns the reports of every text of `suite/align` (parted by a line of equals signs) and compares with the series
//! beside it. `BLESS=1` writes the files.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use model::{Decimal, Joined, Reading, Ruling, Series, SourceText};
use proptest::prelude::*;
use reader::Aligned;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

fn read(text: &str) -> (SourceText, Reading) {
    let source = reader::intake("a.txt", text.as_bytes()).unwrap();
    let reading = reader::read(&source);
    (source, reading)
}

fn align(reports: &[(SourceText, Reading)], rulings: &[Ruling]) -> Vec<Series> {
    let reports: Vec<Aligned> = reports.iter().map(|(source, reading)| Aligned { source, reading }).collect();
    reader::align(&reports, rulings)
}

fn shown(series: &[Series]) -> String {
    let mut out = String::new();
    for one in series {
        let unit = one.unit.as_deref().unwrap_or("-");
        writeln!(out, "{} | {unit} | {:?}", one.subject, one.kind).unwrap();
        for cell in &one.cells {
            let how = match cell.joined {
                None => "",
                Some(Joined::SameWording) => " cùng lời",
                Some(Joined::AlikeWording) => " gần lời",
                Some(Joined::Ruled) => " đã chốt",
            };
            let doubt = if cell.confidence < model::DOUBTFUL_JOINT { " ?" } else { "" };
            let period = cell.period.map_or("-".to_owned(), |period| period.to_string());
            writeln!(
                out,
                "  {period} {} {} “{}”{how}{doubt}",
                cell.surface, cell.confidence, cell.wording.subject
            )
            .unwrap();
        }
    }
    out
}

#[test]
fn reports_of_one_place_become_series() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/align");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    assert!(!paths.is_empty());
    let mut stale = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let reports: Vec<_> = text.split("=====\n").map(read).collect();
        let found = shown(&align(&reports, &[]));
        let expected = path.with_extension("series");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&expected, &found).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != found {
            stale.push(format!("{}\n{found}", path.display()));
        }
    }
    assert!(stale.is_empty(), "{}", stale.join("\n"));
}

#[test]
fn what_a_person_rules_holds() {
    let reports = [
        read("Báo cáo quý I năm 2022\nĐàn gia cầm toàn huyện có 120.000 con."),
        read("Báo cáo quý II năm 2022\nSố lượng gà, vịt, ngan là 131.000 con."),
    ];
    let apart = align(&reports, &[]);
    assert_eq!(apart.len(), 2, "{}", shown(&apart));
    let of = |report: usize| reader::wording(&reports[report].1.facts[0]);
    let same = Ruling { one: of(0), other: of(1), same: true };
    let joined = align(&reports, std::slice::from_ref(&same));
    assert_eq!(joined.len(), 1, "{}", shown(&joined));
    assert_eq!((joined[0].cells[1].joined, joined[0].confidence()), (Some(Joined::Ruled), Decimal::ONE));
    // The later word counts, in whichever order it names the two.
    let parted = Ruling { one: of(1), other: of(0), same: false };
    assert_eq!(align(&reports, &[same, parted]).len(), 2);
}

proptest! {
    /// Every figure lies in exactly one series, no series has two figures of one report, and a report aligned with
    /// itself joins every figure to itself.
    #[test]
    fn a_report_continues_itself(values in proptest::collection::vec(1_u32..90_000, 1..7)) {
        let things = ["đàn trâu", "đàn bò", "đàn lợn", "đàn dê", "đàn ngựa", "đàn gà", "đàn vịt"];
        let list: Vec<String> =
            values.iter().zip(things).map(|(value, thing)| format!("{thing} {value} con")).collect();
        let text = format!("Báo cáo năm 2022\nChăn nuôi có {}.", list.join(", "));
        let reports = [read(&text), read(&text)];
        let series = align(&reports, &[]);
        let mut seen = BTreeSet::new();
        for one in &series {
            for cell in &one.cells {
                prop_assert!(seen.insert((cell.report, cell.fact.clone())));
            }
            let facts: BTreeSet<&String> = one.cells.iter().map(|cell| &cell.fact).collect();
            prop_assert_eq!((facts.len(), one.cells.len()), (1, 2));
        }
        prop_assert_eq!(seen.len(), 2 * reports[0].1.facts.len());
    }
}
