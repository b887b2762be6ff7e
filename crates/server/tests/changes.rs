//! What open pages hear of, and what they do not.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used)]

use app::{App, Clock};
use axum::Router;
use axum::body::{Body, BodyDataStream};
use axum::http::{Method, Request, StatusCode};
use futures_util::StreamExt;
use server::{Options, router};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;
use tower::ServiceExt;

/// A new place: its service, and a session cookie for each of its first people.
async fn place(name: &str) -> (App, Router, BTreeMap<String, String>) {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::remove_dir_all(&dir).ok();
    let app = App::open(&dir, Clock::real(), Vec::new()).await.unwrap();
    let accounts = app.found_new().await.unwrap();
    let service = router(app.clone(), Options::default());
    let mut cookies = BTreeMap::new();
    for account in accounts {
        let body = serde_json::json!({ "name": account.name, "password": account.password });
        let response = ask(&service, Method::POST, "/api/session", "", &body.to_string()).await;
        let cookie = response.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap();
        cookies.insert(account.name.to_string(), cookie.to_owned());
    }
    (app, service, cookies)
}

async fn ask(
    service: &Router,
    method: Method,
    path: &str,
    cookie: &str,
    body: &str,
) -> axum::response::Response {
    let request = Request::builder().method(method).uri(path).header("cookie", cookie);
    service.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap()
}

async fn listen(service: &Router, cookie: &str, path: &str) -> BodyDataStream {
    let response = ask(service, Method::GET, path, cookie, "").await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    response.into_body().into_data_stream()
}

/// What comes next; none when the stream ended, or nothing came in all the time that a busy machine may need.
async fn next(stream: &mut BodyDataStream) -> Option<String> {
    let event = tokio::time::timeout(Duration::from_secs(20), stream.next()).await.ok()??;
    Some(String::from_utf8(event.unwrap().to_vec()).unwrap())
}

/// Whether nothing comes for a while.
async fn silent(stream: &mut BodyDataStream) -> bool {
    tokio::time::timeout(Duration::from_millis(300), stream.next()).await.is_err()
}

async fn name_person(service: &Router, cookie: &str, name: &str) {
    let body = serde_json::json!({ "display_name": "Nguyễn Thị Lan", "unit": "don-vi", "active": true,
        "grants": [{ "role": "entry", "scope": "don-vi", "sectors": [], "restricted": false }] });
    let path = format!("/api/accounts/{name}");
    let response = ask(service, Method::PUT, &path, cookie, &body.to_string()).await;
    assert_eq!(response.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_page_hears_at_once_what_its_person_may_know_and_resumes_where_the_line_was_cut() {
    let (app, service, cookies) = place("changes").await;
    let start = app.cut().await.0;
    let mut administrator = listen(&service, &cookies["quantri"], "/api/changes").await;
    let mut office = listen(&service, &cookies["tonghop"], "/api/changes").await;
    let here = format!("event: here\nid: {start}\ndata: {start}\n\n");
    assert_eq!(next(&mut administrator).await.as_deref(), Some(here.as_str()));
    assert_eq!(next(&mut office).await.as_deref(), Some(here.as_str()));

    name_person(&service, &cookies["quantri"], "lan").await;
    let heard = next(&mut administrator).await.unwrap();
    assert!(heard.starts_with(&format!("id: {}\ndata: {{\"cut\":{}", start + 1, start + 1)), "{heard}");
    assert!(heard.contains("\"act\":\"account_set\"") && heard.contains("\"by\":\"quantri\""), "{heard}");
    assert!(!heard.contains("Lan"), "no content: {heard}");
    assert!(silent(&mut office).await);

    drop(administrator);
    name_person(&service, &cookies["quantri"], "hoa").await;
    let path = format!("/api/changes?after={}", start + 1);
    let mut again = listen(&service, &cookies["quantri"], &path).await;
    assert!(next(&mut again).await.unwrap().starts_with("event: here"));
    assert!(next(&mut again).await.unwrap().starts_with(&format!("id: {}\n", start + 2)));
    assert!(silent(&mut again).await);

    // The program can stop although a page listens.
    app.end_changes();
    assert!(again.next().await.is_none());
}

#[tokio::test]
async fn a_page_that_heard_of_what_never_was_here_starts_from_now() {
    let (app, service, cookies) = place("changes-beyond").await;
    let mut page = listen(&service, &cookies["tonghop"], "/api/changes?after=99999").await;
    let here = format!("event: here\nid: {}\n", app.cut().await.0);
    assert!(next(&mut page).await.unwrap().starts_with(&here));
}
