//! The public extract: what it leaves out, and what would give that away.

use crate::book::{Book, Issued};
use crate::follow;
use formula::Relation;
use model::{Chart, Code, Figure, PassageId, Period, UnitId};
use std::collections::BTreeSet;

/// What a public extract of an issue leaves out.
#[derive(Clone, Debug, Default)]
pub struct Withheld {
    codes: BTreeSet<Code>,
    /// Paragraphs of those who answer for restricted figures, and of tasks that they lead.
    pub passages: BTreeSet<PassageId>,
    figures: BTreeSet<model::FigureId>,
    /// Charts that show nothing of what is left out.
    charts: BTreeSet<PassageId>,
}

impl Withheld {
    /// What an extract of an issue leaves out.
    pub fn of(book: &Book, issued: &Issued, period: Period) -> Self {
        let codes = codes(book);
        let restricted = book.indicators.iter().filter(|i| i.restricted);
        let owners: BTreeSet<&UnitId> = restricted.map(|i| &i.owner).collect();
        let owned = |owner: &Option<UnitId>| owner.as_ref().is_some_and(|owner| owners.contains(owner));
        let passages = issued.template.passages.iter().filter(|p| owned(&p.owner)).map(|p| p.id.clone());
        let tasks = book.tasks.values().filter(|t| t.period == period);
        let told = tasks.clone().any(|t| owned(&t.lead) || t.indicators.iter().any(|c| codes.contains(c)));
        let of_tasks = told.then(|| PassageId::from(follow::OUTCOME));
        let passages = passages.chain(of_tasks).collect();
        let figures = issued.printed.iter().filter(|p| names(&codes, &p.figure));
        let open = |chart: &Chart| chart.indicators().into_iter().all(|code| !codes.contains(code));
        let charts = issued.template.passages.iter().filter(|p| p.chart.as_ref().is_some_and(open));
        Self {
            figures: figures.map(|p| p.figure.id.clone()).collect(),
            charts: charts.map(|p| p.id.clone()).collect(),
            codes,
            passages,
        }
    }

    /// Whether a figure of the issue is left out.
    pub fn holds(&self, figure: &model::FigureId) -> bool {
        self.figures.contains(figure)
    }

    /// Whether a picture is a chart of ours that shows nothing which is left out.
    pub fn shows(&self, picture: &PassageId) -> bool {
        self.charts.contains(picture)
    }

    /// Whether figures of an indicator are left out.
    pub fn holds_code(&self, code: &Code) -> bool {
        self.codes.contains(code)
    }
}

fn names(codes: &BTreeSet<Code>, figure: &Figure) -> bool {
    let formula = figure.formula.as_deref().map(formula::codes).unwrap_or_default();
    codes.contains(&figure.indicator) || formula.iter().any(|code| codes.contains(code))
}

/// Indicators that a public extract leaves out: the restricted ones, and of every law that would tell one of them by the
/// others one more: the whole, or where the whole itself is withheld its last part.
pub fn codes(book: &Book) -> BTreeSet<Code> {
    let mut withheld: BTreeSet<Code> =
        book.indicators.iter().filter(|i| i.restricted).map(|i| i.code.clone()).collect();
    let laws = laws(book);
    loop {
        let before = withheld.len();
        for law in &laws {
            let hidden: Vec<&Code> = law.iter().filter(|code| withheld.contains(code)).collect();
            if let [hidden] = hidden.as_slice() {
                let mut shown = law.iter().filter(|code| code != hidden);
                let more = if law.first() == Some(hidden) { shown.next_back() } else { shown.next() };
                let more = more.cloned();
                withheld.extend(more);
            }
        }
        if withheld.len() == before {
            return withheld;
        }
    }
}

/// What ties figures together, the whole first: parts of a whole, derived indicators, equations among the rules.
fn laws(book: &Book) -> Vec<Vec<Code>> {
    let parts = |whole: &Code| {
        let parts = book.indicators.iter().filter(|i| i.part_of.as_ref() == Some(whole));
        std::iter::once(whole.clone()).chain(parts.map(|i| i.code.clone())).collect::<Vec<_>>()
    };
    let wholes: BTreeSet<&Code> = book.indicators.iter().filter_map(|i| i.part_of.as_ref()).collect();
    let derived = book.indicators.iter().filter_map(|i| {
        let formula = formula::codes(i.formula.as_deref()?);
        Some(std::iter::once(i.code.clone()).chain(formula).collect::<Vec<_>>())
    });
    let equations = book.rules.iter().filter(|r| r.active).filter_map(|rule| {
        let law = formula::parse(&rule.formula).ok().filter(|law| law.relation == Relation::Equal)?;
        Some(law.sides().into_iter().map(|r| r.code.clone()).collect::<Vec<_>>())
    });
    let all = wholes.into_iter().map(parts).chain(derived).chain(equations);
    all.map(distinct).filter(|law| law.len() > 1).collect()
}

fn distinct(codes: Vec<Code>) -> Vec<Code> {
    let mut seen = BTreeSet::new();
    codes.into_iter().filter(|code| seen.insert(code.clone())).collect()
}
