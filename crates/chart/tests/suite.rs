//! Charts as their tables say, drawn as the files beside them show.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use chart::{Area, Chart, Group, Shape, Value};
use std::fs;
use std::path::Path;

fn chart(text: &str) -> Chart {
    let mut chart = Chart {
        shape: Shape::Columns,
        unit: String::new(),
        series: Vec::new(),
        groups: Vec::new(),
        source: Vec::new(),
    };
    let mut areas: Vec<Option<Area>> = Vec::new();
    for line in text.lines() {
        if let Some(ring) = line.strip_prefix("@ ") {
            let point = |p: &str| {
                let (x, y) = p.split_once(',').unwrap();
                (x.parse().unwrap(), y.parse().unwrap())
            };
            *areas.last_mut().unwrap() = Some(vec![ring.split(' ').map(point).collect()]);
            continue;
        }
        let (name, rest) = line.split_once(": ").unwrap();
        match name {
            "hình" => {
                chart.shape = match rest {
                    "cột" => Shape::Columns,
                    "đường" => Shape::Lines,
                    "thanh" => Shape::Bars,
                    _ => Shape::Map { areas: Vec::new() },
                }
            }
            "đơn vị" => rest.clone_into(&mut chart.unit),
            "loạt" => chart.series = rest.split(" | ").map(str::to_owned).collect(),
            "nguồn" => chart.source.push(rest.to_owned()),
            label => {
                areas.push(None);
                chart
                    .groups
                    .push(Group { label: label.to_owned(), values: rest.split(" | ").map(value).collect() });
            }
        }
    }
    if let Shape::Map { areas: of } = &mut chart.shape {
        *of = areas;
    }
    chart
}

fn value(words: &str) -> Option<Value> {
    (words != "…").then(|| {
        let unsigned = viet::number::parse(words.trim_start_matches('-')).unwrap().value();
        let amount = if words.starts_with('-') { -unsigned } else { unsigned };
        Value { amount, words: words.to_owned() }
    })
}

#[test]
fn charts_are_drawn_as_the_suite_shows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/chart");
    let mut tables: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    tables.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    tables.sort();
    assert!(tables.len() >= 6);
    for table in tables {
        let chart = chart(&fs::read_to_string(&table).unwrap());
        let drawn = format!("<!-- {} -->\n{}", chart.alt(), chart.svg());
        let expected = table.with_extension("svg");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &drawn).unwrap();
        }
        let kept = fs::read_to_string(&expected).unwrap_or_default();
        assert!(drawn == kept, "{} is drawn otherwise; BLESS=1 writes it anew", expected.display());
    }
}
