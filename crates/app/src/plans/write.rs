//! What officers do with plans.

use super::table::view;
use crate::view::{
    DecisionInput, DecisionView, MilestoneInput, PlansView, SetTargets, SignalInput, SwitchPlanStep,
};
use crate::{App, Trouble, day, not_found, period, see_all};
use engine::access::{Right, need};
use engine::plans::{self, Typed};
use engine::{Book, collect};
use model::{
    Account, Attachment, BlobId, Cut, Milestone, Number, PlanDecision, PlanId, Reach, Refusal, RefusalCode,
    SignalRule,
};

impl App {
    /// Writes a decision down; none = a new one.
    ///
    /// # Errors
    /// As [`plans::decide`].
    pub async fn set_decision(
        &self,
        who: &Account,
        plan: Option<&PlanId>,
        input: DecisionInput,
    ) -> Result<DecisionView, Trouble> {
        let draft = PlanDecision {
            id: PlanId::from(""),
            number: input.number,
            date: day(&input.date)?,
            issuer: input.issuer,
            title: input.title,
            from: day(&input.from)?,
            replaces: input.replaces,
            file: None,
            milestones: milestones(&input.milestones)?,
        };
        let decide = |book: &Book| {
            // A new one is named by the position that it takes.
            let id = plan.cloned().unwrap_or_else(|| new_id(book));
            let was = book.plans.decision(&id, book.cut);
            if plan.is_some() && was.is_none() {
                return Err(RefusalCode::PlanGone.into());
            }
            let file = was.and_then(|was| was.file.clone());
            plans::decide(book, who, PlanDecision { id, file, ..draft.clone() })
        };
        let (cut, book_before) = (self.act(&who.name, decide).await?, plan.cloned());
        let book = self.book().await;
        let id = book_before.unwrap_or_else(|| PlanId::from(format!("kh-{}", cut.0)));
        Ok(view(&book, who, &id, None, done(&book, cut))?)
    }

    /// Takes a decision out.
    ///
    /// # Errors
    /// As [`plans::drop_decision`].
    pub async fn drop_decision(&self, who: &Account, plan: &PlanId) -> Result<Cut, Trouble> {
        self.act(&who.name, |book| plans::drop_decision(book, who, plan)).await
    }

    /// What a decision says of some targets.
    ///
    /// # Errors
    /// As [`plans::set_targets`].
    pub async fn set_targets(
        &self,
        who: &Account,
        plan: &PlanId,
        input: SetTargets,
    ) -> Result<DecisionView, Trouble> {
        let of = input.targets.first().map(|target| period(&target.period)).transpose()?;
        let read = input.targets.into_iter().map(|target| {
            Ok(Typed {
                indicator: target.indicator,
                unit: target.unit,
                period: period(&target.period)?,
                text: target.text,
                milestones: target.milestones.map(|all| milestones(&all)).transpose()?,
            })
        });
        let typed: Vec<Typed> = read.collect::<Result<_, Refusal>>()?;
        let file = input.file.as_deref();
        let cut = self.act(&who.name, |book| plans::set_targets(book, who, plan, &typed, file)).await?;
        let book = self.book().await;
        Ok(view(&book, who, plan, of, done(&book, cut))?)
    }

    /// Takes a step back, or does it again.
    ///
    /// # Errors
    /// As [`plans::switch_step`].
    pub async fn switch_plan_step(
        &self,
        who: &Account,
        step: Cut,
        input: SwitchPlanStep,
    ) -> Result<PlansView, Trouble> {
        self.act(&who.name, |book| plans::switch_step(book, who, step, input.undone)).await?;
        self.plans(who, None).await
    }

    /// Sets the rule of colours from a day on.
    ///
    /// # Errors
    /// As [`plans::set_signals`].
    pub async fn set_signals(&self, who: &Account, input: SignalInput) -> Result<PlansView, Trouble> {
        let rule = SignalRule {
            from: Some(day(&input.from)?),
            green: number(&input.green)?.value(),
            amber: number(&input.amber)?.value(),
            basis: input.basis,
        };
        self.act(&who.name, |book| plans::set_signals(book, who, rule.clone())).await?;
        self.plans(who, None).await
    }

    /// Keeps the paper of a decision beside it.
    ///
    /// # Errors
    /// `not-attachable`, `plan-gone`, `not-allowed`.
    pub async fn keep_plan_file(
        &self,
        who: &Account,
        plan: &PlanId,
        name: &str,
        bytes: &[u8],
    ) -> Result<DecisionView, Trouble> {
        need(who, Right::EditCatalogue)?;
        collect::attachable(name, bytes)?;
        self.book().await.plans.decision(plan, self.book().await.cut).ok_or(RefusalCode::PlanGone)?;
        let name = name.chars().filter(|c| !c.is_control()).take(200).collect();
        let size = bytes.len().try_into().unwrap_or(u64::MAX);
        let file = Attachment { file: self.store().put_blob(bytes).await?, name, size };
        let decide = |book: &Book| {
            let decision = book.plans.decision(plan, book.cut).ok_or(RefusalCode::PlanGone)?;
            plans::decide(book, who, PlanDecision { file: Some(file.clone()), ..decision.clone() })
        };
        let cut = self.act(&who.name, decide).await?;
        let book = self.book().await;
        Ok(view(&book, who, plan, None, done(&book, cut))?)
    }

    /// The paper of a decision.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn plan_file(&self, who: &Account, plan: &PlanId) -> Result<(String, Vec<u8>), Trouble> {
        see_all(who)?;
        let missing = || not_found("tệp này");
        let (name, file): (String, BlobId) = {
            let book = self.book().await;
            let decision = book.plans.decision(plan, book.cut).ok_or_else(missing)?;
            let kept = decision.file.as_ref().ok_or_else(missing)?;
            (kept.name.clone(), kept.file.clone())
        };
        let bytes = self.store().blob(&file).await?.ok_or_else(missing)?;
        Ok((name, bytes))
    }
}

/// The position that the next entry takes is the name of a new decision.
fn new_id(book: &Book) -> PlanId {
    PlanId::from(format!("kh-{}", book.cut.0 + 1))
}

/// The step at a position, where one was done there.
fn done(book: &Book, cut: Cut) -> Option<Cut> {
    book.plans.step(cut).map(|_| cut)
}

fn number(text: &str) -> Result<Number, Refusal> {
    viet::number::parse(text.trim().trim_end_matches('%').trim_end())
        .ok_or_else(|| Refusal::of(RefusalCode::NotANumber, text.trim()))
}

fn milestones(all: &[MilestoneInput]) -> Result<Vec<Milestone>, Refusal> {
    let read = |m: &MilestoneInput| {
        let amount = number(&m.reach)?;
        let share = m.reach.trim_end().ends_with('%');
        Ok(Milestone {
            by: period(&m.by)?,
            reach: if share { Reach::Share(amount) } else { Reach::Amount(amount) },
        })
    };
    all.iter().map(read).collect()
}
