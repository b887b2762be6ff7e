//! Use cases: load, decide, write, answer. One use case, one transaction.
//!
//! The book (everything the ledger says) lives in memory, rebuilt from the ledger at the start and kept
//! current (`kept`). A use case that changes something asks the pure engine for the act, appends it to the ledger,
//! and only then applies it: what was answered is on disk.

mod admin;
mod alignment;
mod asof;
mod attachments;
mod basis;
mod board;
mod carried;
mod catalogue;
mod changes;
mod charts;
mod clock;
mod composed;
mod correcting;
mod demo;
mod document;
mod eyes;
mod findings;
mod forms;
mod history;
mod issue;
mod issued;
mod jobs;
mod kept;
mod life;
mod living;
pub mod mail;
mod memo;
mod outlines;
mod passages;
mod people;
mod pivots;
mod plans;
mod presence;
mod prose;
mod questions;
mod readings;
pub mod recognise;
mod record;
mod regimes;
mod register;
mod remarks;
mod returned;
mod review;
mod rounds;
mod rules;
mod series;
mod session;
mod sheets;
mod sources;
mod tasks;
mod truth;
mod units;
pub mod view;
mod word_template;
mod work;
mod workbooks;

pub use asof::RestatedQuery;
pub use changes::{Changed, News};
pub use clock::{Clock, local_moment};
pub use demo::DemoAccount;
pub use engine::collect::LARGEST as LARGEST_ATTACHMENT;
pub use issue::{FileKind, Output};
pub use people::Redirect;
pub use plans::ProgressAsk;
pub use register::RegisterQuery;
pub use session::{Token, Visitor};
pub use store::{Append, Fault, Problem, Progress, Proof, Session, Source, Store, Told};
pub use workbooks::{Bundle, Given};

use engine::compile::{self, Compiled};
use engine::truth::Notice;
use engine::{Book, LivingState};
use kept::Keeper;
use memo::Memo;
use model::{Account, Cut, Finding, Flaw, Period, Refusal, RefusalCode, UnitId};
use pdf::Typesetter;
use std::sync::{Arc, OnceLock};
use tokio::sync::{Mutex, Notify, RwLockReadGuard};
use view::UnitRef;

/// Why a use case did not answer.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Something broke.
    #[error(transparent)]
    Broke(Arc<Fault>),
    /// A part of the program failed in a way that is ours to mend.
    #[error("{0}")]
    Defect(String),
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Broke(Arc::new(fault))
    }
}

impl From<RefusalCode> for Trouble {
    fn from(code: RefusalCode) -> Self {
        Self::Refused(code.into())
    }
}

/// The program's state. Clones share it.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    store: Store,
    keeper: Keeper,
    clock: Clock,
    typesetter: Typesetter,
    readings: Mutex<readings::Cache>,
    alignment: Mutex<Option<Arc<alignment::Alignment>>>,
    presence: Mutex<presence::Presence>,
    provider: OnceLock<Arc<oidc::Provider>>,
    compiled: Memo<Compiled>,
    /// Books as they were.
    earlier: asof::Earlier,
    findings: Memo<Vec<Finding>>,
    notices: Memo<Vec<Notice>>,
    /// Wakes the jobs when a letter was handed in.
    post: Notify,
    counts: board::Counts,
}

impl App {
    /// Opens a place's data and rebuilds the book from its ledger.
    ///
    /// # Errors
    /// [`Fault`] when the data cannot be used.
    pub async fn open(source: impl Into<Source>, clock: Clock, fonts: Vec<Vec<u8>>) -> Result<Self, Fault> {
        let store = Store::open(source).await?;
        let keeper = Keeper::open(&store).await?;
        let clock = clock.not_before(keeper.last_stamp().await.as_deref());
        let app = Self(Arc::new(Inner {
            store,
            keeper,
            clock,
            typesetter: Typesetter::new(fonts),
            readings: Mutex::new(readings::Cache::default()),
            alignment: Mutex::default(),
            presence: Mutex::default(),
            provider: OnceLock::new(),
            compiled: Memo::default(),
            earlier: asof::Earlier::default(),
            findings: Memo::default(),
            notices: Memo::default(),
            post: Notify::new(),
            counts: board::Counts::default(),
        }));
        app.tell_pages();
        Ok(app)
    }

    /// The same program with a service that people may sign in through; a second one is not taken.
    #[must_use]
    pub fn with_provider(self, provider: oidc::Provider) -> Self {
        self.0.provider.get_or_init(|| Arc::new(provider));
        self
    }

    /// Whether nothing has been written yet.
    pub async fn is_new(&self) -> bool {
        self.book().await.cut == Cut::default()
    }

    async fn book(&self) -> RwLockReadGuard<'_, Book> {
        self.0.keeper.book().await
    }

    /// The report of a period as compiled from this book.
    fn compiled(&self, book: &Book, state: &LivingState, period: Period) -> Arc<Compiled> {
        self.0.compiled.at(book.cut, period, || compile::compile(book, state, period))
    }

    /// What wants a look in the report of a period.
    fn notices_of(&self, book: &Book, state: &LivingState, period: Period) -> Arc<Vec<Notice>> {
        self.0.notices.at(book.cut, period, || {
            let findings = self.findings_of(book, period);
            engine::truth::notices(book, period, &self.compiled(book, state, period), &findings)
        })
    }

    /// The findings of a period in this book.
    fn findings_of(&self, book: &Book, period: Period) -> Arc<Vec<Finding>> {
        self.0.findings.at(book.cut, period, || engine::findings::of_period(book, period))
    }

    fn store(&self) -> &Store {
        &self.0.store
    }
}

/// A unit as lists name it.
fn unit_ref(book: &Book, id: &UnitId) -> UnitRef {
    let kind = book.units.get(id).map_or(model::UnitKind::Department, |u| u.kind);
    UnitRef { id: id.clone(), name: book.unit_name(id), kind }
}

/// Whether `text` holds every word of `search`, with or without diacritics.
fn matches(text: &str, search: Option<&str>) -> bool {
    let Some(search) = search.map(str::trim).filter(|s| !s.is_empty()) else { return true };
    let (folded, exact) = (viet::fold::fold(text), viet::fold::key(text));
    let has_marks = viet::fold::fold(search) != viet::fold::key(search);
    match has_marks {
        true => exact.contains(&viet::fold::key(search)),
        false => viet::fold::fold(search).split_whitespace().all(|word| folded.contains(word)),
    }
}

/// Rows of page `page` (from one).
fn page<T>(rows: Vec<T>, page: Option<usize>) -> view::Page<T> {
    const ROWS: usize = 50;
    let total = rows.len();
    let from = page.unwrap_or(1).saturating_sub(1).saturating_mul(ROWS);
    view::Page { rows: rows.into_iter().skip(from).take(ROWS).collect(), total }
}

fn see_all(who: &Account) -> Result<(), Refusal> {
    engine::access::need(who, engine::access::Right::SeeAll)
}

fn see_texts(who: &Account) -> Result<(), Refusal> {
    engine::access::need(who, engine::access::Right::SeeTexts)
}

fn not_found(what: &str) -> Refusal {
    Refusal::of(RefusalCode::NotFound, what)
}

fn period(text: &str) -> Result<model::Period, Refusal> {
    text.parse().map_err(|_| Refusal::of(RefusalCode::WrongPeriod, text))
}

fn day(text: &str) -> Result<model::Date, Refusal> {
    text.parse().map_err(|_| Flaw::DayWrong.about(text))
}
