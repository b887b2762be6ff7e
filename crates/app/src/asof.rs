//! As of a day: what was known then, what changed since, by whom.

use crate::composed::{Before, composed};
use crate::forms::printed;
use crate::view::{FigureThen, ReportThen, RestatedHow, RestatedPage, RestatedRow, StatementView};
use crate::{App, Trouble, eyes, matches, not_found, page, see_all, unit_ref};
use engine::access::sees_indicator;
use engine::compile::{CompiledFigure, compile};
use engine::restated::{self, Move, Restated};
use engine::{Book, Cell, issue};
use jiff::{civil::Date, tz};
use model::{Account, CellKey, Cut, Flaw, Period};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Books of earlier cuts that are kept.
const BOOKS: usize = 3;

/// Books as they were, the last one asked for at the end.
#[derive(Default)]
pub(crate) struct Earlier(Mutex<Vec<Arc<Book>>>);

impl Earlier {
    fn find(&self, cut: Cut) -> Option<Arc<Book>> {
        let mut books = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = books.iter().position(|book| book.cut == cut)?;
        let book = books.remove(at);
        books.push(Arc::clone(&book));
        Some(book)
    }

    fn keep(&self, book: Arc<Book>) {
        let mut books = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if books.len() >= BOOKS {
            books.remove(0);
        }
        books.push(book);
    }
}

/// What of a list of restatements is asked for.
#[derive(Clone, Debug, Default)]
pub struct RestatedQuery {
    /// Words.
    pub search: Option<String>,
    /// One kind alone.
    pub how: Option<RestatedHow>,
    /// From one.
    pub page: Option<usize>,
}

impl App {
    /// The last entry of a day in Vietnam (`2026-03-20`), or the entry of a number.
    ///
    /// # Errors
    /// `bad-input` for what is neither.
    pub(crate) async fn cut_of(&self, as_of: &str) -> Result<Cut, Trouble> {
        let newest = self.book().await.cut;
        if let Ok(number) = as_of.parse() {
            return Ok(Cut(number).min(newest));
        }
        let wrong = || Flaw::DayOrCutWrong.about(as_of);
        let day: Date = as_of.parse().map_err(|_| wrong())?;
        let zone = tz::TimeZone::fixed(tz::offset(crate::clock::HOURS));
        let next = day
            .tomorrow()
            .and_then(|next| next.at(0, 0, 0, 0).to_zoned_datetime(zone))
            .map_err(|_| wrong())?;
        Ok(self.store().cut_before(&next.timestamp().to_string()).await?.min(newest))
    }

    /// The book as it was at a cut.
    pub(crate) async fn book_at(&self, cut: Cut) -> Result<Arc<Book>, Trouble> {
        if let Some(book) = self.0.earlier.find(cut) {
            return Ok(book);
        }
        let entries = self.store().entries_between(Cut::default(), cut).await?;
        let book = tokio::task::spawn_blocking(move || Arc::new(Book::from_entries(&entries)));
        let book = book.await.map_err(|e| Trouble::Defect(e.to_string()))?;
        self.0.earlier.keep(Arc::clone(&book));
        Ok(book)
    }

    /// The book as it was at a day or cut, where one is asked for.
    ///
    /// # Errors
    /// As [`App::cut_of`].
    pub(crate) async fn book_then(&self, as_of: Option<&str>) -> Result<Option<Arc<Book>>, Trouble> {
        match as_of.filter(|as_of| !as_of.is_empty()) {
            Some(as_of) => Ok(Some(self.book_at(self.cut_of(as_of).await?).await?)),
            None => Ok(None),
        }
    }

    /// The figures that say something else than at a day or cut.
    ///
    /// # Errors
    /// `bad-input`, `not-allowed`.
    pub async fn restated(
        &self,
        who: &Account,
        as_of: &str,
        query: RestatedQuery,
    ) -> Result<RestatedPage, Trouble> {
        see_all(who)?;
        let cut = self.cut_of(as_of).await?;
        let book = self.book().await;
        let prints = prints(&book);
        let found = restated::since(&book, cut).into_iter().filter(|r| {
            let indicator = book.indicator(&r.key.indicator).filter(|i| sees_indicator(who, i));
            let named = |name: &str| {
                let text =
                    format!("{} {name} {} {}", r.key.indicator, book.unit_name(&r.key.unit), r.key.period);
                matches(&text, query.search.as_deref())
            };
            indicator.is_some_and(|indicator| named(&indicator.name))
        });
        let found: Vec<Restated<'_>> = found.collect();
        let count = |how: Move| found.iter().filter(|r| r.how == how).count();
        let (changed, withdrawn, added) = (count(Move::Changed), count(Move::Withdrawn), count(Move::Added));
        let wanted = found.iter().filter(|r| query.how.is_none_or(|how| how == self::how(r.how)));
        // Only what is shown is told in full.
        let shown = page(wanted.collect(), query.page);
        let rows = shown.rows.into_iter().map(|r| row(&book, r, cut, &prints)).collect();
        Ok(RestatedPage { cut, rows, total: shown.total, changed, withdrawn, added })
    }

    /// A living report as it stood at a day or cut, with the figures that print otherwise now.
    ///
    /// # Errors
    /// `not-found` when there was none yet, `bad-input`, `not-allowed`.
    pub async fn report_then(
        &self,
        who: &Account,
        period: Period,
        as_of: &str,
    ) -> Result<ReportThen, Trouble> {
        see_all(who)?;
        let cut = self.cut_of(as_of).await?;
        let then = self.book_at(cut).await?;
        let state = then.report(period).ok_or_else(|| not_found("báo cáo của kỳ này vào ngày ấy"))?;
        let compiled = compile(&then, state, period);
        let book = self.book().await;
        eyes::whole(&book, who, &compiled)?;
        let now = self.compiled(&book, issue::living(&book, period)?, period);
        let prints: BTreeMap<_, _> =
            now.passages.iter().flat_map(|p| p.figures()).map(|f| (&f.figure.id, f)).collect();
        let figures = compiled.passages.iter().flat_map(|p| p.figures());
        let figures =
            figures.filter_map(|was| moved(&book, was, prints.get(&was.figure.id).copied())).collect();
        let words: BTreeMap<_, _> = now.passages.iter().map(|p| (&p.id, p.version)).collect();
        let same = compiled.passages.iter().filter(|p| words.get(&p.id) == Some(&p.version)).count();
        let passages = compiled.passages.len().max(now.passages.len()) - same;
        let document = composed(&then, state, period, &compiled, None, &Before(None));
        Ok(ReportThen { cut, html: report::html(&document), figures, passages })
    }
}

fn how(how: Move) -> RestatedHow {
    match how {
        Move::Changed => RestatedHow::Changed,
        Move::Withdrawn => RestatedHow::Withdrawn,
        Move::Added => RestatedHow::Added,
    }
}

fn said(cell: &Cell) -> Option<String> {
    cell.observation.stated.map(printed)
}

/// Which issued reports printed a cell: number and the cut that they were made of.
fn prints(book: &Book) -> BTreeMap<CellKey, Vec<(Cut, String)>> {
    let mut prints: BTreeMap<CellKey, Vec<(Cut, String)>> = BTreeMap::new();
    for (period, state) in &book.reports {
        for issued in &state.issues {
            for print in &issued.printed {
                let figure = &print.figure;
                let key = CellKey {
                    indicator: figure.indicator.clone(),
                    unit: figure.unit.clone().unwrap_or_else(|| book.place_unit()),
                    period: period.shift(figure.shift),
                    measure: figure.measure,
                };
                let number = issued.place().printed();
                let told = prints.entry(key).or_default();
                if told.last().is_none_or(|(_, last)| *last != number) {
                    told.push((issued.cut, number));
                }
            }
        }
    }
    prints
}

fn row(
    book: &Book,
    restated: &Restated<'_>,
    cut: Cut,
    prints: &BTreeMap<CellKey, Vec<(Cut, String)>>,
) -> RestatedRow {
    let key = restated.key;
    let indicator = book.indicator(&key.indicator);
    let statement = |cell: &Cell| StatementView {
        printed: said(cell),
        by: book.person(&cell.provenance.by),
        at: cell.provenance.at.clone(),
        cut: cell.provenance.cut,
        file: crate::basis::brought_by(&cell.provenance),
        note: cell.observation.note.clone(),
        known: cell.provenance.cut <= cut,
    };
    let stale = |(made, _): &&(Cut, String)| *made < restated.said.provenance.cut;
    RestatedRow {
        code: key.indicator.clone(),
        name: indicator.map(|i| i.name.clone()).unwrap_or_default(),
        measure_unit: indicator.map(|i| i.measure_unit.clone()).unwrap_or_default(),
        unit: unit_ref(book, &key.unit),
        period: key.period,
        measure: key.measure,
        how: how(restated.how),
        then: restated.then.and_then(said),
        now: restated.now.and_then(said),
        statements: restated::statements(book, key).map(statement).collect(),
        printed_in: prints.get(key).into_iter().flatten().filter(stale).map(|(_, n)| n.clone()).collect(),
    }
}

/// A figure that prints otherwise now, with the newest statement that it rests on.
fn moved(book: &Book, was: &CompiledFigure, is: Option<&CompiledFigure>) -> Option<FigureThen> {
    if is.is_some_and(|is| is.text == was.text) {
        return None;
    }
    let basis = &is.unwrap_or(was).resolved.basis;
    let newest = basis.iter().filter_map(|key| book.last_said(key)).max_by_key(|cell| cell.provenance.cut);
    let name = book.indicator(&was.figure.indicator).map(|i| i.name.clone()).unwrap_or_default();
    Some(FigureThen {
        id: was.figure.id.clone(),
        name,
        unit: was.figure.unit.as_ref().map(|unit| book.unit_name(unit)),
        then: was.text.clone(),
        now: is.map(|is| is.text.clone()),
        by: newest.map(|cell| book.person(&cell.provenance.by)),
        at: newest.map(|cell| cell.provenance.at.clone()),
    })
}
