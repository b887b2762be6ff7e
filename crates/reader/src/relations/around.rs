//! What a percentage may be made of: the figures before it, beside it and in the bracket after it.

use super::ratio::{Told, Try, digits};
use super::view::{Figure, View};
use model::{Decimal, FactKind};
use viet::letter::lower;

/// A percentage and the figures near it.
pub(super) struct Around<'v, 'f> {
    view: &'v View<'f>,
    percent: &'v Figure<'f>,
    /// Of its sentence and the one before, nearest first.
    before: Vec<&'v Figure<'f>>,
    /// Of its sentence, nearest first.
    after: Vec<&'v Figure<'f>>,
    /// Of its text before, nearest first.
    earlier: Vec<&'v Figure<'f>>,
}

/// Figures looked at on either side.
const REACH: usize = 12;
/// Figures looked back at for one that is called by its name.
const FAR: usize = 40;
/// Sentences before, in which the whole may stand.
const SENTENCES: usize = 2;

impl<'v, 'f> Around<'v, 'f> {
    pub(super) fn new(view: &'v View<'f>, index: usize, percent: &'v Figure<'f>) -> Self {
        let in_text = |f: &&Figure<'_>| f.fact.footnote == percent.fact.footnote;
        let exact = |f: &&Figure<'_>| f.fact.approx.is_none();
        let back = view.figures.iter().take(index).rev().take(FAR).take_while(in_text).filter(exact);
        let earlier: Vec<&Figure<'f>> = back.collect();
        let in_reach = |f: &&&Figure<'_>| f.sentence + SENTENCES >= percent.sentence;
        let before = earlier.iter().take(REACH).take_while(in_reach).copied().collect();
        let in_sentence = |f: &&Figure<'_>| f.sentence == percent.sentence;
        let after =
            view.figures.iter().skip(index + 1).take(REACH).take_while(in_sentence).filter(exact).collect();
        Self { view, percent, before, after, earlier }
    }

    /// Ways to compute the percentage; `alls` are the figures that count all of their kind.
    pub(super) fn tries(&self, alls: &[&Figure<'_>]) -> Vec<Try> {
        match self.percent.fact.kind {
            FactKind::PctOfPlan => self.of_plan(),
            FactKind::SharePct => match self.change_before() {
                Some(change) => self.growth_by(change),
                None => self.of_whole(alls),
            },
            FactKind::ChangePct => self.growth(),
            FactKind::Rate if self.percent.fact.unit.as_deref() == Some("‰") => self.of_whole(alls),
            FactKind::Rate => self.of_base(),
            _ => Vec::new(),
        }
    }

    /// Whether the words before the percentage only say that it is one: `chiếm tỷ lệ`, not `tỷ lệ đúng hạn`.
    pub(super) fn is_plain(&self) -> bool {
        const PLAIN: [&str; 17] = [
            "đạt", "chiếm", "bằng", "tỷ", "tỉ", "lệ", "tương", "đương", "ứng", "được", "ước", "là", "với",
            "hoàn", "thành", "mới", "và",
        ];
        let share = matches!(self.percent.fact.kind, FactKind::SharePct | FactKind::PctOfPlan);
        let before = self.before.first().filter(|f| self.in_sentence(f));
        let from = before.map_or(self.percent.fact.start, |f| f.fact.end);
        let lead = viet::fold::key(self.view.text(&(from..self.percent.fact.start)));
        let own = lead.rsplit([',', ';', '(', ':']).next().unwrap_or_default();
        let unit = before.and_then(|f| f.fact.unit.as_deref()).map(viet::fold::key).unwrap_or_default();
        let own = own.trim().strip_prefix(unit.as_str()).unwrap_or(own.trim());
        !share || own.split_whitespace().all(|word| PLAIN.contains(&word))
    }

    fn in_sentence(&self, figure: &Figure<'_>) -> bool {
        figure.sentence == self.percent.sentence
    }

    /// The amount that the percentage speaks of: the nearest before it outside of closed brackets.
    fn level(&self) -> Option<&'v Figure<'f>> {
        let open = |f: &&&Figure<'_>| self.view.is_around(f.bracket, self.percent.bracket);
        let mut levels = self.before.iter().filter(|f| self.in_sentence(f) && f.adds_up()).filter(open);
        levels.next().copied()
    }

    /// `15/20 người, đạt 75%`, `đạt 75% (15/20 người)`.
    fn of_fraction(&self) -> Option<Try> {
        let before = self.before.first().filter(|f| self.in_sentence(f));
        let bracketed =
            self.after.first().filter(|f| f.bracket.is_some() && f.bracket != self.percent.bracket);
        before.and_then(|f| Try::fraction(f)).or_else(|| bracketed.and_then(|f| Try::fraction(f)))
    }

    /// The single figure in the bracket after the percentage, when the words up to it say what it is.
    fn base_after(&self, words: &[&str]) -> Option<&'v Figure<'f>> {
        let base = self.after.first().filter(|f| f.bracket.is_some() && f.bracket != self.percent.bracket)?;
        let (bracket, _) = self.view.brackets.get(base.bracket?)?;
        let between = lower(self.view.text(&(self.percent.fact.end..bracket.start)));
        let named = words.iter().any(|word| between.contains(word)) && !between.contains([';', ',']);
        (named && self.view.within(bracket).len() == 1).then_some(*base)
    }

    fn of_plan(&self) -> Vec<Try> {
        let mut tries: Vec<Try> = self.of_fraction().into_iter().collect();
        let not_plan = |f: &&&Figure<'_>| f.adds_up() && f.fact.kind != FactKind::Plan;
        let open = |f: &&&Figure<'_>| self.view.is_around(f.bracket, self.percent.bracket);
        let done = self.before.iter().filter(|f| self.in_sentence(f)).filter(open).find(not_plan);
        let Some(done) = done else { return tries };
        let base = self.base_after(&["kế hoạch", "kh", "dự toán", "chỉ tiêu", "giao", "nghị quyết"]);
        tries.extend(
            base.filter(|f| f.class.is(&done.class)).and_then(|base| Try::share(done, base, Told::Named)),
        );
        tries.extend(self.base_named(done).and_then(|base| Try::share(done, base, Told::Near)));
        // `3.480 ha/KH 3.400 ha`
        if let [whole, part, ..] = self.before.as_slice()
            && self.in_sentence(part)
            && part.class.is(&whole.class)
            && self.is_out_of(part, whole)
        {
            tries.extend(Try::share(part, whole, Told::Named));
        }
        let named = |f: &Figure<'_>| f.fact.kind == FactKind::Plan && self.in_sentence(f);
        // `đạt 79% dự toán tỉnh giao (120 tỷ đồng), 73% nghị quyết`: the plan of the other percentage.
        let taken = |at: usize, f: &Figure<'_>| {
            let percent = self.before.get(at + 1).is_some_and(|f| f.fact.kind == FactKind::PctOfPlan);
            percent && f.bracket.is_some() && f.bracket != self.percent.bracket
        };
        let free = self.before.iter().enumerate().filter(|(at, f)| !taken(*at, f)).map(|(_, f)| f);
        let plans = free.filter(|f| f.adds_up() && f.class.is(&done.class));
        let plans: Vec<&&Figure<'_>> = plans.filter(|f| f.fact.start < done.fact.start || named(f)).collect();
        let only =
            tries.is_empty() && plans.iter().filter(|f| named(f)).count() == 1 && !self.is_of_other_plan();
        for plan in plans {
            let told = match named(plan) {
                true if only => Told::Named,
                true => Told::Near,
                false if plan.fact.kind == FactKind::Plan || digits(self.percent.fact.value) >= 3 => {
                    Told::Guess
                }
                false => continue,
            };
            tries.extend(Try::share(done, plan, told));
        }
        tries
    }

    /// `98% kế hoạch quý`, `dự toán tỉnh giao`: of one plan among several.
    fn is_of_other_plan(&self) -> bool {
        let after = lower(self.view.phrase_after(self.percent));
        ["quý", "tháng", "giao", "giai đoạn", "nghị quyết"].iter().any(|word| after.contains(word))
    }

    /// `52 hộ chiếm tỷ lệ 10%`: of a whole named shortly before, or of all there are.
    fn of_whole(&self, alls: &[&Figure<'_>]) -> Vec<Try> {
        let mut tries: Vec<Try> = self.of_fraction().into_iter().collect();
        let Some(part) = self.level() else { return tries };
        tries.extend(self.base_named(part).and_then(|base| Try::share(part, base, Told::Near)));
        let before = before_part(&self.before, part);
        let alike: Vec<&Figure<'_>> = before.filter(|f| f.adds_up() && f.class.is(&part.class)).collect();
        // `3.310 hồ sơ đúng hạn trên tổng số 3.420 hồ sơ, đạt 96,78%`
        if let Some(smaller) = alike.first().filter(|f| self.in_sentence(f) && f.value() <= part.value()) {
            let between = lower(self.view.text(&(smaller.fact.end..part.fact.start)));
            let out_of =
                ["trên tổng số", "trên tổng", "/", "so với tổng"].iter().any(|word| between.contains(word));
            tries.extend(Try::share(smaller, part, Told::Named).filter(|_| out_of));
        }
        let mut wholes: Vec<&Figure<'_>> = alike.into_iter().filter(|f| f.value() > part.value()).collect();
        wholes.sort_by_key(|whole| (std::cmp::Reverse(whole.sentence), std::cmp::Reverse(whole.value())));
        tries.extend(wholes.iter().filter_map(|whole| Try::share(part, whole, Told::Near)));
        tries.extend(self.base_beside(part).and_then(|base| Try::share(part, base, Told::Named)));
        // `phá 186 vụ, 240 đối tượng (đạt 87,3%)`: of what was told before the nearest.
        let other =
            self.before.iter().filter(|f| self.in_sentence(f) && f.adds_up() && !f.class.is(&part.class));
        let mut other = other.filter(|f| f.bracket == part.bracket);
        if let Some(other) = other.next() {
            let wholes =
                self.before.iter().filter(|f| f.fact.start < other.fact.start && f.class.is(&other.class));
            let wholes = wholes.filter(|f| f.adds_up() && f.value() > other.value());
            tries.extend(wholes.filter_map(|whole| Try::share(other, whole, Told::Guess)));
        }
        // `45 đồng chí là nữ, chiếm 37,5%` of `120 người`: counted by another noun.
        if digits(self.percent.fact.value) >= 3 {
            let counted = before_part(&self.before, part).filter(|f| f.adds_up() && !f.class.is(&part.class));
            let counted = counted.filter(|f| f.class.may_be(&part.class) && f.value() > part.value());
            tries.extend(counted.filter_map(|whole| Try::share(part, whole, Told::Guess)));
        }
        let all = alls.iter().find(|all| all.class.is(&part.class) && all.value() > part.value());
        tries.extend(all.and_then(|all| Try::share(part, all, Told::Elsewhere)));
        tries
    }

    /// `3.480 ha/KH 3.400 ha`: a stroke and few words between.
    fn is_out_of(&self, part: &Figure<'_>, whole: &Figure<'_>) -> bool {
        let between = self.view.text(&(part.fact.end..whole.fact.start));
        between.contains('/') && between.chars().count() <= 25 && !between.contains([',', ';', '.'])
    }

    /// `(13,1% trong tổng số 4.221 hộ)`: the whole follows.
    fn base_beside(&self, part: &Figure<'_>) -> Option<&'v Figure<'f>> {
        let base = self
            .after
            .first()
            .filter(|f| f.adds_up() && f.class.is(&part.class) && f.value() > part.value())?;
        let between = lower(self.view.text(&(self.percent.fact.end..base.fact.start)));
        let said =
            ["tổng số", "trên tổng", "trong tổng", "của tổng"].iter().any(|word| between.contains(word));
        (said && !between.contains([',', ';'])).then_some(*base)
    }

    /// `bằng 1% tổng dư nợ`: the nearest figure before whose subject is called so.
    fn base_named(&self, part: &Figure<'_>) -> Option<&'v Figure<'f>> {
        let phrase = viet::fold::key(self.view.phrase_after(self.percent).trim_start_matches(['%', '‰']));
        let empty = |word: &&str| matches!(*word, "tổng" | "số" | "các" | "của" | "trong" | "trên" | "toàn");
        let words: Vec<&str> = phrase
            .split_whitespace()
            .skip_while(empty)
            .take_while(|word| !matches!(*word, "so" | "và"))
            .collect();
        let name = words.join(" ");
        let called = |f: &&&Figure<'_>| {
            let said = format!(
                "{} {}",
                viet::fold::key(&f.fact.subject),
                f.fact.unit.as_deref().unwrap_or_default()
            );
            said.contains(&name)
        };
        let wholes = self
            .earlier
            .iter()
            .filter(|f| f.adds_up() && f.class.is(&part.class) && f.value() > part.value());
        wholes.filter(|_| !name.is_empty()).find(called).copied()
    }

    /// `giảm 03 vụ (16,7%)`: the change that the percentage in the bracket says again.
    fn change_before(&self) -> Option<&'v Figure<'f>> {
        let change =
            self.before.first().filter(|f| self.in_sentence(f) && f.fact.kind == FactKind::ChangeAbs)?;
        let opened = self.percent.bracket.is_some() && change.bracket != self.percent.bracket;
        opened.then_some(*change)
    }

    fn growth_by(&self, change: &Figure<'_>) -> Vec<Try> {
        let Some(level) = self.level().filter(|level| level.class.is(&change.class)) else {
            return Vec::new();
        };
        let said = self.percent.fact.direction.as_deref().or(change.fact.direction.as_deref());
        Try::growth_by(level, change, said == Some("down")).into_iter().collect()
    }

    /// `tăng 25% (25.000 lượt)`, `tăng 25.000 lượt (25%)`, `tăng 25% so với cùng kỳ (100.000 lượt)`, `vượt 20% kế hoạch`.
    fn growth(&self) -> Vec<Try> {
        let Some(level) = self.level() else { return Vec::new() };
        let down = self.percent.fact.direction.as_deref() == Some("down")
            || self.percent.fact.value.value() < Decimal::ZERO;
        let beside = [self.before.first(), self.after.first()].into_iter().flatten();
        let changes = beside.filter(|f| {
            self.in_sentence(f) && f.fact.kind == FactKind::ChangeAbs && f.class.is(&level.class)
        });
        let of_plan = self.percent.fact.comparison.as_deref().is_some_and(|base| base.contains("kế hoạch"));
        let plans: &[&str] = &["kế hoạch", "kh", "dự toán", "chỉ tiêu"];
        let earlier: &[&str] = &["cùng kỳ", "năm trước", "tháng trước", "quý trước", "năm 20", "đầu năm"];
        let base = self.base_after(if of_plan { plans } else { earlier });
        let base = base.filter(|f| f.class.is(&level.class) && !self.says_change(f));
        let mut tries: Vec<Try> = Vec::new();
        tries.extend(base.and_then(|base| Try::growth(level, base, down, Told::Named)));
        let changes: Vec<&&Figure<'_>> = changes.collect();
        let by = changes.iter().filter_map(|change| Try::growth_by(level, change, down));
        tries.extend(by.map(|way| Try { told: if base.is_some() { Told::Guess } else { way.told }, ..way }));
        let earlier = self.before.iter().filter(|f| {
            self.in_sentence(f) && f.adds_up() && f.class.is(&level.class) && f.fact.start < level.fact.start
        });
        let earlier = earlier.filter(|f| (f.fact.kind == FactKind::Plan) == of_plan);
        tries.extend(earlier.filter_map(|base| Try::growth(level, base, down, Told::Guess)));
        tries
    }

    /// `(tăng 4 ha)`: the bracket holds the change itself.
    fn says_change(&self, figure: &Figure<'_>) -> bool {
        let bracket = figure.bracket.and_then(|index| self.view.brackets.get(index));
        let start = bracket.map_or(figure.fact.start, |(span, _)| span.start);
        let lead = lower(self.view.text(&(start..figure.fact.start)));
        ["tăng", "giảm", "+", "-", "–"].iter().any(|word| lead.contains(word))
            || figure.fact.surface.starts_with(['+', '-'])
    }

    /// `bằng 125% so với cùng kỳ (100.000 lượt)`.
    fn of_base(&self) -> Vec<Try> {
        let base = self.base_after(&["cùng kỳ", "năm trước", "tháng trước", "năm 20"]);
        let level = self.level().filter(|level| base.is_some_and(|base| base.class.is(&level.class)));
        let share = level.zip(base).and_then(|(level, base)| Try::share(level, base, Told::Named));
        share.into_iter().collect()
    }
}

/// The figures before another, nearest first.
fn before_part<'a, 'v, 'f>(
    before: &'a [&'v Figure<'f>],
    part: &'a Figure<'f>,
) -> impl Iterator<Item = &'v Figure<'f>> + 'a {
    before.iter().copied().skip_while(|f| f.fact.id != part.fact.id).skip(1)
}

/// `toàn xã có 520 hộ`: the figure counts all of its kind.
pub(super) fn is_all(view: &View<'_>, figure: &Figure<'_>) -> bool {
    if !figure.adds_up() {
        return false;
    }
    let sentence = view.sentence(figure.sentence).map_or(0, |span| span.start);
    let before = lower(view.text(&(sentence.max(figure.fact.start.saturating_sub(30))..figure.fact.start)));
    let told = |text: &str| {
        let own = text.split("toàn ").skip(1).any(|rest| OWN.iter().any(|own| rest.starts_with(own)));
        own || ["tổng số hộ", "tổng dân số"].iter().any(|lead| text.contains(lead))
    };
    told(&before) && before.rsplit(['.', ';', '(']).next().is_some_and(told)
}

/// What follows `toàn` where all of a place are told.
const OWN: [&str; 6] = ["huyện có", "xã có", "tỉnh có", "thành phố có", "thị xã có", "phường có"];
