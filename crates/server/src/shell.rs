//! What every request passes: origin, size, panics, headers, compression, the log.

use crate::Options;
use crate::no::{Broken, Door, No};
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde_json::json;
use std::any::Any;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::csrf::{CsrfLayer, ProtectionError};

/// Everything comes from this server. Styles may stand in a page, because an issued document carries its own.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

pub(crate) fn around(api: Router, options: Options) -> Router {
    let worth = DefaultPredicate::new()
        .and(NotForContentType::new("font/"))
        .and(NotForContentType::new("application/pdf"))
        .and(NotForContentType::new("application/vnd."))
        .and(NotForContentType::new("application/zip"));
    let other_site = |_: ProtectionError| No::from(Door::OtherSite).into_response();
    api.layer(DefaultBodyLimit::max(options.body))
        .layer(CsrfLayer::new().with_rejection_response(other_site))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(finish))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(5)).compress_when(worth))
}

/// A panic is a fault like any other.
fn panicked(payload: Box<dyn Any + Send>) -> Response {
    let words = payload.downcast_ref::<String>().map(String::as_str);
    let words = words.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("panic");
    No::Broke(format!("panic: {words}")).into_response()
}

/// Numbers the request, logs a fault once under that number, words bare refusals, sets the headers.
async fn finish(request: Request, next: Next) -> Response {
    let id = number();
    let asked = format!("{} {}", request.method(), request.uri().path());
    let is_api = request.uri().path().starts_with("/api/");
    let response = next.run(request).await;
    let mut response = match response.extensions().get::<Broken>() {
        Some(Broken(why, told)) => {
            tracing::error!(incident = %id, request = %asked, "{why}");
            let body = match told {
                Some(told) => json!({ "incident": id, "code": told.code, "vi": told.vi, "en": told.en }),
                None => json!({ "incident": id }),
            };
            (response.status(), Json(body)).into_response()
        }
        None if is_api && response.headers().get(CONTENT_TYPE).is_none_or(|t| t != "application/json") => {
            worded(response)
        }
        None => response,
    };
    dress(response.headers_mut(), is_api, &id);
    response
}

/// A refusal of the framework has a status and no words for people.
fn worded(response: Response<Body>) -> Response {
    match response.status() {
        StatusCode::NOT_FOUND => No::from(Door::NoAddress).into_response(),
        StatusCode::METHOD_NOT_ALLOWED => No::from(Door::WrongMethod).into_response(),
        StatusCode::PAYLOAD_TOO_LARGE => No::from(Door::TooLarge).into_response(),
        StatusCode::SERVICE_UNAVAILABLE => No::from(Door::TooSlow).into_response(),
        _ => response,
    }
}

fn dress(headers: &mut HeaderMap, is_api: bool, id: &str) {
    let fixed = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if is_api {
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    if let Ok(value) = HeaderValue::from_str(id) {
        headers.insert("x-request-id", value);
    }
}

/// A number that a person can read out: minutes since 1970 at the start of the program, and a count.
fn number() -> String {
    static START: LazyLock<u64> =
        LazyLock::new(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs() / 60));
    static COUNT: AtomicU64 = AtomicU64::new(1);
    format!("{:x}-{}", *START, COUNT.fetch_add(1, Ordering::Relaxed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tower::ServiceExt;

    async fn answer(router: Router, path: &str) -> (StatusCode, serde_json::Value) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = around(router, Options::default()).oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap())
    }

    #[tokio::test]
    async fn a_fault_or_panic_becomes_an_incident_number_and_keeps_its_secrets() {
        async fn panics() -> &'static str {
            panic!("secret words")
        }
        let broken = async || No::Broke("secret words".to_owned()).into_response();
        let router = Router::new().route("/api/panics", get(panics)).route("/api/broken", get(broken));
        let mut seen = std::collections::BTreeSet::new();
        for path in ["/api/panics", "/api/broken"] {
            let (status, body) = answer(router.clone(), path).await;
            assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
            assert!(!body.to_string().contains("secret"), "{body}");
            assert!(seen.insert(body["incident"].as_str().unwrap().to_owned()));
        }
    }

    #[tokio::test]
    async fn bare_statuses_of_the_framework_get_words() {
        for (bare, code) in [(404, "not-found"), (405, "not-found"), (413, "too-large"), (503, "too-slow")] {
            let status = StatusCode::from_u16(bare).unwrap();
            let router = Router::new().route("/api/x", get(async move || status));
            let (answered, body) = answer(router, "/api/x").await;
            assert_eq!((answered, body["code"].as_str()), (status, Some(code)));
        }
    }
}
