//! Tasks.

use crate::input::{Ask, At, Body, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{AddTask, AssignTask, MoveTask, Page, TaskView};
use axum::Json;
use axum::extract::State;
use model::{TaskId, TaskStatus};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(tasks, add_task))
        .routes(routes!(move_task))
        .routes(routes!(assign_task))
}

/// Which tasks.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Words, with or without diacritics.
    search: Option<String>,
    /// Only those that stand here.
    status: Option<TaskStatus>,
    /// From one.
    page: Option<usize>,
}

/// Tasks.
#[utoipa::path(get, path = "/api/tasks", tag = "tasks", params(Which), responses((status = 200, body = Page<TaskView>)))]
async fn tasks(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(which): Ask<Which>,
) -> Answer<Page<TaskView>> {
    Ok(Json(app.tasks(&who, which.search.as_deref(), which.status, which.page).await?))
}

/// Adds a task by hand.
#[utoipa::path(post, path = "/api/tasks", tag = "tasks", request_body = AddTask,
    responses((status = 200, body = TaskView), (status = 422, body = Sentence)))]
async fn add_task(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<AddTask>,
) -> Answer<TaskView> {
    Ok(Json(app.add_task(&who, input).await?))
}

/// Moves a task.
#[utoipa::path(put, path = "/api/tasks/{id}/status", tag = "tasks", params(("id" = String, Path)),
    request_body = MoveTask, responses((status = 200, body = TaskView), (status = 404, body = Sentence)))]
async fn move_task(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(id): At<TaskId>,
    Body(input): Body<MoveTask>,
) -> Answer<TaskView> {
    Ok(Json(app.move_task(&who, &id, input).await?))
}

/// Names a task's lead and last day.
#[utoipa::path(put, path = "/api/tasks/{id}/assignment", tag = "tasks", params(("id" = String, Path)),
    request_body = AssignTask, responses((status = 200, body = TaskView), (status = 404, body = Sentence)))]
async fn assign_task(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(id): At<TaskId>,
    Body(input): Body<AssignTask>,
) -> Answer<TaskView> {
    Ok(Json(app.assign_task(&who, &id, input).await?))
}
