//! Checks as they were read: once, until one of them or an indicator changes.

use crate::book::Book;
use crate::check::ReadRule;
use crate::watch::{speaks_of_each, standing};
use model::{Act, Code, Indicator, Rule, RuleId};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What was read of the checks of a book.
#[derive(Clone, Debug, Default)]
pub(crate) struct Laws {
    rules: OnceLock<Vec<ReadRule>>,
    /// The standing laws as they read for each indicator.
    standing: OnceLock<BTreeMap<RuleId, BTreeMap<Code, ReadRule>>>,
}

impl Book {
    /// The checks, each read once.
    pub fn read_rules(&self) -> &[ReadRule] {
        self.laws.rules.get_or_init(|| self.rules.iter().map(|rule| self.read(rule)).collect())
    }

    /// A standing law as it reads for each indicator; none for a rule that is no such law.
    pub(crate) fn standing_law(&self, rule: &Rule) -> Option<&BTreeMap<Code, ReadRule>> {
        let law = |rule: &Rule, i: &Indicator| (i.code.clone(), self.read(&standing::law(rule, i)));
        let laws = |rule: &Rule| (rule.id.clone(), self.indicators.iter().map(|i| law(rule, i)).collect());
        let all = || self.rules.iter().filter(|rule| speaks_of_each(rule)).map(laws).collect();
        self.laws.standing.get_or_init(all).get(&rule.id)
    }

    fn read(&self, rule: &Rule) -> ReadRule {
        ReadRule::new(rule, &|code| self.indicator(code))
    }
}

/// Whether an act leaves rules and indicators as they are: what people do all day.
pub(crate) fn is_about_figures(act: &Act) -> bool {
    matches!(
        act,
        Act::CellsSaved { .. }
            | Act::FileAttached { .. }
            | Act::AttachmentSwitched { .. }
            | Act::FormSent { .. }
            | Act::FormReturned { .. }
            | Act::FormApproved { .. }
            | Act::FigureCorrected { .. }
            | Act::PlanSet { .. }
            | Act::PlanTended(_)
            | Act::PivotTended(_)
            | Act::FindingAnswered { .. }
            | Act::PassageEdited { .. }
            | Act::ProseTended { .. }
            | Act::NoticeTended { .. }
            | Act::Reminded(_)
            | Act::RemindersSeen { .. }
    )
}
