//! The table of `suite/formula/calculations.tsv`: totals against parts, as XBRL Calculations 1.1 has it.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use formula::{Verdict, holds, parse};
use model::{Decimal, Interval, Number};

/// Why a total is not compared with its parts.
enum Unfit {
    Contradiction,
    ExcessDigits,
}

/// `57.6`, `58e6`, `12.10@1`, `57582444!`
fn statement(text: &str, cut: bool) -> Result<Interval, Unfit> {
    if let Some(exact) = text.strip_suffix('!') {
        return Ok(Interval::point(exact.parse().unwrap()));
    }
    let (text, claimed) = text.split_once('@').map_or((text, None), |(text, d)| (text, Some(d)));
    let (digits, power) = text.split_once('e').unwrap_or((text, "0"));
    let mut value: Decimal = digits.parse().unwrap();
    if let Some(decimals) = claimed.map(|d| d.parse().unwrap()) {
        if Number::new(value).has_excess_digits(decimals) {
            return Err(Unfit::ExcessDigits);
        }
        value.rescale(decimals);
    }
    let number = Number::new(value);
    let interval = if cut { number.cut_interval() } else { number.interval(false, None) };
    Ok(times(&format!("1{}", "0".repeat(power.parse().unwrap())), interval))
}

fn times(weight: &str, interval: Interval) -> Interval {
    formula::eval(&formula::parse_expr(&format!("{weight} * A")).unwrap(), &|_| Some(interval)).unwrap()
}

/// All that is stated of one figure.
fn figure(text: &str, cut: bool) -> Result<Interval, Unfit> {
    let mut stated = text.split(" & ").map(|one| statement(one, cut));
    let first = stated.next().unwrap()?;
    stated.try_fold(first, |known, next| known.intersect(next?).ok_or(Unfit::Contradiction))
}

fn verdict(total: &str, parts: &str, cut: bool) -> Result<Verdict, Unfit> {
    let total = figure(total, cut)?;
    let part = |text: &str| match text.split_once('×') {
        Some((weight, text)) => Ok(times(weight, figure(text, cut)?)),
        None => figure(text, cut),
    };
    let parts: Vec<Interval> = parts.split(" + ").map(part).collect::<Result<_, _>>()?;
    let names: Vec<String> = (0..parts.len()).map(|i| format!("P{i}")).collect();
    let law = parse(&format!("T = {}", names.join(" + "))).unwrap();
    let find = |code: &str| names.iter().position(|name| name == code).map_or(total, |i| parts[i]);
    Ok(holds(&law, &|r| Some(find(r.code.as_str()))))
}

#[test]
fn totals_fit_their_parts_as_the_table_says() {
    let text = include_str!("../../../suite/formula/calculations.tsv");
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    let (mut seen, mut wrong) = (0, Vec::new());
    for row in rows {
        let [way, total, parts, expected] = row.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let said = match verdict(total, parts, way == "cắt bớt") {
            Ok(Verdict::Holds) => "đúng",
            Ok(Verdict::Fails) => "sai",
            Ok(Verdict::Unknown { .. } | Verdict::NotAsked) => "chưa rõ",
            Err(Unfit::Contradiction) => "mâu thuẫn",
            Err(Unfit::ExcessDigits) => "thừa chữ số",
        };
        if said != expected {
            wrong.push(format!("{row} -> {said}"));
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(seen > 60, "{seen}");
}
