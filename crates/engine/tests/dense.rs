//! The dense form says what the exact form says, or that it does not know.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use engine::dense::{Plans, Table, Verdicts, WIDTH};
use formula::{
    Expr, Formula, Missing, Operator, Reference, Relation, Shift, Tolerance, Unary, Verdict, holds, parse,
};
use model::{Approx, Code, Decimal, Interval, Number};
use proptest::prelude::*;

const CODES: [&str; 5] = ["A1", "B2", "C3", "D4", "E5"];

fn relation() -> impl Strategy<Value = Relation> {
    use Relation::{Above, AtLeast, AtMost, Below, Equal, NotEqual};
    prop::sample::select(vec![Equal, NotEqual, AtMost, AtLeast, Below, Above])
}

fn figure() -> impl Strategy<Value = Expr> {
    (0..CODES.len(), 0..2u16).prop_map(|(code, back)| {
        Expr::Reference(Reference { shift: Shift::Back(back), ..Reference::own(Code::from(CODES[code])) })
    })
}

/// How far figures and numbers go.
#[derive(Clone, Copy)]
enum Reach {
    /// Small ones, so that laws hold, touch and fail.
    Near,
    /// Also such as no integer holds.
    Far,
}

fn decimal(reach: Reach) -> BoxedStrategy<Decimal> {
    let near = (0..30i64, 0..2u32);
    let digits = match reach {
        Reach::Near => near.boxed(),
        Reach::Far => prop_oneof![
            8 => near,
            1 => (any::<i64>(), 0..28u32),
            1 => (1_000_000..1_000_000_000_000i64, 0..4u32),
        ]
        .boxed(),
    };
    digits.prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale)).boxed()
}

fn expr(reach: Reach) -> impl Strategy<Value = Expr> {
    let number = decimal(reach).prop_map(|n| Expr::Number(n.abs()));
    let leaf = prop_oneof![4 => figure(), 1 => number];
    leaf.prop_recursive(3, 12, 2, |inner| {
        let operator = prop::sample::select(vec![
            Operator::Plus,
            Operator::Plus,
            Operator::Minus,
            Operator::Times,
            Operator::Over,
            Operator::Over,
            Operator::Least,
        ]);
        prop_oneof![
            1 => inner.clone().prop_map(|e| Expr::Unary(Unary::Negate, Box::new(e))),
            6 => (operator, inner.clone(), inner)
                .prop_map(|(op, l, r)| Expr::Binary(op, Box::new(l), Box::new(r))),
        ]
    })
}

fn law(reach: Reach) -> impl Strategy<Value = Formula> {
    use Missing::{AlwaysNull, AlwaysZero, NonNull, NonZero, PartialNull, PartialZero};
    let missing = prop::sample::select(vec![
        AlwaysNull,
        AlwaysNull,
        NonNull,
        PartialNull,
        PartialZero,
        NonZero,
        AlwaysZero,
    ]);
    let tolerance = prop_oneof![
        6 => Just(None),
        2 => decimal(reach).prop_map(|d| Some(Tolerance::Absolute(d.abs()))),
        1 => decimal(Reach::Near).prop_map(|d| Some(Tolerance::Percent(d))),
    ];
    (expr(reach), relation(), expr(reach), tolerance, missing).prop_map(
        |(left, relation, right, tolerance, missing)| Formula {
            tolerance,
            missing,
            ..Formula::plain(left, relation, right)
        },
    )
}

/// What a unit says of a figure.
fn cell(reach: Reach) -> impl Strategy<Value = Option<Interval>> {
    let sign = prop::sample::select(vec![Decimal::ONE, Decimal::ONE, Decimal::NEGATIVE_ONE]);
    let number = (decimal(reach), sign).prop_map(|(n, sign)| Number::new(n * sign));
    let approx = prop::sample::select(vec![Approx::Above, Approx::Below, Approx::About]);
    prop_oneof![
        1 => Just(None),
        1 => number.clone().prop_map(|n| Some(n.cut_interval())),
        1 => (number.clone(), approx).prop_map(|(n, approx)| Some(n.interval(false, Some(approx)))),
        4 => number.clone().prop_map(|n| Some(n.interval(true, None))),
        4 => number.prop_map(|n| Some(n.interval(false, None))),
    ]
}

/// Laws and units to judge by them.
fn places(reach: Reach) -> impl Strategy<Value = (Vec<Formula>, Vec<Figures>)> {
    let figures = prop::collection::vec(cell(reach), CODES.len() * 2);
    (prop::collection::vec(law(reach), 1..12), prop::collection::vec(figures, 1..100))
}

/// Figures of one unit: this period and the one before of each code.
type Figures = Vec<Option<Interval>>;

fn place(reference: &Reference) -> usize {
    let code = CODES.iter().position(|code| *code == reference.code.as_str()).unwrap();
    code * 2 + usize::from(reference.shift == Shift::Back(1))
}

/// Compares both forms for every law and unit; how often the dense form was sure.
fn compare(laws: &[Formula], units: &[Figures]) -> (usize, usize) {
    let plans = Plans::new(laws);
    let table = Table::new(plans.columns().len(), units.len(), |column, unit| {
        units[unit][place(&plans.columns()[column])]
    });
    let verdicts = plans.judge(&table);
    assert_eq!(verdicts.len(), laws.len() * units.len().div_ceil(WIDTH));
    let (mut sure, mut all) = (0, 0);
    for (unit, figures) in units.iter().enumerate() {
        for (at, law) in laws.iter().enumerate() {
            let Verdicts { fails, unknown, unsure } = verdicts[unit / WIDTH * laws.len() + at];
            let bit = |set: u64| set >> (unit % WIDTH) & 1 == 1;
            let said = match holds(law, &|r| figures[place(r)]) {
                Verdict::Holds => (false, false),
                Verdict::Fails => (true, false),
                Verdict::Unknown { .. } | Verdict::NotAsked => (false, true),
            };
            all += 1;
            if !bit(unsure) {
                sure += 1;
                assert_eq!((bit(fails), bit(unknown)), said, "{law} {figures:?}");
            }
        }
    }
    (sure, all)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn it_never_says_another_thing_of_near_figures((laws, units) in places(Reach::Near)) {
        compare(&laws, &units);
    }

    #[test]
    fn it_never_says_another_thing_of_far_figures((laws, units) in places(Reach::Far)) {
        compare(&laws, &units);
    }
}

/// Figures as people type them.
fn plain(seed: usize) -> Figures {
    let number = |at: usize| {
        let mixed = (seed * 7919 + at * 104_729) % 2_000_003;
        let (mantissa, scale) = (i64::try_from(mixed % 90_000).unwrap(), u32::try_from(mixed % 3).unwrap());
        Number::new(Decimal::new(mantissa, scale)).interval(at.is_multiple_of(3), None)
    };
    (0..CODES.len() * 2).map(|at| (at != seed % 40).then(|| number(at))).collect()
}

#[test]
fn it_is_sure_of_what_offices_write() {
    let laws: Vec<Formula> = [
        "A1 = B2 + C3 + D4",
        "A1 <= B2",
        "A1 < B2",
        "A1 != B2",
        "A1 >= 0,5 * B2",
        "A1 = 100 * B2 / C3",
        "A1 = B2 / C3 * 100",
        "A1 = 100 * (B2 - B2[-1]) / B2[-1]",
        "100 * A1 / A1[-1] - 100 <= 50",
        "A1 = 10 * B2 / C3",
        "A1 / B2 <= 1,5",
        "0 <= A1 - B2 / 2",
        "-(A1 + B2) >= -(C3 - 12,5)",
        "A1 = B2 + C3 ± 0,5",
        "A1 = B2 + C3 thiếu non_null",
        "A1 = Σ(A1)",
        "A1 * B2 = C3",
    ]
    .map(|text| parse(text).unwrap())
    .to_vec();
    let units: Vec<Figures> = (0..1000).map(plain).collect();
    let (sure, all) = compare(&laws[..15], &units);
    assert_eq!(sure, all);
    assert_eq!(compare(&laws[16..], &units).0, 0, "products are asked the exact way");
}
