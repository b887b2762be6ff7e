//! Paragraphs, tables and notes of a file that came back.

use super::facts::Carried;
use super::numbering::Lists;
use super::printed::{joined, kind, picture};
use super::styles::Styles;
use super::{Paragraph, Piece, Table};
use crate::block::Span;
use crate::docx::facts::BOOKMARK;
use crate::docx::styles::NUMBER_STYLE_NAME;
use crate::dress::Role;
use model::{FigureId, PassageId};
use std::collections::{BTreeMap, BTreeSet};
use xml::{BytesStart, Visitor, attribute, is_on};

/// Elements whose text is not the paragraph's.
const SKIPPED: [&str; 6] = ["drawing", "pict", "object", "Fallback", "instrText", "del"];

/// Roles of the cells of a table.
const CELLS: [Role; 4] = [Role::Cell, Role::CentreCell, Role::RightCell, Role::HeadCell];

/// What the body holds.
pub(super) struct Found {
    pub pieces: Vec<Piece>,
    /// Ids of notes in the order of their marks.
    pub marks: Vec<String>,
}

/// One part while it goes by.
pub(super) struct Prose<'a> {
    carried: &'a Carried,
    styles: &'a Styles,
    lists: &'a mut Lists,
    found: Found,
    draft: Option<Draft>,
    run: Run,
    /// Inside content controls: their figures, innermost last.
    controls: Vec<Option<FigureId>>,
    /// Bookmarks around figures that are open, by their number in the file.
    open: BTreeMap<String, FigureId>,
    /// Tables that are open, innermost last; only the outermost counts.
    tables: usize,
    table: Table,
    /// The table holds lines of the letterhead or the signature.
    frame: bool,
    title: Option<Paragraph>,
    /// A picture of ours whose title may follow.
    picture: Option<PassageId>,
    skipped: usize,
    /// Bookmarks of passages met: a copy is a new paragraph.
    seen: BTreeSet<String>,
    /// Inside an element that holds the words of a run.
    words: bool,
    /// The note that is open, and those that are read.
    note: Option<(String, Vec<Paragraph>)>,
    written: BTreeMap<String, Vec<Paragraph>>,
}

/// A paragraph while it goes by.
#[derive(Default)]
struct Draft {
    style: String,
    list: Option<u32>,
    level: Option<usize>,
    passage: Option<String>,
    number: String,
    spans: Vec<Span>,
}

/// A run while it goes by.
#[derive(Clone, Copy, Default)]
struct Run {
    bold: bool,
    italic: bool,
    /// It is a number that no list gives.
    number: bool,
}

impl<'a> Prose<'a> {
    pub(super) fn new(carried: &'a Carried, styles: &'a Styles, lists: &'a mut Lists) -> Self {
        Self {
            carried,
            styles,
            lists,
            found: Found { pieces: Vec::new(), marks: Vec::new() },
            draft: None,
            run: Run::default(),
            controls: Vec::new(),
            open: BTreeMap::new(),
            tables: 0,
            table: Table::default(),
            frame: false,
            title: None,
            picture: None,
            skipped: 0,
            seen: BTreeSet::new(),
            words: false,
            note: None,
            written: BTreeMap::new(),
        }
    }

    pub(super) fn finish(mut self) -> Found {
        self.drop_title();
        self.drop_picture(Vec::new());
        self.found
    }

    /// The notes in the order of their marks; one of several paragraphs becomes one.
    pub(super) fn notes(mut self, marks: &[String]) -> Vec<Paragraph> {
        marks.iter().map(|id| one_note(self.written.remove(id).unwrap_or_default())).collect()
    }

    fn figure(&self) -> Option<FigureId> {
        let control = self.controls.iter().rev().find_map(Option::clone);
        control.or_else(|| self.open.values().next_back().cloned())
    }

    fn push(&mut self, text: &str) {
        let figure = self.figure();
        let Run { bold, italic, number } = self.run;
        let Some(draft) = &mut self.draft else { return };
        match figure {
            _ if number => draft.number.push_str(text),
            Some(id) => match draft.spans.last_mut() {
                Some(Span::Figure { id: last, text: words }) if *last == id => words.push_str(text),
                _ => draft.spans.push(Span::Figure { id, text: text.to_owned() }),
            },
            None => draft.spans.push(Span::Text { text: text.to_owned(), bold, italic }),
        }
    }

    fn paragraph(&mut self) {
        let Some(draft) = self.draft.take() else { return };
        let (role, paragraph) = self.made(draft);
        if self.note.is_none() && self.tables == 0 {
            let title = if role == Some(Role::PictureTitle) { paragraph.spans.clone() } else { Vec::new() };
            self.drop_picture(title);
        }
        match (role, &mut self.note) {
            (_, Some((_, note))) => note.push(paragraph),
            (role, _) if self.tables > 0 => {
                self.frame |= role.is_some_and(|role| kind(role).is_none() && !CELLS.contains(&role));
                self.cell(paragraph);
            }
            (Some(Role::TableTitle), _) => {
                self.drop_title();
                self.title = Some(paragraph);
            }
            (Some(Role::TableUnit), _) => {}
            (Some(Role::Picture), _) if paragraph.id.is_some() => {
                self.drop_title();
                self.picture = paragraph.id;
            }
            (Some(role), _) if kind(role).is_none() => {}
            _ if paragraph.id.is_none() && paragraph.spans.is_empty() && paragraph.number.is_none() => {}
            _ => {
                self.drop_title();
                self.found.pieces.push(Piece::Paragraph(paragraph));
            }
        }
    }

    /// A title without a table below it is a paragraph.
    fn drop_title(&mut self) {
        if let Some(title) = self.title.take() {
            self.found.pieces.push(Piece::Paragraph(title));
        }
    }

    /// The picture that is open, with the title below it.
    fn drop_picture(&mut self, title: Vec<Span>) {
        if let Some(id) = self.picture.take() {
            self.found.pieces.push(picture(id, title));
        }
    }

    fn cell(&mut self, paragraph: Paragraph) {
        if self.table.id.is_none() {
            self.table.id = paragraph.id;
        }
        let Some(cell) = self.table.rows.last_mut().and_then(|row| row.last_mut()) else { return };
        if !cell.is_empty() && !paragraph.spans.is_empty() {
            cell.push(Span::text(" "));
        }
        cell.extend(paragraph.spans);
        *cell = joined(std::mem::take(cell));
    }

    fn made(&mut self, draft: Draft) -> (Option<Role>, Paragraph) {
        let Draft { style, list, level, passage, number, spans } = draft;
        let role = self.styles.role(&style);
        let (by_style, at) = self.styles.list(&style);
        let counted = match list.or(by_style) {
            None | Some(0) => None,
            Some(list) => self.lists.next(list, level.or(at), &style),
        };
        let known = passage.and_then(|bookmark| self.carried.passages.get(&bookmark)).cloned();
        let (id, held) = known.map_or((None, false), |(id, held)| (Some(id), held));
        let typed = Some(number.trim_end().to_owned()).filter(|number| !number.is_empty());
        let mut number = typed.or(counted);
        let mut spans = spans;
        if held && let Some(number) = number.take() {
            let gap = if spans.is_empty() { "" } else { " " };
            let (bold, italic) = match spans.first() {
                Some(Span::Text { bold, italic, .. }) => (*bold, *italic),
                _ => (false, false),
            };
            spans.insert(0, Span::Text { text: format!("{number}{gap}"), bold, italic });
        }
        let kind = role.and_then(kind);
        (role, Paragraph { id, kind, number, spans: joined(spans) })
    }

    fn bookmark(&mut self, element: &BytesStart<'_>) {
        let (Some(name), Some(id)) = (attribute(element, "name"), attribute(element, "id")) else { return };
        if !name.starts_with(BOOKMARK) {
            return;
        }
        // LibreOffice calls bookmarks of notes, and copied ones, so.
        let name = name.split("_Copy_").next().unwrap_or_default().to_owned();
        if let Some(figure) = self.carried.figures.get(&name) {
            self.open.insert(id, figure.clone());
        } else if let Some(draft) = &mut self.draft
            && draft.passage.is_none()
            && self.seen.insert(name.clone())
        {
            draft.passage = Some(name);
        }
    }

    fn property(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = || attribute(element, "val");
        match (name, &mut self.draft) {
            ("pStyle", Some(draft)) => draft.style = value().unwrap_or_default(),
            ("numId", Some(draft)) => draft.list = value().and_then(|v| v.parse().ok()),
            ("ilvl", Some(draft)) => draft.level = value().and_then(|v| v.parse().ok()),
            ("b", _) => self.run.bold = is_on(element),
            ("i", _) => self.run.italic = is_on(element),
            ("rStyle", _) => {
                let style = value().unwrap_or_default();
                let name = self.styles.styles.get(&style).map(|style| style.name.as_str());
                self.run.number = name == Some(NUMBER_STYLE_NAME);
            }
            ("tag", _) => {
                let figure = value().map(FigureId::from).filter(|id| self.carried.tags.contains(id));
                if let (Some(last), Some(figure)) = (self.controls.last_mut(), figure) {
                    *last = Some(figure);
                }
            }
            _ => {}
        }
    }
}

/// The paragraphs of a note as one, without the space after its mark.
fn one_note(paragraphs: Vec<Paragraph>) -> Paragraph {
    let id = paragraphs.iter().find_map(|p| p.id.clone());
    let mut spans = Vec::new();
    for paragraph in paragraphs.into_iter().filter(|p| !p.spans.is_empty()) {
        if !spans.is_empty() {
            spans.push(Span::text(" "));
        }
        spans.extend(paragraph.spans);
    }
    if let Some(Span::Text { text, .. }) = spans.first_mut()
        && text.starts_with(' ')
    {
        text.remove(0);
    }
    super::printed::note(id, spans)
}

impl Visitor for Prose<'_> {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        if self.skipped > 0 || SKIPPED.contains(&name) {
            self.skipped += 1;
            return;
        }
        match name {
            "p" => self.draft = Some(Draft::default()),
            "r" => self.run = Run::default(),
            "t" => self.words = true,
            "tab" | "br" | "cr" if self.draft.is_some() => self.push(" "),
            "noBreakHyphen" => self.push("-"),
            "sdt" => self.controls.push(None),
            "bookmarkStart" => self.bookmark(element),
            "bookmarkEnd" => {
                if let Some(id) = attribute(element, "id") {
                    self.open.remove(&id);
                }
            }
            "footnoteReference" => {
                let index = self.found.marks.len();
                self.found.marks.push(attribute(element, "id").unwrap_or_default());
                if let Some(draft) = &mut self.draft {
                    draft.spans.push(Span::Note { index });
                }
            }
            "footnote" => self.note = attribute(element, "id").map(|id| (id, Vec::new())),
            "tbl" => {
                if self.tables == 0 {
                    self.drop_picture(Vec::new());
                }
                self.tables += 1;
            }
            "tr" if self.tables == 1 => self.table.rows.push(Vec::new()),
            "tc" if self.tables == 1 => {
                if let Some(row) = self.table.rows.last_mut() {
                    row.push(Vec::new());
                }
            }
            "vMerge" if attribute(element, "val").as_deref() != Some("restart") && self.tables == 1 => {
                // The cell belongs to the one above.
                if let Some(row) = self.table.rows.last_mut() {
                    row.pop();
                }
            }
            _ => self.property(name, element),
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "p" => self.paragraph(),
            "t" => self.words = false,
            "sdt" => {
                self.controls.pop();
            }
            "footnote" => {
                if let Some((id, paragraphs)) = self.note.take() {
                    self.written.insert(id, paragraphs);
                }
            }
            "tbl" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    self.table_ended();
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.words && self.skipped == 0 {
            self.push(text);
        }
    }
}

impl Prose<'_> {
    fn table_ended(&mut self) {
        let mut table = std::mem::take(&mut self.table);
        if std::mem::take(&mut self.frame) {
            return;
        }
        if let Some(title) = self.title.take() {
            table.title = Some(title.spans.iter().map(Span::words).collect());
            table.id = title.id.or(table.id);
        }
        self.found.pieces.push(Piece::Table(table));
    }
}
