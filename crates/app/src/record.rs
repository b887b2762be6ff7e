//! The signed record of what was checked, as an annex of the report.

use crate::questions::closed_view;
use crate::view::ClosedView;
use engine::questions::record::{self, Record};
use engine::{Book, LivingState};
use model::{AnswerKind, Date, Finding, Period};
use report::{Annex, Cell, Table};

/// The annex, when the record was signed to go out with the report.
pub(crate) fn annexes(book: &Book, state: &LivingState, period: Period, today: Date) -> Vec<Annex> {
    let Some(signed) = state.checked.as_ref().filter(|c| c.annexed) else { return Vec::new() };
    let Record { passed, findings, closed } = record::record(book, period);
    let closed: Vec<ClosedView> = closed.into_iter().map(|c| closed_view(book, today, c)).collect();
    let heads = ["STT", "Nội dung kiểm tra", "Đơn vị", "Kết quả xử lý"];
    let mut rows = vec![heads.map(Cell::text).into()];
    let asked = findings.iter().map(|f| (f.says.clone(), book.unit_name(&f.ask), outcome(book, f)));
    let mended = closed.iter().map(|c| {
        let changes: Vec<String> =
            c.changes.iter().map(|c| format!("{}: {} thành {}", c.name, c.from, c.to)).collect();
        (
            c.finding.finding.says.clone(),
            c.finding.ask_unit.name.clone(),
            format!("Đã sửa {}", changes.join("; ")),
        )
    });
    for (number, (says, unit, outcome)) in (1..).zip(asked.chain(mended)) {
        let number: u32 = number;
        rows.push(vec![
            Cell::right(number.to_string()),
            Cell::text(says),
            Cell::text(unit),
            Cell::text(outcome),
        ]);
    }
    let day = signed.at.get(..10).and_then(|day| day.parse::<Date>().ok()).map(viet::date::format);
    let summary = format!(
        "Đã kiểm tra {} nội dung, {passed} nội dung khớp. Người tổng hợp: {}, ký ngày {}.",
        passed + findings.len(),
        book.person(&signed.by),
        day.unwrap_or_default()
    );
    rows.push(vec![Cell { columns: heads.len(), ..Cell::text(summary) }]);
    let table = Table { header_rows: 1, rows, ..Table::default() };
    vec![Annex::table("Biên bản kiểm tra số liệu", table)]
}

fn outcome(book: &Book, finding: &Finding) -> String {
    let Some(answer) = &finding.answer else { return "Chưa có giải trình".to_owned() };
    let who = answer.by.as_ref().map(|by| book.person(by)).unwrap_or_default();
    match answer.kind {
        AnswerKind::Explained => format!("{} ({who} giải trình)", answer.text),
        AnswerKind::Accepted => format!("{} ({who} chấp nhận)", answer.text),
    }
}
