//! Acts about outlines, folded into the book, and which reports are being written. Folding cannot fail.

use super::OwnOutline;
use crate::book::Book;
use crate::prose;
use crate::state::{Begun, LivingState};
use model::{
    Cut, Entry, OfferSettled, OutlineAct, Period, RegimeId, Start, StartFrom, Template, Window, Writing,
};

impl Book {
    /// Applies an act about outlines.
    pub(crate) fn apply_to_outlines(&mut self, entry: &Entry, what: &OutlineAct) {
        let (by, at) = (entry.by.clone(), entry.at.clone());
        match what {
            OutlineAct::Kept { outline, text } => {
                let own = OwnOutline { text: text.clone(), by, at, removed: false };
                self.outlines.insert(outline.clone(), own);
            }
            OutlineAct::Switched { outline, removed } => {
                if let Some(own) = self.outlines.get_mut(outline) {
                    own.removed = *removed;
                }
            }
            OutlineAct::Started { start } => self.start(entry, start),
            OutlineAct::StartTakenBack { period } => {
                let before = self.reports.get_mut(period).and_then(|report| report.begun.take()?.before);
                match (before, self.reports.get_mut(period)) {
                    (Some(before), Some(report)) => {
                        prose::replace(report, entry, &before);
                        // It is written still: what it began from stands no more, but it stays open.
                        report.begun =
                            Some(Begun { from: StartFrom::Report { period: *period }, by, at, before: None });
                    }
                    _ => {
                        self.reports.remove(period);
                    }
                }
            }
            OutlineAct::OfferSettled { period, offer, how } => {
                if let Some(report) = self.reports.get_mut(period) {
                    settle(report, entry, offer, how);
                }
            }
        }
    }

    fn start(&mut self, entry: &Entry, start: &Start) {
        let Start { period, from, template, indicators } = start;
        for indicator in indicators {
            self.set_indicator(indicator);
        }
        let (by, at) = (entry.by.clone(), entry.at.clone());
        let begun = |before| Some(Begun { from: from.clone(), by, at, before });
        match self.reports.get_mut(period) {
            Some(report) => {
                report.begun = begun(Some(report.template.clone()));
                prose::replace(report, entry, template);
            }
            None => {
                let state = LivingState {
                    template: template.clone(),
                    touched: entry.cut,
                    begun: begun(None),
                    ..LivingState::default()
                };
                self.reports.insert(*period, state);
            }
        }
        let regime = crate::regimes::of_report(self.place.as_ref(), *period, None);
        self.regimes.entry(RegimeId::main()).or_insert(regime);
        self.touch(entry.cut);
    }

    /// The living report of a new period takes over the prose of the last one; what began from an outline stays.
    pub(crate) fn begin_report(&mut self, cut: Cut, period: Period) {
        let template = self.latest_template(period);
        let state = LivingState { template, touched: cut, ..LivingState::default() };
        self.reports.entry(period).or_insert(state);
    }

    /// The prose that a new period starts from: that of the newest report before it, of the same kind where there is one.
    pub fn latest_template(&self, before: Period) -> Template {
        prose::compare::previous(self, before).map(|(_, report)| report.template.clone()).unwrap_or_default()
    }

    /// The prose of a period's report, or what it would begin with.
    pub fn template_of(&self, period: Period) -> Template {
        let own = self.report(period).map(|report| report.template.clone());
        own.unwrap_or_else(|| self.latest_template(period))
    }

    /// Whether the report of a period is written here: its round was opened, or it began from an outline. What was adopted
    /// is history.
    pub fn is_written(&self, period: Period) -> bool {
        self.written_window(period).is_some()
    }

    /// The dates that the figures of a report cover that is written here.
    pub fn written_window(&self, period: Period) -> Option<Window> {
        let begun = || self.report(period).is_some_and(|report| report.begun.is_some());
        let round = self.main_round(period).map(|round| round.round.window);
        round.or_else(|| begun().then(|| period.legal_window()))
    }
}

fn settle(report: &mut LivingState, entry: &Entry, offer: &str, how: &OfferSettled) {
    match how {
        OfferSettled::Taken { passage, after } => {
            prose::put(report, entry, passage, after.as_ref(), Writing::Written);
            report.offers.insert(offer.to_owned(), true);
        }
        OfferSettled::Left => {
            report.offers.insert(offer.to_owned(), false);
        }
        OfferSettled::Open => {
            report.offers.remove(offer);
        }
    }
}
