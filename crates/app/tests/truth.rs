//! The demo's living report before issue: its clean form says nothing false, and each of the faults in `suite/truth/demo-faults.txt` is shown at its
//! place. `BLESS=1` writes anew what was shown.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used)]

use app::view::{ExplainNotices, LivingInline, LivingPassage, LivingView, Notice, ProseEdit, WriteProse};
use app::{App, Clock};
use engine::truth::Kind;
use model::{Account, Figure, Grant, Inline, Measure, Period, ProseContent, Role, SeenNotice};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

const PERIOD: &str = "2021-Q2";

fn suite(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/truth").join(name)
}

fn back(inline: &LivingInline) -> Inline {
    match inline.clone() {
        LivingInline::Text { text, bold, italic } => Inline::Text { text, bold, italic },
        LivingInline::Figure { figure, .. } => Inline::Figure { figure },
        LivingInline::Period { mention, .. } => Inline::Period { mention },
        LivingInline::Note { id, .. } => Inline::Note { id },
    }
}

fn words(inline: &LivingInline) -> &str {
    match inline {
        LivingInline::Text { text, .. }
        | LivingInline::Figure { text, .. }
        | LivingInline::Period { text, .. } => text,
        LivingInline::Note { .. } => "",
    }
}

/// The paragraph with other words in place of some: figures among them are gone. `{ước}` is a figure that nobody reported, of the
/// indicator printed first in the paragraph.
fn changed(passage: &LivingPassage, find: &str, put: &str) -> Vec<Inline> {
    let text: String = passage.inlines.iter().map(words).collect();
    let at = text.find(find).unwrap_or_else(|| panic!("{}: no “{find}” in {text}", passage.id));
    let (from, to) = (at, at + find.len());
    let mut made = Vec::new();
    let (mut start, mut done) = (0, false);
    for inline in &passage.inlines {
        let end = start + words(inline).len();
        let cut = start < to && from < end;
        if !cut {
            made.push(back(inline));
        } else {
            let own = words(inline);
            let plain = matches!(inline, LivingInline::Text { .. });
            if plain && from > start {
                made.push(Inline::text(&own[..from - start]));
            }
            if !done {
                made.extend(put_in(passage, put));
                done = true;
            }
            if plain && to < end {
                made.push(Inline::text(&own[to - start..]));
            }
        }
        start = end;
    }
    made
}

fn put_in(passage: &LivingPassage, put: &str) -> Vec<Inline> {
    if put != "{ước}" {
        return vec![Inline::text(put)];
    }
    let bound = passage.inlines.iter().find_map(|i| match i {
        LivingInline::Figure { figure, .. } => Some(figure.clone()),
        _ => None,
    });
    let figure = Figure { id: "thieu".into(), measure: Measure::Estimate, ..bound.unwrap() };
    vec![Inline::Figure { figure }]
}

/// A paragraph as it is kept: what was shown without what was computed for it.
fn stored(passage: &LivingPassage) -> Vec<Inline> {
    let inlines = passage.inlines.iter().cloned();
    inlines
        .map(|inline| match inline {
            LivingInline::Text { text, bold, italic } => Inline::Text { text, bold, italic },
            LivingInline::Figure { figure, .. } => Inline::Figure { figure },
            LivingInline::Period { mention, .. } => Inline::Period { mention },
            LivingInline::Note { id, .. } => Inline::Note { id },
        })
        .collect()
}

struct Desk {
    app: App,
    who: Account,
    period: Period,
}

impl Desk {
    async fn open() -> Self {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("truth");
        let _ = std::fs::remove_dir_all(&dir);
        let app = App::open(&dir, Clock::starting_on(App::DEMO_STARTS), Vec::new()).await.unwrap();
        app.demo().await.unwrap();
        let who = Account::new("vanphong", "van-phong", vec![Grant::everywhere(Role::Compiler)]);
        Self { app, who, period: PERIOD.parse().unwrap() }
    }

    async fn view(&self) -> LivingView {
        self.app.living(&self.who, self.period).await.unwrap()
    }

    async fn write(&self, passage: &LivingPassage, inlines: Vec<Inline>) -> LivingView {
        let content = |inlines| ProseContent::prose(passage.kind, inlines);
        let (base, now) = (Some(content(stored(passage))), content(inlines));
        let edits = vec![ProseEdit::Write { id: passage.id.clone(), base, now, after: None }];
        let saved =
            self.app.write_prose(&self.who, self.period, WriteProse { save: None, edits }).await.unwrap();
        assert!(saved.refused.is_empty() && saved.held.is_empty());
        self.view().await
    }

    /// What the office does before the report is clean: words of the last period are brought up to date.
    async fn tidy(&self) {
        let written = std::fs::read_to_string(suite("demo-tidied.txt")).unwrap();
        for line in written.lines().filter(|l| !l.is_empty() && !l.starts_with(';')) {
            let (id, change) = line.split_once(" | ").unwrap();
            let (find, put) = change.split_once(" => ").unwrap();
            let view = self.view().await;
            let passage = find_passage(&view, id);
            self.write(passage, changed(passage, find, put)).await;
        }
    }
}

fn find_passage<'v>(view: &'v LivingView, id: &str) -> &'v LivingPassage {
    view.passages.iter().find(|p| p.id.as_str() == id).unwrap_or_else(|| panic!("no {id}"))
}

fn told(notice: &Notice) -> String {
    let kind = serde_json::to_string(&notice.kind).unwrap();
    format!("{} [{}] {}", kind.trim_matches('"'), notice.subject, notice.says)
}

fn check(name: &str, told: &str) {
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(suite(name), told).unwrap();
    }
    assert_eq!(told, std::fs::read_to_string(suite(name)).unwrap(), "{name}");
}

#[tokio::test]
async fn every_fault_is_shown_before_issue_and_nothing_false_on_the_clean_report() {
    let desk = Desk::open().await;
    desk.tidy().await;
    let clean = desk.view().await;
    // What is left is so: units that are late or whose form was returned.
    let mut left = String::new();
    for notice in clean.notices.iter().filter(|n| n.open) {
        writeln!(left, "{} | {}", notice.passage, told(notice)).unwrap();
    }
    check("demo-clean.txt", &left);
    let place = |n: &Notice| SeenNotice { key: n.key.clone(), seen: n.seen.clone() };
    let (findings, others): (Vec<_>, Vec<_>) =
        clean.notices.iter().filter(|n| n.open).partition(|n| n.kind == Kind::Finding);
    let one_by_one = findings.into_iter().map(|n| vec![place(n)]);
    for places in one_by_one.chain([others.into_iter().map(place).collect()]) {
        let input = ExplainNotices { places, reason: "Đã đôn đốc.".to_owned() };
        desk.app.explain_notices(&desk.who, desk.period, input).await.unwrap();
    }
    let clean = desk.view().await;
    assert_eq!(clean.report.notices, 0, "every place is explained");
    let known: BTreeSet<_> = clean.notices.iter().map(|n| n.key.clone()).collect();

    let written = std::fs::read_to_string(suite("demo-faults.txt")).unwrap();
    let (mut answered, mut faults, mut missed) = (String::new(), 0, 0);
    for line in written.lines().filter(|l| !l.starts_with("  ")) {
        writeln!(answered, "{line}").unwrap();
        if line.is_empty() || line.starts_with(';') {
            continue;
        }
        let fields: Vec<&str> = line.split(" | ").map(str::trim).collect();
        let [id, change, kind] = fields[..] else { panic!("{line}") };
        let (find, put) = change.split_once(" => ").unwrap();
        let before = desk.view().await;
        let passage = find_passage(&before, id);
        let view = desk.write(passage, changed(passage, find, put)).await;
        let new: Vec<&Notice> = view
            .notices
            .iter()
            .filter(|n| n.open && n.passage.as_str() == id && !known.contains(&n.key))
            .collect();
        faults += 1;
        let right = |n: &&&Notice| serde_json::to_string(&n.kind).unwrap().trim_matches('"') == kind;
        missed += usize::from(new.iter().find(right).is_none());
        for notice in &new {
            writeln!(answered, "  {}", told(notice)).unwrap();
        }
        assert!(view.notices.iter().filter(|n| n.open).count() == new.len(), "{line}: told elsewhere");
        let now = find_passage(&view, id);
        desk.write(now, passage.inlines.iter().map(back).collect()).await;
    }
    check("demo-faults.txt", &answered);
    assert_eq!((faults, missed), (30, 0));
}
