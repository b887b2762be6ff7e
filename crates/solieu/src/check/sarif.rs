//! The answer in SARIF 2.1.0 (OASIS), as GitHub code scanning and the SARIF viewer of VS Code take it in.

use super::places::Place;
use super::rules::{CHECKS, Check};
use super::{Answer, Item};
use model::Severity;
use serde_json::{Value, json};
use std::path::Path;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The log of one run. Lines, columns and offsets count scalar values of the text that `solieu read FILE --text` prints.
pub(super) fn log(file: &Path, answer: &Answer) -> Value {
    let uri = uri(file);
    let used: Vec<&Check> =
        CHECKS.iter().filter(|check| answer.findings.iter().any(|item| item.check.id == check.id)).collect();
    let results: Vec<Value> = answer.findings.iter().map(|item| result(item, &used, &uri)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "solieu",
                "fullName": "Sổ Liệu",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": "vi",
                "rules": used.iter().map(|check| rule(check)).collect::<Vec<_>>(),
            }},
            "artifacts": [{ "location": { "uri": uri } }],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }]
    })
}

fn rule(check: &Check) -> Value {
    json!({
        "id": check.id,
        "name": name(check.id),
        "shortDescription": { "text": check.law },
        "fullDescription": { "text": check.law },
        "help": { "text": format!("{} Sổ Liệu chỉ hỏi, không tự sửa: hãy xem lại câu được nêu.", check.law) },
        "properties": { "tags": [check.topic.tag()] },
    })
}

/// `SumOfParts`: a name for menus.
fn name(id: &str) -> String {
    let capital =
        |word: &str| word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
    id.split('-').map(capital).collect::<Vec<String>>().concat()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(item: &Item, used: &[&Check], uri: &str) -> Value {
    let mut places = item.places.iter().map(|place| location(place, uri));
    let first = places.next();
    let related = places.enumerate().map(|(i, place)| {
        let mut place = place;
        place["id"] = json!(i + 1);
        place["message"] = json!({ "text": "Số liệu đối chiếu" });
        place
    });
    let mut text = item.says.clone();
    for more in [item.computation.as_ref().map(|c| format!("Phép tính: {c}.")), Some(item.hint.clone())] {
        text.extend(more.map(|more| format!(" {more}")));
    }
    let mut result = json!({
        "ruleId": item.check.id,
        "level": level(item.level),
        "message": { "text": text },
        "locations": first.into_iter().collect::<Vec<_>>(),
        "partialFingerprints": { "finding/v1": fingerprint(item) },
    });
    if let Some(index) = used.iter().position(|check| check.id == item.check.id) {
        result["ruleIndex"] = json!(index);
    }
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    result
}

fn location(place: &Place, uri: &str) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri, "index": 0 },
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "charOffset": place.start,
                "charLength": place.end - place.start,
                "snippet": { "text": place.quoted },
            },
        },
        "logicalLocations": [{ "name": place.section }],
    })
}

/// The same while the finding says the same of the same words, wherever they move.
fn fingerprint(item: &Item) -> String {
    let quoted: Vec<&str> = item.places.iter().map(|place| place.quoted.as_str()).collect();
    let text =
        format!("{}|{}|{}", item.check.id, quoted.join("|"), item.computation.as_deref().unwrap_or_default());
    // FNV-1a: short and the same everywhere.
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// A path as a relative reference of RFC 3986.
fn uri(file: &Path) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/');
    let encode = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    file.to_string_lossy().replace('\\', "/").bytes().map(encode).collect()
}
