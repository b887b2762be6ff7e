//! Word files: the package, its parts, and the plain text made of them.
//!
//! Reads WordprocessingML (ISO/IEC 29500-1) as Word shows it with all tracked changes accepted:
//! footnotes and endnotes joined to their marks, list labels as text, hidden text and field codes left out.

mod body;
mod numbering;
mod styles;

use super::Unreadable;
use super::compose::compose;
use super::package::Package;
use super::xml;
use model::SourceText;

pub(super) fn read(bytes: &[u8]) -> Result<SourceText, Unreadable> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let document = package.part(&main)?.ok_or(Unreadable::NoDocument)?;
    let folder = main.rfind('/').map_or("", |slash| &main[..=slash]).to_owned();
    let mut beside = |name: &str| package.part(&format!("{folder}{name}"));
    let styles = styles::Styles::read(beside("styles.xml")?.as_deref())?;
    let mut numbering = numbering::Numbering::read(beside("numbering.xml")?.as_deref())?;
    let footnotes = beside("footnotes.xml")?;
    let endnotes = beside("endnotes.xml")?;
    let body = body::paragraphs(&document, &styles, &mut numbering)?;
    let mut notes = Vec::new();
    for part in [footnotes, endnotes].into_iter().flatten() {
        notes.extend(body::paragraphs(&part, &styles, &mut numbering)?);
    }
    Ok(compose(body, notes))
}

/// Parts that tell other package formats.
const OTHER_PACKAGES: [(&str, &str); 3] = [
    ("xl/workbook.xml", ".xlsx (Excel)"),
    ("ppt/presentation.xml", ".pptx (PowerPoint)"),
    ("content.xml", ".odt"),
];

/// The part that the package names as its document.
fn main_part(package: &mut Package<'_>) -> Result<String, Unreadable> {
    if let Some((_, format)) = OTHER_PACKAGES.iter().find(|(part, _)| package.holds(part)) {
        return Err(Unreadable::OtherFormat(format));
    }
    let target = match package.part("_rels/.rels")? {
        Some(relations) => xml::relation_target(&relations, "/officeDocument")?,
        None => None,
    };
    Ok(target.unwrap_or_else(|| "word/document.xml".to_owned()))
}
