//! Findings and their answers.

use crate::view::{
    AnswerInput, FindingCount, FindingCounts, FindingFilter, FindingSort, FindingState, FindingView, FormRef,
    Page,
};
use crate::{App, Trouble, eyes, matches, not_found, page, period, unit_ref};
use engine::access::{Right, need, need_for};
use engine::{Book, findings, questions};
use model::{
    Account, AccountName, Act, Answer, AnswerKind, CellKey, Date, Finding, FindingKey, Refusal, RefusalCode,
};
use std::collections::BTreeMap;

impl App {
    /// Findings of all periods; a unit sees those it is asked about.
    ///
    /// # Errors
    /// `wrong-period`.
    pub async fn findings(
        &self,
        who: &Account,
        filter: FindingFilter,
        number: Option<usize>,
    ) -> Result<Page<FindingView>, Trouble> {
        let mut rows = self.listed(who, &filter).await?;
        match filter.sort.unwrap_or_default() {
            FindingSort::Worst => {}
            FindingSort::Oldest => {
                rows.sort_by(|a, b| (a.since.is_none(), &a.since).cmp(&(b.since.is_none(), &b.since)))
            }
            FindingSort::Unit => {
                rows.sort_by(|a, b| viet::collate::compare(&a.ask_unit.name, &b.ask_unit.name))
            }
            FindingSort::Rule => rows.sort_by_key(|v| v.finding.kind),
            FindingSort::Sector => rows.sort_by(|a, b| viet::collate::compare(&a.sector, &b.sector)),
        }
        Ok(page(rows, number))
    }

    /// How many findings there are by unit, sector and kind of rule; the filters that are set count along.
    ///
    /// # Errors
    /// `wrong-period`.
    pub async fn finding_counts(
        &self,
        who: &Account,
        filter: FindingFilter,
    ) -> Result<FindingCounts, Trouble> {
        let rows = self.listed(who, &filter).await?;
        let kind = |v: &FindingView| serde_json::to_value(v.finding.kind).ok()?.as_str().map(str::to_owned);
        Ok(FindingCounts {
            units: counts(&rows, |v| (v.ask_unit.id.to_string(), v.ask_unit.name.clone())),
            sectors: counts(&rows, |v| (v.sector.clone(), v.sector.clone())),
            kinds: counts(&rows, |v| (kind(v).unwrap_or_default(), String::new())),
        })
    }

    /// Findings that a filter lets through, newest period and worst first.
    async fn listed(&self, who: &Account, filter: &FindingFilter) -> Result<Vec<FindingView>, Trouble> {
        let book = self.book().await;
        let today = self.0.clock.today();
        let only = filter.period.as_deref().filter(|p| !p.is_empty()).map(period).transpose()?;
        let periods = findings::asked_periods(&book).into_iter().filter(|p| only.is_none_or(|o| o == *p));
        let set = |asked: &Option<String>| asked.clone().filter(|a| !a.is_empty());
        let (unit, sector) = (set(&filter.unit), set(&filter.sector));
        let rows = periods
            .flat_map(|p| self.findings_of(&book, p).to_vec())
            .filter(|f| eyes::finding(&book, who, f))
            .filter(|f| filter.severity.is_none_or(|s| s == f.severity))
            .filter(|f| filter.kind.is_none_or(|k| k == f.kind))
            .filter(|f| unit.as_ref().is_none_or(|u| f.ask.as_str() == u))
            .map(|f| finding_view(&book, today, f))
            .filter(|v| filter.state.is_none_or(|s| s == v.state))
            .filter(|v| sector.as_ref().is_none_or(|s| v.sector == *s))
            .filter(|v| matches(&words(v), filter.search.as_deref()));
        Ok(rows.collect())
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
            need_for(book, who, right, &finding.ask)?;
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
        Ok(finding_view(&book, self.0.clock.today(), find(&book, who, key)?))
    }
}

/// How many rows there are of each value, most open ones first.
fn counts(rows: &[FindingView], of: impl Fn(&FindingView) -> (String, String)) -> Vec<FindingCount> {
    let mut found: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    for row in rows {
        let (open, all) = found.entry(of(row)).or_default();
        *all += 1;
        *open += usize::from(row.state == FindingState::Open);
    }
    let count = |((value, name), (open, all))| FindingCount { value, name, open, all };
    let mut counts: Vec<FindingCount> = found.into_iter().map(count).collect();
    counts.sort_by_key(|c| (std::cmp::Reverse(c.open), std::cmp::Reverse(c.all)));
    counts
}

/// A finding by its key, when the account may see it.
pub(crate) fn find(book: &Book, who: &Account, key: &FindingKey) -> Result<Finding, Refusal> {
    let all = findings::asked_periods(book).into_iter().flat_map(|p| findings::of_period(book, p));
    let mut hits = all.filter(|f| f.key == *key && eyes::finding(book, who, f));
    hits.next().ok_or_else(|| not_found("vấn đề này"))
}

fn words(view: &FindingView) -> String {
    let names: Vec<&str> = view.finding.evidence.iter().map(|e| e.name.as_str()).collect();
    format!("{} {} {} {}", names.join(" "), view.ask_unit.name, view.finding.computation, view.finding.says)
}

/// The form on which a cell is stated; none where no round asks for it.
pub(crate) fn form_of(book: &Book, key: &CellKey) -> Option<FormRef> {
    let unit = book.stating_unit(book.indicator(&key.indicator)?, &key.unit);
    let round = book.round_asking(key, unit).filter(|round| round.submissions.contains_key(unit))?;
    Some(FormRef { round: round.round.id(), unit: unit.clone() })
}

/// A finding with the names it needs.
pub(crate) fn finding_view(book: &Book, today: Date, mut finding: Finding) -> FindingView {
    if let Some(answer) = &mut finding.answer {
        answer.by = answer.by.take().map(|by| AccountName::from(book.person(&by)));
    }
    let first = finding.evidence.first().and_then(|e| book.indicator(&e.key.indicator));
    let sector = first.map(|i| i.group.clone()).unwrap_or_default();
    let place = book.place_unit();
    for evidence in finding.evidence.iter_mut().filter(|e| e.key.unit != place) {
        evidence.name = format!("{}, {}", evidence.name, book.unit_name(&evidence.key.unit));
    }
    let rule = book.rules.iter().find(|r| r.id == finding.rule);
    let since = questions::since(book, &finding);
    let day = since.as_deref().and_then(|at| at.get(..10)?.parse::<Date>().ok());
    FindingView {
        ask_unit: unit_ref(book, &finding.ask),
        form: finding.evidence.iter().find_map(|e| form_of(book, &e.key)),
        phone: book.units.get(&finding.ask).and_then(|u| u.phone.clone()),
        rule_source: rule.map(|r| r.source.clone()).unwrap_or_default(),
        rule_formula: rule.map(|r| r.formula.clone()).unwrap_or_default(),
        state: match finding.answer.as_ref().map(|a| a.kind) {
            None => FindingState::Open,
            Some(AnswerKind::Explained) => FindingState::Explained,
            Some(AnswerKind::Accepted) => FindingState::Accepted,
        },
        sector,
        days: day.map_or(0, |day| i64::from(day.until(today).map_or(0, |span| span.get_days()).max(0))),
        since,
        finding,
    }
}
