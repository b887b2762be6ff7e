//! What an ID token must show before it is believed (OpenID Connect Core 1.0, section 3.1.3.7).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;
use serde_json::{Map, Value};

/// What a token says of a person and of itself.
pub type Claims = Map<String, Value>;

/// Seconds that the clocks of two machines may differ.
const LEEWAY: i64 = 60;

/// The provider's public keys (RFC 7517).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Keys {
    keys: Vec<Key>,
}

#[derive(Clone, Debug, Deserialize)]
struct Key {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<Value>,
}

/// What a token is held against.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// Who must have issued it.
    pub issuer: &'a str,
    /// Whom it must be for.
    pub client: &'a str,
    /// What it must repeat.
    pub nonce: &'a str,
    /// Seconds since 1970, UTC.
    pub now: i64,
}

/// Why a token is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Not three parts of base64 and JSON.
    #[error("it cannot be read")]
    Unreadable,
    /// Signed otherwise than with RS256 or ES256, or not at all.
    #[error("its algorithm is not accepted")]
    Algorithm,
    /// No key of the provider fits.
    #[error("the provider has no such key")]
    UnknownKey,
    /// The signature is not by that key.
    #[error("its signature is wrong")]
    Signature,
    /// Another issuer.
    #[error("another provider issued it")]
    Issuer,
    /// For another program.
    #[error("it is for another program")]
    Audience,
    /// Its time is over, or it has none.
    #[error("its time is over")]
    Expired,
    /// Issued in the future, or nobody knows when.
    #[error("it is not valid yet")]
    NotYet,
    /// Not the answer to this request.
    #[error("it answers another request")]
    Nonce,
    /// It names nobody.
    #[error("it names nobody")]
    Subject,
}

/// The claims of a token that shows all it must.
///
/// # Errors
/// The first [`Flaw`].
pub fn verify(token: &str, keys: &Keys, expected: Expected<'_>) -> Result<Claims, Flaw> {
    let mut parts = token.split('.');
    let (Some(header), Some(body), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Flaw::Unreadable);
    };
    let signed = token.get(..header.len() + 1 + body.len()).ok_or(Flaw::Unreadable)?;
    let header: Header = serde_json::from_slice(&bytes(header)?).map_err(|_| Flaw::Unreadable)?;
    if header.crit.is_some() {
        return Err(Flaw::Algorithm);
    }
    check_signature(&header, signed.as_bytes(), &bytes(signature)?, keys)?;
    let claims: Claims = serde_json::from_slice(&bytes(body)?).map_err(|_| Flaw::Unreadable)?;
    check_claims(&claims, expected)?;
    Ok(claims)
}

fn check_signature(header: &Header, signed: &[u8], signature: &[u8], keys: &Keys) -> Result<(), Flaw> {
    let kind = match header.alg.as_str() {
        "RS256" => "RSA",
        "ES256" => "EC",
        _ => return Err(Flaw::Algorithm),
    };
    let fits = |key: &&Key| {
        key.kty == kind
            && key.purpose.as_deref().is_none_or(|purpose| purpose == "sig")
            && key.alg.as_deref().is_none_or(|alg| alg == header.alg)
            && (header.kid.is_none() || key.kid == header.kid)
    };
    let mut fitting = keys.keys.iter().filter(fits);
    // Without a name, one key must be the only one.
    let (Some(key), None) = (fitting.next(), fitting.next()) else { return Err(Flaw::UnknownKey) };
    let part = |text: &Option<String>| bytes(text.as_deref().ok_or(Flaw::UnknownKey)?);
    let checked = match kind {
        "RSA" => {
            let key = RsaPublicKeyComponents { n: part(&key.n)?, e: part(&key.e)? };
            key.verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature)
        }
        _ => {
            if key.crv.as_deref() != Some("P-256") {
                return Err(Flaw::UnknownKey);
            }
            let point = [vec![4], part(&key.x)?, part(&key.y)?].concat();
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(signed, signature)
        }
    };
    checked.map_err(|_| Flaw::Signature)
}

fn check_claims(claims: &Claims, expected: Expected<'_>) -> Result<(), Flaw> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let time =
        |name: &str| claims.get(name).and_then(|v| v.as_i64().or_else(|| v.as_f64().map(|f| f as i64)));
    if text("iss") != Some(expected.issuer) {
        return Err(Flaw::Issuer);
    }
    let audiences: Vec<&str> = match claims.get("aud") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let party = claims.get("azp").map(|party| party.as_str() == Some(expected.client));
    let whose = if audiences.len() > 1 { party == Some(true) } else { party != Some(false) };
    if !audiences.contains(&expected.client) || !whose {
        return Err(Flaw::Audience);
    }
    if time("exp").is_none_or(|ends| ends.saturating_add(LEEWAY) <= expected.now) {
        return Err(Flaw::Expired);
    }
    let latest = expected.now.saturating_add(LEEWAY);
    if time("iat").is_none_or(|at| at > latest) || time("nbf").is_some_and(|from| from > latest) {
        return Err(Flaw::NotYet);
    }
    if text("nonce") != Some(expected.nonce) {
        return Err(Flaw::Nonce);
    }
    if text("sub").is_none_or(str::is_empty) {
        return Err(Flaw::Subject);
    }
    Ok(())
}

fn bytes(text: &str) -> Result<Vec<u8>, Flaw> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| Flaw::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
    use serde_json::json;

    const EXPECTED: Expected<'_> =
        Expected { issuer: "https://sso.example", client: "solieu", nonce: "n-1", now: 1_000_000 };

    struct Signer(EcdsaKeyPair);

    impl Signer {
        fn new() -> Self {
            let random = SystemRandom::new();
            let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
            let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random);
            Self(pair.unwrap())
        }

        fn key(&self, kid: &str) -> Value {
            let point = self.0.public_key().as_ref();
            let part = |range: std::ops::Range<usize>| URL_SAFE_NO_PAD.encode(&point[range]);
            json!({ "kty": "EC", "crv": "P-256", "kid": kid, "x": part(1..33), "y": part(33..65) })
        }

        fn sign(&self, header: &Value, claims: &Value) -> String {
            let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
            let signed = format!("{}.{}", part(header), part(claims));
            let signature = self.0.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
            format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
        }
    }

    fn keys(of: &[Value]) -> Keys {
        serde_json::from_value(json!({ "keys": of })).unwrap()
    }

    fn claims() -> Value {
        json!({
            "iss": "https://sso.example", "aud": "solieu", "sub": "lan", "nonce": "n-1",
            "iat": 999_990, "exp": 1_000_300,
        })
    }

    fn with(name: &str, value: Value) -> Value {
        let mut claims = claims();
        claims[name] = value;
        claims
    }

    fn without(name: &str) -> Value {
        let mut claims = claims();
        claims.as_object_mut().unwrap().remove(name);
        claims
    }

    #[test]
    fn every_claim_is_looked_at() {
        let signer = Signer::new();
        let keys = keys(&[signer.key("k1")]);
        let header = json!({ "alg": "ES256", "kid": "k1" });
        let table = [
            (claims(), Ok(())),
            (with("aud", json!(["solieu"])), Ok(())),
            (with("iss", json!("https://sso.example/")), Err(Flaw::Issuer)),
            (without("iss"), Err(Flaw::Issuer)),
            (with("aud", json!("other")), Err(Flaw::Audience)),
            (with("aud", json!(["other", "solieu"])), Err(Flaw::Audience)),
            (with("azp", json!("other")), Err(Flaw::Audience)),
            (without("aud"), Err(Flaw::Audience)),
            (with("exp", json!(999_941)), Ok(())),
            (with("exp", json!(999_940)), Err(Flaw::Expired)),
            (without("exp"), Err(Flaw::Expired)),
            (with("iat", json!(1_000_060)), Ok(())),
            (with("iat", json!(1_000_061)), Err(Flaw::NotYet)),
            (without("iat"), Err(Flaw::NotYet)),
            (with("nbf", json!(1_000_061)), Err(Flaw::NotYet)),
            (with("nonce", json!("n-2")), Err(Flaw::Nonce)),
            (without("nonce"), Err(Flaw::Nonce)),
            (without("sub"), Err(Flaw::Subject)),
            (with("sub", json!("")), Err(Flaw::Subject)),
        ];
        for (claims, outcome) in table {
            let token = signer.sign(&header, &claims);
            assert_eq!(verify(&token, &keys, EXPECTED).map(|_| ()), outcome, "{claims}");
        }
        let mut both = with("aud", json!(["other", "solieu"]));
        both["azp"] = json!("solieu");
        assert!(verify(&signer.sign(&header, &both), &keys, EXPECTED).is_ok());
    }

    #[test]
    fn only_the_providers_own_signature_counts() {
        let (signer, stranger) = (Signer::new(), Signer::new());
        let own = keys(&[signer.key("k1")]);
        let header = json!({ "alg": "ES256", "kid": "k1" });
        let token = signer.sign(&header, &claims());
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let changed = URL_SAFE_NO_PAD.encode(with("sub", json!("hoa")).to_string());
        let cut =
            |alg: &str| format!("{}.{}.", URL_SAFE_NO_PAD.encode(json!({ "alg": alg }).to_string()), changed);
        let table = [
            (stranger.sign(&header, &claims()), Flaw::Signature),
            (format!("{}.{changed}.{signature}", signed.split('.').next().unwrap()), Flaw::Signature),
            (format!("{signed}."), Flaw::Signature),
            (cut("none"), Flaw::Algorithm),
            (cut("HS256"), Flaw::Algorithm),
            (cut("RS256"), Flaw::UnknownKey),
            (signer.sign(&json!({ "alg": "ES256", "kid": "k2" }), &claims()), Flaw::UnknownKey),
            (
                signer.sign(&json!({ "alg": "ES256", "kid": "k1", "crit": ["b64"] }), &claims()),
                Flaw::Algorithm,
            ),
            (format!("{token}.more"), Flaw::Unreadable),
            ("a.b".to_owned(), Flaw::Unreadable),
            (String::new(), Flaw::Unreadable),
            (format!("{signed}.!!"), Flaw::Unreadable),
        ];
        for (token, flaw) in table {
            assert_eq!(verify(&token, &own, EXPECTED), Err(flaw), "{token}");
        }
        // Without a name, the only key serves; one of two does not.
        let nameless = signer.sign(&json!({ "alg": "ES256" }), &claims());
        assert!(verify(&nameless, &own, EXPECTED).is_ok());
        let two = keys(&[signer.key("k1"), stranger.key("k2")]);
        assert_eq!(verify(&nameless, &two, EXPECTED), Err(Flaw::UnknownKey));
        assert!(verify(&token, &two, EXPECTED).is_ok());
        let encrypting = {
            let mut key = signer.key("k1");
            key["use"] = json!("enc");
            keys(&[key])
        };
        assert_eq!(verify(&token, &encrypting, EXPECTED), Err(Flaw::UnknownKey));
    }
}
