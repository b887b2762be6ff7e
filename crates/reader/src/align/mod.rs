//! Alignment: the same indicator in several reports of one place, whatever each report calls it.
//!
//! Reports are taken one after the other. Each figure of a report looks for the series that it continues: by the words
//! of its subject, the words around it, the heading above it, and the series of the figures beside it (an office
//! writes this period's report over the last one). The best pairs are joined first. A pair that is not clearly better
//! than its rivals is joined with less confidence, so that a person looks at it; what that person rules about the two
//! wordings holds from then on.

mod face;
mod join;

pub use face::wording;

use face::{Face, faces};
use join::{Joint, join};
use model::{Decimal, Reading, Ruling, Series, SeriesCell, SourceText};

/// A report to align.
#[derive(Clone, Copy, Debug)]
pub struct Aligned<'a> {
    /// Its text.
    pub source: &'a SourceText,
    /// What was read in it.
    pub reading: &'a Reading,
}

/// A series while reports go by: its faces with how each was joined.
struct Growing {
    faces: Vec<(usize, Option<Joint>)>,
}

/// The series of several reports of one place, given in the order of their periods. Every figure but thresholds and
/// repeats lies in exactly one series; `rulings` are obeyed.
pub fn align(reports: &[Aligned<'_>], rulings: &[Ruling]) -> Vec<Series> {
    let faces = faces(reports);
    let mut growing: Vec<Growing> = Vec::new();
    for report in 0..reports.len() {
        let fresh: Vec<usize> = (0..faces.len()).filter(|i| faces[*i].report == report).collect();
        let held: Vec<Vec<usize>> =
            growing.iter().map(|series| series.faces.iter().map(|(face, _)| *face).collect()).collect();
        for (face, joint) in fresh.iter().zip(join(&faces, &held, &fresh, rulings)) {
            match joint.and_then(|joint| Some((growing.get_mut(joint.series)?, joint))) {
                Some((series, joint)) => series.faces.push((*face, Some(joint))),
                None => growing.push(Growing { faces: vec![(*face, None)] }),
            }
        }
    }
    told(&faces, growing, reports)
}

/// Newest report first, each in the order of its text.
fn told(faces: &[Face<'_>], mut growing: Vec<Growing>, reports: &[Aligned<'_>]) -> Vec<Series> {
    let last =
        |series: &Growing| series.faces.last().map_or((0, 0), |(i, _)| (faces[*i].report, faces[*i].order));
    growing.sort_by_key(|series| {
        let (report, order) = last(series);
        (std::cmp::Reverse(report), order)
    });
    let series = |(at, series): (usize, Growing)| {
        let cells: Vec<SeriesCell> =
            series.faces.iter().map(|(i, joint)| cell(&faces[*i], *joint, reports)).collect();
        let newest = &faces[series.faces.last()?.0];
        Some(Series {
            id: format!("c{}", at + 1),
            subject: newest.fact.subject.clone(),
            unit: newest.fact.unit.clone(),
            kind: newest.fact.kind,
            place: newest.fact.place.clone(),
            cells,
        })
    };
    growing.into_iter().enumerate().filter_map(series).collect()
}

fn cell(face: &Face<'_>, joint: Option<Joint>, reports: &[Aligned<'_>]) -> SeriesCell {
    SeriesCell {
        report: face.report,
        period: reports.get(face.report).and_then(|report| report.reading.document.period),
        fact: face.fact.id.clone(),
        surface: face.fact.surface.clone(),
        value: face.fact.value,
        wording: face.wording.clone(),
        sentence: face.sentence.clone(),
        at: face.at,
        start: face.fact.start,
        confidence: joint.map_or(Decimal::ONE, |joint| Decimal::new(joint.hundredths, 2)),
        joined: joint.map(|joint| joint.how),
    }
}
