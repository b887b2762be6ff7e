//! Sections: which headers and footers their pages have.

use super::super::xml::attribute;
use xml::BytesStart;

/// Where on a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Header,
    Footer,
}

/// What a section says of its headers and footers.
#[derive(Default)]
pub(super) struct Section {
    pub(super) first_page_differs: bool,
    /// Where, whether for the first page only, and the relationship of the part.
    parts: Vec<(Edge, bool, String)>,
}

impl Section {
    pub(super) fn refer(&mut self, edge: Edge, element: &BytesStart<'_>) {
        let kind = attribute(element, "type").unwrap_or_default();
        if let Some(id) = attribute(element, "id").filter(|_| kind != "even") {
            self.parts.push((edge, kind == "first", id));
        }
    }

    /// Relationships of the headers or footers that are shown, that of the first page first. Those of even pages
    /// repeat what the odd pages say.
    pub(super) fn shown(&self, edge: Edge) -> Vec<&str> {
        let mut shown: Vec<_> = self
            .parts
            .iter()
            .filter(|(at, first, _)| *at == edge && (!first || self.first_page_differs))
            .collect();
        shown.sort_by_key(|(_, first, _)| !first);
        shown.into_iter().map(|(_, _, id)| id.as_str()).collect()
    }
}
