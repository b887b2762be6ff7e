//! The fields of a template and what stands in them.

use super::FillError;
use crate::document::{Document, Secrecy, Urgency};
use crate::sheet::{Line, Sheet};

/// The field of the body.
pub(super) const BODY: &str = "nội dung";

/// The field of the addressees; where a template has it, the body does not name them again.
pub(super) const ADDRESSEES: &str = "kính gửi";

/// Names of all fields as they stand in braces, and as tags of content controls where letters without marks are wanted.
pub const FIELDS: [(&str, &str); 20] = [
    ("cơ quan chủ quản", "co-quan-chu-quan"),
    ("cơ quan ban hành", "co-quan-ban-hanh"),
    ("số", "so"),
    ("ký hiệu", "ky-hieu"),
    ("địa danh", "dia-danh"),
    ("ngày", "ngay"),
    ("tháng", "thang"),
    ("năm", "nam"),
    ("ngày tháng năm", "ngay-thang-nam"),
    ("tên loại", "ten-loai"),
    ("trích yếu", "trich-yeu"),
    ("độ mật", "do-mat"),
    ("độ khẩn", "do-khan"),
    ("phạm vi lưu hành", "pham-vi-luu-hanh"),
    (ADDRESSEES, "kinh-gui"),
    (BODY, "noi-dung"),
    ("quyền hạn", "quyen-han"),
    ("người ký", "nguoi-ky"),
    ("nơi nhận", "noi-nhan"),
    ("địa chỉ", "dia-chi"),
];

/// Whether a field is called so, by name or tag.
pub(super) fn is((name, tag): &(&str, &str), called: &str) -> bool {
    let called = called.trim().to_lowercase();
    *name == called || *tag == called
}

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Words in the line.
    Words(String),
    /// A paragraph each.
    Lines(Vec<String>),
    /// The pieces of the body.
    Body,
}

/// The values of a document.
pub(super) struct Values(Vec<(&'static str, Value)>);

impl Values {
    pub(super) fn new(document: &Document, sheet: &Sheet) -> Self {
        let head = &document.letterhead;
        let lines =
            |lines: &[Line]| Value::Lines(lines.iter().map(Line::words).filter(|w| !w.is_empty()).collect());
        let words = |text: &str| Value::Words(text.to_owned());
        let day =
            |get: fn(model::Date) -> String| Value::Words(head.date.map_or_else(|| "…".to_owned(), get));
        let number = head.number.map_or_else(|| "\u{a0}".repeat(6), |number| format!("{number:02}"));
        let recipients = sheet.recipients.get(1..).unwrap_or_default();
        let authority = sheet.signature.split_last().map_or(&[][..], |(_, lines)| lines);
        let value = |name: &str| match name {
            "cơ quan chủ quản" => words(head.superior.as_deref().unwrap_or_default()),
            "cơ quan ban hành" => words(&head.issuer),
            "số" => Value::Words(number.clone()),
            "ký hiệu" => words(&head.notation),
            "địa danh" => words(&head.seat),
            "ngày" => day(|date| format!("{:02}", date.day())),
            "tháng" => day(crate::sheet::month_words),
            "năm" => day(|date| date.year().to_string()),
            "ngày tháng năm" => Value::Words(crate::sheet::date_words(head.date)),
            "tên loại" => words(&document.kind),
            "trích yếu" => words(&document.subject),
            "độ mật" => words(document.secrecy.map(Secrecy::words).unwrap_or_default()),
            "độ khẩn" => words(document.urgency.map(Urgency::words).unwrap_or_default()),
            "phạm vi lưu hành" => words(document.circulation.as_deref().unwrap_or_default()),
            "kính gửi" => Value::Lines(document.addressees.clone()),
            "quyền hạn" => lines(authority),
            "người ký" => words(document.signature.signer.as_deref().unwrap_or_default()),
            "nơi nhận" => lines(recipients),
            "địa chỉ" => lines(&sheet.contact),
            _ => Value::Body,
        };
        Self(FIELDS.iter().map(|(name, _)| (*name, value(name))).collect())
    }

    /// The value of a field by its name or its tag.
    pub(super) fn get(&self, field: &str) -> Option<&(&'static str, Value)> {
        let (known, _) = FIELDS.iter().find(|known| is(known, field))?;
        self.0.iter().find(|(name, _)| name == known)
    }
}

/// The refusal of a field that nobody knows.
pub(super) fn unknown(field: &str) -> FillError {
    let known = FIELDS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    FillError::Unknown { field: field.to_owned(), known }
}
