//! Deadlines as written, and the last day they mean.

use super::phrase::{begins, longest};
use super::said::Said;
use super::span::{Calendar, Span, Words, bare};
use model::Date;
use std::sync::LazyLock;
use viet::phrases::Phrases;

/// A deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) written: String,
    /// The last day, where the words fix one.
    pub(super) date: Option<Date>,
    /// Whether it also holds for the orders after it in the sentence: it opens the sentence, or it is the plan of a year.
    pub(super) carries: bool,
}

/// No deadline that names days goes without one of these or a day of numbers.
const TIMES: [&str; 4] = ["ngày", "tháng", "quý", "năm"];

/// The deadline of an order: the first that fixes an end, else the first day or period it names.
pub(super) fn due(said: Said<'_>, calendar: Calendar) -> Option<Due> {
    let timed = said.lower.contains('/') || said.words().any(|at| TIMES.contains(&at.word));
    let words = if timed { Words::new(said) } else { Words(Vec::new()) };
    let mut loose = None;
    let mut at = 0;
    while at < words.0.len() {
        if let Some(due) = words.recurring(at) {
            return calendar.ahead.then_some(due);
        }
        let Some(span) = words.span(at, calendar) else {
            at += 1;
            continue;
        };
        let span = words.joined(at, span, calendar);
        let length = span.words;
        match words.due(at, span, calendar) {
            Some((due, true)) => return Some(due),
            Some((due, false)) => loose = loose.or(Some(due)),
            None => {}
        }
        at += length;
    }
    loose.or_else(|| calendar.ahead.then(|| vague(said))?)
}

/// Whether words lead up to a day that an order shall be done by.
pub(super) fn is_led(said: Said<'_>, calendar: Calendar) -> bool {
    let timed = || said.text.split(' ').any(|word| ["tháng", "quý", "năm"].contains(&bare(word)));
    if !said.text.bytes().any(|b| b.is_ascii_digit()) && !timed() {
        return false;
    }
    let words = Words::new(said);
    (1..words.0.len()).any(|at| words.span(at, calendar).is_some() && words.lead_from(at) < at)
}

/// Whether a part says no more than by when the order before it shall be done: `hoàn thành trong tháng 10`.
pub(super) fn is_only_due(part: Said<'_>) -> bool {
    let part = part.trim_start();
    let done = ["hoàn thành", "kết thúc", "xong"].into_iter().find(|done| begins(part.lower, done));
    done.is_some_and(|done| {
        let words = Words::new(part.behind(done.len()));
        words.lead(1).is_some() || words.is(1, &["cuối", "đầu", "giữa", "ngày"])
    })
}

impl Words<'_> {
    /// Where the words begin that lead up to `at`.
    fn lead_from(&self, at: usize) -> usize {
        let mut from = at;
        let drought =
            |at: usize| self.is(at, &["hạn"]) && at > 0 && self.is(at - 1, &["chống", "khô", "nắng"]);
        while from > 0 && at - from < 5 && self.lead(from - 1).is_some() && !drought(from - 1) {
            from -= 1;
        }
        from
    }

    /// `tháng 7 và tháng 8` last until the end of the second.
    fn joined(&self, at: usize, span: Span, calendar: Calendar) -> Span {
        let and = at + span.words;
        match self.span(and + 1, calendar).filter(|next| self.is(and, &["và"]) && next.last > span.last) {
            Some(next) => Span { words: span.words + 1 + next.words, first: span.first, last: next.last },
            None => span,
        }
    }

    fn written(&self, from: usize, past: usize) -> Option<String> {
        let written = self.0.get(from..past)?.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" ");
        Some(bare(&written).to_owned())
    }

    /// `chậm nhất ngày 15 hằng tháng`, `trước 30/6 hằng năm`: a deadline that comes again has no last day.
    fn recurring(&self, at: usize) -> Option<Due> {
        let day = self.is(at, &["ngày"]) || (self.key(at).contains('/') && self.lead(at.checked_sub(1)?)?);
        let behind = at + 1 + usize::from(self.is(at, &["ngày"]));
        let again =
            day && self.is(behind, &["hằng", "hàng"]) && self.is(behind + 1, &["tháng", "quý", "năm"]);
        let from = self.lead_from(at);
        let written = again.then(|| self.written(from, behind + 2))??;
        Some(Due { written, date: None, carries: from == 0 })
    }

    /// The deadline of the span at `at`, and whether its words fix an end. None when it begins a stretch of time, dates
    /// what is past, or is no more than a part of a name.
    fn due(&self, at: usize, span: Span, calendar: Calendar) -> Option<(Due, bool)> {
        let mut from = self.lead_from(at);
        let before = from.checked_sub(1).map_or("", |at| self.key(at));
        let done = ["xong", "thúc", "thành"].contains(&before);
        let ends = done || (from..at).any(|at| self.lead(at) == Some(true));
        let is_year = self.key(at) == "năm";
        let planned = is_year && from == at && before == "hoạch" && self.is(at.saturating_sub(3), &["theo"]);
        let meant = |words: &[&str]| (at.saturating_sub(10)..at).any(|at| self.is(at, words));
        let goal = is_year && meant(&["phấn", "đăng"]);
        if before == "từ" || (is_year && from == at && !planned && !goal) {
            return None;
        }
        from -= if planned { 3 } else { 0 };
        let is_before = (from..at).any(|at| self.key(at) == "trước") && span.first != span.last;
        let last = if is_before { span.first.yesterday().ok()? } else { span.last };
        // What is told of the period has days too; a goal among them is said to be one.
        let told = !calendar.ahead && !goal && !meant(&["dự", "phấn", "sẽ", "đăng", "phải", "hạn", "nhất"]);
        if calendar.is_past(last) || told {
            return None;
        }
        let written = self.written(from, at + span.words)?;
        Some((Due { written, date: Some(last), carries: planned || from == 0 }, ends))
    }
}

/// Deadlines that name no day, and their rank: of several the first counts.
static VAGUE: LazyLock<Phrases<(usize, &str)>> = LazyLock::new(|| {
    const PHRASES: [&str; 27] = [
        "theo kế hoạch",
        "theo quy định",
        "theo lộ trình",
        "đúng lộ trình",
        "đúng tiến độ",
        "đảm bảo tiến độ",
        "bảo đảm tiến độ",
        "đúng thời hạn",
        "đúng hạn",
        "đúng thời gian",
        "đúng khung thời vụ",
        "kịp thời",
        "cuối năm học",
        "năm học mới",
        "6 tháng đầu năm",
        "06 tháng đầu năm",
        "6 tháng cuối năm",
        "06 tháng cuối năm",
        "trong năm",
        "trước tết",
        "trước mùa mưa",
        "hằng tháng",
        "hàng tháng",
        "hằng quý",
        "hàng quý",
        "tuần tới",
        "trong thời gian sớm nhất",
    ];
    let ranked = PHRASES.into_iter().enumerate();
    Phrases::new(ranked.map(|(rank, phrase)| (phrase, (rank, phrase.trim_start_matches('0')))))
});

fn vague(said: Said<'_>) -> Option<Due> {
    let told = said.words().filter_map(|at| longest(at, &VAGUE));
    let (_, phrase) = told.map(|(told, _)| *told).min()?;
    Some(Due { written: phrase.to_owned(), date: None, carries: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tasks::said::Line;

    #[test]
    fn deadlines() {
        let table = [
            ("2023-Q1", "cấy xong trước 10/7", Some(("trước 10/7", Some("2023-07-10")))),
            (
                "2023-Q1",
                "hoàn thành trước ngày 15/6/2024",
                Some(("trước ngày 15/6/2024", Some("2024-06-15"))),
            ),
            ("2023-Q1", "diễn tập xã A (tháng 5)", Some(("tháng 5", Some("2023-05-31")))),
            ("2023-Q1", "trình duyệt trong tháng 2/2024", Some(("trong tháng 2/2024", Some("2024-02-29")))),
            ("2023-Q1", "nghiệm thu trong quý II", Some(("trong quý II", Some("2023-06-30")))),
            ("2023-Q1", "xong trước tháng 9", Some(("trước tháng 9", Some("2023-08-31")))),
            ("2023-Q1", "mở lớp theo kế hoạch", Some(("theo kế hoạch", None))),
            (
                "2023-Q1",
                "mở lớp theo kế hoạch năm 2023",
                Some(("theo kế hoạch năm 2023", Some("2023-12-31"))),
            ),
            ("2023-Q1", "tổ chức hội thi năm 2023", None),
            ("2023-Q1", "phấn đấu về đích nông thôn mới năm 2024", Some(("năm 2024", Some("2024-12-31")))),
            (
                "2023-Q1",
                "từ ngày 12/5 đến hết ngày 20/5/2023",
                Some(("đến hết ngày 20/5/2023", Some("2023-05-20"))),
            ),
            ("2023-Q1", "từ ngày 12/5/2023 mưa lớn", None),
            (
                "2023-Q1",
                "báo cáo chậm nhất là ngày 25 tháng 4 năm 2023",
                Some(("chậm nhất là ngày 25 tháng 4 năm 2023", Some("2023-04-25"))),
            ),
            ("2023-Q1", "xong trong tuần đầu tháng 6", Some(("trong tuần đầu tháng 6", Some("2023-06-07")))),
            ("2023-Q1", "bàn giao cuối tháng 4/2023", Some(("cuối tháng 4/2023", Some("2023-04-30")))),
            ("2023-Q1", "bàn giao trung tuần tháng 5", Some(("trung tuần tháng 5", Some("2023-05-20")))),
            ("2023-Q1", "khởi công đầu quý III", Some(("đầu quý III", Some("2023-07-31")))),
            ("2023-Q1", "hoàn thành trước năm 2025", Some(("trước năm 2025", Some("2024-12-31")))),
            ("2023-Q1", "từ nay đến cuối năm", Some(("đến cuối năm", Some("2023-12-31")))),
            ("2023-Q1", "kỷ niệm ngày thương binh, liệt sĩ 27/7", Some(("27/7", Some("2023-07-27")))),
            ("2023-Q1", "phun thuốc ngày 15-20/6", Some(("ngày 15-20/6", Some("2023-06-20")))),
            ("2023-Q1", "xử lý kết luận công bố ngày 12/5/2019", None),
            ("2023-Q1", "sau 3 tháng 5 ngày", None),
            ("2023-Q1", "trước 31/2", None),
            ("2023-Q1", "nâng cao chất lượng", None),
            // The report of a year orders for the next.
            ("2023", "quyết toán xong trước 31/3", Some(("trước 31/3", Some("2024-03-31")))),
            ("2023-Q4", "giao đất trong quý I", Some(("trong quý I", Some("2024-03-31")))),
            ("2023", "thanh lý xong trong năm", Some(("trong năm", Some("2024-12-31")))),
            ("2023-Q1", "bàn giao mặt bằng cuối quý", Some(("cuối quý", Some("2023-06-30")))),
            ("2023-M12", "nghiệm thu trong tháng tới", Some(("trong tháng tới", Some("2024-01-31")))),
            (
                "2023-M04",
                "trình trước ngày 10 tháng sau",
                Some(("trước ngày 10 tháng sau", Some("2023-05-10"))),
            ),
            (
                "2023-Q1",
                "gửi số liệu chậm nhất ngày 12 hằng tháng",
                Some(("chậm nhất ngày 12 hằng tháng", None)),
            ),
            ("2023-Q1", "công khai trước 30/6 hằng năm", Some(("trước 30/6 hằng năm", None))),
            ("2023-Q1", "phổ biến nhiệm vụ 6 tháng cuối năm 2023", Some(("6 tháng cuối năm", None))),
            ("2023-Q1", "chuẩn bị kỳ họp cuối năm của HĐND", None),
            (
                "2023-Q1",
                "nạo vét trong tháng 4 và tháng 5",
                Some(("trong tháng 4 và tháng 5", Some("2023-05-31"))),
            ),
            ("2023-Q1", "bơm nước chống hạn trước 10/4", Some(("trước 10/4", Some("2023-04-10")))),
            ("2023-M12", "sơ kết trong tháng 12", Some(("trong tháng 12", Some("2023-12-31")))),
        ];
        for (period, text, expected) in table {
            let found = due(Line::new(text).said(), Calendar { period: period.parse().ok(), ahead: true });
            let shown = found.as_ref().map(|d| (d.written.as_str(), d.date.map(|date| date.to_string())));
            let expected = expected.map(|(written, date)| (written, date.map(str::to_owned)));
            assert_eq!(shown, expected, "{text}");
        }
    }
}
