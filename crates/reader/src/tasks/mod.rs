//! Assignments of part two and pending matters of part one.

mod agency;
mod charge;
mod clause;
mod due;
mod pending;

use crate::document::places;
use crate::scalars::{Scalars, one_line, prose};
use clause::Clause;
use model::{Block, Decimal, Document, Fact, OutlineItem, ReadTask, SourceText};
use std::collections::BTreeMap;
use std::ops::Range;

pub(crate) fn tasks(
    source: &SourceText,
    outline: &[OutlineItem],
    document: &Document,
    facts: &[Fact],
) -> Vec<ReadTask> {
    let scalars = Scalars::new(&source.text);
    let index = Index::new(facts);
    let region = task_region(source, outline);
    let year = document.period.map(model::Period::year);
    let mut found = Vec::new();
    for block in source.blocks.iter().filter(|block| block.cell.is_none() && !block.running) {
        let assigned = region.contains(&block.start) && block.note.is_none();
        let body = after_heading(block, outline, assigned);
        let text = scalars.slice(body, block.end);
        let clauses = if assigned { clause::assignments(text) } else { pending::matters(text) };
        let (charge, clauses) = charge::take(clauses);
        let charged = |clause| charged(task(&clause, body, assigned, year, &index), &charge);
        found.extend(clauses.into_iter().map(charged));
    }
    found.sort_by_key(|task: &ReadTask| (!task.assigned, task.start));
    for (at, task) in found.iter_mut().enumerate() {
        task.id = format!("t{}", at + 1);
    }
    found
}

/// From the heading that announces next tasks to the next heading of its rank.
fn task_region(source: &SourceText, outline: &[OutlineItem]) -> Range<usize> {
    let announces = |item: &&OutlineItem| {
        let title = item.title.to_lowercase();
        let ahead =
            title.contains("nhiệm vụ") || title.contains("phương hướng") || title.contains("giải pháp");
        let back = ["kết quả", "tình hình", "đánh giá", "kiểm điểm"].iter().any(|word| title.contains(word));
        item.level <= 2 && ahead && !back
    };
    let end_of_text = prose(source).map(|block| block.end).max().unwrap_or(0);
    let Some(first) = outline.iter().find(announces) else { return 0..0 };
    let next =
        outline.iter().find(|item| item.start > first.start && item.level <= first.level && !announces(item));
    first.end..next.map_or(end_of_text, |item| item.start)
}

/// Where the words of a paragraph begin: behind its label, or behind the heading when it is all heading.
fn after_heading(block: &Block, outline: &[OutlineItem], assigned: bool) -> usize {
    let at = outline.partition_point(|item| item.start < block.start);
    match outline.get(at).filter(|item| item.start == block.start) {
        // A numbered item of part two is itself an assignment; its label is cut with the words.
        Some(item)
            if assigned
                && item
                    .number
                    .as_deref()
                    .is_some_and(|n| n.starts_with('(') || item.end < block.end || is_sentence(item)) =>
        {
            block.start
        }
        Some(item) => item.end.min(block.end),
        None => block.start,
    }
}

fn is_sentence(item: &OutlineItem) -> bool {
    item.title.split_whitespace().count() > 8 && clause::is_order(&item.title)
}

fn task(clause: &Clause, offset: usize, assigned: bool, year: Option<i16>, facts: &Index<'_>) -> ReadTask {
    let text = one_line(&clause.text);
    let (start, end) = (offset + clause.start, offset + clause.end);
    let due = due::due(&text, year);
    let place = places(&text).into_iter().next().map(|(level, name)| format!("{level} {name}"));
    ReadTask {
        id: String::new(),
        owner: agency::owner(&text),
        support: agency::support(&text),
        due: due.as_ref().and_then(|due| due.date),
        due_as_written: due.map(|due| due.written),
        place,
        start,
        end,
        facts: facts.related(start, end),
        assigned,
        text,
    }
}

/// An order that names nobody falls to whom its paragraph charges.
fn charged(task: ReadTask, charge: &charge::Charge) -> ReadTask {
    if task.owner.is_some() {
        return task;
    }
    let support = if task.support.is_empty() { charge.support.clone() } else { task.support };
    ReadTask { owner: charge.owner.clone(), support, ..task }
}

/// Below this, equal numbers are no sign of one matter.
const TELLING: i64 = 20;

/// Facts in their order, and where each number of each unit stands.
struct Index<'f> {
    facts: &'f [Fact],
    alike: BTreeMap<(Decimal, &'f str), Vec<usize>>,
}

impl<'f> Index<'f> {
    fn new(facts: &'f [Fact]) -> Self {
        let mut alike: BTreeMap<(Decimal, &str), Vec<usize>> = BTreeMap::new();
        for (at, fact) in facts.iter().enumerate() {
            if let Some(unit) = fact.unit.as_deref().filter(|_| fact.value.value() >= TELLING.into()) {
                alike.entry((fact.value.value(), unit)).or_default().push(at);
            }
        }
        Self { facts, alike }
    }

    /// Facts inside, and those elsewhere that state the same number of the same things.
    fn related(&self, start: usize, end: usize) -> Vec<String> {
        let first = self.facts.partition_point(|fact| fact.start < start);
        let past = self.facts.partition_point(|fact| fact.start < end);
        let inside = first..past.max(first);
        let mut outside: Vec<usize> = Vec::new();
        for fact in self.facts.get(inside.clone()).unwrap_or_default() {
            let key = (fact.value.value(), fact.unit.as_deref().unwrap_or_default());
            let again = self.alike.get(&key).into_iter().flatten().take(MOST_AGAIN);
            outside.extend(again.copied().filter(|at| !inside.contains(at)));
        }
        outside.sort_unstable();
        outside.dedup();
        inside.chain(outside).filter_map(|at| self.facts.get(at)).map(|fact| fact.id.clone()).collect()
    }
}

/// A number said oftener is no sign of one matter either.
const MOST_AGAIN: usize = 20;

#[cfg(test)]
mod tests {
    #[test]
    fn a_sentence_that_only_names_who_leads_charges_its_paragraph() {
        let text = "Kết quả quý I năm 2023\nI. KẾT QUẢ\nĐã làm đất xong.\nII. NHIỆM VỤ TRỌNG TÂM QUÝ II\n(1) Rà soát diện tích quế trước ngày 10/7/2023; tổ chức tiêm phòng đàn lợn đợt hai. Giao Phòng Nông nghiệp và PTNT chủ trì, phối hợp với Hội Nông dân.\n(2) Tổ chức hội thi thể thao các xã. Giao Văn phòng HĐND và UBND tổng hợp.\n";
        let source = crate::intake("a.txt", text.as_bytes()).unwrap();
        let tasks = crate::read(&source).tasks;
        let shown: Vec<_> = tasks
            .iter()
            .map(|t| (t.text.as_str(), t.owner.as_deref().unwrap_or("-"), t.support.join("+")))
            .collect();
        let office = "Phòng Nông nghiệp và PTNT";
        assert_eq!(
            shown,
            [
                ("Rà soát diện tích quế trước ngày 10/7/2023", office, "Hội Nông dân".to_owned()),
                ("tổ chức tiêm phòng đàn lợn đợt hai", office, "Hội Nông dân".to_owned()),
                ("Tổ chức hội thi thể thao các xã", "Văn phòng HĐND và UBND", String::new()),
            ]
        );
    }

    #[test]
    fn assignments_and_pending_matters() {
        let text = "Kết quả công tác quý I năm 2023\nI. KẾT QUẢ\nKế hoạch trồng mới 20 ha quế, hiện nay các thôn đang làm đất.\nII. NHIỆM VỤ TRỌNG TÂM QUÝ II\n(1) Chỉ đạo Phòng Kinh tế phối hợp với Hội Nông dân rà soát diện tích lúa, xong trước 10/7; tổ chức tiêm phòng đàn lợn trong tháng 5. Hoàn thành diễn tập xã Nà Lâm trong quý II.\n";
        let source = crate::intake("a.txt", text.as_bytes()).unwrap();
        let tasks = crate::read(&source).tasks;
        let shown: Vec<String> = tasks
            .iter()
            .map(|t| {
                format!(
                    "{} | {} | {} | {} | {} | {}",
                    t.text,
                    t.owner.as_deref().unwrap_or("-"),
                    t.support.join("+"),
                    t.due.map_or("-".to_owned(), |d| d.to_string()),
                    t.due_as_written.as_deref().unwrap_or("-"),
                    t.place.as_deref().unwrap_or("-")
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "Chỉ đạo Phòng Kinh tế phối hợp với Hội Nông dân rà soát diện tích lúa, xong trước 10/7 | Phòng Kinh tế | Hội Nông dân | 2023-07-10 | trước 10/7 | -",
                "tổ chức tiêm phòng đàn lợn trong tháng 5 | - |  | 2023-05-31 | trong tháng 5 | -",
                "Hoàn thành diễn tập xã Nà Lâm trong quý II | - |  | 2023-06-30 | trong quý II | xã Nà Lâm",
                "Kế hoạch trồng mới 20 ha quế, hiện nay các thôn đang làm đất | - |  | - | - | -",
            ]
        );
    }
}
