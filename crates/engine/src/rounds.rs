//! Rounds in the book: how acts about forms are folded, and which form a cell stands on.

use crate::book::Book;
use crate::state::{FormEvent, RoundState, arrived, event};
use model::{Act, CellKey, Entry, Period, Provenance, Round, RoundId, Submission, UnitId};
use std::sync::Arc;

impl Book {
    /// The rounds of a period, whatever their regime.
    pub fn rounds_of(&self, period: Period) -> impl Iterator<Item = &RoundState> {
        let rounds = self.rounds.range(RoundId::first_of(period)..);
        rounds.take_while(move |(id, _)| id.period == period).map(|(_, round)| round)
    }

    /// The round of the main regime in a period: the one that the living report rests on.
    pub fn main_round(&self, period: Period) -> Option<&RoundState> {
        self.rounds_of(period).find(|round| round.round.regime.is_main())
    }

    /// The round that asks `unit` for a cell. A round of the main regime asks for all that no other one asks.
    pub fn round_asking(&self, key: &CellKey, unit: &UnitId) -> Option<&RoundState> {
        let asks = |r: &&RoundState| !r.round.regime.is_main() && r.asks(unit, key);
        let main = || self.main_round(key.period).filter(|r| r.submissions.contains_key(unit));
        self.rounds_of(key.period).find(asks).or_else(main)
    }

    /// Where the form stands on which `unit` states a cell; none outside a round.
    pub fn submission(&self, key: &CellKey, unit: &UnitId) -> Option<&Submission> {
        self.round_asking(key, unit)?.submissions.get(unit)
    }

    /// Applies an act about rounds and forms.
    pub(crate) fn apply_to_rounds(&mut self, entry: &Entry) {
        let (by, at) = (entry.by.clone(), entry.at.clone());
        match &entry.act {
            Act::RoundOpened { round } => self.open_round(entry, round),
            Act::CellsSaved { unit, round, values, entered, file, on_behalf } => {
                let typed = Arc::new(Provenance { on_behalf: *on_behalf, ..arrived(entry) });
                for (number, observation) in values.iter().enumerate() {
                    let waited = entered.iter().find(|e| e.key == observation.key);
                    let entered_at = waited.map(|e| e.at.clone());
                    let file = file.as_ref().and_then(|file| file.place(number));
                    let provenance = match (&entered_at, &file) {
                        (None, None) => Arc::clone(&typed),
                        _ => Arc::new(Provenance { entered_at, file, ..Provenance::clone(&typed) }),
                    };
                    self.state(observation, provenance);
                }
                let first = entered.iter().map(|e| e.at.clone()).min();
                let what = if file.is_some() { "imported" } else { "saved" };
                let reason = file.as_ref().map(|file| file.name.clone());
                self.event(round, unit, FormEvent { entered_at: first, reason, ..event(entry, what) });
            }
            Act::FormSent { unit, round, entered_at } => {
                let (entered_at, pressed) = (entered_at.clone(), entered_at.clone());
                self.submit(round, unit, |times| Submission::Sent { by, at, entered_at, times: times + 1 });
                self.event(round, unit, FormEvent { entered_at: pressed, ..event(entry, "sent") });
                self.touch(entry.cut);
            }
            Act::FormReturned { unit, round, reason, parts } => {
                let (given, why, parts) = (reason.clone(), Some(reason.clone()), parts.clone());
                self.submit(round, unit, |times| Submission::Returned {
                    by,
                    at,
                    reason: given,
                    parts,
                    times,
                });
                self.event(round, unit, FormEvent { reason: why, ..event(entry, "returned") });
                self.touch(entry.cut);
            }
            Act::FormApproved { unit, round } => {
                self.submit(round, unit, |times| Submission::Approved { by, at, times });
                self.event(round, unit, event(entry, "approved"));
            }
            Act::FormUnitApproved { unit, round } => {
                self.submit(round, unit, |times| Submission::UnitApproved { by, at, times });
                self.event(round, unit, event(entry, "unit_approved"));
                self.touch(entry.cut);
            }
            Act::UnitExcluded { round, unit, reason } => {
                if let Some(state) = self.rounds.get_mut(round)
                    && let Some(stood) = state.submissions.remove(unit)
                {
                    state.excluded.insert(unit.clone(), (reason.clone(), stood));
                }
                let why = Some(reason.clone());
                self.event(round, unit, FormEvent { reason: why, ..event(entry, "excluded") });
                self.touch(entry.cut);
            }
            Act::UnitBroughtBack { round, unit } => {
                if let Some(state) = self.rounds.get_mut(round)
                    && let Some((_, stood)) = state.excluded.remove(unit)
                {
                    state.submissions.insert(unit.clone(), stood);
                }
                self.event(round, unit, event(entry, "brought_back"));
                self.touch(entry.cut);
            }
            Act::DeadlineExtended { round, unit, due, reason } => {
                if let Some(state) = self.rounds.get_mut(round) {
                    state.extend(unit, *due);
                }
                let why = Some(reason.clone());
                self.event(round, unit, FormEvent { reason: why, ..event(entry, "extended") });
            }
            Act::RoundClosed { round } => {
                if let Some(state) = self.rounds.get_mut(round) {
                    state.closed = Some((by, at));
                }
            }
            _ => {}
        }
    }

    fn open_round(&mut self, entry: &Entry, round: &Round) {
        self.rounds.insert(round.id(), RoundState::new(round.clone()));
        if round.regime.is_main() {
            self.begin_report(entry.cut, round.period);
        }
    }

    fn submit(&mut self, round: &RoundId, unit: &UnitId, next: impl FnOnce(u32) -> Submission) {
        if let Some(submission) = self.rounds.get_mut(round).and_then(|r| r.submissions.get_mut(unit)) {
            *submission = next(submission.times());
        }
    }

    pub(crate) fn event(&mut self, round: &RoundId, unit: &UnitId, event: FormEvent) {
        if let Some(round) = self.rounds.get_mut(round) {
            round.note(unit, event);
        }
    }
}
