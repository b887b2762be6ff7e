//! The log.

use crate::view::{LogRow, Page};
use crate::{App, Trouble, matches, page};
use engine::Book;
use engine::access::{Right, need};
use engine::rules::in_words;
use model::{
    Account, Act, Code, Cut, Entry, HistoryAct, Issuing, LifeAct, NoticeAct, PivotAct, PlanAct, ProseAct,
    RoundId, Tending, TerritoryAct, UnitsReminded,
};

impl App {
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
        need(who, Right::SeeLog)?;
        let entries = self.store().entries_after(Cut::default()).await?;
        let book = self.book().await;
        let rows = entries.iter().rev().map(|e| log_row(&book, e));
        let hit = |r: &LogRow| matches(&format!("{} {} {}", r.by, r.subject, r.act), search);
        Ok(page(rows.filter(hit).collect(), number))
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
        Act::ProseTended { period, what } => {
            let (act, detail) = prose(book, what);
            (act, detail, Some(RoundId::main(*period)))
        }
        Act::CutApproved { period, cut } => ("cut_approved", cut.0.to_string(), Some(RoundId::main(*period))),
        Act::ChecksSigned { period, cut, .. } => {
            ("checks_signed", cut.0.to_string(), Some(RoundId::main(*period)))
        }
        Act::ReportIssued(issued) => {
            ("report_issued", issued.number.to_string(), Some(RoundId::main(issued.period)))
        }
        Act::TaskAdded { task } => ("task_added", task.text.clone(), Some(RoundId::main(task.period))),
        Act::TaskMoved { task: id, .. } => ("task_moved", task(id), None),
        Act::TaskAssigned { task: id, .. } => ("task_assigned", task(id), None),
        Act::RuleSet { rule, .. } => ("rule_set", in_words(book, &rule.formula), None),
        Act::RuleSwitched { rule: id, .. } => ("rule_switched", rule(id), None),
        Act::RuleTakenBack { rule: id } => ("rule_taken_back", rule(id), None),
        Act::AccountTended { account, what } => (tended(*what), book.person(account), None),
        Act::SignInPolicySet { .. } => ("sign_in_policy_set", String::new(), None),
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
        Act::Reminded(UnitsReminded { round, units, .. }) => {
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
        Act::NoticeTended { period, what } => {
            let (did, first, count) = match what {
                NoticeAct::Explained { places, .. } => {
                    ("notice_explained", places.first().map(|place| &place.key), places.len())
                }
                NoticeAct::Withdrawn { keys } => ("notice_reason_withdrawn", keys.first(), keys.len()),
            };
            let about = match first {
                Some(key) if count == 1 => key.to_string(),
                _ => count.to_string(),
            };
            (did, about, Some(RoundId::main(*period)))
        }
        Act::SourceChosen { choice } => {
            ("source_chosen", name(&choice.key.indicator), Some(RoundId::main(choice.key.period)))
        }
        Act::Issuing { what } => around_issue(what),
        Act::History { what: HistoryAct::Taken { file, values, lots, .. } } => {
            let many = values.len() + lots.iter().map(model::Lot::known).sum::<usize>();
            ("history_taken", format!("{} ({many})", file.name), None)
        }
        Act::History { what: HistoryAct::TakenBack { taken } } => {
            ("history_taken_back", taken.0.to_string(), None)
        }
        Act::OutlineTended { what } => {
            let (did, subject, period) = crate::outlines::described(what);
            (did, subject, period.map(RoundId::main))
        }
        Act::Territory { change } => {
            let (did, subject) = territory(book, change);
            (did, subject, None)
        }
        Act::PlanTended(what) => plans(book, what),
        Act::PivotTended(what) => pivots(book, what),
        Act::LifeTended(what) => life(book, what),
        Act::SourceChoiceTakenBack { key } => {
            ("source_choice_taken_back", name(&key.indicator), Some(RoundId::main(key.period)))
        }
    }
}

/// What was done with kept tables.
fn pivots(book: &Book, what: &PivotAct) -> (&'static str, String, Option<RoundId>) {
    let name = |id| book.pivots.get(id).map_or_else(|| id.to_string(), |kept| kept.table.name.clone());
    match what {
        PivotAct::Kept { table } => ("pivot_kept", table.name.clone(), None),
        PivotAct::Switched { id, removed: true } => ("pivot_removed", name(id), None),
        PivotAct::Switched { id, removed: false } => ("pivot_put_back", name(id), None),
    }
}

/// What was done with units and who followed whom.
fn territory(book: &Book, change: &TerritoryAct) -> (&'static str, String) {
    match change {
        TerritoryAct::Loaded { units, .. } => match units.as_slice() {
            [unit] => ("unit_set", unit.name.clone()),
            _ => ("units_loaded", units.len().to_string()),
        },
        TerritoryAct::Reorganised { reorganisation } => {
            ("units_reorganised", reorganisation.legal_basis.clone())
        }
        TerritoryAct::Removed { unit } => ("unit_removed", book.unit_name(unit)),
        TerritoryAct::Withdrawn { id } => {
            let done = book.reorganised.iter().find(|done| done.what.id == *id);
            ("reorganisation_withdrawn", done.map(|done| done.what.legal_basis.clone()).unwrap_or_default())
        }
    }
}

/// What was done around plans.
fn plans(book: &Book, what: &PlanAct) -> (&'static str, String, Option<RoundId>) {
    let number =
        |plan| book.plans.decision(plan, book.cut).map_or_else(|| plan.to_string(), |d| d.number.clone());
    match what {
        PlanAct::DecisionSet { decision } => ("plan_decided", decision.number.clone(), None),
        PlanAct::DecisionDropped { plan } => ("plan_dropped", number(plan), None),
        PlanAct::TargetsSet { plan, targets, .. } => {
            ("plan_targets_set", format!("{} ({})", number(plan), targets.len()), None)
        }
        PlanAct::SignalsSet { rule } => ("plan_signals_set", rule.basis.clone(), None),
        PlanAct::StepSwitched { undone: true, .. } => ("plan_step_undone", String::new(), None),
        PlanAct::StepSwitched { undone: false, .. } => ("plan_step_redone", String::new(), None),
    }
}

/// What was done with the life of indicators.
fn life(book: &Book, what: &LifeAct) -> (&'static str, String, Option<RoundId>) {
    let name = |code: &Code| book.indicator(code).map_or_else(|| code.to_string(), |i| i.name.clone());
    match what {
        LifeAct::Noted { change } => {
            ("life_noted", change.event.codes().first().map(|code| name(code)).unwrap_or_default(), None)
        }
        LifeAct::Mapped { indicator, .. } => ("life_mapped", name(indicator), None),
        LifeAct::CatalogueTaken { file, changes } => {
            ("catalogue_taken", format!("{file} ({})", changes.len()), None)
        }
        LifeAct::StepSwitched { undone: true, .. } => ("life_step_undone", String::new(), None),
        LifeAct::StepSwitched { undone: false, .. } => ("life_step_redone", String::new(), None),
    }
}

/// What was done around an issued report.
fn around_issue(what: &Issuing) -> (&'static str, String, Option<RoundId>) {
    match what {
        Issuing::SignersSet { signers } => {
            let names: Vec<&str> = signers.iter().map(|s| s.name.as_str()).collect();
            ("signers_set", names.join(", "), None)
        }
        Issuing::NumberTaken { taken } => match taken.date {
            Some(_) => ("number_taken", taken.place.printed(), None),
            None => ("number_reserved", taken.place.printed(), None),
        },
        Issuing::NumberFreed { place } => ("number_freed", place.printed(), None),
        Issuing::CorrectionOpened { period, reason } => {
            ("correction_opened", reason.clone(), Some(RoundId::main(*period)))
        }
        Issuing::CorrectionDropped { period } => {
            ("correction_dropped", String::new(), Some(RoundId::main(*period)))
        }
        Issuing::SignedFileKept { period, file, .. } => {
            ("signed_file_kept", file.name.clone(), Some(RoundId::main(*period)))
        }
        Issuing::SignedFileWithdrawn { period, .. } => {
            ("signed_file_withdrawn", String::new(), Some(RoundId::main(*period)))
        }
        Issuing::Prepared { period, dispatch } => {
            ("issue_prepared", dispatch.notation.clone(), Some(RoundId::main(*period)))
        }
        Issuing::WordTemplateSet { template: Some(template) } => {
            ("word_template_kept", template.name.clone(), None)
        }
        Issuing::WordTemplateSet { template: None } => ("word_template_removed", String::new(), None),
        Issuing::SignatureVerified { period, evidence, .. } => {
            let what = if evidence.is_some() { "signature_verified" } else { "signature_doubted" };
            (what, evidence.clone().unwrap_or_default(), Some(RoundId::main(*period)))
        }
    }
}

/// What was done about somebody's signing in, as the log names it.
fn tended(what: Tending) -> &'static str {
    match what {
        Tending::LinkMade => "link_made",
        Tending::PasswordChosen => "password_chosen",
        Tending::Unlocked => "account_unlocked",
        Tending::SessionsEnded => "sessions_ended",
        Tending::SecondFactorSet => "second_factor_set",
        Tending::SecondFactorRemoved => "second_factor_removed",
        Tending::RecoveryCodesMade => "recovery_codes_made",
    }
}

/// What was done with prose, as the log names it.
fn prose(book: &Book, what: &ProseAct) -> (&'static str, String) {
    let count = |passages: &[model::PassageId]| passages.len().to_string();
    let unit = |id| book.unit_name(id);
    match what {
        ProseAct::Written { changes, .. } => ("prose_written", changes.len().to_string()),
        ProseAct::Assigned { passages, owner } => {
            ("prose_assigned", owner.as_ref().map_or_else(|| count(passages), unit))
        }
        ProseAct::Locked { passages, locked: true } => ("prose_locked", count(passages)),
        ProseAct::Locked { passages, locked: false } => ("prose_unlocked", count(passages)),
        ProseAct::Numbered { .. } => ("prose_numbered", String::new()),
        ProseAct::Remarked { remark } => ("remark_made", remark.text.clone()),
        ProseAct::RemarkSettled { settled, .. } => {
            (if *settled { "remark_settled" } else { "remark_reopened" }, String::new())
        }
        ProseAct::Suggested { .. } => ("change_suggested", String::new()),
        ProseAct::SuggestionSettled { written, .. } => {
            (if written.is_some() { "suggestion_accepted" } else { "suggestion_refused" }, String::new())
        }
        ProseAct::DocletSent { unit: u } => ("doclet_sent", unit(u)),
        ProseAct::DocletReturned { unit: u, .. } => ("doclet_returned", unit(u)),
        ProseAct::DocletAccepted { unit: u } => ("doclet_accepted", unit(u)),
    }
}

/// Whether an act of this stored name is about prose.
pub(crate) fn is_about_prose(act: &str) -> bool {
    ["prose_", "remark_", "change_suggested", "suggestion_", "doclet_"]
        .iter()
        .any(|start| act.starts_with(start))
}
