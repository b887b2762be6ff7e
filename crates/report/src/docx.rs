//! The document as a Word file: our own parts in a zip, byte for byte the same for the same document.

pub(crate) mod content;
mod drawing;
pub(crate) mod facts;
mod lists;
pub(crate) mod parts;
pub(crate) mod styles;
mod xml;

pub(crate) use xml::safe;

use crate::document::Document;
use crate::sheet::{Line, sheet};
use std::io::{Cursor, Write};
use std::sync::LazyLock;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Why a Word file could not be made: the zip writer refused, for instance a part larger than it can hold.
#[derive(Debug, thiserror::Error)]
#[error("Không ghi được tệp Word: {0}. Hãy thử lại; nếu vẫn lỗi, báo cho quản trị kèm báo cáo này.")]
pub struct DocxError(#[from] zip::result::ZipError);

/// Writes the document as a `.docx` in the legal layout. Figures become hidden content controls tagged with their id,
/// notes real footnotes, headings styles with outline levels.
///
/// # Errors
///
/// [`DocxError`] when the parts do not fit into a zip file.
pub fn docx(document: &Document) -> Result<Vec<u8>, DocxError> {
    let sheet = sheet(document);
    let content = content::content(document, &sheet);
    let mut files = vec![
        ("_rels/.rels", parts::PACKAGE_RELATIONS.to_owned()),
        ("docProps/core.xml", parts::core(document)),
        ("docProps/app.xml", parts::APP.to_owned()),
        ("word/document.xml", content.document),
        ("word/styles.xml", STYLES.clone()),
        ("word/numbering.xml", content.lists.part()),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/fontTable.xml", parts::FONT_TABLE.to_owned()),
        ("word/footnotes.xml", content.footnotes),
        ("word/header1.xml", parts::header(true, sheet.draft, &[])),
        ("word/header2.xml", parts::header(false, sheet.draft, &[])),
        ("customXml/item1.xml", facts::item(document, &content.places)),
        ("customXml/itemProps1.xml", facts::PROPERTIES.to_owned()),
        ("customXml/_rels/item1.xml.rels", parts::ITEM_RELATIONS.to_owned()),
    ];
    if !sheet.stamp.is_empty() {
        files.push(("word/header3.xml", parts::header(false, sheet.draft, &sheet.stamp)));
    }
    if !sheet.contact.is_empty() {
        let none: &[Line] = &[];
        let footers = [
            ("word/footer1.xml", sheet.contact.as_slice()),
            ("word/footer2.xml", none),
            ("word/footer3.xml", none),
        ];
        files.extend(footers.map(|(name, lines)| (name, parts::footer(lines))));
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let types = parts::content_types(names.iter().copied());
    let relations = parts::document_relations(&names, &content.media);
    files.insert(0, ("[Content_Types].xml", types));
    files.push(("word/_rels/document.xml.rels", relations));
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes()));
    let media =
        content.media.files.iter().map(|file| (format!("word/{}", file.target()), file.bytes.as_slice()));
    pack(files.chain(media))
}

/// The part that never changes.
static STYLES: LazyLock<String> = LazyLock::new(styles::styles);

/// Packs parts in their order, byte for byte the same for the same parts.
pub(crate) fn pack<'a>(files: impl Iterator<Item = (String, &'a [u8])>) -> Result<Vec<u8>, DocxError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, options)?;
        zip.write_all(bytes).map_err(zip::result::ZipError::from)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// How hard to pack: harder takes twice the time and saves a twentieth.
const LEVEL: i64 = 4;
