//! Compiling the living report: last period's prose with this period's figures, and what wants a look.

use crate::book::{Book, LivingState};
use crate::findings;
use crate::mention;
use crate::numbering::Counter;
use crate::phrasing;
use crate::resolve::{Resolved, RollUp, Status, compute, resolve};
use model::{
    Claim, Cut, Figure, FindingKey, Inline, Measure, Mention, PassageId, PassageKind, Period, Phrasing,
    Severity, UnitId,
};
use std::collections::{BTreeMap, BTreeSet};
use viet::quantity::{Mention as Digits, NotFigure, scan};
use viet::token::tokens;

/// A report with the figures of its period in it.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// Body and notes in order.
    pub passages: Vec<CompiledPassage>,
    /// What wants a look, worst first.
    pub notices: Vec<Notice>,
}

/// A paragraph with its figures printed.
#[derive(Clone, Debug)]
pub struct CompiledPassage {
    /// Own id.
    pub id: PassageId,
    /// What it is.
    pub kind: PassageKind,
    /// The department that answers for it.
    pub owner: Option<UnitId>,
    /// Its last edit.
    pub version: Cut,
    /// For a note: its number, from one, in the order of the marks.
    pub note: Option<usize>,
    /// What is printed in front: `I.`, `a)`, `-`; none where the words hold it.
    pub number: Option<String>,
    /// Content; of a table its caption.
    pub inlines: Vec<Compiledline>,
    /// Rows and cells, of a table.
    pub table: Option<CompiledTable>,
}

/// A table with its figures printed.
#[derive(Clone, Debug)]
pub struct CompiledTable {
    /// How many of the first rows are heads.
    pub heads: usize,
    /// Rows of cells.
    pub rows: Vec<Vec<CompiledCell>>,
}

/// A cell with its figures printed.
#[derive(Clone, Debug)]
pub struct CompiledCell {
    /// Content.
    pub inlines: Vec<Compiledline>,
    /// Columns it covers.
    pub columns: usize,
    /// Set to the right.
    pub right: bool,
}

impl CompiledPassage {
    /// Every stretch in it, those of its cells included.
    pub fn lines(&self) -> impl Iterator<Item = &Compiledline> {
        let cells = self.table.iter().flat_map(|t| &t.rows).flatten();
        self.inlines.iter().chain(cells.flat_map(|c| &c.inlines))
    }

    /// Its words as printed, without number and note marks.
    pub fn words(&self) -> String {
        self.inlines.iter().map(Compiledline::words).collect::<String>().trim().to_owned()
    }
}

/// A stretch of a compiled paragraph.
#[derive(Clone, Debug)]
pub enum Compiledline {
    /// Words.
    Text {
        /// The words.
        text: String,
        /// In bold.
        bold: bool,
        /// In italics.
        italic: bool,
    },
    /// A figure as printed.
    Figure(Box<CompiledFigure>),
    /// A period mention as printed.
    Period(Mention, String),
    /// A footnote's mark and number.
    Note(PassageId, usize),
}

impl Compiledline {
    /// Plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), bold: false, italic: false }
    }

    /// What is printed of it; nothing of a note mark.
    pub fn words(&self) -> &str {
        match self {
            Self::Text { text, .. } | Self::Period(_, text) => text,
            Self::Figure(figure) => &figure.text,
            Self::Note(..) => "",
        }
    }
}

/// A figure with its value.
#[derive(Clone, Debug)]
pub struct CompiledFigure {
    /// What it is bound to.
    pub figure: Figure,
    /// As printed; three dots when missing.
    pub text: String,
    /// What it rests on.
    pub resolved: Resolved,
}

/// A place that wants a look.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What is the matter.
    pub matter: Matter,
    /// Where.
    pub passage: PassageId,
    /// Which figure.
    pub figure: Option<Figure>,
}

/// What is the matter with a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// A finding on a figure printed here.
    Finding {
        /// Which.
        key: FindingKey,
        /// The computation in one line.
        computation: String,
    },
    /// The words say one direction, the number another.
    DirectionTurned {
        /// The number as printed.
        printed: String,
    },
    /// Nothing known.
    Missing,
    /// Units missing from a total.
    Partial {
        /// Units that answered.
        reported: usize,
        /// Those that did not.
        missing: Vec<UnitId>,
    },
    /// From an earlier period.
    Stale {
        /// The number as printed.
        printed: String,
    },
    /// A number bound to nothing.
    TypedByHand {
        /// The number and its words.
        printed: String,
    },
    /// A date left from the last report.
    OldDate {
        /// The date as written.
        printed: String,
    },
}

impl Matter {
    /// How much it matters.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Finding { .. } | Self::DirectionTurned { .. } | Self::Missing => Severity::Error,
            Self::Partial { .. } | Self::Stale { .. } => Severity::Warning,
            Self::TypedByHand { .. } | Self::OldDate { .. } => Severity::Info,
        }
    }
}

/// Printed in place of a figure that is not known.
pub const UNKNOWN: &str = "…";

/// Compiles the living report of `period`. Pure: the same book gives the same report.
pub fn compile(book: &Book, state: &LivingState, period: Period) -> Compiled {
    let numbers = note_numbers(state);
    let mut counter = Counter::default();
    let lines = |inlines: &[Inline]| inlines.iter().map(|i| line(book, i, period, &numbers)).collect();
    let table = |table: &model::Table| CompiledTable {
        heads: table.heads,
        rows: table.rows.iter().map(|row| row.iter().map(|c| cell(c, &lines)).collect()).collect(),
    };
    let passage = |p: &model::Passage| CompiledPassage {
        id: p.id.clone(),
        kind: p.kind,
        owner: p.owner.clone(),
        version: state.versions.get(&p.id).copied().unwrap_or_default(),
        note: numbers.get(&p.id).copied(),
        number: counter.next(p.kind, state.template.numbering),
        inlines: lines(&p.inlines),
        table: p.table.as_ref().map(table),
    };
    let mut passages: Vec<CompiledPassage> = state.template.passages.iter().map(passage).collect();
    // Notes follow the order of their marks.
    passages.sort_by_key(|p| (p.kind == PassageKind::Note, p.note));
    crate::follow::insert(book, period, &mut passages);
    let notices = notices(book, &passages, period);
    Compiled { passages, notices }
}

fn cell(cell: &model::PassageCell, lines: impl Fn(&[Inline]) -> Vec<Compiledline>) -> CompiledCell {
    CompiledCell { inlines: lines(&cell.inlines), columns: cell.columns.max(1), right: cell.right }
}

fn note_numbers(state: &LivingState) -> BTreeMap<PassageId, usize> {
    let inlines = state.template.passages.iter().flat_map(model::Passage::all_inlines);
    let marks = inlines.filter_map(|i| match i {
        Inline::Note { id } => Some(id.clone()),
        _ => None,
    });
    let mut numbers = BTreeMap::new();
    for mark in marks {
        let next = numbers.len() + 1;
        numbers.entry(mark).or_insert(next);
    }
    numbers
}

fn line(book: &Book, inline: &Inline, period: Period, numbers: &BTreeMap<PassageId, usize>) -> Compiledline {
    match inline {
        Inline::Text { text, bold, italic } => {
            Compiledline::Text { text: text.clone(), bold: *bold, italic: *italic }
        }
        Inline::Period { mention } => Compiledline::Period(mention.clone(), mention::render(mention, period)),
        Inline::Note { id } => Compiledline::Note(id.clone(), numbers.get(id).copied().unwrap_or_default()),
        Inline::Figure { figure } => Compiledline::Figure(Box::new(print(book, figure, period))),
    }
}

/// What a figure of the report is in `period`: what it is bound to, or what its formula comes to.
pub fn resolve_figure(book: &Book, figure: &Figure, period: Period) -> Resolved {
    let unit = figure.unit.as_ref();
    match &figure.formula {
        Some(formula) => compute(book, formula, None, figure.decimals.unwrap_or_default(), unit, period),
        None => resolve(book, &figure.indicator, figure.measure, unit, period),
    }
}

/// A figure's value and words in `period`.
pub fn print(book: &Book, figure: &Figure, period: Period) -> CompiledFigure {
    let resolved = resolve_figure(book, figure, period.shift(figure.shift));
    let text = phrasing::text(book, figure, period.shift(figure.shift), &resolved);
    CompiledFigure { figure: figure.clone(), text, resolved }
}

fn notices(book: &Book, passages: &[CompiledPassage], period: Period) -> Vec<Notice> {
    let open: Vec<_> = findings::of_period(book, period)
        .into_iter()
        .filter(|f| f.answer.is_none() && f.severity <= Severity::Warning)
        .collect();
    let (mut notices, mut told) = (Vec::new(), BTreeSet::new());
    let written = |p: &&CompiledPassage| !crate::follow::is_computed(p);
    for passage in passages.iter().filter(written) {
        let here = open.iter().filter(|f| f.passage.as_ref() == Some(&passage.id) && told.insert(&f.key));
        notices.extend(here.map(|f| Notice {
            matter: Matter::Finding { key: f.key.clone(), computation: f.computation.clone() },
            passage: passage.id.clone(),
            figure: None,
        }));
        for line in passage.lines() {
            match line {
                Compiledline::Figure(figure) => {
                    let say = |matter| Notice {
                        matter,
                        passage: passage.id.clone(),
                        figure: Some(figure.figure.clone()),
                    };
                    notices.extend(matters(figure).into_iter().map(say));
                    let touches = |e: &model::Evidence| figure.resolved.basis.contains(&e.key);
                    // A finding is told once, at the first figure it touches.
                    let hits = open.iter().filter(|f| f.evidence.iter().any(touches) && told.insert(&f.key));
                    notices.extend(hits.map(|f| {
                        say(Matter::Finding { key: f.key.clone(), computation: f.computation.clone() })
                    }));
                }
                Compiledline::Text { text, .. } => {
                    let say = |matter| Notice { matter, passage: passage.id.clone(), figure: None };
                    notices.extend(by_hand(text).into_iter().map(say));
                }
                Compiledline::Period(..) | Compiledline::Note(..) => {}
            }
        }
    }
    notices.sort_by(|a, b| (a.matter.severity(), &a.matter).cmp(&(b.matter.severity(), &b.matter)));
    notices
}

fn matters(figure: &CompiledFigure) -> Vec<Matter> {
    let mut matters = Vec::new();
    if turned(figure) {
        matters.push(Matter::DirectionTurned { printed: figure.text.clone() });
    }
    match (figure.resolved.status, &figure.resolved.roll_up) {
        (Status::Missing, _) => matters.push(Matter::Missing),
        (Status::Stale, _) => matters.push(Matter::Stale { printed: figure.text.clone() }),
        (Status::Partial, Some(RollUp { reported, missing })) => {
            matters.push(Matter::Partial { reported: reported.len(), missing: missing.clone() });
        }
        _ => {}
    }
    matters
}

/// `tăng` before a fall, `giảm` before a rise, `vượt` or `đạt` of a plan that was not reached.
fn turned(figure: &CompiledFigure) -> bool {
    // Every phrasing but the number alone turns with it.
    let alone = figure.figure.phrasing == Phrasing::Number;
    let Some(number) = figure.resolved.number().filter(|_| alone) else { return false };
    let (value, hundred) = (number.value(), model::Decimal::ONE_HUNDRED);
    match (figure.figure.measure, figure.figure.claim) {
        (Measure::ChangePct | Measure::GrowthPct | Measure::ChangeAbs, Some(Claim::Up | Claim::Exceeded)) => {
            value.is_sign_negative() && !value.is_zero()
        }
        (Measure::ChangePct | Measure::GrowthPct | Measure::ChangeAbs, Some(Claim::Down)) => {
            value.is_sign_positive() && !value.is_zero()
        }
        (Measure::PctOfPlan, Some(Claim::Exceeded)) => value < hundred,
        _ => false,
    }
}

/// Numbers and dates in plain words, with a little of what follows so that they can be recognised.
fn by_hand(text: &str) -> Vec<Matter> {
    let tokens = tokens(text);
    let words = |(from, to): (usize, usize), more: usize| -> String {
        let ends = tokens.get(from).zip(tokens.get((to + more).min(tokens.len()).saturating_sub(1)));
        let Some((first, last)) = ends else { return String::new() };
        text.chars().skip(first.start).take(last.end.saturating_sub(first.start)).collect()
    };
    let matter = |mention: &Digits| match mention {
        Digits::Figure(_) => Some(Matter::TypedByHand { printed: words(mention.tokens(), 0) }),
        Digits::Other(NotFigure::NoUnit, range) => Some(Matter::TypedByHand { printed: words(*range, 2) }),
        Digits::Other(NotFigure::Date, range) => Some(Matter::OldDate { printed: words(*range, 0) }),
        Digits::Other(..) => None,
    };
    let mentions = scan(&tokens);
    // The date of a cited document does not age: `Quyết định số 12/QĐ-UBND ngày 05/01/2021`.
    let cited = |i: usize| {
        let before = i.checked_sub(1).map(|i| &mentions[i]);
        before.is_some_and(|b| {
            matches!(b, Digits::Other(NotFigure::Document, _)) && mentions[i].tokens().0 <= b.tokens().1 + 2
        })
    };
    (0..mentions.len()).filter(|i| !cited(*i)).filter_map(|i| matter(&mentions[i])).collect()
}
