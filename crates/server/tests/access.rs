//! Every route of the API, asked as every role stands to one unit: `suite/access/routes.txt`.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used)]

use app::view::{ChoosePassword, SetAccount};
use app::{App, Clock, Visitor};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use http_body_util::BodyExt;
use model::{Account, Grant, Role};
use serde_json::{Value, json};
use server::{Options, openapi, router};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use tower::ServiceExt;

/// The unit that is asked about.
const UNIT: &str = "xa-nam-kha";
/// One beside it.
const OTHER: &str = "xa-phieng-lan";
/// The one above both.
const ABOVE: &str = "nam-son";
const PERIOD: &str = "2021-Q2";
const PASSWORD: &str = "ruộng bậc thang mùa nước đổ";

/// How a grant stands to the unit, and whether it covers defence and security.
const RELATIONS: [(&str, Option<&str>, bool); 5] = [
    ("own", Some(UNIT), false),
    ("above", Some(ABOVE), false),
    ("elsewhere", Some(OTHER), false),
    ("place", None, false),
    ("restricted", None, true),
];

/// Routes that anybody may knock at; what they need is in their bodies.
const OPEN: [&str; 7] = [
    "POST /api/session",
    "GET /api/sign-in",
    "POST /api/link",
    "POST /api/link/password",
    "POST /api/forgot",
    "GET /api/oidc/begin",
    "GET /api/oidc/back",
];

/// What a route is sent, so that it comes to the question of rights. A route with a body that is not here fails.
fn body(route: &str, names: &Names) -> Option<Value> {
    let cell = json!({ "indicator": names.code, "measure": "actual", "text": "1", "note": null });
    let figure = json!({ "indicator": names.code, "unit": ABOVE, "period": PERIOD, "measure": "actual" });
    let prose = json!({ "kind": "body", "inlines": [] });
    let reorganisation = json!({
        "on": "2030-01-01", "legal_basis": "", "ends": [], "begins": [], "changes": [], "hands": [], "heirless": [],
    });
    let pivot = json!({
        "indicators": [names.code], "measures": ["actual"], "units": { "which": "listed", "units": [ABOVE] },
        "periods": { "which": "listed", "periods": [PERIOD] }, "rows": ["unit"], "columns": ["period"],
        "boundaries": { "as_of": "today" }, "total": false,
    });
    let table = [
        ("POST /api/pivot", json!({ "pivot": pivot })),
        ("POST /api/pivot/map", json!({ "table": { "pivot": pivot }, "column": 0 })),
        ("POST /api/pivots", json!({ "name": "thử", "pivot": pivot })),
        ("PUT /api/pivots/{pivot}", json!({ "name": "thử", "pivot": pivot })),
        ("POST /api/pivots/{pivot}", json!({ "removed": false })),
        ("POST /api/pivot/report", json!({ "period": PERIOD, "pivot": pivot })),
        ("PUT /api/living/{period}/prose", json!({ "edits": [] })),
        ("POST /api/plans", decision()),
        ("PUT /api/plans/decisions/{plan}", decision()),
        ("PUT /api/plans/decisions/{plan}/targets", json!({ "targets": [] })),
        ("PUT /api/plans/steps/{step}", json!({ "undone": true })),
        (
            "PUT /api/plans/signals",
            json!({ "from": "2021-01-01", "green": "90", "amber": "70", "basis": "thử" }),
        ),
        (
            "POST /api/indicators/{code}/life",
            json!({ "on": "2021-01-01", "basis": "thử", "event": { "what": "retired", "indicator": names.code } }),
        ),
        ("PUT /api/indicators/{code}/official", json!({ "official": [] })),
        ("PUT /api/life/steps/{step}", json!({ "undone": true })),
        ("POST /api/living/{period}/figures/try", json!({ "figures": [] })),
        (
            "POST /api/living/{period}/charts/try",
            json!({ "shape": "columns", "indicators": [], "beside": [] }),
        ),
        (
            "POST /api/living/{period}/remarks",
            json!({ "passage": names.passage, "quote": null, "text": "thử", "answers": null }),
        ),
        ("POST /api/living/{period}/remarks/{cut}/settle", json!({ "settled": true })),
        (
            "POST /api/living/{period}/suggestions",
            json!({ "passage": names.passage, "base": prose, "now": prose, "why": null }),
        ),
        ("POST /api/living/{period}/suggestions/{cut}/settle", json!({ "accepted": false })),
        ("POST /api/living/{period}/assign", json!({ "passages": [names.passage], "owner": null })),
        ("POST /api/living/{period}/lock", json!({ "passages": [names.passage], "locked": false })),
        ("POST /api/living/{period}/numbering", json!({ "numbering": "roman" })),
        ("POST /api/living/{period}/doclets/{unit}/return", json!({ "reason": "thử" })),
        (
            "POST /api/sources/choices",
            json!({ "key": figure, "counts": "owner", "reason": "thử", "computation": "" }),
        ),
        ("POST /api/sources/choices/undo", json!({ "key": figure })),
        ("PUT /api/sources/{code}/{unit}", json!({ "of": null, "reason": "thử" })),
        ("POST /api/rounds", json!({ "period": "2021-Q3", "due": "2021-09-17" })),
        ("PUT /api/rounds/{round}/forms/{unit}/cells", json!({ "cells": [] })),
        ("POST /api/rounds/{round}/forms/{unit}/send", json!({})),
        ("POST /api/rounds/{round}/forms/{unit}/return", json!({ "reason": "thử" })),
        ("POST /api/rounds/{round}/forms/{unit}/correct", json!({ "cell": cell, "reason": "thử" })),
        ("POST /api/findings/{key}/answer", json!({ "kind": "explained", "text": "thử" })),
        ("POST /api/learned/{rule}", json!({ "accept": true, "reason": "thử" })),
        ("POST /api/living/{period}/checks", json!({ "cut": 1, "annexed": false })),
        ("POST /api/living/{period}/approve", json!({ "cut": 1 })),
        (
            "POST /api/living/{period}/notices/explain",
            json!({ "places": [{ "key": "stale:p:f", "seen": "1" }], "reason": "thử" }),
        ),
        ("POST /api/living/{period}/notices/withdraw", json!({ "keys": ["stale:p:f"] })),
        (
            "POST /api/living/{period}/bind",
            json!({ "passage": "p", "start": 0, "end": 1, "words": "1",
                "choice": { "indicator": names.code, "measure": "actual", "unit": null, "shift": 0 } }),
        ),
        (
            "PUT /api/living/{period}/dispatch",
            json!({ "notation": "BC-UBND", "addressees": [], "recipients": [], "drafter": null, "authority": [] }),
        ),
        ("POST /api/living/{period}/issue", json!({ "date": "2021-06-20", "signer": "A" })),
        ("POST /api/tasks", json!({ "text": "thử", "lead": null, "due": null, "period": PERIOD })),
        ("PUT /api/tasks/{id}/status", json!({ "status": "done", "remark": null })),
        ("PUT /api/tasks/{id}/assignment", json!({ "lead": UNIT, "due": null })),
        ("PUT /api/indicators/{code}", names.indicator.clone()),
        ("POST /api/rules/draft", json!({ "formula": "", "cursor": 0, "scope": { "of": "everyone" } })),
        (
            "POST /api/rules",
            json!({ "formula": "", "severity": "info", "scope": { "of": "everyone" }, "message": "", "hint": "", "source": "", "reason": "" }),
        ),
        (
            "PUT /api/rules/{id}/written",
            json!({ "formula": "", "severity": "info", "scope": { "of": "everyone" }, "message": "", "hint": "", "source": "", "reason": "" }),
        ),
        ("PUT /api/rules/{id}", json!({ "active": true, "reason": "thử" })),
        ("POST /api/readings/{id}/review", json!({ "seen": 0, "changes": [] })),
        ("PUT /api/readings/{id}/review/{step}", json!({ "undone": true })),
        ("POST /api/readings/{id}/adopt", json!({ "accept_rest": true, "period": null })),
        (
            "POST /api/alignment/rulings",
            json!({ "cell": { "report": "0", "fact": "1" }, "with": { "report": "0", "fact": "2" }, "same": null }),
        ),
        (
            "PUT /api/accounts/{name}",
            json!({ "display_name": "Người thử", "unit": UNIT, "grants": [Grant::of(Role::Entry, UNIT)], "active": true }),
        ),
        ("POST /api/rounds/plan", json!({ "period": "2021-Q3" })),
        ("POST /api/rounds/{round}/forms/{unit}/here", json!({ "page": "a" })),
        ("POST /api/living/{period}/here", json!({ "page": "a" })),
        (
            "PUT /api/rounds/{round}/forms/{unit}/files/{file}",
            json!({ "indicator": names.code, "measure": "actual", "removed": true }),
        ),
        ("PUT /api/rounds/{round}/forms/{unit}/returns", json!({ "returned": 1, "excused": true })),
        ("POST /api/rounds/{round}/units/{unit}/exclude", json!({ "reason": "thử" })),
        ("POST /api/rounds/{round}/units/{unit}/extend", json!({ "due": "2021-06-30", "reason": "thử" })),
        (
            "POST /api/rounds/{round}/reminders",
            json!({ "units": [UNIT], "how": "page", "subject": "Thử", "text": "thử" }),
        ),
        (
            "POST /api/rounds/{round}/reminders/preview",
            json!({ "unit": UNIT, "subject": "Thử", "text": "thử" }),
        ),
        ("PUT /api/reminders/plan", json!({ "from_hour": 8, "rules": [], "templates": [] })),
        (
            "POST /api/units",
            json!({ "name": "Trạm thử", "kind": "station", "parent": UNIT, "official_code": "", "from": null, "phone": "" }),
        ),
        ("POST /api/reorganisations", reorganisation.clone()),
        ("POST /api/reorganisations/try", reorganisation),
        ("PUT /api/units/{unit}/contact", json!({ "name": null, "phone": null, "email": null })),
        (
            "POST /api/outages",
            json!({ "from": "2021-06-16T08:00", "to": "2021-06-16T09:00", "reason": "thử" }),
        ),
        ("PUT /api/league/scoring", json!({ "formula": "1" })),
        ("POST /api/mail/test", json!({ "to": "thu@vi-du.vn" })),
        ("PUT /api/mail", json!({ "password": null, "settings": model::MailSettings::default() })),
        ("PUT /api/days/on/{day}", json!({ "worked": false, "name": "thử", "source": "thử" })),
        ("PUT /api/regimes/{regime}", names.regime.clone()),
        ("PUT /api/reporting-routes/{unit}", json!({ "routes": [] })),
        ("POST /api/living/{period}/correction", json!({ "reason": "thử" })),
        ("POST /api/outlines", json!({ "text": "Đề cương: Thử\nCấp: xã\nKỳ: quý\nLời thử." })),
        ("PUT /api/outlines/{outline}", json!({ "text": "Đề cương: Thử\nCấp: xã\nKỳ: quý\nLời thử." })),
        ("PUT /api/outlines/{outline}/removed", json!({ "removed": true })),
        (
            "POST /api/living/{period}/start",
            json!({ "from": { "from": "outline", "outline": "xa" }, "replace": false }),
        ),
        ("POST /api/living/{period}/outline", json!({ "name": "Thử", "kinds": ["quarter"] })),
        ("POST /api/living/{period}/offers", json!({ "key": "task x", "answer": "leave" })),
        ("PUT /api/issued/{period}/signed/word", json!({ "evidence": "thử" })),
        ("PUT /api/signers", json!({ "signers": [] })),
        (
            "PUT /api/register",
            json!({ "place": { "year": 2021, "notation": "BC-UBND", "number": 1 }, "date": null, "kind": "Báo cáo", "subject": "thử", "signer": "", "recipients": "" }),
        ),
        ("PUT /api/sign-in-policy", serde_json::to_value(model::SignInPolicy::default()).unwrap()),
    ];
    table.into_iter().find(|(known, _)| *known == route).map(|(_, body)| body)
}

/// A decision as it is written down.
fn decision() -> Value {
    json!({ "number": "1/QĐ-UBND", "date": "2020-12-10", "issuer": "UBND tỉnh", "title": "", "from": "2021-01-01" })
}

/// What routes that take a file are sent.
fn upload(route: &str, names: &Names) -> Option<String> {
    let cell = json!({ "indicator": names.code, "measure": "actual" });
    let table = [
        ("POST /api/readings", "a.txt", Value::Null),
        ("POST /api/rounds/{round}/forms/{unit}/files", "a.pdf", cell),
        ("POST /api/rounds/{round}/forms/{unit}/workbook", "a.xlsx", json!({ "cells": [] })),
        ("POST /api/rounds/{round}/forms/{unit}/workbook/preview", "a.xlsx", Value::Null),
        ("POST /api/word-template", "a.docx", Value::Null),
        ("POST /api/issued/{period}/signed", "a.pdf", Value::Null),
        ("POST /api/living/{period}/returned", "a.docx", json!({ "changes": [] })),
        ("POST /api/living/{period}/returned/preview", "a.docx", Value::Null),
        ("POST /api/history", "a.xlsx", json!({})),
        ("POST /api/history/preview", "a.xlsx", json!({})),
        ("POST /api/plans/decisions/{plan}/file", "a.pdf", Value::Null),
        ("POST /api/plans/decisions/{plan}/workbook/{period}", "a.xlsx", Value::Null),
        ("POST /api/life/catalogue", "a.csv", json!({ "codes": [] })),
        ("POST /api/life/catalogue/preview", "a.csv", Value::Null),
        ("POST /api/rounds/{round}/workbooks", "a.zip", json!({ "units": [] })),
        ("POST /api/rounds/{round}/workbooks/preview", "a.zip", Value::Null),
    ];
    let (_, file, says) = table.into_iter().find(|(known, ..)| *known == route)?;
    let part =
        |head: &str, body: &str| format!("--b\r\ncontent-disposition: form-data; {head}\r\n\r\n{body}\r\n");
    let file = part(&format!("name=\"file\"; filename=\"{file}\""), "%PDF-1.7");
    let says = if says.is_null() { String::new() } else { part("name=\"says\"", &says.to_string()) };
    Some(says + &file + "--b--\r\n")
}

/// Things of the demo that addresses name.
struct Names {
    code: String,
    indicator: Value,
    regime: Value,
    reading: String,
    rule: String,
    task: String,
    finding: String,
    figure: String,
    passage: String,
}

impl Names {
    async fn of(service: &Router, cookie: &str) -> Self {
        let ask = async |path: &str| answer(service, Method::GET, path, cookie, None).await.1;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let indicators = ask("/api/indicators").await;
        // One that the office states may be planned and corrected like any other.
        let mut indicator = indicators["rows"][0].clone();
        for more in ["owner_unit", "formula_in_names", "latest"] {
            indicator.as_object_mut().unwrap().remove(more);
        }
        let living = ask(&format!("/api/living/{PERIOD}")).await;
        let passages = living["passages"].as_array().unwrap().clone();
        let inlines = passages.iter().flat_map(|p| p["inlines"].as_array().unwrap().clone());
        let figure = inlines.filter(|i| i["type"] == "figure").map(|i| text(&i["figure"]["id"])).next();
        let findings = ask(&format!("/api/findings?period={PERIOD}")).await;
        Self {
            code: text(&indicator["code"]),
            indicator,
            regime: ask("/api/regimes").await[0]["regime"].clone(),
            reading: text(&ask("/api/readings").await[0]["id"]),
            rule: text(&ask("/api/rules").await["rows"][0]["id"]),
            task: text(&ask("/api/tasks").await["rows"][0]["id"]),
            finding: text(&findings["rows"][0]["key"]),
            figure: figure.unwrap_or_default(),
            passage: text(&passages.last().unwrap()["id"]),
        }
    }

    fn fill(&self, route: &str) -> String {
        let (_, path) = route.split_once(' ').unwrap();
        let id = match path.split('/').nth(2).unwrap() {
            "readings" => &self.reading,
            "rules" => &self.rule,
            "tasks" => &self.task,
            _ => "0000000000000000",
        };
        let parts = path.split('/').map(|part| match part {
            "{period}" | "{round}" => PERIOD,
            "{unit}" => UNIT,
            "{code}" => &self.code,
            "{key}" => &self.finding,
            "{rule}" => &self.rule,
            "{figure}" => &self.figure,
            "{passage}" => &self.passage,
            "{name}" => "xanamkha",
            "{report}" => &self.reading,
            "{fact}" | "{step}" | "{cut}" | "{number}" | "{annex}" => "1",
            "{notation}" => "BC-UBND",
            "{outline}" => "huyen",
            "{plan}" => "kh-1",
            "{regime}" => self.regime["id"].as_str().unwrap(),
            "{day}" => "2021-09-03",
            "{year}" => "2021",
            "{file}" | "{letter}" | "{shape}" => "0000000000000000",
            "{id}" => id,
            part => part,
        });
        let path = parts.map(|p| p.replace(' ', "%20").replace('|', "%7C")).collect::<Vec<_>>().join("/");
        let ask = match route {
            "GET /api/living/{period}/preview"
            | "GET /api/issued/{period}/file"
            | "GET /api/issued/{period}/annexes/{annex}"
            | "GET /api/issued/{period}/extract" => "?to=html",
            "GET /api/restated" | "GET /api/living/{period}/then" => "?as_of=2021-06-01",
            "GET /api/living/{period}/issue" => "?year=2021",
            "GET /api/plans/progress" => "?period=2021",
            "GET /api/findings/closed" | "GET /api/findings/passed" | "GET /api/findings/contradictions" => {
                "?period=2021-Q2"
            }
            _ => "",
        };
        path + ask
    }
}

async fn answer(
    service: &Router,
    method: Method,
    path: &str,
    cookie: &str,
    body: Option<String>,
) -> (StatusCode, Value) {
    let kind = match body.as_deref().is_some_and(|body| body.starts_with("--b")) {
        true => "multipart/form-data; boundary=b",
        false => "application/json",
    };
    let body = body.map_or_else(Body::empty, Body::from);
    let request = Request::builder().method(method).uri(path).header("host", "solieu.example");
    let request = request.header("cookie", cookie).header("content-type", kind).body(body);
    let response = service.clone().oneshot(request.unwrap()).await.unwrap();
    let status = response.status();
    // A stream of changes never ends: its status says enough.
    if response.headers().get("content-type").is_some_and(|t| t == "text/event-stream") {
        return (status, Value::Null);
    }
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

fn folder(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("access-{name}"));
    std::fs::remove_dir_all(&dir).ok();
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

/// A person with one grant, signed in, in a place of its own that is as the demo.
async fn place(demo: &Path, name: &str, grant: Grant) -> (Router, String) {
    let dir = folder(name);
    // The write-ahead log beside the file has what was written last.
    for file in std::fs::read_dir(demo).unwrap().map(Result::unwrap) {
        std::fs::copy(file.path(), dir.join(file.file_name())).unwrap();
    }
    let app = App::open(&dir, Clock::starting_on(App::DEMO_STARTS), Vec::new()).await.unwrap();
    let administrator = Account::new("quantri", "van-phong", vec![Grant::everywhere(Role::Administrator)]);
    let input = SetAccount {
        display_name: "Người hỏi".to_owned(),
        unit: grant.scope.clone().unwrap_or_else(|| ABOVE.into()),
        grants: vec![grant],
        email: None,
        phone: None,
        subject: None,
        active: true,
    };
    app.set_account(&administrator, &"nguoi-hoi".into(), input).await.unwrap();
    let link = app.invite(&administrator, &"nguoi-hoi".into()).await.unwrap();
    let chosen = ChoosePassword { token: link.token, password: PASSWORD.to_owned(), code: None };
    let (_, token) = app.choose_password(chosen, Visitor::default()).await.unwrap();
    (router(app, Options::default()), format!("solieu={}", token.0))
}

/// Every route as the description of the API writes it, with whether it takes a body. Asking comes before changing.
fn routes() -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for (path, item) in openapi().paths.paths {
        for (order, (method, operation)) in
            [("GET", item.get), ("POST", item.post), ("PUT", item.put), ("DELETE", item.delete)]
                .into_iter()
                .enumerate()
        {
            if let Some(operation) = operation {
                let takes = operation
                    .request_body
                    .is_some_and(|b| serde_json::to_value(b).unwrap()["content"].is_object());
                found.push((order, format!("{method} {path}"), takes));
            }
        }
    }
    found.sort();
    found.into_iter().map(|(_, route, takes)| (route, takes)).collect()
}

/// What the person is told: in, or why not.
fn told(status: StatusCode, body: &Value) -> char {
    match (status.as_u16(), body["code"].as_str()) {
        (403, Some("restricted-inside")) => 'h',
        (403 | 404, _) => '-',
        (401, _) => '?',
        (500, _) => '!',
        _ => 'x',
    }
}

#[tokio::test]
async fn every_route_asks_who_knocks() {
    let demo = folder("demo");
    let app = App::open(&demo, Clock::starting_on(App::DEMO_STARTS), Vec::new()).await.unwrap();
    app.demo().await.unwrap();
    let (service, cookie) = place(&demo, "names", Grant::everywhere(Role::Compiler)).await;
    let names = Names::of(&service, &cookie).await;
    let mine = |route: &str| route.contains(" /api/me") || route.ends_with(" /api/session");
    let routes: Vec<(String, bool)> =
        routes().into_iter().filter(|(r, _)| !OPEN.contains(&r.as_str())).collect();
    let (own, asked): (Vec<_>, Vec<_>) = routes.into_iter().partition(|(route, _)| mine(route));
    let unsent: Vec<_> = asked
        .iter()
        .filter(|(r, takes)| *takes && body(r, &names).is_none() && upload(r, &names).is_none())
        .collect();
    assert!(unsent.is_empty(), "what are these sent? Say so in `body`: {unsent:?}");
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for role in Role::ALL {
        for (relation, scope, restricted) in RELATIONS {
            let grant = Grant { scope: scope.map(Into::into), restricted, ..Grant::everywhere(role) };
            let name = format!("{}-{relation}", serde_json::to_value(role).unwrap().as_str().unwrap());
            let (service, cookie) = place(&demo, &name, grant).await;
            for (route, _) in &asked {
                let method = route.split(' ').next().unwrap().parse().unwrap();
                let sent = body(route, &names).map(|body| body.to_string()).or_else(|| upload(route, &names));
                let (status, body) = answer(&service, method, &names.fill(route), &cookie, sent).await;
                seen.entry(route.clone()).or_default().push(told(status, &body));
            }
        }
    }
    let table = printed(&asked, &own, &seen);
    let path = Path::new("../../suite/access/routes.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    assert!(!table.contains('!'), "a fault:\n{table}");
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), table, "BLESS=1 writes it anew");
}

fn printed(asked: &[(String, bool)], own: &[(String, bool)], seen: &BTreeMap<String, String>) -> String {
    let mut out = String::from(
        "# Mọi đường của API × vai trò × quan hệ với xa-nam-kha. Năm cột của mỗi vai trò: vai trò được giao cho chính xã ấy, cho huyện bên trên,\n\
         # cho xã khác, cho cả nơi, cho cả nơi và gồm quốc phòng, an ninh (bốn cột đầu thì không gồm).\n\
         # x: được vào (có thể bị từ chối vì lý do khác); -: không được hoặc coi như không có; h: có số liệu hạn chế bên trong.\n\n",
    );
    let heads = ["entry", "appr", "comp", "lead", "insp", "admin"];
    let _ = writeln!(out, "{:<56}{}", "", heads.map(|h| format!("{h:<7}")).concat().trim_end());
    for (route, _) in asked {
        let marks = seen.get(route).map(String::as_str).unwrap_or_default().as_bytes();
        let groups: Vec<String> = marks.chunks(5).map(|c| String::from_utf8_lossy(c).into_owned()).collect();
        let _ = writeln!(out, "{route:<56}{}", groups.join("  "));
    }
    out.push_str("\n# Về chính người hỏi: ai đã đăng nhập cũng vào được.\n\n");
    own.iter().for_each(|(route, _)| out.push_str(&format!("{route}\n")));
    out.push_str("\n# Trước khi đăng nhập.\n\n");
    OPEN.iter().for_each(|route| out.push_str(&format!("{route}\n")));
    out
}
