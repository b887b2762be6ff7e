//! Rules of amounts and counts; the first that fits decides.

use super::super::around::Around;
use super::super::cue::{self, Cue};
use super::percent::{joined_change, printed_sign};
use super::{Rule, Ruling};
use model::{Decimal, Fact, FactKind};
use viet::measure_unit::{self, Dimension};

pub(super) const AMOUNT: &[Rule] = &[
    printed_sign,
    times,
    amount_verb,
    labelled_plan,
    plan_in_brackets,
    amount_of_change,
    joined_change,
    threshold,
    norm_goes_on,
    factor,
    per_unit,
    average,
    planned,
    by_default_done,
];

/// `gấp 1,5 lần`, `tăng 2 lần`.
fn times(around: &Around, fact: &Fact, _: &[Fact]) -> Option<Ruling> {
    let times = fact.unit.as_deref() == Some("lần");
    let verb = around.changed_by().filter(|_| times);
    if let Some(verb) = verb {
        return Ruling::change(FactKind::Rate, "times", verb);
    }
    let said = around.text.cues.last(around.before, cue::TIMES).map(|cue| cue.words());
    let broken = (fact.value.decimals() > 0).then(|| around.number());
    Ruling::of(FactKind::Rate, "times", said.or(broken).filter(|_| times)?)
}

/// `tăng 400 con`, `giảm 3 dự án`.
fn amount_verb(around: &Around, _: &Fact, _: &[Fact]) -> Option<Ruling> {
    Ruling::change(FactKind::ChangeAbs, "change-verb", around.changed_by()?)
}

/// `tăng 2% (45 tấn)`, `tăng 2%, tương đương 45 tấn`: the same change as an amount.
fn amount_of_change(around: &Around, _: &Fact, done: &[Fact]) -> Option<Ruling> {
    let change = around.previous().map(|i| &done[i]).filter(|f| f.kind == FactKind::ChangePct)?;
    let that_is = around.cue_beside(cue::THAT_IS).map(|cue| cue.words());
    let words = if around.bracketed() { Some(around.opening()) } else { that_is }?;
    Ruling::like(FactKind::ChangeAbs, "change-as-amount", change, words)
}

/// `từ 200 triệu đồng trở lên là 9 dự án`, `mức hỗ trợ 5 triệu đồng`, `mức 100.000 đồng/người`: a limit or a fixed amount.
fn threshold(around: &Around, fact: &Fact, _: &[Fact]) -> Option<Ruling> {
    let text = around.text;
    let first = text.first(around.figure);
    let from = first > 0 && text.key(first - 1) == "từ";
    if from && text.words_at(text.last(around.figure), "trở lên") {
        return Ruling::of(FactKind::Norm, "threshold", (first - 1, first));
    }
    let norm = around.last(cue::NORM).or_else(|| around.cue_beside(cue::NORM_BESIDE));
    let paid =
        || around.last(cue::ALLOWANCE).filter(|_| fact.unit.as_deref().is_some_and(|u| u.contains('/')));
    let level = || {
        let per = fact.unit.as_deref().is_some_and(|unit| unit.contains('/'));
        let level = around.cue_beside(cue::LEVEL).filter(|cue| per && text.key(cue.at) == "mức")?;
        (!text.cues.has(around.clause, cue::ACHIEVED.or(cue::UP).or(cue::DOWN))).then_some(level)
    };
    Ruling::of(FactKind::Norm, "norm-word", norm.or_else(paid).or_else(level)?.words())
}

/// `mức hỗ trợ xây mới 60 triệu đồng/căn, sửa chữa 30 triệu đồng/căn`: amounts by rule in one list.
fn norm_goes_on(around: &Around, fact: &Fact, done: &[Fact]) -> Option<Ruling> {
    let before = &done[around.previous()?];
    let between = around.text.before(around.figure);
    let stated = around.text.cues.has(between, cue::STATES) || around.text.has(between, &[";"]);
    let units = before.unit.as_deref().zip(fact.unit.as_deref());
    let alike = units.is_some_and(|(a, b)| b.contains('/') && measure_unit::same(a, b));
    let goes_on = before.kind == FactKind::Norm && alike && !stated;
    goes_on.then(|| Ruling::of(FactKind::Norm, "norm-goes-on", around.unit()))?
}

/// `1.310 hộ x 3 triệu đồng/hộ`: what each is given.
fn factor(around: &Around, fact: &Fact, _: &[Fact]) -> Option<Ruling> {
    let times =
        around.text.tokens.get(around.opening().0).is_some_and(|t| matches!(t.text(), "x" | "×" | "*"));
    let per = fact.unit.as_deref().is_some_and(|unit| unit.contains('/'));
    (times && per && around.previous().is_some())
        .then(|| Ruling::of(FactKind::Norm, "factor", around.opening()))?
}

/// `(dự toán tỉnh giao 143 tỷ đồng)`.
fn labelled_plan(around: &Around, _: &Fact, _: &[Fact]) -> Option<Ruling> {
    Ruling::of(FactKind::Plan, "plan-label", around.plan_label()?.words())
}

/// `đạt 55% dự toán tỉnh giao (143 tỷ đồng)`, `vượt 2,7% kế hoạch (140 ha)`: the bracket holds the plan itself.
fn plan_in_brackets(around: &Around, _: &Fact, done: &[Fact]) -> Option<Ruling> {
    let text = around.text;
    let of_plan = |p: &usize| {
        // `đạt 100% chỉ tiêu (165 thanh niên)` is result and plan in one.
        let other = done[*p].value.value() != Decimal::ONE_HUNDRED;
        text.is_percent(*p) && other && matches!(done[*p].kind, FactKind::PctOfPlan | FactKind::ChangePct)
    };
    around.previous().filter(of_plan).filter(|_| around.bracketed())?;
    let closed = text.tokens.get(text.last(around.figure)).is_some_and(|t| t.is(")"));
    let (from, to) = text.before(around.figure);
    let words = text.tokens[from..to.saturating_sub(1).max(from)].iter().all(|t| t.word() || t.number());
    let plan = text.cues.first((from, to), cue::PLAN).filter(|_| closed && words)?;
    Ruling::of(FactKind::Plan, "plan-in-brackets", plan.words())
}

/// `58 tạ/ha`, `GDP/người: 5,8 triệu đồng`.
fn per_unit(around: &Around, fact: &Fact, _: &[Fact]) -> Option<Ruling> {
    const HEADS: &[&str] = &["người", "hộ", "ha", "lao động", "khẩu", "đầu người"];
    let text = around.text;
    let per = fact.unit.as_deref().is_some_and(|unit| unit.contains('/'));
    let named = |at: usize| text.tokens[at].is("/") && HEADS.iter().any(|head| text.words_at(at + 1, head));
    let (from, to) = around.before;
    let is_money = || {
        let unit = fact.unit.as_deref().and_then(measure_unit::lookup);
        unit.is_some_and(|unit| unit.dimension == Dimension::Money)
    };
    if let Some(at) = (from..to).rev().take(10).find(|at| named(*at)).filter(|_| !per && is_money()) {
        return Ruling::of(FactKind::Rate, "average-word", (at, at + 2));
    }
    per.then(|| Ruling::of(FactKind::Rate, "rate-unit", around.unit()))?
}

/// `thu nhập bình quân 52 triệu đồng`; a count or an area stays what it is.
fn average(around: &Around, fact: &Fact, _: &[Fact]) -> Option<Ruling> {
    let unit = fact.unit.as_deref().unwrap_or_default();
    let plain = |dimension| matches!(dimension, Dimension::Count | Dimension::Area);
    let is_counted = || unit != "điểm" && measure_unit::lookup(unit).is_some_and(|u| plain(u.dimension));
    let cue = around.text.cues.last(around.before, cue::PER_UNIT)?;
    if fact.denominator.is_some() || is_counted() {
        return None;
    }
    Ruling::of(FactKind::Rate, "average-word", cue.words())
}

/// A plan word governs the figure and nothing done stands between; a figure joined by `/` to a plan is plan.
fn planned(around: &Around, _: &Fact, done: &[Fact]) -> Option<Ruling> {
    let text = around.text;
    let before = text.before(around.figure);
    let joined = before.0 + 1 == before.1 && text.tokens[before.0].is("/");
    let slash = before.0 < before.1 && text.tokens[before.0].is("/");
    if let Some(plan) = text.cues.last(before, cue::PLANNED).filter(|plan| slash && plan.end == before.1) {
        return Ruling::of(FactKind::Plan, "plan-word", plan.words());
    }
    // `45 nghìn tấn/52 nghìn tấn KH`
    let named = text.cues.first((around.after.0, around.after.0 + 1), cue::PLAN);
    if let Some(plan) = named.filter(|_| joined) {
        return Ruling::of(FactKind::Plan, "beside-result", plan.words());
    }
    if let Some(previous) = around.previous().filter(|_| joined) {
        let plan = done[previous].kind == FactKind::Plan;
        return plan.then(|| Ruling::of(FactKind::Plan, "beside-plan", before))?;
    }
    let set = text.cues.first(around.after, cue::SET);
    if let Some(set) = set.filter(|_| !text.cues.has(around.after, cue::ACHIEVED.or(cue::UP))) {
        return Ruling::of(FactKind::Plan, "set-as-plan", set.words());
    }
    let sentence = text.sentences[text.sentence_of(around.figure)].0;
    // `KH: 120 ha`
    let labelled = around.clause.0 == around.clause.1
        && around.clause.0 > sentence
        && text.tokens[around.clause.0 - 1].is(":");
    let label = text.cues.last((sentence, around.clause.0), cue::PLANNED);
    if let Some(label) = label.filter(|label| labelled && label.end + 1 == around.clause.0) {
        return Ruling::of(FactKind::Plan, "plan-label", label.words());
    }
    let scope = if around.before.0 == sentence { around.before } else { around.clause };
    // `trong nhóm tỉnh giao, 7 chỉ tiêu`: who gave it reaches no further than its clause.
    let given = |plan: &Cue| !plan.senses.any(cue::SET_BY) || plan.at >= around.clause.0;
    let plan = text.cues.last(scope, cue::PLANNED).filter(given)?;
    let since = (plan.end, scope.1);
    let in_clause = (plan.end.max(around.clause.0), scope.1);
    let undone = !text.cues.has(since, cue::DONE) && !text.cues.has(in_clause, cue::ACT);
    // `theo kế hoạch đã có 5 hộ` cites a plan, `so với kế hoạch 60 ha` states it.
    let beside = plan.end == scope.1;
    let cites: &[&str] =
        if beside { &["đạt", "xây dựng"] } else { &["theo", "so với", "đạt", "xây dựng"] };
    let cited = text.has((plan.at.saturating_sub(2), plan.at), cites);
    (undone && !cited).then(|| Ruling::of(FactKind::Plan, "plan-word", plan.words()))?
}

fn by_default_done(around: &Around, _: &Fact, _: &[Fact]) -> Option<Ruling> {
    Ruling::of(FactKind::Actual, "amount", around.number())
}
