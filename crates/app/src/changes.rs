//! What changed, as it changes: one short message an entry, for pages that stand open.

use crate::admin::describe;
use crate::{App, Trouble};
use engine::Book;
use engine::access::{self, Right};
use model::{Account, AccountName, Act, Cut, Entry, RefusalCode, UnitId};
use serde::Serialize;
use std::collections::VecDeque;
use utoipa::ToSchema;

/// Entries that are remembered for pages that come back.
const REMEMBERED: usize = 2000;
/// The act of a message that stands for more than is remembered.
const MANY: &str = "many";

/// One entry of the ledger, as told to open pages. What it says is asked for by those who want it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Changed {
    /// Its position.
    pub cut: Cut,
    /// What was done, by its stored name: `cells_saved`; `many`: more than is remembered, anything may have changed.
    pub act: String,
    /// The round it belongs to.
    pub round: Option<String>,
    /// The unit whose form it is about.
    pub unit: Option<UnitId>,
    /// Who did it.
    pub by: AccountName,
}

/// What a person hears, and up to where it goes.
pub struct News {
    /// Oldest first.
    pub changes: Vec<Changed>,
    /// Everything up to here was told, or is not for this person.
    pub cut: Cut,
}

impl Changed {
    pub(crate) fn by(book: &Book, entry: &Entry) -> Self {
        let (act, _, round) = describe(book, &entry.act);
        let round = round.map(|round| round.to_string());
        let unit = form_of(book, &entry.act).cloned();
        Self { cut: entry.cut, act: act.to_owned(), round, unit, by: entry.by.clone() }
    }

    /// Whether a person may know of it.
    fn is_for(&self, book: &Book, who: &Account) -> bool {
        let everybody = matches!(self.act.as_str(), "round_opened" | "reminded" | MANY);
        match &self.unit {
            Some(unit) => access::sees_form(book, who, unit),
            None if self.act == "account_set" => access::may(who, Right::Administer),
            // Departments write in the report too; what was written is asked for by those who may see it.
            None if crate::admin::is_about_prose(&self.act) => {
                access::may(who, Right::SeeAll) || access::may(who, Right::FillOwn)
            }
            None => everybody || access::may(who, Right::SeeAll),
        }
    }
}

/// The unit whose form an act is about.
fn form_of<'a>(book: &'a Book, act: &'a Act) -> Option<&'a UnitId> {
    match act {
        Act::CellsSaved { unit, .. }
        | Act::FormSent { unit, .. }
        | Act::FileAttached { unit, .. }
        | Act::AttachmentSwitched { unit, .. }
        | Act::FormReturned { unit, .. }
        | Act::FormUnitApproved { unit, .. }
        | Act::UnitExcluded { unit, .. }
        | Act::UnitBroughtBack { unit, .. }
        | Act::DeadlineExtended { unit, .. }
        | Act::FormApproved { unit, .. }
        | Act::RemindersSeen { unit, .. } => Some(unit),
        Act::FigureCorrected { observation, .. } => {
            let indicator = book.indicator(&observation.key.indicator)?;
            Some(book.stating_unit(indicator, &observation.key.unit))
        }
        _ => None,
    }
}

/// The newest changes.
#[derive(Default)]
pub(crate) struct Recent(VecDeque<Changed>);

impl Recent {
    pub(crate) fn push(&mut self, changed: Changed) {
        if self.0.len() == REMEMBERED {
            self.0.pop_front();
        }
        self.0.push_back(changed);
    }

    /// What is above `after` and wanted; one message for all when some of it is forgotten.
    pub(crate) fn after(&self, after: Cut, newest: Cut, wanted: impl Fn(&Changed) -> bool) -> Vec<Changed> {
        let oldest = self.0.front().map_or(newest.0, |first| first.cut.0 - 1);
        if after.0 < oldest {
            let many = Changed {
                cut: newest,
                act: MANY.to_owned(),
                round: None,
                unit: None,
                by: AccountName::from(""),
            };
            return vec![many];
        }
        let first = self.0.partition_point(|changed| changed.cut <= after);
        self.0.range(first..).filter(|changed| wanted(changed)).cloned().collect()
    }
}

impl App {
    /// Where the book stands.
    pub async fn cut(&self) -> Cut {
        self.book().await.cut
    }

    /// Waits for what is new above `after` and answers with what of it the person may know; none when the program ends.
    ///
    /// # Errors
    /// `sign-in-first` when the account was closed meanwhile.
    pub async fn changes(&self, who: &AccountName, after: Cut) -> Result<Option<News>, Trouble> {
        let Some(kept) = self.0.keeper.news_after(after).await else { return Ok(None) };
        let book = &kept.book;
        let who = book.accounts.get(who).filter(|a| a.active).ok_or(RefusalCode::SignInFirst)?;
        let changes = kept.recent.after(after, book.cut, |changed| changed.is_for(book, who));
        Ok(Some(News { changes, cut: book.cut }))
    }

    /// Ends all [`App::changes`] that wait, so that the program can stop.
    pub fn end_changes(&self) {
        self.0.keeper.end_news();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(cut: u64) -> Changed {
        let by = AccountName::from("lan");
        Changed { cut: Cut(cut), act: "cells_saved".to_owned(), round: None, unit: None, by }
    }

    #[test]
    fn a_unit_hears_of_its_own_form_and_of_new_rounds_only() {
        use model::Grant;
        use model::Role::{Administrator, Compiler, Entry, Leader};
        let who = |role| {
            let grant = if role == Entry { Grant::of(role, "xa-a") } else { Grant::everywhere(role) };
            Account::new("a", "xa-a", vec![grant])
        };
        let table = [
            ("cells_saved", Some("xa-a"), vec![Compiler, Entry, Leader]),
            ("form_sent", Some("xa-b"), vec![Compiler, Leader]),
            ("round_opened", None, vec![Administrator, Compiler, Entry, Leader]),
            (MANY, None, vec![Administrator, Compiler, Entry, Leader]),
            ("passage_edited", None, vec![Compiler, Leader]),
            ("prose_written", None, vec![Compiler, Entry, Leader]),
            ("account_set", None, vec![Administrator]),
        ];
        for (act, unit, hear) in table {
            let told = Changed { act: act.to_owned(), unit: unit.map(UnitId::from), ..changed(1) };
            for role in [Administrator, Compiler, Entry, Leader] {
                assert_eq!(told.is_for(&Book::default(), &who(role)), hear.contains(&role), "{act} {role:?}");
            }
        }
    }

    #[test]
    fn a_page_that_comes_back_hears_all_it_missed_or_that_it_missed_much() {
        let mut recent = Recent::default();
        let after = |recent: &Recent, after, newest| recent.after(Cut(after), Cut(newest), |_| true);
        assert_eq!(after(&recent, 7, 7), []);
        (8..=10).for_each(|n| recent.push(changed(n)));
        assert_eq!(after(&recent, 8, 10), [changed(9), changed(10)]);
        assert_eq!(after(&recent, 7, 10).len(), 3);
        assert_eq!(after(&recent, 6, 10)[0].act, MANY);
        (11..3000).for_each(|n| recent.push(changed(n)));
        let all = after(&recent, 999, 2999);
        assert_eq!((all.len(), all[0].cut), (REMEMBERED, Cut(1000)));
        assert_eq!(after(&recent, 998, 2999).len(), 1);
    }
}
