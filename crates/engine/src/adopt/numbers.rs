//! The number in front of a heading leaves its words: it is counted from then on.

use model::{Inline, PassageKind};

/// Takes the printed number, or the sign, off the first words of a paragraph that is counted.
pub(super) fn take(inlines: &mut Vec<Inline>, kind: PassageKind, number: Option<&str>) {
    let sign = match kind {
        PassageKind::Dash | PassageKind::Plus => "",
        _ => match number.filter(|_| crate::numbering::is_counted(kind)) {
            Some(number) => number,
            None => return,
        },
    };
    let Some(Inline::Text { text, .. }) = inlines.first_mut() else { return };
    let rest = match sign {
        "" => text.trim_start().strip_prefix(['-', '–', '+']),
        number => text.trim_start().strip_prefix(number).map(|rest| rest.trim_start_matches(['.', ')', ':'])),
    };
    let Some(rest) = rest.map(|rest| rest.trim_start().to_owned()) else { return };
    *text = rest;
    if text.is_empty() {
        inlines.remove(0);
    }
}
