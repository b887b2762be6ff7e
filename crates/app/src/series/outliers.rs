//! Figures of a place that do not fit their own past.

use super::point::printed;
use super::profile::SPARK;
use crate::view::{AskOutliers, OutlierPage, OutlierRow, OutlierSort, OutlierWay};
use crate::{App, Trouble, matches, not_found, page, period, see_all, unit_ref};
use engine::Book;
use engine::access::sees_all_of;
use engine::series::{Area, Ask, Boundaries, Lens, View};
use engine::watch::area::{Strange, of_area};
use engine::watch::outlier::Way;
use model::{Account, Indicator, Measure, Period, PeriodKind, ShareKey, UnitId};
use std::collections::BTreeSet;

impl App {
    /// The figures of a unit and of those below it that do not fit their own past.
    ///
    /// # Errors
    /// `not-found`, `bad-input`, `wrong-period`, `not-allowed`.
    pub async fn outliers(
        &self,
        who: &Account,
        unit: &UnitId,
        ask: &AskOutliers,
    ) -> Result<OutlierPage, Trouble> {
        see_all(who)?;
        let today = self.0.clock.today();
        let then = self.book_then(ask.as_of.as_deref()).await?;
        let now = self.book().await;
        let book = then.as_deref().unwrap_or(&now);
        let sees = |indicator: &Indicator| sees_all_of(&now, who, [&indicator.code]);
        if !book.units.contains_key(unit) {
            return Err(not_found("đơn vị này").into());
        }
        let asked = ask.period.as_deref().map(period).transpose()?;
        let known = known(book, unit, &sees);
        let whole = |p: &&Period| p.kind().of_months();
        let newest = asked.or(known.iter().rev().find(whole).copied());
        let period = newest.or(Period::new(today.year(), PeriodKind::Year, 1));
        let period = period.ok_or_else(|| not_found("kỳ này"))?;
        let looked = of_area(book, unit, period, &sees);
        let named = |strange: &&Strange<'_>| {
            let track = &strange.track;
            let unit = book.unit_name(&track.key.unit);
            matches(
                &format!("{} {} {unit}", track.key.indicator, track.indicator.name),
                ask.search.as_deref(),
            )
        };
        let mut wanted: Vec<&Strange<'_>> = looked.strange.iter().filter(named).collect();
        let name = |strange: &Strange<'_>| match ask.sort {
            Some(OutlierSort::Unit) => book.unit_name(&strange.track.key.unit),
            Some(OutlierSort::Indicator) => strange.track.indicator.name.clone(),
            None => String::new(),
        };
        if ask.sort.is_some() {
            wanted.sort_by(|a, b| viet::collate::compare(&name(a), &name(b)));
        }
        let shown = page(wanted, ask.page);
        Ok(OutlierPage {
            unit: unit_ref(book, unit),
            period,
            periods: known.into_iter().rev().collect(),
            rows: shown.rows.into_iter().map(|strange| row(book, strange)).collect(),
            total: shown.total,
            units: looked.units,
            judged: looked.judged,
            few: looked.few,
            found: looked.strange.len(),
        })
    }
}

/// The periods of which something is known of a unit or of those below it.
fn known(book: &Book, unit: &UnitId, sees: &dyn Fn(&Indicator) -> bool) -> BTreeSet<Period> {
    let lens = Lens::declared(book, &ShareKey::Whole);
    let area = Area::of(unit);
    let ask = |indicator: &Indicator| Ask {
        indicator: indicator.code.clone(),
        measure: Measure::Actual,
        area: area.clone(),
        boundaries: Boundaries::Then,
        view: View::Period,
    };
    let seen = book.indicators.iter().filter(|indicator| sees(indicator));
    let lines: Vec<_> = seen.filter_map(|indicator| lens.line(&ask(indicator))).collect();
    lens.known(&area, Boundaries::Then, &lines)
}

fn row(book: &Book, strange: &Strange<'_>) -> OutlierRow {
    let Strange { track, expected, slip, far } = strange;
    let decimals = track.now.decimals().max(track.indicator.decimals);
    let (now, reach) = (track.now.value(), expected.reach);
    let end = |end: Option<model::Decimal>| end.map(|end| printed(end, decimals)).unwrap_or_default();
    let earlier = (1..SPARK).rev().map(|back| track.before(back));
    let spark = earlier.chain([Some(now)]).map(|value| value.map(|value| value.normalize().to_string()));
    OutlierRow {
        code: track.key.indicator.clone(),
        name: track.indicator.name.clone(),
        measure_unit: track.indicator.measure_unit.clone(),
        unit: unit_ref(book, &track.key.unit),
        value: printed(now, decimals),
        low: end(expected.middle.checked_sub(reach)),
        high: end(expected.middle.checked_add(reach)),
        way: match expected.way {
            Way::Level => OutlierWay::Level,
            Way::Step => OutlierWay::Step,
            Way::Growth => OutlierWay::Growth,
        },
        seen: expected.seen,
        above: now > expected.middle,
        far: printed(*far, 1),
        factor: slip.as_ref().map(|slip| viet::number::format(model::Number::new(slip.factor.normalize()))),
        meant_unit: slip.as_ref().and_then(|slip| slip.unit.clone()),
        spark: spark.collect(),
    }
}
