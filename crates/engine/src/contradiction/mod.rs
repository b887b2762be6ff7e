//! Contradictions as a whole: all figures and laws of a round, or of one report that was read, as one system. When several laws break
//! together, the fewest figures that explain them all are named (a minimum hitting set, as in diagnosis from first principles: Reiter
//! 1987), so that one unit is asked and not five; those whose correction makes every law hold come first, with the value that would.

mod mend;
mod of_book;
mod of_reading;

pub use of_book::{Diagnosis, Named, of_period};
pub use of_reading::of_reading;

use formula::{Formula, Gather, Reference, Verdict};
use mend::Mend;
use model::{Approx, Decimal, Interval, Number};
use std::collections::{BTreeMap, BTreeSet};

/// Figures of a set are tried all together up to this many; beyond, one after the other, the best first.
const EXACT: usize = 3;
/// Figures that are tried together.
const CANDIDATES: usize = 40;

/// A number of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// As printed.
    pub number: Number,
    /// Counted things are exact.
    pub counted: bool,
    /// A word that loosens it.
    pub approx: Option<Approx>,
}

/// A law between figures of the system.
#[derive(Clone, Debug)]
pub struct Law {
    /// As parsed, in one unit of measure.
    pub formula: Formula,
    /// What each of its references stands for.
    pub terms: Vec<Term>,
}

/// The figures that one reference of a law stands for.
#[derive(Clone, Debug)]
pub struct Term {
    /// The reference.
    pub reference: Reference,
    /// How several become one.
    pub how: Gather,
    /// Positions in [`System::figures`].
    pub figures: Vec<usize>,
}

/// Figures and laws between them.
#[derive(Clone, Debug, Default)]
pub struct System {
    /// The numbers.
    pub figures: Vec<Figure>,
    /// The laws.
    pub laws: Vec<Law>,
}

/// Laws that break together and what explains them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Positions of the broken laws.
    pub laws: Vec<usize>,
    /// The fewest figures that explain them all.
    pub suspects: Vec<Suspect>,
    /// Other figures that explain as much as the only suspect does; none where there are several suspects.
    pub alike: Vec<Suspect>,
}

/// A figure that may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// Position of the figure.
    pub figure: usize,
    /// The number with which all its laws hold; none when there is no such number.
    pub meant: Option<Number>,
}

impl System {
    /// What a law says, with one figure said otherwise.
    fn verdict(&self, law: usize, change: Option<(usize, Number)>) -> Verdict {
        let Some(law) = self.laws.get(law) else { return Verdict::NotAsked };
        formula::holds(&law.formula, &|reference| {
            let term = law.terms.iter().find(|t| t.reference == *reference)?;
            let intervals: Option<Vec<Interval>> =
                term.figures.iter().map(|i| self.interval(*i, change)).collect();
            formula::gather(term.how, intervals?.into_iter())
        })
    }

    fn figure(&self, at: usize, change: Option<(usize, Number)>) -> Option<Figure> {
        let figure = self.figures.get(at).copied()?;
        match change {
            Some((changed, number)) if changed == at => Some(Figure { number, approx: None, ..figure }),
            _ => Some(figure),
        }
    }

    fn interval(&self, at: usize, change: Option<(usize, Number)>) -> Option<Interval> {
        self.figure(at, change).map(|f| f.number.interval(f.counted, f.approx))
    }

    /// Left minus right of a law for exact numbers, with one of them said otherwise.
    fn gap(&self, law: usize, change: (usize, Decimal)) -> Option<Decimal> {
        let law = self.laws.get(law)?;
        let lookup = |reference: &Reference| {
            let term = law.terms.iter().find(|t| t.reference == *reference)?;
            let value = |i: &usize| match change {
                (changed, value) if changed == *i => Some(value),
                _ => self.figures.get(*i).map(|f| f.number.value()),
            };
            let values: Option<Vec<Decimal>> = term.figures.iter().map(value).collect();
            formula::gather(term.how, values?.into_iter())
        };
        let (left, right) =
            (formula::value(&law.formula.left, &lookup)?, formula::value(&law.formula.right, &lookup)?);
        left.checked_sub(right)
    }

    fn figures_of(&self, law: usize) -> BTreeSet<usize> {
        let terms = self.laws.get(law).map_or(&[][..], |l| l.terms.as_slice());
        terms.iter().flat_map(|t| t.figures.iter().copied()).collect()
    }
}

/// Explains every group of laws that break together; groups in the order of their first law.
pub fn explain(system: &System) -> Vec<Explanation> {
    let broken: Vec<usize> =
        (0..system.laws.len()).filter(|law| system.verdict(*law, None) == Verdict::Fails).collect();
    let mut of_figure: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for law in 0..system.laws.len() {
        for figure in system.figures_of(law) {
            of_figure.entry(figure).or_default().push(law);
        }
    }
    groups(system, &broken).into_iter().map(|laws| explained(system, &of_figure, laws)).collect()
}

/// Broken laws that hang together by a figure.
fn groups(system: &System, broken: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(BTreeSet<usize>, Vec<usize>)> = Vec::new();
    for law in broken {
        let mut joined = (system.figures_of(*law), vec![*law]);
        let (touching, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|g| !g.0.is_disjoint(&joined.0));
        for (figures, laws) in touching {
            joined.0.extend(figures);
            joined.1.extend(laws);
        }
        joined.1.sort_unstable();
        groups = apart;
        groups.push(joined);
    }
    let mut laws: Vec<Vec<usize>> = groups.into_iter().map(|(_, laws)| laws).collect();
    laws.sort();
    laws
}

/// A figure as an explanation: the broken laws it explains, and what speaks for it.
#[derive(Clone, Debug)]
struct Candidate {
    suspect: Suspect,
    explains: BTreeSet<usize>,
    /// Worth as an explanation, low is good: no value would do, laws that hold speak for it, far from what is printed.
    doubt: (bool, usize, u32),
}

fn explained(system: &System, of_figure: &BTreeMap<usize, Vec<usize>>, laws: Vec<usize>) -> Explanation {
    let figures: BTreeSet<usize> = laws.iter().flat_map(|law| system.figures_of(*law)).collect();
    let candidate = |figure: usize| {
        let own = of_figure.get(&figure).map_or(&[][..], Vec::as_slice);
        let (wrong, right): (Vec<usize>, Vec<usize>) = own.iter().partition(|law| laws.contains(law));
        let Mend { meant, mends, strokes } = mend::best(system, figure, &wrong, &right);
        let explains = if meant.is_some() { mends } else { wrong.iter().copied().collect() };
        Candidate {
            suspect: Suspect { figure, meant },
            explains,
            doubt: (meant.is_none(), right.len(), strokes),
        }
    };
    let mut candidates: Vec<Candidate> = figures.into_iter().map(candidate).collect();
    candidates.sort_by_key(|c| (std::cmp::Reverse(c.explains.len()), c.doubt, c.suspect.figure));
    candidates.truncate(CANDIDATES);
    let all: BTreeSet<usize> = laws.iter().copied().collect();
    let chosen = smallest(&candidates, &all).unwrap_or_else(|| greedy(&candidates, &all));
    let alike = match chosen.as_slice() {
        [only] => {
            let same = |c: &&Candidate| {
                c.suspect.figure != only.suspect.figure
                    && c.explains == all
                    && c.doubt.0 == only.doubt.0
                    && c.doubt.1 == only.doubt.1
            };
            candidates.iter().filter(same).map(|c| c.suspect).collect()
        }
        _ => Vec::new(),
    };
    Explanation { laws, suspects: chosen.iter().map(|c| c.suspect).collect(), alike }
}

/// The best of the smallest sets that explain all, when a small one does.
fn smallest<'a>(candidates: &'a [Candidate], all: &BTreeSet<usize>) -> Option<Vec<&'a Candidate>> {
    let explains = |set: &[&Candidate]| {
        let explained: BTreeSet<usize> = set.iter().flat_map(|c| c.explains.iter().copied()).collect();
        explained == *all
    };
    (1..=EXACT).find_map(|size| {
        let sets = subsets(candidates, size).into_iter().filter(|set| explains(set));
        sets.min_by_key(|set| set.iter().map(|c| (c.doubt, c.suspect.figure)).collect::<Vec<_>>())
    })
}

fn subsets(candidates: &[Candidate], size: usize) -> Vec<Vec<&Candidate>> {
    let Some(smaller) = size.checked_sub(1) else { return vec![Vec::new()] };
    let mut sets = Vec::new();
    for (at, first) in candidates.iter().enumerate() {
        for rest in subsets(candidates.get(at + 1..).unwrap_or_default(), smaller) {
            sets.push(std::iter::once(first).chain(rest).collect());
        }
    }
    sets
}

/// One figure after the other, each explaining most of what is left.
fn greedy<'a>(candidates: &'a [Candidate], all: &BTreeSet<usize>) -> Vec<&'a Candidate> {
    let (mut left, mut chosen) = (all.clone(), Vec::new());
    loop {
        let gain = |c: &&Candidate| c.explains.intersection(&left).count();
        let best =
            candidates.iter().filter(|c| gain(c) > 0).max_by_key(|c| (gain(c), std::cmp::Reverse(c.doubt)));
        let Some(best) = best else { return chosen };
        left.retain(|law| !best.explains.contains(law));
        chosen.push(best);
    }
}
