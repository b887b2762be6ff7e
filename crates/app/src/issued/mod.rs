//! An issued report: frozen, with what changed afterwards beside it; its files, its signature, its public extract.

mod extract;
mod same;
mod signed;

use crate::issue::{FileKind, Output};
use crate::living::issued_row;
use crate::view::{Correction, IssueRef, IssuedView};
use crate::{App, Trouble, eyes, not_found, see_all};
use engine::access::{Right, may};
use engine::{Book, Issued, issue, issuing};
use model::{Account, BlobId, Period};
use report::Document;

impl App {
    /// An issued report with what changed since: the newest issue of a period, or one by its place from one.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn issued(
        &self,
        who: &Account,
        period: Period,
        number: Option<usize>,
    ) -> Result<IssuedView, Trouble> {
        let (at, issued) = self.seen(who, period, number).await?;
        let frozen = self.frozen(&issued.document).await?;
        let book = self.book().await;
        let state = issue::living(&book, period)?;
        let name = |code: &model::Code| book.indicator(code).map(|i| i.name.clone()).unwrap_or_default();
        let corrections = issue::changes(&book, &issued, period).into_iter().map(|c| Correction {
            name: name(&c.issued.indicator),
            printed: c.issued.printed,
            now: c.now,
            reason: c.reason,
        });
        let handles = may(who, Right::EditReport) || may(who, Right::Approve);
        let newest = at + 1 == state.issues.len();
        Ok(IssuedView {
            report: self.living_row(&book, period, state),
            issue: at + 1,
            shown: issued_row(&issued),
            issues: (1..).zip(&state.issues).map(|(n, i)| issue_ref(n, i)).collect(),
            addressees: issued.dispatch.addressees.clone(),
            recipients: issued.dispatch.recipients.clone(),
            authority: issued.dispatch.authority.clone(),
            signed: signed::view(&book, &issued),
            handles,
            correctable: may(who, Right::EditReport) && newest && !state.is_open(),
            left_out: extract::made(&book, &issued, period, &frozen).1,
            annexes: frozen.annexes.iter().map(|annex| annex.title.clone()).collect(),
            html: report::html(&frozen),
            corrections: corrections.collect(),
        })
    }

    /// The file of an issued report: the very bytes kept at issue.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn issued_file(
        &self,
        who: &Account,
        period: Period,
        number: Option<usize>,
        kind: FileKind,
    ) -> Result<Output, Trouble> {
        let (_, issued) = self.seen(who, period, number).await?;
        let bytes = match kind {
            FileKind::Docx => self.kept_bytes(&issued.docx).await?,
            FileKind::Pdf => self.kept_bytes(&issued.pdf).await?,
            FileKind::Filled => {
                let frozen = self.frozen(&issued.document).await?;
                self.render(frozen, FileKind::Filled).await?
            }
            FileKind::Html => report::html(&self.frozen(&issued.document).await?).into_bytes(),
        };
        let name = format!("bao-cao-{period}-so-{:02}.{}", issued.number, kind.names().0);
        Ok(Output { name, kind, bytes })
    }

    /// An annex of an issued report alone, as a file that goes along with it: the words of the issue, with its number where the
    /// signature stands; the time of signing is for who signs. `annex` counts from one.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`, `part-missing` for a PDF without fonts.
    pub async fn issued_annex(
        &self,
        who: &Account,
        period: Period,
        number: Option<usize>,
        annex: usize,
        kind: FileKind,
    ) -> Result<Output, Trouble> {
        let (_, issued) = self.seen(who, period, number).await?;
        let frozen = self.frozen(&issued.document).await?;
        let stamp = format!("Số: {}", issued.place().printed());
        let attached = annex.checked_sub(1).and_then(|at| frozen.attachment(at, Some(stamp)));
        let bytes = self.render(attached.ok_or_else(|| not_found("phụ lục này"))?, kind).await?;
        let name = format!("phu-luc-{annex}-bao-cao-{period}-so-{:02}.{}", issued.number, kind.names().0);
        Ok(Output { name, kind, bytes })
    }

    /// An issue that this person may see as a whole, with its place from zero.
    async fn seen(
        &self,
        who: &Account,
        period: Period,
        number: Option<usize>,
    ) -> Result<(usize, Issued), Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let (at, issued) = found(&book, period, number)?;
        eyes::printed(&book, who, issued)?;
        Ok((at, issued.clone()))
    }

    pub(crate) async fn frozen(&self, blob: &BlobId) -> Result<Document, Trouble> {
        let bytes = self.kept_bytes(blob).await?;
        serde_json::from_slice(&bytes).map_err(|e| Trouble::Defect(e.to_string()))
    }

    async fn kept_bytes(&self, blob: &BlobId) -> Result<Vec<u8>, Trouble> {
        Ok(self.store().blob(blob).await?.ok_or_else(|| not_found("tệp đã lưu"))?)
    }
}

/// An issue by its place from one; none = the newest.
fn found(book: &Book, period: Period, number: Option<usize>) -> Result<(usize, &Issued), model::Refusal> {
    let at = number.map(|n| n.checked_sub(1).unwrap_or(usize::MAX));
    issuing::issued(book, period, at)
}

fn issue_ref(issue: usize, issued: &Issued) -> IssueRef {
    IssueRef {
        issue,
        number: issued.place().printed(),
        date: issued.date.to_string(),
        reason: issued.reason.clone(),
    }
}
