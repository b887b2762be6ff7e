//! Roll-ups over a dense layout: every statement that counts as a bare number at its place in a [`cube::Cube`], kept
//! current entry by entry, so that a saved cell is in every total at once.
//!
//! A *plain* statement is an exact number of an area and of whole months. What is not plain (a loosened number, one that is
//! withheld, a range of days) is named beside the cube, and whoever asks where it matters asks the statements themselves
//! ([`crate::series`]). That both answer alike is a law in `crates/engine/tests/rollup.rs`; so does SQL.

mod dense;
mod layout;

pub(crate) use dense::{Dense, Kindred, Named, step};
pub(crate) use layout::Layout;

use crate::book::Book;
use model::{Act, CellKey, Code, Entry, Measure, Period, RoundId, UnitId};
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
        self.dense().periods(code, measure, &[all], &|_| true)
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
