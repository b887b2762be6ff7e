//! What stands around an issued report: numbers, corrections, signed files, the public extract.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use engine::issuing::{correction, extract, register, signed};
use engine::prose::Edit;
use engine::{Book, compile, issue, prose};
use model::*;

const PERIOD: &str = "2021-Q1";

fn period() -> Period {
    PERIOD.parse().unwrap()
}

fn office() -> Account {
    Account::new(
        "van-phong",
        "huyen",
        vec![Grant::everywhere(Role::Compiler), Grant::everywhere(Role::Leader)],
    )
}

fn stranger() -> Account {
    Account::new("xa", "huyen", vec![Grant::of(Role::Entry, "huyen")])
}

fn indicator(code: &str, part_of: Option<&str>, formula: Option<&str>, restricted: bool) -> Indicator {
    Indicator {
        code: code.into(),
        name: format!("chỉ tiêu {code}"),
        measure_unit: "hộ".to_owned(),
        counted: true,
        decimals: 0,
        timing: Timing::Stock,
        collector: Collector::Unit("huyen".into()),
        owner: if restricted { "quan-su".into() } else { "huyen".into() },
        planned: false,
        part_of: part_of.map(Code::from),
        formula: formula.map(str::to_owned),
        source: String::new(),
        group: String::new(),
        restricted,
        joining: model::Joining::default(),
        less_is_better: false,
    }
}

fn rule(formula: &str) -> Rule {
    Rule {
        id: RuleId::from(formula),
        kind: RuleKind::SumOfParts,
        formula: formula.to_owned(),
        severity: Severity::Error,
        scope: RuleScope::Everyone,
        message: String::new(),
        hint: String::new(),
        source: String::new(),
        active: true,
        from: None,
        to: None,
        owner: None,
    }
}

fn key(code: &str) -> CellKey {
    CellKey { indicator: code.into(), unit: "huyen".into(), period: period(), measure: Measure::Actual }
}

fn said(code: &str, value: u32) -> Observation {
    let number = Number::new(Decimal::from(value));
    Observation {
        key: key(code),
        stated: Some(Stated::Number(number)),
        note: None,
        approx: None,
        as_of: None,
    }
}

fn figure(id: &str, code: &str) -> Inline {
    Inline::Figure { figure: Figure::of(id.into(), code.into(), Measure::Actual) }
}

fn passage(id: &str, kind: PassageKind, inlines: Vec<Inline>) -> Passage {
    Passage::prose(id.into(), kind, inlines, None)
}

struct Story(Book);

impl Story {
    fn new(indicators: Vec<Indicator>, rules: Vec<Rule>) -> Self {
        let unit = |id: &str, kind, parent: Option<&str>| Unit {
            placements: vec![Placement { parent: parent.map(UnitId::from), from: None, to: None }],
            ..Unit::of(id, id, kind)
        };
        let place = Place {
            unit: "huyen".into(),
            issuer: "UBND HUYỆN".to_owned(),
            superior: String::new(),
            seat: String::new(),
            notation: "BC-UBND".to_owned(),
            authority: vec!["TM. ỦY BAN NHÂN DÂN".to_owned()],
            recipients: vec!["Lưu: VT".to_owned()],
            addressees: Vec::new(),
        };
        let passages = vec![
            passage("t", PassageKind::Title, vec![Inline::text("Tình hình quý I")]),
            passage(
                "p1",
                PassageKind::Body,
                vec![Inline::text("Toàn huyện có "), figure("f1", "A"), Inline::text(" hộ")],
            ),
            passage("p2", PassageKind::Body, vec![Inline::text("Đời sống ổn định.")]),
        ];
        let adoption = Adoption {
            period: period(),
            indicators,
            rules,
            observations: Vec::new(),
            tasks: Vec::new(),
            template: Template { passages, ..Template::default() },
        };
        let mut story = Self(Book::default());
        story.push(Act::PlaceFounded {
            place,
            units: vec![
                unit("huyen", UnitKind::District, None),
                unit("quan-su", UnitKind::Department, Some("huyen")),
            ],
            successions: Vec::new(),
        });
        story.push(Act::ReportAdopted { report: "r".into(), adoption: Box::new(adoption) });
        story.push(Act::PlanSet { observation: said("A", 10), basis: String::new() });
        story
    }

    fn push(&mut self, act: Act) {
        let cut = Cut(self.0.cut.0 + 1);
        // As the ledger keeps it: encoded and read back.
        let act = serde_json::from_str(&serde_json::to_string(&act).unwrap()).unwrap();
        self.0.apply(&Entry { cut, at: format!("2021-03-20T00:00:{:02}Z", cut.0), by: "ai-do".into(), act });
    }

    /// Issues what the book has now.
    fn issue(&mut self, number: u32) {
        self.push(Act::CutApproved { period: period(), cut: self.0.cut });
        let state = self.0.report(period()).unwrap();
        let cut = issue::issuable(&self.0, &office(), period()).unwrap();
        let printed = issue::printed(&self.0, &compile::compile(&self.0, state, period()), period());
        let issued = IssuedAs {
            period: period(),
            cut,
            number,
            date: "2021-03-21".parse().unwrap(),
            signer: "Nguyễn Văn A".to_owned(),
            document: "d".into(),
            docx: "w".into(),
            pdf: "p".into(),
            printed,
            dispatch: Dispatch::default(),
        };
        self.push(Act::ReportIssued(Box::new(issued)));
    }

    fn take(&mut self, number: u32, date: Option<&str>) -> Result<(), RefusalCode> {
        let taken = TakenNumber {
            place: RegisterPlace { year: 2021, notation: "BC-UBND".to_owned(), number },
            date: date.map(|d| d.parse().unwrap()),
            kind: "Báo cáo".to_owned(),
            subject: "Công tác phòng dịch".to_owned(),
            signer: String::new(),
            recipients: String::new(),
        };
        let act = register::take(&self.0, &office(), taken).map_err(|r| r.code)?;
        self.push(act);
        Ok(())
    }

    fn next(&self) -> u32 {
        register::next(&self.0, 2021, "BC-UBND")
    }
}

/// Writes the second paragraph anew.
fn write(story: &Story, words: &str) -> Result<Act, Refusal> {
    let now = ProseContent::prose(PassageKind::Body, vec![Inline::text(words)]);
    let edit = Edit::Write { id: "p2".into(), base: None, now, after: None };
    let decided = prose::write(&story.0, &office(), period(), &[edit])?;
    Ok(Act::ProseTended { period: period(), what: decided.act.unwrap() })
}

fn plain() -> Story {
    Story::new(vec![indicator("A", None, None, false)], Vec::new())
}

#[test]
fn numbers_run_on_with_gaps_and_reservations_in_sight() {
    let mut story = plain();
    assert_eq!(story.next(), 1);
    story.take(1, Some("2021-01-05")).unwrap();
    story.take(4, None).unwrap();
    assert_eq!((story.next(), register::gaps(&story.0, 2021, "BC-UBND")), (5, vec![2, 3]));
    assert_eq!(register::next(&story.0, 2022, "BC-UBND"), 1);
    let place = |number| RegisterPlace { year: 2021, notation: "BC-UBND".to_owned(), number };
    let may = |story: &Story, number| register::may_take(&story.0, &place(number)).map_err(|r| r.code);
    assert_eq!(may(&story, 1), Err(RefusalCode::NumberTaken));
    assert_eq!(may(&story, 4), Ok(()));
    // A report takes the reserved number, and is then what the register shows for it.
    story.issue(4);
    assert_eq!(may(&story, 4), Err(RefusalCode::NumberTaken));
    assert_eq!(story.take(4, Some("2021-03-01")), Err(RefusalCode::NumberTaken));
    let rows: Vec<_> = register::rows(&story.0).into_iter().map(|r| (r.place.printed(), r.subject)).collect();
    let shown = |number: &str, subject: &str| (format!("{number}/BC-UBND"), subject.to_owned());
    assert_eq!(rows, [shown("01", "Công tác phòng dịch"), shown("04", "Tình hình quý I")]);
    let freed = register::free(&story.0, &office(), &place(1)).unwrap();
    story.push(freed);
    assert_eq!(register::gaps(&story.0, 2021, "BC-UBND"), [1, 2, 3]);
    assert!(register::free(&story.0, &office(), &place(1)).is_err());
}

#[test]
fn what_is_entered_into_the_register_is_well_formed() {
    let mut story = plain();
    assert_eq!(story.take(0, None), Err(RefusalCode::BadInput));
    assert_eq!(story.take(3, Some("2020-12-31")), Err(RefusalCode::BadInput));
    let taken = TakenNumber {
        place: RegisterPlace { year: 2021, notation: "BC/UBND".to_owned(), number: 1 },
        date: None,
        kind: String::new(),
        subject: "x".to_owned(),
        signer: String::new(),
        recipients: String::new(),
    };
    assert_eq!(register::take(&story.0, &office(), taken.clone()).unwrap_err().code, RefusalCode::BadInput);
    assert_eq!(register::take(&story.0, &stranger(), taken).unwrap_err().code, RefusalCode::NotAllowed);
}

#[test]
fn a_correction_is_a_new_issue_and_the_first_stays() {
    let mut story = plain();
    assert!(correction::open(&story.0, &office(), period(), "x").is_err());
    story.issue(7);
    let state = story.0.report(period()).unwrap();
    assert!(!state.is_open());
    assert!(write(&story, "Khác.").is_err());
    assert!(correction::open(&story.0, &office(), period(), " ").is_err());
    let opened = correction::open(&story.0, &office(), period(), "số hộ ghi nhầm").unwrap();
    story.push(opened);
    assert!(correction::open(&story.0, &office(), period(), "x").is_err());
    story.push(Act::FigureCorrected { observation: said("A", 12), reason: "đếm sót".to_owned() });
    let written = write(&story, "Đời sống khá hơn.").unwrap();
    story.push(written);
    let state = story.0.report(period()).unwrap();
    let compiled = compile::compile(&story.0, state, period());
    let found = correction::difference(&story.0, state.issued().unwrap(), &compiled, period());
    let figure = &found.figures[0];
    assert_eq!((figure.was.as_str(), figure.now.as_str()), ("10", "12"));
    assert_eq!(figure.reason.as_deref(), Some("đếm sót"));
    let prose: Vec<_> = found.prose.iter().map(|p| (p.was.as_str(), p.now.as_str())).collect();
    assert_eq!(prose, [("Đời sống ổn định.", "Đời sống khá hơn.")]);
    assert_eq!(found.figures.len(), 1);
    story.issue(8);
    let state = story.0.report(period()).unwrap();
    assert!(!state.is_open());
    let [first, second] = state.issues.as_slice() else { panic!("two issues") };
    assert_eq!((first.number, first.printed[0].printed.as_str()), (7, "10"));
    assert_eq!((second.number, second.printed[0].printed.as_str()), (8, "12"));
    assert_eq!(second.reason.as_deref(), Some("số hộ ghi nhầm"));
    // Kept before issues had words of their own: by what the place says.
    assert_eq!(first.place().printed(), "07/BC-UBND");
}

#[test]
fn a_correction_given_up_leaves_the_prose_as_issued() {
    let mut story = plain();
    story.issue(1);
    let before = story.0.report(period()).unwrap().template.clone();
    story.push(correction::open(&story.0, &office(), period(), "lý do").unwrap());
    story.push(Act::PassageRemoved { period: period(), passage: "p2".into() });
    story.push(correction::give_up(&story.0, &office(), period()).unwrap());
    let state = story.0.report(period()).unwrap();
    assert!(!state.is_open());
    assert_eq!(state.template, before);
    assert!(correction::give_up(&story.0, &office(), period()).is_err());
}

#[test]
fn a_signature_is_only_a_persons_word() {
    let mut story = plain();
    story.issue(1);
    let file = |likeness| SignedFile {
        name: "ky.pdf".to_owned(),
        file: "f".into(),
        likeness,
        signatures: Vec::new(),
    };
    let keep = |story: &Story, likeness| signed::keep(&story.0, &office(), period(), 0, file(likeness));
    let verify = |story: &Story, words| signed::verify(&story.0, &office(), period(), 0, words);
    let stands = |story: &Story| signed::standing(story.0.report(period()).unwrap().issued().unwrap());
    assert_eq!(stands(&story), signed::Standing::None);
    assert!(verify(&story, Some("x")).is_err());
    assert!(keep(&story, Likeness::Same).is_err());
    story.push(keep(&story, Likeness::Differs).unwrap());
    assert_eq!(stands(&story), signed::Standing::Differs);
    assert_eq!(verify(&story, Some("x")).unwrap_err().code, RefusalCode::OtherContentSigned);
    story.push(keep(&story, Likeness::Extends).unwrap());
    assert_eq!(stands(&story), signed::Standing::Received);
    story.push(verify(&story, Some("vSignPDF báo hợp lệ")).unwrap());
    assert_eq!(stands(&story), signed::Standing::Verified);
    story.push(verify(&story, None).unwrap());
    assert_eq!(stands(&story), signed::Standing::Received);
    story.push(signed::withdraw(&story.0, &office(), period(), 0).unwrap());
    assert_eq!(stands(&story), signed::Standing::None);
}

#[test]
fn an_extract_leaves_out_what_would_tell_a_restricted_figure() {
    let open = |code: &str, part_of: Option<&str>| indicator(code, part_of, None, false);
    let closed = |code: &str, part_of: Option<&str>| indicator(code, part_of, None, true);
    for (indicators, rules, withheld) in [
        // A part is closed: the whole less the other parts would tell it.
        (vec![open("A", None), open("B", Some("A")), closed("C", Some("A"))], vec![], "A C"),
        // Two parts are closed: nothing tells either.
        (
            vec![open("A", None), closed("B", Some("A")), closed("C", Some("A")), open("D", Some("A"))],
            vec![],
            "B C",
        ),
        // The whole is closed: one part more stays behind.
        (vec![closed("A", None), open("B", Some("A")), open("C", Some("A"))], vec![], "A C"),
        // A share of it would tell it.
        (
            vec![open("A", None), closed("B", None), indicator("C", None, Some("100 * B / A"), false)],
            vec![],
            "B C",
        ),
        // A rule ties them, and what it hides is tied by another.
        (
            vec![open("A", None), open("B", None), closed("C", None), open("D", None)],
            vec![rule("A = B + C"), rule("D = A")],
            "A C D",
        ),
        // A bound tells nothing.
        (vec![open("A", None), closed("B", None)], vec![rule("B <= A")], "B"),
    ] {
        let story = Story::new(indicators, rules);
        let found: Vec<String> = extract::codes(&story.0).iter().map(ToString::to_string).collect();
        assert_eq!(found.join(" "), withheld);
    }
}

/// A chart stays behind with any indicator that it shows, also one that only would tell a restricted one.
#[test]
fn an_extract_keeps_charts_that_show_nothing_withheld() {
    let indicators = vec![
        indicator("A", None, None, false),
        indicator("B", Some("A"), None, false),
        indicator("C", Some("A"), None, true),
        indicator("D", None, None, false),
    ];
    let mut story = Story::new(indicators, Vec::new());
    story.issue(1);
    let mut issued = story.0.report(period()).unwrap().issued().unwrap().clone();
    let columns = |codes: &[&str]| Chart::Columns {
        indicators: codes.iter().map(|code| Code::from(*code)).collect(),
        beside: Vec::new(),
    };
    let line = |code: &str| Chart::Lines { indicator: code.into(), periods: 4 };
    for (at, (chart, shown)) in [
        (columns(&["B", "D"]), true),
        (columns(&["B", "C"]), false),
        (columns(&["A", "D"]), false),
        (line("D"), true),
        (line("C"), false),
        (Chart::Map { indicator: "C".into(), measure: Measure::Plan }, false),
    ]
    .into_iter()
    .enumerate()
    {
        let id = PassageId::from(format!("bieu-do-{at}"));
        let drawn = Passage {
            chart: Some(chart),
            ..passage(id.as_str(), PassageKind::Chart, vec![Inline::text("Biểu đồ")])
        };
        issued.template.passages = vec![drawn];
        let withheld = extract::Withheld::of(&story.0, &issued, period());
        assert_eq!(withheld.shows(&id), shown, "{at}");
    }
    // A picture of which nothing is known is not shown.
    assert!(!extract::Withheld::of(&story.0, &issued, period()).shows(&"p1".into()));
}

#[test]
fn what_stands_above_the_name_follows_from_the_capacity() {
    let lines = |capacity, office: &str| {
        let signer = Signer {
            name: "A".to_owned(),
            capacity,
            body: "ỦY BAN NHÂN DÂN".to_owned(),
            head: "CHỦ TỊCH".to_owned(),
            office: office.to_owned(),
        };
        signer.lines().join(" | ")
    };
    assert_eq!(lines(Capacity::Head, "GIÁM ĐỐC"), "GIÁM ĐỐC");
    assert_eq!(lines(Capacity::OnBehalf, "CHỦ TỊCH"), "TM. ỦY BAN NHÂN DÂN | CHỦ TỊCH");
    let deputy = "TM. ỦY BAN NHÂN DÂN | KT. CHỦ TỊCH | PHÓ CHỦ TỊCH";
    assert_eq!(lines(Capacity::InPlaceOf, "PHÓ CHỦ TỊCH"), deputy);
    assert_eq!(lines(Capacity::ByOrder, "CHÁNH VĂN PHÒNG"), "TL. CHỦ TỊCH | CHÁNH VĂN PHÒNG");
    assert_eq!(lines(Capacity::ByMandate, "CHÁNH VĂN PHÒNG"), "TUQ. CHỦ TỊCH | CHÁNH VĂN PHÒNG");
    assert_eq!(lines(Capacity::Acting, "CHỦ TỊCH"), "TM. ỦY BAN NHÂN DÂN | Q. CHỦ TỊCH");
}

#[test]
fn an_act_of_before_dispatches_is_read() {
    let old = r#"{"act":"report_issued","period":"2021-Q1","cut":1,"number":3,"date":"2021-03-20","signer":"A",
        "document":"d","docx":"w","pdf":"p","printed":[]}"#;
    let Act::ReportIssued(issued) = serde_json::from_str(old).unwrap() else { panic!() };
    assert_eq!(issued.dispatch, Dispatch::default());
}
