//! A level that is said to have fallen or risen, against percentages elsewhere that speak of an earlier level: those
//! may not imply one on the other side.

use super::place::{item, place};
use crate::scalars::{Scalars, one_line};
use model::{Decimal, Fact, Number, OutlineItem, Relation, RelationKind, Severity, Strength, TextFinding};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Words behind a level are looked for this far, in scalar values.
const NEAR: usize = 80;

/// What is said of a level, and how the earlier one must then lie to it.
const SAID: [(&str, Ordering); 2] = [("giảm so với", Ordering::Greater), ("tăng so với", Ordering::Less)];

/// A percentage, and the whole that it speaks of.
type Share<'f> = (&'f Fact, Decimal);

/// One note for each such level.
pub(super) fn against_shares(
    scalars: &Scalars<'_>,
    outline: &[OutlineItem],
    by_id: &BTreeMap<&str, &Fact>,
    relations: &[Relation],
) -> Vec<TextFinding> {
    let mut levels: BTreeMap<usize, (&Fact, Vec<Share<'_>>)> = BTreeMap::new();
    let guessed = |r: &&Relation| {
        r.kind == RelationKind::Ratio && !r.holds && r.strength == Strength::Inferred && r.members.len() == 3
    };
    for relation in relations.iter().filter(guessed) {
        let fact = |at: usize| by_id.get(relation.members.get(at)?.as_str()).copied();
        let (Some(part), Some(whole), Some(percent)) = (fact(0), fact(1), fact(2)) else { continue };
        let elsewhere = part.section != whole.section && part.unit == whole.unit;
        let hundredfold = part.value.value().checked_mul(Decimal::ONE_HUNDRED);
        let implied = hundredfold.and_then(|part| part.checked_div(percent.value.value()));
        if let Some(implied) = implied.filter(|_| elsewhere) {
            levels.entry(whole.start).or_insert_with(|| (whole, Vec::new())).1.push((percent, implied));
        }
    }
    levels.into_values().filter_map(|(whole, shares)| note(scalars, outline, whole, &shares)).collect()
}

fn note(
    scalars: &Scalars<'_>,
    outline: &[OutlineItem],
    whole: &Fact,
    shares: &[Share<'_>],
) -> Option<TextFinding> {
    let behind = scalars.slice(whole.end, (whole.end + NEAR).min(scalars.len()));
    let behind = one_line(behind.split('\n').next().unwrap_or_default());
    let (words, wanted) = SAID.into_iter().find(|(words, _)| behind.contains(words))?;
    let against = |(_, implied): &Share<'_>| implied.cmp(&whole.value.value()) == wanted.reverse();
    let (first, implied) = shares.first().filter(|_| shares.iter().all(against))?;
    let unit = whole.unit.as_deref().unwrap_or_default();
    let print = |value: Decimal| viet::number::format(Number::new(value));
    let at = |fact: &Fact| place(outline, fact.section.as_deref(), fact.footnote);
    let section = whole.section.as_deref().and_then(|id| item(outline, id));
    let asked = section.map_or(String::new(), |item| format!(" mục “{}”", item.title));
    let members = std::iter::once(whole).chain(shares.iter().map(|(percent, _)| *percent));
    Some(TextFinding {
        rule: "direction".to_owned(),
        severity: Severity::Info,
        says: format!(
            "{} ghi {} {unit}, {words} kỳ trước, nhưng tỷ lệ ở {} ứng với tổng khi đó khoảng {} {unit}.",
            at(whole),
            print(whole.value.value()),
            at(first),
            print(implied.round_dp(0)),
        ),
        hint: format!(
            "Hỏi đơn vị cung cấp số liệu{asked}: tăng hay giảm, hay hai mục lấy số liệu từ hai nguồn?"
        ),
        evidence: members.map(|fact| fact.id.clone()).collect(),
        start: whole.start,
        end: whole.end,
    })
}
