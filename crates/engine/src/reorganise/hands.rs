//! Who takes over whom, and whether the parts meet the whole.

use super::{Hand, Wish, is_there};
use crate::book::Book;
use model::{Decimal, Refusal, RefusalCode, Share, ShareKey, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// All that is handed over, with what units that begin anew keep of themselves.
pub(super) struct Handed {
    pub(super) hands: Vec<Hand>,
    /// Units that take in others or give parts away without ending: they begin anew.
    pub(super) renewed: BTreeSet<UnitId>,
}

/// # Errors
/// `unit-not-there`, `handed-twice`, `shares-off`.
pub(super) fn of(book: &Book, wish: &Wish) -> Result<Handed, Refusal> {
    let eve = wish.on.yesterday().unwrap_or(wish.on);
    let new = |id: &UnitId| wish.begins.iter().any(|unit| unit.key == *id);
    let mut renewed: BTreeSet<UnitId> = BTreeSet::new();
    for hand in &wish.hands {
        if !is_there(book, &hand.from, eve) {
            return Err(Refusal::of(RefusalCode::UnitNotThere, book.unit_name(&hand.from)));
        }
        if !new(&hand.to)
            && (!is_there(book, &hand.to, wish.on) || wish.ends.contains(&hand.to) || hand.to == hand.from)
        {
            return Err(Refusal::of(RefusalCode::UnitNotThere, book.unit_name(&hand.to)));
        }
        let goes_on = [&hand.from, &hand.to].into_iter().filter(|id| !new(id) && !wish.ends.contains(id));
        renewed.extend(goes_on.cloned());
    }
    let mut by_unit: BTreeMap<&UnitId, Vec<Hand>> = BTreeMap::new();
    for hand in &wish.hands {
        let together = by_unit.entry(&hand.from).or_default();
        if together.iter().any(|other| other.to == hand.to) {
            return Err(Refusal::of(RefusalCode::HandedTwice, book.unit_name(&hand.from)));
        }
        together.push(hand.clone());
    }
    let mut hands = Vec::new();
    for unit in by_unit.keys().copied().chain(&renewed).collect::<BTreeSet<_>>() {
        let given = by_unit.get(unit).cloned().unwrap_or_default();
        hands.extend(whole(book, unit, given, renewed.contains(unit))?);
    }
    Ok(Handed { hands, renewed })
}

/// What a unit hands over, all of it told: the whole to one, or parts that meet the whole; what it keeps is the rest.
fn whole(book: &Book, unit: &UnitId, mut given: Vec<Hand>, keeps: bool) -> Result<Vec<Hand>, Refusal> {
    let all = |share: Share| share.part == Decimal::ONE;
    let twice = || Refusal::of(RefusalCode::HandedTwice, book.unit_name(unit));
    if given.is_empty() || (given.len() == 1 && !keeps) {
        let sole = [(ShareKey::Whole, Share::declared(Decimal::ONE))];
        let to = given.first().map_or_else(|| unit.clone(), |hand| hand.to.clone());
        let off = given.iter().flat_map(|hand| &hand.shares).find(|(_, share)| !all(**share));
        return match off {
            Some((key, share)) => Err(off_by(book, unit, key, share.part)),
            None => Ok(vec![Hand { from: unit.clone(), to, shares: sole.into() }]),
        };
    }
    if given.iter().any(|hand| hand.shares.contains_key(&ShareKey::Whole)) {
        return Err(twice());
    }
    let keys: BTreeSet<ShareKey> = given.iter().flat_map(|hand| hand.shares.keys().cloned()).collect();
    let mut kept: BTreeMap<ShareKey, Share> = BTreeMap::new();
    for key in keys {
        let parts: Vec<Share> = given.iter().filter_map(|hand| hand.shares.get(&key).copied()).collect();
        let sum: Decimal = parts.iter().map(|share| share.part).sum();
        let within = parts.iter().all(|share| (Decimal::ZERO..=Decimal::ONE).contains(&share.part));
        let meets = if keeps { sum <= Decimal::ONE } else { sum == Decimal::ONE };
        if !within || !meets || parts.len() != given.len() {
            return Err(off_by(book, unit, &key, sum));
        }
        let estimated = parts.iter().any(|share| share.estimated);
        kept.insert(key, Share { part: Decimal::ONE - sum, estimated });
    }
    if keeps {
        given.push(Hand { from: unit.clone(), to: unit.clone(), shares: kept });
    }
    Ok(given)
}

fn off_by(book: &Book, unit: &UnitId, key: &ShareKey, sum: Decimal) -> Refusal {
    let key = match key {
        ShareKey::Whole => "toàn bộ",
        ShareKey::People => "dân số",
        ShareKey::Area => "diện tích",
        ShareKey::Other(other) => other,
    };
    let sum = (sum * Decimal::ONE_HUNDRED).normalize().to_string().replace('.', ",");
    Refusal::of(RefusalCode::SharesOff, format!("{} ({key}: {sum} %)", book.unit_name(unit)))
}
