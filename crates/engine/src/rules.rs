//! Writing rules: what a text means, what it says of the figures at hand, and the acts that keep it.

use crate::access::{Right, need};
use crate::book::Book;
use crate::check::{self, Amount, Weighed};
use crate::findings::Known;
use formula::table::{ENTRIES, Role};
use formula::{Catalogue, Expr, Formula, FormulaError, Operator, Relation};
use model::{
    Account, Act, Code, Collector, Flaw, Indicator, Period, Refusal, RefusalCode, Rule, RuleId, RuleKind,
    RuleScope, Unit, UnitId,
};

/// The start of the ids of rules that people write.
const WRITTEN: &str = "quy-tac-";

impl Catalogue for Book {
    fn indicator(&self, code: &Code) -> Option<&Indicator> {
        self.indicator(code)
    }

    fn indicators(&self) -> Vec<&Indicator> {
        self.indicators.iter().collect()
    }

    fn units(&self) -> Vec<&Unit> {
        self.units.values().collect()
    }
}

/// What sort of law it is, told by its shape.
pub fn kind_of(law: &Formula) -> RuleKind {
    let plain = |side: &Expr| matches!(side, Expr::Reference(_));
    let number = |side: &Expr| matches!(side, Expr::Number(_) | Expr::Quantity(..));
    match law.relation {
        _ if number(&law.left) || number(&law.right) => RuleKind::Bound,
        Relation::Equal if plain(&law.left) && plain(&law.right) => RuleKind::SameFigure,
        Relation::Equal if divides(&law.left) || divides(&law.right) => RuleKind::Ratio,
        Relation::Equal => RuleKind::SumOfParts,
        Relation::AtMost | Relation::AtLeast | Relation::Below | Relation::Above
            if plain(&law.left) && plain(&law.right) =>
        {
            RuleKind::PartNotAboveWhole
        }
        _ => RuleKind::Bound,
    }
}

fn divides(side: &Expr) -> bool {
    match side {
        Expr::Binary(op, left, right) => *op == Operator::Over || divides(left) || divides(right),
        Expr::Unary(_, inner) => divides(inner),
        _ => false,
    }
}

/// Whether a unit is in the scope of a rule.
pub fn concerns(book: &Book, rule: &Rule, unit: &UnitId) -> bool {
    match &rule.scope {
        RuleScope::Everyone => true,
        RuleScope::Place => *unit == book.place_unit(),
        RuleScope::Communes => *unit != book.place_unit(),
        RuleScope::Units(units) => units.contains(unit),
    }
}

/// Whether a formula that speaks of these indicators speaks only of what communes state.
pub fn stated_by_communes(book: &Book, codes: &[Code]) -> bool {
    let by_commune = |code: &Code| book.indicator(code).is_some_and(|i| i.collector == Collector::Communes);
    !codes.is_empty() && codes.iter().all(by_commune)
}

/// The units that a rule is asked about in a period, the place first: those in its scope; of a commune only what that
/// states itself.
pub fn asked(book: &Book, rule: &Rule, period: Period) -> Vec<UnitId> {
    let mut units = vec![book.place_unit()];
    if stated_by_communes(book, &formula::codes(&rule.formula)) {
        units.extend(book.communes(period).into_iter().map(|unit| unit.id.clone()));
    }
    units.retain(|unit| concerns(book, rule, unit));
    units
}

/// A text that is a law or an expression, held against the figures of a period.
#[derive(Debug)]
pub enum Tried {
    /// A law, for each unit that it is asked about.
    Law {
        /// As it is kept: indicators by their codes.
        kept: String,
        /// What sort of law.
        kind: RuleKind,
        /// What it says of each unit, the place first.
        units: Vec<(UnitId, Weighed)>,
    },
    /// An expression, for the place.
    Amount {
        /// As it is kept.
        kept: String,
        /// What it comes to.
        amount: Amount,
    },
}

/// Reads a law as a person writes it and holds it against the figures of `period`.
///
/// # Errors
/// What is wrong in the text, and where.
pub fn try_law(book: &Book, text: &str, scope: &RuleScope, period: Period) -> Result<Tried, FormulaError> {
    let law = formula::read(text, book)?;
    let kind = kind_of(&law);
    let kept = law.to_string();
    let rule = Rule { scope: scope.clone(), ..Rule::new(RuleId::from(WRITTEN), kind, kept.clone()) };
    let place = book.place_unit();
    let communes: Vec<UnitId> = book.communes(period).into_iter().map(|u| u.id.clone()).collect();
    let weighed = |unit: UnitId| {
        let children = if unit == place { communes.as_slice() } else { &[] };
        let scope = check::Scope { place: &unit, children, period };
        let weighed = check::weigh(&law, kind, &Known(book), &scope)?;
        Ok((unit, weighed))
    };
    let units = asked(book, &rule, period).into_iter().map(weighed).collect::<Result<_, _>>()?;
    Ok(Tried::Law { kept, kind, units })
}

/// Reads an expression as a person writes it, whose value is in `measure_unit`, for the place in `period`.
///
/// # Errors
/// What is wrong in the text, and where.
pub fn try_expression(
    book: &Book,
    text: &str,
    measure_unit: Option<&str>,
    period: Period,
) -> Result<Tried, FormulaError> {
    let expr = formula::read_expr(text, measure_unit, book)?;
    let communes: Vec<UnitId> = book.communes(period).into_iter().map(|u| u.id.clone()).collect();
    let scope = check::Scope { place: &book.place_unit(), children: &communes, period };
    let amount = check::amount(&expr, measure_unit, &Known(book), &scope)?;
    Ok(Tried::Amount { kept: expr.to_string(), amount })
}

/// A formula with names for codes and words for marks, as people read it.
pub fn in_words(book: &Book, formula: &str) -> String {
    const SIGNS: [(&str, &str); 4] = [(" <= ", " ≤ "), (" >= ", " ≥ "), (" != ", " ≠ "), (" * ", " × ")];
    let words = formula::with_names(formula, &|code| book.indicator(code).map(|i| i.name.clone()));
    let words = SIGNS.iter().fold(words, |words, (sign, plain)| words.replace(sign, plain));
    ENTRIES.iter().fold(words, |words, entry| match entry.role {
        Role::Measure(_) => words.replace(entry.name(), &format!(" ({})", entry.label())),
        Role::Shift(_) | Role::Span(_) => words.replace(entry.name(), &format!(" {}", entry.label())),
        _ => words,
    })
}

/// A formula with `[names]` for codes, which reads back as the same.
pub fn in_names(book: &Book, formula: &str) -> String {
    formula::with_names(formula, &|code| book.indicator(code).map(|i| formula::called(i, book)))
}

/// Keeps a rule as written: a new one when it has no id yet.
///
/// # Errors
/// `not-allowed`, `not-found`, `bad-input` with what is wrong in the formula.
pub fn set(book: &Book, who: &Account, written: &Rule, reason: &str) -> Result<Act, Refusal> {
    need(who, Right::EditCatalogue)?;
    let known = book.rules.iter().find(|rule| rule.id == written.id);
    if known.is_none() && !written.id.as_str().is_empty() {
        return Err(Refusal::of(RefusalCode::NotFound, "quy tắc này"));
    }
    let mut rule = written.clone();
    // What looks at history has no formula, and a law of every indicator is kept as it stands.
    if known.is_none_or(|known| known.formula != written.formula) {
        let law = formula::read(&written.formula, book)
            .map_err(|error| Refusal::of(RefusalCode::BadInput, error))?;
        rule.formula = law.to_string();
        rule.kind = kind_of(&law);
    }
    if let Some(twin) = book.rules.iter().find(|r| r.id != rule.id && is_twin(r, &rule)) {
        return Err(Flaw::RuleTwice.about(in_words(book, &twin.formula)));
    }
    if rule.from.zip(rule.to).is_some_and(|(from, to)| from > to) {
        return Err(Flaw::ValidityReversed.into());
    }
    let named = rule.owner.iter().chain(match &rule.scope {
        RuleScope::Units(units) => units.as_slice(),
        _ => &[],
    });
    if named.into_iter().any(|unit| !book.units.contains_key(unit)) {
        return Err(Flaw::UnitUnknown.into());
    }
    if rule.id.as_str().is_empty() {
        rule.id = free_id(book);
    }
    Ok(Act::RuleSet { rule, reason: reason.trim().to_owned() })
}

fn is_twin(one: &Rule, other: &Rule) -> bool {
    !one.formula.is_empty()
        && (&one.formula, &one.scope, one.from, one.to)
            == (&other.formula, &other.scope, other.from, other.to)
}

/// An id that no rule has or had.
fn free_id(book: &Book) -> RuleId {
    let number = |id: &RuleId| id.as_str().strip_prefix(WRITTEN)?.parse::<u32>().ok();
    let ids = book.rules.iter().map(|rule| &rule.id).chain(book.former_rules.keys());
    RuleId::from(format!("{WRITTEN}{}", ids.filter_map(number).max().unwrap_or(0) + 1))
}

/// Takes the last change of a rule back.
///
/// # Errors
/// `not-allowed`; `not-found` when nothing was changed.
pub fn take_back(book: &Book, who: &Account, id: &RuleId) -> Result<Act, Refusal> {
    need(who, Right::EditCatalogue)?;
    match book.former_rules.get(id).is_some_and(|former| !former.is_empty()) {
        true => Ok(Act::RuleTakenBack { rule: id.clone() }),
        false => Err(Refusal::of(RefusalCode::NotFound, "lần sửa nào của quy tắc này để hoàn tác")),
    }
}
