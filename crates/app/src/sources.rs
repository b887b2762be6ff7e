//! Second sources of figures.

use crate::view::{
    ChoiceView, ChooseSource, DeclareSource, DeclaredSource, PairView, SecondSource, SideView, SourcesView,
};
use crate::{App, Trouble, unit_ref};
use engine::access::{Right, may_cell, need, sees_all_of};
use engine::sources::{self, Pair};
use engine::{Book, findings};
use model::{Account, Alternative, CellKey, Code, Collector, Evidence, Indicator, UnitId};
use std::sync::Arc;

/// Periods whose pairs are listed, the newest.
const PERIODS: usize = 4;

impl App {
    /// Second sources, and what two sources said of the newest periods.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn sources(&self, who: &Account) -> Result<SourcesView, Trouble> {
        need(who, Right::SeeAll)?;
        let book = self.book().await;
        let seen = |code: &Code| sees_all_of(&book, who, [code]);
        let mut declared: Vec<_> = book.sources.asked().filter(|a| seen(&a.indicator)).collect();
        declared.sort_by_key(|a| book.position(&a.indicator));
        let mut pairs = Vec::new();
        for period in findings::asked_periods(&book).into_iter().take(PERIODS) {
            let mut found = sources::pairs(&book, period);
            found.retain(|pair| seen(&pair.key.indicator));
            found.sort_by_key(|pair| {
                (pair.agree || pair.choice.is_some(), book.position(&pair.key.indicator))
            });
            pairs.extend(found.iter().map(|pair| pair_view(&book, who, pair)));
        }
        Ok(SourcesView { declared: declared.iter().filter_map(|a| declared_view(&book, a)).collect(), pairs })
    }

    /// Declares a second source.
    ///
    /// # Errors
    /// As [`sources::declare`].
    pub async fn declare_source(
        &self,
        who: &Account,
        indicator: &Code,
        source: &UnitId,
        input: DeclareSource,
    ) -> Result<SourcesView, Trouble> {
        let decide = |book: &Book| {
            let alternative = Alternative {
                indicator: indicator.clone(),
                source: source.clone(),
                of: input.of.clone().unwrap_or_else(|| book.place_unit()),
                reason: input.reason.clone(),
            };
            sources::declare(book, who, alternative).map(Some)
        };
        self.act(&who.name, decide).await?;
        self.sources(who).await
    }

    /// Asks a second source no longer.
    ///
    /// # Errors
    /// As [`sources::withdraw`].
    pub async fn withdraw_source(
        &self,
        who: &Account,
        indicator: &Code,
        source: &UnitId,
    ) -> Result<SourcesView, Trouble> {
        self.act(&who.name, |book| sources::withdraw(book, who, indicator, source).map(Some)).await?;
        self.sources(who).await
    }

    /// Says which of two statements counts.
    ///
    /// # Errors
    /// As [`sources::choose`].
    pub async fn choose_source(&self, who: &Account, input: ChooseSource) -> Result<SourcesView, Trouble> {
        let ChooseSource { key, counts, reason, computation } = &input;
        self.act(&who.name, |book| sources::choose(book, who, key, *counts, reason, computation).map(Some))
            .await?;
        self.sources(who).await
    }

    /// Takes the last word on two statements back.
    ///
    /// # Errors
    /// As [`sources::take_back`].
    pub async fn take_source_choice_back(
        &self,
        who: &Account,
        key: &CellKey,
    ) -> Result<SourcesView, Trouble> {
        self.act(&who.name, |book| sources::take_back(book, who, key).map(Some)).await?;
        self.sources(who).await
    }
}

fn declared_view(book: &Book, alternative: &Alternative) -> Option<DeclaredSource> {
    let indicator = book.indicator(&alternative.indicator)?;
    let owner = match &indicator.collector {
        Collector::Unit(unit) => Some(unit_ref(book, unit)),
        Collector::Communes => None,
    };
    Some(DeclaredSource {
        indicator: indicator.code.clone(),
        name: indicator.name.clone(),
        of: unit_ref(book, &alternative.of),
        owner,
        source: unit_ref(book, &alternative.source),
        reason: alternative.reason.clone(),
    })
}

/// Two statements about one figure, as shown.
pub(crate) fn pair_view(book: &Book, who: &Account, pair: &Pair<'_>) -> PairView {
    let indicator = book.indicator(&pair.key.indicator);
    let printed = |at: usize| pair.evidence.get(at).map(|e: &Evidence| e.printed.clone()).unwrap_or_default();
    let own = match pair.owner.basis.as_slice() {
        [key] => book.cell(key).map(|cell| Arc::clone(&cell.provenance)),
        _ => None,
    };
    let second = &pair.second.provenance;
    PairView {
        name: indicator.map(|i| i.name.clone()).unwrap_or_default(),
        owner: SideView {
            unit: sources::owner(book, pair),
            printed: printed(0),
            by: own.as_ref().map(|p| book.person(&p.by)),
            at: own.map(|p| p.at.clone()),
        },
        second: SideView {
            unit: book.unit_name(&pair.alternative.source),
            printed: printed(1),
            by: Some(book.person(&second.by)),
            at: Some(second.at.clone()),
        },
        agree: pair.agree,
        computation: pair.computation.clone(),
        choice: pair.choice.map(|chosen| ChoiceView {
            counts: chosen.choice.counts,
            reason: chosen.choice.reason.clone(),
            by: book.person(&chosen.by),
            at: chosen.at.clone(),
        }),
        may_choose: indicator.is_some_and(|i| may_cell(book, who, Right::Accept, &pair.key.unit, i)),
        key: pair.key.clone(),
    }
}

/// What two sources say of a figure.
pub(crate) fn pair_of(book: &Book, who: &Account, key: &CellKey) -> Option<PairView> {
    let pairs = sources::pairs(book, key.period);
    pairs.iter().find(|pair| pair.key == *key).map(|pair| pair_view(book, who, pair))
}

/// The mark of a cell that a form asks of a second source.
pub(crate) fn second_source(book: &Book, indicator: &Indicator, unit: &UnitId) -> Option<SecondSource> {
    let alternative = book.declared(&indicator.code, unit).filter(|_| book.states_apart(indicator, unit))?;
    let owner = book.stating_unit(indicator, &alternative.of);
    Some(SecondSource { owner: book.unit_name(owner), reason: alternative.reason.clone() })
}
