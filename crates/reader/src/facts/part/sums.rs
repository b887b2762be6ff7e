//! Parts that no word announces: they add up, or a total comes after them.

use super::amount::is_level;
use super::{Claim, Finder, MOST, whole_of};
use model::{Decimal, Fact, FactKind};

/// Sentences after a whole in which its parts may stand.
const FOLLOWING: usize = 3;

/// Words that put a total behind its parts.
const TOTALS: &[&str] = &["nâng tổng", "đưa tổng", "tổng cộng", "cộng chung", "cộng", "nâng số", "đưa số"];

impl Finder<'_> {
    /// `45 đơn, đã giải quyết 38 đơn, 07 đơn đang xem xét`: the next figures of the sentence in the
    /// same unit add up to this one exactly.
    pub(super) fn sum_here(&self, facts: &mut [Fact], whole: usize) {
        if !is_level(&facts[whole]) || facts[whole].denominator.is_some() {
            return;
        }
        let text = self.text;
        let level = |p: &usize| is_level(&facts[*p]) && facts[*p].unit.is_some();
        // `34 vụ, giảm 9 vụ so với cùng kỳ, xử lý hành chính 33 vụ, hình sự 1 vụ`: a change is no part.
        let beside = |p: &usize| {
            let changed = facts[*p].kind == FactKind::ChangeAbs;
            text.depth_of(*p) == text.depth_of(whole) && !text.is_percent(*p) && !changed
        };
        let run: Vec<usize> = text.on(whole).take(MOST).filter(beside).take_while(level).collect();
        let Some(first) = run.first() else { return };
        let alike: Vec<usize> =
            run.iter().copied().take_while(|p| self.amounts.is_same(*first, *p)).collect();
        let same = self.amounts.is_same(*first, whole);
        let colon = text.has(text.after(whole), &[":"]);
        // Small numbers add up by chance.
        if !colon && facts[whole].value.value() < Decimal::TEN {
            return;
        }
        let Some(n) = self.amounts.run_that_adds_up(&alike, whole) else { return };
        if same || (colon && n == alike.len()) {
            self.settle_sum(facts, whole, &alike[..n], "adds-up");
        }
    }

    /// `lúa 42 ha và ngô 117 ha, gieo được 159 ha`: the figures of the unit right before add up to this one.
    pub(super) fn sum_before(&self, facts: &mut [Fact], whole: usize) {
        let text = self.text;
        if !is_level(&facts[whole])
            || facts[whole].value.value() < Decimal::ONE_HUNDRED
            || whole_of(facts, whole).is_some()
        {
            return;
        }
        let beside = |p: &usize| text.depth_of(*p) == text.depth_of(whole) && is_level(&facts[*p]);
        let run: Vec<usize> = text
            .back(whole)
            .take(MOST)
            .filter(beside)
            .take_while(|p| self.amounts.is_same(*p, whole))
            .collect();
        let free = |p: &usize| whole_of(facts, *p).is_none() && !self.is_compared(*p);
        if let Some(n) = self.amounts.run_that_adds_up(&run, whole).filter(|n| run[..*n].iter().all(free)) {
            self.settle_sum(facts, whole, &run[..n], "adds-up-before");
        }
    }

    /// Figures of one unit behind others: `72 công trình, 8,94 tỷ đồng, làm mới 30 (3,15 tỷ), sửa 42 (5,79 tỷ)`.
    pub(super) fn sum_of_unit(&self, facts: &mut [Fact], whole: usize) {
        let text = self.text;
        if !is_level(&facts[whole])
            || facts[whole].value.decimals() == 0
            || facts[whole].denominator.is_some()
        {
            return;
        }
        let alike =
            |p: &usize| self.amounts.is_same(*p, whole) && is_level(&facts[*p]) && !self.is_compared(*p);
        let run: Vec<usize> = text.on(whole).take(MOST).filter(alike).collect();
        // Whole numbers add up by chance unless they tell what became of it.
        let told = |run: &[usize]| facts[whole].value.decimals() > 0 || run.iter().any(|p| self.is_state(*p));
        if let Some(n) = self.amounts.run_that_adds_up(&run, whole).filter(|n| told(&run[..*n])) {
            self.settle_sum(facts, whole, &run[..n], "adds-up");
        }
    }

    /// `nhận 590 hồ sơ. Đã trả 577 hồ sơ (...); còn 13 hồ sơ.`: the figures of one of the next three
    /// sentences, brackets left out, add up to the last figure of this one exactly.
    pub(super) fn sum_of_next_sentence(&self, facts: &mut [Fact], whole: usize) {
        let text = self.text;
        let sentence = text.sentence_of(whole);
        if !is_level(&facts[whole])
            || facts[whole].denominator.is_some()
            || facts[whole].value.value() < Decimal::TEN
        {
            return;
        }
        let near: Vec<usize> = (whole + 1..facts.len())
            .take_while(|p| text.sentence_of(*p) <= sentence + FOLLOWING)
            .take(MOST)
            .filter(|p| text.depth_of(*p) == 0 && is_level(&facts[*p]) && self.amounts.is_same(*p, whole))
            .collect();
        for next in sentence + 1..=sentence + FOLLOWING {
            let outer: Vec<usize> = near.iter().copied().filter(|p| text.sentence_of(*p) == next).collect();
            // Small numbers add up by chance unless they tell what became of it.
            let told =
                facts[whole].value.value() >= Decimal::ONE_HUNDRED || outer.iter().any(|p| self.is_state(*p));
            if told && outer.len() >= 2 && self.amounts.adds_up(&outer, whole) {
                self.settle_sum(facts, whole, &outer, "adds-up-in-next-sentence");
                return;
            }
        }
    }

    fn settle_sum(&self, facts: &mut [Fact], whole: usize, parts: &[usize], rule: &'static str) {
        for part in parts {
            if facts[*part].part_of.is_none() {
                self.settle(
                    facts,
                    *part,
                    Some(Claim { whole, rule, words: self.text.figures[whole].tokens }),
                );
            }
        }
    }

    /// `kết nạp 25 hội viên, nâng tổng số lên 1.245 hội viên`, `lúa 12 ha, ngô 8 ha, cộng 20 ha`.
    pub(super) fn total_after(&self, facts: &mut [Fact], whole: usize) {
        let text = self.text;
        let (from, to) = text.before(whole);
        let Some(word) = text.find((from, to), TOTALS) else { return };
        let cumulated = matches!(text.key(word + 1), "dồn" | "đồng" | "tác" | "hòa");
        if cumulated || !is_level(&facts[whole]) || text.has((word, to), &[",", ";"]) {
            return;
        }
        let opens = text.back(whole).next().is_none();
        let above =
            whole.checked_sub(1).filter(|p| opens && text.sentence_of(whole) - text.sentence_of(*p) <= 1);
        let before: Vec<usize> = match above {
            Some(last) => std::iter::once(last).chain(text.back(last)).take(MOST).collect(),
            None => text.back(whole).take(MOST).collect(),
        };
        let free = |p: &usize| whole_of(facts, *p).is_none() && self.fits(facts, *p, whole);
        // `2 em giải Nhất, 7 giải Nhì, nâng tổng số giải lên 9 giải`: whatever they are called, when they add up.
        let counted = |p: &usize| self.amounts.are_counted(*p, whole) && whole_of(facts, *p).is_none();
        let all: Vec<usize> = before.iter().copied().filter(counted).collect();
        if all.len() >= 2 && self.amounts.adds_up(&all, whole) {
            self.settle_sum(facts, whole, &all, "total-after");
            return;
        }
        let mut parts: Vec<usize> =
            before.into_iter().filter(|p| free(p) && self.amounts.is_same(*p, whole)).collect();
        parts.reverse();
        let raised = matches!(text.key(word), "nâng" | "đưa");
        if raised {
            parts = parts.split_off(parts.len().saturating_sub(1));
        } else if parts.len() < 2 {
            return;
        }
        for part in parts {
            self.settle(
                facts,
                part,
                Some(Claim { whole, rule: "total-after", words: (word, to.min(word + 2)) }),
            );
        }
    }
}
