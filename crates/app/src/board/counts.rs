//! What forms hold, counted once. A page of the board counts its own rows at once, as far as a moment allows; the rest of
//! the round is counted beside the requests.

use crate::App;
use engine::board::count::{self, FormCount};
use engine::{Book, RoundState};
use model::{RoundId, UnitId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long an answer may count for its own rows.
const MOMENT: Duration = Duration::from_millis(40);
/// How long a book is held while the rest is counted.
const SLICE: Duration = Duration::from_millis(10);

type Known = BTreeMap<RoundId, BTreeMap<UnitId, Arc<FormCount>>>;

/// The newest count of each form.
#[derive(Default)]
pub(crate) struct Counts {
    known: Mutex<Known>,
    /// Rounds that are being counted.
    busy: Mutex<Vec<RoundId>>,
}

impl Counts {
    /// The newest count of a form; nothing while it was never counted.
    pub(crate) fn known(&self, round: &RoundId, unit: &UnitId) -> Arc<FormCount> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(round).and_then(|forms| forms.get(unit)).cloned().unwrap_or_default()
    }

    /// Counts what is stale among `units` until `patience` is over; says whether some is left.
    fn refresh(
        &self,
        book: &Book,
        round: &RoundState,
        units: &mut dyn Iterator<Item = &UnitId>,
        patience: Duration,
    ) -> bool {
        let (id, begun) = (round.round.id(), Instant::now());
        for unit in units {
            if count::is_fresh(book, round, unit, &self.known(&id, unit)) {
                continue;
            }
            if begun.elapsed() > patience {
                return true;
            }
            let counted = Arc::new(count::count(book, round, unit));
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.entry(id.clone()).or_default().insert(unit.clone(), counted);
        }
        false
    }
}

impl App {
    /// Counts the forms of one page; says whether some of the round must be counted later.
    pub(super) fn count_now(&self, book: &Book, round: &RoundState, units: &[UnitId]) -> bool {
        self.0.counts.refresh(book, round, &mut units.iter(), MOMENT);
        let id = round.round.id();
        round
            .submissions
            .keys()
            .any(|unit| !count::is_fresh(book, round, unit, &self.0.counts.known(&id, unit)))
    }

    /// Counts the rest of a round, a slice at a time, so that writers need not wait for it.
    pub(super) fn count_later(&self, id: &RoundId) {
        {
            let mut busy = self.0.counts.busy.lock().unwrap_or_else(PoisonError::into_inner);
            if busy.contains(id) {
                return;
            }
            busy.push(id.clone());
        }
        let (app, id) = (self.clone(), id.clone());
        tokio::spawn(async move {
            loop {
                let left = {
                    let book = app.book().await;
                    book.rounds.get(&id).is_some_and(|round| {
                        app.0.counts.refresh(&book, round, &mut round.submissions.keys(), SLICE)
                    })
                };
                if !left {
                    break;
                }
                tokio::time::sleep(SLICE).await;
            }
            app.0.counts.busy.lock().unwrap_or_else(PoisonError::into_inner).retain(|busy| *busy != id);
        });
    }
}
