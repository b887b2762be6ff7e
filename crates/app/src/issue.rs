//! Issuing: the approved cut as a frozen document, its files, and what changed afterwards.

use crate::document::{Seal, document, facts};
use crate::view::{Correction, Issue, IssuedView, LivingView};
use crate::{App, Trouble, day, eyes, not_found, see_all};
use engine::{Book, issue};
use model::{Account, Act, BlobId, Period, Refusal, RefusalCode};
use report::Document;

/// The files that a report can be had as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Word
    Docx,
    /// PDF
    Pdf,
    /// web page
    Html,
}

impl FileKind {
    /// By its usual ending.
    pub fn of(ending: &str) -> Option<Self> {
        let table = [("docx", Self::Docx), ("pdf", Self::Pdf), ("html", Self::Html)];
        table.into_iter().find(|(e, _)| *e == ending).map(|(_, kind)| kind)
    }

    /// Ending and media type.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Docx => ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Self::Pdf => ("pdf", "application/pdf"),
            Self::Html => ("html", "text/html; charset=utf-8"),
        }
    }
}

/// A file to hand out.
pub struct Output {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl App {
    /// The living report as a file: a draft.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`, `part-missing` for a PDF without fonts.
    pub async fn preview(&self, who: &Account, period: Period, kind: FileKind) -> Result<Output, Trouble> {
        see_all(who)?;
        let draft = {
            let book = self.book().await;
            let state = issue::living(&book, period)?;
            let compiled = self.compiled(&book, state, period);
            eyes::whole(&book, who, &compiled)?;
            let mut draft = document(&book, &compiled, None);
            draft.facts = Some(facts(&book, &compiled, period, None));
            draft.annexes.extend(crate::record::annexes(&book, state, period, self.0.clock.today()));
            draft
        };
        let bytes = self.render(draft, kind).await?;
        Ok(Output { name: format!("du-thao-bao-cao-{period}.{}", kind.names().0), kind, bytes })
    }

    /// Issues the report: number, date and signer go on it, and what is kept then never changes.
    ///
    /// # Errors
    /// `approve-first`, `already-issued`, `bad-input` without a signer, `not-allowed`, `part-missing`.
    pub async fn issue(&self, who: &Account, period: Period, input: Issue) -> Result<LivingView, Trouble> {
        let date = day(&input.date)?;
        let signer = input.signer.trim().to_owned();
        if signer.is_empty() {
            return Err(Refusal::of(RefusalCode::BadInput, "hãy ghi họ tên người ký").into());
        }
        // Rendering takes a while; the ledger is free meanwhile. If anything printed changes, the approval no longer
        // covers it and the act below is refused.
        let (number, cut, compiled, sealed) = {
            let book = self.book().await;
            let (number, cut) = issue::issuable(&book, who, period, date.year())?;
            let state = issue::living(&book, period)?;
            let compiled = self.compiled(&book, state, period);
            let seal = Seal { number, date, signer: signer.clone() };
            let mut sealed = document(&book, &compiled, Some(&seal));
            sealed.facts = Some(facts(&book, &compiled, period, Some(cut)));
            sealed.annexes.extend(crate::record::annexes(&book, state, period, self.0.clock.today()));
            (number, cut, compiled, sealed)
        };
        let encoded = serde_json::to_vec(&sealed).map_err(|e| Trouble::Defect(e.to_string()))?;
        let pdf = self.render(sealed.clone(), FileKind::Pdf).await?;
        let docx = self.render(sealed, FileKind::Docx).await?;
        let act = Act::ReportIssued {
            period,
            cut,
            number,
            date,
            signer,
            document: self.store().put_blob(&encoded).await?,
            docx: self.store().put_blob(&docx).await?,
            pdf: self.store().put_blob(&pdf).await?,
            printed: issue::printed(&compiled),
        };
        let decide = |book: &Book| {
            let still = issue::issuable(book, who, period, date.year())?;
            match still == (number, cut) {
                true => Ok(Some(act.clone())),
                false => Err(RefusalCode::CutMoved.into()),
            }
        };
        self.act(&who.name, decide).await?;
        self.living(who, period).await
    }

    /// An issued report with what changed since.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn issued(&self, who: &Account, period: Period) -> Result<IssuedView, Trouble> {
        see_all(who)?;
        let (report, blob, corrections) = {
            let book = self.book().await;
            let state = issue::living(&book, period)?;
            let issued = state.issued.as_ref().ok_or_else(|| not_found("báo cáo đã ban hành"))?;
            let name = |code: &model::Code| book.indicator(code).map(|i| i.name.clone()).unwrap_or_default();
            eyes::whole(&book, who, &self.compiled(&book, state, period))?;
            let corrections = issue::changes(&book, issued, period).into_iter().map(|c| Correction {
                name: name(&c.issued.indicator),
                printed: c.issued.printed,
                now: c.now,
                reason: c.reason,
            });
            (self.living_row(&book, period, state), issued.document.clone(), corrections.collect())
        };
        let html = report::html(&self.frozen(&blob).await?);
        Ok(IssuedView { report, html, corrections })
    }

    /// The file of an issued report: the very bytes kept at issue.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn issued_file(
        &self,
        who: &Account,
        period: Period,
        kind: FileKind,
    ) -> Result<Output, Trouble> {
        see_all(who)?;
        let issued = {
            let book = self.book().await;
            let state = issue::living(&book, period)?;
            eyes::whole(&book, who, &self.compiled(&book, state, period))?;
            let issued = state.issued.clone();
            issued.ok_or_else(|| not_found("báo cáo đã ban hành"))?
        };
        let bytes = match kind {
            FileKind::Docx => self.kept_bytes(&issued.docx).await?,
            FileKind::Pdf => self.kept_bytes(&issued.pdf).await?,
            FileKind::Html => report::html(&self.frozen(&issued.document).await?).into_bytes(),
        };
        let name = format!("bao-cao-{period}-so-{:02}.{}", issued.number, kind.names().0);
        Ok(Output { name, kind, bytes })
    }

    async fn frozen(&self, blob: &BlobId) -> Result<Document, Trouble> {
        let bytes = self.kept_bytes(blob).await?;
        serde_json::from_slice(&bytes).map_err(|e| Trouble::Defect(e.to_string()))
    }

    async fn kept_bytes(&self, blob: &BlobId) -> Result<Vec<u8>, Trouble> {
        Ok(self.store().blob(blob).await?.ok_or_else(|| not_found("tệp đã lưu"))?)
    }

    /// Typesetting takes up to a second of one core: off the threads that answer.
    async fn render(&self, document: Document, kind: FileKind) -> Result<Vec<u8>, Trouble> {
        let app = self.clone();
        let work = move || render(&document, kind, &app.0.fonts);
        tokio::task::spawn_blocking(work).await.map_err(|e| Trouble::Defect(e.to_string()))?
    }
}

fn render(document: &Document, kind: FileKind, fonts: &[Vec<u8>]) -> Result<Vec<u8>, Trouble> {
    match kind {
        FileKind::Docx => {
            report::docx(&pdf::with_dots(document, fonts)).map_err(|e| Trouble::Defect(e.to_string()))
        }
        FileKind::Html => Ok(report::html(document).into_bytes()),
        FileKind::Pdf => {
            pdf::render(document, fonts).map_err(|e| Refusal::of(RefusalCode::PartMissing, e).into())
        }
    }
}
