//! Who has a form open now, and in which cell; who writes in the living report, and in which paragraph. Kept in memory and
//! short-lived: a page tells again and again that it is there. Each server process knows its own pages.

use crate::view::{HereInput, PresentView, WriterView, WritingInput};
use crate::{App, Trouble, eyes, prose};
use engine::{collect, issue};
use jiff::{SignedDuration, Timestamp};
use model::{Account, AccountName, PassageId, Period, RoundId, UnitId};
use std::collections::BTreeMap;

/// Pages remembered for one form or report.
const MOST: usize = 50;
/// Longest name of a page, a cell or a paragraph, bytes.
const LONGEST: usize = 200;

/// What several may have open at once.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Room {
    Form(RoundId, UnitId),
    Report(Period),
}

impl Room {
    /// How long a page counts as there after it told so.
    fn stays(&self) -> SignedDuration {
        SignedDuration::from_secs(match self {
            Self::Form(..) => 25,
            Self::Report(_) => 12,
        })
    }
}

/// The pages that stand open.
#[derive(Default)]
pub(crate) struct Presence(BTreeMap<Room, Vec<Here>>);

struct Here {
    page: String,
    by: AccountName,
    /// The cell or paragraph that its person stands in.
    place: Option<String>,
    at: Timestamp,
}

impl Here {
    fn new(by: &AccountName, mut page: String, place: Option<String>, at: Timestamp) -> Self {
        page.truncate(page.floor_char_boundary(LONGEST));
        Self { page, by: by.clone(), place: place.filter(|place| place.len() <= LONGEST), at }
    }
}

impl Presence {
    /// Notes a page, unless it is going, and answers who else is there: each with the place, in the order they came.
    fn note(&mut self, room: Room, page: Here, leaving: bool) -> Vec<(AccountName, Option<String>)> {
        self.0.retain(|room, pages| {
            pages.retain(|here| page.at.duration_since(here.at) < room.stays());
            !pages.is_empty()
        });
        let pages = self.0.entry(room).or_default();
        let others: Vec<_> =
            pages.iter().filter(|h| h.page != page.page).map(|h| (h.by.clone(), h.place.clone())).collect();
        match pages.iter().position(|h| h.page == page.page && h.by == page.by) {
            Some(at) if leaving => drop(pages.remove(at)),
            Some(at) => {
                if let Some(here) = pages.get_mut(at) {
                    *here = page;
                }
            }
            None if leaving || pages.len() >= MOST => {}
            None => pages.push(page),
        }
        others
    }
}

impl App {
    /// Tells that a page shows a form, and answers who else does.
    ///
    /// # Errors
    /// `not-found`, also when the account may not see the form.
    pub async fn here(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
        input: HereInput,
    ) -> Result<Vec<PresentView>, Trouble> {
        let book = self.book().await;
        collect::form(&book, who, round, unit)?;
        let page = Here::new(&who.name, input.page, input.cell, self.0.clock.now());
        let room = Room::Form(round.clone(), unit.clone());
        let others = self.0.presence.lock().await.note(room, page, input.leaving);
        let view = |(by, cell): (AccountName, Option<String>)| PresentView {
            own: by == who.name,
            by: book.person(&by),
            cell,
        };
        Ok(others.into_iter().map(view).collect())
    }

    /// Tells where in the living report a page writes, and answers who else writes where this person may look.
    ///
    /// # Errors
    /// `not-found`, `not-allowed` for who sees neither the place nor a part of the report.
    pub async fn writing(
        &self,
        who: &Account,
        period: Period,
        input: WritingInput,
    ) -> Result<Vec<WriterView>, Trouble> {
        let book = self.book().await;
        let shown = prose::shown(&book, who, issue::living(&book, period)?)?;
        let page = Here::new(&who.name, input.page, input.passage.map(|p| p.to_string()), self.0.clock.now());
        let others = self.0.presence.lock().await.note(Room::Report(period), page, input.leaving);
        let sees = |id: &PassageId| shown(id) && eyes::passage(&book, who, period, id).is_ok();
        let view = |(by, place): (AccountName, Option<String>)| {
            let passage = place.map(PassageId::from).filter(&sees)?;
            Some(WriterView { own: by == who.name, by: book.person(&by), passage })
        };
        Ok(others.into_iter().filter_map(view).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_there_while_it_says_so() {
        let mut presence = Presence::default();
        let form = || Room::Form("2021-Q2".parse().unwrap(), UnitId::from("phong"));
        let mut note = |who: &str, page: &str, second: i64, leaving: bool| {
            let now = Timestamp::from_second(second).unwrap();
            let page = Here::new(&who.into(), page.to_owned(), Some(page.to_owned()), now);
            let others = presence.note(form(), page, leaving);
            others.into_iter().map(|(by, _)| by.to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(note("an", "a", 0, false), "");
        assert_eq!(note("binh", "b", 1, false), "an");
        assert_eq!(note("an", "a", 20, false), "binh");
        assert_eq!(note("an", "a", 40, false), "", "b told nothing for too long");
        assert_eq!(note("binh", "b", 41, false), "an");
        assert_eq!(note("binh", "b", 42, true), "an");
        assert_eq!(note("an", "a", 43, false), "", "b has gone");
    }
}
