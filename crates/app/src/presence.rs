//! Who has a form open now, and in which cell. Kept in memory and short-lived: a page tells again and again that it is
//! there. Each server process knows its own pages.

use crate::view::{HereInput, PresentView};
use crate::{App, Trouble};
use engine::collect;
use jiff::{SignedDuration, Timestamp};
use model::{Account, AccountName, RoundId, UnitId};
use std::collections::BTreeMap;

/// How long a page counts as there after it told so.
const STAYS: SignedDuration = SignedDuration::from_secs(25);
/// Pages remembered for one form.
const MOST: usize = 50;
/// Longest name of a page or a cell, bytes.
const LONGEST: usize = 200;

/// The pages that stand open, by form.
#[derive(Default)]
pub(crate) struct Presence(BTreeMap<(RoundId, UnitId), Vec<Here>>);

struct Here {
    page: String,
    by: AccountName,
    cell: Option<String>,
    at: Timestamp,
}

impl Presence {
    /// Notes a page and answers who else is there: each with the cell, in the order they came.
    fn note(
        &mut self,
        form: (RoundId, UnitId),
        who: &AccountName,
        input: HereInput,
        now: Timestamp,
    ) -> Vec<(AccountName, Option<String>)> {
        let HereInput { page, cell, leaving } = input;
        let stays = |here: &Here| now.duration_since(here.at) < STAYS;
        self.0.retain(|_, pages| {
            pages.retain(stays);
            !pages.is_empty()
        });
        let pages = self.0.entry(form).or_default();
        let others: Vec<_> =
            pages.iter().filter(|h| h.page != page).map(|h| (h.by.clone(), h.cell.clone())).collect();
        match pages.iter().position(|h| h.page == page && h.by == *who) {
            Some(at) if leaving => drop(pages.remove(at)),
            Some(at) => {
                if let Some(here) = pages.get_mut(at) {
                    (here.cell, here.at) = (cell, now);
                }
            }
            None if leaving || pages.len() >= MOST => {}
            None => pages.push(Here { page, by: who.clone(), cell, at: now }),
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
        mut input: HereInput,
    ) -> Result<Vec<PresentView>, Trouble> {
        let book = self.book().await;
        collect::form(&book, who, round, unit)?;
        input.cell = input.cell.filter(|cell| cell.len() <= LONGEST);
        input.page.truncate(input.page.floor_char_boundary(LONGEST));
        let now = self.0.clock.now();
        let others = self.0.presence.lock().await.note((round.clone(), unit.clone()), &who.name, input, now);
        let view = |(by, cell): (AccountName, Option<String>)| PresentView {
            own: by == who.name,
            by: book.person(&by),
            cell,
        };
        Ok(others.into_iter().map(view).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_there_while_it_says_so() {
        let mut presence = Presence::default();
        let form = || ("2021-Q2".parse().unwrap(), UnitId::from("phong"));
        let mut note = |who: &str, page: &str, second: i64, leaving: bool| {
            let input = HereInput { page: page.to_owned(), cell: Some(page.to_owned()), leaving };
            let now = Timestamp::from_second(second).unwrap();
            let others = presence.note(form(), &who.into(), input, now);
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
