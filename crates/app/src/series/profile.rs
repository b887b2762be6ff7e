//! The profile of a unit: all its figures of a period, beside what they were and among its peers.

use super::{asked, day_of, lived, mark_view, point};
use crate::view::{AskProfile, ProfileRow, ProfileView, RankView};
use crate::{App, Trouble, not_found, period, see_all, unit_ref};
use engine::Book;
use engine::access::{is_within, sees_all_of};
use engine::series::{Area, Ask, Boundaries, Group, Lens, Told, View, beside};
use model::{Account, Date, Decimal, Indicator, Measure, Period, PeriodKind, UnitId};

/// Periods of a spark line.
pub(super) const SPARK: i16 = 8;

impl App {
    /// All figures of a unit at a period.
    ///
    /// # Errors
    /// `not-found`, `bad-input`, `wrong-period`, `not-allowed`.
    pub async fn profile(
        &self,
        who: &Account,
        unit: &UnitId,
        ask: &AskProfile,
    ) -> Result<ProfileView, Trouble> {
        see_all(who)?;
        let today = self.0.clock.today();
        let then = self.book_then(ask.as_of.as_deref()).await?;
        let now = self.book().await;
        let book = then.as_deref().unwrap_or(&now);
        if !book.units.contains_key(unit) {
            return Err(not_found("đơn vị này").into());
        }
        let asked = ask.period.as_deref().map(period).transpose()?;
        let boundaries = ask.boundaries.clone().unwrap_or_else(|| "today".to_owned());
        let on = day_of(&boundaries, today)?;
        let profile = Profile { book, now: &now, who, unit, on, share: ask.share.as_deref() };
        let none = Period::new(today.year(), PeriodKind::Year, 1);
        profile.view(asked, none, boundaries).ok_or_else(|| not_found("kỳ này").into())
    }
}

struct Profile<'a> {
    book: &'a Book,
    /// Says what may be seen.
    now: &'a Book,
    who: &'a Account,
    unit: &'a UnitId,
    on: Option<Date>,
    share: Option<&'a str>,
}

impl Profile<'_> {
    /// The profile of the period asked for, else the newest known, else `none`.
    fn view(&self, asked: Option<Period>, none: Option<Period>, boundaries: String) -> Option<ProfileView> {
        let Self { book, unit, .. } = *self;
        let key = asked::key(self.share);
        let lens = Lens::declared(book, &key);
        let area = Area::of(unit);
        let sees = |i: &&Indicator| sees_all_of(self.now, self.who, [&i.code]);
        let seen: Vec<&Indicator> = book.indicators.iter().filter(sees).collect();
        let lines: Vec<_> = seen
            .iter()
            .filter_map(|i| Some((*i, lens.line(&self.ask(i, &area, Measure::Actual))?)))
            .collect();
        let boundaries_of = self.on.map_or(Boundaries::Then, Boundaries::On);
        let known = lens.known(&area, boundaries_of, lines.iter().map(|(_, line)| line));
        let whole = |p: &&Period| p.kind() != PeriodKind::Days && p.kind() != PeriodKind::Week;
        let newest = known.iter().rev().find(whole).copied();
        let period = asked.or(newest).or(none)?;
        let peers = self.peers(&lens, period);
        let group = lens.group(&peers, boundaries_of);
        let told = lines.iter().map(|(indicator, line)| (indicator, line, line.told(period)));
        let rows = told.filter(|(.., now)| !self.is_of_others(now)).map(|(indicator, line, now)| {
            let plan =
                indicator.planned.then(|| lens.line(&self.ask(indicator, &area, Measure::Plan))).flatten();
            let beside = beside(line, plan.as_ref(), None, period, &now);
            let earlier = (0..SPARK).rev().map(|back| match back {
                0 => now.value(),
                back => line.told(period.shift(-back)).value(),
            });
            let spark = earlier.map(|value| value.map(|value| value.normalize().to_string())).collect();
            ProfileRow {
                code: indicator.code.clone(),
                name: indicator.name.clone(),
                group: indicator.group.clone(),
                measure_unit: indicator.measure_unit.clone(),
                rank: self.rank(&group, indicator, &peers, period, now.value()),
                beside: point::beside(&beside, indicator, now.decimals()),
                point: point::told(book, &now),
                spark,
            }
        });
        let rows = rows.filter(|row| row.point.due > 0 || row.spark.iter().any(Option::is_some)).collect();
        let first_last = known.first().zip(known.last());
        let marks = first_last.map(|(first, last)| lens.marks(&area, *first, *last)).unwrap_or_default();
        Some(ProfileView {
            unit: unit_ref(book, unit),
            parent: self.parent(period).map(|parent| unit_ref(book, &parent)),
            lived: lived(book, unit),
            period,
            boundaries,
            on: self.on.map(|day| day.to_string()),
            peers: peers.iter().map(|peer| unit_ref(book, peer)).collect(),
            rows,
            marks: marks.iter().map(|mark| mark_view(book, mark, &[period])).collect(),
            periods: known.into_iter().rev().collect(),
        })
    }

    fn ask(&self, indicator: &Indicator, area: &Area, measure: Measure) -> Ask {
        Ask {
            indicator: indicator.code.clone(),
            measure,
            area: area.clone(),
            boundaries: self.on.map_or(Boundaries::Then, Boundaries::On),
            view: View::Period,
        }
    }

    /// Whether all that is known is what a unit above stated of its whole area: of this one it says nothing.
    fn is_of_others(&self, now: &Told) -> bool {
        now.is_only_of(|unit| unit != self.unit && is_within(self.book, self.unit, unit))
    }

    /// The unit above at the end of a period, or when it was last there.
    fn parent(&self, period: Period) -> Option<UnitId> {
        let unit = self.book.units.get(self.unit)?;
        let then = unit.parent_on(period.legal_window().to).flatten();
        then.or_else(|| unit.placements.last()?.parent.as_ref()).cloned()
    }

    /// Units of its kind that stand beside it on the boundaries; itself among them.
    fn peers(&self, lens: &Lens<'_>, period: Period) -> Vec<UnitId> {
        let Some(parent) = self.parent(period) else { return Vec::new() };
        let kind = self.book.units.get(self.unit).map(|unit| unit.kind);
        let boundaries = self.on.map_or(Boundaries::Then, Boundaries::On);
        let near = lens.rows(&Area::of(&parent), boundaries, &[period]);
        let alike = near.into_iter().filter(|id| self.book.units.get(id).map(|unit| unit.kind) == kind);
        let peers: Vec<UnitId> = alike.collect();
        if peers.contains(self.unit) { peers } else { Vec::new() }
    }

    /// Its place among its peers, equals together.
    fn rank(
        &self,
        group: &Group<'_>,
        indicator: &Indicator,
        peers: &[UnitId],
        period: Period,
        own: Option<Decimal>,
    ) -> Option<RankView> {
        let own = own.filter(|_| peers.len() > 1)?;
        let ask = self.ask(indicator, &Area::of(self.unit), Measure::Actual);
        let each = peers.iter().zip(group.values(&ask, period));
        let values: Vec<Decimal> =
            each.filter(|(peer, _)| *peer != self.unit).filter_map(|(_, value)| value).collect();
        let above = values.iter().filter(|value| **value > own).count();
        (!values.is_empty()).then_some(RankView { place: above + 1, of: values.len() + 1 })
    }
}
