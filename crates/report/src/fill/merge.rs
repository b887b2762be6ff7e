//! Our paragraphs among the parts of a template: styles, lists, notes, pictures, facts.

use super::{FillError, section};
use crate::back::styles::{Style, Styles, styles};
use crate::document::Document;
use crate::docx::content::{ANNEX, Content, pieces};
use crate::docx::styles::{extra, style};
use crate::docx::{facts, parts};
use crate::dress::Role;
use crate::package::{Package, Unreadable};
use crate::sheet::Sheet;

/// The body as XML for the template.
pub(super) struct Body {
    /// Paragraphs, tables and pictures.
    pub pieces: String,
    /// The annexes, each with whether its pages lie on their side.
    annexes: Vec<(String, bool)>,
}

impl Body {
    /// The filled document with the annexes at its end.
    pub(super) fn finished(&self, xml: &str) -> String {
        // The properties of the last section close the body.
        let body = xml.rfind("</w:body>").unwrap_or(xml.len());
        let end = xml.get(..body).and_then(|xml| xml.rfind("<w:sectPr")).unwrap_or(body);
        let last = xml.get(end..body).is_some_and(|rest| !rest.contains("</w:p>"));
        let end = if last { end } else { body };
        let (before, rest) = xml.split_at(end);
        let (section, after) = rest.split_at(body - end);
        named(&format!("{before}{}{after}", section::with_annexes(section, &self.annexes)))
    }
}

/// Prefixes that our paragraphs need, declared where the template does not.
fn named(xml: &str) -> String {
    let Some(start) = xml.find("<w:document") else { return xml.to_owned() };
    let Some(end) = xml.get(start..).and_then(|rest| rest.find('>')).map(|end| start + end) else {
        return xml.to_owned();
    };
    let head = xml.get(start..end).unwrap_or_default();
    let missing: String = [
        ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("w15", "http://schemas.microsoft.com/office/word/2012/wordml"),
    ]
    .into_iter()
    .filter(|(prefix, _)| !head.contains(&format!("xmlns:{prefix}=")))
    .map(|(prefix, uri)| format!(" xmlns:{prefix}=\"{uri}\""))
    .collect();
    let (before, after) = xml.split_at(start + "<w:document".len());
    format!("{before}{missing}{after}")
}

/// Makes the body and puts what it needs into the package.
pub(super) fn body(package: &mut Package, document: &Document, sheet: &Sheet) -> Result<Body, FillError> {
    let known = styles(package)?;
    let content = pieces(document, sheet);
    let Content { document: text, footnotes, lists, places, media } = content;
    let notes = highest(package.text("word/footnotes.xml").unwrap_or_default(), "w:footnote ", "w:id");
    let lists_at =
        highest(package.text("word/numbering.xml").unwrap_or_default(), "w:num ", "w:numId").max(0);
    let definitions =
        highest(package.text("word/numbering.xml").unwrap_or_default(), "w:abstractNum ", "w:abstractNumId")
            + 1;
    let moved = |text: &str| {
        let text = shifted(text, "<w:footnoteReference w:id=\"", notes.max(0));
        restyled(&shifted(&text, "<w:numId w:val=\"", lists_at), &known)
    };
    add_styles(package, &known, lists_at)?;
    let list_part = shifted(
        &shifted(
            &shifted(&lists.part(), "<w:num w:numId=\"", lists_at),
            "<w:abstractNumId w:val=\"",
            definitions,
        ),
        "<w:abstractNum w:abstractNumId=\"",
        definitions,
    );
    add_lists(package, &without_styles(&list_part));
    if !sheet.notes.is_empty() {
        let footnotes = restyled(&shifted(&footnotes, "<w:footnote w:id=\"", notes.max(0)), &known);
        add_notes(package, &footnotes);
    }
    for file in media.files {
        let target = file.target();
        relate(package, &file.relation, "image", &target);
        kind_of_ending(package, file.ending);
        package.parts.push((format!("word/{target}"), file.bytes));
    }
    add_facts(package, &facts::item(document, &places));
    let mut texts = text.split(ANNEX).map(moved);
    let body = texts.next().unwrap_or_default();
    let annexes = texts.zip(sheet.annexes.iter().map(|annex| annex.landscape)).collect();
    Ok(Body { pieces: body, annexes })
}

/// The highest number of an attribute of elements.
fn highest(xml: &str, element: &str, attribute: &str) -> i64 {
    let opening = format!("<{element}");
    let numbers = xml.split(opening.as_str()).skip(1).filter_map(|rest| {
        let (_, value) = rest.split_once('>')?.0.split_once(&format!("{attribute}=\""))?;
        value.split('"').next()?.parse().ok()
    });
    numbers.max().unwrap_or(-1)
}

/// Every number after `before` raised by `by`; zero and less mean something of their own in lists and notes.
fn shifted(xml: &str, before: &str, by: i64) -> String {
    let mut pieces = xml.split(before);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    let definition = before.contains("abstractNum");
    for piece in pieces {
        let (number, rest) = piece.split_once('"').unwrap_or((piece, ""));
        let number = number.parse::<i64>().unwrap_or(0);
        let moved = if number > 0 || definition { number + by } else { number };
        out += &format!("{before}{moved}\"{rest}");
    }
    out
}

/// The id that a role's style has in the template, where it has one of that name.
fn own_id(known: &Styles, name: &str) -> Option<String> {
    known
        .styles
        .iter()
        .find(|(_, style): &(_, &Style)| style.name.eq_ignore_ascii_case(name))
        .map(|(id, _)| id.clone())
}

/// Id of our style in the template: its own of that name, ours, or ours with a mark where the id is taken.
fn id_in(known: &Styles, id: &str, name: &str) -> String {
    let taken = known.styles.contains_key(id);
    own_id(known, name).unwrap_or_else(|| if taken { format!("{id}SoLieu") } else { id.to_owned() })
}

/// Our styles: id, name, definition.
fn ours() -> Vec<(String, String, String)> {
    let roles = Role::ALL.into_iter().map(|role| {
        let dress = role.dress();
        (dress.style.to_owned(), dress.name.to_owned(), style(role))
    });
    roles.chain(extra().map(|(id, name, xml)| (id.to_owned(), name.to_owned(), xml))).collect()
}

fn restyled(text: &str, known: &Styles) -> String {
    let mut out = text.to_owned();
    for (id, name, _) in ours() {
        let there = id_in(known, &id, &name);
        if there != id {
            for element in ["w:pStyle", "w:rStyle", "w:tblStyle"] {
                out = out.replace(
                    &format!("<{element} w:val=\"{id}\"/>"),
                    &format!("<{element} w:val=\"{there}\"/>"),
                );
            }
        }
    }
    out
}

fn add_styles(package: &mut Package, known: &Styles, lists: i64) -> Result<(), FillError> {
    let new: String = ours()
        .into_iter()
        .filter(|(_, name, _)| own_id(known, name).is_none())
        .map(|(id, name, xml)| {
            let there = id_in(known, &id, &name);
            xml.replace(&format!("w:styleId=\"{id}\""), &format!("w:styleId=\"{there}\""))
        })
        .collect();
    let new = shifted(&new, "<w:numId w:val=\"", lists);
    let styles =
        package.parts.iter_mut().find(|(name, _)| name == "word/styles.xml").ok_or(Unreadable::NotWord)?;
    insert(&mut styles.1, "</w:styles>", &new);
    Ok(())
}

/// Puts text in front of the last place where `end` stands.
fn insert(part: &mut Vec<u8>, end: &str, text: &str) {
    let xml = String::from_utf8_lossy(part).into_owned();
    let at = xml.rfind(end).unwrap_or(xml.len());
    let (before, after) = xml.split_at(at);
    *part = format!("{before}{text}{after}").into_bytes();
}

/// What stands between the first and the last tag of a part.
fn inner(part: &str, root: &str) -> String {
    let start =
        part.find(&format!("<{root}")).and_then(|at| Some(at + part.get(at..)?.find('>')? + 1)).unwrap_or(0);
    let end = part.rfind(&format!("</{root}>")).unwrap_or(part.len());
    part.get(start..end).unwrap_or_default().to_owned()
}

/// Levels that no style is bound to: the template may have its own.
fn without_styles(lists: &str) -> String {
    let mut pieces = lists.split("<w:pStyle ");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |out, piece| out + piece.split_once("/>").map_or("", |(_, rest)| rest))
}

fn add_lists(package: &mut Package, lists: &str) {
    let (definitions, numbers) = {
        let inner = inner(lists, "w:numbering");
        let at = inner.find("<w:num ").unwrap_or(inner.len());
        let (definitions, numbers) = inner.split_at(at);
        (definitions.to_owned(), numbers.to_owned())
    };
    if let Some((_, part)) = package.parts.iter_mut().find(|(name, _)| name == "word/numbering.xml") {
        // Definitions stand before all lists.
        let xml = String::from_utf8_lossy(part).into_owned();
        let at = xml.find("<w:num ").or_else(|| xml.rfind("</w:numbering>")).unwrap_or(xml.len());
        let (before, after) = xml.split_at(at);
        *part = format!("{before}{definitions}{after}").into_bytes();
        insert(part, "</w:numbering>", &numbers);
        return;
    }
    add_part(package, "word/numbering.xml", lists, "numbering");
}

fn add_notes(package: &mut Package, notes: &str) {
    if let Some((_, part)) = package.parts.iter_mut().find(|(name, _)| name == "word/footnotes.xml") {
        let own = inner(notes, "w:footnotes");
        // Separators are the template's.
        let at = own.find("<w:footnote w:id=\"").unwrap_or(own.len());
        insert(part, "</w:footnotes>", own.get(at..).unwrap_or_default());
        return;
    }
    add_part(package, "word/footnotes.xml", notes, "footnotes");
}

/// A part of the document that the template does not have.
fn add_part(package: &mut Package, name: &str, text: &str, kind: &str) {
    package.parts.push((name.to_owned(), text.as_bytes().to_vec()));
    relate(package, &format!("soLieu-{kind}"), kind, name.trim_start_matches("word/"));
    let media = format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml");
    kind_of_part(package, name, &media);
}

fn relate(package: &mut Package, id: &str, kind: &str, target: &str) {
    let relation =
        format!("<Relationship Id=\"{id}\" Type=\"{}{kind}\" Target=\"{target}\"/>", parts::OFFICE);
    match package.parts.iter_mut().find(|(name, _)| name == "word/_rels/document.xml.rels") {
        Some((_, part)) => insert(part, "</Relationships>", &relation),
        None => package.parts.push((
            "word/_rels/document.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relation}</Relationships>").into_bytes(),
        )),
    }
}

fn kind_of_part(package: &mut Package, name: &str, media: &str) {
    add_kind(package, &format!("<Override PartName=\"/{name}\" ContentType=\"{media}\"/>"));
}

fn kind_of_ending(package: &mut Package, ending: &str) {
    let known = package
        .text("[Content_Types].xml")
        .is_some_and(|xml| xml.contains(&format!("Extension=\"{ending}\"")));
    if !known {
        let media = if ending == "svg" { "image/svg+xml" } else { "image/png" };
        add_kind(package, &format!("<Default Extension=\"{ending}\" ContentType=\"{media}\"/>"));
    }
}

fn add_kind(package: &mut Package, text: &str) {
    if let Some((_, part)) = package.parts.iter_mut().find(|(name, _)| name == "[Content_Types].xml") {
        insert(part, "</Types>", text);
    }
}

fn add_facts(package: &mut Package, item: &str) {
    // A number that no template reaches.
    let (part, properties) = ("customXml/item9001.xml", "customXml/itemProps9001.xml");
    let relations = parts::ITEM_RELATIONS.replace("itemProps1.xml", "itemProps9001.xml");
    let parts =
        [(part, item), (properties, facts::PROPERTIES), ("customXml/_rels/item9001.xml.rels", &relations)];
    package.parts.extend(parts.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
    kind_of_part(
        package,
        properties,
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    );
    let known = package.text("[Content_Types].xml").is_some_and(|xml| xml.contains("Extension=\"xml\""));
    if !known {
        kind_of_part(package, part, "application/xml");
    }
    relate(package, "soLieu-facts", "customXml", "../customXml/item9001.xml");
}
