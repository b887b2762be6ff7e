//! A Word file as its parts, within limits.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Read};

/// The largest file taken.
const MAX_BYTES: usize = 50 << 20;
/// All parts together, unpacked.
const MAX_INFLATED: u64 = 200 << 20;
/// Parts.
const MAX_PARTS: usize = 3000;
/// Deeper nesting is an attack, not a report.
const MAX_DEPTH: usize = 400;

/// Why a file cannot be used as a Word file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Not a `.docx`, or broken.
    #[error(
        "Đây không phải tệp Word (.docx) hoặc tệp đã hỏng. Hãy mở bằng Word, lưu lại dạng .docx rồi gửi lại."
    )]
    NotWord,
    /// Larger than any report.
    #[error(
        "Tệp Word quá lớn (trên 50 MB, hoặc trên 200 MB khi giải nén). Hãy giảm cỡ hình ảnh trong tệp rồi gửi lại."
    )]
    TooLarge,
}

/// The parts of a file in their order.
pub(crate) struct Package {
    pub parts: Vec<(String, Vec<u8>)>,
}

impl Package {
    /// Unpacks a file.
    pub fn read(file: &[u8]) -> Result<Self, Unreadable> {
        if file.len() > MAX_BYTES {
            return Err(Unreadable::TooLarge);
        }
        let mut zip = zip::ZipArchive::new(Cursor::new(file)).map_err(|_| Unreadable::NotWord)?;
        if zip.len() > MAX_PARTS {
            return Err(Unreadable::TooLarge);
        }
        let mut left = MAX_INFLATED;
        let mut parts = Vec::new();
        for index in 0..zip.len() {
            let mut entry = zip.by_index(index).map_err(|_| Unreadable::NotWord)?;
            let name = entry.name().map_err(|_| Unreadable::NotWord)?.trim_start_matches('/').to_owned();
            let mut bytes = Vec::new();
            (&mut entry).take(left + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::NotWord)?;
            left = left.checked_sub(bytes.len() as u64).ok_or(Unreadable::TooLarge)?;
            if !name.ends_with('/') {
                parts.push((name, bytes));
            }
        }
        let package = Self { parts };
        if package.text(DOCUMENT).is_none() { Err(Unreadable::NotWord) } else { Ok(package) }
    }

    /// A part of XML.
    pub fn text(&self, name: &str) -> Option<&str> {
        let (_, bytes) = self.parts.iter().find(|(part, _)| part == name)?;
        std::str::from_utf8(bytes).ok().map(|text| text.trim_start_matches('\u{feff}'))
    }
}

/// Where the body stands.
pub(crate) const DOCUMENT: &str = "word/document.xml";

/// What a reader of one part does with its elements, by local name.
pub(crate) trait Visitor {
    /// An element begins; an empty one is ended at once.
    fn start(&mut self, name: &str, element: &BytesStart<'_>);
    /// An element ends.
    fn end(&mut self, name: &str);
    /// Characters, references resolved.
    fn text(&mut self, text: &str) {
        let _ = text;
    }
}

/// Walks one part without recursion.
pub(crate) fn walk(xml: &str, visitor: &mut dyn Visitor) -> Result<(), Unreadable> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| Unreadable::NotWord)? {
            Event::Start(element) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Unreadable::NotWord);
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
            Event::DocType(_) => return Err(Unreadable::NotWord),
            Event::Eof if depth > 0 => return Err(Unreadable::NotWord),
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// One of the five predefined entities or a character by number; others do not exist without a DTD.
pub(crate) fn resolve(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')]
        .into_iter()
        .find_map(|(name, character)| (&**reference == name).then_some(character))
}

/// An attribute by local name.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name).map(|a| {
        a.normalized_value(XmlVersion::Implicit1_0).map_or_else(|_| a.value.to_string(), |v| v.into_owned())
    })
}

/// An on/off property: on unless its value says no.
pub(crate) fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off" | "none"))
}
