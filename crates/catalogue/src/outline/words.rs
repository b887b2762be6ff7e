//! The words of an outline's text.

use model::{Numbering, PassageKind, PeriodKind, UnitKind};

/// Words for what a paragraph is.
pub(super) const KINDS: [(&str, PassageKind); 16] = [
    ("Trích yếu", PassageKind::Title),
    ("Căn cứ", PassageKind::Basis),
    ("Phần", PassageKind::Part),
    ("Tên phần", PassageKind::PartTitle),
    ("Mục", PassageKind::Section),
    ("Khoản", PassageKind::Clause),
    ("Tiểu mục", PassageKind::Subclause),
    ("Điểm", PassageKind::Point),
    ("Ý", PassageKind::Item),
    ("Lời", PassageKind::Body),
    ("Bảng", PassageKind::Table),
    ("Biểu đồ", PassageKind::Chart),
    ("Phụ lục", PassageKind::Annex),
    ("Phụ lục ngang", PassageKind::WideAnnex),
    ("Gạch", PassageKind::Dash),
    ("Cộng", PassageKind::Plus),
];
/// The word of a footnote, before its name.
pub(super) const NOTE: &str = "Chú thích ";

/// Words for kinds of period.
pub(super) const PERIODS: [(&str, PeriodKind); 7] = [
    ("tuần", PeriodKind::Week),
    ("tháng", PeriodKind::Month),
    ("quý", PeriodKind::Quarter),
    ("6 tháng", PeriodKind::HalfYear),
    ("9 tháng", PeriodKind::NineMonths),
    ("năm", PeriodKind::Year),
    ("khoảng ngày", PeriodKind::Days),
];

/// Words for levels of government.
pub(super) const LEVELS: [(&str, UnitKind); 3] =
    [("xã", UnitKind::Commune), ("huyện", UnitKind::District), ("tỉnh", UnitKind::Province)];

/// Words for the numbers of headings.
pub(super) const NUMBERINGS: [(&str, Numbering); 3] =
    [("bằng chữ", Numbering::InWords), ("La Mã", Numbering::Roman), ("như đã viết", Numbering::AsWritten)];

/// What stands beside a word in a table.
pub(super) fn of<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    let word = viet::fold::key(word.trim());
    table.iter().find(|(known, _)| viet::fold::key(known) == word).map(|(_, value)| *value)
}

/// The word beside a value in a table.
pub(super) fn word<T: PartialEq>(table: &[(&'static str, T)], value: &T) -> &'static str {
    table.iter().find(|(_, known)| known == value).map_or("", |(word, _)| word)
}

/// The words of a table as a sentence lists them.
pub(super) fn all<T>(table: &[(&str, T)]) -> String {
    table.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ")
}
