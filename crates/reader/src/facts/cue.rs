//! Words that say what a figure states: one lexicon, looked up once for the whole text.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use viet::phrases::Phrases;
use viet::token::Token;

/// What a phrase may say; one phrase can have several senses. Without any it only hides the words
/// inside it: `giao thông` gives no order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Senses(u32);

impl Senses {
    /// Either of both.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether they share one.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// More than before.
pub(super) const UP: Senses = Senses(1);
/// Less than before.
pub(super) const DOWN: Senses = Senses(1 << 1);
/// Brought to this much.
pub(super) const ACHIEVED: Senses = Senses(1 << 2);
/// A part of a whole, or a proportion.
pub(super) const SHARE: Senses = Senses(1 << 3);
/// What a part adds to the growth of the whole.
pub(super) const CONTRIBUTED: Senses = Senses(1 << 4);
/// Now at this much; counts only close to its figure.
pub(super) const LEVEL: Senses = Senses(1 << 5);
/// A plan that a percentage is measured against.
pub(super) const PLAN: Senses = Senses(1 << 6);
/// An earlier period that a change starts from.
pub(super) const BASE: Senses = Senses(1 << 7);
/// Not yet final.
pub(super) const ESTIMATED: Senses = Senses(1 << 8);
/// To be reached.
pub(super) const AIM: Senses = Senses(1 << 9);
/// Amounts after it are planned.
pub(super) const PLANNED: Senses = Senses(1 << 10);
/// Amounts after it are done, whatever was planned before.
pub(super) const DONE: Senses = Senses(1 << 11);
/// Values per unit, averages and indices.
pub(super) const PER_UNIT: Senses = Senses(1 << 12);
/// A growth as a subject of its own.
pub(super) const GROWTH: Senses = Senses(1 << 13);
/// A decline as a subject of its own.
pub(super) const DECLINE: Senses = Senses(1 << 14);
/// Rates told in percent that are no share of anything.
pub(super) const NATURAL: Senses = Senses(1 << 15);
/// Amounts after it are limits or fixed amounts.
pub(super) const NORM: Senses = Senses(1 << 16);
/// Spending is measured against its plan.
pub(super) const SPENT: Senses = Senses(1 << 17);
/// Told in percent, and changing by percentage points.
pub(super) const PROPORTION: Senses = Senses(1 << 18);
/// Begins the words that name what a change is against.
pub(super) const AGAINST: Senses = Senses(1 << 19);
/// Asks for something of a plan: no plan is stated after it.
pub(super) const ACT: Senses = Senses(1 << 20);
/// Who set a plan.
pub(super) const SET_BY: Senses = Senses(1 << 21);
/// A change said in other words.
pub(super) const THAT_IS: Senses = Senses(1 << 22);
/// Times as much.
pub(super) const TIMES: Senses = Senses(1 << 23);
/// A proportion when its noun follows: `đạt tỷ lệ đô thị hóa 25%`.
pub(super) const PROPORTION_OF: Senses = Senses(1 << 25);
/// The same, only right before a figure.
pub(super) const NORM_BESIDE: Senses = Senses(1 << 28);
/// Paid by rule when told per head or month.
pub(super) const ALLOWANCE: Senses = Senses(1 << 26);
/// What a plan asks to be done.
pub(super) const TASK: Senses = Senses(1 << 27);
/// Set as a plan.
pub(super) const SET: Senses = Senses(1 << 24);
const NONE: Senses = Senses(0);
/// Says something of its own, so that the figure before has no more to say.
pub(super) const STATES: Senses =
    UP.or(DOWN).or(ACHIEVED).or(SHARE).or(CONTRIBUTED).or(LEVEL).or(ESTIMATED).or(DONE);

/// Phrases by sense, parted by `|`. A phrase may stand in several rows.
const LEXICON: &[(Senses, &str)] = &[
    (
        UP,
        "tăng|tăng thêm|tăng trưởng|vượt|cao hơn|nhiều hơn|thêm|lớn hơn|muộn hơn|trễ hơn|chậm hơn|lâu hơn|dài hơn",
    ),
    (
        DOWN,
        "giảm|hụt|thấp hơn|ít hơn|giảm bớt|sớm hơn|rút ngắn|nhanh hơn|giảm được|nhỏ hơn|ngắn hơn|âm|giảm sâu|giảm mạnh|giảm nhẹ|sụt giảm",
    ),
    (
        ACHIEVED,
        "đạt|bằng|hoàn thành|ước đạt|đạt được|hoàn thành và vượt|ước bằng|chỉ bằng|chỉ đạt|đạt tỷ lệ|đạt tỉ lệ",
    ),
    (SHARE, "chiếm|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|độ che phủ|tương đương|chiếm tỷ lệ|chiếm tỷ trọng"),
    (
        PROPORTION,
        "tỷ lệ|hộ nghèo|cận nghèo|tỉ lệ|tỷ trọng|tỉ trọng|độ che phủ|cơ cấu|chiếm tỷ lệ|chiếm tỷ trọng",
    ),
    (CONTRIBUTED, "đóng góp|góp"),
    (LEVEL, "còn|lên|xuống|từ|là|mức|đến|tăng lên|giảm xuống|giảm còn|ở mức"),
    (
        PLAN,
        "kế hoạch|kh|dự toán|chỉ tiêu|nghị quyết|giao|kịch bản|mục tiêu|nq|dt|tỉnh giao|huyện giao|xã giao|thành phố giao|\
         trung ương giao|chính phủ giao|bộ giao|cấp trên giao|được giao",
    ),
    (
        BASE,
        "cùng kỳ|so với|so cùng|so tháng|so năm|so quý|tháng trước|năm trước|quý trước|kỳ trước|cknt|so cùng kỳ|ck|so ck|so đầu năm|so cuối năm|vụ trước|so vụ",
    ),
    (
        AGAINST,
        "so với|so cùng|so tháng|so năm|so quý|cùng kỳ|so|so cùng kỳ|ck|cknt|so ck|so đầu năm|so cuối năm|so vụ|năm trước",
    ),
    (ESTIMATED, "ước|dự kiến|ước tính|dự ước|ước đạt|dự báo|ước bằng|ước thực hiện|ước khoảng|ước cả năm"),
    (AIM, "phấn đấu|mục tiêu|nhắm|đặt chỉ tiêu|hướng tới|hướng đến|quyết tâm"),
    (
        PLANNED,
        "kế hoạch|kh|dự toán|được giao|giao chỉ tiêu|bố trí|chỉ tiêu|phân bổ|kinh phí giao|vốn giao|dự toán giao|kế hoạch giao|chỉ tiêu giao|\
         kế hoạch vốn|số giao|tỉnh giao|huyện giao|xã giao|thành phố giao|trung ương giao|chính phủ giao|bộ giao|cấp trên giao",
    ),
    (
        DONE,
        "đã|đạt|thực hiện|giải ngân|hoàn thành|kết quả|làm được|ước|trồng được|ước đạt|đạt được|ước tính|ước thực hiện",
    ),
    (ACT, "có|tổ chức|được|cho|phát hiện|cấp|theo|so với|xây dựng"),
    (
        PER_UNIT,
        "năng suất|bình quân|mật độ|chỉ số|hệ số|gấp|trung bình|trung bình mỗi|định mức|thu nhập bình quân|tiền lương bình quân|\
         tuổi thọ|giá bán|đơn giá|giá mua|tỷ giá|giá vàng|trên 1 ha|trên một ha|trên 01 ha|mỗi ha",
    ),
    (TIMES, "gấp"),
    (GROWTH, "mức tăng|tốc độ tăng|tốc độ tăng trưởng|tăng trưởng kinh tế|tỷ lệ tăng trưởng|mức tăng trưởng"),
    (DECLINE, "mức giảm|tốc độ giảm|tỷ lệ giảm"),
    (NATURAL, "tăng tự nhiên|tăng dân số tự nhiên|tăng dân số|tỷ suất|tỉ suất|lãi suất|tăng cơ học"),
    (
        NORM,
        "định mức|mức hỗ trợ|mức phạt|mức vay|mức thu|mức đóng|mức chi|mức trợ cấp|hạn mức|mức tối đa|mức tối thiểu|\
         chuẩn nghèo|lãi suất trần|mức trần|giá trần|lương tối thiểu|lương cơ sở|mức bồi thường|mức bồi dưỡng|\
         mức thưởng|thuế suất|vat|thuế vat",
    ),
    (SPENT, "giải ngân|tỷ lệ giải ngân|đã giải ngân"),
    (
        SET_BY,
        "tỉnh giao|huyện giao|xã giao|thành phố giao|trung ương giao|hđnd|chính phủ giao|bộ giao|cấp trên giao|nghị quyết|hội đồng nhân dân|tự xây dựng",
    ),
    (PROPORTION_OF, "đạt tỷ lệ|đạt tỉ lệ"),
    (NORM_BESIDE, "quy định|quy định là|tiêu chuẩn|tiêu chuẩn là"),
    (ALLOWANCE, "trợ cấp|phụ cấp|học phí|bồi dưỡng|hỗ trợ|học bổng|thù lao"),
    (
        TASK,
        "trồng|thu|xây dựng|hoàn thành|giải quyết việc làm|tạo việc làm|đào tạo|dạy nghề|tập huấn|phát triển|thành lập|thu hút|nâng|đưa|giữ|duy trì|\
         huy động|gieo|gieo trồng|sản xuất|khai thác|kết nạp|xóa|có|trở lên",
    ),
    (SET, "đề ra|đặt ra|được giao"),
    (THAT_IS, "tương đương|tương ứng"),
    // Words that only look like one of the above.
    (
        NONE,
        "giao thông|thu hồi|thu gom|giao dịch|giao lưu|giao đất|giao rừng|giao ban|bàn giao|giao khoán|giao nhận|giao nộp|giao quân|giao thừa|\
         mục tiêu quốc gia|chương trình mục tiêu|chương trình mục tiêu quốc gia|kế hoạch hóa|kế hoạch và đầu tư|kế hoạch - đầu tư|tài chính - kế hoạch|giảm nghèo|tăng cường|tăng gia|\
         bằng khen|bằng cấp|bằng tốt nghiệp|bằng lái|lấn chiếm|chiếm đoạt|chiếm dụng|từ thiện|lên lớp|ước mơ|chất lượng còn|\
         đạt chuẩn|còn lại|từ xa|âm nhạc|âm thanh|chỉ số giá|không tăng|không giảm|giá trị gia tăng|thuế giá trị gia tăng|theo quy định|đúng quy định|quy định của|thu nhập",
    ),
];

/// A phrase of the lexicon where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// First token.
    pub at: usize,
    /// One past the last.
    pub end: usize,
    /// What it may say.
    pub senses: Senses,
}

impl Cue {
    /// Its tokens.
    pub fn words(&self) -> (usize, usize) {
        (self.at, self.end)
    }
}

/// Every phrase with all that it may say.
static TABLE: LazyLock<Phrases<Senses>> = LazyLock::new(|| {
    let mut senses: BTreeMap<&str, Senses> = BTreeMap::new();
    for (sense, phrases) in LEXICON {
        for phrase in phrases.split('|') {
            senses.entry(phrase).and_modify(|known| *known = known.or(*sense)).or_insert(*sense);
        }
    }
    Phrases::new(senses)
});

/// The cues of a text in order; none lies inside another.
pub(super) struct Cues(Vec<Cue>);

impl Cues {
    /// Looks every token up once.
    pub fn new(tokens: &[Token]) -> Self {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match longest(tokens, at) {
                Some(cue) => {
                    at = cue.end;
                    found.push(cue);
                }
                None => at += 1,
            }
        }
        Self(found)
    }

    /// Those that begin in a token range.
    pub fn within(&self, range: (usize, usize)) -> &[Cue] {
        let from = self.0.partition_point(|cue| cue.at < range.0);
        let to = self.0.partition_point(|cue| cue.at < range.1);
        self.0.get(from..to).unwrap_or_default()
    }

    /// The last one of the range with one of the senses.
    pub fn last(&self, range: (usize, usize), senses: Senses) -> Option<Cue> {
        self.within(range).iter().rev().find(|cue| cue.senses.any(senses)).copied()
    }

    /// The first one of the range with one of the senses.
    pub fn first(&self, range: (usize, usize), senses: Senses) -> Option<Cue> {
        self.within(range).iter().find(|cue| cue.senses.any(senses)).copied()
    }

    /// Whether the range has one with one of the senses.
    pub fn has(&self, range: (usize, usize), senses: Senses) -> bool {
        self.first(range, senses).is_some()
    }
}

/// The longest phrase at a token; `=` says what `bằng` says.
fn longest(tokens: &[Token], at: usize) -> Option<Cue> {
    let first = tokens.get(at)?;
    if first.is("=") {
        return Some(Cue { at, end: at + 1, senses: ACHIEVED });
    }
    let word = |i: usize| tokens.get(at + i).filter(|t| i == 0 || !t.opens).map_or("", |t| t.key());
    let (length, senses) = TABLE.longest(word)?;
    Some(Cue { at, end: at + length, senses: *senses })
}
