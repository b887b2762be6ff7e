//! What changes, told to open pages as it changes: server-sent events
//! (<https://html.spec.whatwg.org/multipage/server-sent-events.html>).

use crate::input::{Ask, SignedIn, token};
use crate::no::No;
use app::{App, Changed, News};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream, StreamExt};
use model::{AccountName, Cut};
use serde::Deserialize;
use std::convert::Infallible;
use std::time::Duration;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// How often a silent stream says that it lives, and asks whether its session still does.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(changes))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct From {
    /// The cut that the page shows; without it, what is new from now on.
    after: Option<u64>,
}

/// One listener.
struct Listener {
    app: App,
    token: String,
    name: AccountName,
    cut: Cut,
}

/// What changes, as it changes. Resumes after the header `Last-Event-ID`.
#[utoipa::path(get, path = "/api/changes", tag = "session", params(From),
    responses((status = 200, body = Changed, content_type = "text/event-stream")))]
async fn changes(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Ask(ask): Ask<From>,
    parts: Parts,
) -> Result<impl IntoResponse, No> {
    let now = app.cut().await;
    let heard = last_heard(&parts.headers).or(ask.after).map_or(now, Cut);
    let token = token(&parts).unwrap_or_default();
    // A page of another ledger, restored from an older copy, may have heard of what never was here.
    let listener = Listener { app, token, name: who.name, cut: heard.min(now) };
    // The first event names the place to resume at, even if nothing happens until the line is cut.
    let here = stream::once(std::future::ready(Ok(event("here", listener.cut))));
    let events = here.chain(heard_by(listener));
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)))
}

fn last_heard(headers: &HeaderMap) -> Option<u64> {
    headers.get("last-event-id")?.to_str().ok()?.parse().ok()
}

fn heard_by(listener: Listener) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(listener, async |mut listener| {
        let News { changes, cut } = listener.news().await?;
        listener.cut = cut;
        let events =
            changes.iter().map(|changed| Event::default().id(changed.cut.0.to_string()).json_data(changed));
        let events: Vec<_> = events.filter_map(Result::ok).map(Ok).collect();
        Some((stream::iter(events), listener))
    })
    .flatten()
}

impl Listener {
    /// Waits for news; none when the session or the program ends.
    async fn news(&self) -> Option<News> {
        loop {
            match tokio::time::timeout(SIGN_OF_LIFE, self.app.changes(&self.name, self.cut)).await {
                Ok(news) => return news.ok()?,
                Err(_) => drop(self.app.who(&self.token).await.ok()?),
            }
        }
    }
}

fn event(name: &str, cut: Cut) -> Event {
    Event::default().event(name).id(cut.0.to_string()).data(cut.0.to_string())
}
