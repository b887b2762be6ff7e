//! Sentences of part two cut into single orders.

use super::agency;
use super::due;
use super::phrase::{begins_any, opening};
use super::span::Calendar;

/// A piece of a paragraph, in scalar values from the paragraph's start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where its sentence starts and ends.
    pub(super) sentence: (usize, usize),
    /// Where its own words begin, behind those beside them that tell what it is about.
    pub(super) own: usize,
    /// Words further before, which its text begins with: without them it would not be told what it is about.
    pub(super) topic: Option<(usize, usize)>,
}

impl Clause {
    /// The same clause, told from where its sentence was cut out.
    pub(super) fn within(self, sentence: &Clause) -> Self {
        let (start, end) = (self.start + sentence.start, self.end + sentence.start);
        Self { start, end, own: self.own + sentence.start, sentence: sentence.sentence, ..self }
    }

    /// The same clause under the words that it is about.
    pub(super) fn about(self, topic: Option<&Self>) -> Self {
        let Some(topic) = topic else { return self };
        let text = format!("{}{ELISION}{}", topic.text, self.text);
        Self { text, topic: Some((topic.start, topic.end)), ..self }
    }

    /// Its first words, as many.
    pub(super) fn first_words(&self, count: usize) -> Self {
        let kept = self.text.split_inclusive(' ').take(count).collect::<String>().trim_end().to_owned();
        Self { end: self.end.min(self.start + kept.chars().count()), text: kept, ..self.clone() }
    }

    /// Its words without those that it is about.
    pub(super) fn own_text(&self) -> &str {
        let length = self.end - self.own.min(self.end);
        let from = self.text.char_indices().rev().nth(length.saturating_sub(1)).map_or(0, |(at, _)| at);
        self.text.get(from..).unwrap_or_default()
    }

    /// Where a deadline of it may be told, the nearest first.
    pub(super) fn told_in(&self) -> impl Iterator<Item = (usize, usize)> {
        std::iter::once((self.start, self.end)).chain(self.topic)
    }
}

/// Verbs that open an order, also one that begins behind a comma.
const OPENERS: [&str; 40] = [
    "tổ chức",
    "tập trung",
    "tiếp tục",
    "tăng cường",
    "đẩy mạnh",
    "đẩy nhanh",
    "triển khai",
    "hướng dẫn",
    "chỉ đạo",
    "rà soát",
    "xây dựng",
    "phấn đấu",
    "thường xuyên",
    "chủ động",
    "thực hiện tốt",
    "phối hợp",
    "hoàn thành",
    "củng cố",
    "chuẩn bị",
    "giải quyết",
    "đôn đốc",
    "xét",
    "nâng cao",
    "duy trì",
    "làm tốt",
    "quan tâm",
    "yêu cầu",
    "giao",
    "đề nghị",
    "sơ kết",
    "tổng kết",
    "diễn tập",
    "kiên quyết",
    "bảo đảm",
    "khẩn trương",
    "tham mưu",
    "chấn chỉnh",
    "nắm chắc",
    "phát động",
    "kiện toàn",
];

/// Verbs that open an order at the head of a sentence; behind a comma they go on with the order before.
const HEADS: [&str; 124] = [
    "chú trọng",
    "hỗ trợ",
    "kịp thời",
    "phân công",
    "thực hiện",
    "hoàn thiện",
    "kiểm tra",
    "quản lý",
    "lập",
    "huy động",
    "tuyên truyền",
    "chăm sóc",
    "đánh giá",
    "xem xét",
    "nghiệm thu",
    "mở",
    "giải ngân",
    "thẩm định",
    "ban hành",
    "theo dõi",
    "giám sát",
    "xử lý",
    "bố trí",
    "phát triển",
    "thu hút",
    "khuyến khích",
    "khắc phục",
    "trồng",
    "gieo",
    "đảm bảo",
    "phát huy",
    "đổi mới",
    "cải cách",
    "tổng hợp",
    "báo cáo",
    "thống kê",
    "vận động",
    "tiếp nhận",
    "phổ biến",
    "quán triệt",
    "công khai",
    "niêm yết",
    "bàn giao",
    "quyết toán",
    "thanh tra",
    "tiếp công dân",
    "ứng dụng",
    "cập nhật",
    "lựa chọn",
    "thẩm tra",
    "tham gia",
    "đăng ký",
    "cung cấp",
    "đề xuất",
    "công bố",
    "khảo sát",
    "điều tra",
    "mua sắm",
    "sửa chữa",
    "nâng cấp",
    "chi trả",
    "tuyển chọn",
    "giới thiệu",
    "góp ý",
    "thông báo",
    "không để",
    "phân bổ",
    "thu hồi",
    "thanh toán",
    "di dời",
    "bồi thường",
    "hòa giải",
    "hoà giải",
    "đấu tranh",
    "truy quét",
    "tiêm phòng",
    "phun",
    "phê duyệt",
    "phê chuẩn",
    "chuyển đổi",
    "nhân rộng",
    "bảo vệ",
    "ngăn chặn",
    "thi công",
    "khởi công",
    "xác minh",
    "bổ sung",
    "bàn giao",
    "hạn chế",
    "nộp",
    "đo đạc",
    "hoàn tất",
    "hoàn chỉnh",
    "tiêm",
    "cải tạo",
    "mua",
    "lắp đặt",
    "vận hành",
    "giải phóng",
    "tham dự",
    "phục hồi",
    "di chuyển",
    "nạo vét",
    "tu bổ",
    "duy tu",
    "thu thập",
    "phân loại",
    "số hóa",
    "số hoá",
    "sắp xếp",
    "xúc tiến",
    "kết nối",
    "kêu gọi",
    "phòng chống",
    "phòng, chống",
    "kiểm soát",
    "kiểm đếm",
    "điều chỉnh",
    "điều hành",
    "sàng lọc",
    "truyền thông",
    "tư vấn",
    "thu dứt điểm",
    "hoàn trả",
];

/// Between what a clause is about and its own words.
const ELISION: &str = " … ";

/// More words tell no topic.
pub(super) const TOPIC_WORDS: usize = 24;

/// The head of a list may be longer.
const LIST_WORDS: usize = 30;

/// Fewer words on either side of a comma make no order.
const CLAUSE_WORDS: usize = 4;

/// Whether a text begins with a verb of orders.
pub(super) fn is_order(text: &str) -> bool {
    opens(text, &OPENERS) || opens(text, &HEADS)
}

fn opens(text: &str, verbs: &[&str]) -> bool {
    begins_any(&opening(text.trim_start()), verbs)
}

/// The orders of one paragraph of part two.
pub(super) fn assignments(text: &str, calendar: Calendar) -> Vec<Clause> {
    let label = label_length(text);
    let mut found = Vec::new();
    for sentence in cut(text, label, &[], true) {
        let topic = list_head(&sentence);
        for (at, part) in cut(&sentence.text, 0, &[';'], false).into_iter().enumerate() {
            let orders = commas(&part.within(&sentence), calendar).into_iter().flat_map(joined);
            let orders = orders.filter_map(trimmed);
            let item = |order: Clause| {
                let topic = topic.as_ref().filter(|_| at > 0 && !is_order(&order.text));
                order.about(topic)
            };
            found.extend(orders.map(item));
        }
    }
    found.retain(|clause| clause.text.split_whitespace().count() >= 3);
    found
}

/// Whether a text begins with a verb that opens an order wherever it stands.
pub(super) fn is_new_order(text: &str) -> bool {
    opens(text, &OPENERS)
}

/// Whether a text ends with such a verb: what it is done to follows.
pub(super) fn ends_with_order(text: &str) -> bool {
    let tail: Vec<&str> = text.rsplitn(4, ' ').take(3).collect();
    let tail = tail.into_iter().rev().collect::<Vec<_>>().join(" ");
    let tail = viet::letter::lower(&tail);
    OPENERS
        .iter()
        .chain(&HEADS)
        .any(|verb| tail.strip_suffix(verb).is_some_and(|rest| rest.is_empty() || rest.ends_with(' ')))
}

/// The order whose objects are listed: `Hoàn thiện thủ tục giao đất đối với: khu A; khu B`.
fn list_head(sentence: &Clause) -> Option<Clause> {
    let first = cut(&sentence.text, 0, &[':', ';'], false).into_iter().next()?;
    let lists = sentence.text.chars().nth(first.end) == Some(':') && is_order(&first.text);
    let short = first.text.split_whitespace().take(LIST_WORDS + 1).count() <= LIST_WORDS;
    trimmed(first.within(sentence)).filter(|_| lists && short)
}

/// Scalar values of `(1) `, `- `, `a) ` before the words.
pub(super) fn label_length(text: &str) -> usize {
    let words = text.trim_start_matches(|c: char| {
        c == '(' || c.is_ascii_digit() || matches!(c, ')' | '.' | '-' | '+' | '*' | '–' | '•' | ' ')
    });
    let after = text.chars().count() - words.chars().count();
    let mut chars = words.chars();
    let lettered = chars.next().is_some_and(char::is_lowercase) && matches!(chars.next(), Some(')' | '.'));
    after + if lettered { 2 } else { 0 }
}

/// Cuts at sentence ends and at the given signs, outside brackets.
pub(super) fn cut(text: &str, from: usize, signs: &[char], stops: bool) -> Vec<Clause> {
    cut_at(text, from, |at, depth, chars| {
        depth == 0 && (is_sign(chars, at, signs) || (stops && is_stop(chars, at)))
    })
}

/// The same, inside brackets too.
pub(super) fn cut_deep(text: &str, from: usize) -> Vec<Clause> {
    cut_at(text, from, |at, _, chars| is_sign(chars, at, &[';']) || is_stop(chars, at))
}

/// A sign that parts words, not digits.
fn is_sign(chars: &[char], at: usize, signs: &[char]) -> bool {
    let digit_next = || chars.get(at + 1).is_some_and(char::is_ascii_digit);
    chars.get(at).is_some_and(|c| signs.contains(c)) && !digit_next()
}

fn is_stop(chars: &[char], at: usize) -> bool {
    let mut rest = chars.get(at + 1..).unwrap_or_default().iter().filter(|c| !is_note_mark(**c));
    matches!(chars.get(at), Some('.' | '…'))
        && rest.find(|c| !c.is_whitespace()).is_some_and(|c| c.is_uppercase())
}

/// `¹`: the call of a note.
fn is_note_mark(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

pub(super) fn cut_at(text: &str, from: usize, ends: impl Fn(usize, usize, &[char]) -> bool) -> Vec<Clause> {
    let mut chars: Vec<char> = Vec::with_capacity(text.len());
    chars.extend(text.chars());
    let (mut found, mut start, mut depth) = (Vec::new(), from, 0usize);
    for (at, c) in chars.iter().enumerate().skip(from) {
        // Words part nothing.
        if c.is_ascii_alphanumeric() || *c == ' ' {
            continue;
        }
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if ends(at, depth, &chars) {
            found.push(piece(&chars, start, at));
            start = at + 1;
        }
    }
    found.push(piece(&chars, start, chars.len()));
    found
}

pub(super) fn piece(chars: &[char], start: usize, end: usize) -> Clause {
    Clause {
        text: chars.get(start..end).unwrap_or_default().iter().collect(),
        start,
        end,
        sentence: (start, end),
        own: start,
        topic: None,
    }
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
    fn new(part: &Clause, calendar: Calendar) -> Self {
        let text = part.text.trim();
        let tail = text.strip_suffix(')').and_then(|text| text.rsplit('(').next());
        Self {
            start: part.start,
            end: part.end,
            // Whom an order names is no part of it.
            words: agency::order(text).split_whitespace().count(),
            bracketed: tail.is_some_and(|tail| tail.starts_with("tháng") || tail.starts_with("quý")),
            due: due::is_led(text, calendar),
            leads: text.ends_with("chủ trì"),
        }
    }

    /// Whether what follows a comma is an order of its own.
    fn parts_from(&self, next: &Self, text: &str) -> bool {
        let long = self.words >= CLAUSE_WORDS && next.words >= CLAUSE_WORDS;
        let dated = self.due || next.due;
        let order = long && (opens(text, &OPENERS) || (dated && opens(text, &HEADS)));
        !self.leads && !due::is_only_due(text) && (self.bracketed || order)
    }

    fn join(&mut self, next: Self) {
        *self = Self { start: self.start, words: self.words + next.words, due: self.due || next.due, ..next };
    }
}

/// Cuts a sentence at commas before a new order, and between items that each have their month in brackets.
fn commas(sentence: &Clause, calendar: Calendar) -> Vec<Clause> {
    let mut orders: Vec<Order> = Vec::new();
    for part in cut(&sentence.text, 0, &[','], false) {
        let next = Order::new(&part, calendar);
        match orders.last_mut() {
            Some(before) if !before.parts_from(&next, &part.text) => before.join(next),
            _ => orders.push(next),
        }
    }
    let chars: Vec<char> = sentence.text.chars().collect();
    orders.into_iter().map(|order| piece(&chars, order.start, order.end).within(sentence)).collect()
}

/// Two long orders that `và` joins.
fn joined(order: Clause) -> Vec<Clause> {
    let at = order.text.match_indices(AND).map(|(at, _)| at).find(|at| {
        let (before, behind) = (order.text.get(..*at), order.text.get(at + AND.len()..));
        let long = |side: Option<&str>| {
            side.is_some_and(|side| side.split_whitespace().take(JOINED_WORDS).count() == JOINED_WORDS)
        };
        is_order(&order.text)
            && behind.is_some_and(|behind| opens(behind, &OPENERS))
            && long(before)
            && long(behind)
    });
    let Some((before, behind)) = at.and_then(|at| order.text.split_at_checked(at)) else {
        return vec![order];
    };
    let length = before.chars().count();
    let half = |text: &str, from: usize| Clause {
        text: text.to_owned(),
        start: order.start + from,
        own: order.start + from,
        end: order.start + from + text.chars().count(),
        ..order.clone()
    };
    let behind = behind.strip_prefix(AND).unwrap_or_default();
    vec![half(before, 0), half(behind, length + AND.chars().count())]
}

const AND: &str = " và ";

/// Fewer words on either side of `và` make no order.
const JOINED_WORDS: usize = 7;

/// Without blanks and stops around it.
pub(super) fn trimmed(clause: Clause) -> Option<Clause> {
    let inner = clause
        .text
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';') || is_note_mark(c));
    let lead = clause.text.chars().count() - inner.chars().count();
    let text = inner.trim().trim_end_matches(['.', '/', ';', ',', ' ']).to_owned();
    let length = text.chars().count();
    (length > 0).then(|| Clause {
        start: clause.start + lead,
        end: clause.start + lead + length,
        own: clause.own.max(clause.start + lead),
        text,
        ..clause
    })
}
