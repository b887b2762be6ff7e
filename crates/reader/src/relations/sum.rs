//! Wholes and their parts: in brackets, after `trong đó`, in lists below and in footnotes.

use super::judge::{Claim, Listing, adds_up, judge, sum};
use super::view::{Class, Figure, Span, View};
use model::{Decimal, Relation, RelationKind, Strength};

/// A place where parts are listed.
struct Region {
    span: Span,
    /// Bracket whose own level the parts stand on.
    bracket: Option<usize>,
    listing: Listing,
    /// The whole stands before this.
    whole_before: usize,
    /// Whether it may stand in the sentence before.
    reaches_back: bool,
}

pub(super) fn sums(view: &View<'_>) -> Vec<Relation> {
    let mut found = Vec::new();
    for sentence in (0..view.sentences.len()).filter(|sentence| !view.is_crowded(*sentence)) {
        for region in regions(view, sentence) {
            judge_region(view, &region, wholes_before(view, sentence, &region), &mut found);
        }
        near(view, sentence, &mut found);
    }
    notes(view, &mut found);
    super::list::lists(view, &mut found);
    found
}

/// Words after which parts are named. The second word of a pair tells that the parts are all.
const CUES: [(&str, Claim); 9] = [
    ("bao gồm", Claim::All),
    ("gồm có", Claim::All),
    ("gồm", Claim::All),
    ("chia ra", Claim::All),
    ("chia theo", Claim::All),
    ("phân theo", Claim::All),
    ("trong đó", Claim::Some),
    ("cụ thể", Claim::Some),
    (":", Claim::Near),
];

/// Brackets and cues of one sentence.
fn regions(view: &View<'_>, sentence: usize) -> Vec<Region> {
    let Some(span) = view.sentence(sentence) else { return Vec::new() };
    let mut regions = Vec::new();
    if view.within(span).is_empty() {
        return regions;
    }
    let cues = cues(view, span);
    for (index, (bracket, _)) in view.brackets.iter().enumerate() {
        // A bracket that begins with a cue is read as that cue.
        let own = !cues.iter().any(|(cue, _, claim)| *cue == bracket.start && *claim != Claim::Near);
        if own && bracket.start >= span.start && bracket.end <= span.end {
            regions.push(Region {
                span: bracket.clone(),
                bracket: Some(index),
                listing: Listing::new(Claim::Bracket, view.text(bracket)),
                whole_before: bracket.start,
                reaches_back: false,
            });
        }
    }
    let bracket_of = |start: &usize| view.brackets.iter().rposition(|(bracket, _)| bracket.contains(start));
    for (at, (start, cue_end, claim)) in cues.iter().enumerate() {
        let bracket = bracket_of(start);
        // A rival breakdown shares its whole with the first one of the sentence.
        let first = cues.iter().find(|(first, _, _)| *claim == Claim::All && bracket_of(first) == bracket);
        let whole_before = first.map_or(*start, |(first, _, _)| *first);
        let limit =
            bracket.and_then(|index| view.brackets.get(index)).map_or(span.end, |(bracket, _)| bracket.end);
        // A second breakdown of the same whole ends the first; a colon after a cue belongs to it.
        let next = cues
            .iter()
            .skip(at + 1)
            .find(|(_, _, next)| *next == Claim::All)
            .map_or(limit, |(next, _, _)| *next);
        let region = *cue_end..limit.min(next.max(*cue_end));
        let listing = Listing::new(*claim, view.text(&(*cue_end..limit)));
        let reaches_back = *claim != Claim::Near;
        regions.push(Region { span: region, bracket, listing, whole_before, reaches_back });
    }
    regions
}

/// No sentence of a report announces more lists.
const MOST_CUES: usize = 40;

fn cues(view: &View<'_>, span: &Span) -> Vec<(usize, usize, Claim)> {
    let lower: Vec<char> = view.text(span).chars().flat_map(|c| c.to_lowercase().next()).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lower.len() && found.len() < MOST_CUES {
        let hit =
            CUES.iter().filter(|(cue, _)| cue.chars().next() == lower.get(at).copied()).find(|(cue, _)| {
                let length = cue.chars().count();
                let alone = *cue == ":" || at == 0 || lower.get(at - 1).is_none_or(|c| !c.is_alphabetic());
                let ends = *cue == ":" || lower.get(at + length).is_none_or(|c| !c.is_alphabetic());
                alone
                    && ends
                    && lower.get(at..at + length).is_some_and(|here| here.iter().copied().eq(cue.chars()))
            });
        let Some((cue, claim)) = hit else {
            at += 1;
            continue;
        };
        let start = at;
        at += cue.chars().count();
        // `trong đó:` is one cue.
        let colon = lower.get(at..).unwrap_or_default().iter().take_while(|c| c.is_whitespace()).count();
        let listed = *cue != ":" && lower.get(at + colon) == Some(&':');
        at += if listed { colon + 1 } else { 0 };
        let claim = if listed && *claim == Claim::Some { Claim::Listed } else { *claim };
        found.push((span.start + start, span.start + at, claim));
    }
    found
}

/// Figures that may be the whole of a region, nearest first.
fn wholes_before(view: &View<'_>, sentence: usize, region: &Region) -> Vec<usize> {
    let outside =
        region.bracket.and_then(|index| view.brackets.get(index)).map(|(span, around)| (span.start, *around));
    let own = view.sentence(sentence).map_or(0, |span| span.start);
    let to = region.whole_before;
    // A sentence that begins with its cue speaks of the one before.
    let opens = region.reaches_back && view.within(&(own..to)).is_empty();
    let before = sentence.checked_sub(1).filter(|before| opens && view.is_same_flow(*before, sentence));
    let from = before.and_then(|before| view.sentence(before)).map_or(own, |span| span.start);
    let mut wholes: Vec<usize> = view.within(&(from..to)).collect();
    wholes.retain(|index| {
        view.figure_at(*index).is_some_and(|figure| {
            let around = match outside {
                Some((start, around)) if figure.fact.start < start => around,
                _ => region.bracket,
            };
            figure.adds_up() && view.is_around(figure.bracket, around)
        })
    });
    wholes.reverse();
    wholes
}

/// Parts in a region, each with its class, in order; figures in inner brackets explain the parts.
fn parts<'v, 'f>(view: &'v View<'f>, region: &Region) -> Vec<&'v Figure<'f>> {
    let in_region = |figure: &&Figure<'_>| figure.adds_up() && figure.bracket == region.bracket;
    view.within(&region.span).filter_map(|index| view.figure_at(index)).filter(in_region).collect()
}

fn judge_region(view: &View<'_>, region: &Region, wholes: Vec<usize>, found: &mut Vec<Relation>) {
    let parts = parts(view, region);
    let mut classes: Vec<&Class> = Vec::new();
    for part in &parts {
        if !classes.iter().any(|class| class.is(&part.class)) {
            classes.push(&part.class);
        }
    }
    let wholes: Vec<&Figure<'_>> = wholes.iter().filter_map(|index| view.figure_at(*index)).collect();
    for class in &classes {
        let alike: Vec<&Figure<'_>> = parts.iter().copied().filter(|part| part.class.is(class)).collect();
        let same: Vec<&Figure<'_>> = wholes.iter().copied().filter(|whole| whole.class.is(class)).collect();
        if let Some(whole) = whole_of(view, region, &same, &alike) {
            judge(whole, &alike, region.listing, found);
        }
    }
    // Things of several names counted together: `9 máy (4 đài, 5 ti vi)`.
    let counted: Vec<&Figure<'_>> =
        parts.iter().copied().filter(|part| matches!(part.class, Class::Counted(_))).collect();
    let whole = wholes.iter().find(|whole| matches!(whole.class, Class::Counted(_)));
    if let Some(whole) = whole.filter(|whole| counted.iter().any(|part| !part.class.is(&whole.class))) {
        judge(whole, &counted, region.listing.unclaimed(), found);
    }
}

/// Of several wholes in one unit the one that the parts add up to; else the only one that the words before
/// the first part name; else the nearest.
fn whole_of<'v, 'f>(
    view: &View<'f>,
    region: &Region,
    wholes: &[&'v Figure<'f>],
    parts: &[&Figure<'_>],
) -> Option<&'v Figure<'f>> {
    let nearest = *wholes.first()?;
    let first = parts.first().map_or(region.span.start, |part| part.fact.start);
    let lead = words(view.text(&(region.span.start..first.max(region.span.start))));
    let named = |whole: &&&Figure<'f>| {
        let name = words(view.phrase_after(whole));
        name.len() >= 2 && name.iter().all(|word| lead.contains(word))
    };
    let exact = wholes.iter().find(|whole| parts.len() >= 2 && adds_up(whole, parts));
    let mut by_name = wholes.iter().filter(named);
    let only = by_name.next().filter(|_| by_name.next().is_none());
    Some(exact.or(only).copied().unwrap_or(nearest))
}

fn words(text: &str) -> Vec<String> {
    let key = viet::fold::key(text);
    key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Least number of things for which adding up by chance is unlikely.
const CHANCE: Decimal = Decimal::from_parts(10, 0, 0, false, 0);
/// The same when not even the noun is the same.
const CHANCE_OTHER_NOUN: Decimal = Decimal::from_parts(100, 0, 0, false, 0);

/// No word claims it, but what follows at once adds up: `26 đơn, đã giải quyết 19 đơn, 07 đơn đang xem xét`.
fn near(view: &View<'_>, sentence: usize, found: &mut Vec<Relation>) {
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
        let taken = |parts: &[&Figure<'_>]| found_already(found, whole, parts);
        for length in 2..=alike.len().min(6) {
            let Some(parts) = alike.get(..length) else { break };
            let worth = whole.value() >= CHANCE && (one_clause(parts) || length >= 3) && !taken(parts);
            if worth && adds_up(whole, parts) && parts.iter().all(|part| part.value() < whole.value()) {
                found.push(sum(whole, parts, true, Strength::Inferred));
                break;
            }
        }
        let others: Vec<&Figure<'_>> =
            rest.iter().copied().take(2).filter(|part| part.class.may_be(&whole.class)).collect();
        let worth = others.len() == 2 && whole.value() >= CHANCE_OTHER_NOUN && alike.is_empty();
        if worth && matches!(whole.class, Class::Counted(_)) && adds_up(whole, &others) {
            found.push(sum(whole, &others, true, Strength::Inferred));
        }
    }
    spread(view, sentence, &here, found);
}

/// The next sentence spreads the whole of this one over three places or more.
fn spread(view: &View<'_>, sentence: usize, here: &[&Figure<'_>], found: &mut Vec<Relation>) {
    let Some(next) = view.sentence(sentence + 1) else { return };
    let following: Vec<&Figure<'_>> =
        view.within(next).filter_map(|index| view.figure_at(index)).filter(|f| f.adds_up()).collect();
    for whole in here.iter().filter(|whole| whole.value() >= CHANCE_OTHER_NOUN) {
        let parts: Vec<&Figure<'_>> = following
            .iter()
            .copied()
            .filter(|part| part.class.is(&whole.class) && part.bracket.is_none())
            .collect();
        if parts.len() >= 3 && adds_up(whole, &parts) && !found_already(found, whole, &parts) {
            found.push(sum(whole, &parts, true, Strength::Inferred));
        }
    }
}

fn found_already(found: &[Relation], whole: &Figure<'_>, parts: &[&Figure<'_>]) -> bool {
    found.iter().any(|relation| {
        relation.kind == RelationKind::Sum
            && relation.members.first() == Some(&whole.fact.id)
            && parts.iter().all(|part| relation.members.contains(&part.fact.id))
    })
}

/// A footnote explains the figures just before its mark: each of its sentences may be a breakdown.
fn notes(view: &View<'_>, found: &mut Vec<Relation>) {
    for note in &view.source.notes {
        let Some(anchor) = note.anchor else { continue };
        let at = view.sentences.partition_point(|(span, _)| span.end < anchor);
        let Some(body) = view.sentence(at) else { continue };
        let mut wholes: Vec<&Figure<'_>> = view
            .within(&(body.start..anchor))
            .filter_map(|index| view.figure_at(index))
            .filter(|f| f.adds_up() && f.bracket.is_none())
            .collect();
        wholes.reverse();
        for (span, _) in
            view.sentences.iter().filter(|(span, _)| span.start >= note.start && span.end <= note.end)
        {
            note_sentence(view, body, &wholes, span, found);
        }
    }
}

fn note_sentence(
    view: &View<'_>,
    body: &Span,
    wholes: &[&Figure<'_>],
    span: &Span,
    found: &mut Vec<Relation>,
) {
    let text = view.text(span);
    let lower = text.trim_start().to_lowercase();
    let cue = CUES.iter().find(|(cue, _)| *cue != ":" && lower.starts_with(cue)).map(|(_, claim)| *claim);
    let whole_before = span.start;
    let region = Region {
        span: span.clone(),
        bracket: None,
        listing: Listing::new(Claim::Near, text),
        whole_before,
        reaches_back: false,
    };
    let parts = parts(view, &region);
    for whole in wholes {
        let same_class: Vec<&&Figure<'_>> =
            wholes.iter().filter(|other| other.class.is(&whole.class)).collect();
        let nearest = same_class.first().is_some_and(|first| first.fact.id == whole.fact.id);
        let alike: Vec<&Figure<'_>> =
            parts.iter().copied().filter(|part| part.class.is(&whole.class)).collect();
        // `Tổng 12 tỷ gồm: ...` says the whole again before its parts.
        let again = alike.iter().position(|part| part.value() == whole.value());
        let listed: Vec<&Figure<'_>> = alike.iter().copied().skip(again.map_or(0, |at| at + 1)).collect();
        if listed.len() < 2 {
            continue;
        }
        let repeats = listed.len() >= 3 && shares_words(view.text(body), text);
        let claim = match cue {
            Some(Claim::Some) if nearest => Claim::Listed,
            Some(claim) if nearest => claim,
            _ if repeats && nearest => Claim::All,
            _ => Claim::Near,
        };
        let listing = Listing::new(claim, text);
        let listing = if claim == Claim::Near { listing.unclaimed() } else { listing };
        judge(whole, &listed, listing, found);
    }
}

/// Words in a row that show the note's sentence to speak of what the body's sentence counts.
const SHARED_WORDS: usize = 5;

fn shares_words(body: &str, note: &str) -> bool {
    let body = format!(" {} ", viet::fold::key(body));
    let note_key = viet::fold::key(note);
    let words: Vec<&str> = note_key.split(' ').collect();
    words.windows(SHARED_WORDS).any(|run| {
        run.iter().all(|word| word.chars().all(char::is_alphabetic))
            && body.contains(&format!(" {} ", run.join(" ")))
    })
}
