//! Walking the XML of office files without recursion: elements by local name, so that any prefix will do.

pub use quick_xml::events::BytesStart;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, Event};

/// Deeper nesting is an attack, not a report.
const MAX_DEPTH: usize = 400;

/// Ill-formed XML, a document type declaration or absurd nesting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("broken XML")]
pub struct Broken;

/// What a reader of one part does with its elements.
pub trait Visitor {
    /// An element begins; an empty one is ended at once.
    fn start(&mut self, name: &str, element: &BytesStart<'_>);
    /// An element ends.
    fn end(&mut self, name: &str);
    /// Characters, references resolved.
    fn text(&mut self, text: &str) {
        let _ = text;
    }
}

/// Walks one part.
///
/// # Errors
/// [`Broken`]; what stood before the break was visited.
///
/// ```
/// struct Words(String);
/// impl xml::Visitor for Words {
///     fn start(&mut self, name: &str, element: &xml::BytesStart<'_>) {
///         self.0 += &format!("<{name} {}>", xml::attribute(element, "val").unwrap_or_default());
///     }
///     fn end(&mut self, _: &str) {}
///     fn text(&mut self, text: &str) {
///         self.0 += text;
///     }
/// }
/// let mut words = Words(String::new());
/// assert_eq!(xml::walk("<w:p w:val='a&amp;b'>1 &lt; 2</w:p>", &mut words), Ok(()));
/// assert_eq!(words.0, "<p a&b>1 < 2");
/// assert_eq!(xml::walk("<w:p>", &mut words), Err(xml::Broken));
/// ```
pub fn walk(xml: &str, visitor: &mut dyn Visitor) -> Result<(), Broken> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| Broken)? {
            Event::Start(element) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Broken);
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
            Event::DocType(_) => return Err(Broken),
            Event::Eof if depth > 0 => return Err(Broken),
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// One of the five predefined entities or a character by number; others do not exist without a DTD.
pub fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')]
        .into_iter()
        .find_map(|(name, character)| (&**reference == name).then_some(character))
}

/// An attribute by local name.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name).map(|a| {
        a.normalized_value(XmlVersion::Implicit1_0).map_or_else(|_| a.value.to_string(), |v| v.into_owned())
    })
}

/// An on/off property of Word: on unless its value says no (ECMA-376 part 1, §17.17.4).
pub fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off" | "none"))
}
