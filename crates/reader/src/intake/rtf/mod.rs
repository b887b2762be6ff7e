//! Rich Text Format 1.9.1, as Word and others write it.
//!
//! Reads what Word shows with all tracked changes accepted: notes joined to their marks, list labels as they stand in the
//! file, results of fields, text boxes; hidden text and pictures left out. Letters come by code page, as Unicode, or in
//! an old font.

mod table;
mod tokens;

use super::Unreadable;
use super::compose::{Mark, NoteKind, Paragraph, compose, running};
use super::symbols;
use model::SourceText;
use std::collections::BTreeMap;
use table::{Shape, Table};
use tokens::{Token, Tokens};
use viet::legacy::{Encoding, of_font, widen};

/// Deeper groups are an attack, not a report.
const MAX_DEPTH: usize = 1000;
/// Tables within tables.
const MAX_TABLES: usize = 16;

pub(super) fn read(bytes: &[u8]) -> Result<SourceText, Unreadable> {
    let mut reader = Reader::default();
    reader.now.stand_ins = 1;
    for token in Tokens::new(bytes) {
        match token {
            Token::Open => reader.open()?,
            Token::Close => reader.close(),
            Token::Word(name, number) => reader.word(name, number),
            Token::Symbol(symbol) => reader.symbol(symbol),
            Token::Byte(byte) => reader.byte(byte),
        }
    }
    while !reader.groups.is_empty() {
        reader.close();
    }
    Ok(reader.done())
}

/// A font: what it draws.
#[derive(Clone, Copy, Default)]
struct Font {
    encoding: Option<Encoding>,
    /// `\fcharset2`
    symbols: bool,
    /// `\fcharset163`
    windows_1258: bool,
}

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Target {
    #[default]
    Text,
    /// A list's label.
    Label,
    Fonts,
    Styles,
    /// Nothing of it is shown, but groups within may be.
    Hidden,
    /// Nothing in it is shown.
    Skipped,
}

/// What holds until the end of a group.
#[derive(Clone, Default)]
struct Group {
    target: Target,
    font: i32,
    bold: bool,
    hidden: bool,
    deleted: bool,
    /// Characters that stand for one `\u` in readers without Unicode.
    stand_ins: usize,
    /// `\*` was read: a group of unknown use shows nothing.
    optional: bool,
    /// A story of its own ends with this group.
    story: bool,
}

/// A paragraph while it goes by.
#[derive(Default)]
struct Draft {
    paragraph: Paragraph,
    label: String,
    level: Option<u8>,
    some_bold: bool,
    some_plain: bool,
    /// How many tables it stands in.
    depth: usize,
}

/// The body, a note, a text box, a header or footer.
#[derive(Default)]
struct Story {
    kind: Kind,
    draft: Draft,
    tables: Vec<Table>,
    done: Vec<Paragraph>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Body,
    Foot,
    End,
    Box,
    FirstHeader,
    Header,
    Footer,
}

#[derive(Default)]
struct Reader {
    groups: Vec<Group>,
    now: Group,
    story: Story,
    outer: Vec<Story>,
    fonts: BTreeMap<i32, Font>,
    /// Heading levels of styles.
    levels: BTreeMap<i32, u8>,
    /// The font or style that is being defined, and the name of the font.
    defined: i32,
    font_name: Vec<u8>,
    /// Stand-ins still to be left out.
    waits: usize,
    /// First half of a pair of `\u`.
    half: Option<u16>,
    shape: Shape,
    tables_seen: usize,
    notes: Vec<Paragraph>,
    notes_seen: usize,
    headers: Vec<Paragraph>,
    footers: Vec<Paragraph>,
}

impl Reader {
    fn done(mut self) -> SourceText {
        self.end_paragraph();
        close_tables(&mut self.story, 0);
        let body = std::mem::take(&mut self.story.done);
        compose(self.headers.into_iter().chain(body).chain(self.footers).collect(), self.notes)
    }

    fn open(&mut self) -> Result<(), Unreadable> {
        if self.groups.len() >= MAX_DEPTH {
            return Err(Unreadable::Broken);
        }
        self.waits = 0;
        self.groups.push(self.now.clone());
        (self.now.optional, self.now.story) = (false, false);
        Ok(())
    }

    fn close(&mut self) {
        self.waits = 0;
        if self.now.target == Target::Fonts {
            self.name_font();
        }
        if self.now.story {
            self.end_story();
        }
        self.now = self.groups.pop().unwrap_or_default();
    }

    fn name_font(&mut self) {
        let name = widen(&std::mem::take(&mut self.font_name));
        if let Some(name) = name.split(';').next().filter(|name| !name.is_empty()) {
            self.fonts.entry(self.defined).or_default().encoding = of_font(name);
        }
    }

    fn begin_story(&mut self, kind: Kind) {
        if let Kind::Foot = kind {
            self.notes_seen += 1;
        }
        let outer = std::mem::replace(&mut self.story, Story { kind, ..Story::default() });
        self.outer.push(outer);
        let stand_ins = self.now.stand_ins;
        self.now = Group { story: true, stand_ins, ..Group::default() };
    }

    fn end_story(&mut self) {
        self.end_paragraph();
        close_tables(&mut self.story, 0);
        let Some(outer) = self.outer.pop() else { return };
        let Story { kind, done, .. } = std::mem::replace(&mut self.story, outer);
        let note = match kind {
            Kind::Foot => NoteKind::Foot,
            Kind::End => NoteKind::End,
            Kind::Box => return self.story.done.extend(done),
            Kind::FirstHeader => {
                // The letterhead may be in it.
                let others = std::mem::take(&mut self.headers);
                running(&mut self.headers, done);
                return running(&mut self.headers, others);
            }
            Kind::Header => return running(&mut self.headers, done),
            Kind::Footer => return running(&mut self.footers, done),
            Kind::Body => return,
        };
        let id = self.notes_seen.to_string();
        let paragraph = &mut self.story.draft.paragraph;
        paragraph.marks.push(Mark { kind: note, id: id.clone(), at: paragraph.text.len() });
        let owned = |paragraph| Paragraph { note: Some((note, id.clone())), cell: None, ..paragraph };
        self.notes.extend(done.into_iter().map(owned));
    }

    fn word(&mut self, name: &str, number: Option<i32>) {
        if name == "u" {
            return self.unicode(number.unwrap_or(0));
        }
        self.half = None;
        let optional = std::mem::take(&mut self.now.optional);
        if self.now.target == Target::Skipped {
            return;
        }
        let on = number != Some(0);
        match name {
            "uc" => self.now.stand_ins = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "f" if self.now.target == Target::Fonts => self.defined = number.unwrap_or(0),
            "s" if self.now.target == Target::Styles => self.defined = number.unwrap_or(0),
            "s" => self.story.draft.level = self.levels.get(&number.unwrap_or(0)).copied(),
            "f" => self.now.font = number.unwrap_or(0),
            "fcharset" => {
                let font = self.fonts.entry(self.defined).or_default();
                (font.symbols, font.windows_1258) = (number == Some(2), number == Some(163));
            }
            "b" => self.now.bold = on,
            "v" => self.now.hidden = on,
            "deleted" => self.now.deleted = on,
            "plain" => (self.now.bold, self.now.hidden, self.now.deleted) = (false, false, false),
            "pard" => (self.story.draft.depth, self.story.draft.level) = (0, None),
            "intbl" => self.story.draft.depth = self.story.draft.depth.max(1),
            "itap" => {
                let depth = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
                self.story.draft.depth = depth.min(MAX_TABLES);
            }
            "outlinelevel" => {
                let level = number
                    .and_then(|level| u8::try_from(level.saturating_add(1)).ok())
                    .filter(|level| *level <= 9);
                match (self.now.target, level) {
                    (Target::Styles, Some(level)) => {
                        self.levels.insert(self.defined, level);
                    }
                    _ => self.story.draft.level = level,
                }
            }
            "par" | "sect" => self.end_paragraph(),
            "line" | "page" | "column" => self.put("\n"),
            "cell" | "nestcell" => self.end_cell(name == "nestcell"),
            "row" | "nestrow" => self.end_row(name == "nestrow"),
            "ftnalt" if self.story.kind == Kind::Foot => self.story.kind = Kind::End,
            _ => {
                self.shape.word(name, number);
                self.destination(name, optional);
            }
        }
    }

    /// A group for something, or a sign by name.
    fn destination(&mut self, name: &str, optional: bool) {
        if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
            return self.put(sign);
        }
        match name {
            "fonttbl" => self.now.target = Target::Fonts,
            "stylesheet" => self.now.target = Target::Styles,
            "listtext" | "pntext" => self.now.target = Target::Label,
            "footnote" => self.begin_story(Kind::Foot),
            "shptxt" => self.begin_story(Kind::Box),
            "headerf" => self.begin_story(Kind::FirstHeader),
            "header" | "headerl" | "headerr" => self.begin_story(Kind::Header),
            "footer" | "footerl" | "footerr" | "footerf" => self.begin_story(Kind::Footer),
            "shpinst" => self.now.target = Target::Hidden,
            "nesttableprops" => {}
            _ if optional || SKIPPED.contains(&name) => self.now.target = Target::Skipped,
            _ => {}
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' => self.now.optional = true,
            b'~' => self.put("\u{a0}"),
            b'_' => self.put("-"),
            b'\\' | b'{' | b'}' => self.byte(symbol),
            b'\n' | b'\r' => self.end_paragraph(),
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.waits > 0 {
            self.waits -= 1;
            return;
        }
        if self.now.target == Target::Fonts {
            self.font_name.push(byte);
            return;
        }
        let font = self.fonts.get(&self.now.font).copied().unwrap_or_default();
        let one = [byte];
        if font.symbols && font.encoding.is_none() {
            let drawn = char::from_u32(0xf000 + u32::from(byte)).map_or('•', symbols::plain);
            return self.put(drawn.encode_utf8(&mut [0; 4]));
        }
        let in_1258 = (font.windows_1258 && !byte.is_ascii()).then_some(Encoding::Windows1258);
        self.put_in(&widen(&one), font.encoding.or(in_1258));
    }

    /// `\u`: one unit of UTF-16, then its stand-ins.
    fn unicode(&mut self, number: i32) {
        self.waits = self.now.stand_ins;
        let Ok(unit) = u16::try_from(if number < 0 { number + 0x1_0000 } else { number }) else { return };
        let half = self.half.take();
        let units = half.into_iter().chain([unit]);
        match char::decode_utf16(units).last() {
            Some(Ok(c)) => {
                let font = self.fonts.get(&self.now.font).copied().unwrap_or_default();
                let c = if font.encoding.is_none() { symbols::plain(c) } else { c };
                self.put_in(c.encode_utf8(&mut [0; 4]), font.encoding);
            }
            _ => self.half = Some(unit).filter(|unit| (0xd800..0xdc00).contains(unit)),
        }
    }

    fn put(&mut self, text: &str) {
        let encoding = self.fonts.get(&self.now.font).and_then(|font| font.encoding);
        self.put_in(text, encoding.filter(|_| text.is_ascii()));
    }

    fn put_in(&mut self, text: &str, encoding: Option<Encoding>) {
        if self.now.hidden || self.now.deleted {
            return;
        }
        let draft = &mut self.story.draft;
        match self.now.target {
            Target::Label => draft.label.push_str(text),
            Target::Text => {
                if text.contains(|c: char| !c.is_whitespace()) {
                    draft.some_bold |= self.now.bold;
                    draft.some_plain |= !self.now.bold;
                }
                draft.paragraph.push(text, encoding);
            }
            Target::Fonts | Target::Styles | Target::Hidden | Target::Skipped => {}
        }
    }

    /// Ends a paragraph and puts it into the tables that it stands in.
    fn end_paragraph(&mut self) {
        if matches!(self.now.target, Target::Fonts | Target::Styles | Target::Hidden | Target::Skipped) {
            return;
        }
        let story = &mut self.story;
        let draft = std::mem::take(&mut story.draft);
        (story.draft.depth, story.draft.level) = (draft.depth, draft.level);
        let mut paragraph = draft.paragraph;
        paragraph.begin_with(draft.label.trim());
        paragraph.level = draft.level;
        paragraph.bold = draft.some_bold && !draft.some_plain;
        close_tables(story, draft.depth);
        while story.tables.len() < draft.depth {
            story.tables.push(Table::new(self.tables_seen));
            self.tables_seen += 1;
        }
        let is_blank = paragraph.marks.is_empty() && paragraph.text.trim().is_empty();
        match story.tables.last_mut() {
            _ if is_blank => {}
            Some(table) => table.push([paragraph]),
            None => story.done.push(paragraph),
        }
    }

    fn end_cell(&mut self, nested: bool) {
        let draft = &mut self.story.draft;
        draft.depth = if nested { draft.depth.max(2) } else { 1 };
        self.end_paragraph();
        self.story.tables.last_mut().into_iter().for_each(Table::end_cell);
    }

    fn end_row(&mut self, nested: bool) {
        if !nested {
            close_tables(&mut self.story, 1);
        }
        let shape = &self.shape;
        self.story.tables.last_mut().into_iter().for_each(|table| table.end_row(shape));
    }
}

/// Puts tables below a depth into what is around them.
fn close_tables(story: &mut Story, depth: usize) {
    while story.tables.len() > depth {
        let Some(table) = story.tables.pop() else { return };
        let paragraphs = table.done();
        match story.tables.last_mut() {
            Some(outer) => outer.push(paragraphs),
            None => story.done.extend(paragraphs),
        }
    }
}

const SIGNS: [(&str, &str); 9] = [
    ("tab", "\t"),
    ("emdash", "—"),
    ("endash", "–"),
    ("bullet", "•"),
    ("lquote", "‘"),
    ("rquote", "’"),
    ("ldblquote", "“"),
    ("rdblquote", "”"),
    ("emspace", " "),
];

/// Groups that show nothing in the text.
const SKIPPED: [&str; 17] = [
    "colortbl",
    "listtable",
    "listoverridetable",
    "info",
    "pict",
    "nonshppict",
    "object",
    "fldinst",
    "sp",
    "nonesttables",
    "xe",
    "tc",
    "rsidtbl",
    "generator",
    "themedata",
    "datafield",
    "shprslt",
];
