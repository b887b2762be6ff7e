//! The book in memory and the one way to change it. Writers wait for each other and for the disk; readers never do.

use crate::changes::{Changed, Recent};
use crate::{App, Trouble};
use engine::Book;
use model::{AccountName, Act, Cut, Entry, Refusal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use store::{Fault, Store};
use tokio::sync::{Mutex, RwLock, RwLockReadGuard, watch};

/// How often open pages look past this process.
const LOOK: Duration = Duration::from_secs(1);

/// The book with what led to it last.
#[derive(Default)]
struct Kept {
    book: Book,
    /// When the last entry was written.
    last: Option<String>,
    recent: Recent,
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

/// Keeps the book as new as the ledger.
pub(crate) struct Keeper {
    kept: RwLock<Kept>,
    /// One writer of this process at a time, first come, first served.
    turn: Mutex<()>,
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
            turn: Mutex::default(),
            asked: AtomicU64::new(0),
            looked: Mutex::new(0),
            news: watch::Sender::new(Some(Cut::default())),
        };
        keeper.catch_up(store, store.head().await?).await?;
        Ok(keeper)
    }

    pub(crate) async fn book(&self) -> RwLockReadGuard<'_, Book> {
        RwLockReadGuard::map(self.kept.read().await, |kept| &kept.book)
    }

    pub(crate) async fn last_stamp(&self) -> Option<String> {
        self.kept.read().await.last.clone()
    }

    /// Applies entries and tells those who listen.
    async fn apply(&self, entries: &[Entry]) {
        let mut kept = self.kept.write().await;
        kept.apply(entries);
        self.news.send_replace(Some(kept.book.cut));
    }

    /// Whether anybody waits for news.
    fn is_heard(&self) -> bool {
        self.news.receiver_count() > 0
    }

    /// Reads what other writers appended, up to `head` at least.
    async fn catch_up(&self, store: &Store, head: Cut) -> Result<(), Fault> {
        loop {
            let known = self.kept.read().await.book.cut;
            if known >= head {
                return Ok(());
            }
            self.apply(&store.entries_after(known).await?).await;
        }
    }

    /// What was recently changed above `after`, once there is something; none when the program ends.
    pub(crate) async fn recent_after(&self, after: Cut) -> Option<(RwLockReadGuard<'_, Book>, Vec<Changed>)> {
        let mut news = self.news.subscribe();
        news.wait_for(|newest| newest.is_none_or(|newest| newest > after)).await.ok()?.as_ref()?;
        let kept = self.kept.read().await;
        let recent = kept.recent.after(after, kept.book.cut);
        Some((RwLockReadGuard::map(kept, |kept| &kept.book), recent))
    }

    pub(crate) fn end_news(&self) {
        self.news.send_replace(None);
    }
}

impl App {
    /// Decides on the newest book, appends, applies; answers with the position of the act, or of the book when there
    /// was nothing to do. What is decided holds: nobody else appends meanwhile, in whichever process.
    pub(crate) async fn act(
        &self,
        who: &AccountName,
        decide: impl Fn(&Book) -> Result<Option<Act>, Refusal>,
    ) -> Result<Cut, Trouble> {
        let keeper = &self.0.keeper;
        let _turn = keeper.turn.lock().await;
        let pen = self.store().pen().await?;
        keeper.catch_up(self.store(), pen.head()).await?;
        let (act, at) = {
            let kept = keeper.kept.read().await;
            let Some(act) = decide(&kept.book)? else { return Ok(kept.book.cut) };
            (act, self.0.clock.stamp_after(kept.last.as_deref()))
        };
        let entries = pen.write(&at, who, vec![act]).await?;
        keeper.apply(&entries).await;
        Ok(entries.last().map(|entry| entry.cut).unwrap_or_default())
    }

    /// Looks for what other processes wrote while nobody asks anything of this one, so that open pages hear of it.
    pub(crate) fn listen_to_others(&self) {
        let app = Arc::downgrade(&self.0);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(LOOK).await;
                let Some(inner) = app.upgrade() else { return };
                if inner.keeper.is_heard()
                    && let Err(fault) = Self(inner).refresh().await
                {
                    tracing::warn!("{fault}");
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
