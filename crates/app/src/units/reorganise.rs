//! Reorganisations: seen before they apply, applied, taken back.

use crate::view::{
    ChangedView, EffectView, FormEffect, HandView, NamedEffect, PlanEffect, ReorganisedView, SeriesEffect,
};
use crate::{App, Trouble, unit_ref};
use engine::access::{Right, need};
use engine::reorganise::{self, Effect, Fate, Wish};
use engine::{Book, Reorganised};
use model::{Account, ReorganisationId, UnitId};

impl App {
    /// Reorganisations that people entered, newest first.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn reorganisations(&self, who: &Account) -> Result<Vec<ReorganisedView>, Trouble> {
        let book = self.book().await;
        Ok(book.reorganised.iter().rev().map(|done| view(&book, who, done)).collect())
    }

    /// What a reorganisation would do.
    ///
    /// # Errors
    /// As [`reorganise::plan`].
    pub async fn try_reorganisation(&self, who: &Account, wish: &Wish) -> Result<EffectView, Trouble> {
        need(who, Right::KeepUnits)?;
        let book = self.book().await;
        let what = reorganise::plan(&book, who, wish)?;
        let past = reorganise::past(&book, &what, self.0.clock.today());
        let effect = reorganise::effect(&book, &what);
        Ok(effect_view(&book, &what, past, &effect))
    }

    /// A reorganisation applies.
    ///
    /// # Errors
    /// As [`reorganise::apply`].
    pub async fn reorganise(&self, who: &Account, wish: &Wish) -> Result<ReorganisedView, Trouble> {
        let today = self.0.clock.today();
        self.act(&who.name, |book| reorganise::apply(book, who, wish, today).map(Some)).await?;
        let book = self.book().await;
        let done =
            book.reorganised.last().ok_or_else(|| Trouble::Defect("nothing was reorganised".to_owned()))?;
        Ok(view(&book, who, done))
    }

    /// A reorganisation is taken back.
    ///
    /// # Errors
    /// As [`reorganise::withdraw`].
    pub async fn withdraw_reorganisation(&self, who: &Account, id: &ReorganisationId) -> Result<(), Trouble> {
        self.act(&who.name, |book| reorganise::withdraw(book, who, id).map(Some)).await?;
        Ok(())
    }
}

fn view(book: &Book, who: &Account, done: &Reorganised) -> ReorganisedView {
    let what = &done.what;
    let names = |ids: &[UnitId]| ids.iter().map(|id| book.unit_name(id)).collect();
    ReorganisedView {
        id: what.id.clone(),
        on: what.on.to_string(),
        legal_basis: what.legal_basis.clone(),
        ends: names(&what.ends),
        begins: what.begins.iter().map(|unit| unit_ref(book, &unit.id)).collect(),
        by: book.person(&done.by),
        at: done.at.clone(),
        may_withdraw: reorganise::withdraw(book, who, &what.id).is_ok(),
    }
}

fn effect_view(
    book: &Book,
    what: &model::Reorganisation,
    past: Option<usize>,
    effect: &Effect,
) -> EffectView {
    let after = |id: &UnitId| {
        let begun = what.begins.iter().find(|unit| unit.id == *id);
        begun.map_or_else(|| book.unit_name(id), |unit| unit.name.clone())
    };
    let indicator =
        |code: &model::Code| book.indicator(code).map_or_else(|| code.to_string(), |i| i.name.clone());
    let named = |what: String, unit: &UnitId| NamedEffect { what, unit: book.unit_name(unit) };
    EffectView {
        past,
        ends: what.ends.iter().map(|id| book.unit_name(id)).collect(),
        begins: what.begins.iter().map(|unit| unit.name.clone()).collect(),
        hands: what
            .successions
            .iter()
            .map(|s| HandView {
                from: book.unit_name(&s.from),
                to: after(&s.to),
                whole: s.is_whole(),
                keys: s.shares.keys().cloned().collect(),
            })
            .collect(),
        changes: what
            .changes
            .iter()
            .map(|change| ChangedView {
                unit: book.unit_name(&change.unit),
                name: change.name.clone(),
                official_code: change.official_code.clone(),
                parent: change.parent.as_ref().map(after),
            })
            .collect(),
        forms: effect
            .forms
            .iter()
            .map(|form| FormEffect {
                round: form.round.clone(),
                unit: book.unit_name(&form.unit),
                state: form.standing,
            })
            .collect(),
        asked_no_more: effect.asked_no_more.iter().map(|id| book.unit_name(id)).collect(),
        asked_anew: effect.asked_anew.iter().map(after).collect(),
        regimes: effect
            .regimes
            .iter()
            .map(|(regime, unit)| {
                named(book.regimes.get(regime).map_or_else(|| regime.to_string(), |r| r.name.clone()), unit)
            })
            .collect(),
        routes: effect.routes.iter().map(|(unit, receiver)| named(book.unit_name(receiver), unit)).collect(),
        owned: effect.owned.iter().map(|(code, unit)| named(indicator(code), unit)).collect(),
        tasks: effect
            .tasks
            .iter()
            .filter_map(|id| book.tasks.get(id))
            .map(|task| task.text.clone())
            .collect(),
        accounts: effect.accounts.iter().map(|name| book.person(name)).collect(),
        plans: effect
            .plans
            .iter()
            .map(|plan| {
                let (fate, keys) = fate(&plan.fate);
                PlanEffect {
                    indicator: indicator(&plan.key.indicator),
                    unit: book.unit_name(&plan.key.unit),
                    period: plan.key.period,
                    fate,
                    keys,
                }
            })
            .collect(),
        series: effect
            .series
            .iter()
            .map(|series| {
                let (fate, keys) = fate(&series.fate);
                SeriesEffect {
                    unit: book.unit_name(&series.unit),
                    fate,
                    keys,
                    indicators: series.indicators.iter().map(indicator).collect(),
                    figures: series.figures,
                }
            })
            .collect(),
    }
}

/// What becomes of figures, as pages name it, and the ways of counting by which they are divided.
fn fate(fate: &Fate) -> (crate::view::FateName, Vec<model::ShareKey>) {
    use crate::view::FateName;
    match fate {
        Fate::Added => (FateName::Added, Vec::new()),
        Fate::Recomputed => (FateName::Recomputed, Vec::new()),
        Fate::Divided(keys) => (FateName::Divided, keys.iter().cloned().collect()),
        Fate::Bounded => (FateName::Bounded, Vec::new()),
        Fate::Incomparable => (FateName::Incomparable, Vec::new()),
    }
}
