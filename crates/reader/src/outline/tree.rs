//! Headings in order, and which stands under which.

use super::label::{ARABIC, BARE, BRACKETED, LETTER};
use model::OutlineItem;

/// A heading as found, before its place is known.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    pub(super) rank: u8,
    /// What its number counts to: `1.3` counts to three.
    pub(super) count: Option<u32>,
    pub(super) number: Option<String>,
    pub(super) title: String,
    /// First scalar value, and one past the last.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A heading that has not ended.
struct Open {
    rank: u8,
    count: Option<u32>,
    /// Its words are in capitals.
    capitals: bool,
    index: usize,
}

#[derive(Default)]
pub(super) struct Tree {
    pub(super) items: Vec<OutlineItem>,
    open: Vec<Open>,
}

impl Tree {
    /// Whether a heading with this count is the next one after the last open one of its rank.
    pub(super) fn continues(&self, rank: u8, count: Option<u32>) -> bool {
        let last = self.open.iter().rev().find(|open| open.rank == rank).and_then(|open| open.count);
        last.zip(count).is_some_and(|(last, count)| count == last.saturating_add(1))
    }

    /// Whether the open heading of a rank is in capitals.
    pub(super) fn is_in_capitals(&self, rank: u8) -> bool {
        self.open.iter().any(|open| open.rank == rank && open.capitals)
    }

    pub(super) fn push(&mut self, heading: Heading) {
        self.close(&heading);
        let parent = self.open.last().and_then(|open| self.items.get(open.index));
        let item = OutlineItem {
            id: format!("s{}", self.items.len() + 1),
            parent: parent.map(|parent| parent.id.clone()),
            level: parent.map_or(1, |parent| parent.level.saturating_add(1)),
            number: heading.number,
            title: heading.title,
            start: heading.start,
            end: heading.end,
        };
        self.open.push(Open {
            rank: heading.rank,
            count: heading.count,
            capitals: super::is_capitals(&item.title),
            index: self.items.len(),
        });
        self.items.push(item);
    }

    /// Ends the headings that the new one does not stand under: those from the last of its own rank on, or all of its
    /// rank and deeper. A first `1.`, `1)` or `a)` may stand under a label that mostly stands below it.
    fn close(&mut self, heading: &Heading) {
        let alike = self.open.iter().rposition(|open| open.rank == heading.rank);
        let top = self.open.last().map_or(0, |open| open.rank);
        let begins_below = alike.is_none()
            && heading.count == Some(1)
            && matches!(heading.rank, ARABIC | BRACKETED | LETTER)
            && (BRACKETED..=BARE).contains(&top);
        match alike {
            Some(at) => self.open.truncate(at),
            None if begins_below => {}
            None => {
                while self.open.last().is_some_and(|open| open.rank >= heading.rank) {
                    self.open.pop();
                }
            }
        }
    }
}
