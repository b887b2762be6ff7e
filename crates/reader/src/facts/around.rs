//! A figure with the ranges of words that may speak of it.

use super::cue::{self, Cue, Senses};
use super::text::{Text, last_in};
use model::{Fact, FactKind};

/// Where a figure stands, and what stands around it.
pub(super) struct Around<'a> {
    pub text: &'a Text<'a>,
    pub figure: usize,
    /// From the figure before to this one.
    pub before: (usize, usize),
    /// The last clause of `before`.
    pub clause: (usize, usize),
    /// From this figure to the next sign or figure.
    pub after: (usize, usize),
}

/// A rule's name and the words that it decided by.
type Reason = (&'static str, (usize, usize));

impl<'a> Around<'a> {
    pub fn new(text: &'a Text<'a>, figure: usize) -> Self {
        let before = text.left(figure);
        let sign = |at: &usize| matches!(text.tokens[*at].text(), "," | ";" | ":" | "(" | ")");
        let clause = ((before.0..before.1).rev().find(sign).map_or(before.0, |at| at + 1), before.1);
        let after = text.after(figure);
        let end = (after.0..after.1).find(|at| sign(at) || text.tokens[*at].is(".")).unwrap_or(after.1);
        Self { text, figure, before, clause, after: (after.0, end) }
    }

    /// The nearest word of the clause that states something of the figure.
    pub fn cue(&self) -> Option<Cue> {
        let states = cue::UP.or(cue::DOWN).or(cue::ACHIEVED).or(cue::SHARE).or(cue::CONTRIBUTED);
        let near = |cue: &&Cue| {
            cue.senses.any(states) || (cue.senses.any(cue::LEVEL) && self.clause.1 - cue.at <= 3)
        };
        self.text.cues.within(self.clause).iter().rev().find(near).copied()
    }

    /// Whether the nearest stating word has one of the senses.
    pub fn cue_is(&self, senses: Senses) -> bool {
        self.cue().is_some_and(|cue| cue.senses.any(senses))
    }

    /// The last word of the clause with one of the senses.
    pub fn last(&self, senses: Senses) -> Option<Cue> {
        self.text.cues.last(self.clause, senses)
    }

    /// The word right before the figure, when it has one of the senses.
    pub fn cue_beside(&self, senses: Senses) -> Option<Cue> {
        self.last(senses).filter(|cue| cue.end == self.clause.1)
    }

    /// The figure before in the same sentence.
    pub fn previous(&self) -> Option<usize> {
        let previous = self.figure.checked_sub(1)?;
        (self.text.sentence_of(previous) == self.text.sentence_of(self.figure)).then_some(previous)
    }

    /// Tokens of the number.
    pub fn number(&self) -> (usize, usize) {
        self.text.figures[self.figure].tokens
    }

    /// Tokens of the unit of measure; of the number when it has none beside it.
    pub fn unit(&self) -> (usize, usize) {
        let unit = self.text.figures[self.figure].unit_tokens;
        if unit.0 < unit.1 { unit } else { self.number() }
    }

    /// The token before the number.
    pub fn opening(&self) -> (usize, usize) {
        let (first, _) = self.number();
        (first.saturating_sub(1), first.max(1))
    }

    /// Whether a bracket opens right before the number.
    pub fn bracketed(&self) -> bool {
        let (first, _) = self.number();
        first > 0 && self.text.tokens[first - 1].is("(")
    }

    /// Whether the clause opens with a bracket.
    pub fn bracketed_clause(&self) -> bool {
        self.clause.0 > 0 && self.text.tokens[self.clause.0 - 1].is("(")
    }

    /// The figure before, when only an opening bracket parts it from this one.
    pub fn just_before_bracket(&self) -> Option<usize> {
        let (from, to) = self.text.before(self.figure);
        self.previous().filter(|_| self.bracketed() && to - from == 1)
    }

    /// The rest of the sentence, for lists that name their base at the end.
    pub fn rest(&self) -> (usize, usize) {
        let end = self.text.sentences[self.text.sentence_of(self.figure)].1;
        (self.after.0, end.min(self.after.0 + 300))
    }

    /// A plan named after the figure.
    pub fn plan_after(&self) -> Option<Cue> {
        let plan = self.text.cues.first(self.after, cue::PLAN)?;
        (!self.text.has(self.after, &["cùng kỳ"])).then_some(plan)
    }

    /// `so với dự toán đạt`: a plan named before the verb.
    pub fn plan_compared(&self) -> Option<Cue> {
        self.compared().filter(|cue| cue.senses.any(cue::PLAN))
    }

    /// `(KH: 93%`, `/NQ 48%`, `(dự toán tỉnh giao 143 tỷ đồng`: a plan named between a bracket or stroke and the figure.
    pub fn plan_label(&self) -> Option<Cue> {
        const LONGEST: usize = 6;
        let text = self.text;
        let first = text.first(self.figure);
        let end = first - usize::from(first > 0 && text.tokens[first - 1].is(":"));
        let near = (end.saturating_sub(LONGEST).max(text.before(self.figure).0.min(end)), end);
        let opens = |cue: &&Cue| {
            let before = cue.at.checked_sub(1).map(|at| &text.tokens[at]);
            before.is_some_and(|t| t.is("(") || t.is("/"))
        };
        let plan = text.cues.within(near).iter().find(opens).filter(|cue| cue.senses.any(cue::PLAN))?;
        let words = text.tokens[plan.end.min(end)..end].iter().all(|t| t.word() || t.number());
        let stated = text.cues.has((plan.end, end), cue::DONE.or(cue::UP).or(cue::DOWN));
        (words && !stated).then_some(*plan)
    }

    /// An earlier period named after the figure.
    pub fn base_after(&self) -> Option<Cue> {
        self.text.cues.first(self.after, cue::BASE)
    }

    /// `so với cùng kỳ bằng`: an earlier period named before the verb.
    pub fn base_compared(&self) -> Option<Cue> {
        let against = self.last(cue::AGAINST)?;
        self.compared().is_none_or(|cue| !cue.senses.any(cue::PLAN)).then_some(against)
    }

    /// The word that follows `so với` in the clause.
    fn compared(&self) -> Option<Cue> {
        let against = self.last(cue::AGAINST)?;
        self.text.cues.first((against.end, (against.end + 2).min(self.clause.1)), cue::PLAN.or(cue::BASE))
    }

    /// Whether the change before this figure stands after its base: `so với cùng kỳ giảm 3 vụ, 2 người chết`.
    pub fn base_before_list(&self) -> bool {
        let text = self.text;
        let (from, to) = (text.reach(self.figure), text.before(self.figure).0);
        let verb = text.cues.last((from, to), cue::UP.or(cue::DOWN));
        verb.is_some_and(|verb| {
            let first = text.tokens[from..verb.at].iter().rposition(|t| t.is(";") || t.is("."));
            text.cues.has((first.map_or(from, |at| from + at), verb.at), cue::AGAINST)
        })
    }

    /// Whether the sentence holds the change against an earlier period: `so với cùng kỳ tăng 2 vụ, giảm 3 người chết`.
    pub fn is_against_before(&self) -> bool {
        let text = self.text;
        text.cues.has((text.reach(self.figure), self.before.1), cue::AGAINST)
            || text.cues.has(self.after, cue::AGAINST)
    }

    /// A rate of nature or of interest spoken of in the part of the sentence.
    pub fn natural(&self) -> Option<Cue> {
        let (from, to) = (self.text.reach(self.figure), self.before.1);
        let part = (from..to).rev().find(|at| self.text.tokens[*at].is(";")).unwrap_or(from);
        self.text.cues.last((part, to), cue::NATURAL)
    }

    /// Whether the figure speaks of a rate, which moves by percentage points: `tỷ lệ hộ nghèo`, not `số hộ nghèo`.
    pub fn moves_in_points(&self) -> bool {
        let growth = self.last(cue::GROWTH.or(cue::DECLINE));
        let rate = growth.or_else(|| self.text.cues.last(self.before, cue::PROPORTION.or(cue::NATURAL)));
        rate.is_some_and(|cue| cue.at == 0 || self.text.key(cue.at - 1) != "số")
    }

    /// `tăng 400 con`, `tăng mạnh 400 con`, `giảm so với cùng kỳ 12 vụ`: the verb of a change that stands
    /// right before the amount.
    pub fn changed_by(&self) -> Option<Cue> {
        const BETWEEN: &[&str] =
            &["thêm", "khoảng", "bớt", "mạnh", "nhẹ", "nhanh", "được", "đáng kể", "lần lượt", "tới"];
        let text = self.text;
        let quantity = &text.figures[self.figure];
        let verb = self.last(cue::UP.or(cue::DOWN))?;
        let later = matches!(quantity.unit.as_deref(), Some("ngày" | "tuần" | "tháng"));
        let skipped = |at: usize| {
            BETWEEN.iter().any(|w| text.words_at(at, w)) || (quantity.high.is_some() && text.key(at) == "từ")
        };
        let beside = (verb.end..self.clause.1).all(skipped);
        let over_base = text.cues.first((verb.end, verb.end + 1), cue::AGAINST).is_some()
            && !text.cues.has((verb.end, self.clause.1), cue::LEVEL);
        // `vượt 9/20 chỉ tiêu` counts; it does not grow.
        let counts = verb.senses.any(cue::UP)
            && (quantity.denominator.is_some() || matches!(text.key(verb.at), "vượt" | "thêm"));
        let changes = (beside || over_base) && !counts;
        (changes || (later && verb.senses.any(cue::UP))).then_some(verb)
    }

    /// `ước` before the figure; a change or share of an estimated figure beside it is estimated by its own word only.
    pub fn estimate(&self, done: &[Fact]) -> Option<(usize, usize)> {
        let text = self.text;
        if let Some(cue) = text.cues.last(self.before, cue::ESTIMATED) {
            return Some(cue.words());
        }
        let previous = &done[self.previous()?];
        // `ước tăng 2% so với tháng trước và tăng 3% so với cùng kỳ`: one subject, two bases.
        let before = text.before(self.figure);
        let based = before.0 == before.1 || text.has((before.0, before.0 + 1), &["so", "cùng kỳ"]);
        let and = text.has(before, &["và"]) || self.clause.1 - self.clause.0 <= 2;
        let another_base = based && and && self.cue_is(cue::UP.or(cue::DOWN));
        let estimated = previous.estimated && another_base && previous.kind == FactKind::ChangePct;
        estimated.then_some(before).filter(|(from, to)| from < to)
    }

    /// Amounts under an estimate told before them: `Ước 6 tháng, lúa 300 ha; ngô 50 ha` of the whole sentence, `ước đạt
    /// 345 tỷ đồng, nộp ngân sách 8 tỷ đồng` up to the next part; not of what is done.
    pub fn estimate_goes_on(&self, done: &[Fact]) -> Option<(usize, usize)> {
        let text = self.text;
        let figure = text.figures.get(self.figure)?.tokens.0;
        let (first, _) = text.sentences[text.sentence_of(self.figure)];
        let reach = text.reach(self.figure);
        if text.has((text.before(self.figure).0, figure), &["đã", "thực tế", "tính đến", "đến nay", "hiện"])
        {
            return None;
        }
        let head = text.cues.first((first, first + 3), cue::ESTIMATED).filter(|cue| cue.at >= reach);
        let opens = head.filter(|head| text.time_at(head.end));
        let part = (reach..figure).rev().find(|at| text.tokens[*at].is(";")).unwrap_or(reach);
        let mut since = self.before.0;
        let stated = |range: (usize, usize)| text.cues.has(range, cue::DONE.or(cue::ACHIEVED));
        let mut carried = None;
        for i in text.back(self.figure).take(12).take_while(|i| text.figures[*i].tokens.0 >= part) {
            if stated((text.last(i), since.max(text.last(i)))) || stated(self.clause) {
                break;
            }
            since = text.first(i);
            if done[i].kind == FactKind::Estimate {
                carried = Some(text.figures[i].tokens);
                break;
            }
        }
        opens.map(|cue| cue.words()).or(carried)
    }

    /// `... ước hết tháng 10: a 5 tấn. B 6 tấn.`: a paragraph headed by an estimate.
    pub fn estimated_paragraph(&self) -> Option<(usize, usize)> {
        let text = self.text;
        let (at, _) = self.number();
        let start = last_in(&text.paragraphs, (at.saturating_sub(400), at + 1)).unwrap_or(at);
        let first = text.figures.partition_point(|q| q.tokens.0 < start);
        let head = (start, text.figures.get(first).map_or(at, |q| q.tokens.0));
        let colon = (head.0..head.1).find(|i| text.tokens[*i].is(":"))?;
        text.cues.first((head.0, colon), cue::ESTIMATED).map(|cue| cue.words())
    }

    /// `phấn đấu`, `mục tiêu` before the figure in its sentence and nothing done since.
    pub fn aim(&self) -> Option<(usize, usize)> {
        let aim = self.text.cues.last((self.text.reach(self.figure), self.before.1), cue::AIM)?;
        let since = self.text.has((aim.end, self.before.1), &["đã", "kết quả", "ước", "tự"]);
        (!since).then_some(aim.words())
    }

    /// `đến năm 2030` in a report of an earlier year, before the figure in its part of the sentence; `năm 2030`
    /// alone when a plan is told.
    pub fn later_year(&self, reported: Option<i16>, planned: bool) -> Option<(usize, usize)> {
        let text = self.text;
        let reported = reported?;
        let (reach, figure) = (text.reach(self.figure), self.before.1);
        let part = (reach..figure).rev().find(|at| text.tokens[*at].is(";")).unwrap_or(reach);
        let later = |at: &usize| {
            let year = || text.tokens.get(at + 1)?.text().parse::<i16>().ok();
            let until = || text.has((at.saturating_sub(2).max(part), *at), &["đến", "tới"]);
            text.key(*at) == "năm"
                && year().is_some_and(|year| (reported + 1..reported + 40).contains(&year))
                && (planned || until())
        };
        let at = (part..figure).rev().find(later)?;
        let done = text.has((part, figure), &["đã", "kết quả", "ước", "so với", "giai đoạn"]);
        (!done).then_some((at, at + 2))
    }

    /// A verb that asks for a result, or the percent sign of one.
    pub fn target_verb(&self) -> Option<(usize, usize)> {
        let asked = cue::ACHIEVED
            .or(cue::UP)
            .or(cue::DOWN)
            .or(cue::LEVEL)
            .or(cue::PROPORTION)
            .or(cue::AIM)
            .or(cue::TASK);
        let verb = self.text.cues.last(self.before, asked).map(|cue| cue.words());
        verb.or_else(|| self.text.is_percent(self.figure).then(|| self.unit()))
    }

    /// What a change or index is compared with, or which plan a percentage is of when the text tells plans apart.
    pub fn comparison(&self, kind: FactKind) -> Option<Reason> {
        match kind {
            FactKind::ChangePct | FactKind::ChangeAbs => self.base().or_else(|| self.plan_beaten()),
            FactKind::Rate => self.base(),
            FactKind::PctOfPlan => self.which_plan(),
            _ => None,
        }
    }

    /// `so với cùng kỳ` after the figure, over a bracket that closes or stands in between, or before its verb.
    fn base(&self) -> Option<Reason> {
        let text = self.text;
        let behind = self.behind_brackets();
        let after = text.cues.first(self.after, cue::AGAINST).map(|cue| (cue, self.after.1));
        let found = after.or_else(|| {
            let cue = text.cues.first((behind.0, behind.0 + 1), cue::AGAINST)?;
            Some((cue, behind.1))
        });
        if let Some((cue, end)) = found {
            return Some(("base-after", (cue.at, self.phrase_end(cue, end))));
        }
        let before = text.cues.first(self.clause, cue::AGAINST).filter(|cue| text.key(cue.at) == "so")?;
        Some(("base-before", (before.at, self.phrase_end(before, self.clause.1))))
    }

    /// `vượt 3,8% kế hoạch`: the change is against the plan.
    fn plan_beaten(&self) -> Option<Reason> {
        self.cue_beside(cue::UP.or(cue::DOWN))?;
        let plan = self.plan_after().filter(|plan| plan.at == self.after.0)?;
        Some(("base-after", (plan.at, self.phrase_end(plan, self.after.1))))
    }

    /// The words after the brackets that follow the figure or close after it.
    fn behind_brackets(&self) -> (usize, usize) {
        const LONGEST: usize = 40;
        let text = self.text;
        let sentence = text.sentences[text.sentence_of(self.figure)].1;
        let at = self.after.0;
        let closing = (at..sentence.min(at + LONGEST)).find(|i| text.tokens[*i].is(")"));
        let open = text.tokens.get(at).is_some_and(|t| t.is("(") || t.is(")"));
        let from = closing.filter(|_| open).map_or(at, |closing| closing + 1);
        let end = (from..sentence).find(|i| text.ends_at_sign(*i) || text.tokens[*i].number());
        (from, end.unwrap_or(sentence))
    }

    /// The end of a phrase of comparison: at the next verb, never before its own words end.
    fn phrase_end(&self, from: Cue, end: usize) -> usize {
        let end = end.max(from.end);
        let verbs = cue::UP.or(cue::DOWN).or(cue::ACHIEVED).or(cue::ESTIMATED);
        let verb = self.text.cues.first((from.end, end), verbs).map_or(end, |cue| cue.at);
        let joint = (from.end..verb).find(|at| self.text.key(*at) == "nhưng").unwrap_or(verb);
        if joint > from.end && self.text.key(joint - 1) == "và" { joint - 1 } else { joint }
    }

    /// `dự toán tỉnh giao`, `nghị quyết HĐND huyện`; `kế hoạch năm` only beside another plan.
    fn which_plan(&self) -> Option<Reason> {
        let text = self.text;
        let plan = self.plan_after()?;
        let end = self.phrase_end(plan, self.after.1);
        let set_by = text.cues.has((plan.at, end), cue::SET_BY);
        let beside = || {
            let sentence = text.sentences[text.sentence_of(self.figure)];
            let two = text.cues.within(sentence).iter().filter(|cue| cue.senses.any(cue::PLAN)).count();
            two > 1 && end > plan.end
        };
        (set_by || beside()).then_some(("named-plan", (plan.at, end)))
    }
}
