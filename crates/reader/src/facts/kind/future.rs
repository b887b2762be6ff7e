//! Goals of a later period.

use super::super::around::Around;
use super::reset;
use model::{Fact, FactKind, OutlineItem};

/// Goals of a later period: after `phấn đấu`, in a later year, or under a heading that speaks of what is to come.
pub(super) fn set_future(around: &Around, future: &Future, start: usize, fact: &mut Fact, done: &[Fact]) {
    use FactKind::{Actual, ChangeAbs, ChangePct, Norm, PctOfPlan, Plan, Rate, SharePct};
    let goal = || around.aim().is_some() || future.sets_goals(start);
    let aimed = matches!(fact.kind, Norm | PctOfPlan) && goal();
    // `so với cùng kỳ tăng 2 vụ` tells what was.
    let was = matches!(fact.kind, ChangePct | ChangeAbs) && around.is_against_before();
    if was || !(aimed || matches!(fact.kind, Actual | SharePct | ChangePct | ChangeAbs | Rate | Plan)) {
        return;
    }
    let found = around
        .aim()
        .map(|words| ("aim-word", words))
        .or_else(|| around.later_year(future.year, fact.kind == Plan).map(|words| ("later-year", words)))
        .or_else(|| around.target_verb().filter(|_| future.has(start)).map(|words| ("future-part", words)))
        .or_else(|| future.sets_goals(start).then(|| ("future-part", around.number())))
        .or_else(|| goes_on(around, done).map(|words| ("goal-goes-on", words)));
    if let Some((rule, words)) = found {
        reset(around.text, fact, FactKind::TargetFuture, rule, words);
    }
}

/// `trồng mới 45 ha chè và 30 ha quế`: the second object of the verb of a goal.
fn goes_on(around: &Around, done: &[Fact]) -> Option<(usize, usize)> {
    let text = around.text;
    let previous = done.get(around.previous()?)?;
    let (from, to) = text.before(around.figure);
    let and = to.checked_sub(1).filter(|last| from < *last && text.key(*last) == "và")?;
    let bare = text.cues.within((from, to)).is_empty();
    let noun = text.tokens[from..and].iter().all(|token| token.word());
    (previous.kind == FactKind::TargetFuture && bare && noun).then_some((and, to))
}

/// What the report says of its own time.
pub(super) struct Future<'a> {
    /// The year it reports.
    pub(super) year: Option<i16>,
    outline: &'a [OutlineItem],
    /// Keys of the titles of the outline.
    titles: Vec<String>,
}

impl<'a> Future<'a> {
    pub(super) fn new(year: Option<i16>, outline: &'a [OutlineItem]) -> Self {
        let titles = outline.iter().map(|item| viet::fold::key(&item.title)).collect();
        Self { year, outline, titles }
    }

    /// Whether the offset stands under a heading of what is to come: its chapter, or the last heading of all.
    fn has(&self, start: usize) -> bool {
        let before = self.before(start);
        let chapter = (before.saturating_sub(200)..before).rev().find(|at| self.outline[*at].level == 1);
        let last = before.checked_sub(1);
        let says = |item: Option<usize>, words: &[&str]| {
            item.is_some_and(|item| words.iter().any(|words| self.titles[item].contains(words)))
        };
        let goals = ["mục tiêu", "chỉ tiêu chủ yếu", "chỉ tiêu cụ thể", "các chỉ tiêu"];
        let results = ["kết quả", "thực hiện", "tình hình", "đánh giá"];
        says(chapter, &["phương hướng", "mục tiêu"])
            || (says(chapter, &["nhiệm vụ"]) && !says(chapter, &results))
            || (says(last, &goals) && !says(last, &results) && !says(chapter, &results))
    }

    /// Whether the last heading is that of goals alone, in a chapter of what is to come.
    fn sets_goals(&self, start: usize) -> bool {
        let last = self.before(start).checked_sub(1);
        let title = last.map_or("", |item| self.titles[item].as_str());
        let named = ["chỉ tiêu", "mục tiêu", "các chỉ tiêu", "chỉ tiêu chủ yếu", "mục tiêu cụ thể"];
        named.contains(&title.trim_end_matches([':', '.', ' '])) && self.has(start)
    }

    /// How many headings stand before the offset.
    fn before(&self, start: usize) -> usize {
        self.outline.partition_point(|item| item.start <= start)
    }
}
