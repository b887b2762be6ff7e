//! Regimes, working days, reporting routes.

use crate::view::{DayView, MarkDay, Named, RegimeView, RoutesView, SetRoutes};
use crate::{App, Trouble, not_found, unit_ref};
use engine::access::{Right, need};
use engine::{Book, regimes};
use model::{Account, Date, DayMark, Regime, RegimeCells, RegimeId, UnitId, UnitKind};
use std::collections::BTreeMap;

impl App {
    /// Every regime, the main one first.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn regimes(&self, who: &Account) -> Result<Vec<RegimeView>, Trouble> {
        need(who, Right::SeeAll)?;
        let book = self.book().await;
        let mut rows: Vec<_> = book.regimes.values().map(|regime| row(&book, regime)).collect();
        rows.sort_by_key(|r| !r.regime.id.is_main());
        Ok(rows)
    }

    /// Writes or changes a regime.
    ///
    /// # Errors
    /// As [`regimes::set`].
    pub async fn set_regime(
        &self,
        who: &Account,
        id: &RegimeId,
        mut regime: Regime,
    ) -> Result<RegimeView, Trouble> {
        regime.id = id.clone();
        self.act(&who.name, |book| regimes::set(book, who, regime.clone()).map(Some)).await?;
        let book = self.book().await;
        let kept = book.regimes.get(id).ok_or_else(|| not_found("chế độ này"))?;
        Ok(row(&book, kept))
    }

    /// The days of a year that are not what their weekday says.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn days(&self, who: &Account, year: i16) -> Result<Vec<DayView>, Trouble> {
        need(who, Right::SeeAll)?;
        let book = self.book().await;
        let mut days: BTreeMap<Date, DayView> =
            catalogue::days().iter().map(|m| (m.day, DayView { mark: m.clone(), own: false })).collect();
        for (day, mark) in &book.days {
            if let Some(mark) = mark {
                days.insert(*day, DayView { mark: mark.clone(), own: true });
            }
        }
        Ok(days.into_values().filter(|d| d.mark.day.year() == year).collect())
    }

    /// Marks a day as worked or off; none takes the mark of the place back.
    ///
    /// # Errors
    /// As [`regimes::mark_day`].
    pub async fn mark_day(
        &self,
        who: &Account,
        day: Date,
        input: Option<MarkDay>,
    ) -> Result<Vec<DayView>, Trouble> {
        let mark = input.map(|input| DayMark {
            day,
            worked: input.worked,
            name: input.name.trim().to_owned(),
            source: input.source.trim().to_owned(),
            to_confirm: input.source.trim().is_empty(),
        });
        let decide = |book: &Book| {
            let act = regimes::mark_day(who, day, mark.clone())?;
            Ok((mark.is_some() || book.days.contains_key(&day)).then_some(act))
        };
        self.act(&who.name, decide).await?;
        self.days(who, day.year()).await
    }

    /// Whom each unit reports to.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn routes(&self, who: &Account) -> Result<Vec<RoutesView>, Trouble> {
        need(who, Right::SeeAll)?;
        let book = self.book().await;
        let today = self.0.clock.today();
        let place = book.place_unit();
        let reports = book.below(&place).filter(|u| {
            !matches!(u.kind, UnitKind::Province | UnitKind::District) && u.parent_on(today).is_some()
        });
        Ok(reports.map(|u| routes_of(&book, &u.id, today)).collect())
    }

    /// Says whom a unit reports to.
    ///
    /// # Errors
    /// As [`regimes::set_routes`].
    pub async fn set_routes(
        &self,
        who: &Account,
        unit: &UnitId,
        input: SetRoutes,
    ) -> Result<RoutesView, Trouble> {
        self.act(&who.name, |book| regimes::set_routes(book, who, unit, input.routes.clone()).map(Some))
            .await?;
        Ok(routes_of(&*self.book().await, unit, self.0.clock.today()))
    }
}

fn row(book: &Book, regime: &Regime) -> RegimeView {
    let listed = match &regime.cells {
        RegimeCells::Listed { cells } => cells.as_slice(),
        RegimeCells::Report => &[],
    };
    let indicators = listed.iter().filter_map(|cell| book.indicator(&cell.indicator));
    let units = regime.units.iter().flatten();
    let indicators = indicators.map(|i| Named { id: i.code.to_string(), name: i.name.clone() });
    let units = units.map(|id| Named { id: id.to_string(), name: book.unit_name(id) });
    RegimeView {
        names: indicators.chain(units).collect(),
        missing: regime.missing().into_iter().map(str::to_owned).collect(),
        rounds: book.rounds.keys().filter(|round| round.regime == regime.id).count(),
        regime: regime.clone(),
    }
}

fn routes_of(book: &Book, unit: &UnitId, today: Date) -> RoutesView {
    RoutesView {
        unit: unit_ref(book, unit),
        receiver: regimes::receiver(book, unit, today).map(|id| unit_ref(book, id)),
        routes: book.routes.get(unit).cloned().unwrap_or_default(),
    }
}
