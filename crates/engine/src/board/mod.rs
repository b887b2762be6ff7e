//! The board: who has sent and who has not, who was reminded, who was on time.
//!
//! [`BoardState`] is what the book keeps for it: short traces of each form, so that the board of thousands of units is
//! told without looking at their figures again.

pub mod count;
pub mod league;
pub mod outage;
pub mod remind;

use crate::book::Book;
use model::{
    AccountName, Act, Contact, Cut, Date, Entry, Outage, RemindedUnit, ReminderHow, ReminderPlan,
    ReminderWhen, RoundId, UnitId, UnitsReminded,
};
use std::collections::{BTreeMap, BTreeSet};

/// Hours that Vietnam is ahead of UTC.
const HOURS: i8 = 7;

/// What the book keeps for the board.
#[derive(Clone, Debug, Default)]
pub struct BoardState {
    traces: BTreeMap<RoundId, BTreeMap<UnitId, Trace>>,
    /// When each round was opened, by the calendar of Vietnam.
    opened: BTreeMap<RoundId, Date>,
    /// Reminders by their position.
    pub reminders: BTreeMap<Cut, Reminder>,
    seen: BTreeMap<(RoundId, UnitId), Cut>,
    /// How the place reminds, where it said so.
    plan: Option<ReminderPlan>,
    contacts: BTreeMap<UnitId, Contact>,
    /// Recorded outages by their position.
    pub outages: BTreeMap<Cut, Outage>,
    /// Returns that the office caused.
    excused: BTreeSet<Cut>,
    /// The formula of the league table, where the place wrote one.
    scoring: Option<String>,
    /// The last change that may give any form other findings: of rules, indicators, plans, history.
    pub laws: Cut,
    /// The last change of any figure or of where it counts.
    pub figures: Cut,
}

/// What happened to a form, in short.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// The last entry about it, and when.
    pub touched: Option<(Cut, String)>,
    /// When it was sent, oldest first.
    pub sent: Vec<Sent>,
    /// When it was returned, oldest first.
    pub returned: Vec<Cut>,
    /// When it was reminded of, oldest first.
    pub reminded: Vec<Cut>,
}

/// One sending.
#[derive(Clone, Debug)]
pub struct Sent {
    /// When it arrived, RFC 3339.
    pub at: String,
    /// When "send" was pressed, where it waited for a line.
    pub entered_at: Option<String>,
}

/// One reminder to some units of a round.
#[derive(Clone, Debug)]
pub struct Reminder {
    /// When.
    pub at: String,
    /// Who.
    pub by: AccountName,
    /// Of which round.
    pub round: RoundId,
    /// How.
    pub how: ReminderHow,
    /// The rule that did it; none = a person.
    pub rule: Option<ReminderWhen>,
    /// Subject, with fields.
    pub subject: String,
    /// The words, with fields.
    pub text: String,
    /// Whom, with what stood in the fields.
    pub units: Vec<RemindedUnit>,
}

impl Reminder {
    /// What one of its units was told: subject and words.
    pub fn said_to(&self, unit: &UnitId) -> Option<(String, String)> {
        let told = self.units.iter().find(|told| told.unit == *unit)?;
        let said = |words| remind::fill(words, &told.values).trim_end().to_owned();
        Some((said(&self.subject), said(&self.text)))
    }
}

impl BoardState {
    /// Applies the next entry.
    pub(crate) fn apply(&mut self, entry: &Entry) {
        match &entry.act {
            Act::RoundOpened { round } => {
                self.opened.extend(local_day(&entry.at).map(|day| (round.id(), day)));
            }
            Act::CellsSaved { unit, round, .. }
            | Act::FormUnitApproved { unit, round }
            | Act::FormApproved { unit, round, .. } => {
                self.touch(entry, round, unit);
            }
            Act::FormSent { unit, round, entered_at, .. } => {
                let sent = Sent { at: entry.at.clone(), entered_at: entered_at.clone() };
                self.touch(entry, round, unit).sent.push(sent);
            }
            Act::FormReturned { unit, round, .. } => self.touch(entry, round, unit).returned.push(entry.cut),
            Act::FigureCorrected { .. } => self.figures = entry.cut,
            Act::Reminded(UnitsReminded { round, how, rule, subject, text, units }) => {
                let (at, by) = (entry.at.clone(), entry.by.clone());
                let (round, subject, text) = (round.clone(), subject.clone(), text.clone());
                for told in units {
                    self.trace(&round, &told.unit).reminded.push(entry.cut);
                }
                let units = units.clone();
                let reminder = Reminder { at, by, round, how: *how, rule: *rule, subject, text, units };
                self.reminders.insert(entry.cut, reminder);
            }
            Act::RemindersSeen { unit, round, upto } => {
                self.seen.insert((round.clone(), unit.clone()), *upto);
            }
            Act::ReminderPlanSet { plan } => self.plan = Some(plan.clone()),
            Act::ContactSet { unit, contact } => {
                self.contacts.insert(unit.clone(), contact.clone());
            }
            Act::OutageRecorded { outage } => {
                self.outages.insert(entry.cut, outage.clone());
            }
            Act::OutageWithdrawn { recorded } => {
                self.outages.remove(recorded);
            }
            Act::ReturnExcused { returned, excused: true } => {
                self.excused.insert(*returned);
            }
            Act::ReturnExcused { returned, excused: false } => {
                self.excused.remove(returned);
            }
            Act::ScoringSet { formula } => self.scoring = Some(formula.clone()),
            Act::PlaceFounded { .. }
            | Act::Territory { .. }
            | Act::ReportAdopted { .. }
            | Act::PlanSet { .. }
            | Act::PlanTended(_)
            | Act::LifeTended(_)
            | Act::RuleSet { .. }
            | Act::RuleSwitched { .. }
            | Act::RuleTakenBack { .. }
            | Act::IndicatorSet { .. } => self.laws = entry.cut,
            _ => {}
        }
    }

    fn trace(&mut self, round: &RoundId, unit: &UnitId) -> &mut Trace {
        self.traces.entry(round.clone()).or_default().entry(unit.clone()).or_default()
    }

    fn touch(&mut self, entry: &Entry, round: &RoundId, unit: &UnitId) -> &mut Trace {
        self.figures = entry.cut;
        let trace = self.trace(round, unit);
        trace.touched = Some((entry.cut, entry.at.clone()));
        trace
    }

    /// What happened to a form; none = nothing yet.
    pub fn trace_of(&self, round: &RoundId, unit: &UnitId) -> Option<&Trace> {
        self.traces.get(round)?.get(unit)
    }

    /// The last reminder about a form.
    pub fn last_reminder(&self, round: &RoundId, unit: &UnitId) -> Option<&Reminder> {
        self.reminders.get(self.trace_of(round, unit)?.reminded.last()?)
    }

    /// Reminders about a form that its unit has not marked as seen, oldest first.
    pub fn unseen(&self, round: &RoundId, unit: &UnitId) -> Vec<(Cut, &Reminder)> {
        let seen = self.seen.get(&(round.clone(), unit.clone())).copied().unwrap_or_default();
        let cuts = self.trace_of(round, unit).map_or(&[][..], |trace| &trace.reminded);
        let above = cuts.iter().filter(|cut| **cut > seen);
        let on_page = |(_, reminder): &(Cut, &Reminder)| reminder.how != ReminderHow::Phone;
        above.filter_map(|cut| Some((*cut, self.reminders.get(cut)?))).filter(on_page).collect()
    }

    /// Whether the unit has marked a reminder as seen.
    pub fn was_seen(&self, cut: Cut, round: &RoundId, unit: &UnitId) -> bool {
        self.seen.get(&(round.clone(), unit.clone())).is_some_and(|seen| *seen >= cut)
    }

    /// How the place reminds.
    pub fn plan(&self) -> ReminderPlan {
        self.plan.clone().unwrap_or_else(remind::usual)
    }

    /// The formula of the league table.
    pub fn scoring(&self) -> &str {
        self.scoring.as_deref().unwrap_or(league::USUAL)
    }
}

impl Book {
    /// Whom to write to or phone at a unit: as it was set, or else what is known of the unit and its people.
    pub fn contact(&self, unit: &UnitId) -> Contact {
        if let Some(contact) = self.board.contacts.get(unit) {
            return contact.clone();
        }
        let mut people = self.accounts.values().filter(|a| a.active && a.unit == *unit);
        let person = people.find(|a| a.email.is_some() || a.phone.is_some());
        let phone = self.units.get(unit).and_then(|u| u.phone.clone());
        Contact {
            name: person.map(|p| p.display_name.clone()),
            phone: phone.or_else(|| person.and_then(|p| p.phone.clone())),
            email: person.and_then(|p| p.email.clone()),
        }
    }
}

/// The day in Vietnam of a time in RFC 3339.
pub fn local_day(at: &str) -> Option<Date> {
    let at: jiff::Timestamp = at.parse().ok()?;
    Some(jiff::tz::offset(HOURS).to_datetime(at).date())
}

/// Whole days from one day to another; negative when the other is earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
