//! What the last report left open: tasks that are not done, shortcomings, requests, work that was announced. Each is offered to
//! the report of the next period as a sentence that the office takes or leaves; nothing is put into prose by itself.

use crate::access::{self, Right};
use crate::book::{Book, LivingState};
use crate::compile::{self, CompiledPassage};
use crate::follow;
use crate::issue;
use crate::prose::compare;
use model::{
    Account, Act, Date, Inline, OfferSettled, OutlineAct, PassageId, PassageKind, Period, ProseContent,
    Refusal, RefusalCode, Task, TaskId,
};
use std::collections::BTreeSet;

/// Which part of the report it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// tồn tại, hạn chế
    Pending,
    /// nhiệm vụ trọng tâm
    Ahead,
    /// kiến nghị, đề xuất
    Request,
}

/// Where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A task that is not done.
    Task(TaskId),
    /// A paragraph of the report before.
    Report(Period, PassageId),
}

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferState {
    /// Nobody said anything yet.
    Open,
    /// Left aside.
    Left,
}

/// Something that the last report left open.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Its name, the same as long as it is offered.
    pub key: String,
    /// Where it belongs.
    pub slot: Slot,
    /// Where it comes from.
    pub origin: Origin,
    /// Its last day, of a task.
    pub due: Option<Date>,
    /// What would be written, figures bound as they were.
    pub inlines: Vec<Inline>,
    /// As it reads.
    pub words: String,
    /// What became of it.
    pub state: OfferState,
}

/// Words in headings by which a part of the report is known.
const HEADINGS: [(Slot, &[&str]); 3] = [
    (Slot::Pending, &["tồn tại", "hạn chế", "khó khăn", "vướng mắc"]),
    (Slot::Request, &["kiến nghị", "đề xuất", "đề nghị"]),
    (
        Slot::Ahead,
        &[
            "nhiệm vụ trọng tâm",
            "phương hướng",
            "nhiệm vụ, giải pháp",
            "giải pháp trọng tâm",
            "trọng tâm công tác",
        ],
    ),
];
/// Words of headings that speak of what is past.
const PAST: [&str; 3] = ["kết quả", "đánh giá", "nguyên nhân"];

/// What is offered to the report of a period, in the order of the parts that it belongs to.
pub fn offers(book: &Book, period: Period) -> Vec<Offer> {
    let Some(state) = book.report(period).filter(|s| s.is_open() && book.is_written(period)) else {
        return Vec::new();
    };
    let own = Page::of(book, state, period);
    let mut offers = tasks(book, period, &own);
    if let Some((before, last)) = compare::previous(book, period) {
        offers.extend(paragraphs(before, last, &Page::of(book, last, before), &own));
    }
    for offer in &mut offers {
        if state.offers.get(&offer.key) == Some(&false) {
            offer.state = OfferState::Left;
        }
    }
    offers.retain(|offer| state.offers.get(&offer.key) != Some(&true));
    offers.sort_by_key(|offer| offer.slot);
    offers
}

/// A report by its parts.
struct Page {
    /// Each paragraph that is no heading: part, name, kind, folded words.
    lines: Vec<(Option<Slot>, PassageId, PassageKind, String, String)>,
    /// The last paragraph of each part, and of the body.
    ends: Vec<(Option<Slot>, PassageId)>,
}

impl Page {
    fn of(book: &Book, state: &LivingState, period: Period) -> Self {
        let compiled = compile::compile(book, state, period);
        let mut page = Self { lines: Vec::new(), ends: Vec::new() };
        let mut open: Vec<(usize, Option<Slot>)> = Vec::new();
        for passage in &compiled.passages {
            let within = |open: &[(usize, Option<Slot>)]| open.last().and_then(|(_, slot)| *slot);
            match passage.kind {
                PassageKind::Annex | PassageKind::WideAnnex | PassageKind::Note => break,
                PassageKind::PartTitle => {
                    if let Some(last) = open.last_mut() {
                        last.1 = slot(passage);
                    }
                }
                kind => match rank(kind) {
                    Some(rank) => {
                        open.retain(|(above, _)| *above < rank);
                        let past = is_past(passage);
                        let slot = slot(passage).or_else(|| within(&open).filter(|_| !past));
                        open.push((rank, slot));
                    }
                    None if follow::is_computed(passage) => continue,
                    None => {
                        let words = passage.words();
                        let folded = viet::fold::key(&words);
                        page.lines.push((within(&open), passage.id.clone(), kind, words, folded));
                    }
                },
            }
            // The closing formula ends the report, not the part above it.
            if !passage.words().ends_with("./.") {
                page.ends.retain(|(slot, _)| *slot != within(&open));
                page.ends.push((within(&open), passage.id.clone()));
            }
        }
        page
    }

    /// Whether some paragraph of the report says it already.
    fn says(&self, words: &str) -> bool {
        let wanted = bare(words);
        !wanted.is_empty() && self.lines.iter().any(|(.., folded)| folded.contains(&wanted))
    }

    /// After which paragraph something new of a part stands, and as what.
    fn place(&self, slot: Slot) -> (Option<PassageId>, PassageKind) {
        let end = self.ends.iter().find(|(of, _)| *of == Some(slot)).or_else(|| self.ends.last());
        let listed =
            |kind: &PassageKind| matches!(kind, PassageKind::Dash | PassageKind::Plus | PassageKind::Item);
        let kinds =
            self.lines.iter().rev().filter(|(of, ..)| *of == Some(slot)).map(|(_, _, kind, ..)| *kind);
        let kind = kinds.into_iter().find(listed).unwrap_or(PassageKind::Dash);
        (end.map(|(_, id)| id.clone()), kind)
    }
}

/// Words as they are compared: small letters, no full stop.
fn bare(words: &str) -> String {
    viet::fold::key(words.trim().trim_end_matches(['.', ';', '/', ' ']))
}

fn heading(passage: &CompiledPassage) -> String {
    viet::fold::key(&passage.words())
}

fn is_past(passage: &CompiledPassage) -> bool {
    let words = heading(passage);
    PAST.iter().any(|word| words.contains(word))
}

fn slot(passage: &CompiledPassage) -> Option<Slot> {
    let words = heading(passage);
    let is = |(_, known): &&(Slot, &[&str])| known.iter().any(|word| words.contains(word));
    let found = HEADINGS.iter().find(is).map(|(slot, _)| *slot);
    // `Đánh giá kết quả thực hiện nhiệm vụ, giải pháp` looks back; `Tồn tại, hạn chế và nguyên nhân` is what it says.
    found.filter(|slot| *slot != Slot::Ahead || !is_past(passage))
}

fn rank(kind: PassageKind) -> Option<usize> {
    let ranks = [
        PassageKind::Part,
        PassageKind::Section,
        PassageKind::Clause,
        PassageKind::Subclause,
        PassageKind::Point,
    ];
    ranks.iter().position(|ranked| *ranked == kind)
}

/// Tasks that this report or an earlier one must answer for and that are not done.
fn tasks(book: &Book, period: Period, own: &Page) -> Vec<Offer> {
    let open = book.tasks.values().filter(|t| follow::is_open(t) && t.period <= period);
    let both = |task: &Task| {
        let text = task.text.trim().trim_end_matches(['.', ';', ' ']).to_owned();
        let due = task.due.map(|due| format!(" (hạn {})", viet::date::format(due))).unwrap_or_default();
        let lead =
            task.lead.as_ref().map(|unit| format!(", {} chủ trì", book.unit_name(unit))).unwrap_or_default();
        [
            (Slot::Pending, format!("Chưa hoàn thành nhiệm vụ: {text}{due}.")),
            (Slot::Ahead, format!("Tiếp tục thực hiện: {text}{due}{lead}.")),
        ]
        .map(|(slot, words)| Offer {
            key: format!("task {} {}", task.id, if slot == Slot::Pending { "pending" } else { "ahead" }),
            slot,
            origin: Origin::Task(task.id.clone()),
            due: task.due,
            inlines: vec![Inline::text(words.clone())],
            words,
            state: OfferState::Open,
        })
    };
    let said = |slot: Slot, task: &Task| {
        let wanted = bare(&task.text);
        own.lines.iter().any(|(of, _, _, _, folded)| *of == Some(slot) && folded.contains(&wanted))
    };
    open.flat_map(|task| both(task).into_iter().filter(|offer| !said(offer.slot, task)).collect::<Vec<_>>())
        .collect()
}

/// Paragraphs about what was open in the report before and that this one does not have.
fn paragraphs(before: Period, last: &LivingState, page: &Page, own: &Page) -> Vec<Offer> {
    let kept: BTreeSet<&PassageId> = own.lines.iter().map(|(_, id, ..)| id).collect();
    let open = page
        .lines
        .iter()
        .filter(|(_, id, _, words, _)| !own.says(words) && !words.is_empty() && !kept.contains(id));
    let one = |(slot, id, kind, words, _): &(Option<Slot>, PassageId, PassageKind, String, String)| {
        let stored = last
            .template
            .passages
            .iter()
            .find(|p| p.id == *id)
            .filter(|_| !matches!(kind, PassageKind::Table | PassageKind::Chart))?;
        Some(Offer {
            key: format!("passage {before} {id}"),
            slot: (*slot)?,
            origin: Origin::Report(before, id.clone()),
            due: None,
            inlines: stored.inlines.iter().filter(|i| !matches!(i, Inline::Note { .. })).cloned().collect(),
            words: words.clone(),
            state: OfferState::Open,
        })
    };
    open.filter_map(one).collect()
}

/// What the office says to an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Put it into the report.
    Take,
    /// Leave it aside.
    Leave,
    /// Offer it again.
    Reopen,
}

/// Takes an offer into the report, leaves it aside, or opens it again.
///
/// # Errors
/// `offer-gone`, `already-issued`, `not-found`, `not-allowed`.
pub fn settle(book: &Book, who: &Account, period: Period, key: &str, answer: Answer) -> Result<Act, Refusal> {
    access::need(who, Right::EditReport)?;
    let state = issue::editable(book, period)?;
    let offered = offers(book, period);
    let offer = offered.iter().find(|offer| offer.key == key).ok_or(RefusalCode::OfferGone)?;
    let how = match answer {
        Answer::Leave => OfferSettled::Left,
        Answer::Reopen => OfferSettled::Open,
        Answer::Take => {
            let (after, kind) = Page::of(book, state, period).place(offer.slot);
            let id = PassageId::from(format!("tk-{}", book.cut.0 + 1));
            let content = ProseContent::prose(kind, offer.inlines.clone());
            let content = crate::prose::checked(book, state, &id, &content)?;
            OfferSettled::Taken { passage: content.into_passage(id, None), after }
        }
    };
    let what = OutlineAct::OfferSettled { period, offer: key.to_owned(), how };
    Ok(Act::OutlineTended { what })
}
