//! Rules as people write, change and take them back.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use engine::{Book, compile, rules};
use formula::parse;
use model::{
    Account, Act, CellKey, Collector, Cut, Entry, Figure, Grant, Indicator, Measure, Number, Observation,
    Place, RefusalCode, Role, Rule, RuleId, RuleKind, RuleScope, Stated, Timing,
};

fn office() -> Account {
    Account::new("vp", "huyen", vec![Grant::everywhere(Role::Compiler)])
}

fn indicator(code: &str, name: &str, unit: &str) -> Indicator {
    Indicator {
        code: code.into(),
        name: name.to_owned(),
        measure_unit: unit.to_owned(),
        counted: viet::measure_unit::is_counted(unit),
        decimals: 0,
        timing: Timing::Stock,
        collector: Collector::Unit("huyen".into()),
        owner: "huyen".into(),
        planned: false,
        part_of: None,
        formula: None,
        source: String::new(),
        group: String::new(),
        restricted: false,
        joining: model::Joining::default(),
        less_is_better: false,
    }
}

fn apply(book: &mut Book, act: Act) {
    let cut = Cut(book.cut.0 + 1);
    book.apply(&Entry { cut, at: "2021-04-01T00:00:00Z".to_owned(), by: "vp".into(), act });
}

fn book() -> Book {
    let mut book = Book::default();
    let place = Place::of("huyen");
    apply(&mut book, Act::PlaceFounded { place, units: Vec::new(), successions: Vec::new() });
    book.rules.clear();
    for (code, name, unit) in
        [("XH01", "Tổng số hộ", "hộ"), ("XH02", "Số hộ nghèo", "hộ"), ("DT01", "Vốn đầu tư", "triệu đồng")]
    {
        apply(&mut book, Act::IndicatorSet { indicator: indicator(code, name, unit) });
    }
    book
}

fn written(formula: &str) -> Rule {
    Rule::new(RuleId::from(""), RuleKind::Ratio, formula)
}

fn refused(book: &Book, rule: &Rule) -> String {
    let refusal = rules::set(book, &office(), rule, "").unwrap_err();
    assert_eq!(refusal.code, RefusalCode::BadInput);
    refusal.vi()
}

#[test]
fn a_rule_is_written_changed_and_taken_back() {
    let mut book = book();
    let act = rules::set(&book, &office(), &written("[số hộ nghèo] <= Tổng số hộ"), "").unwrap();
    apply(&mut book, act);
    let rule = book.rules[0].clone();
    assert_eq!((rule.id.as_str(), rule.formula.as_str()), ("quy-tac-1", "XH02 <= XH01"));
    assert_eq!(rule.kind, RuleKind::PartNotAboveWhole);
    assert_eq!(rules::in_names(&book, &rule.formula), "[Số hộ nghèo] <= [Tổng số hộ]");

    let change = Rule { formula: "XH02 <= 20% * XH01".to_owned(), scope: RuleScope::Place, ..rule.clone() };
    let act = rules::set(&book, &office(), &change, "theo kế hoạch").unwrap();
    apply(&mut book, act);
    assert_eq!(book.rules[0].formula, "XH02 <= 20% * XH01");
    apply(&mut book, Act::RuleSwitched { rule: rule.id.clone(), active: false, reason: "thử".to_owned() });

    for expected in [Some(change), Some(rule.clone()), None] {
        let act = rules::take_back(&book, &office(), &rule.id).unwrap();
        apply(&mut book, act);
        assert_eq!(
            book.rules.first().map(|r| (&r.formula, r.active)),
            expected.as_ref().map(|r| (&r.formula, true))
        );
    }
    assert!(rules::take_back(&book, &office(), &rule.id).is_err());
    // An id is never used again.
    let Act::RuleSet { rule, .. } = rules::set(&book, &office(), &written("XH02 >= 0"), "").unwrap() else {
        panic!()
    };
    assert_eq!((rule.id.as_str(), rule.kind), ("quy-tac-2", RuleKind::Bound));
}

#[test]
fn what_cannot_be_a_rule_is_refused() {
    let mut book = book();
    assert!(refused(&book, &written("XH02 <= DT01")).contains("“triệu đồng” không cộng"));
    assert!(refused(&book, &written("XH02 <= [Tổng dân số]")).contains("không có chỉ tiêu “Tổng dân số”"));
    let unknown = Rule { scope: RuleScope::Units(vec!["xa-x".into()]), ..written("XH02 <= XH01") };
    assert!(refused(&book, &unknown).contains("không có trong danh mục"));
    let act = rules::set(&book, &office(), &written("XH02 <= XH01"), "").unwrap();
    apply(&mut book, act);
    assert!(refused(&book, &written("[Số hộ nghèo] <= [Tổng số hộ]")).contains("đã có quy tắc này"));
    let stranger = Account { grants: vec![Grant::of(Role::Entry, "huyen")], ..office() };
    assert_eq!(
        rules::set(&book, &stranger, &written("XH02 >= 0"), "").unwrap_err().code,
        RefusalCode::NotAllowed
    );
}

#[test]
fn the_sort_of_a_law_is_told_by_its_shape() {
    for (law, kind) in [
        ("A = B + C", RuleKind::SumOfParts),
        ("A = Σ(A)", RuleKind::SameFigure),
        ("A = B", RuleKind::SameFigure),
        ("A = 100 * B / C", RuleKind::Ratio),
        ("A <= B", RuleKind::PartNotAboveWhole),
        ("A >= 0", RuleKind::Bound),
        ("A <= 2 * B", RuleKind::Bound),
    ] {
        assert_eq!(rules::kind_of(&parse(law).unwrap()), kind, "{law}");
    }
}

#[test]
fn a_figure_of_the_report_may_be_a_formula() {
    let mut book = book();
    let period = "2021-Q1".parse().unwrap();
    for (code, number) in [("XH01", "200"), ("XH02", "31")] {
        let key = CellKey { indicator: code.into(), unit: "huyen".into(), period, measure: Measure::Actual };
        let stated = Some(Stated::Number(Number::new(number.parse().unwrap())));
        let observation = Observation { key, stated, approx: None, as_of: None, note: None };
        apply(&mut book, Act::FigureCorrected { observation, reason: "nhập".to_owned() });
    }
    let figure = Figure {
        decimals: Some(1),
        formula: Some("100 * XH02 / XH01".to_owned()),
        ..Figure::of("f1".into(), "XH02".into(), Measure::Actual)
    };
    let printed = compile::print(&book, &figure, period);
    assert_eq!((printed.text.as_str(), printed.resolved.basis.len()), ("15,5", 2));
    let missing = Figure { formula: Some("XH02 / DT01".to_owned()), ..figure };
    assert_eq!(compile::print(&book, &missing, period).text, compile::UNKNOWN);
}
