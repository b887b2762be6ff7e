//! OpenDocument text (ISO/IEC 26300): a package with content.xml and styles.xml, or one flat file.
//!
//! Reads what a word processor shows with all tracked changes accepted: notes joined to their marks, list labels as
//! text, hidden text left out. Headers of pages stand before the body, footers behind it.

mod body;
mod styles;

use super::Unreadable;
use super::compose::{Paragraph, compose, running};
use super::package::Package;
use body::{Place, paragraphs};
use model::SourceText;
use styles::Styles;

/// Whether a package is of this format.
pub(super) fn is(package: &Package<'_>) -> bool {
    package.holds("content.xml")
}

pub(super) fn read(mut package: Package<'_>) -> Result<SourceText, Unreadable> {
    let kind = package.part("mimetype")?.unwrap_or_default();
    if kind.contains("spreadsheet") {
        return Err(Unreadable::OtherFormat(".ods (bảng tính)"));
    }
    if kind.contains("presentation") {
        return Err(Unreadable::OtherFormat(".odp (trình chiếu)"));
    }
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains(":encryption-data") {
        return Err(Unreadable::Protected);
    }
    let content = package.part("content.xml")?.ok_or(Unreadable::NoDocument)?;
    let beside = package.part("styles.xml")?.unwrap_or_default();
    written(&[&beside, &content])
}

/// A flat file: styles and body in one.
pub(super) fn read_flat(xml: &str) -> Result<SourceText, Unreadable> {
    written(&[xml])
}

fn written(parts: &[&str]) -> Result<SourceText, Unreadable> {
    let mut styles = Styles::default();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        styles.add(part)?;
    }
    let mut text: [Vec<Paragraph>; 4] = Default::default();
    let mut notes = Vec::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        for (place, paragraph) in paragraphs(part, &mut styles)? {
            let [letterhead, headers, body, footers] = &mut text;
            match place {
                Place::FirstHeader => running(letterhead, [paragraph]),
                Place::Header => running(headers, [paragraph]),
                Place::Footer => running(footers, [paragraph]),
                Place::Body if paragraph.note.is_some() => notes.push(paragraph),
                Place::Body => body.push(paragraph),
            }
        }
    }
    Ok(compose(text.into_iter().flatten().collect(), notes))
}
