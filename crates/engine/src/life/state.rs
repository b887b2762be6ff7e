//! What the ledger says of the life of indicators: steps in order, each of which may be taken back.

use crate::book::Book;
use model::{AccountName, Code, Cut, Date, Entry, LifeAct, LifeChange, LifeEvent, OfficialCode};
use std::collections::BTreeMap;

/// Changes, official codes and catalogues taken over, with their past.
#[derive(Clone, Debug, Default)]
pub struct Life {
    steps: BTreeMap<Cut, LifeStep>,
    /// The steps that speak of an indicator.
    about: BTreeMap<Code, Vec<Cut>>,
}

/// What was done at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeStep {
    /// Who.
    pub by: AccountName,
    /// When, RFC 3339.
    pub at: String,
    /// What.
    pub act: LifeAct,
    /// When it was taken back or done again.
    switched: Vec<(Cut, bool)>,
}

impl LifeStep {
    /// Whether it was taken back.
    pub fn undone(&self) -> bool {
        self.switched.last().is_some_and(|(_, undone)| *undone)
    }

    fn stood(&self, at: Cut) -> bool {
        !self.switched.iter().rev().find(|(cut, _)| *cut <= at).is_some_and(|(_, undone)| *undone)
    }
}

impl Life {
    /// Whether nobody ever noted anything of an indicator, as of most.
    pub(crate) fn is_silent(&self, code: &Code) -> bool {
        !self.about.contains_key(code)
    }

    /// Steps about an indicator that stood at a cut, in the order of the ledger.
    pub fn of(&self, code: &Code, at: Cut) -> impl Iterator<Item = (Cut, &LifeStep)> {
        let cuts = self.about.get(code).into_iter().flatten().filter(move |cut| **cut <= at);
        cuts.filter_map(move |cut| Some((*cut, self.steps.get(cut).filter(|step| step.stood(at))?)))
    }

    /// The changes of an indicator that stood at a cut, by their days.
    pub fn changes(&self, code: &Code, at: Cut) -> Vec<(Cut, &LifeChange)> {
        let noted = self.of(code, at).filter_map(|(cut, step)| match &step.act {
            LifeAct::Noted { change } => Some((cut, change)),
            _ => None,
        });
        let mut found: Vec<_> = noted.collect();
        found.sort_by_key(|(cut, change)| (change.on, *cut));
        found
    }

    /// The official codes of an indicator as they stood at a cut, with who set them.
    pub fn official(&self, code: &Code, at: Cut) -> Option<(&[OfficialCode], &LifeStep)> {
        let mapped = self.of(code, at).filter_map(|(_, step)| match &step.act {
            LifeAct::Mapped { official, .. } => Some((official.as_slice(), step)),
            _ => None,
        });
        mapped.last()
    }

    /// What was done, newest first.
    pub fn steps(&self) -> impl Iterator<Item = (Cut, &LifeStep)> {
        self.steps.iter().rev().map(|(cut, step)| (*cut, step))
    }

    /// What was done at a position.
    pub fn step(&self, cut: Cut) -> Option<&LifeStep> {
        self.steps.get(&cut)
    }
}

/// The indicators that an act speaks of.
fn codes(act: &LifeAct) -> Vec<&Code> {
    match act {
        LifeAct::Noted { change } => change.event.codes(),
        LifeAct::Mapped { indicator, .. } => vec![indicator],
        LifeAct::CatalogueTaken { changes, .. } => changes.iter().map(|change| &change.after.code).collect(),
        LifeAct::StepSwitched { .. } => Vec::new(),
    }
}

/// Whether an indicator is collected no more on a day: it was retired, split, or merged into another.
pub fn is_retired(book: &Book, code: &Code, day: Date) -> bool {
    let ends = |change: &LifeChange| match &change.event {
        LifeEvent::Retired { indicator } | LifeEvent::Split { indicator, .. } => indicator == code,
        LifeEvent::Merged { from, .. } => from.contains(code),
        _ => false,
    };
    book.life.changes(code, book.cut).iter().any(|(_, change)| change.on <= day && ends(change))
}

impl Book {
    /// Applies an act about the life of indicators. Folding cannot fail: what an indicator was is in the act itself.
    pub(crate) fn apply_to_life(&mut self, entry: &Entry, act: &LifeAct) {
        if let LifeAct::StepSwitched { step, undone } = act {
            let Some(known) = self.life.steps.get_mut(step) else { return };
            known.switched.push((entry.cut, *undone));
            let act = known.act.clone();
            self.carry_out(&act, *undone);
            return;
        }
        for code in codes(act) {
            self.life.about.entry(code.clone()).or_default().push(entry.cut);
        }
        let (by, at) = (entry.by.clone(), entry.at.clone());
        self.life.steps.insert(entry.cut, LifeStep { by, at, act: act.clone(), switched: Vec::new() });
        self.carry_out(act, false);
    }

    /// Makes the indicator itself say what it is today, or what it was when a step is taken back.
    fn carry_out(&mut self, act: &LifeAct, back: bool) {
        match act {
            LifeAct::Noted { change } => match &change.event {
                LifeEvent::Renamed { indicator, from, to } => {
                    let name = if back { from } else { to };
                    self.amend(indicator, |i| i.name.clone_from(name));
                }
                LifeEvent::MeasureUnit { indicator, from, to, .. } => {
                    let unit = if back { from } else { to };
                    self.amend(indicator, |i| i.measure_unit.clone_from(unit));
                }
                _ => {}
            },
            LifeAct::CatalogueTaken { changes, .. } => {
                for change in changes {
                    match &change.before {
                        Some(before) if back => self.set_indicator(before),
                        None if back => self.unset_indicator(&change.after.code),
                        _ => self.set_indicator(&change.after),
                    }
                }
            }
            LifeAct::Mapped { .. } | LifeAct::StepSwitched { .. } => {}
        }
    }

    fn amend(&mut self, code: &Code, change: impl Fn(&mut model::Indicator)) {
        if let Some(mut indicator) = self.indicator(code).cloned() {
            change(&mut indicator);
            self.set_indicator(&indicator);
        }
    }
}
