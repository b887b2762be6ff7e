//! Answers that hold for one cut: what is computed from the book need not be computed again before the ledger moves.

use model::{Cut, Period};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The newest answer for each period.
pub(crate) struct Memo<T>(Mutex<BTreeMap<Period, (Cut, Arc<T>)>>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Memo<T> {
    /// The answer for `period` at `cut`, made where it is not known. Many may ask at once; one of them makes it.
    pub(crate) fn at(&self, cut: Cut, period: Period, make: impl FnOnce() -> T) -> Arc<T> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, answer)) = kept.get(&period).filter(|(at, _)| *at == cut) {
            return Arc::clone(answer);
        }
        let answer = Arc::new(make());
        kept.insert(period, (cut, Arc::clone(&answer)));
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_lasts_until_the_ledger_moves() {
        let memo = Memo::default();
        let period: Period = "2021-Q2".parse().unwrap();
        assert_eq!(*memo.at(Cut(1), period, || 1), 1);
        assert_eq!(*memo.at(Cut(1), period, || 2), 1);
        assert_eq!(*memo.at(Cut(2), period, || 3), 3);
        assert_eq!(*memo.at(Cut(2), period.shift(1), || 4), 4);
    }
}
