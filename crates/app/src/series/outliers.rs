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
use model::{Account, Code, Decimal, Indicator, Measure, Period, PeriodKind, ShareKey, UnitId};
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
        let (period, periods, codes) = {
            let now = self.book().await;
            let book = then.as_deref().unwrap_or(&now);
            if !book.units.contains_key(unit) {
                return Err(not_found("đơn vị này").into());
            }
            let asked = ask.period.as_deref().map(period).transpose()?;
            let sees = |indicator: &Indicator| sees_all_of(&now, who, [&indicator.code]);
            let known = known(book, unit, &sees);
            let whole = |p: &&Period| p.kind().of_months();
            let newest = asked.or(known.iter().rev().find(whole).copied());
            let period = newest.or(Period::new(today.year(), PeriodKind::Year, 1));
            let seen = book.indicators.iter().filter(|indicator| sees(indicator));
            let codes: Vec<Code> = seen.map(|indicator| indicator.code.clone()).collect();
            (period.ok_or_else(|| not_found("kỳ này"))?, known.into_iter().rev().collect(), codes)
        };
        let mut looked = self.look(unit, period, &codes, then.as_deref()).await;
        let found = looked.rows.len();
        looked.rows.retain(|(_, row)| {
            matches(&format!("{} {} {}", row.code, row.name, row.unit.name), ask.search.as_deref())
        });
        let by = |of: fn(&OutlierRow) -> &str, rows: &mut Vec<(Decimal, OutlierRow)>| {
            rows.sort_by(|(_, a), (_, b)| viet::collate::compare(of(a), of(b)));
        };
        match ask.sort {
            Some(OutlierSort::Unit) => by(|row| &row.unit.name, &mut looked.rows),
            Some(OutlierSort::Indicator) => by(|row| &row.name, &mut looked.rows),
            None => {}
        }
        let shown = page(looked.rows, ask.page);
        let now = self.book().await;
        Ok(OutlierPage {
            unit: unit_ref(then.as_deref().unwrap_or(&now), unit),
            period,
            periods,
            rows: shown.rows.into_iter().map(|(_, row)| row).collect(),
            total: shown.total,
            units: looked.units,
            judged: looked.judged,
            few: looked.few,
            found,
        })
    }

    /// Looks at the figures of a unit and of those below it, the farthest first. A country has hundreds of thousands: they
    /// are looked at some at a time, so that whoever wants to write in between need not wait for all.
    async fn look(&self, unit: &UnitId, period: Period, codes: &[Code], then: Option<&Book>) -> Looked {
        /// Figures at a time.
        const AT_ONCE: usize = 20_000;
        let mut all = Looked::default();
        let (mut left, mut many) = (codes, 1);
        while !left.is_empty() {
            let (some, rest) = left.split_at(many.min(left.len()));
            let now = self.book().await;
            let book = then.unwrap_or(&now);
            let looked = of_area(book, unit, period, &|indicator| some.contains(&indicator.code));
            all.rows.extend(looked.strange.iter().map(|strange| (strange.far, row(book, strange))));
            (all.judged, all.few, all.units) =
                (all.judged + looked.judged, all.few + looked.few, looked.units);
            (left, many) = (rest, AT_ONCE / looked.units.max(1) + 1);
            drop(now);
            tokio::task::yield_now().await;
        }
        let name = |row: &OutlierRow| (row.unit.id.clone(), row.code.clone());
        all.rows.sort_by(|(one, a), (other, b)| other.cmp(one).then_with(|| name(a).cmp(&name(b))));
        all
    }
}

/// What was found among the figures of a place.
#[derive(Default)]
struct Looked {
    /// The figures, with how far off they are.
    rows: Vec<(Decimal, OutlierRow)>,
    units: usize,
    judged: usize,
    few: usize,
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
    let end = |end: Option<Decimal>| end.map(|end| printed(end, decimals)).unwrap_or_default();
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
