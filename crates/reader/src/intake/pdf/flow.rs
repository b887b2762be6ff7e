//! Lines to paragraphs.

use super::geometry::Place;
use super::text::{Line, Word};
use crate::intake::compose::{Mark, NoteKind, Paragraph};
use std::collections::BTreeMap;

/// How a column is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    pub(super) left: Place,
    pub(super) right: Place,
    /// Hundredths of the size between the bases of two lines of a paragraph.
    pub(super) pitch: Place,
    /// Whether paragraphs begin further right than they go on.
    pub(super) indented: bool,
    /// Whether lines end where the writer ended them, as in a letterhead, and not at a margin.
    pub(super) ragged: bool,
}

/// Two lines of one paragraph differ in height by less than this, in hundredths of the pitch, and by less than that when
/// raised letters push them apart.
const SAME_PITCH: Place = 115;
const RAISED_PITCH: Place = 135;

impl Setting {
    /// Margins, pitch and indents that most of the lines show.
    pub(super) fn of<'l>(lines: impl Iterator<Item = &'l Line> + Clone) -> Self {
        let part = |mut edges: Vec<Place>, hundredth: usize| -> Place {
            edges.sort_unstable();
            edges.get(edges.len() * hundredth / 100).copied().unwrap_or(0)
        };
        let left = part(lines.clone().map(Line::left).collect(), 8);
        let right = part(lines.clone().map(Line::right).collect(), 96);
        let full = |line: &Line| right - line.right() < (right - left) / 8;
        let (mut pitches, mut indents, mut blocks) = (BTreeMap::<Place, usize>::new(), 0, 0);
        for (line, next) in lines.clone().zip(lines.skip(1)).filter(|(line, _)| full(line)) {
            let step = next.base - line.base;
            if (1..line.size * 3).contains(&step) && line.size == next.size {
                *pitches.entry(step * 100 / line.size).or_default() += 1;
            }
            let shift = line.left() - left;
            if shift > line.size * 7 / 10 {
                let goes_back = next.left() - left < line.size / 2;
                (indents, blocks) = (indents + usize::from(goes_back), blocks + usize::from(!goes_back));
            }
        }
        let usual = pitches.iter().max_by_key(|(pitch, count)| (**count, std::cmp::Reverse(**pitch)));
        Self {
            left,
            right,
            pitch: usual.map_or(160, |(pitch, _)| *pitch),
            indented: indents > blocks,
            ragged: false,
        }
    }
}

/// Joins the lines of a column.
pub(super) fn paragraphs(lines: &[Line], setting: Setting) -> Vec<Paragraph> {
    let mut done = Vec::new();
    let mut open: Vec<&Line> = Vec::new();
    for line in lines {
        if open.last().is_some_and(|last| begins(&open, last, line, setting)) {
            done.push(joined(&open));
            open.clear();
        }
        open.push(line);
    }
    if !open.is_empty() {
        done.push(joined(&open));
    }
    done
}

/// Whether a line begins a paragraph after those of the open one.
fn begins(open: &[&Line], last: &Line, line: &Line, setting: Setting) -> bool {
    let size = last.size.max(1);
    let step = line.base - last.base;
    // Lines of the next page or column stand higher.
    let same_page = step > 0;
    if (line.size - last.size).abs() * 100 > size * 12 {
        return true;
    }
    let raised = last.words.iter().chain(&line.words).any(|word| word.raised);
    let most = if raised { RAISED_PITCH } else { SAME_PITCH };
    if same_page && step * 100 > size * setting.pitch / 100 * most {
        return true;
    }
    let labelled = starts_with_label(line);
    if labelled && (ends_sentence(last) || ends_short(last, line, setting)) {
        return true;
    }
    if ends_short(last, line, setting) {
        return true;
    }
    // A heading takes few lines.
    let all_bold = |lines: &[&Line]| lines.len() <= 4 && lines.iter().all(|line| line.is_bold());
    let no_bold = |line: &Line| line.words.iter().all(|word| !word.bold);
    let turns = (all_bold(open) && no_bold(line))
        || (line.is_bold() && open.iter().rev().take(4).all(|line| no_bold(line)));
    if turns && starts_high(line) {
        return true;
    }
    let shift = line.left() - last.left();
    if are_centred(last, line, setting) {
        return false;
    }
    if shift * 10 > size * 7 {
        return open.len() > 1 || !starts_with_label(last) || shift > size * 5;
    }
    if shift * 10 < -size * 7 {
        return open.len() > 1;
    }
    let set_in = last.left() - setting.left > size * 7 / 10;
    set_in && open.len() == 1 && setting.indented
}

/// Whether two lines of different length stand in the middle of the column.
fn are_centred(last: &Line, line: &Line, setting: Setting) -> bool {
    let sides = |line: &Line| (line.left() - setting.left, setting.right - line.right());
    let even = |(before, after): (Place, Place)| (before - after).abs() < line.size * 3 / 2;
    let ((last_before, _), (before, _)) = (sides(last), sides(line));
    even(sides(last))
        && even(sides(line))
        && last_before.max(before) > line.size * 3 / 2
        && (last_before - before).abs() > line.size * 3 / 10
}

/// Whether the first word of the next line would have found room: then the line was ended on purpose.
fn ends_short(last: &Line, line: &Line, setting: Setting) -> bool {
    let glued = line.words.iter().skip(1).take_while(|word| word.glued);
    let first = line.words.first().into_iter().chain(glued);
    let right = first.map(|word| word.right).max().unwrap_or(0);
    let width = right - line.left();
    if setting.ragged {
        return starts_high(line) && !ends_capitals(last, line);
    }
    let before = if are_centred(last, line, setting) { last.left() - setting.left } else { 0 };
    let room = setting.right - last.right() + before;
    room > width + last.size * 6 / 10
}

/// Whether a line is the last word of capitals that found no room in the line above.
fn ends_capitals(last: &Line, line: &Line) -> bool {
    let capitals = |line: &Line| line.words.iter().all(|word| !word.text.contains(char::is_lowercase));
    line.words.len() == 1
        && last.words.len() > 3
        && capitals(last)
        && capitals(line)
        && last.is_bold() == line.is_bold()
}

fn ends_sentence(line: &Line) -> bool {
    line.words.last().is_some_and(|word| word.text.ends_with(['.', ';', ':', '!', '?', '…']))
}

fn starts_high(line: &Line) -> bool {
    line.words.first().is_some_and(|word| !word.text.starts_with(char::is_lowercase))
}

/// `-`, `+`, `1.`, `1.2.`, `a)`, `IV.`, `Điều 3`.
fn starts_with_label(line: &Line) -> bool {
    let mut words = line.words.iter().map(|word| word.text.as_str());
    let Some(first) = words.next() else { return false };
    let stem = first.trim_start_matches('(').trim_end_matches([')', '.', '/']);
    let closed = stem.len() < first.len();
    let numbered = stem
        .split('.')
        .all(|part| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()));
    let lettered = stem.chars().count() == 1 && stem.chars().all(char::is_lowercase);
    let roman = !stem.is_empty() && stem.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let named = matches!(first, "Phần" | "Chương" | "Mục" | "Điều")
        && words.next().is_some_and(|word| word.len() <= 5);
    matches!(first, "-" | "+" | "*" | "•" | "–") || closed && (numbered || lettered || roman) || named
}

/// Whether a line that ends so was cut inside a word: `QĐ-`, `12/`.
fn is_cut(word: &Word) -> bool {
    word.text.chars().count() > 1 && word.text.ends_with(['-', '/', '–'])
}

/// The text of lines, and the marks of notes in it.
pub(super) fn joined(lines: &[&Line]) -> Paragraph {
    let mut paragraph = Paragraph { bold: true, ..Paragraph::default() };
    let mut last: Option<&Word> = None;
    for line in lines {
        for (index, word) in line.words.iter().enumerate() {
            let glued = if index > 0 { word.glued } else { last.is_some_and(is_cut) };
            if let Some(note) = word.note {
                let (id, at) = (note.to_string(), paragraph.text.len());
                paragraph.marks.push(Mark { kind: NoteKind::Foot, id, at });
                continue;
            }
            if !glued && !paragraph.text.is_empty() {
                paragraph.text.push(' ');
            }
            paragraph.text.push_str(&word.text);
            paragraph.bold &= word.bold;
            last = Some(word);
        }
    }
    paragraph
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines as a reader sees them, a letter six points wide, `*` for bold, a lone `·` for a small gap between lines.
    fn read(text: &str) -> String {
        let mut base = 0;
        let mut lines = Vec::new();
        for row in text.lines() {
            if row.trim() == "·" {
                base += 600;
                continue;
            }
            base += 1800;
            let bold = row.contains('*');
            let row = row.replace('*', " ");
            let mut words = Vec::new();
            let mut at = 0;
            for part in row.split(' ') {
                let wide = Place::try_from(part.chars().count()).unwrap();
                if wide > 0 {
                    words.push(Word {
                        text: part.to_owned(),
                        left: at * 600,
                        right: (at + wide) * 600,
                        base,
                        size: 1200,
                        bold,
                        ..Word::default()
                    });
                }
                at += wide + 1;
            }
            lines.push(Line::new(words));
        }
        let setting = Setting {
            left: 0,
            right: 40 * 600,
            pitch: 150,
            indented: text.starts_with("    "),
            ragged: false,
        };
        let texts: Vec<String> = paragraphs(&lines, setting).into_iter().map(|p| p.text).collect();
        texts.join("\n")
    }

    /// Pages forty letters wide, and their paragraphs.
    #[test]
    fn paragraphs_of_lines() {
        let table = [
            // A line with room for the next word was ended on purpose.
            (
                "Trong quý xã đã gieo cấy được 120 ha lúa\nđạt kế hoạch.\nĐàn lợn có 500 con.",
                "Trong quý xã đã gieo cấy được 120 ha lúa đạt kế hoạch.\nĐàn lợn có 500 con.",
            ),
            // A full last line, then an indented first one.
            (
                "    Trong quý xã đã gieo cấy được 120 ha\nlúa, đạt kế hoạch giao cho các thôn bản.\n    Đàn lợn của xã hiện nay có 500 con và\nđàn trâu 20 con.",
                "Trong quý xã đã gieo cấy được 120 ha lúa, đạt kế hoạch giao cho các thôn bản.\nĐàn lợn của xã hiện nay có 500 con và đàn trâu 20 con.",
            ),
            // Indented paragraphs of one full line.
            (
                "    Đã gieo cấy xong 120 ha lúa vụ xuân.\n    Đàn lợn của xã hiện nay có 500 con.",
                "Đã gieo cấy xong 120 ha lúa vụ xuân.\nĐàn lợn của xã hiện nay có 500 con.",
            ),
            // More room between lines.
            (
                "Trong quý xã đã gieo cấy được 120 ha lúa\n·\nĐàn lợn của xã hiện nay có 500 con đạt 5",
                "Trong quý xã đã gieo cấy được 120 ha lúa\nĐàn lợn của xã hiện nay có 500 con đạt 5",
            ),
            // Labels after a sentence, a dash inside one.
            (
                "- Đàn lợn 500 con, tăng so với cùng kỳ;\n- Đàn trâu 20 con theo kế hoạch năm 2020\n- 2021 của xã.",
                "- Đàn lợn 500 con, tăng so với cùng kỳ;\n- Đàn trâu 20 con theo kế hoạch năm 2020 - 2021 của xã.",
            ),
            // A hanging label.
            (
                "-  Đàn lợn của xã hiện nay có 500 con và\n   đàn trâu 20 con.",
                "- Đàn lợn của xã hiện nay có 500 con và đàn trâu 20 con.",
            ),
            // A bold heading that fills its line.
            (
                "*Về sản xuất nông, lâm nghiệp và thủy sản\nTrong quý xã đã gieo cấy được 120 ha lúa",
                "Về sản xuất nông, lâm nghiệp và thủy sản\nTrong quý xã đã gieo cấy được 120 ha lúa",
            ),
            // A centred title over two lines, then one of its own.
            (
                " *Tình hình thực hiện nhiệm vụ tháng 10\n          *nghiệm thu năm 2021",
                "Tình hình thực hiện nhiệm vụ tháng 10 nghiệm thu năm 2021",
            ),
            // Words cut at a hyphen or a slash.
            (
                "Thực hiện Quyết định của xã số 15/QĐ-\nUBND ngày 1 tháng 2.",
                "Thực hiện Quyết định của xã số 15/QĐ-UBND ngày 1 tháng 2.",
            ),
        ];
        for (lines, expected) in table {
            assert_eq!(read(lines), expected, "{lines}");
        }
    }
}
