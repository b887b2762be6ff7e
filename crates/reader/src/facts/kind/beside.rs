//! What figures beside one another say of each other's kind.

use super::super::cue;
use super::super::index_of;
use super::super::text::Text;
use super::reset;
use model::{Fact, FactField, FactKind};
use viet::measure_unit;

/// `1.560 tỷ đồng/1.800 tỷ đồng, đạt 87% dự toán`, `đào tạo 245 người/300 người (81,7%)`: the second amount is the
/// plan.
pub(super) fn results_and_plans(text: &Text, facts: &mut [Fact]) {
    for i in 1..facts.len().saturating_sub(1) {
        let (from, to) = text.before(i);
        let joined = to - from == 1 && text.tokens[from].is("/") && facts[i].unit == facts[i - 1].unit;
        if !joined || facts[i].kind != FactKind::Actual || text.sentence_of(i) != text.sentence_of(i + 1) {
            continue;
        }
        let share = facts[i + 1].kind == FactKind::SharePct && !is_told_as_share(&facts[i + 1]);
        let counted = facts[i].unit.as_deref().is_some_and(measure_unit::is_counted);
        let worked = !counted || text.cues.has(text.before(i - 1), cue::TASK);
        if facts[i + 1].kind == FactKind::PctOfPlan || (share && worked) {
            reset(text, &mut facts[i], FactKind::Plan, "beside-result", (from, to));
            reset(text, &mut facts[i + 1], FactKind::PctOfPlan, "share-of-plan", text.figures[i].tokens);
        }
    }
}

/// Whether a word says that a percentage is a share.
fn is_told_as_share(fact: &Fact) -> bool {
    let told = |rule: &str| matches!(rule, "share-verb" | "named-proportion" | "share-of-whole");
    fact.because.iter().any(|because| because.field == FactField::Kind && told(&because.rule))
}

/// Parts of an estimate are estimated, unless they say that they are done.
pub(crate) fn parts_of_estimates(text: &Text, facts: &mut [Fact]) {
    for i in 0..facts.len() {
        let in_cell = text.cells.contains_key(&text.figures[i].tokens.0);
        let whole = facts[i].part_of.as_deref().and_then(index_of);
        let Some(whole) = whole.filter(|_| !in_cell) else { continue };
        let done = text.has(text.left(i), &["đã", "thực tế", "đến nay", "tính đến"]);
        let told = |rule: &str| matches!(rule, "some-of" | "consists-of" | "split-by" | "list-below");
        let announced = |f: &Fact| f.because.iter().any(|b| b.field == FactField::PartOf && told(&b.rule));
        let beside = text.sentence_of(i) == text.sentence_of(whole) || announced(&facts[i]);
        let whole_is = facts.get(whole).is_some_and(|whole| whole.kind == FactKind::Estimate && beside);
        if whole_is && facts[i].kind == FactKind::Actual && !done {
            let words = text.figures[whole].tokens;
            facts[i].estimated = true;
            facts[i].because.push(text.because(FactField::Estimated, "part-of-estimate", words));
            reset(text, &mut facts[i], FactKind::Estimate, "part-of-estimate", words);
        }
    }
}
