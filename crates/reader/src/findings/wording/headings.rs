//! Damage of pasting and converting: figures in a heading, footnotes without their marks.

use super::finding;
use model::{Fact, OutlineItem, Severity, SourceText, TextFinding};

/// Footnotes whose marks are gone from the text.
pub(super) fn lost_marks(source: &SourceText) -> Option<TextFinding> {
    let lost = source.notes.iter().filter(|note| note.anchor.is_none()).count();
    let marks = source.text.contains('\u{fffd}');
    let first = source.notes.iter().find(|note| note.anchor.is_none() || marks)?;
    let says = if lost > 0 {
        format!("{lost} chú thích ở cuối không còn dấu trong bài, không rõ giải thích cho câu nào.")
    } else {
        format!("Dấu của {} chú thích bị mất khi chuyển đổi tệp; đã nối lại theo thứ tự.", source.notes.len())
    };
    let severity = if lost > 0 { Severity::Warning } else { Severity::Info };
    Some(finding(
        "lost-footnote-marks",
        severity,
        (first.start, first.end),
        says,
        "Dùng tệp Word gốc, hoặc kiểm tra từng chú thích thuộc câu nào.",
    ))
}

/// Figures in brackets inside numbered headings: a sentence was pasted there.
pub(super) fn with_figures(outline: &[OutlineItem], facts: &[Fact]) -> Vec<TextFinding> {
    outline.iter().filter_map(|item| figures_in_heading(item, facts)).collect()
}

fn figures_in_heading(item: &OutlineItem, facts: &[Fact]) -> Option<TextFinding> {
    let number = item.number.as_deref().filter(|number| number.starts_with(viet::letter::is_word))?;
    let bracketed =
        item.title.split_once('(').is_some_and(|(_, rest)| rest.contains(':') && rest.contains(')'));
    if !bracketed {
        return None;
    }
    let first = facts.partition_point(|fact| fact.start < item.start);
    let inside: Vec<&Fact> = facts.iter().skip(first).take_while(|fact| fact.end <= item.end).collect();
    if inside.is_empty() {
        return None;
    }
    let says = format!("Tiêu đề mục {number} có lẫn số liệu, có thể do dán nhầm một câu vào tiêu đề.");
    let mut fault = finding(
        "figures-in-heading",
        Severity::Warning,
        (item.start, item.end),
        says,
        "Viết lại tiêu đề và đưa câu có số liệu về đúng mục.",
    );
    fault.evidence = inside.iter().map(|fact| fact.id.clone()).collect();
    Some(fault)
}
