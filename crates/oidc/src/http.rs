//! The few requests to a provider: short, small, never sent on to another address.

use crate::Error;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use std::time::Duration;
use ureq::http::Response;
use ureq::{Agent, Body};

/// Bytes of an answer.
const LIMIT: u64 = 1 << 20;

#[derive(Clone, Debug)]
pub(crate) struct Http(Agent);

impl Http {
    pub(crate) fn new() -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(15)))
            .max_redirects(0)
            .http_status_as_error(false)
            .build();
        Self(config.into())
    }

    pub(crate) fn get(&self, address: &str) -> Result<Value, Error> {
        let answer = self.0.get(address).header("accept", "application/json").call();
        read(address, answer)
    }

    pub(crate) fn post(&self, address: &str, form: &str, basic: Option<&str>) -> Result<Value, Error> {
        let mut request = self.0.post(address).header("accept", "application/json");
        if let Some(basic) = basic {
            request = request.header("authorization", basic);
        }
        read(address, request.content_type("application/x-www-form-urlencoded").send(form))
    }
}

fn read(address: &str, answer: Result<Response<Body>, ureq::Error>) -> Result<Value, Error> {
    let wrong = |what: String| Error::Answer(format!("{address}: {what}"));
    let mut answer = answer.map_err(|error| wrong(error.to_string()))?;
    let text = answer.body_mut().with_config().limit(LIMIT).read_to_string();
    let text = text.map_err(|error| wrong(error.to_string()))?;
    if !answer.status().is_success() {
        let told: String = text.chars().take(200).collect();
        return Err(wrong(format!("{} {told}", answer.status())));
    }
    serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))
}

/// What a form or the part of an address after the question mark looks like.
pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// RFC 6749, section 2.3.1: both parts are escaped before they are joined.
pub(crate) fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{}:{}", escaped(id), escaped(secret))))
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Whether secrets may travel to that address: over https, or without leaving this machine.
pub(crate) fn safe(address: &str) -> Result<(), String> {
    let unsafe_ =
        || format!("{address} must begin with https://, or name this machine (127.0.0.1, localhost)");
    let (scheme, rest) = address.split_once("://").ok_or_else(unsafe_)?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() || host.contains('@') {
        return Err(unsafe_());
    }
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let own = matches!(name, "127.0.0.1" | "localhost" | "[::1]");
    match scheme {
        "https" => Ok(()),
        "http" if own => Ok(()),
        _ => Err(unsafe_()),
    }
}
