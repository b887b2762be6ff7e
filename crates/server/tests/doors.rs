//! What no request gets past, whatever it asks for.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used)]

use app::{App, Clock};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode};
use http_body_util::BodyExt;
use server::{Options, openapi, router};
use std::path::PathBuf;
use tower::ServiceExt;
use utoipa::openapi::path::PathItem;

async fn service(name: &str) -> Router {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::remove_dir_all(&dir).ok();
    router(App::open(&dir, Clock::real(), Vec::new()).await.unwrap(), Options::default())
}

async fn ask(service: &Router, request: Request<Body>) -> Response<Body> {
    service.clone().oneshot(request).await.unwrap()
}

fn request(method: Method, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path).header("host", "solieu.example")
}

async fn json(response: Response<Body>) -> serde_json::Value {
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    serde_json::from_slice(&bytes).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&bytes)))
}

/// What serves those who have not signed in yet.
const OPEN: [(&str, &str); 7] = [
    ("POST", "/api/session"),
    ("GET", "/api/sign-in"),
    ("POST", "/api/link"),
    ("POST", "/api/link/password"),
    ("POST", "/api/forgot"),
    ("GET", "/api/oidc/begin"),
    ("GET", "/api/oidc/back"),
];

/// Every method and path of the API, with its parameters filled in.
fn routes() -> Vec<(Method, String)> {
    let methods = |item: PathItem| {
        let table = [
            (Method::GET, item.get),
            (Method::POST, item.post),
            (Method::PUT, item.put),
            (Method::DELETE, item.delete),
        ];
        table.into_iter().filter(|(_, operation)| operation.is_some()).map(|(method, _)| method)
    };
    let fill = |path: &str| {
        let parts = path.split('/').map(|part| match part {
            "{period}" | "{round}" => "2021-Q1",
            part if part.starts_with('{') => "x1",
            part => part,
        });
        parts.collect::<Vec<_>>().join("/")
    };
    let paths = openapi().paths.paths.into_iter();
    paths.flat_map(|(path, item)| methods(item).map(move |m| (m, fill(&path))).collect::<Vec<_>>()).collect()
}

#[tokio::test]
async fn every_route_refuses_without_a_session() {
    let service = service("no-session").await;
    let routes = routes();
    assert!(routes.len() > 35, "{}", routes.len());
    for (method, path) in routes {
        if OPEN.contains(&(method.as_str(), path.as_str())) {
            continue;
        }
        for cookie in ["", "solieu=0123456789abcdef", "solieu=", "other=1; solieu=%00"] {
            let asked = request(method.clone(), &path).header("cookie", cookie).body(Body::empty()).unwrap();
            let response = ask(&service, asked).await;
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{method} {path} {cookie}");
            let body = json(response).await;
            assert_eq!(body["code"], "sign-in-first", "{method} {path}");
            assert!(body["vi"].is_string() && body["en"].is_string());
        }
    }
}

#[tokio::test]
async fn other_sites_change_nothing() {
    let service = service("other-site").await;
    for (method, path) in routes().into_iter().filter(|(method, _)| *method != Method::GET) {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
        ] {
            let asked = request(method.clone(), &path).header(name, value).body(Body::empty()).unwrap();
            let response = ask(&service, asked).await;
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{method} {path} {name}: {value}");
            assert_eq!(json(response).await["code"], "other-site");
        }
        let own = request(method.clone(), &path)
            .header("sec-fetch-site", "same-origin")
            .body(Body::empty())
            .unwrap();
        assert_ne!(ask(&service, own).await.status(), StatusCode::FORBIDDEN, "{method} {path}");
    }
}

#[tokio::test]
async fn what_is_wrong_at_the_door_is_said_in_words() {
    let service = service("door").await;
    let large = format!("{{\"name\":\"{}\",\"password\":\"x\"}}", "a".repeat(2 << 20));
    let cases = [
        (Method::POST, "/api/session", large.as_str(), 413, "too-large"),
        (Method::POST, "/api/session", "{", 422, "bad-input"),
        (Method::POST, "/api/session", "", 422, "bad-input"),
        (Method::POST, "/api/session", "{\"name\":\"lan\",\"password\":\"x\"}", 401, "wrong-password"),
        (Method::GET, "/api/nowhere", "", 404, "not-found"),
        (Method::GET, "/api/", "", 404, "not-found"),
        (Method::POST, "/api/work", "", 405, "not-found"),
        (Method::POST, "/anything", "", 405, "not-found"),
        (Method::GET, "/assets/gone-0123.js", "", 404, "not-found"),
    ];
    for (method, path, body, status, code) in cases {
        let asked = request(method.clone(), path).body(Body::from(body.to_owned())).unwrap();
        let response = ask(&service, asked).await;
        assert_eq!(response.status().as_u16(), status, "{method} {path}");
        assert_eq!(json(response).await["code"], code, "{method} {path}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_guards() {
    let service = service("guards").await;
    for path in ["/", "/rounds/2021-Q1", "/api/session", "/api/nowhere", "/healthz", "/api/openapi.json"] {
        let response = ask(&service, request(Method::GET, path).body(Body::empty()).unwrap()).await;
        let header =
            |name: &str| response.headers().get(name).map(|v| v.to_str().unwrap()).unwrap_or_default();
        let policy = header("content-security-policy");
        assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("http") && !policy.contains('*'), "{path}: no other host");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        assert!(!header("x-request-id").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn pages_health_and_description_are_open() {
    let service = service("open").await;
    for path in ["/", "/rounds/2021-Q1/forms/u1", "/index.html"] {
        let response = ask(&service, request(Method::GET, path).body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8", "{path}");
        assert_eq!(response.headers()["cache-control"], "no-cache", "{path}");
    }
    let health = ask(&service, request(Method::GET, "/healthz").body(Body::empty()).unwrap()).await;
    assert_eq!(health.into_body().collect().await.unwrap().to_bytes(), "ok");
    let described =
        json(ask(&service, request(Method::GET, "/api/openapi.json").body(Body::empty()).unwrap()).await)
            .await;
    assert!(described["paths"]["/api/rounds/{round}/forms/{unit}/cells"]["put"].is_object());
    assert_eq!(described, serde_json::to_value(openapi()).unwrap());
}

#[tokio::test]
async fn pages_are_compressed_for_slow_lines() {
    let service = service("compressed").await;
    for coding in ["gzip", "br"] {
        let asked = request(Method::GET, "/api/openapi.json")
            .header("accept-encoding", coding)
            .body(Body::empty())
            .unwrap();
        let response = ask(&service, asked).await;
        assert_eq!(response.headers()["content-encoding"], coding);
        let packed = response.into_body().collect().await.unwrap().to_bytes().len();
        let plain = serde_json::to_vec(&openapi()).unwrap().len();
        assert!(packed * 4 < plain, "{coding}: {packed} of {plain}");
    }
}
