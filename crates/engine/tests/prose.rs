//! Several people at one report as tables: `suite/prose/*.txt`. Each line is a step; lines that start with `=` are what came of
//! it. `BLESS=1` writes them anew.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use engine::prose::{self, Doclet, Edit};
use engine::{Book, compile};
use model::*;
use std::collections::BTreeMap;
use std::path::Path;

struct Story {
    book: Book,
    /// What each person last saw of each paragraph.
    seen: BTreeMap<(String, String), ProseContent>,
    /// What was sent under a name of its own, to be sent again.
    sent: BTreeMap<(String, String), Edit>,
}

fn period() -> Period {
    "2021-Q2".parse().unwrap()
}

fn content(kind: PassageKind, text: &str) -> ProseContent {
    ProseContent::prose(kind, vec![Inline::text(text)])
}

fn words(content: &ProseContent) -> String {
    let word = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.clone(),
        other => format!("{other:?}"),
    };
    content.inlines.iter().map(word).collect()
}

/// `vp` compiles, `ld` leads, anybody else fills in for the department of that name.
fn person(name: &str) -> Account {
    let grant = match name {
        "vp" => Grant::everywhere(Role::Compiler),
        "ld" => Grant::everywhere(Role::Leader),
        unit => Grant::of(Role::Entry, unit.split('.').next().unwrap()),
    };
    Account::new(name, "huyen", vec![grant])
}

impl Story {
    fn new() -> Self {
        let mut book = Book::default();
        book.reports.insert(period(), engine::LivingState::default());
        for id in ["huyen", "nn", "yt"] {
            let placements = vec![Placement { parent: None, from: None, to: None }];
            let unit = Unit { placements, ..Unit::of(id, id, UnitKind::Department) };
            book.units.insert(unit.id.clone(), unit);
        }
        Self { book, seen: BTreeMap::new(), sent: BTreeMap::new() }
    }

    fn append(&mut self, by: &str, what: ProseAct) {
        let cut = Cut(self.book.cut.0 + 1);
        // An hour after the one before: no two saves are one sitting.
        let at = format!("2021-06-{:02}T{:02}:00:00Z", cut.0 / 24 + 1, cut.0 % 24);
        self.book.apply(&Entry { cut, at, by: by.into(), act: Act::ProseTended { period: period(), what } });
    }

    fn done(&mut self, by: &str, act: Result<ProseAct, Refusal>) -> Option<String> {
        match act {
            Ok(act) => {
                self.append(by, act);
                None
            }
            Err(refusal) => Some(format!("từ chối: {refusal}")),
        }
    }

    /// `name`: what the page calls the save; none = nothing.
    fn save(&mut self, by: &str, name: &str, edit: Edit) -> Option<String> {
        let me = person(by);
        let save = (!name.is_empty()).then(|| SaveId::from(name));
        if save.is_some() {
            self.sent.insert((by.to_owned(), name.to_owned()), edit.clone());
        }
        let decided = match &save {
            None => prose::write(&self.book, &me, period(), &[edit]),
            Some(save) => prose::save(&self.book, &me, period(), save, &[edit], Vec::new()),
        };
        let decided = match decided {
            Ok(decided) => decided,
            Err(refusal) => return Some(format!("từ chối: {refusal}")),
        };
        let mut said: Vec<String> = decided.refused.iter().map(|(_, no)| format!("từ chối: {no}")).collect();
        for suggestion in decided.held {
            said.push(format!("giữ làm đề xuất: {}", words(&suggestion.now)));
            self.append(by, ProseAct::Suggested { suggestion, save: save.clone() });
        }
        said.extend(decided.kept.iter().map(|(_, cut)| format!("đã giữ làm đề xuất {}", cut.0)));
        if let Some(act) = decided.act {
            self.append(by, act);
        }
        (!said.is_empty()).then(|| said.join("\n"))
    }

    fn stands(&self, id: &str) -> Option<ProseContent> {
        let report = &self.book.reports[&period()];
        report.template.passages.iter().find(|p| p.id.as_str() == id).map(ProseContent::from)
    }

    /// `who verb rest`
    fn step(&mut self, line: &str) -> Option<String> {
        let mut parts = line.splitn(4, ' ');
        let mut word = || parts.next().unwrap_or_default().to_owned();
        let (who, verb, id, rest) = (word(), word(), word(), word());
        let me = person(&who);
        let key = (who.clone(), id.clone());
        // `gõ#s1`: under a name of its own.
        let (verb, name) = verb.split_once('#').map_or((verb.as_str(), ""), |(verb, name)| (verb, name));
        let rest = rest.trim_matches('“').trim_end_matches('”');
        match verb {
            "gửi-lại" => {
                let edit = self.sent[&key].clone();
                let before = self.book.cut;
                let said = self.save(&who, &id, edit);
                said.or_else(|| (self.book.cut == before).then(|| "như lần đầu, không ghi gì".to_owned()))
            }
            "mở" => {
                let report = self.book.reports[&period()].clone();
                for passage in &report.template.passages {
                    self.seen.insert((who.clone(), passage.id.to_string()), passage.into());
                }
                None
            }
            "thêm" => {
                let (after, text) = rest.split_once(' ').unwrap();
                let after = (after != "đầu").then(|| PassageId::from(after));
                let now = content(PassageKind::Body, text);
                self.seen.insert(key, now.clone());
                self.save(&who, name, Edit::Write { id: id.as_str().into(), base: None, now, after })
            }
            "gõ" => {
                let base = self.seen.get(&key).cloned();
                let now = content(base.as_ref().map_or(PassageKind::Body, |b| b.kind), rest);
                let said = self.save(
                    &who,
                    name,
                    Edit::Write { id: id.as_str().into(), base, now: now.clone(), after: None },
                );
                // What was refused is not what the page goes on from.
                if !said.as_ref().is_some_and(|said| said.starts_with("từ chối")) {
                    self.seen.insert(key, now);
                }
                said
            }
            "bỏ" => {
                let base = self.seen[&key].clone();
                self.save(&who, name, Edit::Remove { id: id.as_str().into(), base })
            }
            "chuyển" => {
                let after = (rest != "đầu").then(|| PassageId::from(rest));
                self.save(&who, name, Edit::Move { id: id.as_str().into(), after })
            }
            "đề-xuất" => {
                let base = self.stands(&id).unwrap();
                let now = content(base.kind, rest);
                let suggestion = Suggestion { passage: id.as_str().into(), base, now, why: None };
                self.done(&who, prose::suggest(&self.book, &me, period(), suggestion))
            }
            "nhận" | "không" => {
                let cut = Cut(id.parse().unwrap());
                let act = prose::settle_suggestion(&self.book, &me, period(), cut, verb == "nhận");
                self.done(&who, act)
            }
            "nhận-xét" => {
                let remark =
                    Remark { passage: id.as_str().into(), quote: None, text: rest.to_owned(), answers: None };
                self.done(&who, prose::remark(&self.book, &me, period(), remark))
            }
            "giao" => {
                let passages = rest.split(' ').map(PassageId::from).collect();
                let act = prose::assign(&self.book, &me, period(), passages, Some(id.as_str().into()));
                self.done(&who, act)
            }
            "khóa" | "mở-khóa" => {
                let act = prose::lock(&self.book, &me, period(), vec![id.as_str().into()], verb == "khóa");
                self.done(&who, act)
            }
            "gửi" => self.done(&who, prose::send(&self.book, &me, period(), &id.as_str().into())),
            "chấp-nhận" => self.done(&who, prose::accept(&self.book, &me, period(), &id.as_str().into())),
            "trả" => {
                let unit = id.as_str().into();
                self.done(&who, prose::return_part(&self.book, &me, period(), &unit, rest, Vec::new()))
            }
            _ => Some(format!("không hiểu “{verb}”")),
        }
    }

    fn ask(&self, what: &str) -> String {
        let report = &self.book.reports[&period()];
        let (what, id) = what.split_once(' ').unwrap_or((what, ""));
        match what {
            "báo-cáo" => {
                let lines = report.template.passages.iter().map(|p| {
                    let owner = p.owner.as_ref().map(|o| format!(" ({o})")).unwrap_or_default();
                    format!("{}{owner}: {}", p.id, words(&p.into()))
                });
                lines.collect::<Vec<_>>().join("\n")
            }
            "lịch-sử" => {
                let line = |e: &prose::Edition| {
                    let by = e.by.as_ref().map_or("kỳ trước", |by| by.as_str());
                    let text = e.content.as_ref().map_or_else(|| "(đã bỏ)".to_owned(), words);
                    format!("{by} {:?}: {text}", e.how)
                };
                report.prose.editions[&PassageId::from(id)].iter().map(line).collect::<Vec<_>>().join("\n")
            }
            "đề-xuất" => {
                let line = |(cut, p): (&Cut, &prose::Proposal)| {
                    format!("{} {} {:?}: {}", cut.0, p.by, p.state, words(&p.suggestion.now))
                };
                report.prose.proposals.iter().map(line).collect::<Vec<_>>().join("\n")
            }
            "phần" => match report.prose.doclet(&id.into()) {
                Doclet::Writing => "đang viết".to_owned(),
                Doclet::Sent { by, .. } => format!("đã gửi, {by}"),
                Doclet::Returned { reason, .. } => format!("bị trả lại: {reason}"),
                Doclet::Accepted { by, .. } => format!("đã nhận, {by}"),
            },
            "in" => {
                let compiled = compile::compile(&self.book, report, period());
                let line = |p: &compile::CompiledPassage| {
                    format!("{} {}", p.number.clone().unwrap_or_default(), p.words()).trim().to_owned()
                };
                compiled.passages.iter().map(line).collect::<Vec<_>>().join("\n")
            }
            _ => format!("không hiểu “{what}”"),
        }
    }
}

#[test]
fn stories_end_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/prose");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let mut story = Story::new();
        let mut out = String::new();
        for line in text.lines().filter(|line| !line.starts_with('=')) {
            out += line;
            out.push('\n');
            let answer = match line.strip_prefix("? ") {
                _ if line.starts_with('#') || line.is_empty() => None,
                Some(question) => Some(story.ask(question)),
                None => story.step(line),
            };
            for answer in answer.iter().flat_map(|a| a.lines()) {
                out += &format!("= {answer}\n");
            }
        }
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&file, &out).unwrap();
        }
        assert_eq!(out, text, "{}: BLESS=1 writes it anew", file.display());
    }
}
