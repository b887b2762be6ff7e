//! Wholes and their parts, where words or brackets list them, also in footnotes.

use super::judge::{Claim, Listing, adds_up, is_close, judge, sum};
use super::near::{CHANCE, near};
use super::region::{CUES, Region, listing, parts, readings, regions};
use super::view::{Class, Figure, Span, View};
use model::{Relation, Strength};
use std::collections::BTreeMap;
use viet::letter::{behind, lower};

pub(super) fn sums(view: &View<'_>) -> Vec<Relation> {
    let mut found = Vec::new();
    for sentence in (0..view.sentences.len()).filter(|sentence| !view.is_crowded(*sentence)) {
        for region in regions(view, sentence) {
            judge_region(view, sentence, &region, &mut found);
        }
        near(view, sentence, &mut found);
    }
    notes(view, &mut found);
    of_parts(view, &mut found);
    super::list::lists(view, &mut found);
    found
}
/// Figures that were read as the parts of one whole of their sentence: told when they add up.
fn of_parts(view: &View<'_>, found: &mut Vec<Relation>) {
    let mut parts: BTreeMap<usize, Vec<&Figure<'_>>> = BTreeMap::new();
    for figure in view.figures.iter().filter(|figure| figure.adds_up()) {
        let whole = figure.fact.part_of.as_deref().and_then(|id| view.index_of(id));
        if let Some(whole) = whole {
            parts.entry(whole).or_default().push(figure);
        }
    }
    for (whole, parts) in &parts {
        let Some(whole) = view.figure_at(*whole).filter(|f| f.adds_up() && view.cell(f).is_none()) else {
            continue;
        };
        let beside =
            parts.iter().all(|part| part.sentence == whole.sentence && part.class.may_be(&whole.class));
        if parts.len() >= 2 && beside && adds_up(whole, parts) {
            found.push(sum(whole, parts, true, Strength::Inferred));
        }
    }
}

/// Figures that may be the whole of a region, nearest first.
fn wholes_before(view: &View<'_>, sentence: usize, region: &Region) -> Vec<usize> {
    let outside =
        region.bracket.and_then(|index| view.brackets.get(index)).map(|(span, around)| (span.start, *around));
    let own = view.sentence(sentence).map_or(0, |span| span.start);
    let to = region.whole_before;
    // A sentence that begins with its cue speaks of the one before.
    let opens = region.reaches_back && view.within(&(own..region.opens_at.max(own))).is_empty();
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

fn judge_region(view: &View<'_>, sentence: usize, region: &Region, found: &mut Vec<Relation>) {
    let parts = parts(view, region);
    if parts.is_empty() {
        return;
    }
    let claim = region.claim;
    let wholes = wholes_before(view, sentence, region);
    let mut classes: Vec<&Class> = Vec::new();
    for part in &parts {
        if !classes.iter().any(|class| class.is(&part.class)) {
            classes.push(&part.class);
        }
    }
    let wholes: Vec<&Figure<'_>> = wholes.iter().filter_map(|index| view.figure_at(*index)).collect();
    for class in &classes {
        let alike: Vec<&Figure<'_>> = parts.iter().copied().filter(|part| part.class.is(class)).collect();
        let far = |whole: &Figure<'_>| parts.first().is_some_and(|part| part.sentence != whole.sentence);
        let likely = |whole: &Figure<'_>| claim != Claim::Near || !far(whole) || whole.value() >= CHANCE;
        let same = wholes.iter().copied().filter(|whole| whole.class.is(class) && likely(whole));
        let same: Vec<&Figure<'_>> = same.collect();
        if let Some(whole) = whole_of(view, region, &same, &alike).filter(|_| !is_base(view, region, &alike))
        {
            let unsure = same.len() > 1;
            let listing = || Listing { unsure, ..listing(view, claim, &region.listed) };
            judge(whole, &readings(view, region, &alike), claim, &listing, found);
        }
    }
    // Things of several names counted together: `9 máy (4 đài, 5 ti vi)`.
    let counted: Vec<&Figure<'_>> =
        parts.iter().copied().filter(|part| matches!(part.class, Class::Counted(_))).collect();
    let whole = wholes.iter().find(|whole| matches!(whole.class, Class::Counted(_)));
    if let Some(whole) = whole.filter(|whole| counted.iter().any(|part| !part.class.is(&whole.class))) {
        judge(whole, &readings(view, region, &counted), Claim::Near, &|| Listing::UNCLAIMED, found);
    }
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
    if region.claim != Claim::Bracket || parts.len() != 1 {
        return false;
    }
    let before = view.within(&(0..region.span.start)).next_back().and_then(|index| view.figure_at(index));
    let from = before.map_or(0, |figure| figure.fact.end).min(region.span.start);
    let lead = lower(view.text(&(from..region.span.start)));
    BASES.iter().any(|word| lead.contains(word))
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
    let exact = wholes.iter().find(|whole| parts.len() >= 2 && adds_up(whole, parts));
    let only = || {
        let lead = words(view.text(&(region.span.start..first.max(region.span.start))));
        let named = |whole: &&&Figure<'f>| {
            let name = words(view.phrase_after(whole));
            name.len() >= 2 && name.iter().all(|word| lead.contains(word))
        };
        let mut by_name = wholes.iter().filter(named);
        by_name.next().filter(|_| by_name.next().is_none())
    };
    let close = || wholes.iter().find(|whole| parts.len() >= 3 && is_close(whole, parts));
    Some(exact.or_else(only).or_else(close).copied().unwrap_or(nearest))
}

fn words(text: &str) -> Vec<String> {
    let key = viet::fold::key(text);
    key.split(|c: char| !viet::letter::is_word(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
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
        let first = view.sentences.partition_point(|(span, _)| span.start < note.start);
        let own = view.sentences.iter().skip(first).take_while(|(span, _)| span.end <= note.end);
        for (span, _) in own {
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
    let cue = CUES.iter().find(|(cue, _)| *cue != ":" && behind(text.trim_start(), cue).is_some());
    let cue = cue.map(|(_, claim)| *claim);
    let whole_before = span.start;
    let region = Region {
        span: span.clone(),
        bracket: None,
        claim: Claim::Near,
        listed: span.clone(),
        whole_before,
        opens_at: whole_before,
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
        let repeats = || listed.len() >= 3 && shares_words(view.text(body), text);
        let claim = match cue {
            Some(Claim::Some) if nearest => Claim::Listed,
            Some(claim) if nearest => claim,
            _ if nearest && repeats() => Claim::All,
            _ => Claim::Near,
        };
        let listing = || if claim == Claim::Near { Listing::UNCLAIMED } else { listing(view, claim, span) };
        judge(whole, &readings(view, &region, &listed), claim, &listing, found);
    }
}

/// Words in a row that show the note's sentence to speak of what the body's sentence counts.
const SHARED_WORDS: usize = 5;

fn shares_words(body: &str, note: &str) -> bool {
    let body = format!(" {} ", viet::fold::key(body));
    let note_key = viet::fold::key(note);
    let words: Vec<&str> = note_key.split(' ').collect();
    words.windows(SHARED_WORDS).any(|run| {
        run.iter().all(|word| word.chars().all(viet::letter::is_letter))
            && body.contains(&format!(" {} ", run.join(" ")))
    })
}
