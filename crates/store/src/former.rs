//! Acts as earlier versions of the program wrote them. Rows of the ledger never change: what a former act said is said
//! here in the words of today, all of it.

use crate::Fault;
use model::{Act, Cut};
use serde_json::error::Category;
use serde_json::{Value, json};

/// From a former act to one of today that says the same.
type Today = fn(&Value) -> Value;

/// By former name.
const FORMER: [(&str, Today); 2] = [("account_set", account_set), ("proposal_decided", proposal_decided)];

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
