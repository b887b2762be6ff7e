//! Personal data that a report must not carry (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15): a name with a birth year or an address, numbers
//! of identity cards, phones and bank accounts.

use super::page::Page;
use super::{Kind, Notice};
use viet::token::Token;

const HINT: &str = "Bỏ, viết tắt hoặc chỉ nêu số lượng; nếu phải giữ, nêu lý do.";

/// How far behind a name its birth year or address stands, in words.
const NEAR: usize = 8;

pub(super) fn notices(page: &Page<'_, '_>) -> Vec<Notice> {
    let mut found = Vec::new();
    for at in 0..page.tokens.len() {
        found.extend(birth(page, at).or_else(|| home(page, at)));
        found.extend(number(page, at));
    }
    found
}

/// Surnames of almost everybody, by the census of names, and of the peoples of the mountains.
const SURNAMES: &str = "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh trương đinh lâm phùng \
    mai tô hà tạ cao thái chu châu tống quách lương lò vàng giàng sùng thào hờ má lù tẩn chảo phàn tráng cứ mùa hạng chang ly thèn lầu \
    quàng cà tòng lường hoàng vì mè bạc kha hà cầm điêu đèo lèng pờ khoàng triệu bàn đặng nông hứa ma thạch sơn kim danh y ksor rơ siu";

/// Words before a person's name.
const PERSONS: [&str; 19] = [
    "ông", "bà", "anh", "chị", "em", "cháu", "cụ", "chú", "cô", "bác", "can", "cáo", "tượng", "nhân", "chủ",
    "tên", "hộ", "sinh", "dân",
];

fn is_name_word(token: &Token<'_>) -> bool {
    let mut letters = token.text().chars();
    token.word()
        && letters.next().is_some_and(char::is_uppercase)
        && letters.all(|c| c.is_lowercase() || !c.is_alphabetic())
        && viet::syllable::is_syllable(token.text())
}

/// How many words of a person's name stand at a token: two to five with capitals, the first a surname or behind a word for a person.
fn name(page: &Page<'_, '_>, at: usize) -> Option<usize> {
    page.tokens.get(at).filter(|t| t.capital())?;
    let inside =
        at > 0 && page.tokens.get(at - 1).is_some_and(|t| is_name_word(t) && !t.opens && !ends(page, at - 1));
    let behind_person = PERSONS.contains(&page.before(at, 1));
    if inside && !behind_person {
        return None;
    }
    let length = (at..at + 5).take_while(|i| page.tokens.get(*i).is_some_and(is_name_word)).count();
    let surname = SURNAMES.split_whitespace().any(|known| known == page.key(at));
    (length >= 2 && (surname || behind_person)).then_some(length)
}

/// Whether a sentence ends behind a token.
fn ends(page: &Page<'_, '_>, at: usize) -> bool {
    page.tokens.get(at + 1).is_some_and(|t| matches!(t.text(), "." | ":" | ";"))
}

/// `Lò Văn A, sinh năm 1985`, `Giàng A B (SN 1990)`.
fn birth(page: &Page<'_, '_>, at: usize) -> Option<Notice> {
    let length = name(page, at)?;
    let from = at + length;
    let says_born = |i: usize| match page.key(i) {
        "sinh" => matches!(page.key(i + 1), "năm" | "ngày" | "tháng"),
        "sn" | "nsn" => true,
        _ => false,
    };
    let born = (from..from + NEAR).take_while(|i| !stops(page, *i)).find(|i| says_born(*i))?;
    let year = (born..born + 9).find(|i| page.tokens.get(*i).is_some_and(Token::number))?;
    let year = (year..year + 5)
        .take_while(|i| page.tokens.get(*i).is_some_and(|t| t.number() || t.is("/") || t.is("-")))
        .last()?;
    told(page, at, year, "Họ tên kèm năm sinh")
}

/// `bà Sùng Thị C, trú tại bản Nậm Khoa`, `anh Lò Văn D ở bản Lềnh`.
fn home(page: &Page<'_, '_>, at: usize) -> Option<Notice> {
    let length = name(page, at)?;
    // Who works somewhere is named with the place too.
    let person = PERSONS.contains(&page.before(at, 1));
    let from = at + length;
    let lives = |i: usize| match (page.key(i), page.key(i + 1)) {
        ("trú", "tại" | "ở" | "quán")
        | ("thường", "trú")
        | ("địa", "chỉ")
        | ("cư", "trú")
        | ("tạm", "trú") => true,
        ("ở", village) | ("tại", village) | (",", village) => person && is_village(village),
        _ => false,
    };
    let lives_at = (from..from + NEAR).take_while(|i| !stops(page, *i)).find(|i| lives(*i))?;
    let words = (lives_at..lives_at + 8).take_while(|i| !stops(page, *i));
    let end =
        words.filter(|i| page.tokens.get(*i).is_some_and(Token::capital)).last().unwrap_or(lives_at + 1);
    told(page, at, end, "Họ tên kèm địa chỉ")
}

fn is_village(word: &str) -> bool {
    ["bản", "thôn", "xóm", "ấp", "buôn", "làng", "tổ", "khu", "số"].contains(&word)
}

fn stops(page: &Page<'_, '_>, at: usize) -> bool {
    page.tokens.get(at).is_none_or(|t| matches!(t.text(), "." | ";"))
}

/// Numbers that name one person.
fn number(page: &Page<'_, '_>, at: usize) -> Option<Notice> {
    let token = page.tokens.get(at).filter(|t| t.number() && page.is_typed(t.start))?;
    let (digits, end) = digits(page, at);
    if at > 0
        && page.tokens.get(at - 1).is_some_and(|t| t.number() && t.end + 1 >= token.start)
        && digits.len() < 9
    {
        return None;
    }
    let cue = |words: &[&str]| (1..=6).any(|back| words.contains(&page.before(at, back)));
    let pair = |first: &str, second: &str| {
        (1..=5).any(|back| page.before(at, back) == second && page.before(at, back + 1) == first)
    };
    let card = cue(&["cmnd", "cccd", "cmt", "cmtnd"])
        || pair("căn", "cước")
        || pair("chứng", "minh")
        || pair("định", "danh");
    let account = cue(&["stk"]) || pair("tài", "khoản");
    let hotline = pair("đường", "dây") || cue(&["hotline", "tổng"]);
    let mobile = digits.len() == 10 && matches!(digits.get(..2), Some("03" | "05" | "07" | "08" | "09"));
    let what = match digits.len() {
        9 | 12 if card => "Số giấy tờ tùy thân",
        12 if digits.starts_with('0') && !account => "Số giấy tờ tùy thân",
        6..=16 if account && token.value.is_none_or(|n| n.decimals() == 0) && !token.text().contains('.') => {
            "Số tài khoản ngân hàng"
        }
        10 if mobile && !hotline => "Số điện thoại cá nhân",
        9..=11
            if (cue(&["sđt", "đt"]) || pair("điện", "thoại"))
                && !hotline
                && digits.starts_with('0')
                && !digits.starts_with("02") =>
        {
            "Số điện thoại cá nhân"
        }
        _ => return None,
    };
    told(page, at, end, what)
}

/// The digits of a number that may be typed in groups: `0912 345 678`, `0912.345.678`; and its last token.
fn digits(page: &Page<'_, '_>, at: usize) -> (String, usize) {
    let only = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let mut end = at;
    let mut all = only(page.key(at));
    while let Some((now, next)) = page.tokens.get(end).zip(page.tokens.get(end + 1)) {
        let grouped = next.number()
            && next.start == now.end + 1
            && next.text().chars().all(|c| c.is_ascii_digit())
            && next.text().len() >= 3;
        if !grouped || all.len() + next.text().len() > 12 || !all.starts_with('0') {
            break;
        }
        all.push_str(next.text());
        end += 1;
    }
    (all, end)
}

fn told(page: &Page<'_, '_>, first: usize, last: usize, what: &str) -> Option<Notice> {
    let (first, last) = page.tokens.get(first).zip(page.tokens.get(last))?;
    let words = page.paragraph.slice(first.start, last.end);
    Some(page.about(Kind::PersonalData, first.start, last.end, format!("{what}: “{words}”."), HINT))
}
