//! Rules of percentages; the first that fits decides.

use super::super::around::Around;
use super::super::cue::{self, Cue};
use super::{Rule, Ruling};
use model::{Decimal, Fact, FactKind, Interval};
use viet::measure_unit;

pub(super) const PERCENT: &[Rule] = &[
    labelled_plan,
    growth_goes_on,
    named_growth,
    per_thousand,
    printed_sign,
    contribution,
    share_of_change,
    percent_verb,
    joined_change,
    limit,
    of_plan,
    of_plan_before,
    index,
    of_whole,
    natural_rate,
    of_spending,
    named_proportion,
    over_hundred,
    share_verb,
    achieved,
    by_default_a_share,
];

/// `91,8% (KH: 93%)`, `47,1%/NQ 48%`.
fn labelled_plan(around: &Around, fact: &Fact, _: &[Fact]) -> Option<Ruling> {
    let plan = around.plan_label().filter(|_| fact.approx != Some(model::Approx::Below))?;
    Ruling::of(FactKind::Plan, "plan-label", plan.words())
}

/// `tốc độ tăng 8,9%/năm, trong đó giai đoạn 1996-2000 là 7,6%/năm`: what is told in one unit for another time.
fn growth_goes_on(around: &Around, fact: &Fact, done: &[Fact]) -> Option<Ruling> {
    let before = &done[around.previous()?];
    let yearly = fact.unit.as_deref().is_some_and(|unit| unit.contains("%/")) && before.unit == fact.unit;
    let between = around.text.before(around.figure);
    let stated = around.text.cues.has(between, cue::UP.or(cue::DOWN).or(cue::ACHIEVED).or(cue::SHARE));
    let goes_on = yearly && before.kind == FactKind::ChangePct && !stated && between.0 < between.1;
    goes_on.then(|| Ruling::like(before.kind, "joined-change", before, (between.1 - 1, between.1)))?
}

/// `tốc độ tăng trưởng đạt 8%`, `mức giảm 3%`: the change is the subject itself.
fn named_growth(around: &Around, _: &Fact, _: &[Fact]) -> Option<Ruling> {
    let growth = around.last(cue::GROWTH.or(cue::DECLINE)).filter(|_| around.plan_after().is_none())?;
    let natural = growth.senses.any(cue::GROWTH) && around.natural().is_some();
    match around.cue_beside(cue::UP.or(cue::DOWN)).filter(|verb| verb.at >= growth.end) {
        _ if natural => None,
        // `tăng trưởng âm 2%`; but `tốc độ tăng trưởng giảm 0,5 điểm` moves the rate.
        Some(verb) if around.text.key(verb.at) != "âm" => None,
        Some(verb) => Ruling::change(FactKind::ChangePct, "named-growth", verb),
        None => Ruling::change(FactKind::ChangePct, "named-growth", growth),
    }
}

/// `12,5‰`, `6%/năm`.
fn per_thousand(around: &Around, fact: &Fact, _: &[Fact]) -> Option<Ruling> {
    let unit = fact.unit.as_deref().unwrap_or_default();
    let rate = (unit == "‰" || unit.contains("%/")) && !around.cue_is(cue::UP.or(cue::DOWN));
    rate.then(|| Ruling::of(FactKind::Rate, "rate-unit", around.unit()))?
}

/// `+2,5%`, `-340 tấn`.
pub(super) fn printed_sign(around: &Around, fact: &Fact, _: &[Fact]) -> Option<Ruling> {
    let quantity = &around.text.figures[around.figure];
    let kind = if around.text.is_percent(around.figure) { FactKind::ChangePct } else { FactKind::ChangeAbs };
    let direction = Some(if fact.value.value() < Decimal::ZERO { "down" } else { "up" });
    let words = (quantity.tokens.0, quantity.tokens.0 + 1);
    quantity.signed.then_some(Ruling { kind, direction, rule: "printed-sign", words })
}

/// `đóng góp 1,2 điểm phần trăm`, `làm giảm 0,3 điểm phần trăm`.
fn contribution(around: &Around, fact: &Fact, _: &[Fact]) -> Option<Ruling> {
    let cue = around.cue()?;
    let makes = is_points(fact) && cue.at > around.clause.0 && around.text.key(cue.at - 1) == "làm";
    (makes || cue.senses.any(cue::CONTRIBUTED))
        .then(|| Ruling::of(FactKind::Rate, "contribution", cue.words()))?
}

/// `giảm 12 vụ (4,9%)`: the same change in percent.
fn share_of_change(around: &Around, _: &Fact, done: &[Fact]) -> Option<Ruling> {
    let change = around.just_before_bracket().map(|i| &done[i]).filter(|f| f.kind == FactKind::ChangeAbs)?;
    Ruling::like(FactKind::ChangePct, "in-brackets-after-change", change, around.opening())
}

/// `tăng 5%`; of a rate or share it moves by points: `tỷ lệ hộ nghèo giảm 1,2%`.
fn percent_verb(around: &Around, fact: &Fact, done: &[Fact]) -> Option<Ruling> {
    let verb = around.cue().filter(|cue| cue.senses.any(cue::UP.or(cue::DOWN)))?;
    let is_share = |before: &Fact| {
        before.kind == FactKind::SharePct
            || (before.kind == FactKind::Rate && before.unit.as_deref() == Some("‰"))
    };
    let of_share = around.previous().is_some_and(|p| is_share(&done[p]) && done[p].unit == fact.unit)
        && (around.bracketed_clause() || around.clause.0 == verb.at);
    let of_rate =
        is_points(fact) || ((of_share || around.moves_in_points()) && around.plan_after().is_none());
    let kind = if of_rate { FactKind::ChangeAbs } else { FactKind::ChangePct };
    Ruling::change(kind, if of_rate { "points-of-rate" } else { "change-verb" }, verb)
}

/// `0,5 điểm phần trăm`.
fn is_points(fact: &Fact) -> bool {
    fact.unit.as_deref().is_some_and(|unit| unit.starts_with("điểm"))
}

/// `tăng 3% về lượng và 5% về giá trị`, `tăng 5 vụ và 12 ha so với cùng kỳ`, `so với cùng kỳ giảm 3 vụ, 2 người
/// chết`: the verb of the figure before holds on.
pub(super) fn joined_change(around: &Around, fact: &Fact, done: &[Fact]) -> Option<Ruling> {
    let text = around.text;
    let before = &done[around.previous()?];
    let (from, to) = text.before(around.figure);
    let percent = text.is_percent(around.figure);
    let changed = matches!(before.kind, FactKind::ChangePct | FactKind::ChangeAbs)
        && before.direction.is_some()
        && (before.kind == FactKind::ChangePct) == percent;
    if !changed || text.cues.within((from, to)).iter().any(|cue| cue.senses.any(cue::STATES)) {
        return None;
    }
    let and = to > from && text.key(to - 1) == "và";
    let based = text.cues.has(around.after, cue::AGAINST) || text.words_at(around.after.0, "về");
    let listed = to > from && text.tokens[to - 1].is(",") && to - from <= 4 && around.base_before_list();
    let joined = (and && based && (percent || to - from == 1))
        || (listed && before.unit != fact.unit)
        || (listed && !percent);
    joined.then(|| Ruling::like(before.kind, "joined-change", before, (to - 1, to)))?
}

/// `đạt 85% kế hoạch`, `so với dự toán đạt 85%`.
fn of_plan(around: &Around, _: &Fact, _: &[Fact]) -> Option<Ruling> {
    let cue = around.cue();
    let shares = cue.is_some_and(|cue| cue.senses.any(cue::SHARE) && !cue.senses.any(cue::THAT_IS));
    let level_of_rate = cue.is_some_and(|cue| cue.senses.any(cue::LEVEL) && !cue.senses.any(cue::ACHIEVED))
        && around.moves_in_points();
    // `47,1%/NQ 48%`: the plan is told beside what was reached.
    let parted = around.text.tokens.get(around.after.0).is_some_and(|t| t.is("/"));
    let plan = around.plan_after().filter(|_| !parted).or_else(|| around.plan_compared())?;
    // `85% chỉ tiêu đạt kế hoạch` counts the goals.
    let counts = cue.is_none() && text_says_reached(around, plan);
    (!shares && !level_of_rate && !counts)
        .then(|| Ruling::of(FactKind::PctOfPlan, "of-plan", plan.words()))?
}

fn text_says_reached(around: &Around, plan: Cue) -> bool {
    let next = around.text.cues.first((plan.end, plan.end + 1), cue::ACHIEVED.or(cue::UP));
    plan.at == around.after.0 && next.is_some()
}

/// `kế hoạch 98 tỷ đồng, giải ngân 41,16 tỷ đồng (42%)`, `45 nghìn tấn/52 nghìn tấn KH (86,9%)`: of the plan told
/// beside what was done, as the numbers say.
fn of_plan_before(around: &Around, fact: &Fact, done: &[Fact]) -> Option<Ruling> {
    const NEAR: usize = 3;
    let text = around.text;
    let last = around.previous()?;
    let near = |plan: bool| {
        let mut figures = std::iter::once(last).chain(text.back(last)).take(NEAR);
        figures.find(|p| match done[*p].kind {
            FactKind::Plan => plan,
            FactKind::Actual | FactKind::Estimate => !plan,
            _ => false,
        })
    };
    let (plan, result) = near(true).zip(near(false)).filter(|(a, b)| done[*a].unit == done[*b].unit)?;
    let (whole, part) = (done[plan].value.value(), done[result].value.value());
    let share = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    let exact = Interval::point(share).meets(fact.value.interval(false, None));
    exact.then(|| Ruling::of(FactKind::PctOfPlan, "share-of-plan", text.figures[plan].tokens))?
}

/// `bằng 105,6% so với cùng kỳ`, `ngô bằng 83%; lạc bằng 87% so với cùng kỳ`.
fn index(around: &Around, _: &Fact, _: &[Fact]) -> Option<Ruling> {
    let cue = around.cue();
    let achieved = cue.is_none_or(|cue| cue.senses.any(cue::ACHIEVED));
    let based = around.base_after().or_else(|| around.base_compared()).filter(|_| achieved);
    let at_end = || {
        let equals = around.text.has(around.clause, &["bằng", "="]);
        let in_list = around.text.has(around.rest(), &["cùng kỳ"]);
        cue.filter(|_| achieved && equals && in_list)
    };
    let words = based.or_else(at_end).map(|cue| cue.words())?;
    Ruling::of(FactKind::Rate, "index", words)
}

/// `đạt 85% diện tích gieo trồng`, `bằng 2% kim ngạch`: the words after it name the whole.
fn of_whole(around: &Around, _: &Fact, _: &[Fact]) -> Option<Ruling> {
    const WHOLES: &[&str] = &[
        "diện tích",
        "tổng",
        "số",
        "dân số",
        "khối lượng",
        "nhu cầu",
        "diện",
        "công suất",
        "tổng số",
        "giá trị",
    ];
    const NO_WHOLES: &[&str] = &["so", "và", "nhưng", "theo", "trong", "thấp hơn", "cao hơn", "do", "đúng"];
    let text = around.text;
    let achieved = around.cue().is_none_or(|cue| cue.senses.any(cue::ACHIEVED));
    let at = around.after.0;
    let starts = |list: &[&str]| list.iter().any(|words| text.words_at(at, words));
    let equals = around.cue().is_some_and(|cue| text.key(cue.at) == "bằng");
    let noun =
        equals && text.tokens[at..around.after.1].iter().all(viet::token::Token::word) && !starts(NO_WHOLES);
    let named = achieved && at < around.after.1 && (starts(WHOLES) || noun);
    let kind = if starts(&["mức"]) { FactKind::Rate } else { FactKind::SharePct };
    named.then(|| Ruling::of(kind, "share-of-whole", (at, at + 1)))?
}

/// `quy định không quá 5%`, `hạn mức 20%`, `mức 3% theo quy định`, `chỉ tiêu dưới 5%`.
fn limit(around: &Around, fact: &Fact, _: &[Fact]) -> Option<Ruling> {
    let text = around.text;
    let norm = || around.last(cue::NORM).or_else(|| around.cue_beside(cue::NORM_BESIDE));
    let by_rule = || {
        let said = text.words_at(around.after.0, "theo quy định");
        said.then_some((around.after.0, (around.after.0 + 3).min(around.after.1)))
    };
    let goal = || around.cue_beside(cue::PLAN).filter(|_| fact.approx == Some(model::Approx::Below));
    let words = norm().map(|cue| cue.words()).or_else(by_rule).or_else(|| goal().map(|cue| cue.words()))?;
    Ruling::of(FactKind::Norm, "norm-word", words)
}

/// `gia tăng tự nhiên 1,09%`: a rate of growth, not a share.
fn natural_rate(around: &Around, _: &Fact, _: &[Fact]) -> Option<Ruling> {
    let cue = around.cue().filter(|cue| cue.senses.any(cue::LEVEL));
    let natural = match cue {
        Some(_) => around.natural(),
        None => around.last(cue::NATURAL),
    }?;
    Ruling::of(FactKind::Rate, "natural-rate", natural.words())
}

/// `tỷ lệ giải ngân đạt 37%`, `giải ngân 9,6 tỷ đồng (40,5%)`: spending is measured against its plan.
fn of_spending(around: &Around, _: &Fact, _: &[Fact]) -> Option<Ruling> {
    let before = || {
        let result = around.just_before_bracket()?;
        around.text.cues.last(Around::new(around.text, result).clause, cue::SPENT)
    };
    let spent = around.last(cue::SPENT).or_else(before)?;
    let shares = around.text.has(around.clause, &["chiếm"]);
    (!shares).then(|| Ruling::of(FactKind::PctOfPlan, "of-spending", spent.words()))?
}

/// `tỷ lệ hộ nghèo còn 5%`.
fn named_proportion(around: &Around, _: &Fact, _: &[Fact]) -> Option<Ruling> {
    let of_noun = || around.last(cue::PROPORTION_OF).filter(|cue| cue.end < around.clause.1);
    let named = around.last(cue::PROPORTION).or_else(of_noun)?;
    Ruling::of(FactKind::SharePct, "named-proportion", named.words())
}

/// `đạt 112%`: more than the whole is no share of it.
fn over_hundred(around: &Around, fact: &Fact, _: &[Fact]) -> Option<Ruling> {
    let over = fact.value.value() > Decimal::ONE_HUNDRED;
    over.then(|| Ruling::of(FactKind::PctOfPlan, "over-hundred", around.number()))?
}

/// `chiếm 12%`.
fn share_verb(around: &Around, _: &Fact, _: &[Fact]) -> Option<Ruling> {
    let cue = around.cue().filter(|cue| cue.senses.any(cue::SHARE))?;
    Ruling::of(FactKind::SharePct, "share-verb", cue.words())
}

/// `đạt 85%` with no word on what it is measured against: money and amounts are measured against
/// the plan, cases and people against their own total.
fn achieved(around: &Around, _: &Fact, done: &[Fact]) -> Option<Ruling> {
    let cue = around.cue().filter(|cue| cue.senses.any(cue::ACHIEVED))?;
    let text = around.text;
    let base = text
        .back(around.figure)
        .take(60)
        .find(|i| done[*i].unit.as_deref() != Some("%"))
        .filter(|i| !text.tokens[text.last(*i)..around.clause.0].iter().any(|t| t.is(";")))
        .map(|i| &done[i]);
    let of_plan = match base {
        Some(f) if f.denominator.is_some() => false,
        Some(f) if f.unit.as_deref().is_some_and(|unit| !measure_unit::is_counted(unit)) => true,
        _ => text.has(around.before, &["thu ngân sách", "chi ngân sách", "giải ngân", "kế hoạch"]),
    };
    let kind = if of_plan { FactKind::PctOfPlan } else { FactKind::SharePct };
    Ruling::of(kind, if of_plan { "achieved-amount" } else { "achieved-count" }, cue.words())
}

fn by_default_a_share(around: &Around, _: &Fact, _: &[Fact]) -> Option<Ruling> {
    Ruling::of(FactKind::SharePct, "percent", around.unit())
}
