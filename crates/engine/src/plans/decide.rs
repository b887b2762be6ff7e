//! What officers do with plans: each is an act, or a refusal.

use super::state::cell;
use crate::access::{self, Right};
use crate::book::Book;
use model::{
    Account, Act, CellKey, Code, Cut, Date, Flaw, Milestone, Period, PlanAct, PlanDecision, PlanId, Reach,
    Refusal, RefusalCode, SignalRule, Target, Unit, UnitId, UnitKind,
};
use std::collections::BTreeSet;

/// Most letters of a number, an issuer.
const SHORT: usize = 200;

/// A target as it was typed or stood in a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Of what.
    pub indicator: Code,
    /// For whom.
    pub unit: UnitId,
    /// For which period.
    pub period: Period,
    /// The target; empty = the decision does not speak of it.
    pub text: String,
    /// Milestones of its own; none = as they are.
    pub milestones: Option<Vec<Milestone>>,
}

fn act(what: PlanAct) -> Act {
    Act::PlanTended(what)
}

fn bad<T>(flaw: Flaw) -> Result<T, Refusal> {
    Err(flaw.into())
}

/// The decision as it stands.
///
/// # Errors
/// `plan-gone`.
fn known<'a>(book: &'a Book, plan: &PlanId) -> Result<&'a PlanDecision, Refusal> {
    book.plans.decision(plan, book.cut).ok_or_else(|| RefusalCode::PlanGone.into())
}

/// Writes a decision down, or writes it anew; nothing to do when it stands so.
///
/// # Errors
/// `bad-input` for what is missing or cannot be, `plan-number-twice`, `not-allowed`.
pub fn decide(book: &Book, who: &Account, decision: PlanDecision) -> Result<Option<Act>, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    let decision = PlanDecision {
        number: decision.number.trim().to_owned(),
        issuer: decision.issuer.trim().to_owned(),
        title: decision.title.trim().to_owned(),
        ..decision
    };
    let PlanDecision { id, number, issuer, title, .. } = &decision;
    if number.is_empty() || issuer.is_empty() {
        return bad(Flaw::DecisionIncomplete);
    }
    if [number, issuer].iter().any(|text| text.chars().count() > SHORT) || title.chars().count() > 5 * SHORT {
        return bad(Flaw::DecisionLong);
    }
    if decision.replaces.contains(id) {
        return bad(Flaw::DecisionReplacesItself);
    }
    if decision.replaces.iter().any(|replaced| book.plans.decision(replaced, book.cut).is_none()) {
        return Err(RefusalCode::PlanGone.into());
    }
    let others = book.plans.decisions(book.cut);
    let same = |other: &&PlanDecision| {
        other.id != *id
            && other.date.year() == decision.date.year()
            && viet::fold::key(&other.number) == viet::fold::key(number)
            && viet::fold::key(&other.issuer) == viet::fold::key(issuer)
    };
    if let Some(other) = others.into_iter().find(same) {
        return Err(Refusal::of(RefusalCode::PlanNumberTwice, &other.number));
    }
    milestones(&decision.milestones)?;
    let stands = book.plans.decision(id, book.cut) == Some(&decision);
    Ok((!stands).then(|| act(PlanAct::DecisionSet { decision: Box::new(decision) })))
}

/// Milestones follow each other in time and never fall; shares lie between nothing and the whole.
fn milestones(all: &[Milestone]) -> Result<(), Refusal> {
    if all
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if a.by.calendar_window().to >= b.by.calendar_window().to))
    {
        return bad(Flaw::MilestonesUnordered);
    }
    for milestone in all {
        match milestone.reach {
            Reach::Share(share)
                if share.value() < model::Decimal::ZERO || share.value() > model::Decimal::ONE_HUNDRED =>
            {
                return bad(Flaw::MilestoneShareWrong);
            }
            _ => {}
        }
    }
    let falls = |pair: &[Milestone]| match pair {
        [a, b] => match (&a.reach, &b.reach) {
            (Reach::Share(a), Reach::Share(b)) | (Reach::Amount(a), Reach::Amount(b)) => {
                a.value() > b.value()
            }
            _ => false,
        },
        _ => false,
    };
    match all.windows(2).any(falls) {
        true => bad(Flaw::MilestoneFalls),
        false => Ok(()),
    }
}

/// Takes a decision out: its targets count no more.
///
/// # Errors
/// `plan-gone`, `plan-replaced` when others say that they replace it, `not-allowed`.
pub fn drop_decision(book: &Book, who: &Account, plan: &PlanId) -> Result<Option<Act>, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    known(book, plan)?;
    let decisions = book.plans.decisions(book.cut);
    if let Some(by) = decisions.into_iter().find(|d| d.replaces.contains(plan)) {
        return Err(Refusal::of(RefusalCode::PlanReplaced, &by.number));
    }
    Ok(Some(act(PlanAct::DecisionDropped { plan: plan.clone() })))
}

/// What a decision says of some targets; nothing to do where it says so already.
///
/// # Errors
/// `not-a-number`, `not-found` for an indicator or a unit, `bad-input` for milestones, `plan-gone`, `not-allowed`.
pub fn set_targets(
    book: &Book,
    who: &Account,
    plan: &PlanId,
    typed: &[Typed],
    file: Option<&str>,
) -> Result<Option<Act>, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    known(book, plan)?;
    let said: Vec<&Target> = book.plans.targets_of(plan, book.cut);
    let mut targets = Vec::new();
    for typed in typed {
        let indicator = book.indicator(&typed.indicator).filter(|i| access::sees_indicator(who, i));
        let indicator = indicator.ok_or_else(|| Refusal::of(RefusalCode::NotFound, &typed.indicator))?;
        if !book.units.contains_key(&typed.unit) {
            return Err(Refusal::of(RefusalCode::NotFound, &typed.unit));
        }
        let read = viet::aim::parse(&typed.text);
        let read = read.map_err(|_| Refusal::of(RefusalCode::NotANumber, typed.text.trim()))?;
        let was = said
            .iter()
            .find(|t| t.indicator == typed.indicator && t.unit == typed.unit && t.period == typed.period);
        let own =
            typed.milestones.clone().unwrap_or_else(|| was.map(|t| t.milestones.clone()).unwrap_or_default());
        milestones(&own)?;
        let target = Target {
            indicator: indicator.code.clone(),
            unit: typed.unit.clone(),
            period: typed.period,
            amount: read.map(|(number, _)| number),
            approx: read.and_then(|(_, approx)| approx),
            milestones: if read.is_some() { own } else { Vec::new() },
        };
        if was.is_none() && target.amount.is_none() || was.is_some_and(|was| **was == target) {
            continue;
        }
        targets.retain(|other: &Target| cell(other) != cell(&target));
        targets.push(target);
    }
    let file = file.map(str::to_owned);
    Ok((!targets.is_empty()).then(|| act(PlanAct::TargetsSet { plan: plan.clone(), targets, file })))
}

/// Sets the rule of colours from a day on.
///
/// # Errors
/// `bad-input` for limits that cannot be, or without the paper that says so, `not-allowed`.
pub fn set_signals(book: &Book, who: &Account, rule: SignalRule) -> Result<Option<Act>, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    let rule = SignalRule { basis: rule.basis.trim().to_owned(), ..rule };
    let hundred = model::Decimal::ONE_HUNDRED;
    if rule.amber <= model::Decimal::ZERO || rule.green <= rule.amber || rule.green > hundred {
        return bad(Flaw::SignalsReversed);
    }
    if rule.basis.is_empty() || rule.from.is_none() {
        return bad(Flaw::SignalBasisWanted);
    }
    let stands = book.plans.signals(book.cut).iter().any(|(_, known)| *known == rule);
    Ok((!stands).then(|| act(PlanAct::SignalsSet { rule })))
}

/// Takes a step back, or does it again.
///
/// # Errors
/// `plan-gone`, `plan-replaced` when a decision would vanish that others replace, `not-allowed`.
pub fn switch_step(book: &Book, who: &Account, step: Cut, undone: bool) -> Result<Option<Act>, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    let known = book.plans.step(step).ok_or(RefusalCode::PlanGone)?;
    if known.undone() == undone {
        return Ok(None);
    }
    let dropped = known.plan.as_ref().filter(|_| undone && known.did == "plan_decided");
    if let Some(plan) = dropped
        && let Some(by) = book.plans.decisions(book.cut).into_iter().find(|d| d.replaces.contains(plan))
    {
        return Err(Refusal::of(RefusalCode::PlanReplaced, &by.number));
    }
    Ok(Some(act(PlanAct::StepSwitched { step, undone })))
}

/// Units that a plan of a period may speak of: the place, those below it at any time of the period, those that have a
/// target; the place first, then communes, then departments, each in Vietnamese order.
pub fn units(book: &Book, period: Period) -> Vec<&Unit> {
    let window = period.calendar_window();
    let lives = |unit: &Unit, day: Date| unit.parent_on(day).is_some();
    let spoken: BTreeSet<&UnitId> =
        book.plans.keys().filter(|key: &&CellKey| key.period == period).map(|key| &key.unit).collect();
    let place = book.place_unit();
    let stood = |unit: &Unit| {
        lives(unit, window.from)
            || lives(unit, window.to)
            || unit.placements.iter().any(|p| p.from.is_some_and(|f| window.from <= f && f <= window.to))
    };
    let below = |unit: &Unit| unit.placements.iter().any(|p| p.parent.as_ref() == Some(&place));
    let wanted = |unit: &&Unit| unit.id == place || spoken.contains(&unit.id) || (below(unit) && stood(unit));
    in_order(book, book.units.values().filter(wanted).collect())
}

/// Units as tables of plans show them: the place, then level by level, by name.
pub(super) fn in_order<'a>(book: &Book, mut units: Vec<&'a Unit>) -> Vec<&'a Unit> {
    let order = |unit: &Unit| match unit.kind {
        _ if unit.id == book.place_unit() => 0,
        UnitKind::Province => 1,
        UnitKind::District => 2,
        UnitKind::Commune => 3,
        _ => 4,
    };
    units.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| viet::collate::compare(&a.name, &b.name)));
    units
}
