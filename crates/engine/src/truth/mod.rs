//! Truth before issue: what in a living report is not so, not certain or not for everybody's eyes. Every kind of check is a pure
//! function in a file of its own; here they meet the report, and the reasons that people gave.
//!
//! Errors block the issue, warnings want a reason, the rest is only shown. `suite/truth` holds the table of kinds and the cases.

mod bind;
mod candidates;
mod dates;
mod explain;
mod figures;
mod findings;
mod kind;
mod numbers;
mod page;
mod periods;
mod personal;
mod secret;
mod wording;

pub use bind::bind;
pub use candidates::Candidate;
pub(crate) use explain::of_book;
pub use explain::{explain, withdraw};
pub use kind::Kind;

use crate::book::{Book, LivingState};
use crate::compile::{Compiled, CompiledPassage};
use crate::follow;
use crate::state::Reason;
use candidates::Data;
use model::{
    Figure, Finding, FindingKey, NoticeKey, Passage, PassageId, PassageKind, Period, Severity, Window,
};
use page::{Page, Paragraph};
use std::collections::BTreeMap;

/// A place of the report that wants a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Names the place while the words and the number there stay the same.
    pub key: NoticeKey,
    /// What is the matter.
    pub kind: Kind,
    /// How much it matters.
    pub severity: Severity,
    /// In which paragraph.
    pub passage: PassageId,
    /// The figure that it is about.
    pub figure: Option<Figure>,
    /// First scalar value of the words that it is about, in [`CompiledPassage::printed`].
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words themselves.
    pub words: String,
    /// What a reason holds for: the number as printed, the words and those beside them.
    pub seen: String,
    /// What is the matter, in one sentence.
    pub says: String,
    /// What to do.
    pub hint: String,
    /// Data that the number could be bound to, best first.
    pub candidates: Vec<Candidate>,
    /// The finding that it tells of; a reason answers it.
    pub finding: Option<(FindingKey, String)>,
    /// Why it stands so, as somebody said of exactly what is seen.
    pub reason: Option<Reason>,
}

impl Notice {
    /// Whether it still keeps the report from being issued.
    pub fn is_open(&self) -> bool {
        self.severity <= Severity::Warning && self.reason.is_none()
    }

    /// Whether a reason settles it; else the place must be mended.
    pub fn takes_reason(&self) -> bool {
        self.severity <= Severity::Warning && self.kind.takes_reason()
    }
}

/// How many errors and warnings still keep a report from being issued.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// To be mended.
    pub errors: usize,
    /// That want a reason.
    pub warnings: usize,
}

/// Counts what is open.
pub fn open(notices: &[Notice]) -> Open {
    let count = |severity| notices.iter().filter(|n| n.is_open() && n.severity == severity).count();
    Open { errors: count(Severity::Error), warnings: count(Severity::Warning) }
}

/// The report that is looked at.
pub(crate) struct Report<'a> {
    book: &'a Book,
    period: Period,
    state: &'a LivingState,
    /// The dates that its figures cover.
    window: Window,
    /// The report before.
    last: Option<(Period, &'a LivingState)>,
    findings: &'a [Finding],
    data: Data<'a>,
}

impl<'a> Report<'a> {
    fn former(&self, id: &PassageId) -> Option<&'a Passage> {
        self.last?.1.template.passages.iter().find(|p| p.id == *id)
    }
}

/// What wants a look in the report of a period, worst first and then in the order of the report; nothing of a report that was issued or
/// that is not written here. `findings` are those of the period.
pub fn notices(book: &Book, period: Period, compiled: &Compiled, findings: &[Finding]) -> Vec<Notice> {
    let Some((state, window)) = book.report(period).zip(book.written_window(period)) else {
        return Vec::new();
    };
    if !state.is_open() {
        return Vec::new();
    }
    let report = Report {
        book,
        period,
        state,
        window,
        last: crate::prose::compare::previous(book, period),
        findings,
        data: Data::new(book, period),
    };
    let mut told = findings::Told::new(&report);
    let mut notices = Vec::new();
    let mut parts = 0;
    for passage in &compiled.passages {
        parts += usize::from(passage.kind == PassageKind::Part);
        if !follow::is_computed(passage) {
            notices.extend(of_passage(&report, passage, parts > 1, &mut told));
        }
    }
    number(&mut notices);
    for notice in &mut notices {
        let given = state.reasons.get(&notice.key).filter(|reason| reason.seen == notice.seen);
        notice.reason = notice.reason.take().or_else(|| given.cloned());
    }
    notices.sort_by_key(|n| n.severity);
    notices
}

fn of_passage<'a>(
    report: &Report<'a>,
    passage: &'a CompiledPassage,
    tasks: bool,
    told: &mut findings::Told<'a>,
) -> Vec<Notice> {
    let paragraph = Paragraph::of(passage);
    let page = Page::new(report, passage, &paragraph, tasks);
    let mut found = told.at(&page);
    found.extend(figures::notices(&page));
    found.extend(numbers::notices(&page));
    for check in [dates::notices, periods::notices, personal::notices, secret::notices, wording::notices] {
        found.extend(check(&page));
    }
    found.sort_by_key(|n| (n.start, n.end));
    found
}

/// Tells places apart that read the same.
fn number(notices: &mut [Notice]) {
    let mut seen: BTreeMap<NoticeKey, usize> = BTreeMap::new();
    for notice in notices {
        let count = seen.entry(notice.key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            notice.key = NoticeKey::from(format!("{}#{count}", notice.key));
        }
    }
}
