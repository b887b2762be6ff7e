//! Matters of part one that are still open. Told only where the words leave little doubt.

use super::clause::{Clause, cut, cut_deep, label_length, trimmed};

/// Phrases that say a matter is under way, waiting, late or not done.
const SIGNS: [&str; 44] = [
    "hiện nay đang",
    "hiện đang",
    "đang tiến hành",
    "đang chờ",
    "đang hoàn thiện",
    "đang lập",
    "đang thẩm tra",
    "đang thẩm định",
    "đang xây dựng",
    "đang phối hợp",
    "đang triển khai",
    "đang thực hiện",
    "đang trong quá trình",
    "đang xem xét",
    "đang điều tra",
    "điều tra làm rõ",
    "đang trình",
    "đang rà soát",
    "đang khẩn trương",
    "đang làm",
    "đang chỉ đạo",
    "đang được",
    "chờ văn bản",
    "chờ hướng dẫn",
    "chờ quyết định",
    "chưa thực hiện được",
    "chưa hoàn thành",
    "chưa nộp",
    "chưa quyết toán",
    "chưa nhất trí",
    "chưa đạt",
    "chưa ra lớp",
    "chưa triển khai được",
    "chưa giải quyết",
    "chưa giải ngân",
    "chậm tiến độ",
    "còn chậm",
    "chậm so với",
    "dự kiến kết thúc",
    "dự kiến hoàn thành",
    "dự kiến sẽ",
    "tiếp tục giải quyết",
    "tiếp tục hoàn thiện",
    "tiếp tục theo dõi",
];

/// Words that make such a phrase a general remark and no matter of its own.
const GENERAL: [&str; 8] = [
    "đang phát triển",
    "đang lao động",
    "đang làm việc",
    "đang sử dụng",
    "đang ở nước ngoài",
    "đang sinh sống",
    "chưa đạt chuẩn là",
    "đang được cách ly",
];

/// A matter longer than this is cut to the clause with the sign and the one before.
const MOST_WORDS: usize = 30;

pub(super) fn matters(text: &str) -> Vec<Clause> {
    let mut found = Vec::new();
    for sentence in cut_deep(text, label_length(text)) {
        let lower = sentence.text.to_lowercase();
        let Some(sign) = SIGNS.iter().find(|sign| is_said(&lower, sign)) else { continue };
        let general = GENERAL.iter().any(|phrase| lower.contains(phrase));
        if !general {
            found.extend(trimmed(shortened(sentence, sign)));
        }
    }
    found
}

/// The phrase as whole words; `hiện nay … đang` with an agency between counts for `hiện nay đang`.
fn is_said(lower: &str, sign: &str) -> bool {
    let whole = |at: usize| {
        let before = lower.get(..at).and_then(|before| before.chars().next_back());
        let after = lower.get(at + sign.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    let between = sign == "hiện nay đang"
        && lower.split_once("hiện nay").is_some_and(|(_, rest)| {
            rest.split([',', '.']).next().is_some_and(|clause| clause.contains(" đang "))
        });
    between || lower.match_indices(sign).any(|(at, _)| whole(at))
}

fn shortened(sentence: Clause, sign: &str) -> Clause {
    if sentence.text.split_whitespace().count() <= MOST_WORDS {
        return sentence;
    }
    let parts = cut(&sentence.text, 0, &[','], false);
    let at = parts.iter().position(|part| is_said(&part.text.to_lowercase(), sign)).unwrap_or(0);
    let first = at.saturating_sub(1);
    let last = (at + 1).min(parts.len().saturating_sub(1));
    let (Some(from), Some(to)) = (parts.get(first), parts.get(last)) else { return sentence };
    let text: String = sentence.text.chars().skip(from.start).take(to.end - from.start).collect();
    Clause { text, start: sentence.start + from.start, end: sentence.start + to.end }
}
