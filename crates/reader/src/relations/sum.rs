//! Wholes and their parts: in brackets, after `trong đó`, in lists below and in footnotes.

use super::judge::{Claim, Listing, adds_up, is_slip, judge, sum};
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
    /// Places inside where parts of parts are announced.
    inner: Vec<usize>,
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
    for index in view.brackets_within(span) {
        let Some((bracket, _)) = view.brackets.get(index) else { continue };
        // A bracket that begins with a cue is read as that cue.
        let own = !cues.iter().any(|(cue, _, claim)| *cue == bracket.start && *claim != Claim::Near);
        if own && bracket.end <= span.end {
            regions.push(Region {
                span: bracket.clone(),
                bracket: Some(index),
                listing: listing(view, Claim::Bracket, bracket),
                whole_before: bracket.start,
                reaches_back: false,
                inner: inner(&cues, bracket),
            });
        }
    }
    let bracket_of = |start: &usize| view.bracket_at(*start);
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
        let listing = listing(view, *claim, &(*cue_end..limit));
        let reaches_back = *claim != Claim::Near;
        let inner = inner(&cues, &region);
        regions.push(Region { span: region, bracket, listing, whole_before, reaches_back, inner });
    }
    regions
}

/// Places in a span where words speak for some of a figure.
fn inner(cues: &[(usize, usize, Claim)], span: &Span) -> Vec<usize> {
    let some = |claim: Claim| matches!(claim, Claim::Some | Claim::Listed);
    cues.iter().filter(|(at, _, claim)| span.contains(at) && some(*claim)).map(|(at, ..)| *at).collect()
}

fn listing(view: &View<'_>, claim: Claim, span: &Span) -> Listing {
    let last = view.within(span).rev().filter_map(|index| view.figure_at(index)).find(|f| f.adds_up());
    let after = last.map_or(span.start, |f| f.fact.end).min(span.end);
    Listing::new(claim, view.text(span), view.text(&(after..span.end)))
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
        if let Some(whole) = whole_of(view, region, &same, &alike).filter(|_| !is_base(view, region, &alike))
        {
            let unsure = same.len() > 1;
            judge(whole, &readings(view, region, &alike), Listing { unsure, ..region.listing }, found);
        }
    }
    // Things of several names counted together: `9 máy (4 đài, 5 ti vi)`.
    let counted: Vec<&Figure<'_>> =
        parts.iter().copied().filter(|part| matches!(part.class, Class::Counted(_))).collect();
    let whole = wholes.iter().find(|whole| matches!(whole.class, Class::Counted(_)));
    if let Some(whole) = whole.filter(|whole| counted.iter().any(|part| !part.class.is(&whole.class))) {
        judge(whole, &readings(view, region, &counted), region.listing.unclaimed(), found);
    }
}

/// Ways to take figures for the parts of one whole, the plainest last: all of them; those outside of lists of
/// parts of parts; the first of each clause; those of the first clause.
fn readings<'v, 'f>(view: &View<'f>, region: &Region, parts: &[&'v Figure<'f>]) -> Vec<Vec<&'v Figure<'f>>> {
    let stops: Vec<usize> = stops(view, region);
    let clause = |figure: &Figure<'_>| stops.partition_point(|stop| *stop < figure.fact.start);
    let is_nested = |figure: &Figure<'_>| {
        let before = |places: &[usize]| places.iter().rev().find(|at| **at < figure.fact.start).copied();
        before(&region.inner).is_some_and(|at| before(&stops).is_none_or(|stop| stop < at))
    };
    let take = |keep: &dyn Fn(usize, &Figure<'_>) -> bool| -> Vec<&'v Figure<'f>> {
        parts.iter().enumerate().filter(|(at, part)| keep(*at, part)).map(|(_, part)| *part).collect()
    };
    let is_head = |at: usize, part: &Figure<'_>| {
        let before = at.checked_sub(1).and_then(|before| parts.get(before));
        before.is_none_or(|before| clause(before) != clause(part))
    };
    let outer = take(&|_, part| !is_nested(part));
    let heads = take(&|at, part| is_head(at, part));
    let first = take(&|_, part| parts.first().is_some_and(|first| clause(first) == clause(part)));
    let mut readings: Vec<Vec<&Figure<'f>>> = Vec::new();
    let by_clause = if first.len() > 1 { [heads, first] } else { [first, heads] };
    for reading in std::iter::once(parts.to_vec()).chain(by_clause).chain([outer]) {
        let same = |other: &Vec<&Figure<'_>>| {
            other.len() == reading.len()
                && other.iter().zip(&reading).all(|(a, b)| a.fact.start == b.fact.start)
        };
        if !readings.iter().any(same) && (reading.len() >= 2 || readings.is_empty()) {
            readings.push(reading);
        }
    }
    readings
}

/// Semicolons on the level of the region's parts.
fn stops(view: &View<'_>, region: &Region) -> Vec<usize> {
    let text = view.text(&region.span).chars().enumerate();
    let places = text.filter(|(_, c)| *c == ';').map(|(at, _)| region.span.start + at);
    places.filter(|at| view.bracket_at(*at) == region.bracket).collect()
}

/// `so với cùng kỳ (100 ha)`, `kế hoạch (40 cuộc)`: the bracket says with what is compared, not what it consists of.
fn is_base(view: &View<'_>, region: &Region, parts: &[&Figure<'_>]) -> bool {
    const BASES: [&str; 9] = [
        "kế hoạch",
        "dự toán",
        "chỉ tiêu",
        "giao",
        "cùng kỳ",
        "năm trước",
        "tháng trước",
        "năm 20",
        "đầu năm",
    ];
    let before = view.within(&(0..region.span.start)).next_back().and_then(|index| view.figure_at(index));
    let from = before.map_or(0, |figure| figure.fact.end).min(region.span.start);
    let lead = view.text(&(from..region.span.start)).to_lowercase();
    region.listing.claim == Claim::Bracket && parts.len() == 1 && BASES.iter().any(|word| lead.contains(word))
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
        for length in 2..=alike.len().min(6) {
            let Some(parts) = alike.get(..length) else { break };
            let told = one_clause(parts) || length >= 3 || ends_with_rest(view, parts);
            if whole.value() >= CHANCE && told && is_news(found, whole, parts) && adds_up(whole, parts) {
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
        remainder(view, whole, &alike, found);
    }
    spread(view, sentence, &here, found);
}

/// `tiếp nhận 320 đơn; đã giải quyết 301 đơn, đang giải quyết 10 đơn`: what is done and what is left make all, but
/// for a slip.
fn remainder(view: &View<'_>, whole: &Figure<'_>, alike: &[&Figure<'_>], found: &mut Vec<Relation>) {
    let [first, last] = alike else { return };
    let parts = [*first, *last];
    let meant = ends_with_rest(view, &parts) && !adds_up(whole, &parts) && is_slip(whole, &parts);
    if meant && matches!(whole.class, Class::Counted(_)) && is_news(found, whole, &parts) {
        found.push(sum(whole, &parts, false, Strength::Inferred));
    }
}

/// Words for what is left once a part is done.
const REST: [&str; 6] = ["còn", "đang", "chưa", "tồn", "chuyển kỳ sau", "chuyển sang"];

/// Whether the last of the parts is what is left.
fn ends_with_rest(view: &View<'_>, parts: &[&Figure<'_>]) -> bool {
    let [.., before, last] = parts else { return false };
    let lead = view.text(&(before.fact.end..last.fact.start));
    let lead = lead.rsplit([',', ';', '.', ')']).next().unwrap_or_default();
    let clause = format!(" {} {} ", lead, view.phrase_after(last)).to_lowercase();
    REST.iter().any(|word| clause.contains(&format!(" {word} ")))
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
            let told =
                parts.len() >= 3 && next == sentence + 1 || parts.len() >= 2 && ends_with_rest(view, &parts);
            if told && adds_up(whole, &parts) && is_news(found, whole, &parts) {
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
        listing: listing(view, Claim::Near, span),
        whole_before,
        reaches_back: false,
        inner: Vec::new(),
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
        let listing = listing(view, claim, span);
        let listing = if claim == Claim::Near { listing.unclaimed() } else { listing };
        judge(whole, &readings(view, &region, &listed), listing, found);
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
