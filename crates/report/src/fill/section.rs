//! Sections of a filled template: its own pages for the body, then pages of each annex, numbered from one.

/// A4 upright, where the template does not say what its pages are.
const PLAIN: &str = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" \
                     w:left=\"1701\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>";

/// The end of the document: the last section of the template, or all that follows when there are annexes.
pub(super) fn with_annexes(section: &str, annexes: &[(String, bool)]) -> String {
    let own = if section.trim().is_empty() { PLAIN } else { section };
    let Some((last, others)) = annexes.split_last() else { return section.to_owned() };
    let mut out = ended(own);
    for (text, wide) in others {
        out += text;
        out += &ended(&of_annex(own, *wide));
    }
    out + &last.0 + &of_annex(own, last.1)
}

/// A paragraph that ends a section.
fn ended(section: &str) -> String {
    format!(
        "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>{section}</w:pPr></w:p>"
    )
}

/// The section of the template for an annex: on a new page, counted from one, on its side where it is wide.
fn of_annex(section: &str, wide: bool) -> String {
    let mut section = section.to_owned();
    for name in ["w:type", "w:pgNumType"] {
        if let Some((at, element)) = element(&section, name) {
            section.replace_range(at..at + element.len(), "");
        }
    }
    if let Some((at, size)) = element(&section, "w:pgSz") {
        let sized = if wide { turned(&size) } else { size.clone() };
        section.replace_range(at..at + size.len(), &format!("<w:type w:val=\"nextPage\"/>{sized}"));
    }
    let before = element(&section, "w:pgMar").or_else(|| element(&section, "w:pgSz"));
    if let Some((at, element)) = before {
        section.insert_str(at + element.len(), "<w:pgNumType w:start=\"1\"/>");
    }
    section
}

/// An element without content, and where it begins.
fn element(xml: &str, name: &str) -> Option<(usize, String)> {
    let at = xml.find(&format!("<{name} ")).or_else(|| xml.find(&format!("<{name}/")))?;
    let end = xml.get(at..)?.find("/>")? + "/>".len();
    Some((at, xml.get(at..at + end)?.to_owned()))
}

/// The size of a page that lies on its side.
fn turned(size: &str) -> String {
    let side = |name: &str| {
        let (_, rest) = size.split_once(&format!("w:{name}=\""))?;
        rest.split('"').next()?.parse::<u32>().ok()
    };
    match side("w").zip(side("h")) {
        Some((wide, high)) => {
            let (wide, high) = (wide.max(high), wide.min(high));
            format!("<w:pgSz w:w=\"{wide}\" w:h=\"{high}\" w:orient=\"landscape\"/>")
        }
        None => size.to_owned(),
    }
}
