//! The review of a reading, and its adoption.

use crate::readings::{Kept, row};
use crate::view::{AdoptInput, BlockView, ReadingView, ReviewInput, ReviewedView, Segment, StepView};
use crate::{App, Trouble, not_found, period, see_texts};
use engine::access::{Right, need};
use engine::adopt::{self, Proposal};
use engine::review::{self, ReviewStep};
use engine::{Book, ReadRecord};
use model::{
    Account, Block, Cut, Fact, PassageKind, Reading, Refusal, RefusalCode, ReportId, ReviewChange, SourceText,
};
use std::collections::BTreeMap;

/// Changes of one step that lists show.
const SHOWN: usize = 8;

impl App {
    /// The review page.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn reading(&self, who: &Account, id: &ReportId) -> Result<ReadingView, Trouble> {
        see_texts(who)?;
        let kept = self.kept(id).await?;
        let continued = self.continued(id).await?;
        let book = self.book().await;
        let record = book.readings.get(id).ok_or_else(|| not_found("báo cáo này"))?;
        let reading = amended(&kept, record);
        let mut proposals = adopt::proposals(&book, &kept.source, &reading, &record.decisions(), &continued);
        let doubtful_open = proposals.iter().filter(|p| p.is_open()).count();
        proposals.sort_by_key(|p| p.doubts.is_empty());
        Ok(ReadingView {
            report: row(&book, id, record),
            blocks: blocks(&kept.source, &reading),
            proposals,
            as_read: as_read(&kept.reading.facts, &reading.facts),
            facts: reading.facts,
            relations: reading.relations,
            findings: reading.findings,
            tasks: reading.tasks,
            references: reading.references,
            doubtful_open,
            steps: record.steps.iter().map(|step| step_view(&book, who, step)).collect(),
            seen: record.reviewed,
        })
    }

    /// Keeps one step of the review.
    ///
    /// # Errors
    /// As [`review::review`]; `bad-input` for an amendment that the text does not bear out.
    pub async fn review(
        &self,
        who: &Account,
        id: &ReportId,
        input: ReviewInput,
    ) -> Result<ReviewedView, Trouble> {
        need(who, Right::Adopt)?;
        let kept = self.kept(id).await?;
        let decide = |book: &Book| {
            let record = book.readings.get(id).ok_or_else(|| not_found("báo cáo này"))?;
            let proposals = after(book, &kept, record, &input.changes)?;
            review::review(book, who, id, input.seen, &proposals, input.changes.clone()).map(Some)
        };
        let cut = self.act(&who.name, decide).await?;
        let book = self.book().await;
        let steps = book.readings.get(id).map(|record| record.steps.as_slice()).unwrap_or_default();
        let step = steps.iter().find(|step| step.cut == cut).ok_or_else(|| not_found("bước này"))?;
        Ok(ReviewedView { step: step_view(&book, who, step), before: step.before })
    }

    /// Takes a step of the review back, or does it again.
    ///
    /// # Errors
    /// As [`review::switch`].
    pub async fn switch_step(
        &self,
        who: &Account,
        id: &ReportId,
        step: Cut,
        undone: bool,
    ) -> Result<ReadingView, Trouble> {
        self.act(&who.name, |book| review::switch(book, who, id, step, undone)).await?;
        self.reading(who, id).await
    }

    /// Makes a reading the system.
    ///
    /// # Errors
    /// As [`adopt::adoption`].
    pub async fn adopt(
        &self,
        who: &Account,
        id: &ReportId,
        input: AdoptInput,
    ) -> Result<ReadingView, Trouble> {
        need(who, Right::Adopt)?;
        let kept = self.kept(id).await?;
        let continued = self.continued(id).await?;
        let chosen = input.period.as_deref().map(period).transpose()?;
        let decide = |book: &Book| {
            let record = book.readings.get(id).ok_or_else(|| not_found("báo cáo này"))?;
            let reading = amended(&kept, record);
            let proposals = adopt::proposals(book, &kept.source, &reading, &record.decisions(), &continued);
            let texts = (&kept.source, &reading);
            adopt::adoption(book, who, id, texts, &proposals, chosen, input.accept_rest).map(Some)
        };
        self.act(&who.name, decide).await?;
        self.reading(who, id).await
    }
}

pub(crate) fn amended(kept: &Kept, record: &ReadRecord) -> Reading {
    reader::amended(&kept.source, &kept.reading, &record.amendments())
}

/// The proposals once the amendments among `changes` are made.
fn after(
    book: &Book,
    kept: &Kept,
    record: &ReadRecord,
    changes: &[ReviewChange],
) -> Result<Vec<Proposal>, Refusal> {
    let mut reading = amended(kept, record);
    for change in changes {
        if let ReviewChange::Amended { amendment } = change {
            reader::amend(&kept.source, &reading.outline, &mut reading.facts, amendment)
                .map_err(|unfit| Refusal::of(RefusalCode::BadInput, unfit))?;
        }
    }
    // Names matter to no check of a step, so what earlier reports call it need not be looked up.
    Ok(adopt::proposals(book, &kept.source, &reading, &record.decisions(), &BTreeMap::new()))
}

/// Figures that are no more as they were read, as they were read.
fn as_read(read: &[Fact], now: &[Fact]) -> Vec<Fact> {
    let differs = |fact: &&Fact| !now.contains(fact);
    read.iter().filter(differs).cloned().collect()
}

fn step_view(book: &Book, who: &Account, step: &ReviewStep) -> StepView {
    StepView {
        cut: step.cut,
        at: step.at.clone(),
        by: book.person(&step.by),
        mine: step.by == who.name,
        undone: step.undone,
        changes: step.changes.iter().take(SHOWN).cloned().collect(),
        more: step.changes.len().saturating_sub(SHOWN),
    }
}

fn blocks(source: &SourceText, reading: &Reading) -> Vec<BlockView> {
    let chars: Vec<char> = source.text.chars().collect();
    let kinds = adopt::kind_of_blocks(source, reading);
    let view = |(block, kind): (&Block, Option<PassageKind>)| BlockView {
        kind: kind.unwrap_or(PassageKind::Body),
        start: block.start,
        segments: segments(&chars, source, reading, block),
        note: block.note.map(|n| n + 1),
    };
    source.blocks.iter().zip(kinds).map(view).collect()
}

/// Cuts a paragraph at its figures and note marks.
fn segments(chars: &[char], source: &SourceText, reading: &Reading, block: &Block) -> Vec<Segment> {
    let facts = reading.facts.iter().filter(|f| block.start <= f.start && f.end <= block.end);
    let mut marks: Vec<(usize, usize, Option<String>, Option<usize>)> =
        facts.map(|f| (f.start, f.end, Some(f.id.clone()), None)).collect();
    if block.note.is_none() {
        let anchors = source.notes.iter().enumerate().filter_map(|(i, n)| n.anchor.map(|at| (i, at)));
        let here = anchors.filter(|(_, at)| block.start <= *at && *at <= block.end);
        marks.extend(here.map(|(i, at)| (at, at, None, Some(i + 1))));
    }
    marks.sort();
    let text = |from: usize, to: usize| -> String { chars.get(from..to).unwrap_or(&[]).iter().collect() };
    let mut segments = Vec::new();
    let mut at = block.start;
    for (start, end, fact, note_mark) in marks.into_iter().filter(|m| m.0 >= block.start) {
        if start < at {
            continue;
        }
        if start > at {
            segments.push(Segment { text: text(at, start), fact: None, note_mark: None });
        }
        segments.push(Segment { text: text(start, end), fact, note_mark });
        at = end;
    }
    if at < block.end {
        segments.push(Segment { text: text(at, block.end), fact: None, note_mark: None });
    }
    segments
}
