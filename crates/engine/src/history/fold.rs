//! Acts about history from files, folded into the book. Folding cannot fail.

use super::TakenHistory;
use crate::book::{Book, Cell};
use crate::state::arrived;
use model::{CellKey, Cut, Entry, HistoryAct, Lot, Observation, Provenance};
use std::borrow::Cow;
use std::sync::Arc;

impl Book {
    /// Applies what was done with history.
    pub(crate) fn apply_to_history(&mut self, entry: &Entry, what: &HistoryAct) {
        match what {
            HistoryAct::Taken { file, window, indicators, values, lots } => {
                for indicator in indicators {
                    self.set_indicator(indicator);
                }
                for (number, observation) in values.iter().enumerate() {
                    let provenance =
                        Provenance { file: file.place(number), window: Some(*window), ..arrived(entry) };
                    self.state(observation, Arc::new(provenance));
                }
                for lot in lots {
                    let file = Some((file.name.clone(), 0));
                    let by = Provenance { file, window: Some(*window), ..arrived(entry) };
                    self.lay(lot, &Arc::new(by));
                }
                self.history.push(TakenHistory {
                    cut: entry.cut,
                    by: entry.by.clone(),
                    at: entry.at.clone(),
                    name: file.name.clone(),
                    keys: values.iter().map(|o| o.key.clone()).collect(),
                    many: values.len() + lots.iter().map(Lot::known).sum::<usize>(),
                    lot: lots.iter().flat_map(|lot| &lot.series).map(|said| said.indicator.clone()).collect(),
                    taken_back: None,
                });
            }
            HistoryAct::TakenBack { taken } => {
                self.take_back_packed(*taken, entry.cut);
                let found = self.history.iter_mut().find(|history| history.cut == *taken);
                let keys = found.map(|history| {
                    history.taken_back = Some(entry.cut);
                    history.keys.clone()
                });
                for key in keys.into_iter().flatten() {
                    self.put_back(entry, &key, *taken);
                }
            }
        }
        self.touch(entry.cut);
    }

    /// What a cell said before an entry, where nothing was said since.
    fn put_back(&mut self, entry: &Entry, key: &CellKey, taken: Cut) {
        if self.cell(key).is_none_or(|cell| cell.provenance.cut != taken) {
            return;
        }
        let before: Option<Cell> = self.cell_at(key, Cut(taken.0.saturating_sub(1))).map(Cow::into_owned);
        match before {
            Some(Cell { observation, provenance }) => {
                let provenance = Provenance { cut: entry.cut, ..Provenance::clone(&provenance) };
                self.state(&observation, Arc::new(provenance));
            }
            None => {
                let nothing =
                    Observation { key: key.clone(), stated: None, approx: None, as_of: None, note: None };
                self.state(&nothing, Arc::new(arrived(entry)));
            }
        }
    }
}
