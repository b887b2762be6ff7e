//! What people sign in with: the same on every engine.

use model::AccountName;
use store::{Credential, OidcRequest, Session, Store};

fn people() -> (AccountName, AccountName) {
    (AccountName::from("lan"), AccountName::from("hoa"))
}

pub async fn passwords_are_replaced(store: Store) {
    let (lan, hoa) = people();
    let kept = |hash: &str, long| Credential { hash: hash.to_owned(), long };
    assert_eq!(store.credential(&lan).await.unwrap(), None);
    store.set_credential(&lan, &kept("one", true)).await.unwrap();
    store.set_credential(&hoa, &kept("two", true)).await.unwrap();
    store.set_credential(&lan, &kept("three", false)).await.unwrap();
    assert_eq!(store.credential(&lan).await.unwrap(), Some(kept("three", false)));
    assert_eq!(store.credential(&hoa).await.unwrap(), Some(kept("two", true)));
}

pub async fn sessions_end(store: Store) {
    let (lan, hoa) = people();
    for (token, who, ends) in [("a", &lan, 100), ("b", &lan, 200), ("c", &hoa, 200), ("d", &lan, 300)] {
        let session = Session {
            token_hash: token.to_owned(),
            account: who.clone(),
            device: "Chrome · Windows".to_owned(),
            address: "10.0.0.9".to_owned(),
            begun_at: 10,
            seen_at: 10,
            expires_at: ends,
        };
        store.put_session(&session).await.unwrap();
        assert_eq!(store.session(token, 50, 0).await.unwrap(), Some(session));
    }
    let open = async |now, used_since| {
        let mut open = Vec::new();
        for token in ["a", "b", "c", "d"] {
            if let Some(found) = store.session(token, now, used_since).await.unwrap() {
                open.push(format!("{token} {}", found.account));
            }
        }
        open
    };
    assert_eq!(open(99, 0).await, ["a lan", "b lan", "c hoa", "d lan"]);
    assert_eq!(open(100, 0).await, ["b lan", "c hoa", "d lan"]);
    assert_eq!(open(50, 10).await, Vec::<String>::new(), "not used for too long");
    store.touch_session("d", 90).await.unwrap();
    assert_eq!(open(50, 10).await, ["d lan"]);
    let listed = store.sessions_of(&lan, 50, 0).await.unwrap();
    assert_eq!(listed.iter().map(|s| s.token_hash.as_str()).collect::<Vec<_>>(), ["d", "a", "b"]);
    store.end_session("b").await.unwrap();
    assert_eq!(open(99, 0).await, ["a lan", "c hoa", "d lan"]);
    store.drop_expired(100, 0).await.unwrap();
    assert_eq!(open(0, 0).await, ["c hoa", "d lan"]);
    store.end_sessions_of(&lan, Some("d")).await.unwrap();
    assert_eq!(open(0, 0).await, ["c hoa", "d lan"]);
    store.end_sessions_of(&lan, None).await.unwrap();
    assert_eq!(open(0, 0).await, ["c hoa"]);
}

pub async fn links_serve_once_and_the_newest_alone(store: Store) {
    let (lan, hoa) = people();
    store.put_link("old", &lan, 100).await.unwrap();
    store.put_link("new", &lan, 100).await.unwrap();
    store.put_link("other", &hoa, 100).await.unwrap();
    assert_eq!(store.link("old", 1).await.unwrap(), None);
    assert_eq!(store.link("new", 99).await.unwrap(), Some(lan));
    assert_eq!(store.link("new", 100).await.unwrap(), None, "it has ended");
    assert!(!store.use_link("new", 100).await.unwrap());
    assert!(store.use_link("new", 99).await.unwrap());
    assert!(!store.use_link("new", 99).await.unwrap());
    assert_eq!(store.link("other", 99).await.unwrap(), Some(hoa));
    let request = OidcRequest {
        browser_hash: "b".to_owned(),
        nonce: "n".to_owned(),
        verifier: "v".to_owned(),
        target: "/work".to_owned(),
        expires_at: 100,
    };
    store.put_oidc_request("s", &request).await.unwrap();
    assert_eq!(store.take_oidc_request("s", 100).await.unwrap(), None);
    assert_eq!(store.take_oidc_request("s", 99).await.unwrap(), Some(request));
    assert_eq!(store.take_oidc_request("s", 99).await.unwrap(), None);
}

pub async fn attempts_are_counted_by_name_and_address(store: Store) {
    let (lan, hoa) = people();
    for (who, address, at) in [(&lan, "x", 1), (&lan, "x", 2), (&lan, "y", 3), (&hoa, "x", 4)] {
        store.count_attempt(who, address, at).await.unwrap();
    }
    let told = |found: Vec<store::Attempt>| {
        found.into_iter().map(|a| format!("{} {} {}", a.address, a.times, a.last_at)).collect::<Vec<_>>()
    };
    assert_eq!(told(store.attempts(&lan, 0).await.unwrap()), ["x 2 2", "y 1 3"]);
    assert_eq!(told(store.attempts(&lan, 2).await.unwrap()), ["y 1 3"]);
    assert_eq!(told(store.attempts_from("x", 0).await.unwrap()), ["x 1 4", "x 2 2"]);
    assert_eq!(store.all_attempts(0).await.unwrap().len(), 2);
    store.forget_attempts(&lan, Some("x")).await.unwrap();
    assert_eq!(told(store.attempts(&lan, 0).await.unwrap()), ["y 1 3"]);
    store.forget_attempts(&lan, None).await.unwrap();
    assert_eq!(told(store.attempts(&lan, 0).await.unwrap()), Vec::<String>::new());
    assert_eq!(told(store.attempts_from("x", 0).await.unwrap()), ["x 1 4"]);
}

pub async fn a_code_serves_once(store: Store) {
    let (lan, _) = people();
    assert!(!store.use_step(&lan, 7).await.unwrap(), "there is no factor");
    assert!(store.propose_second_factor(&lan, "FIRST").await.unwrap());
    assert!(store.propose_second_factor(&lan, "SECOND").await.unwrap());
    assert!(!store.second_factor(&lan).await.unwrap().unwrap().confirmed);
    assert!(!store.standings().await.unwrap().contains_key(&lan));
    assert!(store.use_step(&lan, 7).await.unwrap());
    assert!(!store.use_step(&lan, 7).await.unwrap());
    assert!(!store.use_step(&lan, 6).await.unwrap());
    assert!(store.use_step(&lan, 8).await.unwrap());
    assert!(!store.propose_second_factor(&lan, "THIRD").await.unwrap(), "a confirmed one stays");
    let factor = store.second_factor(&lan).await.unwrap().unwrap();
    assert_eq!((factor.secret.as_str(), factor.confirmed), ("SECOND", true));
    store.set_recovery_codes(&lan, &["a".to_owned(), "b".to_owned()]).await.unwrap();
    store.set_recovery_codes(&lan, &["c".to_owned(), "d".to_owned()]).await.unwrap();
    assert!(!store.use_recovery_code(&lan, "a").await.unwrap());
    assert!(store.use_recovery_code(&lan, "c").await.unwrap());
    assert!(!store.use_recovery_code(&lan, "c").await.unwrap());
    assert_eq!(store.recovery_codes_left(&lan).await.unwrap(), 1);
    store.saw(&lan, 5).await.unwrap();
    store.saw(&lan, 9).await.unwrap();
    assert_eq!(store.last_seen(&lan).await.unwrap(), Some(9));
    let standing = store.standings().await.unwrap().remove(&lan).unwrap();
    assert_eq!((standing.password, standing.second_factor, standing.seen_at), (false, true, Some(9)));
    store.remove_second_factor(&lan).await.unwrap();
    assert_eq!(store.second_factor(&lan).await.unwrap(), None);
    assert_eq!(store.recovery_codes_left(&lan).await.unwrap(), 0);
}
