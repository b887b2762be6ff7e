//! The cases of `suite/truth`: a paragraph of a report of the second quarter of 2021, and what is said about it before issue.
//! `BLESS=1` writes the answers anew.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use engine::truth::{self, Kind, Notice};
use engine::{Book, collect, compile};
use model::*;
use std::fmt::Write;
use std::path::{Path, PathBuf};

const NOW: &str = "2021-Q2";

fn now() -> Period {
    NOW.parse().unwrap()
}

fn append(book: &mut Book, act: Act) {
    let cut = Cut(book.cut.0 + 1);
    book.apply(&Entry { cut, at: "2021-06-15T00:00:00Z".to_owned(), by: "ai-do".into(), act });
}

fn founded() -> Book {
    let mut book = Book::default();
    let unit = |id: &str, kind, parent: Option<&str>| Unit {
        placements: vec![Placement { parent: parent.map(UnitId::from), from: None, to: None }],
        ..Unit::of(id, id, kind)
    };
    let place = Place::of("huyen");
    let units =
        vec![unit("huyen", UnitKind::District, None), unit("phong", UnitKind::Department, Some("huyen"))];
    append(&mut book, Act::PlaceFounded { place, units, successions: Vec::new() });
    book
}

fn state(book: &mut Book, code: &str, period: Period, measure: Measure, text: &str, as_of: Option<Date>) {
    let negative = text.starts_with('-');
    let Some(number) = viet::number::parse(text.trim_start_matches('-')) else { return };
    let number = if negative { Number::new(-number.value()) } else { number };
    let key = CellKey { indicator: code.into(), unit: "huyen".into(), period, measure };
    let observation =
        Observation { key, stated: Some(Stated::Number(number)), approx: None, as_of, note: None };
    append(book, Act::PlanSet { observation, basis: String::new() });
}

/// `A = Đàn lợn | con | 4.010 | 4.205 | kế hoạch 5.000 | tính đến 2021-05-05`: the last number, that of now, plan and cut-off where they are.
fn figure(book: &mut Book, code: &str, line: &str) {
    let fields: Vec<&str> = line.split('|').map(str::trim).collect();
    let field = |name: &str| fields.iter().find_map(|f| f.strip_prefix(name)).map(str::trim);
    let (name, unit, last, value) = (fields[0], fields[1], fields[2], fields[3]);
    let indicator = Indicator {
        code: code.into(),
        name: name.to_owned(),
        measure_unit: unit.to_owned(),
        counted: viet::measure_unit::is_counted(unit),
        decimals: 0,
        timing: Timing::Flow,
        collector: Collector::Unit("phong".into()),
        owner: "phong".into(),
        planned: false,
        part_of: None,
        formula: None,
        source: String::new(),
        group: String::new(),
        restricted: false,
        joining: model::Joining::default(),
        less_is_better: false,
    };
    append(book, Act::IndicatorSet { indicator });
    state(book, code, now().shift(-1), Measure::Actual, last, None);
    state(book, code, now(), Measure::Actual, value, field("tính đến").map(|d| d.parse().unwrap()));
    if let Some(plan) = field("kế hoạch") {
        state(book, code, "2021".parse().unwrap(), Measure::Plan, plan, None);
    }
    if let Some(growth) = field("so cùng kỳ") {
        state(book, code, now(), Measure::GrowthPct, growth, None);
    }
}

/// `{A} ha lúa`, `{A@PCT}`, `{kỳ}`; `# ` before a heading.
fn passage(id: &str, text: &str) -> Passage {
    let (kind, text) = match text.strip_prefix("# ") {
        Some(text) => (PassageKind::Clause, text),
        None => (PassageKind::Body, text),
    };
    let mut inlines = Vec::new();
    for (i, part) in text.split('{').enumerate() {
        let (mark, words) = if i == 0 { ("", part) } else { part.split_once('}').unwrap() };
        let (code, measure) = mark.split_once('@').unwrap_or((mark, ""));
        let measure = match measure {
            "KH" => Measure::Plan,
            "%" => Measure::PctOfPlan,
            "CK" => Measure::GrowthPct,
            "KT" => Measure::ChangePct,
            _ => Measure::Actual,
        };
        match code {
            "" => {}
            "kỳ" => {
                inlines.push(Inline::Period { mention: Mention { pattern: "quý {Q}".to_owned(), shift: 0 } })
            }
            code => inlines.push(Inline::Figure {
                figure: Figure {
                    decimals: (measure == Measure::GrowthPct).then_some(1),
                    ..Figure::of(format!("f{i}").into(), code.into(), measure)
                },
            }),
        }
        inlines.push(Inline::text(words));
    }
    inlines.retain(|i| !matches!(i, Inline::Text { text, .. } if text.is_empty()));
    Passage::prose(id.into(), kind, inlines, None)
}

/// The book of a case, its report open.
fn case(lines: &[&str]) -> Book {
    let mut book = founded();
    // A round asks for something.
    figure(&mut book, "Z", "Chỉ tiêu khác | việc | 777.777 | 888.888");
    let (mut was, mut is) = (Vec::new(), Vec::new());
    let mut tasks = false;
    for line in lines.iter().filter(|l| !l.starts_with(['>', ';'])) {
        match line.split_once(": ") {
            Some(("trước", text)) => was.push(passage("p", text)),
            Some(("nhiệm vụ", text)) => {
                tasks = true;
                is.push(passage("p", text));
            }
            _ => match line.split_once(" = ") {
                Some((code, rest)) if rest.contains('|') => figure(&mut book, code, rest),
                _ => is.push(passage("p", line)),
            },
        }
    }
    let head = |id: &str| Passage::prose(id.into(), PassageKind::Part, vec![Inline::text("PHẦN")], None);
    if tasks {
        is.splice(0..0, [head("h1"), head("h2")]);
    }
    let adoption = Adoption {
        period: now().shift(-1),
        indicators: Vec::new(),
        rules: Vec::new(),
        template: Template { passages: was, ..Template::default() },
        observations: Vec::new(),
        tasks: Vec::new(),
    };
    append(&mut book, Act::ReportAdopted { report: "r".into(), adoption: Box::new(adoption) });
    let office = Account::new("ai-do", "phong", vec![Grant::everywhere(Role::Compiler)]);
    let due = Some("2021-06-20".parse().unwrap());
    let act = collect::open_round(&book, &office, &collect::Opening::main(now(), due)).unwrap();
    append(&mut book, act);
    append(&mut book, Act::FormApproved { unit: "phong".into(), round: RoundId::main(now()) });
    book.reports.get_mut(&now()).unwrap().template.passages = is;
    book
}

fn notices(book: &Book) -> Vec<Notice> {
    let compiled = compile::compile(book, book.report(now()).unwrap(), now());
    truth::notices(book, now(), &compiled, &engine::findings::of_period(book, now()))
}

fn told(notice: &Notice) -> String {
    let severity = match notice.severity {
        Severity::Error => "LỖI",
        Severity::Warning => "CẢNH BÁO",
        Severity::Info => "ĐỂ BIẾT",
    };
    let mut line = format!("> {severity} {} [{}] {}", notice.kind.name(), notice.words, notice.says);
    for candidate in notice.candidates.iter().take(3) {
        write!(line, " → {} {:?}", candidate.indicator, candidate.measure).unwrap();
    }
    line
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/truth");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.file_name().unwrap().to_str().unwrap().starts_with("cases"));
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn every_case_says_what_is_written() {
    for file in files() {
        let written = std::fs::read_to_string(&file).unwrap();
        let mut answered = Vec::new();
        for block in written.trim_end().split("\n\n") {
            let lines: Vec<&str> = block.lines().filter(|l| !l.starts_with('>')).collect();
            let mut text = lines.join("\n");
            if lines.iter().any(|l| !l.starts_with(';')) {
                for notice in notices(&case(&lines)) {
                    write!(text, "\n{}", told(&notice)).unwrap();
                }
            }
            answered.push(text);
        }
        let answered = answered.join("\n\n") + "\n";
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&file, &answered).unwrap();
        }
        assert_eq!(answered, written, "{}", file.display());
    }
}

#[test]
fn clean_sentences_stay_silent() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/truth/clean.txt");
    let written = std::fs::read_to_string(file).unwrap();
    let (mut count, mut wrong) = (0, String::new());
    for line in written.lines().filter(|l| !l.is_empty() && !l.starts_with(';')) {
        let said: Vec<String> = notices(&case(&[line])).iter().map(told).collect();
        said.iter().for_each(|said| writeln!(wrong, "{line}\n{said}").unwrap());
        count += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 60, "{count}");
}

#[test]
fn the_table_of_kinds_is_the_one_people_read() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/truth/kinds.txt");
    let row = |(kind, severity, reason): &(Kind, Severity, bool)| {
        let severity = match severity {
            Severity::Error => "chặn",
            Severity::Warning => "cần lý do",
            Severity::Info => "để biết",
        };
        let settles = match reason {
            true => "sửa hoặc nêu lý do",
            false if *severity == *"để biết" => "không phải làm gì",
            false => "chỉ sửa",
        };
        format!("{:<18}{severity:<12}{settles}\n", kind.name())
    };
    let table: String = Kind::ALL.iter().map(row).collect();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, &table).unwrap();
    }
    assert_eq!(table, std::fs::read_to_string(&file).unwrap());
}

#[test]
fn a_reason_holds_while_the_words_stay() {
    let office = Account::new("ai-do", "phong", vec![Grant::everywhere(Role::Compiler)]);
    let mut book = case(&["Xảy ra 04 vụ tai nạn, làm 02 người bị thương nhẹ."]);
    let seen = |n: &truth::Notice| SeenNotice { key: n.key.clone(), seen: n.seen.clone() };
    let first = notices(&book).remove(0);
    let moved = SeenNotice { seen: "khác".to_owned(), ..seen(&first) };
    let explain = |book: &Book, places: &[SeenNotice], why| truth::explain(book, &office, now(), places, why);
    assert!(explain(&book, &[seen(&first)], " ").is_err());
    assert!(explain(&book, &[moved], "vì").is_err());
    assert!(explain(&book, &[], "vì").is_err());
    let act = explain(&book, &[seen(&first)], "số của công an").unwrap();
    append(&mut book, act);
    assert_eq!(truth::open(&notices(&book)), truth::Open { errors: 1, warnings: 0 });
    // Words far from it may change; the number may not.
    let reword = |book: &mut Book, text: &str| {
        book.reports.get_mut(&now()).unwrap().template.passages = vec![passage("p", text)];
    };
    reword(&mut book, "Xảy ra 04 vụ tai nạn, làm 03 người bị thương nặng hơn.");
    assert_eq!(truth::open(&notices(&book)).errors, 1);
    reword(&mut book, "Xảy ra 05 vụ tai nạn, làm 02 người bị thương nhẹ.");
    assert_eq!(truth::open(&notices(&book)).errors, 2);
    reword(&mut book, "Xảy ra 04 vụ tai nạn, làm 02 người bị thương nhẹ.");
    let act = truth::withdraw(&book, &office, now(), std::slice::from_ref(&first.key)).unwrap();
    append(&mut book, act);
    assert_eq!(truth::open(&notices(&book)).errors, 2);

    // One reason for all, in one act, and taken back in one.
    let all: Vec<_> = notices(&book).iter().map(seen).collect();
    let keys: Vec<_> = all.iter().map(|place| place.key.clone()).collect();
    let act = explain(&book, &all, "số của công an").unwrap();
    append(&mut book, act);
    assert_eq!(truth::open(&notices(&book)).errors, 0);
    let act = truth::withdraw(&book, &office, now(), &keys).unwrap();
    append(&mut book, act);
    assert_eq!(truth::open(&notices(&book)).errors, 2);
    assert!(truth::withdraw(&book, &office, now(), &keys).is_err());
}

#[test]
fn a_typed_number_is_bound_as_it_was_typed() {
    let office = Account::new("ai-do", "phong", vec![Grant::everywhere(Role::Compiler)]);
    let mut book =
        case(&["A = Số vụ tai nạn giao thông | vụ | 3 | 4", "Xảy ra 04 vụ tai nạn giao thông trên địa bàn."]);
    let notice = notices(&book).remove(0);
    let (place, best) = ((notice.start, notice.end), notice.candidates[0].clone());
    let bind =
        |book: &Book, place, words: &str| truth::bind(book, &office, now(), &"p".into(), place, words, &best);
    assert!(bind(&book, place, "05").is_err());
    assert!(bind(&book, (0, 2), "Xả").is_err());
    let act = bind(&book, place, &notice.words).unwrap();
    append(&mut book, act);
    assert!(notices(&book).is_empty(), "{:?}", notices(&book));
    let compiled = compile::compile(&book, book.report(now()).unwrap(), now());
    assert_eq!(compiled.passages[0].words(), "Xảy ra 04 vụ tai nạn giao thông trên địa bàn.");
}

/// What people wait for while they write: run with `--release -- --ignored`.
#[test]
#[ignore = "measures time"]
fn writing_is_not_held_up() {
    let figures = 500;
    let indicators: Vec<String> = (0..figures)
        .map(|i| format!("A{i} = Chỉ tiêu số {i} của kỳ | hộ | {} | {}", 100 + i, 131 + i))
        .collect();
    let written: Vec<String> = (0..figures)
        .map(|i| format!("Trong kỳ chỉ tiêu số {i} đạt {{A{i}}} hộ, các xã thực hiện đúng tiến độ đề ra."))
        .collect();
    let lines: Vec<&str> = indicators.iter().chain(&written).map(String::as_str).collect();
    let book = case(&lines);
    let state = book.report(now()).unwrap();
    let found = engine::findings::of_period(&book, now());
    let compiled = compile::compile(&book, state, now());
    assert_eq!(compiled.passages.iter().flat_map(|p| p.figures()).count(), figures);
    let fastest = |work: &dyn Fn()| {
        let once = || {
            let begin = std::time::Instant::now();
            work();
            begin.elapsed()
        };
        (0..30).map(|_| once()).min().unwrap()
    };
    let compiling = fastest(&|| assert!(!compile::compile(&book, state, now()).passages.is_empty()));
    eprintln!("{compiling:?} for compile of 500 figures");
    let looking = fastest(&|| drop(truth::notices(&book, now(), &compiled, &found)));
    eprintln!("{looking:?} for places to look at among 500 figures");
}
