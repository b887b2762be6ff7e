//! `styles.xml`: which role a style is, and which list it is bound to. Programs write ids anew; names stay.

use crate::dress::Role;
use crate::package::{Package, Unreadable, walk};
use std::collections::BTreeMap;
use xml::{BytesStart, Visitor, attribute};

/// What is known of a style.
#[derive(Clone, Debug, Default)]
pub(crate) struct Style {
    pub name: String,
    pub based_on: Option<String>,
    /// Id of its list.
    pub list: Option<u32>,
    /// Level in it.
    pub level: Option<usize>,
}

/// The styles of a file by id.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    pub styles: BTreeMap<String, Style>,
    current: String,
}

/// Reads the styles.
pub(crate) fn styles(package: &Package) -> Result<Styles, Unreadable> {
    let mut styles = Styles::default();
    if let Some(xml) = package.text("word/styles.xml") {
        walk(xml, &mut styles)?;
    }
    Ok(styles)
}

impl Styles {
    /// The role of a style by its name.
    pub fn role(&self, id: &str) -> Option<Role> {
        let name = self.styles.get(id).map_or(id, |style| style.name.as_str());
        Role::ALL.into_iter().find(|role| role.dress().name.eq_ignore_ascii_case(name))
    }

    /// List and level of a style, its own or inherited.
    pub fn list(&self, id: &str) -> (Option<u32>, Option<usize>) {
        let mut at = self.styles.get(id);
        // A chain of styles is short; a ring of them ends here too.
        for _ in 0..20 {
            let Some(style) = at else { break };
            if style.list.is_some() {
                return (style.list, style.level);
            }
            at = style.based_on.as_ref().and_then(|id| self.styles.get(id));
        }
        (None, None)
    }
}

impl Visitor for Styles {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = || attribute(element, "val");
        if name == "style" {
            self.current = attribute(element, "styleId").unwrap_or_default();
            self.styles.insert(self.current.clone(), Style::default());
            return;
        }
        let Some(style) = self.styles.get_mut(&self.current) else { return };
        match name {
            "name" => style.name = value().unwrap_or_default(),
            "basedOn" => style.based_on = value(),
            "numId" => style.list = value().and_then(|v| v.parse().ok()),
            "ilvl" => style.level = value().and_then(|v| v.parse().ok()),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if name == "style" {
            self.current.clear();
        }
    }
}
