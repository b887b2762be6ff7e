//! Parts told by where they stand: in brackets, in a footnote, above a denominator.

use super::super::cue;
use super::amount::is_level;
use super::{Claim, Finder, MOST};
use model::{Fact, FactKind, SourceText};
use viet::quantity::NotFigure;

/// Figures before a bracket that it may explain.
const BEFORE_BRACKET: usize = 4;
/// Figures before a stroke among which the whole below it may stand.
const MOST_BEFORE: usize = 400;

impl Finder<'_> {
    /// `250 ha cam (cam cho quả 90 ha)`: brackets after a figure hold its parts.
    pub(super) fn in_brackets(&self, facts: &[Fact], i: usize) -> Option<Claim> {
        let text = self.text;
        let depth = text.depth_of(i);
        if depth == 0 {
            return None;
        }
        let opening = self.opening(i)?;
        let claim = |whole: usize| Claim { whole, rule: "in-brackets", words: (opening, opening + 1) };
        let mut outer = text.back(i).take(MOST).filter(|p| text.depth_of(*p) < depth).take(BEFORE_BRACKET);
        let nearest = outer.next()?;
        if self.fits(facts, i, nearest) && !self.is_other_time(opening, i) {
            return Some(claim(nearest));
        }
        if self.is_other_time(opening, i) {
            return None;
        }
        let inside: Vec<usize> =
            text.on(nearest).take_while(|p| text.depth_of(*p) >= depth).take(MOST).collect();
        if inside.len() >= 2 && is_level(&facts[nearest]) && self.amounts.adds_up(&inside, nearest) {
            return Some(claim(nearest));
        }
        // `12 dự án, tổng vốn 45 tỷ đồng (5 dự án giao thông)`: a figure of the unit in the same clause.
        let clause = |p: &usize| !(text.last(*p)..opening).any(|at| text.tokens[at].is(";"));
        outer.take_while(clause).find(|p| self.fits(facts, i, *p) && self.amounts.is_same(i, *p)).map(claim)
    }

    /// `215 giấy (năm 2020: 96 giấy)`: the bracket opens with another time.
    fn is_other_time(&self, opening: usize, i: usize) -> bool {
        let words = (opening + 1..self.text.first(i)).find_map(|at| self.text.other_at(at));
        words.is_some_and(|(why, _)| matches!(why, NotFigure::Date | NotFigure::Period | NotFigure::Year))
            || self.text.cues.has((opening, self.text.first(i)), cue::PLAN)
    }

    /// `chiếm 36% (4.263 hộ)`, `4.263 hộ, chiếm 36%`: the share of a figure before, as the numbers say.
    pub(super) fn shared(&self, facts: &[Fact], i: usize) -> Option<Claim> {
        let text = self.text;
        let beside =
            |p: usize| text.sentence_of(p) == text.sentence_of(i) && facts[p].kind == FactKind::SharePct;
        let after = (i + 1 < facts.len()).then_some(i + 1).filter(|p| beside(*p));
        let before = i.checked_sub(1).filter(|p| text.depth_of(i) > text.depth_of(*p) && beside(*p));
        let near = |p: &usize| text.sentence_of(i) - text.sentence_of(*p) <= 3;
        let wholes = || {
            (0..i)
                .rev()
                .take(MOST)
                .take_while(near)
                .filter(|p| self.fits(facts, i, *p) && !self.amounts.is_bare(i))
        };
        [after, before].into_iter().flatten().find_map(|percent| {
            let whole = wholes()
                .find(|p| facts[*p].value != facts[i].value && self.amounts.is_share(i, *p, percent))?;
            Some(Claim { whole, rule: "share-as-told", words: text.figures[percent].tokens })
        })
    }

    /// `3.914 hộ nghèo/27.180 hộ`, `12 hộ trên tổng số 45 hộ`, `trong tổng số 45 hộ có 12 hộ`.
    pub(super) fn of_total(&self, facts: &[Fact], i: usize) -> Option<Claim> {
        const OF: &[&str] = &["trên tổng số", "trong tổng số", "trong số"];
        let text = self.text;
        let next = (i + 1 < facts.len()).then_some(i + 1);
        let next = next.filter(|p| text.sentence_of(*p) == text.sentence_of(i) && self.fits(facts, i, *p));
        if let Some(whole) = next {
            let between = (text.last(i), text.first(whole));
            let signs = (between.0..between.1).filter(|at| !text.tokens[*at].word()).collect::<Vec<_>>();
            // `245/300 người` is a result and its plan as likely; `245 hộ nghèo/300 hộ` is not.
            let stroke = signs
                .first()
                .filter(|at| text.tokens[**at].is("/") && self.is_named_apart(facts, i, whole))
                .copied();
            let of = text.find((between.0, between.1.min(between.0 + 8)), OF).filter(|_| signs.is_empty());
            let planned = text.cues.has(between, cue::PLAN);
            if let Some(at) = of.or(stroke.filter(|_| signs.len() == 1)).filter(|_| !planned) {
                return Some(Claim { whole, rule: "of-total", words: (at, between.1) });
            }
        }
        let whole = text.back(i).take(MOST).filter(|p| self.fits(facts, i, *p)).last()?;
        let before = text.before(whole);
        let at =
            text.find((before.1.saturating_sub(4).max(before.0), before.1), &["trong tổng số", "trong số"])?;
        Some(Claim { whole, rule: "of-total", words: (at, before.1) })
    }

    /// Whether a part is named otherwise than its whole: by a longer noun.
    fn is_named_apart(&self, facts: &[Fact], part: usize, whole: usize) -> bool {
        let text = self.text;
        let more = text.tokens.get(text.last(part)).is_some_and(|t| t.word());
        self.amounts.is_counted(part) && (more || facts[part].unit != facts[whole].unit)
    }

    /// The bracket that opened last before a figure.
    fn opening(&self, i: usize) -> Option<usize> {
        let (at, depth) = (self.text.figures[i].tokens.0, self.text.depth_of(i));
        let from = self.text.reach(i);
        (from..at).rev().find(|at| self.text.tokens[*at].is("(") && self.text.open_at(*at) < depth)
    }

    /// `9/20 chỉ tiêu` after `20 chỉ tiêu`: the denominator is the whole.
    pub(super) fn out_of(&self, facts: &[Fact], i: usize) -> Option<Claim> {
        let total = facts[i].denominator?;
        let whole = (0..i).rev().take(MOST_BEFORE).find(|p| {
            is_level(&facts[*p])
                && facts[*p].value.value() == total
                && facts[*p].denominator.is_none()
                && self.amounts.is_same(i, *p)
        })?;
        Some(Claim { whole, rule: "out-of", words: self.text.figures[i].tokens })
    }

    /// Figures of a footnote are parts of the figure of the same unit before its mark.
    pub(super) fn in_note(&self, source: &SourceText, facts: &[Fact], i: usize) -> Option<Claim> {
        let anchor = source.notes.get(facts[i].footnote?)?.anchor?;
        let before = facts.partition_point(|f| f.start < anchor);
        let last =
            (0..before).rev().take(MOST).find(|p| facts[*p].end <= anchor && facts[*p].footnote.is_none())?;
        let wholes: Vec<usize> = std::iter::once(last).chain(self.text.back(last)).take(MOST).collect();
        let beside: Vec<usize> = self.beside_in_sentence(facts, i);
        let fits = |p: &&usize| {
            self.fits(facts, i, **p) && facts[**p].value != facts[i].value && !self.amounts.is_bare(i)
        };
        let exact = wholes.iter().filter(fits).find(|p| self.amounts.adds_up(&beside, **p));
        let whole = *exact.or_else(|| wholes.iter().find(fits))?;
        Some(Claim { whole, rule: "in-note", words: self.text.figures[whole].tokens })
    }

    /// Figures of the sentence in the same unit outside of brackets.
    fn beside_in_sentence(&self, facts: &[Fact], i: usize) -> Vec<usize> {
        let text = self.text;
        let mut all: Vec<usize> = text.back(i).take(MOST).collect();
        all.reverse();
        all.push(i);
        all.extend(text.on(i).take(MOST));
        all.retain(|p| text.depth_of(*p) == 0 && is_level(&facts[*p]) && self.amounts.is_same(*p, i));
        all
    }
}
