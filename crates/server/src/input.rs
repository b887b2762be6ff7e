//! Parsing at the edge. What does not parse is refused in the words of the field.

use crate::no::{Door, No};
use app::App;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use model::{Account, Flaw, Refusal, RefusalCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

/// Name of the session cookie.
pub(crate) const COOKIE_NAME: &str = "solieu";

/// The person behind the session cookie.
pub(crate) struct SignedIn(pub Account);

impl FromRequestParts<App> for SignedIn {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, No> {
        let token = token(parts).ok_or(RefusalCode::SignInFirst)?;
        Ok(Self(app.who(&token).await?))
    }
}

/// The secret in the session cookie.
pub(crate) fn token(parts: &Parts) -> Option<String> {
    named(parts, COOKIE_NAME)
}

/// What a cookie carries.
pub(crate) fn named(parts: &Parts, cookie: &str) -> Option<String> {
    let cookies = parts.headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == cookie).map(|(_, value)| value.to_owned())
}

/// A JSON body; an empty one is an object without fields.
pub(crate) struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = No;

    async fn from_request(request: Request, state: &S) -> Result<Self, No> {
        let bytes = Bytes::from_request(request, state).await.map_err(|error| match error {
            BytesRejection::FailedToBufferBody(e) if e.status().as_u16() == 413 => No::from(Door::TooLarge),
            _ => No::from(Flaw::BodyCut),
        })?;
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        serde_json::from_slice(text).map(Self).map_err(bad)
    }
}

/// The parts of the address. One that does not parse names nothing.
pub(crate) struct At<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, No> {
        Path::from_request_parts(parts, state)
            .await
            .map(|Path(at)| Self(at))
            .map_err(|_| Door::NoAddress.into())
    }
}

/// What follows the question mark.
pub(crate) struct Ask<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Ask<T> {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, No> {
        let asked = Query::from_request_parts(parts, state).await;
        asked.map(|Query(ask)| Self(ask)).map_err(|error| bad(error.body_text()))
    }
}

/// What a long list is asked.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Search {
    /// Words, with or without diacritics.
    pub search: Option<String>,
    /// From one.
    pub page: Option<usize>,
}

pub(crate) fn bad(what: impl ToString) -> No {
    Refusal::of(RefusalCode::BadInput, what).into()
}
