//! The acts that make a made-up country, as they lie in the ledger.

use super::figures::{CELLS, code, number, unit};
use app::Session;
use model::{AccountName, Act};
use serde_json::{Value, json};

/// The round.
pub const PERIOD: &str = "2026-Q2";
/// When it was made.
pub const AT: &str = "2026-06-15T01:00:00Z";

/// An act from what is said of it.
///
/// # Errors
/// When it is no act.
pub fn act(said: Value) -> Result<Act, serde_json::Error> {
    serde_json::from_value(said)
}

/// The place, its units, and one officer each.
pub fn founding(units: usize) -> Vec<Value> {
    let placed = |parent: Value| json!([{ "parent": parent, "from": null, "to": null }]);
    let top = json!({ "id": "nuoc", "name": "cả nước", "kind": "province", "official_code": null,
        "placements": placed(Value::Null), "phone": null });
    let communes = (0..units).map(|n| {
        json!({ "id": unit(n), "name": format!("xã {n:04}"), "kind": "commune", "official_code": null,
            "placements": placed(json!("nuoc")), "phone": null })
    });
    let place = json!({ "unit": "nuoc", "issuer": "", "superior": "", "seat": "", "notation": "BC", "authority": [],
        "recipients": [], "addressees": [] });
    let accounts = (0..units).map(|n| {
        json!({ "act": "account_set", "account": { "name": unit(n), "display_name": format!("Cán bộ xã {n:04}"),
            "unit": unit(n), "grants": [{ "role": "entry", "scope": unit(n), "sectors": [], "restricted": true }],
            "email": null, "phone": null, "subject": null, "active": true } })
    });
    let founded = json!({ "act": "place_founded", "place": place, "units": std::iter::once(top).chain(communes).collect::<Vec<_>>() });
    std::iter::once(founded).chain(accounts).collect()
}

/// What is asked: indicators, laws, the round.
pub fn asking(units: usize) -> Vec<Value> {
    let indicators = (0..CELLS).map(|cell| {
        json!({ "act": "indicator_set", "indicator": { "code": code(cell), "name": format!("Chỉ tiêu {cell:03}"),
            "measure_unit": "hộ", "counted": true, "decimals": 0, "timing": "flow", "collector": { "by": "communes" },
            "owner": "nuoc", "planned": false, "part_of": null, "formula": null, "source": "", "group":
            format!("Nhóm {:02}", cell / 10), "restricted": false } })
    });
    let rules = (0..CELLS).step_by(10).map(|cell| {
        let formula = format!("{} = {} + {}", code(cell), code(cell + 1), code(cell + 2));
        json!({ "act": "rule_set", "reason": "", "rule": { "id": format!("r{cell}"), "kind": "sum-of-parts",
            "formula": formula, "severity": "error", "source": "", "active": true } })
    });
    let cells: Vec<Value> =
        (0..CELLS).map(|cell| json!({ "indicator": code(cell), "measure": "actual" })).collect();
    let sheets: Vec<Value> = (0..units).map(|n| json!({ "unit": unit(n), "cells": cells })).collect();
    let round = json!({ "act": "round_opened", "round": { "period": PERIOD, "window": { "from": "2026-03-15", "to":
        "2026-06-14" }, "due": "2026-06-20", "sheets": sheets } });
    indicators.chain(rules).chain([round]).collect()
}

/// One unit's answer: a page of twenty cells at a time, then sent.
pub fn answer(n: usize) -> Vec<Value> {
    let stated = |cell: usize| {
        json!({ "key": { "indicator": code(cell), "unit": unit(n), "period": PERIOD, "measure": "actual" },
            "stated": { "number": model::Number::new(number(n, cell).into()) }, "approx": null, "as_of": null, "note": null })
    };
    let page = |from: usize| {
        let values: Vec<Value> = (from..from + 20).map(stated).collect();
        json!({ "act": "cells_saved", "unit": unit(n), "period": PERIOD, "values": values })
    };
    let sent = json!({ "act": "form_sent", "unit": unit(n), "period": PERIOD });
    (0..CELLS).step_by(20).map(page).chain([sent]).collect()
}

/// A session of the officer of unit `n`, last used at `now`.
pub fn session(token_hash: &str, n: usize, now: i64) -> Session {
    Session {
        token_hash: token_hash.to_owned(),
        account: AccountName::from(unit(n).as_str()),
        device: String::new(),
        address: "127.0.0.1".to_owned(),
        begun_at: now,
        seen_at: now,
        expires_at: 1 << 40,
    }
}
