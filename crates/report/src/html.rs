//! The document as one HTML file that needs nothing beside it.

use crate::block::{Cell, Image, Note, Span};
use crate::document::Document;
use crate::dress::{Align, Dress, Role, Rule, TYPEFACE, page};
use crate::sheet::{AnnexSheet, DRAFT, Line, PictureSheet, Piece, Sheet, Slot, TableSheet, sheet};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::escape::escape;
use std::fmt::Write;

/// Writes the document as a self-contained page. Every text is escaped; a figure is `<span data-figure="id">`.
pub fn html(document: &Document) -> String {
    let sheet = sheet(document);
    let title = escape(document.subject.as_str());
    let draft = if sheet.draft {
        format!("<div class=\"draft\" aria-hidden=\"true\">{DRAFT}</div>")
    } else {
        String::new()
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"/>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><title>{title}</title>\
         <style>{}</style></head>\n<body>{draft}<main>\n{}{}{}{}{}{}</main>\n{}</body></html>\n",
        style_sheet(),
        lines(&sheet.stamp),
        letterhead(&sheet),
        lines(&sheet.title),
        pieces(&sheet.body),
        feet(&sheet),
        lines(&sheet.contact),
        notes(&sheet.notes) + &sheet.annexes.iter().map(annex).collect::<String>(),
    )
}

fn letterhead(sheet: &Sheet) -> String {
    format!(
        "<header class=\"pair\"><div>{}</div><div>{}</div><div>{}</div><div>{}</div></header>\n",
        lines(&sheet.issuer),
        lines(&sheet.nation),
        lines(&sheet.number),
        lines(&sheet.date)
    )
}

fn feet(sheet: &Sheet) -> String {
    format!(
        "<footer class=\"pair\"><div>{}</div><div>{}</div></footer>\n",
        lines(&sheet.recipients),
        lines(&sheet.signature)
    )
}

fn lines(lines: &[Line]) -> String {
    lines.iter().map(line).collect()
}

/// Headings as headings, for people who listen to the page.
fn line(line: &Line) -> String {
    let dress = line.role.dress();
    let tag = match (line.role, line.level) {
        (Role::Subject, _) => "h1".to_owned(),
        (_, Some(level)) => format!("h{}", (level + 1).min(6)),
        _ => "p".to_owned(),
    };
    let number =
        line.number.as_ref().map(|n| escape(n.as_str()).into_owned() + line.gap()).unwrap_or_default();
    format!("<{tag} class=\"{}\"><span>{number}{}</span></{tag}>\n", dress.style, spans(&line.spans))
}

fn pieces(pieces: &[Piece]) -> String {
    pieces.iter().map(piece).collect()
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Line(line) => self::line(line),
        Piece::Table(table) => self::table(table),
        Piece::Picture(picture) => self::picture(picture),
    }
}

fn spans(spans: &[Span]) -> String {
    spans.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    match span {
        Span::Text { text, bold, italic } => {
            let mut out = escape(text.as_str()).into_owned();
            if *italic {
                out = format!("<i>{out}</i>");
            }
            if *bold {
                out = format!("<b>{out}</b>");
            }
            out
        }
        Span::Figure { id, text } => {
            format!("<span data-figure=\"{}\">{}</span>", escape(id.as_str()), escape(text.as_str()))
        }
        Span::Note { index } => {
            let n = index + 1;
            format!("<sup><a id=\"mark-{n}\" href=\"#note-{n}\">{n}</a></sup>")
        }
    }
}

fn notes(notes: &[Note]) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let items: String = (1..)
        .zip(notes)
        .map(|(n, note)| {
            let style = Role::Note.dress().style;
            format!(
                "<p class=\"{style}\" id=\"note-{n}\"><sup><a href=\"#mark-{n}\">{n}</a></sup> <span>{}</span></p>\n",
                spans(&note.spans)
            )
        })
        .collect();
    format!("<section class=\"notes\">\n{items}</section>\n")
}

fn annex(annex: &AnnexSheet) -> String {
    format!("<section class=\"annex\">\n{}{}</section>\n", lines(&annex.heading), pieces(&annex.body))
}

/// A table in a box of its own, which scrolls where the page is narrow.
fn table(table: &TableSheet) -> String {
    let rows: String = (0..)
        .zip(&table.rows)
        .map(|(i, slots)| {
            let cells = slots.iter().filter_map(Slot::cell);
            format!("<tr>{}</tr>\n", cells.map(|c| cell(c, i < table.header_rows)).collect::<String>())
        })
        .collect();
    let above: String = table.title.iter().chain(&table.unit).map(line).collect();
    format!("{above}<div class=\"table\" tabindex=\"0\"><table>\n{rows}</table></div>\n")
}

fn cell(cell: &Cell, head: bool) -> String {
    let tag = if head { "th scope=\"col\"" } else { "td" };
    let span =
        |name: &str, count: usize| if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() };
    let spanned = span("colspan", cell.span()) + &span("rowspan", cell.rows);
    let close = tag.split(' ').next().unwrap_or(tag);
    format!("<{tag} class=\"{}\"{spanned}>{}</{close}>", cell.role(head).dress().style, spans(&cell.spans))
}

/// The picture inside the page itself.
fn picture(picture: &PictureSheet) -> String {
    let (kind, bytes) = match &picture.image {
        Image::Png(bytes) => ("png", bytes.0.as_slice()),
        Image::Svg { text, .. } => ("svg+xml", text.as_bytes()),
    };
    format!(
        "<figure class=\"{}\"><img alt=\"{}\" style=\"width:{}mm\" src=\"data:image/{kind};base64,{}\"/></figure>\n{}",
        Role::Picture.dress().style,
        escape(picture.alt.as_str()),
        picture.width,
        STANDARD.encode(bytes),
        picture.title.iter().map(line).collect::<String>()
    )
}

/// The dresses as CSS, and the page for the printer.
fn style_sheet() -> String {
    let mut css = format!(
        "@page{{size:A4;margin:{top}mm {}mm {top}mm {}mm}}\
         body{{margin:0 auto;padding:12px;max-width:{}mm;background:#fff;color:#000;font-family:\"{TYPEFACE}\",\"Liberation Serif\",Tinos,serif}}\
         p,h1,h2,h3,h4,h5,h6{{margin:0;font-weight:normal;line-height:{}%}}\
         .pair{{display:grid;grid-template-columns:minmax(0,{left}fr) minmax(0,{}fr)}}footer.pair{{grid-template-columns:1fr 1fr;margin-top:8pt;break-inside:avoid}}\
         .Footer{{border-top:1px solid;padding-top:2pt}}.notes{{border-top:1px solid;margin-top:16pt;padding-top:4pt}}\
         .annex{{break-before:page;margin-top:24pt}}.table{{overflow-x:auto}}table{{border-collapse:collapse;margin:0 auto}}td,th{{border:1px solid;padding:2pt 4pt}}figure{{margin:0}}img{{max-width:100%}}\
         sup{{line-height:0;font-size:65%}}a{{color:inherit;text-decoration:none}}\
         .draft{{position:fixed;inset:0;display:grid;place-items:center;font-size:100pt;color:#e4e4e4;transform:rotate(-45deg);z-index:-1}}\
         .DoMatDoKhan>span,.PhamViLuuHanh>span{{border:1px solid;padding:0 6pt}}",
        page::RIGHT,
        page::LEFT,
        page::TEXT,
        page::LINE_PERCENT + 12,
        page::TEXT - page::ISSUER,
        top = page::TOP,
        left = page::ISSUER,
    );
    for role in Role::ALL {
        let _ = write!(css, ".{}{{{}}}", role.dress().style, declarations(&role.dress()));
        css.push_str(&rule(&role.dress()));
    }
    let _ = write!(css, "@media screen and (max-width:640px){{{PHONE}");
    for role in Role::ALL.into_iter().filter(|role| role.dress().align == Align::Justify) {
        let dress = role.dress();
        let _ = write!(
            css,
            ".{}{{text-align:left;text-indent:{}mm}}",
            dress.style,
            if dress.first_line { 6 } else { 0 }
        );
    }
    css.push('}');
    css
}

/// Narrow screens: the heads stand below one another, the lines begin even and are wider apart, letters are those of a
/// phone; tables scroll in their boxes.
const PHONE: &str = "body{padding:12px 14px}.pair,footer.pair{grid-template-columns:minmax(0,1fr);row-gap:6px}\
header.pair>div:nth-child(2),footer.pair>div:nth-child(2){order:-1}main p,h1,h2,h3,h4,h5,h6,.annex p{font-size:12.5pt;line-height:145%}\
header.pair p,.notes p,td,th{font-size:11pt}header.pair .DoMatDoKhan,header.pair .PhamViLuuHanh{margin-top:6pt}\
main .NoiNhan,main .NoiNhanDong,main .Footer{font-size:11pt}main .KinhGuiDong{margin-left:8mm}main .NguoiKy{margin-top:36pt}\
.DoMatDoKhan>span,.PhamViLuuHanh>span{display:inline-block}.draft{font-size:48pt}";

fn declarations(dress: &Dress) -> String {
    let align = match dress.align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
        Align::Justify => "justify",
    };
    let first = if dress.first_line { page::FIRST_LINE_TENTHS } else { 0 };
    let flags = [
        (dress.bold, "font-weight:bold;"),
        (dress.italic, "font-style:italic;"),
        (dress.caps, "text-transform:uppercase;"),
        (dress.keep_next, "break-after:avoid;"),
    ];
    let flags: String = flags.iter().filter(|(on, _)| *on).map(|(_, css)| *css).collect();
    format!(
        "{flags}font-size:{}pt;text-align:{align};text-indent:{}mm;margin:{}pt 0 {}pt {}mm",
        dress.size,
        tenths(first),
        dress.before,
        dress.after,
        dress.indent
    )
}

/// `12.7`
fn tenths(value: u32) -> String {
    format!("{}.{}", value / 10, value % 10)
}

/// The rule under a line, as long as the words or a part of them.
fn rule(dress: &Dress) -> String {
    let percent = dress.rule.length(100);
    if dress.rule == Rule::None {
        return String::new();
    }
    format!(
        ".{style}>span{{display:inline-block}}.{style}>span::after{{content:\"\";display:block;width:{percent}%;margin:2px auto 4px;border-top:1px solid}}",
        style = dress.style
    )
}
