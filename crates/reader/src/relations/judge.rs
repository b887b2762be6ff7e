//! A whole against the parts listed for it: what is said, and what may be concluded.

use super::bound::bound;
use super::same::same;
use super::slip;
use super::view::{Class, Figure, add, printed};
use model::{Decimal, FactKind, Interval, Number, Relation, RelationKind, Strength};
use viet::letter::lower;

/// How surely the text gives the parts as all of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// Only their nearness speaks for it: believed when it adds up.
    Near,
    /// Words speak for some of the whole: `trong đó`.
    Some,
    /// The same with a colon, so that a list follows.
    Listed,
    /// A bracket behind the whole.
    Bracket,
    /// Words speak for all of it: `gồm`, `chia ra`.
    All,
}

/// A list of parts, as its words present it.
#[derive(Clone, Copy)]
pub(super) struct Listing {
    pub(super) claim: Claim,
    /// Words such as `…` or `khác` say that more is left.
    pub(super) open: bool,
    /// The parts are traits that one person can have together (`nữ`, `đảng viên`).
    pub(super) crosscut: bool,
    /// The parts, or the whole, could be other ones as well.
    pub(super) unsure: bool,
    /// Semicolons part what is listed.
    pub(super) parted: bool,
}

impl Listing {
    /// `text` is the list, `after` what follows its last figure.
    pub(super) fn new(claim: Claim, text: &str, after: &str) -> Self {
        const MORE: [&str; 8] =
            ["…", "...", "v.v", "chủ yếu", "nhất là", "nhiều nhất", "điển hình", "tiêu biểu"];
        const REST: [&str; 3] = ["còn lại", " khác", "v.v"];
        const TRAITS: [&str; 8] =
            [" nữ", "dân tộc", "đảng viên", "trẻ em", "nghèo", " tuổi", "trở lên", "khuyết tật"];
        let (text_lower, after) = (lower(text), lower(after));
        let says = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
        // Women and men together are all.
        let sexes = text_lower.contains("nam ") && text_lower.contains("nữ");
        Self {
            claim,
            open: says(&text_lower, &MORE) || says(&after, &REST),
            crosscut: says(&text_lower, &TRAITS) && !sexes,
            unsure: false,
            parted: text.contains(';'),
        }
    }

    /// Believed when it adds up, never called broken.
    pub(super) const UNCLAIMED: Self =
        Self { claim: Claim::Near, open: true, crosscut: false, unsure: false, parted: false };

    /// Whether parts that do not make the whole were meant to, and whether the text says so.
    fn is_broken(self, whole: &Figure<'_>, parts: &[&Figure<'_>]) -> Option<Strength> {
        let covered = total(parts).checked_div(whole.value()).unwrap_or_default();
        let within =
            |low: i64, high: i64| covered >= Decimal::new(low, 2) && covered <= Decimal::new(high, 2);
        let over = !add(parts.iter().map(|part| part.interval())).may_be_at_most(whole.interval());
        let slipped = is_slip(whole, parts);
        let counted = matches!(whole.class, Class::Counted(_));
        let close = is_close(whole, parts) || slipped;
        if self.crosscut || (self.open && !over) || is_loose(whole, parts) || !is_one_kind(whole, parts) {
            return None;
        }
        let (meant, strength) = match self.claim {
            Claim::Near => (false, Strength::Inferred),
            // `trong đó thí sinh tự do 61; đỗ 780`: what stands behind the semicolon is told of the whole again.
            Claim::Some if self.parted => (false, Strength::Inferred),
            // Some of the whole, but never a little more than all of it.
            Claim::Some => ((over && within(100, 110)) || slipped, Strength::Inferred),
            // Crops named after `trong đó:` are the chief ones; people and cases are counted out.
            Claim::Listed if counted => (close || (over && within(100, 120)), Strength::Stated),
            Claim::Listed => ((over && within(100, 120)) || slipped, Strength::Stated),
            _ if self.unsure => (close, Strength::Stated),
            Claim::Bracket => (within(80, 200) || slipped, Strength::Stated),
            Claim::All => (within(50, 200) || slipped, Strength::Stated),
        };
        meant.then_some(strength)
    }
}

/// Tests one whole against its listed parts, read in the given ways, and says what is known. The last way is the
/// one that a reader takes first. The words of the list are read where they matter.
pub(super) fn judge(
    whole: &Figure<'_>,
    readings: &[Vec<&Figure<'_>>],
    claim: Claim,
    listing: &dyn Fn() -> Listing,
    found: &mut Vec<Relation>,
) {
    let strength =
        || if claim == Claim::Near && !listing().open { Strength::Inferred } else { Strength::Stated };
    if let Some(parts) = readings.iter().find(|parts| parts.len() >= 2 && adds_up(whole, parts)) {
        return found.push(sum(whole, parts, true, strength()));
    }
    let (Some(all), Some(parts)) = (readings.first(), readings.last()) else { return };
    let runs = runs(whole, all);
    let again: Vec<&&Figure<'_>> = all.iter().filter(|part| part.value() == whole.value()).collect();
    if !runs.is_empty() && runs.iter().map(|run| run.len()).sum::<usize>() + again.len() == all.len() {
        found.extend(again.into_iter().map(|part| same(whole, part, true)));
        let strength = strength();
        return found.extend(runs.into_iter().map(|run| sum(whole, run, true, strength)));
    }
    if claim == Claim::Near {
        return;
    }
    if parts.len() >= 2 {
        let listing = listing();
        let listing = Listing { unsure: listing.unsure || readings.len() > 1, ..listing };
        if let Some(strength) = listing.is_broken(whole, parts) {
            return found.push(sum(whole, parts, false, strength));
        }
    }
    if claim != Claim::All || all.len() == 1 {
        found.extend(all.iter().filter_map(|part| part_of(whole, part, claim)));
    }
}

/// `trong đó`: a part, at most its whole; more only where it must be of this very whole.
fn part_of(whole: &Figure<'_>, part: &Figure<'_>, claim: Claim) -> Option<Relation> {
    let relation = bound(part, whole, Strength::Stated);
    let same_noun = part.fact.unit == whole.fact.unit && is_one_kind(whole, &[part]);
    let strange = part.value() > whole.value().saturating_mul(Decimal::TWO);
    let meant =
        matches!(claim, Claim::Some | Claim::Listed) && same_noun && !strange && !is_loose(whole, &[part]);
    (relation.holds || meant).then_some(relation)
}

fn is_one_kind(whole: &Figure<'_>, parts: &[&Figure<'_>]) -> bool {
    let planned = |f: &Figure<'_>| matches!(f.fact.kind, FactKind::Plan | FactKind::TargetFuture);
    parts.iter().all(|part| planned(part) == planned(whole))
}

pub(super) fn total(parts: &[&Figure<'_>]) -> Decimal {
    parts.iter().map(|part| part.value()).fold(Decimal::ZERO, Decimal::saturating_add)
}

/// `trên`, `gần` leave one end open: sums with them would always come out.
fn is_loose(whole: &Figure<'_>, parts: &[&Figure<'_>]) -> bool {
    whole.fact.approx.is_some() || parts.iter().any(|part| part.fact.approx.is_some())
}

pub(super) fn adds_up(whole: &Figure<'_>, parts: &[&Figure<'_>]) -> bool {
    !is_loose(whole, parts) && add(parts.iter().map(|part| part.interval())).meets(whole.interval())
}

/// Whether parts make the whole but for a tenth of it.
pub(super) fn is_close(whole: &Figure<'_>, parts: &[&Figure<'_>]) -> bool {
    let off = whole.value().saturating_sub(total(parts)).abs();
    off.saturating_mul(Decimal::TEN) <= whole.value() && !is_loose(whole, parts)
}

/// Longer lists have so many numbers that some slip would mend them by chance.
const MOST_SLIPPED: usize = 12;

/// Whether one slip of the fingers, in a number of three digits or more, explains that the parts do not make the whole.
pub(super) fn is_slip(whole: &Figure<'_>, parts: &[&Figure<'_>]) -> bool {
    is_mended(whole, parts, slip::meant)
}

/// The same for one digit other than printed.
pub(super) fn is_one_digit(whole: &Figure<'_>, parts: &[&Figure<'_>]) -> bool {
    is_mended(whole, parts, slip::one_wrong_digit)
}

/// Whether another number in the place of one, of those that `others` gives, makes the parts add up.
fn is_mended(whole: &Figure<'_>, parts: &[&Figure<'_>], others: fn(Number) -> Vec<Number>) -> bool {
    let all = || std::iter::once(whole).chain(parts.iter().copied());
    let slack = all().filter_map(Figure::slack).fold(Decimal::ZERO, Decimal::saturating_add);
    let off = whole.value().saturating_sub(total(parts));
    let mends = |figure: &Figure<'_>, sign: Decimal| {
        let long = figure.fact.value.value().mantissa().unsigned_abs() >= 100;
        long && others(figure.fact.value).iter().any(|meant| {
            let moved = meant.value().saturating_mul(figure.factor).saturating_sub(figure.value());
            off.saturating_add(moved.saturating_mul(sign)).abs() <= slack
        })
    };
    parts.len() <= MOST_SLIPPED
        && (mends(whole, Decimal::ONE) || parts.iter().any(|part| mends(part, Decimal::NEGATIVE_ONE)))
}

/// Longest breakdown looked for among others.
const RUN: usize = 40;

/// Rival breakdowns one after another: runs of at least two parts that make the whole.
fn runs<'v, 'p, 'f>(whole: &Figure<'_>, parts: &'p [&'v Figure<'f>]) -> Vec<&'p [&'v Figure<'f>]> {
    let (mut found, mut rest) = (Vec::new(), parts);
    while rest.len() >= 2 {
        let run = first_run(whole, rest);
        found.extend(run);
        rest = rest.get(run.map_or(1, <[_]>::len)..).unwrap_or_default();
    }
    found
}

/// The shortest run of at least two of the first parts that makes the whole.
fn first_run<'v, 'p, 'f>(whole: &Figure<'_>, parts: &'p [&'v Figure<'f>]) -> Option<&'p [&'v Figure<'f>]> {
    let mut sum = Interval::point(Decimal::ZERO);
    for (at, part) in parts.iter().enumerate().take(RUN) {
        sum = add([sum, part.interval()].into_iter());
        if is_loose(whole, &[part]) {
            return None;
        }
        if at >= 1 && sum.meets(whole.interval()) {
            return parts.get(..=at);
        }
    }
    None
}

pub(super) fn sum(whole: &Figure<'_>, parts: &[&Figure<'_>], holds: bool, strength: Strength) -> Relation {
    let sign = if holds { "=" } else { "≠" };
    let all: Vec<&Figure<'_>> = std::iter::once(whole).chain(parts.iter().copied()).collect();
    let numbers = printed(&all);
    let (first, listed) =
        numbers.split_first().map(|(first, rest)| (first.as_str(), rest)).unwrap_or_default();
    let mut expression = format!("{first} {sign} {}", listed.join(" + "));
    if !holds {
        let shown = total(parts).checked_div(whole.factor).unwrap_or_default();
        expression.push_str(&format!(" = {}", viet::number::format(Number::new(shown))));
    }
    let members = all.iter().map(|figure| figure.fact.id.clone()).collect();
    Relation { kind: RelationKind::Sum, members, holds, strength, expression }
}
