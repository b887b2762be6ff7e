//! What a series is asked for, understood.

use super::{adds_up, day_of, periods_of};
use crate::view::{AskSeries, YearsView};
use crate::{Trouble, not_found, period};
use engine::Book;
use engine::series::{Area, Ask, Boundaries, View};
use model::{Date, Flaw, Indicator, Measure, Period, PeriodKind, Refusal, ShareKey, UnitId};
use std::collections::BTreeSet;

/// Most periods that one series shows.
const MOST: usize = 120;

/// What is asked, with what was left out filled in.
pub(super) struct Asked {
    pub(super) ask: Ask,
    pub(super) boundaries: String,
    pub(super) on: Option<Date>,
    pub(super) share: Option<String>,
    pub(super) grain: PeriodKind,
    pub(super) periods: Vec<Period>,
    pub(super) stated: BTreeSet<PeriodKind>,
    pub(super) years: Option<YearsView>,
    pub(super) period: Option<Period>,
}

impl Asked {
    pub(super) fn of(
        book: &Book,
        indicator: &Indicator,
        ask: &AskSeries,
        today: Date,
    ) -> Result<Self, Trouble> {
        let area = area(book, ask.area.as_deref())?;
        let boundaries = ask.boundaries.clone().unwrap_or_else(|| "today".to_owned());
        let on = day_of(&boundaries, today)?;
        let measure = ask.measure.unwrap_or(Measure::Actual);
        if !matches!(measure, Measure::Actual | Measure::Estimate | Measure::Plan) {
            return Err(Refusal::from(Flaw::SeriesMeasureWrong).into());
        }
        let known = known(book, indicator, measure);
        let stated: BTreeSet<PeriodKind> = known.iter().map(|p| p.kind()).collect();
        let grain = match (ask.grain, measure) {
            (_, Measure::Plan) => PeriodKind::Year,
            (Some(grain), _) => grain,
            (None, _) => most_told(&known).unwrap_or(PeriodKind::Quarter),
        };
        let given = |text: &Option<String>| text.as_deref().map(period).transpose();
        let (from, to) = (given(&ask.from)?, given(&ask.to)?);
        let first = from.or(known.first().copied());
        let last = to.or(known.last().copied());
        let mut periods = match (first, last, grain.of_months()) {
            (Some(first), Some(last), true) => periods_of(grain, first, last),
            (Some(_), Some(_), false) => known.iter().copied().filter(|p| p.kind() == grain).collect(),
            _ => Vec::new(),
        };
        // Nobody has begun to count what lies after the last figure.
        periods.drain(..periods.len().saturating_sub(MOST));
        let to_date = ask.to_date && adds_up(indicator);
        Ok(Self {
            ask: Ask {
                indicator: indicator.code.clone(),
                measure,
                area,
                boundaries: on.map_or(Boundaries::Then, Boundaries::On),
                view: if to_date { View::ToDate } else { View::Period },
            },
            boundaries,
            on,
            share: ask.share.clone().filter(|share| !share.is_empty()),
            grain,
            periods,
            stated,
            years: known
                .first()
                .zip(known.last())
                .map(|(first, last)| YearsView { first: first.year(), last: last.year() }),
            period: given(&ask.period)?,
        })
    }

    /// How large a part of a divided area each heir took.
    pub(super) fn key(&self) -> ShareKey {
        key(self.share.as_deref())
    }
}

/// How large a part of a divided area each heir took, counted in what is named; none = what is certain alone.
pub(crate) fn key(share: Option<&str>) -> ShareKey {
    share.map_or(ShareKey::Whole, |share| ShareKey::from(share.to_owned()))
}

/// The units whose areas are asked for; none = the place.
fn area(book: &Book, text: Option<&str>) -> Result<Area, Trouble> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(Area::of(&book.place_unit())) };
    let units: Vec<UnitId> = text.split(',').map(UnitId::from).collect();
    match units.iter().all(|unit| book.units.contains_key(unit)) {
        true => Ok(Area(units.into())),
        false => Err(not_found("đơn vị này").into()),
    }
}

/// The periods of which anybody stated the indicator, or for one that is computed, what it is computed from.
fn known(book: &Book, indicator: &Indicator, measure: Measure) -> Vec<Period> {
    let parts = indicator.formula.as_deref().and_then(|formula| formula::parse_expr(formula).ok());
    let parts = parts.iter().flat_map(|expr| expr.references()).map(|reference| reference.code.clone());
    let codes: BTreeSet<_> = parts.chain([indicator.code.clone()]).collect();
    let stated = codes.iter().flat_map(|code| book.stated_periods(code, measure));
    let planned = book.plans.keys().filter(|key| codes.contains(&key.indicator) && key.measure == measure);
    stated.chain(planned.map(|key| key.period)).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The kind of period that was told most often; of equals the finer.
fn most_told(known: &[Period]) -> Option<PeriodKind> {
    let kinds: BTreeSet<PeriodKind> = known.iter().map(|p| p.kind()).collect();
    let many = |kind: &PeriodKind| known.iter().filter(|p| p.kind() == *kind).count();
    kinds.into_iter().max_by_key(|kind| (many(kind), std::cmp::Reverse(*kind)))
}
