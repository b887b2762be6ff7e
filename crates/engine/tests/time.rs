//! The algebra of time: tables in `suite/time`, and its laws.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use engine::territory::Amount;
use engine::time::{Adds, Both, Came, Clock, How, Statement, Stretch, annualised, come_to, itself};
use model::{Decimal, Number, Period, PeriodKind};
use proptest::collection::vec;
use proptest::prelude::*;
use std::fmt::Write;
use std::path::Path;

const KINDS: [(&str, Adds); 5] = [
    ("phát sinh", Adds::Flow),
    ("lũy kế", Adds::Cumulative),
    ("thời điểm", Adds::Stock),
    ("lớn nhất", Adds::Greatest),
    ("tỷ lệ", Adds::Never),
];

const YEAR: Stretch = Stretch { year: 2021, first: 1, last: 12 };

/// Where a case stands: how its figures add, whether they are counted, what was stated.
struct Case {
    adds: Adds,
    counted: bool,
    statements: Vec<Statement>,
}

#[test]
fn cases() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/time/cases.txt");
    let text = std::fs::read_to_string(&path).unwrap();
    let seen = answered(&text);
    if std::env::var_os("BLESS").is_some() {
        return std::fs::write(&path, &seen).unwrap();
    }
    assert_eq!(seen, text, "BLESS=1 writes what is seen");
    assert!(text.matches("\n> ").count() > 30);
}

fn answered(text: &str) -> String {
    let mut seen = String::new();
    let mut case: Option<Case> = None;
    for line in text.lines().filter(|line| !line.starts_with('>')) {
        writeln!(seen, "{line}").unwrap();
        if let Some((_, adds)) = KINDS.iter().find(|(word, _)| line.starts_with(word)) {
            case = Some(Case { adds: *adds, counted: line.contains("đếm"), statements: Vec::new() });
        } else if let Some(asked) = line.strip_prefix("? ") {
            for answer in answer(case.as_ref().unwrap(), asked) {
                writeln!(seen, "> {answer}").unwrap();
            }
        } else if let Some(case) = case.as_mut().filter(|_| line.starts_with(|c: char| c.is_ascii_digit())) {
            case.statements = line.split('|').map(|one| statement(one.trim(), case.counted)).collect();
        }
    }
    seen
}

fn statement(text: &str, counted: bool) -> Statement {
    let mut words = text.split(' ');
    let period: Period = words.next().unwrap().parse().unwrap();
    let number = viet::number::parse(words.next().unwrap()).unwrap();
    let clock = if words.next().is_some() { Clock::Statistical } else { Clock::Legal };
    let slack = number.interval(counted, None).highest().unwrap() - number.value();
    Statement { period, amount: Amount::exact(number.value()), slack, clock }
}

fn answer(case: &Case, asked: &str) -> Vec<String> {
    let (to_date, asked) = asked.strip_prefix("lũy kế ").map_or((false, asked), |rest| (true, rest));
    let period: Period = asked.parse().unwrap();
    let Some(stretch) = Stretch::of(period) else {
        return vec![
            itself(&case.statements, period).map_or("không có số".to_owned(), |came| told("nêu", &came)),
        ];
    };
    let stretch = if to_date { stretch.to_date() } else { stretch };
    let both = come_to(case.adds, &case.statements, stretch, YEAR, Some(period));
    let Both { own, made } = &both;
    let mut lines: Vec<String> =
        own.iter().map(|came| told("nêu", came)).chain(made.iter().map(|came| told("từ", came))).collect();
    if let Some(gap) = both.gap() {
        lines.push(format!("lệch {}", print(gap)));
    }
    if lines.is_empty() { vec!["không có số".to_owned()] } else { lines }
}

fn print(value: Decimal) -> String {
    viet::number::format(Number::new(value))
}

fn told(word: &str, came: &Came) -> String {
    let Amount { value, low, high } = came.amount;
    let mut text = match (value, low, high) {
        (Some(value), ..) => format!("{word} {}", print(value)),
        (None, Some(low), None) => format!("{word} ít nhất {}", print(low)),
        (None, low, high) => format!("{word} {low:?}..{high:?}"),
    };
    let sign = |back: bool| if back { " − " } else { " + " };
    let steps: String = came.steps.iter().map(|step| format!("{}{}", sign(step.back), step.period)).collect();
    let how = match came.how {
        How::Stated => "",
        How::Sum => "tổng",
        How::Difference => "hiệu",
        How::Last => "số cuối",
        How::Greatest => "lớn nhất",
    };
    if came.how != How::Stated {
        write!(text, " = {how}:{}", steps.trim_start_matches(" +")).unwrap();
    }
    if !came.missing.is_empty() {
        let months: Vec<String> = came.missing.iter().map(i8::to_string).collect();
        write!(text, "; thiếu tháng {}", months.join(", ")).unwrap();
    }
    if came.clocks.len() > 1 {
        text.push_str("; ghép hai cách tính ngày");
    }
    text
}

fn month(number: usize) -> Period {
    Period::new(2021, PeriodKind::Month, i8::try_from(number).unwrap()).unwrap()
}

fn stated(period: Period, value: i64) -> Statement {
    Statement { period, amount: Amount::exact(value.into()), slack: Decimal::ZERO, clock: Clock::Legal }
}

fn value(adds: Adds, statements: &[Statement], stretch: Stretch) -> Option<Decimal> {
    come_to(adds, statements, stretch, YEAR, None).made?.amount.value
}

/// Every period of 2021 that is made of months.
fn periods() -> Vec<Period> {
    use PeriodKind::{HalfYear, Month, NineMonths, Quarter, Year};
    let numbered = |kind, many: i8| (1..=many).map(move |number| Period::new(2021, kind, number).unwrap());
    let all = [(Month, 12), (Quarter, 4), (HalfYear, 2), (NineMonths, 1), (Year, 1)];
    all.into_iter().flat_map(|(kind, many)| numbered(kind, many)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn by_whatever_way_the_year_is_the_same(numbers in vec(0_i64..1000, 12), kept in vec(any::<bool>(), 20)) {
        let months: Vec<Statement> = numbers.iter().enumerate().map(|(at, n)| stated(month(at + 1), *n)).collect();
        // Coarser periods as the months make them; some of them are known beside or in place of the months.
        let coarser: Vec<Statement> = periods()
            .into_iter()
            .map(|p| Statement {
                period: p,
                amount: Amount::exact(value(Adds::Flow, &months, Stretch::of(p).unwrap()).unwrap()),
                ..months[0]
            })
            .collect();
        let known: Vec<Statement> =
            coarser.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(s, _)| *s).collect();
        for p in periods() {
            let direct: i64 = { let (a, b) = p.months(); numbers[usize::try_from(a).unwrap() - 1..usize::try_from(b).unwrap()].iter().sum() };
            // From all coarser ones: the very sum.
            prop_assert_eq!(value(Adds::Flow, &coarser, Stretch::of(p).unwrap()), Some(direct.into()));
            // From some: the very sum, or less than all months are known and that is said.
            let both = come_to(Adds::Flow, &known, Stretch::of(p).unwrap(), YEAR, Some(p));
            for came in both.own.iter().chain(&both.made) {
                prop_assert!(came.amount.value.is_none() != came.missing.is_empty());
                prop_assert!(came.amount.value.is_none_or(|v| v == direct.into()));
            }
            prop_assert_eq!(both.gap(), None);
        }
    }

    #[test]
    fn what_is_cumulative_and_what_happens_tell_each_other(numbers in vec(-1000_i64..1000, 12)) {
        let flows: Vec<Statement> = numbers.iter().enumerate().map(|(at, n)| stated(month(at + 1), *n)).collect();
        let upto = |p: Period| value(Adds::Flow, &flows, Stretch::of(p).unwrap().to_date()).unwrap();
        let cumulative: Vec<Statement> =
            flows.iter().map(|s| Statement { amount: Amount::exact(upto(s.period)), ..*s }).collect();
        for p in periods() {
            let stretch = Stretch::of(p).unwrap();
            prop_assert_eq!(value(Adds::Cumulative, &cumulative, stretch), value(Adds::Flow, &flows, stretch));
            prop_assert_eq!(value(Adds::Cumulative, &cumulative, stretch.to_date()), Some(upto(p)));
        }
    }

    #[test]
    fn what_is_missing_never_raises_what_is_known(numbers in vec(0_i64..1000, 12), kept in vec(any::<bool>(), 12)) {
        let all: Vec<Statement> = numbers.iter().enumerate().map(|(at, n)| stated(month(at + 1), *n)).collect();
        let known: Vec<Statement> = all.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(s, _)| *s).collect();
        for p in periods() {
            let stretch = Stretch::of(p).unwrap();
            let whole = value(Adds::Flow, &all, stretch).unwrap();
            if let Some(came) = come_to(Adds::Flow, &known, stretch, YEAR, None).made {
                prop_assert!(came.amount.low.unwrap() <= whole);
                prop_assert_eq!(came.missing.len(), stretch.len() - kept[usize::try_from(stretch.first).unwrap() - 1..usize::try_from(stretch.last).unwrap()].iter().filter(|k| **k).count());
            }
        }
    }

    #[test]
    fn the_order_of_statements_says_nothing(numbers in vec(0_i64..1000, 20), kept in vec(any::<bool>(), 20)) {
        let all = periods().into_iter().zip(&numbers).zip(&kept).filter(|(_, kept)| **kept);
        let known: Vec<Statement> = all.map(|((p, n), _)| stated(p, *n)).collect();
        let turned: Vec<Statement> = known.iter().rev().copied().collect();
        for p in periods() {
            for adds in [Adds::Flow, Adds::Cumulative, Adds::Stock, Adds::Greatest] {
                let ask = |s: &[Statement]| come_to(adds, s, Stretch::of(p).unwrap(), YEAR, Some(p));
                prop_assert_eq!(ask(&known), ask(&turned));
            }
        }
    }
}

#[test]
fn a_year_goes_on_as_its_plan_says() {
    let half = Amount::exact(Decimal::from(60));
    assert_eq!(annualised(&half, Decimal::new(40, 2)).unwrap().value, Some(Decimal::from(150)));
    assert_eq!(annualised(&half, Decimal::ZERO), None);
    assert_eq!(annualised(&half, Decimal::from(2)), None);
}
