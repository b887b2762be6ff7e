//! The words of the language, once: the parser, completion and the reference page are made from this table.

use crate::ast::{Gather, Missing, Operator, Relation, Shift, Span, Unary};
use model::Measure;
use std::sync::LazyLock;

/// One word or sign of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it does.
    pub role: Role,
    /// How it is written, the spelling that is printed first; case and diacritics do not matter.
    pub spellings: &'static [&'static str],
    /// A pattern of its use.
    pub shape: &'static str,
    /// What it means, in Vietnamese.
    pub vi: &'static str,
    /// What it means, in English.
    pub en: &'static str,
}

/// What a word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Names a figure, a number, a unit.
    Figure,
    /// Which statement about an indicator.
    Measure(Measure),
    /// Which period.
    Shift(Shift),
    /// Which stretch of time.
    Span(Span),
    /// The units below, inside a gathering function.
    Children,
    /// Arithmetic by a sign.
    Arithmetic(Operator),
    /// Relates two sides.
    Relation(Relation),
    /// A name before `(`.
    Function(Call),
    /// Joins conditions.
    And,
    /// Joins conditions.
    Or,
    /// Begins the condition of a law.
    When,
    /// Begins the tolerance of a law.
    Tolerance,
    /// Begins the mode for what is missing.
    Missing,
    /// A mode for what is missing.
    Mode(Missing),
}

/// What a function makes of what stands in its brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// One operand.
    One(Unary),
    /// Rounds the first operand to the decimals named second.
    Round,
    /// Folds its operands, or gathers the units below.
    Fold(Operator, Gather),
    /// The mean of its operands, or of the units below.
    Average,
    /// Counts the units below.
    Count,
    /// Chooses.
    If,
    /// All conditions.
    And,
    /// Some condition.
    Or,
    /// The condition is not so.
    Not,
    /// The figure was reported.
    Has,
}

macro_rules! entries {
    ($($role:expr, [$($spelling:literal),+], $shape:literal, $vi:literal, $en:literal;)*) => {
        &[$(Entry { role: $role, spellings: &[$($spelling),+], shape: $shape, vi: $vi, en: $en }),*]
    };
}

/// The table, in the order of the reference page.
pub const ENTRIES: &[Entry] = entries! {
    Role::Figure, ["[ ]"], "[Tổng số hộ nghèo]",
        "Chỉ tiêu, gọi bằng tên trong ngoặc vuông (hay ngoặc kép) hoặc bằng mã như XH01: số thực hiện của kỳ này.",
        "An indicator by its name in brackets (or quotation marks), or by its code such as XH01: the actual figure of this period.";
    Role::Figure, ["#"], "XH01#xa-1",
        "Số của một đơn vị khác, gọi bằng mã đơn vị.",
        "The figure of another unit, by the unit's code.";
    Role::Figure, ["1.234,5"], "1.234,5 hoặc 500 triệu đồng",
        "Một số, viết như trong báo cáo. Kèm đơn vị tính thì tự đổi về đơn vị của chỉ tiêu đứng cạnh; 15% nhân với một số là 0,15 lần số ấy.",
        "A number as reports print it. With a unit of measure it is converted to the unit beside it; 15% of a figure is 0.15 times it.";
    Role::Measure(Measure::Plan), ["@KH", "kế hoạch"], "XH01@KH",
        "Kế hoạch cả năm, theo quyết định có hiệu lực vào ngày cuối kỳ báo cáo. Ở tháng, quý cũng là kế hoạch cả năm: mốc giao trong năm chỉ dùng để xem tiến độ. Tỷ lệ so với kế hoạch viết 100 * XH01[lũy kế] / XH01@KH.",
        "The plan of the whole year, by the decision in force on the last day of the reporting period. Months and quarters have it too: milestones within the year serve progress alone. A share of the plan is 100 * XH01[lũy kế] / XH01@KH.";
    Role::Measure(Measure::Estimate), ["@U", "ước thực hiện", "ước"], "XH01@U",
        "Ước thực hiện.", "The estimate.";
    Role::Measure(Measure::PctOfPlan), ["@PKH", "% kế hoạch"], "XH01@PKH",
        "Tỷ lệ % so với kế hoạch năm.", "Percent of the plan.";
    Role::Measure(Measure::ChangeAbs), ["@TG", "tăng giảm"], "XH01@TG",
        "Tăng, giảm tuyệt đối so với kỳ trước.", "The change since the period before.";
    Role::Measure(Measure::ChangePct), ["@PTG", "% tăng giảm"], "XH01@PTG",
        "Tăng, giảm % so với kỳ trước.", "The change since the period before, in percent.";
    Role::Measure(Measure::GrowthPct), ["@PCK", "% so cùng kỳ"], "XH01@PCK",
        "Tăng, giảm % so với cùng kỳ năm trước.", "The change since the same period of the year before, in percent.";
    Role::Shift(Shift::Back(1)), ["[-1]", "kỳ trước"], "XH01[-1]",
        "Kỳ trước cùng loại; [-2] là trước hai kỳ, [-4] là trước bốn kỳ.",
        "One period of the same kind before; [-2] two before.";
    Role::Shift(Shift::YearBefore), ["[cùng kỳ]", "cùng kỳ", "cùng kỳ năm trước"], "XH01[cùng kỳ]",
        "Cùng kỳ năm trước.", "The same period of the year before.";
    Role::Span(Span::YearToDate), ["[lũy kế]", "lũy kế"], "XH01[lũy kế]",
        "Lũy kế từ đầu năm đến hết kỳ: số trong kỳ được cộng lại, số lũy kế và thời điểm lấy của kỳ này.",
        "From the beginning of the year: flows are summed, of others the latest counts.";
    Role::Span(Span::Months), ["[các tháng]", "các tháng"], "XH01[các tháng]",
        "Tổng các tháng trong kỳ.", "The sum of the months within the period.";
    Role::Children, ["các đơn vị", "các xã", "children"], "MAX(các đơn vị XH01)",
        "Các đơn vị cấp dưới gộp lại, trong SUM, AVERAGE, MIN, MAX, COUNT. Chỉ tính được khi mọi đơn vị đã báo; đơn vị không áp dụng thì không tính.",
        "The units below taken together, inside SUM, AVERAGE, MIN, MAX, COUNT. Known once all have reported; units it does not apply to are left out.";
    Role::Arithmetic(Operator::Plus), ["+"], "A + B", "Cộng; hai bên phải cùng loại đơn vị tính, khác cỡ thì tự đổi.",
        "Plus; both sides must be of one kind of unit and are converted where their sizes differ.";
    Role::Arithmetic(Operator::Minus), ["-", "−", "–"], "A - B", "Trừ.", "Minus.";
    Role::Arithmetic(Operator::Times), ["*", "×"], "A * B", "Nhân.", "Times.";
    Role::Arithmetic(Operator::Over), ["/", "÷"], "A / B",
        "Chia. Tỷ lệ phần trăm viết 100 * A / B. Chia cho số có thể bằng 0 thì chưa kết luận.",
        "Divided by. A percentage is 100 * A / B. Nothing is said when the divisor may be zero.";
    Role::Relation(Relation::Equal), ["="], "A = B", "Bằng, trong phạm vi làm tròn của các số đã in.",
        "Equal, within the rounding of the printed figures.";
    Role::Relation(Relation::NotEqual), ["!=", "≠", "<>"], "A != B", "Khác.", "Not equal.";
    Role::Relation(Relation::AtMost), ["<=", "≤"], "A <= B", "Không lớn hơn.", "At most.";
    Role::Relation(Relation::AtLeast), [">=", "≥"], "A >= B", "Không nhỏ hơn.", "At least.";
    Role::Relation(Relation::Below), ["<"], "A < B", "Nhỏ hơn.", "Below.";
    Role::Relation(Relation::Above), [">"], "A > B", "Lớn hơn.", "Above.";
    Role::Function(Call::Fold(Operator::Plus, Gather::Sum)), ["SUM", "TỔNG"], "SUM(A; B; C)",
        "Tổng các số, hoặc tổng các đơn vị cấp dưới: SUM(các đơn vị A), viết gọn Σ(A).",
        "The sum of its operands, or over the units below: SUM(các đơn vị A), in short Σ(A).";
    Role::Function(Call::Average), ["AVERAGE", "TRUNG BÌNH"], "AVERAGE(A; B; C)",
        "Trung bình cộng của các số, hoặc của các đơn vị cấp dưới: AVERAGE(các đơn vị A).",
        "The mean of its operands, or over the units below.";
    Role::Function(Call::Fold(Operator::Least, Gather::Least)), ["MIN", "NHỎ NHẤT"], "MIN(A; B; C)",
        "Số nhỏ nhất, hoặc của đơn vị thấp nhất: MIN(các đơn vị A).", "The least of its operands, or over the units below.";
    Role::Function(Call::Fold(Operator::Greatest, Gather::Greatest)), ["MAX", "LỚN NHẤT"], "MAX(A; B; C)",
        "Số lớn nhất, hoặc của đơn vị cao nhất: MAX(các đơn vị A).", "The greatest of its operands, or over the units below.";
    Role::Function(Call::Count), ["COUNT", "ĐẾM"], "COUNT(các đơn vị A)",
        "Số đơn vị cấp dưới đã báo số.", "How many of the units below have reported a number.";
    Role::Function(Call::One(Unary::Abs)), ["ABS", "TRỊ TUYỆT ĐỐI"], "ABS(A)", "Trị tuyệt đối.", "The absolute value.";
    Role::Function(Call::Round), ["ROUND", "LÀM TRÒN"], "ROUND(A; 1)",
        "Làm tròn đến số chữ số thập phân cho trước (0 đến 9); 0,5 làm tròn ra xa số 0.",
        "Rounded to so many decimals (0 to 9), halves away from zero.";
    Role::Function(Call::If), ["IF", "NẾU"], "IF(A > 0; B; C)",
        "Lấy B khi điều kiện đúng, lấy C khi sai.", "B where the condition is so, else C.";
    Role::Function(Call::And), ["AND"], "AND(A > 0; B > 0)", "Mọi điều kiện đều đúng.", "All conditions are so.";
    Role::And, ["và", "and"], "A > 0 và B > 0", "Cả hai điều kiện đều đúng.", "Both conditions are so.";
    Role::Function(Call::Or), ["OR"], "OR(A > 0; B > 0)", "Có ít nhất một điều kiện đúng.", "Some condition is so.";
    Role::Or, ["hoặc", "or"], "A > 0 hoặc B > 0", "Ít nhất một trong hai điều kiện đúng.", "One condition or the other is so.";
    Role::Function(Call::Not), ["NOT", "KHÔNG"], "NOT(A > 0)", "Điều kiện không đúng.", "The condition is not so.";
    Role::Function(Call::Has), ["HAS", "CÓ"], "HAS(A)", "Chỉ tiêu đã có số báo cáo.", "The figure was reported.";
    Role::When, ["khi", "when"], "A = B khi C > 0",
        "Chỉ xét quy tắc khi điều kiện chắc chắn đúng.", "The rule is asked only where the condition is surely so.";
    Role::Tolerance, ["±", "sai số"], "A = B ± 0,5",
        "Sai số cho phép ngoài làm tròn: ± 0,5 theo đơn vị của vế trái, ± 1% theo vế phải.",
        "Allowed beyond rounding: ± 0,5 in the unit of the left side, ± 1% of the right side.";
    Role::Missing, ["thiếu", "missing"], "A = B thiếu partial_zero",
        "Cách hiểu số chưa báo, viết ở cuối quy tắc; không viết gì là always_null.",
        "What an unreported figure means, at the end of the rule; nothing written is always_null.";
    Role::Mode(Missing::AlwaysNull), ["always_null"], "thiếu always_null",
        "Luôn xét; thiếu số thì chưa kết luận.", "Always asked; what is missing leaves it open.";
    Role::Mode(Missing::NonNull), ["non_null"], "thiếu non_null",
        "Chỉ xét khi đủ mọi số.", "Asked only when every figure is there.";
    Role::Mode(Missing::PartialNull), ["partial_null"], "thiếu partial_null",
        "Xét khi có ít nhất một số; thiếu số thì chưa kết luận.", "Asked once some figure is there; what is missing leaves it open.";
    Role::Mode(Missing::PartialZero), ["partial_zero"], "thiếu partial_zero",
        "Xét khi có ít nhất một số; số thiếu coi là 0.", "Asked once some figure is there; what is missing is zero.";
    Role::Mode(Missing::NonZero), ["non_zero"], "thiếu non_zero",
        "Xét khi có ít nhất một số khác 0; số thiếu coi là 0.", "Asked once some figure is other than zero; what is missing is zero.";
    Role::Mode(Missing::AlwaysZero), ["always_zero"], "thiếu always_zero",
        "Luôn xét; số thiếu coi là 0.", "Always asked; what is missing is zero.";
};

impl Entry {
    /// How people call it: of a mark its words, else its name.
    pub fn label(&self) -> &'static str {
        let mark = self.name().starts_with(['@', '[']);
        self.spellings.get(usize::from(mark)).copied().unwrap_or(self.name())
    }

    /// The spelling that is printed.
    pub fn name(&self) -> &'static str {
        self.spellings.first().copied().unwrap_or_default()
    }
}

/// The printed spelling of a role.
pub(crate) fn name(role: Role) -> &'static str {
    ENTRIES.iter().find(|entry| entry.role == role).map_or("", Entry::name)
}

/// The role of the longest phrase that `words` begin with, and how many words it takes. Words are folded.
pub(crate) fn phrase(words: &[String], wanted: impl Fn(Role) -> bool) -> Option<(Role, usize)> {
    static PHRASES: LazyLock<Vec<(Vec<String>, Role)>> = LazyLock::new(|| {
        let spelled = ENTRIES.iter().flat_map(|e| e.spellings.iter().map(|s| (s, e.role)));
        spelled.map(|(s, role)| (s.split(' ').map(viet::fold::fold).collect(), role)).collect()
    });
    let fits = |(phrase, role): &&(Vec<String>, Role)| words.starts_with(phrase) && wanted(*role);
    PHRASES
        .iter()
        .filter(fits)
        .max_by_key(|(phrase, _)| phrase.len())
        .map(|(phrase, role)| (*role, phrase.len()))
}

/// A case of a word: what is written, for which figures, and what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// The word, as [`Entry::name`] gives it.
    pub word: &'static str,
    /// A rule or an expression.
    pub written: &'static str,
    /// The figures, as printed.
    pub given: &'static str,
    /// What it comes to, or what is said of the rule.
    pub result: &'static str,
}

/// The cases that the tests hold the language to.
pub fn cases() -> impl Iterator<Item = Case> {
    let rows = include_str!("../../../suite/formula/cases.tsv").lines();
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let mut next = || cells.next();
        let case = Case { word: next()?, written: next()?, given: next()?, result: next()? };
        (case.word != "# word").then_some(case)
    })
}
