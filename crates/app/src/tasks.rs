//! Tasks.

use crate::view::{AddTask, AssignTask, MoveTask, Page, TaskView};
use crate::{App, Trouble, day, matches, not_found, page, period, unit_ref};
use engine::access::{Right, may, may_for};
use engine::{Book, follow};
use model::{Account, Date, Task, TaskId, TaskStatus};

impl App {
    /// Tasks: late ones first, then by deadline; a unit sees its own.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn tasks(
        &self,
        who: &Account,
        search: Option<&str>,
        status: Option<TaskStatus>,
        number: Option<usize>,
    ) -> Result<Page<TaskView>, Trouble> {
        let book = self.book().await;
        let today = self.0.clock.today();
        let leads = |unit: &model::UnitId| may_for(&book, who, Right::DoTask, unit);
        let mine = |t: &&Task| may(who, Right::SeeAll) || t.lead.as_ref().is_some_and(leads);
        let mut rows: Vec<TaskView> = book
            .tasks
            .values()
            .filter(mine)
            .filter(|t| status.is_none_or(|s| s == t.status))
            .map(|t| view(&book, t, today))
            .filter(|v| {
                let lead = v.lead_unit.as_ref().map_or("", |u| u.name.as_str());
                matches(&format!("{} {lead}", v.task.text), search)
            })
            .collect();
        rows.sort_by_key(|v| (!follow::is_open(&v.task), v.task.due.is_none(), v.task.due));
        Ok(page(rows, number))
    }

    /// Moves a task.
    ///
    /// # Errors
    /// As [`follow::move_task`].
    pub async fn move_task(&self, who: &Account, id: &TaskId, input: MoveTask) -> Result<TaskView, Trouble> {
        let decide =
            |book: &Book| follow::move_task(book, who, id, input.status, input.remark.clone()).map(Some);
        self.act(&who.name, decide).await?;
        self.task(id).await
    }

    /// Names a task's lead and last day.
    ///
    /// # Errors
    /// As [`follow::assign`].
    pub async fn assign_task(
        &self,
        who: &Account,
        id: &TaskId,
        input: AssignTask,
    ) -> Result<TaskView, Trouble> {
        let due = input.due.as_deref().filter(|d| !d.is_empty()).map(day).transpose()?;
        self.act(&who.name, |book| follow::assign(book, who, id, input.lead.clone(), due).map(Some)).await?;
        self.task(id).await
    }

    /// Adds a task by hand.
    ///
    /// # Errors
    /// As [`follow::add`].
    pub async fn add_task(&self, who: &Account, input: AddTask) -> Result<TaskView, Trouble> {
        let due = input.due.as_deref().filter(|d| !d.is_empty()).map(day).transpose()?;
        let period = period(&input.period)?;
        let decide =
            |book: &Book| follow::add(book, who, &input.text, input.lead.clone(), due, period).map(Some);
        let cut = self.act(&who.name, decide).await?;
        self.task(&TaskId::from(format!("nv-{}", cut.0))).await
    }

    async fn task(&self, id: &TaskId) -> Result<TaskView, Trouble> {
        let book = self.book().await;
        let task = book.tasks.get(id).ok_or_else(|| not_found("nhiệm vụ này"))?;
        Ok(view(&book, task, self.0.clock.today()))
    }
}

fn view(book: &Book, task: &Task, today: Date) -> TaskView {
    TaskView {
        task: task.clone(),
        lead_unit: task.lead.as_ref().map(|u| unit_ref(book, u)),
        late: follow::is_late(task, today),
    }
}
