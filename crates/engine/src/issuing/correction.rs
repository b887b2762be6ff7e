//! Đính chính: a new issue that supersedes the one before it and says what it changes.

use crate::access::{self, Right};
use crate::book::{Book, Issued};
use crate::compile::{Compiled, CompiledPassage, Compiledline};
use crate::{issue, mention};
use model::{
    Account, Act, Chart, Code, Flaw, Inline, Issuing, Passage, PassageId, Period, Refusal, RefusalCode,
};
use std::collections::{BTreeMap, BTreeSet};

/// Opens a correction of an issued report.
///
/// # Errors
/// `not-allowed`, `not-found`, `bad-input` without a reason, `not-issued-yet` also when one is under way.
pub fn open(book: &Book, who: &Account, period: Period, reason: &str) -> Result<Act, Refusal> {
    access::need(who, Right::EditReport)?;
    let state = issue::living(book, period)?;
    if state.is_open() {
        return Err(Refusal::of(RefusalCode::NotIssuedYet, period));
    }
    match reason.trim() {
        "" => Err(Flaw::CorrectionReasonWanted.into()),
        reason => Ok(Act::Issuing { what: Issuing::CorrectionOpened { period, reason: reason.to_owned() } }),
    }
}

/// Gives a correction up: the prose is again what was issued.
///
/// # Errors
/// `not-allowed`, `not-found`.
pub fn give_up(book: &Book, who: &Account, period: Period) -> Result<Act, Refusal> {
    access::need(who, Right::EditReport)?;
    match issue::living(book, period)?.correcting {
        Some(_) => Ok(Act::Issuing { what: Issuing::CorrectionDropped { period } }),
        None => Err(Refusal::of(RefusalCode::NotFound, "bản đính chính đang soạn")),
    }
}

/// What a new issue changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Figures that read otherwise, in the order of the report.
    pub figures: Vec<FigureChange>,
    /// Paragraphs whose words are not the same, new or gone.
    pub prose: Vec<ProseChange>,
}

/// A figure that reads otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureChange {
    /// What.
    pub indicator: Code,
    /// As issued.
    pub was: String,
    /// As it is now.
    pub now: String,
    /// Why, where a reason was given.
    pub reason: Option<String>,
}

/// A paragraph whose words are not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseChange {
    /// Which.
    pub passage: PassageId,
    /// As issued; empty = it is new.
    pub was: String,
    /// As it is now; empty = it is gone.
    pub now: String,
}

/// What the report as compiled now changes of an issue.
pub fn difference(book: &Book, before: &Issued, compiled: &Compiled, period: Period) -> Difference {
    Difference { figures: figures(book, before, compiled, period), prose: prose(before, compiled, period) }
}

fn figures(book: &Book, before: &Issued, compiled: &Compiled, period: Period) -> Vec<FigureChange> {
    let was: BTreeMap<_, _> = before.printed.iter().map(|p| (&p.figure.id, p)).collect();
    let reasons: BTreeMap<_, _> =
        issue::changes(book, before, period).into_iter().map(|c| (c.issued.figure.id, c.reason)).collect();
    let now = compiled.passages.iter().flat_map(CompiledPassage::figures);
    let changed = now.filter_map(|now| {
        let was = was.get(&now.figure.id).filter(|was| was.printed != now.text)?;
        Some(FigureChange {
            indicator: now.figure.indicator.clone(),
            was: was.printed.clone(),
            now: now.text.clone(),
            reason: reasons.get(&now.figure.id).cloned().flatten(),
        })
    });
    changed.collect()
}

fn prose(before: &Issued, compiled: &Compiled, period: Period) -> Vec<ProseChange> {
    let was: BTreeMap<_, _> = before.template.passages.iter().map(|p| (&p.id, p)).collect();
    let now: BTreeSet<_> = compiled.passages.iter().map(|p| &p.id).collect();
    let written = compiled.passages.iter().filter(|p| !crate::follow::is_computed(p));
    let changed = written.filter_map(|p| match was.get(&p.id) {
        Some(was) if skeleton(was, period) == compiled_skeleton(p) => None,
        was => Some(ProseChange {
            passage: p.id.clone(),
            was: was.map(|was| words(before, was, period)).unwrap_or_default(),
            now: all_words(p),
        }),
    });
    let gone = before.template.passages.iter().filter(|p| !now.contains(&p.id)).map(|p| ProseChange {
        passage: p.id.clone(),
        was: words(before, p, period),
        now: String::new(),
    });
    changed.chain(gone).collect()
}

/// Stands for a figure, whose number may change while the words stay.
const FIGURE: char = '\u{1}';

fn skeleton(passage: &Passage, period: Period) -> String {
    let part = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.clone(),
        Inline::Period { mention } => mention::render(mention, period),
        Inline::Note { id } => format!("{FIGURE}{id}"),
        Inline::Figure { figure } => format!("{FIGURE}{}", figure.id),
    };
    passage.all_inlines().map(part).chain(passage.chart.iter().map(drawn)).collect()
}

/// A chart that shows something else is another.
fn drawn(chart: &Chart) -> String {
    format!("{FIGURE}{chart:?}")
}

fn compiled_skeleton(passage: &CompiledPassage) -> String {
    let part = |line: &Compiledline| match line {
        Compiledline::Text { text, .. } | Compiledline::Period(_, text) => text.clone(),
        Compiledline::Note(id, _) => format!("{FIGURE}{id}"),
        Compiledline::Figure(figure) => format!("{FIGURE}{}", figure.figure.id),
    };
    passage.lines().map(part).chain(passage.chart.iter().map(|c| drawn(&c.chart))).collect()
}

/// Paragraphs that the program writes from the state of tasks: no template holds them.
pub fn computed(compiled: &Compiled) -> impl Iterator<Item = &CompiledPassage> {
    compiled.passages.iter().filter(|p| crate::follow::is_computed(p))
}

/// The words of an issued paragraph with its figures as printed.
pub fn words(issued: &Issued, passage: &Passage, period: Period) -> String {
    let word = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.clone(),
        Inline::Period { mention } => mention::render(mention, period),
        Inline::Note { .. } => String::new(),
        Inline::Figure { figure } => {
            let printed = issued.printed.iter().find(|p| p.figure.id == figure.id);
            printed.map(|p| p.printed.clone()).unwrap_or_default()
        }
    };
    passage.all_inlines().map(word).collect::<String>().trim().to_owned()
}

fn all_words(passage: &CompiledPassage) -> String {
    passage.lines().map(Compiledline::words).collect::<String>().trim().to_owned()
}
