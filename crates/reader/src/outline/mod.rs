//! Headings at all levels: numbered, signed, styled, and lines in capitals.

mod label;

use crate::scalars::{Scalars, one_line, prose};
use label::{BARE, Label, PART, ROMAN, SIGN, label};
use model::{Block, OutlineItem, SourceText};

/// A longer paragraph under a number is an item whose first clause stands for its title.
const TITLE_WORDS: usize = 45;
/// A heading behind a dash is shorter than that.
const SIGNED_WORDS: usize = 15;

pub(crate) fn outline(source: &SourceText) -> Vec<OutlineItem> {
    let scalars = Scalars::new(&source.text);
    let blocks: Vec<&Block> = prose(source).collect();
    let mut tree = Tree::default();
    let mut in_body = false;
    let mut at = 0;
    while let Some(block) = blocks.get(at) {
        let text = scalars.block(block);
        let next = blocks.get(at + 1);
        let next_text = next.map_or("", |block| scalars.block(block));
        at += 1;
        let found = heading(text, block, next_text, next.is_some_and(|block| block.bold), in_body);
        in_body |= found.is_some() || text.ends_with('.');
        let Some(mut found) = found else { continue };
        let mut end = block.start + found.length;
        if found.rank == PART {
            // The words of a part stand on the lines below its number.
            while let Some(line) = blocks.get(at).filter(|line| is_title_line(scalars.block(line))) {
                found.title = one_line(&format!("{} {}", found.title, scalars.block(line)));
                end = line.end;
                at += 1;
            }
        }
        tree.push(found, block.start, end);
    }
    tree.items
}

struct Heading {
    rank: u8,
    number: Option<String>,
    title: String,
    /// Scalar values of the paragraph that the heading takes.
    length: usize,
}

#[derive(Default)]
struct Tree {
    items: Vec<OutlineItem>,
    /// Open headings: rank and index.
    open: Vec<(u8, usize)>,
}

impl Tree {
    fn push(&mut self, heading: Heading, start: usize, end: usize) {
        while self.open.last().is_some_and(|(rank, _)| *rank >= heading.rank) {
            self.open.pop();
        }
        let parent = self.open.last().and_then(|(_, index)| self.items.get(*index));
        let item = OutlineItem {
            id: format!("s{}", self.items.len() + 1),
            parent: parent.map(|parent| parent.id.clone()),
            level: parent.map_or(1, |parent| parent.level.saturating_add(1)),
            number: heading.number,
            title: heading.title,
            start,
            end,
        };
        self.open.push((heading.rank, self.items.len()));
        self.items.push(item);
    }
}

fn heading(text: &str, block: &Block, next: &str, next_bold: bool, in_body: bool) -> Option<Heading> {
    match label(text) {
        Some(label) if label.rank >= SIGN => signed(text, &label, block, next),
        Some(label) => numbered(text, label),
        None => bare(text, block, next, next_bold, in_body),
    }
}

fn numbered(text: &str, label: Label) -> Option<Heading> {
    let words = text.get(label.length..)?;
    let whole = is_short(words);
    let title = if whole { words } else { first_clause(words) };
    let length = if whole {
        text.chars().count()
    } else {
        text.chars().count() - words.chars().count() + title.chars().count()
    };
    Some(Heading { rank: label.rank, title: clean(title), number: Some(label.number), length })
}

/// One phrase of a heading's length.
fn is_short(words: &str) -> bool {
    let inner = words.trim_end().trim_end_matches(['.', ':', ';']);
    let two_sentences = inner.match_indices(". ").any(|(at, _)| {
        inner.get(at + 2..).is_some_and(|rest| rest.trim_start().starts_with(char::is_uppercase))
    });
    words.split_whitespace().count() <= TITLE_WORDS && !two_sentences && !inner.contains(": ")
        || is_aside(inner)
}

/// A short heading whose colon stands inside brackets.
fn is_aside(words: &str) -> bool {
    let before = words.split(':').next().unwrap_or_default();
    words.split_whitespace().count() <= TITLE_WORDS / 2
        && before.matches('(').count() > before.matches(')').count()
}

fn first_clause(words: &str) -> &str {
    let mut depth = 0usize;
    let stop = words.char_indices().find(|(at, c)| match c {
        '(' => {
            depth += 1;
            false
        }
        ')' => {
            depth = depth.saturating_sub(1);
            false
        }
        ':' | ';' => depth == 0,
        '.' | ',' => {
            depth == 0 && words.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_whitespace))
        }
        _ => false,
    });
    stop.map_or(words, |(at, _)| words.get(..at).unwrap_or(words))
}

fn clean(title: &str) -> String {
    one_line(title).trim_end_matches(['.', ':', ';', ' ', '/']).to_owned()
}

/// `- Nông nghiệp:` is a heading, `- Gieo cấy 12 ha.` is an item of a list.
fn signed(text: &str, label: &Label, block: &Block, next: &str) -> Option<Heading> {
    let words = text.get(label.length..)?.trim_end();
    let count = words.split_whitespace().count();
    let figures = words.contains(|c: char| c.is_ascii_digit());
    let opens_list = words.ends_with(':') && !figures;
    let stands_alone =
        !words.ends_with(['.', ';', ',', '…']) && !figures && !next.starts_with(label.number.as_str());
    let capital = words.starts_with(char::is_uppercase);
    let fits =
        count <= SIGNED_WORDS && capital && (opens_list || ((block.bold || count <= 8) && stands_alone));
    (fits && !next.is_empty()).then(|| Heading {
        rank: label.rank,
        number: Some(label.number.clone()),
        title: clean(words),
        length: text.chars().count(),
    })
}

/// A heading without a number: by style, in bold, or in capitals once the report has begun.
fn bare(text: &str, block: &Block, next: &str, next_bold: bool, in_body: bool) -> Option<Heading> {
    let words = text.split_whitespace().count();
    let ends_open = !text.trim_end().ends_with(['.', ';', ',', '/']);
    let rank = match block.styled_level {
        Some(level) => ROMAN.saturating_add(level).min(BARE),
        None if !in_body || !(2..=SIGNED_WORDS * 2).contains(&words) || !ends_open || next.is_empty() => {
            return None;
        }
        None if is_capitals(text) && words >= 3 && !is_frame(text) => ROMAN,
        None if block.bold && !next_bold && !is_frame(text) && words <= SIGNED_WORDS => BARE,
        None => return None,
    };
    let title = clean(text);
    (!title.is_empty()).then(|| Heading { rank, number: None, title, length: text.chars().count() })
}

fn is_capitals(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    letters().count() >= 6 && letters().all(char::is_uppercase)
}

/// A line of a part's title: in capitals, without a number of its own.
fn is_title_line(text: &str) -> bool {
    is_capitals(text) && label(text).is_none()
}

/// Lines of the frame of a document (Nghị định 30/2020/NĐ-CP, Phụ lục I) are no headings.
fn is_frame(text: &str) -> bool {
    const STARTS: [&str; 12] = [
        "cộng hòa",
        "cộng hoà",
        "độc lập",
        "ủy ban",
        "uỷ ban",
        "ubnd",
        "hội đồng",
        "tm.",
        "kt.",
        "chủ tịch",
        "phó chủ tịch",
        "nơi nhận",
    ];
    let lower = text.trim().to_lowercase();
    STARTS.iter().any(|start| lower.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let source = crate::intake("a.txt", text.as_bytes()).unwrap();
        outline(&source)
            .iter()
            .map(|i| {
                format!(
                    "{}{} {}",
                    "  ".repeat(usize::from(i.level) - 1),
                    i.number.as_deref().unwrap_or("~"),
                    i.title
                )
            })
            .collect()
    }

    #[test]
    fn the_usual_skeleton() {
        let text = "Phần thứ nhất\nĐÁNH GIÁ\nTÌNH HÌNH QUÝ I\nTrong quý I, xã đã làm tốt.\nI. KẾT QUẢ\n1. Kinh tế\n1.1. Nông nghiệp\na) Trồng trọt\n- Cây lúa:\nĐã cấy 12 ha.\n- Cây ngô:\nĐã trồng 3 ha.\nb) Chăn nuôi\nĐàn lợn 30 con.\n2. Văn hóa\nII. ĐÁNH GIÁ CHUNG\nPhần thứ hai\nNHIỆM VỤ QUÝ II\n(1) Gieo cấy hết diện tích, chăm sóc lúa. Tiêm phòng gia súc.\n(2) Thu ngân sách.\n";
        assert_eq!(
            shown(text),
            [
                "Phần thứ nhất ĐÁNH GIÁ TÌNH HÌNH QUÝ I",
                "  I KẾT QUẢ",
                "    1 Kinh tế",
                "      1.1 Nông nghiệp",
                "        a Trồng trọt",
                "          - Cây lúa",
                "          - Cây ngô",
                "        b Chăn nuôi",
                "    2 Văn hóa",
                "  II ĐÁNH GIÁ CHUNG",
                "Phần thứ hai NHIỆM VỤ QUÝ II",
                "  (1) Gieo cấy hết diện tích",
                "  (2) Thu ngân sách",
            ]
        );
    }

    #[test]
    fn list_items_are_no_headings() {
        assert_eq!(
            shown("1. Kết quả\n- Gieo cấy 12 ha, đạt 100% kế hoạch.\n- Hội Nông dân\n- Hội Phụ nữ\n"),
            ["1 Kết quả"]
        );
    }
}
