//! HTTP: routes, sessions, OpenAPI, the built web interface.
//!
//! A request passes [`shell`] (size, time, origin, headers), is parsed at the edge by [`input`], and becomes one
//! call of one use case of [`app::App`]. Endpoints stand in files by place and hold no rules.

mod admin;
mod alignment;
mod asof;
mod attachments;
mod board;
mod catalogue;
mod changes;
mod findings;
mod forms;
mod input;
mod issued;
mod life;
mod living;
mod mail;
mod me;
mod no;
mod outlines;
mod pivots;
mod plans;
mod prose;
mod readings;
mod regimes;
mod returned;
mod rounds;
mod rules;
mod series;
mod session;
mod shell;
mod sources;
mod tasks;
mod truth;
mod units;
mod visitor;
mod web;
mod word_template;
mod workbooks;

pub use web::fonts;

use app::App;
use axum::Router;
use axum::routing::get;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder};
use utoipa_axum::router::OpenApiRouter;

/// Limits of the service.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Largest file that may be sent, bytes.
    pub upload: usize,
    /// Largest other request body, bytes.
    pub body: usize,
    /// How long a request may take; sending a file may take [`Options::upload_patience`].
    pub patience: Duration,
    /// How long sending and reading a file may take.
    pub upload_patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            upload: 60 << 20,
            body: 1 << 20,
            patience: Duration::from_secs(60),
            upload_patience: Duration::from_secs(900),
        }
    }
}

/// The whole service: API, description, interface.
pub fn router(app: App, options: Options) -> Router {
    let (api, described) = api(options).split_for_parts();
    let described = Arc::new(described);
    let api = api
        .route("/api/openapi.json", get(async move || axum::Json(OpenApi::clone(&described))))
        .route("/healthz", get(async || "ok"))
        .fallback(web::page)
        .with_state(app);
    shell::around(api, options)
}

/// The description of the API.
pub fn openapi() -> OpenApi {
    api(Options::default()).split_for_parts().1
}

/// Answers on `listener` until `stop` is done, then finishes the requests under way.
///
/// # Errors
/// When the network gives up.
pub async fn serve(
    listener: tokio::net::TcpListener,
    app: App,
    options: Options,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(app, options).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}

fn api(options: Options) -> OpenApiRouter<App> {
    let info = InfoBuilder::new().title("Sổ Liệu").version(env!("CARGO_PKG_VERSION")).build();
    let api = OpenApiBuilder::new().info(info).build();
    OpenApiRouter::with_openapi(api)
        .merge(session::routes())
        .merge(rounds::routes())
        .merge(forms::routes())
        .merge(workbooks::routes())
        .merge(attachments::routes())
        .merge(findings::routes())
        .merge(living::routes())
        .merge(truth::routes())
        .merge(issued::routes())
        .merge(word_template::routes())
        .merge(tasks::routes())
        .merge(outlines::routes())
        .merge(plans::routes())
        .merge(life::routes())
        .merge(catalogue::routes())
        .merge(series::routes())
        .merge(units::routes())
        .merge(rules::routes())
        .merge(regimes::routes())
        .merge(sources::routes())
        .merge(admin::routes())
        .merge(me::routes())
        .merge(changes::routes())
        .merge(mail::routes())
        .merge(board::routes())
        .merge(readings::routes())
        .merge(alignment::routes())
        .merge(asof::routes())
        .merge(pivots::routes())
        .layer(tower_http::timeout::TimeoutLayer::with_status_code(
            axum::http::StatusCode::SERVICE_UNAVAILABLE,
            options.patience,
        ))
        .merge(readings::upload_routes(options))
        .merge(workbooks::upload_routes(options))
        .merge(series::upload_routes(options))
        .merge(issued::upload_routes(options))
        .merge(word_template::upload_routes(options))
        .merge(returned::upload_routes(options))
}
