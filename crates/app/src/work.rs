//! What waits for me.

use crate::view::{WorkItem, WorkKind};
use crate::{App, Trouble};
use engine::access::{Right, may, may_for};
use engine::prose::{Doclet, DocletMove};
use engine::{Book, collect, follow, issue, prose};
use model::{Account, Date, RoundId, Severity, Submission, UnitId};

impl App {
    /// What waits for this person, most pressing first.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn work(&self, who: &Account) -> Result<Vec<WorkItem>, Trouble> {
        let book = self.book().await;
        let today = self.0.clock.today();
        let mut items = Vec::new();
        if may(who, Right::FillOwn) {
            items.extend(forms(&book, who, today));
        }
        items.extend(within(&book, who));
        if may(who, Right::Adopt) {
            items.extend(readings(&book));
        }
        if may(who, Right::RunRound) {
            items.extend(rounds(&book, today));
        }
        items.extend(reminders(&book, who));
        items.extend(self.questions(&book, who));
        if may(who, Right::EditReport) || may(who, Right::Approve) {
            items.extend(self.reports(&book, who));
        }
        items.extend(parts(&book, who));
        items.extend(tasks(&book, who, today));
        items.sort_by_key(|i| !i.late);
        Ok(items)
    }

    fn questions(&self, book: &Book, who: &Account) -> Option<WorkItem> {
        let newest = book.rounds.keys().next_back()?.period;
        let mine = |f: &model::Finding| {
            [Right::Accept, Right::AnswerOwn].iter().any(|r| may_for(book, who, *r, &f.ask))
        };
        let count = self
            .findings_of(book, newest)
            .iter()
            .filter(|f| f.answer.is_none() && f.severity <= Severity::Warning && mine(f))
            .count();
        (count > 0).then(|| WorkItem {
            count: Some(count),
            ..item(WorkKind::AnswerFindings, newest, format!("/findings?period={newest}"))
        })
    }

    fn reports(&self, book: &Book, who: &Account) -> Vec<WorkItem> {
        let open = book.reports.iter().rev().filter(|(p, r)| r.is_open() && book.is_written(**p));
        open.filter_map(|(period, state)| {
            let link = format!("/reports/living/{period}");
            let approved = issue::approval_is_fresh(state);
            match (may(who, Right::Approve), approved) {
                (true, true) => Some(item(WorkKind::IssueReport, period, link)),
                (true, false) => Some(item(WorkKind::ApproveReport, period, link)),
                (false, false) => {
                    let open = engine::truth::open(&self.notices_of(book, state, *period));
                    Some(WorkItem {
                        count: Some(open.errors + open.warnings),
                        ..item(WorkKind::CompileReport, period, link)
                    })
                }
                (false, true) => None,
            }
        })
        .collect()
    }
}

fn item(kind: WorkKind, subject: impl ToString, link: String) -> WorkItem {
    WorkItem { kind, subject: subject.to_string(), count: None, link, due: None, late: false }
}

fn forms(book: &Book, who: &Account, today: Date) -> Vec<WorkItem> {
    let mut items = Vec::new();
    for (round, state) in book.rounds.iter().rev() {
        for sheet in state.round.sheets.iter().filter(|s| may_for(book, who, Right::FillOwn, &s.unit)) {
            let empty = sheet.cells.iter().filter(|c| {
                let key = book
                    .indicator(&c.indicator)
                    .map(|i| book.form_key(&sheet.unit, i, c.measure, round.period));
                key.is_none_or(|k| book.stated(&k).is_none())
            });
            let link = format!("/rounds/{round}/forms/{}", sheet.unit);
            let base = match state.submissions.get(&sheet.unit) {
                Some(Submission::Draft) => {
                    WorkItem { count: Some(empty.count()), ..item(WorkKind::FillForm, round, link) }
                }
                Some(Submission::Returned { reason, .. }) => item(WorkKind::MendReturnedForm, reason, link),
                _ => continue,
            };
            let due = state.due(&sheet.unit);
            items.push(WorkItem { due: Some(due.to_string()), late: today > due, ..base });
        }
    }
    items
}

/// Parts of open reports: those to be written for who writes them, those that were sent for who compiles.
fn parts(book: &Book, who: &Account) -> Vec<WorkItem> {
    let open = book.reports.iter().rev();
    let open = open.filter(|(p, r)| r.is_open() && book.is_written(**p));
    let mut items = Vec::new();
    for (period, state) in open {
        let link = || format!("/reports/living/{period}");
        let owners = prose::owners(state);
        let sent =
            owners.iter().filter(|u| prose::may_move(&state.prose.doclet(u), DocletMove::Accept)).count();
        if sent > 0 && may(who, Right::EditReport) {
            items.push(WorkItem { count: Some(sent), ..item(WorkKind::JudgeParts, period, link()) });
        }
        for unit in owners.into_iter().filter(|unit| prose::may_send(book, who, state, unit)) {
            items.push(match state.prose.doclet(unit) {
                Doclet::Returned { reason, .. } => item(WorkKind::MendReturnedPart, reason, link()),
                _ => item(WorkKind::WritePart, period, link()),
            });
        }
    }
    items
}

/// Forms that wait for somebody in their unit to approve them.
fn within(book: &Book, who: &Account) -> Vec<WorkItem> {
    let rounds = book.rounds.iter().rev().filter(|(_, state)| state.round.unit_approval);
    let open = rounds.filter(|(_, state)| state.closed.is_none());
    let sent = open.flat_map(|(round, state)| {
        let waits = |s: &Submission| matches!(s, Submission::Sent { .. });
        let units = state.submissions.iter().filter(move |(_, s)| waits(s)).map(|(unit, _)| unit);
        units.map(move |unit| (round, unit))
    });
    let mine = sent.filter(|(_, unit)| may_for(book, who, Right::ApproveOwn, unit));
    mine.map(|(round, unit)| item(WorkKind::ApproveWithin, round, format!("/rounds/{round}/forms/{unit}")))
        .collect()
}

fn reminders(book: &Book, who: &Account) -> Vec<WorkItem> {
    let item = |(round, unit, count): (model::RoundId, model::UnitId, usize)| WorkItem {
        count: Some(count),
        late: true,
        ..item(WorkKind::SeeReminder, &round, format!("/rounds/{round}/forms/{unit}"))
    };
    crate::board::unseen(book, who).into_iter().map(item).collect()
}

fn readings(book: &Book) -> Vec<WorkItem> {
    if book.readings.is_empty() {
        return vec![item(WorkKind::ReadFirstReport, "", "/reports".to_owned())];
    }
    let open = book.readings.iter().filter(|(_, r)| !r.adopted);
    open.map(|(id, r)| {
        let name = r.title.clone().unwrap_or_else(|| r.file_name.clone());
        item(WorkKind::ReviewReading, name, format!("/reports/read/{id}"))
    })
    .collect()
}

fn rounds(book: &Book, today: Date) -> Vec<WorkItem> {
    let mut items = Vec::new();
    let issued = |round: &RoundId| {
        round.regime.is_main() && book.report(round.period).is_some_and(|r| r.issued().is_some())
    };
    for (round, state) in
        book.rounds.iter().rev().filter(|(round, state)| !issued(round) && state.closed.is_none())
    {
        let link = format!("/rounds/{round}");
        let reached = |s: &&Submission| match s {
            Submission::Sent { .. } => !state.round.unit_approval,
            Submission::UnitApproved { .. } => true,
            _ => false,
        };
        let sent = state.submissions.values().filter(reached).count();
        if sent > 0 {
            items.push(WorkItem { count: Some(sent), ..item(WorkKind::ApproveForms, round, link.clone()) });
        }
        let is_late = |(unit, s): &(&UnitId, &Submission)| s.is_open() && today > state.due(unit);
        let late = state.submissions.iter().filter(is_late).count();
        if late > 0 {
            items.push(WorkItem {
                count: Some(late),
                late: true,
                ..item(WorkKind::RemindLateUnits, round, link)
            });
        }
    }
    let all_issued = book.reports.iter().all(|(p, r)| r.issued().is_some() || !book.is_written(*p));
    if let Some(next) = collect::next_period(book).filter(|_| all_issued) {
        items.push(item(WorkKind::OpenRound, next, "/rounds".to_owned()));
    }
    items
}

fn tasks(book: &Book, who: &Account, today: Date) -> Vec<WorkItem> {
    let mine = book.tasks.values().filter(|t| {
        follow::is_open(t) && t.lead.as_ref().is_some_and(|lead| may_for(book, who, Right::DoTask, lead))
    });
    mine.map(|t| WorkItem {
        due: t.due.map(|d| d.to_string()),
        late: follow::is_late(t, today),
        ..item(WorkKind::DoTask, &t.text, "/tasks".to_owned())
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Act, Cut, Entry, Grant, Period, RegimeId, Role, Round, Sheet};
    use std::collections::BTreeMap;

    #[test]
    fn a_sent_form_waits_for_the_approver_of_its_own_unit() {
        let period: Period = "2021-Q2".parse().unwrap();
        let sheet = |unit: &str| Sheet { unit: unit.into(), cells: Vec::new(), due: None };
        let book = |unit_approval| {
            let round = Round {
                regime: RegimeId::main(),
                period,
                window: period.legal_window(),
                due: "2021-06-18".parse().unwrap(),
                sheets: vec![sheet("xa-a"), sheet("xa-b")],
                excluded: BTreeMap::new(),
                unit_approval,
            };
            let id = round.id();
            let acts = [
                Act::RoundOpened { round },
                Act::FormSent { unit: "xa-a".into(), round: id, entered_at: None },
            ];
            let entry = |(at, act): (u64, Act)| Entry {
                cut: Cut(at + 1),
                at: String::new(),
                by: "ai-do".into(),
                act,
            };
            Book::from_entries(&(0_u64..).zip(acts).map(entry).collect::<Vec<_>>())
        };
        let links = |unit_approval, role, unit: &str| {
            let who = Account::new("ai-do", unit, vec![Grant::of(role, unit)]);
            within(&book(unit_approval), &who).into_iter().map(|item| item.link).collect::<Vec<_>>()
        };
        assert_eq!(links(true, Role::UnitApprover, "xa-a"), ["/rounds/2021-Q2/forms/xa-a"]);
        assert!(links(true, Role::UnitApprover, "xa-b").is_empty());
        assert!(links(true, Role::Entry, "xa-a").is_empty());
        assert!(links(false, Role::UnitApprover, "xa-a").is_empty());
    }
}
