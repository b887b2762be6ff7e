//! What is said about a row of a workbook: one sentence in each language.

/// Something to know about one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Row as the spreadsheet counts, from one; none for the whole sheet.
    pub row: Option<u32>,
    /// What the row is about.
    pub label: String,
    /// What there is to say.
    pub says: Says,
}

/// What may be said about a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// The text is no number and no kind of nothing.
    NotANumber(String),
    /// A date stands where a number was meant.
    Date,
    /// An error of a formula.
    Error(String),
    /// A formula that was never computed.
    Uncomputed,
    /// A percentage where the unit of measure, which is named, is another.
    Percent(String),
    /// Too many digits to be exact.
    Beyond,
    /// The answer stands in a merged range that covers other rows as well.
    Merged,
    /// Decimals of something that is counted; taken, with a question.
    Fraction(String),
    /// No indicator of the form; the row's label or code.
    Unknown(String),
    /// The form asks this no longer.
    NoLongerAsked,
    /// The form asks more now than the file; so many cells.
    AskedSince(usize),
    /// The indicator stands on an earlier row already, which is named.
    Twice(u32),
}

impl Says {
    /// Whether the row's value could not be taken.
    pub fn is_lost(&self) -> bool {
        !matches!(self, Self::Fraction(_) | Self::AskedSince(_))
    }

    fn words(&self) -> [String; 2] {
        match self {
            Self::NotANumber(text) => [
                format!("“{text}” không phải số. Hãy ghi kiểu 1.347,5 hoặc kps, kad, kcb"),
                format!("“{text}” is not a number. Write it like 1.347,5, or kps, kad, kcb"),
            ],
            Self::Date => [
                "ô đang là ngày tháng; có lẽ Excel đã đổi số kiểu 1.5 hay 1/5 thành ngày. Hãy gõ lại với dấu phẩy: 1,5".to_owned(),
                "the cell holds a date; the program may have turned 1.5 or 1/5 into one. Type it with a comma: 1,5".to_owned(),
            ],
            Self::Error(error) => [
                format!("công thức báo lỗi {error}. Hãy sửa công thức hoặc gõ thẳng số"),
                format!("the formula shows {error}. Mend it or type the number"),
            ],
            Self::Uncomputed => [
                "công thức chưa có kết quả. Hãy mở tệp bằng Excel, lưu lại rồi gửi lại".to_owned(),
                "the formula has no result yet. Open the file in Excel, save it, and send it again".to_owned(),
            ],
            Self::Percent(unit) => [
                format!("ô định dạng phần trăm, còn chỉ tiêu tính bằng “{unit}”. Hãy gõ số theo đơn vị tính"),
                format!("the cell is a percentage, but the unit of measure is “{unit}”. Type the number in that unit"),
            ],
            Self::Beyond => [
                "số có nhiều chữ số hơn mức bảng tính giữ được chính xác. Hãy gõ số này dạng chữ".to_owned(),
                "the number has more digits than a spreadsheet keeps. Type it as text".to_owned(),
            ],
            Self::Merged => [
                "ô bị gộp với dòng khác nên không rõ số của dòng nào. Hãy bỏ gộp ô".to_owned(),
                "the cell is merged with other rows, so it is not clear whose number it is. Unmerge it".to_owned(),
            ],
            Self::Fraction(number) => [
                format!("{number} có phần thập phân mà chỉ tiêu này là số đếm. Nếu dấu chấm là hàng nghìn, hãy sửa lại"),
                format!("{number} has decimals, but this indicator counts things. If the dot parts thousands, mend it"),
            ],
            Self::Unknown(label) => [
                format!("“{label}” không có trong biểu nên không nhận"),
                format!("“{label}” is not on the form and is left out"),
            ],
            Self::NoLongerAsked => [
                "biểu hiện nay không còn hỏi chỉ tiêu này nên không nhận".to_owned(),
                "the form no longer asks this; it is left out".to_owned(),
            ],
            Self::AskedSince(count) => [
                format!("Tệp làm từ bản biểu cũ: biểu nay hỏi thêm {count} ô. Số liệu trong tệp vẫn nhận được; phần thêm hãy điền trên trang này hoặc tải lại biểu"),
                format!("The file was made from an older form: {count} more cells are asked now. What it holds can be taken; fill in the rest here, or download the form again"),
            ],
            Self::Twice(row) => [
                format!("chỉ tiêu này đã có ở dòng {row}; dòng này không nhận"),
                format!("this indicator stands on row {row} already; this row is left out"),
            ],
        }
    }
}

impl Message {
    /// In Vietnamese: `Dòng 14, Đàn gia súc: “12a” không phải số …`.
    pub fn vi(&self) -> String {
        self.sentence("Dòng", 0)
    }

    /// In English.
    pub fn en(&self) -> String {
        self.sentence("Row", 1)
    }

    fn sentence(&self, row: &str, language: usize) -> String {
        let [vi, en] = self.says.words();
        let says = if language == 0 { vi } else { en };
        match self.row {
            Some(number) if self.label.is_empty() => format!("{row} {number}: {says}."),
            Some(number) => format!("{row} {number}, {}: {says}.", self.label),
            None => format!("{says}."),
        }
    }
}
