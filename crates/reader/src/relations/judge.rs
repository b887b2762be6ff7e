//! A whole against the parts listed for it: what is said, and what may be concluded.

use super::bound::bound;
use super::same::same;
use super::view::{Class, Figure, add, printed};
use model::{Decimal, Relation, RelationKind, Strength};

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
}

impl Listing {
    pub(super) fn new(claim: Claim, text: &str) -> Self {
        const REST: [&str; 7] = ["…", "...", "còn lại", " khác", "chủ yếu", "nhất là", "nhiều nhất"];
        const TRAITS: [&str; 8] =
            [" nữ", "dân tộc", "đảng viên", "trẻ em", "nghèo", " tuổi", "trở lên", "khuyết tật"];
        let lower = text.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        Self { claim, open: says(&REST), crosscut: says(&TRAITS) }
    }

    /// Believed when it adds up, never called broken.
    pub(super) fn unclaimed(self) -> Self {
        Self { claim: Claim::Near, open: true, ..self }
    }

    /// Whether parts that cover so much of the whole are meant to be all of it.
    fn is_complete(self, covered: Decimal, whole: &Figure<'_>) -> bool {
        let least = match self.claim {
            Claim::Near | Claim::Some => return false,
            // Crops named after `trong đó:` are the chief ones; people and cases are counted out.
            Claim::Listed if !matches!(whole.class, Class::Counted(_)) => return false,
            Claim::Listed | Claim::Bracket => Decimal::new(80, 2),
            Claim::All => Decimal::new(50, 2),
        };
        !self.open && covered >= least
    }
}

/// Tests one whole against its listed parts and says what is known.
pub(super) fn judge(whole: &Figure<'_>, parts: &[&Figure<'_>], listing: Listing, found: &mut Vec<Relation>) {
    let Listing { claim, open, crosscut } = listing;
    let strength = if claim == Claim::Near && !open { Strength::Inferred } else { Strength::Stated };
    if parts.len() >= 2 && adds_up(whole, parts) {
        return found.push(sum(whole, parts, true, strength));
    }
    let runs = runs(whole, parts);
    let again: Vec<&&Figure<'_>> = parts.iter().filter(|part| part.value() == whole.value()).collect();
    if !runs.is_empty() && runs.iter().map(|run| run.len()).sum::<usize>() + again.len() == parts.len() {
        found.extend(again.into_iter().map(|part| same(whole, part, true)));
        return found.extend(runs.into_iter().map(|run| sum(whole, run, true, strength)));
    }
    if claim == Claim::Near {
        return;
    }
    let loose = is_loose(whole, parts);
    let covered = total(parts).checked_div(whole.value()).unwrap_or_default();
    let over = !add(parts.iter().map(|part| part.interval())).may_be_at_most(whole.interval());
    // Far above the whole, the parts are parts of something else.
    let strange = covered > Decimal::TWO;
    let broken = (over && !crosscut) || (listing.is_complete(covered, whole) && !loose);
    match parts {
        [part] if !strange => found.push(bound(part, whole, Strength::Stated)),
        [_] => {}
        _ if !strange && broken => found.push(sum(whole, parts, false, Strength::Stated)),
        _ if !over && claim != Claim::All => {
            found.extend(parts.iter().map(|part| bound(part, whole, Strength::Stated)))
        }
        _ => {}
    }
}

fn total(parts: &[&Figure<'_>]) -> Decimal {
    parts.iter().map(|part| part.value()).fold(Decimal::ZERO, Decimal::saturating_add)
}

/// `trên`, `gần` leave one end open: sums with them would always come out.
fn is_loose(whole: &Figure<'_>, parts: &[&Figure<'_>]) -> bool {
    whole.fact.approx.is_some() || parts.iter().any(|part| part.fact.approx.is_some())
}

pub(super) fn adds_up(whole: &Figure<'_>, parts: &[&Figure<'_>]) -> bool {
    !is_loose(whole, parts) && add(parts.iter().map(|part| part.interval())).meets(whole.interval())
}

/// Longest breakdown looked for among others.
const RUN: usize = 40;

/// Rival breakdowns one after another: runs of at least two parts that make the whole.
fn runs<'v, 'p, 'f>(whole: &Figure<'_>, parts: &'p [&'v Figure<'f>]) -> Vec<&'p [&'v Figure<'f>]> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at + 1 < parts.len() {
        let run = (at + 2..=parts.len().min(at + RUN))
            .filter_map(|end| parts.get(at..end))
            .find(|run| adds_up(whole, run));
        at += run.map_or(1, <[_]>::len);
        found.extend(run);
    }
    found
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
        expression.push_str(&format!(" = {}", viet::number::format(model::Number::new(shown))));
    }
    let members = all.iter().map(|figure| figure.fact.id.clone()).collect();
    Relation { kind: RelationKind::Sum, members, holds, strength, expression }
}
