//! Rules: listed, tried while they are written, kept, taken back; the reference of their language.

use crate::view::{
    CaseView, DraftProblem, DraftView, EntryView, LanguageView, Page, RuleDraft, RuleInput, RuleView,
    SuggestionSort, SuggestionView, SwitchRule, TriedUnit, TriedView, Tries, VerdictView,
};
use crate::{App, Trouble, eyes, matches, not_found, page, period, see_all, unit_ref};
use engine::access::{Right, need};
use engine::check::Weighed;
use engine::rules::{self, Tried};
use engine::{Book, findings};
use formula::{FormulaError, Sort, Verdict, table};
use model::{Account, Act, Flaw, Interval, Number, Period, Refusal, RefusalCode, Rule, RuleId, UnitId};

/// Suggestions shown at once.
const SUGGESTIONS: usize = 12;
/// Units whose computation is shown; all of them are counted.
const SHOWN: usize = 30;
/// Decimals shown of the end of an interval.
const END_DECIMALS: u32 = 4;

impl App {
    /// Checks, the newest first.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn rules(
        &self,
        who: &Account,
        search: Option<&str>,
        number: Option<usize>,
    ) -> Result<Page<RuleView>, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let views =
            book.rules.iter().rev().filter(|r| eyes::rule(&book, who, r)).map(|r| rule_view(&book, r));
        let words = |v: &RuleView| format!("{} {} {}", v.in_words, v.rule.formula, v.rule.message);
        Ok(page(views.filter(|v| matches(&words(v), search)).collect(), number))
    }

    /// A rule.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn known_rule(&self, who: &Account, id: &RuleId) -> Result<RuleView, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let rule = book.rules.iter().find(|r| r.id == *id && eyes::rule(&book, who, r));
        Ok(rule_view(&book, rule.ok_or_else(|| not_found("quy tắc này"))?))
    }

    /// What a rule that is being written says of the figures at hand, and what may stand at its cursor.
    ///
    /// # Errors
    /// `not-allowed`, `wrong-period`.
    pub async fn draft_rule(&self, who: &Account, draft: RuleDraft) -> Result<DraftView, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let newest = || {
            let rounds = book.rounds.keys().next_back().map(|round| round.period);
            rounds.or_else(|| findings::periods(&book).first().copied())
        };
        let asked =
            draft.period.as_deref().filter(|p| !p.is_empty()).map(period).transpose()?.or_else(newest);
        let before: String = draft.formula.chars().take(draft.cursor).collect();
        let found = formula::complete(&before, &*book, SUGGESTIONS);
        let (mut problem, mut tried) = (None, None);
        if let Some(period) = asked.filter(|_| !draft.formula.trim().is_empty()) {
            let result = match &draft.measure_unit {
                Some(unit) => {
                    let unit = Some(unit.as_str()).filter(|unit| !unit.is_empty());
                    rules::try_expression(&book, &draft.formula, unit, period)
                }
                None => rules::try_law(&book, &draft.formula, &draft.scope, period),
            };
            match result {
                Ok(result) => {
                    let view = tried_view(&book, period, result);
                    // What a formula computes of a figure tells the figure.
                    if !eyes::formula(&book, who, &view.kept) {
                        return Err(RefusalCode::RestrictedInside.into());
                    }
                    tried = Some(view);
                }
                Err(error) => problem = Some(problem_view(error)),
            }
        }
        let shown = |s: &formula::Suggestion| eyes::formula(&book, who, &s.insert);
        let suggestions = found.suggestions.into_iter().filter(shown).map(suggestion_view).collect();
        Ok(DraftView { problem, tried, replace_from: found.start, suggestions })
    }

    /// Keeps a rule as written.
    ///
    /// # Errors
    /// As [`rules::set`].
    pub async fn set_rule(
        &self,
        who: &Account,
        id: Option<&RuleId>,
        input: RuleInput,
    ) -> Result<RuleView, Trouble> {
        let written = |book: &Book| {
            need(who, Right::EditCatalogue)?;
            let known = id.and_then(|id| book.rules.iter().find(|rule| rule.id == *id));
            let id = id.cloned().unwrap_or_else(|| RuleId::from(""));
            let base = known.cloned().unwrap_or_else(|| Rule::new(id, model::RuleKind::Bound, ""));
            let rule = apply(base, &input)?;
            match eyes::rule(book, who, &rule) && known.is_none_or(|known| eyes::rule(book, who, known)) {
                true => Ok(rule),
                false => Err(Refusal::from(RefusalCode::RestrictedInside)),
            }
        };
        let decide = |book: &Book| rules::set(book, who, &written(book)?, &input.reason).map(Some);
        self.act(&who.name, decide).await?;
        let book = self.book().await;
        // A new rule stands last.
        let rule = match id {
            Some(id) => book.rules.iter().find(|rule| rule.id == *id),
            None => book.rules.last(),
        };
        Ok(rule_view(&book, rule.ok_or_else(|| not_found("quy tắc này"))?))
    }

    /// Takes the last change of a rule back; none = the rule was new and is gone.
    ///
    /// # Errors
    /// As [`rules::take_back`].
    pub async fn take_rule_back(&self, who: &Account, id: &RuleId) -> Result<Option<RuleView>, Trouble> {
        self.act(&who.name, |book| rules::take_back(book, who, id).map(Some)).await?;
        let book = self.book().await;
        Ok(book.rules.iter().find(|r| r.id == *id).map(|rule| rule_view(&book, rule)))
    }

    /// Switches a rule on or off.
    ///
    /// # Errors
    /// `not-found`, `reason-needed`, `not-allowed`.
    pub async fn switch_rule(
        &self,
        who: &Account,
        id: &RuleId,
        input: SwitchRule,
    ) -> Result<RuleView, Trouble> {
        need(who, Right::EditCatalogue)?;
        let reason = input.reason.trim().to_owned();
        let decide = |book: &Book| {
            if !book.rules.iter().any(|r| r.id == *id) {
                return Err(not_found("quy tắc này"));
            }
            if reason.is_empty() && !input.active {
                return Err(Refusal::from(RefusalCode::ReasonNeeded));
            }
            Ok(Some(Act::RuleSwitched { rule: id.clone(), active: input.active, reason: reason.clone() }))
        };
        self.act(&who.name, decide).await?;
        let book = self.book().await;
        let rule = book.rules.iter().find(|r| r.id == *id).ok_or_else(|| not_found("quy tắc này"))?;
        Ok(rule_view(&book, rule))
    }

    /// The words of the rule language, each with its cases.
    pub fn language(&self) -> LanguageView {
        let cases = |name: &str| {
            let of = table::cases().filter(|case| case.word == name);
            of.map(|case| CaseView {
                written: case.written.to_owned(),
                given: case.given.to_owned(),
                result: case.result.to_owned(),
            })
            .collect()
        };
        let entry = |entry: &table::Entry| EntryView {
            name: entry.name().to_owned(),
            also: entry.spellings.iter().skip(1).map(|s| (*s).to_owned()).collect(),
            shape: entry.shape.to_owned(),
            vi: entry.vi.to_owned(),
            en: entry.en.to_owned(),
            cases: cases(entry.name()),
        };
        LanguageView { entries: table::ENTRIES.iter().map(entry).collect() }
    }
}

/// A rule with what a person wrote of it.
fn apply(rule: Rule, input: &RuleInput) -> Result<Rule, Refusal> {
    let date = |text: &Option<String>| match text.as_deref().filter(|t| !t.is_empty()) {
        None => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| Flaw::RuleDayWrong.about(text)),
    };
    Ok(Rule {
        formula: input.formula.trim().to_owned(),
        severity: input.severity,
        message: input.message.trim().to_owned(),
        hint: input.hint.trim().to_owned(),
        source: input.source.trim().to_owned(),
        from: date(&input.from)?,
        to: date(&input.to)?,
        owner: input.owner.clone(),
        scope: input.scope.clone(),
        ..rule
    })
}

fn rule_view(book: &Book, rule: &Rule) -> RuleView {
    RuleView {
        rule: rule.clone(),
        in_words: rules::in_words(book, &rule.formula),
        in_names: rules::in_names(book, &rule.formula),
        fixed: rule.formula.is_empty() || engine::watch::speaks_of_each(rule),
        can_take_back: book.former_rules.get(&rule.id).is_some_and(|former| !former.is_empty()),
    }
}

fn problem_view(error: FormulaError) -> DraftProblem {
    DraftProblem { start: error.start, end: error.end, says: error.says, hint: error.hint }
}

fn suggestion_view(suggestion: formula::Suggestion) -> SuggestionView {
    SuggestionView {
        sort: match suggestion.sort {
            Sort::Indicator => SuggestionSort::Indicator,
            Sort::Word => SuggestionSort::Word,
            Sort::MeasureUnit => SuggestionSort::MeasureUnit,
            Sort::Unit => SuggestionSort::Unit,
        },
        insert: suggestion.insert,
        label: suggestion.label,
        vi: suggestion.vi,
        en: suggestion.en,
    }
}

fn tried_view(book: &Book, period: Period, tried: Tried) -> TriedView {
    match tried {
        Tried::Amount { kept, amount } => {
            let unit = TriedUnit {
                unit: unit_ref(book, &book.place_unit()),
                verdict: if amount.value.is_some() { VerdictView::Holds } else { VerdictView::Unknown },
                computation: amount.computation,
                left: amount.interval.map(printed),
                right: None,
                evidence: amount.evidence,
                missing: missing(book, &amount.silent),
            };
            TriedView {
                period,
                kind: None,
                in_words: rules::in_words(book, &kept),
                kept,
                tries: Tries::default(),
                units: vec![unit],
            }
        }
        Tried::Law { kept, kind, units } => {
            let mut tries = Tries::default();
            let mut units: Vec<TriedUnit> =
                units.into_iter().map(|(unit, w)| tried_unit(book, &unit, w)).collect();
            units.iter().for_each(|unit| tries.count(unit.verdict));
            units.sort_by_key(|unit| unit.verdict);
            units.truncate(SHOWN);
            TriedView { period, kind: Some(kind), in_words: rules::in_words(book, &kept), kept, tries, units }
        }
    }
}

fn tried_unit(book: &Book, unit: &UnitId, weighed: Weighed) -> TriedUnit {
    TriedUnit {
        unit: unit_ref(book, unit),
        verdict: match weighed.verdict {
            Verdict::Fails => VerdictView::Fails,
            Verdict::Unknown { .. } => VerdictView::Unknown,
            Verdict::Holds => VerdictView::Holds,
            Verdict::NotAsked => VerdictView::NotAsked,
        },
        computation: weighed.computation,
        left: weighed.left.map(printed),
        right: weighed.right.map(printed),
        evidence: weighed.evidence,
        missing: missing(book, &weighed.silent),
    }
}

/// Names of indicators without a number, each once.
fn missing(book: &Book, silent: &[model::CellKey]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for key in silent {
        let name =
            book.indicator(&key.indicator).map_or_else(|| key.indicator.to_string(), |i| i.name.clone());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// `57`, `56,5 – 57,5`, `≥ 5`
fn printed(interval: Interval) -> String {
    let end = |value| viet::number::format(Number::new(engine::round(value, END_DECIMALS).normalize()));
    match (interval.lowest().map(end), interval.highest().map(end)) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => format!("{low} – {high}"),
        (Some(low), None) => format!("≥ {low}"),
        (None, Some(high)) => format!("≤ {high}"),
        (None, None) => "…".to_owned(),
    }
}
