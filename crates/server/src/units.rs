//! Units over time: lists, search, lives, reorganisations.

use crate::input::{Ask, At, Body, SignedIn};
use crate::no::{Answer, No, Sentence};
use app::App;
use app::view::{
    CountryView, EffectView, EnterUnit, LifeView, LinkedUnit, Page, ReorganisedView, UnitHit, UnitSort,
    UnitView, Wish,
};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use model::{ReorganisationId, UnitId, UnitKind};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(units, enter_unit))
        .routes(routes!(find_units))
        .routes(routes!(country, load_country))
        .routes(routes!(unit_life, remove_unit))
        .routes(routes!(reorganisations, reorganise))
        .routes(routes!(try_reorganisation))
        .routes(routes!(withdraw_reorganisation))
}

/// Which units.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// A name of any time, an alias or a code, with or without diacritics; behind a comma, a unit above.
    search: Option<String>,
    /// Only of this kind.
    kind: Option<UnitKind>,
    /// None = what fits best first.
    #[param(inline)]
    sort: Option<UnitSort>,
    /// From one.
    page: Option<usize>,
}

/// Of which time.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Ever {
    /// Those of any time, not only of today.
    #[serde(default)]
    ever: bool,
}

/// Units of the place.
#[utoipa::path(get, path = "/api/units", tag = "units", params(Ever), responses((status = 200, body = [UnitView])))]
async fn units(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(Ever { ever }): Ask<Ever>,
) -> Answer<Vec<UnitView>> {
    Ok(Json(app.units(&who, ever).await?))
}

/// Enters a unit below another.
#[utoipa::path(post, path = "/api/units", tag = "units", request_body = EnterUnit,
    responses((status = 200, body = LinkedUnit), (status = 422, body = Sentence)))]
async fn enter_unit(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(input): Body<EnterUnit>,
) -> Answer<LinkedUnit> {
    Ok(Json(app.enter_unit(&who, input).await?))
}

/// Units by any name they ever bore, in the ledger and in the country's lists.
#[utoipa::path(get, path = "/api/units/found", tag = "units", params(Wanted),
    responses((status = 200, body = Page<UnitHit>)))]
async fn find_units(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(wanted): Ask<Wanted>,
) -> Answer<Page<UnitHit>> {
    let Wanted { search, kind, sort, page } = wanted;
    Ok(Json(app.find_units(&who, search.as_deref(), kind, sort.unwrap_or_default(), page).await?))
}

/// How much of the country the ledger holds.
#[utoipa::path(get, path = "/api/units/country", tag = "units", responses((status = 200, body = CountryView)))]
async fn country(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<CountryView> {
    Ok(Json(app.country(&who).await?))
}

/// Enters all units of the country that the ledger lacks.
#[utoipa::path(post, path = "/api/units/country", tag = "units",
    responses((status = 200, body = CountryView), (status = 403, body = Sentence)))]
async fn load_country(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<CountryView> {
    Ok(Json(app.load_country(&who).await?))
}

/// A unit's life.
#[utoipa::path(get, path = "/api/units/{unit}/life", tag = "units", params(("unit" = String, Path)),
    responses((status = 200, body = LifeView), (status = 404, body = Sentence)))]
async fn unit_life(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(unit): At<UnitId>,
) -> Answer<LifeView> {
    Ok(Json(app.unit_life(&who, &unit).await?))
}

/// Takes out a unit that was entered by mistake.
#[utoipa::path(delete, path = "/api/units/{unit}/life", tag = "units", params(("unit" = String, Path)),
    responses((status = 204), (status = 422, body = Sentence)))]
async fn remove_unit(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(unit): At<UnitId>,
) -> Result<StatusCode, No> {
    app.remove_unit(&who, &unit).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reorganisations that people entered, newest first.
#[utoipa::path(get, path = "/api/reorganisations", tag = "units", responses((status = 200, body = [ReorganisedView])))]
async fn reorganisations(State(app): State<App>, SignedIn(who): SignedIn) -> Answer<Vec<ReorganisedView>> {
    Ok(Json(app.reorganisations(&who).await?))
}

/// A reorganisation applies.
#[utoipa::path(post, path = "/api/reorganisations", tag = "units", request_body = Wish,
    responses((status = 200, body = ReorganisedView), (status = 422, body = Sentence)))]
async fn reorganise(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(wish): Body<Wish>,
) -> Answer<ReorganisedView> {
    Ok(Json(app.reorganise(&who, &wish).await?))
}

/// What a reorganisation would do.
#[utoipa::path(post, path = "/api/reorganisations/try", tag = "units", request_body = Wish,
    responses((status = 200, body = EffectView), (status = 422, body = Sentence)))]
async fn try_reorganisation(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Body(wish): Body<Wish>,
) -> Answer<EffectView> {
    Ok(Json(app.try_reorganisation(&who, &wish).await?))
}

/// A reorganisation is taken back.
#[utoipa::path(delete, path = "/api/reorganisations/{id}", tag = "units", params(("id" = String, Path)),
    responses((status = 204), (status = 422, body = Sentence)))]
async fn withdraw_reorganisation(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    At(id): At<ReorganisationId>,
) -> Result<StatusCode, No> {
    app.withdraw_reorganisation(&who, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
