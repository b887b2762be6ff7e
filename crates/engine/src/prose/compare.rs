//! This period's report beside the one before.

use super::difference::{Piece, between};
use crate::book::{Book, LivingState};
use crate::charts::{self, CompiledChart};
use crate::compile::{Compiled, CompiledPassage, Compiledline};
use model::{Inline, PassageId, PassageKind, Period, ProseContent};
use std::collections::{BTreeMap, BTreeSet};

/// Sentences of fewer words are the same by chance.
const TELLING: usize = 5;

/// The report before: the newest one of an earlier period, of the same kind where there is one.
pub fn previous(book: &Book, period: Period) -> Option<(Period, &LivingState)> {
    let earlier = || book.reports.range(..period).rev().map(|(p, state)| (*p, state));
    earlier().find(|(p, _)| p.kind() == period.kind()).or_else(|| earlier().next())
}

/// The words of a paragraph as printed, blanks at the ends included; note marks have none.
pub fn printed(passage: &CompiledPassage) -> String {
    passage.inlines.iter().map(Compiledline::words).collect()
}

/// Where sentences stand that read word for word as they did in the report before: first scalar value and one past the last,
/// in the printed words. Headings are meant to stay.
pub fn unchanged(now: &CompiledPassage, before: Option<&CompiledPassage>) -> Vec<(usize, usize)> {
    let written = !matches!(
        now.kind,
        PassageKind::Title
            | PassageKind::Part
            | PassageKind::PartTitle
            | PassageKind::Section
            | PassageKind::Clause
            | PassageKind::Subclause
            | PassageKind::Point
            | PassageKind::Basis
            | PassageKind::Annex
            | PassageKind::WideAnnex
    );
    let Some(before) = before.filter(|_| written) else { return Vec::new() };
    let (now, before) = (printed(now), printed(before));
    let known: BTreeSet<&str> = viet::sentence::split(&before).into_iter().collect();
    let mut found = Vec::new();
    let (mut bytes, mut chars) = (0, 0);
    for sentence in viet::sentence::split(&now) {
        let Some(gap) = now.get(bytes..).and_then(|rest| rest.find(sentence)) else { continue };
        let skipped = now.get(bytes..bytes + gap).unwrap_or_default();
        let start = chars + skipped.chars().count();
        (bytes, chars) = (bytes + gap + sentence.len(), start + sentence.chars().count());
        if sentence.split_whitespace().count() >= TELLING && known.contains(sentence) {
            found.push((start, chars));
        }
    }
    found
}

/// A paragraph of both reports, or of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub passage: PassageId,
    /// What it is.
    pub kind: PassageKind,
    /// What is printed in front.
    pub number: Option<String>,
    /// What was printed in front.
    pub former_number: Option<String>,
    /// What changed.
    pub difference: Vec<Piece>,
}

/// Every paragraph in order, those that are gone where they stood.
pub fn compare(now: &Compiled, before: &Compiled) -> Vec<Row> {
    let row = |former: Option<&CompiledPassage>, now: Option<&CompiledPassage>| {
        let shown = now.or(former)?;
        let said = |passage: Option<&CompiledPassage>| passage.map(words).unwrap_or_default();
        let number = |passage: Option<&CompiledPassage>| passage.and_then(|p| p.number.clone());
        Some(Row {
            passage: shown.id.clone(),
            kind: shown.kind,
            number: number(now),
            former_number: number(former),
            difference: between(&said(former), &said(now)),
        })
    };
    let ids: BTreeSet<&PassageId> = now.passages.iter().map(|p| &p.id).collect();
    let old: BTreeMap<&PassageId, &CompiledPassage> = before.passages.iter().map(|p| (&p.id, p)).collect();
    // What is gone stands behind the paragraph that it stood behind.
    let mut gone: BTreeMap<Option<&PassageId>, Vec<Row>> = BTreeMap::new();
    let mut anchor = None;
    for passage in &before.passages {
        match ids.contains(&passage.id) {
            true => anchor = Some(&passage.id),
            false => gone.entry(anchor).or_default().extend(row(Some(passage), None)),
        }
    }
    let mut rows = gone.remove(&None).unwrap_or_default();
    for passage in &now.passages {
        rows.extend(row(old.get(&passage.id).copied(), Some(passage)));
        rows.extend(gone.remove(&Some(&passage.id)).unwrap_or_default());
    }
    rows
}

/// Words with those of the cells, row by row.
pub fn words(passage: &CompiledPassage) -> String {
    let cell = |lines: &[Compiledline]| lines.iter().map(Compiledline::words).collect::<String>();
    let rows = passage.table.iter().flat_map(|t| &t.rows);
    let rows = rows.map(|row| row.iter().map(|c| cell(&c.inlines)).collect::<Vec<_>>().join(" | "));
    let own = printed(passage).trim().to_owned();
    let drawn = passage.chart.iter().flat_map(CompiledChart::words);
    std::iter::once(own)
        .chain(rows)
        .chain(drawn)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The words of kept content, its figures as they print now.
pub fn of_content(book: &Book, content: &ProseContent, period: Period) -> String {
    let inline = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.clone(),
        Inline::Period { mention } => crate::mention::render(mention, period),
        Inline::Figure { figure } => crate::compile::print(book, figure, period).text,
        Inline::Note { .. } => String::new(),
    };
    let line = |inlines: &[Inline]| inlines.iter().map(inline).collect::<String>();
    let rows = content.table.iter().flat_map(|t| &t.rows);
    let rows = rows.map(|row| row.iter().map(|c| line(&c.inlines)).collect::<Vec<_>>().join(" | "));
    let own = line(&content.inlines).trim().to_owned();
    let drawn = content.chart.iter().map(|chart| charts::told(book, chart));
    std::iter::once(own)
        .chain(rows)
        .chain(drawn)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Cut;

    fn passage(id: &str, text: &str) -> CompiledPassage {
        CompiledPassage {
            id: id.into(),
            kind: PassageKind::Body,
            owner: None,
            version: Cut::default(),
            note: None,
            number: None,
            inlines: vec![Compiledline::text(text)],
            table: None,
            chart: None,
        }
    }

    #[test]
    fn sentences_that_stayed_are_found_at_their_place() {
        let before = passage("a", "Công tác thu ngân sách đạt khá. Chi đúng dự toán được giao đầu năm.");
        let now = passage("a", "Thu tăng. Chi đúng dự toán được giao đầu năm. Mới.");
        let found = unchanged(&now, Some(&before));
        let words: Vec<String> = found
            .iter()
            .map(|(from, to)| printed(&now).chars().skip(*from).take(to - from).collect())
            .collect();
        assert_eq!(words, ["Chi đúng dự toán được giao đầu năm."]);
        assert!(unchanged(&now, None).is_empty());
    }

    #[test]
    fn what_is_gone_stands_where_it_stood() {
        let report = |texts: &[(&str, &str)]| Compiled {
            passages: texts.iter().map(|(id, text)| passage(id, text)).collect(),
        };
        let rows = compare(
            &report(&[("a", "Một."), ("n", "Mới."), ("c", "Ba.")]),
            &report(&[("a", "Một."), ("b", "Hai."), ("c", "Ba")]),
        );
        let order: Vec<&str> = rows.iter().map(|r| r.passage.as_str()).collect();
        assert_eq!(order, ["a", "b", "n", "c"]);
    }
}
