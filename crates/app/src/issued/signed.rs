//! The official signature: the file that came back, and a person's word on it.

use super::found;
use crate::register::signature;
use crate::view::{IssuedView, SignedView};
use crate::workbooks::Given;
use crate::{App, Trouble, not_found};
use engine::issuing::signed;
use engine::{Book, Issued};
use model::{Account, BlobId, Flaw, Period, Refusal, SignedFile};

/// Longest name kept of a file.
const NAME: usize = 200;

impl App {
    /// Keeps a file that came back signed.
    ///
    /// # Errors
    /// As [`signed::keep`]; `bad-input` for a file that is neither PDF nor Word.
    pub async fn keep_signed(
        &self,
        who: &Account,
        period: Period,
        number: Option<usize>,
        given: Given,
    ) -> Result<IssuedView, Trouble> {
        let (at, issued) = self.seen(who, period, number).await?;
        let bytes: Vec<u8> = given.bytes.to_vec();
        if !bytes.starts_with(b"%PDF") && !bytes.starts_with(b"PK") {
            return Err(Refusal::from(Flaw::SignedFileWanted).into());
        }
        let (pdf, docx) = (self.kept_bytes(&issued.pdf).await?, self.kept_bytes(&issued.docx).await?);
        let read = tokio::task::spawn_blocking(move || {
            let likeness = reader::signed::likeness(&bytes, &pdf, &docx);
            (likeness, reader::signed::signatures(&bytes, pdf.len()), bytes)
        });
        let (likeness, signatures, bytes) = read.await.map_err(|e| Trouble::Defect(e.to_string()))?;
        let name = given.name.chars().filter(|c| !c.is_control()).take(NAME).collect();
        let mut file = SignedFile { name, file: BlobId::from(String::new()), likeness, signatures };
        // Nobody fills the disk who may not hand in a signed file.
        signed::keep(&*self.book().await, who, period, at, file.clone())?;
        file.file = self.store().put_blob(&bytes).await?;
        self.act(&who.name, |book| signed::keep(book, who, period, at, file.clone()).map(Some)).await?;
        self.issued(who, period, Some(at + 1)).await
    }

    /// Takes the signed file away.
    ///
    /// # Errors
    /// As [`signed::withdraw`].
    pub async fn withdraw_signed(
        &self,
        who: &Account,
        period: Period,
        number: Option<usize>,
    ) -> Result<IssuedView, Trouble> {
        let at = found(&*self.book().await, period, number)?.0;
        self.act(&who.name, |book| signed::withdraw(book, who, period, at).map(Some)).await?;
        self.issued(who, period, Some(at + 1)).await
    }

    /// Keeps a person's word on the signature, or takes it back.
    ///
    /// # Errors
    /// As [`signed::verify`].
    pub async fn verify_signed(
        &self,
        who: &Account,
        period: Period,
        number: Option<usize>,
        evidence: Option<&str>,
    ) -> Result<IssuedView, Trouble> {
        let at = found(&*self.book().await, period, number)?.0;
        self.act(&who.name, |book| signed::verify(book, who, period, at, evidence).map(Some)).await?;
        self.issued(who, period, Some(at + 1)).await
    }

    /// Name and bytes of the file that came back signed.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn signed_file(
        &self,
        who: &Account,
        period: Period,
        number: Option<usize>,
    ) -> Result<(String, Vec<u8>), Trouble> {
        let (_, issued) = self.seen(who, period, number).await?;
        let (file, _) = issued.signed.ok_or_else(|| not_found("tệp đã ký"))?;
        Ok((file.name, self.kept_bytes(&file.file).await?))
    }
}

pub(super) fn view(book: &Book, issued: &Issued) -> SignedView {
    let state = signature(signed::standing(issued));
    let kept = issued.signed.as_ref();
    let file = kept.map(|(file, _)| file);
    let word = kept.and_then(|(_, word)| word.as_ref());
    SignedView {
        state,
        name: file.map(|f| f.name.clone()),
        hash: file.map(|f| f.file.to_string()),
        likeness: file.map(|f| f.likeness),
        signatures: file.map(|f| f.signatures.clone()).unwrap_or_default(),
        verified_by: word.map(|w| book.person(&w.by)),
        verified_at: word.map(|w| w.at.clone()),
        evidence: word.map(|w| w.evidence.clone()),
    }
}
