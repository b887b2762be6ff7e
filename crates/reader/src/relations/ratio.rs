//! Printed percentages against the amounts they are made of.

use super::view::{Class, Figure, View, percent_fits, printed};
use model::{Decimal, FactKind, Interval, Relation, RelationKind, Strength};

/// A share that misses by less than this part of itself was meant to be this share.
const NEAR_MISS: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

pub(super) fn ratios(view: &View<'_>) -> Vec<Relation> {
    let mut found = Vec::new();
    for (index, percent) in
        view.figures.iter().enumerate().filter(|(_, percent)| percent.fact.approx.is_none())
    {
        let before: Vec<&Figure<'_>> = view
            .figures
            .iter()
            .take(index)
            .rev()
            .take_while(|f| f.sentence + 2 > percent.sentence && f.fact.footnote == percent.fact.footnote)
            .take(12)
            .filter(|f| f.fact.approx.is_none())
            .collect();
        match percent.fact.kind {
            FactKind::PctOfPlan => {
                found.extend(of_plan(percent, &before).or_else(|| of_fraction(percent, &before)))
            }
            FactKind::SharePct => {
                found.extend(of_fraction(percent, &before).or_else(|| of_whole(view, percent, &before)))
            }
            FactKind::ChangePct => found.extend(of_change(view, index, percent, &before)),
            _ => {}
        }
    }
    found
}

/// A share that misses by more than this part of itself is a share of something else.
const FAR_MISS: Decimal = Decimal::from_parts(50, 0, 0, false, 2);

fn misses_by(part: &Figure<'_>, whole: &Figure<'_>, percent: &Figure<'_>, most: Decimal) -> bool {
    miss(part.value(), whole.value(), percent.fact.value.value()).is_none_or(|miss| miss > most)
}

fn ratio(
    part: &Figure<'_>,
    whole: &Figure<'_>,
    percent: &Figure<'_>,
    holds: bool,
    strength: Strength,
) -> Relation {
    let sign = if holds { "=" } else { "≠" };
    Relation {
        kind: RelationKind::Ratio,
        members: [part, whole, percent].iter().map(|f| f.fact.id.clone()).collect(),
        holds,
        strength,
        expression: format!("{} {sign} {}%", printed(&[part, whole]).join(" / "), percent.print()),
    }
}

fn fits(part: &Figure<'_>, whole: &Figure<'_>, percent: &Figure<'_>) -> bool {
    percent_fits(part.interval(), whole.interval(), percent.fact.value, percent.fact.approx)
}

/// How far the computed share is from the printed one, as a part of the printed one.
fn miss(part: Decimal, whole: Decimal, printed: Decimal) -> Option<Decimal> {
    let computed = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    (computed - printed).abs().checked_div(printed)
}

/// `kế hoạch 40 tỷ, đã giải ngân 10 tỷ, đạt 25% kế hoạch`: the plan stands in the same sentence.
fn of_plan(percent: &Figure<'_>, before: &[&Figure<'_>]) -> Option<Relation> {
    let done = before
        .iter()
        .find(|f| f.sentence == percent.sentence && f.adds_up() && f.fact.kind != FactKind::Plan)?;
    let plans: Vec<&&Figure<'_>> = before
        .iter()
        .filter(|f| {
            f.sentence == percent.sentence
                && f.class.is(&done.class)
                && f.fact.start < done.fact.start
                && f.adds_up()
        })
        .collect();
    if let Some(plan) = plans.iter().find(|plan| fits(done, plan, percent)) {
        return Some(ratio(done, plan, percent, true, Strength::Stated));
    }
    let named: Vec<&&&Figure<'_>> = plans.iter().filter(|plan| plan.fact.kind == FactKind::Plan).collect();
    match named.as_slice() {
        // Far off, the percentage is of another plan.
        [plan] if misses_by(done, plan, percent, FAR_MISS) => None,
        [plan] => Some(ratio(done, plan, percent, false, Strength::Stated)),
        _ => None,
    }
}

/// `15/20 người, đạt 75%`.
fn of_fraction(percent: &Figure<'_>, before: &[&Figure<'_>]) -> Option<Relation> {
    let fraction = before.first().filter(|f| f.sentence == percent.sentence)?;
    let whole = fraction.fact.denominator?;
    let (part, of) = (Interval::point(fraction.fact.value.value()), Interval::point(whole));
    let holds = percent_fits(part, of, percent.fact.value, percent.fact.approx);
    let near = miss(fraction.fact.value.value(), whole, percent.fact.value.value())
        .is_some_and(|miss| miss <= NEAR_MISS);
    let sign = if holds { "=" } else { "≠" };
    (holds || near).then(|| Relation {
        kind: RelationKind::Ratio,
        members: vec![fraction.fact.id.clone(), percent.fact.id.clone()],
        holds,
        strength: Strength::Stated,
        expression: format!(
            "{} / {} {sign} {}%",
            fraction.print(),
            viet::number::format(model::Number::new(whole)),
            percent.print()
        ),
    })
}

/// `52 hộ chiếm tỷ lệ 10%`: of a whole named shortly before, or of all there are.
fn of_whole(view: &View<'_>, percent: &Figure<'_>, before: &[&Figure<'_>]) -> Option<Relation> {
    let part = before.first().filter(|f| f.sentence == percent.sentence && f.adds_up())?;
    let wholes: Vec<&Figure<'_>> = before
        .iter()
        .skip(1)
        .copied()
        .filter(|f| f.adds_up() && f.class.is(&part.class) && f.value() > part.value())
        .collect();
    let fitting = wholes.iter().filter(|whole| fits(part, whole, percent));
    if let Some(whole) = fitting.max_by_key(|whole| (whole.sentence, whole.value())) {
        return Some(ratio(part, whole, percent, true, Strength::Stated));
    }
    let near = |whole: &Figure<'_>| {
        miss(part.value(), whole.value(), percent.fact.value.value()).is_some_and(|miss| miss <= NEAR_MISS)
    };
    if let Some(whole) = wholes.iter().find(|whole| near(whole)) {
        return Some(ratio(part, whole, percent, false, Strength::Inferred));
    }
    let all = view.figures.iter().find(|f| f.adds_up() && f.class.is(&part.class) && is_all(view, f))?;
    let holds = fits(part, all, percent);
    (all.value() > part.value() && (holds || near(all)))
        .then(|| ratio(part, all, percent, holds, Strength::Inferred))
}

/// `toàn xã có 520 hộ`: the figure counts all of its kind.
fn is_all(view: &View<'_>, figure: &Figure<'_>) -> bool {
    let sentence = view.sentence(figure.sentence).map_or(0, |span| span.start);
    let before =
        view.text(&(sentence.max(figure.fact.start.saturating_sub(30))..figure.fact.start)).to_lowercase();
    let clause = before.rsplit(['.', ';', '(']).next().unwrap_or_default();
    [
        "toàn huyện có",
        "toàn xã có",
        "toàn tỉnh có",
        "toàn thành phố có",
        "toàn thị xã có",
        "toàn phường có",
        "tổng số hộ",
        "tổng dân số",
    ]
    .iter()
    .any(|lead| clause.contains(lead))
}

/// `90 ha, giảm 10% (-10 ha)`: the change in percent, the change and the value.
fn of_change(
    view: &View<'_>,
    index: usize,
    percent: &Figure<'_>,
    before: &[&Figure<'_>],
) -> Option<Relation> {
    let next = view.figure_at(index + 1).filter(|f| f.sentence == percent.sentence);
    let change = next.filter(|f| f.fact.kind == FactKind::ChangeAbs)?;
    let level =
        before.iter().find(|f| f.sentence == percent.sentence && f.adds_up() && f.class.is(&change.class))?;
    if change.class == Class::Other {
        return None;
    }
    let amount = change.value().abs();
    let down = percent.fact.direction.as_deref() == Some("down");
    let base = if down { level.value().checked_add(amount)? } else { level.value().checked_sub(amount)? };
    let slack = |figure: &Figure<'_>| Some(figure.interval().high? - figure.value());
    let around =
        |value: Decimal, slack: Decimal| Interval { low: Some(value - slack), high: Some(value + slack) };
    let (own, base_slack) = (slack(change)?, slack(level)? + slack(change)?);
    if base <= base_slack {
        return None;
    }
    let holds =
        percent_fits(around(amount, own), around(base, base_slack), percent.fact.value, percent.fact.approx);
    let near = miss(amount, base, percent.fact.value.value().abs()).is_some_and(|miss| miss <= NEAR_MISS);
    let sign = if holds { "=" } else { "≠" };
    let shown = base.checked_div(level.factor).unwrap_or(base);
    (holds || near).then(|| Relation {
        kind: RelationKind::Ratio,
        members: [change, level, percent].iter().map(|f| f.fact.id.clone()).collect(),
        holds,
        strength: Strength::Stated,
        expression: format!(
            "{} / {} {sign} {}%",
            change.print(),
            viet::number::format(model::Number::new(shown)),
            percent.print()
        ),
    })
}
