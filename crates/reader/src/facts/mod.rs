//! Figures: quantities with subject, kind, window, parts.

mod around;
mod cells;
mod cue;
mod kind;
mod part;
mod subject;
mod text;
mod when;
mod whereabouts;
mod words;

use crate::outline::section;
use crate::scalars::Scalars;
use crate::tables::Table;
use model::{Because, Decimal, Document, Fact, FactField, FactWindow, OutlineItem, SourceText};
use text::Text;
use viet::quantity::Quantity;

/// Reads every figure of a text in its order.
pub(crate) fn facts(
    source: &SourceText,
    scalars: &Scalars<'_>,
    outline: &[OutlineItem],
    document: &Document,
    tables: &[Table],
) -> Vec<Fact> {
    let text = Text::new(source, scalars, tables);
    let bare = |i: usize| {
        let quantity = &text.figures[i];
        let surface = text.slice(quantity.start, quantity.end).to_owned();
        bare(source, format!("f{}", i + 1), surface, quantity)
    };
    let mut facts: Vec<Fact> = (0..text.figures.len()).map(bare).collect();
    let times = when::Times::new(&text, document.period);
    for (i, fact) in facts.iter_mut().enumerate() {
        fact.section = section(outline, place_in_body(source, fact));
        if let Some(cell) = text.cells.get(&text.figures[i].tokens.0) {
            cells::set_window_and_place(&text, &times, cell, fact);
        }
    }
    whereabouts::set_places(&text, document, outline, &mut facts);
    when::set_windows(&text, &times, source, outline, &mut facts);
    let year = document.period.map(model::Period::year);
    kind::set_kinds(&text, source, outline, year, &mut facts);
    part::set_parts(&text, source, &mut facts);
    cells::set_parts(&text, &mut facts);
    kind::parts_of_estimates(&text, &mut facts);
    subject::set_subjects(&text, outline, &mut facts);
    for (i, fact) in facts.iter_mut().enumerate() {
        fact.confidence = confidence(&text, i, fact, source.recognised);
        fact.because.extend(quantity_reasons(&text, i));
        fact.because.sort_by_key(|because| (because.field, because.start));
    }
    facts
}

/// The place of a figure or heading among all of its sort: ids are a letter and a count from one.
fn index_of(id: &str) -> Option<usize> {
    id.get(1..)?.parse::<usize>().ok()?.checked_sub(1)
}

/// What the quantity alone says.
pub(crate) fn bare(source: &SourceText, id: String, surface: String, quantity: &Quantity) -> Fact {
    let value = quantity.value;
    Fact {
        id,
        surface,
        start: quantity.start,
        end: quantity.end,
        value,
        high: quantity.high,
        denominator: quantity.denominator,
        decimals: value.decimals(),
        unit: quantity.unit.clone(),
        subject: String::new(),
        kind: model::FactKind::Actual,
        direction: None,
        comparison: None,
        approx: quantity.approx,
        estimated: false,
        part_of: None,
        place: None,
        window: FactWindow::default(),
        section: None,
        footnote: source.notes.iter().position(|n| n.start <= quantity.start && quantity.start < n.end),
        confidence: Decimal::ONE,
        because: Vec::new(),
    }
}

/// Why number, unit of measure and loosening word are what they are.
fn quantity_reasons(text: &Text, i: usize) -> Vec<Because> {
    let quantity = &text.figures[i];
    let mut reasons = vec![text.because(FactField::Value, quantity.form.name(), quantity.tokens)];
    if let Some((rule, words)) = quantity.unit_from.map(|from| (from.name(), quantity.unit_words())) {
        reasons.push(text.because(FactField::Unit, rule, words));
    }
    reasons
        .extend(quantity.approx_words.map(|words| text.because(FactField::Approx, "loosening-word", words)));
    reasons
}

/// Where the figure belongs in the body: its own place, or that of its footnote's mark.
pub(crate) fn place_in_body(source: &SourceText, fact: &Fact) -> usize {
    let note = fact.footnote.and_then(|i| source.notes.get(i));
    note.and_then(|note| note.anchor).unwrap_or(fact.start)
}

/// Sure of the number as it is; less sure of one that was recognised in a picture, and of a unit or a subject that had to
/// be guessed.
fn confidence(text: &Text, i: usize, fact: &Fact, recognised: bool) -> Decimal {
    let quantity = &text.figures[i];
    let mut hundredths = 98;
    if !quantity.known_unit {
        hundredths -= 25;
    }
    if fact.unit.is_none() {
        hundredths -= 20;
    }
    if fact.subject.is_empty() {
        hundredths -= 30;
    }
    if recognised {
        hundredths -= 20;
    }
    Decimal::new(hundredths, 2)
}
