//! Words that stand next to each other.

use super::page::{FormAt, Page, Word};
use rustc_hash::FxHashMap;

/// Pairs of words as written, of those that are asked about.
pub(super) struct Pairs(FxHashMap<(FormAt, FormAt), Pair>);

#[derive(Default)]
struct Pair {
    count: usize,
    /// The first different words before them; a few suffice.
    before: [Option<FormAt>; 3],
}

impl Pair {
    fn take(&mut self, before: Option<FormAt>) {
        self.count += 1;
        let Some(form) = before.filter(|form| !self.before.contains(&Some(*form))) else { return };
        if let Some(place) = self.before.iter_mut().find(|place| place.is_none()) {
            *place = Some(form);
        }
    }
}

impl Pairs {
    pub(super) fn new(page: &Page<'_>, asked: impl Fn(&Word<'_>, &Word<'_>) -> bool) -> Self {
        let mut pairs: FxHashMap<(FormAt, FormAt), Pair> = FxHashMap::default();
        let mut before: Option<&Word<'_>> = None;
        for (first, second) in page.words.iter().zip(page.words.iter().skip(1)) {
            if asked(first, second) && first.joined() && !second.first {
                let before = before.filter(|before| before.joined() && !first.first);
                pairs.entry((first.form, second.form)).or_default().take(before.map(|before| before.form));
            }
            before = Some(first);
        }
        Self(pairs)
    }

    /// How often two words stand next to each other.
    pub(super) fn count(&self, first: &Word<'_>, second: &Word<'_>) -> usize {
        self.0.get(&(first.form, second.form)).map_or(0, |pair| pair.count)
    }

    /// Whether two words stand next to each other behind another word than `before` and the first itself.
    pub(super) fn stand_elsewhere(
        &self,
        before: Option<&Word<'_>>,
        first: &Word<'_>,
        second: &Word<'_>,
    ) -> bool {
        let own = before.map(|word| word.form);
        self.0.get(&(first.form, second.form)).is_some_and(|pair| {
            let mut others = pair.before.iter().flatten().filter(|form| **form != first.form);
            others.any(|form| Some(*form) != own)
        })
    }
}
