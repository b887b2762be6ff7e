//! How acts about issued reports are folded into the book.

use crate::book::Book;
use crate::state::{Correcting, Issued, LivingState};
use model::{Act, Dispatch, Entry, IssuedAs, Issuing, Period, Place, SignatureWord};

impl Book {
    /// Applies an act about an issued report.
    pub(crate) fn apply_to_issues(&mut self, entry: &Entry) {
        match &entry.act {
            Act::ReportIssued(issued) => {
                let dispatch = said_by(self.place.as_ref());
                if let Some(report) = self.reports.get_mut(&issued.period) {
                    issue(report, entry, issued, dispatch);
                }
            }
            Act::Issuing { what } => self.apply_around_issues(entry, what),
            _ => {}
        }
    }

    fn apply_around_issues(&mut self, entry: &Entry, what: &Issuing) {
        let (by, at) = (entry.by.clone(), entry.at.clone());
        match what {
            Issuing::SignersSet { signers } => self.signers.clone_from(signers),
            Issuing::NumberTaken { taken } => {
                self.numbers.insert(taken.place.clone(), taken.clone());
            }
            Issuing::NumberFreed { place } => {
                self.numbers.remove(place);
            }
            Issuing::CorrectionOpened { period, reason } => {
                if let Some(report) = self.reports.get_mut(period) {
                    let before = report.template.clone();
                    report.correcting = Some(Correcting { reason: reason.clone(), by, at, before });
                    report.touched = entry.cut;
                }
            }
            Issuing::CorrectionDropped { period } => {
                if let Some(report) = self.reports.get_mut(period)
                    && let Some(correcting) = report.correcting.take()
                {
                    report.template = correcting.before;
                    report.touched = entry.cut;
                }
            }
            Issuing::SignedFileKept { period, issue, file } => {
                if let Some(issued) = self.issue_mut(*period, *issue) {
                    issued.signed = Some((file.clone(), None));
                }
            }
            Issuing::SignedFileWithdrawn { period, issue } => {
                if let Some(issued) = self.issue_mut(*period, *issue) {
                    issued.signed = None;
                }
            }
            Issuing::Prepared { period, dispatch } => {
                if let Some(report) = self.reports.get_mut(period) {
                    report.prepared = Some(dispatch.clone());
                }
            }
            Issuing::WordTemplateSet { template } => self.word_template.clone_from(template),
            Issuing::SignatureVerified { period, issue, evidence } => {
                let said = evidence.clone().map(|evidence| SignatureWord { by, at, evidence });
                if let Some((_, word)) = self.issue_mut(*period, *issue).and_then(|i| i.signed.as_mut()) {
                    *word = said;
                }
            }
        }
    }

    fn issue_mut(&mut self, period: Period, issue: usize) -> Option<&mut Issued> {
        self.reports.get_mut(&period)?.issues.get_mut(issue)
    }
}

fn issue(report: &mut LivingState, entry: &Entry, issued: &IssuedAs, place: Dispatch) {
    // Acts kept before an issue had words of its own say nothing: it went out by what the place says.
    let dispatch = if issued.dispatch.notation.is_empty() { place } else { issued.dispatch.clone() };
    report.issues.push(Issued {
        cut: issued.cut,
        number: issued.number,
        date: issued.date,
        signer: issued.signer.clone(),
        document: issued.document.clone(),
        docx: issued.docx.clone(),
        pdf: issued.pdf.clone(),
        printed: issued.printed.clone(),
        dispatch,
        template: report.template.clone(),
        entry: entry.cut,
        reason: report.correcting.take().map(|c| c.reason),
        signed: None,
    });
}

/// What the place says where nothing else is said.
pub fn said_by(place: Option<&Place>) -> Dispatch {
    place.map_or_else(Dispatch::default, |place| Dispatch {
        notation: place.notation.clone(),
        addressees: place.addressees.clone(),
        recipients: place.recipients.clone(),
        authority: place.authority.clone(),
        ..Dispatch::default()
    })
}
