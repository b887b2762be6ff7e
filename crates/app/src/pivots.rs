//! Tables that people lay out: answered, kept, put into a report.

use crate::series::{point, share_key};
use crate::view::{
    AskPivot, AskPivotMap, HeadView, KeepPivot, PivotCell, PivotMap, PivotRow, PivotView, PlacePivot,
    PlacedPivot, ProseEdit, WriteProse,
};
use crate::{App, Trouble, charts, matches, not_found, see_all};
use engine::access::{Right, may, sees_indicator};
use engine::pivot::{self, Answer, Entry, Head, Unplaced};
use engine::watch::words::in_words;
use engine::{Book, issue};
use model::{
    Account, Code, Date, Dimension, Flaw, Inline, Measure, PassageId, PassageKind, Period, Pivot,
    PivotBoundaries, PivotId, Refusal, UnitId,
};

impl App {
    /// A table as it is now, or as it was known at a day or cut.
    ///
    /// # Errors
    /// As [`pivot::check`]; `not-allowed`.
    pub async fn pivot(&self, who: &Account, ask: AskPivot) -> Result<PivotView, Trouble> {
        see_all(who)?;
        let then = self.book_then(ask.as_of.as_deref()).await?;
        let now = self.book().await;
        let book = then.as_deref().unwrap_or(&now);
        // What may be seen is said by the book of now.
        let (pivot, hidden) = shown(&now, who, ask.pivot);
        pivot::check(book, &pivot)?;
        let key = share_key(ask.share.as_deref());
        let answer = pivot::answer(book, &pivot, self.0.clock.today(), &key);
        Ok(view(book, &answer, hidden))
    }

    /// A column of a table on the map, by the boundaries on which the table is told.
    ///
    /// # Errors
    /// As [`App::pivot`]; `bad-input` where the rows are not units, `not-found` without such a column.
    pub async fn pivot_map(&self, who: &Account, ask: AskPivotMap) -> Result<PivotMap, Trouble> {
        if ask.table.pivot.rows != [Dimension::Unit] {
            return Err(Refusal::from(Flaw::MapWantsUnits).into());
        }
        let (boundaries, today) = (ask.table.pivot.boundaries, self.0.clock.today());
        let view = self.pivot(who, ask.table).await?;
        let column = view.columns.get(ask.column).ok_or_else(|| not_found("cột này"))?;
        let named = || view.heads.iter().chain(column);
        let period = named().find(|head| head.dimension == Dimension::Period);
        let period = period.and_then(|head| head.key.parse::<Period>().ok());
        let day = match boundaries {
            PivotBoundaries::Today => today,
            PivotBoundaries::Day { day } => day,
            PivotBoundaries::Then => period.map_or(today, |period| period.calendar_window().to),
        };
        let book = self.book().await;
        Ok(map(&book, &view, ask.column, day))
    }

    /// The kept tables, in Vietnamese order.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn pivots(&self, who: &Account, search: Option<&str>) -> Result<Vec<PivotRow>, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let kept = book.pivots.values().filter(|kept| !kept.removed);
        let mut rows: Vec<PivotRow> = kept
            .filter(|kept| matches(&kept.table.name, search))
            .map(|kept| PivotRow {
                id: kept.table.id.clone(),
                name: kept.table.name.clone(),
                pivot: kept.table.pivot.clone(),
                by: book.person(&kept.by),
                at: kept.at.clone(),
                own: kept.by == who.name || may(who, Right::EditCatalogue),
            })
            .collect();
        rows.sort_by(|a, b| viet::collate::compare(&a.name, &b.name).then(a.id.cmp(&b.id)));
        Ok(rows)
    }

    /// Keeps a table, a new one without `id`; answers with the list.
    ///
    /// # Errors
    /// As [`pivot::keep`].
    pub async fn keep_pivot(
        &self,
        who: &Account,
        id: Option<&PivotId>,
        input: KeepPivot,
    ) -> Result<Vec<PivotRow>, Trouble> {
        let decide = |book: &Book| pivot::keep(book, who, id, &input.name, input.pivot.clone()).map(Some);
        self.act(&who.name, decide).await?;
        self.pivots(who, None).await
    }

    /// Takes a kept table out of the list, or puts it back.
    ///
    /// # Errors
    /// As [`pivot::switch`].
    pub async fn switch_pivot(
        &self,
        who: &Account,
        id: &PivotId,
        removed: bool,
    ) -> Result<Vec<PivotRow>, Trouble> {
        self.act(&who.name, |book| pivot::switch(book, who, id, removed).map(Some)).await?;
        self.pivots(who, None).await
    }

    /// Puts a table at the end of a living report's text, every cell a bound figure.
    ///
    /// # Errors
    /// As [`pivot::check`] and for writing prose; `bad-input` for periods of another kind than the report's.
    pub async fn place_pivot(&self, who: &Account, input: PlacePivot) -> Result<PlacedPivot, Trouble> {
        see_all(who)?;
        let (passage, edits) = {
            let book = self.book().await;
            let (pivot, _) = shown(&book, who, input.pivot);
            pivot::check(&book, &pivot)?;
            let answer = pivot::answer(&book, &pivot, self.0.clock.today(), &share_key(None));
            let state = issue::living(&book, input.period)?;
            let prefix = format!("bang-{}", book.cut.0 + 1);
            let names = |head: &Head| head_view(&book, head).name;
            let mut now =
                pivot::in_report(&book, &answer, input.period, &prefix, &names).map_err(unplaced)?;
            if let Some(caption) = input.caption.filter(|caption| !caption.trim().is_empty()) {
                now.inlines = vec![Inline::text(caption.trim())];
            }
            let ends = |kind: PassageKind| {
                matches!(kind, PassageKind::Annex | PassageKind::WideAnnex | PassageKind::Note)
            };
            let body = state.template.passages.iter().take_while(|passage| !ends(passage.kind));
            let passage = PassageId::from(prefix);
            let after = body.last().map(|passage| passage.id.clone());
            (passage.clone(), vec![ProseEdit::Write { id: passage, base: None, now, after }])
        };
        self.write_prose(who, input.period, WriteProse { save: None, edits }).await?;
        Ok(PlacedPivot { passage })
    }
}

/// A table without the indicators that a person may not see, and how many those are.
fn shown(book: &Book, who: &Account, mut pivot: Pivot) -> (Pivot, usize) {
    let before = pivot.indicators.len();
    let sees = |code: &Code| book.indicator(code).is_none_or(|indicator| sees_indicator(who, indicator));
    pivot.indicators.retain(sees);
    let hidden = before - pivot.indicators.len();
    (pivot, hidden)
}

fn unplaced(why: Unplaced) -> Refusal {
    match why {
        Unplaced::OtherKind(period) => Flaw::TableOtherKind.about(period),
        Unplaced::Together => Flaw::TableTogether.into(),
        Unplaced::Empty => Flaw::TableEmpty.into(),
    }
}

fn view(book: &Book, answer: &Answer, hidden: usize) -> PivotView {
    let heads = |heads: &Vec<Head>| heads.iter().map(|head| head_view(book, head)).collect();
    let cell = |entry: &Entry| {
        let point = entry.told.as_ref().map(|told| point::told(book, told));
        let (printed, value) = match (entry.compared, &point) {
            (Some(compared), _) => (
                compared.value.map(|value| point::printed(value, compared.decimals)),
                compared.value.map(|value| value.normalize().to_string()),
            ),
            (None, Some(point)) => (point.printed.clone(), point.value.clone()),
            (None, None) => (None, None),
        };
        PivotCell { printed, value, point }
    };
    PivotView {
        cut: book.cut,
        heads: answer.heads.iter().map(|head| head_view(book, head)).collect(),
        rows: answer.rows.iter().map(heads).collect(),
        columns: answer.columns.iter().map(heads).collect(),
        cells: answer.entries.iter().map(|row| row.iter().map(cell).collect()).collect(),
        hidden,
    }
}

/// A column drawn: who has no number or no boundary is named below.
fn map(book: &Book, view: &PivotView, column: usize, day: Date) -> PivotMap {
    let heads: Vec<&HeadView> =
        view.heads.iter().chain(view.columns.get(column).into_iter().flatten()).collect();
    let unit = heads.iter().find_map(|head| head.measure_unit.clone()).unwrap_or_default();
    let (mut groups, mut areas, mut gaps, mut bare) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (row, cells) in view.rows.iter().zip(&view.cells) {
        let Some(head) = row.first().filter(|head| !head.key.is_empty()) else { continue };
        let cell = cells.get(column);
        let amount = cell.and_then(|cell| cell.value.as_ref()?.parse().ok());
        let words = cell.and_then(|cell| cell.printed.clone()).unwrap_or_default();
        let area = charts::boundary(book, &UnitId::from(head.key.as_str()), day);
        gaps.extend(amount.is_none().then(|| head.name.clone()));
        bare.extend(area.is_none().then(|| head.name.clone()));
        let value = amount.map(|amount| chart::Value { amount, words });
        groups.push(chart::Group { label: head.name.clone(), values: vec![value] });
        areas.push(area);
    }
    let listed = |what: &str, names: Vec<String>| {
        (!names.is_empty()).then(|| format!("{what}: {}.", names.join(", ")))
    };
    let on = format!("Địa giới ngày {}.", viet::date::format(day));
    let source = std::iter::once(on)
        .chain(listed("Chưa có số liệu", gaps))
        .chain(listed("Chưa có ranh giới", bare))
        .collect();
    let series = vec![heads.iter().map(|head| head.name.as_str()).collect::<Vec<_>>().join(", ")];
    let drawing = chart::Chart { shape: chart::Shape::Map { areas }, unit, series, groups, source };
    PivotMap { svg: drawing.svg(), alt: drawing.alt() }
}

/// How a head reads.
fn head_view(book: &Book, head: &Head) -> HeadView {
    let plain = |dimension, key: String, name: String| HeadView { dimension, key, name, measure_unit: None };
    match head {
        Head::Indicator(code) => {
            let found = book.indicator(code);
            let name = found.map_or_else(|| code.to_string(), |indicator| indicator.name.clone());
            let measure_unit = found.map(|indicator| indicator.measure_unit.clone());
            HeadView { measure_unit, ..plain(Dimension::Indicator, code.to_string(), name) }
        }
        Head::Measure(measure) => {
            let (key, name) = measure_words(*measure);
            plain(Dimension::Measure, key.to_owned(), name.to_owned())
        }
        Head::Unit(unit) => plain(Dimension::Unit, unit.to_string(), book.unit_name(unit)),
        Head::Together => plain(Dimension::Unit, String::new(), "Cộng chung".to_owned()),
        Head::Period(period) => plain(Dimension::Period, period.to_string(), in_words(*period)),
    }
}

fn measure_words(measure: Measure) -> (&'static str, &'static str) {
    match measure {
        Measure::Actual => ("actual", "Thực hiện"),
        Measure::Plan => ("plan", "Kế hoạch năm"),
        Measure::Estimate => ("estimate", "Ước thực hiện"),
        Measure::PctOfPlan => ("pct_of_plan", "% kế hoạch"),
        Measure::ChangePct => ("change_pct", "Tăng, giảm % so với kỳ trước"),
        Measure::GrowthPct => ("growth_pct", "Tăng, giảm % so với cùng kỳ"),
        Measure::ChangeAbs => ("change_abs", "Tăng, giảm so với kỳ trước"),
    }
}
