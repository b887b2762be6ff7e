//! What findings rest on, how they ended, what holds, what is learned, and the signed record of it.

use crate::findings::{find, finding_view};
use crate::forms::printed;
use crate::plans::decided_by;
use crate::review::amended;
use crate::view::{
    ChangeView, ClosedView, DecideProposal, DiagnosisView, ExplainCell, ExplainView, LearnedView, Page,
    PassedView, ProposedRule, ReadDiagnosis, ReadSuspect, RecordSignature, RecordView, RetiredRule,
    SignRecord, StatedView, SuspectView,
};
use crate::{App, Trouble, eyes, matches, not_found, page, see_all, see_texts, unit_ref};
use engine::access::{Right, may, need, sees_all_of};
use engine::contradiction::{self, Diagnosis, Explanation, Named, Suspect};
use engine::questions::explain::{Explained, Rests, explain};
use engine::questions::life::Closed;
use engine::questions::{learn, life, passed, record};
use engine::rules::in_words;
use engine::watch::words::target;
use engine::{Book, Cell, issue};
use model::{
    Account, Act, CellKey, Date, FindingKey, Interval, Number, Period, Refusal, RefusalCode, ReportId, Rule,
    RuleId, Stated,
};

impl App {
    /// What a finding rests on.
    ///
    /// # Errors
    /// `not-found`, also when the account may not see it.
    pub async fn explain_finding(&self, who: &Account, key: &FindingKey) -> Result<ExplainView, Trouble> {
        let book = self.book().await;
        let finding = find(&book, who, key)?;
        let Explained { rule, left, right, cells, diagnosis, .. } = explain(&book, &finding);
        Ok(ExplainView {
            in_words: rule.as_ref().map(|r| in_words(&book, &r.formula)).unwrap_or_default(),
            rule,
            left: left.map(range),
            right: right.map(range),
            cells: cells.iter().map(|cell| explained(&book, cell)).collect(),
            diagnosis: diagnosis.map(|d| diagnosed(&book, &d)),
            finding: finding_view(&book, self.0.clock.today(), finding),
        })
    }

    /// Findings of a period that changed numbers closed, newest first; a unit sees those it was asked about.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn closed_findings(&self, who: &Account, period: Period) -> Result<Vec<ClosedView>, Trouble> {
        let book = self.book().await;
        let today = self.0.clock.today();
        let closed =
            life::closed(&book, period).into_iter().rev().filter(|c| eyes::finding(&book, who, &c.finding));
        Ok(closed.map(|c| closed_view(&book, today, c)).collect())
    }

    /// The checks of a period that hold.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn passed_checks(
        &self,
        who: &Account,
        period: Period,
        search: Option<&str>,
        number: Option<usize>,
    ) -> Result<Page<PassedView>, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let view = |p: passed::Passed| PassedView {
            rule: p.rule.id,
            kind: p.rule.kind,
            unit: unit_ref(&book, &p.unit),
            computation: p.computation,
            evidence: p.evidence,
        };
        let words = |v: &PassedView| {
            let names: Vec<&str> = v.evidence.iter().map(|e| e.name.as_str()).collect();
            format!("{} {} {}", names.join(" "), v.unit.name, v.computation)
        };
        let shown = |p: &passed::Passed| sees_all_of(&book, who, p.evidence.iter().map(|e| &e.key.indicator));
        let rows = passed::passed(&book, period).into_iter().filter(shown).map(view);
        Ok(page(rows.filter(|v| matches(&words(v), search)).collect(), number))
    }

    /// Laws of a period that break together, and the fewest figures that explain them.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn contradictions(&self, who: &Account, period: Period) -> Result<Vec<DiagnosisView>, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let shown = |d: &&Diagnosis| {
            let named = d.suspects.iter().chain(&d.alike);
            sees_all_of(&book, who, named.map(|n| &n.key.indicator))
        };
        let all = contradiction::of_period(&book, period);
        Ok(all.iter().filter(shown).map(|d| diagnosed(&book, d)).collect())
    }

    /// Broken relations of a report that was read, as amended, and the fewest facts that explain them.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn reading_contradictions(
        &self,
        who: &Account,
        id: &ReportId,
    ) -> Result<Vec<ReadDiagnosis>, Trouble> {
        see_texts(who)?;
        let kept = self.kept(id).await?;
        let book = self.book().await;
        let record = book.readings.get(id).ok_or_else(|| not_found("báo cáo này"))?;
        let reading = amended(&kept, record);
        let suspect = |s: &Suspect| {
            let fact = reading.facts.get(s.figure)?;
            Some(ReadSuspect {
                fact: fact.id.clone(),
                surface: fact.surface.clone(),
                subject: fact.subject.clone(),
                meant: s.meant.map(viet::number::format),
            })
        };
        let diagnosis = |e: &Explanation| ReadDiagnosis {
            relations: e.laws.len(),
            suspects: e.suspects.iter().filter_map(suspect).collect(),
            alike: e.alike.iter().filter_map(suspect).collect(),
        };
        Ok(contradiction::of_reading(&reading).iter().map(diagnosis).collect())
    }

    /// What figures and answers teach.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn learned(&self, who: &Account) -> Result<LearnedView, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let proposals = learn::proposals(&book)
            .into_iter()
            .filter(|p| eyes::rule(&book, who, &p.rule))
            .map(|p| ProposedRule { in_words: in_words(&book, &p.rule.formula), rule: p.rule, held: p.held });
        let retired = learn::retirements(&book).into_iter().filter_map(|r| {
            let rule = book.rules.iter().find(|rule| rule.id == r.rule && rule.active)?.clone();
            if !eyes::rule(&book, who, &rule) {
                return None;
            }
            let in_words = in_words(&book, &rule.formula);
            Some(RetiredRule { rule, in_words, periods: r.periods, answers: r.answers, last: r.last })
        });
        Ok(LearnedView { proposals: proposals.collect(), retirements: retired.collect() })
    }

    /// Makes a proposed rule a rule, or keeps it switched off so that it is not proposed again.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn decide_proposal(
        &self,
        who: &Account,
        id: &RuleId,
        input: DecideProposal,
    ) -> Result<LearnedView, Trouble> {
        need(who, Right::EditCatalogue)?;
        let reason = input.reason.trim().to_owned();
        let decide = |book: &Book| {
            let proposed = learn::proposals(book).into_iter().find(|p| p.rule.id == *id);
            let proposed = proposed.filter(|p| eyes::rule(book, who, &p.rule));
            let rule = proposed.ok_or_else(|| not_found("đề xuất này"))?.rule;
            let rule = Rule { active: input.accept, ..rule };
            Ok(Some(Act::RuleSet { rule, reason: reason.clone() }))
        };
        self.act(&who.name, decide).await?;
        self.learned(who).await
    }

    /// The record of what was checked in a period.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn check_record(&self, who: &Account, period: Period) -> Result<RecordView, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let today = self.0.clock.today();
        let state = issue::living(&book, period)?;
        let record = record::record(&book, period);
        let signed = state.checked.as_ref();
        Ok(RecordView {
            period,
            cut: book.cut,
            passed: record.passed,
            findings: record
                .findings
                .into_iter()
                .filter(|f| eyes::finding(&book, who, f))
                .map(|f| finding_view(&book, today, f))
                .collect(),
            closed: record
                .closed
                .into_iter()
                .filter(|c| eyes::finding(&book, who, &c.finding))
                .map(|c| closed_view(&book, today, c))
                .collect(),
            signed: signed.map(|s| RecordSignature {
                by: book.person(&s.by),
                at: s.at.clone(),
                annexed: s.annexed,
                stale: s.cut < state.touched,
            }),
            signable: may(who, Right::EditReport) && state.is_open() && book.is_written(period),
        })
    }

    /// Signs the record of a period.
    ///
    /// # Errors
    /// As [`record::sign`].
    pub async fn sign_record(
        &self,
        who: &Account,
        period: Period,
        input: SignRecord,
    ) -> Result<RecordView, Trouble> {
        if !self.book().await.is_written(period) {
            return Err(Refusal::of(RefusalCode::NotFound, format!("kỳ {period}")).into());
        }
        let decide = |book: &Book| record::sign(book, who, period, input.cut, input.annexed).map(Some);
        self.act(&who.name, decide).await?;
        self.check_record(who, period).await
    }
}

/// An interval in words.
fn range(interval: Interval) -> String {
    let show = |value: model::Decimal| viet::number::format(Number::new(value));
    use std::ops::Bound::{Excluded, Included, Unbounded};
    match (interval.low, interval.high) {
        (Included(low), Included(high)) if low == high => show(low),
        (Included(low) | Excluded(low), Included(high)) => format!("{} đến {}", show(low), show(high)),
        (Included(low) | Excluded(low), Excluded(high)) => format!("{} đến dưới {}", show(low), show(high)),
        (Included(low), Unbounded) => format!("từ {} trở lên", show(low)),
        (Excluded(low), Unbounded) => format!("trên {}", show(low)),
        (Unbounded, Included(high)) => format!("đến {}", show(high)),
        (Unbounded, Excluded(high)) => format!("dưới {}", show(high)),
        (Unbounded, Unbounded) => "bất kỳ".to_owned(),
    }
}

fn name(book: &Book, key: &CellKey) -> String {
    let name = book.indicator(&key.indicator).map_or_else(|| key.indicator.to_string(), |i| i.name.clone());
    match key.unit == book.place_unit() {
        true => name,
        false => format!("{name}, {}", book.unit_name(&key.unit)),
    }
}

fn with_unit(book: &Book, key: &CellKey, stated: Option<Stated>) -> String {
    let unit = book.indicator(&key.indicator).map_or("", |i| i.measure_unit.as_str());
    match stated {
        Some(Stated::Number(_)) => {
            format!("{} {unit}", stated.map(printed).unwrap_or_default()).trim().to_owned()
        }
        other => other.map(printed).unwrap_or_default(),
    }
}

fn explained(book: &Book, cell: &Rests) -> ExplainCell {
    let indicator = book.indicator(&cell.key.indicator);
    let stating = indicator.map_or(&cell.key.unit, |i| book.stating_unit(i, &cell.key.unit));
    let said = |period: Period, cell: &Cell| StatedView {
        period,
        printed: with_unit(book, &cell.observation.key, cell.observation.stated),
        by: book.person(&cell.provenance.by),
        at: cell.provenance.at.clone(),
    };
    let now = cell.cell.as_ref();
    let printed = match &cell.decided {
        Some(version) => target(indicator, version),
        None => with_unit(book, &cell.key, now.and_then(|c| c.observation.stated)),
    };
    ExplainCell {
        name: name(book, &cell.key),
        stating: unit_ref(book, stating),
        printed,
        decided: cell.decided.as_ref().and_then(|version| decided_by(book, version)),
        interval: cell.interval.map(range),
        by: now.map(|c| book.person(&c.provenance.by)),
        at: now.map(|c| c.provenance.at.clone()),
        note: now.and_then(|c| c.observation.note.clone()),
        former: cell.former.iter().map(|c| said(cell.key.period, c)).collect(),
        earlier: cell.earlier.iter().map(|(period, c)| said(*period, c)).collect(),
        last_printed: cell.printed.clone(),
        key: cell.key.clone(),
    }
}

fn diagnosed(book: &Book, diagnosis: &Diagnosis) -> DiagnosisView {
    let suspect = |named: &Named| SuspectView {
        name: name(book, &named.key),
        ask_unit: unit_ref(book, &named.ask),
        phone: book.units.get(&named.ask).and_then(|u| u.phone.clone()),
        printed: with_unit(book, &named.key, Some(Stated::Number(named.stated))),
        meant: named.meant.map(|n| with_unit(book, &named.key, Some(Stated::Number(n)))),
        key: named.key.clone(),
    };
    DiagnosisView {
        findings: diagnosis.findings.clone(),
        suspects: diagnosis.suspects.iter().map(suspect).collect(),
        alike: diagnosis.alike.iter().map(suspect).collect(),
    }
}

/// A closed finding with the names it needs.
pub(crate) fn closed_view(book: &Book, today: Date, closed: Closed) -> ClosedView {
    let change = |c: &life::Change| ChangeView {
        name: name(book, &c.key),
        from: with_unit(book, &c.key, c.from),
        to: with_unit(book, &c.key, c.to),
    };
    ClosedView {
        changes: closed.changes.iter().map(change).collect(),
        by: book.person(&closed.by),
        at: closed.at,
        cut: closed.cut,
        finding: finding_view(book, today, closed.finding),
    }
}
