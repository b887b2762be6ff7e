//! A Word file as its parts, within limits.

use std::io::{Cursor, Read};
use xml::Visitor;

/// The largest file taken.
const MAX_BYTES: usize = 50 << 20;
/// All parts together, unpacked.
const MAX_INFLATED: u64 = 200 << 20;
/// Parts.
const MAX_PARTS: usize = 3000;

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

/// Walks one part.
pub(crate) fn walk(xml: &str, visitor: &mut dyn Visitor) -> Result<(), Unreadable> {
    xml::walk(xml, visitor).map_err(|_| Unreadable::NotWord)
}
