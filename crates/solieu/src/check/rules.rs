//! The checks that the reader makes, as people are told of them.

/// What a check is about; groups of the answer, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Topic {
    /// Figures that contradict one another.
    Figures,
    /// Names, words and spelling.
    Wording,
    /// Signs and layout.
    Layout,
}

impl Topic {
    /// The heading of its group.
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::Figures => "Số liệu",
            Self::Wording => "Từ ngữ, tên gọi, chính tả",
            Self::Layout => "Trình bày",
        }
    }

    /// As programs read it.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::Wording => "wording",
            Self::Layout => "layout",
        }
    }
}

/// A check of the reader.
pub(crate) struct Check {
    /// Stable name, as findings have it.
    pub(crate) id: &'static str,
    pub(crate) topic: Topic,
    /// What must hold.
    pub(crate) law: &'static str,
}

const fn check(id: &'static str, topic: Topic, law: &'static str) -> Check {
    Check { id, topic, law }
}

use Topic::{Figures, Layout, Wording};

/// All checks, in the order in which they are shown.
pub(crate) const CHECKS: [Check; 37] = [
    check("sum-of-parts", Figures, "Tổng phải bằng các thành phần cộng lại, trong phạm vi làm tròn."),
    check("difference", Figures, "Mức thay đổi phải bằng hiệu của hai số, trong phạm vi làm tròn."),
    check("count-of-list", Figures, "Số lượng phải bằng số mục được kể ra."),
    check("same-figure", Figures, "Một số liệu ghi ở nhiều nơi phải là một số."),
    check("part-not-above-whole", Figures, "Phần không lớn hơn tổng."),
    check("ratio", Figures, "Tỷ lệ phải khớp với phép chia của hai số, trong phạm vi làm tròn."),
    check("direction", Figures, "Nói tăng hay giảm phải khớp với các số liệu của kỳ được so sánh."),
    check("rate", Figures, "Diện tích, năng suất và sản lượng phải khớp nhau."),
    check("plausible-rate", Figures, "Mức tính trên một đơn vị phải nằm trong khoảng thường gặp."),
    check("same-percent", Figures, "Hai chỉ tiêu khác nhau ít khi có cùng một tỷ lệ lẻ."),
    check("subject", Figures, "Đơn vị tính phải hợp với đối tượng của câu."),
    check("two-units", Figures, "Một nội dung nên dùng một đơn vị tính."),
    check("bare-scale", Figures, "Số tiền phải ghi đủ đơn vị: “triệu đồng”, “tỷ đồng”."),
    check("period-words", Wording, "Từ chỉ thời gian phải đúng với kỳ của báo cáo."),
    check("unit-name", Wording, "Tên đơn vị hành chính phải đúng với danh mục."),
    check("two-spellings", Wording, "Một tên riêng phải viết một cách."),
    check("term-forms", Wording, "Một thuật ngữ nên viết một cách."),
    check("not-vietnamese", Wording, "Văn bản phải đọc được bằng tiếng Việt."),
    check("no-syllable", Wording, "Chữ phải là âm tiết tiếng Việt."),
    check("joined-words", Wording, "Hai chữ phải có dấu cách ở giữa."),
    check("wrong-word", Wording, "Chữ phải hợp nghĩa trong cụm từ."),
    check("doubled-words", Wording, "Chữ không lặp lại ngoài ý muốn."),
    check("misplaced-tone", Wording, "Dấu thanh phải đặt đúng chữ."),
    check("tone-styles", Wording, "Dấu thanh nên đặt theo một kiểu."),
    check("figures-in-heading", Layout, "Tiêu đề không lẫn câu có số liệu."),
    check("lost-footnote-marks", Layout, "Mỗi chú thích phải có dấu trong bài."),
    check("unicode-form", Layout, "Chữ phải ở dạng Unicode dựng sẵn."),
    check("foreign-letters", Layout, "Chữ cái phải là chữ Việt, không phải chữ giống hình."),
    check("hidden-characters", Layout, "Văn bản không có ký tự ẩn."),
    check("open-bracket", Layout, "Dấu mở ngoặc phải có dấu đóng."),
    check("missing-space", Layout, "Sau dấu câu phải có dấu cách."),
    check("space-before-sign", Layout, "Trước dấu câu không có dấu cách."),
    check("doubled-signs", Layout, "Dấu câu không lặp lại."),
    check("double-spaces", Layout, "Giữa hai chữ chỉ có một dấu cách."),
    check("no-break-spaces", Layout, "Dấu cách không ngắt chỉ dùng khi cần."),
    check("leading-zeros", Layout, "Số nhỏ hơn 10 nên viết theo một kiểu."),
    check("mixed-quotes", Layout, "Ngoặc kép nên theo một kiểu."),
];

/// The check behind a finding.
pub(crate) fn find(id: &str) -> &'static Check {
    const OTHER: Check = check("other", Layout, "Văn bản phải trình bày thống nhất.");
    CHECKS.iter().find(|check| check.id == id).unwrap_or(&OTHER)
}
