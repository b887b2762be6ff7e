//! Series through all reports that were read.

use crate::readings::{Kept, row};
use crate::review::amended;
use crate::view::{
    AlignedCell, AlignedSentence, AlignedSentences, AlignedSeries, AlignmentView, CellAt, NamedIndicator,
    RulingInput,
};
use crate::{App, Trouble, not_found, see_texts};
use engine::access::{Right, need};
use engine::{Book, alignment};
use model::{Account, Code, Cut, DOUBTFUL_JOINT, Reading, ReportId, Ruling, Series, SeriesCell, Wording};
use reader::Aligned;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The newest reports are aligned; older ones are history that no longer changes how this period is read.
const REPORTS: usize = 40;

/// The series of a set of reports, and what they were made from.
pub(crate) struct Alignment {
    reports: Vec<ReportId>,
    /// How far each was reviewed, and the rulings: what else the series depend on.
    reviewed: Vec<Cut>,
    rulings: Vec<Ruling>,
    series: Vec<Series>,
}

impl App {
    /// The series of all reports.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn alignment(&self, who: &Account) -> Result<AlignmentView, Trouble> {
        see_texts(who)?;
        let aligned = self.aligned().await?;
        let book = self.book().await;
        let series: Vec<AlignedSeries> =
            aligned.series.iter().map(|series| series_view(&book, &aligned.reports, series)).collect();
        let rows = aligned.reports.iter().filter_map(|id| Some(row(&book, id, book.readings.get(id)?)));
        Ok(AlignmentView {
            reports: rows.collect(),
            doubtful: series.iter().filter(|series| series.doubtful).count(),
            series,
        })
    }

    /// The sentences behind the series that a figure lies in.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn aligned_sentences(&self, who: &Account, at: &CellAt) -> Result<AlignedSentences, Trouble> {
        see_texts(who)?;
        let aligned = self.aligned().await?;
        let series = series_of(&aligned, at)?;
        Ok(AlignedSentences { cells: series.cells.iter().map(|cell| sentence(&aligned, cell)).collect() })
    }

    /// Keeps what a person says of two figures. "Not the same" parts the figure from every wording of the series.
    ///
    /// # Errors
    /// `not-found`, and as [`alignment::rule`].
    pub async fn rule(&self, who: &Account, input: &RulingInput) -> Result<AlignmentView, Trouble> {
        need(who, Right::Adopt)?;
        let aligned = self.aligned().await?;
        let own = cell_of(&aligned, &input.cell)?.wording.clone();
        let with = cell_of(&aligned, &input.with)?;
        let others: Vec<&Wording> = match input.same {
            Some(true) => vec![&with.wording],
            _ => series_of(&aligned, &input.with)?.cells.iter().map(|cell| &cell.wording).collect(),
        };
        let mut pairs: Vec<(Wording, Wording)> = others
            .into_iter()
            .filter(|other| **other != own || input.same == Some(true))
            .map(|other| (own.clone(), other.clone()))
            .collect();
        pairs.sort();
        pairs.dedup();
        self.act(&who.name, |_| alignment::rule(who, pairs.clone(), input.same).map(Some)).await?;
        self.alignment(who).await
    }

    /// The series of the newest reports, made anew when a report, a review or a ruling came.
    pub(crate) async fn aligned(&self) -> Result<Arc<Alignment>, Trouble> {
        let (reviewed, rulings, reports): (Vec<Cut>, Vec<Ruling>, Vec<ReportId>) = {
            let book = self.book().await;
            let reports = newest(&book);
            let record = |id| book.readings.get(id).map_or(Cut::default(), |record| record.reviewed);
            (reports.iter().map(record).collect(), book.rulings.clone(), reports)
        };
        let mut held = self.0.alignment.lock().await;
        let same = |held: &&Arc<Alignment>| {
            held.reports == reports && held.reviewed == reviewed && held.rulings == rulings
        };
        if let Some(known) = held.as_ref().filter(same) {
            return Ok(Arc::clone(known));
        }
        let mut texts: Vec<(Arc<Kept>, Reading)> = Vec::new();
        for id in &reports {
            let kept = self.kept(id).await?;
            let book = self.book().await;
            let record = book.readings.get(id).ok_or_else(|| not_found("báo cáo này"))?;
            let reading = amended(&kept, record);
            texts.push((kept, reading));
        }
        let made = tokio::task::spawn_blocking(move || {
            let aligned: Vec<Aligned> =
                texts.iter().map(|(kept, reading)| Aligned { source: &kept.source, reading }).collect();
            let series = reader::align(&aligned, &rulings);
            Alignment { reports, reviewed, rulings, series }
        });
        let made = Arc::new(made.await.map_err(|e| Trouble::Defect(e.to_string()))?);
        *held = Some(Arc::clone(&made));
        Ok(made)
    }

    /// The indicators that the figures of a report continue, by fact: by their words, and in a file of ours by what
    /// it carries.
    pub(crate) async fn continued(&self, id: &ReportId) -> Result<BTreeMap<String, Code>, Trouble> {
        let aligned = self.aligned().await?;
        let kept = self.kept(id).await?;
        let book = self.book().await;
        let mut continued = alignment::continued(&book, &aligned.reports, &aligned.series, id);
        continued.extend(alignment::carried(&book, &kept.reading.facts, &kept.carried));
        Ok(continued)
    }
}

/// The newest reports with a known period, oldest first.
fn newest(book: &Book) -> Vec<ReportId> {
    let mut reports: Vec<_> = book
        .readings
        .iter()
        .filter_map(|(id, record)| Some((record.period?.legal_window().to, record.at.clone(), id.clone())))
        .collect();
    reports.sort();
    let from = reports.len().saturating_sub(REPORTS);
    reports.into_iter().skip(from).map(|(_, _, id)| id).collect()
}

fn series_of<'a>(aligned: &'a Alignment, at: &CellAt) -> Result<&'a Series, Trouble> {
    let here =
        |cell: &SeriesCell| cell.fact == at.fact && aligned.reports.get(cell.report) == Some(&at.report);
    let found = aligned.series.iter().find(|series| series.cells.iter().any(here));
    Ok(found.ok_or_else(|| not_found("số liệu này"))?)
}

fn cell_of<'a>(aligned: &'a Alignment, at: &CellAt) -> Result<&'a SeriesCell, Trouble> {
    let here =
        |cell: &&SeriesCell| cell.fact == at.fact && aligned.reports.get(cell.report) == Some(&at.report);
    Ok(series_of(aligned, at)?.cells.iter().find(here).ok_or_else(|| not_found("số liệu này"))?)
}

fn at(reports: &[ReportId], cell: &SeriesCell) -> CellAt {
    let report = reports.get(cell.report).cloned().unwrap_or_else(|| ReportId::from(""));
    CellAt { report, fact: cell.fact.clone() }
}

fn series_view(book: &Book, reports: &[ReportId], series: &Series) -> AlignedSeries {
    let own_unit = series.cells.last().map(|cell| cell.wording.unit.clone()).unwrap_or_default();
    let cell = |cell: &SeriesCell| AlignedCell {
        at: at(reports, cell),
        report_index: cell.report,
        printed: match cell.wording.unit == own_unit {
            true => cell.surface.clone(),
            false => format!("{} {}", cell.surface, cell.wording.unit),
        },
        confidence: cell.confidence,
        doubtful: cell.confidence < DOUBTFUL_JOINT,
        joined: cell.joined,
    };
    let indicator = alignment::indicator_of(book, reports, series).and_then(|code| book.indicator(&code));
    AlignedSeries {
        subject: series.subject.clone(),
        unit: series.unit.clone(),
        kind: series.kind,
        place: series.place.clone(),
        indicator: indicator.map(|i| NamedIndicator { code: i.code.clone(), name: i.name.clone() }),
        doubtful: series.confidence() < DOUBTFUL_JOINT,
        cells: series.cells.iter().map(cell).collect(),
    }
}

fn sentence(aligned: &Alignment, cell: &SeriesCell) -> AlignedSentence {
    let chars: Vec<char> = cell.sentence.chars().collect();
    let end = cell.at + cell.surface.chars().count();
    let part = |from: usize, to: usize| chars.get(from..to).unwrap_or(&[]).iter().collect();
    AlignedSentence {
        at: at(&aligned.reports, cell),
        period: cell.period,
        before: part(0, cell.at),
        surface: cell.surface.clone(),
        after: part(end.min(chars.len()), chars.len()),
        subject: cell.wording.subject.clone(),
    }
}
