//! The sheet as one typst source. Every text of the document enters as a string literal, never as markup.

use report::dress::{Align, Role, page};
use report::{Cell, DRAFT, Document, Image, Line, PictureSheet, Piece, Sheet, Slot, Span, TableSheet};
use std::fmt::Write;
use typst::foundations::Bytes;

/// The fixed part: functions that set lines, notes, pages and tables.
const LAYOUT: &str = include_str!("page.typ");

/// The whole source; `families` in the order of preference.
pub fn source(document: &Document, sheet: &Sheet, families: &[String]) -> String {
    let mut out = dresses();
    let families: String = families.iter().map(|name| literal(name) + ",").collect();
    let draft = if sheet.draft { literal(DRAFT) } else { "none".to_owned() };
    let _ = write!(
        out,
        "#let sheet = (width: {}mm, height: {}mm, top: {}mm, left: {}mm, right: {}mm, header: {}mm)\n{LAYOUT}\n#set text(font: ({families}))\n{}\n",
        page::WIDTH,
        page::HEIGHT,
        page::TOP,
        page::LEFT,
        page::RIGHT,
        page::HEADER,
        properties(document),
    );
    let margin = |name: &str, lines: &[Line]| match lines {
        [] => String::new(),
        lines => format!(", {name}: {{\n{}}}", rows(lines, sheet)),
    };
    let margins = margin("stamp", &sheet.stamp) + &margin("contact", &sheet.contact);
    if !sheet.attached {
        let _ = write!(out, "#pages(\"main\", false, {draft}, {{\n{}}}{margins})\n", main(sheet));
    }
    let mut pictures = sheet.body.iter().filter(|piece| matches!(piece, Piece::Picture(_))).count();
    for (index, annex) in sheet.annexes.iter().enumerate() {
        let words = rows(&annex.heading, sheet) + &pieces(&annex.body, sheet, pictures, false);
        pictures += annex.body.iter().filter(|piece| matches!(piece, Piece::Picture(_))).count();
        let margins = if sheet.attached { margins.as_str() } else { "" };
        let _ =
            write!(out, "#pages(\"annex{index}\", {}, {draft}, {{\n{words}}}{margins})\n", annex.landscape);
    }
    out
}

/// The files of the pictures in the order of the page.
pub fn pictures(sheet: &Sheet) -> Vec<Bytes> {
    let pieces = sheet.body.iter().chain(sheet.annexes.iter().flat_map(|annex| &annex.body));
    let image = |piece: &Piece| match piece {
        Piece::Picture(picture) => Some(match &picture.image {
            Image::Png(bytes) => Bytes::new(bytes.0.clone()),
            Image::Svg { text, .. } => Bytes::from_string(text.clone()),
        }),
        Piece::Line(_) | Piece::Table(_) => None,
    };
    pieces.filter_map(image).collect()
}

/// A typst string literal: nothing inside can end it.
fn literal(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn properties(document: &Document) -> String {
    let head = &document.letterhead;
    let date = head.date.map_or_else(
        || "none".to_owned(),
        |day| format!("datetime(year: {}, month: {}, day: {})", day.year(), day.month(), day.day()),
    );
    let title = [&document.subject, &document.kind].into_iter().find(|words| !words.trim().is_empty());
    format!(
        "#set document(title: {}, author: {}, date: {date})",
        literal(title.map_or("Văn bản", String::as_str)),
        literal(&head.issuer)
    )
}

/// The table of dresses as a typst dictionary.
fn dresses() -> String {
    let mut out = String::from("#let dresses = (\n");
    for role in Role::ALL {
        let d = role.dress();
        let (align, justify) = match d.align {
            Align::Left => ("left", false),
            Align::Centre => ("center", false),
            Align::Right => ("right", false),
            Align::Justify => ("left", true),
        };
        let first = if d.first_line { page::FIRST_LINE_TENTHS } else { 0 };
        let spread = if justify { page::LINE_PERCENT.saturating_sub(100) } else { 0 };
        let _ = writeln!(
            out,
            "  {}: (size: {}pt, bold: {}, italic: {}, caps: {}, align: {align}, justify: {justify}, first: {}.{}mm, \
             indent: {}mm, before: {}pt, after: {}pt, keep: {}, leading: {}pt, rule: {}, framed: {}),",
            literal(d.style),
            d.size,
            d.bold,
            d.italic,
            d.caps,
            first / 10,
            first % 10,
            d.indent,
            d.before,
            d.after,
            d.keep_next,
            hundredths(d.size * (LINE_GAP + spread * LINE_HEIGHT / 100)),
            hundredths(d.rule.length(100)),
            matches!(role, Role::Mark | Role::Circulation),
        );
    }
    let _ = writeln!(out, ")\n#let note-size = {}pt", Role::Note.dress().size);
    let _ = writeln!(out, "#let number-size = {}pt", Role::PageNumber.dress().size);
    out
}

/// What Times New Roman adds between two lines set single, in hundredths of the size.
const LINE_GAP: u32 = 4;
/// Height of a single line, in hundredths of the size.
const LINE_HEIGHT: u32 = 115;

/// `1.07`
fn hundredths(value: u32) -> String {
    format!("{}.{:02}", value / 100, value % 100)
}

fn main(sheet: &Sheet) -> String {
    let width = |mm: u32| format!("{mm}mm");
    let mut out =
        pair(&width(page::ISSUER), &[&sheet.issuer, &sheet.nation, &sheet.number, &sheet.date], sheet);
    out += &rows(&sheet.title, sheet);
    out += "v(8pt)\n";
    out += &pieces(&sheet.body, sheet, 0, true);
    out += &pair("50%", &[&sheet.recipients, &sheet.signature], sheet);
    out
}

fn pair(left: &str, cells: &[&[Line]], sheet: &Sheet) -> String {
    let cells: String = cells.iter().map(|lines| format!("{{\n{}}},", rows(lines, sheet))).collect();
    format!("pair({left}, {cells})\n")
}

fn rows(lines: &[Line], sheet: &Sheet) -> String {
    lines.iter().map(|line| row(line, sheet, false)).collect()
}

fn row(line: &Line, sheet: &Sheet, keep: bool) -> String {
    let number =
        line.number.as_ref().map(|n| literal(&format!("{n}{}", line.gap())) + ", ").unwrap_or_default();
    let style = literal(line.role.dress().style);
    let level = line.level.map_or_else(|| "none".to_owned(), |level| level.to_string());
    format!("row({style}, keep: {keep}, level: {level}, {number}{})\n", spans(&line.spans, sheet))
}

/// The pieces in order; `pictures` come before them. The last line stays with what follows when `keep`.
fn pieces(pieces: &[Piece], sheet: &Sheet, mut pictures: usize, keep: bool) -> String {
    let last = pieces.len().saturating_sub(1);
    let mut out = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Line(line) => out += &row(line, sheet, keep && index == last),
            Piece::Table(table) => out += &self::table(table, sheet),
            Piece::Picture(picture) => {
                out += &self::picture(picture, pictures, sheet);
                pictures += 1;
            }
        }
    }
    out
}

fn picture(picture: &PictureSheet, index: usize, sheet: &Sheet) -> String {
    let format = match picture.image {
        Image::Png(_) => "png",
        Image::Svg { .. } => "svg",
    };
    let title: String = picture.title.iter().map(|line| row(line, sheet, false)).collect();
    format!(
        "picture(\"/{index}\", \"{format}\", {}mm, {}, {})\n{title}",
        picture.width,
        literal(&picture.alt),
        !title.is_empty()
    )
}

fn spans(spans: &[Span], sheet: &Sheet) -> String {
    spans.iter().map(|span| format!("{}, ", self::span(span, sheet))).collect()
}

fn span(span: &Span, sheet: &Sheet) -> String {
    match span {
        Span::Text { text, bold, italic } => {
            let mut out = literal(text);
            if *italic {
                out = format!("i({out})");
            }
            if *bold {
                out = format!("b({out})");
            }
            out
        }
        Span::Figure { text, .. } => literal(text),
        Span::Note { index } => {
            format!(
                "note({})",
                sheet.notes.get(*index).map(|note| spans(&note.spans, sheet)).unwrap_or_default()
            )
        }
    }
}

fn table(table: &TableSheet, sheet: &Sheet) -> String {
    let above: String = table.title.iter().chain(&table.unit).map(|line| row(line, sheet, false)).collect();
    if table.weights.is_empty() {
        return above;
    }
    let columns: String = table.weights.iter().map(|weight| format!("{weight}fr, ")).collect();
    let (heads, body) = table.rows.split_at(table.header_rows.min(table.rows.len()));
    let cells = |rows: &[Vec<Slot>], head: bool| -> String {
        rows.iter().flatten().filter_map(Slot::cell).map(|c| cell(c, head, sheet)).collect()
    };
    format!("{above}data-table(({columns}), ({}), ({}))\n", cells(heads, true), cells(body, false))
}

fn cell(cell: &Cell, head: bool, sheet: &Sheet) -> String {
    format!(
        "cell({}, {}, {}, {}),\n",
        literal(cell.role(head).dress().style),
        cell.span(),
        cell.rows.max(1),
        spans(&cell.spans, sheet)
    )
}
