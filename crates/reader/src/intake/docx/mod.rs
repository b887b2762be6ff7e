//! Word files: the package, its parts, and the plain text made of them.
//!
//! Reads WordprocessingML (ISO/IEC 29500-1, transitional and strict) as Word shows it with all tracked changes
//! accepted: footnotes and endnotes joined to their marks, list labels as text, hidden text and field codes left out.
//! The header of the first section stands before the body, since the letterhead may be in it; all other headers and
//! footers stand behind the body.

mod body;
mod fonts;
mod numbering;
mod section;
mod styles;

use super::Unreadable;
use super::compose::{Paragraph, compose};
use super::lists::Lists;
use super::package::Package;
use super::xml::{self, Relation};
use body::{Story, story};
use fonts::Theme;
use model::SourceText;
use section::Edge;
use styles::Styles;

pub(super) fn read(mut package: Package<'_>) -> Result<SourceText, Unreadable> {
    let main = main_part(&mut package)?;
    let document = package.part(&main)?.ok_or(Unreadable::NoDocument)?;
    let mut parts = Parts::new(package, &main)?;
    let theme = Theme::read(parts.of_kind("theme")?.as_deref())?;
    let styles = Styles::read(parts.of_kind("styles")?.as_deref(), theme)?;
    let mut lists = numbering::lists(parts.of_kind("numbering")?.as_deref())?;
    let Story { paragraphs, sections } = story(&document, &styles, &mut lists)?;
    let mut notes = Vec::new();
    for kind in ["footnotes", "endnotes"] {
        if let Some(part) = parts.of_kind(kind)? {
            notes.extend(story(&part, &styles, &mut lists)?.paragraphs);
        }
    }
    let mut running = |at: usize, edge: Edge| -> Result<Vec<Paragraph>, Unreadable> {
        let shown = sections.get(at).map(|section| section.shown(edge)).unwrap_or_default();
        let mut paragraphs = Vec::new();
        for id in shown {
            paragraphs.extend(parts.running(id, &styles, &mut lists)?);
        }
        Ok(paragraphs)
    };
    let mut text = running(0, Edge::Header)?;
    text.extend(paragraphs);
    for at in 0..sections.len().min(MAX_SECTIONS) {
        if at > 0 {
            text.extend(running(at, Edge::Header)?);
        }
        text.extend(running(at, Edge::Footer)?);
    }
    Ok(compose(text, notes))
}

/// Sections beyond this repeat the headers of those before.
const MAX_SECTIONS: usize = 64;

/// The parts beside the document.
struct Parts<'b> {
    package: Package<'b>,
    folder: String,
    relations: Vec<Relation>,
    /// Headers and footers that were read: later sections name them again.
    read: Vec<String>,
}

impl<'b> Parts<'b> {
    fn new(mut package: Package<'b>, main: &str) -> Result<Self, Unreadable> {
        let (folder, name) = main.split_at(main.rfind('/').map_or(0, |slash| slash + 1));
        let relations = match package.part(&format!("{folder}_rels/{name}.rels"))? {
            Some(xml) => xml::relations(&xml)?,
            None => Vec::new(),
        };
        Ok(Self { package, folder: folder.to_owned(), relations, read: Vec::new() })
    }

    /// The part of this kind, by its relationship or by its usual name.
    fn of_kind(&mut self, kind: &str) -> Result<Option<String>, Unreadable> {
        let named = self.relations.iter().find(|relation| relation.is(kind));
        let name =
            named.map_or_else(|| format!("{}{kind}.xml", self.folder), |named| named.part(&self.folder));
        self.package.part(&name)
    }

    /// A header or footer; nothing when it was read before. Lines without letters only number the pages.
    fn running(
        &mut self,
        id: &str,
        styles: &Styles,
        lists: &mut Lists,
    ) -> Result<Vec<Paragraph>, Unreadable> {
        let target = self.relations.iter().find(|relation| relation.id == id);
        let Some(name) = target.map(|target| target.part(&self.folder)) else { return Ok(Vec::new()) };
        if self.read.contains(&name) {
            return Ok(Vec::new());
        }
        let part = self.package.part(&name)?;
        self.read.push(name);
        let Some(part) = part else { return Ok(Vec::new()) };
        let mut paragraphs = story(&part, styles, lists)?.paragraphs;
        paragraphs.retain(|paragraph| paragraph.text.contains(char::is_alphabetic));
        Ok(paragraphs.into_iter().map(|paragraph| Paragraph { running: true, ..paragraph }).collect())
    }
}

/// Parts that tell other package formats.
const OTHER_PACKAGES: [(&str, &str); 2] =
    [("xl/workbook.xml", ".xlsx (Excel)"), ("ppt/presentation.xml", ".pptx (PowerPoint)")];

/// The part that the package names as its document.
fn main_part(package: &mut Package<'_>) -> Result<String, Unreadable> {
    if let Some((_, format)) = OTHER_PACKAGES.iter().find(|(part, _)| package.holds(part)) {
        return Err(Unreadable::OtherFormat(format));
    }
    let relations = match package.part("_rels/.rels")? {
        Some(xml) => xml::relations(&xml)?,
        None => Vec::new(),
    };
    let named = relations.iter().find(|relation| relation.is("officeDocument"));
    Ok(named.map_or_else(|| "word/document.xml".to_owned(), |named| named.part("")))
}
