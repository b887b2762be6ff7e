//! Reminding units: by people, by rule, on the page and by letter.

use crate::mail::posted_view;
use crate::view::{
    FieldView, NoticeRow, NoticeView, Page, PreviewInput, PreviewView, RemindInput, RemindedView,
    ReminderAsk, ReminderPlanView, ReminderRow,
};
use crate::{App, Trouble, matches, not_found, page, unit_ref};
use engine::Book;
use engine::access::{Right, may, may_for, need, sees_form};
use engine::board::{Reminder, remind};
use model::{Account, AccountName, Contact, Cut, ReminderHow, ReminderPlan, RoundId, Submission, UnitId};
use store::Letter;

/// Who reminds by rule.
const RULE: &str = "hệ thống";
/// How far letters were written from the ledger.
const WRITTEN: &str = "reminders.written";

impl App {
    /// Reminds units of a round.
    ///
    /// # Errors
    /// As [`remind::remind`].
    pub async fn remind(
        &self,
        who: &Account,
        round: &RoundId,
        input: RemindInput,
    ) -> Result<RemindedView, Trouble> {
        let today = self.0.clock.today();
        let RemindInput { units, how, subject, text } = &input;
        let reminding = remind::Reminding { units, how: *how, subject, text };
        let cut =
            self.act(&who.name, |book| remind::remind(book, who, round, &reminding, today).map(Some)).await?;
        post(self).await?;
        let book = self.book().await;
        let units = book.board.reminders.get(&cut).map_or(&[][..], |reminder| &reminder.units);
        let letters = units.iter().filter(|told| told.to.is_some()).count();
        Ok(RemindedView { units: units.len(), letters })
    }

    /// Words as a unit would get them.
    ///
    /// # Errors
    /// `unknown-field`, `bad-input`, `not-found`, `not-allowed`.
    pub async fn preview_reminder(
        &self,
        who: &Account,
        id: &RoundId,
        input: PreviewInput,
    ) -> Result<PreviewView, Trouble> {
        need(who, Right::Remind)?;
        let fields = [remind::fields_of(&input.subject)?, remind::fields_of(&input.text)?].concat();
        let book = self.book().await;
        let round = book.rounds.get(id).ok_or_else(|| not_found(&format!("đợt {id}")))?;
        let theirs = || round.submissions.iter().filter(|(unit, _)| may_for(&book, who, Right::Remind, unit));
        let first = || theirs().find(|(_, s)| s.is_open()).or_else(|| theirs().next()).map(|(unit, _)| unit);
        let named = input.unit.as_ref().filter(|unit| may_for(&book, who, Right::Remind, unit));
        let unit = named.or_else(first).ok_or_else(|| not_found("đơn vị nào trong đợt này"))?;
        let values = remind::values(&book, round, unit, &fields, self.0.clock.today());
        Ok(PreviewView {
            unit: unit_ref(&book, unit),
            subject: remind::fill(&input.subject, &values),
            text: remind::fill(&input.text, &values),
        })
    }

    /// How the place reminds.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn reminder_plan(&self, who: &Account) -> Result<ReminderPlanView, Trouble> {
        need(who, Right::Remind)?;
        let field =
            |(name, means): (&str, &str)| FieldView { name: format!("{{{name}}}"), means: means.to_owned() };
        Ok(ReminderPlanView {
            plan: self.book().await.board.plan(),
            fields: remind::FIELDS.map(field).into(),
            editable: may(who, Right::RunRound),
        })
    }

    /// Sets how the place reminds.
    ///
    /// # Errors
    /// As [`remind::set_plan`].
    pub async fn set_reminder_plan(
        &self,
        who: &Account,
        plan: ReminderPlan,
    ) -> Result<ReminderPlanView, Trouble> {
        self.act(&who.name, |book| {
            let act = remind::set_plan(who, &plan)?;
            Ok((book.board.plan() != plan).then_some(act))
        })
        .await?;
        self.0.post.notify_one();
        self.reminder_plan(who).await
    }

    /// Who was reminded when, by whom, how; newest first.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn reminders(&self, who: &Account, ask: &ReminderAsk) -> Result<Page<ReminderRow>, Trouble> {
        need(who, Right::See)?;
        let book = self.book().await;
        let round = ask.round.as_deref().filter(|r| !r.is_empty());
        let unit = ask.unit.as_deref().filter(|u| !u.is_empty());
        let all = book.board.reminders.iter().rev();
        let told = all
            .filter(|(_, reminder)| round.is_none_or(|round| reminder.round.to_string() == round))
            .flat_map(|(cut, reminder)| reminder.units.iter().map(move |told| (*cut, reminder, &told.unit)))
            .filter(|(_, _, told)| unit.is_none_or(|unit| told.as_str() == unit))
            .filter(|(_, _, told)| sees_form(&book, who, told))
            .filter(|(_, reminder, told)| {
                matches(&format!("{} {}", book.unit_name(told), reminder.text), ask.search.as_deref())
            });
        let Page { rows, total } = page(told.collect(), ask.page);
        let mut views = Vec::new();
        for (cut, reminder, unit) in rows {
            let letter = match reminder.how {
                ReminderHow::Mail => self.store().letter(&letter_id(cut, unit)).await?,
                _ => None,
            };
            let (subject, text) = reminder.said_to(unit).unwrap_or_default();
            views.push(ReminderRow {
                cut,
                at: reminder.at.clone(),
                by: book.person(&reminder.by),
                how: reminder.how,
                rule: reminder.rule,
                round: reminder.round.clone(),
                unit: unit_ref(&book, unit),
                subject,
                text,
                seen: book.board.was_seen(cut, &reminder.round, unit),
                letter: letter.as_ref().map(posted_view),
            });
        }
        Ok(Page { rows: views, total })
    }

    /// What a unit is reminded of on the page of its form.
    ///
    /// # Errors
    /// `not-found` for who may not see the form.
    pub async fn notices(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
    ) -> Result<NoticeView, Trouble> {
        let book = self.book().await;
        if !sees_form(&book, who, unit) {
            return Err(not_found("biểu này").into());
        }
        let row = |(_, reminder): (Cut, &Reminder)| {
            let (subject, text) = reminder.said_to(unit)?;
            Some(NoticeRow { at: reminder.at.clone(), by: book.person(&reminder.by), subject, text })
        };
        let reminders = book.board.unseen(round, unit).into_iter().rev().filter_map(row).collect();
        Ok(NoticeView { reminders, may_mark: may_for(&book, who, Right::FillOwn, unit) })
    }

    /// Marks the reminders about a form as seen.
    ///
    /// # Errors
    /// As [`remind::see`].
    pub async fn see_notices(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
    ) -> Result<NoticeView, Trouble> {
        self.act(&who.name, |book| remind::see(book, who, round, unit)).await?;
        self.notices(who, round, unit).await
    }

    /// Sets whom to write to or phone at a unit.
    ///
    /// # Errors
    /// As [`remind::set_contact`]; `bad-input` for an address that is none.
    pub async fn set_contact(
        &self,
        who: &Account,
        unit: &UnitId,
        contact: Contact,
    ) -> Result<Contact, Trouble> {
        if let Some(email) = contact.email.as_deref().filter(|email| !email.trim().is_empty()) {
            crate::mail::check_address(email)?;
        }
        self.act(&who.name, |book| remind::set_contact(book, who, unit, contact.clone()).map(Some)).await?;
        Ok(self.book().await.contact(unit))
    }
}

/// A letter is known by the entry that caused it and its unit, so that it is written once whoever writes it.
fn letter_id(cut: Cut, unit: &UnitId) -> String {
    format!("r{}-{unit}", cut.0)
}

/// Reminds by the rules of the place what is due at this hour.
///
/// # Errors
/// Faults of the store.
pub(crate) async fn remind_by_rule(app: &App) -> Result<(), Trouble> {
    let (today, hour) = (app.0.clock.today(), app.0.clock.hour());
    let rule = AccountName::from(RULE);
    while remind::by_rule(&*app.book().await, today, hour).is_some() {
        // Decided anew on the newest book: another process may have been first.
        app.act(&rule, |book| Ok(remind::by_rule(book, today, hour))).await?;
    }
    post(app).await
}

/// Writes the letters of reminders that the ledger tells of and that were not written yet.
///
/// # Errors
/// Faults of the store.
async fn post(app: &App) -> Result<(), Trouble> {
    let written: u64 = app.store().setting(WRITTEN).await?.and_then(|n| n.parse().ok()).unwrap_or_default();
    let (letters, newest) = {
        let book = app.book().await;
        let new = || book.board.reminders.range(Cut(written + 1)..);
        let letters: Vec<Letter> = new().flat_map(|(cut, reminder)| letters(*cut, reminder)).collect();
        (letters, new().next_back().map(|(cut, _)| *cut))
    };
    let Some(newest) = newest else { return Ok(()) };
    let now = app.0.clock.now().as_second();
    app.store().put_letters(&letters, now, Some((WRITTEN, &newest.0.to_string()))).await?;
    app.0.post.notify_one();
    Ok(())
}

fn letters(cut: Cut, reminder: &Reminder) -> impl Iterator<Item = Letter> + '_ {
    reminder.units.iter().filter_map(move |told| {
        let (subject, text) = reminder.said_to(&told.unit)?;
        Some(Letter { id: letter_id(cut, &told.unit), to: told.to.clone()?, subject, text })
    })
}

/// Forms whose unit has reminders that it has not marked as seen, with how many.
pub(crate) fn unseen(book: &Book, who: &Account) -> Vec<(RoundId, UnitId, usize)> {
    let rounds = book.rounds.iter().rev();
    let forms = rounds.flat_map(|(id, round)| {
        let open = round.submissions.iter().filter(|(_, s): &(&UnitId, &Submission)| s.is_open());
        open.map(move |(unit, _)| (id, unit))
    });
    let mine = forms.filter(|(_, unit)| may_for(book, who, Right::FillOwn, unit));
    let count = mine.map(|(id, unit)| (id.clone(), unit.clone(), book.board.unseen(id, unit).len()));
    count.filter(|(_, _, n)| *n > 0).collect()
}
