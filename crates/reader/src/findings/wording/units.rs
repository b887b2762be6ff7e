//! Figures written in two manners: a scale of money with and without `đồng`, one quantity in two units of measure, small
//! counts with and without a leading zero.

use super::finding;
use model::{Decimal, Fact, Severity, TextFinding};
use std::collections::BTreeMap;
use viet::measure_unit::{Dimension, MeasureUnit, lookup};

pub(super) fn units(facts: &[Fact]) -> Vec<TextFinding> {
    [bare_scales(facts), two_units(facts), leading_zeros(facts)].into_iter().flatten().collect()
}

fn told(rule: &str, facts: &[&Fact], says: String, hint: &str) -> Option<TextFinding> {
    let first = facts.first()?;
    let mut fault = finding(rule, Severity::Info, (first.start, first.end), says, hint);
    fault.evidence = facts.iter().map(|fact| fact.id.clone()).collect();
    Some(fault)
}

/// `500 triệu` beside `500 triệu đồng`.
fn bare_scales(facts: &[Fact]) -> Option<TextFinding> {
    const SCALES: [&str; 4] = ["nghìn", "ngàn", "triệu", "tỷ"];
    let of = |fact: &&Fact, tail: &str| {
        fact.unit
            .as_deref()
            .and_then(|unit| unit.strip_suffix(tail))
            .is_some_and(|unit| SCALES.contains(&unit))
    };
    // `25 tỷ 941 triệu đồng`: the first scale needs no word of its own.
    let goes_on = |at: usize, fact: &Fact| {
        let unit = fact.unit.as_deref().map_or(0, |unit| unit.chars().count());
        facts.get(at + 1).is_some_and(|next| next.start <= fact.end + unit + 2)
    };
    let bare = facts.iter().enumerate().filter(|(at, fact)| of(fact, "") && !goes_on(*at, fact));
    let bare: Vec<&Fact> = bare.map(|(_, fact)| fact).collect();
    let whole = facts.iter().filter(|fact| of(fact, " đồng")).count();
    if whole == 0 {
        return None;
    }
    let says = format!("Có {} số tiền ghi “triệu”, “tỷ” mà thiếu chữ “đồng”, {whole} số ghi đủ.", bare.len());
    told("bare-scale", &bare, says, "Ghi đủ đơn vị tính: “triệu đồng”, “tỷ đồng”.")
}

/// The same subject measured in two units of one dimension.
fn two_units(facts: &[Fact]) -> Option<TextFinding> {
    const WORDS: usize = 3;
    // What each unit of the text measures.
    let mut measures: BTreeMap<&str, Option<MeasureUnit>> = BTreeMap::new();
    for unit in facts.iter().filter_map(|fact| fact.unit.as_deref()) {
        measures.entry(unit).or_insert_with(|| lookup(unit).filter(|unit| is_scaled(unit.dimension)));
    }
    let mut subjects: BTreeMap<String, Vec<(&Fact, &MeasureUnit)>> = BTreeMap::new();
    for fact in facts {
        if let Some(Some(unit)) = fact.unit.as_deref().and_then(|unit| measures.get(unit))
            && fact.subject.split(' ').count() >= WORDS
        {
            subjects.entry(viet::fold::key(&fact.subject)).or_default().push((fact, unit));
        }
    }
    let mut found: Vec<&Fact> = subjects.values().filter_map(|facts| in_two_units(facts)).flatten().collect();
    found.sort_by_key(|fact| fact.start);
    let unit = |fact: &&Fact| fact.unit.clone().unwrap_or_default();
    let (one, other) = (
        found.first().map(unit)?,
        found.iter().map(unit).find(|u| Some(u) != found.first().map(unit).as_ref())?,
    );
    let says = format!("Cùng một nội dung có chỗ tính bằng {one}, có chỗ tính bằng {other}.");
    told("two-units", &found, says, "Dùng một đơn vị tính cho cùng một nội dung.")
}

fn is_scaled(dimension: Dimension) -> bool {
    matches!(
        dimension,
        Dimension::Money | Dimension::Area | Dimension::Mass | Dimension::Volume | Dimension::Length
    )
}

/// The first two facts of a subject whose units differ in size only.
fn in_two_units<'f>(facts: &[(&'f Fact, &MeasureUnit)]) -> Option<[&'f Fact; 2]> {
    let (first, unit) = facts.first()?;
    let (other, _) =
        facts.iter().find(|(_, other)| other.base == unit.base && other.factor != unit.factor)?;
    Some([first, other])
}

/// `01 vụ` beside `1 vụ`.
fn leading_zeros<'f>(facts: &'f [Fact]) -> Option<TextFinding> {
    let mut counted: BTreeMap<&str, bool> = BTreeMap::new();
    let counts = |fact: &&'f Fact| {
        let is_counted = |unit| *counted.entry(unit).or_insert_with(|| viet::measure_unit::is_counted(unit));
        fact.unit.as_deref().is_some_and(is_counted)
    };
    let digit = |fact: &&Fact| {
        fact.decimals == 0 && fact.value.value() < Decimal::TEN && !fact.value.value().is_zero()
    };
    let zero = |fact: &&Fact| fact.surface.starts_with('0');
    let (with, without): (Vec<&Fact>, Vec<&Fact>) = facts.iter().filter(digit).filter(counts).partition(zero);
    let fewer = if with.len() < without.len() { &with } else { &without };
    // One may be an oversight of the reader; more are a manner.
    if fewer.len() < 2 {
        return None;
    }
    let says = format!(
        "Số nhỏ hơn 10 viết theo hai kiểu: {} số có số 0 đứng trước, {} số không có.",
        with.len(),
        without.len()
    );
    told("leading-zeros", fewer, says, "Thống nhất một kiểu viết số nhỏ hơn 10.")
}
