//! What cannot be more than something else: a part than its whole, work paid than the money planned.

use super::view::{Class, Figure, View, printed};
use model::{FactKind, Relation, RelationKind, Strength};

/// `small ≤ large`, held against the intervals.
pub(super) fn bound(small: &Figure<'_>, large: &Figure<'_>, strength: Strength) -> Relation {
    let holds = small.interval().may_be_at_most(large.interval());
    let sign = if holds { "≤" } else { ">" };
    Relation {
        kind: RelationKind::Bound,
        members: vec![small.fact.id.clone(), large.fact.id.clone()],
        holds,
        strength,
        expression: printed(&[small, large]).join(&format!(" {sign} ")),
    }
}

/// Spending against what was planned for it, and settlement against the investment.
pub(super) fn bounds(view: &View<'_>) -> Vec<Relation> {
    let mut found = Vec::new();
    for (span, _) in &view.sentences {
        let here: Vec<&Figure<'_>> = view
            .within(span)
            .filter_map(|index| view.figure_at(index))
            .filter(|f| f.adds_up() && f.bracket.is_none())
            .collect();
        for (at, limit) in here.iter().enumerate() {
            let start =
                at.checked_sub(1).and_then(|before| here.get(before)).map_or(span.start, |f| f.fact.end);
            let lead = view.text(&(start..limit.fact.start)).to_lowercase();
            for later in here.iter().skip(at + 1).filter(|later| later.class.is(&limit.class)) {
                let clause = clause_before(view, later);
                if is_limited(&lead, limit, later, &clause) {
                    found.push(bound(later, limit, Strength::Stated));
                } else if limit.fact.kind == FactKind::Plan
                    && later.fact.kind == FactKind::Actual
                    && lead.contains("kế hoạch")
                {
                    // More than the plan may well be done: told only when it holds.
                    found.extend(
                        Some(bound(later, limit, Strength::Inferred)).filter(|relation| relation.holds),
                    );
                }
            }
        }
        found.extend(here.iter().filter_map(|figure| fraction(figure)));
    }
    found
}

/// The words between a figure and the stop or figure before it, in lower case.
fn clause_before(view: &View<'_>, figure: &Figure<'_>) -> String {
    let sentence = view.sentence(figure.sentence).map_or(0, |span| span.start);
    let text = view.text(&(sentence..figure.fact.start)).to_lowercase();
    text.rsplit([',', ';', ':', '(']).next().unwrap_or_default().to_owned()
}

fn is_limited(lead: &str, limit: &Figure<'_>, later: &Figure<'_>, clause: &str) -> bool {
    let says = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let money = matches!(limit.class, Class::Measured(_)) && limit.class.is(&later.class);
    let done = matches!(later.fact.kind, FactKind::Actual | FactKind::Estimate);
    let spent = says(clause, &["khối lượng thực hiện", "giải ngân", "thanh toán", "cấp phát"]);
    let granted = says(
        lead,
        &[
            "kế hoạch vốn",
            "vốn phân bổ",
            "vốn được giao",
            "vốn giao",
            "kinh phí bố trí",
            "kinh phí được giao",
            "dự toán chi",
        ],
    );
    let settled = says(clause, &["quyết toán"]) && says(lead, &["tổng mức đầu tư", "giá trị hợp đồng"]);
    let other_span = clause.contains("lũy kế") || clause.contains("luỹ kế");
    money && done && !other_span && ((spent && granted) || settled)
}

/// `15/20`: the first is among the second.
fn fraction(figure: &Figure<'_>) -> Option<Relation> {
    let whole = figure.fact.denominator?;
    let value = figure.fact.value.value();
    (value <= whole).then(|| Relation {
        kind: RelationKind::Bound,
        members: vec![figure.fact.id.clone()],
        holds: true,
        strength: Strength::Stated,
        expression: format!("{} ≤ {}", figure.print(), viet::number::format(model::Number::new(whole))),
    })
}
