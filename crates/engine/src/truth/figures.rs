//! Bound figures: missing, left over, not complete, cut off outside the period, or said to go the other way.

use super::page::Page;
use super::{Kind, Notice};
use crate::charts::CompiledChart;
use crate::compile::{self, CompiledFigure};
use crate::resolve::{RollUp, Status, resolve};
use model::{Decimal, Figure, Measure, NoticeKey, Phrasing};
use std::cmp::Ordering;

type Place<'f> = (usize, usize, &'f CompiledFigure);

pub(super) fn notices(page: &Page<'_, '_>) -> Vec<Notice> {
    let mut found = Vec::new();
    for place in page.figures() {
        found.extend(state(page, place));
        found.extend(window(page, place));
        found.extend(turned(page, place));
    }
    found.extend(page.passage.chart.as_ref().and_then(|chart| gaps(page, chart)));
    found
}

/// A chart that shows too little: a gap is drawn, a total misses units, and both want a word.
fn gaps(page: &Page<'_, '_>, chart: &CompiledChart) -> Option<Notice> {
    let gaps = chart.gaps().into_iter().map(|name| format!("{name} (chưa có số)"));
    let partial = chart.partial().into_iter();
    let partial = partial.map(|(name, reported, due)| format!("{name} ({reported}/{due} đơn vị)"));
    let lacking = gaps.chain(partial).collect::<Vec<_>>().join(", ");
    let says = format!("Biểu đồ chưa đủ số liệu: {lacking}.");
    let hint = "Đôn đốc đơn vị gửi số, hoặc nêu lý do; biểu đồ để trống chỗ chưa có số.";
    (!lacking.is_empty()).then(|| Notice {
        key: NoticeKey::from(format!("{}:{}:chart", Kind::Partial.name(), page.passage.id)),
        seen: lacking,
        ..page.about(Kind::Partial, 0, 0, says, hint)
    })
}

/// What is known of it.
fn state(page: &Page<'_, '_>, place: Place<'_>) -> Option<Notice> {
    let figure = place.2;
    let book = page.report.book;
    let name = name(page, figure);
    let printed = figure.text.as_str();
    Some(match (figure.resolved.status, &figure.resolved.roll_up) {
        (Status::Missing, _) => page.on(
            Kind::Missing,
            place,
            printed,
            format!("Chưa có số của “{name}”."),
            "Đôn đốc đơn vị gửi số, gắn chỉ tiêu khác, hoặc viết lại câu không có số này.",
        ),
        (Status::Stale, _) => page.on(
            Kind::Stale,
            place,
            printed,
            format!("{printed} là số kỳ trước của “{name}”; kỳ này chưa có số."),
            "Đôn đốc đơn vị gửi số kỳ này, hoặc nêu lý do vẫn dùng số cũ.",
        ),
        (Status::Partial, Some(RollUp { reported, missing })) => {
            let names: Vec<String> = missing.iter().map(|unit| book.unit_name(unit)).collect();
            let (reported, due, names) = (reported.len(), reported.len() + missing.len(), names.join(", "));
            page.on(
                Kind::Partial,
                place,
                &format!("{printed}; thiếu {names}"),
                format!("“{name}” mới cộng {reported}/{due} đơn vị; thiếu {names}."),
                "Đôn đốc đơn vị còn thiếu, hoặc nêu lý do và ghi rõ trong báo cáo số đơn vị đã cộng.",
            )
        }
        _ => return None,
    })
}

/// Figures of the period that a unit cut off on another day.
fn window(page: &Page<'_, '_>, place: Place<'_>) -> Option<Notice> {
    let figure = place.2;
    let (book, period, window) = (page.report.book, page.report.period, page.report.window);
    let outside = figure.resolved.basis.iter().filter(|key| key.period == period).find_map(|key| {
        let day = book.cell(key)?.observation.as_of?;
        (day < window.from || day > window.to).then_some(day)
    })?;
    let (day, from, to) =
        (viet::date::format(outside), viet::date::format(window.from), viet::date::format(window.to));
    Some(page.on(
        Kind::OutOfWindow,
        place,
        &format!("{} tính đến {day}", figure.text),
        format!("“{}” tính đến {day}, ngoài thời gian số liệu của kỳ ({from} – {to}).", name(page, figure)),
        "Ghi rõ trong câu “tính đến ngày …”, lấy số trong kỳ, hoặc nêu lý do.",
    ))
}

/// Words that say where a number goes.
const UP: &[&[&str]] = &[&["tăng"], &["cao", "hơn"], &["nhiều", "hơn"], &["lớn", "hơn"]];
const DOWN: &[&[&str]] = &[&["giảm"], &["thấp", "hơn"], &["ít", "hơn"], &["hụt"]];
const OVER: &[&[&str]] = &[&["vượt"]];
const UNDER: &[&[&str]] = &[&["chưa", "đạt"], &["không", "đạt"], &["chưa", "hoàn", "thành"]];

/// How far before a figure its verb stands, in words.
const NEAR: usize = 7;

/// The words beside a figure that prints its number alone say one direction, the number another.
fn turned(page: &Page<'_, '_>, place: Place<'_>) -> Option<Notice> {
    let figure = place.2;
    let bound = &figure.figure;
    if bound.phrasing != Phrasing::Number {
        return None;
    }
    let value = figure.resolved.number()?.value();
    let fresh = figure.resolved.status < Status::Stale;
    let at = page.token_from(place.0);
    let (words, wrong, measure) = match bound.measure {
        Measure::ChangePct | Measure::GrowthPct | Measure::ChangeAbs => {
            let (words, up) = verb(page, at, &[(UP, true), (DOWN, false)])?;
            (words, if up { value < Decimal::ZERO } else { value > Decimal::ZERO }, bound.measure)
        }
        Measure::PctOfPlan => {
            let (words, over) = verb(page, at, &[(OVER, true), (UNDER, false)])?;
            let hundred = Decimal::ONE_HUNDRED;
            (words, if over { value < hundred } else { value >= hundred }, bound.measure)
        }
        _ if fresh => level(page, place)?,
        _ => return None,
    };
    wrong.then(|| {
        let told = Figure { measure, phrasing: Phrasing::Phrase, ..bound.clone() };
        let told = compile::print(page.report.book, &told, page.report.period).text;
        let says =
            format!("Lời văn viết “{words}”, nhưng số liệu của “{}” cho thấy {told}.", name(page, figure));
        let hint = "Sửa lời văn theo số, hoặc chọn cách ghi tự đổi “tăng/giảm”, “đạt/vượt” theo số.";
        page.on(Kind::DirectionTurned, place, &format!("{words} {}", figure.text), says, hint)
    })
}

/// The verb before token `at` within its clause, the nearest first; what it says.
fn verb(page: &Page<'_, '_>, at: usize, table: &[(&[&[&str]], bool)]) -> Option<(String, bool)> {
    for back in 1..=NEAR {
        let from = at.checked_sub(back)?;
        let token = page.tokens.get(from)?;
        if token.number() || matches!(token.text(), "," | ";" | "." | ":" | "(" | ")") {
            return None;
        }
        if let Some(found) = said(page, from, table) {
            return Some(found);
        }
    }
    None
}

/// What the words at a token say.
fn said(page: &Page<'_, '_>, from: usize, table: &[(&[&[&str]], bool)]) -> Option<(String, bool)> {
    table.iter().find_map(|(phrases, way)| {
        let phrase =
            phrases.iter().find(|p| p.iter().enumerate().all(|(i, word)| page.key(from + i) == *word))?;
        // `chưa vượt`, `không giảm`
        let denied = matches!(page.before(from, 1), "chưa" | "không");
        Some((phrase.join(" "), *way != denied))
    })
}

/// Behind a level: `…, giảm so với cùng kỳ`, `…, vượt kế hoạch`, without a number of its own.
fn level(page: &Page<'_, '_>, place: Place<'_>) -> Option<(String, bool, Measure)> {
    let bound = &place.2.figure;
    let resolved = |measure| {
        let period = page.report.period.shift(bound.shift);
        let found = resolve(page.report.book, &bound.indicator, measure, bound.unit.as_ref(), period);
        found.number().filter(|_| found.status < Status::Partial).map(model::Number::value)
    };
    let from = page.token_from(place.1);
    let mut commas = 0;
    for at in from..page.tokens.len() {
        let token = page.tokens.get(at)?;
        if token.number() || matches!(token.text(), ";" | "." | "(" | ")" | ":") {
            return None;
        }
        commas += usize::from(token.is(","));
        if commas > 1 || at > from + 12 {
            return None;
        }
        if let Some((words, up)) = said(page, at, &[(UP, true), (DOWN, false)]) {
            let compared = compared_with(page, at + 1)?;
            let change = resolved(compared)?.cmp(&Decimal::ZERO);
            return Some((words, change == if up { Ordering::Less } else { Ordering::Greater }, compared));
        }
        if let Some((words, over)) = said(page, at, &[(OVER, true), (UNDER, false)]) {
            let plan = (at + 1..at + 4).any(|i| page.key(i) == "kế" && page.key(i + 1) == "hoạch");
            let percent = resolved(Measure::PctOfPlan).filter(|_| plan)?;
            let hundred = Decimal::ONE_HUNDRED;
            return Some((
                format!("{words} kế hoạch"),
                if over { percent < hundred } else { percent >= hundred },
                Measure::PctOfPlan,
            ));
        }
    }
    None
}

/// What a level is compared with: `so với cùng kỳ`, `so với quý trước`; none when a number stands between.
fn compared_with(page: &Page<'_, '_>, from: usize) -> Option<Measure> {
    let until = (from + 8).min(page.tokens.len());
    let number = page.tokens.get(from..until)?.iter().position(viet::token::Token::number);
    let words: Vec<&str> = (from..until).take(number.unwrap_or(until)).map(|at| page.key(at)).collect();
    let has = |pair: [&str; 2]| words.windows(2).any(|w| w == pair);
    match () {
        () if has(["cùng", "kỳ"]) => Some(Measure::GrowthPct),
        () if ["kỳ", "quý", "tháng"].iter().any(|w| has([w, "trước"])) => Some(Measure::ChangePct),
        () => None,
    }
}

/// What a figure is called.
pub(super) fn name(page: &Page<'_, '_>, figure: &CompiledFigure) -> String {
    let book = page.report.book;
    let indicator = book.indicator(&figure.figure.indicator);
    let name = indicator.map_or_else(|| figure.figure.indicator.to_string(), |i| i.name.clone());
    match &figure.figure.unit {
        Some(unit) => format!("{name}, {}", book.unit_name(unit)),
        None => name,
    }
}
