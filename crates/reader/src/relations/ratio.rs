//! Printed percentages against the amounts they are made of.

use super::around::{Around, is_all};
use super::slip;
use super::view::{Figure, View, in_percent, printed};
use model::{Decimal, Interval, Number, Relation, RelationKind, Strength};

/// One way to compute a printed percentage.
pub(super) struct Try {
    /// What the percentage would be.
    pub(super) computed: Interval,
    pub(super) members: Vec<String>,
    /// `125,4 / 240`.
    pub(super) quotient: String,
    pub(super) told: Told,
    /// Sentences between the two figures.
    pub(super) apart: usize,
}

/// How surely the text means these figures.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Words put them together, and name nothing else.
    Named,
    /// The whole is the nearest that may be meant.
    Near,
    /// The whole counts all of its kind, elsewhere in the text.
    Elsewhere,
    /// Believed when it holds.
    Guess,
}

/// A percentage that misses by less than this part of itself was meant to be this one: where words name both
/// figures, and where the nearest are taken.
const NAMED_MISS: Decimal = Decimal::from_parts(20, 0, 0, false, 2);
const NEAR_MISS: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

pub(super) fn ratios(view: &View<'_>) -> Vec<Relation> {
    let alls: Vec<&Figure<'_>> = view.figures.iter().filter(|figure| is_all(view, figure)).collect();
    let percents = view.figures.iter().enumerate().filter(|(_, figure)| is_percent(figure));
    let mut found: Vec<Relation> = Vec::new();
    for (index, percent) in percents {
        let last = found.last().and_then(|relation| relation.members.get(1)).cloned();
        let around = Around::new(view, index, percent);
        found.extend(decide(percent, around.tries(&alls), last.as_deref(), || around.is_plain()));
    }
    found
}

fn is_percent(figure: &Figure<'_>) -> bool {
    let unit = figure.fact.unit.as_deref();
    matches!(unit, Some("%" | "‰")) && figure.fact.approx.is_none() && figure.fact.high.is_none()
}

/// The first way that gives the printed percentage, of `last` before others; else, where it is told of the figures
/// before in `plain` words, the one that was meant and does not.
fn decide(
    percent: &Figure<'_>,
    mut tries: Vec<Try>,
    last: Option<&str>,
    plain: impl Fn() -> bool,
) -> Option<Relation> {
    let printed = Number::new(percent.fact.value.value().abs());
    if percent.fact.unit.as_deref() == Some("‰") {
        tries.iter_mut().for_each(|way| way.computed = way.computed_in_thousand());
    }
    let is_of_last = |way: &&Try| way.members.get(1).map(String::as_str) == last;
    let hits: Vec<&Try> =
        tries.iter().filter(|way| way.tells(printed) && fits(way.computed, printed)).collect();
    if let Some(hit) = hits.iter().copied().find(is_of_last).or(hits.first().copied()) {
        let strength = match hit.told {
            Told::Named | Told::Near => Strength::Stated,
            Told::Elsewhere | Told::Guess => Strength::Inferred,
        };
        return Some(hit.relation(percent, true, strength));
    }
    broken(percent, printed, &tries).filter(|_| plain())
}

/// The way that was plainly meant and does not give the percentage.
fn broken(percent: &Figure<'_>, printed: Number, tries: &[Try]) -> Option<Relation> {
    let slipped = |way: &Try| {
        slip::meant(printed).iter().take_while(|_| digits(printed) >= 2).any(|n| fits(way.computed, *n))
            || (digits(printed) >= 3 && slip::one_wrong_digit(printed).iter().any(|n| fits(way.computed, *n)))
    };
    let misses =
        |way: &Try, most: Decimal| miss(way.computed, printed.value()).is_some_and(|miss| miss <= most);
    let named: Vec<&Try> = tries.iter().filter(|way| way.told == Told::Named).collect();
    if let [way] = named.as_slice() {
        let meant = misses(way, NAMED_MISS) || slipped(way);
        return meant.then(|| way.relation(percent, false, Strength::Stated));
    }
    let plain = |way: &&Try| matches!(way.told, Told::Near | Told::Elsewhere) && named.is_empty();
    let missed = tries.iter().filter(plain).filter(|way| misses(way, NEAR_MISS));
    let missed = missed.min_by_key(|way| (way.apart, miss(way.computed, printed.value())));
    let mut near = tries.iter().filter(|way| way.told == Told::Near && way.apart == 0 && named.is_empty());
    let only = near.next().filter(|way| near.next().is_none() && slipped(way));
    Some(missed.or(only)?.relation(percent, false, Strength::Inferred))
}

pub(super) fn digits(number: Number) -> usize {
    number.value().mantissa().unsigned_abs().to_string().len()
}

/// Whether a computed percentage may be printed so: rounded to nearest, or cut off.
pub(super) fn fits(computed: Interval, printed: Number) -> bool {
    computed.meets(printed.interval(false, None)) || computed.meets(printed.cut_interval())
}

/// Whether a computed percentage misses the printed one by so little that it was meant.
pub(super) fn is_near(computed: Interval, printed: Decimal) -> bool {
    miss(computed, printed).is_some_and(|miss| miss <= NEAR_MISS)
}

/// How far the computed percentage is from the printed one, as a part of that or of what it leaves: nearly all is
/// not the same as all.
fn miss(computed: Interval, printed: Decimal) -> Option<Decimal> {
    let (low, high) = (computed.lowest()?, computed.highest()?);
    let off = if printed < low { low - printed } else { printed - high };
    let left = (Decimal::ONE_HUNDRED - printed).abs();
    off.checked_div(printed.min(left.max(Decimal::ONE)))
}

/// A guess tells something when what it computes is this narrow, as a part of the printed percentage.
const TELLING: Decimal = Decimal::from_parts(20, 0, 0, false, 2);

impl Try {
    fn computed_in_thousand(&self) -> Interval {
        let times = |end: Option<Decimal>| end.and_then(|end| end.checked_mul(Decimal::TEN));
        Interval::closed(times(self.computed.lowest()), times(self.computed.highest()))
    }

    fn tells(&self, printed: Number) -> bool {
        let width =
            self.computed.highest().zip(self.computed.lowest()).and_then(|(high, low)| high.checked_sub(low));
        let most = printed.value().abs().checked_mul(TELLING);
        self.told != Told::Guess || width.zip(most).is_some_and(|(width, most)| width <= most)
    }

    pub(super) fn relation(&self, percent: &Figure<'_>, holds: bool, strength: Strength) -> Relation {
        let sign = if holds { "=" } else { "≠" };
        let mut members = self.members.clone();
        members.push(percent.fact.id.clone());
        let expression = format!(
            "{} {sign} {}{}",
            self.quotient,
            percent.print(),
            percent.fact.unit.as_deref().unwrap_or("%")
        );
        Relation { kind: RelationKind::Ratio, members, holds, strength, expression }
    }

    /// `part` of `whole`.
    pub(super) fn share(part: &Figure<'_>, whole: &Figure<'_>, told: Told) -> Option<Self> {
        let computed = in_percent(part.interval(), whole.interval());
        Some(Self {
            computed: computed?,
            members: vec![part.fact.id.clone(), whole.fact.id.clone()],
            quotient: printed(&[part, whole]).join(" / "),
            told,
            apart: part.sentence.abs_diff(whole.sentence),
        })
    }

    /// `15/20`.
    pub(super) fn fraction(fraction: &Figure<'_>) -> Option<Self> {
        let whole = fraction.fact.denominator?;
        let part = Interval::point(fraction.fact.value.value());
        Some(Self {
            computed: in_percent(part, Interval::point(whole))?,
            members: vec![fraction.fact.id.clone()],
            quotient: format!("{} / {}", fraction.print(), viet::number::format(Number::new(whole))),
            told: Told::Named,
            apart: 0,
        })
    }

    /// The growth from `base` to `level`, downwards when `down`.
    pub(super) fn growth(level: &Figure<'_>, base: &Figure<'_>, down: bool, told: Told) -> Option<Self> {
        let index = in_percent(level.interval(), base.interval())?;
        let hundred = Decimal::ONE_HUNDRED;
        let (low, high) = (index.lowest()?, index.highest()?);
        let computed = if down {
            Interval::closed(Some(hundred - high), Some(hundred - low))
        } else {
            Interval::closed(Some(low - hundred), Some(high - hundred))
        };
        let numbers = printed(&[level, base]);
        let (level_text, base_text) = (numbers.first()?, numbers.last()?);
        let difference = if down {
            format!("({base_text} − {level_text})")
        } else {
            format!("({level_text} − {base_text})")
        };
        Some(Self {
            computed,
            members: vec![level.fact.id.clone(), base.fact.id.clone()],
            quotient: format!("{difference} / {base_text}"),
            told,
            apart: level.sentence.abs_diff(base.sentence),
        })
    }

    /// The growth by `change` to `level`.
    pub(super) fn growth_by(level: &Figure<'_>, change: &Figure<'_>, down: bool) -> Option<Self> {
        let amount = change.value().abs();
        let base =
            if down { level.value().checked_add(amount)? } else { level.value().checked_sub(amount)? };
        let (own, level_slack) = (change.slack()?, level.slack()?);
        let base_slack = level_slack.checked_add(own)?;
        if base <= base_slack {
            return None;
        }
        let around =
            |value: Decimal, slack: Decimal| Interval::closed(Some(value - slack), Some(value + slack));
        let shown = base.checked_div(level.factor).unwrap_or(base);
        Some(Self {
            computed: in_percent(around(amount, own), around(base, base_slack))?,
            members: vec![change.fact.id.clone(), level.fact.id.clone()],
            quotient: format!(
                "{} / {}",
                change.print(),
                viet::number::format(Number::new(shown.normalize()))
            ),
            told: Told::Named,
            apart: 0,
        })
    }
}
