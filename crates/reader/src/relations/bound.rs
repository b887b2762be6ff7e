//! What cannot be more than something else: a part than its whole, work paid than the money planned.

use super::view::{Class, Figure, View, printed};
use model::{FactKind, Relation, RelationKind, Strength};
use std::cell::LazyCell;
use viet::letter::{lower, reads};

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
            let lead = LazyCell::new(|| lower(view.text(&(start..limit.fact.start))));
            for later in here.iter().skip(at + 1).filter(|later| later.class.is(&limit.class)) {
                if is_paid(limit, later) && is_limited(&lead, &clause_before(view, later)) {
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
        found.extend(here.windows(2).filter_map(|pair| household(view, pair)));
    }
    found
}

/// The words between a figure and the stop or figure before it, in lower case.
fn clause_before(view: &View<'_>, figure: &Figure<'_>) -> String {
    let sentence = view.sentence(figure.sentence).map_or(0, |span| span.start);
    let text = view.text(&(sentence..figure.fact.start));
    lower(text.rsplit([',', ';', ':', '(']).next().unwrap_or_default())
}

/// Whether both are money, of which the second was spent.
fn is_paid(limit: &Figure<'_>, later: &Figure<'_>) -> bool {
    matches!(limit.class, Class::Measured(_))
        && matches!(later.fact.kind, FactKind::Actual | FactKind::Estimate)
}

fn is_limited(lead: &str, clause: &str) -> bool {
    let says = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let spent = || {
        says(clause, &["khối lượng thực hiện", "giải ngân", "thanh toán", "cấp phát"])
            && !says(clause, &["lũy kế", "luỹ kế"])
            && says(
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
            )
    };
    let settled = || says(clause, &["quyết toán"]) && says(lead, &["tổng mức đầu tư", "giá trị hợp đồng"]);
    let built = || {
        says(clause, &["sản lượng", "giá trị thực hiện", "khối lượng", "nghiệm thu"])
            && says(lead, &["giá trị hợp đồng", "giá hợp đồng"])
    };
    spent() || settled() || built()
}

/// Things of which there are only so many, whatever was planned.
const COUNTED_OUT: [&str; 12] = [
    "xã",
    "phường",
    "thị trấn",
    "huyện",
    "thôn",
    "bản",
    "ấp",
    "khu phố",
    "khu dân cư",
    "tổ dân phố",
    "trường",
    "hộ",
];

/// `15/20`: the first is among the second. More than planned may well be done, but no more communes than there are.
fn fraction(figure: &Figure<'_>) -> Option<Relation> {
    let whole = figure.fact.denominator?;
    let holds = figure.fact.value.value() <= whole;
    let counted_out = || {
        let unit = figure.fact.unit.as_deref().map(viet::fold::key).unwrap_or_default();
        COUNTED_OUT.contains(&unit.as_str())
    };
    let sign = if holds { "≤" } else { ">" };
    (holds || counted_out()).then(|| Relation {
        kind: RelationKind::Bound,
        members: vec![figure.fact.id.clone()],
        holds,
        strength: if holds { Strength::Stated } else { Strength::Inferred },
        expression: format!("{} {sign} {}", figure.print(), viet::number::format(model::Number::new(whole))),
    })
}

/// `452 hộ với 2.045 khẩu`: a household has one member at least.
fn household(view: &View<'_>, pair: &[&Figure<'_>]) -> Option<Relation> {
    let [homes, people] = pair else { return None };
    let is = |figure: &Figure<'_>, nouns: &[&str]| {
        figure.fact.unit.as_deref().is_some_and(|unit| nouns.iter().any(|noun| reads(unit, noun)))
    };
    let between = view.text(&(homes.fact.end..people.fact.start));
    let beside = || between.chars().count() <= 15 && !between.contains([';', ':']);
    let told = is(homes, &["hộ"]) && is(people, &["khẩu", "nhân khẩu"]) && beside();
    told.then(|| bound(homes, people, Strength::Inferred))
}
