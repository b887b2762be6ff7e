//! Markings and words of secret documents, which may not be handled here at all (Luật Bảo vệ bí mật nhà nước).

use super::page::Page;
use super::{Kind, Notice};

/// Markings, as a document bears them.
const MARKINGS: [&[&str]; 3] = [&["TUYỆT", "MẬT"], &["TỐI", "MẬT"], &["MẬT"]];

/// What is secret, before `mật`.
const PAPERS: [&str; 11] = [
    "văn bản",
    "tài liệu",
    "công văn",
    "kế hoạch",
    "báo cáo",
    "nghị quyết",
    "quyết định",
    "hồ sơ",
    "điện",
    "tờ trình",
    "kết luận",
];

/// Words by which a sentence speaks of protecting secrets rather than of a secret document.
const WORK: [&str; 8] = ["bảo", "quản", "soạn", "tập", "quy", "công", "rà", "lộ"];

pub(super) fn notices(page: &Page<'_, '_>) -> Vec<Notice> {
    let mut found = Vec::new();
    for at in 0..page.tokens.len() {
        found.extend(marking(page, at).or_else(|| words(page, at)));
    }
    found
}

/// `MẬT` alone in its paragraph, in brackets, or behind `Độ mật:`.
fn marking(page: &Page<'_, '_>, at: usize) -> Option<Notice> {
    let text = |at: usize| page.tokens.get(at).map_or("", |t| t.text());
    let length = MARKINGS.iter().find(|m| m.iter().enumerate().all(|(i, word)| text(at + i) == *word))?.len();
    let (first, last) = page.tokens.get(at).zip(page.tokens.get(at + length - 1))?;
    let inside = at > 0 && MARKINGS.iter().any(|m| m.len() > 1 && text(at - 1) == m[0]);
    let alone =
        page.tokens.len() == length || (first.opens && page.tokens.get(at + length).is_none_or(|t| t.opens));
    let bracketed = at > 0
        && matches!(text(at - 1), "(" | "[" | ":")
        && matches!(text(at + length), "" | ")" | "]" | "." | "\n");
    let says =
        "Đoạn này mang dấu độ mật; báo cáo có nội dung mật không được soạn trên hệ thống này.".to_owned();
    let hint = "Bỏ nội dung mật khỏi hệ thống và xử lý theo quy định bảo vệ bí mật nhà nước";
    (!inside && (alone || bracketed))
        .then(|| page.about(Kind::SecretMarking, first.start, last.end, says, hint))
}

/// `công văn mật số 05`, `(tối mật)`.
fn words(page: &Page<'_, '_>, at: usize) -> Option<Notice> {
    if page.key(at) != "mật" || page.tokens.get(at)?.text().chars().any(char::is_uppercase) {
        return None;
    }
    let two = format!("{} {}", page.before(at, 2), page.before(at, 1));
    let degree = matches!(page.before(at, 1), "tối" | "tuyệt");
    let paper = PAPERS.iter().any(|p| two == *p || *p == page.before(at, 1));
    let bracketed = page.before(at, 1) == "(" && page.key(at + 1) == ")";
    let work = (1..14).any(|back| WORK.contains(&page.before(at, back)) && is_work(page, at, back));
    if !(degree || paper || bracketed) || work {
        return None;
    }
    let back = if paper && !degree { 2 } else { 1 };
    let first = page.tokens.get(at.saturating_sub(back)).filter(|_| !bracketed).or(page.tokens.get(at))?;
    let last = page.tokens.get(at)?;
    let shown = page.paragraph.slice(first.start, last.end);
    let says = format!("“{shown}”: câu có thể dẫn nội dung của tài liệu mật.");
    let hint = "Bỏ phần dẫn tài liệu mật, hoặc nêu lý do nếu câu không chứa nội dung mật.";
    Some(page.about(Kind::SecretWords, first.start, last.end, says, hint))
}

/// `công tác bảo vệ bí mật nhà nước, quản lý văn bản mật`.
fn is_work(page: &Page<'_, '_>, at: usize, back: usize) -> bool {
    let pair = (page.before(at, back), at.checked_sub(back).map_or("", |i| page.key(i + 1)));
    matches!(
        pair,
        ("bảo", "vệ" | "quản" | "mật")
            | ("quản", "lý")
            | ("soạn", "thảo")
            | ("tập", "huấn")
            | ("quy", "định" | "chế")
            | ("rà", "soát")
            | ("lộ", "lọt")
    )
}
