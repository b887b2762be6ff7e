//! A paragraph that ends with a colon, and the items below it: their columns add up to its figures.

use super::judge::{Claim, Listing, adds_up, judge};
use super::view::{Class, Figure, View};
use model::Relation;

pub(super) fn lists(view: &View<'_>, found: &mut Vec<Relation>) {
    let blocks = &view.source.blocks;
    for (index, block) in blocks.iter().enumerate() {
        let text = view.scalars.block(block);
        if block.note.is_some() || !text.trim_end().ends_with(':') {
            continue;
        }
        let sign = |at: usize| blocks.get(at).and_then(|block| view.scalars.block(block).chars().next());
        let Some(mark) = sign(index + 1).filter(|mark| matches!(mark, '+' | '-' | '–' | '•' | '*'))
        else {
            continue;
        };
        if text.starts_with(mark) {
            continue;
        }
        let items: Vec<Vec<&Figure<'_>>> = blocks
            .iter()
            .enumerate()
            .skip(index + 1)
            .take_while(|(at, block)| sign(*at) == Some(mark) && block.note.is_none())
            .map(|(_, block)| figures(view, block.start, block.end))
            .collect();
        let head = figures(view, block.start, block.end);
        if items.len() >= 2 {
            let said = text.to_lowercase();
            let some = ["trong đó:", "cụ thể:"].iter().any(|cue| said.trim_end().ends_with(cue));
            columns(
                &head,
                &items,
                Listing::new(if some { Claim::Listed } else { Claim::Bracket }, "", ""),
                found,
            );
        }
    }
}

fn figures<'v, 'f>(view: &'v View<'f>, start: usize, end: usize) -> Vec<&'v Figure<'f>> {
    view.within(&(start..end))
        .filter_map(|index| view.figure_at(index))
        .filter(|f| f.adds_up() && f.bracket.is_none())
        .collect()
}

/// The figures of one class at one place in every item.
fn columns(head: &[&Figure<'_>], items: &[Vec<&Figure<'_>>], listing: Listing, found: &mut Vec<Relation>) {
    let mut done: Vec<&Class> = Vec::new();
    for whole in head {
        if done.iter().any(|class| class.is(&whole.class)) {
            continue;
        }
        done.push(&whole.class);
        let wholes: Vec<&Figure<'_>> = head.iter().copied().filter(|f| f.class.is(&whole.class)).collect();
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
                    judge(whole, std::slice::from_ref(&column), listing, found);
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
                judge(whole, std::slice::from_ref(&column), listing, found);
            }
        }
    }
}
