//! What styles say of an element: the few properties of CSS that change what a text says.

use std::collections::BTreeMap;
use viet::legacy::{Encoding, of_font};

/// Properties of an element; what is not said is inherited.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) letters: Option<Option<Encoding>>,
    pub(super) level: Option<u8>,
}

impl Look {
    /// The declarations of a `style` attribute or of a rule.
    pub(super) fn of(declarations: &str) -> Self {
        let mut look = Self::default();
        for (name, value) in declarations.split(';').filter_map(|said| said.split_once(':')) {
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "font-weight" => {
                    let heavy = value.parse::<u32>().is_ok_and(|weight| weight >= 600);
                    look.bold = Some(heavy || value.starts_with("bold"));
                }
                "display" if value.starts_with("none") => look.hidden = Some(true),
                "visibility" if value.starts_with("hidden") => look.hidden = Some(true),
                "mso-hide" if value.starts_with("all") => look.hidden = Some(true),
                "font-family" => look.letters = Some(of_font(value.split(',').next().unwrap_or_default())),
                "mso-outline-level" => {
                    look.level = value.parse().ok().filter(|level| (1..=9).contains(level));
                }
                _ => {}
            }
        }
        look
    }

    /// This look where it says something, else the other.
    pub(super) fn over(self, under: Self) -> Self {
        Self {
            bold: self.bold.or(under.bold),
            hidden: self.hidden.or(under.hidden),
            letters: self.letters.or(under.letters),
            level: self.level.or(under.level),
        }
    }
}

/// Rules of style sheets for an element, a class, or an element of a class.
#[derive(Default)]
pub(super) struct Sheet(BTreeMap<String, Look>);

impl Sheet {
    pub(super) fn add(&mut self, css: &str) {
        let css = css.replace("<!--", "").replace("-->", "");
        for rule in without_remarks(&css).split('}') {
            let Some((selectors, declarations)) = rule.split_once('{') else { continue };
            let look = Look::of(declarations);
            for selector in selectors.split(',') {
                let known = self.0.entry(selector.trim().to_ascii_lowercase()).or_default();
                *known = look.over(*known);
            }
        }
    }

    pub(super) fn of(&self, element: &str, classes: &str) -> Look {
        let mut look = self.0.get(element).copied().unwrap_or_default();
        for class in classes.split_whitespace() {
            let class = class.to_ascii_lowercase();
            for selector in [format!(".{class}"), format!("{element}.{class}")] {
                look = self.0.get(&selector).map_or(look, |said| said.over(look));
            }
        }
        look
    }
}

fn without_remarks(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.filter_map(|part| part.split_once("*/")).map(|(_, rest)| rest).collect::<String>()
}
