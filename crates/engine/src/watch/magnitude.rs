//! Slips of a whole factor: a decimal point misplaced, zeros too many, or a number in another unit of measure than the
//! form asks for.

use super::outlier::Expected;
use super::robust::median;
use super::track::Track;
use model::Decimal;
use viet::measure_unit::{MeasureUnit, lookup};

/// Units of measure that people mistake for one another, when they measure the same.
const MISTAKEN: [&str; 15] = [
    "đồng",
    "nghìn đồng",
    "triệu đồng",
    "tỷ đồng",
    "m2",
    "ha",
    "km2",
    "kg",
    "yến",
    "tạ",
    "tấn",
    "m",
    "km",
    "kWh",
    "MWh",
];
/// Powers of ten by which a number slips.
const POWERS: [u32; 6] = [1, 2, 3, 4, 5, 6];
/// Below this, tenfold is what small numbers do.
const SMALL: i64 = 100;
/// How far off the usual a mended number may be, in per cent of it.
const NEAR: i64 = 50;
/// The same for a tenfold slip, which real growth can come close to.
const NEARER: i64 = 25;
/// Earlier numbers that the usual one is the median of.
const USUAL: usize = 5;

/// How a number slipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The number over what it should be: 1000, 0.1 ...
    pub factor: Decimal,
    /// The unit of measure that it would be right in.
    pub unit: Option<String>,
    /// What it would be.
    pub mended: Decimal,
    /// What is usual.
    pub usual: Decimal,
}

/// The factor by which a figure slipped: mended, it is near what is usual, and as it stands it is far from everything
/// that was ever said.
pub fn slip(track: &Track, expected: Option<&Expected>) -> Option<Slip> {
    let now = track.now.value();
    let usual = usual(track, expected)?;
    if now <= Decimal::ZERO || usual <= Decimal::ZERO {
        return None;
    }
    let seen = track.past.len();
    let slips = factors(track).filter_map(|(factor, unit)| {
        let mended = now.checked_div(factor)?;
        let off = mended.checked_sub(usual)?.abs();
        let tenfold = factor == Decimal::TEN || factor == Decimal::new(1, 1);
        let (near, least) = if tenfold { (NEARER, 3) } else { (NEAR, 1) };
        let small = tenfold && now.max(usual) < SMALL.into();
        let is_near = off <= usual.checked_mul(Decimal::new(near, 2))?;
        (seen >= least && !small && is_near && !was_ever_near(track))
            .then_some((off, Slip { factor, unit, mended, usual }))
    });
    slips.min_by(|(a, s), (b, t)| (a, s.unit.is_none()).cmp(&(b, t.unit.is_none()))).map(|(_, slip)| slip)
}

/// What is usual for the figure: what its history lets one expect, else the middle of the newest numbers.
fn usual(track: &Track, expected: Option<&Expected>) -> Option<Decimal> {
    if let Some(expected) = expected {
        return Some(expected.middle);
    }
    track
        .year_before()
        .filter(|v| *v > Decimal::ZERO)
        .or_else(|| median(&track.newest(USUAL).collect::<Vec<_>>()))
}

/// Whether some earlier number was within half and double of what is said now.
fn was_ever_near(track: &Track) -> bool {
    let now = track.now.value();
    let near = |then: Decimal| {
        let double = |v: Decimal| v.checked_mul(Decimal::TWO).unwrap_or(Decimal::MAX);
        then <= double(now) && now <= double(then)
    };
    track.past.values().any(|n| near(n.value()))
}

/// The factors a number may have slipped by, with the unit of measure that explains them.
fn factors(track: &Track) -> impl Iterator<Item = (Decimal, Option<String>)> {
    let powers = POWERS.into_iter().flat_map(|power| {
        let ten = Decimal::from(10_i64.pow(power));
        [Some(ten), Decimal::ONE.checked_div(ten)]
    });
    let asked = lookup(&track.indicator.measure_unit);
    let units = MISTAKEN.into_iter().filter_map(move |unit| {
        let (asked, other): (&MeasureUnit, _) = (asked.as_ref()?, lookup(unit)?);
        let same = asked.base == other.base && asked.factor != other.factor;
        Some((asked.factor.checked_div(other.factor).filter(|_| same)?, Some(unit.to_owned())))
    });
    powers.flatten().map(|factor| (factor, None)).chain(units)
}
