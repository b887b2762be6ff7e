//! Parts behind a word or colon that announces them, in its sentence or in the list below it.

use super::amount::is_level;
use super::cues::{Announcement, Sort};
use super::states::State;
use super::{Claim, Finder, MOST, whole_of};
use model::Fact;
use std::collections::BTreeMap;

/// Announcements looked back to; farther ones have their own parts.
const MOST_CUES: usize = 12;
/// Tokens behind the last part of a sum in which a semicolon parts it from what follows.
const SHORT: usize = 40;
/// Tokens behind an announcement that may name what is split.
const INTRO: usize = 12;
/// Wholes that a sum is tried against.
const MOST_WHOLES: usize = 8;

impl Finder<'_> {
    /// Announcements whose parts add up: `gồm 50 dự án, trong đó 20 dự án mới, 40 dự án khác`.
    /// Returns their last part by where they stand.
    pub(super) fn sums_announced(&self, facts: &mut [Fact]) -> BTreeMap<usize, usize> {
        let mut told = BTreeMap::new();
        for (n, cue) in self.cues.iter().enumerate() {
            let members = self.members(facts, cue);
            if members.len() < 2 {
                continue;
            }
            let wholes = self.wholes(facts, cue, members[0]);
            let found = wholes.iter().take(MOST_WHOLES).filter(|w| is_level(&facts[**w])).find_map(|whole| {
                let parts = self.parts_that_add_up(n, &members, *whole)?;
                Some((*whole, parts))
            });
            let Some((whole, parts)) = found else { continue };
            told.extend(parts.last().map(|last| (cue.at, *last)));
            for part in parts {
                if facts[part].part_of.is_none() {
                    self.settle(facts, part, Some(Claim { whole, rule: rule(cue), words: cue.words() }));
                }
            }
        }
        told
    }

    /// Whether the parts of an announcement that add up ended in a part of the sentence before the figure's.
    fn is_told_before(&self, cue: &Announcement, i: usize) -> bool {
        let Some(last) = self.told.get(&cue.at).filter(|last| **last < i) else { return false };
        let between = self.text.last(*last)..self.text.figures[i].tokens.0;
        between.into_iter().take(SHORT).any(|at| self.text.tokens[at].is(";"))
    }

    /// Figures on an announcement's own level that it reaches.
    fn members(&self, facts: &[Fact], cue: &Announcement) -> Vec<usize> {
        let from = self.text.figures.partition_point(|q| q.tokens.0 < cue.end);
        (from..facts.len())
            .take(MOST)
            .take_while(|p| cue.reaches(self.text.figures[*p].tokens.0))
            .filter(|p| self.text.depth_of(*p) == cue.depth && is_level(&facts[*p]) && !self.is_compared(*p))
            .collect()
    }

    /// All of a unit, those before parts of parts are announced, or those but the first behind each such word.
    fn parts_that_add_up(&self, n: usize, members: &[usize], whole: usize) -> Option<Vec<usize>> {
        let own = &self.cues[n];
        let alike: Vec<usize> =
            members.iter().copied().filter(|p| self.amounts.is_among(*p, whole)).collect();
        let counted: Vec<usize> =
            members.iter().copied().filter(|p| self.amounts.are_counted(*p, whole)).collect();
        let inner: Vec<&Announcement> =
            self.cues[n + 1..].iter().take(MOST_CUES).take_while(|cue| cue.at < own.until).collect();
        let at = |p: &usize| self.text.figures[*p].tokens.0;
        let outside = || {
            alike.iter().copied().filter(|p| !inner.iter().any(|cue| cue.reaches(at(p)))).collect::<Vec<_>>()
        };
        let but_first = || {
            let firsts: Vec<usize> =
                inner.iter().filter_map(|cue| alike.iter().copied().find(|p| cue.reaches(at(p)))).collect();
            alike.iter().copied().filter(|p| !firsts.contains(p)).collect::<Vec<_>>()
        };
        let fits = |parts: &Vec<usize>| parts.len() >= 2 && self.amounts.adds_up(parts, whole);
        let first_of_each_clause = || self.firsts(own, &alike);
        Some(alike.clone())
            .filter(fits)
            .or_else(|| Some(outside()).filter(|_| !inner.is_empty()).filter(fits))
            .or_else(|| Some(but_first()).filter(|_| !inner.is_empty()).filter(fits))
            .or_else(|| Some(first_of_each_clause()).filter(fits))
            .or_else(|| Some(counted).filter(fits))
            .or_else(|| Some(self.before_stop(own, &alike)).filter(fits))
    }

    /// The figures before the first semicolon.
    fn before_stop(&self, cue: &Announcement, parts: &[usize]) -> Vec<usize> {
        let text = self.text;
        let last = parts.last().map_or(cue.end, |last| text.figures[*last].tokens.0);
        let stop = (cue.end..last).find(|at| text.tokens[*at].is(";") && text.open_at(*at) == cue.depth);
        parts.iter().copied().filter(|p| stop.is_some_and(|stop| text.figures[*p].tokens.0 < stop)).collect()
    }

    /// The first figure of each clause between semicolons.
    fn firsts(&self, cue: &Announcement, parts: &[usize]) -> Vec<usize> {
        let text = self.text;
        let mut since = cue.end;
        let mut found: Vec<usize> = Vec::new();
        for part in parts {
            let at = text.figures[*part].tokens.0;
            let parted = (since..at).any(|i| text.tokens[i].is(";") && text.open_at(i) == cue.depth);
            if found.is_empty() || parted {
                found.push(*part);
            }
            since = at;
        }
        found
    }

    /// Figures that an announcement may split, nearest first: before it in its sentence, else in the sentence before.
    fn wholes(&self, facts: &[Fact], cue: &Announcement, part: usize) -> Vec<usize> {
        let text = self.text;
        let sentence = text.sentence_of_token(cue.at);
        let before = text.figures.partition_point(|q| q.tokens.0 < cue.at);
        let same_flow = |p: &usize| self.is_same_flow(facts, *p, part);
        let own: Vec<usize> = (0..before)
            .rev()
            .take(MOST)
            .take_while(|p| text.sentence_of(*p) == sentence)
            .filter(|p| text.depth_of(*p) <= cue.depth && same_flow(p))
            .collect();
        if !own.is_empty() || cue.sort == Sort::Colon {
            return own;
        }
        let Some(last) = (0..before).rev().take(MOST).find(same_flow) else { return own };
        let near = sentence.saturating_sub(text.sentence_of(last)) <= 1;
        let all = std::iter::once(last).chain(text.back(last)).take(MOST).filter(same_flow);
        all.filter(|p| near && text.depth_of(*p) == 0).collect()
    }

    /// `..., trong đó: a; b`: the nearest whole of the innermost announcement that reaches the figure.
    pub(super) fn announced(&self, facts: &[Fact], i: usize) -> Option<Claim> {
        let at = self.text.figures[i].tokens.0;
        let from = self.text.reach(i);
        let before = &self.cues[..self.cues.partition_point(|cue| cue.end <= at)];
        let near = before.iter().rev().take(MOST_CUES).take_while(|cue| cue.at >= from);
        near.filter(|cue| cue.reaches(at) && cue.depth <= self.text.depth_of(i)).find_map(|cue| {
            // `gồm 21 tỷ đồng và 35 tỷ đồng; đã nộp 2 tỷ đồng`: all of it is told.
            if self.is_told_before(cue, i) {
                return None;
            }
            let wholes = self.wholes(facts, cue, i);
            let whole = self
                .in_column(facts, i, cue, &wholes)
                .or_else(|| self.named(facts, i, cue, &wholes))
                .or_else(|| self.nearest(facts, i, &wholes, cue.sort))?;
            Some(Claim { whole, rule: rule(cue), words: cue.words() })
        })
    }

    /// `thụ lý 120 vụ, giải quyết 90 vụ; gồm: dân sự 80 vụ, 60 vụ; hình sự 40 vụ, 30 vụ`: clauses that all have as many
    /// figures of the unit as there are wholes, or more of these, tell them in the same order.
    fn in_column(&self, facts: &[Fact], i: usize, cue: &Announcement, wholes: &[usize]) -> Option<usize> {
        let text = self.text;
        let mut wholes: Vec<usize> =
            wholes.iter().copied().filter(|p| is_level(&facts[*p]) && self.amounts.is_same(i, *p)).collect();
        wholes.sort_unstable();
        if wholes.len() < 2 {
            return None;
        }
        let members = self.members(facts, cue);
        let alike: Vec<usize> = members.into_iter().filter(|p| self.amounts.is_same(*p, i)).collect();
        let (mut since, mut clause) = (cue.end, 0_usize);
        let clauses: Vec<usize> = (alike.iter())
            .map(|p| {
                let to = text.figures[*p].tokens.0;
                let stops =
                    (since..to).filter(|at| text.tokens[*at].is(";") && text.open_at(*at) == cue.depth);
                clause += stops.count();
                since = to;
                clause
            })
            .collect();
        let width = clauses.iter().take_while(|n| Some(*n) == clauses.first()).count();
        let even = clauses
            .chunks(width.max(1))
            .all(|row| row.len() == width && row.iter().all(|n| Some(n) == row.first()));
        let column = alike.iter().position(|p| *p == i)?.checked_rem(width)?;
        let told = width >= 2 && clauses.len() > width && even && wholes.len() >= width;
        wholes.get(column).copied().filter(|whole| told && self.fits(facts, i, *whole))
    }

    /// `còn 120 hộ nghèo và 95 hộ cận nghèo; theo địa bàn, số hộ nghèo của xã Nà Lin 20 hộ`: the one that the split names.
    fn named(&self, facts: &[Fact], i: usize, cue: &Announcement, wholes: &[usize]) -> Option<usize> {
        let text = self.text;
        let first = text.figures.get(text.figures.partition_point(|q| q.tokens.0 < cue.end))?.tokens.0;
        let keys = |from: usize, to: usize| (from..to).map(|at| text.key(at)).collect::<Vec<_>>();
        let intro = keys(cue.end, first.min(cue.end + INTRO));
        let is_named = |whole: &usize| {
            let (from, end) = text.figures[*whole].unit_tokens;
            let words = (end..text.after(*whole).1).take_while(|at| text.tokens[*at].word()).count();
            let name = keys(from, end + words);
            words > 0 && intro.windows(name.len()).any(|words| words == name)
        };
        let fits = |whole: &usize| cue.sort == Sort::By && is_named(whole) && self.fits(facts, i, *whole);
        wholes.iter().copied().find(fits)
    }

    /// The nearest that fits. What is split once more is the whole of the parts before.
    fn nearest(&self, facts: &[Fact], i: usize, wholes: &[usize], sort: Sort) -> Option<usize> {
        let fitting = || wholes.iter().copied().filter(|p| self.fits(facts, i, *p));
        let own = self.state_of(i);
        // `thụ lý 120 vụ, giải quyết 90 vụ; theo loại: dân sự 80 vụ, giải quyết 60 vụ`: the same done to some.
        let suits = |p: &usize| match (own, self.state_of(*p)) {
            (Some(State::Done), other) => other == own,
            (Some(State::When), other) => other != own,
            (Some(State::In) | None, other) => sort == Sort::By && matches!(other, Some(State::In) | None),
            (Some(State::Rest), _) => false,
        };
        let nearest = fitting().find(suits).or_else(|| fitting().next());
        if sort != Sort::By {
            return nearest;
        }
        // Its parts may all be smaller than this one.
        let from = nearest.or_else(|| wholes.iter().copied().find(|p| self.amounts.is_among(i, *p)))?;
        let up = whole_of(facts, from).filter(|whole| self.fits(facts, i, *whole));
        up.or(nearest)
    }

    /// A figure of an item: a part of a figure in the sentence that heads the list.
    pub(super) fn in_list(&self, facts: &[Fact], i: usize) -> Option<Claim> {
        let text = self.text;
        let sentence = text.sentence_of(i);
        let mut head = self.heads[sentence]?;
        let mut wholes = self.figures_of(head);
        // `Trong đó:` and `- Theo nguồn vốn:` speak of the sentence or list head before.
        for _ in 0..3 {
            if !wholes.is_empty() {
                break;
            }
            head = self.heads[head].or_else(|| head.checked_sub(1))?;
            wholes = self.figures_of(head);
        }
        let comparable = |p: &usize| self.amounts.is_among(i, *p) || self.amounts.are_counted(i, *p);
        wholes.retain(|p| is_level(&facts[*p]) && comparable(p) && !self.is_compared(*p));
        let own = self.heads[sentence]?;
        let column = self.column(facts, i)?;
        let items = self.items(facts, own, i, column);
        let told = self.is_told(own) || items.len() >= 2;
        let counted = if self.amounts.is_counted(i) { self.counted_items(facts, own) } else { Vec::new() };
        let exact = wholes.iter().rev().copied().find(|p| {
            let adds_up =
                |parts: &[usize]| parts.len() >= 2 && parts.contains(&i) && self.amounts.adds_up(parts, *p);
            adds_up(&items) || adds_up(&counted)
        });
        let width = self.width(facts, i);
        let alike: Vec<usize> = wholes.iter().copied().filter(|p| self.amounts.is_among(i, *p)).collect();
        let aligned = || alike.get(column).copied().filter(|_| alike.len() == width);
        let last = || wholes.iter().rev().copied().find(|p| column == 0 && told && self.fits(facts, i, *p));
        let fits = |p: &usize| self.fits(facts, i, *p);
        let whole = exact.or_else(|| aligned().filter(fits)).or_else(last)?;
        let end = text.sentences[own].1;
        Some(Claim { whole, rule: "list-below", words: (end - 1, end) })
    }

    /// Whether a word announces parts where a sentence ends.
    fn is_told(&self, head: usize) -> bool {
        let end = self.text.sentences[head].1;
        let before = self.cues.partition_point(|cue| cue.at < end);
        self.cues[..before].last().is_some_and(|cue| cue.end + 8 >= end)
    }

    /// Figures of a sentence outside of brackets, in order.
    fn figures_of(&self, sentence: usize) -> Vec<usize> {
        let text = self.text;
        let (from, to) = text.sentences[sentence];
        let first = text.figures.partition_point(|q| q.tokens.0 < from);
        let last = text.figures.partition_point(|q| q.tokens.0 < to);
        (first..last).take(MOST).filter(|p| text.depth_of(*p) == 0).collect()
    }

    /// Figures of an item that compete for one whole: of one unit, before parts of their own are announced.
    fn heads_of_item(&self, facts: &[Fact], i: usize) -> Vec<usize> {
        let figures = self.figures_of(self.text.sentence_of(i));
        let open = |p: &usize| {
            whole_of(facts, *p).is_none_or(|whole| self.text.sentence_of(whole) != self.text.sentence_of(*p))
        };
        let alike = |p: &usize| {
            *p == i || self.amounts.is_same(*p, i) || (self.amounts.is_bare(*p) && self.amounts.is_bare(i))
        };
        figures
            .into_iter()
            .filter(|p| is_level(&facts[*p]) && !self.is_compared(*p) && alike(p) && open(p))
            .collect()
    }

    fn column(&self, facts: &[Fact], i: usize) -> Option<usize> {
        self.heads_of_item(facts, i).iter().position(|p| *p == i)
    }

    fn width(&self, facts: &[Fact], i: usize) -> usize {
        self.heads_of_item(facts, i).len()
    }

    /// Sentences that open the items below a head.
    fn items_below(&self, head: usize) -> impl Iterator<Item = usize> {
        let sentences = head + 1..self.heads.len().min(head + 1 + 2 * MOST);
        let items = sentences.take_while(move |s| self.heads[*s].is_none_or(|other| other >= head));
        items.filter(move |s| self.heads[*s] == Some(head)).take(MOST)
    }

    /// The first thing counted in every item, whatever it is called.
    fn counted_items(&self, facts: &[Fact], head: usize) -> Vec<usize> {
        let counts = |p: &usize| is_level(&facts[*p]) && self.amounts.is_counted(*p);
        self.items_below(head).filter_map(|s| self.figures_of(s).into_iter().find(counts)).collect()
    }

    /// Figures at the same place of every item of the list.
    fn items(&self, facts: &[Fact], head: usize, i: usize, column: usize) -> Vec<usize> {
        let items = self.items_below(head);
        items
            .filter_map(|s| {
                let alike = |p: &usize| {
                    self.amounts.is_same(*p, i) || (self.amounts.is_bare(*p) && self.amounts.is_bare(i))
                };
                let figures =
                    self.figures_of(s).into_iter().filter(|p| is_level(&facts[*p]) && !self.is_compared(*p));
                figures.filter(alike).nth(column)
            })
            .collect()
    }
}

fn rule(cue: &Announcement) -> &'static str {
    match cue.sort {
        Sort::Some => "some-of",
        Sort::All => "consists-of",
        Sort::By => "split-by",
        Sort::Colon => "colon-behind-whole",
    }
}
