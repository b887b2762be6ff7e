//! Units of measure: what dimension, how large, one spelling.

use crate::phrases::Phrases;
use crate::{fold, nouns};
use model::Decimal;
use std::borrow::Cow;
use std::sync::LazyLock;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// Vietnamese or foreign money; `base` tells which.
    Money,
    /// base m2
    Area,
    /// base kg
    Mass,
    /// base m3
    Volume,
    /// base m
    Length,
    /// %
    Percent,
    /// percentage points
    PercentagePoint,
    /// base kWh
    Energy,
    /// base kW
    Power,
    /// base giờ
    Time,
    /// Things counted; base is the noun.
    Count,
    /// One unit per others; base is such as `kg/m2`.
    Compound,
}

/// A unit of measure. Two units are convertible when their `base` is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureUnit {
    /// What is measured.
    pub dimension: Dimension,
    /// How many of the base one of it is.
    pub factor: Decimal,
    /// The spelling we print: `m2`, `tỷ đồng`, `triệu đồng/người/năm`.
    pub canonical: String,
    /// What `factor` counts in.
    pub base: String,
}

/// Key, dimension, mantissa and decimals of the factor, canonical spelling, base.
type Row = (&'static str, Dimension, i64, u32, &'static str, &'static str);

const SIMPLE: &[Row] = &[
    ("đồng", Dimension::Money, 1, 0, "đồng", "đồng"),
    ("vnđ", Dimension::Money, 1, 0, "đồng", "đồng"),
    ("vnd", Dimension::Money, 1, 0, "đồng", "đồng"),
    ("đ", Dimension::Money, 1, 0, "đồng", "đồng"),
    ("tỷđồng", Dimension::Money, 1_000_000_000, 0, "tỷ đồng", "đồng"),
    ("triệuđồng", Dimension::Money, 1_000_000, 0, "triệu đồng", "đồng"),
    ("nghìnđồng", Dimension::Money, 1000, 0, "nghìn đồng", "đồng"),
    ("trđ", Dimension::Money, 1_000_000, 0, "triệu đồng", "đồng"),
    ("trđồng", Dimension::Money, 1_000_000, 0, "triệu đồng", "đồng"),
    ("tr đồng", Dimension::Money, 1_000_000, 0, "triệu đồng", "đồng"),
    ("tr . đ", Dimension::Money, 1_000_000, 0, "triệu đồng", "đồng"),
    ("tr . đồng", Dimension::Money, 1_000_000, 0, "triệu đồng", "đồng"),
    ("usd", Dimension::Money, 1, 0, "USD", "USD"),
    ("đô la mỹ", Dimension::Money, 1, 0, "USD", "USD"),
    ("đô la", Dimension::Money, 1, 0, "USD", "USD"),
    ("euro", Dimension::Money, 1, 0, "EUR", "EUR"),
    ("eur", Dimension::Money, 1, 0, "EUR", "EUR"),
    ("m2", Dimension::Area, 1, 0, "m2", "m2"),
    ("mét vuông", Dimension::Area, 1, 0, "m2", "m2"),
    ("ha", Dimension::Area, 10_000, 0, "ha", "m2"),
    ("hecta", Dimension::Area, 10_000, 0, "ha", "m2"),
    ("héc ta", Dimension::Area, 10_000, 0, "ha", "m2"),
    ("héc-ta", Dimension::Area, 10_000, 0, "ha", "m2"),
    ("hécta", Dimension::Area, 10_000, 0, "ha", "m2"),
    ("km2", Dimension::Area, 1_000_000, 0, "km2", "m2"),
    // The sào differs by region (360, 500, 1.000 m2), so it converts to nothing.
    ("sào", Dimension::Area, 1, 0, "sào", "sào"),
    ("công đất", Dimension::Area, 1, 0, "công đất", "công đất"),
    ("mg", Dimension::Mass, 1, 6, "mg", "kg"),
    ("g", Dimension::Mass, 1, 3, "g", "kg"),
    ("gam", Dimension::Mass, 1, 3, "g", "kg"),
    ("gram", Dimension::Mass, 1, 3, "g", "kg"),
    ("lạng", Dimension::Mass, 1, 1, "lạng", "kg"),
    ("kg", Dimension::Mass, 1, 0, "kg", "kg"),
    ("kilôgam", Dimension::Mass, 1, 0, "kg", "kg"),
    ("kilogam", Dimension::Mass, 1, 0, "kg", "kg"),
    ("yến", Dimension::Mass, 10, 0, "yến", "kg"),
    ("tạ", Dimension::Mass, 100, 0, "tạ", "kg"),
    ("tấn", Dimension::Mass, 1000, 0, "tấn", "kg"),
    ("m3", Dimension::Volume, 1, 0, "m3", "m3"),
    ("mét khối", Dimension::Volume, 1, 0, "m3", "m3"),
    ("khối", Dimension::Volume, 1, 0, "m3", "m3"),
    ("lít", Dimension::Volume, 1, 3, "lít", "m3"),
    ("l", Dimension::Volume, 1, 3, "lít", "m3"),
    ("ml", Dimension::Volume, 1, 6, "ml", "m3"),
    ("ster", Dimension::Volume, 1, 0, "ster", "ster"),
    ("mm", Dimension::Length, 1, 3, "mm", "m"),
    ("cm", Dimension::Length, 1, 2, "cm", "m"),
    ("m", Dimension::Length, 1, 0, "m", "m"),
    ("mét", Dimension::Length, 1, 0, "m", "m"),
    ("km", Dimension::Length, 1000, 0, "km", "m"),
    ("cây số", Dimension::Length, 1000, 0, "km", "m"),
    ("%", Dimension::Percent, 1, 0, "%", "%"),
    ("phần trăm", Dimension::Percent, 1, 0, "%", "%"),
    ("‰", Dimension::Percent, 1, 1, "‰", "%"),
    ("điểm %", Dimension::PercentagePoint, 1, 0, "điểm %", "điểm %"),
    ("điểm phần trăm", Dimension::PercentagePoint, 1, 0, "điểm %", "điểm %"),
    ("kwh", Dimension::Energy, 1, 0, "kWh", "kWh"),
    ("mwh", Dimension::Energy, 1000, 0, "MWh", "kWh"),
    ("w", Dimension::Power, 1, 3, "W", "kW"),
    ("kw", Dimension::Power, 1, 0, "kW", "kW"),
    ("mw", Dimension::Power, 1000, 0, "MW", "kW"),
    ("kva", Dimension::Power, 1, 0, "kVA", "kVA"),
    ("mva", Dimension::Power, 1000, 0, "MVA", "kVA"),
    ("phút", Dimension::Time, 1, 0, "phút", "phút"),
    ("giờ", Dimension::Time, 60, 0, "giờ", "phút"),
    ("giờ đồng hồ", Dimension::Time, 60, 0, "giờ", "phút"),
    ("ngày", Dimension::Time, 1440, 0, "ngày", "phút"),
    ("ngày đêm", Dimension::Time, 1440, 0, "ngày đêm", "phút"),
    ("ngày làm việc", Dimension::Time, 1, 0, "ngày làm việc", "ngày làm việc"),
    ("tuần", Dimension::Time, 10_080, 0, "tuần", "phút"),
    ("tháng", Dimension::Time, 1, 0, "tháng", "tháng"),
    ("năm", Dimension::Time, 12, 0, "năm", "tháng"),
    ("tuổi", Dimension::Time, 12, 0, "tuổi", "tháng"),
    ("độ", Dimension::Compound, 1, 0, "độ", "độ"),
    ("° c", Dimension::Compound, 1, 0, "°C", "°C"),
    ("°c", Dimension::Compound, 1, 0, "°C", "°C"),
    ("ºc", Dimension::Compound, 1, 0, "°C", "°C"),
    ("độ c", Dimension::Compound, 1, 0, "°C", "°C"),
];

static TABLE: LazyLock<Phrases<Row>> = LazyLock::new(|| Phrases::new(SIMPLE.iter().map(|row| (row.0, *row))));

/// Scale words, their power of ten and our spelling.
const SCALES: &[(&str, u32, &str)] = &[
    ("trăm", 2, "trăm"),
    ("nghìn", 3, "nghìn"),
    ("ngàn", 3, "nghìn"),
    ("vạn", 4, "vạn"),
    ("triệu", 6, "triệu"),
    ("tỷ", 9, "tỷ"),
    ("tỉ", 9, "tỷ"),
];

/// The power of ten of a scale word.
pub(crate) fn scale(word: &str) -> Option<u32> {
    SCALES.iter().find(|(key, ..)| *key == word).map(|row| row.1)
}

/// How many of `words` (keys) the longest physical unit or money at their start takes; 0 = none.
pub(crate) fn longest_simple<S: AsRef<str>>(words: &[S]) -> usize {
    TABLE.length(|at| words.get(at).map_or("", AsRef::as_ref))
}

/// Whether `words` (keys) begin with what a name is never followed by: percent, money, area ...; not with a time.
pub(crate) fn begins_measured<S: AsRef<str>>(words: &[S]) -> bool {
    let Some(first) = words.first().map(AsRef::as_ref) else { return false };
    scale(first).is_some() || (!TIMES.contains(&first) && longest_simple(words) > 0)
}

/// Times are asked of a name as well (`kế hoạch 5 năm`).
const TIMES: &[&str] = &["ngày", "tháng", "năm", "tuần", "giờ", "phút", "tuổi"];

/// Reads a unit of measure as printed; `None` when it is neither measured nor a noun we know how to count.
/// `triệu` and `tỷ` alone are money, as the field writes them.
pub fn lookup(text: &str) -> Option<MeasureUnit> {
    of_key(&key(text))
}

fn of_key(key: &str) -> Option<MeasureUnit> {
    let (numerator, denominators) = match key.split_once('/') {
        Some((numerator, rest)) => (numerator, Some(rest)),
        None => (key, None),
    };
    let mut unit = scaled(numerator.trim())?;
    for part in denominators.iter().flat_map(|rest| rest.split('/')) {
        let per = scaled(part.trim())?;
        unit = MeasureUnit {
            dimension: Dimension::Compound,
            factor: unit.factor.checked_div(per.factor)?.normalize(),
            canonical: format!("{}/{}", unit.canonical, per.canonical),
            base: format!("{}/{}", unit.base, per.base),
        };
    }
    Some(unit)
}

/// Scale words, then a unit: `nghìn tỷ đồng`, `triệu lượt khách`.
fn scaled(key: &str) -> Option<MeasureUnit> {
    let mut rest = key;
    let mut power = 0;
    let mut prefix = String::new();
    while let Some((word, after)) = first_word(rest) {
        let Some((_, p, print)) = SCALES.iter().find(|(key, ..)| *key == word) else { break };
        power += p;
        prefix.push_str(print);
        prefix.push(' ');
        rest = after;
    }
    let base = match rest {
        "" if power >= 6 => simple("đồng"),
        _ => simple(rest).or_else(|| counted(rest)),
    }?;
    let factor = base.factor.checked_mul(Decimal::from(10_u64.checked_pow(power)?))?;
    Some(MeasureUnit { factor, canonical: prefix + &base.canonical, ..base })
}

fn first_word(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    Some(text.split_once(' ').unwrap_or((text, "")))
}

fn simple(key: &str) -> Option<MeasureUnit> {
    let found = TABLE.longest(|at| key.split(' ').nth(at).unwrap_or_default());
    let (_, (_, dimension, mantissa, decimals, canonical, base)) =
        found.filter(|(length, _)| key.split(' ').count() == *length)?;
    Some(MeasureUnit {
        dimension: *dimension,
        factor: Decimal::new(*mantissa, *decimals),
        canonical: (*canonical).to_owned(),
        base: (*base).to_owned(),
    })
}

/// A counted noun, or several joined by a comma (`xã, phường, thị trấn`), with words after it that narrow it.
fn counted(key: &str) -> Option<MeasureUnit> {
    let words: Vec<&str> = key.split(' ').collect();
    let bare: Vec<&str> = words.iter().map(|w| w.trim_end_matches(',')).collect();
    (nouns::longest(&words) > 0 || nouns::longest(&bare) > 0).then(|| MeasureUnit {
        dimension: Dimension::Count,
        factor: Decimal::ONE,
        canonical: key.to_owned(),
        base: key.to_owned(),
    })
}

/// The counted noun that a phrase begins with, as long as it is known: `trường` of `trường đạt chuẩn quốc gia`.
pub fn counted_noun(phrase: &str) -> Option<&str> {
    let words: Vec<Cow<'_, str>> = phrase.split(' ').map(key).collect();
    let taken = nouns::longest(&words);
    let end = phrase.match_indices(' ').nth(taken.checked_sub(1)?).map_or(phrase.len(), |(at, _)| at);
    phrase.get(..end)
}

/// Whether a unit counts things one by one, so that a whole number of it is exact. Thousands of
/// things (`nghìn con`) are measured.
pub fn is_counted(unit: &str) -> bool {
    let key = key(unit);
    !key.is_empty()
        && !key.contains('/')
        && simple(&key).is_none()
        && key.split(' ').next().is_some_and(|word| scale(word).is_none())
        && of_key(&key).is_none_or(|unit| unit.dimension == Dimension::Count)
}

/// Whether two printed units are one unit: case, tone place, `m²`, `hecta`, `ngàn`, a dropped `đồng`.
pub fn same(a: &str, b: &str) -> bool {
    let (a, b) = (key(a), key(b));
    a == b
        || match (of_key(&a), of_key(&b)) {
            (Some(a), Some(b)) => a.base == b.base && a.factor == b.factor && a.dimension == b.dimension,
            _ => false,
        }
}

/// [`fold::key`] with superscripts written as digits.
fn key(unit: &str) -> Cow<'_, str> {
    const WRITTEN: [(&str, &str); 4] = [("²", "2"), ("³", "3"), ("tỉ ", "tỷ "), ("tr.đ", "trđ")];
    let key = fold::keyed(unit);
    // Few units have one of the letters that are written otherwise.
    if !key.contains(['²', '³', 'ỉ', '.']) {
        return key;
    }
    WRITTEN.into_iter().fold(key, |key, (from, to)| key.replace(from, to).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_unit() {
        for (a, b) in [
            ("m2", "m²"),
            ("ha", "hecta"),
            ("triệu", "triệu đồng"),
            ("tỉ đồng", "tỷ đồng"),
            ("ngàn tấn", "nghìn tấn"),
            ("điểm phần trăm", "điểm %"),
            ("Tờ trình", "tờ trình"),
            ("tr.đồng", "triệu đồng"),
            ("độ C", "°C"),
            ("lượt khách.km", "lượt khách.km"),
            ("tạ/ha", "tạ / hecta"),
        ] {
            assert!(same(a, b), "{a} {b}");
        }
        for (a, b) in
            [("ha", "m2"), ("%", "điểm %"), ("hộ", "người"), ("tỷ đồng", "triệu đồng"), ("con", "nghìn con")]
        {
            assert!(!same(a, b), "{a} {b}");
        }
    }

    #[test]
    fn factors() {
        for (unit, base, factor) in [
            ("tỷ đồng", "đồng", "1000000000"),
            ("nghìn tỷ đồng", "đồng", "1000000000000"),
            ("tạ/ha", "kg/m2", "0.01"),
            ("triệu lượt khách", "lượt khách", "1000000"),
            ("triệu đồng/người/năm", "đồng/người/tháng", "83333.333333333333333333333333"),
        ] {
            let found = lookup(unit).unwrap();
            assert_eq!((found.base.as_str(), found.factor), (base, factor.parse().unwrap()), "{unit}");
        }
    }

    #[test]
    fn counted_things_are_exact() {
        for unit in
            ["hộ", "người", "lượt người", "hộ gia đình, cá nhân", "xã, phường, thị trấn", "con", "dự án"]
        {
            assert!(is_counted(unit), "{unit}");
        }
        for unit in ["ha", "%", "tỷ đồng", "nghìn con", "triệu lượt", "tạ/ha", "giờ", ""] {
            assert!(!is_counted(unit), "{unit}");
        }
    }
}
