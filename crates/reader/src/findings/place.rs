//! How people call the place of a figure in a report.

use model::OutlineItem;

/// `Mục I.1.5`, `Mục “Y tế”` where it has no number, `Chú thích 3` in a footnote (counted from zero), else the report.
pub fn place(outline: &[OutlineItem], section: Option<&str>, footnote: Option<usize>) -> String {
    match (footnote, section.and_then(|id| item(outline, id))) {
        (Some(note), _) => format!("Chú thích {}", note + 1),
        (None, Some(item)) => match item.number.as_deref() {
            Some("-" | "+" | "*" | "–" | "•") | None => format!("Mục “{}”", item.title),
            Some(number) => format!("Mục {}{number}", above(outline, item)),
        },
        (None, None) => "Báo cáo".to_owned(),
    }
}

pub(super) fn item<'o>(outline: &'o [OutlineItem], id: &str) -> Option<&'o OutlineItem> {
    outline.iter().find(|item| item.id == id)
}

/// Numbers of the headings above, as far as they tell the item: `I.2.` before `a`; `1.3.1` tells itself.
fn above(outline: &[OutlineItem], item: &OutlineItem) -> String {
    let mut path = String::new();
    let mut at = item;
    while at.number.as_deref().is_some_and(|number| !number.contains(['.', '('])) {
        let parent = at.parent.as_deref().and_then(|id| self::item(outline, id));
        let Some(parent) = parent.filter(|parent| parent.level < at.level) else { break };
        match parent.number.as_deref().filter(|number| !number.contains(' ')) {
            Some(number) => path.insert_str(0, &format!("{number}.")),
            None => break,
        }
        at = parent;
    }
    path
}
