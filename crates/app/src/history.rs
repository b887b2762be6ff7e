//! History brought in from files: looked at row by row, taken in one act, taken back as one.

use crate::forms::printed;
use crate::view::{
    HistoryPreview, HistoryRowView, HistoryTaken, MeansView, SayHistory, UnknownIndicator, UnknownUnit,
    VerdictCount,
};
use crate::workbooks::{Given, apart, opened_table};
use crate::{App, Trouble, unit_ref};
use engine::Book;
use engine::access::{Right, need};
use engine::history::{self, Doubt, Verdict, Weighed};
use exchange::history::{Layout, lines};
use model::{Account, Code, Cut, FromFile, Held, HistoryLine, Number, Period, RefusalCode, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// Rows that a preview shows; the counts speak of all.
const SHOWN: usize = 400;

impl App {
    /// What taking a file of history would change.
    ///
    /// # Errors
    /// `not-allowed`, `unreadable`, `nothing-in-file`.
    pub async fn preview_history(
        &self,
        who: &Account,
        file: Given,
        says: SayHistory,
    ) -> Result<HistoryPreview, Trouble> {
        need(who, Right::EditCatalogue)?;
        let (layout, lines, _) = read(file.bytes).await?;
        let book = self.book().await;
        let weighed = history::weighed(&book, who, &lines, &says);
        Ok(preview(&book, file.name, layout, &weighed))
    }

    /// Takes the figures of a file of history that may be taken.
    ///
    /// # Errors
    /// As [`App::preview_history`] and [`history::take`].
    pub async fn take_history(
        &self,
        who: &Account,
        file: Given,
        says: SayHistory,
    ) -> Result<HistoryTaken, Trouble> {
        need(who, Right::EditCatalogue)?;
        let (_, lines, bytes) = read(file.bytes).await?;
        let kept = self.store().put_blob(&bytes).await?;
        let from = FromFile { file: kept, name: file.name, rows: Vec::new() };
        self.act(&who.name, |book| history::take(book, who, &lines, &says, from.clone()).map(Some)).await?;
        let book = self.book().await;
        let taken = book.history.last().ok_or(RefusalCode::NothingInFile)?;
        Ok(taken_view(&book, taken))
    }

    /// What was taken from files of history, newest first.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn history(&self, who: &Account) -> Result<Vec<HistoryTaken>, Trouble> {
        need(who, Right::EditCatalogue)?;
        let book = self.book().await;
        Ok(book.history.iter().rev().map(|taken| taken_view(&book, taken)).collect())
    }

    /// Takes back what was taken from a file of history.
    ///
    /// # Errors
    /// As [`history::take_back`].
    pub async fn take_history_back(&self, who: &Account, cut: Cut) -> Result<Vec<HistoryTaken>, Trouble> {
        self.act(&who.name, |book| history::take_back(book, who, cut).map(Some)).await?;
        self.history(who).await
    }
}

/// The figures of a file, workbook or table of text, and its bytes.
async fn read(bytes: Vec<u8>) -> Result<(Layout, Vec<HistoryLine>, Vec<u8>), Trouble> {
    let (workbook, bytes) = opened_table(bytes).await?;
    let read = apart(move || lines(&workbook)).await?;
    let (layout, lines) = read.filter(|(_, lines)| !lines.is_empty()).ok_or(RefusalCode::NothingInFile)?;
    Ok((layout, lines, bytes))
}

fn taken_view(book: &Book, taken: &history::TakenHistory) -> HistoryTaken {
    let own = taken.keys.iter().map(|key| &key.indicator);
    let codes: BTreeSet<&Code> = own.chain(&taken.lot).collect();
    HistoryTaken {
        cut: taken.cut,
        file: taken.name.clone(),
        figures: taken.many,
        by: book.person(&taken.by),
        at: taken.at.clone(),
        taken_back: taken.taken_back.is_some(),
        codes: codes.into_iter().cloned().collect(),
    }
}

fn preview(book: &Book, file: String, layout: Layout, weighed: &[Weighed]) -> HistoryPreview {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in weighed {
        *counts.entry(verdict(&row.verdict)).or_default() += 1;
    }
    // Questions first, then what is taken, each in the order of the file.
    let mut rows: Vec<(usize, &Weighed)> = weighed.iter().enumerate().collect();
    rows.sort_by_key(|(_, row)| match &row.verdict {
        Verdict::Unknown(_) => 0,
        Verdict::Differs(_) => 1,
        Verdict::Replaces(_) => 2,
        Verdict::Taken => 3,
        Verdict::Same => 4,
    });
    HistoryPreview {
        file,
        long: layout == Layout::Long,
        figures: weighed.len(),
        counts: counts
            .into_iter()
            .map(|(verdict, rows)| VerdictCount { verdict: verdict.to_owned(), rows })
            .collect(),
        rows: rows.into_iter().take(SHOWN).map(|(at, row)| row_view(book, at, row)).collect(),
        units: unknown_units(book, weighed),
        indicators: unknown_indicators(book, weighed),
    }
}

fn verdict(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Taken => "taken",
        Verdict::Replaces(_) => "replaces",
        Verdict::Same => "same",
        Verdict::Differs(_) => "differs",
        Verdict::Unknown(Doubt::Unit(_)) => "unit",
        Verdict::Unknown(Doubt::Period) => "period",
        Verdict::Unknown(Doubt::Indicator(_)) => "indicator",
        Verdict::Unknown(Doubt::Measure) => "measure",
        Verdict::Unknown(Doubt::Value) => "value",
        Verdict::Unknown(Doubt::Twice(_)) => "twice",
        Verdict::Unknown(Doubt::Asked) => "asked",
    }
}

fn row_view(book: &Book, at: usize, row: &Weighed) -> HistoryRowView {
    let HistoryLine { row: number, unit, period, indicator, .. } = &row.line;
    HistoryRowView {
        at,
        row: *number,
        unit: unit.clone(),
        period: period.clone(),
        indicator: indicator.clone(),
        value: match &row.line.held {
            Held::Nothing => String::new(),
            Held::Number(number) => viet::number::format(Number::new(number.value())),
            Held::Text(text) | Held::Wrong(text) => text.clone(),
        },
        means: row.cell.as_ref().map(|(key, _)| MeansView {
            unit: book.unit_name(&key.unit),
            period: key.period,
            indicator: key.indicator.clone(),
            measure: key.measure,
        }),
        verdict: verdict(&row.verdict).to_owned(),
        kept: match &row.verdict {
            Verdict::Differs(kept) | Verdict::Replaces(kept) => Some(printed(*kept)),
            _ => None,
        },
        twice: match &row.verdict {
            Verdict::Unknown(Doubt::Twice(row)) => Some(*row),
            _ => None,
        },
    }
}

fn unknown_units(book: &Book, weighed: &[Weighed]) -> Vec<UnknownUnit> {
    let mut unknown: BTreeMap<&str, (usize, Option<Period>, BTreeSet<&UnitId>)> = BTreeMap::new();
    for row in weighed {
        let Verdict::Unknown(Doubt::Unit(proposals)) = &row.verdict else { continue };
        let (rows, period, known) = unknown.entry(row.line.unit.trim()).or_default();
        *rows += 1;
        *period = period.or_else(|| viet::period::parse(&row.line.period));
        known.extend(proposals);
    }
    let view = |(name, (rows, period, proposals)): (&str, (usize, Option<Period>, BTreeSet<&UnitId>))| {
        let proposals = proposals.into_iter().map(|unit| unit_ref(book, unit)).collect();
        UnknownUnit { name: name.to_owned(), rows, period, proposals }
    };
    unknown.into_iter().map(view).collect()
}

fn unknown_indicators(book: &Book, weighed: &[Weighed]) -> Vec<UnknownIndicator> {
    let mut unknown: BTreeMap<&str, (usize, Option<&Code>)> = BTreeMap::new();
    for row in weighed {
        let Verdict::Unknown(Doubt::Indicator(starter)) = &row.verdict else { continue };
        let (rows, known) = unknown.entry(row.line.indicator.trim()).or_default();
        *rows += 1;
        *known = known.or(starter.as_ref());
    }
    let free = (1..).map(|number| Code::from(format!("LS{number:02}")));
    let free = free.filter(|code| book.indicator(code).is_none());
    let view = |((name, (rows, starter)), free): ((&str, (usize, Option<&Code>)), Code)| UnknownIndicator {
        name: name.to_owned(),
        rows,
        starter: starter.cloned(),
        free,
    };
    unknown.into_iter().zip(free).map(view).collect()
}
