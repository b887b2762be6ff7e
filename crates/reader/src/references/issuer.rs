//! Who issued a document, and when: behind it, before it, or as its number tells.

use super::word::{Word, first_said, says};
use model::Date;
use std::sync::LazyLock;
use viet::phrases::Phrases;

/// Words that go on with the sentence behind the name of an issuer.
static AFTER: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "về|cho|trong|để|và|quy định|ban hành|phê duyệt|là|tại|đối với|theo|với|đã|được|trình|ngày|năm|khóa|\
         khoá|giai đoạn|hướng dẫn|thực hiện|triển khai|nhằm|đến|từ|có|gửi|đang|chỉ đạo|số|sẽ|thì|còn|\
         chưa|chậm|không|vẫn|do|giao|yêu cầu|cùng",
    )
});

/// Words that names of issuers begin with.
static HEADS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "ubnd|ủy ban|uỷ ban|hđnd|hội đồng|chính phủ|thủ tướng|quốc hội|bộ|sở|tỉnh ủy|tỉnh uỷ|thành ủy|\
         thành uỷ|huyện ủy|huyện uỷ|thị ủy|thị uỷ|quận ủy|quận uỷ|đảng ủy|đảng uỷ|ban chấp hành|\
         ban thường vụ|ban bí thư|ban chỉ đạo|ban tổ chức|trung ương|chủ tịch|văn phòng|thường trực|phòng|cục",
    )
});

/// Longest name of an issuer, in words.
const WORDS: usize = 9;

/// Words that issuers written in small letters begin with.
static PLAIN: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "cấp|cơ quan|kiểm toán|thanh tra|tỉnh|huyện|xã|thành phố|\
         ngành|liên ngành|đơn vị|trung tâm|công an|hội",
    )
});

/// `của UBND huyện`, `UBND huyện` at `at`: up to the next stop or word that goes on with the sentence. The name, and the
/// word behind it.
pub(super) fn behind(words: &[Word<'_>], at: usize) -> Option<(String, usize)> {
    let of = words.get(at).is_some_and(|word| word.lower == "của" && !word.closed());
    let from = at + usize::from(of);
    let capital = words.get(from).is_some_and(Word::capital);
    let headed = first_said(words, from, &HEADS).is_some();
    let issues = capital || headed || first_said(words, from, &PLAIN).is_some();
    let joined = at > 0 && words.get(at - 1).is_some_and(|word| !word.closed());
    ((of && issues) || (joined && capital && headed)).then(|| name(words, from, from + WORDS)).flatten()
}

fn name(words: &[Word<'_>], from: usize, to: usize) -> Option<(String, usize)> {
    let mut name = String::new();
    let mut past = from;
    for at in from..to.min(words.len()) {
        let word = words.get(at)?;
        // `Bộ Nông nghiệp và Môi trường`
        let joins = word.lower == "và"
            && words.get(at + 1).is_some_and(Word::capital)
            && first_said(words, at + 1, &HEADS).is_none();
        // `Ban Chấp hành` begins with a word that in small letters would end a name.
        if !word.capital() && !joins && first_said(words, at, &AFTER).is_some() {
            break;
        }
        name.push_str(word.bare);
        past = at + 1;
        if word.closed() {
            break;
        }
        // `Phòng Tài chính - Kế hoạch`
        name.push_str(if matches!(word.gap.trim(), "-" | "–") { " - " } else { " " });
    }
    let name = name.trim_end_matches([' ', '-']);
    (!name.is_empty()).then(|| (name.to_owned(), past))
}

/// `Ngày 05/6/2023, UBND tỉnh ban hành` before the document at `at`.
pub(super) fn before(words: &[Word<'_>], at: usize) -> (Option<Date>, Option<String>) {
    const VERBS: [&str; 11] = [
        "ban hành",
        "ban hành các",
        "có",
        "ký",
        "ký ban hành",
        "ra",
        "xây dựng",
        "phê duyệt",
        "thông qua",
        "công bố",
        "lập",
    ];
    let open = |at: usize| words.get(at).is_some_and(|word| !word.closed());
    let verb = VERBS.iter().filter_map(|verb| Some((at.checked_sub(verb.split(' ').count())?, verb)));
    let Some((mut verb, _)) = verb.filter(|(from, verb)| says(words, *from, verb)).min() else {
        return (None, None);
    };
    while verb > 0 && words.get(verb - 1).is_some_and(|word| word.is(&["đã", "vừa", "cũng", "kịp", "thời"]))
    {
        verb -= 1;
    }
    let mut from = verb;
    while from > 0 && verb - from < WORDS && open(from - 1) {
        from -= 1;
    }
    let head = (from..verb).find(|at| first_said(words, *at, &HEADS).is_some());
    let Some(head) = head else { return (None, None) };
    let named = words.get(head..verb).map(|name| name.iter().map(|word| word.bare).collect::<Vec<_>>());
    let date = (head.saturating_sub(6)..head).rev().find_map(|at| date(words, at));
    (date.map(|(date, _)| date), named.map(|name| name.join(" ")))
}

/// `ngày 07/02/2023` or `ngày 07 tháng 02 năm 2023` at `at`, and its words.
pub(super) fn date(words: &[Word<'_>], at: usize) -> Option<(Date, usize)> {
    let bare = |offset: usize| words.get(at + offset).map(|word| word.bare);
    let is = |offset: usize, word: &str| words.get(at + offset).is_some_and(|w| w.lower == word);
    if is(0, "ký") || is(0, "đề") {
        return date(words, at + 1).map(|(date, length)| (date, length + 1));
    }
    // `hồi 9 giờ 30 phút ngày …` of telegrams
    if is(0, "hồi") {
        let day = (2..6).find(|offset| is(*offset, "ngày"))?;
        return date(words, at + day).map(|(date, length)| (date, length + day));
    }
    if !is(0, "ngày") {
        return None;
    }
    if let Some(date) = viet::date::parse(bare(1)?) {
        return Some((date, 2));
    }
    let long = is(2, "tháng") && is(4, "năm");
    let (day, month, year) = (bare(1)?.parse().ok()?, bare(3)?.parse().ok()?, bare(5)?.parse().ok()?);
    long.then(|| Date::new(year, month, day).ok()).flatten().map(|date| (date, 6))
}

/// Who issues documents whose number ends so (Nghị định 30/2020/NĐ-CP, Phụ lục VI; party documents alike).
const CODES: [(&str, &str); 33] = [
    ("UBTVQH", "Ủy ban Thường vụ Quốc hội"),
    ("QH", "Quốc hội"),
    ("TTg", "Thủ tướng Chính phủ"),
    ("VPCP", "Văn phòng Chính phủ"),
    ("CP", "Chính phủ"),
    ("NQ/TW", "Ban Chấp hành Trung ương Đảng"),
    ("CT/TW", "Ban Bí thư"),
    ("KL/TW", "Bộ Chính trị, Ban Bí thư"),
    ("TW", "Trung ương Đảng"),
    ("BTC", "Bộ Tài chính"),
    ("BNV", "Bộ Nội vụ"),
    ("BYT", "Bộ Y tế"),
    ("BGDĐT", "Bộ Giáo dục và Đào tạo"),
    ("BNNPTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
    ("BNNMT", "Bộ Nông nghiệp và Môi trường"),
    ("BTNMT", "Bộ Tài nguyên và Môi trường"),
    ("BKHĐT", "Bộ Kế hoạch và Đầu tư"),
    ("BKHCN", "Bộ Khoa học và Công nghệ"),
    ("BTTTT", "Bộ Thông tin và Truyền thông"),
    ("BVHTTDL", "Bộ Văn hóa, Thể thao và Du lịch"),
    ("BLĐTBXH", "Bộ Lao động - Thương binh và Xã hội"),
    ("BGTVT", "Bộ Giao thông vận tải"),
    ("BXD", "Bộ Xây dựng"),
    ("BCT", "Bộ Công Thương"),
    ("BTP", "Bộ Tư pháp"),
    ("BCA", "Bộ Công an"),
    ("BQP", "Bộ Quốc phòng"),
    ("UBDT", "Ủy ban Dân tộc"),
    ("UBND", "UBND"),
    ("HĐND", "HĐND"),
    ("TU", "Tỉnh ủy"),
    ("HU", "Huyện ủy"),
    ("ĐU", "Đảng ủy"),
];

pub(super) fn of_number(number: &str) -> Option<String> {
    let last = number.rsplit(['/', '-']).next()?;
    let last = last.trim_end_matches(|c: char| c.is_ascii_digit());
    let fits = |code: &str| if code.contains('/') { number.ends_with(code) } else { last == code };
    // `12/UBND-VX`: the issuer before the office that wrote it.
    let office = || number.split(['/', '-']).nth(1);
    let of = |code: &str| fits(code) || (office() == Some(code) && ["UBND", "HĐND", "VPCP"].contains(&code));
    CODES.iter().find(|(code, _)| of(code)).map(|(_, issuer)| (*issuer).to_owned())
}
