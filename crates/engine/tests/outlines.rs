//! Outlines: what each level and kind of period begins with, how a report begins from one, what the last one left open.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use engine::adopt::{founding_of, is_unfounded};
use engine::collect::{self, Opening};
use engine::compile::{Compiledline, compile};
use engine::outlines::offers::{self, Answer, OfferState, Slot};
use engine::outlines::{self, StartWish};
use engine::{Book, issue};
use model::{
    Account, Act, Cut, Date, Entry, Grant, Inline, OutlineAct, OutlineId, PassageId, PassageKind, Period,
    Place, ProseAct, ProseChange, RefusalCode, Role, StartFrom, Task, TaskId, TaskStatus, Unit, UnitId,
    UnitKind, Writing,
};

fn office() -> Account {
    Account::new("tonghop", "don-vi", vec![Grant { restricted: true, ..Grant::everywhere(Role::Compiler) }])
}

fn act(book: &mut Book, act: Act) {
    let at = "2026-09-20T08:00:00Z".to_owned();
    book.apply(&Entry { cut: Cut(book.cut.0 + 1), at, by: "tonghop".into(), act });
}

fn fresh() -> Book {
    let unit = UnitId::from("don-vi");
    let place = Place {
        unit: unit.clone(),
        issuer: "UBND".to_owned(),
        superior: String::new(),
        seat: String::new(),
        notation: "BC-UBND".to_owned(),
        authority: Vec::new(),
        recipients: Vec::new(),
        addressees: Vec::new(),
    };
    let top = Unit {
        placements: vec![model::Placement { parent: None, from: None, to: None }],
        ..Unit::of(unit, "đơn vị chưa đặt tên", UnitKind::District)
    };
    let mut book = Book::default();
    act(&mut book, Act::PlaceFounded { place, units: vec![top], successions: Vec::new() });
    book
}

fn founded(name: &str, level: UnitKind, day: Date) -> Book {
    let mut book = fresh();
    assert!(is_unfounded(&book));
    let founding = founding_of(&book, name, level, day).unwrap();
    act(&mut book, founding);
    book
}

fn wish(period: Period, outline: &str) -> StartWish {
    let from = StartFrom::Outline { outline: OutlineId::from(outline) };
    StartWish { period, from, replace: false }
}

fn begun(book: &mut Book, period: &str, outline: &str) -> Period {
    let period: Period = period.parse().unwrap();
    let start = outlines::start(book, &office(), &wish(period, outline)).unwrap();
    act(book, start);
    period
}

fn words(line: &Compiledline) -> String {
    match line {
        Compiledline::Figure(f) => {
            let measure = f.figure.formula.clone().unwrap_or_else(|| {
                let shift =
                    if f.figure.shift == 0 { String::new() } else { format!("[{:+}]", f.figure.shift) };
                format!("{}@{:?}{shift}", f.figure.indicator, f.figure.measure).replace("@Actual", "")
            });
            format!("‹{measure}{}›", if f.text == "…" { "" } else { " có số" })
        }
        other => other.words().to_owned(),
    }
}

fn printed(book: &Book, period: Period) -> String {
    let compiled = compile(book, book.report(period).unwrap(), period);
    let mut out = String::new();
    let mut owner = None;
    for passage in &compiled.passages {
        if passage.owner != owner {
            owner.clone_from(&passage.owner);
            let name = owner.as_ref().map_or("(chung)".to_owned(), |unit| book.unit_name(unit));
            out.push_str(&format!("\n<< {name} >>\n"));
        }
        let number = passage.number.as_ref().map(|n| format!("{n} ")).unwrap_or_default();
        let text: String = passage.inlines.iter().map(words).collect();
        out.push_str(&format!("{:<10} {number}{text}\n", format!("{:?}", passage.kind)));
        for row in passage.table.iter().flat_map(|table| &table.rows) {
            let cells: Vec<String> = row.iter().map(|c| c.inlines.iter().map(words).collect()).collect();
            out.push_str(&format!("           | {} |\n", cells.join(" | ")));
        }
    }
    out
}

/// Every level and kind of period begins with words, figures and departments of its own; `suite/outlines` shows them.
#[test]
fn what_reports_begin_with() {
    let levels = [
        ("xa", "xã Than Uyên", "2026-07-01"),
        ("huyen", "huyện Than Uyên", "2024-07-01"),
        ("tinh", "tỉnh Lai Châu", "2026-07-01"),
    ];
    for (outline, name, day) in levels {
        for (kind, period) in
            [("thang", "M08"), ("quy", "Q3"), ("6-thang", "H1"), ("9-thang", "9M"), ("nam", "")]
        {
            let level = outlines::find(&fresh(), &OutlineId::from(outline)).unwrap().outline.head.level;
            let mut book = founded(name, level, day.parse().unwrap());
            let year = &day[..4];
            let period = begun(&mut book, format!("{year}-{period}").trim_end_matches('-'), outline);
            let seen = printed(&book, period);
            // Every indicator was taken, every section has its department, no period is left unspoken.
            assert!(!seen.contains("{q}") && !seen.contains("{Q}") && !seen.contains("{h}"), "{seen}");
            let sectioned = book.report(period).unwrap().template.passages.iter();
            assert!(sectioned.filter(|p| p.owner.is_some()).count() > 30, "{outline} {kind}");
            let path = format!("{}/../../suite/outlines/{outline}-{kind}.txt", env!("CARGO_MANIFEST_DIR"));
            match std::env::var_os("BLESS") {
                Some(_) => std::fs::write(&path, &seen).unwrap(),
                None => assert_eq!(seen, std::fs::read_to_string(&path).unwrap(), "{path}"),
            }
        }
    }
}

#[test]
fn a_place_without_a_report_begins_from_an_outline_and_opens_its_round() {
    let mut book = founded("xã Than Uyên", UnitKind::Commune, Date::constant(2026, 7, 1));
    assert_eq!(book.place.as_ref().unwrap().superior, "UBND TỈNH LAI CHÂU");
    let period = begun(&mut book, "2026-Q3", "xa");
    assert!(book.is_written(period));
    let owner = |section: &str| {
        let found = compile(&book, book.report(period).unwrap(), period);
        let passage = found.passages.iter().find(|p| p.words().starts_with(section)).unwrap().owner.clone();
        passage.map(|unit| book.unit_name(&unit))
    };
    assert_eq!(owner("Nông, lâm nghiệp").as_deref(), Some("Phòng Kinh tế"));
    assert_eq!(owner("An ninh, trật tự").as_deref(), Some("Công an xã"));
    assert_eq!(owner("Tồn tại, hạn chế"), None);
    // The rate needs the number of households, though no sentence of a quarter speaks of it as such.
    let code = |code: &str| model::Code::from(code);
    assert!(book.indicator(&code("TC01")).is_some_and(|i| i.planned));
    assert!(book.indicator(&code("AN01A")).is_some_and(|i| i.restricted));

    // Nothing can be approved while figures are missing, though no round was opened.
    let compiled = compile(&book, book.report(period).unwrap(), period);
    let notices = engine::truth::notices(&book, period, &compiled, &[]);
    assert!(engine::truth::open(&notices).errors > 50);

    assert_eq!(collect::next_period(&book), Some(period));
    let before = book.report(period).unwrap().template.clone();
    let round = collect::open_round(&book, &office(), &Opening::main(period, None)).unwrap();
    let Act::RoundOpened { round: opened } = &round else { panic!("a round") };
    let asked =
        opened.sheets.iter().flat_map(|s| &s.cells).filter(|c| c.indicator.as_str() == "TC01").count();
    assert_eq!(asked, 2, "actual and plan");
    act(&mut book, round);
    assert_eq!(book.report(period).unwrap().template, before);
    assert_eq!(collect::next_period(&book), Some(period.shift(1)));
}

#[test]
fn another_kind_of_period_begins_from_its_own_and_leaves_the_chain_alone() {
    let mut book = founded("xã Than Uyên", UnitKind::Commune, Date::constant(2026, 7, 1));
    let quarter = begun(&mut book, "2026-Q3", "xa");
    let round = collect::open_round(&book, &office(), &Opening::main(quarter, None)).unwrap();
    act(&mut book, round);
    let year = begun(&mut book, "2026", "xa");
    assert!(printed(&book, year).contains("CHỈ TIÊU KẾ HOẠCH NĂM 2027"));
    // The next quarter goes on from the quarter, not from the year.
    let next = collect::open_round(&book, &office(), &Opening::main(quarter.shift(1), None)).unwrap();
    act(&mut book, next);
    let (was, now) = (book.report(quarter).unwrap(), book.report(quarter.shift(1)).unwrap());
    assert_eq!(was.template, now.template);
    // And the half year may begin from the quarter's prose.
    let half: Period = "2026-H2".parse().unwrap();
    let from = StartFrom::Report { period: quarter };
    let start = outlines::start(&book, &office(), &StartWish { period: half, from, replace: false }).unwrap();
    act(&mut book, start);
    assert_eq!(book.report(half).unwrap().template, book.report(quarter).unwrap().template);
    let refused = |wish: &StartWish| outlines::start(&book, &office(), wish).unwrap_err().code;
    assert_eq!(refused(&wish("2026-W30".parse().unwrap(), "xa")), RefusalCode::OutlineOtherKind);
    assert_eq!(refused(&wish("2027-Q1".parse().unwrap(), "khong-co")), RefusalCode::OutlineGone);
}

fn written(book: &mut Book, period: Period, changes: Vec<ProseChange>) {
    act(book, Act::ProseTended { period, what: ProseAct::Written { changes, receipt: None } });
}

#[test]
fn a_report_is_replaced_when_that_is_said_and_put_back() {
    let mut book = founded("xã Than Uyên", UnitKind::Commune, Date::constant(2026, 7, 1));
    let period = begun(&mut book, "2026-Q3", "xa");
    let mut passage = book.report(period).unwrap().template.passages[4].clone();
    passage.inlines = vec![Inline::text("Lời của văn phòng.")];
    let id = passage.id.clone();
    written(&mut book, period, vec![ProseChange::Put { passage, after: None, how: Writing::Written }]);
    let was = book.report(period).unwrap().template.clone();
    let again = StartWish { replace: true, ..wish(period, "xa") };
    assert_eq!(
        outlines::start(&book, &office(), &wish(period, "xa")).unwrap_err().code,
        RefusalCode::ReportThere
    );
    let start = outlines::start(&book, &office(), &again).unwrap();
    act(&mut book, start);
    let now = book.report(period).unwrap();
    assert_ne!(now.template, was);
    let kept = now.prose.editions[&id].iter().filter_map(|e| e.content.as_ref());
    assert!(kept.into_iter().any(|c| c.inlines == [Inline::text("Lời của văn phòng.")]));
    let back = outlines::take_back(&book, &office(), period).unwrap();
    act(&mut book, back);
    assert_eq!(book.report(period).unwrap().template, was);
    let gone = outlines::take_back(&book, &office(), period).unwrap();
    act(&mut book, gone);
    assert!(book.report(period).is_none());
}

fn task(id: &str, text: &str, period: Period, status: TaskStatus) -> Task {
    Task {
        id: TaskId::from(id),
        text: text.to_owned(),
        lead: None,
        lead_as_written: None,
        due: Some(Date::constant(2026, 8, 20)),
        due_as_written: None,
        period,
        source: String::new(),
        indicators: Vec::new(),
        status,
        remark: None,
    }
}

#[test]
fn what_the_last_report_left_open_is_offered_and_never_written_by_itself() {
    let mut book = founded("xã Than Uyên", UnitKind::Commune, Date::constant(2026, 7, 1));
    let last = begun(&mut book, "2026-Q3", "xa");
    let place = |book: &Book, heading: &str| {
        let passages = &book.report(last).unwrap().template.passages;
        let at = passages.iter().position(|p| p.inlines == [Inline::text(heading)]).unwrap();
        passages[at].id.clone()
    };
    let after = place(&book, "Tồn tại, hạn chế");
    let pending = model::Passage::prose(
        PassageId::from("moi-1"),
        PassageKind::Dash,
        vec![Inline::text("Tuyến đường bản Đông chưa giải phóng xong mặt bằng.")],
        None,
    );
    written(
        &mut book,
        last,
        vec![ProseChange::Put { passage: pending, after: Some(after), how: Writing::Written }],
    );
    act(&mut book, Act::TaskAdded { task: task("nv-1", "Làm xong cầu bản Mường", last, TaskStatus::Open) });
    act(&mut book, Act::TaskAdded { task: task("nv-2", "Sửa trạm bơm", last, TaskStatus::Done) });
    // The next report begins from the outline, so that it says nothing of the sort yet.
    let now = begun(&mut book, "2026-Q4", "xa");
    let offered = |book: &Book| -> Vec<(Slot, OfferState, String)> {
        offers::offers(book, now).into_iter().map(|o| (o.slot, o.state, o.words)).collect()
    };
    let all = offered(&book);
    assert_eq!(
        all,
        [
            (
                Slot::Pending,
                OfferState::Open,
                "Chưa hoàn thành nhiệm vụ: Làm xong cầu bản Mường (hạn 20/08/2026).".to_owned()
            ),
            (
                Slot::Pending,
                OfferState::Open,
                "Tuyến đường bản Đông chưa giải phóng xong mặt bằng.".to_owned()
            ),
            (
                Slot::Ahead,
                OfferState::Open,
                "Tiếp tục thực hiện: Làm xong cầu bản Mường (hạn 20/08/2026).".to_owned()
            ),
        ]
    );
    assert!(!printed(&book, now).contains("bản Mường") && !printed(&book, now).contains("bản Đông"));

    let keys: Vec<String> = offers::offers(&book, now).into_iter().map(|o| o.key).collect();
    let settled = |book: &mut Book, key: &str, answer| {
        let settled = offers::settle(book, &office(), now, key, answer).unwrap();
        act(book, settled);
    };
    settled(&mut book, &keys[1], Answer::Take);
    settled(&mut book, &keys[2], Answer::Take);
    settled(&mut book, &keys[0], Answer::Leave);
    assert_eq!(offered(&book), [(Slot::Pending, OfferState::Left, all[0].2.clone())]);
    let seen = printed(&book, now);
    let at = |words: &str| seen.find(words).unwrap_or_else(|| panic!("{words}\n{seen}"));
    assert!(at("Tồn tại, hạn chế") < at("bản Đông") && at("bản Đông") < at("Nguyên nhân"));
    assert!(at("NHIỆM VỤ TRỌNG TÂM QUÝ I NĂM 2027") < at("bản Mường") && at("bản Mường") < at("KIẾN NGHỊ"));
    settled(&mut book, &keys[0], Answer::Reopen);
    assert_eq!(offered(&book).len(), 1);
    assert_eq!(
        offers::settle(&book, &office(), now, &keys[1], Answer::Take).unwrap_err().code,
        RefusalCode::OfferGone
    );
    assert!(issue::living(&book, now).is_ok());
}

#[test]
fn an_office_keeps_its_report_as_an_outline_of_its_own() {
    let mut book = founded("xã Than Uyên", UnitKind::Commune, Date::constant(2026, 7, 1));
    let period = begun(&mut book, "2026-Q3", "xa");
    let kinds = [model::PeriodKind::Quarter, model::PeriodKind::Year];
    let text = outlines::text_of(&book, period, "Đề cương của Than Uyên", &kinds).unwrap();
    let kept = outlines::keep(&book, &office(), None, &text).unwrap().unwrap();
    let Act::OutlineTended { what: OutlineAct::Kept { outline, .. } } = &kept else { panic!("kept") };
    let id = outline.clone();
    act(&mut book, kept);
    let found = outlines::find(&book, &id).unwrap();
    let again = outlines::template(&book, &found.outline, period.kind(), id.as_str());
    let bare = |template: &model::Template| -> Vec<String> {
        let compiled =
            compile(&book, &engine::LivingState { template: template.clone(), ..Default::default() }, period);
        let owners = compiled.passages.iter();
        owners
            .map(|p| format!("{:?} {:?} {}", p.kind, p.owner, p.lines().map(words).collect::<String>()))
            .collect()
    };
    assert_eq!(bare(&again), bare(&book.report(period).unwrap().template));

    let wrong = text.replace("{TC01}", "{TC0}").replace("{TC01 | 1 số lẻ}", "{TC0}");
    let errors = outlines::keep(&book, &office(), Some(&id), &wrong).unwrap().unwrap_err();
    assert!(errors.iter().all(|e| e.line > 0 && e.says == "không có chỉ tiêu TC0") && !errors.is_empty());
    let removed = outlines::switch(&book, &office(), &id, true).unwrap();
    act(&mut book, removed);
    assert!(book.outlines[&id].removed);
    assert!(outlines::switch(&book, &office(), &OutlineId::from("xa"), true).is_err());
}
