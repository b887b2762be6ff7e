//! The book in memory and the one way to change it. Writers wait for each other and for the disk, and share its time; readers
//! never wait.

use crate::changes::{Changed, Recent};
use crate::{App, Trouble};
use engine::Book;
use model::{AccountName, Act, Cut, Entry, Refusal, UnitId};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use store::{Fault, Pen, Store};
use tokio::sync::{Mutex, RwLock, RwLockReadGuard, oneshot, watch};

/// How often open pages hear of what is new, whichever process wrote it.
const BREATH: Duration = Duration::from_millis(250);

/// The book with what led to it last.
#[derive(Default)]
pub(crate) struct Kept {
    pub(crate) book: Book,
    /// When the last entry was written.
    last: Option<String>,
    pub(crate) recent: Recent,
}

impl Kept {
    /// Applies what follows the book; what it holds already is passed over.
    fn apply(&mut self, entries: &[Entry]) {
        for entry in entries {
            if entry.cut.0 == self.book.cut.0 + 1 {
                self.book.apply(entry);
                self.last = Some(entry.at.clone());
                self.recent.push(Changed::by(&self.book, entry));
            }
        }
    }
}

/// What is written at once. While a page is open its pen is held and the book is as new as the ledger.
struct Page {
    pen: Pen,
    lines: Vec<Line>,
}

/// An act that was decided, and whom to tell when it is on disk.
struct Line {
    by: AccountName,
    act: Act,
    told: oneshot::Sender<Result<Cut, Arc<Fault>>>,
}

/// Whether an act may stand beside others on one page, none of which is in the book yet: only what is typed and sent in
/// forms of different units.
fn fits<'a>(mut others: impl Iterator<Item = &'a Act>, act: &Act) -> bool {
    match own_form(act) {
        Some(unit) => others.all(|other| own_form(other).is_some_and(|other| other != unit)),
        None => others.next().is_none(),
    }
}

/// The unit in whose form an act is typing or sending: what many do at once.
fn own_form(act: &Act) -> Option<&UnitId> {
    match act {
        Act::CellsSaved { unit, .. } | Act::FormSent { unit, .. } => Some(unit),
        _ => None,
    }
}

/// Keeps the book as new as the ledger.
pub(crate) struct Keeper {
    kept: RwLock<Kept>,
    /// The page that is open. Whoever wants to write comes here, first come, first served.
    page: Mutex<Option<Page>>,
    /// Looks at the head of the ledger, counted as they are asked for.
    asked: AtomicU64,
    /// Up to which of them the book is known to be new.
    looked: Mutex<u64>,
    news: watch::Sender<Option<Cut>>,
}

impl Keeper {
    pub(crate) async fn open(store: &Store) -> Result<Self, Fault> {
        let keeper = Self {
            kept: RwLock::default(),
            page: Mutex::default(),
            asked: AtomicU64::new(0),
            looked: Mutex::new(0),
            news: watch::Sender::new(Some(Cut::default())),
        };
        keeper.catch_up(store, store.head().await?).await?;
        keeper.book().await.warm();
        Ok(keeper)
    }

    pub(crate) async fn book(&self) -> RwLockReadGuard<'_, Book> {
        RwLockReadGuard::map(self.kept.read().await, |kept| &kept.book)
    }

    pub(crate) async fn last_stamp(&self) -> Option<String> {
        self.kept.read().await.last.clone()
    }

    async fn apply(&self, entries: &[Entry]) {
        self.kept.write().await.apply(entries);
    }

    /// Whether anybody waits for news.
    fn is_heard(&self) -> bool {
        self.news.receiver_count() > 0
    }

    /// Tells those who wait where the book stands.
    async fn tell(&self) {
        let cut = self.kept.read().await.book.cut;
        self.news.send_if_modified(|told| {
            let is_new = told.is_some_and(|told| told < cut);
            *told = told.map(|_| cut);
            is_new
        });
    }

    /// Reads what other writers appended, up to `head` at least.
    async fn catch_up(&self, store: &Store, head: Cut) -> Result<(), Fault> {
        loop {
            let known = self.kept.read().await.book.cut;
            if known >= head {
                return Ok(());
            }
            self.apply(&store.entries_next(known).await?).await;
        }
    }

    /// The book with its recent changes, once something was changed above `after`; none when the program ends.
    pub(crate) async fn news_after(&self, after: Cut) -> Option<RwLockReadGuard<'_, Kept>> {
        let mut news = self.news.subscribe();
        news.wait_for(|newest| newest.is_none_or(|newest| newest > after)).await.ok()?.as_ref()?;
        Some(self.kept.read().await)
    }

    pub(crate) fn end_news(&self) {
        self.news.send_replace(None);
    }
}

impl App {
    /// Decides on the newest book, appends, applies; answers with the position of the act, or of the book when there
    /// was nothing to do. What is decided holds: nobody else appends meanwhile, in whichever process, but for what is typed
    /// and sent in other units' forms.
    pub(crate) async fn act(
        &self,
        who: &AccountName,
        decide: impl Fn(&Book) -> Result<Option<Act>, Refusal>,
    ) -> Result<Cut, Trouble> {
        let keeper = &self.0.keeper;
        let written = loop {
            let mut open = keeper.page.lock().await;
            let page = match &mut *open {
                Some(page) => page,
                none => none.insert(self.open_page().await?),
            };
            let act = {
                let book = keeper.book().await;
                let Some(act) = decide(&book)? else { return Ok(book.cut) };
                act
            };
            if fits(page.lines.iter().map(|line| &line.act), &act) {
                let (told, written) = oneshot::channel();
                page.lines.push(Line { by: who.clone(), act, told });
                break written;
            }
            // Decided anew once the others are in the book.
            drop(open);
            tokio::task::yield_now().await;
        };
        let lost = |_| Trouble::Defect("a page of the ledger was lost".to_owned());
        written.await.map_err(lost)?.map_err(Trouble::Broke)
    }

    /// Takes the pen. Whoever comes before it is put down writes with it; when the request that took it is given up, they
    /// still do.
    async fn open_page(&self) -> Result<Page, Fault> {
        let pen = self.store().pen().await?;
        self.0.keeper.catch_up(self.store(), pen.head()).await?;
        let app = self.clone();
        tokio::spawn(async move { app.write_page().await });
        Ok(Page { pen, lines: Vec::new() })
    }

    /// Writes the open page when all who waited for it have decided. Whoever comes now waits for the next one.
    async fn write_page(&self) {
        let keeper = &self.0.keeper;
        let mut page = keeper.page.lock().await;
        let Some(Page { pen, lines }) = page.take().filter(|page| !page.lines.is_empty()) else { return };
        let at = self.0.clock.stamp_after(keeper.last_stamp().await.as_deref());
        let (acts, told): (Vec<_>, Vec<_>) =
            lines.into_iter().map(|line| ((line.by, line.act), line.told)).unzip();
        let written = pen.write(&at, acts).await.map_err(Arc::new);
        if let Ok(entries) = &written {
            keeper.apply(entries).await;
        }
        for (number, told) in told.into_iter().enumerate() {
            let cut = |entries: &Vec<Entry>| entries.get(number).map(|entry| entry.cut).unwrap_or_default();
            // Nobody hears it whose request was given up.
            told.send(written.as_ref().map(cut).map_err(Arc::clone)).ok();
        }
    }

    /// Tells open pages what is new in this process and in others, all of a breath at once: each of thousands looks at
    /// every entry.
    pub(crate) fn tell_pages(&self) {
        let app = Arc::downgrade(&self.0);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(BREATH).await;
                let Some(app) = app.upgrade().map(Self) else { return };
                if app.0.keeper.is_heard() {
                    if let Err(fault) = app.refresh().await {
                        tracing::warn!("{fault}");
                    }
                    app.0.keeper.tell().await;
                }
            }
        });
    }

    /// Makes the book at least as new as the ledger was when this was asked, whoever wrote it. Those who ask while
    /// somebody looks share the next look.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn refresh(&self) -> Result<(), Fault> {
        let keeper = &self.0.keeper;
        let mine = keeper.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let mut looked = keeper.looked.lock().await;
        if *looked >= mine {
            return Ok(());
        }
        let covers = keeper.asked.load(Ordering::SeqCst);
        let head = self.store().head().await?;
        keeper.catch_up(self.store(), head).await?;
        *looked = covers;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_different_units_write_together() {
        let round: model::RoundId = "2021-Q2".parse().unwrap();
        let saved = |unit: &str| Act::CellsSaved {
            unit: unit.into(),
            round: round.clone(),
            values: Vec::new(),
            entered: Vec::new(),
            file: None,
            on_behalf: false,
        };
        let sent = |unit: &str| Act::FormSent { unit: unit.into(), round: round.clone(), entered_at: None };
        let closed = || Act::RoundClosed { round: round.clone() };
        for (others, act, together) in [
            (vec![], saved("a"), true),
            (vec![], closed(), true),
            (vec![saved("a"), sent("b")], saved("c"), true),
            (vec![saved("a"), saved("b")], sent("c"), true),
            (vec![saved("a"), saved("b")], sent("a"), false),
            (vec![sent("a")], saved("a"), false),
            (vec![saved("a")], closed(), false),
            (vec![closed()], saved("a"), false),
        ] {
            assert_eq!(fits(others.iter(), &act), together, "{others:?} {act:?}");
        }
    }
}
