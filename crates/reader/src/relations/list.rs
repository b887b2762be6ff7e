//! A paragraph and the items below it: their columns add up to its figures.

use super::judge::{Claim, Listing, adds_up, judge};
use super::view::{Class, Figure, View};
use model::{Block, Decimal, Relation};
use viet::letter::lower;

/// What items of one list begin with.
#[derive(Clone, PartialEq, Eq)]
enum Mark {
    Sign(char),
    /// `a)`
    Letter,
    /// `(1)`, `1)`
    Bracketed,
    /// `1.`
    Numbered,
    /// The same word: `Gói số 1`, `Gói số 2`.
    Word(String),
}

impl Mark {
    fn of(text: &str) -> Option<Self> {
        let text = text.trim_start();
        let mut chars = text.chars();
        let (first, second) = (chars.next()?, chars.next());
        let label = text.trim_start_matches('(');
        let rest = label.trim_start_matches(|c: char| c.is_ascii_digit());
        let stop = rest.chars().next();
        let number = (1..=2).contains(&(label.len() - rest.len())) && matches!(stop, None | Some(')' | '.'));
        match first {
            '+' | '-' | '–' | '•' | '*' => Some(Self::Sign(first)),
            '(' if number => Some(Self::Bracketed),
            _ if first.is_lowercase() && second == Some(')') => Some(Self::Letter),
            _ if number && stop == Some(')') => Some(Self::Bracketed),
            _ if number && stop == Some('.') => Some(Self::Numbered),
            _ => None,
        }
    }
}

/// Paragraphs after the head that are looked at.
const MOST: usize = 80;

pub(super) fn lists(view: &View<'_>, found: &mut Vec<Relation>) {
    let blocks = &view.source.blocks;
    for (index, block) in blocks.iter().enumerate() {
        let head = figures(view, block);
        if head.is_empty() || block.note.is_some() || block.cell.is_some() {
            continue;
        }
        let after = blocks.iter().skip(index + 1).take(MOST);
        let after: Vec<&Block> =
            after.take_while(|block| block.note.is_none() && block.cell.is_none()).collect();
        let text = view.scalars.block(block).trim();
        let Some(items) = items(view, text, &after).filter(|items| items.len() >= 2) else { continue };
        let own: Vec<Vec<&Figure<'_>>> = items.iter().map(|item| figures(view, item)).collect();
        let claim = claim(text);
        columns(&head, &own, claim, &|| listing(view, claim, &items), found);
    }
}

/// The items of the list below a paragraph; between them may stand lists of their own.
fn items<'b>(view: &View<'_>, head: &str, after: &[&'b Block]) -> Option<Vec<&'b Block>> {
    let first = view.scalars.block(after.first()?);
    let word = |text: &str| text.split_whitespace().next().map(|word| Mark::Word(viet::fold::key(word)));
    let mark = Mark::of(first).or_else(|| word(first).filter(|_| head.ends_with(':')))?;
    if Mark::of(head).as_ref() == Some(&mark) {
        return None;
    }
    let is_item = |block: &Block| {
        let text = view.scalars.block(block);
        if matches!(mark, Mark::Word(_)) {
            word(text).as_ref() == Some(&mark)
        } else {
            Mark::of(text).as_ref() == Some(&mark)
        }
    };
    let own = Mark::of(head);
    let goes_on = |block: &&&Block| {
        let other = Mark::of(view.scalars.block(block));
        is_item(block) || (other.is_some() && other != own && !matches!(mark, Mark::Word(_)))
    };
    Some(after.iter().take_while(goes_on).copied().filter(|block| is_item(block)).collect())
}

/// What the head says of its list: a colon announces it, `trong đó:` only some of it.
fn claim(head: &str) -> Claim {
    if !head.ends_with(':') {
        return Claim::Near;
    }
    let said = lower(head);
    let some = ["trong đó:", "cụ thể:"].iter().any(|cue| said.ends_with(cue));
    if some { Claim::Listed } else { Claim::Bracket }
}

fn listing(view: &View<'_>, claim: Claim, items: &[&Block]) -> Listing {
    let (from, to) = (items.first().map_or(0, |item| item.start), items.last().map_or(0, |item| item.end));
    let last = view.within(&(from..to)).next_back().and_then(|index| view.figure_at(index));
    let tail = last.map_or(from, |figure| figure.fact.end).min(to);
    let listing = Listing::new(claim, view.text(&(from..to)), view.text(&(tail..to)));
    let open = claim != Claim::Near && (listing.open || view.has_unread(&(from..to)));
    Listing { open, ..listing }
}

fn figures<'v, 'f>(view: &'v View<'f>, block: &Block) -> Vec<&'v Figure<'f>> {
    view.within(&(block.start..block.end))
        .filter_map(|index| view.figure_at(index))
        .filter(|f| f.adds_up() && f.bracket.is_none())
        .collect()
}

/// Least whole that a list no word announces adds up to other than by chance.
const CHANCE: Decimal = Decimal::TEN;

/// The figures of one class at one place in every item.
fn columns(
    head: &[&Figure<'_>],
    items: &[Vec<&Figure<'_>>],
    claim: Claim,
    listing: &dyn Fn() -> Listing,
    found: &mut Vec<Relation>,
) {
    let mut done: Vec<&Class> = Vec::new();
    for whole in head {
        if done.iter().any(|class| class.is(&whole.class)) {
            continue;
        }
        done.push(&whole.class);
        let likely = |f: &Figure<'_>| claim != Claim::Near || f.value() >= CHANCE;
        let wholes = head.iter().copied().filter(|f| f.class.is(&whole.class) && likely(f));
        let wholes: Vec<&Figure<'_>> = wholes.collect();
        let alike: Vec<Vec<&Figure<'_>>> = items
            .iter()
            .map(|item| item.iter().copied().filter(|f| f.class.is(&whole.class)).collect())
            .collect();
        let width = alike.iter().map(Vec::len).min().unwrap_or(0);
        let mut failed = Vec::new();
        let mut used: Vec<&str> = Vec::new();
        for place in 0..width {
            let column: Vec<&Figure<'_>> = alike.iter().filter_map(|item| item.get(place).copied()).collect();
            match wholes.iter().find(|whole| adds_up(whole, &column)) {
                Some(whole) => {
                    used.push(&whole.fact.id);
                    judge(whole, std::slice::from_ref(&column), claim, listing, found);
                }
                None => failed.push((place, column)),
            }
        }
        // A column that makes no figure of the head is held against the one that stands at its place.
        for (place, column) in failed {
            let same_kind = |whole: &&&Figure<'_>| {
                !used.contains(&whole.fact.id.as_str())
                    && column.iter().all(|part| part.fact.kind == whole.fact.kind)
            };
            let aligned = wholes.get(place).filter(|_| wholes.len() == width);
            if let Some(whole) = aligned.filter(same_kind) {
                judge(whole, std::slice::from_ref(&column), claim, listing, found);
            }
        }
    }
}
