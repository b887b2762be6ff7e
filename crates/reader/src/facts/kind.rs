//! What a figure states: done, planned, a share, a change ...; from the verbs and words around it.

use super::text::{Text, last_in};
use model::{Decimal, Fact, FactKind, OutlineItem, SourceText};
use viet::quantity::printed;

const PLAN: &[&str] =
    &["kế hoạch", "kh", "dự toán", "chỉ tiêu", "nghị quyết", "giao", "kịch bản", "mục tiêu", "nq", "dt"];
const SAME_PERIOD: &[&str] = &[
    "cùng kỳ",
    "so với",
    "so cùng",
    "so tháng",
    "so năm",
    "tháng trước",
    "năm trước",
    "quý trước",
    "kỳ trước",
    "cknt",
];
const UP: &[&str] = &[
    "tăng",
    "vượt",
    "cao hơn",
    "nhiều hơn",
    "thêm",
    "lớn hơn",
    "muộn hơn",
    "trễ hơn",
    "chậm hơn",
    "lâu hơn",
];
const DOWN: &[&str] = &["giảm", "hụt", "thấp hơn", "ít hơn", "giảm bớt", "sớm hơn", "rút ngắn", "nhanh hơn"];
const ACHIEVED: &[&str] = &["đạt", "bằng", "hoàn thành"];
const SHARE: &[&str] = &["chiếm", "tỷ lệ", "tỉ lệ", "tỷ trọng", "tỉ trọng", "độ che phủ", "tương đương"];
const LEVEL: &[&str] = &["còn", "lên", "xuống", "từ", "là", "mức", "đến"];
const CONTRIBUTED: &[&str] = &["đóng góp", "góp"];
const ESTIMATED: &[&str] = &["ước", "dự kiến", "ước tính", "dự ước", "ước đạt", "dự báo"];
const TARGET: &[&str] =
    &["phấn đấu", "mục tiêu", "nhắm", "đặt chỉ tiêu", "hướng tới", "hướng đến", "quyết tâm"];
const PLANNED: &[&str] = &[
    "kế hoạch",
    "kh",
    "dự toán",
    "được giao",
    "giao chỉ tiêu",
    "bố trí",
    "chỉ tiêu",
    "phân bổ",
    "kinh phí giao",
];
const DONE: &[&str] =
    &["đã", "đạt", "thực hiện", "giải ngân", "hoàn thành", "kết quả", "làm được", "ước", "trồng được"];
const RATE: &[&str] =
    &["năng suất", "bình quân", "mật độ", "chỉ số", "hệ số", "gấp", "trung bình mỗi", "định mức"];

/// Sets kind, direction, comparison and the estimated mark of every fact.
pub(super) fn set_kinds(text: &Text, source: &SourceText, outline: &[OutlineItem], facts: &mut [Fact]) {
    let marks = Marks::new(text);
    let chapters: Vec<&OutlineItem> = outline.iter().filter(|item| item.level == 1).collect();
    for i in 0..facts.len() {
        let (done, rest) = facts.split_at_mut(i);
        let Some(fact) = rest.first_mut() else { continue };
        if let Some(kind) = text.cells.get(&text.figures[i].tokens.0).and_then(|cell| cell.kind) {
            fact.kind = kind;
            fact.estimated = kind == FactKind::Estimate;
            continue;
        }
        let around = Around::new(text, &marks, i);
        fact.estimated = around.estimated(done);
        if text.is_percent(i) {
            percent(&around, fact, done)
        } else {
            level(&around, fact, done)
        }
        fact.comparison = around.comparison(fact.kind);
        fact.estimated |= fact.kind == FactKind::Actual && around.in_estimated_paragraph();
        if fact.estimated && fact.kind == FactKind::Actual {
            fact.kind = FactKind::Estimate;
        }
        let future =
            around.in_future_part(&chapters, super::place_in_body(source, fact)) && around.has_target_verb();
        if (future || around.is_target())
            && matches!(
                fact.kind,
                FactKind::Actual
                    | FactKind::SharePct
                    | FactKind::ChangePct
                    | FactKind::ChangeAbs
                    | FactKind::Rate
                    | FactKind::Plan
            )
        {
            fact.kind = FactKind::TargetFuture;
        }
    }
    carry_bases_back(text, facts);
    plans_beside_results(text, facts);
}

/// `1.560 tỷ đồng/1.800 tỷ đồng, đạt 87% dự toán`: the second amount is the plan.
fn plans_beside_results(text: &Text, facts: &mut [Fact]) {
    for i in 1..facts.len().saturating_sub(1) {
        let (from, to) = text.before(i);
        let joined = to - from == 1 && text.tokens[from].is("/") && facts[i].unit == facts[i - 1].unit;
        if joined && facts[i + 1].kind == FactKind::PctOfPlan && facts[i].kind == FactKind::Actual {
            facts[i].kind = FactKind::Plan;
        }
    }
}

/// Where words stand that govern all that follows them in a sentence or paragraph.
struct Marks {
    aims: Vec<usize>,
    paragraphs: Vec<usize>,
}

impl Marks {
    fn new(text: &Text) -> Self {
        let paragraphs = (0..text.tokens.len()).filter(|at| text.tokens[*at].opens).collect();
        Self { aims: text.places(TARGET), paragraphs }
    }
}

/// A figure with the ranges of words that may speak of it.
struct Around<'a> {
    text: &'a Text,
    marks: &'a Marks,
    figure: usize,
    /// From the figure before to this one.
    before: (usize, usize),
    /// The last clause of `before`.
    clause: (usize, usize),
    /// From this figure to the next sign or figure.
    after: (usize, usize),
}

impl<'a> Around<'a> {
    fn new(text: &'a Text, marks: &'a Marks, figure: usize) -> Self {
        let before = text.left(figure);
        let sign = |at: &usize| matches!(text.tokens[*at].text.as_str(), "," | ";" | ":" | "(" | ")");
        let clause = ((before.0..before.1).rev().find(sign).map_or(before.0, |at| at + 1), before.1);
        let after = text.after(figure);
        let end = (after.0..after.1).find(|at| sign(at) || text.tokens[*at].is(".")).unwrap_or(after.1);
        Self { text, marks, figure, before, clause, after: (after.0, end) }
    }

    /// The nearest cue before the figure, within its clause, and what it says.
    fn cue(&self) -> Option<Cue> {
        let from = self.clause.0;
        (from..self.clause.1).rev().find_map(|at| self.cue_at(at, self.clause.1))
    }

    fn cue_at(&self, at: usize, end: usize) -> Option<Cue> {
        let table = [
            (UP, Cue::Up),
            (DOWN, Cue::Down),
            (ACHIEVED, Cue::Achieved),
            (SHARE, Cue::Share),
            (CONTRIBUTED, Cue::Contributed),
            (LEVEL, Cue::Level),
        ];
        let near = |cue: Cue| cue != Cue::Level || end - at <= 3;
        table
            .into_iter()
            .find(|(words, cue)| near(*cue) && words.iter().any(|w| self.text.words_at(at, w)))
            .map(|(_, cue)| cue)
    }

    /// `tốc độ tăng trưởng đạt 8%`, `mức giảm 3%`: the change is the subject itself.
    fn named_change(&self) -> Option<Cue> {
        let named = |words: &[&str]| self.text.has(self.clause, words) && !self.plan_after();
        if named(&["mức giảm", "tốc độ giảm", "tỷ lệ giảm"]) {
            Some(Cue::Down)
        } else if named(&["mức tăng", "tốc độ tăng", "tăng trưởng kinh tế", "tỷ lệ tăng trưởng"])
            && !natural_growth(self)
        {
            Some(Cue::Up)
        } else {
            None
        }
    }

    fn bracketed(&self) -> bool {
        let quantity = &self.text.figures[self.figure];
        quantity.tokens.0 > 0 && self.text.tokens[quantity.tokens.0 - 1].is("(")
    }

    /// Whether the clause opens with a bracket.
    fn bracketed_clause(&self) -> bool {
        self.clause.0 > 0 && self.text.tokens[self.clause.0 - 1].is("(")
    }

    fn previous(&self) -> Option<usize> {
        let previous = self.figure.checked_sub(1)?;
        (self.text.sentence_of(previous) == self.text.sentence_of(self.figure)).then_some(previous)
    }

    /// `ước` before the figure; a change or share of an estimated figure beside it is estimated by its own word only.
    fn estimated(&self, done: &[Fact]) -> bool {
        if self.text.has(self.before, ESTIMATED) {
            return true;
        }
        let Some(previous) = self.previous() else { return false };
        // `ước tăng 2% so với tháng trước và tăng 3% so với cùng kỳ`: one subject, two bases.
        let before = self.text.before(self.figure);
        let based = self.text.has((before.0, before.0 + 1), &["so", "cùng kỳ"]) || before.0 == before.1;
        let another_base = based
            && (self.text.has(before, &["và"]) || self.clause.1 - self.clause.0 <= 2)
            && matches!(self.cue(), Some(Cue::Up | Cue::Down));
        done[previous].estimated && another_base && done[previous].kind == FactKind::ChangePct
    }

    /// `... ước hết tháng 10: a 5 tấn. B 6 tấn.`: a paragraph headed by an estimate.
    fn in_estimated_paragraph(&self) -> bool {
        let text = self.text;
        let at = text.figures[self.figure].tokens.0;
        let start = last_in(&self.marks.paragraphs, (at.saturating_sub(400), at + 1)).unwrap_or(at);
        let first_figure = text.figures.partition_point(|q| q.tokens.0 < start);
        let head = (start, text.figures.get(first_figure).map_or(at, |q| q.tokens.0));
        let colon = (head.0..head.1).find(|i| text.tokens[*i].is(":"));
        colon.is_some_and(|colon| text.has((head.0, colon), ESTIMATED))
    }

    fn plan_after(&self) -> bool {
        self.text.has(self.after, PLAN) && !self.text.has(self.after, &["cùng kỳ"])
    }

    fn base_after(&self) -> bool {
        self.text.has(self.after, SAME_PERIOD)
    }

    /// The rest of the sentence, for lists that name their base at the end.
    fn rest(&self) -> (usize, usize) {
        let end = self.text.sentences[self.text.sentence_of(self.figure)].1;
        (self.after.0, end.min(self.after.0 + 300))
    }

    fn comparison(&self, kind: FactKind) -> Option<String> {
        let found = match kind {
            FactKind::ChangePct | FactKind::ChangeAbs | FactKind::Rate => self
                .text
                .find(self.after, &["so với", "so cùng", "so tháng", "so năm", "so quý", "cùng kỳ", "so"]),
            FactKind::PctOfPlan if self.text.has(self.after, &["giao"]) => Some(self.after.0),
            _ => None,
        }?;
        let verb = |at: &usize| {
            ["tăng", "giảm", "đạt", "và tăng", "và giảm", "và bằng", "và đạt", "nhưng", "ước"]
                .iter()
                .any(|w| self.text.words_at(*at, w))
        };
        let end = (found..self.after.1).find(verb).unwrap_or(self.after.1);
        (found < end).then(|| printed(&self.text.tokens[found..end]))
    }

    fn has_target_verb(&self) -> bool {
        self.text.has(self.before, &["đạt", "còn", "trên", "tỷ lệ", "giảm", "tăng", "phấn đấu"])
            || self.text.is_percent(self.figure)
    }

    /// `phấn đấu`, `mục tiêu` before the figure in its sentence and nothing done since.
    fn is_target(&self) -> bool {
        let aimed = last_in(&self.marks.aims, (self.text.reach(self.figure), self.before.1));
        aimed.is_some_and(|at| !self.text.has((at, self.before.1), &["đã", "kết quả", "ước", "tự"]))
    }

    /// Under a heading that speaks of the coming period.
    fn in_future_part(&self, chapters: &[&OutlineItem], start: usize) -> bool {
        let after = chapters.partition_point(|item| item.start <= start);
        let heading = after.checked_sub(1).and_then(|at| chapters.get(at));
        heading.is_some_and(|item| {
            let title = viet::fold::key(&item.title);
            title.contains("nhiệm vụ trọng tâm")
                || title.contains("phương hướng")
                || title.contains("mục tiêu")
        })
    }

    fn is_list_of(&self, words: &[&str]) -> bool {
        self.text.has(self.rest(), words)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cue {
    Up,
    Down,
    Achieved,
    Share,
    Level,
    Contributed,
}

fn direction(fact: &mut Fact, cue: Cue) {
    fact.direction = Some(if cue == Cue::Up { "up" } else { "down" }.to_owned());
}

/// Kinds of a percentage.
fn percent(around: &Around, fact: &mut Fact, done: &[Fact]) {
    let cue = around.cue();
    let points = fact.unit.as_deref().is_some_and(|u| u.starts_with("điểm"));
    let rate_named = around.text.has(around.before, &["tỷ lệ", "tỉ lệ", "hộ nghèo", "tỷ suất"]);
    if let Some(cue) = around.named_change() {
        direction(fact, cue);
        fact.kind = FactKind::ChangePct;
        return;
    }
    let per_mille = fact.unit.as_deref().is_some_and(|u| u == "‰" || u.contains("%/"))
        && !matches!(cue, Some(Cue::Up | Cue::Down));
    fact.kind = match cue {
        _ if per_mille => FactKind::Rate,
        _ if fact.value.value() < Decimal::ZERO || text_signed(around) => {
            direction(fact, if fact.value.value() < Decimal::ZERO { Cue::Down } else { Cue::Up });
            FactKind::ChangePct
        }
        Some(Cue::Contributed) => FactKind::Rate,
        Some(cue @ (Cue::Up | Cue::Down)) => {
            direction(fact, cue);
            let of_share = around.previous().is_some_and(|p| done[p].kind == FactKind::SharePct)
                && (around.bracketed_clause() || around.clause.1 - around.clause.0 <= 1);
            let of_rate = (rate_named || points || of_share) && !around.text.has(around.after, PLAN);
            if of_rate { FactKind::ChangeAbs } else { FactKind::ChangePct }
        }
        Some(Cue::Achieved) | None if around.plan_after() => FactKind::PctOfPlan,
        Some(Cue::Achieved) if around.base_after() => FactKind::Rate,
        Some(Cue::Achieved) => achieved_alone(around, done),
        Some(Cue::Level) if natural_growth(around) => FactKind::Rate,
        Some(Cue::Level) if around.plan_after() && !rate_named => FactKind::PctOfPlan,
        Some(Cue::Level) => level_of_rate(around, done),
        Some(Cue::Share) => FactKind::SharePct,
        None if around.base_after() => FactKind::Rate,
        None if around.text.has(around.clause, &["giải ngân"]) => FactKind::PctOfPlan,
        None => FactKind::SharePct,
    };
}

fn text_signed(around: &Around) -> bool {
    around.text.figures[around.figure].signed
}

/// `gia tăng tự nhiên 1,09%`: a rate of growth, not a share.
fn natural_growth(around: &Around) -> bool {
    let from = around.text.reach(around.figure);
    around.text.has((from, around.before.1), &["tăng tự nhiên", "tỷ suất", "lãi suất"])
}

/// `từ 9,4% xuống còn 7,8%` after a change states the rate itself.
fn level_of_rate(around: &Around, _done: &[Fact]) -> FactKind {
    if natural_growth(around) { FactKind::Rate } else { FactKind::SharePct }
}

/// `đạt 85%` with no word on what it is measured against: money and amounts are measured against
/// the plan, cases and people against their own total.
fn achieved_alone(around: &Around, done: &[Fact]) -> FactKind {
    let bang = around.text.has(around.clause, &["bằng"]);
    if bang && around.is_list_of(&["cùng kỳ"]) {
        return FactKind::Rate;
    }
    let base = around
        .previous()
        .and_then(|i| done[..=i].iter().rev().take(60).find(|f| f.unit.as_deref() != Some("%")));
    let sentence_base = base.filter(|f| {
        f.start >= around.text.tokens[around.text.sentences[around.text.sentence_of(around.figure)].0].start
    });
    match sentence_base {
        Some(f) if f.denominator.is_some() => FactKind::SharePct,
        Some(f) if f.unit.as_deref().is_some_and(|u| !viet::measure_unit::is_counted(u)) => {
            FactKind::PctOfPlan
        }
        _ if around.text.has(around.before, &["thu ngân sách", "chi ngân sách", "giải ngân", "kế hoạch"]) => {
            FactKind::PctOfPlan
        }
        _ => FactKind::SharePct,
    }
}

/// Kinds of an amount or count.
fn level(around: &Around, fact: &mut Fact, done: &[Fact]) {
    let text = around.text;
    if text.figures[around.figure].signed {
        direction(fact, if fact.value.value() < Decimal::ZERO { Cue::Down } else { Cue::Up });
        fact.kind = FactKind::ChangeAbs;
        return;
    }
    let adjacent = changed_by(around);
    let after_change = around.previous().map(|i| &done[i]).filter(|f| f.kind == FactKind::ChangePct);
    let unit = fact.unit.clone().unwrap_or_default();
    fact.kind = match (adjacent, after_change) {
        (Some(cue), _) => {
            direction(fact, cue);
            if unit == "lần" { FactKind::Rate } else { FactKind::ChangeAbs }
        }
        (None, Some(change)) if around.bracketed() => {
            fact.direction.clone_from(&change.direction);
            FactKind::ChangeAbs
        }
        _ if is_threshold(around) => FactKind::Norm,
        _ if unit.contains('/') || unit == "lần" && text.has(around.before, &["gấp"]) => FactKind::Rate,
        _ if text.has(around.before, RATE)
            && viet::measure_unit::lookup(&unit)
                .is_none_or(|u| u.dimension != viet::measure_unit::Dimension::Count) =>
        {
            FactKind::Rate
        }
        _ if is_plan(around, done) => FactKind::Plan,
        _ => FactKind::Actual,
    };
}

/// `tăng 400 con`, `giảm 3 dự án`: the verb stands right before the amount.
fn changed_by(around: &Around) -> Option<Cue> {
    let (from, to) = around.clause;
    let skip = |at: usize| ["thêm", "khoảng", "bớt", "từ"].iter().any(|w| around.text.words_at(at, w));
    let last = (from..to).rev().find(|at| !skip(*at))?;
    let phrase = |words: &[&str]| {
        words.iter().any(|w| {
            let n = w.split(' ').count();
            (last + 1).checked_sub(n).is_some_and(|at| at >= from && around.text.words_at(at, w))
        })
    };
    let later_than = around.text.has(around.clause, UP)
        && matches!(around.text.figures[around.figure].unit.as_deref(), Some("ngày" | "tuần" | "tháng"));
    // `vượt 9/20 chỉ tiêu` counts; it does not grow.
    let counted = around.text.figures[around.figure].denominator.is_some()
        || around.text.key(last) == "vượt"
        || around.text.key(last) == "thêm";
    if phrase(DOWN) {
        Some(Cue::Down)
    } else if (phrase(UP) && !counted) || later_than {
        Some(Cue::Up)
    } else {
        None
    }
}

/// `từ 200 triệu đồng trở lên là 9 dự án`: the first is a threshold.
fn is_threshold(around: &Around) -> bool {
    let text = around.text;
    let first = text.first(around.figure);
    let from = first > 0 && text.key(first - 1) == "từ";
    from && text.words_at(text.last(around.figure), "trở lên")
        || text.has(
            around.clause,
            &["định mức", "mức hỗ trợ", "mức phạt", "mức vay", "mức thu", "mức đóng", "mức chi"],
        )
}

/// A plan word governs the figure and nothing done stands between; a figure joined by `/` to a plan is plan.
fn is_plan(around: &Around, done: &[Fact]) -> bool {
    let text = around.text;
    let before = text.before(around.figure);
    let joined = before.0 + 1 == before.1 && text.tokens[before.0].is("/");
    if let Some(previous) = around.previous().filter(|_| joined) {
        return done[previous].kind == FactKind::Plan;
    }
    if text.has(around.after, &["đặt ra", "đề ra", "được giao"])
        && !text.has(around.after, &["đạt", "vượt", "hoàn thành"])
    {
        return true;
    }
    let sentence = text.sentences[text.sentence_of(around.figure)].0;
    let scope = if around.before.0 == sentence { around.before } else { around.clause };
    let planned = (scope.0..scope.1).rev().find(|at| PLANNED.iter().any(|w| text.words_at(*at, w)));
    planned.is_some_and(|at| {
        let scope = (at, scope.1);
        !text.has(scope, DONE)
            && !text.has(
                (scope.0.max(around.clause.0), scope.1),
                &["có", "tổ chức", "được", "cho", "phát hiện", "cấp"],
            )
            && !text.has((at.saturating_sub(2), at), &["theo", "so với", "đạt", "xây dựng"])
    })
}

/// `ngô bằng 83%; lạc bằng 87% so với cùng kỳ`: the base named last holds for the list.
fn carry_bases_back(text: &Text, facts: &mut [Fact]) {
    for i in (1..facts.len()).rev() {
        let (before, after) = facts.split_at_mut(i);
        let (Some(fact), Some(next)) = (before.last_mut(), after.first()) else { continue };
        let same = text.sentence_of(i - 1) == text.sentence_of(i) && fact.kind == next.kind;
        if same
            && fact.comparison.is_none()
            && matches!(fact.kind, FactKind::ChangePct)
            && text.has(text.after(i - 1), &[";"])
        {
            fact.comparison.clone_from(&next.comparison);
        }
    }
}
