//! Assignments of part two and pending matters of part one.

mod agency;
mod charge;
mod clause;
mod due;
mod open;
mod paragraph;
mod pending;
mod phrase;
mod place;
mod said;
mod span;

use crate::scalars::{Scalars, prose};
use clause::Clause;
use due::Due;
use model::{Block, Decimal, Document, Fact, OutlineItem, ReadTask, Reference, SourceText, Unit};
use paragraph::Paragraph;
use place::Units;
use said::{Line, Said};
use span::Calendar;
use std::collections::BTreeMap;
use std::ops::Range;
use viet::letter::{first_lower, lower};

/// A matter of a sentence no longer than this, in scalar values, is due by what is told anywhere in it.
const SHORT_SENTENCE: usize = 400;

pub(crate) fn tasks(
    source: &SourceText,
    scalars: &Scalars<'_>,
    outline: &[OutlineItem],
    document: &Document,
    facts: &[Fact],
    references: &[Reference],
    units: &[Unit],
) -> Vec<ReadTask> {
    let units = Units::new(units);
    let index = Index::new(facts);
    let region = task_region(source, scalars, outline);
    let headings = headings(outline);
    let mut found = Vec::new();
    for block in source.blocks.iter().filter(|block| block.cell.is_none() && !block.running) {
        let assigned = region.contains(&block.start) && block.note.is_none();
        let body = after_heading(block, scalars, outline, assigned);
        let paragraph = Paragraph::new(scalars, body, block.end);
        let said = paragraph.said();
        let calendar = Calendar { period: document.period, ahead: assigned };
        let item = outline.partition_point(|item| item.start <= block.start).checked_sub(1);
        let heading = item.and_then(|item| headings.get(item)).filter(|_| assigned);
        let (charge, clauses) = match assigned {
            true => charge::take(said, clause::assignments(said, calendar)),
            false => (charge::Charge::default(), pending::matters(said)),
        };
        if clauses.is_empty() {
            continue;
        }
        let goals = heading.is_some_and(|heading| heading.goals) || tells_goals(said);
        let undated = paragraph.undated(references);
        let undated = Said { lower: &undated, ..said };
        let mut head = Head::default();
        for clause in clauses.iter().filter(|clause| !goals || clause::is_new_order(clause.told().lower)) {
            let (from, to) = clause.sentence;
            let short = said.between(from, to).text.chars().nth(SHORT_SENTENCE).is_none();
            let whole = (!assigned && short).then_some(clause.sentence);
            let due_in = |(from, to)| due::due(undated.between(from, to).trim(), calendar);
            let due = clause.told_in().chain(whole).find_map(due_in);
            let told = Told::new(clause, assigned);
            let task = told.task(clause, &paragraph, assigned, (&index, &units));
            let task = if assigned { head.over(clause.sentence, task, due) } else { by(task, due) };
            let heading = heading.and_then(|heading| heading.owner.as_deref());
            found.push(charged(task, told.words, &charge, heading));
        }
    }
    found.sort_by_key(|task: &ReadTask| (!task.assigned, task.start));
    for (at, task) in found.iter_mut().enumerate() {
        task.id = format!("t{}", at + 1);
    }
    found
}

/// Words of headings that announce what shall be done, and of those that look back.
const AHEAD: [&str; 9] = [
    "nhiệm vụ",
    "phương hướng",
    "giải pháp",
    "kế hoạch công tác",
    "chương trình công tác",
    "công tác trọng tâm",
    "trọng tâm công tác",
    "kiến nghị",
    "đề xuất",
];
const BACK: [&str; 9] = [
    "kết quả",
    "tình hình",
    "đánh giá",
    "kiểm điểm",
    "thực hiện nhiệm vụ",
    "ưu điểm",
    "hạn chế",
    "nguyên nhân",
    "giải quyết",
];

/// From the heading that announces next tasks to the next heading of its rank, or to where the report takes its leave.
fn task_region(source: &SourceText, scalars: &Scalars<'_>, outline: &[OutlineItem]) -> Range<usize> {
    let announces = |item: &&OutlineItem| item.level <= 2 && announces(&lower(&item.title));
    let Some(first) = outline.iter().find(announces) else { return 0..0 };
    let next =
        outline.iter().find(|item| item.start > first.start && item.level <= first.level && !announces(item));
    let leaves = |block: &&Block| block.start > first.start && takes_leave(scalars.block(block));
    let end_of_text = prose(source).map(|block| block.end).max().unwrap_or(0);
    let left = prose(source).find(leaves).map_or(end_of_text, |block| block.start);
    first.end..next.map_or(left, |item| item.start.min(left))
}

fn announces(title: &str) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| title.contains(word));
    says(&AHEAD) && (!says(&BACK) || says(&["phương hướng"]))
}

/// Scalar values of the longest formula that closes a report.
const FORMULA: usize = 12;

/// The formula that closes a report, its signature and its recipients.
fn takes_leave(text: &str) -> bool {
    const FORMULAS: [&str; 8] =
        ["trên đây là", "trên đây, là", "kính trình", "kính báo cáo", "trân trọng", "nơi nhận", "tm.", "kt."];
    let opening: String = text.trim_start().chars().take(FORMULA).map(first_lower).collect();
    FORMULAS.iter().any(|formula| opening.starts_with(formula))
}

/// Whether a paragraph announces goals, which are figures to reach and no orders.
fn tells_goals(said: Said<'_>) -> bool {
    let words = said.behind(clause::label_length(said.text)).lower;
    let opening = words.split_once(':').map_or("", |(opening, _)| opening);
    opening.chars().nth(GOAL_LETTERS).is_none() && names_goals(opening)
}

/// Words that announce goals have no more letters.
const GOAL_LETTERS: usize = 39;

fn names_goals(lower: &str) -> bool {
    (lower.contains("chỉ tiêu") || lower.contains("mục tiêu")) && !lower.contains("nhiệm vụ")
}

/// Where the words of a paragraph begin: behind its label, or behind the heading when it is all heading.
fn after_heading(block: &Block, scalars: &Scalars<'_>, outline: &[OutlineItem], assigned: bool) -> usize {
    let at = outline.partition_point(|item| item.start < block.start);
    let Some(item) = outline.get(at).filter(|item| item.start == block.start) else { return block.start };
    let number = item.number.as_deref();
    let whole = if assigned {
        // A numbered item of part two is itself an assignment; its label is cut with the words.
        let closed = scalars.block(block).trim_end().ends_with(['.', ';']);
        let tells = |n: &str| n.starts_with('(') || item.end < block.end || is_sentence(item, closed);
        number.is_some_and(tells)
    } else {
        // A point of a list tells all that it tells in its heading.
        number.is_none_or(|n| !n.starts_with(viet::letter::is_word))
    };
    if whole { block.start } else { item.end.min(block.end) }
}

/// Whether a heading is an order: it is long, or ends as a sentence does.
fn is_sentence(item: &OutlineItem, closed: bool) -> bool {
    (closed || item.title.split_whitespace().count() > 8) && clause::is_order(&lower(&item.title))
}

/// What a clause tells, and of whom.
struct Told<'c> {
    owner: Option<&'c str>,
    words: Said<'c>,
    /// Where they begin.
    start: usize,
}

impl<'c> Told<'c> {
    fn new(clause: &'c Clause<'_>, assigned: bool) -> Self {
        let own = open::stripped(clause.own_words()).0;
        let own = own.text.strip_prefix("còn ").map_or(own, |rest| own.last(rest.len()));
        let told = if assigned { clause.told() } else { own };
        let awaited = || agency::awaited(told).filter(|_| !assigned);
        let owner = agency::owner(told).or_else(awaited).map(|owner| owner.text);
        // Who acts is told as its owner.
        let order = match owner.filter(|_| clause.topic.is_none() && clause.own == clause.words.start) {
            Some(owner) if assigned => agency::behind(clause.words, owner),
            Some(_) => agency::charged(own),
            None => None,
        };
        let start = order.map_or(clause.words.start, |order| order.start);
        Self { owner, words: order.unwrap_or(clause.told()), start }
    }

    fn task(
        &self,
        clause: &Clause<'_>,
        paragraph: &Paragraph<'_>,
        assigned: bool,
        (facts, units): (&Index<'_>, &Units),
    ) -> ReadTask {
        let related = |(from, to)| facts.related(paragraph.offset(from), paragraph.offset(to));
        let end = clause.words.end();
        let mut about = related((self.start, end));
        let topic = clause.topic.map(related).unwrap_or_default();
        about.extend(topic.into_iter().filter(|id| !about.contains(id)).collect::<Vec<_>>());
        ReadTask {
            id: String::new(),
            text: self.words.text.to_owned(),
            owner: self.owner.map(str::to_owned),
            support: agency::support(self.words),
            due: None,
            due_as_written: None,
            place: units.place(clause.told()),
            start: paragraph.offset(self.start),
            end: paragraph.offset(end),
            facts: about,
            assigned,
        }
    }
}

fn by(task: ReadTask, due: Option<Due>) -> ReadTask {
    let date = due.as_ref().and_then(|due| due.date);
    ReadTask { due: date, due_as_written: due.map(|due| due.written), ..task }
}

/// Whom a sentence charges at its head it charges with all its orders, and a deadline at its head holds for all.
#[derive(Default)]
struct Head {
    sentence: Option<(usize, usize)>,
    owner: Option<String>,
    due: Option<Due>,
}

impl Head {
    fn over(&mut self, sentence: (usize, usize), task: ReadTask, due: Option<Due>) -> ReadTask {
        if self.sentence != Some(sentence) {
            *self = Self { sentence: Some(sentence), owner: task.owner.clone(), due: None };
        }
        if let Some(due) = due.as_ref().filter(|due| due.carries) {
            self.due = Some(due.clone());
        }
        let owner = task.owner.clone().or_else(|| self.owner.clone());
        by(ReadTask { owner, ..task }, due.or_else(|| self.due.clone()))
    }
}

/// What a heading says of the work below it.
struct Heading {
    /// The agency that is its name, or the name of one above.
    owner: Option<String>,
    /// Whether it, or one above, announces goals.
    goals: bool,
}

fn headings(outline: &[OutlineItem]) -> Vec<Heading> {
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    let mut headings: Vec<Heading> = Vec::with_capacity(outline.len());
    for (index, item) in outline.iter().enumerate() {
        let above = item.parent.as_ref().and_then(|parent| headings.get(*at.get(parent.as_str())?));
        let inherited = above.and_then(|above| above.owner.clone());
        let title = Line::new(item.title.as_str());
        let goals = names_goals(title.said().lower) || above.is_some_and(|above| above.goals);
        let owner = agency::heading(title.said()).map(|owner| owner.text.to_owned());
        headings.push(Heading { owner: owner.or(inherited), goals });
        at.insert(&item.id, index);
    }
    headings
}

/// An order that names nobody falls to whom its paragraph charges, else to the agency of its heading, else to whom it
/// would have urged on.
fn charged(task: ReadTask, told: Said<'_>, charge: &charge::Charge, heading: Option<&str>) -> ReadTask {
    if task.owner.is_some() {
        return task;
    }
    let support = if task.support.is_empty() { charge.support.clone() } else { task.support };
    let named = charge.owner.as_deref().or(heading).or_else(|| agency::urged(told).map(|urged| urged.text));
    ReadTask { owner: named.map(str::to_owned), support, ..task }
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
                "tổ chức tiêm phòng đàn lợn trong tháng 5 | Phòng Kinh tế |  | 2023-05-31 | trong tháng 5 | -",
                "Hoàn thành diễn tập xã Nà Lâm trong quý II | - |  | 2023-06-30 | trong quý II | xã Nà Lâm",
                "Kế hoạch trồng mới 20 ha quế, hiện nay các thôn đang làm đất | - |  | - | - | -",
            ]
        );
    }
}
