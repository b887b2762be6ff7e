//! Rules: listed, tried while they are written, kept, switched, taken back.

use crate::input::{Ask, At, Body, Search, SignedIn};
use crate::no::{Answer, Sentence};
use app::App;
use app::view::{DraftView, LanguageView, Page, RuleDraft, RuleInput, RuleView, SwitchRule};
use axum::Json;
use axum::extract::State;
use model::RuleId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(rules))
        .routes(routes!(known_rule))
        .routes(routes!(add_rule))
        .routes(routes!(draft_rule))
        .routes(routes!(switch_rule))
        .routes(routes!(change_rule))
        .routes(routes!(take_rule_back))
        .routes(routes!(language))
}

/// Rules.
#[utoipa::path(get, path = "/api/rules", tag = "rules", params(Search), responses((status = 200, body = Page<RuleView>)))]
async fn rules(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(ask): Ask<Search>,
) -> Answer<Page<RuleView>> {
    Ok(Json(app.rules(&who, ask.search.as_deref(), ask.page).await?))
}

/// A rule.
#[utoipa::path(get, path = "/api/rules/{id}", tag = "rules", params(("id" = String, Path)),
    responses((status = 200, body = RuleView), (status = 404, body = Sentence)))]
async fn known_rule(State(app): State<App>, SignedIn(who): SignedIn, At(id): At<RuleId>) -> Answer<RuleView> {
    Ok(Json(app.known_rule(&who, &id).await?))
}

/// Keeps a new rule.
#[utoipa::path(post, path = "/api/rules", tag = "rules", request_body = RuleInput,
    responses((status = 200, body = RuleView), (status = 422, body = Sentence)))]
async fn add_rule(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<RuleInput>,
) -> Answer<RuleView> {
    Ok(Json(app.set_rule(&who, None, input).await?))
}

/// Tries a rule that is being written on the figures at hand. Nothing is kept.
#[utoipa::path(post, path = "/api/rules/draft", tag = "rules", request_body = RuleDraft,
    responses((status = 200, body = DraftView)))]
async fn draft_rule(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(draft): Body<RuleDraft>,
) -> Answer<DraftView> {
    Ok(Json(app.draft_rule(&who, draft).await?))
}

/// Switches a rule on or off.
#[utoipa::path(put, path = "/api/rules/{id}", tag = "rules", params(("id" = String, Path)),
    request_body = SwitchRule, responses((status = 200, body = RuleView), (status = 404, body = Sentence)))]
async fn switch_rule(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(id): At<RuleId>,
    Body(input): Body<SwitchRule>,
) -> Answer<RuleView> {
    Ok(Json(app.switch_rule(&who, &id, input).await?))
}

/// Changes a rule.
#[utoipa::path(put, path = "/api/rules/{id}/written", tag = "rules", params(("id" = String, Path)),
    request_body = RuleInput, responses((status = 200, body = RuleView), (status = 404, body = Sentence)))]
async fn change_rule(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(id): At<RuleId>,
    Body(input): Body<RuleInput>,
) -> Answer<RuleView> {
    Ok(Json(app.set_rule(&who, Some(&id), input).await?))
}

/// Takes the last change of a rule back; empty when the rule was new and is gone.
#[utoipa::path(post, path = "/api/rules/{id}/undo", tag = "rules", params(("id" = String, Path)),
    responses((status = 200, body = Option<RuleView>), (status = 404, body = Sentence)))]
async fn take_rule_back(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(id): At<RuleId>,
) -> Answer<Option<RuleView>> {
    Ok(Json(app.take_rule_back(&who, &id).await?))
}

/// The words of the rule language with their cases.
#[utoipa::path(get, path = "/api/rules/language", tag = "rules", responses((status = 200, body = LanguageView)))]
async fn language(State(app): State<App>, SignedIn(_): SignedIn) -> Answer<LanguageView> {
    Ok(Json(app.language()))
}
