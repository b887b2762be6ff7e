//! The signs by which a clause says that something is not over.

use super::agency;
use super::clause::is_order;
use super::phrase::{begins, begins_any, begins_in, longest};
use super::said::Said;
use std::sync::LazyLock;
use viet::phrases::Phrases;

/// What administrations do step by step. `chưa`, `tiếp tục`, `dự kiến` before one of these leave a matter open.
const PROCEDURES: [&str; 77] = [
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
    "đồng thuận",
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
    "trồng",
    "tiêm",
    "hướng dẫn",
    "đăng ký",
    "công nhận",
    "đấu giá",
    "lắp đặt",
    "tham gia",
    "đóng",
    "đưa vào",
    "họp",
    "ký",
    "chuyển",
    "trả",
    "hoàn trả",
    "đo đạc",
    "kê khai",
    "sửa chữa",
    "bổ sung",
    "tuyển",
    "mua",
    "hoàn tất",
    "thu",
    "sắp xếp",
];

/// Words between a sign and the deed.
const BETWEEN: [&str; 19] = [
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
    "triển khai",
];

/// What goes on without being a matter: `đang` before one of these tells a state.
const STATES: [&str; 48] = [
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
    "trong giai đoạn",
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
    "kiểm soát",
    "vào",
    "khống chế",
];

/// What a sign of an open matter asks of the words behind it.
#[derive(Clone, Copy)]
enum Sign {
    /// Nothing: late, waiting, left over, falling short.
    Alone,
    /// No state, which goes on without being a matter.
    UnderWay,
    /// A deed of [`PROCEDURES`].
    Deed,
    /// The same, dealt with otherwise than always.
    GoesOn,
    /// That they end.
    Last,
    /// That a decision is asked for.
    HandedUp,
    /// Cases that are counted.
    Left,
}

static SIGNS: LazyLock<Phrases<Sign>> = LazyLock::new(|| {
    const ALONE: &str = "chậm tiến độ|còn chậm|chậm so với|chậm được|chậm trễ|tiến độ chậm|còn kéo dài|bị kéo dài|tồn đọng|\
         trễ hạn|quá hạn giải quyết|dở dang|đạt thấp|còn thiếu|còn tồn|còn vướng|gặp vướng mắc|đang chờ|\
         còn chờ|chờ hướng dẫn|chờ văn bản|chờ quyết định|chờ phê duyệt|chờ thẩm định|chờ kết quả|chờ ý kiến|\
         chờ bố trí|xin ý kiến|xin chủ trương|lấy ý kiến|dự thảo|chưa có kinh phí|chưa có mặt bằng|\
         chưa có hướng dẫn|phải kéo dài|tiếp tục kéo dài";
    let asking = [
        ("đang", Sign::UnderWay),
        ("chưa", Sign::Deed),
        ("dự kiến", Sign::Deed),
        ("tiếp tục", Sign::GoesOn),
        ("chậm", Sign::Last),
        ("trình", Sign::HandedUp),
        ("còn", Sign::Left),
    ];
    Phrases::new(ALONE.split('|').map(|phrase| (phrase, Sign::Alone)).chain(asking))
});

/// What a thing is handed up for: until that is told, it waits.
const DECISIONS: [&str; 8] = [
    "xem xét",
    "phê duyệt",
    "quyết định",
    "thẩm định",
    "cho ý kiến",
    "cho chủ trương",
    "thông qua",
    "chấp thuận",
];

/// Deeds that prepare another: begun without a word of their end they are open.
static PREPARATIONS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "rà soát|khảo sát|xác minh|kiểm kê|đề xuất|góp ý|tham mưu phương án|tổng hợp nhu cầu|\
         tổng hợp số liệu|tổng hợp báo cáo|lập hồ sơ|lập phương án|lập quy hoạch|lập dự án|lập thủ tục|\
         xây dựng phương án|xây dựng đề án|xây dựng hồ sơ|hoàn thiện hồ sơ|hoàn thiện thủ tục|\
         hoàn thiện phương án|thẩm định hồ sơ|điều tra làm rõ",
    )
});

/// Words that lead up to a deed that is begun.
const BEGINNINGS: [&str; 10] = [
    "triển khai kế hoạch",
    "triển khai",
    "tổ chức",
    "tiến hành",
    "tập trung",
    "phối hợp",
    "khẩn trương",
    "tích cực",
    "chỉ đạo",
    "thực hiện",
];

/// Adverbs and conjunctions that a clause begins with; those with a mark refer to what was said before.
const ADVERBS: [(&str, bool); 17] = [
    ("hiện nay", true),
    ("hiện tại", true),
    ("hiện", true),
    ("đến nay", true),
    ("dự kiến", true),
    ("sau khi", true),
    ("sau", true),
    ("tuy nhiên", false),
    ("đồng thời", false),
    ("bên cạnh đó", false),
    ("ngoài ra", false),
    ("trong đó", false),
    ("nhưng", false),
    ("qua đó", false),
    ("riêng", false),
    ("và", false),
    ("mà", false),
];

/// Whether words say that something is not over.
pub(super) fn is_open(said: Said<'_>) -> bool {
    said.words().any(|at| {
        longest(at, &SIGNS).is_some_and(|(sign, behind)| match sign {
            Sign::Alone => true,
            Sign::UnderWay => !is_state(behind),
            Sign::Deed => is_deed(behind),
            Sign::GoesOn => !begins_any(behind, &ALWAYS) && is_deed(behind),
            Sign::Last => behind.is_empty(),
            Sign::HandedUp => is_handed_up(at.before, said.last(behind.len())) && !is_answered(said.lower),
            Sign::Left => is_left(behind),
        })
    })
}

/// The words behind the adverbs at the head, and whether one of them refers to what was said before.
pub(super) fn stripped(said: Said<'_>) -> (Said<'_>, bool) {
    let (mut rest, mut refers) = (said.trim_start(), false);
    while let Some((adverb, back)) = ADVERBS.iter().find(|(adverb, _)| begins(rest.lower, adverb)) {
        refers |= back;
        rest = rest.behind(adverb.len());
        rest = rest.last(rest.text.trim_start_matches([',', ' ']).len());
    }
    (rest, refers)
}

fn is_state(rest: &str) -> bool {
    let rest = ["được ", "bị "].iter().find_map(|passive| rest.strip_prefix(passive)).unwrap_or(rest);
    rest.is_empty() || begins_any(rest, &STATES)
}

/// What `tiếp tục` deals with as always is no matter of its own.
const ALWAYS: [&str; 4] = ["thực hiện", "triển khai thực hiện", "được", "tổ chức"];

/// A deed within a few words: `chưa được cấp`, `tiếp tục phối hợp rà soát`.
fn is_deed(rest: &str) -> bool {
    let mut rest = rest;
    for _ in 0..3 {
        if begins_any(rest, &PROCEDURES) {
            return true;
        }
        let Some(word) = BETWEEN.iter().find(|word| begins(rest, word)) else { return false };
        rest = rest.get(word.len()..).unwrap_or_default().trim_start();
    }
    false
}

/// `trình UBND tỉnh xem xét`: handed up to be decided.
fn is_handed_up(before: &str, behind: Said<'_>) -> bool {
    // `quy trình`, `công trình`: other words.
    const NOUNS: [&str; 10] = ["quy", "chương", "công", "tờ", "giáo", "lịch", "lộ", "quá", "tiến", "hành"];
    let near = behind.text.match_indices(' ').nth(12).map_or(behind, |(at, _)| behind.first(at));
    !NOUNS.contains(&before) && near.words().any(|at| begins_any(at.rest, &DECISIONS))
}

fn is_answered(lower: &str) -> bool {
    lower.contains("được phê duyệt") || lower.contains("đã được")
}

/// `còn 35 đơn`: cases that are counted as left over.
fn is_left(behind: &str) -> bool {
    const CASES: [&str; 5] = ["đơn", "vụ việc", "hồ sơ", "kiến nghị", "trường hợp"];
    let counted = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    counted.len() < behind.len() && begins_any(counted.trim_start(), &CASES)
}

/// Whether the clause charges someone with an order, or begins a preparation, and tells no outcome.
pub(super) fn is_begun(said: Said<'_>) -> bool {
    // Most clauses hold none of the words.
    if !said.words().any(|at| at.word == "giao" || longest(at, &PREPARATIONS).is_some()) {
        return false;
    }
    let mut rest = agency::order(stripped(said).0);
    if let Some((charge, order)) = agency::behind_charge(rest) {
        if charge.starts_with("giao") {
            return is_order(order.lower);
        }
        rest = order;
    }
    let mut rest = agency::behind_helpers(rest);
    while let Some(word) = BEGINNINGS.iter().find(|word| begins(rest.lower, word)) {
        rest = rest.behind(word.len()).trim_start();
    }
    let told = || rest.words().any(|at| begins_any(at.rest, &["đã", "hoàn thành", "xong"]));
    begins_in(rest.lower, &PREPARATIONS) && !told() && !counts(rest.lower)
}

/// Whether things are counted: what is counted is told as done. Dates, years and numbers of documents count nothing.
fn counts(lower: &str) -> bool {
    const NAMED: [&str; 12] =
        ["năm", "tháng", "quý", "ngày", "số", "đoạn", "khóa", "khoá", "kỳ", "-", "–", "trước"];
    lower.split(' ').zip(lower.split(' ').skip(1)).any(|(before, word)| {
        word.starts_with(|c: char| c.is_ascii_digit()) && !NAMED.contains(&before) && !word.contains('/')
    })
}

/// Bytes of a time and of what introduces a thing at the head of a clause in small letters: `trong quý I đã xảy ra …`,
/// `từ ngày … đến nay có …`.
pub(super) fn behind_time(lower: &str) -> usize {
    let words: Vec<&str> = lower.split(' ').take(TIME_WORDS).collect();
    let key = |at: usize| words.get(at).copied().unwrap_or_default();
    let numbered = |at: usize| key(at).starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'i' | 'v'));
    let mut at = match key(0) {
        "trong" if matches!(key(1), "quý" | "tháng" | "năm" | "kỳ") => 2 + usize::from(numbered(2)),
        "từ" | "tính" => match (1..words.len()).find(|at| matches!(key(*at), "đến" | "nay")) {
            Some(to) if key(to) == "nay" || key(to + 1) == "nay" => to + 1 + usize::from(key(to) != "nay"),
            Some(to) if key(to + 1) == "ngày" => to + 3,
            Some(to) if numbered(to + 1) => to + 2,
            _ => 0,
        },
        "ngày" if numbered(1) => 2,
        _ => 0,
    };
    let begun = at > 0 || key(0) == "xảy" || key(1) == "xảy";
    while begun && matches!(key(at), "đã" | "có" | "xảy" | "ra") {
        at += 1;
    }
    let skipped = words.get(..at).filter(|skipped| skipped.len() < words.len());
    skipped.map_or(0, |skipped| skipped.iter().map(|word| word.len() + 1).sum())
}

/// A time at the head of a clause takes no more words.
const TIME_WORDS: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tasks::said::Line;

    #[test]
    fn what_is_open_and_what_is_a_state() {
        let table = [
            ("Hiện nay các thôn đang làm đất", true),
            ("Hồ sơ đang chờ sở phê duyệt", true),
            ("Còn 12 hộ chưa được cấp giấy chứng nhận", true),
            ("Dự kiến hoàn thành trong tháng 5", true),
            ("Tiếp tục phối hợp rà soát diện tích rừng", true),
            ("Tổng hợp danh sách hộ vay vốn trình UBND tỉnh xem xét", true),
            ("còn 09 đơn", true),
            ("Đã giao Phòng Kinh tế lập phương án di dời chợ", true),
            ("Giao Phòng Kinh tế 12 biên chế", false),
            ("Chỉ đạo UBND các xã rà soát nhu cầu làm nhà của hộ nghèo", true),
            ("Chỉ đạo UBND các xã rà soát 312 hộ nghèo", false),
            ("UBND xã đã chỉ đạo các thôn rà soát nhà tạm", true),
            ("UBND huyện đã chỉ đạo Phòng Kinh tế phối hợp với các xã rà soát nhà tạm", true),
            ("UBND xã đã rà soát nhà tạm", false),
            ("Đã khảo sát xong tuyến đường vào bản", false),
            ("Đầu tư công trình phục vụ xem xét hồ sơ", false),
            ("Tiếp tục thực hiện tốt các chính sách", false),
            ("Có 30 lao động đang làm việc ở tỉnh ngoài", false),
            ("Diện tích đang được sử dụng là 3 ha", false),
            ("Trong quý chưa xảy ra cháy rừng", false),
            ("Chưa phát hiện ca bệnh", false),
            ("Toàn huyện còn 512 hộ nghèo", false),
        ];
        for (text, open) in table {
            let line = Line::new(text);
            assert_eq!(is_open(line.said()) || is_begun(line.said()), open, "{text}");
        }
    }
}
