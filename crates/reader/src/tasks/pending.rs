//! Matters of part one that are still open: under way, waiting, late or not done.

use super::clause::{Clause, cut, cut_deep, label_length, trimmed};

/// What administrations do step by step. `chưa`, `tiếp tục`, `dự kiến` before one of these leave a matter open.
const PROCEDURES: [&str; 52] = [
    "hoàn thành",
    "hoàn thiện",
    "thực hiện",
    "triển khai",
    "giải quyết",
    "giải ngân",
    "quyết toán",
    "nộp",
    "phê duyệt",
    "ban hành",
    "bàn giao",
    "chi trả",
    "thanh toán",
    "cấp",
    "giao đất",
    "xử lý",
    "khắc phục",
    "xây dựng",
    "lập",
    "trình",
    "nhất trí",
    "thống nhất",
    "thi công",
    "khởi công",
    "nghiệm thu",
    "bồi thường",
    "di dời",
    "di chuyển",
    "bố trí",
    "thu hồi",
    "kiện toàn",
    "báo cáo",
    "tổ chức",
    "thẩm định",
    "thẩm tra",
    "điều tra",
    "xác minh",
    "rà soát",
    "làm rõ",
    "theo dõi",
    "đôn đốc",
    "vận động",
    "đẩy nhanh",
    "xem xét",
    "phân bổ",
    "kết thúc",
    "đạt",
    "ra lớp",
    "xong",
    "kết luận",
    "xét xử",
    "truy thu",
];

/// Words between a sign and the deed.
const BETWEEN: [&str; 18] = [
    "được",
    "bị",
    "sẽ",
    "phải",
    "có",
    "tổ chức",
    "tiến hành",
    "khẩn trương",
    "tích cực",
    "tập trung",
    "phối hợp",
    "chỉ đạo",
    "hướng dẫn",
    "tuyên truyền",
    "chủ động",
    "các",
    "cơ bản",
    "cho",
];

/// What goes on without being a matter: `đang` before one of these tells a state.
const STATES: [&str; 44] = [
    "sinh sống",
    "sống",
    "làm việc",
    "lao động",
    "học",
    "theo học",
    "công tác",
    "phát triển",
    "sử dụng",
    "ở",
    "cư trú",
    "có",
    "là",
    "hoạt động",
    "hiệu lực",
    "còn",
    "nuôi",
    "hưởng",
    "quản lý",
    "điều trị",
    "cách ly",
    "sinh hoạt",
    "diễn biến",
    "gặp",
    "tăng",
    "giảm",
    "trong độ tuổi",
    "trong thời",
    "thuê",
    "mang thai",
    "cai nghiện",
    "chấp hành",
    "vay",
    "dần",
    "đứng",
    "sản xuất",
    "kinh doanh",
    "khai thác",
    "sinh trưởng",
    "phục vụ",
    "lưu hành",
    "áp dụng",
    "giữ",
    "được hưởng",
];

/// Signs that need nothing behind them.
const SIGNS: [&str; 14] = [
    "chậm tiến độ",
    "còn chậm",
    "chậm so với",
    "chậm được",
    "đang chờ",
    "còn chờ",
    "chờ hướng dẫn",
    "chờ văn bản",
    "chờ quyết định",
    "chờ phê duyệt",
    "chờ ý kiến",
    "xin ý kiến",
    "xin chủ trương",
    "xảy ra tình trạng trễ hạn",
];

/// A matter longer than this is cut to the clause with the sign and the one before.
const MOST_WORDS: usize = 30;

pub(super) fn matters(text: &str) -> Vec<Clause> {
    let mut found = Vec::new();
    for sentence in cut_deep(text, label_length(text)) {
        if is_open(&sentence.text) {
            found.extend(trimmed(shortened(sentence)));
        }
    }
    found
}

/// Whether the words say that something is not over.
fn is_open(text: &str) -> bool {
    let lower = text.to_lowercase();
    SIGNS.iter().any(|sign| after(&lower, sign).next().is_some())
        || after(&lower, "đang").any(|rest| !is_state(rest))
        || ["chưa", "tiếp tục", "dự kiến"]
            .iter()
            .any(|sign| after(&lower, sign).any(|rest| is_deed(sign, rest)))
}

/// What stands behind each place of a phrase in whole words.
fn after<'t>(lower: &'t str, phrase: &'t str) -> impl Iterator<Item = &'t str> {
    lower.match_indices(phrase).filter_map(move |(at, _)| {
        let before = lower.get(..at)?.chars().next_back();
        let rest = lower.get(at + phrase.len()..)?;
        (!before.is_some_and(char::is_alphanumeric) && !rest.starts_with(char::is_alphanumeric))
            .then(|| rest.trim_start())
    })
}

fn is_state(rest: &str) -> bool {
    let rest = ["được ", "bị "].iter().find_map(|passive| rest.strip_prefix(passive)).unwrap_or(rest);
    rest.is_empty() || STATES.iter().any(|state| begins(rest, state))
}

/// A deed within a few words: `chưa được cấp`, `tiếp tục phối hợp rà soát`.
fn is_deed(sign: &str, rest: &str) -> bool {
    // What is dealt with as always is no matter of its own.
    if sign == "tiếp tục"
        && ["thực hiện", "triển khai", "được", "tổ chức"].iter().any(|verb| begins(rest, verb))
    {
        return false;
    }
    let mut rest = rest;
    for _ in 0..3 {
        if PROCEDURES.iter().any(|deed| begins(rest, deed)) {
            return true;
        }
        let Some(word) = BETWEEN.iter().find(|word| begins(rest, word)) else { return false };
        rest = rest.get(word.len()..).unwrap_or_default().trim_start();
    }
    false
}

fn begins(rest: &str, phrase: &str) -> bool {
    rest.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn shortened(sentence: Clause) -> Clause {
    if sentence.text.split_whitespace().count() <= MOST_WORDS {
        return sentence;
    }
    let parts = cut(&sentence.text, 0, &[','], false);
    let at = parts.iter().position(|part| is_open(&part.text)).unwrap_or(0);
    let first = at.saturating_sub(1);
    let last = (at + 1).min(parts.len().saturating_sub(1));
    let (Some(from), Some(to)) = (parts.get(first), parts.get(last)) else { return sentence };
    let text: String = sentence.text.chars().skip(from.start).take(to.end - from.start).collect();
    let (start, end) = (sentence.start + from.start, sentence.start + to.end);
    Clause { text, start, end, ..sentence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_and_what_is_a_state() {
        let table = [
            ("Hiện nay các thôn đang làm đất.", true),
            ("Hồ sơ đang chờ sở phê duyệt.", true),
            ("Còn 12 hộ chưa được cấp giấy chứng nhận.", true),
            ("Dự kiến hoàn thành trong tháng 5.", true),
            ("Tiếp tục phối hợp rà soát diện tích rừng.", true),
            ("Tiếp tục thực hiện tốt các chính sách.", false),
            ("Có 30 lao động đang làm việc ở tỉnh ngoài.", false),
            ("Diện tích đang được sử dụng là 3 ha.", false),
            ("Trong quý chưa xảy ra cháy rừng.", false),
            ("Chưa phát hiện ca bệnh.", false),
        ];
        for (text, open) in table {
            assert_eq!(!matters(text).is_empty(), open, "{text}");
        }
    }
}
