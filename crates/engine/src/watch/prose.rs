//! Prose against data: a paragraph is compared with what it was in the report before. A number typed where a live figure stood, a
//! unit of measure that is gone or another, a list that no longer has as many items as its number says.

use super::words::prose as words;
use crate::book::Book;
use crate::compile::{self, CompiledFigure};
use crate::resolve::Status;
use model::{
    CellKey, Evidence, Figure, Finding, FindingKey, Inline, Measure, Passage, Period, Rule, RuleKind,
    Template,
};
use viet::measure_unit;
use viet::quantity::{Mention, Quantity, scan};
use viet::token::{Token, tokens};

/// Words beside a number by which its place in a sentence is known again.
const BESIDE: usize = 2;

/// What the living report of a period says otherwise than the data.
pub fn of_report(book: &Book, period: Period) -> Vec<Finding> {
    let Some(state) = book.report(period).filter(|_| book.is_written(period)) else {
        return Vec::new();
    };
    let Some((before, last)) = crate::prose::compare::previous(book, period) else { return Vec::new() };
    let rules: Vec<&Rule> = book.rules.iter().filter(|r| r.runs_in(period)).collect();
    let former = |passage: &Passage, template: &Template| {
        template.passages.iter().find(|p| p.id == passage.id).cloned()
    };
    let mut found = Vec::new();
    for passage in &state.template.passages {
        let Some(former) = former(passage, &last.template) else { continue };
        let page = Page { book, period, passage };
        let (was, now) = (Text::of(book, &former, before), Text::of(book, passage, period));
        for rule in &rules {
            found.extend(match rule.kind {
                RuleKind::TextAgainstData => page.stale(rule, &was, &now),
                RuleKind::ForgottenUnit => page.units(rule, &was, &now),
                RuleKind::Enumeration => page.lists(rule, &was, &now),
                _ => Vec::new(),
            });
        }
    }
    found
}

/// A paragraph as plain text, with its live figures and their places.
struct Text {
    text: String,
    figures: Vec<(Figure, usize, usize)>,
}

impl Text {
    fn of(book: &Book, passage: &Passage, period: Period) -> Self {
        let mut made = Self { text: String::new(), figures: Vec::new() };
        let mut end = 0;
        for inline in &passage.inlines {
            let words = match inline {
                Inline::Text { text, .. } => text.clone(),
                Inline::Period { mention } => crate::mention::render(mention, period),
                Inline::Note { .. } => String::new(),
                Inline::Figure { figure } => compile::print(book, figure, period).text,
            };
            let start = end;
            end += words.chars().count();
            if let Inline::Figure { figure } = inline {
                made.figures.push((figure.clone(), start, end));
            }
            made.text.push_str(&words);
        }
        made
    }

    /// The quantities in it.
    fn quantities(&self, tokens: &[Token]) -> Vec<Quantity> {
        let figure = |mention| match mention {
            Mention::Figure(quantity) => Some(quantity),
            Mention::Other(..) => None,
        };
        scan(tokens).into_iter().filter_map(figure).collect()
    }

    fn is_live(&self, start: usize) -> bool {
        self.figures.iter().any(|(_, from, to)| (*from..*to).contains(&start))
    }

    /// The words around a stretch: some before, some after.
    fn beside(&self, start: usize, end: usize) -> [Vec<String>; 2] {
        let all = tokens(&self.text);
        let before: Vec<&Token> = all.iter().filter(|t| t.end <= start).collect();
        let after = all.iter().filter(|t| t.start >= end).take(BESIDE);
        let word = |token: &Token| token.key().into();
        [before.iter().rev().take(BESIDE).map(|t| word(t)).collect(), after.map(word).collect()]
    }
}

/// A paragraph of the report of a period.
struct Page<'a> {
    book: &'a Book,
    period: Period,
    passage: &'a Passage,
}

impl Page<'_> {
    /// Numbers typed where a live figure stood, that are not what the figure says now.
    fn stale(&self, rule: &Rule, was: &Text, now: &Text) -> Vec<Finding> {
        let question = |typed: TypedOver| {
            let datum = &typed.datum;
            let value = viet::number::parse(&datum.text).filter(|_| datum.resolved.status < Status::Stale)?;
            let written = viet::number::format(typed.value);
            (value.value() != typed.value.value()).then(|| {
                let says = words::stale(rule, self.name(&datum.figure), &written, &datum.text);
                self.question(rule, &datum.figure, says)
            })
        };
        over(self.book, self.period, was, now).into_iter().filter_map(question).collect()
    }

    /// Live figures whose unit of measure is gone or is another.
    fn units(&self, rule: &Rule, was: &Text, now: &Text) -> Vec<Finding> {
        let (had, has) = (tokens(&was.text), tokens(&now.text));
        let (had, has) = (was.quantities(&had), now.quantities(&has));
        let unit = |text: &[Quantity], start: usize| {
            // A unit taken over from elsewhere in the sentence is not written at the number.
            let own = |q: &Quantity| q.known_unit && q.unit_tokens.0 < q.unit_tokens.1;
            text.iter().find(|q| q.start == start).map(|q| q.unit.clone().filter(|_| own(q)))
        };
        let question = |(figure, start, _): &(Figure, usize, usize)| {
            let (_, then, _) = was.figures.iter().find(|(other, ..)| other.id == figure.id)?;
            let before = unit(&had, *then)??;
            let after = unit(&has, *start).flatten();
            match after {
                Some(after) if measure_unit::same(&after, &before) => None,
                after => Some(self.question(
                    rule,
                    figure,
                    words::unit(rule, self.name(figure), &before, after.as_deref()),
                )),
            }
        };
        now.figures.iter().filter_map(question).collect()
    }

    /// Lists that had as many items as the number before them said, and no longer have.
    fn lists(&self, rule: &Rule, was: &Text, now: &Text) -> Vec<Finding> {
        let question = |(figure, _, end): &(Figure, usize, usize)| {
            let said = |text: &Text, end: usize, period| {
                let printed = compile::print(self.book, figure, period).text;
                let number = viet::number::parse(&printed)?.value();
                Some((number, model::Decimal::from(u64::try_from(items(&text.text, end)?).ok()?)))
            };
            let (_, _, then) = was.figures.iter().find(|(other, ..)| other.id == figure.id)?;
            let before = crate::prose::compare::previous(self.book, self.period).map(|(before, _)| before)?;
            let (said_then, listed_then) = said(was, *then, before)?;
            let (said_now, listed_now) = said(now, *end, self.period)?;
            (said_then == listed_then && said_now != listed_now).then(|| {
                let (number, listed) = (said_now.normalize().to_string(), listed_now.to_string());
                self.question(rule, figure, words::list(rule, self.name(figure), &number, &listed))
            })
        };
        now.figures.iter().filter_map(question).collect()
    }

    fn name(&self, figure: &Figure) -> String {
        self.book
            .indicator(&figure.indicator)
            .map_or_else(|| figure.indicator.to_string(), |i| i.name.clone())
    }

    fn question(&self, rule: &Rule, figure: &Figure, said: super::track::Said) -> Finding {
        let printed = compile::print(self.book, figure, self.period);
        let place = self.book.place_unit();
        let own = CellKey {
            indicator: figure.indicator.clone(),
            unit: figure.unit.clone().unwrap_or_else(|| place.clone()),
            period: if figure.measure == Measure::Plan {
                crate::spans::plan_year(self.period)
            } else {
                self.period
            },
            measure: figure.measure,
        };
        let owner = self.book.indicator(&figure.indicator).map(|i| i.owner.clone());
        Finding {
            key: FindingKey::from(format!("{}:{}:{}:{}", rule.id, self.period, self.passage.id, figure.id)),
            rule: rule.id.clone(),
            kind: rule.kind,
            severity: rule.severity,
            period: self.period,
            ask: self.passage.owner.clone().or(owner).unwrap_or(place),
            says: said.says,
            hint: said.hint,
            computation: said.computation,
            evidence: vec![Evidence { key: own, name: self.name(figure), printed: printed.text }],
            passage: Some(self.passage.id.clone()),
            answer: None,
        }
    }
}

/// A number typed where a live figure stood.
pub(crate) struct TypedOver {
    /// First scalar value of the number, in the words of the paragraph.
    pub start: usize,
    /// The number.
    pub value: model::Number,
    /// What the figure says now.
    pub datum: CompiledFigure,
}

/// Numbers of a paragraph that stand where the report before had a live figure, known by the words beside.
pub(crate) fn typed_over(
    book: &Book,
    period: Period,
    passage: &Passage,
    former: &Passage,
    before: Period,
) -> Vec<TypedOver> {
    over(book, period, &Text::of(book, former, before), &Text::of(book, passage, period))
}

fn over(book: &Book, period: Period, was: &Text, now: &Text) -> Vec<TypedOver> {
    let gone = was.figures.iter().filter(|(f, ..)| !now.figures.iter().any(|(other, ..)| other.id == f.id));
    let gone: Vec<_> = gone.map(|(figure, start, end)| (figure, was.beside(*start, *end))).collect();
    if gone.is_empty() {
        return Vec::new();
    }
    let tokens = tokens(&now.text);
    let typed = now.quantities(&tokens).into_iter().filter(|q| !now.is_live(q.start));
    let stands = |quantity: Quantity| {
        let [before, after] = now.beside(quantity.start, quantity.end);
        let here = |(_, sides): &&(&Figure, [Vec<String>; 2])| {
            (!before.is_empty() && sides[0] == before) || (!after.is_empty() && sides[1] == after)
        };
        let (figure, _) = gone.iter().find(here)?;
        let datum = compile::print(book, figure, period);
        Some(TypedOver { start: quantity.start, value: quantity.value, datum })
    };
    typed.filter_map(stands).collect()
}

/// How many items stand in the list that follows within the sentence: after a colon, a bracket or a word that opens one.
fn items(text: &str, after: usize) -> Option<usize> {
    let rest: String = text.chars().skip(after).collect();
    let sentence = rest.split_inclusive(['.', ';', '\n']).next()?;
    let openings = [":", "(", " gồm ", " là ", " tại "];
    let (at, opening) = openings.into_iter().filter_map(|o| Some((sentence.find(o)?, o))).min()?;
    let list = sentence.get(at + opening.len()..)?;
    let list = list.split([')', '.', ';']).next()?.trim();
    let list = list.replace(" và ", ", ");
    let items = list.split(", ").filter(|item| !item.trim().is_empty()).count();
    (items > 1).then_some(items)
}
