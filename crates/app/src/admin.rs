//! People and log.

use crate::view::{AccountView, LogRow, Page, SetAccount};
use crate::{App, Trouble, matches, not_found, page, unit_ref};
use engine::Book;
use engine::access::{Right, need};
use engine::rules::in_words;
use model::{Account, AccountName, Act, Code, Cut, Entry, Refusal, RefusalCode, Role, RoundId};

/// Letters of a password (Nghị định 331/2026/NĐ-CP asks for fourteen where there is no second factor).
const PASSWORD: usize = 14;

impl App {
    /// Accounts by name.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn accounts(&self, who: &Account) -> Result<Vec<AccountView>, Trouble> {
        need(who, Right::Administer)?;
        let book = self.book().await;
        Ok(book.accounts.values().map(|a| account_view(&book, a)).collect())
    }

    /// Makes or changes an account; a new one needs a password.
    ///
    /// # Errors
    /// `weak-password`, `bad-input`, `not-allowed`.
    pub async fn set_account(
        &self,
        who: &Account,
        name: &AccountName,
        input: SetAccount,
    ) -> Result<AccountView, Trouble> {
        need(who, Right::Administer)?;
        let name = AccountName::from(name.as_str().trim().to_lowercase());
        let account = Account {
            name: name.clone(),
            display_name: input.display_name.trim().to_owned(),
            unit: input.unit,
            grants: input.grants,
            email: None,
            phone: None,
            subject: None,
            active: input.active,
        };
        if let Some(password) = &input.password
            && password.chars().count() < PASSWORD
        {
            return Err(RefusalCode::WeakPassword.into());
        }
        let has_password = input.password.is_some();
        self.act(&who.name, |book| set(book, who, &account, has_password).map(Some)).await?;
        if let Some(password) = input.password {
            self.set_password(&name, password).await?;
        }
        if !account.active {
            self.store().end_sessions_of(&name).await?;
        }
        let book = self.book().await;
        let account = book.accounts.get(&name).ok_or_else(|| not_found("tài khoản này"))?;
        Ok(account_view(&book, account))
    }

    /// Who did what, newest first.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn log(
        &self,
        who: &Account,
        search: Option<&str>,
        number: Option<usize>,
    ) -> Result<Page<LogRow>, Trouble> {
        need(who, Right::Administer)?;
        let entries = self.store().entries_after(Cut::default()).await?;
        let book = self.book().await;
        let rows = entries.iter().rev().map(|e| log_row(&book, e));
        let hit = |r: &LogRow| matches(&format!("{} {} {}", r.by, r.subject, r.act), search);
        Ok(page(rows.filter(hit).collect(), number))
    }
}

fn set(book: &Book, who: &Account, account: &Account, has_password: bool) -> Result<Act, Refusal> {
    let bad = |says: &str| Err(Refusal::of(RefusalCode::BadInput, says));
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if account.name.as_str().is_empty() || !account.name.as_str().chars().all(plain) {
        return bad("tên đăng nhập chỉ gồm chữ không dấu, chữ số, dấu chấm và gạch nối");
    }
    if account.display_name.is_empty() {
        return bad("hãy ghi họ tên");
    }
    if !book.units.contains_key(&account.unit) {
        return bad("hãy chọn đơn vị");
    }
    if !book.accounts.contains_key(&account.name) && !has_password {
        return Err(RefusalCode::WeakPassword.into());
    }
    if who.name == account.name && (!account.active || !account.is(Role::Administrator)) {
        return bad("không thể tự khóa hoặc tự bỏ quyền quản trị của mình");
    }
    Ok(Act::AccountSet { account: account.clone() })
}

fn account_view(book: &Book, account: &Account) -> AccountView {
    AccountView {
        name: account.name.clone(),
        display_name: account.display_name.clone(),
        unit: unit_ref(book, &account.unit),
        grants: account.grants.clone(),
        active: account.active,
    }
}

fn log_row(book: &Book, entry: &Entry) -> LogRow {
    let (act, subject, period) = describe(book, &entry.act);
    let codes: Vec<Code> = match &entry.act {
        Act::CellsSaved { values, .. } => values.iter().map(|v| v.key.indicator.clone()).collect(),
        Act::FigureCorrected { observation, .. } | Act::PlanSet { observation, .. } => {
            vec![observation.key.indicator.clone()]
        }
        _ => Vec::new(),
    };
    LogRow {
        cut: entry.cut,
        at: entry.at.clone(),
        by: book.person(&entry.by),
        act: act.to_owned(),
        subject,
        period,
        codes,
    }
}

/// An act's stored name, what it was about, and its period. Personal data and values stay out of the log.
pub(crate) fn describe(book: &Book, act: &Act) -> (&'static str, String, Option<RoundId>) {
    let unit = |id| book.unit_name(id);
    let task = |id: &model::TaskId| book.tasks.get(id).map_or_else(|| id.to_string(), |t| t.text.clone());
    let rule = |id: &model::RuleId| {
        let found = book.rules.iter().find(|r| r.id == *id);
        found.map_or_else(|| id.to_string(), |r| in_words(book, &r.formula))
    };
    let file_name = |id: &model::ReportId| {
        book.readings.get(id).map_or_else(|| id.to_string(), |reading| reading.file_name.clone())
    };
    let name = |code: &Code| book.indicator(code).map_or_else(|| code.to_string(), |i| i.name.clone());
    match act {
        Act::PlaceFounded { place, .. } => ("place_founded", unit(&place.unit), None),
        Act::AccountSet { account } => ("account_set", account.display_name.clone(), None),
        Act::ReportRead { file_name, period, .. } => {
            ("report_read", file_name.clone(), period.map(RoundId::main))
        }
        Act::ReadingReviewed { report, .. } => ("reading_reviewed", file_name(report), None),
        Act::ReviewStepSwitched { report, undone, .. } => {
            (if *undone { "review_undone" } else { "review_redone" }, file_name(report), None)
        }
        Act::ReportAdopted { adoption, .. } => {
            ("report_adopted", String::new(), Some(RoundId::main(adoption.period)))
        }
        Act::WordingsRuled { pairs, .. } => {
            let subject = pairs.first().map(|(one, other)| format!("{} – {}", one.subject, other.subject));
            ("wordings_ruled", subject.unwrap_or_default(), None)
        }
        Act::RoundOpened { round } => ("round_opened", String::new(), Some(round.id())),
        Act::CellsSaved { unit: u, round, .. } => ("cells_saved", unit(u), Some(round.clone())),
        Act::FormSent { unit: u, round, .. } => ("form_sent", unit(u), Some(round.clone())),
        Act::FormReturned { unit: u, round, .. } => ("form_returned", unit(u), Some(round.clone())),
        Act::FormApproved { unit: u, round } => ("form_approved", unit(u), Some(round.clone())),
        Act::FigureCorrected { observation, .. } => {
            ("figure_corrected", unit(&observation.key.unit), Some(RoundId::main(observation.key.period)))
        }
        Act::PlanSet { basis, observation } => {
            ("plan_set", basis.clone(), Some(RoundId::main(observation.key.period)))
        }
        Act::FindingAnswered { answer } => ("finding_answered", answer.key.to_string(), None),
        Act::PassageEdited { passage, period, .. } => {
            ("passage_edited", passage.to_string(), Some(RoundId::main(*period)))
        }
        Act::PassageAdded { passage, period, .. } => {
            ("passage_added", passage.id.to_string(), Some(RoundId::main(*period)))
        }
        Act::PassageRemoved { passage, period } => {
            ("passage_removed", passage.to_string(), Some(RoundId::main(*period)))
        }
        Act::CutApproved { period, cut } => ("cut_approved", cut.0.to_string(), Some(RoundId::main(*period))),
        Act::ChecksSigned { period, cut, .. } => {
            ("checks_signed", cut.0.to_string(), Some(RoundId::main(*period)))
        }
        Act::ReportIssued { period, number, .. } => {
            ("report_issued", number.to_string(), Some(RoundId::main(*period)))
        }
        Act::TaskAdded { task } => ("task_added", task.text.clone(), Some(RoundId::main(task.period))),
        Act::TaskMoved { task: id, .. } => ("task_moved", task(id), None),
        Act::TaskAssigned { task: id, .. } => ("task_assigned", task(id), None),
        Act::RuleSet { rule, .. } => ("rule_set", in_words(book, &rule.formula), None),
        Act::RuleSwitched { rule: id, .. } => ("rule_switched", rule(id), None),
        Act::RuleTakenBack { rule: id } => ("rule_taken_back", rule(id), None),
        Act::IndicatorSet { indicator } => ("indicator_set", indicator.name.clone(), None),
        Act::SheetMapped { unit: u, .. } => ("sheet_mapped", unit(u), None),
        Act::SheetMappingTakenBack { unit: u, .. } => ("sheet_mapping_taken_back", unit(u), None),
        Act::RegimeSet { regime } => ("regime_set", regime.name.clone(), None),
        Act::DayMarked { day, .. } => ("day_marked", day.to_string(), None),
        Act::RoutesSet { unit: u, .. } => ("routes_set", unit(u), None),
        Act::UnitExcluded { round, unit: u, .. } => ("unit_excluded", unit(u), Some(round.clone())),
        Act::UnitBroughtBack { round, unit: u } => ("unit_brought_back", unit(u), Some(round.clone())),
        Act::DeadlineExtended { round, unit: u, .. } => ("deadline_extended", unit(u), Some(round.clone())),
        Act::FormUnitApproved { round, unit: u } => ("form_unit_approved", unit(u), Some(round.clone())),
        Act::RoundClosed { round } => ("round_closed", String::new(), Some(round.clone())),
        Act::FileAttached { unit: u, round, .. } => ("file_attached", unit(u), Some(round.clone())),
        Act::AttachmentSwitched { unit: u, round, removed, .. } => {
            (if *removed { "file_removed" } else { "file_restored" }, unit(u), Some(round.clone()))
        }
        Act::MailSet { settings } => ("mail_set", settings.server.clone(), None),
        Act::Reminded { round, units, .. } => {
            let first = units.first().map(|told| unit(&told.unit)).unwrap_or_default();
            let more = units.len().saturating_sub(1);
            ("reminded", if more == 0 { first } else { format!("{first} (+{more})") }, Some(round.clone()))
        }
        Act::RemindersSeen { unit: u, round, .. } => ("reminders_seen", unit(u), Some(round.clone())),
        Act::ReminderPlanSet { .. } => ("reminder_plan_set", String::new(), None),
        Act::ContactSet { unit: u, .. } => ("contact_set", unit(u), None),
        Act::OutageRecorded { outage } => ("outage_recorded", outage.reason.clone(), None),
        Act::OutageWithdrawn { .. } => ("outage_withdrawn", String::new(), None),
        Act::ReturnExcused { excused, .. } => {
            (if *excused { "return_excused" } else { "return_blamed" }, String::new(), None)
        }
        Act::ScoringSet { formula } => ("scoring_set", formula.clone(), None),
        Act::AlternativeSet { alternative } => ("alternative_set", name(&alternative.indicator), None),
        Act::AlternativeWithdrawn { indicator, .. } => ("alternative_withdrawn", name(indicator), None),
        Act::SourceChosen { choice } => {
            ("source_chosen", name(&choice.key.indicator), Some(RoundId::main(choice.key.period)))
        }
        Act::SourceChoiceTakenBack { key } => {
            ("source_choice_taken_back", name(&key.indicator), Some(RoundId::main(key.period)))
        }
    }
}
