//! How targets stand at the end of a period.

use super::table::plain;
use super::{decimal, moments, plan_unit, signal, targets};
use crate::view::plan::printed;
use crate::view::{PlanLight, ProgressRow, ProgressView, VersionView};
use crate::{App, Trouble, period, see_all};
use engine::Book;
use engine::plans::{self, DueBy, Light, Progress};
use model::{Account, CellKey, Code, Decimal, Period, RefusalCode, UnitId};

/// Which targets, and when.
#[derive(Clone, Copy, Debug)]
pub struct ProgressAsk<'a> {
    /// The period of the targets.
    pub period: &'a str,
    /// The period at whose end they are looked at; none = the newest with numbers.
    pub at: Option<&'a str>,
    /// Only of this unit.
    pub unit: Option<&'a UnitId>,
    /// Only of this indicator, whoever's.
    pub indicator: Option<&'a Code>,
}

impl App {
    /// How targets stand: those of a unit, or those of an indicator; without either those of the place.
    ///
    /// # Errors
    /// `wrong-period`, `not-allowed`.
    pub async fn plan_progress(&self, who: &Account, ask: ProgressAsk<'_>) -> Result<ProgressView, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let of = period(ask.period)?;
        let ats = moments(&book, of);
        let at = match ask.at {
            Some(text) => period(text)?,
            None => ats.first().copied().ok_or(RefusalCode::WrongPeriod)?,
        };
        let place = book.place_unit();
        let targets = targets(&book, who);
        let chosen = match (ask.unit, ask.indicator) {
            (unit, Some(code)) => {
                let mut keys = targets.of_indicator(of, code);
                keys.retain(|key| unit.is_none_or(|unit| key.unit == *unit));
                keys
            }
            (Some(unit), None) => targets.of_unit(of, unit),
            (None, None) => targets.of_unit(of, &place),
        };
        let mut chosen: Vec<CellKey> = chosen.into_iter().collect();
        chosen.sort_by_cached_key(|key| {
            (book.position(&key.indicator), key.unit != place, viet::fold::fold(&book.unit_name(&key.unit)))
        });
        let day = at.calendar_window().to;
        let units = targets.choices(of, ask.unit.unwrap_or(&place));
        Ok(ProgressView {
            period: of,
            at,
            ats,
            units: units.into_iter().map(|unit| plan_unit(&book, &unit.id)).collect(),
            elapsed: plain(elapsed(of, at)),
            signal: signal(&book.plans.signal_on(day, book.cut), true),
            rows: chosen.into_iter().filter_map(|key| row(&book, &key, at)).collect(),
        })
    }
}

fn elapsed(of: Period, at: Period) -> Decimal {
    plans::elapsed(of, at)
}

fn row(book: &Book, key: &CellKey, at: Period) -> Option<ProgressRow> {
    let indicator = book.indicator(&key.indicator)?;
    let found = plans::progress(book, key, at)?;
    let versions = plans::versions(book, key, book.cut);
    let Progress { version, reached, percent, due, need, light, .. } = found;
    let version_view = |v: &plans::Version| VersionView {
        number: v.number,
        named: v.named(book),
        plan: match &v.source {
            plans::Source::Stated => None,
            plans::Source::Decision(plan) => Some(plan.clone()),
        },
        amount: printed(v.amount, v.approx),
        from: v.from.map(|day| day.to_string()),
        until: v.until.map(|day| day.to_string()),
        holds: v.number == version.number,
    };
    let share = percent.and_then(|p| p.to_string().parse::<f64>().ok()).unwrap_or_default() / 100.0;
    Some(ProgressRow {
        indicator: indicator.code.clone(),
        name: indicator.name.clone(),
        measure_unit: indicator.measure_unit.clone(),
        unit: plan_unit(book, &key.unit),
        less_is_better: indicator.less_is_better,
        target: printed(version.amount, version.approx),
        versions: versions.iter().map(version_view).collect(),
        missing: reached.iter().flat_map(|r| &r.missing).map(|unit| book.unit_name(unit)).collect(),
        reached: reached.map(|r| decimal(r.amount)),
        percent: percent.map(plain),
        share: share.clamp(0.0, 1.0),
        due: due.map(|due| plain(due.amount.round_dp(indicator.decimals.max(1)))),
        due_by: due.and_then(|due| match due.by {
            DueBy::Milestone(by) => Some(by),
            DueBy::Elapsed | DueBy::End => None,
        }),
        rest: need.map(|need| plain(need.rest)),
        monthly: need.map(|need| plain(need.monthly)),
        months: need.map_or(0, |need| need.months),
        light: match light {
            Light::Done => PlanLight::Done,
            Light::Green => PlanLight::Green,
            Light::Amber => PlanLight::Amber,
            Light::Red => PlanLight::Red,
            Light::Later => PlanLight::Later,
            Light::Unknown => PlanLight::Unknown,
        },
    })
}
