//! The same cut gives the same bytes again: what was issued is made anew and held against what was kept.

use crate::composed::{Before, composed};
use crate::document::Seal;
use crate::issue::FileKind;
use crate::view::SameAgain;
use crate::{App, Trouble};
use engine::{Book, Issued, compile, issue};
use model::{Account, Cut, Period};
use report::Document;

impl App {
    /// Whether an issued report, made anew from the ledger and written anew, is what was kept.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn same_again(
        &self,
        who: &Account,
        period: Period,
        number: Option<usize>,
    ) -> Result<SameAgain, Trouble> {
        let (at, issued) = self.seen(who, period, number).await?;
        self.same(period, at, &issued).await
    }

    /// The same of every issued report of the place, for who tends its data.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn all_same_again(&self) -> Result<Vec<(Period, String, SameAgain)>, Trouble> {
        let all: Vec<(Period, usize, Issued)> = {
            let book = self.book().await;
            let issues = |(period, state): (&Period, &engine::LivingState)| {
                let issues = state.issues.iter().cloned().enumerate();
                issues.map(|(at, issued)| (*period, at, issued)).collect::<Vec<_>>()
            };
            book.reports.iter().flat_map(issues).collect()
        };
        let mut told = Vec::new();
        for (period, at, issued) in all {
            told.push((period, issued.place().printed(), self.same(period, at, &issued).await?));
        }
        Ok(told)
    }

    async fn same(&self, period: Period, at: usize, issued: &Issued) -> Result<SameAgain, Trouble> {
        let frozen = self.frozen(&issued.document).await?;
        let again = self.made_again(period, at, issued).await?;
        let docx = self.render(frozen.clone(), FileKind::Docx).await?;
        let pdf = match self.0.typesetter.has_fonts() {
            false => None,
            true => {
                Some(self.render(frozen.clone(), FileKind::Pdf).await? == self.kept_bytes(&issued.pdf).await?)
            }
        };
        Ok(SameAgain {
            document: again == Some(frozen),
            docx: docx == self.kept_bytes(&issued.docx).await?,
            pdf,
        })
    }

    /// The document compiled anew from the ledger as it was before the report was issued.
    async fn made_again(
        &self,
        period: Period,
        at: usize,
        issued: &Issued,
    ) -> Result<Option<Document>, Trouble> {
        let before = match at.checked_sub(1) {
            None => None,
            Some(earlier) => {
                let blob = {
                    let book = self.book().await;
                    let state = issue::living(&book, period)?;
                    state.issues.get(earlier).map(|i| i.document.clone())
                };
                match blob {
                    Some(blob) => Some(self.frozen(&blob).await?),
                    None => None,
                }
            }
        };
        let entries = self.store().entries_after(Cut::default()).await?;
        let book = Book::from_entries(entries.iter().take_while(|e| e.cut < issued.entry));
        let Some(state) = book.report(period) else { return Ok(None) };
        let compiled = compile::compile(&book, state, period);
        let seal = Seal {
            number: issued.number,
            date: issued.date,
            signer: issued.signer.clone(),
            dispatch: issued.dispatch.clone(),
            cut: issued.cut,
        };
        Ok(Some(composed(&book, state, period, &compiled, Some(&seal), &Before(before))))
    }
}
