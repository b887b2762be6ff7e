//! Which figure is a part of which: brackets, `trong đó`, `gồm`, lists, footnotes at their anchor.

use super::index_of;
use super::kind::reset;
use super::text::Text;
use model::{Decimal, Fact, FactField, FactKind, SourceText};
use std::collections::BTreeMap;
use viet::measure_unit::{self, Dimension};

/// Words that announce parts of the figure before them.
const ANNOUNCE: &[&str] = &["trong đó", "gồm", "bao gồm", "chia ra", "cụ thể", "chia theo", "nhiều nhất"];

/// Figures of one sentence or list that are looked at together.
const MOST: usize = 60;
/// Announcing words looked back to; farther ones have their own parts.
const MOST_CUES: usize = 12;

/// Sets `part_of` wherever the text says so.
pub(super) fn set_parts(text: &Text, source: &SourceText, facts: &mut [Fact]) {
    let finder = Finder { text, amounts: amounts(facts), cues: text.places(ANNOUNCE) };
    let number = |figure: usize| text.figures[figure].tokens;
    for i in 0..facts.len() {
        if facts[i].part_of.is_none() && is_level(&facts[i]) {
            let found = finder
                .in_brackets(facts, i)
                .map(|whole| (whole, "in-brackets", text.opening_bracket(i)))
                .or_else(|| finder.announced(facts, i).map(|(whole, cue)| (whole, "announced", cue)))
                .or_else(|| finder.in_note(source, facts, i).map(|whole| (whole, "in-note", number(whole))))
                .or_else(|| finder.out_of(facts, i).map(|whole| (whole, "out-of", number(whole))));
            if let Some((whole, rule, words)) = found {
                finder.join(facts, i, whole, rule, words);
            }
        }
    }
    for i in 0..facts.len() {
        finder.exact_sum(facts, i);
        finder.sum_of_next_sentence(facts, i);
    }
    finder.repeated_in_notes(source, facts);
    finder.parts_of_plans(facts);
}

/// Amounts and counts, not shares, changes or thresholds.
fn is_level(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::Actual | FactKind::Plan | FactKind::Estimate | FactKind::TargetFuture)
}

/// A unit as it is compared.
#[derive(Clone)]
struct Unit {
    key: String,
    /// Dimension and base, of a unit we know.
    known: Option<(Dimension, String)>,
    /// Of the base.
    factor: Decimal,
    counted: bool,
}

/// A figure as it is added up.
struct Amount {
    unit: Option<Unit>,
    /// The value in the base of its unit, so that `80.000 lượt` compares with `2 triệu lượt`.
    magnitude: Decimal,
}

/// Every figure's amount; a unit is looked up once.
fn amounts(facts: &[Fact]) -> Vec<Amount> {
    let mut units: BTreeMap<&str, Unit> = BTreeMap::new();
    let mut found = Vec::with_capacity(facts.len());
    for fact in facts {
        let unit = fact.unit.as_deref().map(|printed| {
            let unit = units.entry(printed).or_insert_with(|| {
                let known = measure_unit::lookup(printed);
                Unit {
                    key: viet::fold::key(printed),
                    factor: known.as_ref().map_or(Decimal::ONE, |u| u.factor),
                    known: known.map(|u| (u.dimension, u.base)),
                    counted: measure_unit::is_counted(printed),
                }
            });
            unit.clone()
        });
        let factor = unit.as_ref().map_or(Decimal::ONE, |u| u.factor);
        let magnitude = fact.value.value().checked_mul(factor).unwrap_or(Decimal::MAX);
        found.push(Amount { unit, magnitude });
    }
    found
}

/// Units that may add up: convertible, or counted nouns that stand for each other.
fn same_unit(a: &Amount, b: &Amount) -> bool {
    let (Some(a), Some(b)) = (&a.unit, &b.unit) else { return false };
    a.key == b.key
        || match (&a.known, &b.known) {
            (Some((x, a)), Some((y, b))) => x == y && (a == b || (*x == Dimension::Count && alike(a, b))),
            _ => false,
        }
}

/// Nouns by which one thing is counted in two places.
const ALIKE: &[&[&str]] = &[
    &["dự án", "công trình", "tiểu dự án"],
    &["người", "công dân", "đối tượng", "bị can", "lao động", "người lao động", "học viên", "trường hợp"],
    &["vụ", "vụ án", "vụ việc", "tin báo"],
    &["hộ", "hộ gia đình", "hộ dân", "hộ gia đình, cá nhân"],
    &["hồ sơ", "bộ hồ sơ", "bộ"],
    &["lượt", "lượt khách", "lượt người", "khách"],
    &["dn", "doanh nghiệp"],
    &["đơn", "đơn thư"],
    &["trường", "trường học"],
];

fn alike(a: &str, b: &str) -> bool {
    let narrower = |a: &str, b: &str| a.starts_with(b) && a.as_bytes().get(b.len()) == Some(&b' ');
    ALIKE.iter().any(|row| row.contains(&a) && row.contains(&b)) || narrower(a, b) || narrower(b, a)
}

/// Finds wholes.
struct Finder<'t> {
    text: &'t Text,
    amounts: Vec<Amount>,
    /// Tokens at which announcing words stand.
    cues: Vec<usize>,
}

impl Finder<'_> {
    /// Makes one figure a part of another, and says why.
    fn join(&self, facts: &mut [Fact], part: usize, whole: usize, rule: &'static str, words: (usize, usize)) {
        facts[part].part_of = Some(facts[whole].id.clone());
        facts[part].because.push(self.text.because(FactField::PartOf, rule, words));
    }

    /// Makes free figures parts of a whole that they add up to.
    fn join_sum(&self, facts: &mut [Fact], parts: &[usize], whole: usize, rule: &'static str) {
        for part in parts {
            if facts[*part].part_of.is_none() {
                self.join(facts, *part, whole, rule, self.text.figures[whole].tokens);
            }
        }
    }

    fn is_same_unit(&self, a: usize, b: usize) -> bool {
        same_unit(&self.amounts[a], &self.amounts[b])
    }

    fn is_counted(&self, i: usize) -> bool {
        self.amounts[i].unit.as_ref().is_some_and(|unit| unit.counted)
    }

    fn fits(&self, facts: &[Fact], part: usize, whole: usize) -> bool {
        is_level(&facts[whole])
            && self.is_same_unit(part, whole)
            && self.amounts[part].magnitude <= self.amounts[whole].magnitude
    }

    /// Whether the parts add up to the whole exactly.
    fn sums(&self, parts: &[usize], whole: usize) -> bool {
        self.run_that_sums(parts, whole) == Some(parts.len())
    }

    /// How many of the parts, from the first, add up to the whole exactly; two at least.
    fn run_that_sums(&self, parts: &[usize], whole: usize) -> Option<usize> {
        let mut total = Decimal::ZERO;
        let mut found = None;
        for (n, part) in parts.iter().enumerate() {
            total = total.checked_add(self.amounts[*part].magnitude)?;
            if n > 0 && total == self.amounts[whole].magnitude {
                found = Some(n + 1);
                break;
            }
        }
        found
    }

    /// `250 ha cam (cam cho quả 90 ha)`: brackets right after a figure hold its parts.
    fn in_brackets(&self, facts: &[Fact], i: usize) -> Option<usize> {
        let depth = self.text.depth_of(i);
        if depth == 0 {
            return None;
        }
        let whole = self.text.back(i).take(MOST).find(|p| self.text.depth_of(*p) < depth)?;
        if self.fits(facts, i, whole) {
            return Some(whole);
        }
        let inside: Vec<usize> =
            self.text.on(whole).take_while(|p| self.text.depth_of(*p) >= depth).take(MOST).collect();
        (inside.len() >= 2 && self.sums(&inside, whole) && is_level(&facts[whole])).then_some(whole)
    }

    /// `..., trong đó: a; b`: parts run to the end of the sentence, or through the list that follows a colon.
    /// The whole, and the words that announce or the colon.
    fn announced(&self, facts: &[Fact], i: usize) -> Option<(usize, (usize, usize))> {
        let text = self.text;
        let (from, at) = (text.reach(i), text.figures[i].tokens.0);
        let before = &self.cues[..self.cues.partition_point(|cue| *cue < at)];
        let cues = before.iter().rev().copied().take_while(|cue| *cue >= from).take(MOST_CUES);
        let head = text.list_head(text.sentence_of(i)).map(|head| text.sentences[head].1);
        cues.filter(|cue| text.open_at(*cue) <= text.depth_of(i)).chain(head).find_map(|cue| {
            let said = ANNOUNCE.iter().find(|words| text.words_at(cue, words));
            // The head of a list ends with its colon.
            let words =
                said.map_or((cue.saturating_sub(1), cue), |words| (cue, cue + words.split(' ').count()));
            self.announced_at(facts, i, cue).map(|whole| (whole, words))
        })
    }

    /// The whole that the announcing word at `cue` splits: the one that the list adds up to, else the nearest.
    fn announced_at(&self, facts: &[Fact], i: usize, cue: usize) -> Option<usize> {
        let candidates = self.preceding(facts, i, cue);
        let siblings = self.siblings(facts, i, cue);
        let exact = candidates.iter().rev().copied().find(|p| {
            let comparable = self.is_same_unit(i, *p) || (self.is_counted(i) && self.is_counted(*p));
            siblings.len() >= 2 && is_level(&facts[*p]) && comparable && self.sums(&siblings, *p)
        });
        let nearest = exact.or_else(|| candidates.into_iter().rev().find(|p| self.fits(facts, i, *p)))?;
        // `chia theo` splits the first whole once more, not its last part.
        let again = self.text.key(cue) == "chia";
        let first = facts[nearest].part_of.as_ref().filter(|_| again);
        first.and_then(|id| index_of(id)).or(Some(nearest))
    }

    /// Figures before the announcing word: of its own sentence, or of the sentence before when it opens one.
    fn preceding(&self, facts: &[Fact], i: usize, cue: usize) -> Vec<usize> {
        let text = self.text;
        let before = text.figures.partition_point(|q| q.tokens.0 < cue).min(i);
        let same_flow = |p: &usize| facts[*p].footnote == facts[i].footnote;
        let Some(last) = (0..before).rev().take(MOST).find(same_flow) else { return Vec::new() };
        let sentence = text.sentence_of(last);
        let head = text.list_head(text.sentence_of(i));
        if text.sentence_of_token(cue).abs_diff(sentence) > 1 && head != Some(sentence) {
            return Vec::new();
        }
        let mut own: Vec<usize> =
            std::iter::once(last).chain(text.back(last)).take(MOST).filter(same_flow).collect();
        own.reverse();
        own
    }

    /// Figures of the same unit in the same place of each item of the list.
    fn siblings(&self, facts: &[Fact], i: usize, cue: usize) -> Vec<usize> {
        let text = self.text;
        let column =
            |p: usize| text.back(p).take(MOST).take_while(|q| text.figures[*q].tokens.0 > cue).count();
        let own = text.sentence_of(i);
        let list = text.list_head(own);
        let in_list = |p: &usize| {
            let sentence = text.sentence_of(*p);
            sentence == own || (list.is_some() && text.list_head(sentence) == list)
        };
        let first = text.figures.partition_point(|q| q.tokens.0 <= cue);
        (first..facts.len())
            .take_while(|p| text.sentence_of(*p) <= own + MOST)
            .take(MOST)
            .filter(in_list)
            .filter(|p| {
                is_level(&facts[*p])
                    && self.is_same_unit(*p, i)
                    && (list.is_none() || column(*p) == column(i))
            })
            .collect()
    }

    /// `9/20 chỉ tiêu` after `20 chỉ tiêu`: the denominator is the whole.
    fn out_of(&self, facts: &[Fact], i: usize) -> Option<usize> {
        let total = facts[i].denominator?;
        let near = |p: &usize| self.text.sentence_of(i) - self.text.sentence_of(*p) <= 1;
        (0..i).rev().take(MOST).take_while(near).find(|p| {
            is_level(&facts[*p])
                && facts[*p].value.value() == total
                && facts[*p].denominator.is_none()
                && self.is_same_unit(i, *p)
        })
    }

    /// Figures of a footnote are parts of the figure of the same unit before its mark.
    fn in_note(&self, source: &SourceText, facts: &[Fact], i: usize) -> Option<usize> {
        let anchor = source.notes.get(facts[i].footnote?)?.anchor?;
        let before = facts.partition_point(|f| f.start < anchor);
        let last =
            (0..before).rev().take(MOST).find(|p| facts[*p].end <= anchor && facts[*p].footnote.is_none())?;
        std::iter::once(last)
            .chain(self.text.back(last))
            .take(MOST)
            .find(|p| self.fits(facts, i, *p) && facts[*p].value != facts[i].value)
    }

    /// `45 đơn, đã giải quyết 38 đơn, 07 đơn đang xem xét`: the next figures of the sentence in the
    /// same unit add up to this one exactly.
    fn exact_sum(&self, facts: &mut [Fact], whole: usize) {
        if !is_level(&facts[whole]) || facts[whole].denominator.is_some() {
            return;
        }
        let level = |p: &usize| is_level(&facts[*p]) && facts[*p].unit.is_some();
        let run: Vec<usize> = self.text.on(whole).take_while(level).take(MOST).collect();
        let Some(first) = run.first() else { return };
        let alike: Vec<usize> = run.iter().copied().take_while(|p| self.is_same_unit(*first, *p)).collect();
        let same = self.is_same_unit(*first, whole);
        let colon = self.text.has(self.text.after(whole), &[":"]);
        // Small numbers add up by chance.
        if !colon && facts[whole].value.value() < Decimal::TEN {
            return;
        }
        let Some(n) = self.run_that_sums(&alike, whole) else { return };
        if same || (colon && n == alike.len()) {
            self.join_sum(facts, &alike[..n], whole, "adds-up");
        }
    }

    /// `nhận 590 hồ sơ. Đã trả 577 hồ sơ (...); còn 13 hồ sơ.`: the figures of one of the next three
    /// sentences, brackets left out, add up to the last figure of this one exactly.
    fn sum_of_next_sentence(&self, facts: &mut [Fact], whole: usize) {
        let text = self.text;
        let sentence = text.sentence_of(whole);
        if !is_level(&facts[whole])
            || facts[whole].denominator.is_some()
            || facts[whole].value.value() < Decimal::ONE_HUNDRED
        {
            return;
        }
        let near: Vec<usize> = (whole + 1..facts.len())
            .take_while(|p| text.sentence_of(*p) <= sentence + 3)
            .take(MOST)
            .filter(|p| text.depth_of(*p) == 0 && is_level(&facts[*p]) && self.is_same_unit(*p, whole))
            .collect();
        for next in sentence + 1..sentence + 4 {
            let outer: Vec<usize> = near.iter().copied().filter(|p| text.sentence_of(*p) == next).collect();
            if outer.len() >= 2 && self.sums(&outer, whole) {
                self.join_sum(facts, &outer, whole, "adds-up-in-next-sentence");
                return;
            }
        }
    }

    /// A footnote that opens with the figure it explains states it in the same kind.
    fn repeated_in_notes(&self, source: &SourceText, facts: &mut [Fact]) {
        for i in 0..facts.len() {
            let anchor = facts[i].footnote.and_then(|n| source.notes.get(n)).and_then(|n| n.anchor);
            let Some(anchor) = anchor.filter(|_| facts[i].kind == FactKind::Actual) else { continue };
            let repeats = |p: &usize| {
                let f = &facts[*p];
                f.footnote.is_none()
                    && f.end <= anchor
                    && anchor - f.end < 400
                    && f.value == facts[i].value
                    && self.is_same_unit(*p, i)
            };
            let before = facts.partition_point(|f| f.start < anchor);
            let Some(stated) = (0..before).rev().take(MOST).find(repeats) else { continue };
            let kind = facts[stated].kind;
            if kind != facts[i].kind {
                reset(self.text, &mut facts[i], kind, "as-in-body", self.text.figures[stated].tokens);
            }
        }
    }

    /// Parts of a plan in its own unit are planned as well, unless they say otherwise.
    fn parts_of_plans(&self, facts: &mut [Fact]) {
        for i in 0..facts.len() {
            let Some(parent) = facts[i].part_of.as_deref().and_then(index_of) else { continue };
            if facts[parent].kind == FactKind::Plan
                && facts[i].kind == FactKind::Actual
                && facts[i].denominator.is_none()
                && self.is_same_unit(parent, i)
            {
                reset(
                    self.text,
                    &mut facts[i],
                    FactKind::Plan,
                    "part-of-plan",
                    self.text.figures[parent].tokens,
                );
            }
        }
    }
}
