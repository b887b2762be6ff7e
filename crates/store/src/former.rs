//! Acts as earlier versions of the program wrote them. Rows of the ledger never change: what a former act said is said
//! here in the words of today, all of it.

use crate::Fault;
use model::{Act, Cut};
use serde_json::error::Category;
use serde_json::{Value, json};

/// From a former act to one of today that says the same.
type Today = fn(&Value) -> Value;

/// By former name.
const FORMER: [(&str, Today); 3] =
    [("account_set", account_set), ("proposal_decided", proposal_decided), ("notice_tended", notice_tended)];

/// An act from its stored name and body.
///
/// # Errors
/// [`Fault::OtherVersion`] for an act that this version does not know, [`Fault::Corrupt`] for a body that is no JSON.
pub(crate) fn act(cut: Cut, name: &str, body: &str) -> Result<Act, Fault> {
    let decoded = match FORMER.iter().find(|(former, _)| *former == name) {
        Some((_, today)) => serde_json::from_str(body).and_then(|said| serde_json::from_value(today(&said))),
        None => serde_json::from_str(body),
    };
    decoded.map_err(|error| match error.classify() {
        // No reason in full: it would list every name that this version knows.
        Category::Data => Fault::OtherVersion(format!("mục sổ {}: {name}", cut.0)),
        _ => Fault::corrupt(format!("mục sổ {}: {error}", cut.0)),
    })
}

/// Until reviews had steps, each decision was an act of its own.
fn proposal_decided(said: &Value) -> Value {
    let change = json!({ "change": "decided", "proposal": said["proposal"], "decision": said["decision"] });
    json!({ "act": "reading_reviewed", "report": said["report"], "changes": [change] })
}

/// Until one reason could be given for many places, each was explained by an act of its own.
fn notice_tended(said: &Value) -> Value {
    let mut today = said.clone();
    let what = &said["what"];
    match (what["did"].as_str(), what["key"].as_str()) {
        (Some("explained"), Some(key)) => {
            let place = json!({ "key": key, "seen": what["seen"] });
            today["what"] = json!({ "did": "explained", "places": [place], "reason": what["reason"] });
        }
        (Some("withdrawn"), Some(key)) => today["what"] = json!({ "did": "withdrawn", "keys": [key] }),
        _ => {}
    }
    today
}

/// Until people held grants, each had one role; a unit's officer typed and sent alone.
fn account_set(said: &Value) -> Value {
    let account = &said["account"];
    let Some(role) = account["role"].as_str() else { return said.clone() };
    let grant = |role: &str, scope: &Value| json!({ "role": role, "scope": scope, "sectors": [], "restricted": true });
    let grants = match role {
        "reporter" => vec![grant("entry", &account["unit"]), grant("unit_approver", &account["unit"])],
        "office" => vec![grant("compiler", &Value::Null)],
        other => vec![grant(other, &Value::Null)],
    };
    let mut account = account.clone();
    account["grants"] = grants.into();
    json!({ "act": "account_set", "account": account })
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{NoticeAct, SeenNotice};

    #[test]
    fn a_reason_for_one_place_is_one_for_many() {
        let read = |what: &str| {
            let body = format!(r#"{{"act":"notice_tended","period":"2021-Q2","what":{what}}}"#);
            match act(Cut(1), "notice_tended", &body).unwrap() {
                Act::NoticeTended { what, .. } => what,
                other => panic!("{other:?}"),
            }
        };
        let places = vec![SeenNotice { key: "stale:p1:f1".into(), seen: "12 ha".to_owned() }];
        let explained = NoticeAct::Explained { places, reason: "Đã xem.".to_owned() };
        let withdrawn = NoticeAct::Withdrawn { keys: vec!["stale:p1:f1".into()] };
        assert_eq!(
            read(r#"{"did":"explained","key":"stale:p1:f1","seen":"12 ha","reason":"Đã xem."}"#),
            explained
        );
        assert_eq!(read(r#"{"did":"withdrawn","key":"stale:p1:f1"}"#), withdrawn);
        for today in [explained, withdrawn] {
            assert_eq!(read(&serde_json::to_string(&today).unwrap()), today);
        }
    }
}
