//! document.xml and the notes: paragraphs as Word shows them.

use super::super::Unreadable;
use super::super::compose::{Mark, Merges, NoteKind, Paragraph};
use super::super::lists::Lists;
use super::super::symbols;
use super::super::xml::{Visitor, attribute, is_on, number, walk};
use super::fonts::Letters;
use super::section::{Edge, Section};
use super::styles::{self, Styles};
use model::TableCell;
use xml::BytesStart;

/// A paragraph while its parts go by.
#[derive(Default)]
struct Draft {
    paragraph: Paragraph,
    style: Option<String>,
    list: Option<u32>,
    list_level: Option<u32>,
    /// Its end was deleted: the next paragraph goes on.
    joins_next: bool,
    some_bold: bool,
    some_plain: bool,
}

impl Draft {
    fn done(self) -> Paragraph {
        Paragraph { bold: self.some_bold && !self.some_plain, ..self.paragraph }
    }
}

/// What a part says.
pub(super) struct Story {
    pub(super) paragraphs: Vec<Paragraph>,
    /// In the order of the file; the last is that of the whole body.
    pub(super) sections: Vec<Section>,
}

/// All paragraphs and sections of a part.
pub(super) fn story(xml: &str, styles: &Styles, lists: &mut Lists) -> Result<Story, Unreadable> {
    let mut walker = Walker {
        styles,
        lists,
        done: Vec::new(),
        path: Vec::new(),
        skipped_from: None,
        open: Vec::new(),
        runs: Vec::new(),
        fields: Vec::new(),
        tables: Vec::new(),
        tables_seen: 0,
        merges: Merges::default(),
        choices: Vec::new(),
        sections: Vec::new(),
        note: None,
        joined: None,
    };
    walk(xml, &mut walker)?;
    walker.done.extend(walker.joined.take().map(Draft::done));
    walker.merges.apply(&mut walker.done);
    Ok(Story { paragraphs: walker.done, sections: walker.sections })
}

/// Elements whose context matters; all others are `Other`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    RowProperties,
    NumberProperties,
    Text { keeps_blanks: bool },
    Table,
    Row,
    Cell,
    Note,
    Alternatives,
    Other,
}

#[derive(Default)]
struct Run {
    bold: Option<bool>,
    hidden: Option<bool>,
    /// What its own font draws.
    letters: Option<Letters>,
    style: Option<String>,
}

struct Table {
    id: usize,
    rows: usize,
    column: usize,
    span: usize,
    in_cell: bool,
    /// Whether the cell is the rest of the one above it.
    goes_on: bool,
    /// Whether the row is repeated at the head of each page.
    head: bool,
}

struct Walker<'s> {
    styles: &'s Styles,
    lists: &'s mut Lists,
    done: Vec<Paragraph>,
    path: Vec<Tag>,
    /// Length of the path above the element that is being left out.
    skipped_from: Option<usize>,
    open: Vec<Draft>,
    runs: Vec<Run>,
    /// Open fields, innermost last; true while their code, not their result, goes by.
    fields: Vec<bool>,
    tables: Vec<Table>,
    tables_seen: usize,
    merges: Merges,
    /// Open alternatives, innermost last; true once one of them was taken.
    choices: Vec<bool>,
    sections: Vec<Section>,
    note: Option<(NoteKind, String)>,
    joined: Option<Draft>,
}

impl Walker<'_> {
    fn parent(&self, up: usize) -> Option<Tag> {
        self.path.len().checked_sub(up).and_then(|at| self.path.get(at)).copied()
    }

    /// Leaves out the element that begins now.
    fn skip(&mut self) {
        self.skipped_from = Some(self.path.len());
    }

    fn put(&mut self, text: &str) {
        let Some(draft) = self.open.last_mut() else { return };
        let run = self.runs.last();
        let run_style = run.and_then(|run| run.style.as_deref());
        let hidden = run.and_then(|run| run.hidden).or_else(|| self.styles.hidden(run_style));
        if hidden == Some(true) || self.fields.contains(&true) {
            return;
        }
        let style = self.styles.paragraph(draft.style.as_deref());
        let bold = run
            .and_then(|run| run.bold)
            .or_else(|| self.styles.bold(run_style))
            .or_else(|| self.styles.bold(style))
            .unwrap_or(false);
        if text.contains(|c: char| !c.is_whitespace()) {
            draft.some_bold |= bold;
            draft.some_plain |= !bold;
        }
        let letters = run
            .and_then(|run| run.letters)
            .or_else(|| self.styles.letters(run_style))
            .or_else(|| self.styles.letters(style))
            .unwrap_or(self.styles.plain_letters);
        draft.paragraph.push(text, letters);
    }

    fn begin_paragraph(&mut self) {
        let table = self.tables.last().filter(|table| table.in_cell);
        let cell = table.map(|table| TableCell {
            table: table.id,
            row: table.row(),
            column: table.column,
            rows: 1,
            columns: table.span,
            head: table.head,
        });
        let paragraph = Paragraph { cell, note: self.note.clone(), ..Paragraph::default() };
        self.open.push(match self.joined.take() {
            Some(before) => Draft { joins_next: false, ..before },
            None => Draft { paragraph, ..Draft::default() },
        });
    }

    fn end_paragraph(&mut self) {
        let Some(mut draft) = self.open.pop() else { return };
        // A field whose code runs past its paragraph is damaged; do not lose the rest of the text to it.
        self.fields.retain(|in_code| !in_code);
        if draft.joins_next {
            self.joined = Some(draft);
            return;
        }
        let style = self.styles.paragraph(draft.style.as_deref());
        let paragraph = &mut draft.paragraph;
        paragraph.level = paragraph.level.or_else(|| self.styles.level(style)).filter(|level| *level <= 9);
        let styled = self.styles.list(style);
        let list = draft.list.or(styled.map(|(list, _)| list)).filter(|list| *list != 0);
        let at = draft.list_level.or(styled.map(|(_, level)| level)).unwrap_or(0);
        let label = list.and_then(|list| self.lists.label(list, at));
        paragraph.begin_with(&label.unwrap_or_default());
        self.done.push(draft.done());
    }

    /// A property of the paragraph, run or row that is open.
    fn property(&mut self, name: &str, element: &BytesStart<'_>) {
        let of_run = self.parent(1) == Some(Tag::RunProperties) && self.parent(2) == Some(Tag::Run);
        let of_paragraph = self.parent(1) == Some(Tag::ParagraphProperties);
        match (name, self.runs.last_mut(), self.open.last_mut()) {
            ("b", Some(run), _) if of_run => run.bold = Some(is_on(element)),
            ("vanish", Some(run), _) if of_run => run.hidden = Some(is_on(element)),
            ("rStyle", Some(run), _) if of_run => run.style = attribute(element, "val"),
            ("rFonts", Some(run), _) if of_run => run.letters = self.styles.theme.letters(element),
            ("pStyle", _, Some(draft)) if of_paragraph => draft.style = attribute(element, "val"),
            ("outlineLvl", _, Some(draft)) if of_paragraph => draft.paragraph.level = styles::level(element),
            ("numId", _, Some(draft)) if self.path.last() == Some(&Tag::NumberProperties) => {
                draft.list = number(element);
            }
            ("ilvl", _, Some(draft)) if self.path.last() == Some(&Tag::NumberProperties) => {
                draft.list_level = number(element);
            }
            _ => {}
        }
    }

    /// `del` and `moveFrom` mean different things on a run, a paragraph's end and a row.
    fn deletion(&mut self) {
        match (self.parent(1), self.parent(2)) {
            (Some(Tag::RunProperties), Some(Tag::ParagraphProperties)) => {
                if let Some(draft) = self.open.last_mut() {
                    draft.joins_next = true;
                }
            }
            (Some(Tag::RowProperties), _) => {
                self.skipped_from = self.path.iter().rposition(|tag| *tag == Tag::Row);
            }
            _ => self.skip(),
        }
    }

    fn mark(&mut self, kind: NoteKind, element: &BytesStart<'_>) {
        let paragraph = self.open.last_mut().map(|draft| &mut draft.paragraph);
        if let (Some(paragraph), Some(id)) = (paragraph, attribute(element, "id")) {
            paragraph.marks.push(Mark { kind, id, at: paragraph.text.len() });
        }
    }

    fn begin_note(&mut self, kind: NoteKind, element: &BytesStart<'_>) {
        if attribute(element, "type").is_some_and(|kind| kind != "normal") {
            self.skip();
        } else {
            self.note = attribute(element, "id").map(|id| (kind, id));
        }
    }

    fn field(&mut self, element: &BytesStart<'_>) {
        match attribute(element, "fldCharType").as_deref() {
            Some("begin") => self.fields.push(true),
            Some("separate") => {
                if let Some(in_code) = self.fields.last_mut() {
                    *in_code = false;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn table_part(&mut self, tag: Tag) {
        if tag == Tag::Table {
            let id = self.tables_seen;
            self.tables_seen += 1;
            self.tables.push(Table {
                id,
                rows: 0,
                column: 0,
                span: 1,
                in_cell: false,
                goes_on: false,
                head: false,
            });
        }
        let Some(table) = self.tables.last_mut() else { return };
        match tag {
            Tag::Row => (table.rows, table.column, table.head) = (table.rows + 1, 0, false),
            Tag::Cell => (table.span, table.in_cell, table.goes_on) = (1, true, false),
            _ => {}
        }
    }

    /// A property of the row or cell that is open.
    fn table_property(&mut self, name: &str, element: &BytesStart<'_>) {
        let Some(table) = self.tables.last_mut() else { return };
        let count = number(element).and_then(|n| usize::try_from(n).ok()).unwrap_or(0).min(MAX_SPAN);
        let restarts = attribute(element, "val").as_deref() == Some("restart");
        match name {
            "gridBefore" => table.column += count,
            "gridSpan" => table.span = count.max(1),
            "tblHeader" => table.head = is_on(element),
            "vMerge" => table.goes_on = !restarts,
            _ => {}
        }
    }

    /// Of alternatives the first is shown.
    fn alternative(&mut self) {
        match self.choices.last_mut() {
            Some(taken) if *taken => self.skip(),
            Some(taken) => *taken = true,
            None => {}
        }
    }

    /// What a section says of the headers and footers of its pages.
    fn section(&mut self, name: &str, element: &BytesStart<'_>) {
        match (name, self.sections.last_mut()) {
            ("sectPr", _) => self.sections.push(Section::default()),
            ("headerReference", Some(section)) => section.refer(Edge::Header, element),
            ("footerReference", Some(section)) => section.refer(Edge::Footer, element),
            ("titlePg", Some(section)) => section.first_page_differs = is_on(element),
            _ => {}
        }
    }
}

/// More columns than a table has in Word.
const MAX_SPAN: usize = 63;

impl Table {
    fn row(&self) -> usize {
        self.rows.saturating_sub(1)
    }
}

/// Subtrees that show nothing of their own in the text.
const SILENT: [&str; 14] = [
    "tabs",
    "sdtPr",
    "pPrChange",
    "rPrChange",
    "sectPrChange",
    "trPrChange",
    "tblPr",
    "tblPrExChange",
    "instrText",
    "delText",
    "delInstrText",
    "fldData",
    "tcPrChange",
    "numberingChange",
];

fn tag_of(name: &str, element: &BytesStart<'_>) -> Tag {
    match name {
        "p" => Tag::Paragraph,
        "pPr" => Tag::ParagraphProperties,
        "r" => Tag::Run,
        "rPr" => Tag::RunProperties,
        "trPr" => Tag::RowProperties,
        "numPr" => Tag::NumberProperties,
        "t" => Tag::Text { keeps_blanks: attribute(element, "space").as_deref() == Some("preserve") },
        "tbl" => Tag::Table,
        "tr" => Tag::Row,
        "tc" => Tag::Cell,
        "footnote" | "endnote" => Tag::Note,
        "AlternateContent" => Tag::Alternatives,
        _ => Tag::Other,
    }
}

impl Visitor for Walker<'_> {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let tag = tag_of(name, element);
        if self.skipped_from.is_none() {
            match name {
                "p" => self.begin_paragraph(),
                "r" => self.runs.push(Run::default()),
                "tbl" | "tr" | "tc" => self.table_part(tag),
                "gridSpan" | "gridBefore" | "tblHeader" | "vMerge" => self.table_property(name, element),
                "AlternateContent" => self.choices.push(false),
                "Choice" | "Fallback" => self.alternative(),
                "sectPr" | "headerReference" | "footerReference" | "titlePg" => self.section(name, element),
                "del" | "moveFrom" => self.deletion(),
                "footnote" => self.begin_note(NoteKind::Foot, element),
                "endnote" => self.begin_note(NoteKind::End, element),
                "footnoteReference" => self.mark(NoteKind::Foot, element),
                "endnoteReference" => self.mark(NoteKind::End, element),
                "fldChar" => self.field(element),
                "tab" | "ptab" => self.put("\t"),
                "br" | "cr" => self.put("\n"),
                "noBreakHyphen" => self.put("-"),
                // A letter of TCVN3; in Unicode it shows nothing.
                "softHyphen" => self.put("\u{ad}"),
                // A fraction of an equation.
                "den" => self.put("/"),
                "sym" => self.put(&symbol(element)),
                _ if SILENT.contains(&name) => self.skip(),
                _ => self.property(name, element),
            }
        }
        self.path.push(tag);
    }

    fn end(&mut self, _: &str) {
        let Some(tag) = self.path.pop() else { return };
        if let Some(from) = self.skipped_from {
            if self.path.len() > from {
                return;
            }
            self.skipped_from = None;
            // An element that was skipped from its start has nothing open; a deleted row has.
            if tag != Tag::Row {
                return;
            }
        }
        match tag {
            Tag::Paragraph => self.end_paragraph(),
            Tag::Run => {
                self.runs.pop();
            }
            Tag::Table => {
                self.tables.pop();
            }
            Tag::Cell => {
                if let Some(table) = self.tables.last_mut() {
                    self.merges.cell((table.id, table.row(), table.column), table.goes_on);
                    table.column += table.span;
                    table.in_cell = false;
                }
            }
            Tag::Note => self.note = None,
            Tag::Alternatives => {
                self.choices.pop();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped_from.is_some() {
            return;
        }
        if let Some(Tag::Text { keeps_blanks }) = self.path.last().copied() {
            self.put(if keeps_blanks { text } else { text.trim_matches(['\n', '\r', '\t']) });
        }
    }
}

/// A character of a symbol font.
fn symbol(element: &BytesStart<'_>) -> String {
    let code = attribute(element, "char").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
    code.and_then(char::from_u32).map(symbols::plain).filter(|c| !c.is_control()).into_iter().collect()
}
