//! What goes out as a Word file is read by our own reader as the same facts.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used)]

mod common;

use app::{App, FileKind};
use common::{demo, office, resaved};
use model::{Fact, FigureId, Measure, Period, SourceText};
use report::back::{Piece, Returned, back};
use report::{FigureFact, Span};
use std::collections::BTreeMap;

const PERIOD: &str = "2021-Q2";

/// Where a figure stands: its first and last scalar value in the source text.
struct Place {
    figure: FigureId,
    printed: String,
    start: usize,
    end: usize,
}

/// The places of all figures of a file in the plain text that the reader reads.
fn places(returned: &Returned, source: &SourceText) -> Vec<Place> {
    let text: Vec<char> = source.text.chars().collect();
    let mut from = 0;
    let mut out = Vec::new();
    let body = returned.pieces.iter().flat_map(|piece| match piece {
        Piece::Paragraph(paragraph) => vec![paragraph.spans.as_slice()],
        Piece::Table(table) => table.rows.iter().flatten().map(Vec::as_slice).collect(),
    });
    let notes = returned.notes.iter().map(|note| note.spans.as_slice());
    for spans in body.chain(notes) {
        let words: Vec<char> = spans.iter().flat_map(|span| span.words().chars()).collect();
        if words.is_empty() {
            continue;
        }
        let line: String = words.iter().collect();
        let at = text[from..].windows(words.len()).position(|found| found == words);
        let start = from + at.unwrap_or_else(|| panic!("not in the text: {line}"));
        let mut here = start;
        for span in spans {
            let end = here + span.words().chars().count();
            if let Span::Figure { id, text } = span {
                out.push(Place { figure: id.clone(), printed: text.clone(), start: here, end });
            }
            here = end;
        }
        from = here;
    }
    out
}

/// The unit of measure that the words state: a percentage speaks about an indicator in another unit.
fn stated_unit(bound: &FigureFact) -> &str {
    match bound.measure {
        Measure::PctOfPlan | Measure::ChangePct | Measure::GrowthPct => "%",
        _ => &bound.measure_unit,
    }
}

/// What is not the same in what was bound and what was read.
fn differences(bound: &FigureFact, place: &Place, fact: &Fact) -> Vec<String> {
    let told = |what: &str, was: &dyn std::fmt::Debug, is: &dyn std::fmt::Debug| {
        format!("{what}: {was:?}, read {is:?}")
    };
    let mut out = Vec::new();
    let value = viet::number::parse(&place.printed);
    if value != Some(fact.value) {
        out.push(told("value", &value, &fact.value));
    }
    let unit = fact.unit.as_deref().unwrap_or_default();
    if !viet::measure_unit::same(stated_unit(bound), unit) {
        out.push(told("unit of measure", &stated_unit(bound), &unit));
    }
    // A percentage of an indicator that is itself one is its own statement.
    let own = bound.measure == Measure::Actual && stated_unit(bound) == "%";
    let measure = match bound.measure {
        Measure::GrowthPct => Measure::ChangePct,
        measure => measure,
    };
    if measure != fact.kind.measure() && !own {
        out.push(told("measure", &measure, &fact.kind));
    }
    out
}

/// Whatever a figure of the file is not read as it was bound.
async fn wrong(app: &App, file: Vec<u8>) -> Vec<String> {
    let returned = back(&file).unwrap();
    let source = reader::intake("bao-cao.docx", &file).unwrap();
    let bound: BTreeMap<_, _> =
        returned.facts.iter().flat_map(|f| &f.figures).map(|f| (f.id.clone(), f)).collect();
    let row = app.read_file(&office(), "bao-cao.docx", file).await.unwrap();
    let reading = app.reading(&office(), &row.id).await.unwrap();
    let places = places(&returned, &source);
    assert!(places.len() > 200 && places.len() == bound.len(), "{} of {}", places.len(), bound.len());
    let mut wrong = Vec::new();
    for place in &places {
        let bound = bound[&place.figure];
        let line = format!("{} {} {:?}", place.printed, bound.name, bound.measure);
        let Some(fact) = reading.facts.iter().find(|f| f.start <= place.start && place.end <= f.end) else {
            wrong.push(format!("{line}: not read"));
            continue;
        };
        wrong.extend(differences(bound, place, fact).into_iter().map(|what| format!("{line}: {what}")));
        // A percentage goes with the level it speaks of.
        let of_fact = |id: &str| reading.proposals.iter().find(|p| p.facts.iter().any(|f| f == id));
        let proposal = of_fact(&fact.id);
        let continues = match proposal.and_then(|p| p.about.as_deref()).and_then(of_fact).or(proposal) {
            Some(proposal) => proposal.continues.clone(),
            None => None,
        };
        if continues.as_ref() != Some(&bound.indicator) {
            wrong.push(format!("{line}: indicator {}, continues {continues:?}", bound.indicator));
        }
    }
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_went_out_is_read_as_the_same_facts() {
    let app = demo("reread").await;
    let period: Period = PERIOD.parse().unwrap();
    let file = app.preview(&office(), period, FileKind::Docx).await.unwrap().bytes;
    let again = resaved(&file, "reread-resaved");
    for (origin, file) in std::iter::once(("ours", file)).chain(again.map(|file| ("LibreOffice", file))) {
        let wrong = wrong(&app, file).await;
        assert!(wrong.is_empty(), "{origin}:\n{}", wrong.join("\n"));
    }
}
