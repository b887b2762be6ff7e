//! Numbers typed into the prose: bound to nothing, or typed over a figure of the report before.

use super::page::Page;
use super::{Kind, Notice};
use crate::resolve::Status;
use crate::watch::prose::{TypedOver, typed_over};
use model::{Decimal, FindingKey, Number, RuleKind};
use viet::quantity::{Form, Mention, NotFigure, Quantity};

/// A number in plain words.
pub(super) struct Typed<'q> {
    /// First scalar value of the number.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Its token.
    pub token: usize,
    /// Its value; none of a range.
    pub value: Option<Number>,
    /// What it counts, as printed.
    pub unit: Option<&'q str>,
    /// One past its unit of measure.
    pub with_unit: usize,
}

pub(super) fn notices(page: &Page<'_, '_>) -> Vec<Notice> {
    let typed = typed(page);
    if typed.is_empty() {
        return Vec::new();
    }
    let over = over(page);
    typed.iter().map(|number| notice(page, number, over.iter().find(|o| o.start == number.start))).collect()
}

fn notice(page: &Page<'_, '_>, typed: &Typed<'_>, over: Option<&TypedOver>) -> Notice {
    let shown = page.paragraph.slice(typed.start, typed.with_unit);
    let mut candidates = page.report.data.candidates(page, typed);
    let Some(over) = over else {
        let says = format!("“{shown}” gõ tay, không gắn với số liệu nào.");
        let hint = match candidates.is_empty() {
            true => {
                "Chèn số liệu thay cho số gõ tay, hoặc nêu lý do (số của văn bản trích dẫn, số của nơi khác…)."
            }
            false => "Gắn với số liệu khớp bên dưới, hoặc nêu lý do.",
        };
        let told = page.about(Kind::TypedByHand, typed.start, typed.end, says, hint);
        return Notice { candidates, ..told };
    };
    // What stood here before comes first.
    let was = super::Candidate::of(page.report, &over.datum.figure);
    candidates.retain(|c| !c.is_same(&was));
    candidates.insert(0, was);
    let datum = viet::number::parse(&over.datum.text).filter(|_| over.datum.resolved.status < Status::Stale);
    let differs = datum.zip(typed.value).filter(|(datum, typed)| datum.value() != typed.value());
    if differs.is_none() {
        let says = format!("“{shown}” gõ tay ở chỗ báo cáo trước có số gắn dữ liệu.");
        let hint = "Gắn lại với số liệu, hoặc nêu lý do.";
        return Notice { candidates, ..page.about(Kind::TypedByHand, typed.start, typed.end, says, hint) };
    }
    let name = super::figures::name(page, &over.datum);
    let says = format!("Gõ “{shown}” đè lên “{name}”; số liệu kỳ này là {}.", over.datum.text);
    let hint = "Gắn lại với số liệu; nếu lời văn mới đúng thì sửa số liệu, hoặc nêu lý do.";
    let told = page.about(Kind::Overtyped, typed.start, typed.end, says, hint);
    let finding = page.report.findings.iter().find(|f| {
        let about =
            FindingKey::from(format!(":{}:{}:{}", page.report.period, page.passage.id, over.datum.figure.id));
        f.kind == RuleKind::TextAgainstData && f.key.as_str().ends_with(about.as_str())
    });
    let reason = finding.and_then(|f| f.answer.as_ref()).map(|answer| crate::state::Reason {
        seen: told.seen.clone(),
        text: answer.text.clone(),
        by: answer.by.clone().unwrap_or_else(|| "".into()),
        at: answer.at.clone().unwrap_or_default(),
    });
    let finding = finding.map(|f| (f.key.clone(), f.computation.clone()));
    Notice { candidates, finding, reason, ..told }
}

fn over(page: &Page<'_, '_>) -> Vec<TypedOver> {
    let report = page.report;
    let passage = report.state.template.passages.iter().find(|p| p.id == page.passage.id);
    let before = report.last.map(|(period, _)| period);
    match (passage, page.former, before) {
        (Some(passage), Some(former), Some(before)) => {
            typed_over(report.book, report.period, passage, former, before)
        }
        _ => Vec::new(),
    }
}

/// The numbers of a paragraph that no figure prints, with what they count.
fn typed<'q>(page: &'q Page<'_, '_>) -> Vec<Typed<'q>> {
    let mut found = Vec::new();
    // One past the digits of a phone or a code, which may be typed in groups.
    let mut code = 0;
    for mention in &page.mentions {
        match mention {
            Mention::Figure(quantity) => found.extend(of_quantity(page, quantity)),
            Mention::Other(NotFigure::Code, (_, to)) => code = *to,
            Mention::Other(NotFigure::NoUnit, (from, to)) if *from == code && code > 0 => code = *to,
            // A bare number in a heading is its own, not one of the data.
            Mention::Other(NotFigure::NoUnit, (from, to)) if !page.is_heading() => {
                found.extend((*from..*to).filter_map(|at| bare(page, at)));
            }
            Mention::Other(..) => {}
        }
    }
    found.extend(cells(page));
    found.sort_by_key(|typed| typed.start);
    found.dedup_by_key(|typed| typed.start);
    found
}

fn of_quantity<'q>(page: &'q Page<'_, '_>, quantity: &'q Quantity) -> Vec<Typed<'q>> {
    let numbers: Vec<usize> = (quantity.tokens.0..quantity.tokens.1)
        .filter(|at| page.tokens.get(*at).is_some_and(viet::token::Token::number))
        .collect();
    let is_typed = |at: &usize| page.tokens.get(*at).is_some_and(|t| page.is_typed(t.start));
    let last =
        page.tokens.get(quantity.unit_tokens.1.saturating_sub(1).max(quantity.tokens.1.saturating_sub(1)));
    let with_unit = last.map_or(quantity.end, |t| t.end).max(quantity.end);
    if !numbers.iter().any(is_typed) {
        return Vec::new();
    }
    let whole = numbers.iter().all(is_typed) && quantity.form != Form::OutOf;
    if whole {
        // The sign says what the words say; a figure of a change prints its size.
        let start =
            page.tokens.get(numbers.first().copied().unwrap_or_default()).map_or(quantity.start, |t| t.start);
        let value = Some(quantity.value).filter(|_| quantity.high.is_none());
        let abs = value.map(|n| if quantity.signed { Number::new(n.value().abs()) } else { n });
        let token = quantity.tokens.0;
        return vec![Typed {
            start,
            end: quantity.end,
            token,
            value: abs,
            unit: quantity.unit.as_deref(),
            with_unit,
        }];
    }
    let unit = quantity.unit.as_deref();
    numbers.into_iter().filter(is_typed).filter_map(|at| Some(Typed { unit, ..bare(page, at)? })).collect()
}

/// A number token by itself.
fn bare<'q>(page: &'q Page<'_, '_>, at: usize) -> Option<Typed<'q>> {
    let token = page.tokens.get(at).filter(|t| t.number() && page.is_typed(t.start))?;
    let (start, end) = (token.start, token.end);
    Some(Typed { start, end, token: at, value: token.value, unit: None, with_unit: end })
}

/// Numbers that stand alone in the cells of a table, but for heads and the running number in front.
fn cells<'q>(page: &'q Page<'_, '_>) -> Vec<Typed<'q>> {
    let Some(table) = &page.passage.table else { return Vec::new() };
    let caption: usize = page.passage.inlines.iter().map(|l| l.words().chars().count()).sum();
    let (mut at, mut found) = (caption, Vec::new());
    for (index, row) in table.rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            at += 1;
            let words: String = cell.inlines.iter().map(crate::compile::Compiledline::words).collect();
            let (start, end) = (at, at + words.chars().count());
            at = end;
            let from = page.token_from(start);
            let inside = page.tokens.iter().skip(from).take_while(|t| t.start < end);
            let numbers = inside.clone().filter(|t| t.number()).count();
            let alone =
                numbers == 1 && inside.clone().all(|t| t.number() || matches!(t.text(), "%" | "-" | "+"));
            let running = column == 0
                && words
                    .trim()
                    .parse()
                    .is_ok_and(|n: usize| n <= index + 1 && Decimal::from(n) > Decimal::ZERO);
            if index >= table.heads && alone && !running {
                let number = inside.enumerate().find(|(_, t)| t.number()).map(|(i, _)| from + i);
                found.extend(number.and_then(|at| bare(page, at)));
            }
        }
    }
    found
}
