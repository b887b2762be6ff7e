//! A number of things and the list of them: `02 công ty (công ty A và công ty B)`.

use super::view::{Class, Figure, View};
use model::{Decimal, Relation, RelationKind, Strength};

/// Longer lists are counted wrongly too easily.
const MOST: usize = 15;

/// Only counts that come out right are told: what a comma divides is a guess.
pub(super) fn counts(view: &View<'_>) -> Vec<Relation> {
    let mut found = Vec::new();
    for figure in view.figures.iter().filter(|f| f.adds_up() && matches!(f.class, Class::Counted(_))) {
        let Some(number) = whole_number(figure).filter(|n| (2..=MOST).contains(n)) else { continue };
        let listed = bracket_after(view, figure)
            .or_else(|| colon_after(view, figure))
            .or_else(|| note_of(view, figure));
        let Some(list) = listed else { continue };
        if figures_in(view, &list) > 0 {
            continue;
        }
        let text = view.text(&list);
        let semicolons = 1 + text.matches(';').count();
        let (fewest, most) = if semicolons > 1 { (semicolons, semicolons) } else { comma_items(text) };
        if (fewest..=most).contains(&number) {
            found.push(Relation {
                kind: RelationKind::Count,
                members: vec![figure.fact.id.clone()],
                holds: true,
                strength: Strength::Stated,
                expression: format!("{} = {number} mục được liệt kê", figure.print()),
            });
        }
    }
    found
}

fn whole_number(figure: &Figure<'_>) -> Option<usize> {
    let value = figure.fact.value.value();
    (value.fract() == Decimal::ZERO).then(|| value.to_string().split('.').next()?.parse().ok()).flatten()
}

/// Items parted by commas; `và` parts items or stands inside one.
fn comma_items(text: &str) -> (usize, usize) {
    let commas = 1 + text.matches(", ").count();
    let joined = format!(" {text} ").matches(" và ").count();
    (commas, commas + joined)
}

type Span = std::ops::Range<usize>;

fn figures_in(view: &View<'_>, span: &Span) -> usize {
    view.within(span).filter_map(|at| view.figure_at(at)).filter(|f| f.adds_up()).count()
}

/// A bracket that opens after the counted noun, before the next stop.
fn bracket_after(view: &View<'_>, figure: &Figure<'_>) -> Option<Span> {
    let (span, _) = view
        .brackets
        .iter()
        .find(|(span, around)| span.start > figure.fact.end && *around == figure.bracket)?;
    let between = view.text(&(figure.fact.end..span.start));
    (between.chars().count() <= 40 && !between.contains([';', '.', ':'])).then(|| span.clone())
}

/// `02 công ty: A và B`.
fn colon_after(view: &View<'_>, figure: &Figure<'_>) -> Option<Span> {
    let limit = figure.bracket.and_then(|at| view.brackets.get(at)).map_or_else(
        || view.sentence(figure.sentence).map_or(figure.fact.end, |span| span.end),
        |(span, _)| span.end,
    );
    let after = view.text(&(figure.fact.end..limit));
    let colon = after.chars().position(|c| c == ':')?;
    let between: String = after.chars().take(colon).collect();
    (colon <= 40 && !between.contains([',', ';', '.'])).then_some(figure.fact.end + colon + 1..limit)
}

/// The footnote at the end of the figure's sentence lists by semicolons.
fn note_of(view: &View<'_>, figure: &Figure<'_>) -> Option<Span> {
    let end = view.sentence(figure.sentence)?.end;
    let start = figure.fact.end;
    let next = view.figures.iter().find(|f| f.fact.start > start).map_or(usize::MAX, |f| f.fact.start);
    let note = view
        .source
        .notes
        .iter()
        .find(|note| note.anchor.is_some_and(|at| at >= start && at <= end && at <= next))?;
    let text = view.text(&(note.start..note.end));
    text.contains(';').then_some(note.start..note.end)
}
