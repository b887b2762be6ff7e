//! Who knocks: the address and the device, as far as a request tells.

use crate::no::No;
use app::Visitor;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use std::net::{IpAddr, SocketAddr};

/// Where a request comes from.
pub(crate) struct Knocks(pub Visitor);

impl<S: Send + Sync> FromRequestParts<S> for Knocks {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, No> {
        let header =
            |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(Self(Visitor {
            address: address(peer, header("x-forwarded-for")),
            device: device(header("user-agent")).to_owned(),
        }))
    }
}

/// The peer, or whom it forwards for when it is a proxy on this machine: the last one named is whom the proxy saw.
fn address(peer: Option<IpAddr>, forwarded: &str) -> String {
    let seen = forwarded.rsplit(',').next().and_then(|last| last.trim().parse::<IpAddr>().ok());
    let own = peer.is_some_and(|ip| ip.is_loopback());
    let ip = if own { seen.or(peer) } else { peer };
    ip.map(|ip| ip.to_string()).unwrap_or_default()
}

/// Browser and system in words that people know.
fn device(agent: &str) -> String {
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("CocCoc", "Cốc Cốc"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let named = |table: &[(&str, &'static str)]| {
        table.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    [named(&BROWSERS), named(&SYSTEMS)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_proxy_of_this_machine_may_speak_for_others() {
        let (own, far) = ("127.0.0.1".parse().ok(), "203.0.113.7".parse().ok());
        for (peer, forwarded, seen) in [
            (own, "", "127.0.0.1"),
            (own, "198.51.100.1, 10.1.2.3", "10.1.2.3"),
            (own, "not an address", "127.0.0.1"),
            (far, "10.1.2.3", "203.0.113.7"),
            (None, "10.1.2.3", ""),
        ] {
            assert_eq!(address(peer, forwarded), seen, "{forwarded}");
        }
    }

    #[test]
    fn devices_in_words() {
        for (agent, words) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36",
                "Chrome · Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0",
                "Edge · Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1",
                "Safari · iPhone",
            ),
            ("curl/8", ""),
            ("", ""),
        ] {
            assert_eq!(device(agent), words);
        }
    }
}
