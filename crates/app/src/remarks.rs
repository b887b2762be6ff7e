//! Remarks beside paragraphs of the living report, and proposed changes.

use crate::prose::shown;
use crate::view::{
    AnsweredRemark, MakeRemark, MakeSuggestion, ProposalStateView, ProposalView, RemarksView, ThreadView,
};
use crate::{App, Trouble, eyes};
use engine::access::{Right, may};
use engine::prose::difference::between;
use engine::prose::{self, Proposal, ProposalState, Thread, compare};
use engine::{Book, LivingState, issue};
use model::{Account, Cut, PassageId, Period, Remark, Suggestion};

impl App {
    /// Remarks and proposals beside the paragraphs that a person may look at.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn remarks(&self, who: &Account, period: Period) -> Result<RemarksView, Trouble> {
        let book = self.book().await;
        let state = issue::living(&book, period)?;
        let shown = shown(&book, who, state)?;
        let compiled = self.compiled(&book, state, period);
        let hidden = eyes::hidden(&book, who, &compiled);
        let seen = |id: &PassageId| shown(id) && !hidden.contains(id);
        let threads = state.prose.threads.iter().filter(|(_, t)| seen(&t.remark.passage));
        let proposals = state.prose.proposals.iter().filter(|(_, p)| seen(&p.suggestion.passage));
        let speaker = Speaker { book: &book, who, state, period };
        Ok(RemarksView {
            threads: threads.map(|(cut, t)| speaker.thread(*cut, t)).collect(),
            suggestions: proposals
                .filter(|(_, p)| eyes::content(&book, who, &p.suggestion.now))
                .map(|(cut, p)| speaker.suggestion(*cut, p))
                .collect(),
        })
    }

    /// Makes a remark, or answers one.
    ///
    /// # Errors
    /// As [`prose::remark`].
    pub async fn remark(
        &self,
        who: &Account,
        period: Period,
        input: MakeRemark,
    ) -> Result<RemarksView, Trouble> {
        let MakeRemark { passage, quote, text, answers } = input;
        let remark = Remark { passage, quote, text, answers };
        self.tend_prose(who, period, |book| {
            eyes::passage(book, who, period, &remark.passage)?;
            prose::remark(book, who, period, remark.clone())
        })
        .await?;
        self.remarks(who, period).await
    }

    /// Marks a remark as dealt with, or as open again.
    ///
    /// # Errors
    /// As [`prose::settle_remark`].
    pub async fn settle_remark(
        &self,
        who: &Account,
        period: Period,
        remark: Cut,
        settled: bool,
    ) -> Result<RemarksView, Trouble> {
        self.tend_prose(who, period, |book| prose::settle_remark(book, who, period, remark, settled)).await?;
        self.remarks(who, period).await
    }

    /// Proposes a change.
    ///
    /// # Errors
    /// As [`prose::suggest`].
    pub async fn suggest(
        &self,
        who: &Account,
        period: Period,
        input: MakeSuggestion,
    ) -> Result<RemarksView, Trouble> {
        let MakeSuggestion { passage, base, now, why } = input;
        let suggestion = Suggestion { passage, base, now, why };
        self.tend_prose(who, period, |book| {
            eyes::passage(book, who, period, &suggestion.passage)?;
            prose::suggest(book, who, period, suggestion.clone())
        })
        .await?;
        self.remarks(who, period).await
    }

    /// Accepts or refuses a proposal.
    ///
    /// # Errors
    /// As [`prose::settle_suggestion`].
    pub async fn settle_suggestion(
        &self,
        who: &Account,
        period: Period,
        suggestion: Cut,
        accepted: bool,
    ) -> Result<RemarksView, Trouble> {
        self.tend_prose(who, period, |book| {
            prose::settle_suggestion(book, who, period, suggestion, accepted)
        })
        .await?;
        self.remarks(who, period).await
    }
}

/// Who asks for remarks, and of what report.
struct Speaker<'a> {
    book: &'a Book,
    who: &'a Account,
    state: &'a LivingState,
    period: Period,
}

impl Speaker<'_> {
    fn writes(&self, id: &PassageId) -> bool {
        let found = self.state.template.passages.iter().find(|p| p.id == *id);
        found.is_some_and(|p| prose::may_write(self.book, self.who, self.state, p))
    }

    fn thread(&self, cut: Cut, thread: &Thread) -> ThreadView {
        let answers = thread.answers.iter().map(|(cut, by, at, text)| AnsweredRemark {
            cut: *cut,
            by: self.book.person(by),
            at: at.clone(),
            text: text.clone(),
        });
        ThreadView {
            cut,
            passage: thread.remark.passage.clone(),
            quote: thread.remark.quote.clone(),
            by: self.book.person(&thread.by),
            at: thread.at.clone(),
            text: thread.remark.text.clone(),
            settled: thread.settled,
            answers: answers.collect(),
            mine: thread.by == self.who.name || self.writes(&thread.remark.passage),
        }
    }

    fn suggestion(&self, cut: Cut, proposal: &Proposal) -> ProposalView {
        let words = |content| compare::of_content(self.book, content, self.period);
        let Suggestion { passage, base, now, why } = &proposal.suggestion;
        let open = proposal.state == ProposalState::Open && self.state.is_open();
        let writes = self.writes(passage);
        let office = may(self.who, Right::EditReport);
        ProposalView {
            cut,
            passage: passage.clone(),
            by: self.book.person(&proposal.by),
            at: proposal.at.clone(),
            why: why.clone(),
            difference: between(&words(base), &words(now)),
            state: match proposal.state {
                ProposalState::Open => ProposalStateView::Open,
                ProposalState::Accepted => ProposalStateView::Accepted,
                ProposalState::Refused => ProposalStateView::Refused,
            },
            settleable: open && writes,
            refusable: open && (writes || office || proposal.by == self.who.name),
        }
    }
}
