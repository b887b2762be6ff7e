//! The part that says what bookmarks and figures of the file are.

use crate::docx::facts::NAMESPACE;
use crate::facts::{Facts, FigureFact, measure_of};
use crate::package::{Package, Unreadable, walk};
use model::{Cut, FigureId, Number, PassageId};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use xml::{BytesStart, Visitor, attribute};

/// All that the part says.
#[derive(Default)]
pub(super) struct Carried {
    pub facts: Option<Facts>,
    /// Bookmarks around passages; whether the passage's words begin with its number.
    pub passages: BTreeMap<String, (PassageId, bool)>,
    /// Bookmarks around figures.
    pub figures: BTreeMap<String, FigureId>,
    /// Tags of content controls that are figures.
    pub tags: BTreeSet<FigureId>,
}

/// Reads the part; a file of another program has none.
pub(super) fn carried(package: &Package) -> Result<Carried, Unreadable> {
    let mut carried = Carried::default();
    let items = package.parts.iter().map(|(name, _)| name).filter(|n| n.starts_with("customXml/item"));
    let ours = items.filter_map(|name| package.text(name)).find(|text| text.contains(NAMESPACE));
    if let Some(text) = ours {
        walk(text, &mut carried)?;
    }
    carried.tags = carried.figures.values().cloned().collect();
    Ok(carried)
}

impl Visitor for Carried {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = |name: &str| attribute(element, name);
        match name {
            "report" => {
                let period = value("period").and_then(|period| period.parse().ok());
                self.facts = period.map(|period| Facts {
                    period,
                    cut: value("cut").and_then(|cut| cut.parse().ok()).map(Cut),
                    document: value("document"),
                    figures: Vec::new(),
                });
            }
            "figure" => {
                if let (Some(facts), Some(fact)) = (&mut self.facts, fact(element)) {
                    facts.figures.push(fact);
                }
            }
            "passage" => {
                if let (Some(bookmark), Some(id)) = (value("bookmark"), value("id")) {
                    self.passages.insert(bookmark, (PassageId::from(id), value("number").is_some()));
                }
            }
            "place" => {
                if let (Some(bookmark), Some(id)) = (value("bookmark"), value("figure")) {
                    self.figures.insert(bookmark, FigureId::from(id));
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, _: &str) {}
}

fn fact(element: &BytesStart<'_>) -> Option<FigureFact> {
    let value = |name: &str| attribute(element, name);
    Some(FigureFact {
        id: value("id")?.into(),
        indicator: value("indicator")?.into(),
        name: value("name")?,
        measure: measure_of(&value("measure")?)?,
        measure_unit: value("measureUnit")?,
        unit: value("unit").map(Into::into),
        period: value("period")?.parse().ok()?,
        printed: value("printed")?,
        value: value("value").and_then(|v| Decimal::from_str_exact(&v).ok()).map(Number::new),
    })
}
