//! The register of numbers, and what is proposed to who issues.

use crate::view::{
    IssueProposal, RegisterReport, RegisterRow, RegisterView, SetSigners, SignatureState, SignerView,
    SymbolView,
};
use crate::{App, Trouble, matches, page, see_all};
use engine::Book;
use engine::access::{Right, may};
use engine::issuing::register::{self, Given, Row};
use engine::issuing::signed::{self, Standing};
use engine::issuing::{prepare, prepared, set_signers};
use model::{Account, Dispatch, Period, RegisterPlace, TakenNumber};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// What the register is narrowed and ordered by; none = all of the newest year, the highest number first.
#[derive(Clone, Debug, Default)]
pub struct RegisterQuery {
    /// Which year.
    pub year: Option<i16>,
    /// Which symbol.
    pub notation: Option<String>,
    /// Words in number, subject, signer or recipients.
    pub search: Option<String>,
    /// `number`, `date`, `subject` or `signer`.
    pub sort: Option<String>,
    /// From the end.
    pub down: bool,
    /// Page, from one.
    pub page: Option<usize>,
}

impl App {
    /// The register of numbers.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn register(&self, who: &Account, query: RegisterQuery) -> Result<RegisterView, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let rows = register::rows(&book);
        let years: BTreeSet<i16> = rows.iter().map(|r| r.place.year).collect();
        let newest = years.last().copied().unwrap_or_else(|| self.0.clock.today().year());
        let year = query.year.unwrap_or(newest);
        let notation = query.notation.as_deref().filter(|n| !n.is_empty());
        let here = |r: &Row<'_>| r.place.year == year && notation.is_none_or(|n| r.place.notation == n);
        let found = rows.iter().filter(|r| here(r)).map(|r| row(&book, r));
        let hit = |r: &RegisterRow| {
            let recipients = r.recipients.join(" ");
            let words = [r.printed.as_str(), &r.subject, &r.signer, &r.kind, &recipients].join(" ");
            matches(&words, query.search.as_deref())
        };
        let mut shown: Vec<RegisterRow> = found.filter(hit).collect();
        shown.sort_by(|a, b| order(a, b, query.sort.as_deref()));
        if query.down || query.sort.is_none() {
            shown.reverse();
        }
        Ok(RegisterView {
            rows: page(shown, query.page),
            years: years.into_iter().rev().collect(),
            year,
            symbols: symbols(&book, year),
            editable: may(who, Right::EditReport) || may(who, Right::Approve),
        })
    }

    /// What is proposed to who issues a report in a year.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn propose_issue(
        &self,
        who: &Account,
        period: Period,
        year: i16,
    ) -> Result<IssueProposal, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let prepared = prepared(&book, engine::issue::living(&book, period)?);
        let last = book.reports.values().flat_map(|r| &r.issues).max_by_key(|i| i.entry);
        let signers = book.signers.iter().map(|s| SignerView { signer: s.clone(), lines: s.lines() });
        Ok(IssueProposal {
            symbols: symbols(&book, year),
            signers: signers.collect(),
            authority: prepared.authority,
            addressees: prepared.addressees,
            recipients: prepared.recipients,
            drafter: prepared.drafter.or_else(|| last.and_then(|i| i.dispatch.drafter.clone())),
            urgency: prepared.urgency,
            circulation: prepared.circulation,
            contact: prepared.contact,
        })
    }

    /// Writes down what a report will say of itself when it goes out.
    ///
    /// # Errors
    /// As [`prepare`].
    pub async fn prepare_issue(
        &self,
        who: &Account,
        period: Period,
        input: Dispatch,
    ) -> Result<Dispatch, Trouble> {
        self.act(&who.name, |book| prepare(book, who, period, input.clone()).map(Some)).await?;
        let book = self.book().await;
        Ok(prepared(&book, engine::issue::living(&book, period)?))
    }

    /// Names who signs for the office.
    ///
    /// # Errors
    /// As [`set_signers`].
    pub async fn set_signers(&self, who: &Account, input: SetSigners) -> Result<Vec<SignerView>, Trouble> {
        self.act(&who.name, |_| set_signers(who, &input.signers).map(Some)).await?;
        self.signers(who).await
    }

    /// Who signs for the office.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn signers(&self, who: &Account) -> Result<Vec<SignerView>, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        Ok(book.signers.iter().map(|s| SignerView { signer: s.clone(), lines: s.lines() }).collect())
    }

    /// Enters a number into the register, or reserves one.
    ///
    /// # Errors
    /// As [`register::take`].
    pub async fn take_number(&self, who: &Account, taken: TakenNumber) -> Result<(), Trouble> {
        self.act(&who.name, |book| register::take(book, who, taken.clone()).map(Some)).await?;
        Ok(())
    }

    /// Takes a number that was entered by hand out of the register.
    ///
    /// # Errors
    /// As [`register::free`].
    pub async fn free_number(&self, who: &Account, place: RegisterPlace) -> Result<(), Trouble> {
        self.act(&who.name, |book| register::free(book, who, &place).map(Some)).await?;
        Ok(())
    }
}

fn symbols(book: &Book, year: i16) -> Vec<SymbolView> {
    let reserved = |notation: &str| {
        let kept = book.numbers.values().filter(|t| t.date.is_none() && t.place.year == year);
        let here =
            kept.filter(|t| t.place.notation == notation && register::may_take(book, &t.place).is_ok());
        here.map(|t| t.place.number).collect()
    };
    let view = |notation: String| SymbolView {
        next: register::next(book, year, &notation),
        gaps: register::gaps(book, year, &notation),
        reserved: reserved(&notation),
        notation,
    };
    register::symbols(book).into_iter().map(view).collect()
}

fn row(book: &Book, row: &Row<'_>) -> RegisterRow {
    let (kind, signer, recipients, report, taken) = match row.given {
        Given::ByHand(taken) => {
            let recipients = Some(taken.recipients.clone()).filter(|r| !r.is_empty());
            (taken.kind.clone(), &taken.signer, recipients.into_iter().collect(), None, Some(taken.clone()))
        }
        Given::Report { period, issue, issued } => {
            let (before, after) = register::linked(book, period, issue);
            let report = RegisterReport {
                period,
                issue: issue + 1,
                hash: issued.document.to_string(),
                signature: signature(signed::standing(issued)),
                corrects: before.map(|i| i.place().printed()),
                corrected_by: after.map(|i| i.place().printed()),
            };
            let recipients = issued.dispatch.recipients.clone();
            ("Báo cáo".to_owned(), &issued.signer, recipients, Some(report), None)
        }
    };
    RegisterRow {
        printed: row.place.printed(),
        place: row.place.clone(),
        date: row.date.map(|d| d.to_string()),
        kind,
        subject: row.subject.clone(),
        signer: signer.clone(),
        recipients,
        report,
        taken,
    }
}

fn order(a: &RegisterRow, b: &RegisterRow, by: Option<&str>) -> Ordering {
    let text = |get: fn(&RegisterRow) -> &str| viet::collate::compare(get(a), get(b));
    let first = match by {
        Some("date") => a.date.cmp(&b.date),
        Some("subject") => text(|r| &r.subject),
        Some("signer") => text(|r| &r.signer),
        _ => Ordering::Equal,
    };
    first.then_with(|| (a.place.number, &a.place.notation).cmp(&(b.place.number, &b.place.notation)))
}

pub(crate) fn signature(standing: Standing) -> SignatureState {
    match standing {
        Standing::None => SignatureState::None,
        Standing::Received => SignatureState::Received,
        Standing::Verified => SignatureState::Verified,
        Standing::Differs => SignatureState::Differs,
    }
}
