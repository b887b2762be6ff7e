//! Which series each figure of a new report continues.

use super::face::{Face, Words};
use model::{Joined, Ruling};
use std::collections::{BTreeMap, BTreeSet};

/// Parts of a score out of a thousand.
const SUBJECT: u32 = 550;
const AROUND: u32 = 250;
const HEADING: u32 = 80;
const NEIGHBOUR: u32 = 60;
/// A pair that scores less is no pair.
const ENOUGH: u32 = 480;
/// What a person ruled goes before all words.
const RULED: u32 = 2000;
/// Subject and sentence together must be this much alike, of two thousand.
const CARRIED: u32 = 900;
/// A pair whose best rival is nearer than this is doubtful.
const CLEAR: u32 = 60;
/// Hundredths that each sort of joint has at least and at most.
const SAME_WORDING: (i64, i64) = (80, 100);
const ALIKE_WORDING: (i64, i64) = (10, 95);
/// A word in place of another may be another indicator: somebody must look.
const WORD_REPLACED: (i64, i64) = (10, 70);
/// How many hundredths a near rival costs.
const RIVAL_COSTS: i64 = 30;
/// Figures beside joined ones are looked at again this many times.
const ROUNDS: usize = 3;
/// Of a series, the newest faces are compared: wordings come and go.
const REMEMBERED: usize = 3;

/// How a figure was joined to a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Joint {
    pub(super) series: usize,
    pub(super) hundredths: i64,
    pub(super) how: Joined,
}

/// A possible pair.
#[derive(Clone, Copy)]
struct Pair {
    series: usize,
    /// Index among the fresh faces.
    fresh: usize,
    alike: Alike,
}

/// How alike two figures are said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Alike {
    /// Of a thousand, and above for those beside joined ones.
    score: u32,
    how: Joined,
    /// Each names something that the other does not.
    replaced: bool,
}

/// For each fresh face the series of `held` (their faces, oldest first) that it continues.
pub(super) fn join(
    faces: &[Face<'_>],
    held: &[Vec<usize>],
    fresh: &[usize],
    rulings: &[Ruling],
) -> Vec<Option<Joint>> {
    let pairs = pairs(faces, held, fresh, rulings);
    let beside = Beside::new(faces, held, fresh);
    let mut joints = settle(&pairs, held.len(), fresh.len());
    for _ in 1..ROUNDS {
        let again: Vec<Pair> = pairs.iter().map(|pair| beside.raised(*pair, &joints)).collect();
        let better = settle(&again, held.len(), fresh.len());
        let done = better == joints;
        joints = better;
        if done {
            break;
        }
    }
    joints
}

/// Every pair that could be one series, scored by words alone.
fn pairs(faces: &[Face<'_>], held: &[Vec<usize>], fresh: &[usize], rulings: &[Ruling]) -> Vec<Pair> {
    let mut by_class: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    let mut by_wording: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (series, own) in held.iter().enumerate() {
        for face in own.iter().rev().take(REMEMBERED).map(|i| &faces[*i]) {
            by_class.entry(&face.class).or_default().push(series);
            by_wording.entry(&face.wording).or_default().push(series);
        }
    }
    let mut found = Vec::new();
    for (at, face) in fresh.iter().map(|i| &faces[*i]).enumerate() {
        let mut likely: BTreeSet<usize> = by_class.get(&face.class).into_iter().flatten().copied().collect();
        let ruled = rulings.iter().filter(|ruling| ruling.same);
        let twins = ruled.filter_map(|ruling| match &face.wording {
            own if *own == ruling.one => Some(&ruling.other),
            own if *own == ruling.other => Some(&ruling.one),
            _ => None,
        });
        likely.extend(twins.filter_map(|twin| by_wording.get(twin)).flatten());
        for series in likely {
            let remembered = held[series].iter().rev().take(REMEMBERED).map(|i| &faces[*i]);
            let best = remembered.filter_map(|other| alike(other, face, rulings)).max();
            found.extend(best.map(|alike| Pair { series, fresh: at, alike }));
        }
    }
    found
}

/// How alike two faces are; nothing when too little, or when a person said that they are not the same.
fn alike(old: &Face<'_>, new: &Face<'_>, rulings: &[Ruling]) -> Option<Alike> {
    match rulings.iter().rev().find(|ruling| ruling.is_about(&old.wording, &new.wording)) {
        Some(Ruling { same: true, .. }) => {
            return Some(Alike { score: RULED, how: Joined::Ruled, replaced: false });
        }
        Some(_) => return None,
        None => {}
    }
    let subject = old.subject.alike(&new.subject);
    let around = old.around.alike(&new.around);
    let part = |weight: u32, alike: u32| weight * alike / 1000;
    let score =
        part(SUBJECT, subject) + part(AROUND, around) + part(HEADING, old.heading.alike(&new.heading));
    if subject == 1000 && old.subject != Words::default() {
        return Some(Alike { score: score.max(ENOUGH), how: Joined::SameWording, replaced: false });
    }
    // Where the subject changed, the sentence must speak for it.
    let replaced = old.subject.replaces(&new.subject);
    (subject + around >= CARRIED).then_some(Alike { score, how: Joined::AlikeWording, replaced })
}

/// Takes the best pairs first, each series and each figure once.
fn settle(pairs: &[Pair], series: usize, fresh: usize) -> Vec<Option<Joint>> {
    let mut order: Vec<&Pair> = pairs.iter().filter(|pair| pair.alike.score >= ENOUGH).collect();
    order.sort_by_key(|pair| (std::cmp::Reverse(pair.alike.score), pair.fresh, pair.series));
    let mut rivals_of_series = vec![Vec::new(); series];
    let mut rivals_of_fresh = vec![Vec::new(); fresh];
    for pair in &order {
        rivals_of_series[pair.series].push(**pair);
        rivals_of_fresh[pair.fresh].push(**pair);
    }
    let mut taken = vec![false; series];
    let mut joints: Vec<Option<Joint>> = vec![None; fresh];
    for pair in &order {
        if taken[pair.series] || joints[pair.fresh].is_some() {
            continue;
        }
        let free_series = |other: &&Pair| other.series != pair.series && !taken[other.series];
        let free_fresh = |other: &&Pair| other.fresh != pair.fresh && joints[other.fresh].is_none();
        let rival = rivals_of_fresh[pair.fresh].iter().find(free_series);
        let rival = rival.into_iter().chain(rivals_of_series[pair.series].iter().find(free_fresh));
        let near =
            rival.map(|other| other.alike.score).max().is_some_and(|other| other + CLEAR > pair.alike.score);
        joints[pair.fresh] = Some(joint(pair, near));
        taken[pair.series] = true;
    }
    joints
}

fn joint(pair: &Pair, rival_near: bool) -> Joint {
    let Alike { score, how, replaced } = pair.alike;
    // All the words of a pair together make `full`; the figures beside it may add to that.
    let full = i64::from(SUBJECT + AROUND + HEADING);
    let (least, most) = match (how, replaced) {
        (Joined::Ruled, _) => (100, 100),
        (Joined::SameWording, _) => SAME_WORDING,
        (Joined::AlikeWording, false) => ALIKE_WORDING,
        (Joined::AlikeWording, true) => WORD_REPLACED,
    };
    let own = (i64::from(score) * 100 / full).clamp(least, most);
    let cost = if rival_near && how != Joined::Ruled { RIVAL_COSTS } else { 0 };
    Joint { series: pair.series, hundredths: (own - cost).max(ALIKE_WORDING.0), how }
}

/// Which figures stand beside which.
struct Beside<'f> {
    faces: &'f [Face<'f>],
    held: &'f [Vec<usize>],
    /// (report, order) -> series
    homes: BTreeMap<(usize, usize), usize>,
    fresh: usize,
}

impl<'f> Beside<'f> {
    fn new(faces: &'f [Face<'f>], held: &'f [Vec<usize>], fresh: &[usize]) -> Self {
        let homes = held
            .iter()
            .enumerate()
            .flat_map(|(series, own)| own.iter().map(move |i| ((faces[*i].report, faces[*i].order), series)));
        Self { faces, held, homes: homes.collect(), fresh: fresh.len() }
    }

    /// A pair gains when the figure before or after it continues the series before or after its own.
    fn raised(&self, pair: Pair, joints: &[Option<Joint>]) -> Pair {
        let Some(old) = self.held[pair.series].last().map(|i| &self.faces[*i]) else { return pair };
        let series_at = |order: Option<usize>| self.homes.get(&(old.report, order?)).copied();
        let joined_at = |at: Option<usize>| joints.get(at?).copied().flatten().map(|joint| joint.series);
        let before = (series_at(old.order.checked_sub(1)), joined_at(pair.fresh.checked_sub(1)));
        let after = (
            series_at(old.order.checked_add(1)),
            joined_at(Some(pair.fresh + 1).filter(|at| *at < self.fresh)),
        );
        let agree =
            |(held, joined): (Option<usize>, Option<usize>)| u32::from(held.is_some() && held == joined);
        let gain = NEIGHBOUR * (agree(before) + agree(after));
        Pair { alike: Alike { score: pair.alike.score + gain, ..pair.alike }, ..pair }
    }
}
