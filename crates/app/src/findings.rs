//! Findings and their answers.

use crate::view::{AnswerInput, FindingFilter, FindingView, Page};
use crate::{App, Trouble, matches, not_found, page, period, unit_ref};
use engine::access::{Right, may, need};
use engine::{Book, findings};
use model::{Account, AccountName, Act, Answer, AnswerKind, Finding, FindingKey, Refusal, RefusalCode};

impl App {
    /// Findings of all periods, newest period and worst first; a unit sees those it is asked about.
    ///
    /// # Errors
    /// `wrong-period`.
    pub async fn findings(
        &self,
        who: &Account,
        filter: FindingFilter,
        number: Option<usize>,
    ) -> Result<Page<FindingView>, Trouble> {
        let book = self.book().await;
        let only = filter.period.as_deref().filter(|p| !p.is_empty()).map(period).transpose()?;
        let periods = findings::periods(&book).into_iter().filter(|p| only.is_none_or(|o| o == *p));
        let rows = periods
            .flat_map(|p| self.findings_of(&book, p).to_vec())
            .filter(|f| concerns(who, f))
            .filter(|f| filter.severity.is_none_or(|s| s == f.severity))
            .map(|f| finding_view(&book, f))
            .filter(|v| matches(&words(v), filter.search.as_deref()))
            .collect();
        Ok(page(rows, number))
    }

    /// Answers a finding: the unit explains, the office accepts.
    ///
    /// # Errors
    /// `not-found`, `reason-needed`, `not-allowed`.
    pub async fn answer_finding(
        &self,
        who: &Account,
        key: &FindingKey,
        input: AnswerInput,
    ) -> Result<FindingView, Trouble> {
        let right = match input.kind {
            AnswerKind::Explained => Right::AnswerOwn,
            AnswerKind::Accepted => Right::Accept,
        };
        need(who, right)?;
        let decide = |book: &Book| {
            let finding = find(book, who, key)?;
            let text = input.text.trim().to_owned();
            if text.is_empty() {
                return Err(Refusal::of(RefusalCode::ReasonNeeded, ""));
            }
            let computation = finding.computation;
            Ok(Some(Act::FindingAnswered {
                answer: Answer { key: key.clone(), kind: input.kind, text, computation, by: None, at: None },
            }))
        };
        self.act(&who.name, decide).await?;
        let book = self.book().await;
        Ok(finding_view(&book, find(&book, who, key)?))
    }
}

fn find(book: &Book, who: &Account, key: &FindingKey) -> Result<Finding, Refusal> {
    let all = findings::periods(book).into_iter().flat_map(|p| findings::of_period(book, p));
    let mut hits = all.filter(|f| f.key == *key && concerns(who, f));
    hits.next().ok_or_else(|| not_found("vấn đề này"))
}

fn concerns(who: &Account, finding: &Finding) -> bool {
    may(who, Right::SeeAll) || (may(who, Right::AnswerOwn) && finding.ask == who.unit)
}

fn words(view: &FindingView) -> String {
    let names: Vec<&str> = view.finding.evidence.iter().map(|e| e.name.as_str()).collect();
    format!("{} {} {}", names.join(" "), view.ask_unit.name, view.finding.computation)
}

/// A finding with the names it needs.
pub(crate) fn finding_view(book: &Book, mut finding: Finding) -> FindingView {
    if let Some(answer) = &mut finding.answer {
        answer.by = answer.by.take().map(|by| AccountName(book.person(&by)));
    }
    let place = book.place_unit();
    for evidence in finding.evidence.iter_mut().filter(|e| e.key.unit != place) {
        evidence.name = format!("{}, {}", evidence.name, book.unit_name(&evidence.key.unit));
    }
    let rule = book.rules.iter().find(|r| r.id == finding.rule);
    FindingView {
        ask_unit: unit_ref(book, &finding.ask),
        phone: book.units.get(&finding.ask).and_then(|u| u.phone.clone()),
        rule_source: rule.map(|r| r.source.clone()).unwrap_or_default(),
        rule_formula: rule.map(|r| r.formula.clone()).unwrap_or_default(),
        finding,
    }
}
