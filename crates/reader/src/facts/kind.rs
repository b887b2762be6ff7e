//! What a figure states: done, planned, a share, a change ...; the first rule that fits decides.

use super::around::Around;
use super::cue::{self, Cue};
use super::text::Text;
use model::{Decimal, Fact, FactField, FactKind, OutlineItem, SourceText};
use viet::measure_unit::{self, Dimension};

/// What a rule says of a figure, and by which words.
struct Ruling {
    kind: FactKind,
    direction: Option<&'static str>,
    rule: &'static str,
    words: (usize, usize),
}

impl Ruling {
    fn of(kind: FactKind, rule: &'static str, words: (usize, usize)) -> Option<Self> {
        Some(Self { kind, direction: None, rule, words })
    }

    /// A change in the direction of its verb.
    fn change(kind: FactKind, rule: &'static str, verb: Cue) -> Option<Self> {
        let direction = Some(if verb.senses.any(cue::UP.or(cue::GROWTH)) { "up" } else { "down" });
        Some(Self { kind, direction, rule, words: verb.words() })
    }

    /// A change in the direction of another figure.
    fn like(kind: FactKind, rule: &'static str, other: &Fact, words: (usize, usize)) -> Option<Self> {
        let direction = match other.direction.as_deref() {
            Some("up") => Some("up"),
            Some(_) => Some("down"),
            None => None,
        };
        Some(Self { kind, direction, rule, words })
    }
}

/// Looks at a figure among those before it.
type Rule = fn(&Around, &Fact, &[Fact]) -> Option<Ruling>;

const PERCENT: &[Rule] = &[
    named_growth,
    per_thousand,
    printed_sign,
    contribution,
    share_of_change,
    percent_verb,
    joined_change,
    of_plan,
    index,
    of_whole,
    limit,
    natural_rate,
    of_spending,
    named_proportion,
    over_hundred,
    share_verb,
    achieved,
    by_default_a_share,
];

const AMOUNT: &[Rule] = &[
    printed_sign,
    times,
    amount_verb,
    amount_of_change,
    joined_change,
    threshold,
    per_unit,
    average,
    planned,
    by_default_done,
];

/// Sets kind, direction, comparison and the estimated mark of every fact.
pub(super) fn set_kinds(
    text: &Text,
    source: &SourceText,
    outline: &[OutlineItem],
    year: Option<i16>,
    facts: &mut [Fact],
) {
    let future = Future { year, outline };
    for i in 0..facts.len() {
        let (done, rest) = facts.split_at_mut(i);
        let Some(fact) = rest.first_mut() else { continue };
        if let Some(cell) = text.cells.get(&text.figures[i].tokens.0) {
            fact.kind = cell.kind;
            fact.direction = cell.direction.map(str::to_owned);
            fact.comparison.clone_from(&cell.comparison);
            fact.estimated = cell.kind == FactKind::Estimate;
            continue;
        }
        let around = Around::new(text, i);
        set_kind(&around, fact, done);
        set_future(&around, &future, super::place_in_body(source, fact), fact);
        if let Some((rule, words)) = around.comparison(fact.kind) {
            fact.comparison = Some(viet::quantity::printed(&text.tokens[words.0..words.1]));
            fact.because.push(text.because(FactField::Comparison, rule, words));
        }
    }
    carry_bases_back(text, facts);
    plans_beside_results(text, facts);
}

fn set_kind(around: &Around, fact: &mut Fact, done: &[Fact]) {
    let text = around.text;
    let rules = if text.is_percent(around.figure) { PERCENT } else { AMOUNT };
    let Some(ruling) = rules.iter().find_map(|rule| rule(around, fact, done)) else { return };
    fact.kind = ruling.kind;
    fact.direction = ruling.direction.map(str::to_owned);
    fact.because.push(text.because(FactField::Kind, ruling.rule, ruling.words));
    if fact.direction.is_some() {
        fact.because.push(text.because(FactField::Direction, ruling.rule, ruling.words));
    }
    let actual = fact.kind == FactKind::Actual;
    let of_level = || {
        let goes_on = around.estimate_goes_on(done).map(|words| ("estimate-goes-on", words));
        goes_on.or_else(|| around.estimated_paragraph().map(|words| ("estimated-paragraph", words)))
    };
    let own = around.estimate(done).map(|words| ("estimate-word", words));
    let Some((rule, words)) = own.or_else(|| of_level().filter(|_| actual)) else { return };
    fact.estimated = true;
    fact.because.push(text.because(FactField::Estimated, rule, words));
    if actual {
        reset(text, fact, FactKind::Estimate, rule, words);
    }
}

/// Puts another kind, with another reason.
pub(super) fn reset(text: &Text, fact: &mut Fact, kind: FactKind, rule: &'static str, words: (usize, usize)) {
    fact.kind = kind;
    fact.because.retain(|because| because.field != FactField::Kind);
    fact.because.push(text.because(FactField::Kind, rule, words));
}

/// Goals of a later period: after `phấn đấu`, in a later year, or under a heading that speaks of what is to come.
fn set_future(around: &Around, future: &Future, start: usize, fact: &mut Fact) {
    use FactKind::{Actual, ChangeAbs, ChangePct, Plan, Rate, SharePct};
    if !matches!(fact.kind, Actual | SharePct | ChangePct | ChangeAbs | Rate | Plan) {
        return;
    }
    let found = around
        .aim()
        .map(|words| ("aim-word", words))
        .or_else(|| around.later_year(future.year, fact.kind == Plan).map(|words| ("later-year", words)))
        .or_else(|| around.target_verb().filter(|_| future.has(start)).map(|words| ("future-part", words)));
    if let Some((rule, words)) = found {
        reset(around.text, fact, FactKind::TargetFuture, rule, words);
    }
}

/// What the report says of its own time.
struct Future<'a> {
    /// The year it reports.
    year: Option<i16>,
    outline: &'a [OutlineItem],
}

impl Future<'_> {
    /// Whether the offset stands under a heading of what is to come: its chapter, or the last heading of all.
    fn has(&self, start: usize) -> bool {
        let before = &self.outline[..self.outline.partition_point(|item| item.start <= start)];
        let says = |item: Option<&OutlineItem>, words: &[&str]| {
            item.is_some_and(|item| {
                let title = viet::fold::key(&item.title);
                words.iter().any(|words| title.contains(words))
            })
        };
        let chapter = before.iter().rev().take(200).find(|item| item.level == 1);
        let goals = ["mục tiêu", "chỉ tiêu chủ yếu", "chỉ tiêu cụ thể", "các chỉ tiêu"];
        let results = ["kết quả", "thực hiện", "tình hình", "đánh giá"];
        says(chapter, &["nhiệm vụ trọng tâm", "phương hướng", "mục tiêu"])
            || (says(before.last(), &goals) && !says(before.last(), &results) && !says(chapter, &results))
    }
}

/// `1.560 tỷ đồng/1.800 tỷ đồng, đạt 87% dự toán`: the second amount is the plan.
fn plans_beside_results(text: &Text, facts: &mut [Fact]) {
    for i in 1..facts.len().saturating_sub(1) {
        let (from, to) = text.before(i);
        let joined = to - from == 1 && text.tokens[from].is("/") && facts[i].unit == facts[i - 1].unit;
        if joined && facts[i + 1].kind == FactKind::PctOfPlan && facts[i].kind == FactKind::Actual {
            reset(text, &mut facts[i], FactKind::Plan, "beside-result", (from, to));
        }
    }
}

/// `ngô giảm 8%; lạc giảm 5% so với cùng kỳ`: the base named last holds for the list.
fn carry_bases_back(text: &Text, facts: &mut [Fact]) {
    for i in (1..facts.len()).rev() {
        let (before, after) = facts.split_at_mut(i);
        let (Some(fact), Some(next)) = (before.last_mut(), after.first()) else { continue };
        let same = text.sentence_of(i - 1) == text.sentence_of(i) && fact.kind == next.kind;
        if same
            && fact.comparison.is_none()
            && fact.kind == FactKind::ChangePct
            && text.has(text.after(i - 1), &[";"])
        {
            fact.comparison.clone_from(&next.comparison);
            let because = next.because.iter().find(|because| because.field == FactField::Comparison);
            fact.because.extend(because.cloned());
        }
    }
}

// Rules of percentages.

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
fn printed_sign(around: &Around, fact: &Fact, _: &[Fact]) -> Option<Ruling> {
    let quantity = &around.text.figures[around.figure];
    let kind = if around.text.is_percent(around.figure) { FactKind::ChangePct } else { FactKind::ChangeAbs };
    let direction = Some(if fact.value.value() < Decimal::ZERO { "down" } else { "up" });
    let words = (quantity.tokens.0, quantity.tokens.0 + 1);
    quantity.signed.then_some(Ruling { kind, direction, rule: "printed-sign", words })
}

/// `đóng góp 1,2 điểm phần trăm`.
fn contribution(around: &Around, _: &Fact, _: &[Fact]) -> Option<Ruling> {
    let cue = around.cue().filter(|cue| cue.senses.any(cue::CONTRIBUTED))?;
    Ruling::of(FactKind::Rate, "contribution", cue.words())
}

/// `giảm 12 vụ (4,9%)`: the same change in percent.
fn share_of_change(around: &Around, _: &Fact, done: &[Fact]) -> Option<Ruling> {
    let change = around.just_before_bracket().map(|i| &done[i]).filter(|f| f.kind == FactKind::ChangeAbs)?;
    Ruling::like(FactKind::ChangePct, "in-brackets-after-change", change, around.opening())
}

/// `tăng 5%`; of a rate or share it moves by points: `tỷ lệ hộ nghèo giảm 1,2%`.
fn percent_verb(around: &Around, fact: &Fact, done: &[Fact]) -> Option<Ruling> {
    let verb = around.cue().filter(|cue| cue.senses.any(cue::UP.or(cue::DOWN)))?;
    let points = fact.unit.as_deref().is_some_and(|u| u.starts_with("điểm"));
    let of_share = around.previous().is_some_and(|p| done[p].kind == FactKind::SharePct)
        && (around.bracketed_clause() || around.clause.0 == verb.at);
    let of_rate = (points || of_share || around.moves_in_points()) && around.plan_after().is_none();
    let kind = if of_rate { FactKind::ChangeAbs } else { FactKind::ChangePct };
    Ruling::change(kind, if of_rate { "points-of-rate" } else { "change-verb" }, verb)
}

/// `tăng 3% về lượng và 5% về giá trị`, `tăng 5 vụ và 12 ha so với cùng kỳ`, `so với cùng kỳ giảm 3 vụ, 2 người
/// chết`: the verb of the figure before holds on.
fn joined_change(around: &Around, fact: &Fact, done: &[Fact]) -> Option<Ruling> {
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
    let shares = cue.is_some_and(|cue| cue.senses.any(cue::SHARE));
    let level_of_rate = cue.is_some_and(|cue| cue.senses.any(cue::LEVEL) && !cue.senses.any(cue::ACHIEVED))
        && around.moves_in_points();
    let plan = around.plan_after().or_else(|| around.plan_compared())?;
    // `85% chỉ tiêu đạt kế hoạch` counts the goals.
    let counts = cue.is_none() && text_says_reached(around, plan);
    (!shares && !level_of_rate && !counts)
        .then(|| Ruling::of(FactKind::PctOfPlan, "of-plan", plan.words()))?
}

fn text_says_reached(around: &Around, plan: Cue) -> bool {
    let next = around.text.cues.first((plan.end, plan.end + 1), cue::ACHIEVED.or(cue::UP));
    plan.at == around.after.0 && next.is_some()
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

/// `đạt 85% diện tích gieo trồng`: the words after it name the whole.
fn of_whole(around: &Around, _: &Fact, _: &[Fact]) -> Option<Ruling> {
    const WHOLES: &[&str] =
        &["diện tích", "tổng", "số", "dân số", "khối lượng", "nhu cầu", "diện", "công suất", "tổng số"];
    let achieved = around.cue().is_none_or(|cue| cue.senses.any(cue::ACHIEVED));
    let at = around.after.0;
    let named = achieved && at < around.after.1 && WHOLES.iter().any(|words| around.text.words_at(at, words));
    named.then(|| Ruling::of(FactKind::SharePct, "share-of-whole", (at, at + 1)))?
}

/// `quy định không quá 5%`, `hạn mức 20%`.
fn limit(around: &Around, _: &Fact, _: &[Fact]) -> Option<Ruling> {
    let norm = around.last(cue::NORM).or_else(|| around.cue_beside(cue::NORM_BESIDE))?;
    Ruling::of(FactKind::Norm, "norm-word", norm.words())
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

/// `tỷ lệ giải ngân đạt 37%`: spending is measured against its plan.
fn of_spending(around: &Around, _: &Fact, _: &[Fact]) -> Option<Ruling> {
    let spent = around.last(cue::SPENT)?;
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
    let sentence = text.tokens[text.sentences[text.sentence_of(around.figure)].0].start;
    let base = around
        .previous()
        .and_then(|i| done[..=i].iter().rev().take(60).find(|f| f.unit.as_deref() != Some("%")))
        .filter(|f| f.start >= sentence);
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

// Rules of amounts and counts.

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

/// `từ 200 triệu đồng trở lên là 9 dự án`, `mức hỗ trợ 5 triệu đồng`: a limit or a fixed amount.
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
    Ruling::of(FactKind::Norm, "norm-word", norm.or_else(paid)?.words())
}

/// `58 tạ/ha`.
fn per_unit(around: &Around, fact: &Fact, _: &[Fact]) -> Option<Ruling> {
    let per = fact.unit.as_deref().is_some_and(|unit| unit.contains('/'));
    per.then(|| Ruling::of(FactKind::Rate, "rate-unit", around.unit()))?
}

/// `thu nhập bình quân 52 triệu đồng`; a count stays a count.
fn average(around: &Around, fact: &Fact, _: &[Fact]) -> Option<Ruling> {
    let unit = fact.unit.as_deref().unwrap_or_default();
    let counted =
        unit != "điểm" && measure_unit::lookup(unit).is_some_and(|u| u.dimension == Dimension::Count);
    let cue = around.text.cues.last(around.before, cue::PER_UNIT).filter(|_| !counted)?;
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
