//! Laws that hold for every formula and every figure.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use formula::{
    Catalogue, Condition, Expr, Formula, Gather, Missing, Operator, Reference, Relation, Shift, Span,
    Tolerance, Unary, Verdict, Whose, eval, holds, parse, parse_expr, value,
};
use model::{Code, Collector, Decimal, Indicator, Interval, Measure, Timing, Unit, UnitId};
use proptest::prelude::*;

/// A catalogue without anything in it.
struct Nothing;

impl Catalogue for Nothing {
    fn indicator(&self, _: &Code) -> Option<&Indicator> {
        None
    }
    fn indicators(&self) -> Vec<&Indicator> {
        Vec::new()
    }
    fn units(&self) -> Vec<&Unit> {
        Vec::new()
    }
}

const CODES: [&str; 4] = ["A1", "B2", "C3", "D4"];

fn reference() -> impl Strategy<Value = Reference> {
    let measures = [
        Measure::Actual,
        Measure::Plan,
        Measure::Estimate,
        Measure::PctOfPlan,
        Measure::ChangePct,
        Measure::GrowthPct,
        Measure::ChangeAbs,
    ];
    let gather = prop::sample::select(vec![
        Gather::Sum,
        Gather::Average,
        Gather::Least,
        Gather::Greatest,
        Gather::Count,
    ]);
    let whose = prop_oneof![
        Just(Whose::Own),
        gather.prop_map(Whose::Children),
        "[a-z0-9]{1,4}(-[a-z0-9]{1,3}){0,2}".prop_map(|name| Whose::Unit(UnitId::from(name))),
    ];
    let shift = prop_oneof![(0..5u16).prop_map(Shift::Back), Just(Shift::YearBefore)];
    let span = prop::sample::select(vec![Span::Period, Span::YearToDate, Span::Months]);
    (0..4usize, 0..7usize, whose, shift, span).prop_map(move |(code, measure, whose, shift, span)| {
        Reference { code: Code::from(CODES[code]), measure: measures[measure], whose, shift, span }
    })
}

fn tree(leaf: impl Strategy<Value = Expr> + 'static) -> impl Strategy<Value = Expr> {
    use Operator::*;
    let operator = prop::sample::select(vec![Plus, Minus, Times, Over, Least, Greatest]);
    let unary = prop::sample::select(vec![Unary::Negate, Unary::Abs, Unary::Round(0), Unary::Round(3)]);
    leaf.prop_recursive(4, 24, 2, move |inner| {
        let condition = (inner.clone(), relation(), inner.clone())
            .prop_map(|(left, relation, right)| Condition::Compare(left, relation, right));
        prop_oneof![
            2 => (unary.clone(), inner.clone()).prop_map(|(op, e)| Expr::Unary(op, Box::new(e))),
            8 => (operator.clone(), inner.clone(), inner.clone())
                .prop_map(|(op, l, r)| Expr::Binary(op, Box::new(l), Box::new(r))),
            1 => (condition, inner.clone(), inner)
                .prop_map(|(c, l, r)| Expr::If(Box::new(c), Box::new(l), Box::new(r))),
        ]
    })
}

fn condition() -> impl Strategy<Value = Condition> {
    let compare = (any_expr(), relation(), any_expr()).prop_map(|(l, r, e)| Condition::Compare(l, r, e));
    prop_oneof![compare, reference().prop_map(Condition::Has)].prop_recursive(3, 6, 2, |inner| {
        let two = (inner.clone(), inner.clone()).prop_map(|(l, r)| (Box::new(l), Box::new(r)));
        prop_oneof![
            two.clone().prop_map(|(l, r)| Condition::And(l, r)),
            two.prop_map(|(l, r)| Condition::Or(l, r)),
            inner.prop_map(|c| Condition::Not(Box::new(c))),
        ]
    })
}

/// Every law that can be written.
fn law() -> impl Strategy<Value = Formula> {
    let number = || (0..10_000i64, 0..4u32).prop_map(|(m, s)| Decimal::new(m, s));
    let tolerance =
        prop_oneof![number().prop_map(Tolerance::Absolute), number().prop_map(Tolerance::Percent)];
    let missing = prop::sample::select(vec![
        Missing::AlwaysNull,
        Missing::NonNull,
        Missing::PartialNull,
        Missing::PartialZero,
        Missing::NonZero,
        Missing::AlwaysZero,
    ]);
    let sides = (any_expr(), relation(), any_expr());
    (sides, prop::option::of(tolerance), prop::option::of(condition()), missing).prop_map(
        |((left, relation, right), tolerance, when, missing)| {
            let tolerance = tolerance.filter(|_| relation != Relation::NotEqual);
            Formula { left, relation, right, tolerance, when, missing }
        },
    )
}

fn number() -> impl Strategy<Value = Expr> {
    (0..1_000_000i64, 0..5u32).prop_map(|(mantissa, scale)| Expr::Number(Decimal::new(mantissa, scale)))
}

fn any_expr() -> impl Strategy<Value = Expr> {
    let units = prop::sample::select(vec![
        "%",
        "ha",
        "m2",
        "triệu đồng",
        "tạ/ha",
        "hộ",
        "triệu đồng/người/năm",
        "°C",
        "‰",
    ]);
    let quantity = (0..1_000_000i64, 0..5u32, units)
        .prop_map(|(mantissa, scale, unit)| Expr::Quantity(Decimal::new(mantissa, scale), unit.to_owned()));
    tree(prop_oneof![3 => reference().prop_map(Expr::Reference), 1 => number(), 1 => quantity])
}

/// Expressions over four own figures.
fn plain_expr() -> impl Strategy<Value = Expr> {
    let figure = (0..4usize).prop_map(|i| Expr::Reference(Reference::own(Code::from(CODES[i]))));
    tree(prop_oneof![4 => figure, 1 => number()])
}

fn relation() -> impl Strategy<Value = Relation> {
    use Relation::*;
    prop::sample::select(vec![Equal, NotEqual, AtMost, AtLeast, Below, Above])
}

fn decimal() -> impl Strategy<Value = Decimal> {
    (-1_000_000..1_000_000i64, 0..4u32).prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale))
}

/// Four exact figures, and how far each may lie below and above; `None` = any distance.
type Printed = [(Decimal, Option<Decimal>, Option<Decimal>); 4];

fn printed() -> impl Strategy<Value = Printed> {
    let slack = || prop::option::weighted(0.9, (0..500i64, 0..4u32).prop_map(|(m, s)| Decimal::new(m, s)));
    let one = move || (decimal(), slack(), slack());
    [one(), one(), one(), one()]
}

fn place(reference: &Reference) -> usize {
    CODES.iter().position(|code| *code == reference.code.as_str()).unwrap()
}

fn intervals(printed: &Printed, widen: Decimal) -> [Interval; 4] {
    printed
        .map(|(v, below, above)| Interval::closed(below.map(|b| v - b - widen), above.map(|a| v + a + widen)))
}

proptest! {
    #[test]
    fn printing_reads_back(law in law()) {
        let text = law.to_string();
        prop_assert_eq!(parse(&text), Ok(law), "{}", text);
    }

    #[test]
    fn no_text_panics(text in "[A-Da0-9.,;%±()+*/<>=!@#\\[\\]“”ΣKHU −-]{0,40}|(A|khi |và |IF\\(|MIN\\(|;|\\)|thiếu |kỳ trước|12|ha|/|=|\\[|\\]|%){0,20}|\\PC{0,30}") {
        if let Ok(law) = parse(&text) {
            prop_assert_eq!(parse(&law.to_string()).unwrap(), law);
        }
        let _ = parse_expr(&text);
        let found = formula::complete(&text, &Nothing, 5);
        prop_assert!(found.start <= text.chars().count());
    }

    #[test]
    fn the_interval_contains_the_exact_value(expr in plain_expr(), printed in printed()) {
        let given = intervals(&printed, Decimal::ZERO);
        let range = eval(&expr, &|r| Some(given[place(r)]));
        // Around the true value, as narrow as 28 digits allow.
        let near = eval(&expr, &|r| Some(Interval::point(printed[place(r)].0)));
        if let (Some(near), Some(range)) = (near, range) {
            prop_assert!(near.meets(range), "{} {:?} {:?}", expr, near, range);
        }
        if let Some(exact) = near.filter(|near| near.low == near.high) {
            prop_assert_eq!(value(&expr, &|r| Some(printed[place(r)].0)), exact.lowest(), "{}", expr);
        }
    }

    #[test]
    fn sums_are_contained_without_rounding(a in decimal(), b in decimal(), c in decimal()) {
        let law = parse("A1 = B2 - C3 * 2").unwrap();
        let exact = b - c * Decimal::TWO;
        let given = [exact, b, c, a];
        prop_assert_eq!(holds(&law, &|r| Some(Interval::point(given[place(r)]))), Verdict::Holds);
        let verdict = holds(&law, &|r| Some(Interval::point(if place(r) == 0 { a } else { given[place(r)] })));
        prop_assert_eq!(verdict, if a == exact { Verdict::Holds } else { Verdict::Fails });
    }

    #[test]
    fn widening_never_turns_holds_into_fails(
        left in plain_expr(), relation in relation(), right in plain_expr(),
        printed in printed(), widen in (0..100i64).prop_map(|m| Decimal::new(m, 2)),
    ) {
        let law = Formula::plain(left, relation, right);
        let (narrow, wide) = (intervals(&printed, Decimal::ZERO), intervals(&printed, widen));
        if holds(&law, &|r| Some(narrow[place(r)])) == Verdict::Holds {
            prop_assert_ne!(holds(&law, &|r| Some(wide[place(r)])), Verdict::Fails, "{}", law);
        }
    }

    /// One amount in two units of measure is one amount, whichever way it is written.
    #[test]
    fn units_of_one_kind_say_one_thing(
        amount in 1..1_000_000i64, one in 0..SIZES.len(), other in 0..SIZES.len(),
    ) {
        let ((unit, size), (other_unit, other_size)) = (SIZES[one], SIZES[other]);
        prop_assume!(KINDS.iter().any(|kind| kind.contains(&unit) && kind.contains(&other_unit)));
        let shelf = [("A1", unit), ("B2", other_unit)].map(|(code, unit)| indicator(code, unit));
        let find = |code: &Code| shelf.iter().find(|i| i.code == *code);
        let base = Decimal::from(amount) * Decimal::from(1_000_000_000_000i64);
        let figure = |r: &Reference| {
            Some(base / Decimal::from(if r.code.as_str() == "A1" { size } else { other_size }))
        };
        for law in ["A1 = B2", "A1 + B2 = 2 * A1", "MAX(A1; B2) = MIN(B2; A1)", "100 * A1 / B2 = 100%"] {
            let law = formula::fit(&parse(law).unwrap(), &find).unwrap();
            let (left, right) = (value(&law.left, &figure), value(&law.right, &figure));
            prop_assert_eq!(left, right, "{}", law);
        }
    }
}

/// Units of measure and how many of the smallest of their kind one is.
const SIZES: [(&str, i64); 7] = [
    ("đồng", 1),
    ("nghìn đồng", 1000),
    ("triệu đồng", 1_000_000),
    ("tỷ đồng", 1_000_000_000),
    ("m2", 1),
    ("ha", 10_000),
    ("km2", 1_000_000),
];
const KINDS: [&[&str]; 2] = [&["đồng", "nghìn đồng", "triệu đồng", "tỷ đồng"], &["m2", "ha", "km2"]];

fn indicator(code: &str, unit: &str) -> Indicator {
    Indicator {
        code: Code::from(code),
        name: code.to_owned(),
        measure_unit: unit.to_owned(),
        counted: false,
        decimals: 0,
        timing: Timing::Flow,
        collector: Collector::Communes,
        owner: UnitId::from("p"),
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
