//! `customXml/item1.xml`: what the figures and paragraphs of the file are, so that they are known again when it returns.

use super::xml::{DECLARATION, safe};
use crate::document::{Document, PassageKind};
use crate::facts::{FigureFact, measure_name};
use crate::sheet::Line;
use model::{FigureId, PassageId};
use std::fmt::Write;

/// Namespace of the part.
pub(crate) const NAMESPACE: &str = "urn:so-lieu:facts";

/// Names of the bookmarks around paragraphs and figures begin so; Word hides them, and LibreOffice keeps them.
pub(crate) const BOOKMARK: &str = "_SoLieu";

/// Which bookmark stands around what.
#[derive(Default)]
pub(crate) struct Places {
    pub passages: Vec<PassagePlace>,
    pub figures: Vec<FigureId>,
}

/// A paragraph, note, table or picture that was made from a passage.
pub(crate) struct PassagePlace {
    pub id: PassageId,
    /// Whether the passage's words begin with its number, although Word's list prints it.
    pub holds_number: bool,
}

/// `word/customXml` properties: which schema the item has.
pub(crate) const PROPERTIES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n\
<ds:datastoreItem ds:itemID=\"{7C1B0A52-5D0B-4F6E-9C53-0A6C1F4D2E01}\" xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\">\
<ds:schemaRefs><ds:schemaRef ds:uri=\"urn:so-lieu:facts\"/></ds:schemaRefs></ds:datastoreItem>";

impl Places {
    /// Bookmark name of the passage's place that was just made.
    pub fn passage(&mut self, id: &PassageId, holds_number: bool) -> String {
        self.passages.push(PassagePlace { id: id.clone(), holds_number });
        format!("{BOOKMARK}_p{}", self.passages.len())
    }

    /// Bookmark name of the figure's place that was just made.
    pub fn figure(&mut self, id: &FigureId) -> String {
        self.figures.push(id.clone());
        format!("{BOOKMARK}_f{}", self.figures.len())
    }
}

/// The part.
pub(crate) fn item(document: &Document, places: &Places) -> String {
    let mut out = format!("{DECLARATION}<report xmlns=\"{NAMESPACE}\" draft=\"{}\"", document.is_draft());
    if let Some(facts) = &document.facts {
        let _ = write!(out, " period=\"{}\"", facts.period);
        attribute(&mut out, "cut", facts.cut.map(|cut| cut.0.to_string()).as_deref());
        attribute(&mut out, "document", facts.document.as_deref());
    }
    out.push('>');
    for figure in document.facts.iter().flat_map(|facts| &facts.figures) {
        self::figure(&mut out, figure);
    }
    for (index, place) in (1..).zip(&places.passages) {
        let number: usize = index;
        let _ = write!(out, "<passage bookmark=\"{BOOKMARK}_p{number}\"");
        attribute(&mut out, "id", Some(place.id.as_str()));
        attribute(&mut out, "number", place.holds_number.then_some("held"));
        out += "/>";
    }
    for (index, id) in (1..).zip(&places.figures) {
        let number: usize = index;
        let _ = write!(out, "<place bookmark=\"{BOOKMARK}_f{number}\"");
        attribute(&mut out, "figure", Some(id.as_str()));
        out += "/>";
    }
    out + "</report>"
}

fn figure(out: &mut String, fact: &FigureFact) {
    *out += "<figure";
    let value = fact.value.map(|number| number.value().to_string());
    for (name, text) in [
        ("id", Some(fact.id.as_str())),
        ("indicator", Some(fact.indicator.as_str())),
        ("name", Some(fact.name.as_str())),
        ("measure", Some(measure_name(fact.measure))),
        ("measureUnit", Some(fact.measure_unit.as_str())),
        ("unit", fact.unit.as_ref().map(model::UnitId::as_str)),
        ("period", Some(fact.period.to_string().as_str())),
        ("printed", Some(fact.printed.as_str())),
        ("value", value.as_deref()),
    ] {
        attribute(out, name, text);
    }
    *out += "/>";
}

fn attribute(out: &mut String, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        let _ = write!(out, " {name}=\"{}\"", safe(text));
    }
}

/// Kind, printed number and words of a line, where the line holds its number in its words.
pub(super) fn held_number(line: &Line) -> Option<(&str, &str)> {
    let crate::block::Span::Text { text, .. } = line.spans.first()? else { return None };
    let (kind, number, rest) = crate::number::split(text);
    let number = number?;
    let fits = crate::sheet::role(kind) == line.role && kind != PassageKind::Body;
    let whole = !rest.is_empty() || line.spans.len() == 1;
    // Only what Word would print again: one space.
    (fits
        && whole
        && line.number.is_none()
        && text.len() == number.len() + usize::from(!rest.is_empty()) + rest.len())
    .then_some((number, rest))
}
