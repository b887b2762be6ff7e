//! Sentences of part two cut into single orders.

use super::agency;
use super::due;
use super::phrase::{begins, begins_in};
use super::said::{Line, Said};
use super::span::Calendar;
use std::sync::LazyLock;
use viet::phrases::Phrases;

/// A piece of a paragraph; places are bytes of its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause<'t> {
    pub(super) words: Said<'t>,
    /// Where its sentence starts and ends.
    pub(super) sentence: (usize, usize),
    /// Where its own words begin, behind those beside them that tell what it is about.
    pub(super) own: usize,
    /// Words further before, without which it would not be told what it is about.
    pub(super) topic: Option<(usize, usize)>,
    /// Those words and its own, on one line.
    line: Option<Line<'static>>,
}

/// Words that another clause is about, and where they stand.
pub(super) struct Topic<'c> {
    text: &'c str,
    pub(super) place: (usize, usize),
}

impl<'t> Clause<'t> {
    pub(super) fn new(words: Said<'t>, sentence: Said<'_>) -> Self {
        Self { words, sentence: (sentence.start, sentence.end()), own: words.start, topic: None, line: None }
    }

    /// The same clause, when what it is about stands at its head.
    pub(super) fn with_own(self, own: usize) -> Self {
        Self { own, ..self }
    }

    /// The same clause under the words that it is about.
    pub(super) fn about(self, topic: Option<&Topic<'_>>) -> Self {
        let Some(topic) = topic else { return self };
        let line = Line::new(format!("{}{ELISION}{}", topic.text, self.words.text));
        Self { topic: Some(topic.place), line: Some(line), ..self }
    }

    /// Its words, behind those that it is about.
    pub(super) fn told(&self) -> Said<'_> {
        self.line.as_ref().map_or(self.words, Line::said)
    }

    /// Its first words, as many, for another to be about.
    pub(super) fn first_words(&self, count: usize) -> Topic<'_> {
        let told = self.told().text;
        let length = told.split_inclusive(' ').take(count).map(str::len).sum();
        let text = told.get(..length).unwrap_or_default().trim_end();
        // Of its own words as many letters.
        let letters = self.words.text.char_indices().nth(text.chars().count());
        let end = letters.map_or(self.words.end(), |(at, _)| self.words.start + at);
        Topic { text, place: (self.words.start, end) }
    }

    /// Its words without those beside them that it is about.
    pub(super) fn own_words(&self) -> Said<'t> {
        self.words.between(self.own, self.words.end())
    }

    /// Where a deadline of it may be told, the nearest first.
    pub(super) fn told_in(&self) -> impl Iterator<Item = (usize, usize)> {
        std::iter::once((self.words.start, self.words.end())).chain(self.topic)
    }
}

/// Verbs that open an order, also one that begins behind a comma.
static OPENERS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "tổ chức|tập trung|tiếp tục|tăng cường|đẩy mạnh|đẩy nhanh|triển khai|hướng dẫn|chỉ đạo|rà soát|\
         xây dựng|phấn đấu|thường xuyên|chủ động|thực hiện tốt|phối hợp|hoàn thành|củng cố|chuẩn bị|\
         giải quyết|đôn đốc|xét|nâng cao|duy trì|làm tốt|quan tâm|yêu cầu|giao|đề nghị|sơ kết|tổng kết|\
         diễn tập|kiên quyết|bảo đảm|khẩn trương|tham mưu|chấn chỉnh|nắm chắc|phát động|kiện toàn",
    )
});

/// Verbs that open an order at the head of a sentence; behind a comma they go on with the order before.
static HEADS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "chú trọng|hỗ trợ|kịp thời|phân công|thực hiện|hoàn thiện|kiểm tra|quản lý|lập|huy động|\
         tuyên truyền|chăm sóc|đánh giá|xem xét|nghiệm thu|mở|giải ngân|thẩm định|ban hành|theo dõi|\
         giám sát|xử lý|bố trí|phát triển|thu hút|khuyến khích|khắc phục|trồng|gieo|đảm bảo|phát huy|\
         đổi mới|cải cách|tổng hợp|báo cáo|thống kê|vận động|tiếp nhận|phổ biến|quán triệt|công khai|\
         niêm yết|bàn giao|quyết toán|thanh tra|tiếp công dân|ứng dụng|cập nhật|lựa chọn|thẩm tra|tham gia|\
         đăng ký|cung cấp|đề xuất|công bố|khảo sát|điều tra|mua sắm|sửa chữa|nâng cấp|chi trả|tuyển chọn|\
         giới thiệu|góp ý|thông báo|không để|phân bổ|thu hồi|thanh toán|di dời|bồi thường|hòa giải|hoà giải|\
         đấu tranh|truy quét|tiêm phòng|phun|phê duyệt|phê chuẩn|chuyển đổi|nhân rộng|bảo vệ|ngăn chặn|\
         thi công|khởi công|xác minh|bổ sung|hạn chế|nộp|đo đạc|hoàn tất|hoàn chỉnh|tiêm|cải tạo|mua|\
         lắp đặt|vận hành|giải phóng|tham dự|phục hồi|di chuyển|nạo vét|tu bổ|duy tu|thu thập|phân loại|\
         số hóa|số hoá|sắp xếp|xúc tiến|kết nối|kêu gọi|phòng chống|kiểm soát|kiểm đếm|\
         điều chỉnh|điều hành|sàng lọc|truyền thông|tư vấn|thu dứt điểm|hoàn trả",
    )
});

/// Between what a clause is about and its own words.
const ELISION: &str = " … ";

/// More words tell no topic.
pub(super) const TOPIC_WORDS: usize = 24;

/// The head of a list may be longer.
const LIST_WORDS: usize = 30;

/// Fewer words on either side of a comma make no order.
const CLAUSE_WORDS: usize = 4;

/// Whether words in small letters begin with a verb of orders.
pub(super) fn is_order(lower: &str) -> bool {
    is_new_order(lower) || is_head(lower)
}

/// Whether they begin with a verb that opens an order wherever it stands.
pub(super) fn is_new_order(lower: &str) -> bool {
    begins_in(lower.trim_start(), &OPENERS)
}

fn is_head(lower: &str) -> bool {
    let lower = lower.trim_start();
    begins_in(lower, &HEADS) || begins(lower, "phòng, chống")
}

/// Whether they end with a verb of orders: what it is done to follows.
pub(super) fn ends_with_order(lower: &str) -> bool {
    let mut tail: Vec<&str> = lower.rsplit(' ').take(VERB_WORDS).collect();
    tail.reverse();
    let is_verb = |words: &[&str]| OPENERS.contains(words) || HEADS.contains(words);
    (0..tail.len()).any(|at| tail.get(at..).is_some_and(is_verb)) || tail.ends_with(&["phòng,", "chống"])
}

/// Words of the longest verb of orders.
const VERB_WORDS: usize = 3;

/// The orders of one paragraph of part two.
pub(super) fn assignments(paragraph: Said<'_>, calendar: Calendar) -> Vec<Clause<'_>> {
    let mut found = Vec::new();
    for sentence in cut(paragraph.behind(label_length(paragraph.text)), &[], true) {
        let head = list_head(sentence).map(|head| Clause::new(head, sentence));
        let topic = head.as_ref().map(|head| head.first_words(LIST_WORDS));
        for (at, part) in cut(sentence, &[';'], false).into_iter().enumerate() {
            let orders = commas(part, calendar).into_iter().flat_map(joined).filter_map(trimmed);
            found.extend(orders.map(|order| {
                let topic = topic.as_ref().filter(|_| at > 0 && !is_order(order.lower));
                Clause::new(order, sentence).about(topic)
            }));
        }
    }
    found.retain(|clause| clause.told().text.split(' ').nth(2).is_some());
    found
}

/// The order whose objects are listed: `Hoàn thiện thủ tục giao đất đối với: khu A; khu B`.
fn list_head(sentence: Said<'_>) -> Option<Said<'_>> {
    let first = cut(sentence, &[':', ';'], false).into_iter().next()?;
    let lists = sentence.behind(first.text.len()).text.starts_with(':') && is_order(first.lower);
    let short = first.text.split_whitespace().nth(LIST_WORDS).is_none();
    trimmed(first).filter(|_| lists && short)
}

/// Bytes of `(1) `, `- `, `a) ` before the words.
pub(super) fn label_length(text: &str) -> usize {
    let words = text.trim_start_matches(|c: char| {
        c == '(' || c.is_ascii_digit() || matches!(c, ')' | '.' | '-' | '+' | '*' | '–' | '•' | ' ')
    });
    let mut chars = words.chars();
    let letter = chars.next().filter(|c| c.is_lowercase());
    let lettered = letter.filter(|_| matches!(chars.next(), Some(')' | '.'))).map_or(0, |c| c.len_utf8() + 1);
    text.len() - words.len() + lettered
}

/// A sign at which words may be cut.
pub(super) struct Sign<'t> {
    pub(super) sign: char,
    /// What stands before it.
    pub(super) before: &'t str,
    /// What stands behind it.
    pub(super) behind: &'t str,
}

impl Sign<'_> {
    /// Whether it is one of these, and no part of a number.
    fn parts(&self, signs: &[char]) -> bool {
        signs.contains(&self.sign) && !self.behind.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether it ends a sentence.
    fn stops(&self) -> bool {
        let next = |c: &char| !is_note_mark(*c) && !c.is_whitespace();
        matches!(self.sign, '.' | '…') && self.behind.chars().find(next).is_some_and(char::is_uppercase)
    }
}

/// `¹`: the call of a note.
fn is_note_mark(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// Cuts at sentence ends and at the given signs, outside brackets.
pub(super) fn cut<'t>(words: Said<'t>, signs: &[char], stops: bool) -> Vec<Said<'t>> {
    let mut depth = 0usize;
    cut_at(words, |sign| {
        match sign.sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && (sign.parts(signs) || (stops && sign.stops()))
    })
}

/// The same, inside brackets too.
pub(super) fn cut_deep(words: Said<'_>) -> Vec<Said<'_>> {
    cut_at(words, |sign| sign.parts(&[';']) || sign.stops())
}

/// Cuts at the signs that end a piece.
pub(super) fn cut_at<'t>(words: Said<'t>, mut ends: impl FnMut(&Sign<'t>) -> bool) -> Vec<Said<'t>> {
    let (mut found, mut rest) = (Vec::new(), words);
    for at in words.signs() {
        let (before, behind) = words.text.split_at_checked(at - words.start).unwrap_or_default();
        let mut behind = behind.chars();
        let Some(sign) = behind.next() else { continue };
        if ends(&Sign { sign, before, behind: behind.as_str() }) {
            found.push(words.between(rest.start, at));
            rest = words.last(behind.as_str().len());
        }
    }
    found.push(rest);
    found
}

/// An order as it grows from comma to comma.
struct Order {
    start: usize,
    end: usize,
    words: usize,
    /// Ends with its month in brackets.
    bracketed: bool,
    /// Says by when.
    due: bool,
    /// Ends with `chủ trì`: what is led follows.
    leads: bool,
}

impl Order {
    fn new(part: Said<'_>, calendar: Calendar) -> Self {
        let said = part.trim();
        let tail = said.text.strip_suffix(')').and_then(|text| text.rsplit('(').next());
        Self {
            start: part.start,
            end: part.end(),
            // Whom an order names is no part of it.
            words: agency::order(said).text.split_whitespace().count(),
            bracketed: tail.is_some_and(|tail| tail.starts_with("tháng") || tail.starts_with("quý")),
            due: due::is_led(said, calendar),
            leads: said.text.ends_with("chủ trì"),
        }
    }

    /// Whether what follows a comma is an order of its own.
    fn parts_from(&self, next: &Self, part: Said<'_>) -> bool {
        let long = self.words >= CLAUSE_WORDS && next.words >= CLAUSE_WORDS;
        let dated = self.due || next.due;
        let order = long && (is_new_order(part.lower) || (dated && is_head(part.lower)));
        !self.leads && (self.bracketed || order) && !due::is_only_due(part)
    }

    fn join(&mut self, next: Self) {
        *self = Self { start: self.start, words: self.words + next.words, due: self.due || next.due, ..next };
    }
}

/// Cuts words at commas before a new order, and between items that each have their month in brackets.
fn commas(words: Said<'_>, calendar: Calendar) -> Vec<Said<'_>> {
    let mut orders: Vec<Order> = Vec::new();
    for part in cut(words, &[','], false) {
        let next = Order::new(part, calendar);
        match orders.last_mut() {
            Some(before) if !before.parts_from(&next, part) => before.join(next),
            _ => orders.push(next),
        }
    }
    orders.into_iter().map(|order| words.between(order.start, order.end)).collect()
}

/// Two long orders that `và` joins.
fn joined(order: Said<'_>) -> Vec<Said<'_>> {
    let long = |side: Said<'_>| side.text.split_whitespace().nth(JOINED_WORDS - 1).is_some();
    let halves = order.text.match_indices(AND).map(|(at, _)| (order.first(at), order.behind(at + AND.len())));
    let two = halves
        .filter(|_| is_order(order.lower))
        .find(|(before, behind)| is_new_order(behind.lower) && long(*before) && long(*behind));
    two.map_or(vec![order], |(before, behind)| vec![before, behind])
}

const AND: &str = " và ";

/// Fewer words on either side of `và` make no order.
const JOINED_WORDS: usize = 7;

/// Without blanks and stops around it.
pub(super) fn trimmed(words: Said<'_>) -> Option<Said<'_>> {
    let leads = |c: char| c.is_whitespace() || matches!(c, ',' | ';') || is_note_mark(c);
    let words = words.last(words.text.trim_start_matches(leads).len()).trim();
    let words = words.first(words.text.trim_end_matches(['.', '/', ';', ',', ' ']).len());
    (!words.text.is_empty()).then_some(words)
}
