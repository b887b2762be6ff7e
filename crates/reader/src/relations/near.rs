//! Wholes and parts that no word announces, told where they add up: the next figures, what is left, a total behind.

use super::judge::{Claim, Listing, adds_up, is_close, is_one_digit, is_slip, sum};
use super::view::{Class, Figure, View};
use model::{Decimal, Relation, RelationKind, Strength};
use viet::letter::lower;

/// Least number of things for which adding up by chance is unlikely.
pub(super) const CHANCE: Decimal = Decimal::from_parts(10, 0, 0, false, 0);
/// The same when not even the noun is the same.
const CHANCE_OTHER_NOUN: Decimal = Decimal::from_parts(100, 0, 0, false, 0);

/// No word claims it, but what follows at once adds up: `26 đơn, đã giải quyết 19 đơn, 07 đơn đang xem xét`.
pub(super) fn near(view: &View<'_>, sentence: usize, found: &mut Vec<Relation>) {
    let Some(span) = view.sentence(sentence) else { return };
    let here: Vec<&Figure<'_>> =
        view.within(span).filter_map(|index| view.figure_at(index)).filter(|f| f.adds_up()).collect();
    for (at, whole) in here.iter().enumerate() {
        let rest: Vec<&Figure<'_>> =
            here.iter().skip(at + 1).copied().filter(|part| part.bracket == whole.bracket).collect();
        let alike: Vec<&Figure<'_>> =
            rest.iter().copied().filter(|part| part.class.is(&whole.class)).collect();
        let one_clause = |parts: &[&Figure<'_>]| {
            parts.last().is_some_and(|last| !view.text(&(whole.fact.end..last.fact.start)).contains(';'))
        };
        // Parts of a part follow.
        let nested = |parts: &[&Figure<'_>]| {
            let span = parts.first().zip(parts.last()).map(|(first, last)| first.fact.end..last.fact.start);
            span.is_some_and(|span| ["gồm", "trong đó"].iter().any(|cue| view.text(&span).contains(cue)))
        };
        for length in 2..=alike.len().min(6) {
            let Some(parts) = alike.get(..length) else { break };
            let told = || length >= 3 || one_clause(parts) || ends_with_rest(view, parts);
            if length == alike.len() && is_mistyped(view, whole, parts) && is_news(found, whole, parts) {
                found.push(sum(whole, parts, false, Strength::Inferred));
            }
            if whole.value() >= CHANCE
                && adds_up(whole, parts)
                && told()
                && !nested(parts)
                && is_news(found, whole, parts)
            {
                found.push(sum(whole, parts, true, Strength::Inferred));
                break;
            }
        }
        let others: Vec<&Figure<'_>> =
            rest.iter().copied().take(2).filter(|part| part.class.may_be(&whole.class)).collect();
        let one_clause =
            matches!(others.as_slice(), [a, b] if !view.text(&(a.fact.end..b.fact.start)).contains(';'));
        let worth = one_clause
            && whole.value() >= CHANCE_OTHER_NOUN
            && !others.iter().any(|f| f.class.is(&whole.class));
        if worth && matches!(whole.class, Class::Counted(_)) && adds_up(whole, &others) {
            found.push(sum(whole, &others, true, Strength::Inferred));
        }
    }
    for (at, figure) in here.iter().enumerate() {
        remainder(view, figure, found);
        total_after(view, sentence, &here, at, found);
    }
    spread(view, sentence, &here, found);
}

/// `trong tổng số 1.250 em, tiểu học 640 em, THCS 160 em`: parts to the end of the sentence, and one number mistyped.
fn is_mistyped(view: &View<'_>, whole: &Figure<'_>, parts: &[&Figure<'_>]) -> bool {
    if parts.len() < 3 || !is_close(whole, parts) || adds_up(whole, parts) {
        return false;
    }
    let lead = lower(view.text(&(whole.fact.start.saturating_sub(20)..whole.fact.start)));
    if !lead.contains("trong tổng số") && !lead.trim_end().ends_with("trong số") {
        return false;
    }
    let span = whole.fact.end..parts.last().map_or(whole.fact.end, |last| last.fact.end);
    let listing = Listing::new(Claim::Some, view.text(&span), "");
    !listing.crosscut && !listing.open && (is_slip(whole, parts) || is_one_digit(whole, parts))
}

/// Figures before what is left, among which the whole and what is done are looked for.
const REMAINDER: usize = 10;

/// `tiếp nhận 320 đơn. Đã giải quyết 301 đơn; còn 19 đơn`: what is done and what is left make all, also across
/// sentences; but for a slip it is not said so.
fn remainder(view: &View<'_>, left: &Figure<'_>, found: &mut Vec<Relation>) {
    let at = view.figures.partition_point(|f| f.fact.start < left.fact.start);
    let near = |f: &&Figure<'_>| {
        f.sentence + FOLLOWING > left.sentence
            && f.block + 1 >= left.block
            && f.fact.footnote == left.fact.footnote
    };
    let before = view.figures.iter().take(at).rev().take(REMAINDER).take_while(near);
    let open =
        |f: &&Figure<'_>| f.adds_up() && f.class.is(&left.class) && view.is_around(f.bracket, left.bracket);
    let before: Vec<&Figure<'_>> = before.filter(open).collect();
    let (Some(done), 2..) = (before.first(), before.len()) else { return };
    if !ends_with_rest(view, &[done, left]) {
        return;
    }
    let pairs = before.iter().enumerate().flat_map(|(at, done)| {
        let wholes = before.iter().skip(at + 1).filter(|whole| whole.value() > done.value());
        wholes.map(move |whole| (at, *whole, [*done, left]))
    });
    let likely =
        |at: usize, whole: &Figure<'_>| whole.value() >= if at == 0 { CHANCE } else { CHANCE_OTHER_NOUN };
    let holding = pairs.clone().find(|(at, whole, parts)| likely(*at, whole) && adds_up(whole, parts));
    if let Some((_, whole, parts)) = holding {
        if is_news(found, whole, &parts) {
            found.push(sum(whole, &parts, true, Strength::Inferred));
        }
        return;
    }
    // The nearest figure, or the one that the nearest are parts of.
    let is_done = |at: usize, done: &Figure<'_>| {
        at == 0 || before.iter().take(at).any(|f| f.fact.part_of.as_ref() == Some(&done.fact.id))
    };
    let broken = pairs.filter(|(at, _, [done, _])| is_done(*at, done)).find(|(_, whole, parts)| {
        matches!(whole.class, Class::Counted(_)) && is_slip(whole, parts) && is_news(found, whole, &[left])
    });
    if let Some((_, whole, parts)) = broken {
        found.push(sum(whole, &parts, false, Strength::Inferred));
    }
}

/// `làm 28 con bò và 9 con trâu chết, tổng cộng 37 con`, `quý I 20 tỷ, quý II 30 tỷ, 6 tháng 50 tỷ`: the whole stands
/// after its parts.
fn total_after(view: &View<'_>, sentence: usize, here: &[&Figure<'_>], at: usize, found: &mut Vec<Relation>) {
    let Some(whole) = here.get(at).filter(|whole| whole.value() >= CHANCE) else { return };
    // A total that opens its sentence is of the sentence before.
    let earlier = sentence.checked_sub(1).filter(|before| at == 0 && view.is_same_flow(*before, sentence));
    let earlier =
        earlier.and_then(|before| view.sentence(before)).map(|span| view.within(span)).unwrap_or_default();
    let before = earlier.filter_map(|index| view.figure_at(index)).chain(here.iter().take(at).copied());
    let alike = |f: &&Figure<'_>| f.adds_up() && f.class.is(&whole.class) && f.bracket == whole.bracket;
    let parts: Vec<&Figure<'_>> = before.filter(alike).collect();
    let mut tails = (2..=parts.len().min(6)).filter_map(|length| parts.get(parts.len() - length..));
    let Some(parts) = tails.find(|parts| adds_up(whole, parts)) else { return };
    let start = view.sentence(sentence).map_or(whole.fact.start, |span| span.start);
    let from = at.checked_sub(1).and_then(|before| here.get(before)).map_or(start, |last| last.fact.end);
    let lead = lower(view.text(&(from..whole.fact.start)));
    let lead = lead.rsplit([',', ';', ':']).next().unwrap_or_default();
    let says = |words: &[&str]| words.iter().any(|word| lead.contains(word));
    let strength = match () {
        () if says(&["tổng", "cộng lại", "cả thảy"]) => Strength::Stated,
        () if says(&["6 tháng", "9 tháng", "cả năm", "lũy kế", "luỹ kế"]) => Strength::Inferred,
        () => return,
    };
    if is_news(found, whole, parts) {
        found.push(sum(whole, parts, true, strength));
    }
}

/// Words for what is left once a part is done.
const REST: [&str; 6] = [" còn ", " đang ", " chưa ", " tồn ", " chuyển kỳ sau ", " chuyển sang "];

/// Whether the last of the parts is what is left.
fn ends_with_rest(view: &View<'_>, parts: &[&Figure<'_>]) -> bool {
    let [.., before, last] = parts else { return false };
    let lead = view.text(&(before.fact.end..last.fact.start));
    let lead = lead.rsplit([',', ';', '.', ')']).next().unwrap_or_default();
    let clause = lower(&format!(" {} {} ", lead, view.phrase_after(last)));
    REST.iter().any(|words| clause.contains(words))
}

/// Sentences after a whole in which its parts are looked for.
const FOLLOWING: usize = 3;

/// One of the next sentences spreads the whole of this one over three places or more, or tells what is done and left.
fn spread(view: &View<'_>, sentence: usize, here: &[&Figure<'_>], found: &mut Vec<Relation>) {
    for next in sentence + 1..=sentence + FOLLOWING {
        let Some(span) =
            view.sentence(next).filter(|_| !view.is_crowded(next) && view.is_same_flow(sentence, next))
        else {
            return;
        };
        let following = view.within(span).filter_map(|index| view.figure_at(index));
        let following: Vec<&Figure<'_>> = following.filter(|f| f.adds_up() && f.bracket.is_none()).collect();
        for whole in here.iter().filter(|whole| whole.value() >= CHANCE_OTHER_NOUN) {
            let alike = following.iter().copied().filter(|part| part.class.is(&whole.class));
            let parts: Vec<&Figure<'_>> = alike.collect();
            let told = || (parts.len() >= 3 && next == sentence + 1) || ends_with_rest(view, &parts);
            if parts.len() >= 2 && adds_up(whole, &parts) && told() && is_news(found, whole, &parts) {
                found.push(sum(whole, &parts, true, Strength::Inferred));
            }
        }
    }
}

/// Sums told lately, among which the same one may be.
const LATELY: usize = 60;

fn is_news(found: &[Relation], whole: &Figure<'_>, parts: &[&Figure<'_>]) -> bool {
    !found.iter().rev().take(LATELY).any(|relation| {
        relation.kind == RelationKind::Sum
            && relation.members.first() == Some(&whole.fact.id)
            && parts.iter().all(|part| relation.members.contains(&part.fact.id))
    })
}
