//! The built web interface, and the fonts that came with it.

use crate::no::{Door, No};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{Method, Uri};
use axum::response::{IntoResponse, Response};

// Written by the build script: `FILES`, sorted by path, and `FONTS`.
include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Tinos, metrically equal to Times New Roman: regular, bold, italic, bold italic. Empty when the build had none.
pub fn fonts() -> Vec<Vec<u8>> {
    FONTS.iter().map(|font| font.to_vec()).collect()
}

/// A file of the interface. Any other address outside the API is a page that the interface draws itself.
pub(crate) async fn page(method: Method, uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") || path == "api" {
        return No::from(Door::NoAddress).into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return No::from(Door::WrongMethod).into_response();
    }
    let asset = path.starts_with("assets/");
    match file(path).or_else(|| file("index.html").filter(|_| !asset)) {
        // The name of an asset holds its hash: it never changes.
        Some((kind, bytes)) => {
            let keep = if asset { "public, max-age=31536000, immutable" } else { "no-cache" };
            ([(CONTENT_TYPE, kind), (CACHE_CONTROL, keep)], bytes).into_response()
        }
        None => No::from(Door::NoAddress).into_response(),
    }
}

fn file(path: &str) -> Option<(&'static str, &'static [u8])> {
    let at = FILES.binary_search_by(|(name, _)| (*name).cmp(path)).ok()?;
    let (name, bytes) = FILES.get(at)?;
    Some((kind(name), *bytes))
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
