//! Lines side by side without rules: a letterhead, a signature beside the recipients, a table set with blanks.

use super::geometry::Place;
use super::page::{Cell, Part, Table};
use super::text::Line;

/// A gap of so many tenths of the size parts columns.
const GAP: Place = 18;
/// A gap of so many tenths of the size parts columns even in a line that stands alone.
const LONE_GAP: Place = 40;
/// Lines further apart than so many tenths of the size do not belong to one block.
const PITCH: Place = 28;

/// Lines of one block; a page has fewer.
const MAX_BLOCK: usize = 250;

/// White from top to bottom between two columns.
type Gutter = (Place, Place);

/// Cuts lines into blocks of one column and of several.
pub(super) fn split(lines: Vec<Line>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut rest = lines.as_slice();
    while let Some((line, after)) = rest.split_first() {
        if let Some((count, gutters)) = block(rest) {
            let (lines, after) = rest.split_at(count);
            parts.extend(columns(lines, &gutters));
            rest = after;
            continue;
        }
        match parts.last_mut() {
            Some(Part::Lines(list)) => list.push(line.clone()),
            _ => parts.push(Part::Lines(vec![line.clone()])),
        }
        rest = after;
    }
    parts
}

fn pieces(line: &Line) -> Vec<Line> {
    line.pieces(line.size * GAP / 10)
}

fn gutters(line: &Line) -> Vec<Gutter> {
    let pieces = pieces(line);
    let ends = pieces.iter().map(Line::right);
    ends.zip(pieces.iter().skip(1).map(Line::left)).collect()
}

/// What is left of the gutters beside a line.
fn narrowed(gutters: &[Gutter], line: &Line) -> Vec<Gutter> {
    let pieces = pieces(line);
    let free = |(from, to): &Gutter| {
        let from = pieces
            .iter()
            .filter(|piece| piece.left() < *to)
            .map(Line::right)
            .max()
            .map_or(*from, |r| r.max(*from));
        let to = pieces
            .iter()
            .filter(|piece| piece.right() > from)
            .map(Line::left)
            .min()
            .map_or(*to, |l| l.min(*to));
        (to - from >= line.size).then_some((from, to))
    };
    gutters.iter().filter_map(free).collect()
}

/// How many of the lines stand in columns, and what parts these.
fn block(lines: &[Line]) -> Option<(usize, Vec<Gutter>)> {
    let first = lines.first()?;
    let mut open = gutters(first);
    if open.is_empty() {
        return None;
    }
    let mut kept = open.clone();
    // Lines in columns, and of them those with letters in more than one.
    let (mut count, mut several) = (1, 1);
    let mut last = first;
    for (index, line) in lines.iter().enumerate().take(MAX_BLOCK).skip(1) {
        let left = narrowed(&open, line);
        if left.is_empty() || line.base - last.base > line.size.max(last.size) * PITCH / 10 {
            break;
        }
        let in_several = !gutters(line).is_empty();
        // A line in the first column alone may as well be text that follows; a line in another belongs here.
        let beyond_first = left.first().is_some_and(|(_, to)| line.left() >= *to);
        if in_several || beyond_first {
            (count, several) = (index + 1, several + usize::from(in_several));
            open = left;
            kept.clone_from(&open);
        } else if left.len() == open.len() {
            open = left;
        } else {
            break;
        }
        last = line;
    }
    let wide = |(from, to): &Gutter| to - from >= first.size * LONE_GAP / 10;
    let is_block = several >= 2 || kept.iter().any(wide);
    is_block.then_some((count, kept))
}

/// The column that a word stands in.
fn column_of(gutters: &[Gutter], left: Place) -> usize {
    gutters.partition_point(|(from, to)| (from + to) / 2 <= left)
}

fn columns(lines: &[Line], gutters: &[Gutter]) -> Vec<Part> {
    let cut = |line: &Line| -> Vec<Line> {
        let mut fields = vec![Vec::new(); gutters.len() + 1];
        for word in &line.words {
            if let Some(field) = fields.get_mut(column_of(gutters, word.left)) {
                field.push(word.clone());
            }
        }
        fields.into_iter().map(Line::new).collect()
    };
    let rows: Vec<Vec<Line>> = lines.iter().map(cut).collect();
    if is_table(&rows) {
        return vec![Part::Table(table(lines, rows, gutters))];
    }
    let column = |at: usize| {
        let lines = rows.iter().filter_map(|row| row.get(at)).filter(|line| !line.words.is_empty());
        Part::Column(lines.cloned().collect())
    };
    (0..=gutters.len()).map(column).collect()
}

fn is_figure(line: &Line) -> bool {
    line.words.len() <= 3 && line.words.iter().any(|word| word.text.starts_with(|c: char| c.is_ascii_digit()))
}

/// Several rows of three columns or more, or of two with figures in the second.
fn is_table(rows: &[Vec<Line>]) -> bool {
    let filled = |row: &[Line]| row.iter().filter(|field| !field.words.is_empty()).count();
    let several: Vec<&Vec<Line>> = rows.iter().filter(|row| filled(row) >= 2).collect();
    let columns = rows.first().map_or(0, Vec::len);
    let figures = several.iter().filter(|row| row.iter().skip(1).any(is_figure)).count();
    several.len() >= 3 && (figures * 2 > several.len() || (columns >= 4 && figures > 0))
}

/// A row begins with each line that has a figure or most of its fields filled; other lines go on in the row above.
fn table(lines: &[Line], rows: Vec<Vec<Line>>, gutters: &[Gutter]) -> Table {
    let mut cells: Vec<Cell> = Vec::new();
    let mut row_count: usize = 0;
    for row in rows {
        let filled = row.iter().filter(|field| !field.words.is_empty()).count();
        let starts = row_count == 0 || filled * 2 > row.len() || row.iter().skip(1).any(is_figure);
        row_count += usize::from(starts);
        let at = row_count.saturating_sub(1);
        for (column, line) in row.into_iter().enumerate().filter(|(_, line)| !line.words.is_empty()) {
            match cells.iter_mut().rev().take(64).find(|cell| cell.row == at && cell.column == column) {
                Some(cell) => cell.lines.push(line),
                None => cells.push(Cell { row: at, column, rows: 1, columns: 1, lines: vec![line] }),
            }
        }
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let left = lines.iter().map(Line::left).min().unwrap_or(0);
    let right = lines.iter().map(Line::right).max().unwrap_or(0);
    let between = gutters.iter().map(|(from, to)| (from + to) / 2);
    Table {
        top: lines.first().map_or(0, Line::top),
        bottom: lines.last().map_or(0, |line| line.base),
        edges: std::iter::once(left).chain(between).chain(std::iter::once(right)).collect(),
        cells,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::pdf::text::Word;

    /// A line of words `text@left` in points; a letter is 6 points wide.
    pub(in crate::intake::pdf) fn line(words: &str, base: Place) -> Line {
        let word = |item: &str| {
            let (text, left) = item.split_once('@').unwrap();
            let left: Place = left.parse::<Place>().unwrap() * 100;
            let right = left + 600 * Place::try_from(text.chars().count()).unwrap();
            Word {
                text: text.replace('_', " "),
                left,
                right,
                base: base * 100,
                size: 1200,
                ..Word::default()
            }
        };
        Line::new(words.split(' ').map(word).collect())
    }

    fn shown(parts: &[Part]) -> String {
        let texts = |lines: &[Line]| lines.iter().map(Line::text).collect::<Vec<_>>().join(" / ");
        let shown = |part: &Part| match part {
            Part::Lines(lines) => format!("dòng: {}", texts(lines)),
            Part::Column(lines) => format!("cột: {}", texts(lines)),
            Part::Table(table) => {
                let cell = |cell: &Cell| format!("{},{} {}", cell.row, cell.column, texts(&cell.lines));
                format!("bảng: {}", table.cells.iter().map(cell).collect::<Vec<_>>().join("; "))
            }
        };
        parts.iter().map(shown).collect::<Vec<_>>().join("\n")
    }

    /// Each case: words of lines with their left edges, and the parts.
    #[test]
    fn parts_of_lines() {
        let table: [(&[&str], &str); 5] = [
            (
                &[
                    "UỶ_BAN_NHÂN_DÂN@80 CỘNG_HÒA_XÃ_HỘI@300",
                    "XÃ_SUỐI_BẠC@90 Độc_lập_-_Tự_do@310",
                    "Số:_12/BC-UBND@85 Suối_Bạc,_ngày_1@320",
                    "BÁO_CÁO_TÌNH_HÌNH_KINH_TẾ@180",
                ],
                "cột: UỶ BAN NHÂN DÂN / XÃ SUỐI BẠC / Số: 12/BC-UBND\ncột: CỘNG HÒA XÃ HỘI / Độc lập - Tự do / Suối Bạc, ngày 1\ndòng: BÁO CÁO TÌNH HÌNH KINH TẾ",
            ),
            (
                &[
                    "Lúa@80 ha@250 1.200@350",
                    "Ngô_lai@80 ha@250 350@360",
                    "trồng_mới@80",
                    "Đàn_lợn@80 con@250 4.015@350",
                ],
                "bảng: 0,0 Lúa; 0,1 ha; 0,2 1.200; 1,0 Ngô lai / trồng mới; 1,1 ha; 1,2 350; 2,0 Đàn lợn; 2,1 con; 2,2 4.015",
            ),
            (
                // Words set far apart to fill a line are no columns when the next line runs across.
                &["Trong@80 quý,@140 xã_đã@210 gieo@280", "trồng_được_hết_diện_tích_lúa_của_vụ@80"],
                "dòng: Trong quý, xã đã gieo / trồng được hết diện tích lúa của vụ",
            ),
            (
                &["Nơi_nhận:@80 TM._ỦY_BAN@350", "-_Lưu:_VT.@80 CHỦ_TỊCH@360"],
                "cột: Nơi nhận: / - Lưu: VT.\ncột: TM. ỦY BAN / CHỦ TỊCH",
            ),
            (
                &["Số:_5/BC@80 Ngày_2@350", "Tiêu_đề_dài_qua_cả_trang_giấy_của_báo_cáo@80"],
                "cột: Số: 5/BC\ncột: Ngày 2\ndòng: Tiêu đề dài qua cả trang giấy của báo cáo",
            ),
        ];
        for (lines, expected) in table {
            let lines = lines.iter().zip(1..).map(|(words, row)| line(words, row * 15)).collect();
            assert_eq!(shown(&split(lines)), expected);
        }
    }
}
