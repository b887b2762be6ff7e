//! The whole document of a report: what was compiled, the record of checks, what a correction says of itself. Nothing in
//! it comes from the clock.

use crate::document::{Seal, document, facts};
use crate::{App, Trouble, correcting, record};
use engine::compile::Compiled;
use engine::{Book, LivingState, issue, issuing};
use model::{Date, Period};
use report::Document;

/// The document that a correction supersedes; none where there is no correction.
#[derive(Clone, Debug)]
pub(crate) struct Before(pub(crate) Option<Document>);

impl App {
    /// The document that the correction under way supersedes.
    pub(crate) async fn before(&self, period: Period) -> Result<Before, Trouble> {
        let blob = {
            let book = self.book().await;
            let state = issue::living(&book, period)?;
            state.issued().filter(|_| state.correcting.is_some()).map(|i| i.document.clone())
        };
        Ok(Before(match blob {
            Some(blob) => Some(self.frozen(&blob).await?),
            None => None,
        }))
    }
}

/// The document of a report; a draft without a seal.
pub(crate) fn composed(
    book: &Book,
    state: &LivingState,
    period: Period,
    compiled: &Compiled,
    seal: Option<&Seal>,
    before: &Before,
) -> Document {
    let dispatch = seal.map_or_else(|| issuing::prepared(book, state), |seal| seal.dispatch.clone());
    let mut document = document(book, compiled, dispatch, seal);
    document.facts = Some(facts(book, compiled, period, Some(seal.map_or(book.cut, |seal| seal.cut))));
    let day = seal.map_or(Date::ZERO, |seal| seal.date);
    document.annexes.extend(record::annexes(book, state, period, day));
    if let Before(Some(before)) = before {
        correcting::write(book, state, period, compiled, before, &mut document);
    }
    document
}
