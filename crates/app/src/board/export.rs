//! Tables as text that a spreadsheet opens: semicolons, because the comma is the decimal sign; a mark of its encoding,
//! because Excel would take it for another one.

use super::league::in_words;
use crate::clock::local_moment;
use crate::view::BoardAsk;
use crate::{App, Trouble, not_found};
use engine::collect::transitions::Standing;
use model::{Account, RoundId};

/// A table.
pub(super) struct Sheet {
    /// Headings.
    pub head: Vec<String>,
    /// Rows of as many cells.
    pub rows: Vec<Vec<String>>,
}

impl App {
    /// The whole board of a round, as its filter lets it through.
    ///
    /// # Errors
    /// As [`App::board`].
    pub async fn board_csv(&self, who: &Account, id: &RoundId, ask: &BoardAsk) -> Result<Vec<u8>, Trouble> {
        let book = self.book().await;
        let round = book.rounds.get(id).ok_or_else(|| not_found(&format!("đợt {id}")))?;
        let rows = self.rows(&book, who, round, ask, self.0.clock.today())?;
        let head = [
            "Đơn vị",
            "Tình trạng",
            "Hạn gửi",
            "Đúng hạn",
            "Số ngày trễ",
            "Số lần bị trả lại",
            "Ô đã nhập",
            "Ô phải nhập",
            "Lỗi còn mở",
            "Cảnh báo còn mở",
            "Thao tác cuối",
            "Nhắc lần cuối",
            "Người liên hệ",
            "Điện thoại",
            "Thư điện tử",
        ];
        let rows = rows.into_iter().map(|row| {
            let row = self.row_view(&book, round, row);
            let due = row.due.parse().map(viet::date::format).unwrap_or_default();
            let moment = |at: Option<String>| at.map(|at| local_moment(&at)).unwrap_or_default();
            vec![
                row.unit.name,
                Standing::from(&row.submission).name().to_owned(),
                due,
                in_words(&row.punctual, row.days_late),
                row.days_late.to_string(),
                row.returned.to_string(),
                row.filled.to_string(),
                row.asked.to_string(),
                row.errors.to_string(),
                row.warnings.to_string(),
                moment(row.touched_at),
                moment(row.reminded.map(|r| r.at)),
                row.contact.name.unwrap_or_default(),
                row.contact.phone.unwrap_or_default(),
                row.contact.email.unwrap_or_default(),
            ]
        });
        Ok(csv(&Sheet { head: head.map(str::to_owned).into(), rows: rows.collect() }))
    }
}

/// One line a row. A cell that a spreadsheet would take for a formula begins with an apostrophe.
pub(super) fn csv(sheet: &Sheet) -> Vec<u8> {
    let cell = |text: &String| {
        let runs = |c: char| c.is_alphabetic() || "=(@|!".contains(c);
        let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.contains(runs);
        let text = if formula { format!("'{text}") } else { text.clone() };
        match text.contains([';', '"', '\n', '\r']) {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text,
        }
    };
    let line = |cells: &Vec<String>| cells.iter().map(cell).collect::<Vec<_>>().join(";") + "\r\n";
    let lines: String = std::iter::once(&sheet.head).chain(&sheet.rows).map(line).collect();
    format!("\u{feff}{lines}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be_and_no_formula_runs() {
        let rows = vec![
            vec!["xã \"A\"; B".to_owned(), "=1+1".to_owned()],
            vec!["-2".to_owned(), "+84 912".to_owned()],
        ];
        let text = String::from_utf8(csv(&Sheet { head: vec!["Đơn vị".into(), "Số".into()], rows })).unwrap();
        assert_eq!(text, "\u{feff}Đơn vị;Số\r\n\"xã \"\"A\"\"; B\";'=1+1\r\n-2;+84 912\r\n");
    }
}
