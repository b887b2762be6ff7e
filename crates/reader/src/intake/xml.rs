//! What packages of XML have in common: walking a part, relationships.

use super::Unreadable;
pub(super) use xml::{BytesStart, Visitor, attribute, is_on};

/// Walks one part.
///
/// # Errors
/// [`Unreadable::Broken`] for ill-formed XML, a document type declaration or absurd nesting.
pub(super) fn walk(xml: &str, visitor: &mut dyn Visitor) -> Result<(), Unreadable> {
    xml::walk(xml, visitor).map_err(|_| Unreadable::Broken)
}

/// Attribute `val` read as a number.
pub(super) fn number(element: &BytesStart<'_>) -> Option<u32> {
    attribute(element, "val")?.parse().ok()
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
