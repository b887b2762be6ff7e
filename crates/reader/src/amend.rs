//! A reading as an officer amended it: what the text prints stays, what was taken from it changes.

use crate::facts::{bare, place_in_body};
use crate::findings;
use crate::outline::section;
use crate::relations;
use crate::scalars::one_line;
use model::{Amendment, Block, Decimal, Fact, FactField, FactKind, OutlineItem, Reading, SourceText};
use viet::number;
use viet::quantity::{self, Mention, Quantity};
use viet::token::tokens;

/// Why an amendment cannot be made; the words are for the officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The figure was split, joined or discarded meanwhile.
    #[error("số này không còn trong kết quả đọc, hãy tải lại trang")]
    Gone,
    /// The stretch prints no number.
    #[error("đoạn được chọn không có chữ số nào, hãy chọn lại đúng phần in con số")]
    NoNumber,
    /// A figure stands there already.
    #[error("đoạn được chọn đã có một số liệu, hãy sửa số liệu đó")]
    Taken,
    /// A cut that leaves no number on one side.
    #[error("chỗ tách phải nằm giữa hai con số")]
    NoCut,
    /// Two figures that do not follow each other.
    #[error("chỉ ghép được hai số đứng liền nhau trong một đoạn")]
    Apart,
    /// Two figures that no rule reads as one.
    #[error("hai số này không ghép được thành một số; hãy bỏ số thừa rồi sửa giá trị của số còn lại")]
    NotOne,
    /// A figure that would be a part of itself.
    #[error("số tổng được chọn lại là một phần của chính số này, hãy chọn số tổng khác")]
    OwnPart,
}

/// The reading with the amendments in it, in their order. One that no longer fits is passed over: it amended what an
/// earlier step made, and that step was taken back. Relations and findings are found anew.
pub fn amended(source: &SourceText, reading: &Reading, amendments: &[Amendment]) -> Reading {
    let mut reading = reading.clone();
    let mut fitting = 0;
    for amendment in amendments {
        fitting += usize::from(amend(source, &reading.outline, &mut reading.facts, amendment).is_ok());
    }
    if fitting > 0 {
        reading.relations = relations(source, &reading.facts);
        reading.findings = findings::anew(source, &reading);
    }
    reading
}

/// Makes one amendment. What a person said is sure.
///
/// # Errors
/// [`Unfit`]; the facts are as before.
pub fn amend(
    source: &SourceText,
    outline: &[OutlineItem],
    facts: &mut Vec<Fact>,
    amendment: &Amendment,
) -> Result<(), Unfit> {
    match amendment {
        Amendment::Split { fact, at } => split(source, facts, fact, *at),
        Amendment::Join { fact, with } => join(source, facts, fact, with),
        Amendment::Add { start, end } => add(source, outline, facts, *start, *end),
        Amendment::Discard { fact } => discard(facts, fact),
        Amendment::PartOf { fact, whole } => part_of(facts, fact, whole.as_deref()),
        Amendment::Value { fact, .. }
        | Amendment::Unit { fact, .. }
        | Amendment::Kind { fact, .. }
        | Amendment::Subject { fact, .. }
        | Amendment::Place { fact, .. }
        | Amendment::Direction { fact, .. }
        | Amendment::Window { fact, .. } => {
            let at = position(facts, fact)?;
            set(&mut facts[at], amendment);
            Ok(())
        }
    }
}

/// Sets a field.
fn set(fact: &mut Fact, amendment: &Amendment) {
    let field = match amendment {
        Amendment::Value { value, .. } => {
            (fact.value, fact.decimals, fact.high) = (*value, value.decimals(), None);
            FactField::Value
        }
        Amendment::Unit { unit, .. } => {
            fact.unit = unit.as_deref().and_then(words);
            FactField::Unit
        }
        Amendment::Kind { kind, .. } => {
            fact.kind = *kind;
            FactField::Kind
        }
        Amendment::Subject { subject, .. } => {
            fact.subject = words(subject).unwrap_or_default();
            FactField::Subject
        }
        Amendment::Place { place, .. } => {
            fact.place = place.as_deref().and_then(words);
            FactField::Place
        }
        Amendment::Direction { direction, .. } => {
            fact.direction = direction.map(|direction| direction.name().to_owned());
            FactField::Direction
        }
        Amendment::Window { window, .. } => {
            fact.window = window.clone();
            FactField::Window
        }
        Amendment::PartOf { .. }
        | Amendment::Split { .. }
        | Amendment::Join { .. }
        | Amendment::Discard { .. }
        | Amendment::Add { .. } => return,
    };
    said(fact, field);
}

/// A person said it: the rule that had set the field no longer speaks for it.
fn said(fact: &mut Fact, field: FactField) {
    fact.because.retain(|reason| reason.field != field);
    fact.confidence = Decimal::ONE;
}

/// A whole is another figure that is no part of this one.
fn part_of(facts: &mut [Fact], id: &str, whole: Option<&str>) -> Result<(), Unfit> {
    let at = position(facts, id)?;
    let mut above = whole;
    for _ in 0..facts.len() {
        let Some(next) = above else { break };
        if next == id {
            return Err(Unfit::OwnPart);
        }
        above = facts[position(facts, next)?].part_of.as_deref();
    }
    let fact = &mut facts[at];
    fact.part_of = whole.map(str::to_owned);
    said(fact, FactField::PartOf);
    Ok(())
}

/// Words with one blank between them; none when there are none.
fn words(text: &str) -> Option<String> {
    Some(one_line(text)).filter(|text| !text.is_empty())
}

fn position(facts: &[Fact], id: &str) -> Result<usize, Unfit> {
    facts.iter().position(|fact| fact.id == id).ok_or(Unfit::Gone)
}

/// Both parts are read anew; a part that names no unit of measure keeps that of the figure.
fn split(source: &SourceText, facts: &mut Vec<Fact>, id: &str, at: usize) -> Result<(), Unfit> {
    let i = position(facts, id)?;
    let whole = &facts[i];
    let inside = whole.start < at && at < whole.end;
    let block = inside.then(|| block_at(source, whole.start)).flatten().ok_or(Unfit::NoCut)?;
    let first = number_in(source, whole.start, at, at).ok_or(Unfit::NoCut)?;
    let second = number_in(source, at, whole.end, block.end).ok_or(Unfit::NoCut)?;
    let second = Fact { id: free_id(facts, id), approx: None, ..part(whole, second) };
    facts[i] = part(whole, first);
    facts.insert(i + 1, second);
    Ok(())
}

fn part(whole: &Fact, stretch: Stretch) -> Fact {
    let Stretch { quantity, surface } = stretch;
    Fact {
        surface,
        start: quantity.start,
        end: quantity.end,
        value: quantity.value,
        decimals: quantity.value.decimals(),
        high: quantity.high,
        denominator: quantity.denominator,
        unit: quantity.unit.or_else(|| whole.unit.clone()),
        confidence: Decimal::ONE,
        because: whole.because.iter().filter(|reason| !is_of_number(reason.field)).cloned().collect(),
        ..whole.clone()
    }
}

fn is_of_number(field: FactField) -> bool {
    matches!(field, FactField::Value | FactField::Unit | FactField::Approx)
}

/// `f12` split gives `f12` and `f12b`; split again, `f12c`.
fn free_id(facts: &[Fact], id: &str) -> String {
    let taken = |id: &String| facts.iter().any(|fact| fact.id == *id);
    let next = ('b'..='z').map(|letter| format!("{id}{letter}")).find(|id| !taken(id));
    next.unwrap_or_else(|| format!("{id}-{}", facts.len()))
}

/// One figure where two were read: mixed money, a number broken over a line, the ends of a range, a ratio.
fn join(source: &SourceText, facts: &mut Vec<Fact>, id: &str, with: &str) -> Result<(), Unfit> {
    let (i, j) = (position(facts, id)?, position(facts, with)?);
    let (first, second) = (&facts[i], &facts[j]);
    let block = block_at(source, first.start).filter(|block| second.end <= block.end);
    let follows = first.end <= second.start
        && !facts.iter().any(|other| first.end <= other.start && other.end <= second.start);
    let block = block.filter(|_| follows).ok_or(Unfit::Apart)?;
    let joined = as_one(source, block, first, second).ok_or(Unfit::NotOne)?;
    let gone = second.id.clone();
    facts[i] = joined;
    facts.remove(j);
    orphan(facts, &gone, Some(id));
    Ok(())
}

fn as_one(source: &SourceText, block: &Block, first: &Fact, second: &Fact) -> Option<Fact> {
    let words = text(source, first.start, block.end);
    let cut = tokens(&words);
    let whole = quantity::scan(&cut).into_iter().find_map(|mention| match mention {
        Mention::Figure(quantity) => Some(quantity),
        Mention::Other(..) => None,
    });
    let reach = second.end - first.start;
    if let Some(quantity) = whole.filter(|quantity| quantity.start == 0 && quantity.end >= reach) {
        let quantity = shifted(quantity, first.start);
        let surface = text(source, quantity.start, quantity.end);
        return Some(part(first, Stretch { quantity, surface }));
    }
    let one = Fact {
        end: second.end,
        surface: text(source, first.start, second.end),
        unit: second.unit.clone().or_else(|| first.unit.clone()),
        confidence: Decimal::ONE,
        because: first.because.iter().filter(|reason| !is_of_number(reason.field)).cloned().collect(),
        ..first.clone()
    };
    match text(source, first.end, second.start).trim() {
        joint @ ("" | "." | ",") => {
            let value = number::parse(&format!("{}{joint}{}", first.surface.trim(), second.surface.trim()))?;
            Some(Fact { value, decimals: value.decimals(), ..one })
        }
        "-" | "–" | "đến" | "tới" => {
            let high = Some(second.value.value()).filter(|high| *high > first.value.value())?;
            Some(Fact { high: Some(high), ..one })
        }
        "/" => Some(Fact { denominator: Some(second.value.value()), ..one }),
        _ => None,
    }
}

fn discard(facts: &mut Vec<Fact>, id: &str) -> Result<(), Unfit> {
    let at = position(facts, id)?;
    facts.remove(at);
    orphan(facts, id, None);
    Ok(())
}

/// Parts of a figure that is gone are parts of its heir.
fn orphan(facts: &mut [Fact], gone: &str, heir: Option<&str>) {
    for fact in facts.iter_mut().filter(|fact| fact.part_of.as_deref() == Some(gone)) {
        fact.part_of = heir.filter(|heir| *heir != fact.id).map(str::to_owned);
    }
}

/// The figure printed in a stretch that the reader passed over.
fn add(
    source: &SourceText,
    outline: &[OutlineItem],
    facts: &mut Vec<Fact>,
    start: usize,
    end: usize,
) -> Result<(), Unfit> {
    let block =
        block_at(source, start).filter(|block| start < end && end <= block.end).ok_or(Unfit::NoNumber)?;
    let Stretch { quantity, surface } = number_in(source, start, end, block.end).ok_or(Unfit::NoNumber)?;
    if facts.iter().any(|fact| fact.start < quantity.end && quantity.start < fact.end) {
        return Err(Unfit::Taken);
    }
    let mut fact = bare(source, format!("n{}", quantity.start), surface, &quantity);
    fact.section = section(outline, place_in_body(source, &fact));
    if fact.unit.as_deref() == Some("%") {
        fact.kind = FactKind::SharePct;
    }
    let at = facts.partition_point(|other| other.start < fact.start);
    facts.insert(at, fact);
    Ok(())
}

/// A number with its unit of measure, and what prints the number.
struct Stretch {
    quantity: Quantity,
    surface: String,
}

/// The first number that begins before `end`; its unit of measure is read up to `reach`.
fn number_in(source: &SourceText, start: usize, end: usize, reach: usize) -> Option<Stretch> {
    let words = text(source, start, reach);
    let cut = tokens(&words);
    let at = cut.iter().position(|token| token.number() && start + token.start < end)?;
    let quantity = shifted(quantity::in_cell(&cut, at)?, start);
    let surface = text(source, quantity.start, quantity.end);
    Some(Stretch { quantity, surface })
}

fn shifted(quantity: Quantity, by: usize) -> Quantity {
    Quantity { start: quantity.start + by, end: quantity.end + by, ..quantity }
}

/// The paragraph or cell around an offset.
fn block_at(source: &SourceText, at: usize) -> Option<&Block> {
    source.blocks.iter().find(|block| block.start <= at && at < block.end)
}

fn text(source: &SourceText, start: usize, end: usize) -> String {
    source.text.chars().skip(start).take(end.saturating_sub(start)).collect()
}
