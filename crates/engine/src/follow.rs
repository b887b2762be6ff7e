//! Tasks: their moves, and how their state enters the next report.

use crate::access::{self, Right};
use crate::book::Book;
use crate::compile::{CompiledPassage, Compiledline};
use model::{
    Account, Act, Cut, Date, Flaw, PassageId, PassageKind, Period, Refusal, RefusalCode, Task, TaskId,
    TaskStatus, UnitId,
};

/// Passage with the outcome of the tasks that the last report gave.
pub const OUTCOME: &str = "tasks-outcome";

/// Whether a task still waits.
pub fn is_open(task: &Task) -> bool {
    matches!(task.status, TaskStatus::Open | TaskStatus::InProgress | TaskStatus::CarriedOver)
}

/// Whether a task is past its last day.
pub fn is_late(task: &Task, today: Date) -> bool {
    is_open(task) && task.due.is_some_and(|due| due < today)
}

/// Moves a task. A task's lead may move its own; dropping one needs a word.
///
/// # Errors
/// `not-found`, `not-allowed`, `reason-needed`.
pub fn move_task(
    book: &Book,
    who: &Account,
    id: &TaskId,
    status: TaskStatus,
    remark: Option<String>,
) -> Result<Act, Refusal> {
    let task = task(book, id)?;
    if !task.lead.as_ref().is_some_and(|lead| access::may_for(book, who, Right::DoTask, lead)) {
        access::need(who, Right::Tasks)?;
    }
    let remark = remark.map(|r| r.trim().to_owned()).filter(|r| !r.is_empty());
    if status == TaskStatus::Dropped && remark.is_none() {
        return Err(RefusalCode::ReasonNeeded.into());
    }
    Ok(Act::TaskMoved { task: id.clone(), status, remark })
}

/// Names a task's lead and last day.
///
/// # Errors
/// `not-found`, `not-allowed`.
pub fn assign(
    book: &Book,
    who: &Account,
    id: &TaskId,
    lead: Option<UnitId>,
    due: Option<Date>,
) -> Result<Act, Refusal> {
    access::need(who, Right::Tasks)?;
    task(book, id)?;
    if let Some(unit) = lead.as_ref().filter(|u| !book.units.contains_key(u)) {
        return Err(Refusal::of(RefusalCode::NotFound, unit));
    }
    Ok(Act::TaskAssigned { task: id.clone(), lead, due })
}

/// Adds a task by hand.
///
/// # Errors
/// `not-allowed`, `bad-input` without words.
pub fn add(
    book: &Book,
    who: &Account,
    text: &str,
    lead: Option<UnitId>,
    due: Option<Date>,
    period: Period,
) -> Result<Act, Refusal> {
    access::need(who, Right::Tasks)?;
    let text = text.trim();
    if text.is_empty() {
        return Err(Flaw::TaskEmpty.into());
    }
    let task = Task {
        id: TaskId::from(format!("nv-{}", book.cut.0 + 1)),
        text: text.to_owned(),
        lead,
        lead_as_written: None,
        due,
        due_as_written: None,
        period,
        source: String::new(),
        indicators: Vec::new(),
        status: TaskStatus::Open,
        remark: None,
    };
    Ok(Act::TaskAdded { task })
}

fn task<'a>(book: &'a Book, id: &TaskId) -> Result<&'a Task, Refusal> {
    book.tasks.get(id).ok_or_else(|| Refusal::of(RefusalCode::NotFound, "nhiệm vụ này"))
}

/// Puts the outcome of the period's tasks into its report, before part two; what goes on is offered (`outlines::offers`). A
/// passage that the officer has taken over (same id in the template) is left as it is.
pub(crate) fn insert(book: &Book, period: Period, passages: &mut Vec<CompiledPassage>) {
    let tasks: Vec<&Task> = book.tasks.values().filter(|t| t.period == period).collect();
    if tasks.is_empty() || passages.iter().any(|p| is_name(&p.id)) {
        return;
    }
    let body_end = passages.iter().position(|p| p.kind == PassageKind::Note).unwrap_or(passages.len());
    let parts = passages.iter().enumerate().filter(|(_, p)| p.kind == PassageKind::Part);
    let second = parts.map(|(i, _)| i).nth(1).unwrap_or(body_end);
    passages.insert(second, passage(outcome(&tasks)));
}

/// Whether the program writes a paragraph of this name until a person does.
pub(crate) fn is_name(id: &PassageId) -> bool {
    id.as_str() == OUTCOME
}

/// Whether a passage is written by the program, not by a person.
pub(crate) fn is_computed(passage: &CompiledPassage) -> bool {
    is_name(&passage.id) && passage.version == Cut::default()
}

fn passage(words: String) -> CompiledPassage {
    CompiledPassage {
        id: PassageId::from(OUTCOME),
        kind: PassageKind::Body,
        owner: None,
        version: Cut::default(),
        note: None,
        number: None,
        inlines: vec![Compiledline::text(words)],
        table: None,
        chart: None,
    }
}

fn outcome(tasks: &[&Task]) -> String {
    let count = |status| tasks.iter().filter(|t| t.status == status).count();
    let parts = [
        (count(TaskStatus::Done), "đã hoàn thành"),
        (count(TaskStatus::InProgress), "đang thực hiện"),
        (count(TaskStatus::CarriedOver), "chuyển sang kỳ sau"),
        (count(TaskStatus::Dropped), "thôi thực hiện"),
        (count(TaskStatus::Open), "chưa có kết quả"),
    ];
    let said: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} nhiệm vụ {words}")).collect();
    format!("Kết quả thực hiện {} nhiệm vụ đề ra trong báo cáo kỳ trước: {}.", tasks.len(), said.join("; "))
}
