//! A quarter as tables: `suite/quarter/*.txt`. Each line is a step; lines that start with `=` are what the engine
//! answered. `BLESS=1` writes them anew.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use engine::{Book, RollUp, Status, collect, compile, findings, questions, resolve, truth};
use model::*;
use std::fmt::Write as _;
use std::path::Path;

const Q1: &str = "2021-Q1";
const Q2: &str = "2021-Q2";
const NOW: jiff::Timestamp = jiff::Timestamp::UNIX_EPOCH;

struct Story {
    book: Book,
    passages: usize,
}

impl Story {
    fn new() -> Self {
        let mut story = Self { book: Book::default(), passages: 0 };
        let unit = |id: &str, kind, parent: Option<&str>| Unit {
            placements: vec![Placement { parent: parent.map(UnitId::from), from: None, to: None }],
            ..Unit::of(id, id, kind)
        };
        let mut units =
            vec![unit("huyen", UnitKind::District, None), unit("phong", UnitKind::Department, Some("huyen"))];
        units.extend(["xa-a", "xa-b", "xa-c"].map(|id| unit(id, UnitKind::Commune, Some("huyen"))));
        let place = Place {
            unit: "huyen".into(),
            issuer: "UBND HUYỆN".to_owned(),
            superior: String::new(),
            seat: String::new(),
            notation: "BC-UBND".to_owned(),
            authority: Vec::new(),
            recipients: Vec::new(),
            addressees: Vec::new(),
        };
        story.append(Act::PlaceFounded { place, units, successions: Vec::new() });
        let adoption = Adoption {
            period: Q1.parse().unwrap(),
            indicators: Vec::new(),
            rules: Vec::new(),
            template: Template::default(),
            observations: Vec::new(),
            tasks: Vec::new(),
        };
        story.append(Act::ReportAdopted { report: "r".into(), adoption: Box::new(adoption) });
        story
    }

    fn append(&mut self, act: Act) {
        let cut = Cut(self.book.cut.0 + 1);
        // Each entry comes a minute after the one before.
        let at = format!("2021-06-01T{:02}:{:02}:00Z", cut.0 / 60, cut.0 % 60);
        self.book.apply(&Entry { cut, at, by: "ai-do".into(), act });
    }

    fn decided(&mut self, act: Result<Option<Act>, Refusal>) -> Option<String> {
        match act {
            Ok(act) => {
                if let Some(act) = act {
                    self.append(act);
                }
                None
            }
            Err(refusal) => {
                Some(format!("từ chối {}: {refusal}", serde_json::to_string(&refusal.code).unwrap()))
            }
        }
    }

    /// One step; its answer where it has one.
    fn step(&mut self, line: &str) -> Option<String> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        let period: Period = Q2.parse().unwrap();
        let round = &RoundId::main(period);
        let mut words = rest.splitn(3, ' ');
        let mut word = || words.next().unwrap_or_default();
        match verb {
            "indicator" => self.append(Act::IndicatorSet { indicator: indicator(rest) }),
            "history" => self.append(stated(word(), word(), Q1, Measure::Actual)),
            "past" => {
                let (code, values) = (word(), rest.split_once(' ').unwrap().1);
                for (back, value) in values.split(' ').rev().enumerate() {
                    let period = period.shift(-1 - i16::try_from(back).unwrap()).to_string();
                    self.append(stated(code, value, &period, Measure::Actual));
                }
            }
            "report" => {
                let adoption = Adoption {
                    period: word().parse().unwrap(),
                    indicators: Vec::new(),
                    rules: Vec::new(),
                    template: Template::default(),
                    observations: Vec::new(),
                    tasks: Vec::new(),
                };
                self.append(Act::ReportAdopted { report: "r".into(), adoption: Box::new(adoption) });
            }
            "accept" => {
                let period: Period = word().parse().unwrap();
                let text = rest.split_once(' ').unwrap().1;
                for finding in findings::of_period(&self.book, period) {
                    let (key, computation) = (finding.key, finding.computation);
                    let kind = AnswerKind::Accepted;
                    let answer = Answer { key, kind, text: text.to_owned(), computation, by: None, at: None };
                    self.append(Act::FindingAnswered { answer });
                }
            }
            "plan" => self.append(stated(word(), word(), "2021", Measure::Plan)),
            "rule" => self.add_rule(rest),
            "passage" => self.add_passage(rest),
            "open" => {
                let due = period.legal_window().to.checked_add(jiff::Span::new().days(3)).unwrap();
                let act = collect::open_round(
                    &self.book,
                    &person(Role::Compiler, "phong"),
                    &collect::Opening::main(period, Some(due)),
                );
                return self.decided(act.map(Some));
            }
            "save" => {
                let unit = UnitId::from(word());
                let typed = typed(word(), word());
                let base = Some(self.book.cut);
                let typing = collect::Typing { cell: typed, base, entered_at: None };
                let who = person(Role::Entry, unit.as_str());
                let saving = collect::save(&self.book, &who, round, &unit, &[typing], NOW);
                let act = saving.and_then(|s| match s.refused.into_iter().next() {
                    Some((_, refusal)) => Err(refusal),
                    None => Ok(s.act),
                });
                return self.decided(act);
            }
            "send" => {
                let unit = UnitId::from(word());
                let who = person(Role::Entry, unit.as_str());
                let act = collect::send(&self.book, &who, round, &unit, collect::Pressed::default(), NOW);
                return self.decided(act);
            }
            "return" => {
                let (unit, reason) = rest.split_once(' ').unwrap_or((rest, ""));
                let unit = UnitId::from(unit);
                let act = collect::return_form(
                    &self.book,
                    &person(Role::Compiler, "phong"),
                    round,
                    &unit,
                    reason,
                    Vec::new(),
                );
                return self.decided(act.map(Some));
            }
            "approve" => {
                let act = collect::approve_form(
                    &self.book,
                    &person(Role::Compiler, "phong"),
                    round,
                    &word().into(),
                );
                return self.decided(act.map(Some));
            }
            "correct" => {
                let unit = UnitId::from(word());
                let code = word();
                let (text, reason) = word().split_once(' ').unwrap();
                let who = person(Role::Compiler, "phong");
                let act = collect::correct(&self.book, &who, round, &unit, &typed(code, text), reason);
                return self.decided(act.map(Some));
            }
            "answer" => {
                let (unit, text) = rest.split_once(' ').unwrap();
                let finding = findings::of_form(&self.book, round, &unit.into()).remove(0);
                self.append(Act::FindingAnswered {
                    answer: Answer {
                        key: finding.key,
                        kind: AnswerKind::Explained,
                        text: text.to_owned(),
                        computation: finding.computation,
                        by: None,
                        at: None,
                    },
                });
            }
            "findings" => return Some(self.findings(word().parse().unwrap())),
            "closed" => return Some(self.closed(word().parse().unwrap())),
            "propose" => return Some(self.learned()),
            "print" => return Some(self.print(word().parse().unwrap())),
            "?" => return Some(self.ask(word(), word().parse().unwrap())),
            other => panic!("no such step: {other}"),
        }
        None
    }

    fn add_rule(&mut self, formula: &str) {
        let id = RuleId::from(format!("q{}", self.book.rules.len() + 1));
        self.book.rules.push(Rule::new(id, RuleKind::SumOfParts, formula));
    }

    fn add_passage(&mut self, text: &str) {
        self.passages += 1;
        let id = PassageId::from(format!("p{}", self.passages));
        let passage = Passage::prose(id, PassageKind::Body, inlines(text, self.passages), None);
        let reports = self.book.reports.get_mut(&Q1.parse::<Period>().unwrap()).unwrap();
        reports.template.passages.push(passage);
    }

    fn ask(&self, what: &str, period: Period) -> String {
        let reference = reference(what);
        let found = resolve(&self.book, &reference.code, reference.measure, None, period);
        let value = match found.stated {
            Some(Stated::Number(n)) => viet::number::format(n),
            Some(other) => format!("{other:?}"),
            None => "…".to_owned(),
        };
        let mut line = format!("{value} {:?}", found.status);
        if let Some(RollUp { reported, missing }) = &found.roll_up {
            let names: Vec<_> = missing.iter().map(UnitId::as_str).collect();
            write!(line, " {}/{}", reported.len(), reported.len() + missing.len()).unwrap();
            if !names.is_empty() {
                write!(line, " thiếu {}", names.join(", ")).unwrap();
            }
        }
        assert_eq!(found.status == Status::Missing, found.stated.is_none());
        line
    }

    fn findings(&self, period: Period) -> String {
        let lines = findings::of_period(&self.book, period).into_iter().map(|f| {
            let answer = f.answer.map_or(String::new(), |a| format!(" (đã trả lời: {})", a.text));
            format!("{:?} hỏi {}: {}{answer}", f.severity, f.ask, f.computation)
        });
        let lines: Vec<String> = lines.collect();
        if lines.is_empty() { "không có".to_owned() } else { lines.join("\n") }
    }

    fn closed(&self, period: Period) -> String {
        let number = |stated: Option<Stated>| match stated {
            Some(Stated::Number(n)) => viet::number::format(n),
            _ => "…".to_owned(),
        };
        let closed = questions::life::closed(&self.book, period);
        let lines = closed.iter().map(|c| {
            let change = |c: &questions::life::Change| {
                format!("{} {} → {}", c.key.indicator, number(c.from), number(c.to))
            };
            let changes: Vec<String> = c.changes.iter().map(change).collect();
            let answer =
                c.finding.answer.as_ref().map_or(String::new(), |a| format!(" (đã trả lời: {})", a.text));
            format!("{}{answer}: {} sửa {}", c.finding.computation, c.by, changes.join(", "))
        });
        let lines: Vec<String> = lines.collect();
        if lines.is_empty() { "không có".to_owned() } else { lines.join("\n") }
    }

    fn learned(&self) -> String {
        let proposed = questions::learn::proposals(&self.book);
        let proposed = proposed.iter().map(|p| format!("thêm {} ({} kỳ)", p.rule.formula, p.held.len()));
        let retired = questions::learn::retirements(&self.book);
        let retired = retired.iter().map(|r| format!("bỏ {} ({} lần: {})", r.rule, r.answers, r.last));
        let lines: Vec<String> = proposed.chain(retired).collect();
        if lines.is_empty() { "không có".to_owned() } else { lines.join("\n") }
    }

    fn print(&self, period: Period) -> String {
        let compiled = compile::compile(&self.book, &self.book.reports[&period], period);
        let word = |line: &compile::Compiledline| match line {
            compile::Compiledline::Figure(f) => format!("[{}]", f.text),
            compile::Compiledline::Note(_, n) => format!("({n})"),
            words => words.words().to_owned(),
        };
        let passages = compiled.passages.iter().map(|p| p.inlines.iter().map(word).collect::<String>());
        let findings = findings::of_period(&self.book, period);
        let notices = truth::notices(&self.book, period, &compiled, &findings);
        let notices = notices.iter().map(|n| format!("! {:?} {:?}: {}", n.severity, n.kind, n.says));
        passages.chain(notices).collect::<Vec<_>>().join("\n")
    }
}

fn person(role: Role, unit: &str) -> Account {
    let grant = if role == Role::Entry { Grant::of(role, unit) } else { Grant::everywhere(role) };
    Account::new("ai-do", unit, vec![grant])
}

fn typed(code: &str, text: &str) -> collect::Typed {
    let reference = reference(code);
    collect::Typed {
        indicator: reference.code,
        measure: reference.measure,
        text: text.to_owned(),
        note: None,
    }
}

fn reference(text: &str) -> formula::Reference {
    formula::parse_expr(text).unwrap().references()[0].clone()
}

fn indicator(text: &str) -> Indicator {
    let fields: Vec<&str> = text.split('|').map(str::trim).collect();
    let timing = serde_json::from_str(&format!("\"{}\"", fields[3])).unwrap();
    let collector = match fields[4] {
        "communes" => Collector::Communes,
        unit => Collector::Unit(unit.into()),
    };
    Indicator {
        code: fields[0].into(),
        name: fields[1].to_owned(),
        measure_unit: fields[2].to_owned(),
        counted: viet::measure_unit::is_counted(fields[2]),
        decimals: if fields[2] == "%" { 2 } else { 0 },
        timing,
        collector,
        owner: "phong".into(),
        planned: false,
        part_of: None,
        formula: fields.get(5).map(|f| (*f).to_owned()),
        source: String::new(),
        group: String::new(),
        restricted: false,
        joining: model::Joining::default(),
        less_is_better: false,
    }
}

fn stated(code: &str, text: &str, period: &str, measure: Measure) -> Act {
    let key =
        CellKey { indicator: code.into(), unit: "huyen".into(), period: period.parse().unwrap(), measure };
    let stated = viet::number::parse(text).map(Stated::Number);
    let observation = Observation { key, stated, approx: None, as_of: None, note: None };
    Act::PlanSet { observation, basis: "lịch sử".to_owned() }
}

/// `{period}`, `{CODE@MEASURE:flag}` in words; a flag is `zero` or how the figure is worded, `rank xa-a` of a unit.
fn inlines(text: &str, passage: usize) -> Vec<Inline> {
    let mut out = Vec::new();
    for (i, part) in text.split('{').enumerate() {
        let (mark, words) = if i == 0 { ("", part) } else { part.split_once('}').unwrap() };
        let (what, flag) = mark.split_once(':').unwrap_or((mark, ""));
        match what {
            "" => {}
            "period" => out.push(Inline::Period {
                mention: Mention { pattern: "quý {Q} năm {y}".to_owned(), shift: 0 },
            }),
            code => {
                let reference = reference(code);
                let (flag, unit) = flag.split_once(' ').map_or((flag, None), |(f, u)| (f, Some(u)));
                out.push(Inline::Figure {
                    figure: Figure {
                        unit: unit.map(UnitId::from),
                        phrasing: match flag {
                            "phrase" => Phrasing::Phrase,
                            "verb" => Phrasing::Verb,
                            "rank" => Phrasing::Rank,
                            "units" => Phrasing::Units,
                            _ => Phrasing::Number,
                        },
                        leading_zero: matches!(flag, "zero" | "units"),
                        ..Figure::of(
                            FigureId::from(format!("f{passage}-{i}")),
                            reference.code,
                            reference.measure,
                        )
                    },
                });
            }
        }
        out.push(Inline::text(words));
    }
    out
}

#[test]
fn stories_end_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/quarter");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let written = std::fs::read_to_string(&file).unwrap();
        let mut story = Story::new();
        let mut told = String::new();
        for line in written.lines().filter(|l| !l.starts_with('=')) {
            told.push_str(line);
            told.push('\n');
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            for answer in story.step(line).iter().flat_map(|a| a.lines()) {
                writeln!(told, "= {answer}").unwrap();
            }
        }
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&file, &told).unwrap();
        }
        assert_eq!(told, std::fs::read_to_string(&file).unwrap(), "{}", file.display());
    }
}
