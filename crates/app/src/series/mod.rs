//! Figures over time: an indicator of any area, the profile of a unit, and where each number comes from.

mod asked;
mod outliers;
pub(crate) mod point;
mod profile;

use crate::view::{
    AskSeries, BecameView, EndedView, ForebearView, LivedView, MarkView, SeriesBasis, SeriesLine, SeriesView,
};
use crate::{App, Trouble, catalogue, not_found, see_all, unit_ref};
use asked::Asked;
pub(crate) use asked::key as share_key;
use engine::access::{sees_all_of, sees_indicator};
use engine::series::{Area, Lens, Line, Mark, MarkKind, Told, beside};
use engine::{Book, life, plans, time};
use model::{Account, Code, Date, Decimal, Indicator, Measure, Period, Timing, UnitId};

impl App {
    /// An indicator of an area over time.
    ///
    /// # Errors
    /// `not-found`, `bad-input` for what is no area, day or period, `not-allowed`.
    pub async fn series(&self, who: &Account, code: &Code, ask: &AskSeries) -> Result<SeriesView, Trouble> {
        see_all(who)?;
        let today = self.0.clock.today();
        let then = self.book_then(ask.as_of.as_deref()).await?;
        let now = self.book().await;
        let book = then.as_deref().unwrap_or(&now);
        let indicator = seen(&now, book, who, code)?;
        let asked = Asked::of(book, indicator, ask, today)?;
        Ok(series(book, indicator, &asked))
    }

    /// Where a figure of a series comes from.
    ///
    /// # Errors
    /// As [`App::series`].
    pub async fn series_basis(
        &self,
        who: &Account,
        code: &Code,
        ask: &AskSeries,
    ) -> Result<SeriesBasis, Trouble> {
        see_all(who)?;
        let today = self.0.clock.today();
        let then = self.book_then(ask.as_of.as_deref()).await?;
        let (mut basis, reads) = {
            let now = self.book().await;
            let book = then.as_deref().unwrap_or(&now);
            let indicator = seen(&now, book, who, code)?;
            let asked = Asked::of(book, indicator, ask, today)?;
            let period = asked.period.ok_or_else(|| not_found("kỳ này"))?;
            let key = asked.key();
            let lens = Lens::declared(book, &key);
            let line = lens.line(&asked.ask).ok_or_else(|| not_found("chỉ tiêu này"))?;
            point::basis(book, &|code| sees_all_of(&now, who, [code]), &line.at(period))
        };
        // A sentence stands in the kept text of the report that it was read in.
        for (row, read) in basis.rows.iter_mut().zip(reads) {
            if let Some((report, start, end)) = read {
                let kept = self.kept(&report).await?;
                let file = self.book().await.readings.get(&report).map(|r| r.file_name.clone());
                let words = crate::basis::around(&kept.source.text, start, end);
                row.from = Some(format!("{}: “…{words}…”", file.unwrap_or_default()));
            }
        }
        Ok(basis)
    }
}

/// An indicator of a book; whether it may be seen is said by the book of now.
fn seen<'a>(now: &Book, book: &'a Book, who: &Account, code: &Code) -> Result<&'a Indicator, Trouble> {
    now.indicator(code).filter(|i| sees_indicator(who, i)).ok_or_else(|| not_found("chỉ tiêu này"))?;
    Ok(book.indicator(code).ok_or_else(|| not_found("chỉ tiêu này vào ngày ấy"))?)
}

fn series(book: &Book, indicator: &Indicator, asked: &Asked) -> SeriesView {
    let key = asked.key();
    let lens = Lens::declared(book, &key);
    let line_of = |area: &Area, measure: Measure| {
        lens.line(&engine::series::Ask { area: area.clone(), measure, ..asked.ask.clone() })
    };
    let area = &asked.ask.area;
    let whole = line_of(area, asked.ask.measure);
    let plan = (asked.ask.measure == Measure::Actual).then(|| line_of(area, Measure::Plan)).flatten();
    let points: Vec<Told> =
        whole.iter().flat_map(|line| asked.periods.iter().map(|p| line.told(*p))).collect();
    let beside = whole.iter().flat_map(|line| {
        let plan = plan.as_ref();
        points.iter().map(move |point| {
            let share = plan_share(book, asked, point.period());
            let mut beside = beside(line, plan, share, point.period(), point);
            // How a year goes on is asked while it runs.
            beside.annualised =
                beside.annualised.filter(|_| asked.years.is_some_and(|y| y.last == point.period().year()));
            point::beside(&beside, indicator, point.decimals())
        })
    });
    let beside = beside.collect();
    // What a level does itself is not told by those below.
    let rows = if indicator.joining.level.is_some() { Vec::new() } else { rows(&lens, asked) };
    let lines = rows.iter().filter_map(|unit| {
        let line = line_of(&Area::of(unit), asked.ask.measure)?;
        Some(told(book, Some(unit), &line, &asked.periods))
    });
    let first_last = asked.periods.first().zip(asked.periods.last());
    let marks = first_last.map(|(first, last)| lens.marks(area, *first, *last)).unwrap_or_default();
    SeriesView {
        indicator: catalogue::view(book, indicator),
        area: area.0.iter().map(|unit| unit_ref(book, unit)).collect(),
        boundaries: asked.boundaries.clone(),
        on: asked.on.map(|day| day.to_string()),
        share: asked.share.clone(),
        grain: asked.grain,
        measure: asked.ask.measure,
        to_date: asked.ask.view == engine::series::View::ToDate,
        periods: asked.periods.clone(),
        total: SeriesLine {
            unit: area.unit().map(|unit| unit_ref(book, unit)),
            lived: area.unit().map(|unit| lived(book, unit)).unwrap_or_default(),
            points: points.iter().map(|p| point::told(book, p)).collect(),
        },
        beside,
        rows: lines.collect(),
        marks: marks
            .iter()
            .map(|mark| mark_view(book, mark, &asked.periods))
            .chain(life_marks(book, &indicator.code, &asked.periods))
            .collect(),
        stated: asked.stated.iter().copied().collect(),
        years: asked.years,
    }
}

/// The units by which an area's figures are told; none for one without any below, which is told by itself already.
fn rows(lens: &Lens<'_>, asked: &Asked) -> Vec<UnitId> {
    let area = &asked.ask.area;
    let rows = lens.rows(area, asked.ask.boundaries, &asked.periods);
    if *area.0 == *rows { Vec::new() } else { rows }
}

fn told(book: &Book, unit: Option<&UnitId>, line: &Line<'_>, periods: &[Period]) -> SeriesLine {
    SeriesLine {
        unit: unit.map(|unit| unit_ref(book, unit)),
        lived: unit.map(|unit| lived(book, unit)).unwrap_or_default(),
        points: periods.iter().map(|p| point::told(book, &line.told(*p))).collect(),
    }
}

/// What became of the indicator in the time of some periods.
fn life_marks(book: &Book, code: &Code, periods: &[Period]) -> Vec<MarkView> {
    let Some((first, last)) = periods.first().zip(periods.last()) else { return Vec::new() };
    let within = first.calendar_window().from..=last.calendar_window().to;
    let breaks = life::breaks(book, code).into_iter().filter(|mark| within.contains(&mark.on));
    let view = |mark: life::Break| MarkView {
        on: mark.on.to_string(),
        period: periods.iter().find(|p| mark.on <= p.calendar_window().to).copied(),
        legal_basis: Some(mark.basis).filter(|basis| !basis.is_empty()).into_iter().collect(),
        became: Vec::new(),
        ended: None,
        told: Some(crate::life::told(book, code, &mark.event)),
    };
    breaks.map(view).collect()
}

/// How much of the year's plan a milestone asks for by the end of a period; none where no milestone speaks of it.
fn plan_share(book: &Book, asked: &Asked, period: Period) -> Option<Decimal> {
    let key = model::CellKey {
        indicator: asked.ask.indicator.clone(),
        unit: asked.ask.area.unit()?.clone(),
        period: engine::plan_year(period),
        measure: Measure::Plan,
    };
    let progress = plans::progress(book, &key, period)?;
    let due = progress.due.filter(|due| matches!(due.by, plans::DueBy::Milestone(_)))?;
    due.amount.checked_div(progress.version.amount.value())
}

/// When a unit was there.
pub(crate) fn lived(book: &Book, unit: &UnitId) -> LivedView {
    let placements = book.units.get(unit).map_or(&[][..], |unit| &unit.placements);
    let day = |date: model::Date| date.to_string();
    LivedView {
        from: placements.first().and_then(|p| p.from).map(day),
        until: placements.last().and_then(|p| p.to).map(day),
    }
}

pub(crate) fn mark_view(book: &Book, mark: &Mark, periods: &[Period]) -> MarkView {
    let name = |unit: &UnitId| book.unit_name(unit);
    let after = |p: &&Period| mark.on <= p.legal_window().to;
    let view = MarkView {
        on: mark.on.to_string(),
        period: periods.iter().find(after).copied(),
        legal_basis: Vec::new(),
        became: Vec::new(),
        ended: None,
        told: None,
    };
    match &mark.kind {
        MarkKind::Reorganised { legal_basis, became } => MarkView {
            legal_basis: legal_basis.clone(),
            became: became
                .iter()
                .map(|(heir, from)| BecameView {
                    unit: name(heir),
                    from: from
                        .iter()
                        .map(|(unit, whole)| ForebearView { unit: name(unit), whole: *whole })
                        .collect(),
                })
                .collect(),
            ..view
        },
        MarkKind::LevelEnded { level, units } => MarkView {
            ended: Some(EndedView { level: *level, units: units.iter().map(name).collect() }),
            ..view
        },
    }
}

/// A day as ISO, or as of the boundaries of each period.
pub(crate) fn day_of(text: &str, today: Date) -> Result<Option<Date>, Trouble> {
    match text {
        "then" => Ok(None),
        "today" | "" => Ok(Some(today)),
        day => Ok(Some(crate::day(day)?)),
    }
}

/// Whether figures of an indicator add up over time.
pub(crate) fn adds_up(indicator: &Indicator) -> bool {
    matches!(indicator.timing, Timing::Flow | Timing::Cumulative)
}

/// The periods of a kind between two.
pub(crate) fn periods_of(kind: model::PeriodKind, first: Period, last: Period) -> Vec<Period> {
    time::periods(kind, first, last)
}
