//! Signing in through an OpenID provider: authorisation code with PKCE, state and nonce.
//!
//! Small on purpose: one flow, two signature algorithms, nothing cached. The addresses and keys of the provider are asked
//! for anew at each sign-in, so that a key it has changed is never a riddle. Chance and time arrive as arguments.

mod http;
mod token;

pub use token::{Claims, Expected, Flaw, Keys, verify};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::Http;
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// How the program and a provider know each other; the fields of a settings file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The provider's name for itself, the start of its addresses: `https://sso.example.gov.vn`.
    pub issuer: String,
    /// How the provider calls this program.
    pub client_id: String,
    /// What it shares with this program; none for a public client.
    pub client_secret: Option<String>,
    /// Where people reach this program: `https://bao-cao.example.gov.vn`.
    pub address: String,
    /// The claim that names a person: `sub`, `preferred_username`, `email` …
    #[serde(default = "subject")]
    pub claim: String,
    /// What is asked for beside `openid`.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// The words on the button.
    pub label: String,
}

fn subject() -> String {
    "sub".to_owned()
}

/// Why a sign-in through the provider did not come to an end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A setting cannot be right.
    #[error("{0}")]
    Settings(String),
    /// The provider was not reached, or answered with an error.
    #[error("{0}")]
    Answer(String),
    /// Its token is not to be trusted.
    #[error("the token: {0}")]
    Token(#[from] Flaw),
    /// The token does not name the person.
    #[error("the token has no usable claim “{0}”")]
    Claim(String),
}

/// The provider's addresses, as it tells them.
#[derive(Clone, Debug, Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
}

/// Secrets of one sign-in, random each.
#[derive(Clone, Copy, Debug)]
pub struct Secrets<'a> {
    /// Comes back with the answer.
    pub state: &'a str,
    /// Comes back inside the token.
    pub nonce: &'a str,
    /// Proves to the provider that whoever brings the code also asked for it.
    pub verifier: &'a str,
}

/// A provider that people may sign in through.
#[derive(Clone, Debug)]
pub struct Provider {
    settings: Settings,
    http: Http,
}

impl Provider {
    /// # Errors
    /// [`Error::Settings`] for an address that is neither https nor on this machine, or an empty field.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        for address in [&settings.issuer, &settings.address] {
            http::safe(address).map_err(Error::Settings)?;
        }
        if [&settings.client_id, &settings.claim, &settings.label].iter().any(|field| field.trim().is_empty())
        {
            return Err(Error::Settings("client_id, claim and label must not be empty".to_owned()));
        }
        Ok(Self { settings, http: Http::new() })
    }

    /// The words on the button.
    pub fn label(&self) -> &str {
        &self.settings.label
    }

    /// Where the browser comes back to.
    fn back(&self) -> String {
        format!("{}/api/oidc/back", self.settings.address.trim_end_matches('/'))
    }

    /// Where to send the browser. Waits for the network: not for threads that answer.
    ///
    /// # Errors
    /// [`Error::Answer`].
    pub fn begin(&self, secrets: Secrets<'_>) -> Result<String, Error> {
        let metadata = self.metadata()?;
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(secrets.verifier.as_bytes()));
        let scope = std::iter::once("openid").chain(self.settings.scopes.iter().map(String::as_str));
        let scope = scope.collect::<Vec<_>>().join(" ");
        let fields = [
            ("response_type", "code"),
            ("client_id", &self.settings.client_id),
            ("redirect_uri", &self.back()),
            ("scope", &scope),
            ("state", secrets.state),
            ("nonce", secrets.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        let sign = if metadata.authorization_endpoint.contains('?') { '&' } else { '?' };
        Ok(format!("{}{sign}{}", metadata.authorization_endpoint, http::form(&fields)))
    }

    /// Who the person is by the provider's word: the value of the claim that links accounts. Waits for the network.
    ///
    /// # Errors
    /// Any [`Error`].
    pub fn finish(&self, code: &str, secrets: Secrets<'_>, now: i64) -> Result<String, Error> {
        let metadata = self.metadata()?;
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.back()),
            ("client_id", &self.settings.client_id),
            ("code_verifier", secrets.verifier),
        ];
        let secret = self.settings.client_secret.as_deref();
        let basic = secret.map(|secret| http::basic(&self.settings.client_id, secret));
        let answer = self.http.post(&metadata.token_endpoint, &http::form(&fields), basic.as_deref())?;
        let token = answer.get("id_token").and_then(|t| t.as_str());
        let token = token.ok_or_else(|| Error::Answer("the token endpoint gave no id_token".to_owned()))?;
        let keys: Keys = serde_json::from_value(self.http.get(&metadata.jwks_uri)?)
            .map_err(|error| Error::Answer(format!("the keys cannot be read: {error}")))?;
        let expected = Expected {
            issuer: &self.settings.issuer,
            client: &self.settings.client_id,
            nonce: secrets.nonce,
            now,
        };
        self.named(&verify(token, &keys, expected)?)
    }

    /// The claim that links accounts. An address of e-mail counts only when the provider has verified it.
    fn named(&self, claims: &Claims) -> Result<String, Error> {
        let claim = self.settings.claim.as_str();
        let verified =
            claim != "email" || claims.get("email_verified") == Some(&serde_json::Value::Bool(true));
        let value = claims.get(claim).filter(|_| verified).and_then(|v| v.as_str());
        let value = value.map(str::trim).filter(|v| !v.is_empty());
        value.map(str::to_owned).ok_or_else(|| Error::Claim(claim.to_owned()))
    }

    fn metadata(&self) -> Result<Metadata, Error> {
        let issuer = self.settings.issuer.trim_end_matches('/');
        let told = self.http.get(&format!("{issuer}/.well-known/openid-configuration"))?;
        let metadata: Metadata = serde_json::from_value(told)
            .map_err(|error| Error::Answer(format!("the description of the provider: {error}")))?;
        if metadata.issuer != self.settings.issuer {
            return Err(Error::Answer(format!("the provider calls itself {}", metadata.issuer)));
        }
        for address in [&metadata.authorization_endpoint, &metadata.token_endpoint, &metadata.jwks_uri] {
            http::safe(address).map_err(Error::Answer)?;
        }
        Ok(metadata)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(issuer: &str) -> Settings {
        Settings {
            issuer: issuer.to_owned(),
            client_id: "solieu".to_owned(),
            client_secret: None,
            address: "https://bao-cao.example".to_owned(),
            claim: "email".to_owned(),
            scopes: Vec::new(),
            label: "SSO".to_owned(),
        }
    }

    #[test]
    fn only_https_or_this_machine() {
        for (issuer, fits) in [
            ("https://sso.example", true),
            ("http://127.0.0.1:4000", true),
            ("http://localhost:4000", true),
            ("http://[::1]:4000/realms/x", true),
            ("http://sso.example", false),
            ("http://127.0.0.1.example", false),
            ("http://localhost.example:80", false),
            ("http://user@sso.example", false),
            ("http://127.0.0.1@sso.example", false),
            ("ftp://sso.example", false),
            ("", false),
        ] {
            assert_eq!(Provider::new(settings(issuer)).is_ok(), fits, "{issuer}");
        }
    }

    #[test]
    fn an_email_counts_only_when_it_was_verified() {
        let provider = Provider::new(settings("https://sso.example")).unwrap();
        let claims = |text: &str| serde_json::from_str::<Claims>(text).unwrap();
        for (text, fits) in [
            (r#"{"email":"lan@example.vn","email_verified":true}"#, true),
            (r#"{"email":"lan@example.vn","email_verified":false}"#, false),
            (r#"{"email":"lan@example.vn","email_verified":"true"}"#, false),
            (r#"{"email":"lan@example.vn"}"#, false),
            (r#"{"email":" ","email_verified":true}"#, false),
            (r#"{"email":7,"email_verified":true}"#, false),
        ] {
            assert_eq!(provider.named(&claims(text)).is_ok(), fits, "{text}");
        }
    }
}
