//! The answer as people read it: worst first, figures before words.

use super::rules::Topic;
use super::{Answer, Item};
use model::Severity;
use std::fmt::Write;

const LEVELS: [(Severity, &str, &str); 3] = [
    (Severity::Error, "LỖI", "phải sửa hoặc hỏi lại trước khi gửi"),
    (Severity::Warning, "CẢNH BÁO", "nên xem lại trước khi gửi"),
    (Severity::Info, "LƯU Ý", "xem khi có thời gian"),
];

pub(super) fn text(answer: &Answer) -> String {
    let mut out = String::new();
    for (level, name, wanted) in LEVELS {
        let items: Vec<&Item> = answer.findings.iter().filter(|item| item.level == level).collect();
        if !items.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{name} ({}): {wanted}\n", items.len());
        }
        for topic in [Topic::Figures, Topic::Wording, Topic::Layout] {
            let of_topic: Vec<&&Item> = items.iter().filter(|item| item.check.topic == topic).collect();
            if of_topic.is_empty() {
                continue;
            }
            let _ = writeln!(out, "  {}", topic.heading());
            of_topic.iter().for_each(|item| write_item(&mut out, item));
            out.push('\n');
        }
    }
    out.push_str(&match answer.findings.len() {
        0 => "Không tìm thấy vấn đề nào.\n".to_owned(),
        all => {
            let Answer { errors, warnings, notes, .. } = answer;
            format!("{all} vấn đề: {errors} lỗi, {warnings} cảnh báo, {notes} lưu ý.\n")
        }
    });
    out
}

fn write_item(out: &mut String, item: &Item) {
    let _ = writeln!(out, "  • {}", item.says);
    for place in &item.places {
        let _ = writeln!(out, "      {}, dòng {}: “{}”", place.section, place.line, place.sentence);
    }
    if let Some(computation) = &item.computation {
        let exact = if item.intervals.is_empty() { " (số đếm, không làm tròn)" } else { "" };
        let _ = writeln!(out, "      Phép tính: {computation}{exact}");
    }
    if !item.intervals.is_empty() {
        let _ = writeln!(out, "      Số in có thể là: {}", item.intervals.join("; "));
    }
    let _ = writeln!(out, "      Cần làm: {}", item.hint);
}
