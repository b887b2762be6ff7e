//! The document as a Word file: our own parts in a zip, byte for byte the same for the same document.

mod content;
mod parts;
mod styles;
mod xml;

use crate::document::Document;
use crate::sheet::sheet;
use std::io::{Cursor, Write};
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
    let content = content::content(&sheet);
    let files = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::PACKAGE_RELATIONS.to_owned()),
        ("docProps/core.xml", parts::core(document)),
        ("docProps/app.xml", parts::APP.to_owned()),
        ("word/document.xml", content.document),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS.to_owned()),
        ("word/styles.xml", styles::styles()),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/fontTable.xml", parts::FONT_TABLE.to_owned()),
        ("word/footnotes.xml", content.footnotes),
        ("word/header1.xml", parts::header(true, sheet.draft)),
        ("word/header2.xml", parts::header(false, sheet.draft)),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes()).map_err(zip::result::ZipError::from)?;
    }
    Ok(zip.finish()?.into_inner())
}
