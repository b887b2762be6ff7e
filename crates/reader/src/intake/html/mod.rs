//! Pages as Word, browsers and others save them: paragraphs, lists, tables, footnotes; what is hidden is left out.
//!
//! Tags are taken as they come: an end tag closes what is open within its element, and one without a start says nothing.

mod look;
mod notes;

use super::compose::{Paragraph, compose};
use super::lists::{Format, print};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use look::{Look, Sheet};
use model::{SourceText, TableCell};
use notes::{Line, Link, split};
use viet::legacy::{Encoding, of_font, widen};

/// Elements within elements; those deeper add nothing.
const MAX_DEPTH: usize = 400;
/// Columns that a table may have.
const MAX_COLUMNS: usize = 1000;
/// Columns or rows that one cell may take.
const MAX_SPAN: usize = 100;

pub(super) fn read(bytes: &[u8]) -> SourceText {
    let text = letters(bytes);
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reader = Reader::default();
    for Ok(token) in Tokenizer::new_with_emitter(&text, emitter) {
        match token {
            Token::StartTag(tag) => reader.start(&tag),
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.end_line();
    let (body, notes) = split(reader.lines);
    compose(body, notes)
}

/// The page in characters: Unicode where it is, else the characters of its bytes, which tell their encoding later.
fn letters(bytes: &[u8]) -> String {
    if let Ok(text) = super::plain::decode(bytes) {
        return text;
    }
    let head = bytes.get(..4096).unwrap_or(bytes).to_ascii_lowercase();
    let in_1258 = head.windows(12).any(|part| part == b"windows-1258");
    let wide = widen(bytes);
    if in_1258 { Encoding::Windows1258.decode(&wide) } else { wide }
}

/// An open element.
struct Open {
    name: String,
    look: Look,
    /// Count of its list, and how it is written.
    list: Option<(u32, Format)>,
    /// The block, if it is one that holds a note.
    block: usize,
    /// Where the link begins.
    link: Option<usize>,
}

#[derive(Default)]
struct Table {
    id: usize,
    row: usize,
    column: usize,
    cell: Option<TableCell>,
    head: bool,
    /// Rows that the cells above still take in each column.
    taken: Vec<usize>,
}

#[derive(Default)]
struct Reader {
    lines: Vec<Line>,
    line: Line,
    label: String,
    some_bold: bool,
    some_plain: bool,
    open: Vec<Open>,
    blocks: usize,
    tables: Vec<Table>,
    tables_seen: usize,
    sheet: Sheet,
    level: Option<u8>,
}

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 34] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "table",
    "tr",
    "td",
    "th",
    "thead",
    "tbody",
    "tfoot",
    "caption",
    "blockquote",
    "pre",
    "hr",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
    "header",
    "footer",
    "body",
    "center",
    "form",
    "fieldset",
    "address",
];

/// Elements without content.
const EMPTY: [&str; 12] =
    ["br", "img", "hr", "meta", "link", "input", "col", "wbr", "base", "area", "embed", "source"];

/// Elements whose content is no text of the page.
const SILENT: [&str; 11] = [
    "head", "script", "template", "noscript", "svg", "select", "textarea", "object", "iframe", "title", "xml",
];

impl Reader {
    fn look(&self) -> Look {
        self.open.last().map_or(Look::default(), |open| open.look)
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let value = |key: &str| {
            let found = tag.attributes.get(key.as_bytes());
            found.map(|value| String::from_utf8_lossy(value).into_owned())
        };
        self.close_implied(&name);
        if BLOCKS.contains(&name.as_str()) {
            self.end_line();
        }
        if name == "br" {
            self.put("\n");
        }
        if EMPTY.contains(&name.as_str()) {
            return;
        }
        let own = Look::of(&value("style").unwrap_or_default());
        let mut said = own.over(self.sheet.of(&name, &value("class").unwrap_or_default()));
        let heading = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()).filter(|l| *l <= 6);
        said.level = said.level.or(heading);
        if matches!(name.as_str(), "b" | "strong" | "th") || heading.is_some() {
            said.bold = said.bold.or(Some(true));
        }
        if SILENT.contains(&name.as_str()) || tag.attributes.contains_key(b"hidden".as_slice()) {
            said.hidden = Some(true);
        }
        if let Some(face) = value("face").filter(|_| name == "font") {
            said.letters = said.letters.or(Some(of_font(face.split(',').next().unwrap_or_default())));
        }
        // What is hidden hides all within.
        let around = self.look();
        let hidden = if around.hidden == Some(true) { around.hidden } else { said.hidden };
        let look = Look { hidden, ..said.over(around) };
        let id = value("id");
        if matches!(name.as_str(), "div" | "li" | "section" | "ol" | "ul") {
            self.blocks += 1;
        }
        let block = if matches!(name.as_str(), "div" | "li" | "section") {
            self.blocks
        } else {
            self.open.last().map_or(0, |open| open.block)
        };
        let list = self.begin_list(&name, value("type").as_deref(), value("start").as_deref());
        let mut link = None;
        let names: Vec<String> = id.into_iter().chain(value("name").filter(|_| name == "a")).collect();
        if name == "a" || !names.is_empty() {
            let to = value("href").and_then(|href| href.rsplit_once('#').map(|(_, to)| to.to_owned()));
            let at = self.line.paragraph.text.len();
            self.line.links.push(Link { names, to, start: at, end: at });
            link = Some(self.line.links.len() - 1).filter(|_| name == "a");
        }
        self.begin_cell(&name, |key| value(key).and_then(|count| count.trim().parse().ok()));
        if BLOCKS.contains(&name.as_str()) {
            self.line.block = block;
            self.level = look.level;
        }
        if self.open.len() < MAX_DEPTH && !tag.self_closing {
            self.open.push(Open { name, look, list, block, link });
        }
    }

    /// A list begins to count; an item counts and shows its label.
    fn begin_list(&mut self, name: &str, kind: Option<&str>, start: Option<&str>) -> Option<(u32, Format)> {
        match name {
            "ol" => {
                let format = match kind {
                    Some("I") => Format::UpperRoman,
                    Some("i") => Format::LowerRoman,
                    Some("A") => Format::UpperLetter,
                    Some("a") => Format::LowerLetter,
                    _ => Format::Decimal,
                };
                Some((start.and_then(|start| start.parse().ok()).unwrap_or(1), format))
            }
            "ul" => Some((1, Format::Bullet)),
            "li" => {
                let list = self.open.iter_mut().rev().find_map(|open| open.list.as_mut());
                self.label = match list {
                    Some((count, Format::LowerLetter)) => {
                        *count = count.saturating_add(1);
                        format!("{})", print(*count - 1, Format::LowerLetter))
                    }
                    Some((count, format)) if *format != Format::Bullet => {
                        *count = count.saturating_add(1);
                        format!("{}.", print(*count - 1, *format))
                    }
                    _ => "-".to_owned(),
                };
                None
            }
            _ => None,
        }
    }

    fn begin_cell(&mut self, name: &str, count: impl Fn(&str) -> Option<usize>) {
        if name == "table" {
            self.tables.push(Table { id: self.tables_seen, ..Table::default() });
            self.tables_seen += 1;
        }
        let Some(table) = self.tables.last_mut() else { return };
        match name {
            "thead" => table.head = true,
            "tbody" | "tfoot" => table.head = false,
            "tr" => table.column = 0,
            "td" | "th" => {
                while table.taken.get(table.column).is_some_and(|rows| *rows > 0) {
                    table.column += 1;
                }
                let span = |key: &str| count(key).unwrap_or(1).clamp(1, MAX_SPAN);
                let (rows, columns) = (span("rowspan"), span("colspan"));
                let end = table.column + columns;
                if table.taken.len() < end && end <= MAX_COLUMNS {
                    table.taken.resize(end, 0);
                }
                table.taken.iter_mut().take(end).skip(table.column).for_each(|taken| *taken = rows);
                let (row, column, head) = (table.row, table.column, table.head);
                table.cell = Some(TableCell { table: table.id, row, column, rows, columns, head });
                table.column = end;
            }
            _ => {}
        }
    }

    /// Elements whose end tags may be left out.
    fn close_implied(&mut self, name: &str) {
        let (closed, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "table"]),
            "td" | "th" => (&["td", "th"], &["table", "tr"]),
            "tr" => (&["tr"], &["table"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            _ if BLOCKS.contains(&name) => (&["p"], &["div", "td", "th", "li", "table"]),
            _ => return,
        };
        let open = self.open.iter().rev().take_while(|open| !within.contains(&open.name.as_str()));
        let found = open.map(|open| open.name.as_str()).find(|name| closed.contains(name));
        if let Some(name) = found.map(str::to_owned) {
            self.end(&name);
        }
    }

    fn end(&mut self, name: &str) {
        let barrier = if matches!(name, "table" | "html" | "body") { "" } else { "table" };
        let open = self.open.iter().rev().take_while(|open| open.name == name || open.name != barrier);
        let Some(depth) = open.map(|open| open.name.as_str()).position(|open| open == name) else { return };
        for _ in 0..=depth {
            let Some(open) = self.open.pop() else { return };
            self.close(&open);
        }
    }

    fn close(&mut self, open: &Open) {
        if BLOCKS.contains(&open.name.as_str()) {
            self.end_line();
            self.line.block = self.open.last().map_or(0, |open| open.block);
            self.level = self.look().level;
        }
        let end = self.line.paragraph.text.len();
        if let Some(link) = open.link.and_then(|at| self.line.links.get_mut(at)) {
            link.end = end.max(link.start);
        }
        let Some(table) = self.tables.last_mut() else { return };
        match open.name.as_str() {
            "thead" => table.head = false,
            "td" | "th" => table.cell = None,
            "tr" => {
                table.row += 1;
                table.taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
            }
            "table" => {
                self.tables.pop();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.open.last().is_some_and(|open| open.name == "style") {
            return self.sheet.add(text);
        }
        if self.open.iter().rev().any(|open| open.name == "pre") {
            return self.put(text);
        }
        let mut blank = self.line.paragraph.text.is_empty()
            || self.line.paragraph.text.ends_with([' ', '\n', '\t', '\u{a0}']);
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            let space = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}');
            match (space, blank) {
                (false, _) => shown.push(c),
                (true, false) => shown.push(if c == '\u{a0}' { c } else { ' ' }),
                (true, true) => {}
            }
            blank = space;
        }
        self.put(&shown);
    }

    fn put(&mut self, text: &str) {
        let look = self.look();
        if look.hidden == Some(true) || text.is_empty() {
            return;
        }
        if text.contains(|c: char| !c.is_whitespace()) {
            self.some_bold |= look.bold == Some(true);
            self.some_plain |= look.bold != Some(true);
        }
        self.line.paragraph.push(text, look.letters.flatten());
    }

    /// Ends a paragraph; one without words leaves its names to the next.
    fn end_line(&mut self) {
        if self.line.paragraph.text.trim().is_empty() {
            self.line.paragraph = Paragraph::default();
            self.line.links.iter_mut().for_each(|link| (link.start, link.end) = (0, 0));
            return;
        }
        let block = self.line.block;
        let mut line = std::mem::take(&mut self.line);
        self.line.block = block;
        let label = std::mem::take(&mut self.label);
        let lead = line.paragraph.text.len() - line.paragraph.text.trim_start().len();
        line.paragraph.begin_with(&label);
        if !label.is_empty() {
            let moved = |at: usize| at.saturating_sub(lead) + label.len() + 1;
            line.links
                .iter_mut()
                .for_each(|link| (link.start, link.end) = (moved(link.start), moved(link.end)));
        }
        line.paragraph.bold = self.some_bold && !self.some_plain;
        (self.some_bold, self.some_plain) = (false, false);
        line.paragraph.level = self.level;
        line.paragraph.cell = self.tables.last().and_then(|table| table.cell);
        self.lines.push(line);
    }
}
