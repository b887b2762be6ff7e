//! What is spoken of before a figure says anything itself.

use super::super::index_of;
use super::super::text::Text;
use super::of_figure;
use super::phrase::{Phrase, content};
use model::{Fact, OutlineItem};

/// What the sentence is about before this figure: the words before an early colon, else the own
/// words of the figure before.
pub(super) fn topic(text: &Text, topics: &[Phrase], i: usize) -> Phrase {
    let sentence = text.sentence_of(i);
    let depth = text.depth_of(i);
    let before = text.back(i).take(60).find(|p| text.depth_of(*p) <= depth);
    if let Some(whole) = before.filter(|p| text.depth_of(*p) < depth) {
        return topics[whole].clone();
    }
    if let Some(colon) = text.heading_colon(sentence, text.figures[i].tokens.0) {
        let said = content(text, (text.sentences[sentence].0, colon), true);
        if !said.is_empty() {
            return said.by("heading-of-sentence");
        }
    }
    let of_list = || {
        let head = text.list_head(sentence)?;
        let end = text.sentences[head].1;
        let last = text.figures.partition_point(|q| q.tokens.0 < end).checked_sub(1)?;
        (last < i && text.sentence_of(last) == head).then_some(last)
    };
    before.or_else(of_list).map_or_else(Phrase::default, |p| topics[p].clone())
}

/// A figure without words of its own speaks of what the figure before it speaks of; at the head of
/// a sentence, of the heading.
pub(super) fn carried(
    text: &Text,
    facts: &[Fact],
    i: usize,
    outline: &[OutlineItem],
) -> (String, Vec<Phrase>) {
    let sentence = text.sentence_of(i);
    let depth = text.depth_of(i);
    let before = text.back(i).take(60).find(|p| text.depth_of(*p) <= depth);
    // A change speaks of the last figure in its own unit.
    let own_unit = |p: &usize| facts[*p].unit == facts[i].unit && !text.is_percent(i);
    let in_sentence = text.back(i).take(60).find(own_unit);
    if let Some(before) = in_sentence.or(before) {
        return (facts[before].subject.clone(), vec![of_figure(text, before, "figure-before")]);
    }
    // The sentence before in the same paragraph, when it speaks in the same unit.
    let (from, _) = text.sentences[sentence];
    let alike = i.checked_sub(1).filter(|p| facts[*p].unit == facts[i].unit && !text.tokens[from].opens);
    if let Some(p) = alike.and_then(|last| {
        (0..=last).rev().take(60).take_while(|p| text.sentence_of(*p) + 1 >= sentence).last()
    }) {
        return (facts[p].subject.clone(), vec![of_figure(text, p, "sentence-before")]);
    }
    let heading = facts[i].section.as_deref().and_then(index_of).and_then(|at| outline.get(at));
    let Some(item) = heading else { return (String::new(), Vec::new()) };
    let place = |offset: usize| text.tokens.partition_point(|t| t.start < offset);
    let at = (place(item.start), place(item.end));
    (item.title.clone(), vec![Phrase { words: String::new(), at, rule: "heading" }])
}
