//! The text of an OpenDocument part: paragraphs with their labels, cells and notes.

use super::super::Unreadable;
use super::super::compose::{Mark, NoteKind, Paragraph};
use super::super::symbols;
use super::super::xml::{Visitor, attribute, walk};
use super::styles::Styles;
use model::TableCell;
use xml::BytesStart;

/// Where a paragraph stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    FirstHeader,
    Header,
    Body,
    Footer,
}

/// More columns or rows than a cell of a report takes.
const MAX_SPAN: usize = 1000;

/// More blanks than stand side by side.
const MAX_BLANKS: usize = 100;

/// Subtrees that show nothing of their own in the text.
const SILENT: [&str; 13] = [
    "tracked-changes",
    "note-citation",
    "annotation",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "forms",
    "desc",
    "title",
    "ruby-text",
    "number",
    "index-title-template",
    "table-of-content-source",
];

#[derive(Default)]
struct Draft {
    paragraph: Paragraph,
    style: String,
    heading: bool,
    spans: Vec<String>,
    some_bold: bool,
    some_plain: bool,
    /// A blank was put down last, so that the next one shows nothing.
    blank: bool,
}

struct Table {
    id: usize,
    row: usize,
    column: usize,
    cell: Option<TableCell>,
    head: bool,
    /// Rows and columns that the element now open stands for.
    repeats: (usize, usize),
}

struct Walker<'s> {
    styles: &'s mut Styles,
    done: Vec<(Place, Paragraph)>,
    place: Option<Place>,
    open: Vec<Draft>,
    tables: Vec<Table>,
    tables_seen: usize,
    /// Open lists of the outermost list, and whether the item's label is still to be shown.
    lists: Vec<Option<u32>>,
    label_waits: bool,
    notes: Vec<(NoteKind, String, Vec<Option<u32>>)>,
    notes_seen: usize,
    /// Depth of the element that is left out, and of all.
    skipped_from: Option<usize>,
    depth: usize,
}

/// All paragraphs of a part in its order.
pub(super) fn paragraphs(xml: &str, styles: &mut Styles) -> Result<Vec<(Place, Paragraph)>, Unreadable> {
    let mut walker = Walker {
        styles,
        done: Vec::new(),
        place: None,
        open: Vec::new(),
        tables: Vec::new(),
        tables_seen: 0,
        lists: Vec::new(),
        label_waits: false,
        notes: Vec::new(),
        notes_seen: 0,
        skipped_from: None,
        depth: 0,
    };
    walk(xml, &mut walker)?;
    Ok(walker.done)
}

fn count(element: &BytesStart<'_>, name: &str) -> usize {
    attribute(element, name).and_then(|value| value.parse().ok()).unwrap_or(1).clamp(1, MAX_SPAN)
}

impl Walker<'_> {
    fn put(&mut self, text: &str) {
        let Some(draft) = self.open.last_mut() else { return };
        if self.styles.hidden(&draft.style, &draft.spans) {
            return;
        }
        if text.contains(|c: char| !c.is_whitespace()) {
            let bold = self.styles.bold(&draft.style, &draft.spans);
            draft.some_bold |= bold;
            draft.some_plain |= !bold;
        }
        draft.blank = text.ends_with([' ', '\t', '\n']);
        match self.styles.letters(&draft.style, &draft.spans) {
            Some(encoding) => draft.paragraph.push(text, Some(encoding)),
            None => draft.paragraph.push(&text.chars().map(symbols::plain).collect::<String>(), None),
        }
    }

    /// White space collapses (ISO/IEC 26300-1, 6.1.2).
    fn put_collapsed(&mut self, text: &str) {
        let mut blank = self.open.last().is_some_and(|draft| draft.blank || draft.paragraph.text.is_empty());
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            let space = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !space {
                shown.push(c);
            } else if !blank {
                shown.push(' ');
            }
            blank = space;
        }
        if !shown.is_empty() {
            self.put(&shown);
        }
    }

    fn begin_paragraph(&mut self, element: &BytesStart<'_>, heading: bool) {
        let style = attribute(element, "style-name").unwrap_or_default();
        let level = attribute(element, "outline-level").and_then(|level| level.parse().ok());
        let paragraph = Paragraph {
            level: level.filter(|level| (1..=9).contains(level)).or_else(|| self.styles.level(&style)),
            cell: self.tables.last().and_then(|table| table.cell),
            note: self.notes.last().map(|(kind, id, _)| (*kind, id.clone())),
            ..Paragraph::default()
        };
        self.open.push(Draft { paragraph, style, heading, ..Draft::default() });
    }

    fn end_paragraph(&mut self) {
        let Some(mut draft) = self.open.pop() else { return };
        draft.paragraph.begin_with(&self.label(&draft).unwrap_or_default());
        draft.paragraph.bold = draft.some_bold && !draft.some_plain;
        if let Some(place) = self.place {
            self.done.push((place, draft.paragraph));
        }
    }

    fn label(&mut self, draft: &Draft) -> Option<String> {
        if let Some(list) = self.lists.last().copied() {
            let waits = std::mem::take(&mut self.label_waits);
            let at = u32::try_from(self.lists.len() - 1).ok()?;
            return self.styles.lists.label(list.filter(|_| waits)?, at);
        }
        let level =
            draft.paragraph.level.filter(|_| draft.heading && !draft.paragraph.text.trim().is_empty())?;
        let outline = self.styles.outline()?;
        self.styles.lists.label(outline, u32::from(level) - 1)
    }

    fn begin_list(&mut self, element: &BytesStart<'_>) {
        let name = attribute(element, "style-name");
        let goes_on = attribute(element, "continue-numbering").as_deref() == Some("true")
            || attribute(element, "continue-list").is_some();
        let list = match (name, self.lists.last()) {
            (_, Some(outer)) => *outer,
            (Some(name), None) => self.styles.list(&name, goes_on),
            (None, None) => None,
        };
        self.lists.push(list);
    }

    fn begin_note(&mut self, element: &BytesStart<'_>) {
        let end = attribute(element, "note-class").as_deref() == Some("endnote");
        let kind = if end { NoteKind::End } else { NoteKind::Foot };
        self.notes_seen += 1;
        let id = self.notes_seen.to_string();
        if let Some(draft) = self.open.last_mut() {
            let at = draft.paragraph.text.len();
            draft.paragraph.marks.push(Mark { kind, id: id.clone(), at });
        }
        self.notes.push((kind, id, std::mem::take(&mut self.lists)));
    }

    fn begin_table(&mut self) {
        let (id, head) = (self.tables_seen, false);
        self.tables_seen += 1;
        self.tables.push(Table { id, row: 0, column: 0, cell: None, head, repeats: (1, 1) });
    }

    fn table_part(&mut self, name: &str, element: &BytesStart<'_>) {
        let Some(table) = self.tables.last_mut() else { return };
        match name {
            "table-header-rows" => table.head = true,
            "table-row" => {
                table.column = 0;
                table.repeats.0 = count(element, "number-rows-repeated");
            }
            "table-cell" | "covered-table-cell" => {
                let covered = name == "covered-table-cell";
                table.repeats.1 = count(element, "number-columns-repeated");
                table.cell = Some(TableCell {
                    table: table.id,
                    row: table.row,
                    column: table.column,
                    rows: if covered { 1 } else { count(element, "number-rows-spanned") },
                    columns: if covered { 1 } else { count(element, "number-columns-spanned") },
                    head: table.head,
                });
            }
            _ => {}
        }
    }

    fn end_table_part(&mut self, name: &str) {
        let Some(table) = self.tables.last_mut() else { return };
        match name {
            "table-header-rows" => table.head = false,
            "table-row" => table.row += table.repeats.0,
            "table-cell" | "covered-table-cell" => {
                table.column += table.repeats.1;
                table.cell = None;
            }
            _ => {}
        }
    }
}

impl Visitor for Walker<'_> {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        self.depth += 1;
        if self.skipped_from.is_some() {
            return;
        }
        let waits = self.place.is_none();
        match name {
            _ if SILENT.contains(&name) => self.skipped_from = Some(self.depth),
            "header" | "header-first" | "header-left" | "footer" | "footer-first" | "footer-left"
                if waits =>
            {
                let shown = attribute(element, "display").as_deref() != Some("false");
                let place = match name {
                    "header-first" => Place::FirstHeader,
                    _ if name.starts_with('h') => Place::Header,
                    _ => Place::Footer,
                };
                self.place = Some(place).filter(|_| shown);
            }
            "text" if waits => self.place = Some(Place::Body),
            _ if waits => {}
            "p" => self.begin_paragraph(element, false),
            "h" => self.begin_paragraph(element, true),
            "span" => {
                let style = attribute(element, "style-name").unwrap_or_default();
                self.open.last_mut().into_iter().for_each(|draft| draft.spans.push(style.clone()));
            }
            "s" => self.put(&" ".repeat(count(element, "c").min(MAX_BLANKS))),
            "tab" => self.put("\t"),
            "line-break" => self.put("\n"),
            "list" => self.begin_list(element),
            "list-item" => self.label_waits = true,
            "list-header" => self.label_waits = false,
            "note" => self.begin_note(element),
            "table" => self.begin_table(),
            _ => self.table_part(name, element),
        }
    }

    fn end(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        if let Some(from) = self.skipped_from {
            if self.depth < from {
                self.skipped_from = None;
            }
            return;
        }
        match name {
            "header" | "header-first" | "header-left" | "footer" | "footer-first" | "footer-left" => {
                if self.place != Some(Place::Body) {
                    self.place = None;
                }
            }
            _ if self.place.is_none() => {}
            "p" | "h" => self.end_paragraph(),
            "span" => {
                self.open.last_mut().map(|draft| draft.spans.pop());
            }
            "list" => {
                self.lists.pop();
            }
            "note" => {
                if let Some((_, _, lists)) = self.notes.pop() {
                    self.lists = lists;
                }
            }
            "table" => {
                self.tables.pop();
            }
            _ => self.end_table_part(name),
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped_from.is_none() && self.place.is_some() && !self.open.is_empty() {
            self.put_collapsed(text);
        }
    }
}
