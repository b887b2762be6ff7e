//! Documents without a number, told by their name and by what is done with them: `ban hành kế hoạch …`.

use super::word::{Word, first_said, length, says};
use super::{Cited, capitalised, issuer, kind_at, law::law, numbered};
use std::sync::LazyLock;
use viet::phrases::Phrases;

/// Types that are cited by name, and whether their word alone also means something else (`đạt 90% kế hoạch`,
/// `quyết định giá`), so that a verb of making or using must stand before it.
const KINDS: [(&str, bool); 17] = [
    ("kế hoạch", true),
    ("quyết định", true),
    ("quy chế", true),
    ("báo cáo", true),
    ("chương trình hành động", false),
    ("nghị quyết", false),
    ("đề án", false),
    ("quy hoạch", false),
    ("văn bản", false),
    ("kết luận", false),
    ("biên bản", false),
    ("thông tư", false),
    ("thông báo", false),
    ("chỉ thị", false),
    ("công văn", false),
    ("tờ trình", false),
    ("mệnh lệnh", false),
];

static TYPES: LazyLock<Phrases<(&str, bool)>> =
    LazyLock::new(|| Phrases::new(KINDS.map(|kind| (kind.0, kind))));

/// What is done with a document, in the words that end right before it, or before `các`, `dự thảo`, a count.
const DEEDS: [&str; 22] = [
    "ban hành",
    "xây dựng",
    "lập",
    "phê duyệt",
    "thông qua",
    "triển khai",
    "thực hiện",
    "tham mưu",
    "trình",
    "dự thảo",
    "hoàn thiện",
    "ký",
    "công bố",
    "góp ý",
    "điều chỉnh",
    "theo",
    "căn cứ",
    "gửi",
    "quán triệt",
    "hoàn thành",
    "có",
    "chờ",
];

/// Words that follow the type but begin no name: what is left is an amount, a verb or a pronoun.
static NO_NAME: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "đã|được|là|và|với|để|cho|còn|này|trên|nêu|giao|vốn|năm|tháng|quý|tuần|vụ|đề ra|đặt ra|chung|\
         chi tiết|cụ thể|số|theo|của|đến|tại|trong|có|bằng|tăng|giảm|đạt|cả|hoặc|hay|đó|sẽ|đang|do|từ|như|\
         kèm|tỉnh giao|huyện giao|hàng|hằng|bổ sung|giai đoạn|cấp trên|nhằm|phải|không|thì|mà|trồng|chỉ tiêu|\
         dự toán",
    )
});

/// Words that go on with the sentence behind a name.
static AFTER: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "đã|được|nhằm|để|theo|đạt|bảo đảm|đảm bảo|gửi|trình|trên địa bàn|hiện nay|tuy nhiên|đến nay|sẽ|đang|\
         chưa|còn|kịp thời|đúng",
    )
});

/// Longest name of a document.
const WORDS: usize = 16;

pub(super) fn named(words: &[Word<'_>], at: usize) -> Option<(Cited, usize)> {
    let (length, (kind, doubtful)) = first_said(words, at, &TYPES)?;
    let first = words.get(at)?;
    let from = at + length;
    let heading = first.bare.chars().all(char::is_uppercase);
    let joined = words.get(from - 1).is_some_and(|word| !word.closed());
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    let inside = before.is_some_and(|word| !word.closed());
    // A capital within a sentence makes a name of it.
    let is_name = first.capital() && inside;
    // `đề nghị quyết toán`: the second half of another word.
    let within = inside && before.is_some_and(|word| word.is(&["đề", "thanh"]));
    let owned = words.get(from).is_some_and(|word| word.lower == "của")
        && (!doubtful || words.get(from + 1).is_some_and(Word::capital))
        && issuer::behind(words, from).is_some();
    let told = owned || is_name || is_done(words, at) || (!doubtful && inside);
    if heading || within || !joined || !told || !(owned || opens_name(words, from)) {
        return None;
    }
    let end = name_end(words, at, from, *doubtful)?;
    let of = (at..end).find(|at| words.get(*at).is_some_and(|word| word.lower == "của"));
    let (date, maker) = issuer::before(words, at);
    let cited = Cited {
        kind: capitalised(kind),
        number: None,
        date,
        issuer: issuer::behind(words, of.unwrap_or(end)).map(|(name, _)| name).or(maker),
        start: first.start,
        end: words.get(end - 1)?.end,
    };
    Some((cited, end))
}

static ATTACHED: LazyLock<Phrases<&str>> = LazyLock::new(|| {
    Phrases::new(["biểu", "phụ lục", "danh sách", "bảng", "đề cương"].map(|kind| (kind, kind)))
});

/// What goes with the report: `có biểu chi tiết kèm theo`, `phụ lục đính kèm`.
pub(super) fn attached(words: &[Word<'_>], at: usize) -> Option<(Cited, usize)> {
    let (length, kind) = first_said(words, at, &ATTACHED)?;
    let goes_with =
        |at: &usize| ["kèm theo", "đính kèm", "gửi kèm"].iter().any(|with| says(words, *at, with));
    let from = at + length;
    let last = (from..from + ATTACHED_WORDS).find(goes_with)?;
    let open = words.get(at..last)?.iter().all(|word| !word.closed());
    let cited = Cited {
        kind: capitalised(kind),
        number: None,
        date: None,
        issuer: None,
        start: words.get(at)?.start,
        end: words.get(last + 1)?.end,
    };
    open.then_some((cited, last + 2))
}

/// Between an attachment and `kèm theo` stand fewer words.
const ATTACHED_WORDS: usize = 8;

/// Whether a deed ends right before `at`; `các`, `dự thảo`, a count or another type (`trình báo cáo, kế hoạch …`) may
/// stand between.
fn is_done(words: &[Word<'_>], at: usize) -> bool {
    let listed = at.checked_sub(1).and_then(|last| words.get(last)).is_some_and(|word| word.tail == ",");
    let other = KINDS.iter().find_map(|(kind, _)| {
        let from = at.checked_sub(length(kind))?;
        (listed && says(words, from, kind)).then_some(from)
    });
    let mut at = other.unwrap_or(at);
    for _ in 0..2 {
        let between = at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| {
            word.is(&["các", "những", "một", "số", "thảo", "dự"]) || word.bare.parse::<u16>().is_ok()
        });
        at -= usize::from(between);
    }
    let open = at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| !word.closed());
    open && DEEDS.iter().any(|deed| at.checked_sub(length(deed)).is_some_and(|from| says(words, from, deed)))
}

/// Whether the words at `at` can begin a name.
fn opens_name(words: &[Word<'_>], at: usize) -> bool {
    words.get(at).is_some_and(|word| word.bare.starts_with(viet::letter::is_letter) && word.bare.len() > 1)
        && first_said(words, at, &NO_NAME).is_none()
}

/// One past the last word of the name; none when a doubtful one is an amount (`kế hoạch chăm sóc 20 ha`).
fn name_end(words: &[Word<'_>], start: usize, from: usize, doubtful: bool) -> Option<usize> {
    const TIMES: [&str; 9] = ["năm", "đoạn", "khóa", "khoá", "kỳ", "quý", "tháng", "số", "ngày"];
    let mut end = from;
    while end < words.len() && end - start < WORDS {
        let (word, before) = (words.get(end)?, words.get(end - 1)?);
        let another = word.capital() && end > from && kind_at(words, end).is_some();
        let other = another || numbered(words, end).is_some() || law(words, end).is_some();
        if before.closed() || other || (end > from && first_said(words, end, &AFTER).is_some()) {
            break;
        }
        let amount = word.bare.starts_with(|c: char| c.is_ascii_digit());
        if amount && !before.is(&TIMES) && before.gap.trim().is_empty() {
            return (!doubtful).then_some(end);
        }
        end += 1;
    }
    Some(end.min(words.len()))
}
