//! People and the log.

use crate::input::{Ask, At, Body, Search, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{AccountView, LogRow, Page, SetAccount};
use axum::Json;
use axum::extract::State;
use model::AccountName;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(accounts)).routes(routes!(set_account)).routes(routes!(log))
}

/// Accounts.
#[utoipa::path(get, path = "/api/accounts", tag = "admin", responses((status = 200, body = [AccountView])))]
async fn accounts(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<Vec<AccountView>> {
    Ok(Json(app.accounts(&who).await?))
}

/// Makes or changes an account.
#[utoipa::path(put, path = "/api/accounts/{name}", tag = "admin", params(("name" = String, Path)),
    request_body = SetAccount, responses((status = 200, body = AccountView), (status = 422, body = Sentence)))]
async fn set_account(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(name): At<AccountName>,
    Body(input): Body<SetAccount>,
) -> Answer<AccountView> {
    Ok(Json(app.set_account(&who, &name, input).await?))
}

/// What was done, newest first.
#[utoipa::path(get, path = "/api/log", tag = "admin", params(Search), responses((status = 200, body = Page<LogRow>)))]
async fn log(State(app): State<App>, SignedIn(who): SignedIn, Ask(ask): Ask<Search>) -> Answer<Page<LogRow>> {
    Ok(Json(app.log(&who, ask.search.as_deref(), ask.page).await?))
}
