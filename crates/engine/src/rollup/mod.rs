//! Roll-ups over a dense layout: every statement that counts as a bare number at its place in a [`cube::Cube`], kept
//! current entry by entry, so that a saved cell is in every total at once.
//!
//! A *plain* statement is an exact number of an area and of whole months. What is not plain (a loosened number, one that is
//! withheld, a range of days) is named beside the cube, and whoever asks where it matters asks the statements themselves
//! ([`crate::series`]). That both answer alike is a law in `crates/engine/tests/rollup.rs`; so does SQL.

mod bulk;
mod dense;
mod layout;

pub(crate) use bulk::{Bulk, is_bare, packed};
pub(crate) use dense::{Dense, Kindred, Named, period, step};
pub(crate) use layout::Layout;

use crate::book::Book;
use model::{
    Act, CellKey, Code, Cut, Entry, HistoryAct, Lot, Measure, Period, Provenance, RoundId, Stated, UnitId,
};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// The dense layout of a book: made when it is first asked for, and kept current from then on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rollup(OnceLock<Arc<Dense>>);

/// What an entry does to statements that count.
enum Touches {
    Nothing,
    Cells(Vec<CellKey>),
    /// Any of them.
    All,
}

impl Book {
    /// The statements that count, laid densely.
    pub(crate) fn dense(&self) -> &Dense {
        self.rollup.0.get_or_init(|| Arc::new(Dense::of(self)))
    }

    /// Lays statements densely now, so that nobody waits for it later.
    pub fn warm(&self) {
        self.dense();
        self.territory();
    }

    /// The periods of which any area stated an indicator.
    pub fn stated_periods(&self, code: &Code, measure: Measure) -> BTreeSet<Period> {
        let all = 0..self.layout.groups().iter().sum();
        self.dense().periods([(code, measure)], &[all], &|_| true)
    }

    /// The periods of which anybody made a statement of a kind.
    pub fn periods_of(&self, measure: Measure) -> BTreeSet<Period> {
        let all = 0..self.layout.groups().iter().sum();
        let cells = self.cells.iter().filter(|(key, _)| key.measure == measure).map(|(key, _)| key.period);
        let names = self.bulk.names().filter(|(_, known)| *known == measure);
        let bare = names.flat_map(|(code, _)| self.bulk.periods(code, measure, std::slice::from_ref(&all)));
        cells.chain(bare).collect()
    }

    /// Lays bare numbers of a file over what was there.
    pub(crate) fn lay(&mut self, lot: &Lot, by: &Arc<Provenance>) {
        self.bulk.lay(&self.layout, lot, by);
    }

    /// Takes bare numbers of a file back.
    pub(crate) fn take_back_packed(&mut self, taken: Cut, at: Cut) {
        self.bulk.take_back(taken, at);
    }

    /// Whether a unit ever stated anything.
    pub(crate) fn has_figures(&self, unit: &UnitId) -> bool {
        self.cells.of(unit).next().is_some() || self.bulk.speaks(&self.layout, unit)
    }

    /// Whether anybody ever stated an indicator.
    pub(crate) fn has_figures_of(&self, code: &Code) -> bool {
        self.cells.speak_of(code) || self.bulk.speaks_of(code)
    }

    /// All that a unit states, cell by cell.
    pub(crate) fn figures_of(&self, unit: &UnitId) -> BTreeSet<CellKey> {
        let said = self.cells.of(unit).map(|(key, _)| key.clone());
        said.chain(self.bulk.keys(&self.layout, unit).filter(|key| self.cell(key).is_some())).collect()
    }

    /// What the same cell says of earlier periods of the same kind, oldest first.
    pub(crate) fn earlier(&self, key: &CellKey) -> Vec<(Period, Stated)> {
        let same = |k: &CellKey| k.period.kind() == key.period.kind() && k.period < key.period;
        let keys = self.stated_by(&key.unit, &key.indicator, key.measure).into_iter().filter(same);
        keys.filter_map(|key| Some((key.period, self.stated(&key)?))).collect()
    }

    /// What a unit stated of an indicator, cell by cell, in the order in which periods end.
    pub(crate) fn stated_by(&self, unit: &UnitId, code: &Code, measure: Measure) -> Vec<CellKey> {
        let cells = self.cells.series(unit, code).map(|(key, _)| key).filter(|key| key.measure == measure);
        let mut keys: Vec<CellKey> = cells.cloned().collect();
        let key = |period| CellKey { indicator: code.clone(), unit: unit.clone(), period, measure };
        let bare = self.bulk.periods(code, measure, &self.layout.stretches([unit]));
        if !bare.is_empty() {
            keys.extend(bare.into_iter().map(key).filter(|key| self.cell(key).is_some()));
            keys.sort();
            keys.dedup();
        }
        keys
    }

    /// Keeps the layout current once an entry is applied.
    pub(crate) fn roll_up(&mut self, entry: &Entry) {
        if self.rollup.0.get().is_none() {
            return;
        }
        match self.touches(&entry.act) {
            Touches::Nothing => {}
            Touches::All => self.rollup = Rollup::default(),
            Touches::Cells(keys) => {
                let Some(mut dense) = self.rollup.0.take() else { return };
                let own = Arc::make_mut(&mut dense);
                for key in &keys {
                    own.weigh(self, key);
                }
                self.rollup = Rollup(OnceLock::from(dense));
            }
        }
    }

    fn touches(&self, act: &Act) -> Touches {
        match act {
            // What counts of one figure may stand in the cell of another.
            Act::CellsSaved { .. }
            | Act::FormSent { .. }
            | Act::FormReturned { .. }
            | Act::FormApproved { .. }
            | Act::FormUnitApproved { .. }
            | Act::FigureCorrected { .. }
                if self.sources.has_choices() =>
            {
                Touches::All
            }
            Act::CellsSaved { values, .. } => Touches::Cells(values.iter().map(|o| o.key.clone()).collect()),
            Act::FormSent { unit, round, .. }
            | Act::FormReturned { unit, round, .. }
            | Act::FormApproved { unit, round, .. }
            | Act::FormUnitApproved { unit, round, .. } => Touches::Cells(self.on_form(unit, round)),
            Act::PlanSet { observation, .. } | Act::FigureCorrected { observation, .. } => {
                Touches::Cells(vec![observation.key.clone()])
            }
            Act::History { what: HistoryAct::Taken { values, lots, .. } } if lots.is_empty() => {
                Touches::Cells(values.iter().map(|o| o.key.clone()).collect())
            }
            Act::RoundOpened { .. }
            | Act::PlaceFounded { .. }
            | Act::Territory { .. }
            | Act::ReportAdopted { .. }
            | Act::IndicatorSet { .. }
            | Act::LifeTended(_)
            | Act::History { .. }
            | Act::AlternativeSet { .. }
            | Act::AlternativeWithdrawn { .. }
            | Act::SourceChosen { .. }
            | Act::SourceChoiceTakenBack { .. }
            | Act::UnitExcluded { .. }
            | Act::UnitBroughtBack { .. }
            | Act::RoundClosed { .. }
            | Act::RegimeSet { .. } => Touches::All,
            _ => Touches::Nothing,
        }
    }

    /// The cells of which the state of a unit's form may say whether they count: all that it could state of the period.
    fn on_form(&self, unit: &UnitId, round: &RoundId) -> Vec<CellKey> {
        let place = self.place_unit();
        let units = [unit, &place];
        let known = units.iter().flat_map(|unit| self.cells.of(unit)).map(|(key, _)| key.clone());
        let named = self.dense().names().flat_map(|(code, measure)| {
            units.map(|unit| CellKey {
                indicator: code.clone(),
                unit: unit.clone(),
                period: round.period,
                measure,
            })
        });
        known.filter(|key| key.period == round.period).chain(named).collect()
    }
}
