//! What a figure measures: a noun phrase built from the words around it.

use super::text::Text;
use model::{Fact, FactKind, OutlineItem};
use viet::measure_unit::{self, Dimension};
use viet::quantity::printed;

/// Words that state, join or date and name nothing; they fall off both ends of a phrase.
const EMPTY: &[&str] = &[
    "và", "với", "là", "có", "được", "đạt", "đã", "đang", "ước", "tính", "khoảng", "trên", "hơn", "gần",
    "chiếm", "bằng", "còn", "tăng", "giảm", "vượt", "so", "cho", "của", "tại", "ở", "trong", "đó", "gồm",
    "bao", "thì", "cũng", "nay", "lên", "xuống", "từ", "đến", "tới", "dự", "kiến", "cụ", "thể", "như", "sau",
    "toàn", "huyện", "tỉnh", "xã", "tổng", "số", "cả", "nước", "năm", "tháng", "quý", "kỳ", "này", "qua",
    "ngày", "hiện", "nhất", "nhiều", "mới", "vào", "theo", "về", "ra", "khi", "mà", "tiếp", "tục", "ngoài",
    "đồng", "thời", "nhưng", "tỷ", "lệ", "riêng", "i", "ii", "iii", "iv", "trị", "giá", "bị", "các", "thêm",
    "do", "nhìn", "chung", "phấn", "đấu", "mức", "thành", "địa", "bàn", "đầu", "cuối", "nâng", "chỉ", "cộng",
];

/// Longest subject in words.
const LONGEST: usize = 14;

/// Sets the subject of every fact.
pub(super) fn set_subjects(text: &Text, outline: &[OutlineItem], facts: &mut [Fact]) {
    let mut own: Vec<String> = Vec::with_capacity(facts.len());
    for i in 0..facts.len() {
        let parts = Parts::of(text, i);
        let said = parts.phrase(text, i, &facts[i]);
        own.push(said.clone());
        facts[i].subject = if said.is_empty() { carried(text, facts, i, outline) } else { said };
    }
}

/// The words that are a figure's own.
struct Parts {
    before: String,
    after: String,
}

impl Parts {
    fn of(text: &Text, i: usize) -> Self {
        let left = text.left(i);
        let end = text.after(i).1;
        let from = text.last(i);
        let after = (from, text.phrase_end(from, end));
        let counted = !text.is_percent(i);
        Self {
            before: last_clause(text, left),
            after: if counted { content(text, after) } else { String::new() },
        }
    }

    fn phrase(&self, text: &Text, i: usize, fact: &Fact) -> String {
        let unit = fact.unit.as_deref().unwrap_or_default();
        let counted = measure_unit::is_counted(unit);
        let mut words: Vec<&str> = Vec::new();
        if counted {
            if self.before.is_empty() && self.after.is_empty() && !text.is_percent(i) {
                return if text.before(i).0 < text.before(i).1 { unit.to_owned() } else { String::new() };
            }
            words.push(unit);
        } else if self.is_area(unit)
            && fact.part_of.is_none()
            && !self.before.contains("diện tích")
            && (!self.before.is_empty() || !self.after.is_empty())
            && fact.kind != FactKind::ChangeAbs
        {
            words.push("diện tích");
        }
        words.extend([self.after.as_str(), self.before.as_str()].iter().filter(|w| !w.is_empty()));
        if !counted {
            words.sort_by_key(|w| usize::from(*w == self.after && *w != self.before));
        }
        words.join(" ")
    }

    fn is_area(&self, unit: &str) -> bool {
        measure_unit::lookup(unit).is_some_and(|u| u.dimension == Dimension::Area)
    }
}

/// The nearest clause of a token range that names something.
fn last_clause(text: &Text, range: (usize, usize)) -> String {
    let mut to = range.1;
    loop {
        let sign = |at: &usize| matches!(text.tokens[*at].text.as_str(), "," | ";" | ":" | "(" | ")" | ".");
        let from = (range.0..to).rev().find(sign).map_or(range.0, |at| at + 1);
        let said = content(text, (from, to));
        if !said.is_empty() {
            return said;
        }
        let strong = from > range.0 && matches!(text.tokens[from - 1].text.as_str(), ";" | "(" | ".");
        if from == range.0 || strong {
            return String::new();
        }
        to = from - 1;
    }
}

/// The words of a range without dates, numbers and empty words at its ends.
fn content(text: &Text, range: (usize, usize)) -> String {
    let kept: Vec<usize> =
        (range.0..range.1).filter(|at| text.tokens[*at].word() && text.other_at(*at).is_none()).collect();
    let empty = |at: &&usize| EMPTY.contains(&text.key(**at));
    let from = kept.iter().take_while(empty).count();
    let tail = kept.iter().rev().take_while(empty).count();
    let Some(core) = kept.get(from..kept.len() - tail.min(kept.len() - from)) else { return String::new() };
    let core = &core[core.len().saturating_sub(LONGEST)..];
    let words: Vec<String> = core.iter().map(|at| printed(&text.tokens[*at..*at + 1])).collect();
    words.join(" ")
}

/// A figure without words of its own speaks of what the figure before it speaks of; at the head of
/// a sentence, of the heading.
fn carried(text: &Text, facts: &[Fact], i: usize, outline: &[OutlineItem]) -> String {
    let sentence = text.sentence_of(i);
    let depth = text.depth_of(i);
    let before =
        (0..i).rev().take_while(|p| text.sentence_of(*p) == sentence).find(|p| text.depth_of(*p) <= depth);
    if let Some(before) = before {
        return facts[before].subject.clone();
    }
    let heading = facts[i].section.as_ref().and_then(|id| outline.iter().find(|item| item.id == *id));
    heading.map(|item| item.title.clone()).unwrap_or_default()
}
