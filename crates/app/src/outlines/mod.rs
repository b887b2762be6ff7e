//! Outlines: the list, the preview, those of the office.

mod offers;
mod start;

use crate::view::{
    KeepReport, OutlineFault, OutlineFigure, OutlineIndicator, OutlineKept, OutlineRow, OutlineText,
    OutlineView,
};
use crate::{App, Trouble, eyes, matches, not_found, see_all};
use catalogue::DataError;
use engine::access::{Right, may, need, sees_indicator};
use engine::compile::Compiled;
use engine::outlines::{self, Found};
use engine::{Book, LivingState, collect, compile, issue};
use model::{Account, Cut, Inline, OutlineAct, OutlineId, Passage, Period, PeriodKind, Template, UnitKind};
use std::sync::Arc;

impl App {
    /// Outlines: those of the office, then those that come with the program.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn outlines(
        &self,
        who: &Account,
        search: Option<&str>,
        level: Option<UnitKind>,
        kind: Option<PeriodKind>,
    ) -> Result<Vec<OutlineRow>, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let found = outlines::all(&book).into_iter();
        let rows = found
            .filter(|f| level.is_none_or(|level| f.outline.head.level == level))
            .filter(|f| kind.is_none_or(|kind| f.outline.head.kinds.contains(&kind)))
            .filter(|f| matches(&format!("{} {}", f.outline.head.name, f.id), search));
        let mut rows: Vec<OutlineRow> = rows.map(|f| row(&book, &f)).collect();
        rows.sort_by_key(|row| (row.removed, !row.own, !row.fits));
        Ok(rows)
    }

    /// An outline for a kind of period, worded for the next period of that kind.
    ///
    /// # Errors
    /// `outline-gone`, `outline-other-kind`, `not-allowed`.
    pub async fn outline(
        &self,
        who: &Account,
        id: &OutlineId,
        kind: Option<PeriodKind>,
    ) -> Result<OutlineView, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let found = outlines::find(&book, id)?;
        let kinds = &found.outline.head.kinds;
        let kind = kind.filter(|kind| kinds.contains(kind)).or_else(|| kinds.first().copied());
        let kind = kind.unwrap_or(PeriodKind::Quarter);
        let period = next(&book, kind, self.0.clock.today()).ok_or_else(|| not_found("kỳ báo cáo"))?;
        let template = outlines::template(&book, &found.outline, kind, id.as_str());
        let needed = outlines::needed(&book, &template, period).into_iter();
        let mut indicators: Vec<OutlineIndicator> = needed
            .filter(|n| sees_indicator(who, &n.indicator))
            .map(|n| OutlineIndicator {
                owner: book.unit_name(&n.indicator.owner),
                held: n.held,
                indicator: n.indicator,
            })
            .collect();
        indicators.sort_by_key(|i| i.held);
        let figures = figures(&book, &template, &indicators);
        // Compiled in an empty book: an outline shows no figures of anybody.
        let state = LivingState { template, ..LivingState::default() };
        let compiled = Arc::new(compile::compile(&Book::default(), &state, period));
        let passages = self.shown_as_outline(&book, who, &state, &compiled);
        Ok(OutlineView {
            row: row(&book, &found),
            kind,
            period,
            passages,
            figures,
            lacking: indicators.iter().filter(|i| !i.held).count(),
            indicators,
            editable: may(who, Right::EditReport),
        })
    }

    fn shown_as_outline(
        &self,
        book: &Book,
        who: &Account,
        state: &LivingState,
        compiled: &Compiled,
    ) -> Vec<crate::view::LivingPassage> {
        let hidden = eyes::hidden(book, who, compiled).into_iter().cloned().collect();
        let page = crate::living::LivingPage { book, who, state, open: false, hidden, former: None };
        compiled.passages.iter().map(|passage| page.passage(passage)).collect()
    }

    /// An outline as text, with a name for its file.
    ///
    /// # Errors
    /// `outline-gone`, `not-allowed`.
    pub async fn outline_text(&self, who: &Account, id: &OutlineId) -> Result<(String, String), Trouble> {
        need(who, Right::EditReport)?;
        let book = self.book().await;
        let found = outlines::find(&book, id)?;
        Ok((format!("de-cuong-{id}.txt"), found.text.to_owned()))
    }

    /// Keeps an outline that was handed in as text: a new one, or in the place of one of the office.
    ///
    /// # Errors
    /// `outline-gone`, `bad-input`, `not-allowed`.
    pub async fn keep_outline(
        &self,
        who: &Account,
        id: Option<&OutlineId>,
        input: OutlineText,
    ) -> Result<OutlineKept, Trouble> {
        need(who, Right::EditReport)?;
        let faults = {
            let book = self.book().await;
            outlines::keep(&book, who, id, &input.text)?.err().unwrap_or_default()
        };
        if !faults.is_empty() {
            return Ok(OutlineKept { kept: None, faults: faults.into_iter().map(fault).collect() });
        }
        let cut = self.act(&who.name, |book| Ok(outlines::keep(book, who, id, &input.text)?.ok())).await?;
        let kept = id.cloned().unwrap_or_else(|| named(cut));
        Ok(OutlineKept { kept: Some(self.outline_row(&kept).await?), faults: Vec::new() })
    }

    /// Keeps the living report of a period as an outline: figures stay bound, their numbers are left out.
    ///
    /// # Errors
    /// `not-found`, `bad-input`, `restricted-inside`, `not-allowed`.
    pub async fn keep_report(
        &self,
        who: &Account,
        period: Period,
        input: KeepReport,
    ) -> Result<OutlineKept, Trouble> {
        need(who, Right::EditReport)?;
        let text = {
            let book = self.book().await;
            let state = issue::living(&book, period)?;
            eyes::whole(&book, who, &self.compiled(&book, state, period))?;
            outlines::text_of(&book, period, &input.name, &input.kinds)?
        };
        self.keep_outline(who, None, OutlineText { text }).await
    }

    /// Takes an outline of the office out of the list, or puts it back.
    ///
    /// # Errors
    /// `outline-gone`, `bad-input`, `not-allowed`.
    pub async fn switch_outline(
        &self,
        who: &Account,
        id: &OutlineId,
        removed: bool,
    ) -> Result<OutlineRow, Trouble> {
        self.act(&who.name, |book| outlines::switch(book, who, id, removed).map(Some)).await?;
        self.outline_row(id).await
    }

    async fn outline_row(&self, id: &OutlineId) -> Result<OutlineRow, Trouble> {
        let book = self.book().await;
        Ok(row(&book, &outlines::find(&book, id)?))
    }
}

/// The name of an outline that was kept at a position.
fn named(cut: Cut) -> OutlineId {
    OutlineId::from(format!("dc-{}", cut.0))
}

fn fault(error: DataError) -> OutlineFault {
    OutlineFault { line: error.line, says: error.says }
}

fn row(book: &Book, found: &Found<'_>) -> OutlineRow {
    let head = &found.outline.head;
    let level = book.units.get(&book.place_unit()).map(|unit| unit.kind);
    OutlineRow {
        id: found.id.clone(),
        name: head.name.clone(),
        level: head.level,
        kinds: head.kinds.clone(),
        own: found.own.is_some(),
        removed: found.own.is_some_and(|own| own.removed),
        by: found.own.map(|own| book.person(&own.by)),
        at: found.own.map(|own| own.at.clone()),
        fits: level == Some(head.level),
    }
}

/// The next period of a kind that has no report yet; in a place without reports, the one that ran on `today`.
fn next(book: &Book, kind: PeriodKind, today: model::Date) -> Option<Period> {
    let newest = book.reports.keys().rev().find(|p| p.kind() == kind);
    let following =
        newest.map(|p| p.shift(1)).or_else(|| collect::next_period(book).filter(|p| p.kind() == kind));
    following.or_else(|| running(kind, today)).or_else(|| Period::days(today, today))
}

/// The period of a kind that a day lies in.
fn running(kind: PeriodKind, day: model::Date) -> Option<Period> {
    let numbers = 1..=i8::try_from(kind.per_year().unwrap_or(1)).unwrap_or(1);
    let mut periods = numbers.filter_map(|number| Period::new(day.year(), kind, number));
    periods.find(|p| p.calendar_window().to >= day)
}

fn figures(book: &Book, template: &Template, indicators: &[OutlineIndicator]) -> Vec<OutlineFigure> {
    let name = |code: &model::Code| {
        let found = indicators.iter().find(|i| i.indicator.code == *code);
        found.map_or_else(|| code.to_string(), |i| i.indicator.name.clone())
    };
    let one = |inline: &Inline| match inline {
        Inline::Figure { figure } => Some(OutlineFigure {
            id: figure.id.clone(),
            code: figure.indicator.clone(),
            measure: figure.measure,
            name: match &figure.formula {
                Some(formula) if book.indicator(&figure.indicator).is_some() => {
                    engine::rules::in_words(book, formula)
                }
                Some(formula) => formula.replace(figure.indicator.as_str(), &name(&figure.indicator)),
                None => name(&figure.indicator),
            },
        }),
        _ => None,
    };
    template.passages.iter().flat_map(Passage::all_inlines).filter_map(one).collect()
}

/// What was done around outlines, as the log names it.
pub(crate) fn described(what: &OutlineAct) -> (&'static str, String, Option<Period>) {
    match what {
        OutlineAct::Kept { outline, .. } => ("outline_kept", outline.to_string(), None),
        OutlineAct::Switched { outline, removed: true } => ("outline_removed", outline.to_string(), None),
        OutlineAct::Switched { outline, .. } => ("outline_put_back", outline.to_string(), None),
        OutlineAct::Started { start } => ("prose_started", String::new(), Some(start.period)),
        OutlineAct::StartTakenBack { period } => ("prose_start_taken_back", String::new(), Some(*period)),
        OutlineAct::OfferSettled { period, how, .. } => {
            let did = match how {
                model::OfferSettled::Taken { .. } => "prose_offer_taken",
                model::OfferSettled::Left => "prose_offer_left",
                model::OfferSettled::Open => "prose_offer_opened",
            };
            (did, String::new(), Some(*period))
        }
    }
}
