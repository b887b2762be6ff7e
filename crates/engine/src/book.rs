//! The book: everything the ledger says up to a cut. Entries are folded in order and never fail:
//! they were checked before they were appended.

use crate::atlas::Kept;
use crate::board::BoardState;
use crate::cells::Cells;
use crate::history::TakenHistory;
use crate::laws::{Laws, is_about_figures};
use crate::life::Life;
use crate::mappings::Mappings;
use crate::outlines::OwnOutline;
use crate::pivot::KeptTable;
use crate::plans::{self, Plans};
use crate::prose;
use crate::review::ReadRecord;
use crate::rollup::{Bulk, Layout, Rollup};
use crate::sources::Sources;
use crate::spans::plan_year;
pub use crate::state::{
    ApprovedCut, Attached, Begun, Cell, Correcting, Correction, FormEvent, Issued, LivingState, Reason,
    RoundState, SignedChecks,
};
use crate::state::{arrived, event};
pub use crate::territory::Reorganised;
use crate::territory::{Ground, Placed};
use crate::watch::standing;
use model::{
    Account, AccountName, Act, Answer, CellKey, Code, Collector, Cut, Date, DayMark, Entry, FindingKey,
    Indicator, MailSettings, Measure, OutlineId, Period, PivotId, Place, Provenance, Regime, RegimeId,
    RegisterPlace, ReportId, ReportingRoute, RoundId, Rule, RuleId, Ruling, SignInPolicy, Signer, Succession,
    TakenNumber, Task, TaskId, Unit, UnitId, UnitKind, WordTemplate, Wording,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything the ledger says up to [`Book::cut`].
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// The last entry applied.
    pub cut: Cut,
    /// Who keeps the ledger.
    pub place: Option<Place>,
    /// Units by id, those that ended among them.
    pub units: BTreeMap<UnitId, Unit>,
    /// Who followed whom among units.
    pub successions: Vec<Succession>,
    /// Reorganisations that apply, in the order they were entered.
    pub reorganised: Vec<Reorganised>,
    /// People by name.
    pub accounts: BTreeMap<AccountName, Account>,
    /// How they sign in.
    pub sign_in: SignInPolicy,
    /// Reports that were read.
    pub readings: BTreeMap<ReportId, ReadRecord>,
    /// Which wordings of reports mean the same indicator and which do not, as people said.
    pub rulings: Vec<Ruling>,
    /// Indicators in the order of the report.
    pub indicators: Vec<Indicator>,
    /// Checks.
    pub rules: Vec<Rule>,
    /// How rules stood before each change by people, oldest first; none = the rule was not there yet.
    pub former_rules: BTreeMap<RuleId, Vec<Option<Rule>>>,
    /// What is stated now.
    pub cells: Cells,
    /// What was stated before what is stated now, oldest first; a withdrawn statement says nothing.
    pub former: BTreeMap<CellKey, Vec<Cell>>,
    /// Rounds and the forms in them.
    pub rounds: BTreeMap<RoundId, RoundState>,
    /// Reporting regimes.
    pub regimes: BTreeMap<RegimeId, Regime>,
    /// Days that the place marked as worked or off; none = as the state published them.
    pub days: BTreeMap<Date, Option<DayMark>>,
    /// Whom units report to, where it is not whom they stand below.
    pub routes: BTreeMap<UnitId, Vec<ReportingRoute>>,
    /// Living reports.
    pub reports: BTreeMap<Period, LivingState>,
    /// Answers to findings, oldest first; each for the numbers it names.
    pub answers: BTreeMap<FindingKey, Vec<Answer>>,
    /// Tasks.
    pub tasks: BTreeMap<TaskId, Task>,
    /// Files beside figures, oldest first.
    pub attachments: BTreeMap<CellKey, Vec<Attached>>,
    /// Corrections of locked figures, oldest first.
    pub corrections: Vec<Correction>,
    /// How units read their own sheets.
    pub mappings: Mappings,
    /// The mail server.
    pub mail: MailSettings,
    /// What the board tells.
    pub board: BoardState,
    /// Second sources, and which of two statements counts.
    pub sources: Sources,
    /// Who signs for the office.
    pub signers: Vec<Signer>,
    /// Tables that people kept, those that were taken out of the list among them.
    pub pivots: BTreeMap<PivotId, KeptTable>,
    /// Outlines of the office, those that were taken out of the list among them.
    pub outlines: BTreeMap<OutlineId, OwnOutline>,
    /// Numbers that were entered into the register by hand.
    pub numbers: BTreeMap<RegisterPlace, TakenNumber>,
    /// Figures of earlier periods that were taken from files, oldest first.
    pub history: Vec<TakenHistory>,
    /// The office's own Word template.
    pub word_template: Option<WordTemplate>,
    /// Targets that decisions gave.
    pub plans: Plans,
    /// What happened to indicators.
    pub life: Life,
    pub(crate) positions: BTreeMap<Code, usize>,
    pub(crate) placed: Placed,
    pub(crate) ground: Arc<Ground>,
    pub(crate) layout: Layout,
    pub(crate) bulk: Bulk,
    pub(crate) rollup: Rollup,
    /// The checks as they were read, until one of them or an indicator changes.
    pub(crate) laws: Laws,
    /// Units as they are looked for, until one of them changes.
    pub(crate) atlas: Kept,
}

impl Book {
    /// The book of a ledger read from its start.
    pub fn from_entries<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut book = Self::default();
        for entry in entries {
            book.apply(entry);
        }
        book
    }

    /// The indicator with this code.
    pub fn indicator(&self, code: &Code) -> Option<&Indicator> {
        self.positions.get(code).and_then(|i| self.indicators.get(*i))
    }

    /// Where an indicator stands in the order of the report.
    pub fn position(&self, code: &Code) -> usize {
        self.positions.get(code).copied().unwrap_or(usize::MAX)
    }

    /// The unit that the report speaks of.
    pub fn place_unit(&self) -> UnitId {
        self.place.as_ref().map_or_else(|| UnitId::from("place"), |p| p.unit.clone())
    }

    /// A unit's name; its id where it has none.
    pub fn unit_name(&self, id: &UnitId) -> String {
        self.units.get(id).map_or_else(|| id.to_string(), |u| u.name.clone())
    }

    /// A person's name as shown.
    pub fn person(&self, name: &AccountName) -> String {
        self.accounts.get(name).map_or_else(|| name.to_string(), |a| a.display_name.clone())
    }

    /// The communes that report to the place on `day`: those below it, but for routes that lead elsewhere.
    pub fn communes_on(&self, day: Date) -> Vec<&Unit> {
        let place = self.place_unit();
        let reports = |u: &Unit| crate::regimes::receiver(self, &u.id, day) == Some(&place);
        let below = |u: &&Unit| u.kind == UnitKind::Commune && u.parent_on(day).is_some() && reports(u);
        let near: BTreeSet<&UnitId> = self.placed.below(&place).chain(self.routes.keys()).collect();
        near.into_iter().filter_map(|unit| self.units.get(unit)).filter(below).collect()
    }

    /// The communes under the place at the end of a period.
    pub fn communes(&self, period: Period) -> Vec<&Unit> {
        self.communes_on(period.legal_window().to)
    }

    /// The unit whose form states an indicator's cell of `unit`.
    pub fn stating_unit<'a>(&'a self, indicator: &'a Indicator, unit: &'a UnitId) -> &'a UnitId {
        match &indicator.collector {
            Collector::Unit(stating) if !self.states_apart(indicator, unit) => stating,
            _ => unit,
        }
    }

    /// The cell that a unit's form writes for an indicator.
    pub fn form_key(
        &self,
        unit: &UnitId,
        indicator: &Indicator,
        measure: Measure,
        period: Period,
    ) -> CellKey {
        let whose = match indicator.collector {
            Collector::Unit(_) if !self.states_apart(indicator, unit) => self.place_unit(),
            _ => unit.clone(),
        };
        let period = if measure == Measure::Plan { plan_year(period) } else { period };
        CellKey { indicator: indicator.code.clone(), unit: whose, period, measure }
    }

    /// The living report of a period.
    pub fn report(&self, period: Period) -> Option<&LivingState> {
        self.reports.get(&period)
    }

    /// Applies the next entry.
    pub fn apply(&mut self, entry: &Entry) {
        self.fold(entry);
        self.roll_up(entry);
    }

    fn fold(&mut self, entry: &Entry) {
        self.cut = entry.cut;
        self.board.apply(entry);
        if !is_about_figures(&entry.act) {
            self.laws = Laws::default();
        }
        match &entry.act {
            Act::PlaceFounded { place, units, successions } => {
                self.place = Some(place.clone());
                self.rules.extend(standing::rules());
                self.load(units, successions);
            }
            Act::Territory { change } => self.apply_to_territory(entry, change),
            Act::AccountSet { account } => {
                self.accounts.insert(account.name.clone(), account.clone());
            }
            Act::ReportRead { report, file_name, file, reading, period, title, recognised } => {
                let record = ReadRecord {
                    file_name: file_name.clone(),
                    file: file.clone(),
                    reading: reading.clone(),
                    period: *period,
                    title: title.clone(),
                    recognised: *recognised,
                    by: entry.by.clone(),
                    at: entry.at.clone(),
                    steps: Vec::new(),
                    reviewed: Cut::default(),
                    adopted: false,
                    became: BTreeMap::new(),
                };
                self.readings.insert(report.clone(), record);
            }
            Act::ReadingReviewed { report, changes } => {
                if let Some(record) = self.readings.get_mut(report) {
                    record.review(entry, changes);
                }
            }
            Act::ReviewStepSwitched { report, step, undone } => {
                if let Some(record) = self.readings.get_mut(report) {
                    record.switch(entry, *step, *undone);
                }
            }
            Act::ReportAdopted { report, adoption } => self.adopt(entry, report, adoption),
            Act::WordingsRuled { pairs, same } => {
                self.rulings.retain(|ruling| !pairs.iter().any(|(one, other)| ruling.is_about(one, other)));
                if let Some(same) = same {
                    let ruling = |(one, other): &(Wording, Wording)| Ruling {
                        one: one.clone(),
                        other: other.clone(),
                        same: *same,
                    };
                    self.rulings.extend(pairs.iter().map(ruling));
                }
            }
            Act::RoundOpened { .. }
            | Act::CellsSaved { .. }
            | Act::FormSent { .. }
            | Act::FormReturned { .. }
            | Act::FormApproved { .. }
            | Act::FormUnitApproved { .. }
            | Act::UnitExcluded { .. }
            | Act::UnitBroughtBack { .. }
            | Act::DeadlineExtended { .. }
            | Act::RoundClosed { .. } => self.apply_to_rounds(entry),
            Act::AlternativeSet { .. }
            | Act::AlternativeWithdrawn { .. }
            | Act::SourceChosen { .. }
            | Act::SourceChoiceTakenBack { .. } => self.apply_to_sources(entry),
            Act::NoticeTended { period, what } => self.apply_to_reasons(entry, *period, what),
            Act::RegimeSet { regime } => {
                self.regimes.insert(regime.id.clone(), (**regime).clone());
            }
            Act::DayMarked { day, mark } => {
                self.days.insert(*day, mark.clone());
            }
            Act::RoutesSet { unit, routes } => {
                self.routes.insert(unit.clone(), routes.clone());
                self.touch(entry.cut);
            }
            Act::FigureCorrected { observation, reason } => {
                let key = observation.key.clone();
                if let Some(indicator) = self.indicator(&key.indicator) {
                    let unit = self.stating_unit(indicator, &key.unit).clone();
                    let why = Some(reason.clone());
                    let corrected = FormEvent { reason: why, ..event(entry, "corrected") };
                    if let Some(round) = self.round_asking(&key, &unit).map(|r| r.round.id()) {
                        self.event(&round, &unit, corrected);
                    }
                }
                self.state(observation, Arc::new(arrived(entry)));
                self.corrections.push(Correction { key, reason: reason.clone(), cut: entry.cut });
                self.touch(entry.cut);
            }
            Act::PlanSet { observation, .. } => {
                self.state(observation, Arc::new(arrived(entry)));
                self.touch(entry.cut);
            }
            Act::FindingAnswered { answer } => {
                let answer =
                    Answer { by: Some(entry.by.clone()), at: Some(entry.at.clone()), ..answer.clone() };
                self.answers.entry(answer.key.clone()).or_default().push(answer);
            }
            Act::PassageEdited { period, .. }
            | Act::PassageAdded { period, .. }
            | Act::PassageRemoved { period, .. }
            | Act::ProseTended { period, .. } => {
                if let Some(report) = self.reports.get_mut(period) {
                    prose::fold(report, entry);
                }
            }
            Act::CutApproved { period, cut } => {
                if let Some(report) = self.reports.get_mut(period) {
                    report.approval =
                        Some(ApprovedCut { cut: *cut, by: entry.by.clone(), at: entry.at.clone() });
                }
            }
            Act::ChecksSigned { period, annexed, .. } => {
                if let Some(report) = self.reports.get_mut(period) {
                    let (by, at) = (entry.by.clone(), entry.at.clone());
                    let was =
                        report.checked.replace(SignedChecks { cut: entry.cut, by, at, annexed: *annexed });
                    // The report prints otherwise when its annex comes or goes.
                    if *annexed || was.is_some_and(|checked| checked.annexed) {
                        report.touched = entry.cut;
                    }
                }
            }
            Act::ReportIssued(_) | Act::Issuing { .. } => self.apply_to_issues(entry),
            Act::OutlineTended { what } => self.apply_to_outlines(entry, what),
            Act::PivotTended(what) => self.apply_to_pivots(entry, what),
            Act::PlanTended(what) => {
                self.plans.apply(entry, what);
                self.touch(entry.cut);
            }
            Act::LifeTended(what) => {
                self.apply_to_life(entry, what);
                self.touch(entry.cut);
            }
            Act::History { what } => self.apply_to_history(entry, what),
            Act::TaskAdded { task } => {
                self.tasks.insert(task.id.clone(), task.clone());
                self.touch(entry.cut);
            }
            Act::TaskMoved { task, status, remark } => {
                if let Some(task) = self.tasks.get_mut(task) {
                    task.status = *status;
                    task.remark.clone_from(remark);
                }
                self.touch(entry.cut);
            }
            Act::TaskAssigned { task, lead, due } => {
                if let Some(task) = self.tasks.get_mut(task) {
                    task.lead.clone_from(lead);
                    task.due = *due;
                }
            }
            Act::RuleSet { rule, .. } => {
                self.keep_former(&rule.id);
                match self.rules.iter_mut().find(|r| r.id == rule.id) {
                    Some(known) => known.clone_from(rule),
                    None => self.rules.push(rule.clone()),
                }
            }
            Act::RuleSwitched { rule, active, .. } => {
                self.keep_former(rule);
                if let Some(rule) = self.rules.iter_mut().find(|r| r.id == *rule) {
                    rule.active = *active;
                }
            }
            Act::RuleTakenBack { rule: id } => {
                let former = self.former_rules.get_mut(id).and_then(Vec::pop);
                let place = self.rules.iter().position(|r| r.id == *id);
                match (former, place.and_then(|at| self.rules.get_mut(at))) {
                    (Some(Some(former)), Some(rule)) => *rule = former,
                    (Some(None), Some(_)) => self.rules.retain(|r| r.id != *id),
                    _ => {}
                }
            }
            Act::SignInPolicySet { policy } => self.sign_in.clone_from(policy),
            Act::IndicatorSet { indicator } => {
                self.set_indicator(indicator);
                self.touch(entry.cut);
            }
            Act::SheetMapped { unit, mapping } => self.mappings.set(unit, mapping),
            Act::SheetMappingTakenBack { unit, shape } => self.mappings.take_back(unit, shape),
            Act::FileAttached { .. } | Act::AttachmentSwitched { .. } => self.attach(entry),
            Act::MailSet { settings } => self.mail = settings.clone(),
            // What the board tells, and what is kept of signing in.
            Act::AccountTended { .. }
            | Act::Reminded(_)
            | Act::RemindersSeen { .. }
            | Act::ReminderPlanSet { .. }
            | Act::ContactSet { .. }
            | Act::OutageRecorded { .. }
            | Act::OutageWithdrawn { .. }
            | Act::ReturnExcused { .. }
            | Act::ScoringSet { .. } => {}
        }
    }

    /// How a rule stood before it is changed; none = it was not there.
    fn keep_former(&mut self, id: &RuleId) {
        let former = self.rules.iter().find(|r| r.id == *id).cloned();
        self.former_rules.entry(id.clone()).or_default().push(former);
    }

    fn adopt(&mut self, entry: &Entry, report: &ReportId, adoption: &model::Adoption) {
        if let Some(record) = self.readings.get_mut(report) {
            record.adopted = true;
            let became = adoption.observations.iter().map(|o| (o.start, o.observation.key.indicator.clone()));
            record.became = became.collect();
        }
        for indicator in &adoption.indicators {
            self.set_indicator(indicator);
        }
        let known: BTreeSet<_> = self.rules.iter().map(|r| r.id.clone()).collect();
        let new = adoption.rules.iter().filter(|r| !known.contains(&r.id));
        self.rules.extend(new.map(plans::rule_to_date));
        for read in &adoption.observations {
            let report = Some((report.clone(), read.start, read.end));
            self.state(&read.observation, Arc::new(Provenance { report, ..arrived(entry) }));
        }
        self.tasks.extend(adoption.tasks.iter().map(|t| (t.id.clone(), t.clone())));
        let state =
            LivingState { template: adoption.template.clone(), touched: entry.cut, ..LivingState::default() };
        self.reports.insert(adoption.period, state);
        let title = self.readings.get(report).and_then(|r| r.title.as_deref());
        let regime = crate::regimes::of_report(self.place.as_ref(), adoption.period, title);
        self.regimes.entry(RegimeId::main()).or_insert(regime);
    }

    pub(crate) fn set_indicator(&mut self, indicator: &Indicator) {
        match self.positions.get(&indicator.code) {
            Some(&i) => self.indicators[i] = indicator.clone(),
            None => {
                self.positions.insert(indicator.code.clone(), self.indicators.len());
                self.indicators.push(indicator.clone());
            }
        }
    }

    /// Takes an indicator out that nothing speaks of.
    pub(crate) fn unset_indicator(&mut self, code: &Code) {
        self.indicators.retain(|indicator| indicator.code != *code);
        self.positions = self.indicators.iter().enumerate().map(|(at, i)| (i.code.clone(), at)).collect();
    }

    /// A figure changed: any report not issued yet may print differently.
    pub(crate) fn touch(&mut self, cut: Cut) {
        for report in self.reports.values_mut().filter(|r| r.is_open()) {
            report.touched = cut;
        }
    }
}
