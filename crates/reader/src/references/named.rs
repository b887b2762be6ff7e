//! Documents without a number, told by a word that makes them documents: `ban hành kế hoạch …`.

use super::{Cited, Word, capitalised, issuer_at, law, numbered};

/// A type, the words that may follow it, and whether a verb of making or using must stand before it.
struct Form {
    kind: &'static str,
    follows: &'static [&'static str],
    needs_verb: bool,
}

const FORMS: [Form; 13] = [
    Form {
        kind: "kế hoạch",
        follows: &[
            "thực hiện",
            "tổ chức",
            "triển khai",
            "đào tạo",
            "tuyên truyền",
            "sử dụng đất",
            "cai nghiện",
            "kiểm tra",
            "hành động",
            "cải cách",
            "phòng",
            "ứng phó",
            "phát triển",
            "bảo vệ",
            "giám sát",
            "tuyển",
            "của",
            "xây dựng",
            "phối hợp",
            "chuyển đổi",
        ],
        needs_verb: true,
    },
    Form {
        kind: "nghị quyết",
        follows: &["chuyên đề", "phát triển", "của", "về", "đại hội", "hđnd"],
        needs_verb: false,
    },
    Form {
        kind: "đề án",
        follows: &["phát triển", "xây dựng", "về", "nâng cao", "bảo tồn", "sắp xếp", "đào tạo"],
        needs_verb: false,
    },
    Form {
        kind: "quy hoạch",
        follows: &["sử dụng đất", "chung", "phân khu", "tỉnh", "vùng"],
        needs_verb: false,
    },
    Form { kind: "văn bản", follows: &["chỉ đạo", "hướng dẫn"], needs_verb: false },
    Form {
        kind: "kết luận", follows: &["thanh tra", "kiểm tra", "kiểm toán", "của"], needs_verb: false
    },
    Form {
        kind: "biên bản",
        follows: &["thống nhất", "bàn giao", "làm việc", "kiểm tra", "ghi nhớ", "nghiệm thu"],
        needs_verb: false,
    },
    Form {
        kind: "quyết định",
        follows: &["quyết toán", "phê duyệt", "công nhận", "giao", "thành lập", "ban hành"],
        needs_verb: true,
    },
    Form { kind: "thông tư", follows: &["quy định", "hướng dẫn", "của"], needs_verb: false },
    Form { kind: "thông báo", follows: &["của", "kết luận"], needs_verb: false },
    Form { kind: "chỉ thị", follows: &["của", "về"], needs_verb: false },
    Form { kind: "mệnh lệnh", follows: &["huấn luyện", "của"], needs_verb: false },
    Form {
        kind: "quy chế", follows: &["dân chủ", "phối hợp", "làm việc", "quản lý"], needs_verb: true
    },
];

/// Words before a document that say it is made, used or awaited.
const VERBS: [&str; 10] = ["hành", "dựng", "khai", "hiện", "lập", "theo", "vào", "về", "thảo", "có"];

/// Longest name of a document.
const NAME_WORDS: usize = 14;

pub(super) fn named(words: &[Word<'_>], at: usize) -> Option<(Cited, usize)> {
    let form = FORMS.iter().find(|form| says(words, at, form.kind))?;
    let length = form.kind.split(' ').count();
    let heading = words.get(at)?.bare.chars().all(char::is_uppercase);
    let joined = words.get(at + length - 1)?.tail.is_empty() && !heading;
    let follows = form.follows.iter().find(|follow| says(words, at + length, follow))?;
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    let used =
        before.is_some_and(|word| VERBS.contains(&word.bare.to_lowercase().as_str()) && word.tail.is_empty());
    let opens = before.is_none_or(|word| !word.tail.is_empty())
        && words.get(at)?.bare.starts_with(char::is_uppercase);
    if !joined || (form.needs_verb && !used && !opens) {
        return None;
    }
    let end = name_end(words, at, at + length + follows.split(' ').count())?;
    let issuer_word = (at..end).find(|index| words.get(*index).is_some_and(|word| word.bare == "của"));
    let issuer = issuer_at(words, issuer_word.unwrap_or(end));
    let cited = Cited {
        kind: capitalised(form.kind),
        number: None,
        date: None,
        issuer,
        start: words.get(at)?.start,
        end: words.get(end - 1)?.end,
    };
    Some((cited, end))
}

fn says(words: &[Word<'_>], at: usize, phrase: &str) -> bool {
    let first = words.get(at).is_some_and(|word| phrase.starts_with(&word.lower));
    first
        && phrase
            .split(' ')
            .enumerate()
            .all(|(offset, part)| words.get(at + offset).is_some_and(|word| word.lower == part))
}

/// One past the last word of the name; none when it is a planned amount (`kế hoạch trồng mới 20 ha`).
fn name_end(words: &[Word<'_>], start: usize, from: usize) -> Option<usize> {
    let mut end = from;
    while end < words.len() && end - start < NAME_WORDS {
        let (word, before) = (words.get(end)?, words.get(end - 1)?);
        if !before.tail.is_empty() || numbered(words, end).is_some() || law(words, end).is_some() {
            break;
        }
        if word.bare.starts_with(|c: char| c.is_ascii_digit()) {
            let timed = ["năm", "đoạn", "khóa", "khoá", "kỳ", "quý", "tháng", "số"].contains(&before.bare);
            if !timed {
                return None;
            }
        }
        end += 1;
    }
    Some(end.min(words.len()))
}
