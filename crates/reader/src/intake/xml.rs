//! Walking XML without recursion: elements by local name, so that any prefix will do.

use super::Unreadable;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// Deeper nesting is an attack, not a report.
const MAX_DEPTH: usize = 400;

/// What a reader of one part does with its elements.
pub(super) trait Visitor {
    /// An element begins; an empty one is ended at once.
    fn start(&mut self, name: &str, element: &BytesStart<'_>);
    /// An element ends.
    fn end(&mut self, name: &str);
    /// Characters, references resolved.
    fn text(&mut self, text: &str);
}

/// Walks one part.
///
/// # Errors
/// [`Unreadable::Broken`] for ill-formed XML, a document type declaration or absurd nesting.
pub(super) fn walk(xml: &str, visitor: &mut dyn Visitor) -> Result<(), Unreadable> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0usize;
    loop {
        match reader.read_event().map_err(|_| Unreadable::Broken)? {
            Event::Start(element) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Unreadable::Broken);
                }
                visitor.start(element.local_name().as_ref(), &element);
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                visitor.end(element.local_name().as_ref());
            }
            Event::Text(text) => visitor.text(&text.xml10_content()),
            Event::CData(text) => visitor.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                if let Some(resolved) = resolve(&reference) {
                    visitor.text(resolved.encode_utf8(&mut [0; 4]));
                }
            }
            Event::DocType(_) => return Err(Unreadable::Broken),
            Event::Eof if depth > 0 => return Err(Unreadable::Broken),
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// One of the five predefined entities or a character by number; others do not exist without a DTD.
fn resolve(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')]
        .into_iter()
        .find_map(|(name, character)| (&**reference == name).then_some(character))
}

/// An attribute by local name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name).map(|a| {
        a.normalized_value(XmlVersion::Implicit1_0).map_or_else(|_| a.value.to_string(), |v| v.into_owned())
    })
}

/// Attribute `val` read as a number.
pub(super) fn number(element: &BytesStart<'_>) -> Option<u32> {
    attribute(element, "val")?.parse().ok()
}

/// An on/off property: on unless its value says no.
pub(super) fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off" | "none"))
}

/// A line of a package's relationships.
pub(super) struct Relation {
    pub(super) id: String,
    /// An address whose last part names the kind, the same in strict and transitional packages.
    kind: String,
    target: String,
}

#[derive(Default)]
struct Relations(Vec<Relation>);

impl Visitor for Relations {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = |key: &str| attribute(element, key).unwrap_or_default();
        if name == "Relationship" {
            self.0.push(Relation { id: value("Id"), kind: value("Type"), target: value("Target") });
        }
    }
    fn end(&mut self, _: &str) {}
    fn text(&mut self, _: &str) {}
}

/// All relationships of a part.
pub(super) fn relations(xml: &str) -> Result<Vec<Relation>, Unreadable> {
    let mut relations = Relations::default();
    walk(xml, &mut relations)?;
    Ok(relations.0)
}

impl Relation {
    /// Whether its kind ends with this name.
    pub(super) fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }

    /// The name of the part that it leads to, seen from a folder that ends with a slash or is empty.
    pub(super) fn part(&self, folder: &str) -> String {
        match self.target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("{folder}{}", self.target.trim_start_matches("./")),
        }
    }
}
