//! Whatever the numbers are, the drawing stands within its frame.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use chart::{Area, Chart, Group, HIGHEST, Shape, Value, WIDTH};
use model::Decimal;
use proptest::prelude::*;

fn amount() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        (any::<i64>(), 0u32..28).prop_map(|(n, scale)| Decimal::new(n, scale)),
        (any::<u32>(), any::<u32>(), any::<u32>(), any::<bool>(), 0u32..28)
            .prop_map(|(a, b, c, sign, scale)| Decimal::from_parts(a, b, c, sign, scale)),
        (-3i64..3).prop_map(Decimal::from),
    ]
}

fn value() -> impl Strategy<Value = Option<Value>> {
    let words = prop_oneof![Just(String::new()), ".{0,12}", "[0-9.,]{1,30}"];
    proptest::option::weighted(0.8, (amount(), words).prop_map(|(amount, words)| Value { amount, words }))
}

fn area() -> impl Strategy<Value = Option<Area>> {
    let point = prop_oneof![(any::<i32>(), any::<i32>()), (104_000..104_400, 22_000..22_400)];
    proptest::option::weighted(0.8, prop::collection::vec(prop::collection::vec(point, 0..9), 0..3))
}

fn chart() -> impl Strategy<Value = Chart> {
    let series = 0usize..4;
    let groups = prop::collection::vec((".{0,40}", prop::collection::vec(value(), 0..4), area()), 0..130);
    (0usize..4, series, groups, ".{0,20}", prop::collection::vec(".{0,200}", 0..3)).prop_map(
        |(kind, series, groups, unit, source)| {
            let areas = groups.iter().map(|(.., area)| area.clone()).collect();
            Chart {
                shape: [Shape::Columns, Shape::Lines, Shape::Bars, Shape::Map { areas }][kind].clone(),
                unit,
                series: (0..series).map(|n| format!("Loạt {n}")).collect(),
                groups: groups.into_iter().map(|(label, values, _)| Group { label, values }).collect(),
                source,
            }
        },
    )
}

/// Every pair of numbers that paths, rectangles, circles and words begin at.
fn places(svg: &str) -> Vec<(i64, i64)> {
    let mut found = Vec::new();
    let number = |text: &str, name: &str| -> Option<i64> {
        let from = text.find(&format!(" {name}=\""))? + name.len() + 3;
        text[from..].split('"').next()?.parse().ok()
    };
    for tag in svg.split('<').filter(|tag| !tag.starts_with("svg")) {
        let at = |x: &str, y: &str| number(tag, x).zip(number(tag, y));
        found.extend(at("x", "y"));
        found.extend(at("cx", "cy"));
        let end = at("x", "y").zip(at("width", "height")).map(|((x, y), (w, h))| (x + w, y + h));
        found.extend(end);
        if let Some(path) = tag.split(" d=\"").nth(1).and_then(|rest| rest.split('"').next()) {
            let pair = |p: &str| {
                let (x, y) = p.split_once(' ')?;
                Some((x.parse().ok()?, y.parse().ok()?))
            };
            found.extend(path.split(['M', 'L', 'Z']).filter_map(pair));
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_drawing_stands_within_its_frame(chart in chart()) {
        let svg = chart.svg();
        prop_assert_eq!(&svg, &chart.svg());
        let head = svg.split("viewBox=\"0 0 ").nth(1).and_then(|rest| rest.split('"').next());
        let high: i64 = head.and_then(|box_| box_.split(' ').nth(1)).unwrap().parse().unwrap();
        prop_assert!(high <= HIGHEST, "{high}");
        for (x, y) in places(&svg) {
            prop_assert!((0..=WIDTH).contains(&x) && (0..=high).contains(&y), "{x} {y} of {high}");
        }
        prop_assert!(!chart.alt().is_empty());
    }
}
