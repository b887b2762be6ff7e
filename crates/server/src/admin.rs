//! Accounts, how people sign in, and the log.

use crate::input::{Ask, At, Body, Search, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{AccountFilter, AccountView, LinkView, LogRow, OpenSession, Page, SectorView, SetAccount};
use axum::Json;
use axum::extract::State;
use model::{AccountName, SignInPolicy};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(accounts))
        .routes(routes!(set_account))
        .routes(routes!(invite))
        .routes(routes!(unlock))
        .routes(routes!(remove_factor_of))
        .routes(routes!(sessions_of, end_sessions_of))
        .routes(routes!(end_session_of))
        .routes(routes!(sign_in_policy, set_sign_in_policy))
        .routes(routes!(sectors))
        .routes(routes!(log))
}

/// Accounts.
#[utoipa::path(get, path = "/api/accounts", tag = "admin", params(AccountFilter),
    responses((status = 200, body = Page<AccountView>)))]
async fn accounts(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(filter): Ask<AccountFilter>,
) -> Answer<Page<AccountView>> {
    Ok(Json(app.accounts(&who, filter).await?))
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

/// A one-time link for the first password, or a new one.
#[utoipa::path(post, path = "/api/accounts/{name}/link", tag = "admin", params(("name" = String, Path)),
    responses((status = 200, body = LinkView)))]
async fn invite(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(name): At<AccountName>,
) -> Answer<LinkView> {
    Ok(Json(app.invite(&who, &name).await?))
}

/// Opens an account again after failures or idle days.
#[utoipa::path(post, path = "/api/accounts/{name}/unlock", tag = "admin", params(("name" = String, Path)),
    responses((status = 200, body = AccountView)))]
async fn unlock(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(name): At<AccountName>,
) -> Answer<AccountView> {
    Ok(Json(app.unlock(&who, &name).await?))
}

/// Takes somebody's second factor away.
#[utoipa::path(delete, path = "/api/accounts/{name}/factor", tag = "admin", params(("name" = String, Path)),
    responses((status = 200, body = AccountView)))]
async fn remove_factor_of(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(name): At<AccountName>,
) -> Answer<AccountView> {
    Ok(Json(app.remove_factor_of(&who, &name).await?))
}

/// Somebody's open sessions.
#[utoipa::path(get, path = "/api/accounts/{name}/sessions", tag = "admin", params(("name" = String, Path)),
    responses((status = 200, body = [OpenSession])))]
async fn sessions_of(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(name): At<AccountName>,
) -> Answer<Vec<OpenSession>> {
    Ok(Json(app.sessions_of(&who, &name).await?))
}

/// Ends all sessions of somebody.
#[utoipa::path(delete, path = "/api/accounts/{name}/sessions", tag = "admin", params(("name" = String, Path)),
    responses((status = 200, body = [OpenSession])))]
async fn end_sessions_of(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(name): At<AccountName>,
) -> Answer<Vec<OpenSession>> {
    Ok(Json(app.end_sessions(&who, &name, None).await?))
}

/// Ends one session of somebody.
#[utoipa::path(delete, path = "/api/accounts/{name}/sessions/{id}", tag = "admin",
    params(("name" = String, Path), ("id" = String, Path)), responses((status = 200, body = [OpenSession])))]
async fn end_session_of(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At((name, id)): At<(AccountName, String)>,
) -> Answer<Vec<OpenSession>> {
    Ok(Json(app.end_sessions(&who, &name, Some(&id)).await?))
}

/// How people sign in.
#[utoipa::path(get, path = "/api/sign-in-policy", tag = "admin", responses((status = 200, body = SignInPolicy)))]
async fn sign_in_policy(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<SignInPolicy> {
    Ok(Json(app.sign_in_policy(&who).await?))
}

/// Sets how people sign in.
#[utoipa::path(put, path = "/api/sign-in-policy", tag = "admin", request_body = SignInPolicy,
    responses((status = 200, body = SignInPolicy), (status = 422, body = Sentence)))]
async fn set_sign_in_policy(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(policy): Body<SignInPolicy>,
) -> Answer<SignInPolicy> {
    Ok(Json(app.set_sign_in_policy(&who, policy).await?))
}

/// The sectors of government.
#[utoipa::path(get, path = "/api/sectors", tag = "admin", responses((status = 200, body = [SectorView])))]
async fn sectors(State(app): State<App>, _: SignedIn) -> Json<Vec<SectorView>> {
    Json(app.sectors())
}

/// What was done, newest first.
#[utoipa::path(get, path = "/api/log", tag = "admin", params(Search), responses((status = 200, body = Page<LogRow>)))]
async fn log(State(app): State<App>, SignedIn(who): SignedIn, Ask(ask): Ask<Search>) -> Answer<Page<LogRow>> {
    Ok(Json(app.log(&who, ask.search.as_deref(), ask.page).await?))
}
