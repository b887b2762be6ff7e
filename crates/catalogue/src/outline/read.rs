//! Reading the text of an outline.

use super::figure::FigureSpec;
use super::marks::{self, Marks, Scopes};
use super::words::{KINDS, LEVELS, NOTE, NUMBERINGS, PERIODS, all, of};
use super::{Cell, Head, Line, Outline, Piece, Row, chart, times};
use crate::DataError;
use model::{Mention, Numbering, PassageKind, PeriodKind, UnitKind};
use std::collections::BTreeSet;

/// Lines of an outline at most; beyond that it is no outline.
const MOST_LINES: usize = 3000;

/// Reads an outline.
///
/// # Errors
/// Every line that cannot be read, with what to write instead.
pub fn read(text: &str) -> Result<Outline, Vec<DataError>> {
    let text = viet::fold::nfc(text);
    let lines =
        text.lines().enumerate().map(|(at, line)| (u64::try_from(at + 1).unwrap_or(u64::MAX), trimmed(line)));
    let mut lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).peekable();
    let mut errors = Vec::new();
    let mut says = HeadSays::default();
    while let Some((at, line)) = lines.next_if(|(_, line)| HeadSays::is(line)) {
        if let Err(error) = says.take(line, at) {
            errors.push(error);
        }
    }
    let head = match says.head() {
        Ok(head) => head,
        Err(missing) => return Err(if errors.is_empty() { missing } else { errors }),
    };
    let mut body = Body { scopes: Scopes::new(head.kinds.clone()), lines: Vec::new() };
    for (at, line) in lines.by_ref().take(MOST_LINES) {
        if let Err(error) = body.take(line, at) {
            errors.push(error);
        }
    }
    if let Some((at, _)) = lines.next() {
        errors.push(DataError::new(at, format!("đề cương quá dài, tối đa {MOST_LINES} dòng")));
    }
    errors.extend(whole(&body.lines));
    match errors.is_empty() {
        true => Ok(Outline { head, lines: body.lines }),
        false => Err(errors),
    }
}

/// A line without the blanks around it; a blank behind a backslash stays.
fn trimmed(line: &str) -> &str {
    let line = line.trim_start();
    let end = line.trim_end();
    let slashes = end.chars().rev().take_while(|c| *c == '\\').count();
    match slashes % 2 == 1 && line.len() > end.len() {
        true => line.get(..end.len() + 1).unwrap_or(end),
        false => end,
    }
}

/// What the first lines say.
#[derive(Default)]
struct HeadSays {
    name: Option<String>,
    level: Option<UnitKind>,
    kinds: Vec<PeriodKind>,
    numbering: Option<Numbering>,
}

const NAME: &str = "Đề cương";
const LEVEL: &str = "Cấp";
const FOR: &str = "Kỳ";
const NUMBERED: &str = "Đánh số";

impl HeadSays {
    fn is(line: &str) -> bool {
        line.split_once(':').is_some_and(|(key, _)| [NAME, LEVEL, FOR, NUMBERED].contains(&key))
    }

    fn take(&mut self, line: &str, at: u64) -> Result<(), DataError> {
        let (key, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.trim();
        let one_of =
            |known: String| DataError::new(at, format!("không hiểu “{value}”; sau “{key}:” ghi {known}"));
        match key {
            NAME => self.name = Some(value.to_owned()).filter(|name| !name.is_empty()),
            LEVEL => self.level = Some(of(&LEVELS, value).ok_or_else(|| one_of(all(&LEVELS)))?),
            FOR => {
                let kind = |word: &str| of(&PERIODS, word).ok_or_else(|| one_of(all(&PERIODS)));
                self.kinds = value.split(',').map(kind).collect::<Result<_, _>>()?;
            }
            _ => self.numbering = Some(of(&NUMBERINGS, value).ok_or_else(|| one_of(all(&NUMBERINGS)))?),
        }
        Ok(())
    }

    fn head(self) -> Result<Head, Vec<DataError>> {
        let missing =
            |key: &str, known: &str| DataError::new(0, format!("thiếu dòng “{key}: {known}” ở đầu đề cương"));
        match (self.name, self.level) {
            (Some(name), Some(level)) if !self.kinds.is_empty() => Ok(Head {
                name,
                level,
                kinds: self.kinds,
                numbering: self.numbering.unwrap_or(Numbering::InWords),
            }),
            (name, level) => {
                let name = name.is_none().then(|| missing(NAME, "tên đề cương"));
                let level = level.is_none().then(|| missing(LEVEL, "xã"));
                let kinds = self.kinds.is_empty().then(|| missing(FOR, "tháng, quý, năm"));
                Err(name.into_iter().chain(level).chain(kinds).collect())
            }
        }
    }
}

struct Body {
    scopes: Scopes,
    lines: Vec<Line>,
}

impl Body {
    fn take(&mut self, line: &str, at: u64) -> Result<(), DataError> {
        let (marks, rest) = marks::take(line, at)?;
        if let Some(row) = rest.strip_prefix('|') {
            return self.row(&marks, row, at);
        }
        if let Some(says) = rest.strip_prefix('~') {
            let line = self.lines.last_mut().filter(|line| line.kind == PassageKind::Chart);
            let line =
                line.ok_or_else(|| DataError::new(at, "dòng ~ phải đứng ngay dưới dòng “Biểu đồ:”"))?;
            line.chart = Some(chart::read(says, at)?);
            return Ok(());
        }
        let (kind, note, rest) = kind(rest);
        let (kinds, owner) = self.scopes.of(kind, &marks);
        if kinds.is_empty() {
            return Err(DataError::new(
                at,
                "dòng này không dùng cho kỳ nào: xem kỳ ghi ở mục bên trên và ở đầu đề cương",
            ));
        }
        let pieces = pieces(rest, at)?;
        let empty =
            pieces.is_empty() && !matches!(kind, PassageKind::Part | PassageKind::Table | PassageKind::Chart);
        if empty {
            return Err(DataError::new(at, "dòng này chưa có chữ"));
        }
        self.lines.push(Line { at, kinds, owner, kind, note, pieces, rows: Vec::new(), chart: None });
        Ok(())
    }

    fn row(&mut self, marks: &Marks, row: &str, at: u64) -> Result<(), DataError> {
        let table = self.lines.last_mut().filter(|line| line.kind == PassageKind::Table);
        let table = table.ok_or_else(|| DataError::new(at, "dòng bảng phải đứng ngay dưới dòng “Bảng:”"))?;
        let kinds = Scopes::narrowed(&table.kinds, marks);
        if kinds.is_empty() {
            return Err(DataError::new(at, "dòng bảng này không dùng cho kỳ nào của bảng"));
        }
        let (head, row) = row.strip_prefix('!').map_or((false, row), |row| (true, row));
        if head && table.rows.iter().any(|row| !row.head) {
            return Err(DataError::new(at, "dòng đầu bảng |! phải đứng trước các dòng khác"));
        }
        let row =
            row.strip_suffix('|').filter(|row| !row.ends_with('\\') || row.ends_with("\\\\")).unwrap_or(row);
        let cells = columns(row).into_iter().map(|text| cell(text, at)).collect::<Result<_, _>>()?;
        table.rows.push(Row { at, kinds, head, cells });
        Ok(())
    }
}

/// What is wrong with the outline as a whole: marks of footnotes that are not there, tables without rows or of unequal width.
fn whole(lines: &[Line]) -> Vec<DataError> {
    let mut errors = Vec::new();
    let mut notes = BTreeSet::new();
    for line in lines {
        if let Some(note) = &line.note
            && !notes.insert(note)
        {
            errors.push(DataError::new(line.at, format!("chú thích “{note}” đã có ở trên")));
        }
        if line.kind == PassageKind::Table && line.rows.is_empty() {
            errors.push(DataError::new(line.at, "bảng chưa có dòng nào; mỗi dòng bảng viết | ô | ô |"));
        }
        if line.kind == PassageKind::Chart && line.chart.is_none() {
            errors.push(DataError::new(line.at, "biểu đồ chưa có dòng ~ cho biết vẽ số nào"));
        }
        let width = |row: &Row| row.cells.iter().map(|cell| cell.columns).sum::<usize>();
        if let Some((first, rest)) = line.rows.split_first() {
            let uneven = rest.iter().filter(|row| width(row) != width(first));
            let says =
                |row: &Row| format!("dòng này có {} cột, dòng đầu bảng có {}", width(row), width(first));
            errors.extend(uneven.map(|row| DataError::new(row.at, says(row))));
        }
    }
    for line in lines {
        for piece in line.all_pieces() {
            if let Piece::Note(name) = piece
                && !notes.contains(name)
            {
                errors.push(DataError::new(line.at, format!("không có dòng “{NOTE}{name}:”")));
            }
        }
    }
    errors.sort_by_key(|error| error.line);
    errors
}

/// What a paragraph is, the name of a footnote, and the rest of the line. Words behind no sign are prose.
fn kind(line: &str) -> (PassageKind, Option<String>, &str) {
    for (sign, kind) in [("- ", PassageKind::Dash), ("+ ", PassageKind::Plus)] {
        if let Some(rest) = line.strip_prefix(sign) {
            return (kind, None, rest.trim_start());
        }
    }
    let (word, rest) = line.split_once(':').unwrap_or((line, ""));
    if let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == word) {
        return (*kind, None, rest.trim_start());
    }
    match word.strip_prefix(NOTE).filter(|name| !name.is_empty() && line.contains(':')) {
        Some(name) => (PassageKind::Note, Some(name.trim().to_owned()), rest.trim_start()),
        None => (PassageKind::Body, None, line),
    }
}

/// The cells of a row: parts between bars that stand in no braces and behind no backslash.
fn columns(row: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth, mut escaped) = (0, 0_usize, false);
    for (at, c) in row.char_indices() {
        match c {
            _ if escaped => {}
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                parts.push(row.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(row.get(start..).unwrap_or_default());
    parts
}

/// `<2>` in front: two columns wide; `>`: set to the right.
fn cell(text: &str, at: u64) -> Result<Cell, DataError> {
    let mut rest = trimmed(text);
    let mut columns = 1;
    if let Some((count, behind)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        let wrong = || DataError::new(at, format!("không hiểu <{count}>: ô rộng hai cột viết <2>"));
        columns = count.trim().parse().ok().filter(|count| (1..=50).contains(count)).ok_or_else(wrong)?;
        rest = trimmed(behind);
    }
    let right = rest.strip_prefix('>').map(trimmed);
    Ok(Cell { pieces: pieces(right.unwrap_or(rest), at)?, columns, right: right.is_some() })
}

/// The stretches of a paragraph.
fn pieces(text: &str, at: u64) -> Result<Vec<Piece>, DataError> {
    let mut reader = Pieces { found: Vec::new(), words: String::new(), bold: false, italic: false };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let behind = rest.get(c.len_utf8()..).unwrap_or_default();
        if let Some(after) = rest.strip_prefix("**") {
            reader.end();
            (reader.bold, rest) = (!reader.bold, after);
        } else if let Some(after) = rest.strip_prefix("__") {
            reader.end();
            (reader.italic, rest) = (!reader.italic, after);
        } else if c == '\\' {
            let mut chars = behind.chars();
            match chars.next() {
                Some('n') => reader.words.push('\n'),
                Some(plain) => reader.words.push(plain),
                None => {
                    return Err(DataError::new(
                        at,
                        "dấu \\ ở cuối dòng không có nghĩa; muốn viết chính nó thì viết \\\\",
                    ));
                }
            }
            rest = chars.as_str();
        } else if c == '{' {
            let inside = inside(behind).ok_or_else(|| DataError::new(at, "thiếu dấu } để đóng {"))?;
            reader.end();
            reader.found.push(braces(inside, at)?);
            rest = behind.get(inside.len() + 1..).unwrap_or_default();
        } else if c == '}' {
            return Err(DataError::new(at, "dấu } không có { mở; muốn viết chính nó thì viết \\}"));
        } else {
            reader.words.push(c);
            rest = behind;
        }
    }
    reader.end();
    match reader.bold || reader.italic {
        true => Err(DataError::new(
            at,
            "chữ đậm mở bằng ** thì đóng bằng **, chữ nghiêng mở bằng __ thì đóng bằng __",
        )),
        false => Ok(reader.found),
    }
}

/// What stands up to the closing brace; braces within quotes are part of it.
fn inside(text: &str) -> Option<&str> {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '}' if !quoted => return text.get(..at),
            _ => {}
        }
    }
    None
}

struct Pieces {
    found: Vec<Piece>,
    words: String,
    bold: bool,
    italic: bool,
}

impl Pieces {
    fn end(&mut self) {
        if !self.words.is_empty() {
            let text = std::mem::take(&mut self.words);
            self.found.push(Piece::Text { text, bold: self.bold, italic: self.italic });
        }
    }
}

/// What braces hold: the mark of a footnote, a mention of the period, else a figure.
fn braces(inside: &str, at: u64) -> Result<Piece, DataError> {
    let inside = inside.trim();
    if let Some(name) = inside.strip_prefix("chú ") {
        return Ok(Piece::Note(name.trim().to_owned()));
    }
    if let Some((time, letters)) = times::of(inside) {
        return Ok(Piece::Time(time, letters));
    }
    if let Some(quoted) = inside.strip_prefix("kỳ ").map(str::trim).and_then(|rest| rest.strip_prefix('"'))
    {
        let wrong =
            || DataError::new(at, format!("không hiểu {{{inside}}}; viết {{kỳ \"quý {{Q}} năm {{y}}\" +1}}"));
        let (pattern, shift) = quoted.rsplit_once('"').ok_or_else(wrong)?;
        let shift = match shift.trim().trim_start_matches('+') {
            "" => 0,
            number => number.parse().map_err(|_| wrong())?,
        };
        return Ok(Piece::Mention(Mention { pattern: pattern.to_owned(), shift }));
    }
    let small = inside.chars().next().is_some_and(char::is_lowercase);
    if small && !inside.contains(['@', '(', '[']) {
        let says = format!(
            "không hiểu {{{inside}}}; trong ngoặc nhọn ghi mã chỉ tiêu như {{TC01}}, hoặc {}",
            times::known()
        );
        return Err(DataError::new(at, says));
    }
    FigureSpec::read(inside, at).map(|figure| Piece::Figure(Box::new(figure)))
}
